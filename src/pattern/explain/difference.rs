//! A value that satisfies none of a field's comparisons: how near it comes.

use crate::json::{JsonString, Kind, Value};
use crate::pattern::ast::{Comparison, Test};
use crate::pattern::comparison::{
    AddressRange, Candidate, Folded, Form, Number, NumericRange, Wildcard,
};
use crate::pattern::evaluate::FieldTest;

use super::Reason;
use super::absent::edit_distance;
use super::words;

/// The longest value for which spelling is compared, in bytes.
const MAXIMUM_COMPARED: usize = 4096;

/// How many comparisons of a list are looked at for the nearest one.
const MAXIMUM_COMPARISONS: usize = 64;

/// Why a value does not satisfy a comparison.
pub(super) struct Difference {
    pub(super) kind: Reason,
    pub(super) reason: String,
    pub(super) hint: Option<String>,
    /// The comparison that comes nearest, by its place in the list; `None` if all are equally far.
    pub(super) comparison: Option<usize>,
}

/// How near a value comes to a field.
pub(super) fn of(field: FieldTest<'_>, value: &Value, pattern_text: &str) -> Difference {
    let comparisons = &field.values.comparisons;
    let nearest = comparisons
        .iter()
        .take(MAXIMUM_COMPARISONS)
        .enumerate()
        .map(|(at, comparison)| (at, Pair::new(comparison, value, pattern_text).difference()))
        .min_by_key(|(_, (kind, ..))| *kind);
    match nearest {
        Some((at, (kind, reason, hint))) if kind != Reason::Value || comparisons.len() == 1 => {
            Difference {
                kind,
                reason,
                hint,
                comparison: Some(at),
            }
        }
        _ => Difference {
            kind: Reason::Value,
            reason: none_of(comparisons, value, pattern_text),
            hint: None,
            comparison: None,
        },
    }
}

fn none_of(comparisons: &[Comparison], value: &Value, pattern_text: &str) -> String {
    let value = words::value(value);
    match comparisons {
        [one, other] => format!(
            "`{value}` is neither {} nor {}",
            words::wanted(one, pattern_text),
            words::wanted(other, pattern_text)
        ),
        _ => format!("`{value}` is none of the {} wanted", comparisons.len()),
    }
}

/// A comparison and a value that does not satisfy it.
struct Pair<'a> {
    comparison: &'a Comparison,
    value: &'a Value,
    pattern_text: &'a str,
    /// The value and the comparison in compact JSON.
    actual: String,
    wanted: String,
}

type Found = (Reason, String, Option<String>);

impl<'a> Pair<'a> {
    fn new(comparison: &'a Comparison, value: &'a Value, pattern_text: &'a str) -> Self {
        Self {
            comparison,
            value,
            pattern_text,
            actual: words::value(value),
            wanted: words::quote(pattern_text, comparison.span),
        }
    }

    fn difference(&self) -> Found {
        match &self.comparison.test {
            Test::AnythingBut(_) => self.found(
                Reason::Excluded,
                format!("`{}` is excluded by `{}`", self.actual, self.wanted),
                None,
            ),
            Test::Exists(_) => self.found(
                Reason::Present,
                format!(
                    "the field is there, with `{}`, and should be absent",
                    self.actual
                ),
                None,
            ),
            test => match &self.value.kind {
                Kind::String(text) => self.string_fails(test, text),
                Kind::Number(token) => self.number_fails(test, token),
                _ => self.word_fails(test),
            },
        }
    }

    fn found(&self, kind: Reason, reason: impl Into<String>, hint: Option<String>) -> Found {
        (kind, reason.into(), hint)
    }

    /// The last resort: the value is simply another one.
    fn another(&self) -> Found {
        let wanted = words::wanted(self.comparison, self.pattern_text);
        self.found(
            Reason::Value,
            format!("`{}` is not {wanted}", self.actual),
            None,
        )
    }

