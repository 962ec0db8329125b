//! Plans and states, as `terraform show -json` prints them, and the file of a state.
//!
//! # Source
//!
//! HashiCorp: Terraform, "JSON output format"; the file of a state has `resources[].instances[].attributes`.

use std::collections::BTreeMap;

use super::super::resource::{Resource, Template};
use super::super::{Settings, Texts, provider};
use super::{UNREADABLE, buses};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, text};
use crate::json::{self, JsonString, Kind, Member, Shape, Value};
use crate::model::{Defaults, InventoryKind};
use crate::source::Span;

/// How many modules may lie in each other.
const MAXIMUM_MODULE_DEPTH: usize = 64;

/// Reads a plan or a state; `None` for everything else.
pub(super) fn read(
    texts: &mut Texts<'_>,
    span: Span,
    settings: &Settings,
) -> Option<Result<Template, Diagnostic>> {
    let text = texts.slice(span);
    let marks = super::super::mark_length(text);
    let rest = text.get(marks..)?;
    if !rest.trim_start().starts_with('{') {
        return None;
    }
    let (value, _) = json::parse_at(texts.text(), span.start + marks).ok()?;
    let format = text_of_format(&value);
    let kind = match &format {
        Some(_)
            if value.get("planned_values").is_some() || value.get("resource_changes").is_some() =>
        {
            InventoryKind::TerraformPlan
        }
        Some(_) if value.get("values").is_some() => InventoryKind::TerraformState,
        None if text_of_state(&value) => InventoryKind::TerraformState,
        _ => return None,
    };
    // https://developer.hashicorp.com/terraform/internals/json-format: "major version ... reject".
    let major = format
        .as_deref()
        .and_then(|one| one.split('.').next()?.parse::<u32>().ok());
    if major.is_some_and(|major| major >= 2) {
        let format = format.unwrap_or_default();
        let what = format!("the format of this is {format}, and no more than 1 is read");
        return Some(Err(
            Diagnostic::error(UNREADABLE, what).at(beginning(&value), "")
        ));
    }
    let mut found = Found::default();
    match kind {
        InventoryKind::TerraformPlan => found.plan(&value),
        _ if format.is_some() => found.values(value.get("values")),
        _ => found.state(&value),
    }
    let mut diagnostics = found.told;
    if let Some(written) = written_beside(texts, &found.resources, settings) {
        take_structure(&mut found.resources, written);
    }
    diagnostics.extend(buses::lost_targets(&found.resources));
    Some(Ok(Template {
        kind,
        resources: found.resources,
        also_called: BTreeMap::new(),
        defaults: Defaults::default(),
        absent: Vec::new(),
        diagnostics,
    }))
}

fn text_of_format(value: &Value) -> Option<String> {
    text(value, "format_version").map(str::to_owned)
}

/// Whether it is the file of a state.
fn text_of_state(value: &Value) -> bool {
    text(value, "terraform_version").is_some()
        && value.get("version").is_some()
        && value
            .get("resources")
            .is_some_and(|all| all.as_array().is_some())
}

#[derive(Default)]
struct Found {
    resources: Vec<Resource>,
    told: Vec<Diagnostic>,
    /// What a plan leaves open, by addresses.
    unknown: BTreeMap<String, Value>,
}

impl Found {
    fn plan(&mut self, plan: &Value) {
        let changes = plan.get("resource_changes").and_then(Value::as_array);
        for change in changes.unwrap_or_default() {
            let Some(address) = text(change, "address") else {
                continue;
            };
            let unknown = change
                .get("change")
                .and_then(|change| change.get("after_unknown"));
            if let Some(unknown) = unknown {
                self.unknown.insert(address.to_owned(), unknown.clone());
            }
        }
        if plan.get("planned_values").is_some() {
            return self.values(plan.get("planned_values"));
        }
        for change in changes.unwrap_or_default() {
            let after = change.get("change").and_then(|change| change.get("after"));
            if let Some(after) = after.filter(|after| after.as_object().is_some()) {
                self.resource(change, after);
            }
        }
    }

    fn values(&mut self, values: Option<&Value>) {
        let Some(root) = values.and_then(|values| values.get("root_module")) else {
            return;
        };
        let mut due = vec![(root, 0)];
        while let Some((module, depth)) = due.pop() {
            let resources = module.get("resources").and_then(Value::as_array);
            for resource in resources.unwrap_or_default() {
                if let Some(values) = resource.get("values") {
                    self.resource(resource, values);
                }
            }
            let children = module.get("child_modules").and_then(Value::as_array);
            if depth < MAXIMUM_MODULE_DEPTH {
                let children = children.unwrap_or_default().iter().rev();
                due.extend(children.map(|child| (child, depth + 1)));
            }
        }
    }

