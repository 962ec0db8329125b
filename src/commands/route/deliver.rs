//! What the targets of a rule receive of an event.

use super::rule::Rule;
use crate::json::Value;
use crate::model::{Declared, Target};
use crate::report::route::{DeliveryReport, Match};
use crate::transform::{Record, Rendered, Reserved, RuleTarget, TargetInput, Variables};

/// The targets of every rule, by its number.
pub(super) struct Deliveries {
    of_rules: Vec<Vec<Receiver>>,
}

/// A target that is ready to receive.
struct Receiver {
    id: String,
    arn: Option<String>,
    dead_letter: Option<String>,
    receives: Receives,
}

enum Receives {
    /// This part of the event.
    Input(Box<TargetInput>, Variables),
    /// Nothing, for AWS refuses the target in these words.
    Refused(String),
    /// What depends on this.
    Open(String),
}

impl Deliveries {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let of_rule = |rule: &Rule| rule.targets.iter().map(|one| receiver(rule, one)).collect();
        Self {
            of_rules: rules.iter().map(of_rule).collect(),
        }
    }

    /// What each target of the rules receives that the event matches, in their order.
    pub(super) fn of(&self, rules: &[Match], event: &Value) -> Vec<Vec<DeliveryReport>> {
        let of_rule = |rule: &Match| {
            let receivers = self.of_rules.get(rule.rule() as usize);
            let receivers = receivers.into_iter().flatten();
            receivers.map(|one| one.receive(event)).collect()
        };
        rules.iter().map(of_rule).collect()
    }
}

fn receiver(rule: &Rule, target: &Target) -> Receiver {
    let display = |text: &Option<Declared<String>>| text.as_ref().map(Declared::to_display);
    let dead_letter = target.dead_letter.as_ref();
    let variables = Variables::new().with(Reserved::RuleName, rule.name.clone());
    Receiver {
        id: display(&target.id).unwrap_or_default(),
        arn: display(&target.arn),
        dead_letter: dead_letter.and_then(|one| display(&one.arn)),
        receives: match RuleTarget::declared(target) {
            Err(hole) => Receives::Open(hole.from.clone()),
            Ok(target) => match target.check() {
                Ok(input) => Receives::Input(Box::new(input), variables),
                Err(refused) => Receives::Refused(refused.to_string()),
            },
        },
    }
}

impl Receiver {
    fn receive(&self, event: &Value) -> DeliveryReport {
        let mut report = DeliveryReport::new(&self.id, self.arn.as_deref());
        report.dead_letter_queue.clone_from(&self.dead_letter);
        match &self.receives {
            Receives::Input(input, variables) => {
                match input.deliver(&Record::new(event), variables) {
                    Rendered::Delivered { raw, .. } => report.raw = Some(raw),
                    Rendered::Undelivered(why) => {
                        report.delivered = Some(false);
                        report.reason = Some(why.diagnostic.message);
                    }
                }
            }
            Receives::Refused(message) => {
                report.delivered = Some(false);
                report.reason = Some(message.clone());
            }
            Receives::Open(from) => {
                report.delivered = None;
                report.depends_on = vec![from.clone()];
            }
        }
        report
    }
}
