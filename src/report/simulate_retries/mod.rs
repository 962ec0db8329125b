//! What `evb simulate-retries` found.
//!
//! One document for each kind of question. Their keys and the order of their keys are stable: add, do not rename.

mod comparison;
mod fit;
mod fleet;
mod monte_carlo;
mod parts;
mod sensitivity;
mod single;

pub use comparison::{ComparisonReport, PairedReport, PolicyRunReport};
pub use fit::{DelayReport, EstimateReport, FitDocument, FitReport};
pub use fleet::{FleetDocument, FleetReport, PointReport};
pub use monte_carlo::{DistributionReport, EndedByReport, MonteCarloReport, ShareReport};
pub use parts::{BackoffReport, NoteReport, PolicyReport, RequirementReport, note, seconds};
pub use sensitivity::{ConclusionReport, PresetReport, SensitivityReport};
pub use single::{
    AttemptReport, Attempts, AttributeReport, BisectReport, DeadLetterReport, GroupReport,
    SimulateRetriesReport,
};
