//! The shapes in which people keep events, recognised by what is in them.
//!
//! | what stands in the file | the event |
//! |---|---|
//! | a delivered event | itself |
//! | an entry of `PutEvents`, `{"Entries":[…]}` | the envelope that EventBridge would make |
//! | an SQS message, `{"Messages":[…]}`, `{"Records":[…]}` | its `Body` or `body` |
//! | CloudWatch Logs, `{"events":[…]}` | the `message` of each |
//! | any other JSON | itself |
//!
//! The [`Splitter`](super::Splitter) finds the records and opens the lists; [`recognise`] looks at one record.
//!
//! # Example
//!
//! ```
//! use evb::event::put_events::Settings;
//! use evb::event::{Shape, Splitter, recognise};
//!
//! let mut splitter = Splitter::new(Shape::Recognised);
//! splitter.feed(br#"{"Messages":[{"MessageId":"1","Body":"{\"source\":\"aws.ec2\"}"}]}"#);
//! splitter.finish();
//! let piece = splitter.next_piece().ok_or("no piece")?;
//! let event = recognise(&piece, Shape::Recognised, &Settings::default()).map_err(|error| error.to_string())?;
//! assert_eq!(event.ok_or("nothing inside")?.text, r#"{"source":"aws.ec2"}"#);
//! # Ok::<(), String>(())
//! ```
//!
//! # What this module does not do
//!
//! It does not ask whether an event is complete: see [`missing_fields`](super::missing_fields).

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::header::{Extent, Header};
use super::own;
use super::piece::{Breakage, Enclosure, MAXIMUM_RECORD_BYTES, Piece};
use super::put_events::{EntryAnswer, Settings, put_events};
use super::wrapper::{ENTRY_MEMBERS, Shape, Wrapper, delivered_event, is_entry, lone_message};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::{self, Value};
use crate::model::bus_name;
use crate::source::Span;

/// Bytes that are not UTF-8.
pub const NOT_UTF8: Code = Code::new("event/not-utf8");
/// The file ends in the middle of a list of records.
pub const UNCLOSED: Code = Code::new("event/unclosed-list");
/// Two elements of a list without a comma between them.
pub const MISSING_COMMA: Code = Code::new("event/missing-comma");
/// A record beyond [`MAXIMUM_RECORD_BYTES`].
pub const TOO_LONG: Code = Code::new("event/too-long");
/// An element of a wrapper's list that has no event inside.
pub const NOT_WRAPPED: Code = Code::new("event/nothing-inside");
/// An entry that `PutEvents` does not take.
pub const ENTRY_REFUSED: Code = Code::new("event/entry-refused");
/// An object that stands alone is read as an entry.
pub const TAKEN_FOR_ENTRY: Code = Code::new("event/taken-for-entry");
/// A message whose text is not JSON.
pub const MESSAGE_NOT_JSON: Code = Code::new("event/message-not-json");

/// An event that was found in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// A JSON text; one that stands in the file as it is may still turn out to be broken.
    pub text: Cow<'a, str>,
    /// How it came out of the record.
    pub origin: Origin,
    /// The bus that an entry of `PutEvents` names; nothing else tells.
    pub bus: Option<String>,
}

/// How an event came out of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The record is the event.
    Itself,
    /// The record is an entry of `PutEvents`: id, account and region are not known.
    Entry,
    /// The record carries the event in a string; the member has this name.
    Message(&'static str),
}

