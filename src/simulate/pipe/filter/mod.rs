//! Filters: which records start an execution at all.
//!
//! A filter sees the record as the source's API sent it, its payload decoded: the members that the poller adds are
//! not there yet ([`SourceKind::is_added_after_filtering`]). Before a pattern is asked, the format of the payload is
//! compared with the format that the pattern expects: an object at the payload's key wants JSON, an array wants plain
//! text. What a difference does depends on the source ([`SourceKind::format_mismatch`]).
//!
//! Filters are joined by OR; one filter's formats do not matter to the others. Lambda's event source mappings filter in
//! the same way: the two differ in the operators that they take, and so in the [`Dialect`] of their patterns.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{self, Dialect};
//! use evb::simulate::pipe::{Decision, Filters, SourceKind};
//! use evb::transform::Record;
//!
//! let text = r#"{"body": {"type": ["order"]}}"#;
//! let pattern = pattern::parse(text, Dialect::Pipe).unwrap();
//! let filters = Filters::new(Some(SourceKind::Sqs), Dialect::Pipe, vec![pattern]);
//! let message = evb::json::parse(r#"{"messageId":"1","body":"{\"type\":\"order\"}"}"#).unwrap();
//! let mut record = Record::from_source(&message, SourceKind::Sqs.record_source());
//! let answer = filters.runner().ask(&mut record);
//! assert_eq!(answer.decision, Decision::Pass { filter: Some(0) });
//! ```
//!
//! # What is not settled
//!
//! AWS does not say whether a payload that is a bare JSON scalar (`123`, `"x"`) is JSON: here it is plain text. Nor
//! whether the rule for Kafka is applied to `key` and `value` apart: here it is.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge Pipes filtering",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html>, read 2026-11-20.

mod document;
mod format;
mod glance;
mod pattern_remarks;
mod record_filter;
mod remarks;
mod runner;

use std::sync::Arc;

use super::source::{FormatMismatch, SourceKind};
use crate::diagnostic::Diagnostic;
use crate::json::JsonString;
use crate::pattern::{Dialect, Pattern};
use crate::transform::Record;

pub use format::{DataFormat, PatternFormat, WrongFormat};
pub(super) use format::{expected_formats, is_under};
pub(super) use glance::{Glance, Seen, Sight};
pub(super) use pattern_remarks::on_pattern;
pub use record_filter::{RecordFilter, RecordFilterRunner};
pub use runner::FilterRunner;

/// The filters of a pipe or of an event source mapping.
#[derive(Clone, Debug)]
pub struct Filters {
    source: Option<SourceKind>,
    dialect: Dialect,
    filters: Vec<Filter>,
    /// The paths that any filter speaks of.
    paths: Vec<Arc<JsonString>>,
}

/// One filter: matches if one of its alternatives does.
#[derive(Clone, Debug)]
struct Filter {
    whole: Pattern,
    alternatives: Vec<Alternative>,
}

/// Sub-rules of a pattern that expect the same formats.
#[derive(Clone, Debug)]
struct Alternative {
    /// For each data field of the source.
    formats: Vec<PatternFormat>,
    /// The pattern with the parts on some data fields left out: bit `n` of the index stands for data field `n`.
    without: Vec<Pattern>,
}

/// What the filters say about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FilterAnswer {
    /// Whether it starts an execution.
    pub decision: Decision,
    /// What the decision rests on: choices where AWS is silent, and what may surprise. Places lie in the pattern of the
    /// filter that is named.
    pub notes: Vec<Diagnostic>,
}

/// Whether a record starts an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It does.
    Pass {
        /// The first filter that lets it through; `None` if there are no filters.
        filter: Option<usize>,
    },
    /// It does not.
    Drop {
        /// The filter that came nearest, as far as that can be told.
        nearest: usize,
        /// The format that stopped it there, if it was one.
        format: Option<WrongFormat>,
    },
}

