//! A pipe as it is declared: what `aws pipes create-pipe` sends and `describe-pipe` answers.

use super::{Arn, SourceKind, TargetKind, members};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::{self, Value};
use crate::source::Span;

/// The pipe is not a JSON object.
pub const NOT_A_PIPE: Code = Code::new("pipe/not-a-pipe");
/// A member of the pipe that AWS does not know, or a filter without its pattern.
pub const UNKNOWN_MEMBER: Code = Code::new("pipe/unknown-member");
/// A member of the pipe has the wrong type.
pub const WRONG_TYPE: Code = Code::new("pipe/wrong-type");

/// A pipe. Spans lie in the text that it was read from.
///
/// # Example
///
/// ```
/// use evb::simulate::pipe::Pipe;
///
/// let pipe = Pipe::read(
///     r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r",
///         "Source":"arn:aws:sqs:us-east-1:123456789012:in",
///         "Target":"arn:aws:sqs:us-east-1:123456789012:out",
///         "SourceParameters":{"SqsQueueParameters":{"BatchSize":1}}}"#,
/// )?;
/// assert_eq!(pipe.name.text, "p");
/// assert_eq!(pipe.source_integer("BatchSize").map(|size| size.number), Some(1));
/// # Ok::<(), evb::diagnostic::Diagnostics>(())
/// ```
///
/// # Source
///
/// AWS: EventBridge Pipes API Reference, `CreatePipe` and `DescribePipe`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipe {
    /// `Name`; empty if it is missing.
    pub name: Declared,
    /// `Arn`, which only `describe-pipe` knows.
    pub arn: Option<Arn>,
    /// `RoleArn`; empty if it is missing.
    pub role_arn: Declared,
    /// `Source`; empty if it is missing.
    pub source: Declared,
    /// `SourceParameters`.
    pub source_parameters: Option<Value>,
    /// `SourceParameters.FilterCriteria.Filters[].Pattern`, in order.
    pub filters: Vec<Declared>,
    /// `Enrichment`, if there is one.
    pub enrichment: Option<Declared>,
    /// `EnrichmentParameters`.
    pub enrichment_parameters: Option<Value>,
    /// `Target`; empty if it is missing.
    pub target: Declared,
    /// `TargetParameters`.
    pub target_parameters: Option<Value>,
    /// Warnings on members that AWS does not know; [`check`](super::check()) tells them.
    pub unknown_members: Vec<Diagnostic>,
}

/// A text of the declaration and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The text, decoded.
    pub text: String,
    /// The JSON string, quotes included.
    pub span: Span,
}

/// An integer of the declaration and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredInteger {
    /// The number.
    pub number: i64,
    /// Where it stands.
    pub span: Span,
}

impl Pipe {
    /// Reads a pipe.
    ///
    /// What is missing is for [`check`](super::check()) to tell; members that a dry-run does not need are ignored,
    /// and those that AWS does not know are warned of there.
    ///
    /// # Errors
    ///
    /// * the codes of [`json::parse`]: the text is not JSON.
    /// * `pipe/not-a-pipe`: it is not an object, or holds neither a source nor a target.
    /// * `pipe/wrong-type`: a member that is needed is no string, object or array where it should be.
    pub fn read(text: &str) -> Result<Self, Diagnostics> {
        let value = json::parse(text).map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
        Self::from_properties(&value)
    }

