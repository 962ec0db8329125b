//! Most records, decided by one look at their text.
//!
//! To decide on a record, [`FilterRunner`] wants it as a tree, and its payload as another. A record
//! that no filter lets through needs neither: what filters see of it is written down once, and a
//! [`PatternSet`] reads that.
//!
//! Only plain records are decided on here: those of which nothing is to be told but the decision. That is so where every
//! payload that a filter speaks of is JSON, which is what such filters want, and where the service's engine is not known to
//! answer anything else than the pattern says, or not about such a record.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::{FilterRunner, Filters, PatternFormat};
use crate::json::scan::{self, Nesting};
use crate::json::{self, Kind, Tape, Value, sound_member, unescape};
use crate::pattern::set::{LOOKAHEAD_BYTES, Reading, Scratch};
use crate::pattern::taped_leaves::TapedLeaves;
use crate::pattern::{PatternSet, ServiceEvaluator};
use crate::simulate::pipe::source::Encoding;
use crate::source::Span;

/// The filters, for a look at the text of records.
#[derive(Debug)]
pub(in crate::simulate::pipe) struct Glance<'f> {
    filters: &'f Filters,
    encoding: Encoding,
    set: PatternSet,
    /// Those of which something else may be to be told of some records.
    doubtful: Vec<ServiceEvaluator<'f>>,
    /// Where the text stands that identifies a record at its source; empty if there is none.
    identifier: &'static [&'static str],
}

/// What a thread needs for that.
#[derive(Clone, Debug)]
pub(in crate::simulate::pipe) struct Sight {
    scratch: Scratch,
    /// What filters see of the record.
    document: Vec<u8>,
    /// The members of the record before: most have the same, in the same order.
    members: Vec<Seat>,
    /// Where the names and values of the wanted ones of this record stand.
    places: Vec<(Span, Span)>,
    tape: Tape,
    leaves: TapedLeaves,
}

/// A member, by its place in the record.
#[derive(Clone, Debug)]
struct Seat {
    /// As it is written, with its quotes.
    name: Box<str>,
    identifies: bool,
    is_payload: bool,
    is_seen: bool,
    is_wanted: bool,
}

/// So many places are remembered.
const MOST_SEATS: usize = 64;

/// What a look tells of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::simulate::pipe) enum Seen {
    /// The first filter that lets it through.
    Passed(usize),
    /// No filter lets it through; what identifies it at its source.
    Dropped(Option<String>),
}

