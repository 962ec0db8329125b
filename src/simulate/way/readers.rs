//! What reads queues and streams: event source mappings and pipes.

use super::declared;
use super::letters::{Letters, Setting};
use super::limits::{ASSUMED, Limits, Open, setting};
use super::made::perhaps;
use super::station::{Station, StationKind};
use super::stream::{BATCH_SIZE, MAXIMUM_BATCH_SIZE, StreamReads};
use crate::delivery::Pace;
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::member_name;
use crate::json::Value;
use crate::json::fields::{integer, present, text};
use crate::model::{Declared, EventSourceMapping, Inventory, InventoryKind, Pipe, Queue};
use crate::quota;

/// AWS's name for how long a reader gathers what it hands on together.
const WINDOW: &str = "MaximumBatchingWindowInSeconds";

/// A template that leaves open whether batches are halved.
const OPEN: Code = Code::new("way/open-setting");
/// Something that is gathered before it is handed on.
const GATHERED: Code = Code::new("way/batching-window");
/// A message that comes back at once, without an end.
pub(super) const COMES_BACK: Code = Code::new("way/comes-back-at-once");

/// A reader.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reader<'i> {
    Mapping(&'i EventSourceMapping),
    Pipe(&'i Pipe),
}

/// How a reader reads a stream.
pub(super) struct Shard {
    pub(super) limits: Limits,
    /// How long the stream keeps its records, if that ends them before a limit of the reader does.
    pub(super) retention_seconds: Option<u64>,
    pub(super) letters: Letters,
    pub(super) reads: StreamReads,
}

impl<'i> Reader<'i> {
    /// What it reads.
    pub(super) fn source(&self) -> Option<&'i Declared<String>> {
        match self {
            Self::Mapping(one) => one.source.as_ref(),
            Self::Pipe(one) => one.source.as_ref(),
        }
    }

    /// What it hands records to.
    pub(super) fn target(&self) -> Option<&'i Declared<String>> {
        match self {
            Self::Mapping(one) => one.function.as_ref(),
            Self::Pipe(one) => one.target.as_ref(),
        }
    }

    /// What a target is whose ARN does not tell.
    pub(super) const fn usual_target(&self) -> StationKind {
        match self {
            Self::Mapping(_) => StationKind::Function,
            Self::Pipe(_) => StationKind::Other,
        }
    }

    /// What to call it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Mapping(one) => one.called(),
            Self::Pipe(one) => one.label().unwrap_or_default(),
        }
    }

    /// It, as a place that can be named.
    pub(super) fn station(&self) -> Option<Station> {
        let name = Some(self.name()).filter(|name| !name.is_empty())?;
        let mut station = Station::named(StationKind::Other, &name);
        let (known, also) = match self {
            Self::Mapping(one) => (&one.uuid, &one.also_called),
            Self::Pipe(one) => (&one.name, &one.also_called),
        };
        station.call(known.as_ref().and_then(Declared::get).cloned());
        station.call(also.iter().cloned());
        Some(station)
    }

    /// Whether it hands records over and does not wait.
    ///
    /// AWS: Pipes API Reference, `PipeTargetLambdaFunctionParameters`, `InvocationType`: `REQUEST_RESPONSE` (default) or
    /// `FIRE_AND_FORGET`. Mappings wait.
    pub(super) fn fires_and_forgets(&self) -> bool {
        let Self::Pipe(pipe) = self else {
            return false;
        };
        let block = pipe
            .target_parameters
            .as_ref()
            .and_then(|all| present(all, "LambdaFunctionParameters"));
        block.and_then(|block| text(block, "InvocationType")) == Some("FIRE_AND_FORGET")
    }

    /// Whether a pipe gives an id for deduplication, or may give one; `None` of a mapping.
    pub(super) fn gives_deduplication_id(&self) -> Option<bool> {
        match self {
            Self::Mapping(_) => None,
            Self::Pipe(pipe) => Some(pipe.gives_deduplication_id()),
        }
    }

    /// On what it depends whether it is there.
    fn condition(&self) -> Option<&'i Declared<bool>> {
        match self {
            Self::Mapping(one) => one.condition.as_ref(),
            Self::Pipe(one) => one.condition.as_ref(),
        }
    }

    /// What it asks before it delivers.
    pub(super) fn enrichment(&self) -> Option<&'i Declared<String>> {
        match self {
            Self::Mapping(_) => None,
            Self::Pipe(one) => one.enrichment.as_ref(),
        }
    }

    /// Whether it takes only what matches.
    fn filters(&self) -> bool {
        match self {
            Self::Mapping(one) => !one.filters.is_empty(),
            Self::Pipe(one) => !one.filters.is_empty(),
        }
    }

    /// Tells that it may not be there, or not take the event.
    pub(super) fn perhaps(&self, told: &mut Vec<Diagnostic>) {
        perhaps(&self.name(), self.condition(), self.filters(), told);
        let Self::Mapping(one) = self else {
            return;
        };
        if let Some(hole) = one.enabled.as_ref().and_then(Declared::hole) {
            let (name, from) = (self.name(), &hole.from);
            let message =
                format!("whether `{name}` is switched on depends on `{from}`: here it is");
            told.push(Diagnostic::note(OPEN, message));
        }
    }

    /// For how many seconds it gathers what it hands on together.
    fn window_seconds(&self) -> Option<Declared<i64>> {
        match self {
            Self::Mapping(one) => one.maximum_batching_window_seconds.clone(),
            Self::Pipe(one) => source_number(one, WINDOW),
        }
    }

    /// Tells that it gathers what it hands on, so that an attempt is made some time after it has what is told of: of a queue
    /// whose messages come back after `visibility_ms`, or of a stream.
    ///
    /// AWS: Lambda API Reference, `CreateEventSourceMapping`, `MaximumBatchingWindowInSeconds`: "The maximum amount of time,
    /// in seconds, that Lambda spends gathering records before invoking the function"; Lambda Developer Guide, SQS: the
    /// visibility timeout counts from the receive, and is to be at least six times the function's timeout plus the window.
    pub(super) fn gathers(
        &self,
        kind: InventoryKind,
        visibility_ms: Option<u64>,
        told: &mut Vec<Diagnostic>,
    ) {
        let Some(declared) = self.window_seconds() else {
            return;
        };
        let (name, member) = (self.name(), member_name(kind, WINDOW));
        let message = match (declared.get(), visibility_ms) {
            (None, _) => {
                let from = declared.hole().map_or("", |hole| &hole.from);
                format!(
                    "for how long `{name}` gathers (`{member}`) depends on `{from}`: here it does not"
                )
            }
            (Some(..=0), _) => return,
            (Some(window), None) => format!(
                "`{name}` gathers records for up to {window} s (`{member}`): the first attempt is made 0 to {window} s after \
                 the time that is told, and what follows as much later"
            ),
            (Some(window), Some(visibility_ms)) => {
                let is_long = u64::try_from(*window).unwrap_or(0) * 1_000 >= visibility_ms;
                let back = match is_long {
                    true => {
                        "; a message may come back before anything is made of it, as the window is no shorter than the \
                         visibility timeout"
                    }
                    false => "",
                };
                format!(
                    "`{name}` gathers messages for up to {window} s (`{member}`): each attempt is made 0 to {window} s after \
                     the time that is told, which is when the message is received and its visibility timeout begins{back}"
                )
            }
        };
        told.push(Diagnostic::note(GATHERED, message));
    }

    /// Whether it is switched off for certain.
    pub(super) fn is_off(&self) -> bool {
        match self {
            Self::Mapping(one) => one.enabled.as_ref().and_then(Declared::get) == Some(&false),
            Self::Pipe(one) => one
                .desired_state
                .as_ref()
                .is_some_and(|state| state.as_str() == "STOPPED"),
        }
    }
}

