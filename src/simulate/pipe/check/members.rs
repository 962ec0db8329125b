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
use crate::json::{FieldCodes, Fields, Member, Value, write_quoted};
use crate::model::{Extent, Pipe, Requested};
use crate::simulate::pipe::codes::UNKNOWN_MEMBER;
use crate::simulate::pipe::{SourceKind, TargetKind};
use crate::source::Span;
use crate::transform::{InputPaths, Template, Variable};

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

/// An error for every member of a pipe that AWS does not know, with what is broken: clients send no request that has one.
/// Whatever answered with such a member knows it: there it is a warning. A warning for every one that is given twice, and for
/// every filter without a pattern.
pub(super) fn unknown(declared: &Pipe, request: &Requested) -> Vec<(Diagnostic, Option<Refusal>)> {
    let pipe = &request.value;
    let is_answer = request.extent == Extent::Answer
        || ANSWERED.iter().any(|name| present(pipe, name).is_some());
    let mut told = Vec::new();
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
        let one = match is_answer {
            true => Diagnostic::warning(UNKNOWN_MEMBER, message),
            false => Diagnostic::error(UNKNOWN_MEMBER, message),
        };
        let one = one.at(refusal.span, NOT_KNOWN);
        if let Some(written) = template_of_rule(pipe, refusal.span) {
            told.push((written.told(one), Some(refusal.clone())));
            continue;
        }
        let home = elsewhere.iter().find(|(span, _)| *span == refusal.span);
        let moved = home.map(|(_, home)| {
            let same = elsewhere.iter().filter(|(_, other)| other == home);
            let same = same.filter_map(|(span, _)| named_at(pipe, *span, 0));
            let members: Vec<(String, String)> = same.collect();
            api::moved(home, &members, pipe)
        });
        let reshaped = || {
            let (_, value) = named_at(pipe, refusal.span, 0)?;
            reshaped(&whole, (name, &value), known)
        };
        let one = Diagnostic {
            help: moved
                .or_else(reshaped)
                .or_else(|| api::meant_member(name, known)),
            ..one
        };
        told.push((one, Some(refusal.clone())));
    }
    duplicates(pipe, &mut fields, 0);
    check_filters(pipe, &mut fields);
    told.extend(fields.found.into_iter().map(|one| (one, None)));
    told
}

/// The input template of a pipe that an `InputTransformer` of a rule comes to.
struct Written {
    /// The member that has the template.
    template: String,
    /// The whole of what it stands for, where the name is in quotes.
    place: Option<Span>,
}

impl Written {
    fn told(self, told: Diagnostic) -> Diagnostic {
        let told = told.help(format!(
            "only rules have that: a pipe has one template with the paths in it: write `{}` in its place",
            self.template
        ));
        match self.place {
            Some(place) => told.fix(place, self.template),
            None => told,
        }
    }
}

/// What a pipe has for the input transformer whose name stands at `place`, if the template of a rule can be written so.
fn template_of_rule(pipe: &Value, place: Span) -> Option<Written> {
    const NAME: &str = "InputTransformer";
    let parameters = present(pipe, "TargetParameters")?;
    let mut members = parameters.as_object()?.iter();
    let given: &Member = members.find(|one| one.name_span == place && one.name == *NAME)?;
    let template = present(&given.value, "InputTemplate")?.as_str()?;
    let paths = present(&given.value, "InputPathsMap");
    let paths = paths.and_then(Value::as_object).unwrap_or_default().iter();
    let paths = paths.map(|one| {
        let path = one.value.as_str()?.to_owned();
        Some((one.name.to_display().into_owned(), path))
    });
    let paths = InputPaths(paths.collect::<Option<Vec<_>>>()?);
    let of_rule = Template::rule(template, &paths, "").ok()?;
    let mut written = String::new();
    let mut rest = 0;
    for placeholder in of_rule.placeholders() {
        let Variable::Path(path) = &placeholder.variable else {
            return None;
        };
        written.push_str(template.get(rest..placeholder.span.start)?);
        written.push_str(&format!("<{}>", path.as_str()));
        rest = placeholder.span.end;
    }
    written.push_str(template.get(rest..)?);
    Template::pipe(&written).ok()?;
    let mut quoted = String::new();
    write_quoted(&written, &mut quoted);
    // Where a name stands in quotes, its value does not begin a line of its own.
    let is_quoted = place.len() == NAME.len() + 2;
    Some(Written {
        template: format!("\"InputTemplate\": {quoted}"),
        place: is_quoted.then(|| place.to(given.value.span)),
    })
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
