//! Records of attempts, found in the records of logs, whatever these are wrapped in.
//!
//! # Source
//!
//! EventBridge User Guide, "Amazon EventBridge event bus log schema",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-logs-schema.html>.

use chrono::DateTime;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::fields::{beginning, first, present, text};
use crate::json::{self, FieldCodes, Fields, Kind, Value};

/// A record that is none of the logs of an event bus, or says nothing sensible about an attempt.
pub const LOG_RECORD: Code = Code::new("delivery/log-record");

/// Which step of an attempt a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptStep {
    /// `INVOCATION_ATTEMPT_START`
    Start,
    /// `INVOCATION_ATTEMPT_SUCCESS`
    Success,
    /// `INVOCATION_ATTEMPT_RETRYABLE_FAILURE`, `INVOCATION_ATTEMPT_PERMANENT_FAILURE`
    Failure,
    /// `INVOCATION_ATTEMPT_THROTTLE`, or an attempt of the type `THROTTLE`
    Throttle,
}

/// A record of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRecord<'v> {
    /// `invocation_id`: one event on one target.
    pub invocation_id: &'v str,
    /// `message_timestamp_ms`, since 1970.
    pub at_ms: i64,
    /// Which step.
    pub step: AttemptStep,
    /// `attempt_count`
    pub attempt_count: u64,
    /// Whether `attempt_type` is `FIRST`.
    pub is_first: bool,
    /// `target_duration_ms`, where it is told.
    pub target_duration_ms: Option<u64>,
}

/// How deep records may be wrapped.
const DEPTH: u32 = 4;

/// Tells of every record of an attempt in a value: itself, or those that it wraps. `None` stands for a record about
/// something else.
///
/// # Errors
///
/// What is wrong with records in it, each at its place in the text of the value; the others are told of.
pub(super) fn each(
    value: &Value,
    tell: &mut dyn FnMut(Option<AttemptRecord<'_>>),
) -> Result<(), Diagnostics> {
    let mut wrong = Vec::new();
    each_within(value, DEPTH, tell, &mut wrong);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Diagnostics(wrong))
    }
}

fn each_within(
    value: &Value,
    depth: u32,
    tell: &mut dyn FnMut(Option<AttemptRecord<'_>>),
    wrong: &mut Vec<Diagnostic>,
) {
    let refuse = |message: &str, label: &str| {
        Diagnostic::error(LOG_RECORD, message)
            .at(beginning(value), label)
            .help("records of the logs of an event bus have a `message_type`")
    };
    let list = || first(value, &["events", "logEvents"]).and_then(Value::as_array);
    if depth == 0 {
        wrong.push(refuse("a record is wrapped too often", "not looked into"));
    } else if let Some(elements) = value.as_array().or_else(list) {
        for element in elements {
            each_within(element, depth - 1, tell, wrong);
        }
    } else if let Some(message_type) = text(value, "message_type") {
        match record(value, message_type) {
            Ok(record) => tell(record),
            Err(Diagnostics(found)) => wrong.extend(found),
        }
    } else if let Some(message) = first(value, &["message", "@message"]) {
        let Some(inside) = message.as_str() else {
            return each_within(message, depth - 1, tell, wrong);
        };
        let mut found = Vec::new();
        match json::parse(inside) {
            Ok(inside) => each_within(&inside, depth - 1, tell, &mut found),
            Err(error) => found.push(error.diagnostic(inside)),
        }
        // What is wrong inside of a string is shown at the string.
        wrong.extend(found.into_iter().map(|one| {
            let label = one.primary.map_or_else(String::new, |label| label.text);
            Diagnostic::error(one.code, one.message).at(message.span, label)
        }));
    } else {
        wrong.push(refuse(
            "this is no record of the log of an event bus",
            "has no `message_type`",
        ));
    }
}

/// The record of an attempt that a record of a log is; `None` if it is about something else.
fn record<'v>(
    value: &'v Value,
    message_type: &str,
) -> Result<Option<AttemptRecord<'v>>, Diagnostics> {
    let mut fields = Fields::new(FieldCodes::all(LOG_RECORD));
    let details = fields.object(value, "details").unwrap_or(value);
    let attempt_type = text(details, "attempt_type").unwrap_or_default();
    let step = match message_type {
        "INVOCATION_ATTEMPT_THROTTLE" | "INVOCATION_THROTTLE_START" => AttemptStep::Throttle,
        "INVOCATION_ATTEMPT_START" => AttemptStep::Start,
        "INVOCATION_ATTEMPT_SUCCESS"
        | "INVOCATION_ATTEMPT_RETRYABLE_FAILURE"
        | "INVOCATION_ATTEMPT_PERMANENT_FAILURE"
            if attempt_type == "THROTTLE" =>
        {
            AttemptStep::Throttle
        }
        "INVOCATION_ATTEMPT_SUCCESS" => AttemptStep::Success,
        "INVOCATION_ATTEMPT_RETRYABLE_FAILURE" | "INVOCATION_ATTEMPT_PERMANENT_FAILURE" => {
            AttemptStep::Failure
        }
        _ => return Ok(None),
    };
    let record = AttemptRecord {
        invocation_id: fields.string(value, "invocation_id").unwrap_or_default(),
        at_ms: fields
            .member(value, "message_timestamp_ms", "a time", time)
            .unwrap_or_default(),
        step,
        attempt_count: fields
            .member(details, "attempt_count", "a whole number", whole)
            .unwrap_or_default(),
        is_first: attempt_type == "FIRST",
        target_duration_ms: present(details, "target_duration_ms").and_then(whole),
    };
    let needed = [
        (value, "invocation_id"),
        (value, "message_timestamp_ms"),
        (details, "attempt_count"),
    ];
    for (object, name) in needed {
        if present(object, name).is_none() {
            let message = format!("a record of an attempt needs `{name}`");
            let missing = Diagnostic::error(LOG_RECORD, message);
            fields
                .found
                .push(missing.at(beginning(object), "it is missing here"));
        }
    }
    if fields.found.is_empty() {
        Ok(Some(record))
    } else {
        Err(Diagnostics(fields.found))
    }
}

