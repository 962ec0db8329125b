//! Events as the cases have them: out of files, built on others, written down.

mod chain;
mod change;
mod path;

pub(super) use chain::Builder;
pub use chain::{MAXIMUM_CHAIN, MAXIMUM_EVENTS};
pub use path::Step;
pub(super) use path::in_explanations;
