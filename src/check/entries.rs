//! Entries of PutEvents: events that are to be sent.

use super::finding::{Answer, Answering, Judged, Resource};
use super::judge::{Judge, World};
use super::lints;
use crate::api::Operation;
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::put_events::codes::{AWS_SOURCE, MALFORMED_DETAIL, UNKNOWN_MEMBER};
use crate::event::put_events::{
    Answer as Answered, EntryError, RequestRefused, Settings, put_events,
};
use crate::json::{JsonString, Kind, Member, Value};
use crate::model::{Extent, Inventory, Requested};
use crate::source::Source;

/// Judges a request for PutEvents: `{"Entries": […]}`, or the list alone. Its spans lie in `source`.
#[must_use]
pub fn entries(request: &Value, source: &Source, world: &World<'_>) -> Judged {
    let inventory = Inventory::default();
    let mut judge = Judge::new(&inventory, source, world);
    judge.sent(request);
    judge.judged()
}

impl Judge<'_> {
    /// A request for PutEvents.
    pub(super) fn sent(&mut self, request: &Value) {
        let resource = Resource::new("put_events", None, request.span);
        let settings = Settings {
            time: self.world.now,
            ..Settings::default()
        };
        match put_events(request, &settings) {
            Ok(answer) => self.answered(&resource, answer),
            Err(refused) => self.refused_entries(&resource, *refused),
        }
        let request = Requested {
            value: whole(request),
            extent: Extent::Whole,
        };
        self.declared(&resource, Operation::PutEvents, &Some(request));
    }

    /// What AWS answers of each entry.
    fn answered(&mut self, resource: &Resource, answer: Answered) {
        for note in answer.notes {
            let about = self.about(Some(resource), "");
            self.tell(&about, note, None);
        }
        for (index, entry) in answer.entries.into_iter().enumerate() {
            let about = self.about(Some(resource), &format!("Entries[{index}]"));
            let error = entry.outcome.err();
            // The note on a detail or on a source tells why the entry is not taken.
            let (why, notes): (Vec<Diagnostic>, Vec<Diagnostic>) =
                entry.notes.into_iter().partition(|note| {
                    let code = error.as_ref().map(|error: &EntryError| error.code);
                    match code {
                        Some("MalformedDetail") => note.code == MALFORMED_DETAIL,
                        Some("NotAuthorizedForSourceException") => note.code == AWS_SOURCE,
                        _ => false,
                    }
                });
            for note in notes {
                self.tell(&about, note, None);
            }
            let Some(error) = error else { continue };
            let answer = answer_of(error.code, error.message.clone());
            for told in &why {
                let severity = Severity::Error;
                let told = Diagnostic {
                    severity,
                    ..told.clone()
                };
                self.tell(&about, told, Some(&answer));
            }
            if why.is_empty() {
                let message = format!("PutEvents does not take this entry: {}", error.message);
                let place = super::judge::beginning(entry.span, self.source);
                let told = Diagnostic::error(lints::EVENT_ENTRY, message).at(place, "");
                let told = match missed(&error) {
                    Some(name) => told
                        .at(place, format!("`{name}` is needed here"))
                        .help(format!(
                            "add `\"{name}\": …`: what stands in `Detail` does not count"
                        )),
                    None => told,
                };
                self.tell(&about, told, Some(&answer));
            }
        }
    }

    /// Why the request is refused whole.
    fn refused_entries(&mut self, resource: &Resource, refused: RequestRefused) {
        let answer = refused
            .message
            .map(|message| answer_of("ValidationException", message));
        // Of members that are not known AWS's model tells.
        let is_of_model = |told: &Diagnostic| told.code == UNKNOWN_MEMBER;
        let told = refused.diagnostics.into_iter();
        for told in told.filter(|told| !is_of_model(told)) {
            let about = self.about(Some(resource), "Entries");
            self.tell(&about, told, answer.as_ref());
        }
    }
}

/// The member for want of which an entry is not taken.
fn missed(error: &EntryError) -> Option<&str> {
    let rest = error.message.strip_prefix("Parameter ")?;
    let (name, rest) = rest.split_once(' ')?;
    rest.ends_with("is a required argument.").then_some(name)
}

fn answer_of(code: &str, message: String) -> Answer {
    Answer {
        by: Answering::Service,
        operation: "PutEvents",
        code: code.to_owned(),
        message,
        is_recorded: true,
    }
}

/// The request for a list of entries.
fn whole(request: &Value) -> Value {
    if request.as_array().is_none() {
        return request.clone();
    }
    let span = request.span;
    let member = Member {
        name: JsonString::from("Entries"),
        name_span: span,
        value: request.clone(),
    };
    let kind = Kind::Object(vec![member]);
    Value { span, kind }
}
