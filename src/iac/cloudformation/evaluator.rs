//! Values of a template, their functions worked out as far as they can be.
//!
//! What each function does stands in the files beside this one; here is what they share: the walk through a value, what
//! was given, and the bounds. A value that came of a function stands where the function does.

use std::collections::{BTreeMap, BTreeSet};

use super::memo::Memo;
use super::sections::Sections;
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::{Settings, TOO_LARGE, Texts};
use crate::json::{Hole, Kind, Member, Shape, Value};
use crate::model::{Absent, Defaults};
use crate::source::Span;

/// A function of a template that cannot be worked out as it is written.
pub(super) const FUNCTION: Code = Code::new("template/function");

/// How deep functions, references and objects may stand in each other.
const MAXIMUM_DEPTH: usize = 128;

/// How many values are worked out for a template at least; a large one may need as many as it has bytes.
const MINIMUM_BUDGET: usize = 1_000_000;

/// How many bytes of a text count as one value.
pub(super) const BYTES_A_VALUE: usize = 16;

const TOO_MUCH: &str = "this template comes to more than can be worked out";
const SHORTEN: &str = "shorten what its functions repeat, or give what is deployed: `aws cloudformation get-template --template-stage Processed` prints it";

/// Works out the values of one template.
pub(super) struct Evaluator<'a, 'f> {
    /// The files beside the template, if it has any.
    pub(super) files: Option<&'a mut Texts<'f>>,
    /// What the caller gives.
    pub(super) settings: &'a Settings,
    /// The values of the template's parameters, as far as they are given.
    pub(super) given: BTreeMap<String, Value>,
    /// What the template holds.
    pub(super) sections: Sections<'a>,
    /// What stands before the logical ids of a nested stack: `Nested/`.
    pub(super) path: String,
    /// The directory of the template's file, with its slash.
    pub(super) directory: String,
    pub(super) memo: Memo,
    /// What was left out, and what should be told.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the default of a parameter decides.
    pub(super) defaults: Defaults,
    /// What is declared, and not made.
    pub(super) absent: Vec<Absent>,
    /// The names of the input paths map beside the template that is worked out.
    pub(super) input_paths: Vec<String>,
    told: BTreeSet<(usize, String)>,
    pub(super) depth: usize,
    /// How many values may still be worked out.
    pub(super) left: usize,
    /// Why the template is not read: what it comes to is too much.
    pub(super) too_much: Option<Diagnostic>,
}

impl<'a, 'f> Evaluator<'a, 'f> {
    /// An evaluator for a template of `size` bytes whose sections are still to be gathered.
    pub(super) fn new(
        files: Option<&'a mut Texts<'f>>,
        settings: &'a Settings,
        size: usize,
    ) -> Self {
        Self {
            files,
            settings,
            given: settings.parameters.clone(),
            sections: Sections::default(),
            path: String::new(),
            directory: String::new(),
            memo: Memo::default(),
            diagnostics: Vec::new(),
            defaults: Defaults::default(),
            absent: Vec::new(),
            input_paths: Vec::new(),
            told: BTreeSet::new(),
            depth: 0,
            left: size.max(MINIMUM_BUDGET),
            too_much: None,
        }
    }

    /// What a value is; `None` if it is to be absent (`AWS::NoValue`).
    pub(super) fn value(&mut self, value: &Value) -> Option<Value> {
        if let Some(hole) = self.enter(value.span) {
            return Some(hole);
        }
        let worked_out = match &value.kind {
            Kind::Object(members) => self.object(members, value.span),
            Kind::Array(elements) => {
                let elements = elements.iter().filter_map(|element| self.value(element));
                let kind = Kind::Array(elements.collect());
                Some(Value {
                    span: value.span,
                    kind,
                })
            }
            Kind::String(text) => match text.as_str() {
                Some(text) if text.contains("{{resolve:") => {
                    Some(self.dynamic_text(text, value.span))
                }
                _ => Some(value.clone()),
            },
            _ => Some(value.clone()),
        };
        self.depth -= 1;
        worked_out
    }

