//! Many rules, cases and events.

use super::host;

/// So many rules, each for its own type of events, and so many cases.
fn suite(rules: usize, cases: usize) -> String {
    let mut text = String::from("rules:\n");
    for number in 0..rules {
        text += &format!(
            "  R{number}: {{source: [shop], detail-type: [t{number}], detail: {{total: [{{numeric: ['>', 10]}}]}}}}\n"
        );
    }
    text += "events:\n  order: {source: shop, detail-type: t0, detail: {total: 11, state: paid}}\ncases:\n";
    for number in 0..cases {
        let rule = number % rules;
        let (total, expected) = match number % 3 {
            0 => (10, format!("because: {{R{rule}: detail.total}}")),
            _ => (11, format!("matches: [R{rule}]")),
        };
        text += &format!(
            "  - {{name: c{number}, event: {{like: order, set: {{detail-type: t{rule}, detail.total: {total}}}}}, {expected}}}\n"
        );
    }
    text
}

#[test]
fn five_hundred_rules_and_two_thousand_cases() {
    let run = host(&suite(500, 2_000)).evb(&["test", "--jobs", "2"]);
    insta::assert_snapshot!(run, @r"
    exit: Success
    --- stdout
    2,000 passed: 2,000 cases in 1 suite
    ");
}

#[test]
fn more_events_than_are_kept() {
    let events = "{\"source\":\"shop\"}\n".repeat(100_001);
    let host = host(
        "template: template.yaml\ncases:\n  - {name: all, events: events.jsonl, matches: [Audit]}\n",
    );
    insta::assert_snapshot!(host.file("events.jsonl", events).evb(&["test"]), @r"
    exit: Failure
    --- stdout
    error all (shop.evb.yaml:3)
      the files of one suite may hold 100000 events together
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/too-many]: the files of one suite may hold 100000 events together
     --> shop.evb.yaml:3:25
      |
    3 |   - {name: all, events: events.jsonl, matches: [Audit]}
      |                         ^^^^^^^^^^^^ here are too many
    ");
}
