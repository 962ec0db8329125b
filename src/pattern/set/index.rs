//! Which value lists of one field does a value satisfy?
//!
//! # The idea
//!
//! To ask each list is out of the question where there are thousands. So every test is filed under something that a value
//! must have to pass it, its *anchor*, in a table that finds all anchors of a value at once:
//!
//! | test | anchor | table |
//! |---|---|---|
//! | plain values, `exactly` | the whole form | hash |
//! | `prefix`, `suffix` | the text, for suffixes reversed | sorted, one binary search ([`affix`](super::affix)) |
//! | the same and `equals-ignore-case` in any case | the ASCII letters at its start or end, in lower case | sorted |
//! | `wildcard` | its longer end; where both are stars, its longest piece | sorted |
//! | `numeric`, plain numbers | the interval | sorted by both ends ([`interval`](super::interval)) |
//! | `cidr`, addresses | the interval of IPv4 addresses; others are asked one by one | the same |
//! | `exists`, `anything-but` | none: most values pass | asked one by one |
//!
//! An anchor that says everything (an [`Entry`] without `ask`) is a hit. The others name the one test that has still to be
//! asked of the value, by the very code of the plain evaluator: so the index may let too much through, but not decide
//! wrongly.
//!
//! # Cost
//!
//! One look into each table that the field has, plus one test for each anchor that fits. Pieces of wildcards are looked
//! for from every byte of the value; where that or long lists make a field laborious, what was found for a string is
//! remembered (see [`Run`](super::run::Run)).

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::affix::Affixes;
use super::glance::{self, Glance};
use super::hash::BuildFolding;
use super::interval::Intervals;
use super::paths::FieldId;
use crate::pattern::ast::{Test, ValueList};
use crate::pattern::comparison::{Candidate, FoldedUnit, NumericRange, Wildcard};
use crate::sure::Sure as _;

/// The number of a slot.
pub(super) type SlotId = u32;

/// A value list that some sub-rules have for a field.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) field: FieldId,
    pub(super) compares_numbers: bool,
    pub(super) accepts_absence: bool,
    /// Whether values behind an empty name count.
    pub(super) sees_hidden: bool,
    /// The classes that are looked at when it is satisfied.
    pub(super) classes: Slice,
    pub(super) values: Arc<ValueList>,
}

/// A part of a list that many share: small, and near its neighbours in memory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slice {
    start: u32,
    length: u32,
}

impl Slice {
    /// Adds to the list.
    pub(super) fn add(list: &mut Vec<u32>, part: &[u32]) -> Self {
        let start = list.len() as u32;
        list.extend_from_slice(part);
        Self {
            start,
            length: part.len() as u32,
        }
    }

    /// The part.
    #[inline]
    pub(super) fn of(self, list: &[u32]) -> &[u32] {
        let start = self.start as usize;
        list.get(start..start + self.length as usize).sure()
    }

    pub(super) fn is_empty(self) -> bool {
        self.length == 0
    }

    pub(super) fn len(self) -> usize {
        self.length as usize
    }
}

/// A value of the event.
#[derive(Clone, Debug)]
pub(super) struct Scalar<'a> {
    pub(super) form: &'a [u8],
    pub(super) kind: ScalarKind,
    /// The comparable value, once it has been asked for.
    number: OnceCell<Option<f64>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarKind {
    String,
    Number,
    Literal,
}

impl<'a> Scalar<'a> {
    #[inline]
    pub(super) fn new(form: &'a [u8], kind: ScalarKind) -> Self {
        Self {
            form,
            kind,
            number: OnceCell::new(),
        }
    }

    /// As the tests see it.
    #[inline]
    fn candidate(&self, compares_numbers: bool) -> Candidate<'a> {
        let number = if compares_numbers && self.kind == ScalarKind::Number {
            self.number()
        } else {
            None
        };
        Candidate::from_form(self.form, number, self.kind == ScalarKind::String)
    }

    /// The value, if it is a comparable number.
    fn number(&self) -> Option<f64> {
        *self.number.get_or_init(|| glance::value(self.form))
    }
}

impl Slot {
    /// Whether a value satisfies the list, by anything but its absence.
    #[inline]
    pub(super) fn passes(&self, scalar: &Scalar<'_>) -> bool {
        let candidate = scalar.candidate(self.compares_numbers);
        self.values.comparisons.iter().any(|comparison| {
            comparison.test != Test::Exists(false)
                && comparison.test.admits(&candidate, self.compares_numbers)
        })
    }

