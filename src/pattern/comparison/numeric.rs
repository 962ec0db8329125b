//! `numeric`: a range of numbers.

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The end.
    pub value: f64,
    /// Whether the end itself belongs to the range.
    pub inclusive: bool,
}

/// A range; `=` has both ends equal and inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumericRange {
    /// `>` or `>=`
    pub low: Option<Bound>,
    /// `<` or `<=`
    pub high: Option<Bound>,
}