impl<'f> Glance<'f> {
    /// `None` if what the filters say of a record may need more than a look at it.
    pub(in crate::simulate::pipe) fn new(
        runner: &FilterRunner<'f>,
        identifier: &'static [&'static str],
    ) -> Option<Self> {
        let filters = runner.filters;
        let source = filters.source?;
        let wants_json = |format: &PatternFormat| *format != PatternFormat::Plain;
        let mut alternatives = filters.filters.iter().flat_map(|one| &one.alternatives);
        let want_json = alternatives.all(|one| one.formats.iter().all(wants_json));
        let doubtful = runner.evaluators().filter(|one| !one.is_plain());
        (want_json && !filters.is_empty()).then(|| Self {
            filters,
            encoding: source.encoding(),
            set: PatternSet::new(filters.filters.iter().map(|one| &one.whole)),
            doubtful: doubtful.cloned().collect(),
            identifier,
        })
    }

    /// What a thread needs.
    pub(in crate::simulate::pipe) fn sight(&self) -> Sight {
        Sight {
            scratch: self.set.scratch(),
            document: Vec::new(),
            members: Vec::new(),
            places: Vec::new(),
            tape: Tape::default(),
            leaves: TapedLeaves::default(),
        }
    }

    /// Looks at a record, of which whoever takes it `wants` some members: the same for all records. `None` says nothing of
    /// it, not even that it is one.
    ///
    /// Guarantees: what is seen is what [`FilterRunner::ask`] decides, without a note.
    pub(in crate::simulate::pipe) fn look(
        &self,
        text: &str,
        wants: impl Fn(&str) -> bool,
        sight: &mut Sight,
    ) -> Option<Seen> {
        let identifier = self.write_document(text, &wants, sight)?;
        let Sight {
            scratch,
            document,
            tape,
            leaves,
            ..
        } = sight;
        let mut doubtful = self.doubtful.iter();
        if doubtful.any(|one| one.may_differ_in(document)) {
            let record = tape.read(std::str::from_utf8(document).ok()?).ok()?;
            let differs = |evaluator: &ServiceEvaluator<'_>| {
                !leaves.find(record, evaluator.logical().paths())
                    || evaluator.may_differ(leaves, record)
            };
            let mut evaluators = self.doubtful.iter();
            if evaluators.any(differs) {
                return None;
            }
        }
        let length = document.len();
        document.resize(length + LOOKAHEAD_BYTES, 0);
        let matched = self
            .set
            .matches_at(document, 0, length, Reading::Validated, scratch);
        Some(match matched.ok()?.rules.first() {
            Some(first) => Seen::Passed(usize::try_from(*first).ok()?),
            None => Seen::Dropped(identifier),
        })
    }

    /// The wanted members of the record at which was just looked, as [`json::parse_members`] reads them.
    pub(in crate::simulate::pipe) fn members(&self, text: &str, sight: &Sight) -> Option<Value> {
        let places = sight.places.iter();
        let members = places.map(|(name, value)| sound_member(text, *name, *value));
        Some(Value {
            span: Span::new(0, text.len()),
            kind: Kind::Object(members.collect::<Option<Vec<_>>>()?),
        })
    }

    /// Writes what filters see of a record, which is read to its end; returns what identifies it.
    fn write_document(
        &self,
        text: &str,
        wants: &impl Fn(&str) -> bool,
        sight: &mut Sight,
    ) -> Option<Option<String>> {
        let bytes = text.as_bytes();
        let Sight {
            document,
            members,
            places,
            ..
        } = sight;
        places.clear();
        let mut nesting = Nesting::default();
        nesting.open(true)?;
        let (mut identifier, mut payloads) = (None, 0);
        document.clear();
        document.push(b'{');
        let mut at = scan::spaces(bytes, bytes.starts_with(b"{").then_some(1)?);
        for number in 0.. {
            let (seat, behind) = self.seat((text, at), number, wants, members)?;
            let start = scan::spaces(bytes, behind);
            let end = scan::value(bytes, start, &mut nesting)?;
            let value = text.get(start..end)?;
            if seat.identifies {
                identifier = Some(value);
            }
            if seat.is_wanted {
                let name = Span::new(at, at + seat.name.len());
                places.push((name, Span::new(start, end)));
            }
            if seat.is_payload {
                payloads += 1;
                self.add_payload(&seat, value, document)?;
            } else if seat.is_seen {
                begin_member(&seat.name, document);
                document.extend_from_slice(value.as_bytes());
            }
            at = scan::spaces(bytes, end);
            match bytes.get(at)? {
                b',' => at = scan::spaces(bytes, at + 1),
                b'}' if at + 1 == bytes.len() => break,
                _ => return None,
            }
        }
        // One is missing, or is there twice.
        if payloads != self.filters.data_fields().len() {
            return None;
        }
        document.push(b'}');
        Some(identifier.and_then(|value| text_at(value, self.identifier.get(1..)?)))
    }

    /// The member whose name begins there, and where its value begins.
    fn seat<'s>(
        &self,
        (text, at): (&str, usize),
        number: usize,
        wants: &impl Fn(&str) -> bool,
        members: &'s mut Vec<Seat>,
    ) -> Option<(Cow<'s, Seat>, usize)> {
        let rest = text.get(at..)?;
        let is_known = |seat: &Seat| {
            let behind = rest.strip_prefix(&*seat.name);
            behind.is_some_and(|behind| behind.starts_with(':'))
        };
        if members.get(number).is_some_and(is_known) {
            let seat = members.get(number)?;
            return Some((Cow::Borrowed(seat), at + seat.name.len() + 1));
        }
        let (written, behind) = scan::name(text.as_bytes(), at)?;
        let name = text
            .get(at + 1..written.end - 1)
            .filter(|_| written.plain)?;
        let is_payload = self.filters.data_fields().contains(&name);
        let seat = Seat {
            name: format!("\"{name}\"").into(),
            identifies: self.identifier.first() == Some(&name),
            is_payload,
            is_seen: self.filters.speaks_of(name.as_bytes())
                && (is_payload || !self.filters.is_added_later(name)),
            is_wanted: wants(name),
        };
        match members.get_mut(number) {
            Some(place) => *place = seat.clone(),
            None if number < MOST_SEATS => members.push(seat.clone()),
            None => {}
        }
        Some((Cow::Owned(seat), behind))
    }

    /// Adds a payload as filters see it. `None` if it is not JSON, or not written as its source writes it.
    fn add_payload(&self, seat: &Seat, value: &str, document: &mut Vec<u8>) -> Option<()> {
        let before = document.len();
        begin_member(&seat.name, document);
        let start = document.len();
        match self.encoding {
            Encoding::Json => {
                value.starts_with('{').then_some(())?;
                document.extend_from_slice(value.as_bytes());
            }
            Encoding::Base64 => {
                let written = value.strip_prefix('"')?.strip_suffix('"')?;
                BASE64_STANDARD.decode_vec(written, document).ok()?;
            }
            Encoding::Text => {
                let written = value.strip_prefix('"')?.strip_suffix('"')?;
                unescape(written.as_bytes(), document);
            }
        }
        let payload = document.get(start..)?;
        std::str::from_utf8(payload).ok()?;
        if !seat.is_seen {
            document.truncate(before);
            return Some(());
        }
        // It is read between other members: it must be one value.
        let begins = payload.get(scan::spaces(payload, 0));
        matches!(begins, Some(b'{' | b'[')).then_some(())?;
        scan::is_value(payload).then_some(())
    }
}

