//! Patterns: those that are refused, and what is odd about others.

use super::{terminated, test};
use crate::support::Pretend;

#[test]
fn an_invalid_pattern_is_told_in_our_words_and_in_those_of_aws() {
    let pattern = "{\n  \"detail\": {\n    \"state\": \"terminated\",\n    \"code\": [{\"prefx\": \"1\"}]\n  }\n}\n";
    let host = Pretend::default().file("pattern.json", pattern);
    insta::assert_snapshot!(test(&host, &[&terminated()]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `state` has a string where a list of values must stand
     --> pattern.json:3:14
      |
    3 |     "state": "terminated",
      |              ^^^^^^^^^^^^ not in an array
      |
      = help: write `["terminated"]`: a field has a list of the values that match
    error[pattern/unknown-operator]: unknown operator `prefx`
     --> pattern.json:4:15
      |
    4 |     "code": [{"prefx": "1"}]
      |               ^^^^^^^ not an operator
      |
      = help: did you mean `prefix`?
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "state" must be an object or an array
     at [Source: (String)"{
      "detail": {
        "state": "terminated",
        "code": [{"prefx": "1"}]
      }
     }
     "; line: 3, column: 15]
    "#);
}

#[test]
fn a_pattern_is_also_read_out_of_a_rule() {
    let rule = r#"{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","State":"ENABLED"}"#;
    let host = Pretend::default().file("pattern.json", rule);
    insta::assert_snapshot!(test(&host, &[&terminated()]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      source: `"aws.ec2"` is not `"aws.s3"`
        wants {"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","State":"ENABLED"}
                                                       ^^^^^^^^^^ pattern.json:1:42
        has   …id":"1","detail-type":"T","source":"aws.ec2","account":"1","time":"2026-11-20T10…
                                                  ^^^^^^^^^ <event>:1:52
    --- stderr
    note[pattern/of-request]: this is what `put-rule` takes: the pattern in its `EventPattern` is asked
     |
     = help: where a pattern is wanted, `--event-pattern` say, give what stands in `EventPattern`
    "#);
}

#[test]
fn what_is_odd_about_a_pattern_is_drawn_once() {
    let pattern = r#"{"a": ["x"], "a": ["y"]}"#;
    let events = r#"{"a": "x"} {"a": "x"}"#;
    let host = Pretend::default().stdin(events);
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", pattern]), @r#"
    exit: Negative
    --- stdout
    no match <stdin>
      a: `"x"` is not `"y"`
        wants {"a": ["x"], "a": ["y"]}
                                 ^^^ <pattern>:1:20
        has   {"a": "x"} {"a": "x"}
                    ^^^ <stdin>:1:7

    no match <stdin>:1:12
      a: `"x"` is not `"y"`
        wants "y"  <pattern>:1:20
        has   "x"  <stdin>:1:18

    2 events do not match
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    warning[pattern/duplicate-field]: the field `a` is written twice
     --> <pattern>:1:14
      |
    1 | {"a": ["x"], "a": ["y"]}
      |  --- ignored ^^^ only these values count
      |
      = help: if any of the values will do, put all into one list; that one field has both cannot be asked in one pattern
    "#);
}

#[test]
fn a_condition_in_a_name_is_led_to_the_list_of_its_field_and_not_to_the_values_it_excludes() {
    let event =
        r#"{"source":"shop","detail-type":"Paid","detail":{"status":"x","items":[{"sku":"a"}]}}"#;
    let shown = |pattern: &str| {
        Pretend::default()
            .stdin(event)
            .evb(&["test-pattern", "--pattern", pattern])
    };
    insta::assert_snapshot!(shown(r#"{"detail":{"status!=":["x"]}}"#), @r#"
    exit: Negative
    --- stdout
    no match <stdin>
      detail.status!=: `detail` has no `status!=`
        wants {"detail":{"status!=":["x"]}}
                         ^^^^^^^^^^ <pattern>:1:12
        see   …source":"shop","detail-type":"Paid","detail":{"status":"x","items":[{"sku":"a"}]…
                                                   ^^^^^^^^ <stdin>:1:39
      note: AWS refuses an event without `id`, `account`, `time`, `region`
    --- stderr
    warning[pattern/operator-as-field]: `status!=` is the name of a field: nothing in a name compares
     --> <pattern>:1:12
      |
    1 | {"detail":{"status!=":["x"]}}
      |            ^^^^^^^^^^ taken for a field
      |
      = help: write `"status": [{"anything-but": ["x"]}]`
    "#);
    insta::assert_snapshot!(shown(r#"{"detail":{"type":["t"]},"not":{"detail":{"status":["x"]}}}"#), @r#"
    exit: Negative
    --- stdout
    no match <stdin>
      detail.type: `detail` has no `type`
        wants {"detail":{"type":["t"]},"not":{"detail":{"status":["x"]}}}
                         ^^^^^^ <pattern>:1:12
        see   …source":"shop","detail-type":"Paid","detail":{"status":"x","items":[{"sku":"a"}]…
                                                   ^^^^^^^^ <stdin>:1:39
      not.detail.status: the event has no `not`
        wants {"detail":{"type":["t"]},"not":{"detail":{"status":["x"]}}}
                                                        ^^^^^^^^ <pattern>:1:43
      note: AWS refuses an event without `id`, `account`, `time`, `region`
    --- stderr
    warning[pattern/operator-as-field]: `not` is the name of a field here, and excludes nothing
     --> <pattern>:1:26
      |
    1 | {"detail":{"type":["t"]},"not":{"detail":{"status":["x"]}}}
      |                          ^^^^^ taken for a field
      |
      = help: write `"detail": {"status": [{"anything-but": ["x"]}]}`
    "#);
    insta::assert_snapshot!(shown(r#"{"$.detail.items[0].sku":["b"]}"#), @r#"
    exit: Negative
    --- stdout
    no match <stdin>
      $.detail.items[0].sku: the event has no `$`
        wants {"$.detail.items[0].sku":["b"]}
               ^^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:2
      note: AWS refuses an event without `id`, `account`, `time`, `region`
    --- stderr
    warning[pattern/foreign-text]: `$.detail.items[0].sku` is the name of a field: a pattern has no indexes
     --> <pattern>:1:2
      |
    1 | {"$.detail.items[0].sku":["b"]}
      |  ^^^^^^^^^^^^^^^^^^^^^^^ taken for a field
      |
      = help: write `"detail": {"items": {"sku": ["b"]}}`: it looks into every element
    "#);
    insta::assert_snapshot!(shown(r#"{"$and":[{"source":"shop"},{"detail":{"total":{"$gte":5,"$lt":9}}}]}"#), @r#"
    exit: Failure
    --- stderr
    error[pattern/unknown-operator]: `$and` is no operator
     --> <pattern>:1:2
      |
    1 | {"$and":[{"source":"shop"},{"detail":{"total":{"$gte":5,"$lt":9}}}]}
      |  ^^^^^^ taken for a field
      |
      = help: fields beside each other are all needed: write `{"source": ["shop"], "detail": {"total":[{"numeric": [">=", 5, "<", 9]}]}}`
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
     --> <pattern>:1:20
      |
    1 | {"$and":[{"source":"shop"},{"detail":{"total":{"$gte":5,"$lt":9}}}]}
      |                    ^^^^^^ not in an array
      |
      = help: write `["shop"]`: a field has a list of the values that match
    error[pattern/bare-value]: `$gte` and `$lt` stand outside a list of values, where they are no operators
     --> <pattern>:1:48
      |
    1 | {"$and":[{"source":"shop"},{"detail":{"total":{"$gte":5,"$lt":9}}}]}
      |                                                ^^^^^^ taken for a field
      |
      = help: write `"total": [{"numeric": [">=", 5, "<", 9]}]`
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type source
     at [Source: (String)"{"$and":[{"source":"shop"},{"detail":{"total":{"$gte":5,"$lt":9}}}]}"; line: 1, column: 21]
    "#);
}

#[test]
fn alternatives_that_together_let_everything_through_are_told() {
    let event = r#"{"detail":{"total":5}}"#;
    let shown = |pattern: &str| {
        Pretend::default()
            .stdin(event)
            .evb(&["test-pattern", "--pattern", pattern])
    };
    insta::assert_snapshot!(shown(r#"{"detail":{"total":[{"numeric":[">",1]},{"numeric":["<",9]}]}}"#), @r#"
    exit: Success
    --- stdout
    match <stdin>: detail.total is 5 by {"numeric":[">",1]}
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    warning[pattern/matches-everything]: the values of a list together match every number
     --> <pattern>:1:41
      |
    1 | {"detail":{"total":[{"numeric":[">",1]},{"numeric":["<",9]}]}}
      |                     ------------------- ^^^^^^^^^^^^^^^^^^^ lets through what the others exclude
      |                     |
      |                     an alternative
      |
      = help: the values of a list are alternatives: did you mean `{"numeric": [">", 1, "<", 9]}`, which asks for both?
    "#);
    insta::assert_snapshot!(shown(r#"{"detail":{"total":[{"exists":true},{"exists":false}]}}"#), @r#"
    exit: Success
    --- stdout
    match <stdin>: detail.total is 5 by {"exists":true}
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    warning[pattern/matches-everything]: the values of a list together match whatever the event holds
     --> <pattern>:1:37
      |
    1 | {"detail":{"total":[{"exists":true},{"exists":false}]}}
      |                     --------------- ^^^^^^^^^^^^^^^^ lets through what the others exclude
      |                     |
      |                     an alternative
      |
      = help: leave the field out, or keep the one condition that is meant
    "#);
}

#[test]
fn a_rule_for_calls_that_only_read_is_told_what_its_state_keeps_from_it() {
    let rule = |state: &str, call: &str| {
        format!(
            "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      State: {state}\n      EventPattern:\n        detail-type: [AWS API Call via CloudTrail]\n        detail: {{eventName: [{call}]}}\n"
        )
    };
    let told = |state: &str, call: &str| {
        let event = format!(
            r#"{{"detail-type": "AWS API Call via CloudTrail", "detail": {{"eventName": "{call}"}}}}"#
        );
        let host = Pretend::default()
            .file("t.yaml", rule(state, call))
            .file("e.json", event);
        host.evb(&["test-pattern", "--pattern", "t.yaml", "e.json"])
    };
    let note = "note[route/read-only-management-event]";
    assert!(told("ENABLED", "DescribeInstances").contains(note));
    for (state, call) in [
        (
            "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
            "DescribeInstances",
        ),
        ("ENABLED", "RunInstances"),
    ] {
        let told = told(state, call);
        assert!(
            told.starts_with("exit: Success") && !told.contains(note),
            "{told}"
        );
    }
}
