//! What was found, as plain serialisable data: the output contract.
//!
//! One file per command. Keys and their order are stable: add, do not rename.
//! [`render`](crate::render) decides how a report looks.

pub mod check;
pub mod collisions;
pub mod compare;
pub mod convert;
pub mod coverage;
pub mod deliveries;
mod difference;
mod event;
pub mod excerpt;
pub mod fit_retries;
mod format;
pub mod infer;
pub mod list;
pub mod mutants;
pub mod mutation_testing;
pub mod next_fires;
pub mod pipe;
pub mod put_events;
mod refusal;
pub mod route;
pub mod sample;
pub mod schema;
pub mod schemas;
pub mod simulate_load;
pub mod simulate_retries;
pub mod test;
pub mod test_pattern;
pub mod transform;

pub use difference::{difference, unified};
pub use event::EventReport;
pub use format::Format;
pub use refusal::{
    DiagnosticReport, ErrorDocument, ErrorReport, FixReport, Refusal, RefusedRuleReport,
    RelatedReport, RuleReport, SpanReport,
};
