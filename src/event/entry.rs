//! An entry of `PutEvents`, and the event that EventBridge makes of it.

use chrono::{DateTime, SecondsFormat, Utc};

use super::envelope::Envelope;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::{self, Kind, Value};

/// An entry whose `Detail` is not a JSON object in a string.
pub const DETAIL_MALFORMED: Code = Code::new("event/detail-malformed");
/// An entry whose `Time` is no time.
pub const TIME_INVALID: Code = Code::new("event/time");
/// An entry without one of `Source`, `DetailType` and `Detail`.
pub const ENTRY_INCOMPLETE: Code = Code::new("event/entry-incomplete");

/// What EventBridge adds to an entry. The default is made up and the same every time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The event's id.
    pub id: String,
    /// The account that put the event: twelve digits.
    pub account: String,
    /// The region in which it was put.
    pub region: String,
    /// When it was put; the event's time if the entry has none.
    pub time: DateTime<Utc>,
}

impl Default for Stamp {
    fn default() -> Self {
        Self {
            id: "00000000-0000-0000-0000-000000000000".to_owned(),
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            time: DateTime::UNIX_EPOCH,
        }
    }
}

/// The members of an entry, unchecked.
///
/// AWS: EventBridge API Reference, `PutEventsRequestEntry`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'v> {
    /// `Source`
    pub source: Option<&'v Value>,
    /// `DetailType`
    pub detail_type: Option<&'v Value>,
    /// `Detail`: a JSON object in a string.
    pub detail: Option<&'v Value>,
    /// `Time`
    pub time: Option<&'v Value>,
    /// `Resources`
    pub resources: Option<&'v Value>,
    /// `EventBusName`: a name or an ARN.
    pub event_bus_name: Option<&'v Value>,
    /// `TraceHeader`
    pub trace_header: Option<&'v Value>,
    value: &'v Value,
}

impl<'v> Entry<'v> {
    /// The entry in a JSON value; `None` if it is not an object or has none of `Source`, `DetailType` and `Detail`.
    #[must_use]
    pub fn read(value: &'v Value) -> Option<Self> {
        let present = |name| {
            value
                .get(name)
                .filter(|member: &&Value| member.kind != Kind::Null)
        };
        let entry = Self {
            source: present("Source"),
            detail_type: present("DetailType"),
            detail: present("Detail"),
            time: present("Time"),
            resources: present("Resources"),
            event_bus_name: present("EventBusName"),
            trace_header: present("TraceHeader"),
            value,
        };
        (entry.source.is_some() || entry.detail_type.is_some() || entry.detail.is_some())
            .then_some(entry)
    }

    /// The event that EventBridge would deliver, as compact JSON.
    ///
    /// # Errors
    ///
    /// * `event/entry-incomplete`: `Source`, `DetailType` or `Detail` is missing or not a string.
    /// * `event/detail-malformed`: `Detail` is not the text of a JSON object.
    /// * `event/time`: `Time` is neither RFC 3339 nor a number of seconds.
    pub fn envelope(&self, stamp: &Stamp) -> Result<Envelope, Diagnostics> {
        Ok(Envelope {
            id: quoted(&stamp.id),
            detail_type: self.string("DetailType", self.detail_type)?.to_compact(),
            source: self.string("Source", self.source)?.to_compact(),
            account: quoted(&stamp.account),
            time: quoted(&delivered_time(self.time, stamp.time)?),
            region: quoted(&stamp.region),
            resources: self
                .resources
                .map_or_else(|| "[]".to_owned(), Value::to_compact),
            detail: self.detail_text()?,
        })
    }

    fn string(&self, name: &str, value: Option<&'v Value>) -> Result<&'v Value, Diagnostics> {
        match value {
            Some(value) if matches!(value.kind, Kind::String(_)) => Ok(value),
            Some(value) => Err(Diagnostic::error(
                ENTRY_INCOMPLETE,
                format!("`{name}` of an entry must be a string"),
            )
            .at(value.span, format!("{} instead", value.kind_name()))
            .into()),
            None => Err(
                Diagnostic::error(ENTRY_INCOMPLETE, format!("the entry has no `{name}`"))
                    .at(self.value.span, "`PutEvents` refuses this entry")
                    .into(),
            ),
        }
    }

    /// The text of the detail.
    fn detail_text(&self) -> Result<String, Diagnostics> {
        let value = match self.detail {
            Some(value) if value.as_object().is_some() => {
                return Err(Diagnostic::error(
                    DETAIL_MALFORMED,
                    "`Detail` of an entry must be a string that holds a JSON object",
                )
                .at(value.span, "an object, not a string")
                .help(
                    "write the object as a JSON text in a string: `\"Detail\": \"{\\\"a\\\": 1}\"`",
                )
                .into());
            }
            detail => self.string("Detail", detail)?,
        };
        let Kind::String(carried) = &value.kind else {
            return Ok(String::new());
        };
        let detail = carried.to_java_utf8().into_owned();
        let reason = match json::parse(&detail) {
            Ok(inner) if inner.as_object().is_some() => return Ok(inner.to_compact()),
            Ok(inner) => format!("it holds {}", inner.kind_name()),
            Err(error) => error.diagnostic(&detail).message,
        };
        Err(Diagnostic::error(
            DETAIL_MALFORMED,
            format!("`Detail` of an entry must hold a JSON object: {reason}"),
        )
        .at(value.span, "`PutEvents` answers `MalformedDetail`")
        .into())
    }
}

/// The time of the event: the entry's, without fractions of a second, or the time at which it is put.
///
/// The AWS CLI takes RFC 3339 and numbers of seconds since 1970; EventBridge delivers `YYYY-MM-DDTHH:MM:SSZ`
/// (observed).
fn delivered_time(value: Option<&Value>, put_at: DateTime<Utc>) -> Result<String, Diagnostics> {
    let Some(value) = value else {
        return Ok(put_at.to_rfc3339_opts(SecondsFormat::Secs, true));
    };
    let time = match &value.kind {
        Kind::String(_) => value
            .as_str()
            .and_then(|time| DateTime::parse_from_rfc3339(time).ok())
            .map(|time| time.to_utc()),
        Kind::Number(seconds) => seconds
            .split('.')
            .next()
            .and_then(|whole| whole.parse().ok())
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        _ => None,
    };
    time.map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true))
        .ok_or_else(|| {
            Diagnostic::error(
                TIME_INVALID,
                format!("`Time` of an entry is not a time: `{}`", value.to_compact()),
            )
            .at(value.span, "not a time")
            .help("write it as in `2026-11-20T10:00:00Z`")
            .into()
        })
}

/// A JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
