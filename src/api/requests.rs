//! The requests that deploy what an inventory declares.

use super::judge::judge;
use super::operation::Operation;
use super::refusal::{Constraint, Refusal, Step};
use super::rules;
use super::sent::{object, put};
use crate::json::fields::present;
use crate::json::{Kind, Shape, Value};
use crate::model::{
    Declared, Inventory, InventoryKind, Rule, Schedule, ScheduleOwner, Target, Thing,
};
use crate::source::Span;

/// Members that only answers of AWS have, at their top.
///
/// AWS: the response syntax of DescribeRule, GetSchedule, DescribePipe, GetEventSourceMapping, DescribeArchive,
/// DescribeEventBus, DescribeApiDestination, DescribeConnection, ListSubscriptions. `ResponseMetadata` is what SDKs add.
const ANSWERED: &[&str] = &[
    "ApiDestinationArn",
    "ApiDestinationState",
    "ArchiveArn",
    "Arn",
    "ConnectionArn",
    "ConnectionState",
    "CreatedBy",
    "CreationDate",
    "CreationTime",
    "CurrentState",
    "EventCount",
    "EventSourceMappingArn",
    "FilterCriteriaError",
    "FunctionArn",
    "LastAuthorizedTime",
    "LastModificationDate",
    "LastModified",
    "LastModifiedTime",
    "LastProcessingResult",
    "ManagedBy",
    "Owner",
    "Policy",
    "ResponseMetadata",
    "RuleArn",
    "ScheduleArn",
    "SecretArn",
    "SizeBytes",
    "State",
    "StateReason",
    "StateTransitionReason",
    "SubscriptionArn",
    "UUID",
];

/// Members that tell an answer from a request.
const OF_ANSWERS: [&str; 6] = [
    "Arn",
    "CreationDate",
    "CreationTime",
    "RuleArn",
    "SubscriptionArn",
    "UUID",
];

/// A request that deploys a thing, or a part of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request<'i> {
    /// What is asked.
    pub operation: Operation,
    /// What it deploys; targets of a rule are deployed with their rule.
    pub thing: Thing<'i>,
    /// The request, by AWS's names, with the places and the holes of the file.
    pub value: Value,
    /// Whether it is what AWS answered once, perhaps in part: nothing is missing in it.
    is_answer: bool,
}

impl Request<'_> {
    /// Why AWS refuses it: by its model, then by what the service checks beyond.
    #[must_use]
    pub fn refusals(&self) -> Vec<Refusal> {
        let mut refusals = judge(self.operation, &self.value);
        refusals.retain(|one| !(self.is_answer && is_of_answers(one)));
        if !self.is_answer {
            refusals.extend(rules::check(self.operation, &self.value));
        }
        refusals
    }
}

/// What is said of an answer only because it is no request.
fn is_of_answers(refusal: &Refusal) -> bool {
    match (&refusal.constraint, refusal.member.0.as_slice()) {
        (Constraint::Required | Constraint::OneMember(_) | Constraint::LeastElements(_), _) => true,
        (Constraint::Unknown(_), [Step::Member(name)]) => ANSWERED.contains(&name.as_str()),
        _ => false,
    }
}

