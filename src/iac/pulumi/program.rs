//! A program in YAML: its variables, its configuration, and what its expressions come to.
//!
//! # Source
//!
//! Pulumi YAML language reference: `config`, `variables`, `resources`, "Interpolation expressions", "Built-in functions";
//! `pulumi-yaml`, `runtime.go`: variables are worked out when they are needed.

mod functions;

use std::collections::BTreeMap;

use super::interpolation::{Access, Part, Step, parts};
use super::types::Type;
use crate::iac::{Settings, Texts};
use crate::json::fields::text;
use crate::json::{Hole, Kind, Member, Shape, TextPart, Value};
use crate::source::Span;

/// How deep values may stand in each other, variables in variables included.
const MAXIMUM_DEPTH: usize = 64;

/// How many values and letters may come of the expressions of a program, all together.
const MAXIMUM_SIZE: usize = 8 << 20;

/// Properties that hold JSON in a text.
const DOCUMENTS: [&str; 4] = ["eventPattern", "filterPolicy", "policy", "redrivePolicy"];

/// A program, and what of it is worked out.
pub(super) struct Program<'p, 't, 'f> {
    pub(super) texts: &'t mut Texts<'f>,
    pub(super) settings: &'p Settings,
    project: &'p str,
    variables: BTreeMap<String, &'p Value>,
    resources: BTreeMap<String, &'p Value>,
    configuration: BTreeMap<String, Value>,
    done: BTreeMap<String, Value>,
    /// What is being worked out: nothing may need itself.
    due: Vec<String>,
    size: usize,
}

impl<'p, 't, 'f> Program<'p, 't, 'f> {
    pub(super) fn new(
        root: &'p Value,
        configuration: BTreeMap<String, Value>,
        texts: &'t mut Texts<'f>,
        settings: &'p Settings,
    ) -> Self {
        Self {
            texts,
            settings,
            project: text(root, "name").unwrap_or(""),
            variables: named(root.get("variables")),
            resources: named(root.get("resources")),
            configuration,
            done: BTreeMap::new(),
            due: Vec::new(),
            size: 0,
        }
    }

    /// The properties of a resource, worked out, its name among them.
    pub(super) fn properties(&mut self, id: &str) -> Option<Value> {
        let resource = *self.resources.get(id)?;
        if let Some(done) = self.done.get(id) {
            return Some(done.clone());
        }
        if self.is_due(id) {
            return None;
        }
        self.due.push(id.to_owned());
        let given = resource.get("properties");
        let mut properties = match given {
            Some(given) => self.value(given, 0),
            None => Value {
                span: resource.span,
                kind: Kind::Object(Vec::new()),
            },
        };
        self.due.pop();
        let kind = text(resource, "type").and_then(Type::named);
        let property = kind.as_ref().and_then(Type::name_property);
        if let (Some(property), Kind::Object(members)) = (property, &mut properties.kind) {
            let is_named = |member: &Member| {
                member.name == *property || member.name == *format!("{property}Prefix")
            };
            if !members.iter().any(is_named) {
                let physical = resource.get("name").and_then(Value::as_str).unwrap_or(id);
                members.push(auto_named(property, physical, resource.span));
            }
        }
        self.done.insert(id.to_owned(), properties.clone());
        Some(properties)
    }

    /// The properties with documents that `fn::toJSON` makes texts of as what they are, so that their values keep their places.
    pub(super) fn with_documents(&mut self, id: &str, mut properties: Value) -> Value {
        let given = self.resources.get(id).and_then(|one| one.get("properties"));
        let (Some(given), Kind::Object(members)) = (given, &mut properties.kind) else {
            return properties;
        };
        for member in members {
            let name = member.name.as_str().filter(|name| DOCUMENTS.contains(name));
            let function = name.and_then(|name| given.get(name)?.as_object());
            if let Some([function]) = function
                && function_name(function).as_deref() == Some("tojson")
            {
                member.value = self.value(&function.value, 0);
            }
        }
        properties
    }

    /// What a value comes to.
    pub(super) fn value(&mut self, value: &Value, depth: usize) -> Value {
        let span = value.span;
        self.size += 1;
        if depth > MAXIMUM_DEPTH || self.size > MAXIMUM_SIZE {
            return Value::open(Shape::Structure, "too deep", span);
        }
        let kind = match &value.kind {
            Kind::String(text) => match text.as_str() {
                Some(text) if text.contains('$') => return self.text(text, span, depth),
                _ => return value.clone(),
            },
            Kind::Array(elements) => {
                let elements = elements.iter().map(|one| self.value(one, depth + 1));
                Kind::Array(elements.collect())
            }
            Kind::Object(members) => {
                if let [member] = members.as_slice()
                    && let Some(name) = function_name(member)
                {
                    return functions::call(self, &name, &member.value, span, depth + 1);
                }
                let members = members.iter().map(|member| Member {
                    value: self.value(&member.value, depth + 1),
                    ..member.clone()
                });
                Kind::Object(members.collect())
            }
            kind => kind.clone(),
        };
        Value { span, kind }
    }

