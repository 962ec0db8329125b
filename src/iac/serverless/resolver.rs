//! Values of a service, their variables filled in as far as they can be.
//!
//! Nothing is filled in before it is asked for. A value that a variable brings stands where the variable does.
//!
//! # Source
//!
//! serverless 3.40, `lib/configuration/variables/resolve.js` and `sources`: the first source that has a value counts, null
//! is none; a variable that is a whole text keeps the type of its value, within a text it has to be a scalar.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::variable::{self, Piece, Source, Variable};
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::{Settings, Texts};
use crate::json::{Kind, Member, Shape, TextPart, Value};
use crate::model::Defaults;
use crate::source::Span;

/// A variable that has no value, or that is none.
pub(super) const VARIABLE: Code = Code::new("serverless/variable");

/// How deep values and variables may stand in each other.
const DEEPEST: usize = 128;

/// How many values are filled in, at least; a long text counts as several.
const MOST_VALUES: usize = 1_000_000;

/// How many bytes of a text count as one value.
const BYTES_OF_A_VALUE: usize = 64;

/// Fills in the variables of one service.
pub(super) struct Resolver<'a, 'f> {
    pub(super) texts: &'a mut Texts<'f>,
    pub(super) settings: &'a Settings,
    root: Rc<Value>,
    /// The texts that are filled in, by their place, and whether the caller may give others.
    done: BTreeMap<Span, (Value, bool)>,
    /// Those that are just being filled in.
    running: BTreeSet<Span>,
    /// Files that were read, by path.
    pub(super) files: BTreeMap<String, Option<Rc<Value>>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where what the caller may give otherwise counts.
    pub(super) defaults: Defaults,
    /// What events of functions are called, by the logical ids of what they become.
    pub(super) also_called: BTreeMap<String, String>,
    told: BTreeSet<(Span, String)>,
    depth: usize,
    left: usize,
}

impl<'a, 'f> Resolver<'a, 'f> {
    /// For the service that `root` is.
    pub(super) fn new(texts: &'a mut Texts<'f>, settings: &'a Settings, root: Value) -> Self {
        Self {
            texts,
            settings,
            root: Rc::new(root),
            done: BTreeMap::new(),
            running: BTreeSet::new(),
            files: BTreeMap::new(),
            diagnostics: Vec::new(),
            defaults: Defaults::default(),
            also_called: BTreeMap::new(),
            told: BTreeSet::new(),
            depth: 0,
            left: MOST_VALUES,
        }
    }

    /// Tells something, once.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        let at = diagnostic
            .primary
            .as_ref()
            .map_or(Span::at(0), |label| label.span);
        if self.told.insert((at, diagnostic.message.clone())) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// What stands at a path of the service: `provider.stage`. Null is nothing.
    pub(super) fn get(&mut self, path: &str) -> Option<Value> {
        let root = Rc::clone(&self.root);
        self.at(&root, path)
    }

    /// What stands at a path of a value whose variables are not filled in.
    pub(super) fn at(&mut self, value: &Value, path: &str) -> Option<Value> {
        let keys: Vec<&str> = path.split('.').filter(|key| !key.is_empty()).collect();
        self.behind(value, &keys, false)
            .filter(|found| found.kind != Kind::Null)
    }

    fn behind(&mut self, value: &Value, keys: &[&str], is_filled: bool) -> Option<Value> {
        let Some((key, rest)) = keys.split_first() else {
            return Some(if is_filled {
                value.clone()
            } else {
                self.value(value)
            });
        };
        match &value.kind {
            Kind::Object(_) => self.behind(value.get(key)?, rest, is_filled),
            Kind::Array(elements) => {
                self.behind(elements.get(key.parse::<usize>().ok()?)?, rest, is_filled)
            }
            Kind::Open(open) => {
                let from = format!("{}.{}", open.hole.from, keys.join("."));
                Some(Value::open(Shape::Structure, &from, value.span))
            }
            Kind::String(_) if !is_filled => {
                let filled = self.value(value);
                self.behind(&filled, keys, true)
            }
            _ => None,
        }
    }

    /// A value with its variables filled in.
    pub(super) fn value(&mut self, value: &Value) -> Value {
        if let Some(open) = self.enter(value.span) {
            return open;
        }
        let kind = match &value.kind {
            Kind::String(text) => {
                match text.as_str().filter(|text| variable::may_be_variable(text)) {
                    Some(text) => self.text(text, value.span).kind,
                    None => value.kind.clone(),
                }
            }
            Kind::Array(elements) => {
                Kind::Array(elements.iter().map(|element| self.value(element)).collect())
            }
            Kind::Object(members) => {
                let member = |member: &Member| Member {
                    name: member.name.clone(),
                    name_span: member.name_span,
                    value: self.value(&member.value),
                };
                Kind::Object(members.iter().map(member).collect())
            }
            other => other.clone(),
        };
        self.depth -= 1;
        Value {
            span: value.span,
            kind,
        }
    }

    /// A text of the service or of one of its files, which is filled in once.
    fn text(&mut self, text: &str, span: Span) -> Value {
        if let Some((done, is_default)) = self.done.get(&span).cloned() {
            if is_default {
                self.defaults.add(span);
            }
            return self.repeated(&done, span);
        }
        if !self.running.insert(span) {
            let message = "a variable depends on itself";
            self.tell(Diagnostic::error(VARIABLE, message).at(span, "Serverless refuses this"));
            return Value::open(Shape::Structure, bare(text), span);
        }
        let asked = self.defaults.asked();
        let value = self.filled(text, span);
        self.running.remove(&span);
        let is_default = self.defaults.asked() > asked;
        if is_default {
            self.defaults.add(span);
        }
        self.done.insert(span, (value.clone(), is_default));
        value
    }

