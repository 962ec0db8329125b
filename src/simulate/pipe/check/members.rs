//! Members of a pipe that AWS does not know: misspelt ones, mostly.
//!
//! A misspelt `Filters` makes a pipe without filters, so nothing that is not read goes by in silence.
//!
//! # Source
//!
//! AWS: the model of CreatePipe, by [`api`]; EventBridge Pipes API Reference, `DescribePipe`, read 2026-11-20.

use crate::api::{self, Constraint, Operation, Refusal, Shape, ShapeKind, Step};
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::json::{FieldCodes, Fields, Value};
use crate::model::Pipe;
use crate::simulate::pipe::codes::UNKNOWN_MEMBER;
use crate::simulate::pipe::{SourceKind, TargetKind};
use crate::source::Span;
use crate::suggest;

/// What DescribePipe answers beside what CreatePipe takes. `ResponseMetadata` is what SDKs add.
const ANSWERED: [&str; 6] = [
    "Arn",
    "CreationTime",
    "CurrentState",
    "LastModifiedTime",
    "ResponseMetadata",
    "StateReason",
];

/// How deep objects lie in each other in a pipe, at most.
const MAXIMUM_DEPTH: usize = 16;

/// Whether `name` is a member of the parameters that a pipe calls `parameters`.
pub(super) fn is_parameter(parameters: &str, name: &str) -> bool {
    let of = |shape: &'static Shape, name: &str| match &shape.kind {
        ShapeKind::Structure(structure) => {
            let mut members = structure.members.iter();
            let found = members.find(|member| member.name == name);
            found.map(|member| member.held.shape())
        }
        _ => None,
    };
    let block = of(Operation::CreatePipe.request(), parameters);
    block.and_then(|block| of(block, name)).is_some()
}

/// What is said at a member that AWS does not know.
const NOT_KNOWN: &str = "not known to AWS";

/// Whether it is told that AWS does not know a member: clients such as the AWS CLI send no request that has one.
#[must_use]
pub fn is_unknown_member(told: &Diagnostic) -> bool {
    let label = told.primary.as_ref().map(|label| label.text.as_str());
    told.code == UNKNOWN_MEMBER && label == Some(NOT_KNOWN)
}

/// Where else in a pipe a member of this name stands: the names that lead there, of each structure that has one. Of the
/// parameters of sources and targets only those count that this pipe has.
fn homes(name: &str, pipe: &Pipe) -> Vec<Vec<&'static str>> {
    const ENDS: [&str; 2] = ["SourceParameters", "TargetParameters"];
    let source = pipe.source_kind().map(SourceKind::parameter_block);
    let target = pipe.target_kind().and_then(TargetKind::parameter_block);
    let mut found = Vec::new();
    let mut due: Vec<(Vec<&'static str>, &Shape)> =
        vec![(Vec::new(), Operation::CreatePipe.request())];
    while let Some((path, shape)) = due.pop() {
        let ShapeKind::Structure(structure) = &shape.kind else {
            continue;
        };
        for member in &structure.members {
            let is_of_end = path.last().is_some_and(|last| ENDS.contains(last));
            let is_block = member.name.ends_with("Parameters") && is_of_end;
            let own = match path.last() {
                Some(&"SourceParameters") => source,
                _ => target,
            };
            if is_block && Some(member.name) != own {
                continue;
            }
            if member.name == name {
                found.push(path.clone());
            }
            if path.len() < MAXIMUM_DEPTH {
                due.push(([&path[..], &[member.name]].concat(), member.held.shape()));
            }
        }
    }
    found
}

/// Members that AWS does not know where they stand, and knows elsewhere: each with the place where it belongs.
fn elsewhere(refusals: &[Refusal], pipe: &Pipe) -> Vec<(Span, Vec<&'static str>)> {
    let unknown = refusals
        .iter()
        .filter(|one| matches!(one.constraint, Constraint::Unknown(_)));
    let is_used = |home: &Vec<&'static str>| {
        pipe.enrichment.is_some() || home.first() != Some(&"EnrichmentParameters")
    };
    unknown
        .filter_map(|one| {
            let mut homes = homes(one.member.last(), pipe);
            homes.retain(is_used);
            match homes.as_slice() {
                [only] => Some((one.span, only.clone())),
                _ => None,
            }
        })
        .collect()
}

/// What a member is written as where AWS has no such one: a list without its name, the ways of rules, `Arn` behind a name.
fn reshaped(whole: &str, (name, value): (&str, &str), known: &[&str]) -> Option<String> {
    if name == "Pattern" && whole == "`FilterCriteria`" {
        return Some(format!("write `\"Filters\": [{{\"Pattern\": {value}}}]`"));
    }
    if name == "InputTransformer" || name == "InputPathsMap" {
        return Some(
            "a pipe has no paths map: write `\"InputTemplate\"` in `TargetParameters`, with paths in it such as `<$.body.id>`"
                .to_owned(),
        );
    }
    let bare = name
        .strip_suffix("Arn")
        .filter(|bare| known.contains(bare))?;
    Some(format!("did you mean `{bare}`?"))
}

