//! Numbers and words of an expression, and what stands beside them.

use crate::schedule::cron::Field;
use crate::source::Span;
use crate::suite::mutant::edit::Edit;
use crate::sure::Sure as _;

/// The fields of the body of a cron expression that stands at `start`.
pub(super) fn fields(body: &str, start: usize) -> Vec<(Field, Span)> {
    let mut at = 0;
    let words = body.split_whitespace().map(|word| {
        let from = at + body.get(at..).sure().find(word).unwrap_or_default();
        at = from + word.len();
        Span::new(start + from, start + at)
    });
    let words: Vec<Span> = words.collect();
    Field::ALL.into_iter().zip(words).collect()
}

/// The runs of letters and digits in a part of a text.
pub(super) fn words(text: &str, part: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, character) in text.get(part.start..part.end).sure().char_indices() {
        let at = part.start + at;
        let is_digit = character.is_ascii_digit();
        if !character.is_ascii_alphanumeric() {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at && is_digit == ends_in_digit(text, *last) => {
                last.end = at + 1;
            }
            _ => found.push(Span::new(at, at + 1)),
        }
    }
    found
}

fn ends_in_digit(text: &str, span: Span) -> bool {
    let word = text.get(span.start..span.end).sure();
    word.ends_with(|last: char| last.is_ascii_digit())
}

/// A word with its neighbours in a field: the numbers beside a number, the names beside a name. What leaves the field,
/// the parser refuses.
pub(super) fn moved(text: &str, word: Span, field: Option<Field>) -> Vec<Edit> {
    let raw = text.get(word.start..word.end).sure();
    let edit = |replacement: String| Edit {
        span: word,
        replacement,
    };
    if let Ok(number) = raw.parse::<u32>() {
        let width = raw.len();
        let both = [number.checked_add(1), number.checked_sub(1)];
        let both = both.into_iter().flatten();
        return both
            .map(|number| edit(format!("{number:0>width$}")))
            .collect();
    }
    let named = field.and_then(|field| Some((field, usize::from(field.value_of(raw)?))));
    let Some((field, value)) = named else {
        return Vec::new();
    };
    // The first name has the value 1.
    let beside = [Some(value), value.checked_sub(2)];
    let beside = beside.into_iter().flatten();
    beside
        .filter_map(|at| field.words().get(at))
        .map(|word| edit((*word).to_owned()))
        .collect()
}
