//! Where rules come from.

use super::host;

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
     --> list.json:1:228
      |
    1 | e":"b","EventPattern":"{\"source\":[\"aws.ec2\"]}","State":"DISABLED"},{"Name":"c","ScheduleExpression":"rate(1 hour)","State":"ENABL...
      |                                                             ^^^^^^^^
    "#);
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
    note[route/disabled-rule]: the rule `Off` is disabled and left out
     --> <rules>:1:210
      |
    1 | pe":"AWS::Events::Rule","Properties":{"Name":"off","State":"DISABLED","EventPattern":{"source":["orders"]}}}}}
      |                                                             ^^^^^^^^
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
     --> <rules>:1:42
      |
    1 | {"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":[\"x\"]}"},{"Pattern":"{\"body\":[\"y\"]}"}]}}
      |                                          ^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--for pipe` and `--for lambda` ask filters
    note[route/filter-left-out]: `filter 1` filters records of a source, not events of a bus, and is left out
     --> <rules>:1:75
      |
    1 | {"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":[\"x\"]}"},{"Pattern":"{\"body\":[\"y\"]}"}]}}
      |                                                                           ^^^^^^^^^^^^^^^^^^^^
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
fn many_rules_are_read_in_their_order_on_any_number_of_threads() {
    let mut lines = String::new();
    for number in 0..3_000 {
        let (name, state) = (number % 2_900, number % 7);
        lines.push_str(&match number % 97 {
            // Over several lines, broken, no rule, refused, an array.
            13 => format!("{{\n  \"name\": \"r-{name}\",\n\n  \"pattern\": {{\n\"source\": [\"s-{state}\"]}}\n}}\n"),
            29 => format!("{{\"name\":\"r-{name}\",\"pattern\":{{\"source\":[\"s\"]}}\n"),
            41 => format!("{{\"name\":{number}}}\n\n"),
            53 => format!("{{\"name\":\"r-{name}\",\"pattern\":{{\"source\":[{{\"prefx\":\"s\"}}]}}}}\n"),
            67 => format!("[{{\"name\":\"r-{name}\",\"pattern\":{{\"source\":[\"s\"]}}}},\n{{\"name\":\"x-{name}\",\"pattern\":{{\"source\":[\"t\"]}}}}]\n"),
            _ => format!("{{\"name\":\"r-{name}\",\"pattern\":{{\"source\":[\"s-{state}\"],\"detail\":{{\"n\":[{number}]}}}}}}\n"),
        });
    }
    assert!(lines.len() > 200_000);
    let event = r#"{"id":"1","source":"s-3","detail":{"n":3}}"#;
    let host = host().file("many.jsonl", lines);
    let told = |threads: &str| {
        let asked = ["route", "--threads", threads, "--rules", "many.jsonl"];
        let ended = host.run(&[&asked[..], &["--format", "jsonl", event]].concat());
        (ended.stdout, ended.stderr)
    };
    let one = told("1");
    assert!(one.0.contains("r-3") && one.1.contains("several rules are called"));
    for threads in ["2", "3", "8"] {
        assert!(told(threads) == one, "{threads}");
    }
}
