//! What was found, as plain serialisable data: the output contract.
//!
//! One file per command. Keys and their order are stable: add, do not rename.
//! [`render`](crate::render) decides how a report looks.

mod format;
pub mod pipe;
mod refusal;

pub use format::Format;
pub use refusal::{
    DiagnosticReport, ErrorDocument, ErrorReport, Refusal, RelatedReport, SpanReport,
};
