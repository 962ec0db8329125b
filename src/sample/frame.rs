//! What a sampled event stands in: an envelope of a bus, or a record of a source.

use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Value};
use crate::pattern::Explanation;
use crate::pattern::ast::{Comparison, ValueList};
use crate::pattern::comparison::Candidate;
use crate::pattern::decide::Domain;

/// A field that an event is to satisfy, and by which comparison of its list.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'p> {
    /// The path.
    pub path: &'p JsonString,
    /// The list.
    pub list: &'p ValueList,
    /// The place of the comparison in the list.
    pub comparison: usize,
}

/// What the evaluators answer for an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// What the pattern means.
    pub logical: bool,
    /// What the service answers.
    pub service: bool,
    /// What is to be known of that.
    pub notes: Vec<Diagnostic>,
    /// Why there is no such event, although it could be asked about.
    pub objection: Option<String>,
}

/// What stands around the fields that a pattern asks for, and who answers for the whole.
pub trait Frame: Domain {
    /// A whole event that may have what is wanted: the fields that such events have, with likely values; `avoided` says of a
    /// path and a value whether another one would be better. `number` tells one event from another.
    fn surroundings(
        &self,
        wanted: &[Wanted<'_>],
        avoided: &dyn Fn(&str, &Value) -> bool,
        number: u64,
    ) -> Value;

    /// The event as it is sent, from what patterns see of it.
    fn finish(&self, seen: Value) -> Value;

    /// What is answered for an event as it is sent.
    fn answers(&self, event: &Value) -> Answers;

    /// Why; `None` if the event cannot be read.
    fn explain(&self, event: &Value) -> Option<Explanation>;
}

impl<'p> Wanted<'p> {
    /// The comparison.
    #[must_use]
    pub fn test(&self) -> Option<&'p Comparison> {
        self.list.comparisons.get(self.comparison)
    }

    /// Whether a value satisfies this comparison, and no other of the list.
    #[must_use]
    pub fn admits_alone(&self, value: &Value) -> bool {
        let numbers = self.list.compares_numbers();
        let Some(candidate) = Candidate::new(value) else {
            return false;
        };
        let admits =
            |one: &Comparison| !one.test.is_absence() && one.test.admits(&candidate, numbers);
        // Most values that are asked about fail here.
        if !self.test().is_some_and(admits) {
            return false;
        }
        let mut numbered = self.list.comparisons.iter().enumerate();
        numbered.all(|(number, one)| number == self.comparison || !admits(one))
    }
}

/// Whether what stands at a path is wanted, or leads to what is.
pub(super) fn leads_to(wanted: &[Wanted<'_>], path: &str) -> bool {
    wanted.iter().any(|one| {
        let rest = one
            .path
            .as_str()
            .and_then(|wanted| wanted.strip_prefix(path));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// Whether a value satisfies a list.
pub(super) fn admits(list: &ValueList, value: &Value) -> bool {
    let numbers = list.compares_numbers();
    Candidate::new(value).is_some_and(|candidate| {
        let mut comparisons = list.comparisons.iter();
        comparisons.any(|one| !one.test.is_absence() && one.test.admits(&candidate, numbers))
    })
}
