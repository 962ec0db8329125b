//! What a pair of gates lets through: the relation of the new one to the old one.

use super::gate::{Bounds, Gate, add_once};
use super::pairs::Pair;
use crate::pattern::decide::{Comparison, Relation};
use crate::pattern::{self, Dialect, Pattern};

/// What decides about two patterns, the old one and the new one: [`decide::compare`](crate::pattern::decide::compare) with
/// what the caller knows of the events that exist.
pub type Decide<'d> = dyn Fn(&Pattern, &Pattern) -> Comparison + 'd;

/// The relation of the new gate of a pair to the old one.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The relation, and the events that show it.
    pub comparison: Comparison,
    /// What is open, of which the relation depends; empty if it does not.
    pub depends_on: Vec<String>,
    /// What the relation rests on beside the patterns.
    pub because: Vec<Because>,
}

impl Related {
    fn known(comparison: Comparison) -> Self {
        Self {
            comparison,
            depends_on: Vec::new(),
            because: Vec::new(),
        }
    }
}

/// What a relation rests on beside the patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because {
    /// The gate is on another bus: no event goes to both.
    OtherBus {
        /// The bus of the old one.
        old: String,
        /// The bus of the new one.
        new: String,
    },
    /// The state of the new one lets read-only management events of CloudTrail through, which that of the old one does
    /// not.
    TakesReadOnlyEvents,
    /// The other way round.
    LeavesReadOnlyEventsOut,
    /// What is open stands at the same places of both, and is taken to be the same.
    SameHoles,
}

/// Says what a pair lets through. A gate that is in one version only lets nothing through in the other.
#[must_use]
pub fn relate(pair: &Pair<'_>, decide: &Decide<'_>) -> Related {
    let nothing = Bounds::known(Pattern::nothing());
    let bounds = |gate: Option<&Gate>| gate.map_or(&nothing, |gate| &gate.bounds).clone();
    let (old, new) = (bounds(pair.old), bounds(pair.new));
    let (Some(one), Some(other)) = (pair.old, pair.new) else {
        return of_bounds(&old, &new, decide);
    };
    if let Some(moved) = moved(one, other, decide) {
        return moved;
    }
    let mut related = of_bounds(&old, &new, decide);
    if let (Some(before), Some(now)) = (one.takes_read_only_events, other.takes_read_only_events)
        && before != now
    {
        let more = if now { other } else { one };
        read_only_events(&mut related, more, now, decide);
    }
    related
}

/// No event goes to two buses, so gates on different ones share none. Only of rules and archives a bus is known.
fn moved(old: &Gate, new: &Gate, decide: &Decide<'_>) -> Option<Related> {
    let (from, to) = (old.bus.as_ref()?, new.bus.as_ref()?);
    if from == to {
        return None;
    }
    let nothing = Bounds::known(Pattern::nothing());
    let (gone, come) = (
        of_bounds(&old.bounds, &nothing, decide),
        of_bounds(&nothing, &new.bounds, decide),
    );
    let is_open = old.is_bus_open || new.is_bus_open;
    let mut depends_on = gone.depends_on;
    depends_on.extend(come.depends_on);
    if is_open {
        depends_on.extend(
            [from, to]
                .into_iter()
                .filter(|bus| bus.contains("${"))
                .cloned(),
        );
    }
    let relation = match (&gone.comparison.only_old, &come.comparison.only_new) {
        _ if is_open => Relation::Unknown,
        (None, None) => Relation::Equal,
        (Some(_), None) => Relation::Narrower,
        (None, Some(_)) => Relation::Wider,
        (Some(_), Some(_)) => Relation::Disjoint,
    };
    let mut comparison = bare(relation);
    comparison.only_old = gone.comparison.only_old;
    comparison.only_new = come.comparison.only_new;
    Some(Related {
        comparison,
        depends_on,
        because: vec![Because::OtherBus {
            old: from.clone(),
            new: to.clone(),
        }],
    })
}

