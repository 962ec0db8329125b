//! Notifications that are filtered outside EventBridge: messages of SNS topics, and events of S3 buckets.
//!
//! A subscription of a topic filters messages with a [filter policy](crate::pattern::filter_policy); a bucket filters its
//! notifications by the type of the event and by the key of the object, which
//! [`bucket_filter`] makes a pattern of. Either sees a *document*: what is made of a
//! message or an event, whatever form people have it in. That document is asked as an event is.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::pattern::filter_policy::FilterPolicyScope;
//! use evb::pattern::{self, Dialect};
//! use evb::simulate::notification::{NotificationFilter, Subject};
//!
//! let scope = FilterPolicyScope::MessageAttributes;
//! let policy = pattern::parse(r#"{"store": ["example_corp"]}"#, Dialect::Sns(scope))?;
//! let filter = NotificationFilter::new(&policy, Subject::Message(scope));
//! let message = json::parse(
//!     r#"{"Message": "hello", "MessageAttributes": {"store": {"DataType": "String", "StringValue": "example_corp"}}}"#,
//! )?;
//! assert!(filter.verdict(&message).matched);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod attribute;
mod bucket;
mod codes;
mod filter;
mod message;
mod object;
mod seen;

pub use bucket::bucket_filter;
pub use codes::{ATTRIBUTE, MESSAGE_FORM, NOT_AN_OBJECT_EVENT, NUMBER_LIMITS, SEVERAL_TEXTS};
pub use filter::{NotificationFilter, Subject};
