//! `outcome`, `attempts` and `lies_in`: what becomes of an event that is not taken at once.

use crate::delivery::Outcome as Fate;
use crate::simulate::way::{Played, Way};
use crate::source::Span;

use super::super::file::{RetriesWanted, Spelled};
use super::super::mutant::limits::LimitChange;
use super::super::outcome::{Difference, Failure, Outcome, Remedy, Side};
use super::super::prepared::PreparedRetries;
use super::{Replacement, Runner};

impl Runner<'_> {
    /// Plays the way of one event.
    pub(super) fn retries(
        &self,
        case: &PreparedRetries,
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        let other = match replacement {
            Some(Replacement::Limits { of, with }) if of == case.of => {
                Some(changed(&case.way, with))
            }
            _ => None,
        };
        let way = other.as_ref().unwrap_or(&case.way);
        let played = way.play(case.seed, 0, |_, _| {});
        for (span, wanted) in &case.asks {
            let failure = match wanted {
                RetriesWanted::Outcome(expected) => ended(case, &played, *span, *expected),
                RetriesWanted::Attempts(expected) => attempts(case, &played, *span, *expected),
                RetriesWanted::LiesIn(places) => lies_in(case, &played, *span, places),
            };
            outcome.failures.extend(failure);
        }
    }
}

/// A way whose first hop has other limits, or keeps nothing.
pub(in crate::suite) fn changed(way: &Way, change: LimitChange) -> Way {
    let way = way.clone();
    match change {
        LimitChange::Policy(policy) => way.with_first_policy(policy),
        LimitChange::NoLetters => way.without_first_letters(),
    }
}

fn ended(case: &PreparedRetries, played: &Played, span: Span, expected: Fate) -> Option<Failure> {
    let got = played.outcome();
    (got != expected).then(|| {
        let label = &case.label;
        let message = format!(
            "what is for `{label}` is {}, not {}",
            got.name(),
            expected.name()
        );
        unmet(
            ("outcome", span),
            format!("{message}: {}", why(case, played)),
            format!("`outcome: {}`", got.name()),
        )
    })
}

fn attempts(case: &PreparedRetries, played: &Played, span: Span, expected: u64) -> Option<Failure> {
    let first = played.hops.first().and_then(Option::as_ref);
    let got = first.map_or(0, |hop| hop.attempts);
    (got != expected).then(|| {
        let label = &case.label;
        let message = format!("the attempts at `{label}` are {got}, not {expected}");
        unmet(
            ("attempts", span),
            format!("{message}: {}", why(case, played)),
            format!("`attempts: {got}`"),
        )
    })
}

/// The places where the event lies, one for each branch of its way; one without a place is told in a word.
fn lies_in(
    case: &PreparedRetries,
    played: &Played,
    span: Span,
    expected: &[Spelled],
) -> Option<Failure> {
    let places = played.lies.iter().map(|lies| {
        let hop = case.way.hops.get(lies.hop);
        (hop.and_then(|hop| hop.place(lies.kind)), lies.kind.name())
    });
    let places: Vec<_> = places.collect();
    let is_met = places.len() == expected.len()
        && expected.iter().all(|name| {
            let mut places = places.iter();
            places.any(|(place, kind)| match place {
                Some(place) => place.is_called(&name.text),
                None => *kind == name.text,
            })
        });
    (!is_met).then(|| {
        let got: Vec<&str> = places
            .iter()
            .map(|(place, kind)| place.map_or(*kind, |place| place.name.as_str()))
            .collect();
        let lines = |names: &[&str]| names.iter().map(|name| format!("{name}\n")).collect();
        let wanted: Vec<&str> = expected.iter().map(|one| one.text.as_str()).collect();
        let label = &case.label;
        let message = format!(
            "what is for `{label}` lies elsewhere: {}",
            why(case, played)
        );
        Failure {
            difference: Some(Difference {
                expected: lines(&wanted),
                got: lines(&got),
            }),
            ..unmet(
                ("lies_in", span),
                message,
                format!("`lies_in: [{}]`", got.join(", ")),
            )
        }
    })
}

/// How the way went, hop by hop.
fn why(case: &PreparedRetries, played: &Played) -> String {
    let hops = case.way.hops.iter().zip(&played.hops);
    let made = hops.filter_map(|(hop, played)| {
        let played = played.as_ref()?;
        let seconds = (played.ended_ms - played.begins_ms) / 1_000;
        let code = played
            .code
            .as_ref()
            .map_or_else(String::new, |code| format!(", `{code}`"));
        let to = &hop.to.name;
        let why = hop.why_it_is_refused();
        let why = why.map_or_else(String::new, |why| format!(" ({why})"));
        Some(format!(
            "attempts at {to}: {} in {seconds} s{code}{why}",
            played.attempts
        ))
    });
    made.collect::<Vec<_>>().join("; then ")
}

fn unmet((expectation, span): (&'static str, Span), message: String, suite: String) -> Failure {
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
