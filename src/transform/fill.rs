//! Rendering: a template and an event become the text that the target receives.
//!
//! The model that fits every recorded answer: a template that begins with `{` is JSON, anything else is
//! text. What stands for a placeholder depends on where it stands.
//!
//! | value | a JSON value's place | inside a JSON string | a text |
//! |---|---|---|---|
//! | string | quoted and escaped | as it is | as it is |
//! | number, boolean, null | literal | literal | literal |
//! | object, array | compact JSON | compact JSON, which breaks the string | compact JSON without any `"` |
//! | nothing there | `""` | nothing | nothing |
//!
//! A JSON template is delivered compact if the result is JSON; otherwise the event is lost.

use super::notes::{Note, NoteKind};
use super::path::AtPath;
use super::record::{PayloadContent, Record};
use super::rendering::{Rendered, Rendering, Undelivered};
use super::scan::{Position, TemplateKind};
use super::template::{Piece, Placeholder, Template, Variable};
use super::undelivered;
use super::variables::{Reserved, Variables};
use crate::json::{self, JsonString, Kind, Value};
use crate::quota;
use crate::sure::Sure as _;

impl Template {
    /// Renders one event.
    #[must_use]
    pub fn render(&self, record: &Record<'_>, variables: &Variables) -> Rendered {
        let mut rendering = Rendering::default();
        match self.render_into(record, variables, &mut rendering) {
            Ok(()) => Rendered::Delivered {
                raw: rendering.raw,
                notes: rendering
                    .notes
                    .into_iter()
                    .map(|note| self.explain(note, record))
                    .collect(),
            },
            Err(why) => Rendered::Undelivered(why),
        }
    }

    /// Renders one event into a buffer, whose former content is lost.
    ///
    /// Guarantees on success: the result of a JSON template, and of one that
    /// [must be JSON](Template::must_be_json), can be read by [`json::parse`]; the result is not longer than
    /// [`MAXIMUM_PIPE_PAYLOAD_BYTES`](quota::MAXIMUM_PIPE_PAYLOAD_BYTES).
    ///
    /// # Errors
    ///
    /// * `transform/not-json`: the result is not JSON although it must be.
    /// * `transform/too-large`: the result is longer than a payload can be.
    pub fn render_into(
        &self,
        record: &Record<'_>,
        variables: &Variables,
        rendering: &mut Rendering,
    ) -> Result<(), Box<Undelivered>> {
        rendering.raw.clear();
        rendering.notes.clear();
        let is_json = self.kind == TemplateKind::Json;
        let mut known_as_json = is_json && self.sound;
        let mut filler = Filler {
            record,
            variables,
            raw: &mut rendering.raw,
            notes: &mut rendering.notes,
            number: 0,
            alone_in_list: None,
        };
        for piece in &self.pieces {
            match piece {
                Piece::Literal { compact, .. } if is_json => filler.put_literal(compact),
                Piece::Literal { written, .. } => filler.raw.push_str(written),
                Piece::Placeholder(placeholder) => known_as_json &= filler.put(placeholder),
            }
            if filler.raw.len() > quota::MAXIMUM_PIPE_PAYLOAD_BYTES {
                return Err(Box::new(undelivered::too_large(self)));
            }
        }
        if known_as_json || !(is_json || self.must_be_json) {
            return Ok(());
        }
        undelivered::settle(self, record, variables, rendering)
    }

    /// The same as written, white space and all, with the place of each placeholder's value in it.
    pub(super) fn fill_as_written(
        &self,
        record: &Record<'_>,
        variables: &Variables,
    ) -> (String, Vec<std::ops::Range<usize>>) {
        let (mut raw, mut notes, mut places) = (String::new(), Vec::new(), Vec::new());
        let mut filler = Filler {
            record,
            variables,
            raw: &mut raw,
            notes: &mut notes,
            number: 0,
            alone_in_list: None,
        };
        for piece in &self.pieces {
            match piece {
                Piece::Literal { written, .. } => filler.raw.push_str(written),
                Piece::Placeholder(placeholder) => {
                    let start = filler.raw.len();
                    filler.put(placeholder);
                    places.push(start..filler.raw.len());
                }
            }
        }
        (raw, places)
    }
}

