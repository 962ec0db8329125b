//! `--policy` and `--principal`: whether the policy of a bus lets entries in.

use crate::support::Pretend;

/// What is put: two events of a shop, on a bus of its own.
const ENTRIES: &str = r#"[{"Source":"shop","DetailType":"Order Paid","Detail":"{}","EventBusName":"orders"},{"Source":"till","DetailType":"Order Paid","Detail":"{}","EventBusName":"orders"}]"#;

/// A bus that takes what another account sends as `shop`.
const TEMPLATE: &str = r#"Resources:
  Orders: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  FromShop:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: !Ref Orders
      StatementId: FromShop
      Statement:
        Sid: FromShop
        Effect: Allow
        Principal: {AWS: "arn:aws:iam::111122223333:root"}
        Action: events:PutEvents
        Resource: !GetAtt Orders.Arn
        Condition: {StringEquals: {"events:source": shop}}
"#;

/// What AWS answers about a bus.
const DESCRIBED: &str = r#"{"Name":"orders","Arn":"arn:aws:events:us-east-1:123456789012:event-bus/orders","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Org\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"events:PutEvents\",\"Resource\":\"arn:aws:events:us-east-1:123456789012:event-bus/orders\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}}]}"}"#;

/// A policy alone, which lets all of an account in but for one of its roles.
const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "All", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "events:Put*", "Resource": "*"},
  {"Sid": "NotTill", "Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/till"}, "Action": "events:PutEvents", "Resource": "*"}
]}"#;

fn put(entries: &str, policy: &str, principal: &str) -> String {
    let host = Pretend::default()
        .file("bus.yaml", TEMPLATE)
        .file("bus.json", DESCRIBED)
        .file("policy.json", POLICY);
    host.evb(&[
        "put-events",
        entries,
        "--time",
        "2026-11-20T10:00:00Z",
        "--bus",
        "orders",
        "--policy",
        policy,
        "--principal",
        principal,
    ])
}

/// The first of the entries.
fn first() -> String {
    let (first, _) = ENTRIES.split_once("},").unwrap();
    format!("{first}}}]")
}

