//! `evb route`

use crate::support::Pretend;

/// Two rules in a directory, one in JSON Lines.
fn host() -> Pretend {
    Pretend::default()
        .file("rules/running.json", r#"{"source":["aws.ec2"],"detail":{"state":["running"]}}"#)
        .file("rules/any-ec2.json", r#"{"source":["aws.ec2"]}"#)
        .file("more.jsonl", concat!(
            r#"{"name":"orders","pattern":{"source":["orders"]}}"#, "\n",
            r#"{"id":"big","pattern":"{\"detail\":{\"total\":[{\"numeric\":[\">\",100]}]}}"}"#, "\n",
        ))
        .file("events.jsonl", concat!(
            r#"{"version":"0","id":"1","detail-type":"t","source":"aws.ec2","detail":{"state":"running"}}"#, "\n",
            r#"{"version":"0","id":"2","detail-type":"t","source":"orders","detail":{"total":250}}"#, "\n",
            "\n",
            r#"{"version":"0","id":"3","detail-type":"t","source":"aws.s3","detail":{}}"#, "\n",
        ))
}

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
fn rules_as_the_aws_cli_prints_them() {
    let host = host()
        .file("list.json", r#"{"Rules":[{"Name":"a","Arn":"arn:aws:events:us-east-1:123456789012:rule/a","EventPattern":"{\"source\":[\"orders\"]}","State":"ENABLED","EventBusName":"default"},{"Name":"b","EventPattern":"{\"source\":[\"aws.ec2\"]}","State":"DISABLED"},{"Name":"c","ScheduleExpression":"rate(1 hour)","State":"ENABLED"}]}"#)
        .file("put.json", r#"{"Name":"d","EventPattern":"{\"source\":[\"aws.ec2\"]}"}"#);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "list.json", "--rules", "put.json", "events.jsonl"]), @r#"
    exit: Success
    --- stdout
    events.jsonl:1 1: d
    events.jsonl:2 2: a
    events.jsonl:4 3: no rule
    3 events: 2 match a rule, 1 matches none
    --- stderr
    note[route/disabled-rule]: the rule `b` is disabled and left out
     --> list.json:1:163
      |
    1 | ...,"EventBusName":"default"},{"Name":"b","EventPattern":"{\"source\":[\"aws.ec2\"]}","State":"DISABLED"},{"Name":"c","ScheduleExpres...
      |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
fn without_rules_there_is_no_answer() {
    insta::assert_snapshot!(host().file("none.json", "{\"Rules\":[]}").evb(&["route", "--rules", "none.json", "events.jsonl"]), @r#"
    exit: Failure
    --- stderr
    error[route/no-rules]: there is no rule to match events with
     |
     = help: give one with `--rules`: `{"name": "orders", "pattern": {"source": ["orders"]}}`, say
    "#);
}

#[test]
fn the_output_does_not_depend_on_threads_or_on_how_events_are_read() {
    let mut events = String::new();
    for number in 0..20_000 {
        let line = match number % 7 {
            0 => format!(
                "{{\"detail-type\":\"t\",\"id\":\"{number}\",\"source\":\"orders\",\"detail\":{{\"total\":{number}}}}}\n"
            ),
            1 => format!(
                "{{\"version\":\"0\",\"id\":\"{number}\",\"detail-type\":\"t\",\"source\":\"aws.ec2\",\"detail\":{{\"state\":\"running\"}}}}\r\n"
            ),
            2 if number % 100 == 0 => {
                format!("{{\"id\":\"{number}\",\"detail-type\":\"t\",\"source\":}}\n")
            }
            3 if number % 1_000 == 0 => "\n\n".to_owned(),
            _ => format!(
                "{{\"version\":\"0\",\"id\":\"{number}\",\"detail-type\":\"{}\",\"source\":\"aws.s3\",\"detail\":{{}}}}\n",
                "x".repeat(number % 97)
            ),
        };
        events.push_str(&line);
    }
    let host = host().file("many.jsonl", events.as_str());
    let arguments = [
        "route",
        "--rules",
        "rules",
        "--rules",
        "more.jsonl",
        "--format",
        "jsonl",
        "many.jsonl",
        "--threads",
    ];
    let run = |more: &[&str]| {
        let ended = host.run(&[&arguments[..], more].concat());
        (ended.stdout, ended.stderr)
    };
    let one = run(&["1"]);
    assert_eq!(
        one.0
            .lines()
            .filter(|line| line.contains("\"error\""))
            .count(),
        29
    );
    assert!(one == run(&["3"]));
    assert!(one == run(&["2", "--logical"]));
    // In an array nothing stands on a line of its own.
    let good: Vec<&str> = events.lines().filter(|line| line.ends_with("}}")).collect();
    let lines = host
        .file("good.jsonl", good.join("\n"))
        .file("array.json", format!("[{}]", good.join(",\n")));
    let answers = |file: &str| {
        let ended = lines.run(&[
            "route",
            "--rules",
            "rules",
            "--rules",
            "more.jsonl",
            "--format",
            "jsonl",
            file,
        ]);
        ended.stdout.replace(file, "")
    };
    assert!(answers("good.jsonl") == answers("array.json"));
    let trusted = lines.run(&[
        "route",
        "--rules",
        "rules",
        "--rules",
        "more.jsonl",
        "--format",
        "jsonl",
        "--trusted",
        "good.jsonl",
    ]);
    assert!(trusted.stdout.replace("good.jsonl", "") == answers("good.jsonl"));
}

#[test]
fn no_threads_are_refused_and_too_many_cost_nothing() {
    let route = |threads: &str| {
        let rules = Pretend::default().file("rules/a.json", r#"{"a":["b"]}"#);
        let ended = rules.run(&[
            "route",
            "--rules",
            "rules",
            "--threads",
            threads,
            r#"{"a":"b"}"#,
        ]);
        (ended.exit, ended.stdout)
    };
    assert_eq!(route("0").0, evb::commands::Exit::Failure);
    assert_eq!(route("100000"), route("1"));
}

#[test]
fn a_rule_that_aws_refuses_is_told_with_its_answer_and_its_name() {
    let host = host()
        .file(
            "rules/broken.json",
            "{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n",
        )
        .file(
            "bad.jsonl",
            concat!(
                r#"{"name":"x","pattern":"{\"a\":5}"}"#,
                "\n",
                r#"{"name":"y","pattern":{"a":["b",{"prefx":1}]}}"#,
                "\n",
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
     --> bad.jsonl:1 pattern:1:6
      |
    1 | {"a":5}
      |      ^ not in an array
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
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:3:1
      |
    3 | {"name":"z"}
      | ^^^^^^^^^^^^ has no `pattern`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:4:1
      |
    4 | {"pattern":{"a":[1]}}
      | ^^^^^^^^^^^^^^^^^^^^^ has no `name`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:5:1
      |
    5 | {"name":5,"pattern":{"a":[1]}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ its name is a number, not a string
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:6:1
      |
    6 | {"a":[1]}
      | ^^^^^^^^^ has no `name` and no `pattern`
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:7:1
      |
    7 | {"id":"1","detail-type":"t","source":"s"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an event
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    error[route/not-a-rule]: this is not a rule
     --> bad.jsonl:8:1
      |
    8 | 5
      | ^ a number, not an object
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    "#);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "--format", "jsonl", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]","diagnostics":[{"code":"json/mismatched-bracket","severity":"error","message":"`}` does not close `[`","source":"rules/broken.json","span":{"line":2,"column":28,"end_line":2,"end_column":29},"label":"expected `]`","related":[{"span":{"line":2,"column":22,"end_line":2,"end_column":23},"label":"opened here"}],"help":"write `]` in front of it, or in its place"}],"rules":[{"rule":{"name":"broken","source":"rules/broken.json","line":1},"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]"}]}}
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
    {"version":1,"results":[{"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":[]},{"event":{"source":"events.jsonl","index":2,"line":4,"id":"3"},"rules":[]}],"summary":{"events":3,"matched":1,"unmatched":2,"broken":0,"unreadable":0},"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]","diagnostics":[{"code":"json/mismatched-bracket","severity":"error","message":"`}` does not close `[`","source":"rules/broken.json","span":{"line":2,"column":28,"end_line":2,"end_column":29},"label":"expected `]`","related":[{"span":{"line":2,"column":22,"end_line":2,"end_column":23},"label":"opened here"}],"help":"write `]` in front of it, or in its place"}],"rules":[{"rule":{"name":"broken","source":"rules/broken.json","line":1},"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 22])\n at [Source: (String)\"{\"source\": [\"aws.ec2\"],\n \"detail\": {\"state\": [\"run\"}}\n\"; line: 2, column: 28]"}]}}
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
    insta::assert_snapshot!(run("json"), @r#"{"version":1,"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":5}\"; line: 1, column: 7]","diagnostics":[{"code":"pattern/bare-value","severity":"error","message":"the field `a` has a number where a list of values must stand","source":"<rules>","span":{"line":1,"column":28,"end_line":1,"end_column":29},"label":"not in an array","help":"write `[5]`: a field has a list of the values that match"},{"code":"route/no-rules","severity":"error","message":"there is no rule to match events with","help":"give one with `--rules`: `{\"name\": \"orders\", \"pattern\": {\"source\": [\"orders\"]}}`, say"}],"rules":[{"rule":{"name":"x","source":"<rules>","line":1},"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":5}\"; line: 1, column: 7]"}]}}"#);
    assert_eq!(run("json"), run("jsonl"));
}

#[test]
fn the_rules_of_a_template_are_rules() {
    let template = r#"{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"},"Orders":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"source":["orders"]}}},"Off":{"Type":"AWS::Events::Rule","Properties":{"Name":"off","State":"DISABLED","EventPattern":{"source":["orders"]}}}}}"#;
    insta::assert_snapshot!(host().evb(&["route", "--rules", template, "events.jsonl"]), @r#"
    exit: Success
    --- stdout
    events.jsonl:1 1: no rule
    events.jsonl:2 2: Orders
    events.jsonl:4 3: no rule
    3 events: 1 matches a rule, 2 match none
    --- stderr
    note[route/disabled-rule]: the rule `off` is disabled and left out
     --> <rules>:1:146
      |
    1 | ...}},"Off":{"Type":"AWS::Events::Rule","Properties":{"Name":"off","State":"DISABLED","EventPattern":{"source":["orders"]}}}}}
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#);
}

#[test]
fn a_file_of_rules_that_cannot_be_read_does_not_lose_the_others() {
    let host = host().file("rules/utf16.json", b"\xFF\xFE{\0}\0".to_vec());
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "--rules", "missing", "--count", "events.jsonl"]), @r"
    exit: Failure
    --- stdout
    matches  rule
    1        any-ec2
    1        running
    3 events: 1 matches a rule, 2 match none
    --- stderr
    error[input/not-utf8]: `rules/utf16.json` is UTF-16 text (little-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    error[input/unreadable]: cannot read `missing`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
}

#[test]
fn filters_are_asked_for_records_only() {
    let filters = r#"{"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":[\"x\"]}"},{"Pattern":"{\"body\":[\"y\"]}"}]}}"#;
    let host = host().file(
        "records.json",
        r#"{"Records":[{"messageId":"1","body":"x"},{"messageId":"2","body":"y"}]}"#,
    );
    insta::assert_snapshot!(host.evb(&["route", "--for", "lambda", "--rules", filters, "records.json"]), @r"
    exit: Success
    --- stdout
    records.json:1:13: filter 0
    records.json:1:42: filter 1
    2 events: 2 match a rule, 0 match none
    ");
    insta::assert_snapshot!(host.evb(&["route", "--rules", filters, "--rules", "rules", "--count", "events.jsonl"]), @r#"
    exit: Success
    --- stdout
    matches  rule
    1        any-ec2
    1        running
    3 events: 1 matches a rule, 2 match none
    --- stderr
    note[route/filter-left-out]: `filter 0` filters records of a source, not events of a bus, and is left out
     --> <rules>:1:31
      |
    1 | {"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":[\"x\"]}"},{"Pattern":"{\"body\":[\"y\"]}"}]}}
      |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--for pipe` and `--for lambda` ask filters
    note[route/filter-left-out]: `filter 1` filters records of a source, not events of a bus, and is left out
     --> <rules>:1:64
      |
    1 | {"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":[\"x\"]}"},{"Pattern":"{\"body\":[\"y\"]}"}]}}
      |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--for pipe` and `--for lambda` ask filters
    "#);
}

#[test]
fn a_rule_among_others_needs_a_name() {
    let rules = "{\"EventPattern\":\"{\\\"source\\\":[\\\"orders\\\"]}\"}\n{\"name\":\"x\",\"pattern\":{\"source\":[\"orders\"]}}\n";
    let host = host().file("rules.jsonl", rules);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules.jsonl", "--count", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    matches  rule
    1        x
    3 events: 1 matches a rule, 2 match none
    --- stderr
    error[route/not-a-rule]: this is not a rule
     --> rules.jsonl:1:1
      |
    1 | {"EventPattern":"{\"source\":[\"orders\"]}"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no name
      |
      = help: a rule is `{"name": …, "pattern": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern
    "#);
    // Alone in its file it is called like the file.
    let alone = rules.lines().next().unwrap();
    let host = host.file("alone.json", alone);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "alone.json", "--count", "events.jsonl"]), @r"
    exit: Success
    --- stdout
    matches  rule
    1        alone
    3 events: 1 matches a rule, 2 match none
    ");
}

#[test]
fn an_input_without_events_is_told() {
    insta::assert_snapshot!(host().file("empty.jsonl", "").evb(&["route", "--rules", "rules", "empty.jsonl", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"results":[],"summary":{"events":0,"matched":0,"unmatched":0,"broken":0,"unreadable":0},"notes":[{"code":"event/none","severity":"warning","message":"there is no event in the input","help":"give events as arguments or on standard input"}]}
    --- stderr
    warning[event/none]: there is no event in the input
     |
     = help: give events as arguments or on standard input
    "#);
}
