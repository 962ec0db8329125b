//! A field inside JSON that the event holds as text in a string.

use crate::json::{self, JsonString, Kind, Value};
use crate::pattern::asked::FieldTest;

use super::absence::Absence;
use super::hint::Hint;
use super::place::{self, NamedValue, display};
use super::{Reason, quote};

/// The longest text that is read, in bytes.
const MAXIMUM_TEXT_READ: usize = 1 << 18;

/// Explains why there is nothing at a path that leads into a string: `parent` is the path of the string and `rest`
/// what follows it. `None` if there is no more to say of the string than that it is one.
pub(super) fn explain(
    (parent, rest): (&[u8], &[u8]),
    there: NamedValue<'_>,
    field: FieldTest<'_>,
) -> Option<Absence> {
    let Kind::String(text) = &there.value.kind else {
        return None;
    };
    let inside = read(text)?;
    let name = display(parent);
    Some(Absence {
        kind: Reason::InText,
        reason: format!(
            "`{name}` is a string, and patterns do not look inside strings; {}",
            found_inside(&inside, rest, field)
        ),
        hint: Some(
            Hint::saying(format!(
                "send `{name}` as an object; or, to test what is in it, give that text as the event"
            ))
            .sending(sent(&inside, rest, field)),
        ),
        actual: None,
        event_span: Some(there.value.span),
    })
}

/// Explains why there is nothing at a path that leads into a notification of SNS, where the message is a text: `parent` is
/// the path of the notification and `rest` what follows it. `None` if the message has not what is wanted there.
///
/// AWS: SNS Developer Guide, "Amazon SNS raw message delivery".
pub(super) fn in_notification(
    (parent, rest): (&[u8], &[u8]),
    there: NamedValue<'_>,
    field: FieldTest<'_>,
) -> Option<Absence> {
    let is_one = there.value.get("Type").and_then(Value::as_str) == Some("Notification");
    let Kind::String(text) = &there.value.get("Message").filter(|_| is_one)?.kind else {
        return None;
    };
    let message = read(text)?;
    let (_, is_wanted) = place::find(&message, rest, |value| field.is_satisfied_inside(value))?;
    let name = display(parent);
    is_wanted.then(|| Absence {
        kind: Reason::InText,
        reason: format!(
            "`{name}` is the notification of a topic, and `{}` stands in its `Message`, which is a text",
            display(rest)
        ),
        hint: Some(Hint::saying(
            "have the subscription deliver the message raw, `RawMessageDelivery`: then it is the message that is there",
        )),
        actual: None,
        event_span: Some(there.name_span),
    })
}

/// What is in the text, if the field is satisfied once that is sent as it is.
fn sent(inside: &Value, rest: &[u8], field: FieldTest<'_>) -> Option<String> {
    const LONGEST: usize = 1 << 14;
    let (_, is_satisfied) = place::find(inside, rest, |value| field.is_satisfied_inside(value))?;
    let compact = inside.to_compact();
    (is_satisfied && compact.len() <= LONGEST).then_some(compact)
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
