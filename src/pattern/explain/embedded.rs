//! A field inside JSON that the event holds as text in a string.

use crate::json::{self, JsonString, Kind, Value};
use crate::pattern::evaluate::FieldTest;

use super::absent::Absence;
use super::hint::Hint;
use super::place::{self, Place, display};
use super::{Reason, quote};

/// The longest text that is read, in bytes.
const MAXIMUM_TEXT_READ: usize = 1 << 18;

/// The members of a record that hold the payload; of all but `body` the source writes base64.
///
/// AWS: EventBridge User Guide, "Event filtering in Amazon EventBridge Pipes"; Lambda Developer Guide, "Control which
/// events Lambda sends to your function".
const PAYLOADS: [&[u8]; 4] = [b"body", b"data", b"key", b"value"];

/// Explains why there is nothing at a path that leads into a string: `parent` is the path of the string and `rest`
/// what follows it; `reader` would have read the payload of the record. `None` if there is no more to say of the string than that it is one.
pub(super) fn explain(
    (parent, rest): (&[u8], &[u8]),
    there: Place<'_>,
    field: FieldTest<'_>,
    reader: Option<&str>,
) -> Option<Absence> {
    let Kind::String(text) = &there.value.kind else {
        return None;
    };
    let reader = reader.filter(|_| PAYLOADS.contains(&parent));
    let name = display(parent);
    let (what, hint) = match (read(text), reader) {
        (Some(inside), Some(reader)) => (
            format!(
                "`{name}` is a string here; {}",
                found_inside(&inside, rest, field)
            ),
            by_the_service(reader, &name, "reads the JSON in"),
        ),
        (Some(inside), None) => (
            format!(
                "`{name}` is a string, and patterns do not look inside strings; {}",
                found_inside(&inside, rest, field)
            ),
            Hint::saying(format!(
                "send `{name}` as an object; or, to test what is in it, give that text as the event"
            )),
        ),
        (None, Some(reader)) if parent != b"body" => (
            format!("`{name}` is a string here, in base64 as its source writes it"),
            by_the_service(reader, &name, "decodes"),
        ),
        _ => return None,
    };
    Some(Absence {
        kind: Reason::InText,
        reason: what,
        hint: Some(hint),
        actual: None,
        event_span: Some(there.value.span),
    })
}

fn by_the_service(reader: &str, name: &str, reads: &str) -> Hint {
    Hint::saying(format!(
        "{reader} {reads} `{name}` before it filters: `evb pipe` does so too, while here the record is taken as it stands"
    ))
}

/// The object or array that a text spells.
fn read(text: &JsonString) -> Option<Value> {
    let text = text.as_str()?;
    let begins = text.trim_start().starts_with(['{', '[']);
    let is_readable = begins && text.len() <= MAXIMUM_TEXT_READ;
    is_readable.then(|| json::parse(text).ok()).flatten()
}

fn found_inside(inside: &Value, rest: &[u8], field: FieldTest<'_>) -> String {
    let path = display(rest);
    match place::find(inside, rest, |value| field.is_satisfied_inside(value)) {
        Some((place, true)) => format!(
            "the JSON in it has the wanted `{}` at `{path}`",
            quote::value(place.value, None)
        ),
        Some((place, false)) => format!(
            "the JSON in it has `{}` at `{path}`, which is not wanted either",
            quote::value(place.value, None)
        ),
        None => format!("the JSON in it has no `{path}` either"),
    }
}
