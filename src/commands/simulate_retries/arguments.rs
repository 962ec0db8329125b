//! The flags of `evb simulate-retries`.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::commands::formats;
use crate::delivery::{AgeEnd, AgeFrom, Preset, Profile};
use crate::report::Format;

/// Headings of the groups in the help text.
const FAILURES: &str = "What fails";
const POLICY: &str = "Retry policy and delay curve";
const LETTER: &str = "Dead-letter queue";
const QUESTIONS: &str = "Other questions";
const FLEET: &str = "Many events for one target";
const SERVICES: &str = "Other services";

/// Simulate deliveries, retries and the dead-letter queue, in virtual time.
///
/// How often is an event tried, when, which limit ends it, and what stands in the dead-letter queue? AWS publishes
/// the limits and the stop rules, but not the delay curve: `--preset` and `--backoff` choose one, `--sensitivity`
/// tries them all, and `--fit` estimates it from the logs of your own event bus. `evb help retries` explains the model.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// A file that says what is simulated: what `--format json` printed, or its `profile`, `policy`, `backoff`, `fail`
    /// and `seed`. Flags stand above it.
    ///
    /// Results in the file are not read. What a report does not hold (`--latency`, `--dead-letter-queue`, …) is to be
    /// given again.
    #[arg(long, value_name = "FILE|JSON", conflicts_with = "fit")]
    pub scenario: Option<String>,

    /// The service that delivers [default: rule].
    #[arg(long, value_name = "PROFILE", value_parser = named(Profile::ALL.map(Profile::name), Profile::from_name))]
    pub profile: Option<Profile>,

    /// What fails; repeatable [default: always, or never with --events].
    ///
    /// `always` · `never` · `until=2h` · `window=10m..3h` (its end not included; also `window=10m..3h:probability=0.5`) ·
    /// `probability=0.3` (of each attempt) · `codes=503,503,429:retry-after=30,200` (one after the other, the last repeats) ·
    /// `permanent=NO_PERMISSIONS` (`@3`: from the third attempt on) · `markov=mtbf:1h,mttr:5m` (up and down at random).
    /// Times count from the arrival, or are RFC 3339 with --arrival.
    #[arg(long, value_name = "FAILURE", help_heading = FAILURES)]
    pub fail: Vec<String>,
    /// Flags whose value comes from the scenario, and where it stands there.
    #[arg(skip)]
    pub from_scenario: Vec<(&'static str, String)>,
    /// The error of failures that name none.
    #[arg(long, value_name = "CODE", help_heading = FAILURES)]
    pub error_code: Option<String>,
    /// How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed).
    #[arg(long, value_name = "DURATION", help_heading = FAILURES, allow_hyphen_values = true)]
    pub latency: Option<String>,
    /// Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency].
    #[arg(long, value_name = "DURATION", help_heading = FAILURES, allow_hyphen_values = true)]
    pub timeout: Option<String>,

    /// Retries after the first attempt [default: the service's].
    #[arg(long, value_name = "NUMBER", help_heading = POLICY, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub maximum_retry_attempts: Option<u64>,
    /// Seconds, or a duration as in `6h`, after which no attempt is made [default: the service's].
    #[arg(long, value_name = "SECONDS", help_heading = POLICY, allow_hyphen_values = true)]
    pub maximum_event_age: Option<String>,
    /// The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`.
    #[arg(long, value_name = "CURVE", conflicts_with = "preset", help_heading = POLICY)]
    pub backoff: Option<String>,
    /// A named delay curve [default: nominal].
    #[arg(long, value_name = "PRESET", help_heading = POLICY, value_parser = named(Preset::ALL.map(Preset::name), Preset::from_name))]
    pub preset: Option<Preset>,
    /// From when the age counts [default: arrival; dispatch for schedules].
    #[arg(long, value_name = "EVENT", help_heading = POLICY, value_parser = named(["arrival", "schedule", "dispatch"], age_from))]
    pub age_from: Option<AgeFrom>,
    /// When an event is given up whose next attempt would be too late.
    #[arg(long, value_name = "WHEN", default_value = "deadline", help_heading = POLICY, value_parser = named(["deadline", "lookahead", "next"], age_end))]
    pub age_end: AgeEnd,
    /// How long after arrival, or after the time of the schedule, the first attempt is made.
    #[arg(long, value_name = "DURATION", default_value = "0s", help_heading = POLICY, allow_hyphen_values = true)]
    pub dispatch_delay: String,
    /// When the event arrives, or the schedule invokes: RFC 3339. Needed for times of day only.
    #[arg(long, value_name = "TIME", help_heading = POLICY)]
    pub arrival: Option<String>,

    /// An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: there is one].
    #[arg(long, value_name = "ARN|none|denied", help_heading = LETTER)]
    pub dead_letter_queue: Option<String>,
    /// What the target receives, for the body of the dead letter: a file, `-`, or JSON.
    #[arg(long, value_name = "FILE|JSON", help_heading = LETTER)]
    pub payload: Option<String>,
    /// The target has an input, an input path or an input transformer.
    #[arg(long, help_heading = LETTER)]
    pub transformed: bool,
    /// For the dead letter.
    #[arg(long, value_name = "ARN", help_heading = LETTER)]
    pub rule_arn: Option<String>,
    /// For the dead letter; also separates the random draws of targets.
    #[arg(long, value_name = "ARN", help_heading = LETTER)]
    pub target_arn: Option<String>,
    /// For the dead letter of a schedule.
    #[arg(long, value_name = "ARN", help_heading = LETTER)]
    pub schedule_arn: Option<String>,
    /// For the dead letter of a subscriber.
    #[arg(long, value_name = "ARN", help_heading = LETTER)]
    pub subscriber_arn: Option<String>,
    /// The target's own message, for the dead letter.
    #[arg(long, value_name = "TEXT", help_heading = LETTER)]
    pub error_message: Option<String>,

    /// Simulate so many events with different luck, and report shares and quantiles with 95 % intervals.
    #[arg(long, value_name = "NUMBER", help_heading = QUESTIONS, allow_negative_numbers = true, value_parser = whole(1, 10_000_000_000))]
    pub runs: Option<u64>,
    /// What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable.
    ///
    /// Quantiles of more than 1,024 different numbers are rounded up by at most a 2048th; `>=` and `>` count them rounded down.
    #[arg(long, value_name = "REQUIREMENT", help_heading = QUESTIONS)]
    pub require: Vec<String>,
    /// Ask under all presets, and say which conclusions hold for every one.
    #[arg(long, conflicts_with_all = ["backoff", "preset", "compare", "fit", "events"], help_heading = QUESTIONS)]
    pub sensitivity: bool,
    /// Compare with another policy on the same random draws: `maximum-retry-attempts=10,maximum-event-age=1h,preset=full`, or AWS's JSON.
    #[arg(long, value_name = "POLICY", conflicts_with_all = ["fit", "events"], help_heading = QUESTIONS)]
    pub compare: Option<String>,
    /// Estimate the delay curve from logs of an event bus, and write it as a value for --backoff; repeatable.
    #[arg(long, value_name = "LOGS", num_args = 1.., conflicts_with_all = ["events", "runs", "require", "fail"], help_heading = QUESTIONS)]
    pub fit: Vec<String>,

    /// Simulate so many events that share the target's capacity.
    #[arg(long, value_name = "NUMBER", conflicts_with = "runs", help_heading = FLEET, allow_negative_numbers = true, value_parser = whole(1, u64::MAX))]
    pub events: Option<u64>,
    /// How fast they arrive: `200/s`, `300/m`. The k-th arrives at k / rate; without a rate all arrive at once.
    #[arg(long, value_name = "RATE", requires = "events", help_heading = FLEET, allow_hyphen_values = true)]
    pub rate: Option<String>,
    /// How fast the target takes them.
    #[arg(long, value_name = "RATE", requires = "events", help_heading = FLEET, allow_hyphen_values = true)]
    pub target_capacity: Option<String>,
    /// How many more than its capacity the target takes after a pause.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, requires = "events", help_heading = FLEET, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub target_burst: u64,
    /// What happens to what exceeds the capacity.
    #[arg(long, value_name = "MODEL", value_enum, default_value_t = Overload::Queue, requires = "events", help_heading = FLEET)]
    pub overload: Overload,

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
    pub retriers: Option<String>,
    /// sns-http: the delivery policy; a file, `-`, or JSON.
    #[arg(long, value_name = "FILE|JSON", help_heading = SERVICES)]
    pub delivery_policy: Option<String>,
    /// How many invocations it takes to isolate one poisonous record in a batch of so many by halving.
    #[arg(long, value_name = "BATCH", help_heading = SERVICES, allow_negative_numbers = true, value_parser = whole(1, 1_000_000_000))]
    pub bisect: Option<u64>,

    /// How the answer is written.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Csv, Format::Svg]))]
    pub format: Format,
    /// Decides about all luck; the same seed gives the same bytes [default: 0].
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub seed: Option<u64>,
    /// Threads for --runs [default: all]. The result does not depend on it.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024), allow_negative_numbers = true)]
    pub threads: Option<u16>,
    /// In the human format, show all attempts instead of the first and the last.
    #[arg(long)]
    pub all_attempts: bool,
}

