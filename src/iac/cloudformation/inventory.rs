//! What resources declare, of whatever format they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Operation;
use crate::iac::reader::Reader;
use crate::iac::references::References;
use crate::iac::resource::{Resource, Template};
use crate::iac::{access, parts, surroundings, watching};
use crate::json::fields::present;
use crate::json::{Hole, Shape, Value};
use crate::model::{
    AsynchronousInvocation, Bucket, Bus, Declared, Function, FunctionAlias, Inventory,
    InventoryKind, Policy, Queue, Rule, Schedule, ScheduleOwner, Subscription, Target,
};

/// What the resources of a template of any format declare.
pub(in crate::iac) fn inventory(template: Template, text: &str) -> Inventory {
    let references = References::to(&template);
    let mut inventory = Inventory {
        kind: template.kind,
        defaults: template.defaults,
        absent: template.absent,
        diagnostics: template.diagnostics,
        no_arns: references.no_arns(),
        ..Inventory::default()
    };
    for resource in &template.resources {
        let declared = properties(&resource.kind, &resource.properties, text, &references);
        if let Some(mut declared) = declared {
            belongs(&mut declared, resource);
            if resource.kind == "AWS::SNS::Topic" {
                subscribe(&mut declared, resource, &references);
            }
            inventory.append(declared);
        }
    }
    // A resource may have connectors as one of its attributes.
    inventory.access.has_connectors |=
        template.kind == InventoryKind::Sam && text.contains("Connectors");
    inventory
        .for_each_name(|id, also_called| also_called.extend(template.also_called.get(id).cloned()));
    describe_topics(&mut inventory, &template.resources, text, &references);
    name_buses(&mut inventory);
    attach_targets(&mut inventory);
    join_parts(&mut inventory);
    inventory
}

/// What the properties of a resource of a type declare; `None` for a type that holds nothing that is read.
pub(in crate::iac) fn properties(
    kind: &str,
    given: &Value,
    text: &str,
    references: &References,
) -> Option<Inventory> {
    let mut inventory = Inventory::default();
    let reader = Reader::template(text, references);
    match kind {
        "AWS::Events::EventBus" => {
            let policy = given
                .get("Policy")
                .map(|_| surroundings::policy(reader.another(), given));
            let bus = parts::bus(reader, given);
            let on = bus.name.clone();
            inventory.policies.extend(policy.map(|policy| Policy {
                on: on.into_iter().collect(),
                ..policy
            }));
            inventory.buses.push(bus);
        }
        "AWS::Events::Rule" => inventory
            .rules
            .push(parts::rule(reader, given, "EventPattern")),
        "AWS::Events::Target" => inventory
            .unattached_targets
            .push(lone_target(reader, given)),
        "AWS::Events::Archive" => inventory.archives.push(parts::archive(reader, given)),
        "AWS::Events::ApiDestination" => {
            let destination = surroundings::api_destination(reader, given);
            inventory.api_destinations.push(destination);
        }
        "AWS::Events::Connection" => {
            inventory
                .connections
                .push(surroundings::connection(reader, given));
        }
        "AWS::Scheduler::Schedule" => inventory.schedules.push(Schedule {
            owner: ScheduleOwner::Scheduler,
            ..parts::schedule(reader, given)
        }),
        "AWS::Scheduler::ScheduleGroup" => {
            inventory
                .schedule_groups
                .push(surroundings::schedule_group(reader, given));
        }
        "AWS::Pipes::Pipe" => inventory.pipes.push(parts::pipe(reader, given)),
        "AWS::Lambda::EventSourceMapping" => {
            inventory
                .event_source_mappings
                .push(parts::mapping(reader, given));
        }
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => inventory
            .functions
            .push(surroundings::function(reader, given)),
        "AWS::Lambda::EventInvokeConfig" => inventory
            .functions
            .push(surroundings::event_invoke_config(reader, given)),
        "AWS::Lambda::Version" => inventory
            .functions
            .push(surroundings::version(reader, given)),
        "AWS::Lambda::Alias" => inventory.functions.push(surroundings::alias(reader, given)),
        "AWS::Lambda::Permission" => {
            inventory
                .permissions
                .push(surroundings::permission(reader, given));
        }
        "AWS::SNS::Subscription" => {
            inventory
                .subscriptions
                .push(parts::subscription(reader, given));
        }
        "AWS::StepFunctions::StateMachine" => inventory
            .state_machines
            .push(surroundings::state_machine(reader, given)),
        "AWS::Kinesis::Stream" => inventory.streams.push(surroundings::stream(reader, given)),
        "AWS::SNS::Topic" => {
            inventory.access = access::access(kind, reader.another(), given).unwrap_or_default();
            inventory.subscriptions = inline_subscriptions(reader, given);
        }
        "AWS::S3::Bucket" | "Custom::S3BucketNotifications" => {
            inventory.buckets.push(surroundings::bucket(reader, given))
        }
        "AWS::SQS::Queue" => inventory.queues.push(surroundings::queue(reader, given)),
        "AWS::Events::EventBusPolicy" => {
            let mut reader = reader;
            let request = Some(reader.request(Operation::PutPermission, given));
            inventory.policies.push(Policy {
                request,
                ..surroundings::policy(reader, given)
            });
        }
        "AWS::SQS::QueuePolicy" | "AWS::SQS::QueueInlinePolicy" => {
            inventory.policies.push(surroundings::policy(reader, given));
        }
        _ => match watching::watching(kind, reader.another(), given) {
            Some(found) => inventory.watching = found,
            None => inventory.access = access::access(kind, reader, given)?,
        },
    }
    Some(inventory)
}

