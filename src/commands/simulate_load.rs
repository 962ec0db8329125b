//! `evb simulate-load`: what becomes of many events whose target can take only so much?

use super::deliveries::{
    DeliveryArguments, Flags, ServiceArguments, Setup, Usual, judge, requirements, setup, whole,
};
use super::{Context, Exit, Failure, formats};
use crate::commands::fail_on::foremost_first;
use crate::delivery::diagnostics::CONTRADICTION;
use crate::delivery::fleet::{FleetResult, Traffic, queue, storm, with_jitter};
use crate::delivery::monte_carlo::{GivenUp, Outcomes};
use crate::delivery::{AgeFrom, Jitter, Rate, banner, notes};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::Format;
use crate::report::deliveries::{BackoffReport, PolicyReport, note};
use crate::report::simulate_load::{FleetDocument, FleetReport, JitterReport};

/// Heading of the group in the help text.
const LOAD: &str = "Load and capacity";

/// Simulate many events for one target that can take only so much.
///
/// What queues, what is throttled, what ends in the dead-letter queue, when has it drained, and what does jitter do
/// against a thundering herd? With `--overload retry` the same load is played a second time without jitter and with full
/// jitter. `evb help retries` explains both models.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// How many events arrive.
    #[arg(long, value_name = "NUMBER", help_heading = LOAD, allow_negative_numbers = true, value_parser = whole(1, u64::MAX))]
    pub events: u64,
    /// How fast they arrive: `200/s`, `300/m`. The k-th arrives at k / rate; without a rate all arrive at once.
    #[arg(long, value_name = "RATE", help_heading = LOAD, allow_hyphen_values = true)]
    pub rate: Option<String>,
    /// How fast the target takes them [default: no limit].
    #[arg(long, value_name = "RATE", help_heading = LOAD, allow_hyphen_values = true)]
    pub target_capacity: Option<String>,
    /// How many more than its capacity the target takes after a pause.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, help_heading = LOAD, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub target_burst: u64,
    /// What happens to what exceeds the capacity.
    #[arg(long, value_name = "MODEL", value_enum, default_value_t = Overload::Queue, help_heading = LOAD)]
    pub overload: Overload,

    /// What is delivered, and what fails.
    #[command(flatten)]
    pub delivery: DeliveryArguments,

    /// How the answer is written.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Csv, Format::Svg]))]
    pub format: Format,
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

const EXAMPLES: &str = "\
Exit codes:
  0, whatever is delivered; with --require it decides: 0 every requirement is met, 1 one is not.
  2: the flags or the input are at fault.

Examples:
  200 events a second, a target that takes 300, and an outage of one hour:
    evb simulate-load --events 2500000 --rate 200/s --target-capacity 300/s --fail until=1h
  20,000 events at once for a target that takes 100 a second: does jitter save them?
    evb simulate-load --events 20000 --target-capacity 100/s --overload retry
  Is everything delivered within an hour?
    evb simulate-load --events 20000 --target-capacity 100/s --overload retry --preset full --require 'delivery-time.max<=1h' --require 'delivered>=1'
";

/// Simulates, and writes what came of it.
///
/// # Errors
///
/// * `delivery/…`: flags that contradict each other, the service, or reason.
/// * `input/…`: a file that cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let services = ServiceArguments::default();
    let setup = setup(&args.delivery, &services, Usual::Load, context)?;
    let requirements = requirements(&args.delivery.require)?;
    let traffic = traffic(args)?;
    let load = Load {
        args,
        setup: &setup,
        traffic: &traffic,
    };
    let result = load.play()?;
    let fleet = load.report(&result);
    let jitter = match args.overload {
        Overload::Queue => Vec::new(),
        Overload::Retry => load.under_both_jitters(&fleet)?,
    };
    let scenario = &setup.scenario;
    let told = load.notes();
    context.heed(&told);
    let report = FleetDocument {
        version: 1,
        seed: args.delivery.seed,
        policy: PolicyReport::new(scenario.policy),
        backoff: BackoffReport::of(scenario, setup.origin)
            .filter(|_| args.overload == Overload::Retry),
        requirements: judge(&requirements, load.outcomes(&result)),
        fleet,
        notes: foremost_first(&told).into_iter().map(note).collect(),
        profile: scenario.profile.name(),
        fail: setup.fail.clone(),
        jitter,
    };
    render::simulate_load::fleet(&report, args.format, context.width, context.stdout)?;
    Ok(Exit::answer(report.requirements.iter().all(|one| one.met)))
}

/// One load on one target.
struct Load<'a> {
    args: &'a Args,
    setup: &'a Setup,
    traffic: &'a Traffic,
}

