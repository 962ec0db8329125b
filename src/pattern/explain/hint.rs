//! What would help.
//!
//! A hint that proposes a change of the pattern is given only where the change was tried out: the value passes what is
//! to be written.

use crate::diagnostic::Fix;
use crate::json::{self, JsonString, Value};
use crate::pattern::ast::{Comparison, Test, ValueList};
use crate::pattern::comparison::{Candidate, Form};
use crate::pattern::parse::codes::UNDOCUMENTED_OPERATOR;
use crate::pattern::{Dialect, ParseError, Pattern, evaluate, parse};
use crate::source::Span;

use super::place::display;

/// What would help.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hint {
    /// One clause.
    pub text: String,
    /// The change of the pattern that it proposes, if it proposes one.
    pub change: Option<Change>,
    /// The same as an edit of the pattern's text, where one edit does it. It was tried: the field is satisfied then.
    pub fix: Option<Fix>,
    /// What satisfies the field if it stands in the event, in JSON, in place of what the explanation names there.
    pub event_fix: Option<String>,
}

/// A change of the pattern after which the field is satisfied, if it is made alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A comparison, in JSON, to write in place of the one that is named, or beside it.
    Comparison(String),
    /// The path under which the event has the field.
    Path(String),
}

impl Hint {
    /// A hint that proposes no change of the pattern.
    pub(super) fn saying(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            change: None,
            fix: None,
            event_fix: None,
        }
    }

    /// The same with what to send in place of what the event has.
    pub(super) fn sending(self, event_fix: Option<String>) -> Self {
        Self { event_fix, ..self }
    }

    /// A comparison to write in place of one, or in place of a list.
    pub(super) fn comparing(text: String, comparison: String, fix: Option<Fix>) -> Self {
        Self {
            change: Some(Change::Comparison(comparison)),
            fix,
            ..Self::saying(text)
        }
    }

    /// The field is missing, which only `exists: false` matches; `None` in a dialect that does not take it.
    /// `null` stands in the pattern at `span`.
    pub(super) fn absence(dialect: Dialect, span: Span) -> Option<Self> {
        let comparison = r#"{"exists": false}"#;
        parse(&format!(r#"{{"a":[{comparison}]}}"#), dialect).ok()?;
        let text = format!("`null` is a value; a missing field is matched by `{comparison}`");
        let fix = Fix {
            span,
            replacement: comparison.to_owned(),
        };
        Some(Self::comparing(text, comparison.to_owned(), Some(fix)))
    }

    /// The field stands at another path, where it is satisfied.
    pub(super) fn path(there: &[u8]) -> Self {
        // Below an empty name at the top the engine drops that name, and with it the dot.
        let how = match there.starts_with(b".") {
            true => ": write all of it as one name",
            false => "",
        };
        Self {
            text: format!("the field path in this event is `{}`{how}", display(there)),
            change: Some(Change::Path(
                JsonString::from_wtf8(there).to_display().into_owned(),
            )),
            fix: None,
            event_fix: None,
        }
    }
}

/// What may be said to help with a value; nothing was tried out yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Advice {
    /// Comparisons that may do, the best one first, with what to say of each.
    pub(super) comparisons: Vec<Proposal>,
    /// What to say if none does.
    pub(super) otherwise: Option<String>,
    /// What passes if it is sent in place of the value, in JSON.
    pub(super) event_fix: Option<String>,
}

/// A comparison to write.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    /// In JSON, of any length.
    pub(super) comparison: String,
    /// A text that should still pass: what the pattern wants now.
    pub(super) keeps: Option<String>,
    /// Whether it is to stand beside the comparison that is named, and not in its place.
    pub(super) is_added: bool,
    /// The clause of the hint.
    pub(super) text: String,
}

impl Proposal {
    /// A comparison to write in place of the one that is named, with a clause that ends with it.
    pub(super) fn new(comparison: String, text: String) -> Self {
        Self {
            comparison,
            keeps: None,
            is_added: false,
            text,
        }
    }

    /// The same where another text should pass as well.
    pub(super) fn keeping(self, text: &str) -> Self {
        Self {
            keeps: Some(text.to_owned()),
            ..self
        }
    }
}

impl Advice {
    /// One clause without a proposal.
    pub(super) fn saying(text: impl Into<String>) -> Self {
        Self {
            otherwise: Some(text.into()),
            ..Self::default()
        }
    }

    /// Comparisons that may do, the best one first.
    pub(super) fn proposing(comparisons: Vec<Proposal>) -> Self {
        Self {
            comparisons,
            ..Self::default()
        }
    }

    /// The same with what passes if it is sent.
    pub(super) fn sending(self, event_fix: Option<String>) -> Self {
        Self { event_fix, ..self }
    }

