//! Why an event matches a pattern, or does not: what is named is what decided.

use std::collections::BTreeSet;

use evb::json;
use evb::pattern::explain::{Explanation, Reason};
use evb::pattern::{Dialect, Explainer, evaluate, parse};
use proptest::prelude::*;

use crate::trees::{Fields, Tree, event_and_fields, fields, or_text, pattern_text};

fn explain(pattern: &str, event: &str) -> Explanation {
    let parsed = parse(pattern, Dialect::Bus).unwrap();
    Explainer::new(&parsed, pattern).explain(&json::parse(event).unwrap())
}

fn matches(pattern: &str, event: &Tree) -> bool {
    evaluate(&parse(pattern, Dialect::Bus).unwrap(), &event.parsed())
}

fn without(fields: &Fields, named: &BTreeSet<String>) -> Fields {
    let mut fields = fields.clone();
    fields.retain(|path, _| !named.contains(path));
    fields
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_explanation_and_the_evaluator_agree((event, fields) in event_and_fields()) {
        let text = pattern_text(&fields);
        let explanation = explain(&text, &event.text());
        prop_assert_eq!(explanation.matched, matches(&text, &event));
        prop_assert!(!explanation.fields().is_empty());
        for field in explanation.attempts.iter().flat_map(|attempt| &attempt.fields) {
            prop_assert_eq!(field.kind == Reason::Satisfied, explanation.matched);
        }
    }

    #[test]
    fn an_event_matches_once_the_named_fields_are_taken_out((event, fields) in event_and_fields()) {
        let text = pattern_text(&fields);
        let explanation = explain(&text, &event.text());
        prop_assume!(!explanation.matched);
        let named = explanation.fields().iter().map(|field| field.path.clone()).collect();
        let rest = without(&fields, &named);
        prop_assert!(rest.len() < fields.len());
        prop_assert!(rest.is_empty() || matches(&pattern_text(&rest), &event), "{} {} {:?}", text, event.text(), named);
    }

    #[test]
    fn every_field_that_alone_decides_is_named((event, fields) in event_and_fields()) {
        let text = pattern_text(&fields);
        let explanation = explain(&text, &event.text());
        prop_assume!(!explanation.matched);
        let named: BTreeSet<String> = explanation.fields().iter().map(|field| field.path.clone()).collect();
        for (path, list) in &fields {
            // A field that may be absent can be satisfied with others and not alone, and the other way round.
            let may_be_absent = list.contains(&r#"{"exists":false}"#);
            let alone: Fields = [(path.clone(), list.clone())].into();
            if !may_be_absent && !matches(&pattern_text(&alone), &event) {
                prop_assert!(named.contains(path), "{} {} {}", path, text, event.text());
            }
        }
    }

    #[test]
    fn each_combination_of_alternatives_matches_once_its_named_fields_are_taken_out(
        (event, common) in event_and_fields(), branches in prop::collection::vec(fields(), 2..4),
    ) {
        let text = or_text(&common, &branches);
        let explanation = explain(&text, &event.text());
        prop_assert_eq!(explanation.matched, matches(&text, &event));
        for attempt in &explanation.attempts {
            prop_assert_eq!(attempt.branches.len(), 1);
            let branch = &branches[attempt.branches[0].alternative];
            // Common fields stand before the `$or`: an alternative replaces them.
            let mut all = common.clone();
            all.extend(branch.clone());
            if explanation.matched {
                prop_assert_eq!(attempt.fields.len(), all.len());
                prop_assert!(matches(&pattern_text(&all), &event));
                continue;
            }
            let named = attempt.fields.iter().map(|field| field.path.clone()).collect();
            let rest = without(&all, &named);
            prop_assert!(rest.len() < all.len());
            prop_assert!(rest.is_empty() || matches(&pattern_text(&rest), &event));
        }
    }

    #[test]
    fn a_match_names_for_each_field_a_value_that_satisfies_the_named_comparison(
        (event, fields) in event_and_fields(),
    ) {
        let (text, event_text) = (pattern_text(&fields), event.text());
        let explanation = explain(&text, &event_text);
        prop_assume!(explanation.matched);
        prop_assert_eq!(explanation.fields().len(), fields.len());
        for field in explanation.fields() {
            let comparison = &text[field.pattern_span.start..field.pattern_span.end];
            match field.event_span {
                Some(span) => {
                    let value = &event_text[span.start..span.end];
                    prop_assert_eq!(Some(value), field.actual.as_deref());
                    let one = json::parse(&format!(r#"{{"a":{value}}}"#)).unwrap();
                    let pattern = format!(r#"{{"a":[{comparison}]}}"#);
                    prop_assert!(evaluate(&parse(&pattern, Dialect::Bus).unwrap(), &one));
                }
                None => prop_assert_eq!(comparison, r#"{"exists":false}"#),
            }
        }
    }
}

/// A hostile event costs no more than a large one.
#[test]
fn an_explanation_of_a_large_event_is_small() {
    let elements: Vec<String> = (0..3_000)
        .map(|n| format!(r#"{{"n":{n},"m":"{n}"}}"#))
        .collect();
    let event = format!(
        r#"{{"a":[{}],"long":"{}"}}"#,
        elements.join(","),
        "x".repeat(100_000)
    );
    let alternatives: Vec<String> = (0..60)
        .map(|n| format!(r#"{{"a.n":["{n}"],"b{n}":[1]}}"#))
        .collect();
    let pattern = format!(
        r#"{{"long":[{{"prefix":"y"}}],"$or":[{}]}}"#,
        alternatives.join(",")
    );
    let explanation = explain(&pattern, &event);
    assert_eq!(
        explanation.attempts.len(),
        evb::pattern::explain::MAXIMUM_ATTEMPTS
    );
    assert_eq!(explanation.left_out, 60 - explanation.attempts.len());
    assert!(format!("{explanation:?}").len() < 100_000);
}

/// As deep as JSON may nest, on the stack of a test.
#[test]
fn a_deep_event_is_evaluated_and_explained() {
    let deep = |inside: &str| format!(r#"{{"a":{}{inside}{}}}"#, "[".repeat(997), "]".repeat(997));
    let pattern = r#"{"a":{"b":[1],"c":[2]}}"#;
    assert!(explain(pattern, &deep(r#"{"b":1,"c":2}"#)).matched);
    let explanation = explain(pattern, &deep(r#"{"b":1},{"c":2}"#));
    assert_eq!(explanation.fields()[0].kind, Reason::OtherElement);
    let nested = format!(r#"{}1{}"#, r#"{"a":"#.repeat(999), "}".repeat(999));
    assert_eq!(explain(pattern, &nested).fields()[0].kind, Reason::Missing);
}
