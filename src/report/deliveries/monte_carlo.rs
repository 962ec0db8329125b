//! Statistics of many deliveries.

use serde::Serialize;

use crate::delivery::monte_carlo::Outcomes;
use crate::delivery::{Distribution, Outcome, Share};

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
    /// What share so many are.
    #[must_use]
    pub fn new(count: u64, outcomes: Outcomes<'_>) -> Self {
        let Share { rate, low, high } = outcomes.share(count);
        Self {
            rate,
            low,
            high,
            count,
        }
    }
}

/// A distribution in a few numbers. The quantiles of more than 1,024 different numbers are rounded up, by at most
/// a 2048th.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
        Some(Self {
            mean: of.mean()? / by,
            standard_deviation: of.standard_deviation()? / by,
            min: of.least()? as f64 / by,
            p50: quantile(500)?,
            p90: quantile(900)?,
            p99: quantile(990)?,
            p99_9: quantile(999)?,
            max: of.most()? as f64 / by,
        })
    }
}

/// Why deliveries ended without success.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
#[non_exhaustive]
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
    pub fn new(outcomes: Outcomes<'_>) -> Self {
        let tally = outcomes.tally;
        let share = |count| ShareReport::new(count, outcomes);
        let of = |outcome| share(outcomes.count(outcome));
        Self {
            runs: tally.runs,
            delivered: of(Outcome::Delivered),
            dead_lettered: of(Outcome::DeadLettered),
            dropped: of(Outcome::Dropped),
            lost: of(Outcome::Lost),
            ended_by: EndedByReport {
                retries: share(tally.out_of_retries),
                age: share(tally.too_old),
                permanent_failure: share(tally.permanent),
            },
            attempts: DistributionReport::plain(&tally.attempts),
            total_attempts: u64::try_from(tally.attempts.sum()).unwrap_or(u64::MAX),
            delivery_time_seconds: DistributionReport::seconds(&tally.delivered_at_ms),
            given_up_after_seconds: DistributionReport::seconds(&tally.given_up_at_ms),
            possible_duplicates: tally.timed_out,
        }
    }
}
