//! Events against a schema.
//!
//! The crate `jsonschema` judges. What it is given is the document as draft 4 has it, and what it answers is brought back to
//! places of the event and of the document.
//!
//! # Source
//!
//! OpenAPI Specification 3.0.3, "Schema Object": its keywords are those of JSON Schema, and `nullable` adds `null` to a `type`
//! that stands beside it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as STANDARD;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, JsonType, Keyword, ValidationError};
use serde_json::{Map, Number, Value as Plain};

use super::document::{Document, Holds, UNUSABLE, at_pointer, holds};
use super::text_format::is_uuid;
use super::write::Kind;
use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, text};
use crate::json::{self, Value};
use crate::source::Span;

/// How many violations of an event are told.
pub const MAXIMUM_VIOLATIONS: usize = 100;

/// Judges events by a schema.
#[derive(Debug)]
pub struct Validator {
    inner: jsonschema::Validator,
}

/// Why an event is none by the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The path from the event: `detail.items[0].id`; empty for the event itself.
    pub path: String,
    /// Where the value stands in the text of the event.
    pub span: Span,
    /// The keyword that is not kept.
    pub keyword: String,
    /// What is wrong, as one clause.
    pub message: String,
    /// Where the keyword stands in the schema, as a JSON pointer.
    pub schema_pointer: String,
}

impl Validator {
    /// Makes a schema ready.
    ///
    /// # Errors
    ///
    /// The span lies in the document. `schema/unusable`: it is no schema by its own draft, or a regular expression in it is none.
    pub fn new(document: &Document) -> Result<Self, Diagnostic> {
        let plain = prepared(document);
        let options = jsonschema::options()
            .should_validate_formats(true)
            .with_draft(draft(document))
            .with_format("uuid", |text: &str| is_uuid(text.as_bytes()))
            .with_format("byte", is_base64)
            .with_keyword(NUMERIC, |_, format, _| {
                let format = format.as_str().and_then(Numeric::named);
                let format =
                    format.ok_or_else(|| ValidationError::custom("no format of numbers"))?;
                Ok(Box::new(format))
            });
        let inner = options.build(&plain).map_err(|error| {
            let pointer = error.instance_path().as_str();
            let place = at_pointer(&document.value, pointer).unwrap_or(&document.value);
            Diagnostic::error(UNUSABLE, "the schema cannot be used")
                .at(beginning(place), error.to_string().replace('\n', " "))
                .help("the schema must be valid by its own draft, and refer to nothing outside of itself")
        })?;
        Ok(Self { inner })
    }

    /// Everything by which an event is none, the first [`MAXIMUM_VIOLATIONS`] of it. Of a name that is given twice the last
    /// value counts.
    #[must_use]
    pub fn violations(&self, event: &Value) -> Vec<Violation> {
        let plain = plain(event);
        let errors = self.inner.iter_errors(&plain).take(MAXIMUM_VIOLATIONS);
        errors
            .filter_map(|error| violation(&error, event))
            .collect()
    }
}

/// The draft that a document names; that of the registry, where it names none.
fn draft(document: &Document) -> Draft {
    if document.is_draft_4() {
        return Draft::Draft4;
    }
    let named = text(&document.value, "$schema").unwrap_or_default();
    let drafts = [
        ("draft-06", Draft::Draft6),
        ("draft-07", Draft::Draft7),
        ("2019-09", Draft::Draft201909),
    ];
    let known = drafts.into_iter().find(|(part, _)| named.contains(part));
    known.map_or(Draft::Draft202012, |(_, draft)| draft)
}

/// `None` where the crate is wrong: it takes an integer beyond 64 bits for none.
fn violation(error: &ValidationError<'_>, event: &Value) -> Option<Violation> {
    let pointer = error.instance_path().as_str();
    let value = at_pointer(event, pointer);
    let path = path_of(event, pointer);
    let kind = error.kind();
    if matches!(kind, ValidationErrorKind::Type { kind } if is_type(kind, JsonType::Integer))
        && value.is_some_and(is_whole)
    {
        return None;
    }
    let schema_pointer = error.schema_path().as_str();
    let (keyword, schema_pointer) = match schema_pointer.strip_suffix(NUMERIC) {
        Some(above) => ("format", format!("{above}format")),
        None => (kind.keyword(), schema_pointer.to_owned()),
    };
    Some(Violation {
        span: value.map_or(event.span, beginning),
        keyword: keyword.to_owned(),
        message: message(error, &path, value),
        schema_pointer,
        path,
    })
}

