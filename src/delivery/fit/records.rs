//! Records of attempts, found in logs of whatever wrapping.

use chrono::DateTime;
use serde_json::Value;

/// Which step of an attempt a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `INVOCATION_ATTEMPT_START`
    Start,
    /// `INVOCATION_ATTEMPT_SUCCESS`, `…_RETRYABLE_FAILURE`, `…_PERMANENT_FAILURE`
    End,
    /// `INVOCATION_ATTEMPT_THROTTLE`, or an attempt of the type `THROTTLE`
    Throttle,
}

/// A record of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRecord {
    /// `invocation_id`: one event on one target.
    pub invocation_id: String,
    /// `message_timestamp_ms`, since 1970.
    pub at_ms: i64,
    /// Which step.
    pub step: Step,
    /// `attempt_count`
    pub attempt_count: u64,
    /// Whether `attempt_type` is `FIRST`.
    pub is_first: bool,
    /// `target_duration_ms`, where it is told.
    pub target_duration_ms: Option<u64>,
}

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Records of attempts, in their order.
    pub records: Vec<AttemptRecord>,
    /// How many records tell something else.
    pub others: u64,
    /// How many lines or records could not be read.
    pub unreadable: u64,
}

/// How often a line that is no JSON by itself is tried as the start of a longer text: this bounds the work.
const TRIES: u32 = 64;

/// How deep records may be wrapped.
const DEPTH: u32 = 4;

/// Finds the records of attempts: JSON Lines, concatenated or pretty JSON, arrays, what `filter-log-events` writes,
/// and lines with a time before the record.
///
/// What cannot be read is counted and left out; it never loses the rest.
#[must_use]
pub fn read(text: &str) -> Log {
    let mut log = Log::default();
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut tries = 0;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let start = line.find(['{', '[']).unwrap_or(line.len());
        let (_, json) = line.split_at(start);
        if json.trim().is_empty() {
            log.unreadable += u64::from(!line.trim().is_empty());
            rest = after;
            continue;
        }
        if let Some(values) = all_values(json) {
            values.iter().for_each(|value| take(value, &mut log, DEPTH));
            rest = after;
            continue;
        }
        // Not whole on this line: pretty JSON, perhaps.
        tries += 1;
        let (_, from_here) = rest.split_at(start);
        match (tries <= TRIES).then(|| first_value(from_here)).flatten() {
            Some((value, length)) => {
                take(&value, &mut log, DEPTH);
                rest = from_here.get(length..).unwrap_or("");
            }
            None => {
                log.unreadable += 1;
                rest = after;
            }
        }
    }
    log
}

/// All values of a text that holds nothing but JSON.
fn all_values(text: &str) -> Option<Vec<Value>> {
    serde_json::Deserializer::from_str(text)
        .into_iter()
        .collect::<Result<_, _>>()
        .ok()
}

/// The first value of a text, and its length.
fn first_value(text: &str) -> Option<(Value, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, values.byte_offset()))
}

/// Takes the records out of their wrapping.
fn take(value: &Value, log: &mut Log, depth: u32) {
    if depth == 0 {
        log.unreadable += 1;
        return;
    }
    if let Value::Array(values) = value {
        values.iter().for_each(|value| take(value, log, depth - 1));
    } else if value.get("message_type").is_some() {
        record(value, log);
    } else if let Some(Value::Array(events)) =
        value.get("events").or_else(|| value.get("logEvents"))
    {
        events.iter().for_each(|event| take(event, log, depth - 1));
    } else if let Some(message) = value.get("message").or_else(|| value.get("@message")) {
        match message {
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(inside) => take(&inside, log, depth - 1),
                Err(_) => log.unreadable += 1,
            },
            inside => take(inside, log, depth - 1),
        }
    } else {
        log.unreadable += 1;
    }
}

fn record(value: &Value, log: &mut Log) {
    let details = value.get("details");
    let detail = |name| details.and_then(|details| details.get(name));
    let kind = value
        .get("message_type")
        .and_then(Value::as_str)
        .unwrap_or("");
    let attempt_type = detail("attempt_type").and_then(Value::as_str).unwrap_or("");
    let step = match kind {
        "INVOCATION_ATTEMPT_THROTTLE" | "INVOCATION_THROTTLE_START" => Step::Throttle,
        "INVOCATION_ATTEMPT_START" => Step::Start,
        "INVOCATION_ATTEMPT_SUCCESS"
        | "INVOCATION_ATTEMPT_RETRYABLE_FAILURE"
        | "INVOCATION_ATTEMPT_PERMANENT_FAILURE" => match attempt_type {
            "THROTTLE" => Step::Throttle,
            _ => Step::End,
        },
        _ => {
            log.others += 1;
            return;
        }
    };
    let read = || {
        Some(AttemptRecord {
            invocation_id: value.get("invocation_id")?.as_str()?.to_owned(),
            at_ms: time(value.get("message_timestamp_ms")?)?,
            step,
            attempt_count: whole(detail("attempt_count")?)?,
            is_first: attempt_type == "FIRST",
            target_duration_ms: detail("target_duration_ms").and_then(whole),
        })
    };
    match read() {
        Some(record) => log.records.push(record),
        None => log.unreadable += 1,
    }
}

/// A whole number, also in a string.
fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.parse().ok(),
        number => number.as_u64(),
    }
}

/// Milliseconds since 1970 as a number or in a string, or an RFC 3339 time.
fn time(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => match text.parse::<i64>() {
            Ok(milliseconds) => Some(milliseconds),
            Err(_) => Some(DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis()),
        },
        number => number.as_i64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"invocation_id":"i","message_timestamp_ms":5,"message_type":"INVOCATION_ATTEMPT_START","details":{"attempt_count":1}}"#;

    fn found(text: &str) -> (usize, u64, u64) {
        let log = read(text);
        (log.records.len(), log.others, log.unreadable)
    }

    #[test]
    fn records_are_found_in_every_wrapping() {
        let quoted = serde_json::to_string(RECORD).unwrap();
        let wrappings = [
            RECORD.to_owned(),
            format!("{RECORD}{RECORD}").replacen("}}{", "}} {", 1),
            format!("[{RECORD},\n{RECORD}]"),
            format!("{{\"events\":[{{\"timestamp\":1,\"message\":{quoted}}}]}}"),
            format!("2026-11-20T10:00:00Z {RECORD}"),
            serde_json::to_string_pretty(&serde_json::from_str::<Value>(RECORD).unwrap()).unwrap(),
        ];
        for text in &wrappings {
            let (records, others, unreadable) = found(text);
            assert!(records >= 1 && others == 0 && unreadable == 0, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_does_not_lose_the_rest() {
        let text = format!(
            "{RECORD}\nnot json\n{{\"broken\":\n{RECORD}\n{{\"message_type\":\"RULE_MATCH\"}}\n{{}}\n"
        );
        assert_eq!(found(&text), (2, 1, 3));
        assert_eq!(found(""), (0, 0, 0));
    }

    #[test]
    fn times_are_numbers_strings_or_dates() {
        for at in ["1500", "\"1500\"", "\"1970-01-01T00:00:01.5Z\""] {
            let log = read(&RECORD.replace(":5,", &format!(":{at},")));
            assert_eq!(log.records[0].at_ms, 1_500, "{at}");
        }
    }
}
