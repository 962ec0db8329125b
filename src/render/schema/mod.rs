//! What `evb schema` found.

pub mod check;
pub mod diff;
pub mod infer;
#[cfg(feature = "schema")]
pub mod validate;
