//! What the documents have in common.

use serde::Serialize;

use crate::delivery::monte_carlo::Outcomes;
use crate::delivery::{Backoff, CurveOrigin, Pace, Requirement, RetryPolicy, Scenario};
use crate::diagnostic::{Diagnostic, Severity};

/// Milliseconds as seconds.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "times are below a hundred years, 2^42 ms"
)]
pub fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1_000.0
}

/// The two limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PolicyReport {
    /// Retries; null where the service has no such setting.
    pub maximum_retry_attempts: Option<u64>,
    /// Seconds; null where the service has no such setting.
    pub maximum_event_age_seconds: Option<u64>,
}

impl PolicyReport {
    /// From an engine's policy.
    #[must_use]
    pub const fn new(policy: RetryPolicy) -> Self {
        Self {
            maximum_retry_attempts: policy.maximum_retry_attempts,
            maximum_event_age_seconds: policy.maximum_event_age_seconds,
        }
    }
}

/// A delay curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BackoffReport {
    /// The preset it is, if it was named.
    pub preset: Option<&'static str>,
    /// The first nominal delay.
    pub initial_seconds: f64,
    /// Each nominal delay against the one before.
    pub multiplier: f64,
    /// The longest nominal delay.
    pub cap_seconds: f64,
    /// As in `--backoff`.
    pub jitter: String,
    /// A value for `--backoff`.
    pub setting: String,
}

impl BackoffReport {
    /// From an engine's curve.
    #[must_use]
    pub fn new(backoff: &Backoff, origin: CurveOrigin) -> Self {
        Self {
            preset: match origin {
                CurveOrigin::Preset(preset) => Some(preset.name()),
                CurveOrigin::Given => None,
            },
            initial_seconds: seconds(backoff.initial_ms),
            multiplier: backoff.multiplier.as_f64(),
            cap_seconds: seconds(backoff.cap_ms),
            jitter: backoff.jitter.written(),
            setting: backoff.written(),
        }
    }

    /// The curve of a scenario; `None` if the service has none, or its own.
    #[must_use]
    pub fn of(scenario: &Scenario, origin: CurveOrigin) -> Option<Self> {
        match &scenario.pace {
            Pace::Curve { curve, .. } | Pace::Stream { curve, .. } => {
                Some(Self::new(curve.backoff(), origin))
            }
            _ => None,
        }
    }
}

/// Something worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NoteReport {
    /// The stable name of its kind.
    pub code: &'static str,
    /// Whether AWS may answer otherwise: no text and no recording settles it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsettled: bool,
    /// `warning` or `error`; absent of what is only worth knowing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<&'static str>,
    /// A sentence.
    pub message: String,
    /// What to do about it, if we know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// A diagnostic as a note.
#[must_use]
pub fn note(diagnostic: &Diagnostic) -> NoteReport {
    NoteReport {
        code: diagnostic.code.as_str(),
        unsettled: diagnostic.code.is_unsettled(),
        severity: (diagnostic.severity > Severity::Note).then(|| diagnostic.severity.as_str()),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
    }
}

/// A requirement, and whether it is met.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RequirementReport {
    /// As it was written.
    pub requirement: String,
    /// The number it was compared with; null if there is none, which meets nothing.
    pub actual: Option<f64>,
    /// Whether it is met.
    pub met: bool,
}

impl RequirementReport {
    /// Judges a requirement.
    #[must_use]
    pub fn new(requirement: &Requirement, outcomes: Outcomes<'_>) -> Self {
        let (actual, met) = requirement.judge(outcomes);
        Self {
            requirement: requirement.text.clone(),
            actual,
            met,
        }
    }
}
