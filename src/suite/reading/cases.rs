//! Cases: what is asked, and what is expected.

use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, present, wrong_type};
use crate::json::{Member, Value};
use crate::source::Span;

use super::super::codes::{CASE, MEMBER};
use super::super::file::{Case, EventCase, Kind, Spelled, Want, Wanted};
use super::members::{Reader, keys, name_of};
use super::{events, table};

/// What a case may have beside what it expects.
const GIVEN: [&str; 5] = ["name", "event", "events", "bus", "each"];

/// What may be expected.
const EXPECTED: [&str; 5] = ["matches", "includes", "excludes", "because", "unknown"];

/// Reads the cases of a suite, those of tables row by row.
pub(super) fn read(reader: &mut Reader<'_>, suite: &Value) -> Vec<Case> {
    let mut cases = Vec::new();
    for (number, value) in (1..).zip(reader.list(suite, "cases")) {
        if value.as_object().is_none() {
            reader.tell(wrong_type(MEMBER, "a case", "a map", value));
            continue;
        }
        for row in table::rows(reader, value, cases.len()) {
            let mut own = reader.apart();
            own_mistakes(&mut own, row.mistakes);
            cases.push(case(own, &row.value, &row.name, number));
        }
    }
    cases
}

fn own_mistakes(reader: &mut Reader<'_>, mistakes: Vec<Diagnostic>) {
    for told in mistakes {
        reader.tell(told);
    }
}

fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    let known: Vec<&str> = GIVEN.into_iter().chain(EXPECTED).collect();
    reader.known(value, "a case", &known);
    let given = reader.plain(value, "name");
    let span = given
        .as_ref()
        .map_or_else(|| beginning(value), |name| name.span);
    let name = given.map_or_else(|| format!("case {number}"), |name| name.text);
    let events = events::of_case(&mut reader, value);
    let bus = reader.plain(value, "bus");
    let wants: Vec<Want> = value
        .as_object()
        .unwrap_or_default()
        .iter()
        .filter_map(|member| want(&mut reader, member))
        .collect();
    if !reader.has_error() {
        complete(&mut reader, value, span, &wants);
    }
    let kind = Kind::Events(EventCase { events, bus, wants });
    Case {
        name: format!("{name}{row}"),
        span,
        kind,
        mistakes: reader.found(),
    }
}

/// Tells what a case lacks.
fn complete(reader: &mut Reader<'_>, value: &Value, span: Span, wants: &[Want]) {
    if present(value, "event")
        .or_else(|| present(value, "events"))
        .is_none()
    {
        let told = Diagnostic::error(CASE, "the case has no event")
            .at(span, "neither `event` nor `events`")
            .help("name one, `event: shipped`, or write it down: `event: {source: shop, …}`");
        reader.tell(told);
    }
    if wants.is_empty() {
        let told = Diagnostic::error(CASE, "the case expects nothing")
            .at(span, "none of what may be expected")
            .help(format!("there are {}", keys(&EXPECTED)));
        reader.tell(told);
    }
}

/// What a member expects, if it is an expectation.
fn want(reader: &mut Reader<'_>, member: &Member) -> Option<Want> {
    let name = member.name.as_str()?;
    let value = &member.value;
    let what = match name {
        "matches" => Wanted::Matches(reader.texts_of(value, name)),
        "includes" => Wanted::Includes(reader.texts_of(value, name)),
        "excludes" => Wanted::Excludes(reader.texts_of(value, name)),
        "because" => Wanted::Because(because(reader, value)),
        "unknown" => Wanted::Unknown(unknown(reader, value)),
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
        let fields = reader.texts_of(&member.value, &member.name.to_display());
        all.push((name_of(member), fields));
    }
    all
}

/// `unknown: [Rule]`, or `{Rule: Parameter}`.
fn unknown(reader: &mut Reader<'_>, value: &Value) -> Vec<(Spelled, Option<Spelled>)> {
    let Some(members) = value.as_object() else {
        let rules = reader.texts_of(value, "unknown").into_iter();
        return rules.map(|rule| (rule, None)).collect();
    };
    let mut all = Vec::new();
    for member in members {
        let from = reader.texts_of(&member.value, &member.name.to_display());
        all.push((name_of(member), from.into_iter().next()));
    }
    all
}
