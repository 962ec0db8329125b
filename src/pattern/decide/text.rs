//! The texts that an [automaton](super::automaton) is made of.

use crate::pattern::comparison::{Folded, Wildcard};

/// A text of a test. All begin and end, as the tests have it, with the quotes around the form.
#[derive(Clone, Copy, Debug)]
pub(super) enum Text<'p> {
    /// The whole form.
    Whole(&'p str),
    /// The beginning of the form.
    Prefix(&'p str),
    /// The end of the form.
    Suffix(&'p str),
    /// The whole form between its quotes, each character in either case.
    Folded(&'p Folded),
    /// The same for its beginning.
    FoldedPrefix(&'p Folded),
    /// The same for its end.
    FoldedSuffix(&'p Folded),
    /// A form with stars.
    Wildcard(&'p Wildcard),
    /// So many characters between the quotes.
    Length {
        /// At least.
        shortest: usize,
        /// At most; `None` for any number.
        longest: Option<usize>,
    },
}