    /// Reads the object that holds `Name`, `Source`, `Target` and so on. CloudFormation's properties have the same
    /// names.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn from_properties(properties: &Value) -> Result<Self, Diagnostics> {
        if properties.get("Source").is_none() && properties.get("Target").is_none() {
            return Err(not_a_pipe(properties).into());
        }
        let mut reader = Reader::default();
        let source_parameters = reader.object(properties, "SourceParameters");
        let pipe = Self {
            name: reader.text(properties, "Name").unwrap_or_default(),
            arn: reader.text(properties, "Arn").map(|arn| Arn::new(arn.text)),
            role_arn: reader.text(properties, "RoleArn").unwrap_or_default(),
            source: reader.text(properties, "Source").unwrap_or_default(),
            filters: source_parameters
                .map(|parameters| reader.filters(parameters))
                .unwrap_or_default(),
            source_parameters: source_parameters.cloned(),
            enrichment: reader
                .text(properties, "Enrichment")
                .filter(|enrichment| !enrichment.text.is_empty()),
            enrichment_parameters: reader.object(properties, "EnrichmentParameters").cloned(),
            target: reader.text(properties, "Target").unwrap_or_default(),
            target_parameters: reader.object(properties, "TargetParameters").cloned(),
            unknown_members: members::unknown(properties),
        };
        if reader.wrong.is_empty() {
            Ok(pipe)
        } else {
            Err(Diagnostics(reader.wrong))
        }
    }

    /// `Source` as an ARN.
    #[must_use]
    pub fn source_arn(&self) -> Arn {
        Arn::new(self.source.text.as_str())
    }

    /// `Target` as an ARN.
    #[must_use]
    pub fn target_arn(&self) -> Arn {
        Arn::new(self.target.text.as_str())
    }

    /// The pipe's own ARN: as `describe-pipe` tells it, or put together from its name and the region and account of
    /// its source or target.
    #[must_use]
    pub fn own_arn(&self) -> Arn {
        if let Some(arn) = &self.arn {
            return arn.clone();
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
            or(near.region(), "us-east-1"),
            or(near.account(), "123456789012"),
            self.name.text
        ))
    }

    /// What kind of source it reads from; `None` if pipes know none like it.
    #[must_use]
    pub fn source_kind(&self) -> Option<SourceKind> {
        let rabbit = SourceKind::RabbitMq.parameter_block();
        let block = self
            .source_parameters
            .as_ref()
            .and_then(|parameters| parameters.get(rabbit));
        SourceKind::of(&self.source_arn(), block.map(|_| rabbit))
    }

    /// What kind of target it sends to; `None` if pipes know none like it.
    #[must_use]
    pub fn target_kind(&self) -> Option<TargetKind> {
        TargetKind::of(&self.target_arn())
    }

    /// The block of `SourceParameters` that belongs to the kind of source.
    #[must_use]
    pub fn source_block(&self) -> Option<&Value> {
        let block = self.source_kind()?.parameter_block();
        self.source_parameters.as_ref()?.get(block)
    }

    /// The block of `TargetParameters` that belongs to the kind of target.
    #[must_use]
    pub fn target_block(&self) -> Option<&Value> {
        let block = self.target_kind()?.parameter_block()?;
        self.target_parameters.as_ref()?.get(block)
    }

    /// An integer of the source's block: `BatchSize`, say.
    #[must_use]
    pub fn source_integer(&self, name: &str) -> Option<DeclaredInteger> {
        integer(self.source_block()?.get(name)?)
    }

    /// A text of the source's block: `StartingPosition`, say.
    #[must_use]
    pub fn source_text(&self, name: &str) -> Option<Declared> {
        declared(self.source_block()?.get(name)?)
    }

    /// `EnrichmentParameters.InputTemplate`; an empty template is none.
    #[must_use]
    pub fn enrichment_template(&self) -> Option<Declared> {
        template(self.enrichment_parameters.as_ref())
    }

    /// `TargetParameters.InputTemplate`; an empty template is none.
    #[must_use]
    pub fn target_template(&self) -> Option<Declared> {
        template(self.target_parameters.as_ref())
    }
}

/// The integer that a value is.
pub(super) fn integer(value: &Value) -> Option<DeclaredInteger> {
    match &value.kind {
        json::Kind::Number(text) => Some(DeclaredInteger {
            number: text.parse().ok()?,
            span: value.span,
        }),
        _ => None,
    }
}

/// The text that a value is.
pub(super) fn declared(value: &Value) -> Option<Declared> {
    match &value.kind {
        json::Kind::String(text) => Some(Declared {
            text: text.to_display().into_owned(),
            span: value.span,
        }),
        _ => None,
    }
}

/// AWS: EventBridge Pipes API Reference, `InputTemplate`: an empty string removes the template.
fn template(parameters: Option<&Value>) -> Option<Declared> {
    declared(parameters?.get("InputTemplate")?).filter(|template| !template.text.is_empty())
}

fn not_a_pipe(value: &Value) -> Diagnostic {
    Diagnostic::error(NOT_A_PIPE, "this is not a pipe")
        .at(
            Span::new(value.span.start, value.span.start + 1),
            "an object with `Source` and `Target` was expected",
        )
        .help("give what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints")
}

/// Reads members and remembers which have the wrong type.
#[derive(Default)]
struct Reader {
    wrong: Vec<Diagnostic>,
}

impl Reader {
    fn text(&mut self, parent: &Value, name: &str) -> Option<Declared> {
        let value = present(parent, name)?;
        let text = declared(value);
        if text.is_none() {
            self.expected(name, "a string", value);
        }
        text
    }

    fn object<'v>(&mut self, parent: &'v Value, name: &str) -> Option<&'v Value> {
        let value = present(parent, name)?;
        if value.as_object().is_none() {
            self.expected(name, "an object", value);
            return None;
        }
        Some(value)
    }

    fn filters(&mut self, source_parameters: &Value) -> Vec<Declared> {
        let Some(criteria) = self.object(source_parameters, "FilterCriteria") else {
            return Vec::new();
        };
        let Some(filters) = present(criteria, "Filters") else {
            return Vec::new();
        };
        let Some(filters) = filters.as_array() else {
            self.expected("Filters", "an array", filters);
            return Vec::new();
        };
        filters
            .iter()
            .filter_map(|filter| {
                if filter.as_object().is_none() {
                    self.expected("Filters", "an array of objects", filter);
                    return None;
                }
                self.text(filter, "Pattern")
            })
            .collect()
    }

    fn expected(&mut self, name: &str, wanted: &str, value: &Value) {
        let help = (name == "Pattern" && value.as_object().is_some())
            .then_some("a filter pattern is JSON in a string: escape its quotes");
        let diagnostic = Diagnostic::error(
            WRONG_TYPE,
            format!("`{name}` is {}, not {wanted}", value.kind_name()),
        )
        .at(value.span, format!("{wanted} was expected"));
        self.wrong.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

/// The member called `name`, unless it is `null`: the AWS CLI leaves such members out.
fn present<'v>(parent: &'v Value, name: &str) -> Option<&'v Value> {
    parent
        .get(name)
        .filter(|value| !matches!(value.kind, json::Kind::Null))
}
