//! The fields of an event by their paths, for hints.

use std::collections::HashSet;

use crate::json::Value;
use crate::source::Span;

/// How many values of an event are looked at, how deep, and how long a path may be, in bytes.
const MAXIMUM_VALUES: usize = 20_000;
const MAXIMUM_DEPTH: usize = 40;
const MAXIMUM_PATH: usize = 4096;

/// A field of the event.
#[derive(Debug)]
pub(super) struct Entry<'e> {
    /// The names on the way.
    pub(super) names: Vec<&'e [u8]>,
    /// The names joined with `.`.
    pub(super) path: Vec<u8>,
    /// The last name in the event, quotes included.
    pub(super) name_span: Span,
    /// The value; of fields in different array elements that share a path, the first one.
    pub(super) value: &'e Value,
}

/// The fields of an event, objects and arrays among them, each path once.
#[derive(Debug, Default)]
pub(super) struct Index<'e> {
    pub(super) entries: Vec<Entry<'e>>,
}

impl<'e> Index<'e> {
    /// Lists the first fields of an event.
    pub(super) fn new(event: &'e Value) -> Self {
        let mut index = Self::default();
        let mut walk = Walk {
            seen: HashSet::new(),
            visited: 0,
        };
        walk.value(&mut index, event, &mut Vec::new(), &mut Vec::new(), 0);
        index
    }
}

struct Walk {
    seen: HashSet<Vec<u8>>,
    visited: usize,
}

impl Walk {
    fn value<'e>(
        &mut self,
        index: &mut Index<'e>,
        value: &'e Value,
        names: &mut Vec<&'e [u8]>,
        path: &mut Vec<u8>,
        depth: usize,
    ) {
        self.visited += 1;
        if self.visited > MAXIMUM_VALUES || depth > MAXIMUM_DEPTH {
            return;
        }
        for element in value.as_array().unwrap_or_default() {
            self.value(index, element, names, path, depth + 1);
        }
        let length = path.len();
        for member in value.as_object().unwrap_or_default() {
            let name = member.name.as_wtf8();
            if length + name.len() >= MAXIMUM_PATH {
                continue;
            }
            if !names.is_empty() {
                path.push(b'.');
            }
            path.extend_from_slice(name);
            names.push(name);
            // No pattern reaches what stands under an empty name at the end of a path.
            if !name.is_empty() && self.seen.insert(path.clone()) {
                index.entries.push(Entry {
                    names: names.clone(),
                    path: path.clone(),
                    name_span: member.name_span,
                    value: &member.value,
                });
            }
            self.value(index, &member.value, names, path, depth + 1);
            names.pop();
            path.truncate(length);
        }
    }
}
