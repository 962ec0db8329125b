//! What may stand at each place of an event by a schema, with references resolved and alternatives put together.
//!
//! A [`Node`] takes at least every value that its schema takes. It takes more where several keywords belong together
//! (`not`, `oneOf`, enumerations of several types), where a schema refers to itself, and where it is very large. So what
//! a node refuses the schema refuses too.
//!
//! # Source
//!
//! JSON Schema draft 4, whose keywords those of OpenAPI 3.0 are but for `nullable`.

mod merge;

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, at_pointer, percent_decoded};
use crate::json::fields::{beginning, text};
use crate::json::{self, Value};
use crate::source::Span;

pub(super) use merge::{Dependency, More, parts};

/// How many places of a schema are looked at.
const MAXIMUM_NODES: usize = 100_000;
/// How deep a schema is looked into, references followed.
const MAXIMUM_DEPTH: usize = 128;

/// A set of the types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No type: nothing may stand there.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `true` and `false`
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(4);
    /// Numbers with a fraction.
    pub const FRACTION: Self = Self(8);
    /// Strings.
    pub const STRING: Self = Self(16);
    /// Objects.
    pub const OBJECT: Self = Self(32);
    /// Arrays.
    pub const ARRAY: Self = Self(64);
    /// Anything.
    pub const ALL: Self = Self(127);
    /// Anything but `null`.
    pub const ALL_BUT_NULL: Self = Self(126);
    /// What patterns test.
    pub const LEAVES: Self = Self(31);

    /// With what messages call them.
    const NAMES: [(Self, &'static str); 7] = [
        (Self::OBJECT, "object"),
        (Self::ARRAY, "array"),
        (Self::STRING, "string"),
        (Self(12), "number"),
        (Self::INTEGER, "integer"),
        (Self::BOOLEAN, "boolean"),
        (Self::NULL, "null"),
    ];

    /// The type that a word of a schema means.
    fn named(word: &str) -> Self {
        let named = Self::NAMES.iter().find(|(_, name)| *name == word);
        named.map_or(Self::NONE, |(types, _)| *types)
    }

    /// The types of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match &value.kind {
            json::Kind::Null => Self::NULL,
            json::Kind::Bool(_) => Self::BOOLEAN,
            json::Kind::Number(number) if number.contains(['.', 'e', 'E']) => Self::FRACTION,
            json::Kind::Number(_) => Self::INTEGER,
            json::Kind::String(_) => Self::STRING,
            json::Kind::Object(_) => Self::OBJECT,
            json::Kind::Array(_) => Self::ARRAY,
            json::Kind::Open(_) => Self::ALL,
        }
    }

    /// Those of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that both have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether they have a type in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the other has every type of these.
    #[must_use]
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// As schemas write them: `string`, `integer or null`, `anything`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::ALL => "anything".to_owned(),
            Self::NONE => "nothing".to_owned(),
            _ => self.names().join(" or "),
        }
    }

    /// As sentences say them: `a string`, `an integer or null`, `anything`.
    #[must_use]
    pub fn articled(self) -> String {
        let names = self.names().into_iter();
        let articled = names.map(|name| match name {
            "null" => name.to_owned(),
            "object" | "array" | "integer" => format!("an {name}"),
            _ => format!("a {name}"),
        });
        match self {
            Self::ALL | Self::NONE => self.words(),
            _ => articled.collect::<Vec<_>>().join(" or "),
        }
    }

    /// Each type by itself.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        let bits = (0..7).map(|bit| Self(1 << bit));
        bits.filter(move |one| one.is_within(self))
    }

    fn names(self) -> Vec<&'static str> {
        let mut left = self;
        let mut words = Vec::new();
        for (types, name) in Self::NAMES {
            if types.is_within(left) {
                words.push(name);
                left = Self(left.0 & !types.0);
            }
        }
        words
    }
}

/// What may stand at a place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// Where the schema of the place begins.
    pub span: Span,
    /// The types.
    pub types: Types,
    /// The `format`.
    pub format: Option<String>,
    /// The only values.
    pub values: Option<Vec<Value>>,
    /// The fields of an object that are named.
    pub fields: BTreeMap<String, Field>,
    /// What may stand in fields that are not named.
    pub others: Others,
    /// What may stand in an array; `None` is anything.
    pub elements: Option<Box<Node>>,
    /// Other keywords that bound values, with what they say.
    pub bounds: BTreeMap<&'static str, String>,
    /// What else its schema says.
    pub(super) more: More,
}

