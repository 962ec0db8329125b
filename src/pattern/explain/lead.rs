//! Where else an event has what a field wants.
//!
//! Only texts and numbers that are looked for as they are written are found, and only where no character of them is
//! escaped: so whether there may be any is seen from the text of an event alone. What was read out of a text of a record, whose
//! parts have no places of their own, is found however it is written there.

use crate::json::{JsonString, Kind, Value};
use crate::pattern::asked::FieldTest;
use crate::pattern::ast::Test;
use crate::source::Span;

use super::quote;
use super::wanted::inner;

/// How many comparisons of a list are looked for.
const MAXIMUM_COMPARISONS: usize = 4;

/// The fewest characters of a text, and of a number, that tell something if they stand elsewhere.
const SHORTEST_TEXT: usize = 3;
const SHORTEST_NUMBER: usize = 3;

/// How many values of an event are looked at, and how deep.
const MAXIMUM_VALUES: usize = 20_000;
const MAXIMUM_DEPTH: usize = 40;

/// A place of an event that has what is wanted.
#[derive(Clone, Debug)]
pub(super) struct Lead<'e> {
    /// Names joined with `.`.
    pub(super) path: Vec<u8>,
    pub(super) value: &'e Value,
    /// The last name of the path.
    pub(super) name_span: Span,
}

/// What is looked for of a field, as it begins where it is written in an event. Empty where nothing tells anything.
pub(super) fn needles(field: FieldTest<'_>) -> Vec<Vec<u8>> {
    if !field.is_telling() {
        return Vec::new();
    }
    let comparisons = field.values.comparisons.iter().take(MAXIMUM_COMPARISONS);
    comparisons.filter_map(|one| needle(&one.test)).collect()
}

fn needle(test: &Test) -> Option<Vec<u8>> {
    let (text, is_whole) = match test {
        Test::Exact(form) => (inner(form, 1, 1)?, true),
        Test::Prefix(form) => (inner(form, 1, 0)?, false),
        Test::Number(number) => {
            let is_long = number.text.len() >= SHORTEST_NUMBER;
            return is_long.then(|| number.text.as_bytes().to_vec());
        }
        _ => return None,
    };
    let written = quote::json_string(text);
    let is_plain = written.len() == text.len() + 2 && text.len() >= SHORTEST_TEXT;
    let end = written.len() - usize::from(!is_whole);
    is_plain.then(|| written.as_bytes().get(..end).unwrap_or_default().to_vec())
}

/// The likeliest other place that has what a field at `path` wants: in the same object, or else as near as can be. Not one
/// at the paths that are `taken`.
pub(super) fn find<'e>(
    path: &JsonString,
    field: FieldTest<'_>,
    event: &'e Value,
    taken: &dyn Fn(&[u8]) -> bool,
) -> Option<Lead<'e>> {
    let needles = needles(field);
    if needles.is_empty() {
        return None;
    }
    let mut search = Search {
        field,
        needles,
        own: path.as_wtf8(),
        taken,
        visited: 0,
        best: None,
    };
    search.look(event, &mut Vec::new(), (None, Span::default()), 0);
    search.best.map(|(_, lead)| lead)
}

struct Search<'s, 'p, 'e> {
    field: FieldTest<'p>,
    needles: Vec<Vec<u8>>,
    own: &'s [u8],
    taken: &'s dyn Fn(&[u8]) -> bool,
    visited: usize,
    /// How far the best one is, and it.
    best: Option<(usize, Lead<'e>)>,
}

impl<'e> Search<'_, '_, 'e> {
    /// Looks at a value inside what has the span `around`, behind a name at `name_span`.
    fn look(
        &mut self,
        value: &'e Value,
        path: &mut Vec<u8>,
        (around, name_span): (Option<Span>, Span),
        depth: usize,
    ) {
        self.visited += 1;
        if self.visited > MAXIMUM_VALUES || depth > MAXIMUM_DEPTH {
            return;
        }
        match &value.kind {
            Kind::Array(elements) => {
                for element in elements {
                    self.look(element, path, (Some(value.span), name_span), depth + 1);
                }
            }
            Kind::Object(members) => {
                let length = path.len();
                for member in members {
                    if depth > 0 {
                        path.push(b'.');
                    }
                    path.extend_from_slice(member.name.as_wtf8());
                    let place = (Some(value.span), member.name_span);
                    self.look(&member.value, path, place, depth + 1);
                    path.truncate(length);
                }
            }
            _ if self.is_wanted(value, around) && path != self.own && !(self.taken)(path) => {
                let distance = distance(self.own, path);
                if self
                    .best
                    .as_ref()
                    .is_none_or(|(least, _)| distance < *least)
                {
                    let path = path.clone();
                    self.best = Some((
                        distance,
                        Lead {
                            path,
                            value,
                            name_span,
                        },
                    ));
                }
            }
            _ => {}
        }
    }

    fn is_wanted(&self, value: &Value, around: Option<Span>) -> bool {
        let is_without_place = around == Some(value.span);
        let is_as_written = match &value.kind {
            Kind::String(text) => {
                let bytes = text.as_wtf8();
                (is_without_place || bytes.len() + 2 == value.span.len())
                    && self.needles.iter().any(|needle| begins(bytes, needle))
            }
            Kind::Number(token) => self
                .needles
                .iter()
                .any(|needle| **needle == *token.as_bytes()),
            _ => false,
        };
        is_as_written && self.field.comparison_for(value).is_some()
    }
}

/// Whether a string begins as a needle does behind its quote, or is just that.
fn begins(text: &[u8], needle: &[u8]) -> bool {
    let Some(needle) = needle.strip_prefix(b"\"") else {
        return false;
    };
    match needle.strip_suffix(b"\"") {
        Some(whole) => text == whole,
        None => text.starts_with(needle),
    }
}

/// How many names lead from one path up and down to another; one in the same object is nearest.
fn distance(own: &[u8], other: &[u8]) -> usize {
    let names = |path| <[u8]>::split(path, |byte| *byte == b'.').collect::<Vec<_>>();
    let (own, other) = (names(own), names(other));
    let same = own
        .iter()
        .zip(&other)
        .take_while(|(own, other)| own == other)
        .count();
    let has_name = own.last() == other.last();
    2 * (own.len() + other.len() - 2 * same) - usize::from(has_name)
}
