//! What `evb schema` found.

mod check;
mod diff;
mod infer;
#[cfg(feature = "schema")]
mod validate;

pub use check::{CheckReport, CheckedReport};
pub use diff::{ChangeLine, ChangeReport, DiffReport, DiffedReport, PlaceReport};
pub use infer::{InferReport, InferredReport, SeenReport, ValueReport};
#[cfg(feature = "schema")]
pub use validate::{ValidatedReport, ValidationEnd, ValidationSummary, ViolationReport};
