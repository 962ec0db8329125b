//! The finite doubles in their order: between two of them lie only whole numbers of others.
//!
//! A comparable number is a finite double ([`Number`](crate::pattern::comparison::Number)), and the doubles are ordered
//! as their bits are. So every range of numbers, open or closed, is a closed interval of *ranks*, and whether one is
//! empty or leaves a gap to another is a question about integers: between 4.999999999999999 and 5 there is nothing.

use std::cmp::Ordering;

use crate::pattern::comparison::{NumericRange, comparable, java_digits};

/// The rank of the largest finite double; that of the smallest is its negative.
pub(super) const LARGEST: i64 = 0x7FEF_FFFF_FFFF_FFFF;

/// The place of a finite double among all; 0 for 0 and -0.
pub(super) fn rank(double: f64) -> i64 {
    let magnitude = double.abs().to_bits().cast_signed();
    if double < 0.0 { -magnitude } else { magnitude }
}

/// The double with a rank.
pub(super) fn at(rank: i64) -> f64 {
    let magnitude = f64::from_bits(rank.unsigned_abs());
    if rank < 0 { -magnitude } else { magnitude }
}

/// The ranks inside a range, both ends included; `None` if no double lies in it.
pub(super) fn ranks(range: &NumericRange) -> Option<(i64, i64)> {
    let low = range.low.map_or(-LARGEST, |bound| {
        rank(bound.value) + i64::from(!bound.inclusive)
    });
    let high = range.high.map_or(LARGEST, |bound| {
        rank(bound.value) - i64::from(!bound.inclusive)
    });
    (low <= high).then_some((low, high))
}

/// A JSON number that stands for a finite double and that EventBridge can compare.
pub(super) fn token(double: f64) -> String {
    let text = match double.abs() {
        0.0 => "0".to_owned(),
        1e-6..1e16 => format!("{double}"),
        _ => format!("{double:e}"),
    };
    match comparable(&text) {
        Some(read) if read.total_cmp(&(double + 0.0)) == Ordering::Equal => text,
        _ => java_digits(double),
    }
}

/// A number between two ranks, both included, that is quick to read: a small whole one if there is one.
pub(super) fn readable(low: i64, high: i64) -> f64 {
    let inside = |double: &f64| double.is_finite() && (low..=high).contains(&rank(*double));
    let above = (low > -LARGEST).then(|| at(low).ceil());
    let below = (high < LARGEST).then(|| at(high).floor());
    let whole = [Some(1.0), Some(0.0), above, below, Some(0.5)];
    if let Some(found) = whole.into_iter().flatten().find(inside) {
        return found + 0.0;
    }
    let middle = at(low) / 2.0 + at(high) / 2.0;
    (0..17)
        .flat_map(|digits| [middle, at(low), at(high)].map(|double| format!("{double:.digits$e}")))
        .filter_map(|text| text.parse().ok())
        .find(inside)
        .unwrap_or(at(low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::comparison::Bound;

    fn range(low: (f64, bool), high: (f64, bool)) -> Option<(i64, i64)> {
        let bound = |(value, inclusive)| Some(Bound { value, inclusive });
        ranks(&NumericRange {
            low: bound(low),
            high: bound(high),
        })
    }

    #[test]
    fn between_neighbours_there_is_nothing() {
        assert_eq!(rank(5.0) - rank(4.999_999_999_999_999), 1);
        assert_eq!(range((4.999_999_999_999_999, false), (5.0, false)), None);
        assert_eq!(
            range((4.999_999_999_999_999, false), (5.0, true)),
            Some((rank(5.0), rank(5.0)))
        );
        assert_eq!((rank(0.0), rank(-0.0), rank(f64::MAX)), (0, 0, LARGEST));
        assert!(rank(-5e-324) == -1 && rank(5e-324) == 1);
    }

    #[test]
    fn every_double_has_a_token_that_is_compared_as_it() {
        let doubles = [
            0.0, 5.0, -0.5, 1e16, 1e300, 5e-324, 1e-323, 5e-323, 0.1, 1e-7, 123_456.75,
        ];
        for double in doubles {
            assert_eq!(comparable(&token(double)), Some(double), "{double:e}");
            assert_eq!(at(rank(double)).to_bits(), double.to_bits());
        }
    }

    fn between(low: f64, high: f64) -> String {
        token(readable(rank(low), rank(high)))
    }

    rows! { between;
        anything: f64::MIN, f64::MAX => "1";
        more_than_a_bound: at(rank(5.0) + 1), f64::MAX => "6";
        less_than_a_bound: f64::MIN, at(rank(-5.0) - 1) => "-6";
        a_fraction: 5.2, 5.4 => "5.3";
        one_value: 0.1, 0.1 => "0.1";
        next_to_a_bound: at(rank(5.0) - 1), at(rank(5.0) - 1) => "4.999999999999999";
        between_two_wholes: 3.000_001, 3.999_999 => "3.5";
    }
}
