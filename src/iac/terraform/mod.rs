//! Configurations of Terraform: files in its language, plans and states.
//!
//! What the files say is evaluated as far as it can be without an account: nothing is run, nothing is fetched, and no
//! file outside the directory is read. What stays open is carried as open, at the place where it stands.
//!
//! # Source
//!
//! HashiCorp: Terraform language; "JSON output format".

mod evaluate;
mod functions;
mod identity;
mod instances;
mod load;
mod memory;
mod number;
mod plan;
mod reference;
mod remember;
mod resources;
#[cfg(test)]
mod rows;
mod template;
mod text;
mod value;
mod variables;

use std::collections::BTreeMap;

use super::resource::{Resource, Template};
use super::{Settings, TOO_LARGE, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::fields::text as text_of;
use crate::model::InventoryKind;
use crate::source::Span;
use evaluate::Evaluator;

/// A file that is not in the language.
const UNREADABLE: Code = Code::new("template/unreadable");
/// An expression that has no value.
const EVALUATION: Code = Code::new("template/evaluation");
/// A template whose placeholders are escaped.
const ESCAPED: Code = Code::new("template/escaped-placeholder");
/// A target that is on another bus than its rule.
const OTHER_BUS: Code = Code::new("template/other-bus");

/// Reads a configuration, a plan or a state; `None` if the first text is none of these.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Template, Diagnostic>> {
    let first = texts.parts().first()?.clone();
    if first.name.ends_with(".tf") || super::foreign::is_terraform(texts.slice(first.span)) {
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
    done.map_err(|stop| *stop)?;
    diagnostics.extend(other_buses(&resources));
    Ok(Template {
        kind: InventoryKind::Terraform,
        resources,
        diagnostics,
    })
}

/// Where a node of the language stands among all texts.
fn place(node: &impl hcl_edit::Span, base: usize) -> Span {
    let span = node.span().unwrap_or_default();
    Span::new(span.start, span.end).shifted(base)
}

/// Targets without a bus whose rule is on one.
///
/// Terraform: `aws_cloudwatch_event_target`, `event_bus_name`: "If you omit this, the `default` event bus is used."
fn other_buses(resources: &[Resource]) -> Vec<Diagnostic> {
    let rules = resources
        .iter()
        .filter(|one| one.kind == "AWS::Events::Rule");
    let mut buses: BTreeMap<&str, Vec<Option<&str>>> = BTreeMap::new();
    for rule in rules {
        if let Some(name) = text_of(&rule.properties, "Name") {
            let bus = text_of(&rule.properties, "EventBusName");
            let is_open = bus.is_none() && rule.properties.get("EventBusName").is_some();
            if !is_open {
                buses.entry(name).or_default().push(bus);
            }
        }
    }
    let targets = resources
        .iter()
        .filter(|one| one.kind == "AWS::Events::Target");
    let told = targets.filter_map(|target| {
        let given = target.properties.get("Rule")?;
        let rule = given.as_str()?;
        let has_bus = target.properties.get("EventBusName").is_some();
        let [Some(bus)] = buses.get(rule)?.as_slice() else {
            return None;
        };
        if has_bus || *bus == "default" || bus.ends_with(":event-bus/default") {
            return None;
        }
        let id = &target.id;
        let what = format!("`{id}` is on the default bus, and its rule `{rule}` is on `{bus}`");
        Some(
            Diagnostic::warning(OTHER_BUS, what)
                .at(given.span, "there is no such rule on the default bus")
                .help(format!(
                    "write `event_bus_name = \"{bus}\"`: a target does not take the bus of its rule"
                )),
        )
    });
    told.collect()
}
