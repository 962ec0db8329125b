//! Events of several kinds for one pattern.

use std::collections::BTreeSet;

use super::matching::{Match, Matches};
use super::near_misses::{NearMissEvent, NearMisses};
use crate::source::Span;

/// What events exercise.
#[derive(Default)]
struct Known {
    comparisons: BTreeSet<(usize, usize)>,
    branches: BTreeSet<(usize, usize)>,
}

impl Known {
    /// Adds an event, and marks what it is the first to exercise. Whether there is any.
    fn add(&mut self, one: &mut Match) -> bool {
        let mut is_useful = false;
        for field in &mut one.fields {
            field.is_first = self.comparisons.insert(key(field.span));
            is_useful |= field.is_first;
        }
        for branch in &one.branches {
            is_useful |= self.branches.insert(*branch);
        }
        is_useful
    }
}

fn key(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

impl Matches {
    /// What events of several kinds exercise together, without those that exercise nothing more; with a `count`, at most so
    /// many, and with them.
    #[must_use]
    pub fn together(each: Vec<Self>, count: Option<usize>) -> Self {
        let mut known = Known::default();
        let mut whole: Option<Self> = None;
        let (mut useful, mut spare) = (Vec::new(), Vec::new());
        for mut one in each {
            for mut event in std::mem::take(&mut one.events) {
                match known.add(&mut event) {
                    true => useful.push(event),
                    false => spare.push(event),
                }
            }
            whole = Some(match whole {
                Some(whole) => whole.and(&one),
                None => one,
            });
        }
        let mut whole = whole.unwrap_or_default();
        if let Some(count) = count {
            useful.append(&mut spare);
            useful.truncate(count);
        }
        let mut known = Known::default();
        for event in &mut useful {
            known.add(event);
        }
        whole.events = useful;
        whole.exercised = known.comparisons.len() + known.branches.len();
        let rest = whole.alternatives.saturating_sub(whole.exercised);
        whole.left_out = rest.saturating_sub(whole.not_exercised.len());
        whole
    }

    /// Without what the other exercises.
    fn and(mut self, other: &Self) -> Self {
        self.not_exercised.retain(|one| {
            let mut others = other.not_exercised.iter();
            others.any(|other| other.span == one.span)
        });
        self.shadowed.retain(|one| other.shadowed.contains(one));
        self
    }
}

impl NearMisses {
    /// The events of several kinds that just fail: one for every change; with a `count`, at most so many.
    #[must_use]
    pub fn together(each: Vec<Self>, count: Option<usize>) -> Self {
        let mut events = Vec::new();
        let mut known = BTreeSet::new();
        let mut whole: Option<Self> = None;
        for mut one in each {
            let change = |event: &NearMissEvent| (key(event.span), event.change.to_string());
            let mut own = std::mem::take(&mut one.events);
            own.retain(|event| !known.contains(&change(event)));
            known.extend(own.iter().map(change));
            events.append(&mut own);
            whole = Some(match whole {
                Some(mut whole) => {
                    let is_there = |of: &Self, span| of.without.iter().any(|one| one.span == span);
                    whole
                        .without
                        .retain(|unmissed| is_there(&one, unmissed.span));
                    whole.left_out += one.left_out;
                    whole
                }
                None => one,
            });
        }
        let mut whole = whole.unwrap_or_default();
        if let Some(count) = count {
            whole.left_out += events.len().saturating_sub(count);
            events.truncate(count);
        }
        events.sort_by_key(|event| event.list_span.start);
        let lists: BTreeSet<(usize, usize)> =
            events.iter().map(|event| key(event.list_span)).collect();
        whole.missed = lists.len();
        whole.events = events;
        whole
    }
}
