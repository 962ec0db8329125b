//! Comparisons and values in words.

use crate::json::{self, Value};
use crate::pattern::ast::{Comparison, Test};
use crate::pattern::comparison::{AnythingBut, NumericRange};
use crate::source::Span;

use super::MAXIMUM_TEXT;

/// A part of the pattern in compact JSON.
pub(super) fn quote(text: &str, span: Span) -> String {
    let part = text.get(span.start..span.end).unwrap_or_default();
    match json::parse_prefix(part) {
        Ok((value, _)) => shorten(&value.to_compact()),
        Err(_) => shorten(part),
    }
}

/// A value of the event in compact JSON.
pub(super) fn value(value: &Value) -> String {
    shorten(&value.to_compact())
}

/// A text, cut where it is too long to quote.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAXIMUM_TEXT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// What a comparison wants: completes "is not …".
pub(super) fn wanted(comparison: &Comparison, pattern_text: &str) -> String {
    let own = || quote(pattern_text, comparison.span);
    let operand = || operand(&own());
    match &comparison.test {
        Test::Exact(_) => match operand() {
            Some(operand) => format!("exactly `{operand}`"),
            None => format!("`{}`", own()),
        },
        Test::Literal(_) | Test::Number(_) => format!("`{}`", own()),
        Test::Prefix(_) => format!(
            "a string that starts with `{}`",
            operand().unwrap_or_else(own)
        ),
        Test::Suffix(_) => format!(
            "a string that ends with `{}`",
            operand().unwrap_or_else(own)
        ),
        Test::PrefixFolded(text) => {
            format!("a string that starts with `{}` in any case", text.text)
        }
        Test::SuffixFolded(text) => format!("a string that ends with `{}` in any case", text.text),
        Test::EqualsIgnoreCase(text) => format!("`{}` in any case", text.text),
        Test::Wildcard(_) => format!("a string like `{}`", operand().unwrap_or_else(own)),
        Test::Numeric(range) => format!("a number {}", range_words(range)),
        Test::Address(_) => match operand() {
            Some(operand) => format!("an address in `{operand}`"),
            None => format!("the address `{}`", own()),
        },
        Test::Exists(true) => "any string, number, boolean or null".to_owned(),
        Test::Exists(false) => "absent".to_owned(),
        Test::AnythingBut(set) => anything_but(set, &own()),
    }
}

/// The operand of an operator written in compact JSON: what stands behind the first colon.
fn operand(comparison: &str) -> Option<String> {
    let inside = comparison.strip_prefix('{')?.strip_suffix('}')?;
    // Operator names hold no colon and no escape, or they would not be operators in the compact form.
    inside
        .split_once(':')
        .map(|(_, operand)| operand.to_owned())
}

fn anything_but(set: &AnythingBut, own: &str) -> String {
    let operand = operand(own).unwrap_or_else(|| own.to_owned());
    match set {
        AnythingBut::Strings(_) | AnythingBut::Numbers(_) => format!("anything but `{operand}`"),
        _ => format!("anything but what passes `{operand}`"),
    }
}

/// A range as people write it: `> 0 and <= 5`.
pub(super) fn range_words(range: &NumericRange) -> String {
    let end = |sign: &str, inclusive, value: f64| {
        let equals = if inclusive { "=" } else { "" };
        format!("{sign}{equals} {value}")
    };
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => format!("= {}", low.value),
        (Some(low), Some(high)) => format!(
            "{} and {}",
            end(">", low.inclusive, low.value),
            end("<", high.inclusive, high.value)
        ),
        (Some(low), None) => end(">", low.inclusive, low.value),
        (None, Some(high)) => end("<", high.inclusive, high.value),
        (None, None) => String::new(),
    }
}
