//! What was found out about mutants of one thing, whatever it is.

use crate::source::{Source, Span};
use crate::suite::addition::NewCase;
use crate::suite::mutant::{Edit, Mutator};

/// What has mutants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SubjectKind {
    /// A rule, by its pattern.
    Rule,
    /// A target of a rule, by what it receives.
    Target,
    /// A schedule.
    Schedule,
    /// How a target of a rule or a schedule is tried again.
    Delivery,
    /// A pipe, or an event source mapping.
    Pipe,
    /// A bus.
    Bus,
    /// A dead-letter queue.
    Queue,
}

impl SubjectKind {
    /// `rule`, `target`, `schedule`, `delivery`, `pipe`, `bus`, `queue`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Target => "target",
            Self::Schedule => "schedule",
            Self::Delivery => "delivery",
            Self::Pipe => "pipe",
            Self::Bus => "bus",
            Self::Queue => "queue",
        }
    }
}

/// The mutants of one thing, and what became of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Examined {
    /// What it is.
    pub kind: SubjectKind,
    /// What it is called.
    pub name: String,
    /// Where it is declared: the file, and from where to where.
    pub place: (String, usize, usize),
    /// Its mutants, in the order of the text.
    pub mutants: Vec<Judged>,
    /// Cases that would notice those that survived, as few as were found.
    pub missing: Vec<Missing>,
    /// How many changes were not tried, as there are too many.
    pub left_out: usize,
    /// Whether a case asks about it.
    pub is_asked: bool,
    /// Whether its template leaves something of it open, so that it has no mutants.
    pub is_open: bool,
}

/// A mutant and what became of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Judged {
    /// What kind of change it is.
    pub mutator: Mutator,
    /// The change in words.
    pub description: String,
    /// The text in which the places lie.
    pub source: Source,
    /// What is changed.
    pub span: Span,
    /// What is replaced, and by what.
    pub edit: Edit,
    /// What became of it.
    pub judgement: Judgement,
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Judgement {
    /// Nothing was asked.
    NotJudged,
    /// Cases notice it: their numbers among all cases, ascending.
    Killed(Vec<usize>),
    /// No case notices it: the number of the missing case that would.
    Survived(usize),
    /// It does what it is a mutant of does, always.
    Equivalent,
    /// It is not known, for this reason.
    Undecided(String),
}

/// A case that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Missing {
    /// The case.
    pub case: NewCase,
    /// The number of the suite to which it belongs.
    pub suite: usize,
    /// How many mutants it notices.
    pub notices: usize,
}
