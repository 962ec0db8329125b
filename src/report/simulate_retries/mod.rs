//! What `evb simulate-retries` found.
//!
//! One document for each kind of question. Their keys and the order of their keys are stable: add, do not rename.

mod sensitivity;
mod single;
pub mod way;

pub use sensitivity::{ConclusionReport, PresetReport, SensitivityReport};
pub use single::{
    AttemptReport, Attempts, AttributeReport, DeadLetterReport, GroupReport, SimulateRetriesReport,
};
