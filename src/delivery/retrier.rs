//! The retriers of a Step Functions state.
//!
//! # Source
//!
//! Step Functions Developer Guide, "Handling errors in Step Functions workflows": `IntervalSeconds` 1,
//! `MaxAttempts` 3 and `BackoffRate` 2.0 by default; retriers are tried in their order, and each counts for itself.

use super::backoff::{Backoff, Curve, Jitter, Multiplier};
use super::diagnostics::RETRIER;
use super::duration;
use super::settings::whole;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::fields::{beginning, present, wrong_type};
use crate::json::{self, FieldCodes, Fields, Value};
use crate::quota;

/// One element of `Retry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrier {
    error_equals: Vec<String>,
    maximum_attempts: u64,
    curve: Curve,
}

/// The members of a retrier, as the Amazon States Language has them.
const MEMBERS: [&str; 7] = [
    "ErrorEquals",
    "IntervalSeconds",
    "MaxAttempts",
    "BackoffRate",
    "MaxDelaySeconds",
    "JitterStrategy",
    "Comment",
];

/// What counts where a retrier does not say how often.
const USUAL_ATTEMPTS: u64 = 3;

/// How a list of retriers is written.
const EXAMPLE: &str = "write `[{\"ErrorEquals\":[\"States.TaskFailed\"],\"IntervalSeconds\":1,\"MaxAttempts\":3,\"BackoffRate\":2}]`";

impl Retrier {
    /// Reads the value of `Retry`, or a state that holds one.
    ///
    /// # Errors
    ///
    /// * `json/…`: no JSON.
    /// * `delivery/retrier`: no list, an unknown member, a wrong type, or a number that Step Functions refuses.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Diagnostics> {
        let value = json::parse(text).map_err(|error| error.diagnostic(text))?;
        let inside = present(&value, "Retry").unwrap_or(&value);
        let Some(list) = inside.as_array() else {
            let wrong = wrong_type(RETRIER, "the value of `Retry`", "an array", inside);
            return Err(wrong.help(EXAMPLE).into());
        };
        let mut fields = Fields::new(FieldCodes::all(RETRIER));
        let read = list.iter().filter_map(|one| Self::read(one, &mut fields));
        let read: Vec<Self> = read.collect();
        if fields.found.is_empty() {
            Ok(read)
        } else {
            Err(Diagnostics(fields.found))
        }
    }

    /// Reads one; what is wrong is left in `fields`.
    fn read(value: &Value, fields: &mut Fields) -> Option<Self> {
        if value.as_object().is_none() {
            let wrong = wrong_type(RETRIER, "a retrier", "an object", value);
            fields.found.push(wrong.help(EXAMPLE));
            return None;
        }
        fields.unknown(value, "a retrier", &MEMBERS);
        let errors = fields.array(value, "ErrorEquals").unwrap_or_default();
        let error_equals = errors
            .iter()
            .filter_map(|name| {
                if name.as_str().is_none() {
                    fields.wrong_type("ErrorEquals", "an array of strings", name);
                }
                name.as_str().map(str::to_owned)
            })
            .collect();
        if errors.is_empty() {
            let place = present(value, "ErrorEquals").unwrap_or(value);
            let wrong =
                Diagnostic::error(RETRIER, "a retrier has to name an error in `ErrorEquals`");
            let wrong = wrong.at(beginning(place), "no error is named");
            fields
                .found
                .push(wrong.help("`States.ALL` stands for every error"));
        }
        let intervals = 1..=quota::MAXIMUM_RETRIER_INTERVAL_SECONDS;
        let interval = whole(fields, RETRIER, (value, "IntervalSeconds"), intervals, 1);
        let attempts = 0..=quota::MAXIMUM_RETRIER_ATTEMPTS;
        let maximum_attempts = whole(
            fields,
            RETRIER,
            (value, "MaxAttempts"),
            attempts,
            USUAL_ATTEMPTS,
        );
        let delays = 1..=quota::MAXIMUM_RETRIER_DELAY_SECONDS;
        let longest = duration::LONGEST_MS / 1_000;
        let cap = whole(fields, RETRIER, (value, "MaxDelaySeconds"), delays, longest);
        let backoff = Backoff {
            initial_ms: interval.saturating_mul(1_000),
            multiplier: backoff_rate(value, fields),
            cap_ms: cap.saturating_mul(1_000),
            jitter: jitter(value, fields),
        };
        Some(Self {
            error_equals,
            maximum_attempts,
            // A hundred years are reached long before this number of doublings.
            curve: Curve::new(&backoff, maximum_attempts.min(100_000)),
        })
    }

    /// What a state does whose author wrote only `ErrorEquals`.
    #[must_use]
    pub fn usual() -> Self {
        let backoff = Backoff {
            initial_ms: 1_000,
            multiplier: Multiplier::TWO,
            cap_ms: duration::LONGEST_MS,
            jitter: Jitter::None,
        };
        Self {
            error_equals: vec!["States.ALL".to_owned()],
            maximum_attempts: USUAL_ATTEMPTS,
            curve: Curve::new(&backoff, USUAL_ATTEMPTS),
        }
    }

    /// How often it retries at most.
    #[must_use]
    pub const fn maximum_attempts(&self) -> u64 {
        self.maximum_attempts
    }

    /// Its delays.
    #[must_use]
    pub const fn curve(&self) -> &Curve {
        &self.curve
    }

    /// Whether it is for this error.
    ///
    /// AWS: `States.ALL` matches every error but `States.DataLimitExceeded`; `States.TaskFailed` every one but
    /// `States.Timeout`.
    #[must_use]
    pub fn matches(&self, error: &str) -> bool {
        self.error_equals.iter().any(|name| match name.as_str() {
            "States.ALL" => error != "States.DataLimitExceeded",
            "States.TaskFailed" => error != "States.Timeout",
            name => name == error,
        })
    }
}

