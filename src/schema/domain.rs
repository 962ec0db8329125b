//! The events of a schema, for questions about patterns.

use super::bounds;
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
        let mut rest = path;
        for name in path.split('.') {
            let behind = rest.get(name.len()..).unwrap_or_default();
            let path = std::mem::replace(&mut rest, behind.strip_prefix('.').unwrap_or_default());
            while let (true, Some(elements)) = (node.types.meets(Types::ARRAY), &node.elements) {
                // An object, or an array of others: a path leads through both.
                if node.types.meets(Types::OBJECT) {
                    return Place::ANY;
                }
                is_optional = true;
                node = elements;
            }
            // A name with dots spells several steps of a path; it is not followed up.
            let spells = |name: &String| {
                let behind = path.strip_prefix(name.as_str());
                name.contains('.')
                    && behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            if node.fields.keys().any(spells) {
                return Place::ANY;
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
    let mut nodes = vec![node];
    while let (true, Some(elements)) = (inner.types.meets(Types::ARRAY), &inner.elements) {
        types = types.or(elements.types);
        values = match (values, &elements.values) {
            (Some(all), Some(more)) => Some(all.into_iter().chain(more.iter().cloned()).collect()),
            (None, Some(more)) if !node.types.meets(Types::LEAVES) => Some(more.clone()),
            _ => None,
        };
        inner = elements;
        nodes.push(inner);
    }
    if inner.types.meets(Types::ARRAY) {
        types = Types::ALL;
    }
    let is_leaf = |value: &crate::json::Value| Types::of(value).meets(Types::LEAVES);
    let mut place = Place {
        strings: types.meets(Types::STRING),
        numbers: types.meets(Types::INTEGER.or(Types::FRACTION)),
        fractions: types.meets(Types::FRACTION),
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
        ..Place::ANY
    };
    if place.only.is_none() && !inner.types.meets(Types::ARRAY) {
        bounds::bound(&mut place, &nodes);
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::ast::Pattern;
    use crate::pattern::decide::{Containment, Question};
    use crate::pattern::{Dialect, parse};
    use crate::schema::{known_event, read};
    use crate::source::Source;

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

    /// Whether a pattern matches no event at all of some events.
    fn is_empty(event: &Node, pattern: &str) -> bool {
        let pattern = parse(pattern, Dialect::Bus).unwrap();
        let nothing = Pattern::nothing();
        let asked = Question::new(&pattern, &nothing);
        matches!(
            asked.within(&Events(event)).contains(),
            Containment::Holds { bounded_by: None }
        )
    }

    fn matches_no_state_change(detail: &str) -> bool {
        let event = known_event("aws.ec2", "EC2 Instance State-change Notification").unwrap();
        is_empty(&event, &format!(r#"{{"detail":{detail}}}"#))
    }

    #[test]
    fn no_event_of_a_schema_matches_what_it_does_not_know() {
        for (why, one, expected) in [
            (
                "every pattern has its event",
                r#"{"state":["running"]}"#,
                false,
            ),
            ("a field that is misspelt", r#"{"sate":["running"]}"#, true),
            (
                "the absence of a field that is misspelt",
                r#"{"sate":[{"exists":false}]}"#,
                false,
            ),
            (
                "a number for a string",
                r#"{"state":[1,{"numeric":[">",5]}]}"#,
                true,
            ),
            (
                "a field below a string",
                r#"{"state":{"name":["running"]}}"#,
                true,
            ),
            (
                "one of two alternatives",
                r#"{"$or":[{"sate":["running"]},{"state":["running"]}]}"#,
                false,
            ),
        ] {
            assert_eq!(matches_no_state_change(one), expected, "{why}");
        }
    }

    /// Whether no event has a value that satisfies a list, if a schema says that of the value.
    fn matches_nothing(keywords: &str, list: &str) -> bool {
        // In draft 4, which is meant where no draft is named, exclusive bounds are flags, and there is no `const`.
        let is_draft_4 = keywords.contains("true") || keywords.contains("false");
        let draft = if is_draft_4 { "draft-04" } else { "draft-07" };
        let schema = format!(
            r#"{{"$schema":"http://json-schema.org/{draft}/schema#","type":"object","properties":{{"detail":{{"type":"object","properties":{{"a":{{{keywords}}}}}}}}}}}"#
        );
        let (documents, told) = read(&Source::new("s.json", schema));
        assert!(told.is_empty(), "{keywords}: {told:?}");
        is_empty(
            &Node::event(&documents[0]),
            &format!(r#"{{"detail":{{"a":{list}}}}}"#),
        )
    }

    #[test]
    fn a_field_whose_name_has_dots_may_hold_anything() {
        let schema = r#"{"type":"object","properties":{"detail":{"type":"object","properties":{"a.b":{"type":"string"},"a":{"type":"integer"}}}}}"#;
        let (documents, _) = read(&Source::new("s.json", schema));
        let event = Node::event(&documents[0]);
        assert!(!is_empty(&event, r#"{"detail":{"a":{"b":["x"]}}}"#));
        assert!(!is_empty(&event, r#"{"detail":{"a":{"b":{"c":["x"]}}}}"#));
        assert!(is_empty(&event, r#"{"detail":{"a":["x"]}}"#));
    }

    #[test]
    fn a_path_leads_through_objects_beside_arrays() {
        let schema = r#"{"type":"object","properties":{"detail":{"type":"object","properties":{"a":{"type":["object","array"],"properties":{"b":{"type":"string"}},"items":{"type":"string"}}}}}}"#;
        let (documents, _) = read(&Source::new("s.json", schema));
        let event = Node::event(&documents[0]);
        assert!(!is_empty(&event, r#"{"detail":{"a":{"b":["x"]}}}"#));
    }

    #[test]
    fn no_event_matches_what_lies_outside_of_its_bounds() {
        for (why, one, other, expected) in [
            (
                "a number below the least",
                r#""type":"number","minimum":5"#,
                r#"[4,{"numeric":["<",5]}]"#,
                true,
            ),
            (
                "the least number",
                r#""type":"number","minimum":5"#,
                r#"[{"numeric":["<=",5]}]"#,
                false,
            ),
            (
                "the least number left out",
                r#""type":"number","exclusiveMinimum":5"#,
                r#"[5,{"numeric":["<=",5]}]"#,
                true,
            ),
            (
                "the least number left out in draft 4",
                r#""type":"number","minimum":5,"exclusiveMinimum":true"#,
                r#"[5]"#,
                true,
            ),
            (
                "the least number kept in draft 4",
                r#""type":"number","minimum":5,"exclusiveMinimum":false"#,
                r#"[5]"#,
                false,
            ),
            (
                "the greatest number",
                r#""type":"number","maximum":10,"exclusiveMaximum":8"#,
                r#"[8,{"numeric":[">",9]}]"#,
                true,
            ),
            (
                "a number that cannot be compared",
                r#""type":"number","minimum":0,"maximum":1"#,
                r#"[{"anything-but":[0.5]}]"#,
                false,
            ),
            (
                "other numbers than the only one",
                r#""type":"number","minimum":5,"maximum":5"#,
                r#"[{"anything-but":[5]}]"#,
                true,
            ),
            (
                "a number that is too long to compare",
                r#""type":"number","minimum":0"#,
                r#"[9007199254740993]"#,
                false,
            ),
            (
                "such a number outside",
                r#""type":"number","maximum":1"#,
                r#"[9007199254740993]"#,
                true,
            ),
            (
                "a bound that cannot be compared",
                r#""type":"number","minimum":9007199254740993"#,
                r#"[1]"#,
                false,
            ),
            (
                "a bound of numbers for strings",
                r#""type":["number","string"],"minimum":5"#,
                r#"["4"]"#,
                false,
            ),
            (
                "a text that is too short",
                r#""type":"string","minLength":3"#,
                r#"["ab",""]"#,
                true,
            ),
            (
                "a text that is long enough",
                r#""type":"string","minLength":3,"maxLength":3"#,
                r#"["é日x"]"#,
                false,
            ),
            (
                "a prefix that is too long",
                r#""type":"string","maxLength":3"#,
                r#"[{"prefix":"abcd"},{"wildcard":"a*b*c*d"}]"#,
                true,
            ),
            (
                "a wildcard that fits",
                r#""type":"string","maxLength":3"#,
                r#"[{"wildcard":"a*b*"}]"#,
                false,
            ),
            (
                "any other text that fits",
                r#""type":"string","minLength":9,"maxLength":9"#,
                r#"[{"anything-but":"x"}]"#,
                false,
            ),
            (
                "no other text than the empty one",
                r#""type":"string","maxLength":0"#,
                r#"[{"anything-but":""}]"#,
                true,
            ),
            (
                "a length that is not looked at",
                r#""type":"string","minLength":300"#,
                r#"[{"prefix":"x"}]"#,
                false,
            ),
            (
                "an address that is too long",
                r#""type":"string","maxLength":2"#,
                r#"[{"cidr":"10.0.0.0/8"}]"#,
                true,
            ),
            (
                "an address that fits",
                r#""type":"string","maxLength":2"#,
                r#"[{"cidr":"::/0"}]"#,
                false,
            ),
            (
                "a text by its beginning",
                r#""type":"string","pattern":"^i-[0-9a-f]+$""#,
                r#"["x-1",{"prefix":"a"}]"#,
                true,
            ),
            (
                "a text that begins so",
                r#""type":"string","pattern":"^i-[0-9a-f]+$""#,
                r#"[{"suffix":"1"}]"#,
                false,
            ),
            (
                "what may be missing does not count",
                r#""type":"string","pattern":"^ab?c""#,
                r#"["ac"]"#,
                false,
            ),
            (
                "one of some texts",
                r#""type":"string","pattern":"^(on|off)$""#,
                r#"["of",{"anything-but":["on","off"]}]"#,
                true,
            ),
            (
                "one text",
                r#""type":"string","pattern":"^a\\.b$""#,
                r#"[{"prefix":"a."}]"#,
                false,
            ),
            (
                "another text",
                r#""type":"string","pattern":"^a\\.b$""#,
                r#"["axb",{"suffix":"c"}]"#,
                true,
            ),
            (
                "alternatives that are not in parentheses",
                r#""type":"string","pattern":"^a|b""#,
                r#"["b"]"#,
                false,
            ),
            (
                "a text anywhere",
                r#""type":"string","pattern":"a""#,
                r#"["b"]"#,
                false,
            ),
            ("only one value", r#""const":"x""#, r#"["y"]"#, true),
            (
                "elements of an array",
                r#""type":"array","items":{"type":"integer","minimum":3}"#,
                r#"[2]"#,
                true,
            ),
        ] {
            assert_eq!(matches_nothing(one, other), expected, "{why}");
        }
    }
}
