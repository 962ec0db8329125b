//! What Pulumi itself says of a program: `pulumi preview --json` and `pulumi stack export`.
//!
//! # Source
//!
//! Pulumi: `pulumi preview --json` (`steps[].newState`), `pulumi stack export` (`deployment.resources[]`); what is not known yet
//! stands as one of the texts of `sdk/go/common/resource/plugin` ("UnknownStringValue" and its kin), what is secret as an object
//! with a signature.

use std::collections::BTreeMap;

use super::types::Type;
use crate::diagnostic::Diagnostic;
use crate::iac::resource::{Resource, Template};
use crate::json::fields::text;
use crate::json::{Kind, Member, Shape, Value};
use crate::model::{Defaults, InventoryKind};

/// The member that tells a secret or an asset.
const SIGNATURE: &str = "4dabf18193072939515e22adb298388d";

/// Texts that stand for what is not known.
const UNKNOWN: [(&str, Shape); 7] = [
    ("04da6b54-80e4-46f7-96ec-b56ff0331ba9", Shape::Text),
    ("3eeb2bf0-c639-47a8-9e75-3b44932eb421", Shape::Number),
    ("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", Shape::Structure),
    ("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", Shape::Structure),
    ("030794c1-ac77-496b-92df-f27374a8bd58", Shape::Structure),
    ("e48ece36-62e2-4504-bad9-02848725956a", Shape::Structure),
    ("dd056dcd-154b-4c76-9bd3-c8f88648b5ff", Shape::Structure),
];

/// What a preview or an export declares; `None` if the value is neither.
pub(super) fn template(value: &Value) -> Option<Template> {
    let states: Vec<&Value> = match value.get("deployment") {
        Some(deployment) if value.get("version").is_some() => {
            let resources = deployment.get("resources").and_then(Value::as_array);
            resources.unwrap_or_default().iter().collect()
        }
        _ => {
            let steps = value.get("steps")?.as_array()?;
            let is_step = |step: &Value| text(step, "op").is_some() && text(step, "urn").is_some();
            if !steps.iter().all(is_step) {
                return None;
            }
            steps
                .iter()
                .filter_map(|step| step.get("newState"))
                .collect()
        }
    };
    let mut template = Template {
        kind: InventoryKind::Pulumi,
        resources: Vec::new(),
        also_called: BTreeMap::new(),
        defaults: Defaults::default(),
        absent: Vec::new(),
        diagnostics: Vec::new(),
    };
    for state in states {
        if let Some((resource, told)) = resource(state) {
            template.resources.push(resource);
            template.diagnostics.extend(told);
        }
    }
    Some(template)
}

/// The resource whose state it is, with what is known of its name and its ARN by now.
fn resource(state: &Value) -> Option<(Resource, Vec<Diagnostic>)> {
    let kind = Type::named(text(state, "type")?)?;
    let urn = text(state, "urn")?;
    let id = urn.rsplit("::").next().unwrap_or(urn);
    let inputs = state.get("inputs")?;
    let mut properties = known(inputs, id);
    let answered = kind.name_property().into_iter();
    for name in answered {
        let output = state.get("outputs").and_then(|outputs| outputs.get(name));
        if let (Some(output), Kind::Object(members)) = (output, &mut properties.kind)
            && !members.iter().any(|member| member.name == *name)
        {
            members.push(Member {
                name: name.into(),
                name_span: output.span,
                value: known(output, id),
            });
        }
    }
    let (mut resource, told) = kind.resource(id, &properties)?;
    resource.span = state.span;
    Some((resource, told))
}

/// A value whose texts for what is not known are open.
fn known(value: &Value, from: &str) -> Value {
    let span = value.span;
    let kind = match &value.kind {
        Kind::String(text) => {
            let is_open = |(unknown, _): &&(&str, Shape)| text.as_str() == Some(unknown);
            match UNKNOWN.iter().find(is_open) {
                Some((_, shape)) => return Value::open(*shape, from, span),
                None => return value.clone(),
            }
        }
        Kind::Object(members) if members.iter().any(|one| one.name == *SIGNATURE) => {
            return Value::open(Shape::Text, "secret", span);
        }
        Kind::Object(members) => {
            let is_own = |member: &&Member| member.name != *"__defaults";
            let members = members.iter().filter(is_own).map(|member| Member {
                value: known(&member.value, from),
                ..member.clone()
            });
            Kind::Object(members.collect())
        }
        Kind::Array(elements) => {
            let elements = elements.iter().map(|one| known(one, from));
            Kind::Array(elements.collect())
        }
        kind => kind.clone(),
    };
    Value { span, kind }
}
