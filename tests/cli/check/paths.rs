//! What is read, what is passed over, and what is said where nothing was found.

use super::{GOOD, shop};
use crate::support::Pretend;

#[test]
fn what_has_no_finding_is_not_called_accepted() {
    insta::assert_snapshot!(shop().evb(&["check", "good.yaml"]), @r#"
    exit: Success
    --- stdout
    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
     --> good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
     --> good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    evb finds nothing that AWS refuses in 1 rule and 1 target of 1 file
    2 infos
    "#);
}

#[test]
fn what_is_open_is_counted_and_listed() {
    let open = r#"Parameters:
  Pattern: {Type: String}
  Rate: {Type: String}
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties: {EventPattern: !Ref Pattern}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: !Ref Rate
      FlexibleTimeWindow: {Mode: "OFF"}
      Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}
"#;
    let host = Pretend::default().file("open.yaml", open);
    insta::assert_snapshot!(host.evb(&["check", "open.yaml"]), @"
    exit: Success
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> open.yaml:6:5
      |
    6 |     Type: AWS::Events::Rule
      |     ^

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> open.yaml:13:21
       |
    13 |       Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}
       |                     ^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
      --> open.yaml:13:21
       |
    13 |       Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}
       |                     ^^^^^^^^^^^^^

    evb finds nothing that AWS refuses in 1 rule and 1 schedule of 1 file
    3 infos
    not judged: 2 places that the files leave open, or that were not read
      open.yaml:7:32: the pattern depends on `Pattern`
      open.yaml:11:27: the expression depends on `Rate`
    ");
    insta::assert_snapshot!(host.evb(&["check", "open.yaml", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"finding":{"name":"rule-without-target","severity":"info","confidence":"medium","message":"the rule has no target: what it matches goes nowhere","source":"open.yaml","span":{"line":6,"column":5,"end_line":6,"end_column":6},"resource":{"kind":"rule","address":"Orders"},"field":"Targets","code":"rule-without-target","fingerprint":"b318db27fddb29f413935300f469fe90:1"}}
    {"finding":{"name":"no-dead-letter-queue","severity":"info","confidence":"high","message":"the target has no dead-letter queue: what it does not take is lost","source":"open.yaml","span":{"line":13,"column":21,"end_line":13,"end_column":34},"resource":{"kind":"schedule","address":"Nightly"},"field":"Target.DeadLetterConfig","code":"no-dead-letter-queue","fingerprint":"a3c278df41f163f38856a7b255e0b8c8:1"}}
    {"finding":{"name":"no-retry-policy","severity":"info","confidence":"high","message":"the target has no retry policy: it is tried for 24 hours, up to 185 times","source":"open.yaml","span":{"line":13,"column":21,"end_line":13,"end_column":34},"resource":{"kind":"schedule","address":"Nightly"},"field":"Target.RetryPolicy","code":"no-retry-policy","fingerprint":"837db3b632608cb3911fb5876838aa13:1"}}
    {"not_judged":{"message":"the pattern depends on `Pattern`","source":"open.yaml","span":{"line":7,"column":32,"end_line":7,"end_column":44},"resource":{"kind":"rule","address":"Orders"},"field":"EventPattern"}}
    {"not_judged":{"message":"the expression depends on `Rate`","source":"open.yaml","span":{"line":11,"column":27,"end_line":11,"end_column":36},"help":"give a value for what is open, or the schedule as it is deployed: `aws scheduler get-schedule` and `aws events describe-rule` print it","resource":{"kind":"schedule","address":"Nightly"},"field":"ScheduleExpression"}}
    {"summary":{"files":1,"passed_over":0,"unreadable":0,"declarations":{"rule":1,"schedule":1},"errors":0,"warnings":0,"infos":3,"not_judged":2}}
    "#);
    let given = [
        "check",
        "open.yaml",
        "--parameter",
        "Pattern={\"source\":\"shop\"}",
        "--parameter",
        "Rate=rate(1 days)",
        "--format",
        "concise",
    ];
    insta::assert_snapshot!(host.evb(&given), @r"
    exit: Negative
    --- stdout
    open.yaml:6:5: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    open.yaml:7:32: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    open.yaml:13:21: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    open.yaml:13:21: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    ");
}

#[test]
fn a_directory_is_read_and_what_declares_nothing_is_passed_over() {
    let host = Pretend::default()
        .file("all/good.yaml", GOOD)
        .file(
            "all/package.json",
            r#"{"name": "shop", "version": "1.0.0", "scripts": {}}"#,
        )
        .file(
            "all/tsconfig.json",
            "{\n  // a comment\n  \"include\": [\"src\"],\n}",
        )
        .file(
            "all/settings.json",
            r#"{"plugins": ["a"], "source": ["b"]}"#,
        )
        .file(
            "all/event.json",
            r#"{"source": "shop", "detail-type": "Paid", "detail": {"total": 1}}"#,
        )
        .file("all/broken.txt", "{")
        .file(
            "all/chart.yaml",
            "{{- if .Values.on }}\nkind: Service\n{{- end }}\n",
        )
        .file("all/compose.yaml", "services:\n  web: {image: nginx}\n")
        .file(
            "all/page.md",
            "```sh\naws events put-rule --name r --event-pattern '{\"source\": \"shop\"}'\n```\n",
        )
        .file("all/run.sh", "#!/bin/sh\necho hello\n");
    insta::assert_snapshot!(host.evb(&["check", "all"]), @r#"
    exit: Success
    --- stdout
    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
     --> all/good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
     --> all/good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    evb finds nothing that AWS refuses in 1 rule and 1 target of 1 file
    2 infos
    7 files declare nothing, so far as evb reads them
    "#);
    // Without a path it is the working directory.
    insta::assert_snapshot!(host.evb(&["check"]), @r#"
    exit: Success
    --- stdout
    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
     --> all/good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
     --> all/good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    evb finds nothing that AWS refuses in 1 rule and 1 target of 1 file
    2 infos
    7 files declare nothing, so far as evb reads them
    "#);
}

#[test]
fn what_is_broken_and_plainly_meant_is_told() {
    let host = Pretend::default()
        .file("all/good.yaml", GOOD)
        .file("all/pattern.json", "{\n  \"source\": [\"shop\"],\n}")
        .file("all/rule.json", "{\"source\": \"shop\"}")
        .file(
            "all/template.json",
            "{\"Resources\": {\"R\": {\"Type\": \"AWS::Events::Rule\", }}}",
        )
        .file(
            "all/other.yaml",
            "Resources:\n  R:\n    Type: AWS::Events::Rule\n   Properties: {}\n",
        );
    insta::assert_snapshot!(host.evb(&["check", "all"]), @r#"
    exit: Failure
    --- stdout
    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
     --> all/good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
     --> all/good.yaml:7:29
      |
    7 |         - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[pattern-scalar]: the field `source` has a string where a list of values must stand
     --> all/rule.json:1:12
      |
    1 | {"source": "shop"}
      |            ^^^^^^ not in an array
      |
      = help: write `["shop"]`: a field has a list of the values that match
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array

    1 error, 2 infos in 2 rules and 1 target of 2 files
    --- stderr
    error[yaml/syntax]: a line does not fit in with those before it
     --> all/other.yaml:4:4
      |
    4 |    Properties: {}
      |    ^ not expected here
      |
      = help: indent what belongs together by the same number of spaces; a value has one tag at most
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> all/pattern.json:2:21
      |
    2 |   "source": ["shop"],
      |                     ^ nothing follows this comma
      |
      = help: remove the trailing comma
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> all/template.json:1:49
      |
    1 | {"Resources": {"R": {"Type": "AWS::Events::Rule", }}}
      |                                                 ^ nothing follows this comma
      |
      = help: remove the trailing comma
    "#);
}

#[test]
fn files_that_hooks_name_may_declare_nothing() {
    let host = Pretend::default()
        .file(
            "package.json",
            r#"{"name": "shop", "version": "1.0.0", "scripts": {}}"#,
        )
        .file(
            "event.json",
            r#"{"id": "1", "source": "shop", "detail": {}}"#,
        );
    insta::assert_snapshot!(host.evb(&["check", "package.json", "event.json"]), @r"
    exit: Success
    --- stdout
    2 files declare nothing, so far as evb reads them
    ");
}

#[test]
fn standard_input_and_json_itself_are_judged_whatever_they_are() {
    let host = Pretend::default().stdin(r#"{"state": "on"}"#);
    insta::assert_snapshot!(host.evb(&["check", "-", "--format", "concise"]), @r"
    exit: Negative
    --- stdout
    <stdin>:1:11: error[pattern-scalar]: the field `state` has a string where a list of values must stand
    ");
    insta::assert_snapshot!(host.evb(&["check", "{\"a\": [1,}", "--format", "concise"]), @r#"
    exit: Failure
    --- stderr
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> <input>:1:9
      |
    1 | {"a": [1,}
      |         ^ nothing follows this comma
      |
      = help: remove the trailing comma
    "#);
}

#[test]
fn one_thing_of_a_file_is_judged_alone() {
    insta::assert_snapshot!(shop().evb(&["check", "shop.yaml#Nightly", "--format", "concise"]), @r"
    exit: Negative
    --- stdout
    shop.yaml:24:40: error[schedule-cron]: one of day-of-month and day-of-week must be `?`
    shop.yaml:26:21: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    shop.yaml:26:21: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    ");
    insta::assert_snapshot!(shop().evb(&["check", "shop.yaml#Nothing", "--format", "concise"]), @r"
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Nothing` in `shop.yaml`
     |
     = help: there are `Paid`, `Paid/queue`, `Nightly`
    ");
}

#[test]
fn a_pattern_that_is_cut_off_is_no_file_that_declares_nothing() {
    let host = Pretend::default()
        .file("pattern.json", "{\"source\": \"aws.ec2\", \"detail\": ")
        .file("package.json", "{\"name\": \"shop\", \"detail\": ");
    insta::assert_snapshot!(host.evb(&["check", "pattern.json"]), @r#"
    exit: Failure
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> pattern.json:1:33
      |
    1 | {"source": "aws.ec2", "detail": 
      | - opened here                   ^ the text ends here
      |
      = help: close it with `}`
    "#);
    assert_eq!(host.run(&["check", "package.json"]).exit.code(), 0);
}
