//! How events come about.

use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::{beginning, present, wrong_type};
use crate::source::Span;

use super::super::codes::{CASE, EVENT, MEMBER};
use super::super::delivered;
use super::super::file::{EventSpec, Spelled};
use super::keys;
use super::members::{Reader, name_of};

/// What entries of `PutEvents` have and events do not.
const ENTRY: [&str; 2] = ["Source", "DetailType"];

/// Lists that hold several events, where they are read out of a file.
const LISTS: [&str; 3] = ["Entries", "Records", "Messages"];

/// The events that have names.
pub(super) fn named(reader: &mut Reader<'_>, suite: &Value) -> Vec<(Spelled, EventSpec)> {
    let members = reader.members(suite, "events").iter();
    let specs = members.map(|member| {
        let name = name_of(member);
        let before = reader.errors();
        let spec = match member.value.as_str() {
            // A name of its own would say nothing.
            Some(_) => reader
                .texts_of(&member.value, &name.text)
                .pop()
                .map(EventSpec::File),
            None => spec(reader, &name.text, &member.value),
        };
        let is_sound = reader.errors() == before;
        let spec = spec.filter(|_| is_sound);
        let spec = spec.unwrap_or(EventSpec::Unread(name.span));
        (name, spec)
    });
    specs.collect()
}

/// The events of a case.
pub(super) fn of_case(reader: &mut Reader<'_>, case: &Value) -> Vec<EventSpec> {
    let (event, events) = (present(case, "event"), present(case, "events"));
    if let (Some(event), Some(events)) = (event, events) {
        let told = Diagnostic::error(CASE, "the case has `event` and `events`")
            .at(beginning(events), "several events")
            .related(beginning(event), "one event")
            .help("write all of them under `events`");
        reader.tell(told);
    }
    let mut specs = Vec::new();
    if let Some(event) = event {
        specs.extend(spec(reader, "event", event));
    }
    if let Some(events) = events {
        let elements = events.as_array().unwrap_or(std::slice::from_ref(events));
        let read = elements
            .iter()
            .filter_map(|one| spec(reader, "events", one));
        specs.extend(read);
    }
    specs
}

/// One event: with a bus beside it, or alone.
fn spec(reader: &mut Reader<'_>, name: &str, value: &Value) -> Option<EventSpec> {
    let Some(event) = present(value, "event") else {
        return alone(reader, name, value);
    };
    reader.known(value, &keys::WRAPPED_EVENT);
    let bus = reader.plain(value, "bus");
    let spec = alone(reader, "event", event)?;
    Some(on_bus(reader, spec, bus))
}

/// The same event on a bus.
fn on_bus(reader: &mut Reader<'_>, mut spec: EventSpec, bus: Option<Spelled>) -> EventSpec {
    let Some(bus) = bus else {
        return spec;
    };
    match &mut spec {
        EventSpec::Named(base) | EventSpec::File(base) => EventSpec::Like {
            base: base.clone(),
            set: Vec::new(),
            remove: Vec::new(),
            bus: Some(bus),
        },
        EventSpec::Inline { bus: own, .. } | EventSpec::Like { bus: own, .. } => {
            if let Some(own) = own.replace(bus.clone()) {
                let told = Diagnostic::error(EVENT, "the bus of the event is given twice")
                    .at(bus.span, "here")
                    .related(own.span, "and here")
                    .help("leave one of them out");
                reader.tell(told);
            }
            spec
        }
        EventSpec::Unread(_) => spec,
    }
}

/// One event: a name or a file, one built on another, or the event itself.
fn alone(reader: &mut Reader<'_>, name: &str, value: &Value) -> Option<EventSpec> {
    if value.as_str().is_some() {
        let text = reader.texts_of(value, name).pop()?;
        return Some(EventSpec::Named(text));
    }
    if value.as_object().is_none() {
        reader.wrong_type(name, "an event: a name, a file or a map", value);
        return None;
    }
    let has = |member: &str| present(value, member).is_some();
    if has("like") {
        return built(reader, value);
    }
    if has("set") || has("remove") {
        let told = Diagnostic::error(CASE, "nothing says on which event this one is built")
            .at(beginning(value), "`set` and `remove` without `like`")
            .help("name the event: `like: shipped`");
        reader.tell(told);
        return None;
    }
    if has("file") {
        reader.known(value, &keys::EVENT_OF_FILE);
        let file = reader.plain(value, "file")?;
        let bus = reader.plain(value, "bus");
        return Some(on_bus(reader, EventSpec::File(file), bus));
    }
    in_place(reader, value)
}

/// One that is built on another.
fn built(reader: &mut Reader<'_>, value: &Value) -> Option<EventSpec> {
    reader.known(value, &keys::BUILT_EVENT);
    if let Some(base) = value.get("like").filter(|one| one.as_object().is_some()) {
        let told = wrong_type(MEMBER, "`like`", "a name or a path", base)
            .help("give the event a name and build on that: `events: {base: {…}}`, `like: base`");
        reader.tell(told);
        return None;
    }
    let base = reader.plain(value, "like")?;
    let set = reader.members(value, "set").iter();
    let set: Vec<(Spelled, Value)> = set.map(|one| (name_of(one), one.value.clone())).collect();
    for (path, _) in &set {
        let first = path.text.split(['.', '[']).next().unwrap_or_default();
        misspelt(reader, first, path.span);
    }
    for (path, value) in &set {
        let told = delivered::impossible(&path.text, value);
        told.into_iter().for_each(|told| reader.tell(told));
    }
    Some(EventSpec::Like {
        base,
        set,
        remove: reader.texts(value, "remove"),
        bus: reader.plain(value, "bus"),
    })
}

/// The event itself.
fn in_place(reader: &mut Reader<'_>, value: &Value) -> Option<EventSpec> {
    let has = |name: &str| value.get(name).is_some();
    let is_event = ["source", "detail-type", "detail"].into_iter().any(has);
    let list = LISTS.into_iter().find(|name| {
        let list = value.get(name);
        list.is_some_and(|list| list.as_array().is_some())
    });
    if let Some(list) = list.filter(|_| !is_event) {
        let message = format!("a list of several events, `{list}`, is no event");
        let told = Diagnostic::error(EVENT, message)
            .at(beginning(value), "one event was expected")
            .help(match list {
                "Entries" => "write each entry as an event of its own: `events: [{Source: …}]`; what `PutEvents` answers is asked under `put_events`",
                _ => "put it into a file, and name that: `events: records.json`",
            });
        reader.tell(told);
        return None;
    }
    if !ENTRY.into_iter().any(has) {
        for member in value.as_object().unwrap_or_default() {
            misspelt(reader, &member.name.to_display(), member.name_span);
        }
        let told = delivered::mistakes(value);
        told.into_iter().for_each(|told| reader.tell(told));
    }
    Some(EventSpec::Inline {
        value: value.clone(),
        bus: None,
    })
}

/// Tells of a name at the top of an event that no event has, where it is nearly one that events have: nothing would look
/// there.
fn misspelt(reader: &mut Reader<'_>, name: &str, place: Span) {
    let Some(help) = delivered::meant(name) else {
        return;
    };
    let told = Diagnostic::error(EVENT, format!("no event has `{name}` at its top"))
        .at(place, "EventBridge sets what stands there")
        .help(help);
    reader.tell(told);
}
