//! The forms of the output, and what decides the exit code.

use serde_json::Value;

use super::shop;
use crate::support::Pretend;

#[test]
fn people_see_each_finding_where_it_stands_and_what_aws_answers() {
    insta::assert_snapshot!(shop().evb(&["check", "shop.yaml"]), @r#"
    exit: Negative
    --- stdout
    error[pattern-scalar]: the field `source` has a string where a list of values must stand
     --> shop.yaml:8:17
      |
    8 |         source: shop
      |                 ^^^^ not in an array
      |
      = help: write `["shop"]`: a field has a list of the values that match
      AWS answers to this effect (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array

    error[pattern-operator]: unknown operator `prefx`
      --> shop.yaml:11:20
       |
    11 |           state: [{prefx: pai}]
       |                    ^^^^^ not an operator
       |
       = help: did you mean `prefix`?

    error[input-placeholder]: `<order>` is not declared in the input paths map
      --> shop.yaml:17:39
       |
    17 |             InputTemplate: '{"order": <order>}'
       |                                       ^^^^^^^ neither declared nor reserved
       |
       = help: the input paths map declares `id`
      AWS answers (PutTargets): ValidationException: InputTemplate for target queue contains invalid placeholder order.

    error[retry-policy]: `Targets[queue].RetryPolicy.MaximumEventAgeInSeconds` is 30
      --> shop.yaml:18:51
       |
    18 |           RetryPolicy: {MaximumEventAgeInSeconds: 30}
       |                                                   ^^ from 60 to 86400 are allowed
      AWS answers to this effect (PutTargets): ValidationException: 1 validation error detected: Value '30' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60

    error[dead-letter-queue]: the dead-letter queue of target `queue` is a FIFO queue, and dead letters go to standard queues only
      --> shop.yaml:19:35
       |
    19 |           DeadLetterConfig: {Arn: "arn:aws:sqs:eu-west-1:123456789012:lost.fifo"}
       |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[schedule-cron]: one of day-of-month and day-of-week must be `?`
      --> shop.yaml:24:40
       |
    24 |       ScheduleExpression: cron(0 3 * * * *)
       |                                    -   ^ this field names days of the week
       |                                    |
       |                                    and this one days of the month
       |
       = help: write `cron(0 3 * * ? *)`
      AWS answers (CreateSchedule): ValidationException: Invalid Schedule Expression cron(0 3 * * * *).

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> shop.yaml:26:21
       |
    26 |       Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}
       |                     ^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
      --> shop.yaml:26:21
       |
    26 |       Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}
       |                     ^^^^^^^^^^^^^

    6 errors, 2 infos in 1 rule, 1 schedule and 1 target of 1 file
    "#);
}

