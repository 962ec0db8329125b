//! A rule that can be asked, and what its template leaves open of it.

use crate::commands::unknown::Unknown;
use crate::json::Hole;
use crate::model;
use crate::pattern::{Dialect, OpenPattern, Pattern};
use crate::source::Source;

/// What is asked of rules.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) dialect: Dialect,
    /// What counts where something is open.
    pub(super) unknown: Option<Unknown>,
    /// Whether their targets are asked for.
    pub(super) targets: bool,
}

/// A rule that can be used.
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) pattern: Pattern,
    /// The bus it is on; a pattern with a name is on none, and asked whatever the bus.
    pub(super) bus: Option<String>,
    /// Whether read-only management events by way of CloudTrail are kept from it.
    pub(super) is_plainly_enabled: bool,
    /// Whom it invokes, if that is asked.
    pub(super) targets: Vec<model::Target>,
    /// What its template leaves open of it; `pattern` is then what it may match.
    pub(super) doubt: Option<Box<Doubt>>,
}

/// What a template leaves open of a rule.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    /// On what it depends.
    pub(super) depends_on: Vec<String>,
    /// What it matches for certain; `None` if that is nothing.
    pub(super) certain: Option<Pattern>,
}

/// A pattern that can be asked, and the text in which its places lie.
pub(super) struct Checked {
    pub(super) pattern: Pattern,
    pub(super) place: Source,
    pub(super) doubt: Option<Box<Doubt>>,
}

impl Checked {
    /// A pattern with holes, as far as they are not decided.
    pub(super) fn open(open: OpenPattern, file: &Source, unknown: Option<Unknown>) -> Self {
        let written = open.written.clone();
        let place = Source::made(written.text, written.pieces, file);
        let depends_on = open.holes();
        let (pattern, doubt) = match unknown {
            Some(Unknown::Match) => (open.most, None),
            Some(Unknown::NoMatch) => (open.least, None),
            None => {
                let certain = Some(open.least);
                let doubt = Doubt {
                    depends_on,
                    certain,
                };
                (open.most, Some(Box::new(doubt)))
            }
        };
        Self {
            pattern,
            place,
            doubt,
        }
    }

    /// Nothing is certain that depends on this.
    pub(super) fn doubt_all(&mut self, open: &[&Hole]) {
        if open.is_empty() {
            return;
        }
        let doubt = self.doubt.get_or_insert_default();
        doubt.certain = None;
        for hole in open {
            if !doubt.depends_on.contains(&hole.from) {
                doubt.depends_on.push(hole.from.clone());
            }
        }
    }
}
