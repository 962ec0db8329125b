//! What policies come to together.

use super::Truth;
use super::because::Because;
use super::statement::{Effect, Policy, Request};
use crate::source::Span;

/// A statement, by its place among those that were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which policy.
    pub policy: usize,
    /// Which statement of it.
    pub statement: usize,
    /// Where it stands.
    pub span: Span,
}

/// What policies say to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A statement allows it, and none denies it.
    Allowed(Found),
    /// It is denied.
    Denied {
        /// The statement that does, if one does: otherwise none allows it.
        by: Option<Found>,
        /// Of those that allow something the one that is nearest to allowing this, and what is not so.
        nearest: Option<(Found, Because)>,
    },
    /// It depends on what is open: in a statement, or in what is not known of the policies.
    Open(Option<Found>),
}

/// What policies that count together say to a request: one that denies it wins over all that allow it.
///
/// AWS: IAM User Guide, "Policy evaluation logic": "An explicit deny in any of these policies overrides the allow"; what no
/// statement allows is denied.
#[must_use]
pub fn decide(policies: &[Policy<'_>], request: &Request) -> Decision {
    let mut allowed: Option<Found> = None;
    let mut open: Option<Found> = None;
    let mut nearest: Option<(Found, Because)> = None;
    let mut denial_is_open = None;
    for (at, policy) in policies.iter().enumerate() {
        for (index, statement) in policy.statements.iter().enumerate() {
            let found = Found {
                policy: at,
                statement: index,
                span: statement.span(),
            };
            let (counts, because) = statement.counts(request);
            match (statement.effect(), counts) {
                (Effect::Deny, Truth::Yes) => {
                    return Decision::Denied {
                        by: Some(found),
                        nearest: None,
                    };
                }
                (Effect::Deny | Effect::Open, Truth::Open) | (Effect::Open, Truth::Yes) => {
                    denial_is_open = denial_is_open.or(Some(found));
                }
                (Effect::Allow, Truth::Yes) => allowed = allowed.or(Some(found)),
                (Effect::Allow, Truth::Open) => open = open.or(Some(found)),
                (Effect::Allow, Truth::No) => nearest = nearer(nearest, found, because),
                (_, Truth::No) => {}
            }
        }
    }
    let is_open = policies.iter().any(|policy| policy.is_open);
    match (allowed, open, denial_is_open) {
        (Some(found), _, None) => Decision::Allowed(found),
        (_, found, Some(denial)) => Decision::Open(found.or(Some(denial))),
        (None, Some(found), None) => Decision::Open(Some(found)),
        (None, None, None) if is_open => Decision::Open(None),
        (None, None, None) => Decision::Denied { by: None, nearest },
    }
}

/// Of two statements that do not count the one that is nearer to it; of two that are as near the first.
fn nearer(
    before: Option<(Found, Because)>,
    found: Found,
    because: Option<Because>,
) -> Option<(Found, Because)> {
    let Some(because) = because else {
        return before;
    };
    match before {
        Some(before) if before.1.nearness() >= because.nearness() => Some(before),
        _ => Some((found, because)),
    }
}
