//! Keys of queues and topics.

use super::names::{Names, is_there};
use super::paste::{Missing, Named};
use super::senders::{EVENTS, Sender, documents};
use super::{Denied, warned};
use crate::check::finding::Resource;
use crate::check::judge::Judge;
use crate::check::lints::KEY_WITHOUT_PERMISSION;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::model::{Bus, Declared, Inventory, Key};
use crate::policy::{Name, Policy, Request};
use crate::source::Span;

/// What a service must be allowed of the key of a queue or a topic to which it sends.
///
/// AWS: EventBridge User Guide, "Troubleshooting": "My Amazon SNS topic is encrypted": the policy of the key needs
/// `kms:GenerateDataKey` and `kms:Decrypt`; SNS Developer Guide, "Enabling compatibility between event sources from AWS services and encrypted topics".
const ACTIONS: [&str; 2] = ["kms:GenerateDataKey", "kms:Decrypt"];

/// Keys that AWS manages, whose policies nobody can change.
const MANAGED: [&str; 2] = ["alias/aws/sqs", "alias/aws/sns"];

/// What EventBridge must be allowed of the key of a bus.
///
/// AWS: EventBridge User Guide, "Allowing EventBridge to use a customer managed key": `kms:DescribeKey`, `kms:GenerateDataKey` and `kms:Decrypt`.
const OF_BUS: [&str; 3] = ["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"];

impl Judge<'_> {
    /// Whether the key of a bus lets EventBridge encrypt its events.
    pub(super) fn bus_key(&mut self, inventory: &Inventory, names: &Names, bus: &Bus) {
        let Some(key) = &bus.key else { return };
        let Some((found, documents)) = key_of(inventory, key) else {
            return;
        };
        let policies: Vec<Policy<'_>> = documents.into_iter().map(Policy::read).collect();
        let label = bus.logical_id.clone().unwrap_or_else(|| key.to_display());
        let name = bus.name.as_ref().map(Declared::to_display);
        let resource = Resource::new("bus", bus.logical_id.clone().or(name), bus.span);
        let id = bus.logical_id.as_ref();
        let arn = names.named(
            id,
            ("events", "event-bus/"),
            (bus.name.as_ref(), bus.arn.as_ref()),
        );
        let sender = Sender {
            service: EVENTS,
            called: format!("the bus `{label}`"),
            arn: arn.clone(),
            reference: Named::arn(self.written(), id, &label),
            resource: &resource,
            code: KEY_WITHOUT_PERMISSION,
        };
        let missing = Missing {
            service: Some(EVENTS),
            actions: &OF_BUS,
            of: Some(Named::Text("*".to_owned())),
            source: None,
        };
        for action in OF_BUS {
            let message = format!(
                "the key of the bus `{label}` does not let `{EVENTS}` use it: `{action}` is missing"
            );
            let denied = Denied {
                resource: &resource,
                field: "KmsKeyIdentifier",
                place: key.span,
                told: warned(KEY_WITHOUT_PERMISSION, message).related(found.span, "this key"),
                missing: format!(
                    "add to the policy of the key: `{}`",
                    missing.statement(self.written())
                ),
            };
            let context = names.context(&arn).with(
                "kms:EncryptionContext:aws:events:event-bus:arn",
                arn.clone(),
            );
            let request = Request {
                context,
                ..sender.request(names, action, Name::default())
            };
            let before = self.told();
            self.denied(&policies, &request, denied);
            if self.told() != before {
                return;
            }
        }
    }

    /// Whether the key lets a service encrypt what it sends.
    pub(super) fn key(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        ((field, place, called), key): ((&str, Span, String), &Option<Declared<String>>),
    ) {
        let Some(key) = key else { return };
        let letters = key.get().filter(|_| !self.defaults.meet(key.span));
        if letters.is_some_and(|text| MANAGED.iter().any(|one| text.ends_with(one))) {
            let told = Diagnostic::error(
                KEY_WITHOUT_PERMISSION,
                format!(
                    "{called} is encrypted with a key that AWS manages, which does not let {} send to it",
                    sender.called
                ),
            )
            .at(place, "")
            .related(key.span, "this key")
            .help(match called.contains("topic") {
                true => "encrypt it with a key of your own that lets the service use it",
                false => "encrypt it with a key of your own that lets the service use it, or with the key that the service owns: `SqsManagedSseEnabled`",
            });
            let about = self.about(Some(sender.resource), field);
            self.tell(&about, told, None);
            return;
        }
        let Some((found, documents)) = key_of(inventory, key) else {
            return;
        };
        let policies: Vec<Policy<'_>> = documents.into_iter().map(Policy::read).collect();
        let written = self.written();
        let missing = Missing {
            service: Some(sender.service),
            actions: &ACTIONS,
            of: Some(Named::Text("*".to_owned())),
            source: None,
        };
        for action in ACTIONS {
            let denied = Denied {
                resource: sender.resource,
                field,
                place,
                told: warned(
                    KEY_WITHOUT_PERMISSION,
                    format!(
                        "the key of {called} does not let `{}` use it for {}: `{action}` is missing",
                        sender.service, sender.called
                    ),
                )
                .related(found.span, "this key"),
                missing: format!("add to the policy of the key: `{}`", missing.statement(written)),
            };
            // Of which source KMS is told for which service AWS does not say.
            let context = names.context(&sender.arn).unknown("aws:SourceArn");
            let request = Request {
                context,
                ..sender.request(names, action, Name::default())
            };
            let before = self.told();
            self.denied(&policies, &request, denied);
            if self.told() != before {
                return;
            }
        }
    }
}

/// The key of the file that a text names, if it is there for certain, and the documents of its policies.
fn key_of<'i>(
    inventory: &'i Inventory,
    named: &Declared<String>,
) -> Option<(&'i Key, Vec<&'i Value>)> {
    let mut keys = inventory.access.keys.iter();
    let found = keys.find(|one| one.logical_id.is_some() && one.logical_id == named.resource)?;
    is_there(found.condition.as_ref()).then_some(())?;
    let id = found.logical_id.as_ref();
    let apart = documents(&inventory.access.policies, id, (None, "kms"))?;
    Some((found, apart.into_iter().chain(&found.policy).collect()))
}
