//! Many deliveries with different luck.
//!
//! Run i is the delivery of the event at index i, so that it does not depend on how runs are divided among
//! threads; what is gathered is whole numbers, which add up to the same in every order. Memory does not grow
//! with the number of runs.
//!
//! # Example
//!
//! ```
//! use evb::delivery::{FailureModel, FailureRule, Profile, RetryPolicy, Scenario, monte_carlo};
//!
//! let policy = RetryPolicy::new(Profile::Subscriber, None, None)?;
//! let codes = Profile::Subscriber.codes();
//! let often = FailureRule::parse("probability=0.9", codes, None)?;
//! let scenario = Scenario::new(Profile::Subscriber, policy, FailureModel::new(vec![often], codes, None)?);
//! let one = monte_carlo::sample(&scenario, 7, 10_000, 1, &mut |_| {});
//! let two = monte_carlo::sample(&scenario, 7, 10_000, 2, &mut |_| {});
//! assert_eq!(one, two);
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::attempts::{EndedBy, Ending, Scenario};
use super::distribution::{Distribution, Share};
use super::outcome::{DeadLetterQueue, Outcome};

/// How many runs are made between two reports of progress.
const BLOCK: u64 = 1 << 18;

/// How many runs a thread makes at a time.
const CHUNK: u64 = 1 << 12;

/// What came of many deliveries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub runs: u64,
    /// Delivered.
    pub delivered: u64,
    /// Given up because no retry was left.
    pub out_of_retries: u64,
    /// Given up because they became too old.
    pub too_old: u64,
    /// Given up because of an error that is not retried.
    pub permanent: u64,
    /// Attempts that took longer than the timeout: the target may have acted on each.
    pub timed_out: u64,
    /// How many attempts each took.
    pub attempts: Distribution,
    /// When each was delivered, in milliseconds since arrival; those that were not are left out.
    pub delivered_at_ms: Distribution,
    /// When each was given up, in milliseconds since arrival; those that were delivered are left out.
    pub given_up_at_ms: Distribution,
}

impl Tally {
    /// Adds one delivery of an event that arrived at time 0.
    pub fn add(&mut self, ending: &Ending<'_>) {
        self.record(ending.by, ending.attempts, ending.at_ms);
        self.timed_out += ending.timed_out;
    }

    /// Adds a delivery that ended so, after so many attempts and so long after the arrival of the event.
    pub fn record(&mut self, by: EndedBy, attempts: u64, after_ms: u64) {
        self.runs += 1;
        let slot = match by {
            EndedBy::Delivered => &mut self.delivered,
            EndedBy::MaximumRetryAttempts => &mut self.out_of_retries,
            EndedBy::MaximumEventAge => &mut self.too_old,
            EndedBy::Permanent => &mut self.permanent,
        };
        *slot += 1;
        self.attempts.add(attempts);
        if by == EndedBy::Delivered {
            self.delivered_at_ms.add(after_ms);
        } else {
            self.given_up_at_ms.add(after_ms);
        }
    }

    /// Both together.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        Self {
            runs: self.runs + other.runs,
            delivered: self.delivered + other.delivered,
            out_of_retries: self.out_of_retries + other.out_of_retries,
            too_old: self.too_old + other.too_old,
            permanent: self.permanent + other.permanent,
            timed_out: self.timed_out + other.timed_out,
            attempts: self.attempts.merged(other.attempts),
            delivered_at_ms: self.delivered_at_ms.merged(other.delivered_at_ms),
            given_up_at_ms: self.given_up_at_ms.merged(other.given_up_at_ms),
        }
    }

    /// How many were not delivered.
    #[must_use]
    pub const fn given_up(&self) -> u64 {
        self.out_of_retries + self.too_old + self.permanent
    }
}