/// What a schema says of fields that it does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum Others {
    /// Nothing: they are allowed, and not expected.
    Unsaid,
    /// They are allowed.
    Allowed,
    /// They are not allowed.
    Refused,
    /// Their names are data, and they hold this.
    Map(Box<Node>),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What may stand there.
    pub node: Node,
    /// Whether every object has it.
    pub is_required: bool,
    /// Where its name stands, if it does.
    pub span: Span,
}

/// Keywords of which a node does not say all, each with what it says.
pub(super) type Unsaid = BTreeSet<(&'static str, String)>;

/// Keywords of later drafts that say something of values, and that no node holds.
const UNREAD: [&str; 13] = [
    "$dynamicRef",
    "$recursiveRef",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "minContains",
];

/// The keywords that are compared as they are.
const BOUNDS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "pattern",
    "multipleOf",
    "uniqueItems",
];

impl Node {
    /// Anything may stand there.
    #[must_use]
    pub fn any(span: Span) -> Self {
        Self::of(Types::ALL, span)
    }

    /// Any value of these types.
    #[must_use]
    pub fn of(types: Types, span: Span) -> Self {
        Self {
            span,
            types,
            format: None,
            values: None,
            fields: BTreeMap::new(),
            others: Others::Unsaid,
            elements: None,
            bounds: BTreeMap::new(),
            more: More::default(),
        }
    }

    /// What may be an event by a schema: its `source` and `detail-type` are those that the schema is for.
    #[must_use]
    pub fn event(document: &Document) -> Self {
        Self::with_unsaid(document).0
    }

    /// What may be an event by a schema, and the keywords of which the node does not say all, each with what it says.
    pub(super) fn with_unsaid(document: &Document) -> (Self, Unsaid) {
        let mut builder = Builder {
            document,
            left: MAXIMUM_NODES,
            following: Vec::new(),
            unsaid: BTreeSet::new(),
        };
        let mut node = match document.event() {
            Some(event) => builder.node(event, 0),
            None => Self::any(Span::at(0)),
        };
        for (name, value) in [
            ("source", &document.source),
            ("detail-type", &document.detail_type),
        ] {
            if let Some(value) = value {
                let field = node.fields.entry(name.to_owned()).or_insert(Field {
                    node: Self::of(Types::STRING, node.span),
                    is_required: true,
                    span: node.span,
                });
                let only = Value::text(value, field.node.span);
                field.node.values = Some(vec![only]);
            }
        }
        (node, builder.unsaid)
    }

    /// Whether a schema says anything of what is in an object.
    #[must_use]
    pub fn knows_fields(&self) -> bool {
        !self.fields.is_empty() || self.others != Others::Unsaid
    }

    /// Whether a field somewhere has a name with dots, so that paths through it may lead on beside others.
    pub(super) fn has_dotted_names(&self) -> bool {
        let others = match &self.others {
            Others::Map(node) => Some(&**node),
            Others::Unsaid | Others::Allowed | Others::Refused => None,
        };
        let inside = self.fields.values().map(|field| &field.node);
        let mut inside = inside.chain(others).chain(self.elements.as_deref());
        self.fields.keys().any(|name| name.contains('.')) || inside.any(Self::has_dotted_names)
    }
}

/// Whether a value is among others, by what it means.
pub(super) fn has_value(values: &[Value], value: &Value) -> bool {
    let wanted = value.to_compact();
    let is_same_number = |one: &Value| match (&one.kind, &value.kind) {
        (json::Kind::Number(one), json::Kind::Number(other)) => is_same_number(one, other),
        _ => false,
    };
    let mut values = values.iter();
    values.any(|one| is_same_number(one) || one.to_compact() == wanted)
}

/// Whether two numbers are the same and just written in two ways; larger ones than doubles tell apart are not.
fn is_same_number(one: &str, other: &str) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = |text: &str| text.parse::<f64>().ok().filter(|one| one.abs() < EXACT);
    exact(one).is_some_and(|one| exact(other) == Some(one))
}

