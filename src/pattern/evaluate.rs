//! Whether an event matches: the plain evaluator, which defines what is right.
//!
//! # The problem
//!
//! A pattern matches if one of its sub-rules does, and a sub-rule matches if every field is satisfied by some *leaf* of
//! the event: a string, number, boolean or null at the path of the field. Without arrays that is all. With arrays a path
//! leads to many leaves, and those that satisfy the fields must be *consistent*: where two lie in the same array, they
//! lie in the same element of it.
//!
//! ```text
//! pattern  {"item": {"name": ["x"], "price": [1]}}
//! event    {"item": [{"name": "x", "price": 2}, {"name": "y", "price": 1}]}
//! ```
//!
//! Both fields are satisfied, `item.name` in the first element and `item.price` in the second, so this is no match.
//!
//! # The idea
//!
//! | module | what it does |
//! |---|---|
//! | `flatten` | walks the event once and lists the leaves of every path that the pattern names, each with the array elements around it |
//! | `asked` | tells which leaves satisfy which field, and remembers it |
//! | `search` | chooses a leaf for each field, in the order of the paths (UTF-16 order), so that all are consistent |
//!
//! `exists: false` is satisfied where the path has no leaf that is consistent with the elements chosen *before* it. So
//! its answer can depend on how a field is called; that is the engine's rule, and [`service`](super::service) notes where
//! an answer rests on it.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, evaluate, parse};
//!
//! let pattern = parse(r#"{"state": ["running"]}"#, Dialect::Bus).unwrap();
//! let event = evb::json::parse(r#"{"state": "running"}"#).unwrap();
//! assert!(evaluate(&pattern, &event));
//! ```
//!
//! # Bounds
//!
//! The search remembers what failed and why, so that its work grows with the size of the event times the number of
//! fields. Only an event that repeats a key of objects full of arrays can still ask for more; after
//! [`MAXIMUM_STEPS`] the answer is [`Answer::Undecided`], which counts as no match.
//!
//! # What this module does not do
//!
//! It gives the logical answer. Where the service's engine is known to answer something else, see
//! [`service`](super::service), which asks an [`Evaluator`] that was changed for it: some value lists are read in another
//! way, some sub-rules are left out. Many patterns at once are the business of the [pattern set](super::set).
//!
//! # Source
//!
//! event-ruler 2.0.1, `ACFinder` and `ArrayMembership.checkArrayConsistency`.

use std::collections::HashMap;
use std::sync::Arc;

use super::asked::{Asked, FieldTest};
use super::ast::Pattern;
use super::flatten::Paths;
use super::reading::{ListReading, Readings};
pub use super::search::{Answer, MAXIMUM_STEPS};
use crate::json::Value;

/// Whether an event matches a pattern.
///
/// To ask about many events, make an [`Evaluator`] once.
#[must_use]
pub fn evaluate(pattern: &Pattern, event: &Value) -> bool {
    Evaluator::new(pattern).matches(event)
}

/// A pattern, ready to be asked about many events.
#[derive(Clone, Debug)]
pub struct Evaluator<'p> {
    paths: Paths,
    /// The different (path, value list) pairs.
    fields: Vec<FieldTest<'p>>,
    /// For each sub-rule its fields in order, as indexes into `fields`.
    sub_rules: Vec<Vec<usize>>,
    /// For each field how its list is read, where that is not as usual.
    readings: Vec<Option<ListReading>>,
}

