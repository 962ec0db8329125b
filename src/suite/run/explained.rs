//! Why a rule matches an event, or does not.

use crate::event::catalogue;
use crate::pattern::Explainer;
use crate::pattern::explain::{Attempt, FieldExplanation};
use crate::source::Source;

use super::super::outcome::{Because, Explained};
use super::super::subject::Addressed;
use super::Runner;
use super::events::Tried;

impl Runner<'_> {
    /// Why, as far as the nearest miss tells.
    pub(super) fn explain(&self, rule: Addressed, tried: &Tried<'_>) -> Explained {
        let first = self.explain_all(rule, tried).into_iter().next();
        first.unwrap_or_else(|| Explained {
            rule: self.prepared.subject.label(rule).to_owned(),
            matched: tried.matches(rule),
            fields: Vec::new(),
            note: None,
        })
    }

    /// Why, by every combination of alternatives; nearest miss first. Never empty.
    pub(super) fn explain_all(&self, rule: Addressed, tried: &Tried<'_>) -> Vec<Explained> {
        let subject = &self.prepared.subject;
        let explained = |fields: Vec<Because>, note: Option<String>| Explained {
            rule: subject.label(rule).to_owned(),
            matched: tried.matches(rule),
            fields,
            note,
        };
        let (number, engine) = match rule {
            Addressed::Silent(number) => {
                let why = subject.silent.get(number).map(|rule| rule.why.clone());
                return vec![explained(Vec::new(), why)];
            }
            Addressed::Rule(number) => (number, subject.asked.get(number as usize)),
        };
        let Some(engine) = engine else {
            return vec![explained(Vec::new(), None)];
        };
        if let Some(own) = engine.bus.as_deref().filter(|own| *own != tried.bus) {
            let note = format!("it is on the bus `{own}`, and the event on `{}`", tried.bus);
            return vec![explained(Vec::new(), Some(note))];
        }
        let pattern = tried.replaced(number).unwrap_or(&engine.pattern);
        let explanation = Explainer::new(pattern)
            .knowing(catalogue::is_known)
            .explain(tried.event.value());
        if tried.matches(rule) {
            return vec![explained(Vec::new(), None)];
        }
        if explanation.matched {
            let note = "read-only management events by way of CloudTrail are kept from rules that are `ENABLED`";
            return vec![explained(Vec::new(), Some(note.to_owned()))];
        }
        let place = subject.place(number);
        let fields = |attempt: &Attempt| -> Vec<Because> {
            let fields = attempt.fields.iter();
            fields
                .map(|one| because(one, place.as_ref(), tried))
                .collect()
        };
        let attempts = explanation.attempts.iter();
        attempts.map(|one| explained(fields(one), None)).collect()
    }
}

fn because(field: &FieldExplanation, place: Option<&Source>, tried: &Tried<'_>) -> Because {
    let in_event = tried.event.source().zip(field.event_span);
    Because {
        path: field.path.clone(),
        wanted: field.wanted.text.clone(),
        actual: field.actual.as_ref().map(|actual| actual.text.clone()),
        reason: field.reason.clone(),
        hint: field.hint.as_ref().map(|hint| hint.text.clone()),
        pattern: place.map(|source| (source.clone(), field.pattern_span)),
        in_event: in_event.map(|(source, span)| (source.clone(), span)),
    }
}
