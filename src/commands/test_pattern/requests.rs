//! `evb test-pattern --requests`: what the `TestEventPattern` API answers, request by request.
//!
//! Each line is a request; each line of output is the answer. A request that AWS would refuse is
//! answered with the refusal. A line that is no request gets a line that says so, so there is
//! always one answer for one line; it is also told on standard error, and the run ends with exit code 2. Empty lines are
//! passed.
//!
//! AWS: EventBridge API Reference, `TestEventPattern`.

use std::io::{BufRead as _, BufReader};

use serde_json::value::RawValue;

use super::matcher::Matcher;
use crate::commands::{Context, Exit, Failure, Input, input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event;
use crate::json::{self, Kind, Value};
use crate::pattern::{self, Dialect};
use crate::render::{self, snippet};
use crate::report::test_pattern::{AnswerReport, NoteReport, RefusalReport};
use crate::source::{Source, Span};

/// A line that is no request.
const NOT_A_REQUEST: Code = Code::new("input/not-a-request");

/// Editors on Windows put it in front of a text. It belongs to the file, not to the first request.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

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
///
/// # Errors
///
/// `input/…`: the input cannot be read (to its end). Lines before that are answered.
pub(super) fn run(
    argument: &str,
    answering: Answering,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let requests = Input::new(argument);
    let name = requests.name("<requests>");
    let mut reader = BufReader::with_capacity(1 << 16, requests.open(context)?);
    let mut line = Vec::new();
    let mut exit = Exit::Success;
    for number in 1_usize.. {
        line.clear();
        // Whoever writes the requests may wait for the answers.
        if memchr::memchr(b'\n', reader.buffer()).is_none() {
            context.stdout.flush()?;
        }
        let read = reader
            .read_until(b'\n', &mut line)
            .map_err(|error| input::unreadable(name, &error))?;
        if read == 0 {
            break;
        }
        if number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = match Request::read(&line) {
            Ok(request) => request.answer(answering),
            Err(refused) => {
                exit = Exit::Failure;
                let text = String::from_utf8_lossy(line.trim_ascii_end());
                let source = Source::piece(name, text, number);
                let finding = Finding::new(refused.diagnostic.clone(), &source);
                snippet::tell(&finding, context.color_stderr, context.stderr)?;
                refused.answer(number)
            }
        };
        render::json::line(&answer, context.stdout)?;
    }
    Ok(exit)
}

/// A line that is no request.
struct Refused {
    id: Option<Box<RawValue>>,
    diagnostic: Diagnostic,
}

impl Refused {
    /// The line in place of an answer.
    fn answer(self, line: usize) -> AnswerReport {
        AnswerReport {
            id: self.id,
            result: None,
            error: Some(RefusalReport {
                code: NOT_A_REQUEST.as_str().to_owned(),
                message: format!("line {line}: {}", self.diagnostic.message),
                line: Some(line),
            }),
            notes: Vec::new(),
        }
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
    fn read(line: &[u8]) -> Result<Self, Refused> {
        let text = std::str::from_utf8(line).map_err(|error| Refused {
            id: None,
            diagnostic: Diagnostic::error(NOT_A_REQUEST, "not UTF-8")
                .at(Span::at(error.valid_up_to()), "not UTF-8 from here"),
        })?;
        let value = json::parse(text).map_err(|error| {
            let read = match json::parse_partial(text) {
                Ok(value) => Some(value),
                Err((read, _)) => read,
            };
            let wrong = error.diagnostic(text);
            Refused {
                id: read.as_ref().and_then(id),
                diagnostic: Diagnostic {
                    code: NOT_A_REQUEST,
                    message: format!("not JSON: {}", wrong.message),
                    ..wrong
                },
            }
        })?;
        let refused = |message: String, span, label: &str| {
            Refused {
            id: id(&value),
            diagnostic: Diagnostic::error(NOT_A_REQUEST, message)
                .at(span, label)
                .help("a request is `{\"EventPattern\": \"…\", \"Event\": \"…\"}`, both JSON texts in strings"),
        }
        };
        if value.as_object().is_none() {
            let message = format!("a request is a JSON object, not {}", value.kind_name());
            return Err(refused(message, value.span, "not a request"));
        }
        let member = |name: &str| match value.get(name).map(|value| (&value.kind, value)) {
            Some((Kind::String(text), _)) => Ok(text.to_java_utf8().into_owned()),
            Some((_, value)) => {
                let kind = value.kind_name();
                let message =
                    format!("`{name}` of a request is a JSON text in a string, not {kind}");
                Err(refused(message, value.span, "not a string"))
            }
            None => {
                let message = format!("the request has no `{name}`");
                Err(refused(
                    message,
                    Span::at(value.span.start),
                    "in the request that begins here",
                ))
            }
        };
        Ok(Self {
            pattern: member("EventPattern")?,
            event: member("Event")?,
            id: id(&value),
        })
    }

    /// What AWS answers, and what to know about it.
    fn answer(self, answering: Answering) -> AnswerReport {
        let (outcome, notes) = self.outcome(answering);
        let (result, error) = match outcome {
            Ok(result) => (Some(result), None),
            Err(refusal) => (None, Some(refusal)),
        };
        AnswerReport {
            id: self.id,
            result,
            error,
            notes,
        }
    }

    fn outcome(&self, answering: Answering) -> (Result<bool, RefusalReport>, Vec<NoteReport>) {
        let refused = |(code, message): (&str, String)| RefusalReport {
            code: code.to_owned(),
            message,
            line: None,
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

/// The `id` of a request, as it was written.
fn id(request: &Value) -> Option<Box<RawValue>> {
    RawValue::from_string(request.get("id")?.to_compact()).ok()
}
