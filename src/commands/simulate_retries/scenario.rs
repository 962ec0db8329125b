//! From flags to a scenario.

use chrono::{DateTime, Utc};

use super::arguments::Args;
use super::flags::Flags;
use super::services::{expires, service_pace};
use crate::commands::{Context, Failure, Input};
use crate::delivery::diagnostics::{CONTRADICTION, FAILURE, NOT_APPLICABLE};
use crate::delivery::{
    Addresses, Assumptions, Backoff, CurveOrigin, DeadLetterQueue, FailureModel, FailureRule,
    Latency, Preset, Profile, RetryPolicy, Scenario, duration, parse_age_seconds, target_key,
};
use crate::diagnostic::Diagnostic;
use crate::quota;

/// The ARN of a queue that nobody named.
const ASSUMED_QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

/// Everything that the flags say.
pub(super) struct Setup {
    pub(super) scenario: Scenario,
    pub(super) origin: CurveOrigin,
    pub(super) queue: DeadLetterQueue,
    pub(super) queue_is_assumed: bool,
    pub(super) addresses: Addresses,
    /// What fails, as it was written.
    pub(super) fail: Vec<String>,
    is_transformed: bool,
    target_arn: Option<String>,
}

impl Setup {
    /// What the notes of a report depend on.
    pub(super) fn assumptions(&self) -> Assumptions<'_> {
        Assumptions {
            curve: self.origin,
            queue: &self.queue,
            queue_is_assumed: self.queue_is_assumed,
            is_transformed: self.is_transformed,
            has_payload: self.addresses.payload.is_some(),
            target_arn: self.target_arn.as_deref(),
        }
    }

    /// The ARN of the queue, if events go there.
    pub(super) fn queue_arn(&self) -> Option<&str> {
        match &self.queue {
            DeadLetterQueue::Arn(arn) => Some(arn),
            DeadLetterQueue::None | DeadLetterQueue::Denied => None,
        }
    }
}

/// Reads the flags. `usual_failure` is what fails if nothing is said.
///
/// # Errors
///
/// Whatever is wrong with them, all at once.
pub(super) fn setup(
    args: &Args,
    usual_failure: &str,
    context: &Context<'_>,
) -> Result<Setup, Failure> {
    let profile = args.profile();
    let mut flags = Flags::default();
    let arrival = flags.take_some("--arrival", args.arrival.as_deref(), time);
    let fail = match args.fail.as_slice() {
        [] => vec![usual_failure.to_owned()],
        given => given.to_vec(),
    };
    let failures = failures(&fail, args, arrival, &mut flags);
    let age = flags.take_some(
        "--maximum-event-age",
        args.maximum_event_age.as_deref(),
        |text| parse_age_seconds(text).map_err(|wrong| with_range(wrong, profile)),
    );
    let (backoff, origin) = curve(args, &mut flags);
    let retries = args.maximum_retry_attempts.or(match origin {
        CurveOrigin::Preset(preset) if profile.has_curve() => preset.retries(),
        _ => None,
    });
    let policy = policy(args, retries, age, &mut flags);
    let (queue, queue_is_assumed) = queue(args, &mut flags);
    let latency = flags.take_some("--latency", args.latency.as_deref(), latency);
    let timeout = flags.take_some("--timeout", args.timeout.as_deref(), |text| {
        duration::parse(text, 0)
    });
    let dispatch_delay = flags.take_some("--dispatch-delay", Some(&args.dispatch_delay), |text| {
        duration::parse(text, 0)
    });
    let service_pace = service_pace(args, &queue, context, &mut flags)?;
    let payload = match &args.payload {
        None => None,
        Some(argument) => Some(Input::new(argument).read("--payload", context)?),
    };
    let (failures, policy) = flags.all(failures.zip(policy))?;
    let mut scenario = Scenario::new(profile, policy, failures);
    let given_pace = profile.curve_pace(&backoff, policy.maximum_retry_attempts.unwrap_or(0));
    if let Some(pace) = service_pace.or(given_pace) {
        scenario.pace = pace;
    }
    scenario.latency = latency.unwrap_or(Latency::Fixed(0));
    scenario.timeout_ms = timeout.or(usual_timeout_ms(args));
    scenario.dispatch_delay_ms = dispatch_delay.unwrap_or(0);
    scenario.age_from = args.age_from.unwrap_or(scenario.age_from);
    scenario.age_end = args.age_end;
    // What its own queue deletes reaches no other.
    let (queue, queue_is_assumed) = if expires(&scenario) {
        (DeadLetterQueue::None, false)
    } else {
        (queue, queue_is_assumed)
    };
    let mut addresses = addresses(args, arrival);
    addresses.payload =
        payload.map(|source| source.text().trim_end_matches(['\r', '\n']).to_owned());
    scenario.target = target_key(&addresses.target_arn);
    Ok(Setup {
        scenario,
        origin,
        queue,
        queue_is_assumed,
        addresses,
        fail,
        is_transformed: args.transformed,
        target_arn: args.target_arn.clone(),
    })
}

/// The limits; what is wrong with one is told at the flag that gives it.
fn policy(
    args: &Args,
    retries: Option<u64>,
    age: Option<u64>,
    flags: &mut Flags,
) -> Option<RetryPolicy> {
    let profile = args.profile();
    let retries_text = args.maximum_retry_attempts.map(|number| number.to_string());
    let age_text = args.maximum_event_age.as_deref();
    let retries_alone = RetryPolicy::new(profile, retries, None);
    let checked = flags.take(
        args.origin("--maximum-retry-attempts"),
        retries_text.as_deref().unwrap_or_default(),
        retries_alone,
    );
    let age_alone = RetryPolicy::new(profile, None, age);
    let age_checked = flags.take(
        args.origin("--maximum-event-age"),
        age_text.unwrap_or_default(),
        age_alone,
    );
    Some(RetryPolicy {
        maximum_event_age_seconds: age_checked?.maximum_event_age_seconds,
        ..checked?
    })
}

