//! Whether a document is a schema at all: keywords hold what they may hold, references lead somewhere and come to an end.
//!
//! # Source
//!
//! JSON Schema draft 4, whose keywords those of OpenAPI 3.0 are but for `nullable`. Where a document names a later draft, or is
//! OpenAPI 3.1, keywords are also taken as these have them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, TYPES, at_pointer, percent_decoded};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::fields::{text, wrong_type};
use crate::json::{self, Value};
use crate::schema::write::Kind;
use crate::source::Span;
use crate::suggest;

/// A schema that cannot be used.
pub const UNUSABLE: Code = Code::new("schema/unusable");
/// A schema that never comes to an end, or hardly.
pub const ENDLESS: Code = Code::new("schema/endless");

/// How many references may be followed at one place.
const MAXIMUM_FOLLOWED: u64 = 10_000;

/// What a keyword holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum Holds {
    /// A schema.
    Schema,
    /// A schema, or `true` or `false`.
    SchemaOrFlag,
    /// A schema, or a list of them.
    SchemaOrList,
    /// A list of schemas, one at least.
    Schemas,
    /// Schemas by names of the author's choice.
    Named,
    /// Schemas or lists of names, by names of the author's choice.
    Dependencies,
    /// A type, or a list of types.
    Types,
    /// Values, one at least.
    Values,
    /// Names of fields.
    Names,
    /// A number.
    Number,
    /// A number above zero.
    Positive,
    /// A whole number from zero on.
    Count,
    /// `true` or `false`.
    Flag,
    /// `true` or `false` in draft 4, a number in later ones.
    FlagOrNumber,
    /// A text.
    Text,
    /// A reference.
    Reference,
}

/// The keywords of draft 4, and what each holds.
const KEYWORDS: [(&str, Holds); 32] = [
    ("$ref", Holds::Reference),
    ("$schema", Holds::Text),
    ("$defs", Holds::Named),
    ("additionalItems", Holds::SchemaOrFlag),
    ("additionalProperties", Holds::SchemaOrFlag),
    ("allOf", Holds::Schemas),
    ("anyOf", Holds::Schemas),
    ("definitions", Holds::Named),
    ("dependencies", Holds::Dependencies),
    ("enum", Holds::Values),
    ("exclusiveMaximum", Holds::FlagOrNumber),
    ("exclusiveMinimum", Holds::FlagOrNumber),
    ("format", Holds::Text),
    ("items", Holds::SchemaOrList),
    ("maxItems", Holds::Count),
    ("maxLength", Holds::Count),
    ("maxProperties", Holds::Count),
    ("maximum", Holds::Number),
    ("minItems", Holds::Count),
    ("minLength", Holds::Count),
    ("minProperties", Holds::Count),
    ("minimum", Holds::Number),
    ("multipleOf", Holds::Positive),
    ("not", Holds::Schema),
    ("nullable", Holds::Flag),
    ("oneOf", Holds::Schemas),
    ("pattern", Holds::Text),
    ("patternProperties", Holds::Named),
    ("properties", Holds::Named),
    ("required", Holds::Names),
    ("type", Holds::Types),
    ("uniqueItems", Holds::Flag),
];

/// What a keyword holds, if it is one.
pub(in crate::schema) fn holds(keyword: &str) -> Option<Holds> {
    let known = KEYWORDS.iter().find(|(known, _)| *known == keyword);
    known.map(|(_, holds)| *holds)
}

/// Everything by which a document is no schema, in the order of its text.
pub(in crate::schema) fn mistakes(document: &Document) -> Vec<Diagnostic> {
    let mut looking = Looking {
        document,
        is_draft_4: document.is_draft_4(),
        has_names: has_names(&document.value),
        due: Vec::new(),
        found: Vec::new(),
    };
    looking.roots();
    while let Some(schema) = looking.due.pop() {
        looking.schema(schema);
    }
    let mut found = looking.found;
    found.sort_by_key(|one| one.primary.as_ref().map(|label| label.span.start));
    if found.is_empty() {
        found.extend(endless(&document.value).map(|span| {
            Diagnostic::error(ENDLESS, "the schema refers to itself without end")
                .at(
                    span,
                    "leads back here, or to thousands of others, before it looks into a value",
                )
                .help("let the reference stand inside `properties` or `items`")
        }));
    }
    found
}

