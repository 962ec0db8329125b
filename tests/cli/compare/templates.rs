//! Two templates.

use crate::support::Pretend;

const OLD: &str = "\
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: shop
      EventPattern: {source: [shop], detail: {state: [paid]}}
      Targets:
        - {Id: q, Arn: 'arn:aws:sqs:eu-west-1:123456789012:orders'}
  Audit:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], account: [!Ref AWS::AccountId]}
      Targets:
        - {Id: q, Arn: 'arn:aws:sqs:eu-west-1:123456789012:audit'}
  Moved:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [moved]}
  Refunds:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], detail: {state: [refunded]}}
  Gone:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [gone]}
  Nightly:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: rate(1 day)}
  Queue:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: arn:aws:sqs:eu-west-1:123456789012:in
      Target: arn:aws:sqs:eu-west-1:123456789012:out
      SourceParameters: {FilterCriteria: {Filters: [{Pattern: '{\"body\":{\"a\":[1]}}'}]}}
";

const NEW: &str = "\
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: shop
      EventPattern: {source: [shop], detail: {state: [paid, shipped]}}
      Targets:
        - {Id: q, Arn: 'arn:aws:sqs:eu-west-1:123456789012:orders'}
        - {Id: r, Arn: 'arn:aws:sqs:eu-west-1:123456789012:more'}
  Audit:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [{prefix: shop}], account: [!Ref AWS::AccountId]}
      Targets:
        - {Id: q, Arn: 'arn:aws:sqs:eu-west-1:123456789012:audit'}
  Moved:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: shop
      EventPattern: {source: [moved]}
  Money:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], detail: {state: [refunded]}}
  Come:
    Type: AWS::Events::Rule
    Properties:
      State: DISABLED
      EventPattern: {source: [come]}
  Nightly:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: rate(2 days)}
  Queue:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: arn:aws:sqs:eu-west-1:123456789012:in
      Target: arn:aws:sqs:eu-west-1:123456789012:out
      SourceParameters: {FilterCriteria: {Filters: [{Pattern: '{\"body\":{\"a\":[1]}}'}, {Pattern: '{\"body\":{\"b\":[1]}}'}]}}
";

fn compare(old: &str, new: &str, more: &[&str]) -> String {
    let arguments = ["compare", "old.yaml", "new.yaml"];
    let arguments: Vec<&str> = arguments.iter().chain(more).copied().collect();
    Pretend::default()
        .file("old.yaml", old)
        .file("new.yaml", new)
        .evb(&arguments)
}

/// A template with one rule.
fn rule(properties: &str) -> String {
    format!("Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties: {{{properties}}}\n")
}

#[test]
fn rules_are_paired_and_what_comes_and_goes_is_told() {
    insta::assert_snapshot!(compare(OLD, NEW, &[]), @r#"
    exit: Negative
    --- stdout
    rule Orders: wider
      only the new one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"state":"shipped"}}
      also to arn:aws:sqs:eu-west-1:123456789012:more
    rule Audit: wider
      only the new one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"${AWS::AccountId}","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
      note: what both leave open is taken to be the same in both
    rule Moved: disjoint
      only the new one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"moved","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
      only the old one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"moved","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
      note: the bus was `default`, and is `shop`: no event goes to both
    rule Money, was Refunds: equal
    rule Come, added: equal
      note: the new one is disabled
    rule Gone, removed: narrower
      only the old one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"gone","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    pipe Queue: wider
      only the new one lets this through:
        {"body":{"b":1}}
    2 equal, 3 wider, 1 narrower, 1 disjoint; 1 added, 1 removed, 1 renamed
    "#);
}

#[test]
fn a_template_that_did_not_change_is_equal() {
    insta::assert_snapshot!(compare(OLD, OLD, &[]), @r"
    exit: Success
    --- stdout
    6 equal
    ");
}

#[test]
fn scripts_read_a_list() {
    insta::assert_snapshot!(compare(OLD, NEW, &["--format", "jsonl"]), @r#"
    exit: Negative
    --- stdout
    {"kind":"rule","name":"Orders","change":"kept","bus":"shop","relation":"wider","only_old":null,"only_new":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"state":"shipped"}},"both":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"state":"paid"}},"bounded_by":null,"targets_added":["arn:aws:sqs:eu-west-1:123456789012:more"],"allowed":false}
    {"kind":"rule","name":"Audit","change":"kept","bus":"default","relation":"wider","only_old":null,"only_new":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"${AWS::AccountId}","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"both":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"${AWS::AccountId}","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"bounded_by":null,"notes":["what both leave open is taken to be the same in both"],"allowed":false}
    {"kind":"rule","name":"Moved","change":"kept","bus":"shop","relation":"disjoint","only_old":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"moved","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"only_new":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"moved","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"both":null,"bounded_by":null,"notes":["the bus was `default`, and is `shop`: no event goes to both"],"allowed":false}
    {"kind":"rule","name":"Money","change":"renamed","was":"Refunds","bus":"default","relation":"equal","only_old":null,"only_new":null,"both":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"state":"refunded"}},"bounded_by":null,"allowed":true}
    {"kind":"rule","name":"Come","change":"added","bus":"default","relation":"equal","only_old":null,"only_new":null,"both":null,"bounded_by":null,"notes":["the new one is disabled"],"allowed":true}
    {"kind":"rule","name":"Gone","change":"removed","bus":"default","relation":"narrower","only_old":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"gone","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"only_new":null,"both":null,"bounded_by":null,"allowed":false}
    {"kind":"pipe","name":"Queue","change":"kept","relation":"wider","only_old":null,"only_new":{"body":{"b":1}},"both":{"body":{"a":1}},"bounded_by":null,"allowed":false}
    "#);
}

