//! Everything that one text declares.

use std::collections::BTreeMap;

use super::access::Access;
use super::archive::{Archive, Bus};
use super::defaults::Defaults;
use super::function::Function;
use super::known::Declared;
use super::mapping::{EventSourceMapping, Subscription};
use super::pattern::DeclaredPattern;
use super::pipe::Pipe;
use super::request::Requested;
use super::rule::Rule;
use super::schedule::Schedule;
use super::surroundings::{
    ApiDestination, Bucket, Connection, Permission, Policy, Queue, ScheduleGroup, Stack,
    StateMachine, Stream,
};
use super::target::Target;
use super::watching::Watching;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::source::Span;

/// What the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum InventoryKind {
    /// A template of CloudFormation.
    CloudFormation,
    /// A template of the Serverless Application Model.
    Sam,
    /// What the Cloud Development Kit synthesised.
    Cdk,
    /// A configuration of Terraform.
    Terraform,
    /// A plan of Terraform.
    TerraformPlan,
    /// A state of Terraform.
    TerraformState,
    /// A service of the Serverless Framework.
    Serverless,
    /// A program of Pulumi, or what Pulumi previews or exports.
    Pulumi,
    /// Command lines of the AWS CLI.
    CommandLine,
    /// What an AWS API takes or answers, or a pattern with a name.
    #[default]
    Api,
    /// A configuration item of AWS Config.
    ConfigurationItem,
}

impl InventoryKind {
    /// Whether it is a template, or what a tool makes of one.
    #[must_use]
    pub const fn is_template(self) -> bool {
        !matches!(
            self,
            Self::CommandLine | Self::Api | Self::ConfigurationItem
        )
    }
}

/// Everything that one text declares, each kind in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inventory {
    /// What the text is.
    pub kind: InventoryKind,
    /// Where it is deployed, if the file says.
    pub stacks: Vec<Stack>,
    /// Event buses.
    pub buses: Vec<Bus>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Schedules.
    pub schedules: Vec<Schedule>,
    /// Groups of schedules.
    pub schedule_groups: Vec<ScheduleGroup>,
    /// Pipes.
    pub pipes: Vec<Pipe>,
    /// Event source mappings.
    pub event_source_mappings: Vec<EventSourceMapping>,
    /// Subscriptions of topics.
    pub subscriptions: Vec<Subscription>,
    /// Archives.
    pub archives: Vec<Archive>,
    /// API destinations.
    pub api_destinations: Vec<ApiDestination>,
    /// Connections of API destinations.
    pub connections: Vec<Connection>,
    /// Buckets.
    pub buckets: Vec<Bucket>,
    /// Queues.
    pub queues: Vec<Queue>,
    /// Functions.
    pub functions: Vec<Function>,
    /// Streams of Kinesis.
    pub streams: Vec<Stream>,
    /// State machines of Step Functions.
    pub state_machines: Vec<StateMachine>,
    /// Permissions to invoke functions.
    pub permissions: Vec<Permission>,
    /// Policies of buses and queues.
    pub policies: Vec<Policy>,
    /// What else decides who may do what.
    pub access: Access,
    /// What looks at events beside rules.
    pub watching: Watching,
    /// Targets that stand without their rule.
    pub unattached_targets: Vec<Target>,
    /// Filters that stand alone: those of a pipe or of an event source mapping.
    pub filters: Vec<DeclaredPattern>,
    /// Requests for PutEvents that are made as well: they declare nothing.
    pub sent: Vec<Value>,
    /// What is declared first, and replaced or deleted by what follows: it is asked of AWS all the same.
    pub replaced: Option<Box<Self>>,
    /// Where the text says no more than what holds unless its parameters say otherwise.
    pub defaults: Defaults,
    /// The references to resources of a template that are no ARNs, as holes are called by them: `Ref Queue`.
    pub no_arns: BTreeMap<String, NoArn>,
    /// What is declared, and not made.
    pub absent: Vec<Absent>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// A resource that is declared, and not made with the parameters that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Its logical id, or its address.
    pub name: String,
    /// Why: ``its condition `Prod` is false``.
    pub why: String,
}