    /// The same of a value that functions may or may not stand in: what has none is taken as it is, however deep.
    pub(super) fn property(&mut self, value: &Value) -> Option<Value> {
        if is_literal(value) {
            return Some(value.clone());
        }
        self.value(value)
    }

    /// An object: what its function gives, or its members.
    fn object(&mut self, members: &[Member], span: Span) -> Option<Value> {
        if let [member] = members
            && let Some(name) = member.name.as_str()
            && is_function(name)
        {
            return self.call(name, &member.value, span);
        }
        let mut kept = Vec::with_capacity(members.len());
        let outer = std::mem::replace(&mut self.input_paths, input_paths(members));
        for member in members {
            if let Some(hole) = self.member(member, &mut kept, span) {
                self.input_paths = outer;
                return Some(hole);
            }
        }
        self.input_paths = outer;
        let kind = Kind::Object(kept);
        Some(Value { span, kind })
    }

    /// One member of an object that is no function: loops and includes have members in place of themselves. What it
    /// returns stands for the whole object, which is open then.
    fn member(&mut self, member: &Member, kept: &mut Vec<Member>, span: Span) -> Option<Value> {
        let name = member.name.as_str().unwrap_or_default();
        let others = if name.starts_with("Fn::ForEach::") {
            match self.instances(member) {
                Ok(members) => members,
                Err(hole) => return Some(self.hole(Shape::Structure, &hole.from, span)),
            }
        } else if name == "Fn::Transform" {
            match self.included(&member.value) {
                Ok(value) => value.as_object().unwrap_or_default().to_vec(),
                Err(hole) => return Some(self.hole(Shape::Structure, &hole.from, span)),
            }
        } else {
            let asked = self.defaults.asked();
            match self.value(&member.value) {
                Some(value) => kept.push(Member {
                    name: member.name.clone(),
                    name_span: member.name_span,
                    value,
                }),
                None if self.defaults.asked() > asked => self.defaults.leave_out(span, name),
                None => {}
            }
            return None;
        };
        if let Some(hole) = self.enter(span) {
            return Some(hole);
        }
        let open = others
            .iter()
            .find_map(|other| self.member(other, kept, span));
        self.depth -= 1;
        open
    }

    /// What a function that stands at `span` gives.
    fn call(&mut self, name: &str, argument: &Value, span: Span) -> Option<Value> {
        Some(match name {
            "Ref" => return self.reference(argument, span),
            "Fn::If" => return self.choose(argument, span),
            "Fn::Transform" => match self.included(argument) {
                Ok(value) => return self.value(&value),
                Err(hole) => self.hole(Shape::Structure, &hole.from, span),
            },
            "Fn::GetAtt" => self.get_attribute(argument, span),
            "Fn::Sub" => self.substitute(argument, span),
            "Fn::Join" => self.join(argument, span),
            "Fn::Select" => self.select(argument, span),
            "Fn::Split" => self.split(argument, span),
            "Fn::FindInMap" => self.find_in_map(argument, span),
            "Fn::ImportValue" => self.import(argument, span),
            "Fn::GetStackOutput" => self.stack_output(argument, span),
            "Fn::Base64" => self.base64(argument, span),
            "Fn::Cidr" => self.cidr(argument, span),
            "Fn::Length" => self.length(argument, span),
            "Fn::ToJsonString" => self.json_string(argument, span),
            "Fn::GetAZs" => self.hole(Shape::Structure, "GetAZs", span),
            _ if name.starts_with("Fn::ForEach::") => {
                return self.looped_object(argument, name, span);
            }
            _ => self.unknown_function(name, span),
        })
    }

    /// A function that is not known, or that only assertions may use.
    fn unknown_function(&mut self, name: &str, span: Span) -> Value {
        self.tell(
            Diagnostic::warning(
                FUNCTION,
                format!("`{name}` is no function that is known here"),
            )
            .at(span, "what comes of this stays open"),
        );
        let name = name.strip_prefix("Fn::").unwrap_or(name);
        self.hole(Shape::Structure, name, span)
    }

    /// What is not known. Who gives a value by the name of a hole fills it.
    pub(super) fn hole(&self, shape: Shape, from: &str, span: Span) -> Value {
        match self.settings.parameters.get(from) {
            Some(given) => given.placed(span),
            None => Value::open(shape, from, span),
        }
    }

