//! What becomes of real events: how many pass the old and the new version.

use crate::commands::answer::Refusals;
use crate::commands::events::{self, Takes, Wanted};
use crate::commands::{BrokenRecord, Context, EventRecord, Failure, Input};
use crate::compare::Pair;
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::json;
use crate::pattern::{Evaluator, Outcome};
use crate::report::compare::EventsReport;

/// Counts for each pair.
pub(super) struct Counts<'p> {
    pairs: Vec<Counted<'p>>,
    events: u64,
}

/// A pair, asked for each event.
struct Counted<'p> {
    old: Option<Asked<'p>>,
    new: Option<Asked<'p>>,
    counts: EventsReport,
}

/// What a gate lets through for certain, and what it may.
struct Asked<'p> {
    least: Evaluator<'p>,
    most: Evaluator<'p>,
}

impl<'p> Counts<'p> {
    pub(super) fn new(pairs: &[Pair<'p>]) -> Self {
        let asked = |gate: Option<&'p crate::compare::Gate>| {
            gate.map(|gate| Asked {
                least: Evaluator::new(&gate.bounds.least),
                most: Evaluator::new(&gate.bounds.most),
            })
        };
        let pairs = pairs.iter().map(|pair| Counted {
            old: asked(pair.old),
            new: asked(pair.new),
            counts: EventsReport::default(),
        });
        Self {
            pairs: pairs.collect(),
            events: 0,
        }
    }

    /// Reads the events; how many there were, if any were asked for.
    pub(super) fn read(
        &mut self,
        inputs: Vec<Input>,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<Option<u64>, Failure> {
        if inputs.is_empty() {
            return Ok(None);
        }
        let wanted = Wanted {
            inputs,
            shape: Shape::Recognised,
            settings: Settings::default(),
        };
        let mut taker = Taker {
            counts: self,
            refusals,
        };
        events::in_order(wanted, &mut taker, context)?;
        Ok(Some(self.events))
    }

    /// What was counted for the pair of this number.
    pub(super) fn of(&self, number: usize) -> EventsReport {
        self.pairs
            .get(number)
            .map_or_else(EventsReport::default, |pair| pair.counts.clone())
    }
}

struct Taker<'c, 'p> {
    counts: &'c mut Counts<'p>,
    refusals: &'c mut Refusals,
}

impl Takes for Taker<'_, '_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        let event = match json::parse(&record.text) {
            Ok(event) => event,
            Err(error) => {
                let told = error.diagnostic(&record.text);
                return self.refuse(record.refused(told.into()), context);
            }
        };
        self.counts.events += 1;
        for pair in &mut self.counts.pairs {
            let outcome = |asked: &Option<Asked<'_>>| {
                asked.as_ref().map_or(Outcome::No, |asked| {
                    match (asked.least.matches(&event), asked.most.matches(&event)) {
                        (true, _) => Outcome::Yes,
                        (false, true) => Outcome::Open,
                        (false, false) => Outcome::No,
                    }
                })
            };
            add(
                &mut pair.counts,
                outcome(&pair.old),
                outcome(&pair.new),
                &record.place,
            );
        }
        Ok(())
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.refusals.record(broken, context)
    }
}

fn add(counts: &mut EventsReport, old: Outcome, new: Outcome, place: &impl ToString) {
    counts.old += u64::from(old == Outcome::Yes);
    counts.new += u64::from(new == Outcome::Yes);
    match (old, new) {
        (Outcome::Open, _) | (_, Outcome::Open) => counts.open += 1,
        (Outcome::No, Outcome::Yes) => {
            counts.gained += 1;
            counts.first_gained.get_or_insert_with(|| place.to_string());
        }
        (Outcome::Yes, Outcome::No) => {
            counts.lost += 1;
            counts.first_lost.get_or_insert_with(|| place.to_string());
        }
        (Outcome::Yes, Outcome::Yes) | (Outcome::No, Outcome::No) => {}
    }
}
