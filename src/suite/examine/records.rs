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
    /// The first of its filters.
    pattern: Option<&'p Pattern>,
    filter: Option<RecordFilter>,
}

impl<'p> Records<'p> {
    pub(super) fn new(plan: &Plan, patterns: &'p [Pattern], dialect: Dialect) -> Self {
        let pattern = patterns.first();
        let filter = pattern.map(|one| RecordFilter::new(one, dialect));
        Self {
            source: plan.source,
            pattern,
            filter: filter.map(|one| one.of_source(Some(plan.source))),
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
        if let Some(filter) = &self.filter {
            ask(&SampledRecords::new(filter, Some(self.source)));
        }
    }

    /// What filters see, as the source writes it: as little as there may be, and as much as there usually is.
    pub(super) fn written(&self, seen: &Value) -> Vec<Value> {
        let Some(filter) = &self.filter else {
            return Vec::new();
        };
        let frame = SampledRecords::new(filter, Some(self.source));
        let usual = frame.surroundings(&[], &|_, _| false, 1);
        let whole = crate::sample::surrounded(seen, &usual, &|_| true);
        [seen.clone(), whole].map(|one| frame.finish(one)).into()
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
        let template = Template::pipe(template).ok()?;
        let mut seen = self.seen()?;
        let paths = template
            .placeholders()
            .filter_map(|one| match one.variable {
                Variable::Path(_) => Some(one.name.as_str()),
                _ => None,
            });
        for (number, path) in (1..).zip(paths) {
            reveal(&mut seen, path, number);
        }
        Some(self.finished(seen))
    }

    /// What filters see of a record that passes.
    fn seen(&self) -> Option<Value> {
        let empty = Value {
            span: Span::default(),
            kind: Kind::Object(Vec::new()),
        };
        let (Some(pattern), Some(filter)) = (self.pattern, &self.filter) else {
            return Some(empty);
        };
        let frame = SampledRecords::new(filter, Some(self.source));
        let sampled = Sampler::new(pattern, &frame, 0).matches(Some(1));
        let record = sampled.events.into_iter().next()?.event;
        let mut seen = frame.seen(record);
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
