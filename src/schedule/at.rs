//! One-time expressions: `at(2026-11-20T13:00:00)`.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types", one-time schedules: `at(yyyy-mm-ddThh:mm:ss)`. A
//! trailing `Z` and a date alone are recorded as refused; a time in the past is recorded as accepted.
//!
//! # What this module does not do
//!
//! The time is on the clock of the schedule's zone; [`Zone`](super::Zone) finds the instant.

use chrono::{NaiveDate, NaiveDateTime, Timelike as _};

use super::service::Service;
use super::{choice, codes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

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
    let read = read(body, span);
    if service == Service::Rules {
        found.push(
            Diagnostic::error(codes::AT_ON_RULES, "rules have no one-time schedules")
                .at(span, "`at` is for EventBridge Scheduler"),
        );
        return None;
    }
    match read {
        Ok(at) => {
            if at.local.second() != 0 {
                found.push(choice::AT_SECONDS.at(span));
            }
            Some(at)
        }
        Err(error) => {
            found.push(error);
            None
        }
    }
}

fn read(body: &str, span: Span) -> Result<At, Diagnostic> {
    const FORM: &[u8] = b"dddd-dd-ddTdd:dd:dd";
    let in_form = body.len() == FORM.len()
        && body.bytes().zip(FORM).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            _ => byte == *form,
        });
    if !in_form {
        return Err(Diagnostic::error(
            codes::AT_FORM,
            format!("`{body}` is no time of a one-time schedule"),
        )
        .at(span, "not of the form yyyy-mm-ddThh:mm:ss")
        .help(
            "write the local time like `at(2026-11-20T13:00:00)` and give its time zone beside it",
        ));
    }
    local(body).map(|local| At { local }).ok_or_else(|| {
        Diagnostic::error(codes::AT_DATE, format!("`{body}` is no date and time"))
            .at(span, "there is no such day or time of day")
    })
}

/// The time, for a text of the right form.
fn local(body: &str) -> Option<NaiveDateTime> {
    let number = |range: std::ops::Range<usize>| body.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?.and_hms_opt(
        number(11..13)?,
        number(14..16)?,
        number(17..19)?,
    )
}
