//! A test that every event passes which is to match.

use std::sync::Arc;

use crate::pattern::ast::ValueList;
use crate::pattern::comparison::Candidate as Form;
use crate::pattern::{Dialect, parse};

/// What is asked of one field.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) field: usize,
    /// The outermost array of objects in which the field lies.
    pub(super) array: Option<usize>,
    /// The list of a pattern, without its brackets.
    pub(super) list: String,
    /// The same as the matcher asks it.
    test: Arc<ValueList>,
    /// How plain it is: less is plainer.
    pub(super) cost: u32,
}

impl Candidate {
    /// A list of values for a field; `None` if AWS would not take it.
    pub(super) fn new(field: usize, array: Option<usize>, list: String, cost: u32) -> Option<Self> {
        let pattern = parse(&format!("{{\"x\":[{list}]}}"), Dialect::Bus).ok()?;
        let of_list = pattern.sub_rules.first()?.fields.first()?;
        Some(Self {
            field,
            array,
            list,
            test: Arc::clone(&of_list.values),
            cost,
        })
    }

    /// Whether an event passes that has these values.
    pub(super) fn lets_in(&self, forms: &[Form<'_>]) -> bool {
        let list = &self.test;
        let has_numbers = list.compares_numbers();
        let mut tests = list.comparisons.iter();
        let absent = forms.is_empty() && list.accepts_absence();
        absent || tests.any(|one| forms.iter().any(|form| one.test.admits(form, has_numbers)))
    }

    /// Whether it goes together with another: two lists on one field are no AND, and two fields in one array would have to
    /// match in the same element.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        other.field != self.field && (other.array.is_none() || other.array != self.array)
    }
}
