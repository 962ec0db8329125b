//! The first half of a run: one record at a time is read, filtered and made into the input of the next stage.

use super::filter::{Decision, FilterRunner, WrongFormat};
use super::parameters::ParameterValue;
use super::plan::Plan;
use super::{Encoding, SourceKind, arrived_ms, as_a_pipe_gets_it, remarks};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::{self, Kind, Value};
use crate::source::Span;
use crate::transform::{PayloadContent, Record, RecordSource, Rendering, Template};

/// A payload is not base64 although its source writes base64.
pub const NOT_BASE64: Code = Code::new("pipe/not-base64");
/// A record is no JSON object.
pub const NOT_A_RECORD: Code = Code::new("pipe/not-a-record");
/// A payload is not UTF-8 text.
pub const PAYLOAD_NOT_UTF8: Code = Code::new("pipe/payload-not-utf8");
/// A record looks as if it came from another source.
pub const OTHER_SOURCE: Code = Code::new("pipe/other-source");
/// A record is not written as this source gives it to a pipe.
pub const RECORD_SHAPE: Code = Code::new("pipe/record-shape");
/// A dynamic path parameter leads to nothing.
pub const PARAMETER_MISSING: Code = Code::new("pipe/parameter-missing");

/// What is said of dropped records behind the last one that is explained.
const NOT_EXPLAINED: &str = "no filter matches";

/// Which decoding of payloads a kind of source has.
#[must_use]
pub const fn record_source(source: SourceKind) -> RecordSource {
    match source {
        SourceKind::Sqs => RecordSource::Sqs,
        SourceKind::Kinesis => RecordSource::Kinesis,
        SourceKind::DynamoDb => RecordSource::DynamoDb,
        SourceKind::Msk | SourceKind::SelfManagedKafka => RecordSource::Kafka,
        SourceKind::ActiveMq | SourceKind::RabbitMq => RecordSource::MessageBroker,
    }
}

/// What became of a record at the filters.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// It starts an execution with others of its batch.
    Passed(Box<Prepared>),
    /// No filter lets it through.
    Dropped(Dropped),
}

/// A record that no filter lets through.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// Its identifier at the source, if it has one.
    pub id: Option<String>,
    /// The filter that came nearest.
    pub nearest_filter: usize,
    /// Why that filter did not match.
    pub reason: String,
    /// What would help, if we know.
    pub hint: Option<String>,
    /// What else is to be said.
    pub notes: Vec<Diagnostic>,
}

/// A record on its way into a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// Its place in the input, from 0.
    pub index: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its identifier at the source, if it has one.
    pub id: Option<String>,
    /// Its shard or message group.
    pub group: String,
    /// When it came to its source, in milliseconds since 1970; `None` where that is not told, or there is no window.
    pub arrived_ms: Option<u64>,
    /// How large it is, in bytes.
    pub bytes: usize,
    /// The filter that let it through; `None` if the pipe has none.
    pub filter: Option<usize>,
    /// What the next stage, enrichment or target, gets.
    pub input: Result<StageInput, TransformationFailure>,
    /// What else is to be said.
    pub notes: Vec<Diagnostic>,
}

/// What a stage gets for one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StageInput {
    /// The payload.
    pub raw: String,
    /// The dynamic path parameters.
    pub parameters: Vec<ParameterValue>,
}

/// Why an input transformation failed.
#[derive(Clone, Debug, PartialEq)]
pub struct TransformationFailure {
    /// What is wrong; the place lies in the template.
    pub diagnostic: Diagnostic,
}

/// Reads, filters and transforms records.
#[derive(Debug)]
pub struct Intake<'p> {
    plan: &'p Plan,
    filters: FilterRunner<'p>,
    rendering: Rendering,
    /// How many more dropped records are explained.
    explanations: u64,
    /// It was told that records are written as another API writes them.
    told_foreign: bool,
}

