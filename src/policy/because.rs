//! Why a statement does not count.

use crate::source::Span;

/// Why a statement does not count for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// It is for other principals.
    Principal,
    /// It is for other actions.
    Action,
    /// It is for other resources.
    Resource,
    /// A condition is not met.
    Condition {
        /// `ArnEquals`.
        operator: String,
        /// `aws:SourceArn`.
        key: String,
        /// Where its value stands.
        span: Span,
    },
}

impl Because {
    /// How near the statement is to counting: conditions are looked at last.
    #[must_use]
    pub const fn nearness(&self) -> u8 {
        match self {
            Self::Principal => 0,
            Self::Action => 1,
            Self::Resource => 2,
            Self::Condition { .. } => 3,
        }
    }
}
