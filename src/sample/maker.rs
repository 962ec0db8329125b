//! Events made of a choice of comparisons.

use std::collections::BTreeSet;

use super::frame::{Frame, Wanted};
use super::lists::Lists;
use super::merge::{at, filled, object};
use crate::json::{Kind, Value};
use crate::pattern::comparison::Candidate;
use crate::pattern::decide::{Alternative, Draft};

/// Makes events for one pattern.
pub(super) struct Maker<'s, 'p> {
    pub(super) lists: &'s Lists<'p>,
    pub(super) frame: &'s dyn Frame,
}

/// The comparisons that an event satisfies, with their values, and what stands around them.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) rule: usize,
    pub(super) fields: Vec<Chosen>,
    surroundings: Value,
}

/// A field of an event to be.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) list: usize,
    pub(super) comparison: usize,
    /// `None` where the field is absent.
    pub(super) value: Option<Value>,
}

/// What is changed of a base.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Changed {
    /// The field of a list has this value, or is absent.
    Value(usize, Option<Value>),
    /// The field of a list stands in another element of the array at the level of its path.
    Element(usize, usize),
}

/// How much stands around what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    /// All that is likely.
    Likely,
    /// Only the values of the outermost object.
    Outermost,
}

impl Filling {
    pub(super) const BOTH: [Self; 2] = [Self::Likely, Self::Outermost];
}

impl<'p> Maker<'_, 'p> {
    /// The base of a choice: for each list of a sub-rule a comparison. With `is_varied`, values of other kinds are taken too.
    pub(super) fn base(
        &self,
        rule: usize,
        chosen: &[(usize, usize)],
        (number, is_varied): (u64, bool),
    ) -> Base {
        let wanted: Vec<Wanted<'p>> = (chosen.iter())
            .filter_map(|(list, comparison)| self.lists.wanted(*list, *comparison))
            .collect();
        let avoided = |path: &str, value: &Value| self.lists.satisfies_any(path, value);
        let surroundings = self.frame.surroundings(&wanted, &avoided, number);
        let fields = chosen.iter().map(|(list, comparison)| Chosen {
            list: *list,
            comparison: *comparison,
            value: self.value(
                *list,
                *comparison,
                &surroundings,
                is_varied.then_some(number),
            ),
        });
        Base {
            rule,
            fields: fields.collect(),
            surroundings,
        }
    }

    /// The value that satisfies a comparison: the likely one, if it does, else the most readable one.
    fn value(
        &self,
        list: usize,
        comparison: usize,
        surroundings: &Value,
        varied: Option<u64>,
    ) -> Option<Value> {
        let found = self.lists.get(list)?;
        let wanted = self.lists.wanted(list, comparison)?;
        let alternative = found.alternatives.get(comparison)?;
        let likely = at(surroundings, found.path);
        let satisfies = |value: &&Value| match alternative {
            Alternative::Alone(_) => wanted.admits_alone(value),
            Alternative::Shadowed { .. } => wanted.test().is_some_and(|one| {
                let candidate = Candidate::new(value);
                let numbers = found.values.compares_numbers();
                candidate.is_some_and(|candidate| one.test.admits(&candidate, numbers))
            }),
            _ => false,
        };
        let likely = likely.filter(|value| found.place.holds(value) && satisfies(value));
        let values = alternative.values();
        if let Some(number) = varied
            && number % 2 == 1
        {
            // Each kind of value in its turn.
            let turn = (number / 2).checked_rem(u64::try_from(values.len()).unwrap_or(1));
            let turn = turn.and_then(|turn| usize::try_from(turn).ok());
            return turn.and_then(|turn| values.get(turn)).cloned();
        }
        likely.or_else(|| values.first()).cloned()
    }

    /// The event, with what is changed of it.
    pub(super) fn event(&self, base: &Base, changed: Option<&Changed>, filling: Filling) -> Value {
        let mut draft = Draft::new();
        let mut absent: BTreeSet<String> = BTreeSet::new();
        for field in &base.fields {
            let Some(list) = self.lists.get(field.list) else {
                continue;
            };
            let mut value = field.value.as_ref();
            let mut elements = Vec::new();
            match changed {
                Some(Changed::Value(number, other)) if *number == field.list => {
                    value = other.as_ref()
                }
                Some(Changed::Element(number, level)) if *number == field.list => {
                    elements.resize(*level, 0);
                    elements.push(1);
                }
                _ => {}
            }
            match value {
                Some(value) => draft.put(list.path, &elements, value.clone()),
                None => {
                    absent.insert(list.path.to_display().into_owned());
                }
            }
        }
        let is_moved = matches!(changed, Some(Changed::Element(..)));
        let may = |path: &str, value: &Value| {
            !(absent.contains(path)
                || self.lists.satisfies_any(path, value)
                || is_moved && self.lists.names(path))
        };
        let event = draft.to_event();
        let seen = match filling {
            Filling::Likely => filled(&event, &base.surroundings, &may),
            Filling::Outermost => filled(&event, &outermost(&base.surroundings), &may),
        };
        self.frame.finish(seen)
    }
}

impl Base {
    /// Whether what stands at a path may be an array, as far as such events are known.
    pub(super) fn may_be_array(&self, path: &str) -> bool {
        match holder(&self.surroundings, path) {
            Some(value) => value.as_array().is_some(),
            None => true,
        }
    }
}

/// What stands at a path, arrays themselves and not what is in them.
fn holder<'v>(event: &'v Value, path: &str) -> Option<&'v Value> {
    match path.rsplit_once('.') {
        Some((parent, name)) => at(event, &parent.into())?.get(name),
        None => event.get(path),
    }
}

/// An event without what is inside of its objects.
fn outermost(event: &Value) -> Value {
    let members = event.as_object().unwrap_or_default().iter().cloned();
    let emptied = members.map(|mut member| {
        if matches!(member.value.kind, Kind::Object(_)) {
            member.value = object(Vec::new());
        }
        member
    });
    object(emptied.collect())
}