    /// Tries the proposals out on the value. `named` is the comparison, or the list, in the pattern that is named.
    pub(super) fn for_value(
        self,
        value: &Value,
        (pattern_text, named): (&str, Span),
        dialect: Dialect,
    ) -> Option<Hint> {
        let own = pattern_text.get(named.start..named.end).unwrap_or_default();
        let fits = |proposal: &Proposal| {
            let keeps = proposal.keeps.as_deref();
            passes((&proposal.comparison, own), value, keeps, dialect)
        };
        let event_fix = (self.event_fix).filter(|sent| would_do(sent, own, dialect));
        let hint = match self.comparisons.into_iter().find(fits) {
            Some(proposal) => {
                let fix = proposal.fix(pattern_text, named);
                Some(Hint::comparing(proposal.text, proposal.comparison, fix))
            }
            None => self.otherwise.map(Hint::saying),
        };
        Some(hint?.sending(event_fix))
    }
}

/// A list that writes several values as texts where the event has a value that is none: the hint for one of them is the
/// hint for all, because who quotes one quotes all.
pub(super) fn for_all_alike(hint: Hint, pattern_text: &str, values: &ValueList) -> Hint {
    /// The longest list that a hint writes out, in characters.
    const LONGEST: usize = 100;
    let is_alike = |one: &str, other: &str| {
        let kind = |text: &str| {
            json::parse(text)
                .ok()
                .map(|value| std::mem::discriminant(&value.kind))
        };
        kind(one).is_some() && kind(one) == kind(other)
    };
    let Some(Change::Comparison(meant)) = &hint.change else {
        return hint;
    };
    let text = |span: Span| pattern_text.get(span.start..span.end).unwrap_or_default();
    let unquoted = |span: Span| {
        let inside = text(span).strip_prefix('"')?.strip_suffix('"')?;
        is_alike(inside, meant).then_some(inside)
    };
    let is_unquoted = |one: &&Comparison| unquoted(one.span).is_some();
    let is_meant = |one: &Comparison| unquoted(one.span) == Some(meant);
    let count = values.comparisons.iter().filter(is_unquoted).count();
    if count < 2 || !values.comparisons.iter().any(is_meant) {
        return hint;
    }
    let all = values.comparisons.iter();
    let all: Vec<&str> = all
        .map(|one| unquoted(one.span).unwrap_or_else(|| text(one.span)))
        .collect();
    let list = format!("[{}]", all.join(", "));
    let said = match list.chars().count() <= LONGEST {
        true => format!("write `{list}` in the pattern: values without quotes"),
        false => "write the values of the list without quotes in the pattern".to_owned(),
    };
    let fix = Fix {
        span: values.span,
        replacement: list,
    };
    Hint {
        text: said,
        fix: Some(fix),
        ..hint
    }
}

impl Proposal {
    /// The edit of the pattern in which a comparison or a list is named.
    fn fix(&self, pattern_text: &str, named: Span) -> Option<Fix> {
        let old = pattern_text.get(named.start..named.end)?;
        let replacement = match (old.starts_with('['), self.is_added) {
            // None of the list is nearer than the others: it stays.
            (true, _) => format!("{}, {}]", old.strip_suffix(']')?, self.comparison),
            (false, true) => format!("{old}, {}", self.comparison),
            (false, false) => self.comparison.clone(),
        };
        Some(Fix {
            span: named,
            replacement,
        })
    }
}

/// Whether what is sent, in JSON, satisfies a comparison or a list.
fn would_do(sent: &str, named: &str, dialect: Dialect) -> bool {
    let (Ok(pattern), Ok(event)) = (
        alone(named, dialect),
        crate::json::parse(&format!(r#"{{"a":{sent}}}"#)),
    ) else {
        return false;
    };
    evaluate(&pattern, &event)
}

/// A pattern of a comparison or a list alone, in JSON.
fn alone(named: &str, dialect: Dialect) -> Result<Pattern, ParseError> {
    let list = match named.starts_with('[') {
        true => named.to_owned(),
        false => format!("[{named}]"),
    };
    parse(&format!(r#"{{"a":{list}}}"#), dialect)
}

/// Whether AWS says of every operator of a pattern that it works in its dialect.
fn is_documented(pattern: &Pattern) -> bool {
    (pattern.notes.iter()).all(|note| note.code != UNDOCUMENTED_OPERATOR)
}

/// Whether a value, and a text besides, pass a comparison that is written in JSON and works in a dialect, or works there as
/// well as the one in whose place it is to stand.
fn passes(
    (comparison, own): (&str, &str),
    value: &Value,
    keeps: Option<&str>,
    dialect: Dialect,
) -> bool {
    let Ok(pattern) = alone(comparison, dialect) else {
        return false;
    };
    let is_usable =
        is_documented(&pattern) || alone(own, dialect).is_ok_and(|own| !is_documented(&own));
    let mut fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
    let Some(list) = fields.next().map(|field| &field.values) else {
        return false;
    };
    let all = |candidate: &Candidate<'_>| {
        let passes = |test: &Test| test.admits(candidate, list.compares_numbers());
        list.comparisons.iter().any(|one| passes(&one.test))
    };
    let kept = keeps.map(|text| Form::string(&text.into()));
    is_usable
        && Candidate::new(value).is_some_and(|candidate| all(&candidate))
        && kept.is_none_or(|form| all(&Candidate::from_form(form.as_bytes(), None, true)))
}
