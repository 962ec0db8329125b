//! The texts that satisfy the tests of one path, as an automaton.
//!
//! # The problem
//!
//! Which combinations of lists can one string satisfy? Is there a string that begins with `abc` and that `*b*d` does not
//! match? Every test on a string is a regular language, so there is an exact answer, and a shortest string that shows it.
//!
//! # The idea
//!
//! All tests of a path are put into *one* automaton with many states at a time ([`Automaton::add`]); each text ends in a
//! state that names its *unit*. A search, breadth first, then goes through the sets of states that any string leads to
//! ([`Automaton::explore`]) and tells for each which units end there: every combination that occurs, with a shortest
//! string, and none that does not.
//!
//! It steps by characters, not bytes. All texts are whole characters in UTF-8, no character is a part of another, and a
//! star ends where the text behind it begins; so nothing is lost, and all strings found are well-formed. All characters
//! that no text holds behave alike: one stands for them.
//!
//! # Why the sets stay small
//!
//! States that cannot change the outcome are left out of a set: those of a unit that is satisfied whatever follows
//! (behind a `prefix`), and those of a wildcard before its furthest star, since whatever satisfies the rest from there on also
//! does from the star. So a single wildcard has as many sets as it has characters.

use std::collections::{HashMap, HashSet, VecDeque};

use super::budget::{Budget, Exhausted};
use super::spelled::{Spelled, State};
use super::text::Text;
use crate::pattern::comparison::{Folded, FoldedUnit, Wildcard};

/// Where every string begins.
const START: State = 0;

/// A state that every string goes through again and again: where suffixes begin.
const ANYWHERE: State = 1;

/// What stands for a unit where what follows can belong to several.
const SEVERAL: usize = usize::MAX;

#[derive(Debug, Default)]
struct Node {
    /// Sorted by character; a character may lead to several states.
    edges: Vec<(char, State)>,
    /// Every character leads back here.
    loops: bool,
    /// Where every character leads.
    any: Option<State>,
    /// The units whose texts end here.
    ends: Vec<usize>,
    /// The unit to which all that follows belongs, where it is only one; [`SEVERAL`] in an address, which shares no states.
    unit: Option<usize>,
    /// Whatever follows, the unit is satisfied.
    is_settled: bool,
    /// The wildcard to which it belongs, and how many of its stars lie before it.
    stars: Option<(usize, usize)>,
}

/// The automaton of some texts.
#[derive(Debug)]
pub(super) struct Automaton {
    nodes: Vec<Node>,
    /// For each unit the state behind which it is satisfied.
    settled: HashMap<usize, State>,
    wildcards: usize,
    has_suffixes: bool,
}

impl Default for Automaton {
    fn default() -> Self {
        let anywhere = Node {
            loops: true,
            ..Node::default()
        };
        Self {
            nodes: vec![Node::default(), anywhere],
            settled: HashMap::new(),
            wildcards: 0,
            has_suffixes: false,
        }
    }
}

impl Automaton {
    /// Adds a text: where it is read, `unit` is satisfied.
    pub(super) fn add(&mut self, unit: usize, text: Text<'_>) {
        match text {
            Text::Whole(text) => {
                let end = self.shared(text);
                self.end(end, unit);
            }
            Text::Prefix(text) => {
                let mut characters = text.chars();
                let last = characters.next_back().unwrap_or('"');
                let before = self.shared(characters.as_str());
                let settled = self.settled(unit);
                self.connect(before, last, settled);
            }
            Text::Suffix(text) => {
                self.has_suffixes = true;
                let end = self.chain(ANYWHERE, text, unit, None);
                self.end(end, unit);
            }
            Text::Folded(text) => {
                let start = self.shared("\"");
                let last = self.folded(start, text, unit);
                let end = self.chain(last, "\"", unit, None);
                self.end(end, unit);
            }
            Text::FoldedPrefix(text) => {
                let start = self.shared("\"");
                let last = self.folded(start, text, unit);
                self.settle(last, unit);
            }
            Text::FoldedSuffix(text) => {
                self.has_suffixes = true;
                let last = self.folded(ANYWHERE, text, unit);
                let end = self.chain(last, "\"", unit, None);
                self.end(end, unit);
            }
            Text::Wildcard(wildcard) => self.wildcard(wildcard, unit),
            Text::Length { shortest, longest } => self.length(shortest, longest, unit),
        }
    }