fn is_type(kind: &TypeKind, wanted: JsonType) -> bool {
    match kind {
        TypeKind::Single(one) => *one == wanted,
        TypeKind::Multiple(several) => several.contains(wanted),
    }
}

/// Whether a number is written as a whole one.
fn is_whole(value: &Value) -> bool {
    matches!(&value.kind, json::Kind::Number(text) if !text.contains(['.', 'e', 'E']))
}

/// What is wrong, in our words where the keyword is a frequent one.
fn message(error: &ValidationError<'_>, path: &str, value: Option<&Value>) -> String {
    let what = match path {
        "" => "the event".to_owned(),
        path => format!("`{path}`"),
    };
    let is = value.map_or("missing", Value::kind_name);
    match error.kind() {
        ValidationErrorKind::Type { kind } => {
            let words = match kind {
                TypeKind::Single(one) => one.as_str().to_owned(),
                TypeKind::Multiple(several) => {
                    let words: Vec<&str> = several.iter().map(|one| one.as_str()).collect();
                    words.join(" or ")
                }
            };
            match value {
                Some(Value {
                    kind: json::Kind::Number(number),
                    ..
                }) if words == "integer" => format!("{what} is {number}, not an integer"),
                _ => format!("{what} is {is}, not of the type {words}"),
            }
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            format!("{what} has no `{name}`")
        }
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().map_or(0, Vec::len);
            format!("{what} is none of the {options} values that the schema lists")
        }
        ValidationErrorKind::Format { format } => format!("{what} is no {format}"),
        ValidationErrorKind::Custom { message, .. } => match value.map(|value| &value.kind) {
            Some(json::Kind::Number(number)) => format!("{what} is {number}, not an {message}"),
            _ => format!("{what} is no {message}"),
        },
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let names: Vec<String> = unexpected.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "{what} has {}, which the schema does not allow",
                names.join(", ")
            )
        }
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
            format!("{what} is {is} that fits none of the alternatives")
        }
        ValidationErrorKind::FalseSchema => format!("{what} may not be there"),
        // The words of the crate quote the value, which may be long.
        _ => format!(
            "{what} does not keep `{}`: {}",
            error.kind().keyword(),
            error.masked_with("the value")
        ),
    }
}

/// A JSON pointer as the path that messages write.
fn path_of(event: &Value, pointer: &str) -> String {
    let mut path = String::new();
    let mut value = Some(event);
    for part in pointer.split('/').skip(1) {
        let name = part.replace("~1", "/").replace("~0", "~");
        let is_element = value.is_some_and(|value| value.as_array().is_some());
        value = value.and_then(|value| at_pointer(value, &format!("/{part}")));
        match (is_element, path.is_empty()) {
            (true, _) => path.push_str(&format!("[{name}]")),
            (false, true) => path.push_str(&name),
            (false, false) => path.push_str(&format!(".{name}")),
        }
    }
    path
}

/// The document as the crate takes it, with the event at its root.
fn prepared(document: &Document) -> Plain {
    let has_nullable = document.has_nullable();
    if document.kind == Kind::JsonSchemaDraft4 {
        return rewritten(plain(&document.value), has_nullable, false);
    }
    let components = document.value.get("components");
    let components = components.map_or(Plain::Null, |components| {
        rewritten(plain(components), has_nullable, false)
    });
    let draft = match document.is_draft_4() {
        true => "http://json-schema.org/draft-04/schema#",
        false => "https://json-schema.org/draft/2020-12/schema",
    };
    let root = [
        ("$schema", Plain::from(draft)),
        ("$ref", Plain::from(format!("#{}", document.pointer))),
        ("components", components),
    ];
    Plain::Object(
        root.map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect(),
    )
}

