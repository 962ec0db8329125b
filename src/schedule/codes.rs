//! The codes of every diagnostic about schedules.

use crate::diagnostic::Code;

/// Declares the codes and the list of all of them.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code::new($text);)*

        /// All codes, in the order of this page.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// Nothing was given.
    EMPTY = "schedule/empty";
    /// More than 256 characters.
    TOO_LONG = "schedule/too-long";
    /// Neither `cron(…)` nor `rate(…)` nor `at(…)`.
    UNKNOWN_KIND = "schedule/unknown-kind";
    /// `CRON(…)`, `Rate(…)`.
    KIND_CASE = "schedule/kind-case";
    /// White-space or other text around the expression.
    SURROUNDED = "schedule/surrounded";
    /// A parenthesis is missing.
    PARENTHESIS = "schedule/parenthesis";

    /// The service refuses the schedule for something that does not bear on when it fires.
    REFUSED = "schedule/refused";

    /// Not six fields.
    FIELD_COUNT = "schedule/field-count";
    /// Not exactly one `?` in the two day fields.
    QUESTION_MARK = "schedule/question-mark";
    /// A list without items.
    EMPTY_LIST = "schedule/empty-list";
    /// Something that is no value of the field.
    NOT_A_VALUE = "schedule/not-a-value";
    /// A number outside the field.
    OUT_OF_RANGE = "schedule/out-of-range";
    /// Day number 0 in the day-of-week field.
    DAY_ZERO = "schedule/day-zero";
    /// `MONDAY` or `January` for `MON` or `JAN`.
    FULL_NAME = "schedule/full-name";
    /// `5-`, `-5`, `1-2-3`, `*-5`.
    RANGE = "schedule/range";
    /// A range of years that ends before it begins.
    YEAR_RANGE = "schedule/year-range";
    /// A step that is no number, or 0.
    STEP = "schedule/step";
    /// A step that leaves the field.
    STEP_TOO_LARGE = "schedule/step-too-large";
    /// `L`, `W` or `#` in a form or field that does not have it.
    SPECIAL_FORM = "schedule/special-form";
    /// `L`, `W` or `#` in a list.
    SPECIAL_IN_LIST = "schedule/special-in-list";
    /// `3#6`: there are at most five.
    NTH = "schedule/nth";

    /// No blank, or more than one, between value and unit.
    RATE_SPACE = "schedule/rate-space";
    /// The value is no positive whole number.
    RATE_VALUE = "schedule/rate-value";
    /// The unit is not minutes, hours or days.
    RATE_UNIT = "schedule/rate-unit";
    /// `1 minutes` or `5 minute`, which rules refuse.
    RATE_PLURAL = "schedule/rate-plural";
    /// Not a value and a unit.
    RATE_FORM = "schedule/rate-form";

    /// Not `yyyy-mm-ddThh:mm:ss`.
    AT_FORM = "schedule/at-form";
    /// A part of the date or of the time of day is outside its range.
    AT_DATE = "schedule/at-date";
    /// Rules know no one-time schedules.
    AT_ON_RULES = "schedule/at-on-rules";
    /// The time does not exist in the zone.
    AT_IN_GAP = "schedule/at-in-gap";
    /// The time comes twice in the zone.
    AT_IN_OVERLAP = "schedule/at-in-overlap";
    /// Start and end dates do not count for `at(…)`.
    AT_IGNORES_DATES = "schedule/at-ignores-dates";

    /// No such time zone.
    UNKNOWN_TIMEZONE = "schedule/unknown-timezone";
    /// `EST` or `MST`: zones of the database, which have no summer time.
    WITHOUT_SUMMER_TIME = "schedule/without-summer-time";
    /// A zone file that cannot be read.
    ZONE_FILE = "schedule/zone-file";
    /// Rules have no time zone, start date, end date or window.
    ONLY_ON_SCHEDULER = "schedule/only-on-scheduler";
    /// The end date is before the start date.
    END_BEFORE_START = "schedule/end-before-start";
    /// The flexible time window is not 1 to 1440 minutes.
    WINDOW_SIZE = "schedule/window-size";
    /// A flexible time window that does not say what it must.
    WINDOW_MODE = "schedule/window-mode";
    /// Numbers of days of the week that mean the usual working days, or the weekend, where Monday is 1.
    SUNDAY_IS_ONE = "schedule/sunday-is-one";
    /// Each of the days that may be the last of a month.
    LAST_DAYS = "schedule/last-days";
    /// A window is open when the next fire comes.
    WINDOW_REACHES_NEXT = "schedule/window-reaches-next";
    /// Nobody said when the rate begins.
    RATE_ANCHOR = "schedule/rate-anchor";
    /// The other of the two services answers otherwise.
    SERVICES_DIFFER = "schedule/services-differ";
    /// The number that was asked for ends a list before its last instant does.
    MORE_FIRES = "schedule/more-fires";
    /// Times that a clock change leaves out.
    SKIPPED = "schedule/skipped-by-clock-change";
    /// No fire at all.
    NEVER_FIRES = "schedule/never-fires";

    /// Not JSON, or not the JSON of a schedule.
    DECLARATION = "schedule/declaration";
    /// A property with a value that AWS does not know.
    PROPERTY = "schedule/property";
    /// Something that a template leaves open.
    OPEN = "schedule/open";
    /// `State` is not enabled.
    DISABLED = "schedule/disabled";
    /// A schedule on a bus that is not the default one.
    OTHER_BUS = "schedule/other-bus";
    /// A rule that has only an event pattern.
    NO_SCHEDULE = "schedule/no-schedule";
    /// A start date that AWS refuses at creation.
    START_IN_THE_PAST = "schedule/start-in-the-past";
}
