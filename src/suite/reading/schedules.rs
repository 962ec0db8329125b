//! `schedules`: when a schedule fires.

use crate::diagnostic::Diagnostic;
use crate::json::{Kind as Json, Member, Value};
use crate::source::Span;

use super::super::codes::{CASE, MEMBER};
use super::super::file::{Case, Kind, ScheduleCase, ScheduleWanted};
use super::head::Head;
use super::keys;
use super::members::Reader;

/// What can be filled in.
const FILLED: &[&str] = &["fires", "count"];

pub(super) fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    reader.known(value, &keys::SCHEDULE);
    let schedule = reader.plain(value, "schedule");
    let usual = match &schedule {
        Some(schedule) => format!("schedule {}", schedule.text),
        None => format!("schedule {number}"),
    };
    let mut head = Head::read(&mut reader, value, usual, row);
    let after = reader.plain(value, "after");
    if !reader.has_error() {
        reader.required(value, "schedule", "which schedule is asked", head.span);
        reader.required(
            value,
            "after",
            "from when on: evb asks no clock here",
            head.span,
        );
    }
    let until = reader.plain(value, "until");
    let members = value.as_object().unwrap_or_default().iter();
    let wants = members
        .filter(|member| !head.is_blank(member, FILLED))
        .filter_map(|member| want(&mut reader, member))
        .collect();
    let timezone = reader.plain(value, "timezone");
    let case = schedule.zip(after).map(|(schedule, after)| ScheduleCase {
        schedule,
        after,
        until,
        timezone,
        wants,
    });
    if case.as_ref().is_some_and(|case| case.wants.is_empty()) && !reader.has_error() {
        head.expects_nothing(&keys::SCHEDULE);
    }
    let counts = |(_, wanted): &&(Span, ScheduleWanted)| matches!(wanted, ScheduleWanted::Count(_));
    let is_endless =
        |case: &ScheduleCase| case.until.is_none() && case.wants.iter().any(|one| counts(&one));
    if case.as_ref().is_some_and(is_endless) {
        reader.required(value, "until", "until when `count` counts", head.span);
    }
    let empty = case.as_ref().and_then(no_fire_of_all_times);
    if let Some(span) = empty.filter(|_| !reader.has_error()) {
        let told = Diagnostic::error(CASE, "no fire is expected, of none")
            .at(span, "the first fires, and so many")
            .help("say until when, or that it does not fire at all: `never: true`");
        reader.tell(told);
    }
    head.case(reader, case.map(Kind::Schedule))
}

/// Where the fires are said to be none that are looked for: without an end, as many are as the case names.
fn no_fire_of_all_times(case: &ScheduleCase) -> Option<Span> {
    let is_empty = |wanted: &ScheduleWanted| matches!(wanted, ScheduleWanted::Fires(times) if times.is_empty());
    let mut wants = case.wants.iter().filter(|_| case.until.is_none());
    wants
        .find(|(_, wanted)| is_empty(wanted))
        .map(|(span, _)| *span)
}

fn want(reader: &mut Reader<'_>, member: &Member) -> Option<(Span, ScheduleWanted)> {
    let name = member.name.as_str()?;
    let value = &member.value;
    let wanted = match name {
        "fires" => ScheduleWanted::Fires(reader.texts_of(value, name)),
        "count" => ScheduleWanted::Count(reader.count(value, name)?),
        "never" if value.kind == Json::Bool(true) => ScheduleWanted::Never,
        "never" => {
            if value.kind == Json::Bool(false) {
                let told = Diagnostic::error(MEMBER, "`never` is `false`, and can only say `true`")
                    .at(value.span, "then it fires, but when?")
                    .help("say when, `fires: […]`, or how often, `count: …`");
                reader.tell(told);
            } else {
                reader.wrong_type(name, "`true`", value);
            }
            return None;
        }
        _ => return None,
    };
    Some((member.name_span, wanted))
}
