//! `evb next-fires`: when will a schedule fire, and is its expression right?

mod given;
mod plan;
mod zones;

use chrono::{DateTime, TimeDelta, Utc};

use self::plan::Plan;
use super::instant::instant;
use super::{Context, Exit, Failure, Refusal, formats};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::collisions::{CollisionReport, Collisions, CountedSchedule, HeatMap};
use crate::report::next_fires::{self as report, NextFires, ScheduleFires};
use crate::report::{DiagnosticReport, Format};
use crate::schedule::{self, EXCEPTION, Schedule, Service, ZoneDatabase};

/// How far `--collisions` looks if nobody says.
const DAYS_OF_COLLISIONS: i64 = 7;

/// The most fires of a schedule that `--count` may ask for: almost two years of minutes. They are held in memory, so
/// that those of several schedules can be merged.
const MOST_FIRES: i64 = 1_000_000;

/// A combination of options that makes no sense.
const OPTIONS: Code = Code::new("usage");

/// Show when schedules fire next, and check their expressions.
///
/// Each argument is a schedule expression, `cron(…)`, `rate(…)` or `at(…)`, or a file with the JSON of
/// `aws scheduler create-schedule` or `get-schedule`, of `aws events put-rule` or `describe-rule`. The fires of
/// several are merged into one timeline. `evb help schedules` explains the expressions.
///
/// Options that describe a schedule hold for expressions, and for what a file leaves open.
///
/// Exit codes: 0 every expression is valid, also if nothing fires any more; 1 `--collisions` found some;
/// 2 an expression is refused, with AWS's own message.
///
/// Examples:
///
///   evb next-fires 'cron(0/5 8-17 ? * MON-FRI *)' --timezone America/New_York
///
///   evb next-fires schedules/*.json --until 2026-12-01T00:00:00Z -n 1000 --format ics
///
///   evb next-fires schedules/*.json --collisions=5
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Schedule expressions and files; `-` is standard input.
    #[arg(required = true, value_name = "EXPRESSION|FILE")]
    pub schedules: Vec<String>,
    /// Show at most this many fires of each schedule: 1 to 1000000.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=MOST_FIRES))]
    pub count: u32,
    /// Show fires after this time, which is outside. Default: now.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub after: Option<DateTime<Utc>>,
    /// Show fires up to this time, which is inside.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub until: Option<DateTime<Utc>>,
    /// The time zone on whose clock expressions are read, by its IANA name. Default: UTC.
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// The service that is to accept the expressions. Default: scheduler; a file tells by its properties, and
    /// one with only a name and an expression is a rule.
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub service: Option<ServiceName>,
    /// Nothing fires before this time; a rate fires at it.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub start_date: Option<DateTime<Utc>>,
    /// Nothing fires behind this time.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub end_date: Option<DateTime<Utc>>,
    /// When the schedule was created: what a rate is counted from without a start date.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub created: Option<DateTime<Utc>>,
    /// The width of the flexible time window, in minutes: 1 to 1440.
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
    pub window: Option<i64>,
    /// Report the minutes in which more than K of the schedules fire, and how the week is filled. Disabled
    /// schedules are left out. Without `--until`, seven days.
    #[arg(long, value_name = "K", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    pub collisions: Option<u32>,
    /// A directory of TZif files in place of the time zone database inside: `/usr/share/zoneinfo`.
    #[arg(long, value_name = "DIRECTORY")]
    pub tzdata: Option<String>,
    /// How to write the result.
    #[arg(long, value_name = "FORMAT", default_value = "human",
          value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Csv, Format::Ics, Format::Svg]))]
    pub format: Format,
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
/// # Errors
///
/// Where no schedule could be read: the findings, and AWS's message. If only some could not, the others are
/// reported and the exit is [`Exit::Failure`] all the same.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let after = args.after.unwrap_or_else(|| context.host.now());
    let zones = zones::database(args.tzdata.as_deref(), context)?;
    let mut plans = Vec::new();
    for given in given::read(args, context) {
        match Plan::new(given, args, &zones, after) {
            Ok(plan) => plans.push(plan),
            Err(notes) => draw(&notes, context)?,
        }
    }
    let refusal = refusal(&plans);
    if let Some(refusal) = &refusal
        && !plans.iter().any(|plan| plan.schedule.is_some())
    {
        return Err(Failure::Refused(Box::new(refusal.clone())));
    }
    let found = match args.collisions {
        Some(threshold) => {
            let collisions = collisions(args, threshold, &plans, &zones, after, refusal.as_ref())?;
            tell(&plans, args.format, context)?;
            render::collisions::write(&collisions, args.format, context.width, context.stdout)?;
            !collisions.collisions.is_empty()
        }
        None => {
            let (fires, notes) = fires(args, &plans, &zones, after, refusal.as_ref());
            tell(&plans, args.format, context)?;
            if args.format != Format::Json {
                draw(&notes, context)?;
            }
            render::next_fires::write(&fires, after, args.format, context.color, context.stdout)?;
            false
        }
    };
    Ok(match (refusal, found) {
        (Some(_), _) => Exit::Failure,
        (None, found) => Exit::answer(!found),
    })
}

