//! Targets of rules where they stand without their rule: what PutTargets takes, what ListTargetsByRule answers, one alone.

use std::collections::BTreeMap;

use crate::api::{Operation, ShapeKind};
use crate::diagnostic::Diagnostic;
use crate::iac::reader::{Reader, is_text};
use crate::iac::{UNKNOWN_MEMBER, answers, parts};
use crate::json::fields::present;
use crate::json::{JsonString, Kind, Value};
use crate::model::{Declared, Extent, Inventory, Target, bus_name};
use crate::suggest;

/// Puts targets that stand alone to the rule whose name they give, on the bus that they give. What only running tells is
/// the same if it is called the same: `$RULE`.
pub(in crate::iac) fn attach_targets(inventory: &mut Inventory) {
    if inventory.unattached_targets.is_empty() || inventory.rules.is_empty() {
        return;
    }
    let place = |name: Option<&Declared<String>>, bus: Option<&Declared<String>>| {
        let bus = bus.map_or_else(String::new, Declared::to_display);
        Some((name?.to_display(), bus_name(&bus).to_owned()))
    };
    let named = inventory.rules.iter().enumerate();
    let named: BTreeMap<(String, String), usize> = named
        .rev()
        .filter_map(|(index, rule)| Some((place(rule.name.as_ref(), rule.bus.as_ref())?, index)))
        .collect();
    for target in std::mem::take(&mut inventory.unattached_targets) {
        let place = place(target.rule.as_ref(), target.bus.as_ref());
        let index = place.and_then(|place| named.get(&place).copied());
        match index.and_then(|index| inventory.rules.get_mut(index)) {
            Some(rule) => {
                rule.targets.push(target);
                rule.has_targets_elsewhere = false;
            }
            None => inventory.unattached_targets.push(target),
        }
    }
}

/// The members of an input transformer.
const TRANSFORMER: [&str; 2] = ["InputPathsMap", "InputTemplate"];

/// Whether targets stand in the rule that they belong to.
pub(super) fn has_its_targets(value: &Value) -> bool {
    let of_rules = ["EventPattern", "ScheduleExpression", "Name"];
    of_rules.iter().any(|name| value.get(name).is_some())
}

/// What PutTargets takes, and what ListTargetsByRule answers.
pub(super) fn put_targets(value: &Value, text: &str) -> Option<Inventory> {
    let targets = value.get("Targets")?.as_array()?;
    if has_its_targets(value) {
        return None;
    }
    let is_target = |target: &Value| lone_target(target, text).is_some();
    if !targets.iter().all(is_target) {
        return None;
    }
    let unknown = unknown_of_targets(value);
    Some(Inventory {
        unattached_targets: self::targets(value, text),
        diagnostics: answers::incomplete(value)
            .into_iter()
            .chain(unknown)
            .collect(),
        ..Inventory::default()
    })
}

/// What is told of members that PutTargets does not have: only the targets are things of their own.
fn unknown_of_targets(request: &Value) -> Vec<Diagnostic> {
    const MEMBERS: [&str; 3] = ["Rule", "EventBusName", "Targets"];
    if !is_text(request, "Rule") {
        return Vec::new();
    }
    let members = request.as_object().unwrap_or_default().iter();
    let unknown = members.filter(|one| !MEMBERS.contains(&&*one.name.to_display()));
    let told = unknown.map(|one| {
        let name = one.name.to_display();
        let told = format!("`{name}` is left out: PutTargets has no such member");
        Diagnostic {
            help: suggest::did_you_mean(&name, &MEMBERS),
            ..Diagnostic::warning(UNKNOWN_MEMBER, told).at(one.name_span, "not known to AWS")
        }
    });
    told.collect()
}

/// The targets of a request or an answer, with the rule and the bus that it names.
pub(in crate::iac) fn targets(value: &Value, text: &str) -> Vec<Target> {
    let mut reader = Reader::api(text);
    let rule = reader.text(value, "Rule");
    let bus = reader.text(value, "EventBusName");
    let targets = reader.array(value, "Targets").iter().map(|target| {
        let mut target = parts::target(Reader::api(text), target);
        // An answer does not name the rule.
        if let Some(request) = target.request.as_mut().filter(|_| rule.is_some()) {
            request.extent = Extent::Whole;
        }
        Target {
            rule: rule.clone(),
            bus: bus.clone(),
            ..target
        }
    });
    targets.collect()
}

