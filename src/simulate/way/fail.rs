//! Where it fails: `PLACE:FAILURE`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::hop::{Hop, Way};
use super::station::{Station, StationKind};
use crate::delivery::{FailureModel, FailureRule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::suggest;

/// A place that is not on the way.
const NO_SUCH_PLACE: Code = Code::new("way/no-such-place");
/// A text that names no place and no failure.
const NOT_A_PLACE: Code = Code::new("way/no-place");

/// How failures begin, so that a place may hold colons.
const FAILURES: [&str; 8] = [
    "always",
    "never",
    "until=",
    "window=",
    "probability=",
    "codes=",
    "permanent=",
    "markov=",
];

/// A failure of a text: which text, and what is wrong with it.
pub type Wrong = (usize, Diagnostic);

impl Way {
    /// Makes hops fail, each text a place and a failure as `--fail` has them: `Ship:codes=429,ok`.
    ///
    /// A place is whatever has to accept something: a function, a queue, a topic, by its logical id, its name, its ARN, or by
    /// what it is (`function`, `queue`, …), which means every one of its kind. What connects two of them (a subscription, a
    /// mapping, a pipe), or hands an event over, stands for the hop that it makes. Times count from the arrival of the event.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with the number of the text:
    ///
    /// * `way/no-place`, `way/no-such-place`: it names no place, or none of this way.
    /// * `delivery/…`: the failure cannot be read, or speaks against another one.
    pub fn fail_at(
        &mut self,
        texts: &[String],
        arrival: Option<DateTime<Utc>>,
    ) -> Result<(), Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut rules: BTreeMap<usize, Vec<(usize, FailureRule)>> = BTreeMap::new();
        for (number, text) in texts.iter().enumerate() {
            match self.failure(text, arrival) {
                Ok(all) => {
                    for (hop, rule) in all {
                        rules.entry(hop).or_default().push((number, rule));
                    }
                }
                Err(told) => wrong.push((number, told)),
            }
        }
        for (at, of_hop) in rules {
            let Some(hop) = self.hops.get_mut(at) else {
                continue;
            };
            let last = of_hop.last().map_or(0, |(number, _)| *number);
            let numbers = of_hop.iter().map(|(number, _)| *number);
            let written =
                numbers.filter_map(|number| Some(split(texts.get(number)?)?.1.to_owned()));
            hop.fail.retain(|text| text != "never");
            hop.fail.extend(written);
            let more = of_hop.into_iter().map(|(_, rule)| rule);
            match hop
                .scenario
                .failures
                .and(more, hop.scenario.profile.codes())
            {
                Ok(model) => hop.scenario.failures = model,
                Err(told) => wrong.push((last, told)),
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong),
        }
    }

    /// The hops that one text speaks of, and what fails there.
    fn failure(
        &self,
        text: &str,
        arrival: Option<DateTime<Utc>>,
    ) -> Result<Vec<(usize, FailureRule)>, Diagnostic> {
        let Some((place, failure)) = split(text) else {
            let help = format!(
                "write `PLACE:FAILURE`, as in `function:always`; the places are {}",
                self.named()
            );
            return Err(Diagnostic::error(
                NOT_A_PLACE,
                format!("`{text}` says nothing of where it fails"),
            )
            .at(Span::new(0, text.len()), "no `PLACE:`")
            .help(help));
        };
        let hops = self.at(place);
        if hops.is_empty() {
            return Err(self.no_such_place(place));
        }
        let start = place.len() + 1;
        let read = hops.into_iter().map(|at| {
            let hop = self.hops.get(at)?;
            let family = hop.scenario.profile.codes();
            Some(FailureRule::parse(failure, family, arrival).map(|rule| (at, rule)))
        });
        let read: Result<Vec<_>, Diagnostic> = read.flatten().collect();
        read.map_err(|told| told.shifted(start))
    }

    /// The hops of a place: those by which it has to accept something, else those that it makes.
    fn at(&self, place: &str) -> Vec<usize> {
        let to = |hop: &Hop| is_called(&hop.to, place);
        let via = |hop: &Hop| hop.via.as_ref().is_some_and(|via| is_called(via, place));
        let by = |hop: &Hop| is_called(&hop.by, place);
        let asks = |hop: &Hop| {
            let asked = hop.enrichment.as_ref();
            asked.is_some_and(|at| is_called(at, place))
        };
        let kinds: [&dyn Fn(&Hop) -> bool; 4] = [&to, &asks, &via, &by];
        for is in kinds {
            let hops = self.hops.iter().enumerate();
            let found: Vec<usize> = hops.filter(|(_, hop)| is(hop)).map(|(at, _)| at).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn no_such_place(&self, place: &str) -> Diagnostic {
        let names = self.names();
        let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        let list = format!("there are {}", self.named());
        let mut beyond = self.beyond.iter();
        let help = match beyond.find(|one| is_called(&one.place, place)) {
            Some(beyond) => {
                let (kind, name) = (beyond.place.kind.word(), &beyond.place.name);
                format!(
                    "the way does not come to the {kind} `{name}`: {}; {list}",
                    beyond.why
                )
            }
            None => match suggest::did_you_mean(place, &known) {
                Some(nearest) => format!("{nearest} {list}"),
                None => list,
            },
        };
        Diagnostic::error(
            NO_SUCH_PLACE,
            format!("nothing on this way is called `{place}`"),
        )
        .at(Span::new(0, place.len()), "not a place of it")
        .help(help)
    }

    /// The places by their names, each once, with what they are.
    fn names(&self) -> Vec<(String, &'static str)> {
        let mut all: Vec<(String, &'static str)> = Vec::new();
        for hop in &self.hops {
            for place in std::iter::once(&hop.by)
                .chain(&hop.enrichment)
                .chain([&hop.to])
            {
                let named = match place.kind {
                    StationKind::FunctionQueue => ("lambda-queue".to_owned(), "Lambda's"),
                    kind => (place.name.clone(), kind.word()),
                };
                if !all.contains(&named) {
                    all.push(named);
                }
            }
        }
        all
    }

    fn named(&self) -> String {
        let names = self.names().into_iter();
        let names: Vec<String> = names
            .map(|(name, kind)| format!("`{name}` ({kind})"))
            .collect();
        names.join(", ")
    }
}

/// Whether a place is called so; Lambda's queue of a function has no name of its own.
fn is_called(place: &Station, name: &str) -> bool {
    match place.kind {
        StationKind::FunctionQueue => matches!(name, "lambda" | "lambda-queue"),
        kind => place.is_called(name) || kind.word() == name || short(&place.name) == Some(name),
    }
}

/// The name of a resource in its address: `jobs` of `aws_sqs_queue.jobs` and of `module.m.aws_sqs_queue.jobs[0]`.
fn short(address: &str) -> Option<&str> {
    let (kind, name) = address.rsplit_once('.')?;
    let kind = kind.rsplit('.').next()?;
    kind.starts_with("aws_").then(|| name.split('[').next())?
}

/// The place and the failure: the place ends at the first colon behind which a failure begins.
fn split(text: &str) -> Option<(&str, &str)> {
    let begins = |failure: &str| {
        FAILURES.iter().any(|one| match one.ends_with('=') {
            true => failure.starts_with(one),
            false => failure == *one,
        })
    };
    let splits = text.match_indices(':').filter_map(|(at, _)| {
        let (place, failure) = text.split_at_checked(at)?;
        Some((place, failure.strip_prefix(':')?))
    });
    let mut all = splits.filter(|(place, _)| !place.is_empty());
    all.clone()
        .find(|(_, failure)| begins(failure))
        .or_else(|| all.next_back())
}

impl Way {
    /// Lets the hops fail to which nobody says what fails, and whose places take nothing for certain.
    pub fn fail_for_certain(&mut self) {
        for hop in &mut self.hops {
            let mut rules = hop.scenario.failures.rules().iter();
            let fails_by_itself = rules.all(|rule| matches!(rule, FailureRule::Never));
            if !fails_by_itself {
                hop.refuses = None;
            }
            let Some(refuses) = &hop.refuses else {
                continue;
            };
            let family = hop.scenario.profile.codes();
            let rule = FailureRule::parse(refuses.fails, family, None);
            if let Ok(model) = rule.and_then(|rule| FailureModel::new(vec![rule], family, None)) {
                hop.scenario.failures = model;
                hop.fail = vec![refuses.fails.to_owned()];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_may_hold_colons() {
        for (text, expected) in [
            ("f:always", Some(("f", "always"))),
            (
                "arn:aws:lambda:us-east-1:1:function:f:until=2h",
                Some(("arn:aws:lambda:us-east-1:1:function:f", "until=2h")),
            ),
            (
                "f:codes=429:retry-after=3,ok",
                Some(("f", "codes=429:retry-after=3,ok")),
            ),
            ("f:sometimes", Some(("f", "sometimes"))),
            ("always", None),
            (":always", None),
            ("", None),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