/// Where those go that were given up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum GivenUp<'a> {
    /// All of them there.
    To(&'a DeadLetterQueue),
    /// Each to a place of its own.
    Counted {
        /// In a place for what is given up.
        dead_lettered: u64,
        /// Nowhere.
        dropped: u64,
        /// Nowhere, as the place refuses them.
        lost: u64,
    },
}

/// What came of deliveries.
#[derive(Clone, Copy, Debug)]
pub struct Outcomes<'a> {
    /// How they ended.
    pub tally: &'a Tally,
    /// Where those go that were given up.
    pub given_up: GivenUp<'a>,
    /// Whether other luck would give other numbers: shares are estimates then, with intervals.
    pub is_estimate: bool,
}

impl Outcomes<'_> {
    /// How many ended so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> u64 {
        match (outcome, self.given_up) {
            (Outcome::Delivered, _) => self.tally.delivered,
            (other, GivenUp::To(queue)) => {
                // All that were not delivered have the same outcome.
                match other == Outcome::of(EndedBy::MaximumEventAge, queue) {
                    true => self.tally.given_up(),
                    false => 0,
                }
            }
            (Outcome::DeadLettered, GivenUp::Counted { dead_lettered, .. }) => dead_lettered,
            (Outcome::Dropped, GivenUp::Counted { dropped, .. }) => dropped,
            (Outcome::Lost, GivenUp::Counted { lost, .. }) => lost,
        }
    }

    /// The share that so many are.
    #[must_use]
    pub fn share(&self, count: u64) -> Share {
        let share = Share::wilson(count, self.tally.runs);
        if self.is_estimate {
            return share;
        }
        Share {
            low: share.rate,
            high: share.rate,
            ..share
        }
    }
}

/// Delivers the events 0 up to `runs`, on `threads` threads. `progress` is told now and then how many are done.
#[must_use]
pub fn sample(
    scenario: &Scenario,
    seed: u64,
    runs: u64,
    threads: usize,
    progress: &mut dyn FnMut(u64),
) -> Tally {
    let add = |tally: &mut Tally, event| tally.add(&scenario.deliver(seed, event, |_| {}));
    gather(runs, threads, progress, &add, &Tally::merged)
}

/// Gathers what comes of the events 0 up to `runs`, on `threads` threads. `merge` puts together what several have gathered, in
/// whatever order; `progress` is told now and then how many are done.
pub fn gather<T: Default + Send>(
    runs: u64,
    threads: usize,
    progress: &mut dyn FnMut(u64),
    add: &(dyn Fn(&mut T, u64) + Sync),
    merge: &(dyn Fn(T, T) -> T + Sync),
) -> T {
    let part = |events: Range<u64>| {
        let mut gathered = T::default();
        for event in events {
            add(&mut gathered, event);
        }
        gathered
    };
    let mut total = T::default();
    let mut start = 0;
    while start < runs {
        let end = runs.min(start.saturating_add(BLOCK));
        let chunk = |index: u64| {
            let from = start + index * CHUNK;
            part(from..end.min(from + CHUNK))
        };
        let block = in_parallel((end - start).div_ceil(CHUNK), threads, chunk, merge);
        total = merge(total, block);
        start = end;
        progress(start);
    }
    total
}

/// Computes chunks on several threads and merges them, in whatever order.
fn in_parallel<T: Default + Send>(
    chunks: u64,
    threads: usize,
    chunk: impl Fn(u64) -> T + Sync,
    merge: &(dyn Fn(T, T) -> T + Sync),
) -> T {
    let next = AtomicU64::new(0);
    let work = || {
        let mut gathered = T::default();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= chunks {
                return gathered;
            }
            gathered = merge(gathered, chunk(index));
        }
    };
    thread::scope(|scope| {
        // Without a thread that cannot be had it takes longer, and comes to the same.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let own = work();
        let joined = others.into_iter().map(|other| match other.join() {
            Ok(gathered) => gathered,
            Err(panic) => resume_unwind(panic),
        });
        joined.fold(own, merge)
    })
}
