//! The retriers of a Step Functions state.
//!
//! # Source
//!
//! Step Functions Developer Guide, "Handling errors in Step Functions workflows": `IntervalSeconds` 1,
//! `MaxAttempts` 3 and `BackoffRate` 2.0 by default; retriers are tried in their order, and each counts for itself.

use super::diagnostics::RETRIER;
use serde::Deserialize;

use super::backoff::{Backoff, Curve, Jitter, Multiplier};
use super::duration;
use super::settings::wrong_json;
use crate::diagnostic::Diagnostic;
use crate::quota;

/// One element of `Retry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrier {
    error_equals: Vec<String>,
    maximum_attempts: u64,
    curve: Curve,
}

/// The same as the Amazon States Language writes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Written {
    error_equals: Vec<String>,
    #[serde(default = "one")]
    interval_seconds: u64,
    #[serde(default = "three")]
    max_attempts: u64,
    #[serde(default = "two")]
    backoff_rate: f64,
    max_delay_seconds: Option<u64>,
    #[serde(default)]
    jitter_strategy: JitterStrategy,
    #[serde(rename = "Comment")]
    _comment: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum JitterStrategy {
    Full,
    #[default]
    None,
}

const fn one() -> u64 {
    1
}

const fn three() -> u64 {
    3
}

const fn two() -> f64 {
    2.0
}

impl Retrier {
    /// Reads the value of `Retry`, or a state that holds one.
    ///
    /// # Errors
    ///
    /// * `delivery/retrier`: no such JSON, an unknown member, or a number that Step Functions refuses.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Diagnostic> {
        let refused = |message: String| {
            Diagnostic::error(RETRIER, message).help(
                "write `[{\"ErrorEquals\":[\"States.TaskFailed\"],\"IntervalSeconds\":1,\"MaxAttempts\":3,\"BackoffRate\":2}]`",
            )
        };
        let unreadable = |error: serde_json::Error| {
            refused(format!("not a list of retriers: {}", wrong_json(&error)))
        };
        let document: serde_json::Value = serde_json::from_str(text).map_err(unreadable)?;
        let inside = document.get("Retry").unwrap_or(&document);
        let written = Vec::<Written>::deserialize(inside).map_err(unreadable)?;
        written
            .into_iter()
            .map(|one| Self::new(one).map_err(refused))
            .collect()
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
            maximum_attempts: three(),
            curve: Curve::new(&backoff, three()),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the rate was compared with 1 and 1000"
    )]
    fn new(written: Written) -> Result<Self, String> {
        let Written {
            error_equals,
            interval_seconds,
            max_attempts,
            backoff_rate,
            max_delay_seconds,
            ..
        } = written;
        if error_equals.is_empty() {
            return Err("`ErrorEquals` is empty".to_owned());
        }
        let (intervals, attempts) = (
            quota::MAXIMUM_RETRIER_INTERVAL_SECONDS,
            quota::MAXIMUM_RETRIER_ATTEMPTS,
        );
        if interval_seconds < 1 || interval_seconds > intervals {
            return Err(format!(
                "`IntervalSeconds` is {interval_seconds}, not 1 to {intervals}"
            ));
        }
        if max_attempts > attempts {
            return Err(format!("`MaxAttempts` is {max_attempts}, above {attempts}"));
        }
        if !(1.0..=1_000.0).contains(&backoff_rate) {
            return Err(format!(
                "`BackoffRate` is {backoff_rate}, not 1.0 or above (and at most 1000 here)"
            ));
        }
        let longest = quota::MAXIMUM_RETRIER_DELAY_SECONDS;
        if max_delay_seconds.is_some_and(|delay| delay < 1 || delay > longest) {
            return Err(format!("`MaxDelaySeconds` is not 1 to {longest}"));
        }
        let multiplier = Multiplier::from_millionths((backoff_rate * 1e6).round() as u64);
        let backoff = Backoff {
            initial_ms: interval_seconds.saturating_mul(1_000),
            multiplier: multiplier.unwrap_or(Multiplier::TWO),
            cap_ms: max_delay_seconds
                .map_or(duration::LONGEST_MS, |delay| delay.saturating_mul(1_000)),
            jitter: match written.jitter_strategy {
                JitterStrategy::Full => Jitter::Full,
                JitterStrategy::None => Jitter::None,
            },
        };
        Ok(Self {
            error_equals,
            maximum_attempts: max_attempts,
            // A hundred years are reached long before this number of doublings.
            curve: Curve::new(&backoff, max_attempts.min(100_000)),
        })
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
            r#"[{"ErrorEquals":[]}]"#,
            r#"[{"ErrorEquals":["A"],"IntervalSeconds":0}]"#,
            r#"[{"ErrorEquals":["A"],"BackoffRate":0.5}]"#,
            r#"[{"ErrorEquals":["A"],"MaxAttempts":-1}]"#,
            r#"[{"ErrorEquals":["A"],"MaxDelaySeconds":0}]"#,
            r#"[{"ErrorEquals":["A"],"Interval":1}]"#,
        ] {
            assert_eq!(
                Retrier::parse_all(text).map_err(|one| one.code),
                Err(RETRIER),
                "{text}"
            );
        }
    }
}
