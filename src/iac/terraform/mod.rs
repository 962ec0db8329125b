//! Configurations of Terraform: files in its language, plans and states.
//!
//! What the files say is evaluated as far as it can be without an account: nothing is run, nothing is fetched, and no
//! file outside the directory is read. What stays open is carried as open, at the place where it stands.
//!
//! # Source
//!
//! HashiCorp: Terraform language; "JSON output format".

mod buses;
mod declared_once;
mod evaluate;
mod functions;
mod identity;
mod instances;
mod json_files;
mod load;
mod memory;
mod number;
mod places;
mod plan;
mod policy;
mod reference;
mod remember;
mod resources;
#[cfg(test)]
mod rows;
mod template;
mod text;
#[cfg(test)]
mod traps;
mod value;
mod variables;

use std::collections::BTreeMap;

use super::resource::Template;
use super::{NoFiles, Settings, TOO_LARGE, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::Value;
use crate::model::InventoryKind;
use crate::source::Span;
use evaluate::Evaluator;

/// A file that is not in the language.
const UNREADABLE: Code = Code::new("template/unreadable");
/// What is declared twice.
const DUPLICATE: Code = Code::new("template/duplicate");
/// An override of what is not declared.
const NOTHING_OVERRIDDEN: Code = Code::new("template/nothing-overridden");
/// An expression that has no value.
const EVALUATION: Code = Code::new("template/evaluation");
/// A template whose placeholders are escaped.
const ESCAPED: Code = Code::new("template/escaped-placeholder");
/// A target that is on another bus than its rule.
const OTHER_BUS: Code = Code::new("template/other-bus");
/// A target that names its rule by the id.
const RULE_BY_ID: Code = Code::new("template/rule-by-id");

/// Reads a configuration, a plan or a state; `None` if the first text is none of these.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Template, Diagnostic>> {
    let first = texts.parts().first()?.clone();
    if load::is_configuration(&first.name) || super::foreign::is_terraform(texts.slice(first.span))
    {
        return Some(configuration(texts, &first.name, first.span, settings));
    }
    plan::read(texts, first.span, settings)
}

/// What the files declare of which one is called `name` and stands at `span`.
fn configuration(
    texts: &mut Texts<'_>,
    name: &str,
    span: Span,
    settings: &Settings,
) -> Result<Template, Diagnostic> {
    let mut loaded = load::load(texts, name, span)?;
    let mut diagnostics = std::mem::take(&mut loaded.told);
    let mut resources = Vec::new();
    let mut evaluator = Evaluator::new(&loaded, texts, settings);
    let done = evaluator.resources(0, None, &mut resources);
    diagnostics.extend(std::mem::take(&mut evaluator.told));
    let defaults = std::mem::take(&mut evaluator.defaults);
    let absent = std::mem::take(&mut evaluator.absent);
    if let Err(mut stop) = done {
        let one = std::slice::from_mut(&mut *stop);
        loaded.places.diagnostics(one);
        return Err(*stop);
    }
    loaded.places.resources(&mut resources);
    loaded.places.diagnostics(&mut diagnostics);
    diagnostics.extend(buses::lost_targets(&resources));
    Ok(Template {
        kind: InventoryKind::Terraform,
        resources,
        also_called: BTreeMap::new(),
        defaults: defaults.placed(|span| loaded.places.span(span)),
        absent,
        diagnostics,
    })
}

/// The values in a file of variables.
///
/// # Errors
///
/// The text is not in the language, or a value is none.
pub(super) fn variables(text: &str) -> Result<BTreeMap<String, Value>, Diagnostic> {
    let marks = super::mark_length(text);
    let body = load::parsed(text.get(marks..).unwrap_or_default(), marks)?;
    let (loaded, settings) = (load::Loaded::default(), Settings::default());
    let mut texts = Texts::new("", text, &NoFiles);
    let mut evaluator = Evaluator::new(&loaded, &mut texts, &settings);
    let at = evaluate::Place {
        scope: 0,
        base: marks,
        names: None,
        depth: 0,
    };
    let mut all = BTreeMap::new();
    for one in body.attributes() {
        let value = evaluator.evaluate(&one.value, at).map_err(|stop| *stop)?;
        all.insert(one.key.as_str().to_owned(), value.to_json());
    }
    Ok(all)
}

/// Where a node of the language stands among all texts.
fn place(node: &impl hcl_edit::Span, base: usize) -> Span {
    let span = node.span().unwrap_or_default();
    Span::new(span.start, span.end).shifted(base)
}
