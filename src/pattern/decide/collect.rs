//! Finds the atoms of a path: for every combination of lists that a value can satisfy, an example.
//!
//! | values | why all combinations are found |
//! |---|---|
//! | strings | where lists only name strings: these, and one other; else the [automaton](super::automaton) has every combination |
//! | comparable numbers | [ranks](super::double) between two ends are alike: one for each interval |
//! | other numbers | those that are named, and one other |
//! | `true`, `false`, `null` | themselves |
//! | addresses | one for each way to lie in the [ranges](super::hex); where texts are tested in other ways that addresses could satisfy too, not always all |
//!
//! First come the values that the lists speak of, because they are the most readable examples.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::atom::{Atom, ListTest};
use super::automaton::{AnyShape, Automaton, Shape, Text};
use super::bits::Bits;
use super::budget::{Budget, Exhausted};
use super::domain::Place;
use super::{double, hex, literal};
use crate::json::{Kind, Value};
use crate::pattern::ast::Test;
use crate::pattern::comparison::{AddressRange, AnythingBut, Candidate, Form, comparable};

/// The most atoms of one path.
const MAXIMUM_ATOMS: usize = 4096;

/// Looks for atoms.
pub(super) struct Collector<'c, 'p> {
    lists: &'c [ListTest<'p>],
    place: &'c Place,
    budget: &'c mut Budget,
    atoms: Vec<Atom>,
    known: HashMap<Bits, usize>,
    /// The combinations that strings, comparable numbers and others have been found to satisfy.
    strings: BTreeSet<Bits>,
    numbers: BTreeSet<Bits>,
    long_numbers: BTreeSet<Bits>,
}

/// The kinds of values of which an atom has an example each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    String,
    Number,
    LongNumber,
    Boolean,
    Null,
}

fn kind_of(value: &Value) -> Option<ValueKind> {
    match &value.kind {
        Kind::String(_) => Some(ValueKind::String),
        Kind::Number(token) if comparable(token).is_some() => Some(ValueKind::Number),
        Kind::Number(_) => Some(ValueKind::LongNumber),
        Kind::Bool(_) => Some(ValueKind::Boolean),
        Kind::Null => Some(ValueKind::Null),
        Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => None,
    }
}

