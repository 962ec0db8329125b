//! What `evb list` read: everything that files declare.
//!
//! A thing is an object whose members are there only if its file says so: a rule without a `state` has none, and a list of
//! rules that the API answers has no `targets`. What a template leaves open is `{"unknown": …, "from": …}`, with the `parts`
//! of a text if some of them are known; it stands wherever a value stands, also inside patterns.

mod graph;
mod object;
mod things;
mod value;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

pub use graph::{GraphReport, NodeKind, NodeReport};
pub use object::{MemberReport, ObjectReport};
pub use value::ValueReport;

use super::{DiagnosticReport, ErrorReport};
use crate::diagnostic::{Diagnostic, Finding};
use crate::model::{Inventory, InventoryKind};
use crate::source::Source;
use things::Teller;

/// Everything that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ListReport {
    /// Of the output contract.
    pub version: u32,
    /// One for each file, or for each directory that is one template.
    pub inventories: Vec<InventoryReport>,
    /// What could not be read, if there is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// What one file declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InventoryReport {
    /// The file.
    pub source: String,
    /// What it is.
    pub kind: &'static str,
    /// The things, by their kinds.
    pub groups: Vec<GroupReport>,
    /// What was left out, and what should be told.
    pub diagnostics: Vec<DiagnosticReport>,
}

/// The things of one kind.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupReport {
    /// What one of them is called in lines of JSON: `rule`.
    pub one: &'static str,
    /// What all of them are called in a document: `rules`.
    pub many: &'static str,
    /// In the order of the file.
    pub things: Vec<ObjectReport>,
}

/// A line of `--format jsonl`: one thing, or one thing to be told.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LineReport<'r> {
    /// The file.
    pub source: &'r str,
    /// What it is.
    pub kind: &'static str,
    /// The thing, by the word for its kind.
    pub thing: Result<(&'static str, &'r ObjectReport), &'r DiagnosticReport>,
}

impl ListReport {
    /// Of these inventories, and of what could not be read.
    #[must_use]
    pub const fn new(inventories: Vec<InventoryReport>, error: Option<ErrorReport>) -> Self {
        Self {
            version: 1,
            inventories,
            error,
        }
    }
}

impl InventoryReport {
    /// What an inventory holds; its spans lie in `source`.
    #[must_use]
    pub fn new(inventory: &Inventory, source: &Source) -> Self {
        let mut teller = Teller::new(inventory, source);
        let groups = groups(inventory, &mut teller);
        let told = teller.diagnostics.into_iter();
        let told = told.map(|one| DiagnosticReport::new(&Finding::new(one, source)));
        Self {
            source: source.name().to_owned(),
            kind: kind(inventory.kind),
            diagnostics: told.collect(),
            groups,
        }
    }

    /// The things of a kind: `rules`.
    #[must_use]
    pub fn group(&self, many: &str) -> &[ObjectReport] {
        let group = self.groups.iter().find(|group| group.many == many);
        group.map_or(&[], |group| &group.things)
    }

    /// The same a line each.
    pub fn lines(&self) -> impl Iterator<Item = LineReport<'_>> {
        let things = self.groups.iter().flat_map(|group| {
            let things = group.things.iter();
            things.map(|thing| Ok((group.one, thing)))
        });
        let told = self.diagnostics.iter().map(Err);
        things.chain(told).map(|thing| LineReport {
            source: &self.source,
            kind: self.kind,
            thing,
        })
    }
}

/// The things of an inventory by their kinds, in the order in which events pass them.
fn groups(inventory: &Inventory, teller: &mut Teller<'_>) -> Vec<GroupReport> {
    macro_rules! group {
        ($one:literal, $many:ident, $tell:expr) => {
            GroupReport {
                one: $one,
                many: stringify!($many),
                things: inventory.$many.iter().map($tell).collect(),
            }
        };
    }
    vec![
        group!("stack", stacks, things::stack),
        group!("bus", buses, |one| teller.bus(one)),
        group!("rule", rules, |one| teller.rule(one)),
        group!("unattached_target", unattached_targets, |one| teller
            .unattached_target(one)),
        group!("schedule", schedules, |one| teller.schedule(one)),
        group!("schedule_group", schedule_groups, |one| teller
            .schedule_group(one)),
        group!("pipe", pipes, |one| teller.pipe(one)),
        group!("event_source_mapping", event_source_mappings, |one| teller
            .mapping(one)),
        group!("subscription", subscriptions, |one| teller
            .subscription(one)),
        group!("filter", filters, |one| teller.filter(one)),
        group!("archive", archives, |one| teller.archive(one)),
        group!("api_destination", api_destinations, |one| teller
            .api_destination(one)),
        group!("connection", connections, |one| teller.connection(one)),
        group!("bucket", buckets, |one| teller.bucket(one)),
        group!("queue", queues, |one| teller.queue(one)),
        group!("permission", permissions, |one| teller.permission(one)),
        group!("policy", policies, |one| teller.policy(one)),
    ]
}

/// What is to be told of an inventory and of the things in it.
#[must_use]
pub fn diagnostics(inventory: &Inventory, source: &Source) -> Vec<Diagnostic> {
    let mut teller = Teller::new(inventory, source);
    groups(inventory, &mut teller);
    teller.diagnostics
}

/// What the file is.
const fn kind(kind: InventoryKind) -> &'static str {
    match kind {
        InventoryKind::CloudFormation => "cloudformation",
        InventoryKind::Sam => "sam",
        InventoryKind::Cdk => "cdk",
        InventoryKind::Terraform => "terraform",
        InventoryKind::TerraformPlan => "terraform-plan",
        InventoryKind::TerraformState => "terraform-state",
        InventoryKind::Serverless => "serverless",
        InventoryKind::Pulumi => "pulumi",
        InventoryKind::CommandLine => "command-line",
        InventoryKind::Api => "api",
        InventoryKind::ConfigurationItem => "configuration-item",
    }
}

impl Serialize for InventoryReport {
    /// Rules, schedules and pipes are there always, the other kinds if there are any.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("source", &self.source)?;
        map.serialize_entry("kind", self.kind)?;
        for group in &self.groups {
            let is_usual = matches!(group.many, "rules" | "schedules" | "pipes");
            if is_usual || !group.things.is_empty() {
                map.serialize_entry(group.many, &group.things)?;
            }
        }
        map.serialize_entry("diagnostics", &self.diagnostics)?;
        map.end()
    }
}

impl Serialize for LineReport<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("source", self.source)?;
        map.serialize_entry("kind", self.kind)?;
        match self.thing {
            Ok((one, thing)) => map.serialize_entry(one, thing)?,
            Err(diagnostic) => map.serialize_entry("diagnostic", diagnostic)?,
        }
        map.end()
    }
}
