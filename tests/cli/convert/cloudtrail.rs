//! Records of CloudTrail to events.

use super::{evb, on};
use crate::support::Pretend;

fn record(kind: &str, source: &str, name: &str) -> String {
    format!(
        r#"{{"eventVersion":"1.09","eventType":"{kind}","eventSource":"{source}","eventName":"{name}","eventTime":"2026-11-20T10:00:00Z","awsRegion":"eu-west-1","eventID":"e-1","recipientAccountId":"123456789012"}}"#
    )
}

#[test]
fn every_type_has_its_detail_type_and_its_source() {
    for (kind, source, detail_type, expected) in [
        (
            "AwsApiCall",
            "ec2.amazonaws.com",
            "AWS API Call via CloudTrail",
            "aws.ec2",
        ),
        (
            "AwsApiCall",
            "elasticmapreduce.amazonaws.com",
            "AWS API Call via CloudTrail",
            "aws.elasticmapreduce",
        ),
        (
            "AwsServiceEvent",
            "kms.amazonaws.com",
            "AWS Service Event via CloudTrail",
            "aws.kms",
        ),
        (
            "AwsConsoleSignIn",
            "signin.amazonaws.com",
            "AWS Console Sign In via CloudTrail",
            "aws.signin",
        ),
        (
            "AwsConsoleAction",
            "aws-marketplace.amazonaws.com",
            "AWS Console Action via CloudTrail",
            "aws.aws-marketplace",
        ),
        (
            "AwsCloudTrailInsight",
            "ec2.amazonaws.com",
            "AWS Insight via CloudTrail",
            "aws.ec2",
        ),
        (
            "AwsVpceEvent",
            "kms.amazonaws.com",
            "AWS Network Activity Event via CloudTrail",
            "aws.kms",
        ),
    ] {
        let ended =
            Pretend::default().run(&["convert", "cloudtrail", &record(kind, source, "Run")]);
        let event: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(event["detail-type"], detail_type);
        assert_eq!(event["source"], expected);
        assert_eq!(event["detail"]["eventType"], kind);
    }
}

#[test]
fn a_file_of_a_trail_becomes_lines_of_events() {
    let records = [
        record("AwsApiCall", "ec2.amazonaws.com", "RunInstances"),
        record("AwsApiCall", "ec2.amazonaws.com", "DescribeInstances"),
        record("AwsSomething", "ec2.amazonaws.com", "New"),
        r#"{"eventType":"AwsApiCall","eventSource":"ec2.amazonaws.com"}"#.to_owned(),
        "7".to_owned(),
    ];
    let host = Pretend::default().file(
        "trail.json",
        format!("{{\"Records\":[\n{}\n]}}", records.join(",\n")),
    );
    insta::assert_snapshot!(on(&host, &["cloudtrail", "trail.json"]), @r#"
    exit: Failure
    --- stdout
    {"version":"0","id":"37541803-ae37-a26e-d2f0-c9ed5df42dcb","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-west-1","resources":[],"detail":{"eventVersion":"1.09","eventType":"AwsApiCall","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","eventTime":"2026-11-20T10:00:00Z","awsRegion":"eu-west-1","eventID":"e-1","recipientAccountId":"123456789012"}}
    {"version":"0","id":"37541803-ae37-a26e-d2f0-c9ed5df42dcb","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-west-1","resources":[],"detail":{"eventVersion":"1.09","eventType":"AwsApiCall","eventSource":"ec2.amazonaws.com","eventName":"DescribeInstances","eventTime":"2026-11-20T10:00:00Z","awsRegion":"eu-west-1","eventID":"e-1","recipientAccountId":"123456789012"}}
    --- stderr
    note[convert/note]: read-only management events reach only rules in the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`
     --> trail.json:3:1
      |
    3 | {"eventVersion":"1.09","eventType":"AwsApiCall","eventSource"
      | ^ the first of them
    error[convert/not-expressible]: which event EventBridge makes of records of the type `AwsSomething` is not known
     --> trail.json:4:1
      |
    4 | {"eventVersion":"1.09","eventType":"AwsSomething","eventSourc
      | ^ not carried over
    error[convert/not-expressible]: the record has no `eventTime`, which an event has
     --> trail.json:5:1
      |
    5 | {"eventType":"AwsApiCall","eventSource":"ec2.amazonaws.com"},
      | ^ not carried over
    error[convert/invalid]: a record is a number, not an object
     --> trail.json:6:1
      |
    6 | 7
      | ^ an object was expected
    "#);
}

#[test]
fn what_is_no_record_is_told() {
    insta::assert_snapshot!(evb(&["cloudtrail", r#"{"Records":[]}"#]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: there is no record of CloudTrail in the input
     |
     = help: give a file of a trail, or what `aws cloudtrail lookup-events` has in `CloudTrailEvent`
    ");
    insta::assert_snapshot!(evb(&["cloudtrail", r#"{"Records":[{"a":1}]"#]), @r#"
    exit: Failure
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> <records>:1:21
      |
    1 | {"Records":[{"a":1}]
      | - opened here       ^ the text ends here
      |
      = help: close it with `}`
    "#);
}
