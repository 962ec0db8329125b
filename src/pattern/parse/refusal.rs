//! The answer that AWS gives to a pattern it refuses.

use crate::diagnostic::Diagnostic;
use crate::json::{JacksonPlace, SyntaxError, source_reference};
use crate::pattern::Dialect;

/// What SNS says of a policy on attributes that nests. It is the one answer that does not begin with the name of the
/// attribute.
pub(super) const NESTED_POLICY: &str =
    "Filter policy scope MessageAttributes does not support nested filter policy";

/// What the service answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// Why, in AWS's words if [`wording`](Self::wording) says so.
    pub reason: String,
    /// Where its reader stood: none, one or two places, each a line and a column (in UTF-16 units), from 1.
    pub positions: Vec<(usize, usize)>,
    /// Whose words the reason is in.
    pub wording: Wording,
    /// The ends of the message's lines: `\n at [Source: …]` for each position.
    locations: String,
}

/// Whose words a reason is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wording {
    /// AWS's.
    Aws,
    /// Ours: that the service refuses the pattern is known or likely, its words are not.
    Own,
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.refusal.reason)]
#[non_exhaustive]
pub struct ParseError {
    /// The first mistake in the order in which AWS looks: what its API answers.
    pub refusal: Refusal,
    /// All mistakes, in the order of the text, in our words. At least one is an error.
    pub diagnostics: Vec<Diagnostic>,
    /// What the text was read as.
    pub dialect: Dialect,
    /// Whether it is not even JSON.
    pub is_not_json: bool,
}

impl ParseError {
    /// The exception and the message that the service answers with.
    ///
    /// For a bus: `TestEventPattern` and `PutRule`. For a pipe: `CreatePipe`, which gives the reason without a place,
    /// and for what is not JSON no reason (observed on AWS). For Lambda: `CreateEventSourceMapping`, which gives no
    /// reason (observed on AWS). For SNS: `Subscribe` (observed on AWS). What a subscriber answers is not known; it is told as
    /// for a bus.
    #[must_use]
    pub fn service_answer(&self) -> (&'static str, String) {
        let reason = &self.refusal.reason;
        match self.dialect {
            Dialect::Bus | Dialect::Subscriber => {
                ("InvalidEventPatternException", self.aws_message())
            }
            Dialect::Pipe if self.is_not_json => {
                ("ValidationException", "Invalid Event Pattern".to_owned())
            }
            Dialect::Pipe => (
                "ValidationException",
                format!("Invalid Event Pattern. Reason: {reason}"),
            ),
            Dialect::Lambda => (
                "InvalidParameterValueException",
                "Invalid filter pattern definition.".to_owned(),
            ),
            Dialect::Sns(_) => {
                let places = &self.refusal.locations;
                let of = if reason == NESTED_POLICY {
                    ""
                } else {
                    "FilterPolicy: "
                };
                (
                    "InvalidParameter",
                    format!("Invalid parameter: Attributes Reason: {of}{reason}{places}"),
                )
            }
        }
    }

    /// The whole message of `TestEventPattern` and `PutRule`.
    #[must_use]
    pub fn aws_message(&self) -> String {
        format!(
            "Event pattern is not valid. Reason: {}{}",
            self.refusal.reason, self.refusal.locations
        )
    }
}

/// Where reading stopped.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) reason: String,
    pub(super) places: Vec<JacksonPlace>,
    pub(super) cursor: JacksonPlace,
    pub(super) wording: Wording,
}

impl Stop {
    /// A mistake in the pattern, found when the reader stood at byte `cursor`.
    pub(super) fn at(reason: impl Into<String>, cursor: usize) -> Self {
        let cursor = JacksonPlace::before(cursor);
        Self {
            places: vec![cursor],
            ..Self::nowhere(reason, cursor)
        }
    }

    /// A mistake that AWS reports without a place.
    pub(super) fn nowhere(reason: impl Into<String>, cursor: JacksonPlace) -> Self {
        Self {
            reason: reason.into(),
            places: Vec::new(),
            cursor,
            wording: Wording::Aws,
        }
    }

    /// A mistake in the JSON.
    pub(super) fn syntax(error: &SyntaxError, text: &str) -> Self {
        Self {
            reason: error.jackson_message(text),
            places: error.place.into_iter().collect(),
            cursor: error.cursor,
            wording: Wording::Aws,
        }
    }

    /// The same, caught and reported again: AWS adds the place where its reader stands.
    pub(super) fn raised_again(mut self) -> Self {
        self.places.push(self.cursor);
        self
    }

    pub(super) fn refusal(self, text: &str) -> Refusal {
        let positions = self.places.iter().map(|place| place.line_and_column(text));
        let locations = self
            .places
            .iter()
            .map(|place| format!("\n at {}", source_reference(text, *place)));
        Refusal {
            positions: positions.collect(),
            locations: locations.collect(),
            reason: self.reason,
            wording: self.wording,
        }
    }
}
