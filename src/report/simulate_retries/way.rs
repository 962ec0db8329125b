//! The whole way of an event: hop after hop, and where it lies in the end.

use serde::Serialize;

use crate::delivery::{EndedBy, Pace};
use crate::report::deliveries::{PolicyReport, seconds};
use crate::simulate::way::{
    Ended, Hop, Letters, Lies, LiesIn, Played, PlayedHop, Reads, Setting, Station, StationKind,
    Way, WayTally,
};

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlaceReport {
    /// `rule`, `schedule`, `topic`, `queue`, `lambda-queue`, `function`, `stream`, `bus`, `bucket`, `endpoint` or `target`.
    pub kind: &'static str,
    /// What to call it.
    pub name: String,
    /// Its ARN, as far as it is known; null if nothing is.
    pub arn: Option<String>,
}

impl PlaceReport {
    fn new(place: &Station) -> Self {
        Self {
            kind: place.kind.word(),
            name: place.name.clone(),
            arn: Some(place.arn.clone()).filter(|arn| !arn.is_empty()),
        }
    }
}

/// Where goes what a hop gives up, and whose place that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeadLetterPlaceReport {
    /// `DeadLetterConfig`, `RedrivePolicy` or `OnFailure`.
    pub setting: &'static str,
    /// `rule-target`, `schedule-target`, `subscription`, `function`, `queue`, `event-source-mapping` or `pipe`.
    pub owner_kind: &'static str,
    /// Its name.
    pub owner: String,
    /// The place; null if there is none.
    pub place: Option<PlaceReport>,
    /// Whether nothing that was read says so.
    pub assumed: bool,
}

impl DeadLetterPlaceReport {
    fn new(letters: &Letters) -> Self {
        Self {
            setting: letters.setting.name(),
            owner_kind: letters.setting.owner(),
            owner: letters.owner.clone(),
            place: letters.place.as_ref().map(PlaceReport::new),
            assumed: letters.is_assumed,
        }
    }
}

/// What waits behind an event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BlocksReport {
    /// `message-group`, `shard`, or `partition-keys` of a shard of which several batches are read at once.
    pub what: &'static str,
    /// How long.
    pub seconds: f64,
}

/// How often, and for how long, a queue hands out a message that nobody deletes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReceivesReport {
    /// `VisibilityTimeout`.
    pub visibility_timeout_seconds: f64,
    /// `maxReceiveCount`; null without a redrive policy.
    pub maximum_receive_count: Option<u64>,
    /// `MessageRetentionPeriod`.
    pub retention_seconds: f64,
    /// `DelaySeconds`.
    pub delay_seconds: f64,
}

/// What isolates a record that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BisectReport {
    /// Records of a batch.
    pub batch_size: u64,
    /// Invocations until the record that fails is alone, that one included, where it stands worst.
    pub invocations_until_alone: u64,
}

/// A hop.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HopReport {
    /// Counted from 1.
    pub hop: usize,
    /// The hop on which it follows; null for one with which the way begins.
    pub after: Option<usize>,
    /// `accepted` or `given-up`: on which end of that it follows; null for one with which the way begins.
    pub after_outcome: Option<&'static str>,
    /// From where the event comes.
    pub from: PlaceReport,
    /// The subscription, mapping or pipe that connects the two; null if it has no name.
    pub via: Option<String>,
    /// What a pipe asks before it delivers; absent if it asks nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrichment: Option<PlaceReport>,
    /// What has to accept it.
    pub to: PlaceReport,
    /// Who delivers.
    pub profile: &'static str,
    /// The limits.
    pub policy: PolicyReport,
    /// What limits the receives of a queue; null but for queues.
    pub receives: Option<ReceivesReport>,
    /// What fails, as it was written.
    pub fail: Vec<String>,
    /// `accepted`, `given-up`, `expired` or `not-reached`.
    pub outcome: &'static str,
    /// Since the event arrived; null if it was not reached.
    pub begins_at_seconds: Option<f64>,
    /// Since the event arrived; null if it was not reached.
    pub ended_at_seconds: Option<f64>,
    /// How often the event was tried.
    pub attempts: u64,
    /// When, since the event arrived: of many the first.
    pub attempts_at_seconds: Vec<f64>,
    /// How often the target was invoked, with what isolated the record that fails.
    pub invocations: u64,
    /// `success`, `retries`, `age` or `permanent-failure`; null if it was not reached.
    pub ended_by: Option<&'static str>,
    /// The limit that was reached, in the service's words.
    pub exhausted_retry_condition: Option<&'static str>,
    /// The error of the last attempt.
    pub code: Option<String>,
    /// Where goes what is given up.
    pub dead_letter_place: DeadLetterPlaceReport,
    /// Where else that goes; absent if nowhere: a function may have two places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_dead_letter_place: Option<DeadLetterPlaceReport>,
    /// How often the hop was made; absent if once: a message may go round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounds: Option<u64>,
    /// What waits meanwhile; null if nothing does.
    pub blocks: Option<BlocksReport>,
    /// How a failed batch is halved; null if it is not.
    pub bisect: Option<BisectReport>,
}

