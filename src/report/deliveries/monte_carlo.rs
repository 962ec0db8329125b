//! Statistics of many deliveries.

use serde::Serialize;

use crate::delivery::monte_carlo::Tally;
use crate::delivery::{DeadLetterQueue, Distribution, EndedBy, Outcome, Share};

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ShareReport {
    /// The share observed, from 0 to 1.
    pub rate: f64,
    /// The lower end of the Wilson interval.
    pub low: f64,
    /// The upper end of the Wilson interval.
    pub high: f64,
    /// How many.
    pub count: u64,
}

impl ShareReport {
    /// `count` of `of`.
    #[must_use]
    pub fn new(count: u64, of: u64) -> Self {
        let Share { rate, low, high } = Share::wilson(count, of);
        Self {
            rate,
            low,
            high,
            count,
        }
    }

    /// The same, known and not estimated.
    #[must_use]
    pub fn exact(count: u64, of: u64) -> Self {
        let Share { rate, .. } = Share::wilson(count, of);
        Self {
            rate,
            low: rate,
            high: rate,
            count,
        }
    }
}

/// A distribution in a few numbers. The quantiles of more than 1,024 different numbers are rounded up, by at most
/// a 2048th.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DistributionReport {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub standard_deviation: f64,
    /// The smallest.
    pub min: f64,
    /// Half are not above.
    pub p50: f64,
    /// 90 % are not above.
    pub p90: f64,
    /// 99 % are not above.
    pub p99: f64,
    /// 99.9 % are not above.
    #[serde(rename = "p99.9")]
    pub p99_9: f64,
    /// The largest.
    pub max: f64,
    /// What the quantiles are at the least: 50, 90, 99 and 99.9 %. The same as they are where these are exact.
    #[serde(skip)]
    pub at_least: [f64; 4],
}

impl DistributionReport {
    /// Of plain numbers; `None` if there are none.
    #[must_use]
    pub fn plain(of: &Distribution) -> Option<Self> {
        Self::scaled(of, 1.0)
    }

    /// Of milliseconds, in seconds; `None` if there are none.
    #[must_use]
    pub fn seconds(of: &Distribution) -> Option<Self> {
        Self::scaled(of, 1_000.0)
    }

    #[expect(clippy::cast_precision_loss, reason = "a statistic for people")]
    fn scaled(of: &Distribution, by: f64) -> Option<Self> {
        let quantile = |thousandths| Some(of.quantile(thousandths)? as f64 / by);
        let lower = |thousandths| Some(of.quantile_bounds(thousandths)?.0 as f64 / by);
        Some(Self {
            mean: of.mean()? / by,
            standard_deviation: of.standard_deviation()? / by,
            min: of.least()? as f64 / by,
            p50: quantile(500)?,
            p90: quantile(900)?,
            p99: quantile(990)?,
            p99_9: quantile(999)?,
            max: of.most()? as f64 / by,
            at_least: [lower(500)?, lower(900)?, lower(990)?, lower(999)?],
        })
    }
}

/// Why deliveries ended without success.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EndedByReport {
    /// No retry was left.
    pub retries: ShareReport,
    /// They became too old.
    pub age: ShareReport,
    /// An error that is not retried.
    pub permanent_failure: ShareReport,
}

/// Many deliveries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonteCarloReport {
    /// How many.
    pub runs: u64,
    /// Delivered.
    pub delivered: ShareReport,
    /// In the dead-letter queue.
    pub dead_lettered: ShareReport,
    /// Given up without a dead-letter queue.
    pub dropped: ShareReport,
    /// Refused by the dead-letter queue.
    pub lost: ShareReport,
    /// Why they were given up.
    pub ended_by: EndedByReport,
    /// Attempts of each.
    pub attempts: Option<DistributionReport>,
    /// Attempts in all.
    pub total_attempts: u64,
    /// From arrival to delivery, of those delivered.
    pub delivery_time_seconds: Option<DistributionReport>,
    /// From arrival to giving up, of those given up.
    pub given_up_after_seconds: Option<DistributionReport>,
    /// Attempts that took longer than the timeout, on each of which the target may have acted.
    pub possible_duplicates: u64,
}

impl MonteCarloReport {
    /// From an engine's tally.
    #[must_use]
    pub fn new(tally: &Tally, queue: &DeadLetterQueue) -> Self {
        Self::with(tally, queue, ShareReport::new)
    }

    /// The same of one delivery, or of all that there are: their shares are known, not estimated.
    #[must_use]
    pub fn of_all(tally: &Tally, queue: &DeadLetterQueue) -> Self {
        Self::with(tally, queue, ShareReport::exact)
    }

    fn with(tally: &Tally, queue: &DeadLetterQueue, share: fn(u64, u64) -> ShareReport) -> Self {
        let given_up = given_up_as(tally.given_up(), tally.runs, queue, share);
        let part = |count| share(count, tally.runs);
        Self {
            runs: tally.runs,
            delivered: part(tally.delivered),
            dead_lettered: given_up(Outcome::DeadLettered),
            dropped: given_up(Outcome::Dropped),
            lost: given_up(Outcome::Lost),
            ended_by: EndedByReport {
                retries: part(tally.out_of_retries),
                age: part(tally.too_old),
                permanent_failure: part(tally.permanent),
            },
            attempts: DistributionReport::plain(&tally.attempts),
            total_attempts: u64::try_from(tally.attempts.sum()).unwrap_or(u64::MAX),
            delivery_time_seconds: DistributionReport::seconds(&tally.delivered_at_ms),
            given_up_after_seconds: DistributionReport::seconds(&tally.given_up_at_ms),
            possible_duplicates: tally.timed_out,
        }
    }
}

/// The share of each outcome among those that were not delivered: all of them have the same one.
fn given_up_as(
    count: u64,
    of: u64,
    queue: &DeadLetterQueue,
    share: fn(u64, u64) -> ShareReport,
) -> impl Fn(Outcome) -> ShareReport {
    let theirs = Outcome::of(EndedBy::MaximumEventAge, queue);
    move |outcome| share(if outcome == theirs { count } else { 0 }, of)
}
