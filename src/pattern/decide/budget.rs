//! How much a question may cost.

/// How much work one question may be.
///
/// Work is counted, not timed, so that a question has the same answer everywhere: one for each test that is run on a
/// value, each state of an automaton that is made, each set that is cut. A million is some tens of milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most work in all; beyond it the answer is [`Unknown`](super::Relation::Unknown).
    pub work: usize,
    /// The most events with several elements in an array that are tried where arrays matter.
    pub events: usize,
}

impl Limits {
    /// So much work, and so many events with several elements.
    #[must_use]
    pub const fn of(work: usize, events: usize) -> Self {
        Self { work, events }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            work: 12_000_000,
            events: 4_000,
        }
    }
}

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It would be more work than its [`Limits`] allow.
    Work,
    /// Only events with arrays could tell, and there are more than could be tried.
    Arrays,
    /// The service's engine misreads a pattern in a way that is not followed up.
    EngineDefect,
}

impl Reason {
    /// What completes "it is not known, because …".
    #[must_use]
    pub const fn as_clause(self) -> &'static str {
        match self {
            Self::Work => "the patterns have too many combinations of values to look at",
            Self::Arrays => {
                "only events with several elements in an array could tell, and there are too many to try"
            }
            Self::EngineDefect => {
                "the engine of EventBridge misreads a pattern, and its answer is known only event by event"
            }
        }
    }
}

/// The work is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhausted;

/// What is left of the work.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) fn new(work: usize) -> Self {
        Self { left: work }
    }

    /// Takes some work.
    pub(super) fn spend(&mut self, work: usize) -> Result<(), Exhausted> {
        match self.left.checked_sub(work) {
            Some(left) => self.left = left,
            None => {
                self.left = 0;
                return Err(Exhausted);
            }
        }
        Ok(())
    }

    /// A part of what is left, for something that can be done without.
    pub(super) fn part(&self, divisor: usize) -> Self {
        Self::new(self.left / divisor.max(1))
    }

    /// Takes what a part of this budget has used of `given`.
    pub(super) fn settle(&mut self, given: &Self, rest: &Self) {
        let used = given.left.saturating_sub(rest.left);
        self.left = self.left.saturating_sub(used);
    }
}
