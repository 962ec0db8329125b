//! `delivers` and `undelivered`: what the targets of a rule receive.

use crate::diagnostic::{Diagnostic, Finding};
use crate::json::{self, Value};
use crate::model::Target;
use crate::simulate::route::{Deliveries, Receives};
use crate::source::Span;
use crate::transform::Reserved;

use super::super::codes::OPEN;
use super::super::given::{given, of_aws};
use super::super::outcome::{Difference, Failure, Outcome, Remedy, Side};
use super::super::prepared::Ask;
use super::super::subject::{Addressed, AddressedTarget};
use super::events::Tried;
use super::same::same;
use super::{Replacement, Runner};

/// How long a text may be that a remedy proposes.
const MAXIMUM_PROPOSED: usize = 400;

/// How long a part of a reason is that a remedy proposes, in characters.
const MAXIMUM_PART: usize = 60;

impl Runner<'_> {
    /// That targets receive just this.
    pub(super) fn delivers(
        &self,
        ask: &Ask,
        targets: &[(AddressedTarget, Value)],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        let mut holds: Vec<String> = Vec::new();
        let mut others: Vec<usize> = Vec::new();
        for (address, wanted) in targets {
            let Some(received) = self.received(ask, *address, tried, outcome) else {
                continue;
            };
            let label = self.prepared.subject.target_label(*address);
            let failure = match received {
                Receives::Text(raw) if is_wanted(&raw, wanted) => {
                    holds.push(format!("{label}: {}", wanted.to_compact()));
                    continue;
                }
                Receives::Text(raw) => {
                    holds.push(format!("{label}: {}", as_expected(&raw).to_compact()));
                    others.push(outcome.failures.len());
                    self.other_text(ask, (*address, &label), &raw, wanted, tried)
                }
                Receives::Nothing(why) | Receives::Refused(why) => {
                    let message = format!("`{label}` receives nothing: {why}");
                    let suite = format!("`undelivered: [{label}]`");
                    self.of_target(ask, *address, message, suite, tried)
                }
                Receives::Open(from) => {
                    outcome.errors.push(self.open_target(ask, &label, &from));
                    continue;
                }
                Receives::Assumed { of, .. } => {
                    outcome.errors.push(self.not_known(ask, &label, of));
                    continue;
                }
            };
            outcome.failures.push(failure);
        }
        let remedy = proposed(format!("`delivers: {{{}}}`", holds.join(", ")));
        for (number, at) in others.iter().enumerate() {
            // One statement holds of all targets: it is told once.
            let remedies = remedy.iter().filter(|_| number + 1 == others.len());
            if let Some(failure) = outcome.failures.get_mut(*at) {
                failure.remedies = remedies.cloned().collect();
            }
        }
    }

    /// That targets receive nothing, and why.
    pub(super) fn undelivered(
        &self,
        ask: &Ask,
        targets: &[(AddressedTarget, Option<String>)],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        for (address, wanted) in targets {
            let Some(received) = self.received(ask, *address, tried, outcome) else {
                continue;
            };
            let label = self.prepared.subject.target_label(*address);
            let failure = match received {
                Receives::Nothing(why) | Receives::Refused(why) => {
                    let holds = |part: &String| why.to_lowercase().contains(&part.to_lowercase());
                    if wanted.as_ref().is_none_or(holds) {
                        continue;
                    }
                    let wanted = wanted.as_deref().unwrap_or_default();
                    let message = format!("`{label}` receives nothing for another reason");
                    let mut quoted = String::new();
                    json::write_quoted(part(&why), &mut quoted);
                    let suite = format!("`undelivered: {{{label}: {quoted}}}`");
                    Failure {
                        difference: Some(Difference {
                            expected: format!("{wanted}\n"),
                            got: format!("{why}\n"),
                        }),
                        ..self.of_target(ask, *address, message, suite, tried)
                    }
                }
                Receives::Text(raw) | Receives::Assumed { raw, .. } => {
                    let message = format!("`{label}` receives something");
                    let suite = delivers(&label, &raw);
                    Failure {
                        difference: Some(Difference {
                            expected: String::new(),
                            got: format!("{raw}\n"),
                        }),
                        ..self.of_target(ask, *address, message, suite, tried)
                    }
                }
                Receives::Open(from) => {
                    outcome.errors.push(self.open_target(ask, &label, &from));
                    continue;
                }
            };
            outcome.failures.push(failure);
        }
    }

    /// What a target receives; `None` if its rule is not matched, which is told.
    fn received(
        &self,
        ask: &Ask,
        address: AddressedTarget,
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) -> Option<Receives> {
        if tried.is_open(address.rule) {
            return None;
        }
        let Addressed::Rule(rule) = address.rule else {
            outcome
                .failures
                .push(self.unmet(ask, tried, &[address.rule], &[]));
            return None;
        };
        if !tried.matches(address.rule) {
            let failure = self.unmet(ask, tried, &[address.rule], &[]);
            let remedies = self.remedies(&failure, None);
            outcome.failures.push(Failure {
                remedies,
                ..failure
            });
            return None;
        }
        let event = tried.event.value();
        if let Some(Replacement::Target { target, with }) = tried.replacement
            && target == address
        {
            return self.of_replaced(rule, with, event);
        }
        let all = self.deliveries.of_rule(rule, event);
        all.into_iter().nth(address.target).map(|one| one.what)
    }

    fn of_replaced(&self, rule: u32, target: &Target, event: &Value) -> Option<Receives> {
        let rule = self.prepared.subject.asked.get(rule as usize)?;
        Some(Deliveries::receives(rule, target, event))
    }

    /// That a target receives another text.
    fn other_text(
        &self,
        ask: &Ask,
        (address, label): (AddressedTarget, &str),
        raw: &str,
        wanted: &Value,
        tried: &Tried<'_>,
    ) -> Failure {
        let expected = match wanted.as_str() {
            Some(text) => text.to_owned(),
            None => wanted.to_compact(),
        };
        let message = match wanted.as_str() {
            None if json::parse(raw).is_err() => {
                format!("`{label}` receives a text that is no JSON")
            }
            _ => format!("`{label}` receives something else"),
        };
        Failure {
            difference: Some(Difference {
                expected: format!("{expected}\n"),
                got: format!("{raw}\n"),
            }),
            ..self.of_target(ask, address, message, String::new(), tried)
        }
    }

    /// A failure of a target, with the change of the suite that would make it pass.
    fn of_target(
        &self,
        ask: &Ask,
        address: AddressedTarget,
        message: String,
        suite: String,
        tried: &Tried<'_>,
    ) -> Failure {
        let declared = self.prepared.subject.target(address);
        let place = match address.rule {
            Addressed::Rule(rule) => self.prepared.subject.declaration(rule),
            Addressed::Silent(_) => None,
        };
        let declared = declared.zip(place);
        Failure {
            expectation: ask.name,
            span: ask.span,
            event: tried.name(),
            message,
            declared: declared.map(|(target, (_, source))| (source.clone(), target.span)),
            difference: None,
            explanations: Vec::new(),
            remedies: proposed(suite).into_iter().collect(),
        }
    }

    fn open_target(&self, ask: &Ask, label: &str, from: &str) -> Finding {
        let message = format!("what `{label}` receives depends on `{from}`");
        let told = Diagnostic::error(OPEN, message).at(ask.span, "this needs an answer");
        let told = match given(from) {
            Some(how) => told.help(format!("give it: {how}")),
            None => told,
        };
        Finding::new(told, &self.prepared.suite.source)
    }

    /// That a target receives a value that AWS sets and nobody gives.
    fn not_known(&self, ask: &Ask, label: &str, variable: Reserved) -> Finding {
        let message = format!("what `{label}` receives depends on `{}`", variable.name());
        let told = Diagnostic::error(OPEN, message)
            .at(ask.span, "nobody says what AWS puts there")
            .help(of_aws(variable));
        Finding::new(told, &self.prepared.suite.source)
    }
}

