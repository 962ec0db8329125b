//! Variables: their values, and their types.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "Input variables", "Type constraints".

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression, FuncCall, ObjectKey};

use super::evaluate::{
    Evaluator, NoText, Place, bounded, known_bool, known_number, known_text, wrong,
};
use super::load::{Layer, argument};
use super::memory::Named;
use super::value::{Entry, Evaluated, Val, What};
use crate::diagnostic::Diagnostic;
use crate::iac::Settings;
use crate::json::{Shape, Value};
use crate::source::Span;

/// What the caller gives for a variable, by its name or by what a configuration calls it: `env`, `var.env`.
fn given<'s>(settings: &'s Settings, name: &str) -> Option<&'s Value> {
    let given = settings.parameters.get(name);
    given.or_else(|| settings.parameters.get(&format!("var.{name}")))
}

/// How deep types may lie in each other.
const MAXIMUM_TYPE_DEPTH: usize = 32;

impl Evaluator<'_, '_, '_> {
    /// The value of a variable.
    pub(super) fn variable(
        &mut self,
        scope: usize,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let loaded = self.loaded;
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let found = loaded.modules.get(module);
        let Some(layers) = found.and_then(|module| module.variables.get(name)) else {
            // A value may be given for one whose file is not there.
            if let Some(value) = given(self.settings, name).filter(|_| scope == 0) {
                return Ok(Val::of_json(&value.placed(span)));
            }
            return Ok(self.undeclared(scope, &format!("var.{name}"), span));
        };
        let layers = loaded.layers(layers);
        self.remembered(scope, Named::Variable(name.to_owned()), span, |all| {
            all.variable_value(scope, name, &layers, span, depth)
        })
    }

    fn variable_value(
        &mut self,
        scope: usize,
        name: &str,
        layers: &[Layer<'_>],
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let kind = argument(layers, "type").map(|(_, kind)| kind);
        let at = |base| Place {
            scope,
            base,
            names: None,
            depth,
        };
        let address = self
            .scopes
            .get(scope)
            .map_or("", |scope| scope.address.as_str());
        let from = format!("{address}var.{name}");
        for flag in ["sensitive", "ephemeral"] {
            let is_set = argument(layers, flag);
            if let Some((base, flag)) = is_set
                && known_bool(&self.evaluate(flag, at(base))?).unwrap_or(false)
            {
                return Ok(open_of(kind, &from, span));
            }
        }
        let value = match self.assigned(scope, name, kind, span, depth)? {
            Some(value) => value,
            None => match argument(layers, "default") {
                Some((base, default)) => {
                    let default = self.evaluate(default, at(base))?;
                    self.defaults.add(default.span);
                    default
                }
                None => return Ok(open_of(kind, &from, span)),
            },
        };
        match kind {
            Some(kind) => self.converted(value, kind, at(0), 0),
            None => Ok(value),
        }
    }

    /// The value that is given for a variable: by the caller of the module, or for the root.
    fn assigned(
        &mut self,
        scope: usize,
        name: &str,
        kind: Option<&Expression>,
        span: Span,
        depth: usize,
    ) -> Result<Option<Val>, super::value::Stop> {
        let loaded = self.loaded;
        let caller = self
            .scopes
            .get(scope)
            .and_then(|scope| scope.caller.clone());
        if let Some((scope, call, each)) = caller {
            let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
            let module = loaded.modules.get(module);
            let call = module.and_then(|module| module.calls.get(&call));
            let layers = call
                .map(|call| loaded.layers(&call.layers))
                .unwrap_or_default();
            let Some((base, expression)) = argument(&layers, name) else {
                return Ok(None);
            };
            let at = Place {
                scope,
                base,
                names: None,
                depth,
            };
            return self.with_each(each.as_ref(), at, |all, at| {
                all.evaluate(expression, at).map(Some)
            });
        }
        if let Some(given) = given(self.settings, name) {
            return self.of_settings(given, kind, span).map(Some);
        }
        let mut files = loaded
            .given
            .iter()
            .rev()
            .filter_map(|at| loaded.expression(*at));
        let found = files.find(|(_, attribute)| attribute.key.as_str() == name);
        let Some((base, attribute)) = found else {
            return Ok(None);
        };
        let at = Place {
            scope,
            base,
            names: None,
            depth,
        };
        self.evaluate(&attribute.value, at).map(Some)
    }

    /// A value of the command line: a text, or an expression where the type is no simple one.
    fn of_settings(
        &mut self,
        given: &crate::json::Value,
        kind: Option<&Expression>,
        span: Span,
    ) -> Evaluated {
        // It stands in no file of the configuration.
        let value = Val::of_json(&given.placed(span));
        let is_simple = match kind {
            None => true,
            Some(kind) => ["string", "number", "bool"].contains(&name_of(kind)),
        };
        let Some(text) = given.as_str().filter(|_| !is_simple) else {
            return Ok(value);
        };
        let Ok(expression) = hcl_edit::parser::parse_body(&format!("value = {text}\n")) else {
            return Ok(value);
        };
        let Some(attribute) = expression.get_attribute("value") else {
            return Ok(value);
        };
        let scope = self.scopes.len();
        let at = Place {
            scope,
            base: self.texts.text().len(),
            names: None,
            depth: 0,
        };
        match self.evaluate(&attribute.value, at) {
            Ok(value) => Ok(Val::of_json(&value.to_json().placed(span))),
            Err(stop) => Err(Box::new(
                Diagnostic::error(stop.code, stop.message).at(span, ""),
            )),
        }
    }

    /// A value as its type has it.
    fn converted(
        &mut self,
        value: Val,
        kind: &Expression,
        at: Place<'_>,
        depth: usize,
    ) -> Evaluated {
        self.step(1, value.span)?;
        if matches!(value.kind, What::Null | What::Open(..) | What::Instance(_)) {
            return Ok(value);
        }
        let span = value.span;
        let simple = match name_of(kind) {
            "string" if matches!(value.kind, What::Text(_)) => return Ok(value),
            "string" => known_text(&value).map(|text| Val::text(&text, span)),
            "number" => known_number(&value).map(|number| Val::number(number, span)),
            "bool" => known_bool(&value).map(|yes| Val::bool(yes, span)),
            _ => return self.converted_inside(value, kind, at, depth),
        };
        simple.or_else(|no| match no {
            NoText::Open(hole) => Ok(Val::open(shape_of(kind), hole, span)),
            NoText::Other(what) => {
                let what = format!("the variable is of type {}, not {what}", name_of(kind));
                Err(wrong(span, &what))
            }
        })
    }

    fn converted_inside(
        &mut self,
        value: Val,
        kind: &Expression,
        at: Place<'_>,
        depth: usize,
    ) -> Evaluated {
        let Expression::FuncCall(call) = kind else {
            return Ok(value);
        };
        if depth >= MAXIMUM_TYPE_DEPTH {
            return Ok(value);
        }
        let span = value.span;
        let inner = call.args.iter().next();
        match (call.name.name.as_str(), &value.kind, inner) {
            ("list" | "set", What::List(all, _), Some(inner)) => {
                let mut made = Vec::new();
                for one in all.iter() {
                    made.push(self.converted(one.clone(), inner, at, depth + 1)?);
                }
                if call.name.name.as_str() == "set" {
                    made = super::functions::distinct_sorted(made);
                }
                bounded(Val::list(made, span))
            }
            ("map", What::Map(all, _), Some(inner)) => {
                let mut made = BTreeMap::new();
                for (name, entry) in all.iter() {
                    let entry = Entry {
                        name_span: entry.name_span,
                        value: self.converted(entry.value.clone(), inner, at, depth + 1)?,
                    };
                    made.insert(name.clone(), entry);
                }
                bounded(Val::map(made, span))
            }
            ("object", What::Map(all, _), Some(Expression::Object(fields))) => {
                let mut made = BTreeMap::new();
                for (key, field) in fields.iter() {
                    let Some(name) = key_name(key) else {
                        continue;
                    };
                    let (inner, default) = optional(field.expr());
                    let given = all.get(name);
                    let given = given.filter(|entry| entry.value.kind != What::Null);
                    let value = match (given, default) {
                        (Some(entry), _) => entry.value.clone(),
                        (None, Some(default)) => self.evaluate(default, at)?,
                        (None, None) => Val::null(span),
                    };
                    let value = self.converted(value, inner, at, depth + 1)?;
                    let name_span = given.map_or(span, |entry| entry.name_span);
                    made.insert(name.to_owned(), Entry { name_span, value });
                }
                bounded(Val::map(made, span))
            }
            _ => Ok(value),
        }
    }
}

