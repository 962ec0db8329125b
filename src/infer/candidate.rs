//! A test that every event passes which is to match.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Fields, Leaf, by_field};
use crate::json::Value;
use crate::pattern::ast::ValueList;
use crate::pattern::comparison::Candidate as Form;
use crate::pattern::{Dialect, parse};

/// What is asked of one field, or of two fields of the same element of an array.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Each with its list; several are of the same element.
    pub(super) parts: Vec<Part>,
    /// The array of objects whose element has to pass all parts, if there are several.
    pub(super) inside: Option<usize>,
    /// The outermost array of objects in which the fields lie.
    pub(super) array: Option<usize>,
    /// How plain it is: less is plainer.
    pub(super) cost: u32,
}

/// What is asked of one field.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) field: usize,
    /// The list of a pattern, without its brackets.
    pub(super) list: String,
    /// The same as the matcher asks it.
    test: Arc<ValueList>,
}

/// An event as tests see it.
pub(super) struct Seen<'e> {
    event: &'e Value,
    fields: &'e Fields,
    values: BTreeMap<usize, Vec<Form<'e>>>,
}

impl<'e> Seen<'e> {
    /// An event by its leaves, which are sorted by their fields.
    pub(super) fn new(event: &'e Value, fields: &'e Fields, leaves: &[Leaf<'e>]) -> Self {
        let values = by_field(leaves).map(|(field, leaves)| (field, forms(leaves)));
        let values = values.collect();
        Self {
            event,
            fields,
            values,
        }
    }
}

/// What tests see of values.
fn forms<'e>(leaves: &[Leaf<'e>]) -> Vec<Form<'e>> {
    let forms = leaves.iter().filter_map(|(_, value)| Form::new(value));
    forms.collect()
}

impl Part {
    /// A list of values for a field; `None` if AWS would not take it.
    pub(super) fn new(field: usize, list: String) -> Option<Self> {
        let pattern = parse(&format!("{{\"x\":[{list}]}}"), Dialect::Bus).ok()?;
        let of_list = pattern.sub_rules.first()?.fields.first()?;
        let test = Arc::clone(&of_list.values);
        Some(Self { field, list, test })
    }

    /// Whether an event passes that has these values.
    fn lets_in(&self, forms: &[Form<'_>]) -> bool {
        let list = &self.test;
        let has_numbers = list.compares_numbers();
        let mut tests = list.comparisons.iter();
        let absent = forms.is_empty() && list.accepts_absence();
        absent || tests.any(|one| forms.iter().any(|form| one.test.admits(form, has_numbers)))
    }
}

impl Candidate {
    /// A list of values for a field; `None` if AWS would not take it.
    pub(super) fn new(field: usize, array: Option<usize>, list: String, cost: u32) -> Option<Self> {
        Some(Self {
            parts: vec![Part::new(field, list)?],
            inside: None,
            array,
            cost,
        })
    }

    /// Whether an event passes.
    pub(super) fn lets_in(&self, seen: &Seen<'_>) -> bool {
        let Some(array) = self.inside else {
            let none = Vec::new();
            let mut parts = self.parts.iter();
            return parts.all(|part| part.lets_in(seen.values.get(&part.field).unwrap_or(&none)));
        };
        let is_there = |part: &Part| seen.values.contains_key(&part.field);
        self.parts.iter().all(is_there)
            && seen.fields.elements(seen.event, array).any(|element| {
                let leaves = seen.fields.leaves_of(array, element);
                let mut parts = self.parts.iter();
                parts.all(|part| {
                    let mut own = by_field(&leaves).filter(|(field, _)| *field == part.field);
                    part.lets_in(&own.next().map(|(_, own)| forms(own)).unwrap_or_default())
                })
            })
    }

    /// Whether it goes together with another: two lists on one field are no AND, and two tests in one array would have to
    /// pass in the same element.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        let is_own = |part: &Part| self.parts.iter().any(|own| own.field == part.field);
        !other.parts.iter().any(is_own) && (other.array.is_none() || other.array != self.array)
    }

    /// How many fields it asks for.
    pub(super) fn weight(&self) -> usize {
        self.parts.len()
    }

    /// Whether it is the same test as another.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let key = |one: &Part, other: &Part| one.field == other.field && one.list == other.list;
        self.parts.len() == other.parts.len()
            && self.parts.iter().zip(&other.parts).all(|(a, b)| key(a, b))
    }
}
