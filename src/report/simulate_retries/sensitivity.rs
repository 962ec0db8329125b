//! The same question under every delay curve that might be AWS's.

use serde::Serialize;

use crate::report::deliveries::{BackoffReport, MonteCarloReport, NoteReport, PolicyReport};

/// All presets.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SensitivityReport {
    /// Of the output contract.
    pub version: u32,
    /// Under which luck.
    pub seed: u64,
    /// The limits.
    pub policy: PolicyReport,
    /// One after the other.
    pub presets: Vec<PresetReport>,
    /// What holds under all of them, and what does not.
    pub conclusions: Vec<ConclusionReport>,
    /// What is assumed, and what else matters.
    pub notes: Vec<NoteReport>,
    /// Who delivers.
    pub profile: &'static str,
    /// What fails, as it was written.
    pub fail: Vec<String>,
}

/// What one preset gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PresetReport {
    /// Its name.
    pub preset: &'static str,
    /// Its curve.
    pub backoff: BackoffReport,
    /// The limits under it: some presets have a number of retries of their own.
    pub policy: PolicyReport,
    /// What becomes of the first event.
    pub outcome: &'static str,
    /// Its retries.
    pub retries: u64,
    /// The limit that it reached.
    pub exhausted_retry_condition: Option<&'static str>,
    /// When its delivery ended.
    pub ended_at_seconds: f64,
    /// Many events.
    pub monte_carlo: MonteCarloReport,
    /// Whether each requirement is met, in their order.
    pub requirements_met: Vec<bool>,
}

/// Whether something is the same under every preset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ConclusionReport {
    /// What it is about: `outcome`, `ended-by`, `ended-at`, `attempts`, `delivered`, or a requirement.
    pub about: String,
    /// Whether all presets agree.
    pub robust: bool,
    /// The smallest value, or the only one.
    pub from: serde_json::Value,
    /// The largest value, or the only one.
    pub to: serde_json::Value,
}
