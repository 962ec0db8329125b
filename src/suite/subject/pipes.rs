//! What takes records from a source: pipes, and event source mappings of Lambda.

use crate::json::{Kind, Value};
use crate::model::{Declared, DeclaredPattern, EventSourceMapping, Inventory, PatternText, Pipe};
use crate::pattern::Dialect;
use crate::simulate::pipe::{CheckReport, Plan, PlanOptions};
use crate::source::Span;

use super::super::mutant::pipe::PipeChange;
use super::{Subject, names_of};

/// A pipe, or an event source mapping, which takes records in the same way.
#[derive(Clone, Debug)]
pub struct SubjectPipe {
    /// What to call it.
    pub label: String,
    /// The number of its template in [`Subject::templates`].
    pub template: usize,
    declared: Taker,
}

#[derive(Clone, Debug)]
enum Taker {
    Pipe(Box<Pipe>),
    Mapping(Box<EventSourceMapping>),
}

impl SubjectPipe {
    /// Makes it ready to run.
    ///
    /// # Errors
    ///
    /// Why AWS would not create it.
    pub fn plan(&self, options: &PlanOptions) -> Result<Plan, CheckReport> {
        match &self.declared {
            Taker::Pipe(pipe) => Plan::new(pipe, options),
            Taker::Mapping(mapping) => Plan::of_mapping(mapping, options),
        }
    }

    /// The whole declaration.
    pub(in crate::suite) const fn span(&self) -> Span {
        match &self.declared {
            Taker::Pipe(pipe) => pipe.span,
            Taker::Mapping(mapping) => mapping.span,
        }
    }

    /// Its filters, and how they are read.
    pub(in crate::suite) fn filters(&self) -> (&[DeclaredPattern], Dialect) {
        match &self.declared {
            Taker::Pipe(pipe) => (&pipe.filters, Dialect::Pipe),
            Taker::Mapping(mapping) => (&mapping.filters, Dialect::Lambda),
        }
    }

    /// `BatchSize` and `MaximumBatchingWindowInSeconds`, as far as they are known, and where they stand.
    pub(in crate::suite) fn batching(&self) -> [Option<(i64, Span)>; 2] {
        let known = |declared: &Option<Declared<i64>>| {
            let declared = declared.as_ref()?;
            Some((*declared.get()?, declared.span))
        };
        match &self.declared {
            Taker::Pipe(pipe) => {
                ["BatchSize", "MaximumBatchingWindowInSeconds"].map(|one| pipe.source_integer(one))
            }
            Taker::Mapping(mapping) => [
                known(&mapping.batch_size),
                known(&mapping.maximum_batching_window_seconds),
            ],
        }
    }

    /// The input template of its target, if it is known.
    pub(in crate::suite) fn template(&self) -> Option<Declared<String>> {
        match &self.declared {
            Taker::Pipe(pipe) => pipe.target_template(),
            Taker::Mapping(_) => None,
        }
    }

    /// The same with one change.
    pub(in crate::suite) fn changed(&self, change: &PipeChange) -> Self {
        let mut changed = self.clone();
        let [batch, window] = self.batching().map(|given| given.map(|(_, span)| span));
        let template = self.template().map(|declared| declared.span);
        let number = |number: &i64| Kind::Number(number.to_string().into());
        match (&mut changed.declared, change) {
            (Taker::Pipe(pipe), PipeChange::Filter(at, mutant)) => {
                filter(&mut pipe.filters, *at, &mutant.pattern.text);
            }
            (Taker::Mapping(mapping), PipeChange::Filter(at, mutant)) => {
                filter(&mut mapping.filters, *at, &mutant.pattern.text);
            }
            (Taker::Pipe(pipe), PipeChange::Batch(size)) => {
                put(pipe.source_parameters.as_mut(), batch, &number(size));
            }
            (Taker::Pipe(pipe), PipeChange::Window(seconds)) => {
                put(pipe.source_parameters.as_mut(), window, &number(seconds));
            }
            (Taker::Pipe(pipe), PipeChange::Template(text)) => {
                let text = Value::text(text, Span::default()).kind;
                put(pipe.target_parameters.as_mut(), template, &text);
            }
            (Taker::Mapping(mapping), PipeChange::Batch(size)) => {
                let place = batch.unwrap_or_default();
                mapping.batch_size = Some(Declared::known(*size, place));
            }
            (Taker::Mapping(mapping), PipeChange::Window(seconds)) => {
                let place = window.unwrap_or_default();
                mapping.maximum_batching_window_seconds = Some(Declared::known(*seconds, place));
            }
            (Taker::Mapping(_), PipeChange::Template(_)) => {}
        }
        changed
    }
}

/// Another pattern of one filter.
fn filter(filters: &mut [DeclaredPattern], at: usize, text: &str) {
    if let Some(filter) = filters.get_mut(at) {
        filter.text = PatternText::Encoded(text.to_owned());
    }
}

/// Something else at a place of parameters.
fn put(parameters: Option<&mut Value>, place: Option<Span>, kind: &Kind) {
    let Some(place) = place else { return };
    let mut due: Vec<&mut Value> = parameters.into_iter().collect();
    while let Some(value) = due.pop() {
        if value.span == place && !matches!(value.kind, Kind::Object(_) | Kind::Array(_)) {
            value.kind = kind.clone();
            return;
        }
        match &mut value.kind {
            Kind::Array(elements) => due.extend(elements),
            Kind::Object(members) => due.extend(members.iter_mut().map(|one| &mut one.value)),
            _ => {}
        }
    }
}

impl Subject {
    pub(super) fn add_pipes(&mut self, file: &str, inventory: &Inventory) {
        for pipe in &inventory.pipes {
            let names = names_of(pipe.name.as_ref(), &pipe.also_called);
            let taker = Taker::Pipe(Box::new(pipe.clone()));
            self.add_pipe(file, pipe.label(), names, taker);
        }
        for mapping in &inventory.event_source_mappings {
            let names = names_of(mapping.uuid.as_ref(), &mapping.also_called);
            let taker = Taker::Mapping(Box::new(mapping.clone()));
            self.add_pipe(file, mapping.logical_id.clone(), names, taker);
        }
    }

    fn add_pipe(&mut self, file: &str, label: Option<String>, names: Vec<String>, declared: Taker) {
        let Some(label) = label.or_else(|| names.first().cloned()) else {
            return;
        };
        let number = self.pipes.len();
        self.pipe_names.add(file, &label, names, number);
        self.pipes.push(SubjectPipe {
            label,
            template: self.templates.len(),
            declared,
        });
    }
}
