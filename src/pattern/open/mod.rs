//! Patterns of which a template leaves a part open: what they match for certain, and what they may match.
//!
//! A hole is a value that nobody knows before the template is deployed. All tests of a pattern are of one direction: the
//! more values a list has, the more events match. So two patterns without holes hold the answer: one that is asked of
//! every hole the least (it matches nothing), and one that is asked the most (it matches whatever the hole could let
//! through). What both match is matched whatever the hole is, what neither matches is not, and the rest depends.
//!
//! | where the hole is | the least | the most |
//! |---|---|---|
//! | a value in a list | left out | any text; with known letters, texts that have them |
//! | in `prefix`, `suffix`, `equals-ignore-case`, `wildcard` | left out | texts with the known letters |
//! | in `anything-but` | left out | any value but the known ones |
//! | anything of unknown shape | nothing | anything, or nothing at all |
//!
//! # Example
//!
//! ```
//! use evb::json::{self, Shape, Value};
//! use evb::pattern::{Dialect, OpenPattern, Outcome};
//! use evb::source::Span;
//!
//! let mut value = json::parse(r#"{"source": ["aws.s3"], "account": ["here"]}"#).unwrap();
//! # use evb::json::Kind;
//! # if let Kind::Object(members) = &mut value.kind {
//! #     members[1].value.kind = Kind::Array(vec![Value::open(Shape::Text, "AWS::AccountId", Span::at(0))]);
//! # }
//! // The account is now the hole `AWS::AccountId`.
//! let pattern = OpenPattern::new(value, "", Dialect::Bus)?;
//! let event = |text: &str| json::parse(text).unwrap();
//! let own = event(r#"{"source": "aws.s3", "account": "111122223333"}"#);
//! assert_eq!(pattern.outcome(&own), Outcome::Open);
//! let given = pattern.would_match(&own).unwrap();
//! assert_eq!(given, [("AWS::AccountId".to_owned(), "111122223333".to_owned())]);
//! assert_eq!(pattern.outcome(&event(r#"{"source": "aws.ec2"}"#)), Outcome::No);
//! # Ok::<(), evb::pattern::ParseError>(())
//! ```
//!
//! # What this module does not do
//!
//! With `exists: false` inside arrays of objects more values can also let less through, as the engine sees some elements
//! only: there the answer may be open where it is not.

mod bounds;
mod simple;

use std::collections::BTreeMap;

use super::ast::{Field, Pattern};
use super::flatten::{Flat, Paths};
use super::parse::codes::FOREIGN_TEXT;
use super::parse::{ParseError, parse};
use super::service::ServiceEvaluator;
use super::{Dialect, Evaluator};
use crate::json::{Hole, Kind, Open, Shape, TextPart, Value, Written};
use crate::source::Span;

/// What a pattern with holes answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The event matches, whatever the holes are.
    Yes,
    /// It does not.
    No,
    /// It depends on the holes.
    Open,
}

/// A hole, and where it stands in the text of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPlace {
    /// Where it stands in the text.
    pub span: Span,
    /// What is known of it.
    pub open: Open,
}

/// A pattern that its template leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenPattern {
    value: Value,
    dialect: Dialect,
    /// Its text, in which holes stand as `${…}`. All spans lie in it.
    pub written: Written,
    /// The pattern as it is written, its holes taken for texts: for what is told of it.
    pub shown: Pattern,
    /// What it matches for certain; without sub-rules if that is nothing.
    pub least: Pattern,
    /// What it may match; with a sub-rule without fields if that is everything.
    pub most: Pattern,
    /// Its holes, in the order of the text.
    pub places: Vec<OpenPlace>,
}

impl OpenPattern {
    /// Reads a pattern that holds something open; `file` is the text in which the spans of `value` lie.
    ///
    /// # Errors
    ///
    /// What is wrong with it whatever the holes are. Spans lie in the text of the pattern.
    pub fn new(value: Value, file: &str, dialect: Dialect) -> Result<Self, ParseError> {
        let written = Self::written(&value, file);
        let places: Vec<OpenPlace> = written
            .open
            .iter()
            .map(|(span, open)| OpenPlace {
                span: *span,
                open: open.clone(),
            })
            .collect();
        let mut shown = parse(&written.text, dialect)?;
        // A hole is shown as what would be filled in, and it is filled in.
        let is_hole = |span: Span| places.iter().any(|place| holds(span, place.span));
        shown.notes.retain(|note| {
            let place = note.primary.as_ref().map(|label| label.span);
            note.code != FOREIGN_TEXT || !place.is_some_and(is_hole)
        });
        let (least, most) = (
            bounds::least(&shown, &places),
            bounds::most(&shown, &places),
        );
        Ok(Self {
            value,
            dialect,
            written,
            shown,
            least,
            most,
            places,
        })
    }

    /// The text of a pattern that holds something open: holes stand in it as `${…}`.
    #[must_use]
    pub fn written(value: &Value, file: &str) -> Written {
        Written::new(&simple::pattern(value), file)
    }

    /// The answer for an event, as the service gives it.
    #[must_use]
    pub fn outcome(&self, event: &Value) -> Outcome {
        self.outcome_by(|pattern| ServiceEvaluator::new(pattern).verdict(event).matched)
    }