    /// A function whose argument is not what it takes.
    pub(super) fn malformed(&mut self, name: &str, wanted: &str, span: Span) -> Value {
        self.tell(
            Diagnostic::warning(FUNCTION, format!("`{name}` takes {wanted}"))
                .at(span, "what comes of this stays open"),
        );
        let from = name.strip_prefix("Fn::").unwrap_or(name);
        self.hole(Shape::Structure, from, span)
    }

    /// Tells something, once.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        let at = diagnostic
            .primary
            .as_ref()
            .map_or(0, |label| label.span.start);
        if self.told.insert((at, diagnostic.message.clone())) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Goes one level down; `depth` is to be taken back, unless what is returned stands for what is too much.
    pub(super) fn enter(&mut self, span: Span) -> Option<Value> {
        if self.left == 0 {
            self.exceeds(TOO_MUCH, SHORTEN, span);
            return Some(Value::open(Shape::Structure, "too much", span));
        }
        if self.depth >= MAXIMUM_DEPTH {
            let what = "values stand too deep in each other, or in a circle";
            self.tell(Diagnostic::warning(FUNCTION, what).at(span, "this stays open"));
            return Some(Value::open(Shape::Structure, "too deep", span));
        }
        self.left -= 1;
        self.depth += 1;
        None
    }

    /// The template is not read, and why; the first reason counts.
    pub(super) fn exceeds(&mut self, why: &str, help: &str, span: Span) {
        self.left = 0;
        self.too_much.get_or_insert_with(|| {
            Diagnostic::error(TOO_LARGE, why)
                .at(span, "it ends here")
                .help(help)
        });
    }

    /// Counts a text that was put together; whether it was too much.
    pub(super) fn spend(&mut self, bytes: usize, span: Span) -> bool {
        self.left = self.left.saturating_sub(bytes / BYTES_A_VALUE);
        if self.left == 0 {
            self.exceeds(TOO_MUCH, SHORTEN, span);
        }
        self.left == 0
    }
}

/// The names that an object which holds an input template declares for it.
fn input_paths(members: &[Member]) -> Vec<String> {
    let named = |name: &str| members.iter().find(|one| one.name == *name);
    let paths = named("InputTemplate").and_then(|_| named("InputPathsMap"));
    let paths = paths.and_then(|paths| paths.value.as_object());
    let names = paths.unwrap_or_default().iter();
    names
        .map(|one| one.name.to_display().into_owned())
        .collect()
}

/// Whether a member of this name is a function, if it is the only one of its object.
pub(super) fn is_function(name: &str) -> bool {
    name == "Ref" || name.starts_with("Fn::")
}

/// Whether no function and no dynamic reference stands anywhere in a value.
fn is_literal(value: &Value) -> bool {
    let mut due = vec![value];
    while let Some(value) = due.pop() {
        match &value.kind {
            Kind::Object(members) => {
                let has_function = |member: &Member| member.name.as_str().is_some_and(is_function);
                if members.iter().any(has_function) {
                    return false;
                }
                due.extend(members.iter().map(|member| &member.value));
            }
            Kind::Array(elements) => due.extend(elements),
            Kind::String(text) => {
                if text
                    .as_str()
                    .is_some_and(|text| text.contains("{{resolve:"))
                {
                    return false;
                }
            }
            Kind::Open(_) | Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
        }
    }
    true
}

/// Whether two values are the same wherever they stand.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Array(ones), Kind::Array(others)) => {
            ones.len() == others.len()
                && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Kind::Object(ones), Kind::Object(others)) => {
            ones.len() == others.len()
                && ones
                    .iter()
                    .zip(others)
                    .all(|(one, other)| one.name == other.name && same(&one.value, &other.value))
        }
        (Kind::Open(one), Kind::Open(other)) => {
            one.shape == other.shape && one.to_display() == other.to_display()
        }
        (one, other) => one == other,
    }
}

/// What is open of a value, as one hole.
pub(super) fn hole_of(value: &Value) -> Option<&Hole> {
    value.as_open().map(crate::json::Open::first_hole)
}
