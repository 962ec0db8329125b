//! What becomes of mutants that no case notices: an event that would notice them, or the proof that there is none.

use std::collections::BTreeSet;

use super::make::Mutant;
use super::rounded::rounded;
use crate::json::Value;
use crate::pattern::decide::{Anything, Bound, Containment, Domain, Limits, Question, Reason};
use crate::pattern::{Dialect, Pattern, ServiceEvaluator};
use crate::sample::{Bus, Sampler, surrounded};
use crate::suite::crowd::Crowd;
use crate::suite::delivered::Delivered;

/// How much work the question about one mutant may be.
const LIMITS: Limits = Limits::of(2_000_000, 1_000);

/// After so many questions that were too much work, the others about the same pattern are not asked.
const MOST_TOO_LARGE: usize = 20;

/// The most events that are tried before a question is asked.
const MOST_TRIED: usize = 2_000;

/// What becomes of a mutant that no case notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// An event would notice it: the number of the witness.
    Survived(usize),
    /// It answers as the pattern does, for every event there can be.
    Equivalent,
    /// It answers as the pattern does for all events within the bound; of others it is not known.
    Bounded(Bound),
    /// It is not known.
    Unknown(Reason),
}

/// An event that notices survivors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Witness {
    /// The event. The evaluators confirm that the pattern and its mutants answer differently.
    pub event: Value,
    /// Whether the pattern matches it, and so the mutants do not.
    pub matched: bool,
    /// The survivors that it notices, by their numbers.
    pub notices: Vec<usize>,
}

/// What becomes of all survivors of a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settled {
    /// One for each survivor, in their order.
    pub fates: Vec<Fate>,
    /// As few events as were found to notice all of them.
    pub witnesses: Vec<Witness>,
}

/// Finds out about the mutants of a pattern that no case notices.
///
/// Likely events come first: those that exercise the pattern and those that nearly do, as [`Sampler`] makes them. What none
/// of them notices is decided.
#[must_use]
pub fn settle(pattern: &Pattern, survivors: &[&Mutant], dialect: Dialect) -> Settled {
    let is_bus = matches!(dialect, Dialect::Bus | Dialect::Subscriber);
    if !is_bus || survivors.is_empty() {
        return settle_within(pattern, survivors, &Anything);
    }
    let sampled = sampled(pattern, dialect);
    let sampled = sampled.into_iter().filter(|event| Delivered.has(event));
    settled(pattern, survivors, sampled.collect(), &Delivered)
}

/// The same of what is asked about values of a domain: records of a source, say. No likely ones are tried.
#[must_use]
pub fn settle_within(pattern: &Pattern, survivors: &[&Mutant], domain: &dyn Domain) -> Settled {
    match survivors.is_empty() {
        true => Settled::default(),
        false => settled(pattern, survivors, Vec::new(), domain),
    }
}

fn settled(
    pattern: &Pattern,
    survivors: &[&Mutant],
    sampled: Vec<Value>,
    domain: &dyn Domain,
) -> Settled {
    let patterns: Vec<&Pattern> = std::iter::once(pattern)
        .chain(survivors.iter().map(|one| &one.pattern))
        .collect();
    let mut search = Search {
        pattern,
        survivors,
        crowd: Crowd::new(&patterns),
        open: (0..survivors.len()).collect(),
        fates: vec![Fate::Equivalent; survivors.len()],
        witnesses: Vec::new(),
        too_large: 0,
    };
    let likely = sampled.first().cloned();
    let short: Vec<Value> = sampled.iter().flat_map(rounded).collect();
    search.cover(sampled.into_iter().chain(short).collect());
    while let Some(number) = search.open.first().copied() {
        search.decide(number, domain, likely.as_ref());
    }
    Settled {
        fates: search.fates,
        witnesses: search.witnesses,
    }
}

/// Likely events, such that match first.
fn sampled(pattern: &Pattern, dialect: Dialect) -> Vec<Value> {
    let bus = Bus::new(pattern, dialect, 0);
    let sampler = Sampler::new(pattern, &bus, 0);
    let matches = sampler.matches(None).events.into_iter();
    let matches = matches.map(|one| one.event).take(MOST_TRIED / 2);
    let near = sampler.near_misses(None).events.into_iter();
    matches
        .chain(near.map(|one| one.event).take(MOST_TRIED / 2))
        .collect()
}

struct Search<'s, 'p> {
    pattern: &'p Pattern,
    survivors: &'s [&'p Mutant],
    crowd: Crowd<'p>,
    /// The survivors of which nothing is known yet.
    open: BTreeSet<usize>,
    fates: Vec<Fate>,
    witnesses: Vec<Witness>,
    too_large: usize,
}

