//! Names: variables, local values, resources, modules, and the way into what they hold.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "References to values", "Splat expressions".

use std::rc::Rc;

use hcl_edit::Decorated;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};

use super::evaluate::{Evaluator, NoText, Place, known_number, known_text, wrong};
use super::load::argument;
use super::memory::Named;
use super::value::{Each, Evaluated, Instance, Val, What};
use crate::json::{Hole, Shape};
use crate::source::Span;

/// A step into a value.
type Operator = Decorated<TraversalOperator>;

impl Evaluator<'_, '_, '_> {
    pub(super) fn traversal(
        &mut self,
        traversal: &Traversal,
        span: Span,
        at: Place<'_>,
    ) -> Evaluated {
        if let Expression::Variable(name) = &traversal.expr {
            return self.reference(name.value().as_str(), &traversal.operators, span, at);
        }
        let value = self.evaluate(&traversal.expr, at)?;
        self.follow(value, &traversal.operators, span, at)
    }

    /// What a name and the steps behind it stand for.
    pub(super) fn reference(
        &mut self,
        root: &str,
        operators: &[Operator],
        span: Span,
        at: Place<'_>,
    ) -> Evaluated {
        if let Some(value) = at.named(root) {
            return self.follow(value, operators, span, at);
        }
        let name = |number: usize| operators.get(number).and_then(attribute_name);
        let scope = at.scope;
        let (value, taken) = match (root, name(0), name(1)) {
            ("var", Some(name), _) => (self.variable(scope, name, span, at.depth)?, 1),
            ("local", Some(name), _) => (self.local(scope, name, span, at.depth)?, 1),
            ("module", Some(name), _) => {
                let value = self.called(scope, name, span, at.depth)?;
                return self.beyond_module(value, name, operators, span, at);
            }
            ("data", Some(kind), Some(name)) => {
                let kind = format!("data.{kind}");
                (self.resource(scope, &kind, name, span, at.depth)?, 2)
            }
            ("path", Some(name), _) => (self.path(scope, name, span), 1),
            ("terraform", Some("workspace"), _) => {
                let stage = self.settings.stage.as_deref();
                (Val::text(stage.unwrap_or("default"), span), 1)
            }
            (kind, Some(name), _) => (self.resource(scope, kind, name, span, at.depth)?, 1),
            _ => return Ok(Val::hole(Shape::Structure, self.texts.slice(span), span)),
        };
        let rest = operators.get(taken..).unwrap_or_default();
        self.follow(value, rest, span, at)
    }

    /// Terraform: "Filesystem and workspace info".
    fn path(&mut self, scope: usize, name: &str, span: Span) -> Val {
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let module = self.loaded.modules.get(module);
        match (name, module.map(|module| module.path.as_str())) {
            ("module", Some(path)) if !path.is_empty() => Val::text(path, span),
            ("module" | "root", _) => Val::text(".", span),
            _ => Val::hole(Shape::Text, &format!("path.{name}"), span),
        }
    }

    /// A local value.
    fn local(&mut self, scope: usize, name: &str, span: Span, depth: usize) -> Evaluated {
        let loaded = self.loaded;
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let found = loaded.modules.get(module);
        let found = found.and_then(|module| module.locals.get(name));
        let Some((base, expression)) = found.and_then(|at| loaded.local(*at, name)) else {
            return Ok(self.undeclared(scope, &format!("local.{name}"), span));
        };
        let place = Place {
            scope,
            base,
            names: None,
            depth,
        };
        self.remembered(scope, Named::Local(name.to_owned()), span, |all| {
            all.evaluate(expression, place)
        })
    }

    /// What nothing declares that was read.
    pub(super) fn undeclared(&self, scope: usize, name: &str, span: Span) -> Val {
        let address = self
            .scopes
            .get(scope)
            .map_or("", |scope| scope.address.as_str());
        Val::hole(Shape::Structure, &format!("{address}{name}"), span)
    }

    /// A resource or a data source: an instance, a list or a map of them.
    fn resource(
        &mut self,
        scope: usize,
        kind: &str,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let names = (kind.to_owned(), name.to_owned());
        let found = self.loaded.modules.get(module);
        let is_declared = found.is_some_and(|one| one.resources.contains_key(&names));
        if !is_declared {
            // Its attributes are not known, but it may be one, and is told as such.
            let instance = self.instance(scope, kind, name, None);
            return Ok(Val::new(What::Instance(Rc::new(instance)), span));
        }
        let named = Named::Resource(names.0, names.1);
        self.remembered(scope, named, span, |all| {
            all.instances(scope, kind, name, span, depth)
        })
    }

    pub(super) fn instance(
        &self,
        scope: usize,
        kind: &str,
        name: &str,
        each: Option<Each>,
    ) -> Instance {
        let plain = kind.strip_prefix("data.");
        Instance {
            scope,
            is_data: plain.is_some(),
            kind: plain.unwrap_or(kind).to_owned(),
            name: name.to_owned(),
            each,
        }
    }

    /// Goes on from a value.
    pub(super) fn follow(
        &mut self,
        mut value: Val,
        operators: &[Operator],
        span: Span,
        at: Place<'_>,
    ) -> Evaluated {
        let mut rest = operators;
        while let Some((operator, behind)) = rest.split_first() {
            rest = behind;
            value = match operator.value() {
                TraversalOperator::GetAttr(name) => {
                    self.member(&value, name.value().as_str(), span, at.depth)?
                }
                TraversalOperator::Index(index) => {
                    let index = self.evaluate(index, at)?;
                    self.element(&value, &index, span, at.depth)?
                }
                TraversalOperator::LegacyIndex(index) => {
                    let index = usize::try_from(*index.value()).unwrap_or(usize::MAX);
                    let index = Val::number(index.into(), span);
                    self.element(&value, &index, span, at.depth)?
                }
                TraversalOperator::AttrSplat(_) => {
                    let names = rest.iter().take_while(|one| attribute_name(one).is_some());
                    let (inside, behind) = rest.split_at_checked(names.count()).unwrap_or_default();
                    rest = behind;
                    self.splat(value, inside, span, at)?
                }
                TraversalOperator::FullSplat(_) => {
                    let inside = std::mem::take(&mut rest);
                    self.splat(value, inside, span, at)?
                }
            };
        }
        Ok(value.at(span))
    }

    fn splat(&mut self, value: Val, inside: &[Operator], span: Span, at: Place<'_>) -> Evaluated {
        let all = match &value.kind {
            What::Null => Vec::new(),
            What::List(all, _) => all.to_vec(),
            What::Open(..) => return Ok(value),
            _ => vec![value],
        };
        self.step(all.len(), span)?;
        let mut found = Vec::new();
        for one in all {
            found.push(self.follow(one, inside, span, at.deeper())?);
        }
        Ok(Val::list(found, span))
    }

    /// A member of a map, an attribute of a resource.
    fn member(&mut self, value: &Val, name: &str, span: Span, depth: usize) -> Evaluated {
        match &value.kind {
            What::Map(all, _) => match all.get(name) {
                Some(entry) => Ok(entry.value.clone()),
                None => Err(wrong(span, &format!("there is no `{name}` in it"))),
            },
            What::Instance(one) => self.attribute(one, name, span, depth),
            What::Open(_, hole) => Ok(Val::open(Shape::Structure, Rc::clone(hole), span)),
            _ => Err(wrong(
                span,
                &format!("{} has no `{name}`", value.kind_name()),
            )),
        }
    }

    /// An element of a list, a member of a map by a name that is evaluated.
    pub(super) fn element(
        &mut self,
        value: &Val,
        index: &Val,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let found = match &value.kind {
            What::List(all, _) => known_number(index).map(|number| {
                let index = number.to_size();
                index.and_then(|index| all.get(index)).cloned()
            }),
            What::Map(all, _) => known_text(index).map(|name| {
                let entry = all.get(&name);
                entry.map(|entry| entry.value.clone())
            }),
            What::Open(_, hole) => return Ok(Val::open(Shape::Structure, Rc::clone(hole), span)),
            What::Instance(_) => match known_text(index) {
                Ok(name) => return self.member(value, &name, span, depth),
                Err(no) => Err(no),
            },
            _ => Err(NoText::Other(value.kind_name())),
        };
        match found {
            Ok(Some(found)) => Ok(found),
            Ok(None) => Err(wrong(index.span, "there is no such element")),
            Err(NoText::Open(hole)) => Ok(Val::open(Shape::Structure, hole, span)),
            Err(NoText::Other(what)) => Err(wrong(span, &format!("{what} has no elements"))),
        }
    }

    /// Goes on from a call of a module: an output of its instance.
    fn beyond_module(
        &mut self,
        value: Val,
        name: &str,
        operators: &[Operator],
        span: Span,
        at: Place<'_>,
    ) -> Evaluated {
        let rest = operators.get(1..).unwrap_or_default();
        if let What::Open(shape, hole) = &value.kind {
            // The output is named, so that it is seen which one is open.
            let output = rest.iter().find_map(attribute_name);
            let from = match output {
                Some(output) if hole.from == format!("module.{name}") => {
                    format!("{}.{output}", hole.from)
                }
                _ => hole.from.clone(),
            };
            let span = hole.span;
            return Ok(Val::open(*shape, Rc::new(Hole { from, span }), span));
        }
        self.follow(value, rest, span, at)
    }

    /// An output of a module.
    pub(super) fn output(
        &mut self,
        scope: usize,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let loaded = self.loaded;
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let layers = loaded.modules.get(module);
        let layers = layers.and_then(|module| module.outputs.get(name));
        let layers = layers
            .map(|layers| loaded.layers(layers))
            .unwrap_or_default();
        let Some((base, expression)) = argument(&layers, "value") else {
            return Ok(self.undeclared(scope, name, span));
        };
        let place = Place {
            scope,
            base,
            names: None,
            depth,
        };
        self.remembered(scope, Named::Output(name.to_owned()), span, |all| {
            all.evaluate(expression, place)
        })
    }
}

/// The name of a step that is one.
fn attribute_name(operator: &Operator) -> Option<&str> {
    match operator.value() {
        TraversalOperator::GetAttr(name) => Some(name.value().as_str()),
        _ => None,
    }
}
