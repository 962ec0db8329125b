//! The arguments that give reserved variables their values.

use chrono::SecondsFormat;

use super::usage;
use crate::commands::instant::{Clock, Time, time};
use crate::commands::{Failure, Host};
use crate::transform::{Dialect, Reserved, Variables};

/// Values of reserved variables. One that is used and not given gets a made-up value, and a note says so.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reserved variables")]
pub(super) struct VariableArguments {
    /// Rules: `aws.events.rule-arn`. The rule's name is taken from it.
    #[arg(long, value_name = "ARN")]
    pub rule_arn: Option<String>,
    /// Rules: `aws.events.rule-name`.
    #[arg(long, value_name = "NAME")]
    pub rule_name: Option<String>,
    /// Rules and pipes: `aws.events.event.ingestion-time`, `aws.pipes.event.ingestion-time`. RFC 3339 is taken as
    /// it is written; also a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`.
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub ingestion_time: Option<Time>,
    /// Pipes: `aws.pipes.pipe-arn`. The pipe's name is taken from it.
    #[arg(long, value_name = "ARN")]
    pub pipe_arn: Option<String>,
    /// Pipes: `aws.pipes.pipe-name`.
    #[arg(long, value_name = "NAME")]
    pub pipe_name: Option<String>,
    /// Pipes: `aws.pipes.source-arn`.
    #[arg(long, value_name = "ARN")]
    pub source_arn: Option<String>,
    /// Pipes: `aws.pipes.enrichment-arn`.
    #[arg(long, value_name = "ARN")]
    pub enrichment_arn: Option<String>,
    /// Scheduler: `aws.scheduler.schedule-arn`.
    #[arg(long, value_name = "ARN")]
    pub schedule_arn: Option<String>,
    /// Scheduler: `aws.scheduler.scheduled-time`. RFC 3339 is taken as it is written, and AWS writes
    /// `2022-03-22T18:59:43Z`; also a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`.
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub scheduled_time: Option<Time>,
    /// Scheduler: `aws.scheduler.execution-id`.
    #[arg(long, value_name = "ID")]
    pub execution_id: Option<String>,
    /// Scheduler: `aws.scheduler.attempt-number`.
    #[arg(long, value_name = "NUMBER")]
    pub attempt_number: Option<u32>,
}

/// The arguments, each called as the last part of its variable.
const ARGUMENTS: [&str; 11] = [
    "--attempt-number",
    "--enrichment-arn",
    "--execution-id",
    "--ingestion-time",
    "--pipe-arn",
    "--pipe-name",
    "--rule-arn",
    "--rule-name",
    "--schedule-arn",
    "--scheduled-time",
    "--source-arn",
];

/// The argument that gives a variable its value, by the name of the variable.
pub(super) fn argument_of(variable: &str) -> Option<&'static str> {
    let last = variable.rsplit('.').next()?;
    let is_it = |one: &&&str| one.strip_prefix("--") == Some(last);
    ARGUMENTS.iter().find(is_it).copied()
}

/// What stands in place of the variable: what is written, or what AWS would write.
fn text(time: &Time, clock: &Clock<'_>) -> String {
    if time.is_instant() {
        time.text().to_owned()
    } else {
        let instant = time.in_utc(clock);
        instant.to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

impl VariableArguments {
    /// Puts the values that were given into `variables`, which may hold what a file told.
    ///
    /// # Errors
    ///
    /// * `usage`: a variable of another language than `dialect`.
    pub(super) fn put(
        &self,
        dialect: Dialect,
        variables: &mut Variables,
        host: &dyn Host,
    ) -> Result<(), Failure> {
        let clock = Clock::new(host);
        let as_text = |time: &Option<Time>| time.as_ref().map(|time| text(time, &clock));
        let ingestion = match dialect {
            Dialect::Pipe => Reserved::RecordIngestionTime,
            Dialect::Rule | Dialect::Scheduler => Reserved::EventIngestionTime,
        };
        let attempt = self.attempt_number.map(|number| number.to_string());
        let last = |arn: &Option<String>| Some(arn.as_ref()?.rsplit('/').next()?.to_owned());
        let given = [
            ("--rule-name", Reserved::RuleName, last(&self.rule_arn)),
            ("--rule-arn", Reserved::RuleArn, self.rule_arn.clone()),
            ("--rule-name", Reserved::RuleName, self.rule_name.clone()),
            ("--ingestion-time", ingestion, as_text(&self.ingestion_time)),
            ("--pipe-name", Reserved::PipeName, last(&self.pipe_arn)),
            ("--pipe-arn", Reserved::PipeArn, self.pipe_arn.clone()),
            ("--pipe-name", Reserved::PipeName, self.pipe_name.clone()),
            ("--source-arn", Reserved::SourceArn, self.source_arn.clone()),
            (
                "--enrichment-arn",
                Reserved::EnrichmentArn,
                self.enrichment_arn.clone(),
            ),
            (
                "--schedule-arn",
                Reserved::ScheduleArn,
                self.schedule_arn.clone(),
            ),
            (
                "--scheduled-time",
                Reserved::ScheduledTime,
                as_text(&self.scheduled_time),
            ),
            (
                "--execution-id",
                Reserved::ExecutionId,
                self.execution_id.clone(),
            ),
            ("--attempt-number", Reserved::AttemptNumber, attempt),
        ];
        for (argument, variable, value) in given {
            let Some(value) = value else { continue };
            if Reserved::from_name(dialect, variable.name()).is_none() {
                let (name, language) = (variable.name(), super::language(dialect));
                return Err(usage(format!(
                    "`{argument}` gives `{name}` its value, which {language} do not have"
                )));
            }
            variables.set(variable, value);
        }
        Ok(())
    }
}