/// The requests that deploy what an inventory declares, each kind in the order of the text. What no request follows from is
/// left out: patterns that stand alone, expressions in lists, queues and buckets.
#[must_use]
pub fn requests(inventory: &Inventory) -> Vec<Request<'_>> {
    let kind = inventory.kind;
    let mut all = Vec::new();
    macro_rules! add {
        ($($operation:ident for $thing:ident in $things:expr;)*) => {$(
            for one in $things {
                if let Some(given) = &one.properties {
                    let thing = Thing::$thing(one);
                    all.push(request(kind, Operation::$operation, thing, given));
                }
            }
        )*};
    }
    add! {
        CreateEventBus for Bus in &inventory.buses;
        PutRule for Rule in inventory.rules.iter().filter(|one| is_rule(one));
        CreateSchedule for Schedule in inventory.schedules.iter().filter(|one| is_scheduler(one));
        CreateScheduleGroup for ScheduleGroup in &inventory.schedule_groups;
        CreatePipe for Pipe in &inventory.pipes;
        CreateEventSourceMapping for EventSourceMapping in &inventory.event_source_mappings;
        Subscribe for Subscription in &inventory.subscriptions;
        CreateArchive for Archive in &inventory.archives;
        CreateApiDestination for ApiDestination in &inventory.api_destinations;
        CreateConnection for Connection in &inventory.connections;
        PutPermission for Policy in &inventory.policies;
    }
    for rule in &inventory.rules {
        let targets: Vec<&Target> = rule.targets.iter().collect();
        let of = (rule.name.as_ref(), rule.bus.as_ref());
        all.extend(put_targets(Thing::Rule(rule), of, &targets));
    }
    let is_one = |one: &Target, next: &Target| {
        let shown = |text: &Option<Declared<String>>| text.as_ref().map(Declared::to_display);
        one.rule.is_some()
            && shown(&one.rule) == shown(&next.rule)
            && shown(&one.bus) == shown(&next.bus)
    };
    for together in inventory.unattached_targets.chunk_by(is_one) {
        if let Some(first) = together.first() {
            let targets: Vec<&Target> = together.iter().collect();
            let of = (first.rule.as_ref(), first.bus.as_ref());
            all.extend(put_targets(Thing::Target(None, first), of, &targets));
        }
    }
    all
}

/// Whether it is more than a pattern. Rules that people write for evb have their names in small letters.
fn is_rule(rule: &Rule) -> bool {
    let has = |name| {
        rule.properties
            .as_ref()
            .is_some_and(|one| present(one, name).is_some())
    };
    !rule.is_bare && (has("Name") || !has("name") && !has("id"))
}

/// Whether Scheduler has it, for certain.
fn is_scheduler(schedule: &Schedule) -> bool {
    schedule.owner == ScheduleOwner::Scheduler && !schedule.is_bare
}

fn request<'i>(
    kind: InventoryKind,
    operation: Operation,
    thing: Thing<'i>,
    request: &Value,
) -> Request<'i> {
    Request {
        operation,
        thing,
        value: request.clone(),
        is_answer: is_answer(kind, request),
    }
}

/// Whether what is declared as a request is what AWS answered once, perhaps in part.
pub(crate) fn is_answer(kind: InventoryKind, request: &Value) -> bool {
    let has = |name: &&str| present(request, name).is_some();
    let is_written = kind == InventoryKind::Api;
    kind == InventoryKind::ConfigurationItem || is_written && OF_ANSWERS.iter().any(has)
}

/// The request for the targets of one rule. Their place is that of the first.
fn put_targets<'i>(
    thing: Thing<'i>,
    (rule, bus): (Option<&Declared<String>>, Option<&Declared<String>>),
    targets: &[&Target],
) -> Option<Request<'i>> {
    let properties: Vec<Value> = targets
        .iter()
        .filter_map(|one| one.properties.clone())
        .collect();
    let span: Span = properties.first()?.span;
    let list = Kind::Array(properties);
    let name = match rule {
        Some(name) => name.to_value(),
        None => Value::open(Shape::Text, "generated", span),
    };
    let mut request = object(vec![("Rule", name)], span);
    if let Some(bus) = bus {
        put(&mut request, "EventBusName", bus.to_value());
    }
    put(&mut request, "Targets", Value { span, kind: list });
    Some(Request {
        operation: Operation::PutTargets,
        thing,
        value: request,
        is_answer: false,
    })
}

impl Request<'_> {
    /// Whether AWS answered it once.
    #[must_use]
    pub const fn is_answer(&self) -> bool {
        self.is_answer
    }
}
