//! The entries of a `PutEvents` request, read as clients check them before they send them.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::answer::RequestRefused;
use super::codes::{
    AWS_SOURCE, DELIVERED_EVENT, DETAIL_TYPE_LENGTH, DUPLICATE_MEMBER, LONE_SURROGATE,
    MALFORMED_DETAIL, MEMBER_TYPE, MISSING_MEMBER, NULL_RESOURCE, SHAPE, TIME, UNKNOWN_MEMBER,
};
use super::settings::Settings;
use super::time::Time;
use crate::diagnostic::Diagnostic;
use crate::json::{self, FieldCodes, Fields, Kind, SyntaxError, Value, fields, write_quoted};
use crate::source::Span;
use crate::suggest;

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

/// A text that is proposed is told in a help up to this many characters.
const LONGEST_HELP: usize = 160;

const CODES: FieldCodes = FieldCodes {
    wrong_type: MEMBER_TYPE,
    unknown: UNKNOWN_MEMBER,
    duplicate: DUPLICATE_MEMBER,
};

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
    /// What is worth knowing about its members.
    pub(super) notes: Vec<Diagnostic>,
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
    if let Some(entry) = entry_of_event(list) {
        return Err(refuse(vec![delivered(list, &format!("[{entry}]"))]));
    }
    let Some(list) = list.as_array() else {
        return Err(refuse(vec![no_list(list)]));
    };
    let mut mistakes = Vec::new();
    let entries: Vec<_> = list
        .iter()
        .filter_map(|value| match entry_of_event(value) {
            Some(entry) => {
                mistakes.push(delivered(value, &entry));
                None
            }
            None => Some(PutEntry::read(value, &mut mistakes)),
        })
        .collect::<Vec<_>>();
    if mistakes.is_empty() {
        return Ok(entries);
    }
    // The request is refused before the service looks at them; it would refuse them next.
    mistakes.extend(entries.iter().flat_map(PutEntry::mistakes));
    Err(refuse(mistakes))
}

/// A request that is no list: one entry, or a list under another name.
fn no_list(request: &Value) -> Diagnostic {
    let told = Diagnostic::error(SHAPE, "the request is no list of entries");
    let members = request.as_object().unwrap_or_default();
    let other = members.iter().find(|member| {
        let is_named = member.name.to_display().eq_ignore_ascii_case("entries");
        is_named && member.value.as_array().is_some()
    });
    if let Some(other) = other {
        return told
            .at(other.name_span, "not known to AWS")
            .help("did you mean `Entries`?")
            .fix(other.name_span, "\"Entries\"");
    }
    let told = told.at(request.span, request.kind_name());
    let has = |name: &str| suggest::nearest(name, &MEMBERS).is_some();
    match members.iter().any(|member| has(&member.name.to_display())) {
        true => told
            .help("one entry is a list as well: write `[…]` around it")
            .fix(request.span, format!("[{}]", request.to_compact())),
        false => told.help(
            "write `[{\"Source\": …, \"DetailType\": …, \"Detail\": …}]` or `{\"Entries\": […]}`",
        ),
    }
}

/// The entry that makes an event like a delivered one; `None` for anything that is none.
fn entry_of_event(value: &Value) -> Option<String> {
    let text = |name| value.get(name).filter(|text| text.as_str().is_some());
    let (source, detail_type) = (text("source")?, text("detail-type")?);
    let detail = value
        .get("detail")
        .filter(|one| one.as_object().is_some())?;
    let mut entry = format!(
        "{{\"Source\": {}, \"DetailType\": {}, \"Detail\": ",
        source.to_compact(),
        detail_type.to_compact()
    );
    write_quoted(&detail.to_compact(), &mut entry);
    for (name, member) in [("resources", "Resources"), ("time", "Time")] {
        if let Some(value) = value.get(name) {
            entry.push_str(&format!(", \"{member}\": {}", value.to_compact()));
        }
    }
    entry.push('}');
    Some(entry)
}

/// A delivered event that is given as an entry, or for the list of entries.
fn delivered(value: &Value, entry: &str) -> Diagnostic {
    Diagnostic::error(DELIVERED_EVENT, "this is a delivered event, and no entry")
        .at(
            fields::beginning(value),
            "members of an entry begin with a capital, and `Detail` is a text",
        )
        .help("an entry has `Source`, `DetailType` and `Detail`; the bus adds the rest")
        .fix(value.span, entry)
}