/// Where the event lies by one branch of its way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BranchReport {
    /// The delivery that ended there: one that gives up may put what it had in two places.
    #[serde(skip)]
    pub delivery: usize,
    /// The hop that ended there, counted from 1.
    pub hop: usize,
    /// `arrived`, `waits`, `dead-letter-taken`, `dead-letter-waits`, `dead-letter-place`, `dropped`, `lost`, `expired`, `circle` or `not-followed`.
    pub kind: &'static str,
    /// The place; null if it is nowhere.
    pub place: Option<PlaceReport>,
    /// Whose place that is, or whose is lacking: `function`, `rule-target`, …; null where it arrived.
    pub owner_kind: Option<&'static str>,
    /// Its name.
    pub owner: Option<String>,
    /// Since the event arrived.
    pub at_seconds: f64,
    /// A sentence.
    pub message: String,
}

/// How many of many events lie somewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlaceShareReport {
    /// The hop that ended there, counted from 1.
    pub hop: usize,
    /// As in a branch.
    pub kind: &'static str,
    /// The place; null if it is nowhere.
    pub place: Option<PlaceReport>,
    /// How many events.
    pub count: u64,
    /// Their share.
    pub rate: f64,
}

/// Where the event lies in the end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LiesInReport {
    /// Whether it came to the end of its way by every branch.
    pub arrived: bool,
    /// `delivered`, `dead-lettered`, `dropped` or `lost`: of several branches the worst, and of what one delivery put in two
    /// places the better one.
    pub outcome: &'static str,
    /// Since the event arrived.
    pub at_seconds: f64,
    /// The branches of its way, each with a place.
    pub branches: Vec<BranchReport>,
    /// Where many events lie, if they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<PlaceShareReport>,
}

/// The hops that may be made, as they were.
#[must_use]
pub fn hops(way: &Way, played: &Played) -> Vec<HopReport> {
    let reachable = way.reachable();
    let all = way.hops.iter().zip(&played.hops).enumerate();
    let all = all.filter(|(at, _)| reachable.get(*at) == Some(&true));
    all.map(|(at, (hop, made))| hop_report(at, hop, made.as_ref()))
        .collect()
}

fn hop_report(at: usize, hop: &Hop, made: Option<&PlayedHop>) -> HopReport {
    let outcome = match made.map(|made| made.how) {
        None => "not-reached",
        Some(Ended::Accepted) => "accepted",
        Some(Ended::Expired) => "expired",
        Some(_) => "given-up",
    };
    let profile = hop.scenario.profile;
    HopReport {
        hop: at + 1,
        after: hop.after.map(|after| after.hop + 1),
        after_outcome: hop.after.map(|after| {
            if after.accepted {
                "accepted"
            } else {
                "given-up"
            }
        }),
        from: PlaceReport::new(&hop.by),
        via: hop.via.as_ref().map(|via| via.name.clone()),
        enrichment: hop.enrichment.as_ref().map(PlaceReport::new),
        to: PlaceReport::new(&hop.to),
        profile: profile.name(),
        policy: PolicyReport::new(hop.scenario.policy),
        receives: match hop.scenario.pace {
            Pace::Receives {
                visibility_timeout_ms,
                maximum_receive_count,
                retention_ms,
            } => Some(ReceivesReport {
                visibility_timeout_seconds: seconds(visibility_timeout_ms),
                maximum_receive_count,
                retention_seconds: seconds(retention_ms),
                delay_seconds: seconds(hop.scenario.dispatch_delay_ms),
            }),
            _ => None,
        },
        fail: hop.fail.clone(),
        outcome,
        begins_at_seconds: made.map(|made| seconds(made.begins_ms)),
        ended_at_seconds: made.map(|made| seconds(made.ended_ms)),
        attempts: made.map_or(0, |made| made.attempts),
        attempts_at_seconds: made.map_or_else(Vec::new, |made| {
            made.times_ms.iter().map(|at| seconds(*at)).collect()
        }),
        invocations: made.map_or(0, |made| made.invocations),
        ended_by: made.map(|made| made.by.name()),
        exhausted_retry_condition: made
            .filter(|made| made.how == Ended::GivenUp)
            .and_then(|made| made.by.condition(profile)),
        code: made.and_then(|made| made.code.clone()),
        dead_letter_place: DeadLetterPlaceReport::new(&hop.letters),
        other_dead_letter_place: hop.other_letters.as_ref().map(DeadLetterPlaceReport::new),
        rounds: made.map(|made| made.rounds).filter(|rounds| *rounds > 1),
        blocks: hop
            .reads
            .zip(made.and_then(|made| made.blocks_ms))
            .map(|(reads, blocks_ms)| BlocksReport {
                what: blocked(reads),
                seconds: seconds(blocks_ms),
            }),
        bisect: match hop.reads {
            Some(Reads::Shard(reads)) if reads.bisects => Some(BisectReport {
                batch_size: reads.batch_size,
                invocations_until_alone: reads.invocations_until_alone(),
            }),
            _ => None,
        },
    }
}

