//! What `evb test-pattern` found.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::excerpt::Excerpt;
use super::{ErrorReport, EventReport, FixReport, SpanReport};
use crate::diagnostic::Diagnostic;
use crate::pattern::Explanation;
use crate::pattern::explain::{Branch, FieldExplanation, Quote};
use crate::source::Source;

/// The answer for one event.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ResultReport<'a> {
    /// Which event.
    pub event: EventReport<'a>,
    /// Whether the pattern matches it; `None` if that depends on what a template leaves open.
    #[serde(rename = "match")]
    pub matches: Option<bool>,
    /// On what it depends then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenReport>,
    /// For a miss what decided, the nearest miss first; for a match what satisfied each field.
    pub explanation: Vec<ExplanationReport>,
    /// What to know about the answer.
    pub notes: Vec<NoteReport>,
    /// What the pattern is called.
    #[serde(skip)]
    pub pattern: String,
    /// What spans in the event refer to: the file, or the text that was taken out of a record.
    #[serde(skip)]
    pub event_text: String,
    /// Whether the event satisfies the pattern, also where the engine of the service is known to answer otherwise.
    #[serde(skip)]
    pub satisfies: bool,
    /// How many combinations of `$or` alternatives the explanation leaves out.
    #[serde(skip)]
    pub left_out: usize,
}

/// What a template leaves open of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OpenReport {
    /// On what the answer depends.
    pub depends_on: Vec<DependsReport>,
    /// Values with which the event would match, where they can be worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_match: Option<BTreeMap<String, String>>,
}

impl OpenReport {
    /// What an answer depends on, and values with which it would be yes.
    #[must_use]
    pub const fn new(
        depends_on: Vec<DependsReport>,
        would_match: Option<BTreeMap<String, String>>,
    ) -> Self {
        Self {
            depends_on,
            would_match,
        }
    }
}

/// Something that a template leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DependsReport {
    /// What it is, in the template's words.
    pub from: String,
    /// Where it stands in the pattern.
    pub pattern_span: SpanReport,
}

/// One field that decided.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ExplanationReport {
    /// The field.
    pub path: String,
    /// What the pattern wants there, as it stands in the pattern.
    pub wanted: Quoted,
    /// What the event has there; `null` if it has nothing.
    pub actual: Option<Quoted>,
    /// Why that decides.
    pub reason: String,
    /// What would make it match, if we know; of a field that is satisfied what may not be meant.
    pub hint: Option<String>,
    /// The hint as an edit of the pattern, if the file of the pattern can be edited so: made alone, it satisfies the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixReport>,
    /// What satisfies the field if it is sent in place of what stands at `event_span`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_fix: Option<EventFixReport>,
    /// Why the field is missing, if others are missing for the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseReport>,
    /// Where it stands in the pattern.
    pub pattern_span: SpanReport,
    /// Where the value stands in the event.
    pub event_span: Option<SpanReport>,
    /// The stable name of the kind of reason.
    pub kind: &'static str,
    /// Whether `wanted` is not the JSON of the pattern but a text that leaves out some of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wanted_is_shortened: bool,
    /// Whether `actual` is not the value of the event but a text that leaves out some of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub actual_is_shortened: bool,
    /// The alternatives of each `$or` under which this field counts.
    #[serde(rename = "or", skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<BranchReport>,
    /// For people the lines on which both stand, the pattern's first.
    #[serde(skip)]
    pub lines: (Option<Excerpt>, Option<Excerpt>),
}

/// What to send instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventFixReport {
    /// The JSON to write in place of what is named in the event.
    pub replacement: String,
}

/// Why several fields are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CauseReport {
    /// The object of the pattern that the event does not have there; empty for all of it.
    pub path: String,
    /// Where the event has it, if that is known; empty for its top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub there: Option<String>,
}

/// An alternative of an `$or`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BranchReport {
    /// The path of the object in which the `$or` stands; empty at the top.
    pub parent: String,
    /// Which alternative, from 0.
    pub alternative: usize,
    /// How many there are.
    pub of: usize,
}

