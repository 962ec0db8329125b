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
        let has = |source: &Self| source.path().first().is_some_and(|name| asks(filter, name));
        sources.into_iter().find(has)
    }
}

/// Members that only events have.
const OF_EVENTS: [&str; 5] = ["detail", "detail-type", "source", "account", "resources"];

/// The most characters of a filter.
///
/// AWS: EventBridge Pipes API Reference, `Filter`, `Pattern`: "Maximum length of 4096"; the same in the Lambda API.
const MAXIMUM_FILTER_CHARACTERS: usize = 4096;

/// How many filters a pipe takes, and an event source mapping without a raised quota; ten are the most of the latter.
///
/// AWS: EventBridge User Guide, "Event filtering in Amazon EventBridge Pipes"; Lambda Developer Guide, "Control which events Lambda
/// sends to your function".
const MAXIMUM_FILTERS: usize = 5;

/// The most digits before or behind the point that are written out: DynamoDB keeps numbers below 10 to the 126th.
const MAXIMUM_PLACES: usize = 130;

/// Whether a pattern asks for a member at its top, or in an alternative of a `$or` there.
fn asks(pattern: &Value, name: &str) -> bool {
    let alternatives = pattern.get("$or").and_then(Value::as_array);
    pattern.get(name).is_some()
        || alternatives
            .unwrap_or_default()
            .iter()
            .any(|one| asks(one, name))
}

/// Converts filters, or the pattern of a rule: `FilterCriteria`, one of its filters, or what that has in `Pattern`.
#[must_use]
pub fn convert(value: &Value, source: Option<RecordSource>, target: Target) -> Conversion {
    let criteria = first(value, &["FilterCriteria"]).unwrap_or(value);
    let list = first(criteria, &["Filters"]).and_then(Value::as_array);
    let filters = list.unwrap_or(std::slice::from_ref(criteria));
    convert_all(filters, source, target, beginning(value))
}

