//! The input of an EventBridge Scheduler target: what CreateSchedule refuses, and what the target receives.
//!
//! # Example
//!
//! ```
//! use evb::transform::ScheduleInput;
//!
//! let lambda = "arn:aws:lambda:us-east-1:123456789012:function:f";
//! let refused = ScheduleInput::check(Some(lambda), Some("plain text")).unwrap_err();
//! assert_eq!(refused.message.as_deref(), Some("JSON syntax error in input for the target"));
//! ```
//!
//! # What this module does not do
//!
//! It checks neither expressions nor roles, and of a universal target's input only that it is JSON.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler API Reference, `Target`; EventBridge Scheduler User Guide, "Using universal
//! targets", "Adding context attributes"; and answers recorded from CreateSchedule.

use super::constraint::Constraints;
use super::notes::NOT_SETTLED;
use super::record::Record;
use super::refused::Refused;
use super::rendering::Rendered;
use super::rule_target::{INPUT_NOT_JSON, is_bus};
use super::template::Template;
use super::variables::{Reserved, Variables};
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::quota;

/// A target that CreateSchedule does not take.
pub const SCHEDULE_TARGET: Code = Code::new("transform/schedule-target");

/// Services whose templated targets take JSON only.
///
/// AWS: EventBridge Scheduler API Reference, `Target`, `Input`.
const JSON_SERVICES: [&str; 3] = ["lambda", "states", "events"];

/// Beginnings of the names of API operations that universal targets do not take.
///
/// AWS: EventBridge Scheduler User Guide, "Using universal targets", "Unsupported actions".
const READ_ONLY: [&str; 25] = [
    "get",
    "describe",
    "list",
    "poll",
    "receive",
    "search",
    "scan",
    "query",
    "select",
    "read",
    "lookup",
    "discover",
    "validate",
    "batchGet",
    "batchDescribe",
    "batchRead",
    "transactGet",
    "adminGet",
    "adminList",
    "testMigration",
    "retrieve",
    "testConnection",
    "translateDocument",
    "isAuthorized",
    "invokeModel",
];

/// The input of a schedule's target, accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleInput {
    template: Option<Template>,
    /// As what the input arrives at an event bus.
    event: Option<(BusEvent, Bus)>,
    notes: Vec<Diagnostic>,
}

/// `EventBridgeParameters`: which event arrives at an event bus.
///
/// AWS: EventBridge Scheduler API Reference, `EventBridgeParameters`: both are required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusEvent {
    /// `Source`
    pub source: String,
    /// `DetailType`
    pub detail_type: String,
}

/// What the ARN of an event bus tells.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bus {
    region: String,
    account: String,
}

/// What is at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target<'a> {
    Unknown,
    Templated(&'a str),
    Universal,
}

impl ScheduleInput {
    /// Checks `Target.Arn` (if it is known) and `Target.Input` as CreateSchedule does.
    ///
    /// # Errors
    ///
    /// * `transform/constraint`: the input is too long.
    /// * `transform/schedule-target`: the ARN names no target, or an operation that is not supported, or a
    ///   universal target has no input.
    /// * `transform/input-not-json`: the input must be JSON and is not.
    pub fn check(arn: Option<&str>, input: Option<&str>) -> Result<Self, Refused> {
        let target = target(arn)?;
        let mut notes = Vec::new();
        let Some(input) = input else {
            return if target == Target::Universal {
                Err(Refused::aws(
                    "You must provide an input to set this target for your schedule",
                    Diagnostic::error(SCHEDULE_TARGET, "a universal target needs an input")
                        .help("the input is the request of the API operation, as JSON"),
                ))
            } else {
                notes.push(
                    Diagnostic::note(NOT_SETTLED, "without an input Scheduler sends a default notification")
                        .help("its shape is not documented; the one shown was reported, its `id` is made up"),
                );
                Ok(Self {
                    template: None,
                    event: None,
                    notes,
                })
            };
        };
        let mut constraints = Constraints::default();
        constraints.length(
            "target.input",
            input,
            quota::MAXIMUM_SCHEDULE_INPUT_CHARACTERS,
        );
        constraints.result()?;
        if let Err(error) = json::parse(input) {
            match target {
                Target::Templated(service) if !JSON_SERVICES.contains(&service) => notes.push(
                    Diagnostic::note(NOT_SETTLED, "the input is a text, not JSON").help(
                        "AWS's reference asks for JSON only for Lambda, Step Functions and EventBridge; a refusal was recorded without the kind of target",
                    ),
                ),
                _ => return Err(not_json(input, &error)),
            }
        }
        let template = Template::scheduler(input);
        notes.extend(template.notes().iter().cloned());
        Ok(Self {
            template: Some(template),
            event: None,
            notes,
        })
    }

