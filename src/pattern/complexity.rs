//! How much work the wildcards of a pattern are: the score by which the service refuses patterns.
//!
//! The service refuses a pattern as too complex if its wildcards could keep its engine in too many states at once.
//! Only `wildcard` counts, also inside `anything-but`. The score is the largest number of states in which the engine
//! can be after some text, for any one field.
//!
//! The engine compiles the wildcards of a value list into one automaton. A state of it is a place in one of the
//! expressions: behind a literal byte, or inside a star. A place directly before a star counts twice, because the
//! star may already have begun. Different expressions never share places, except inside one `anything-but`, whose
//! expressions share theirs as far as they begin alike, and the last one: the place behind the whole text. An `$or` can
//! make the engine compile the same list several times into one automaton. Then the copies share places as far as the
//! engine finds its way again, which is up to the first letter behind a star, and the last one if it leads on to the
//! same state of the machine.
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
//! The automaton can be exponentially large. The search for its largest state stops after a fixed amount of work, or
//! at a score of more than [`LARGEST_SCORE`]: the score is then a lower bound. Both lie far above any score that the
//! service accepts.
//!
//! # Source
//!
//! event-ruler 2.0.1, `MachineComplexityEvaluator`; the limit: see
//! [`MAXIMUM_PATTERN_COMPLEXITY`](crate::quota::MAXIMUM_PATTERN_COMPLEXITY).

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::ast::{Pattern, Test};
use super::comparison::{AnythingBut, Wildcard};
use super::machine::{Machine, Target, Transitions, has_two_cases, wildcard_identity};

/// Scores above this one are not told apart.
pub const LARGEST_SCORE: u32 = 1000;

/// How many places the search may visit, over all states of one automaton.
const MAXIMUM_WORK: usize = 4_000_000;

/// The complexity of a pattern; 0 if it has no wildcards.
#[must_use]
pub fn score(pattern: &Pattern) -> u32 {
    let has_wildcards = pattern
        .sub_rules
        .iter()
        .flat_map(|sub_rule| &sub_rule.fields)
        .flat_map(|field| &field.values.comparisons)
        .any(|comparison| !wildcards(&comparison.test).is_empty());
    if !has_wildcards {
        return 0;
    }
    Machine::new(pattern)
        .transitions()
        .into_iter()
        .map(|transitions| Automaton::of_lists(transitions).score())
        .max()
        .unwrap_or(0)
}

/// The complexity of one wildcard expression on its own.
#[must_use]
pub fn wildcard_score(wildcard: &Wildcard) -> u32 {
    let mut automaton = Automaton::default();
    let mut group = automaton.group();
    automaton.add(&mut group, &[wildcard], Target::default());
    automaton.score()
}

/// The expressions of a comparison that count.
fn wildcards(test: &Test) -> Vec<&Wildcard> {
    match test {
        Test::Wildcard(wildcard) => vec![wildcard],
        Test::AnythingBut(AnythingBut::Wildcard(set)) => set.iter().collect(),
        _ => Vec::new(),
    }
}

/// The automaton of the wildcards that are compiled together.
#[derive(Default)]
struct Automaton {
    places: Vec<Place>,
    /// Where expressions begin: before their opening quote.
    roots: Vec<usize>,
}

/// Expressions that share places: those of one comparison. When a sub-rule brings a comparison that the state of the
/// machine has already, the engine adds its expressions once more.
struct Group {
    root: usize,
    /// The place behind the closing quote, for each state of the machine to which a match leads.
    ends: HashMap<usize, usize>,
    shared: HashMap<(usize, Symbol), usize>,
}

/// A place in an expression.
#[derive(Default)]
struct Place {
    /// Inside a star, where every byte stays.
    is_star: bool,
    /// The place behind each literal byte that may follow.
    literals: Vec<(u8, usize)>,
    /// The star that follows.
    star: Option<usize>,
}

/// What can follow in an expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Symbol {
    Literal(u8),
    Star,
}

impl Automaton {
    fn of_lists(transitions: &Transitions<'_>) -> Self {
        let mut automaton = Self::default();
        let mut groups = HashMap::new();
        for list in &transitions.lists {
            let mut seen = HashSet::new();
            for (comparison, target) in list.list.comparisons.iter().zip(&list.targets) {
                let expressions = wildcards(&comparison.test);
                let identity: BTreeSet<_> = expressions
                    .iter()
                    .map(|one| wildcard_identity(&one.pieces))
                    .collect();
                let is_set = matches!(comparison.test, Test::AnythingBut(_));
                if !expressions.is_empty() && seen.insert((is_set, identity.clone())) {
                    let group = groups
                        .entry((is_set, identity))
                        .or_insert_with(|| automaton.group());
                    automaton.add(group, &expressions, *target);
                }
            }
        }
        automaton
    }

    /// A new group of expressions that share places.
    fn group(&mut self) -> Group {
        let root = self.place(false);
        self.roots.push(root);
        Group {
            root,
            ends: HashMap::new(),
            shared: HashMap::new(),
        }
    }

