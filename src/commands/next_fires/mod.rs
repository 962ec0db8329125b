//! `evb next-fires`: when will a schedule fire, and is its expression right?

mod back;
mod collide;
mod follow;
mod given;
mod options;
mod plan;
mod times;
mod walk;
mod write;
mod zones;

use std::ffi::OsString;

use self::follow::Question;
use self::plan::Plan;
use self::times::Times;
use super::answer::FirstFindings;
use super::instant::{Time, local_or_other};
use super::offered::Offered;
use super::templates::{StageArgument, TemplateArguments};
use super::{Context, Exit, Failure, Refusal, formats};
use crate::diagnostic::Finding;
use crate::render::{self, printable::printable_lines};
use crate::report::next_fires::{
    self as report, NextFires, RefusedDocument, RefusedSchedule, Unread,
};
use crate::report::{ErrorReport, Format};
use crate::schedule::{EXCEPTION, FlexibleTimeWindow, Service, ZoneDatabase, zone_names};

/// Show when schedules fire next, and check their expressions.
///
/// Each argument is a schedule expression, `cron(…)`, `rate(…)` or `at(…)`, or a file: a template of any format that
/// `evb list` reads, or the JSON of `aws scheduler create-schedule` or `get-schedule`, of `aws events put-rule` or
/// `describe-rule`; `FILE#NAME` is one schedule of it. The fires of several are merged into one timeline. `evb help
/// schedules` explains the expressions.
///
/// Options that describe a schedule hold for expressions, and for what a file leaves open.
///
/// A time is `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, so long after or before now (`+2h`,
/// `-3d`), or, with `--timezone`, what the clock there shows: `2026-11-20T10:00`. Days begin at midnight in that time zone,
/// without one in UTC.
///
/// Exit codes: 0 every expression is valid, also if nothing fires any more; 1 `--collisions` found some;
/// 2 an expression is refused, with AWS's own message, or `--collisions` found none in a search that had to be cut.
///
/// Examples:
///
///   evb next-fires 'cron(0/5 8-17 ? * MON-FRI *)' --timezone America/New_York
///
///   evb next-fires schedules/*.json --after tomorrow --until 2026-12-01 -n 1000 --format ics
///
///   jq -r .ScheduleExpression schedules/*.json | evb next-fires - --timezone Europe/Berlin --format jsonl
///
///   evb next-fires schedules/*.json --collisions=5
///
///   evb next-fires template.yaml#Nightly --before now -n 3
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Schedule expressions and files; `-` is standard input: JSON, or one expression a line.
    #[arg(required = true, value_name = "EXPRESSION|FILE")]
    pub schedules: Vec<OsString>,
    /// Show at most this many fires of each schedule, with `--total` of all together. Only a picture, `svg`, has a bound, 1000000 in all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, allow_negative_numbers = true, value_parser = options::count)]
    pub count: u64,
    /// `--count` is the number of fires of all schedules together: the first ones, whosever they are.
    #[arg(long)]
    pub total: bool,
    /// Show fires before this time, which is outside, the newest first: did it run when it should? A rate is counted back from
    /// it if nothing says when the schedule was created.
    #[arg(long, value_name = "TIME", value_parser = local_or_other, allow_hyphen_values = true, conflicts_with_all = ["until", "collisions"])]
    pub before: Option<Time>,
    /// Show fires after this time, which is outside. Default: now; with `--before` as far back as `--count` reaches.
    #[arg(long, value_name = "TIME", value_parser = local_or_other, allow_hyphen_values = true)]
    pub after: Option<Time>,
    /// Show fires up to this time, which is inside, as far as `--count` reaches.
    #[arg(long, value_name = "TIME", value_parser = local_or_other, allow_hyphen_values = true)]
    pub until: Option<Time>,
    /// The time zone on whose clock expressions are read, by its IANA name. Default: UTC.
    #[arg(long, value_name = "ZONE", value_parser = Offered(zone_names), hide_possible_values = true)]
    pub timezone: Option<String>,
    /// The service that is to accept the expressions. Default: scheduler; a file tells by its properties, and
    /// one with only a name and an expression is a rule.
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub service: Option<ServiceName>,
    /// Nothing fires before this time; a rate fires at it.
    #[arg(long, value_name = "TIME", value_parser = local_or_other, allow_hyphen_values = true)]
    pub start_date: Option<Time>,
    /// Nothing fires behind this time.
    #[arg(long, value_name = "TIME", value_parser = local_or_other, allow_hyphen_values = true)]
    pub end_date: Option<Time>,
    /// When the schedule was created: what a rate is counted from without a start date.
    #[arg(long, value_name = "TIME", value_parser = local_or_other, allow_hyphen_values = true)]
    pub created: Option<Time>,
    /// The width of the flexible time window, in minutes: 1 to 1440.
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true, value_parser = options::window)]
    pub window: Option<FlexibleTimeWindow>,
    /// Report the minutes in which more than K of the schedules fire, and how the week is filled. Disabled
    /// schedules are left out. Without `--until`, seven days; `--count` does not matter. At most 5000000 fires
    /// are looked at.
    #[arg(long, value_name = "K", num_args = 0..=1, require_equals = true, default_missing_value = "1", value_parser = options::threshold)]
    pub collisions: Option<u32>,
    /// A directory of TZif files in place of the time zone database inside: `/usr/share/zoneinfo`.
    #[arg(long, value_name = "DIRECTORY")]
    pub tzdata: Option<OsString>,
    /// How to write the result.
    #[arg(long, value_name = "FORMAT", default_value = "human",
          value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Csv, Format::Ics, Format::Svg]))]
    pub format: Format,
    // Last: their heading would stand above what follows.
    /// What templates leave open.
    #[command(flatten)]
    pub templates: TemplateArguments,
    /// The stage of templates.
    #[command(flatten)]
    pub stage: StageArgument,
}