/// `string` of `string`, `list` of `list(string)`.
fn name_of(kind: &Expression) -> &str {
    match kind {
        Expression::Variable(name) => name.value().as_str(),
        Expression::FuncCall(call) => call.name.name.as_str(),
        Expression::String(name) => name.value(),
        _ => "any",
    }
}

fn shape_of(kind: &Expression) -> Shape {
    match name_of(kind) {
        "string" => Shape::Text,
        "number" => Shape::Number,
        _ => Shape::Structure,
    }
}

fn key_name(key: &ObjectKey) -> Option<&str> {
    match key {
        ObjectKey::Ident(name) => Some(name.value().as_str()),
        ObjectKey::Expression(key) => key.as_str(),
    }
}

/// The type and the default of `optional(type, default)`.
fn optional(kind: &Expression) -> (&Expression, Option<&Expression>) {
    let call = match kind {
        Expression::FuncCall(call) if call.name.name.as_str() == "optional" => call,
        _ => return (kind, None),
    };
    let mut arguments = call.args.iter();
    let inner = arguments.next().unwrap_or(kind);
    (inner, arguments.next())
}

/// What is known of a value whose type is: of an object, which fields it has.
fn open_of(kind: Option<&Expression>, from: &str, span: Span) -> Val {
    let Some(kind) = kind else {
        return Val::hole(Shape::Structure, from, span);
    };
    match object_fields(kind) {
        Some(fields) => Val::map(fields_of(fields, from, span, 0), span),
        None => Val::hole(shape_of(kind), from, span),
    }
}

fn object_fields(kind: &Expression) -> Option<&FuncCall> {
    match kind {
        Expression::FuncCall(call) if call.name.name.as_str() == "object" => Some(call),
        _ => None,
    }
}

fn fields_of(call: &FuncCall, from: &str, span: Span, depth: usize) -> BTreeMap<String, Entry> {
    let Some(Expression::Object(fields)) = call.args.iter().next() else {
        return BTreeMap::new();
    };
    let entries = fields.iter().filter_map(|(key, field)| {
        let name = key_name(key)?.to_owned();
        let (kind, _) = optional(field.expr());
        let from = format!("{from}.{name}");
        let value = match object_fields(kind).filter(|_| depth < MAXIMUM_TYPE_DEPTH) {
            Some(call) => Val::map(fields_of(call, &from, span, depth + 1), span),
            None => Val::hole(shape_of(kind), &from, span),
        };
        let name_span = span;
        Some((name, Entry { name_span, value }))
    });
    entries.collect()
}
