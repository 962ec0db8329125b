//! Everything that one text declares.

use super::archive::{Archive, Bus};
use super::mapping::{EventSourceMapping, Subscription};
use super::pipe::Pipe;
use super::rule::Rule;
use super::schedule::Schedule;
use super::target::Target;
use crate::diagnostic::Diagnostic;

/// What the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum InventoryKind {
    /// A template of CloudFormation or the Serverless Application Model.
    CloudFormation,
    /// What an AWS API takes or answers, or a pattern with a name.
    #[default]
    Api,
    /// A configuration item of AWS Config.
    ConfigurationItem,
}

/// Everything that one text declares, each kind in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inventory {
    /// What the text is.
    pub kind: InventoryKind,
    /// Event buses.
    pub buses: Vec<Bus>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Schedules.
    pub schedules: Vec<Schedule>,
    /// Pipes.
    pub pipes: Vec<Pipe>,
    /// Event source mappings.
    pub event_source_mappings: Vec<EventSourceMapping>,
    /// Subscriptions of topics.
    pub subscriptions: Vec<Subscription>,
    /// Archives.
    pub archives: Vec<Archive>,
    /// Targets that stand without their rule.
    pub unattached_targets: Vec<Target>,
    /// Filters that stand alone: those of a pipe or of an event source mapping.
    pub filters: Vec<super::DeclaredPattern>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
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
}

impl Inventory {
    /// Whether nothing is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things().next().is_none() && self.buses.is_empty() && self.filters.is_empty()
    }

    /// Everything in it that can be asked by name, each with its names.
    pub fn things(&self) -> impl Iterator<Item = (Vec<String>, Thing<'_>)> {
        let rules = self.rules.iter().flat_map(|rule| {
            let names = names([&rule.logical_id], [&rule.name]);
            let targets = rule.targets.iter().map({
                let names = names.clone();
                move |target| {
                    (
                        target_names(&names, target),
                        Thing::Target(Some(rule), target),
                    )
                }
            });
            let targets: Vec<_> = targets.collect();
            std::iter::once((names, Thing::Rule(rule))).chain(targets)
        });
        let unattached = self.unattached_targets.iter().map(|target| {
            let rule = target.rule.as_ref().map(super::Declared::to_display);
            (
                target_names(&Vec::from_iter(rule), target),
                Thing::Target(None, target),
            )
        });
        let schedules = self.schedules.iter().map(|schedule| {
            let mut names = names([&schedule.logical_id], [&schedule.name]);
            names.push(schedule.label());
            (names, Thing::Schedule(schedule))
        });
        let pipes = self
            .pipes
            .iter()
            .map(|pipe| (names([&pipe.logical_id], [&pipe.name]), Thing::Pipe(pipe)));
        let mappings = self
            .event_source_mappings
            .iter()
            .map(|one| (names([&one.logical_id], []), Thing::EventSourceMapping(one)));
        let subscriptions = self
            .subscriptions
            .iter()
            .map(|one| (names([&one.logical_id], []), Thing::Subscription(one)));
        let archives = self
            .archives
            .iter()
            .map(|one| (names([&one.logical_id], [&one.name]), Thing::Archive(one)));
        rules
            .chain(unattached)
            .chain(schedules)
            .chain(pipes)
            .chain(mappings)
            .chain(subscriptions)
            .chain(archives)
    }

    /// Puts the things of another inventory of the same text behind those of this one.
    pub fn append(&mut self, other: Self) {
        self.buses.extend(other.buses);
        self.rules.extend(other.rules);
        self.schedules.extend(other.schedules);
        self.pipes.extend(other.pipes);
        self.event_source_mappings
            .extend(other.event_source_mappings);
        self.subscriptions.extend(other.subscriptions);
        self.archives.extend(other.archives);
        self.unattached_targets.extend(other.unattached_targets);
        self.filters.extend(other.filters);
        self.diagnostics.extend(other.diagnostics);
    }

    /// Keeps only what is called `name`: a logical id, a name, `Rule/TargetId`. What is kept of a target is the target
    /// alone.
    #[must_use]
    pub fn only(&self, name: &str) -> Self {
        let mut kept = Self {
            kind: self.kind,
            diagnostics: Vec::new(),
            ..Self::default()
        };
        for (names, thing) in self.things() {
            if !names.iter().any(|one| one == name) {
                continue;
            }
            match thing {
                Thing::Rule(rule) => kept.rules.push(rule.clone()),
                Thing::Target(rule, target) => {
                    let mut target = target.clone();
                    if target.rule.is_none() {
                        target.rule = rule.and_then(|rule| rule.name.clone());
                    }
                    kept.unattached_targets.push(target);
                }
                Thing::Schedule(one) => kept.schedules.push(one.clone()),
                Thing::Pipe(one) => kept.pipes.push(one.clone()),
                Thing::EventSourceMapping(one) => kept.event_source_mappings.push(one.clone()),
                Thing::Subscription(one) => kept.subscriptions.push(one.clone()),
                Thing::Archive(one) => kept.archives.push(one.clone()),
            }
        }
        kept
    }
}

fn names<const I: usize, const N: usize>(
    ids: [&Option<String>; I],
    names: [&Option<super::Declared<String>>; N],
) -> Vec<String> {
    let ids = ids.into_iter().flatten().cloned();
    let known = names.into_iter().flatten().filter_map(|name| name.get());
    ids.chain(known.cloned()).collect()
}

fn target_names(rules: &[String], target: &Target) -> Vec<String> {
    let Some(id) = target.id.as_ref().map(super::Declared::to_display) else {
        return Vec::new();
    };
    let of_rules = rules.iter().map(|rule| format!("{rule}/{id}"));
    of_rules.chain([id.clone()]).collect()
}
