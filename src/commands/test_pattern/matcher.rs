//! Verdicts: the one place where `test-pattern` asks the engines whether an event matches.
//!
//! The service's answer, with its notes, needs the event as a tree. Where nobody will see more than the count, and the
//! pattern has none of the engine's defects, the fast matcher answers from the text.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::event;
use crate::json::{self, Value};
use crate::pattern::set::{Reading, Scratch};
use crate::pattern::{Dialect, Pattern, PatternSet, ServiceEvaluator};

/// JSON that is no object.
pub(super) const NOT_AN_OBJECT: Code = Code::new("event/not-an-object");

/// A pattern, ready to be asked.
pub(super) struct Matcher<'p> {
    service: ServiceEvaluator<'p>,
    /// Whether known defects of the service's engine are left out.
    logical: bool,
    /// The fast matcher, where it gives the service's answer.
    fast: Option<(PatternSet, Scratch)>,
}

/// Whether an event matches, and what to know about that.
pub(super) struct Verdict {
    pub(super) matches: bool,
    pub(super) notes: Vec<Diagnostic>,
}

impl<'p> Matcher<'p> {
    /// Without the fast matcher: for one event.
    pub(super) fn new(pattern: &'p Pattern, dialect: Dialect, logical: bool) -> Self {
        Self {
            service: ServiceEvaluator::new(pattern).used_in(dialect),
            logical,
            fast: None,
        }
    }

    /// With the fast matcher: for many events.
    pub(super) fn for_many(pattern: &'p Pattern, dialect: Dialect, logical: bool) -> Self {
        let mut matcher = Self::new(pattern, dialect, logical);
        if logical || matcher.service.is_logical() {
            let set = PatternSet::new([pattern]);
            let scratch = set.scratch();
            matcher.fast = Some((set, scratch));
        }
        matcher
    }

    /// The bare answer for the text of an event; `None` if it has to be read to be answered.
    pub(super) fn quick(&mut self, text: &str) -> Option<bool> {
        let (set, scratch) = self.fast.as_mut()?;
        let text = text.as_bytes();
        let matched = set
            .matches_at(text, 0, text.len(), Reading::Validated, scratch)
            .ok()?;
        // What follows the event makes it a broken record.
        (matched.end == Some(text.len())).then_some(!matched.rules.is_empty())
    }

    /// The answer for an event that has been read.
    pub(super) fn verdict(&self, event: &Value) -> Verdict {
        if self.logical {
            return Verdict {
                matches: self.service.logical().matches(event),
                notes: Vec::new(),
            };
        }
        let verdict = self.service.verdict(event);
        Verdict {
            matches: verdict.matched,
            notes: verdict.notes,
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
    .help("give what targets get: `{\"source\": …, \"detail-type\": …, \"detail\": {…}}`")
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
