//! What the units of the automaton of a path are: its lists, and what `anything-but` excludes.

use super::atom::ListTest;
use super::automaton::Automaton;
use super::bits::Bits;
use super::domain::Place;
use super::hex::AddressClasses;
use super::spelled::Spelled;
use super::text::Text;
use crate::pattern::ast::Test;
use crate::pattern::comparison::{AnythingBut, Form};

/// The unit of the texts that a place holds, if it does not hold all.
const FORM: usize = usize::MAX - 1;

/// The unit of the strings that are as long as a place holds them.
const LENGTH: usize = usize::MAX - 2;

/// Whether a test asks more of a string than to be one of a few, or none of them.
pub(super) fn is_open(test: &Test) -> bool {
    match test {
        Test::Prefix(_)
        | Test::Suffix(_)
        | Test::PrefixFolded(_)
        | Test::SuffixFolded(_)
        | Test::EqualsIgnoreCase(_)
        | Test::Wildcard(_) => true,
        Test::AnythingBut(set) => !matches!(set, AnythingBut::Strings(_) | AnythingBut::Numbers(_)),
        Test::Exact(_)
        | Test::Literal(_)
        | Test::Number(_)
        | Test::Numeric(_)
        | Test::Address(_)
        | Test::Exists(_) => false,
    }
}

/// What the units of an automaton mean for the lists.
pub(super) struct Units {
    /// For each list whether every string satisfies it; its number is the unit of the texts that satisfy it.
    pub(super) always: Vec<bool>,
    /// For each further unit, which is one `anything-but`, the list.
    exclusions: Vec<usize>,
    /// For each list whether it depends on the string at all.
    depends: Vec<bool>,
    /// What a string must satisfy to stand at the place.
    needed: Vec<usize>,
}

impl Units {
    pub(super) fn new(lists: &[ListTest<'_>]) -> Self {
        let always: Vec<bool> = lists
            .iter()
            .map(|list| {
                list.comparisons.iter().any(|one| match &one.test {
                    Test::Exists(exists) => *exists,
                    Test::AnythingBut(AnythingBut::Numbers(set)) => !set.is_empty(),
                    _ => false,
                })
            })
            .collect();
        Self {
            depends: vec![false; always.len()],
            always,
            exclusions: Vec::new(),
            needed: Vec::new(),
        }
    }

    /// How many combinations there can be at most.
    pub(super) fn possible(&self) -> usize {
        let depending = self.depends.iter().filter(|depends| **depends).count();
        1_usize
            .checked_shl(u32::try_from(depending).unwrap_or(u32::MAX))
            .unwrap_or(usize::MAX)
    }

    /// Whether strings with these units can stand at the place.
    pub(super) fn can_stand(&self, ending: &[usize]) -> bool {
        let mut needed = self.needed.iter();
        needed.all(|unit| ending.binary_search(unit).is_ok())
    }

    pub(super) fn satisfied(&self, ending: &[usize]) -> Bits {
        let mut lists = Bits::none(self.always.len());
        let numbered = self.always.iter().enumerate();
        (numbered.filter(|(_, always)| **always)).for_each(|(list, _)| lists.insert(list));
        let plain = ending.iter().filter(|unit| **unit < self.always.len());
        plain.for_each(|list| lists.insert(*list));
        for (number, list) in self.exclusions.iter().enumerate() {
            if ending.binary_search(&(self.always.len() + number)).is_err() {
                lists.insert(*list);
            }
        }
        lists
    }
}

fn text(form: &Form) -> &str {
    std::str::from_utf8(form.as_bytes()).unwrap_or_default()
}

/// The text of a test that a string satisfies by it.
fn plain(test: &Test) -> Option<Text<'_>> {
    match test {
        Test::Exact(form) => Some(Text::Whole(text(form))),
        Test::Prefix(form) => Some(Text::Prefix(text(form))),
        Test::Suffix(form) => Some(Text::Suffix(text(form))),
        Test::PrefixFolded(folded) => Some(Text::FoldedPrefix(folded)),
        Test::SuffixFolded(folded) => Some(Text::FoldedSuffix(folded)),
        Test::EqualsIgnoreCase(folded) => Some(Text::Folded(folded)),
        Test::Wildcard(wildcard) => Some(Text::Wildcard(wildcard)),
        _ => None,
    }
}

/// Adds what strings can stand at a place, if not all can.
pub(super) fn add_place(automaton: &mut Automaton, units: &mut Units, place: &Place) {
    if let Some(list) = &place.texts {
        units.needed.push(FORM);
        let texts = list.comparisons.iter().filter_map(|one| plain(&one.test));
        texts.for_each(|text| automaton.add(FORM, text));
    }
    if let Some((shortest, longest)) = place.lengths() {
        units.needed.push(LENGTH);
        automaton.add(LENGTH, Text::Length { shortest, longest });
    }
}

/// Adds the texts of a test to the automaton.
pub(super) fn add(automaton: &mut Automaton, units: &mut Units, list: usize, test: &Test) {
    if units.always.get(list) == Some(&true) {
        return;
    }
    let plain = plain(test);
    let excluded: Vec<Text<'_>> = match test {
        Test::AnythingBut(set) => match set {
            AnythingBut::Strings(set) => set.iter().map(|one| Text::Whole(text(one))).collect(),
            AnythingBut::Prefix(set) => set.iter().map(|one| Text::Prefix(text(one))).collect(),
            AnythingBut::Suffix(set) => set.iter().map(|one| Text::Suffix(text(one))).collect(),
            AnythingBut::EqualsIgnoreCase(set) => set.iter().map(Text::Folded).collect(),
            AnythingBut::Wildcard(set) => set.iter().map(Text::Wildcard).collect(),
            AnythingBut::Numbers(_) => Vec::new(),
        },
        _ => Vec::new(),
    };
    if let (true, Some(depends)) = (
        plain.is_some() || !excluded.is_empty(),
        units.depends.get_mut(list),
    ) {
        *depends = true;
    }
    if let Some(plain) = plain {
        automaton.add(list, plain);
    }
    if !excluded.is_empty() {
        let unit = units.always.len() + units.exclusions.len();
        units.exclusions.push(list);
        excluded
            .into_iter()
            .for_each(|one| automaton.add(unit, one));
    }
}

/// Adds the texts of all addresses.
pub(super) fn add_addresses(
    automaton: &mut Automaton,
    units: &mut Units,
    spelled: &Spelled,
    classes: &AddressClasses,
) {
    let lists = classes.lists.iter().map(|lists| lists.iter().collect());
    let lists: Vec<Vec<usize>> = lists.collect();
    for list in lists.iter().flatten() {
        if let Some(depends) = units.depends.get_mut(*list) {
            *depends = true;
        }
    }
    automaton.add_addresses(spelled, &lists);
}