impl Args {
    /// The service that delivers: a rule, if nothing is said.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile.unwrap_or(Profile::Rule)
    }

    /// Where the value of a flag was given, for messages: the flag itself, or a place in the scenario.
    #[must_use]
    pub fn origin<'a>(&'a self, flag: &'a str) -> &'a str {
        let places = self.from_scenario.iter();
        let mut places = places.filter(|(filled, _)| *filled == flag);
        places.next().map_or(flag, |(_, place)| place)
    }

    /// What decides about luck: 0, if nothing is said.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(0)
    }
}

/// What happens to what exceeds a target's capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Overload {
    /// It waits in order, unattempted while the target is down: uses up age, not retries. So does EventBridge at the rate limit of an API destination only.
    Queue,
    /// The target refuses it: THROTTLING, which uses up retries. Failures use them up too.
    Retry,
}

impl Overload {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Retry => "retry",
        }
    }
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
fn whole(
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

const EXAMPLES: &str = "\
Exit codes:
  One delivery: 0 the event is delivered, 1 it is not.
  With --runs, --events, --sensitivity or --compare: 0, whatever is delivered.
  With --require it decides for all of these: 0 every requirement is met, 1 one is not.
  2: the flags or the input are at fault.

Examples:
  What does an outage of two hours do to one event?
    evb simulate-retries --fail until=2h
  What if only 10 retries within an hour are allowed, and each attempt fails with 60 %?
    evb simulate-retries --maximum-retry-attempts 10 --maximum-event-age 3600 --fail probability=0.6 --runs 100000 --require 'delivered>=0.99'
  Which of my conclusions depend on the delay curve that AWS does not publish?
    evb simulate-retries --fail until=12h --sensitivity
  200 events a second, a target that takes 300, and an outage of one hour:
    evb simulate-retries --events 2500000 --rate 200/s --target-capacity 300/s --fail until=1h
  The same question again, from what is kept in the repository:
    evb simulate-retries --fail until=2h --format json > scenario.json
    evb simulate-retries --scenario scenario.json --maximum-event-age 1h
  What is the curve of my own bus?
    evb simulate-retries --fit bus-logs.jsonl
";
