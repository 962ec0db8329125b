//! One-time expressions: `at(2026-11-20T13:00:00)`.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types", one-time schedules: `at(yyyy-mm-ddThh:mm:ss)`. A
//! trailing `Z` and a date alone are recorded as refused; a time in the past is recorded as accepted. A day that
//! its month does not have is not recorded.
//!
//! # What this module does not do
//!
//! The time is on the clock of the schedule's zone; [`Zone`](super::Zone) finds the instant.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};

use super::service::Service;
use super::{choice, codes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::sure::Sure as _;

/// Where the parts stand in `yyyy-mm-ddThh:mm:ss`.
const MONTH: Range<usize> = 5..7;
const DAY: Range<usize> = 8..10;
const HOUR: Range<usize> = 11..13;
const MINUTE: Range<usize> = 14..16;
const SECOND: Range<usize> = 17..19;

/// A checked one-time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The time on the clock of the schedule's zone, in whole seconds.
    pub local: NaiveDateTime,
}

impl At {
    /// What it says: `once, on 2026-11-20 at 13:00`.
    #[must_use]
    pub fn describe(self) -> String {
        let time = if self.local.second() == 0 {
            "%H:%M"
        } else {
            "%H:%M:%S"
        };
        format!(
            "once, on {} at {}",
            self.local.format("%Y-%m-%d"),
            self.local.format(time)
        )
    }
}

/// Reads what stands between the parentheses of `at(…)` and begins at byte `at`.
///
/// Mistakes and open points go to `found`; `None` if there is a mistake.
pub(super) fn parse(
    body: &str,
    at: usize,
    service: Service,
    found: &mut Vec<Diagnostic>,
) -> Option<At> {
    let span = Span::new(at, at + body.len());
    let read = if service == Service::Rules {
        Err(vec![
            Diagnostic::error(codes::AT_ON_RULES, "rules have no one-time schedules")
                .at(span, "`at` is for EventBridge Scheduler"),
        ])
    } else {
        read(body, span)
    };
    match read {
        Ok(at) => {
            if at.local.second() != 0 {
                found.push(choice::AT_SECONDS.at(span));
            }
            Some(at)
        }
        Err(errors) => {
            found.extend(errors);
            None
        }
    }
}

fn read(body: &str, span: Span) -> Result<At, Vec<Diagnostic>> {
    const FORM: &[u8] = b"dddd-dd-ddTdd:dd:dd";
    let in_form = body.len() == FORM.len()
        && body.bytes().zip(FORM).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            _ => byte == *form,
        });
    if !in_form {
        return Err(vec![
            Diagnostic::error(
                codes::AT_FORM,
                format!("`{body}` is no time of a one-time schedule"),
            )
            .at(span, "not of the form yyyy-mm-ddThh:mm:ss")
            .help(
                "write the local time as `at(yyyy-mm-ddThh:mm:ss)` and give its time zone beside it",
            ),
        ]);
    }
    let parts = TimeParts::new(body);
    parts
        .local()
        .map(|local| At { local })
        .ok_or_else(|| parts.errors(span))
}

/// The numbers of a text of the right form.
#[derive(Clone, Copy, Debug)]
struct TimeParts {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

impl TimeParts {
    fn new(body: &str) -> Self {
        let number = |range: Range<usize>| {
            let digits = body.get(range).sure();
            digits.parse().sure()
        };
        Self {
            year: number(0..4),
            month: number(MONTH),
            day: number(DAY),
            hour: number(HOUR),
            minute: number(MINUTE),
            second: number(SECOND),
        }
    }

    fn local(self) -> Option<NaiveDateTime> {
        self.first_of_month()?
            .with_day(self.day)?
            .and_hms_opt(self.hour, self.minute, self.second)
    }

    /// `None` if there is no such month.
    fn first_of_month(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::try_from(self.year).ok()?, self.month, 1)
    }

    /// Every part that is outside its range, and how AWS's answer is known; `span` is that of the whole text.
    fn errors(self, span: Span) -> Vec<Diagnostic> {
        let month = self.first_of_month();
        let days = month.map_or(31, |month| u32::from(month.num_days_in_month()));
        let named = month.map_or_else(String::new, |month| month.format(" in %B %Y").to_string());
        let parts = [
            ("month", self.month, MONTH, 1..=12, ""),
            ("day", self.day, DAY, 1..=days, named.as_str()),
            ("hour", self.hour, HOUR, 0..=23, ""),
            ("minute", self.minute, MINUTE, 0..=59, ""),
            ("second", self.second, SECOND, 0..=59, ""),
        ];
        let wrong = parts
            .into_iter()
            .filter(|(_, value, _, range, _)| !range.contains(value));
        let mut errors: Vec<Diagnostic> = wrong
            .map(|(name, value, place, range, of)| {
                let (first, last) = (range.start(), range.end());
                Diagnostic::error(codes::AT_DATE, format!("there is no {name} {value:02}{of}")).at(
                    Span::new(span.start + place.start, span.start + place.end),
                    format!("allowed are {first:02}-{last:02}"),
                )
            })
            .collect();
        if let Some(next_day) = self.as_the_next_day()
            && let Some(error) = errors.first_mut()
        {
            error.help = Some(format!(
                "midnight at the end of a day is 00:00:00 of the next: `at({})`",
                next_day.format("%Y-%m-%dT%H:%M:%S")
            ));
        }
        // Recorded on AWS is only that the month must be one: some readers make the last day of the month, or
        // the next day, of what is wrong here.
        let beyond_month = (days + 1..=31).contains(&self.day);
        if beyond_month || self.as_the_next_day().is_some() {
            errors.push(choice::AT_DATE.at(span));
        }
        errors
    }

    /// The midnight that `24:00:00` means.
    fn as_the_next_day(self) -> Option<NaiveDateTime> {
        let is_midnight = (self.hour, self.minute, self.second) == (24, 0, 0);
        let day = self.first_of_month()?.with_day(self.day)?;
        day.succ_opt().filter(|_| is_midnight)?.and_hms_opt(0, 0, 0)
    }
}
