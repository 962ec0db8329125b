//! The atoms of the paths of some patterns, for those who make events of them.

use std::sync::Arc;

use super::budget::{Budget, Limits, Reason};
use super::domain::Domain;
use super::space::Space;
use crate::json::{JsonString, Value};
use crate::pattern::ast::{Pattern, ValueList};

/// A path, and all that its value can be to some patterns.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PathAtoms {
    /// The path.
    pub path: Arc<JsonString>,
    /// The different lists that the patterns have there, each where it was first seen.
    pub lists: Vec<Arc<ValueList>>,
    /// For every combination of lists that a value can satisfy, one atom.
    pub atoms: Vec<ValueAtom>,
    /// Why there may be more atoms; `None` if these are all.
    pub incomplete: Option<Reason>,
}

/// Values that satisfy the same lists.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ValueAtom {
    /// An example of each kind of value that occurs, the most readable first; empty for the absence of the field.
    pub values: Vec<Value>,
    /// The lists that they satisfy, by their place in [`PathAtoms::lists`].
    pub lists: Vec<usize>,
}

/// The atoms of all paths of some patterns, in the order in which the engine looks at the paths (UTF-16).
///
/// # Example
///
/// ```
/// use evb::pattern::decide::{Envelope, Limits, atoms};
/// use evb::pattern::{Dialect, parse};
///
/// let pattern = parse(r#"{"source": [{"prefix": "aws."}]}"#, Dialect::Bus).unwrap();
/// let paths = atoms(&[&pattern], &Envelope, &Limits::default());
/// let values: Vec<String> = paths[0].atoms.iter().map(|atom| atom.values[0].to_compact()).collect();
/// assert_eq!(values, [r#""aws.""#, r#""other""#]);
/// ```
#[must_use]
pub fn atoms(patterns: &[&Pattern], domain: &dyn Domain, limits: &Limits) -> Vec<PathAtoms> {
    let patterns: Vec<(&Pattern, &[usize])> = patterns
        .iter()
        .map(|pattern| (*pattern, [].as_slice()))
        .collect();
    let space = Space::new(&patterns, domain, &mut Budget::new(limits.work));
    let axes = space.axes.into_iter();
    axes.map(|axis| PathAtoms {
        path: axis.path,
        lists: axis.lists,
        incomplete: axis.column.incomplete,
        atoms: (axis.column.atoms.into_iter())
            .map(|atom| ValueAtom {
                lists: atom.lists.iter().collect(),
                values: atom.values,
            })
            .collect(),
    })
    .collect()
}
