//! The flags that say what is delivered, by whom, under which limits, and what fails.

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::delivery::{AgeEnd, AgeFrom, Preset, Profile};

/// Headings of the groups in the help text.
const DECLARED: &str = "Who delivers to what";
const FAILURES: &str = "What fails";
const POLICY: &str = "Retry policy and delay curve";
const ASSUMED: &str = "What AWS does not publish";

/// The flags of one delivery, or of each of many.
#[derive(Clone, Debug, clap::Args)]
pub struct DeliveryArguments {
    /// What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON; or an ARN.
    ///
    /// Its retry policy, its dead-letter queue and its ARNs count where no flag says otherwise. `FILE#NAME` names one target of
    /// several (`orders/queue` is the target `queue` of the rule `orders`), or whatever else of a template delivers: a topic, a
    /// queue, a function, a stream, a subscription, a mapping, a pipe.
    #[arg(long, value_name = "FILE[#NAME]|JSON|ARN", help_heading = DECLARED)]
    pub target: Option<OsString>,
    /// The service that delivers [default: rule, or that of the target].
    #[arg(long, value_name = "PROFILE", help_heading = DECLARED, value_parser = named(Profile::ALL.map(Profile::name), Profile::from_name))]
    pub profile: Option<Profile>,
    /// An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target's, or an assumed one].
    #[arg(long, value_name = "ARN|none|denied", help_heading = DECLARED)]
    pub dead_letter_queue: Option<String>,
    /// When the event arrives, or the schedule invokes: `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`. Needed for times of day only.
    #[arg(long, value_name = "TIME", help_heading = DECLARED, allow_hyphen_values = true)]
    pub arrival: Option<String>,

    /// What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target].
    ///
    /// `always` · `never` · `until=2h` · `window=10m..3h` (its end not included; also `window=10m..3h:probability=0.5`) ·
    /// `probability=0.3` (of each attempt) · `codes=503,503,429:retry-after=30,200` (one after the other, the last repeats) ·
    /// `permanent=NO_PERMISSIONS` (`@3`: from the third attempt on) · `markov=mtbf:1h,mttr:5m` (up and down at random).
    /// Times count from the arrival, or are RFC 3339 with --arrival.
    #[arg(long, value_name = "FAILURE", help_heading = FAILURES)]
    pub fail: Vec<String>,
    /// The error of failures that name none.
    #[arg(long, value_name = "CODE", help_heading = FAILURES)]
    pub error_code: Option<String>,
    /// How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed).
    #[arg(long, value_name = "DURATION", help_heading = FAILURES, allow_hyphen_values = true)]
    pub latency: Option<String>,
    /// Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency].
    #[arg(long, value_name = "DURATION", help_heading = FAILURES, allow_hyphen_values = true)]
    pub timeout: Option<String>,

    /// Retries after the first attempt [default: the target's, or the service's].
    #[arg(long, value_name = "NUMBER", help_heading = POLICY, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub maximum_retry_attempts: Option<u64>,
    /// Seconds, or a duration as in `6h`, after which no attempt is made [default: the target's, or the service's].
    #[arg(long, value_name = "SECONDS", help_heading = POLICY, allow_hyphen_values = true)]
    pub maximum_event_age: Option<String>,
    /// The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`.
    #[arg(long, value_name = "CURVE", conflicts_with = "preset", help_heading = POLICY)]
    pub backoff: Option<String>,
    /// A named delay curve [default: nominal].
    #[arg(long, value_name = "PRESET", help_heading = POLICY, value_parser = named(Preset::ALL.map(Preset::name), Preset::from_name))]
    pub preset: Option<Preset>,

    /// From when the age counts [default: arrival; dispatch for schedules].
    #[arg(long, value_name = "EVENT", help_heading = ASSUMED, value_parser = named(["arrival", "schedule", "dispatch"], age_from))]
    pub age_from: Option<AgeFrom>,
    /// When an event is given up whose next attempt would be too late.
    #[arg(long, value_name = "WHEN", default_value = "deadline", help_heading = ASSUMED, value_parser = named(["deadline", "lookahead", "next"], age_end))]
    pub age_end: AgeEnd,
    /// How long after arrival, or after the time of the schedule, the first attempt is made [default: 0s; a queue's `DelaySeconds`].
    #[arg(long, value_name = "DURATION", help_heading = ASSUMED, allow_hyphen_values = true)]
    pub dispatch_delay: Option<String>,

    /// What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable.
    ///
    /// Quantiles of more than 1,024 different numbers are rounded up by at most a 2048th; `>=` and `>` count them rounded down.
    #[arg(long, value_name = "REQUIREMENT")]
    pub require: Vec<String>,
    /// Decides about all luck; the same seed gives the same bytes.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub seed: u64,
}

fn age_from(name: &str) -> Option<AgeFrom> {
    match name {
        "arrival" | "schedule" => Some(AgeFrom::Arrival),
        "dispatch" => Some(AgeFrom::Dispatch),
        _ => None,
    }
}

fn age_end(name: &str) -> Option<AgeEnd> {
    match name {
        "deadline" => Some(AgeEnd::Deadline),
        "lookahead" => Some(AgeEnd::Lookahead),
        "next" => Some(AgeEnd::Next),
        _ => None,
    }
}

/// A parser that takes these names.
fn named<T, const N: usize>(
    names: [&'static str; N],
    from_name: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(move |name| from_name(&name).ok_or("unknown name"))
}

/// A parser of whole numbers in a range, which tells negative and too large ones from what is no number.
pub(in crate::commands) fn whole(
    least: u64,
    most: u64,
) -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync + 'static {
    move |text| {
        let is_negative = text.starts_with('-');
        let digits = text.trim_start_matches('-');
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u64>() {
            Ok(number) if (least..=most).contains(&number) => Ok(number),
            _ if !is_number => Err("not a whole number".to_owned()),
            _ if most == u64::MAX && is_negative => Err(format!("negative: at least {least}")),
            _ => Err(format!("{text} is not in {least}..={most}")),
        }
    }
}
