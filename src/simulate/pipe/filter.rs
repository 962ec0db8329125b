//! Filters: which records start an execution at all.
//!
//! A filter sees the record as the source's API sent it, its payload decoded: the members that the poller adds are
//! not there yet ([`SourceKind::is_added_after_filtering`]). Before a pattern is asked, the format of the payload is
//! compared with the format that the pattern expects: an object at the payload's key wants JSON, an array wants plain
//! text. What a difference does depends on the source ([`SourceKind::format_mismatch`]).
//!
//! Filters are joined by OR; one filter's formats do not matter to the others.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{self, Dialect};
//! use evb::simulate::pipe::{Decision, Filters, SourceKind, record_source};
//! use evb::transform::Record;
//!
//! let text = r#"{"body": {"type": ["order"]}}"#;
//! let pattern = pattern::parse(text, Dialect::Pipe).unwrap();
//! let filters = Filters::new(SourceKind::Sqs, vec![(text.to_owned(), pattern)]);
//! let message = evb::json::parse(r#"{"messageId":"1","body":"{\"type\":\"order\"}"}"#).unwrap();
//! let mut record = Record::from_source(&message, record_source(SourceKind::Sqs));
//! assert_eq!(filters.runner().decide(&mut record), Decision::Pass { filter: Some(0) });
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

use std::sync::Arc;

use super::format::{DataFormat, PatternFormat, data_format, pattern_formats};
use super::source::{FormatMismatch, SourceKind};
use crate::json::{JsonString, Kind, Member, Value};
use crate::pattern::ast::Test;
use crate::pattern::{Dialect, Evaluator, Explainer, Explanation, Pattern};
use crate::transform::{PayloadContent, Record};

/// The filters of a pipe.
#[derive(Clone, Debug)]
pub struct Filters {
    source: SourceKind,
    filters: Vec<Filter>,
    /// The paths that any filter speaks of.
    paths: Vec<Arc<JsonString>>,
}

/// One filter: matches if one of its alternatives does.
#[derive(Clone, Debug)]
struct Filter {
    /// What `whole` was parsed from.
    text: String,
    whole: Pattern,
    /// Whether it compares with a plain number somewhere.
    has_numbers: bool,
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
pub enum Decision {
    /// It starts an execution.
    Pass {
        /// The first filter that lets it through; `None` if the pipe has no filters.
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

/// A payload whose format is not what a filter expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongFormat {
    /// The member of the record.
    pub field: &'static str,
    /// What the filter expects.
    pub expected: PatternFormat,
    /// What is there.
    pub found: DataFormat,
}

impl Filters {
    /// Puts patterns, each with the text it was parsed from, together as the filters of a pipe; none lets every
    /// record through.
    #[must_use]
    pub fn new(source: SourceKind, patterns: Vec<(String, Pattern)>) -> Self {
        let mut paths: Vec<Arc<JsonString>> = patterns
            .iter()
            .flat_map(|(_, pattern)| &pattern.sub_rules)
            .flat_map(|sub_rule| &sub_rule.fields)
            .map(|field| field.path.clone())
            .collect();
        paths.sort_by(|one, other| one.cmp_utf16(other));
        paths.dedup();
        Self {
            source,
            filters: patterns
                .into_iter()
                .map(|(text, pattern)| Filter::new(source, text, pattern))
                .collect(),
            paths,
        }
    }

    /// The source they are for.
    #[must_use]
    pub fn source(&self) -> SourceKind {
        self.source
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

    /// The pattern of a filter.
    #[must_use]
    pub fn pattern(&self, filter: usize) -> Option<&Pattern> {
        self.filters.get(filter).map(|filter| &filter.whole)
    }

    /// Whether a filter compares with a plain number somewhere.
    pub(super) fn has_numbers(&self, filter: usize) -> bool {
        self.filters
            .get(filter)
            .is_some_and(|filter| filter.has_numbers)
    }

    /// Makes them ready for many records.
    #[must_use]
    pub fn runner(&self) -> FilterRunner<'_> {
        let evaluators = self.filters.iter().map(|filter| {
            let alternatives = filter.alternatives.iter().map(|alternative| {
                let without = alternative.without.iter().map(Evaluator::new).collect();
                (alternative, without)
            });
            alternatives.collect()
        });
        let explainers = self.filters.iter();
        FilterRunner {
            filters: self,
            evaluators: evaluators.collect(),
            explainers: explainers
                .map(|filter| Explainer::new(&filter.whole, &filter.text).used_in(Dialect::Pipe))
                .collect(),
        }
    }

