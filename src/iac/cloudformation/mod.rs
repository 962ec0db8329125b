//! Templates of CloudFormation and of the Serverless Application Model: what they declare, their functions worked out.
//!
//! A template is gathered into its sections (loops and includes are run then), and its resources are worked out: functions
//! become what they give, and what depends on something that is not known stays open, at its place. Nothing is worked out
//! before it is asked for.
//!
//! # Source
//!
//! AWS: CloudFormation User Guide, "Template sections"; CloudFormation Template Reference.

mod cidr;
mod conditions;
mod evaluator;
mod functions;
mod gather;
mod includes;
mod inventory;
mod loops;
mod members;
mod memo;
mod names;
mod references;
mod resources;
#[cfg(test)]
mod rows;
mod sam;
mod sections;
mod stacks;
mod text;

use super::resource::Template;
use super::yaml::{self, Dialect};
use super::{LEFT_OUT, Settings, Texts, mark_length};
use crate::diagnostic::Diagnostic;
use crate::json::fields::text;
use crate::json::{self, Member, Value};
use crate::model::{Inventory, InventoryKind};
use crate::source::Span;
use evaluator::Evaluator;
use sections::Body;
use std::collections::BTreeMap;
use std::rc::Rc;

pub(super) use includes::directory_of;
pub(super) use inventory::{inventory, properties};

/// Sections that only templates have.
const SECTIONS: [&str; 3] = ["AWSTemplateFormatVersion", "Transform", "Parameters"];

/// Macros of AWS that make no difference here, or that are worked out.
const TRANSFORMS: [&str; 6] = [
    "AWS::Serverless-2016-10-31",
    "AWS::LanguageExtensions",
    "AWS::Include",
    "AWS::CodeDeployBlueGreen",
    "AWS::SecretsManager-2020-07-23",
    "AWS::SecretsManager-2024-09-16",
];

/// The template that a text is, if it is one.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Template, Diagnostic>> {
    let whole = texts.parts().first()?.span;
    let text = texts.slice(whole);
    if !text.contains("Resources") {
        return None;
    }
    let is_yaml = text.lines().any(|line| line.starts_with("Resources:"));
    let (value, mut told) = match parsed(texts.text(), whole) {
        Ok(read) => read,
        Err(diagnostic) => return is_yaml.then_some(Err(diagnostic)),
    };
    if !is_template(&value) {
        return None;
    }
    told.retain(|one| !resources::is_not_read(&value, one));
    let template = evaluate(&value, Some(texts), settings);
    Some(template.map(|mut template| {
        template.diagnostics.splice(0..0, told);
        template
    }))
}

/// What a template declares. The spans of the value lie in the texts.
///
/// # Errors
///
/// `template/too-large`: it comes to more than can be held.
pub(super) fn evaluate(
    value: &Value,
    texts: Option<&mut Texts<'_>>,
    settings: &Settings,
) -> Result<Template, Diagnostic> {
    evaluate_in(value, "", texts, settings)
}

/// The same of a template whose file lies in a directory, named with its slash.
///
/// # Errors
///
/// The same.
pub(super) fn evaluate_in(
    value: &Value,
    directory: &str,
    texts: Option<&mut Texts<'_>>,
    settings: &Settings,
) -> Result<Template, Diagnostic> {
    let mut evaluator = Evaluator::new(texts, settings, value.span.len());
    directory.clone_into(&mut evaluator.directory);
    evaluator.unknown_parts(value);
    evaluator.gather(value);
    evaluator.translate(value);
    untold_macros(value, &mut evaluator);
    let resources = evaluator.resources();
    match evaluator.too_much {
        Some(too_much) => Err(too_much),
        None => Ok(Template {
            kind: kind_of(value),
            resources,
            also_called: BTreeMap::new(),
            defaults: evaluator.defaults,
            absent: evaluator.absent,
            diagnostics: evaluator.diagnostics,
        }),
    }
}