impl<'c, 'p> Collector<'c, 'p> {
    pub(super) fn new(lists: &'c [ListTest<'p>], place: &'c Place, budget: &'c mut Budget) -> Self {
        Self {
            lists,
            place,
            budget,
            atoms: Vec::new(),
            known: HashMap::new(),
            strings: BTreeSet::new(),
            numbers: BTreeSet::new(),
            long_numbers: BTreeSet::new(),
        }
    }

    pub(super) fn into_atoms(self) -> Vec<Atom> {
        self.atoms
    }

    /// Finds them, and tells whether these are surely all.
    pub(super) fn collect(&mut self) -> Result<bool, Exhausted> {
        if let Some(only) = &self.place.only {
            for value in only {
                self.offer(value.clone())?;
            }
            return Ok(true);
        }
        for value in self.tests().flat_map(literal::values).collect::<Vec<_>>() {
            self.offer(value)?;
        }
        let mut is_complete = true;
        // Where numbers are compared, another number is the likelier value.
        if self.lists.iter().any(|list| list.compares_numbers) {
            is_complete &= self.numbers()?;
            is_complete &= self.texts()?;
        } else {
            is_complete &= self.texts()?;
            is_complete &= self.numbers()?;
        }
        for value in [
            literal::boolean(true),
            literal::boolean(false),
            literal::null(),
        ] {
            self.offer(value)?;
        }
        Ok(is_complete)
    }

    fn tests(&self) -> impl Iterator<Item = &'p Test> + use<'c, 'p> {
        let lists = self.lists.iter();
        lists.flat_map(|list| list.comparisons.iter().map(|one| &one.test))
    }

    /// The ranges of addresses.
    fn ranges(&self) -> Vec<&'p AddressRange> {
        self.tests()
            .filter_map(|test| match test {
                Test::Address(range) => Some(range),
                _ => None,
            })
            .collect()
    }

    /// Which lists a value satisfies.
    fn satisfied(&mut self, value: &Value) -> Result<Option<Bits>, Exhausted> {
        let Some(candidate) = Candidate::new(value) else {
            return Ok(None);
        };
        let mut satisfied = Bits::none(self.lists.len());
        for (number, list) in self.lists.iter().enumerate() {
            self.budget.spend(list.comparisons.len())?;
            if list.admits(&candidate) {
                satisfied.insert(number);
            }
        }
        Ok(Some(satisfied))
    }

    fn occurs(&self, kind: ValueKind) -> bool {
        match kind {
            ValueKind::String => self.place.strings,
            ValueKind::Number | ValueKind::LongNumber => self.place.numbers,
            ValueKind::Boolean => self.place.booleans,
            ValueKind::Null => self.place.null,
        }
    }

    /// Takes a value as the example of its atom, if there is none of its kind yet.
    fn offer(&mut self, value: Value) -> Result<(), Exhausted> {
        let Some(kind) = kind_of(&value).filter(|kind| self.occurs(*kind)) else {
            return Ok(());
        };
        let Some(lists) = self.satisfied(&value)? else {
            return Ok(());
        };
        match kind {
            ValueKind::String => self.strings.insert(lists.clone()),
            ValueKind::Number => self.numbers.insert(lists.clone()),
            ValueKind::LongNumber => self.long_numbers.insert(lists.clone()),
            ValueKind::Boolean | ValueKind::Null => false,
        };
        let known = self.known.get(&lists).copied();
        if let Some(atom) = known.and_then(|at| self.atoms.get_mut(at)) {
            if !atom.values.iter().any(|one| kind_of(one) == Some(kind)) {
                atom.values.push(value);
            }
            return Ok(());
        }
        if self.atoms.len() == MAXIMUM_ATOMS {
            return Err(Exhausted);
        }
        self.known.insert(lists.clone(), self.atoms.len());
        self.atoms.push(Atom {
            values: vec![value],
            lists,
        });
        Ok(())
    }

    fn offer_text(&mut self, text: &str) -> Result<(), Exhausted> {
        self.offer(literal::string(text))
    }

    /// All combinations that strings can satisfy.
    fn texts(&mut self) -> Result<bool, Exhausted> {
        if !self.place.strings {
            return Ok(true);
        }
        let named = self.other_text();
        self.offer_text(&named)?;
        let ranges = self.ranges();
        let automaton = self.automaton();
        // What strings in general, and those that look like addresses, can satisfy by other tests.
        let mut combinations = BTreeSet::new();
        let mut of_addresses = BTreeSet::new();
        match &automaton {
            Some((automaton, units)) => {
                self.explore(automaton, units, AnyShape, &mut combinations)?;
                if !ranges.is_empty() {
                    let shape = hex::AddressShape::START;
                    self.explore(automaton, units, shape, &mut of_addresses)?;
                }
            }
            None => {
                combinations.extend(self.satisfied(&literal::string(&named))?);
                of_addresses.clone_from(&combinations);
            }
        }
        if ranges.is_empty() {
            return Ok(true);
        }
        self.addresses(&ranges)?;
        Ok(combinations.is_subset(&self.strings)
            && self.has_all_addresses(&ranges, &of_addresses)?)
    }

    /// A text that no list names.
    fn other_text(&self) -> String {
        let named: BTreeSet<&[u8]> = self
            .tests()
            .flat_map(|test| match test {
                Test::Exact(form) => std::slice::from_ref(form),
                Test::AnythingBut(AnythingBut::Strings(set)) => set,
                _ => &[],
            })
            .map(Form::as_bytes)
            .collect();
        let other = |number: usize| match number {
            0 => "other".to_owned(),
            _ => format!("other-{number}"),
        };
        (0..=named.len())
            .map(other)
            .find(|text| !named.contains(format!("\"{text}\"").as_bytes()))
            .unwrap_or_default()
    }

    /// Goes through all combinations that strings of a shape can satisfy but for addresses. The empty string comes last: it
    /// reads badly.
    fn explore<S: Shape>(
        &mut self,
        automaton: &Automaton,
        units: &Units,
        shape: S,
        combinations: &mut BTreeSet<Bits>,
    ) -> Result<(), Exhausted> {
        let possible = units.possible();
        let mut found = Vec::new();
        let mut seen = self.strings.clone();
        let has_addresses = !self.ranges().is_empty();
        let given = self.budget.part(2);
        let mut rest = given.clone();
        let result = automaton.explore(shape, &mut rest, &mut |ending, text| {
            let lists = units.satisfied(ending);
            seen.insert(lists.clone());
            combinations.insert(lists);
            found.push(text);
            !has_addresses && seen.len() >= possible
        });
        self.budget.settle(&given, &rest);
        found.sort_by_key(String::is_empty);
        for text in found {
            self.offer_text(&text)?;
        }
        result
    }

    /// The automaton of all tests on strings, if any of them does more than name strings.
    fn automaton(&self) -> Option<(Automaton, Units)> {
        self.tests().any(is_open).then(|| {
            let mut automaton = Automaton::default();
            let mut units = Units::new(self.lists);
            for (number, list) in self.lists.iter().enumerate() {
                for comparison in list.comparisons {
                    add(&mut automaton, &mut units, number, &comparison.test);
                }
            }
            (automaton, units)
        })
    }

    /// For every way to lie in the ranges of addresses some addresses that do.
    fn classes(
        &mut self,
        ranges: &[&AddressRange],
    ) -> Result<BTreeMap<Bits, Vec<String>>, Exhausted> {
        let mut classes: BTreeMap<Bits, Vec<String>> = BTreeMap::new();
        let lengths = [8, 32].into_iter();
        for digits in lengths.flat_map(|length| hex::addresses(ranges, length)) {
            let class = self.ranges_with(&digits)?;
            if hex::spellings(&digits).is_empty() {
                continue;
            }
            let examples = classes.entry(class).or_default();
            if examples.len() < 3 {
                examples.push(digits);
            }
        }
        Ok(classes)
    }

    /// Offers addresses of every class.
    fn addresses(&mut self, ranges: &[&AddressRange]) -> Result<(), Exhausted> {
        for digits in self.classes(ranges)?.values().flatten() {
            for text in hex::spellings(digits) {
                self.offer_text(&text)?;
            }
        }
        Ok(())
    }

    /// Whether addresses of every class were found with every combination that texts which look like addresses satisfy.
    fn has_all_addresses(
        &mut self,
        ranges: &[&AddressRange],
        combinations: &BTreeSet<Bits>,
    ) -> Result<bool, Exhausted> {
        let classes = self.classes(ranges)?;
        self.budget.spend(classes.len() * combinations.len())?;
        let mut wanted =
            (classes.keys()).flat_map(|class| combinations.iter().map(|one| one.or(class)));
        Ok(wanted.all(|lists| self.strings.contains(&lists)))
    }

    /// The lists that have a range with some digits.
    fn ranges_with(&mut self, digits: &str) -> Result<Bits, Exhausted> {
        let mut inside = Bits::none(self.lists.len());
        for (number, list) in self.lists.iter().enumerate() {
            self.budget.spend(list.comparisons.len())?;
            let holds = |test: &Test| matches!(test, Test::Address(range) if range.contains(digits.as_bytes()));
            if list.comparisons.iter().any(|one| holds(&one.test)) {
                inside.insert(number);
            }
        }
        Ok(inside)
    }

    /// All combinations that numbers can satisfy.
    fn numbers(&mut self) -> Result<bool, Exhausted> {
        if !self.place.numbers {
            return Ok(true);
        }
        for (low, high) in self.intervals() {
            let token = double::token(double::readable(low, high));
            self.offer(literal::number(&token))?;
        }
        let named: BTreeSet<&str> = self
            .tests()
            .filter_map(|test| match test {
                Test::Number(number) => Some(&*number.text),
                _ => None,
            })
            .collect();
        let long = (0..=named.len())
            .map(|more| format!("{}", 9_007_199_254_740_993_u64 + 2 * more as u64))
            .find(|token| !named.contains(&**token) && !named.contains(&*format!("-{token}")))
            .unwrap_or_default();
        self.offer(literal::number(&long))?;
        let ranges = self.ranges();
        match ranges.is_empty() {
            true => Ok(true),
            false => self.numbers_as_addresses(&ranges, &format!("-{long}")),
        }
    }

    /// Numbers are read as the hex digits of addresses; comparable ones only by lists that do not compare numbers. Where one
    /// list does the one and another the other, not all combinations are followed up. `long` is a number that is not
    /// comparable, named nowhere, and begins with no digit.
    fn numbers_as_addresses(
        &mut self,
        ranges: &[&AddressRange],
        long: &str,
    ) -> Result<bool, Exhausted> {
        let plain = self.satisfied(&literal::number("-1"))?.unwrap_or_default();
        let long = self.satisfied(&literal::number(long))?.unwrap_or_default();
        let mut classes = BTreeSet::new();
        for run in hex::runs(ranges, self.budget)? {
            let tokens = hex::tokens(&run);
            if tokens.is_empty() {
                continue;
            }
            classes.insert(self.ranges_with(&run)?);
            for token in tokens {
                self.offer(literal::number(&token))?;
            }
        }
        let has_all = |found: &BTreeSet<Bits>, plain: &Bits| {
            (classes.iter()).all(|class| found.contains(&class.or(plain)))
        };
        let reads_digits = self.lists.iter().any(|list| {
            let is_address = |test: &Test| matches!(test, Test::Address(_));
            !list.compares_numbers && list.comparisons.iter().any(|one| is_address(&one.test))
        });
        let compares = self.lists.iter().any(|list| list.compares_numbers);
        let has_comparable = match (reads_digits, compares) {
            (false, _) => true,
            (true, false) => has_all(&self.numbers, &plain),
            (true, true) => false,
        };
        Ok(has_comparable && has_all(&self.long_numbers, &long))
    }

    /// The intervals of ranks in which all numbers are alike.
    fn intervals(&self) -> Vec<(i64, i64)> {
        let mut starts = BTreeSet::from([-double::LARGEST]);
        let mut cut = |low: i64, high: i64| {
            starts.insert(low);
            starts.insert(high + 1);
        };
        for test in self.tests() {
            match test {
                Test::Number(number) => {
                    let rank = number.comparable.map(double::rank);
                    rank.into_iter().for_each(|rank| cut(rank, rank));
                }
                Test::Numeric(range) => {
                    let ranks = double::ranks(range);
                    ranks.into_iter().for_each(|(low, high)| cut(low, high));
                }
                Test::AnythingBut(AnythingBut::Numbers(set)) => {
                    let ranks = set
                        .iter()
                        .filter_map(|one| one.comparable.map(double::rank));
                    ranks.for_each(|rank| cut(rank, rank));
                }
                _ => {}
            }
        }
        let ends = starts.iter().skip(1).map(|start| start - 1);
        let all = starts.iter().copied().zip(ends.chain([double::LARGEST]));
        all.filter(|(low, high)| low <= high).collect()
    }
}

