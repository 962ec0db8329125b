//! What a test on strings wants: a text, and in which part of the string.

use std::borrow::Cow;

use crate::pattern::ast::Test;
use crate::pattern::comparison::{Folded, Form};

use super::contrast::Contrast;

/// Which part of a string a test compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Start,
    End,
}

impl Part {
    pub(super) fn fits(self, text: &str, wanted: &str) -> bool {
        match self {
            Self::Whole => text == wanted,
            Self::Start => text.starts_with(wanted),
            Self::End => text.ends_with(wanted),
        }
    }

    /// Whether a text fits but for the case of its letters; `None` if that is not to be said of bytes. (A quote that is
    /// wanted may be the one around the text.)
    pub(super) fn fits_in_ascii(self, text: &str, wanted: &str) -> Option<bool> {
        if !text.is_ascii() || !wanted.is_ascii() || wanted.contains('"') {
            return None;
        }
        let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
        let part = match self {
            Self::Whole => Some(text),
            Self::Start => text.get(..wanted.len()),
            Self::End => text
                .len()
                .checked_sub(wanted.len())
                .and_then(|start| text.get(start..)),
        };
        Some(part.is_some_and(|part| part.eq_ignore_ascii_case(wanted)))
    }

    pub(super) fn folds_to(self, text: &str, wanted: &str) -> bool {
        let (folded, form) = (Folded::new(&wanted.into()), Form::string(&text.into()));
        match self {
            Self::Whole => folded.equals(form.as_bytes()),
            Self::Start => folded.starts(form.as_bytes()),
            Self::End => folded.ends(form.as_bytes()),
        }
    }

    /// The part of a text that is to be compared with a wanted one of so many characters, with all marks on its last
    /// letter, and how many characters come before it.
    pub(super) fn of(self, text: &str, characters: usize) -> (&str, usize) {
        match self {
            Self::Whole => (text, 0),
            Self::Start => {
                let mut ends = text.char_indices().skip(characters);
                let is_letter = |(_, next): &(usize, char)| {
                    !unicode_normalization::char::is_combining_mark(*next)
                };
                let end = ends.find(is_letter).map_or(text.len(), |(end, _)| end);
                (text.get(..end).unwrap_or(text), 0)
            }
            Self::End => {
                let before = text.chars().count().saturating_sub(characters);
                let start = text
                    .char_indices()
                    .nth(before)
                    .map_or(0, |(start, _)| start);
                (text.get(start..).unwrap_or(text), before)
            }
        }
    }

    /// The same for a text of which a part looks like what is wanted, which may take more or fewer characters.
    pub(super) fn seen<'t>(
        self,
        text: &'t str,
        wanted: &str,
        seen: impl Fn(&str) -> String,
    ) -> (&'t str, usize) {
        const MORE_OR_LESS: usize = 16;
        let (characters, wanted) = (wanted.chars().count(), seen(wanted));
        (0..=MORE_OR_LESS)
            .flat_map(|by| [characters + by, characters.saturating_sub(by)])
            .map(|characters| self.of(text, characters))
            .find(|(part, _)| seen(part) == wanted)
            .unwrap_or_else(|| self.of(text, characters))
    }

    /// The comparison for an operand, both in JSON.
    pub(super) fn comparison(self, operand: &str) -> String {
        match self {
            Self::Whole => operand.to_owned(),
            Self::Start => format!(r#"{{"prefix": {operand}}}"#),
            Self::End => format!(r#"{{"suffix": {operand}}}"#),
        }
    }

    pub(super) fn ignoring_case(self, operand: &str) -> String {
        self.comparison(&format!(r#"{{"equals-ignore-case": {operand}}}"#))
    }
}

/// What a test wants, unless that is a wildcard.
pub(super) struct Wanted<'a> {
    pub(super) part: Part,
    pub(super) text: Cow<'a, str>,
    pub(super) ignores_case: bool,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(test: &'a Test) -> Option<Self> {
        let plain = |part, text| Self {
            part,
            text: Cow::Borrowed(text),
            ignores_case: false,
        };
        let folded = |part, folded: &'a Folded| Self {
            part,
            text: folded.text.to_java_utf8(),
            ignores_case: true,
        };
        Some(match test {
            Test::Exact(form) => plain(Part::Whole, inner(form, 1, 1)?),
            Test::Prefix(form) => plain(Part::Start, inner(form, 1, 0)?),
            Test::Suffix(form) => plain(Part::End, inner(form, 0, 1)?),
            Test::EqualsIgnoreCase(text) => folded(Part::Whole, text),
            Test::PrefixFolded(text) => folded(Part::Start, text),
            Test::SuffixFolded(text) => folded(Part::End, text),
            _ => return None,
        })
    }

    /// The longest text, in bytes, that could be taken for what is wanted, however it is spelt.
    pub(super) fn longest_near(&self) -> usize {
        8 * self.text.len() + 256
    }

    /// As much of a text as could be taken for what is wanted.
    pub(super) fn near<'t>(&self, text: &'t str) -> &'t str {
        let longest = self.longest_near();
        if text.len() <= longest {
            return text;
        }
        let is_boundary = |at: &usize| text.is_char_boundary(*at);
        let part = match self.part {
            Part::Whole => None,
            Part::Start => (longest..text.len())
                .find(is_boundary)
                .and_then(|end| text.get(..end)),
            Part::End => (text.len() - longest..text.len())
                .find(is_boundary)
                .and_then(|start| text.get(start..)),
        };
        part.unwrap_or(text)
    }

    /// How the part of a text that counts differs from what is wanted, and how many characters come before that part.
    pub(super) fn contrast(&self, text: &str) -> Option<(Contrast, usize)> {
        let (part, before) = self.part.of(text, self.text.chars().count());
        let contrast = match self.ignores_case {
            true => contrast_but_for_case(part, &self.text),
            false => Contrast::new(part, &self.text),
        };
        Some((contrast?, before))
    }
}

/// The first difference that is more than one of case, or else one that `equals-ignore-case` sees.
fn contrast_but_for_case(text: &str, wanted: &str) -> Option<Contrast> {
    let before = match Contrast::new(&lower(text), &lower(wanted)) {
        Some(contrast) => contrast.characters_before,
        None => text.chars().zip(wanted.chars()).position(|(one, wanted)| {
            !Part::Whole.folds_to(&one.to_string(), &wanted.to_string())
        })?,
    };
    let rest = |text: &str| text.chars().skip(before).collect::<String>();
    Some(Contrast::new(&rest(text), &rest(wanted))?.behind(before))
}

/// A text in lower case, character by character.
fn lower(text: &str) -> String {
    let lower = |character: char| {
        let mut lower = character.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(only), None) => only,
            _ => character,
        }
    };
    text.chars().map(lower).collect()
}

/// The text in a form, without `start` and `end` bytes of quotes.
pub(super) fn inner(form: &Form, start: usize, end: usize) -> Option<&str> {
    let bytes = form.as_bytes();
    let text = bytes.get(start..bytes.len().checked_sub(end)?)?;
    std::str::from_utf8(text).ok()
}
