//! A pipe made ready to run records through it.

use super::check::{self, CheckReport, Part, Remark};
use super::codes::ASSUMED;
use super::open_filters::{self, Assumed, OpenFilters};
use super::parameters::DynamicParameters;
use super::wanted::Wanted;
use super::{Arn, EnrichmentKind, Filters, SourceKind, TargetKind, window};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Declared, Pipe};
use crate::pattern::Dialect;
use crate::quota::MAXIMUM_PIPE_PAYLOAD_BYTES;
use crate::transform::{Reserved, Template, Variables};

/// What the caller decides about a dry-run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// The batch size to assume when the pipe gives none. `None` takes the default of the source.
    pub batch_size: Option<u32>,
    /// The time at which every record is received, as `YYYY-MM-DDTHH:MM:SSZ`.
    pub time: String,
    /// What is taken where a filter is open. Without it, a record may end open.
    pub assumed: Option<Assumed>,
}

/// Who takes records from a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taker {
    /// A pipe.
    Pipe,
    /// An event source mapping of Lambda.
    Mapping,
}

/// A pipe or an event source mapping, ready to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which of the two it is.
    pub taker: Taker,
    /// The name of the pipe.
    pub name: String,
    /// Where it reads from.
    pub source: SourceKind,
    /// The source's ARN.
    pub source_arn: Arn,
    /// Which records start an execution.
    pub filters: Filters,
    /// What a template leaves open of them.
    pub open: Option<OpenFilters>,
    /// Which members of a record are needed.
    pub wanted: Wanted,
    /// The most records of one batch.
    pub batch_size: usize,
    /// The most bytes of one batch.
    pub batch_bytes: usize,
    /// How long a batch waits for further records, in milliseconds; `None` without a window, and where a batch holds one
    /// record.
    pub window_ms: Option<u64>,
    /// What happens between filter and target, if anything does.
    pub enrichment: Option<Stage<EnrichmentKind>>,
    /// Where it sends to.
    pub target: Stage<TargetKind>,
    /// The target's ARN.
    pub target_arn: Arn,
    /// The parameter without which the target refuses a record, if the pipe does not give it: then it refuses all.
    pub lacking: Option<&'static str>,
    /// What an event bus target gets beside the payload.
    pub event: EventParameters,
    /// What a stream does with batches that fail.
    pub stream: StreamFailures,
    /// The reserved variables of templates.
    pub variables: Variables,
    /// The time at which every record is received.
    pub time: String,
    /// What the answers rest on.
    pub notes: Vec<Remark>,
}

/// The enrichment or the target.
#[derive(Clone, Debug)]
pub struct Stage<K> {
    /// What it is.
    pub kind: K,
    /// Its input template.
    pub template: Option<Template>,
    /// Its parameters that each record gives.
    pub parameters: DynamicParameters,
}

/// `EventBridgeEventBusParameters`, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventParameters {
    /// `Source`
    pub source: Option<String>,
    /// `DetailType`
    pub detail_type: Option<String>,
    /// `Time`
    pub time: Option<String>,
    /// `Resources`
    pub resources: Vec<String>,
}

/// What a stream does with batches that fail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamFailures {
    /// `OnPartialBatchItemFailure` is `AUTOMATIC_BISECT`.
    pub bisects: bool,
    /// `MaximumRetryAttempts`; `None` retries for ever.
    pub maximum_retry_attempts: Option<u32>,
    /// `MaximumRecordAgeInSeconds`; `None` never gives up.
    pub maximum_record_age_seconds: Option<u32>,
    /// `DeadLetterConfig.Arn`
    pub dead_letter_queue: Option<String>,
}