impl<'v> PutEntry<'v> {
    fn read(value: &'v Value, mistakes: &mut Vec<Diagnostic>) -> Self {
        let mut read = Fields::new(CODES);
        if value.as_object().is_none() {
            let mistake = fields::wrong_type(MEMBER_TYPE, "an entry", "an object", value);
            read.found.push(mistake);
        }
        let known = read.found.len();
        read.unknown(value, "an entry", &MEMBERS);
        for told in read
            .found
            .iter_mut()
            .skip(known)
            .filter(|one| one.help.is_none())
        {
            let name = told
                .primary
                .as_ref()
                .and_then(|label| named_at(value, label.span));
            let kindred = name.and_then(|name| suggest::kindred(name, &MEMBERS));
            told.help = kindred.map(|kindred| format!("did you mean `{kindred}`?"));
        }
        read.duplicates(value);
        let mut entry = Self {
            source: text(value, "Source", &mut read),
            detail_type: text(value, "DetailType", &mut read),
            detail: detail(value, &mut read),
            time: time(value, &mut read),
            resources: resources(value, &mut read),
            event_bus_name: text(value, "EventBusName", &mut read),
            trace_header: text(value, "TraceHeader", &mut read),
            notes: Vec::new(),
            value,
        };
        let (errors, notes) = read.found.into_iter().partition(Diagnostic::is_error);
        entry.notes = notes;
        mistakes.extend::<Vec<_>>(errors);
        entry
    }

    /// Everything for which the service refuses the entry, in the order in which it looks: it answers the first.
    pub(super) fn mistakes(&self) -> Vec<Diagnostic> {
        let required = [
            ("Source", self.source),
            ("DetailType", self.detail_type),
            ("Detail", self.detail),
        ];
        let is_object = self.value.as_object().is_some();
        let missing = required.into_iter().filter_map(|(name, text)| {
            let given = fields::present(self.value, name);
            // What is of another type is told as that.
            let is_there = given.is_some_and(|value| !matches!(value.kind, Kind::String(_)));
            let is_missing = is_object
                && !is_there
                && text.is_none_or(str::is_empty)
                && !self.has_misspelt(name);
            let (what, span) = match given {
                Some(value) => ("is empty", value.span),
                None => ("is missing", fields::beginning(self.value)),
            };
            let told = || {
                Diagnostic::warning(MISSING_MEMBER, format!("`{name}` {what}"))
                    .at(span, "the entry is refused for this too")
            };
            is_missing.then(told)
        });
        let malformed = self.detail.filter(|text| !text.is_empty());
        let malformed = malformed.and_then(|text| self.malformed(&json::parse(text), text));
        missing.chain(malformed).collect()
    }

    /// Whether another member is likely meant as this one, which is told.
    fn has_misspelt(&self, name: &str) -> bool {
        let members = self.value.as_object().unwrap_or_default();
        let given = members.iter().filter_map(|one| one.name.as_str());
        let mut unknown = given.filter(|given| !MEMBERS.contains(given));
        unknown.any(|given| {
            let meant = suggest::nearest(given, &MEMBERS);
            meant.or_else(|| suggest::kindred(given, &MEMBERS)) == Some(name)
        })
    }

    /// What is wrong with a detail that was read.
    pub(super) fn malformed(
        &self,
        read: &Result<Value, SyntaxError>,
        text: &str,
    ) -> Option<Diagnostic> {
        let why = match read {
            Ok(value) if value.as_object().is_some() => return None,
            Ok(value) => format!("`Detail` holds {}, not an object", value.kind_name()),
            Err(error) => format!("`Detail` is not JSON: {}", error.diagnostic(text).message),
        };
        let told = self.about_detail(why);
        Some(
            match read.as_ref().ok().and_then(|list| self.for_each(list)) {
                Some((help, entries)) => told.help(help).fix(self.value.span, entries),
                None => told,
            },
        )
    }