    /// Whether a value satisfies one test of the list.
    fn passes_one(&self, scalar: &Scalar<'_>, test: u32) -> bool {
        self.values
            .comparisons
            .get(test as usize)
            .is_some_and(|comparison| {
                let candidate = scalar.candidate(self.compares_numbers);
                comparison.test.admits(&candidate, self.compares_numbers)
            })
    }
}

/// A test of a list that a value may satisfy.
#[derive(Clone, Copy, Debug)]
struct Entry {
    slot: SlotId,
    /// The test that has still to be asked; `None` if the value is known to satisfy it.
    ask: Option<u32>,
}

/// The lists of one field, by what they ask for.
#[derive(Debug)]
pub(super) struct FieldIndex {
    /// Whole forms.
    exact: HashMap<Box<[u8]>, Slice, BuildFolding>,
    /// The slots of whole forms.
    exact_slots: Vec<SlotId>,
    has_tokens: bool,
    prefixes: Affixes<Entry>,
    /// Reversed.
    suffixes: Affixes<Entry>,
    /// In lower case, as far as they are ASCII.
    folded_prefixes: Affixes<Entry>,
    /// Reversed.
    folded_suffixes: Affixes<Entry>,
    /// Pieces of wildcards that begin and end with a star.
    pieces: Affixes<Entry>,
    numbers: Intervals<Entry>,
    /// IPv4 addresses as numbers.
    addresses: Intervals<Entry>,
    /// Every list with a test for addresses.
    any_address: Vec<SlotId>,
    /// Lists that are asked one by one: those with `exists` and `anything-but`.
    direct: Vec<SlotId>,
    /// Whether it pays to remember what was found for a string.
    is_laborious: bool,
}

/// From so many tests on that are more than a look into a table.
const LABORIOUS: usize = 4;

/// What the index is made from.
#[derive(Default)]
struct IndexParts {
    exact: HashMap<Box<[u8]>, Vec<SlotId>, BuildFolding>,
    prefixes: Vec<(Box<[u8]>, Entry)>,
    suffixes: Vec<(Box<[u8]>, Entry)>,
    folded_prefixes: Vec<(Box<[u8]>, Entry)>,
    folded_suffixes: Vec<(Box<[u8]>, Entry)>,
    pieces: Vec<(Box<[u8]>, Entry)>,
    numbers: Vec<(Option<f64>, Option<f64>, Entry)>,
    addresses: Vec<(Option<f64>, Option<f64>, Entry)>,
    any_address: Vec<SlotId>,
    direct: Vec<SlotId>,
}

impl FieldIndex {
    /// An index of some of the slots.
    pub(super) fn new(slots: &[Slot], chosen: &[SlotId]) -> Self {
        let mut parts = IndexParts::default();
        for id in chosen {
            if let Some(slot) = slots.get(*id as usize) {
                parts.add_slot(*id, slot);
            }
        }
        let mut exact_slots = Vec::new();
        let exact: HashMap<Box<[u8]>, Slice, BuildFolding> = parts
            .exact
            .into_iter()
            .map(|(form, slots)| (form, Slice::add(&mut exact_slots, &slots)))
            .collect();
        let ends = [&parts.prefixes, &parts.suffixes, &parts.pieces];
        let folded_ends = [&parts.folded_prefixes, &parts.folded_suffixes];
        let ends: usize = ends.into_iter().chain(folded_ends).map(Vec::len).sum();
        Self {
            is_laborious: ends + parts.direct.len() >= LABORIOUS,
            has_tokens: exact.keys().any(|form| form.first() != Some(&b'"')),
            exact,
            exact_slots,
            prefixes: Affixes::new(parts.prefixes),
            suffixes: Affixes::new(parts.suffixes),
            folded_prefixes: Affixes::new(parts.folded_prefixes),
            folded_suffixes: Affixes::new(parts.folded_suffixes),
            pieces: Affixes::new(parts.pieces),
            numbers: Intervals::new(parts.numbers),
            addresses: Intervals::new(parts.addresses),
            any_address: parts.any_address,
            direct: parts.direct,
        }
    }

    /// Whether it pays to remember what was found for a string.
    #[inline]
    pub(super) fn is_laborious(&self) -> bool {
        self.is_laborious
    }

