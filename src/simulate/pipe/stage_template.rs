//! The input template of one stage of a pipe, alone: what it makes of records, and in what form that arrives.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::simulate::pipe::{PipeStage, StageEvents, StageTemplate};
//! use evb::transform::{Rendered, Variables};
//!
//! let lambda = "arn:aws:lambda:us-east-1:123456789012:function:f";
//! let template = Some(r#"{"id": <$.body.id>}"#);
//! let stage = StageTemplate::check(PipeStage::Target, Some(lambda), template, StageEvents::Recognised)?;
//! let message = json::parse(r#"{"body":"{\"id\":7}","eventSource":"aws:sqs"}"#).unwrap();
//! let Rendered::Delivered { raw, .. } = stage.deliver(&message, &Variables::new()) else { panic!() };
//! assert_eq!(raw, r#"[{"id":7}]"#);
//! # Ok::<(), evb::transform::Refused>(())
//! ```
//!
//! # What this module does not do
//!
//! It filters and batches nothing: every record is a batch of its own. [`Plan`](super::Plan) runs whole pipes.

use super::arn::Arn;
use super::codes::{
    ANSWER_OF_ENRICHMENT, DETAIL_NOT_OBJECT, FORM_OF_DELIVERY, TEMPLATE_NOT_BASE64,
};
use super::delivery::is_json_object;
use super::enrichment::EnrichmentKind;
use super::source::SourceKind;
use super::source_record::SourceRecord;
use super::target::{Delivery, TargetKind};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::transform::{
    PayloadContent, Record, Refused, Rendered, Template, Undelivered, Variables,
    check_template_length,
};

/// The two places of a pipe that have a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PipeStage {
    /// The enrichment, which takes JSON only.
    Enrichment,
    /// The target.
    Target,
}

/// What the template of a stage reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageEvents {
    /// Records, each of the source that it tells.
    Recognised,
    /// Records of this source.
    Records(SourceKind),
    /// Answers of the enrichment, in which nothing is decoded: the target's template reads them if there is one.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation": implicit body data parsing is for
    /// records of the source.
    Answers,
}

/// The template of a stage, accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct StageTemplate {
    /// Without one the record goes as it came.
    template: Option<Template>,
    events: StageEvents,
    delivery: Delivery,
    notes: Vec<Diagnostic>,
}

/// What receives, as far as its ARN tells.
struct Receiver {
    name: &'static str,
    delivery: Delivery,
    needs_json: bool,
    parameters: Option<&'static str>,
}

impl StageTemplate {
    /// Checks a template as CreatePipe does. Without an ARN nothing is known of the receiver; an empty template is
    /// none.
    ///
    /// AWS: Pipes API Reference, `InputTemplate`: an empty string removes the template.
    ///
    /// # Errors
    ///
    /// * `transform/constraint`: it is too long.
    /// * the codes of [`Template::pipe`].
    pub fn check(
        stage: PipeStage,
        arn: Option<&str>,
        template: Option<&str>,
        events: StageEvents,
    ) -> Result<Self, Refused> {
        let member = match stage {
            PipeStage::Enrichment => "enrichmentParameters.inputTemplate",
            PipeStage::Target => "targetParameters.inputTemplate",
        };
        let receiver = arn.and_then(|arn| Receiver::of(stage, &Arn::new(arn)));
        let needs_json = receiver
            .as_ref()
            .is_some_and(|receiver| receiver.needs_json);
        let must_be_json = stage == PipeStage::Enrichment || needs_json;
        let mut notes = Vec::from_iter(receiver.as_ref().and_then(Receiver::note));
        let template = match template.filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => {
                check_template_length(member, text)?;
                let template = Template::pipe(text)?;
                let template = match must_be_json {
                    true => template.must_be_json(),
                    false => template,
                };
                notes.extend(template.notes().iter().cloned());
                Some(template)
            }
        };
        Ok(Self {
            template,
            events,
            delivery: receiver.map_or(Delivery::Each, |receiver| receiver.delivery),
            notes,
        })
    }

    /// What is worth knowing before any record. Places lie in the template.
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The template, if there is one.
    #[must_use]
    pub fn template(&self) -> Option<&Template> {
        self.template.as_ref()
    }

    /// What becomes of one record or answer, in a batch of its own.
    #[must_use]
    pub fn deliver(&self, event: &Value, variables: &Variables) -> Rendered {
        let own = match self.events {
            StageEvents::Recognised => SourceRecord::recognised(event),
            StageEvents::Records(source) => SourceRecord::new(event, Some(source)),
            StageEvents::Answers => SourceRecord::new(event, None),
        };
        let record = own.record();
        let mut rendered = match &self.template {
            Some(template) => template.render(&record, variables),
            None => Rendered::Delivered {
                raw: own.value().to_compact(),
                notes: Vec::new(),
            },
        };
        let notes = match &mut rendered {
            Rendered::Delivered { notes, .. } => notes,
            Rendered::Undelivered(why) => &mut why.notes,
        };
        notes.extend(own.form().map(|form| form.note()));
        notes.extend(broken_payloads(&record));
        received(rendered, self.delivery)
    }
}