/// The name of a service on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ServiceName {
    /// EventBridge Scheduler.
    Scheduler,
    /// Scheduled rules on the default event bus.
    Rules,
}

impl From<ServiceName> for Service {
    fn from(name: ServiceName) -> Self {
        match name {
            ServiceName::Scheduler => Self::Scheduler,
            ServiceName::Rules => Self::Rules,
        }
    }
}

/// Reads the schedules, asks when they fire, and reports.
///
/// Where only some of the schedules are refused, the others are reported and the exit is [`Exit::Failure`] all the
/// same.
///
/// # Errors
///
/// * `usage`: options that make no sense together.
/// * `input/no-directory`: `--tzdata` is none.
/// * `input/stdin-twice`: standard input is asked for more than once.
/// * `input/too-many-fires`: more than a picture can hold.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let zones = zones::database(args.tzdata.as_deref(), context)?;
    let times = Times::new(args, &zones, context.host)?;
    options::check(args, &times, context)?;
    let given = given::read(args, context)?;
    draw(&given.notes, context)?;
    let left_out = given.left_out;
    let mut plans = Vec::new();
    for given in given.schedules {
        let mut plan = Plan::new(given, args, &zones, &times);
        tell(&plan, args.format, context)?;
        if args.format != Format::Json {
            plan.forget_notes();
        }
        plans.push(plan);
    }
    context.leave_out(left_out);
    let refused = Refused::new(&plans, left_out);
    if let Some(refused) = &refused
        && plans.iter().all(|plan| plan.schedule.is_none())
    {
        return refused.alone(args.format, context);
    }
    let answer = match args.collisions {
        Some(threshold) => {
            let question = collide::Question::new(args, &times, threshold);
            collide::run(&question, &plans, &zones, refused.as_ref(), context)?
        }
        None => {
            let question = Question {
                after: times.after,
                until: times.until,
                before: times.before,
                has_start: args.after.is_some(),
                count: args.count,
                is_total: args.total,
            };
            if question.is_total {
                walk::share(&mut plans, &question);
            }
            let report = report(&plans, &question, &zones, refused.as_ref());
            write::write(&report, &plans, question, args.format, context)?;
            Exit::Success
        }
    };
    Ok(if refused.is_some() {
        Exit::Failure
    } else {
        answer
    })
}

/// Draws findings on standard error.
fn draw(findings: &[Finding], context: &mut Context<'_>) -> Result<(), Failure> {
    for finding in findings {
        context.tell(finding)?;
    }
    Ok(())
}

/// Draws what is to be said of a schedule, and AWS's answer behind it if it is refused; the JSON document has it already,
/// but for errors.
fn tell(plan: &Plan, format: Format, context: &mut Context<'_>) -> Result<(), Failure> {
    let is_drawn = context.tells_more();
    context.heed(plan.findings.iter().map(|finding| &finding.diagnostic));
    for finding in &plan.findings {
        if format != Format::Json || finding.diagnostic.is_error() {
            context.tell(finding)?;
        }
    }
    if let Some(answer) = plan.answer().filter(|_| is_drawn) {
        writeln!(context.stderr, "{}", printable_lines(&answer))?;
    }
    Ok(())
}

/// Everything that is wrong, if anything is, and the answer to each schedule that is refused.
struct Refused {
    /// AWS's message is that of the first schedule that it refuses.
    error: ErrorReport,
    each: Vec<RefusedSchedule>,
}

impl Refused {
    /// `left_out` more were refused than there are plans for.
    fn new(plans: &[Plan], left_out: usize) -> Option<Self> {
        let refused = || plans.iter().filter(|plan| plan.schedule.is_none());
        refused().next()?;
        let aws =
            refused().find_map(|plan| Some((EXCEPTION.to_owned(), plan.aws_message.clone()?)));
        let mut findings = refused().flat_map(|plan| &plan.findings).peekable();
        let first = Refusal {
            aws,
            findings: findings.peek().copied().cloned().into_iter().collect(),
        };
        let mut kept = FirstFindings::default();
        findings.for_each(|finding| kept.keep(finding));
        kept.leave_out(left_out);
        Some(Self {
            error: kept.into_error(first.error_without_diagnostics()),
            each: plans.iter().filter_map(Plan::refused).collect(),
        })
    }

    /// The answer where no schedule could be read. Standard error has the findings already.
    fn alone(&self, format: Format, context: &mut Context<'_>) -> Result<Exit, Failure> {
        if format.tells_failure_as_json() {
            let document = RefusedDocument {
                version: 1,
                error: self.error.clone(),
                refused: self.each.clone(),
            };
            render::json::line(&document, context.stdout)?;
        }
        Ok(Exit::Failure)
    }
}

/// What is known before any fire.
fn report(
    plans: &[Plan],
    question: &Question,
    zones: &ZoneDatabase<'_>,
    refused: Option<&Refused>,
) -> NextFires {
    NextFires {
        version: 1,
        tzdata: zones.release().to_owned(),
        after: question.begins().map(report::utc),
        before: question.before.map(report::utc),
        until: question.until.map(report::utc),
        schedules: plans.iter().map(Plan::report).collect(),
        unread: refused.map_or_else(Unread::default, |refused| Unread {
            error: Some(refused.error.clone()),
            refused: refused.each.clone(),
        }),
    }
}
