//! Services whose attempts are not spaced by a delay curve of the caller's: queues, topics, state machines.

use std::ffi::OsString;

use super::arguments::whole;
use super::flags::Flags;
use crate::commands::{Context, Failure, Input};
use crate::delivery::diagnostics::{CONTRADICTION, NOT_APPLICABLE};
use crate::delivery::{DeadLetterQueue, Pace, Phases, Profile, Retrier, Scenario, duration};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::quota;

/// Heading of the group in the help text.
const SERVICES: &str = "Other services";

/// The flags of services that have settings of their own.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ServiceArguments {
    /// sqs: how long a received message stays invisible.
    #[arg(long, value_name = "DURATION", help_heading = SERVICES, allow_hyphen_values = true)]
    pub visibility_timeout: Option<String>,
    /// sqs: how often a message is received before the redrive policy moves it.
    #[arg(long, value_name = "NUMBER", help_heading = SERVICES, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub maximum_receive_count: Option<u64>,
    /// sqs: how many messages of the same FIFO group wait behind this one.
    #[arg(long, value_name = "NUMBER", help_heading = SERVICES, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub group_size: Option<u64>,
    /// step-functions: the value of `Retry`; a file, `-`, or JSON.
    #[arg(long, value_name = "FILE|JSON", help_heading = SERVICES)]
    pub retriers: Option<OsString>,
    /// sns-http: the delivery policy; a file, `-`, or JSON.
    #[arg(long, value_name = "FILE|JSON", help_heading = SERVICES)]
    pub delivery_policy: Option<OsString>,
}

impl ServiceArguments {
    /// How a service spaces its attempts whose curve is not the caller's, if a flag of its own says so, or a declaration.
    pub(super) fn pace(
        &self,
        profile: Profile,
        (queue, declared): (&DeadLetterQueue, Option<&Pace>),
        context: &Context<'_>,
        flags: &mut Flags,
    ) -> Result<Option<Pace>, Failure> {
        self.only_for(profile, flags);
        let mut own =
            |flag: &str, argument: &Option<OsString>, parse: fn(&str) -> Own| match argument {
                None => Ok(None),
                Some(argument) => {
                    let source = Input::new(argument).read(flag, context)?;
                    Ok(flags.take_all(&source, parse(source.text())))
                }
            };
        match profile {
            Profile::StepFunctions => own("--retriers", &self.retriers, |text| {
                Retrier::parse_all(text).map(Pace::Retriers)
            }),
            Profile::SnsHttp => {
                let given = own("--delivery-policy", &self.delivery_policy, |text| {
                    Phases::parse(text).map(Pace::Phases)
                })?;
                Ok(given.or_else(|| declared.cloned()))
            }
            Profile::Sqs => Ok(self.receives(queue, declared, flags)),
            _ => Ok(None),
        }
    }

    /// Refuses the flags of other services.
    fn only_for(&self, given: Profile, flags: &mut Flags) {
        let own = [
            (
                "--visibility-timeout",
                self.visibility_timeout.is_some(),
                Profile::Sqs,
            ),
            (
                "--maximum-receive-count",
                self.maximum_receive_count.is_some(),
                Profile::Sqs,
            ),
            ("--group-size", self.group_size.is_some(), Profile::Sqs),
            (
                "--retriers",
                self.retriers.is_some(),
                Profile::StepFunctions,
            ),
            (
                "--delivery-policy",
                self.delivery_policy.is_some(),
                Profile::SnsHttp,
            ),
        ];
        for (flag, is_given, profile) in own {
            if is_given && profile != given {
                let message = format!("`{flag}` has no meaning for the profile `{}`", given.name());
                let help = format!("it belongs to `--profile {}`", profile.name());
                flags.refuse(Diagnostic::error(NOT_APPLICABLE, message).help(help));
            }
        }
    }

    /// The receives of an SQS queue. Without a redrive policy a message comes back until it has been kept long enough.
    fn receives(
        &self,
        queue: &DeadLetterQueue,
        declared: Option<&Pace>,
        flags: &mut Flags,
    ) -> Option<Pace> {
        let usual = Profile::Sqs.usual_pace(None);
        let (usual_ms, usual_count, retention_ms) = match declared.unwrap_or(&usual) {
            Pace::Receives {
                visibility_timeout_ms,
                maximum_receive_count,
                retention_ms,
            } => (
                *visibility_timeout_ms,
                *maximum_receive_count,
                *retention_ms,
            ),
            _ => return None,
        };
        let visibility_timeout_ms = flags
            .take_some(
                "--visibility-timeout",
                self.visibility_timeout.as_deref(),
                visibility_timeout,
            )
            .unwrap_or(usual_ms);
        let most = quota::MAXIMUM_RECEIVE_COUNT;
        let count = self.maximum_receive_count;
        let no_redrive = *queue == DeadLetterQueue::None;
        let wrong = match count {
            Some(count) if count < 1 || count > most => Some(format!(
                "`--maximum-receive-count {count}` is outside 1 to {most}"
            )),
            Some(_) if no_redrive => {
                Some("a maximum receive count without a dead-letter queue".to_owned())
            }
            None if no_redrive && visibility_timeout_ms == 0 => Some(
                "a visibility timeout of 0 without a dead-letter queue: the message comes back without end"
                    .to_owned(),
            ),
            _ => None,
        };
        if let Some(message) = wrong {
            let help = "SQS Developer Guide, dead-letter queues: maxReceiveCount, from 1 to 1000, is part of the redrive policy";
            flags.refuse(Diagnostic::error(CONTRADICTION, message).help(help));
            return None;
        }
        Some(Pace::Receives {
            visibility_timeout_ms,
            maximum_receive_count: (!no_redrive).then(|| {
                count
                    .or(usual_count)
                    .unwrap_or(quota::DEFAULT_MAXIMUM_RECEIVE_COUNT)
            }),
            retention_ms,
        })
    }
}

/// How a service spaces its attempts, as a flag of its own says.
type Own = Result<Pace, Diagnostics>;

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
