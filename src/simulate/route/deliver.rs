//! What the targets of a rule receive of an event.

use super::matched::Match;
use super::rule::Rule;
use crate::json::Value;
use crate::model::{Declared, Target};
use crate::transform::{Record, Rendered, Reserved, RuleTarget, TargetInput, Variables};

/// The targets of every rule, by its number.
#[derive(Debug)]
pub struct Deliveries {
    of_rules: Vec<Vec<Receiver>>,
}

/// A target that is ready to receive.
#[derive(Debug)]
struct Receiver {
    id: String,
    arn: Option<String>,
    dead_letter: Option<String>,
    takes: Takes,
}

#[derive(Debug)]
enum Takes {
    /// This part of the event.
    Input(Box<TargetInput>, Variables),
    /// Nothing, for AWS refuses the target in these words.
    Refused(String),
    /// What depends on this.
    Open(String),
}

/// What came to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received<'d> {
    /// Its id.
    pub target: &'d str,
    /// Its ARN, as far as it is known.
    pub arn: Option<&'d str>,
    /// Where an event goes that it does not take.
    pub dead_letter: Option<&'d str>,
    /// What it receives.
    pub what: Receives,
}

/// What a target receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receives {
    /// Exactly this.
    Text(String),
    /// Nothing, and why: the event is lost.
    Nothing(String),
    /// Nothing, for AWS refuses the target in these words.
    Refused(String),
    /// What depends on this.
    Open(String),
}

impl Deliveries {
    /// Makes the targets of rules ready.
    #[must_use]
    pub fn new<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        let of_rule = |rule: &Rule| rule.targets.iter().map(|one| receiver(rule, one)).collect();
        Self {
            of_rules: rules.into_iter().map(of_rule).collect(),
        }
    }

    /// What each target of the rules receives that the event matches, in their order.
    #[must_use]
    pub fn of(&self, rules: &[Match], event: &Value) -> Vec<Vec<Received<'_>>> {
        let of_rule = |rule: &Match| self.of_rule(rule.rule(), event);
        rules.iter().map(of_rule).collect()
    }

    /// What one target of a rule would receive.
    #[must_use]
    pub fn receives(rule: &Rule, target: &Target, event: &Value) -> Receives {
        receiver(rule, target).receive(event).what
    }

    /// What each target of one rule receives of an event that it matches.
    #[must_use]
    pub fn of_rule(&self, rule: u32, event: &Value) -> Vec<Received<'_>> {
        let receivers = self.of_rules.get(rule as usize);
        let receivers = receivers.into_iter().flatten();
        receivers.map(|one| one.receive(event)).collect()
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
        takes: match RuleTarget::declared(target) {
            Err(hole) => Takes::Open(hole.from.clone()),
            Ok(target) => match target.check() {
                Ok(input) => Takes::Input(Box::new(input), variables),
                Err(refused) => Takes::Refused(refused.to_string()),
            },
        },
    }
}

impl Receiver {
    fn receive(&self, event: &Value) -> Received<'_> {
        let what = match &self.takes {
            Takes::Input(input, variables) => match input.deliver(&Record::new(event), variables) {
                Rendered::Delivered { raw, .. } => Receives::Text(raw),
                Rendered::Undelivered(why) => Receives::Nothing(why.diagnostic.message),
            },
            Takes::Refused(message) => Receives::Refused(message.clone()),
            Takes::Open(from) => Receives::Open(from.clone()),
        };
        Received {
            target: &self.id,
            arn: self.arn.as_deref(),
            dead_letter: self.dead_letter.as_deref(),
            what,
        }
    }
}