struct Builder<'d> {
    document: &'d Document,
    /// How many places may still be looked at.
    left: usize,
    /// The references that are being followed.
    following: Vec<String>,
    unsaid: Unsaid,
}

impl Builder<'_> {
    fn node(&mut self, schema: &Value, depth: usize) -> Node {
        let span = beginning(schema);
        if self.left == 0 || depth > MAXIMUM_DEPTH {
            return Node::any(span);
        }
        self.left -= 1;
        if schema.kind == json::Kind::Bool(false) {
            return Node::of(Types::NONE, span);
        }
        if let Some(reference) = text(schema, "$ref") {
            return self.referred(reference, span, depth);
        }
        let mut node = self.own(schema, span, depth);
        for branch in list(schema, "allOf") {
            let branch = self.node(branch, depth + 1);
            node = self.both("allOf", schema, node, branch);
        }
        for name in ["anyOf", "oneOf"] {
            if schema.get(name).and_then(Value::as_array).is_some() {
                let branches = list(schema, name).iter();
                let branches = branches.map(|one| self.node(one, depth + 1)).collect();
                let mut exact = true;
                let any = Node::any_of(branches, Node::of(Types::NONE, span), &mut exact);
                if !exact {
                    self.tell(name, schema);
                }
                node = self.both(name, schema, node, any);
            }
        }
        node
    }

    /// What both of two nodes take, the second of which is that of a keyword.
    fn both(&mut self, keyword: &'static str, schema: &Value, one: Node, other: Node) -> Node {
        let mut exact = true;
        let both = one.and(other, &mut exact);
        if !exact {
            self.tell(keyword, schema);
        }
        both
    }

    /// Remembers that not all is said of a keyword.
    fn tell(&mut self, keyword: &'static str, schema: &Value) {
        let says = schema.to_compact();
        self.unsaid.insert((keyword, says));
    }

    /// What a reference into the same document leads to; anything, where it leads elsewhere or to itself.
    fn referred(&mut self, reference: &str, span: Span, depth: usize) -> Node {
        let document = self.document;
        let Some(pointer) = reference.strip_prefix('#') else {
            return Node::any(span);
        };
        if self.following.iter().any(|one| one == pointer) {
            return Node::any(span);
        }
        let Some(target) = at_pointer(&document.value, &percent_decoded(pointer)) else {
            return Node::any(span);
        };
        self.following.push(pointer.to_owned());
        let node = self.node(target, depth + 1);
        self.following.pop();
        node
    }

    /// What the keywords of one schema say, without those that put schemas together.
    fn own(&mut self, schema: &Value, span: Span, depth: usize) -> Node {
        let mut node = Node::of(self.types(schema), span);
        node.format = text(schema, "format").map(str::to_owned);
        let only = schema.get("const").map(|one| vec![one.clone()]);
        let values = schema.get("enum").and_then(Value::as_array);
        node.values = values.map(<[Value]>::to_vec).or(only);
        if let Some(values) = &node.values {
            let types = values.iter().map(Types::of);
            node.types = node.types.and(types.fold(Types::NONE, Types::or));
        }
        for name in BOUNDS {
            if let Some(says) = schema.get(name) {
                node.bounds.insert(name, says.to_compact());
            }
        }
        for keyword in UNREAD {
            if schema.get(keyword).is_some() {
                self.tell(keyword, schema);
            }
        }
        node.more = self.more(schema, depth);
        node.elements = schema
            .get("items")
            .filter(|items| items.as_array().is_none())
            .map(|items| Box::new(self.node(items, depth + 1)));
        node.others = match schema.get("additionalProperties") {
            None if schema.get("patternProperties").is_some() => Others::Allowed,
            None => Others::Unsaid,
            Some(Value {
                kind: json::Kind::Bool(allowed),
                ..
            }) => match allowed {
                true => Others::Allowed,
                false => Others::Refused,
            },
            Some(map) => Others::Map(Box::new(self.node(map, depth + 1))),
        };
        self.fields(schema, span, depth, &mut node);
        node
    }

    /// What else the keywords of one schema say.
    fn more(&mut self, schema: &Value, depth: usize) -> More {
        let mut more = More::default();
        if schema
            .get("items")
            .is_some_and(|items| items.as_array().is_some())
        {
            let positions = list(schema, "items").iter();
            more.positions = positions.map(|one| self.node(one, depth + 1)).collect();
            more.behind = Some(Box::new(match schema.get("additionalItems") {
                None => Others::Unsaid,
                Some(Value {
                    kind: json::Kind::Bool(allowed),
                    ..
                }) => match allowed {
                    true => Others::Allowed,
                    false => Others::Refused,
                },
                Some(behind) => Others::Map(Box::new(self.node(behind, depth + 1))),
            }));
        }
        let members = |name: &str| schema.get(name).and_then(Value::as_object);
        for member in members("patternProperties").unwrap_or_default() {
            let node = self.node(&member.value, depth + 1);
            let pattern = member.name.to_display().into_owned();
            more.patterns.insert(pattern, node);
        }
        for member in members("dependencies").unwrap_or_default() {
            let dependency = match member.value.as_array() {
                Some(names) => {
                    let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                    Dependency::Names(names.collect())
                }
                None => Dependency::Schema(Box::new(self.node(&member.value, depth + 1))),
            };
            let name = member.name.to_display().into_owned();
            more.dependencies.insert(name, dependency);
        }
        more.not.extend(schema.get("not").map(Value::to_compact));
        more
    }

    fn types(&self, schema: &Value) -> Types {
        let types = match schema.get("type") {
            None => Types::ALL,
            Some(one) => match one.as_array() {
                Some(several) => {
                    let words = several.iter().filter_map(Value::as_str);
                    words.map(Types::named).fold(Types::NONE, Types::or)
                }
                None => one.as_str().map_or(Types::ALL, Types::named),
            },
        };
        let is_nullable = self.document.has_nullable()
            && schema.get("nullable").map(|one| &one.kind) == Some(&json::Kind::Bool(true));
        match is_nullable {
            true => types.or(Types::NULL),
            false => types,
        }
    }

    fn fields(&mut self, schema: &Value, span: Span, depth: usize, node: &mut Node) {
        let named = schema.get("properties").and_then(Value::as_object);
        for member in named.unwrap_or_default() {
            let field = Field {
                node: self.node(&member.value, depth + 1),
                is_required: false,
                span: member.name_span,
            };
            node.fields
                .insert(member.name.to_display().into_owned(), field);
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.unwrap_or_default() {
            let Some(text) = name.as_str() else {
                continue;
            };
            let field = node.fields.entry(text.to_owned()).or_insert_with(|| Field {
                node: Node::any(span),
                is_required: true,
                span: name.span,
            });
            field.is_required = true;
        }
    }
}