    /// One resource of a plan or a state, with its values.
    fn resource(&mut self, given: &Value, values: &Value) {
        let (Some(kind), Some(address)) = (text(given, "type"), text(given, "address")) else {
            return;
        };
        // A data source declares nothing.
        if text(given, "mode") == Some("data") {
            return;
        }
        let mut values = values.clone();
        if let Some(unknown) = self.unknown.get(address) {
            open(&mut values, unknown, 0);
        }
        self.declare(kind, address, &values, given.span);
    }

    fn declare(&mut self, kind: &str, address: &str, values: &Value, span: Span) {
        if let Some((resource, told)) = provider::resource(kind, address, values) {
            self.resources.push(Resource { span, ..resource });
            self.told.extend(told);
        }
    }

    /// The file of a state.
    fn state(&mut self, state: &Value) {
        let resources = state.get("resources").and_then(Value::as_array);
        for resource in resources.unwrap_or_default() {
            let (Some(kind), Some(name)) = (text(resource, "type"), text(resource, "name")) else {
                continue;
            };
            if text(resource, "mode") == Some("data") {
                continue;
            }
            let module = text(resource, "module").map_or_else(String::new, |one| format!("{one}."));
            let instances = resource.get("instances").and_then(Value::as_array);
            for instance in instances.unwrap_or_default() {
                // One that was replaced, and is only still to be destroyed.
                if instance.get("deposed").is_some() {
                    continue;
                }
                let key = match instance.get("index_key").map(|key| &key.kind) {
                    Some(Kind::Number(index)) => format!("[{index}]"),
                    Some(Kind::String(key)) => {
                        let mut quoted = String::new();
                        key.write_quoted(&mut quoted);
                        format!("[{quoted}]")
                    }
                    _ => String::new(),
                };
                if let Some(attributes) = instance.get("attributes") {
                    let address = format!("{module}{kind}.{name}{key}");
                    self.declare(kind, &address, attributes, instance.span);
                }
            }
        }
    }
}

/// Puts holes where `unknown` says so.
fn open(value: &mut Value, unknown: &Value, depth: usize) {
    if depth >= MAXIMUM_MODULE_DEPTH {
        return;
    }
    match (&mut value.kind, &unknown.kind) {
        (Kind::Object(members), Kind::Object(all)) => {
            for one in all {
                let name = one.name.to_display().into_owned();
                let known = members
                    .iter_mut()
                    .find(|member| member.name == *name.as_str());
                match (&one.value.kind, known) {
                    (Kind::Bool(true), None) => members.push(Member {
                        name: JsonString::from(name.as_str()),
                        name_span: value.span,
                        value: Value::open(Shape::Structure, "after_unknown", value.span),
                    }),
                    (Kind::Bool(true), Some(member)) => {
                        let span = member.value.span;
                        member.value = Value::open(Shape::Structure, "after_unknown", span);
                    }
                    (_, Some(member)) => open(&mut member.value, &one.value, depth + 1),
                    _ => {}
                }
            }
        }
        (Kind::Array(all), Kind::Array(unknown)) => {
            for (one, unknown) in all.iter_mut().zip(unknown) {
                open(one, unknown, depth + 1);
            }
        }
        _ => {}
    }
}

/// What the files beside a plan declare, if it leaves a pattern open whose structure they may have.
fn written_beside(
    texts: &mut Texts<'_>,
    resources: &[Resource],
    settings: &Settings,
) -> Option<Vec<Resource>> {
    let is_open = |one: &Resource| {
        let pattern = one.properties.get("EventPattern");
        pattern.is_some_and(|pattern| pattern.as_open().is_some())
    };
    if !resources.iter().any(is_open) {
        return None;
    }
    let mut names = texts.list("").ok()?;
    names.retain(|name| super::load::is_configuration(name));
    let first = names.first()?.clone();
    let files = texts.read(&first).ok()?;
    super::configuration(texts, &first, files, settings)
        .ok()
        .map(|one| one.resources)
}

/// Patterns that a plan leaves open as a whole have the structure that the files give them.
fn take_structure(resources: &mut [Resource], written: Vec<Resource>) {
    let written: BTreeMap<String, Value> = written
        .into_iter()
        .filter_map(|one| {
            let pattern = one.properties.get("EventPattern")?.clone();
            pattern.as_object().is_some().then_some((one.id, pattern))
        })
        .collect();
    for resource in resources {
        let Kind::Object(members) = &mut resource.properties.kind else {
            continue;
        };
        let pattern = members
            .iter_mut()
            .find(|member| member.name == *"EventPattern");
        if let Some(pattern) = pattern.filter(|one| one.value.as_open().is_some())
            && let Some(written) = written.get(&resource.id)
        {
            pattern.value = written.clone();
        }
    }
}
