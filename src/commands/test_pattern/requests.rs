//! `evb test-pattern --requests`: what the `TestEventPattern` API answers, request by request.
//!
//! Each line is a request; each line of output is the answer. A request that AWS would refuse is
//! answered with the refusal, and a line that is no request with what is wrong with it, so there is
//! always one answer for one line.
//!
//! AWS: EventBridge API Reference, `TestEventPattern`.

use std::io::{BufRead as _, BufReader};

use serde_json::value::RawValue;

use super::matcher::Matcher;
use crate::commands::{Context, Exit, Failure, Input, input};
use crate::diagnostic::Code;
use crate::event;
use crate::json::{self, Kind, Value};
use crate::pattern::{self, Dialect};
use crate::render;
use crate::report::test_pattern::{AnswerReport, NoteReport, RefusalReport};

/// A line that is no request.
const NOT_A_REQUEST: Code = Code::new("input/not-a-request");

/// What AWS answers to an event it cannot use, without details.
pub(super) const EVENT_REFUSED: (&str, &str) =
    ("ValidationException", "Parameter Event is not valid.");

/// How requests are answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answering {
    pub(super) dialect: Dialect,
    /// Whether known defects of the service's engine are left out.
    pub(super) logical: bool,
    /// Whether an event may lack mandatory fields.
    pub(super) lenient_events: bool,
}

/// Answers every line of an input.
pub(super) fn run(
    argument: &str,
    answering: Answering,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let requests = Input::new(argument);
    let mut reader = BufReader::with_capacity(1 << 16, requests.open(context)?);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader
            .read_until(b'\n', &mut line)
            .map_err(|error| input::unreadable(requests.name("--requests"), &error))?;
        if read == 0 {
            return Ok(Exit::Success);
        }
        if !line.trim_ascii().is_empty() {
            let answer = answer(&line, answering);
            render::json::line(&answer, context.stdout)?;
        }
    }
}

/// The answer to one line.
fn answer(line: &[u8], answering: Answering) -> AnswerReport {
    match Request::read(line) {
        Ok(request) => {
            let (outcome, notes) = request.answer(answering);
            let (result, error) = match outcome {
                Ok(result) => (Some(result), None),
                Err(refusal) => (None, Some(refusal)),
            };
            AnswerReport {
                id: request.id,
                result,
                error,
                notes,
            }
        }
        Err((id, message)) => AnswerReport {
            id,
            result: None,
            error: Some(RefusalReport {
                code: NOT_A_REQUEST.as_str().to_owned(),
                message,
            }),
            notes: Vec::new(),
        },
    }
}

/// A request of `TestEventPattern`.
struct Request {
    id: Option<Box<RawValue>>,
    pattern: String,
    event: String,
}

impl Request {
    /// Reads a line; what is wrong with it comes with the `id`, if there is one.
    fn read(line: &[u8]) -> Result<Self, (Option<Box<RawValue>>, String)> {
        let text = std::str::from_utf8(line).map_err(|_| (None, "not UTF-8".to_owned()))?;
        let value = json::parse(text).map_err(|error| {
            (
                None,
                format!("not JSON: {}", error.diagnostic(text).message),
            )
        })?;
        if value.as_object().is_none() {
            let message = format!("a request is a JSON object, not {}", value.kind_name());
            return Err((None, message));
        }
        let id = value
            .get("id")
            .and_then(|id| RawValue::from_string(id.to_compact()).ok());
        match (member(&value, "EventPattern"), member(&value, "Event")) {
            (Ok(pattern), Ok(event)) => Ok(Self { id, pattern, event }),
            (Err(message), _) | (_, Err(message)) => Err((id, message)),
        }
    }

    /// What AWS answers, and what to know about it.
    fn answer(&self, answering: Answering) -> (Result<bool, RefusalReport>, Vec<NoteReport>) {
        let refused = |(code, message): (&str, String)| RefusalReport {
            code: code.to_owned(),
            message,
        };
        let pattern = match pattern::parse(&self.pattern, answering.dialect) {
            Ok(pattern) => pattern,
            Err(error) => return (Err(refused(error.service_answer())), Vec::new()),
        };
        let (code, message) = EVENT_REFUSED;
        let event_refused = || Err(refused((code, message.to_owned())));
        // AWS reads an event up to its closing brace and ignores what follows.
        let event = match json::parse_prefix(&self.event) {
            Ok((event, _)) if event.as_object().is_some() => event,
            _ => return (event_refused(), Vec::new()),
        };
        if !answering.lenient_events && !event::missing_fields(&event).is_empty() {
            return (event_refused(), Vec::new());
        }
        let verdict = Matcher::new(&pattern, answering.logical).verdict(&event);
        let notes = pattern.notes.iter().chain(&verdict.notes);
        (Ok(verdict.matches), notes.map(NoteReport::new).collect())
    }
}

/// A string member of a request.
fn member(request: &Value, name: &str) -> Result<String, String> {
    match request.get(name).map(|value| (&value.kind, value)) {
        Some((Kind::String(text), _)) => Ok(text.to_java_utf8().into_owned()),
        Some((_, value)) => Err(format!(
            "`{name}` of a request is a JSON text in a string, not {}",
            value.kind_name()
        )),
        None => Err(format!("the request has no `{name}`")),
    }
}