#[test]
fn a_pull_request_shows_what_changed() {
    insta::assert_snapshot!(compare(OLD, NEW, &["--format", "markdown"]), @r#"
    exit: Negative
    --- stdout
    2 equal, 3 wider, 1 narrower, 1 disjoint; 1 added, 1 removed, 1 renamed

    | | what | change | lets through | targets |
    |---|---|---|---|---|
    | ✗ | rule `Orders` | kept | wider | + `arn:aws:sqs:eu-west-1:123456789012:more` |
    | ✗ | rule `Audit` | kept | wider |  |
    | ✗ | rule `Moved` | kept | disjoint |  |
    | ✓ | rule `Money` | was `Refunds` | equal |  |
    | ✓ | rule `Come` | added | equal |  |
    | ✗ | rule `Gone` | removed | narrower |  |
    | ✗ | pipe `Queue` | kept | wider |  |

    #### `Orders`


    only the new one lets this through:

    ```json
    {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"state":"shipped"}}
    ```

    #### `Audit`


    only the new one lets this through:

    ```json
    {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"${AWS::AccountId}","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    ```

    - what both leave open is taken to be the same in both

    #### `Moved`


    only the new one lets this through:

    ```json
    {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"moved","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    ```

    only the old one lets this through:

    ```json
    {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"moved","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    ```

    - the bus was `default`, and is `shop`: no event goes to both

    #### `Money`


    #### `Come`


    - the new one is disabled

    #### `Gone`


    only the old one lets this through:

    ```json
    {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"gone","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    ```

    #### `Queue`


    only the new one lets this through:

    ```json
    {"body":{"b":1}}
    ```
    "#);
}

#[test]
fn what_is_open_can_decide() {
    let old = rule("EventPattern: {account: [!Ref AWS::AccountId]}");
    let new = rule("EventPattern: {account: ['123456789012']}");
    insta::assert_snapshot!(compare(&old, &new, &[]), @r"
    exit: Failure
    --- stdout
    rule R: unknown
      depends on AWS::AccountId
    1 unknown
    ");
    insta::assert_snapshot!(compare(&old, &new, &["--account", "123456789012"]), @r"
    exit: Success
    --- stdout
    1 equal
    ");
}

#[test]
fn a_rule_that_is_disabled_lets_nothing_through() {
    let pattern = "EventPattern: {source: [a]}";
    let old = rule(pattern);
    let new = rule(&format!("{pattern}, State: DISABLED"));
    insta::assert_snapshot!(compare(&old, &new, &["--allow", "narrower"]), @r#"
    exit: Success
    --- stdout
    rule R: narrower
      only the old one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"a","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
      note: the new one is disabled
    1 narrower
    "#);
}

#[test]
fn the_state_decides_about_read_only_calls() {
    let pattern = "EventPattern: {source: [aws.s3]}";
    let old = rule(pattern);
    let new = rule(&format!(
        "{pattern}, State: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    ));
    insta::assert_snapshot!(compare(&old, &new, &[]), @r#"
    exit: Negative
    --- stdout
    rule R: wider
      only the new one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"eventName":"Describe","managementEvent":true,"readOnly":true}}
      note: by its state the new one also gets read-only management events of CloudTrail
    1 wider
    "#);
    insta::assert_snapshot!(compare(&new, &old, &[]), @r#"
    exit: Negative
    --- stdout
    rule R: narrower
      only the old one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"eventName":"Describe","managementEvent":true,"readOnly":true}}
      note: by its state the new one gets no read-only management events of CloudTrail any more
    1 narrower
    "#);
}

#[test]
fn a_rule_that_aws_refuses_keeps_the_others() {
    let new = NEW.replace("{source: [moved]}", "{source: moved}");
    insta::assert_snapshot!(compare(OLD, &new, &["--allow", "wider,narrower,disjoint"]), @r#"
    exit: Failure
    --- stdout
    rule Orders: wider
      only the new one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"state":"shipped"}}
      also to arn:aws:sqs:eu-west-1:123456789012:more
    rule Audit: wider
      only the new one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"${AWS::AccountId}","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
      note: what both leave open is taken to be the same in both
    rule Money, was Refunds: equal
    rule Come, added: equal
      note: the new one is disabled
    rule Gone, removed: narrower
      only the old one lets this through:
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"gone","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    pipe Queue: wider
      only the new one lets this through:
        {"body":{"b":1}}
    2 equal, 3 wider, 1 narrower; 1 added, 1 removed, 1 renamed
    --- stderr
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
      --> new.yaml:20:30
       |
    20 |       EventPattern: {source: moved}
       |                              ^^^^^ not in an array
       |
       = help: write `["moved"]`: a field has a list of the values that match
    "#);
}

#[test]
fn a_template_without_patterns_is_no_answer() {
    let none = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n";
    insta::assert_snapshot!(compare(none, NEW, &[]), @r"
    exit: Failure
    --- stderr
    error[compare/nothing-to-compare]: `old.yaml` declares nothing that lets events through
     |
     = help: give an event pattern, or a template with rules, pipes, archives or subscriptions
    ");
}

#[test]
fn a_pattern_that_stands_alone_has_no_state() {
    let machine = Pretend::default().file("old.yaml", rule("EventPattern: {source: [shop]}"));
    let asked = ["compare", "old.yaml#R", r#"{"source":["shop"]}"#];
    insta::assert_snapshot!(machine.evb(&asked), @r"
    exit: Success
    --- stdout
    equal
    ");
}