impl Plan {
    /// Makes a pipe ready.
    ///
    /// # Errors
    ///
    /// What [`check`](super::check()) finds, if CreatePipe would refuse the pipe for a reason that a dry-run cannot
    /// look past.
    pub fn new(pipe: &Pipe, options: &PlanOptions) -> Result<Self, CheckReport> {
        let mut report = check::check(pipe);
        let (Some(source), Some(target)) = (pipe.source_kind(), pipe.target_kind()) else {
            report.need_ends(pipe);
            return Err(report);
        };
        if report
            .refusals
            .iter()
            .any(|refusal| !refusal.dry_run_possible)
        {
            return Err(report);
        }
        let enrichment = EnrichmentKind::of(&pipe.enrichment_arn()).map(|kind| Stage {
            kind,
            template: template(pipe.enrichment_template()).map(Template::must_be_json),
            parameters: DynamicParameters::of(pipe.enrichment_parameters.as_ref()).0,
        });
        let target_template = template(pipe.target_template());
        let target = Stage {
            kind: target,
            template: if target.needs_json() {
                target_template.map(Template::must_be_json)
            } else {
                target_template
            },
            parameters: DynamicParameters::of(pipe.target_block()).0,
        };
        let is_given = |name: &&str| {
            let block = pipe.target_block();
            block.is_some_and(|block| present(block, name).is_some())
        };
        let required = target.kind.required_parameter(&pipe.target_arn());
        let lacking = required.filter(|name| !is_given(name));
        let mut notes = report.notes.clone();
        notes.extend(
            report
                .refusals
                .iter()
                .map(|refusal| softened(&refusal.remark)),
        );
        let batch_size = batch_size(
            pipe,
            source,
            &target,
            enrichment.as_ref(),
            options,
            &mut notes,
        );
        let window = pipe.source_integer("MaximumBatchingWindowInSeconds");
        let window_ms = window::length_ms(window.map(|(seconds, _)| seconds), batch_size);
        notes.extend(window_ms.map(|length_ms| Remark {
            part: Part::Pipe,
            diagnostic: window::note(source, length_ms),
        }));
        let (filters, open) =
            open_filters::filters(&pipe.filters, source, Dialect::Pipe, options.assumed);
        let (first_template, first_parameters) = match &enrichment {
            Some(stage) => (stage.template.as_ref(), &stage.parameters),
            None => (target.template.as_ref(), &target.parameters),
        };
        let members = [
            group_member(source, &pipe.source_arn()),
            window_ms.and_then(|_| window::member(source)),
        ];
        let wanted = match open {
            // What is let through for certain may ask for more.
            Some(_) => Wanted::Everything,
            None => Wanted::new(source, members, &filters, first_template, first_parameters),
        };
        Ok(Self {
            taker: Taker::Pipe,
            name: pipe.called(),
            source,
            source_arn: pipe.source_arn(),
            filters,
            open,
            wanted,
            batch_size,
            batch_bytes: MAXIMUM_PIPE_PAYLOAD_BYTES,
            window_ms,
            enrichment,
            event: EventParameters::of(pipe.target_block()),
            target,
            target_arn: pipe.target_arn(),
            lacking,
            stream: StreamFailures::of(pipe),
            variables: variables(pipe, &options.time),
            time: options.time.clone(),
            notes,
        })
    }

    /// The most events that an enrichment may answer with, so that the target is still invoked.
    #[must_use]
    pub fn maximum_enriched(&self) -> usize {
        self.target
            .kind
            .maximum_batch_size()
            .map_or(self.batch_size, |most| most as usize)
    }

    /// The shard or message group of a record: records of different ones are never in one batch.
    #[must_use]
    pub fn group<'v>(&self, record: &'v Value) -> &'v str {
        let member = group_member(self.source, &self.source_arn);
        let Some(value) = member.and_then(|member| record.get(member)) else {
            return "";
        };
        let group = match self.source {
            SourceKind::Kinesis => value
                .as_str()
                .and_then(|id| id.split_once(':'))
                .map(|(shard, _)| shard),
            _ => value.get("MessageGroupId").and_then(Value::as_str),
        };
        group.unwrap_or_default()
    }

    /// What becomes of a record whose execution failed, with the limits that the pipe sets.
    #[must_use]
    pub fn after_failure(&self) -> String {
        if !self.source.is_stream() {
            return self.source.after_failure().to_owned();
        }
        let StreamFailures {
            maximum_retry_attempts,
            maximum_record_age_seconds,
            dead_letter_queue,
            ..
        } = &self.stream;
        let mut limits = Vec::new();
        if let Some(attempts) = maximum_retry_attempts {
            limits.push(format!("{attempts} retries are used up"));
        }
        if let Some(age) = maximum_record_age_seconds {
            limits.push(format!("it is {age} s old"));
        }
        if limits.is_empty() {
            return "retried until it succeeds or its retention ends; the shard waits".to_owned();
        }
        let then = dead_letter_queue.as_ref().map_or_else(
            || "then it is discarded".to_owned(),
            |queue| format!("then its position (not the record) is sent to `{queue}`"),
        );
        format!(
            "retried until it succeeds or {}; {then}; the shard waits",
            limits.join(" or ")
        )
    }
}