impl<'a> ResultReport<'a> {
    /// Puts an answer together. Spans lie in the two texts of `sources`: the pattern's and the event's.
    #[must_use]
    pub fn new(
        event: EventReport<'a>,
        matches: Option<bool>,
        explanation: &Explanation,
        sources: (&Source, &Source),
        notes: &[&Diagnostic],
    ) -> Self {
        let (pattern, event_text) = sources;
        let fields = explanation.attempts.iter().flat_map(|attempt| {
            let of = |field: &FieldExplanation| {
                let place = field.event_span;
                ExplanationReport::of(field, pattern)
                    .under(&attempt.branches)
                    .at(place.map(|span| SpanReport::new(event_text, span)))
            };
            attempt.fields.iter().map(of)
        });
        Self {
            event,
            matches,
            open: None,
            explanation: fields.collect(),
            notes: notes.iter().map(|note| NoteReport::new(note)).collect(),
            pattern: pattern.name().to_owned(),
            event_text: event_text.name().to_owned(),
            satisfies: explanation.matched,
            left_out: explanation.left_out,
        }
    }
}

impl ResultReport<'_> {
    /// The same with the lines on which all stands, out of the two texts from which it was [put together](Self::new), where there
    /// is room for so many characters.
    #[must_use]
    pub fn drawn(
        mut self,
        explanation: &Explanation,
        sources: (&Source, &Source),
        room: usize,
    ) -> Self {
        let (pattern, event) = sources;
        let fields = explanation.attempts.iter().flat_map(|one| &one.fields);
        for (report, field) in self.explanation.iter_mut().zip(fields) {
            let there = field.event_span;
            report.lines = (
                Excerpt::of(pattern, field.pattern_span, room),
                there.and_then(|span| Excerpt::of(event, span, room)),
            );
        }
        self
    }

    /// The same, with what is open of it.
    #[must_use]
    pub fn left_open(mut self, open: Option<OpenReport>) -> Self {
        self.open = open;
        self
    }
}

impl ExplanationReport {
    /// What is told of a field, but for where it stands in the event and for the alternatives under which it counts.
    #[must_use]
    pub fn of(field: &FieldExplanation, pattern: &Source) -> Self {
        let hint = field.hint.as_ref();
        let fix = hint.and_then(|hint| hint.fix.as_ref());
        let fix = fix.filter(|fix| pattern.is_edited_alike(fix.span, &fix.replacement));
        let sent = hint.and_then(|hint| hint.event_fix.clone());
        let cause = field.cause.as_ref();
        Self {
            path: field.path.clone(),
            wanted: Quoted::new(&field.wanted),
            actual: field.actual.as_ref().map(Quoted::new),
            reason: field.reason.clone(),
            hint: hint.map(|hint| hint.text.clone()),
            fix: fix.map(|fix| FixReport {
                span: SpanReport::new(pattern, fix.span),
                replacement: fix.replacement.clone(),
            }),
            event_fix: sent.map(|replacement| EventFixReport { replacement }),
            cause: cause.map(|cause| CauseReport {
                path: cause.path.clone(),
                there: cause.there.clone(),
            }),
            pattern_span: SpanReport::new(pattern, field.pattern_span),
            event_span: None,
            kind: field.kind.as_str(),
            wanted_is_shortened: !field.wanted.is_whole,
            actual_is_shortened: field.actual.as_ref().is_some_and(|actual| !actual.is_whole),
            branches: Vec::new(),
            lines: (None, None),
        }
    }

    /// Whether all that is told of both is the same, but for the alternatives under which they count.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.path == other.path
            && self.pattern_span == other.pattern_span
            && self.reason == other.reason
            && self.hint == other.hint
    }

    /// Whether the cause for which both are missing is one.
    #[must_use]
    pub fn shares_cause_with(&self, other: &Self) -> bool {
        self.cause.is_some() && self.cause == other.cause
    }

    /// The same under alternatives of `$or`.
    #[must_use]
    pub fn under(mut self, branches: &[Branch]) -> Self {
        self.branches = branches.iter().map(BranchReport::new).collect();
        self
    }

    /// The same at a place of the event.
    #[must_use]
    pub fn at(mut self, place: Option<SpanReport>) -> Self {
        self.event_span = place;
        self
    }
}