/// AWS: CloudFormation Template Reference, `AWS::SNS::Topic`, `Subscription`: endpoints and their protocols.
fn inline_subscriptions(mut reader: Reader<'_>, given: &Value) -> Vec<Subscription> {
    let all = reader.array(given, "Subscription").iter();
    all.map(|one| Subscription {
        request: None,
        ..parts::subscription(reader.another(), one)
    })
    .collect()
}

/// Tells subscriptions what their topics are called, by which others may name them, and how these have endpoints tried.
///
/// AWS: SNS API Reference, `SetTopicAttributes`, `DeliveryPolicy`: for HTTP and HTTPS endpoints what stands below `http`.
fn describe_topics(
    inventory: &mut Inventory,
    resources: &[Resource],
    text: &str,
    references: &References,
) {
    let topics = resources.iter();
    let described = topics
        .filter(|one| one.kind == "AWS::SNS::Topic")
        .map(|one| {
            let mut reader = Reader::template(text, references);
            let name = reader.text(&one.properties, "TopicName");
            let policy = parts::json_member(&one.properties, "DeliveryPolicy");
            let policy = policy.and_then(|policy| match policy.as_open() {
                Some(_) => Some(policy),
                None => present(&policy, "http").cloned(),
            });
            (one.id.as_str(), (name, policy.map(parts::with_numbers)))
        });
    let described: BTreeMap<&str, (Option<Declared<String>>, Option<Value>)> = described.collect();
    for one in &mut inventory.subscriptions {
        let topic = one.topic.as_ref();
        let topic = topic.and_then(|topic| described.get(topic.resource.as_deref()?));
        if let Some((name, policy)) = topic {
            one.topic_name.clone_from(name);
            one.topic_delivery_policy.clone_from(policy);
        }
    }
}

/// A target that stands without its rule.
fn lone_target(mut reader: Reader<'_>, given: &Value) -> Target {
    Target {
        rule: reader.text(given, "Rule"),
        bus: reader.text(given, "EventBusName"),
        ..parts::target(reader, given)
    }
}

