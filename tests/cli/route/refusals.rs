//! Rules that AWS refuses.

use super::host;
use crate::support::Pretend;

/// Rules of which one is broken JSON.
fn broken() -> Pretend {
    host().file(
        "rules/broken.json",
        "{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n",
    )
}

#[test]
fn a_rule_that_aws_refuses_is_told_with_its_answer_and_its_name() {
    let host = broken().file(
        "bad.jsonl",
        concat!(
            r#"{"name":"x","pattern":"{\"a\":5}"}"#,
            "\n",
            r#"{"name":"y","pattern":{"a":["b",{"prefx":1}]}}"#,
            "\n",
        ),
    );
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "--rules", "bad.jsonl", "--count", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    matches  rule
    1        any-ec2
    1        running
    3 events: 1 matches a rule, 2 match none
    --- stderr
    error[json/mismatched-bracket]: `}` does not close `[`
     --> rules/broken.json:2:28
      |
    2 |  "detail": {"state": ["run"}}
      |                      -     ^ expected `]`
      |                      |
      |                      opened here
      |
      = help: write `]` in front of it, or in its place
    AWS answers for the rule `broken` (rules/broken.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"source": ["aws.ec2"],
     "detail": {"state": ["run"}}
     "; line: 2, column: 22])
     at [Source: (String)"{"source": ["aws.ec2"],
     "detail": {"state": ["run"}}
     "; line: 2, column: 28]
    error[pattern/bare-value]: the field `a` has a number where a list of values must stand
     --> bad.jsonl:1:31
      |
    1 | {"name":"x","pattern":"{\"a\":5}"}
      |                               ^ not in an array
      |
      = help: write `[5]`: a field has a list of the values that match
    AWS answers for the rule `x` (bad.jsonl:1): InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"a":5}"; line: 1, column: 7]
    error[pattern/unknown-operator]: unknown operator `prefx`
     --> bad.jsonl:2:34
      |
    2 | {"name":"y","pattern":{"a":["b",{"prefx":1}]}}
      |                                  ^^^^^^^ not an operator
      |
      = help: did you mean `prefix`?
    AWS answers for the rule `y` (bad.jsonl:2): InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type prefx
     at [Source: (String)"{"a":["b",{"prefx":1}]}"; line: 1, column: 21]
    "#);
}

#[test]
fn a_line_that_is_no_rule_is_told_with_what_it_lacks() {
    let host = host().file(
        "bad.jsonl",
        concat!(
            r#"{"name":"z"}"#,
            "\n",
            r#"{"pattern":{"a":[1]}}"#,
            "\n",
            r#"{"name":5,"pattern":{"a":[1]}}"#,
            "\n",
            r#"{"a":[1]}"#,
            "\n",
            r#"{"id":"1","detail-type":"t","source":"s"}"#,
            "\n",
            "5\n",
        ),
    );
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "--rules", "bad.jsonl", "--count", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    matches  rule
    1        any-ec2
    1        running
    3 events: 1 matches a rule, 2 match none
    --- stderr
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:1:1
      |
    1 | {"name":"z"}
      | ^^^^^^^^^^^^ has no `pattern`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:2:1
      |
    2 | {"pattern":{"a":[1]}}
      | ^^^^^^^^^^^^^^^^^^^^^ has no `name`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:3:1
      |
    3 | {"name":5,"pattern":{"a":[1]}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ its name is a number, not a string
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:4:1
      |
    4 | {"a":[1]}
      | ^^^^^^^^^ has no `name` and no `pattern`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:5:1
      |
    5 | {"id":"1","detail-type":"t","source":"s"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an event
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:6:1
      |
    6 | 5
      | ^ a number, not an object
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    "#);
}

#[test]
fn a_document_tells_a_refused_rule_beside_the_answers() {
    let host = broken();
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "--format", "jsonl", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]","diagnostics":[{"code":"json/mismatched-bracket","severity":"error","message":"`}` does not close `[`","source":"rules/broken.json","span":{"line":2,"column":28,"end_line":2,"end_column":29},"label":"expected `]`","related":[{"span":{"line":2,"column":22,"end_line":2,"end_column":23},"label":"opened here"}],"help":"write `]` in front of it, or in its place","fix":{"span":{"line":2,"column":28,"end_line":2,"end_column":28},"replacement":"]"}}],"rules":[{"rule":{"name":"broken","source":"rules/broken.json","line":1},"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]"}]}}
    {"event":{"source":"events.jsonl","index":0,"line":1,"id":"1"},"rules":["any-ec2","running"]}
    {"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":[]}
    {"event":{"source":"events.jsonl","index":2,"line":4,"id":"3"},"rules":[]}
    --- stderr
    error[json/mismatched-bracket]: `}` does not close `[`
     --> rules/broken.json:2:28
      |
    2 |  "detail": {"state": ["run"}}
      |                      -     ^ expected `]`
      |                      |
      |                      opened here
      |
      = help: write `]` in front of it, or in its place
    AWS answers for the rule `broken` (rules/broken.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"source": ["aws.ec2"],
     "detail": {"state": ["run"}}
     "; line: 2, column: 22])
     at [Source: (String)"{"source": ["aws.ec2"],
     "detail": {"state": ["run"}}
     "; line: 2, column: 28]
    "#);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "--format", "json", "--unmatched", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"results":[{"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":[]},{"event":{"source":"events.jsonl","index":2,"line":4,"id":"3"},"rules":[]}],"summary":{"events":3,"matched":1,"unmatched":2,"broken":0,"unreadable":0},"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]","diagnostics":[{"code":"json/mismatched-bracket","severity":"error","message":"`}` does not close `[`","source":"rules/broken.json","span":{"line":2,"column":28,"end_line":2,"end_column":29},"label":"expected `]`","related":[{"span":{"line":2,"column":22,"end_line":2,"end_column":23},"label":"opened here"}],"help":"write `]` in front of it, or in its place","fix":{"span":{"line":2,"column":28,"end_line":2,"end_column":28},"replacement":"]"}}],"rules":[{"rule":{"name":"broken","source":"rules/broken.json","line":1},"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]"}]}}
    --- stderr
    error[json/mismatched-bracket]: `}` does not close `[`
     --> rules/broken.json:2:28
      |
    2 |  "detail": {"state": ["run"}}
      |                      -     ^ expected `]`
      |                      |
      |                      opened here
      |
      = help: write `]` in front of it, or in its place
    AWS answers for the rule `broken` (rules/broken.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"source": ["aws.ec2"],
     "detail": {"state": ["run"}}
     "; line: 2, column: 22])
     at [Source: (String)"{"source": ["aws.ec2"],
     "detail": {"state": ["run"}}
     "; line: 2, column: 28]
    "#);
}

#[test]
fn rules_of_which_none_can_be_used_are_told_in_json_too() {
    let run = |format: &str| {
        let rule = r#"{"name":"x","pattern":{"a":5}}"#;
        let ended = Pretend::default().run(&["route", "--rules", rule, "{}", "--format", format]);
        assert_eq!(ended.exit, evb::commands::Exit::Failure);
        ended.stdout
    };
    insta::assert_snapshot!(run("json"), @r#"{"version":1,"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":5}\"; line: 1, column: 7]","diagnostics":[{"code":"pattern/bare-value","severity":"error","message":"the field `a` has a number where a list of values must stand","source":"<rules>","span":{"line":1,"column":28,"end_line":1,"end_column":29},"label":"not in an array","help":"write `[5]`: a field has a list of the values that match","fix":{"span":{"line":1,"column":28,"end_line":1,"end_column":29},"replacement":"[5]"}},{"code":"route/no-rules","severity":"error","message":"there is no rule to match events with"}],"rules":[{"rule":{"name":"x","source":"<rules>","line":1},"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":5}\"; line: 1, column: 7]"}]}}"#);
    assert_eq!(run("json"), run("jsonl"));
}
