//! One event of a case.

use std::sync::OnceLock;

use crate::json::{self, Value};
use crate::source::Source;

/// An event, ready to be asked about. It is parsed when somebody wants its value, and then once.
#[derive(Clone, Debug)]
pub struct Event {
    /// What to call it: its name in the suite, or its place in a file.
    pub name: String,
    /// The bus that it names.
    pub bus: Option<String>,
    text: String,
    value: OnceLock<Value>,
    /// The text in which the places of its value lie; `None` if it was put together.
    source: Option<Source>,
}

impl Event {
    /// An event of a file: the places of its value lie in `source`, whose text is `text`.
    #[must_use]
    pub fn of_text(
        name: String,
        text: String,
        bus: Option<String>,
        source: Option<Source>,
    ) -> Self {
        Self {
            name,
            bus,
            text,
            value: OnceLock::new(),
            source,
        }
    }

    /// An event that is a value whose places lie in `source`, if it has any.
    #[must_use]
    pub fn of_value(
        name: String,
        value: Value,
        bus: Option<String>,
        source: Option<Source>,
    ) -> Self {
        Self {
            name,
            bus,
            text: value.to_compact(),
            value: OnceLock::from(value),
            source,
        }
    }

    /// The event as JSON.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The event; null if its text is no JSON, which those who ask for it are told before.
    pub fn value(&self) -> &Value {
        let null = || Value {
            span: crate::source::Span::default(),
            kind: json::Kind::Null,
        };
        self.value
            .get_or_init(|| json::parse(&self.text).unwrap_or_else(|_| null()))
    }

    /// The text in which places of the value lie.
    #[must_use]
    pub const fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// The same event with another name and, if one is given, on another bus.
    #[must_use]
    pub(super) fn called(mut self, name: &str, bus: Option<&str>) -> Self {
        self.name = name.to_owned();
        if let Some(bus) = bus {
            self.bus = Some(bus.to_owned());
        }
        self
    }
}
