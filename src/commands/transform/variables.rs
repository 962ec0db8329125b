//! The arguments that give reserved variables their values.

use super::usage;
use crate::commands::Failure;
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
    /// Rules and pipes: `aws.events.event.ingestion-time`, `aws.pipes.event.ingestion-time`. Taken as it is.
    #[arg(long, value_name = "TIME")]
    pub ingestion_time: Option<String>,
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
    /// Scheduler: `aws.scheduler.scheduled-time`. Taken as it is; AWS writes `2022-03-22T18:59:43Z`.
    #[arg(long, value_name = "TIME")]
    pub scheduled_time: Option<String>,
    /// Scheduler: `aws.scheduler.execution-id`.
    #[arg(long, value_name = "ID")]
    pub execution_id: Option<String>,
    /// Scheduler: `aws.scheduler.attempt-number`.
    #[arg(long, value_name = "NUMBER")]
    pub attempt_number: Option<u32>,
}

impl VariableArguments {
    /// Puts the values that were given into `variables`, which may hold what a file told.
    ///
    /// # Errors
    ///
    /// * `usage`: a variable of another language than `dialect`.
    pub(super) fn put(&self, dialect: Dialect, variables: &mut Variables) -> Result<(), Failure> {
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
            ("--ingestion-time", ingestion, self.ingestion_time.clone()),
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
                self.scheduled_time.clone(),
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
