//! Templates of CloudFormation, as far as they are literal.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference: the resource types below, "Template sections", `Fn::ForEach`, `Fn::Transform`.

use std::collections::BTreeMap;

use super::functions;
use super::parts;
use super::reader::Reader;
use super::resource::Template;
use super::{LEFT_OUT, sam};
use crate::diagnostic::Diagnostic;
use crate::json::fields::text;
use crate::json::{Member, Value};
use crate::model::{Declared, Inventory, InventoryKind, ScheduleOwner};
use crate::source::Span;

/// Sections that only templates have.
const SECTIONS: [&str; 3] = ["AWSTemplateFormatVersion", "Transform", "Parameters"];

/// Whether a value is a template: it has resources, and one of them a type, or a section that only templates have.
pub(super) fn is_template(value: &Value) -> bool {
    let Some(resources) = value.get("Resources").and_then(Value::as_object) else {
        return false;
    };
    let has_type = |member: &Member| is_resource(&member.value);
    resources.iter().any(has_type) || SECTIONS.iter().any(|name| value.get(name).is_some())
}

/// Everything that a template declares.
pub(super) fn template(value: &Value, text: &str) -> Option<Inventory> {
    if !is_template(value) {
        return None;
    }
    let mut inventory = Inventory {
        kind: InventoryKind::CloudFormation,
        ..Inventory::default()
    };
    for member in value.get("Resources")?.as_object()? {
        match left_out(member) {
            Some(diagnostic) => inventory.diagnostics.push(diagnostic),
            None => {
                let id = member.name.to_display();
                if let Some(declared) = resource(&member.value, Some(&id), text) {
                    inventory.append(declared);
                }
            }
        }
    }
    name_buses(&mut inventory);
    Some(inventory)
}

/// What the resources of a template of any format declare.
pub(super) fn inventory(template: Template, text: &str) -> Inventory {
    let mut inventory = Inventory {
        kind: template.kind,
        diagnostics: template.diagnostics,
        ..Inventory::default()
    };
    for resource in template.resources {
        let id = Some(resource.id.as_str());
        let declared = properties(&resource.kind, id, &resource.properties, text);
        let mut declared = declared.unwrap_or_default();
        spanning(&mut declared, resource.span);
        inventory.append(declared);
    }
    name_buses(&mut inventory);
    inventory
}

/// A resource that stands alone.
pub(super) fn resource_alone(value: &Value, text: &str) -> Option<Inventory> {
    let inventory = resource(value, None, text)?;
    Some(Inventory {
        kind: InventoryKind::CloudFormation,
        ..inventory
    })
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

/// What a resource declares; nothing, if it is of a type that holds no pattern, schedule, pipe or filter.
fn resource(value: &Value, id: Option<&str>, text: &str) -> Option<Inventory> {
    if !is_resource(value) {
        return None;
    }
    let kind = self::text(value, "Type")?;
    // A resource without properties declares what it is, and nothing else.
    let given = value
        .get("Properties")
        .filter(|one| one.as_object().is_some());
    let given = given.unwrap_or(value);
    let mut inventory = match kind {
        "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => {
            sam::events(kind, id, given, text)
        }
        "EventBridgeRule" | "CloudWatchEvent" | "Schedule" | "ScheduleV2" => {
            sam::event(id, value, text)
        }
        _ => {
            let mut declared = properties(kind, id, given, text).unwrap_or_default();
            spanning(&mut declared, value.span);
            declared
        }
    };
    if let Some(condition) = condition(value) {
        for rule in &mut inventory.rules {
            rule.condition = Some(condition.clone());
        }
        for schedule in &mut inventory.schedules {
            schedule.condition = Some(condition.clone());
        }
        for pipe in &mut inventory.pipes {
            pipe.condition = Some(condition.clone());
        }
    }
    Some(inventory)
}

