//! Events of which some are alike, and which of them one list of values for each field takes.
//!
//! Where no such lists take all events that are to match, a pattern needs alternatives. To find them, a bounded number of
//! events of both sides is kept, each of another kind. The first begins a group; whatever is most like it joins, as long as
//! lists are found that take the whole group and keep the others out. What is left over begins the next group.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hasher as _};

use super::candidates::{Candidates, Inseparable};
use super::fields::by_field;
use super::found::Found;
use super::propose::Generalize;
use super::sketch::Sketches;
use super::{MOST_ALTERNATIVES, MOST_SPECIMENS};
use crate::json::Value;
use crate::pattern::ServiceEvaluator;

/// The fields whose values tell kinds of events apart, at most.
const MOST_KINDS: usize = 64;

/// The bytes of the events of one side, about.
const MOST_BYTES: usize = 16 << 20;

/// Events that were not foreseen, of which some are learnt at once.
const MOST_STRANGERS: usize = 32;

/// From how many events groups are begun, of which the fewest are taken.
const BEGINNINGS: usize = 4;

/// How often a group is tried to be made larger, in all.
const MOST_TRIES: usize = 2_000;

/// Some events of both sides.
#[derive(Clone, Debug)]
pub struct Specimens {
    generalize: Generalize,
    /// What all events that are to match have.
    seen: Sketches,
    matching: Side,
    others: Side,
}

/// Some events, each of another kind.
#[derive(Clone, Debug, Default)]
struct Side {
    kinds: BTreeSet<u64>,
    all: Vec<Specimen>,
    bytes: usize,
}

/// An event.
#[derive(Clone, Debug)]
struct Specimen {
    event: Value,
    place: String,
    /// The hashes of its values of the fields that tell kinds of events apart.
    values: BTreeMap<usize, u64>,
}

/// Two events that no lists of values tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Where the event stands that is to match, if it is but one.
    pub matches: Option<String>,
    /// Where the other stands, and whether it is a matter of several tests together.
    pub other: Inseparable,
}

/// The events that are to match, dealt out to the alternatives that were found for some of them.
#[derive(Clone, Debug)]
pub struct Groups {
    found: Vec<Found>,
    sketches: Vec<Sketches>,
    /// Events that none of the alternatives takes as it is.
    strangers: Side,
}

impl Side {
    /// Keeps an event if it is of a new kind, and there is room.
    fn keep(
        &mut self,
        (event, place): (&Value, &str),
        kind: u64,
        most: usize,
        values: impl FnOnce() -> BTreeMap<usize, u64>,
    ) {
        if self.all.len() >= most || self.bytes >= MOST_BYTES || !self.kinds.insert(kind) {
            return;
        }
        self.bytes += event.to_compact().len();
        self.all.push(Specimen {
            event: event.clone(),
            place: place.to_owned(),
            values: values(),
        });
    }
}

impl Specimens {
    /// None yet; `seen` are all events that are to match.
    #[must_use]
    pub fn new(seen: &Sketches, generalize: Generalize) -> Self {
        Self {
            generalize,
            seen: seen.clone(),
            matching: Side::default(),
            others: Side::default(),
        }
    }

    /// Keeps an event that is to match, if it is of a new kind.
    pub fn matching(&mut self, event: &Value, place: &str) {
        let values = values(&self.seen, event);
        let most = MOST_SPECIMENS / 2;
        (self.matching).keep((event, place), hash(&values), most, || values);
    }

    /// The same for one that is not to match.
    pub fn other(&mut self, event: &Value, place: &str) {
        let values = values(&self.seen, event);
        let most = MOST_SPECIMENS / 2;
        (self.others).keep((event, place), hash(&values), most, || values);
    }

    /// Keeps events that the alternatives did not take, and one that they could not keep out: `false` if all were known.
    pub fn learn(&mut self, groups: &Groups, other: Option<(&Value, &str)>) -> bool {
        let before = self.matching.all.len() + self.others.all.len();
        for stranger in &groups.strangers.all {
            let kind = hash(&stranger.event.to_compact());
            let event = (&stranger.event, stranger.place.as_str());
            let values = || values(&self.seen, &stranger.event);
            (self.matching).keep(event, kind, MOST_SPECIMENS, values);
        }
        if let Some((event, place)) = other {
            let kind = hash(&event.to_compact());
            let values = || values(&self.seen, event);
            (self.others).keep((event, place), kind, MOST_SPECIMENS, values);
        }
        self.matching.all.len() + self.others.all.len() > before
    }

    /// The fewest groups that were found of these events.
    ///
    /// # Errors
    ///
    /// Two events that cannot be told apart.
    pub fn split(&mut self) -> Result<Option<Groups>, Pair> {
        let mut best: Option<Vec<Found>> = None;
        let count = self.matching.all.len();
        let mut tries = MOST_TRIES;
        for beginning in 0..BEGINNINGS.min(count) {
            let first = beginning * count / BEGINNINGS.min(count);
            let most = best.as_ref().map_or(MOST_ALTERNATIVES + 1, Vec::len);
            let order = (first..count).chain(0..first);
            if let Some(found) = self.split_from(order.collect(), most, &mut tries)? {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| best.len() <= 2) {
                break;
            }
        }
        Ok(best.map(|found| Groups {
            sketches: vec![Sketches::default(); found.len()],
            strangers: Side::default(),
            found,
        }))
    }

