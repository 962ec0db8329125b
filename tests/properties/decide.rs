//! What is decided about patterns, against all small events and against random ones.

use std::sync::LazyLock;

use evb::json::{self, Value};
use evb::pattern::decide::{Anything, Containment, Engine, Limits, Question, Relation, compare};
use evb::pattern::{Dialect, Evaluator, Pattern, evaluate, parse};
use proptest::prelude::*;
use proptest::sample::select;

use crate::trees::{Fields, Tree, event, fields, or_text};

/// Lists that more values do not harm, over the three values of all small events.
const POSITIVE: [&str; 4] = [
    r#"["x"]"#,
    r#"[{"anything-but":"x"}]"#,
    r#"[{"exists":true}]"#,
    r#"["x",{"anything-but":["x","w"]}]"#,
];

const ALL: [&str; 6] = [
    r#"["x"]"#,
    r#"[{"anything-but":"x"}]"#,
    r#"[{"exists":true}]"#,
    r#"[{"exists":false}]"#,
    r#"[{"exists":false}]"#,
    r#"["x",{"exists":false}]"#,
];

/// Three paths, and all small events that have them.
struct Shape {
    paths: [&'static str; 3],
    events: Vec<Value>,
}

static SHAPES: LazyLock<[Shape; 3]> = LazyLock::new(|| {
    let siblings = pairs(&objects(&["m", "n", "z"]));
    let inner = pairs(&objects(&["m", "z"]));
    let outer = |inner: &[String]| -> Vec<String> {
        let names = objects(&["n"]).into_iter();
        names
            .flat_map(|name| {
                let comma = if name == "{}" { "" } else { "," };
                let with = |inner: &String| name.replace('}', &format!("{comma}\"j\":{inner}}}"));
                inner.iter().map(with).collect::<Vec<_>>()
            })
            .collect()
    };
    let few: Vec<String> = objects(&["m", "z"])
        .iter()
        .map(|one| format!("[{one}]"))
        .collect();
    let mut nested: Vec<String> = outer(&inner).iter().map(|one| format!("[{one}]")).collect();
    nested.extend(pairs(&outer(&few)));
    let below = pairs(&objects(&["b", "c"]));
    let mixed = ["", r#""x","#, r#""w","#, "1,", r#""x","w","#]
        .iter()
        .flat_map(|values| {
            let with = |below: &String| format!("[{values}{}", &below[1..]).replace(",]", "]");
            below.iter().map(with).collect::<Vec<_>>()
        });
    let events = |name: &str, values: Vec<String>| -> Vec<Value> {
        let event = |value: &String| json::parse(&format!("{{\"{name}\":{value}}}")).unwrap();
        values.iter().map(event).collect()
    };
    [
        Shape {
            paths: ["i.m", "i.n", "i.z"],
            events: events("i", siblings),
        },
        Shape {
            paths: ["i.j.m", "i.j.z", "i.n"],
            events: events("i", nested),
        },
        Shape {
            paths: ["a", "a.b", "a.c"],
            events: events("a", mixed.collect()),
        },
    ]
});

/// All objects with some of some names, whose values are of three kinds.
fn objects(names: &[&str]) -> Vec<String> {
    let mut objects = vec![Vec::new()];
    for name in names {
        let with = |value: &str, object: &Vec<String>| {
            let mut object = object.clone();
            object.push(format!("\"{name}\":{value}"));
            object
        };
        let more = [r#""x""#, r#""w""#, "1"];
        let more: Vec<_> = more
            .iter()
            .flat_map(|value| objects.iter().map(|object| with(value, object)))
            .collect();
        objects.extend(more);
    }
    objects
        .iter()
        .map(|members| format!("{{{}}}", members.join(",")))
        .collect()
}

/// All arrays of up to two of some texts.
fn pairs(texts: &[String]) -> Vec<String> {
    let mut arrays = vec!["[]".to_owned()];
    for (number, one) in texts.iter().enumerate() {
        arrays.push(format!("[{one}]"));
        arrays.extend(
            texts[number..]
                .iter()
                .map(|other| format!("[{one},{other}]")),
        );
    }
    arrays
}

/// For each of some sub-rules, a list for some of three paths.
fn rules(
    lists: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = Vec<[Option<&'static str>; 3]>> {
    let list = || prop::option::weighted(0.7, select(lists));
    let rule = [list(), list(), list()]
        .prop_filter("a field at least", |rule| rule.iter().any(Option::is_some));
    prop::collection::vec(rule, 1..=most)
}

fn pattern(paths: [&str; 3], rules: &[[Option<&str>; 3]]) -> Pattern {
    let texts: Vec<String> = rules
        .iter()
        .map(|rule| {
            let fields = paths.iter().zip(rule);
            let fields: Vec<String> = fields
                .filter_map(|(path, list)| Some(format!("\"{path}\":{}", (*list)?)))
                .collect();
            format!("{{{}}}", fields.join(","))
        })
        .collect();
    let text = match texts.as_slice() {
        [only] => only.clone(),
        several => format!("{{\"$or\":[{}]}}", several.join(",")),
    };
    parse(&text, Dialect::Bus).unwrap()
}

/// Whether the second pattern is decided to match all that the first matches.
fn contains(old: &Pattern, new: &Pattern) -> Containment {
    let question = Question::new(old, new).within(&Anything);
    question.answered_by(Engine::Logical).contains()
}

/// A small event that the first pattern matches and the second does not.
fn counterexample<'s>(shape: &'s Shape, old: &Pattern, new: &Pattern) -> Option<&'s Value> {
    let (old, new) = (Evaluator::new(old), Evaluator::new(new));
    let mut events = shape.events.iter();
    events.find(|event| old.matches(event) && !new.matches(event))
}

fn shown(event: &Value, old: &Pattern, new: &Pattern) -> bool {
    evaluate(old, event) && !evaluate(new, event)
}

proptest! {
    #[test]
    fn without_negation_containment_is_what_all_small_events_say(
        shape in 0..3_usize,
        old in rules(&POSITIVE, 2),
        new in rules(&POSITIVE, 3),
    ) {
        let shape = &SHAPES[shape];
        let (old, new) = (pattern(shape.paths, &old), pattern(shape.paths, &new));
        match (contains(&old, &new), counterexample(shape, &old, &new)) {
            (Containment::Holds { bounded_by }, None) => prop_assert_eq!(bounded_by, None),
            (Containment::Fails(witness), Some(_)) => {
                prop_assert!(shown(&witness.event, &old, &new));
            }
            (decided, event) => prop_assert!(false, "{decided:?} but {event:?}"),
        }
    }

    #[test]
    fn with_negation_no_small_event_says_otherwise(
        shape in 0..3_usize,
        old in rules(&ALL, 2),
        new in rules(&ALL, 3),
    ) {
        let shape = &SHAPES[shape];
        let (old, new) = (pattern(shape.paths, &old), pattern(shape.paths, &new));
        match (contains(&old, &new), counterexample(shape, &old, &new)) {
            (Containment::Holds { .. }, None) => {}
            (Containment::Fails(witness), _) => {
                prop_assert!(shown(&witness.event, &old, &new));
            }
            (decided, event) => prop_assert!(false, "{decided:?} but {event:?}"),
        }
    }

    #[test]
    fn a_pattern_is_equal_to_itself(common in fields(), branches in prop::collection::vec(fields(), 2..4)) {
        let pattern = parse(&or_text(&common, &branches), Dialect::Bus).unwrap();
        let comparison = compare(&pattern, &pattern, &Limits::default());
        prop_assert_eq!(comparison.relation, Relation::Equal);
    }

    #[test]
    fn the_other_way_round_the_relation_is_reversed(one in or_pattern(), other in or_pattern()) {
        let there = compare(&one, &other, &Limits::default()).relation;
        let back = compare(&other, &one, &Limits::default()).relation;
        prop_assert_eq!(there, back.reversed());
    }

    #[test]
    fn no_event_contradicts_the_relation(
        one in or_pattern(),
        other in or_pattern(),
        events in prop::collection::vec(event(), 1..12),
    ) {
        let comparison = Question::new(&one, &other)
            .within(&Anything)
            .answered_by(Engine::Logical)
            .compare();
        for event in events.iter().filter(|event| is_plain(event)).map(Tree::parsed) {
            let matched = (evaluate(&one, &event), evaluate(&other, &event));
            let contradicts = match (comparison.relation, matched) {
                (Relation::Equal, (one, other)) => one != other,
                (Relation::Wider, matched) => matched == (true, false),
                (Relation::Narrower, matched) => matched == (false, true),
                (Relation::Disjoint, matched) => matched == (true, true),
                _ => false,
            };
            prop_assert!(!contradicts, "{comparison:?}: {}", event.to_compact());
        }
    }
}

fn or_pattern() -> impl Strategy<Value = Pattern> {
    let branches = prop::collection::vec(fields(), 2..4);
    let text = (fields(), branches).prop_map(|(common, branches): (Fields, Vec<Fields>)| {
        parse(&or_text(&common, &branches), Dialect::Bus).unwrap()
    });
    let simple = fields()
        .prop_map(|fields| parse(&crate::trees::pattern_text(&fields), Dialect::Bus).unwrap());
    prop_oneof![text, simple]
}

/// Whether an event repeats no name, and no name has a dot: what is decided is about such events.
fn is_plain(tree: &Tree) -> bool {
    match tree {
        Tree::Scalar(_) => true,
        Tree::Array(elements) => elements.iter().all(is_plain),
        Tree::Object(members) => members.iter().enumerate().all(|(number, (name, value))| {
            let before = &members[..number];
            !name.contains('.') && before.iter().all(|(other, _)| other != name) && is_plain(value)
        }),
    }
}
