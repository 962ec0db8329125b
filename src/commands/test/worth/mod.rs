//! What the cases are worth: the mutants that they notice, and what of the rules they cover.

mod added;
mod arguments;
mod change;
mod found;
mod needed;

pub(super) use arguments::WorthArguments;
pub(super) use found::Worth;
