//! The words of the AWS CLI, which looks at a request before it sends it.
//!
//! # Source
//!
//! botocore 1.44.8, `validate.py`: it knows what is required, the members, their types, and the lower bounds of numbers and
//! lengths; upper bounds, patterns and words it leaves to the service.

use super::super::models::ShapeKind;
use super::super::path::{MemberPath, Step};
use super::super::refusal::{Constraint, Found, Refusal, Wanted};

/// The message, and whether it is known letter by letter; `None` if the AWS CLI has nothing against the request.
pub(super) fn message(refusals: &[Refusal]) -> Option<(String, bool)> {
    let mut is_recorded = true;
    let mut lines = Vec::new();
    for refusal in refusals {
        if let Some(line) = line(refusal) {
            let is_typed = matches!(refusal.constraint, Constraint::Type(_));
            is_recorded &= !(is_typed && matches!(refusal.found, Found::Other(..)));
            lines.push(line);
        }
    }
    let message = format!("Parameter validation failed:\n{}", lines.join("\n"));
    (!lines.is_empty()).then_some((message, is_recorded))
}

fn line(refusal: &Refusal) -> Option<String> {
    let path = &refusal.member;
    let count = refusal.found.count();
    Some(match &refusal.constraint {
        Constraint::Required => {
            let name = path.last();
            format!("Missing required parameter in {}: \"{name}\"", parent(path))
        }
        Constraint::Unknown(known) => format!(
            "Unknown parameter in {}: \"{}\", must be one of: {}",
            parent(path),
            path.last(),
            known.join(", ")
        ),
        Constraint::Type(wanted) => {
            let (value, kind) = python(&refusal.found);
            let wanted = classes(*wanted);
            format!(
                "Invalid type for parameter {path}, value: {value}, type: <class '{kind}'>, valid types: {wanted}"
            )
        }
        // Of maps it counts no names.
        Constraint::LeastElements(_) if is_map(refusal) => return None,
        Constraint::LeastCharacters(least) | Constraint::LeastElements(least) => {
            format!(
                "Invalid length for parameter {path}, value: {count}, valid min length: {least}"
            )
        }
        Constraint::AtLeast(least) => {
            let (value, _) = python(&refusal.found);
            format!("Invalid value for parameter {path}, value: {value}, valid min value: {least}")
        }
        Constraint::OneMember(names) if count == 0 => format!(
            "Must set one of the following keys for tagged unionstructure {path}: {}.",
            names.join(", ")
        ),
        Constraint::OneMember(names) => format!(
            "Invalid number of parameters set for tagged union structure {path}. Can only set one of the following keys: {}.",
            names.join(", ")
        ),
        _ => return None,
    })
}

fn is_map(refusal: &Refusal) -> bool {
    let shape = refusal.shape.map(|shape| &shape.kind);
    matches!(shape, Some(ShapeKind::Map(..)))
}

/// What holds the member: `input` is the request itself.
fn parent(path: &MemberPath) -> String {
    let steps: Vec<Step> = match path.0.split_last() {
        Some((_, before)) => before.to_vec(),
        None => Vec::new(),
    };
    match steps.is_empty() {
        true => "input".to_owned(),
        false => MemberPath(steps).to_string(),
    }
}

/// A value and its class as Python shows them. What is in lists and objects is left out.
fn python(found: &Found) -> (String, &'static str) {
    match found {
        Found::Nothing => ("None".to_owned(), "NoneType"),
        Found::Text(text, _) => (text.clone(), "str"),
        Found::Number(number) if number.contains(['.', 'e', 'E']) => (number.clone(), "float"),
        Found::Number(number) => (number.clone(), "int"),
        Found::Boolean(true) => ("True".to_owned(), "bool"),
        Found::Boolean(false) => ("False".to_owned(), "bool"),
        Found::Other("an array", _) => ("[…]".to_owned(), "list"),
        Found::Other(..) => ("{…}".to_owned(), "dict"),
    }
}

const fn classes(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Object => "<class 'dict'>",
        Wanted::List => "<class 'list'>, <class 'tuple'>",
        Wanted::Text => "<class 'str'>",
        Wanted::Integer => "<class 'int'>",
        Wanted::Boolean => "<class 'bool'>",
        Wanted::Timestamp => "<class 'datetime.datetime'>, timestamp-string",
        Wanted::Blob => "<class 'bytes'>, <class 'bytearray'>, file-like object",
    }
}
