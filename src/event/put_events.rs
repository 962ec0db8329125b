//! A dry run of `PutEvents`: what AWS answers, and the events that targets would see.
//!
//! # Example
//!
//! ```
//! use evb::event::put_events::{Settings, put_events};
//! use evb::json;
//!
//! let entries = json::parse(r#"[{"Source":"shop","DetailType":"Order","Detail":"{\"id\": 7}"},
//!                               {"Source":"shop","DetailType":"Order","Detail":"seven"}]"#).unwrap();
//! let answer = put_events(&entries, &Settings::default()).unwrap();
//! assert_eq!(answer.failed_entry_count(), 1);
//! let envelope = answer.entries[0].outcome.as_ref().unwrap();
//! assert!(envelope.to_json().ends_with(r#""resources":[],"detail":{"id":7}}"#));
//! let error = answer.entries[1].outcome.as_ref().unwrap_err();
//! assert_eq!((error.code, &*error.message), ("MalformedDetail", "Detail is malformed."));
//! ```
//!
//! # What this module does not do
//!
//! It knows no buses, policies or quotas of throughput. That an event reaches its bus says nothing about rules.
//!
//! # Source
//!
//! AWS: EventBridge API Reference, `PutEvents`, `PutEventsRequestEntry`, `PutEventsResultEntry`; EventBridge User
//! Guide, "Calculating Amazon EventBridge PutEvents event entry size"; and answers recorded from the service.

mod answer;
mod bus;
pub mod codes;
mod entry;
mod settings;
mod time;

use chrono::{DateTime, Datelike as _, SecondsFormat, Utc};

pub use self::answer::{Answer, EntryAnswer, EntryError, RequestRefused};
use self::bus::about_bus;
use self::codes::{
    ENTRY_COUNT, INTEGER_RANGE, MESSAGE_NOT_RECORDED, REQUEST_SIZE, SIZE_NOT_SETTLED, TIME_FORMAT,
    TIME_NOT_READ, UNKNOWN_BUS,
};
use self::entry::{PutEntry, read_entries};
pub use self::settings::Settings;
use self::time::Time;
use super::Envelope;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind, Value};
use crate::quota;
use crate::source::Span;

/// The times, in UTC, that a date in another order than AWS's may mean: `30-11-2026`, `2026-30-11T10:00:00Z`. Two where either
/// of its numbers may be the month; none where it is no such date.
#[must_use]
pub fn times_meant(text: &str) -> Vec<DateTime<Utc>> {
    Time::meant(text)
}

/// Answers as AWS does. `request` is the list of entries, or an object with `Entries`.
///
/// The ids are made from the seed and the number of the entry, and are the same on every run.
///
/// # Errors
///
/// * `put-events/shape`, `put-events/member-type`, `put-events/lone-surrogate`, `put-events/unknown-member`,
///   `put-events/time`: clients refuse to send this.
/// * `put-events/entry-count`: none, or more than 10 entries.
/// * `put-events/request-size`: more than 1 MB.
pub fn put_events(request: &Value, settings: &Settings) -> Result<Answer, Box<RequestRefused>> {
    let entries = read_entries(request)?;
    check_count(&entries)?;
    let size_bytes = entries.iter().map(PutEntry::size_bytes).sum();
    let notes = check_size(size_bytes)?;
    let answers = (settings.first_number..).zip(&entries);
    Ok(Answer {
        entries: answers
            .map(|(number, entry)| answer(entry, number, settings))
            .collect(),
        size_bytes,
        notes,
    })
}

