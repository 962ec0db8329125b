//! What was seen, as a schema that the registry takes.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Creating a schema by using a template", for `AWSEvent` and the order of its members; the
//! names of schemas and components are formed as those of the registries `aws.events` and `discovered-schemas`.

use std::collections::BTreeSet;

use super::shape::{MINIMUM_SEEN, Objects, Shape, Texts};
use crate::json::{self, JsonString, Member, Value};
use crate::source::Span;

/// The two kinds of schemas that the registry takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// OpenAPI 3.0, with the event as the component `AWSEvent`.
    OpenApi3,
    /// JSON Schema draft 4.
    JsonSchemaDraft4,
}

impl Kind {
    /// The word of the API, for `Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenApi3 => "OpenApi3",
            Self::JsonSchemaDraft4 => "JSONSchemaDraft4",
        }
    }

    /// Where components stand in a document.
    const fn components(self) -> &'static str {
        match self {
            Self::OpenApi3 => "#/components/schemas/",
            Self::JsonSchemaDraft4 => "#/definitions/",
        }
    }
}

/// The members of the envelope as the registry orders them; a member that is none of these comes behind.
const ENVELOPE: [&str; 9] = [
    "detail",
    "account",
    "detail-type",
    "id",
    "region",
    "resources",
    "source",
    "time",
    "version",
];

/// The component that is the event.
pub(super) const AWS_EVENT: &str = "AWSEvent";

/// The name of a schema, as EventBridge forms it: what is no letter and no digit goes, and words are capitalised.
pub(super) fn schema_name(source: &str, detail_type: &str) -> String {
    format!("{source}@{}", words_joined(detail_type))
}

fn words_joined(text: &str) -> String {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    words.map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// Writes one document.
pub(super) struct Writer {
    kind: Kind,
    components: Vec<(String, Value)>,
    names: BTreeSet<String>,
}

/// Where a shape stands.
#[derive(Clone, Copy)]
struct Place<'n> {
    /// After what its component is called.
    name: &'n str,
    /// Whether it belongs to the envelope: its texts are no enumerations, and ids are no UUIDs.
    is_envelope: bool,
}

