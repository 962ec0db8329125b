//! What a reader of a simulation has to know: what is AWS's, and what is assumed.

use super::attempts::{AgeEnd, EndedBy, Ending, Scenario};
use super::codes::Retried;
use super::outcome::DeadLetterQueue;
use super::pace::Pace;
use super::phases::Phases;
use super::preset::Preset;
use super::profile::Profile;
use crate::diagnostic::{Code, Diagnostic};

/// Where the delay curve comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CurveOrigin {
    /// A named guess.
    Preset(Preset),
    /// The caller.
    Given,
}

/// What the caller said, and left open.
#[derive(Clone, Debug)]
pub struct Assumptions<'a> {
    /// Where the delay curve comes from.
    pub curve: CurveOrigin,
    /// The dead-letter queue.
    pub queue: &'a DeadLetterQueue,
    /// Whether the queue is an assumption.
    pub queue_is_assumed: bool,
    /// Whether the target has an input, an input path or an input transformer.
    pub is_transformed: bool,
    /// Whether the caller gave what the target receives.
    pub has_payload: bool,
    /// The target's ARN, if the caller gave it.
    pub target_arn: Option<&'a str>,
    /// Whether what a function does not take goes to its on-failure destination, which gets a record and no dead letter.
    pub leaves_a_record: bool,
    /// Whether the caller begins at the function, without whoever delivers to it.
    pub begins_at_function: bool,
    /// Whether what follows on this delivery is told, too.
    pub is_followed: bool,
}

/// What is AWS's about the delays of a service, and what is not. Every report begins with it.
#[must_use]
pub fn banner(scenario: &Scenario, curve: CurveOrigin) -> Diagnostic {
    const CODE: Code = Code::new("delivery/curve-not-published");
    let text = match (scenario.profile, curve) {
        (Profile::Custom, _) => {
            "the limits and the delay curve are yours: of its own services AWS publishes limits and stop rules, but no delay curve".to_owned()
        }
        (Profile::Rule | Profile::Scheduler | Profile::Subscriber, CurveOrigin::Given) => {
            "AWS publishes the limits and the stop rules, but not the delay curve: the curve is the one you gave".to_owned()
        }
        (Profile::Rule | Profile::Scheduler | Profile::Subscriber, CurveOrigin::Preset(preset)) => {
            let why = match preset {
                Preset::Alibaba => "what Alibaba Cloud documents for its own EventBridge",
                Preset::Decorrelated => "a guess that fits 185 retries in 24 hours badly",
                _ => "a calibration under which 185 retries take about 24 hours",
            };
            format!(
                "AWS publishes the limits and the stop rules, but not the delay curve: the preset `{}` is {why}, not AWS's schedule",
                preset.name()
            )
        }
        (Profile::Stream, CurveOrigin::Given) => {
            "AWS publishes the limits of streams, but not the delays between the attempts at a batch: the curve is the one you gave".to_owned()
        }
        (Profile::Stream, CurveOrigin::Preset(preset)) => format!(
            "AWS publishes the limits of streams, but not the delays between the attempts at a batch: those of the preset `{}` are \
             assumed, so that how often is tried within an age, and when retries end, is not AWS's",
            preset.name()
        ),
        (Profile::LambdaAsync, _) => {
            "AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after throttles it publishes the ends \
             (1 second, 5 minutes), and doubling is assumed"
                .to_owned()
        }
        (Profile::SnsLambda | Profile::SnsHttp, _) => {
            "AWS publishes the phases of the delivery policy, but of the delay curve inside the backoff phase only the ends, and not the \
             jitter: the steps are interpolated and not randomised"
                .to_owned()
        }
        (Profile::Sqs, _) => {
            "there is no delay curve: a message comes back when its visibility timeout ends; the consumer is assumed to be polling at that moment"
                .to_owned()
        }
        (Profile::StepFunctions, _) => "AWS publishes the delay curve of retriers: these delays are exact".to_owned(),
    };
    Diagnostic::note(CODE, text)
}

