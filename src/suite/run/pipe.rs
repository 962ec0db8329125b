//! `passes`, `drops`, `batches`, `invocations` and `ends`: what a pipe does with records.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Finding};
use crate::json::{self, Value};
use crate::simulate::pipe::{
    Answers, Batcher, EnrichmentAnswer, Fate, Intake, Plan, Prepared as Record, Taken, execute,
};
use crate::source::Span;

use super::super::codes::OPEN;
use super::super::event::Event;
use super::super::file::{PipeWanted, Spelled};
use super::super::outcome::{Because, Difference, Explained, Failure, Outcome, Remedy, Side};
use super::super::prepared::PreparedPipe;
use super::same::same;
use super::{Replacement, Runner};

/// How many records a failure explains.
const EXPLAINED: usize = 10;

/// What became of the records.
#[derive(Default)]
struct Ran {
    /// Why records are dropped, by their numbers.
    dropped: BTreeMap<usize, (String, Option<String>)>,
    /// How each record ended, in the order of the records.
    ends: BTreeMap<usize, Fate>,
    /// The records of each batch.
    batches: Vec<Vec<usize>>,
    /// What the target got.
    invocations: Vec<String>,
    errors: Vec<Finding>,
}

/// Answers one after the other, of which the last is repeated.
struct Script<'a> {
    enrichment: (&'a [String], usize),
    response: (&'a [String], usize),
}

fn next<'a>((answers, at): &mut (&'a [String], usize)) -> Option<&'a String> {
    let answer = answers.get(*at).or(answers.last());
    *at += 1;
    answer
}

impl Answers for Script<'_> {
    fn enrich(&mut self, _: &str) -> EnrichmentAnswer {
        match next(&mut self.enrichment) {
            Some(answer) => EnrichmentAnswer::Text(answer.clone()),
            None => EnrichmentAnswer::Unknown,
        }
    }

    fn target(&mut self, _: &str) -> Option<String> {
        next(&mut self.response).cloned()
    }
}

impl Runner<'_> {
    /// Runs the records through the pipe.
    pub(super) fn pipe(
        &self,
        case: &PreparedPipe,
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        let plan = match replacement {
            Some(Replacement::Pipe { pipe, with }) if pipe == case.number => with,
            _ => &case.plan,
        };
        let ran = run(plan, case.into());
        if !ran.errors.is_empty() {
            outcome.errors.extend(ran.errors);
            return;
        }
        let label = self.prepared.subject.pipes.get(case.number);
        let label = label.map_or("", |pipe| pipe.label.as_str());
        let asked = Asked { label, ran: &ran };
        for (span, wanted) in &case.asks {
            let failure = match wanted {
                PipeWanted::Passes(expected) => asked.records(("passes", *span), expected, true),
                PipeWanted::Drops(expected) => asked.records(("drops", *span), expected, false),
                PipeWanted::Batches(expected) => asked.batches(*span, expected),
                PipeWanted::Invocations(expected) => asked.invocations(*span, expected),
                PipeWanted::Ends(expected) => asked.ends(*span, expected),
            };
            outcome.failures.extend(failure);
        }
    }
}

/// The records that pass.
///
/// # Errors
///
/// Why that cannot be told.
pub(super) fn passing(case: &PreparedPipe) -> Result<Vec<usize>, Box<Finding>> {
    let ran = run(&case.plan, case.into());
    match ran.errors.into_iter().next() {
        Some(error) => Err(Box::new(error)),
        None => Ok((0..case.records.len())
            .filter(|number| !ran.dropped.contains_key(number))
            .collect()),
    }
}

/// What a pipe takes, and what it is answered.
#[derive(Clone, Copy)]
struct Given<'c> {
    records: &'c [Arc<Event>],
    enrichment: &'c [String],
    response: &'c [String],
}

impl<'c> From<&'c PreparedPipe> for Given<'c> {
    fn from(case: &'c PreparedPipe) -> Self {
        Self {
            records: &case.records,
            enrichment: &case.enrichment,
            response: &case.response,
        }
    }
}

