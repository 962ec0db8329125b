//! What reports on deliveries have in common: policies, curves, statistics, requirements.

mod monte_carlo;
mod parts;

pub use monte_carlo::{DistributionReport, EndedByReport, MonteCarloReport, ShareReport};
pub use parts::{BackoffReport, NoteReport, PolicyReport, RequirementReport, note, seconds};