    /// A text with its `${…}`. One that is nothing else is the value itself.
    fn text(&mut self, text: &str, span: Span, depth: usize) -> Value {
        let all = parts(text);
        if let [Part::Access(access)] = all.as_slice() {
            let value = self.access(access, span, depth);
            return Value { span, ..value };
        }
        let mut put = Vec::new();
        for part in all {
            match part {
                Part::Literal(text) => put.push(TextPart::Literal(text)),
                Part::Access(access) => {
                    let value = self.access(&access, span, depth);
                    put.extend(text_parts(&value, &access.text, span));
                }
            }
        }
        let size = put.iter().map(|part| match part {
            TextPart::Literal(text) => text.len(),
            TextPart::Hole(_) => 32,
        });
        self.size += size.sum::<usize>();
        if self.size > MAXIMUM_SIZE {
            return Value::open(Shape::Text, text, span);
        }
        Value::parts(put, "interpolation", span)
    }

    fn access(&mut self, access: &Access, span: Span, depth: usize) -> Value {
        let open = || Value::open(Shape::Text, &access.text, span);
        if self.resources.contains_key(&access.name) {
            return self.resource(access, span).unwrap_or_else(open);
        }
        let Some(whole) = self.named(&access.name, depth) else {
            return self.pulumi(access, span).unwrap_or_else(open);
        };
        self.size += size(&whole);
        match (step_into(&whole, &access.path), whole.as_open()) {
            (Some(inner), _) => inner.clone(),
            (None, Some(_)) => Value::open(Shape::Structure, &access.text, span),
            (None, None) => open(),
        }
    }

    /// A variable or a value of the configuration.
    fn named(&mut self, name: &str, depth: usize) -> Option<Value> {
        if let Some(done) = self.done.get(name) {
            return Some(done.clone());
        }
        let own = name.strip_prefix(self.project);
        let bare = own.and_then(|rest| rest.strip_prefix(':')).unwrap_or(name);
        if let Some(value) = self.configuration.get(bare) {
            return Some(value.clone());
        }
        let variable = *self.variables.get(name)?;
        if self.is_due(name) {
            return None;
        }
        self.due.push(name.to_owned());
        let value = self.value(variable, depth + 1);
        self.due.pop();
        self.done.insert(name.to_owned(), value.clone());
        Some(value)
    }

    /// Whether something must not be worked out: it needs itself, or too much that needs each other is begun.
    fn is_due(&self, name: &str) -> bool {
        self.due.len() > MAXIMUM_DEPTH || self.due.iter().any(|one| one == name)
    }

    /// A property of a resource: one that is given, or its name. Everything else only AWS knows.
    fn resource(&mut self, access: &Access, span: Span) -> Option<Value> {
        let properties = self.properties(&access.name)?;
        let value = step_into(&properties, &access.path)?;
        self.size += size(value);
        match &value.kind {
            // What is open of it is known by the resource that it is of.
            Kind::Open(open) if !open.parts.is_empty() => {
                Some(Value::parts(open.parts.clone(), &access.text, span))
            }
            _ => Some(value.clone()),
        }
    }

    /// `${pulumi.project}` and its kin.
    fn pulumi(&self, access: &Access, span: Span) -> Option<Value> {
        let [Step::Name(property)] = access.path.as_slice() else {
            return None;
        };
        let text = match (access.name.as_str(), property.as_str()) {
            ("pulumi", "project") => self.project,
            ("pulumi", "stack") => self.settings.stage.as_deref()?,
            _ => return None,
        };
        Some(Value::text(text, span))
    }
}

/// Pulumi: "Auto-naming": the name of the resource, and seven random digits.
fn auto_named(property: &str, id: &str, span: Span) -> Member {
    let from = "random".to_owned();
    let parts = vec![
        TextPart::Literal(format!("{id}-")),
        TextPart::Hole(Hole { from, span }),
    ];
    Member {
        name: property.into(),
        name_span: span,
        value: Value::parts(parts, "auto-named", span),
    }
}

/// The members of a section.
fn named(section: Option<&Value>) -> BTreeMap<String, &Value> {
    let members = section.and_then(Value::as_object).unwrap_or_default();
    let named = members.iter();
    let named = named.map(|one| (one.name.to_display().into_owned(), &one.value));
    named.collect()
}

/// The function that a member calls, in small letters: `fn::toJSON`, `Fn::Join`.
fn function_name(member: &Member) -> Option<String> {
    let name = member.name.as_str()?.to_lowercase();
    name.strip_prefix("fn::").map(str::to_owned)
}

fn step_into<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Name(name) => value.get(name),
        Step::Index(index) => value.as_array()?.get(*index),
    })
}

/// How much a value takes.
fn size(value: &Value) -> usize {
    let mut size = 0;
    let mut due = vec![value];
    while let Some(value) = due.pop() {
        size += 1 + value.as_str().map_or(0, str::len);
        let members = value.as_object().unwrap_or_default().iter();
        due.extend(members.map(|member| &member.value));
        due.extend(value.as_array().unwrap_or_default());
    }
    size
}

/// A value within a text: what is no scalar has no text.
fn text_parts(value: &Value, from: &str, span: Span) -> Vec<TextPart> {
    match &value.kind {
        Kind::String(text) => vec![TextPart::Literal(text.to_display().into_owned())],
        Kind::Number(number) => vec![TextPart::Literal(number.to_string())],
        Kind::Bool(yes) => vec![TextPart::Literal(yes.to_string())],
        Kind::Open(open) if !open.parts.is_empty() => open.parts.clone(),
        Kind::Open(open) => vec![TextPart::Hole(open.hole.clone())],
        _ => vec![TextPart::Hole(Hole {
            from: from.to_owned(),
            span,
        })],
    }
}
