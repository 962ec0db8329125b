//! What AWS would refuse of everything that files declare, and what it accepts and probably not as it is meant.
//!
//! [`inventory`] asks the engine whose rule it is about each pattern, schedule, input and pipe, and puts the answers under
//! names that stay: each is a [`Lint`] of [`LINTS`], with a page that tells why it matters. Of a pattern that AWS takes, `meaning`
//! asks what it does: the catalogue of AWS's events, and what is decided about patterns, tell what it never matches.
//!
//! # Example
//!
//! ```
//! use evb::check::{self, World};
//! use evb::iac::{self, Content};
//! use evb::source::Source;
//!
//! let text = r#"{"Name": "orders", "EventPattern": "{\"source\": \"shop\"}"}"#;
//! let Ok(Content::Declarations(inventory)) = iac::read(text) else { panic!("a rule") };
//! let judged = check::inventory(&inventory, &Source::new("rule.json", text), &World::default());
//! let found = &judged.findings[0];
//! assert_eq!((found.lint.name, found.field.as_str()), ("pattern-scalar", "EventPattern"));
//! assert_eq!(found.aws.as_ref().map(|aws| aws.code.as_str()), Some("InvalidEventPatternException"));
//! ```
//!
//! # What this module does not do
//!
//! It does not know what an account holds: whether a queue is there, what a role may do. What a file leaves open is not
//! guessed, but told as [not judged](NotJudged). So a file without findings is one of which evb finds nothing that AWS
//! refuses, not one that AWS accepts.

mod access;
mod advice;
mod alike;
mod around;
mod duplicates;
mod edits;
mod elsewhere;
mod entries;
mod finding;
mod firing;
mod functions;
mod inputs;
mod judge;
mod lint;
mod lints;
mod loops;
mod meaning;
mod patterns;
mod pipes;
mod producers;
mod queues;
mod quotas;
mod reach;
mod reading;
mod records;
mod references;
mod requests;
mod rules;
mod schedules;
mod suppressed;
mod targets;
mod together;
mod utc;
mod watching;
mod words;

pub use edits::{Edits, edits};
pub use entries::entries;
pub use finding::{Answer, Answering, Finding, Judged, NotJudged, Resource};
pub use judge::World;
pub use lint::{Confidence, Lint};
pub use lints::{LINTS, lint, lint_of_code};
pub use meaning::slips_of_refused;
pub use patterns::{IS_YAML, yaml_pattern};
pub use producers::Producers;
pub use schedules::tell_refused;

use crate::api::Operation;
use crate::model::{Declared, Extent, Inventory, Subscription};
use crate::pattern::Dialect;
use crate::pattern::filter_policy::FilterPolicyScope;
use crate::source::Source;
use judge::Judge;

/// Judges everything that an inventory declares; its spans lie in `source`. What is found comes in the order of the file,
/// without what the file says is [suppressed](Judged::suppressed).
#[must_use]
pub fn inventory(inventory: &Inventory, source: &Source, world: &World<'_>) -> Judged {
    let mut judge = Judge::new(inventory, source, world);
    judge.file(inventory);
    all(&mut judge, inventory);
    for request in &inventory.sent {
        judge.sent(request);
    }
    if let Some(replaced) = &inventory.replaced {
        let told = judge.told();
        judge.reading(None, &replaced.diagnostics);
        all(&mut judge, replaced);
        judge.untold_again(told);
    }
    let mut judged = judge.judged();
    suppressed::take_suppressed(&mut judged, source);
    judged
}

