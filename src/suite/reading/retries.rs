//! `retries`: what becomes of an event that is not taken at once.

use crate::delivery::Outcome;
use crate::diagnostic::Diagnostic;
use crate::json::{Member, Value};
use crate::source::Span;
use crate::suggest;

use super::super::codes::CASE;
use super::super::file::{Case, Kind, RetriesCase, RetriesWanted};
use super::head::Head;
use super::keys;
use super::members::{Reader, quoted};

/// What can be filled in.
const FILLED: &[&str] = &["outcome", "attempts"];

pub(super) fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    reader.known(value, &keys::RETRIES);
    let target = reader.plain(value, "target");
    let usual = match &target {
        Some(target) => format!("retries of {}", target.text),
        None => format!("retries {number}"),
    };
    let mut head = Head::read(&mut reader, value, usual, row);
    if !reader.has_error() {
        reader.required(value, "target", "to what is delivered", head.span);
    }
    let members = value.as_object().unwrap_or_default().iter();
    let members = members.filter(|member| !head.is_blank(member, FILLED));
    let wants = members.filter_map(|member| want(&mut reader, member));
    let wants: Vec<(Span, RetriesWanted)> = wants.collect();
    if wants.is_empty() && !reader.has_error() {
        head.expects_nothing(&keys::RETRIES);
    }
    let seed = crate::json::fields::present(value, "seed");
    let seed = seed
        .and_then(|seed| reader.count(seed, "seed"))
        .unwrap_or(0);
    let case = target.map(|target| RetriesCase {
        target,
        fail: reader.texts(value, "fail"),
        at: reader.texts(value, "at"),
        arrival: reader.plain(value, "arrival"),
        seed,
        wants,
    });
    head.case(reader, case.map(Kind::Retries))
}

fn want(reader: &mut Reader<'_>, member: &Member) -> Option<(Span, RetriesWanted)> {
    let name = member.name.as_str()?;
    let value = &member.value;
    let wanted = match name {
        "outcome" => {
            let text = reader.texts_of(value, name).pop()?;
            let all = Outcome::ALL.map(Outcome::name);
            let Some(outcome) = Outcome::ALL.into_iter().find(|one| one.name() == text.text) else {
                let told = Diagnostic::error(CASE, format!("there is no outcome `{}`", text.text));
                let told = told.at(text.span, "not one of them");
                reader.tell(match suggest::did_you_mean(&text.text, &all) {
                    Some(help) => told.help(help),
                    None => told.help(format!("there are {}", quoted(&all))),
                });
                return None;
            };
            RetriesWanted::Outcome(outcome)
        }
        "attempts" => RetriesWanted::Attempts(reader.count(value, name)?),
        "lies_in" => RetriesWanted::LiesIn(reader.texts_of(value, name)),
        _ => return None,
    };
    Some((member.name_span, wanted))
}