/// Everything else that matters for one delivery.
#[must_use]
pub fn notes(
    scenario: &Scenario,
    assumptions: &Assumptions<'_>,
    ending: Option<&Ending<'_>>,
) -> Vec<Diagnostic> {
    let mut notes = uncertain_codes(scenario);
    if scenario.profile == Profile::SnsLambda && !assumptions.is_followed {
        notes.push(Diagnostic::note(
            Code::new("delivery/lambda-accepts"),
            "these are the attempts of SNS to hand the message to Lambda: once Lambda has taken it SNS is done, and a function that then \
             fails is tried three times in all by Lambda (`--profile lambda-async`), with a queue or destination of its own",
        ));
    }
    if let Some(ending) = ending {
        notes.extend(about_ending(scenario, ending));
        if !ending.is_delivered() {
            notes.extend(about_letter(scenario.profile, assumptions, ending));
        }
    }
    let accepted = assumptions
        .target_arn
        .is_some_and(|arn| arn.contains(":lambda:"))
        && matches!(scenario.profile, Profile::Rule | Profile::Scheduler)
        && !assumptions.is_followed;
    if accepted {
        notes.push(Diagnostic::note(
            Code::new("delivery/lambda-accepts"),
            "a function is invoked asynchronously: once Lambda has accepted the event this delivery is over, and what the function then \
             does is retried by Lambda (`--profile lambda-async`), with a queue or destination of its own",
        ));
    }
    let is_bus = assumptions
        .target_arn
        .is_some_and(|arn| arn.contains(":event-bus/"));
    if is_bus && scenario.profile == Profile::Rule {
        notes.push(Diagnostic::note(
            Code::unsettled("delivery/bus-target"),
            "AWS refuses a retry policy for an event bus as a rule's target, and by which limits it then retries is not known: the policy \
             here cannot be set there",
        ));
    }
    if scenario.profile == Profile::LambdaAsync && !assumptions.begins_at_function {
        notes.push(Diagnostic::note(
            Code::new("delivery/lambda-queue"),
            "the retry policy and the dead-letter queue of a rule's target play no part any more: the function's own count",
        ));
    }
    notes
}

/// Codes of which AWS does not say whether they are retried.
fn uncertain_codes(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut seen = Vec::new();
    let mut notes = Vec::new();
    for answer in scenario.failures.answers() {
        let Retried::Uncertain { assumed } = answer.retried else {
            continue;
        };
        if !seen.contains(&answer.code) {
            seen.push(answer.code.clone());
            let assumed = if assumed { "retried" } else { "not retried" };
            notes.push(Diagnostic::note(
                Code::unsettled("delivery/uncertain-code"),
                format!(
                    "AWS does not say whether `{}` is retried; here it is {assumed}",
                    answer.code
                ),
            ));
        }
    }
    notes
}

fn about_ending(scenario: &Scenario, ending: &Ending<'_>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if ending.by == EndedBy::MaximumEventAge && scenario.profile == Profile::Sqs {
        notes.push(Diagnostic::note(
            Code::new("delivery/retention"),
            "the queue deletes a message at the end of its retention period, here the default of 345,600 s (4 d), before the redrive \
             policy, if there is one, has seen the message often enough",
        ));
    } else if ending.by == EndedBy::MaximumEventAge {
        let when = match scenario.age_end {
            AgeEnd::Deadline => "when the event reaches it",
            AgeEnd::Lookahead => "as soon as the next attempt would be too late",
            AgeEnd::Next => "when the next attempt would have been made",
        };
        notes.push(Diagnostic::note(
            Code::new("delivery/age-end"),
            format!("AWS does not say when an event that will become too old is given up; here it is {when} (`--age-end`)"),
        ));
    }
    if ending.timed_out > 0 {
        let attempts = match ending.timed_out {
            1 => "1 attempt".to_owned(),
            many => format!("{many} attempts"),
        };
        notes.push(Diagnostic::note(
            Code::new("delivery/possible-duplicates"),
            format!(
                "{attempts} took longer than the timeout: the target may have acted on each, so it must be idempotent"
            ),
        ));
    }
    if scenario.pace == Pace::Phases(Phases::MANAGED) && ending.attempts > 16 {
        notes.push(Diagnostic::note(
            Code::new("delivery/attempts-in-table"),
            "the developer guide's table counts 100,015 attempts; its phases add up to 100,015 retries, so one attempt more is made",
        ));
    }
    notes
}