    fn length(&mut self, shortest: usize, longest: Option<usize>, unit: usize) {
        let end = self.new_node(Node {
            unit: Some(unit),
            ..Node::default()
        });
        self.end(end, unit);
        let mut state = self.shared("\"");
        for length in 0..=longest.unwrap_or(shortest) {
            let is_last = length == longest.unwrap_or(shortest);
            if length >= shortest {
                self.connect(state, '"', end);
            }
            if is_last && longest.is_some() {
                break;
            }
            let next = self.new_node(Node {
                unit: Some(unit),
                loops: is_last,
                ..Node::default()
            });
            if let Some(node) = self.nodes.get_mut(state as usize) {
                node.any = Some(next);
            }
            state = next;
        }
        if longest.is_none() {
            self.connect(state, '"', end);
        }
    }

    /// Adds all texts that are read as addresses: where one of a class is read, the units of its class are satisfied.
    pub(super) fn add_addresses(&mut self, spelled: &Spelled, units: &[Vec<usize>]) {
        let mut all = units.iter().flatten();
        let only = all.next().filter(|first| all.all(|one| one == *first));
        let unit = Some(only.copied().unwrap_or(SEVERAL));
        let new = |automaton: &mut Self, edges: Vec<(char, State)>| {
            let mut node = Node {
                edges,
                unit,
                ..Node::default()
            };
            node.edges.sort_unstable();
            automaton.new_node(node)
        };
        let ends: Vec<State> = units
            .iter()
            .map(|units| {
                let end = new(self, Vec::new());
                units.iter().for_each(|unit| self.end(end, *unit));
                end
            })
            .collect();
        let start = self.shared("\"");
        let before = State::try_from(self.nodes.len()).unwrap_or(State::MAX);
        for node in &spelled.nodes {
            let moved = node.edges.iter().map(|(one, to)| (*one, before + to));
            let end = (node.class > 0).then(|| ends.get(node.class)).flatten();
            new(self, moved.chain(end.map(|end| ('"', *end))).collect());
        }
        let starts = spelled.starts.iter();
        for node in starts.filter_map(|start| spelled.nodes.get(*start as usize)) {
            for (character, to) in &node.edges {
                self.connect(start, *character, before + to);
            }
        }
    }

    /// Follows a text from the start through states that it shares with others.
    fn shared(&mut self, text: &str) -> State {
        text.chars().fold(START, |state, character| {
            let node = self.nodes.get(state as usize);
            let known = node.and_then(|node| {
                let mut after = edges(node, character).iter().map(|(_, next)| *next);
                after.find(|next| self.node(*next).is_some_and(|node| node.unit.is_none()))
            });
            match known {
                Some(next) => next,
                None => {
                    let next = self.new_node(Node::default());
                    self.connect(state, character, next);
                    next
                }
            }
        })
    }

    /// A text through states of its own.
    fn chain(
        &mut self,
        from: State,
        text: &str,
        unit: usize,
        stars: Option<(usize, usize)>,
    ) -> State {
        text.chars().fold(from, |state, character| {
            let next = self.new_node(Node {
                unit: Some(unit),
                stars,
                ..Node::default()
            });
            self.connect(state, character, next);
            next
        })
    }

    fn folded(&mut self, from: State, text: &Folded, unit: usize) -> State {
        text.units.iter().fold(from, |state, one| {
            let next = self.new_node(Node {
                unit: Some(unit),
                ..Node::default()
            });
            let spellings = match one {
                FoldedUnit::Same(same) => [Some(same), None],
                FoldedUnit::Either(lower, upper) => [Some(lower), Some(upper)],
            };
            for spelling in spellings.into_iter().flatten() {
                let spelling = String::from_utf8_lossy(spelling);
                let mut characters = spelling.chars();
                if let Some(last) = characters.next_back() {
                    let before = self.chain(state, characters.as_str(), unit, None);
                    self.connect(before, last, next);
                }
            }
            next
        })
    }