    /// The same of a target as a whole: with its `EventBridgeParameters`, if it has them.
    ///
    /// # Errors
    ///
    /// Those of [`check`](Self::check), and
    ///
    /// * `transform/schedule-target`: an event bus without them.
    pub fn check_target(
        arn: Option<&str>,
        input: Option<&str>,
        event: Option<BusEvent>,
    ) -> Result<Self, Refused> {
        let checked = Self::check(arn, input)?;
        let Some(event) = event else {
            return match is_bus(arn) {
                true => Err(without_parameters()),
                false => Ok(checked),
            };
        };
        let mut parts = arn.unwrap_or_default().split(':').skip(3);
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let bus = Bus {
            region: part(),
            account: part(),
        };
        Ok(Self {
            event: Some((event, bus)),
            ..checked
        })
    }

    /// What the target receives.
    #[must_use]
    pub fn deliver(&self, record: &Record<'_>, variables: &Variables) -> Rendered {
        let rendered = match &self.template {
            Some(template) => template.render(record, variables),
            None => Rendered::Delivered {
                raw: default_notification(variables),
                notes: Vec::new(),
            },
        };
        match (&self.event, rendered) {
            (Some((event, bus)), Rendered::Delivered { raw, notes }) => Rendered::Delivered {
                raw: envelope(event, bus, &raw, variables),
                notes,
            },
            (_, rendered) => rendered,
        }
    }

    /// What is worth knowing. Places lie in [`text`](Self::text).
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The input as it was given; empty if there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        self.template.as_ref().map_or("", Template::text)
    }
}

/// AWS: EventBridge Scheduler API Reference, `Target`: `EventBridgeParameters` are the templated target type for
/// PutEvents, whose entries have a source and a detail-type. The words of the refusal were not kept.
fn without_parameters() -> Refused {
    Refused::ours(
        Diagnostic::error(
            SCHEDULE_TARGET,
            "an event bus needs `EventBridgeParameters`: what arrives is an event",
        )
        .help("write `\"EventBridgeParameters\": {\"Source\": \"…\", \"DetailType\": \"…\"}`"),
    )
}

/// The event that arrives at a bus: the input is its `detail`. It comes from the account and the Region of the bus; its id is
/// made up, and its time is when the schedule was due.
fn envelope(event: &BusEvent, bus: &Bus, detail: &str, variables: &Variables) -> String {
    let time = variables.get(Reserved::ScheduledTime);
    let texts = [
        ("version", "0"),
        ("id", "00000000-0000-4000-8000-000000000000"),
        ("detail-type", &event.detail_type),
        ("source", &event.source),
        ("account", &bus.account),
        (
            "time",
            time.unwrap_or(Reserved::ScheduledTime.default_value()),
        ),
        ("region", &bus.region),
    ];
    let texts = texts.map(|(name, text)| (name, quoted(text)));
    object(texts.into_iter().chain([
        ("resources", "[]".to_owned()),
        ("detail", detail.to_owned()),
    ]))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    json::write_quoted(text, &mut out);
    out
}

/// An object of these members, whose values are JSON.
fn object<'m>(members: impl Iterator<Item = (&'m str, String)>) -> String {
    let members = members.map(|(name, value)| format!("{}:{value}", quoted(name)));
    let members: Vec<String> = members.collect();
    format!("{{{}}}", members.join(","))
}

