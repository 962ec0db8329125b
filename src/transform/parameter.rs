//! Dynamic path parameters of pipes: a parameter of a target or an enrichment that is taken from the record.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::transform::{Parameter, Record};
//!
//! let message = json::parse(r#"{"body":"{\"kind\":\"order\"}","eventSource":"aws:sqs"}"#).unwrap();
//! let record = Record::from_source(&message, evb::transform::RecordSource::Sqs);
//! let detail_type = Parameter::parse("$.body.kind").unwrap();
//! assert_eq!(detail_type.value(&record).as_deref(), Some("order"));
//! assert_eq!(Parameter::parse("Order").unwrap().value(&record).as_deref(), Some("Order"));
//! ```
//!
//! # What this module does not do
//!
//! It does not know which parameters may be dynamic, and it sees the record before any template.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge Pipes targets", "Dynamic path parameters": the whole value
//! must be a path, and transformed values cannot be referenced; read 2026-11-20.

use super::notes::PATH_OR_PLACEHOLDER;
use super::path::{AtPath, Path};
use super::record::Record;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind};
use crate::source::Span;

/// A parameter of a pipe's target or enrichment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parameter {
    /// The value itself.
    Constant(String),
    /// The place in the record at which the value stands.
    Path(Path),
}

impl Parameter {
    /// Reads a parameter: a path if it is `$` or begins with `$.`, otherwise a constant.
    ///
    /// # Errors
    ///
    /// * `transform/path-syntax`: it begins like a path and is none. The span lies in `text`.
    pub fn parse(text: &str) -> Result<Self, Box<Diagnostic>> {
        if text == "$" || text.starts_with("$.") {
            Path::parse(text).map(Self::Path)
        } else {
            Ok(Self::Constant(text.to_owned()))
        }
    }

    /// What to say of a constant that is a placeholder of templates, as those of pipes have it: parameters take the path alone.
    /// The span is that of the parameter, quotes included.
    #[must_use]
    pub fn placeholder(text: &str, span: Span) -> Option<Diagnostic> {
        let path = text.strip_prefix("<$")?.strip_suffix('>')?;
        let path = format!("${path}");
        Path::parse(&path).ok()?;
        let message = format!("`{text}` is a placeholder of templates, and no path");
        let mut replacement = String::new();
        json::write_quoted(&path, &mut replacement);
        Some(
            Diagnostic::warning(PATH_OR_PLACEHOLDER, message)
                .at(span, "sent as it stands")
                .help(format!("a parameter takes the path alone: write `{path}`"))
                .fix(span, replacement),
        )
    }

    /// Whether the value depends on the record.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        matches!(self, Self::Path(_))
    }

    /// The value for a record: a string as it is, anything else as compact JSON; `None` if the path leads to
    /// nothing, for which AWS's behaviour is not documented.
    #[must_use]
    pub fn value(&self, record: &Record<'_>) -> Option<String> {
        let path = match self {
            Self::Constant(text) => return Some(text.clone()),
            Self::Path(path) => path,
        };
        match path.find(record) {
            AtPath::Nothing => None,
            AtPath::One { value, .. } => Some(match &value.kind {
                Kind::String(text) => text.to_java_utf8().into_owned(),
                _ => value.to_compact(),
            }),
            AtPath::Many(values) => {
                let values: Vec<String> = values.iter().map(|value| value.to_compact()).collect();
                Some(format!("[{}]", values.join(",")))
            }
        }
    }
}
