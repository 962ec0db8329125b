//! Mutants of pipes and of event source mappings: of their filters, their batches and the input of their target.
//!
//! # Example
//!
//! ```
//! use evb::pattern::Dialect;
//! use evb::source::Span;
//! use evb::suite::mutant::pipe::{PipeParts, pipe_mutants};
//!
//! let place = Span::default();
//! let parts = PipeParts { filters: &[], dialect: Dialect::Pipe, batch: Some((1, place)), window: None, template: None };
//! let mutants = pipe_mutants(&parts);
//! assert_eq!(mutants[0].description, "`BatchSize` 1 becomes 2");
//! ```
//!
//! # What this module does not do
//!
//! What an enrichment is asked has no mutants: a suite says what it answers, and nothing of that.

use super::edit::told;
use super::{Edit, Mutant, Mutator, constant, mutants};
use crate::model::{Declared, DeclaredPattern};
use crate::pattern::{Dialect, parse};
use crate::source::Span;
use crate::transform::{Placeholder, Position, Template, Variable};

/// What of a pipe is changed.
#[derive(Clone, Copy, Debug)]
pub struct PipeParts<'p> {
    /// Its filters.
    pub filters: &'p [DeclaredPattern],
    /// How their patterns are read.
    pub dialect: Dialect,
    /// `BatchSize`, and where it stands.
    pub batch: Option<(i64, Span)>,
    /// `MaximumBatchingWindowInSeconds`, and where it stands.
    pub window: Option<(i64, Span)>,
    /// The input template of the target.
    pub template: Option<&'p Declared<String>>,
}

/// One change of a pipe.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PipeChange {
    /// The filter of this number has another pattern.
    Filter(usize, Box<Mutant>),
    /// `BatchSize` is this.
    Batch(i64),
    /// `MaximumBatchingWindowInSeconds` is this.
    Window(i64),
    /// This is the input template of the target.
    Template(String),
}

/// A pipe with one small change.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PipeMutant {
    /// What kind of change it is.
    pub mutator: Mutator,
    /// What is changed: in the text of the pattern for a filter, else in the file.
    pub span: Span,
    /// What is replaced there.
    pub edit: Edit,
    /// The change in words.
    pub description: String,
    /// What it changes.
    pub change: PipeChange,
}

/// The mutants of a pipe, filters first. What is open of a filter has none.
#[must_use]
pub fn pipe_mutants(parts: &PipeParts<'_>) -> Vec<PipeMutant> {
    let mut all = Vec::new();
    for (number, filter) in parts.filters.iter().enumerate() {
        // Filters have their patterns in strings, so that no file is needed.
        let pattern = filter
            .json("")
            .and_then(|text| parse(text, parts.dialect).ok());
        let Some(pattern) = pattern else { continue };
        let made = mutants(&pattern, parts.dialect).all.into_iter();
        all.extend(made.map(|mutant| PipeMutant {
            mutator: mutant.mutator,
            span: mutant.span,
            edit: mutant.edit.clone(),
            description: mutant.description.clone(),
            change: PipeChange::Filter(number, Box::new(mutant)),
        }));
    }
    let batch: &dyn Fn(i64) -> PipeChange = &PipeChange::Batch;
    let window: &dyn Fn(i64) -> PipeChange = &PipeChange::Window;
    for (name, given, mutator, change) in [
        ("BatchSize", parts.batch, Mutator::BatchMoved, batch),
        (
            "MaximumBatchingWindowInSeconds",
            parts.window,
            Mutator::WindowMoved,
            window,
        ),
    ] {
        let Some((number, span)) = given else {
            continue;
        };
        let near = [number.checked_add(1), number.checked_sub(1)];
        for other in near.into_iter().flatten().filter(|other| *other >= 0) {
            all.push(PipeMutant {
                mutator,
                span,
                edit: Edit {
                    span,
                    replacement: other.to_string(),
                },
                description: format!("`{name}` {number} becomes {other}"),
                change: change(other),
            });
        }
    }
    if let Some(declared) = parts.template
        && let Ok(template) = Template::pipe(declared.as_str())
    {
        of_template(&template, declared.span, &mut all);
    }
    all
}

/// Each path leads to what is around, and to where the next one leads; each placeholder is dropped; a constant is another.
fn of_template(template: &Template, place: Span, all: &mut Vec<PipeMutant>) {
    let text = template.text();
    let placeholders: Vec<&Placeholder> = template.placeholders().collect();
    let mut add_text = |mutator, changed: String, description| {
        if Template::pipe(&changed).is_ok() {
            all.push(PipeMutant {
                mutator,
                span: place,
                edit: Edit {
                    span: place,
                    replacement: changed.clone(),
                },
                description,
                change: PipeChange::Template(changed),
            });
        }
    };
    if placeholders.is_empty()
        && let Some((changed, description)) = constant::changed(text)
    {
        add_text(Mutator::InputChanged, changed, description);
    }
    let mut add = |mutator, span: Span, replacement: &str, description| {
        let edit = Edit {
            span,
            replacement: replacement.to_owned(),
        };
        add_text(mutator, edit.apply(text), description);
    };
    let path = |one: &Placeholder| match one.variable {
        Variable::Path(_) => Some(one.name.clone()),
        _ => None,
    };
    for (number, placeholder) in placeholders.iter().enumerate() {
        let name = &placeholder.name;
        if let Some(own) = path(placeholder) {
            let parent = own.rfind(['.', '[']).and_then(|at| own.get(..at));
            let parent = parent.map(str::to_owned);
            let next = placeholders.get(number + 1).or(placeholders.first());
            let next = next.and_then(|next| path(next));
            let next = next.filter(|next| *next != own && Some(next) != parent.as_ref());
            for other in parent.into_iter().chain(next) {
                let description = format!("`<{}>` becomes `<{}>`", told(name), told(&other));
                let written = format!("<{other}>");
                add(Mutator::PathMoved, placeholder.span, &written, description);
            }
        }
        let (replacement, becomes) = match placeholder.position {
            Position::Value => ("null", "becomes `null`"),
            Position::InString | Position::Text => ("", "is dropped"),
        };
        let description = format!("placeholder `<{}>` {becomes}", told(name));
        let dropped = Mutator::PlaceholderDropped;
        add(dropped, placeholder.span, replacement, description);
    }
}