/// Converts filters that belong together, or the pattern of a rule; `at` is where they stand.
#[must_use]
pub fn convert_all(
    filters: &[Value],
    source: Option<RecordSource>,
    target: Target,
    at: Span,
) -> Conversion {
    let mut conversion = Conversion::default();
    let mut converted = Vec::new();
    for filter in filters {
        let filter = match unpacked(filter) {
            Ok(filter) => filter,
            Err(told) => {
                conversion.invalid.push(*told);
                continue;
            }
        };
        let is_of_rule =
            OF_EVENTS.iter().any(|name| asks(&filter, name)) && RecordSource::of(&filter).is_none();
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
    conversion.put_filters(converted, target, at);
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
        let length = text.chars().count();
        match parse(text, dialect) {
            Ok(_) if target != Target::Pattern && length > MAXIMUM_FILTER_CHARACTERS => {
                let told = format!(
                    "the filter has {length} characters, and AWS takes at most {MAXIMUM_FILTER_CHARACTERS}"
                );
                self.lose::<()>(&told, beginning(of)).is_some()
            }
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
            return self.lose(
                "the filter looks at nothing that a producer wrote",
                beginning(filter),
            );
        };
        let (first, behind) = source.path().split_first()?;
        let mut members = Vec::new();
        for member in filter.as_object().unwrap_or_default() {
            if member.name == *"$or" {
                members
                    .push(self.alternatives(member, |this, one| this.unwrap(one, Some(source)))?);
            } else if member.name == **first {
                let detail = self.unwrapped(&member.value, behind, source)?;
                members.push(format!("\"detail\":{detail}"));
            } else {
                self.lost.push(of_record(member));
            }
        }
        match members.is_empty() {
            true => self.lose(
                &format!("there is no `{}` in the filter", source.path().join(".")),
                beginning(filter),
            ),
            false => Some(format!("{{{}}}", members.join(","))),
        }
    }

    /// The detail that lies behind the rest of the way.
    fn unwrapped(&mut self, value: &Value, way: &[&str], source: RecordSource) -> Option<String> {
        let mut inside = value;
        for name in way {
            for member in inside.as_object().unwrap_or_default() {
                if member.name != **name {
                    self.lost.push(of_record(member));
                }
            }
            let Some(next) = inside.get(name) else {
                let told = format!("there is no `{}` in the filter", source.path().join("."));
                return self.lose(&told, beginning(inside));
            };
            inside = next;
        }
        if inside.as_object().is_none() {
            let told = "what the producer wrote is a text here, and a detail is an object";
            return self.lose(told, beginning(inside));
        }
        match source {
            RecordSource::DynamoDb => self.untyped(inside),
            _ => Some(inside.to_compact()),
        }
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
        let mut members = Vec::new();
        for member in pattern.as_object().unwrap_or_default() {
            if member.name == *"$or" {
                members.push(self.alternatives(member, |this, one| this.wrap(one, Some(source)))?);
            } else if member.name == *"detail" && member.value.as_object().is_some() {
                members.push(self.wrapped(&member.value, source)?);
            } else {
                self.lost.push(of_envelope(member));
            }
        }
        match members.is_empty() {
            true => self.lose(
                "the pattern asks for nothing in `detail`",
                beginning(pattern),
            ),
            false => Some(format!("{{{}}}", members.join(","))),
        }
    }

    /// The member of a record in which a detail lies.
    fn wrapped(&mut self, detail: &Value, source: RecordSource) -> Option<String> {
        let mut text = match source {
            RecordSource::DynamoDb => self.typed(detail)?,
            _ => detail.to_compact(),
        };
        let (first, behind) = source.path().split_first()?;
        for name in behind.iter().rev() {
            text = format!("{{\"{name}\":{text}}}");
        }
        Some(format!("\"{first}\":{text}"))
    }

    /// A `$or` with each of its alternatives converted; if one cannot be, the others would not be the same.
    fn alternatives(
        &mut self,
        or: &Member,
        mut convert: impl FnMut(&mut Self, &Value) -> Option<String>,
    ) -> Option<String> {
        let all = or.value.as_array()?.iter();
        let all: Option<Vec<String>> = all.map(|one| convert(self, one)).collect();
        Some(format!("\"$or\":[{}]", all?.join(",")))
    }

    fn lose<T>(&mut self, why: &str, at: Span) -> Option<T> {
        self.lost
            .push(Diagnostic::error(LOST, why).at(at, "not carried over"));
        None
    }

    /// Attributes of DynamoDB without their types.
    fn untyped(&mut self, image: &Value) -> Option<String> {
        let mut members = Vec::new();
        for member in image.as_object().unwrap_or_default() {
            if member.name == *"$or" {
                members.push(self.alternatives(member, Self::untyped)?);
                continue;
            }
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
            if member.name == *"$or" {
                members.push(self.alternatives(member, Self::typed)?);
                continue;
            }
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
            if self.lost.is_empty() && self.invalid.is_empty() {
                self.lose::<()>("there is no filter", at);
            }
            return;
        }
        if target == Target::Pattern {
            let outputs = converted
                .into_iter()
                .map(|(text, of)| output(text, beginning(&of)));
            return self.outputs.extend(outputs);
        }
        let most = match target {
            Target::Lambda => 2 * MAXIMUM_FILTERS,
            _ => MAXIMUM_FILTERS,
        };
        if converted.len() > most {
            let many = converted.len();
            self.lose::<()>(
                &format!("these are {many} filters, and AWS takes at most {most}"),
                at,
            );
            return;
        }
        if converted.len() > MAXIMUM_FILTERS {
            let note = "an event source mapping takes more than 5 filters only with a raised quota";
            self.note_once(Diagnostic::note(LOST, note).at(at, ""));
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

/// Whether an operator is one on texts: `anything-but` of numbers lets texts through as well, and no list of one type does.
fn asks_texts(operator: &Member) -> bool {
    let is_number = |one: &Value| matches!(one.kind, Kind::Number(_));
    let of = &operator.value;
    let has_numbers = is_number(of) || of.as_array().unwrap_or_default().iter().any(is_number);
    operator.name != *"numeric" && operator.name != *"exists" && !has_numbers
}

/// A number as DynamoDB writes it: without an exponent, and without zeros that say nothing.
///
/// AWS: DynamoDB Developer Guide, "Naming rules and data types", Number: "Leading and trailing zeroes are trimmed."
fn plain_decimal(number: &str) -> Option<String> {
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i64 = exponent.parse().ok()?;
    let digits = format!("{whole}{fraction}");
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let lead = usize::try_from(-point).unwrap_or(0);
    let tail = usize::try_from(point)
        .unwrap_or(0)
        .saturating_sub(digits.len());
    if lead > MAXIMUM_PLACES || tail > MAXIMUM_PLACES {
        return None;
    }
    let digits = format!("{}{digits}{}", "0".repeat(lead), "0".repeat(tail));
    let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (whole, fraction) {
        ("0", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    })
}

/// A list with its type: texts and operators on texts, numbers, or truth values.
fn typed_list(values: &[Value]) -> Option<String> {
    let is_text = |one: &Value| match &one.kind {
        Kind::String(_) => true,
        Kind::Object(members) => members.first().is_some_and(asks_texts),
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
        Kind::Number(text) => Some(format!("\"{}\"", plain_decimal(text)?)),
        _ => None,
    });
    listed("N", numbers.collect::<Option<Vec<String>>>()?)
}
