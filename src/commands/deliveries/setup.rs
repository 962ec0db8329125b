//! From flags to a scenario.

use chrono::{DateTime, Utc};

use super::arguments::DeliveryArguments;
use super::declared::DeclaredTarget;
use super::flags::Flags;
use super::services::{self, ServiceArguments};
use super::whole_way;
use crate::commands::instant::{Clock, time};
use crate::commands::{Context, Failure};
use crate::delivery::diagnostics::{CONTRADICTION, FAILURE, NOT_APPLICABLE};
use crate::delivery::{
    Addresses, Assumptions, Backoff, CurveOrigin, DeadLetterQueue, FailureModel, FailureRule,
    Latency, Preset, Profile, Requirement, RetryPolicy, Scenario, duration, target_key,
};
use crate::diagnostic::Diagnostic;
use crate::quota;
use crate::simulate::way::{Setting, Way};

/// The ARN of a queue that nobody named.
const ASSUMED_QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

/// What is asked where the flags do not say what fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Usual<'a> {
    /// What a target that never answers does to one event; but whoever gives a latency and a timeout asks what these do, and
    /// whoever says where else it fails (`--at`) asks that.
    OneDelivery {
        /// The texts of `--at`.
        at: &'a [String],
    },
    /// What the load alone does to many.
    Load,
}

/// Everything that the flags say.
pub(in crate::commands) struct Setup {
    pub(in crate::commands) scenario: Scenario,
    pub(in crate::commands) origin: CurveOrigin,
    pub(in crate::commands) queue: DeadLetterQueue,
    pub(in crate::commands) addresses: Addresses,
    /// What fails, as it was written.
    pub(in crate::commands) fail: Vec<String>,
    /// Whether the target has an input, an input path or an input transformer.
    pub(in crate::commands) is_transformed: bool,
    /// Whether nobody says how often is retried.
    pub(in crate::commands) usual_retries: bool,
    /// The whole way of an event, if a target was given from which it can be followed.
    pub(in crate::commands) way: Option<Way>,
    /// What was given as a failure of the first hop and is one of the function behind it, and how that is said.
    pub(in crate::commands) of_function: Vec<(String, String)>,
    begins_at_function: bool,
    queue_is_assumed: bool,
    target_arn: Option<String>,
}

impl Setup {
    /// What the notes of a report depend on.
    pub(in crate::commands) fn assumptions(&self) -> Assumptions<'_> {
        Assumptions {
            curve: self.origin,
            queue: &self.queue,
            queue_is_assumed: self.queue_is_assumed,
            is_transformed: self.is_transformed,
            has_payload: self.addresses.payload.is_some(),
            target_arn: self.target_arn.as_deref(),
            leaves_a_record: self.leaves_a_record(),
            begins_at_function: self.begins_at_function,
            is_followed: self.way.as_ref().is_some_and(Way::goes_on),
        }
    }

    /// Whether what is given up goes to the on-failure destination of a function.
    pub(in crate::commands) fn leaves_a_record(&self) -> bool {
        let hop = self.way.as_ref().and_then(|way| way.hops.first());
        hop.is_some_and(|hop| {
            hop.letters.setting == Setting::FunctionDestination && hop.letters.place.is_some()
        })
    }

    /// The way, if its first hop alone does not say where the event lies.
    pub(in crate::commands) fn followed(&self) -> Option<&Way> {
        self.way.as_ref().filter(|way| way.decides())
    }

    /// The ARN of the queue, if events go there.
    pub(in crate::commands) fn queue_arn(&self) -> Option<&str> {
        match &self.queue {
            DeadLetterQueue::Arn(arn) => Some(arn),
            DeadLetterQueue::None | DeadLetterQueue::Denied => None,
        }
    }
}

