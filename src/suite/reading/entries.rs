//! `put_events`: what the API answers to entries.

use crate::json::fields::present;
use crate::json::{Member, Value};
use crate::source::Span;

use super::super::file::{Case, Kind, PutEventsCase, PutEventsWanted};
use super::head::Head;
use super::keys;
use super::members::Reader;

/// What can be filled in.
const FILLED: &[&str] = &["failed", "answers"];

pub(super) fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    reader.known(value, &keys::PUT_EVENTS);
    let mut head = Head::read(&mut reader, value, format!("put_events {number}"), row);
    reader.required(value, "entries", "which entries are put", head.span);
    let members = value.as_object().unwrap_or_default().iter();
    let wants: Vec<(Span, PutEventsWanted)> = members
        .filter(|member| !head.is_blank(member, FILLED))
        .filter_map(|member| want(&mut reader, member))
        .collect();
    if wants.is_empty() && !reader.has_error() {
        head.expects_nothing(&keys::PUT_EVENTS);
    }
    let entries = present(value, "entries").cloned();
    let kind = entries.map(|entries| Kind::PutEvents(PutEventsCase { entries, wants }));
    head.case(reader, kind)
}

fn want(reader: &mut Reader<'_>, member: &Member) -> Option<(Span, PutEventsWanted)> {
    let name = member.name.as_str()?;
    let value = &member.value;
    let wanted = match name {
        "failed" => PutEventsWanted::Failed(reader.count(value, name)?),
        "answers" => PutEventsWanted::Answers(reader.texts_of(value, name)),
        "refused" => {
            let part = reader.texts_of(value, name).pop()?;
            reader.holds_something(&part, name);
            PutEventsWanted::Refused(part)
        }
        _ => return None,
    };
    Some((member.name_span, wanted))
}