/// Whether a test asks more of a string than to be one of a few, or none of them.
fn is_open(test: &Test) -> bool {
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
struct Units {
    /// For each list whether every string satisfies it; its number is the unit of the texts that satisfy it.
    always: Vec<bool>,
    /// For each further unit, which is one `anything-but`, the list.
    exclusions: Vec<usize>,
    /// For each list whether it depends on the string at all.
    depends: Vec<bool>,
}

impl Units {
    fn new(lists: &[ListTest<'_>]) -> Self {
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
        }
    }

    /// How many combinations there can be at most.
    fn possible(&self) -> usize {
        let depending = self.depends.iter().filter(|depends| **depends).count();
        1_usize
            .checked_shl(u32::try_from(depending).unwrap_or(u32::MAX))
            .unwrap_or(usize::MAX)
    }

    fn satisfied(&self, ending: &[usize]) -> Bits {
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

/// Adds the texts of a test to the automaton.
fn add(automaton: &mut Automaton, units: &mut Units, list: usize, test: &Test) {
    if units.always.get(list) == Some(&true) {
        return;
    }
    let text = |form| std::str::from_utf8(Form::as_bytes(form)).unwrap_or_default();
    let plain = match test {
        Test::Exact(form) => Some(Text::Whole(text(form))),
        Test::Prefix(form) => Some(Text::Prefix(text(form))),
        Test::Suffix(form) => Some(Text::Suffix(text(form))),
        Test::PrefixFolded(folded) => Some(Text::FoldedPrefix(folded)),
        Test::SuffixFolded(folded) => Some(Text::FoldedSuffix(folded)),
        Test::EqualsIgnoreCase(folded) => Some(Text::Folded(folded)),
        Test::Wildcard(wildcard) => Some(Text::Wildcard(wildcard)),
        _ => None,
    };
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
