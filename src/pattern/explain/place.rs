//! What stands at a path of an event, values and others.

use crate::json::{JsonString, Kind, Value};
use crate::source::Span;

use super::code_points;

/// How many values on the way to places are looked at.
const MAXIMUM_VISITED: usize = 1_000_000;

/// A place that a path leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedValue<'e> {
    /// The last name, quotes included.
    pub(super) name_span: Span,
    /// What stands there.
    pub(super) value: &'e Value,
}

/// The first place to which a path leads, through arrays as well, that is what is meant, and `true`; or else the first
/// of all, and `false`.
pub(super) fn find<'e>(
    event: &'e Value,
    path: &[u8],
    is_meant: impl Fn(&'e Value) -> bool,
) -> Option<(NamedValue<'e>, bool)> {
    let mut first = None;
    let mut due = vec![(event, path, true)];
    let mut visited = 0;
    while let Some((value, rest, is_event)) = due.pop() {
        visited += 1;
        if visited > MAXIMUM_VISITED {
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
                let mut inside = Vec::new();
                for member in members {
                    match rest.strip_prefix(member.name.as_wtf8()) {
                        Some([]) => {
                            let place = NamedValue {
                                name_span: member.name_span,
                                value: &member.value,
                            };
                            if is_meant(place.value) {
                                return Some((place, true));
                            }
                            first.get_or_insert((place, false));
                        }
                        Some(behind) if behind.starts_with(b".") => {
                            inside.push((&member.value, behind, false));
                        }
                        _ => {}
                    }
                }
                due.extend(inside.into_iter().rev());
            }
            _ => {}
        }
    }
    first
}

/// A path in a sentence: what cannot be seen is escaped, and the empty path has its quotes.
pub(super) fn display(path: &[u8]) -> String {
    if path.is_empty() {
        return "\"\"".to_owned();
    }
    let path = JsonString::from_wtf8(path);
    let shown = |character: char| match character.is_control() || code_points::is_hidden(character)
    {
        true => format!("\\u{:04x}", u32::from(character)),
        false => character.to_string(),
    };
    path.to_display().chars().map(shown).collect()
}