impl<'p> Intake<'p> {
    /// For one run of a pipe.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            filters: plan.filters.runner(),
            rendering: Rendering::default(),
            explanations: u64::MAX,
            told_foreign: false,
        }
    }

    /// The same, explaining only the first `count` of the records that no filter lets through. An explanation costs
    /// several times what the filter does.
    #[must_use]
    pub fn explaining(mut self, count: u64) -> Self {
        self.explanations = count;
        self
    }

    /// Takes the record `index` of the input, which begins on `line`.
    ///
    /// # Errors
    ///
    /// * `json/…`: the text is not JSON.
    /// * `pipe/not-a-record`: it is JSON, but no object.
    /// * `pipe/not-base64`: its payload is not base64 where the source writes base64.
    ///
    /// The places lie in `text`.
    pub fn take(&mut self, index: usize, line: usize, text: &str) -> Result<Taken, Diagnostics> {
        let mut value = json::parse_members(text, |name| self.plan.wanted.contains(name))
            .map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
        if value.as_object().is_none() {
            return Err(not_a_record(&value).into());
        }
        let foreign = self.foreign(text, &value).map(|(rewritten, note)| {
            value = rewritten;
            note
        });
        let mut record = Record::from_source(&value, record_source(self.plan.source));
        let mut notes = check_payloads(&record)?;
        notes.extend(foreign.flatten());
        notes.extend(self.check_source(index, &value));
        notes.extend(check_shape(self.plan.source, &value));
        let id = self.identifier(&value);
        match self.filters.decide(&mut record) {
            Decision::Drop { nearest, format } => {
                notes.extend(remarks::on_scalars(&self.filters, &record, nearest));
                let (reason, hint) = match format {
                    Some(wrong) => (wrong_format(nearest, wrong), None),
                    None if self.explanations == 0 => (NOT_EXPLAINED.to_owned(), None),
                    None => {
                        self.explanations -= 1;
                        self.why_dropped(&record, nearest)
                    }
                };
                Ok(Taken::Dropped(Dropped {
                    id,
                    nearest_filter: nearest,
                    reason,
                    hint,
                    notes,
                }))
            }
            Decision::Pass { filter } => {
                if let Some(filter) = filter {
                    notes.extend(remarks::on_pass(&self.filters, &record, filter));
                }
                let input = self.first_input(&record, text.len(), &mut notes);
                Ok(Taken::Passed(Box::new(Prepared {
                    index,
                    line,
                    id,
                    group: self.plan.group(&value).to_owned(),
                    arrived_ms: self
                        .plan
                        .window_ms
                        .and_then(|_| arrived_ms(self.plan.source, &value)),
                    bytes: text.len(),
                    filter,
                    input,
                    notes,
                })))
            }
        }
    }

    /// The record as a pipe gets it if another API wrote it, and for the first one a note. `value` may lack what a run
    /// does not need.
    fn foreign(&mut self, text: &str, value: &Value) -> Option<(Value, Option<Diagnostic>)> {
        let fields = self.plan.source.data_fields();
        if fields.iter().any(|field| value.get(field).is_some()) {
            return None;
        }
        let whole = json::parse(text).ok()?;
        let (rewritten, form) = as_a_pipe_gets_it(&whole, self.plan.source)?;
        let is_first = !std::mem::replace(&mut self.told_foreign, true);
        Some((rewritten, is_first.then(|| form.note())))
    }

    /// What the enrichment, or without one the target, gets.
    fn first_input(
        &mut self,
        record: &Record<'_>,
        bytes: usize,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<StageInput, TransformationFailure> {
        let plan = self.plan;
        let (template, parameters) = match &plan.enrichment {
            Some(stage) => (stage.template.as_ref(), &stage.parameters),
            None => (plan.target.template.as_ref(), &plan.target.parameters),
        };
        let raw = transform(plan, template, record, bytes, &mut self.rendering, notes)?;
        let parameters = parameters.values(record);
        notes.extend(parameters.iter().filter_map(missing_parameter));
        Ok(StageInput { raw, parameters })
    }

    fn identifier(&self, record: &Value) -> Option<String> {
        let name = self.plan.source.failure_identifier()?;
        record.get(name)?.as_str().map(str::to_owned)
    }

    /// A note on the first record if its `eventSource` is that of another source.
    fn check_source(&self, index: usize, record: &Value) -> Option<Diagnostic> {
        if index > 0 {
            return None;
        }
        let expected = self.plan.source.event_source();
        let event_source = record.get("eventSource")?;
        let found = event_source.as_str().filter(|found| *found != expected)?;
        Some(
            Diagnostic::warning(
                OTHER_SOURCE,
                format!(
                    "the record comes from `{found}`, and the pipe reads from {}",
                    self.plan.source.name()
                ),
            )
            .at(event_source.span, format!("`{expected}` was expected")),
        )
    }

    /// The nearest miss of a filter, and what would help.
    fn why_dropped(&self, record: &Record<'_>, filter: usize) -> (String, Option<String>) {
        let explanation = self.filters.explain(record, filter);
        let field = explanation
            .as_ref()
            .and_then(|explanation| explanation.fields().first());
        match field {
            Some(field) => (
                format!("filter {filter}: `{}`: {}", field.path, field.reason),
                field.hint.as_ref().map(|hint| hint.text.clone()),
            ),
            None => (format!("filter {filter} does not match"), None),
        }
    }
}

/// A filter that was not even asked.
fn wrong_format(filter: usize, wrong: WrongFormat) -> String {
    let WrongFormat {
        field,
        expected,
        found,
    } = wrong;
    format!(
        "filter {filter} wants `{field}` to be {}, and it is {}",
        expected.name(),
        found.name()
    )
}

