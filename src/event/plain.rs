//! The event in a record as most are written, found without reading the record into a tree.
//!
//! # What this module does not do
//!
//! It judges nothing: whatever is not plain is left to [`recognise`](super::recognise), which tells what it is.

use super::header::{Extent, Header};
use super::own;
use super::piece::{Enclosure, Piece};
use super::shape::may_be_empty_list;
use super::wrapper::{Shape, Wrapper};
use crate::json::scan::{self, Nesting};
use crate::json::unescape;

/// The members of messages. What has others may be something else.
///
/// AWS: Amazon SQS API Reference, "Message"; Lambda Developer Guide, "Using Lambda with Amazon SQS"; CloudWatch Logs API
/// Reference, "FilteredLogEvent".
const MEMBERS: [&[u8]; 22] = [
    b"\"MessageId\"",
    b"\"ReceiptHandle\"",
    b"\"MD5OfBody\"",
    b"\"Body\"",
    b"\"Attributes\"",
    b"\"MD5OfMessageAttributes\"",
    b"\"MessageAttributes\"",
    b"\"messageId\"",
    b"\"receiptHandle\"",
    b"\"md5OfBody\"",
    b"\"body\"",
    b"\"attributes\"",
    b"\"md5OfMessageAttributes\"",
    b"\"messageAttributes\"",
    b"\"eventSource\"",
    b"\"eventSourceARN\"",
    b"\"awsRegion\"",
    b"\"message\"",
    b"\"timestamp\"",
    b"\"logStreamName\"",
    b"\"ingestionTime\"",
    b"\"eventId\"",
];

/// Where the event of a plain record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Plain<'a> {
    /// The record is the event; its first members, where they were looked at, as far as they are wanted.
    Itself(Option<Header<'a>>),
    /// The record carries it in a string; the member has this name.
    Message(&'static str),
}

/// Finds the event in a record that is plain. The text that a message carries is written to `carried`.
///
/// If the event is JSON, it is the one that [`recognise`](super::recognise) finds; it may not even be text. `None` says
/// nothing.
#[must_use]
pub fn plain<'a>(
    piece: &Piece<'a>,
    shape: Shape,
    wanted: Extent,
    carried: &mut Vec<u8>,
) -> Option<Plain<'a>> {
    let text = piece.bytes;
    let is_object = text.first() == Some(&b'{') && text.last() == Some(&b'}');
    if piece.breakage.is_some() || !is_object {
        return None;
    }
    let in_list = match piece.enclosure {
        Enclosure::None => None,
        Enclosure::List(wrapper) => Some(wrapper),
    };
    let header = match shape {
        Shape::Event => None,
        Shape::Record => {
            let is_plain = match in_list {
                Some(_) => !own::may_be(text),
                None => is_plain_record(text),
            };
            is_plain.then_some(None)?
        }
        Shape::Recognised if piece.is_delivered => None,
        Shape::Recognised => {
            let header = in_list.is_none().then(|| Header::up_to(text, wanted));
            match header.filter(|header| header.has_detail_type) {
                None => return in_message(text, in_list, carried).map(Plain::Message),
                header => header,
            }
        }
    };
    Some(Plain::Itself(header))
}

/// Whether an object that stands alone is a record, if it is JSON: neither a list of records nor what evb wrote.
#[must_use]
pub fn is_plain_record(text: &[u8]) -> bool {
    !may_be_empty_list(text) && !own::may_be(text)
}

/// The member in which a message carries its event that stands alone: a whole object in `text`, and JSON. What it carries is
/// written to `carried`.
#[must_use]
pub fn message(text: &[u8], carried: &mut Vec<u8>) -> Option<&'static str> {
    in_message(text, None, carried)
}

