//! Questions about two patterns, put together from the pieces.

use std::ops::ControlFlow;

use super::answer::{Bound, Comparison, Containment, Overlap, Relation};
use super::bits::Bits;
use super::budget::{Budget, Limits, Reason};
use super::cover::uncovered;
use super::domain::{Domain, Envelope};
use super::elements::{self, SearchEnd};
use super::judge::{Engine, Judge};
use super::overlap::{Common, common};
use super::space::{Occurrence, Rule, Space};
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Value};
use crate::pattern::ast::Pattern;

/// How many events are tried that the evaluators do not confirm.
const MOST_UNCONFIRMED: usize = 64;

/// How two patterns relate: see [`compare`](super::compare()).
#[derive(Clone, Copy)]
pub struct Question<'p> {
    old: &'p Pattern,
    new: &'p Pattern,
    domain: &'p dyn Domain,
    engine: Engine,
    limits: Limits,
}

impl<'p> Question<'p> {
    /// About two patterns on a bus, as the service answers.
    #[must_use]
    pub fn new(old: &'p Pattern, new: &'p Pattern) -> Self {
        Self {
            old,
            new,
            domain: &Envelope,
            engine: Engine::default(),
            limits: Limits::default(),
        }
    }

    /// The same about other events.
    #[must_use]
    pub fn within(self, domain: &'p dyn Domain) -> Self {
        Self { domain, ..self }
    }

    /// The same with the answers of another engine.
    #[must_use]
    pub fn answered_by(self, engine: Engine) -> Self {
        Self { engine, ..self }
    }

    /// The same with other limits.
    #[must_use]
    pub fn limited_to(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// How the new pattern relates to the old one.
    #[must_use]
    pub fn compare(&self) -> Comparison {
        let mut asked = Asked::new(self);
        let forth = asked.containment([0, 1]);
        let back = asked.containment([1, 0]);
        let overlap = asked.overlap();
        comparison(forth, back, overlap, asked.judge.defects())
    }

    /// Whether the new pattern matches all events that the old one matches.
    #[must_use]
    pub fn contains(&self) -> Containment {
        Asked::new(self).containment([0, 1])
    }

    /// Whether both patterns match some event.
    #[must_use]
    pub fn overlap(&self) -> Overlap {
        Asked::new(self).overlap()
    }
}

fn comparison(
    forth: Containment,
    back: Containment,
    overlap: Overlap,
    [old_defects, new_defects]: [Vec<Diagnostic>; 2],
) -> Comparison {
    use Containment::{Fails, Holds, Unknown};
    let relation = match (&forth, &back, &overlap) {
        (Holds { .. }, Holds { .. }, _) => Relation::Equal,
        (Holds { .. }, Fails(_), _) => Relation::Wider,
        (Fails(_), Holds { .. }, _) => Relation::Narrower,
        (Fails(_), Fails(_), Overlap::Event { .. }) => Relation::Overlapping,
        (Fails(_), Fails(_), Overlap::Disjoint { .. }) => Relation::Disjoint,
        _ => Relation::Unknown,
    };
    let bound = |containment: &Containment| match containment {
        Holds { bounded_by } => *bounded_by,
        _ => None,
    };
    let bounded_by = match (&overlap, relation) {
        (_, Relation::Equal | Relation::Wider | Relation::Narrower) => {
            bound(&forth).or(bound(&back))
        }
        (Overlap::Disjoint { bounded_by }, Relation::Disjoint) => *bounded_by,
        _ => None,
    };
    let reason = match (&forth, &back, &overlap) {
        _ if relation != Relation::Unknown => None,
        (Unknown(reason), ..) | (_, Unknown(reason), _) | (.., Overlap::Unknown(reason)) => {
            Some(*reason)
        }
        _ => None,
    };
    let (both, disjoint_unless_arrays) = match overlap {
        Overlap::Event {
            witness,
            unless_arrays,
        } => (Some(witness), unless_arrays),
        Overlap::Disjoint { .. } | Overlap::Unknown(_) => (None, Vec::new()),
    };
    let example = |containment| match containment {
        Fails(witness) => Some(*witness),
        Holds { .. } | Unknown(_) => None,
    };
    Comparison {
        relation,
        only_old: example(forth),
        only_new: example(back),
        both,
        disjoint_unless_arrays,
        bounded_by,
        reason,
        old_defects,
        new_defects,
    }
}

/// A question with all that is needed for its answer.
struct Asked<'p> {
    space: Space,
    judge: Judge<'p>,
    budget: Budget,
    limits: Limits,
}

impl<'p> Asked<'p> {
    fn new(question: &Question<'p>) -> Self {
        let judge = Judge::new([question.old, question.new], question.engine);
        let mut budget = Budget::new(question.limits.work);
        let [old, new] = judge.left_out();
        let patterns = [(question.old, old), (question.new, new)];
        let mut given = budget.part(2);
        let before = given.clone();
        let space = Space::new(&patterns, question.domain, &mut given);
        budget.settle(&before, &given);
        Self {
            space,
            judge,
            budget,
            limits: question.limits,
        }
    }

