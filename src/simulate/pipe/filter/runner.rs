//! Filters at work: each record is decided on, and the decision explained.

use super::document::give_back;
use super::format::{DataFormat, WrongFormat};
use super::pattern_remarks::{MESSAGE_OF_TOPIC, NUMBERS_OF_DYNAMODB, is_number_of_image, nested};
use super::{Alternative, Decision, Filter, FilterAnswer, Filters, remarks};
use crate::diagnostic::Diagnostic;
use crate::event::catalogue;
use crate::json::Value;
use crate::pattern::explain::{FieldExplanation, Hint, Reason};
use crate::pattern::{Explainer, Explanation, Pattern, ServiceEvaluator, Verdict};
use crate::simulate::pipe::SourceKind;
use crate::transform::{PayloadContent, Record};

/// Filters, ready for many records.
#[derive(Clone, Debug)]
pub struct FilterRunner<'f> {
    pub(super) filters: &'f Filters,
    ready: Vec<ReadyFilter<'f>>,
    /// Whether known defects of the service's engine are left out.
    is_logical: bool,
}

#[derive(Clone, Debug)]
struct ReadyFilter<'f> {
    filter: &'f Filter,
    /// For each alternative the evaluators of [`Alternative::without`].
    alternatives: Vec<(&'f Alternative, Vec<ServiceEvaluator<'f>>)>,
    explainer: Explainer<'f>,
}

impl<'f> FilterRunner<'f> {
    pub(super) fn new(filters: &'f Filters) -> Self {
        let evaluator = |pattern| ServiceEvaluator::new(pattern).used_in(filters.dialect);
        let ready = filters.filters.iter().map(|filter| ReadyFilter {
            filter,
            alternatives: filter
                .alternatives
                .iter()
                .map(|one| (one, one.without.iter().map(evaluator).collect()))
                .collect(),
            explainer: Explainer::new(&filter.whole)
                .used_in(filters.dialect)
                .knowing(catalogue::is_known),
        });
        Self {
            filters,
            ready: ready.collect(),
            is_logical: false,
        }
    }

    /// The same, answering what the patterns mean where the service's engine is known to answer otherwise.
    #[must_use]
    pub fn logical(self, is_logical: bool) -> Self {
        Self { is_logical, ..self }
    }

