//! `equals-ignore-case`, also under `prefix`, `suffix` and `anything-but`.

use crate::json::JsonString;

/// A text folded as the engine folds it: unit by unit of UTF-16, the pattern's side only.
///
/// For each unit the value must have either its lower case or its upper case in that place. That is not symmetric:
/// `straße` matches the value `STRASSE`, but `STRASSE` does not match the value `straße`.
///
/// # Example
///
/// ```
/// use evb::pattern::comparison::{Folded, Form};
///
/// let folded = Folded::new(&"straße".into());
/// assert!(folded.equals(Form::string(&"STRASSE".into()).as_bytes()));
/// ```
///
/// # Source
///
/// event-ruler 2.0.1, `EqualsIgnoreCaseParser`: Java's `toLowerCase` and `toUpperCase` of each `char` on its own,
/// so without the rules that look at the letters around it (the Greek final sigma, say).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// For each UTF-16 unit, what may stand in its place.
    pub units: Vec<FoldedUnit>,
    /// The text as written.
    pub text: JsonString,
}

/// What may stand in the place of one UTF-16 unit, in UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldedUnit {
    /// It has no case: exactly these bytes.
    Same(Box<[u8]>),
    /// Its full lower case or its full upper case.
    Either(Box<[u8]>, Box<[u8]>),
}

impl Folded {
    /// Folds a text. A character outside the basic plane is two units, which Java folds apart: each becomes `?`.
    #[must_use]
    pub fn new(text: &JsonString) -> Self {
        Self {
            units: text.utf16_units().map(FoldedUnit::new).collect(),
            text: text.clone(),
        }
    }

    /// Whether a form is the whole text.
    #[must_use]
    pub fn equals(&self, form: &[u8]) -> bool {
        form.strip_prefix(b"\"").and_then(|rest| self.skip(rest)) == Some(b"\"")
    }

    /// Whether a form begins with the text.
    #[must_use]
    pub fn starts(&self, form: &[u8]) -> bool {
        form.strip_prefix(b"\"")
            .and_then(|rest| self.skip(rest))
            .is_some()
    }

    /// Whether a form ends with the text.
    #[must_use]
    pub fn ends(&self, form: &[u8]) -> bool {
        self.units
            .iter()
            .rev()
            .try_fold(form.strip_suffix(b"\""), |rest, unit| {
                Some(Some(unit.strip_end(rest?)?))
            })
            .flatten()
            .is_some()
    }

    /// What follows the text at the start of `bytes`. Lower and upper case of a unit are never the beginning of
    /// one another, so there is only one way to read it.
    fn skip<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        self.units
            .iter()
            .try_fold(bytes, |rest, unit| unit.strip_start(rest))
    }
}

impl FoldedUnit {
    fn new(unit: u16) -> Self {
        let Some(character) = char::from_u32(unit.into()) else {
            return Self::Same(b"?"[..].into());
        };
        let bytes = |text: String| text.into_bytes().into_boxed_slice();
        if CASED_SINCE_UNICODE_16.contains(&unit) {
            return Self::Same(bytes(character.to_string()));
        }
        let lower = bytes(character.to_lowercase().collect());
        let upper = bytes(character.to_uppercase().collect());
        if lower == upper {
            Self::Same(lower)
        } else {
            Self::Either(lower, upper)
        }
    }

    /// What follows the unit at the start of `bytes`.
    pub(crate) fn strip_start<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Self::Same(same) => bytes.strip_prefix(&**same),
            Self::Either(lower, upper) => bytes
                .strip_prefix(&**lower)
                .or_else(|| bytes.strip_prefix(&**upper)),
        }
    }

    /// What precedes the unit at the end of `bytes`.
    pub(crate) fn strip_end<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Self::Same(same) => bytes.strip_suffix(&**same),
            Self::Either(lower, upper) => bytes
                .strip_suffix(&**lower)
                .or_else(|| bytes.strip_suffix(&**upper)),
        }
    }
}