    /// What to write for a detail that is a list of details: an entry for each, which together stand in place of this one.
    fn for_each(&self, list: &Value) -> Option<(String, String)> {
        let all = list.as_array().filter(|all| !all.is_empty())?;
        let members = self.value.as_object()?;
        if all.iter().any(|one| one.as_object().is_none()) {
            return None;
        }
        let details = all.iter().map(|one| {
            let mut written = String::new();
            write_quoted(&one.to_compact(), &mut written);
            written
        });
        let details: Vec<String> = details.collect();
        let entries = details.iter().map(|detail| {
            let members = members.iter().map(|one| {
                let value = match one.name == *"Detail" {
                    true => detail.clone(),
                    false => one.value.to_compact(),
                };
                format!("\"{}\": {value}", one.name.to_display())
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        });
        let entries = entries.collect::<Vec<_>>().join(", ");
        let named: Vec<String> = details
            .iter()
            .map(|detail| format!("`\"Detail\": {detail}`"))
            .collect();
        let named = named.join(" and ");
        let help = match (all.len(), named.chars().count() <= LONGEST_HELP) {
            (1, true) => format!("write {named}"),
            (1, false) => "leave the brackets around it out".to_owned(),
            (count, true) => format!("write {count} entries, one for each: {named}"),
            (count, false) => format!("write {count} entries, one for each of them"),
        };
        Some((help, entries))
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        self.value.span
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
        let time = self.time.and_then(|time| time.at).map_or_else(
            || "null".to_owned(),
            |time| time.format("%a %b %d %H:%M:%S UTC %Y").to_string(),
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
        let place = self.place("Detail");
        let told =
            Diagnostic::warning(MALFORMED_DETAIL, message).at(place, "must hold a JSON object");
        let Some(meant) = self.detail.and_then(meant_detail) else {
            return told.help(match self.detail {
                Some(text) if !text.trim_start().starts_with('{') => named(&under_a_name(text)),
                _ => {
                    "write an object as a JSON text: `\"Detail\": \"{\\\"key\\\": 1}\"`".to_owned()
                }
            });
        };
        let mut written = String::new();
        write_quoted(&meant, &mut written);
        told.help(format!("write `\"Detail\": {}`", shown(&written)))
            .fix(place, written)
    }

    pub(super) fn about_source(&self, message: &str) -> Diagnostic {
        let told = Diagnostic::note(AWS_SOURCE, message).at(self.place("Source"), "refused");
        let inferred = "AWS documents the error code; that this is what causes it, and its message, is inferred";
        let own = self.source.and_then(|source| source.strip_prefix("aws."));
        match own.filter(|own| !own.is_empty() && !own.starts_with("aws.")) {
            Some(own) => told.help(format!(
                "for what is your own write `\"Source\": \"{own}\"`, say; {inferred}"
            )),
            None => told.help(inferred),
        }
    }

    pub(super) fn about_detail_type(&self, message: String) -> Diagnostic {
        Diagnostic::warning(DETAIL_TYPE_LENGTH, message).at(self.place("DetailType"), "too long")
    }

    pub(super) fn about_bus(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.at(self.place("EventBusName"), "")
    }

    /// The `Time` as it stands, if it is a number, perhaps in quotes.
    pub(super) fn time_as_number(&self) -> Option<(&'v str, Span)> {
        let value = fields::present(self.value, "Time")?;
        match &value.kind {
            Kind::Number(number) => Some((number, value.span)),
            Kind::String(_) => Some((value.as_str()?, value.span)),
            _ => None,
        }
    }

    /// What the `Time` may be that no client reads for certain.
    pub(super) fn time_meant(&self) -> Vec<DateTime<Utc>> {
        let text = self.time_as_number().map(|(text, _)| text);
        text.map(Time::meant).unwrap_or_default()
    }

    pub(super) fn about_time(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let place = self.place("Time");
        if let Some(fix) = &mut diagnostic.fix {
            fix.span = place;
        }
        diagnostic.at(place, "")
    }

    /// What is said of the first `null` among the resources, if there is one.
    pub(super) fn about_null_resource(&self) -> Option<Diagnostic> {
        let names = fields::present(self.value, "Resources")?.as_array()?;
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

/// The object that holds what a detail is instead of one, under a name.
fn under_a_name(detail: &str) -> String {
    let value = match json::parse(detail) {
        Ok(value) => value.to_compact(),
        Err(_) => Value::text(detail, Span::default()).to_compact(),
    };
    format!("{{\"key\":{value}}}")
}

/// That a detail has to be an object, and how this one is written.
fn named(object: &str) -> String {
    let mut written = String::new();
    write_quoted(object, &mut written);
    let shown = shown(&written);
    format!("a detail is an object: give the value a name, and write `\"Detail\": {shown}`, say")
}

/// A text in quotes, as much of it as a help shows.
fn shown(written: &str) -> Cow<'_, str> {
    match written.char_indices().nth(LONGEST_HELP) {
        Some((end, _)) => {
            let kept = written.get(..end).unwrap_or_default();
            Cow::Owned(format!("{}…", kept.trim_end_matches('\\')))
        }
        None => Cow::Borrowed(written),
    }
}

/// The object that the text of a detail is meant to be: with its mistakes of JSON mended, or taken out of a text in it.
fn meant_detail(text: &str) -> Option<String> {
    /// The most texts in one another.
    const DEEPEST: usize = 20;
    let mut text = text.to_owned();
    for _ in 0..DEEPEST {
        (text, _) = json::mended(&text)?;
        let value = json::parse(&text).ok()?;
        match (value.as_str(), value.as_array()) {
            (Some(inside), _) => text = inside.to_owned(),
            // A list of one object is that object.
            (None, Some([one])) => return one.as_object().map(|_| one.to_compact()),
            (None, _) => return value.as_object().map(|_| text),
        }
    }
    None
}

/// The name of the member that stands at a place.
fn named_at(entry: &Value, span: Span) -> Option<&str> {
    let mut members = entry.as_object()?.iter();
    members.find(|one| one.name_span == span)?.name.as_str()
}

/// A text; what is half of a surrogate pair no request can hold.
fn text<'v>(entry: &'v Value, name: &str, read: &mut Fields) -> Option<&'v str> {
    let value = fields::present(entry, name)?;
    let is_string = matches!(value.kind, Kind::String(_));
    if is_string && value.as_str().is_none() {
        read.found.push(lone_surrogate(&format!("`{name}`"), value));
        return None;
    }
    read.string(entry, name)
}

fn detail<'v>(entry: &'v Value, read: &mut Fields) -> Option<&'v str> {
    let value = fields::present(entry, "Detail")?;
    if let Some([one]) = value.as_array()
        && one.as_object().is_some()
    {
        let mut text = String::new();
        write_quoted(&one.to_compact(), &mut text);
        let help = format!(
            "write the object alone, as a JSON text: `\"Detail\": {}`",
            shown(&text)
        );
        read.wrong_type_with_help("Detail", "a string", value, &help);
        fix_last(read, value.span, text);
        return None;
    }
    if !matches!(value.kind, Kind::Object(_) | Kind::String(_)) {
        let help = named(&under_a_name(&value.to_compact()));
        read.wrong_type_with_help("Detail", "a string", value, &help);
        return None;
    }
    if value.as_object().is_some() {
        let mut text = String::new();
        write_quoted(&value.to_compact(), &mut text);
        let help = format!(
            "write the object as a JSON text: `\"Detail\": {}`",
            shown(&text)
        );
        read.wrong_type_with_help("Detail", "a string", value, &help);
        fix_last(read, value.span, text);
        return None;
    }
    text(entry, "Detail", read)
}