#[test]
fn a_line_for_each_finding() {
    insta::assert_snapshot!(shop().evb(&["check", "shop.yaml", "good.yaml", "--format", "concise"]), @r"
    exit: Negative
    --- stdout
    shop.yaml:8:17: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    shop.yaml:11:20: error[pattern-operator]: unknown operator `prefx`
    shop.yaml:17:39: error[input-placeholder]: `<order>` is not declared in the input paths map
    shop.yaml:18:51: error[retry-policy]: `Targets[queue].RetryPolicy.MaximumEventAgeInSeconds` is 30
    shop.yaml:19:35: error[dead-letter-queue]: the dead-letter queue of target `queue` is a FIFO queue, and dead letters go to standard queues only
    shop.yaml:24:40: error[schedule-cron]: one of day-of-month and day-of-week must be `?`
    shop.yaml:26:21: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    shop.yaml:26:21: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    good.yaml:7:29: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    good.yaml:7:29: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    ");
}

#[test]
fn a_document_has_findings_what_was_not_judged_and_a_summary() {
    insta::assert_snapshot!(pretty(&["check", "shop.yaml", "--format", "json", "--select", "pattern-scalar"]), @r#"
    {
      "version": 1,
      "findings": [
        {
          "name": "pattern-scalar",
          "severity": "error",
          "confidence": "high",
          "message": "the field `source` has a string where a list of values must stand",
          "aws": {
            "by": "service",
            "operation": "PutRule",
            "code": "InvalidEventPatternException",
            "message": "Event pattern is not valid. Reason: \"source\" must be an object or an array\n at [Source: (String)\"{\"source\":\"shop\",\"detail\":{\"stage\":[\"${Stage}\"],\"state\":[{\"prefx\":\"pai\"}]}}\"; line: 1, column: 12]",
            "recorded": false
          },
          "source": "shop.yaml",
          "span": {
            "line": 8,
            "column": 17,
            "end_line": 8,
            "end_column": 21
          },
          "label": "not in an array",
          "help": "write `[\"shop\"]`: a field has a list of the values that match",
          "resource": {
            "kind": "rule",
            "address": "Paid"
          },
          "field": "EventPattern",
          "code": "pattern/bare-value",
          "fingerprint": "d703c116cfbc6504d8a93a679bd16b56:1"
        }
      ],
      "not_judged": [],
      "summary": {
        "files": 1,
        "passed_over": 0,
        "unreadable": 0,
        "declarations": {
          "rule": 1,
          "schedule": 1,
          "target": 1
        },
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "not_judged": 0
      }
    }
    "#);
}

#[test]
fn lines_end_with_a_summary() {
    insta::assert_snapshot!(shop().evb(&["check", "shop.yaml", "--format", "jsonl", "--select", "retry-policy"]), @r#"
    exit: Negative
    --- stdout
    {"finding":{"name":"retry-policy","severity":"error","confidence":"high","message":"`Targets[queue].RetryPolicy.MaximumEventAgeInSeconds` is 30","aws":{"by":"service","operation":"PutTargets","code":"ValidationException","message":"1 validation error detected: Value '30' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60","recorded":false},"source":"shop.yaml","span":{"line":18,"column":51,"end_line":18,"end_column":53},"label":"from 60 to 86400 are allowed","resource":{"kind":"rule","address":"Paid"},"field":"Targets[queue].RetryPolicy.MaximumEventAgeInSeconds","code":"retry-policy","fingerprint":"78b73f878275a14a877e0a7c66a5725d:1"}}
    {"summary":{"files":1,"passed_over":0,"unreadable":0,"declarations":{"rule":1,"schedule":1,"target":1},"errors":1,"warnings":0,"infos":0,"not_judged":0}}
    "#);
}

#[test]
fn sarif_has_a_rule_with_its_page_and_a_fingerprint() {
    let mut log: Value = document(&[
        "check",
        "shop.yaml",
        "--format",
        "sarif",
        "--select",
        "retry-policy",
    ]);
    let rule = &mut log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(
        rule["help"]["text"],
        evb::check::lint("retry-policy").unwrap().page
    );
    rule["help"] = Value::Null;
    log["runs"][0]["tool"]["driver"]["semanticVersion"] = Value::Null;
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap(), @r#"
    {
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "evb",
              "semanticVersion": null,
              "rules": [
                {
                  "id": "retry-policy",
                  "shortDescription": {
                    "text": "A retry policy is outside of what AWS allows."
                  },
                  "fullDescription": {
                    "text": "A retry policy is outside of what AWS allows."
                  },
                  "help": null,
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "properties": {
                    "precision": "high",
                    "problem.severity": "error",
                    "tags": [
                      "eventbridge"
                    ]
                  }
                }
              ]
            }
          },
          "invocations": [
            {
              "executionSuccessful": true,
              "toolExecutionNotifications": []
            }
          ],
          "columnKind": "unicodeCodePoints",
          "results": [
            {
              "ruleId": "retry-policy",
              "ruleIndex": 0,
              "level": "error",
              "message": {
                "text": "`Targets[queue].RetryPolicy.MaximumEventAgeInSeconds` is 30\nAWS answers to this effect (PutTargets): ValidationException: 1 validation error detected: Value '30' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "shop.yaml"
                    },
                    "region": {
                      "startLine": 18,
                      "startColumn": 51,
                      "endColumn": 53
                    }
                  },
                  "logicalLocations": [
                    {
                      "fullyQualifiedName": "Paid",
                      "kind": "rule"
                    }
                  ]
                }
              ],
              "relatedLocations": [],
              "partialFingerprints": {
                "primaryLocationLineHash": "78b73f878275a14a877e0a7c66a5725d:1",
                "evb/v1": "78b73f878275a14a877e0a7c66a5725d:1"
              },
              "properties": {
                "confidence": "high",
                "field": "Targets[queue].RetryPolicy.MaximumEventAgeInSeconds"
              }
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn fingerprints_stay_where_lines_move() {
    let prints = |text: String| {
        let host = Pretend::default().file("shop.yaml", text);
        let ended = host.run(&["check", "shop.yaml", "--format", "json"]);
        let report: Value = serde_json::from_str(&ended.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let prints = findings
            .iter()
            .map(|one| one["fingerprint"].as_str().unwrap().to_owned());
        prints.collect::<Vec<String>>()
    };
    let here = prints(super::TEMPLATE.to_owned());
    let moved = prints(format!(
        "# a line\n\nDescription: more\n{}",
        super::TEMPLATE
    ));
    assert_eq!(here, moved);
    let mut once = here.clone();
    once.sort();
    once.dedup();
    assert_eq!(
        once.len(),
        here.len(),
        "of two findings the fingerprints differ"
    );
}

#[test]
fn github_gets_commands_the_worst_first() {
    let host = shop().file(
        "a,b:c.json",
        "{\"source\": [\"a*\"], \"detail\": {\"rate\": \"100%\"}}",
    );
    let arguments = ["check", "a,b:c.json", "missing.json", "--format", "github"];
    insta::assert_snapshot!(host.evb(&arguments), @r#"
    exit: Failure
    --- stdout
    ::error title=evb%3A input/unreadable::cannot read `missing.json`: no such file%0Agive the path of a file, `-` for standard input, or JSON itself
    ::error file=a%2Cb%3Ac.json,line=1,col=39,endColumn=45,title=evb%3A pattern-scalar::the field `rate` has a string where a list of values must stand%0AAWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "rate" must be an object or an array%0Awrite `["100%25"]`: a field has a list of the values that match
    --- stderr
    error[input/unreadable]: cannot read `missing.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    "#);
}

/// Two findings that are alike in one file, one in a text that is no file, a file that is not there, and one that is broken.
fn awkward() -> (Pretend, [&'static str; 6]) {
    let alike = r#"{"source": "shop", "detail": {"state": "a*"}}"#;
    let host = Pretend::default()
        .file("rules/alike.json", alike)
        .file("broken.yaml", "Resources:\n  R: {Type: AWS::Events::Rule\n")
        .stdin(alike);
    let inline = r#"{"source": "shop"}"#;
    let arguments = [
        "check",
        "rules/alike.json",
        "-",
        inline,
        "./missing.json",
        "broken.yaml",
    ];
    (host, arguments)
}

#[test]
fn gitlab_gets_a_fingerprint_and_a_path_for_everything() {
    let (host, arguments) = awkward();
    let ended = host.run(&[&arguments[..], &["--format", "gitlab"]].concat());
    assert_eq!(ended.exit.code(), 2);
    let all: Vec<Value> = serde_json::from_str(&ended.stdout).unwrap();
    let mut prints: Vec<&str> = all
        .iter()
        .map(|one| one["fingerprint"].as_str().unwrap())
        .collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all.len());
    let lines = all.iter().map(Value::to_string).collect::<Vec<_>>();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"description":"cannot read `./missing.json`: no such file","check_name":"input/unreadable","fingerprint":"b4ed97ceee4b77176158b1331e30b8ed:1","severity":"critical","location":{"path":"missing.json","lines":{"begin":1}}}
    {"description":"a bracket is not closed","check_name":"yaml/syntax","fingerprint":"72d119a8965d949414d668a6b3b1ca5c:1","severity":"critical","location":{"path":"broken.yaml","lines":{"begin":2}}}
    {"description":"the field `source` has a string where a list of values must stand","check_name":"pattern-scalar","fingerprint":"23e2351d5fa7d8b13bd6977fbdccf74a:1","severity":"critical","location":{"path":"rules/alike.json","lines":{"begin":1}}}
    {"description":"the field `state` has a string where a list of values must stand","check_name":"pattern-scalar","fingerprint":"23e2351d5fa7d8b13bd6977fbdccf74a:2","severity":"critical","location":{"path":"rules/alike.json","lines":{"begin":1}}}
    {"description":"the field `source` has a string where a list of values must stand","check_name":"pattern-scalar","fingerprint":"380c9b9e011159b3e126c52ea043acff:1","severity":"critical","location":{"path":"<stdin>","lines":{"begin":1}}}
    {"description":"the field `state` has a string where a list of values must stand","check_name":"pattern-scalar","fingerprint":"380c9b9e011159b3e126c52ea043acff:2","severity":"critical","location":{"path":"<stdin>","lines":{"begin":1}}}
    {"description":"the field `source` has a string where a list of values must stand","check_name":"pattern-scalar","fingerprint":"a852667865c2c5332ffc3274ad66d978:1","severity":"critical","location":{"path":"<input>","lines":{"begin":1}}}
    "#);
    let none = r#"{"source": ["shop"]}"#;
    insta::assert_snapshot!(host.evb(&["check", none, "--format", "gitlab"]), @"
    exit: Success
    --- stdout
    []
    ");
}

#[test]
fn junit_has_a_failure_for_what_the_run_fails_of() {
    let host = shop().file("none.json", r#"{"source": ["shop"]}"#);
    let arguments = [
        "check",
        "shop.yaml",
        "good.yaml",
        "none.json",
        "--format",
        "junit",
        "--select",
        "pattern-scalar,retry-policy,no-retry-policy",
    ];
    insta::assert_snapshot!(host.evb(&arguments), @r#"
    exit: Negative
    --- stdout
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb check" tests="5" skipped="0" failures="2" errors="0">
        <testsuite name="good.yaml" tests="1" skipped="0" errors="0" failures="0" file="good.yaml">
            <testcase name="no-retry-policy in Paid, Targets[queue].RetryPolicy" classname="good.yaml" file="good.yaml" line="7">
                <system-out>good.yaml:7:29: the target has no retry policy: it is tried for 24 hours, up to 185 times
    </system-out>
            </testcase>
        </testsuite>
        <testsuite name="none.json" tests="1" skipped="0" errors="0" failures="0" file="none.json">
            <testcase name="(file)" classname="none.json" file="none.json"/>
        </testsuite>
        <testsuite name="shop.yaml" tests="3" skipped="0" errors="0" failures="2" file="shop.yaml">
            <testcase name="pattern-scalar in Paid, EventPattern" classname="shop.yaml" file="shop.yaml" line="8">
                <failure message="the field `source` has a string where a list of values must stand" type="pattern-scalar">shop.yaml:8:17: the field `source` has a string where a list of values must stand
      AWS answers to this effect (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: &quot;source&quot; must be an object or an array
      write `[&quot;shop&quot;]`: a field has a list of the values that match
    </failure>
            </testcase>
            <testcase name="retry-policy in Paid, Targets[queue].RetryPolicy.MaximumEventAgeInSeconds" classname="shop.yaml" file="shop.yaml" line="18">
                <failure message="`Targets[queue].RetryPolicy.MaximumEventAgeInSeconds` is 30" type="retry-policy">shop.yaml:18:51: `Targets[queue].RetryPolicy.MaximumEventAgeInSeconds` is 30
      AWS answers to this effect (PutTargets): ValidationException: 1 validation error detected: Value &apos;30&apos; at &apos;targets.1.member.retryPolicy.maximumEventAgeInSeconds&apos; failed to satisfy constraint: Member m…
    </failure>
            </testcase>
            <testcase name="no-retry-policy in Nightly, Target.RetryPolicy" classname="shop.yaml" file="shop.yaml" line="26">
                <system-out>shop.yaml:26:21: the target has no retry policy: it is tried for 24 hours, up to 185 times
    </system-out>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
    let count = |fail_on: &str| {
        let ended = host.run(&[&arguments[..], &["--fail-on", fail_on]].concat());
        assert_eq!(ended.exit.code(), 1);
        ended.stdout.matches("<failure ").count()
    };
    assert_eq!((count("error"), count("info")), (2, 4));
}

#[test]
fn junit_has_an_error_for_what_cannot_be_read_and_no_two_cases_of_one_name() {
    let (host, arguments) = awkward();
    insta::assert_snapshot!(host.run(&[&arguments[..], &["--format", "junit"]].concat()).stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb check" tests="7" skipped="0" failures="5" errors="2">
        <testsuite name="./missing.json" tests="1" skipped="0" errors="1" failures="0" file="missing.json">
            <testcase name="(file)" classname="missing.json" file="missing.json">
                <error message="cannot read `./missing.json`: no such file" type="input/unreadable">cannot read `./missing.json`: no such file
      give the path of a file, `-` for standard input, or JSON itself
    </error>
            </testcase>
        </testsuite>
        <testsuite name="&lt;input&gt;" tests="1" skipped="0" errors="0" failures="1" file="&lt;input&gt;">
            <testcase name="pattern-scalar, EventPattern" classname="&lt;input&gt;" file="&lt;input&gt;" line="1">
                <failure message="the field `source` has a string where a list of values must stand" type="pattern-scalar">&lt;input&gt;:1:12: the field `source` has a string where a list of values must stand
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: &quot;source&quot; must be an object or an array
      write `[&quot;shop&quot;]`: a field has a list of the values that match
    </failure>
            </testcase>
        </testsuite>
        <testsuite name="&lt;stdin&gt;" tests="2" skipped="0" errors="0" failures="2" file="&lt;stdin&gt;">
            <testcase name="pattern-scalar, EventPattern" classname="&lt;stdin&gt;" file="&lt;stdin&gt;" line="1">
                <failure message="the field `source` has a string where a list of values must stand" type="pattern-scalar">&lt;stdin&gt;:1:12: the field `source` has a string where a list of values must stand
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: &quot;source&quot; must be an object or an array
      write `[&quot;shop&quot;]`: a field has a list of the values that match
    </failure>
            </testcase>
            <testcase name="pattern-scalar, EventPattern [2]" classname="&lt;stdin&gt;" file="&lt;stdin&gt;" line="1">
                <failure message="the field `state` has a string where a list of values must stand" type="pattern-scalar">&lt;stdin&gt;:1:40: the field `state` has a string where a list of values must stand
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: &quot;source&quot; must be an object or an array
      write `[&quot;a*&quot;]`: a field has a list of the values that match
    </failure>
            </testcase>
        </testsuite>
        <testsuite name="broken.yaml" tests="1" skipped="0" errors="1" failures="0" file="broken.yaml">
            <testcase name="(file)" classname="broken.yaml" file="broken.yaml">
                <error message="a bracket is not closed" type="yaml/syntax">broken.yaml:2:6: a bracket is not closed
    </error>
            </testcase>
        </testsuite>
        <testsuite name="rules/alike.json" tests="2" skipped="0" errors="0" failures="2" file="rules/alike.json">
            <testcase name="pattern-scalar in alike, EventPattern" classname="rules/alike.json" file="rules/alike.json" line="1">
                <failure message="the field `source` has a string where a list of values must stand" type="pattern-scalar">rules/alike.json:1:12: the field `source` has a string where a list of values must stand
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: &quot;source&quot; must be an object or an array
      write `[&quot;shop&quot;]`: a field has a list of the values that match
    </failure>
            </testcase>
            <testcase name="pattern-scalar in alike, EventPattern [2]" classname="rules/alike.json" file="rules/alike.json" line="1">
                <failure message="the field `state` has a string where a list of values must stand" type="pattern-scalar">rules/alike.json:1:40: the field `state` has a string where a list of values must stand
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: &quot;source&quot; must be an object or an array
      write `[&quot;a*&quot;]`: a field has a list of the values that match
    </failure>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
}

/// A template with so many rules, each with two findings: an error, and advice that comes first.
fn many(rules: usize) -> Pretend {
    let mut template = "Resources:\n".to_owned();
    for number in 0..rules {
        template.push_str(&format!(
            "  R{number}:\n    Type: AWS::Events::Rule\n    Properties: {{EventPattern: {{source: a}}}}\n"
        ));
    }
    Pretend::default().file("many.yaml", template)
}

#[test]
fn of_ten_thousand_findings_github_gets_what_it_shows_the_worst_first() {
    let host = many(5000);
    let ended = host.run(&["check", "many.yaml", "--format", "github"]);
    insta::assert_snapshot!(ended.stderr, @"note[check/github-limit]: GitHub shows 20 of 10,000 findings, the worst, ten of a severity; the others stand in the log");
    let count = |what: &str| {
        let lines = ended.stdout.lines();
        lines.filter(|line| line.starts_with(what)).count()
    };
    assert_eq!((count("::error "), count("::notice ")), (10, 10));
    assert_eq!(count("many.yaml:"), 10_000 - 20);

    let ended = host.run(&["check", "many.yaml", "--format", "sarif"]);
    insta::assert_snapshot!(ended.stderr, @"note[check/github-limit]: GitHub shows 5,000 of 10,000 findings, the worst");
    let log: Value = serde_json::from_str(&ended.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let is_error = |one: &Value| one["level"] == "error";
    assert_eq!(results.len(), 10_000);
    assert!(results[..5000].iter().all(is_error) && !results[5000..].iter().any(is_error));
}

#[test]
fn sarif_has_no_more_than_github_takes() {
    let ended = many(13_000).run(&["check", "many.yaml", "--format", "sarif"]);
    insta::assert_snapshot!(ended.stderr, @"note[check/github-limit]: GitHub shows 5,000 of 26,000 findings, the worst, takes 25,000 of them; the others are not in the file");
    let log: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 25_000);
}

#[test]
fn the_severity_from_which_on_it_fails_decides_the_exit_code() {
    let star = r#"{"source": ["a"], "detail": {"key": ["a*"]}}"#;
    let twice = r#"{"source": ["a"], "source": ["b"]}"#;
    let scalar = r#"{"source": "a"}"#;
    let exits = |text: &str| {
        let exit = |fail_on| {
            shop()
                .run(&["check", text, "--fail-on", fail_on])
                .exit
                .code()
        };
        [exit("error"), exit("warning"), exit("info")]
    };
    assert_eq!(exits(star), [0, 0, 1]);
    assert_eq!(exits(twice), [0, 1, 1]);
    assert_eq!(exits(scalar), [1, 1, 1]);
    assert_eq!(shop().run(&["check", twice]).exit.code(), 1);
    assert_eq!(
        shop()
            .run(&["check", scalar, "--ignore", "pattern-scalar"])
            .exit
            .code(),
        0
    );
    assert_eq!(
        shop()
            .run(&["check", scalar, "--select", "pattern-operator"])
            .exit
            .code(),
        0
    );
    assert_eq!(
        shop().run(&["check", scalar, "missing.json"]).exit.code(),
        2
    );
}

#[test]
fn a_name_that_no_finding_has_is_told() {
    insta::assert_snapshot!(shop().evb(&["check", "good.yaml", "--ignore", "pattern-scaler"]), @r"
    exit: Failure
    --- stderr
    error[explain/unknown-name]: no finding is called `pattern-scaler`
     |
     = help: did you mean `pattern-scalar`?
    ");
}

fn document(arguments: &[&str]) -> Value {
    serde_json::from_str(&shop().run(arguments).stdout).unwrap()
}

fn pretty(arguments: &[&str]) -> String {
    serde_json::to_string_pretty(&document(arguments)).unwrap()
}
