//! The four phases of an SNS delivery policy: at once, before, during and after backing off.
//!
//! # Source
//!
//! SNS Developer Guide, "Amazon SNS message delivery retries",
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>. The page says that SNS
//! randomises the delays, not by how much, and shows the backoff functions only as a picture: the steps between
//! the shortest and the longest delay are evb's interpolation.

use super::diagnostics::DELIVERY_POLICY;
use super::settings::wrong_json;
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::quota;

/// How the delays grow from the shortest to the longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BackoffFunction {
    /// By the same amount each time.
    #[default]
    Linear,
    /// By an amount that grows.
    Arithmetic,
    /// By the same factor each time.
    Geometric,
    /// By the same factor each time: how it differs from `Geometric` is not published.
    Exponential,
}

/// A delivery policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phases {
    /// Retries without delay.
    immediate: u64,
    /// Retries after the shortest delay.
    before: u64,
    /// Retries whose delay grows from the shortest to the longest.
    growing: u64,
    /// Retries after the longest delay.
    after: u64,
    shortest_ms: u64,
    longest_ms: u64,
    function: BackoffFunction,
}

/// `healthyRetryPolicy` as SNS writes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct HealthyRetryPolicy {
    #[serde(default = "twenty")]
    min_delay_target: u64,
    #[serde(default = "twenty")]
    max_delay_target: u64,
    #[serde(default = "three")]
    num_retries: u64,
    #[serde(default)]
    num_no_delay_retries: u64,
    #[serde(default)]
    num_min_delay_retries: u64,
    #[serde(default)]
    num_max_delay_retries: u64,
    #[serde(default)]
    backoff_function: BackoffFunction,
}

const fn twenty() -> u64 {
    20
}

const fn three() -> u64 {
    3
}

impl Phases {
    /// To endpoints that AWS manages (SQS, Lambda, Firehose): 100,015 retries over 23 days.
    ///
    /// AWS: 3 without delay, 2 one second apart, 10 from 1 to 20 seconds, 100,000 twenty seconds apart.
    pub const MANAGED: Self = Self {
        immediate: 3,
        before: 2,
        growing: 10,
        after: 100_000,
        shortest_ms: 1_000,
        longest_ms: 20_000,
        function: BackoffFunction::Exponential,
    };

    /// To HTTP and HTTPS endpoints without a policy of their own: 3 retries, 20 seconds apart.
    pub const HTTP: Self = Self {
        immediate: 0,
        before: 0,
        growing: 3,
        after: 0,
        shortest_ms: 20_000,
        longest_ms: 20_000,
        function: BackoffFunction::Linear,
    };