/// About the message in the dead-letter queue.
fn about_letter(
    profile: Profile,
    assumptions: &Assumptions<'_>,
    ending: &Ending<'_>,
) -> Vec<Diagnostic> {
    let is_gone = !matches!(assumptions.queue, DeadLetterQueue::Arn(_));
    let is_event_bridge = matches!(profile, Profile::Rule | Profile::Custom);
    let is_status = ending
        .answer
        .is_some_and(|answer| answer.code.parse::<u16>().is_ok());
    let is_short = ending.by == EndedBy::Permanent && profile == Profile::Rule;
    let assumed = match profile {
        Profile::Sqs => {
            "a redrive policy is assumed; without one (`--dead-letter-queue none`) the message comes back until the queue has kept \
             it long enough"
        }
        _ => {
            "a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped"
        }
    };
    let assumed = ("delivery/assumed-queue", assumed);
    let status = (
        "delivery/http-error-code",
        "AWS does not say which ERROR_CODE an HTTP status becomes; the status itself stands in its place",
    );
    let short = (
        "delivery/four-attributes",
        "an error that is not retried leaves neither RETRY_ATTEMPTS nor EXHAUSTED_RETRY_CONDITION in the dead letter",
    );
    let all = [
        assumptions.queue_is_assumed.then_some(assumed),
        gone(profile, assumptions.queue),
        content(profile, assumptions).filter(|_| !is_gone),
        (is_status && is_event_bridge && !is_gone).then_some(status),
        (is_short && !is_gone).then_some(short),
    ];
    let note = |(code, text)| Diagnostic::note(Code::new(code), text);
    all.into_iter().flatten().map(note).collect()
}

/// Why nobody has the event.
fn gone(profile: Profile, queue: &DeadLetterQueue) -> Option<(&'static str, &'static str)> {
    Some(match (queue, profile) {
        (DeadLetterQueue::Arn(_), _) | (DeadLetterQueue::None, Profile::Sqs) => return None,
        (_, Profile::StepFunctions) => (
            "delivery/no-queue",
            "a state machine has no dead-letter queue: what no retrier handles fails the execution, unless a catcher takes it",
        ),
        (DeadLetterQueue::None, _) => (
            "delivery/no-queue",
            "there is no dead-letter queue: the event is gone, and nothing holds what it was",
        ),
        (DeadLetterQueue::Denied, Profile::Rule) => (
            "delivery/queue-denied",
            "the dead-letter queue does not let the message in: the event is gone, and only the metric InvocationsFailedToBeSentToDlq \
             counts it",
        ),
        (DeadLetterQueue::Denied, _) => (
            "delivery/queue-denied",
            "the dead-letter queue does not let the message in: the event is gone",
        ),
    })
}

/// What the dead letter holds, and what it does not.
fn content(
    profile: Profile,
    assumptions: &Assumptions<'_>,
) -> Option<(&'static str, &'static str)> {
    Some(match profile {
        Profile::Rule | Profile::Custom if assumptions.is_transformed => (
            "delivery/original-event-lost",
            "the dead letter holds what the target was to receive: after a transformation the original event is lost, and sending the \
             letter to the bus again would not match the rule",
        ),
        Profile::Rule | Profile::Custom if !assumptions.has_payload => (
            "delivery/dead-letter-body",
            "the body of the dead letter is what the target was to receive, after its input transformer (`--payload` gives it)",
        ),
        Profile::Scheduler if !assumptions.has_payload => (
            "delivery/dead-letter-body",
            "the body of the dead letter is the request to the target's API (`--payload` gives it)",
        ),
        Profile::Stream => (
            "delivery/original-event-lost",
            "what is told of discarded records is where they were (shard, sequence numbers): the records themselves have to be read from \
             the stream before it drops them",
        ),
        Profile::LambdaAsync if !assumptions.leaves_a_record => (
            "delivery/dead-letter-inferred",
            "the attributes of Lambda's dead letter are an inference: no text or recording of AWS that evb rests on shows one; look at a \
             real message before you build on their names, types and values",
        ),
        Profile::SnsLambda | Profile::SnsHttp => (
            "delivery/dead-letter-inferred",
            "which attributes SNS adds to a dead letter is not known to evb: none are shown",
        ),
        Profile::Subscriber => (
            "delivery/original-event-lost",
            "the dead letter of a subscriber is a record without the event: replay it from the bus",
        ),
        _ => return None,
    })
}