/// Whether schemas of a document have names of their own, by which references may call them.
fn has_names(document: &Value) -> bool {
    let mut due = vec![document];
    while let Some(value) = due.pop() {
        due.extend(value.as_array().unwrap_or_default());
        for member in value.as_object().unwrap_or_default() {
            let is_name = ["id", "$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"]
                .iter()
                .any(|name| member.name == **name);
            if is_name && member.value.as_object().is_none() {
                return true;
            }
            due.push(&member.value);
        }
    }
    false
}

struct Looking<'d> {
    document: &'d Document,
    is_draft_4: bool,
    /// Whether references may be names, which the validator alone follows.
    has_names: bool,
    due: Vec<&'d Value>,
    found: Vec<Diagnostic>,
}

impl<'d> Looking<'d> {
    /// The schema itself, and with OpenAPI each component.
    fn roots(&mut self) {
        let value = &self.document.value;
        if self.document.kind == Kind::OpenApi3 {
            let components = value.get("components").and_then(|one| one.get("schemas"));
            let components = components.and_then(Value::as_object).unwrap_or_default();
            return self.due.extend(components.iter().map(|one| &one.value));
        }
        self.due.push(value);
        if let Some(draft) = text(value, "$schema")
            && let Some(old) = ["draft-01", "draft-02", "draft-03"]
                .iter()
                .find(|old| draft.contains(**old))
        {
            let message = format!("the schema is of {}", old.replace('-', " "));
            let told = Diagnostic::error(UNUSABLE, message).help("the registry takes draft 4");
            let place = value.get("$schema").unwrap_or(value);
            self.found.push(told.at(place.span, "too old"));
        }
    }

    fn schema(&mut self, schema: &'d Value) {
        let Some(members) = schema.as_object() else {
            if self.is_draft_4 || !matches!(schema.kind, json::Kind::Bool(_)) {
                let told = wrong_type(UNUSABLE, "a schema", "an object", schema);
                self.found.push(match schema.kind {
                    json::Kind::Bool(_) => {
                        told.help("`true` and `false` are schemas from draft 6 on")
                    }
                    _ => told,
                });
            }
            return;
        };
        // Beside a reference draft 4 sees nothing else.
        let reference = schema.get("$ref").filter(|_| self.is_draft_4);
        let mut seen = BTreeSet::new();
        // Of a name that is given twice the last value counts.
        for member in members.iter().rev() {
            let name = member.name.to_display();
            let Some(holds) = holds(&name).filter(|_| seen.insert(name.clone())) else {
                continue;
            };
            let is_seen = reference.is_none() || matches!(holds, Holds::Reference | Holds::Named);
            if is_seen && let Err(told) = self.keyword(&name, holds, &member.value) {
                self.found.push(*told);
            }
        }
    }

    /// What a keyword holds; the schemas in it are looked at later.
    fn keyword(&mut self, name: &str, holds: Holds, value: &'d Value) -> Result<(), Mistake> {
        let is = |wanted: bool, words: &str| match wanted {
            true => Ok(()),
            false => Err(wrong(name, words, value)),
        };
        let number = number(value);
        match holds {
            Holds::Schema => self.due.push(value),
            Holds::SchemaOrFlag => match value.kind {
                json::Kind::Bool(_) => {}
                _ => self.due.push(value),
            },
            Holds::SchemaOrList => match value.as_array() {
                Some(list) => self.due.extend(list),
                None => self.due.push(value),
            },
            Holds::Schemas => self.due.extend(listed(name, "schemas", value)?),
            Holds::Named | Holds::Dependencies => {
                let Some(members) = value.as_object() else {
                    return Err(wrong(name, "an object", value));
                };
                for member in members {
                    match member.value.as_array() {
                        Some(_) if holds == Holds::Dependencies => names(name, &member.value)?,
                        _ => self.due.push(&member.value),
                    }
                }
            }
            Holds::Types => types(value)?,
            Holds::Values => {
                listed(name, "values", value)?;
            }
            Holds::Names => names(name, value)?,
            Holds::Number => is(number.is_some(), "a number")?,
            Holds::Positive => is(number.is_some_and(|one| one > 0.0), "a number above 0")?,
            Holds::Count => is(
                number.is_some_and(|one| one >= 0.0 && one.fract() == 0.0),
                "a whole number from 0 on",
            )?,
            Holds::Flag => is(is_flag(value), "`true` or `false`")?,
            Holds::FlagOrNumber if self.is_draft_4 => is(is_flag(value), "`true` or `false`")?,
            Holds::FlagOrNumber => is(number.is_some(), "a number")?,
            Holds::Text => is(value.as_str().is_some(), "a string")?,
            Holds::Reference => self.reference(value)?,
        }
        Ok(())
    }