/// A whole number, also in a string.
fn whole(value: &Value) -> Option<u64> {
    match &value.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => value.as_str()?.parse().ok(),
    }
}

/// Milliseconds since 1970 as a number or in a string, or an RFC 3339 time.
fn time(value: &Value) -> Option<i64> {
    match &value.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => {
            let text = value.as_str()?;
            let date = || DateTime::parse_from_rfc3339(text).ok();
            let milliseconds = text.parse::<i64>().ok();
            milliseconds.or_else(|| Some(date()?.timestamp_millis()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"invocation_id":"i","message_timestamp_ms":5,"message_type":"INVOCATION_ATTEMPT_START","details":{"attempt_count":1}}"#;

    /// Attempts, records about something else, mistakes.
    fn found(text: &str) -> (usize, usize, usize) {
        let (mut attempts, mut others) = (0, 0);
        let value = json::parse(text).unwrap();
        let read = each(&value, &mut |record| match record {
            Some(_) => attempts += 1,
            None => others += 1,
        });
        let wrong = read.map_or_else(|Diagnostics(wrong)| wrong.len(), |()| 0);
        (attempts, others, wrong)
    }

    #[test]
    fn records_are_found_in_every_wrapping() {
        let quoted = serde_json::to_string(RECORD).unwrap();
        let other = r#"{"message_type":"RULE_MATCH"}"#;
        for (text, expected) in [
            (RECORD.to_owned(), (1, 0, 0)),
            (format!("[{RECORD},\n{other},{RECORD}]"), (2, 1, 0)),
            (
                format!(r#"{{"events":[{{"timestamp":1,"message":{quoted}}}]}}"#),
                (1, 0, 0),
            ),
            (
                format!(r#"{{"logEvents":[{{"message":{quoted}}},{{"message":"{{}}"}}]}}"#),
                (1, 0, 1),
            ),
            (format!(r#"{{"@message":{RECORD}}}"#), (1, 0, 0)),
            (format!("[[[[{RECORD}]]]]"), (0, 0, 1)),
        ] {
            assert_eq!(found(&text), expected, "{text}");
        }
    }

    #[test]
    fn every_mistake_of_a_record_has_its_place() {
        let text = r#"{"message_type":"INVOCATION_ATTEMPT_SUCCESS","message_timestamp_ms":"noon","details":{"attempt_count":-1}}"#;
        let value = json::parse(text).unwrap();
        let Diagnostics(wrong) = each(&value, &mut |_| {}).unwrap_err();
        let told = |one: &Diagnostic| {
            let span = one.primary.as_ref().unwrap().span;
            let place = text.get(span.start..span.end).unwrap_or_default();
            (one.message.clone(), place)
        };
        let told: Vec<_> = wrong.iter().map(told).collect();
        let told: Vec<_> = told
            .iter()
            .map(|(message, place)| (message.as_str(), *place))
            .collect();
        assert_eq!(
            told,
            [
                ("`message_timestamp_ms` is a string, not a time", "\"noon\""),
                ("`attempt_count` is a number, not a whole number", "-1"),
                ("a record of an attempt needs `invocation_id`", "{"),
            ]
        );
    }

    #[test]
    fn times_are_numbers_strings_or_dates() {
        for at in ["1500", "\"1500\"", "\"1970-01-01T00:00:01.5Z\""] {
            let text = RECORD.replace(":5,", &format!(":{at},"));
            let value = json::parse(&text).unwrap();
            let mut times = Vec::new();
            each(&value, &mut |record| {
                times.extend(record.map(|one| one.at_ms))
            })
            .unwrap();
            assert_eq!(times, [1_500], "{at}");
        }
    }
}