/// `BackoffRate`: 1.0 or above, as AWS has it, and at most 1000, which is a bound of this program.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the rate was compared with 1 and 1000"
)]
fn backoff_rate(value: &Value, fields: &mut Fields) -> Multiplier {
    let Some(written) = fields.number(value, "BackoffRate") else {
        return Multiplier::TWO;
    };
    let rate = written.parse::<f64>().unwrap_or(f64::INFINITY);
    let multiplier = (1.0..=1_000.0)
        .contains(&rate)
        .then(|| Multiplier::from_millionths((rate * 1e6).round() as u64))
        .flatten();
    multiplier.unwrap_or_else(|| {
        let message =
            format!("`BackoffRate` is {written}, not 1.0 or above (and at most 1000 here)");
        let place = present(value, "BackoffRate").unwrap_or(value);
        let wrong = Diagnostic::error(RETRIER, message).at(place.span, "out of range");
        fields.found.push(wrong);
        Multiplier::TWO
    })
}

/// `JitterStrategy`: `FULL` or `NONE`.
fn jitter(value: &Value, fields: &mut Fields) -> Jitter {
    let wanted = "`FULL` or `NONE`";
    let read = fields.member(value, "JitterStrategy", wanted, |value| {
        match value.as_str()? {
            "FULL" => Some(Jitter::Full),
            "NONE" => Some(Jitter::None),
            _ => None,
        }
    });
    read.unwrap_or(Jitter::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_wait_1_2_and_4_seconds() {
        let parsed = Retrier::parse_all(r#"[{"ErrorEquals":["States.ALL"]}]"#).unwrap();
        let usual = Retrier::usual();
        for retrier in [&parsed[0], &usual] {
            assert_eq!(retrier.maximum_attempts(), 3);
            assert_eq!(retrier.curve().nominal_sum_ms(3), 7_000);
        }
    }

    #[test]
    fn delays_are_capped() {
        let text = r#"{"Retry":[{"ErrorEquals":["A"],"IntervalSeconds":3,"BackoffRate":2.5,"MaxAttempts":4,"MaxDelaySeconds":20}]}"#;
        let parsed = Retrier::parse_all(text).unwrap();
        let delays: Vec<u64> = (1..=4)
            .map(|retry| parsed[0].curve().nominal_ms(retry))
            .collect();
        assert_eq!(delays, [3_000, 7_500, 18_750, 20_000]);
        assert!(parsed[0].matches("A") && !parsed[0].matches("B"));
    }

    #[test]
    fn retriers_that_step_functions_refuses_are_refused() {
        for text in [
            "{}",
            "[1]",
            r#"[{"ErrorEquals":[]}]"#,
            r#"[{"ErrorEquals":[1]}]"#,
            r#"[{"ErrorEquals":["A"],"IntervalSeconds":0}]"#,
            r#"[{"ErrorEquals":["A"],"BackoffRate":0.5}]"#,
            r#"[{"ErrorEquals":["A"],"MaxAttempts":-1}]"#,
            r#"[{"ErrorEquals":["A"],"MaxDelaySeconds":0}]"#,
            r#"[{"ErrorEquals":["A"],"Interval":1}]"#,
        ] {
            let Diagnostics(wrong) = Retrier::parse_all(text).unwrap_err();
            assert_eq!(wrong[0].code, RETRIER, "{text}");
            assert!(wrong.iter().all(|one| one.primary.is_some()), "{text}");
        }
    }
}
