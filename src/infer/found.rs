//! What was found: a pattern, and what each of its fields is there for.

use super::candidate::Candidate;
use super::fields::{Fields, by_field};
use crate::json::{Value, write_quoted};
use crate::pattern::comparison::Candidate as Form;
use crate::pattern::{Dialect, ParseError, Pattern, check_length, parse};

/// A pattern and its fields.
#[derive(Clone, Debug)]
pub struct Found {
    fields: Vec<FoundField>,
    known: Fields,
}

/// One field of a pattern.
#[derive(Clone, Debug)]
pub struct FoundField {
    names: Vec<String>,
    candidate: Candidate,
    /// How many events it keeps out.
    pub keeps_out: u64,
    /// How many events it keeps out which no other field does.
    pub alone: u64,
    /// Where the first of these stands.
    pub example: Option<String>,
}

impl FoundField {
    pub(super) fn new(names: Vec<String>, candidate: Candidate) -> Self {
        Self {
            names,
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

    /// The list of its values, as JSON.
    #[must_use]
    pub fn wanted(&self) -> String {
        format!("[{}]", self.candidate.list)
    }
}

impl Found {
    pub(super) fn new(mut fields: Vec<FoundField>, known: &Fields) -> Self {
        fields.sort_by_key(|field| {
            let first = match field.names.first().map(String::as_str) {
                Some("source") => 0,
                Some("detail-type") => 1,
                Some("detail") => 3,
                _ => 2,
            };
            (first, field.names.clone())
        });
        Self {
            fields,
            known: known.clone(),
        }
    }

    /// Its fields, in the order of the pattern.
    #[must_use]
    pub fn fields(&self) -> &[FoundField] {
        &self.fields
    }

    /// What is asked of its fields.
    pub(super) fn candidates(&self) -> impl DoubleEndedIterator<Item = &Candidate> + Clone {
        self.fields.iter().map(|field| &field.candidate)
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
        let leaves = self.known.leaves(event);
        let mut keeping = Vec::new();
        for (index, field) in self.fields.iter_mut().enumerate() {
            let mut own = by_field(&leaves).filter(|(number, _)| *number == field.candidate.field);
            let forms: Vec<Form<'_>> = own
                .next()
                .map(|(_, leaves)| {
                    leaves
                        .iter()
                        .filter_map(|(_, value)| Form::new(value))
                        .collect()
                })
                .unwrap_or_default();
            if !field.candidate.lets_in(&forms) {
                field.keeps_out += 1;
                keeping.push(index);
            }
        }
        if let [only] = keeping.as_slice()
            && let Some(field) = self.fields.get_mut(*only)
        {
            field.alone += 1;
            field.example.get_or_insert_with(|| place.to_owned());
        }
    }

    /// The pattern with each level indented by `indent`, or on one line.
    fn written(&self, indent: Option<&str>) -> String {
        let fields: Vec<(&[String], &Candidate)> = self
            .fields
            .iter()
            .map(|field| (field.names.as_slice(), &field.candidate))
            .collect();
        let mut text = String::new();
        write_object(&fields, indent, 0, &mut text);
        text
    }
}

/// Writes the object that holds fields, which are sorted so that what lies in one object stands side by side.
fn write_object(
    fields: &[(&[String], &Candidate)],
    indent: Option<&str>,
    depth: usize,
    text: &mut String,
) {
    let line = |text: &mut String, depth: usize| {
        if let Some(indent) = indent {
            text.push('\n');
            text.push_str(&indent.repeat(depth));
        }
    };
    text.push('{');
    let groups = fields.chunk_by(|(one, _), (other, _)| one.first() == other.first());
    for (index, group) in groups.enumerate() {
        if index > 0 {
            text.push(',');
        }
        line(text, depth + 1);
        let Some((name, _)) = group.first().and_then(|(names, _)| names.split_first()) else {
            continue;
        };
        write_quoted(name, text);
        text.push_str(if indent.is_some() { ": " } else { ":" });
        match group {
            [(names, candidate)] if names.len() == 1 => {
                text.push('[');
                text.push_str(&candidate.list);
                text.push(']');
            }
            group => {
                let inside: Vec<(&[String], &Candidate)> = group
                    .iter()
                    .filter_map(|(names, candidate)| Some((names.split_first()?.1, *candidate)))
                    .filter(|(names, _)| !names.is_empty())
                    .collect();
                write_object(&inside, indent, depth + 1, text);
            }
        }
    }
    line(text, depth);
    text.push('}');
}