impl Load<'_> {
    /// Plays it in the model that is asked for.
    fn play(&self) -> Result<FleetResult, Failure> {
        match self.args.overload {
            Overload::Retry => {
                storm::run(&self.setup.scenario, self.args.delivery.seed, self.traffic)
                    .map_err(refused)
            }
            Overload::Queue => self.queue(),
        }
    }

    fn queue(&self) -> Result<FleetResult, Failure> {
        retries_have_a_meaning(&self.args.delivery)?;
        let scenario = &self.setup.scenario;
        let is_plain = scenario.timeout_ms.is_none()
            && self.args.delivery.latency.is_none()
            && scenario.dispatch_delay_ms == 0;
        let windows = scenario.failures.outage_windows();
        let Some(windows) = windows.filter(|_| is_plain) else {
            return Err(refused(
                Diagnostic::error(CONTRADICTION, "in a queue a target is either up or down")
                    .help("use `never`, `always`, `until` and `window` without latency; `--overload retry` takes every failure"),
            ));
        };
        let age = scenario.policy.maximum_event_age_seconds;
        let age_ms = age.map(|age| age.saturating_mul(1_000));
        queue::run(self.traffic, &windows, age_ms).map_err(refused)
    }

    /// The same load on the same curve without jitter and with full jitter; nothing for services with a curve of their own.
    fn under_both_jitters(&self, own: &FleetReport) -> Result<Vec<JitterReport>, Failure> {
        let scenario = &self.setup.scenario;
        let mut reports = Vec::new();
        for jitter in [Jitter::None, Jitter::Full] {
            let Some((other, backoff)) = with_jitter(scenario, jitter) else {
                continue;
            };
            let fleet = if other.pace == scenario.pace {
                own.clone()
            } else {
                let seed = self.args.delivery.seed;
                self.report(&storm::run(&other, seed, self.traffic).map_err(refused)?)
            };
            reports.push(JitterReport {
                jitter: jitter.written(),
                setting: backoff.written(),
                fleet,
            });
        }
        Ok(reports)
    }

    /// All events are played, so nothing is estimated.
    fn outcomes<'r>(&'r self, result: &'r FleetResult) -> Outcomes<'r> {
        Outcomes {
            tally: &result.tally,
            given_up: GivenUp::To(&self.setup.queue),
            is_estimate: false,
        }
    }

    fn report(&self, result: &FleetResult) -> FleetReport {
        FleetReport::new(
            self.traffic,
            self.args.overload.name(),
            result,
            self.outcomes(result),
            self.last_outage_ends_ms(),
        )
    }

    /// When the last outage ends, if there is one and it does.
    fn last_outage_ends_ms(&self) -> Option<u64> {
        let windows = self.setup.scenario.failures.outage_windows()?;
        let (_, end) = windows.last()?;
        Some(*end).filter(|end| *end < u64::MAX)
    }

    /// What is assumed.
    fn notes(&self) -> Vec<Diagnostic> {
        let scenario = &self.setup.scenario;
        let is_queue = self.args.overload == Overload::Queue;
        let mut all = vec![
            banner(scenario, self.setup.origin),
            model_note(self.args.overload),
        ];
        let windows = scenario.failures.outage_windows();
        if is_queue && windows.is_some_and(|windows| !windows.is_empty()) {
            all.push(Diagnostic::note(
                Code::new("delivery/waits-unattempted"),
                "in this model events wait unattempted while the target is down: no attempt fails, no retry is used up, and only the age \
                 ends them; AWS tries again by the retry policy instead, as `--overload retry` does",
            ));
        }
        all.extend(notes(scenario, &self.setup.assumptions(), None));
        if is_queue && scenario.age_from == AgeFrom::Dispatch {
            all.push(Diagnostic::note(
                Code::new("delivery/age-while-waiting"),
                "the age counts from the arrival in the queue",
            ));
        }
        all
    }
}

fn refused(diagnostic: Diagnostic) -> Failure {
    Failure::refused(Finding::without_source(diagnostic))
}

/// A retry policy is not asked in a queue, so whoever gives one expects another model.
fn retries_have_a_meaning(args: &DeliveryArguments) -> Result<(), Failure> {
    let mut flags = Flags::default();
    let given = [
        (
            "--maximum-retry-attempts",
            args.maximum_retry_attempts.is_some(),
        ),
        ("--backoff", args.backoff.is_some()),
        ("--preset", args.preset.is_some()),
    ];
    for (flag, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
        let message = format!("`{flag}` has no meaning in a queue, where events wait unattempted");
        flags.refuse(
            Diagnostic::error(CONTRADICTION, message)
                .help("`--overload retry` applies the retry policy to many events"),
        );
    }
    flags.finish()
}

fn traffic(args: &Args) -> Result<Traffic, Failure> {
    let mut flags = Flags::default();
    let rate = flags.take_some("--rate", args.rate.as_deref(), Rate::parse);
    let capacity = flags.take_some(
        "--target-capacity",
        args.target_capacity.as_deref(),
        Rate::parse,
    );
    flags.finish()?;
    Ok(Traffic {
        events: args.events,
        rate,
        capacity,
        burst: args.target_burst,
    })
}

/// What the model assumes.
fn model_note(overload: Overload) -> Diagnostic {
    let text = match overload {
        Overload::Queue => {
            "what exceeds the capacity waits in the order of arrival, which uses up age and no retries: so AWS describes the rate limit \
             of an API destination, and of no other target; the depth and the order of that queue are not published"
        }
        Overload::Retry => {
            "what exceeds the capacity is refused with throttling, and each refusal uses up a retry; how EventBridge itself slows down for a \
             target that throttles is not published"
        }
    };
    Diagnostic::note(Code::new("delivery/overload-model"), text)
}
