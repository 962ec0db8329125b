//! What is legal but worth saying, and the legal patterns that the engine cannot take.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::codes;
use super::compile::{Node, Tree};
use super::foreign;
use crate::diagnostic::Diagnostic;
use crate::json::{self, JsonString};
use crate::pattern::Dialect;
use crate::pattern::ast::{Comparison, Pattern, Test, ValueList};
use crate::pattern::comparison::{AnythingBut, Number, NumericRange, Wildcard};
use crate::quota;
use crate::source::Span;
use crate::sure::Sure as _;

/// The length from which a pattern gets a warning, in characters.
///
/// AWS: EventBridge quotas, "Event pattern size: 2,048 characters, may be increased to 4,096".
const LONG_PATTERN_CHARACTERS: usize = 2048;

/// Whether a pattern is so long that the API refuses it (an error), or more than what an account may use unless its
/// quota was raised (a warning).
///
/// The length counts characters (Unicode scalar values), as the models of AWS's APIs do. The span is the character with
/// which the pattern begins.
#[must_use]
pub fn check_length(text: &str) -> Option<Diagnostic> {
    let length = text.chars().count();
    let start = begin(text);
    match length {
        _ if length > quota::MAXIMUM_EVENT_PATTERN_CHARACTERS => {
            Some(codes::too_long(length, start))
        }
        _ if length > LONG_PATTERN_CHARACTERS => Some(codes::long(length, start)),
        _ => None,
    }
}

/// Where a pattern begins: the first byte that is no white space.
pub(super) fn begin(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// What is legal but rarely meant: fields that are written twice, of which the engine keeps the last without a word;
/// values that mean something else than they seem to.
///
/// The tree must have been expanded, which bounds the number of alternatives.
pub(super) fn notes(tree: &Tree, text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    overwritten(&tree.nodes, &mut HashMap::new(), false, &mut notes);
    notes.extend(trailing_text(text, tree.end));
    let mut due: Vec<&Node> = tree.nodes.iter().collect();
    while let Some(node) = due.pop() {
        match node {
            Node::Field { values, .. } => surprising_values(values, text, dialect, &mut notes),
            Node::Or { alternatives, .. } => due.extend(alternatives.iter().flatten()),
        }
    }
    notes
}

/// Text behind the closing brace, which AWS does not read.
fn trailing_text(text: &str, end: usize) -> Option<Diagnostic> {
    let behind = text.get(end..)?;
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t', '\r', '\n']).len();
    let trailing = behind.trim_end();
    (trailing.len() > blanks)
        .then(|| codes::trailing_text(Span::new(end + blanks, end + trailing.len())))
}

fn surprising_values(list: &ValueList, text: &str, dialect: Dialect, notes: &mut Vec<Diagnostic>) {
    for comparison in &list.comparisons {
        let raw = text.get(comparison.span.start..comparison.span.end).sure();
        if let Some(note) = foreign::note(raw, comparison.span, dialect) {
            notes.push(note);
            continue;
        }
        match &comparison.test {
            Test::Exact(_) if raw.starts_with('"') && raw.contains('*') => {
                notes.push(codes::star_in_plain_value(raw, comparison.span, dialect));
            }
            Test::Number(number) => notes.extend(
                number
                    .obstacle()
                    .map(|obstacle| codes::number_compared_as_text(obstacle, comparison.span)),
            ),
            Test::AnythingBut(set) if set.is_empty() => {
                notes.push(codes::matches_nothing(comparison.span));
            }
            _ => {}
        }
    }
    notes.extend(everything(list).map(|note| match merged(list, text) {
        Some(merged) => note.fix(list.span, merged),
        None => note,
    }));
}

/// The list with one `anything-but` that excludes what all of them exclude, if it holds nothing else and all exclude texts, or
/// all numbers.
fn merged(list: &ValueList, text: &str) -> Option<String> {
    let kinds = list.comparisons.iter().map(|one| match &one.test {
        Test::AnythingBut(set @ (AnythingBut::Strings(_) | AnythingBut::Numbers(_))) => {
            Some(std::mem::discriminant(set))
        }
        _ => None,
    });
    let kinds: Vec<_> = kinds.collect::<Option<_>>()?;
    let is_of_one_kind = kinds.windows(2).all(|pair| pair.first() == pair.last());
    let list = json::parse(text.get(list.span.start..list.span.end)?).ok()?;
    let mut excluded: Vec<String> = Vec::new();
    for comparison in list.as_array()? {
        let [member] = comparison.as_object()? else {
            return None;
        };
        let values = member.value.as_array();
        let values = values.map_or_else(|| vec![&member.value], |all| all.iter().collect());
        for value in values {
            let value = value.to_compact();
            if !excluded.contains(&value) {
                excluded.push(value);
            }
        }
    }
    is_of_one_kind.then(|| format!("[{{\"anything-but\":[{}]}}]", excluded.join(",")))
}

/// Two sets of `anything-but` that have no value in common: whatever one excludes the other lets through.
fn everything(list: &ValueList) -> Option<Diagnostic> {
    let mut sets = list
        .comparisons
        .iter()
        .filter_map(|comparison| match &comparison.test {
            Test::AnythingBut(set @ (AnythingBut::Strings(_) | AnythingBut::Numbers(_))) => {
                Some((set, comparison.span))
            }
            _ => None,
        });
    let (first, first_span) = sets.next()?;
    let (other, span) = sets.find(|(set, _)| match (first, set) {
        (AnythingBut::Strings(left), AnythingBut::Strings(right)) => {
            let right: HashSet<_> = right.iter().collect();
            !left.iter().any(|form| right.contains(form))
        }
        (AnythingBut::Numbers(left), AnythingBut::Numbers(right)) => {
            let bits = |number: &Number| number.comparable.map(|value| (value + 0.0).to_bits());
            let right: HashSet<_> = right.iter().map(bits).collect();
            !left.iter().any(|number| right.contains(&bits(number)))
        }
        _ => true,
    })?;
    let is_mixed = std::mem::discriminant(first) != std::mem::discriminant(other);
    Some(codes::matches_everything(span, first_span, is_mixed))
}

type Seen<'t> = HashMap<&'t JsonString, (Span, bool)>;

/// `seen` holds the fields that the sub-rules have so far, and whether they stand inside an alternative.
fn overwritten<'t>(
    nodes: &'t [Node],
    seen: &mut Seen<'t>,
    is_in_or: bool,
    notes: &mut Vec<Diagnostic>,
) {
    for node in nodes {
        match node {
            Node::Field { path, values } => {
                let name = values.name_span;
                if let Some((first, was_in_or)) = seen.insert(path, (name, is_in_or)) {
                    notes.push(match (was_in_or, is_in_or) {
                        (false, true) => codes::overwritten_in_or(path, name, first),
                        _ => codes::duplicate_path(path, name, first),
                    });
                }
            }
            Node::Or { alternatives, .. } => {
                let mut after = seen.clone();
                for nodes in alternatives {
                    let mut inside: Seen<'t> = seen
                        .iter()
                        .map(|(path, (span, _))| (*path, (*span, false)))
                        .collect();
                    overwritten(nodes, &mut inside, true, notes);
                    after.extend(inside);
                }
                *seen = after;
            }
        }
    }
}