    /// Reads `{"healthyRetryPolicy":{…}}`, or what is inside it, of an HTTP endpoint.
    ///
    /// # Errors
    ///
    /// * `delivery/delivery-policy`: no such JSON, or SNS refuses it: delays outside 1 to 3600 seconds, phases
    ///   that need more retries than `numRetries`, more than 100 retries, or more than 3600 seconds in all.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let refused = |message: String| {
            Diagnostic::error(DELIVERY_POLICY, message)
                .help("SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all")
        };
        let unreadable = |error: serde_json::Error| {
            refused(format!("not a delivery policy: {}", wrong_json(&error)))
        };
        let document: serde_json::Value = serde_json::from_str(text).map_err(unreadable)?;
        let inside = document.get("healthyRetryPolicy").unwrap_or(&document);
        if !inside.is_object() {
            return Err(refused("a delivery policy is a JSON object".to_owned()));
        }
        let policy = HealthyRetryPolicy::deserialize(inside).map_err(unreadable)?;
        let fixed = policy
            .num_no_delay_retries
            .saturating_add(policy.num_min_delay_retries)
            .saturating_add(policy.num_max_delay_retries);
        let (shortest, longest) = (policy.min_delay_target, policy.max_delay_target);
        let limit = quota::MAXIMUM_SNS_HTTP_RETRY_SECONDS;
        if shortest < 1 || longest > limit || shortest > longest {
            return Err(refused(format!(
                "delays from {shortest} s to {longest} s: SNS wants 1 <= minDelayTarget <= maxDelayTarget <= {limit}"
            )));
        }
        if policy.num_retries > quota::MAXIMUM_SNS_HTTP_RETRIES || fixed > policy.num_retries {
            return Err(refused(format!(
                "{} retries, of which {fixed} have a fixed delay: SNS allows at most {}, and the phases are part of numRetries",
                policy.num_retries,
                quota::MAXIMUM_SNS_HTTP_RETRIES
            )));
        }
        let phases = Self {
            immediate: policy.num_no_delay_retries,
            before: policy.num_min_delay_retries,
            growing: policy.num_retries - fixed,
            after: policy.num_max_delay_retries,
            shortest_ms: shortest * 1_000,
            longest_ms: longest * 1_000,
            function: policy.backoff_function,
        };
        let total_ms = phases.total_ms();
        if total_ms > limit * 1_000 {
            return Err(refused(format!(
                "the retries take {} s in all, and SNS allows {limit} s",
                total_ms.div_ceil(1_000)
            )));
        }
        Ok(phases)
    }

    /// How many retries there are.
    #[must_use]
    pub const fn retries(&self) -> u64 {
        self.immediate + self.before + self.growing + self.after
    }

    /// How long all delays take together.
    #[must_use]
    pub fn total_ms(&self) -> u64 {
        let growing: u64 = (0..self.growing).map(|step| self.growing_ms(step)).sum();
        self.before * self.shortest_ms + growing + self.after * self.longest_ms
    }

    /// The delay before retry `retry`, counted from 1; `None` behind the last.
    #[must_use]
    pub fn delay_ms(&self, retry: u64) -> Option<u64> {
        let mut step = retry.checked_sub(1)?;
        if step < self.immediate {
            return Some(0);
        }
        step -= self.immediate;
        if step < self.before {
            return Some(self.shortest_ms);
        }
        step -= self.before;
        if step < self.growing {
            return Some(self.growing_ms(step));
        }
        (step - self.growing < self.after).then_some(self.longest_ms)
    }

    /// The delay at a step of the backoff phase, counted from 0.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "delays below an hour, in milliseconds"
    )]
    fn growing_ms(&self, step: u64) -> u64 {
        let (shortest, longest) = (self.shortest_ms as f64, self.longest_ms as f64);
        let share = step as f64 / self.growing.saturating_sub(1).max(1) as f64;
        let delay = match self.function {
            BackoffFunction::Linear => shortest + (longest - shortest) * share,
            BackoffFunction::Arithmetic => shortest + (longest - shortest) * share * share,
            BackoffFunction::Geometric | BackoffFunction::Exponential => {
                shortest * (longest / shortest).powf(share)
            }
        };
        delay.round() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managed_endpoints_get_100_015_retries_over_23_days() {
        assert_eq!(Phases::MANAGED.retries(), 100_015);
        let post_backoff_ms = 100_000 * 20_000;
        assert_eq!(post_backoff_ms / 1_000, 2_000_000);
        // 23.148 days of the last phase, and about a minute before it.
        let before_ms = Phases::MANAGED.total_ms() - post_backoff_ms;
        assert!((60_000..90_000).contains(&before_ms), "{before_ms}");
        let delays: Vec<u64> = (1..=6)
            .map(|retry| Phases::MANAGED.delay_ms(retry).unwrap())
            .collect();
        assert_eq!(delays, [0, 0, 0, 1_000, 1_000, 1_000]);
        assert_eq!(Phases::MANAGED.delay_ms(15), Some(20_000));
        assert_eq!(Phases::MANAGED.delay_ms(100_015), Some(20_000));
        assert_eq!(Phases::MANAGED.delay_ms(100_016), None);
    }

    #[test]
    fn an_http_policy_is_read_and_bounded() {
        let policy = r#"{"healthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":25,"numRetries":6,
            "numNoDelayRetries":1,"numMinDelayRetries":1,"numMaxDelayRetries":1,"backoffFunction":"linear"}}"#;
        let phases = Phases::parse(policy).unwrap();
        let delays: Vec<u64> = (1..=6)
            .map(|retry| phases.delay_ms(retry).unwrap())
            .collect();
        assert_eq!(delays, [0, 5_000, 5_000, 15_000, 25_000, 25_000]);
        for refused in [
            "[]",
            r#"{"numRetries":101}"#,
            r#"{"numRetries":1,"numNoDelayRetries":2}"#,
            r#"{"minDelayTarget":0}"#,
            r#"{"minDelayTarget":30}"#,
            r#"{"maxDelayTarget":3601}"#,
            r#"{"numRetries":100,"minDelayTarget":40,"maxDelayTarget":40}"#,
            r#"{"retries":1}"#,
        ] {
            assert_eq!(
                Phases::parse(refused).map_err(|one| one.code),
                Err(DELIVERY_POLICY),
                "{refused}"
            );
        }
        assert_eq!(Phases::parse("{}").unwrap(), Phases::HTTP);
    }
}
