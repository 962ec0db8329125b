//! Finds the atoms of a path: for every combination of lists that a value can satisfy, an example.
//!
//! | values | why all combinations are found |
//! |---|---|
//! | strings | where lists only name strings: these, and one other; else the [automaton](super::automaton) has every combination |
//! | comparable numbers | [ranks](super::double) between two ends are alike: one for each interval |
//! | other numbers | those that are named, and one other |
//! | `true`, `false`, `null` | themselves |
//! | addresses | their [texts](super::spelled) are in the automaton; where lists only name strings, one for each way to lie in the [ranges](super::hex) |
//! | numbers that are read as addresses | for each interval and each way to lie in the ranges one that is [written](mod@super::written) so |
//!
//! First come the values that the lists speak of, because they are the most readable examples.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::atom::{Atom, ListTest};
use super::automaton::Automaton;
use super::bits::Bits;
use super::budget::{Budget, Exhausted};
use super::domain::Place;
use super::hex::AddressClasses;
use super::spelled::spelled;
use super::units::{Units, add, add_addresses, add_place, is_open};
use super::{double, hex, literal, written};
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

    /// Finds them all.
    ///
    /// # Errors
    ///
    /// When the budget is used up: there may be more.
    pub(super) fn collect(&mut self) -> Result<(), Exhausted> {
        if let Some(only) = &self.place.only {
            for value in only {
                self.offer(value.clone())?;
            }
            return Ok(());
        }
        for value in self.tests().flat_map(literal::values).collect::<Vec<_>>() {
            self.offer(value)?;
        }
        let (ranges, units) = (self.ranges(), Units::new(self.lists));
        let classes = hex::classes(&ranges, |digits| self.ranges_with(digits, &units))?;
        self.addresses(&classes)?;
        // Where numbers are compared, another number is the likelier value.
        if self.lists.iter().any(|list| list.compares_numbers) {
            self.numbers()?;
            self.texts(&classes)?;
        } else {
            self.texts(&classes)?;
            self.numbers()?;
        }
        for value in [
            literal::boolean(true),
            literal::boolean(false),
            literal::null(),
        ] {
            self.offer(value)?;
        }
        Ok(())
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

    /// Takes a value as the example of its atom, if there is none of its kind yet.
    fn offer(&mut self, value: Value) -> Result<(), Exhausted> {
        let Some(kind) = kind_of(&value).filter(|_| self.place.holds(&value)) else {
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
    fn texts(&mut self, classes: &AddressClasses) -> Result<(), Exhausted> {
        if !self.place.strings {
            return Ok(());
        }
        let named = self.other_text();
        self.offer_text(&named)?;
        let mut units = Units::new(self.lists);
        let is_open = self.place.bounds_texts() || self.tests().any(is_open);
        if !is_open && self.has_all_addresses(&named, classes)? {
            return Ok(());
        }
        let mut automaton = Automaton::default();
        for (number, list) in self.lists.iter().enumerate() {
            for comparison in list.comparisons {
                add(&mut automaton, &mut units, number, &comparison.test);
            }
        }
        add_place(&mut automaton, &mut units, self.place);
        let spelled = spelled(&classes.four, &classes.six, self.budget)?;
        add_addresses(&mut automaton, &mut units, &spelled, classes);
        self.explore(&automaton, &units)
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

    /// Goes through all combinations that strings can satisfy. The empty string comes last: it reads badly.
    fn explore(&mut self, automaton: &Automaton, units: &Units) -> Result<(), Exhausted> {
        let possible = units.possible();
        let mut found = Vec::new();
        let mut seen = self.strings.clone();
        let given = self.budget.part(2);
        let mut rest = given.clone();
        let result = automaton.explore(&mut rest, &mut |ending, text| {
            if units.can_stand(ending) {
                seen.insert(units.satisfied(ending));
                found.push(text);
            }
            seen.len() >= possible
        });
        self.budget.settle(&given, &rest);
        found.sort_by_key(String::is_empty);
        for text in found {
            self.offer_text(&text)?;
        }
        result
    }

    /// Offers some addresses of every class, in several spellings.
    fn addresses(&mut self, classes: &AddressClasses) -> Result<(), Exhausted> {
        for digits in classes.examples() {
            for text in hex::spellings(&digits) {
                self.offer_text(&text)?;
            }
        }
        Ok(())
    }

    /// Whether addresses of every class were found that no list names.
    fn has_all_addresses(
        &mut self,
        named: &str,
        classes: &AddressClasses,
    ) -> Result<bool, Exhausted> {
        let plain = self.satisfied(&literal::string(named))?.unwrap_or_default();
        let mut wanted = classes.lists.iter().skip(1).map(|class| class.or(&plain));
        Ok(wanted.all(|lists| self.strings.contains(&lists)))
    }

    /// The lists that have a range with some digits, but for those that every string satisfies.
    fn ranges_with(&mut self, digits: &str, units: &Units) -> Result<Bits, Exhausted> {
        let mut inside = Bits::none(self.lists.len());
        for (number, list) in self.lists.iter().enumerate() {
            self.budget.spend(list.comparisons.len())?;
            let holds = |test: &Test| matches!(test, Test::Address(range) if range.contains(digits.as_bytes()));
            if units.always.get(number) != Some(&true)
                && list.comparisons.iter().any(|one| holds(&one.test))
            {
                inside.insert(number);
            }
        }
        Ok(inside)
    }

    /// All combinations that numbers can satisfy.
    fn numbers(&mut self) -> Result<(), Exhausted> {
        if !self.place.numbers {
            return Ok(());
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
        let is_new =
            |token: &String| !named.contains(&**token) && !named.contains(&*format!("-{token}"));
        let long = (0..=named.len())
            .map(|more| format!("{}", 9_007_199_254_740_993_u64 + 2 * more as u64))
            .find(is_new)
            .unwrap_or_default();
        self.offer(literal::number(&long))?;
        let intervals = self.intervals().into_iter();
        for (low, high) in intervals.filter(|_| self.place.range != Place::ANY.range) {
            for token in written::long(low, high).into_iter().filter(is_new) {
                self.offer(literal::number(&token))?;
            }
        }
        let ranges = self.ranges();
        match ranges.is_empty() {
            true => Ok(()),
            false => self.numbers_as_addresses(&ranges, &format!("-{long}")),
        }
    }

    /// Numbers are read as the hex digits of addresses; comparable ones only by lists that do not compare numbers. `long` is a
    /// number that is not comparable, named nowhere, and begins with no digit.
    fn numbers_as_addresses(
        &mut self,
        ranges: &[&AddressRange],
        long: &str,
    ) -> Result<(), Exhausted> {
        let units = Units::new(self.lists);
        // For each combination of lists that have a range with some digits, these.
        let mut classes: BTreeMap<Bits, Vec<String>> = BTreeMap::new();
        for run in hex::runs(ranges, self.budget)? {
            let tokens = hex::tokens(&run);
            if tokens.is_empty() {
                continue;
            }
            let class = self.ranges_with(&run, &units)?;
            classes.entry(class).or_default().push(run);
            for token in tokens {
                self.offer(literal::number(&token))?;
            }
        }
        self.offer(literal::number(long))?;
        self.comparable_as_addresses(&classes)?;
        let plain = self.satisfied_but_for_addresses(&literal::number(long))?;
        for (class, runs) in &classes {
            for token in runs.iter().flat_map(|run| written::endless(run)) {
                if self.long_numbers.contains(&class.or(&plain)) {
                    break;
                }
                self.offer(literal::number(&token))?;
            }
        }
        // Where numbers lie in a range, those that are not comparable are not all gone through.
        let has_all = |class: &Bits| self.long_numbers.contains(&class.or(&plain));
        match self.place.range == Place::ANY.range || classes.keys().all(has_all) {
            true => Ok(()),
            false => Err(Exhausted),
        }
    }

    /// Offers for each interval of comparable numbers, and each way in which their digits can lie in ranges, a number if
    /// there is one.
    fn comparable_as_addresses(
        &mut self,
        classes: &BTreeMap<Bits, Vec<String>>,
    ) -> Result<(), Exhausted> {
        let mut readers = Bits::none(self.lists.len());
        for (number, list) in self.lists.iter().enumerate() {
            if !list.compares_numbers {
                readers.insert(number);
            }
        }
        let mut read: BTreeMap<Bits, Vec<&String>> = BTreeMap::new();
        for (class, runs) in classes {
            read.entry(class.and(&readers)).or_default().extend(runs);
        }
        for (low, high) in self.intervals() {
            // The digits of a negative number are not read.
            let low = low.max(0);
            let value = literal::number(&double::token(double::readable(low, high)));
            if low > high || !self.place.holds(&value) {
                continue;
            }
            let plain = self.satisfied_but_for_addresses(&value)?;
            for (class, runs) in &read {
                for run in runs {
                    if self.numbers.contains(&class.or(&plain)) {
                        break;
                    }
                    self.budget.spend(written::STEPS)?;
                    if let Some(token) = written::number(run, low, high) {
                        self.offer(literal::number(&token))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Which lists a value satisfies by other tests than those on addresses.
    fn satisfied_but_for_addresses(&mut self, value: &Value) -> Result<Bits, Exhausted> {
        let mut satisfied = Bits::none(self.lists.len());
        let Some(candidate) = Candidate::new(value) else {
            return Ok(satisfied);
        };
        for (number, list) in self.lists.iter().enumerate() {
            self.budget.spend(list.comparisons.len())?;
            let mut tests = list.comparisons.iter().map(|one| &one.test);
            if tests.any(|test| {
                !matches!(test, Test::Address(_)) && test.admits(&candidate, list.compares_numbers)
            }) {
                satisfied.insert(number);
            }
        }
        Ok(satisfied)
    }

    /// The intervals of ranks in which all numbers are alike.
    fn intervals(&self) -> Vec<(i64, i64)> {
        let mut starts = BTreeSet::from([-double::LARGEST]);
        let mut cut = |low: i64, high: i64| {
            starts.insert(low);
            starts.insert(high + 1);
        };
        let within = double::ranks(&self.place.range);
        within.into_iter().for_each(|(low, high)| cut(low, high));
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