    /// Tells every slot that the value satisfies; one that is no longer `open` may be left out.
    #[inline]
    pub(super) fn look_up(
        &self,
        slots: &[Slot],
        scalar: &Scalar<'_>,
        open: impl Fn(SlotId) -> bool,
        hits: &mut Vec<SlotId>,
    ) {
        if (scalar.kind == ScalarKind::String || self.has_tokens)
            && let Some(known) = (!self.exact.is_empty())
                .then(|| self.exact.get(scalar.form))
                .flatten()
        {
            hits.extend_from_slice(known.of(&self.exact_slots));
        }
        let verify = |entry: &Entry, hits: &mut Vec<SlotId>| {
            let satisfies = open(entry.slot)
                && entry.ask.is_none_or(|test| {
                    slots
                        .get(entry.slot as usize)
                        .is_some_and(|slot| slot.passes_one(scalar, test))
                });
            if satisfies {
                hits.push(entry.slot);
            }
        };
        match scalar.kind {
            ScalarKind::String => self.look_up_text(scalar.form, hits, &verify),
            ScalarKind::Number if !self.numbers.is_empty() => {
                let (low, high) = match glance::glance(scalar.form) {
                    Glance::Exactly(value) => (value, value),
                    Glance::Between(low, high) => (low, high),
                    // Nothing compares with what is no number.
                    Glance::Unknown => {
                        let value = scalar.number().unwrap_or(f64::NAN);
                        (value, value)
                    }
                };
                self.numbers.each(low, high, |entry| verify(entry, hits));
            }
            _ => {}
        }
        let mut ask = |id: &SlotId| {
            let passes = open(*id)
                && slots
                    .get(*id as usize)
                    .is_some_and(|slot| slot.passes(scalar));
            if passes {
                hits.push(*id);
            }
        };
        self.direct.iter().for_each(&mut ask);
        if !self.any_address.is_empty() {
            let four = match scalar.kind {
                ScalarKind::String => ipv4(scalar.form),
                _ => None,
            };
            match four {
                Some(_) => {}
                // Longer addresses, and tokens read as hexadecimal digits, follow rules of their own.
                None if scalar.kind != ScalarKind::String || scalar.form.contains(&b':') => {
                    self.any_address.iter().for_each(&mut ask);
                }
                None => {}
            }
            if let Some(address) = four.map(f64::from) {
                self.addresses
                    .each(address, address, |entry| verify(entry, hits));
            }
        }
    }

    #[inline]
    fn look_up_text(
        &self,
        form: &[u8],
        hits: &mut Vec<SlotId>,
        verify: &impl Fn(&Entry, &mut Vec<SlotId>),
    ) {
        let bytes = || form.iter().copied();
        if !self.prefixes.is_empty() {
            self.prefixes.each(bytes(), |entry| verify(entry, hits));
        }
        if !self.suffixes.is_empty() {
            self.suffixes
                .each(bytes().rev(), |entry| verify(entry, hits));
        }
        let folded = || bytes().map(|byte| byte.to_ascii_lowercase());
        if !self.folded_prefixes.is_empty() {
            self.folded_prefixes
                .each(folded(), |entry| verify(entry, hits));
        }
        if !self.folded_suffixes.is_empty() {
            self.folded_suffixes
                .each(folded().rev(), |entry| verify(entry, hits));
        }
        if !self.pieces.is_empty() {
            for start in 0..form.len() {
                let rest = form.get(start..).sure();
                self.pieces
                    .each(rest.iter().copied(), |entry| verify(entry, hits));
            }
        }
    }
}

impl IndexParts {
    fn add_slot(&mut self, id: SlotId, slot: &Slot) {
        let comparisons = &slot.values.comparisons;
        let asks_directly = |test: &Test| matches!(test, Test::Exists(true) | Test::AnythingBut(_));
        if comparisons.iter().any(|one| asks_directly(&one.test)) {
            self.direct.push(id);
            return;
        }
        for (number, comparison) in comparisons.iter().enumerate() {
            let sure = Entry {
                slot: id,
                ask: None,
            };
            let ask = Entry {
                slot: id,
                ask: Some(number as u32),
            };
            self.add_test(&comparison.test, sure, ask);
        }
    }

