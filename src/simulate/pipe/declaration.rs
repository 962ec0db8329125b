//! What the declaration of a pipe tells of its source, its target and their parameters.
//!
//! A template can leave open what stands in an ARN. As long as the service is among the parts that are known, so is the
//! kind of source or target.

use super::arn::Arn;
use super::source::SourceKind;
use super::target::TargetKind;
use crate::json::fields::{integer, present};
use crate::json::{Kind, Value};
use crate::model::{Declared, DeclaredPattern, EventSourceMapping, Pipe};
use crate::source::Span;

/// The region that stands for one that is not known.
const MADE_UP_REGION: &str = "us-east-1";
/// The account that stands for one that is not known.
const MADE_UP_ACCOUNT: &str = "123456789012";

impl Pipe {
    /// `Source` as an ARN; empty where it is open or missing.
    #[must_use]
    pub fn source_arn(&self) -> Arn {
        arn_of(self.source.as_ref())
    }

    /// `Target` as an ARN; empty where it is open or missing.
    #[must_use]
    pub fn target_arn(&self) -> Arn {
        arn_of(self.target.as_ref())
    }

    /// `Enrichment` as an ARN; empty where it is open or missing.
    #[must_use]
    pub fn enrichment_arn(&self) -> Arn {
        arn_of(self.enrichment.as_ref())
    }

    /// The pipe's own ARN: as `describe-pipe` tells it, or put together from its name and the region and account of
    /// its source or target.
    #[must_use]
    pub fn own_arn(&self) -> Arn {
        let told = arn_of(self.arn.as_ref());
        if told.is_arn() {
            return told;
        }
        let (source, target) = (self.source_arn(), self.target_arn());
        let near = if source.account().is_empty() {
            target
        } else {
            source
        };
        let or =
            |text: &str, default: &str| if text.is_empty() { default } else { text }.to_owned();
        Arn::new(format!(
            "arn:{}:pipes:{}:{}:pipe/{}",
            or(near.partition(), "aws"),
            or(near.region(), MADE_UP_REGION),
            or(near.account(), MADE_UP_ACCOUNT),
            self.called()
        ))
    }

    /// What to call it; empty where it has no name that is known.
    #[must_use]
    pub fn called(&self) -> String {
        let name = self.name.as_ref().and_then(Declared::get).cloned();
        name.or_else(|| self.label()).unwrap_or_default()
    }

    /// What kind of source it reads from; `None` if pipes know none like it, or the template leaves it open. Where its
    /// ARN is open, the block of its parameters tells it.
    #[must_use]
    pub fn source_kind(&self) -> Option<SourceKind> {
        let has_block = |kind: &SourceKind| {
            let parameters = self.source_parameters.as_ref();
            parameters.is_some_and(|parameters| parameters.get(kind.parameter_block()).is_some())
        };
        let rabbit = Some(SourceKind::RabbitMq).filter(has_block);
        let block = rabbit.map(SourceKind::parameter_block);
        let by_block = || SourceKind::ALL.into_iter().find(has_block);
        let is_open = self.source.as_ref().is_some_and(|one| one.hole().is_some());
        let by_arn = SourceKind::of(&self.source_arn(), block);
        by_arn.or_else(|| is_open.then(by_block).flatten())
    }

    /// What kind of target it sends to; `None` if pipes know none like it, or the template leaves it open.
    #[must_use]
    pub fn target_kind(&self) -> Option<TargetKind> {
        TargetKind::of(&self.target_arn())
    }

    /// The block of `SourceParameters` that belongs to the kind of source.
    #[must_use]
    pub fn source_block(&self) -> Option<&Value> {
        let block = self.source_kind()?.parameter_block();
        present(self.source_parameters.as_ref()?, block)
    }

    /// The block of `TargetParameters` that belongs to the kind of target.
    #[must_use]
    pub fn target_block(&self) -> Option<&Value> {
        let block = self.target_kind()?.parameter_block()?;
        present(self.target_parameters.as_ref()?, block)
    }

