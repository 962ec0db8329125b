//! The text on which every test runs.

use crate::json::JsonString;

/// The bytes that stand for a value when it is compared.
///
/// For a string: `"`, the decoded text in UTF-8 with every lone surrogate as `?`, `"`. For a number, `true`,
/// `false` and `null`: the token exactly as written. So `"true"` never equals `true`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    bytes: Box<[u8]>,
    /// The same with lone surrogates kept (in WTF-8), if there are any.
    lone_surrogates: Option<Box<[u8]>>,
}

impl Form {
    /// The form of a whole string.
    #[must_use]
    pub fn string(text: &JsonString) -> Self {
        Self::between(b"\"", text, b"\"")
    }

    /// How a string that begins with `text` begins.
    #[must_use]
    pub fn prefix(text: &JsonString) -> Self {
        Self::between(b"\"", text, b"")
    }

    /// How a string that ends with `text` ends.
    #[must_use]
    pub fn suffix(text: &JsonString) -> Self {
        Self::between(b"", text, b"\"")
    }

    /// The form of a number, `true`, `false` or `null`.
    #[must_use]
    pub fn token(token: &str) -> Self {
        Self {
            bytes: token.as_bytes().into(),
            lone_surrogates: None,
        }
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes with every lone surrogate as it was, in WTF-8, and not as `?`.
    #[must_use]
    pub(crate) fn as_wtf8(&self) -> &[u8] {
        self.lone_surrogates.as_deref().unwrap_or(&self.bytes)
    }

    /// Whether the text holds a lone surrogate.
    #[must_use]
    pub(crate) fn has_lone_surrogate(&self) -> bool {
        self.lone_surrogates.is_some()
    }

    fn between(before: &[u8], text: &JsonString, after: &[u8]) -> Self {
        let bytes = [before, text.to_java_utf8().as_bytes(), after].concat();
        let lone_surrogates = text
            .has_lone_surrogate()
            .then(|| [before, text.as_wtf8(), after].concat().into());
        Self {
            bytes: bytes.into(),
            lone_surrogates,
        }
    }
}
