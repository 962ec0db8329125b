//! The Serverless Application Model: the resources that its translator makes of the events of functions and state
//! machines.
//!
//! They are made as they would stand in a template of CloudFormation, functions and all, behind the resource that they
//! are made of; so what refers to them finds them.
//!
//! # Source
//!
//! AWS SAM translator, `samtranslator/model/sam_resources.py`: the logical id of what an event makes is that of its
//! function and the name of the event, behind each other; a function's condition is that of everything made of it.

mod beside;
mod events;
mod made;

use std::rc::Rc;

use super::evaluator::Evaluator;
use super::sections::{Body, Entry, Section};
use crate::diagnostic::Diagnostic;
use crate::iac::cloudformation::gather::is_made;
use crate::iac::{IGNORED_MEMBER, REFUSED};
use crate::json::fields::text;
use crate::json::{Kind, Member, Value};
use crate::source::Span;
use made::{get_attribute, member, object, reference, resource};

/// Whose event it is.
struct Owner {
    /// Its logical id; empty for an event that stands alone.
    id: String,
    is_state_machine: bool,
    /// What functions are invoked by: the function or its alias, as `Ref` names it.
    invoked: String,
    /// The condition of everything made of it.
    condition: Option<Member>,
}

impl Owner {
    /// What the properties of its events of a type are called in `members.txt`; of no type, the types.
    fn events(&self, kind: &str) -> String {
        match self.is_state_machine {
            true => format!("AWS::Serverless::StateMachine/{kind}"),
            false => format!("AWS::Serverless::Function/{kind}"),
        }
    }

    /// The ARN of what an event invokes.
    ///
    /// AWS SAM translator: a state machine by `Ref`, a function by its attribute, an alias by `Ref`.
    fn arn(&self, span: Span) -> Option<Value> {
        if self.id.is_empty() {
            return None;
        }
        Some(match self.is_state_machine || self.invoked != self.id {
            true => reference(&self.invoked, span),
            false => get_attribute(&self.id, "Arn", span),
        })
    }
}

/// Whether an event of this type stands alone, outside of a function.
pub(super) fn is_event(kind: &str) -> bool {
    matches!(
        kind,
        "EventBridgeRule" | "CloudWatchEvent" | "Schedule" | "ScheduleV2"
    )
}

/// Whether a resource does without what `Globals` say of a property.
///
/// AWS SAM Developer Guide, "Globals section", `IgnoreGlobals`: `'*'`, or a list of properties.
fn ignores(resource: &Value, property: &str) -> bool {
    let Some(ignored) = resource.get("IgnoreGlobals") else {
        return false;
    };
    let one = std::slice::from_ref(ignored);
    let mut all = ignored.as_array().unwrap_or(one).iter();
    all.any(|one| {
        one.as_str()
            .is_some_and(|one| one == "*" || one == property)
    })
}

/// A function with what `Globals` say of where goes what it does not take, of which alias, and of how long and how often at
/// a time it may run.
///
/// AWS SAM Developer Guide, "Globals section": what a resource has too is laid over it, member by member.
fn with_globals<'a>(entry: Entry<'a>, globals: Option<&Value>) -> Entry<'a> {
    const READ: [&str; 5] = [
        "AutoPublishAlias",
        "DeadLetterQueue",
        "EventInvokeConfig",
        "ReservedConcurrentExecutions",
        "Timeout",
    ];
    let is_function = text(&entry.body, "Type") == Some("AWS::Serverless::Function");
    let Some(globals) = globals.filter(|_| is_function) else {
        return entry;
    };
    let mut body = Value::clone(&entry.body);
    let Kind::Object(members) = &mut body.kind else {
        return entry;
    };
    let Some(properties) = members.iter_mut().rfind(|one| one.name == *"Properties") else {
        return entry;
    };
    let mut is_changed = false;
    for name in READ {
        let global = globals.get(name).filter(|_| !ignores(&entry.body, name));
        if let (Some(global), Kind::Object(own)) = (global, &mut properties.value.kind) {
            lay_over(own, name, global);
            is_changed = true;
        }
    }
    match is_changed {
        true => Entry {
            body: Body::Made(Rc::new(body)),
            ..entry
        },
        false => entry,
    }
}