/// What would make it pass, unless that is too long to be read.
fn proposed(text: String) -> Option<Remedy> {
    (text.len() <= MAXIMUM_PROPOSED).then_some(Remedy {
        side: Side::Suite,
        text,
    })
}

/// A part of a reason by which it is known: as many of its first words as a line has room for beside others.
pub(super) fn part(reason: &str) -> &str {
    let Some((end, _)) = reason.char_indices().nth(MAXIMUM_PART) else {
        return reason;
    };
    let begins = reason.get(..end).unwrap_or(reason);
    begins.rsplit_once(' ').map_or(begins, |(words, _)| words)
}

/// Whether a delivered text is what a suite expects: a text exactly, anything else by its value.
fn is_wanted(raw: &str, wanted: &Value) -> bool {
    match wanted.as_str() {
        Some(text) => raw == text,
        None => json::parse(raw).is_ok_and(|value| same(&value, wanted)),
    }
}

/// The expectation that holds.
fn delivers(label: &str, raw: &str) -> String {
    let shown = as_expected(raw).to_compact();
    format!("`delivers: {{{label}: {shown}}}`")
}

/// A delivered text as a suite expects it: a text for what is none of JSON, or a text there too, else the value.
pub(super) fn as_expected(raw: &str) -> Value {
    match json::parse(raw) {
        Ok(value) if value.as_str().is_none() => value,
        _ => Value::text(raw, Span::default()),
    }
}