/// Puts on everything that a resource declares what it is called, whether it is there, and where it stands.
fn belongs(declared: &mut Inventory, resource: &Resource) {
    let id = Some(resource.id.clone()).filter(|id| !id.is_empty());
    let condition = resource.condition.clone().map(|hole| {
        let span = hole.span;
        Declared::open(hole, span)
    });
    macro_rules! belong {
        ($declared:expr; $($things:ident),*) => {
            $(for one in &mut $declared.$things {
                one.logical_id.clone_from(&id);
                one.condition.clone_from(&condition);
                one.span = resource.span;
            })*
        };
    }
    belong!(declared;
        buses,
        rules,
        schedules,
        schedule_groups,
        pipes,
        event_source_mappings,
        subscriptions,
        archives,
        api_destinations,
        connections,
        buckets,
        queues,
        functions,
        streams,
        state_machines,
        permissions,
        policies
    );
    for target in &mut declared.unattached_targets {
        target.logical_id.clone_from(&id);
    }
    belong!(declared.access;
        roles,
        attachments,
        topics,
        keys,
        log_groups,
        policies,
        log_policies,
        task_definitions
    );
    belong!(declared.watching;
        discoverers,
        trails,
        log_sources,
        log_destinations,
        log_deliveries
    );
}

/// Subscriptions that stand in their topic are subscriptions of it.
fn subscribe(declared: &mut Inventory, resource: &Resource, references: &References) {
    let from = format!("Ref {}", resource.id);
    for one in &mut declared.subscriptions {
        let span = one.span;
        let hole = Hole {
            from: from.clone(),
            span,
        };
        let referred = references.referred(&Value::open(Shape::Text, &from, span));
        let mut topic = Declared::open(hole, span).of_resource(Some(resource.id.clone()));
        topic.referred = referred;
        one.topic = Some(topic);
    }
}

/// Rules and targets that name their bus by its resource are on the bus of that name, and those that name it are on
/// that resource.
fn name_buses(inventory: &mut Inventory) {
    let known = |bus: &Bus| Some((bus.logical_id.clone()?, bus.name.as_ref()?.get()?.clone()));
    let names: BTreeMap<String, String> = inventory.buses.iter().filter_map(known).collect();
    let ids: BTreeMap<&String, &String> = names.iter().map(|(id, name)| (name, id)).collect();
    let of_rules = inventory.rules.iter_mut().map(|rule| &mut rule.bus);
    let of_targets = inventory
        .unattached_targets
        .iter_mut()
        .map(|target| &mut target.bus);
    for bus in of_rules.chain(of_targets).flatten() {
        match (bus.get(), &bus.resource) {
            (None, Some(id)) => {
                if let Some(name) = names.get(id) {
                    let resource = bus.resource.take();
                    *bus = Declared::known(name.clone(), bus.span);
                    bus.resource = resource;
                }
            }
            (Some(name), None) => bus.resource = ids.get(name).map(|id| (*id).clone()),
            _ => {}
        }
    }
}

/// Puts targets that stand alone to their rule: the one that they refer to, or the one of the same name on the same bus.
fn attach_targets(inventory: &mut Inventory) {
    let mut by_id = BTreeMap::new();
    let mut by_name = BTreeMap::new();
    for (index, rule) in inventory.rules.iter().enumerate().rev() {
        if let Some(id) = &rule.logical_id {
            by_id.insert(id.clone(), index);
        }
        if let Some(name) = rule.name.as_ref().and_then(Declared::get) {
            by_name.insert((rule.bus_name().map(str::to_owned), name.clone()), index);
        }
    }
    for target in std::mem::take(&mut inventory.unattached_targets) {
        let place = Rule {
            bus: target.bus.clone(),
            ..Rule::default()
        };
        let rule = target.rule.as_ref();
        let referred = rule.and_then(|rule| by_id.get(rule.resource.as_ref()?));
        let named = || {
            let name = rule?.get()?.clone();
            by_name.get(&(place.bus_name().map(str::to_owned), name))
        };
        let index = referred.or_else(named).copied();
        match index.and_then(|index| inventory.rules.get_mut(index)) {
            Some(rule) => rule.targets.push(target),
            None => inventory.unattached_targets.push(target),
        }
    }
}