/// A note that nothing is decoded in the events of a pipe's target, because the pipe has an enrichment.
#[must_use]
pub fn answers_of_enrichment() -> Diagnostic {
    Diagnostic::note(
        ANSWER_OF_ENRICHMENT,
        "the pipe has an enrichment: each event is taken for one of its answers, and nothing in it is decoded",
    )
    .help("with `--stage enrichment` events are records of the source; `--source` decodes them here as well")
}

impl Receiver {
    /// `None` if the ARN names nothing that is known as a receiver.
    fn of(stage: PipeStage, arn: &Arn) -> Option<Self> {
        Some(match stage {
            PipeStage::Enrichment => {
                let kind = EnrichmentKind::of(arn)?;
                Self {
                    name: kind.name(),
                    delivery: match kind.takes_batches() {
                        true => Delivery::Array,
                        false => Delivery::Each,
                    },
                    needs_json: true,
                    parameters: None,
                }
            }
            PipeStage::Target => {
                let kind = TargetKind::of(arn)?;
                Self {
                    name: kind.name(),
                    delivery: kind.delivery(),
                    needs_json: kind.needs_json(),
                    parameters: kind.parameter_block(),
                }
            }
        })
    }

    /// What is said of the form in which the payload arrives, before any record.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation": templates are applied to each
    /// record; Lambda and Step Functions, as enrichment or target, get an array also of one record. "Amazon EventBridge
    /// Pipes targets": for an event bus the payload becomes the `detail`; some targets take parameters only.
    fn note(&self) -> Option<Diagnostic> {
        let name = self.name;
        let note = |message: String| Diagnostic::note(FORM_OF_DELIVERY, message);
        match self.delivery {
            Delivery::Each => None,
            Delivery::Array => Some(
                note(format!(
                    "{name} gets one array of all records of a batch: shown are batches of one record"
                ))
                .help("the template is applied to each record, not to the array; `evb pipe` shows whole batches"),
            ),
            Delivery::Entry => Some(
                note("the event bus gets an event: what is shown is its `detail`".to_owned())
                    .help("`evb pipe` shows the whole event, with `source` and `detail-type`"),
            ),
            Delivery::ParametersOnly => Some(
                Diagnostic::warning(
                    FORM_OF_DELIVERY,
                    format!("{name} does not get what is shown: it takes parameters only"),
                )
                .help(match self.parameters {
                    None => "what it is to know of a record has no way to it".to_owned(),
                    Some(block) => format!("what it is to know of a record stands as a path in `TargetParameters.{block}`"),
                }),
            ),
        }
    }
}

/// The payload of one record in the form in which it arrives.
fn received(rendered: Rendered, delivery: Delivery) -> Rendered {
    match (rendered, delivery) {
        (Rendered::Delivered { raw, notes }, Delivery::Array) => Rendered::Delivered {
            raw: format!("[{raw}]"),
            notes,
        },
        (Rendered::Delivered { raw, notes }, Delivery::Entry) if !is_json_object(&raw) => {
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

/// What is said of payloads that cannot be decoded.
fn broken_payloads<'a>(record: &'a Record<'_>) -> impl Iterator<Item = Diagnostic> + 'a {
    record.payloads().iter().filter_map(|payload| {
        let PayloadContent::NotBase64(at) = payload.content else {
            return None;
        };
        let field = payload.field;
        let (before, wrong) = record.value().get(field)?.as_str()?.split_at_checked(at)?;
        let place = match wrong.chars().next() {
            Some(wrong) => format!("character {} is {wrong:?}", before.chars().count() + 1),
            None => "it ends too early".to_owned(),
        };
        Some(
            Diagnostic::warning(
                TEMPLATE_NOT_BASE64,
                format!("`{field}` is not base64: {place}"),
            )
            .help("this source writes its payloads in base64: encode the record as AWS does, or say with `--source` what it comes from"),
        )
    })
}