/// A function with the queues and topics that are made for destinations of asynchronous invocations which name none.
///
/// AWS SAM translator, `sam_resources.py`, `_validate_and_inject_resource`: of the types `SQS` and `SNS`, by the logical id of
/// the function, `EventInvokeConfig`, `OnFailure` or `OnSuccess`, and `Queue` or `Topic`.
fn with_destinations<'a>(entry: Entry<'a>, made: &mut Vec<(String, Value)>) -> Entry<'a> {
    if text(&entry.body, "Type") != Some("AWS::Serverless::Function") {
        return entry;
    }
    let condition = entry.body.get("Condition").cloned();
    let condition = condition.map(|value| member("Condition", value));
    let mut body = Value::clone(&entry.body);
    let path = ["Properties", "EventInvokeConfig", "DestinationConfig"];
    let config = path
        .iter()
        .try_fold(&mut body, |value, name| member_of(value, name));
    let Some(config) = config else {
        return entry;
    };
    let before = made.len();
    for which in ["OnFailure", "OnSuccess"] {
        let given = member_of(config, which).filter(|given| given.get("Destination").is_none());
        let Some(given) = given else {
            continue;
        };
        let span = given.span;
        let id = format!("{}EventInvokeConfig{which}", entry.name);
        let (id, kind, arn) = match text(given, "Type") {
            Some("SQS") => {
                let id = format!("{id}Queue");
                let arn = get_attribute(&id, "Arn", span);
                (id, "AWS::SQS::Queue", arn)
            }
            Some("SNS") => {
                let id = format!("{id}Topic");
                let arn = reference(&id, span);
                (id, "AWS::SNS::Topic", arn)
            }
            _ => continue,
        };
        if let Kind::Object(members) = &mut given.kind {
            members.push(member("Destination", arn));
        }
        made.push((id, resource(kind, object([], span), condition.as_ref())));
    }
    match made.len() > before {
        true => Entry {
            body: Body::Made(Rc::new(body)),
            ..entry
        },
        false => entry,
    }
}

/// The value of a member, to be changed.
fn member_of<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    let Kind::Object(members) = &mut value.kind else {
        return None;
    };
    let found = members.iter_mut().rfind(|one| one.name == *name);
    found.map(|one| &mut one.value)
}

/// Puts a member below one of the same name: objects are joined, everything else is kept. Values of templates lie in each
/// other only so deep, and these configurations no more than four.
fn lay_over(own: &mut Vec<Member>, name: &str, global: &Value) {
    let Some(present) = own.iter_mut().rfind(|one| one.name == *name) else {
        own.push(member(name, global.clone()));
        return;
    };
    let Kind::Object(inside) = &mut present.value.kind else {
        return;
    };
    for below in global.as_object().unwrap_or_default() {
        match inside.iter_mut().rfind(|one| one.name == below.name) {
            None => inside.push(below.clone()),
            Some(above) => {
                if let (Kind::Object(above), Some(below)) =
                    (&mut above.value.kind, below.value.as_object())
                {
                    let is_new = |one: &&Member| !above.iter().any(|own| own.name == one.name);
                    let new: Vec<Member> = below.iter().filter(is_new).cloned().collect();
                    above.extend(new);
                }
            }
        }
    }
}