/// Finds the event in a record. `None` when the record is an empty list.
///
/// The spans of what is returned lie in the text of the record.
///
/// # Errors
///
/// * `event/not-utf8`: the record is not text.
/// * `event/unclosed-list`: the stream ended before its list was closed.
/// * `event/missing-comma`: there is no comma before the record, which follows by itself.
/// * `event/too-long`: the record is longer than [`MAXIMUM_RECORD_BYTES`].
/// * `event/nothing-inside`: the record stands among messages and is none.
/// * `event/message-not-json`: what a message carries is not JSON.
/// * `json/…`: the record is not JSON.
/// * `event/entry-refused`, `put-events/…`: PutEvents does not take the entry.
/// * `event/own-output`: the record is an answer of evb, not an event.
pub fn recognise<'a>(
    piece: &Piece<'a>,
    shape: Shape,
    settings: &Settings,
) -> Result<Option<Event<'a>>, Diagnostics> {
    let text = std::str::from_utf8(piece.bytes).map_err(|error| {
        let wrong = error.valid_up_to();
        Diagnostic::error(
            NOT_UTF8,
            format!("byte {} of the record is not UTF-8", wrong + 1),
        )
        .at(Span::at(wrong), "not UTF-8 from here")
        .help("save the input as UTF-8: `iconv -t UTF-8` converts it")
    })?;
    if let Some(breakage) = piece.breakage {
        return Err(broken(text, breakage).into());
    }
    let itself = Ok(Some(Event {
        text: Cow::Borrowed(text),
        origin: Origin::Itself,
        bus: None,
    }));
    let is_delivered = || {
        piece.is_delivered
            || piece.enclosure == Enclosure::None
                && Header::up_to(piece.bytes, Extent::Kind).has_detail_type
    };
    if shape == Shape::Record && piece.enclosure == Enclosure::None && is_empty_list(text) {
        return Ok(None);
    }
    if shape == Shape::Record
        && own::may_be(piece.bytes)
        && let Some(refusal) = json::parse(text).ok().as_ref().and_then(own::refusal)
    {
        return Err(refusal.into());
    }
    if shape != Shape::Recognised || is_delivered() {
        return itself;
    }
    let value = json::parse(text).map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
    if piece.enclosure == Enclosure::None && delivered_event(&value) {
        return message(&value, Wrapper::Delivered).map(Some);
    }
    if let Some(refusal) = own::refusal(&value) {
        return Err(refusal.into());
    }
    match piece.enclosure {
        Enclosure::List(Wrapper::Entries) => entry(&value, settings).map(Some),
        Enclosure::List(wrapper) => message(&value, wrapper).map(Some),
        Enclosure::None if is_empty_wrapper(&value) => Ok(None),
        Enclosure::None if is_entry(&value) => entry(&value, settings)
            .map(Some)
            .map_err(|refused| taken_for_an_entry(&value, refused)),
        Enclosure::None => match lone_message(&value) {
            Some(wrapper) => message(&value, wrapper).map(Some),
            None => itself,
        },
    }
}

/// What is wrong with a record that the splitter saw to be broken.
fn broken(text: &str, breakage: Breakage) -> Diagnostic {
    match breakage {
        Breakage::Unclosed => Diagnostic::error(UNCLOSED, "a list of records is not closed")
            .at(Span::at(0), "no bracket closes what begins here")
            .help("close what is open at its end; the lines behind it that begin as it does are read as lists of their own"),
        Breakage::MissingComma => missing_comma(Span::at(0)),
        Breakage::UnclosedArray => {
            Diagnostic::error(UNCLOSED, "the input ends inside a list of records")
                .at(Span::at(0), "the list is not closed before its end")
                .help("the file seems to be cut off: the records before its end are answered")
        }
        Breakage::TooLong => too_long().at(Span::at(0), "it begins here"),
        Breakage::Unexpected(_) | Breakage::Unfinished => match json::parse(text) {
            Err(error) => error.diagnostic(text),
            // The value is whole; what follows it is not where a value may end.
            Ok(value) => missing_comma(value.span),
        },
    }
}

/// What is said of a record that is longer than [`MAXIMUM_RECORD_BYTES`].
#[must_use]
pub fn too_long() -> Diagnostic {
    let most = MAXIMUM_RECORD_BYTES >> 20;
    Diagnostic::error(TOO_LONG, format!("a record is longer than {most} MiB"))
}

fn missing_comma(record: Span) -> Diagnostic {
    Diagnostic::error(MISSING_COMMA, "a comma is missing between two elements of a list")
        .at(record, "not separated from what is before it")
        .help("put a comma between the elements: what JSON reads refuses the list otherwise; this is told once for a list")
}

