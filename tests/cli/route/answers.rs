//! What is told of each event, and of each rule.

use super::host;

#[test]
fn every_event_is_told_with_its_rules() {
    insta::assert_snapshot!(host().evb(&["route", "--rules", "rules", "--rules", "more.jsonl", "events.jsonl"]), @r"
    exit: Success
    --- stdout
    events.jsonl:1 1: any-ec2, running
    events.jsonl:2 2: orders, big
    events.jsonl:4 3: no rule
    3 events: 2 match a rule, 1 matches none
    ");
}

#[test]
fn json_lines_and_a_document() {
    insta::assert_snapshot!(host().evb(&["route", "--rules", "rules/*.json", "events.jsonl", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"event":{"source":"events.jsonl","index":0,"line":1,"id":"1"},"rules":["any-ec2","running"]}
    {"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":[]}
    {"event":{"source":"events.jsonl","index":2,"line":4,"id":"3"},"rules":[]}
    "#);
    insta::assert_snapshot!(host().evb(&["route", "--rules", "rules/*.json", "events.jsonl", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"results":[{"event":{"source":"events.jsonl","index":0,"line":1,"id":"1"},"rules":["any-ec2","running"]},{"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":[]},{"event":{"source":"events.jsonl","index":2,"line":4,"id":"3"},"rules":[]}],"summary":{"events":3,"matched":1,"unmatched":2,"broken":0,"unreadable":0}}
    "#);
}

#[test]
fn counts_per_rule() {
    insta::assert_snapshot!(host().evb(&["route", "--rules", "rules", "--rules", "more.jsonl", "--count", "events.jsonl"]), @r"
    exit: Success
    --- stdout
    matches  rule
    1        any-ec2
    1        running
    1        orders
    1        big
    3 events: 2 match a rule, 1 matches none
    ");
    insta::assert_snapshot!(host().evb(&["route", "--rules", "rules", "--count", "events.jsonl", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"rule":"any-ec2","matches":1}
    {"rule":"running","matches":1}
    "#);
}

#[test]
fn unmatched_events_alone_and_as_a_failure() {
    insta::assert_snapshot!(host().evb(&["route", "--rules", "more.jsonl", "--unmatched", "--fail-unmatched", "events.jsonl"]), @r"
    exit: Negative
    --- stdout
    events.jsonl:1 1: no rule
    events.jsonl:4 3: no rule
    3 events: 1 matches a rule, 2 match none
    ");
}

#[test]
fn a_bad_event_and_a_bad_rule_do_not_lose_the_others() {
    let host = host()
        .file("mixed.jsonl", concat!(
            r#"{"name":"good","pattern":{"source":["orders"]}}"#, "\n",
            r#"{"name":"bad","pattern":{"source":"orders"}}"#, "\n",
            r#"{"pattern":{"source":["orders"]}}"#, "\n",
        ))
        .file("cut.jsonl", concat!(
            r#"{"version":"0","id":"1","detail-type":"t","source":"orders","detail":{}}"#, "\n",
            r#"{"version":"0","id":"2","detail-type":"t","source":"orders","detail":{"a":tru}}"#, "\n",
            r#"{"version":"0","id":"3","detail-type":"t","source":"orders","detail":{}}"#, "\n",
        ));
    insta::assert_snapshot!(host.evb(&["route", "--rules", "mixed.jsonl", "cut.jsonl"]), @r#"
    exit: Failure
    --- stdout
    cut.jsonl:1 1: good
    cut.jsonl:3 3: good
    2 events: 2 match a rule, 0 match none; 1 record could not be read
    --- stderr
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
     --> mixed.jsonl:2:35
      |
    2 | {"name":"bad","pattern":{"source":"orders"}}
      |                                   ^^^^^^^^ not in an array
      |
      = help: write `["orders"]`: a field has a list of the values that match
    AWS answers for the rule `bad` (mixed.jsonl:2): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array
     at [Source: (String)"{"source":"orders"}"; line: 1, column: 12]
    error[route/not-a-rule]: this is not a rule
     --> mixed.jsonl:3:1
      |
    3 | {"pattern":{"source":["orders"]}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no `name`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[json/unknown-word]: unknown word `tru`
     --> cut.jsonl:2:75
      |
    2 | {"version":"0","id":"2","detail-type":"t","source":"orders","detail":{"a":tru}}
      |                                                                           ^^^ not a JSON value
      |
      = help: put text in double quotes
    "#);
}

#[test]
fn other_shapes_are_routed_too() {
    let host = host().stdin(concat!(
        r#"[{"version":"0","id":"1","detail-type":"t","source":"orders","detail":{}},"#,
        "\n",
        r#" {"version":"0","id":"2","detail-type":"t","source":"aws.s3","detail":{}}]"#,
        "\n",
        r#"{"Entries":[{"Source":"orders","DetailType":"t","Detail":"{\"total\":101}"}]}"#,
    ));
    insta::assert_snapshot!(host.evb(&["route", "--rules", "more.jsonl"]), @"
    exit: Success
    --- stdout
    <stdin>:1:2 1: orders
    <stdin>:2:2 2: no rule
    <stdin>:3:13 64684c4f-0fd7-84b4-9a1d-04b0a2b0e83a: orders, big
    3 events: 2 match a rule, 1 matches none
    ");
}

#[test]
fn an_input_without_events_is_told() {
    insta::assert_snapshot!(host().file("empty.jsonl", "").evb(&["route", "--rules", "rules", "empty.jsonl", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"results":[],"summary":{"events":0,"matched":0,"unmatched":0,"broken":0,"unreadable":0},"error":{"code":"event/none","message":"there is no event in the input","diagnostics":[{"code":"event/none","severity":"error","message":"there is no event in the input","help":"give events as arguments or on standard input"}]}}
    --- stderr
    error[event/none]: there is no event in the input
     |
     = help: give events as arguments or on standard input
    "#);
}