impl EventParameters {
    fn of(block: Option<&Value>) -> Self {
        let text = |name: &str| {
            let value = present(block?, name)?;
            value.as_str().map(str::to_owned)
        };
        let resources = block
            .and_then(|block| block.get("Resources")?.as_array())
            .unwrap_or_default();
        Self {
            source: text("Source"),
            detail_type: text("DetailType"),
            time: text("Time"),
            resources: resources
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        }
    }
}

impl StreamFailures {
    fn of(pipe: &Pipe) -> Self {
        let limit = |name: &str| {
            let (limit, _) = pipe.source_integer(name)?;
            // -1, the default, is no limit.
            u32::try_from(limit).ok()
        };
        let queue = pipe
            .source_block()
            .and_then(|block| block.get("DeadLetterConfig")?.get("Arn")?.as_str());
        Self {
            bisects: pipe.source_text("OnPartialBatchItemFailure").is_some(),
            maximum_retry_attempts: limit("MaximumRetryAttempts"),
            maximum_record_age_seconds: limit("MaximumRecordAgeInSeconds"),
            dead_letter_queue: queue.map(str::to_owned),
        }
    }
}

/// The batch size, and a note on where it comes from.
fn batch_size(
    pipe: &Pipe,
    source: SourceKind,
    target: &Stage<TargetKind>,
    enrichment: Option<&Stage<EnrichmentKind>>,
    options: &PlanOptions,
    notes: &mut Vec<Remark>,
) -> usize {
    if let Some((size, _)) = pipe.source_integer("BatchSize") {
        return usize::try_from(size).unwrap_or(1);
    }
    let default = source.assumed_batch_size();
    let assumed = options.batch_size.unwrap_or(default).max(1);
    let target_limit = target.kind.maximum_batch_size().unwrap_or(u32::MAX);
    let enrichment_limit = match enrichment {
        Some(stage) if !stage.kind.takes_batches() => 1,
        _ => u32::MAX,
    };
    let size = assumed.min(target_limit).min(enrichment_limit);
    let why = if size < assumed {
        if enrichment_limit <= target_limit {
            ", the most that the enrichment takes"
        } else {
            ", the most that the target takes"
        }
    } else {
        ""
    };
    notes.push(Remark {
        part: Part::Pipe,
        diagnostic: Diagnostic::note(
            ASSUMED,
            format!("the pipe gives no `BatchSize`: {size} is assumed{why}"),
        )
        .help(format!(
            "AWS documents the default of a source in several ways; give `BatchSize` in `{}` to be sure",
            source.parameter_block()
        )),
    });
    size as usize
}

/// The member of a record that holds its shard or message group; `None` where there are none.
fn group_member(source: SourceKind, arn: &Arn) -> Option<&'static str> {
    match source {
        SourceKind::Kinesis => Some("eventID"),
        SourceKind::Sqs if arn.resource().ends_with(".fifo") => Some("attributes"),
        _ => None,
    }
}

/// A refusal that a dry-run looks past, as a warning.
fn softened(remark: &Remark) -> Remark {
    let diagnostic = &remark.diagnostic;
    let mut warning = Diagnostic::warning(
        diagnostic.code,
        format!("CreatePipe refuses this pipe: {}", diagnostic.message),
    );
    warning.primary.clone_from(&diagnostic.primary);
    warning.related.clone_from(&diagnostic.related);
    warning.help.clone_from(&diagnostic.help);
    Remark {
        part: remark.part,
        diagnostic: warning,
    }
}

/// A template that was checked already.
fn template(declared: Option<Declared<String>>) -> Option<Template> {
    Template::pipe(declared?.as_str()).ok()
}

fn variables(pipe: &Pipe, time: &str) -> Variables {
    let text = |declared: &Option<Declared<String>>| {
        declared
            .as_ref()
            .map_or_else(String::new, Declared::to_display)
    };
    Variables::new()
        .with(Reserved::PipeArn, pipe.own_arn().as_str())
        .with(Reserved::PipeName, pipe.called())
        .with(Reserved::SourceArn, text(&pipe.source))
        .with(Reserved::EnrichmentArn, text(&pipe.enrichment))
        .with(Reserved::TargetArn, text(&pipe.target))
        .with(Reserved::RecordIngestionTime, time)
}