/// Everything in a file that reads.
pub(super) fn all(inventory: &Inventory) -> impl Iterator<Item = Reader<'_>> {
    let mappings = inventory.event_source_mappings.iter().map(Reader::Mapping);
    mappings.chain(inventory.pipes.iter().map(Reader::Pipe))
}

/// Everything that reads a place, and is not switched off.
pub(super) fn of<'i>(
    inventory: &'i Inventory,
    place: &Station,
) -> impl Iterator<Item = Reader<'i>> {
    all(inventory)
        .filter(|one| !one.is_off() && one.source().is_some_and(|source| place.is(source)))
}

/// Everything that would read a place, and is switched off.
pub(super) fn off<'i>(
    inventory: &'i Inventory,
    place: &Station,
) -> impl Iterator<Item = Reader<'i>> {
    all(inventory).filter(|one| one.is_off() && one.source().is_some_and(|source| place.is(source)))
}

/// How often, and for how long, a queue hands out a message that nobody deletes; and where it goes then.
///
/// AWS: SQS Developer Guide, "Amazon SQS visibility timeout", "Using dead-letter queues in Amazon SQS"; SQS API Reference,
/// `SetQueueAttributes`: `MessageRetentionPeriod` is 60 seconds to 14 days.
pub(super) fn receives(
    kind: InventoryKind,
    queue: Option<&Queue>,
    at: &Station,
    told: &mut Vec<Diagnostic>,
) -> (Pace, Letters) {
    let letters = Letters::new(
        Setting::Queue,
        &at.name,
        queue.and_then(|one| one.dead_letter.as_ref()),
    );
    let Some(queue) = queue else {
        let message = format!(
            "nothing that was read declares the queue `{}`: AWS's defaults count (a visibility timeout of 30 s, no redrive policy, kept for 4 d)",
            at.name
        );
        told.push(Diagnostic::note(ASSUMED, message));
        let pace = Pace::Receives {
            visibility_timeout_ms: quota::DEFAULT_VISIBILITY_TIMEOUT_SECONDS * 1_000,
            maximum_receive_count: None,
            retention_ms: quota::DEFAULT_MESSAGE_RETENTION_SECONDS * 1_000,
        };
        return (
            pace,
            Letters {
                is_assumed: true,
                ..letters
            },
        );
    };
    told.extend(errors(&queue.diagnostics));
    let of = format!("the queue `{}`", at.name);
    let visibility = setting(
        queue.visibility_timeout_seconds.as_ref(),
        0..=quota::MAXIMUM_VISIBILITY_TIMEOUT_SECONDS,
        quota::DEFAULT_VISIBILITY_TIMEOUT_SECONDS,
        (&of, &named(kind, "VisibilityTimeout"), " s"),
        told,
    );
    let retention = retention(kind, queue, &of, told);
    let count = letters.place.as_ref().map(|_| {
        setting(
            queue.maximum_receive_count.as_ref(),
            1..=quota::MAXIMUM_RECEIVE_COUNT,
            quota::DEFAULT_MAXIMUM_RECEIVE_COUNT,
            (&of, "`maxReceiveCount`", ""),
            told,
        )
    });
    let visibility = if visibility == 0 && count.is_none() {
        let message = format!(
            "{of} hands a message that failed out again at once, without an end: here every second"
        );
        told.push(Diagnostic::note(COMES_BACK, message));
        1
    } else {
        visibility
    };
    let pace = Pace::Receives {
        visibility_timeout_ms: visibility * 1_000,
        maximum_receive_count: count,
        retention_ms: retention * 1_000,
    };
    (pace, letters)
}

