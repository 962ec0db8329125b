//! A case of a pipe that is ready to run, with its records.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Finding};
use crate::json::Value;
use crate::simulate::pipe::{CheckReport, Part, Plan, PlanOptions};
use crate::source::Span;

use super::super::codes::CASE;
use super::super::event::Event;
use super::super::file::{PipeCase, PipeWanted, Spelled};
use super::Preparing;

/// The time at which every record is received.
const RECEIVED: &str = "1970-01-01T00:00:00Z";

/// A case of a pipe, ready to run.
#[derive(Debug)]
pub(in crate::suite) struct PreparedPipe {
    /// Its number in [`Subject::pipes`](super::super::Subject::pipes).
    pub(in crate::suite) number: usize,
    pub(in crate::suite) plan: Plan,
    pub(in crate::suite) records: Vec<Arc<Event>>,
    /// What the enrichment answers, batch by batch; the last is repeated.
    pub(in crate::suite) enrichment: Vec<String>,
    /// What the target answers.
    pub(in crate::suite) response: Vec<String>,
    /// What is expected, and where that stands.
    pub(in crate::suite) asks: Vec<(Span, PipeWanted)>,
}

pub(super) fn prepare(preparing: &mut Preparing<'_, '_>, case: &PipeCase) -> Option<PreparedPipe> {
    let number = preparing.subject.pipe_names.one(&case.pipe);
    let number = preparing.or_tell(number);
    let records = records(preparing, &case.records);
    let number = number?;
    let plan = preparing.subject.pipes.get(number)?.plan(&options());
    let plan = plan
        .map_err(|report| refused(preparing, (number, &case.pipe), &report))
        .ok()?;
    let texts = |answers: &[Value]| answers.iter().map(text).collect();
    let records = records?;
    tell_no_record(preparing, case, records.len());
    Some(PreparedPipe {
        number,
        plan,
        records,
        enrichment: texts(&case.enrichment),
        response: texts(&case.response),
        asks: case.wants.clone(),
    })
}

/// Tells that there is no record at all, or none of a number that is expected.
fn tell_no_record(preparing: &mut Preparing<'_, '_>, case: &PipeCase, count: usize) {
    let Some(last) = count.checked_sub(1) else {
        let told = Diagnostic::error(CASE, "the case has no record")
            .at(
                crate::json::fields::beginning(&case.records),
                "nothing comes from the source",
            )
            .help("write one down, as the source sends it: this could not fail");
        preparing.tell(told);
        return;
    };
    for (place, wanted) in &case.wants {
        let numbers: Vec<usize> = match wanted {
            PipeWanted::Passes(numbers) | PipeWanted::Drops(numbers) => numbers.clone(),
            PipeWanted::Batches(batches) => batches.concat(),
            PipeWanted::Invocations(_) | PipeWanted::Ends(_) => Vec::new(),
        };
        if let Some(number) = numbers.iter().find(|number| **number > last) {
            let message = format!("there is no record {number}");
            let told = Diagnostic::error(CASE, message).at(*place, "not among the records");
            preparing.tell(told.help(match last {
                0 => "there is record 0 alone".to_owned(),
                last => format!("they are numbered from 0 to {last}"),
            }));
        }
    }
}

/// How pipes are run.
pub(in crate::suite) fn options() -> PlanOptions {
    PlanOptions {
        time: RECEIVED.to_owned(),
        ..PlanOptions::default()
    }
}

/// An answer as a text: a text is itself, anything else JSON.
fn text(answer: &Value) -> String {
    match answer.as_str() {
        Some(text) => text.to_owned(),
        None => answer.to_compact(),
    }
}

/// The records: a list in the suite, or those of a file.
fn records(preparing: &mut Preparing<'_, '_>, given: &Value) -> Option<Vec<Arc<Event>>> {
    if let Some(path) = given.as_str() {
        let path = Spelled {
            text: path.to_owned(),
            span: given.span,
        };
        let read = preparing.builder.records(&path);
        return read
            .map_err(|findings| preparing.errors.extend(findings))
            .ok();
    }
    let Some(elements) = given.as_array() else {
        let told = Diagnostic::error(CASE, "the records are neither a list nor a file");
        preparing.tell(told.at(crate::json::fields::beginning(given), given.kind_name()));
        return None;
    };
    let records = elements.iter().enumerate().map(|(number, value)| {
        let name = format!("record {number}");
        Arc::new(Event::of_value(name, value.clone(), None, None))
    });
    Some(records.collect())
}

/// Tells why a pipe cannot run.
fn refused(
    preparing: &mut Preparing<'_, '_>,
    (number, name): (usize, &Spelled),
    report: &CheckReport,
) {
    let subject = preparing.subject;
    let template = subject
        .pipes
        .get(number)
        .and_then(|pipe| subject.templates.get(pipe.template));
    for refusal in &report.refusals {
        let mut told = refusal.remark.diagnostic.clone();
        let source = template.map(|template| &template.source);
        let finding = match (refusal.remark.part, source) {
            (Part::Pipe, Some(source)) => Finding::new(told, source),
            _ => {
                // Its places lie in a text that is decoded.
                told.primary = None;
                told.related.clear();
                Finding::without_source(told)
            }
        };
        preparing.errors.push(finding);
    }
    let message = match report.aws_message() {
        Some(message) => format!("AWS refuses the pipe `{}`: {message}", name.text),
        None => format!("the pipe `{}` cannot run", name.text),
    };
    preparing.tell(Diagnostic::error(CASE, message).at(name.span, "this pipe"));
}
