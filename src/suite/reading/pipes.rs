//! `pipes`: what a pipe does with records of its source.

use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, integer, present};
use crate::json::{Member, Value};
use crate::simulate::pipe::Fate;
use crate::source::Span;
use crate::suggest;

use super::super::codes::{CASE, MEMBER};
use super::super::file::{Case, Kind, PipeCase, PipeWanted, Spelled};
use super::head::Head;
use super::keys;
use super::members::{Reader, quoted};

/// What can be filled in.
const FILLED: &[&str] = &["passes"];

pub(super) fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    reader.known(value, &keys::PIPE);
    let pipe = reader.plain(value, "pipe");
    let usual = match &pipe {
        Some(pipe) => format!("pipe {}", pipe.text),
        None => format!("pipe {number}"),
    };
    let mut head = Head::read(&mut reader, value, usual, row);
    if !reader.has_error() {
        reader.required(value, "pipe", "which pipe is asked", head.span);
        reader.required(value, "records", "what comes from its source", head.span);
    }
    let members = value.as_object().unwrap_or_default().iter();
    let members = members.filter(|member| !head.is_blank(member, FILLED));
    let wants = members.filter_map(|member| want(&mut reader, member));
    let wants: Vec<(Span, PipeWanted)> = wants.collect();
    if wants.is_empty() && !reader.has_error() {
        head.expects_nothing(&keys::PIPE);
    }
    let case = pipe
        .zip(present(value, "records"))
        .map(|(pipe, records)| PipeCase {
            pipe,
            records: records.clone(),
            enrichment: answers(value, "enrichment"),
            response: answers(value, "response"),
            wants,
        });
    head.case(reader, case.map(Kind::Pipe))
}

/// What is answered, one after the other; the last is repeated.
fn answers(case: &Value, name: &str) -> Vec<Value> {
    match present(case, name) {
        None => Vec::new(),
        Some(list) => match list.as_array() {
            Some(answers) => answers.to_vec(),
            None => vec![list.clone()],
        },
    }
}

fn want(reader: &mut Reader<'_>, member: &Member) -> Option<(Span, PipeWanted)> {
    let name = member.name.as_str()?;
    let value = &member.value;
    let wanted = match name {
        "passes" => PipeWanted::Passes(numbers(reader, value, name)),
        "drops" => PipeWanted::Drops(numbers(reader, value, name)),
        "batches" => {
            let Some(batches) = value.as_array() else {
                reader.wrong_type(name, "a list of lists of records", value);
                return None;
            };
            PipeWanted::Batches(
                batches
                    .iter()
                    .map(|one| numbers(reader, one, name))
                    .collect(),
            )
        }
        "invocations" => {
            let Some(all) = value.as_array() else {
                reader.wrong_type(name, "a list of what the target gets", value);
                return None;
            };
            PipeWanted::Invocations(all.to_vec())
        }
        "ends" => PipeWanted::Ends(ends(reader, value, name)),
        _ => return None,
    };
    Some((member.name_span, wanted))
}

/// How records end, by the names that there are for that.
fn ends(reader: &mut Reader<'_>, value: &Value, name: &str) -> Vec<Spelled> {
    let all = Fate::ALL.map(Fate::name);
    let ends = reader.texts_of(value, name);
    for end in ends.iter().filter(|end| !all.contains(&end.text.as_str())) {
        let told = Diagnostic::error(CASE, format!("no record ends `{}`", end.text))
            .at(end.span, "not one of the ends");
        reader.tell(match suggest::did_you_mean(&end.text, &all) {
            Some(help) => told.help(help),
            None => told.help(format!("there are {}", quoted(&all))),
        });
    }
    ends
}

/// Numbers of records, from 0, each once.
fn numbers(reader: &mut Reader<'_>, value: &Value, name: &str) -> Vec<usize> {
    let Some(elements) = value.as_array() else {
        reader.wrong_type(name, "a list of numbers of records, from 0", value);
        return Vec::new();
    };
    let mut numbers = Vec::new();
    for element in elements {
        match integer(element).and_then(|number| usize::try_from(number).ok()) {
            Some(number) if numbers.contains(&number) => {
                let message = format!("`{name}` has record {number} twice");
                let told = Diagnostic::error(MEMBER, message)
                    .at(beginning(element), "the second time")
                    .help("leave one out, or give the number that was meant");
                reader.tell(told);
            }
            Some(number) => numbers.push(number),
            None => reader.wrong_type(name, "the number of a record, from 0", element),
        }
    }
    numbers
}