    fn string_fails(&self, test: &Test, text: &JsonString) -> Found {
        match test {
            Test::Literal(wanted) if text.as_wtf8() == wanted.as_bytes() => self.quoted(),
            Test::Number(wanted) => match same_number(wanted, text) {
                true => self.quoted(),
                false => self.another(),
            },
            Test::Numeric(range) => self.string_for_a_range(range, text),
            Test::Address(range) => self.string_for_an_address(range, text),
            _ => self
                .case(test)
                .or_else(|| self.white_space(test, text))
                .or_else(|| self.spelling(test, text))
                .unwrap_or_else(|| self.another()),
        }
    }

    /// The pattern wants a number, boolean or null; the event has it in quotes.
    fn quoted(&self) -> Found {
        self.found(
            Reason::Type,
            format!(
                "the event has the string `{}`, the pattern wants `{}`",
                self.actual, self.wanted
            ),
            Some(format!(
                "write `{}` with its quotes in the pattern",
                self.actual
            )),
        )
    }

    fn string_for_a_range(&self, range: &NumericRange, text: &JsonString) -> Found {
        let number = text.as_str().map(|text| Number::new(text.trim()));
        match number.and_then(|number| number.comparable) {
            Some(number) if range.contains(number) => self.found(
                Reason::Type,
                format!(
                    "`{}` is a string, and `numeric` compares numbers only",
                    self.actual
                ),
                Some(
                    "DynamoDB and many other sources write numbers as strings: compare the text, or send a number"
                        .to_owned(),
                ),
            ),
            _ => self.another(),
        }
    }

    fn string_for_an_address(&self, range: &AddressRange, text: &JsonString) -> Found {
        let reason = match AddressRange::literal(text) {
            Some(_) => return self.another(),
            None => format!(
                "`{}` is not an address as EventBridge reads them",
                self.actual
            ),
        };
        let hint = (range.bottom == range.top).then(|| {
            "a text that looks like an address is compared as one; `exactly` compares the text"
                .to_owned()
        });
        self.found(Reason::Value, reason, hint)
    }

    fn case(&self, test: &Test) -> Option<Found> {
        let candidate = Candidate::new(self.value)?;
        let form = candidate.form();
        let (same, hint) = match test {
            Test::Exact(wanted) => (
                inner(wanted, 1, 1).is_some_and(|text| Folded::new(&text).equals(form)),
                format!("write `{{\"equals-ignore-case\": {}}}`", self.operand()),
            ),
            Test::Prefix(wanted) => (
                inner(wanted, 1, 0).is_some_and(|text| Folded::new(&text).starts(form)),
                format!(
                    "write `{{\"prefix\": {{\"equals-ignore-case\": {}}}}}`",
                    self.operand()
                ),
            ),
            Test::Suffix(wanted) => (
                inner(wanted, 0, 1).is_some_and(|text| Folded::new(&text).ends(form)),
                format!(
                    "write `{{\"suffix\": {{\"equals-ignore-case\": {}}}}}`",
                    self.operand()
                ),
            ),
            Test::Wildcard(wanted) => (
                wildcard_in_lower_case(wanted, form),
                "`wildcard` always tells cases apart: list the spellings that occur".to_owned(),
            ),
            _ => return None,
        };
        same.then(|| {
            self.found(
                Reason::Case,
                format!(
                    "`{}` differs from `{}` only in case",
                    self.actual, self.wanted
                ),
                Some(hint),
            )
        })
    }

    /// The text that a comparison of strings compares with, in JSON.
    fn operand(&self) -> String {
        let inside = self
            .wanted
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        inside
            .and_then(|inside| inside.split_once(':'))
            .map_or_else(|| self.wanted.clone(), |(_, operand)| operand.to_owned())
    }

    fn white_space(&self, test: &Test, text: &JsonString) -> Option<Found> {
        let Test::Exact(wanted) = test else {
            return None;
        };
        let wanted = inner(wanted, 1, 1)?;
        (wanted.as_str()?.trim() == text.as_str()?.trim()).then(|| {
            self.found(
                Reason::WhiteSpace,
                format!(
                    "`{}` differs from `{}` only in the white space around it",
                    self.actual, self.wanted
                ),
                None,
            )
        })
    }