fn target(arn: Option<&str>) -> Result<Target<'_>, Refused> {
    let Some(arn) = arn else {
        return Ok(Target::Unknown);
    };
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match *parts.as_slice() {
        [_, _, "scheduler", "", "", api] => match api.strip_prefix("aws-sdk:") {
            Some(call) => supported(call),
            None => Err(no_service("scheduler")),
        },
        [_, _, "scheduler", ..] => Err(no_service("scheduler")),
        [_, _, service, ..] => Ok(Target::Templated(service)),
        _ => Ok(Target::Unknown),
    }
}

fn supported(call: &str) -> Result<Target<'static>, Refused> {
    let operation = call.split(':').nth(1).unwrap_or_default();
    if READ_ONLY.iter().any(|start| operation.starts_with(start)) {
        return Err(Refused::aws(
            "API is not supported",
            Diagnostic::error(
                SCHEDULE_TARGET,
                format!(
                    "`{operation}` is one of the operations that only read, which universal targets do not take"
                ),
            ),
        )
        .recorded_in_part("API is not supported"));
    }
    Ok(Target::Universal)
}

fn no_service(service: &str) -> Refused {
    let message = format!("{service} is not a supported service for a target");
    Refused::aws(
        message.clone(),
        Diagnostic::error(SCHEDULE_TARGET, format!("`{service}` in the ARN is no target"))
            .help("a universal target is `arn:aws:scheduler:::aws-sdk:service:operation`, without Region and account"),
    )
    .recorded_in_part(&message)
}

fn not_json(input: &str, error: &json::SyntaxError) -> Refused {
    const MESSAGE: &str = "JSON syntax error in input for the target";
    let mut diagnostic = error.diagnostic(input);
    diagnostic.code = INPUT_NOT_JSON;
    let is_keyword = input
        .get(error.span.start..)
        .is_some_and(|rest| rest.starts_with("<aws.scheduler."));
    if is_keyword {
        diagnostic = diagnostic
            .help("the input must be JSON before keywords are replaced: put quotes around them");
    }
    Refused::aws(MESSAGE, diagnostic).recorded_in_part(MESSAGE)
}

/// What a target without an input receives, as users report it.
fn default_notification(variables: &Variables) -> String {
    let value = |variable: Reserved| variables.get(variable).unwrap_or(variable.default_value());
    let arn = value(Reserved::ScheduleArn);
    let mut parts = arn.split(':').skip(3);
    let (region, account) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let texts = [
        ("version", "0"),
        ("id", "00000000-0000-0000-0000-000000000000"),
        ("detail-type", "Scheduled Event"),
        ("source", "aws.scheduler"),
        ("account", account),
        ("time", value(Reserved::ScheduledTime)),
        ("region", region),
    ];
    let texts = texts.map(|(name, text)| (name, quoted(text)));
    object(texts.into_iter().chain([
        ("resources", format!("[{}]", quoted(arn))),
        ("detail", quoted("{}")),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operation_that_only_reads_is_a_universal_target() {
        for operation in [
            "getQueueUrl",
            "describeRule",
            "listRules",
            "pollForJobs",
            "receiveMessage",
            "searchResources",
            "scan",
            "query",
            "selectObjectContent",
            "readJob",
            "lookupEvents",
            "discoverInstances",
            "validateTemplate",
            "batchGetBuilds",
            "batchDescribeMergeConflicts",
            "batchReadStatus",
            "transactGetItems",
            "adminGetUser",
            "adminListDevices",
            "testMigration",
            "retrieveDomainAuthCode",
            "testConnection",
            "translateDocument",
            "isAuthorized",
            "invokeModel",
        ] {
            let refused = supported(&format!("service:{operation}"));
            assert!(refused.is_err(), "{operation}");
        }
        for operation in [
            "sendMessage",
            "putItem",
            "invoke",
            "batchWriteItem",
            "testAlarm",
        ] {
            assert!(
                supported(&format!("service:{operation}")).is_ok(),
                "{operation}"
            );
        }
    }
}
