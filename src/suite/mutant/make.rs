//! From a pattern to its mutants.

use std::collections::BTreeSet;

use super::Mutator;
use super::edit::{Change, Changes, Edit};
use super::operators;
use crate::json;
use crate::pattern::{Dialect, Pattern, parse};
use crate::source::Span;

/// The most mutants that are made of one pattern.
pub const MAXIMUM_MUTANTS: usize = 2_000;

/// The most bytes that the mutants of one pattern have together.
const MAXIMUM_BYTES: usize = 16 << 20;

/// A pattern with one small change.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mutant {
    /// What kind of change it is.
    pub mutator: Mutator,
    /// What is changed, in the text of the pattern.
    pub span: Span,
    /// The change of the text.
    pub edit: Edit,
    /// The change in words: "`…` becomes `…`", "field `…` is dropped".
    pub description: String,
    /// What it makes of the pattern.
    pub pattern: Pattern,
}

/// The mutants of a pattern.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Mutants {
    /// Each once, in the order of the text.
    pub all: Vec<Mutant>,
    /// How many changes were not tried, as there are too many.
    pub left_out: usize,
}

/// The mutants of a pattern, as it is used in `dialect`.
///
/// Guarantees: the same pattern has the same mutants in the same order. Each has a text that no other has, that AWS takes,
/// and that asks something else than the pattern; whether it answers otherwise for any event is another matter.
#[must_use]
pub fn mutants(pattern: &Pattern, dialect: Dialect) -> Mutants {
    let text = &*pattern.text;
    let Ok((root, _)) = json::parse_prefix(text) else {
        return Mutants::default();
    };
    let most = (MAXIMUM_BYTES / text.len().max(1)).clamp(1, MAXIMUM_MUTANTS);
    let mut changes = Changes::new(text, most);
    operators::fields(&root, dialect, &mut changes);
    let Changes {
        found, left_out, ..
    } = changes;
    let mut known = BTreeSet::new();
    let made = found.into_iter().filter_map(|change| {
        let changed = change.edit.apply(text);
        let mutant = change.made(&changed, dialect)?;
        let is_new = !mutant.pattern.has_the_same_tests(pattern) && known.insert(changed);
        is_new.then_some(mutant)
    });
    Mutants {
        all: made.collect(),
        left_out,
    }
}

impl Change {
    fn made(self, text: &str, dialect: Dialect) -> Option<Mutant> {
        let pattern = parse(text, dialect).ok()?;
        Some(Mutant {
            mutator: self.mutator,
            span: self.span,
            edit: self.edit,
            description: self.description,
            pattern,
        })
    }
}
