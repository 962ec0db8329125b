//! The entries of a `PutEvents` request, read as clients check them before they send them.

use super::put_events::{AWS_SOURCE, DETAIL_TYPE_LENGTH, RequestRefused, Settings};
use super::put_events_time::Time;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value};
use crate::source::Span;

/// A request that is neither a list of entries nor an object with `Entries`.
pub const SHAPE: Code = Code::new("put-events/shape");
/// A member of the wrong type.
pub const MEMBER_TYPE: Code = Code::new("put-events/member-type");
/// Text that UTF-8, and so a request, cannot hold.
pub const LONE_SURROGATE: Code = Code::new("put-events/lone-surrogate");
/// A `null` among the resources.
pub const NULL_RESOURCE: Code = Code::new("put-events/null-resource");
/// A member that there is not.
pub const UNKNOWN_MEMBER: Code = Code::new("put-events/unknown-member");
/// A `Time` that is no time.
pub const TIME: Code = Code::new("put-events/time");
/// A detail that is not a JSON object.
pub const MALFORMED_DETAIL: Code = Code::new("put-events/malformed-detail");

/// The members of an entry.
///
/// AWS: EventBridge API Reference, `PutEventsRequestEntry`.
const MEMBERS: [&str; 7] = [
    "Time",
    "Source",
    "Resources",
    "DetailType",
    "Detail",
    "EventBusName",
    "TraceHeader",
];

/// What an entry must be.
const AN_OBJECT: &str = "an object";
/// What the resources must be.
const STRINGS: &str = "a list of strings";

/// An entry whose members have the right types.
#[derive(Debug)]
pub(super) struct PutEntry<'v> {
    pub(super) source: Option<&'v str>,
    pub(super) detail_type: Option<&'v str>,
    pub(super) detail: Option<&'v str>,
    pub(super) time: Option<Time>,
    pub(super) resources: Option<Vec<&'v str>>,
    pub(super) event_bus_name: Option<&'v str>,
    pub(super) trace_header: Option<&'v str>,
    value: &'v Value,
}

/// Reads the list.
pub(super) fn read_entries(request: &Value) -> Result<Vec<PutEntry<'_>>, Box<RequestRefused>> {
    let list = request.get("Entries").unwrap_or(request);
    let refuse = |diagnostics| {
        Box::new(RequestRefused {
            message: None,
            diagnostics,
        })
    };
    let Some(list) = list.as_array() else {
        return Err(refuse(vec![
            Diagnostic::error(SHAPE, "the request is no list of entries")
                .at(list.span, list.kind_name())
                .help("write `[{\"Source\": …, \"DetailType\": …, \"Detail\": …}]` or `{\"Entries\": […]}`"),
        ]));
    };
    let mut mistakes = Vec::new();
    let entries = list
        .iter()
        .map(|value| PutEntry::read(value, &mut mistakes))
        .collect();
    if mistakes.is_empty() {
        Ok(entries)
    } else {
        Err(refuse(mistakes))
    }
}

impl<'v> PutEntry<'v> {
    fn read(value: &'v Value, mistakes: &mut Vec<Diagnostic>) -> Self {
        match value.as_object() {
            None => mistakes.push(wrong_type("an entry", AN_OBJECT, value)),
            Some(members) => {
                let unknown = members
                    .iter()
                    .filter(|member| !MEMBERS.iter().any(|name| member.name == **name));
                mistakes.extend(unknown.map(|member| {
                    Diagnostic::error(UNKNOWN_MEMBER, format!("an entry has no `{}`", member.name))
                        .at(member.name_span, "unknown")
                        .help(format!(
                            "its members are {}",
                            MEMBERS.map(|name| format!("`{name}`")).join(", ")
                        ))
                }));
            }
        }
        Self {
            source: string(value, "Source", mistakes),
            detail_type: string(value, "DetailType", mistakes),
            detail: string(value, "Detail", mistakes),
            time: time(value, mistakes),
            resources: resources(value, mistakes),
            event_bus_name: string(value, "EventBusName", mistakes),
            trace_header: string(value, "TraceHeader", mistakes),
            value,
        }
    }

    /// The size that counts: 14 bytes for a time, and the UTF-8 bytes of source, detail type, detail and resources.
    ///
    /// AWS: EventBridge User Guide, "Calculating Amazon EventBridge PutEvents event entry size".
    pub(super) fn size_bytes(&self) -> usize {
        let time = if self.time.is_some() { 14 } else { 0 };
        let texts = [self.source, self.detail_type, self.detail];
        let resources = self.resources.iter().flatten().copied();
        let strings = texts.into_iter().flatten().chain(resources);
        time + strings.map(str::len).sum::<usize>()
    }

