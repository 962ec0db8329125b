//! What AWS's own events have in their `detail`, as the catalogue knows it, and whether any matches at all.

use std::sync::{Arc, OnceLock};

use super::envelope::ACCOUNT_DIGITS;
use super::{Asked, lists};
use crate::check::lints::{FIELD_OF_EVENT, PATTERN_NEVER_MATCHES, VALUE_OF_EVENT};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json::{JsonString, Value};
use crate::pattern::ast::{Field, SubRule, ValueList};
use crate::pattern::decide::{Containment, Domain, Envelope, Limits, Place, Question};
use crate::pattern::{Dialect, Pattern, parse};
use crate::schema::{self, Match};
use crate::source::Span;

/// How much it may cost to look for an event that matches.
const LIMITS: Limits = Limits::of(500_000, 200);

/// Fields that the events do not have for which the pattern is, and values that they have not.
pub(super) fn fields_and_values(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let Some(types) = schema::known_types(asked.pattern) else {
        return Vec::new();
    };
    let told = schema::ask(asked.pattern, &types).diagnostics.into_iter();
    told.filter_map(|told| match told.code {
        schema::NO_FIELD => Some(field(told)),
        schema::NO_VALUE => Some(value(told)),
        _ => None,
    })
    .collect()
}

/// A field that AWS's registry does not have. Where no other name is near, the registry may be behind.
fn field(mut told: Diagnostic) -> Diagnostic {
    let is_new = |label: &str| label == schema::NOT_IN_SCHEMA;
    let mut is_certain = told.help.is_some();
    if let Some(label) = &mut told.primary {
        is_certain |= !is_new(&label.text);
        if is_new(&label.text) {
            "not in AWS's schema of the event".clone_into(&mut label.text);
        }
    }
    of(told, FIELD_OF_EVENT, is_certain)
}

/// A value of another type. That a field is always there the registry tells only of what it has seen.
fn value(told: Diagnostic) -> Diagnostic {
    let is_certain = !told.message.ends_with("is in every event");
    of(told, VALUE_OF_EVENT, is_certain)
}

fn of(told: Diagnostic, code: Code, is_certain: bool) -> Diagnostic {
    let severity = match is_certain {
        true => Severity::Warning,
        false => Severity::Note,
    };
    Diagnostic {
        code,
        severity,
        ..told
    }
}

/// A pattern that no event matches.
pub(super) fn never(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let pattern = asked.pattern;
    // What is open may be nothing too.
    if pattern.sub_rules.is_empty() {
        return Vec::new();
    }
    let alone = |field: &Field| Pattern {
        sub_rules: vec![SubRule {
            fields: vec![field.clone()],
            branches: Vec::new(),
        }],
        ..pattern.clone()
    };
    let mut lists = lists(pattern).into_iter();
    let blocking = lists.find(|(field, is_everywhere)| *is_everywhere && is_empty(&alone(field)));
    let is_never = || {
        is_empty(pattern)
            || schema::known_types(pattern)
                .is_some_and(|types| schema::ask(pattern, &types).matches == Match::Never)
    };
    let told = Diagnostic::error(PATTERN_NEVER_MATCHES, "no event matches this pattern");
    match blocking {
        Some((field, _)) => vec![told.at(field.values.span, "this is never so")],
        None if is_never() => vec![told],
        None => Vec::new(),
    }
}

/// Whether it is proved that no event of a bus matches.
fn is_empty(pattern: &Pattern) -> bool {
    let nothing = Pattern::nothing();
    let asked = Question::new(pattern, &nothing).within(&BusEvents);
    let found = asked.limited_to(LIMITS).contains();
    matches!(found, Containment::Holds { bounded_by: None })
}

/// The events of a bus, with what their envelopes are known to hold.
///
/// AWS: EventBridge User Guide, "AWS service event metadata": `version` is "By default, this is set to 0 (zero) in all
/// events", `account` "The 12-digit number identifying an AWS account".
struct BusEvents;

impl Domain for BusEvents {
    fn place(&self, path: &JsonString) -> Place {
        let place = Envelope.place(path);
        match path.as_str() {
            Some("version") => Place {
                only: Some(vec![Value::text("0", Span::at(0))]),
                ..place
            },
            Some("account") => Place {
                texts: digits(),
                shortest: ACCOUNT_DIGITS,
                longest: ACCOUNT_DIGITS,
                ..place
            },
            _ => place,
        }
    }
}

/// Texts that begin with a digit.
fn digits() -> Option<Arc<ValueList>> {
    static DIGITS: OnceLock<Option<Arc<ValueList>>> = OnceLock::new();
    let read = || {
        let tests = (0..=9).map(|digit| format!("{{\"prefix\":\"{digit}\"}}"));
        let tests: Vec<String> = tests.collect();
        let text = format!("{{\"account\":[{}]}}", tests.join(","));
        let pattern = parse(&text, Dialect::Bus).ok()?;
        let field = pattern.sub_rules.first()?.fields.first()?;
        Some(Arc::clone(&field.values))
    };
    DIGITS.get_or_init(read).clone()
}
