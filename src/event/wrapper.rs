//! The shapes in which records are kept, and the objects around lists of them.
//!
//! # What this module does not do
//!
//! It takes no event out of a record: see [`recognise`](super::recognise).

use crate::json::{self, Value};

/// How records become events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// By what is in them: see the [module](self).
    #[default]
    Recognised,
    /// Lists are opened (a JSON array, `{"Records":[…]}`, `{"Messages":[…]}` of messages), and each element is the
    /// event itself.
    Record,
    /// Every JSON value is the event itself.
    Event,
}

/// An object around a list of records, named after the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wrapper {
    /// `aws sqs receive-message`
    Messages,
    /// What a Lambda function gets from a queue.
    Records,
    /// `aws logs filter-log-events`, `get-log-events`
    Events,
    /// `aws events put-events --cli-input-json`
    Entries,
    /// A line of `evb transform --format jsonl`: what a target received.
    Delivered,
}

impl Wrapper {
    /// The wrapper whose list has this name.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"Messages" => Some(Self::Messages),
            b"Records" => Some(Self::Records),
            b"events" => Some(Self::Events),
            b"Entries" => Some(Self::Entries),
            _ => None,
        }
    }

    /// The name of its list.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Messages => "Messages",
            Self::Records => "Records",
            Self::Events => "events",
            Self::Entries => "Entries",
            Self::Delivered => "results",
        }
    }

    /// The member of each element in which the event is, for messages.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::Messages => "Body",
            Self::Records => "body",
            Self::Events => "message",
            Self::Entries => "Detail",
            Self::Delivered => "raw",
        }
    }

    /// Whether a list whose first element is this holds events, and so is to be opened.
    pub(super) fn accepts(self, first: &[u8], shape: Shape) -> bool {
        let element = std::str::from_utf8(first).map(json::parse);
        match (element, shape) {
            (_, Shape::Event) => false,
            (_, Shape::Record) if self == Self::Records => true,
            (Ok(Ok(element)), Shape::Record) => {
                self == Self::Messages && lone_message(&element).is_some()
            }
            (_, Shape::Record) => false,
            // What is broken is told of the element, and the others are answered.
            (Err(_) | Ok(Err(_)), Shape::Recognised) => true,
            (Ok(Ok(element)), Shape::Recognised) => match self {
                Self::Entries => is_entry(&element),
                _ => self.inner(&element).is_some(),
            },
        }
    }

    /// The text inside a message.
    pub(super) fn inner(self, element: &Value) -> Option<&Value> {
        let names: &[&str] = match self {
            Self::Messages | Self::Records => &["Body", "body"],
            Self::Events => &["message"],
            Self::Entries => &[],
            Self::Delivered => &["raw"],
        };
        names
            .iter()
            .find_map(|name| element.get(name))
            .filter(|text| matches!(text.kind, json::Kind::String(_)))
    }
}

/// Whether an object that stands alone is an SQS message: it has a body and says which message it is.
pub(super) fn lone_message(value: &Value) -> Option<Wrapper> {
    let is_message = ["MessageId", "messageId"]
        .into_iter()
        .any(|name| value.get(name).is_some());
    (is_message && Wrapper::Messages.inner(value).is_some()).then_some(Wrapper::Messages)
}

/// Whether an object is what `evb transform` says was delivered, and that is an event: what arrives at a bus.
pub(super) fn delivered_event(value: &Value) -> bool {
    let is_delivered = value
        .get("delivered")
        .is_some_and(|one| one.kind == json::Kind::Bool(true));
    let raw = Wrapper::Delivered.inner(value).filter(|_| is_delivered);
    let event = raw.and_then(|raw| json::parse(raw.as_str()?).ok());
    event.is_some_and(|event| {
        ["source", "detail-type", "detail"]
            .iter()
            .all(|name| event.get(name).is_some())
    })
}

/// Members that entries of `PutEvents` have, and events do not.
pub(super) const ENTRY_MEMBERS: [&str; 3] = ["Source", "DetailType", "Detail"];

/// Whether an object has a member that only entries of `PutEvents` have.
pub(super) fn is_entry(value: &Value) -> bool {
    ENTRY_MEMBERS
        .into_iter()
        .any(|name| value.get(name).is_some())
}
