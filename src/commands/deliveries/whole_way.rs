//! The whole way of an event, as the flags make it fail.

use chrono::{DateTime, Utc};

use super::declared::DeclaredTarget;
use super::flags::Flags;
use crate::commands::Failure;
use crate::delivery::diagnostics::NOT_APPLICABLE;
use crate::delivery::{DeadLetterQueue, Profile, Scenario};
use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::simulate::way::{LiesIn, Next, Reads, Setting, Station, StationKind, Way};

/// What the flags say of the first hop.
#[derive(Clone, Copy)]
pub(super) struct First<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) fail: &'a [String],
    pub(super) queue: &'a DeadLetterQueue,
    pub(super) queue_is_assumed: bool,
    /// Whether an age is given, which is one of the reader of a stream then.
    pub(super) has_maximum_age: bool,
    /// The flags that are given.
    pub(super) given: &'a [&'static str],
}

/// The way that begins with a profile: all of it, with whoever delivers, or what follows on the hop before Lambda's queue. Of
/// other services nothing is known of what follows.
pub(super) fn beginning(declared: &DeclaredTarget, profile: Profile) -> Option<Way> {
    let own = declared.first()?.scenario.profile;
    if own == profile {
        return Some(declared.way.clone());
    }
    if let Some(way) = declared.way.clone().delivered_by(profile) {
        return Some(way);
    }
    let rest = declared.way.clone().behind_first()?;
    let is_next = rest.hops.first()?.scenario.profile == profile;
    is_next.then_some(rest)
}

/// What of the failures is the function's own, and not one of the delivery to Lambda; the rest, and what it is called where
/// the function fails.
///
/// AWS: Lambda Developer Guide, "Asynchronous invocation": Lambda answers as soon as the event is in its queue, so that whoever
/// delivers never learns of what the function does.
pub(super) fn of_function(
    fail: &[String],
    way: Option<&Way>,
) -> (Vec<String>, Vec<(String, String)>) {
    let first = way.and_then(|way| way.hops.first());
    let function = first.filter(|hop| {
        let delivers = matches!(
            hop.scenario.profile,
            Profile::Rule | Profile::Scheduler | Profile::SnsLambda
        );
        delivers && hop.to.kind == StationKind::FunctionQueue
    });
    let Some(function) = function.map(|hop| hop.to.name.as_str()) else {
        return (fail.to_vec(), Vec::new());
    };
    let mut moved = Vec::new();
    let mut kept = Vec::new();
    for text in fail {
        match own_failure(text) {
            Some(failure) => moved.push((text.clone(), format!("{function}:{failure}"))),
            None => kept.push(text.clone()),
        }
    }
    (kept, moved)
}

/// A failure whose errors only a function has, in the words of Lambda's queue.
fn own_failure(text: &str) -> Option<String> {
    let (kind, codes) = text.split_once('=')?;
    if !matches!(kind, "codes" | "permanent") {
        return None;
    }
    let mut fails = false;
    let mut own = Vec::new();
    for code in codes.split(',') {
        own.push(match code {
            "Unhandled" | "Handled" => {
                fails = true;
                code
            }
            // What rules call an error that a target answers with; an asynchronous invocation has none.
            "ERROR_FROM_TARGET" => {
                fails = true;
                "Unhandled"
            }
            "ok" | "200" => "ok",
            _ => return None,
        });
    }
    fails.then(|| format!("codes={}", own.join(",")))
}

/// The way with everything that fails.
///
/// # Errors
///
/// * `delivery/not-applicable`: places are given, and there is no way.
/// * `way/open-setting`: on it depends how a hop ends that may fail.
/// * `way/…`, `delivery/…`: a place that is not on it, or a failure that cannot be read.
pub(super) fn failing(
    way: Option<Way>,
    first: First<'_>,
    (at, of_function): (&[String], &[(String, String)]),
    arrival: Option<DateTime<Utc>>,
) -> Result<Option<Way>, Failure> {
    let mut flags = Flags::default();
    let Some(mut way) = way else {
        if !at.is_empty() {
            let message =
                "`--at` needs a `--target` from which the way of an event can be followed";
            flags.refuse(
                Diagnostic::error(NOT_APPLICABLE, message)
                    .help("as in `--target template.yaml#Orders/function`; `--fail` is what the first hop meets"),
            );
        }
        return flags.all(Some(None));
    };
    begin(&mut way, first);
    let moved = of_function.iter().map(|(_, text)| text.clone());
    let texts: Vec<String> = at.iter().cloned().chain(moved).collect();
    if let Err(wrong) = way.fail_at(&texts, arrival) {
        for (number, told) in wrong {
            let text = texts.get(number).map_or("", String::as_str);
            flags.take::<()>("--at", text, Err(told));
        }
    }
    way.fail_for_certain();
    // What is open is not guessed.
    for (at, open) in way.open() {
        if at > 0 || !first.given.contains(&open.flag) {
            flags.refuse(open.told.clone());
        }
    }
    flags.all(Some(Some(way)))
}

/// Puts what the flags say of the first hop where it stands.
fn begin(way: &mut Way, first: First<'_>) {
    let begins = way.hops.iter_mut().filter(|hop| hop.after.is_none());
    for (number, hop) in begins.enumerate() {
        hop.fail = first.fail.to_vec();
        if number > 0 {
            hop.scenario.failures = first.scenario.failures.clone();
            continue;
        }
        hop.scenario = first.scenario.clone();
        if let (true, Some(Reads::Shard(reads))) = (first.has_maximum_age, &mut hop.reads) {
            reads.has_maximum_age = true;
        }
        match first.queue {
            DeadLetterQueue::None => {
                hop.letters.place = None;
                hop.other_letters = None;
                hop.given_up = vec![Next::Ends(LiesIn::Dropped)];
            }
            DeadLetterQueue::Denied => {
                hop.other_letters = None;
                hop.given_up = vec![Next::Ends(LiesIn::Lost)];
            }
            DeadLetterQueue::Arn(arn) => {
                let is_declared = |place: &Station| place.arn == *arn || place.name == *arn;
                if !hop.letters.place.as_ref().is_some_and(is_declared) {
                    hop.letters.place =
                        Some(Station::of(&Declared::whole(arn), StationKind::Queue));
                    hop.letters.is_assumed = first.queue_is_assumed;
                    // The flag speaks of a queue of dead letters, and not of a destination.
                    if hop.letters.setting == Setting::FunctionDestination {
                        hop.letters.setting = Setting::Function;
                    }
                    hop.letters.keeps_seconds = None;
                    hop.other_letters = None;
                    hop.given_up = vec![Next::Ends(LiesIn::Letter)];
                }
            }
        }
    }
}