    fn add_test(&mut self, test: &Test, sure: Entry, ask: Entry) {
        let reversed = |bytes: &[u8]| bytes.iter().rev().copied().collect();
        match test {
            Test::Exact(form) | Test::Literal(form) => self.add_exact(form.as_bytes(), sure.slot),
            Test::Number(number) => {
                self.add_exact(number.text.as_bytes(), sure.slot);
                if let Some(value) = number.comparable {
                    self.numbers.push((Some(value), Some(value), ask));
                }
            }
            Test::Prefix(form) => self.prefixes.push((form.as_bytes().into(), sure)),
            Test::Suffix(form) => self.suffixes.push((reversed(form.as_bytes()), sure)),
            Test::PrefixFolded(folded) | Test::EqualsIgnoreCase(folded) => {
                let mut anchor = vec![b'"'];
                anchor.extend(ascii(folded.units.iter()));
                self.folded_prefixes.push((anchor.into(), ask));
            }
            Test::SuffixFolded(folded) => {
                let mut anchor = vec![b'"'];
                anchor.extend(ascii(folded.units.iter().rev()));
                self.folded_suffixes.push((anchor.into(), ask));
            }
            Test::Wildcard(wildcard) => self.add_wildcard(wildcard, sure, ask),
            Test::Numeric(NumericRange { low, high }) => {
                let (low, high) = (low.map(|end| end.value), high.map(|end| end.value));
                self.numbers.push((low, high, ask));
            }
            Test::Address(range) => {
                if self.any_address.last() != Some(&sure.slot) {
                    self.any_address.push(sure.slot);
                }
                // A block of IPv6 addresses meets IPv4 addresses by its first eight digits.
                let (bottom, top) = (first_digits(&range.bottom), first_digits(&range.top));
                self.addresses.push((bottom, top, ask));
            }
            Test::Exists(_) | Test::AnythingBut(_) => {}
        }
    }

    fn add_exact(&mut self, form: &[u8], slot: SlotId) {
        let slots = self.exact.entry(form.into()).or_default();
        if slots.last() != Some(&slot) {
            slots.push(slot);
        }
    }

    /// By its longer end, or if it has none by its longest piece.
    fn add_wildcard(&mut self, wildcard: &Wildcard, sure: Entry, ask: Entry) {
        match wildcard.pieces.as_slice() {
            [] => {}
            [only] => self.add_exact(only, sure.slot),
            [first, middle @ .., last] => {
                let longest = middle.iter().max_by_key(|piece| piece.len());
                if first.len() > 1 && first.len() >= last.len() {
                    self.prefixes.push((first.clone(), ask));
                } else if last.len() > 1 {
                    let reversed = last.iter().rev().copied().collect();
                    self.suffixes.push((reversed, ask));
                } else if let Some(piece) = longest {
                    self.pieces.push((piece.clone(), ask));
                } else {
                    self.prefixes.push((first.clone(), ask));
                }
            }
        }
    }
}

/// The first units, in lower case, as long as both cases are one ASCII letter or there is only one case in ASCII.
fn ascii<'a>(units: impl Iterator<Item = &'a FoldedUnit>) -> impl Iterator<Item = u8> {
    units.map_while(|unit| match unit {
        FoldedUnit::Same(same) => match **same {
            [byte @ 0..0x80] => Some(byte.to_ascii_lowercase()),
            _ => None,
        },
        FoldedUnit::Either(lower, upper) => match (&**lower, &**upper) {
            ([lower @ 0..0x80], [upper @ 0..0x80]) if upper.eq_ignore_ascii_case(lower) => {
                Some(lower.to_ascii_lowercase())
            }
            _ => None,
        },
    })
}

/// The first eight hexadecimal digits of an end of a range, as a number.
fn first_digits(digits: &str) -> Option<f64> {
    let digits = digits.get(..8)?;
    u32::from_str_radix(digits, 16).ok().map(f64::from)
}

/// The address in the form of a string, if that is `d.d.d.d`. `None` for anything that is no such address.
fn ipv4(form: &[u8]) -> Option<u32> {
    let text = form.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    if text.len() > 15 || !text.first()?.is_ascii_digit() {
        return None;
    }
    let (mut address, mut group, mut digits, mut groups) = (0_u32, 0_u32, 0, 1);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                group = group * 10 + u32::from(byte - b'0');
                digits += 1;
                if group > 255 {
                    return None;
                }
            }
            b'.' if digits > 0 => {
                address = address << 8 | group;
                (group, digits) = (0, 0);
                groups += 1;
            }
            _ => return None,
        }
    }
    (digits > 0 && groups == 4).then_some(address << 8 | group)
}
