//! Two forms of one word.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, write_if};

/// The fewest letters that make a stem.
const SHORTEST: usize = 3;

/// A word that differs from the wanted one in its ending only: `FAILED`, `FAILURE`.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    let starts_alike = {
        let (one, other) = (text.chars().next(), wanted.text.chars().next());
        one.zip(other)
            .is_some_and(|(one, other)| one.to_lowercase().eq(other.to_lowercase()))
    };
    if wanted.part != Part::Whole || !starts_alike {
        return None;
    }
    let (one, other) = (text.to_lowercase(), wanted.text.to_lowercase());
    let is_word = |text: &str| text.chars().all(char::is_alphabetic);
    let stem = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let ending = |text: &str| text.chars().skip(stem).collect::<String>();
    let is_ending = |text: String| ENDINGS.contains(&text.as_str());
    let are_forms = stem >= SHORTEST
        && is_word(&one)
        && is_word(&other)
        && is_ending(ending(&one))
        && is_ending(ending(&other));
    are_forms.then(|| {
        let predicate = format!(
            "is another form of the word `{}`",
            quote::text(&wanted.text, None)
        );
        let operand = quote::json_string(text);
        let own = match wanted.ignores_case {
            true => Part::Whole.ignoring_case(&operand),
            false => operand,
        };
        let own = write_if("both mean the same", own);
        Kin::new(7, predicate, vec![own]).sending(quote::json_string(&wanted.text))
    })
}

/// Endings of English words, as they stand behind what two forms share.
const ENDINGS: [&str; 38] = [
    "", "s", "es", "d", "ed", "ing", "ion", "ions", "tion", "y", "ies", "ied", "ure", "ures", "e",
    "er", "ers", "or", "ors", "ment", "al", "ive", "able", "ating", "ated", "ation", "ning", "ned",
    "ting", "ted", "ping", "ped", "ss", "eed", "ssful", "eded", "eding", "t",
];
