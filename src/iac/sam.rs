//! Events of functions and state machines of the Serverless Application Model: the rules, schedules, mappings and
//! subscriptions that its translator makes of them.
//!
//! # Source
//!
//! AWS: SAM Developer Guide, the event sources of `AWS::Serverless::Function` and `AWS::Serverless::StateMachine`; names
//! and defaults as the SAM translator has them: the logical id is that of the function and the name of the event, behind
//! each other.

use super::parts;
use super::reader::Reader;
use crate::json::Value;
use crate::json::fields::{present, text};
use crate::model::{Declared, Hole, Inventory, Rule, RuleState, Schedule, ScheduleOwner, Target};

/// Longest `Id` of a target.
///
/// AWS: EventBridge API Reference, `Target`, `Id`: "Maximum length of 64."
const MAXIMUM_TARGET_ID_CHARACTERS: usize = 64;

/// Everything that the `Events` of a function or a state machine declare.
pub(super) fn events(kind: &str, id: Option<&str>, properties: &Value, text: &str) -> Inventory {
    let mut inventory = Inventory::default();
    let mut reader = Reader::template(text);
    let events = reader.object(properties, "Events");
    for event in events.and_then(Value::as_object).unwrap_or_default() {
        let name = event.name.to_display();
        let owner = Owner {
            id,
            is_state_machine: kind == "AWS::Serverless::StateMachine",
        };
        let logical_id = format!("{}{name}", id.unwrap_or_default());
        inventory.append(one(&owner, &logical_id, &event.value, text));
    }
    inventory.diagnostics.extend(reader.found());
    inventory
}

/// An event that stands alone.
pub(super) fn event(id: Option<&str>, event: &Value, text: &str) -> Inventory {
    let owner = Owner {
        id: None,
        is_state_machine: false,
    };
    let mut inventory = one(&owner, id.unwrap_or_default(), event, text);
    if id.is_none() {
        for rule in &mut inventory.rules {
            rule.logical_id = None;
        }
        for schedule in &mut inventory.schedules {
            schedule.logical_id = None;
        }
    }
    inventory
}

/// Whose event it is.
struct Owner<'a> {
    id: Option<&'a str>,
    is_state_machine: bool,
}

fn one(owner: &Owner<'_>, logical_id: &str, event: &Value, text: &str) -> Inventory {
    let mut inventory = Inventory::default();
    let Some(properties) = event
        .get("Properties")
        .filter(|one| one.as_object().is_some())
    else {
        return inventory;
    };
    let reader = Reader::template(text);
    let id = Some(logical_id.to_owned());
    match self::text(event, "Type").unwrap_or_default() {
        "EventBridgeRule" | "CloudWatchEvent" => {
            let rule = rule(owner, logical_id, properties, text);
            inventory.rules.push(rule);
        }
        "Schedule" => inventory
            .rules
            .push(scheduled_rule(owner, logical_id, properties, text)),
        "ScheduleV2" => inventory
            .schedules
            .push(schedule(logical_id, properties, text)),
        "SQS" | "Kinesis" | "DynamoDB" | "MSK" | "SelfManagedKafka" | "MQ" | "DocumentDB" => {
            let mut mapping = parts::mapping(reader, properties);
            mapping.logical_id = id;
            let sources = ["Queue", "Stream", "Broker", "Cluster"];
            mapping.source = Reader::template(text).first_text(properties, &sources);
            inventory.event_source_mappings.push(mapping);
        }
        "SNS" => {
            let mut subscription = parts::subscription(reader, properties);
            subscription.logical_id = id;
            subscription.topic = Reader::template(text).text(properties, "Topic");
            inventory.subscriptions.push(subscription);
        }
        _ => {}
    }
    inventory
}

/// AWS SAM translator: `EventBridgeRule` and `CloudWatchEvent` are the same.
fn rule(owner: &Owner<'_>, logical_id: &str, properties: &Value, text: &str) -> Rule {
    let mut reader = Reader::template(text);
    let rule = parts::rule(Reader::template(text), properties, "Pattern");
    Rule {
        logical_id: Some(logical_id.to_owned()),
        name: reader.text(properties, "RuleName"),
        state: rule
            .state
            .clone()
            .or_else(|| enabled(&mut reader, properties)),
        targets: vec![target(owner, logical_id, properties, text)],
        ..rule
    }
}

/// AWS SAM translator: `Schedule` is a rule; its `Name` counts, and `RuleName` does not.
fn scheduled_rule(owner: &Owner<'_>, logical_id: &str, properties: &Value, text: &str) -> Rule {
    let mut reader = Reader::template(text);
    let state = parts::state(&mut reader, properties);
    Rule {
        logical_id: Some(logical_id.to_owned()),
        name: reader.text(properties, "Name"),
        state: state.or_else(|| enabled(&mut reader, properties)),
        schedule: reader.text(properties, "Schedule"),
        targets: vec![target(owner, logical_id, properties, text)],
        span: properties.span,
        diagnostics: reader.found(),
        ..Rule::default()
    }
}

/// `Enabled`, which means `State`.
fn enabled(reader: &mut Reader<'_>, properties: &Value) -> Option<Declared<RuleState>> {
    let enabled = reader.boolean(properties, "Enabled")?;
    Some(enabled.map(|enabled| match enabled {
        true => RuleState::Enabled,
        false => RuleState::Disabled,
    }))
}

/// AWS SAM translator: the target of an event is its function or state machine; its id is cut in front to 64 characters.
fn target(owner: &Owner<'_>, logical_id: &str, properties: &Value, text: &str) -> Target {
    let suffix = match owner.is_state_machine {
        true => "StepFunctionsTarget",
        false => "LambdaTarget",
    };
    let room = MAXIMUM_TARGET_ID_CHARACTERS - suffix.len();
    let kept: String = logical_id.chars().take(room).collect();
    let usual = Declared::known(format!("{kept}{suffix}"), properties.span);
    let given = present(properties, "Target");
    let given = given.and_then(|target| Reader::template(text).text(target, "Id"));
    let arn = owner.id.map(|id| {
        let from = match owner.is_state_machine {
            true => format!("Ref {id}"),
            false => format!("Fn::GetAtt {id}.Arn"),
        };
        let span = properties.span;
        Declared::open(Hole { from, span }, span)
    });
    Target {
        id: Some(given.unwrap_or(usual)),
        arn,
        ..parts::target(Reader::template(text), properties)
    }
}

/// AWS SAM translator: the name of a `ScheduleV2` is its logical id, unless it is told to leave the name out.
fn schedule(logical_id: &str, properties: &Value, text: &str) -> Schedule {
    let mut reader = Reader::template(text);
    let omits_name = reader
        .boolean(properties, "OmitName")
        .is_some_and(|omits| omits.get() == Some(&true));
    let schedule = parts::schedule(Reader::template(text), properties);
    let usual = (!omits_name).then(|| Declared::known(logical_id.to_owned(), properties.span));
    Schedule {
        logical_id: Some(logical_id.to_owned()),
        name: schedule.name.clone().or(usual),
        owner: ScheduleOwner::Scheduler,
        target: Some(parts::target(Reader::template(text), properties)),
        ..schedule
    }
}
