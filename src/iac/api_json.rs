//! What AWS's APIs take and answer, one or many: requests and answers of the AWS CLI, items of AWS Config, patterns with a
//! name.
//!
//! # Source
//!
//! AWS: the request and response syntax of PutRule, DescribeRule, ListRules, PutTargets, ListTargetsByRule, CreateSchedule,
//! GetSchedule, ListSchedules, CreatePipe, DescribePipe, CreateEventSourceMapping, Subscribe, CreateArchive,
//! DescribeArchive, DescribeEventBus; AWS Config Developer Guide, "Components of a configuration item".

mod targets;

use super::cloudformation;
use super::parts;
use super::reader::{Reader, is_text};
use super::references::References;
use super::{answers, skeleton, surroundings};
use crate::api::{self, Constraint, MemberPath, Operation};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{present, text};
use crate::json::{Kind, Value};
use crate::model::{
    Extent, Inventory, InventoryKind, Pipe, Policy, Requested, Rule, Schedule, ScheduleOwner,
};

pub(super) use self::targets::{attach_targets, targets};
use self::targets::{has_its_targets, lone_target, put_targets};

/// The members of answers and requests that hold a list of things, in lower case: people write them by hand, too.
const LISTS: [&str; 12] = [
    "apidestinations",
    "connections",
    "rules",
    "schedulegroups",
    "schedules",
    "pipes",
    "targets",
    "eventsourcemappings",
    "archives",
    "eventbuses",
    "subscriptions",
    "configurationitems",
];

/// What one value declares that is no list at its top; `None` if nothing.
#[must_use]
pub fn element(value: &Value, text: &str) -> Option<Inventory> {
    value.as_object()?;
    cloudformation::template(value, text)
        .or_else(|| put_targets(value, text))
        .or_else(|| list(value, text))
        .or_else(|| answers::other(value, text))
        .or_else(|| single(value, text).map(whole))
}

/// What stands alone is a whole request, unless it is an answer. A target without anything around it is a part of one.
fn whole(mut inventory: Inventory) -> Inventory {
    if inventory.unattached_targets.is_empty() {
        inventory.for_each_request(|request| {
            if request.extent == Extent::Part {
                request.extent = Extent::Whole;
            }
        });
    }
    inventory
}

/// The same of a value that holds no list of declarations: lists in lists would be read without an end.
fn single(value: &Value, text: &str) -> Option<Inventory> {
    value.as_object()?;
    cloudformation::resource_alone(value, text)
        .or_else(|| configuration_item(value, text))
        .or_else(|| match skeleton::filled_in(value) {
            Some((filled, told)) => {
                let mut inventory = one(&filled, text)?;
                inventory.diagnostics.push(told);
                Some(inventory)
            }
            None => one(value, text),
        })
}

/// The pipe that an object is, if it has a source or a target, however little else of a pipe it has.
#[must_use]
pub fn pipe_of(value: &Value, text: &str) -> Option<Pipe> {
    let is_pipe = ["Source", "Target"]
        .iter()
        .any(|name| value.get(name).is_some());
    (is_pipe && value.as_object().is_some()).then(|| parts::pipe(Reader::api(text), value))
}

/// The entries of an `InputPathsMap` that stands alone, and what could not be read of them.
#[must_use]
pub fn input_paths(value: &Value, text: &str) -> (Vec<(String, String)>, Vec<Diagnostic>) {
    let mut reader = Reader::api(text);
    if value.as_object().is_none() {
        reader.wrong_type("InputPathsMap", "an object", value, None);
    }
    let paths = parts::input_paths(&mut reader, value).into_iter();
    let known = paths.filter_map(|(name, path)| Some((name, path.get()?.clone())));
    let known = known.collect();
    (known, reader.found())
}

/// `{"configuration": …}` of AWS Config: the inside, by the type of the resource.
fn configuration_item(value: &Value, text: &str) -> Option<Inventory> {
    let configuration = value.get("configuration")?;
    configuration.as_object()?;
    let kind = self::text(value, "resourceType");
    let is_item = kind.is_some() || is_text(value, "resourceId") || is_text(value, "arn");
    let inside = match kind {
        Some(kind) => cloudformation::properties(kind, configuration, text, &References::default()),
        None => one(configuration, text),
    };
    let inside = match (inside, is_item) {
        (Some(inside), _) => inside,
        (None, true) => Inventory::default(),
        (None, false) => return None,
    };
    let mut inside = Inventory {
        kind: InventoryKind::ConfigurationItem,
        ..inside
    };
    inside.for_each_request(|request| request.extent = Extent::Answer);
    Some(inside)
}

