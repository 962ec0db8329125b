//! The first half of a run: one record at a time is read, filtered and made into the input of the next stage.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::codes::{NOT_A_RECORD, OTHER_SOURCE, PARAMETER_MISSING};
use super::filter::{Decision, FilterAnswer, FilterRunner, Glance, Seen, Sight, WrongFormat};
use super::foreign::ForeignForm;
use super::open_filters::OpenFilters;
use super::parameters::ParameterValue;
use super::plan::{Plan, Taker};
use super::source_record::SourceRecord;
use super::{arrived_ms, payload};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{self, Value};
use crate::pattern::Explanation;
use crate::pattern::explain::Reason;
use crate::transform::{Record, Rendering, Template};

/// What is said of dropped records behind the last one that is explained.
const NOT_EXPLAINED: &str = "no filter matches";

/// What became of a record at the filters.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// It starts an execution with others of its batch.
    Passed(Box<Prepared>),
    /// Whether a filter lets it through depends on what a template leaves open.
    Open(Open),
    /// No filter lets it through.
    Dropped(Dropped),
}

/// A record that a filter perhaps lets through.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Its identifier at the source, if it has one.
    pub id: Option<String>,
    /// The first filter that may let it through.
    pub filter: usize,
    /// On what that depends, in the template's words.
    pub depends_on: Vec<String>,
    /// What else is to be said.
    pub notes: Vec<Diagnostic>,
}

/// A record that no filter lets through.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// Its identifier at the source, if it has one.
    pub id: Option<String>,
    /// The filter that came nearest.
    pub nearest_filter: usize,
    /// Why that filter did not match.
    pub reason: String,
    /// What would help, if we know.
    pub hint: Option<String>,
    /// What else is to be said.
    pub notes: Vec<Diagnostic>,
    /// Whether an explanation was spent on it.
    is_explained: bool,
}

impl Dropped {
    /// By all filters, which is not explained.
    fn by_all(id: Option<String>) -> Self {
        Self {
            id,
            nearest_filter: 0,
            reason: NOT_EXPLAINED.to_owned(),
            hint: None,
            notes: Vec::new(),
            is_explained: false,
        }
    }

    fn explain(&mut self, (reason, hint): (String, Option<String>)) {
        self.reason = reason;
        self.hint = hint;
    }
}

/// A record on its way into a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// Its place in the input, from 0.
    pub index: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its identifier at the source, if it has one.
    pub id: Option<String>,
    /// Its shard or message group.
    pub group: String,
    /// When it came to its source, in milliseconds since 1970; `None` where that is not told, or there is no window.
    pub arrived_ms: Option<u64>,
    /// How large it is, in bytes.
    pub bytes: usize,
    /// The filter that let it through; `None` if the pipe has none.
    pub filter: Option<usize>,
    /// What the next stage, enrichment or target, gets.
    pub input: Result<StageInput, TransformationFailure>,
    /// What else is to be said.
    pub notes: Vec<Diagnostic>,
}

/// What a stage gets for one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StageInput {
    /// The payload.
    pub raw: String,
    /// The dynamic path parameters.
    pub parameters: Vec<ParameterValue>,
}

/// Why an input transformation failed.
#[derive(Clone, Debug, PartialEq)]
pub struct TransformationFailure {
    /// What is wrong; the place lies in the template.
    pub diagnostic: Diagnostic,
}

/// What a thread needs to take records.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    rendering: Rendering,
    sight: Option<Sight>,
}

/// Reads, filters and transforms records.
#[derive(Debug)]
pub struct Intake<'p> {
    plan: &'p Plan,
    filters: FilterRunner<'p>,
    /// What lets a record through whatever a template leaves open, if it leaves anything open.
    certain: Option<(&'p OpenFilters, FilterRunner<'p>)>,
    /// What decides on most records.
    glance: Option<Glance<'p>>,
    /// What [`take`](Self::take) needs, which is for one thread at a time.
    hand: Mutex<Hand>,
    /// How many more dropped records are explained: never more than before.
    explanations: AtomicU64,
    /// It was told that records are written as another API writes them.
    told_foreign: AtomicBool,
}

