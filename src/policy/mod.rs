//! Who may do what: as much of IAM as answers whether one thing of AWS may invoke another.
//!
//! A [`Policy`] is read of a document as a template, a request or an answer has it; what it leaves open stays open. A
//! [`Request`] says who asks ([`Principal`]), for which action, of which resource, and what is known of the circumstances
//! ([`Context`]). [`decide`] answers in three values: allowed, denied, or open, each with the statement that decides.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::policy::{Context, Decision, Name, Policy, Principal, Request, decide};
//!
//! let document = json::parse(r#"{"Statement": [{
//!     "Effect": "Allow",
//!     "Principal": {"Service": "events.amazonaws.com"},
//!     "Action": "sqs:SendMessage",
//!     "Resource": "arn:aws:sqs:eu-west-1:123456789012:orders",
//!     "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:*:*:rule/paid"}}
//! }]}"#).unwrap();
//! let queue = Name::text("arn:aws:sqs:eu-west-1:123456789012:orders");
//! let of = |rule: &str| Request {
//!     principal: Principal::Service("events.amazonaws.com".to_owned()),
//!     action: "sqs:SendMessage".to_owned(),
//!     resource: queue.clone(),
//!     context: Context::default().with("aws:SourceArn", Name::text(rule)),
//! };
//! let policies = [Policy::read(&document)];
//! let paid = decide(&policies, &of("arn:aws:events:eu-west-1:123456789012:rule/paid"));
//! assert!(matches!(paid, Decision::Allowed(_)));
//! let other = decide(&policies, &of("arn:aws:events:eu-west-1:123456789012:rule/other"));
//! assert!(matches!(other, Decision::Denied { .. }));
//! ```
//!
//! # What this module does not do
//!
//! It judges the documents that it is given: whether these are all that count, the caller knows. Permissions boundaries and
//! policies of organizations are documents like others, of which each must allow. Conditions on numbers, dates and addresses,
//! and on keys of which the caller knows nothing, stay open.
//!
//! # Source
//!
//! AWS: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements reference",
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>; EventBridge User Guide, "Using IAM policy
//! conditions in Amazon EventBridge", <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html>.

mod because;
mod conditions;
mod decision;
mod name;
mod statement;
mod wildcards;

#[cfg(test)]
mod rows;

pub use because::Because;
pub use conditions::Context;
pub use decision::{Decision, Found, decide};
pub use name::{Name, Part, Text, arns};
pub use statement::{Effect, Policy, Principal, Request, Statement};
pub use wildcards::{MAXIMUM_CELLS, matches};

/// What is known of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It is so, whatever is open.
    Yes,
    /// It is not so, whatever is open.
    No,
    /// It depends on what is open.
    Open,
}

impl Truth {
    /// Whether both are so.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Open,
        }
    }

    /// Whether one of them is so.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Open,
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        match yes {
            true => Self::Yes,
            false => Self::No,
        }
    }
}
