//! Where a pattern is used, and which operators work there.
//!
//! The engine behind all of them is the same; what each service's own check lets through is not.
//!
//! # Example
//!
//! ```
//! use evb::pattern::Dialect;
//! use evb::pattern::dialect::Support;
//! use evb::pattern::operator::Operator;
//!
//! assert_eq!(Dialect::Pipe.support(Operator::Wildcard), Support::No);
//! assert!(evb::pattern::parse(r#"{"key": [{"wildcard": "*.jpg"}]}"#, Dialect::Pipe).is_err());
//! ```

use super::filter_policy::FilterPolicyScope;
use super::operator::Operator;

/// The place that a pattern is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// A rule of an event bus.
    #[default]
    Bus,
    /// A filter of an EventBridge pipe.
    Pipe,
    /// A filter of a Lambda event source mapping.
    Lambda,
    /// A filter of a subscriber of a custom event bus.
    Subscriber,
    /// A filter policy of a subscription of an SNS topic.
    Sns(FilterPolicyScope),
}

/// Whether an operator works in a dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// AWS's documentation names it, or the engine takes it.
    Yes,
    /// AWS's documentation excludes it.
    No,
    /// AWS's documentation does not name it.
    Undocumented,
}

impl Dialect {
    /// All of them; of the two of SNS the usual one.
    pub const ALL: [Self; 5] = [
        Self::Bus,
        Self::Pipe,
        Self::Lambda,
        Self::Subscriber,
        Self::Sns(FilterPolicyScope::MessageAttributes),
    ];

    /// `bus`, `pipe`, `lambda`, `subscriber`, `sns`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bus => "bus",
            Self::Pipe => "pipe",
            Self::Lambda => "lambda",
            Self::Subscriber => "subscriber",
            Self::Sns(_) => "sns",
        }
    }

    /// The dialect with this name; of the two of SNS the usual one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.as_str() == name)
    }

    /// In full, for messages.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Bus => "rules of an event bus",
            Self::Pipe => "filters of a pipe",
            Self::Lambda => "filters of a Lambda event source mapping",
            Self::Subscriber => "filters of a subscriber",
            Self::Sns(_) => "filter policies of SNS",
        }
    }

    /// Whether `operator` works here.
    ///
    /// AWS: EventBridge User Guide, "Comparison operators for use in event patterns": the column "Pipe support" (no
    /// `wildcard` and nothing inside `anything-but`; `cidr` has no row); Lambda Developer Guide, "Control which events
    /// Lambda sends to your function": its table of filter rule syntax ends with `suffix`; EventBridge User Guide,
    /// subscribers: "no wildcard operators"; SNS Developer Guide, "Amazon SNS subscription filter policies": its list of
    /// operators, which has `anything-but` with `prefix`, `suffix` and `wildcard`.
    #[must_use]
    pub const fn support(self, operator: Operator) -> Support {
        use Operator as O;
        match (self, operator) {
            (Self::Pipe | Self::Subscriber, O::Wildcard | O::AnythingButWildcard) => Support::No,
            (
                Self::Pipe,
                O::AnythingButPrefix | O::AnythingButSuffix | O::AnythingButEqualsIgnoreCase,
            ) => Support::No,
            (Self::Pipe | Self::Lambda, O::Cidr | O::Exactly)
            | (
                Self::Sns(_),
                O::Exactly
                | O::AnythingButEqualsIgnoreCase
                | O::PrefixEqualsIgnoreCase
                | O::SuffixEqualsIgnoreCase,
            ) => Support::Undocumented,
            (
                Self::Lambda,
                O::Wildcard
                | O::AnythingButPrefix
                | O::AnythingButSuffix
                | O::AnythingButEqualsIgnoreCase
                | O::AnythingButWildcard
                | O::PrefixEqualsIgnoreCase
                | O::SuffixEqualsIgnoreCase,
            ) => Support::Undocumented,
            _ => Support::Yes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_take_no_wildcard_and_no_operator_inside_anything_but() {
        assert_eq!(Dialect::Bus.support(Operator::Wildcard), Support::Yes);
        assert_eq!(Dialect::Pipe.support(Operator::Wildcard), Support::No);
        assert_eq!(
            Dialect::Pipe.support(Operator::AnythingButPrefix),
            Support::No
        );
        assert_eq!(Dialect::Pipe.support(Operator::AnythingBut), Support::Yes);
        assert_eq!(
            Dialect::Lambda.support(Operator::Cidr),
            Support::Undocumented
        );
        assert_eq!(Dialect::from_name("pipe"), Some(Dialect::Pipe));
    }
}
