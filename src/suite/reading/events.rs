//! How events come about.

use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::{beginning, present};

use super::super::codes::CASE;
use super::super::file::{EventSpec, Spelled};
use super::keys;
use super::members::{Reader, name_of};

/// The events that have names.
pub(super) fn named(reader: &mut Reader<'_>, suite: &Value) -> Vec<(Spelled, EventSpec)> {
    let members = reader.members(suite, "events").iter();
    let specs = members.filter_map(|member| {
        let name = name_of(member);
        let spec = match member.value.as_str() {
            // A name of its own would say nothing.
            Some(_) => reader
                .texts_of(&member.value, &name.text)
                .pop()
                .map(EventSpec::File),
            None => spec(reader, &name.text, &member.value),
        };
        Some((name, spec?))
    });
    specs.collect()
}

/// The events of a case.
pub(super) fn of_case(reader: &mut Reader<'_>, case: &Value) -> Vec<EventSpec> {
    let mut specs = Vec::new();
    if let Some(event) = present(case, "event") {
        specs.extend(spec(reader, "event", event));
    }
    if let Some(events) = present(case, "events") {
        let elements = events.as_array().unwrap_or(std::slice::from_ref(events));
        let read = elements
            .iter()
            .filter_map(|one| spec(reader, "events", one));
        specs.extend(read);
    }
    specs
}

/// One event: a name or a file, one built on another, or the event itself.
fn spec(reader: &mut Reader<'_>, name: &str, value: &Value) -> Option<EventSpec> {
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
        reader.known(value, &keys::BUILT_EVENT);
        let base = reader.plain(value, "like")?;
        let set = reader.members(value, "set").iter();
        let set = set.map(|one| (name_of(one), one.value.clone())).collect();
        return Some(EventSpec::Like {
            base,
            set,
            remove: reader.texts(value, "remove"),
            bus: reader.plain(value, "bus"),
        });
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
        return Some(match bus {
            None => EventSpec::File(file),
            // The same events, on that bus.
            bus => EventSpec::Like {
                base: file,
                set: Vec::new(),
                remove: Vec::new(),
                bus,
            },
        });
    }
    let (value, bus) = match present(value, "event") {
        Some(event) => {
            reader.known(value, &keys::WRAPPED_EVENT);
            (event, reader.plain(value, "bus"))
        }
        None => (value, None),
    };
    Some(EventSpec::Inline {
        value: value.clone(),
        bus,
    })
}
