//! Asking the cases.

mod because;
mod checks;
mod delivers;
mod entries;
mod events;
mod explained;
mod found;
mod matches;
mod pipe;
mod retries;
mod same;
mod schedule;
mod trial;

use crate::diagnostic::Finding;
use crate::model::{Rule, Target};
use crate::pattern::Pattern;
use crate::pattern::set::Reading;
use crate::schedule::Schedule;
use crate::simulate::pipe::Plan;
use crate::simulate::route::{Buses, Deliveries, Settings};

use super::mutant::limits::LimitChange;
use super::outcome::Outcome;
use super::prepared::{Delivering, Found as CheckFound, Prepared, PreparedCase, PreparedKind};
use super::subject::{Addressed, AddressedBus, AddressedTarget};

pub use found::Found;
pub(super) use pipe::through;
pub(super) use retries::changed;
pub use trial::Trial;

/// What stands in place of something that a template declares, for those who ask what a case would notice.
#[derive(Clone, Copy, Debug)]
pub enum Replacement<'r> {
    /// Another pattern of a rule.
    Pattern {
        /// The number of the rule in [`Subject::rules`](super::Subject::rules).
        rule: u32,
        /// What it matches instead.
        pattern: &'r Pattern,
    },
    /// Another target: another input, say.
    Target {
        /// Which one.
        target: AddressedTarget,
        /// What stands in its place.
        with: &'r Target,
    },
    /// Another schedule: another expression, another zone, or one that is not disabled.
    Schedule {
        /// The number of the schedule in [`Subject::schedules`](super::Subject::schedules).
        schedule: usize,
        /// What stands in its place.
        with: &'r Schedule,
    },
    /// Other limits of retries, or no dead-letter queue.
    Limits {
        /// Of what.
        of: Delivering,
        /// What is there instead.
        with: LimitChange,
    },
    /// Another pipe: another filter, or another size of its batches.
    Pipe {
        /// The number of the pipe in [`Subject::pipes`](super::Subject::pipes).
        pipe: usize,
        /// What stands in its place.
        with: &'r Plan,
    },
    /// A rule that is disabled, or enabled if it is disabled.
    State(Addressed),
    /// A bus that is called otherwise.
    NoBus(AddressedBus),
    /// Something that is found in the templates beside what is found in them.
    Found(&'r CheckFound),
}

/// Answers for the cases of a suite: all rules of a bus are asked at once.
#[derive(Debug)]
pub struct Runner<'p> {
    prepared: &'p Prepared,
    buses: Buses<'p>,
    deliveries: Deliveries,
}

impl<'p> Runner<'p> {
    /// Compiles the rules of every bus to which an event of the suite goes.
    #[must_use]
    pub fn new(prepared: &'p Prepared) -> Self {
        let settings = Settings {
            reading: Reading::Validated,
            logical: false,
        };
        let mut buses = Buses::new(&prepared.subject.asked, Some(Rule::DEFAULT_BUS), settings);
        for case in &prepared.cases {
            if let PreparedKind::Events(case) = &case.kind {
                for event in &case.events {
                    buses.of(Some(event.bus.as_deref().unwrap_or(&case.bus)));
                }
            }
        }
        Self {
            prepared,
            buses,
            deliveries: Deliveries::new(&prepared.subject.asked),
        }
    }

    /// What comes of a case, by its number.
    #[must_use]
    pub fn run(&self, case: usize) -> Outcome {
        let Some(prepared) = self.prepared.cases.get(case) else {
            return Outcome::default();
        };
        let mut outcome = Outcome {
            failures: Vec::new(),
            errors: prepared.errors.clone(),
        };
        if outcome.errors.is_empty() {
            self.ask_case(prepared, None, &mut outcome);
            outcome.errors.extend(self.blanks(case));
        }
        outcome
    }

    /// What is to be told of expectations that are absent.
    fn blanks(&self, case: usize) -> impl Iterator<Item = Finding> {
        let suite = &self.prepared.suite;
        let blanks = suite.cases.get(case).map_or(&[][..], |case| &case.blanks);
        let told = blanks.iter().map(|blank| blank.told.clone());
        told.map(|told| Finding::new(told, &suite.source))
    }

    fn ask_case(
        &self,
        case: &PreparedCase,
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        match &case.kind {
            PreparedKind::Events(case) => self.events(case, replacement, outcome),
            PreparedKind::Schedule(case) => self.schedule(case, replacement, outcome),
            PreparedKind::PutEvents(case) => self.entries(case, replacement, outcome),
            PreparedKind::Pipe(case) => self.pipe(case, replacement, outcome),
            PreparedKind::Retries(case) => self.retries(case, replacement, outcome),
            PreparedKind::Check(wants) => self.checks(wants, replacement, outcome),
            PreparedKind::Nothing => {}
        }
    }

    /// Whether a case passes with something else in place of what a template declares; `None` for a case that cannot be
    /// answered.
    #[must_use]
    pub fn passes_with(&self, case: usize, replacement: Replacement<'_>) -> Option<bool> {
        let prepared = self.prepared.cases.get(case)?;
        if !prepared.errors.is_empty() || self.blanks(case).next().is_some() {
            return None;
        }
        let mut outcome = Outcome::default();
        self.ask_case(prepared, Some(replacement), &mut outcome);
        outcome.errors.is_empty().then(|| outcome.passes())
    }

    /// What the cases say of every rule of the bus of each of their events.
    pub fn trials(&self) -> impl Iterator<Item = Trial<'p>> {
        trial::all(self.prepared)
    }
}
