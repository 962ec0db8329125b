//! What was told when a file was read.

use super::judge::Judge;
use super::lints::class_is_open;
use crate::diagnostic::{Code, Diagnostic};
use crate::iac;
use crate::model::{Inventory, Thing};
use crate::source::Span;
use crate::suggest;

/// What keeps something from being declared, or is told of functions, which hold much that is not for evb to judge.
const INSTEAD: [Code; 4] = [
    iac::UNKNOWN_EVENT,
    iac::MISSING_MEMBER,
    iac::REFUSED,
    iac::IGNORED_MEMBER,
];

/// Members of functions that are for evb to judge: their events, and where goes what they fail at. What an event has may stand
/// in the function by mistake.
const OF_FUNCTIONS: [&str; 7] = [
    "BatchSize",
    "DeadLetterConfig",
    "DeadLetterQueue",
    "EventInvokeConfig",
    "Events",
    "FilterCriteria",
    "MaximumBatchingWindowInSeconds",
];

impl Judge<'_> {
    /// What was told of a file. A template holds much that is not for evb to judge: of that only what stands in something
    /// that is declared, and what could not be read.
    pub(super) fn file(&mut self, inventory: &Inventory) {
        let places = Places::of(inventory);
        let is_told = |told: &&Diagnostic| {
            let place = told.primary.as_ref().map(|label| label.span);
            !inventory.kind.is_template()
                || is_instead(told.code)
                || self.is_of_function(told)
                || class_is_open(told.code)
                || place.is_none_or(|place| places.hold(place))
        };
        let told: Vec<Diagnostic> = inventory
            .diagnostics
            .iter()
            .filter(is_told)
            .cloned()
            .collect();
        self.reading(None, &told);
    }

    /// Whether something is told of a member that is none, and is meant for one of a function that is for evb to judge.
    fn is_of_function(&self, told: &Diagnostic) -> bool {
        let place = told.primary.as_ref().map(|label| label.span);
        let place = place.filter(|_| told.code == iac::UNKNOWN_MEMBER);
        let name = place.and_then(|place| self.source.text().get(place.start..place.end));
        let name = name.map(|name| name.trim_matches(['"', '\'']));
        name.is_some_and(|name| {
            OF_FUNCTIONS.contains(&name) || suggest::nearest(name, &OF_FUNCTIONS).is_some()
        })
    }
}

fn is_instead(code: Code) -> bool {
    INSTEAD.contains(&code) || code.as_str() == "serverless/refused"
}

/// Where things stand: by their beginnings, each with the furthest end so far.
struct Places(Vec<(usize, usize)>);

impl Places {
    fn of(inventory: &Inventory) -> Self {
        let rooms = inventory.things().map(|(_, thing)| thing);
        let rooms = rooms.filter(|thing| {
            !matches!(
                thing,
                Thing::Bucket(_) | Thing::Queue(_) | Thing::Function(_) | Thing::Stream(_)
            )
        });
        let mut places: Vec<(usize, usize)> = rooms
            .map(|thing| (thing.span().start, thing.span().end))
            .collect();
        places.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut places {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(places)
    }

    fn hold(&self, place: Span) -> bool {
        let behind = self.0.partition_point(|(start, _)| *start <= place.start);
        let before = behind.checked_sub(1).and_then(|index| self.0.get(index));
        before.is_some_and(|(_, end)| place.end <= *end)
    }
}
