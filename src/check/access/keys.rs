//! Keys of queues and topics.

use super::names::{Names, is_there};
use super::paste::{Missing, Named};
use super::senders::{Sender, documents};
use super::{Denied, warned};
use crate::check::judge::Judge;
use crate::check::lints::KEY_WITHOUT_PERMISSION;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Inventory};
use crate::policy::{Name, Policy, Request};
use crate::source::Span;

/// What a service must be allowed of the key of a queue or a topic to which it sends.
///
/// AWS: EventBridge User Guide, "Troubleshooting": "My Amazon SNS topic is encrypted": the policy of the key needs
/// `kms:GenerateDataKey` and `kms:Decrypt`; SNS Developer Guide, "Enabling compatibility between event sources from AWS services and encrypted topics".
const ACTIONS: [&str; 2] = ["kms:GenerateDataKey", "kms:Decrypt"];

/// Keys that AWS manages, whose policies nobody can change.
const MANAGED: [&str; 2] = ["alias/aws/sqs", "alias/aws/sns"];

impl Judge<'_> {
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
            .help("encrypt it with a key of your own that lets the service use it, or with the key that the service owns: `SqsManagedSseEnabled` of a queue");
            let about = self.about(Some(sender.resource), field);
            self.tell(&about, told, None);
            return;
        }
        let mut keys = inventory.access.keys.iter();
        let found = keys.find(|one| one.logical_id.is_some() && one.logical_id == key.resource);
        let Some(found) = found.filter(|one| is_there(one.condition.as_ref())) else {
            return;
        };
        let id = found.logical_id.as_ref();
        let Some(apart) = documents(&inventory.access.policies, id, (None, "kms")) else {
            return;
        };
        let documents = apart.into_iter().chain(&found.policy);
        let policies: Vec<Policy<'_>> = documents.map(Policy::read).collect();
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
