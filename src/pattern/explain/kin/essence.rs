//! Texts that are the same in their letters and digits.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::super::code_points;
use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, write};

/// The fewest letters and digits that make a text.
const SHORTEST: usize = 3;

/// A text that differs from the wanted one in case, accents and in what is neither letter nor digit.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    if !may_be_same(wanted, text) {
        return None;
    }
    let own = reduced(&wanted.text);
    if own.len() < SHORTEST {
        return None;
    }
    let near = wanted.near(text);
    let part = match wanted.part {
        Part::Whole => (reduced(near) == own).then_some(near)?,
        Part::Start => shortest(near, &own, |text, count| text.get(..count))?,
        Part::End => shortest(near, &own, |text, count| {
            text.get(text.len().checked_sub(count)?..)
        })?,
    };
    let operand = quote::json_string(part);
    let comparison = match wanted.ignores_case {
        true => wanted.part.ignoring_case(&operand),
        false => wanted.part.comparison(&operand),
    };
    let how = match wanted.part {
        Part::Whole => "has",
        Part::Start => "begins with",
        Part::End => "ends with",
    };
    let predicate = format!(
        "{how} the letters of `{}`: only {} differ",
        quote::text(&wanted.text, None),
        what_differs(part, &wanted.text)
    );
    let kin = Kin::new(0, predicate, vec![write(comparison)]);
    Some(match wanted.part {
        Part::Whole => kin.sending(quote::json_string(&wanted.text)),
        _ => kin,
    })
}

/// Whether the first letters of two texts, or the last, are the same but for case. Most are not, and in ASCII that is seen at
/// once.
fn may_be_same(wanted: &Wanted<'_>, text: &str) -> bool {
    let is_plain = |text: &str| text.is_ascii() && !text.contains('%');
    if !is_plain(text) || !is_plain(&wanted.text) {
        return true;
    }
    let same = |one: Option<u8>, other: Option<u8>| {
        one.zip(other)
            .is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other))
    };
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
    let (mut own, mut text) = (wanted.text.bytes(), text.bytes());
    match wanted.part {
        Part::Whole | Part::Start => same(own.find(is_letter), text.find(is_letter)),
        Part::End => same(own.rfind(is_letter), text.rfind(is_letter)),
    }
}

/// The shortest part of a text that has these letters and digits.
fn shortest<'t>(
    text: &'t str,
    wanted: &str,
    part: impl Fn(&'t str, usize) -> Option<&'t str>,
) -> Option<&'t str> {
    let whole = reduced(text);
    if !whole.starts_with(wanted) && !whole.ends_with(wanted) {
        return None;
    }
    let most = text.len().min(4 * wanted.len() + 16);
    let mut parts = (wanted.len()..=most).filter_map(|count| part(text, count));
    parts.find(|part| reduced(part) == wanted)
}

fn what_differs(text: &str, wanted: &str) -> String {
    let letters =
        |text: &str| -> String { text.chars().filter(|one| one.is_alphanumeric()).collect() };
    let signs =
        |text: &str| -> String { text.chars().filter(|one| !one.is_alphanumeric()).collect() };
    let (one, other) = (letters(text), letters(wanted));
    let lower = one.to_lowercase() == other.to_lowercase();
    let mut what = Vec::new();
    if one != other && lower {
        what.push("case");
    }
    if !lower {
        what.push("accents");
    }
    if signs(text) != signs(wanted) || what.is_empty() {
        what.push("signs between them");
    }
    what.join(" and ")
}

/// The letters and digits of a text, without case and accents.
pub(super) fn reduced(text: &str) -> String {
    let text = match text.contains('%') {
        true => super::super::slip::decoded(text),
        false => text.to_owned(),
    };
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        return letters
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    let seen = code_points::reduced(&text);
    let letters = seen
        .nfd()
        .filter(|one| one.is_alphanumeric() && !is_combining_mark(*one));
    letters.flat_map(char::to_lowercase).collect()
}
