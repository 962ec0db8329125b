//! Records that tell what a pipe does.

use std::sync::Arc;

use crate::json::{Kind, Value};
use crate::pattern::decide::Domain;
use crate::pattern::{Dialect, Pattern};
use crate::sample::{Frame as _, Sampler};
use crate::simulate::pipe::{Plan, RecordFilter, SampledRecords, SourceKind};
use crate::source::Span;
use crate::suite::event::Event;
use crate::suite::mutant::target::{Step, fill, reveal};
use crate::transform::{Template, Variable};

/// When the first of several records arrives: 2027-01-01.
const ARRIVES: u64 = 1_798_761_600;

/// Makes records for one pipe, as its source sends them.
pub(super) struct Records<'p> {
    source: SourceKind,
    /// Its filters, each as it is asked.
    filters: Vec<(&'p Pattern, RecordFilter)>,
}

impl<'p> Records<'p> {
    pub(super) fn new(plan: &Plan, patterns: &'p [Pattern], dialect: Dialect) -> Self {
        let filters = patterns.iter().map(|one| {
            let filter = RecordFilter::new(one, dialect);
            (one, filter.of_source(Some(plan.source)))
        });
        Self {
            source: plan.source,
            filters: filters.collect(),
        }
    }

    /// Records as cases have them.
    pub(super) fn events(records: &[Value]) -> Vec<Arc<Event>> {
        let records = records.iter().cloned().enumerate();
        let events = records.map(|(number, value)| {
            Arc::new(Event::of_value(
                format!("record {number}"),
                value,
                None,
                None,
            ))
        });
        events.collect()
    }

    /// Asks something of what the source sends.
    pub(super) fn within(&self, ask: impl FnOnce(&dyn Domain)) {
        if let Some((_, filter)) = self.filters.first() {
            ask(&SampledRecords::new(filter, Some(self.source)));
        }
    }

    /// What filters see, with what was made up of it as the source has that.
    pub(super) fn sound(&self, seen: Value) -> Value {
        match self.filters.first() {
            Some((_, filter)) => SampledRecords::new(filter, Some(self.source)).sound(seen),
            None => seen,
        }
    }

    /// What filters see, as the source writes it: as little as there may be, and as much as there usually is.
    pub(super) fn written(&self, seen: &Value) -> Vec<Value> {
        let Some((_, filter)) = self.filters.first() else {
            return Vec::new();
        };
        let frame = SampledRecords::new(filter, Some(self.source));
        let usual = frame.surroundings(&[], &|_, _| false, 1);
        let whole = crate::sample::surrounded(seen, &usual, &|_| true);
        let records = [seen.clone(), whole];
        records.map(|one| frame.finish(one)).into()
    }

    /// A record that passes, with no more than what is asked for.
    pub(super) fn passing(&self) -> Option<Value> {
        Some(self.finished(self.seen()?))
    }

    /// The same, which arrives so many seconds after the first.
    pub(super) fn arriving(&self, after: u64) -> Option<Value> {
        let seconds = ARRIVES.saturating_add(after);
        let time = match self.source {
            SourceKind::Sqs => Value::text(&format!("{seconds}000"), Span::default()).kind,
            _ => Kind::Number(seconds.to_string().into()),
        };
        let mut seen = self.seen()?;
        let names = self.source.arrival()?.split('.');
        let steps: Vec<Step<'_>> = names.map(Step::Name).collect();
        fill(&mut seen, &steps, &|| Value {
            span: Span::default(),
            kind: time.clone(),
        });
        Some(self.finished(seen))
    }

    /// A record that passes, with a value of its own at each path of a template.
    pub(super) fn revealing(&self, template: &str) -> Option<Value> {
        let mut seen = self.seen()?;
        reveal_paths(&mut seen, template)?;
        Some(self.finished(self.sound(seen)))
    }

    /// What filters see of a record that passes.
    fn seen(&self) -> Option<Value> {
        let empty = Value {
            span: Span::default(),
            kind: Kind::Object(Vec::new()),
        };
        if self.filters.is_empty() {
            return Some(empty);
        }
        let mut all = self.filters.iter();
        all.find_map(|(pattern, filter)| self.seen_by(pattern, filter))
    }

    /// The same of a record that passes by one of the filters.
    fn seen_by(&self, pattern: &Pattern, filter: &RecordFilter) -> Option<Value> {
        let frame = SampledRecords::new(filter, Some(self.source));
        let sampled = Sampler::new(pattern, &frame, 0).matches(None);
        let records = sampled.events.into_iter().map(|one| frame.seen(one.event));
        let mut seen = records.map(|seen| frame.sound(seen)).find(|seen| {
            frame.may_be(seen) && frame.answers(&frame.finish(seen.clone())).service
        })?;
        let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
        let heads = fields.filter_map(|field| field.path.as_str()?.split('.').next());
        let heads: Vec<&str> = heads.collect();
        if let Kind::Object(members) = &mut seen.kind {
            members.retain(|member| heads.iter().any(|head| member.name == **head));
        }
        Some(seen)
    }

    fn finished(&self, seen: Value) -> Value {
        SampledRecords::finished(self.source, seen)
    }
}

/// What an enrichment may answer, with a value of its own at each path of a template.
pub(super) fn answer_to(template: &str) -> Option<Value> {
    let mut answer = Value {
        span: Span::default(),
        kind: Kind::Object(Vec::new()),
    };
    reveal_paths(&mut answer, template)?;
    Some(answer)
}

fn reveal_paths(value: &mut Value, template: &str) -> Option<()> {
    let template = Template::pipe(template).ok()?;
    let paths = template
        .placeholders()
        .filter_map(|one| match one.variable {
            Variable::Path(_) => Some(one.name.as_str()),
            _ => None,
        });
    for (number, path) in (1..).zip(paths) {
        reveal(value, path, number);
    }
    Some(())
}
