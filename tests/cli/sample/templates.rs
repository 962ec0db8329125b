//! Patterns of templates.

use super::headings;
use crate::support::Pretend;

const TEMPLATE: &str = "\
Resources:
  Uploaded:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.s3]
        detail-type: [Object Created]
        detail:
          bucket:
            name: [!Ref Bucket]
  Stopped:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.ec2], detail: {state: [stopped]}}
Parameters:
  Bucket: {Type: String}
";

fn evb(arguments: &[&str]) -> String {
    Pretend::default()
        .file("template.yaml", TEMPLATE)
        .evb(arguments)
}

#[test]
fn what_a_template_leaves_open_stands_as_it_is_written() {
    insta::assert_snapshot!(headings(&evb(&["sample", "template.yaml#Uploaded"])), @r#"
    exit: Success
    --- stdout
    event 1: detail-type "Object Created", detail.bucket.name "${Bucket}", source "aws.s3"
    1 event exercises 3 of 3 alternatives, seed 0
    --- stderr
    warning[sample/placeholder]: the template leaves `Bucket` open: in the events its own text stands for it
      --> template.yaml:10:20
       |
    10 |             name: [!Ref Bucket]
       |                    ^^^^^^^^^^^ not known before it is deployed
       |
       = help: `--parameter Bucket=VALUE`, `--account` and `--region` say what it is
    "#);
}

#[test]
fn a_parameter_fills_it() {
    insta::assert_snapshot!(headings(&evb(&["sample", "template.yaml#Uploaded", "--parameter", "Bucket=orders"])), @r#"
    exit: Success
    --- stdout
    event 1: detail-type "Object Created", detail.bucket.name "orders", source "aws.s3"
    1 event exercises 3 of 3 alternatives, seed 0
    "#);
}

#[test]
fn of_several_rules_one_has_to_be_named() {
    insta::assert_snapshot!(evb(&["sample", "template.yaml"]), @r"
    exit: Failure
    --- stderr
    error[input/several-patterns]: there are 2 event patterns in here, and one is asked for
     --> template.yaml:1:1
      |
    1 | Resources:
      | ^ `Uploaded`, `Stopped`
      |
      = help: name one behind the file, `FILE#Uploaded` say, or ask all of them with `evb route --rules`
    ");
}

#[test]
fn a_filter_policy_gets_no_events() {
    let policy = r#"{"Type":"AWS::SNS::Subscription","Properties":{"Protocol":"sqs","TopicArn":"arn:aws:sns:us-east-1:123456789012:t","Endpoint":"arn:aws:sqs:us-east-1:123456789012:q","FilterPolicy":{"a":["x"]}}}"#;
    let template = format!(r#"{{"Resources":{{"S":{policy}}}}}"#);
    let told = Pretend::default()
        .file("t.json", template)
        .evb(&["sample", "t.json"]);
    insta::assert_snapshot!(told, @r"
    exit: Failure
    --- stderr
    error[sample/neither]: what this filters is neither an event nor a record
     |
     = help: events are made for rules and archives, records for filters of pipes and event source mappings
    ");
}
