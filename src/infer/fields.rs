//! The fields of events, each with a number.

use std::collections::BTreeMap;

use super::MOST_FIELDS;
use crate::json::{Kind, Member, Value};

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

/// What is due to be looked at: the node, the value, and how deep it lies.
type Due<'e> = (usize, &'e Value, usize);

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

    /// The innermost array of objects in which a field lies.
    pub(super) fn innermost_array(&self, mut field: usize) -> Option<usize> {
        while let Some(node) = self.nodes.get(field).filter(|_| field != 0) {
            field = node.parent;
            if self.nodes.get(field).is_some_and(|node| node.is_array) {
                return Some(field);
            }
        }
        None
    }

    /// The elements of an array of objects, and the object that stands in the place of one.
    pub(super) fn elements<'e>(
        &self,
        event: &'e Value,
        array: usize,
    ) -> impl Iterator<Item = &'e Value> + use<'e> {
        let mut here = vec![event];
        for name in self.path(array) {
            let objects = here.into_iter().flat_map(objects);
            here = objects
                .flat_map(|members| members.iter().filter(|one| one.name == *name))
                .map(|member| &member.value)
                .collect();
        }
        here.into_iter().flat_map(|value| match &value.kind {
            Kind::Array(elements) => elements.as_slice(),
            _ => std::slice::from_ref(value),
        })
    }

    /// The values of an event by their fields, sorted by these; fields that are new get a number.
    pub(super) fn leaves_of_new<'e>(&mut self, event: &'e Value) -> Vec<Leaf<'e>> {
        let mut leaves = Vec::new();
        let mut due: Vec<Due<'e>> = vec![(0, event, 0)];
        while let Some((at, value, depth)) = due.pop() {
            match &value.kind {
                Kind::Object(members) if depth < MAXIMUM_DEPTH => {
                    for member in members {
                        let name = member.name.as_str().filter(|name| is_writable(name));
                        let child = name.and_then(|name| {
                            (name.split('.')).try_fold(at, |at, piece| self.child_or_new(at, piece))
                        });
                        if let Some(child) = child {
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
        sorted(leaves)
    }

    /// The same of known fields alone.
    pub(super) fn leaves<'e>(&self, event: &'e Value) -> Vec<Leaf<'e>> {
        self.leaves_of(0, event)
    }

    /// The same of what stands at a field.
    pub(super) fn leaves_of<'e>(&self, field: usize, value: &'e Value) -> Vec<Leaf<'e>> {
        let mut leaves = Vec::new();
        let mut due: Vec<Due<'e>> = vec![(field, value, 0)];
        while let Some((at, value, depth)) = due.pop() {
            match &value.kind {
                Kind::Object(members) if depth < MAXIMUM_DEPTH => {
                    due.extend(members.iter().filter_map(|member| {
                        let mut names = member.name.as_str()?.split('.');
                        let child = names.try_fold(at, |at, name| self.child(at, name))?;
                        Some((child, &member.value, depth + 1))
                    }));
                }
                Kind::Array(elements) if depth < MAXIMUM_DEPTH => {
                    due.extend(elements.iter().map(|element| (at, element, depth + 1)));
                }
                Kind::Object(_) | Kind::Array(_) | Kind::Open(_) => {}
                _ => leaves.push((at, value)),
            }
        }
        sorted(leaves)
    }

    fn child(&self, parent: usize, name: &str) -> Option<usize> {
        self.nodes.get(parent)?.children.get(name).copied()
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

/// Leaves in the order of their fields, those of a field in that of the event.
fn sorted(mut leaves: Vec<Leaf<'_>>) -> Vec<Leaf<'_>> {
    // What was pushed last came first.
    leaves.reverse();
    leaves.sort_by_key(|(field, _)| *field);
    leaves
}

/// Whether a pattern can name it: `$or` is no field there, and names without a letter are read otherwise. Dots separate
/// names, as objects in each other do.
fn is_writable(name: &str) -> bool {
    let mut pieces = name.split('.');
    pieces.all(|piece| !piece.is_empty() && piece != "$or")
}

/// The members of the objects that a value is, or that stand in it as elements.
fn objects(value: &Value) -> Vec<&[Member]> {
    match &value.kind {
        Kind::Array(elements) => (elements.iter().filter_map(Value::as_object)).collect(),
        _ => value.as_object().into_iter().collect(),
    }
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
