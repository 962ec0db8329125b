//! Schedule expressions: `cron(…)`, `rate(…)` and `at(…)`, and the times at which they fire.
//!
//! Text goes in through [`parse()`], for one of two [`Service`]s; what comes out is an [`Expression`]. With a
//! [`Zone`], dates and a [`FlexibleTimeWindow`] it makes a [`Schedule`], whose [`Schedule::occurrences`] are its
//! fires.
//!
//! # Example
//!
//! ```
//! use evb::diagnostic::Diagnostics;
//! use evb::schedule::{Schedule, Service, ZoneDatabase, parse};
//!
//! let parsed = parse("cron(30 8 ? * MON-FRI *)", Service::Scheduler)?;
//! assert_eq!(parsed.expression.describe(), "at 08:30 on Monday to Friday");
//!
//! let zone = ZoneDatabase::bundled().zone("America/New_York").map_err(Diagnostics::from)?;
//! let schedule = Schedule::new(parsed.expression).in_zone(zone.into());
//! let friday = "2026-10-30T18:00:00Z".parse()?;
//! let next = schedule.occurrences(friday).next().expect("a Monday");
//! // Summer time ended on Sunday.
//! assert_eq!(next.at().to_rfc3339(), "2026-11-02T13:30:00+00:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What AWS does not say
//!
//! AWS's texts are silent or disagree on these points. evb makes the choice named here, and an answer that
//! rests on one carries the diagnostic in the first column.
//!
//! | diagnostic | point | choice |
//! |---|---|---|
//! | `schedule/unsettled-empty-item` | `MON,` and `0,,5`: rules ignore an empty item, Scheduler is not recorded | ignored by both, with a warning |
//! | `schedule/unsettled-year` | five fields: Scheduler's User Guide calls the year optional, its API reference does not | refused, as rules do |
//! | `schedule/unsettled-outer-blank` | `cron( 0 … )`; in `rate( … )` blanks are recorded as refused | accepted, with a warning |
//! | `schedule/unsettled-large-step` | `0/70`; `*/60` is reported as refused | accepted, with a warning: the first value only |
//! | `schedule/unsettled-named-step` | `MAR/4`: Quartz ignores the step, AWS-specific readers count | 3, 7, 11 |
//! | `schedule/unsettled-weekday-step` | `2/2`, `*/3` as days of the week: not in AWS's list, accepted by Quartz | accepted, with a warning |
//! | `schedule/unsettled-wrapped-step` | `50-10/15`: Quartz counts on through the end | 50, 5 |
//! | `schedule/unsettled-before-last` | `L-3`: not documented; Quartz and most readers have it | the third day before the last; a month too short is skipped |
//! | `schedule/unsettled-last-weekday` | `LW`: accepted by AWS, not documented | the last day from Monday to Friday |
//! | `schedule/unsettled-lower-case` | `l` and `15w`: names are accepted in any case, these are not recorded | accepted, with a warning |
//! | `schedule/unsettled-short-month-weekday` | `29W` to `31W` in a shorter month | the month is skipped |
//! | `schedule/unsettled-rate-plural` | `rate(1 minutes)` and `rate(5 minute)` on Scheduler | accepted; rules are recorded to refuse them |
//! | `schedule/unsettled-rate-on-rules` | whether a rule's rate fires at creation or an interval later | at creation |
//! | `schedule/unsettled-overlap` | several times an hour or hours a day, when an hour comes twice | every wall-clock time once, the first time; so an hour passes without a fire |
//! | `schedule/unsettled-overlap-start` | a start date between the two times that the clock shows the same | no fire at the second one |
//! | `schedule/unsettled-at-clock-change` | `at(…)` in an hour that is left out or comes twice | no fire; the first of the two |
//! | `schedule/unsettled-at-date` | `at(…)` with a day that its month does not have, or hour 24 | refused, as another month than 1 to 12 is |
//! | `schedule/unsettled-window-at-end` | a flexible time window that is open at the end date | shown whole |
//! | `schedule/unsettled-at-seconds` | `at(…)` with seconds: Scheduler works to the minute | the second as written |
//!
//! These have one answer and no diagnostic of their own, because the answer is a refusal that says why: a step
//! of 0; a year range that ends before it begins; `L`, `W` and `#` in a list; `L-2` as a day of the week;
//! full names (`MONDAY`); `rate(0 minutes)`, `rate(5 MINUTES)` and several spaces in a rate on Scheduler;
//! `CRON(…)`. Not tied to an expression: which release of the time zone database AWS runs (ours is printed), and
//! what a flexible time window does that reaches the next fire (`schedule/window-reaches-next`).
//!
//! # What this module does not do
//!
//! It does not know the present time and reads no files: callers pass the instant to start from, and the
//! bytes of zones that replace the bundled ones.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types",
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>; EventBridge User Guide, "Setting a
//! schedule pattern for scheduled rules (legacy)",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>; EventBridge Scheduler
//! API Reference, `CreateSchedule`; read 2026-11-20. Where they are silent, Quartz 2, whose dialect it is.
#![doc = include_str!("reference.md")]

mod at;
pub mod choice;
mod clock;
pub mod codes;
pub mod cron;
mod declared;
mod definition;
mod expression;
mod listed;
mod load;
mod notes;
mod occurrences;
mod parse;
mod rate;
mod remedy;
mod service;
mod timeline;
mod window;
mod zone;

pub use at::At;
pub use clock::{ClockEffect, Skipped};
pub use declared::{Defaults, Judged};
pub use definition::Schedule;
pub use expression::{Expression, Parsed};
pub use listed::listed;
pub use load::{Collision, Load, MOST_FIRES, load};
pub use occurrences::{Occurrence, Occurrences};
pub use parse::{aws_message, parse, parse_in};
pub use rate::{Rate, Unit};
pub use service::{EXCEPTION, OTHER_BUS, Service};
pub use timeline::{Timeline, TimelineOccurrence};
pub use window::FlexibleTimeWindow;
pub use zone::{ClockChange, Resolved, Zone, ZoneDatabase, release, zone_names};

/// The language of schedule expressions, with examples: what `evb help schedules` prints.
pub const REFERENCE: &str = include_str!("reference.md");

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of the `text` blocks: an expression, two blanks or more, what is said of it.
    fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
        let blocks = REFERENCE.split("```text\n").skip(1);
        let lines = blocks.flat_map(|block| block.split("```").next().unwrap().lines());
        lines.map(|line| {
            let (expression, said) = line.split_once("  ").unwrap();
            (expression.trim(), said.trim())
        })
    }

    #[test]
    fn the_examples_of_the_reference_are_true() {
        assert!(examples().count() > 10);
        for (expression, said) in examples() {
            match parse(expression, Service::Scheduler) {
                Ok(parsed) => assert_eq!(parsed.expression.describe(), said, "{expression}"),
                Err(refused) => {
                    assert_eq!(refused.0[0].help.as_deref(), Some(said), "{expression}")
                }
            }
        }
    }

    #[test]
    fn every_choice_stands_in_the_table() {
        let page = include_str!("mod.rs");
        for choice in choice::ALL {
            assert!(
                page.contains(&format!("//! | `{}` |", choice.code.as_str())),
                "{}",
                choice.code.as_str()
            );
        }
    }
}
