//! The last field on the way to one that the event does not have.

use crate::diagnostic::Fix;
use crate::json::{JsonString, Kind, Value};
use crate::pattern::asked::FieldTest;
use crate::pattern::ast::{Comparison, Test};
use crate::source::Span;

use super::absence::Absence;
use super::hint::Hint;
use super::place::{self, NamedValue, display};
use super::{Reason, embedded, quote};

/// The last field on the way to a path that the event has.
pub(super) struct Parent<'p, 'e> {
    pub(super) path: &'p [u8],
    /// What follows it on the path.
    pub(super) rest: &'p [u8],
    /// The first object there, or else the first value.
    pub(super) place: NamedValue<'e>,
}

impl<'p, 'e> Parent<'p, 'e> {
    pub(super) fn of(path: &'p JsonString, event: &'e Value) -> Option<Self> {
        const MAXIMUM_NAMES: usize = 40;
        let bytes = path.as_wtf8();
        let dots = bytes.iter().enumerate().rev();
        dots.filter(|(_, byte)| **byte == b'.')
            .take(MAXIMUM_NAMES)
            .find_map(|(at, _)| {
                let (path, rest) = (bytes.get(..at)?, bytes.get(at + 1..)?);
                let is_object = |value: &Value| matches!(value.kind, Kind::Object(_));
                let (place, _) = place::find(event, path, is_object)?;
                Some(Self { path, rest, place })
            })
    }

    pub(super) fn in_text(&self, field: FieldTest<'_>) -> Option<Absence> {
        embedded::explain((self.path, self.rest), self.place, field)
    }

    /// The message is a text inside the notification that a topic made of it.
    pub(super) fn in_notification(&self, field: FieldTest<'_>) -> Option<Absence> {
        embedded::in_notification((self.path, self.rest), self.place, field)
    }

    /// The kind of an event as S3's notifications have it, asked of an event that S3 sends to a bus.
    ///
    /// AWS: S3 User Guide, "EventBridge event message structure" and "Event message structure".
    pub(super) fn is_kind_of_s3(&self, field: FieldTest<'_>, event: &Value) -> Option<Hint> {
        let text = |name: &str| event.get(name).and_then(Value::as_str);
        if self.path != b"detail" || self.rest != b"eventName" || text("source")? != "aws.s3" {
            return None;
        }
        let is_kind = |comparison: &Comparison| {
            let letters = match &comparison.test {
                Test::Exact(form) | Test::Prefix(form) => form.as_bytes(),
                _ => return false,
            };
            let letters = letters.strip_prefix(b"\"").unwrap_or(letters);
            let letters = letters.strip_prefix(b"s3:").unwrap_or(letters);
            letters.starts_with(b"Object")
        };
        let mut wanted = field.values.comparisons.iter();
        wanted.any(is_kind).then_some(())?;
        Some(Hint::saying(format!(
            "S3's notifications name the event so; on a bus the kind of event is its `detail-type`, `{}` here",
            quote::json_string(text("detail-type")?)
        )))
    }

    /// The pattern names a field inside the one whose value would do.
    pub(super) fn is_meant(&self, path: &JsonString, field: FieldTest<'_>) -> Option<Absence> {
        let value = self.place.value;
        let is_object = matches!(value.kind, Kind::Object(_));
        if is_object || !field.is_telling() || !field.is_satisfied_inside(value) {
            return None;
        }
        Some(Absence {
            kind: Reason::FieldPlace,
            reason: format!(
                "there is no `{}`, but the event has the wanted value, `{}`, at `{}`",
                display(path.as_wtf8()),
                quote::value(value, None),
                display(self.path)
            ),
            hint: Some(Hint::path(self.path)),
            actual: None,
            event_span: Some(self.place.name_span),
        })
    }

    /// Tags and the like: a list of names and values, where the pattern takes the name for the name of a field.
    pub(super) fn pairs(&self, field: FieldTest<'_>, pattern_text: &str) -> Option<Hint> {
        const NAMES: [&str; 4] = ["key", "Key", "name", "Name"];
        const MAXIMUM_ELEMENTS: usize = 64;
        let elements = self.place.value.as_array()?;
        let (name, rest, value) = elements.iter().take(MAXIMUM_ELEMENTS).find_map(|element| {
            let is_named = |name: &&str| {
                let named = element.get(name).and_then(Value::as_str);
                named.is_some_and(|named| named.as_bytes() == self.rest)
            };
            let name = NAMES.into_iter().find(is_named)?;
            let mut rest = ["value", "Value"].into_iter();
            rest.find_map(|rest| Some((name, rest, element.get(rest)?)))
        })?;
        let there = display(self.path);
        let hint = Hint::saying(format!(
            "the elements are pairs: ask for `{}` in `{there}.{name}`, and for its value in `{there}.{rest}`",
            quote::json_string(&display(self.rest))
        ));
        // Both stand in one element: where the value would do, so does the pair.
        let fix = field.is_satisfied_inside(value).then(|| {
            let Span { start, .. } = field.values.name_span;
            let Span { start: list, end } = field.values.span;
            let is_plain = pattern_text
                .get(start..)?
                .starts_with(&quote::json_string(&display(self.rest)));
            let list = pattern_text.get(list..end)?;
            let own = quote::json_string(&display(self.rest));
            is_plain.then(|| Fix {
                span: Span::new(start, end),
                replacement: format!(r#""{name}": [{own}], "{rest}": {list}"#),
            })
        });
        Some(Hint {
            fix: fix.flatten(),
            ..hint
        })
    }

    /// The first name behind it on the path.
    fn first(&self) -> &[u8] {
        let mut names = self.rest.split(|byte| *byte == b'.');
        names
            .next()
            .filter(|name| !name.is_empty())
            .unwrap_or(self.rest)
    }

    /// Says how far the event goes along the path.
    pub(super) fn lacks(&self) -> String {
        let (parent, rest) = (display(self.path), display(self.rest));
        match &self.place.value.kind {
            Kind::Object(_) => format!("`{parent}` has no `{}`", display(self.first())),
            Kind::Array(elements) if elements.is_empty() => {
                format!("`{parent}` is an empty array, so there is nothing inside it")
            }
            Kind::Array(elements) => match elements.iter().any(is_container) {
                true => format!("no element of `{parent}` has `{rest}`"),
                false => format!("no element of the array `{parent}` is an object"),
            },
            Kind::Null => format!("`{parent}` is null, so there is nothing inside it"),
            _ => format!(
                "`{parent}` is {}, `{}`, so there is nothing inside it",
                self.place.value.kind_name(),
                quote::value(self.place.value, None)
            ),
        }
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_))
}