/// What stands for a placeholder.
enum Content<'a> {
    Nothing,
    Text(&'a str),
    Value(&'a Value, Option<&'a str>),
    Many(Vec<&'a Value>),
    EventWithoutDetail,
    DecodedRecord,
}

/// One rendering under way.
struct Filler<'a, 'out> {
    record: &'a Record<'a>,
    variables: &'a Variables,
    raw: &'out mut String,
    notes: &'out mut Vec<Note>,
    /// The number of the placeholder at hand.
    number: usize,
    /// The number of the placeholder just written, if it is a list and a list of the template begins with it.
    alone_in_list: Option<usize>,
}

impl<'a> Filler<'a, '_> {
    /// Writes a part of a JSON template, and notes of the list before it whether it is all that a list of the template has.
    fn put_literal(&mut self, compact: &str) {
        if let Some(placeholder) = self.alone_in_list.take()
            && compact.starts_with(']')
        {
            self.notes.push(Note {
                kind: NoteKind::ListInList,
                placeholder,
            });
        }
        self.raw.push_str(compact);
    }

    /// Writes what stands for `placeholder`; whether a sound template stays JSON with it.
    fn put(&mut self, placeholder: &'a Placeholder) -> bool {
        let content = self.content(placeholder);
        let start = self.raw.len();
        let stays_json = match placeholder.position {
            Position::Value => {
                let is_list = match &content {
                    Content::Value(value, _) => matches!(value.kind, Kind::Array(_)),
                    Content::Many(_) => true,
                    _ => false,
                };
                self.alone_in_list = (is_list && self.raw.ends_with('[')).then_some(self.number);
                self.put_value(&content, placeholder.depth)
            }
            Position::InString => {
                self.put_in_string(&content);
                let put = self.raw.get(start..).sure();
                let is_plain = !put.bytes().any(needs_escape);
                if !is_plain {
                    self.note(NoteKind::NotEscaped);
                }
                is_plain
            }
            Position::Text => {
                self.put_in_text(&content);
                true
            }
        };
        self.number += 1;
        stays_json
    }

    fn content(&mut self, placeholder: &'a Placeholder) -> Content<'a> {
        match &placeholder.variable {
            Variable::Unreadable(_) => {
                self.note(NoteKind::Unreadable);
                Content::Nothing
            }
            Variable::Path(path) => match path.find(self.record) {
                AtPath::Nothing => {
                    self.note(NoteKind::Missing);
                    Content::Nothing
                }
                AtPath::Many(values) => Content::Many(values),
                AtPath::One {
                    value,
                    decoded_from,
                } => {
                    let is_container = matches!(value.kind, Kind::Object(_) | Kind::Array(_));
                    if decoded_from.is_some_and(|text| text.trim().len() == value.span.len())
                        && !is_container
                    {
                        self.note(NoteKind::ScalarPayload);
                    }
                    Content::Value(value, decoded_from)
                }
            },
            Variable::Reserved(reserved) => self.reserved(*reserved),
        }
    }

    fn reserved(&mut self, reserved: Reserved) -> Content<'a> {
        match reserved {
            Reserved::Event => Content::EventWithoutDetail,
            Reserved::EventJson | Reserved::Record => Content::Value(self.record.value(), None),
            Reserved::RecordJson => {
                let kept = |content: &PayloadContent<'_>| {
                    !matches!(
                        content,
                        PayloadContent::Json { .. } | PayloadContent::Absent
                    )
                };
                if self.record.payloads().iter().any(|one| kept(&one.content)) {
                    self.note(NoteKind::PayloadKept);
                }
                Content::DecodedRecord
            }
            _ => match self.variables.get(reserved) {
                Some(value) => Content::Text(value),
                None => {
                    self.note(NoteKind::DefaultValue);
                    Content::Text(self.default_of(reserved))
                }
            },
        }
    }

    /// A made-up value; for the time of ingestion the event's own time.
    fn default_of(&self, reserved: Reserved) -> &'a str {
        let time = match reserved {
            Reserved::EventIngestionTime => self.record.value().get("time"),
            _ => None,
        };
        time.and_then(Value::as_str)
            .unwrap_or_else(|| reserved.default_value())
    }

    /// In a value's place; whether the nesting is surely within bounds.
    fn put_value(&mut self, content: &Content<'_>, depth: usize) -> bool {
        let start = self.raw.len();
        match content {
            Content::Nothing => self.raw.push_str("\"\""),
            Content::Text(text) => json::write_quoted(text, self.raw),
            Content::Value(value, _) => {
                value.write_compact(self.raw);
                if let Kind::String(text) = &value.kind
                    && text.as_wtf8().iter().copied().any(needs_escape)
                {
                    self.note(NoteKind::Escaped);
                }
            }
            _ => self.put_json(content),
        }
        // Every level of nesting takes two brackets.
        depth + (self.raw.len() - start) / 2 <= quota::MAXIMUM_JSON_DEPTH
            || matches!(content, Content::Nothing | Content::Text(_))
            || matches!(content, Content::Value(value, _) if depth + nesting(value) <= quota::MAXIMUM_JSON_DEPTH)
    }

    /// Inside a string of a JSON template: as it is, whatever comes of it.
    fn put_in_string(&mut self, content: &Content<'_>) {
        match content {
            Content::Nothing => {}
            Content::Text(text) => self.raw.push_str(text),
            Content::Value(value, _) => match &value.kind {
                Kind::String(text) => self.push_decoded(text),
                _ => value.write_compact(self.raw),
            },
            _ => self.put_json(content),
        }
    }

    /// In a text: objects and arrays lose every quote.
    fn put_in_text(&mut self, content: &Content<'_>) {
        let start = self.raw.len();
        self.put_in_string(content);
        let is_string = matches!(content, Content::Text(_))
            || matches!(content, Content::Value(value, _) if matches!(value.kind, Kind::String(_)));
        if is_string {
            return;
        }
        strip_quotes(self.raw, start);
        if let Content::Value(value, Some(decoded_from)) = content
            && let Some(written) = decoded_from.get(value.span.start..value.span.end)
        {
            // AWS's guide shows a body's object with the white space it was sent with.
            let mut spaced = written.to_owned();
            strip_quotes(&mut spaced, 0);
            if self.raw.get(start..) != Some(&*spaced) {
                self.raw.truncate(start);
                self.raw.push_str(&spaced);
                self.note(NoteKind::PayloadSpacing);
            }
        }
    }

    /// What is no single value, as compact JSON.
    fn put_json(&mut self, content: &Content<'_>) {
        match content {
            Content::Many(values) => {
                self.raw.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        self.raw.push(',');
                    }
                    value.write_compact(self.raw);
                }
                self.raw.push(']');
            }
            Content::EventWithoutDetail => {
                write_event_without_detail(self.record.value(), self.raw)
            }
            Content::DecodedRecord => write_decoded(self.record, self.raw),
            Content::Nothing | Content::Text(_) | Content::Value(..) => {}
        }
    }

    /// Text as Java writes it: half a surrogate pair becomes `?`.
    fn push_decoded(&mut self, text: &JsonString) {
        self.raw.push_str(&text.to_java_utf8());
    }

    fn note(&mut self, kind: NoteKind) {
        self.notes.push(Note {
            kind,
            placeholder: self.number,
        });
    }
}

