//! Events made up of paths and values.
//!
//! A [`Draft`] takes what is to stand at which path and makes an event of it, so that the engine finds the values at just
//! these paths. A path is cut at its dots. Several values of one path, or values beside an object at the same path, become
//! an array. A value can be put into another *element*: then the object on its way stands in an array.
//!
//! # Example
//!
//! ```
//! use evb::pattern::decide::Draft;
//!
//! let mut draft = Draft::new();
//! draft.put(&"a".into(), &[], evb::json::parse("1").unwrap());
//! draft.put(&"a.b".into(), &[], evb::json::parse("2").unwrap());
//! draft.put(&"a.b".into(), &[1], evb::json::parse("3").unwrap());
//! assert_eq!(draft.to_event().to_compact(), r#"{"a":[1,{"b":2},{"b":3}]}"#);
//! ```
//!
//! # What this module does not do
//!
//! It makes no array directly inside another, and no name with a dot where names without do.

use std::collections::BTreeMap;

use crate::json::{self, JsonString, Kind, Member, Value};
use crate::source::Span;

/// An event in the making.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    top: Members,
}

/// An object: its members by their names in WTF-8.
type Members = BTreeMap<Box<[u8]>, Place>;

/// What stands at a path: values, and objects, which are elements of the same array if there are several.
#[derive(Clone, Debug, Default)]
struct Place {
    values: Vec<Value>,
    /// By the number of the element.
    objects: BTreeMap<usize, Members>,
    is_list: bool,
}

impl Draft {
    /// An event without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a value at a path, beside those that stand there. `elements` tells for each name on the way, from the
    /// outermost on, in which element of its array the object stands; 0 where it has no more.
    pub fn put(&mut self, path: &JsonString, elements: &[usize], value: Value) {
        self.reach(path, elements).values.push(value);
    }

    /// Makes what stands at a path an array, however many values there are.
    pub fn make_list(&mut self, path: &JsonString) {
        self.reach(path, &[]).is_list = true;
    }

    /// Puts the fields around it that every event of a bus has, with values that are likely, where none are set.
    pub fn put_envelope(&mut self) {
        for (name, _) in ENVELOPE {
            let place = self.top.entry(name.as_bytes().into()).or_default();
            if place.values.is_empty() && place.objects.is_empty() {
                place.values.extend(usual(name));
            }
        }
    }

    /// The event. The fields of the envelope come in the order in which they are delivered, all others by their names.
    #[must_use]
    pub fn to_event(&self) -> Value {
        let mut members = to_members(&self.top);
        members.sort_by_key(|member| {
            let of_envelope = ENVELOPE.iter().position(|(name, _)| member.name == **name);
            match of_envelope {
                Some(at) if at + 1 == ENVELOPE.len() => usize::MAX,
                Some(at) => at,
                None => ENVELOPE.len(),
            }
        });
        made(Kind::Object(members))
    }

    fn reach(&mut self, path: &JsonString, elements: &[usize]) -> &mut Place {
        let mut members = &mut self.top;
        let mut names = names(path);
        let last = names.pop().unwrap_or_default();
        for (level, name) in names.into_iter().enumerate() {
            let element = elements.get(level).copied().unwrap_or_default();
            let place = members.entry(name).or_default();
            members = place.objects.entry(element).or_default();
        }
        members.entry(last).or_default()
    }
}

/// The value that a field of the envelope has in a made-up event.
pub(super) fn usual(name: &str) -> Option<Value> {
    let (_, text) = ENVELOPE.iter().find(|(known, _)| *known == name)?;
    Some(json::parse(text).ok()?.placed(Span::default()))
}