/// What a reference is that is no ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoArn {
    /// `name` or `URL`.
    pub what: &'static str,
    /// The reference that is the ARN: `Queue.Arn`.
    pub arn: Option<String>,
}

/// One thing of an inventory, by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Thing<'i> {
    /// A rule.
    Rule(&'i Rule),
    /// A target of a rule; the rule, if the text has it.
    Target(Option<&'i Rule>, &'i Target),
    /// A schedule.
    Schedule(&'i Schedule),
    /// A pipe.
    Pipe(&'i Pipe),
    /// An event source mapping.
    EventSourceMapping(&'i EventSourceMapping),
    /// A subscription.
    Subscription(&'i Subscription),
    /// An archive.
    Archive(&'i Archive),
    /// An event bus.
    Bus(&'i Bus),
    /// A group of schedules.
    ScheduleGroup(&'i ScheduleGroup),
    /// An API destination.
    ApiDestination(&'i ApiDestination),
    /// A connection.
    Connection(&'i Connection),
    /// A bucket.
    Bucket(&'i Bucket),
    /// A queue.
    Queue(&'i Queue),
    /// A function.
    Function(&'i Function),
    /// A stream.
    Stream(&'i Stream),
    /// A permission.
    Permission(&'i Permission),
    /// A policy.
    Policy(&'i Policy),
}

impl<'i> Thing<'i> {
    /// What its template calls it.
    #[must_use]
    pub const fn logical_id(&self) -> Option<&'i String> {
        match self {
            Self::Rule(one) => one.logical_id.as_ref(),
            Self::Target(_, one) => one.logical_id.as_ref(),
            Self::Schedule(one) => one.logical_id.as_ref(),
            Self::Pipe(one) => one.logical_id.as_ref(),
            Self::EventSourceMapping(one) => one.logical_id.as_ref(),
            Self::Subscription(one) => one.logical_id.as_ref(),
            Self::Archive(one) => one.logical_id.as_ref(),
            Self::Bus(one) => one.logical_id.as_ref(),
            Self::ScheduleGroup(one) => one.logical_id.as_ref(),
            Self::ApiDestination(one) => one.logical_id.as_ref(),
            Self::Connection(one) => one.logical_id.as_ref(),
            Self::Bucket(one) => one.logical_id.as_ref(),
            Self::Queue(one) => one.logical_id.as_ref(),
            Self::Function(one) => one.logical_id.as_ref(),
            Self::Stream(one) => one.logical_id.as_ref(),
            Self::Permission(one) => one.logical_id.as_ref(),
            Self::Policy(one) => one.logical_id.as_ref(),
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Rule(one) => one.span,
            Self::Target(_, one) => one.span,
            Self::Schedule(one) => one.span,
            Self::Pipe(one) => one.span,
            Self::EventSourceMapping(one) => one.span,
            Self::Subscription(one) => one.span,
            Self::Archive(one) => one.span,
            Self::Bus(one) => one.span,
            Self::ScheduleGroup(one) => one.span,
            Self::ApiDestination(one) => one.span,
            Self::Connection(one) => one.span,
            Self::Bucket(one) => one.span,
            Self::Queue(one) => one.span,
            Self::Function(one) => one.span,
            Self::Stream(one) => one.span,
            Self::Permission(one) => one.span,
            Self::Policy(one) => one.span,
        }
    }
}

/// The things of one kind, each with its names: its logical id, its own name if it has one, and what else it is called.
macro_rules! named {
    ($things:expr, $kind:ident) => {
        $things.iter().map(|one| {
            let names = names(&one.logical_id, None, &one.also_called);
            (names, Thing::$kind(one))
        })
    };
    ($things:expr, $kind:ident, $name:ident) => {
        $things.iter().map(|one| {
            let names = names(&one.logical_id, one.$name.as_ref(), &one.also_called);
            (names, Thing::$kind(one))
        })
    };
}

impl Inventory {
    /// Whether nothing is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things().next().is_none() && self.filters.is_empty()
    }

    /// Whether a queue of it is for certain a FIFO queue that takes no message without an id for its deduplication.
    ///
    /// AWS: SQS API Reference, `SendMessage`, `MessageDeduplicationId`: "If you don't provide a MessageDeduplicationId and the
    /// queue doesn't have ContentBasedDeduplication set, the action fails with an error."
    #[must_use]
    pub fn wants_deduplication_id(&self, queue: &Queue) -> bool {
        let known = |flag: &Declared<bool>| {
            let is_certain = !self.defaults.meet(flag.span);
            flag.get().copied().filter(|_| is_certain)
        };
        let is_fifo = queue.fifo.as_ref().and_then(known) == Some(true);
        let by_content = match &queue.deduplicates_by_content {
            Some(flag) => known(flag),
            // An answer may hold only what was asked for.
            None => {
                let is_left_out = self
                    .defaults
                    .leaves_out("ContentBasedDeduplication", queue.span);
                (self.kind.is_template() && !is_left_out).then_some(false)
            }
        };
        is_fifo && by_content == Some(false)
    }

    /// Everything in it that can be asked by name, each with its names.
    pub fn things(&self) -> impl Iterator<Item = (Vec<String>, Thing<'_>)> {
        let rules = named!(self.rules, Rule, name).flat_map(|(names, thing)| {
            let targets = match thing {
                Thing::Rule(rule) => targets(rule, &names),
                _ => Vec::new(),
            };
            std::iter::once((names, thing)).chain(targets)
        });
        let unattached = self.unattached_targets.iter().map(|target| {
            let rule = target.rule.as_ref().map(Declared::to_display);
            let names = target_names(&Vec::from_iter(rule), target);
            (names, Thing::Target(None, target))
        });
        let schedules = self.schedules.iter().map(|schedule| {
            let mut names = names(
                &schedule.logical_id,
                schedule.name.as_ref(),
                &schedule.also_called,
            );
            names.push(schedule.label());
            (names, Thing::Schedule(schedule))
        });
        rules
            .chain(unattached)
            .chain(schedules)
            .chain(named!(self.pipes, Pipe, name))
            .chain(named!(self.event_source_mappings, EventSourceMapping, uuid))
            .chain(named!(self.subscriptions, Subscription))
            .chain(named!(self.archives, Archive, name))
            .chain(named!(self.buses, Bus, name))
            .chain(named!(self.schedule_groups, ScheduleGroup, name))
            .chain(named!(self.api_destinations, ApiDestination, name))
            .chain(named!(self.connections, Connection, name))
            .chain(named!(self.buckets, Bucket, name))
            .chain(named!(self.queues, Queue, name))
            .chain(named!(self.functions, Function, name))
            .chain(named!(self.streams, Stream, name))
            .chain(named!(self.permissions, Permission))
            .chain(named!(self.policies, Policy))
    }

    /// Calls `name` with the logical id of each thing that has one, and with what else it is called.
    pub fn for_each_name(&mut self, mut name: impl FnMut(&str, &mut Vec<String>)) {
        macro_rules! each {
            ($($things:ident),*) => {
                $(for one in &mut self.$things {
                    if let Some(id) = &one.logical_id {
                        name(id, &mut one.also_called);
                    }
                })*
            };
        }
        each!(
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
            permissions,
            policies
        );
    }

    /// Calls `change` with each request that makes a thing.
    pub fn for_each_request(&mut self, mut change: impl FnMut(&mut Requested)) {
        macro_rules! each {
            ($($things:ident),*) => {
                $(for one in &mut self.$things {
                    one.request.iter_mut().for_each(&mut change);
                })*
            };
        }
        each!(
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
            policies,
            unattached_targets
        );
        let targets = self.rules.iter_mut().flat_map(|rule| &mut rule.targets);
        let of_targets = targets.filter_map(|target| target.request.as_mut());
        let functions = self.functions.iter_mut();
        let invocations = functions.flat_map(|function| &mut function.invocations);
        let of_invocations = invocations.filter_map(|one| one.request.as_mut());
        of_targets.chain(of_invocations).for_each(change);
    }

    /// Puts the things of another inventory of the same text behind those of this one.
    pub fn append(&mut self, other: Self) {
        self.stacks.extend(other.stacks);
        self.buses.extend(other.buses);
        self.rules.extend(other.rules);
        self.schedules.extend(other.schedules);
        self.schedule_groups.extend(other.schedule_groups);
        self.pipes.extend(other.pipes);
        self.event_source_mappings
            .extend(other.event_source_mappings);
        self.subscriptions.extend(other.subscriptions);
        self.archives.extend(other.archives);
        self.api_destinations.extend(other.api_destinations);
        self.connections.extend(other.connections);
        self.buckets.extend(other.buckets);
        self.queues.extend(other.queues);
        self.functions.extend(other.functions);
        self.streams.extend(other.streams);
        self.state_machines.extend(other.state_machines);
        self.permissions.extend(other.permissions);
        self.policies.extend(other.policies);
        self.access.append(other.access);
        self.watching.append(other.watching);
        self.unattached_targets.extend(other.unattached_targets);
        self.filters.extend(other.filters);
        self.sent.extend(other.sent);
        self.defaults.append(other.defaults);
        self.no_arns.extend(other.no_arns);
        self.absent.extend(other.absent);
        self.diagnostics.extend(other.diagnostics);
    }

    /// Keeps only what is called `name`: a logical id, a name, `Rule/TargetId`. What is kept of a target is the target
    /// alone.
    #[must_use]
    pub fn only(&self, name: &str) -> Self {
        let mut kept = Self {
            kind: self.kind,
            stacks: self.stacks.clone(),
            defaults: self.defaults.clone(),
            no_arns: self.no_arns.clone(),
            ..Self::default()
        };
        for (names, thing) in self.things() {
            if names.iter().any(|one| one == name) {
                kept.keep(thing);
            }
        }
        kept
    }

    fn keep(&mut self, thing: Thing<'_>) {
        match thing {
            Thing::Rule(rule) => self.rules.push(rule.clone()),
            Thing::Target(rule, target) => {
                let mut target = target.clone();
                if target.rule.is_none() {
                    target.rule = rule.and_then(|rule| rule.name.clone());
                }
                if target.bus.is_none() {
                    target.bus = rule.and_then(|rule| rule.bus.clone());
                }
                self.unattached_targets.push(target);
            }
            Thing::Schedule(one) => self.schedules.push(one.clone()),
            Thing::Pipe(one) => self.pipes.push(one.clone()),
            Thing::EventSourceMapping(one) => self.event_source_mappings.push(one.clone()),
            Thing::Subscription(one) => self.subscriptions.push(one.clone()),
            Thing::Archive(one) => self.archives.push(one.clone()),
            Thing::Bus(one) => self.buses.push(one.clone()),
            Thing::ScheduleGroup(one) => self.schedule_groups.push(one.clone()),
            Thing::ApiDestination(one) => self.api_destinations.push(one.clone()),
            Thing::Connection(one) => self.connections.push(one.clone()),
            Thing::Bucket(one) => self.buckets.push(one.clone()),
            Thing::Queue(one) => self.queues.push(one.clone()),
            Thing::Function(one) => self.functions.push(one.clone()),
            Thing::Stream(one) => self.streams.push(one.clone()),
            Thing::Permission(one) => self.permissions.push(one.clone()),
            Thing::Policy(one) => self.policies.push(one.clone()),
        }
    }
}

fn names(
    logical_id: &Option<String>,
    name: Option<&Declared<String>>,
    also_called: &[String],
) -> Vec<String> {
    let known = name.and_then(Declared::get).cloned();
    let own = logical_id.iter().cloned().chain(known);
    own.chain(also_called.iter().cloned()).collect()
}

/// The targets of a rule that is called `names`.
fn targets<'i>(rule: &'i Rule, names: &[String]) -> Vec<(Vec<String>, Thing<'i>)> {
    let targets = rule.targets.iter();
    let targets = targets.map(|one| (target_names(names, one), Thing::Target(Some(rule), one)));
    targets.collect()
}

/// `Rule/TargetId` for each name of its rule, its id, and what else it is called.
fn target_names(rules: &[String], target: &Target) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(id) = target.id.as_ref().map(Declared::to_display) {
        all.extend(rules.iter().map(|rule| format!("{rule}/{id}")));
        all.push(id);
    }
    all.extend(names(&target.logical_id, None, &target.also_called));
    all
}
