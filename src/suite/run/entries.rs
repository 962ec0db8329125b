//! `failed`, `answers` and `refused`: what `PutEvents` answers.

use crate::event::put_events::Answer;
use crate::json::write_quoted;
use crate::source::Span;

use super::super::file::{PutEventsWanted, Spelled};
use super::super::outcome::{Difference, Failure, Outcome, Remedy, Side};
use super::super::prepared::PreparedEntries;
use super::delivers::part;
use super::{Replacement, Runner};

impl Runner<'_> {
    /// Compares what is answered.
    pub(super) fn entries(
        &self,
        case: &PreparedEntries,
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        if let Some(Replacement::NoBus(bus)) = replacement
            && let mut buses = case.buses.iter()
            && let Some((bus, _)) =
                buses.find(|(one, _)| self.prepared.subject.lacks_bus(one, Some(bus)))
            && let Some((span, _)) = case.asks.first()
        {
            let told = format!("what is sent to `{bus}` is lost: there is no such bus");
            outcome.failures.push(Failure {
                remedies: Vec::new(),
                ..unmet("answers", *span, told, String::new())
            });
        }
        for (span, wanted) in &case.asks {
            let failure = match (wanted, &case.answer) {
                (PutEventsWanted::Refused(part), answer) => refused(*span, part, answer),
                (PutEventsWanted::Failed(count), Ok(answer)) => failed(*span, *count, answer),
                (PutEventsWanted::Answers(codes), Ok(answer)) => answers(*span, codes, answer),
                (wanted, Err(message)) => {
                    let name = match wanted {
                        PutEventsWanted::Failed(_) => "failed",
                        _ => "answers",
                    };
                    let told = format!("the whole request is refused: {message}");
                    Some(unmet(name, *span, told, refuses(message)))
                }
            };
            outcome.failures.extend(failure);
        }
    }
}

fn failed(span: Span, expected: u64, answer: &Answer) -> Option<Failure> {
    let got = answer
        .entries
        .iter()
        .filter(|one| one.outcome.is_err())
        .count();
    (u64::try_from(got) != Ok(expected)).then(|| {
        let message = format!(
            "{got} of {} entries fail, not {expected}",
            answer.entries.len()
        );
        Failure {
            difference: Some(Difference {
                expected: String::new(),
                got: codes(answer).iter().map(|one| format!("{one}\n")).collect(),
            })
            .filter(|_| got > 0),
            ..unmet("failed", span, message, format!("`failed: {got}`"))
        }
    })
}

fn answers(span: Span, expected: &[Spelled], answer: &Answer) -> Option<Failure> {
    let got = codes(answer);
    let expected: Vec<&str> = expected.iter().map(|one| one.text.as_str()).collect();
    (got != expected).then(|| {
        let lines = |codes: &[&str]| codes.iter().map(|one| format!("{one}\n")).collect();
        let suite = format!("`answers: [{}]`", got.join(", "));
        Failure {
            difference: Some(Difference {
                expected: lines(&expected),
                got: lines(&got),
            }),
            ..unmet(
                "answers",
                span,
                "the entries are answered otherwise".to_owned(),
                suite,
            )
        }
    })
}

fn refused(span: Span, part: &Spelled, answer: &Result<Answer, String>) -> Option<Failure> {
    match answer {
        Err(message) if message.to_lowercase().contains(&part.text.to_lowercase()) => None,
        Err(message) => Some(Failure {
            difference: Some(Difference {
                expected: format!("{}\n", part.text),
                got: format!("{message}\n"),
            }),
            ..unmet(
                "refused",
                span,
                "the request is refused with another message".to_owned(),
                refuses(message),
            )
        }),
        Ok(answer) => {
            let suite = format!("`answers: [{}]`", codes(answer).join(", "));
            Some(unmet(
                "refused",
                span,
                "the request is not refused".to_owned(),
                suite,
            ))
        }
    }
}

/// The expectation that a request is refused with a message.
fn refuses(message: &str) -> String {
    let mut quoted = String::new();
    write_quoted(part(message), &mut quoted);
    format!("`refused: {quoted}`")
}

/// For each entry `ok`, or why it fails.
pub(super) fn codes(answer: &Answer) -> Vec<&str> {
    let entries = answer.entries.iter();
    let codes = entries.map(|one| {
        one.outcome
            .as_ref()
            .map_or_else(|error| error.code, |_| "ok")
    });
    codes.collect()
}

fn unmet(expectation: &'static str, span: Span, message: String, suite: String) -> Failure {
    Failure {
        expectation,
        span,
        event: None,
        message,
        declared: None,
        difference: None,
        explanations: Vec::new(),
        remedies: vec![Remedy {
            side: Side::Suite,
            text: suite,
        }],
    }
}
