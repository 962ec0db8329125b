//! Many patterns at once: the set against the plain evaluator, and what the set reads against what the reader reads.

use evb::json::{self, Value};
use evb::pattern::set::Reading;
use evb::pattern::{Dialect, Evaluator, Pattern, PatternSet, parse};
use proptest::prelude::*;
use proptest::sample::select;

/// Names that meet each other in every way: with dots, empty, escaped, two ways to write the same one.
const NAMES: [&str; 11] = [
    "a", "b", "c", "a", "b", "a.b", "", "b.", "\\u0061", "a.b.c", "é",
];

/// Names without dots and escapes.
const PLAIN_NAMES: [&str; 4] = ["a", "b", "c", "d"];

const SCALARS: [&str; 22] = [
    "1",
    "2",
    "1.0",
    "1e0",
    "-0",
    "0",
    "100",
    "10203040",
    "122.49579154326699",
    "9007199254740993",
    "true",
    "null",
    r#""x""#,
    r#""X""#,
    r#""xy""#,
    r#""\u0078""#,
    r#""10.0.0.1""#,
    r#""2001:db8::1""#,
    r#""""#,
    r#""straße""#,
    r#""\ud800""#,
    r#""x\"y""#,
];

const COMPARISONS: [&str; 40] = [
    r#""x""#,
    r#""xy""#,
    "1",
    "2",
    "true",
    "null",
    r#""10.0.0.1""#,
    r#""""#,
    "9007199254740993",
    r#"{"exists":true}"#,
    r#"{"exists":false}"#,
    r#"{"exists":false}"#,
    r#"{"prefix":"x"}"#,
    r#"{"prefix":""}"#,
    r#"{"prefix":"x\""}"#,
    r#"{"prefix":{"equals-ignore-case":"X"}}"#,
    r#"{"suffix":"y"}"#,
    r#"{"suffix":"\""}"#,
    r#"{"suffix":{"equals-ignore-case":"Y"}}"#,
    r#"{"equals-ignore-case":"X"}"#,
    r#"{"equals-ignore-case":"STRASSE"}"#,
    r#"{"equals-ignore-case":"straße"}"#,
    r#"{"wildcard":"*"}"#,
    r#"{"wildcard":"x*"}"#,
    r#"{"wildcard":"*y"}"#,
    r#"{"wildcard":"*x*"}"#,
    r#"{"wildcard":"x"}"#,
    r#"{"numeric":["<",2]}"#,
    r#"{"numeric":["=",122.49579154326699]}"#,
    r#"{"numeric":[">",0,"<=",100]}"#,
    r#"{"numeric":[">=",1]}"#,
    r#"{"cidr":"10.0.0.0/8"}"#,
    r#"{"cidr":"2001:db8::/32"}"#,
    r#"{"cidr":"::/0"}"#,
    r#"{"anything-but":"x"}"#,
    r#"{"anything-but":[1,2]}"#,
    r#"{"anything-but":{"prefix":"x"}}"#,
    r#"{"anything-but":{"suffix":["x","y"]}}"#,
    r#"{"anything-but":{"wildcard":"*x*"}}"#,
    r#"{"exactly":"x"}"#,
];

/// A value of an event. Arrays of objects are frequent: what lies in them has to be consistent.
fn value(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let scalar = select(&SCALARS[..]).prop_map(str::to_owned);
    scalar.prop_recursive(5, 40, 4, move |inner| {
        let array = prop::collection::vec(inner.clone(), 0..4)
            .prop_map(|elements| format!("[{}]", elements.join(" , ")));
        let objects = prop::collection::vec(members(names, inner.clone()), 1..4)
            .prop_map(|elements| format!("[{}]", elements.join(",")));
        prop_oneof![1 => array, 3 => objects, 3 => members(names, inner)]
    })
}

fn members(
    names: &'static [&'static str],
    inner: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    prop::collection::vec((select(names), inner), 0..5).prop_map(|members| {
        let members: Vec<String> = members
            .iter()
            .map(|(name, value)| format!("\"{name}\": {value}"))
            .collect();
        format!("{{{}}}", members.join(","))
    })
}

fn event(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    members(names, value(names))
}

/// A pattern: usually several fields with a common beginning, sometimes an `$or`.
fn pattern(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let list = || {
        prop::collection::vec(select(&COMPARISONS[..]), 1..3)
            .prop_map(|list| format!("[{}]", list.join(",")))
    };
    let inner = move || fields(names, list());
    let outer = fields(names, prop_oneof![list(), inner(), inner()]);
    let or = (select(names), inner(), inner())
        .prop_map(|(name, one, other)| format!("{{\"$or\":[{one},{{\"{name}\":{other}}}]}}"));
    let inside = (select(names), outer).prop_map(|(name, outer)| format!("{{\"{name}\":{outer}}}"));
    prop_oneof![3 => inside, 3 => fields(names, prop_oneof![list(), inner()]), 1 => or]
}

fn fields(
    names: &'static [&'static str],
    of: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    prop::collection::vec((select(names), of), 1..4).prop_map(|fields| {
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        format!("{{{}}}", fields.join(","))
    })
}

fn patterns(names: &'static [&'static str]) -> impl Strategy<Value = Vec<Pattern>> {
    prop::collection::vec(pattern(names), 1..8).prop_map(|texts| {
        let parsed = texts.iter().map(|text| parse(text, Dialect::Bus));
        parsed.filter_map(Result::ok).collect()
    })
}

