//! What a rule's target receives: everything, a constant, a part, or what a template makes.

use super::MISSING_PATH;
use super::notes::{NOT_SETTLED, outside_grammar};
use super::path::{AtPath, Path};
use super::record::Record;
use super::rendering::{Rendered, Undelivered};
use super::template::Template;
use super::variables::Variables;
use super::whereabouts;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The input of a rule's target, accepted.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TargetInput {
    /// The whole event, compact.
    WholeEvent,
    /// `Input`: always this text.
    Constant(String),
    /// `InputPath`
    Part(InputPath),
    /// `InputTransformer`
    Transformed(Template),
}

/// The `InputPath` of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct InputPath {
    text: String,
    /// `None` if it is outside the documented grammar, which AWS does not check.
    path: Option<Path>,
    notes: Vec<Diagnostic>,
}

impl InputPath {
    /// Reads a path. AWS does not check it, so there is nothing to refuse.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let path = Path::parse(text).ok();
        let note = match &path {
            None => Some(outside_grammar(text)),
            Some(path) if path.has_wildcard() => Some(
                Diagnostic::note(NOT_SETTLED, "what `[*]` yields is not verified")
                    .help("evb makes an array of all matches"),
            ),
            Some(path) if path.has_dotted_index() => Some(
                Diagnostic::note(NOT_SETTLED, "an index after a dot is taken as an index")
                    .help("users report that it works; AWS documents `[0]`"),
            ),
            Some(_) => None,
        };
        Self {
            text: text.to_owned(),
            path,
            notes: note.into_iter().collect(),
        }
    }

    /// What is to be said of it whatever the event holds.
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    fn deliver(&self, record: &Record<'_>) -> Rendered {
        let raw = match self.path.as_ref().map(|path| path.find(record)) {
            Some(AtPath::One { value, .. }) => value.to_compact(),
            Some(AtPath::Many(values)) => {
                let values: Vec<String> = values.iter().map(|value| value.to_compact()).collect();
                format!("[{}]", values.join(","))
            }
            Some(AtPath::Nothing) | None => {
                return Rendered::Undelivered(Box::new(self.nothing(record)));
            }
        };
        Rendered::Delivered {
            raw,
            notes: Vec::new(),
        }
    }

    fn nothing(&self, record: &Record<'_>) -> Undelivered {
        let found = self
            .path
            .as_ref()
            .and_then(|path| whereabouts::told(path, record));
        let consequence = "evb counts the event as not delivered";
        let diagnostic = Diagnostic::error(
            MISSING_PATH,
            format!(
                "the input path `{}` leads to nothing in this event",
                self.text
            ),
        )
        .at(Span::new(0, self.text.len()), "nothing there")
        .help(match found {
            Some(found) => format!("{found}; {consequence}"),
            None => consequence.to_owned(),
        });
        Undelivered {
            diagnostic,
            rendered: String::new(),
            fault: None,
            placeholder: None,
            notes: vec![Diagnostic::note(
                NOT_SETTLED,
                "what EventBridge delivers for an input path that leads to nothing is not recorded",
            )],
        }
    }
}

impl TargetInput {
    /// What becomes of one event.
    #[must_use]
    pub fn deliver(&self, record: &Record<'_>, variables: &Variables) -> Rendered {
        let raw = match self {
            Self::WholeEvent => record.value().to_compact(),
            Self::Constant(text) => text.clone(),
            Self::Part(path) => return path.deliver(record),
            Self::Transformed(template) => return template.render(record, variables),
        };
        Rendered::Delivered {
            raw,
            notes: Vec::new(),
        }
    }

    /// What is worth knowing before any event. Places lie in [`text`](Self::text).
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        match self {
            Self::WholeEvent | Self::Constant(_) => &[],
            Self::Part(path) => &path.notes,
            Self::Transformed(template) => template.notes(),
        }
    }

    /// The text in which places lie: the template, the path, the constant; empty for the whole event.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::WholeEvent => "",
            Self::Constant(text) => text,
            Self::Part(path) => &path.text,
            Self::Transformed(template) => template.text(),
        }
    }
}