impl BranchReport {
    /// An alternative as data.
    #[must_use]
    pub fn new(branch: &Branch) -> Self {
        Self {
            parent: branch.parent.clone(),
            alternative: branch.alternative,
            of: branch.of,
        }
    }
}

/// A JSON text: itself in JSON output. One that is shortened and no JSON any more is a string there.
#[derive(Debug)]
#[non_exhaustive]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// Whether nothing is left out.
    pub is_whole: bool,
    json: Box<RawValue>,
}

impl Quoted {
    fn new(quote: &Quote) -> Self {
        let Quote { text, is_whole } = quote;
        let json = RawValue::from_string(text.clone())
            .or_else(|_| serde_json::value::to_raw_value(text))
            .unwrap_or_default();
        Self {
            text: text.clone(),
            is_whole: *is_whole,
            json,
        }
    }
}

impl Serialize for Quoted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

/// Something to know about an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NoteReport {
    /// The stable name of its kind.
    pub code: String,
    /// Whether AWS may answer otherwise: no text and no recording settles it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsettled: bool,
    /// One clause.
    pub message: String,
    /// What to do about it, if we know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl NoteReport {
    /// The note that a diagnostic is.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code.as_str().to_owned(),
            unsettled: diagnostic.code.is_unsettled(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
        }
    }
}

/// All answers counted, as the JSON document ends with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// Events that were answered.
    pub events: u64,
    /// Of these, those that the pattern matches.
    pub matched: u64,
    /// Those that it does not match.
    pub unmatched: u64,
    /// Those of which that depends on what a template leaves open.
    #[serde(skip_serializing_if = "is_zero")]
    pub open: u64,
    /// Records that could not be answered.
    pub broken: u64,
    /// Inputs that could not be read.
    pub unreadable: u64,
    /// Answers that were not as expected.
    #[serde(skip)]
    pub unexpected: u64,
    /// Events that lack a mandatory field.
    #[serde(skip)]
    pub incomplete: u64,
}

impl Tally {
    /// Counts one answer.
    pub fn add(&mut self, matches: Option<bool>, as_expected: bool, is_incomplete: bool) {
        self.events += 1;
        self.matched += u64::from(matches == Some(true));
        self.unmatched += u64::from(matches == Some(false));
        self.open += u64::from(matches.is_none());
        self.unexpected += u64::from(!as_expected);
        self.incomplete += u64::from(is_incomplete);
    }

    /// Counts the answers of another tally.
    pub fn add_all(&mut self, other: &Self) {
        self.events += other.events;
        self.matched += other.matched;
        self.unmatched += other.unmatched;
        self.open += other.open;
        self.broken += other.broken;
        self.unreadable += other.unreadable;
        self.unexpected += other.unexpected;
        self.incomplete += other.incomplete;
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// What stands behind the last result of `--format json`: the keys of the document after `results`.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct Ending {
    /// All answers counted.
    pub summary: Tally,
    /// What could not be answered, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// What the `TestEventPattern` API answers to one request.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct AnswerReport {
    /// The `id` of the request, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Box<RawValue>>,
    /// Whether the pattern matches.
    #[serde(rename = "Result", skip_serializing_if = "Option::is_none")]
    pub result: Option<bool>,
    /// Why the request was refused.
    #[serde(rename = "Error", skip_serializing_if = "Option::is_none")]
    pub error: Option<RefusalReport>,
    /// What to know about the answer.
    #[serde(rename = "Notes", skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteReport>,
}

/// A refusal as the API words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RefusalReport {
    /// The name of the exception.
    #[serde(rename = "Code")]
    pub code: String,
    /// Its message.
    #[serde(rename = "Message")]
    pub message: String,
    /// The line that could not be answered, from 1.
    #[serde(rename = "Line", skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}
