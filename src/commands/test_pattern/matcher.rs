//! Verdicts: the one place where `test-pattern` asks the engines whether an event matches.
//!
//! The service's answer, with its notes, needs the event as a tree. Where nobody will see more than the count, and the
//! pattern has none of the engine's defects, the fast matcher answers from the text.

use std::borrow::Cow;

use crate::commands::events::usual_shape;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::event::{self, Shape};
use crate::json::{self, Value};
use crate::pattern::set::{Reading, Scratch};
use crate::pattern::{Dialect, Explanation, Pattern, PatternSet, ServiceEvaluator, Verdict};
use crate::simulate::notification::{NotificationFilter, Subject};
use crate::simulate::pipe::{RecordFilter, RecordFilterRunner, SourceKind};

/// JSON that is no object.
pub(super) const NOT_AN_OBJECT: Code = Code::new("event/not-an-object");

/// A pattern, ready to be asked.
pub(super) struct Matcher<'p> {
    asked: Asked<'p>,
    /// Whether known defects of the service's engine are left out.
    logical: bool,
    /// The fast matcher, where it gives the service's answer.
    fast: Option<PatternSet>,
}

/// What is asked of a pattern.
enum Asked<'p> {
    /// Whether an event matches it.
    Events(Box<ServiceEvaluator<'p>>),
    /// Whether it lets a record of a source through.
    Records(RecordFilterRunner<'p>),
    /// Whether it lets a message or an event of S3 through.
    Notifications(Box<NotificationFilter<'p>>),
}

/// What a pattern filters.
#[derive(Debug)]
pub(super) enum Filter {
    /// The events of a bus.
    Events,
    /// The records of a pipe or an event source mapping.
    Records(RecordFilter),
    /// Messages, or the events of a bucket.
    Notifications(Subject),
}

impl Filter {
    /// What a pattern filters where it is used; `source` is what its records come from, if that is known.
    pub(super) fn new(pattern: &Pattern, dialect: Dialect, source: Option<SourceKind>) -> Self {
        match dialect {
            Dialect::Bus | Dialect::Subscriber => Self::Events,
            Dialect::Pipe | Dialect::Lambda => {
                Self::Records(RecordFilter::new(pattern, dialect).of_source(source))
            }
            Dialect::Sns(scope) => Self::Notifications(Subject::Message(scope)),
        }
    }

    /// The shape of the input where no argument names one. A policy that speaks of `Records` is meant for a body that has
    /// them, as the notifications of S3.
    pub(super) fn usual_shape(&self, pattern: &Pattern, dialect: Dialect) -> Shape {
        match self {
            Self::Notifications(Subject::Message(_)) if speaks_of_records(pattern) => Shape::Event,
            Self::Notifications(_) => Shape::Record,
            Self::Events | Self::Records(_) => usual_shape(dialect),
        }
    }
}

fn speaks_of_records(pattern: &Pattern) -> bool {
    let sub_rules = pattern.sub_rules.iter();
    let mut fields = sub_rules.flat_map(|sub_rule| &sub_rule.fields);
    fields.any(|field| field.path.as_wtf8().starts_with(b"Records."))
}

impl<'p> Matcher<'p> {
    /// Without the fast matcher: for one event. `filter` is what the pattern filters.
    pub(super) fn new(pattern: &'p Pattern, filter: &'p Filter, logical: bool) -> Self {
        let asked = match filter {
            Filter::Records(filter) => Asked::Records(filter.runner().logical(logical)),
            Filter::Notifications(subject) => {
                let filter = NotificationFilter::new(pattern, *subject);
                Asked::Notifications(Box::new(filter.logical(logical)))
            }
            Filter::Events => Asked::Events(Box::new(ServiceEvaluator::new(pattern))),
        };
        Self {
            asked,
            logical,
            fast: None,
        }
    }

    /// With the fast matcher: for many events.
    pub(super) fn for_many(pattern: &'p Pattern, filter: &'p Filter, logical: bool) -> Self {
        let mut matcher = Self::new(pattern, filter, logical);
        if let Asked::Events(service) = &matcher.asked
            && (logical || service.is_logical())
        {
            matcher.fast = Some(PatternSet::new([pattern]));
        }
        matcher
    }

    /// What a thread needs to ask the fast matcher, if there is one.
    pub(super) fn scratch(&self) -> Option<Scratch> {
        self.fast.as_ref().map(PatternSet::scratch)
    }

    /// The bare answer for an event that stands in `text` from `start` to `end`; `None` if it has to be read to be
    /// answered.
    pub(super) fn quick(
        &self,
        text: &[u8],
        (start, end): (usize, usize),
        scratch: Option<&mut Scratch>,
    ) -> Option<bool> {
        let set = self.fast.as_ref()?;
        let matched = set
            .matches_at(text, start, end, Reading::Validated, scratch?)
            .ok()?;
        // What follows the event makes it a broken record.
        (matched.end == Some(end)).then_some(!matched.rules.is_empty())
    }

    /// The answer for an event that has been read.
    ///
    /// # Errors
    ///
    /// * `pipe/…`: the payload of a record cannot be read.
    pub(super) fn verdict(&self, event: &Value) -> Result<Verdict, Diagnostics> {
        match &self.asked {
            Asked::Records(filter) => filter.verdict(event),
            Asked::Notifications(filter) => Ok(filter.verdict(event)),
            Asked::Events(service) if self.logical => Ok(Verdict {
                matched: service.logical().matches(event),
                notes: Vec::new(),
            }),
            Asked::Events(service) => Ok(service.verdict(event)),
        }
    }

    /// What answers for the service, where that is not always the logical answer.
    pub(super) fn service(&self) -> Option<&ServiceEvaluator<'p>> {
        match &self.asked {
            Asked::Events(service) => Some(&**service).filter(|_| !self.logical),
            Asked::Records(_) | Asked::Notifications(_) => None,
        }
    }

    /// Why a record is let through or not; `None` where events are asked about.
    pub(super) fn explain_record(&self, record: &Value) -> Option<Explanation> {
        match &self.asked {
            Asked::Records(filter) => filter.explain(record),
            Asked::Notifications(filter) => Some(filter.explain(record)),
            Asked::Events(_) => None,
        }
    }

    /// Whether events of a bus are asked about, which have an envelope.
    pub(super) fn asks_events(&self) -> bool {
        matches!(self.asked, Asked::Events(_))
    }

    /// What the fields of the pattern are looked for in: the event, or what is made of a record.
    pub(super) fn document<'v>(&self, event: &'v Value) -> Cow<'v, Value> {
        match &self.asked {
            Asked::Notifications(filter) => Cow::Owned(filter.document(event)),
            Asked::Events(_) | Asked::Records(_) => Cow::Borrowed(event),
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
