//! Nodes: values, and what it costs to repeat them.

use granit_parser::{ScalarStyle, StructureStyle};

use super::syntax::{self, DEEPEST};
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// How many bytes of a text count as one value more.
const BYTES_OF_A_VALUE: usize = 64;

/// A value, and what it costs to repeat it.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    /// How many values it is.
    pub(super) count: usize,
    /// How deep maps and lists stand in it.
    pub(super) height: usize,
    /// Where it stands: of what an alias repeats, the alias.
    pub(super) at: Span,
}

/// Where an event stands, and the tag before it.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub(super) span: Span,
    pub(super) tag: Option<Span>,
}

/// In what a node stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) depth: usize,
    pub(super) in_brackets: bool,
}

impl Node {
    /// A scalar with a text of so many bytes.
    pub(super) fn leaf(value: Value, bytes: usize) -> Self {
        let at = value.span;
        Self {
            value,
            count: 1 + bytes / BYTES_OF_A_VALUE,
            height: 0,
            at,
        }
    }

    /// The call of a function with the node as its argument.
    pub(super) fn argument_of(self, name: &str, tag: Span) -> Self {
        let member = Member {
            name: JsonString::from(name),
            name_span: tag,
            value: self.value,
        };
        let span = tag.to(member.value.span);
        Self {
            value: Value {
                span,
                kind: Kind::Object(vec![member]),
            },
            count: self.count + 1,
            height: self.height + 1,
            at: span,
        }
    }
}

/// What the nodes in a map or a list cost together, and where they stand.
#[derive(Default)]
pub(super) struct Size {
    pub(super) count: usize,
    pub(super) height: usize,
    pub(super) at: Option<Span>,
}

impl Size {
    pub(super) fn add(&mut self, node: &Node) {
        self.count += node.count;
        self.height = self.height.max(node.height);
        self.stretch(node.at);
    }

    pub(super) fn stretch(&mut self, span: Span) {
        self.at = Some(self.at.map_or(span, |at| at.to(span)));
    }

    /// The map or the list itself.
    pub(super) fn node(self, kind: Kind, span: Span) -> Node {
        Node {
            value: Value { span, kind },
            count: self.count + 1,
            height: self.height + 1,
            at: span,
        }
    }
}

/// One level further in.
pub(super) fn inside(
    place: Place,
    style: StructureStyle,
    extent: Extent,
) -> Result<Place, Diagnostic> {
    if place.depth >= DEEPEST {
        return Err(syntax::too_deep(extent.span));
    }
    Ok(Place {
        depth: place.depth + 1,
        in_brackets: style == StructureStyle::Flow,
    })
}

/// Whether nothing is written: the parser has `~` there, and a place without extent.
pub(super) fn is_empty(text: &str, style: ScalarStyle, span: Span) -> bool {
    style == ScalarStyle::Plain && span.is_empty() && text == "~"
}

pub(super) fn null(span: Span) -> Value {
    Value {
        span,
        kind: Kind::Null,
    }
}
