//! `aws_iam_policy_document`: the policy that its blocks come to.
//!
//! # Source
//!
//! hashicorp/terraform-provider-aws, `internal/service/iam/policy_document_data_source.go` and `policy_model.go`: a list of
//! one is a text, longer ones are sorted backwards, `&{…}` is a variable of the policy.

use std::collections::BTreeMap;

use super::evaluate::{Evaluator, Place};
use super::text;
use super::value::{Entry, Evaluated, Instance, Piece, Text, Val, What, Written};
use crate::json::Shape;
use crate::source::Span;

/// The data source.
pub(super) const DOCUMENT: &str = "aws_iam_policy_document";

/// Arguments that bring other policies in.
const OTHERS: &[&str] = &["override_policy_documents", "source_policy_documents"];

/// Arguments of a statement, and the members that they become.
const MEMBERS: &[(&str, &str)] = &[
    ("sid", "Sid"),
    ("effect", "Effect"),
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
    ("principals", "Principal"),
    ("not_principals", "NotPrincipal"),
    ("condition", "Condition"),
];

type Members = BTreeMap<String, Entry>;

impl Evaluator<'_, '_, '_> {
    /// The `json` of a policy document.
    pub(super) fn policy_document(
        &mut self,
        instance: &Instance,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        let kind = format!("data.{}", instance.kind);
        let layers = self.resource_layers(instance.scope, &kind, &instance.name);
        let from = format!("{}.json", self.address(instance));
        if layers.is_empty() {
            return Ok(Val::hole(Shape::Text, &from, span));
        }
        let at = Place {
            scope: instance.scope,
            base: 0,
            names: None,
            depth: depth + 1,
        };
        let each = instance.each.as_ref();
        let given = self.with_each(each, at, |all, at| all.arguments(&layers, at))?;
        if OTHERS.iter().any(|name| given.contains_key(*name)) {
            return Ok(Val::hole(Shape::Text, &from, span));
        }
        let mut policy = Members::new();
        let version = given.get("version").map(|entry| entry.value.clone());
        put(
            &mut policy,
            "Version",
            version.unwrap_or_else(|| Val::text("2012-10-17", span)),
        );
        if let Some(id) = given.get("policy_id") {
            put(&mut policy, "Id", id.value.clone());
        }
        if let Some(statements) = given.get("statement") {
            put(&mut policy, "Statement", statements_of(&statements.value));
        }
        let policy = Val::map(policy, span);
        self.step(policy.size().values, span)?;
        let pieces = text::encoded(&policy).into_iter().map(|part| Piece {
            part,
            span,
            written: Written::Elsewhere,
        });
        let text = Text {
            pieces: pieces.collect(),
            encoded: Some(policy),
            from: None,
        };
        Ok(Val::new(What::Text(std::rc::Rc::new(text)), span))
    }
}

fn put(members: &mut Members, name: &str, value: Val) {
    let name_span = value.span;
    members.insert(name.to_owned(), Entry { name_span, value });
}

fn statements_of(value: &Val) -> Val {
    match &value.kind {
        What::List(all, _) => Val::list(all.iter().map(statement).collect(), value.span),
        _ => value.clone(),
    }
}

fn statement(given: &Val) -> Val {
    let What::Map(arguments, _) = &given.kind else {
        return given.clone();
    };
    let mut members = Members::new();
    put(&mut members, "Effect", Val::text("Allow", given.span));
    for (argument, member) in MEMBERS {
        let Some(entry) = arguments.get(*argument) else {
            continue;
        };
        let value = match *argument {
            "sid" | "effect" => entry.value.clone(),
            "principals" | "not_principals" => principals(&entry.value),
            "condition" => conditions(&entry.value),
            _ => texts(&entry.value),
        };
        if value.kind != What::Null {
            put(&mut members, member, value);
        }
    }
    Val::map(members, given.span)
}

/// A list of texts: one is a text, several are sorted backwards.
fn texts(value: &Val) -> Val {
    let What::List(all, _) = &value.kind else {
        return value.clone();
    };
    match all.as_slice() {
        [one] => variables(one),
        all => {
            let mut all: Vec<Val> = all.iter().map(variables).collect();
            let letters = |one: &Val| match &one.kind {
                What::Text(text) => text.known(),
                _ => None,
            };
            if all.iter().all(|one| letters(one).is_some()) {
                all.sort_by_cached_key(|one| std::cmp::Reverse(letters(one)));
            }
            Val::list(all, value.span)
        }
    }
}

/// Provider: `&{aws:username}` is a variable of the policy, so that it is none of Terraform.
fn variables(value: &Val) -> Val {
    match &value.kind {
        What::Text(text) => match text.known() {
            Some(text) if text.contains("&{") => Val::text(&text.replace("&{", "${"), value.span),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

/// The blocks `principals`: identifiers by their types.
fn principals(value: &Val) -> Val {
    let What::List(blocks, _) = &value.kind else {
        return value.clone();
    };
    let mut members = Members::new();
    for block in blocks.iter() {
        let Some((kind, identifiers)) = pair(block, "type", "identifiers") else {
            return open(value);
        };
        let identifiers = texts(&identifiers);
        let is_everybody =
            matches!(&identifiers.kind, What::Text(text) if text.known().as_deref() == Some("*"));
        if blocks.len() == 1 && kind == "*" && is_everybody {
            return identifiers;
        }
        put(&mut members, &kind, identifiers);
    }
    Val::map(members, value.span)
}

/// The blocks `condition`: values by what they are compared with, and how.
fn conditions(value: &Val) -> Val {
    let What::List(blocks, _) = &value.kind else {
        return value.clone();
    };
    let mut tests: BTreeMap<String, Members> = BTreeMap::new();
    for block in blocks.iter() {
        let variable = pair(block, "test", "variable");
        let values = pair(block, "test", "values");
        let Some(((test, variable), (_, values))) = variable.zip(values) else {
            return open(value);
        };
        let What::Text(variable) = &variable.kind else {
            return open(value);
        };
        let Some(variable) = variable.known() else {
            return open(value);
        };
        put(tests.entry(test).or_default(), &variable, texts(&values));
    }
    let mut members = Members::new();
    for (test, variables) in tests {
        put(&mut members, &test, Val::map(variables, value.span));
    }
    Val::map(members, value.span)
}

/// Of a block a text that is known, and another argument.
fn pair(block: &Val, name: &str, other: &str) -> Option<(String, Val)> {
    let What::Map(arguments, _) = &block.kind else {
        return None;
    };
    let What::Text(text) = &arguments.get(name)?.value.kind else {
        return None;
    };
    Some((text.known()?, arguments.get(other)?.value.clone()))
}

fn open(value: &Val) -> Val {
    Val::hole(Shape::Structure, "statement", value.span)
}