/// The relation of what two gates let through, told only if it holds whatever is open.
fn of_bounds(old: &Bounds, new: &Bounds, decide: &Decide<'_>) -> Related {
    if old.is_known() && new.is_known() {
        return Related::known(decide(&old.most, &new.most));
    }
    if has_the_same_holes(old, new) {
        return Related {
            because: vec![Because::SameHoles],
            ..Related::known(decide(&old.shown, &new.shown))
        };
    }
    // What the new one lets through for certain and the old one does not in any case, and the other way round.
    let gained = decide(&old.most, &new.least);
    let lost = decide(&old.least, &new.most);
    let shared = decide(&old.least, &new.least).both;
    let relation = match (gained.relation, lost.relation) {
        (Relation::Equal, Relation::Equal) => Relation::Equal,
        (Relation::Wider, _) => Relation::Wider,
        (_, Relation::Narrower) => Relation::Narrower,
        _ if decide(&old.most, &new.most).relation == Relation::Disjoint => Relation::Disjoint,
        _ if gained.only_new.is_some() && lost.only_old.is_some() && shared.is_some() => {
            Relation::Overlapping
        }
        _ => Relation::Unknown,
    };
    let mut related = Related::known(bare(relation));
    if relation == Relation::Unknown {
        let all = old.depends_on.iter().chain(&new.depends_on);
        all.for_each(|from| add_once(&mut related.depends_on, from));
    }
    related.comparison.only_new = gained.only_new;
    related.comparison.only_old = lost.only_old;
    related.comparison.both = shared;
    related.comparison.bounded_by = gained.bounded_by.or(lost.bounded_by);
    related
}

/// Whether what is open is the same in both, so that it can stand for itself: the same doubts, and each field in whose list
/// something is open has this one list everywhere. Both then take one set of values there, whichever that is, and the
/// relation of the two does not hang on it: it is that of the other fields, since the set is never empty.
fn has_the_same_holes(old: &Bounds, new: &Bounds) -> bool {
    let sub_rules = || old.shown.sub_rules.iter().chain(&new.shown.sub_rules);
    let mut open = old.open_fields.iter().chain(&new.open_fields);
    old.doubts == new.doubts
        && open.all(|open| {
            sub_rules().all(|one| {
                one.fields
                    .iter()
                    .any(|field| field.has_the_same_tests(open))
            })
        })
}

/// A relation that no event shows yet.
fn bare(relation: Relation) -> Comparison {
    Comparison {
        relation,
        only_old: None,
        only_new: None,
        both: None,
        disjoint_unless_arrays: Vec::new(),
        bounded_by: None,
        reason: None,
        old_defects: Vec::new(),
        new_defects: Vec::new(),
    }
}

/// The relation in the events of several kinds, given that in those of each.
#[must_use]
pub fn together(all: Vec<Comparison>) -> Comparison {
    let mut together = bare(Relation::Equal);
    let (mut holds, mut holds_back, mut is_unknown) = (true, true, false);
    for one in all {
        holds &= matches!(one.relation, Relation::Equal | Relation::Wider);
        holds_back &= matches!(one.relation, Relation::Equal | Relation::Narrower);
        is_unknown |= one.relation == Relation::Unknown;
        together.only_old = together.only_old.or(one.only_old);
        together.only_new = together.only_new.or(one.only_new);
        together.both = together.both.or(one.both);
        together.bounded_by = together.bounded_by.or(one.bounded_by);
        together.reason = together.reason.or(one.reason);
        together
            .disjoint_unless_arrays
            .extend(one.disjoint_unless_arrays);
        together.old_defects = one.old_defects;
        together.new_defects = one.new_defects;
    }
    together.relation = match (is_unknown, holds, holds_back) {
        (true, ..) => Relation::Unknown,
        (_, true, true) => Relation::Equal,
        (_, true, false) => Relation::Wider,
        (_, false, true) => Relation::Narrower,
        (_, false, false) if together.both.is_some() => Relation::Overlapping,
        (_, false, false) => Relation::Disjoint,
    };
    together
}

/// Calls of which a rule learns only if its state says so.
///
/// AWS: see [`is_read_only_management`](crate::event::cloudtrail::is_read_only_management).
const READ_ONLY_CALLS: &str = r#"{"detail-type": ["AWS API Call via CloudTrail"], "detail": {
    "eventName": [{"prefix": "Describe"}, {"prefix": "Get"}, {"prefix": "List"}],
    "readOnly": [true], "managementEvent": [true]}}"#;

/// Reckons in that only one of two rules gets read-only management events, if its pattern matches any: `more`, which is the
/// new one if it takes more.
fn read_only_events(related: &mut Related, more: &Gate, takes_more: bool, decide: &Decide<'_>) {
    let Ok(calls) = pattern::parse(READ_ONLY_CALLS, Dialect::Bus) else {
        return;
    };
    let Some(event) = decide(&more.bounds.least, &calls).both else {
        return;
    };
    let comparison = &mut related.comparison;
    let (because, shown) = if takes_more {
        (Because::TakesReadOnlyEvents, &mut comparison.only_new)
    } else {
        (Because::LeavesReadOnlyEventsOut, &mut comparison.only_old)
    };
    shown.get_or_insert(event);
    related.because.push(because);
    comparison.relation = match (comparison.relation, takes_more) {
        (Relation::Equal, true) => Relation::Wider,
        (Relation::Equal, false) => Relation::Narrower,
        (Relation::Narrower, true) | (Relation::Wider, false) => Relation::Overlapping,
        (other, _) => other,
    };
}