impl<'p> Intake<'p> {
    /// For one run of a pipe.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        let filters = plan.filters.runner();
        let glance = Glance::new(&filters, plan.identifier_path());
        let intake = Self {
            plan,
            filters,
            certain: plan.open.as_ref().map(|open| (open, open.certain.runner())),
            glance,
            hand: Mutex::default(),
            explanations: AtomicU64::new(u64::MAX),
            told_foreign: AtomicBool::new(false),
        };
        let hand = Mutex::new(intake.hand());
        Self { hand, ..intake }
    }

    /// The same, explaining only the first `count` of the records that no filter lets through. An explanation costs
    /// several times what the filter does.
    #[must_use]
    pub fn explaining(mut self, count: u64) -> Self {
        self.explanations = AtomicU64::new(count);
        self
    }

    /// What a thread needs for [`take_beside`](Self::take_beside).
    #[must_use]
    pub fn hand(&self) -> Hand {
        Hand {
            rendering: Rendering::default(),
            sight: self.glance.as_ref().map(Glance::sight),
        }
    }

    /// Takes the record `index` of the input, which begins on `line`.
    ///
    /// # Errors
    ///
    /// * `json/…`: the text is not JSON.
    /// * `pipe/not-a-record`: it is JSON, but no object.
    /// * `pipe/not-base64`: its payload is not base64 where the source writes base64.
    ///
    /// The places lie in `text`.
    pub fn take(&self, index: usize, line: usize, text: &str) -> Result<Taken, Diagnostics> {
        let told_foreign = self.told_foreign.load(Ordering::Relaxed);
        let mut hand = self.hand.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut taken, form) = self.read((index, line), text, told_foreign, &mut hand)?;
        drop(hand);
        if form.is_some() {
            self.told_foreign.store(true, Ordering::Relaxed);
        }
        self.settle(&mut taken);
        Ok(taken)
    }

    /// The same on any thread, beside others: `None` where more is to be told of the record than of those behind it, or it
    /// cannot be read. What is taken is to be [settled](Self::settle) in the order of the input.
    #[must_use]
    pub fn take_beside(&self, place: (usize, usize), text: &str, hand: &mut Hand) -> Option<Taken> {
        let is_first = place.0 == 0;
        let told_foreign = self.told_foreign.load(Ordering::Relaxed);
        let read = || self.read(place, text, told_foreign, hand).ok();
        let (taken, form) = (!is_first).then(read)??;
        (form.is_none() || told_foreign).then_some(taken)
    }

    /// Whether records that no filter lets through are explained no more: what is taken from then on needs not be settled.
    #[must_use]
    pub fn explains_no_more(&self) -> bool {
        self.explanations.load(Ordering::Relaxed) == 0
    }

    /// Takes back the explanation of a record if so many were explained before it as are to be.
    pub fn settle(&self, taken: &mut Taken) {
        let Taken::Dropped(dropped) = taken else {
            return;
        };
        if !dropped.is_explained {
            return;
        }
        match self.explanations.load(Ordering::Relaxed).checked_sub(1) {
            Some(left) => self.explanations.store(left, Ordering::Relaxed),
            None => dropped.explain((NOT_EXPLAINED.to_owned(), None)),
        }
    }

    /// Reads a record, and tells whether it is written as another API writes it.
    fn read(
        &self,
        (index, line): (usize, usize),
        text: &str,
        told_foreign: bool,
        hand: &mut Hand,
    ) -> Result<(Taken, Option<ForeignForm>), Diagnostics> {
        let seen = match (&self.glance, &mut hand.sight) {
            (Some(glance), Some(sight)) if index > 0 => {
                glance.look(text, |name| self.plan.wanted.contains(name), sight)
            }
            _ => None,
        };
        if let Some(Seen::Dropped(id)) = seen.as_ref().filter(|_| self.explains_no_more()) {
            return Ok((Taken::Dropped(Dropped::by_all(id.clone())), None));
        }
        let members = match (&seen, &self.glance, &hand.sight) {
            (Some(_), Some(glance), Some(sight)) => glance.members(text, sight),
            _ => None,
        };
        let read = members.map_or_else(
            || json::parse_members(text, |name| self.plan.wanted.contains(name)),
            Ok,
        );
        let mut value = read.map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
        if value.as_object().is_none() {
            return Err(not_a_record(&value).into());
        }
        let source = self.plan.source;
        let fields = source.data_fields().iter();
        if fields.filter_map(|field| value.get(field)).next().is_none() {
            // Another API may have written it, under names that a run does not need.
            value = json::parse(text).unwrap_or(value);
        }
        let own = SourceRecord::new(&value, Some(source));
        let mut record = own.record();
        let mut notes = payload::content(&record)?;
        let form = self.form(&own);
        if !told_foreign {
            notes.extend(form.map(ForeignForm::note));
        }
        notes.extend(self.check_source(index, own.value()));
        notes.extend(payload::shape(source, own.value()));
        let FilterAnswer {
            decision,
            notes: more,
        } = match seen {
            Some(Seen::Passed(filter)) => FilterAnswer {
                decision: Decision::Pass {
                    filter: Some(filter),
                },
                notes: Vec::new(),
            },
            _ => self.filters.ask(&mut record),
        };
        notes.extend(more);
        let id = self.plan.identifier(own.value()).map(str::to_owned);
        let taken = match self.certainly(decision, &mut record) {
            Ok(Decision::Drop { nearest, format }) => {
                Taken::Dropped(self.dropped(&record, (nearest, format), id, notes))
            }
            Ok(Decision::Pass { filter }) => {
                let input = self.first_input(&record, text.len(), &mut hand.rendering, &mut notes);
                let window = self.plan.window_ms;
                Taken::Passed(Box::new(Prepared {
                    index,
                    line,
                    id,
                    group: self.plan.group(own.value()).to_owned(),
                    arrived_ms: window.and_then(|_| arrived_ms(source, own.value())),
                    bytes: text.len(),
                    filter,
                    input,
                    notes,
                }))
            }
            Err((filter, depends_on)) => Taken::Open(Open {
                id,
                filter,
                depends_on,
                notes,
            }),
        };
        Ok((taken, form))
    }

    /// The decision, whatever a template leaves open.
    ///
    /// # Errors
    ///
    /// The filter that may let the record through, and on what that depends.
    fn certainly(
        &self,
        decision: Decision,
        record: &mut Record<'_>,
    ) -> Result<Decision, (usize, Vec<String>)> {
        let (Decision::Pass { filter: Some(may) }, Some((open, certain))) =
            (&decision, &self.certain)
        else {
            return Ok(decision);
        };
        match certain.ask(record).decision {
            Decision::Drop { .. } => Err((*may, open.depends_on(*may))),
            certain @ Decision::Pass { .. } => Ok(certain),
        }
    }

    /// A record that no filter lets through, explained if there are explanations left.
    fn dropped(
        &self,
        record: &Record<'_>,
        (nearest, format): (usize, Option<WrongFormat>),
        id: Option<String>,
        notes: Vec<Diagnostic>,
    ) -> Dropped {
        let mut dropped = Dropped {
            nearest_filter: nearest,
            notes,
            ..Dropped::by_all(id)
        };
        match format {
            Some(wrong) => dropped.reason = format!("filter {nearest} {wrong}"),
            None if self.explains_no_more() => {}
            None => {
                dropped.explain(self.why_dropped(record, nearest));
                dropped.is_explained = true;
            }
        }
        dropped
    }

    /// How the record is written, if that is otherwise than who takes the records expects.
    fn form(&self, record: &SourceRecord<'_>) -> Option<ForeignForm> {
        let of_mapping = self.plan.taker == Taker::Mapping;
        let is_own = |form: &ForeignForm| *form == ForeignForm::LambdaKinesis && of_mapping;
        record.form().filter(|form| !is_own(form))
    }

    /// What the enrichment, or without one the target, gets.
    fn first_input(
        &self,
        record: &Record<'_>,
        bytes: usize,
        rendering: &mut Rendering,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<StageInput, TransformationFailure> {
        let plan = self.plan;
        let (template, parameters) = match &plan.enrichment {
            Some(stage) => (stage.template.as_ref(), &stage.parameters),
            None => (plan.target.template.as_ref(), &plan.target.parameters),
        };
        let raw = transform(plan, template, record, bytes, rendering, notes)?;
        let parameters = parameters.values(record);
        notes.extend(parameters.iter().filter_map(missing_parameter));
        Ok(StageInput { raw, parameters })
    }

    /// A note on the first record if its `eventSource` is that of another source.
    fn check_source(&self, index: usize, record: &Value) -> Option<Diagnostic> {
        if index > 0 {
            return None;
        }
        let expected = self.plan.source.event_source();
        let event_source = record.get("eventSource")?;
        let found = event_source.as_str().filter(|found| *found != expected)?;
        Some(
            Diagnostic::warning(
                OTHER_SOURCE,
                format!(
                    "the record comes from `{found}`, and the pipe reads from {}",
                    self.plan.source.name()
                ),
            )
            .at(event_source.span, format!("`{expected}` was expected")),
        )
    }

    /// The nearest miss of a filter, and what would help.
    fn why_dropped(&self, record: &Record<'_>, filter: usize) -> (String, Option<String>) {
        /// The most fields that are told of one record.
        const TOLD: usize = 3;
        let explanation = self.filters.explain(record, filter);
        let fields = explanation.as_ref().map_or(&[][..], Explanation::fields);
        let missed = fields.iter().filter(|one| one.kind != Reason::Satisfied);
        let mut reasons: Vec<String> = missed
            .take(TOLD)
            .map(|one| format!("`{}`: {}", one.path, one.reason))
            .collect();
        reasons.dedup();
        let hint = fields.first().and_then(|one| one.hint.as_ref());
        match reasons.is_empty() {
            true => (format!("filter {filter} does not match"), None),
            false => (
                format!("filter {filter}: {}", reasons.join("; ")),
                hint.map(|hint| hint.text.clone()),
            ),
        }
    }
}