/// AWS: Lambda Developer Guide, `ParallelizationFactor`: with several batches of a shard at once, order is kept by partition
/// key.
const fn blocked(reads: Reads) -> &'static str {
    match reads {
        Reads::Shard(reads) if reads.parallelization_factor > 1 => "partition-keys",
        Reads::Shard(_) => "shard",
        Reads::Group => "message-group",
    }
}

/// Where the event lies.
#[must_use]
pub fn lies_in(way: &Way, played: &Played, many: Option<&WayTally>) -> LiesInReport {
    let at = played.lies.iter().map(|lies| lies.at_ms).max().unwrap_or(0);
    let branches = played
        .lies
        .iter()
        .filter_map(|lies| branch(way, played, *lies));
    LiesInReport {
        arrived: played.arrives(),
        outcome: played.outcome().name(),
        at_seconds: seconds(at),
        branches: branches.collect(),
        runs: many.map_or_else(Vec::new, |many| shares(way, many)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn shares(way: &Way, many: &WayTally) -> Vec<PlaceShareReport> {
    let runs = many.tally.runs.max(1) as f64;
    let all = many.lies.iter().filter_map(|((at, kind), count)| {
        Some(PlaceShareReport {
            hop: at + 1,
            kind: kind.name(),
            place: way.hops.get(*at)?.place(*kind).map(PlaceReport::new),
            count: *count,
            rate: *count as f64 / runs,
        })
    });
    all.collect()
}

fn branch(way: &Way, played: &Played, lies: Lies) -> Option<BranchReport> {
    let hop = way.hops.get(lies.hop)?;
    let is_arrival = lies.kind.is_arrival();
    let letters = match lies.kind {
        LiesIn::TakenAsLetter | LiesIn::WaitsAsLetter => way.came_by(lies.hop),
        kind => Some(hop.letters_of(kind)),
    };
    let letters = letters.filter(|_| !is_arrival);
    let mut message = sentence(way, played, hop, lies);
    for idle in idle_places(way, played, lies) {
        message.push_str(&idle);
    }
    Some(BranchReport {
        delivery: lies.delivery,
        hop: lies.hop + 1,
        kind: lies.kind.name(),
        place: hop.place(lies.kind).map(PlaceReport::new),
        owner_kind: letters.map(|letters| letters.setting.owner()),
        owner: letters.map(|letters| letters.owner.clone()),
        at_seconds: seconds(lies.at_ms),
        message,
    })
}

/// A place in words.
fn called(place: &Station) -> String {
    match place.kind {
        StationKind::FunctionQueue => format!("Lambda's queue of `{}`", place.name),
        StationKind::Other if place.name == "consumer" => "the consumer".to_owned(),
        StationKind::Other => format!("the target `{}`", place.name),
        kind if kind.word() == place.name => format!("the {}", place.name),
        kind => format!("the {} `{}`", kind.word(), place.name),
    }
}

/// Whose place for what is given up.
fn owned(letters: &Letters) -> String {
    let owner = &letters.owner;
    match letters.setting {
        Setting::Target => format!("the dead-letter queue of the target of the rule `{owner}`"),
        Setting::Schedule => {
            format!("the dead-letter queue of the target of the schedule `{owner}`")
        }
        Setting::Subscription => format!("the dead-letter queue of the subscription `{owner}`"),
        Setting::FunctionDestination => {
            format!("the on-failure destination of the function `{owner}`")
        }
        Setting::Function => format!("the dead-letter queue of the function `{owner}`"),
        Setting::Queue => format!("the dead-letter queue of the queue `{owner}`"),
        Setting::Mapping => {
            format!("the on-failure destination of the event source mapping `{owner}`")
        }
        _ => format!("the dead-letter queue of the pipe `{owner}`"),
    }
}

/// That there is no place for what is given up.
fn lacking(letters: &Letters) -> String {
    let owner = &letters.owner;
    match letters.setting {
        Setting::Target => format!("the target of the rule `{owner}` has no dead-letter queue"),
        Setting::Schedule => {
            format!("the target of the schedule `{owner}` has no dead-letter queue")
        }
        Setting::Subscription => format!("the subscription `{owner}` has no dead-letter queue"),
        Setting::FunctionDestination | Setting::Function => {
            format!(
                "the function `{owner}` has neither an on-failure destination nor a dead-letter queue"
            )
        }
        Setting::Queue => format!("the queue `{owner}` has no dead-letter queue"),
        Setting::Mapping => {
            format!("the event source mapping `{owner}` has no on-failure destination")
        }
        _ => format!("the pipe `{owner}` has no dead-letter queue"),
    }
}

/// What lies in a place, up to its name.
///
/// AWS: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations": a destination gets a record of the
/// invocation, a bus an event about it, a bucket an object; "Retain discarded records": a bucket gets the records, too.
const fn kept(letters: &Letters, kind: Option<StationKind>) -> &'static str {
    match (letters.setting, kind) {
        (Setting::FunctionDestination, Some(StationKind::Bus)) => {
            "an event about it (source `lambda`, detail type `Lambda Function Invocation Result - Failure`) is put on"
        }
        (Setting::FunctionDestination, Some(StationKind::Bucket)) => {
            "a record of the invocation, with the event in it, lies as an object in"
        }
        (Setting::FunctionDestination, Some(StationKind::Topic)) => {
            "a record of the invocation, with the event in it, is published to"
        }
        (Setting::FunctionDestination, _) => {
            "a record of the invocation, with the event in it, lies in"
        }
        (Setting::Mapping, Some(StationKind::Bucket)) => {
            "the batch of the record, with where it was, lies as an object in"
        }
        (_, Some(StationKind::Topic)) if letters.setting.holds_only_the_place() => {
            "where the record was (shard and sequence number, not the record itself) is published to"
        }
        _ if letters.setting.holds_only_the_place() => {
            "where the record was (shard and sequence number, not the record itself) lies in"
        }
        (_, Some(StationKind::Topic)) => "it is published to",
        _ => "it lies in",
    }
}

fn sentence(way: &Way, played: &Played, hop: &Hop, lies: Lies) -> String {
    match lies.kind {
        LiesIn::Arrived if hop.to.kind == StationKind::Function => {
            format!("{} has taken it", called(&hop.to))
        }
        LiesIn::Waits => format!(
            "it waits in {}, which nothing that was read reads",
            called(&hop.to)
        ),
        LiesIn::TakenAsLetter => match hop.to.kind {
            StationKind::Function => format!(
                "{}{} has taken it from there",
                came(way, lies),
                called(&hop.to)
            ),
            _ => format!("{}{} has it from there", came(way, lies), called(&hop.to)),
        },
        LiesIn::WaitsAsLetter => format!(
            "{}from there it went to {}, which nothing that was read reads",
            came(way, lies),
            called(&hop.to)
        ),
        LiesIn::Letter | LiesIn::OtherLetter => {
            let letters = hop.letters_of(lies.kind);
            let place = letters.place.as_ref();
            let what = kept(letters, place.map(|place| place.kind));
            let is_topic = place.is_some_and(|place| place.kind == StationKind::Topic);
            let unheard = match is_topic && !letters.setting.holds_only_the_place() {
                true => ", to which nothing that was read subscribes: what nobody receives is gone",
                false => "",
            };
            let place = place.map_or_else(String::new, called);
            format!("{what} {place}, {}{unheard}", owned(letters))
        }
        LiesIn::Dropped => format!("it is gone, as {}", lacking(&hop.letters)),
        LiesIn::Lost => format!("it is gone, as {} refuses it", owned(&hop.letters)),
        LiesIn::Expired => {
            let by = called(&hop.by);
            let rounds = rounds(way, played, lies);
            let since = way.ages_since(lies.hop);
            let before = way.hops.get(since);
            match before.filter(|_| since != lies.hop || lies.round.is_some()) {
                Some(before) => format!(
                    "{rounds}it is gone, as {by} keeps it no longer, counted from when it was sent to {}",
                    called(&before.by)
                ),
                None => format!("it is gone, as {by} keeps it no longer"),
            }
        }
        LiesIn::ExpiredOnArrival => {
            let place = hop.letters.place.as_ref().map_or_else(String::new, called);
            let sent_to = way.hops.get(way.ages_since(lies.hop));
            format!(
                "it is gone at once, as {place} keeps messages for {} s, counted from when they were sent to {}",
                hop.letters.keeps_seconds.unwrap_or_default(),
                called(&sent_to.unwrap_or(hop).by)
            )
        }
        LiesIn::Circle => {
            let again = lies.round.unwrap_or(0);
            let from = way
                .hops
                .get(again)
                .map_or_else(String::new, |hop| called(&hop.by));
            let is_fifo = hop.reads == Some(Reads::Group) && hop.letters.setting == Setting::Queue;
            let why = match is_fifo {
                true => ": what FIFO queues move counts as new",
                false => "",
            };
            format!(
                "it goes round: it comes to {from} again, as in hop {}, and so without an end{why}",
                again + 1
            )
        }
        LiesIn::NotFollowed => format!(
            "{} has it, and what follows is not looked at",
            called(&hop.to)
        ),
        _ => format!("{} has it", called(&hop.to)),
    }
}

/// By which place for what is given up it came.
fn came(way: &Way, lies: Lies) -> String {
    let Some(letters) = way.came_by(lies.hop) else {
        return String::new();
    };
    let what = match letters.setting {
        Setting::FunctionDestination => "a record of the invocation, with the event in it, came",
        _ => "it came",
    };
    let place = letters.place.as_ref().map_or_else(String::new, called);
    format!("{what} to {place}, {}, and ", owned(letters))
}

/// How often it went round, where it did.
fn rounds(way: &Way, played: &Played, lies: Lies) -> String {
    let again = lies.round.and_then(|round| {
        let made = played.hops.get(round)?.as_ref()?;
        Some((called(&way.hops.get(round)?.by), made.rounds))
    });
    again.map_or_else(String::new, |(from, rounds)| {
        format!("it comes to {from} again and again, {rounds} times in all, until ")
    })
}

/// The places for what is given up that play no part: those of the hops that delivered it, and those of what never had it.
/// They are easily taken for the one that counts.
fn idle_places(way: &Way, played: &Played, lies: Lies) -> Vec<String> {
    let is_taken = matches!(lies.kind, LiesIn::TakenAsLetter | LiesIn::WaitsAsLetter);
    if is_taken || lies.kind.is_arrival() {
        return Vec::new();
    }
    let mut idle = Vec::new();
    let mut after = way.hops.get(lies.hop).and_then(|hop| hop.after);
    while let Some(before) = after {
        let Some(hop) = way.hops.get(before.hop) else {
            break;
        };
        if before.accepted && hop.letters.place.is_some() && !hop.letters.is_assumed {
            let owned = owned(&hop.letters);
            idle.push(format!(
                "; {owned} plays no part, as that delivery succeeded"
            ));
        }
        after = hop.after;
    }
    let follows = |hop: &&Hop| {
        let after = hop.after;
        after.is_some_and(|after| after.hop == lies.hop && after.accepted)
    };
    let made = played.hops.get(lies.hop).and_then(Option::as_ref);
    if made.is_some_and(|made| made.by != EndedBy::Delivered) {
        for hop in way
            .hops
            .iter()
            .filter(follows)
            .filter(|hop| hop.letters.place.is_some())
        {
            let owned = owned(&hop.letters);
            idle.push(format!(
                "; {owned} plays no part, as {} never had it",
                called(&hop.by)
            ));
        }
    }
    idle
}