    /// Whether it gives its target an id for deduplication, or may give one.
    ///
    /// AWS: Pipes API Reference, `PipeTargetSqsQueueParameters`, `MessageDeduplicationId`.
    #[must_use]
    pub fn gives_deduplication_id(&self) -> bool {
        let Some(all) = &self.target_parameters else {
            return false;
        };
        let is_open = |value: &Value| value.as_open().is_some();
        let gives = |block| is_open(block) || present(block, "MessageDeduplicationId").is_some();
        is_open(all) || present(all, "SqsQueueParameters").is_some_and(gives)
    }

    /// An integer of the source's block, `BatchSize` say, and where it stands.
    #[must_use]
    pub fn source_integer(&self, name: &str) -> Option<(i64, Span)> {
        let value = present(self.source_block()?, name)?;
        Some((integer(value)?, value.span))
    }

    /// A text of the source's block: `StartingPosition`, say.
    #[must_use]
    pub fn source_text(&self, name: &str) -> Option<Declared<String>> {
        text(present(self.source_block()?, name)?)
    }

    /// `EnrichmentParameters.InputTemplate`; an empty template is none.
    #[must_use]
    pub fn enrichment_template(&self) -> Option<Declared<String>> {
        template(self.enrichment_parameters.as_ref())
    }

    /// `TargetParameters.InputTemplate`; an empty template is none.
    #[must_use]
    pub fn target_template(&self) -> Option<Declared<String>> {
        template(self.target_parameters.as_ref())
    }

    /// The filters whose text is known, each with its number and its place.
    pub fn known_filters(&self) -> impl Iterator<Item = (usize, &str, Span)> {
        known_filters(&self.filters)
    }
}

impl EventSourceMapping {
    /// What to call it: as its template does, or as its function; empty where neither is known.
    #[must_use]
    pub fn called(&self) -> String {
        let function = || self.function.as_ref().map(Declared::to_display);
        let name = self.logical_id.clone().or_else(function);
        name.unwrap_or_default()
    }

    /// What kind of source it reads from; `None` if that is not known here, or the template leaves it open. Of a broker
    /// of Amazon MQ nothing tells which engine it runs: ActiveMQ is assumed.
    #[must_use]
    pub fn source_kind(&self) -> Option<SourceKind> {
        SourceKind::of(&arn_of(self.source.as_ref()), None)
    }

    /// The filters whose text is known, each with its number and its place.
    pub fn known_filters(&self) -> impl Iterator<Item = (usize, &str, Span)> {
        known_filters(&self.filters)
    }
}

fn known_filters(filters: &[DeclaredPattern]) -> impl Iterator<Item = (usize, &str, Span)> {
    filters.iter().enumerate().filter_map(|(index, filter)| {
        // Filters have their patterns in strings, so that no file is needed.
        Some((index, filter.json("")?, filter.span))
    })
}

/// A number that is known, and where it stands.
pub(super) fn known(declared: Option<&Declared<i64>>) -> Option<(i64, Span)> {
    let declared = declared?;
    Some((*declared.get()?, declared.span))
}

/// An ARN as far as it is known: see [`Declared::known_arn`].
pub(crate) fn arn_of(declared: Option<&Declared<String>>) -> Arn {
    Arn::new(declared.map_or_else(String::new, Declared::known_arn))
}

/// The text that a value is.
pub(super) fn text(value: &Value) -> Option<Declared<String>> {
    match &value.kind {
        Kind::String(text) => Some(Declared::known(text.to_display().into_owned(), value.span)),
        _ => None,
    }
}

/// AWS: EventBridge Pipes API Reference, `InputTemplate`: an empty string removes the template.
fn template(parameters: Option<&Value>) -> Option<Declared<String>> {
    text(present(parameters?, "InputTemplate")?).filter(|template| !template.as_str().is_empty())
}
