//! A case of entries, with what `PutEvents` answers to them.

use crate::diagnostic::{Diagnostic, Finding};
use crate::event::put_events::{Answer, Settings, put_events};
use crate::json::{self, Value};
use crate::model::bus_name;
use crate::source::{Source, Span};
use crate::suggest;

use super::super::codes::{EVENT, UNKNOWN_NAME};
use super::super::file::{PutEventsCase, PutEventsWanted, Spelled};
use super::Preparing;

/// A case of entries, ready to run.
#[derive(Debug)]
pub(in crate::suite) struct PreparedEntries {
    /// What is answered, or the message with which the request is refused.
    pub(in crate::suite) answer: Result<Answer, String>,
    /// The buses to which entries go that AWS does not refuse, or all if it refuses the request: those that have to be there,
    /// so that nothing is lost, and where. What is said of buses of other accounts and Regions is left to these.
    pub(in crate::suite) buses: Vec<(String, Span)>,
    /// What is expected, and where that stands.
    pub(in crate::suite) asks: Vec<(Span, PutEventsWanted)>,
}

pub(super) fn prepare(
    preparing: &mut Preparing<'_, '_>,
    case: &PutEventsCase,
) -> Option<PreparedEntries> {
    let read;
    let (request, source) = match case.entries.as_str() {
        None => (&case.entries, &preparing.suite.source),
        Some(path) => {
            let path = Spelled {
                text: path.to_owned(),
                span: case.entries.span,
            };
            read = file(preparing, &path)?;
            (&read.0, &read.1)
        }
    };
    // A list of entries is what a request holds.
    let request = request.get("Entries").unwrap_or(request);
    // With no bus at all it is told of each entry whose bus has to be there.
    let settings = Settings {
        buses: Some(Vec::new()),
        ..preparing.builder.settings().clone()
    };
    let answer = put_events(request, &settings);
    let answer = answer.map_err(|refused| {
        let first = refused.diagnostics.first().map(|one| one.message.clone());
        refused.message.or(first).unwrap_or_default()
    });
    let buses = buses(&answer, request);
    tell_lost(preparing, &buses, source);
    Some(PreparedEntries {
        answer,
        buses,
        asks: case.wants.clone(),
    })
}

fn buses(answer: &Result<Answer, String>, request: &Value) -> Vec<(String, Span)> {
    let entries = request.as_array().unwrap_or_default();
    let place = |entry: &Value| entry.get("EventBusName").map(|place| place.span);
    let answer = match answer {
        Ok(answer) => answer,
        Err(_) => {
            let named = entries.iter().filter_map(|entry| {
                let bus = entry.get("EventBusName")?.as_str()?;
                Some((bus.to_owned(), place(entry)?))
            });
            return named.filter(|(bus, _)| !bus.starts_with("arn:")).collect();
        }
    };
    let taken = (answer.entries.iter()).filter(|one| one.outcome.is_ok() && one.is_lost);
    let taken = taken.map(|one| {
        let bus = one.event_bus_name.as_deref().unwrap_or_default();
        let own = entries.iter().find(|entry| entry.span == one.span);
        let place = own.and_then(place).unwrap_or(one.span);
        (bus_name(bus).to_owned(), place)
    });
    taken.collect()
}

/// Tells of entries for buses that are not there: AWS takes them all the same, and they are lost.
fn tell_lost(preparing: &mut Preparing<'_, '_>, buses: &[(String, Span)], source: &Source) {
    for (bus, place) in buses {
        if !preparing.subject.lacks_bus(bus, None) {
            continue;
        }
        let told = Diagnostic::error(UNKNOWN_NAME, format!("there is no bus `{bus}`"))
            .at(*place, "AWS takes what is sent there, and loses it");
        let known = preparing.subject.bus_names();
        let told = match suggest::did_you_mean(bus, &known) {
            Some(help) => told.help(help),
            None => {
                let known: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
                told.help(format!("the templates speak of {}", known.join(", ")))
            }
        };
        preparing.errors.push(Finding::new(told, source));
    }
}

/// The entries in a file, and its text.
fn file(preparing: &mut Preparing<'_, '_>, path: &Spelled) -> Option<(Value, Source)> {
    let source = match preparing.builder.text(path) {
        Ok(source) => source,
        Err(findings) => {
            preparing.errors.extend(findings);
            return None;
        }
    };
    match json::parse(source.text()) {
        Ok(value) => Some((value, source)),
        Err(error) => {
            let told = error.diagnostic(source.text());
            preparing.errors.push(Finding::new(told, &source));
            preparing.tell(
                Diagnostic::error(EVENT, "there are no entries").at(path.span, "in this file"),
            );
            None
        }
    }
}