fn patterns_and_events(
    names: &'static [&'static str],
) -> impl Strategy<Value = (Vec<Pattern>, Vec<String>)> {
    (patterns(names), prop::collection::vec(event(names), 1..6))
}

/// Events with any of many fields, in any order.
fn optional_fields() -> impl Strategy<Value = Vec<String>> {
    let fields: Vec<usize> = (0..14).collect();
    let chosen = prop::sample::subsequence(fields, 0..=14).prop_shuffle();
    let event = chosen.prop_map(|chosen| {
        let fields = chosen.iter().map(|field| format!(r#""f{field}":{field}"#));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    prop::collection::vec(event, 600)
}

fn plainly(patterns: &[Pattern], event: &str) -> Vec<u32> {
    let event = json::parse(event).unwrap();
    let rules = 0_u32..;
    let asked = rules.zip(patterns);
    asked
        .filter(|(_, pattern)| Evaluator::new(pattern).matches(&event))
        .map(|(rule, _)| rule)
        .collect()
}

/// Whether a name comes twice in one object.
fn repeats_a_name(value: &Value) -> bool {
    if let Some(members) = value.as_object() {
        let names: Vec<String> = members.iter().map(|one| one.name.to_string()).collect();
        let repeats = (1..names.len()).any(|at| names[..at].contains(&names[at]));
        return repeats || members.iter().any(|one| repeats_a_name(&one.value));
    }
    value
        .as_array()
        .is_some_and(|elements| elements.iter().any(repeats_a_name))
}

/// Whether the reader takes the bytes for an object with something or nothing behind it.
fn is_readable(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap(),
    };
    json::parse_prefix(text).is_ok_and(|(value, _)| value.as_object().is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_set_answers_as_the_plain_evaluator(
        patterns in patterns(&NAMES), events in prop::collection::vec(event(&NAMES), 1..6),
    ) {
        let set = PatternSet::new(&patterns);
        let mut scratch = set.scratch();
        // Twice: the second time the set has seen the shapes of all of them.
        for event in events.iter().chain(&events) {
            let told = set.matches(event.as_bytes(), Reading::Validated, &mut scratch).unwrap();
            prop_assert_eq!(told, plainly(&patterns, event), "{}", event);
        }
    }

    #[test]
    fn trusted_reading_gives_the_same_answers_where_no_name_comes_twice(
        (patterns, events) in prop_oneof![patterns_and_events(&PLAIN_NAMES), patterns_and_events(&NAMES)],
    ) {
        let set = PatternSet::new(&patterns);
        let mut scratch = set.scratch();
        for event in events.iter().chain(&events) {
            if repeats_a_name(&json::parse(event).unwrap()) {
                continue;
            }
            let told = set.matches(event.as_bytes(), Reading::Trusted, &mut scratch).unwrap();
            prop_assert_eq!(told, plainly(&patterns, event), "{}", event);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn trusted_reading_gives_the_same_answers_where_fields_come_in_any_order_or_not_at_all(events in optional_fields()) {
        let texts = (0..14).map(|field| format!(r#"{{"f{field}":[{field}],"f0":[0]}}"#));
        let patterns: Vec<Pattern> = texts.filter_map(|text| parse(&text, Dialect::Bus).ok()).collect();
        let set = PatternSet::new(&patterns);
        let mut scratch = set.scratch();
        for event in &events {
            let told = set.matches(event.as_bytes(), Reading::Trusted, &mut scratch).unwrap();
            prop_assert_eq!(told, plainly(&patterns, event), "{}", event);
        }
    }

    #[test]
    fn the_set_refuses_what_the_reader_refuses_after_any_cut_and_any_change_of_a_byte(
        patterns in patterns(&NAMES), event in event(&NAMES),
    ) {
        let set = PatternSet::new(&patterns);
        let mut scratch = set.scratch();
        let good = event.as_bytes();
        prop_assert!(set.matches(good, Reading::Validated, &mut scratch).is_ok());
        for end in 0..good.len() {
            prop_assert!(set.matches(&good[..end], Reading::Validated, &mut scratch).is_err());
            // The same with more text behind it, as in a buffer of lines.
            let more = [&good[..end], b"\n{\"a\":[1]}\n", &[b' '; 64]].concat();
            prop_assert!(set.matches_at(&more, 0, end, Reading::Validated, &mut scratch).is_err());
        }
        let mut changed = good.to_vec();
        for at in 0..good.len().min(160) {
            for byte in 0..=255 {
                changed[at] = byte;
                let told = set.matches(&changed, Reading::Validated, &mut scratch).is_ok();
                prop_assert_eq!(told, is_readable(&changed), "byte {} is {:#x} in {}", at, byte, event);
                let _ = set.matches(&changed, Reading::Trusted, &mut scratch);
            }
            changed[at] = good[at];
        }
    }

    #[test]
    fn texts_that_are_no_events_are_refused_as_the_reader_refuses_them(text in crate::texts::broken(), json in crate::texts::json()) {
        let set = PatternSet::new(&[]);
        let mut scratch = set.scratch();
        for text in [text, json.clone(), format!("{{\"a\":{json}}}")] {
            let told = set.matches(text.as_bytes(), Reading::Validated, &mut scratch).is_ok();
            prop_assert_eq!(told, is_readable(text.as_bytes()), "{}", text);
        }
    }
}
