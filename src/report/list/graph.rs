//! How events flow through what files declare: producers → buses → rules → targets → dead-letter queues.

use std::collections::{BTreeMap, BTreeSet};

use super::object::{MemberReport, ObjectReport};
use super::value::ValueReport;
use super::{InventoryReport, ListReport};
use crate::json::{Kind, Value};
use crate::model::{Rule, bus_name};

/// What a node is; in the order in which events pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NodeKind {
    /// What sends: the source of events, a stream, the clock.
    Producer,
    /// An event bus.
    Bus,
    /// A rule, a schedule, a pipe, an event source mapping, a subscription, an archive.
    Rule,
    /// What is invoked.
    Target,
    /// What takes what could not be delivered.
    DeadLetterQueue,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeReport {
    /// What it is.
    pub kind: NodeKind,
    /// What to call it.
    pub label: String,
}

/// How events flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphReport {
    /// Each once, in the order in which it was met.
    pub nodes: Vec<NodeReport>,
    /// From which node to which, by their numbers, each once.
    pub edges: Vec<(usize, usize)>,
    numbers: BTreeMap<(NodeKind, String), usize>,
    drawn: BTreeSet<(usize, usize)>,
}

impl GraphReport {
    /// The flow through everything that was read.
    #[must_use]
    pub fn new(report: &ListReport) -> Self {
        let mut graph = Self::default();
        for inventory in &report.inventories {
            let buses = Buses::new(inventory);
            graph.add_buses(inventory, &buses);
            graph.add_rules(inventory, &buses);
            graph.add_others(inventory, &buses);
        }
        graph
    }

    /// The node of that label; the same one each time.
    fn node(&mut self, kind: NodeKind, label: &str) -> usize {
        let next = self.nodes.len();
        let key = (kind, label.to_owned());
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let label = label.to_owned();
            self.nodes.push(NodeReport { kind, label });
        }
        number
    }

    fn edge(&mut self, from: usize, to: usize) {
        if self.drawn.insert((from, to)) {
            self.edges.push((from, to));
        }
    }

    fn add_buses(&mut self, inventory: &InventoryReport, buses: &Buses) {
        for bus in inventory.group("buses") {
            let node = self.node(NodeKind::Bus, &buses.declared(bus));
            self.dead_letters(node, bus);
        }
        for bucket in inventory.group("buckets") {
            let sends = bucket.shown("eventbridge").is_some_and(|yes| yes == "true");
            if let Some(label) = bucket.label().filter(|_| sends) {
                let from = self.node(NodeKind::Producer, &label);
                let to = self.node(NodeKind::Bus, Rule::DEFAULT_BUS);
                self.edge(from, to);
            }
        }
    }

    fn add_rules(&mut self, inventory: &InventoryReport, buses: &Buses) {
        for rule in inventory.group("rules") {
            let node = self.node(NodeKind::Rule, &labelled(rule));
            if let Some(expression) = rule.shown("schedule") {
                let clock = self.node(NodeKind::Producer, &expression);
                self.edge(clock, node);
            }
            if let (Some(pattern), Some(bus)) = (rule.get("pattern"), buses.of_rule(rule)) {
                let bus = self.node(NodeKind::Bus, &bus);
                self.edge(bus, node);
                for source in sources(pattern) {
                    let producer = self.node(NodeKind::Producer, &source);
                    self.edge(producer, bus);
                }
            }
            for target in rule.elements("targets") {
                let target = target.as_object();
                target
                    .into_iter()
                    .for_each(|one| self.target(node, one, buses));
            }
        }
        for target in inventory.group("unattached_targets") {
            if let Some(rule) = target.shown("rule") {
                let node = self.node(NodeKind::Rule, &rule);
                self.target(node, target, buses);
            }
        }
        for schedule in inventory.group("schedules") {
            let node = self.node(NodeKind::Rule, &labelled(schedule));
            if let Some(expression) = schedule.shown("expression") {
                let clock = self.node(NodeKind::Producer, &expression);
                self.edge(clock, node);
            }
            let target = schedule.part("target");
            target
                .into_iter()
                .for_each(|one| self.target(node, one, buses));
        }
    }

    /// What has its source and its target in members of its own.
    fn add_others(&mut self, inventory: &InventoryReport, buses: &Buses) {
        let kinds = [
            ("pipes", "source", &["enrichment", "target"][..]),
            ("event_source_mappings", "source", &["function"]),
            ("subscriptions", "topic", &["endpoint"]),
            ("archives", "source", &[]),
        ];
        for (group, source, targets) in kinds {
            for thing in inventory.group(group) {
                let node = self.node(NodeKind::Rule, &labelled(thing));
                if let Some(from) = meant(thing, source) {
                    let (kind, label) = buses.seen(&from, NodeKind::Producer);
                    let from = self.node(kind, &label);
                    self.edge(from, node);
                }
                for target in targets.iter().filter_map(|name| meant(thing, name)) {
                    let (kind, label) = buses.seen(&target, NodeKind::Target);
                    let to = self.node(kind, &label);
                    self.edge(node, to);
                }
                self.dead_letters(node, thing);
            }
        }
    }

    fn target(&mut self, from: usize, target: &ObjectReport, buses: &Buses) {
        let arn = target.shown("resource").or_else(|| target.shown("arn"));
        if let Some(arn) = arn {
            let (kind, label) = buses.seen(&arn, NodeKind::Target);
            let to = self.node(kind, &label);
            self.edge(from, to);
            self.dead_letters(to, target);
        }
    }

    fn dead_letters(&mut self, from: usize, thing: &ObjectReport) {
        if let Some(queue) = meant(thing, "dlq") {
            let queue = self.node(NodeKind::DeadLetterQueue, &queue);
            self.edge(from, queue);
        }
    }
}

