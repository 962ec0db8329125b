//! Where a member belongs that stands too far out: `InputTemplate` of a target is one of its `InputTransformer`.

use super::models::{ShapeKind, Structure};
use super::path::Step;
use super::refusal::Refusal;
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::json::{Kind, Value};
use crate::source::Span;

/// How deep a member is looked for.
const MAXIMUM_DEPTH: usize = 4;

/// The names that lead from a structure to the only one inside it that has a member of this name, the nearest first. What is
/// in lists and maps stands there several times.
pub(super) fn home(structure: &'static Structure, name: &str) -> Option<Vec<&'static str>> {
    let mut due: Vec<(Vec<&'static str>, &'static Structure)> = vec![(Vec::new(), structure)];
    for _ in 0..MAXIMUM_DEPTH {
        let mut deeper = Vec::new();
        for (path, one) in &due {
            for member in &one.members {
                if let ShapeKind::Structure(inside) = &member.held.shape().kind {
                    deeper.push(([path.as_slice(), &[member.name]].concat(), inside));
                }
            }
        }
        let has = |one: &&(Vec<&'static str>, &'static Structure)| {
            one.1.members.iter().any(|member| member.name == name)
        };
        let mut found = deeper.iter().filter(has);
        match (found.next(), found.next()) {
            (Some((path, _)), None) => return Some(path.clone()),
            (Some(_), Some(_)) => return None,
            (None, _) => due = deeper,
        }
    }
    None
}

/// What to write where members belong, as JSON: `"InputTransformer": {"InputTemplate": "…"}`; of what is there already of the
/// way nothing. `whole` is where the way begins.
#[must_use]
pub fn moved(home: &[&'static str], members: &[(String, String)], whole: &Value) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\": {value}"))
        .collect();
    let members = members.join(", ");
    // What is there already is not written again.
    let missing = missing(home, whole);
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

/// The names of a way that lead to nothing yet.
fn missing<'h>(home: &'h [&'static str], whole: &Value) -> Vec<&'h &'static str> {
    let mut there = Some(whole);
    home.iter()
        .filter(|name| {
            there = there.and_then(|value| present(value, name));
            there.is_none()
        })
        .collect()
}

/// What to do about members that stand too far out.
struct Move {
    help: String,
    edit: Option<(Span, String)>,
    /// Whether it is asked of the first of them.
    is_first: bool,
}

/// What is told of a member that is not known, with what to do about it if it stands too far out. The first of those that
/// belong in one place tells of all of them.
#[must_use]
pub fn placed(
    told: Diagnostic,
    refusal: &Refusal,
    refusals: &[Refusal],
    request: &Value,
) -> Diagnostic {
    let Some(Move {
        help,
        edit,
        is_first,
    }) = belonging(refusal, refusals, request)
    else {
        return told;
    };
    let told = Diagnostic { fix: None, ..told };
    if !is_first {
        return told;
    }
    match edit {
        Some((place, written)) => told.help(help).fix(place, written),
        None => told.help(help),
    }
}

/// What to do about a member of a request that stands too far out, and the edit that does it: where all that belong in the
/// same place stand side by side, with their names in quotes, and nothing of the way there is written yet.
fn belonging(refusal: &Refusal, refusals: &[Refusal], request: &Value) -> Option<Move> {
    let home = refusal.home.as_deref()?;
    let (_, outer) = refusal.member.0.split_last()?;
    let object = at(request, outer)?;
    let is_kin = |one: &&Refusal| {
        let outer_of_other = one.member.0.split_last().map(|(_, outer)| outer);
        one.home.as_deref() == Some(home) && outer_of_other == Some(outer)
    };
    let places: Vec<Span> = refusals.iter().filter(is_kin).map(|one| one.span).collect();
    let all = object.as_object()?;
    let is_moved = |span: Span| places.contains(&span);
    let moving = all.iter().filter(|one| is_moved(one.name_span));
    let members: Vec<(String, String)> = moving
        .clone()
        .map(|one| (one.name.to_display().into_owned(), one.value.to_compact()))
        .collect();
    let is_first = moving.clone().next().map(|one| one.name_span) == Some(refusal.span);
    let is_whole = missing(home, object).len() == home.len();
    if !is_whole {
        return Some(Move {
            help: moved(home, &members, object),
            edit: None,
            is_first,
        });
    }
    let inside = members
        .iter()
        .map(|(name, value)| format!("\"{name}\": {value}"));
    let inside = inside.collect::<Vec<_>>().join(", ");
    let written = home
        .iter()
        .rev()
        .fold(inside, |inside, name| format!("\"{name}\": {{{inside}}}"));
    let verb = if members.len() == 1 {
        "it belongs"
    } else {
        "they belong"
    };
    let last = home.last()?;
    let help = format!("{verb} in `{last}`: write `{written}`");
    let mut places = moving.clone().map(|one| one.name_span.to(one.value.span));
    let first = all.iter().position(|one| is_moved(one.name_span))?;
    let side_by_side = all.iter().skip(first).take(members.len());
    let is_edit = side_by_side.clone().all(|one| is_moved(one.name_span))
        && moving.clone().all(|one| {
            let name = one.name.to_display();
            one.name_span.len() == name.len() + 2 && !one.value.has_open()
        });
    let edit = is_edit
        .then(|| places.next().map(|first| places.fold(first, Span::to)))
        .flatten();
    Some(Move {
        help,
        edit: edit.map(|place| (place, written)),
        is_first,
    })
}

/// What stands at a path of members.
fn at<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Member(name) | Step::Value(name) => present(value, name),
        Step::Element(index) => match &value.kind {
            Kind::Array(all) => all.get(*index),
            _ => None,
        },
        Step::Key(_) => None,
    })
}
