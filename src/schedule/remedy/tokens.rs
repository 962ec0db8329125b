//! Words and numbers of loosely written texts.

use crate::schedule::cron::Field;
use crate::suggest::edit_distance;

/// The six fields of a cron expression.
pub(super) type Fields = [String; 6];

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits.
    Number(&'a str),
    /// Letters.
    Word(&'a str),
    /// Anything else but blanks.
    Sign(char),
}

/// The pieces of a text, and for each whether a blank stands before it.
pub(super) fn tokens(text: &str) -> Vec<(Token<'_>, bool)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut is_apart = false;
    while let Some(first) = rest.chars().next() {
        let run = |is: fn(char) -> bool| rest.find(|one: char| !is(one)).unwrap_or(rest.len());
        let length = match first {
            '0'..='9' => run(|one| one.is_ascii_digit()),
            one if one.is_alphabetic() => run(char::is_alphabetic),
            one => one.len_utf8(),
        };
        let (piece, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind;
        if first.is_whitespace() {
            is_apart = true;
            continue;
        }
        let token = match first {
            '0'..='9' => Token::Number(piece),
            one if one.is_alphabetic() => Token::Word(piece),
            one => Token::Sign(one),
        };
        tokens.push((token, is_apart));
        is_apart = false;
    }
    tokens
}

/// The number that a word at the beginning of a text names, and what follows it.
pub(super) fn number_word(text: &str) -> Option<(u64, &str)> {
    const WORDS: [(&str, u64); 17] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("sixty", 60),
        ("an", 1),
        ("a", 1),
    ];
    WORDS.iter().find_map(|(word, number)| {
        let rest = text.strip_prefix(word)?;
        rest.starts_with([' ', '_', '-']).then_some((*number, rest))
    })
}

/// The three letters for a day of the week or a month that a word names: as it is, in full, in the plural, as it is
/// often shortened, or by a slip of a full name.
pub(super) fn short_name(field: Field, word: &str) -> Option<&'static str> {
    const DAYS: [&str; 7] = [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
    ];
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const OTHERS: [(&str, &str); 9] = [
        ("tues", "tue"),
        ("weds", "wed"),
        ("thur", "thu"),
        ("thurs", "thu"),
        ("sept", "sep"),
        ("mo", "mon"),
        ("tu", "tue"),
        ("th", "thu"),
        ("fr", "fri"),
    ];
    let full: &[&str] = match field {
        Field::DayOfWeek => &DAYS,
        Field::Month => &MONTHS,
        _ => return None,
    };
    let lower = word.trim_end_matches('.').to_lowercase();
    let lower = lower
        .strip_suffix("days")
        .map_or(lower.clone(), |day| format!("{day}day"));
    let lower = OTHERS
        .iter()
        .find(|(other, _)| *other == lower)
        .map_or(lower.as_str(), |(_, known)| known);
    let exactly = field
        .words()
        .iter()
        .position(|known| known.eq_ignore_ascii_case(lower));
    let in_full = || full.iter().position(|known| *known == lower);
    let begun = || {
        let begins = |known: &&str| lower.len() > 3 && known.starts_with(lower);
        full.iter().position(begins)
    };
    let slip = || {
        let near = |known: &str| lower.len() > 4 && edit_distance(lower, known).is_some();
        full.iter().position(|known| near(known))
    };
    let at = exactly.or_else(in_full).or_else(begun).or_else(slip)?;
    field.words().get(at).copied()
}
