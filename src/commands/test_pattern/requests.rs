//! `evb test-pattern --requests`: what the `TestEventPattern` API answers, request by request.
//!
//! Each line is a request; each line of output is the answer. A request that AWS would refuse is
//! answered with the refusal. A line that is no request gets a line that says so, so there is
//! always one answer for one line; it is also told on standard error, and the run ends with exit code 2. The same holds
//! for a request whose answer is not known: evb refuses the pattern and does not know AWS's words. Empty lines are
//! passed.
//!
//! AWS: EventBridge API Reference, `TestEventPattern`.

use std::ffi::OsStr;
use std::io::BufReader;

use serde_json::value::RawValue;

use super::matcher::{Filter, Matcher};
use crate::commands::fail_on::foremost_first;
use crate::commands::{Context, Exit, Failure, Input, input};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Finding};
use crate::event;
use crate::json::{self, Kind, Value};
use crate::pattern::Dialect;
use crate::pattern::check::{self, Refused};
use crate::render;
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
    argument: &OsStr,
    answering: Answering,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let requests = Input::new(argument);
    let name = requests.name("<requests>");
    let mut reader = BufReader::with_capacity(1 << 16, requests.open_as("requests", context)?);
    let mut line = Vec::new();
    let mut exit = Exit::Success;
    for number in 1_usize.. {
        // Whoever writes the requests may wait for the answers.
        if memchr::memchr(b'\n', reader.buffer()).is_none() {
            context.stdout.flush()?;
        }
        let is_whole = input::read_line(&mut reader, &mut line)
            .map_err(|error| input::unreadable(name, &error))?;
        if is_whole && line.is_empty() {
            break;
        }
        if number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        if is_whole && line.trim_ascii().is_empty() {
            continue;
        }
        let request = match is_whole {
            true => Request::read(&line),
            false => Err(Unanswered::line(None, event::too_long())),
        };
        let answer = request.and_then(|request| request.answer(answering, context));
        let answer = match answer {
            Ok(answer) => answer,
            Err(unanswered) => {
                exit = Exit::Failure;
                let source = unanswered.source(name, &line, number);
                for diagnostic in &unanswered.diagnostics.0 {
                    let finding = Finding::new(diagnostic.clone(), &source);
                    context.tell(&finding)?;
                }
                unanswered.report(number)
            }
        };
        render::json::line(&answer, context.stdout)?;
    }
    Ok(exit)
}

/// A line without an answer.
struct Unanswered {
    id: Option<Box<RawValue>>,
    diagnostics: Diagnostics,
    /// The member of the request and its text, if the diagnostics are about that and not about the line.
    member: Option<(&'static str, String)>,
}

impl Unanswered {
    /// A line that is no request.
    fn line(id: Option<Box<RawValue>>, diagnostic: Diagnostic) -> Self {
        Self {
            id,
            diagnostics: diagnostic.into(),
            member: None,
        }
    }

    /// The text in which the mistakes are.
    fn source(&self, name: &str, line: &[u8], number: usize) -> Source {
        match &self.member {
            Some((member, text)) => Source::new(format!("{name}:{number} {member}"), &**text),
            None => Source::piece(name, String::from_utf8_lossy(line.trim_ascii_end()), number),
        }
    }

    /// The line in place of an answer.
    fn report(self, line: usize) -> AnswerReport {
        let Diagnostics(diagnostics) = &self.diagnostics;
        let error = diagnostics.iter().find(|one| one.is_error());
        AnswerReport {
            error: error.map(|error| RefusalReport {
                code: error.code.as_str().to_owned(),
                message: format!("line {line}: {}", error.message),
                line: Some(line),
            }),
            id: self.id,
            result: None,
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
    fn read(line: &[u8]) -> Result<Self, Unanswered> {
        let text = std::str::from_utf8(line).map_err(|error| {
            let wrong = Diagnostic::error(NOT_A_REQUEST, "not UTF-8")
                .at(Span::at(error.valid_up_to()), "not UTF-8 from here");
            Unanswered::line(None, wrong)
        })?;
        let value = json::parse(text).map_err(|error| {
            let read = match json::parse_partial(text) {
                Ok(value) => Some(value),
                Err((read, _)) => read,
            };
            let wrong = error.diagnostic(text);
            let diagnostic = Diagnostic {
                code: NOT_A_REQUEST,
                message: format!("not JSON: {}", wrong.message),
                ..wrong
            };
            Unanswered::line(read.as_ref().and_then(id), diagnostic)
        })?;
        let refused = |message: String, span, label: &str| {
            let diagnostic = Diagnostic::error(NOT_A_REQUEST, message)
                .at(span, label)
                .help("a request is `{\"EventPattern\": \"…\", \"Event\": \"…\"}`, both JSON texts in strings");
            Unanswered::line(id(&value), diagnostic)
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

    /// What AWS answers, and what to know about it; or why its answer is not known.
    fn answer(
        self,
        answering: Answering,
        context: &mut Context<'_>,
    ) -> Result<AnswerReport, Unanswered> {
        let pattern = match check::check_request(&self.pattern, answering.dialect) {
            Ok(pattern) => pattern,
            Err(Refused {
                aws: Some((code, message)),
                ..
            }) => return Ok(refused(self.id, code, message)),
            Err(Refused {
                aws: None,
                diagnostics,
            }) => {
                return Err(Unanswered {
                    id: self.id,
                    diagnostics: Diagnostics(diagnostics),
                    member: Some(("EventPattern", self.pattern)),
                });
            }
        };
        // AWS reads an event up to its closing brace and ignores what follows.
        let event = json::parse_prefix(&self.event).ok().map(|(event, _)| event);
        let is_usable = |event: &Value| {
            event.as_object().is_some()
                && (answering.lenient_events || event::missing_fields(event).is_empty())
        };
        let Some(event) = event.filter(is_usable) else {
            let (code, message) = EVENT_REFUSED;
            return Ok(refused(self.id, code.to_owned(), message.to_owned()));
        };
        let filter = Filter::new(&pattern, answering.dialect, None);
        let matcher = Matcher::new(&pattern, &filter, answering.logical);
        let verdict = match matcher.verdict(&event) {
            Ok(verdict) => verdict,
            Err(diagnostics) => {
                return Err(Unanswered {
                    id: self.id,
                    diagnostics,
                    member: Some(("Event", self.event)),
                });
            }
        };
        let notes = foremost_first(pattern.notes.iter().chain(&verdict.notes));
        context.heed(notes.iter().copied());
        Ok(AnswerReport {
            id: self.id,
            result: Some(verdict.matched),
            error: None,
            notes: notes.into_iter().map(NoteReport::new).collect(),
        })
    }
}

/// A refusal in AWS's words.
fn refused(id: Option<Box<RawValue>>, code: String, message: String) -> AnswerReport {
    AnswerReport {
        id,
        result: None,
        error: Some(RefusalReport {
            code,
            message,
            line: None,
        }),
        notes: Vec::new(),
    }
}

/// The `id` of a request, as it was written.
fn id(request: &Value) -> Option<Box<RawValue>> {
    RawValue::from_string(request.get("id")?.to_compact()).ok()
}
