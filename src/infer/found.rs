//! What was found: a pattern, and what each of its fields is there for.

use super::candidate::{Candidate, Seen};
use super::fields::Fields;
use super::written::{self, place};
use crate::json::Value;
use crate::pattern::{Dialect, ParseError, Pattern, check_length, parse};

/// A pattern: its alternatives, of which there mostly is but one.
#[derive(Clone, Debug)]
pub struct Found {
    alternatives: Vec<FoundAlternative>,
}

/// The fields that are asked for together.
#[derive(Clone, Debug)]
pub struct FoundAlternative {
    fields: Vec<FoundField>,
    known: Fields,
    /// How many events it takes.
    pub takes: u64,
    /// How many events it takes which no other alternative does.
    pub alone: u64,
    /// Where the first of these stands.
    pub example: Option<String>,
}

/// What a pattern asks of one field, or of several of the same element of an array.
#[derive(Clone, Debug)]
pub struct FoundField {
    /// The names that lead to it; to the array where several fields are asked for.
    names: Vec<String>,
    /// The names that lead to each field.
    parts: Vec<Vec<String>>,
    candidate: Candidate,
    /// How many events it keeps out.
    pub keeps_out: u64,
    /// How many events it keeps out which no other field does.
    pub alone: u64,
    /// Where the first of these stands.
    pub example: Option<String>,
}

impl FoundField {
    pub(super) fn new(candidate: Candidate, known: &Fields) -> Self {
        let names = |field: usize| -> Vec<String> {
            let names = known.path(field).into_iter();
            names.map(str::to_owned).collect()
        };
        let parts: Vec<Vec<String>> = (candidate.parts.iter())
            .map(|part| names(part.field))
            .collect();
        Self {
            names: match candidate.inside {
                Some(array) => names(array),
                None => parts.first().cloned().unwrap_or_default(),
            },
            parts,
            candidate,
            keeps_out: 0,
            alone: 0,
            example: None,
        }
    }

    /// The names that lead to it, joined by dots.
    #[must_use]
    pub fn path(&self) -> String {
        self.names.join(".")
    }

    /// What is asked, as the pattern has it: the list of values, or an object of such.
    #[must_use]
    pub fn wanted(&self) -> String {
        let inside = self.written().map(|(names, list)| {
            let inside = names.get(self.names.len()..).unwrap_or_default();
            (inside, list)
        });
        match self.candidate.parts.as_slice() {
            [only] => format!("[{}]", only.list),
            _ => written::Fields::new(vec![inside.collect()]).write(None),
        }
    }

    fn written(&self) -> impl Iterator<Item = written::Field<'_>> {
        let lists = self.candidate.parts.iter();
        let names = self.parts.iter().map(Vec::as_slice);
        names.zip(lists.map(|part| part.list.as_str()))
    }
}

impl FoundAlternative {
    /// What it asks for, in the order of the pattern.
    #[must_use]
    pub fn fields(&self) -> &[FoundField] {
        &self.fields
    }

    /// The numbers of the fields by which an event fails.
    #[must_use]
    pub fn missed(&self, event: &Value) -> Vec<usize> {
        let leaves = self.known.leaves(event);
        let seen = Seen::new(event, &self.known, &leaves);
        let numbered = self.fields.iter().enumerate();
        let missed = numbered.filter(|(_, one)| !one.candidate.lets_in(&seen));
        missed.map(|(number, _)| number).collect()
    }

    /// Counts for each field that it keeps an event out, which stands at `place`.
    fn count(&mut self, event: &Value, place: &str) {
        let leaves = self.known.leaves(event);
        let seen = Seen::new(event, &self.known, &leaves);
        let fields = self.fields.iter_mut();
        let mut keeping: Vec<&mut FoundField> = fields
            .filter(|field| !field.candidate.lets_in(&seen))
            .collect();
        keeping.iter_mut().for_each(|field| field.keeps_out += 1);
        if let [only] = keeping.as_mut_slice() {
            only.alone += 1;
            only.example.get_or_insert_with(|| place.to_owned());
        }
    }
}

impl Found {
    pub(super) fn new(mut fields: Vec<FoundField>, known: &Fields) -> Self {
        fields.sort_by(|one, other| place(&one.names).cmp(&place(&other.names)));
        Self {
            alternatives: vec![FoundAlternative {
                fields,
                known: known.clone(),
                takes: 0,
                alone: 0,
                example: None,
            }],
        }
    }

    /// The pattern that takes what any of these takes.
    #[must_use]
    pub fn any(all: Vec<Self>) -> Self {
        let alternatives = all.into_iter().flat_map(|one| one.alternatives);
        Self {
            alternatives: alternatives.collect(),
        }
    }

    /// Its alternatives: one, if it has no `$or`.
    #[must_use]
    pub fn alternatives(&self) -> &[FoundAlternative] {
        &self.alternatives
    }

    /// What it asks for, alternative by alternative.
    pub fn fields(&self) -> impl Iterator<Item = &FoundField> {
        self.alternatives.iter().flat_map(|one| &one.fields)
    }

    /// Each alternative as a pattern of its own.
    #[must_use]
    pub fn apart(&self) -> Vec<Self> {
        let alone = |one: &FoundAlternative| Self {
            alternatives: vec![one.clone()],
        };
        self.alternatives.iter().map(alone).collect()
    }

    /// What is asked for.
    pub(super) fn candidates(&self) -> impl DoubleEndedIterator<Item = &Candidate> + Clone {
        let fields = self.alternatives.iter().flat_map(|one| &one.fields);
        fields.map(|field| &field.candidate)
    }

    /// The pattern as compact JSON.
    #[must_use]
    pub fn text(&self) -> String {
        self.written(None)
    }

    /// The pattern as JSON over several lines.
    #[must_use]
    pub fn pretty(&self) -> String {
        self.written(Some("  "))
    }

    /// The pattern, as AWS takes it; a text that says why AWS would not.
    ///
    /// # Errors
    ///
    /// Its wildcards are too complex together, or it is too long.
    pub fn pattern(&self) -> Result<Pattern, String> {
        let text = self.text();
        // An account may use 4,096 characters only where its quota was raised.
        if let Some(long) = check_length(&text) {
            return Err(long.message);
        }
        parse(&text, Dialect::Bus).map_err(|refused: ParseError| refused.refusal.reason.to_string())
    }

    /// Counts for each field that it keeps an event out, which stands at `place`.
    pub fn count(&mut self, event: &Value, place: &str) {
        for alternative in &mut self.alternatives {
            alternative.count(event, place);
        }
    }

    /// Counts for each alternative that it takes an event, which stands at `place`; `takes` are those that do.
    pub fn count_taken(&mut self, takes: &[bool], place: &str) {
        let is_one = takes.iter().filter(|takes| **takes).count() == 1;
        let taking = self.alternatives.iter_mut().zip(takes);
        for (alternative, _) in taking.filter(|(_, takes)| **takes) {
            alternative.takes += 1;
            if is_one {
                alternative.alone += 1;
                alternative.example.get_or_insert_with(|| place.to_owned());
            }
        }
    }

    fn written(&self, indent: Option<&str>) -> String {
        let alternatives = self.alternatives.iter().map(|one| {
            let fields = one.fields.iter().flat_map(FoundField::written);
            fields.collect()
        });
        written::Fields::new(alternatives.collect()).write(indent)
    }
}
