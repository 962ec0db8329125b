//! The ways of many events with different luck.

use std::collections::BTreeMap;

use super::hop::Way;
use super::lies::LiesIn;
use super::play::Played;
use crate::delivery::monte_carlo::{self, GivenUp, Outcomes, Tally};
use crate::delivery::{EndedBy, Outcome};

/// What came of the ways of many events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayTally {
    /// How they ended: an event is delivered that comes to the end of its way by every branch. Attempts are those of all hops.
    pub tally: Tally,
    /// What became of them: of several branches the worst counts.
    outcomes: BTreeMap<Outcome, u64>,
    /// How many lie where: the hop that ended there, and how they lie. An event lies in a place for each branch.
    pub lies: BTreeMap<(usize, LiesIn), u64>,
}

impl WayTally {
    /// The way of one event as a tally.
    #[must_use]
    pub fn of(played: &Played) -> Self {
        let mut tally = Self::default();
        tally.add(played);
        tally
    }

    fn add(&mut self, played: &Played) {
        let outcome = played.outcome();
        let attempts = played.hops.iter().flatten().map(|hop| hop.attempts).sum();
        let ended_ms = played.lies.iter().map(|lies| lies.at_ms).max().unwrap_or(0);
        self.tally
            .record(ended_by(played, outcome), attempts, ended_ms);
        *self.outcomes.entry(outcome).or_default() += 1;
        for lies in &played.lies {
            *self.lies.entry((lies.hop, lies.kind)).or_default() += 1;
        }
    }

    fn merged(mut self, other: Self) -> Self {
        self.tally = self.tally.merged(other.tally);
        for (outcome, count) in other.outcomes {
            *self.outcomes.entry(outcome).or_default() += count;
        }
        for (place, count) in other.lies {
            *self.lies.entry(place).or_default() += count;
        }
        self
    }

    /// What came of them, as of any deliveries.
    #[must_use]
    pub fn outcomes(&self, is_estimate: bool) -> Outcomes<'_> {
        let count = |outcome| self.outcomes.get(&outcome).copied().unwrap_or(0);
        Outcomes {
            tally: &self.tally,
            given_up: GivenUp::Counted {
                dead_lettered: count(Outcome::DeadLettered),
                dropped: count(Outcome::Dropped),
                lost: count(Outcome::Lost),
            },
            is_estimate,
        }
    }
}

/// Why an event with that outcome came no further: as the hop ended that put it there. What is handed round without an end
/// has no limit of its own: its attempts end nothing.
fn ended_by(played: &Played, outcome: Outcome) -> EndedBy {
    if outcome == Outcome::Delivered {
        return EndedBy::Delivered;
    }
    let lies = played
        .lies
        .iter()
        .find(|lies| lies.kind.outcome() == outcome);
    let hop = lies.and_then(|lies| played.hops.get(lies.hop)?.as_ref());
    let is_end = |by: &EndedBy| *by != EndedBy::Delivered;
    let own = hop.map(|hop| hop.by).filter(is_end);
    // What was taken from a place for what is given up ended before.
    let before = || played.hops.iter().flatten().map(|hop| hop.by).find(is_end);
    own.or_else(before).unwrap_or(EndedBy::MaximumRetryAttempts)
}

impl Way {
    /// Whether two events may go different ways.
    #[must_use]
    pub fn is_random(&self) -> bool {
        self.hops.iter().any(|hop| hop.scenario.is_random())
    }

    /// Plays the ways of the events 0 up to `runs`, on `threads` threads. `progress` is told now and then how many are done.
    #[must_use]
    pub fn sample(
        &self,
        seed: u64,
        runs: u64,
        threads: usize,
        progress: &mut dyn FnMut(u64),
    ) -> WayTally {
        let add = |tally: &mut WayTally, event| tally.add(&self.play(seed, event, |_, _| {}));
        monte_carlo::gather(runs, threads, progress, &add, &WayTally::merged)
    }
}