/// The member in which a message carries its event, in a list of messages or alone.
fn in_message(text: &[u8], list: Option<Wrapper>, carried: &mut Vec<u8>) -> Option<&'static str> {
    let wrapper = list.unwrap_or(Wrapper::Messages);
    let names: [&[u8]; 2] = match wrapper {
        Wrapper::Messages | Wrapper::Records => [b"\"Body\"", b"\"body\""],
        Wrapper::Events => [b"\"message\""; 2],
        Wrapper::Entries | Wrapper::Delivered => return None,
    };
    let mut nesting = Nesting::default();
    nesting.open(true)?;
    let mut at = scan::spaces(text, 1);
    let mut is_named = list.is_some();
    let mut bodies = [None; 2];
    loop {
        let rest = text.get(at..)?;
        let member = MEMBERS.iter().find(|member| rest.starts_with(member))?;
        is_named |= member.eq_ignore_ascii_case(b"\"messageid\"");
        let (_, behind) = scan::name(text, at)?;
        let start = scan::spaces(text, behind);
        let end = scan::value(text, start, &mut nesting)?;
        if let Some(body) = names.iter().position(|name| name == member) {
            let body = bodies.get_mut(body)?;
            if body.replace((start, end)).is_some() {
                return None;
            }
        }
        at = scan::spaces(text, end);
        match text.get(at)? {
            b',' => at = scan::spaces(text, at + 1),
            b'}' if at + 1 == text.len() && is_named => break,
            _ => return None,
        }
    }
    let (start, end) = bodies.into_iter().flatten().next()?;
    let inside = text.get(start..end)?.strip_prefix(b"\"")?;
    carried.clear();
    unescape(inside.strip_suffix(b"\"")?, carried);
    // Half of a surrogate pair is none.
    std::str::from_utf8(carried)
        .is_ok()
        .then(|| wrapper.member())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::put_events::Settings;
    use crate::event::{Origin, Splitter, recognise};

    /// What is found in plain records; all others are counted.
    fn found(text: &str, shape: Shape) -> (Vec<String>, usize) {
        let mut splitter = Splitter::new(shape);
        splitter.feed(text.as_bytes());
        splitter.finish();
        let (mut texts, mut others) = (Vec::new(), 0);
        let mut carried = Vec::new();
        while let Some(piece) = splitter.next_piece() {
            let event = recognise(&piece, shape, &Settings::default());
            let (told, origin) = match plain(&piece, shape, Extent::Whole, &mut carried) {
                None => {
                    others += 1;
                    continue;
                }
                Some(Plain::Itself(_)) => (piece.bytes, Origin::Itself),
                Some(Plain::Message(member)) => (&*carried, Origin::Message(member)),
            };
            let event = event.unwrap().unwrap();
            assert_eq!(
                (event.text.as_bytes(), event.origin),
                (told, origin),
                "{text}"
            );
            texts.push(event.text.into_owned());
        }
        (texts, others)
    }

    #[test]
    fn plain_records_are_what_they_are_recognised_as() {
        for text in [
            r#"{"detail-type":"T","detail":{"é":1}}"#,
            r#"[{"detail-type":"T"}]"#,
            r#"{"MessageId":"1","Body":"{\"a\":\"\\u00e9\\n\"}"}"#,
            r#"{"body":"{}","messageId":"1","Body":"{\"a\":1}"}"#,
            r#"{"Messages":[{"Body":"{\"a\":\"\ud83d\ude00\"}"}]}"#,
            r#"{"Records":[{"messageId":"1","body":"{\"a\":1}","eventSource":"aws:sqs"}]}"#,
            r#"{"events":[{"message":"{}","timestamp":1}]}"#,
        ] {
            assert_eq!(found(text, Shape::Recognised).1, 0, "{text}");
        }
    }

    #[test]
    fn what_may_be_something_else_is_not_plain() {
        for text in [
            "[1]",
            r#"{"a":1}"#,
            r#"{"Body":"{}"}"#,
            r#"{"MessageId":"1","Body":{}}"#,
            r#"{"MessageId":"1","Body":{},"body":"{}"}"#,
            r#"{"MessageId":"1","Body":"{}","Body":"{\"a\":1}"}"#,
            r#"{"MessageId":"1","Body":"{}","Source":"s"}"#,
            r#"{"MessageId":"1","Body":"{\"a\":\"\ud83d\"}"}"#,
            r#"{"Messages":[{"Body":"{}"},{"Body":"{}","other":1}]}"#,
            r#"{"Entries":[{"Source":"s","DetailType":"T","Detail":"{}"}]}"#,
        ] {
            assert_ne!(found(text, Shape::Recognised).1, 0, "{text}");
        }
        assert_eq!(found(r#"{"Messages":[]}"#, Shape::Record).1, 1);
        assert_eq!(found(r#"{"summary":{"records":1}}"#, Shape::Record).1, 1);
        assert_eq!(found(r#"{"a":1}[{"b":1}]"#, Shape::Record).1, 0);
    }
}
