//! Changes of a text, collected up to a bound.

use super::Mutator;
use crate::source::Span;
use crate::sure::Sure as _;

/// The most characters of either side of a change that its description tells.
const MAXIMUM_TOLD: usize = 60;

/// What a text has in place of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced.
    pub span: Span,
    /// What stands there then.
    pub replacement: String,
}

impl Edit {
    /// The whole text, changed.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let before = text.get(..self.span.start).sure();
        let behind = text.get(self.span.end..).sure();
        [before, &self.replacement, behind].concat()
    }
}

/// A change that may make a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) mutator: Mutator,
    /// What is changed, which may be less than what is replaced.
    pub(super) span: Span,
    pub(super) edit: Edit,
    pub(super) description: String,
}

/// Changes of one text.
pub(super) struct Changes<'t> {
    pub(super) text: &'t str,
    pub(super) found: Vec<Change>,
    most: usize,
    pub(super) left_out: usize,
}

impl<'t> Changes<'t> {
    /// Of this text, so many at most.
    pub(super) fn new(text: &'t str, most: usize) -> Self {
        Self {
            text,
            found: Vec::new(),
            most,
            left_out: 0,
        }
    }

    /// What the text has at a place.
    pub(super) fn raw(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).sure()
    }

    /// The `part` of a comparison becomes something else: the description tells the `whole` before and after.
    pub(super) fn becomes(
        &mut self,
        mutator: Mutator,
        (whole, part): (Span, Span),
        replacement: String,
    ) {
        let edit = Edit {
            span: part,
            replacement,
        };
        if self.is_full() {
            return;
        }
        let inside = Edit {
            span: Span::new(part.start - whole.start, part.end - whole.start),
            replacement: edit.replacement.clone(),
        };
        let before = self.raw(whole);
        let after = inside.apply(before);
        let description = format!("`{}` becomes `{}`", told(before), told(&after));
        self.push(mutator, whole, edit, description);
    }

    /// Something is taken out of the text.
    pub(super) fn dropped(&mut self, mutator: Mutator, span: Span, edit: Edit, what: &str) {
        if self.is_full() {
            return;
        }
        let description = format!("{what} is dropped");
        self.push(mutator, span, edit, description);
    }

    /// A change with a description of its own.
    pub(super) fn changed(
        &mut self,
        mutator: Mutator,
        span: Span,
        edit: Edit,
        description: String,
    ) {
        if !self.is_full() {
            self.push(mutator, span, edit, description);
        }
    }

    /// Of the changes from a number on, only those by these mutators stay.
    pub(super) fn keep_from(&mut self, first: usize, is_kept: impl Fn(Mutator) -> bool) {
        let later = self.found.split_off(first.min(self.found.len()));
        let later = later.into_iter().filter(|one| is_kept(one.mutator));
        self.found.extend(later);
    }

    fn push(&mut self, mutator: Mutator, span: Span, edit: Edit, description: String) {
        self.found.push(Change {
            mutator,
            span,
            edit,
            description,
        });
    }

    /// Whether no more is taken; what comes now is counted.
    fn is_full(&mut self) -> bool {
        let is_full = self.found.len() >= self.most;
        self.left_out += usize::from(is_full);
        is_full
    }
}

/// A text on one line, cut where it is long.
pub(super) fn told(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = words.char_indices();
    match characters.nth(MAXIMUM_TOLD) {
        Some((at, _)) => format!("{}…", words.get(..at).sure()),
        None => words,
    }
}
