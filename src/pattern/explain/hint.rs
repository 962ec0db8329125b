//! What would help.
//!
//! A hint that proposes a change of the pattern is given only where the change was tried out: the value passes what is
//! to be written.

use crate::json::{JsonString, Value};
use crate::pattern::ast::Test;
use crate::pattern::comparison::{Candidate, Form};
use crate::pattern::parse::codes::UNDOCUMENTED_OPERATOR;
use crate::pattern::{Dialect, parse};

use super::place::display;

/// What would help.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hint {
    /// One clause.
    pub text: String,
    /// The change of the pattern that it proposes, if it proposes one.
    pub change: Option<Change>,
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
        }
    }

    /// The field is missing, which only `exists: false` matches; `None` in a dialect that does not take it.
    pub(super) fn absence(dialect: Dialect) -> Option<Self> {
        let comparison = r#"{"exists": false}"#;
        parse(&format!(r#"{{"a":[{comparison}]}}"#), dialect).ok()?;
        Some(Self {
            text: format!("`null` is a value; a missing field is matched by `{comparison}`"),
            change: Some(Change::Comparison(comparison.to_owned())),
        })
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
}

/// A comparison to write.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    /// In JSON, of any length.
    pub(super) comparison: String,
    /// A text that should still pass: what the pattern wants now.
    pub(super) keeps: Option<String>,
    /// The clause of the hint.
    pub(super) text: String,
}

impl Advice {
    /// One clause without a proposal.
    pub(super) fn saying(text: impl Into<String>) -> Self {
        Self {
            comparisons: Vec::new(),
            otherwise: Some(text.into()),
        }
    }

    /// Tries the proposals out on the value.
    pub(super) fn for_value(self, value: &Value, dialect: Dialect) -> Option<Hint> {
        let fits = |proposal: &Proposal| {
            passes(
                &proposal.comparison,
                value,
                proposal.keeps.as_deref(),
                dialect,
            )
        };
        match self.comparisons.into_iter().find(fits) {
            Some(proposal) => Some(Hint {
                text: proposal.text,
                change: Some(Change::Comparison(proposal.comparison)),
            }),
            None => self.otherwise.map(Hint::saying),
        }
    }
}

/// Whether a value, and a text besides, pass a comparison that is written in JSON and works in a dialect.
fn passes(comparison: &str, value: &Value, keeps: Option<&str>, dialect: Dialect) -> bool {
    let Ok(pattern) = parse(&format!(r#"{{"a":[{comparison}]}}"#), dialect) else {
        return false;
    };
    let is_documented = pattern
        .notes
        .iter()
        .all(|note| note.code != UNDOCUMENTED_OPERATOR);
    let mut fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
    let Some(list) = fields.next().map(|field| &field.values) else {
        return false;
    };
    let all = |candidate: &Candidate<'_>| {
        let passes = |test: &Test| test.admits(candidate, list.compares_numbers());
        list.comparisons.iter().any(|one| passes(&one.test))
    };
    let kept = keeps.map(|text| Form::string(&text.into()));
    is_documented
        && Candidate::new(value).is_some_and(|candidate| all(&candidate))
        && kept.is_none_or(|form| all(&Candidate::from_form(form.as_bytes(), None, true)))
}
