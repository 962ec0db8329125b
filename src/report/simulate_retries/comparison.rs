//! Two policies under the same luck.

use serde::Serialize;

use super::monte_carlo::{MonteCarloReport, ShareReport};
use super::parts::{BackoffReport, NoteReport, PolicyReport, RequirementReport};
use crate::delivery::monte_carlo::Paired;

/// Two policies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonReport {
    /// Of the output contract.
    pub version: u32,
    /// Under which luck.
    pub seed: u64,
    /// The policy of the other flags.
    pub first: PolicyRunReport,
    /// The policy of `--compare`.
    pub second: PolicyRunReport,
    /// The same events under both; null without `--runs`.
    pub paired: Option<PairedReport>,
    /// What is assumed, and what else matters.
    pub notes: Vec<NoteReport>,
    /// Who delivers.
    pub profile: &'static str,
    /// What fails, as it was written.
    pub fail: Vec<String>,
    /// What was required of the second.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<RequirementReport>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyRunReport {
    /// The limits.
    pub policy: PolicyReport,
    /// The delay curve.
    pub backoff: Option<BackoffReport>,
    /// What becomes of the first event.
    pub outcome: &'static str,
    /// Its retries.
    pub retries: u64,
    /// The limit that it reached.
    pub exhausted_retry_condition: Option<&'static str>,
    /// When its delivery ended.
    pub ended_at_seconds: f64,
    /// Many events; null without `--runs`.
    pub monte_carlo: Option<MonteCarloReport>,
}

/// The same events under both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairedReport {
    /// How many.
    pub runs: u64,
    /// Delivered under both.
    pub both: ShareReport,
    /// Delivered under the first only.
    pub only_first: ShareReport,
    /// Delivered under the second only.
    pub only_second: ShareReport,
    /// Delivered under neither.
    pub neither: ShareReport,
    /// Attempts of the second less those of the first, per event.
    pub attempts_difference: f64,
}

impl PairedReport {
    /// From an engine's result.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a statistic for people")]
    pub fn new(paired: &Paired) -> Self {
        let runs = paired.first.runs;
        let share = |count| ShareReport::new(count, runs);
        let attempts = |sum: u128| sum as f64 / runs.max(1) as f64;
        Self {
            runs,
            both: share(paired.both),
            only_first: share(paired.only_first),
            only_second: share(paired.only_second),
            neither: share(paired.neither),
            attempts_difference: attempts(paired.second.attempts.sum())
                - attempts(paired.first.attempts.sum()),
        }
    }
}
