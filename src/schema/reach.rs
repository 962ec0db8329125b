//! Where the paths of patterns lead, by what events may be.

use super::node::{Node, Others, Types};
use super::values::admits;
use crate::pattern::ast::{Test, ValueList};

/// Where the path of a pattern leads by what events may be.
pub(super) struct Reach<'n> {
    /// What may stand there; arrays are gone into.
    pub(super) leaves: Vec<&'n Node>,
    /// Whether anything may stand there.
    is_anything: bool,
    /// Whether it is in every event.
    is_always: bool,
    /// Why it leads nowhere, if it does.
    pub(super) stopped: Option<Stopped>,
}

/// Why a path leads nowhere.
pub(super) enum Stopped {
    /// The object at this path has fields of these names only.
    Unknown(String, Vec<String>),
    /// What stands at this path has no fields.
    Scalar(String, Types),
}

impl Reach<'_> {
    pub(super) fn is_nowhere(&self) -> bool {
        self.leaves.is_empty() && !self.is_anything
    }

    /// Whether a test can pass there.
    pub(super) fn admits(&self, test: &Test, list_has_numbers: bool) -> bool {
        if test.is_absence() {
            return !self.is_always;
        }
        self.is_anything
            || self
                .leaves
                .iter()
                .any(|node| admits(node, test, list_has_numbers))
    }

    /// Whether a list can be satisfied there.
    pub(super) fn can_pass(&self, values: &ValueList) -> bool {
        let has_numbers = values.compares_numbers();
        let mut tests = values.comparisons.iter().map(|one| &one.test);
        tests.any(|test| self.admits(test, has_numbers))
    }
}

/// Follows the path of a pattern: names joined by `.`, arrays not told.
pub(super) fn reach<'n>(event: &'n Node, path: &str) -> Reach<'n> {
    let mut reach = Reach {
        leaves: Vec::new(),
        is_anything: false,
        is_always: false,
        stopped: None,
    };
    follow(event, "", path, true, &mut reach);
    reach
}

/// `path` leads to the node, `rest` on from it; `is_always` tells whether every event has the node.
fn follow<'n>(node: &'n Node, path: &str, rest: &str, is_always: bool, reach: &mut Reach<'n>) {
    if node.types.meets(Types::ARRAY) {
        match &node.elements {
            Some(elements) => follow(elements, path, rest, false, reach),
            None => reach.is_anything = true,
        }
    }
    if !node.types.meets(Types::OBJECT) {
        if !node.types.meets(Types::ARRAY) {
            reach.stopped = Some(Stopped::Scalar(path.to_owned(), node.types));
        }
        return;
    }
    let is_only = node.types == Types::OBJECT;
    let mut is_found = false;
    for (name, field) in &node.fields {
        let Some(behind) = rest.strip_prefix(name.as_str()) else {
            continue;
        };
        let is_always = is_always && is_only && field.is_required;
        if behind.is_empty() {
            is_found = true;
            reach.is_always |= is_always && !field.node.types.meets(Types::ARRAY.or(Types::OBJECT));
            leaves(&field.node, reach);
        } else if let Some(behind) = behind.strip_prefix('.') {
            is_found = true;
            follow(&field.node, &below(path, name), behind, is_always, reach);
        }
    }
    if is_found {
        return;
    }
    match &node.others {
        Others::Map(map) => match rest.split_once('.') {
            None => leaves(map, reach),
            // Where the name of the field ends is not known.
            Some(_) => reach.is_anything = true,
        },
        Others::Allowed => reach.is_anything = true,
        Others::Unsaid if node.fields.is_empty() => reach.is_anything = true,
        Others::Unsaid | Others::Refused => {
            let names = node.fields.keys().cloned().collect();
            reach.stopped = Some(Stopped::Unknown(path.to_owned(), names));
        }
    }
}

/// What tests see at a node: arrays are gone into.
fn leaves<'n>(node: &'n Node, reach: &mut Reach<'n>) {
    reach.leaves.push(node);
    if node.types.meets(Types::ARRAY) {
        match &node.elements {
            Some(elements) => leaves(elements, reach),
            None => reach.is_anything = true,
        }
    }
}

pub(super) fn below(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    }
}
