//! Queues: how long dead letters are kept, and who reads a queue.

use std::collections::BTreeMap;

use super::access::queue_of;
use super::finding::Resource;
use super::firing::spelled;
use super::judge::Judge;
use super::lints::{DEAD_LETTER_RETENTION, MAPPING_LIMIT};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, EventSourceMapping, Function, Inventory};

/// How long a queue keeps a message unless it says so: four days.
///
/// AWS: SQS API Reference, `CreateQueue`, `MessageRetentionPeriod`: "Default: 345,600 (4 days)."
const DEFAULT_RETENTION: i64 = 345_600;

impl Judge<'_> {
    /// Dead-letter queues that forget before anybody looks.
    pub(super) fn retention(&mut self, inventory: &Inventory) {
        if !inventory.kind.is_template() {
            return;
        }
        let of_rules = inventory.rules.iter().flat_map(|one| &one.targets);
        let of_schedules = inventory
            .schedules
            .iter()
            .filter_map(|one| one.target.as_ref());
        let of_targets = of_rules
            .chain(of_schedules)
            .filter_map(|one| one.dead_letter.as_ref());
        let of_pipes = inventory
            .pipes
            .iter()
            .filter_map(|one| one.source_dead_letter.as_ref());
        let of_buses = inventory
            .buses
            .iter()
            .filter_map(|one| one.dead_letter.as_ref());
        let all = of_targets.chain(of_pipes).chain(of_buses);
        let mut told: Vec<&Option<String>> = Vec::new();
        for arn in all.filter_map(|one| one.arn.as_ref()) {
            let Some(queue) = queue_of(inventory, arn) else {
                continue;
            };
            let Some(kept) = &queue.message_retention_seconds else {
                continue;
            };
            let Some(seconds) = self
                .certain(kept)
                .filter(|one| (60..DEFAULT_RETENTION).contains(one))
            else {
                continue;
            };
            if told.contains(&&queue.logical_id) {
                continue;
            }
            told.push(&queue.logical_id);
            let resource = Resource::new("queue", queue.logical_id.clone(), queue.span);
            let message = format!(
                "the dead-letter queue forgets after {}: who looks later finds nothing",
                spelled(seconds)
            );
            let note = Diagnostic::note(DEAD_LETTER_RETENTION, message)
                .at(kept.span, "")
                .help("keep them for as long as it may take to look: a queue keeps messages for four days unless it says otherwise, and for 14 days at most");
            let about = self.about(Some(&resource), "MessageRetentionPeriod");
            self.tell(&about, note, None);
        }
    }

    /// Two mappings of one queue to one function, of which Lambda takes the first.
    ///
    /// AWS: Lambda API Reference, `CreateEventSourceMapping`, `ResourceConflictException`: "The resource already exists".
    pub(super) fn mapped_twice(&mut self, inventory: &Inventory) {
        let mut seen: BTreeMap<(String, String), &EventSourceMapping> = BTreeMap::new();
        for mapping in &inventory.event_source_mappings {
            let is_certain = mapping.condition.is_none() && inventory.kind.is_template();
            let (Some(source), Some(function), true) =
                (&mapping.source, &mapping.function, is_certain)
            else {
                continue;
            };
            // Of a reference that is no ARN it is told where it stands.
            let is_reference = source
                .hole()
                .is_some_and(|hole| hole.from.starts_with("Ref "));
            if is_reference || !source.known_arn().contains(":sqs:") {
                continue;
            }
            let Some(key) = key(inventory, source).zip(key(inventory, function)) else {
                continue;
            };
            let Some(before) = seen.get(&key).copied() else {
                seen.insert(key, mapping);
                continue;
            };
            let resource =
                Resource::new("event_source_mapping", Some(mapping.called()), mapping.span);
            let told = Diagnostic::error(
                MAPPING_LIMIT,
                format!(
                    "the function reads this queue already, by `{}`",
                    before.called()
                ),
            )
            .at(source.span, "a second time")
            .help("leave out one of the two: with filters of several mappings, put them into one");
            let about = self.about(Some(&resource), "EventSourceArn");
            self.tell(&about, told, None);
        }
    }
}

/// What two references to the same have in common: of a function also its name. An alias or a version is another one.
fn key(inventory: &Inventory, named: &Declared<String>) -> Option<String> {
    match (&named.resource, named.get()) {
        (Some(id), None) => {
            let from = &named.as_open()?.hole.from;
            let is_whole = *from == format!("Ref {id}") || from.starts_with(&format!("{id}."));
            is_whole.then(|| id.clone())
        }
        (_, Some(text)) => {
            let is_it = |one: &&Function| {
                let own = [&one.name, &one.arn];
                own.into_iter().flatten().any(|one| one.get() == Some(text))
            };
            let function = inventory.functions.iter().find(is_it);
            let id = function.and_then(|one| one.logical_id.clone());
            Some(
                id.or_else(|| named.resource.clone())
                    .unwrap_or_else(|| text.clone()),
            )
        }
        (None, None) => None,
    }
}
