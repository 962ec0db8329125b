//! Whether an event matches a pattern.

use std::collections::BTreeMap;

use evb::json;
use evb::pattern::comparison::{Form, Number, Wildcard};
use evb::pattern::service::ENGINE_DEFECT;
use evb::pattern::{Dialect, ServiceEvaluator, evaluate, parse};
use proptest::prelude::*;

use crate::trees::{Fields, Tree, event, event_and_fields, fields, or_text, pattern_text};

fn matches(pattern: &str, event: &str) -> bool {
    let pattern = parse(pattern, Dialect::Bus).unwrap();
    evaluate(&pattern, &json::parse(event).unwrap())
}

/// An occurrence: the text of the value, and in which element of which array it lies.
type Occurrence = (String, BTreeMap<usize, usize>);

/// The occurrences of every path, straight from the description of the language.
fn occurrences(
    tree: &Tree,
    path: &str,
    inside: &BTreeMap<usize, usize>,
    arrays: &mut usize,
    found: &mut BTreeMap<String, Vec<Occurrence>>,
) {
    match tree {
        Tree::Scalar(text) => found
            .entry(path.to_owned())
            .or_default()
            .push(((*text).to_owned(), inside.clone())),
        Tree::Array(elements) => {
            let array = *arrays;
            *arrays += 1;
            for (index, element) in elements.iter().enumerate() {
                let mut within = inside.clone();
                if !matches!(element, Tree::Scalar(_)) {
                    within.insert(array, index);
                }
                occurrences(element, path, &within, arrays, found);
            }
        }
        Tree::Object(members) => {
            for (name, value) in members {
                let path = match path {
                    "" => (*name).to_owned(),
                    path => format!("{path}.{name}"),
                };
                occurrences(value, &path, inside, arrays, found);
            }
        }
    }
}

fn consistent(one: &BTreeMap<usize, usize>, other: &BTreeMap<usize, usize>) -> bool {
    one.iter()
        .all(|(array, index)| other.get(array).is_none_or(|same| same == index))
}

fn satisfied(value: &str, comparison: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    let is_string = value.starts_with('"');
    match comparison {
        r#"{"prefix":"x"}"# => value.starts_with("\"x"),
        r#"{"equals-ignore-case":"x"}"# => matches!(value, "\"x\"" | "\"X\""),
        r#"{"anything-but":"x"}"# => value != "\"x\"",
        r#"{"anything-but":[1]}"# => is_string || number(value) != Some(1.0),
        r#"{"numeric":["<",2]}"# => number(value).is_some_and(|number| number < 2.0),
        r#"{"exists":true}"# => true,
        r#"{"exists":false}"# => false,
        plain => value == plain || (number(value).is_some() && number(value) == number(plain)),
    }
}

/// The search, trying everything.
fn search(
    fields: &[(&String, &Vec<&str>)],
    all: &BTreeMap<String, Vec<Occurrence>>,
    chosen: &BTreeMap<usize, usize>,
) -> bool {
    let Some(((path, list), rest)) = fields.split_first() else {
        return true;
    };
    let none = Vec::new();
    let own = all.get(*path).unwrap_or(&none);
    let absent = !own.iter().any(|(_, inside)| consistent(inside, chosen));
    if list.contains(&r#"{"exists":false}"#) && absent && search(rest, all, chosen) {
        return true;
    }
    let first = chosen
        .keys()
        .find(|array| own.iter().any(|(_, inside)| inside.contains_key(array)));
    own.iter()
        .filter(|(_, inside)| first.is_none_or(|array| inside.get(array) == chosen.get(array)))
        .filter(|(_, inside)| consistent(inside, chosen))
        .filter(|(value, _)| list.iter().any(|comparison| satisfied(value, comparison)))
        .any(|(_, inside)| {
            let mut more = chosen.clone();
            more.extend(inside);
            search(rest, all, &more)
        })
}

fn tried(fields: &Fields, event: &Tree) -> bool {
    let mut all = BTreeMap::new();
    occurrences(event, "", &BTreeMap::new(), &mut 0, &mut all);
    search(&fields.iter().collect::<Vec<_>>(), &all, &BTreeMap::new())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_search_finds_what_trying_everything_finds((event, fields) in event_and_fields()) {
        prop_assert_eq!(
            matches(&pattern_text(&fields), &event.text()),
            tried(&fields, &event),
            "{} {}", pattern_text(&fields), event.text()
        );
    }
}