    /// Any text with its variables filled in.
    fn filled(&mut self, text: &str, span: Span) -> Value {
        if let Some(open) = self.enter(span) {
            return open;
        }
        let value = match variable::pieces(text) {
            Ok(pieces) => self.joined(&pieces, span),
            Err(message) => {
                self.tell(Diagnostic::error(VARIABLE, message).at(span, "in this text"));
                Value::open(Shape::Structure, bare(text), span)
            }
        };
        self.depth -= 1;
        value
    }

    /// What the parts of a text are together.
    fn joined(&mut self, pieces: &[Piece], span: Span) -> Value {
        if let [Piece::Variable(variable)] = pieces {
            return self.variable(variable, span);
        }
        let mut parts = Vec::new();
        let mut bytes = 0;
        for piece in pieces {
            let value = match piece {
                Piece::Literal(text) => Value::text(text, span),
                Piece::Variable(variable) => self.variable(variable, span),
            };
            match scalar(&value) {
                Some(text) => {
                    bytes += text.len();
                    parts.push(TextPart::Literal(text));
                }
                None => parts.extend(self.open_parts(value)),
            }
        }
        self.left = self.left.saturating_sub(bytes / BYTES_OF_A_VALUE);
        Value::parts(parts, "variables", span)
    }

    /// What is no scalar in a text: open, or wrong.
    fn open_parts(&mut self, value: Value) -> Vec<TextPart> {
        if let Kind::Open(open) = value.kind {
            return match open.parts.is_empty() {
                true => vec![TextPart::Hole(open.hole)],
                false => open.parts,
            };
        }
        let kind = value.kind_name();
        let message = format!("a variable within a text is {kind}, which makes no text");
        self.tell(Diagnostic::error(VARIABLE, message).at(value.span, "Serverless refuses this"));
        match Value::open(Shape::Text, kind, value.span).kind {
            Kind::Open(open) => vec![TextPart::Hole(open.hole)],
            _ => Vec::new(),
        }
    }

    /// The value of the first source that has one.
    fn variable(&mut self, variable: &Variable, span: Span) -> Value {
        let mut last = "";
        for source in &variable.sources {
            // This counts only because the caller did not give anything.
            if is_given_by_caller(last) {
                self.defaults.add(span);
            }
            match source {
                Source::Literal(kind) => {
                    return Value {
                        span,
                        kind: kind.clone(),
                    };
                }
                Source::Named(named) => {
                    if let Some(value) = self
                        .source(named, span)
                        .filter(|value| value.kind != Kind::Null)
                    {
                        return self.repeated(&value, span);
                    }
                    last = &named.raw;
                }
            }
        }
        // What the caller may give and did not is open; the rest should be in the files.
        if is_given_by_caller(last) {
            return Value::open(Shape::Text, last, span);
        }
        let message = format!("`{last}` has no value");
        let told = Diagnostic::warning(VARIABLE, message).at(span, "this stays open");
        self.tell(told.help("write a fallback behind a comma: `${…, 'text'}`"));
        Value::open(Shape::Structure, last, span)
    }

    /// The text of an address or a parameter; what is open of it.
    pub(super) fn address(&mut self, pieces: &[Piece], span: Span) -> Result<String, Value> {
        let value = self.joined(pieces, span);
        scalar(&value).ok_or(value)
    }

    /// A value that the caller gave.
    pub(super) fn given(&mut self, name: &str, span: Span) -> Option<Value> {
        let given = self.settings.parameters.get(name)?;
        match given
            .as_str()
            .filter(|text| variable::may_be_variable(text))
        {
            Some(text) => Some(self.filled(text, span)),
            None => Some(given.clone()),
        }
    }

    /// The same value at another place.
    fn repeated(&mut self, value: &Value, span: Span) -> Value {
        self.left = self.left.saturating_sub(count(value));
        match self.left {
            0 => self.too_much(span),
            _ => value.placed(span),
        }
    }

    /// Goes one level down; `depth` is to be taken back, unless what is returned stands for what is too much.
    fn enter(&mut self, span: Span) -> Option<Value> {
        if self.left == 0 || self.depth >= DEEPEST {
            return Some(self.too_much(span));
        }
        self.left -= 1;
        self.depth += 1;
        None
    }

    fn too_much(&mut self, span: Span) -> Value {
        let message = match self.left {
            0 => "variables make too much of this service",
            _ => "values and variables stand too deep in each other",
        };
        self.tell(Diagnostic::warning(VARIABLE, message).at(span, "this stays open"));
        Value::open(Shape::Structure, "too much", span)
    }
}

/// Whether a source has what the caller gives.
fn is_given_by_caller(source: &str) -> bool {
    ["opt:", "env:", "param:"]
        .iter()
        .any(|kind| source.starts_with(kind))
}

/// What stands in a text that is one variable.
fn bare(text: &str) -> &str {
    let inside = text
        .strip_prefix("${")
        .and_then(|text| text.strip_suffix('}'));
    inside.unwrap_or(text)
}

/// The text that a scalar is within a text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::String(text) => Some(text.to_display().into_owned()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// How many values a value is.
fn count(value: &Value) -> usize {
    let mut count = 0;
    let mut due = vec![value];
    while let Some(value) = due.pop() {
        count += 1;
        match &value.kind {
            Kind::Array(elements) => due.extend(elements),
            Kind::Object(members) => due.extend(members.iter().map(|member| &member.value)),
            Kind::String(text) => count += text.as_wtf8().len() / BYTES_OF_A_VALUE,
            _ => {}
        }
    }
    count
}
