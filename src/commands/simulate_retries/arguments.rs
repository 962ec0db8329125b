//! The flags of `evb simulate-retries`.

use std::ffi::OsString;

use crate::commands::deliveries::{DeliveryArguments, ServiceArguments, whole};
use crate::commands::formats;
use crate::commands::templates::{StageArgument, TemplateArguments};
use crate::report::Format;

/// Headings of the groups in the help text.
const WAY: &str = "The whole way";
const LETTER: &str = "Dead letter";
const QUESTIONS: &str = "Many events, many curves";

/// Simulate deliveries, retries and the dead-letter queue, in virtual time.
///
/// How often is an event tried, when, which limit ends it, and what stands in the dead-letter queue? AWS publishes
/// the limits and the stop rules, but not the delay curve: `--preset` and `--backoff` choose one, `--sensitivity`
/// tries them all, and `evb fit-retries` estimates it from the logs of your own event bus. `evb help retries` explains
/// the model; `evb simulate-load` asks about many events that share a target.
///
/// With a `--target` the event is followed on its whole way: what takes it from a rule (a function's own queue, a topic, a
/// queue) delivers it again, with limits and a dead-letter place of its own. The answer says where it would lie in the end.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// What is delivered, and what fails.
    #[command(flatten)]
    pub delivery: DeliveryArguments,

    /// Where else it fails on the way of a --target, as `PLACE:FAILURE`; repeatable. Without `--fail` nothing fails before then.
    ///
    /// PLACE is a function, a queue, a topic: its logical id, its name or its ARN, or what it is (`function`, `queue`,
    /// `topic`, `consumer`: each of its kind); a subscription, a mapping or a pipe is the hop that it makes. FAILURE is as in
    /// --fail, by the codes of what delivers there: `Ship:always`, `function:codes=429,429,ok`, `Jobs:until=2h`.
    #[arg(long, value_name = "PLACE:FAILURE", help_heading = WAY)]
    pub at: Vec<String>,

    /// What the target receives, for the body of the dead letter: a file, `-`, or JSON.
    #[arg(long, value_name = "FILE|JSON", help_heading = LETTER)]
    pub payload: Option<OsString>,
    /// The target has an input, an input path or an input transformer.
    #[arg(long, help_heading = LETTER)]
    pub transformed: bool,

    /// Simulate so many events with different luck, and report shares and quantiles with 95 % intervals.
    #[arg(long, value_name = "NUMBER", help_heading = QUESTIONS, allow_negative_numbers = true, value_parser = whole(1, 10_000_000_000))]
    pub runs: Option<u64>,
    /// Ask under all presets, and say which conclusions hold for every one.
    #[arg(long, conflicts_with_all = ["backoff", "preset"], help_heading = QUESTIONS)]
    pub sensitivity: bool,
    /// Threads for --runs [default: all]. The result does not depend on it.
    #[arg(long, value_name = "NUMBER", help_heading = QUESTIONS, value_parser = clap::value_parser!(u16).range(1..=1024), allow_negative_numbers = true)]
    pub threads: Option<u16>,

    /// Settings of other services.
    #[command(flatten)]
    pub services: ServiceArguments,

    /// How the answer is written: the tables of csv and the picture of svg are those of the first hop, json and the last line of
    /// jsonl have the whole way.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Csv, Format::Svg]))]
    pub format: Format,
    // Last: their heading would stand above what follows.
    /// What templates leave open.
    #[command(flatten)]
    pub templates: TemplateArguments,
    /// The stage of templates.
    #[command(flatten)]
    pub stage: StageArgument,
}

const EXAMPLES: &str = "\
Exit codes:
  One delivery: 0 the event is delivered, and comes to the end of its way; 1 it is not.
  With --runs or --sensitivity: 0, whatever is delivered.
  With --require it decides: 0 every requirement is met, 1 one is not.
  2: the flags or the input are at fault.

Examples:
  What does an outage of two hours do to one event?
    evb simulate-retries --fail until=2h
  The same for a target as it is declared, with its policy and its dead-letter queue:
    evb simulate-retries --target template.json#Orders/queue --fail until=2h
  The function throws: what does Lambda do then, and where does the event lie in the end?
    evb simulate-retries --target template.json#Orders/function --at function:always
  A message that no consumer can handle, in a queue with a redrive policy:
    evb simulate-retries --target template.json#Jobs --at function:always
  What if only 10 retries within an hour are allowed, and each attempt fails with 60 %?
    evb simulate-retries --maximum-retry-attempts 10 --maximum-event-age 3600 --fail probability=0.6 --runs 100000 --require 'delivered>=0.99'
  Which of my conclusions depend on the delay curve that AWS does not publish?
    evb simulate-retries --fail until=12h --sensitivity
  How many answers of an API destination that takes 1 to 8 seconds come too late?
    evb simulate-retries --latency 1s..8s --timeout 5s --runs 10000
";