    /// What is asked of records with payloads of the expected formats.
    pub(super) fn evaluators(&self) -> impl Iterator<Item = &ServiceEvaluator<'f>> {
        let alternatives = self.ready.iter().flat_map(|ready| &ready.alternatives);
        alternatives.filter_map(|(_, without)| without.first())
    }

    /// Decides on one record.
    ///
    /// Guarantees: with payloads of the expected formats this is what the service's engine says of
    /// [`Filters::document`].
    #[must_use]
    pub fn ask(&self, record: &mut Record<'_>) -> FilterAnswer {
        if self.ready.is_empty() {
            return FilterAnswer {
                decision: Decision::Pass { filter: None },
                notes: Vec::new(),
            };
        }
        let found = self.filters.formats_of(record);
        // What no filter speaks of changes nothing.
        let mut document = self.filters.lend(record);
        let answer = self.ask_about(&document, &found);
        give_back(&mut document, record);
        answer
    }

    fn ask_about(&self, document: &Value, found: &[DataFormat]) -> FilterAnswer {
        let fields = self.filters.data_fields();
        let mut dropped: Option<FilterAnswer> = None;
        for (index, ready) in self.ready.iter().enumerate() {
            for (alternative, evaluators) in &ready.alternatives {
                let on_formats =
                    |left_out| remarks::on_formats(index, alternative, found, fields, left_out);
                let drop = |format, notes| FilterAnswer {
                    decision: Decision::Drop {
                        nearest: index,
                        format,
                    },
                    notes,
                };
                let left_out = match self.filters.fit(alternative, found) {
                    Ok(left_out) => left_out,
                    Err(wrong) => {
                        dropped.get_or_insert_with(|| drop(Some(wrong), on_formats(0)));
                        continue;
                    }
                };
                let Some(evaluator) = evaluators.get(left_out) else {
                    continue;
                };
                let Verdict { matched, notes } = self.verdict(evaluator, document);
                if matched {
                    let decision = Decision::Pass {
                        filter: Some(index),
                    };
                    let notes = [on_formats(left_out), notes].concat();
                    return FilterAnswer { decision, notes };
                }
                // A filter whose formats fit is nearer than one whose do not.
                let is_nearer = dropped.as_ref().is_none_or(|dropped| {
                    matches!(
                        dropped.decision,
                        Decision::Drop {
                            format: Some(_),
                            ..
                        }
                    )
                });
                if is_nearer {
                    dropped = Some(drop(None, [on_formats(left_out), notes].concat()));
                }
            }
        }
        dropped.unwrap_or(FilterAnswer {
            decision: Decision::Drop {
                nearest: 0,
                format: None,
            },
            notes: Vec::new(),
        })
    }

    fn verdict(&self, evaluator: &ServiceEvaluator<'_>, document: &Value) -> Verdict {
        if self.is_logical || evaluator.is_plain() {
            return Verdict {
                matched: evaluator.logical().matches(document),
                notes: Vec::new(),
            };
        }
        evaluator.verdict(document)
    }

    /// Why a filter matches a record, or does not; `None` if there is no such filter.
    ///
    /// Guarantees: the explanation agrees with [`ask`](Self::ask) about this filter, but for known defects of the
    /// service's engine.
    #[must_use]
    pub fn explain(&self, record: &Record<'_>, filter: usize) -> Option<Explanation> {
        let ready = self.ready.get(filter)?;
        let found = self.filters.formats_of(record);
        let document = self.filters.document(record);
        let fitting = ready
            .alternatives
            .iter()
            .map(|(alternative, _)| (alternative, self.filters.fit(alternative, &found)));
        let fitting: Vec<(&&Alternative, Result<usize, WrongFormat>)> = fitting.collect();
        if fitting.iter().all(|(_, fit)| *fit == Ok(0)) {
            return Some(self.with_what_comes_later(
                ready.explainer.explain(&document).without_event_fixes(),
                record,
            ));
        }
        let asked = fitting
            .iter()
            .filter_map(|(alternative, fit)| alternative.without.get((*fit).ok()?));
        let asked = Pattern {
            sub_rules: asked.flat_map(|one| one.sub_rules.clone()).collect(),
            ..ready.filter.whole.clone()
        };
        if let (true, Some((_, Err(wrong)))) = (asked.sub_rules.is_empty(), fitting.first()) {
            let reason = format!("the filter {wrong}");
            return Some(
                ready
                    .explainer
                    .explain_payload(&document, wrong.field, reason),
            );
        }
        let explainer = Explainer::new(&asked)
            .used_in(self.filters.dialect)
            .knowing(catalogue::is_known);
        Some(self.with_what_comes_later(explainer.explain(&document).without_event_fixes(), record))
    }

    /// The same, saying of a member that is missing only because the poller adds it later that this is so.
    fn with_what_comes_later(
        &self,
        mut explanation: Explanation,
        record: &Record<'_>,
    ) -> Explanation {
        let later = |field: &FieldExplanation| {
            let name = field.path.split('.').next()?;
            let member = record.value().get(name)?;
            let is_meant = field.kind != Reason::Satisfied && self.filters.is_added_later(name);
            is_meant.then(|| (name.to_owned(), member.span))
        };
        let attempts = explanation.attempts.iter_mut();
        for field in attempts.flat_map(|attempt| &mut attempt.fields) {
            if let Some((name, span)) = later(field) {
                field.reason = format!("`{name}` is not there yet when filters run");
                field.event_span = Some(span);
                field.hint = None;
                field.cause = None;
            }
            if let Some(text) = self.hint_of_source(field, record) {
                field.hint = Some(Hint {
                    text,
                    change: None,
                    fix: None,
                    event_fix: None,
                });
            }
        }
        explanation
    }

    /// What to do about a miss that comes of how the source writes its records: nobody can send them otherwise.
    fn hint_of_source(&self, field: &FieldExplanation, record: &Record<'_>) -> Option<String> {
        match self.filters.source? {
            SourceKind::DynamoDb => {
                let rules = self
                    .ready
                    .iter()
                    .flat_map(|one| &one.filter.whole.sub_rules);
                let mut asked = rules.flat_map(|one| &one.fields);
                let is_compared = asked.any(|one| {
                    one.path.to_display() == field.path
                        && is_number_of_image(&one.path)
                        && one.values.compares_numbers()
                });
                let is_missed = is_compared && field.actual.is_some();
                (is_missed && field.kind != Reason::Satisfied)
                    .then(|| NUMBERS_OF_DYNAMODB.to_owned())
            }
            SourceKind::Sqs => {
                let inside = field.path.strip_prefix(MESSAGE_OF_TOPIC)?;
                let mut payloads = record.payloads().iter();
                let is_of_topic = payloads.any(|one| match &one.content {
                    PayloadContent::Json { value, .. } => value.get("TopicArn").is_some(),
                    _ => false,
                });
                (is_of_topic && field.kind != Reason::Satisfied).then(|| {
                    format!(
                        "`Message` of SNS is a text: turn on raw message delivery for the subscription, and ask for `{}`",
                        nested(&format!("body.{inside}"))
                    )
                })
            }
            _ => None,
        }
    }

    /// What is to be said of the filters before any record, with places in their patterns.
    pub(super) fn notes_on_patterns(&self) -> Vec<Diagnostic> {
        let Some(source) = self.filters.source else {
            return Vec::new();
        };
        let filters = self.ready.iter();
        filters
            .flat_map(|ready| super::on_pattern(&ready.filter.whole, source, self.filters.dialect))
            .collect()
    }
}
