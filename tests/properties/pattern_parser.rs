//! Reading event patterns.

use evb::json;
use evb::pattern::{Dialect, evaluate, parse};
use proptest::prelude::*;

use super::texts;

/// Runs both passes: for this dialect the check of the whole text also looks at what the first pass accepted, and it
/// refuses no operator.
const BOTH_PASSES: Dialect = Dialect::Lambda;

proptest! {
    #[test]
    fn the_pass_that_reads_like_aws_and_the_one_that_finds_all_mistakes_refuse_the_same_texts(text in texts::broken()) {
        let once = parse(&text, Dialect::Bus);
        let twice = parse(&text, BOTH_PASSES);
        prop_assert_eq!(once.is_ok(), twice.is_ok(), "{:?}", twice);
        if let Err(error) = once {
            let unnamed = error.diagnostics.iter().any(|one| one.code.as_str() == "pattern/refused");
            prop_assert!(!unnamed, "{}: {:?}", text, error);
        }
    }

    #[test]
    fn a_refusal_has_at_least_one_error_and_every_place_lies_inside_the_text(text in texts::broken()) {
        let Err(error) = parse(&text, Dialect::Pipe) else {
            return Ok(());
        };
        prop_assert!(error.diagnostics.iter().any(|one| one.is_error()));
        prop_assert!(error.refusal.positions.len() <= 2);
        prop_assert!(error.aws_message().starts_with("Event pattern is not valid. Reason: "));
        for label in error.diagnostics.iter().flat_map(|one| one.primary.iter().chain(&one.related)) {
            prop_assert!(text.get(label.span.start..label.span.end).is_some(), "{:?}", label);
        }
    }

    #[test]
    fn every_span_of_a_pattern_slices_to_what_it_names(text in texts::pattern()) {
        let Ok(pattern) = parse(&text, Dialect::Bus) else {
            return Ok(());
        };
        for field in pattern.sub_rules.iter().flat_map(|rule| &rule.fields) {
            let list = &text[field.values.span.start..field.values.span.end];
            prop_assert_eq!(json::parse(list).unwrap().as_array().unwrap().len(), field.values.comparisons.len());
            prop_assert!(json::parse(&text[field.values.name_span.start..field.values.name_span.end]).is_ok());
            for comparison in &field.values.comparisons {
                prop_assert!(json::parse(&text[comparison.span.start..comparison.span.end]).is_ok());
            }
        }
        for group in &pattern.or_groups {
            prop_assert!(group.alternatives.len() >= 2);
            for span in &group.alternatives {
                prop_assert!(json::parse(&text[span.start..span.end]).unwrap().as_object().is_some());
            }
        }
    }

    #[test]
    fn fields_are_sorted_as_java_sorts_and_no_path_comes_twice(text in texts::pattern()) {
        let Ok(pattern) = parse(&text, Dialect::Bus) else {
            return Ok(());
        };
        prop_assert!(!pattern.sub_rules.is_empty());
        for rule in &pattern.sub_rules {
            prop_assert!(rule.fields.is_sorted_by(|left, right| left.path.cmp_utf16(&right.path).is_lt()));
        }
    }

    #[test]
    fn white_space_and_trailing_text_change_no_answer((pattern, event) in texts::pair()) {
        let (Ok(plain), Ok((event, _))) = (parse(&pattern, Dialect::Bus), json::parse_prefix(&event)) else {
            return Ok(());
        };
        let (root, _) = json::parse_prefix(&pattern).unwrap();
        let compact = parse(&format!("\r\n\t {} garbage", root.to_compact()), Dialect::Bus).unwrap();
        prop_assert_eq!(evaluate(&plain, &event), evaluate(&compact, &event));
        prop_assert_eq!(plain.complexity, compact.complexity);
    }
}

/// Whether a text is accepted. A blow-up in time would make the test hang, one in memory would end it.
fn is_accepted(text: &str) -> bool {
    parse(text, Dialect::Bus).is_ok()
}

#[test]
fn hostile_patterns_are_answered_without_blowing_up() {
    let pair = "\"$or\":[{\"a\":[1]},{\"b\":[1]}]";
    let product = |count: usize| format!("{{{}}}", vec![pair; count].join(","));
    assert!(is_accepted(&product(9)));
    assert!(!is_accepted(&product(10)));
    assert!(!is_accepted(&product(5000)));
    let nested_or = format!(
        "{}{{\"a\":[1]}}{}",
        "{\"$or\":[".repeat(490),
        ",{\"b\":[1]}]}".repeat(490)
    );
    assert!(is_accepted(&nested_or));
    let deep = |depth: usize| format!("{}[1]{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert!(is_accepted(&deep(999)));
    assert!(!is_accepted(&deep(1000)));
    assert!(!is_accepted(&deep(200_000)));
    let fields = |count: usize| {
        let fields: Vec<_> = (0..count)
            .map(|index| format!("\"f{index}\":[1]"))
            .collect();
        format!("{{{}}}", fields.join(","))
    };
    assert!(is_accepted(&fields(256)));
    assert!(!is_accepted(&fields(257)));
    assert!(!is_accepted(&fields(50_000)));
    let same = format!("{{{}}}", vec!["\"a\":[1]"; 50_000].join(","));
    assert!(is_accepted(&same));
    assert!(!is_accepted(&format!(
        "{{\"a\":[{{\"wildcard\":\"{}\"}}]}}",
        "*a".repeat(2000)
    )));
    assert!(is_accepted(&format!(
        "{{\"a\":[\"{}\"]}}",
        "x".repeat(10_000_000)
    )));
    assert!(is_accepted(&format!(
        "{{\"a\":[{}]}}",
        vec!["\"x\""; 200_000].join(",")
    )));
    let names = format!(
        "{{\"{}\":{{{}}}}}",
        "n".repeat(20_000),
        fields(100).trim_matches(['{', '}'])
    );
    assert!(is_accepted(&names));
}
