//! The four phases of an SNS delivery policy: at once, before, during and after backing off.
//!
//! # Source
//!
//! SNS Developer Guide, "Amazon SNS message delivery retries",
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>. The page says that SNS
//! randomises the delays, not by how much, and shows the backoff functions only as a picture: the steps between
//! the shortest and the longest delay are evb's interpolation.

use super::diagnostics::DELIVERY_POLICY;
use super::settings::whole;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::fields::{beginning, present, wrong_type};
use crate::json::{self, FieldCodes, Fields, Value};
use crate::quota;

/// How the delays grow from the shortest to the longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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

/// The members of `healthyRetryPolicy`, as SNS has them.
const MEMBERS: [&str; 7] = [
    "minDelayTarget",
    "maxDelayTarget",
    "numRetries",
    "numNoDelayRetries",
    "numMinDelayRetries",
    "numMaxDelayRetries",
    "backoffFunction",
];

/// Where the limits stand.
const SOURCE: &str =
    "SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all";

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
    /// * `json/…`: no JSON.
    /// * `delivery/delivery-policy`: no object, an unknown member, a wrong type, or SNS refuses it: delays outside 1 to
    ///   3600 seconds, phases that need more retries than `numRetries`, more than 100 retries, or more than 3600 seconds
    ///   in all.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        let value = json::parse(text).map_err(|error| error.diagnostic(text))?;
        Self::of(&value)
    }

    /// The same of JSON that is read.
    ///
    /// # Errors
    ///
    /// As [`Phases::parse`], without those of JSON.
    pub fn of(value: &Value) -> Result<Self, Diagnostics> {
        let policy = present(value, "healthyRetryPolicy").unwrap_or(value);
        if policy.as_object().is_none() {
            let wrong = wrong_type(DELIVERY_POLICY, "a delivery policy", "an object", policy);
            return Err(wrong.help(SOURCE).into());
        }
        let mut fields = Fields::new(FieldCodes::all(DELIVERY_POLICY));
        fields.unknown(policy, "a delivery policy", &MEMBERS);
        let (phases, retries) = Self::read(policy, &mut fields);
        if let (true, Some(message)) = (fields.found.is_empty(), phases.refusal(retries)) {
            let wrong = Diagnostic::error(DELIVERY_POLICY, message);
            fields
                .found
                .push(wrong.at(beginning(policy), "this policy"));
        }
        if fields.found.is_empty() {
            return Ok(phases);
        }
        for wrong in &mut fields.found {
            wrong.help.get_or_insert_with(|| SOURCE.to_owned());
        }
        Err(Diagnostics(fields.found))
    }

    /// Reads the members, with `numRetries`; what is wrong is left in `fields`.
    fn read(policy: &Value, fields: &mut Fields) -> (Self, u64) {
        let mut number =
            |name, usual| whole(fields, DELIVERY_POLICY, (policy, name), 0..=u64::MAX, usual);
        let (shortest, longest) = (number("minDelayTarget", 20), number("maxDelayTarget", 20));
        let retries = number("numRetries", 3);
        let immediate = number("numNoDelayRetries", 0);
        let before = number("numMinDelayRetries", 0);
        let after = number("numMaxDelayRetries", 0);
        let phases = Self {
            immediate,
            before,
            growing: retries.saturating_sub(immediate.saturating_add(before).saturating_add(after)),
            after,
            shortest_ms: shortest.saturating_mul(1_000),
            longest_ms: longest.saturating_mul(1_000),
            function: backoff_function(policy, fields),
        };
        (phases, retries)
    }

    /// Why SNS refuses the policy, whose `numRetries` is `retries`.
    fn refusal(&self, retries: u64) -> Option<String> {
        let limit = quota::MAXIMUM_SNS_HTTP_RETRY_SECONDS;
        let (shortest, longest) = (self.shortest_ms / 1_000, self.longest_ms / 1_000);
        if shortest < 1 || longest > limit || shortest > longest {
            return Some(format!(
                "delays from {shortest} s to {longest} s: SNS wants 1 <= minDelayTarget <= maxDelayTarget <= {limit}"
            ));
        }
        let fixed = self
            .immediate
            .saturating_add(self.before)
            .saturating_add(self.after);
        let most = quota::MAXIMUM_SNS_HTTP_RETRIES;
        if retries > most || fixed > retries {
            return Some(format!(
                "{retries} retries, of which {fixed} have a fixed delay: SNS allows at most {most}, and the phases are part of numRetries"
            ));
        }
        let total_ms = self.total_ms();
        (total_ms > limit * 1_000).then(|| {
            format!(
                "the retries take {} s in all, and SNS allows {limit} s",
                total_ms.div_ceil(1_000)
            )
        })
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

/// `backoffFunction`, a word of SNS in lower-case letters.
fn backoff_function(policy: &Value, fields: &mut Fields) -> BackoffFunction {
    let wanted = "`linear`, `arithmetic`, `geometric` or `exponential`";
    let read = fields.member(policy, "backoffFunction", wanted, |value| {
        match value.as_str()? {
            "linear" => Some(BackoffFunction::Linear),
            "arithmetic" => Some(BackoffFunction::Arithmetic),
            "geometric" => Some(BackoffFunction::Geometric),
            "exponential" => Some(BackoffFunction::Exponential),
            _ => None,
        }
    });
    read.unwrap_or_default()
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
            let Diagnostics(wrong) = Phases::parse(refused).unwrap_err();
            assert_eq!(wrong[0].code, DELIVERY_POLICY, "{refused}");
            assert!(wrong[0].primary.is_some(), "{refused}");
        }
        assert_eq!(Phases::parse("{}").unwrap(), Phases::HTTP);
    }
}