/// A refusal of an age that cannot be read, with the range of the service.
fn with_range(wrong: Diagnostic, profile: Profile) -> Diagnostic {
    let Some(range) = profile.event_age_seconds() else {
        return wrong;
    };
    let range = format!(
        "the profile `{}` takes {} to {} s",
        profile.name(),
        range.least,
        range.most
    );
    let help = match &wrong.help {
        Some(help) => format!("{help}; {range}"),
        None => range,
    };
    wrong.help(help)
}

/// Targets of rules that take their time are API destinations, and these have a timeout.
fn usual_timeout_ms(args: &Args) -> Option<u64> {
    let is_rule = matches!(args.profile(), Profile::Rule | Profile::Custom);
    (is_rule && args.latency.is_some()).then_some(quota::API_DESTINATION_TIMEOUT_MILLISECONDS)
}

fn time(text: &str) -> Result<DateTime<Utc>, Diagnostic> {
    text.parse().map_err(|_| {
        Diagnostic::error(FAILURE, format!("`{text}` is not a time"))
            .help("write RFC 3339, as in `2026-11-20T10:00:00Z`")
    })
}

fn failures(
    texts: &[String],
    args: &Args,
    arrival: Option<DateTime<Utc>>,
    flags: &mut Flags,
) -> Option<FailureModel> {
    let family = args.profile().codes();
    let rules: Vec<Option<FailureRule>> = texts
        .iter()
        .map(|text| {
            let read = FailureRule::parse(text, family, arrival);
            flags.take(args.origin("--fail"), text, read)
        })
        .collect();
    let rules = rules.into_iter().collect::<Option<Vec<_>>>()?;
    let code = args.error_code.as_deref();
    match FailureModel::new(rules, family, code) {
        // One failure speaks against another, and not of its code.
        Err(wrong) if wrong.code == CONTRADICTION => {
            flags.take(args.origin("--fail"), &texts.join(" + "), Err(wrong))
        }
        model => flags.take("--error-code", code.unwrap_or_default(), model),
    }
}

fn curve(args: &Args, flags: &mut Flags) -> (Backoff, CurveOrigin) {
    let preset = args.preset.unwrap_or(Preset::Nominal);
    let named = (preset.backoff(), CurveOrigin::Preset(preset));
    let asked = args.backoff.is_some() || args.preset.is_some();
    if asked && !args.profile().has_curve() {
        flags.refuse(fixed_curve(args.profile()));
        return named;
    }
    match flags.take_some("--backoff", args.backoff.as_deref(), Backoff::parse) {
        Some(backoff) => (backoff, CurveOrigin::Given),
        None => named,
    }
}

/// A curve was chosen for a service that has its own.
pub(super) fn fixed_curve(profile: Profile) -> Diagnostic {
    let message = format!(
        "the delay curve of the profile `{}` is not yours to choose",
        profile.name()
    );
    Diagnostic::error(NOT_APPLICABLE, message).help(profile.settings())
}

fn queue(args: &Args, flags: &mut Flags) -> (DeadLetterQueue, bool) {
    let given = flags.take_some(
        "--dead-letter-queue",
        args.dead_letter_queue.as_deref(),
        |text| DeadLetterQueue::parse(text, args.profile()),
    );
    match given {
        Some(queue) => (queue, false),
        // A state machine has no queue of its own: what is not caught fails the execution.
        None if args.profile() == Profile::StepFunctions => (DeadLetterQueue::None, false),
        None => (DeadLetterQueue::Arn(ASSUMED_QUEUE.to_owned()), true),
    }
}

/// `200ms`, `1s..8s`, `mean:2s`
fn latency(text: &str) -> Result<Latency, Diagnostic> {
    if let Some(mean) = text.strip_prefix("mean:") {
        return Ok(Latency::Exponential {
            mean_ms: duration::parse(mean, "mean:".len())?,
        });
    }
    let Some((least, most)) = text.split_once("..") else {
        return Ok(Latency::Fixed(duration::parse(text, 0)?));
    };
    let least_ms = duration::parse(least, 0)?;
    let most_ms = duration::parse(most, least.len() + "..".len())?;
    if most_ms < least_ms {
        let message = format!("the longest latency of `{text}` is shorter than the shortest");
        return Err(Diagnostic::error(CONTRADICTION, message).help("write `1s..8s`"));
    }
    Ok(Latency::Uniform { least_ms, most_ms })
}

fn addresses(args: &Args, arrival: Option<DateTime<Utc>>) -> Addresses {
    let mut addresses = Addresses::default();
    let given = [
        (&args.rule_arn, &mut addresses.rule_arn),
        (&args.target_arn, &mut addresses.target_arn),
        (&args.schedule_arn, &mut addresses.schedule_arn),
        (&args.subscriber_arn, &mut addresses.subscriber_arn),
        (&args.error_message, &mut addresses.error_message),
    ];
    for (flag, slot) in given {
        if let Some(value) = flag {
            slot.clone_from(value);
        }
    }
    if let Some((bus, _)) = addresses.subscriber_arn.split_once("/subscriber/") {
        addresses.bus_arn = bus.to_owned();
    }
    if let Some(arrival) = arrival {
        addresses.scheduled_time = arrival.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    }
    addresses
}
