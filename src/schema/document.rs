//! Schemas as people have them: documents of OpenAPI 3 and JSON Schema, and what holds them.
//!
//! | what stands in the file | the schemas |
//! |---|---|
//! | OpenAPI 3 | the component `AWSEvent`, or the only one |
//! | JSON Schema | itself |
//! | what `describe-schema`, `search-schemas` or `export-schema` prints | the text in `Content` |
//! | what `evb schema infer` prints with `--format json` or `jsonl` | each `schema` in it |
//! | a list, JSON Lines, one document behind the other | each |
//!
//! # Source
//!
//! AWS: EventBridge Schemas API Reference, `DescribeSchema`; the name of a schema does not tell its source and detail-type for
//! certain, `x-amazon-events-source` and `x-amazon-events-detail-type` do.

mod sound;

use super::write::{AWS_EVENT, Kind};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::fields::{beginning, present, text};
use crate::json::{self, Value};
use crate::source::{self, Piece, Source, Span};

pub use sound::{ENDLESS, UNUSABLE};
#[cfg(feature = "schema")]
pub(super) use sound::{Holds, holds};

use sound::mistakes;

/// Something that is no schema.
pub const NOT_A_SCHEMA: Code = Code::new("schema/not-a-schema");
/// A schema in which there is no event.
pub const NO_EVENT: Code = Code::new("schema/no-event");

/// A schema of events.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// The text in which all spans lie.
    pub text: Source,
    /// The whole document.
    pub value: Value,
    /// What kind it is.
    pub kind: Kind,
    /// The name of the schema in its registry, where that is told.
    pub name: Option<String>,
    /// The `source` of its events, where it is told.
    pub source: Option<String>,
    /// The `detail-type` of its events, where it is told.
    pub detail_type: Option<String>,
    /// The JSON pointer of the schema of the event.
    pub pointer: String,
}

impl Document {
    /// The schema of the event.
    #[must_use]
    pub fn event(&self) -> Option<&Value> {
        at_pointer(&self.value, &self.pointer)
    }

    /// Whether its keywords are those of draft 4, which OpenAPI 3.0 has too.
    pub(super) fn is_draft_4(&self) -> bool {
        match self.kind {
            Kind::OpenApi3 => text(&self.value, "openapi").is_none_or(|one| one.starts_with("3.0")),
            Kind::JsonSchemaDraft4 => {
                let named = text(&self.value, "$schema").unwrap_or_default();
                let later = ["draft-06", "draft-07", "2019-09", "2020-12"];
                !later.iter().any(|later| named.contains(later))
            }
        }
    }

    /// Whether `nullable` says something in it.
    pub(super) fn has_nullable(&self) -> bool {
        self.kind == Kind::OpenApi3 && self.is_draft_4()
    }

    /// What messages call it: its name, or source and detail-type.
    #[must_use]
    pub fn label(&self) -> String {
        match (&self.name, &self.source, &self.detail_type) {
            (_, Some(source), Some(detail_type)) => format!("{source} / {detail_type}"),
            (Some(name), ..) => name.clone(),
            _ => self.text.name().to_owned(),
        }
    }
}

/// Reads every schema of a file.
///
/// # Errors
///
/// What is wrong with each that cannot be read: `json/…`, `schema/not-a-schema`, `schema/no-event`,
/// `schema/unusable`, `schema/endless`. The others are
/// returned beside it.
#[must_use]
pub fn read(file: &Source) -> (Vec<Document>, Vec<Finding>) {
    let mut reading = Reading {
        documents: Vec::new(),
        wrong: Vec::new(),
    };
    let mut at = 0;
    let blanks = [' ', '\t', '\r', '\n', '\u{feff}'];
    loop {
        let rest = file.text().get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(blanks).len();
        at += blank;
        if rest.len() == blank {
            break;
        }
        match json::parse_at(file.text(), at) {
            Ok((value, end)) => {
                reading.value(&value, None, file);
                at = end;
            }
            Err(error) => {
                reading.refuse(error.diagnostic(file.text()), file);
                break;
            }
        }
    }
    if reading.documents.is_empty() && reading.wrong.is_empty() {
        let none = Diagnostic::error(NOT_A_SCHEMA, format!("`{}` is empty", file.name()));
        reading
            .wrong
            .push(Finding::without_source(none.help(WHAT_TO_GIVE)));
    }
    (reading.documents, reading.wrong)
}