/// How long a queue keeps back what is sent to it, in seconds.
///
/// AWS: SQS API Reference, `CreateQueue`, `DelaySeconds`: 0 to 900 seconds, 0 by default.
pub(super) fn delay_seconds(
    kind: InventoryKind,
    queue: &Queue,
    at: &Station,
    told: &mut Vec<Diagnostic>,
) -> u64 {
    let Some(declared) = &queue.delay_seconds else {
        return 0;
    };
    let of = format!("the queue `{}`", at.name);
    let name = named(kind, "DelaySeconds");
    let what = (of.as_str(), name.as_str(), " s");
    setting(
        Some(declared),
        0..=quota::MAXIMUM_DELAY_SECONDS,
        0,
        what,
        told,
    )
}

/// What is open of a queue, and what AWS refuses of it.
pub(super) fn open(kind: InventoryKind, queue: &Queue, at: &Station) -> Vec<Open> {
    let of = format!("the queue `{}`", at.name);
    let visibility = ("--visibility-timeout", named(kind, "VisibilityTimeout"));
    let count = ("--maximum-receive-count", "`maxReceiveCount`".to_owned());
    // No flag gives how long it keeps messages.
    let retention = ("", named(kind, "MessageRetentionPeriod"));
    let delay = ("--dispatch-delay", named(kind, "DelaySeconds"));
    [
        (&queue.visibility_timeout_seconds, visibility),
        (&queue.maximum_receive_count, count),
        (&queue.message_retention_seconds, retention),
        (&queue.delay_seconds, delay),
    ]
    .into_iter()
    .filter_map(|(setting, (flag, what))| Open::of(setting.as_ref(), flag, (&of, &what)))
    .collect()
}

/// How long a queue keeps a message, in seconds.
fn retention(kind: InventoryKind, queue: &Queue, of: &str, told: &mut Vec<Diagnostic>) -> u64 {
    let (least, most) = quota::MESSAGE_RETENTION_SECONDS;
    setting(
        queue.message_retention_seconds.as_ref(),
        least..=most,
        quota::DEFAULT_MESSAGE_RETENTION_SECONDS,
        (of, &named(kind, "MessageRetentionPeriod"), " s"),
        told,
    )
}

/// How long a place keeps a message, in seconds, if it is a queue of the file.
pub(super) fn keeps_seconds(inventory: &Inventory, place: &Station) -> Option<u64> {
    let declared = declared::queue(inventory, &mut place.clone())?;
    let told = &mut Vec::new();
    Some(retention(inventory.kind, declared, &place.name, told))
}

/// A member as a file of that kind calls it.
fn named(kind: InventoryKind, member: &str) -> String {
    format!("`{}`", member_name(kind, member))
}

