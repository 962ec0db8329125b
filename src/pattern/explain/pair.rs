//! A comparison and a value that does not satisfy it, and what is found out about the two.

use crate::json::Value;
use crate::pattern::ast::{Comparison, Test};

use super::hint::Advice;
use super::wanted::inner;
use super::{Reason, quote, words};

/// The longest text that is looked at for a near miss, in bytes.
pub(super) const MAXIMUM_COMPARED: usize = 1 << 14;

/// The rank of a value of another type than the one that is wanted.
pub(super) const OTHER_TYPE: usize = 1000;

/// Why a value does not satisfy a comparison.
pub(super) struct NearMiss {
    pub(super) kind: Reason,
    /// Among those of one kind, a smaller one is nearer.
    pub(super) rank: usize,
    pub(super) reason: String,
    pub(super) advice: Advice,
    pub(super) focus: Focus,
}

/// The characters, counted from 0, around which long texts are shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Focus {
    pub(super) event: Option<usize>,
    pub(super) pattern: Option<usize>,
}

impl NearMiss {
    pub(super) fn new(kind: Reason, reason: impl Into<String>, advice: Advice) -> Self {
        Self {
            kind,
            rank: 0,
            reason: reason.into(),
            advice,
            focus: Focus::default(),
        }
    }

    pub(super) fn value(reason: impl Into<String>) -> Self {
        Self::new(Reason::Value, reason, Advice::default())
    }
}

/// A comparison and a value that does not satisfy it.
pub(super) struct Pair<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) value: &'a Value,
    pub(super) pattern_text: &'a str,
}

impl Pair<'_> {
    /// The value in a sentence.
    pub(super) fn actual(&self, focus: Focus) -> String {
        quote::value(self.value, focus.event)
    }

    /// The comparison in a sentence, as it stands in the pattern.
    pub(super) fn own(&self, focus: Focus) -> String {
        quote::part(self.pattern_text, self.comparison.span, focus.pattern)
    }

    /// Whether the comparison is a plain string, and not the operand of an operator.
    pub(super) fn is_plain(&self) -> bool {
        let own = self.pattern_text.get(self.comparison.span.start..);
        own.is_some_and(|own| own.starts_with('"'))
    }

    /// The one value that the comparison wants, in JSON.
    pub(super) fn wanted_json(&self) -> Option<String> {
        match &self.comparison.test {
            Test::Exact(form) => Some(quote::json_string(inner(form, 1, 1)?)),
            Test::Literal(form) => inner(form, 0, 0).map(str::to_owned),
            Test::Number(number) => Some(number.text.to_string()),
            _ => None,
        }
    }

    /// What the comparison wants, in words.
    pub(super) fn wanted(&self, focus: Focus) -> String {
        words::wanted(self.comparison, self.pattern_text, focus.pattern)
    }

    /// The value in a sentence, from its start.
    pub(super) fn plain(&self) -> String {
        self.actual(Focus::default())
    }
}
