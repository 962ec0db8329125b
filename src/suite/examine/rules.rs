//! Rules, with all that the cases of several suites ask about them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::pattern::{Dialect, Pattern, parse};
use crate::source::Source;
use crate::suite::prepared::Prepared;
use crate::suite::run::{Runner, Trial};

/// Suites, the numbers of their cases, and which cases count.
pub(super) type Asking<'a, 'p> = (
    &'a [TestedSuite<'p>],
    &'a CaseNumbers,
    &'a dyn Fn(&str) -> bool,
);

/// A suite and what runs its cases.
#[derive(Clone, Copy, Debug)]
pub struct TestedSuite<'p> {
    /// The suite.
    pub prepared: &'p Prepared,
    /// What runs it.
    pub runner: &'p Runner<'p>,
}

/// The cases of several suites, numbered one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseNumbers {
    /// The number of the first case of each suite.
    firsts: Vec<usize>,
}

impl CaseNumbers {
    /// Numbers the cases of suites.
    #[must_use]
    pub fn new(suites: &[TestedSuite<'_>]) -> Self {
        let mut next = 0;
        let firsts = suites.iter().map(|one| {
            let first = next;
            next += one.prepared.suite.cases.len();
            first
        });
        Self {
            firsts: firsts.collect(),
        }
    }

    /// The number of a case of a suite.
    pub(super) fn of(&self, suite: usize, case: usize) -> usize {
        self.firsts.get(suite).map_or(case, |first| first + case)
    }

    /// The suite of a case, and its number there.
    #[must_use]
    pub fn case(&self, number: usize) -> (usize, usize) {
        let behind = self.firsts.partition_point(|first| *first <= number);
        let suite = behind.saturating_sub(1);
        let first = self.firsts.get(suite).copied().unwrap_or_default();
        (suite, number - first)
    }
}

/// A rule that suites test.
#[derive(Debug)]
pub struct AskedRule<'p> {
    /// What the first of the suites calls it.
    pub label: String,
    /// The text of its pattern, whose places are those of its file.
    pub source: Source,
    /// Its pattern; `None` while something of it is open.
    pub pattern: Option<Pattern>,
    /// Its number in each suite that tests it.
    pub rules: Vec<(usize, u32)>,
    /// What the cases ask, each with its number among all cases.
    pub(super) trials: Vec<(usize, Trial<'p>)>,
}

impl AskedRule<'_> {
    /// Whether a case asks about it, by its number among all.
    pub(super) fn is_asking(&self, case: usize) -> bool {
        self.trials.iter().any(|(number, _)| *number == case)
    }
}

/// All rules that suites test, in the order of the suites and their templates; each once, however many suites test it. Only
/// cases ask whose names `is_asked` takes.
#[must_use]
pub fn asked_rules<'p>(
    suites: &[TestedSuite<'p>],
    numbers: &CaseNumbers,
    is_asked: &dyn Fn(&str) -> bool,
) -> Vec<AskedRule<'p>> {
    let mut all: Vec<AskedRule<'p>> = Vec::new();
    let mut known: BTreeMap<(String, usize, String), usize> = BTreeMap::new();
    for (suite, tested) in suites.iter().enumerate() {
        let subject = &tested.prepared.subject;
        let mut places: BTreeMap<u32, usize> = BTreeMap::new();
        for (number, rule) in (0_u32..).zip(&subject.rules) {
            let Some((declared, source)) = subject.declaration(number) else {
                continue;
            };
            let (Some(pattern), Some(text)) = (&declared.pattern, subject.place(number)) else {
                continue;
            };
            let file = source.name_at(pattern.span.start).to_owned();
            let key = (file, pattern.span.start, text.text().to_owned());
            let place = match known.entry(key) {
                Entry::Occupied(entry) => *entry.get(),
                Entry::Vacant(entry) => {
                    all.push(AskedRule {
                        label: rule.label.clone(),
                        pattern: match pattern.open() {
                            None => parse(text.text(), Dialect::Bus).ok(),
                            Some(_) => None,
                        },
                        source: text,
                        rules: Vec::new(),
                        trials: Vec::new(),
                    });
                    *entry.insert(all.len() - 1)
                }
            };
            if let Some(asked) = all.get_mut(place) {
                asked.rules.push((suite, number));
            }
            places.insert(number, place);
        }
        for trial in tested.runner.trials() {
            if !is_asked(trial.case_name) {
                continue;
            }
            let place = places.get(&trial.rule).copied();
            if let Some(asked) = place.and_then(|place| all.get_mut(place)) {
                asked.trials.push((numbers.of(suite, trial.case), trial));
            }
        }
    }
    all
}