/// Schemas with `nullable` turned into the type `null`, and the formats of numbers, which the crate does not look at, under a
/// keyword of their own. The members of an object with `has_names` are names of its author's choice.
fn rewritten(value: Plain, has_nullable: bool, has_names: bool) -> Plain {
    match value {
        Plain::Array(elements) => Plain::Array(
            elements
                .into_iter()
                .map(|one| rewritten(one, has_nullable, false))
                .collect(),
        ),
        Plain::Object(members) => {
            let is_nullable = has_nullable && members.get("nullable") == Some(&Plain::Bool(true));
            let members = members.into_iter().filter_map(|(name, value)| {
                let is_named = matches!(holds(&name), Some(Holds::Named | Holds::Dependencies));
                let value = match (&*name, value) {
                    (_, value) if has_names => rewritten(value, has_nullable, false),
                    ("type", Plain::String(one)) if is_nullable => {
                        Plain::from(vec![one, "null".to_owned()])
                    }
                    ("format", Plain::String(format)) if Numeric::named(&format).is_some() => {
                        return Some((NUMERIC.to_owned(), Plain::String(format)));
                    }
                    // Some write it so, and draft 4 wants one at least.
                    ("required", Plain::Array(none)) if none.is_empty() => return None,
                    ("const" | "default" | "enum" | "example" | "examples", data) => data,
                    (_, value) => rewritten(value, has_nullable, is_named),
                };
                Some((name, value))
            });
            Plain::Object(members.collect())
        }
        other => other,
    }
}

/// The keyword under which the crate finds the format of a number.
const NUMERIC: &str = "x-evb-format";

/// The format of a number.
///
/// OpenAPI Specification 3.0.3, "Data Types": `int32` and `int64` are signed, `float` has 32 bits.
#[derive(Clone, Copy)]
struct Numeric {
    name: &'static str,
    /// The least number, and the first that is too large.
    bounds: (f64, f64),
}

const NUMERICS: [Numeric; 3] = [
    Numeric {
        name: "int32",
        bounds: (-2_147_483_648.0, 2_147_483_648.0),
    },
    Numeric {
        name: "int64",
        // Above -2⁶³ the next double: a whole number that is the last itself is compared as such.
        bounds: (-9_223_372_036_854_774_784.0, 9_223_372_036_854_775_808.0),
    },
    Numeric {
        name: "float",
        bounds: (f32::MIN as f64, 3.402_823_5e38),
    },
];

impl Numeric {
    fn named(name: &str) -> Option<Self> {
        NUMERICS.into_iter().find(|one| one.name == name)
    }
}

impl<'i> Keyword<'i> for Numeric {
    fn validate(&self, instance: &'i Plain) -> Result<(), ValidationError<'i>> {
        match self.is_valid(instance) {
            true => Ok(()),
            false => Err(ValidationError::custom(self.name)),
        }
    }

    fn is_valid(&self, instance: &'i Plain) -> bool {
        let (least, end) = self.bounds;
        // Whole numbers of 64 bits are compared as they are: as doubles the last of them would be the first too large.
        match (instance.as_i64(), instance.as_f64()) {
            (Some(whole), _) => self.name != "int32" || i32::try_from(whole).is_ok(),
            (None, Some(number)) => least <= number && number < end,
            (None, None) => true,
        }
    }
}

/// Whether a text is base64, which OpenAPI calls `byte`.
fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok()
}

/// A value as the crate takes it. Numbers beyond 64 bits are doubles, the largest one in place of a larger; half of a surrogate
/// pair is U+FFFD; of a name that is given twice the last value counts.
fn plain(value: &Value) -> Plain {
    match &value.kind {
        json::Kind::Null | json::Kind::Open(_) => Plain::Null,
        json::Kind::Bool(yes) => Plain::Bool(*yes),
        json::Kind::Number(text) => number(text),
        json::Kind::String(text) => Plain::String(text.to_display().into_owned()),
        json::Kind::Array(elements) => Plain::Array(elements.iter().map(plain).collect()),
        json::Kind::Object(members) => {
            let members = members.iter();
            let members =
                members.map(|member| (member.name.to_display().into_owned(), plain(&member.value)));
            Plain::Object(members.collect::<Map<String, Plain>>())
        }
    }
}

fn number(text: &str) -> Plain {
    if let Ok(number) = text.parse::<i64>() {
        return Plain::from(number);
    }
    if let Ok(number) = text.parse::<u64>() {
        return Plain::from(number);
    }
    let double: f64 = text.parse().unwrap_or_default();
    let bounded = double.clamp(f64::MIN, f64::MAX);
    Number::from_f64(bounded).map_or(Plain::Null, Plain::Number)
}

