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
    error[convert/not-expressible]: the record has no `awsRegion`, which an event has
     --> trail.json:5:1
      |
    5 | {"eventType":"AwsApiCall","eventSource":"ec2.amazonaws.com"},
      | ^ not carried over
    error[convert/not-expressible]: the record has no `recipientAccountId`, which an event has
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

#[test]
fn a_member_that_is_not_what_cloudtrail_writes_is_told_at_its_place() {
    let good = record("AwsApiCall", "ec2.amazonaws.com", "RunInstances");
    let records = [
        good.replace("2026-11-20T10:00:00Z", "20 November"),
        good.replace(r#""2026-11-20T10:00:00Z""#, "7"),
        good.replace("ec2.amazonaws.com", ""),
        good.replace("eu-west-1", "Europe (Ireland)"),
        good.replace("123456789012", "1234"),
        r#"{"eventType":"AwsApiCall","recipientAccountId":null,"userIdentity":{"accountId":"123456789012"}}"#.to_owned(),
    ];
    let host = Pretend::default().file("trail.json", records.join("\n"));
    insta::assert_snapshot!(on(&host, &["cloudtrail", "trail.json"]), @r#"
    exit: Failure
    --- stderr
    error[convert/not-expressible]: the record has no `eventSource`, which an event has
     --> trail.json:6:1
      |
    6 | {"eventType":"AwsApiCall","recipientAccountId":null,"userIdentity":{"accountId":"123456789012"}}
      | ^ not carried over
    error[convert/not-expressible]: the record has no `eventTime`, which an event has
     --> trail.json:6:1
      |
    6 | {"eventType":"AwsApiCall","recipientAccountId":null,"userIdentity":{"accountId":"123456789012"}}
      | ^ not carried over
    error[convert/not-expressible]: the record has no `awsRegion`, which an event has
     --> trail.json:6:1
      |
    6 | {"eventType":"AwsApiCall","recipientAccountId":null,"userIdentity":{"accountId":"123456789012"}}
      | ^ not carried over
    error[convert/invalid]: `eventTime` is no time
     --> trail.json:1:122
      |
    1 | :"ec2.amazonaws.com","eventName":"RunInstances","eventTime":"20 November","awsRegion":"eu-west-1","eventID":"e-1","recipientAccountId...
      |                                                             ^^^^^^^^^^^^^ a time such as `2026-11-20T10:00:00Z` was expected
    error[convert/invalid]: `eventTime` is a number, not a string
     --> trail.json:2:122
      |
    2 | :"ec2.amazonaws.com","eventName":"RunInstances","eventTime":7,"awsRegion":"eu-west-1","eventID":"e-1","recipientAccountId":"123456789...
      |                                                             ^ a string was expected
    error[convert/invalid]: `eventSource` is no service
     --> trail.json:3:63
      |
    3 | {"eventVersion":"1.09","eventType":"AwsApiCall","eventSource":"","eventName":"RunInstances","eventTime":"2026-11-20T10:00:00
      |                                                               ^^ a service such as `ec2.amazonaws.com` was expected
    error[convert/invalid]: `awsRegion` is no Region
     --> trail.json:4:157
      |
    4 | unInstances","eventTime":"2026-11-20T10:00:00Z","awsRegion":"Europe (Ireland)","eventID":"e-1","recipientAccountId":"123456789012"}
      |                                                             ^^^^^^^^^^^^^^^^^^ a Region such as `eu-west-1` was expected
    error[convert/invalid]: `recipientAccountId` is no account of 12 digits
     --> trail.json:5:206
      |
    5 | awsRegion":"eu-west-1","eventID":"e-1","recipientAccountId":"1234"}
      |                                                             ^^^^^^ an account of 12 digits was expected
    "#);
}
