//! `evb convert`: what other services call a schedule, a filter or an event, in the words of EventBridge, and back.

mod cloudtrail;
mod cron;
mod declared;
mod event_source_filter;
mod s3_notification;
mod sns_filter_policy;

use super::answer::Refusals;
use super::{Context, Exit, Failure, Refusal};
use crate::convert::Conversion;
use crate::diagnostic::{Diagnostic, Finding};
use crate::model::Inventory;
use crate::render;
use crate::report::convert::{ConvertReport, ConvertedReport};
use crate::report::{DiagnosticReport, Format};
use crate::source::Source;

/// Convert schedules, filters and events of other services to those of EventBridge, and back.
///
/// Only results stand on standard output. What cannot be carried over is said on standard error.
///
/// Exit codes: 0 everything was converted, 1 something cannot be carried over, 2 something could not be read.
#[derive(Debug, clap::Args)]
#[command(disable_help_subcommand = true, after_long_help = EXAMPLES)]
pub struct Args {
    /// What to convert.
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = r#"Examples:
  evb convert cron '30 8 * * 1-5'
  evb convert cron /etc/crontab --timezone Europe/Berlin
  evb convert cron 'cron(0 20-2 ? * MON-FRI *)'
  aws s3api get-bucket-notification-configuration --bucket images | evb convert s3-notification - --bucket images
  evb convert sns-filter-policy '{"detail":{"state":["paid"]}}' --to filter-policy
  evb convert sns-filter-policy template.yaml#Subscription
  evb convert event-source-filter '{"detail":{"state":["paid"]}}' --to pipe --source sqs
  evb convert cloudtrail trail/*.json.gz | evb route --rules rules/"#;

/// What there is to convert.
#[derive(Debug, clap::Subcommand)]
#[expect(
    missing_docs,
    reason = "what is converted stands at the arguments: that text is also the help"
)]
pub enum What {
    Cron(cron::Args),
    S3Notification(s3_notification::Args),
    SnsFilterPolicy(sns_filter_policy::Args),
    EventSourceFilter(event_source_filter::Args),
    // Not `cloud-trail`: it is one word.
    #[command(name = "cloudtrail")]
    CloudTrail(cloudtrail::Args),
}

/// Converts what is asked for.
///
/// # Errors
///
/// Something cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    match &args.what {
        What::Cron(args) => cron::run(args, context),
        What::S3Notification(args) => s3_notification::run(args, context),
        What::SnsFilterPolicy(args) => sns_filter_policy::run(args, context),
        What::EventSourceFilter(args) => event_source_filter::run(args, context),
        What::CloudTrail(args) => cloudtrail::run(args, context),
    }
}

/// What came of the inputs so far.
struct Results {
    format: Format,
    results: Vec<ConvertedReport>,
    lost: Vec<DiagnosticReport>,
    notes: Vec<DiagnosticReport>,
    refusals: Refusals,
}

impl Results {
    fn new(format: Format) -> Self {
        Self {
            format,
            results: Vec::new(),
            lost: Vec::new(),
            notes: Vec::new(),
            refusals: Refusals::new(format),
        }
    }

    /// Tells what of a file was left out, and why.
    fn told(
        &mut self,
        inventory: &Inventory,
        source: &Source,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        for told in &inventory.diagnostics {
            let finding = Finding::new(told.clone(), source);
            self.tell(finding, context, |results| &mut results.notes)?;
        }
        Ok(())
    }

    /// Adds what came of one text.
    fn add(
        &mut self,
        conversion: &Conversion,
        source: &Source,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let finding = |one: &Diagnostic| Finding::new(one.clone(), source);
        for note in &conversion.notes {
            self.tell(finding(note), context, |results| &mut results.notes)?;
        }
        for lost in &conversion.lost {
            context.known(Exit::Negative);
            self.tell(finding(lost), context, |results| &mut results.lost)?;
        }
        let outputs = conversion.outputs.iter();
        self.results
            .extend(outputs.map(|one| ConvertedReport::new(one, source)));
        if !conversion.invalid.is_empty() {
            let findings = conversion.invalid.iter().map(finding).collect();
            let refusal = Refusal {
                aws: None,
                findings,
            };
            self.refusals.refuse(&refusal, None, None, context)?;
        }
        Ok(())
    }

    /// Tells a finding: in the document, and else on standard error.
    fn tell(
        &mut self,
        finding: Finding,
        context: &mut Context<'_>,
        list: impl FnOnce(&mut Self) -> &mut Vec<DiagnosticReport>,
    ) -> Result<(), Failure> {
        if self.format == Format::Json {
            list(self).push(DiagnosticReport::new(&finding));
        } else {
            context.tell(&finding)?;
        }
        Ok(())
    }

    /// An input that cannot be read does not keep the others from being converted.
    fn refuse(&mut self, failure: Failure, context: &mut Context<'_>) -> Result<(), Failure> {
        match failure {
            Failure::Refused(refusal) => {
                let told = self.refusals.refuse(&refusal, None, None, context);
                told.map(|_| ())
            }
            other => Err(other),
        }
    }

    /// Writes the results.
    fn write(mut self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let error = self.refusals.error();
        let report = ConvertReport::new(self.results, self.lost, self.notes, error);
        render::convert::write(&report, self.format, context.stdout)?;
        Ok(context.exit())
    }
}
