//! A case of entries, with what `PutEvents` answers to them.

use crate::diagnostic::{Diagnostic, Finding};
use crate::event::put_events::{Answer, put_events};
use crate::json::{self, Value};
use crate::model::bus_name;
use crate::source::Span;

use super::super::codes::EVENT;
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
    /// The buses of the entries that are taken.
    pub(in crate::suite) fn taken_by(&self) -> impl Iterator<Item = &str> {
        let entries = self.answer.iter().flat_map(|answer| &answer.entries);
        let taken = entries.filter(|one| one.outcome.is_ok());
        taken.map(|one| bus_name(one.event_bus_name.as_deref().unwrap_or_default()))
    }
}

pub(super) fn prepare(
    preparing: &mut Preparing<'_, '_>,
    case: &PutEventsCase,
) -> Option<PreparedEntries> {
    let read;
    let request = match case.entries.as_str() {
        None => &case.entries,
        Some(path) => {
            let path = Spelled {
                text: path.to_owned(),
                span: case.entries.span,
            };
            read = file(preparing, &path)?;
            &read
        }
    };
    // A list of entries is what a request holds.
    let request = request.get("Entries").unwrap_or(request);
    let answer = put_events(request, preparing.builder.settings());
    let answer = answer.map_err(|refused| {
        let first = refused.diagnostics.first().map(|one| one.message.clone());
        refused.message.or(first).unwrap_or_default()
    });
    Some(PreparedEntries {
        answer,
        asks: case.wants.clone(),
    })
}

/// The entries in a file.
fn file(preparing: &mut Preparing<'_, '_>, path: &Spelled) -> Option<Value> {
    let source = match preparing.builder.text(path) {
        Ok(source) => source,
        Err(findings) => {
            preparing.errors.extend(findings);
            return None;
        }
    };
    match json::parse(source.text()) {
        Ok(value) => Some(value),
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