/// The resources without those that are `null`.
///
/// AWS: EventBridge User Guide, "Calculating Amazon EventBridge PutEvents event entry size", counts each resource
/// that is not null: there may be others.
fn resources<'v>(entry: &'v Value, read: &mut Fields) -> Option<Vec<&'v str>> {
    let value = fields::present(entry, "Resources")?;
    if value.as_str().is_some() {
        let list = format!("[{}]", value.to_compact());
        let help = format!("write `{list}`");
        read.wrong_type_with_help("Resources", "an array", value, &help);
        fix_last(read, value.span, list);
        return None;
    }
    let names = read.array(entry, "Resources")?;
    let names = names.iter().filter(|name| name.kind != Kind::Null);
    let text = |name: &'v Value| {
        if name.as_str().is_none() {
            read.found.push(match name.kind {
                Kind::String(_) => lone_surrogate("a resource", name),
                _ => fields::wrong_type(MEMBER_TYPE, "a resource", "a string", name),
            });
        }
        name.as_str()
    };
    Some(names.filter_map(text).collect())
}

/// Adds the edit that the last help says.
fn fix_last(read: &mut Fields, span: Span, text: String) {
    if let Some(told) = read.found.pop() {
        read.found.push(told.fix(span, text));
    }
}

fn lone_surrogate(what: &str, value: &Value) -> Diagnostic {
    fields::wrong_type(LONE_SURROGATE, what, "a string", value)
        .help("clients send UTF-8, which has no halves: write both, or the character itself")
}