#[test]
fn a_template_says_whom_its_bus_lets_in() {
    let role = "arn:aws:iam::111122223333:role/shop";
    insta::assert_snapshot!(put(&first(), "bus.yaml", role), @r#"
    exit: Success
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `orders`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"Order Paid","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{}}
      allowed for `arn:aws:iam::111122223333:role/shop`: the policy of the bus allows it; the principal is of another account, so its own policies must allow `events:PutEvents` too (`FromShop`, bus.yaml:9:9)
    FailedEntryCount 0, 16 bytes, seed 0
    "#);
    // One entry that is denied refuses them all.
    insta::assert_snapshot!(put(ENTRIES, "bus.yaml", role), @r#"
    exit: Failure
    --- stderr
    error[put-events/denied]: entry 2: `arn:aws:iam::111122223333:role/shop` may not put it on `arn:aws:events:us-east-1:123456789012:event-bus/orders`
      --> bus.yaml:14:53
       |
    14 |         Condition: {StringEquals: {"events:source": shop}}
       |                                                     ^ the condition `StringEquals` on `events:source` is not met
       |
       = help: the bus is one of another account: a statement must allow `events:PutEvents` to the principal or its account
    note[put-events/message-not-recorded]: AWS documents `AccessDeniedException`; the words that it answers with are not recorded
     |
     = help: one entry that is denied refuses the whole request: the others are not put either
    "#);
    insta::assert_snapshot!(put(&first(), "bus.yaml", "444455556666"), @"
    exit: Failure
    --- stderr
    error[put-events/denied]: entry 1: `arn:aws:iam::444455556666:root` may not put it on `arn:aws:events:us-east-1:123456789012:event-bus/orders`
     --> bus.yaml:9:9
      |
    9 |         Sid: FromShop
      |         ^ this statement is for others
      |
      = help: the bus is one of another account: a statement must allow `events:PutEvents` to the principal or its account
    note[put-events/message-not-recorded]: AWS documents `AccessDeniedException`; the words that it answers with are not recorded
     |
     = help: one entry that is denied refuses the whole request: the others are not put either
    ");
}

#[test]
fn in_the_account_of_the_bus_the_principal_may_have_policies_of_its_own() {
    let role = "arn:aws:iam::123456789012:role/shop";
    insta::assert_snapshot!(put(&first(), "bus.yaml", role), @r#"
    exit: Success
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `orders`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"Order Paid","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{}}
      not known whether allowed for `arn:aws:iam::123456789012:role/shop`: no statement of the bus allows it; the policies of the principal may
    FailedEntryCount 0, 16 bytes, seed 0
    --- stderr
    note[put-events/permission-open]: entry 1: `arn:aws:iam::123456789012:role/shop` may or may not put it on `arn:aws:events:us-east-1:123456789012:event-bus/orders`
     |
     = help: no statement of the bus allows it, and in its own account the policies of the principal may: they are not known here
    "#);
}

#[test]
fn what_a_condition_depends_on_may_not_be_known() {
    let role = "arn:aws:iam::111122223333:role/shop";
    insta::assert_snapshot!(put(&first(), "bus.json", role), @r#"
    exit: Success
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `orders`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"Order Paid","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{}}
      not known whether allowed for `arn:aws:iam::111122223333:role/shop`: it depends on what is not known (`Org`, bus.json:1:90)
    FailedEntryCount 0, 16 bytes, seed 0
    --- stderr
    note[put-events/permission-open]: entry 1: `arn:aws:iam::111122223333:role/shop` may or may not put it on `arn:aws:events:us-east-1:123456789012:event-bus/orders`
     --> bus.json:1:90
      |
    1 | {"Name":"orders","Arn":"arn:aws:events:us-east-1:123456789012:event-bus/orders","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[...
      |                                                                                          ^ it depends on this statement
    "#);
}

#[test]
fn a_statement_that_denies_wins() {
    let session = "arn:aws:sts::111122223333:assumed-role/till/one";
    insta::assert_snapshot!(put(&first(), "policy.json", session), @r#"
    exit: Failure
    --- stderr
    error[put-events/denied]: entry 1: `arn:aws:sts::111122223333:assumed-role/till/one` may not put it on `arn:aws:events:us-east-1:123456789012:event-bus/orders`
     --> policy.json:3:3
      |
    3 |   {"Sid": "NotTill", "Effect": "Deny", "Principal": {"AWS": "ar
      |   ^ this statement denies it
    note[put-events/message-not-recorded]: AWS documents `AccessDeniedException`; the words that it answers with are not recorded
     |
     = help: one entry that is denied refuses the whole request: the others are not put either
    "#);
    let other = put(
        &first(),
        "policy.json",
        "arn:aws:iam::111122223333:role/shop",
    );
    assert!(other.contains("(`All`, policy.json:2:3)"), "{other}");
}

#[test]
fn the_document_has_the_decision_of_each_entry() {
    let host = Pretend::default().file("policy.json", POLICY);
    let ended = host.run(&[
        "put-events",
        &first(),
        "--policy",
        "policy.json",
        "--principal",
        "111122223333",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    insta::assert_snapshot!(report["Entries"][0]["permission"], @r#"{"allowed":true,"principal":"arn:aws:iam::111122223333:root","bus":"arn:aws:events:us-east-1:123456789012:event-bus/orders","statement":{"sid":"All","source":"policy.json","span":{"line":2,"column":3,"end_line":2,"end_column":116}},"reason":"the policy of the bus allows it; the principal is of another account, so its own policies must allow `events:PutEvents` too"}"#);
}

#[test]
fn what_is_no_policy_and_nobody_is_told() {
    let host = Pretend::default()
        .file("empty.json", r#"{"a": 1}"#)
        .file("policy.json", POLICY);
    let with = |policy: &str, principal: &str| {
        host.evb(&[
            "put-events",
            ENTRIES,
            "--policy",
            policy,
            "--principal",
            principal,
        ])
    };
    insta::assert_snapshot!(with("empty.json", "111122223333"), @"
    exit: Failure
    --- stderr
    error[put-events/no-policy]: `empty.json` has no policy of a bus
     |
     = help: give a template, what `aws events describe-event-bus` prints, or a policy
    ");
    insta::assert_snapshot!(with("policy.json", "shop"), @"
    exit: Failure
    --- stderr
    error[usage]: invalid value 'shop' for '--principal <ARN>': a principal is the ARN of a role or user, `arn:aws:iam::123456789012:role/shop`, or the number of an account
     |
     = help: For more information, try '--help'.
    ");
}