impl Filters {
    /// Puts patterns together as the filters of a pipe or an event source mapping, as `dialect` says; none lets every
    /// record through. Where the source is not known, records are taken as
    /// they stand.
    #[must_use]
    pub fn new(source: Option<SourceKind>, dialect: Dialect, patterns: Vec<Pattern>) -> Self {
        let mut paths: Vec<Arc<JsonString>> = patterns
            .iter()
            .flat_map(|pattern| &pattern.sub_rules)
            .flat_map(|sub_rule| &sub_rule.fields)
            .map(|field| field.path.clone())
            .collect();
        paths.sort_by(|one, other| one.cmp_utf16(other));
        paths.dedup();
        let filters = patterns.into_iter();
        Self {
            source,
            dialect,
            filters: filters
                .map(|pattern| Filter::new(source, pattern))
                .collect(),
            paths,
        }
    }

    /// The paths that any filter speaks of.
    pub(super) fn paths(&self) -> impl Iterator<Item = &JsonString> {
        self.paths.iter().map(|path| &**path)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.filters.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// Makes them ready for many records.
    #[must_use]
    pub fn runner(&self) -> FilterRunner<'_> {
        FilterRunner::new(self)
    }

    fn data_fields(&self) -> &'static [&'static str] {
        data_fields(self.source)
    }

    /// What each data field of a record is.
    fn formats_of(&self, record: &Record<'_>) -> Vec<DataFormat> {
        let fields = self.data_fields().iter();
        fields.map(|field| DataFormat::of(record, field)).collect()
    }

    /// Which data fields are to be left out of an alternative's pattern.
    ///
    /// # Errors
    ///
    /// The format that stops a record whose data fields are `found`.
    fn fit(&self, alternative: &Alternative, found: &[DataFormat]) -> Result<usize, WrongFormat> {
        let mut left_out = 0;
        let formats = self.data_fields().iter().zip(&alternative.formats);
        for (index, ((field, expected), found)) in formats.zip(found).enumerate() {
            if expected.accepts(*found) {
                continue;
            }
            match format_mismatch(self.source) {
                FormatMismatch::IsIgnored => left_out |= 1 << index,
                FormatMismatch::Drops => {
                    return Err(WrongFormat {
                        field,
                        expected: *expected,
                        found: *found,
                    });
                }
            }
        }
        Ok(left_out)
    }
}

impl Filter {
    fn new(source: Option<SourceKind>, pattern: Pattern) -> Self {
        let fields = data_fields(source);
        let mut alternatives: Vec<(Vec<PatternFormat>, Pattern)> = Vec::new();
        for sub_rule in &pattern.sub_rules {
            let formats = expected_formats(sub_rule, fields);
            match alternatives.iter_mut().find(|(own, _)| *own == formats) {
                Some((_, alternative)) => alternative.sub_rules.push(sub_rule.clone()),
                None => {
                    let alternative = Pattern {
                        sub_rules: vec![sub_rule.clone()],
                        ..pattern.clone()
                    };
                    alternatives.push((formats, alternative));
                }
            }
        }
        let masks = match format_mismatch(source) {
            FormatMismatch::Drops => 1,
            FormatMismatch::IsIgnored => 1 << fields.len(),
        };
        let alternatives = alternatives.into_iter().map(|(formats, alternative)| {
            let without = (0..masks).map(|mask| leave_out(&alternative, fields, mask));
            Alternative {
                formats,
                without: without.collect(),
            }
        });
        Self {
            alternatives: alternatives.collect(),
            whole: pattern,
        }
    }
}

/// The members of a record that hold a payload; none where the source is not known.
fn data_fields(source: Option<SourceKind>) -> &'static [&'static str] {
    source.map_or(&[], SourceKind::data_fields)
}

fn format_mismatch(source: Option<SourceKind>) -> FormatMismatch {
    source.map_or(FormatMismatch::Drops, SourceKind::format_mismatch)
}

/// The pattern without what it says of the data fields in `mask`.
fn leave_out(pattern: &Pattern, fields: &[&str], mask: usize) -> Pattern {
    let mut pattern = pattern.clone();
    for sub_rule in &mut pattern.sub_rules {
        sub_rule.fields.retain(|field| {
            !fields.iter().enumerate().any(|(index, name)| {
                mask >> index & 1 == 1 && is_under(&field.path, name.as_bytes())
            })
        });
    }
    pattern
}