    fn wildcard(&mut self, wildcard: &Wildcard, unit: usize) {
        let number = self.wildcards;
        self.wildcards += 1;
        let mut state = START;
        for (stars, piece) in wildcard.pieces.iter().enumerate() {
            let piece = String::from_utf8_lossy(piece);
            let is_last = stars + 1 == wildcard.pieces.len();
            let mut characters = piece.chars();
            let Some(last) = characters.next_back() else {
                continue;
            };
            let before = match stars {
                0 => self.shared(characters.as_str()),
                _ => self.chain(state, characters.as_str(), unit, Some((number, stars))),
            };
            state = self.new_node(Node {
                unit: Some(unit),
                loops: !is_last,
                stars: Some((number, stars + usize::from(!is_last))),
                ..Node::default()
            });
            self.connect(before, last, state);
        }
        self.end(state, unit);
    }

    fn end(&mut self, state: State, unit: usize) {
        if let Some(node) = self.nodes.get_mut(state as usize)
            && !node.ends.contains(&unit)
        {
            node.ends.push(unit);
        }
    }

    /// The state behind which `unit` is satisfied.
    fn settled(&mut self, unit: usize) -> State {
        if let Some(state) = self.settled.get(&unit) {
            return *state;
        }
        let state = self.new_node(Node::default());
        self.settle(state, unit);
        self.settled.insert(unit, state);
        state
    }

    fn settle(&mut self, state: State, unit: usize) {
        if let Some(node) = self.nodes.get_mut(state as usize) {
            node.unit = Some(unit);
            node.loops = true;
            node.is_settled = true;
        }
    }

    fn new_node(&mut self, node: Node) -> State {
        self.nodes.push(node);
        State::try_from(self.nodes.len() - 1).unwrap_or(State::MAX)
    }

    fn node(&self, state: State) -> Option<&Node> {
        self.nodes.get(state as usize)
    }

    fn connect(&mut self, from: State, character: char, to: State) {
        if let Some(node) = self.nodes.get_mut(from as usize) {
            let at = node.edges.partition_point(|edge| *edge < (character, to));
            if node.edges.get(at) != Some(&(character, to)) {
                node.edges.insert(at, (character, to));
            }
        }
    }

    /// A character that no text holds, so that it stands for all others.
    fn other(&self) -> char {
        let used: HashSet<char> = (self.nodes.iter())
            .flat_map(|node| node.edges.iter().map(|(character, _)| *character))
            .collect();
        let readable = "xzyabcdefghijklmnopqrstuvw0123456789-_./ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let all = readable.chars().chain('!'..'\u{D7FF}');
        all.into_iter()
            .find(|one| !used.contains(one))
            .unwrap_or('\u{E000}')
    }

    /// Goes through all strings that differ to the texts, the shortest first, and tells each combination of units that are
    /// satisfied once, with its string, until `tell` has heard enough.
    ///
    /// # Errors
    ///
    /// When the budget is used up: there may be more combinations.
    pub(super) fn explore(
        &self,
        budget: &mut Budget,
        tell: &mut dyn FnMut(&[usize], String) -> bool,
    ) -> Result<(), Exhausted> {
        let other = self.other();
        let mut start = vec![START];
        if self.has_suffixes {
            start.push(ANYWHERE);
        }
        let start = self.step(&start, '"');
        let mut told = HashSet::new();
        let mut seen = HashSet::from([start.clone()]);
        // Each string as its last character and the string before it.
        let mut strings: Vec<(char, usize)> = vec![('"', 0)];
        let mut open = VecDeque::from([(start, 0)]);
        while let Some((states, string)) = open.pop_front() {
            let units = self.ending(&self.step(&states, '"'));
            if !told.contains(&units) {
                let done = tell(&units, spelled(&strings, string));
                told.insert(units);
                if done {
                    return Ok(());
                }
            }
            for character in self.characters(&states, other) {
                let next = self.step(&states, character);
                budget.spend(next.len() + 4)?;
                if !seen.contains(&next) {
                    strings.push((character, string));
                    seen.insert(next.clone());
                    open.push_back((next, strings.len() - 1));
                }
            }
        }
        Ok(())
    }

