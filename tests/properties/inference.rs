//! What always holds for patterns that are inferred.

use evb::infer::{Candidates, Found, Generalize, Sketches};
use evb::json::{self, Value};
use evb::pattern::{Dialect, evaluate_as_service, parse};
use proptest::collection::vec;
use proptest::prelude::*;

/// A value of one of several kinds, few of each.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["\"a\"", "\"b\"", "\"ab\"", "\"a-b\"", "\"b*\"", "\"10.0.0.1\"", "\"ä\"", "\"\""])
            .prop_map(str::to_owned),
        2 => (0..6_i32).prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["1.50", "1e0", "-0.0", "true", "null", "9007199254740993", "[]", "{}"]).prop_map(str::to_owned),
        1 => vec(prop::sample::select(vec!["\"a\"", "1", "\"b\""]), 0..3).prop_map(|all| format!("[{}]", all.join(","))),
    ]
}

fn event() -> impl Strategy<Value = Value> {
    let member = (prop::sample::select(vec!["a", "b", "c", "source"]), value());
    let nested = vec((prop::sample::select(vec!["a", "b", "c"]), value()), 0..3);
    let items = vec(
        vec((prop::sample::select(vec!["k", "v"]), value()), 0..3),
        0..3,
    );
    (vec(member, 0..3), nested, items).prop_map(|(members, nested, items)| {
        let object = |members: &[(&str, String)]| {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}"))
                .collect();
            members.join(",")
        };
        let items: Vec<String> = items
            .iter()
            .map(|one| format!("{{{}}}", object(one)))
            .collect();
        let mut all = vec![
            format!("\"detail\":{{{}}}", object(&nested)),
            format!("\"items\":[{}]", items.join(",")),
        ];
        all.extend(
            members
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}")),
        );
        json::parse(&format!("{{{}}}", all.join(","))).unwrap()
    })
}

/// The pattern that is found, if there is one, and verified as the command does.
fn infer(matching: &[Value], others: &[Value], generalize: Generalize) -> Option<Found> {
    let mut sketches = Sketches::default();
    matching.iter().for_each(|event| sketches.add(event));
    let mut candidates = Candidates::new(sketches, generalize);
    others
        .iter()
        .for_each(|event| candidates.keep_out(event, "other"));
    candidates.solve().ok()
}

fn takes(pattern: &str, event: &Value) -> bool {
    evaluate_as_service(&parse(pattern, Dialect::Bus).unwrap(), event).matched
}

/// The pattern without one of its fields.
fn without(pattern: &Value, path: &str) -> String {
    fn write(value: &Value, path: &str, prefix: &str) -> String {
        let Some(members) = value.as_object() else {
            return value.to_compact();
        };
        let members: Vec<String> = members
            .iter()
            .map(|member| (format!("{prefix}{}", member.name.to_display()), member))
            .filter(|(own, _)| own != path)
            .map(|(own, member)| (member, write(&member.value, path, &format!("{own}."))))
            .filter(|(_, text)| text != "{}")
            .map(|(member, text)| format!("\"{}\":{text}", member.name.to_display()))
            .collect();
        format!("{{{}}}", members.join(","))
    }
    write(pattern, path, "")
}

proptest! {
    #[test]
    fn what_is_found_takes_all_of_the_first_and_none_of_the_second_and_needs_every_field(
        matching in vec(event(), 1..5),
        others in vec(event(), 1..5),
        generalize in prop::sample::select(vec![Generalize::Exact, Generalize::Prefix, Generalize::Numeric]),
    ) {
        let Some(found) = infer(&matching, &others, generalize) else { return Ok(()) };
        let text = found.text();
        for event in &matching {
            prop_assert!(takes(&text, event), "{} ⟵ {}", text, event.to_compact());
        }
        for event in &others {
            prop_assert!(!takes(&text, event), "{} ⟵ {}", text, event.to_compact());
        }
        let pattern = json::parse(&text).unwrap();
        for field in found.fields() {
            let fewer = without(&pattern, &field.path());
            let is_needed = fewer == "{}" || others.iter().any(|event| takes(&fewer, event));
            prop_assert!(is_needed, "{} is not needed in {}", field.path(), text);
        }
    }

    #[test]
    fn one_value_that_differs_everywhere_is_always_enough(
        matching in vec(event(), 1..5),
        others in vec(event(), 1..5),
    ) {
        let marked = |events: &[Value], mark: &str| -> Vec<Value> {
            let text = |event: &Value| format!("{{\"mark\":\"{mark}\",{}", &event.to_compact()[1..]);
            events.iter().map(|event| json::parse(&text(event)).unwrap()).collect()
        };
        let found = infer(&marked(&matching, "yes"), &marked(&others, "no"), Generalize::Exact);
        let found = found.unwrap();
        prop_assert_eq!(found.fields().count(), 1);
        prop_assert!(json::parse(&found.pretty()).is_ok());
    }
}
