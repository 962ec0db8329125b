//! Cases: what is asked, and what is expected.

use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, present};
use crate::json::{Kind as Json, Member, Value};
use crate::source::Span;

use super::super::building::in_explanations;
use super::super::codes::CASE;
use super::super::file::{Case, EventCase, EventSpec, Kind, Spelled, Want, Wanted};
use super::events;
use super::head::Head;
use super::keys;
use super::members::{Reader, name_of};

/// What can be filled in.
const FILLED: [&str; 2] = ["matches", "delivers"];

/// A case of events.
pub(super) fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    reader.known(value, &keys::CASE);
    let mut head = Head::read(&mut reader, value, format!("case {number}"), row);
    let events = events::of_case(&mut reader, value);
    let bus = reader.plain(value, "bus");
    let members = value.as_object().unwrap_or_default().iter();
    let wants: Vec<Want> = members
        .filter(|member| !head.is_blank(member, &FILLED))
        .filter_map(|member| want(&mut reader, member))
        .collect();
    let is_readable = !reader.has_error();
    if is_readable {
        complete(&mut reader, value, &events, head.span);
    }
    if is_readable && wants.iter().all(|want| want.what.says_nothing()) {
        head.expects_nothing(&keys::CASE);
    }
    head.case(reader, Some(Kind::Events(EventCase { events, bus, wants })))
}

/// Tells what a case lacks.
fn complete(reader: &mut Reader<'_>, value: &Value, events: &[EventSpec], span: Span) {
    if events.is_empty() {
        let (place, label) = match present(value, "events") {
            Some(events) => (beginning(events), "there is none in it"),
            None => (span, "neither `event` nor `events`"),
        };
        let told = Diagnostic::error(CASE, "the case has no event")
            .at(place, label)
            .help("name one, `event: shipped`, or write it down: `event: {source: shop, …}`");
        reader.tell(told);
    }
}

/// What a member expects, if it is an expectation.
fn want(reader: &mut Reader<'_>, member: &Member) -> Option<Want> {
    let name = member.name.as_str()?;
    let value = &member.value;
    let what = match name {
        "matches" => Wanted::Matches(reader.names_of(value, name)),
        "includes" => Wanted::Includes(reader.names_of(value, name)),
        "excludes" => Wanted::Excludes(reader.names_of(value, name)),
        "because" => Wanted::Because(because(reader, value)),
        "unknown" => Wanted::Unknown(each_perhaps(reader, value, name)),
        "delivers" => Wanted::Delivers(delivers(reader, value)),
        "undelivered" => Wanted::Undelivered(each_perhaps(reader, value, name)),
        _ => return None,
    };
    Some(Want {
        span: member.name_span,
        what,
    })
}

/// `because: {Rule: field, Other: [field, field]}`.
fn because(reader: &mut Reader<'_>, value: &Value) -> Vec<(Spelled, Vec<Spelled>)> {
    let Some(members) = value.as_object() else {
        reader.wrong_type("because", "a map of rules and fields", value);
        return Vec::new();
    };
    let mut all = Vec::new();
    for member in members {
        let fields = reader.names_of(&member.value, &member.name.to_display());
        let fields = fields.into_iter().map(|field| Spelled {
            text: in_explanations(&field).unwrap_or(field.text),
            span: field.span,
        });
        all.push((name_of(member), fields.collect()));
    }
    all
}

/// `delivers: {Rule/Target: {…}}`.
fn delivers(reader: &mut Reader<'_>, value: &Value) -> Vec<(Spelled, Value)> {
    let Some(members) = value.as_object() else {
        reader.wrong_type("delivers", "a map of targets and what they receive", value);
        return Vec::new();
    };
    let all = members.iter().map(|one| (name_of(one), one.value.clone()));
    all.collect()
}

/// `unknown: [Rule]`, or `{Rule: Parameter}`: things alone, or each with what is said of it.
fn each_perhaps(
    reader: &mut Reader<'_>,
    value: &Value,
    name: &str,
) -> Vec<(Spelled, Option<Spelled>)> {
    let Some(members) = value.as_object() else {
        let alone = reader.names_of(value, name).into_iter();
        return alone.map(|one| (one, None)).collect();
    };
    let mut all = Vec::new();
    for member in members {
        let said = match member.value.kind {
            Json::Null | Json::Bool(true) => None,
            _ => reader
                .texts_of(&member.value, &member.name.to_display())
                .into_iter()
                .next(),
        };
        if let Some(said) = &said {
            reader.holds_something(said, name);
        }
        all.push((name_of(member), said));
    }
    all
}