/// Whether a value is a template: it has resources, and one of them a type, or a section that only templates have.
pub(super) fn is_template(value: &Value) -> bool {
    let Some(resources) = value.get("Resources").and_then(Value::as_object) else {
        return false;
    };
    let has_type = |member: &Member| is_resource(&member.value);
    resources.iter().any(has_type) || SECTIONS.iter().any(|name| value.get(name).is_some())
}

/// Everything that a template declares of which nothing but itself is known.
pub(super) fn template(value: &Value, text: &str) -> Option<Inventory> {
    let settings = Settings::default();
    is_template(value).then(|| match evaluate(value, None, &settings) {
        Ok(template) => inventory(template, text),
        Err(too_much) => Inventory {
            diagnostics: vec![too_much],
            ..Inventory::default()
        },
    })
}

/// What a resource declares that stands alone.
pub(super) fn resource_alone(value: &Value, text: &str) -> Option<Inventory> {
    if !is_resource(value) {
        return None;
    }
    let settings = Settings::default();
    let mut evaluator = Evaluator::new(None, &settings, value.span.len());
    let event = json::fields::text(value, "Type").filter(|kind| sam::is_event(kind));
    match event.and_then(|_| evaluator.event_alone(value)) {
        Some(body) => evaluator.add("", Body::Made(Rc::new(body))),
        None => evaluator.add("", Body::Written(value)),
    }
    let resources = evaluator.resources();
    let template = Template {
        kind: InventoryKind::CloudFormation,
        resources,
        also_called: BTreeMap::new(),
        defaults: evaluator.defaults,
        absent: evaluator.absent,
        diagnostics: evaluator.diagnostics,
    };
    Some(inventory(template, text))
}

/// Whether a value is a resource: its type names a service, or it has properties.
fn is_resource(value: &Value) -> bool {
    let kind = text(value, "Type");
    kind.is_some_and(|kind| {
        kind.contains("::")
            || value
                .get("Properties")
                .is_some_and(|one| one.as_object().is_some())
    })
}

/// The value that a text among all texts is, and what is to be told of how it is written.
///
/// AWS: CloudFormation User Guide, "Template formats": JSON or YAML.
pub(super) fn parsed(text: &str, place: Span) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
    let text = text.get(..place.end).unwrap_or(text);
    let rest = text.get(place.start..).unwrap_or_default();
    let mark = mark_length(rest);
    if !rest
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with(['{', '['])
    {
        return yaml::parse_part(text, place, Dialect::CloudFormation);
    }
    let (value, end) =
        json::parse_at(text, place.start + mark).map_err(|error| error.diagnostic(text))?;
    match text.get(end..).map(str::trim) {
        None | Some("") => Ok((value, Vec::new())),
        Some(_) => Err(
            Diagnostic::error(LEFT_OUT, "text stands behind the template")
                .at(Span::at(end), "nothing was expected here"),
        ),
    }
}

fn kind_of(template: &Value) -> InventoryKind {
    let is_sam = |name: &str| name.starts_with("AWS::Serverless");
    match transforms(template).iter().any(|(name, _)| is_sam(name)) {
        true => InventoryKind::Sam,
        false => InventoryKind::CloudFormation,
    }
}

/// The macros that a template names for itself as a whole.
fn transforms(template: &Value) -> Vec<(&str, Span)> {
    let Some(value) = template.get("Transform") else {
        return Vec::new();
    };
    let one = std::slice::from_ref(value);
    let all = value.as_array().unwrap_or(one).iter();
    all.filter_map(|one| {
        let name = one.as_str().or_else(|| text(one, "Name"))?;
        Some((name, one.span))
    })
    .collect()
}

/// Tells of macros that may change anything.
fn untold_macros(template: &Value, evaluator: &mut Evaluator<'_, '_>) {
    for (name, span) in transforms(template) {
        if !TRANSFORMS.contains(&name) {
            evaluator.tell(
                Diagnostic::warning(LEFT_OUT, format!("the macro `{name}` is not run"))
                    .at(span, "it may change anything in the template")
                    .help("give what is deployed: `aws cloudformation get-template --template-stage Processed` prints what macros made"),
            );
        }
    }
}