impl Evaluator<'_, '_> {
    /// Puts behind each function and state machine what is made of its events.
    pub(super) fn translate(&mut self, template: &Value) {
        let entries = self.sections.resources.entries().to_vec();
        let is_serverless = |entry: &Entry<'_>| {
            text(&entry.body, "Type").is_some_and(|kind| kind.starts_with("AWS::Serverless::"))
        };
        if !entries.iter().any(is_serverless) {
            return;
        }
        let globals = template
            .get("Globals")
            .and_then(|globals| globals.get("Function"));
        let mut section = Section::default();
        for entry in entries {
            let mut made = self.made_of(&entry, globals);
            let entry = with_globals(entry, globals);
            let entry = with_destinations(entry, &mut made);
            self.function_letters(&entry);
            section.push(entry);
            for (name, body) in made {
                let name_span = body.span;
                let body = Body::Made(Rc::new(body));
                section.push(Entry {
                    name,
                    name_span,
                    body,
                });
            }
        }
        self.sections.resources = section;
    }

    /// What the events of a resource make, by logical id.
    fn made_of(&mut self, entry: &Entry<'_>, globals: Option<&Value>) -> Vec<(String, Value)> {
        let is_state_machine = match text(&entry.body, "Type") {
            Some("AWS::Serverless::Function") => false,
            Some("AWS::Serverless::StateMachine") => true,
            _ => return Vec::new(),
        };
        let Some(properties) = entry.body.get("Properties") else {
            return Vec::new();
        };
        let kind = text(&entry.body, "Type").unwrap_or_default();
        self.unknown_members(kind, &format!("`{kind}`"), "SAM", properties);
        let mut members = entry.body.as_object().unwrap_or_default().iter();
        let mut owner = Owner {
            id: entry.name.clone(),
            is_state_machine,
            invoked: entry.name.clone(),
            condition: members.rfind(|member| member.name == *"Condition").cloned(),
        };
        let mut made = Vec::new();
        let globals =
            globals.filter(|_| !is_state_machine && !ignores(&entry.body, "AutoPublishAlias"));
        self.publish_alias(&mut owner, properties, globals, &mut made);
        let Some(events) = properties.get("Events") else {
            return made;
        };
        let Some(events) = events.as_object() else {
            self.no_events(&owner, events);
            return made;
        };
        for event in events {
            let id = format!("{}{}", owner.id, event.name.to_display());
            self.event(&owner, &id, &event.value, &mut made);
        }
        made
    }

    /// Tells of members that the translator leaves out: all but those that it knows of such an object.
    fn ignored(&mut self, value: &Value, known: &[&str]) {
        let members = value.as_object().unwrap_or_default().iter();
        let ignored = members.map(|one| (one.name.to_display(), one.name_span));
        for (name, place) in ignored.filter(|(name, _)| !known.iter().any(|one| name == one)) {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("`{name}` has no effect beside {}", known.join(" and "));
            let told = Diagnostic::warning(IGNORED_MEMBER, message);
            self.tell(told.at(place, "SAM leaves this out"));
        }
    }

    /// Tells what is refused of the `DeadLetterQueue` of a function.
    ///
    /// AWS SAM translator, `sam_resources.py`, `_validate_dlq`; an empty object counts as none.
    fn function_letters(&mut self, entry: &Entry<'_>) {
        const KINDS: [&str; 2] = ["SQS", "SNS"];
        if text(&entry.body, "Type") != Some("AWS::Serverless::Function") {
            return;
        }
        let properties = entry.body.get("Properties");
        let Some(queue) = properties.and_then(|given| given.get("DeadLetterQueue")) else {
            return;
        };
        let members = queue.as_object().unwrap_or_default();
        if members.is_empty() || members.iter().any(|one| is_made(&one.name.to_display())) {
            return;
        }
        self.ignored(queue, &["Type", "TargetArn"]);
        let (place, why, words) = match (queue.get("Type"), queue.get("TargetArn")) {
            (Some(kind), Some(_)) => match self.known_text(kind, "Type") {
                Ok(known) if !KINDS.contains(&known.as_str()) => (
                    kind.span,
                    format!("its `Type` is `{known}`"),
                    "'DeadLetterQueue' requires Type of ['SQS', 'SNS']",
                ),
                _ => return,
            },
            (kind, arn) => {
                let missing = [("`Type`", kind), ("`TargetArn`", arn)].into_iter();
                let missing = missing
                    .filter(|(_, one)| one.is_none())
                    .map(|(name, _)| name);
                (
                    queue.span,
                    format!("it lacks {}", missing.collect::<Vec<_>>().join(" and ")),
                    "'DeadLetterQueue' requires Type and TargetArn properties to be specified.",
                )
            }
        };
        let message = format!(
            "the `DeadLetterQueue` of the function `{}` is refused: {why}",
            entry.name
        );
        self.tell(Diagnostic::warning(REFUSED, message).at(place, format!("SAM: {words}")));
    }

    /// AWS SAM translator: with `AutoPublishAlias` the alias is invoked in place of the function; in place of a state
    /// machine it is only with `UseAliasAsEventTarget`. In the logical id of the alias `-` is `D`, and `_` is `U`.
    fn publish_alias(
        &mut self,
        owner: &mut Owner,
        properties: &Value,
        globals: Option<&Value>,
        made: &mut Vec<(String, Value)>,
    ) {
        let global = || globals.and_then(|globals| globals.get("AutoPublishAlias"));
        let Some(alias) = properties.get("AutoPublishAlias").or_else(global) else {
            return;
        };
        let Ok(name) = self.known_text(alias, "AutoPublishAlias") else {
            return;
        };
        let uses_alias = properties.get("UseAliasAsEventTarget").is_some_and(|uses| {
            matches!(
                self.known_text(uses, "UseAliasAsEventTarget").as_deref(),
                Ok("true")
            )
        });
        let span = alias.span;
        let members = [
            ("FunctionName", reference(&owner.id, span)),
            ("Name", Value::text(&name, span)),
        ];
        let properties = object(members, span);
        let (kind, is_invoked) = match owner.is_state_machine {
            true => ("AWS::StepFunctions::StateMachineAlias", uses_alias),
            false => ("AWS::Lambda::Alias", true),
        };
        let letters = match owner.is_state_machine {
            true => name,
            false => name.replace('-', "D").replace('_', "U"),
        };
        let id = format!("{}Alias{letters}", owner.id);
        let body = resource(kind, properties, owner.condition.as_ref());
        made.push((id.clone(), body));
        self.memo.aliases.insert(owner.id.clone(), id.clone());
        if is_invoked {
            owner.invoked = id;
        }
    }

    /// What an event that stands alone makes.
    pub(super) fn event_alone(&mut self, event: &Value) -> Option<Value> {
        let owner = Owner {
            id: String::new(),
            is_state_machine: false,
            invoked: String::new(),
            condition: None,
        };
        let mut made = Vec::new();
        self.event(&owner, "", event, &mut made);
        made.into_iter().next().map(|(_, body)| body)
    }
}