/// The input of a stage for one record or event.
pub(super) fn transform(
    plan: &Plan,
    template: Option<&Template>,
    record: &Record<'_>,
    bytes: usize,
    rendering: &mut Rendering,
    notes: &mut Vec<Diagnostic>,
) -> Result<String, TransformationFailure> {
    let Some(template) = template else {
        let mut raw = String::with_capacity(bytes);
        plan.write_record(record.value(), &mut raw);
        return Ok(raw);
    };
    template
        .render_into(record, &plan.variables, rendering)
        .map_err(|undelivered| {
            notes.extend(undelivered.notes);
            TransformationFailure {
                diagnostic: undelivered.diagnostic,
            }
        })?;
    let told = rendering.notes.iter();
    notes.extend(told.map(|note| template.explain(*note, record)));
    Ok(rendering.raw.clone())
}

/// A parameter whose path leads to nothing.
pub(super) fn missing_parameter(parameter: &ParameterValue) -> Option<Diagnostic> {
    if parameter.value.is_some() {
        return None;
    }
    Some(
        Diagnostic::warning(
            PARAMETER_MISSING,
            format!(
                "the path of the parameter `{}` leads to nothing",
                parameter.name
            ),
        )
        .help("what AWS does then is not documented; here the parameter is left out"),
    )
}

fn not_a_record(value: &Value) -> Diagnostic {
    Diagnostic::error(
        NOT_A_RECORD,
        format!("a record is an object, and this is {}", value.kind_name()),
    )
    .at(value.span, "not a record")
}
