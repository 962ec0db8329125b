//! Which members objects of templates have, so that nothing that is misspelt is passed over without a word.
//!
//! `members.txt` has a line for each object: its name, and the names of its members.
//!
//! # Source
//!
//! AWS: the schemas of resource types in the CloudFormation registry, as cfn-lint 1.58 has them; AWS SAM translator 1.115,
//! `property_types` of functions, of state machines and of their events; CloudFormation User Guide, "Template sections".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::gather::is_made;
use crate::diagnostic::Diagnostic;
use crate::iac::{LEFT_OUT, UNKNOWN_MEMBER};
use crate::json::{JsonString, Kind, Member, Value};
use crate::suggest;

/// The parts of a template.
pub(super) const TEMPLATE: &str = "Template";
/// What a template has for all of its resources of a kind.
pub(super) const GLOBALS: &str = "Globals";
/// What a resource has beside its properties.
pub(super) const RESOURCE: &str = "Resource";

/// How deep objects lie in each other, at most.
const MAXIMUM_DEPTH: usize = 8;

/// How many names a help lists.
const LISTED: usize = 12;

/// Names of other tools for members, with those that are meant. SAM has `DeadLetterQueue` where Lambda has `DeadLetterConfig`.
const ELSEWHERE: [(&str, &str); 2] = [
    ("DeadLetterConfig", "DeadLetterQueue"),
    ("DeadLetterQueue", "DeadLetterConfig"),
];

/// Members in which something stands that is read, whatever the type of the resource is called.
const TELLING: [&str; 4] = [
    "EventPattern",
    "ScheduleExpression",
    "FilterCriteria",
    "FilterPolicy",
];

/// Types of other services that have members of these names.
const OTHER_SERVICES: [&str; 4] = [
    "AWS::Backup::RestoreTestingPlan",
    "AWS::InspectorV2::Filter",
    "AWS::Logs::ScheduledQuery",
    "AWS::SSM::Association",
];

/// Types whose names are near to those that are read.
const NEAR: [&str; 2] = ["AWS::EventsV2::EventBus", "AWS::PCS::Queue"];

/// Members that are asked by themselves: who asks for a pattern is to learn that there is none under this name.
const ASKED: [&str; 2] = ["EventPattern", "Pattern"];

/// The members of one kind of object.
type Object = Vec<(&'static str, Option<&'static str>)>;

static OBJECTS: LazyLock<BTreeMap<&'static str, Object>> = LazyLock::new(|| {
    let lines = include_str!("members.txt").lines();
    let objects = lines.filter(|line| !line.starts_with('#')).map(|line| {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        let members = words.map(|word| match word.split_once('>') {
            Some((member, inside)) => (member, Some(inside)),
            None => (word, None),
        });
        (name, members.collect())
    });
    objects.collect()
});

/// The names of the members of an object; `None` for one that is not known.
pub(super) fn names(object: &str) -> Option<Vec<&'static str>> {
    let members = OBJECTS.get(object)?;
    Some(members.iter().map(|(name, _)| *name).collect())
}

/// What is told of members that an object has not; `called` is the object for people, `refuses` who takes none of them.
pub(super) fn unknown(object: &str, called: &str, refuses: &str, value: &Value) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    if let Some(members) = OBJECTS.get(object) {
        let root = object.split('.').next().unwrap_or(object);
        unknown_in(root, members, (called, refuses), value, &mut told);
    }
    told
}

/// The same of a resource: what belongs in its properties may stand beside them.
pub(super) fn unknown_of_resource(kind: &str, resource: &Value) -> Vec<Diagnostic> {
    let properties = names(kind).unwrap_or_default();
    let members = resource.as_object().unwrap_or_default();
    let mut told = unknown(RESOURCE, "a resource", "CloudFormation", resource);
    for one in &mut told {
        let place = one.primary.as_ref().map(|label| label.span);
        let member = members
            .iter()
            .find(|member| Some(member.name_span) == place);
        let name = member.map(|member| member.name.to_display());
        if let Some(name) = name.filter(|name| properties.contains(&&**name)) {
            one.fix = None;
            one.help = Some(format!(
                "it belongs in `Properties`: move `{name}` one level deeper"
            ));
        }
    }
    told
}

