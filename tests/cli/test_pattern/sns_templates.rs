//! Filter policies of subscriptions that templates declare, and the notifications of buckets.

use crate::support::Pretend;

const TEMPLATE: &str = r#"Parameters:
  Store: {Type: String}
Resources:
  Attributes:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: arn:aws:sns:eu-west-1:111122223333:orders
      Protocol: sqs
      FilterPolicy:
        store: [!Ref Store]
        event: [{anything-but: order_cancelled}]
  Body:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: arn:aws:sns:eu-west-1:111122223333:orders
      Protocol: sqs
      FilterPolicyScope: MessageBody
      FilterPolicy:
        order: {total: [{numeric: ['>', 10]}]}
  Everything:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: arn:aws:sns:eu-west-1:111122223333:orders
      Protocol: sqs
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations:
          - Event: s3:ObjectCreated:*
            Function: !GetAtt Resize.Arn
            Filter: {S3Key: {Rules: [{Name: prefix, Value: in%20box/}, {Name: suffix, Value: .jpg}]}}
        QueueConfigurations:
          - Event: s3:ObjectRemoved:Delete
            Queue: arn:aws:sqs:eu-west-1:111122223333:removed
"#;

fn ask(what: &str, others: &[&str]) -> String {
    let pattern = format!("template.yaml#{what}");
    let pretend = Pretend::default().file("template.yaml", TEMPLATE);
    pretend.evb(&[&["test-pattern", "-p", &pattern], others].concat())
}

#[test]
fn a_hole_of_a_policy_leaves_the_answer_open() {
    let message = r#"{"Message":"m","MessageAttributes":{"store":{"Type":"String","Value":"corp"},"event":{"Type":"String","Value":"order_placed"}}}"#;
    insta::assert_snapshot!(ask("Attributes", &[message]), @r"
    exit: Failure
    --- stdout
    open <event>: it depends on `Store`
        `Store`  template.yaml:10:17
        help: it matches if `Store` is `corp`
    ");
    let known = ask("Attributes", &["--parameter", "Store=corp", message]);
    assert!(known.starts_with("exit: Success"), "{known}");
}

#[test]
fn a_known_attribute_decides_where_another_is_open() {
    let message = r#"{"Message":"m","MessageAttributes":{"store":{"Type":"String","Value":"corp"},"event":{"Type":"String","Value":"order_cancelled"}}}"#;
    insta::assert_snapshot!(ask("Attributes", &[message]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      event: `"order_cancelled"` is what `anything-but` excludes
        wants event: [{anything-but: order_cancelled}]
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template.yaml:11:17
        has   …":"String","Value":"corp"},"event":{"Type":"String","Value":"order_cancelled"}}}
                                                                           ^^^^^^^^^^^^^^^^^ <event>:1:111
        help: if it is to match, write `"order_cancelled"`
    "#);
}

#[test]
fn the_scope_of_the_subscription_holds() {
    insta::assert_snapshot!(ask("Body", &[r#"{"Message":"{\"order\":{\"total\":10}}"}"#]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      order.total: `10` is not a number > 10: it is the bound itself
        wants order: {total: [{numeric: ['>', 10]}]}
                              ^^^^^^^^^^^^^^^^^^^^ template.yaml:19:25
        has   10  <event>:1:12
        help: if it is to be inside, write `{"numeric": [">=", 10]}`
    "#);
}

#[test]
fn a_subscription_without_a_policy_gets_every_message() {
    insta::assert_snapshot!(ask("Everything", &[r#"{"Message":"m"}"#]), @r"
    exit: Failure
    --- stderr
    error[input/no-pattern]: the subscription has no filter policy: every message is delivered
      --> template.yaml:21:5
       |
    21 |     Type: AWS::SNS::Subscription
       |     ^ the subscription that begins here
       |
       = help: `FilterPolicy` selects messages
    ");
}

#[test]
fn an_open_scope_is_asked_for() {
    let template = TEMPLATE.replace(
        "FilterPolicyScope: MessageBody",
        "FilterPolicyScope: !Ref Store",
    );
    let pretend = Pretend::default().file("template.yaml", template);
    insta::assert_snapshot!(pretend.evb(&["test-pattern", "-p", "template.yaml#Body", "{}"]), @r"
    exit: Failure
    --- stderr
    error[sns/scope]: the scope of the filter policy depends on `Store`
      --> template.yaml:17:26
       |
    17 |       FilterPolicyScope: !Ref Store
       |                          ^^^^^^^^^^ not known
       |
       = help: tell it: `--filter-policy-scope MessageAttributes` or `MessageBody`
    ");
}

#[test]
fn the_notifications_of_a_bucket_are_asked_as_one() {
    let event = |name: &str, key: &str| {
        format!(
            r#"{{"Records":[{{"eventSource":"aws:s3","eventName":"{name}","s3":{{"bucket":{{"name":"b"}},"object":{{"key":"{key}"}}}}}}]}}"#
        )
    };
    let sent = ask(
        "Uploads",
        &[&event("ObjectCreated:Put", "in+box/a%2Bb.jpg")],
    );
    assert!(sent.starts_with("exit: Success"), "{sent}");
    let removed = ask("Uploads", &[&event("ObjectRemoved:Delete", "anything")]);
    assert!(removed.starts_with("exit: Success"), "{removed}");
    insta::assert_snapshot!(ask("Uploads", &[&event("ObjectCreated:Put", "in+box/a.png")]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      with alternative 1 of 2 of the `$or`:
        s3.object.key: `"in box/a.png"` is not a string like `"in box/*.jpg"`
          wants {"wildcard":"in box/*.jpg"}  template.yaml:32:94
          has   "in box/a.png"  <event>:1:113
      with alternative 2 of 2 of the `$or`:
        eventName: `"ObjectCreated:Put"` is not `"ObjectRemoved:Delete"`
          wants "ObjectRemoved:Delete"  template.yaml:34:20
          has   …tSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"o…
                                               ^^^^^^^^^^^^^^^^^^^ <event>:1:49
    "#);
}

#[test]
fn an_event_of_a_bus_tells_whether_its_bucket_would_notify() {
    let event = |key: &str| {
        format!(
            r#"{{"source":"aws.s3","detail-type":"Object Created","detail":{{"bucket":{{"name":"b"}},"object":{{"key":"{key}"}},"reason":"PutObject"}}}}"#
        )
    };
    let sent = ask("Uploads", &[&event("in box/a.jpg")]);
    assert!(sent.starts_with("exit: Success"), "{sent}");
    let other = ask("Uploads", &[&event("in%20box/a.jpg")]);
    assert!(other.starts_with("exit: Negative"), "{other}");
}

#[test]
fn what_is_no_event_of_an_object_is_said_to_be_none() {
    insta::assert_snapshot!(ask("Uploads", &[r#"{"source":"aws.ec2","detail-type":"x","detail":{}}"#]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      eventName: this is no event of an object in S3
        wants [{"prefix":"ObjectCreated:"}]  template.yaml:30:13
        has   {"source":"aws.ec2","detail-type":"x","detail":{}}
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <event>:1:1
      note: this is no event of an object in S3
        help: give a notification, `{"Records": [{"eventName": …, "s3": {…}}]}`, or the event as EventBridge delivers it
    "#);
}
