//! The limits of a hop: as they are declared, with AWS's defaults where they are not.

use std::ops::RangeInclusive;

use crate::delivery::{Profile, RetryPolicy};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Declared, given_by};

/// A setting that a template leaves open.
const OPEN: Code = Code::new("way/open-setting");
/// A setting that AWS would refuse.
const REFUSED: Code = Code::new("way/refused-setting");
/// A setting that nothing declares.
pub(super) const ASSUMED: Code = Code::new("way/assumed");

/// A setting on which it depends how a hop ends, and which the file leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The flag that gives it for the hop with which a way begins.
    pub flag: &'static str,
    /// On what it depends, or what is refused.
    pub told: Diagnostic,
    /// Whether AWS refuses what is declared, so that no parameter of a template gives it.
    pub is_refused: bool,
}

impl Open {
    /// What is open of a hop: `what` depends on `from`.
    pub(super) fn new(flag: &'static str, (of, what): (&str, &str), from: &str) -> Self {
        let told = Diagnostic::error(OPEN, format!("{what} of {of} depends on `{from}`"));
        let how = given_by(from).unwrap_or_else(|| {
            format!("give the parameters on which `{from}` depends: `--parameter NAME=VALUE`")
        });
        let told = told.help(how);
        Self {
            flag,
            told,
            is_refused: false,
        }
    }

    /// What AWS refuses.
    pub(super) const fn refused(flag: &'static str, told: Diagnostic) -> Self {
        Self {
            flag,
            told,
            is_refused: true,
        }
    }

    /// Whether a number is open.
    pub(super) fn of(
        declared: Option<&Declared<i64>>,
        flag: &'static str,
        what: (&str, &str),
    ) -> Option<Self> {
        Some(Self::new(flag, what, &declared?.hole()?.from))
    }
}

/// The number of retries and the age of a hop, as they are declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Retries after the first attempt.
    pub retries: Option<Declared<i64>>,
    /// Seconds.
    pub age_seconds: Option<Declared<i64>>,
}

impl Limits {
    /// Which of them are open.
    pub(super) fn open(&self, of: &str) -> impl Iterator<Item = Open> {
        let retries = ("--maximum-retry-attempts", "the number of retries");
        let age = ("--maximum-event-age", "the maximum age");
        [(&self.retries, retries), (&self.age_seconds, age)]
            .into_iter()
            .filter_map(move |(limit, (flag, what))| Open::of(limit.as_ref(), flag, (of, what)))
    }

    /// The policy that they are: what is open or would be refused is told, and AWS's default counts in its place.
    pub(super) fn policy(
        &self,
        profile: Profile,
        of: &str,
        told: &mut Vec<Diagnostic>,
    ) -> Option<RetryPolicy> {
        let is_stream = profile == Profile::Stream;
        let of_limit = |declared, what, told: &mut Vec<Diagnostic>| {
            number(declared, (of, what), is_stream, told)
        };
        let retries = of_limit(self.retries.as_ref(), "the number of retries", told);
        let retries = retries.and_then(|number| {
            check(RetryPolicy::new(profile, Some(number), None), of, told)?.maximum_retry_attempts
        });
        let age = of_limit(self.age_seconds.as_ref(), "the maximum age", told);
        let age = age.and_then(|number| {
            check(RetryPolicy::new(profile, None, Some(number)), of, told)?
                .maximum_event_age_seconds
        });
        RetryPolicy::new(profile, retries, age).ok()
    }
}

fn check(
    policy: Result<RetryPolicy, Diagnostic>,
    of: &str,
    told: &mut Vec<Diagnostic>,
) -> Option<RetryPolicy> {
    match policy {
        Ok(policy) => Some(policy),
        Err(wrong) => {
            let message = format!(
                "{of}: {}; AWS refuses it, and its default counts here",
                wrong.message
            );
            told.push(Diagnostic::note(REFUSED, message));
            None
        }
    }
}

/// A number that is declared. Where -1 is no limit, it is as if it were not there.
///
/// AWS: Lambda API Reference, `CreateEventSourceMapping`, and Pipes API Reference, `MaximumRetryAttempts`,
/// `MaximumRecordAgeInSeconds`: "-1", infinite, is the default.
fn number(
    declared: Option<&Declared<i64>>,
    (of, what): (&str, &str),
    has_no_limit: bool,
    told: &mut Vec<Diagnostic>,
) -> Option<u64> {
    let declared = declared?;
    if let Some(hole) = declared.hole() {
        let message = format!(
            "{what} of {of} depends on `{}`: AWS's default counts here{}",
            hole.from,
            given_by(&hole.from).map_or_else(String::new, |how| format!(" ({how})"))
        );
        told.push(Diagnostic::note(OPEN, message));
        return None;
    }
    match *declared.get()? {
        -1 if has_no_limit => None,
        // Below zero is outside of every range: the largest number is, too.
        number => Some(u64::try_from(number).unwrap_or(u64::MAX)),
    }
}

/// A setting of a queue: as it is declared, or `usual`, which is told.
pub(super) fn setting(
    declared: Option<&Declared<i64>>,
    range: RangeInclusive<u64>,
    usual: u64,
    (of, what, unit): (&str, &str, &str),
    told: &mut Vec<Diagnostic>,
) -> u64 {
    let Some(given) = number(declared, (of, what), false, told) else {
        if declared.is_none() {
            let message =
                format!("{what} of {of} is not declared: AWS's default of {usual}{unit} counts");
            told.push(Diagnostic::note(ASSUMED, message));
        }
        return usual;
    };
    if range.contains(&given) {
        return given;
    }
    let message = format!(
        "{what} of {of} is outside {} to {}{unit}: AWS refuses it, and its default of {usual}{unit} counts here",
        range.start(),
        range.end()
    );
    told.push(Diagnostic::note(REFUSED, message));
    usual
}