    /// The answer for an event, defects of the service's engine left aside.
    #[must_use]
    pub fn logical_outcome(&self, event: &Value) -> Outcome {
        self.outcome_by(|pattern| Evaluator::new(pattern).matches(event))
    }

    fn outcome_by(&self, matches: impl Fn(&Pattern) -> bool) -> Outcome {
        match (matches(&self.least), matches(&self.most)) {
            (true, _) => Outcome::Yes,
            (false, true) => Outcome::Open,
            (false, false) => Outcome::No,
        }
    }

    /// What its holes depend on, each once, in the order of the text.
    #[must_use]
    pub fn holes(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for place in &self.places {
            let from = &place.open.first_hole().from;
            if !all.contains(from) {
                all.push(from.clone());
            }
        }
        all
    }

    /// The fields in whose lists something is open, as they are [shown](Self::shown), each once.
    #[must_use]
    pub fn open_fields(&self) -> Vec<Field> {
        let fields = self.shown.sub_rules.iter().flat_map(|one| &one.fields);
        let mut open: Vec<Field> = Vec::new();
        for field in fields {
            let is_open = self
                .places
                .iter()
                .any(|place| holds(field.values.span, place.span));
            if is_open && !open.contains(field) {
                open.push(field.clone());
            }
        }
        open
    }

    /// The holes on which the answer for an event depends, each once: those of fields that the known values do not
    /// satisfy.
    #[must_use]
    pub fn depends_on(&self, event: &Value) -> Vec<&OpenPlace> {
        let shown = &self.shown;
        let decides = |place: &&OpenPlace| {
            let fields = shown.sub_rules.iter().flat_map(|one| &one.fields);
            let mut fields = fields.filter(|field| holds(field.values.span, place.span));
            fields.any(|field| !bounds::field_matches(shown, field, &self.places, event))
        };
        let mut found: Vec<&OpenPlace> = Vec::new();
        for place in self.places.iter().filter(decides) {
            if !found
                .iter()
                .any(|one| one.open.first_hole().from == place.open.first_hole().from)
            {
                found.push(place);
            }
        }
        found
    }

    /// Values for holes with which the event matches, as far as it is easily worked out; each hole by its name. What is
    /// told was tried.
    #[must_use]
    pub fn would_match(&self, event: &Value) -> Option<Vec<(String, String)>> {
        let shown = &self.shown;
        let mut values: BTreeMap<String, String> = BTreeMap::new();
        for place in self.depends_on(event) {
            let mut fields = shown.sub_rules.iter().flat_map(|one| &one.fields);
            let field = fields.find(|field| holds(field.values.span, place.span))?;
            let mut paths = Paths::default();
            let path = paths.add(&field.path);
            let flat = Flat::new(event, &paths);
            let leaves = flat.leaves(path).iter();
            let fitting = leaves.filter_map(|leaf| fitting(&place.open, leaf.value.as_str()?));
            let (hole, value) = fitting.into_iter().next()?;
            values.entry(hole.from.clone()).or_insert(value);
        }
        let filled = Self::new(filled(&self.value, &values), "", self.dialect).ok()?;
        let matches = filled.outcome(event) == Outcome::Yes;
        (matches && !values.is_empty()).then(|| values.into_iter().collect())
    }
}

/// Whether one span lies in another.
fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The value of the one hole of a text with which it is `wanted`.
fn fitting<'o>(open: &'o Open, wanted: &str) -> Option<(&'o Hole, String)> {
    if open.shape == Shape::Structure {
        return None;
    }
    let (lead, tail) = (bounds::lead(open), bounds::tail(open));
    let value = wanted.strip_prefix(lead)?.strip_suffix(tail)?;
    let mut holes = open.parts.iter().filter_map(|part| match part {
        TextPart::Hole(hole) => Some(hole),
        TextPart::Literal(_) => None,
    });
    let hole = holes.next().unwrap_or(&open.hole);
    holes.next().is_none().then(|| (hole, value.to_owned()))
}

/// The value with these holes filled.
fn filled(value: &Value, values: &BTreeMap<String, String>) -> Value {
    let kind = match &value.kind {
        Kind::Open(open) => match values
            .get(&open.hole.from)
            .filter(|_| open.parts.is_empty())
        {
            Some(text) if open.shape != Shape::Structure => return Value::text(text, value.span),
            _ if open.parts.is_empty() => return value.clone(),
            _ => {
                let parts = open.parts.iter().map(|part| match part {
                    TextPart::Hole(hole) => values
                        .get(&hole.from)
                        .map_or_else(|| part.clone(), |text| TextPart::Literal(text.clone())),
                    TextPart::Literal(_) => part.clone(),
                });
                return Value::parts(parts.collect(), &open.hole.from, value.span);
            }
        },
        Kind::Array(elements) => {
            Kind::Array(elements.iter().map(|one| filled(one, values)).collect())
        }
        Kind::Object(members) => {
            let mut members = members.clone();
            for member in &mut members {
                member.value = filled(&member.value, values);
            }
            Kind::Object(members)
        }
        _ => return value.clone(),
    };
    Value {
        span: value.span,
        kind,
    }
}
