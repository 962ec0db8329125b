//! Two versions of schemas.

use serde::Serialize;

use crate::report::SpanReport;
use crate::schema::{Difference, Document, compare};
use crate::source::Span;

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct DiffReport {
    /// Of the output contract.
    pub version: u32,
    /// Whether those may fail who read by the old version.
    pub breaks_consumers: bool,
    /// Whether those may fail who send by the old version.
    pub breaks_producers: bool,
    /// Each schema.
    pub schemas: Vec<DiffedReport>,
}

/// A schema.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct DiffedReport {
    /// Its source and detail-type, or its name.
    pub schema: String,
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// What changed.
    pub changes: Vec<ChangeReport>,
}

/// A change.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ChangeReport {
    /// The path from the event; empty for the event itself.
    pub path: String,
    /// What changed: `field-added`, `type`, …
    pub change: &'static str,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// Whether those may fail who read by the old version.
    pub breaks_consumers: bool,
    /// Whether those may fail who send by the old version.
    pub breaks_producers: bool,
    /// Where the old version has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_place: Option<PlaceReport>,
    /// Where the new version has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_place: Option<PlaceReport>,
}

/// A place in a file.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PlaceReport {
    /// The file.
    pub source: String,
    /// Where in it.
    pub span: SpanReport,
}

/// A change with its schema: a line of JSON Lines.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ChangeLine<'r> {
    /// Of the output contract.
    pub version: u32,
    /// The schema.
    pub schema: &'r str,
    /// What changed.
    #[serde(flatten)]
    pub change: &'r ChangeReport,
}

impl DiffReport {
    /// What changed of these schemas.
    #[must_use]
    pub fn new(schemas: Vec<DiffedReport>) -> Self {
        let changes = schemas.iter().flat_map(|schema| &schema.changes);
        Self {
            version: 1,
            breaks_consumers: changes.clone().any(|change| change.breaks_consumers),
            breaks_producers: changes.clone().any(|change| change.breaks_producers),
            schemas,
        }
    }

    /// Every change with its schema.
    pub fn lines(&self) -> impl Iterator<Item = ChangeLine<'_>> {
        self.schemas.iter().flat_map(|schema| {
            schema.changes.iter().map(|change| ChangeLine {
                version: 1,
                schema: &schema.schema,
                change,
            })
        })
    }
}

impl DiffedReport {
    /// What changed between two versions; one that is not there was removed, or added.
    #[must_use]
    pub fn new(old: Option<&Document>, new: Option<&Document>) -> Self {
        let label = new.or(old).map(Document::label).unwrap_or_default();
        let (status, changes) = match (old, new) {
            (Some(old), Some(new)) => {
                let changes = compare(old, new);
                let changes = changes.iter().map(|one| ChangeReport::new(one, old, new));
                let changes: Vec<ChangeReport> = changes.collect();
                match changes.is_empty() {
                    true => ("same", changes),
                    false => ("changed", changes),
                }
            }
            (Some(old), None) => (
                "removed",
                vec![ChangeReport::whole("removed", Some(old), None)],
            ),
            (None, new) => ("added", vec![ChangeReport::whole("added", None, new)]),
        };
        Self {
            schema: label,
            status,
            changes,
        }
    }
}

impl ChangeReport {
    fn new(difference: &Difference, old: &Document, new: &Document) -> Self {
        Self {
            path: difference.path.clone(),
            change: difference.change.as_str(),
            old: difference.old.clone(),
            new: difference.new.clone(),
            breaks_consumers: difference.breaks_consumers,
            breaks_producers: difference.breaks_producers,
            old_place: difference.old_span.map(|span| place(old, span)),
            new_place: difference.new_span.map(|span| place(new, span)),
        }
    }

    /// A schema that only one of the versions has. Whoever reads events that are not sent any more waits for ever.
    fn whole(change: &'static str, old: Option<&Document>, new: Option<&Document>) -> Self {
        let word = |document: Option<&Document>| match document {
            Some(_) => "a schema".to_owned(),
            None => "no schema".to_owned(),
        };
        let whole =
            |document: Option<&Document>| document.map(|document| place(document, Span::new(0, 1)));
        Self {
            path: String::new(),
            change,
            old: word(old),
            new: word(new),
            breaks_consumers: new.is_none(),
            breaks_producers: false,
            old_place: whole(old),
            new_place: whole(new),
        }
    }

    /// Whom it breaks, in a word.
    #[must_use]
    pub const fn breaks(&self) -> &'static str {
        match (self.breaks_consumers, self.breaks_producers) {
            (true, true) => "both",
            (true, false) => "consumers",
            (false, true) => "producers",
            (false, false) => "",
        }
    }
}

fn place(document: &Document, span: Span) -> PlaceReport {
    PlaceReport {
        source: document.text.name().to_owned(),
        span: SpanReport::new(&document.text, span),
    }
}