    /// Whether the second of two patterns matches all that the first one matches.
    fn containment(&mut self, [inner, outer]: [usize; 2]) -> Containment {
        let mut wanted = [false; 2];
        if let Some(wanted) = wanted.get_mut(inner) {
            *wanted = true;
        }
        let Self {
            space,
            judge,
            budget,
            ..
        } = self;
        // A pattern that negates nothing is not harmed by more values: only what the inner one asks for matters.
        let sparse = space.negated(outer).is_empty();
        let mut unknown = None;
        for rule in space.rules(inner) {
            if space.is_inside_one(rule, space.rules(outer)) {
                continue;
            }
            unknown = unknown.or(space.incomplete());
            let given = budget.part(2);
            let mut rest = given.clone();
            let found = outside(
                space,
                judge,
                (rule, sparse),
                space.rules(outer),
                wanted,
                &mut rest,
            );
            budget.settle(&given, &rest);
            match found {
                Ok(None) => {}
                Ok(Some(event)) => return Containment::Fails(Box::new(judge.witness(event))),
                Err(reason) => unknown = Some(reason),
            }
        }
        if let Some(reason) = unknown {
            return Containment::Unknown(reason);
        }
        if !elements::matter(space, [inner, outer]) {
            return Containment::Holds { bounded_by: None };
        }
        let outside = self.outside_with_arrays([inner, outer], wanted);
        match outside {
            Ok(Some(event)) => Containment::Fails(Box::new(self.judge.witness(event))),
            Ok(None) => Containment::Holds { bounded_by: None },
            Err(None) => Containment::Holds {
                bounded_by: Some(Bound::Elements(2)),
            },
            Err(Some(reason)) => Containment::Unknown(reason),
        }
    }

    /// An event with arrays that the first of two patterns matches and the second does not. `Ok(None)` if there surely is
    /// none; an error without a reason if none was found.
    fn outside_with_arrays(
        &mut self,
        [inner, outer]: [usize; 2],
        wanted: [bool; 2],
    ) -> Result<Option<Value>, Option<Reason>> {
        let (space, judge) = (&self.space, &self.judge);
        let unharmed = elements::unharmed(space, outer);
        let mut none = Ok(None);
        let mut left = self.limits.events;
        for rule in space.rules(inner) {
            if space.is_inside_one(rule, space.rules(outer)) {
                continue;
            }
            let region = space.region(rule, false);
            if region.iter().any(Bits::is_empty) {
                continue;
            }
            none = Err(None);
            let mut found = None;
            let mut gave_up = false;
            let end = uncovered(
                space,
                region,
                &unharmed,
                &mut self.budget,
                &mut |region, _| {
                    let end = elements::search(space, outer, region, left, &mut |occurrences| {
                        left = left.saturating_sub(1);
                        let event = space.event(occurrences);
                        let confirmed = judge.confirms(&event, wanted);
                        found = confirmed.then_some(event);
                        confirmed
                    });
                    gave_up = end == SearchEnd::GaveUp;
                    match end {
                        SearchEnd::Done => ControlFlow::Continue(()),
                        SearchEnd::Found | SearchEnd::GaveUp => ControlFlow::Break(()),
                    }
                },
            );
            match end {
                _ if found.is_some() => return Ok(found),
                Err(_) => return Err(Some(Reason::Work)),
                Ok(_) if gave_up => return Err(Some(Reason::Arrays)),
                Ok(_) => {}
            }
        }
        none
    }

    fn overlap(&mut self) -> Overlap {
        let Self {
            space,
            judge,
            budget,
            ..
        } = self;
        let mut confirmed: Option<Value> = None;
        let mut unconfirmed = 0;
        let found = common(space, budget, &mut |occurrences: &[Occurrence]| {
            let event = space.event(occurrences);
            if judge.confirms(&event, [true, true]) {
                confirmed = Some(event);
                return true;
            }
            unconfirmed += 1;
            false
        });
        match (found, confirmed) {
            (Ok(Common::Event { unless }), Some(event)) => Overlap::Event {
                witness: judge.witness(event),
                unless_arrays: unless.into_iter().map(JsonString::from_wtf8).collect(),
            },
            (Err(_), _) => Overlap::Unknown(Reason::Work),
            _ if space.incomplete().is_some() => {
                Overlap::Unknown(space.incomplete().unwrap_or(Reason::Work))
            }
            _ if judge.misreads() => Overlap::Unknown(Reason::EngineDefect),
            (Ok(Common::None { sure: true }), _) if unconfirmed == 0 => {
                Overlap::Disjoint { bounded_by: None }
            }
            _ => Overlap::Disjoint {
                bounded_by: Some(Bound::Elements(2)),
            },
        }
    }
}

/// An event that a sub-rule matches and some others do not.
fn outside(
    space: &Space,
    judge: &Judge<'_>,
    (rule, sparse): (&Rule, bool),
    rules: &[Rule],
    wanted: [bool; 2],
    budget: &mut Budget,
) -> Result<Option<Value>, Reason> {
    let mut found = None;
    let mut unconfirmed = 0;
    let region = space.region(rule, sparse);
    let end = uncovered(space, region, rules, budget, &mut |region, _| {
        let Some(chosen) = space.choose(region) else {
            return ControlFlow::Continue(());
        };
        let event = space.event(&space.occurrences(&chosen));
        if judge.confirms(&event, wanted) {
            found = Some(event);
            return ControlFlow::Break(());
        }
        debug_assert!(
            judge.misreads(),
            "the evaluators do not confirm {}",
            event.to_compact()
        );
        unconfirmed += 1;
        match unconfirmed < MOST_UNCONFIRMED {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    });
    match end {
        _ if found.is_some() => Ok(found),
        Err(_) => Err(Reason::Work),
        Ok(_) if unconfirmed > 0 => Err(Reason::EngineDefect),
        Ok(_) => Ok(None),
    }
}
