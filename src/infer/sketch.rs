//! What is kept of the events that are to match.

use std::collections::BTreeMap;

use super::MOST_VALUES;
use super::fields::{Fields, Leaf, by_field};
use super::made::is_made;
use crate::json::{Kind, Value};
use crate::pattern::comparison::Number;

/// Values and affixes that are longer are not looked at, in bytes.
pub(super) const LONGEST_VALUE: usize = 1_000;

/// Values that one event has of one field, as far as they are compared with those of the others.
const MOST_ELEMENTS: usize = 64;

/// Values of elements that are looked for in the other events.
const MOST_ANCHORS: usize = 16;

/// What is known of all fields; grows with the fields, not with the events.
#[derive(Clone, Debug, Default)]
pub struct Sketches {
    pub(super) fields: Fields,
    pub(super) sketches: Vec<Sketch>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) events: u64,
}

/// A value that some element of an array of objects has in every event, and what that element has beside it.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) array: usize,
    pub(super) field: usize,
    /// As JSON.
    pub(super) value: Box<str>,
    pub(super) beside: BTreeMap<usize, Sketch>,
}

/// What is known of one field.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// How many events have it.
    pub(super) events: u64,
    /// The values that each of these events has, as JSON.
    pub(super) common: Vec<Box<str>>,
    /// The first value of each event, as JSON, with how often it comes; `None` once there are too many.
    pub(super) values: Option<BTreeMap<Box<str>, u64>>,
    /// What all first values begin and end with, while they are texts.
    pub(super) affixes: Option<Affixes>,
    /// The least and the greatest first value, while they are numbers that can be compared.
    pub(super) range: Option<(Number, Number)>,
    /// Whether every first value looks as if it were made for its event.
    pub(super) is_made: bool,
}

/// What texts begin and end with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Affixes {
    pub(super) prefix: String,
    pub(super) suffix: String,
    /// The bytes of the shortest text.
    pub(super) shortest: usize,
}

impl Sketches {
    /// Looks at an event that is to match.
    pub fn add(&mut self, event: &Value) {
        self.events += 1;
        let leaves = self.fields.leaves_of_new(event);
        self.sketches
            .resize_with(self.fields.count(), Sketch::default);
        for (field, leaves) in by_field(&leaves) {
            if let Some(sketch) = self.sketches.get_mut(field) {
                sketch.add(leaves);
            }
        }
        if self.events == 1 {
            self.anchors = anchors(&leaves, &self.fields);
        }
        let fields = &self.fields;
        self.anchors.retain_mut(|anchor| anchor.add(event, fields));
    }

    /// How many events were looked at.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Whether there were more fields than are looked at.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.fields.is_cut
    }
}