/// Reads the flags. `usual` is what is asked if they do not say what fails.
///
/// # Errors
///
/// Whatever is wrong with them, all at once.
pub(in crate::commands) fn setup(
    args: &DeliveryArguments,
    services: &ServiceArguments,
    usual: Usual<'_>,
    context: &Context<'_>,
) -> Result<Setup, Failure> {
    let declared = match &args.target {
        Some(argument) => Some(DeclaredTarget::read(argument, context)?),
        None => None,
    };
    let declared = declared.as_ref();
    let usual_profile = declared.map_or(Profile::Rule, DeclaredTarget::profile);
    let profile = args.profile.unwrap_or(usual_profile);
    let mut flags = Flags::default();
    let clock = Clock::new(context.host);
    let arrival = flags.take_some("--arrival", args.arrival.as_deref(), |text| {
        let not_a_time =
            |forms| Diagnostic::error(FAILURE, format!("`{text}` is not a time")).help(forms);
        Ok(time(text).map_err(not_a_time)?.in_utc(&clock))
    });
    let way = declared.and_then(|declared| whole_way::beginning(declared, profile));
    let (given, of_function) = match usual {
        Usual::OneDelivery { .. } => whole_way::of_function(&args.fail, way.as_ref()),
        Usual::Load => (args.fail.clone(), Vec::new()),
    };
    let fail = failing(given, args, (profile, usual), !of_function.is_empty());
    let failures = failures(&fail, args, profile, arrival, &mut flags);
    let (backoff, origin) = curve(args, profile, &mut flags);
    let policy = policy(args, declared, (profile, origin), &mut flags);
    let (queue, queue_is_assumed) = queue(args, declared, profile, &mut flags);
    let latency = flags.take_some("--latency", args.latency.as_deref(), latency);
    let timeout = flags.take_some("--timeout", args.timeout.as_deref(), |text| {
        duration::parse(text, 0)
    });
    let dispatch_delay =
        flags.take_some("--dispatch-delay", args.dispatch_delay.as_deref(), |text| {
            duration::parse(text, 0)
        });
    let of_profile = declared.filter(|declared| declared.profile() == profile);
    let declared_pace = of_profile.and_then(DeclaredTarget::pace);
    let declared_delay = of_profile.and_then(DeclaredTarget::first);
    let declared_delay = declared_delay.map(|hop| hop.scenario.dispatch_delay_ms);
    let service_pace = services.pace(profile, (&queue, declared_pace), context, &mut flags)?;
    let (failures, (policy, usual_retries)) = flags.all(failures.zip(policy))?;
    let mut scenario = Scenario::new(profile, policy, failures);
    let given_pace = profile.curve_pace(&backoff, policy.maximum_retry_attempts);
    if let Some(pace) = service_pace.or(given_pace) {
        scenario.pace = pace;
    }
    scenario.timeout_ms = timeout.or(usual_timeout_ms(profile, latency));
    scenario.latency = latency.unwrap_or(Latency::Fixed(0));
    scenario.dispatch_delay_ms = dispatch_delay.or(declared_delay).unwrap_or(0);
    scenario.age_from = args.age_from.unwrap_or(scenario.age_from);
    scenario.age_end = args.age_end;
    // What keeps the records of a stream is no limit that a flag could give.
    let given_age = args.maximum_event_age.is_some();
    if let Some(hop) = declared.and_then(DeclaredTarget::first)
        && hop.scenario.profile == profile
        && profile == Profile::Stream
        && !given_age
    {
        scenario.policy.maximum_event_age_seconds = hop.scenario.policy.maximum_event_age_seconds;
    }
    // What its own queue deletes reaches no other.
    let (queue, queue_is_assumed) = if services::expires(&scenario) {
        (DeadLetterQueue::None, false)
    } else {
        (queue, queue_is_assumed)
    };
    let addresses = addresses(declared, arrival);
    scenario.target = target_key(&addresses.target_arn);
    let way = match usual {
        Usual::OneDelivery { at } => whole_way::failing(
            way,
            whole_way::First {
                scenario: &scenario,
                fail: &fail,
                queue: &queue,
                queue_is_assumed,
                has_maximum_age: given_age,
                given: &given_flags(args, services),
            },
            (at, &of_function),
            arrival,
        )?,
        Usual::Load => None,
    };
    let mut fail = fail;
    if let Some(first) = way.as_ref().and_then(|way| way.hops.first()) {
        // Places may be those of the first hop.
        scenario.failures = first.scenario.failures.clone();
        fail.clone_from(&first.fail);
    }
    Ok(Setup {
        scenario,
        origin,
        queue,
        queue_is_assumed,
        begins_at_function: usual_profile == Profile::LambdaAsync,
        addresses,
        fail,
        is_transformed: declared.is_some_and(DeclaredTarget::is_transformed),
        usual_retries,
        way,
        of_function,
        target_arn: declared.and_then(DeclaredTarget::target_arn),
    })
}