fn unknown_in(
    root: &str,
    known: &Object,
    (called, refuses): (&str, &str),
    value: &Value,
    told: &mut Vec<Diagnostic>,
) {
    for member in value.as_object().unwrap_or_default() {
        let name = member.name.to_display();
        match known.iter().find(|(known, _)| *known == name) {
            Some((_, None)) => {}
            Some((_, Some(inside))) => {
                let inside = OBJECTS.get(format!("{root}.{inside}").as_str());
                let one = std::slice::from_ref(&member.value);
                let all = member.value.as_array().unwrap_or(one);
                for (value, inside) in all.iter().zip(std::iter::repeat(inside)) {
                    if let Some(inside) = inside {
                        unknown_in(root, inside, (&format!("`{name}`"), refuses), value, told);
                    }
                }
            }
            None if is_made(&name) => {}
            None => {
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let told_of = left_out(member, called, refuses, &names);
                told.push(
                    match home(root, &name).or_else(|| of_an_event(root, &name)) {
                        Some(home) => Diagnostic {
                            fix: None,
                            ..told_of.help(belongs(&name, called, &home))
                        },
                        None => told_of,
                    },
                );
            }
        }
    }
}

/// The object with the names that are meant for those that are misspelt, so that what stands in them is read, and what is
/// wrong in there is told at once.
pub(super) fn as_meant(object: &str, value: &Value) -> Value {
    let root = object.split('.').next().unwrap_or(object);
    match OBJECTS.get(object) {
        Some(known) => meant_in(root, known, value),
        None => value.clone(),
    }
}

fn meant_in(root: &str, known: &Object, value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::Array(elements) => {
            let elements = elements.iter().map(|one| meant_in(root, known, one));
            Kind::Array(elements.collect())
        }
        Kind::Object(members) => {
            let has = |name: &str| members.iter().any(|one| one.name == *name);
            let members = members.iter().map(|member| {
                let written = member.name.to_display();
                let is_known = |name: &str| known.iter().find(|(one, _)| *one == name).copied();
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let near = || {
                    let near = suggest::nearest(&written, &names);
                    let near = near.or_else(|| suggest::kindred(&written, &names));
                    near.filter(|meant| !has(meant) && !ASKED.contains(meant))
                };
                // One of several things is no list of them.
                let is_of_same_number =
                    |meant: &&str| !is_plural(&written, meant) && !is_plural(meant, &written);
                let (name, inside) = match is_known(&written) {
                    Some((name, inside)) => (Some(name), inside),
                    None if is_made(&written) => (None, None),
                    // What belongs further in is none of those that stand here.
                    None if home(root, &written).is_some() => (None, None),
                    None => match near().filter(is_of_same_number).and_then(is_known) {
                        Some((meant, inside)) => (Some(meant), inside),
                        None => (None, None),
                    },
                };
                let inside = inside.and_then(|one| OBJECTS.get(format!("{root}.{one}").as_str()));
                Member {
                    name: name.map_or_else(|| member.name.clone(), JsonString::from),
                    name_span: member.name_span,
                    value: match inside {
                        Some(inside) => meant_in(root, inside, &member.value),
                        None => member.value.clone(),
                    },
                }
            });
            Kind::Object(members.collect())
        }
        kind => kind.clone(),
    };
    Value {
        span: value.span,
        kind,
    }
}

fn left_out(member: &Member, called: &str, refuses: &str, known: &[&str]) -> Diagnostic {
    let name = member.name.to_display();
    let message = format!("`{name}` is refused: {called} has no such member");
    let told = Diagnostic::warning(UNKNOWN_MEMBER, message)
        .at(member.name_span, format!("{refuses} refuses this"));
    let told = helped(told, &name, known);
    if let (Some(meant), Some(_)) = (nearest(&name, known), member.value.as_array())
        && is_plural(&name, meant)
    {
        return told.help(format!(
            "did you mean `{meant}`? it is one object, and no list"
        ));
    }
    let is_in_quotes = member.name_span.len() == name.len() + 2;
    match nearest(&name, known) {
        Some(meant) if is_in_quotes => told.fix(member.name_span, format!("\"{meant}\"")),
        Some(meant) if member.name_span.len() == name.len() => told.fix(member.name_span, meant),
        _ => told,
    }
}

/// Whether a name is that of several of what the other names.
fn is_plural(several: &str, one: &str) -> bool {
    several.strip_suffix('s') == Some(one)
}

/// With a help that names what may be meant, or everything that there is.
pub(super) fn helped(told: Diagnostic, name: &str, known: &[&str]) -> Diagnostic {
    match nearest(name, known) {
        Some(meant) => told.help(format!("did you mean `{meant}`?")),
        None if known.len() <= LISTED => told.help(format!("there are {}", listed(known))),
        None => told,
    }
}