/// Begins a member of an object that is not closed.
fn begin_member(name: &str, object: &mut Vec<u8>) {
    if object.len() > 1 {
        object.push(b',');
    }
    object.extend_from_slice(name.as_bytes());
    object.push(b':');
}

/// The text at a path in a value, if there is one.
fn text_at(value: &str, path: &[&str]) -> Option<String> {
    let Some((name, behind)) = path.split_first() else {
        let mut text = Vec::new();
        let written = value.strip_prefix('"')?.strip_suffix('"')?;
        unescape(written.as_bytes(), &mut text);
        return String::from_utf8(text).ok();
    };
    let object = json::parse_members(value, |member| member == *name).ok()?;
    let found = behind
        .iter()
        .try_fold(object.get(name)?, |value, name| value.get(name))?;
    found.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{self, Dialect};
    use crate::simulate::pipe::{Decision, FilterAnswer, SourceKind, SourceRecord};

    fn filters(source: SourceKind, patterns: &[&str]) -> Filters {
        let patterns = patterns
            .iter()
            .map(|one| pattern::parse(one, Dialect::Pipe).unwrap());
        Filters::new(Some(source), Dialect::Pipe, patterns.collect())
    }

    /// What a look tells, after it was compared with what the filters decide.
    fn seen(source: SourceKind, patterns: &[&str], record: &str) -> Option<Seen> {
        let filters = filters(source, patterns);
        let runner = filters.runner();
        let glance = Glance::new(&runner, &["messageId"])?;
        let mut sight = glance.sight();
        let seen = glance.look(record, |_| true, &mut sight)?;
        let value = json::parse(record).unwrap();
        assert_eq!(glance.members(record, &sight).as_ref(), Some(&value));
        let own = SourceRecord::new(&value, Some(source));
        let FilterAnswer { decision, notes } = runner.ask(&mut own.record());
        let expected = match &seen {
            Seen::Passed(filter) => Decision::Pass {
                filter: Some(*filter),
            },
            Seen::Dropped(_) => Decision::Drop {
                nearest: 0,
                format: None,
            },
        };
        assert_eq!((decision, notes), (expected, Vec::new()), "{record}");
        Some(seen)
    }

    #[test]
    fn plain_records_are_decided_on_as_the_filters_do() {
        let body = [r#"{"body":{"type":["order"]}}"#];
        let dropped = |id: &str| Some(Seen::Dropped(Some(id.to_owned())));
        for (record, expected) in [
            (
                r#"{"messageId":"a","body":"{\"type\":\"order\"}"}"#,
                Some(Seen::Passed(0)),
            ),
            (
                r#"{"messageId":"a\n","body":" {\"type\":\"other\"}\t"}"#,
                dropped("a\n"),
            ),
            (
                r#"{"messageId":7,"body":"{\"type\":\"other\"}"}"#,
                Some(Seen::Dropped(None)),
            ),
            (
                r#"{"messageId":"a","body":"[{\"type\":\"x\"}]","messageId":"b"}"#,
                dropped("b"),
            ),
            (r#"{"body":"{},\"x\":{}"}"#, None),
            (r#"{"body":"{\"type\":\"order\"}}"}"#, None),
            (r#"{"body":"\f{}"}"#, None),
            (r#"{"body":"7"}"#, None),
            (r#"{"body":"text"}"#, None),
            (r#"{"body":"{}","body":"{}"}"#, None),
            (r#"{"Body":"{}"}"#, None),
            (r#"{"body":{}}"#, None),
            (r#"{"b\u006fdy":"{}"}"#, None),
            (
                r#"{"body":"{\"type\":\"\\ud800\"}"}"#,
                Some(Seen::Dropped(None)),
            ),
            (r#"{"body":"{\"type\":\"\ud800\"}"}"#, None),
            (r#"{"body":"{}"} x"#, None),
            (r#"["body"]"#, None),
            ("{}", None),
        ] {
            assert_eq!(seen(SourceKind::Sqs, &body, record), expected, "{record}");
        }
    }

    #[test]
    fn every_way_to_write_a_payload_is_read() {
        for (source, pattern, record) in [
            (
                SourceKind::Kinesis,
                r#"{"data":{"id":[7]},"partitionKey":["k"]}"#,
                r#"{"partitionKey":"k","data":"eyJpZCI6N30="}"#,
            ),
            (
                SourceKind::DynamoDb,
                r#"{"dynamodb":{"Keys":{"id":{"N":["7"]}}}}"#,
                r#"{"dynamodb":{"Keys":{"id":{"N":"7"}}},"eventName":"INSERT"}"#,
            ),
            (
                SourceKind::Msk,
                r#"{"value":{"n":[{"numeric":["<",7]}]}}"#,
                r#"{"key":"aw==","value":"eyJpZCI6NywibiI6Mi41fQ=="}"#,
            ),
        ] {
            let passed = seen(source, &[r#"{"x":["y"]}"#, pattern], record);
            assert_eq!(passed, Some(Seen::Passed(1)), "{record}");
            let dropped = seen(source, &[&pattern.replace('7', "1")], record);
            assert_eq!(dropped, Some(Seen::Dropped(None)), "{record}");
        }
    }

    #[test]
    fn records_of_which_more_is_to_be_told_need_more_than_a_look() {
        for (pattern, body) in [
            (r#"{"body":{"id":[7]}}"#, r#"{\"id\":7.0}"#),
            (r#"{"body":{"id":[7.0]}}"#, r#"{\"id\":7}"#),
            (
                r#"{"body":{"id":[{"numeric":["=",7]}]}}"#,
                r#"{\"id\":12345678901234567890}"#,
            ),
            (
                r#"{"body":{"id":[{"anything-but":"a"}]}}"#,
                r#"{\"id\":[\"a\",\"b\"]}"#,
            ),
        ] {
            let record = format!(r#"{{"body":"{body}"}}"#);
            assert_eq!(seen(SourceKind::Sqs, &[pattern], &record), None, "{record}");
            let record = r#"{"body":"{\"id\":8}"}"#;
            let plain = seen(SourceKind::Sqs, &[pattern], record);
            assert_eq!(plain.is_none(), pattern.contains("7.0"), "{pattern}");
        }
    }

    #[test]
    fn filters_that_want_text_need_more_than_a_look() {
        for pattern in [
            r#"{"body":["text"]}"#,
            r#"{"$or":[{"body":["text"]},{"body":{"type":["order"]}}]}"#,
        ] {
            let filters = filters(SourceKind::Sqs, &[pattern]);
            assert!(Glance::new(&filters.runner(), &[]).is_none(), "{pattern}");
        }
        let none = Filters::new(Some(SourceKind::Sqs), Dialect::Pipe, Vec::new());
        assert!(Glance::new(&none.runner(), &[]).is_none());
    }
}