const WHAT_TO_GIVE: &str = "give OpenAPI 3 with the component `AWSEvent`, JSON Schema draft 4, or what `aws schemas describe-schema` prints";

struct Reading {
    documents: Vec<Document>,
    wrong: Vec<Finding>,
}

impl Reading {
    fn refuse(&mut self, diagnostic: Diagnostic, file: &Source) {
        self.wrong.push(Finding::new(diagnostic, file));
    }

    /// Whatever holds schemas.
    fn value(&mut self, value: &Value, name: Option<&str>, file: &Source) {
        if let Some(elements) = value.as_array() {
            for element in elements {
                self.value(element, None, file);
            }
            return;
        }
        let name = text(value, "SchemaName").or(text(value, "name")).or(name);
        if is_schema(value) {
            return self.document(value, name, file);
        }
        let lists = ["schemas", "Schemas"];
        let list = lists.iter().find_map(|list| value.get(list)?.as_array());
        if let Some(elements) = list {
            for element in elements {
                self.value(element, None, file);
            }
        } else if let Some(inside) = value.get("schema").filter(|inside| is_schema(inside)) {
            self.document(inside, name, file);
        } else if let Some(content) = present(value, "Content") {
            self.content(content, name, file);
        } else if value.get("type").is_some() {
            self.document(value, name, file);
        } else {
            let what = match value.as_object() {
                Some(_) => "has none of the members of a schema".to_owned(),
                None => format!("{}, not an object", value.kind_name()),
            };
            let told = Diagnostic::error(NOT_A_SCHEMA, "this is not a schema");
            self.refuse(told.at(beginning(value), what).help(WHAT_TO_GIVE), file);
        }
    }

    /// What the registry keeps: a document as text, or as it is.
    fn content(&mut self, content: &Value, name: Option<&str>, file: &Source) {
        let Some(inside) = content.as_str() else {
            return self.value(content, name, file);
        };
        let span = content.span;
        let pieces = source::aligned(file.slice(span), span.start, inside).unwrap_or_else(|| {
            vec![Piece {
                at: 0,
                span,
                is_verbatim: false,
            }]
        });
        let text = Source::made(inside, pieces, file);
        match json::parse(inside) {
            Ok(value) if value.as_object().is_some() => self.document(&value, name, &text),
            Ok(value) => self.value(&value, name, &text),
            Err(error) => self.refuse(error.diagnostic(inside), &text),
        }
    }

    fn document(&mut self, value: &Value, name: Option<&str>, file: &Source) {
        if let Some(told) = other_version(value) {
            return self.refuse(told, file);
        }
        let (kind, pointer) = match value.get("openapi") {
            None => (Kind::JsonSchemaDraft4, String::new()),
            Some(_) => match event_component(value) {
                Some(component) => (Kind::OpenApi3, format!("/components/schemas/{component}")),
                None => {
                    let told = Diagnostic::error(NO_EVENT, "there is no event in this document")
                        .at(beginning(value), "has no component `AWSEvent`")
                        .help("the registry takes the component `AWSEvent` for the event: `{\"components\": {\"schemas\": {\"AWSEvent\": …}}}`");
                    return self.refuse(told, file);
                }
            },
        };
        let event = at_pointer(value, &pointer);
        let told = |key: &str| Some(text(event?, key)?.to_owned());
        let document = Document {
            text: file.clone(),
            kind,
            name: name.map(str::to_owned),
            source: told("x-amazon-events-source"),
            detail_type: told("x-amazon-events-detail-type"),
            value: value.clone(),
            pointer,
        };
        let mistakes = mistakes(&document);
        if mistakes.is_empty() {
            self.documents.push(document);
        }
        for mistake in mistakes {
            self.refuse(mistake, file);
        }
    }
}

/// What is wrong with the version of OpenAPI that a document names.
fn other_version(document: &Value) -> Option<Diagnostic> {
    let told = |message: String, place: &Value| {
        let told = Diagnostic::error(NOT_A_SCHEMA, message);
        let told = told.at(beginning(place), "not OpenAPI 3");
        Some(told.help("the registry takes OpenAPI 3.0: `\"openapi\": \"3.0.0\"`, with the event as the component `AWSEvent`"))
    };
    if let Some(version) = document.get("swagger") {
        return told("this is OpenAPI 2 (Swagger)".to_owned(), version);
    }
    let version = document.get("openapi")?;
    match version.as_str() {
        Some(text) if text.starts_with("3.") => None,
        Some(text) => told(format!("OpenAPI `{text}` is not known"), version),
        None => told(
            format!("`openapi` is {}, not a string", version.kind_name()),
            version,
        ),
    }
}

