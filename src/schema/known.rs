//! What may be an event of AWS's own services, as the catalogue knows it.

use super::node::{Field, Node, Others, Types};
use crate::event::catalogue::{self, DetailType, FieldKind};
use crate::json::Value;
use crate::source::Span;

/// The members of the envelope that are texts.
const TEXTS: [&str; 5] = ["account", "id", "region", "time", "version"];

/// An event of that source and type; `None` where the catalogue does not know its fields.
///
/// The registry does not tell which fields may be `null`, so each may.
#[must_use]
pub fn known_event(source: &str, detail_type: &str) -> Option<Node> {
    let known = catalogue::detail_type(source, detail_type)?;
    let mut event = any_event(Some(source), Some(detail_type));
    let mut detail = detail(known)?;
    if known.is_open() {
        detail.others = Others::Allowed;
        for name in OPEN {
            if let Some(field) = detail.fields.get_mut(name) {
                field.node = Node::any(Span::at(0));
            }
        }
    }
    event
        .fields
        .insert("detail".to_owned(), field(detail, true));
    Some(event)
}

/// What of a CloudTrail record depends on the call, or on who makes it.
const OPEN: [&str; 5] = [
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "serviceEventDetails",
    "userIdentity",
];

/// An event of which no more is known than what holds for every event: its `detail` may be any object.
#[must_use]
pub fn any_event(source: Option<&str>, detail_type: Option<&str>) -> Node {
    let mut event = Node::of(Types::OBJECT, Span::at(0));
    for name in TEXTS {
        let text = Node::of(Types::STRING, Span::at(0));
        event.fields.insert(name.to_owned(), field(text, true));
    }
    // An event has it only when it is replayed.
    let text = Node::of(Types::STRING, Span::at(0));
    event
        .fields
        .insert("replay-name".to_owned(), field(text, false));
    let mut resources = Node::of(Types::ARRAY, Span::at(0));
    resources.elements = Some(Box::new(Node::of(Types::STRING, Span::at(0))));
    event
        .fields
        .insert("resources".to_owned(), field(resources, true));
    for (name, value) in [("source", source), ("detail-type", detail_type)] {
        let mut text = Node::of(Types::STRING, Span::at(0));
        text.values = value.map(|value| vec![Value::text(value, Span::at(0))]);
        event.fields.insert(name.to_owned(), field(text, true));
    }
    let mut detail = Node::of(Types::OBJECT, Span::at(0));
    detail.others = Others::Allowed;
    event
        .fields
        .insert("detail".to_owned(), field(detail, true));
    event
}

fn field(node: Node, is_required: bool) -> Field {
    Field {
        node,
        is_required,
        span: Span::at(0),
    }
}

/// What may be the detail, if the registry tells.
fn detail(known: &DetailType) -> Option<Node> {
    let mut detail = Node::of(Types::OBJECT, Span::at(0));
    for one in known.fields.as_ref()? {
        let mut node = Node::of(types(one.kind), Span::at(0));
        if matches!(one.kind, FieldKind::Map | FieldKind::Any) {
            node.others = Others::Allowed;
        }
        if one.is_array {
            let elements = node;
            node = Node::of(Types::ARRAY.or(Types::NULL), Span::at(0));
            node.elements = Some(Box::new(elements));
        }
        insert(&mut detail, &one.path, field(node, one.is_required));
    }
    Some(detail)
}

fn types(kind: FieldKind) -> Types {
    let types = match kind {
        FieldKind::String => Types::STRING,
        FieldKind::Number => Types::INTEGER.or(Types::FRACTION),
        FieldKind::Integer => Types::INTEGER,
        FieldKind::Boolean => Types::BOOLEAN,
        FieldKind::Object | FieldKind::Map => Types::OBJECT,
        FieldKind::Any => Types::ALL,
    };
    types.or(Types::NULL)
}

/// Puts a field at its place; what is above it is there.
fn insert(node: &mut Node, path: &[&str], field: Field) {
    let mut node = node;
    let Some((last, above)) = path.split_last() else {
        return;
    };
    for name in above {
        let Some(next) = node.fields.get_mut(*name) else {
            return;
        };
        node = match &mut next.node {
            Node {
                elements: Some(elements),
                ..
            } => elements,
            plain => plain,
        };
    }
    node.fields.insert((*last).to_owned(), field);
}
