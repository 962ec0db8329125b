//! Services whose attempts are not spaced by a delay curve of the caller's: queues, topics, state machines.

use super::arguments::Args;
use super::flags::Flags;
use crate::commands::{Context, Failure, Input};
use crate::delivery::diagnostics::{CONTRADICTION, NOT_APPLICABLE};
use crate::delivery::{DeadLetterQueue, Pace, Phases, Profile, Retrier, Scenario, duration};
use crate::diagnostic::Diagnostic;
use crate::quota;

/// How a service spaces its attempts whose curve is not the caller's, if a flag of its own says so.
pub(super) fn service_pace(
    args: &Args,
    queue: &DeadLetterQueue,
    context: &Context<'_>,
    flags: &mut Flags,
) -> Result<Option<Pace>, Failure> {
    let own = [
        (
            "--visibility-timeout",
            args.visibility_timeout.is_some(),
            Profile::Sqs,
        ),
        (
            "--maximum-receive-count",
            args.maximum_receive_count.is_some(),
            Profile::Sqs,
        ),
        ("--group-size", args.group_size.is_some(), Profile::Sqs),
        (
            "--retriers",
            args.retriers.is_some(),
            Profile::StepFunctions,
        ),
        (
            "--delivery-policy",
            args.delivery_policy.is_some(),
            Profile::SnsHttp,
        ),
    ];
    for (flag, is_given, profile) in own {
        if is_given && args.profile() != profile {
            let message = format!(
                "`{flag}` has no meaning for the profile `{}`",
                args.profile().name()
            );
            let help = format!("it belongs to `--profile {}`", profile.name());
            flags.refuse(Diagnostic::error(NOT_APPLICABLE, message).help(help));
        }
    }
    let mut own = |flag: &str, argument: &Option<String>, parse: fn(&str) -> Own| match argument {
        None => Ok(None),
        Some(argument) => {
            let source = Input::new(argument).read(flag, context)?;
            Ok(flags.take(flag, source.text(), parse(source.text())))
        }
    };
    match args.profile() {
        Profile::StepFunctions => own("--retriers", &args.retriers, |text| {
            Retrier::parse_all(text).map(Pace::Retriers)
        }),
        Profile::SnsHttp => own("--delivery-policy", &args.delivery_policy, |text| {
            Phases::parse(text).map(Pace::Phases)
        }),
        Profile::Sqs => Ok(receives(args, queue, flags)),
        _ => Ok(None),
    }
}

/// How a service spaces its attempts, as a flag of its own says.
type Own = Result<Pace, Diagnostic>;

/// The receives of an SQS queue. Without a redrive policy a message comes back until it has been kept long enough.
fn receives(args: &Args, queue: &DeadLetterQueue, flags: &mut Flags) -> Option<Pace> {
    let usual_ms = quota::DEFAULT_VISIBILITY_TIMEOUT_SECONDS * 1_000;
    let visibility_timeout_ms = flags
        .take_some(
            "--visibility-timeout",
            args.visibility_timeout.as_deref(),
            visibility_timeout,
        )
        .unwrap_or(usual_ms);
    let most = quota::MAXIMUM_RECEIVE_COUNT;
    let count = args.maximum_receive_count;
    let no_redrive = *queue == DeadLetterQueue::None;
    let wrong = if count.is_some_and(|count| count < 1 || count > most) {
        Some(format!(
            "`--maximum-receive-count {}` is outside 1 to {most}",
            count.unwrap_or(0)
        ))
    } else if count.is_some() && no_redrive {
        Some("a maximum receive count without a dead-letter queue".to_owned())
    } else if no_redrive && visibility_timeout_ms == 0 {
        Some("a visibility timeout of 0 without a dead-letter queue: the message comes back without end".to_owned())
    } else {
        None
    };
    if let Some(message) = wrong {
        let help = "SQS Developer Guide, dead-letter queues: maxReceiveCount, from 1 to 1000, is part of the redrive policy";
        flags.refuse(Diagnostic::error(CONTRADICTION, message).help(help));
        return None;
    }
    Some(Pace::Receives {
        visibility_timeout_ms,
        maximum_receive_count: (!no_redrive)
            .then(|| count.unwrap_or(quota::DEFAULT_MAXIMUM_RECEIVE_COUNT)),
        retention_ms: quota::DEFAULT_MESSAGE_RETENTION_SECONDS * 1_000,
    })
}

/// Whether a message that nobody deletes is older than its queue keeps it before the redrive policy moves it.
pub(super) fn expires(scenario: &Scenario) -> bool {
    let Pace::Receives {
        visibility_timeout_ms,
        maximum_receive_count: Some(count),
        retention_ms,
    } = scenario.pace
    else {
        return false;
    };
    let received_for_ms = visibility_timeout_ms.saturating_mul(count);
    let start_ms = scenario.dispatch_delay_ms;
    start_ms.saturating_add(received_for_ms) > retention_ms
}

fn visibility_timeout(text: &str) -> Result<u64, Diagnostic> {
    let milliseconds = duration::parse(text, 0)?;
    let most = quota::MAXIMUM_VISIBILITY_TIMEOUT_SECONDS;
    if milliseconds > most * 1_000 {
        let message = format!("a visibility timeout of `{text}` is longer than {most} s");
        return Err(Diagnostic::error(CONTRADICTION, message)
            .help("SQS API Reference, SetQueueAttributes: 0 to 43200 seconds"));
    }
    Ok(milliseconds)
}
