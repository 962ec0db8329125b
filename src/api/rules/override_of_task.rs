//! The input of a task of ECS, which Scheduler reads as a `TaskOverride`.
//!
//! Recorded: CreateSchedule, with the input `{"VAR1": "string"}`: `Unable to convert target input to TaskOverride, JSON syntax
//! error in input: [Source: (String)"{"VAR1": "string"}"; line: 1, column: 11]`. The place is how far Jackson has read when
//! it finds a member that it does not know: into a text, behind a number or a word, behind an opening bracket.

use super::{Rules, Words, path};
use crate::json::{self, JacksonPlace, Kind, Member, Value};
use crate::source::Span;

/// AWS: ECS API Reference, `TaskOverride`.
const TASK: [&str; 7] = [
    "containerOverrides",
    "cpu",
    "ephemeralStorage",
    "executionRoleArn",
    "inferenceAcceleratorOverrides",
    "memory",
    "taskRoleArn",
];

pub(super) fn check(input: &str, place: Span, found: &mut Rules) {
    let (cursor, is_recorded, ours) = match json::parse(input) {
        Err(error) => (
            error.cursor,
            false,
            format!(
                "the input of an ECS task is not JSON: {}",
                error.diagnostic(input).message
            ),
        ),
        Ok(value) => match unknown(&value) {
            None => return,
            Some(member) => {
                let is_text = matches!(member.value.kind, Kind::String(_));
                let name = &member.name;
                let ours =
                    format!("the input of an ECS task is a `TaskOverride`, which has no `{name}`");
                (behind(&member.value), is_text, ours)
            }
        },
    };
    let reference = json::source_reference(input, cursor);
    let message = format!(
        "Unable to convert target input to TaskOverride, JSON syntax error in input: {reference}"
    );
    let words = match is_recorded {
        true => Words::Recorded(message),
        false => Words::Modelled(message),
    };
    found.broken(path(&["Target", "Input"]), place, words, ours);
    found.help("write `{\"containerOverrides\": [{\"name\": \"…\", \"environment\": [{\"name\": \"VAR1\", \"value\": \"…\"}]}]}`");
}

/// The first member that a `TaskOverride` does not have by any spelling.
fn unknown(value: &Value) -> Option<&Member> {
    let known = |name: &str| TASK.iter().any(|one| one.eq_ignore_ascii_case(name));
    let mut members = value.as_object()?.iter();
    members.find(|member| !known(&member.name.to_display()))
}

/// How far Jackson has read when it has come to a value.
fn behind(value: &Value) -> JacksonPlace {
    match value.kind {
        Kind::String(_) | Kind::Array(_) | Kind::Object(_) => {
            JacksonPlace::behind(value.span.start)
        }
        _ => JacksonPlace::before(value.span.end),
    }
}