/// Whether an object is a schema and not what holds one.
fn is_schema(value: &Value) -> bool {
    const TELLING: [&str; 15] = [
        "additionalProperties",
        "enum",
        "items",
        "not",
        "required",
        "openapi",
        "swagger",
        "$schema",
        "x-amazon-events-source",
        "properties",
        "definitions",
        "$ref",
        "anyOf",
        "oneOf",
        "allOf",
    ];
    // What the registry prints has a `Type` too, but none in lower case.
    let has = |name: &&str| value.get(name).is_some();
    TELLING.iter().any(has) || text(value, "type").is_some_and(|word| TYPES.contains(&word))
}

/// The types of JSON Schema.
pub(super) const TYPES: [&str; 7] = [
    "object", "array", "string", "number", "integer", "boolean", "null",
];

/// The component that is the event, escaped for a pointer: `AWSEvent`, or the only one.
fn event_component(document: &Value) -> Option<String> {
    let schemas = document.get("components")?.get("schemas")?;
    match schemas.as_object()? {
        _ if schemas.get(AWS_EVENT).is_some() => Some(AWS_EVENT.to_owned()),
        [only] => Some(escaped(only.name.as_str()?)),
        _ => None,
    }
}

/// A name as a part of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The value at a JSON pointer.
pub(super) fn at_pointer<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    let mut parts = pointer.split('/');
    if parts.next() != Some("") {
        return None;
    }
    parts.try_fold(value, |value, part| {
        let name = part.replace("~1", "/").replace("~0", "~");
        match value.as_array() {
            Some(elements) => elements.get(name.parse::<usize>().ok()?),
            None => value.get(&name),
        }
    })
}

/// A pointer as a fragment of a URI has it: `%25` is a per cent sign.
pub(super) fn percent_decoded(fragment: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(fragment);
    decoded.decode_utf8_lossy().into_owned()
}

/// Where the member stands at which a JSON pointer ends, or the value itself.
#[must_use]
pub fn span_at(value: &Value, pointer: &str) -> Option<Span> {
    at_pointer(value, pointer).map(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"{"openapi":"3.0.0","components":{"schemas":{"AWSEvent":{"type":"object","x-amazon-events-source":"s","x-amazon-events-detail-type":"t"}}}}"#;

    fn labels(text: &str) -> (Vec<String>, Vec<String>) {
        let (documents, wrong) = read(&Source::new("f", text));
        let wrong = wrong.into_iter().map(|one| one.diagnostic.message);
        (
            documents.iter().map(Document::label).collect(),
            wrong.collect(),
        )
    }

    #[test]
    fn schemas_are_found_in_whatever_holds_them() {
        let content = json::JsonString::from(EVENT);
        let mut quoted = String::new();
        content.write_quoted(&mut quoted);
        for text in [
            EVENT.to_owned(),
            format!("[{EVENT}]"),
            format!("{{\"SchemaName\":\"n\",\"Content\":{quoted}}}"),
            format!("{{\"SchemaName\":\"n\",\"Content\":{EVENT}}}"),
            format!("{{\"version\":1,\"schemas\":[{{\"source\":\"s\",\"schema\":{EVENT}}}]}}"),
            format!("{{\"version\":1,\"schema\":{EVENT}}}\n"),
        ] {
            assert_eq!(labels(&text), (vec!["s / t".to_owned()], vec![]), "{text}");
        }
        assert_eq!(labels(&format!("{EVENT}\n{EVENT}")).0.len(), 2);
        assert_eq!(labels(r#"{"type":"object"}"#).0, ["f"]);
    }

    #[test]
    fn what_is_no_schema_is_told_beside_the_others() {
        let text = format!("[7, {{}}, {{\"openapi\":\"3.0.0\"}}, {EVENT}]");
        let (found, wrong) = labels(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            wrong,
            [
                "this is not a schema",
                "this is not a schema",
                "there is no event in this document"
            ]
        );
        assert_eq!(labels(" ").1, ["`f` is empty"]);
        assert_eq!(labels("{").1.len(), 1);
    }
}
