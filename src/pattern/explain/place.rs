//! What stands at a path of an event, values and others.

use crate::json::{Kind, Value};
use crate::source::Span;

/// How many places, and how many values on the way to them, are looked at.
const MAXIMUM_PLACES: usize = 32;
const MAXIMUM_VISITED: usize = 1_000_000;

/// A place that a path leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'e> {
    /// The last name, quotes included.
    pub(super) name_span: Span,
    /// What stands there.
    pub(super) value: &'e Value,
}

/// The first places that a path leads to, through arrays as well.
pub(super) fn at<'e>(event: &'e Value, path: &[u8]) -> Vec<Place<'e>> {
    let mut places = Vec::new();
    let mut due = vec![(event, path, true)];
    let mut visited = 0;
    while let Some((value, rest, is_event)) = due.pop() {
        visited += 1;
        if visited > MAXIMUM_VISITED || places.len() >= MAXIMUM_PLACES {
            break;
        }
        match &value.kind {
            // The event itself is an object.
            Kind::Array(elements) if !is_event => {
                due.extend(elements.iter().rev().map(|element| (element, rest, false)));
            }
            Kind::Object(members) => {
                let rest = match is_event {
                    true => Some(rest),
                    false => rest.strip_prefix(b"."),
                };
                let Some(rest) = rest else { continue };
                for member in members.iter().rev() {
                    match rest.strip_prefix(member.name.as_wtf8()) {
                        Some([]) => places.push(Place {
                            name_span: member.name_span,
                            value: &member.value,
                        }),
                        Some(behind) if behind.starts_with(b".") => {
                            due.push((&member.value, behind, false));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    places.sort_by_key(|place| place.name_span.start);
    places
}
