//! The codes of what is said about messages and events of S3.

use crate::diagnostic::Code;

/// A record that is no message as SNS has it, and what it was taken for.
pub const MESSAGE_FORM: Code = Code::new("sns/message-form");
/// An attribute that is not compared, or not as it is written.
pub const ATTRIBUTE: Code = Code::unsettled("sns/attribute");
/// A message with a text for each protocol.
pub const SEVERAL_TEXTS: Code = Code::unsettled("sns/several-texts");
/// A number beyond those that AWS documents to be compared.
pub const NUMBER_LIMITS: Code = Code::unsettled("sns/number-limits");
/// A record that is no event of an object in S3.
pub const NOT_AN_OBJECT_EVENT: Code = Code::new("s3/not-an-event");