impl Search<'_, '_> {
    /// Takes of the events as few as notice all that any of them notices; of those that notice as many the shortest.
    fn cover(&mut self, events: Vec<Value>) {
        let mut candidates: Vec<(Witness, usize)> = Vec::new();
        for event in events {
            let text = event.to_compact();
            let witness = self.witness(event, &text);
            if !witness.notices.is_empty() {
                candidates.push((witness, text.len()));
            }
        }
        loop {
            let open = &self.open;
            for (witness, _) in &mut candidates {
                witness.notices.retain(|one| open.contains(one));
            }
            candidates.retain(|(witness, _)| !witness.notices.is_empty());
            let best = candidates
                .iter()
                .enumerate()
                .max_by_key(|(number, (witness, length))| {
                    let order = (std::cmp::Reverse(*length), std::cmp::Reverse(*number));
                    (witness.notices.len(), order)
                });
            let Some((best, _)) = best else {
                return;
            };
            let (witness, _) = candidates.swap_remove(best);
            self.take(witness);
        }
    }

    /// What an event notices of what is open.
    fn witness(&mut self, event: Value, text: &str) -> Witness {
        let verdicts = self.crowd.verdicts(&event, text);
        let matched = verdicts.first() == Some(&true);
        let others = verdicts.get(1..).unwrap_or_default();
        let notices = others.iter().enumerate();
        let notices =
            notices.filter(|(number, verdict)| **verdict != matched && self.open.contains(number));
        Witness {
            matched,
            notices: notices.map(|(number, _)| number).collect(),
            event,
        }
    }

    fn take(&mut self, witness: Witness) {
        for number in &witness.notices {
            self.open.remove(number);
            if let Some(fate) = self.fates.get_mut(*number) {
                *fate = Fate::Survived(self.witnesses.len());
            }
        }
        self.witnesses.push(witness);
    }

    fn decide(&mut self, number: usize, domain: &dyn Domain, likely: Option<&Value>) {
        let Some(mutant) = self.survivors.get(number) else {
            return;
        };
        let fate = match self.answer(mutant, domain) {
            Ok(fate) => fate,
            Err(event) => {
                let event = filled(self.pattern, mutant, event, likely);
                let text = event.to_compact();
                let witness = self.witness(event, &text);
                if witness.notices.contains(&number) {
                    return self.take(witness);
                }
                debug_assert!(false, "a witness is confirmed: {text}");
                Fate::Unknown(Reason::EngineDefect)
            }
        };
        self.open.remove(&number);
        if let Some(known) = self.fates.get_mut(number) {
            *known = fate;
        }
    }

    /// What is known of a mutant; an error is an event that notices it.
    fn answer(&mut self, mutant: &Mutant, domain: &dyn Domain) -> Result<Fate, Value> {
        if self.too_large >= MOST_TOO_LARGE {
            return Ok(Fate::Unknown(Reason::Work));
        }
        let mut fate = Fate::Equivalent;
        for (one, other) in [
            (self.pattern, &mutant.pattern),
            (&mutant.pattern, self.pattern),
        ] {
            let question = Question::new(one, other).within(domain).limited_to(LIMITS);
            match (question.contains(), fate) {
                (Containment::Fails(witness), _) => return Err(witness.event),
                (Containment::Unknown(reason), _) => {
                    self.too_large += usize::from(reason == Reason::Work);
                    fate = Fate::Unknown(reason);
                }
                (
                    Containment::Holds {
                        bounded_by: Some(bound),
                    },
                    Fate::Equivalent,
                ) => {
                    fate = Fate::Bounded(bound);
                }
                (Containment::Holds { .. }, _) => {}
            }
        }
        Ok(fate)
    }
}

/// A witness with what a likely event has beside the fields that are asked for, if that changes no answer.
fn filled(pattern: &Pattern, mutant: &Mutant, event: Value, likely: Option<&Value>) -> Value {
    let Some(likely) = likely else {
        return event;
    };
    let sub_rules = [pattern, &mutant.pattern].map(|one| &one.sub_rules);
    let asked: BTreeSet<String> = sub_rules
        .into_iter()
        .flatten()
        .flat_map(|one| &one.fields)
        .map(|field| field.path.to_display().into_owned())
        .collect();
    let filled = surrounded(&event, likely, &|path| !asked.contains(path));
    let answers = |event: &Value| {
        [pattern, &mutant.pattern].map(|one| ServiceEvaluator::new(one).matches(event))
    };
    if answers(&filled) == answers(&event) {
        filled
    } else {
        event
    }
}