    fn reference(&self, value: &Value) -> Result<(), Mistake> {
        let Some(reference) = value.as_str() else {
            return Err(wrong("$ref", "a string", value));
        };
        let pointer = reference.strip_prefix('#').map(percent_decoded);
        let document = &self.document.value;
        let (message, label) = match pointer {
            Some(pointer) if at_pointer(document, &pointer).is_some() => return Ok(()),
            _ if self.has_names => return Ok(()),
            Some(_) => ("a reference leads nowhere", "not in this document"),
            None => (
                "a reference leads out of the document",
                "not in this document",
            ),
        };
        let told = Diagnostic::error(UNUSABLE, message).at(value.span, label);
        let last = reference.rsplit('/').next().unwrap_or_default();
        let known = ["components", "definitions", "$defs"];
        let known = known.iter().filter_map(|name| {
            let found = document.get(name)?;
            found.get("schemas").unwrap_or(found).as_object()
        });
        let known: Vec<&str> = known
            .flatten()
            .filter_map(|one| one.name.as_str())
            .collect();
        Err(Box::new(match suggest::did_you_mean(last, &known) {
            Some(nearest) => told.help(nearest),
            None => told.help("a schema must hold everything to which it refers"),
        }))
    }
}

type Mistake = Box<Diagnostic>;

fn wrong(name: &str, wanted: &str, value: &Value) -> Mistake {
    let what = format!("`{name}`");
    let told = match number(value) {
        Some(_) => {
            let message = format!("{what} is {}, not {wanted}", value.to_compact());
            Diagnostic::error(UNUSABLE, message).at(value.span, format!("{wanted} was expected"))
        }
        None => wrong_type(UNUSABLE, &what, wanted, value),
    };
    Box::new(told)
}

fn is_flag(value: &Value) -> bool {
    matches!(value.kind, json::Kind::Bool(_))
}

fn number(value: &Value) -> Option<f64> {
    match &value.kind {
        json::Kind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// The elements of a list that has some.
fn listed<'v>(name: &str, what: &str, value: &'v Value) -> Result<&'v [Value], Mistake> {
    match value.as_array() {
        None => Err(wrong(name, &format!("a list of {what}"), value)),
        Some([]) => Err(Box::new(
            Diagnostic::error(UNUSABLE, format!("`{name}` lists nothing"))
                .at(value.span, "no event could keep it")
                .help(format!("list {what}, or leave `{name}` out")),
        )),
        Some(elements) => Ok(elements),
    }
}

fn names(name: &str, value: &Value) -> Result<(), Mistake> {
    let Some(elements) = value.as_array() else {
        let told = wrong(name, "a list of names", value);
        return Err(match (is_flag(value), name) {
            (true, "required") => Box::new(told.help(
                "list the required fields in the object that has them: `\"required\": [\"id\"]`",
            )),
            _ => told,
        });
    };
    match elements.iter().find(|one| one.kind_name() != "a string") {
        Some(other) => Err(Box::new(wrong_type(
            UNUSABLE,
            &format!("a name in `{name}`"),
            "a string",
            other,
        ))),
        None => Ok(()),
    }
}

fn types(value: &Value) -> Result<(), Mistake> {
    let list = match value.as_array() {
        Some(_) => listed("type", "types", value)?,
        None => std::slice::from_ref(value),
    };
    for one in list {
        let Some(word) = one.as_str() else {
            return Err(wrong("type", "a string", one));
        };
        if TYPES.contains(&word) {
            continue;
        }
        let told = Diagnostic::error(UNUSABLE, format!("there is no type `{word}`"));
        let told = told.at(one.span, format!("one of {}", TYPES.join(", ")));
        return Err(Box::new(match suggest::did_you_mean(word, &TYPES) {
            Some(nearest) => told.help(nearest),
            None => told,
        }));
    }
    Ok(())
}

