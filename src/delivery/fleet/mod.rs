//! Many events for one target that can take only so many at a time.
//!
//! Two models, because AWS delays some excess invocations and lets targets refuse others:
//!
//! * [`queue`]: excess invocations wait, in the order of their arrival. Waiting uses up age, not retries. So
//!   EventBridge treats the invocation rate of an API destination and its own throttle limit. Nothing is random,
//!   and the closed forms of queues hold exactly.
//! * [`storm`]: every event is attempted when its own retry policy says so; the target refuses what exceeds its
//!   capacity, and each refusal uses up a retry. This shows retry storms.

pub mod queue;
mod series;
pub mod storm;

pub use series::{Point, Series};

use super::attempts::Scenario;
use super::backoff::{Backoff, Curve, Jitter};
use super::monte_carlo::Tally;
use super::pace::Pace;
use super::rate::Rate;

/// How many events arrive, and how fast; how fast the target takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// How many.
    pub events: u64,
    /// The k-th arrives at k / rate; without a rate all arrive at time 0.
    pub rate: Option<Rate>,
    /// How fast the target takes events; without a capacity, at once.
    pub capacity: Option<Rate>,
    /// How many more than the capacity the target takes after a pause.
    pub burst: u64,
}

/// What came of a fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FleetResult {
    /// How the deliveries ended, and how many attempts and how long each took. In the queue model, an event that
    /// is delivered takes one attempt, and one that is given up takes none.
    pub tally: Tally,
    /// Attempts that the target refused for want of capacity.
    pub throttled: u64,
    /// The most events that were waiting, or between attempts, at one time.
    pub peak_waiting: u64,
    /// When that was first so, in milliseconds.
    pub peak_at_ms: u64,
    /// The number, from 1, and the arrival in milliseconds of the first event that became too old.
    pub first_too_old: Option<(u64, u64)>,
    /// When the last event was delivered or given up, in milliseconds.
    pub ended_at_ms: u64,
    /// When the backlog was gone, in milliseconds, if there was one: when an event was first delivered on arrival
    /// again, or else when the last one left.
    pub drained_at_ms: Option<u64>,
    /// The course over time.
    pub series: Series,
}

/// The same deliveries with the same curve, randomised otherwise, and that curve; `None` if the service has no curve of the caller's.
#[must_use]
pub fn with_jitter(scenario: &Scenario, jitter: Jitter) -> Option<(Scenario, Backoff)> {
    let Pace::Curve { curve, retries } = &scenario.pace else {
        return None;
    };
    let backoff = Backoff {
        jitter,
        ..*curve.backoff()
    };
    let mut other = scenario.clone();
    other.pace = Pace::Curve {
        curve: Curve::new(&backoff, *retries),
        retries: *retries,
    };
    Some((other, backoff))
}