/// What a pipe does with records.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::suite) struct PipeRun {
    /// Those that pass.
    pub(in crate::suite) passes: Vec<usize>,
    /// The records of each batch.
    pub(in crate::suite) batches: Vec<Vec<usize>>,
    /// What the target gets.
    pub(in crate::suite) invocations: Vec<String>,
}

/// Sends records through a pipe whose target answers nothing; `None` if it cannot be told what it does.
pub(in crate::suite) fn through(
    plan: &Plan,
    records: &[Arc<Event>],
    enrichment: Option<&Value>,
) -> Option<PipeRun> {
    let answers: Vec<String> = enrichment.iter().map(|one| one.to_compact()).collect();
    let given = Given {
        records,
        enrichment: &answers,
        response: &[],
    };
    let ran = run(plan, given);
    let passes = ran.ends.iter();
    let passes = passes.filter(|(_, fate)| **fate != Fate::Filtered);
    ran.errors.is_empty().then(|| PipeRun {
        passes: passes.map(|(index, _)| *index).collect(),
        batches: ran.batches,
        invocations: ran.invocations,
    })
}

fn run(plan: &Plan, given: Given<'_>) -> Ran {
    let mut ran = Ran::default();
    let intake = Intake::new(plan);
    let mut batcher = Batcher::new(plan.batch_size, plan.batch_bytes).with_window(plan.window_ms);
    let mut answers = Script {
        enrichment: (given.enrichment, 0),
        response: (given.response, 0),
    };
    for (index, record) in given.records.iter().enumerate() {
        match intake.take(index, index + 1, record.text()) {
            Ok(Taken::Dropped(dropped)) => {
                ran.ends.insert(index, Fate::Filtered);
                ran.dropped.insert(index, (dropped.reason, dropped.hint));
            }
            Ok(Taken::Open(open)) => {
                let names: Vec<String> = open
                    .depends_on
                    .iter()
                    .map(|one| format!("`{one}`"))
                    .collect();
                let message = format!(
                    "whether a filter lets `{}` through depends on {}",
                    record.name,
                    names.join(" and ")
                );
                let told = Diagnostic::error(OPEN, message).help("give it under `parameters`");
                ran.errors.push(Finding::without_source(told));
            }
            Ok(Taken::Passed(record)) => {
                let (group, arrived_ms) = (record.group.clone(), record.arrived_ms);
                for batch in batcher.push_at(&group, record.bytes, arrived_ms, *record) {
                    ran.execute(plan, batch, &mut answers);
                }
            }
            Err(diagnostics) => {
                ran.errors.extend(diagnostics.0.into_iter().map(|mut told| {
                    told.message = format!("`{}` is no record: {}", record.name, told.message);
                    told.primary = None;
                    told.related.clear();
                    Finding::without_source(told)
                }));
            }
        }
    }
    for batch in batcher.finish() {
        ran.execute(plan, batch, &mut answers);
    }
    ran
}

impl Ran {
    fn execute(&mut self, plan: &Plan, batch: Vec<Record>, answers: &mut Script<'_>) {
        let execution = execute(plan, batch, answers);
        self.batches
            .push(execution.records.iter().map(|one| one.index).collect());
        for (record, end) in execution.records.iter().zip(&execution.fates) {
            self.ends.insert(record.index, end.fate);
        }
        let raw = execution.invocations.into_iter().map(|one| one.raw);
        self.invocations.extend(raw);
    }
}

/// A pipe that has run.
struct Asked<'r> {
    label: &'r str,
    ran: &'r Ran,
}

