//! The fields of events, each with a number.

use std::collections::BTreeMap;

use super::MOST_FIELDS;
use crate::json::{Kind, Value};

/// How deep fields may lie.
const MAXIMUM_DEPTH: usize = 64;

/// Every field that some event has, and how they lie in each other.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    nodes: Vec<Node>,
    /// Whether there were more.
    pub(super) is_cut: bool,
}

/// A field, or an object around fields.
#[derive(Clone, Debug, Default)]
struct Node {
    parent: usize,
    name: Box<str>,
    children: BTreeMap<Box<str>, usize>,
    /// Whether an array of objects stood here.
    is_array: bool,
}

/// A value of an event and the number of its field.
pub(super) type Leaf<'e> = (usize, &'e Value);

impl Default for Fields {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            is_cut: false,
        }
    }
}

impl Fields {
    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The names that lead to a field.
    pub(super) fn path(&self, mut field: usize) -> Vec<&str> {
        let mut names = Vec::new();
        while let Some(node) = self.nodes.get(field).filter(|_| field != 0) {
            names.push(&*node.name);
            field = node.parent;
        }
        names.reverse();
        names
    }

    /// The outermost array of objects in which a field lies.
    pub(super) fn array(&self, mut field: usize) -> Option<usize> {
        let mut array = None;
        while let Some(node) = self.nodes.get(field).filter(|_| field != 0) {
            field = node.parent;
            if self.nodes.get(field).is_some_and(|node| node.is_array) {
                array = Some(field);
            }
        }
        array
    }

    /// The values of an event by their fields, sorted by these; fields that are new get a number.
    pub(super) fn leaves_of_new<'e>(&mut self, event: &'e Value) -> Vec<Leaf<'e>> {
        let mut leaves = Vec::new();
        let mut due = vec![(0, event, 0)];
        while let Some((at, value, depth)) = due.pop() {
            match &value.kind {
                Kind::Object(members) if depth < MAXIMUM_DEPTH => {
                    for member in members {
                        let name = member.name.as_str().filter(|name| is_writable(name));
                        if let Some(child) = name.and_then(|name| self.child_or_new(at, name)) {
                            due.push((child, &member.value, depth + 1));
                        }
                    }
                }
                Kind::Array(elements) if depth < MAXIMUM_DEPTH => {
                    let has_objects = elements.iter().any(is_nested);
                    if let Some(node) = self.nodes.get_mut(at).filter(|_| has_objects) {
                        node.is_array = true;
                    }
                    due.extend(elements.iter().map(|element| (at, element, depth + 1)));
                }
                Kind::Object(_) | Kind::Array(_) | Kind::Open(_) => {}
                _ => leaves.push((at, value)),
            }
        }
        // What was pushed last came first.
        leaves.reverse();
        leaves.sort_by_key(|(field, _)| *field);
        leaves
    }

    /// The same of known fields alone.
    pub(super) fn leaves<'e>(&self, event: &'e Value) -> Vec<Leaf<'e>> {
        let mut leaves = Vec::new();
        let mut due = vec![(0, event, 0)];
        while let Some((at, value, depth)) = due.pop() {
            match &value.kind {
                Kind::Object(members) if depth < MAXIMUM_DEPTH => {
                    let node = self.nodes.get(at);
                    due.extend(members.iter().filter_map(|member| {
                        let child = node?.children.get(member.name.as_str()?)?;
                        Some((*child, &member.value, depth + 1))
                    }));
                }
                Kind::Array(elements) if depth < MAXIMUM_DEPTH => {
                    due.extend(elements.iter().map(|element| (at, element, depth + 1)));
                }
                Kind::Object(_) | Kind::Array(_) | Kind::Open(_) => {}
                _ => leaves.push((at, value)),
            }
        }
        leaves.reverse();
        leaves.sort_by_key(|(field, _)| *field);
        leaves
    }

    fn child_or_new(&mut self, parent: usize, name: &str) -> Option<usize> {
        let next = self.nodes.len();
        let node = self.nodes.get_mut(parent)?;
        if let Some(child) = node.children.get(name) {
            return Some(*child);
        }
        if next >= MOST_FIELDS {
            self.is_cut = true;
            return None;
        }
        node.children.insert(name.into(), next);
        self.nodes.push(Node {
            parent,
            name: name.into(),
            ..Node::default()
        });
        Some(next)
    }
}

/// Whether a pattern can name it: `$or` is no field there, and dots and empty names are read otherwise.
fn is_writable(name: &str) -> bool {
    !name.is_empty() && !name.contains('.') && name != "$or"
}

fn is_nested(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_))
}

/// The values of each field, one field after the other.
pub(super) fn by_field<'l, 'e>(
    leaves: &'l [Leaf<'e>],
) -> impl Iterator<Item = (usize, &'l [Leaf<'e>])> {
    leaves
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|chunk| Some((chunk.first()?.0, chunk)))
}
