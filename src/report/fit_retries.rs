//! A delay curve estimated from logs.

use serde::Serialize;

use super::deliveries::{BackoffReport, NoteReport, seconds};
use crate::delivery::CurveOrigin;
use crate::delivery::fit::{Delays, Estimate, Fit};

/// A fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FitDocument {
    /// Of the output contract.
    pub version: u32,
    /// Of the resamplings that give the intervals.
    pub seed: u64,
    /// What the logs say.
    pub fit: FitReport,
    /// What is assumed, and what else matters.
    pub notes: Vec<NoteReport>,
}

/// What the logs say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FitReport {
    /// A value for `--backoff`.
    pub setting: String,
    /// The curve of that value.
    pub backoff: BackoffReport,
    /// Invocations with a retry.
    pub invocations: u64,
    /// Delays.
    pub samples: u64,
    /// The nominal delay before the first retry.
    pub initial_seconds: EstimateReport,
    /// Each nominal delay against the one before; null if the logs do not show it.
    pub multiplier: Option<EstimateReport>,
    /// The longest nominal delay; null if the logs do not reach it.
    pub cap_seconds: Option<EstimateReport>,
    /// As in `--backoff`.
    pub jitter: String,
    /// By retry.
    pub delays: Vec<DelayReport>,
    /// Records of attempts.
    pub records: u64,
    /// Records about something else.
    pub other_records: u64,
    /// Lines or records that could not be read.
    pub unreadable: u64,
}

/// A value with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EstimateReport {
    /// The estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Delays before one retry.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DelayReport {
    /// Which, counted from 1.
    pub retry: u64,
    /// How many.
    pub samples: u64,
    /// The shortest.
    pub min_seconds: f64,
    /// The one in the middle.
    pub median_seconds: f64,
    /// The longest.
    pub max_seconds: f64,
}

impl EstimateReport {
    fn divided(estimate: Estimate, by: f64) -> Self {
        Self {
            value: estimate.value / by,
            low: estimate.low / by,
            high: estimate.high / by,
        }
    }
}

impl FitReport {
    /// From an engine's fit of these delays.
    #[must_use]
    pub fn new(fit: &Fit, delays: &Delays) -> Self {
        Self {
            setting: fit.backoff.written(),
            backoff: BackoffReport::new(&fit.backoff, CurveOrigin::Given),
            invocations: fit.invocations,
            samples: fit.samples,
            initial_seconds: EstimateReport::divided(fit.initial_ms, 1_000.0),
            multiplier: fit.multiplier.map(|one| EstimateReport::divided(one, 1.0)),
            cap_seconds: fit.cap_ms.map(|one| EstimateReport::divided(one, 1_000.0)),
            jitter: fit.jitter.written(),
            delays: fit
                .delays
                .iter()
                .map(|delay| DelayReport {
                    retry: delay.retry,
                    samples: delay.samples,
                    min_seconds: seconds(delay.least_ms),
                    median_seconds: seconds(delay.median_ms),
                    max_seconds: seconds(delay.most_ms),
                })
                .collect(),
            records: delays.records,
            other_records: delays.others,
            unreadable: delays.unreadable,
        }
    }
}
