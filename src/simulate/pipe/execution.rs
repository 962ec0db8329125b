//! The second half of a run: a batch goes through enrichment and target, and each of its records ends.
//!
//! One batch is one execution. An input template that fails for one record fails the execution: AWS's steps know no
//! transformation that fails in part. What the enrichment and the target answer comes from the caller ([`Answers`]).

use super::codes::{ENRICHMENT_ANSWER, ENRICHMENT_ASSUMED, ENRICHMENT_FAILED, EXECUTION_UNSETTLED};
use super::delivery::{self, Invocation};
use super::enrichment::{Enriched, EnrichmentKind, answer_is_unsettled, enriched};
use super::intake::{Prepared, StageInput, TransformationFailure, missing_parameter, transform};
use super::partial_failure::{BatchOutcome, batch_outcome};
use super::plan::{Plan, Stage};
use super::step::{ExecutionStep, Fate};
use super::{BisectAttempt, bisect};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Value};
use crate::transform::{Record, Rendering};

/// What enrichments and targets answer.
pub trait Answers {
    /// The answer to one invocation of the enrichment, as text.
    fn enrich(&mut self, input: &str) -> EnrichmentAnswer;
    /// The answer to one invocation of a Lambda or Step Functions target, as text; `None` takes success.
    fn target(&mut self, payload: &str) -> Option<String>;
}

/// What an enrichment did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnrichmentAnswer {
    /// It answered with this text.
    Text(String),
    /// It failed.
    Failed {
        /// How, in one clause.
        reason: String,
    },
    /// Nobody said: its input is taken as its answer.
    Unknown,
}

/// An execution that is over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Execution {
    /// The records of the batch, in order.
    pub records: Vec<Prepared>,
    /// How each of them ended, in the same order.
    pub fates: Vec<RecordFate>,
    /// The steps, in order.
    pub steps: Vec<ExecutionStep>,
    /// What went through the enrichment; `None` if the pipe has none.
    pub enrichment: Option<EnrichmentTrace>,
    /// What the target got, in order.
    pub invocations: Vec<Invocation>,
    /// Why the target was not invoked, or did not take everything.
    pub reason: Option<String>,
    /// The attempts of `AUTOMATIC_BISECT`; empty if there were none.
    pub attempts: Vec<BisectAttempt>,
    /// What is to be said about the batch.
    pub notes: Vec<Diagnostic>,
}

/// What went through an enrichment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnrichmentTrace {
    /// JSON; `None` if its transformation failed.
    pub input: Option<String>,
    /// The text it answered; `None` if it was not invoked or failed.
    pub response: Option<String>,
    /// Nobody said what it answers: its input is taken as its answer.
    pub is_assumed: bool,
}

/// How a record of an execution ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFate {
    /// How.
    pub fate: Fate,
    /// The step that decided.
    pub step: ExecutionStep,
    /// Why, where there is something to say.
    pub reason: Option<String>,
}

/// Runs one batch. It has at least one record.
pub fn execute(plan: &Plan, batch: Vec<Prepared>, answers: &mut dyn Answers) -> Execution {
    let mut run = Run {
        plan,
        answers,
        rendering: Rendering::default(),
        execution: Execution {
            records: batch,
            steps: vec![ExecutionStep::ExecutionStarted],
            ..Execution::default()
        },
    };
    let events = match &plan.enrichment {
        Some(stage) => run.enrich(stage),
        None => run.own_inputs(),
    };
    if let Some(events) = events {
        run.invoke_target(events);
    }
    run.execution
}

/// An execution under way. A method that ends it gives every record its fate and returns `None`.
struct Run<'r> {
    plan: &'r Plan,
    answers: &'r mut dyn Answers,
    rendering: Rendering,
    execution: Execution,
}

