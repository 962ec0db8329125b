//! What is left when all commands have run, one behind the other: later ones replace, change and delete what earlier ones made.
//!
//! # Source
//!
//! AWS: EventBridge API Reference, `PutRule` ("the old values for those arguments are not kept"), `PutTargets` ("updates the
//! targets if they are already associated"), `DisableRule`, `RemoveTargets`; EventBridge Scheduler, `UpdateSchedule`
//! ("overrides the existing schedule"); EventBridge Pipes, `UpdatePipe` ("only updates the fields you have specified").

use std::collections::BTreeMap;

use super::operations::{Change, Declares};
use super::request::Request;
use crate::diagnostic::Diagnostic;
use crate::iac::LEFT_OUT;
use crate::json::fields::present;
use crate::json::{JsonString, Kind, Member, Shape, Value};
use crate::model::bus_name;
use crate::source::Span;

/// What is left of the requests of a text.
#[derive(Default)]
pub(super) struct Settled {
    /// The requests that are left, where the first of each name stood.
    pub(super) kept: Vec<Request>,
    /// Those that another one replaces, changes or deletes, in whole or in part: each is made all the same.
    pub(super) replaced: Vec<Request>,
    /// What should be told of them.
    pub(super) told: Vec<Diagnostic>,
}

/// What is left of requests.
pub(super) fn settled(requests: Vec<Request>) -> Settled {
    let mut left = Settled::default();
    for request in &requests {
        let request = request.clone();
        match request.declares {
            Declares::Change(change, of) => left.change(&request, change, of),
            Declares::Targets => {
                left.remove_targets(&request, &target_ids(&request.value));
                left.kept.push(request);
            }
            _ => left.put(request),
        }
    }
    let mut made: BTreeMap<Span, Vec<&Value>> = BTreeMap::new();
    for one in &left.kept {
        made.entry(one.value.span).or_default().push(&one.value);
    }
    let is_kept = |one: &Request| {
        let same = made.get(&one.value.span);
        same.is_some_and(|all| all.contains(&&one.value))
    };
    let is_change = |one: &Request| matches!(one.declares, Declares::Change(..));
    let replaced = requests.into_iter();
    let replaced = replaced.filter(|one| !is_change(one) && !is_kept(one));
    let replaced: Vec<Request> = replaced.collect();
    Settled { replaced, ..left }
}

impl Settled {
    /// Puts what a request makes in the place of what was there under its name.
    fn put(&mut self, request: Request) {
        let Some(before) = self.named(request.declares, &request.value) else {
            return self.kept.push(request);
        };
        let keeps_others = request.is_update && request.declares != Declares::Schedule;
        let kept = match keeps_others {
            true => others(&before.value, &request.value),
            false => {
                before.is_update = request.is_update;
                Vec::new()
            }
        };
        let span = request.value.span;
        before.value = match request.value.kind {
            Kind::Object(members) if !kept.is_empty() => {
                let kind = Kind::Object(kept.into_iter().chain(members).collect());
                Value { span, kind }
            }
            kind => Value { span, kind },
        };
    }

    /// What was made under the name that a request has.
    fn named(&mut self, declares: Declares, value: &Value) -> Option<&mut Request> {
        let name = name(declares, value)?;
        let is_same = |one: &&mut Request| {
            one.declares == declares && self::name(declares, &one.value).as_ref() == Some(&name)
        };
        self.kept.iter_mut().rev().find(is_same)
    }

    fn change(&mut self, request: &Request, change: Change, of: &'static Declares) {
        let command = request.command.clone();
        if change == Change::RemoveTargets {
            let ids = texts(&request.value, "Ids");
            match request.is_certain {
                true => self.remove_targets(request, &ids),
                false => self.perhaps(request, "removes targets"),
            }
            return;
        }
        let Some(made) = self.named(*of, &request.value) else {
            let message = format!("`{command}` changes what no command before it makes");
            let told = Diagnostic::note(LEFT_OUT, message).at(request.value.span, "");
            return self.told.push(told);
        };
        if change != Change::Delete {
            let (member, word) = change.state(*of);
            let span = request.value.span;
            let state = match request.is_certain {
                true => Value::text(word, span),
                false => Value::open(Shape::Text, &format!("whether `{command}` runs"), span),
            };
            return set(&mut made.value, member, state);
        }
        if !request.is_certain {
            return self.perhaps(request, "deletes what a command before it makes");
        }
        let span = made.value.span;
        let (declares, gone) = (made.declares, name(*of, &request.value));
        self.kept.retain(|one| {
            let declares_targets = *of == Declares::Rule && one.declares == Declares::Targets;
            let is_same = one.declares == declares || declares_targets;
            !is_same || name(one.declares, &one.value) != gone
        });
        self.told.push(
            Diagnostic::note(
                LEFT_OUT,
                format!("`{command}` deletes this later, so it is left out"),
            )
            .at(beginning(span), "made here")
            .related(beginning(request.value.span), "deleted here"),
        );
    }

