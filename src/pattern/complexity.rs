//! How much work the wildcards of a pattern are: the score by which the service refuses patterns.
//!
//! The service refuses a pattern as too complex if its wildcards could keep its engine in too many states at once.
//! Only `wildcard` counts, also inside `anything-but`. The score is the largest number of states in which the engine
//! can be after some text, for any one field: the states of its [byte machine](super::machine::bytes) from which a
//! wildcard can still match. A state counts once for each comparison with wildcards that can match from it. A star
//! may be empty, so it counts as soon as the state before it is reached.
//!
//! # Example
//!
//! ```
//! use evb::pattern::comparison::Wildcard;
//! use evb::pattern::complexity::wildcard_score;
//!
//! let arn = Wildcard::new(&"arn:*:*:*:*:*".into()).expect("a good expression");
//! assert_eq!(wildcard_score(&arn), 9);
//! ```
//!
//! # Bounds
//!
//! The machine can be in exponentially many sets of states. The search for the largest one stops after a fixed amount of
//! work, or at a score of more than [`LARGEST_SCORE`]: the score is then a lower bound. Both lie far above any score that
//! the service accepts. A lower bound, too, is the score of a pattern with texts of more than a million bytes, which are left out.
//!
//! # Source
//!
//! event-ruler 2.0.1, `MachineComplexityEvaluator`; the limit: see
//! [`MAXIMUM_PATTERN_COMPLEXITY`](crate::quota::MAXIMUM_PATTERN_COMPLEXITY).

use std::collections::{BTreeSet, HashSet, VecDeque};

use super::ast::{Pattern, Test};
use super::comparison::{AnythingBut, Wildcard};
use super::machine::Machine;
use super::machine::bytes::{ByteMachine, ByteState, ByteStep, START};

/// Scores above this one are not told apart.
pub const LARGEST_SCORE: u32 = 1000;

/// How many steps the search may look at, over all sets of states of one byte machine.
const MAXIMUM_WORK: usize = 4_000_000;

/// The complexity of a pattern; 0 if it has no wildcards.
#[must_use]
pub fn score(pattern: &Pattern) -> u32 {
    let has_wildcards = (pattern.sub_rules.iter())
        .flat_map(|sub_rule| &sub_rule.fields)
        .flat_map(|field| &field.values.comparisons)
        .any(|comparison| {
            matches!(
                comparison.test,
                Test::Wildcard(_) | Test::AnythingBut(AnythingBut::Wildcard(_))
            )
        });
    if !has_wildcards {
        return 0;
    }
    let machine = Machine::new(pattern);
    let fields = machine.transitions().into_iter();
    let scores = fields.map(|transitions| StateSearch::new(&transitions.bytes).largest());
    scores.max().unwrap_or(0)
}

/// The complexity of one wildcard expression on its own.
#[must_use]
pub fn wildcard_score(wildcard: &Wildcard) -> u32 {
    StateSearch::new(&ByteMachine::of(wildcard)).largest()
}

/// The search for the largest set of states in which a byte machine can be.
struct StateSearch<'m> {
    states: &'m [ByteState],
    /// For each state, the wildcards that can match from it, by their numbers.
    wildcards: Vec<BTreeSet<usize>>,
}

impl<'m> StateSearch<'m> {
    fn new(machine: &'m ByteMachine) -> Self {
        let states = machine.states();
        let mut wildcards = vec![BTreeSet::new(); states.len()];
        // Steps lead to later states.
        for (number, state) in states.iter().enumerate().rev() {
            let mut reached = BTreeSet::new();
            for step in state.by_byte.values().flatten().chain(&state.by_any) {
                reached.extend(Self::matched(step));
                reached.extend(
                    step.state
                        .and_then(|next| wildcards.get(next))
                        .into_iter()
                        .flatten(),
                );
            }
            if let Some(of_state) = wildcards.get_mut(number) {
                *of_state = reached;
            }
        }
        Self { states, wildcards }
    }

    fn matched(step: &ByteStep) -> Option<usize> {
        let matched = step.matched.filter(|one| one.is_wildcard);
        matched.map(|one| one.alternative)
    }

    /// How many wildcards can match once this step is taken.
    fn count(&self, step: &ByteStep) -> usize {
        let behind = step.state.and_then(|state| self.wildcards.get(state));
        let here =
            Self::matched(step).filter(|one| !behind.is_some_and(|known| known.contains(one)));
        behind.map_or(0, BTreeSet::len) + usize::from(here.is_some())
    }

    /// Breadth first, each set once.
    fn largest(&self) -> u32 {
        let mut largest = 0;
        let mut work = 0;
        let mut seen = HashSet::new();
        let mut open = VecDeque::from([vec![START]]);
        while let Some(states) = open.pop_front() {
            for steps in self.successors(&states) {
                work += states.len() + steps.len();
                if seen.contains(&steps) {
                    continue;
                }
                largest = largest.max(self.size(&steps));
                if largest > LARGEST_SCORE || work > MAXIMUM_WORK {
                    return largest;
                }
                let mut next: Vec<usize> = steps.iter().filter_map(|step| step.state).collect();
                next.dedup();
                seen.insert(steps);
                open.push_back(next);
            }
        }
        largest
    }

