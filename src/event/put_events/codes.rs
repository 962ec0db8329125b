//! The codes of what is wrong with a request, and of what is worth knowing about one.

use crate::diagnostic::Code;

/// A request that is neither a list of entries nor an object with `Entries`.
pub const SHAPE: Code = Code::new("put-events/shape");
/// A delivered event in the place of an entry.
pub const DELIVERED_EVENT: Code = Code::new("put-events/delivered-event");
/// A member of the wrong type.
pub const MEMBER_TYPE: Code = Code::new("put-events/member-type");
/// Text that UTF-8, and so a request, cannot hold.
pub const LONE_SURROGATE: Code = Code::new("put-events/lone-surrogate");
/// A `null` among the resources.
pub const NULL_RESOURCE: Code = Code::unsettled("put-events/null-resource");
/// A member that there is not.
pub const UNKNOWN_MEMBER: Code = Code::new("put-events/unknown-member");
/// A member that is missing or empty, beside another mistake that AWS answers.
pub const MISSING_MEMBER: Code = Code::new("put-events/missing-member");
/// A `Time` that is no time.
pub const TIME: Code = Code::new("put-events/time");
/// A detail that is not a JSON object.
pub const MALFORMED_DETAIL: Code = Code::new("put-events/malformed-detail");

/// A member that is given twice.
pub const DUPLICATE_MEMBER: Code = Code::new("put-events/duplicate-member");
/// A text that the service accepts and that loses the event, or could.
pub const BUS_NOT_CHECKED: Code = Code::new("put-events/bus-not-checked");
/// A bus of another account or Region, of which nothing was checked.
pub const OTHER_BUS: Code = Code::new("put-events/other-bus");
/// A bus that is not among those that exist.
pub const UNKNOWN_BUS: Code = Code::new("put-events/unknown-bus");
/// A detail type that is longer than documented.
pub const DETAIL_TYPE_LENGTH: Code = Code::new("put-events/detail-type-length");
/// A source that belongs to AWS.
pub const AWS_SOURCE: Code = Code::new("put-events/aws-source");
/// A size so near to the limit that AWS's answer is not known.
pub const SIZE_NOT_SETTLED: Code = Code::unsettled("put-events/size-not-settled");
/// An integer that EventBridge cannot hold.
pub const INTEGER_RANGE: Code = Code::unsettled("put-events/integer-range");
/// A `Time` that only some clients understand.
pub const TIME_FORMAT: Code = Code::new("put-events/time-format");
/// A `Time` that some clients understand, and evb does not.
pub const TIME_NOT_READ: Code = Code::unsettled("put-events/time-not-read");
/// Too many entries, or none.
pub const ENTRY_COUNT: Code = Code::new("put-events/entry-count");
/// All entries together are too large.
pub const REQUEST_SIZE: Code = Code::new("put-events/request-size");
/// Of AWS's message only a part was recorded.
pub const MESSAGE_NOT_RECORDED: Code = Code::new("put-events/message-not-recorded");