/// The flags that give a setting of the hop with which a way begins.
fn given_flags(args: &DeliveryArguments, services: &ServiceArguments) -> Vec<&'static str> {
    let all = [
        (
            "--maximum-retry-attempts",
            args.maximum_retry_attempts.is_some(),
        ),
        ("--maximum-event-age", args.maximum_event_age.is_some()),
        ("--dead-letter-queue", args.dead_letter_queue.is_some()),
        ("--dispatch-delay", args.dispatch_delay.is_some()),
        ("--delivery-policy", services.delivery_policy.is_some()),
        (
            "--visibility-timeout",
            services.visibility_timeout.is_some(),
        ),
        (
            "--maximum-receive-count",
            services.maximum_receive_count.is_some(),
        ),
    ];
    let given = all.into_iter().filter(|(_, is_given)| *is_given);
    given.map(|(flag, _)| flag).collect()
}

/// Reads the requirements.
///
/// # Errors
///
/// Whatever is wrong with them, all at once.
pub(in crate::commands) fn requirements(texts: &[String]) -> Result<Vec<Requirement>, Failure> {
    let mut flags = Flags::default();
    let read = texts
        .iter()
        .filter_map(|text| flags.take("--require", text, Requirement::parse(text)))
        .collect();
    flags.finish()?;
    Ok(read)
}