impl Asked<'_> {
    /// The records that pass, or those that do not.
    fn records(
        &self,
        named: (&'static str, Span),
        expected: &[usize],
        pass: bool,
    ) -> Option<Failure> {
        let ends = self.ran.ends.iter();
        let got = ends.filter(|(_, fate)| (**fate != Fate::Filtered) == pass);
        let got: Vec<usize> = got.map(|(index, _)| *index).collect();
        let mut sorted = expected.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if got == sorted {
            return None;
        }
        let what = if pass {
            "lets other records through"
        } else {
            "drops other records"
        };
        let surprising = self
            .ran
            .dropped
            .iter()
            .filter(|(index, _)| sorted.contains(index) == pass);
        let explanations = surprising
            .take(EXPLAINED)
            .map(|(index, why)| self.why(*index, why));
        let lines = |numbers: &[usize]| numbers.iter().map(|one| format!("{one}\n")).collect();
        Some(Failure {
            explanations: explanations.collect(),
            difference: Some(Difference {
                expected: lines(&sorted),
                got: lines(&got),
            }),
            ..self.unmet(named, what, format!("`{}: {}`", named.0, numbers(&got)))
        })
    }

    /// Why a record is dropped.
    fn why(&self, index: usize, (reason, hint): &(String, Option<String>)) -> Explained {
        let hint = hint
            .as_ref()
            .map_or_else(String::new, |hint| format!("; {hint}"));
        Explained {
            rule: format!("record {index}"),
            matched: false,
            fields: Vec::<Because>::new(),
            note: Some(format!("{reason}{hint}")),
        }
    }

    fn batches(&self, span: Span, expected: &[Vec<usize>]) -> Option<Failure> {
        let got = &self.ran.batches;
        (got != expected).then(|| {
            let lines = |all: &[Vec<usize>]| {
                all.iter()
                    .map(|one| format!("{}\n", numbers(one)))
                    .collect()
            };
            let all: Vec<String> = got.iter().map(|one| numbers(one)).collect();
            Failure {
                difference: Some(Difference {
                    expected: lines(expected),
                    got: lines(got),
                }),
                ..self.unmet(
                    ("batches", span),
                    "makes other batches",
                    format!("`batches: [{}]`", all.join(", ")),
                )
            }
        })
    }

    fn invocations(&self, span: Span, expected: &[Value]) -> Option<Failure> {
        let got = &self.ran.invocations;
        let is_met = |(raw, wanted): (&String, &Value)| match wanted.as_str() {
            Some(text) => raw == text,
            None => json::parse(raw).is_ok_and(|value| same(&value, wanted)),
        };
        let is_same = got.len() == expected.len() && got.iter().zip(expected).all(is_met);
        (!is_same).then(|| {
            let text = |wanted: &Value| match wanted.as_str() {
                Some(text) => format!("{text}\n"),
                None => format!("{}\n", wanted.to_compact()),
            };
            let suite = format!("`invocations: [{}]`", got.join(", "));
            Failure {
                difference: Some(Difference {
                    expected: expected.iter().map(text).collect(),
                    got: got.iter().map(|raw| format!("{raw}\n")).collect(),
                }),
                ..self.unmet(
                    ("invocations", span),
                    "invokes its target with something else",
                    suite,
                )
            }
        })
    }

    fn ends(&self, span: Span, expected: &[Spelled]) -> Option<Failure> {
        let got: Vec<&str> = self.ran.ends.values().map(|fate| fate.name()).collect();
        let expected: Vec<&str> = expected.iter().map(|one| one.text.as_str()).collect();
        (got != expected).then(|| {
            let lines = |names: &[&str]| names.iter().map(|name| format!("{name}\n")).collect();
            Failure {
                difference: Some(Difference {
                    expected: lines(&expected),
                    got: lines(&got),
                }),
                ..self.unmet(
                    ("ends", span),
                    "ends otherwise with its records",
                    format!("`ends: [{}]`", got.join(", ")),
                )
            }
        })
    }

    fn unmet(
        &self,
        (expectation, span): (&'static str, Span),
        what: &str,
        suite: String,
    ) -> Failure {
        /// How long a text may be that a remedy proposes.
        const MAXIMUM_PROPOSED: usize = 200;
        let suite = (suite.len() <= MAXIMUM_PROPOSED).then_some(Remedy {
            side: Side::Suite,
            text: suite,
        });
        Failure {
            expectation,
            span,
            event: None,
            message: format!("`{}` {what}", self.label),
            declared: None,
            difference: None,
            explanations: Vec::new(),
            remedies: suite.into_iter().collect(),
        }
    }
}

/// Numbers as a suite has them.
fn numbers(numbers: &[usize]) -> String {
    let all: Vec<String> = numbers.iter().map(usize::to_string).collect();
    format!("[{}]", all.join(", "))
}