    fn spelling(&self, test: &Test, text: &JsonString) -> Option<Found> {
        let wanted = match test {
            Test::Exact(wanted) => inner(wanted, 1, 1)?,
            Test::EqualsIgnoreCase(wanted) => wanted.text.clone(),
            _ => return None,
        };
        let (wanted, text) = (wanted.as_str()?.to_lowercase(), text.as_str()?);
        if text.len() > MAXIMUM_COMPARED || wanted.len() > MAXIMUM_COMPARED {
            return None;
        }
        edit_distance(&wanted, &text.to_lowercase()).map(|distance| {
            let characters = if distance == 1 {
                "one character"
            } else {
                "two characters"
            };
            self.found(
                Reason::Spelling,
                format!(
                    "`{}` differs from `{}` in {characters}",
                    self.actual, self.wanted
                ),
                None,
            )
        })
    }

    fn number_fails(&self, test: &Test, token: &str) -> Found {
        let number = Number::new(token);
        match test {
            Test::Exact(wanted) => match inner(wanted, 1, 1) {
                Some(text) if text == *token || same_number(&number, &text) => self.unquoted(),
                _ => self.another(),
            },
            Test::Numeric(_) | Test::Number(_) if number.comparable.is_none() => self.found(
                Reason::Digits,
                format!(
                    "`{}` has more digits than EventBridge compares, so that only the very same text is equal to it",
                    self.actual
                ),
                Some("send long ids as strings".to_owned()),
            ),
            Test::Number(wanted) if wanted.comparable.is_none() => self.found(
                Reason::Digits,
                format!(
                    "`{}` has more digits than EventBridge compares, so that it is equal only to the very same text",
                    self.wanted
                ),
                Some("send long ids as strings".to_owned()),
            ),
            Test::Numeric(_) | Test::Number(_) | Test::Literal(_) | Test::Address(_) => self.another(),
            _ => self.strings_only("a number"),
        }
    }

    fn word_fails(&self, test: &Test) -> Found {
        match test {
            Test::Exact(wanted) => match inner(wanted, 1, 1) {
                Some(text) if text == *self.actual => self.unquoted(),
                _ => self.another(),
            },
            Test::Numeric(_) | Test::Number(_) | Test::Literal(_) | Test::Address(_) => {
                self.another()
            }
            _ => self.strings_only(self.value.kind_name()),
        }
    }

    /// The pattern wants a string; the event has a number, boolean or null that reads the same.
    fn unquoted(&self) -> Found {
        self.found(
            Reason::Type,
            format!(
                "the event has {}, `{}`, the pattern wants the string `{}`",
                self.value.kind_name(),
                self.actual,
                self.operand()
            ),
            Some(format!(
                "write `{}` without quotes in the pattern",
                self.actual
            )),
        )
    }

    fn strings_only(&self, kind: &str) -> Found {
        self.found(
            Reason::Value,
            format!(
                "`{}` is {kind}, and `{}` is a test on strings",
                self.actual, self.wanted
            ),
            None,
        )
    }
}

/// The text in a form, without `start` and `end` bytes of quotes.
fn inner(form: &Form, start: usize, end: usize) -> Option<JsonString> {
    let bytes = form.as_bytes();
    let text = bytes.get(start..bytes.len().checked_sub(end)?)?;
    std::str::from_utf8(text).ok().map(JsonString::from)
}

/// Whether a text is a number equal to another.
fn same_number(number: &Number, text: &JsonString) -> bool {
    text.as_str().is_some_and(|text| {
        let other = Number::new(text);
        *other.text == *number.text
            || (number.comparable.is_some() && number.comparable == other.comparable)
    })
}

fn wildcard_in_lower_case(wildcard: &Wildcard, form: &[u8]) -> bool {
    let lower = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().into_bytes();
    form.len() <= MAXIMUM_COMPARED
        && Wildcard {
            pieces: wildcard
                .pieces
                .iter()
                .map(|piece| lower(piece).into())
                .collect(),
        }
        .matches(&lower(form))
}
