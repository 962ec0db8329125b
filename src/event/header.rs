//! The members of a delivered event, read without reading what is in them.
//!
//! EventBridge writes `version`, `id`, `detail-type`, `source`, `account`, `time`, `region` and
//! `resources` before `detail`. A look at them is enough to know that an object is an
//! envelope that lacks nothing, whatever the size of its detail. Programs that sort names write `detail` first: it is
//! then passed by its brackets.
//!
//! # What this module does not do
//!
//! It proves nothing wrong: an object of another kind, or with escapes in its names, has a header that says
//! less, and is then read whole.

use super::envelope::MANDATORY_FIELDS;
use crate::json::scan::{BLOCK, balance, block, quotes_and_backslashes};

/// How many members are looked at: the nine of an event, and room for a replay's `replay-name`.
const MAXIMUM_MEMBERS: usize = 12;

/// What the first members tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// There is a `detail-type` among them: it is an envelope, not an entry or a message.
    pub has_detail_type: bool,
    /// Every mandatory field is among them.
    pub is_complete: bool,
    /// The text of `id` between its quotes, if it is among them and needs no unescaping.
    pub id: Option<&'a str>,
    /// There is no `id` at all.
    pub lacks_id: bool,
}

/// How much of a header is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Whether there is a `detail-type`.
    Kind,
    /// The same, and the `id`.
    Id,
    /// All of it.
    Whole,
}

impl<'a> Header<'a> {
    /// Looks at the members of an object, until nothing more is to be known.
    #[must_use]
    pub fn read(text: &'a [u8]) -> Self {
        Self::up_to(text, Extent::Whole)
    }

    /// The same no further than that is known which is wanted. What comes behind it counts as not seen.
    #[must_use]
    pub fn up_to(text: &'a [u8], wanted: Extent) -> Self {
        let mut cursor = Cursor { rest: text };
        let mut header = Self::default();
        let mut seen = 0_u32;
        let mut has_id = false;
        if cursor.byte(b'{').is_none() {
            return header;
        }
        for _ in 0..MAXIMUM_MEMBERS {
            let Some(name) = cursor.string() else { break };
            header.has_detail_type |= name == b"detail-type";
            let is_field = |field: &&str| field.as_bytes() == name;
            if let Some(field) = MANDATORY_FIELDS.iter().position(is_field) {
                seen |= 1 << field;
            }
            header.is_complete = seen.count_ones() as usize == MANDATORY_FIELDS.len();
            if cursor.byte(b':').is_none() {
                break;
            }
            if name == b"id" {
                let value = cursor.clone().string();
                header.id = value.and_then(|id| std::str::from_utf8(id).ok());
                has_id = true;
            }
            let is_enough = match wanted {
                Extent::Kind => header.has_detail_type,
                Extent::Id => header.has_detail_type && has_id,
                Extent::Whole => header.is_complete,
            };
            if is_enough || cursor.value().is_none() {
                break;
            }
            if cursor.byte(b',').is_none() {
                header.lacks_id = !has_id && cursor.byte(b'}').is_some();
                break;
            }
        }
        header
    }
}

/// The bytes that are still to be read.
#[derive(Clone)]
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn byte(&mut self, wanted: u8) -> Option<()> {
        let rest = self.rest.trim_ascii_start();
        self.rest = rest.strip_prefix(&[wanted])?;
        Some(())
    }

    /// A string without escapes: its text.
    fn string(&mut self) -> Option<&'a [u8]> {
        self.byte(b'"')?;
        let end = stop(self.rest)?;
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.strip_prefix(b"\"")?;
        Some(text)
    }

    /// A value of any kind.
    fn value(&mut self) -> Option<()> {
        let rest = self.rest.trim_ascii_start();
        if !matches!(rest.first(), Some(b'{' | b'[')) {
            return self.scalar();
        }
        self.rest = rest.get(balance::close(rest, 1, 1)?..)?;
        Some(())
    }

    fn scalar(&mut self) -> Option<()> {
        if self.rest.trim_ascii_start().first() == Some(&b'"') {
            return self.string().map(|_| ());
        }
        let rest = self.rest.trim_ascii_start();
        let length = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(byte))?;
        self.rest = rest.get(length..).filter(|_| length > 0)?;
        Some(())
    }
}

/// Where the first quote or backslash stands.
#[inline]
fn stop(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(block) = block(text, at) {
        let stops = quotes_and_backslashes(block);
        if stops != 0 {
            return Some(at + stops.trailing_zeros() as usize);
        }
        at += BLOCK;
    }
    let is_stop = |byte: &u8| matches!(byte, b'"' | b'\\');
    let rest = text.get(at..)?.iter().position(is_stop)?;
    Some(at + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivered_event_tells_all_in_its_first_members() {
        let text = br#"{"version":"0","id":"7bf7","detail-type":"T","source":"s","account":"1",
            "time":"t","region":"r","resources":["a", "b"],"detail":{"id":5}}"#;
        let header = Header::read(text);
        assert_eq!(
            header,
            Header {
                has_detail_type: true,
                is_complete: true,
                id: Some("7bf7"),
                lacks_id: false,
            }
        );
    }

    #[test]
    fn what_is_wanted_is_found_wherever_it_stands() {
        for text in [
            r#"{"version":"0","id":"7bf7","detail-type":"T","source":"s"}"#,
            r#"{"detail":{},"detail-type":"T","id":"7bf7"}"#,
            r#"{"id":"7bf7","source":"s"}"#,
            r#"{"detail-type":"T"}"#,
            "{}",
        ] {
            let text = text.as_bytes();
            let (whole, id) = (Header::read(text), Header::up_to(text, Extent::Id));
            let kind = Header::up_to(text, Extent::Kind);
            assert_eq!(kind.has_detail_type, whole.has_detail_type);
            assert_eq!(id.has_detail_type, whole.has_detail_type);
            assert_eq!((id.id, id.lacks_id), (whole.id, whole.lacks_id));
        }
    }

    #[test]
    fn what_is_inside_a_detail_does_not_count() {
        let header = Header::read(br#"{"source":"s","detail":{"id":"5","detail-type":"T"}}"#);
        let lacks_id = true;
        assert_eq!(
            header,
            Header {
                lacks_id,
                ..Header::default()
            }
        );
    }

    #[test]
    fn the_order_of_the_members_does_not_count() {
        let text =
            br#"{"account":"1","detail":{"id":"}\"}"},"detail-type":"T","id":"7bf7","region":"r",
            "resources":[],"source":"s","time":"t","version":"0"}"#;
        let header = Header::read(text);
        assert!(header.has_detail_type && header.is_complete);
        assert_eq!(header.id, Some("7bf7"));
    }

    #[test]
    fn an_id_that_is_no_plain_text_is_not_said_to_be_lacking() {
        for id in ["5", r#""a\u0062""#, r#"["a"]"#] {
            let text = format!(r#"{{"id":{id},"detail-type":"T"}}"#);
            let header = Header::read(text.as_bytes());
            assert_eq!((header.id, header.lacks_id), (None, false), "{id}");
        }
        assert!(!Header::read(br#"{"\u0069d":"a"}"#).lacks_id);
    }

    #[test]
    fn an_entry_is_not_a_delivered_event() {
        let header = Header::read(br#"{"Source":"s","DetailType":"T","Detail":"{}"}"#);
        assert!(!header.has_detail_type);
    }
}
