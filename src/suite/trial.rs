//! What the cases of a suite ask a pattern.

use crate::json::Value;

/// An event of a case, and whether the case expects the pattern to match it.
#[derive(Clone, Copy, Debug)]
pub struct PatternTrial<'e> {
    /// The number of the case.
    pub case: usize,
    /// The event.
    pub event: &'e Value,
    /// The event as a text.
    pub text: &'e str,
    /// Whether it is to match.
    pub expected: bool,
}
