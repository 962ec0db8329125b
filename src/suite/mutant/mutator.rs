//! The kinds of changes that make a mutant.

use std::fmt;

/// A kind of change. Its name is stable: scripts and reports are written against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mutator {
    /// A field is not asked for any more.
    FieldDropped,
    /// The list of a field stands at another field: that beside it, or the same one a level higher.
    PathMoved,
    /// One of several alternatives of a list is gone.
    AlternativeDropped,
    /// The only alternative of a list is a text that nothing is: only an event that has to match tells it.
    AlternativeReplaced,
    /// A comparison admits more.
    AlternativeWidened,
    /// A comparison admits less.
    AlternativeNarrowed,
    /// A number is one step of its last digit off.
    BoundMoved,
    /// `>` and `>=`, `<` and `<=`.
    BoundTurned,
    /// One of the two ends of a range is gone.
    BoundDropped,
    /// `exists` asks for the opposite; `null` for the absence of the field.
    ExistsTurned,
    /// `anything-but` is gone, or is put around.
    NegationTurned,
    /// The case of letters counts, or counts no more.
    CaseTurned,
    /// The beginning is asked for in place of the end, or the other way round.
    EndTurned,
    /// A text in place of a number, `true`, `false` or `null` that reads the same, or the other way round.
    TypeTurned,
    /// `true` and `false`.
    LiteralTurned,
    /// One of the alternatives of a `$or` is gone.
    BranchDropped,
    /// A number or a name in an expression of a schedule is the next one, or the one before.
    FieldMoved,
    /// The day of the month and the day of the week change places.
    DaysTurned,
    /// A rate counts in another unit.
    UnitTurned,
    /// The time zone is UTC.
    ZoneDropped,
    /// The date from which, or until which, a schedule fires is a day earlier or later.
    DateMoved,
    /// A schedule fires without a first, or a last, date.
    DateDropped,
    /// What is disabled is enabled, or the other way round.
    StateTurned,
    /// A placeholder of an input template is `null`, or nothing inside of a text.
    PlaceholderDropped,
    /// The whole event goes where a constant went.
    InputDropped,
    /// A constant is another.
    InputChanged,
    /// A limit of retries is one off, or lets one attempt more or less be made.
    LimitMoved,
    /// A limit of retries is AWS's default.
    LimitDropped,
    /// No dead-letter queue is named.
    LettersDropped,
    /// A batch holds one record more or less.
    BatchMoved,
    /// A batching window is a second longer or shorter.
    WindowMoved,
    /// A bus is called otherwise, so that what is sent to it is lost.
    BusRenamed,
    /// A dead-letter queue is a FIFO queue, which AWS refuses.
    QueueTurned,
}

impl Mutator {
    /// `field-dropped`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FieldDropped => "field-dropped",
            Self::PathMoved => "path-moved",
            Self::AlternativeDropped => "alternative-dropped",
            Self::AlternativeReplaced => "alternative-replaced",
            Self::AlternativeWidened => "alternative-widened",
            Self::AlternativeNarrowed => "alternative-narrowed",
            Self::BoundMoved => "bound-moved",
            Self::BoundTurned => "bound-turned",
            Self::BoundDropped => "bound-dropped",
            Self::ExistsTurned => "exists-turned",
            Self::NegationTurned => "negation-turned",
            Self::CaseTurned => "case-turned",
            Self::EndTurned => "end-turned",
            Self::TypeTurned => "type-turned",
            Self::LiteralTurned => "literal-turned",
            Self::BranchDropped => "branch-dropped",
            Self::FieldMoved => "field-moved",
            Self::DaysTurned => "days-turned",
            Self::UnitTurned => "unit-turned",
            Self::ZoneDropped => "zone-dropped",
            Self::DateMoved => "date-moved",
            Self::DateDropped => "date-dropped",
            Self::StateTurned => "state-turned",
            Self::PlaceholderDropped => "placeholder-dropped",
            Self::InputDropped => "input-dropped",
            Self::InputChanged => "input-changed",
            Self::LimitMoved => "limit-moved",
            Self::LimitDropped => "limit-dropped",
            Self::LettersDropped => "letters-dropped",
            Self::BatchMoved => "batch-moved",
            Self::WindowMoved => "window-moved",
            Self::BusRenamed => "bus-renamed",
            Self::QueueTurned => "queue-turned",
        }
    }

    /// What it does to what is around an `anything-but`: what admits more inside admits less outside.
    pub(super) const fn negated(self) -> Self {
        match self {
            Self::AlternativeWidened => Self::AlternativeNarrowed,
            Self::AlternativeNarrowed => Self::AlternativeWidened,
            other => other,
        }
    }
}

impl fmt::Display for Mutator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
