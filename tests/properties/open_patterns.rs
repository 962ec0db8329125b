//! Patterns that a template leaves open.

use std::collections::BTreeMap;

use evb::json::{self, Hole, Kind, TextPart, Value};
use evb::pattern::filter_policy::FilterPolicyScope;
use evb::pattern::{Dialect, OpenPattern, Outcome, evaluate, parse};
use proptest::prelude::*;

const FIELDS: [&str; 3] = ["a", "b", "c"];
const VALUES: [&str; 6] = ["x", "y", "X", "p-x", "x-p", ""];

/// A member of a list, in which `${1}` and `${2}` are holes.
fn element() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        r#""x""#,
        r#""${1}""#,
        r#""${2}""#,
        r#""p-${1}""#,
        r#""${1}-${2}""#,
        r#"{"prefix":"${1}"}"#,
        r#"{"prefix":"p${2}"}"#,
        r#"{"suffix":"${1}p"}"#,
        r#"{"prefix":{"equals-ignore-case":"P${1}"}}"#,
        r#"{"equals-ignore-case":"${2}"}"#,
        r#"{"wildcard":"${1}*x"}"#,
        r#"{"anything-but":"${1}"}"#,
        r#"{"anything-but":["x","${2}"]}"#,
        r#"{"anything-but":{"prefix":"${1}"}}"#,
        r#"{"exists":false}"#,
    ])
}

fn object() -> impl Strategy<Value = String> {
    let list =
        prop::collection::vec(element(), 1..3).prop_map(|all| format!("[{}]", all.join(",")));
    prop::collection::btree_map(prop::sample::select(FIELDS.to_vec()), list, 1..3).prop_map(
        |fields| {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, list)| format!("\"{name}\":{list}"))
                .collect();
            format!("{{{}}}", fields.join(","))
        },
    )
}

fn pattern() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => object(),
        1 => (object(), object()).prop_map(|(one, other)| format!("{{\"$or\":[{one},{other}]}}")),
    ]
}

fn event() -> impl Strategy<Value = String> {
    let value = prop::sample::select(VALUES.to_vec());
    let one_or_two =
        prop::collection::vec(value, 1..3).prop_map(|values| match values.as_slice() {
            [one] => format!("{one:?}"),
            several => format!("{several:?}"),
        });
    prop::collection::btree_map(prop::sample::select(FIELDS.to_vec()), one_or_two, 0..4).prop_map(
        |fields| {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}"))
                .collect();
            format!("{{{}}}", fields.join(","))
        },
    )
}

/// The pattern, its texts open where `${…}` stands in them.
fn with_holes(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::Array(elements) => Kind::Array(elements.iter().map(with_holes).collect()),
        Kind::Object(members) => {
            let mut members = members.clone();
            members
                .iter_mut()
                .for_each(|member| member.value = with_holes(&member.value));
            Kind::Object(members)
        }
        Kind::String(text) => {
            let text = text.to_display();
            let mut parts = Vec::new();
            for (number, piece) in text.split(['{', '}']).enumerate() {
                let literal = piece.trim_end_matches('$').to_owned();
                parts.push(match number % 2 {
                    0 => TextPart::Literal(literal),
                    _ => TextPart::Hole(Hole {
                        from: literal,
                        span: value.span,
                    }),
                });
            }
            return Value::parts(parts, "both", value.span);
        }
        other => other.clone(),
    };
    Value {
        kind,
        span: value.span,
    }
}

/// Where a pattern may be used with all operators.
const DIALECTS: [Dialect; 2] = [
    Dialect::Bus,
    Dialect::Sns(FilterPolicyScope::MessageAttributes),
];

/// Whether the event matches once the holes have these values; `None` if AWS would refuse the pattern then.
fn matches(
    pattern: &str,
    dialect: Dialect,
    values: &BTreeMap<String, String>,
    event: &Value,
) -> Option<bool> {
    let mut filled = pattern.to_owned();
    for (hole, value) in values {
        filled = filled.replace(&format!("${{{hole}}}"), value);
    }
    Some(evaluate(&parse(&filled, dialect).ok()?, event))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn an_answer_holds_whatever_the_holes_are_filled_with(
        text in pattern(),
        dialect in prop::sample::select(DIALECTS.to_vec()),
        event in event(),
        first in prop::sample::select(VALUES.to_vec()),
        second in prop::sample::select(VALUES.to_vec()),
    ) {
        let value = with_holes(&json::parse(&text).unwrap());
        let event = json::parse(&event).unwrap();
        let Ok(open) = OpenPattern::new(value, &text, dialect) else {
            return Ok(());
        };
        let values = BTreeMap::from([("1".to_owned(), first.to_owned()), ("2".to_owned(), second.to_owned())]);
        let outcome = open.logical_outcome(&event);
        if let Some(matches) = matches(&text, dialect, &values, &event) {
            let holds = match outcome {
                Outcome::Yes => matches,
                Outcome::No => !matches,
                Outcome::Open => true,
            };
            prop_assert!(holds, "{} {:?} {}", text, outcome, matches);
        }
        if outcome == Outcome::Open
            && let Some(given) = open.would_match(&event)
        {
            let mut values: BTreeMap<String, String> = given.into_iter().collect();
            // What is told is enough, whatever the other hole is.
            values.entry("1".to_owned()).or_insert_with(|| first.to_owned());
            values.entry("2".to_owned()).or_insert_with(|| second.to_owned());
            prop_assert_ne!(matches(&text, dialect, &values, &event), Some(false), "{} {:?}", text, values);
        }
    }
}