    /// The name of the bus, without the rest of its ARN.
    pub(super) fn bus(&self) -> Option<&'v str> {
        let name = self.event_bus_name?;
        Some(
            name.split_once(":event-bus/")
                .map_or(name, |(_, name)| name),
        )
    }

    /// Account and Region of the bus, if its ARN names others than those that put the events.
    pub(super) fn bus_elsewhere(&self, settings: &Settings) -> Option<(&'v str, &'v str)> {
        let mut parts = self.event_bus_name?.strip_prefix("arn:")?.splitn(5, ':');
        let region = parts.nth(2)?;
        let account = parts.next()?;
        (account != settings.account || region != settings.region).then_some((account, region))
    }

    /// The entry as AWS's validation messages show it. (Recorded, except for time, resources and trace header.)
    pub(super) fn to_java(&self) -> String {
        let text = |value: Option<&str>| value.unwrap_or("null").to_owned();
        let time = self.time.map_or_else(
            || "null".to_owned(),
            |time| time.at.format("%a %b %d %H:%M:%S UTC %Y").to_string(),
        );
        let resources = self.resources.as_ref().map_or_else(
            || "null".to_owned(),
            |names| format!("[{}]", names.join(", ")),
        );
        format!(
            "PutEventsRequestEntry(time={time}, source={}, resources={resources}, detailType={}, detail={}, eventBusName={}, traceHeader={}, kmsKeyIdentifier=null, internalMetadata=null)",
            text(self.source),
            text(self.detail_type),
            text(self.detail),
            text(self.event_bus_name),
            text(self.trace_header),
        )
    }

    pub(super) fn about_detail(&self, message: String) -> Diagnostic {
        Diagnostic::warning(MALFORMED_DETAIL, message)
            .at(self.place("Detail"), "must hold a JSON object")
    }

    pub(super) fn about_source(&self, message: &str) -> Diagnostic {
        Diagnostic::note(AWS_SOURCE, message).at(self.place("Source"), "refused")
    }

    pub(super) fn about_detail_type(&self, message: String) -> Diagnostic {
        Diagnostic::warning(DETAIL_TYPE_LENGTH, message).at(self.place("DetailType"), "too long")
    }

    pub(super) fn about_bus(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.at(self.place("EventBusName"), "")
    }

    pub(super) fn about_time(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.at(self.place("Time"), "")
    }

    /// What is said of the first `null` among the resources, if there is one.
    pub(super) fn about_null_resource(&self) -> Option<Diagnostic> {
        let names = member(self.value, "Resources")?.as_array()?;
        let null = names.iter().find(|name| name.kind == Kind::Null)?;
        Some(
            Diagnostic::note(NULL_RESOURCE, "a resource is `null`")
                .at(null.span, "left out")
                .help("AWS documents that it does not count towards the size; what targets see of it is not known"),
        )
    }

    fn place(&self, member: &str) -> Span {
        self.value
            .get(member)
            .map_or(self.value.span, |value| value.span)
    }
}

/// A member that is there and not `null`.
fn member<'v>(entry: &'v Value, name: &str) -> Option<&'v Value> {
    entry.get(name).filter(|value| value.kind != Kind::Null)
}

fn string<'v>(entry: &'v Value, name: &str, mistakes: &mut Vec<Diagnostic>) -> Option<&'v str> {
    let value = member(entry, name)?;
    if value.as_str().is_none() {
        let mut mistake = not_text(&format!("`{name}`"), value);
        if name == "Detail" && value.as_object().is_some() {
            mistake =
                mistake.help("write the object as a JSON text: `\"Detail\": \"{\\\"key\\\": 1}\"`");
        }
        mistakes.push(mistake);
    }
    value.as_str()
}

/// The resources without those that are `null`.
///
/// AWS: EventBridge User Guide, "Calculating Amazon EventBridge PutEvents event entry size", counts each resource
/// that is not null: there may be others.
fn resources<'v>(entry: &'v Value, mistakes: &mut Vec<Diagnostic>) -> Option<Vec<&'v str>> {
    let value = member(entry, "Resources")?;
    let Some(names) = value.as_array() else {
        mistakes.push(wrong_type("`Resources`", STRINGS, value));
        return None;
    };
    let names = names.iter().filter(|name| name.kind != Kind::Null);
    let text = |name: &'v Value| {
        if name.as_str().is_none() {
            mistakes.push(not_text("a resource", name));
        }
        name.as_str()
    };
    Some(names.filter_map(text).collect())
}

/// What is wrong with a value that should be text.
fn not_text(what: &str, value: &Value) -> Diagnostic {
    match value.kind {
        Kind::String(_) => Diagnostic::error(
            LONE_SURROGATE,
            format!("{what} holds half of a surrogate pair"),
        )
        .at(value.span, "no text in UTF-8")
        .help("clients send UTF-8, which has no halves: write both, or the character itself"),
        _ => wrong_type(what, "a string", value),
    }
}

fn time(entry: &Value, mistakes: &mut Vec<Diagnostic>) -> Option<Time> {
    let value = member(entry, "Time")?;
    let time = match &value.kind {
        Kind::String(_) => value.as_str().and_then(Time::parse),
        Kind::Number(seconds) => Time::from_seconds(seconds),
        _ => None,
    };
    if time.is_none() {
        mistakes.push(
            Diagnostic::error(TIME, "`Time` is no time")
                .at(value.span, "cannot be read")
                .help("write `2026-11-20T10:00:00Z`, or seconds since 1970"),
        );
    }
    time
}

fn wrong_type(what: &str, wanted: &str, value: &Value) -> Diagnostic {
    Diagnostic::error(MEMBER_TYPE, format!("{what} must be {wanted}"))
        .at(value.span, format!("{} instead", value.kind_name()))
        .help(match wanted {
            AN_OBJECT => "write `{\"Source\": …, \"DetailType\": …, \"Detail\": …}`",
            STRINGS => "write `[\"…\"]`, with each resource in double quotes",
            _ => "write it as text, in double quotes",
        })
}