/// What the properties of a resource of a type declare; `None` for a type that holds nothing that is read.
pub(super) fn properties(
    kind: &str,
    id: Option<&str>,
    given: &Value,
    text: &str,
) -> Option<Inventory> {
    let mut inventory = Inventory::default();
    let reader = Reader::template(text);
    let logical_id = id.map(str::to_owned);
    match kind {
        "AWS::Events::EventBus" => inventory.buses.push(crate::model::Bus {
            logical_id,
            ..parts::bus(reader, given)
        }),
        "AWS::Events::Rule" => inventory.rules.push(crate::model::Rule {
            logical_id,
            ..parts::rule(reader, given, "EventPattern")
        }),
        "AWS::Events::Archive" => inventory.archives.push(crate::model::Archive {
            logical_id,
            ..parts::archive(reader, given)
        }),
        "AWS::Scheduler::Schedule" => inventory.schedules.push(crate::model::Schedule {
            logical_id,
            owner: ScheduleOwner::Scheduler,
            ..parts::schedule(reader, given)
        }),
        "AWS::Pipes::Pipe" => inventory.pipes.push(crate::model::Pipe {
            logical_id,
            ..parts::pipe(reader, given)
        }),
        "AWS::Lambda::EventSourceMapping" => {
            inventory
                .event_source_mappings
                .push(crate::model::EventSourceMapping {
                    logical_id,
                    ..parts::mapping(reader, given)
                });
        }
        "AWS::SNS::Subscription" => inventory.subscriptions.push(crate::model::Subscription {
            logical_id,
            ..parts::subscription(reader, given)
        }),
        _ => return None,
    }
    Some(inventory)
}

/// What is declared begins where its resource does.
fn spanning(declared: &mut Inventory, resource: Span) {
    declared
        .rules
        .iter_mut()
        .for_each(|one| one.span = resource);
    declared
        .schedules
        .iter_mut()
        .for_each(|one| one.span = resource);
    declared
        .pipes
        .iter_mut()
        .for_each(|one| one.span = resource);
}

/// The condition of a resource: whether it is there is open.
fn condition(resource: &Value) -> Option<Declared<bool>> {
    let value = resource.get("Condition")?;
    let hole = crate::model::Hole {
        from: format!("Condition {}", value.as_str()?),
        span: value.span,
    };
    Some(Declared::open(hole, value.span))
}

/// What of the resources is not read although it could hold something: loops, includes, nested stacks.
fn left_out(member: &Member) -> Option<Diagnostic> {
    let name = member.name.to_display();
    let kind = text(&member.value, "Type");
    let what = match (&*name, kind) {
        (name, _) if name.starts_with("Fn::ForEach") => {
            "the resources of a loop are left out: loops are not run"
        }
        ("Fn::Transform", _) => "what is included here is left out: includes are not followed",
        (_, Some("AWS::CloudFormation::Stack" | "AWS::Serverless::Application")) => {
            "a nested stack is left out: nested templates are not followed"
        }
        (_, None) if functions::function(&member.value).is_some() => {
            "a resource that a function makes is left out"
        }
        _ => return None,
    };
    Some(
        Diagnostic::warning(LEFT_OUT, what)
            .at(member.name_span, "it may hold rules, schedules or pipes")
            .help("give what is deployed: `aws cloudformation get-template --template-stage Processed` prints loops and includes resolved, and each nested stack has a template of its own"),
    )
}

/// Rules that name their bus by its resource are on the bus of that name.
fn name_buses(inventory: &mut Inventory) {
    let named = inventory.buses.iter().filter_map(|bus| {
        let name = bus.name.as_ref()?.get()?.clone();
        Some((bus.logical_id.clone()?, name))
    });
    let named: BTreeMap<String, String> = named.collect();
    for rule in &mut inventory.rules {
        let Some(hole) = rule.bus.as_ref().and_then(Declared::hole) else {
            continue;
        };
        let Some((_, id)) = hole.from.rsplit_once(' ') else {
            continue;
        };
        let id = id.split('.').next().unwrap_or(id);
        if let Some(name) = named.get(id) {
            rule.bus = Some(Declared::known(name.clone(), hole.span));
        }
    }
}