/// The values of the first event that lie in arrays of objects.
fn anchors(leaves: &[Leaf<'_>], fields: &Fields) -> Vec<Anchor> {
    let mut found: Vec<Anchor> = Vec::new();
    for (field, value) in leaves.iter().filter(|(_, value)| !is_made(value)) {
        let (Some(array), Some(value)) = (fields.innermost_array(*field), written(value)) else {
            continue;
        };
        if found.len() >= MOST_ANCHORS {
            break;
        }
        let is_known = |one: &Anchor| one.field == *field && one.value == value;
        if !found.iter().any(is_known) {
            found.push(Anchor {
                array,
                field: *field,
                value,
                beside: BTreeMap::new(),
            });
        }
    }
    found
}

/// A value as JSON; `None` if it is too long.
fn written(value: &Value) -> Option<Box<str>> {
    let text = value.to_compact();
    (text.len() <= LONGEST_VALUE).then(|| text.into_boxed_str())
}

impl Anchor {
    /// Looks at what stands beside it in an event; `false` if the event does not have it.
    fn add(&mut self, event: &Value, fields: &Fields) -> bool {
        let leaves = (fields.elements(event, self.array))
            .map(|element| fields.leaves_of(self.array, element))
            .find(|leaves| {
                let mut own = leaves.iter().filter(|(field, _)| *field == self.field);
                own.any(|(_, value)| written(value).as_ref() == Some(&self.value))
            });
        for (field, leaves) in leaves.iter().flat_map(|leaves| by_field(leaves)) {
            if field != self.field && fields.innermost_array(field) == Some(self.array) {
                self.beside.entry(field).or_default().add(leaves);
            }
        }
        leaves.is_some()
    }
}

impl Sketch {
    /// Looks at the values that one event has.
    fn add(&mut self, leaves: &[Leaf<'_>]) {
        let Some((_, first)) = leaves.first() else {
            return;
        };
        let own = || {
            let values = leaves.iter().take(MOST_ELEMENTS);
            values.filter_map(|(_, value)| written(value))
        };
        if self.events == 0 {
            self.common = own().collect();
            self.common.dedup();
            self.values = Some(BTreeMap::new());
            self.is_made = true;
        } else if !self.common.is_empty() {
            let own: Vec<Box<str>> = own().collect();
            self.common.retain(|value| own.contains(value));
        }
        self.events += 1;
        self.is_made &= is_made(first);
        self.add_value(written(first));
        self.add_text(first);
        self.add_number(first);
    }

    /// Counts a value, unless it is too long.
    fn add_value(&mut self, value: Option<Box<str>>) {
        let Some(values) = &mut self.values else {
            return;
        };
        let is_long = value.is_none();
        if let Some(value) = value {
            *values.entry(value).or_default() += 1;
        }
        if is_long || values.len() > MOST_VALUES {
            self.values = None;
        }
    }

    fn add_text(&mut self, value: &Value) {
        let text = value.as_str().filter(|text| text.len() <= LONGEST_VALUE);
        self.affixes = match (text, self.affixes.take()) {
            (Some(text), None) if self.events == 1 => Some(Affixes {
                prefix: text.to_owned(),
                suffix: text.to_owned(),
                shortest: text.len(),
            }),
            (Some(text), Some(mut affixes)) => {
                let shared = shared(affixes.prefix.chars(), text.chars());
                affixes.prefix.truncate(shared);
                let shared = shared_end(&affixes.suffix, text);
                let cut = affixes.suffix.len() - shared;
                affixes.suffix.drain(..cut);
                affixes.shortest = affixes.shortest.min(text.len());
                Some(affixes)
            }
            _ => None,
        };
    }

    fn add_number(&mut self, value: &Value) {
        let number = match &value.kind {
            Kind::Number(text) => Some(Number::new(text)),
            _ => None,
        };
        let number = number.filter(|number| number.comparable.is_some());
        self.range = match (number, self.range.take()) {
            (Some(number), None) if self.events == 1 => Some((number.clone(), number)),
            (Some(number), Some((least, greatest))) => Some(match number.comparable {
                value if value < least.comparable => (number, greatest),
                value if value > greatest.comparable => (least, number),
                _ => (least, greatest),
            }),
            _ => None,
        };
    }
}

/// How many bytes two texts share, in whole characters.
fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let pairs = one.zip(other).take_while(|(one, other)| one == other);
    pairs.map(|(one, _)| one.len_utf8()).sum()
}

fn shared_end(one: &str, other: &str) -> usize {
    shared(one.chars().rev(), other.chars().rev())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn sketch(values: &[&str]) -> Sketch {
        let mut sketches = Sketches::default();
        for value in values {
            sketches.add(&json::parse(&format!(r#"{{"a":{value}}}"#)).unwrap());
        }
        sketches.sketches.remove(1)
    }

    #[test]
    fn what_texts_share_is_whole_characters() {
        let affixes = sketch(&[r#""äö-1-€""#, r#""äü-22-€""#]).affixes.unwrap();
        assert_eq!((&*affixes.prefix, &*affixes.suffix), ("ä", "-€"));
        assert_eq!(affixes.shortest, "äö-1-€".len());
        assert!(sketch(&[r#""a""#, "1"]).affixes.is_none());
        assert!(sketch(&["1", r#""a""#]).affixes.is_none());
    }

    #[test]
    fn numbers_keep_the_text_of_their_ends() {
        let (least, greatest) = sketch(&["1.50", "-2e0", "7"]).range.unwrap();
        assert_eq!((&*least.text, &*greatest.text), ("-2e0", "7"));
    }

    #[test]
    fn what_every_event_has_is_found_in_lists() {
        let common = sketch(&[r#"["x","y"]"#, r#"["z","y"]"#, r#""y""#]).common;
        assert_eq!(common, [r#""y""#.into()]);
    }
}
