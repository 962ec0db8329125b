//! Rate expressions: `rate(5 minutes)`.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Setting a schedule pattern", rate expressions; EventBridge Scheduler User
//! Guide, "Schedule types", rate-based schedules. What rules refuse is recorded on AWS.
//!
//! # What this module does not do
//!
//! It does not know when a rate begins: [`Schedule`](super::Schedule) does.

use super::service::Service;
use super::{choice, codes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::sure::Sure as _;

/// The unit of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// 60 seconds.
    Minutes,
    /// 3,600 seconds.
    Hours,
    /// 24 hours by the clock of UTC, also where a local day has 23 or 25.
    ///
    /// AWS: EventBridge Scheduler User Guide, "Schedule types", daylight saving time: after such a day a rate
    /// is still evaluated 24 hours after the last invocation.
    Days,
}

impl Unit {
    /// How long it is.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
        }
    }

    /// `minute`, `hour` or `day`.
    #[must_use]
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Minutes => "minute",
            Self::Hours => "hour",
            Self::Days => "day",
        }
    }

    /// `minutes`, `hours` or `days`.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// The unit of a word, and whether the word is the plural.
    fn of(word: &str) -> Option<(Self, bool)> {
        [Self::Minutes, Self::Hours, Self::Days]
            .into_iter()
            .find_map(|unit| match word {
                _ if word == unit.singular() => Some((unit, false)),
                _ if word == unit.plural() => Some((unit, true)),
                _ => None,
            })
    }
}

/// A checked rate: every `value` units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// At least 1.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
}

impl Rate {
    /// The time from one fire to the next, in seconds; at least 60.
    #[must_use]
    pub fn interval_seconds(self) -> i64 {
        i64::from(self.value) * self.unit.seconds()
    }

    /// The rate as both services accept it: `5 minutes`, `1 hour`.
    #[must_use]
    pub fn written(self) -> String {
        let unit = if self.value == 1 {
            self.unit.singular()
        } else {
            self.unit.plural()
        };
        format!("{} {unit}", self.value)
    }

    /// What it says: `every 5 minutes`, `every hour`.
    #[must_use]
    pub fn describe(self) -> String {
        match (self.value, self.unit) {
            (1, Unit::Days) => "every 24 hours".to_owned(),
            (1, unit) => format!("every {}", unit.singular()),
            (_, Unit::Days) => format!("every {} of 24 hours", self.written()),
            _ => format!("every {}", self.written()),
        }
    }
}

/// Reads what stands between the parentheses of `rate(…)` and begins at byte `at`.
///
/// Mistakes and open points go to `found`; `None` if there is a mistake.
pub(super) fn parse(
    body: &str,
    at: usize,
    service: Service,
    found: &mut Vec<Diagnostic>,
) -> Option<Rate> {
    let whole = Span::new(at, at + body.len());
    if let Some(error) = wrong_spacing(body, at) {
        found.push(error);
        return None;
    }
    let Some((number, word)) = body.split_once(' ') else {
        found.push(
            Diagnostic::error(codes::RATE_FORM, "a rate is a value and a unit")
                .at(whole, "not a value, a space and a unit")
                .help("a value, one space and a unit stand in the parentheses: minutes, hours or days"),
        );
        return None;
    };
    let number_span = Span::new(at, at + number.len());
    let word_span = Span::new(number_span.end + 1, at + body.len());
    let value = read_value(number).map_err(|label| {
        found.push(
            Diagnostic::error(
                codes::RATE_VALUE,
                format!("`{number}` is no value of a rate"),
            )
            .at(number_span, label),
        );
    });
    let unit = Unit::of(word).ok_or_else(|| {
        found.push(
            Diagnostic::error(codes::RATE_UNIT, format!("`{word}` is no unit of a rate"))
                .at(word_span, "allowed are minutes, hours and days, in lower case")
                .help("the shortest rate is `rate(1 minute)`; weeks are days, and months and years need `cron(…)`"),
        );
    });
    let (Ok(value), Ok((unit, plural))) = (value, unit) else {
        return None;
    };
    let rate = Rate { value, unit };
    if plural == (value == 1) {
        match service {
            Service::Rules => {
                found.push(
                    Diagnostic::error(
                        codes::RATE_PLURAL,
                        "rules want the unit of a rate to agree with its value",
                    )
                    .at(word_span, if plural { "plural" } else { "singular" }),
                );
                return None;
            }
            Service::Scheduler => found.push(choice::RATE_PLURAL.at(word_span)),
        }
    }
    Some(rate)
}

/// Exactly one space stands between value and unit, and none around them.
///
/// Recorded on AWS: `rate( 10 minutes )` is refused by both services. Several spaces between the two are
/// not recorded; the documents write one.
fn wrong_spacing(body: &str, at: usize) -> Option<Diagnostic> {
    let trimmed = body.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.len() < body.len() {
        return Some(
            Diagnostic::error(
                codes::RATE_SPACE,
                "no space stands directly inside the parentheses of a rate",
            )
            .at(Span::new(at, at + body.len()), "space at the edge"),
        );
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let rest = trimmed.get(digits..).sure();
    // With a blank further on, as in `1e3 minutes`, it is the value that is wrong.
    if digits > 0
        && rest.starts_with(|character: char| character.is_ascii_alphabetic())
        && !rest.contains(char::is_whitespace)
    {
        return Some(
            Diagnostic::error(
                codes::RATE_SPACE,
                "a space is missing in the rate expression",
            )
            .at(Span::new(at, at + body.len()), "no space before the unit"),
        );
    }
    let blanks = rest.len() - rest.trim_start().len();
    let one_space = rest.starts_with(' ') && blanks == 1;
    (digits > 0 && blanks > 0 && !one_space).then(|| {
        Diagnostic::error(
            codes::RATE_SPACE,
            "exactly one space stands between value and unit of a rate",
        )
        .at(
            Span::new(at + digits, at + digits + blanks),
            "not one space",
        )
    })
}

/// AWS: EventBridge Scheduler API Reference, `CreateSchedule`: the value is a positive number. No maximum is
/// documented; evb stops where the calendar does.
fn read_value(text: &str) -> Result<u32, &'static str> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("not a positive whole number");
    }
    match text.parse() {
        Ok(0) => Err("at least 1"),
        Ok(value) => Ok(value),
        Err(_) => Err("beyond the end of the calendar"),
    }
}