/// Where a reference stands that leads back to itself, or to too many others, before a value is looked into.
fn endless(document: &Value) -> Option<Span> {
    let mut counts = Counts {
        document,
        known: BTreeMap::new(),
    };
    let mut due = vec![document];
    while let Some(value) = due.pop() {
        match &value.kind {
            json::Kind::Object(members) => {
                if let Some(reference) = value.get("$ref")
                    && counts.at(reference.as_str(), 0) > MAXIMUM_FOLLOWED
                {
                    return Some(reference.span);
                }
                due.extend(members.iter().map(|member| &member.value));
            }
            json::Kind::Array(elements) => due.extend(elements),
            _ => {}
        }
    }
    None
}

/// How many references are followed at one place, for each reference.
struct Counts<'d> {
    document: &'d Value,
    /// `None` while a reference is being followed.
    known: BTreeMap<&'d str, Option<u64>>,
}

impl<'d> Counts<'d> {
    /// Longer chains of references than this are taken for endless.
    const DEEPEST: usize = 200;

    fn at(&mut self, reference: Option<&'d str>, depth: usize) -> u64 {
        let Some(reference) = reference else {
            return 0;
        };
        if let Some(known) = self.known.get(reference) {
            return known.unwrap_or(u64::MAX);
        }
        if depth > Self::DEEPEST {
            return u64::MAX;
        }
        let Some(pointer) = reference.strip_prefix('#') else {
            return 1;
        };
        self.known.insert(reference, None);
        let mut count: u64 = 1;
        let mut due: Vec<&'d Value> = at_pointer(self.document, &percent_decoded(pointer))
            .into_iter()
            .collect();
        while let Some(schema) = due.pop() {
            if let Some(inside) = schema.get("$ref") {
                count = count.saturating_add(self.at(inside.as_str(), depth + 1));
                continue;
            }
            due.extend(schema.get("not"));
            for name in ["allOf", "anyOf", "oneOf"] {
                due.extend(
                    schema
                        .get(name)
                        .and_then(Value::as_array)
                        .unwrap_or_default(),
                );
            }
        }
        self.known.insert(reference, Some(count));
        count
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_schema_that_does_not_end_or_leads_out_is_refused() {
        for (text, code) in [
            (r##"{"$ref":"#"}"##, ENDLESS),
            (
                r##"{"definitions":{"a":{"anyOf":[{"$ref":"#/definitions/b"}]},"b":{"not":{"$ref":"#/definitions/a"}}},"$ref":"#/definitions/a"}"##,
                ENDLESS,
            ),
            (r#"{"$ref":"https://example.com/s.json"}"#, UNUSABLE),
            (r##"{"$ref":"#/nowhere"}"##, UNUSABLE),
            (r#"{"properties":{"a":{"type":"strin"}}}"#, UNUSABLE),
        ] {
            let (found, wrong) = read(&Source::new("f", text));
            assert_eq!(found.len(), 0, "{text}");
            let codes: Vec<Code> = wrong.iter().map(|one| one.diagnostic.code).collect();
            assert_eq!(codes, [code], "{text}");
        }
    }

    #[test]
    fn what_is_a_schema_is_taken() {
        for text in [
            r##"{"definitions":{"a%b":{}},"properties":{"a":{"$ref":"#/definitions/a%25b","type":7},"type":{"enum":[[]]},"required":{}}}"##,
            r#"{"required":[],"type":["string","null"],"minLength":2.0,"exclusiveMinimum":true,"minimum":0}"#,
            r#"{"$schema":"http://json-schema.org/draft-07/schema#","exclusiveMinimum":1,"properties":{"a":true}}"#,
            r#"{"type":"object","default":{"type":7},"x-any":{"$ref":7}}"#,
        ] {
            let (found, wrong) = read(&Source::new("f", text));
            assert_eq!((found.len(), wrong), (1, vec![]), "{text}");
        }
    }
}