/// Draws findings on standard error.
fn draw(findings: &[Finding], context: &mut Context<'_>) -> Result<(), Failure> {
    for finding in findings {
        writeln!(
            context.stderr,
            "{}",
            render::snippet::draw(finding, context.color_stderr)
        )?;
    }
    Ok(())
}

/// Draws what is to be said of the schedules; the JSON document has it already, but for errors.
fn tell(plans: &[Plan], format: Format, context: &mut Context<'_>) -> Result<(), Failure> {
    for plan in plans {
        for finding in &plan.findings {
            if format != Format::Json || finding.diagnostic.is_error() {
                writeln!(
                    context.stderr,
                    "{}",
                    render::snippet::draw(finding, context.color_stderr)
                )?;
            }
        }
        if let Some(message) = &plan.aws_message {
            writeln!(context.stderr, "AWS answers: {EXCEPTION}: {message}")?;
        }
    }
    Ok(())
}

/// Everything that is wrong, if anything is; AWS's message is that of the first schedule that it refuses.
fn refusal(plans: &[Plan]) -> Option<Refusal> {
    let refused = || plans.iter().filter(|plan| plan.schedule.is_none());
    refused().next()?;
    let aws = refused().find_map(|plan| Some((EXCEPTION.to_owned(), plan.aws_message.clone()?)));
    let findings = refused()
        .flat_map(|plan| plan.findings.iter().cloned())
        .collect();
    Some(Refusal { aws, findings })
}

/// The fires of every schedule, and what the fires themselves give to note.
fn fires(
    args: &Args,
    plans: &[Plan],
    zones: &ZoneDatabase<'_>,
    after: DateTime<Utc>,
    refusal: Option<&Refusal>,
) -> (NextFires, Vec<Finding>) {
    let mut all_notes = Vec::new();
    let schedules = plans
        .iter()
        .map(|plan| {
            let (mut fires, notes) = plan.fires(args.count, after, args.until);
            fires
                .diagnostics
                .extend(notes.iter().map(DiagnosticReport::new));
            all_notes.extend(notes);
            fires
        })
        .collect::<Vec<ScheduleFires>>();
    let report = NextFires {
        version: 1,
        tzdata: zones.release().to_owned(),
        after: report::utc(after),
        until: args.until.map(report::utc),
        schedules,
        error: refusal.map(|refusal| refusal.document().error),
    };
    (report, all_notes)
}

fn collisions(
    args: &Args,
    threshold: u32,
    plans: &[Plan],
    zones: &ZoneDatabase<'_>,
    after: DateTime<Utc>,
    refusal: Option<&Refusal>,
) -> Result<Collisions, Failure> {
    if matches!(args.format, Format::Ics | Format::Svg) {
        return Err(Failure::refused(Finding::without_source(
            Diagnostic::error(
                OPTIONS,
                format!("collisions cannot be written as {}", args.format.as_str()),
            )
            .help("choose `--format human`, `json`, `jsonl` or `csv`"),
        )));
    }
    let timezone = args.timezone.as_deref().unwrap_or("UTC");
    let zone = zones
        .zone(timezone)
        .map_err(|error| Failure::refused(Finding::without_source(error)))?;
    let until = args
        .until
        .unwrap_or(after + TimeDelta::days(DAYS_OF_COLLISIONS));
    let counted: Vec<(&Plan, &Schedule)> = plans
        .iter()
        .filter_map(|plan| Some((plan, plan.counted()?)))
        .collect();
    let schedules: Vec<&Schedule> = counted.iter().map(|(_, schedule)| *schedule).collect();
    let names: Vec<&str> = counted.iter().map(|(plan, _)| plan.name.as_str()).collect();
    let load = schedule::load(&schedules, after, until, threshold, &zone);
    let mut fires = load.fires.iter().copied();
    Ok(Collisions {
        version: 1,
        tzdata: zones.release().to_owned(),
        after: report::utc(after),
        until: report::utc(until),
        threshold,
        collisions: load
            .collisions
            .iter()
            .map(|one| CollisionReport::new(one, &names))
            .collect(),
        heat_map: HeatMap::new(&load, timezone),
        schedules: plans
            .iter()
            .map(|plan| CountedSchedule {
                name: plan.name.clone(),
                expression: plan.expression.clone(),
                description: plan.description(),
                fires: plan
                    .counted()
                    .and_then(|_| fires.next())
                    .unwrap_or_default(),
                diagnostics: plan.findings.iter().map(DiagnosticReport::new).collect(),
            })
            .collect(),
        cut_at: load.cut_at.map(report::utc),
        error: refusal.map(|refusal| refusal.document().error),
    })
}
