//! Patterns of rules, filters and policies: whether the service takes them, and what to know of them.

use super::finding::{Answer, Answering, Resource};
use super::judge::{About, Accepted, Judge, beginning};
use crate::api::Operation;
use crate::diagnostic::Diagnostic;
use crate::iac::yaml;
use crate::json::write_quoted;
use crate::model::{DeclaredPattern, InventoryKind, Open, PatternText, Shape};
use crate::pattern::parse::Wording;
use crate::pattern::{self, Dialect, OpenPattern, ParseError, check_length};
use crate::source::{Source, Span};

impl Judge<'_> {
    /// A pattern, as the service checks it that is asked to have it.
    pub(super) fn pattern(
        &mut self,
        resource: &Resource,
        pattern: &DeclaredPattern,
        asked: (Dialect, Operation),
    ) -> Option<Accepted> {
        self.pattern_in(resource, pattern.member, pattern, asked)
    }

    /// The same of a pattern that stands in `field`.
    pub(super) fn pattern_in(
        &mut self,
        resource: &Resource,
        field: &str,
        pattern: &DeclaredPattern,
        (dialect, operation): (Dialect, Operation),
    ) -> Option<Accepted> {
        if let Some(value) = pattern.open() {
            let written = OpenPattern::written(value, self.source.text());
            let text = Source::made(written.text, written.pieces, self.source);
            match OpenPattern::new(value.clone(), self.source.text(), dialect) {
                Ok(open) => {
                    self.remarks(resource, field, &text, open.shown.notes);
                    // A value in a list may be any text.
                    let is_value = |open: &Open| open.shape == Shape::Text;
                    let holes = &open.written.open;
                    let accepted = Accepted {
                        text,
                        pattern: open.most,
                        is_open: true,
                    };
                    if value.as_open().is_none() && holes.iter().all(|(_, one)| is_value(one)) {
                        return Some(accepted);
                    }
                    let holes = holes.iter();
                    let named: Vec<String> = holes
                        .map(|(_, open)| format!("`{}`", open.first_hole().from))
                        .collect();
                    let about = self.about(Some(resource), field);
                    let message = format!("the pattern depends on {}", joined(named));
                    let told = Diagnostic::note(super::lints::OPEN, message);
                    self.tell(&about, told.at(pattern.span, ""), None);
                    return Some(accepted);
                }
                Err(error) => {
                    self.refused_pattern(resource, field, (&text, false), (error, operation))
                }
            }
            return None;
        }
        let text = pattern.source(self.source)?;
        match pattern::parse(text.text(), dialect) {
            Ok(mut read) => {
                // White space goes when a template is deployed, unless the pattern stands in a text.
                let length = match &pattern.text {
                    _ if dialect != Dialect::Bus => None,
                    PatternText::Encoded(_) => check_length(text.text()),
                    _ => crate::json::parse(text.text())
                        .ok()
                        .and_then(|value| check_length(&value.to_compact())),
                };
                let always = pattern::always::notes(&read);
                let notes = std::mem::take(&mut read.notes);
                self.remarks(resource, field, &text, notes);
                self.remarks(resource, field, &text, always);
                self.remarks(resource, field, &text, Vec::from_iter(length));
                Some(Accepted {
                    text,
                    pattern: read,
                    is_open: false,
                })
            }
            Err(error) => {
                match yaml_pattern(text.text(), dialect) {
                    Some(json) => {
                        self.yaml_pattern((resource, field), pattern, (&json, &error), operation)
                    }
                    None => {
                        self.refused_pattern(resource, field, (&text, true), (error, operation))
                    }
                }
                None
            }
        }
    }

    /// A pattern in a text that is YAML: what it is in JSON.
    fn yaml_pattern(
        &mut self,
        (resource, field): (&Resource, &str),
        pattern: &DeclaredPattern,
        (json, error): (&str, &ParseError),
        operation: Operation,
    ) {
        let Some(first) = error.diagnostics.first() else {
            return;
        };
        let raw = self.source.slice(pattern.span);
        let mut quoted = String::new();
        write_quoted(json, &mut quoted);
        let is_template = matches!(
            self.kind,
            InventoryKind::CloudFormation | InventoryKind::Serverless
        );
        let is_yaml = is_template && !json.contains('\'') && raw.starts_with(['|', '>', '\'']);
        let edit = match is_yaml {
            true => Some(format!("'{json}'")),
            false if raw.starts_with('"') => Some(quoted),
            false => None,
        };
        let told = Diagnostic {
            primary: None,
            message: IS_YAML.to_owned(),
            ..first.clone()
        };
        let told = told
            .at(beginning(pattern.span, self.source), "YAML, and no JSON")
            .help(format!("write `{json}`"));
        let told = match edit {
            Some(edit) => told.fix(pattern.span, edit),
            None => Diagnostic { fix: None, ..told },
        };
        let answer = answer_of_pattern(error, operation);
        let about = self.about(Some(resource), field);
        self.tell(&about, told, answer.as_ref());
    }

    fn remarks(
        &mut self,
        resource: &Resource,
        field: &str,
        text: &Source,
        remarks: Vec<Diagnostic>,
    ) {
        let about = About {
            source: text,
            place: Span::new(0, text.text().chars().next().map_or(0, char::len_utf8)),
            ..self.about(Some(resource), field)
        };
        for remark in remarks {
            self.tell(&about, remark, None);
        }
    }

    /// Why a pattern is refused. What AWS answers holds all of its text, so something open in it is missing there.
    fn refused_pattern(
        &mut self,
        resource: &Resource,
        field: &str,
        (text, is_known): (&Source, bool),
        (error, operation): (ParseError, Operation),
    ) {
        let answer = answer_of_pattern(&error, operation).map(|answer| Answer {
            is_recorded: is_known,
            ..answer
        });
        let about = About {
            source: text,
            place: Span::new(0, text.text().chars().next().map_or(0, char::len_utf8)),
            ..self.about(Some(resource), field)
        };
        for told in error.diagnostics {
            self.tell(&about, told, answer.as_ref());
        }
    }
}

/// What is told of a pattern that is YAML in a text.
pub const IS_YAML: &str = "the text is YAML, and AWS reads a pattern that is a text as JSON";

/// The pattern in JSON that a text is in YAML; `None` for what is no such pattern, or one as it stands.
#[must_use]
pub fn yaml_pattern(text: &str, dialect: Dialect) -> Option<String> {
    if text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let (read, told) = yaml::parse(text, yaml::Dialect::Json).ok()?;
    let is_map = read.as_object().is_some_and(|members| !members.is_empty());
    if !is_map || told.iter().any(Diagnostic::is_error) {
        return None;
    }
    let json = read.to_compact();
    pattern::parse(&json, dialect).ok().map(|_| json)
}

/// What the operation answers that is given a pattern which is refused.
fn answer_of_pattern(error: &ParseError, operation: Operation) -> Option<Answer> {
    if error.refusal.wording != Wording::Aws {
        return None;
    }
    let (code, message) = error.service_answer();
    Some(Answer {
        by: Answering::Service,
        operation: operation.as_str(),
        code: code.to_owned(),
        message,
        is_recorded: true,
    })
}

/// `a, b and c`, at most ten of them.
fn joined(mut all: Vec<String>) -> String {
    /// How many are listed.
    const LISTED: usize = 10;
    all.dedup();
    let more = all.len().saturating_sub(LISTED);
    all.truncate(LISTED);
    if more > 0 {
        all.push(format!("{more} more"));
    }
    all.join(", ")
}
