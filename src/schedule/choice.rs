//! Points that AWS's texts leave open, and what evb answers.
//!
//! An answer that rests on one of them carries a diagnostic whose code begins with
//! `schedule/unsettled-`. The table in the [module documentation](super) lists them all.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A point that nobody could settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// The code of the diagnostic that tells of it.
    pub code: Code,
    /// What is not known, and what evb takes it to be: one clause.
    pub message: &'static str,
    /// How to write it so that no question is left; may be empty.
    pub remedy: &'static str,
    /// Whether AWS may refuse it altogether: then it is a warning.
    pub may_be_refused: bool,
}

impl Choice {
    /// The diagnostic about the whole expression.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = if self.may_be_refused {
            Diagnostic::warning(self.code, self.message)
        } else {
            Diagnostic::note(self.code, self.message)
        };
        if self.remedy.is_empty() {
            diagnostic
        } else {
            diagnostic.help(self.remedy)
        }
    }

    /// The diagnostic at a place.
    #[must_use]
    pub fn at(&self, span: Span) -> Diagnostic {
        self.diagnostic().at(span, "")
    }
}

/// Declares the choices and the list of all of them.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $certainty:ident, $message:literal, $remedy:literal;)*) => {
        $($(#[$doc])* pub const $name: Choice = Choice {
            code: Code::unsettled($code),
            message: $message,
            remedy: $remedy,
            may_be_refused: choices!(@ $certainty),
        };)*

        /// All choices, in the order of this page.
        pub const ALL: &[Choice] = &[$($name),*];
    };
    (@ may_be_refused) => { true };
    (@ accepted) => { false };
}

choices! {
    /// `0 12 * * ? ,`: rules are recorded to ignore empty items; Scheduler is not.
    EMPTY_ITEM = "schedule/unsettled-empty-item", may_be_refused,
        "rules ignore an empty list item; whether Scheduler does is not known",
        "leave the comma out";
    /// Five fields: Scheduler's User Guide calls the year optional.
    YEAR = "schedule/unsettled-year", accepted,
        "Scheduler's user guide calls the year optional, its API reference wants six fields; evb wants six",
        "";
    /// Blanks directly inside the parentheses of `cron( … )`.
    OUTER_BLANK = "schedule/unsettled-outer-blank", may_be_refused,
        "AWS does not say whether the fields may have blanks around them; `rate` may not",
        "leave the blanks out";
    /// `0/70`: a step larger than the field, from a written start.
    LARGE_STEP = "schedule/unsettled-large-step", may_be_refused,
        "AWS does not say whether a step may leave the field; evb takes the first value only",
        "write the value without a step";
    /// `MAR/4`: Quartz ignores the step, AWS-specific readers do not.
    NAMED_STEP = "schedule/unsettled-named-step", may_be_refused,
        "readers differ on a step after a name; evb counts from the named value",
        "write the number in place of the name";
    /// `2/2`, `*/3` in the day-of-week field.
    WEEKDAY_STEP = "schedule/unsettled-weekday-step", may_be_refused,
        "AWS lists no steps for the day-of-week field; evb follows Quartz, which has them",
        "";
    /// `50-10/15`: a step in a range that goes through the end of its field.
    WRAPPED_STEP = "schedule/unsettled-wrapped-step", may_be_refused,
        "AWS does not say how a step goes through the end of its field; evb counts on, as Quartz does",
        "write two ranges";
    /// `L-3` in the day-of-month field.
    BEFORE_LAST = "schedule/unsettled-before-last", may_be_refused,
        "AWS does not document days counted back from the last; evb follows Quartz, and skips a month that is too short",
        "";
    /// `LW`, which AWS accepts but does not document.
    LAST_WEEKDAY = "schedule/unsettled-last-weekday", accepted,
        "AWS accepts `LW` but does not document it; evb takes the last day from Monday to Friday",
        "";
    /// `l`, `15w`, `6l`: names are taken in any case, letters with a meaning are not recorded.
    LOWER_CASE = "schedule/unsettled-lower-case", may_be_refused,
        "AWS takes names in any case; whether it takes `L` and `W` in lower case is not known",
        "write `L` and `W` in upper case";
    /// `29W`, `30W`, `31W` in months that are shorter.
    SHORT_MONTH_WEEKDAY = "schedule/unsettled-short-month-weekday", accepted,
        "AWS does not say what the nearest weekday is in a month without that day; evb skips the month",
        "`LW` is the last weekday of every month";
    /// Rates on Scheduler whose unit does not agree with the value.
    RATE_PLURAL = "schedule/unsettled-rate-plural", accepted,
        "Scheduler is not recorded with this unit and value; its documentation ties neither to the other",
        "let the unit agree with the value, which both services accept";
    /// Whether a rule's rate fires at creation or an interval later.
    RATE_ON_RULES = "schedule/unsettled-rate-on-rules", accepted,
        "AWS does not say whether a rule's rate first fires at creation or an interval later; evb takes creation",
        "";
    /// The repeated hour for schedules that fire more than once a day.
    OVERLAP = "schedule/unsettled-overlap", accepted,
        "AWS states the rule of the repeated hour for daily schedules; evb applies it to every wall-clock time",
        "";
    /// A start date between the two times that the clock shows the same.
    OVERLAP_START = "schedule/unsettled-overlap-start", accepted,
        "AWS does not say whether a time that comes twice fires the second time if the start date lies between the two; evb lets it not fire",
        "let the start date be outside the hour that comes twice";
    /// `at(…)` in the hour that a clock change leaves out or repeats.
    AT_CLOCK_CHANGE = "schedule/unsettled-at-clock-change", accepted,
        "AWS does not say what a one-time schedule does in an hour that is left out or repeated",
        "choose a time outside the clock change, or a zone without one";
    /// `at(2030-02-31T…)` and `at(…T24:00:00)`, of which some readers make another day.
    AT_DATE = "schedule/unsettled-at-date", accepted,
        "what AWS makes of a day that its month does not have, or of hour 24, is not known; evb refuses it",
        "";
    /// A flexible time window that is open at the end date.
    WINDOW_AT_END = "schedule/unsettled-window-at-end", accepted,
        "AWS does not say whether the end date cuts a window that is open; evb shows the whole window",
        "";
    /// Seconds in `at(…)`.
    AT_SECONDS = "schedule/unsettled-at-seconds", accepted,
        "Scheduler works to the minute; what it makes of seconds is not documented",
        "let the seconds be 00";
}
