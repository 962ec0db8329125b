//! Numbers and ranges of numbers.

use crate::json::{Kind, Value};
use crate::source::Span;
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::Changes;

/// A plain number: a step off, and as a text.
pub(super) fn plain(value: &Value, token: &str, changes: &mut Changes<'_>) {
    moved((value.span, value.span), token, changes);
    let text = format!("\"{token}\"");
    changes.becomes(Mutator::TypeTurned, (value.span, value.span), text);
}

/// The number at `part` of the alternative `whole`, a step off in both directions.
pub(super) fn moved(place: (Span, Span), token: &str, changes: &mut Changes<'_>) {
    for by in [1, -1] {
        if let Some(text) = stepped(token, by) {
            changes.becomes(Mutator::BoundMoved, place, text);
        }
    }
}

/// `numeric`: bounds moved, turned and dropped.
pub(super) fn range(whole: &Value, operand: &Value, changes: &mut Changes<'_>) {
    let Some(parts) = operand.as_array() else {
        return;
    };
    let is_one_sided = parts.len() <= 2;
    for pair in parts.chunks(2) {
        let [operator, bound] = pair else {
            continue;
        };
        let place = |span: Span| (whole.span, span);
        for (mutator, other) in others(operator.as_str().unwrap_or_default()) {
            changes.becomes(*mutator, place(operator.span), format!("\"{other}\""));
        }
        if let Kind::Number(token) = &bound.kind {
            moved(place(bound.span), token, changes);
        }
    }
    if let ([one, two, three, four], false) = (parts, is_one_sided) {
        let first = Span::new(one.span.start, three.span.start);
        let last = Span::new(two.span.end, four.span.end);
        for span in [first, last] {
            changes.becomes(Mutator::BoundDropped, place_of(whole, span), String::new());
        }
    }
}

const fn place_of(whole: &Value, part: Span) -> (Span, Span) {
    (whole.span, part)
}

/// What may take the place of an operator.
fn others(operator: &str) -> &'static [(Mutator, &'static str)] {
    match operator {
        ">" => &[(Mutator::BoundTurned, ">=")],
        ">=" => &[(Mutator::BoundTurned, ">")],
        "<" => &[(Mutator::BoundTurned, "<=")],
        "<=" => &[(Mutator::BoundTurned, "<")],
        "=" => &[
            (Mutator::AlternativeWidened, ">="),
            (Mutator::AlternativeWidened, "<="),
        ],
        _ => &[],
    }
}

/// The number that is `by` steps of the last written digit further: 101 for 100, 12.51 for 12.50. `None` if it has too
/// many digits.
fn stepped(token: &str, by: i128) -> Option<String> {
    let (mantissa, exponent) = match token.find(['e', 'E']) {
        Some(at) => token.split_at_checked(at)?,
        None => (token, ""),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let value: i128 = [whole, fraction].concat().parse().ok()?;
    let value = (sign * value).checked_add(by)?;
    let width = fraction.len() + 1;
    let digits = format!("{:0>width$}", value.unsigned_abs());
    let (whole, fraction) = digits.split_at_checked(digits.len() - fraction.len())?;
    let sign = if value < 0 { "-" } else { "" };
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{dot}{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_one_of_the_last_digit_that_is_written() {
        for (token, up, down) in [
            ("100", "101", "99"),
            ("0", "1", "-1"),
            ("-1", "0", "-2"),
            ("12.50", "12.51", "12.49"),
            ("0.05", "0.06", "0.04"),
            ("-0.5", "-0.4", "-0.6"),
            ("0.0", "0.1", "-0.1"),
            ("1e3", "2e3", "0e3"),
            ("9.9E-1", "10.0E-1", "9.8E-1"),
        ] {
            assert_eq!(stepped(token, 1).as_deref(), Some(up), "{token}");
            assert_eq!(stepped(token, -1).as_deref(), Some(down), "{token}");
        }
        assert_eq!(stepped(&"9".repeat(60), 1), None);
    }
}