    /// The steps that any one byte leads to, sorted.
    fn successors(&self, states: &[usize]) -> Vec<Vec<ByteStep>> {
        let states = || states.iter().filter_map(|state| self.states.get(*state));
        let by_any: Vec<ByteStep> = states().flat_map(|state| &state.by_any).copied().collect();
        let bytes: BTreeSet<u8> = states()
            .flat_map(|state| state.by_byte.keys())
            .copied()
            .collect();
        let by_byte = bytes.into_iter().map(|byte| {
            let steps = states().filter_map(move |state| state.by_byte.get(&byte));
            steps.flatten().chain(&by_any).copied().collect()
        });
        let mut successors: Vec<Vec<ByteStep>> = by_byte.chain([by_any.clone()]).collect();
        for steps in &mut successors {
            steps.sort_unstable();
            steps.dedup();
        }
        successors.retain(|steps| !steps.is_empty());
        successors
    }

    /// What a set counts for.
    fn size(&self, steps: &[ByteStep]) -> u32 {
        let stars = (steps.iter())
            .filter_map(|step| self.states.get(step.state?))
            .flat_map(|state| &state.by_any)
            .filter(|star| steps.binary_search(star).is_err());
        let size: usize = steps.iter().chain(stars).map(|step| self.count(step)).sum();
        u32::try_from(size).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, parse};

    fn one(expression: &str) -> u32 {
        wildcard_score(&Wildcard::new(&expression.into()).unwrap())
    }

    rows! { one;
        empty: "" => 1;
        an_escaped_star: r"a\*b" => 1;
        a_star: "*" => 2;
        a_star_inside: "a*b" => 2;
        a_star_first: "*.txt" => 2;
        between_long_characters: "日*語" => 2;
        an_escaped_star_behind_a_star: r"*\**" => 3;
        a_word_anywhere: "*/dir/*" => 4;
        two_letters: "*a*b*" => 4;
        three_letters: "*x*y*z" => 4;
        three_times_the_same: "*a*a*a" => 6;
        four_times_the_same: "*a*a*a*a" => 8;
        a_path: "/Users/*/dir/dir/dir/dir/dir/doc.txt" => 7;
        an_arn: "arn:*:*:*:*:*" => 9;
        an_event_bus: "*:*:*:*:*:event-bus/*" => 11;
        ten_letters: "*aaaaaaaaaa" => 11;
        ten_stars: "a*b*c*d*e*f*g*h*i*j*k" => 11;
    }

    fn set(expressions: &[&str]) -> u32 {
        let list = serde_json::json!({"a": [{"anything-but": {"wildcard": expressions}}]});
        whole(&list.to_string())
    }

    rows! { set;
        both_ends: &["a*", "*b"] => 3;
        shared_stars: &["*x*y*z", "*a*b"] => 5;
    }

    fn whole(pattern: &str) -> u32 {
        parse(pattern, Dialect::Bus).unwrap().complexity
    }

    rows! { whole;
        no_wildcard: r#"{"a":["x"]}"# => 0;
        fields_count_apart: r#"{"a":[{"wildcard":"*x*"}],"b":[{"wildcard":"*x*y*z"}]}"# => 4;
        two_in_one_list: r#"{"a":[{"wildcard":"x*"},{"wildcard":"*y"}]}"# => 4;
        the_same_twice_in_one_list: r#"{"a":[{"wildcard":"x*"},{"wildcard":"x*"}]}"# => 2;
        two_wildcards: r#"{"a":[{"wildcard":"*x*y*z"},{"wildcard":"*a*b"}]}"# => 6;
        a_list_compiled_three_times: r#"{"a":[{"wildcard":"*x"}],"$or":[{"b":[1]},{"b":[2]},{"b":[3]}]}"# => 4;
        a_list_of_digits_compiled_three_times: r#"{"a":[{"wildcard":"*1"}],"$or":[{"b":[1]},{"b":[2]},{"b":[3]}]}"# => 2;
        a_letter_of_four_bytes_compiled_three_times: r#"{"a":[{"wildcard":"*𐐨"}],"$or":[{"b":[1]},{"b":[2]},{"b":[3]}]}"# => 2;
        two_expressions_compiled_twice: r#"{"b":[{"anything-but":{"wildcard":"*x*"}},{"wildcard":"v*l"}],"$or":[{"a":[1]},{"a":[1],"c":[2]}]}"# => 8;
        the_same_twice_with_a_letter_behind_the_star: r#"{"a":[{"wildcard":"*a"},{"wildcard":"*a"}]}"# => 3;
        two_that_part_behind_a_digit: r#"{"b":[{"wildcard":"*1*"},{"wildcard":"*11"}]}"# => 6;
        two_that_part_behind_a_digit_compiled_twice: r#"{"b":[{"wildcard":"*1*"},{"wildcard":"*11"}],"$or":[{"a":[1]},{"a":[1],"c":[2]}]}"# => 7;
        a_set_of_which_one_member_is_found_again: r#"{"b":[{"anything-but":{"wildcard":["*1","*a"]}}],"$or":[{"a":[1]},{"a":[1],"c":[2]}]}"# => 3;
        a_quote_inside_a_set: r#"{"b":[{"anything-but":{"wildcard":["*1","*1\"2"]}}]}"# => 3;
        a_list_behind_different_fields: r#"{"c":[{"wildcard":"*x"}],"$or":[{"a":[1]},{"b":[2]}]}"# => 2;
        behind_an_absent_field: r#"{"a":[{"exists":false}],"b":[{"wildcard":"*x*y*z"}]}"# => 0;
        behind_a_field_that_may_be_absent: r#"{"a":[{"exists":false},1],"b":[{"wildcard":"*x*y*z"}]}"# => 4;
    }

    #[test]
    fn a_hostile_expression_is_bounded() {
        let hostile = "*a".repeat(1000);
        assert!(one(&hostile) > 1000);
    }
}
