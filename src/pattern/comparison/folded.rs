//! `equals-ignore-case`, also under `prefix`, `suffix` and `anything-but`.

use crate::json::JsonString;

/// A text folded as the engine folds it: unit by unit of UTF-16, the pattern's side only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// For each UTF-16 unit, what may stand in its place.
    pub units: Vec<FoldedUnit>,
}

/// What may stand in the place of one UTF-16 unit, in UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldedUnit {
    /// It has no case: exactly these bytes.
    Same(Box<[u8]>),
    /// Its full lower case or its full upper case.
    Either(Box<[u8]>, Box<[u8]>),
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(_text: &JsonString) -> Self {
        Self { units: Vec::new() }
    }
}
