//! A field that is satisfied, or absent, only in other array elements than those in which the fields before it are.

use crate::json::{JsonString, Value};
use crate::pattern::asked::{Asked, NumberedField};
use crate::pattern::ast::ValueList;
use crate::pattern::flatten::{Flat, Leaf};
use crate::pattern::search::SubRuleAnswer;

use super::hint::Advice;
use super::nearest::{Chain, MAXIMUM_VALUES, Nearest};
use super::pair::Focus;
use super::place::display;
use super::{Reason, quote};

/// Why the field is not satisfied together with those before it.
pub(super) struct Inconsistency<'e> {
    pub(super) kind: Reason,
    pub(super) reason: String,
    pub(super) hint: Option<String>,
    /// The value that would do, or that should not be there.
    pub(super) value: Option<&'e Value>,
}

/// Explains a field that cannot be satisfied together with those before it, which can.
pub(super) fn explain<'p, 'e>(
    asked: &mut Asked<'_, 'p, 'e>,
    (index, field): NumberedField<'p>,
    before: &[(&JsonString, NumberedField<'p>)],
) -> Inconsistency<'e> {
    let count = asked.flat.leaves(field.path).len();
    let passing = (0..count).find(|at| asked.passes(index, field, *at));
    let at = match passing {
        Some(at) => at,
        None => present(asked, field.path, before),
    };
    let leaf = asked.flat.leaves(field.path).get(at).copied();
    let place = leaf.map_or_else(String::new, |one| element_words(&asked.flat, &one));
    let value = leaf.map(|leaf| leaf.value);
    let quoted = value.map_or_else(String::new, |value| quote::value(value, None));
    let others = others_inside(&asked.flat, leaf.as_ref(), before);
    let (kind, reason, hint) = match passing {
        Some(_) => (
            Reason::OtherElement,
            format!(
                "`{quoted}` stands {place}, where {} not satisfied",
                all_of(&others)
            ),
            Some(
                "one and the same array element must satisfy all fields inside that array"
                    .to_owned(),
            ),
        ),
        None if leaf.is_some_and(|one| one.element.is_none()) => (
            Reason::Present,
            format!(
                "the field is there, with `{quoted}`, and {}",
                should_be(field.values)
            ),
            None,
        ),
        None => (
            Reason::Present,
            format!(
                "the field is there, with `{quoted}` {place}, and {}",
                should_be(field.values)
            ),
            Some(which_count(&others)),
        ),
    };
    Inconsistency {
        kind,
        reason,
        hint,
        value,
    }
}

/// What an array element lacks.
pub(super) struct Lack<'e> {
    pub(super) kind: Reason,
    pub(super) reason: String,
    pub(super) advice: Advice,
    pub(super) focus: Focus,
    /// The comparison that comes nearest, by its place in the list.
    pub(super) comparison: Option<usize>,
    /// The value that comes nearest in the element, or one that would do and stands elsewhere.
    pub(super) value: &'e Value,
}

/// Explains a field that is not satisfied in the element in which the most others are; `at` is its place.
pub(super) fn lacking<'e>(
    flat: &Flat<'_>,
    nearest: &Nearest<'_, 'e>,
    at: usize,
    fields: &[(&JsonString, NumberedField<'_>)],
    pattern_text: &str,
) -> Option<Lack<'e>> {
    let values = nearest.fields.get(at)?;
    let name = |at: &usize| Some(format!("`{}`", display(fields.get(*at)?.0.as_wtf8())));
    let others: Vec<String> = nearest.satisfied.iter().filter_map(name).collect();
    let here = format!(
        "{}, where {} satisfied",
        chain_words(flat, &nearest.chain),
        are(&others)
    );
    let elsewhere = values.placed.iter().find(|one| one.passes).map(|one| {
        let is_missing = |at: &&usize| {
            let other = nearest.fields.get(**at);
            other.is_some_and(|other| !other.is_satisfied_with(&one.chain))
        };
        let missing = nearest.satisfied.iter().filter(is_missing);
        let missing: Vec<String> = missing.filter_map(name).collect();
        let there = match missing.as_slice() {
            [] => format!("{} not satisfied", all_of(&others)),
            [_] if others.len() == 1 => "it is not".to_owned(),
            missing => format!("{} not satisfied", are(missing)),
        };
        let words = format!(
            "`{}` stands {}, where {there}",
            quote::value(one.value, None),
            chain_words(flat, &one.chain)
        );
        (words, one.value)
    });
    let same_element = "one and the same array element must satisfy all fields inside that array";
    let Some((difference, value)) = values.nearest_in(&nearest.chain, pattern_text) else {
        let (words, value) = elsewhere?;
        return Some(Lack {
            kind: Reason::OtherElement,
            reason: format!("there is none {here}; {words}"),
            advice: Advice::saying(same_element),
            focus: Focus::default(),
            comparison: None,
            value,
        });
    };
    let (found, mut reason) = (difference.found, String::new());
    reason.push_str(&format!("{here}, {}", found.reason));
    let (mut kind, mut advice) = (found.kind, found.advice);
    if let Some((words, _)) = elsewhere {
        reason.push_str(&format!("; {words}"));
        kind = kind.min(Reason::OtherElement);
        advice
            .otherwise
            .get_or_insert_with(|| same_element.to_owned());
    }
    Some(Lack {
        kind,
        reason,
        advice,
        focus: found.focus,
        comparison: difference.comparison,
        value,
    })
}

