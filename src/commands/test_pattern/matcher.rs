//! Verdicts: the one place where `test-pattern` asks the engines whether an event matches.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::event;
use crate::json::{self, Value};
use crate::pattern::{Evaluator, Pattern};

/// JSON that is no object.
pub(super) const NOT_AN_OBJECT: Code = Code::new("event/not-an-object");

/// A pattern, ready to be asked.
pub(super) struct Matcher<'p> {
    evaluator: Evaluator<'p>,
    /// Whether known defects of the service's engine are left out.
    #[expect(dead_code, reason = "defects come with the next step")]
    logical: bool,
}

/// Whether an event matches, and what to know about that.
pub(super) struct Verdict {
    pub(super) matches: bool,
    pub(super) notes: Vec<Diagnostic>,
}

impl<'p> Matcher<'p> {
    pub(super) fn new(pattern: &'p Pattern, logical: bool) -> Self {
        Self {
            evaluator: Evaluator::new(pattern),
            logical,
        }
    }

    /// The answer for an event that has been read.
    pub(super) fn verdict(&self, event: &Value) -> Verdict {
        Verdict {
            matches: self.evaluator.matches(event),
            notes: Vec::new(),
        }
    }
}

/// Reads the text of an event.
///
/// # Errors
///
/// * `json/…`: it is not JSON.
/// * `event/not-an-object`: AWS takes only objects.
pub(super) fn read_event(text: &str) -> Result<Value, Diagnostics> {
    let event = json::parse(text).map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
    if event.as_object().is_some() {
        return Ok(event);
    }
    let what = event.kind_name();
    Err(Diagnostic::error(
        NOT_AN_OBJECT,
        format!("an event is a JSON object, not {what}"),
    )
    .at(event.span, "AWS answers `Parameter Event is not valid.`")
    .into())
}

/// The mandatory fields that an event lacks.
pub(super) fn missing_fields(header: event::Header<'_>, event: &Value) -> Vec<&'static str> {
    if header.is_complete {
        Vec::new()
    } else {
        event::missing_fields(event)
    }
}