/// Everything that is declared.
fn all(judge: &mut Judge<'_>, inventory: &Inventory) {
    for rule in &inventory.rules {
        judge.rule(rule);
    }
    judge.duplicates(inventory);
    for target in &inventory.unattached_targets {
        judge.lone_target(target);
    }
    for schedule in &inventory.schedules {
        judge.schedule(schedule);
    }
    for pipe in &inventory.pipes {
        judge.pipe(pipe);
    }
    for mapping in &inventory.event_source_mappings {
        judge.mapping(mapping);
    }
    for subscription in &inventory.subscriptions {
        subscribed(judge, subscription);
    }
    for archive in &inventory.archives {
        let name = archive.name.as_ref().map(Declared::to_display);
        let resource = Resource::new("archive", archive.logical_id.clone().or(name), archive.span);
        judge.reading(Some(&resource), &archive.diagnostics);
        if let Some(pattern) = &archive.pattern {
            let extent = archive
                .request
                .as_ref()
                .map_or(Extent::Part, |one| one.extent);
            let operation = requests::asked(Operation::CreateArchive, extent);
            match judge.pattern(&resource, pattern, (Dialect::Bus, operation)) {
                Some(accepted) => judge.meaning(&resource, pattern.member, &accepted, None),
                None => judge.meaning_of_refused(&resource, pattern),
            }
        }
        judge.declared(&resource, Operation::CreateArchive, &archive.request);
    }
    for filter in &inventory.filters {
        let resource = Resource::new("filter", None, filter.span);
        judge.pattern(&resource, filter, (Dialect::Pipe, Operation::CreatePipe));
    }
    for bus in &inventory.buses {
        let name = bus.name.as_ref().map(Declared::to_display);
        let resource = Resource::new("bus", bus.logical_id.clone().or(name), bus.span);
        judge.reading(Some(&resource), &bus.diagnostics);
        judge.declared(&resource, Operation::CreateEventBus, &bus.request);
    }
    for function in &inventory.functions {
        judge.function(function, inventory);
    }
    others(judge, inventory);
    for permission in &inventory.permissions {
        let resource = Resource::new("permission", permission.logical_id.clone(), permission.span);
        if let Some(source) = &permission.source {
            judge.reference(&resource, "SourceArn", &source.to_value());
        }
    }
    judge.access(inventory);
    judge.around(inventory);
    judge.reach(inventory);
    judge.watched(inventory);
    judge.retention(inventory);
    judge.mapped_twice(inventory);
    judge.wildcard_rules(inventory);
    judge.loops(inventory);
    judge.advice(inventory);
}

/// A subscription of a topic, and its filter policy.
fn subscribed(judge: &mut Judge<'_>, subscription: &Subscription) {
    let id = subscription.logical_id.clone();
    let endpoint = || subscription.endpoint.as_ref().map(Declared::to_display);
    let resource = Resource::new("subscription", id.or_else(endpoint), subscription.span);
    judge.reading(Some(&resource), &subscription.diagnostics);
    // A scope that there is not is told of by itself: what a body may not hold nothing may.
    let scope = match &subscription.scope {
        None => Some(FilterPolicyScope::default()),
        Some(scope) => scope.get().map(|name| {
            FilterPolicyScope::from_name(name).unwrap_or(FilterPolicyScope::MessageBody)
        }),
    };
    // While the scope is open, it is open too what a policy may hold.
    if let (Some(policy), Some(scope)) = (&subscription.filter_policy, scope) {
        judge.pattern(
            &resource,
            policy,
            (Dialect::Sns(scope), Operation::Subscribe),
        );
    }
    judge.ordered(&resource, subscription);
    judge.undelivered(&resource, subscription);
    judge.declared(&resource, Operation::Subscribe, &subscription.request);
}

/// What could not be read of everything that has no engine of its own, and what the requests that make it are refused for.
fn others(judge: &mut Judge<'_>, inventory: &Inventory) {
    macro_rules! each {
        ($($kind:literal: $things:ident $(by $operation:ident)?),*) => {
            $(for one in &inventory.$things {
                let resource = Resource::new($kind, one.logical_id.clone(), one.span);
                judge.reading(Some(&resource), &one.diagnostics);
                $(judge.declared(&resource, Operation::$operation, &one.request);)?
            })*
        };
    }
    each!(
        "schedule_group": schedule_groups by CreateScheduleGroup,
        "api_destination": api_destinations by CreateApiDestination,
        "connection": connections by CreateConnection,
        "bucket": buckets,
        "queue": queues,
        "permission": permissions,
        "policy": policies by PutPermission
    );
}
