//! One filter, asked about records of any source: what `evb test-pattern` does for pipes and event source mappings.

use std::sync::OnceLock;

use super::runner::FilterRunner;
use super::{Decision, Filters};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Kind, Value};
use crate::pattern::{Dialect, Explanation, Pattern, Verdict};
use crate::simulate::pipe::codes::UNKNOWN_SOURCE;
use crate::simulate::pipe::foreign::ForeignForm;
use crate::simulate::pipe::payload;
use crate::simulate::pipe::source::SourceKind;
use crate::simulate::pipe::source_record::SourceRecord;

/// How many sources there are, and one more for records of which the source is not known.
const SOURCES: usize = SourceKind::ALL.len() + 1;

/// A filter of a pipe or an event source mapping whose source nobody has said: every record tells its own.
///
/// # Example
///
/// ```
/// use evb::json;
/// use evb::pattern::{self, Dialect};
/// use evb::simulate::pipe::RecordFilter;
///
/// let pattern = pattern::parse(r#"{"body": {"a": [1]}}"#, Dialect::Lambda).unwrap();
/// let filter = RecordFilter::new(&pattern, Dialect::Lambda);
/// let message = json::parse(r#"{"messageId":"m","body":"{\"a\":1}","eventSource":"aws:sqs"}"#).unwrap();
/// assert!(filter.runner().verdict(&message)?.matched);
/// # Ok::<(), evb::diagnostic::Diagnostics>(())
/// ```
#[derive(Debug)]
pub struct RecordFilter {
    pattern: Pattern,
    dialect: Dialect,
    source: Option<SourceKind>,
    filters: Vec<OnceLock<Filters>>,
}

impl RecordFilter {
    /// A filter of one pattern.
    #[must_use]
    pub fn new(pattern: &Pattern, dialect: Dialect) -> Self {
        Self {
            pattern: pattern.clone(),
            dialect,
            source: None,
            filters: vec![OnceLock::new(); SOURCES],
        }
    }

    /// The same for records of this source, whatever they tell of themselves.
    #[must_use]
    pub fn of_source(self, source: Option<SourceKind>) -> Self {
        Self { source, ..self }
    }

    /// Makes it ready for many records.
    #[must_use]
    pub fn runner(&self) -> RecordFilterRunner<'_> {
        RecordFilterRunner {
            filter: self,
            is_logical: false,
            runners: vec![OnceLock::new(); SOURCES],
        }
    }

    /// Whether the filter speaks of the member called `name`.
    fn speaks_of(&self, name: &str) -> bool {
        let filters = self.filters(None);
        filters.is_some_and(|filters| filters.speaks_of(name.as_bytes()))
    }

    fn filters(&self, source: Option<SourceKind>) -> Option<&Filters> {
        let filter = || vec![self.pattern.clone()];
        let place = self.filters.get(place(source))?;
        Some(place.get_or_init(|| Filters::new(source, self.dialect, filter())))
    }
}

/// Where the filters for a source are kept.
fn place(source: Option<SourceKind>) -> usize {
    let kinds = SourceKind::ALL.iter();
    let known = kinds.copied().position(|kind| Some(kind) == source);
    known.unwrap_or(SourceKind::ALL.len())
}

/// A [`RecordFilter`], ready for many records. Its answers are those of a pipe or an event source mapping that has this
/// filter alone.
#[derive(Clone, Debug)]
pub struct RecordFilterRunner<'f> {
    filter: &'f RecordFilter,
    is_logical: bool,
    /// For each source what asks its records, and what is to be said of the filter there.
    runners: Vec<OnceLock<(FilterRunner<'f>, Vec<Diagnostic>)>>,
}

impl<'f> RecordFilterRunner<'f> {
    /// The same, answering what the pattern means where the service's engine is known to answer otherwise.
    #[must_use]
    pub fn logical(self, is_logical: bool) -> Self {
        Self { is_logical, ..self }
    }

    /// Whether the filter lets a record through, and what the answer rests on. Places lie in the pattern, or in the
    /// text of the record.
    ///
    /// # Errors
    ///
    /// * `pipe/not-base64`: a payload is not base64 although the record says that it comes from a source that writes
    ///   base64.
    pub fn verdict(&self, record: &Value) -> Result<Verdict, Diagnostics> {
        let own = self.recognised(record);
        let mut record = own.record();
        let on_payload = payload::content(&record)?;
        let Some((runner, on_pattern)) = self.runner(own.source()) else {
            return Ok(Verdict {
                matched: false,
                notes: on_payload,
            });
        };
        let answer = runner.ask(&mut record);
        let matched = matches!(answer.decision, Decision::Pass { .. });
        let mut notes = [on_pattern, &*answer.notes].concat();
        if !matched {
            notes.extend(on_payload);
            notes.extend(self.note_on_form(&own));
            notes.extend(
                own.source()
                    .and_then(|source| payload::shape(source, own.value())),
            );
        }
        Ok(Verdict { matched, notes })
    }

    /// Why the filter lets a record through, or does not; `None` if the record cannot be read.
    #[must_use]
    pub fn explain(&self, record: &Value) -> Option<Explanation> {
        let own = self.recognised(record);
        let (runner, _) = self.runner(own.source())?;
        runner.explain(&own.record(), 0)
    }

    fn recognised<'v>(&self, record: &'v Value) -> SourceRecord<'v> {
        if let Some(source) = self.filter.source {
            return SourceRecord::new(record, Some(source));
        }
        let own = SourceRecord::recognised(record);
        if own.source().is_some() {
            return own;
        }
        // Where records are filtered, the payload that the pattern speaks of tells it too.
        let likely = [SourceKind::Sqs, SourceKind::Kinesis, SourceKind::Msk].into_iter();
        let mut likely = likely.filter(|source| {
            let mut fields = source.data_fields().iter();
            fields.any(|field| self.filter.speaks_of(field))
                && SourceRecord::new(record, Some(*source)).has_payload()
        });
        likely
            .next()
            .map_or(own, |source| SourceRecord::new(record, Some(source)))
    }

    fn runner(&self, source: Option<SourceKind>) -> Option<&(FilterRunner<'f>, Vec<Diagnostic>)> {
        let filters = self.filter.filters(source)?;
        let ready = || {
            let runner = filters.runner().logical(self.is_logical);
            let notes = runner.notes_on_patterns();
            (runner, notes)
        };
        Some(self.runners.get(place(source))?.get_or_init(ready))
    }

    /// What to know of a record that is not written as it was taken, or not taken for a record at all.
    fn note_on_form(&self, record: &SourceRecord<'_>) -> Option<Diagnostic> {
        match (record.form(), record.source()) {
            // Event source mappings write it so.
            (Some(ForeignForm::LambdaKinesis), _) if self.filter.dialect == Dialect::Lambda => None,
            (Some(form), _) => Some(form.note()),
            (None, Some(_)) => None,
            (None, None) => self.unknown_source(record.value()),
        }
    }

    fn unknown_source(&self, record: &Value) -> Option<Diagnostic> {
        let name = "data";
        let is_text = matches!(record.get(name)?.kind, Kind::String(_));
        (is_text && self.filter.speaks_of(name)).then(|| {
            Diagnostic::note(
                UNKNOWN_SOURCE,
                format!("the record does not say what it comes from: `{name}` is taken as it stands"),
            )
            .help("give records as their source writes them: `eventSource` (`aws:kinesis`, `aws:amq`, …) tells it")
        })
    }
}
