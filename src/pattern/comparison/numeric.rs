//! `numeric`: a range of numbers.

use std::cmp::Ordering;

use super::Number;

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

impl NumericRange {
    /// Whether a comparable number lies inside.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        let above = self
            .low
            .is_none_or(|low| value > low.value || (low.inclusive && value == low.value));
        let below = self
            .high
            .is_none_or(|high| value < high.value || (high.inclusive && value == high.value));
        above && below
    }

    /// Whether a number lies inside however many digits it takes, so also one that is not comparable and that the
    /// service finds in no range; `None` if its exponent lies outside ±2147483647.
    pub(crate) fn contains_decimal(&self, number: &Number) -> Option<bool> {
        let is_within = |bound: Option<Bound>, inside: Ordering| match bound {
            None => Some(true),
            Some(bound) => {
                let order = number.compare_decimal(bound.value)?;
                Some(order == inside || (bound.inclusive && order == Ordering::Equal))
            }
        };
        let above = is_within(self.low, Ordering::Greater)?;
        let below = is_within(self.high, Ordering::Less)?;
        Some(above && below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(low: Option<(f64, bool)>, high: Option<(f64, bool)>, value: f64) -> bool {
        let bound = |(value, inclusive)| Bound { value, inclusive };
        NumericRange {
            low: low.map(bound),
            high: high.map(bound),
        }
        .contains(value)
    }

    rows! { contains;
        equal: Some((5.0, true)), Some((5.0, true)), 5.0 => true;
        not_equal: Some((5.0, true)), Some((5.0, true)), 5.000_001 => false;
        at_an_open_low_end: Some((5.0, false)), None, 5.0 => false;
        at_a_closed_low_end: Some((5.0, true)), None, 5.0 => true;
        at_an_open_high_end: None, Some((5.0, false)), 5.0 => false;
        at_a_closed_high_end: None, Some((5.0, true)), 5.0 => true;
        inside: Some((1.0, false)), Some((5.0, false)), 3.0 => true;
        the_largest_of_all: Some((5.0, false)), None, f64::MAX => true;
    }
}