proptest! {
    #[test]
    fn adding_a_field_the_pattern_does_not_name_changes_nothing(
        (event, fields) in event_and_fields(), added in event(), first in any::<bool>(),
    ) {
        let Tree::Object(mut members) = event.clone() else { unreachable!() };
        members.insert(if first { 0 } else { members.len() }, ("other", added));
        let text = pattern_text(&fields);
        prop_assert_eq!(
            matches(&text, &event.text()),
            matches(&text, &Tree::Object(members).text())
        );
    }

    #[test]
    fn reordering_the_names_of_an_event_without_repeated_ones_changes_nothing(
        (event, fields) in event_and_fields(),
    ) {
        fn reordered(tree: &Tree, turn: bool) -> Tree {
            match tree {
                Tree::Scalar(text) => Tree::Scalar(text),
                Tree::Array(elements) => Tree::Array(elements.iter().map(|one| reordered(one, turn)).collect()),
                Tree::Object(members) => {
                    let mut once: BTreeMap<&'static str, Tree> = BTreeMap::new();
                    for (name, value) in members.iter().filter(|(name, _)| *name != "a.b") {
                        once.entry(*name).or_insert_with(|| reordered(value, turn));
                    }
                    let mut members: Vec<_> = once.into_iter().collect();
                    if turn {
                        members.reverse();
                    }
                    Tree::Object(members)
                }
            }
        }
        let text = pattern_text(&fields);
        prop_assert_eq!(
            matches(&text, &reordered(&event, false).text()),
            matches(&text, &reordered(&event, true).text())
        );
    }

    #[test]
    fn the_service_answers_what_the_pattern_means_or_a_note_says_why(
        (event, common) in event_and_fields(), branches in prop::collection::vec(fields(), 2..4),
    ) {
        let pattern = parse(&or_text(&common, &branches), Dialect::Bus).unwrap();
        let (event, service) = (event.parsed(), ServiceEvaluator::new(&pattern));
        let verdict = service.verdict(&event);
        let has_defect = verdict.notes.iter().any(|note| note.code == ENGINE_DEFECT);
        prop_assert!(has_defect || verdict.matched == evaluate(&pattern, &event));
        prop_assert!(!service.is_plain() || verdict.notes.is_empty());
    }

    #[test]
    fn a_wildcard_matches_what_a_plain_search_for_its_pieces_finds(
        expression in "[ab*]{0,8}", value in "[ab]{0,8}",
    ) {
        fn plain(expression: &[u8], value: &[u8]) -> bool {
            match expression {
                [] => value.is_empty(),
                [b'*', rest @ ..] => (0..=value.len()).any(|from| plain(rest, &value[from..])),
                [first, rest @ ..] => value.first() == Some(first) && plain(rest, &value[1..]),
            }
        }
        let single = expression.replace("**", "*").replace("**", "*").replace("**", "*");
        let wildcard = Wildcard::new(&single.as_str().into()).unwrap();
        prop_assert_eq!(
            wildcard.matches(Form::string(&value.as_str().into()).as_bytes()),
            plain(single.as_bytes(), value.as_bytes())
        );
    }

    #[test]
    fn a_prefix_and_a_suffix_look_at_the_ends(affix in "[ab]{0,3}", value in "[ab]{0,4}") {
        let event = format!(r#"{{"a":"{value}"}}"#);
        prop_assert_eq!(
            matches(&format!(r#"{{"a":[{{"prefix":"{affix}"}}]}}"#), &event),
            value.starts_with(&affix)
        );
        prop_assert_eq!(
            matches(&format!(r#"{{"a":[{{"suffix":"{affix}"}}]}}"#), &event),
            value.ends_with(&affix)
        );
    }

    /// The check in the other direction: the shortest text of a double, written out in full.
    #[test]
    fn a_number_is_comparable_when_a_double_prints_as_that_number(
        integer in "0|[1-9][0-9]{0,17}", fraction in "[0-9]{0,6}",
    ) {
        let token = match fraction.as_str() {
            "" => integer.clone(),
            fraction => format!("{integer}.{fraction}"),
        };
        let double: f64 = token.parse().unwrap();
        let digits = fraction.len();
        let written = format!("{double}");
        let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
        let same = whole == integer && part.trim_end_matches('0') == fraction.trim_end_matches('0');
        prop_assert_eq!(Number::new(&token).comparable.is_some(), same, "{} {}", token, digits);
    }

    #[test]
    fn every_double_is_comparable_as_it_prints(double in prop::num::f64::NORMAL) {
        prop_assert_eq!(Number::new(&format!("{double:e}")).comparable, Some(double));
    }
}

/// Answers in time, or the test never ends.
#[test]
fn stars_and_letters_that_almost_match_take_no_time() {
    let expression = format!("{}b", "*a".repeat(50));
    let wildcard = Wildcard::new(&expression.as_str().into()).unwrap();
    let value = Form::string(&"a".repeat(1_000_000).as_str().into());
    assert!(!wildcard.matches(value.as_bytes()));
}

#[test]
fn the_last_of_many_array_elements_is_found_and_one_that_is_not_there_is_not() {
    let element = |index: usize| format!(r#"{{"v":1,"w":1,"x":1,"y":1,"z":{index}}}"#);
    let elements: Vec<String> = (0..10_000).map(element).collect();
    let event = format!(r#"{{"a":[{}]}}"#, elements.join(","));
    let wanted = |z| format!(r#"{{"a":{{"v":[1],"w":[1],"x":[1],"y":[1],"z":[{z}]}}}}"#);
    assert!(matches(&wanted("9999"), &event));
    assert!(!matches(&wanted("10000"), &event));
}

/// Repeated names are the only way to ask the search for more: 2⁴⁰ combinations of elements, in which the last field to be
/// looked at decides.
#[test]
fn repeated_names_do_not_multiply_the_work() {
    let count = 40;
    let arrays: Vec<String> = (0..count)
        .map(|n| format!(r#""a":[{{"f{n}":1}},{{"f{n}":1,"g{n}":1}}]"#))
        .collect();
    let event = format!("{{{}}}", arrays.join(","));
    let fields: Vec<String> = (0..count)
        .map(|n| format!(r#""f{n}":[1],"g{n}":[1]"#))
        .collect();
    assert!(matches(
        &format!(r#"{{"a":{{{}}}}}"#, fields.join(",")),
        &event
    ));
    let fields: Vec<String> = (0..count)
        .map(|n| format!(r#""f{n}":[1],"g{n}":[{{"exists":false}}],"h":[{{"exists":true}}]"#))
        .collect();
    assert!(!matches(
        &format!(r#"{{"a":{{{}}}}}"#, fields.join(",")),
        &event
    ));
}