/// Where the keyword of a violation stands in its document.
#[must_use]
pub fn place_of(document: &Document, violation: &Violation) -> Option<Span> {
    at_pointer(&document.value, &violation.schema_pointer).map(beginning)
}

#[cfg(test)]
mod tests {
    use super::super::document::read;
    use super::*;
    use crate::source::Source;

    fn document(text: &str) -> Document {
        let (mut documents, wrong) = read(&Source::new("f", text));
        assert_eq!(wrong, []);
        documents.remove(0)
    }

    fn told(document: &Document, event: &str) -> Vec<String> {
        let event = json::parse(event).unwrap();
        let found = Validator::new(document).unwrap().violations(&event);
        let told = found.iter();
        told.map(|one| format!("{} ({})", one.message, one.schema_pointer))
            .collect()
    }

    #[test]
    fn violations_are_told_in_words_with_the_place_in_the_schema() {
        let schema = document(
            r##"{"openapi":"3.0.0","components":{"schemas":{"AWSEvent":{"type":"object","required":["detail"],"properties":{"detail":{"$ref":"#/components/schemas/O"}}},
            "O":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"},"at":{"type":"string","format":"date-time"},"note":{"type":"string","nullable":true},
            "state":{"type":"string","enum":["a","b"]},"items":{"type":"array","maxItems":1,"items":{"anyOf":[{"type":"string"},{"type":"boolean"}]}}}}}}}"##,
        );
        for (event, expected) in [
            (r#"{"detail":{"id":1,"note":null}}"#, &[][..]),
            (
                "{}",
                &["the event has no `detail` (/components/schemas/AWSEvent/required)"],
            ),
            (
                r#"{"detail":{"id":1.0}}"#,
                &["`detail.id` is 1.0, not an integer (/components/schemas/O/properties/id/type)"],
            ),
            (r#"{"detail":{"id":"1","id":2}}"#, &[]),
            (
                r#"{"detail":{"id":1,"at":"yesterday"}}"#,
                &["`detail.at` is no date-time (/components/schemas/O/properties/at/format)"],
            ),
            (
                r#"{"detail":{"id":1,"state":"c"}}"#,
                &[
                    "`detail.state` is none of the 2 values that the schema lists (/components/schemas/O/properties/state/enum)",
                ],
            ),
            (
                r#"{"detail":{"id":1,"items":[1]}}"#,
                &[
                    "`detail.items[0]` is a number that fits none of the alternatives (/components/schemas/O/properties/items/items/anyOf)",
                ],
            ),
            (
                r#"{"detail":{"id":1,"items":["a","b"]}}"#,
                &[
                    "`detail.items` does not keep `maxItems`: the value has more than 1 item (/components/schemas/O/properties/items/maxItems)",
                ],
            ),
        ] {
            assert_eq!(told(&schema, event), expected, "{event}");
        }
    }

    #[test]
    fn a_schema_that_refers_to_itself_inside_of_values_ends() {
        let tree = document(
            r##"{"type":"object","properties":{"left":{"$ref":"#"},"right":{"$ref":"#"}}}"##,
        );
        assert_eq!(told(&tree, r#"{"left":{"right":{}}}"#), [""; 0]);
        assert_eq!(told(&tree, r#"{"left":{"right":7}}"#).len(), 1);
    }

    #[test]
    fn whole_numbers_are_within_their_format() {
        let schema = document(
            r#"{"properties":{"a":{"type":"integer","format":"int32"},"b":{"type":"integer","format":"int64"},"c":{"format":"float"},"d":{"type":"integer"}}}"#,
        );
        for (event, count) in [
            (
                r#"{"a":2147483647,"b":9223372036854775807,"c":1.5,"d":99999999999999999999}"#,
                0,
            ),
            (
                r#"{"a":-2147483648,"b":-9223372036854775808,"c":-3.4e38}"#,
                0,
            ),
            (r#"{"a":2147483648,"b":9223372036854775808,"c":3.5e38}"#, 3),
            (r#"{"a":-2147483649,"b":-9223372036854775809}"#, 2),
            (r#"{"b":99999999999999999999,"d":1.5}"#, 2),
            (r#"{"a":"x","c":"x"}"#, 1),
        ] {
            assert_eq!(
                told(&schema, event).len(),
                count,
                "{event}: {:?}",
                told(&schema, event)
            );
        }
    }
}
