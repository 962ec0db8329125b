//! What a suite says, as data: every text still knows where it stands.

use std::collections::BTreeMap;

use crate::delivery::Outcome;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::source::{Source, Span};

/// A text of the suite and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A suite.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The text in which places lie.
    pub source: Source,
    /// The templates that are tested: paths from the directory of the suite.
    pub templates: Vec<Spelled>,
    /// Rules that the suite declares itself.
    pub rules: Vec<RuleInPlace>,
    /// Where a rule stands that could not be read.
    pub unread: Option<Span>,
    /// Values for what the templates leave open.
    pub parameters: BTreeMap<String, Parameter>,
    /// The account in which they are deployed.
    pub account: Option<String>,
    /// The Region.
    pub region: Option<String>,
    /// The name of the stack.
    pub stack_name: Option<String>,
    /// The stage.
    pub stage: Option<String>,
    /// The bus of events that name none.
    pub bus: Option<Spelled>,
    /// Events with names.
    pub events: Vec<(Spelled, EventSpec)>,
    /// The cases, those of tables one for each row.
    pub cases: Vec<Case>,
}

/// A value for what templates leave open.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where its name stands.
    pub name_span: Span,
    /// The value.
    pub value: Value,
}

/// A rule that stands in the suite.
#[derive(Clone, Debug)]
pub struct RuleInPlace {
    /// What it is called.
    pub name: Spelled,
    /// Its pattern: an object, or a text that holds one.
    pub pattern: Value,
    /// Its bus; without one it is asked whatever the bus.
    pub bus: Option<Spelled>,
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called; no other case of the suite is called so.
    pub name: String,
    /// Whether the suite gives it that name.
    pub is_named: bool,
    /// Where the name stands, or the case begins.
    pub span: Span,
    /// What is asked; `None` where that could not be read.
    pub kind: Option<Kind>,
    /// What is wrong with it.
    pub mistakes: Vec<Diagnostic>,
    /// Expectations that are absent: it cannot pass before something fills them in.
    pub blanks: Vec<Blank>,
    /// Where it stands in the document.
    pub place: CasePlace,
}

/// An expectation that is absent.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The word under which it stands with nothing behind it; `None` where not even a word stands there.
    pub word: Option<&'static str>,
    /// What is to be told of it.
    pub told: Diagnostic,
}

/// Where a case stands in the document of its suite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CasePlace {
    /// The list that holds it: `cases`, …
    pub list: &'static str,
    /// Its number in that list, from 0.
    pub number: usize,
    /// Whether it is one of several cases that stand there: a row of a table.
    pub is_row: bool,
}

impl Case {
    /// Whether its answer depends on what templates declare.
    #[must_use]
    pub const fn asks_templates(&self) -> bool {
        !matches!(self.kind, Some(Kind::PutEvents(_)) | None)
    }

    /// How many expectations it has.
    #[must_use]
    pub fn expectations(&self) -> usize {
        match &self.kind {
            Some(Kind::Events(case)) => case.wants.len(),
            Some(Kind::Schedule(case)) => case.wants.len(),
            Some(Kind::PutEvents(case)) => case.wants.len(),
            Some(Kind::Pipe(case)) => case.wants.len(),
            Some(Kind::Retries(case)) => case.wants.len(),
            Some(Kind::Check(wants)) => wants.len(),
            None => 0,
        }
    }
}

/// What a case is about.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Events on a bus.
    Events(EventCase),
    /// A schedule and the times at which it fires.
    Schedule(ScheduleCase),
    /// Entries of a request, and what `PutEvents` answers.
    PutEvents(PutEventsCase),
    /// Records of a source, and what a pipe does with them.
    Pipe(PipeCase),
    /// An event that is not taken at once.
    Retries(RetriesCase),
    /// What AWS would refuse: each expectation where its word stands.
    Check(Vec<(Span, CheckWanted)>),
}

/// Records of a source, and what is expected of a pipe, or of an event source mapping.
#[derive(Clone, Debug)]
pub struct PipeCase {
    /// Its name.
    pub pipe: Spelled,
    /// The records: a list, or the path of a file.
    pub records: Value,
    /// What the enrichment answers, batch by batch; the last is repeated.
    pub enrichment: Vec<Value>,
    /// What the target answers.
    pub response: Vec<Value>,
    /// What is expected: each under its word, where that stands.
    pub wants: Vec<(Span, PipeWanted)>,
}

/// What is expected of a pipe.
#[derive(Clone, Debug)]
pub enum PipeWanted {
    /// Just these records pass its filters, by their numbers from 0.
    Passes(Vec<usize>),
    /// Just these do not.
    Drops(Vec<usize>),
    /// These batches are made, each of these records.
    Batches(Vec<Vec<usize>>),
    /// The target gets this, invocation by invocation.
    Invocations(Vec<Value>),
    /// How each record ends, by the names that `evb pipe` has for that.
    Ends(Vec<Spelled>),
}