impl Run<'_> {
    fn step(&mut self, step: ExecutionStep) {
        self.execution.steps.push(step);
    }

    /// Ends the execution in the same way for every record.
    fn end(
        &mut self,
        fate: Fate,
        step: ExecutionStep,
        reason: Option<String>,
        last: &[ExecutionStep],
    ) {
        self.step(step);
        self.execution.steps.extend(last);
        self.execution.reason.clone_from(&reason);
        let one = RecordFate { fate, step, reason };
        self.execution.fates = vec![one; self.execution.records.len()];
    }

    /// The inputs of the records as one list, or the end of the execution.
    fn inputs(&mut self, failed: ExecutionStep, last: &[ExecutionStep]) -> Option<Vec<StageInput>> {
        let mut inputs = Vec::with_capacity(self.execution.records.len());
        let mut failure = None;
        for record in &mut self.execution.records {
            match &mut record.input {
                Ok(input) => inputs.push(std::mem::take(input)),
                Err(why) => {
                    failure.get_or_insert((record.index, why.clone()));
                }
            }
        }
        let Some((index, TransformationFailure { diagnostic })) = failure else {
            return Some(inputs);
        };
        let reason = format!(
            "the input template fails for record {index}: {}",
            diagnostic.message
        );
        self.execution.notes.push(diagnostic);
        self.end(Fate::Failed, failed, Some(reason), last);
        None
    }

    /// Without an enrichment the records' own inputs go to the target.
    fn own_inputs(&mut self) -> Option<Vec<StageInput>> {
        self.enter_target();
        self.inputs(
            ExecutionStep::TargetTransformationFailed,
            &[
                ExecutionStep::TargetStageFailed,
                ExecutionStep::ExecutionFailed,
            ],
        )
    }

    fn enter_target(&mut self) {
        self.step(ExecutionStep::TargetStageEntered);
        if self.plan.target.template.is_some() {
            self.step(ExecutionStep::TargetTransformationStarted);
        }
    }

    /// Sends the batch through the enrichment; what is left are the target's inputs.
    fn enrich(&mut self, stage: &Stage<EnrichmentKind>) -> Option<Vec<StageInput>> {
        const FAILED: [ExecutionStep; 2] = [
            ExecutionStep::EnrichmentStageFailed,
            ExecutionStep::ExecutionFailed,
        ];
        self.step(ExecutionStep::EnrichmentStageEntered);
        self.execution.enrichment = Some(EnrichmentTrace::default());
        if stage.template.is_some() {
            self.step(ExecutionStep::EnrichmentTransformationStarted);
        }
        let inputs = self.inputs(ExecutionStep::EnrichmentTransformationFailed, &FAILED)?;
        if stage.template.is_some() {
            self.step(ExecutionStep::EnrichmentTransformationSucceeded);
        }
        let payloads = inputs.iter().map(|input| input.raw.as_str());
        let input = if stage.kind.takes_batches() {
            delivery::array(payloads)
        } else {
            payloads.collect()
        };
        self.step(ExecutionStep::EnrichmentInvocationStarted);
        let answer = self.answers.enrich(&input);
        let is_assumed = answer == EnrichmentAnswer::Unknown;
        let text = match answer {
            EnrichmentAnswer::Text(text) => Ok(text),
            EnrichmentAnswer::Failed { reason } => Err((ENRICHMENT_FAILED, reason)),
            EnrichmentAnswer::Unknown => {
                self.execution.notes.push(
                    Diagnostic::warning(
                        ENRICHMENT_ASSUMED,
                        "no answer of the enrichment was given: its input is taken as its answer",
                    )
                    .help("give `--enrichment-response` or `--enrichment-command`"),
                );
                Ok(input.clone())
            }
        };
        let trace = EnrichmentTrace {
            input: Some(input),
            response: text.as_ref().ok().cloned(),
            is_assumed,
        };
        self.execution.enrichment = Some(trace);
        let read = text.and_then(|text| self.read_answer(&text));
        match read {
            Ok(inputs) => inputs,
            Err((code, reason)) => {
                self.execution
                    .notes
                    .push(Diagnostic::error(code, reason.clone()));
                let step = ExecutionStep::EnrichmentInvocationFailed;
                self.end(Fate::Failed, step, Some(reason), &FAILED);
                None
            }
        }
    }

    /// Reads the answer of the enrichment; `Ok(None)` if the execution has ended.
    fn read_answer(&mut self, text: &str) -> Result<Option<Vec<StageInput>>, (Code, String)> {
        // Some programs answer nothing at all where they mean "nothing".
        let text = if text.trim().is_empty() { "\"\"" } else { text };
        let answer = json::parse(text).map_err(|error| {
            let wrong = error.diagnostic(text).message;
            (
                ENRICHMENT_ANSWER,
                format!("the enrichment did not answer JSON: {wrong}"),
            )
        })?;
        if answer_is_unsettled(&answer) {
            self.unsettled(&format!(
                "the enrichment answered {}; AWS documents objects, arrays and the empty string",
                answer.kind_name()
            ));
        }
        match enriched(&answer, text.len(), self.plan.maximum_enriched()) {
            Enriched::Unusable { reason } => {
                self.unsettled(
                    "AWS documents that the target is not invoked; that the records count as failed is a choice",
                );
                Err((ENRICHMENT_ANSWER, reason))
            }
            Enriched::Nothing => {
                self.step(ExecutionStep::EnrichmentInvocationSucceeded);
                self.step(ExecutionStep::EnrichmentStageSucceeded);
                self.step(ExecutionStep::TargetStageEntered);
                let reason = Some("the enrichment answered with nothing".to_owned());
                self.end(
                    Fate::NotInvoked,
                    ExecutionStep::TargetInvocationSkipped,
                    reason,
                    &[
                        ExecutionStep::TargetStageSkipped,
                        ExecutionStep::ExecutionSucceeded,
                    ],
                );
                Ok(None)
            }
            Enriched::Events(events) => {
                self.step(ExecutionStep::EnrichmentInvocationSucceeded);
                self.step(ExecutionStep::EnrichmentStageSucceeded);
                self.enter_target();
                Ok(self.transform_events(events))
            }
        }
    }

    fn unsettled(&mut self, message: &str) {
        let note = Diagnostic::note(EXECUTION_UNSETTLED, message);
        if !self.execution.notes.contains(&note) {
            self.execution.notes.push(note);
        }
    }

    /// What the enrichment answered, through the target's template.
    fn transform_events(&mut self, events: &[Value]) -> Option<Vec<StageInput>> {
        let plan = self.plan;
        let mut inputs = Vec::with_capacity(events.len());
        for (position, event) in events.iter().enumerate() {
            let record = Record::new(event);
            let mut notes = Vec::new();
            let template = plan.target.template.as_ref();
            let size = event.span.len();
            match transform(
                plan,
                template,
                &record,
                size,
                &mut self.rendering,
                &mut notes,
            ) {
                Ok(raw) => {
                    let parameters = plan.target.parameters.values(&record);
                    notes.extend(parameters.iter().filter_map(missing_parameter));
                    inputs.push(StageInput { raw, parameters });
                }
                Err(TransformationFailure { diagnostic }) => {
                    let reason = format!(
                        "the input template fails for event {position} of the enrichment's answer: {}",
                        diagnostic.message
                    );
                    self.execution.notes.push(diagnostic);
                    self.end(
                        Fate::Failed,
                        ExecutionStep::TargetTransformationFailed,
                        Some(reason),
                        &[
                            ExecutionStep::TargetStageFailed,
                            ExecutionStep::ExecutionFailed,
                        ],
                    );
                    return None;
                }
            }
            for note in notes {
                if !self.execution.notes.contains(&note) {
                    self.execution.notes.push(note);
                }
            }
        }
        Some(inputs)
    }

    /// Hands the inputs to the target and decides on every record.
    fn invoke_target(&mut self, inputs: Vec<StageInput>) {
        if self.plan.target.template.is_some() {
            self.step(ExecutionStep::TargetTransformationSucceeded);
        }
        self.step(ExecutionStep::TargetInvocationStarted);
        let indices: Vec<usize> = match self.plan.enrichment {
            Some(_) => Vec::new(),
            None => self
                .execution
                .records
                .iter()
                .map(|record| record.index)
                .collect(),
        };
        let (invocations, notes) = delivery::deliver(self.plan, inputs, &indices);
        self.execution.notes.extend(notes);
        let mut failed: Vec<(Vec<usize>, String)> = invocations
            .iter()
            .filter_map(|invocation| {
                let reason = invocation.failure.clone()?;
                Some((self.positions_of(invocation), reason))
            })
            .collect();
        if self.plan.target.kind.reports_partial_failures() {
            for invocation in invocations.iter().filter(|one| one.failure.is_none()) {
                if let Some(answer) = self.answers.target(&invocation.raw) {
                    failed.extend(self.answered(&answer, invocation));
                }
            }
        }
        self.execution.invocations = invocations;
        self.settle(failed);
    }

    /// Which records of the batch an invocation carries: all of them if an enrichment stands between.
    fn positions_of(&self, invocation: &Invocation) -> Vec<usize> {
        match self.plan.enrichment {
            Some(_) => (0..self.execution.records.len()).collect(),
            None => invocation.positions.clone().collect(),
        }
    }

    /// The records that the answer of a target names as failed.
    fn answered(&mut self, answer: &str, invocation: &Invocation) -> Option<(Vec<usize>, String)> {
        let positions = self.positions_of(invocation);
        let value = if answer.trim().is_empty() {
            json::parse("\"\"").ok()
        } else {
            json::parse(answer).ok()
        };
        let has_failures = value
            .as_ref()
            .is_some_and(|value| value.get("batchItemFailures").is_some());
        if has_failures && self.plan.source.failure_identifier().is_none() {
            self.unsettled(&format!(
                "`batchItemFailures` is documented for SQS and stream sources, not for {}: it is ignored",
                self.plan.source.name()
            ));
            return None;
        }
        let identifiers: Vec<Option<&str>> = positions
            .iter()
            .map(|position| self.execution.records.get(*position)?.id.as_deref())
            .collect();
        match batch_outcome(value.as_ref(), &identifiers) {
            BatchOutcome::Succeeded => None,
            BatchOutcome::Failed { reason } => Some((positions, reason)),
            BatchOutcome::Partial(named) => {
                let named = named.iter().filter_map(|one| positions.get(*one).copied());
                Some((
                    named.collect(),
                    "the target names it in `batchItemFailures`".to_owned(),
                ))
            }
        }
    }

    /// Gives every record its fate once the target has answered.
    fn settle(&mut self, failed: Vec<(Vec<usize>, String)>) {
        let count = self.execution.records.len();
        let mut reasons: Vec<Option<String>> = vec![None; count];
        for (positions, reason) in &failed {
            for position in positions {
                if let Some(slot) = reasons.get_mut(*position) {
                    slot.get_or_insert_with(|| reason.clone());
                }
            }
        }
        self.keep_order(&mut reasons);
        let failing = reasons.iter().flatten().count();
        let (step, last) = if failing == 0 {
            (
                ExecutionStep::TargetInvocationSucceeded,
                [
                    ExecutionStep::TargetStageSucceeded,
                    ExecutionStep::ExecutionSucceeded,
                ],
            )
        } else if failing < count {
            (
                ExecutionStep::TargetInvocationPartiallyFailed,
                [
                    ExecutionStep::TargetStagePartiallyFailed,
                    ExecutionStep::ExecutionPartiallyFailed,
                ],
            )
        } else {
            (
                ExecutionStep::TargetInvocationFailed,
                [
                    ExecutionStep::TargetStageFailed,
                    ExecutionStep::ExecutionFailed,
                ],
            )
        };
        let fate = if failing < count {
            Fate::Retried
        } else {
            Fate::Failed
        };
        self.step(step);
        self.execution.steps.extend(last);
        self.execution.reason = failed.into_iter().next().map(|(_, reason)| reason);
        let fates = reasons.into_iter().map(|reason| RecordFate {
            fate: if reason.is_some() {
                fate
            } else {
                Fate::Delivered
            },
            step: if reason.is_some() {
                step
            } else {
                ExecutionStep::TargetInvocationSucceeded
            },
            reason,
        });
        self.execution.fates = fates.collect();
    }

    /// Streams keep their order: `AUTOMATIC_BISECT` finds the failing records; without it everything from the first
    /// failing record on is tried again.
    fn keep_order(&mut self, reasons: &mut [Option<String>]) {
        let failing: Vec<usize> = (0..reasons.len())
            .filter(|position| matches!(reasons.get(*position), Some(Some(_))))
            .collect();
        let Some(&first) = failing.first() else {
            return;
        };
        if !self.plan.source.is_stream() {
            return;
        }
        if self.plan.stream.bisects {
            self.execution.attempts = bisect(reasons.len(), &failing);
            self.unsettled(
                "the order in which `AUTOMATIC_BISECT` tries the halves is not documented",
            );
        } else if failing.len() < reasons.len() - first {
            for reason in reasons.iter_mut().skip(first) {
                reason.get_or_insert_with(|| {
                    "a record before it in the stream failed, and the stream is read again from there".to_owned()
                });
            }
            self.unsettled(
                "that a stream is read again from the first record that failed is Lambda's rule; for pipes it is not documented",
            );
        }
    }
}