/// The elements of a member that is a list.
fn list<'v>(schema: &'v Value, name: &str) -> &'v [Value] {
    let list = schema.get(name).and_then(Value::as_array);
    list.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::document::read;
    use super::*;
    use crate::source::Source;

    fn node(text: &str) -> Node {
        let (documents, _) = read(&Source::new("f", text));
        Node::event(&documents[0])
    }

    #[test]
    fn references_and_alternatives_are_put_together() {
        let text = r##"{"definitions":{"A":{"type":"object","required":["x"],"properties":{"x":{"type":"string"}}},"a/b":{"type":["integer","null"]}},
            "properties":{"one":{"$ref":"#/definitions/A"},"two":{"anyOf":[{"$ref":"#/definitions/A"},{"type":"object","properties":{"y":{"type":"number"}}}]},
            "three":{"$ref":"#/definitions/a~1b"},"four":{"allOf":[{"type":"string"},{"enum":["a",7]}]}}}"##;
        let event = node(text);
        let field = |name: &str| &event.fields[name].node;
        assert!(field("one").fields["x"].is_required);
        assert!(!field("two").fields["x"].is_required);
        assert_eq!(field("two").fields["y"].node.types.words(), "number");
        assert_eq!(field("three").types.words(), "integer or null");
        assert_eq!(field("four").types, Types::STRING);
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let own = r##"{"type":"object","properties":{"a":{"$ref":"#"},"b":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}"##;
        let event = node(own);
        let inside = &event.fields["a"].node;
        assert_eq!(inside.types, Types::OBJECT);
        assert_eq!(inside.fields["a"].node.types, Types::ALL);
        assert_eq!(event.fields["b"].node.types.words(), "object or null");
    }
}
