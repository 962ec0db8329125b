//! Mutants of schedules: when would they fire otherwise, and is there such a time at all?
//!
//! # Example
//!
//! ```
//! use evb::schedule::{Schedule, Service, parse};
//! use evb::suite::mutant::schedule::{FirstDifference, first_difference, schedule_mutants};
//!
//! let text = "cron(0 8 ? * MON *)";
//! let schedule = Schedule::new(parse(text, Service::Scheduler)?.expression);
//! let mutants = schedule_mutants(text, &schedule, Service::Scheduler);
//! assert_eq!(mutants[0].description, "`cron(0 8 ? * MON *)` becomes `cron(1 8 ? * MON *)`");
//! let after = "2026-11-20T10:00:00Z".parse().expect("a time");
//! let FirstDifference::At { instant, fires } = first_difference(&schedule, &mutants[0].schedule, after) else {
//!     panic!("they differ")
//! };
//! assert_eq!((instant.to_rfc3339().as_str(), fires), ("2026-11-23T08:00:00+00:00", true));
//! # Ok::<(), evb::diagnostic::Diagnostics>(())
//! ```

mod differ;
mod make;
mod tokens;

pub use differ::{FirstDifference, MOST_COMPARED, first_difference};
pub use make::{Part, ScheduleMutant, schedule_mutants};