    /// What filters can see of a record: its members, the payload decoded, without what the poller adds.
    #[must_use]
    pub fn document(&self, record: &Record<'_>) -> Value {
        let members = record.value().as_object().unwrap_or_default();
        let seen = members
            .iter()
            .enumerate()
            .filter(|(index, member)| self.is_there(members, *index, &member.name))
            .map(|(_, member)| member)
            .map(|member| Member {
                name: member.name.clone(),
                name_span: member.name_span,
                value: decoded(record, member),
            });
        Value {
            span: record.value().span,
            kind: Kind::Object(seen.collect()),
        }
    }

    /// The same, only of members that a filter speaks of; payloads that are JSON are taken out of the record, which
    /// spares a copy. [`give_back`] puts them back.
    fn lend(&self, record: &mut Record<'_>) -> Value {
        let value = record.value();
        let members = value.as_object().unwrap_or_default();
        let seen = members
            .iter()
            .enumerate()
            .filter(|(index, member)| {
                self.speaks_of(&member.name) && self.is_there(members, *index, &member.name)
            })
            .map(|(_, member)| member)
            .map(|member| Member {
                name: member.name.clone(),
                name_span: member.name_span,
                value: match lent(record, member) {
                    Some(payload) => payload,
                    None => decoded(record, member),
                },
            });
        Value {
            span: value.span,
            kind: Kind::Object(seen.collect()),
        }
    }

    /// Whether the member at `index` is there when filters run. Of several payloads of one name the last one counts.
    fn is_there(&self, members: &[Member], index: usize, name: &JsonString) -> bool {
        let Some(name) = name.as_str() else {
            return true;
        };
        let behind = members.get(index + 1..).unwrap_or_default();
        !self.source.is_added_after_filtering(name)
            && (!self.source.data_fields().contains(&name)
                || behind.iter().all(|member| member.name != *name))
    }

    /// Whether a filter speaks of this member.
    fn speaks_of(&self, name: &JsonString) -> bool {
        self.paths.iter().any(|path| is_under(path, name.as_wtf8()))
    }
}

impl Filter {
    fn new(source: SourceKind, text: String, pattern: Pattern) -> Self {
        let fields = source.data_fields();
        let mut alternatives: Vec<(Vec<PatternFormat>, Pattern)> = Vec::new();
        for sub_rule in &pattern.sub_rules {
            let formats = pattern_formats(sub_rule, fields);
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
        let masks = match source.format_mismatch() {
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
            text,
            has_numbers: has_numbers(&pattern),
            whole: pattern,
        }
    }
}

/// Filters, ready for many records.
#[derive(Clone, Debug)]
pub struct FilterRunner<'f> {
    filters: &'f Filters,
    /// For each filter and alternative the evaluators of [`Alternative::without`].
    evaluators: Vec<Vec<(&'f Alternative, Vec<Evaluator<'f>>)>>,
    explainers: Vec<Explainer<'f>>,
}

impl FilterRunner<'_> {
    /// Decides on one record.
    ///
    /// Guarantees: with payloads of the expected formats this is what [`evaluate`](crate::pattern::evaluate()) says of
    /// [`Filters::document`].
    #[must_use]
    pub fn decide(&self, record: &mut Record<'_>) -> Decision {
        if self.filters.is_empty() {
            return Decision::Pass { filter: None };
        }
        let fields = self.filters.source.data_fields();
        let found: Vec<DataFormat> = fields
            .iter()
            .map(|field| data_format(record, field))
            .collect();
        // What no filter speaks of changes nothing.
        let mut document = self.filters.lend(record);
        let decision = self.decide_on(&document, &found);
        give_back(&mut document, record);
        decision
    }

    fn decide_on(&self, document: &Value, found: &[DataFormat]) -> Decision {
        let mut nearest = None;
        for (index, alternatives) in self.evaluators.iter().enumerate() {
            for (alternative, without) in alternatives {
                let (mask, wrong) = self.compare_formats(alternative, found);
                if let Some(wrong) = wrong {
                    nearest.get_or_insert((index, Some(wrong)));
                    continue;
                }
                match without.get(mask) {
                    Some(evaluator) if evaluator.matches(document) => {
                        return Decision::Pass {
                            filter: Some(index),
                        };
                    }
                    // A filter whose formats fit is nearer than one whose do not.
                    _ if !matches!(nearest, Some((_, None))) => nearest = Some((index, None)),
                    _ => {}
                }
            }
        }
        let (nearest, format) = nearest.unwrap_or_default();
        Decision::Drop { nearest, format }
    }

