//! What the targets of a rule receive of an event.

use super::matched::Match;
use super::rule::Rule;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::model::{Declared, Target};
use crate::transform::{
    FOREIGN_SYNTAX, NOT_A_PLACEHOLDER, PATH_OR_PLACEHOLDER, Record, Rendered, Reserved, RuleTarget,
    TargetInput, Variable, Variables,
};

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
    /// This part of the event, with these values; of the last variables nobody knows any.
    Input(Box<TargetInput>, Variables, Vec<Reserved>),
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
    /// This, but for what is made up in place of a variable that AWS sets: nobody knows its value.
    Assumed {
        /// The whole text.
        raw: String,
        /// The variable.
        of: Reserved,
    },
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

    /// What is to be told of the templates whatever events hold, each with the rule's number, the target and the template's
    /// text: what is delivered otherwise than it is meant.
    pub fn remarks(&self) -> impl Iterator<Item = (usize, &str, &str, &Diagnostic)> {
        let rules = self.of_rules.iter().enumerate();
        rules.flat_map(|(rule, receivers)| {
            receivers.iter().flat_map(move |one| {
                let template = match &one.takes {
                    Takes::Input(input, ..) => match &**input {
                        TargetInput::Transformed(template) => Some(template),
                        _ => None,
                    },
                    Takes::Refused(_) | Takes::Open(_) => None,
                };
                let notes = template.into_iter().flat_map(|template| {
                    let told = [FOREIGN_SYNTAX, PATH_OR_PLACEHOLDER, NOT_A_PLACEHOLDER];
                    let notes = template.notes().iter();
                    let notes = notes.filter(move |note| told.contains(&note.code));
                    notes.map(|note| (template.text(), note))
                });
                notes.map(move |(text, note)| (rule, one.id.as_str(), text, note))
            })
        })
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
    let known = &rule.known;
    let mut variables = known.clone();
    if known.get(Reserved::RuleName).is_none() {
        variables.set(Reserved::RuleName, rule.name.clone());
    }
    Receiver {
        id: display(&target.id).unwrap_or_default(),
        arn: display(&target.arn),
        dead_letter: dead_letter.and_then(|one| display(&one.arn)),
        takes: match RuleTarget::declared(target) {
            Err(hole) => Takes::Open(hole.from.clone()),
            Ok(target) => match target.check() {
                Ok(input) => {
                    let made_up = made_up(&input, known);
                    Takes::Input(Box::new(input), variables, made_up)
                }
                Err(refused) => Takes::Refused(refused.to_string()),
            },
        },
    }
}

/// The variables of an input of which no value is known.
fn made_up(input: &TargetInput, known: &Variables) -> Vec<Reserved> {
    let TargetInput::Transformed(template) = input else {
        return Vec::new();
    };
    let reserved = template
        .placeholders()
        .filter_map(|one| match one.variable {
            Variable::Reserved(reserved) => Some(reserved),
            Variable::Path(_) | Variable::Unreadable(_) => None,
        });
    let is_event = |one: &Reserved| matches!(one, Reserved::Event | Reserved::EventJson);
    reserved
        .filter(|one| !is_event(one) && known.get(*one).is_none())
        .collect()
}

/// The variable among those whose value nobody knows that an event does not tell either: its time is that of ingestion.
fn untold(made_up: &[Reserved], event: &Value) -> Option<Reserved> {
    let has_time = event
        .get("time")
        .is_some_and(|time| time.as_str().is_some());
    let is_told = |one: &Reserved| *one == Reserved::EventIngestionTime && has_time;
    made_up.iter().copied().find(|one| !is_told(one))
}

impl Receiver {
    fn receive(&self, event: &Value) -> Received<'_> {
        let what = match &self.takes {
            Takes::Input(input, variables, made_up) => {
                match input.deliver(&Record::new(event), variables) {
                    Rendered::Delivered { raw, .. } => match untold(made_up, event) {
                        None => Receives::Text(raw),
                        Some(of) => Receives::Assumed { raw, of },
                    },
                    Rendered::Undelivered(why) => Receives::Nothing(why.diagnostic.message),
                }
            }
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
