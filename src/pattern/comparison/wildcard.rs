//! `wildcard`: `*` stands for any run of bytes.

use memchr::memmem;

use crate::json::JsonString;

/// A wildcard expression.
///
/// # Example
///
/// ```
/// use evb::pattern::comparison::{Form, Wildcard};
///
/// let wildcard = Wildcard::new(&"img/*.jpg".into()).expect("a good expression");
/// assert!(wildcard.matches(Form::string(&"img/a/b.jpg".into()).as_bytes()));
/// assert!(!wildcard.matches(Form::string(&"img/a.jpeg".into()).as_bytes()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcard {
    /// The literal pieces between the stars, escapes resolved, the quotes of the form included;
    /// one more than there are stars.
    pub pieces: Vec<Box<[u8]>>,
}

/// Why a text is no wildcard expression. `position` is 1 + the UTF-8 byte offset in the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WildcardError {
    /// `**`
    #[error("Consecutive wildcard characters at pos {position}")]
    Consecutive {
        /// Of the first star.
        position: usize,
    },
    /// A backslash before anything but `*` and `\`.
    #[error("Invalid escape character at pos {position}")]
    Escape {
        /// Of the backslash.
        position: usize,
    },
}

impl Wildcard {
    /// Reads a wildcard expression: `*` is a star, `\*` and `\\` stand for the character behind the backslash.
    ///
    /// # Errors
    ///
    /// The first mistake, from the left.
    pub fn new(text: &JsonString) -> Result<Self, WildcardError> {
        let text = text.to_java_utf8();
        let mut pieces = Vec::new();
        let mut piece = vec![b'"'];
        let mut star_before = false;
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            let star = byte == b'*';
            match byte {
                // The engine counts the opening quote of the form, so the byte at offset 0 is at position 1.
                b'*' if star_before => return Err(WildcardError::Consecutive { position: at }),
                b'*' => pieces.push(std::mem::take(&mut piece).into()),
                b'\\' => match bytes.next() {
                    Some((_, escaped @ (b'*' | b'\\'))) => piece.push(escaped),
                    _ => return Err(WildcardError::Escape { position: at + 1 }),
                },
                _ => piece.push(byte),
            }
            star_before = star;
        }
        piece.push(b'"');
        pieces.push(piece.into());
        Ok(Self { pieces })
    }

    /// Whether a form matches. The time is proportional to the length of the form plus that of the expression:
    /// between the first and the last piece, each piece is looked for once, from where the one before it ends.
    #[must_use]
    pub fn matches(&self, form: &[u8]) -> bool {
        match self.pieces.as_slice() {
            [] => false,
            [only] => form == &**only,
            [first, middle @ .., last] => form
                .strip_prefix(&**first)
                .and_then(|rest| rest.strip_suffix(&**last))
                .is_some_and(|rest| {
                    middle
                        .iter()
                        .try_fold(rest, |rest, piece| {
                            let at = memmem::find(rest, piece)?;
                            rest.get(at + piece.len()..)
                        })
                        .is_some()
                }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::*;

    fn matches(wildcard: &str, text: &str) -> bool {
        Wildcard::new(&wildcard.into())
            .unwrap()
            .matches(Form::string(&text.into()).as_bytes())
    }

    rows! { matches;
        empty_matches_empty: "", "" => true;
        empty_matches_nothing_else: "", "x" => false;
        a_star_matches_empty: "*", "" => true;
        a_star_matches_anything: "*", "日本" => true;
        a_star_in_the_middle_matches_nothing: "a*b", "ab" => true;
        pieces_do_not_overlap: "aba*aba", "ababa" => false;
        pieces_side_by_side: "aba*aba", "abaaba" => true;
        in_order: "*x*y*", "axbyc" => true;
        out_of_order: "*x*y*", "aybxc" => false;
        the_last_piece_is_at_the_end: "*.jpg", "a.jpg.png" => false;
        an_escaped_star_is_itself: r"a\*b", "a*b" => true;
        an_escaped_star_is_no_star: r"a\*b", "axb" => false;
        an_escaped_backslash: r"a\\b", r"a\b" => true;
        a_star_behind_an_escaped_backslash: r"a\\*b", r"a\xb" => true;
        an_escaped_star_before_a_star: r"\**", "*x" => true;
        a_star_before_an_escaped_star: r"*\*", "x*" => true;
        a_quote_is_a_character: "*\"", "\"" => true;
    }

    #[test]
    fn only_strings_match() {
        assert!(!Wildcard::new(&"*".into()).unwrap().matches(b"300"));
    }

    #[test]
    fn a_lone_surrogate_is_a_question_mark() {
        let wildcard = Wildcard::new(&JsonString::from_utf16(&[0xD800, 0x2A])).unwrap();
        assert!(wildcard.matches(b"\"?x\""));
    }

    fn mistake(wildcard: &str) -> Option<String> {
        Wildcard::new(&wildcard.into())
            .err()
            .map(|error| error.to_string())
    }

    rows! { mistake;
        two_stars: "**" => Some("Consecutive wildcard characters at pos 1".into());
        two_stars_behind_two_bytes: "é**" => Some("Consecutive wildcard characters at pos 3".into());
        a_final_backslash: "a\\" => Some("Invalid escape character at pos 2".into());
        a_backslash_before_a_letter: "日\\x" => Some("Invalid escape character at pos 4".into());
        the_first_mistake_counts: r"a**\x" => Some("Consecutive wildcard characters at pos 2".into());
        nothing_wrong: r"\\*\*" => None;
    }
}
