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