/// Letters of the basic plane to which Unicode gave a second case only in versions 16 and 17. The engine runs on a
/// Java that knows Unicode 15 at most, where they have one case; Rust's tables are newer.
const CASED_SINCE_UNICODE_16: [u16; 15] = [
    0x019B, 0x0264, 0x1C89, 0x1C8A, 0xA7CB, 0xA7CC, 0xA7CD, 0xA7CE, 0xA7CF, 0xA7D2, 0xA7D3, 0xA7D4,
    0xA7D5, 0xA7DA, 0xA7DB,
];

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::*;

    fn equals(pattern: &str, value: &str) -> bool {
        Folded::new(&pattern.into()).equals(Form::string(&value.into()).as_bytes())
    }

    rows! { equals;
        ascii: "Running", "rUNNING" => true;
        the_whole_value: "run", "running" => false;
        empty: "", "" => true;
        sharp_s_is_two_letters_in_upper_case: "straße", "STRASSE" => true;
        two_letters_are_no_sharp_s: "STRASSE", "straße" => false;
        a_capital_sharp_s_is_itself: "ẞ", "ẞ" => true;
        a_capital_sharp_s_is_no_two_letters: "ẞ", "SS" => false;
        a_dotted_capital_i: "İ", "i̇" => true;
        a_dotted_capital_i_is_itself: "İ", "İ" => true;
        a_dotted_capital_i_is_no_i: "İ", "i" => false;
        an_i_is_no_dotted_capital_i: "i", "İ" => false;
        a_dotless_i_in_upper_case: "ı", "I" => true;
        a_dotless_i_is_no_i: "ı", "i" => false;
        a_final_sigma_is_itself: "ς", "ς" => true;
        a_final_sigma_in_upper_case: "ς", "Σ" => true;
        a_final_sigma_is_no_sigma: "ς", "σ" => false;
        a_capital_sigma_is_no_final_sigma: "Σ", "ς" => false;
        a_kelvin_sign_in_lower_case: "\u{212A}", "k" => true;
        a_kelvin_sign_is_no_letter: "\u{212A}", "K" => false;
        a_letter_is_no_kelvin_sign: "k", "\u{212A}" => false;
        an_ohm_sign_in_lower_case: "\u{2126}", "ω" => true;
        an_ohm_sign_is_itself: "\u{2126}", "\u{2126}" => true;
        a_long_s_in_upper_case: "ſ", "S" => true;
        a_digraph_in_upper_case: "ǆ", "Ǆ" => true;
        a_digraph_has_no_title_case: "ǆ", "ǅ" => false;
        a_title_case_digraph_is_not_itself: "ǅ", "ǅ" => false;
        a_title_case_digraph_in_lower_case: "ǅ", "ǆ" => true;
        a_ligature_in_upper_case: "ﬁ", "FI" => true;
        an_n_with_apostrophe: "ŉ", "ʼN" => true;
        a_micro_sign_in_upper_case: "µ", "\u{39C}" => true;
        not_normalised: "é", "e\u{301}" => false;
        an_emoji_is_not_itself: "😀", "😀" => false;
        an_emoji_is_two_question_marks: "😀", "??" => true;
        a_letter_without_case_until_unicode_16: "ƛ", "\u{A7DC}" => false;
    }

    #[test]
    fn a_value_that_is_no_string_never_matches() {
        assert!(!Folded::new(&"true".into()).equals(b"true"));
        assert!(!Folded::new(&"".into()).starts(b"1"));
        assert!(!Folded::new(&"".into()).ends(b"1"));
    }

    #[test]
    fn both_ends_run_into_the_quotes() {
        assert!(Folded::new(&"A\"".into()).starts(b"\"a\""));
        assert!(Folded::new(&"\"A".into()).ends(b"\"a\""));
    }

    #[test]
    fn there_is_only_one_way_to_read_a_unit_from_either_end() {
        for unit in 0..=u16::MAX {
            if let FoldedUnit::Either(lower, upper) = FoldedUnit::new(unit) {
                assert!(!lower.starts_with(&upper) && !upper.starts_with(&lower));
                assert!(!lower.ends_with(&upper) && !upper.ends_with(&lower));
            }
        }
    }
}