/// The fields of the envelope, in the order in which they are delivered, with likely values.
const ENVELOPE: [(&str, &str); 9] = [
    ("version", r#""0""#),
    ("id", r#""17793124-05d4-b198-2fde-7ededc63b103""#),
    ("detail-type", r#""Example""#),
    ("source", r#""com.example""#),
    ("account", r#""123456789012""#),
    ("time", r#""2026-11-20T10:00:00Z""#),
    ("region", r#""eu-central-1""#),
    ("resources", "[]"),
    ("detail", "{}"),
];

/// The names that lead to a path: the pieces between its dots. Dots at the end stay with the last name, because the
/// engine does not enter an empty name there; it does enter one that ends with dots.
pub(super) fn names(path: &JsonString) -> Vec<Box<[u8]>> {
    let bytes = path.as_wtf8();
    let dots = bytes.iter().rev().take_while(|byte| **byte == b'.').count();
    let (head, tail) = bytes.split_at(bytes.len() - dots);
    let mut names: Vec<Box<[u8]>> = head.split(|byte| *byte == b'.').map(Box::from).collect();
    if let Some(last) = names.last_mut() {
        *last = [&**last, tail].concat().into();
    }
    names
}

/// The paths that lead to a path, from the outermost on, without itself.
pub(super) fn parents(path: &JsonString) -> Vec<JsonString> {
    let mut names = names(path);
    names.pop();
    (1..=names.len())
        .filter_map(|count| names.get(..count))
        .map(|names| JsonString::from_wtf8(names.join(&b'.')))
        .collect()
}

fn to_members(members: &Members) -> Vec<Member> {
    let members = members.iter().map(|(name, place)| Member {
        name: JsonString::from_wtf8(name.clone()),
        name_span: Span::default(),
        value: place.to_value(),
    });
    members.collect()
}

impl Place {
    fn to_value(&self) -> Value {
        let objects = self.objects.values();
        let objects = objects.map(|members| made(Kind::Object(to_members(members))));
        let mut elements: Vec<Value> = self.values.iter().cloned().chain(objects).collect();
        match elements.pop() {
            Some(only) if elements.is_empty() && !self.is_list => only,
            last => {
                elements.extend(last);
                made(Kind::Array(elements))
            }
        }
    }
}

fn made(kind: Kind) -> Value {
    Value {
        span: Span::default(),
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(values: &[(&str, &[usize], &str)]) -> String {
        let mut draft = Draft::new();
        for (path, elements, value) in values {
            draft.put(&(*path).into(), elements, json::parse(value).unwrap());
        }
        draft.to_event().to_compact()
    }

    rows! { event;
        nested: &[("a.b.c", &[], "1"), ("a.d", &[], "2")] => r#"{"a":{"b":{"c":1},"d":2}}"#;
        several_values: &[("a", &[], "1"), ("a", &[], "2")] => r#"{"a":[1,2]}"#;
        beside_an_object: &[("a", &[], "1"), ("a.b", &[], "2")] => r#"{"a":[1,{"b":2}]}"#;
        in_nested_arrays: &[("a.b.c", &[0, 0], "1"), ("a.b.c", &[0, 1], "2"), ("a.d", &[1], "3")]
            => r#"{"a":[{"b":[{"c":1},{"c":2}]},{"d":3}]}"#;
        an_empty_name_inside: &[("a..b", &[], "1")] => r#"{"a":{"":{"b":1}}}"#;
        a_dot_at_the_end: &[("a.", &[], "1")] => r#"{"a.":1}"#;
        no_name: &[("", &[], "1")] => r#"{"":1}"#;
        only_dots: &[("..", &[], "1")] => r#"{"..":1}"#;
    }

    #[test]
    fn the_envelope_is_put_around() {
        let mut draft = Draft::new();
        draft.put(&"source".into(), &[], json::parse(r#""mine""#).unwrap());
        draft.put(&"resources".into(), &[], json::parse(r#""r""#).unwrap());
        draft.make_list(&"resources".into());
        draft.put(&"x".into(), &[], json::parse("1").unwrap());
        draft.put_envelope();
        assert_eq!(
            draft.to_event().to_compact(),
            r#"{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"mine","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":["r"],"x":1,"detail":{}}"#
        );
    }

    #[test]
    fn parents_lead_to_a_path() {
        let of = |path: &str| parents(&path.into());
        assert_eq!(of("a.b.c"), [JsonString::from("a"), "a.b".into()]);
        assert!(of("a").is_empty());
        assert_eq!(of(".b"), [JsonString::from("")]);
    }
}