    /// The characters that make a difference in some states.
    fn characters(&self, states: &[State], other: char) -> Vec<char> {
        let nodes = states.iter().filter_map(|state| self.node(*state));
        let mut characters: Vec<char> = nodes
            .flat_map(|node| node.edges.iter().map(|(character, _)| *character))
            .chain([other])
            .collect();
        characters.sort_unstable_by_key(|one| (effort(*one), *one));
        characters.dedup();
        characters
    }

    /// Where a character leads, without what cannot change the outcome.
    fn step(&self, states: &[State], character: char) -> Vec<State> {
        let mut next = Vec::with_capacity(states.len() + 2);
        for state in states {
            let Some(node) = self.node(*state) else {
                continue;
            };
            if node.loops {
                next.push(*state);
            }
            next.extend(node.any);
            next.extend(edges(node, character).iter().map(|(_, to)| *to));
        }
        next.sort_unstable();
        next.dedup();
        self.prune(&mut next);
        next
    }

    fn prune(&self, states: &mut Vec<State>) {
        let mut settled: Vec<(usize, State)> = Vec::new();
        let mut furthest: Vec<(usize, usize)> = Vec::new();
        for (state, node) in states
            .iter()
            .filter_map(|state| Some((*state, self.node(*state)?)))
        {
            if let (true, Some(unit)) = (node.is_settled, node.unit)
                && settled.iter().all(|(known, _)| *known != unit)
            {
                settled.push((unit, state));
            }
            if let (true, Some((wildcard, stars))) = (node.loops, node.stars) {
                match furthest.iter_mut().find(|(known, _)| *known == wildcard) {
                    Some((_, most)) => *most = stars.max(*most),
                    None => furthest.push((wildcard, stars)),
                }
            }
        }
        if settled.is_empty() && furthest.is_empty() {
            return;
        }
        states.retain(|state| {
            let Some(node) = self.node(*state) else {
                return false;
            };
            let is_settled = |(unit, by): &(usize, State)| node.unit == Some(*unit) && by != state;
            let is_behind = |(wildcard, most): &(usize, usize)| {
                node.stars
                    .is_some_and(|(own, stars)| own == *wildcard && stars < *most)
            };
            !settled.iter().any(is_settled) && !furthest.iter().any(is_behind)
        });
    }