/// "`a` is", "`a` and `b` are"
fn are(names: &[String]) -> String {
    match names {
        [] => "others are".to_owned(),
        [one] => format!("{one} is"),
        [one, other] => format!("{one} and {other} are"),
        [one, other, ..] => format!("{one}, {other} and others are"),
    }
}

fn should_be(values: &ValueList) -> &'static str {
    match values.comparisons.len() {
        1 => "should be absent",
        _ => "is neither absent nor what is wanted",
    }
}

fn which_count(others: &[String]) -> String {
    match others {
        [] => "every element of the array counts, as no field whose path sorts before this one chooses an element".to_owned(),
        [first, ..] => format!(
            "`exists: false` looks only at the array elements that fields whose path sorts before it have chosen, as {first} has"
        ),
    }
}

/// The leaf that lies in the elements in which the fields before are satisfied; the first if there is none.
fn present<'p>(
    asked: &mut Asked<'_, 'p, '_>,
    path: usize,
    before: &[(&JsonString, NumberedField<'p>)],
) -> usize {
    let fields: Vec<_> = before.iter().map(|(_, field)| *field).collect();
    let SubRuleAnswer::Match(picks) = asked.search_fields(&fields) else {
        return 0;
    };
    let flat = &asked.flat;
    let chosen: Vec<(u32, usize)> = fields
        .iter()
        .zip(picks)
        .filter_map(|((_, field), pick)| flat.leaves(field.path).get(pick?))
        .flat_map(|leaf| flat.chain(leaf.element))
        .map(|(_, element)| (element.array, element.index))
        .collect();
    let is_consistent = |leaf: &Leaf<'_>| {
        flat.chain(leaf.element).all(|(_, element)| {
            let same_array = |(array, _): &&(u32, usize)| *array == element.array;
            let same_element = |(_, index): &(u32, usize)| *index == element.index;
            chosen.iter().filter(same_array).all(same_element)
        })
    };
    let leaves = flat.leaves(path);
    leaves.iter().position(is_consistent).unwrap_or(0)
}

/// The fields before one that must be satisfied inside the same array as its leaf, in backticks.
fn others_inside(
    flat: &Flat<'_>,
    leaf: Option<&Leaf<'_>>,
    before: &[(&JsonString, NumberedField<'_>)],
) -> Vec<String> {
    let outermost = leaf
        .and_then(|one| flat.chain(one.element).last())
        .map(|(_, element)| element.array);
    let shares = |path: usize| {
        let leaves = flat.leaves(path).iter();
        leaves
            .take(MAXIMUM_VALUES)
            .filter_map(|one| flat.chain(one.element).last())
            .any(|(_, element)| Some(element.array) == outermost)
    };
    before
        .iter()
        .filter(|(_, (_, field))| shares(field.path))
        .map(|(path, _)| format!("`{}`", display(path.as_wtf8())))
        .collect()
}

/// "`a` is", "`a` and `b` together are"
fn all_of(names: &[String]) -> String {
    match names {
        [] => "the other fields are".to_owned(),
        [one] => format!("{one} is"),
        [one, other] => format!("{one} and {other} together are"),
        [one, other, ..] => format!("{one}, {other} and others together are"),
    }
}

/// The place of a leaf, with the innermost array first: see [`index_words`].
fn element_words(flat: &Flat<'_>, leaf: &Leaf<'_>) -> String {
    let elements = flat.chain(leaf.element);
    index_words(elements.map(|(_, element)| element.index))
}

/// The same for an element with those around it.
fn chain_words(flat: &Flat<'_>, chain: &Chain) -> String {
    let elements = chain.iter().rev().filter_map(|(_, id)| flat.element(*id));
    index_words(elements.map(|element| element.index))
}

/// `in element 3 of its array`: elements are counted from 0, from the innermost array outwards.
fn index_words(indexes: impl Iterator<Item = usize>) -> String {
    const SHOWN: usize = 3;
    let indexes: Vec<usize> = indexes.take(SHOWN + 1).collect();
    match indexes.as_slice() {
        [] => "outside all arrays".to_owned(),
        [one] => format!("in element {one} of its array"),
        [one, outer] => {
            format!("in element {one} of the array in element {outer} of the outer one")
        }
        [one, middle, outer] => format!(
            "in element {one} of the array in element {middle} of the array in element {outer} of the outermost one"
        ),
        [one, middle, ..] => format!(
            "in element {one} of the array in element {middle} of the array around it, deep in others"
        ),
    }
}