/// An event that is not taken at once, and what is expected to become of it.
#[derive(Clone, Debug)]
pub struct RetriesCase {
    /// A target of a rule, or a schedule.
    pub target: Spelled,
    /// What fails there, in the grammar of `evb simulate-retries --fail`.
    pub fail: Vec<Spelled>,
    /// What fails behind it: `PLACE:FAILURE`.
    pub at: Vec<Spelled>,
    /// When the event arrives: for failures that name times of day.
    pub arrival: Option<Spelled>,
    /// What decides about all luck.
    pub seed: u64,
    /// What is expected: each under its word, where that stands.
    pub wants: Vec<(Span, RetriesWanted)>,
}

/// What is expected of an event that is not taken at once.
#[derive(Clone, Debug)]
pub enum RetriesWanted {
    /// What becomes of it.
    Outcome(Outcome),
    /// How often the target is tried.
    Attempts(u64),
    /// Where it lies in the end.
    LiesIn(Vec<Spelled>),
}

/// What is expected of what AWS would refuse.
#[derive(Clone, Debug)]
pub enum CheckWanted {
    /// No finding of these kinds.
    Never(Vec<Spelled>),
    /// No other error and no other warning than of these kinds.
    Only(Vec<Spelled>),
}

/// A schedule, and what is expected of its fires.
#[derive(Clone, Debug)]
pub struct ScheduleCase {
    /// Its name.
    pub schedule: Spelled,
    /// From when on, itself outside.
    pub after: Spelled,
    /// Until when, itself inside.
    pub until: Option<Spelled>,
    /// The zone of times that name none; that of the schedule without it.
    pub timezone: Option<Spelled>,
    /// What is expected: each under its word, where that stands.
    pub wants: Vec<(Span, ScheduleWanted)>,
}

/// What is expected of the fires of a schedule.
#[derive(Clone, Debug)]
pub enum ScheduleWanted {
    /// These: all of them where the case says until when, else the first.
    Fires(Vec<Spelled>),
    /// So many.
    Count(u64),
    /// None.
    Never,
}

/// Entries, and what `PutEvents` answers.
#[derive(Clone, Debug)]
pub struct PutEventsCase {
    /// The entries: a list, a request, or the path of a file that holds one of these.
    pub entries: Value,
    /// What is expected: each under its word, where that stands.
    pub wants: Vec<(Span, PutEventsWanted)>,
}

/// What is expected of the answer of `PutEvents`.
#[derive(Clone, Debug)]
pub enum PutEventsWanted {
    /// `FailedEntryCount`.
    Failed(u64),
    /// For each entry `ok`, or its `ErrorCode`.
    Answers(Vec<Spelled>),
    /// The request is refused as a whole, with a message that holds this.
    Refused(Spelled),
}

/// Events, and what is expected of each.
#[derive(Clone, Debug)]
pub struct EventCase {
    /// The events.
    pub events: Vec<EventSpec>,
    /// The bus of those that name none.
    pub bus: Option<Spelled>,
    /// What is expected.
    pub wants: Vec<Want>,
}

/// One expectation.
#[derive(Clone, Debug)]
pub struct Want {
    /// Where its name stands.
    pub span: Span,
    /// What is expected.
    pub what: Wanted,
}

/// What is expected of an event.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// It matches these rules and no other.
    Matches(Vec<Spelled>),
    /// It matches these.
    Includes(Vec<Spelled>),
    /// It matches none of these.
    Excludes(Vec<Spelled>),
    /// It does not match a rule, and these fields decide that.
    Because(Vec<(Spelled, Vec<Spelled>)>),
    /// It is open whether it matches these, and on what that depends where that is said.
    Unknown(Vec<(Spelled, Option<Spelled>)>),
    /// Targets of rules that it matches receive this: a text exactly, anything else as a value of JSON.
    Delivers(Vec<(Spelled, Value)>),
    /// Targets of rules that it matches receive nothing, and why where that is said.
    Undelivered(Vec<(Spelled, Option<Spelled>)>),
}

impl Wanted {
    /// Whether nothing could fail of it: the complete set says something even if it is empty.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        match self {
            Self::Matches(_) => false,
            Self::Includes(rules) | Self::Excludes(rules) => rules.is_empty(),
            Self::Because(rules) => rules.is_empty(),
            Self::Unknown(of) | Self::Undelivered(of) => of.is_empty(),
            Self::Delivers(targets) => targets.is_empty(),
        }
    }

    /// The word under which it stands in the suite.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Matches(_) => "matches",
            Self::Includes(_) => "includes",
            Self::Excludes(_) => "excludes",
            Self::Because(_) => "because",
            Self::Unknown(_) => "unknown",
            Self::Delivers(_) => "delivers",
            Self::Undelivered(_) => "undelivered",
        }
    }
}

/// How an event comes about.
#[derive(Clone, Debug)]
pub enum EventSpec {
    /// By its name, or out of a file: whichever there is.
    Named(Spelled),
    /// Out of a file, or of those that a glob names.
    File(Spelled),
    /// As it stands in the suite.
    Inline {
        /// The event.
        value: Value,
        /// Its bus, where that is said beside it.
        bus: Option<Spelled>,
    },
    /// Built on another.
    Like {
        /// The name of the other, or its file.
        base: Spelled,
        /// What is set, by path.
        set: Vec<(Spelled, Value)>,
        /// What is removed.
        remove: Vec<Spelled>,
        /// Its bus, where that is said.
        bus: Option<Spelled>,
    },
    /// One that has this name and could not be read, which is told.
    Unread(Span),
}
