//! The keys that maps of a suite may have, all in one table: the schema of suites is held to it.

/// The keys of one kind of map.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Keys {
    /// What has them: `a case`.
    pub of: &'static str,
    /// Those that say what is there, or what is asked.
    pub given: &'static [&'static str],
    /// Those that say what is expected, of which a case has one at least.
    pub expected: &'static [&'static str],
}

impl Keys {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.given.iter().chain(self.expected).copied()
    }
}

/// The kinds of maps, each under its name and all together.
macro_rules! keys {
    ($($name:ident: $of:literal, [$($given:literal),+], [$($expected:literal),*];)+) => {
        $(pub(super) const $name: Keys = Keys {
            of: $of,
            given: &[$($given),+],
            expected: &[$($expected),*],
        };)+

        /// The keys of every kind of map of which a suite has a fixed set.
        pub const KEYS: &[Keys] = &[$($name),+];
    };
}

keys! {
    SUITE: "a suite", [
        "template", "rules", "parameters", "account", "region", "stack_name", "stage", "bus", "events", "cases",
        "schedules", "pipes", "retries", "put_events", "check", "$schema"
    ], [];
    RULE: "a rule", ["pattern", "bus"], [];
    BUILT_EVENT: "an event that is `like` another", ["like", "set", "remove", "bus"], [];
    EVENT_OF_FILE: "an event out of a file", ["file", "bus"], [];
    WRAPPED_EVENT: "an event", ["event", "bus"], [];
    CASE: "a case", ["name", "event", "events", "bus", "each"], [
        "matches", "includes", "excludes", "because", "delivers", "undelivered", "unknown"
    ];
    SCHEDULE: "a case of a schedule", ["name", "each", "schedule", "after", "until", "timezone"], [
        "fires", "count", "never"
    ];
    PIPE: "a case of a pipe", ["name", "each", "pipe", "records", "enrichment", "response"], [
        "passes", "drops", "batches", "invocations", "ends"
    ];
    RETRIES: "a case of retries", ["name", "each", "target", "fail", "at", "arrival", "seed"], [
        "outcome", "attempts", "lies_in"
    ];
    PUT_EVENTS: "a case of `put_events`", ["name", "each", "entries"], ["failed", "answers", "refused"];
    CHECK: "a case of `check`", ["name", "each"], ["never", "only"];
}
