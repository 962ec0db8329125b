//! Reserved variables: the names that templates may use without declaring them, and their values.
//!
//! # Example
//!
//! ```
//! use evb::transform::{Dialect, Reserved, Variables};
//!
//! let name = Reserved::from_name(Dialect::Rule, "aws.events.rule-name");
//! assert_eq!(name, Some(Reserved::RuleName));
//! assert_eq!(Reserved::from_name(Dialect::Pipe, "aws.events.rule-name"), None);
//! let variables = Variables::new().with(Reserved::RuleName, "orders");
//! assert_eq!(variables.get(Reserved::RuleName), Some("orders"));
//! ```
//!
//! # What this module does not do
//!
//! It does not know the present time. A variable that nobody gave has a fixed
//! [`default`](Reserved::default_value), and rendering says so in a note.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge input transformation", "Predefined variables";
//! "Amazon EventBridge Pipes input transformation", "Reserved variables"; EventBridge Scheduler User
//! Guide, "Adding context attributes"; read 2026-11-20.

/// Which service's template language a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// The `InputTemplate` of a rule's target: `<name>`, declared in `InputPathsMap`.
    Rule,
    /// The `InputTemplate` of a pipe's enrichment or target: `<$.path>`.
    Pipe,
    /// The `Input` of an EventBridge Scheduler target: four keywords.
    Scheduler,
}

/// A variable that AWS sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reserved {
    /// `aws.events.rule-arn`
    RuleArn,
    /// `aws.events.rule-name`
    RuleName,
    /// `aws.events.event.ingestion-time`
    EventIngestionTime,
    /// `aws.events.event`: the event without its `detail`.
    Event,
    /// `aws.events.event.json`: the event.
    EventJson,
    /// `aws.pipes.pipe-arn`
    PipeArn,
    /// `aws.pipes.pipe-name`
    PipeName,
    /// `aws.pipes.source-arn`
    SourceArn,
    /// `aws.pipes.enrichment-arn`
    EnrichmentArn,
    /// `aws.pipes.target-arn`
    TargetArn,
    /// `aws.pipes.event.ingestion-time`
    RecordIngestionTime,
    /// `aws.pipes.event`: the record as received.
    Record,
    /// `aws.pipes.event.json`: the record with its payload decoded.
    RecordJson,
    /// `aws.scheduler.schedule-arn`
    ScheduleArn,
    /// `aws.scheduler.scheduled-time`
    ScheduledTime,
    /// `aws.scheduler.execution-id`
    ExecutionId,
    /// `aws.scheduler.attempt-number`
    AttemptNumber,
}

/// Everything about the reserved variables: dialect, name, default.
const ALL: [(Reserved, Dialect, &str, &str); 17] = [
    (
        Reserved::RuleArn,
        Dialect::Rule,
        "aws.events.rule-arn",
        "arn:aws:events:us-east-1:123456789012:rule/example-rule",
    ),
    (
        Reserved::RuleName,
        Dialect::Rule,
        "aws.events.rule-name",
        "example-rule",
    ),
    (
        Reserved::EventIngestionTime,
        Dialect::Rule,
        "aws.events.event.ingestion-time",
        "1970-01-01T00:00:00Z",
    ),
    (Reserved::Event, Dialect::Rule, "aws.events.event", ""),
    (
        Reserved::EventJson,
        Dialect::Rule,
        "aws.events.event.json",
        "",
    ),
    (
        Reserved::PipeArn,
        Dialect::Pipe,
        "aws.pipes.pipe-arn",
        "arn:aws:pipes:us-east-1:123456789012:pipe/example-pipe",
    ),
    (
        Reserved::PipeName,
        Dialect::Pipe,
        "aws.pipes.pipe-name",
        "example-pipe",
    ),
    (
        Reserved::SourceArn,
        Dialect::Pipe,
        "aws.pipes.source-arn",
        "arn:aws:sqs:us-east-1:123456789012:example-source",
    ),
    (
        Reserved::EnrichmentArn,
        Dialect::Pipe,
        "aws.pipes.enrichment-arn",
        "arn:aws:lambda:us-east-1:123456789012:function:example-enrichment",
    ),
    (
        Reserved::TargetArn,
        Dialect::Pipe,
        "aws.pipes.target-arn",
        "arn:aws:sqs:us-east-1:123456789012:example-target",
    ),
    (
        Reserved::RecordIngestionTime,
        Dialect::Pipe,
        "aws.pipes.event.ingestion-time",
        "1970-01-01T00:00:00Z",
    ),
    (Reserved::Record, Dialect::Pipe, "aws.pipes.event", ""),
    (
        Reserved::RecordJson,
        Dialect::Pipe,
        "aws.pipes.event.json",
        "",
    ),
    (
        Reserved::ScheduleArn,
        Dialect::Scheduler,
        "aws.scheduler.schedule-arn",
        "arn:aws:scheduler:us-east-1:123456789012:schedule/default/example-schedule",
    ),
    (
        Reserved::ScheduledTime,
        Dialect::Scheduler,
        "aws.scheduler.scheduled-time",
        "1970-01-01T00:00:00Z",
    ),
    (
        Reserved::ExecutionId,
        Dialect::Scheduler,
        "aws.scheduler.execution-id",
        "0000000000000000",
    ),
    (
        Reserved::AttemptNumber,
        Dialect::Scheduler,
        "aws.scheduler.attempt-number",
        "1",
    ),
];

impl Reserved {
    /// The variable of that name in a dialect.
    #[must_use]
    pub fn from_name(dialect: Dialect, name: &str) -> Option<Self> {
        ALL.iter()
            .find(|(_, of, own, _)| *of == dialect && *own == name)
            .map(|(reserved, ..)| *reserved)
    }

    /// The names of a dialect's variables.
    pub fn names(dialect: Dialect) -> impl Iterator<Item = &'static str> {
        ALL.iter()
            .filter(move |(_, of, ..)| *of == dialect)
            .map(|(_, _, name, _)| *name)
    }

    /// The name in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |(_, _, name, _)| name)
    }

    /// What stands for it if nobody gave a value: the same on every run. Empty for the variables
    /// that are the event itself.
    #[must_use]
    pub fn default_value(self) -> &'static str {
        self.row().map_or("", |(_, _, _, default)| default)
    }

    fn row(self) -> Option<&'static (Self, Dialect, &'static str, &'static str)> {
        ALL.iter().find(|(reserved, ..)| *reserved == self)
    }
}

/// The values of reserved variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    values: Vec<(Reserved, String)>,
}

impl Variables {
    /// No values: every variable has its default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with one value more.
    #[must_use]
    pub fn with(mut self, variable: Reserved, value: impl Into<String>) -> Self {
        self.set(variable, value);
        self
    }

    /// Gives a variable its value. The variables that are the event itself take none.
    pub fn set(&mut self, variable: Reserved, value: impl Into<String>) {
        self.values.retain(|(one, _)| *one != variable);
        self.values.push((variable, value.into()));
    }

    /// The value that was given.
    #[must_use]
    pub fn get(&self, variable: Reserved) -> Option<&str> {
        self.values
            .iter()
            .find(|(one, _)| *one == variable)
            .map(|(_, value)| value.as_str())
    }
}
