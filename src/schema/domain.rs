//! The events of a schema, for questions about patterns.

use super::node::{Node, Others, Types};
use crate::json::JsonString;
use crate::pattern::decide::{Arrays, Domain, Place};

/// The events that a schema takes, as far as it names their fields: a field that it does not name, where it names others,
/// is one that no event has.
///
/// # Example
///
/// ```
/// use evb::pattern::decide::Question;
/// use evb::pattern::decide::Relation;
/// use evb::pattern::{Dialect, parse};
/// use evb::schema::{Events, known_event};
///
/// let states = known_event("aws.ec2", "EC2 Instance State-change Notification").unwrap();
/// let named = parse(r#"{"detail": {"instance-id": [{"exists": true}]}}"#, Dialect::Bus).unwrap();
/// let misspelt = parse(r#"{"detail": {"instance_id": [{"exists": true}]}}"#, Dialect::Bus).unwrap();
/// let asked = Question::new(&named, &misspelt);
/// assert_eq!(asked.within(&Events(&states)).compare().relation, Relation::Narrower);
/// assert_eq!(asked.compare().relation, Relation::Overlapping);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Events<'n>(pub &'n Node);

impl Domain for Events<'_> {
    fn place(&self, path: &JsonString) -> Place {
        let Some(path) = path.as_str() else {
            return Place::ANY;
        };
        let mut node = self.0;
        let mut is_optional = false;
        for name in path.split('.') {
            while let (true, Some(elements)) = (node.types.meets(Types::ARRAY), &node.elements) {
                is_optional = true;
                node = elements;
            }
            is_optional |= !node.types.is_within(Types::OBJECT);
            node = match (node.fields.get(name), &node.others) {
                (Some(field), _) => {
                    is_optional |= !field.is_required;
                    &field.node
                }
                (None, Others::Map(node)) => {
                    is_optional = true;
                    node
                }
                (None, Others::Allowed) => return Place::ANY,
                (None, Others::Unsaid) if !node.knows_fields() && may_hold_objects(node) => {
                    return Place::ANY;
                }
                (None, Others::Unsaid | Others::Refused) => return Place::NOTHING,
            };
        }
        place(node, is_optional)
    }
}

/// Whether objects of which nothing is known may stand there.
fn may_hold_objects(node: &Node) -> bool {
    let is_array_of_anything = node.types.meets(Types::ARRAY) && node.elements.is_none();
    node.types.meets(Types::OBJECT) || is_array_of_anything
}

/// What stands at a place itself, or in an array there.
fn place(node: &Node, is_optional: bool) -> Place {
    let mut types = node.types;
    let mut values = node.values.clone();
    let mut inner = node;
    while let (true, Some(elements)) = (inner.types.meets(Types::ARRAY), &inner.elements) {
        types = types.or(elements.types);
        values = match (values, &elements.values) {
            (Some(all), Some(more)) => Some(all.into_iter().chain(more.iter().cloned()).collect()),
            (None, Some(more)) if !node.types.meets(Types::LEAVES) => Some(more.clone()),
            _ => None,
        };
        inner = elements;
    }
    if inner.types.meets(Types::ARRAY) {
        types = Types::ALL;
    }
    let is_leaf = |value: &crate::json::Value| Types::of(value).meets(Types::LEAVES);
    Place {
        strings: types.meets(Types::STRING),
        numbers: types.meets(Types::INTEGER.or(Types::FRACTION)),
        booleans: types.meets(Types::BOOLEAN),
        null: types.meets(Types::NULL),
        absent: is_optional || !node.types.is_within(Types::LEAVES),
        arrays: match (
            node.types.meets(Types::ARRAY),
            node.types.is_within(Types::ARRAY),
        ) {
            (_, true) => Arrays::Always,
            (true, false) => Arrays::Possible,
            (false, false) => Arrays::Never,
        },
        only: values.map(|values| values.into_iter().filter(is_leaf).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::known_event;

    #[test]
    fn a_place_is_what_its_field_may_hold() {
        let event = known_event("aws.ec2", "EC2 Instance State-change Notification").unwrap();
        let place = |path: &str| Events(&event).place(&path.into());
        let source = place("source");
        assert_eq!((source.strings, source.absent), (true, false));
        assert_eq!(source.only.map(|only| only.len()), Some(1));
        assert_eq!(place("resources").arrays, Arrays::Always);
        assert!(place("detail.state").strings && !place("detail.state").booleans);
        assert_eq!(place("detail.sate"), Place::NOTHING);
        assert_eq!(place("detail.state.x"), Place::NOTHING);
    }
}
