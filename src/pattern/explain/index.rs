//! The paths of an event, for hints.

use std::collections::HashSet;

use crate::json::Value;

/// How many values of an event are looked at, how deep, and how long a path may be, in bytes.
const MAXIMUM_VALUES: usize = 20_000;
const MAXIMUM_DEPTH: usize = 40;
const MAXIMUM_PATH: usize = 4096;

/// The paths of an event, of objects and arrays among them, each once.
#[derive(Debug, Default)]
pub(super) struct PathIndex {
    /// Names joined with `.`.
    pub(super) paths: Vec<Vec<u8>>,
}

impl PathIndex {
    /// Lists the first paths of an event.
    pub(super) fn new(event: &Value) -> Self {
        let mut index = Self::default();
        let mut walk = PathWalk {
            seen: HashSet::new(),
            visited: 0,
        };
        walk.value(&mut index, event, &mut Vec::new(), 0);
        index
    }

    /// Whether the event has something at a path.
    pub(super) fn has(&self, path: &[u8]) -> bool {
        self.paths.iter().any(|own| own == path)
    }
}

struct PathWalk {
    seen: HashSet<Vec<u8>>,
    visited: usize,
}

impl PathWalk {
    fn value(&mut self, index: &mut PathIndex, value: &Value, path: &mut Vec<u8>, depth: usize) {
        self.visited += 1;
        if self.visited > MAXIMUM_VALUES || depth > MAXIMUM_DEPTH {
            return;
        }
        for element in value.as_array().unwrap_or_default() {
            self.value(index, element, path, depth + 1);
        }
        let length = path.len();
        for member in value.as_object().unwrap_or_default() {
            let name = member.name.as_wtf8();
            if length + name.len() >= MAXIMUM_PATH {
                continue;
            }
            if depth > 0 {
                path.push(b'.');
            }
            path.extend_from_slice(name);
            // No pattern reaches what stands under an empty name at the end of a path.
            if !name.is_empty() && self.seen.insert(path.clone()) {
                index.paths.push(path.clone());
            }
            self.value(index, &member.value, path, depth + 1);
            path.truncate(length);
        }
    }
}
