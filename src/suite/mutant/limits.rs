//! Mutants of how a target is tried again: of its retry policy, and of its dead-letter queue.
//!
//! A number of retries is one off. An age is moved so far that one attempt more or less is made, by the delays that evb counts
//! with: between two attempts nobody would see it.
//!
//! # Example
//!
//! ```
//! use evb::delivery::Profile;
//! use evb::model::{Declared, RetryPolicy, Target};
//! use evb::source::Span;
//! use evb::suite::mutant::limits::limit_mutants;
//!
//! let policy = RetryPolicy {
//!     maximum_event_age_seconds: Some(Declared::known(3600, Span::default())),
//!     ..RetryPolicy::default()
//! };
//! let target = Target { retry_policy: Some(policy), ..Target::default() };
//! let mutants = limit_mutants(&target, Profile::Rule);
//! let told: Vec<&str> = mutants.iter().map(|one| one.description.as_str()).collect();
//! assert_eq!(told, [
//!     "`MaximumEventAgeInSeconds` 3600 becomes 3390, for one attempt less",
//!     "`MaximumEventAgeInSeconds` 3600 becomes 3871, for one attempt more",
//!     "`MaximumEventAgeInSeconds` 3600 is dropped: 86400 counts",
//! ]);
//! ```

use crate::delivery::{FailureModel, FailureRule, Profile, RetryPolicy, Scenario};
use crate::model::{Declared, Target};
use crate::suite::mutant::{Edit, Mutator};

/// What of a delivery is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LimitChange {
    /// It has these limits.
    Policy(RetryPolicy),
    /// What is given up is kept nowhere.
    NoLetters,
}

/// A target with one small change of how it is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitMutant {
    /// What kind of change it is.
    pub mutator: Mutator,
    /// What of the file is replaced.
    pub edit: Edit,
    /// The change in words.
    pub description: String,
    /// What it makes of the delivery.
    pub change: LimitChange,
}

/// The mutants of how a target is tried again. What its template leaves open, or AWS refuses, has none.
#[must_use]
pub fn limit_mutants(target: &Target, profile: Profile) -> Vec<LimitMutant> {
    let mut mutants = Vec::new();
    if let Some(declared) = &target.retry_policy {
        let retries = declared.maximum_retry_attempts.as_ref();
        let age = declared.maximum_event_age_seconds.as_ref();
        let is_open = |limit: Option<&Declared<i64>>| limit.is_some_and(|one| one.hole().is_some());
        let of = |limit: Option<&Declared<i64>>| u64::try_from(*limit?.get()?).ok();
        let (own_retries, own_age) = (of(retries), of(age));
        if !is_open(retries)
            && !is_open(age)
            && let Ok(own) = RetryPolicy::new(profile, own_retries, own_age)
        {
            if let (Some(declared), Some(number)) = (retries, own_retries) {
                let policy = |retries| RetryPolicy::new(profile, retries, own_age).ok();
                let near = [number.checked_add(1), number.checked_sub(1)];
                let near = near.into_iter().flatten().map(|near| (near, ""));
                let of = ("MaximumRetryAttempts", declared);
                moved(
                    of,
                    (number, &near.collect::<Vec<_>>()),
                    &policy,
                    &mut mutants,
                );
            }
            if let (Some(declared), Some(number)) = (age, own_age) {
                let policy = |age| RetryPolicy::new(profile, own_retries, age).ok();
                let near = beside(profile, own);
                let of = ("MaximumEventAgeInSeconds", declared);
                moved(of, (number, &near), &policy, &mut mutants);
            }
        }
    }
    if let Some(letters) = &target.dead_letter {
        mutants.push(LimitMutant {
            mutator: Mutator::LettersDropped,
            edit: Edit {
                span: letters.span,
                replacement: String::new(),
            },
            description: "the dead-letter queue is dropped".to_owned(),
            change: LimitChange::NoLetters,
        });
    }
    mutants
}

/// One limit with each of some numbers in its place, and with AWS's default.
fn moved(
    (name, declared): (&str, &Declared<i64>),
    (number, others): (u64, &[(u64, &str)]),
    policy: &dyn Fn(Option<u64>) -> Option<RetryPolicy>,
    mutants: &mut Vec<LimitMutant>,
) {
    let mut add = |mutator, replacement: String, what: String, policy| {
        mutants.push(LimitMutant {
            mutator,
            edit: Edit {
                span: declared.span,
                replacement,
            },
            description: format!("`{name}` {number} {what}"),
            change: LimitChange::Policy(policy),
        });
    };
    let own = policy(Some(number));
    for (other, why) in others {
        if let Some(policy) = policy(Some(*other)) {
            let what = format!("becomes {other}{why}");
            add(Mutator::LimitMoved, other.to_string(), what, policy);
        }
    }
    if let Some(usual) = policy(None).filter(|usual| Some(*usual) != own) {
        let default = [
            (
                usual.maximum_retry_attempts,
                own.and_then(|own| own.maximum_retry_attempts),
            ),
            (
                usual.maximum_event_age_seconds,
                own.and_then(|own| own.maximum_event_age_seconds),
            ),
        ];
        let default = default.into_iter().find(|(usual, own)| usual != own);
        let default = default.and_then(|(usual, _)| usual).unwrap_or_default();
        let what = format!("is dropped: {default} counts");
        add(Mutator::LimitDropped, default.to_string(), what, usual);
    }
}

/// The largest age with one attempt less, and the smallest one with one more, if nothing is ever accepted.
fn beside(profile: Profile, own: RetryPolicy) -> Vec<(u64, &'static str)> {
    let family = profile.codes();
    let Ok(always) = FailureModel::new(vec![FailureRule::Always], family, None) else {
        return Vec::new();
    };
    let times = |policy| {
        let mut times = Vec::new();
        let scenario = Scenario::new(profile, policy, always.clone());
        scenario.deliver(0, 0, |attempt| times.push(attempt.at_ms));
        times
    };
    let made = times(own).len();
    let all = times(RetryPolicy {
        maximum_event_age_seconds: None,
        ..own
    });
    let last = made.checked_sub(1).and_then(|last| all.get(last));
    let fewer = last.and_then(|last| last.div_ceil(1_000).checked_sub(1));
    let more = all.get(made).map(|next| next.div_ceil(1_000));
    let fewer = fewer.map(|age| (age, ", for one attempt less"));
    let more = more.map(|age| (age, ", for one attempt more"));
    fewer.into_iter().chain(more).collect()
}