/// What `list-…` and `describe-…` print: every list whose elements declare something.
fn list(value: &Value, text: &str) -> Option<Inventory> {
    let mut inventory = Inventory::default();
    let mut is_list = false;
    for member in value.as_object()? {
        let Some(elements) = member.value.as_array() else {
            continue;
        };
        let written = member.name.to_display();
        let name = written.to_lowercase();
        // An empty list with a small name may be the field of a pattern.
        let is_part = name == "targets" && has_its_targets(value);
        if is_part || !LISTS.contains(&&*name) || elements.is_empty() && *written == name {
            continue;
        }
        for element in elements {
            inventory.append(listed(&name, element, text)?);
        }
        let told = answers::summaries(&name, &member.value);
        inventory.diagnostics.extend(told);
        is_list = true;
    }
    inventory.diagnostics.extend(answers::incomplete(value));
    attach_targets(&mut inventory);
    is_list.then_some(inventory)
}

/// An element of a list: what the list is called tells what it is, where the element itself does not.
fn listed(list: &str, element: &Value, text: &str) -> Option<Inventory> {
    if list == "schedules" && element.as_str().is_some() {
        return Some(of_schedule(bare_expression(element, text)));
    }
    if let Some(declared) = single(element, text) {
        return Some(declared);
    }
    let names = ["Name", "name", "Arn", "Id", "ArchiveName", "UUID"];
    let is_named = names.iter().any(|name| is_text(element, name));
    match list {
        // A rule without pattern and schedule is a rule all the same.
        "rules" if is_named => Some(of_rule(named_rule(element, text))),
        "schedules" if is_named || present(element, "ScheduleExpression").is_some() => {
            Some(of_schedule(schedule(element, text)))
        }
        // Summaries of other things say little: they are known, and hold nothing to be asked.
        _ => is_named.then(Inventory::default),
    }
}

/// One thing as an API has it, or a pattern with a name.
fn one(value: &Value, text: &str) -> Option<Inventory> {
    let mut inventory = Inventory::default();
    // A target has an ARN and an id.
    let is_arn_of = |kind: &str| {
        let arn = self::text(value, "Arn");
        let is_it = arn.is_some_and(|arn| arn.contains(&format!(":{kind}")));
        is_it && !is_text(value, "Id")
    };
    if is_mapping(value) {
        let mut mapping = parts::mapping(Reader::api(text), value);
        mapping.uuid = Reader::api(text).text(value, "UUID");
        mapping.diagnostics.extend(answers::filter_error(value));
        inventory.event_source_mappings.push(mapping);
    } else if is_invocation(value) {
        let function = surroundings::event_invoke_config(Reader::api(text), value);
        inventory.functions.push(function);
    } else if is_text(value, "TopicArn") && is_text(value, "Protocol") {
        let subscription = parts::subscription(Reader::api(text), value);
        inventory.subscriptions.push(subscription);
    } else if is_archive(value) {
        let mut archive = parts::archive(Reader::api(text), value);
        archive.request = updating(
            archive.request,
            archive.source.is_none(),
            Operation::CreateArchive,
        );
        inventory.archives.push(archive);
    } else if is_pipe(value) {
        let mut pipe = parts::pipe(Reader::api(text), value);
        pipe.request = updating(pipe.request, pipe.source.is_none(), Operation::CreatePipe);
        inventory.pipes.push(pipe);
    } else if let Some(rule) = rule(value, text) {
        inventory.rules.push(rule);
    } else if is_schedule(value) {
        inventory.schedules.push(schedule(value, text));
    } else if is_filtered(value) {
        inventory.filters = filters(value, text)?;
    } else if is_arn_of("event-bus/") {
        bus(&mut inventory, value, text);
    } else if is_arn_of("schedule-group/") {
        let group = surroundings::schedule_group(Reader::api(text), value);
        inventory.schedule_groups.push(group);
    } else if is_text(value, "InvocationEndpoint") {
        let destination = surroundings::api_destination(Reader::api(text), value);
        inventory.api_destinations.push(destination);
    } else if is_text(value, "AuthorizationType") {
        let connection = surroundings::connection(Reader::api(text), value);
        inventory.connections.push(connection);
    } else {
        inventory.unattached_targets.push(lone_target(value, text)?);
    }
    Some(inventory)
}