    /// Groups of the events in an order; `None` if there are not fewer than `most`.
    fn split_from(
        &mut self,
        mut open: VecDeque<usize>,
        most: usize,
        tries: &mut usize,
    ) -> Result<Option<Vec<Found>>, Pair> {
        let mut found = Vec::new();
        while let Some(first) = open.pop_front() {
            if found.len() + 1 >= most {
                return Ok(None);
            }
            let group = self.group(first, &mut open, tries)?;
            found.push(group);
        }
        Ok(Some(found))
    }

    /// The group that an event begins. What it takes is taken out of `open`.
    fn group(
        &mut self,
        first: usize,
        open: &mut VecDeque<usize>,
        tries: &mut usize,
    ) -> Result<Found, Pair> {
        let mut sketches = Sketches::default();
        let Some(own) = self.matching.all.get(first).cloned() else {
            return Ok(Found::any(Vec::new()));
        };
        sketches.add(&own.event);
        let pair = |other| Pair {
            matches: Some(own.place.clone()),
            other,
        };
        let mut found = self.solve(sketches.clone()).map_err(pair)?;
        self.take(&found, &mut sketches, open);
        let likeness = |one: &usize| {
            let other = self.matching.all.get(*one);
            other.map_or(u64::MAX, |other| self.difference(&own, other))
        };
        let mut due: Vec<usize> = open.iter().copied().collect();
        due.sort_by_cached_key(likeness);
        for next in due {
            if !open.contains(&next) || *tries == 0 {
                continue;
            }
            *tries -= 1;
            let Some(one) = self.matching.all.get(next) else {
                continue;
            };
            let mut wider = sketches.clone();
            wider.add(&one.event);
            if let Ok(wider_found) = self.solve(wider.clone()) {
                open.retain(|one| *one != next);
                found = wider_found;
                sketches = wider;
                self.take(&found, &mut sketches, open);
            }
        }
        Ok(found)
    }

    /// In how much two events differ: fields with the fewest values say most of what kind an event is.
    fn difference(&self, one: &Specimen, other: &Specimen) -> u64 {
        let fields = one.values.keys().chain(other.values.keys());
        let fields: BTreeSet<usize> = fields.copied().collect();
        let differing = fields
            .into_iter()
            .filter(|field| one.values.get(field) != other.values.get(field));
        let weights = differing.map(|field| {
            let sketch = self.seen.sketches.get(field);
            let values = sketch.and_then(|sketch| sketch.values.as_ref());
            let count = values.map_or(u64::MAX, |values| values.len() as u64 + 1);
            1_000 / count.max(1)
        });
        weights.sum()
    }

    /// Adds to a group what its pattern takes.
    fn take(&self, found: &Found, sketches: &mut Sketches, open: &mut VecDeque<usize>) {
        let Ok(pattern) = found.pattern() else { return };
        let evaluator = ServiceEvaluator::new(&pattern);
        open.retain(|one| {
            let Some(specimen) = self.matching.all.get(*one) else {
                return false;
            };
            let is_taken = evaluator.matches(&specimen.event);
            if is_taken {
                sketches.add(&specimen.event);
            }
            !is_taken
        });
    }

    /// The lists that keep the others out.
    fn solve(&mut self, sketches: Sketches) -> Result<Found, Inseparable> {
        let mut candidates = Candidates::new(sketches, self.generalize);
        let mut fields = candidates.fields.clone();
        let others = &mut self.others.all;
        if let Some(at) = others
            .iter()
            .position(|one| !candidates.may_keep_out(&one.event, &mut fields))
        {
            let place = others.get(at).map(|one| one.place.clone());
            // What is hard to tell from one group is from another too.
            others
                .get_mut(..=at)
                .into_iter()
                .for_each(|all| all.rotate_right(1));
            return Err(Inseparable {
                place: place.unwrap_or_default(),
                is_together: false,
            });
        }
        for other in &self.others.all {
            candidates.keep_out(&other.event, &other.place);
        }
        candidates.solve()
    }
}

impl Groups {
    /// Deals an event that is to match out to the alternative that takes it, or is most like it.
    pub fn add(&mut self, event: &Value, place: &str) {
        let alternatives = self.found.iter().flat_map(Found::alternatives);
        let missed = alternatives.map(|one| one.missed(event)).enumerate();
        let nearest = missed.min_by_key(|(_, missed)| missed.len());
        let Some((number, missed)) = nearest else {
            return;
        };
        if !missed.is_empty() {
            let kind = hash(&(number, missed));
            let strangers = &mut self.strangers;
            strangers.keep((event, place), kind, MOST_STRANGERS, BTreeMap::new);
        }
        if let Some(sketches) = self.sketches.get_mut(number) {
            sketches.add(event);
        }
    }

    /// The tests of each alternative, by all events that were dealt out to it.
    #[must_use]
    pub fn candidates(&self, generalize: Generalize) -> Vec<Candidates> {
        let dealt = self.sketches.iter().filter(|one| one.events() > 0);
        dealt
            .map(|one| Candidates::new(one.clone(), generalize))
            .collect()
    }
}

/// The values of an event of the fields that have but few.
fn values(seen: &Sketches, event: &Value) -> BTreeMap<usize, u64> {
    let leaves = seen.fields.leaves(event);
    let of_kinds = by_field(&leaves).filter_map(|(field, leaves)| {
        let sketch = seen.sketches.get(field);
        let sketch = sketch.filter(|sketch| !sketch.is_made)?;
        let (Some(values), Some((_, first))) = (&sketch.values, leaves.first()) else {
            return Some((field, 0));
        };
        let value = first.to_compact();
        let known = values.contains_key(&*value).then_some(value);
        Some((field, hash(&known)))
    });
    of_kinds.take(MOST_KINDS).collect()
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