fn check_count(entries: &[PutEntry<'_>]) -> Result<(), Box<RequestRefused>> {
    let maximum = quota::MAXIMUM_PUT_EVENTS_ENTRIES;
    let (rule, ours) = if entries.is_empty() {
        (
            "greater than or equal to 1".to_owned(),
            "there is no entry".to_owned(),
        )
    } else if entries.len() > maximum {
        let ours = format!(
            "{} entries in one request, more than {maximum}",
            entries.len()
        );
        (format!("less than or equal to {maximum}"), ours)
    } else {
        return Ok(());
    };
    let shown: Vec<String> = entries.iter().map(PutEntry::to_java).collect();
    let message = format!(
        "1 validation error detected: Value '[{}]' at 'entries' failed to satisfy constraint: Member must have length {rule}",
        shown.join(", ")
    );
    let mut diagnostics =
        vec![
            Diagnostic::error(ENTRY_COUNT, ours).help(match entries.len().div_ceil(maximum) {
                0 | 1 => format!("send 1 to {maximum} entries in a request"),
                requests => {
                    format!("send them in {requests} requests: each takes 1 to {maximum} entries")
                }
            }),
        ];
    let is_recorded = !entries.is_empty()
        && entries.iter().all(|entry| {
            entry.time.is_none() && entry.resources.is_none() && entry.trace_header.is_none()
        });
    if !is_recorded {
        diagnostics.push(Diagnostic::note(
            MESSAGE_NOT_RECORDED,
            "AWS's message was recorded for entries with source, detail type, detail and bus only; the rest is modelled",
        ));
    }
    Err(Box::new(RequestRefused {
        message: Some(message),
        diagnostics,
    }))
}

fn check_size(size_bytes: usize) -> Result<Vec<Diagnostic>, Box<RequestRefused>> {
    if size_bytes > quota::MAXIMUM_PUT_EVENTS_BYTES {
        return Err(Box::new(RequestRefused {
            message: Some("Total size of the entries in the request is over the limit.".to_owned()),
            diagnostics: vec![
                Diagnostic::error(
                    REQUEST_SIZE,
                    format!("the entries have {size_bytes} bytes, more than 1 MB"),
                )
                .help("send fewer entries in a request, or put the payload into a bucket and its key into the event"),
            ],
        }));
    }
    let near = size_bytes >= quota::KNOWN_ACCEPTED_PUT_EVENTS_BYTES;
    let note = || {
        Diagnostic::note(
            SIZE_NOT_SETTLED,
            format!(
                "the entries have {size_bytes} bytes: whether AWS's limit of 1 MB lies at 1,000,000 or 1,048,576 is not known"
            ),
        )
    };
    Ok(near.then(note).into_iter().collect())
}

fn answer(entry: &PutEntry<'_>, number: usize, settings: &Settings) -> EntryAnswer {
    let event_id = event_id(settings.seed, number);
    let mut notes = entry.notes.clone();
    let outcome = envelope(entry, &event_id, settings, &mut notes);
    match outcome {
        Ok(_) => notes.extend(warnings(entry, settings)),
        // The first is what AWS answers.
        Err(_) => notes.extend(entry.mistakes().into_iter().skip(1)),
    }
    EntryAnswer {
        event_id,
        is_lost: notes.iter().any(|note| note.code == UNKNOWN_BUS),
        outcome,
        event_bus_name: entry.event_bus_name.map(str::to_owned),
        size_bytes: entry.size_bytes(),
        notes,
        span: entry.span(),
    }
}

/// The checks in AWS's order: source, detail type, detail; an empty text counts as none. (Recorded.)
fn envelope(
    entry: &PutEntry<'_>,
    event_id: &str,
    settings: &Settings,
    notes: &mut Vec<Diagnostic>,
) -> Result<Envelope, EntryError> {
    let source = required("Source", entry.source)?;
    let detail_type = required("DetailType", entry.detail_type)?;
    let detail = required("Detail", entry.detail)?;
    let read = json::parse(detail);
    let detail = match (entry.malformed(&read, detail), read) {
        (None, Ok(value)) => value,
        (why, _) => {
            notes.extend(why);
            return Err(EntryError {
                code: "MalformedDetail",
                message: "Detail is malformed.".to_owned(),
            });
        }
    };
    if source.starts_with("aws.") {
        notes.push(entry.about_source("sources that begin with `aws.` belong to AWS"));
        return Err(EntryError {
            code: "NotAuthorizedForSourceException",
            message: "Not authorized for the source.".to_owned(),
        });
    }
    if has_wide_integer(&detail) {
        notes.push(
            Diagnostic::note(INTEGER_RANGE, "`Detail` holds an integer beyond 64 bits")
                .help("AWS documents integers from -9223372036854775808 to 9223372036854775807; what happens to others is not known"),
        );
    }
    Ok(Envelope {
        id: quoted(event_id),
        detail_type: quoted(detail_type),
        source: quoted(source),
        account: quoted(&settings.account),
        time: quoted(&delivered_time(entry.time, settings.time)),
        region: quoted(&settings.region),
        resources: resources(entry.resources.as_deref().unwrap_or_default()),
        detail: detail.to_compact(),
    })
}

fn required<'v>(name: &str, value: Option<&'v str>) -> Result<&'v str, EntryError> {
    value
        .filter(|text| !text.is_empty())
        .ok_or_else(|| EntryError {
            code: "InvalidArgument",
            message: format!(
                "Parameter {name} is not valid. Reason: {name} is a required argument."
            ),
        })
}

