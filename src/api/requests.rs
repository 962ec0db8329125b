//! The requests that deploy what an inventory declares.

use super::judge::judge;
use super::operation::Operation;
use super::path::{MemberPath, Step};
use super::refusal::{Constraint, Refusal};
use super::rules;
use super::sent::{object, put};
use crate::json::fields::present;
use crate::json::{Kind, Shape, Value};
use crate::model::{
    Declared, Extent, Inventory, Requested, Rule, Schedule, ScheduleOwner, Target, Thing,
};
use crate::source::Span;
use crate::suggest;

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

/// A request that deploys a thing, or a part of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request<'i> {
    /// What is asked.
    pub operation: Operation,
    /// What it deploys; targets of a rule are deployed with their rule.
    pub thing: Thing<'i>,
    /// The request, by AWS's names, with the places and the holes of the file.
    pub request: Requested,
}

impl Request<'_> {
    /// Why AWS refuses it: see [`refusals`].
    #[must_use]
    pub fn refusals(&self) -> Vec<Refusal> {
        refusals(self.operation, &self.request)
    }
}

/// Why AWS refuses a request: by its model, then by what the service checks beyond. What is told of is told once, and what is
/// not known of the request is not missed.
#[must_use]
pub fn refusals(operation: Operation, request: &Requested) -> Vec<Refusal> {
    let Requested { value, extent } = request;
    let mut refusals = judge(operation, value);
    match extent {
        Extent::Answer => refusals.retain(|one| !is_of_answers(one)),
        Extent::Update | Extent::Part => refusals.retain(|one| !is_missed_at_top(operation, one)),
        _ => {}
    }
    if *extent == Extent::Update
        && let Some(update) = operation.updating()
    {
        let missed = judge(update, value).into_iter();
        refusals.extend(missed.filter(|one| is_missed_at_top(update, one)));
    }
    if *extent != Extent::Answer {
        let is_told = |one: &Refusal| refusals.iter().any(|other| other.member == one.member);
        let is_there = |one: &Refusal| found(value, &one.member).is_some();
        let beyond = rules::check(operation, value).into_iter();
        let beyond = beyond.filter(|one| *extent != Extent::Part || is_there(one));
        let beyond: Vec<Refusal> = beyond.filter(|one| !is_told(one)).collect();
        refusals.extend(beyond);
    }
    without_misspelt(&mut refusals);
    refusals
}

/// Whether a member is missed that a part of a request, or one that changes what is there, need not have.
fn is_missed_at_top(operation: Operation, refusal: &Refusal) -> bool {
    // The members of a target are at the top of what people call one.
    let top = match operation {
        Operation::PutTargets => 3,
        _ => 1,
    };
    refusal.constraint == Constraint::Required && refusal.member.0.len() <= top
}

/// What stands at a path.
fn found<'v>(value: &'v Value, path: &MemberPath) -> Option<&'v Value> {
    path.0.iter().try_fold(value, |value, step| match step {
        Step::Member(name) | Step::Value(name) | Step::Key(name) => present(value, name),
        Step::Element(index) => value.as_array()?.get(*index),
    })
}

/// What is missed because its name is misspelt is told as that.
fn without_misspelt(refusals: &mut Vec<Refusal>) {
    let meant = refusals.iter().filter_map(|one| {
        let Constraint::Unknown(known) = &one.constraint else {
            return None;
        };
        let (last, before) = one.member.0.split_last()?;
        let Step::Member(name) = last else {
            return None;
        };
        let meant = suggest::nearest(name, known).or_else(|| suggest::kindred(name, known))?;
        let parent = MemberPath(before.to_vec());
        Some(parent.then(Step::Member(meant.to_owned())))
    });
    let meant: Vec<MemberPath> = meant.collect();
    let is_missing = |one: &Refusal| {
        matches!(
            one.constraint,
            Constraint::Required | Constraint::Service(_)
        )
    };
    refusals.retain(|one| !is_missing(one) || !meant.contains(&one.member));
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
    let mut all = Vec::new();
    macro_rules! add {
        ($($operation:ident for $thing:ident in $things:expr;)*) => {$(
            for one in $things {
                if let Some(request) = one.request.clone() {
                    all.push(Request {
                        operation: Operation::$operation,
                        thing: Thing::$thing(one),
                        request,
                    });
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
    for function in &inventory.functions {
        let requests = function
            .invocations
            .iter()
            .filter_map(|one| one.request.clone());
        all.extend(requests.map(|request| Request {
            operation: Operation::PutFunctionEventInvokeConfig,
            thing: Thing::Function(function),
            request,
        }));
    }
    for rule in &inventory.rules {
        let targets: Vec<&Target> = rule.targets.iter().collect();
        let of = (rule.name.as_ref(), rule.bus.as_ref());
        all.extend(targets_of(Thing::Rule(rule), of, &targets));
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
            all.extend(targets_of(Thing::Target(None, first), of, &targets));
        }
    }
    all
}

/// Whether it is more than a pattern.
fn is_rule(rule: &Rule) -> bool {
    !rule.is_bare
}

/// Whether Scheduler has it, for certain.
fn is_scheduler(schedule: &Schedule) -> bool {
    schedule.owner == ScheduleOwner::Scheduler && !schedule.is_bare
}

fn targets_of<'i>(
    thing: Thing<'i>,
    of: (Option<&Declared<String>>, Option<&Declared<String>>),
    targets: &[&Target],
) -> Option<Request<'i>> {
    Some(Request {
        operation: Operation::PutTargets,
        thing,
        request: put_targets(of, targets)?,
    })
}

/// The request for the targets of one rule on one bus. Its place is that of the first.
#[must_use]
pub fn put_targets(
    (rule, bus): (Option<&Declared<String>>, Option<&Declared<String>>),
    targets: &[&Target],
) -> Option<Requested> {
    let requests = targets.iter().filter_map(|one| one.request.as_ref());
    let is_whole = |one: &Requested| one.extent == Extent::Whole;
    let extent = match requests.clone().all(is_whole) {
        true => Extent::Whole,
        false => Extent::Part,
    };
    let requests: Vec<Value> = requests.map(|one| one.value.clone()).collect();
    let span: Span = requests.first()?.span;
    let list = Kind::Array(requests);
    let name = match rule {
        Some(name) => name.to_value(),
        None => Value::open(Shape::Text, "generated", span),
    };
    let mut value = object(vec![("Rule", name)], span);
    if let Some(bus) = bus {
        put(&mut value, "EventBusName", bus.to_value());
    }
    put(&mut value, "Targets", Value { span, kind: list });
    Some(Requested { value, extent })
}