/// What to write where a member belongs, with all others that belong there.
fn moved(home: &[&'static str], members: &[(String, String)], whole: &Value) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\": {value}"))
        .collect();
    let members = members.join(", ");
    // What is there already is not written again.
    let mut there = Some(whole);
    let missing: Vec<&str> = home
        .iter()
        .copied()
        .filter(|name| {
            there = there.and_then(|value| present(value, name));
            there.is_none()
        })
        .collect();
    let written = missing
        .iter()
        .rev()
        .fold(members, |inside, name| format!("\"{name}\": {{{inside}}}"));
    let parent = home.get(..home.len() - missing.len()).and_then(<[_]>::last);
    match (home.last(), parent) {
        (None, _) => format!("it stands at the top of a pipe: `{written}`"),
        (Some(last), Some(parent)) if last != parent => {
            format!("it belongs in `{last}`: write `{written}` in `{parent}`")
        }
        (Some(last), Some(_)) => format!("it belongs in `{last}`: write `{written}` there"),
        (Some(last), None) => {
            format!("it belongs in `{last}`: write `{written}` at the top of the pipe")
        }
    }
}

/// A warning for every member of a pipe that AWS does not know or that is given twice, and for every filter without a
/// pattern.
pub(super) fn unknown(declared: &Pipe, pipe: &Value) -> Vec<Diagnostic> {
    let mut fields = Fields::new(FieldCodes::all(UNKNOWN_MEMBER));
    let refusals = api::judge(Operation::CreatePipe, pipe);
    let elsewhere = elsewhere(&refusals, declared);
    for refusal in &refusals {
        let Constraint::Unknown(known) = &refusal.constraint else {
            continue;
        };
        let name = refusal.member.last();
        let (whole, is_top) = match refusal.member.0.as_slice() {
            [.., Step::Element(_), _] => ("a filter".to_owned(), false),
            [.., Step::Member(parent), _] => (format!("`{parent}`"), false),
            _ => ("a pipe".to_owned(), true),
        };
        if is_top && ANSWERED.contains(&name) {
            continue;
        }
        let message = format!("{whole} has no member `{name}`");
        let told = Diagnostic::warning(UNKNOWN_MEMBER, message);
        let home = elsewhere.iter().find(|(span, _)| *span == refusal.span);
        let moved = home.map(|(_, home)| {
            let same = elsewhere.iter().filter(|(_, other)| other == home);
            let same = same.filter_map(|(span, _)| named_at(pipe, *span, 0));
            let members: Vec<(String, String)> = same.collect();
            moved(home, &members, pipe)
        });
        let reshaped = || {
            let (_, value) = named_at(pipe, refusal.span, 0)?;
            reshaped(&whole, (name, &value), known)
        };
        fields.found.push(Diagnostic {
            help: moved
                .or_else(reshaped)
                .or_else(|| suggest::did_you_mean(name, known))
                .or_else(|| {
                    let kindred = suggest::kindred(name, known)?;
                    Some(format!("did you mean `{kindred}`?"))
                }),
            ..told.at(refusal.span, NOT_KNOWN)
        });
    }
    duplicates(pipe, &mut fields, 0);
    check_filters(pipe, &mut fields);
    fields.found
}

/// The member whose name stands at a place: its name and its value, in JSON.
fn named_at(value: &Value, span: Span, depth: usize) -> Option<(String, String)> {
    if depth > MAXIMUM_DEPTH {
        return None;
    }
    let members = value.as_object().unwrap_or_default();
    let found = members.iter().find(|member| member.name_span == span);
    if let Some(member) = found {
        return Some((
            member.name.to_display().into_owned(),
            member.value.to_compact(),
        ));
    }
    let elements = value.as_array().unwrap_or_default();
    let mut inside = members.iter().map(|member| &member.value).chain(elements);
    inside.find_map(|one| named_at(one, span, depth + 1))
}

/// Names that are given twice, in every object.
fn duplicates(value: &Value, fields: &mut Fields, depth: usize) {
    if depth > MAXIMUM_DEPTH {
        return;
    }
    fields.duplicates(value);
    let members = value.as_object().unwrap_or_default();
    let elements = value.as_array().unwrap_or_default();
    let inside = members.iter().map(|member| &member.value).chain(elements);
    inside.for_each(|one| duplicates(one, fields, depth + 1));
}

fn check_filters(pipe: &Value, fields: &mut Fields) {
    let filters = present(pipe, "SourceParameters")
        .and_then(|parameters| present(parameters, "FilterCriteria"))
        .and_then(|criteria| present(criteria, "Filters"))
        .and_then(Value::as_array);
    for filter in filters.unwrap_or_default() {
        if filter.as_object().is_some() && present(filter, "Pattern").is_none() {
            fields.found.push(
                Diagnostic::warning(
                    UNKNOWN_MEMBER,
                    "a filter has no `Pattern` and is left out here",
                )
                .at(filter.span, "filters nothing")
                .help("write the pattern as `\"Pattern\": \"{…}\"`"),
            );
        }
    }
}