/// The buses of an inventory: what the template calls them, and their names.
struct Buses {
    names: BTreeMap<String, String>,
}

impl Buses {
    fn new(inventory: &InventoryReport) -> Self {
        let buses = inventory.group("buses").iter();
        let names = buses.filter_map(|bus| {
            let id = bus.shown("logical_id").or_else(|| bus.shown("address"))?;
            let name = bus.shown("name").filter(|_| !bus.is_open("name"));
            Some((id.clone(), name.unwrap_or(id)))
        });
        Self {
            names: names.collect(),
        }
    }

    fn declared(&self, bus: &ObjectReport) -> String {
        let label = bus.label().unwrap_or_default();
        self.names.get(&label).cloned().unwrap_or(label)
    }

    /// The bus of a rule; a pattern that stands alone has none.
    fn of_rule(&self, rule: &ObjectReport) -> Option<String> {
        let resource = rule
            .shown("bus_logical_id")
            .or_else(|| rule.shown("bus_address"));
        let by_resource = resource.and_then(|id| self.names.get(&id).cloned());
        by_resource.or_else(|| rule.shown("bus"))
    }

    /// A bus, if a resource or an ARN is one, else what it is as a `kind`.
    fn seen(&self, text: &str, kind: NodeKind) -> (NodeKind, String) {
        match self.names.get(text) {
            Some(name) => (NodeKind::Bus, name.clone()),
            None if text.contains(":event-bus/") => (NodeKind::Bus, bus_name(text).to_owned()),
            None => (kind, text.to_owned()),
        }
    }
}

/// The resource of the template that a member means, else its text.
fn meant(thing: &ObjectReport, name: &str) -> Option<String> {
    let resource = thing.shown(&format!("{name}_resource"));
    resource.or_else(|| thing.shown(name))
}

/// What a thing is called, and whether it is disabled.
fn labelled(thing: &ObjectReport) -> String {
    let label = thing.label().unwrap_or_else(|| "without a name".to_owned());
    match thing.shown("state").as_deref() {
        Some(state @ ("DISABLED" | "STOPPED")) => format!("{label} ({state})"),
        _ => label,
    }
}

/// The sources of the events that a pattern wants.
fn sources(pattern: &MemberReport) -> Vec<String> {
    let MemberReport::Value(ValueReport::Json(pattern)) = pattern else {
        return Vec::new();
    };
    let wanted = pattern.get("source").and_then(Value::as_array);
    let wanted = wanted.unwrap_or_default().iter();
    let shown = wanted.filter_map(|one| match &one.kind {
        Kind::String(text) => Some(text.to_display().into_owned()),
        Kind::Open(open) => Some(open.to_display()),
        _ => Some(format!("{}…", one.get("prefix")?.as_str()?)),
    });
    shown.collect()
}
