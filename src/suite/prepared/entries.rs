//! A case of entries, with what `PutEvents` answers to them.

use crate::diagnostic::{Diagnostic, Finding};
use crate::event::put_events::{Answer, EntryAnswer, Settings, put_events};
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
    /// What is expected, and where that stands.
    pub(in crate::suite) asks: Vec<(Span, PutEventsWanted)>,
}

impl PreparedEntries {
    /// The buses of the entries that are taken: those that have to be there, so that nothing is lost. What is said of buses
    /// of other accounts and Regions is left to these.
    pub(in crate::suite) fn taken_by(&self) -> impl Iterator<Item = &str> {
        taken(&self.answer).map(|(_, bus)| bus)
    }
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
    tell_lost(preparing, (&answer, request), source);
    Some(PreparedEntries {
        answer,
        asks: case.wants.clone(),
    })
}

/// The entries that are taken for a bus that has to be there, with its name.
fn taken(answer: &Result<Answer, String>) -> impl Iterator<Item = (&EntryAnswer, &str)> {
    let entries = answer.iter().flat_map(|answer| &answer.entries);
    let taken = entries.filter(|one| one.outcome.is_ok() && one.is_lost);
    taken.map(|one| {
        let bus = one.event_bus_name.as_deref().unwrap_or_default();
        (one, bus_name(bus))
    })
}

/// Tells of entries for buses that are not there: AWS takes them all the same, and they are lost.
fn tell_lost(
    preparing: &mut Preparing<'_, '_>,
    (answer, request): (&Result<Answer, String>, &Value),
    source: &Source,
) {
    let entries = request.as_array().unwrap_or_default();
    for (entry, bus) in taken(answer) {
        if !preparing.subject.lacks_bus(bus, None) {
            continue;
        }
        let mut entries = entries.iter();
        let own = entries.find(|one| one.span == entry.span);
        let place = own.and_then(|one| one.get("EventBusName"));
        let told = Diagnostic::error(UNKNOWN_NAME, format!("there is no bus `{bus}`")).at(
            place.map_or(entry.span, |place| place.span),
            "AWS takes what is sent there, and loses it",
        );
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
