//! A case of a schedule whose name and times are resolved.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::schedule::{Defaults, Judged, Schedule, Zone, codes};
use crate::source::Span;

use super::super::codes::{OPEN, TIME};
use super::super::file::{ScheduleCase, ScheduleWanted};
use super::Preparing;
use super::times::instant;

/// A case of a schedule, ready to run.
#[derive(Debug)]
pub(in crate::suite) struct PreparedSchedule {
    /// Its number in [`Subject::schedules`](super::super::Subject::schedules).
    pub(in crate::suite) number: usize,
    pub(in crate::suite) schedule: Schedule,
    /// As it is, it does not fire.
    pub(in crate::suite) is_disabled: bool,
    /// The zone in which times are told.
    pub(in crate::suite) zone: Arc<Zone>,
    pub(in crate::suite) after: DateTime<Utc>,
    pub(in crate::suite) until: Option<DateTime<Utc>>,
    /// What is expected, and where that stands.
    pub(in crate::suite) asks: Vec<(Span, ScheduleAsks)>,
}

/// What is expected of the fires.
#[derive(Debug)]
pub(in crate::suite) enum ScheduleAsks {
    Fires(Vec<DateTime<Utc>>),
    Count(u64),
    Never,
}

pub(super) fn prepare(
    preparing: &mut Preparing<'_, '_>,
    case: &ScheduleCase,
) -> Option<PreparedSchedule> {
    let number = preparing.subject.schedule_names.one(&case.schedule);
    let number = preparing.or_tell(number)?;
    let (schedule, is_disabled, zone) = judged(preparing, number, case)?;
    let zone = match &case.timezone {
        None => zone,
        Some(name) => {
            let found = preparing.world.zones.zone(&name.text);
            Arc::new(preparing.or_tell(found.map_err(|told| told.at(name.span, "this zone")))?)
        }
    };
    let after = preparing.or_tell(instant(&case.after, &zone));
    let until = case.until.as_ref().map(|until| instant(until, &zone));
    let until = until.map(|read| preparing.or_tell(read));
    if let (Some(after), Some(Some(until)), Some(place)) = (after, until, &case.until)
        && until <= after
    {
        let told = Diagnostic::error(TIME, "no time lies between `after` and `until`")
            .at(place.span, "not behind `after`")
            .related(case.after.span, "from here on, itself outside");
        preparing.tell(told);
    }
    let mut asks = Vec::new();
    for (span, wanted) in &case.wants {
        let ask = match wanted {
            ScheduleWanted::Fires(times) => {
                let read = times.iter().map(|time| instant(time, &zone));
                let read: Vec<_> = read.collect();
                let read = read.into_iter().filter_map(|one| preparing.or_tell(one));
                ScheduleAsks::Fires(read.collect())
            }
            ScheduleWanted::Count(count) => ScheduleAsks::Count(*count),
            ScheduleWanted::Never => ScheduleAsks::Never,
        };
        asks.push((*span, ask));
    }
    Some(PreparedSchedule {
        number,
        schedule,
        is_disabled,
        zone,
        after: after?,
        until: match until {
            None => None,
            Some(until) => Some(until?),
        },
        asks,
    })
}

/// The schedule as it is declared; what is wrong with it, or open of it, is told.
fn judged(
    preparing: &mut Preparing<'_, '_>,
    number: usize,
    case: &ScheduleCase,
) -> Option<(Schedule, bool, Arc<Zone>)> {
    let declared = preparing.subject.schedules.get(number)?;
    let source = &preparing.subject.templates.get(declared.template)?.source;
    let world = preparing.world;
    let judged = Judged::new(
        &declared.declared,
        &Defaults::default(),
        &world.zones,
        world.now,
    );
    let before = preparing.errors.len();
    for mut told in judged.diagnostics {
        if told.code == codes::OPEN {
            // Nothing is assumed here: a parameter gives it.
            told.severity = Severity::Error;
            told.code = OPEN;
            if let Some((depends, _)) = told.message.split_once(": ") {
                told.message = depends.to_owned();
            }
            told.help = Some("give it under `parameters`".to_owned());
        }
        if told.is_error() {
            preparing.errors.push(Finding::new(told, source));
        }
    }
    if preparing.errors.len() > before {
        let label = &declared.label;
        let message = format!("it is not known when the schedule `{label}` fires");
        preparing.tell(Diagnostic::error(OPEN, message).at(case.schedule.span, "this schedule"));
        return None;
    }
    let schedule = judged.schedule?;
    let zone = preparing.world.zones.zone(&judged.timezone);
    let zone = Arc::new(preparing.or_tell(zone)?);
    Some((schedule, judged.is_disabled, zone))
}
