//! Enrichments: what they get, and what their answers mean.

use super::Arn;
use crate::json::{Kind, Value};
use crate::quota::MAXIMUM_PIPE_PAYLOAD_BYTES;

/// What enriches the records of a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnrichmentKind {
    /// A Lambda function.
    Lambda,
    /// An express workflow of Step Functions.
    StepFunctions,
    /// An API of API Gateway.
    ApiGateway,
    /// An API destination.
    ApiDestination,
}

impl EnrichmentKind {
    /// The kind that an ARN names; `None` for what CreatePipe refuses.
    ///
    /// AWS: CreatePipe, recorded: `lambda`, `states`, `execute-api` and `events` are accepted.
    #[must_use]
    pub fn of(enrichment: &Arn) -> Option<Self> {
        match enrichment.service() {
            "lambda" => Some(Self::Lambda),
            "states" => Some(Self::StepFunctions),
            "execute-api" => Some(Self::ApiGateway),
            "events" => Some(Self::ApiDestination),
            _ => None,
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lambda => "Lambda",
            Self::StepFunctions => "Step Functions",
            Self::ApiGateway => "API Gateway",
            Self::ApiDestination => "an API destination",
        }
    }

    /// Whether it gets batches, as JSON arrays; the others get one record, as it is.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes batching and concurrency"; "Amazon EventBridge Pipes
    /// input transformation": Lambda and Step Functions always get an array.
    #[must_use]
    pub const fn takes_batches(self) -> bool {
        matches!(self, Self::Lambda | Self::StepFunctions)
    }
}

/// What the answer of an enrichment means for the target.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Enriched<'v> {
    /// Nothing is left: the target is not invoked, and the records count as processed.
    Nothing,
    /// These events go to the target, in order. Never empty.
    Events(&'v [Value]),
    /// The answer cannot be used.
    Unusable {
        /// Why.
        reason: String,
    },
}

/// Reads the answer of an enrichment.
///
/// `bytes` is the length of the answer, `maximum_batch_size` the most records the target takes at once.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes", "Filtering events using enrichment": `""`, `{}` and `[]`
/// do not invoke the target, `[{}]` invokes it with an empty payload; "Batching and concurrency": an answer longer than
/// the batch size of the target does not invoke it; "Targets": an answer has at most 6 MB. An answer that is one object
/// is one event. What `null` and other scalars do is not documented: `null` counts as nothing, others as one event.
///
/// # Example
///
/// ```
/// use evb::simulate::pipe::{Enriched, enriched};
///
/// let answer = evb::json::parse("[{}]")?;
/// assert!(matches!(enriched(&answer, 4, 10), Enriched::Events([_])));
/// let answer = evb::json::parse("{}")?;
/// assert_eq!(enriched(&answer, 2, 10), Enriched::Nothing);
/// # Ok::<(), evb::json::SyntaxError>(())
/// ```
#[must_use]
pub fn enriched(answer: &Value, bytes: usize, maximum_batch_size: usize) -> Enriched<'_> {
    if bytes > MAXIMUM_PIPE_PAYLOAD_BYTES {
        return Enriched::Unusable {
            reason: format!("the enrichment answered {bytes} bytes, more than 6 MB"),
        };
    }
    let events = match &answer.kind {
        Kind::Null => &[],
        Kind::String(text) if text.as_wtf8().is_empty() => &[],
        Kind::Object(members) if members.is_empty() => &[],
        Kind::Array(elements) => elements.as_slice(),
        _ => std::slice::from_ref(answer),
    };
    if events.is_empty() {
        Enriched::Nothing
    } else if events.len() > maximum_batch_size {
        Enriched::Unusable {
            reason: format!(
                "the enrichment answered {} events, more than the batch size {maximum_batch_size} of the target",
                events.len()
            ),
        }
    } else {
        Enriched::Events(events)
    }
}

/// Whether what [`enriched`] makes of the answer is evb's choice, because AWS does not say.
#[must_use]
pub fn answer_is_unsettled(answer: &Value) -> bool {
    match &answer.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => true,
        Kind::String(text) => !text.as_wtf8().is_empty(),
        Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => false,
    }
}
