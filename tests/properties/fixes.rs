//! Edits that diagnostics carry: followed one after the other they lead from a slip back to what was meant.

use evb::diagnostic::Diagnostic;
use evb::event::put_events::{Settings, put_events};
use evb::json;
use evb::pattern::decide::{Limits, Relation, compare};
use evb::pattern::{Dialect, parse};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use proptest::{prop_assert, prop_assert_eq};

/// What a pattern says of one field, rightly and with a slip. `T` and `U` stand for texts, `N` for a number and `M` for a
/// larger one.
const VALUES: &[(&str, &str, &str)] = &[
    ("no list", r#"["T"]"#, r#""T""#),
    ("number without a list", "[N]", "N"),
    (
        "prefix without a list",
        r#"[{"prefix":"T"}]"#,
        r#"{"prefix":"T"}"#,
    ),
    (
        "exists without a list",
        r#"[{"exists":false}]"#,
        r#"{"exists":false}"#,
    ),
    (
        "wildcard without a list",
        r#"[{"wildcard":"T*"}]"#,
        r#"{"wildcard":"T*"}"#,
    ),
    (
        "folded text without a list",
        r#"[{"equals-ignore-case":"T"}]"#,
        r#"{"equals-ignore-case":"T"}"#,
    ),
    ("list in a list", r#"["T","U"]"#, r#"[["T","U"]]"#),
    (
        "misspelt prefix",
        r#"[{"prefix":"T"}]"#,
        r#"[{"prefx":"T"}]"#,
    ),
    (
        "misspelt suffix",
        r#"[{"suffix":"T"}]"#,
        r#"[{"sufix":"T"}]"#,
    ),
    (
        "capitals in an operator",
        r#"[{"anything-but":["T"]}]"#,
        r#"[{"Anything_But":["T"]}]"#,
    ),
    (
        "misspelt numeric",
        r#"[{"numeric":[">",N]}]"#,
        r#"[{"numerical":[">",N]}]"#,
    ),
    (
        "startsWith",
        r#"[{"prefix":"T"}]"#,
        r#"[{"startsWith":"T"}]"#,
    ),
    ("endsWith", r#"[{"suffix":"T"}]"#, r#"[{"endsWith":"T"}]"#),
    (
        "contains",
        r#"[{"wildcard":"*T*"}]"#,
        r#"[{"contains":"T"}]"#,
    ),
    ("equals", r#"["T"]"#, r#"[{"equals":"T"}]"#),
    ("$eq", "[N]", r#"[{"$eq":N}]"#),
    ("$in", r#"["T","U"]"#, r#"[{"$in":["T","U"]}]"#),
    ("$ne", r#"[{"anything-but":"T"}]"#, r#"[{"$ne":"T"}]"#),
    (
        "$nin",
        r#"[{"anything-but":["T","U"]}]"#,
        r#"[{"$nin":["T","U"]}]"#,
    ),
    ("not true", "[false]", r#"[{"not":true}]"#),
    ("$gt", r#"[{"numeric":[">",N]}]"#, r#"[{"$gt":N}]"#),
    (
        ">= of a text",
        r#"[{"numeric":[">=",N]}]"#,
        r#"[{">=":"N"}]"#,
    ),
    (
        "anything-but a boolean",
        "[true]",
        r#"[{"anything-but":false}]"#,
    ),
    (
        "list of prefixes that are not wanted",
        r#"[{"anything-but":{"prefix":["T","U"]}}]"#,
        r#"[{"anything-but":[{"prefix":"T"},{"prefix":"U"}]}]"#,
    ),
    (
        "list of suffixes that are not wanted",
        r#"[{"anything-but":{"suffix":["T","U"]}}]"#,
        r#"[{"anything-but":[{"suffix":["T"]},{"suffix":"U"}]}]"#,
    ),
    (
        "unequal",
        r#"[{"anything-but":N}]"#,
        r#"[{"numeric":["!=",N]}]"#,
    ),
    (
        "range with a hole",
        r#"[{"numeric":[">=",N,"<",M]},{"numeric":[">",M]}]"#,
        r#"[{"numeric":[">=",N,"!=",M]}]"#,
    ),
    (
        "list under prefix",
        r#"[{"prefix":"T"},{"prefix":"U"}]"#,
        r#"[{"prefix":["T","U"]}]"#,
    ),
    (
        "number under prefix",
        r#"[{"prefix":"N"}]"#,
        r#"[{"prefix":N}]"#,
    ),
    (
        "exists in quotes",
        r#"[{"exists":true}]"#,
        r#"[{"exists":"true"}]"#,
    ),
    (
        "bound as one text",
        r#"[{"numeric":[">=",N]}]"#,
        r#"[{"numeric":">= N"}]"#,
    ),
    (
        "numeric without a list",
        r#"[{"numeric":["=",N]}]"#,
        r#"[{"numeric":N}]"#,
    ),
    (
        "=>",
        r#"[{"numeric":[">=",N]}]"#,
        r#"[{"numeric":["=>",N]}]"#,
    ),
    (
        "==",
        r#"[{"numeric":["=",N]}]"#,
        r#"[{"numeric":["==",N]}]"#,
    ),
    (
        "number in quotes",
        r#"[{"numeric":["<",N]}]"#,
        r#"[{"numeric":["<","N"]}]"#,
    ),
    (
        "range from above",
        r#"[{"numeric":[">",N,"<",M]}]"#,
        r#"[{"numeric":["<",M,">",N]}]"#,
    ),
    (
        "two stars",
        r#"[{"wildcard":"T*U"}]"#,
        r#"[{"wildcard":"T**U"}]"#,
    ),
    (
        "backslash before a letter",
        r#"[{"wildcard":"T\\\\U*"}]"#,
        r#"[{"wildcard":"T\\U*"}]"#,
    ),
    (
        "one address as a block",
        r#"["10.0.0.9"]"#,
        r#"[{"cidr":"10.0.0.9/32"}]"#,
    ),
    ("trailing comma", r#"["T"]"#, r#"["T",]"#),
    ("two commas", r#"["T","U"]"#, r#"["T",,"U"]"#),
    ("no comma", r#"["T","U"]"#, r#"["T" "U"]"#),
    ("single quotes", r#"["T"]"#, "['T']"),
    ("typographic quotes", r#"["T"]"#, "[“T”]"),
    ("no quotes", r#"["running"]"#, "[running]"),
    ("words of Python", "[false]", "[False]"),
    ("plus sign", "[N]", "[+N]"),
    ("wrong escape", r#"["T\\d"]"#, r#"["T\d"]"#),
    ("comment", r#"["T"]"#, "[\"T\" // one\n]"),
    ("bracket that is not closed", r#"["T"]"#, r#"["T""#),
];

/// The same of entries: members, rightly and with a slip.
const ENTRIES: &[(&str, &str, &str)] = &[
    ("small letters", r#""Source":"T""#, r#""source":"T""#),
    (
        "name of an event",
        r#""DetailType":"T""#,
        r#""detail-type":"T""#,
    ),
    (
        "misspelt member",
        r#""EventBusName":"T""#,
        r#""EventBusNme":"T""#,
    ),
    ("small detail", r#""Detail":"{}""#, r#""detail":"{}""#),
];

const WORDS: &[&str] = &[
    "orders",
    "eu-west-1",
    "i-0abc",
    "x",
    "café",
    "a.b/c",
    "Paid",
];

fn cases() -> u32 {
    let given = std::env::var("EVB_FIX_CASES").ok();
    given.and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

fn filled(text: &str, [first, second]: [usize; 2], number: u32) -> String {
    let (one, two) = (first % WORDS.len(), second % (WORDS.len() - 1));
    let two = if two < one { two } else { two + 1 };
    let mut filled = String::new();
    for letter in text.chars() {
        match letter {
            'T' => filled.push_str(WORDS[one]),
            'U' => filled.push_str(WORDS[two]),
            'N' => filled.push_str(&number.to_string()),
            'M' => filled.push_str(&(number + 7).to_string()),
            letter => filled.push(letter),
        }
    }
    filled
}

/// Follows the first edit until nothing is told that has one.
fn followed(
    text: &str,
    told: impl Fn(&str) -> Vec<Diagnostic>,
) -> Result<(String, usize), TestCaseError> {
    let mut text = text.to_owned();
    for steps in 0..20 {
        let found = told(&text);
        let Some((code, fix)) = found
            .iter()
            .find_map(|one| Some((one.code, one.fix.as_deref()?)))
        else {
            return Ok((text, steps));
        };
        let edited = fix.applied(&text).unwrap();
        prop_assert!(edited != text, "{:?} changes nothing of {}", code, text);
        let count = |found: &[Diagnostic]| found.iter().filter(|one| one.code == code).count();
        let after = told(&edited);
        let is_same = |one: &Diagnostic| {
            one.code == code && one.fix.as_deref().is_some_and(|other| other == fix)
        };
        prop_assert!(
            count(&after) < count(&found) || !after.iter().any(is_same),
            "{:?} stays: {} {}",
            code,
            text,
            edited
        );
        text = edited;
    }
    Err(TestCaseError::fail(format!("no end: {text}")))
}

#[test]
fn edits_lead_from_a_slip_in_a_pattern_back_to_what_was_meant() {
    let around = proptest::sample::select(vec![
        (r#"{"detail":{"x":"#, "}}"),
        (
            r#"{"source":["aws.ec2"],"detail":{"x":"#,
            r#","y":[{"exists":true}]}}"#,
        ),
        (r#"{"$or":[{"x":"#, r#"},{"y":["z"]}]}"#),
        (r#"{"x":"#, "}"),
    ]);
    let input = (around, 0..VALUES.len(), [0_usize..99, 0..99], 0_u32..1000);
    let steps = std::cell::Cell::new(0);
    let mut runner = TestRunner::new(Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&input, |((before, behind), row, words, number)| {
        let (name, right, wrong) = VALUES[row];
        let text = |middle: &str| format!("{before}{}{behind}", filled(middle, words, number));
        let (right, wrong) = (text(right), text(wrong));
        let told = |text: &str| {
            parse(text, Dialect::Bus)
                .err()
                .map_or_else(Vec::new, |error| error.diagnostics)
        };
        prop_assert!(!told(&wrong).is_empty(), "{} is no slip: {}", name, wrong);
        let (mended, count) = followed(&wrong, told)?;
        steps.set(steps.get() + count);
        let old = parse(&right, Dialect::Bus)
            .map_err(|error| TestCaseError::fail(format!("{right}: {error:?}")))?;
        let new = parse(&mended, Dialect::Bus).map_err(|_| {
            TestCaseError::fail(format!(
                "{name} is not mended: {wrong} {mended} {:?}",
                told(&mended)
            ))
        })?;
        let relation = compare(&old, &new, &Limits::default()).relation;
        prop_assert_eq!(
            relation,
            Relation::Equal,
            "{}: {} became {}",
            name,
            right,
            mended
        );
        Ok(())
    });
    outcome.unwrap();
    println!(
        "{} slips of {} kinds in patterns, {} edits: all mended, all equal",
        cases(),
        VALUES.len(),
        steps.get()
    );
}

#[test]
fn edits_lead_from_a_slip_in_an_entry_back_to_what_was_meant() {
    for (name, right, wrong) in ENTRIES {
        let others = [r#""Source":"s""#, r#""DetailType":"d""#, r#""Detail":"{}""#];
        let member = right.split(':').next().unwrap();
        let rest: Vec<_> = others
            .into_iter()
            .filter(|one| !one.starts_with(member))
            .collect();
        let text = |one: &str| format!("[{{{one},{}}}]", rest.join(","));
        let told = |text: &str| {
            let request = json::parse(text).unwrap();
            let refused = put_events(&request, &Settings::default()).err();
            refused.map_or_else(Vec::new, |refused| refused.diagnostics)
        };
        let (mended, _) = followed(&text(wrong), told).unwrap();
        assert_eq!(mended, text(right), "{name}");
    }
}