/// Puts what configures the notifications of another bucket to that bucket, the redrive policy of another queue to that
/// queue, and the asynchronous invocations and aliases of another function to that function.
///
/// AWS CDK: `Custom::S3BucketNotifications` configures the bucket that it names. Terraform: so do
/// `aws_s3_bucket_notification`, and `aws_sqs_queue_redrive_policy` the queue.
fn join_parts(inventory: &mut Inventory) {
    let buckets = std::mem::take(&mut inventory.buckets);
    inventory.buckets = joined(buckets);
    let queues = std::mem::take(&mut inventory.queues);
    inventory.queues = joined(queues);
    let functions = std::mem::take(&mut inventory.functions);
    inventory.functions = joined(functions);
}

/// What a template may declare in parts.
trait InParts {
    fn id(&self) -> Option<&String>;
    fn name(&self) -> Option<&Declared<String>>;
    /// Whether it has what a part brings.
    fn brings(&self) -> bool;
    /// Takes what a part brings.
    fn take(&mut self, part: Self);
}

impl InParts for Bucket {
    fn id(&self) -> Option<&String> {
        self.logical_id.as_ref()
    }

    fn name(&self) -> Option<&Declared<String>> {
        self.name.as_ref()
    }

    fn brings(&self) -> bool {
        self.eventbridge.is_some() || self.notifications.is_some()
    }

    fn take(&mut self, part: Self) {
        self.eventbridge = part.eventbridge.or(self.eventbridge.take());
        self.notifications = part.notifications.or(self.notifications.take());
        self.notified.extend(part.notified);
    }
}

impl InParts for Queue {
    fn id(&self) -> Option<&String> {
        self.logical_id.as_ref()
    }

    fn name(&self) -> Option<&Declared<String>> {
        self.name.as_ref()
    }

    fn brings(&self) -> bool {
        self.dead_letter.is_some()
    }

    fn take(&mut self, part: Self) {
        self.dead_letter = part.dead_letter.or(self.dead_letter.take());
        let count = self.maximum_receive_count.take();
        self.maximum_receive_count = part.maximum_receive_count.or(count);
    }
}

impl InParts for Function {
    fn id(&self) -> Option<&String> {
        self.logical_id.as_ref()
    }

    fn name(&self) -> Option<&Declared<String>> {
        self.name.as_ref()
    }

    fn brings(&self) -> bool {
        !self.invocations.is_empty() || !self.aliases.is_empty()
    }

    fn take(&mut self, part: Self) {
        let invocations = part.invocations.into_iter();
        self.invocations
            .extend(invocations.map(|invocation| AsynchronousInvocation {
                logical_id: part.logical_id.clone(),
                ..invocation
            }));
        let aliases = part.aliases.into_iter();
        self.aliases.extend(aliases.map(|alias| FunctionAlias {
            logical_id: part.logical_id.clone(),
            ..alias
        }));
    }
}

/// Things without those that are parts of another one: they are called after its resource, or as it is. A part may stand
/// before that to which it belongs.
fn joined<T: InParts>(all: Vec<T>) -> Vec<T> {
    let known = |one: &T| one.name().and_then(Declared::get).cloned();
    let ids: BTreeSet<String> = all.iter().filter_map(|one| one.id().cloned()).collect();
    let bare: BTreeSet<String> = all
        .iter()
        .filter(|one| !one.brings())
        .filter_map(known)
        .collect();
    let (parts, wholes): (Vec<T>, Vec<T>) = all.into_iter().partition(|one| {
        let resource = one.name().and_then(|name| name.resource.as_ref());
        let is_after = resource.is_some_and(|other| ids.contains(other) && one.id() != Some(other));
        is_after || one.brings() && known(one).is_some_and(|name| bare.contains(&name))
    });
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<T> = Vec::new();
    for one in wholes.into_iter().chain(parts) {
        let called = one
            .name()
            .and_then(|name| name.resource.as_ref().or(name.get()));
        let place = called.and_then(|called| places.get(called).copied());
        if let Some(whole) = place.and_then(|place| kept.get_mut(place)) {
            whole.take(one);
            continue;
        }
        for called in one.id().cloned().into_iter().chain(known(&one)) {
            places.insert(called, kept.len());
        }
        kept.push(one);
    }
    kept
}