/// A request that changes what is there, if it is one: by what it is created, it does not say.
///
/// AWS: EventBridge Pipes API Reference, `UpdatePipe`; EventBridge API Reference, `UpdateArchive`: the source of a pipe and of
/// an archive stay as they are, and are no members of the request. One that has other members which only its creation takes
/// is no update.
fn updating(
    request: Option<Requested>,
    is_update: bool,
    operation: Operation,
) -> Option<Requested> {
    request.map(|request| Requested {
        extent: match request.extent {
            Extent::Part if is_update && !is_of_creation(operation, &request.value) => {
                Extent::Update
            }
            extent => extent,
        },
        ..request
    })
}

/// Whether a request has a member that is known to an operation, and not to the one that changes what that made.
fn is_of_creation(operation: Operation, request: &Value) -> bool {
    let unknown = |operation: Operation| {
        let all = api::judge(operation, request).into_iter();
        let all = all.filter(|one| matches!(one.constraint, Constraint::Unknown(_)));
        let all: Vec<MemberPath> = all.map(|one| one.member).collect();
        all
    };
    let to_creation = unknown(operation);
    let to_update = operation.updating().map(unknown).unwrap_or_default();
    to_update.iter().any(|one| !to_creation.contains(one))
}

/// A bus, and who may put events on it.
pub(super) fn bus(inventory: &mut Inventory, value: &Value, text: &str) {
    let bus = parts::bus(Reader::api(text), value);
    if present(value, "Policy").is_some() {
        inventory.policies.push(Policy {
            on: bus.name.iter().cloned().collect(),
            ..surroundings::policy(Reader::api(text), value)
        });
    }
    inventory.buses.push(bus);
}

fn of_rule(rule: Rule) -> Inventory {
    Inventory {
        rules: vec![rule],
        ..Inventory::default()
    }
}

fn of_schedule(schedule: Schedule) -> Inventory {
    Inventory {
        schedules: vec![schedule],
        ..Inventory::default()
    }
}

fn is_mapping(value: &Value) -> bool {
    let has_function = is_text(value, "FunctionName") || is_text(value, "FunctionArn");
    has_function && (is_text(value, "EventSourceArn") || present(value, "FilterCriteria").is_some())
}

/// How a function is invoked asynchronously. Mappings have attempts as well, and other members, but no age of events.
fn is_invocation(value: &Value) -> bool {
    const RETRIES: &str = "MaximumRetryAttempts";
    const OTHERS: [&str; 5] = [
        "DestinationConfig",
        "FunctionArn",
        "FunctionName",
        "LastModified",
        "Qualifier",
    ];
    let has_function = is_text(value, "FunctionName") || is_text(value, "FunctionArn");
    let is_known = |name: &str| name == RETRIES || OTHERS.contains(&name);
    let members = value.as_object().unwrap_or_default();
    let mut names = members.iter().map(|member| member.name.to_display());
    let has_no_others = names.all(|name| is_known(&name));
    has_function
        && (present(value, "MaximumEventAgeInSeconds").is_some()
            || present(value, RETRIES).is_some() && has_no_others)
}

/// Archives of other services are called `ArchiveName` too.
fn is_archive(value: &Value) -> bool {
    const OTHERS: [&str; 6] = [
        "EventSourceArn",
        "SourceArn",
        "EventPattern",
        "RetentionDays",
        "ArchiveArn",
        "State",
    ];
    let has = |name: &&str| present(value, name).is_some();
    is_text(value, "ArchiveName") && OTHERS.iter().any(has)
}

/// A pipe has a source and a target that are texts, or what no other thing has.
fn is_pipe(value: &Value) -> bool {
    let has = |name: &str| is_text(value, name);
    let blocks = [
        "SourceParameters",
        "TargetParameters",
        "EnrichmentParameters",
    ];
    let has_block = blocks.iter().any(|name| {
        value
            .get(name)
            .is_some_and(|block| block.as_object().is_some())
    });
    has("Source") && has("Target") || has_block && (has("Source") || has("Target"))
}

/// A rule as the API has it, or a pattern with a name.
fn rule(value: &Value, text: &str) -> Option<Rule> {
    let name = ["Name", "name", "id"]
        .iter()
        .find(|name| is_text(value, name));
    let event_pattern = present(value, "EventPattern");
    let is_string = |value: &Value| matches!(value.kind, Kind::String(_));
    let is_rule = event_pattern.is_some_and(is_string)
        || event_pattern.is_some() && name.is_some()
        || is_text(value, "ScheduleExpression") && owner(value) == ScheduleOwner::Rule;
    if is_rule {
        return Some(named_rule(value, text));
    }
    let pattern = present(value, "pattern")?;
    // A regular expression is called so too.
    let is_json = |value: &Value| {
        let text = value.as_str();
        text.is_some_and(|text| text.trim_start().starts_with('{'))
    };
    if name.is_none() && !is_json(pattern) || is_text(value, "ScheduleExpression") {
        return None;
    }
    let mut reader = Reader::api(text);
    Some(Rule {
        name: name.and_then(|name| reader.text(value, name)),
        pattern: reader.pattern(value, "pattern"),
        is_bare: true,
        span: value.span,
        ..Rule::default()
    })
}