impl Writer {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            components: Vec::new(),
            names: BTreeSet::from([AWS_EVENT.to_owned()]),
        }
    }

    /// The schema of what was seen of the events of a source and a detail-type.
    pub(super) fn document(mut self, of: (&str, &str), shape: &Shape) -> Value {
        let title = Some(words_joined(of.1)).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| "Event".to_owned());
        let event = self.event(of, shape, &title);
        let components = object(self.components);
        match self.kind {
            Kind::OpenApi3 => {
                let info = [("version", text("1.0.0")), ("title", text(&title))];
                let mut schemas = vec![(AWS_EVENT.to_owned(), object(event))];
                schemas.extend(members_of(components));
                object(vec![
                    named("openapi", text("3.0.0")),
                    named(
                        "info",
                        object(info.map(|(name, value)| named(name, value)).into()),
                    ),
                    named("paths", object(Vec::new())),
                    named(
                        "components",
                        object(vec![named("schemas", object(schemas))]),
                    ),
                ])
            }
            Kind::JsonSchemaDraft4 => {
                let mut root = vec![
                    named("$schema", text("http://json-schema.org/draft-04/schema#")),
                    named("title", text(&title)),
                    named("definitions", components),
                ];
                root.extend(event);
                object(root)
            }
        }
    }

    /// The members of the schema of the event.
    fn event(
        &mut self,
        (source, detail_type): (&str, &str),
        shape: &Shape,
        title: &str,
    ) -> Vec<(String, Value)> {
        let mut event = vec![
            named("type", text("object")),
            named("x-amazon-events-detail-type", text(detail_type)),
            named("x-amazon-events-source", text(source)),
        ];
        let Some(objects) = &shape.objects else {
            return event;
        };
        let mut members: Vec<_> = objects.sorted().collect();
        let rank = |name: &str| ENVELOPE.iter().position(|one| *one == name);
        members.sort_by_key(|member| rank(&member.name).unwrap_or(ENVELOPE.len()));
        let properties = members.iter().map(|member| {
            let is_detail = &*member.name == "detail";
            let place = Place {
                name: if is_detail { title } else { &member.name },
                is_envelope: !is_detail,
            };
            let written = match &*member.name {
                "resources" if has_no_elements(&member.shape) => array(type_of("string")),
                _ => self.schema(&member.shape, place),
            };
            (member.name.to_string(), written)
        });
        let properties = object(properties.collect());
        let all = members.iter().filter(|one| one.present == objects.count);
        let required: Vec<Value> = all.map(|one| text(&one.name)).collect();
        if !required.is_empty() {
            event.insert(1, named("required", list(required)));
        }
        event.push(named("properties", properties));
        event
    }

    /// The schema of what was seen at a place.
    fn schema(&mut self, shape: &Shape, place: Place<'_>) -> Value {
        if shape.unseen > 0 {
            return object(Vec::new());
        }
        let has_null = shape.nulls > 0;
        let mut kinds: Vec<Vec<(String, Value)>> = Vec::new();
        if let Some(objects) = &shape.objects {
            kinds.push(self.object(objects, place, has_null));
        }
        if let Some(arrays) = &shape.arrays {
            let items = self.schema(&arrays.elements, place);
            kinds.push(members_of(array(items)));
        }
        if shape.booleans > 0 {
            kinds.push(members_of(type_of("boolean")));
        }
        let numbers = &shape.numbers;
        if numbers.integers + numbers.fractions > 0 {
            kinds.push(number(shape));
        }
        if shape.texts.count > 0 {
            kinds.push(string(&shape.texts, place, has_null));
        }
        match kinds.as_mut_slice() {
            [] => object(Vec::new()),
            [one] => {
                if has_null {
                    self.add_null(one);
                }
                object(std::mem::take(one))
            }
            [first, ..] => {
                if has_null {
                    self.add_null(first);
                }
                let any = kinds.into_iter().map(object).collect();
                object(vec![named("anyOf", list(any))])
            }
        }
    }

    /// Lets a schema with a `type` take `null` too.
    fn add_null(&self, schema: &mut Vec<(String, Value)>) {
        if self.kind == Kind::OpenApi3 {
            let behind_type = schema.len().min(1);
            schema.insert(behind_type, named("nullable", boolean(true)));
            return;
        }
        if let Some((_, kind)) = schema.iter_mut().find(|(name, _)| name == "type") {
            *kind = list(vec![kind.clone(), text("null")]);
        }
    }

    /// An object: where its fields are known, a component of its own, unless it may also be `null`.
    fn object(
        &mut self,
        objects: &Objects,
        place: Place<'_>,
        has_null: bool,
    ) -> Vec<(String, Value)> {
        let mut schema = vec![named("type", text("object"))];
        if let Some(map) = &objects.map {
            let values = self.schema(map, place);
            schema.push(named("additionalProperties", values));
            return schema;
        }
        if objects.members.is_empty() && place.is_envelope {
            return schema;
        }
        // The place of the component is taken before those of what is in it.
        let reserved = (!has_null).then(|| {
            let name = self.component_name(place.name);
            self.components.push((name.clone(), object(Vec::new())));
            (self.components.len() - 1, name)
        });
        let all = objects.sorted().filter(|one| one.present == objects.count);
        let required: Vec<Value> = all.map(|one| text(&one.name)).collect();
        if !required.is_empty() {
            schema.push(named("required", list(required)));
        }
        let properties = objects.sorted().map(|member| {
            let inside = Place {
                name: &member.name,
                is_envelope: place.is_envelope,
            };
            (member.name.to_string(), self.schema(&member.shape, inside))
        });
        let properties: Vec<(String, Value)> = properties.collect();
        if !properties.is_empty() {
            schema.push(named("properties", object(properties)));
        }
        match reserved {
            Some((at, name)) => {
                if let Some((_, component)) = self.components.get_mut(at) {
                    *component = object(schema);
                }
                let reference = format!("{}{name}", self.kind.components());
                vec![named("$ref", text(&reference))]
            }
            None => schema,
        }
    }

    /// A name that no other component has, of the characters that OpenAPI allows.
    fn component_name(&mut self, name: &str) -> String {
        let is_allowed = |character: &char| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_')
        };
        let kept: String = name.chars().filter(is_allowed).collect();
        let wanted = match kept.is_empty() {
            true => "Object".to_owned(),
            false => capitalised(&kept),
        };
        let numbered = (1..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        let free = names
            .find(|name| !self.names.contains(name))
            .unwrap_or(wanted);
        self.names.insert(free.clone());
        free
    }
}