/// Whether a byte cannot stand in a JSON string as it is.
fn needs_escape(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// Takes every `"` out of `raw` from `start` on.
fn strip_quotes(raw: &mut String, start: usize) {
    let tail = raw.split_off(start);
    raw.extend(tail.split('"'));
}

/// How many objects and arrays lie inside each other at most.
fn nesting(value: &Value) -> usize {
    let mut deepest = 0;
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        match &value.kind {
            Kind::Object(members) => {
                open.extend(members.iter().map(|member| (&member.value, depth + 1)));
            }
            Kind::Array(elements) => {
                open.extend(elements.iter().map(|element| (element, depth + 1)));
            }
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// `aws.events.event`: without `detail`, and `detail-type` as `detailType`.
///
/// Recorded on AWS: names and their order. The format of `time` there was not recorded.
fn write_event_without_detail(event: &Value, raw: &mut String) {
    const FIELDS: [(&str, &str); 8] = [
        ("id", "id"),
        ("account", "account"),
        ("detail-type", "detailType"),
        ("time", "time"),
        ("source", "source"),
        ("region", "region"),
        ("resources", "resources"),
        ("version", "version"),
    ];
    let mut separator = '{';
    for (field, name) in FIELDS {
        if let Some(value) = event.get(field) {
            raw.push(separator);
            json::write_quoted(name, raw);
            raw.push(':');
            value.write_compact(raw);
            separator = ',';
        }
    }
    raw.push_str(if separator == '{' { "{}" } else { "}" });
}

/// `aws.pipes.event.json`: the record with its payload decoded where it is JSON.
fn write_decoded(record: &Record<'_>, raw: &mut String) {
    let Some(members) = record.value().as_object() else {
        return record.value().write_compact(raw);
    };
    raw.push('{');
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            raw.push(',');
        }
        member.name.write_quoted(raw);
        raw.push(':');
        let decoded = member
            .name
            .as_str()
            .and_then(|name| record.decoded_json(name));
        decoded
            .map_or(&member.value, |(_, value)| value)
            .write_compact(raw);
    }
    raw.push('}');
}