/// A rule of the API; its name may be written small.
pub(super) fn named_rule(value: &Value, text: &str) -> Rule {
    let mut rule = parts::rule(Reader::api(text), value, "EventPattern");
    rule.managed_by = Reader::api(text).text(value, "ManagedBy");
    rule.has_targets_elsewhere = present(value, "Targets").is_none();
    if rule.name.is_none() {
        rule.name = Reader::api(text).first_text(value, &["name", "id"]);
        // Rules that people write for evb have their names in small letters: they are no requests.
        rule.request.take_if(|_| rule.name.is_some());
    }
    rule
}

/// What has an expression (a pattern would have a list or an object there), or says that it is a schedule by members that
/// only schedules have.
fn is_schedule(value: &Value) -> bool {
    let expression = present(value, "ScheduleExpression").map(|one| &one.kind);
    if matches!(
        expression,
        Some(Kind::String(_) | Kind::Number(_) | Kind::Bool(_))
    ) {
        return true;
    }
    let arn = text(value, "Arn").unwrap_or_default();
    let is_summary = arn.contains(":scheduler:") && arn.contains(":schedule/");
    let has = |name| value.get(name).is_some_and(|one| one.as_object().is_some());
    let target = value.get("Target");
    let has_target = target.is_some_and(|one| is_text(one, "Arn") || is_text(one, "Input"));
    is_summary || has_target || has("FlexibleTimeWindow") && has("Target")
}

pub(super) fn schedule(value: &Value, text: &str) -> Schedule {
    Schedule {
        owner: owner(value),
        ..parts::schedule(Reader::api(text), value)
    }
}

/// An expression in a list, without anything around it. The span of the value lies in `text`.
#[must_use]
pub fn bare_expression(value: &Value, text: &str) -> Schedule {
    Schedule {
        expression: Reader::api(text).string(value),
        is_bare: true,
        span: value.span,
        ..Schedule::default()
    }
}

/// Whose declaration it is, by members that only one of the two has.
fn owner(value: &Value) -> ScheduleOwner {
    const SCHEDULER: [&str; 8] = [
        "FlexibleTimeWindow",
        "Target",
        "ScheduleExpressionTimezone",
        "GroupName",
        "StartDate",
        "EndDate",
        "ActionAfterCompletion",
        "CreationDate",
    ];
    const RULES: [&str; 6] = [
        "EventBusName",
        "EventPattern",
        "RoleArn",
        "ManagedBy",
        "CreatedBy",
        "Targets",
    ];
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
    let arn = text(value, "Arn").unwrap_or_default();
    if has(&SCHEDULER) || arn.contains(":scheduler:") {
        ScheduleOwner::Scheduler
    } else if has(&RULES) || arn.contains(":rule/") {
        ScheduleOwner::Rule
    } else {
        ScheduleOwner::Untold
    }
}

/// Whether it is nothing but filters: `FilterCriteria`, what stands in it, or one of them.
fn is_filtered(value: &Value) -> bool {
    let criteria = criteria(value);
    let filters = criteria.get("Filters").map(|filters| filters.as_array());
    let is_filter = |filter: &Value| is_text(filter, "Pattern");
    match filters {
        Some(Some(filters)) => !filters.is_empty() && filters.iter().all(is_filter),
        Some(None) => false,
        None => is_filter(criteria),
    }
}

fn criteria(value: &Value) -> &Value {
    let inside = value.get("SourceParameters").unwrap_or(value);
    inside.get("FilterCriteria").unwrap_or(inside)
}

fn filters(value: &Value, text: &str) -> Option<Vec<crate::model::DeclaredPattern>> {
    let criteria = criteria(value);
    let one = std::slice::from_ref(criteria);
    let filters = criteria.get("Filters").map_or(Some(one), Value::as_array)?;
    let mut reader = Reader::api(text);
    filters
        .iter()
        .map(|filter| reader.pattern(filter, "Pattern"))
        .collect()
}
