//! The examples of the language reference are true.
//!
//! A `json` block is a pattern. The `text` block behind it tells what becomes of events (`match`, `no match`, then the
//! event), or why AWS refuses the pattern (`refused`, then the reason).

use evb::json;
use evb::pattern::dialect::Support;
use evb::pattern::operator::Operator;
use evb::pattern::{Dialect, REFERENCE, evaluate, parse};

/// The fenced blocks of a page: the language and the lines.
fn blocks(page: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(language), None) => open = Some((language, Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

#[test]
fn every_example_of_the_pattern_reference_is_true() {
    let blocks = blocks(REFERENCE);
    let mut events = 0;
    for pair in blocks.windows(2) {
        let [("json", pattern), ("text", claims)] = pair else {
            assert!(pair[0].0 != "json", "no claims behind {:?}", pair[0].1);
            continue;
        };
        let pattern = pattern.join("\n");
        let parsed = parse(&pattern, Dialect::Bus);
        for claim in claims {
            events += 1;
            let (verdict, rest) = claim.split_at(10);
            match verdict.trim() {
                "refused" => assert_eq!(
                    parsed.as_ref().unwrap_err().refusal.reason,
                    rest,
                    "{pattern}"
                ),
                verdict => {
                    let event =
                        json::parse(rest).unwrap_or_else(|error| panic!("{error:?} in {rest}"));
                    let expected = match verdict {
                        "match" => true,
                        "no match" => false,
                        other => panic!("not a verdict: {other}"),
                    };
                    let matches = evaluate(parsed.as_ref().unwrap(), &event);
                    assert_eq!(matches, expected, "{pattern} against {rest}");
                }
            }
        }
    }
    assert!(events > 60, "only {events} examples were found");
}

#[test]
fn the_table_of_dialects_says_what_the_parser_does() {
    let rows: [(&str, &[Operator]); 7] = [
        (
            "| plain values,",
            &[
                Operator::Exists,
                Operator::Numeric,
                Operator::Prefix,
                Operator::Suffix,
                Operator::EqualsIgnoreCase,
                Operator::AnythingBut,
            ],
        ),
        (
            "| `prefix` and `suffix` with",
            &[
                Operator::PrefixEqualsIgnoreCase,
                Operator::SuffixEqualsIgnoreCase,
            ],
        ),
        (
            "| `anything-but` with `prefix`",
            &[Operator::AnythingButPrefix, Operator::AnythingButSuffix],
        ),
        (
            "| `anything-but` with `equals-ignore-case`",
            &[Operator::AnythingButEqualsIgnoreCase],
        ),
        (
            "| `wildcard`,",
            &[Operator::Wildcard, Operator::AnythingButWildcard],
        ),
        ("| `cidr` |", &[Operator::Cidr]),
        ("| `exactly` |", &[Operator::Exactly]),
    ];
    for (row, operators) in rows {
        let line = REFERENCE
            .lines()
            .find(|line| line.starts_with(row))
            .unwrap();
        for operator in operators {
            let words = Dialect::ALL.map(|dialect| match dialect.support(*operator) {
                Support::Yes => "yes",
                Support::No => "no",
                Support::Undocumented => "not documented",
            });
            assert!(
                line.ends_with(&format!("| {} |", words.join(" | "))),
                "{operator:?}: {line}"
            );
        }
    }
}
