//! Requests against AWS's own models of them: what AWS refuses, and in which words.
//!
//! [`judge()`] holds a request against the model that AWS publishes of it: what must be there, lengths, ranges, patterns,
//! words. [`check`] adds what the service looks at beyond its model. [`requests()`] gives the requests that deploy what an
//! inventory declares, of whatever format it is. [`answer()`] says it in the words of who refuses: the AWS CLI before it sends anything, or the service. Whether the
//! words were recorded is part of the answer.
//!
//! # Example
//!
//! ```
//! use evb::api::{self, Client, Operation};
//! use evb::json;
//!
//! let request = json::parse(r#"{"Name": "nightly run", "ScheduleExpression": "rate(1 day)",
//!     "FlexibleTimeWindow": {"Mode": "OFF"},
//!     "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f",
//!                "RoleArn": "arn:aws:iam::123456789012:role/r"}}"#).unwrap();
//! let refusals = api::judge(Operation::CreateSchedule, &request);
//! let answer = api::answer(Operation::CreateSchedule, &refusals, Client::AwsCli).unwrap();
//! assert_eq!(answer.message, "1 validation error detected: Value 'nightly run' at 'name' failed to satisfy \
//!     constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z-_.]+");
//! assert!(answer.is_recorded);
//! ```
//!
//! # What this module does not do
//!
//! That nothing is refused does not mean that AWS accepts: whether queues, functions and roles exist and may be used, and
//! quotas of the account, are not known here.
//!
//! # Source
//!
//! AWS: the service models in `botocore` 1.44.8, as `models` has them.

mod answer;
mod belongs;
mod expression;
#[cfg(test)]
mod generated;
mod home;
mod judge;
mod meant;
mod models;
mod named;
mod offer;
mod operation;
mod path;
mod refusal;
mod requests;
mod rules;
mod sent;

pub use answer::{Answer, Client, Speaker, WORDS_NOT_RECORDED, answer, words_not_recorded};
pub use belongs::{moved, placed};
pub use expression::Expression;
pub use home::home;
pub use judge::{judge, meant};
pub use models::{Held, Member, Shape, ShapeKind, Structure, Text};
pub use offer::{Meant, helped};
pub use operation::{Operation, Service};
pub use path::{MemberPath, Step};
pub use refusal::{
    CONSTRAINT, Constraint, Found, MISSING, Refusal, SERVICE_RULE, ServiceRule, UNKNOWN_MEMBER,
    WRONG_TYPE, Wanted, meant_member,
};
pub use requests::{Request, put_targets, refusals, requests};
pub use rules::check;
pub(crate) use sent::{Misspelt, sent_target_with, sent_with};
pub use sent::{sent, sent_target};
