//! Schedules as people keep them in files: the JSON of `aws scheduler create-schedule` and `get-schedule`, of
//! `aws events put-rule` and `describe-rule`.
//!
//! Spans lie in the text of the file, so that a mistake inside an expression is shown where it stands.
//!
//! # Example
//!
//! ```
//! use evb::schedule::declarations;
//!
//! let text = r#"{"Name": "stop", "ScheduleExpression": "cron(0 6 * * ? *)", "FlexibleTimeWindow": {"Mode": "OFF"}}"#;
//! let stop = &declarations(text)[0];
//! assert_eq!((stop.name.as_str(), stop.expression.text.as_str()), ("stop", "cron(0 6 * * ? *)"));
//! ```
//!
//! # What this module does not do
//!
//! It checks what bears on when a schedule fires, and nothing else: targets and roles are not looked at. It does
//! not check the expression.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `GetSchedule`; EventBridge API Reference,
//! `PutRule`, `DescribeRule`.

mod reader;

use chrono::{DateTime, Utc};

use self::reader::Reader;
use super::codes;
use super::service::Service;
use super::window::FlexibleTimeWindow;
use crate::diagnostic::Diagnostic;
use crate::json;
use crate::source::Span;

/// A text in a file, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// The text itself, decoded.
    pub text: String,
    /// Its place in the file, quotes left out.
    pub span: Span,
    /// Whether the file has it letter by letter, so that places inside can be told.
    verbatim: bool,
}

impl Located {
    /// A text that stands for itself, not in a file.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            span: Span::new(0, text.len()),
            verbatim: true,
        }
    }

    /// A part of a text, letter by letter.
    #[must_use]
    pub(super) fn part(text: &str, span: Span) -> Self {
        Self {
            text: text
                .get(span.start..span.end)
                .unwrap_or_default()
                .to_owned(),
            span,
            verbatim: true,
        }
    }

    /// A diagnostic about this text, as one about the file.
    #[must_use]
    pub fn in_file(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        for label in diagnostic.primary.iter_mut().chain(&mut diagnostic.related) {
            label.span = if self.verbatim {
                label.span.shifted(self.span.start)
            } else {
                self.span
            };
        }
        diagnostic
    }
}

/// A schedule or a rule in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declaration {
    /// `Name`, behind its group if that is not the default one; empty if there is none.
    pub name: String,
    /// Whose it is; `None` if nothing in it tells.
    pub service: Option<Service>,
    /// `ScheduleExpression`.
    pub expression: Located,
    /// `ScheduleExpressionTimezone`.
    pub timezone: Option<Located>,
    /// `StartDate`.
    pub start: Option<DateTime<Utc>>,
    /// `EndDate`.
    pub end: Option<DateTime<Utc>>,
    /// `CreationDate`.
    pub created: Option<DateTime<Utc>>,
    /// `FlexibleTimeWindow`.
    pub window: Option<FlexibleTimeWindow>,
    /// What is wrong with it or worth knowing, in the text of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Every schedule in a JSON text: one value or several behind each other, each a declaration, an expression in a
/// string, an array of them, or an object whose `Schedules` or `Rules` is such an array.
///
/// What cannot be read becomes a declaration that has only errors; the others are kept.
#[must_use]
pub fn declarations(text: &str) -> Vec<Declaration> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.trim().is_empty()) {
        match json::parse_prefix(rest) {
            Ok((value, taken)) => {
                let reader = Reader { text, at };
                reader.collect(&value, &mut all);
                at += taken.max(1);
            }
            Err(_) if at == 0 && !begins_like_json(text) => {
                all.push(Declaration::broken(neither(text)));
                return all;
            }
            Err(error) => {
                let whole = Located {
                    text: String::new(),
                    span: Span::new(at, text.len()),
                    verbatim: true,
                };
                all.push(Declaration::broken(whole.in_file(error.diagnostic(rest))));
                return all;
            }
        }
    }
    if all.is_empty() {
        all.push(Declaration::broken(
            Diagnostic::error(codes::DECLARATION, "there is no schedule in here").help(
                "give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`, or one expression a line",
            ),
        ));
    }
    all
}

fn begins_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[', '"'])
}

/// Of a text that is something else altogether, YAML for example, what is no JSON in it is not worth telling.
fn neither(text: &str) -> Diagnostic {
    let start = text.len() - text.trim_start().len();
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    Diagnostic::error(
        codes::DECLARATION,
        "this is neither JSON nor a list of schedule expressions",
    )
    .at(
        Span::new(start, start + line.trim_end().len()),
        "begins like neither",
    )
    .help("give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`, or one expression a line; templates are not read")
}

impl Declaration {
    fn broken(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
            ..Self::default()
        }
    }
}