impl<'p> Evaluator<'p> {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        let mut paths = Paths::default();
        let mut fields = Vec::new();
        // Sub-rules that come from one `$or` share the lists of the fields around it. Such a list is asked about a leaf
        // once for all of them: it is known by where it is in memory.
        let mut known = HashMap::new();
        let sub_rules = pattern
            .sub_rules
            .iter()
            .map(|sub_rule| {
                sub_rule
                    .fields
                    .iter()
                    .map(|field| {
                        let path = paths.add(&field.path);
                        *known
                            .entry((path, Arc::as_ptr(&field.values)))
                            .or_insert_with(|| {
                                fields.push(FieldTest::new(path, &field.values));
                                fields.len() - 1
                            })
                    })
                    .collect()
            })
            .collect();
        Self {
            paths,
            readings: vec![None; fields.len()],
            fields,
            sub_rules,
        }
    }

    /// The same, with some lists read differently.
    pub(crate) fn with_readings(mut self, readings: &Readings) -> Self {
        for (reading, field) in self.readings.iter_mut().zip(&self.fields) {
            *reading = readings.get(&std::ptr::from_ref(field.values)).cloned();
        }
        self
    }

    /// The same, without some sub-rules.
    pub(crate) fn without(mut self, left_out: &[usize]) -> Self {
        let mut number = 0;
        self.sub_rules.retain(|_| {
            number += 1;
            !left_out.contains(&(number - 1))
        });
        self
    }

    /// The same, with the fields that may be absent looked at last.
    pub(crate) fn with_absence_last(mut self) -> Self {
        let fields = &self.fields;
        for sub_rule in &mut self.sub_rules {
            sub_rule.sort_by_key(|index| {
                fields
                    .get(*index)
                    .is_some_and(|field| field.accepts_absence)
            });
        }
        self
    }

    /// Whether an event matches.
    #[must_use]
    pub fn matches(&self, event: &Value) -> bool {
        self.answer(event) == Answer::Match
    }

    /// Whether an event matches, and whether that could be found out at all.
    #[must_use]
    pub fn answer(&self, event: &Value) -> Answer {
        self.ask(event).answer()
    }

    /// The paths of all fields.
    pub(crate) fn paths(&self) -> &Paths {
        &self.paths
    }

    /// The different fields. A sub-rule refers to them [by their numbers](Self::numbers).
    pub(crate) fn fields(&self) -> &[FieldTest<'p>] {
        &self.fields
    }

    /// For each sub-rule the numbers of its fields, in order.
    pub(crate) fn numbers(&self) -> &[Vec<usize>] {
        &self.sub_rules
    }

    /// Prepares an event for searches.
    pub(crate) fn ask<'a, 'e>(&'a self, event: &'e Value) -> Asked<'a, 'p, 'e> {
        Asked::new(
            event,
            &self.paths,
            &self.fields,
            &self.sub_rules,
            &self.readings,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::pattern::search::SubRuleAnswer;
    use crate::pattern::{Dialect, parse};

    fn matches(pattern: &str, event: &str) -> bool {
        let pattern = parse(pattern, Dialect::Bus).unwrap();
        evaluate(&pattern, &json::parse(event).unwrap())
    }

    rows! { matches;
        fields_from_one_element: r#"{"i":{"n":["x"],"v":[1]}}"#, r#"{"i":[{"n":"x","v":1},{"n":"y","v":2}]}"# => true;
        fields_from_two_elements: r#"{"i":{"n":["x"],"v":[2]}}"#, r#"{"i":[{"n":"x","v":1},{"n":"y","v":2}]}"# => false;
        arrays_side_by_side: r#"{"i":{"n":["x"]},"j":{"n":["y"]}}"#, r#"{"i":[{"n":"x"}],"j":[{"n":"z"},{"n":"y"}]}"# => true;
        nested_arrays_are_arrays_of_their_own: r#"{"a":{"x":[1],"y":[2]}}"#, r#"{"a":[[{"x":1},{"y":2}]]}"# => false;
        values_in_an_array_are_free_of_it: r#"{"a":["x"],"a.b":["y"]}"#, r#"{"a":["x",{"b":"y"}]}"# => true;
        what_lies_outside_the_chosen_array_is_ignored: r#"{"a":{"a":[1],"b":[2]}}"#, r#"{"a":[{"a":1},{"b":5}],"a":{"b":2}}"# => false;
        alternatives_may_use_different_elements: r#"{"$or":[{"i.n":["x"],"i.v":[2]},{"i.v":[1]}]}"#, r#"{"i":[{"n":"x","v":1},{"v":2}]}"# => true;
        absence_behind_a_chosen_element: r#"{"i":{"n":["x"],"z":[{"exists":false}]}}"#, r#"{"i":[{"n":"x"},{"n":"y","z":1}]}"# => true;
        absence_before_any_element_is_chosen: r#"{"i":{"n":["x"],"m":[{"exists":false}]}}"#, r#"{"i":[{"n":"x"},{"n":"y","m":1}]}"# => false;
        all_values_of_a_repeated_name_count: r#"{"a":[1]}"#, r#"{"a":1,"a":2}"# => true;
        a_dotted_name_is_a_path: r#"{"a":{"b":[1]}}"#, r#"{"a.b":1}"# => true;
        an_empty_name_at_the_top: r#"{"":{"a":[1]}}"#, r#"{"a":1}"# => true;
        an_empty_name_is_not_entered: r#"{"a":{"":[1]}}"#, r#"{"a":{"":1}}"# => false;
        an_empty_name_between_others: r#"{"a..b":[1]}"#, r#"{"a":{"":{"b":1}}}"# => true;
        an_object_is_no_value: r#"{"a":[{"exists":true}]}"#, r#"{"a":{"b":1}}"# => false;
        an_object_counts_as_absent: r#"{"a":[{"exists":false}]}"#, r#"{"a":{"b":1}}"# => true;
        null_is_a_value: r#"{"a":[null]}"#, r#"{"a":null}"# => true;
        a_number_in_a_list_without_numbers_is_read_as_an_address: r#"{"a":[{"cidr":"16.0.0.0/8"}]}"#, r#"{"a":101}"# => true;
        a_number_in_a_list_with_numbers_is_not: r#"{"a":[{"cidr":"16.0.0.0/8"},{"numeric":["=",5]}]}"#, r#"{"a":101}"# => false;
    }

    /// How many steps the search for the only sub-rule of a pattern takes.
    fn steps(pattern: &str, event: &str) -> usize {
        let pattern = parse(pattern, Dialect::Bus).unwrap();
        let (event, evaluator) = (json::parse(event).unwrap(), Evaluator::new(&pattern));
        let mut asked = evaluator.ask(&event);
        let found = asked.search(0);
        assert!(!matches!(found, SubRuleAnswer::Undecided));
        asked.steps
    }

    fn array(count: usize, element: impl Fn(usize) -> String) -> String {
        let elements: Vec<String> = (0..count).map(element).collect();
        format!("[{}]", elements.join(","))
    }

    #[test]
    fn the_work_grows_with_the_elements_times_the_fields() {
        let element = |n| format!(r#"{{"v":1,"w":1,"x":1,"y":1,"z":{}}}"#, n % 7);
        let event = format!(r#"{{"a":{}}}"#, array(10_000, element));
        let pattern =
            r#"{"a":{"v":[1],"w":[1],"x":[1],"y":[1],"z":[{"anything-but":[0,1,2,3,4,5]}]}}"#;
        assert!(steps(pattern, &event) < 60_000);
        let pattern = r#"{"a":{"v":[1],"w":[1],"x":[1],"y":[1],"z":[6,{"exists":false}]},"b":[{"exists":false},1]}"#;
        assert!(steps(pattern, &event) < 60_000);
    }

    #[test]
    fn no_element_of_its_own_for_any_two_fields_is_found_out_quickly() {
        let element = |n| format!(r#"{{"f{}":1,"f{}":1}}"#, n % 5, (n + 1) % 5);
        let event = format!(r#"{{"a":{}}}"#, array(10_000, element));
        let pattern = r#"{"a":{"f0":[1],"f1":[1],"f2":[1],"f3":[1],"f4":[1]}}"#;
        assert!(steps(pattern, &event) < 60_000);
    }

    #[test]
    fn arrays_side_by_side_do_not_multiply() {
        let own = array(1_000, |_| r#"{"f":1}"#.to_owned());
        let last = array(1_000, |_| r#"{"f":1,"g":1}"#.to_owned());
        let event = format!(r#"{{"a":{own},"b":{own},"c":{own},"d":{last}}}"#);
        let pattern = r#"{"a.f":[1],"b.f":[1],"c.f":[1],"d":{"f":[1],"g":[{"exists":false}]}}"#;
        assert!(steps(pattern, &event) < 10_000);
    }

    #[test]
    fn repeated_names_do_not_multiply() {
        let both = |n: usize| format!(r#""a":[{{"f{n}":1}},{{"f{n}":1,"g{n}":1}}]"#);
        let event = format!("{{{}}}", (0..60).map(both).collect::<Vec<_>>().join(","));
        let asked = |n: usize| format!(r#""f{n}":[1],"g{n}":[1]"#);
        let pattern = format!(
            r#"{{"a":{{{}}}}}"#,
            (0..60).map(asked).collect::<Vec<_>>().join(",")
        );
        assert!(steps(&pattern, &event) < 1_000_000);
    }
}