fn has_no_elements(shape: &Shape) -> bool {
    let arrays = shape.arrays.as_ref();
    let is_array = arrays.is_some_and(|arrays| arrays.elements.values == 0);
    is_array && arrays.map_or(0, |arrays| arrays.count) == shape.values
}

fn number(shape: &Shape) -> Vec<(String, Value)> {
    let numbers = &shape.numbers;
    let (kind, format) = match numbers.fractions {
        1.. => ("number", Some("double")),
        0 if numbers.beyond_int64 => ("number", None),
        0 if numbers.beyond_int32 => ("integer", Some("int64")),
        0 => ("integer", None),
    };
    let mut schema = members_of(type_of(kind));
    schema.extend(format.map(|format| named("format", text(format))));
    schema
}

fn string(texts: &Texts, place: Place<'_>, has_null: bool) -> Vec<(String, Value)> {
    let mut schema = members_of(type_of("string"));
    if let Some(format) = texts.formats.name()
        && !(place.is_envelope && format == "uuid")
    {
        schema.push(named("format", text(format)));
    } else if !place.is_envelope
        && let Some(values) = enumeration(texts)
    {
        let mut values: Vec<Value> = values.into_iter().map(text).collect();
        if has_null {
            values.push(null());
        }
        schema.push(named("enum", list(values)));
    }
    schema
}

/// The values of an enumeration, sorted: two or more, each seen often enough.
pub(super) fn enumeration(texts: &Texts) -> Option<Vec<&str>> {
    let is_certain = texts.seen.iter().all(|(_, times)| *times >= MINIMUM_SEEN);
    if texts.is_various || texts.seen.len() < 2 || !is_certain {
        return None;
    }
    let mut values: Vec<&str> = texts.seen.iter().map(|(text, _)| &**text).collect();
    values.sort_unstable();
    Some(values)
}

fn named(name: &str, value: Value) -> (String, Value) {
    (name.to_owned(), value)
}

fn text(text: &str) -> Value {
    Value::text(text, Span::at(0))
}

fn value(kind: json::Kind) -> Value {
    Value {
        span: Span::at(0),
        kind,
    }
}

fn null() -> Value {
    value(json::Kind::Null)
}

fn boolean(yes: bool) -> Value {
    value(json::Kind::Bool(yes))
}

fn list(elements: Vec<Value>) -> Value {
    value(json::Kind::Array(elements))
}

fn object(members: Vec<(String, Value)>) -> Value {
    let members = members.into_iter().map(|(name, value)| Member {
        name: JsonString::from(&*name),
        name_span: Span::at(0),
        value,
    });
    value(json::Kind::Object(members.collect()))
}

fn type_of(kind: &str) -> Value {
    object(vec![named("type", text(kind))])
}

fn array(items: Value) -> Value {
    object(vec![named("type", text("array")), named("items", items)])
}

fn members_of(value: Value) -> Vec<(String, Value)> {
    let json::Kind::Object(members) = value.kind else {
        return Vec::new();
    };
    let members = members.into_iter();
    members
        .map(|member| (member.name.to_display().into_owned(), member.value))
        .collect()
}
