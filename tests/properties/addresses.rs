//! Addresses beside all other tests on texts: what is decided against texts and numbers one by one.

use std::collections::HashSet;
use std::sync::LazyLock;

use evb::json::{self, Value};
use evb::pattern::decide::{Anything, Containment, Engine, Limits, Question, ValueAtom, atoms};
use evb::pattern::{Dialect, Evaluator, Pattern, parse};
use proptest::prelude::*;
use proptest::sample::select;

const ADDRESSES: [&str; 26] = [
    r#"{"cidr":"10.0.0.0/8"}"#,
    r#"{"cidr":"10.0.0.0/31"}"#,
    r#"{"cidr":"10.1.2.3/19"}"#,
    r#"{"cidr":"0.0.0.0/0"}"#,
    r#"{"cidr":"0.0.0.0/1"}"#,
    r#"{"cidr":"200.0.0.0/5"}"#,
    r#"{"cidr":"16.0.0.0/8"}"#,
    r#"{"cidr":"30.80.0.0/13"}"#,
    r#"{"cidr":"32.1.0.0/16"}"#,
    r#"{"cidr":"2001:db8::/32"}"#,
    r#"{"cidr":"2001:db8::/33"}"#,
    r#"{"cidr":"2001:db8::8/127"}"#,
    r#"{"cidr":"::/0"}"#,
    r#"{"cidr":"::/1"}"#,
    r#"{"cidr":"::/96"}"#,
    r#"{"cidr":"::1:0:0/67"}"#,
    r#"{"cidr":"::fffe:0:0/95"}"#,
    r#"{"cidr":"::ffff:a00:0/9"}"#,
    r#"{"cidr":"a00::/8"}"#,
    r#"{"cidr":"1111:2222::/29"}"#,
    r#""10.0.0.1""#,
    r#""255.255.255.255""#,
    r#""16.32.48.64""#,
    r#""::1""#,
    r#""::""#,
    r#""2001:db8::a""#,
];

const TEXTS: [&str; 38] = [
    r#"{"prefix":"10."}"#,
    r#"{"prefix":"0"}"#,
    r#"{"prefix":"1"}"#,
    r#"{"prefix":"2001:db8:"}"#,
    r#"{"prefix":"2001:0"}"#,
    r#"{"prefix":"::"}"#,
    r#"{"prefix":""}"#,
    r#"{"prefix":"x"}"#,
    r#"{"prefix":{"equals-ignore-case":"2001:DB8::A"}}"#,
    r#"{"suffix":".1"}"#,
    r#"{"suffix":"::"}"#,
    r#"{"suffix":":a"}"#,
    r#"{"suffix":"01"}"#,
    r#"{"suffix":{"equals-ignore-case":"ff"}}"#,
    r#"{"wildcard":"10.*"}"#,
    r#"{"wildcard":"10.*.*.*"}"#,
    r#"{"wildcard":"*.0.0.*"}"#,
    r#"{"wildcard":"*::*"}"#,
    r#"{"wildcard":"*f*f*"}"#,
    r#"{"wildcard":"*:*:*:*"}"#,
    r#"{"equals-ignore-case":"2001:DB8::A"}"#,
    r#"{"equals-ignore-case":"10.0.0.1"}"#,
    r#"{"exactly":"10.0.0.1"}"#,
    r#"{"exactly":"::ffff:a00:1"}"#,
    r#""other""#,
    r#"{"anything-but":"10.0.0.1"}"#,
    r#"{"anything-but":["10.0.0.0","10.0.0.1"]}"#,
    r#"{"anything-but":{"prefix":"10."}}"#,
    r#"{"anything-but":{"suffix":["0","1"]}}"#,
    r#"{"anything-but":{"wildcard":"*.*.*.*"}}"#,
    r#"{"anything-but":{"wildcard":["*.*","*:*"]}}"#,
    r#"{"anything-but":{"equals-ignore-case":"::A"}}"#,
    r#"{"exists":true}"#,
    "5",
    "16",
    r#"{"numeric":[">",0,"<",0.5]}"#,
    r#"{"numeric":[">=",1e5]}"#,
    r#"{"anything-but":[16,1e5]}"#,
];

