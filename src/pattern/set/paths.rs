//! The field paths of all patterns, as a tree of names.
//!
//! A path is cut at its dots, and so is every name of an event: `{"a.b": 1}` and `{"a": {"b": 1}}` lead to
//! the same place. While an event is read, one place in the tree stands for the path so far: going into a member is one
//! step, and a member without such a step holds nothing that any pattern asks for.
//!
//! The tree also knows the places at or below which two fields of *one* sub-rule lie. Elements are told apart only in
//! arrays there: anywhere else it does not matter in which element a value lies, and nothing is noted of them.

use std::collections::BTreeMap;

/// A place in the tree.
pub(super) type NodeId = u32;

/// The number of a path that some pattern names.
pub(super) type FieldId = u32;

/// The tree.
#[derive(Debug)]
pub(super) struct PathTree {
    nodes: Vec<Node>,
    fields: u32,
}

/// What is known of one place.
#[derive(Debug, Default)]
struct Node {
    children: BTreeMap<Box<[u8]>, (NodeId, u32)>,
    field: Option<FieldId>,
    is_shared: bool,
}

/// Where the paths begin: the event itself.
pub(super) const ROOT: NodeId = 0;

impl PathTree {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            fields: 0,
        }
    }

    /// The number of a path (WTF-8), which is new if the path is.
    pub(super) fn add(&mut self, path: &[u8]) -> FieldId {
        let mut node = ROOT;
        for piece in path.split(|byte| *byte == b'.') {
            node = self.add_child(node, piece);
        }
        let next = self.fields;
        let field = self
            .nodes
            .get_mut(node as usize)
            .map_or(next, |node| *node.field.get_or_insert(next));
        self.fields = self.fields.max(field + 1);
        field
    }

    fn add_child(&mut self, parent: NodeId, piece: &[u8]) -> NodeId {
        let new = self.nodes.len() as NodeId;
        let Some(node) = self.nodes.get_mut(parent as usize) else {
            return parent;
        };
        if let Some((known, _)) = node.children.get(piece) {
            return *known;
        }
        let order = node.children.len() as u32;
        node.children.insert(piece.into(), (new, order));
        self.nodes.push(Node::default());
        new
    }

    /// Notes that a sub-rule has these fields: where two of them lie at or below one place, array elements
    /// there have to be told apart.
    pub(super) fn note_together<'a>(&mut self, paths: impl Iterator<Item = &'a [u8]>) {
        let mut below: BTreeMap<NodeId, u32> = BTreeMap::new();
        for path in paths {
            let mut node = ROOT;
            for piece in path.split(|byte| *byte == b'.') {
                let Some((child, _)) = self.child(node, piece) else {
                    break;
                };
                node = child;
                *below.entry(node).or_default() += 1;
            }
        }
        for (node, _) in below.into_iter().filter(|(_, fields)| *fields > 1) {
            if let Some(node) = self.nodes.get_mut(node as usize) {
                node.is_shared = true;
            }
        }
    }

    /// How many paths there are.
    pub(super) fn field_count(&self) -> usize {
        self.fields as usize
    }

    /// The place behind a name without dots, and which of its parent's children it is.
    pub(super) fn child(&self, node: NodeId, piece: &[u8]) -> Option<(NodeId, u32)> {
        self.nodes.get(node as usize)?.children.get(piece).copied()
    }

    /// The place behind a name of an event, which may have dots in it; no child's number then.
    pub(super) fn step(&self, node: NodeId, name: &[u8]) -> Option<(NodeId, Option<u32>)> {
        if !name.contains(&b'.') {
            return self
                .child(node, name)
                .map(|(child, order)| (child, Some(order)));
        }
        name.split(|byte| *byte == b'.')
            .try_fold(node, |node, piece| Some(self.child(node, piece)?.0))
            .map(|node| (node, None))
    }

    /// The path that ends here, if one does.
    pub(super) fn field(&self, node: NodeId) -> Option<FieldId> {
        self.nodes.get(node as usize)?.field
    }

    /// Whether a name leads on from here.
    pub(super) fn leads_on(&self, node: NodeId) -> bool {
        let node = self.nodes.get(node as usize);
        node.is_some_and(|node| !node.children.is_empty())
    }

    /// How many names lead on from here, if no path goes on behind any of them. `None` if one does: a name with dots may
    /// then lead to what lies behind it, however often it was seen.
    pub(super) fn last_names(&self, node: NodeId) -> Option<usize> {
        let children = self.nodes.get(node as usize).map(|node| &node.children);
        let mut behind = children.into_iter().flat_map(BTreeMap::values);
        let goes_on = behind.any(|(child, _)| self.leads_on(*child));
        (!goes_on).then(|| children.map_or(0, BTreeMap::len))
    }

    /// Whether some sub-rule has two fields at or below this place.
    pub(super) fn is_shared(&self, node: NodeId) -> bool {
        self.nodes
            .get(node as usize)
            .is_some_and(|node| node.is_shared)
    }
}