/// Where in a function of SAM, or in an event of one, a member belongs that an event source mapping has.
fn of_an_event(root: &str, name: &str) -> Option<Vec<&'static str>> {
    const MAPPING: &str = "AWS::Lambda::EventSourceMapping";
    const QUEUE: &str = "AWS::Serverless::Function/SQS";
    let is_in = |object: &str| names(object).is_some_and(|names| names.contains(&name));
    match root {
        "AWS::Serverless::Function" if is_in(QUEUE) => Some(vec!["Events", "Properties"]),
        _ if root.starts_with("AWS::Serverless::Function/") && is_event_source(root) => {
            home(MAPPING, name).filter(|home| !home.is_empty())
        }
        _ => None,
    }
}

/// Whether events of a type make event source mappings.
fn is_event_source(object: &str) -> bool {
    names(object).is_some_and(|names| names.contains(&"FilterCriteria"))
}

/// Where a member belongs that stands in the wrong object.
fn belongs(name: &str, called: &str, home: &[&str]) -> String {
    match home {
        [] => format!("`{name}` belongs in the properties themselves, and not in {called}"),
        ["Events", ..] => format!("`{name}` belongs in the `Properties` of an event in `Events`"),
        // Each target is told of in the list of them.
        ["Targets", inside @ ..] if !inside.is_empty() => {
            format!("`{name}` belongs in `{}`", inside.join("."))
        }
        home => format!("`{name}` belongs in `{}`", home.join(".")),
    }
}

/// Where below an object the one member of this name belongs: the members that lead there.
fn home(root: &str, name: &str) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    let mut due = vec![(root.to_owned(), Vec::new())];
    while let Some((object, path)) = due.pop() {
        for (member, inside) in OBJECTS.get(object.as_str())? {
            if *member == name {
                found.push(path.clone());
            }
            if let Some(inside) = inside.filter(|_| path.len() < MAXIMUM_DEPTH) {
                due.push((format!("{root}.{inside}"), [&path[..], &[*member]].concat()));
            }
        }
    }
    match found.as_slice() {
        [_] => found.pop(),
        _ => None,
    }
}

/// The known name that is meant: the nearest by its letters, else one that has the same words.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let elsewhere = || {
        let mut all = ELSEWHERE.iter().filter(|(other, _)| *other == name);
        all.find_map(|(_, meant)| known.iter().find(|known| *known == meant))
    };
    let near = suggest::nearest(name, known).or_else(|| suggest::kindred(name, known));
    near.or_else(|| elsewhere().copied())
}

/// Names for people.
pub(super) fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The type that may be meant by one that is not known here.
pub(super) fn near_type(kind: &str) -> Option<&'static str> {
    let is_other = NEAR.contains(&kind) || OTHER_SERVICES.contains(&kind);
    if is_other || OBJECTS.contains_key(kind) {
        return None;
    }
    suggest::nearest(kind, &types())
}

/// The types that are known.
fn types() -> Vec<&'static str> {
    let is_type = |name: &&&str| name.contains("::") && !name.contains(['.', '/']);
    OBJECTS.keys().filter(is_type).copied().collect()
}

/// What is told of a resource of a type that is not known here, but that may be one of those that are read; `near` is
/// the one whose name is nearest.
pub(super) fn unknown_type(resource: &Value, near: Option<&'static str>) -> Option<Diagnostic> {
    let place = resource.get("Type")?;
    let kind = place.as_str()?;
    if OBJECTS.contains_key(kind) || OTHER_SERVICES.contains(&kind) {
        return None;
    }
    let properties = resource.get("Properties");
    let telling = |name: &&str| properties.is_some_and(|one| one.get(name).is_some());
    let telling = TELLING.iter().find(|name| telling(name));
    let message = match (near, telling) {
        (_, Some(member)) => {
            format!("`{kind}` is left out, and the `{member}` that it has: this type is not read")
        }
        (Some(_), None) => format!("`{kind}` is left out: no such type is known"),
        (None, None) => return None,
    };
    let told = Diagnostic::warning(LEFT_OUT, message)
        .at(place.span, "it may hold rules, schedules or pipes");
    let last = |kind: &str| kind.rsplit("::").next().map(str::to_owned);
    let alike = || types().into_iter().find(|one| last(one) == last(kind));
    Some(match near.or_else(alike) {
        Some(meant) => told.help(format!("did you mean `{meant}`?")),
        None => told,
    })
}
