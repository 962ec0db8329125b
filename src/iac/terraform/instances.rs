//! `count` and `for_each`: which instances of a resource or a module there are.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "The count meta-argument", "The for_each meta-argument", "Modules".

use std::collections::BTreeMap;
use std::rc::Rc;

use super::evaluate::{Evaluator, Names, NoText, Place, known_number, known_text, no, wrong};
use super::load::{Layer, argument};
use super::memory::Scope;
use super::value::{Each, Entry, Evaluated, Instance, Stop, Val, What};
use crate::json::Shape;
use crate::source::Span;

/// How many modules may lie in each other.
const MAXIMUM_MODULE_DEPTH: usize = 20;

/// How many steps the instance of a module counts as.
const MODULE_STEPS: usize = 200;

/// What a module's instance is as a value.
pub(super) const MODULE: &str = "module";

/// The instances of a module: which of several each is, and its scope.
type Children = Vec<(Option<Each>, usize)>;

impl<'a> Evaluator<'a, '_, '_> {
    /// Which instances a block with `count` or `for_each` has: one of `None` for a block with neither.
    ///
    /// # Errors
    ///
    /// What is wrong with the argument.
    pub(super) fn eaches(
        &mut self,
        layers: &[Layer<'_>],
        scope: usize,
        depth: usize,
    ) -> Result<Vec<Option<Each>>, Stop> {
        let at = |base| Place {
            scope,
            base,
            names: None,
            depth,
        };
        if let Some((base, count)) = argument(layers, "count") {
            let count = self.evaluate(count, at(base))?;
            let number = match known_number(&count) {
                Ok(number) => number,
                Err(no) => return unknown(no, count.span),
            };
            let number = number
                .to_size()
                .ok_or_else(|| wrong(count.span, "this is no count"))?;
            self.step(number, count.span)?;
            return Ok((0..number).map(|index| Some(Each::Index(index))).collect());
        }
        let Some((base, each)) = argument(layers, "for_each") else {
            return Ok(vec![None]);
        };
        let each = self.evaluate(each, at(base))?;
        match &each.kind {
            What::Map(all, _) => {
                let all = all.iter();
                let all =
                    all.map(|(name, entry)| Some(Each::Key(name.clone(), entry.value.clone())));
                Ok(all.collect())
            }
            What::List(all, _) => {
                let mut keys = BTreeMap::new();
                for one in all.iter() {
                    match known_text(one) {
                        Ok(name) => keys.insert(name, one.clone()),
                        Err(no) => return unknown(no, one.span),
                    };
                }
                let keys = keys.into_iter();
                Ok(keys
                    .map(|(name, value)| Some(Each::Key(name, value)))
                    .collect())
            }
            _ => unknown(no(&each), each.span),
        }
    }

    /// The instances of a resource as a value.
    pub(super) fn instances(
        &mut self,
        scope: usize,
        kind: &str,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let layers = self.resource_layers(scope, kind, name);
        let eaches = self.eaches(&layers, scope, depth)?;
        let made = eaches.into_iter().map(|each| {
            let instance = self.instance(scope, kind, name, each.clone());
            (each, instance)
        });
        Ok(together(made.collect(), span))
    }

    /// The bodies of a resource.
    pub(super) fn resource_layers(&self, scope: usize, kind: &str, name: &str) -> Vec<Layer<'a>> {
        let loaded = self.loaded;
        let names = (kind.to_owned(), name.to_owned());
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let layers = loaded.modules.get(module);
        let layers = layers.and_then(|module| module.resources.get(&names));
        layers.map_or_else(Vec::new, |layers| loaded.layers(layers))
    }

    /// The instances of a module that is called, as a value.
    pub(super) fn called(
        &mut self,
        scope: usize,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let Some(children) = self.children(scope, name, depth)? else {
            return Ok(self.undeclared(scope, &format!("module.{name}"), span));
        };
        let made = children.into_iter().map(|(each, child)| {
            let mut instance = self.instance(child, MODULE, name, each.clone());
            instance.scope = child;
            (each, instance)
        });
        Ok(together(made.collect(), span))
    }

