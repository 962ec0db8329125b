//! Filters of event source mappings and of pipes to event patterns, and back.
//!
//! A filter is a pattern for a record of its source; what a producer wrote lies in one member of that. A rule's pattern has the
//! same in `detail`.
//!
//! | source | where it lies |
//! |---|---|
//! | SQS | `body` |
//! | Kinesis, MQ | `data` |
//! | Kafka | `value` |
//! | DynamoDB | `dynamodb.NewImage`, each attribute with its type: `{"S": ["x"]}`, `{"N": ["1"]}` |
//!
//! # Source
//!
//! AWS: Lambda Developer Guide, "Control which events Lambda sends to your function", and its pages on each source; EventBridge
//! User Guide, "Event filtering in Amazon EventBridge Pipes". Which operators each takes is
//! [`Dialect::support`].

use super::{Conversion, INVALID, LOST, Output};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::fields::{beginning, first};
use crate::json::{self, JsonString, Kind, Member, Value, write_quoted};
use crate::pattern::{Dialect, parse};
use crate::source::Span;

/// What a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordSource {
    /// A queue of SQS.
    Sqs,
    /// A stream of Kinesis.
    Kinesis,
    /// A stream of DynamoDB.
    DynamoDb,
    /// A topic of Kafka.
    Kafka,
    /// A broker of MQ.
    Mq,
}

/// What a filter is to become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// The pattern of a rule.
    #[default]
    Pattern,
    /// `FilterCriteria` of an event source mapping.
    Lambda,
    /// `FilterCriteria` of a pipe.
    Pipe,
}

/// Where the image of a record of DynamoDB lies.
const IMAGE: [&str; 2] = ["dynamodb", "NewImage"];

impl RecordSource {
    /// The members that lead to what a producer wrote.
    const fn path(self) -> &'static [&'static str] {
        match self {
            Self::Sqs => &["body"],
            Self::Kinesis | Self::Mq => &["data"],
            Self::Kafka => &["value"],
            Self::DynamoDb => &IMAGE,
        }
    }

    /// The source of records that a filter is for, as far as its members tell.
    fn of(filter: &Value) -> Option<Self> {
        let sources = [Self::Sqs, Self::Kinesis, Self::Kafka, Self::DynamoDb];
        let has = |source: &Self| {
            source
                .path()
                .first()
                .is_some_and(|name| filter.get(name).is_some())
        };
        sources.into_iter().find(has)
    }
}

/// Converts filters, or the pattern of a rule: `FilterCriteria`, one of its filters, or what that has in `Pattern`.
#[must_use]
pub fn convert(value: &Value, source: Option<RecordSource>, target: Target) -> Conversion {
    let mut conversion = Conversion::default();
    let mut filters = Vec::new();
    let criteria = first(value, &["FilterCriteria"]).unwrap_or(value);
    let list = first(criteria, &["Filters"]).and_then(Value::as_array);
    for filter in list.unwrap_or(std::slice::from_ref(criteria)) {
        match unpacked(filter) {
            Ok(filter) => filters.push(filter),
            Err(told) => conversion.invalid.push(*told),
        }
    }
    let mut converted = Vec::new();
    for filter in filters {
        let is_of_rule = ["detail", "detail-type"]
            .iter()
            .any(|name| filter.get(name).is_some())
            && RecordSource::of(&filter).is_none();
        let one = match (is_of_rule, target) {
            (_, Target::Pattern) if is_of_rule => Some(filter.to_compact()),
            (_, Target::Pattern) => conversion.unwrap(&filter, source),
            (true, _) => conversion.wrap(&filter, source),
            (false, _) => Some(filter.to_compact()),
        };
        if let Some(text) = one.filter(|text| conversion.is_taken(text, target, &filter)) {
            converted.push((text, filter));
        }
    }
    conversion.put_filters(converted, target, beginning(value));
    conversion
}

