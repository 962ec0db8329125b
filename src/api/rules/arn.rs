//! The parts of an ARN, as far as they are known.

use crate::json::{Open, TextPart, Value};

/// What stands for letters that are open.
const OPEN: char = '\u{FFFC}';

/// `arn:partition:service:region:account:resource`.
pub(super) struct Arn(String);

impl Arn {
    /// The ARN that a value is; `None` if it is no ARN, or nothing is known of it.
    pub(super) fn of(value: Option<&Value>) -> Option<Self> {
        let value = value?;
        let text = match value.as_open() {
            None => value.as_str()?.to_owned(),
            Some(open) => {
                let parts = open.parts.iter().map(|part| match part {
                    TextPart::Literal(text) => text.clone(),
                    TextPart::Hole(_) => OPEN.to_string(),
                });
                parts.collect()
            }
        };
        text.starts_with("arn:").then_some(Self(text))
    }

    /// The text of a value that is no ARN for certain.
    pub(super) fn none(value: &Value) -> Option<String> {
        const START: &str = "arn:";
        let (start, whole) = match value.as_open() {
            None => (value.as_str()?, true),
            Some(open) => match open.parts.first()? {
                TextPart::Literal(start) => (start.as_str(), false),
                TextPart::Hole(_) => return None,
            },
        };
        let is_one = match whole {
            true => start.starts_with(START) && start.splitn(6, ':').count() == 6,
            false => start.starts_with(START) || START.starts_with(start),
        };
        let shown = || value.as_open().map(Open::to_display);
        (!is_one && !start.is_empty()).then(|| shown().unwrap_or_else(|| start.to_owned()))
    }

    /// The part at a place, if it is known.
    fn part(&self, at: usize) -> Option<&str> {
        let part = self.0.splitn(6, ':').nth(at)?;
        (!part.contains(OPEN)).then_some(part)
    }

    /// `sqs`, `lambda`, …; empty if it is not known.
    pub(super) fn service(&self) -> &str {
        self.part(2).unwrap_or_default()
    }

    /// The region, if there is one and it is known.
    pub(super) fn region(&self) -> Option<&str> {
        self.part(3).filter(|region| !region.is_empty())
    }

    /// The account, if there is one and it is known.
    pub(super) fn account(&self) -> Option<&str> {
        self.part(4).filter(|account| !account.is_empty())
    }

    /// With what the resource begins; empty if it is not known.
    pub(super) fn resource(&self) -> &str {
        let resource = self.0.splitn(6, ':').nth(5).unwrap_or_default();
        resource.split(OPEN).next().unwrap_or_default()
    }

    /// Whether it is a table of DynamoDB, and not the stream of one, for certain.
    pub(super) fn is_table(&self) -> bool {
        let is_known = self
            .part(5)
            .is_some_and(|resource| resource.starts_with("table/"));
        self.service() == "dynamodb" && is_known && !self.0.contains("/stream/")
    }

    /// Whether it is a FIFO queue or topic for certain.
    pub(super) fn is_fifo(&self) -> bool {
        self.0.ends_with(".fifo")
    }
}