/// What fails, as it is written or as it is usual.
fn failing(
    given: Vec<String>,
    args: &DeliveryArguments,
    (profile, usual): (Profile, Usual<'_>),
    fails_elsewhere: bool,
) -> Vec<String> {
    if !given.is_empty() {
        return given;
    }
    let fails = match usual {
        Usual::OneDelivery { at } => {
            at.is_empty() && !fails_elsewhere && !latency_decides(args, profile)
        }
        Usual::Load => false,
    };
    vec![if fails { "always" } else { "never" }.to_owned()]
}

/// Whether the flags ask what a latency does: one that a timeout may cut short, or is given to.
fn latency_decides(args: &DeliveryArguments, profile: Profile) -> bool {
    let Some(latency) = args.latency.as_deref().and_then(|text| latency(text).ok()) else {
        return false;
    };
    let longest_ms = match latency {
        Latency::Fixed(longest_ms) => longest_ms,
        Latency::Uniform { most_ms, .. } => most_ms,
        Latency::Exponential { .. } => u64::MAX,
    };
    let usual_ms = usual_timeout_ms(profile, Some(latency));
    args.timeout.is_some() || usual_ms.is_some_and(|timeout_ms| longest_ms > timeout_ms)
}

/// The limits, and whether nobody says how often is retried: flags stand above what is declared, and that above what is
/// usual. What is wrong with one is told where it is given.
fn policy(
    args: &DeliveryArguments,
    declared: Option<&DeclaredTarget>,
    (profile, origin): (Profile, CurveOrigin),
    flags: &mut Flags,
) -> Option<(RetryPolicy, bool)> {
    let age = match &args.maximum_event_age {
        Some(text) => {
            let read = duration::parse_age_seconds(text);
            let read = read.map_err(|wrong| with_range(wrong, profile));
            flags.take("--maximum-event-age", text, read)
        }
        None => declared.and_then(|declared| declared.age_seconds(profile, flags)),
    };
    let given = match args.maximum_retry_attempts {
        Some(number) => Some(number),
        None => declared.and_then(|declared| declared.retries(profile, flags)),
    };
    let retries = given.or(match origin {
        CurveOrigin::Preset(preset) if profile.has_curve() => preset.retries(),
        _ => None,
    });
    let retries_text = args.maximum_retry_attempts.map(|number| number.to_string());
    let retries = flags.take(
        "--maximum-retry-attempts",
        retries_text.as_deref().unwrap_or_default(),
        RetryPolicy::new(profile, retries, None),
    );
    let age = flags.take(
        "--maximum-event-age",
        args.maximum_event_age.as_deref().unwrap_or_default(),
        RetryPolicy::new(profile, None, age),
    );
    let policy = RetryPolicy {
        maximum_event_age_seconds: age?.maximum_event_age_seconds,
        ..retries?
    };
    Some((policy, given.is_none()))
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
fn usual_timeout_ms(profile: Profile, latency: Option<Latency>) -> Option<u64> {
    let is_rule = matches!(profile, Profile::Rule | Profile::Custom);
    (is_rule && latency.is_some()).then_some(quota::API_DESTINATION_TIMEOUT_MILLISECONDS)
}

fn failures(
    texts: &[String],
    args: &DeliveryArguments,
    profile: Profile,
    arrival: Option<DateTime<Utc>>,
    flags: &mut Flags,
) -> Option<FailureModel> {
    let family = profile.codes();
    let rules: Vec<Option<FailureRule>> = texts
        .iter()
        .map(|text| flags.take("--fail", text, FailureRule::parse(text, family, arrival)))
        .collect();
    let rules = rules.into_iter().collect::<Option<Vec<_>>>()?;
    let code = args.error_code.as_deref();
    match FailureModel::new(rules, family, code) {
        // One failure speaks against another, and not of its code.
        Err(wrong) if wrong.code == CONTRADICTION => {
            flags.take("--fail", &texts.join(" + "), Err(wrong))
        }
        model => flags.take("--error-code", code.unwrap_or_default(), model),
    }
}

fn curve(args: &DeliveryArguments, profile: Profile, flags: &mut Flags) -> (Backoff, CurveOrigin) {
    let preset = args.preset.unwrap_or(Preset::Nominal);
    let named = (preset.backoff(), CurveOrigin::Preset(preset));
    let is_asked = args.backoff.is_some() || args.preset.is_some();
    if is_asked && !profile.has_curve() {
        let message = format!(
            "the delay curve of the profile `{}` is not yours to choose",
            profile.name()
        );
        flags.refuse(Diagnostic::error(NOT_APPLICABLE, message).help(profile.settings()));
        return named;
    }
    match flags.take_some("--backoff", args.backoff.as_deref(), Backoff::parse) {
        Some(backoff) => (backoff, CurveOrigin::Given),
        None => named,
    }
}

/// The queue, and whether it is only assumed.
fn queue(
    args: &DeliveryArguments,
    declared: Option<&DeclaredTarget>,
    profile: Profile,
    flags: &mut Flags,
) -> (DeadLetterQueue, bool) {
    let given = match &args.dead_letter_queue {
        Some(text) => {
            let read = DeadLetterQueue::parse(text, profile);
            flags.take("--dead-letter-queue", text, read)
        }
        None => declared.and_then(|declared| declared.queue(profile, flags)),
    };
    match given {
        Some(queue) => (queue, false),
        // A state machine has no queue of its own: what is not caught fails the execution.
        None if profile == Profile::StepFunctions => (DeadLetterQueue::None, false),
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

fn addresses(declared: Option<&DeclaredTarget>, arrival: Option<DateTime<Utc>>) -> Addresses {
    let mut addresses = Addresses::default();
    if let Some(declared) = declared {
        declared.put_into(&mut addresses);
    }
    if let Some(arrival) = arrival {
        addresses.scheduled_time = arrival.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    }
    addresses
}
