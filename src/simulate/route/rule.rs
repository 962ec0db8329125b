//! A rule that can be asked, and what its template leaves open of it.

use crate::json::Hole;
use crate::model;
use crate::pattern::{Dialect, OpenPattern, Pattern};
use crate::source::Source;
use crate::transform::Variables;

/// What is taken for an answer that a template leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// The event matches.
    Match,
    /// It does not.
    NoMatch,
}

/// What is asked of rules.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Where their patterns are used.
    pub dialect: Dialect,
    /// What counts where something is open; without it the answer is open too.
    pub assumed: Option<Assumed>,
    /// Whether their targets are asked for.
    pub targets: bool,
}

/// A rule that can be used.
#[derive(Debug)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// What it matches.
    pub pattern: Pattern,
    /// The bus it is on; a pattern with a name is on none, and asked whatever the bus.
    pub bus: Option<String>,
    /// Whether read-only management events by way of CloudTrail are kept from it.
    pub is_plainly_enabled: bool,
    /// Whom it invokes, if that is asked.
    pub targets: Vec<model::Target>,
    /// What is known of it by which input templates call it: its name in AWS, and its ARN.
    pub known: Variables,
    /// What its template leaves open of it; `pattern` is then what it may match.
    pub doubt: Option<Box<Doubt>>,
}

impl Rule {
    /// A pattern with a name: it is on no bus and has no state.
    #[must_use]
    pub fn bare(name: String, pattern: Pattern) -> Self {
        Self {
            name,
            pattern,
            bus: None,
            is_plainly_enabled: false,
            targets: Vec::new(),
            known: Variables::new(),
            doubt: None,
        }
    }
}

/// What a template leaves open of a rule.
#[derive(Debug, Default)]
pub struct Doubt {
    /// On what it depends.
    pub depends_on: Vec<String>,
    /// What it matches for certain; `None` if that is nothing.
    pub certain: Option<Pattern>,
}

/// A pattern that can be asked, and the text in which its places lie.
#[derive(Debug)]
pub struct Checked {
    /// The pattern, or what it may match.
    pub pattern: Pattern,
    /// The text in which its places lie.
    pub place: Source,
    /// What is open of it.
    pub doubt: Option<Box<Doubt>>,
}

impl Checked {
    /// A pattern with holes, as far as they are not decided.
    #[must_use]
    pub fn open(open: OpenPattern, file: &Source, assumed: Option<Assumed>) -> Self {
        let written = open.written.clone();
        let place = Source::made(written.text, written.pieces, file);
        let depends_on = open.holes();
        let (pattern, doubt) = match assumed {
            Some(Assumed::Match) => (open.most, None),
            Some(Assumed::NoMatch) => (open.least, None),
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
    pub fn doubt_all(&mut self, open: &[&Hole]) {
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
