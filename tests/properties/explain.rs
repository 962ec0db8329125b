//! Why an event matches a pattern, or does not: what is named is what decided.

use std::collections::BTreeSet;

use evb::json;
use evb::pattern::explain::{Change, Explanation, Reason};
use evb::pattern::{Dialect, Explainer, evaluate, parse};
use proptest::prelude::*;

use crate::trees::{Fields, Tree, event_and_fields, fields, or_text, pattern_text};

fn explain(pattern: &str, event: &str) -> Explanation {
    let parsed = parse(pattern, Dialect::Bus).unwrap();
    Explainer::new(&parsed).explain(&json::parse(event).unwrap())
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
                    prop_assert_eq!(Some(value), field.actual.as_ref().map(|quote| &*quote.text));
                    let one = json::parse(&format!(r#"{{"a":{value}}}"#)).unwrap();
                    let pattern = format!(r#"{{"a":[{comparison}]}}"#);
                    prop_assert!(evaluate(&parse(&pattern, Dialect::Bus).unwrap(), &one));
                }
                None => prop_assert_eq!(comparison, r#"{"exists":false}"#),
            }
        }
    }
}

/// Spellings that people take for one another.
const ALIKE: [&[&str]; 12] = [
    &["a", "A", "\u{430}", "\u{ff41}"],
    &["ss", "SS", "ß", "ẞ", "ſs"],
    &["i", "I", "ı", "İ", "i\u{307}"],
    &["σ", "ς", "Σ"],
    &["é", "e\u{301}", "É", "e"],
    &["k", "K", "\u{212a}"],
    &["ǆ", "ǅ", "Ǆ", "dž"],
    &[" ", "\u{a0}", "", "\t", "\u{3000}"],
    &["", "\u{200b}", "\u{feff}", "\u{200d}"],
    &["-", "–", "\u{2011}"],
    &["😀", "😁", "??"],
    &["1", "true", "x", "\"", "\\", "*"],
];

/// Two texts that are mostly alike.
fn alike() -> impl Strategy<Value = (String, String)> {
    let piece = prop::sample::select(ALIKE.as_slice()).prop_flat_map(|spellings| {
        let one = || prop::sample::select(spellings);
        (one(), prop_oneof![one(), Just(spellings[0])])
    });
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.into_iter().unzip())
}

/// Comparisons of one text, in JSON.
fn comparison_of(text: &str) -> impl Strategy<Value = String> + use<> {
    let without_signs = serde_json::to_string(&text.replace(['*', '\\'], "?")).unwrap();
    let text = serde_json::to_string(text).unwrap();
    prop::sample::select(vec![
        text.clone(),
        format!(r#"{{"exactly":{text}}}"#),
        format!(r#"{{"wildcard":{without_signs}}}"#),
        format!(r#"{{"prefix":{text}}}"#),
        format!(r#"{{"suffix":{text}}}"#),
        format!(r#"{{"equals-ignore-case":{text}}}"#),
        format!(r#"{{"prefix":{{"equals-ignore-case":{text}}}}}"#),
        format!(r#"{{"suffix":{{"equals-ignore-case":{text}}}}}"#),
    ])
}

/// What a field asks for, with what its hint proposes done; `None` if it proposes nothing.
fn with_the_hint_followed(
    path: &str,
    list: &str,
    hint: Option<&evb::pattern::explain::Hint>,
) -> Option<String> {
    match hint?.change.as_ref()? {
        Change::Comparison(comparison) => Some(format!(r#"{{"{path}":[{comparison}]}}"#)),
        Change::Path(there) => Some(format!(r#"{{"{there}":[{list}]}}"#)),
        other => panic!("{other:?} is not followed"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_text_matches_once_the_hint_is_followed(
        (comparison, more, value) in alike().prop_flat_map(|(wanted, value)| {
            let more = prop_oneof![Just(String::new()), Just("...".to_owned())];
            (comparison_of(&wanted), more, Just(value))
        }),
        dialect in prop::sample::select(Dialect::ALL.as_slice()),
    ) {
        let pattern = format!(r#"{{"a":[{comparison}]}}"#);
        let value = match comparison.contains("suffix") {
            true => format!("{more}{value}"),
            false => format!("{value}{more}"),
        };
        let event = json::parse(&serde_json::json!({ "a": value }).to_string()).unwrap();
        // Not every service takes every operator.
        let Ok(parsed) = parse(&pattern, dialect) else {
            prop_assert_ne!(dialect, Dialect::Bus);
            return Ok(());
        };
        let explanation = Explainer::new(&parsed).used_in(dialect).explain(&event);
        let field = &explanation.fields()[0];
        prop_assert_eq!(field.kind == Reason::Satisfied, evaluate(&parsed, &event));
        if field.kind == Reason::Case && more.is_empty() {
            // Ignoring case, the engine takes some characters for question marks. That is no matter of case.
            let marks = |text: &str| text.matches('?').count();
            prop_assert_eq!(marks(&value), marks(&comparison), "{} {}", comparison, value);
        }
        // Where a star may stand for some of the text, no character has its place.
        if field.kind == Reason::Appearance && !comparison.contains("wildcard") {
            prop_assert!(field.reason.contains("U+"), "{}", field.reason);
        }
        if let Some(followed) = with_the_hint_followed("a", "", field.hint.as_ref()) {
            let followed_pattern = parse(&followed, dialect).unwrap();
            prop_assert!(evaluate(&followed_pattern, &event), "{} {} {:?}", pattern, value, field.hint);
        }
    }

    #[test]
    fn a_field_is_satisfied_once_its_hint_is_followed((event, fields) in event_and_fields()) {
        let explanation = explain(&pattern_text(&fields), &event.text());
        for field in explanation.fields() {
            let list = fields[&field.path].join(",");
            if let Some(followed) = with_the_hint_followed(&field.path, &list, field.hint.as_ref()) {
                prop_assert!(matches(&followed, &event), "{} {} {}", pattern_text(&fields), event.text(), followed);
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
