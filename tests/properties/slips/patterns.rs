//! Slips of patterns.

use evb::diagnostic::Diagnostic;
use evb::pattern::decide::{Limits, Relation, compare};
use evb::pattern::{Dialect, parse};

use super::{Language, Made, slips};
use crate::near_misses::Dice;

struct OfBus;

impl Language for OfBus {
    fn told(&self, text: &str) -> Vec<Diagnostic> {
        parse(text, Dialect::Bus)
            .err()
            .map_or_else(Vec::new, |error| error.diagnostics)
    }

    fn is_taken(&self, text: &str) -> bool {
        parse(text, Dialect::Bus).is_ok()
    }

    fn is_same(&self, text: &str, other: &str) -> bool {
        let [one, other] = [text, other].map(|text| parse(text, Dialect::Bus).unwrap());
        compare(&one, &other, &Limits::default()).relation == Relation::Equal
    }
}

/// What a pattern says of one field, rightly and with a slip.
fn field(dice: &Dice, right: &str, wrong: &str) -> Option<Made> {
    let around = [
        (r#"{"detail":{"x":"#, "}}"),
        (
            r#"{"source":["aws.ec2"],"detail":{"x":"#,
            r#","y":[{"exists":true}]}}"#,
        ),
        (r#"{"$or":[{"x":"#, r#"},{"y":["z"]}]}"#),
        (r#"{"x":"#, "}"),
    ];
    let (before, behind) = around[dice.below(around.len())];
    whole(
        &format!("{before}{right}{behind}"),
        &format!("{before}{wrong}{behind}"),
    )
}

fn whole(right: &str, wrong: &str) -> Option<Made> {
    Some(Made {
        right: right.to_owned(),
        wrong: wrong.to_owned(),
        language: Box::new(OfBus),
    })
}

/// Two words and a number.
fn some(dice: &Dice) -> (String, String, usize) {
    (dice.word(5), dice.word(6), dice.below(900))
}

/// Values of a field, rightly and with a slip; `T` stands for a word.
const TWICE: [(&str, &str); 8] = [
    (r#"["T"]"#, r#""T""#),
    (r#"[{"prefix":"T"}]"#, r#"[{"startsWith":"T"}]"#),
    (r#"[{"prefix":"T"}]"#, r#"{"prefix":"T"}"#),
    (r#"[{"wildcard":"*T*"}]"#, r#"[{"contains":"T"}]"#),
    (r#"[{"exists":true}]"#, r#"[{"exists":"true"}]"#),
    (r#"[{"numeric":[">",5]}]"#, r#"[{"numeric":[">","5"]}]"#),
    (r#"["T"]"#, r#"[["T"]]"#),
    (r#"[{"anything-but":["T"]}]"#, r#"[{"$nin":["T"]}]"#),
];

slips! { SLIPS;
    "two slips in one pattern" => |dice| {
        let (a, b, _) = some(dice);
        let [one, other] = [dice.below(TWICE.len()), dice.below(TWICE.len())].map(|at| TWICE[at]);
        let text = |one: &str, other: &str| format!("{{\"source\":{},\"detail\":{{\"x\":{}}}}}", one.replace('T', &a), other.replace('T', &b));
        whole(&text(one.0, other.0), &text(one.1, other.1))
    };
    "three slips in one pattern, one of JSON" => |dice| {
        let (a, b, _) = some(dice);
        let [one, other] = [dice.below(TWICE.len()), dice.below(TWICE.len())].map(|at| TWICE[at]);
        let text = |one: &str, other: &str, end: &str| format!("{{\"source\":{},\"detail\":{{\"x\":{}{end}}}}}", one.replace('T', &a), other.replace('T', &b));
        whole(&text(one.0, other.0, ""), &text(one.1, other.1, ","))
    };
    "no list" => |dice| { let (a, _, _) = some(dice); field(dice, &format!("[{a:?}]"), &format!("{a:?}")) };
    "an operator without a list" => |dice| { let (a, _, _) = some(dice); let name = dice.pick(&["prefix", "suffix", "equals-ignore-case"]); field(dice, &format!("[{{\"{name}\":{a:?}}}]"), &format!("{{\"{name}\":{a:?}}}")) };
    "a list in a list" => |dice| { let (a, b, _) = some(dice); field(dice, &format!("[{a:?},{b:?}]"), &format!("[[{a:?},{b:?}]]")) };
    "a misspelt operator" => |dice| { let (a, _, _) = some(dice); let (name, slip) = *[("prefix", "prefx"), ("suffix", "sufix"), ("wildcard", "wildcrad"), ("anything-but", "anything_but"), ("equals-ignore-case", "equalsIgnoreCase")].get(dice.below(5)).unwrap(); field(dice, &format!("[{{\"{name}\":{a:?}}}]"), &format!("[{{\"{slip}\":{a:?}}}]")) };
    "an operator of another language" => |dice| { let (a, _, _) = some(dice); let (name, slip) = *[("prefix", "startsWith"), ("suffix", "endsWith"), ("anything-but", "$ne")].get(dice.below(3)).unwrap(); field(dice, &format!("[{{\"{name}\":{a:?}}}]"), &format!("[{{\"{slip}\":{a:?}}}]")) };
    "contains" => |dice| { let (a, _, _) = some(dice); field(dice, &format!("[{{\"wildcard\":\"*{a}*\"}}]"), &format!("[{{\"contains\":{a:?}}}]")) };
    "a list of conditions that are not wanted" => |dice| { let (a, b, _) = some(dice); let name = dice.pick(&["prefix", "suffix"]); field(dice, &format!("[{{\"anything-but\":{{\"{name}\":[{a:?},{b:?}]}}}}]"), &format!("[{{\"anything-but\":[{{\"{name}\":{a:?}}},{{\"{name}\":{b:?}}}]}}]")) };
    "!= in numeric" => |dice| { let (_, _, n) = some(dice); field(dice, &format!("[{{\"anything-but\":{n}}}]"), &format!("[{{\"numeric\":[\"!=\",{n}]}}]")) };
    "=> in numeric" => |dice| { let (_, _, n) = some(dice); field(dice, &format!("[{{\"numeric\":[\">=\",{n}]}}]"), &format!("[{{\"numeric\":[\"=>\",{n}]}}]")) };
    "a number in quotes in numeric" => |dice| { let (_, _, n) = some(dice); field(dice, &format!("[{{\"numeric\":[\"<\",{n}]}}]"), &format!("[{{\"numeric\":[\"<\",\"{n}\"]}}]")) };
    "a bound as one text" => |dice| { let (_, _, n) = some(dice); field(dice, &format!("[{{\"numeric\":[\"<=\",{n}]}}]"), &format!("[{{\"numeric\":\"<= {n}\"}}]")) };
    "exists in quotes" => |dice| { let word = dice.pick(&["true", "false"]); field(dice, &format!("[{{\"exists\":{word}}}]"), &format!("[{{\"exists\":\"{word}\"}}]")) };
    "a list under prefix" => |dice| { let (a, b, _) = some(dice); field(dice, &format!("[{{\"prefix\":{a:?}}},{{\"prefix\":{b:?}}}]"), &format!("[{{\"prefix\":[{a:?},{b:?}]}}]")) };
    "two stars" => |dice| { let (a, b, _) = some(dice); field(dice, &format!("[{{\"wildcard\":\"{a}*{b}\"}}]"), &format!("[{{\"wildcard\":\"{a}**{b}\"}}]")) };
    "a prefix and a suffix in one object" => |dice| { let (a, b, _) = some(dice); field(dice, &format!("[{{\"wildcard\":\"{a}*{b}\"}}]"), &format!("[{{\"prefix\":{a:?},\"suffix\":{b:?}}}]")) };
    "a trailing comma" => |dice| { let (a, _, _) = some(dice); field(dice, &format!("[{a:?}]"), &format!("[{a:?},]")) };
    "single quotes" => |dice| { let (a, _, _) = some(dice); field(dice, &format!("[{a:?}]"), &format!("['{a}']")) };
    "typographic quotes" => |dice| { let (a, _, _) = some(dice); field(dice, &format!("[{a:?}]"), &format!("[\u{201c}{a}\u{201d}]")) };
    "a missing comma" => |dice| { let (a, b, _) = some(dice); field(dice, &format!("[{a:?},{b:?}]"), &format!("[{a:?} {b:?}]")) };
    "a bracket that is not closed" => |dice| { let (a, _, _) = some(dice); field(dice, &format!("[{a:?}]"), &format!("[{a:?}")) };
    "a word of Python" => |dice| { let (right, wrong) = *[("true", "True"), ("false", "False"), ("null", "None")].get(dice.below(3)).unwrap(); field(dice, &format!("[{right}]"), &format!("[{wrong}]")) };
    "$and" => |dice| { let (a, b, _) = some(dice); whole(&format!("{{\"source\":[{a:?}],\"detail-type\":[{b:?}]}}"), &format!("{{\"$and\":[{{\"source\":[{a:?}]}},{{\"detail-type\":[{b:?}]}}]}}")) };
    "or without its sign" => |dice| { let (a, b, _) = some(dice); let name = dice.pick(&["or", "OR", "$OR", "anyOf"]); whole(&format!("{{\"$or\":[{{\"source\":[{a:?}]}},{{\"detail-type\":[{b:?}]}}]}}"), &format!("{{\"{name}\":[{{\"source\":[{a:?}]}},{{\"detail-type\":[{b:?}]}}]}}")) };
    "$or before an object" => |dice| { let (a, b, _) = some(dice); whole(&format!("{{\"$or\":[{{\"source\":[{a:?}]}},{{\"detail-type\":[{b:?}]}}]}}"), &format!("{{\"$or\":{{\"source\":[{a:?}],\"detail-type\":[{b:?}]}}}}")) };
    "$or of one alternative" => |dice| { let (a, b, _) = some(dice); whole(&format!("{{\"source\":[{a:?}],\"detail\":{{\"x\":[{b:?}]}}}}"), &format!("{{\"source\":[{a:?}],\"$or\":[{{\"detail\":{{\"x\":[{b:?}]}}}}]}}")) };
}
