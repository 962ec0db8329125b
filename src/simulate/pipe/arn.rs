//! Amazon Resource Names, as far as a pipe looks into them.

use std::fmt;

use crate::sure::Sure as _;

/// `arn:partition:service:region:account:resource`, or what stands in its place.
///
/// Reading never fails: a text that is no ARN has an empty service, region and account, and
/// [`is_arn`](Self::is_arn) says so.
///
/// # Example
///
/// ```
/// use evb::simulate::pipe::Arn;
///
/// let queue = Arn::new("arn:aws:sqs:us-east-1:123456789012:orders.fifo");
/// assert_eq!((queue.service(), queue.region(), queue.resource()), ("sqs", "us-east-1", "orders.fifo"));
/// assert!(!Arn::new("smk://broker:9092").is_arn());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn(String);

impl Arn {
    /// Keeps the text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the six parts of an ARN.
    #[must_use]
    pub fn is_arn(&self) -> bool {
        self.0.starts_with("arn:") && self.0.splitn(6, ':').count() == 6
    }

    /// `aws`, `aws-cn`, `aws-us-gov`; empty when it is no ARN.
    #[must_use]
    pub fn partition(&self) -> &str {
        self.part(1)
    }

    /// `sqs`, `lambda`, …; empty when it is no ARN.
    #[must_use]
    pub fn service(&self) -> &str {
        self.part(2)
    }

    /// The region; empty for services without regions.
    #[must_use]
    pub fn region(&self) -> &str {
        self.part(3)
    }

    /// The account of twelve digits; empty where the ARN has none.
    #[must_use]
    pub fn account(&self) -> &str {
        self.part(4)
    }

    /// What stands behind the account: `orders`, `stream/clicks`, `event-bus/default`.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.part(5)
    }

    fn part(&self, index: usize) -> &str {
        if self.is_arn() {
            self.0.splitn(6, ':').nth(index).sure()
        } else {
            ""
        }
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
