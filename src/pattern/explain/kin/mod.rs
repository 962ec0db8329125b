//! Values that are akin to what is wanted, though no slip of the pen leads from one to the other: an ARN of another region, a
//! name with more around it, a text of which a number was meant.
//!
//! This is asked only where nothing nearer was found, and of the first comparisons of a list, because it looks at much.

mod arn;
mod bounds;
mod essence;
mod inside;
mod list;
mod moment;
mod number;
mod regular;
mod service;
mod stars;
mod stem;
mod words;

use crate::json::{Kind, Value};
use crate::pattern::asked::FieldTest;
use crate::pattern::ast::Test;

use super::difference::Difference;
use super::hint::{Advice, Proposal};
use super::pair::{NearMiss, Pair};
use super::wanted::Wanted;
use super::{Reason, quote};

/// How many comparisons of a list are looked at.
const MAXIMUM_COMPARISONS: usize = 16;

/// The longest text that is looked at, in bytes.
const MAXIMUM_TEXT: usize = 1 << 10;

/// What is found of a value: a clause behind "`a`", and what to write.
struct Kin {
    /// A smaller one is nearer.
    rank: usize,
    /// What is said of the value: a predicate.
    predicate: String,
    proposals: Vec<Proposal>,
    /// What would do if it were sent.
    event_fix: Option<String>,
    /// What to say if no proposal passes.
    otherwise: Option<String>,
}

impl Kin {
    fn new(rank: usize, predicate: impl Into<String>, proposals: Vec<Proposal>) -> Self {
        Self {
            rank,
            predicate: predicate.into(),
            proposals,
            event_fix: None,
            otherwise: None,
        }
    }

    fn sending(self, event_fix: impl Into<String>) -> Self {
        Self {
            event_fix: Some(event_fix.into()),
            ..self
        }
    }
}

/// The difference itself, or what a value is akin to where nothing nearer was found.
pub(super) fn or_kin(
    difference: Difference,
    field: FieldTest<'_>,
    value: &Value,
    pattern_text: &str,
) -> Difference {
    match difference.found.kind {
        Reason::Value => of(field, value, pattern_text).unwrap_or(difference),
        _ => difference,
    }
}

/// The comparison to which a value is akin that satisfies none of a field's, if there is one.
fn of(field: FieldTest<'_>, value: &Value, pattern_text: &str) -> Option<Difference> {
    let comparisons = field.values.comparisons.iter();
    let kin = comparisons
        .take(MAXIMUM_COMPARISONS)
        .enumerate()
        .filter_map(|(at, comparison)| {
            let pair = Pair {
                comparison,
                value,
                pattern_text,
            };
            Some((at, of_pair(&pair)?))
        });
    let (at, found) = kin.min_by_key(|(_, found)| found.rank)?;
    Some(Difference {
        found,
        comparison: Some(at),
    })
}

fn of_pair(pair: &Pair<'_>) -> Option<NearMiss> {
    let kin = match &pair.value.kind {
        Kind::String(text) => {
            let text = text.as_str().filter(|text| text.len() <= MAXIMUM_TEXT)?;
            of_text(pair, text)
        }
        Kind::Number(token) => number::of(&pair.comparison.test, token)
            .or_else(|| words::of_token(&pair.comparison.test, token)),
        Kind::Bool(_) | Kind::Null => {
            words::of_token(&pair.comparison.test, &pair.value.to_compact())
        }
        Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => None,
    }?;
    let mut proposals = kin.proposals;
    if !proposals.is_empty() {
        // Not every service has the operators of the others.
        proposals.push(write_if(
            "just that value is meant",
            pair.value.to_compact(),
        ));
    }
    let advice = Advice {
        comparisons: proposals,
        otherwise: kin.otherwise,
        event_fix: kin.event_fix,
    };
    Some(NearMiss {
        rank: kin.rank,
        ..NearMiss::new(
            Reason::Akin,
            format!("`{}` {}", pair.plain(), kin.predicate),
            advice,
        )
    })
}

fn of_text(pair: &Pair<'_>, text: &str) -> Option<Kin> {
    let test = &pair.comparison.test;
    match test {
        Test::Wildcard(wildcard) => stars::of(wildcard, text),
        Test::Number(_) | Test::Numeric(_) => number::of_text(test, text),
        Test::Literal(word) => words::of_text(word, text),
        Test::Address(range) => bounds::of_address(range, pair, text),
        _ => {
            let wanted = Wanted::of(test)?;
            if wanted.text.is_empty() || wanted.text.len() > MAXIMUM_TEXT {
                return None;
            }
            of_wanted(&wanted, text)
        }
    }
}

fn of_wanted(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    essence::of(wanted, text)
        .or_else(|| arn::of(wanted, text))
        .or_else(|| bounds::block(wanted, text))
        .or_else(|| service::of(wanted, text))
        .or_else(|| list::of(wanted, text))
        .or_else(|| regular::of(wanted, text))
        .or_else(|| moment::of(wanted, text))
        .or_else(|| inside::of(wanted, text))
        .or_else(|| stem::of(wanted, text))
}

/// A comparison to write, in JSON.
fn write(comparison: String) -> Proposal {
    let text = format!("write `{}`", quote::shortened(&comparison));
    Proposal::new(comparison, text)
}

/// The same behind a condition: "if any region will do, write `…`".
fn write_if(condition: &str, comparison: String) -> Proposal {
    let text = format!("if {condition}, write `{}`", quote::shortened(&comparison));
    Proposal::new(comparison, text)
}

/// A `wildcard` of which the expression is given as it is written there.
fn wildcard(expression: &str) -> String {
    format!(r#"{{"wildcard": {}}}"#, quote::json_string(expression))
}

/// A text as it is written in a wildcard's expression.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('*', r"\*")
}