/// A filter as it stands, or in the text of `Pattern`.
fn unpacked(filter: &Value) -> Result<Value, Box<Diagnostic>> {
    let wrong = |why: &str| {
        let told = Diagnostic::error(INVALID, format!("this is no filter: {why}"));
        Box::new(told.at(beginning(filter), ""))
    };
    let pattern = match first(filter, &["Pattern"]) {
        Some(text) => match text.as_str().map(json::parse) {
            Some(Ok(pattern)) => pattern.placed(text.span),
            Some(Err(_)) => return Err(wrong("its `Pattern` is no JSON")),
            None => text.clone(),
        },
        None => filter.clone(),
    };
    match parse(&pattern.to_compact(), Dialect::Bus) {
        Ok(_) => Ok(pattern),
        Err(refused) => Err(wrong(&refused.refusal.reason.to_string())),
    }
}

impl Conversion {
    /// Whether the other side takes a filter; what it does not document is noted.
    fn is_taken(&mut self, text: &str, target: Target, of: &Value) -> bool {
        let dialect = match target {
            Target::Pattern => Dialect::Bus,
            Target::Lambda => Dialect::Lambda,
            Target::Pipe => Dialect::Pipe,
        };
        match parse(text, dialect) {
            Ok(pattern) => {
                for note in pattern.notes {
                    if note.severity == Severity::Warning {
                        let note = Diagnostic::note(note.code, note.message);
                        self.note_once(note.at(beginning(of), ""));
                    }
                }
                true
            }
            Err(refused) => {
                let why = refused.diagnostics.first().map(|one| one.message.clone());
                let told = format!(
                    "{} would not take it: {}",
                    dialect.description(),
                    why.unwrap_or_default()
                );
                self.lost
                    .push(Diagnostic::error(LOST, told).at(beginning(of), "not carried over"));
                false
            }
        }
    }

    /// What a producer wrote, as the detail of an event.
    fn unwrap(&mut self, filter: &Value, source: Option<RecordSource>) -> Option<String> {
        let Some(source) = source.or_else(|| RecordSource::of(filter)) else {
            let told = Diagnostic::error(LOST, "the filter looks at nothing that a producer wrote");
            self.lost
                .push(told.at(beginning(filter), "not carried over"));
            return None;
        };
        let mut inside = filter;
        for name in source.path() {
            for member in inside.as_object().unwrap_or_default() {
                if member.name != **name {
                    self.lost.push(of_record(member));
                }
            }
            let Some(next) = inside.get(name) else {
                let told = format!("there is no `{}` in the filter", source.path().join("."));
                self.lost
                    .push(Diagnostic::error(LOST, told).at(beginning(filter), ""));
                return None;
            };
            inside = next;
        }
        if inside.as_object().is_none() {
            let told = Diagnostic::error(
                LOST,
                "what the producer wrote is a text here, and a detail is an object",
            );
            self.lost
                .push(told.at(beginning(inside), "not carried over"));
            return None;
        }
        let detail = match source {
            RecordSource::DynamoDb => self.untyped(inside)?,
            _ => inside.to_compact(),
        };
        Some(format!("{{\"detail\":{detail}}}"))
    }

    /// The detail of a pattern as a filter of records.
    fn wrap(&mut self, pattern: &Value, source: Option<RecordSource>) -> Option<String> {
        let Some(source) = source else {
            let told = Diagnostic::error(
                INVALID,
                "where records have what a pattern has in `detail` depends on their source",
            );
            self.invalid
                .push(told.help("name it: `--source sqs`, `kinesis`, `dynamodb`, `kafka` or `mq`"));
            return None;
        };
        for member in pattern.as_object().unwrap_or_default() {
            if member.name != *"detail" {
                self.lost.push(of_envelope(member));
            }
        }
        let detail = pattern
            .get("detail")
            .filter(|detail| detail.as_object().is_some())?;
        let mut text = match source {
            RecordSource::DynamoDb => self.typed(detail)?,
            _ => detail.to_compact(),
        };
        for name in source.path().iter().rev() {
            text = format!("{{\"{name}\":{text}}}");
        }
        Some(text)
    }

    /// Attributes of DynamoDB without their types.
    fn untyped(&mut self, image: &Value) -> Option<String> {
        let mut members = Vec::new();
        for member in image.as_object().unwrap_or_default() {
            let typed = member.value.as_object().unwrap_or_default();
            let value = match typed {
                [one] if one.name == *"M" => self.untyped(&one.value),
                [one] if one.name == *"N" => numbers(&one.value),
                [one] if one.name == *"S" || one.name == *"BOOL" => {
                    one.value.as_array().map(|_| one.value.to_compact())
                }
                _ => None,
            };
            let Some(value) = value else {
                let told = Diagnostic::error(
                    LOST,
                    "of the types of DynamoDB only `S`, `N` (equal), `BOOL` and `M` have a counterpart",
                );
                self.lost
                    .push(told.at(member.name_span, "not carried over"));
                return None;
            };
            members.push(named(&member.name, &value));
        }
        Some(format!("{{{}}}", members.join(",")))
    }