    /// What runs only under a condition does not count, and is told.
    fn perhaps(&mut self, request: &Request, what: &str) {
        let message = format!("`{}` {what}, if it runs", request.command);
        self.told.push(
            Diagnostic::note(LEFT_OUT, message)
                .at(beginning(request.value.span), "only under a condition"),
        );
    }

    /// Takes the targets of these ids from the rule that a request names.
    fn remove_targets(&mut self, request: &Request, ids: &[String]) {
        let rule = name(Declares::Targets, &request.value);
        let same = self.kept.iter_mut().filter(|one| {
            one.declares == Declares::Targets && name(one.declares, &one.value) == rule
        });
        for one in same {
            let Kind::Object(members) = &mut one.value.kind else {
                continue;
            };
            for member in members.iter_mut().filter(|one| one.name == *"Targets") {
                if let Kind::Array(targets) = &mut member.value.kind {
                    targets.retain(|target| {
                        let id = target.get("Id").and_then(Value::as_str);
                        id.is_none_or(|id| !ids.iter().any(|one| one == id))
                    });
                }
            }
        }
    }
}

/// The name under which a request makes something, and the bus or group in which that name is the only one.
fn name(declares: Declares, value: &Value) -> Option<(String, String)> {
    let shown = |member: &str| present(value, member).and_then(shown);
    let bus = || {
        shown("EventBusName").map_or_else(|| "default".to_owned(), |bus| bus_name(&bus).to_owned())
    };
    match declares {
        Declares::Rule => Some((shown("Name")?, bus())),
        Declares::Targets => Some((shown("Rule")?, bus())),
        Declares::Schedule => {
            let group = shown("GroupName").unwrap_or_else(|| "default".to_owned());
            Some((shown("Name")?, group))
        }
        Declares::Pipe | Declares::Bus => Some((shown("Name")?, String::new())),
        Declares::Archive => Some((shown("ArchiveName")?, String::new())),
        _ => None,
    }
}

/// A text, with what is not known of it as `${…}`.
fn shown(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::String(text) => Some(text.to_display().into_owned()),
        Kind::Open(open) => Some(open.to_display()),
        _ => None,
    }
}

/// The members of an object that another has not.
fn others(object: &Value, another: &Value) -> Vec<Member> {
    let members = object.as_object().unwrap_or_default().iter();
    let has = |member: &Member| {
        let given = another.as_object().unwrap_or_default();
        given.iter().any(|one| one.name == member.name)
    };
    members.filter(|member| !has(member)).cloned().collect()
}

/// Gives an object a member, in the place of the one that it has.
fn set(object: &mut Value, name: &str, value: Value) {
    let Kind::Object(members) = &mut object.kind else {
        return;
    };
    members.retain(|member| member.name != *name);
    members.push(Member {
        name: JsonString::from(name),
        name_span: value.span,
        value,
    });
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    let elements = value
        .get(name)
        .and_then(Value::as_array)
        .unwrap_or_default();
    elements
        .iter()
        .filter_map(|one| Some(one.as_str()?.to_owned()))
        .collect()
}

fn target_ids(value: &Value) -> Vec<String> {
    let targets = value
        .get("Targets")
        .and_then(Value::as_array)
        .unwrap_or_default();
    let ids = targets
        .iter()
        .filter_map(|target| target.get("Id")?.as_str());
    ids.map(str::to_owned).collect()
}

/// The first letter of something long.
fn beginning(span: Span) -> Span {
    Span::new(span.start, span.end.min(span.start + 3))
}
