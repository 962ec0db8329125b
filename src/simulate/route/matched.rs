//! The answer for one rule, in as little room as its number.

/// Set in the number of a rule of which it is open whether the event matches it.
const OPEN: u32 = 1 << 31;

/// A rule that an event matches, or may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match(u32);

impl Match {
    /// The rule of this number, below 2³¹.
    #[must_use]
    pub const fn certain(rule: u32) -> Self {
        Self(rule & !OPEN)
    }

    /// The same, if a template leaves it open whether the event matches.
    #[must_use]
    pub const fn open(self) -> Self {
        Self(self.0 | OPEN)
    }

    /// The number of the rule.
    #[must_use]
    pub const fn rule(self) -> u32 {
        self.0 & !OPEN
    }

    /// Whether it is open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.0 & OPEN != 0
    }
}
