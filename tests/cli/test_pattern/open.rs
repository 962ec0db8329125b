//! Patterns that a template leaves open.

use crate::support::Pretend;

const TEMPLATE: &str = r#"{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {
  "EventPattern": {"source": ["aws.s3"], "account": [{"Ref": "AWS::AccountId"}],
    "detail": {"bucket": {"name": [{"Fn::Sub": "logs-${AWS::AccountId}"}, "fixed"]}}}}}}}"#;

fn host() -> Pretend {
    let event = |account: &str, bucket: &str| {
        format!(
            r#"{{"id":"1","time":"2026-11-20T10:00:00Z","region":"eu-west-1","detail-type":"t","source":"aws.s3","account":"{account}","detail":{{"bucket":{{"name":"{bucket}"}}}}}}"#
        )
    };
    Pretend::default()
        .file("template.json", TEMPLATE)
        .file("other.json", event("123456789012", "other"))
        .file("fixed.json", event("123456789012", "fixed"))
        .file(
            "events.jsonl",
            [
                event("123456789012", "logs-123456789012"),
                event("1", "logs-2"),
            ]
            .join("\n"),
        )
}

#[test]
fn an_answer_that_depends_on_a_template_is_open_and_says_on_what() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "fixed.json"]), @r"
    exit: Failure
    --- stdout
    open fixed.json: it depends on `AWS::AccountId`
        `AWS::AccountId`  template.json:2:54
        help: it matches if `AWS::AccountId` is `123456789012`
    ");
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "events.jsonl", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"event":{"source":"events.jsonl","index":0,"line":1,"id":"1"},"match":null,"open":{"depends_on":[{"from":"AWS::AccountId","pattern_span":{"line":2,"column":54,"end_line":2,"end_column":79}}],"would_match":{"AWS::AccountId":"123456789012"}},"explanation":[{"path":"account","wanted":"${AWS::AccountId}","actual":"123456789012","reason":"`\"123456789012\"` is a string like `\"${AWS::AccountId}\"`","hint":null,"pattern_span":{"line":2,"column":54,"end_line":2,"end_column":79},"event_span":{"line":1,"column":108,"end_line":1,"end_column":122},"kind":"satisfied"},{"path":"detail.bucket.name","wanted":"logs-${AWS::AccountId}","actual":"logs-123456789012","reason":"`\"logs-123456789012\"` is a string like `\"logs-${AWS::AccountId}\"`","hint":null,"pattern_span":{"line":3,"column":48,"end_line":3,"end_column":72},"event_span":{"line":1,"column":150,"end_line":1,"end_column":169},"kind":"satisfied"},{"path":"source","wanted":"aws.s3","actual":"aws.s3","reason":"`\"aws.s3\"` is `\"aws.s3\"`","hint":null,"pattern_span":{"line":2,"column":31,"end_line":2,"end_column":39},"event_span":{"line":1,"column":89,"end_line":1,"end_column":97},"kind":"satisfied"}],"notes":[]}
    {"event":{"source":"events.jsonl","index":1,"line":2,"id":"1"},"match":null,"open":{"depends_on":[{"from":"AWS::AccountId","pattern_span":{"line":2,"column":54,"end_line":2,"end_column":79}}]},"explanation":[{"path":"account","wanted":"${AWS::AccountId}","actual":"1","reason":"`\"1\"` is a string like `\"${AWS::AccountId}\"`","hint":null,"pattern_span":{"line":2,"column":54,"end_line":2,"end_column":79},"event_span":{"line":2,"column":108,"end_line":2,"end_column":111},"kind":"satisfied"},{"path":"detail.bucket.name","wanted":"logs-${AWS::AccountId}","actual":"logs-2","reason":"`\"logs-2\"` is a string like `\"logs-${AWS::AccountId}\"`","hint":null,"pattern_span":{"line":3,"column":48,"end_line":3,"end_column":72},"event_span":{"line":2,"column":139,"end_line":2,"end_column":147},"kind":"satisfied"},{"path":"source","wanted":"aws.s3","actual":"aws.s3","reason":"`\"aws.s3\"` is `\"aws.s3\"`","hint":null,"pattern_span":{"line":2,"column":31,"end_line":2,"end_column":39},"event_span":{"line":2,"column":89,"end_line":2,"end_column":97},"kind":"satisfied"}],"notes":[]}
    "#);
}

#[test]
fn what_is_known_decides_where_it_can() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "other.json"]), @r#"
    exit: Negative
    --- stdout
    no match other.json
      detail.bucket.name: `"other"` is neither a string like `"logs-${AWS::AccountId}"` nor `"fixed"`
        wants ["logs-${AWS::AccountId}","fixed"]  template.json:3:35
        has   …"source":"aws.s3","account":"123456789012","detail":{"bucket":{"name":"other"}}}
                                                                                     ^^^^^^^ other.json:1:150
    "#);
}

#[test]
fn what_is_given_is_no_longer_open() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "fixed.json", "--account", "123456789012"]), @r#"
    exit: Success
    --- stdout
    match fixed.json: account is "123456789012", detail.bucket.name is "fixed", source is "aws.s3"
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "fixed.json", "--account", "111122223333"]), @r#"
    exit: Negative
    --- stdout
    no match fixed.json
      account: `"123456789012"` is not `"111122223333"`
        wants "111122223333"  template.json:2:54
        has   …:"t","source":"aws.s3","account":"123456789012","detail":{"bucket":{"name":"fixe…
                                                ^^^^^^^^^^^^^^ fixed.json:1:108
    "#);
}

#[test]
fn an_open_answer_can_be_decided() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "fixed.json", "--unknown", "match"]), @r#"
    exit: Success
    --- stdout
    match fixed.json: account is "123456789012", detail.bucket.name is "fixed", source is "aws.s3"
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "template.json", "fixed.json", "--unknown", "no-match"]), @r"
    exit: Negative
    --- stdout
    no match fixed.json
    ");
}
