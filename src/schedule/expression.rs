//! The whole expression: which kind, for which service, and everything that is wrong with it.

use std::collections::BTreeSet;

use super::at::{self, At};
use super::codes;
use super::cron::{self, Cron};
use super::rate::{self, Rate};
use super::service::Service;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::quota::MAXIMUM_SCHEDULE_EXPRESSION_CHARACTERS;
use crate::source::Span;

/// A checked schedule expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expression {
    /// `cron(…)`
    Cron(Cron),
    /// `rate(…)`
    Rate(Rate),
    /// `at(…)`
    At(At),
}

impl Expression {
    /// What it says, in plain English, without a full stop.
    ///
    /// # Example
    ///
    /// ```
    /// use evb::schedule::{Service, parse};
    ///
    /// let weekly = parse("cron(0 8 ? * MON *)", Service::Rules)?;
    /// assert_eq!(weekly.expression.describe(), "at 08:00 on Monday");
    /// # Ok::<(), evb::diagnostic::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Cron(cron) => cron.describe(),
            Self::Rate(rate) => rate.describe(),
            Self::At(at) => at.describe(),
        }
    }
}

/// An expression that the service accepts, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed {
    /// What it is.
    pub expression: Expression,
    /// Notes and warnings: points on which AWS's texts are silent.
    pub notes: Vec<Diagnostic>,
}

/// [`parse`](super::parse()) without the search for a correction.
pub(super) fn check(text: &str, service: Service) -> Result<Parsed, Diagnostics> {
    let mut found = Vec::new();
    let expression = match length_error(text) {
        Some(error) => {
            found.push(error);
            None
        }
        None => read(text, service, &mut found),
    };
    // Errors first: the first one gives the failure its name. An open point is told once.
    found.sort_by_key(|one| std::cmp::Reverse(one.severity));
    let mut told = BTreeSet::new();
    found.retain(|one| one.is_error() || told.insert(one.code));
    match expression {
        Some(expression) if !found.iter().any(Diagnostic::is_error) => Ok(Parsed {
            expression,
            notes: found,
        }),
        _ => Err(Diagnostics(found)),
    }
}

/// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `ScheduleExpression`: 1 to 256 characters.
fn length_error(text: &str) -> Option<Diagnostic> {
    let characters = text.chars().count();
    if characters == 0 {
        return Some(
            Diagnostic::error(codes::EMPTY, "the schedule expression is empty")
                .help("write `cron(…)`, `rate(…)` or `at(…)`"),
        );
    }
    (characters > MAXIMUM_SCHEDULE_EXPRESSION_CHARACTERS).then(|| {
        Diagnostic::error(
            codes::TOO_LONG,
            format!("the schedule expression has {characters} characters"),
        )
        .at(
            Span::new(0, text.len()),
            format!("at most {MAXIMUM_SCHEDULE_EXPRESSION_CHARACTERS}"),
        )
    })
}

/// Which of the three kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExpressionKind {
    Cron,
    Rate,
    At,
}

impl ExpressionKind {
    /// Each kind with the word with which it begins.
    pub(super) const ALL: [(Self, &'static str); 3] =
        [(Self::Cron, "cron"), (Self::Rate, "rate"), (Self::At, "at")];
}

/// Reads text of a permitted length; `None` only if `found` got an error.
fn read(text: &str, service: Service, found: &mut Vec<Diagnostic>) -> Option<Expression> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let Some((kind, word)) = ExpressionKind::ALL.into_iter().find(|(_, word)| {
        let head = trimmed.get(..word.len());
        let opens = trimmed
            .get(word.len()..)
            .is_some_and(|rest| rest.trim_start().starts_with('('));
        opens && head.is_some_and(|head| head.eq_ignore_ascii_case(word))
    }) else {
        found.push(
            Diagnostic::error(codes::UNKNOWN_KIND, "this is no schedule expression")
                .at(Span::new(0, text.len()), format!("not {}", kinds(service)))
                .help(format!("a schedule expression is {}", kinds(service))),
        );
        return None;
    };
    surroundings(text, trimmed, start, word, found);
    let open = start + trimmed.find('(')? + 1;
    let close = start
        + trimmed
            .rfind(')')
            .map_or(trimmed.len(), |close| close.max(open - start));
    let body = text.get(open..close)?;
    match kind {
        ExpressionKind::Cron => {
            cron::parse::parse(body, open, service, found).map(Expression::Cron)
        }
        ExpressionKind::Rate => rate::parse(body, open, service, found).map(Expression::Rate),
        ExpressionKind::At => at::parse(body, open, service, found).map(Expression::At),
    }
}

/// What stands around `cron(…)` and how it is written.
///
/// Recorded on AWS: a blank before `rate(` is refused by both services. Upper case is not recorded; no
/// example has it.
fn surroundings(text: &str, trimmed: &str, start: usize, word: &str, found: &mut Vec<Diagnostic>) {
    if trimmed.len() < text.len() {
        let span = if start > 0 {
            Span::new(0, start)
        } else {
            Span::new(trimmed.len(), text.len())
        };
        found.push(
            Diagnostic::error(
                codes::SURROUNDED,
                "white-space stands around the schedule expression",
            )
            .at(span, "nothing may stand here"),
        );
    }
    if !trimmed.starts_with(word) {
        found.push(
            Diagnostic::error(
                codes::KIND_CASE,
                format!("`{word}` is written in lower case"),
            )
            .at(Span::new(start, start + word.len()), "not lower case"),
        );
    } else if !trimmed
        .get(word.len()..)
        .is_some_and(|rest| rest.starts_with('('))
    {
        found.push(
            Diagnostic::error(
                codes::SURROUNDED,
                format!("the parenthesis follows `{word}` directly"),
            )
            .at(Span::at(start + word.len()), "nothing may stand here"),
        );
    }
    match trimmed.rfind(')') {
        None => found.push(
            Diagnostic::error(codes::PARENTHESIS, "the closing parenthesis is missing")
                .at(Span::at(start + trimmed.len()), "a `)` belongs here"),
        ),
        Some(close) if close + 1 < trimmed.len() => found.push(
            Diagnostic::error(
                codes::SURROUNDED,
                "text stands behind the schedule expression",
            )
            .at(
                Span::new(start + close + 1, start + trimmed.len()),
                "nothing may stand here",
            ),
        ),
        Some(_) => {}
    }
}

fn kinds(service: Service) -> &'static str {
    match service {
        Service::Scheduler => "`cron(…)`, `rate(…)` or `at(…)`",
        Service::Rules => "`cron(…)` or `rate(…)`",
    }
}