/// Texts of addresses and such that nearly are ones, and numbers in many spellings.
static VALUES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let numbers = [
        "0", "00", "1", "01", "2", "9", "10", "010", "31", "32", "127", "128", "200", "207", "208",
        "255", "256",
    ];
    let groups = [
        "0", "1", "a", "A", "00", "0001", "db8", "DB8", "0db8", "2001", "8000", "7fff", "ffff",
        "FFFF", "10000", "a00", "fffe",
    ];
    let mut texts: Vec<String> = Vec::new();
    for one in numbers {
        for other in numbers {
            texts.push(format!("{one}.{other}.0.1"));
            texts.push(format!("10.{one}.2.{other}"));
            texts.push(format!("{one}.0.{other}.00000000"));
            texts.push(format!("10.0.0.{one}{other}"));
            texts.push(format!("{one}.{other}"));
        }
    }
    for one in groups {
        for other in groups {
            texts.push(format!("{one}::{other}"));
            texts.push(format!("::{one}:{other}"));
            texts.push(format!("::ffff:{one}:{other}"));
            texts.push(format!("2001:{one}::{other}"));
            texts.push(format!("2001:db8:{one}::{other}:8"));
            texts.push(format!("{one}:0:0:0:0:0:0:{other}"));
            texts.push(format!("{one}:{other}::"));
            texts.push(format!("0:0::{one}:0000ffff:{other}:0"));
            texts.push(format!("{one}:{other}"));
            texts.push(format!("{one}::{other}::"));
            texts.push(format!("{one}:2222:3:4:5:6::{other}"));
            texts.push(format!("1111:{one}:3:4:5:6:7:8{other}"));
        }
    }
    texts.extend(
        [
            "",
            ":",
            "::",
            ":::",
            "other",
            "x",
            "10.",
            "10.x",
            "::ffff:10.0.0.1",
        ]
        .map(str::to_owned),
    );
    let mut tokens: Vec<String> = Vec::new();
    for digits in [
        "0",
        "1",
        "5",
        "10",
        "16",
        "101",
        "1000000",
        "10203040",
        "12",
        "200",
        "2001",
        "3",
        "7",
        "9007199254740993",
    ] {
        for more in [
            "",
            ".5",
            ".25",
            "e1",
            "e-3",
            "e5",
            "E5",
            "E-5",
            "E05",
            "E+2",
            "e-9",
            "E51",
            "E999",
            "e999",
            ".00000000000000000001",
        ] {
            tokens.push(format!("{digits}{more}"));
            tokens.push(format!("-{digits}{more}"));
        }
    }
    let texts = texts.iter().map(|text| format!("\"{text}\""));
    let others = ["true", "false", "null"].map(str::to_owned);
    let all = texts.chain(tokens).chain(others);
    all.map(|value| json::parse(&format!("{{\"a\":{value}}}")).unwrap())
        .collect()
});

fn list() -> impl Strategy<Value = String> {
    let addresses = prop::collection::vec(select(&ADDRESSES[..]), 0..3);
    let texts = prop::collection::vec(select(&TEXTS[..]), 0..3);
    (addresses, texts)
        .prop_map(|(addresses, texts)| [addresses, texts].concat())
        .prop_filter("a test at least", |tests| !tests.is_empty())
        .prop_map(|tests| format!("[{}]", tests.join(",")))
        .prop_filter("one that AWS takes", |list| read(list).is_some())
}

fn read(list: &str) -> Option<Pattern> {
    parse(&format!("{{\"a\":{list}}}"), Dialect::Bus).ok()
}

fn pattern(list: &str) -> Pattern {
    read(list).unwrap()
}

proptest! {
    #[test]
    fn no_address_and_no_number_contradicts_what_is_decided_of_blocks(old in list(), new in list()) {
        let (one, other) = (pattern(&old), pattern(&new));
        let asked = Question::new(&one, &other).within(&Anything).answered_by(Engine::Logical);
        let evaluators = (Evaluator::new(&one), Evaluator::new(&other));
        let mut values = VALUES.iter();
        let shows = |event: &Value| evaluators.0.matches(event) && !evaluators.1.matches(event);
        match asked.contains() {
            Containment::Holds { bounded_by } => {
                prop_assert_eq!(bounded_by, None);
                let shown = values.find(|event| shows(event));
                prop_assert!(shown.is_none(), "{old} in {new}, but {}", shown.unwrap().to_compact());
            }
            Containment::Fails(witness) => prop_assert!(shows(&witness.event)),
            Containment::Unknown(reason) => prop_assert!(false, "{old} in {new}: {reason:?}"),
            _ => {}
        }
    }

    #[test]
    fn every_combination_of_lists_that_an_address_satisfies_has_an_atom(lists in prop::collection::vec(list(), 1..4)) {
        let patterns: Vec<Pattern> = lists.iter().map(|list| pattern(list)).collect();
        let patterns: Vec<&Pattern> = patterns.iter().collect();
        let paths = atoms(&patterns, &Anything, &Limits::default());
        prop_assert_eq!(paths[0].incomplete, None);
        let list = |at: &usize| &paths[0].lists[*at];
        let satisfies = |atom: &ValueAtom, pattern: &Pattern| {
            let own = &pattern.sub_rules[0].fields[0].values;
            atom.lists.iter().any(|at| list(at).comparisons.len() == own.comparisons.len()
                && list(at).comparisons.iter().zip(&own.comparisons).all(|(one, other)| one.test == other.test))
        };
        let combinations: HashSet<Vec<bool>> = paths[0].atoms.iter()
            .map(|atom| patterns.iter().map(|pattern| satisfies(atom, pattern)).collect())
            .collect();
        let evaluators: Vec<Evaluator<'_>> = patterns.iter().map(|pattern| Evaluator::new(pattern)).collect();
        for event in VALUES.iter() {
            let matching: Vec<bool> = evaluators.iter().map(|one| one.matches(event)).collect();
            prop_assert!(combinations.contains(&matching), "{lists:?}: {}", event.to_compact());
        }
    }
}
