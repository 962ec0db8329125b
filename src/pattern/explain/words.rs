//! Comparisons and values in words.

use crate::json::{self, JsonString, Kind, Value};
use crate::pattern::ast::{Comparison, Test};
use crate::pattern::comparison::{AnythingBut, NumericRange};
use crate::source::Span;

use super::MAXIMUM_TEXT;

/// The longest part of a pattern that is read again to be quoted, in bytes; a longer one is quoted as it stands.
const MAXIMUM_PART: usize = 4096;

/// A part of the pattern in compact JSON.
pub(super) fn quote(text: &str, span: Span) -> String {
    let part = text.get(span.start..span.end).unwrap_or_default();
    if part.len() > MAXIMUM_PART {
        return shorten(part);
    }
    match json::parse_prefix(part) {
        Ok((value, _)) => self::value(&value),
        Err(_) => shorten(part),
    }
}

/// A value in compact JSON.
pub(super) fn value(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    shorten(&text)
}

/// Writes compact JSON, but not much more than can be quoted.
fn write(value: &Value, text: &mut String) {
    match &value.kind {
        Kind::String(string) => write_string(string, text),
        Kind::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if text.len() > 4 * MAXIMUM_TEXT {
                    return;
                }
                text.push_str(if index > 0 { "," } else { "" });
                write(element, text);
            }
            text.push(']');
        }
        Kind::Object(members) => {
            text.push('{');
            for (index, member) in members.iter().enumerate() {
                if text.len() > 4 * MAXIMUM_TEXT {
                    return;
                }
                text.push_str(if index > 0 { "," } else { "" });
                write_string(&member.name, text);
                text.push(':');
                write(&member.value, text);
            }
            text.push('}');
        }
        Kind::Number(number) => text.push_str(number),
        Kind::Bool(true) => text.push_str("true"),
        Kind::Bool(false) => text.push_str("false"),
        Kind::Null => text.push_str("null"),
    }
}

fn write_string(string: &JsonString, text: &mut String) {
    if string.as_wtf8().len() <= 4 * MAXIMUM_TEXT {
        return string.write_quoted(text);
    }
    let start: Vec<u16> = string.utf16_units().take(2 * MAXIMUM_TEXT + 2).collect();
    JsonString::from_utf16(&start).write_quoted(text);
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
            format!(
                "a string that starts with `{}` in any case",
                folded(&text.text)
            )
        }
        Test::SuffixFolded(text) => {
            format!(
                "a string that ends with `{}` in any case",
                folded(&text.text)
            )
        }
        Test::EqualsIgnoreCase(text) => format!("`{}` in any case", folded(&text.text)),
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

fn folded(text: &JsonString) -> String {
    let mut quoted = String::new();
    write_string(text, &mut quoted);
    shorten(&quoted)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        value(&json::parse(text).unwrap())
    }

    #[test]
    fn short_values_are_quoted_whole() {
        assert_eq!(
            of(r#"{ "a": [1.50, "x\u00e9", {}], "b": null }"#),
            r#"{"a":[1.50,"xé",{}],"b":null}"#
        );
    }

    #[test]
    fn long_values_are_cut_and_cost_no_more_than_what_is_shown() {
        for long in [
            "😀".repeat(100_000),
            "x".repeat(100_000),
            "\\ud800".repeat(1000),
        ] {
            let cut = of(&format!("\"{long}\""));
            assert_eq!(cut.chars().count(), MAXIMUM_TEXT + 1);
            assert!(cut.ends_with('…'));
        }
        let many = vec!["[1]"; 100_000].join(",");
        assert_eq!(of(&format!("[{many}]")).chars().count(), MAXIMUM_TEXT + 1);
    }
}
