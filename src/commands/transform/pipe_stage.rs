//! The enrichment or the target of a pipe: its template, what it reads, and in what form the result arrives.

use super::configuration::{Accepted, Stage, TargetArguments};
use super::shaper::Shaper;
use super::target_file::{Declaration, PipeEvents};
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::simulate::pipe::{Arn, Delivery, EnrichmentKind, TargetKind};
use crate::transform::{RecordSource, Rendered, Template, Undelivered, check_template_length};

/// What stands for the event is the answer of an enrichment.
const ANSWER_OF_ENRICHMENT: Code = Code::new("transform/answer-of-enrichment");
/// The receiver gets the result in an array, in an event, or not at all.
const FORM_OF_DELIVERY: Code = Code::new("transform/form-of-delivery");
/// The `detail` of an event is no object.
const DETAIL_NOT_OBJECT: Code = Code::new("transform/detail-not-object");

/// In what form a receiver gets the payload of one record.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation": templates are applied to each record;
/// Lambda and Step Functions, as enrichment or target, get an array also of one record. "Amazon EventBridge Pipes
/// targets": for an event bus the payload becomes the `detail`; some targets take parameters only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Alone,
    /// In an array with those of the other records of the batch.
    Array,
    /// As the `detail` of an event.
    Detail,
    /// Not at all.
    Unused,
}

/// What receives, as far as its ARN tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Receiver {
    name: &'static str,
    pub(super) form: Form,
    needs_json: bool,
    parameters: &'static str,
}

impl Receiver {
    /// `None` if the ARN names nothing that is known as a receiver.
    fn of(stage: Stage, arn: &str) -> Option<Self> {
        let arn = Arn::new(arn);
        Some(match stage {
            Stage::Enrichment => {
                let kind = EnrichmentKind::of(&arn)?;
                let form = if kind.takes_batches() {
                    Form::Array
                } else {
                    Form::Alone
                };
                Self {
                    name: kind.name(),
                    form,
                    needs_json: true,
                    parameters: "",
                }
            }
            Stage::Target => {
                let kind = TargetKind::of(&arn)?;
                Self {
                    name: kind.name(),
                    form: match kind.delivery() {
                        Delivery::Array => Form::Array,
                        Delivery::Each => Form::Alone,
                        Delivery::Entry => Form::Detail,
                        Delivery::ParametersOnly => Form::Unused,
                    },
                    needs_json: kind.needs_json(),
                    parameters: kind.parameter_block().unwrap_or_default(),
                }
            }
        })
    }

    /// What is said of the form, before any record.
    fn note(self) -> Option<Diagnostic> {
        let Self {
            name, parameters, ..
        } = self;
        let note = |message: String| Diagnostic::note(FORM_OF_DELIVERY, message);
        match self.form {
            Form::Alone => None,
            Form::Array => Some(
                note(format!(
                    "{name} gets one array of all records of a batch: shown are batches of one record"
                ))
                .help("the template is applied to each record, not to the array; `evb pipe` shows whole batches"),
            ),
            Form::Detail => Some(
                note("the event bus gets an event: what is shown is its `detail`".to_owned())
                    .help("`evb pipe` shows the whole event, with `source` and `detail-type`"),
            ),
            Form::Unused => Some(
                Diagnostic::warning(
                    FORM_OF_DELIVERY,
                    format!("{name} does not get what is shown: it takes parameters only"),
                )
                .help(match parameters {
                    "" => "what it is to know of a record has no way to it".to_owned(),
                    block => format!("what it is to know of a record stands as a path in `TargetParameters.{block}`"),
                }),
            ),
        }
    }
}

/// The payload of one record in the form in which it arrives.
pub(super) fn received(rendered: Rendered, form: Form) -> Rendered {
    match (rendered, form) {
        (Rendered::Delivered { raw, notes }, Form::Array) => Rendered::Delivered {
            raw: format!("[{raw}]"),
            notes,
        },
        (Rendered::Delivered { raw, notes }, Form::Detail) if !is_object(&raw) => {
            Rendered::Undelivered(Box::new(Undelivered {
                diagnostic: Diagnostic::error(
                    DETAIL_NOT_OBJECT,
                    "the payload is no JSON object, and the `detail` of an event must be one",
                )
                .help("write `{\"data\": <…>}`"),
                rendered: raw,
                fault: None,
                placeholder: None,
                notes,
            }))
        }
        (rendered, _) => rendered,
    }
}

fn is_object(text: &str) -> bool {
    json::parse(text).is_ok_and(|value| value.as_object().is_some())
}

/// Has the engine check a stage. Without an ARN nothing is known of the receiver.
pub(super) fn accept(
    declaration: &Declaration,
    arn: Option<&str>,
    arguments: &TargetArguments,
) -> Accepted {
    let member = match arguments.stage {
        Stage::Enrichment => "enrichmentParameters.inputTemplate",
        Stage::Target => "targetParameters.inputTemplate",
    };
    let receiver = arn.and_then(|arn| Receiver::of(arguments.stage, arn));
    let must_be_json = arguments.stage == Stage::Enrichment
        || receiver.is_some_and(|receiver| receiver.needs_json);
    let mut notes = Vec::from_iter(receiver.and_then(Receiver::note));
    let form = receiver.map_or(Form::Alone, |receiver| receiver.form);
    let source = match (arguments.source, declaration.events) {
        (Some(name), _) => Some(name.record_source()),
        (None, Some(PipeEvents::Records(source))) => Some(source),
        (None, Some(PipeEvents::Answers)) => {
            notes.push(answer_of_enrichment());
            Some(RecordSource::Other)
        }
        (None, None) => None,
    };
    let shaper = |template| Shaper::Pipe {
        template,
        source,
        form,
    };
    // AWS: Pipes API Reference, `InputTemplate`: an empty string removes the template.
    let Some(text) = declaration
        .template
        .as_deref()
        .filter(|text| !text.is_empty())
    else {
        return Ok((notes, shaper(None)));
    };
    check_template_length(member, text)?;
    let template = Template::pipe(text)?;
    let template = if must_be_json {
        template.must_be_json()
    } else {
        template
    };
    notes.extend(template.notes().iter().cloned());
    Ok((notes, shaper(Some(template))))
}

/// The events of a pipe's target when the pipe has an enrichment.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation": implicit body data parsing is for
/// records of the source; the target's template reads what the enrichment answered.
fn answer_of_enrichment() -> Diagnostic {
    Diagnostic::note(
        ANSWER_OF_ENRICHMENT,
        "the pipe has an enrichment: each event is taken for one of its answers, and nothing in it is decoded",
    )
    .help("with `--stage enrichment` events are records of the source; `--source` decodes them here as well")
}