/// What could not be read of a declaration: what it was to say is taken as not said.
pub(super) fn errors(diagnostics: &[Diagnostic]) -> impl Iterator<Item = Diagnostic> {
    diagnostics.iter().filter(|one| one.is_error()).cloned()
}

/// How long a stream keeps its records, in seconds; and that nothing declares it, where that is so. Those of DynamoDB keep
/// theirs for 24 hours, always.
fn retention_seconds(inventory: &Inventory, place: &Station, told: &mut Vec<Diagnostic>) -> u64 {
    let usual = u64::from(quota::DEFAULT_STREAM_RETENTION_SECONDS);
    let found = declared::stream(inventory, &mut place.clone());
    if found.is_none() && !place.arn.contains(":kinesis:") {
        return usual;
    }
    let of = format!("the stream `{}`", place.name);
    let (least, most) = quota::STREAM_RETENTION_HOURS;
    let declared = found.and_then(|stream| stream.retention_hours.as_ref());
    let name = named(inventory.kind, "RetentionPeriodHours");
    let what = (of.as_str(), name.as_str(), " h");
    setting(declared, least..=most, usual / 3_600, what, told) * 3_600
}

/// How a reader reads a stream.
pub(super) fn shard(
    inventory: &Inventory,
    place: &Station,
    reader: &Reader<'_>,
    told: &mut Vec<Diagnostic>,
) -> Shard {
    let name = reader.name();
    let of = format!("`{name}`");
    told.extend(match reader {
        Reader::Mapping(one) => errors(&one.diagnostics),
        Reader::Pipe(one) => errors(&one.diagnostics),
    });
    let (limits, letters, batch, factor, bisects) = match reader {
        Reader::Mapping(one) => (
            Limits {
                retries: one.maximum_retry_attempts.clone(),
                age_seconds: one.maximum_record_age_seconds.clone(),
            },
            Letters::new(Setting::Mapping, &name, one.on_failure.as_ref()),
            one.batch_size.clone(),
            one.parallelization_factor.clone(),
            one.bisects.clone(),
        ),
        Reader::Pipe(one) => {
            let number = |name: &str| source_number(one, name);
            let word = one.source_text("OnPartialBatchItemFailure");
            (
                Limits {
                    retries: number("MaximumRetryAttempts"),
                    age_seconds: number("MaximumRecordAgeInSeconds"),
                },
                Letters::new(Setting::Pipe, &name, one.source_dead_letter.as_ref()),
                number("BatchSize"),
                number("ParallelizationFactor"),
                word.map(|word| word.map(|word| word == "AUTOMATIC_BISECT")),
            )
        }
    };
    if let Some(hole) = bisects.as_ref().and_then(Declared::hole) {
        let message = format!(
            "whether {of} halves batches depends on `{}`: here it does not",
            hole.from
        );
        told.push(Diagnostic::note(OPEN, message));
    }
    let bisects = bisects.as_ref().and_then(Declared::get) == Some(&true);
    let mut unheard = Vec::new();
    // The size of a batch matters where it is halved alone.
    let heard = if bisects { &mut *told } else { &mut unheard };
    let batch_size = setting(
        batch.as_ref(),
        1..=MAXIMUM_BATCH_SIZE,
        BATCH_SIZE,
        (&of, &named(inventory.kind, "BatchSize"), ""),
        heard,
    );
    unheard.clear();
    let parallelization_factor = setting(
        factor.as_ref(),
        1..=10,
        1,
        (&of, &named(inventory.kind, "ParallelizationFactor"), ""),
        &mut unheard,
    );
    let age = limits.age_seconds.as_ref().and_then(Declared::get);
    let age = age.and_then(|age| u64::try_from(*age).ok());
    let mut of_retention = Vec::new();
    let retention = retention_seconds(inventory, place, &mut of_retention);
    let has_maximum_age = age.is_some_and(|age| age <= retention);
    if !has_maximum_age {
        told.append(&mut of_retention);
    }
    Shard {
        limits,
        retention_seconds: (!has_maximum_age).then_some(retention),
        letters,
        reads: StreamReads {
            batch_size,
            bisects,
            parallelization_factor,
            has_maximum_age,
        },
    }
}

/// A number of the source's block of a pipe.
fn source_number(pipe: &Pipe, name: &str) -> Option<Declared<i64>> {
    let value: &Value = present(pipe.source_block()?, name)?;
    match value.as_open() {
        Some(open) => Some(Declared::of_open(open.clone(), value.span)),
        None => {
            let number = integer(value).or_else(|| value.as_str()?.parse().ok())?;
            Some(Declared::known(number, value.span))
        }
    }
}
