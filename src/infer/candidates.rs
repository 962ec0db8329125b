//! All tests, and what they make of the events that are to be kept out.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Seen};
use super::cover::{Group, Signature, cover};
use super::fields::{Fields, Leaf, by_field};
use super::found::{Found, FoundField};
use super::propose::{Generalize, absence, propose, usual};
use super::sketch::Sketches;
use super::{MOST_CANDIDATES, MOST_FIELDS};
use crate::json::Value;

/// Different ways to be kept out that are remembered at once.
const MOST_GROUPS: usize = 4_096;

/// All tests, and the events that are to be kept out.
#[derive(Clone, Debug)]
pub struct Candidates {
    pub(super) fields: Fields,
    pub(super) all: Vec<Candidate>,
    groups: BTreeMap<Signature, Group>,
    /// By the number of a field whether some event has it that is to match, or whether its absence is among the tests.
    settled: Vec<bool>,
    /// What a pattern says where nothing is to be kept out.
    usual: Vec<usize>,
    /// Whether there were more tests than are looked at.
    is_cut: bool,
}

/// What no test can keep out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inseparable {
    /// Where the event stands, as it was given.
    pub place: String,
    /// Whether tests keep it out, but not together with those that others need.
    pub is_together: bool,
}

impl Candidates {
    /// The tests that every event passes that `sketches` have seen.
    #[must_use]
    pub fn new(sketches: Sketches, generalize: Generalize) -> Self {
        let (all, is_cut) = propose(&sketches, generalize);
        let usual = usual(&sketches, &all);
        let mut settled: Vec<bool> = sketches.sketches.iter().map(|one| one.events > 0).collect();
        settled.resize(MOST_FIELDS, false);
        Self {
            fields: sketches.fields,
            all,
            groups: BTreeMap::new(),
            settled,
            usual,
            is_cut,
        }
    }

    /// Whether there are more fields or tests than are looked at.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut || self.fields.is_cut
    }

    /// Looks at an event that is to be kept out; `place` is where it stands. What is not remembered, because it differs from
    /// too many others, is found when what was found is verified.
    pub fn keep_out(&mut self, event: &Value, place: &str) {
        let signature = self.signature_of_new(event);
        let is_new = !self.groups.contains_key(&signature);
        if is_new && (self.groups.len() < MOST_GROUPS || signature.is_empty()) {
            let place = place.to_owned();
            self.groups.insert(signature, Group { place });
        }
    }

    /// The same for an event that something which was found lets in: it is remembered whatever else is.
    pub fn keep_out_too(&mut self, event: &Value, place: &str) {
        let signature = self.signature_of_new(event);
        let place = place.to_owned();
        let group = self.groups.entry(signature);
        group.or_insert(Group { place });
    }

    /// Which tests keep an event out. A field that none has of those that are to match becomes a test; all events before
    /// lacked it, and pass that.
    fn signature_of_new(&mut self, event: &Value) -> Signature {
        let leaves = self.fields.leaves_of_new(event);
        for (field, _) in by_field(&leaves) {
            let is_settled = self.settled.get_mut(field);
            if let Some(settled @ false) = is_settled
                && self.all.len() < MOST_CANDIDATES
            {
                *settled = true;
                self.all.extend(absence(field, &self.fields));
            }
        }
        self.signature(event, &leaves)
    }

    fn signature(&self, event: &Value, leaves: &[Leaf<'_>]) -> Signature {
        let seen = Seen::new(event, &self.fields, leaves);
        let mut signature = Signature::default();
        for (index, candidate) in self.all.iter().enumerate() {
            if !candidate.lets_in(&seen) {
                signature.put(index);
            }
        }
        signature
    }

    /// Whether some test keeps an event out. `fields` are those of the tests, and all that were met since.
    pub(super) fn may_keep_out(&self, event: &Value, fields: &mut Fields) -> bool {
        let leaves = fields.leaves_of_new(event);
        let is_unknown = |field: usize| !self.settled.get(field).copied().unwrap_or_default();
        let mut given = by_field(&leaves);
        if given.any(|(field, _)| is_unknown(field) && absence(field, fields).is_some()) {
            return true;
        }
        let seen = Seen::new(event, &self.fields, &leaves);
        self.all.iter().any(|candidate| !candidate.lets_in(&seen))
    }

    /// The fewest fields that keep every event out that is to be, and of these the plainest.
    ///
    /// # Errors
    ///
    /// An event that no test keeps out, or none together with the others.
    pub fn solve(&self) -> Result<Found, Inseparable> {
        if self.groups.is_empty() {
            return Ok(self.found(&self.usual));
        }
        match cover(&self.all, &self.groups) {
            Ok(chosen) => Ok(self.found(&chosen)),
            Err(signature) => {
                let group = self.groups.get(&signature);
                Err(Inseparable {
                    place: group.map(|group| group.place.clone()).unwrap_or_default(),
                    is_together: !signature.is_empty(),
                })
            }
        }
    }

    /// Leaves out what was found: the matcher does not take together what each test takes by itself. What lies in arrays
    /// goes first.
    pub fn leave_out(&mut self, found: &Found) {
        let chosen = found.candidates();
        let in_array = chosen.clone().rfind(|one| one.array.is_some());
        let Some(worst) = in_array.or_else(|| chosen.max_by_key(|one| one.cost)) else {
            return;
        };
        let index = self.all.iter().position(|one| one.is_like(worst));
        let Some(index) = index else { return };
        self.usual.retain(|one| *one != index);
        let groups = std::mem::take(&mut self.groups);
        for (mut signature, group) in groups {
            signature.remove(index);
            self.groups.entry(signature).or_insert(group);
        }
    }

    fn found(&self, chosen: &[usize]) -> Found {
        let chosen = chosen.iter().filter_map(|index| self.all.get(*index));
        let fields = chosen.map(|candidate| FoundField::new(candidate.clone(), &self.fields));
        Found::new(fields.collect(), &self.fields)
    }
}
