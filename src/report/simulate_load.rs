//! Many events for one target with a capacity.

use serde::Serialize;

use super::deliveries::{
    BackoffReport, MonteCarloReport, NoteReport, PolicyReport, RequirementReport, seconds,
};
use crate::delivery::fleet::{FleetResult, Point, Traffic};
use crate::delivery::monte_carlo::Outcomes;

/// A fleet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FleetDocument {
    /// Of the output contract.
    pub version: u32,
    /// Under which luck.
    pub seed: u64,
    /// The limits.
    pub policy: PolicyReport,
    /// The delay curve; null if none plays a part.
    pub backoff: Option<BackoffReport>,
    /// What came of it.
    pub fleet: FleetReport,
    /// What is assumed, and what else matters.
    pub notes: Vec<NoteReport>,
    /// Who delivers.
    pub profile: &'static str,
    /// What fails, as it was written.
    pub fail: Vec<String>,
    /// What was required.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<RequirementReport>,
    /// The same load on the same curve without jitter and with full jitter, where what exceeds the capacity is retried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub jitter: Vec<JitterReport>,
}

/// The same load under a curve that is randomised in one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JitterReport {
    /// `none` or `full`, as in `--backoff`.
    pub jitter: String,
    /// A value for `--backoff`.
    pub setting: String,
    /// What came of it.
    pub fleet: FleetReport,
}

/// What came of a fleet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FleetReport {
    /// How many events arrive.
    pub events: u64,
    /// How fast they arrive; null if all at once.
    pub events_per_second: Option<f64>,
    /// How fast the target takes them; null if it takes all.
    pub target_capacity_per_second: Option<f64>,
    /// How many more it takes after a pause.
    pub burst: u64,
    /// `queue` or `retry`.
    pub overload: &'static str,
    /// How many were delivered.
    pub delivered: u64,
    /// How many are in the dead-letter queue.
    pub dead_lettered: u64,
    /// How many were given up without a dead-letter queue.
    pub dropped: u64,
    /// How many the dead-letter queue refused.
    pub lost: u64,
    /// The most that were waiting, or between attempts, at one time.
    pub peak_queue_depth: u64,
    /// When that was first so.
    pub peak_at_seconds: f64,
    /// When the backlog was gone; null if there was none.
    pub drained_at_seconds: Option<f64>,
    /// How long that is after the end of the last outage; null without both.
    pub drain_seconds: Option<f64>,
    /// When the last event was delivered or given up.
    pub ended_at_seconds: f64,
    /// The number of the first event that became too old, counted from 1.
    pub first_expired_event: Option<u64>,
    /// When it had arrived.
    pub first_expired_arrived_at_seconds: Option<f64>,
    /// Attempts that the target refused for want of capacity.
    pub throttled: u64,
    /// The most attempts within one second.
    pub most_attempts_in_a_second: u64,
    /// Why and how long, in the same words as for many runs.
    pub statistics: MonteCarloReport,
    /// From when on no second has more attempts than the capacity, to the distance of the points of the course; null if
    /// none has.
    pub above_capacity_until_seconds: Option<f64>,
    /// The course over time.
    pub course: Vec<PointReport>,
}

/// The state at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PointReport {
    /// When.
    pub at_seconds: f64,
    /// Arrived up to then.
    pub arrived: u64,
    /// Delivered up to then.
    pub delivered: u64,
    /// Given up up to then.
    pub given_up: u64,
    /// Waiting then.
    pub waiting: u64,
    /// Attempts up to then.
    pub attempts: u64,
    /// The most attempts in one of the seconds that begin from then on and before the next point.
    pub busiest_second: u64,
}

/// The end of the last step of the course in which a second has more attempts than the capacity.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of at most some millions"
)]
fn above_capacity_until(traffic: &Traffic, result: &FleetResult) -> Option<f64> {
    let capacity = traffic.capacity?.per_second();
    let points = result.series.points();
    let is_above = |point: &Point| point.busiest_second as f64 > capacity;
    let last = points.iter().rposition(is_above)?;
    let end_ms = points.get(last + 1).map(|next| next.at_ms);
    Some(seconds(end_ms.unwrap_or(result.ended_at_ms)))
}

impl FleetReport {
    /// From an engine's result. `last_outage_ends_ms` is the end of the last outage, if there was one.
    #[must_use]
    pub fn new(
        traffic: &Traffic,
        overload: &'static str,
        result: &FleetResult,
        outcomes: Outcomes<'_>,
        last_outage_ends_ms: Option<u64>,
    ) -> Self {
        let statistics = MonteCarloReport::new(outcomes);
        let drain_ms = result.drained_at_ms.zip(last_outage_ends_ms);
        Self {
            events: traffic.events,
            events_per_second: traffic.rate.map(crate::delivery::Rate::per_second),
            target_capacity_per_second: traffic.capacity.map(crate::delivery::Rate::per_second),
            burst: traffic.burst,
            overload,
            delivered: statistics.delivered.count,
            dead_lettered: statistics.dead_lettered.count,
            dropped: statistics.dropped.count,
            lost: statistics.lost.count,
            peak_queue_depth: result.peak_waiting,
            peak_at_seconds: seconds(result.peak_at_ms),
            drained_at_seconds: result.drained_at_ms.map(seconds),
            drain_seconds: drain_ms
                .and_then(|(drained, outage)| drained.checked_sub(outage))
                .map(seconds),
            ended_at_seconds: seconds(result.ended_at_ms),
            first_expired_event: result.first_too_old.map(|(number, _)| number),
            first_expired_arrived_at_seconds: result.first_too_old.map(|(_, at_ms)| seconds(at_ms)),
            throttled: result.throttled,
            most_attempts_in_a_second: result.series.most_attempts_in_a_second(),
            statistics,
            above_capacity_until_seconds: above_capacity_until(traffic, result),
            course: result
                .series
                .points()
                .iter()
                .map(PointReport::new)
                .collect(),
        }
    }
}

impl PointReport {
    fn new(point: &Point) -> Self {
        Self {
            at_seconds: seconds(point.at_ms),
            arrived: point.arrived,
            delivered: point.delivered,
            given_up: point.given_up,
            waiting: point.waiting(),
            attempts: point.attempts,
            busiest_second: point.busiest_second,
        }
    }
}
