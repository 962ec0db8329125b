//! Schemas: inferred from events, compared, asked by patterns.

use evb::json;
use evb::pattern::{Dialect, evaluate, parse};
use evb::schema::{
    self, Document, EventType, Inference, Kind, Match, Node, Validator, ask, compare,
};
use evb::source::Source;
use proptest::prelude::*;

use crate::trees;

const SCALARS: [&str; 15] = [
    "1",
    "-7",
    "2147483648",
    "9223372036854775808",
    "1.0",
    "2.5",
    "1e3",
    "true",
    "null",
    r#""open""#,
    r#""paid""#,
    r#""2026-11-20T10:00:00Z""#,
    r#""2026-11-20""#,
    r#""7bf73129-1428-4cd3-a780-95db273d1602""#,
    r#""\ud800\u0000""#,
];

/// A JSON value as text.
fn value() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(SCALARS.as_slice()).prop_map(str::to_owned);
    scalar.prop_recursive(4, 24, 4, |inner| {
        let names = prop::sample::select(vec!["a", "b", "A", "a/b", "~", "type", "nullable", ""]);
        let array = prop::collection::vec(inner.clone(), 0..4);
        let object = prop::collection::vec((names, inner), 0..4);
        prop_oneof![
            array.prop_map(|elements| format!("[{}]", elements.join(","))),
            object.prop_map(|members| {
                let members = members
                    .iter()
                    .map(|(name, value)| format!("{name:?}:{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

fn event(detail: &str) -> String {
    format!(r#"{{"source":"s","detail-type":"t","resources":[],"detail":{detail}}}"#)
}

fn inferred(details: &[String]) -> Inference {
    let mut inference = Inference::default();
    for detail in details {
        inference.observe(&event(detail)).unwrap();
    }
    inference
}

fn document(inference: &Inference, kind: Kind) -> Document {
    let schema = inference.schemas().next().unwrap().document(kind);
    let (mut documents, wrong) = schema::read(&Source::new("schema", schema.to_compact()));
    assert_eq!(wrong, []);
    documents.remove(0)
}

/// What is wrong with events by a schema.
fn wrong(document: &Document, details: &[String]) -> Vec<String> {
    let validator = Validator::new(document).unwrap();
    let events = details
        .iter()
        .map(|detail| json::parse(&event(detail)).unwrap());
    let violations = events.flat_map(|event| validator.violations(&event));
    violations.map(|one| one.message).collect()
}

/// A schema of draft 4 for a detail: every object names the same fields, since those that a schema does not name are taken for
/// ignored where two are compared.
fn schema_text() -> impl Strategy<Value = String> {
    const PLAIN: [&str; 13] = [
        "{}",
        r#"{"type":"string"}"#,
        r#"{"type":["string","null"]}"#,
        r#"{"type":"string","maxLength":4}"#,
        r#"{"type":"string","maxLength":5,"minLength":1}"#,
        r#"{"type":"integer"}"#,
        r#"{"type":"number","minimum":1}"#,
        r#"{"type":"number","minimum":0,"exclusiveMinimum":true}"#,
        r#"{"enum":["open"]}"#,
        r#"{"enum":["paid","open",null]}"#,
        r#"{"not":{"type":"null"}}"#,
        r#"{"not":{"type":"string"}}"#,
        r#"{"type":"string","format":"date"}"#,
    ];
    let plain = prop::sample::select(PLAIN.as_slice()).prop_map(str::to_owned);
    plain.prop_recursive(3, 16, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..4);
        let listed = |word: &'static str| {
            several().prop_map(move |all| format!(r#"{{"{word}":[{}]}}"#, all.join(",")))
        };
        let more = [
            "",
            r#","required":["a"]"#,
            r#","required":["b"]"#,
            r#","dependencies":{"a":["b"]}"#,
            r#","additionalProperties":false"#,
            r#","patternProperties":{"^a":{"type":"string"}}"#,
        ];
        let object = (
            inner.clone(),
            inner.clone(),
            prop::sample::select(more.to_vec()),
        );
        let behind = [
            "",
            r#","additionalItems":false"#,
            r#","additionalItems":{"type":"string"}"#,
        ];
        let places = (several(), prop::sample::select(behind.to_vec()));
        prop_oneof![
            listed("anyOf"),
            listed("allOf"),
            inner
                .clone()
                .prop_map(|one| format!(r#"{{"type":"array","items":{one}}}"#)),
            places.prop_map(|(all, behind)| format!(
                r#"{{"type":"array","items":[{}]{behind}}}"#,
                all.join(",")
            )),
            object.prop_map(|(a, b, more)| format!(
                r#"{{"type":"object","properties":{{"a":{a},"b":{b}}}{more}}}"#
            )),
        ]
    })
}

fn of_detail(schema: &str) -> Document {
    let text = format!(r#"{{"properties":{{"detail":{schema}}}}}"#);
    let (mut documents, wrong) = schema::read(&Source::new("schema", text));
    assert_eq!(wrong, []);
    documents.remove(0)
}

proptest! {
    #[test]
    fn what_breaks_no_producer_takes_the_events_of_the_old_version(
        (old, new) in (schema_text(), schema_text()),
        details in prop::collection::vec(value(), 1..30),
    ) {
        let (old, new) = (of_detail(&old), of_detail(&new));
        prop_assert_eq!(compare(&old, &old), Vec::new());
        prop_assert_eq!(schema::partly_compared(&old, &old), Vec::<&str>::new());
        let changes = compare(&old, &new);
        let is_whole = schema::partly_compared(&old, &new).is_empty();
        if is_whole && !changes.iter().any(|change| change.breaks_producers) {
            let valid = details.into_iter().filter(|one| wrong(&old, std::slice::from_ref(one)).is_empty());
            let valid: Vec<String> = valid.collect();
            prop_assert_eq!(wrong(&new, &valid), Vec::<String>::new(), "{} -> {}", old.text.text(), new.text.text());
        }
    }

    #[test]
    fn events_from_which_a_schema_was_inferred_are_valid_by_it(
        details in prop::collection::vec(value(), 1..40),
    ) {
        let inference = inferred(&details);
        for kind in [Kind::OpenApi3, Kind::JsonSchemaDraft4] {
            let document = document(&inference, kind);
            prop_assert_eq!(wrong(&document, &details), Vec::<String>::new(), "{}", document.text.text());
        }
    }

    #[test]
    fn the_order_of_events_and_of_merges_changes_nothing(
        details in prop::collection::vec(value(), 1..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let told = |inference: &Inference| {
            let schema = inference.schemas().next().unwrap();
            (schema.document(Kind::OpenApi3).to_compact(), schema.fields())
        };
        let all = told(&inferred(&details));
        let (first, second) = details.split_at(cut.index(details.len()));
        let mut merged = inferred(second);
        merged.merge(inferred(first));
        prop_assert_eq!(&told(&merged), &all);
        let reversed: Vec<String> = details.iter().rev().cloned().collect();
        prop_assert_eq!(&told(&inferred(&reversed)), &all);
    }

    #[test]
    fn an_inferred_schema_is_one_by_draft_4(details in prop::collection::vec(value(), 1..10)) {
        let document = document(&inferred(&details), Kind::JsonSchemaDraft4);
        let plain: serde_json::Value = serde_json::from_str(document.text.text()).unwrap();
        let judged = jsonschema::draft4::meta::validate(&plain).map_err(|error| error.to_string());
        prop_assert_eq!(judged, Ok(()));
    }

    #[test]
    fn what_breaks_nobody_keeps_events_valid(
        old in prop::collection::vec(value(), 1..6),
        new in prop::collection::vec(value(), 1..6),
    ) {
        let (old_schema, new_schema) = (
            document(&inferred(&old), Kind::OpenApi3),
            document(&inferred(&new), Kind::OpenApi3),
        );
        let changes = compare(&old_schema, &new_schema);
        if !changes.iter().any(|change| change.breaks_consumers) {
            prop_assert_eq!(wrong(&old_schema, &new), Vec::<String>::new());
        }
        if !changes.iter().any(|change| change.breaks_producers) {
            prop_assert_eq!(wrong(&new_schema, &old), Vec::<String>::new());
        }
        prop_assert_eq!(compare(&old_schema, &old_schema), Vec::new());
    }

    #[test]
    fn a_pattern_that_an_event_matches_is_not_told_never_to_match(
        (first, fields) in trees::event_and_fields(),
        others in prop::collection::vec(trees::event(), 0..4),
    ) {
        let details: Vec<String> = others.iter().chain([&first]).map(trees::Tree::text).collect();
        let document = document(&inferred(&details), Kind::OpenApi3);
        let pattern = format!(r#"{{"detail":{}}}"#, trees::pattern_text(&fields));
        let pattern = parse(&pattern, Dialect::Bus).unwrap();
        let matches = details.iter().any(|detail| {
            evaluate(&pattern, &json::parse(&event(detail)).unwrap())
        });
        let node = Node::event(&document);
        let answer = ask(&pattern, &[EventType { label: None, node }]);
        if matches {
            prop_assert_ne!(answer.matches, Match::Never, "{:?}", answer.diagnostics);
        }
    }
}