    /// The units that are satisfied where a string ends.
    fn ending(&self, states: &[State]) -> Vec<usize> {
        let mut units: Vec<usize> = states
            .iter()
            .filter_map(|state| self.node(*state))
            .flat_map(|node| {
                let settled = node.unit.filter(|_| node.is_settled);
                node.ends.iter().copied().chain(settled)
            })
            .collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}

/// How hard a character is to read.
fn effort(character: char) -> u8 {
    match character {
        'a'..='z' => 0,
        'A'..='Z' | '0'..='9' => 1,
        '"' | '\\' => 4,
        '!'..='~' => 2,
        _ if character.is_control() || character.is_whitespace() => 5,
        _ => 3,
    }
}

/// The edges of a state by a character.
fn edges(node: &Node, character: char) -> &[(char, State)] {
    let from = node.edges.partition_point(|(one, _)| *one < character);
    let rest = node.edges.get(from..).unwrap_or_default();
    let length = rest.partition_point(|(one, _)| *one == character);
    rest.get(..length).unwrap_or_default()
}

/// A string from its characters, each with the place of the one before it; the first is the opening quote.
fn spelled(strings: &[(char, usize)], mut at: usize) -> String {
    let mut reversed = Vec::new();
    while at > 0 {
        let Some((character, before)) = strings.get(at) else {
            break;
        };
        reversed.push(*character);
        at = *before;
    }
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::comparison::Form;

    fn wildcard(text: &str) -> Wildcard {
        Wildcard::new(&text.into()).unwrap()
    }

    /// For each combination of units the shortest string, in the order in which they are found.
    fn explored(automaton: &Automaton) -> Vec<(Vec<usize>, String)> {
        let mut found = Vec::new();
        let mut tell = |units: &[usize], text| {
            found.push((units.to_vec(), text));
            false
        };
        automaton
            .explore(&mut Budget::new(1_000_000), &mut tell)
            .unwrap();
        found.sort();
        found
    }

    fn of_wildcards(texts: &[&str]) -> Vec<(Vec<usize>, String)> {
        let mut automaton = Automaton::default();
        for (unit, text) in texts.iter().enumerate() {
            automaton.add(unit, Text::Wildcard(&wildcard(text)));
        }
        explored(&automaton)
    }

    fn row(units: &[usize], text: &str) -> (Vec<usize>, String) {
        (units.to_vec(), text.to_owned())
    }

    rows! { of_wildcards;
        one_star: &["*"] => [row(&[0], "")];
        a_star_at_the_end: &["ab*"] => [row(&[], ""), row(&[0], "ab")];
        one_inside_the_other: &["*b*", "a*bc*"] => [row(&[], ""), row(&[0], "b"), row(&[0, 1], "abc")];
        two_that_meet: &["a*", "*b"] => [row(&[], ""), row(&[0], "a"), row(&[0, 1], "ab"), row(&[1], "b")];
        the_same_in_other_words: &["a*b*", "a*b*"] => [row(&[], ""), row(&[0, 1], "ab")];
        pieces_do_not_overlap: &["*aba*aba*"] => [row(&[], ""), row(&[0], "abaaba")];
    }

    #[test]
    fn all_kinds_of_texts_meet() {
        let mut automaton = Automaton::default();
        let (run, exact) = (Folded::new(&"rUN".into()), Form::string(&"run".into()));
        automaton.add(0, Text::Folded(&run));
        automaton.add(
            1,
            Text::Whole(std::str::from_utf8(exact.as_bytes()).unwrap()),
        );
        automaton.add(2, Text::Prefix("\"ru"));
        automaton.add(3, Text::Suffix("n\""));
        automaton.add(4, Text::FoldedSuffix(&Folded::new(&"UN".into())));
        let found = explored(&automaton);
        let shortest = |units: &[usize]| {
            let found = found.iter().find(|(found, _)| found == units);
            found.map(|(_, text)| text.as_str())
        };
        assert_eq!(shortest(&[0, 1, 2, 3, 4]), Some("run"));
        assert_eq!(shortest(&[0, 4]), Some("rUN"));
        assert_eq!(shortest(&[2]), Some("ru"));
        assert_eq!(shortest(&[3, 4]), Some("un"));
        assert_eq!(found.len(), 12, "{found:?}");
    }

    #[test]
    fn a_suffix_can_reach_the_opening_quote() {
        let mut automaton = Automaton::default();
        automaton.add(0, Text::Suffix("\"\""));
        automaton.add(1, Text::Suffix("\""));
        let found = explored(&automaton);
        assert_eq!(found, [row(&[0, 1], ""), row(&[1], "x")]);
    }

    #[test]
    fn a_sharp_s_is_two_letters_in_upper_case() {
        let mut automaton = Automaton::default();
        automaton.add(0, Text::Folded(&Folded::new(&"ß".into())));
        automaton.add(1, Text::Whole("\"SS\""));
        assert!(explored(&automaton).contains(&row(&[0, 1], "SS")));
    }

    #[test]
    fn many_wildcards_use_up_the_budget() {
        let mut automaton = Automaton::default();
        for (unit, letter) in ('a'..='z').enumerate() {
            automaton.add(unit, Text::Wildcard(&wildcard(&format!("*{letter}*"))));
        }
        let end = automaton.explore(&mut Budget::new(100_000), &mut |_, _| false);
        assert_eq!(end, Err(Exhausted));
    }
}