/// A field that makes the engine fail while it builds the rule.
///
/// event-ruler 2.0.1: a set of `anything-but` values that is empty when it is the first to be added to a field's
/// machine, and a range whose both ends are the same extreme number. What AWS answers is not known.
pub(super) fn crash(pattern: &Pattern) -> Option<Diagnostic> {
    let fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
    let lists = fields.map(|field| &field.values.comparisons);
    lists
        .filter_map(|comparisons| {
            let empty = comparisons.first().filter(|one| is_empty_set(one));
            let extreme = comparisons.iter().find(|one| is_extreme_range(one));
            match (empty, extreme) {
                (Some(empty), _) => Some(codes::empty_set(empty.span)),
                (None, Some(extreme)) => Some(codes::extreme_range(extreme.span)),
                (None, None) => None,
            }
        })
        .next()
}

fn is_empty_set(comparison: &Comparison) -> bool {
    matches!(&comparison.test, Test::AnythingBut(set) if set.is_empty())
}

fn is_extreme_range(comparison: &Comparison) -> bool {
    match &comparison.test {
        Test::Numeric(NumericRange {
            low: None,
            high: Some(high),
        }) => high.value == f64::MIN,
        Test::Numeric(NumericRange {
            low: Some(low),
            high: None,
        }) => low.value == f64::MAX,
        _ => false,
    }
}

/// A note for a wildcard complexity that AWS may or may not accept.
pub(super) fn near_limit(pattern: &Pattern) -> Option<Diagnostic> {
    (pattern.complexity > quota::KNOWN_ACCEPTED_PATTERN_COMPLEXITY)
        .then(|| codes::near_complex(pattern.complexity, most_complex(pattern)))
}

/// The comparison with the most stars in one expression; the first, if several have as many.
///
/// Scoring each expression on its own would tell more, and could take as long for each as for the whole pattern.
pub(super) fn most_complex(pattern: &Pattern) -> Option<Span> {
    let fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
    let comparisons = fields.flat_map(|field| &field.values.comparisons);
    let stars = |wildcard: &Wildcard| wildcard.pieces.len();
    comparisons
        .filter_map(|comparison| {
            let stars = match &comparison.test {
                Test::Wildcard(wildcard) => stars(wildcard),
                Test::AnythingBut(AnythingBut::Wildcard(set)) => set.iter().map(stars).max()?,
                _ => return None,
            };
            Some((Reverse(stars), comparison.span))
        })
        .min()
        .map(|(_, span)| span)
}
