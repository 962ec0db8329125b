//! Comparisons in words.

use crate::json::JsonString;
use crate::pattern::ast::{Comparison, Test};
use crate::pattern::comparison::{AnythingBut, Candidate, Form, Number, NumericRange, Wildcard};
use crate::sure::Sure as _;

use super::quote;
use super::wanted::inner;

/// What a comparison wants: completes "is not …". Long texts are shown around `focus`.
pub(super) fn wanted(comparison: &Comparison, pattern_text: &str, focus: Option<usize>) -> String {
    let own = || quote::part(pattern_text, comparison.span, focus);
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
    quote::text(&text.to_java_utf8(), None)
}

/// The operand of an operator, or the whole of what is no operator.
pub(super) fn operand_or_own(comparison: &str) -> String {
    operand(comparison).unwrap_or_else(|| comparison.to_owned())
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
    if set.is_empty() {
        return "what an empty `anything-but` admits, which is nothing".to_owned();
    }
    let operand = operand_or_own(own);
    match set {
        AnythingBut::Strings(_) | AnythingBut::Numbers(_) => format!("anything but `{operand}`"),
        _ => format!("anything but what passes `{operand}`"),
    }
}

/// How a value comes to be excluded by a set, as a predicate of the value.
pub(super) fn exclusion(set: &AnythingBut, candidate: &Candidate<'_>) -> Option<String> {
    const EXCLUDES: &str = "`anything-but` excludes";
    let form = candidate.form();
    let by = |verb: &str, text: &str| {
        Some(format!(
            "{verb} `{}`, which {EXCLUDES}",
            quote::text(text, None)
        ))
    };
    match set {
        AnythingBut::Strings(set) => Some(one_of(set.len())),
        AnythingBut::Numbers(set) => match equal_number(set, candidate) {
            Some(number) if number.text.as_bytes() != form => {
                Some(format!("equals `{}`, which {EXCLUDES}", number.text))
            }
            _ => Some(one_of(set.len())),
        },
        AnythingBut::Prefix(set) => {
            let starts = |one: &&Form| form.starts_with(one.as_bytes());
            by("starts with", inner(set.iter().find(starts)?, 1, 0)?)
        }
        AnythingBut::Suffix(set) => {
            let ends = |one: &&Form| form.ends_with(one.as_bytes());
            by("ends with", inner(set.iter().find(ends)?, 0, 1)?)
        }
        AnythingBut::EqualsIgnoreCase(set) => {
            let same = set.iter().find(|one| one.equals(form))?;
            by("is, but for case,", &same.text.to_java_utf8())
        }
        AnythingBut::Wildcard(set) => {
            let like = set.iter().find(|one| one.matches(form))?;
            by("is like", &expression(like))
        }
    }
}

fn one_of(count: usize) -> String {
    match count {
        1 => "is what `anything-but` excludes".to_owned(),
        _ => format!("is one of the {count} values that `anything-but` excludes"),
    }
}

fn equal_number<'s>(set: &'s [Number], candidate: &Candidate<'_>) -> Option<&'s Number> {
    set.iter()
        .find(|one| one.comparable.is_some() && one.comparable == candidate.number())
}

/// The wildcard expression with these pieces.
pub(super) fn expression(wildcard: &Wildcard) -> String {
    let piece = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.replace('\\', r"\\").replace('*', r"\*")
    };
    let pieces: Vec<String> = wildcard.pieces.iter().map(|one| piece(one)).collect();
    let form = pieces.join("*");
    let inside = form
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inside.sure().to_owned()
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