/// The input of a stage for one record or event.
pub(super) fn transform(
    plan: &Plan,
    template: Option<&Template>,
    record: &Record<'_>,
    bytes: usize,
    rendering: &mut Rendering,
    notes: &mut Vec<Diagnostic>,
) -> Result<String, TransformationFailure> {
    let Some(template) = template else {
        let mut raw = String::with_capacity(bytes);
        record.value().write_compact(&mut raw);
        return Ok(raw);
    };
    template
        .render_into(record, &plan.variables, rendering)
        .map_err(|undelivered| {
            notes.extend(undelivered.notes);
            TransformationFailure {
                diagnostic: undelivered.diagnostic,
            }
        })?;
    notes.extend(rendering.notes.iter().map(|note| template.explain(*note)));
    Ok(rendering.raw.clone())
}

/// A parameter whose path leads to nothing.
pub(super) fn missing_parameter(parameter: &ParameterValue) -> Option<Diagnostic> {
    if parameter.value.is_some() {
        return None;
    }
    Some(
        Diagnostic::warning(
            PARAMETER_MISSING,
            format!(
                "the path of the parameter `{}` leads to nothing",
                parameter.name
            ),
        )
        .help("what AWS does then is not documented; here the parameter is left out"),
    )
}

/// A warning if the record lacks the member that holds what the producer sent, or has it in another type: then it is
/// written as another API gives it, `aws sqs receive-message` or Lambda say, and no filter sees what it says.
fn check_shape(source: SourceKind, record: &Value) -> Option<Diagnostic> {
    let (wanted, is_right): (_, fn(&Kind) -> bool) = match source.encoding() {
        Encoding::Json => ("an object", |kind| matches!(kind, Kind::Object(_))),
        Encoding::Text | Encoding::Base64 => ("a string", |kind| matches!(kind, Kind::String(_))),
    };
    let fields = source.data_fields();
    let given = fields
        .iter()
        .filter_map(|field| Some((*field, record.get(field)?)));
    // Kafka: a record without key, or with `null` as its value, is none that is wrong.
    let given: Vec<(&str, &Value)> = given
        .filter(|(_, value)| fields.len() == 1 || !matches!(value.kind, Kind::Null))
        .collect();
    let is_there = fields.iter().any(|field| record.get(field).is_some());
    let names = fields.join("` or `");
    let of = source.name();
    if !is_there {
        let warning = Diagnostic::warning(
            RECORD_SHAPE,
            format!("this record has no `{names}`: a pipe gets {wanted} there from {of}"),
        );
        return Some(
            warning
                .at(record.span, "not as the source gives it to a pipe")
                .help("other APIs name and nest the members of a record differently; write it as a pipe gets it"),
        );
    }
    let (field, value) = given
        .into_iter()
        .find(|(_, value)| !is_right(&value.kind))?;
    Some(
        Diagnostic::warning(
            RECORD_SHAPE,
            format!(
                "`{field}` is {}: a pipe gets {wanted} there from {of}",
                value.kind_name()
            ),
        )
        .at(value.span, format!("{wanted} was expected")),
    )
}

fn not_a_record(value: &Value) -> Diagnostic {
    Diagnostic::error(
        NOT_A_RECORD,
        format!("a record is an object, and this is {}", value.kind_name()),
    )
    .at(value.span, "not a record")
}

/// What is wrong with payloads, and what is worth a note.
fn check_payloads(record: &Record<'_>) -> Result<Vec<Diagnostic>, Diagnostics> {
    let mut notes = Vec::new();
    for payload in record.payloads() {
        let field = payload.field;
        let span = record.value().get(field).map(|value| value.span);
        let span = span.unwrap_or_default();
        match payload.content {
            PayloadContent::NotBase64(at) => {
                // Base64 has no escapes, so the offset in the decoded string is that in the text, unless
                // somebody escaped a slash; then the place is the nearest that can be told.
                let at = (span.start + 1 + at).min(span.end.saturating_sub(1));
                return Err(
                    Diagnostic::error(NOT_BASE64, format!("`{field}` is not base64"))
                        .at(Span::new(at, at + 1), "wrong from here")
                        .help("this source writes its payloads in base64; encode the record as AWS does")
                        .into(),
                );
            }
            PayloadContent::NotUtf8 => notes.push(
                Diagnostic::note(
                    PAYLOAD_NOT_UTF8,
                    format!("the bytes of `{field}` are not UTF-8 text"),
                )
                .at(span, "binary data"),
            ),
            PayloadContent::Absent | PayloadContent::Text(_) | PayloadContent::Json { .. } => {}
        }
    }
    Ok(notes)
}
