//! What looks at the events of a bus beside its rules: discoverers of schemas, and logs.

use super::access::is_named;
use super::finding::Resource;
use super::judge::{Judge, beginning};
use super::lints::{BUS_LOGS_LOOP, DISCOVERY_ENCRYPTED, NO_DEAD_LETTER_QUEUE};
use super::loops::is_on;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Bucket, Bus, Declared, Inventory, LogEnd, Rule};

impl Judge<'_> {
    /// Discoverers and logs of the buses of a template.
    pub(super) fn watched(&mut self, inventory: &Inventory) {
        if !inventory.kind.is_template() {
            return;
        }
        self.discovered(inventory);
        self.logged(inventory);
    }

    /// Schemas that are to be discovered on a bus with a key of the customer.
    ///
    /// AWS: EventBridge User Guide, "Encrypting event buses with customer managed keys": schema discovery is not supported
    /// then, and a dead-letter queue is advised for events that cannot be encrypted or decrypted.
    fn discovered(&mut self, inventory: &Inventory) {
        for discoverer in &inventory.watching.discoverers {
            let Some(source) = &discoverer.source else {
                continue;
            };
            let bus = inventory.buses.iter().find(|bus| is_it(bus, source));
            let Some((bus, key)) = bus.and_then(|bus| Some((bus, bus.key.as_ref()?))) else {
                continue;
            };
            if bus.condition.is_some()
                || discoverer.condition.is_some()
                || self.defaults.meet(key.span)
            {
                continue;
            }
            let resource =
                Resource::new("discoverer", discoverer.logical_id.clone(), discoverer.span);
            let told = Diagnostic::error(
                DISCOVERY_ENCRYPTED,
                "schemas are not discovered on a bus that is encrypted with a key of the customer",
            )
            .at(source.span, "this bus")
            .related(key.span, "its key")
            .help("leave the discoverer out, or encrypt the bus with the key that AWS owns");
            let about = self.about(Some(&resource), "SourceArn");
            self.tell(&about, told, None);
        }
        for bus in &inventory.buses {
            let (Some(key), None) = (&bus.key, &bus.dead_letter) else {
                continue;
            };
            let name = bus.name.as_ref().map(Declared::to_display);
            let resource = Resource::new("bus", bus.logical_id.clone().or(name), bus.span);
            let told = Diagnostic::note(
                NO_DEAD_LETTER_QUEUE,
                "the bus has no dead-letter queue: events that its key does not decrypt are lost",
            )
            .at(key.span, "");
            let about = self.about(Some(&resource), "DeadLetterConfig");
            self.tell(&about, told, None);
        }
    }

    /// Logs of a bus in a bucket that sends an event for each.
    ///
    /// AWS: EventBridge User Guide, "Configuring logs for event buses": turn EventBridge notifications off for such a bucket.
    fn logged(&mut self, inventory: &Inventory) {
        let watching = &inventory.watching;
        for delivery in &watching.log_deliveries {
            let source = end(&watching.log_sources, delivery.source.as_ref());
            let destination = end(&watching.log_destinations, delivery.destination.as_ref());
            let ends = source.zip(destination);
            let Some((of, to)) =
                ends.and_then(|(of, to)| Some((of.resource.as_ref()?, to.resource.as_ref()?)))
            else {
                continue;
            };
            if !of.known_arn().contains(":event-bus/") {
                continue;
            }
            let Some((bucket, on)) = sending_bucket(inventory, to) else {
                continue;
            };
            let default = Rule::default();
            // To another bus its events come if a rule forwards them.
            let is_default = is_on(&default, of);
            let label = bucket.logical_id.clone().unwrap_or_default();
            let resource =
                Resource::new("log_delivery", delivery.logical_id.clone(), delivery.span);
            let told = Diagnostic {
                severity: if is_default {
                    Severity::Warning
                } else {
                    Severity::Note
                },
                ..Diagnostic::warning(
                    BUS_LOGS_LOOP,
                    format!(
                        "the logs of the bus go to the bucket `{label}`, which sends EventBridge an event for each of them"
                    ),
                )
            };
            let told = told
                .at(beginning(delivery.span, self.source), "")
                .related(on.span, "turned on here")
                .help("turn EventBridge notifications off for the bucket, or log to another one");
            let about = self.about(Some(&resource), "DeliveryDestinationArn");
            self.tell(&about, told, None);
        }
    }
}

/// Whether an ARN is that of a bus of the file.
fn is_it(bus: &Bus, arn: &Declared<String>) -> bool {
    let by_id = bus.logical_id.is_some() && bus.logical_id == arn.resource;
    let by_name = || {
        let name = bus.name.as_ref()?.get()?;
        Some(arn.known_arn().ends_with(&format!(":event-bus/{name}")))
    };
    by_id || by_name() == Some(true)
}

/// The end of a delivery that a name or an ARN tells.
fn end<'w>(ends: &'w [LogEnd], named: Option<&Declared<String>>) -> Option<&'w LogEnd> {
    let named = named?;
    ends.iter()
        .find(|one| is_named(named, one.logical_id.as_ref(), one.name.as_ref()) == Some(true))
        .filter(|one| one.condition.is_none())
}

/// The bucket of the file that an ARN is of, and where its events are turned on.
fn sending_bucket<'i>(
    inventory: &'i Inventory,
    arn: &Declared<String>,
) -> Option<(&'i Bucket, &'i Declared<bool>)> {
    let is_it = |bucket: &&Bucket| {
        is_named(arn, bucket.logical_id.as_ref(), bucket.name.as_ref()) == Some(true)
    };
    let bucket = inventory.buckets.iter().find(is_it)?;
    let on = bucket.eventbridge.as_ref()?;
    (on.get() == Some(&true) && bucket.condition.is_none()).then_some((bucket, on))
}