/// What AWS lets through although it should give pause.
fn warnings(entry: &PutEntry<'_>, settings: &Settings) -> Vec<Diagnostic> {
    let mut found = Vec::from_iter(entry.about_null_resource());
    let maximum = quota::MAXIMUM_DETAIL_TYPE_CHARACTERS;
    let length = entry.detail_type.unwrap_or_default().chars().count();
    if length > maximum {
        found.push(
            entry
                .about_detail_type(format!(
                    "`DetailType` has {length} characters, more than {maximum}"
                ))
                .help("AWS documents the limit and does not say what happens to a longer one"),
        );
    }
    found.extend(about_bus(entry, settings));
    found.extend(about_time(entry));
    found
}

/// What clients make of a time that not all of them read.
fn about_time(entry: &PutEntry<'_>) -> Option<Diagnostic> {
    let time = entry.time?;
    if let Some(told) = milliseconds(entry) {
        return Some(told);
    }
    let told = match (time.at, time.is_rfc3339) {
        (Some(_), true) => return None,
        (Some(at), false) => {
            let written = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            Diagnostic::note(TIME_FORMAT, "`Time` is not RFC 3339")
                .help(format!(
                    "it was read as Python's SDK and the AWS CLI read it; write `{written}`"
                ))
                .fix(Span::default(), format!("\"{written}\""))
        }
        (None, _) if !entry.time_meant().is_empty() => of_another_country(&entry.time_meant()),
        (None, _) => Diagnostic::note(TIME_NOT_READ, "`Time` is in no form that evb reads").help(
            "Python's SDK and the AWS CLI may read it, other clients refuse it; here the event has the time of the request: write `2026-11-20T10:00:00Z`",
        ),
    };
    Some(entry.about_time(told))
}

/// A date as people of one country write it, which others read otherwise. `meant` is what it may be.
fn of_another_country(meant: &[DateTime<Utc>]) -> Diagnostic {
    let meant = meant.iter();
    let meant: Vec<String> = meant
        .map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        .collect();
    let told = Diagnostic::warning(
        TIME_FORMAT,
        "`Time` is in no form that every client reads: here the event has the time of the request",
    );
    match meant.as_slice() {
        [only] => told
            .help(format!("write `{only}`"))
            .fix(Span::default(), format!("\"{only}\"")),
        all => {
            let all: Vec<String> = all.iter().map(|one| format!("`{one}`")).collect();
            told.help(format!("write one of {}", all.join(", ")))
        }
    }
}

/// A number of seconds that leads beyond all years of a calendar, and as one of milliseconds does not.
fn milliseconds(entry: &PutEntry<'_>) -> Option<Diagnostic> {
    let (text, span) = entry.time_as_number()?;
    let number: i64 = text.trim().parse().ok()?;
    let seconds = number / 1_000;
    let year = |seconds| DateTime::from_timestamp(seconds, 0).map(|at| at.year());
    let is_far = year(number).is_none_or(|year| year > 9_999);
    let meant = year(seconds).filter(|year| is_far && (1990..2200).contains(year))?;
    let told = Diagnostic::warning(
        TIME_FORMAT,
        "`Time` counts seconds since 1970, and is beyond the year 9999",
    )
    .at(span, format!("milliseconds of the year {meant}"));
    Some(
        told.help(format!("write `{seconds}`"))
            .fix(span, seconds.to_string()),
    )
}

/// AWS delivers whole seconds. (Recorded.)
fn delivered_time(given: Option<Time>, now: DateTime<Utc>) -> String {
    given
        .and_then(|time| time.at)
        .unwrap_or(now)
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn resources(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    format!("[{}]", names.join(","))
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    json::write_quoted(text, &mut out);
    out
}

/// An id made from the seed and the number of the entry: looks like AWS's, is the same on every platform, and
/// differs for every pair (up to collisions of 128 mixed bits).
fn event_id(seed: u64, number: usize) -> String {
    let number = u64::try_from(number).unwrap_or(u64::MAX);
    let first = mixed(seed ^ mixed(number));
    let second = mixed(first ^ number);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        first >> 32,
        first >> 16 & 0xFFFF,
        first & 0xFFFF,
        second >> 48,
        second & 0xFFFF_FFFF_FFFF
    )
}

/// The output function of SplitMix64.
fn mixed(state: u64) -> u64 {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let state = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ state >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ state >> 31
}

/// Whether there is an integer outside the range that AWS documents.
fn has_wide_integer(value: &Value) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match &value.kind {
            Kind::Number(number) => {
                let is_integer = !number.contains(['.', 'e', 'E']);
                if is_integer && number.parse::<i64>().is_err() {
                    return true;
                }
            }
            Kind::Array(elements) => open.extend(elements),
            Kind::Object(members) => open.extend(members.iter().map(|member| &member.value)),
            _ => {}
        }
    }
    false
}
