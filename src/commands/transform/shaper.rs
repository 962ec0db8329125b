//! The three ways in which an event becomes what a target receives.

use super::pipe_stage::{Form, received};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::Value;
use crate::simulate::pipe::{SourceKind, as_a_pipe_gets_it};
use crate::transform::{
    PayloadContent, Record, RecordSource, Rendered, ScheduleInput, TargetInput, Template, Variables,
};

/// A payload is not base64 although its source writes base64.
const NOT_BASE64: Code = Code::new("transform/not-base64");

/// What is done to events.
pub(super) enum Shaper {
    /// A rule's target.
    Rule(Box<TargetInput>),
    /// A pipe's enrichment or target.
    Pipe {
        /// Without one the record goes as it came.
        template: Option<Template>,
        /// What records come from, if an argument says so.
        source: Option<RecordSource>,
        /// In what form the payload of a record arrives.
        form: Form,
    },
    /// A schedule's target.
    Schedule(ScheduleInput),
}

impl Shaper {
    /// What becomes of one event.
    pub(super) fn deliver(&self, event: &Value, variables: &Variables) -> Rendered {
        match self {
            Self::Rule(input) => input.deliver(&Record::new(event), variables),
            Self::Schedule(input) => input.deliver(&Record::new(event), variables),
            Self::Pipe {
                template,
                source,
                form,
            } => {
                let source = source.unwrap_or_else(|| source_of(event));
                let foreign = kind_of(source).and_then(|kind| as_a_pipe_gets_it(event, kind));
                let event = foreign.as_ref().map_or(event, |(rewritten, _)| rewritten);
                let record = Record::from_source(event, source);
                let mut rendered = match template {
                    Some(template) => template.render(&record, variables),
                    None => Rendered::Delivered {
                        raw: event.to_compact(),
                        notes: Vec::new(),
                    },
                };
                let notes = match &mut rendered {
                    Rendered::Delivered { notes, .. } => notes,
                    Rendered::Undelivered(why) => &mut why.notes,
                };
                notes.extend(foreign.as_ref().map(|(_, form)| form.note()));
                notes.extend(broken_payloads(&record));
                received(rendered, *form)
            }
        }
    }

    /// The template, if there is one.
    pub(super) fn template(&self) -> Option<&Template> {
        match self {
            Self::Rule(input) => match &**input {
                TargetInput::Transformed(template) => Some(template),
                _ => None,
            },
            Self::Pipe { template, .. } => template.as_ref(),
            Self::Schedule(_) => None,
        }
    }

    /// Whether the result does not depend on any event.
    pub(super) fn is_constant(&self) -> bool {
        match self {
            Self::Rule(input) => matches!(**input, TargetInput::Constant(_)),
            Self::Pipe { .. } => false,
            Self::Schedule(_) => true,
        }
    }
}

/// What a record says that it comes from; what `aws sqs receive-message` and `aws kinesis get-records` print says it by
/// its members.
fn source_of(record: &Value) -> RecordSource {
    let has = |names: [&str; 2]| names.iter().all(|name| record.get(name).is_some());
    match RecordSource::of(record) {
        RecordSource::Other if has(["MessageId", "Body"]) => RecordSource::Sqs,
        RecordSource::Other if has(["PartitionKey", "Data"]) => RecordSource::Kinesis,
        known => known,
    }
}

/// The kind of source whose records other APIs write in a form of their own.
const fn kind_of(source: RecordSource) -> Option<SourceKind> {
    match source {
        RecordSource::Sqs => Some(SourceKind::Sqs),
        RecordSource::Kinesis => Some(SourceKind::Kinesis),
        _ => None,
    }
}

/// What is said of payloads that cannot be decoded.
fn broken_payloads<'a>(record: &'a Record<'_>) -> impl Iterator<Item = Diagnostic> + 'a {
    record.payloads().iter().filter_map(|payload| {
        let PayloadContent::NotBase64(at) = payload.content else {
            return None;
        };
        let field = payload.field;
        let text = record.value().get(field).and_then(Value::as_str)?;
        let place = match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(wrong) => format!(
                "character {} is {wrong:?}",
                text.get(..at).unwrap_or_default().chars().count() + 1
            ),
            None => "it ends too early".to_owned(),
        };
        Some(
            Diagnostic::warning(NOT_BASE64, format!("`{field}` is not base64: {place}"))
                .help("this source writes its payloads in base64: encode the record as AWS does, or say with `--source` what it comes from"),
        )
    })
}