    /// Members of a detail as attributes of DynamoDB: numbers are texts there, and a list has one type.
    fn typed(&mut self, detail: &Value) -> Option<String> {
        let mut members = Vec::new();
        for member in detail.as_object().unwrap_or_default() {
            let value = match &member.value.kind {
                Kind::Object(_) => self
                    .typed(&member.value)
                    .map(|inside| format!("{{\"M\":{inside}}}")),
                Kind::Array(values) => typed_list(values),
                _ => None,
            };
            let Some(value) = value else {
                let told = Diagnostic::error(
                    LOST,
                    "in a record of DynamoDB a list has one type, and numbers are texts, of which only equality can be asked",
                );
                self.lost
                    .push(told.at(member.name_span, "not carried over"));
                return None;
            };
            members.push(named(&member.name, &value));
        }
        Some(format!("{{{}}}", members.join(",")))
    }

    fn put_filters(&mut self, converted: Vec<(String, Value)>, target: Target, at: Span) {
        let output = |text: String, span| Output {
            text,
            is_json: true,
            span,
            ..Output::default()
        };
        if converted.is_empty() {
            return;
        }
        if target == Target::Pattern {
            let outputs = converted
                .into_iter()
                .map(|(text, of)| output(text, beginning(&of)));
            return self.outputs.extend(outputs);
        }
        let filters = converted.iter().map(|(text, _)| {
            let mut quoted = String::new();
            write_quoted(text, &mut quoted);
            format!("{{\"Pattern\":{quoted}}}")
        });
        let filters: Vec<String> = filters.collect();
        let text = format!("{{\"Filters\":[{}]}}", filters.join(","));
        self.outputs.push(output(text, at));
    }
}

fn of_record(member: &Member) -> Diagnostic {
    let name = member.name.to_display();
    Diagnostic::error(
        LOST,
        format!("`{name}` is of the record, and an event has nothing of the kind"),
    )
    .at(member.name_span, "not carried over")
}

fn of_envelope(member: &Member) -> Diagnostic {
    let name = member.name.to_display();
    Diagnostic::error(
        LOST,
        format!("`{name}` is of the envelope, and a record has nothing of the kind"),
    )
    .at(member.name_span, "not carried over")
}

fn named(name: &JsonString, value: &str) -> String {
    let mut text = String::new();
    name.write_quoted(&mut text);
    format!("{text}:{value}")
}

/// `["1", "2.5"]` as `[1, 2.5]`.
fn numbers(list: &Value) -> Option<String> {
    let mut numbers = Vec::new();
    for value in list.as_array()? {
        let text = value.as_str()?;
        let number = json::parse(text).ok()?;
        numbers.push(matches!(number.kind, Kind::Number(_)).then_some(text)?);
    }
    Some(format!("[{}]", numbers.join(",")))
}

/// A list with its type: texts and operators on texts, numbers, or truth values.
fn typed_list(values: &[Value]) -> Option<String> {
    let is_text = |one: &Value| match &one.kind {
        Kind::String(_) => true,
        Kind::Object(members) => members
            .first()
            .is_some_and(|one| one.name != *"numeric" && one.name != *"exists"),
        _ => false,
    };
    let listed = |kind: &str, all: Vec<String>| Some(format!("{{\"{kind}\":[{}]}}", all.join(",")));
    if values.iter().all(is_text) {
        return listed("S", values.iter().map(Value::to_compact).collect());
    }
    if values.iter().all(|one| matches!(one.kind, Kind::Bool(_))) {
        return listed("BOOL", values.iter().map(Value::to_compact).collect());
    }
    let numbers = values.iter().map(|one| match &one.kind {
        Kind::Number(text) => Some(format!("\"{text}\"")),
        _ => None,
    });
    listed("N", numbers.collect::<Option<Vec<String>>>()?)
}