fn time(entry: &Value, read: &mut Fields) -> Option<Time> {
    let value = fields::present(entry, "Time")?;
    let time = match &value.kind {
        Kind::String(_) => value.as_str().and_then(Time::parse),
        Kind::Number(seconds) => Some(Time::from_seconds(seconds)),
        _ => None,
    };
    if time.is_none() {
        read.found.push(
            Diagnostic::error(TIME, "`Time` is no time")
                .at(value.span, "cannot be read")
                .help("write `2026-11-20T10:00:00Z`, or seconds since 1970"),
        );
    }
    time
}

#[cfg(test)]
mod tests {
    use crate::event::put_events::{Settings, put_events};
    use crate::json;

    /// What is told of a request, each with its edit made.
    fn told(text: &str) -> Vec<(String, Option<String>)> {
        let request = json::parse(text).unwrap();
        let found = match put_events(&request, &Settings::default()) {
            Ok(answer) => answer
                .entries
                .into_iter()
                .flat_map(|one| one.notes)
                .collect(),
            Err(refused) => refused.diagnostics,
        };
        let shown = found.into_iter().map(|one| {
            let edited = one.fix.map(|fix| fix.applied(text).unwrap());
            (one.message, edited)
        });
        shown.collect()
    }

    #[test]
    fn what_other_formats_call_and_write_otherwise_is_mended() {
        for (entry, message, edited) in [
            (
                r#"[{"Source":"s","DetailType":"d","Detail":{"a": 1}}]"#,
                "`Detail` is an object, not a string",
                Some(r#"[{"Source":"s","DetailType":"d","Detail":"{\"a\":1}"}]"#),
            ),
            (
                r#"[{"Source":"s","DetailType":"d","Detail":"{}","Resources":"arn:aws:s3:::b"}]"#,
                "`Resources` is a string, not an array",
                Some(
                    r#"[{"Source":"s","DetailType":"d","Detail":"{}","Resources":["arn:aws:s3:::b"]}]"#,
                ),
            ),
            (
                r#"[{"Source":"s","DetailType":"d","Detail":"{}","Time":1764331200000}]"#,
                "`Time` counts seconds since 1970, and is beyond the year 9999",
                Some(r#"[{"Source":"s","DetailType":"d","Detail":"{}","Time":1764331200}]"#),
            ),
            (
                r#"[{"Source":"s","DetailType":"d","Detail":"{}","EventBus":"b"}]"#,
                "an entry has no member `EventBus`",
                None,
            ),
        ] {
            let told = told(entry);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].0, message);
            assert_eq!(told[0].1.as_deref(), edited, "{entry}");
            if let Some(edited) = edited {
                assert_eq!(self::told(edited), [], "{edited}");
            }
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let texts = |text: &str| -> Vec<String> {
            told(text).into_iter().map(|(message, _)| message).collect()
        };
        assert_eq!(
            texts(
                r#"[{"Source":"","Detail":"[1]"}, {"Source":"s","DetailType":"d","Detail":"{}"}]"#
            ),
            [
                "`DetailType` is missing",
                "`Detail` holds an array, not an object"
            ]
        );
        assert_eq!(
            texts(r#"[{"Source":5,"Detail":"[1]"}, {"Source":"s","DetailType":""}, 5]"#),
            [
                "`Source` is a number, not a string",
                "an entry is a number, not an object",
                "`DetailType` is missing",
                "`Detail` holds an array, not an object",
                "`DetailType` is empty",
                "`Detail` is missing",
            ]
        );
    }
}
