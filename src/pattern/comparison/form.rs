//! The text on which every test runs.

use crate::json::JsonString;

/// The bytes that stand for a value when it is compared.
///
/// For a string: `"`, the decoded text in UTF-8 with every lone surrogate as `?`, `"`. For a number, `true`,
/// `false` and `null`: the token exactly as written. So `"true"` never equals `true`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form(Box<[u8]>);

impl Form {
    /// The form of a whole string.
    #[must_use]
    pub fn string(text: &JsonString) -> Self {
        Self(format!("\"{}\"", text.to_java_utf8()).into_bytes().into())
    }

    /// How a string that begins with `text` begins.
    #[must_use]
    pub fn prefix(text: &JsonString) -> Self {
        Self(format!("\"{}", text.to_java_utf8()).into_bytes().into())
    }

    /// How a string that ends with `text` ends.
    #[must_use]
    pub fn suffix(text: &JsonString) -> Self {
        Self(format!("{}\"", text.to_java_utf8()).into_bytes().into())
    }

    /// The form of a number, `true`, `false` or `null`.
    #[must_use]
    pub fn token(token: &str) -> Self {
        Self(token.as_bytes().into())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