/// A target of a rule without anything around it: whole, or as far as its input or its retry policy goes.
pub(super) fn lone_target(value: &Value, text: &str) -> Option<Target> {
    let texts = ["Id", "Arn", "Input", "InputPath", "InputTemplate"];
    let objects = ["InputTransformer", "RetryPolicy", "DeadLetterConfig"];
    let is_object = |name: &&str| present(value, name).is_some_and(|one| one.as_object().is_some());
    let limits = ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"];
    let is_number =
        |name: &&str| present(value, name).is_some_and(|one| matches!(one.kind, Kind::Number(_)));
    let mut reader = Reader::api(text);
    if limits.iter().any(is_number) {
        return Some(Target {
            retry_policy: Some(parts::retry_limits(&mut reader, value)),
            span: value.span,
            diagnostics: reader.found(),
            ..Target::default()
        });
    }
    let template = present(value, "InputTemplate");
    let is_named = ["Id", "Arn"].iter().any(|name| is_text(value, name));
    if !is_named && template.is_some_and(|one| one.as_str().is_some() || is_structure(one)) {
        let (meant, told) = transformer_meant(value);
        let transformer = parts::input_transformer(&mut reader, &meant);
        return Some(Target {
            input_transformer: Some(transformer),
            span: value.span,
            diagnostics: reader.found().into_iter().chain(told).collect(),
            ..Target::default()
        });
    }
    let is_target = texts.iter().any(|name| is_text(value, name)) || objects.iter().any(is_object);
    if !is_target {
        return None;
    }
    // Much else has an `Id` or an `Input`.
    let (known, others) = count_members(value);
    if known <= others {
        return None;
    }
    let mut target = parts::target(reader, value);
    // What has both is a whole target, and what else it has AWS has to know.
    let is_whole = target.id.is_some() && target.arn.is_some();
    if let Some(request) = target.request.as_mut().filter(|_| is_whole) {
        request.extent = Extent::Whole;
    }
    Some(target)
}

/// An object or a list.
fn is_structure(value: &Value) -> bool {
    value.as_object().is_some() || value.as_array().is_some()
}

/// An input transformer with the names of its members that are meant, and what is told of those that are nearly one of them.
fn transformer_meant(value: &Value) -> (Value, Vec<Diagnostic>) {
    let mut meant = value.clone();
    let mut told = Vec::new();
    if let Kind::Object(members) = &mut meant.kind {
        for one in members {
            let name = one.name.to_display().into_owned();
            let near = suggest::nearest(&name, &TRANSFORMER);
            let near = near.or_else(|| suggest::kindred(&name, &TRANSFORMER));
            let Some(near) = near.filter(|near| present(value, near).is_none()) else {
                continue;
            };
            let message = format!("an input transformer has no member `{name}`");
            told.push(
                Diagnostic::warning(UNKNOWN_MEMBER, message)
                    .at(one.name_span, "not known to AWS")
                    .help(format!("did you mean `{near}`?"))
                    .fix(one.name_span, format!("\"{near}\"")),
            );
            one.name = JsonString::from(near);
        }
    }
    (meant, told)
}

/// How many members of an object are those of a target, and how many are not.
fn count_members(value: &Value) -> (usize, usize) {
    let held = match &Operation::PutTargets.request().kind {
        ShapeKind::Structure(request) => request.members.iter().find(|one| one.name == "Targets"),
        _ => None,
    };
    let target = held.map(|held| &held.held.shape().kind);
    let target = match target {
        Some(ShapeKind::List(element)) => &element.shape().kind,
        _ => return (0, 0),
    };
    let ShapeKind::Structure(target) = target else {
        return (0, 0);
    };
    let members = value.as_object().unwrap_or_default();
    // Those of an input transformer may stand one level too high.
    let is_known = |name: &str| {
        TRANSFORMER.contains(&name) || target.members.iter().any(|one| one.name == name)
    };
    let known = members
        .iter()
        .filter(|one| is_known(&one.name.to_display()));
    let known = known.count();
    (known, members.len() - known)
}