/// Whether it is worth to look whether it is an empty list of records or messages.
pub(super) fn may_be_empty_list(text: &[u8]) -> bool {
    // To make one takes longer than to look through a record.
    static NAMES: LazyLock<[Finder<'_>; 2]> =
        LazyLock::new(|| [Finder::new(b"\"Messages\""), Finder::new(b"\"Records\"")]);
    NAMES.iter().any(|name| name.find(text).is_some())
}

/// Whether it is nothing but an empty list of records or messages.
fn is_empty_list(text: &str) -> bool {
    // Hardly any record has such a member, so that hardly any is parsed here.
    may_be_empty_list(text.as_bytes())
        && json::parse(text).is_ok_and(|value| {
            let lists = [Wrapper::Messages, Wrapper::Records];
            let mut lists = lists.iter().filter_map(|list| value.get(list.name()));
            lists.any(|list| list.as_array().is_some_and(<[Value]>::is_empty))
                && is_empty_wrapper(&value)
        })
}

/// `{"Messages":[]}` and what else is empty.
fn is_empty_wrapper(value: &Value) -> bool {
    [
        Wrapper::Messages,
        Wrapper::Records,
        Wrapper::Events,
        Wrapper::Entries,
    ]
    .into_iter()
    .filter_map(|wrapper| value.get(wrapper.name())?.as_array())
    .any(<[Value]>::is_empty)
        && ["source", "detail", "detail-type"]
            .into_iter()
            .all(|field| value.get(field).is_none())
}

/// Says why an object is read as an entry at all.
fn taken_for_an_entry(value: &Value, mut refused: Diagnostics) -> Diagnostics {
    let named = value.as_object().unwrap_or_default().iter();
    let telling = named.map(|member| (member.name.to_display(), member.name_span));
    let mut telling = telling.filter(|(name, _)| ENTRY_MEMBERS.contains(&&**name));
    if let Some((name, span)) = telling.next() {
        refused.0.push(
            Diagnostic::note(
                TAKEN_FOR_ENTRY,
                format!("the object is taken for an entry of `PutEvents`, because it has `{name}`"),
            )
            .at(span, "only entries have this")
            .help("with `--shape event` every JSON value is the event itself"),
        );
    }
    refused
}

/// The event that EventBridge would make of an entry.
fn entry(value: &Value, settings: &Settings) -> Result<Event<'static>, Diagnostics> {
    let request = Value {
        span: value.span,
        kind: json::Kind::Array(vec![value.clone()]),
    };
    let answer = put_events(&request, settings)
        .map_err(|refused| Diagnostics(refused.diagnostics))?
        .entries
        .pop()
        .ok_or_else(|| Diagnostic::error(ENTRY_REFUSED, "there is no entry"))?;
    let EntryAnswer { outcome, notes, .. } = answer;
    match outcome {
        Ok(envelope) => Ok(Event {
            text: Cow::Owned(envelope.to_json()),
            origin: Origin::Entry,
            bus: json::fields::text(value, "EventBusName").map(|bus| bus_name(bus).to_owned()),
        }),
        Err(error) => {
            let refusal = Diagnostic::error(
                ENTRY_REFUSED,
                format!("`PutEvents` answers `{}`", error.code),
            )
            .at(value.span, error.message)
            .help(match error.code {
                "MalformedDetail" => {
                    "write in `Detail` a text that holds a JSON object: `\"{\\\"key\\\": 1}\"`"
                }
                "NotAuthorizedForSourceException" => {
                    "give an event of AWS as it is delivered, not as an entry"
                }
                _ => "an entry needs `Source`, `DetailType` and `Detail`, none of them empty",
            });
            let all = notes.into_iter().filter(Diagnostic::is_error);
            Err(Diagnostics(all.chain([refusal]).collect()))
        }
    }
}

fn message(value: &Value, wrapper: Wrapper) -> Result<Event<'static>, Diagnostics> {
    let inner = wrapper.inner(value).ok_or_else(|| {
        Diagnostic::error(
            NOT_WRAPPED,
            format!("this element of `{}` carries no event", wrapper.name()),
        )
        .at(
            value.span,
            format!("has no string in `{}`", wrapper.member()),
        )
        .help("with `--shape event` every JSON value is the event itself")
    })?;
    let json::Kind::String(carried) = &inner.kind else {
        return Ok(Event {
            text: Cow::Borrowed(""),
            origin: Origin::Itself,
            bus: None,
        });
    };
    let text = carried.to_java_utf8().into_owned();
    if let Err(error) = json::parse(&text) {
        let what = error.diagnostic(&text).message;
        return Err(Diagnostic::error(
            MESSAGE_NOT_JSON,
            format!("the text in `{}` is not JSON: {what}", wrapper.member()),
        )
        .at(inner.span, "the event should be here")
        .help("with `--shape event` every JSON value is the event itself")
        .into());
    }
    Ok(Event {
        text: Cow::Owned(text),
        origin: Origin::Message(wrapper.member()),
        bus: None,
    })
}
