//! The values of DynamoDB in the records of its streams: each under the descriptor of its type.

use std::sync::LazyLock;

use crate::json::{Kind, Value};
use crate::pattern::decide::{Arrays, Place};
use crate::pattern::{Dialect, parse};

/// Where the attributes of items stand in a record.
const IMAGES: [&str; 3] = ["NewImage", "OldImage", "Keys"];

/// A number as DynamoDB writes it: a text that begins as numbers do.
static NUMBER: LazyLock<Place> = LazyLock::new(|| {
    let begins = ('0'..='9')
        .chain(['-'])
        .map(|one| format!(r#"{{"prefix":"{one}"}}"#));
    let begins = begins.collect::<Vec<_>>().join(",");
    let pattern = parse(&format!(r#"{{"n":[{begins}]}}"#), Dialect::Pipe);
    let first = pattern
        .ok()
        .and_then(|one| one.sub_rules.into_iter().next());
    let field = first.and_then(|one| one.fields.into_iter().next());
    Place {
        texts: field.map(|field| field.values),
        ..Place::STRING
    }
});

/// What a path of a record below `dynamodb` holds, as far as that is known.
///
/// AWS: DynamoDB Streams API Reference, `StreamRecord`; `AttributeValue`: `N` and `NS` are written as texts.
pub(super) fn place(path: &str) -> Option<Place> {
    let (member, rest) = path.split_once('.').unwrap_or((path, ""));
    if !IMAGES.contains(&member) {
        let place = match member {
            "SequenceNumber" | "StreamViewType" => Place::STRING,
            _ => return None,
        };
        return rest.is_empty().then_some(absent(place));
    }
    let mut steps = rest.split('.').filter(|step| !step.is_empty());
    while steps.next().is_some() {
        let mut around = Place::NOTHING;
        loop {
            let Some(descriptor) = steps.next() else {
                return Some(around);
            };
            let place = match descriptor {
                "M" => break,
                "L" => {
                    around.arrays = Arrays::Always;
                    continue;
                }
                "S" | "B" => Place::STRING,
                "N" => NUMBER.clone(),
                "BOOL" | "NULL" => Place {
                    booleans: true,
                    ..Place::NOTHING
                },
                "SS" | "BS" => Place {
                    arrays: Arrays::Always,
                    ..Place::STRING
                },
                "NS" => Place {
                    arrays: Arrays::Always,
                    ..NUMBER.clone()
                },
                // A name with a dot in it, or none of DynamoDB's: nothing is known of it.
                _ => return None,
            };
            return steps.next().is_none().then_some(absent(place));
        }
    }
    Some(Place::NOTHING)
}

fn absent(mut place: Place) -> Place {
    place.absent = true;
    place
}

/// A record whose numbers are some: letters that somebody put into their texts become digits.
pub(super) fn with_numbers(record: &mut Value) {
    let mut due: Vec<&mut Value> = vec![record];
    while let Some(value) = due.pop() {
        match &mut value.kind {
            Kind::Object(members) => {
                for member in members {
                    match member.name.as_str() {
                        Some("N") => number(&mut member.value),
                        Some("NS") => match &mut member.value.kind {
                            Kind::Array(all) => all.iter_mut().for_each(number),
                            _ => number(&mut member.value),
                        },
                        _ => due.push(&mut member.value),
                    }
                }
            }
            Kind::Array(elements) => due.extend(elements),
            _ => {}
        }
    }
}

fn number(value: &mut Value) {
    let Some(text) = value.as_str() else { return };
    if text.parse::<f64>().is_err() {
        let digits = text.chars().filter(char::is_ascii);
        let digits: String = digits
            .map(|one| if one.is_ascii_digit() { one } else { '1' })
            .collect();
        let digits = if digits.is_empty() { "1" } else { &digits };
        value.kind = Value::text(digits, value.span).kind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn descriptors_tell_types() {
        for (path, expected) in [
            ("NewImage.n.N", Some(absent(NUMBER.clone()))),
            ("NewImage.N.S", Some(absent(Place::STRING))),
            ("OldImage.m.M.a.L.S", Some(absent(Place::STRING))),
            ("NewImage.n", Some(Place::NOTHING)),
            ("NewImage", Some(Place::NOTHING)),
            ("NewImage.m.M", Some(Place::NOTHING)),
            ("NewImage.n.X", None),
            ("NewImage.n.S.x", None),
            ("Other.n.N", None),
            ("SequenceNumber", Some(absent(Place::STRING))),
        ] {
            assert_eq!(place(path), expected, "{path}");
        }
        let number = place("NewImage.n.N").unwrap();
        for (text, expected) in [
            ("\"12\"", true),
            ("\"-1\"", true),
            ("\"x\"", false),
            ("1", false),
        ] {
            assert_eq!(
                number.holds(&json::parse(text).unwrap()),
                expected,
                "{text}"
            );
        }
        assert!(place("Keys.b.BOOL").unwrap().booleans);
        assert_eq!(place("Keys.b.NS").unwrap().arrays, Arrays::Always);
    }

    #[test]
    fn numbers_are_texts_of_digits() {
        let text =
            r#"{"n":{"N":"1x"},"m":{"M":{"N":{"N":"-2.5"},"s":{"S":"x"}}},"l":{"NS":["x1",""]}}"#;
        let mut record = json::parse(text).unwrap();
        with_numbers(&mut record);
        assert_eq!(
            record.to_compact(),
            r#"{"n":{"N":"11"},"m":{"M":{"N":{"N":"-2.5"},"s":{"S":"x"}}},"l":{"NS":["11","1"]}}"#
        );
    }
}
