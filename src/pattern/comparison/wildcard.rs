//! `wildcard`: `*` stands for any run of bytes.

use crate::json::JsonString;

/// A wildcard expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcard {
    /// The literal pieces between the stars, escapes resolved, the quotes of the form included;
    /// one more than there are stars.
    pub pieces: Vec<Box<[u8]>>,
}

/// Why a text is no wildcard expression. `position` is 1 + the UTF-8 byte offset in the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// Reads a wildcard expression.
    ///
    /// # Errors
    ///
    /// The first mistake, from the left.
    pub fn new(text: &JsonString) -> Result<Self, WildcardError> {
        Ok(Self {
            pieces: vec![text.as_wtf8().into()],
        })
    }
}