    /// Which data fields are to be left out of the pattern, or which format stops the record.
    fn compare_formats(
        &self,
        alternative: &Alternative,
        found: &[DataFormat],
    ) -> (usize, Option<WrongFormat>) {
        let fields = self.filters.source.data_fields();
        let mut mask = 0;
        for (index, (expected, found)) in alternative.formats.iter().zip(found).enumerate() {
            if expected.accepts(*found) {
                continue;
            }
            match self.filters.source.format_mismatch() {
                FormatMismatch::IsIgnored => mask |= 1 << index,
                FormatMismatch::Drops => {
                    let field = fields.get(index).copied().unwrap_or_default();
                    let wrong = WrongFormat {
                        field,
                        expected: *expected,
                        found: *found,
                    };
                    return (0, Some(wrong));
                }
            }
        }
        (mask, None)
    }

    /// Why a filter does not match a record whose formats it accepts.
    #[must_use]
    pub fn explain(&self, record: &Record<'_>, filter: usize) -> Option<Explanation> {
        let explainer = self.explainers.get(filter)?;
        Some(explainer.explain(&self.filters.document(record)))
    }

    /// What a filter expects of each data field, and what is there; a filter with alternatives that expect different
    /// formats gives several.
    pub(super) fn formats(
        &self,
        record: &Record<'_>,
        filter: usize,
    ) -> impl Iterator<Item = WrongFormat> {
        let fields = self.filters.source.data_fields();
        let alternatives = self.evaluators.get(filter).into_iter().flatten();
        alternatives.flat_map(move |(alternative, _)| {
            fields
                .iter()
                .zip(&alternative.formats)
                .map(|(field, expected)| WrongFormat {
                    field,
                    expected: *expected,
                    found: data_format(record, field),
                })
        })
    }

    /// The filters themselves.
    pub(super) fn filters(&self) -> &Filters {
        self.filters
    }
}

/// Whether a joined path is the name or goes on behind it.
pub(super) fn is_under(path: &JsonString, name: &[u8]) -> bool {
    path.as_wtf8()
        .strip_prefix(name)
        .is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'.'))
}

/// A payload that is JSON, taken out of the record: `null` stands there meanwhile.
fn lent(record: &mut Record<'_>, member: &Member) -> Option<Value> {
    match payload_of(record, &member.name)? {
        PayloadContent::Json { value, .. } if is_container(value) => {
            let nothing = Value {
                span: value.span,
                kind: Kind::Null,
            };
            Some(std::mem::replace(value, nothing))
        }
        _ => None,
    }
}

/// Puts back what [`lent`] took out.
fn give_back(document: &mut Value, record: &mut Record<'_>) {
    let Kind::Object(members) = &mut document.kind else {
        return;
    };
    for member in members {
        if let Some(PayloadContent::Json { value, .. }) = payload_of(record, &member.name)
            && matches!(value.kind, Kind::Null)
            && is_container(&member.value)
        {
            std::mem::swap(value, &mut member.value);
        }
    }
}

fn payload_of<'r, 'v>(
    record: &'r mut Record<'v>,
    name: &JsonString,
) -> Option<&'r mut PayloadContent<'v>> {
    let payloads = record.payloads_mut().iter_mut();
    payloads
        .map(|payload| (payload.field, &mut payload.content))
        .find(|(field, _)| *name == **field)
        .map(|(_, content)| content)
}

/// The value of a member as filters see it.
fn decoded(record: &Record<'_>, member: &Member) -> Value {
    let payload = record
        .payloads()
        .iter()
        .find(|payload| member.name == *payload.field);
    match payload.map(|payload| &payload.content) {
        Some(PayloadContent::Json { value, .. }) if is_container(value) => value.clone(),
        Some(PayloadContent::Json { text, .. } | PayloadContent::Text(text)) => Value {
            span: member.value.span,
            kind: Kind::String(JsonString::from(&**text)),
        },
        _ => member.value.clone(),
    }
}

/// Whether a payload counts as JSON. Scalars are taken as text: AWS does not say.
pub(super) fn is_container(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_))
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

fn has_numbers(pattern: &Pattern) -> bool {
    pattern
        .sub_rules
        .iter()
        .flat_map(|sub_rule| &sub_rule.fields)
        .flat_map(|field| &field.values.comparisons)
        .any(|comparison| matches!(comparison.test, Test::Number(_)))
}