    /// The instances of a module that is called, each with its scope; `None` if it is not in the tree.
    ///
    /// # Errors
    ///
    /// What is wrong with the call.
    pub(super) fn children(
        &mut self,
        scope: usize,
        name: &str,
        depth: usize,
    ) -> Result<Option<Children>, Stop> {
        let loaded = self.loaded;
        let Some(caller) = self.scopes.get(scope).cloned() else {
            return Ok(None);
        };
        let module = loaded.modules.get(caller.module);
        let Some(call) = module.and_then(|module| module.calls.get(name)) else {
            return Ok(None);
        };
        let Some(module) = call.module else {
            return Ok(None);
        };
        let span = loaded.span(&call.layers);
        if caller.depth >= MAXIMUM_MODULE_DEPTH {
            return Err(wrong(
                span,
                "modules call each other without an end, or too deep",
            ));
        }
        let eaches = self.eaches(&loaded.layers(&call.layers), scope, depth)?;
        let mut children = Vec::new();
        for each in eaches {
            let suffix = each.as_ref().map_or_else(String::new, Each::suffix);
            let child = Scope {
                module,
                address: format!("{}module.{name}{suffix}.", caller.address),
                caller: Some((scope, name.to_owned(), each.clone())),
                depth: caller.depth + 1,
            };
            // The same instance is the same scope, whoever asks for it.
            let child = match self.memory.scopes.get(&child.address) {
                Some(known) => *known,
                None => {
                    self.step(MODULE_STEPS, span)?;
                    let number = self.scopes.len();
                    self.memory.scopes.insert(child.address.clone(), number);
                    self.scopes.push(child);
                    number
                }
            };
            children.push((each, child));
        }
        Ok(Some(children))
    }

    /// Evaluates where `each` and `count` are those of an instance.
    pub(super) fn with_each<T>(
        &mut self,
        each: Option<&Each>,
        at: Place<'_>,
        evaluate: impl FnOnce(&mut Self, Place<'_>) -> T,
    ) -> T {
        let span = Span::at(at.base);
        let (key, value, index) = match each {
            None => return evaluate(self, at),
            Some(Each::Index(index)) => {
                let names = names(
                    "count",
                    &[("index", Val::number((*index).into(), span))],
                    at,
                );
                return evaluate(self, at.with(&names));
            }
            Some(Each::Key(key, value)) => (Val::text(key, value.span), value.clone(), None),
            Some(Each::Unknown(hole)) => {
                let hole = |shape, from: &str| Val::hole(shape, from, hole.span);
                (
                    hole(Shape::Text, "each.key"),
                    hole(Shape::Structure, "each.value"),
                    Some(hole(Shape::Number, "count.index")),
                )
            }
        };
        let each = names("each", &[("key", key), ("value", value)], at);
        let Some(index) = index else {
            return evaluate(self, at.with(&each));
        };
        let inner = at.with(&each);
        let count = names("count", &[("index", index)], inner);
        evaluate(self, inner.with(&count))
    }
}

fn names<'c>(name: &str, members: &[(&str, Val)], at: Place<'c>) -> Names<'c> {
    let entries = members.iter().map(|(name, value)| {
        let entry = Entry {
            name_span: value.span,
            value: value.clone(),
        };
        ((*name).to_owned(), entry)
    });
    let value = Val::map(entries.collect(), Span::at(at.base));
    Names {
        all: vec![(name.to_owned(), value)],
        outer: at.names,
    }
}

/// It is not known which instances there are.
fn unknown(no: NoText, span: Span) -> Result<Vec<Option<Each>>, Stop> {
    match no {
        NoText::Open(hole) => Ok(vec![Some(Each::Unknown(hole))]),
        NoText::Other(what) => Err(wrong(span, &format!("{what} says of no instances"))),
    }
}

/// Instances as the value that they are together: one, a list or a map.
fn together(all: Vec<(Option<Each>, Instance)>, span: Span) -> Val {
    let mut list = Vec::new();
    let mut map = BTreeMap::new();
    let is_map = all
        .iter()
        .any(|(each, _)| matches!(each, Some(Each::Key(..))));
    for (each, instance) in all {
        let value = Val::new(What::Instance(Rc::new(instance)), span);
        match each {
            None => return value,
            Some(Each::Unknown(hole)) => return Val::open(Shape::Structure, hole, span),
            Some(Each::Index(_)) => list.push(value),
            Some(Each::Key(key, _)) => {
                let name_span = span;
                map.insert(key, Entry { name_span, value });
            }
        }
    }
    if is_map {
        Val::map(map, span)
    } else {
        Val::list(list, span)
    }
}