    /// Adds the expression of a `wildcard`, or all those of one `anything-but`, with the states of the machine to which
    /// they lead.
    fn add(&mut self, group: &mut Group, expressions: &[&Wildcard], target: Target) {
        let mut end_for = |state: Option<usize>| match state {
            Some(state) => *(group.ends.entry(state)).or_insert_with(|| self.place(false)),
            None => self.place(false),
        };
        let stray_end = (target.strays > 0).then(|| end_for(target.stray_state));
        let common_end = end_for(Some(target.state));
        for (number, expression) in expressions.iter().enumerate() {
            let end = match stray_end {
                Some(end) if number < target.strays => end,
                _ => common_end,
            };
            let symbols = symbols(expression);
            let mut at = group.root;
            for (number, (symbol, shares)) in symbols.iter().enumerate() {
                let target = if number + 1 == symbols.len() {
                    end
                } else if *shares {
                    *group
                        .shared
                        .entry((at, *symbol))
                        .or_insert_with(|| self.place(*symbol == Symbol::Star))
                } else {
                    self.place(*symbol == Symbol::Star)
                };
                self.connect(at, *symbol, target);
                at = target;
            }
        }
    }

    fn place(&mut self, is_star: bool) -> usize {
        self.places.push(Place {
            is_star,
            ..Place::default()
        });
        self.places.len() - 1
    }

    fn connect(&mut self, from: usize, symbol: Symbol, to: usize) {
        let Some(place) = self.places.get_mut(from) else {
            return;
        };
        match symbol {
            Symbol::Star => place.star = Some(to),
            Symbol::Literal(byte) if !place.literals.contains(&(byte, to)) => {
                place.literals.push((byte, to));
            }
            Symbol::Literal(_) => {}
        }
    }

    /// The size of the largest state: breadth first, each state once.
    fn score(&self) -> u32 {
        let mut best = 0;
        let mut work = 0;
        let mut seen = HashSet::new();
        let mut open = VecDeque::from([self.roots.clone()]);
        while let Some(state) = open.pop_front() {
            for next in self.successors(&state) {
                work += state.len() + next.len();
                if seen.contains(&next) {
                    continue;
                }
                best = best.max(self.size(&next));
                if best > LARGEST_SCORE || work > MAXIMUM_WORK {
                    return best;
                }
                seen.insert(next.clone());
                open.push_back(next);
            }
        }
        best
    }

    /// The states after any one byte.
    fn successors(&self, state: &[usize]) -> Vec<Vec<usize>> {
        let mut by_any: Vec<usize> = Vec::new();
        let mut by_byte: HashMap<u8, Vec<usize>> = HashMap::new();
        for (number, place) in self.places_of(state) {
            if place.is_star {
                by_any.push(number);
            }
            let star = place
                .star
                .and_then(|star| Some((star, self.places.get(star)?)));
            by_any.extend(star.map(|(number, _)| number));
            let behind = star.into_iter().flat_map(|(_, star)| &star.literals);
            for (byte, target) in place.literals.iter().chain(behind) {
                by_byte.entry(*byte).or_default().push(*target);
            }
        }
        let mut states: Vec<Vec<usize>> = by_byte
            .into_values()
            .map(|mut targets| {
                targets.extend(&by_any);
                targets
            })
            .collect();
        states.push(by_any);
        for state in &mut states {
            state.sort_unstable();
            state.dedup();
        }
        states.retain(|state| !state.is_empty());
        states
    }

    /// How many places a state counts for.
    fn size(&self, state: &[usize]) -> u32 {
        let before_a_star = self
            .places_of(state)
            .filter(|(_, place)| {
                place
                    .star
                    .is_some_and(|star| state.binary_search(&star).is_err())
            })
            .count();
        u32::try_from(state.len() + before_a_star).unwrap_or(u32::MAX)
    }

    fn places_of<'a>(&'a self, state: &'a [usize]) -> impl Iterator<Item = (usize, &'a Place)> {
        state
            .iter()
            .filter_map(|number| Some((*number, self.places.get(*number)?)))
    }
}

/// An expression symbol by symbol, each with whether expressions of one `anything-but` that are alike up to here
/// share the place behind it. They do until a letter that has case variants follows behind a star.
fn symbols(wildcard: &Wildcard) -> Vec<(Symbol, bool)> {
    let mut symbols = Vec::new();
    let mut shares = true;
    for (number, piece) in wildcard.pieces.iter().enumerate() {
        if number > 0 {
            symbols.push((Symbol::Star, shares));
        }
        for character in String::from_utf8_lossy(piece).chars() {
            shares &= number == 0 || !has_two_cases(character);
            let mut buffer = [0; 4];
            let bytes = character.encode_utf8(&mut buffer).bytes();
            symbols.extend(bytes.map(|byte| (Symbol::Literal(byte), shares)));
        }
    }
    symbols
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
        let expressions: Vec<Wildcard> = expressions
            .iter()
            .map(|one| Wildcard::new(&(*one).into()).unwrap())
            .collect();
        let mut automaton = Automaton::default();
        let mut group = automaton.group();
        automaton.add(
            &mut group,
            &expressions.iter().collect::<Vec<_>>(),
            Target::default(),
        );
        automaton.score()
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
