//! The tokens of a pattern, with every mistake told as AWS tells it.

use super::refusal::Stop;
use crate::json::{JsonString, Reader, Token};
use crate::pattern::comparison::Number;

/// What AWS says of a second name in the object of an operator.
pub(super) const ONE_KEY: &str = "Only one key allowed in match expression";

/// What AWS says of anything behind the operand of `numeric` or `anything-but`.
pub(super) const TOO_MANY: &str = "Too many elements in numeric expression";

/// The reader, with its errors as AWS tells them.
pub(super) struct PatternReader<'t> {
    pub(super) tokens: Reader<'t>,
}

impl<'t> PatternReader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            tokens: Reader::new(text),
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<Token>, Stop> {
        let text = self.tokens.text();
        self.tokens
            .next()
            .map_err(|error| Stop::syntax(&error, text))
    }

    /// The current string; this moves the cursor behind its closing quote.
    pub(super) fn string(&mut self) -> Result<JsonString, Stop> {
        let text = self.tokens.text();
        self.tokens
            .string()
            .map_err(|error| Stop::syntax(&error, text))
    }

    /// The next token, which must be a string; its text.
    pub(super) fn next_string(&mut self, complaint: &str) -> Result<JsonString, Stop> {
        match self.next()? {
            Some(Token::String) => self.string(),
            _ => Err(self.stop(complaint)),
        }
    }

    /// The next token must be `wanted`, a closing bracket.
    pub(super) fn close(&mut self, wanted: Token, complaint: &str) -> Result<(), Stop> {
        if self.next()? == Some(wanted) {
            Ok(())
        } else {
            Err(self.stop(complaint))
        }
    }

    /// The value of a number that AWS can compare.
    pub(super) fn comparable(&self, number: &Number) -> Result<f64, Stop> {
        number.comparable.ok_or_else(|| {
            let reason = match number.exceeds_limits() {
                true => "value exceeds limits".to_owned(),
                false => format!("Cannot compare number : {}", number.text),
            };
            self.stop(reason)
        })
    }

    /// A mistake at the cursor.
    pub(super) fn stop(&self, reason: impl Into<String>) -> Stop {
        Stop::at(reason, self.tokens.cursor())
    }
}
