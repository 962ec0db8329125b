//! The words that most services of AWS have from the framework that they share.
//!
//! `2 validation errors detected: Value 'x' at 'name' failed to satisfy constraint: Member must …; Value …`. Recorded are
//! the form, of Events lengths and patterns, of Scheduler patterns; in which order several errors come is not.

use super::super::models::{Shape, ShapeKind};
use super::super::operation::Service;
use super::super::path::{MemberPath, Step};
use super::super::refusal::{Constraint, Found, Refusal};

/// Patterns that a service printed otherwise than its model has them now.
///
/// Recorded: CreateSchedule, with a dead-letter queue that is a FIFO queue.
const PRINTED: [(&str, &str); 1] = [(
    "DeadLetterConfigArnString",
    r"arn:aws(-[a-z]+)?:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+",
)];

/// The message, and whether it was recorded; `None` if the model refuses nothing.
pub(super) fn message(service: Service, refusals: &[Refusal]) -> Option<(String, bool)> {
    let mut all: Vec<String> = Vec::new();
    for violation in refusals.iter().filter_map(violation) {
        if !all.contains(&violation) {
            all.push(violation);
        }
    }
    let plural = match all.len() {
        0 => return None,
        1 => "",
        _ => "s",
    };
    let count = all.len();
    let message = format!(
        "{count} validation error{plural} detected: {}",
        all.join("; ")
    );
    let is_recorded = matches!(refusals, [one] if is_recorded(service, one));
    Some((message, is_recorded))
}

fn is_recorded(service: Service, refusal: &Refusal) -> bool {
    let is_text = matches!(refusal.found, Found::Text(..));
    let is_shown = !refusal.shape.is_some_and(|shape| shape.is_sensitive);
    let is_member = matches!(refusal.member.0.last(), Some(Step::Member(_)));
    let is_known = matches!(
        (service, &refusal.constraint),
        (Service::Events | Service::Scheduler, Constraint::Pattern(_))
            | (Service::Events, Constraint::MostCharacters(_))
    );
    is_text && is_shown && is_member && is_known
}

/// One error of several.
fn violation(refusal: &Refusal) -> Option<String> {
    let shape = refusal.shape;
    let rule = rule(&refusal.constraint, shape)?;
    let (path, value, rule) = match refusal.member.0.as_slice() {
        [before @ .., Step::Key(_)] => (before, "'{…}'".to_owned(), all("Map keys", shape)),
        [before @ .., Step::Value(_)] => (before, "'{…}'".to_owned(), all("Map value", shape)),
        [before @ .., Step::Element(_)] if is_text(shape) => {
            (before, "'[…]'".to_owned(), all("Member", shape))
        }
        whole => (whole, shown(&refusal.found), rule),
    };
    let place = MemberPath(path.to_vec()).to_service();
    let value = match shape.is_some_and(|shape| shape.is_sensitive) {
        true if refusal.found != Found::Nothing => String::new(),
        _ => format!("{value} "),
    };
    Some(format!(
        "Value {value}at '{place}' failed to satisfy constraint: {rule}"
    ))
}

fn is_text(shape: Option<&Shape>) -> bool {
    shape.is_some_and(|shape| matches!(shape.kind, ShapeKind::Text(_)))
}

/// A value as messages show it. What lists and objects look like there depends on every member of them.
fn shown(found: &Found) -> String {
    match found {
        Found::Nothing => "null".to_owned(),
        Found::Text(text, _) | Found::Number(text) => format!("'{text}'"),
        Found::Boolean(yes) => format!("'{yes}'"),
        Found::Other("an array", _) => "'[…]'".to_owned(),
        Found::Other(..) => "'{…}'".to_owned(),
    }
}

/// What must hold; `None` for what the service does not look at.
fn rule(constraint: &Constraint, shape: Option<&Shape>) -> Option<String> {
    Some(match constraint {
        Constraint::Required => "Member must not be null".to_owned(),
        Constraint::LeastCharacters(least) | Constraint::LeastElements(least) => {
            format!("Member must have length greater than or equal to {least}")
        }
        Constraint::MostCharacters(most) | Constraint::MostElements(most) => {
            format!("Member must have length less than or equal to {most}")
        }
        Constraint::AtLeast(least) => {
            format!("Member must have value greater than or equal to {least}")
        }
        Constraint::AtMost(most) => format!("Member must have value less than or equal to {most}"),
        Constraint::Pattern(pattern) => {
            let name = shape.map_or("", |shape| shape.name);
            let printed = PRINTED.iter().find(|(known, _)| *known == name);
            let pattern = printed.map_or(*pattern, |(_, printed)| printed);
            format!("Member must satisfy regular expression pattern: {pattern}")
        }
        Constraint::OneOf(words) => {
            format!("Member must satisfy enum value set: [{}]", words.join(", "))
        }
        Constraint::Unknown(_)
        | Constraint::Type(_)
        | Constraint::OneMember(_)
        | Constraint::Service(_) => return None,
    })
}

/// Of names and values of maps, and of texts in lists, everything is said that must hold.
fn all(what: &str, shape: Option<&Shape>) -> String {
    let Some(shape) = shape else {
        return String::new();
    };
    let mut rules = Vec::new();
    if let ShapeKind::Text(text) = &shape.kind {
        rules.extend(shape.most.map(Constraint::MostCharacters));
        rules.extend(shape.least.map(Constraint::LeastCharacters));
        rules.extend(text.pattern.map(Constraint::Pattern));
        if !text.words.is_empty() {
            let words = text.words.join(", ");
            return format!(
                "{what} must satisfy constraint: [Member must satisfy enum value set: [{words}]]"
            );
        }
    }
    let rules: Vec<String> = rules
        .iter()
        .filter_map(|one| rule(one, Some(shape)))
        .collect();
    format!("{what} must satisfy constraint: [{}]", rules.join(", "))
}
