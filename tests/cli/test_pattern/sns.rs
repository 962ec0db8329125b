//! Filter policies of SNS subscriptions.

use crate::support::Pretend;

const MESSAGE: &str = r#"{"Message": "hello", "MessageAttributes": {"store": {"DataType": "String", "StringValue": "example_corp"}, "price": {"DataType": "Number", "StringValue": "120.5"}, "interests": {"DataType": "String.Array", "StringValue": "[\"rugby\", \"chess\"]"}}}"#;

fn ask(arguments: &[&str]) -> String {
    let all = [&["test-pattern"], arguments].concat();
    Pretend::default().evb(&all)
}

#[test]
fn a_policy_is_asked_about_the_attributes_of_a_message() {
    let policy = r#"{"store":["example_corp"],"price":[{"numeric":[">=",100]}],"interests":["chess"],"event":[{"exists":false}]}"#;
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", policy, MESSAGE]), @r#"
    exit: Success
    --- stdout
    match <event>: event is absent, interests is "chess", price is 120.5 by {"numeric":[">=",100]}, store is "example_corp"
    "#);
}

#[test]
fn a_miss_names_the_attribute_that_decided() {
    let policy = r#"{"store":["Example_Corp"],"price":["120.5"],"shop":["x"]}"#;
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", policy, MESSAGE]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      store: `"example_corp"` differs from `"Example_Corp"` only in case
        wants {"store":["Example_Corp"],"price":["120.5"],"shop":["x"]}
                        ^^^^^^^^^^^^^^ <pattern>:1:11
        has   …aType": "String", "StringValue": "example_corp"}, "price": {"DataType": "Number"…
                                                ^^^^^^^^^^^^^^ <event>:1:91
        help: write `{"equals-ignore-case": "Example_Corp"}`
      price: the event has a number, `120.5`, the pattern wants the string `"120.5"`
        wants {"store":["Example_Corp"],"price":["120.5"],"shop":["x"]}
                                                 ^^^^^^^ <pattern>:1:36
        has   …DataType": "Number", "StringValue": "120.5"}, "interests": {"DataType": "String.…
                                                   ^^^^^^^ <event>:1:155
        help: write `120.5` without quotes in the pattern
      shop: the event has no `shop`
        wants {"store":["Example_Corp"],"price":["120.5"],"shop":["x"]}
                                                          ^^^^^^ <pattern>:1:45
    "#);
}

#[test]
fn every_form_of_a_message_is_the_same_message() {
    let policy = r#"{"store":["a"]}"#;
    let attributes = r#"{"store":{"Type":"String","Value":"a"}}"#;
    let notification =
        format!(r#"{{"Type":"Notification","Message":"m","MessageAttributes":{attributes}}}"#);
    let quoted = serde_json::to_string(&notification).unwrap();
    for message in [
        notification.clone(),
        r#"{"Message":"m","MessageAttributes":{"store":{"DataType":"String","StringValue":"a"}}}"#.to_owned(),
        format!(r#"{{"Records":[{{"EventSource":"aws:sns","Sns":{notification}}}]}}"#),
        format!(r#"{{"Records":[{{"messageId":"1","body":{quoted},"eventSource":"aws:sqs"}}]}}"#),
        format!(r#"{{"Messages":[{{"MessageId":"1","Body":{quoted}}}]}}"#),
        r#"{"messageId":"1","body":"raw","messageAttributes":{"store":{"stringValue":"a","dataType":"String"}}}"#.to_owned(),
        attributes.to_owned(),
        r#"{"store":"a"}"#.to_owned(),
    ] {
        let answer = ask(&["--for", "sns", "-p", policy, &message]);
        assert!(answer.starts_with("exit: Success"), "{message}\n{answer}");
    }
}

#[test]
fn what_stands_bare_is_taken_for_attributes_and_said_to_be() {
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", r#"{"store":["b"]}"#, r#"{"store":"a"}"#]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      store: `"a"` is not `"b"`
        wants {"store":["b"]}
                        ^^^ <pattern>:1:11
        has   {"store":"a"}
                       ^^^ <event>:1:10
      note: the input was taken for the attributes of a message: each member is one
        help: a message is `{"Message": "…", "MessageAttributes": {"name": {"DataType": "String", "StringValue": "…"}}}`; a policy on its body is asked with `--filter-policy-scope MessageBody`
    "#);
}

#[test]
fn a_policy_on_the_body_sees_the_json_in_it() {
    let policy = r#"{"order":{"total":[{"numeric":[">",10]}]}}"#;
    let scope = ["--filter-policy-scope", "MessageBody", "-p", policy];
    let message = r#"{"Message":"{\"order\":{\"total\":5}}"}"#;
    insta::assert_snapshot!(ask(&[&scope[..], &[message]].concat()), @r#"
    exit: Negative
    --- stdout
    no match <event>
      order.total: `5` is not a number > 10
        wants {"order":{"total":[{"numeric":[">",10]}]}}
                                 ^^^^^^^^^^^^^^^^^^^^ <pattern>:1:20
        has   5  <event>:1:12
    "#);
    let bare = ask(&[&scope[..], &[r#"{"order":{"total":11}}"#]].concat());
    assert!(bare.starts_with("exit: Success"), "{bare}");
}

#[test]
fn a_body_that_is_no_json_object_is_never_delivered() {
    for message in [
        r#"{"Message":"Regular string message"}"#,
        r#"{"Message":"\"text\""}"#,
    ] {
        let answer = ask(&[
            "--filter-policy-scope",
            "MessageBody",
            "-p",
            r#"{"a":[{"exists":false}]}"#,
            message,
        ]);
        assert!(answer.starts_with("exit: Negative"), "{answer}");
    }
    let message = r#"{"Message":"Regular string message"}"#;
    insta::assert_snapshot!(ask(&["--filter-policy-scope", "MessageBody", "-p", r#"{"a":[{"exists":false}]}"#, message]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: the body is no JSON: a policy on the body then delivers nothing
        wants {"a":[{"exists":false}]}
               ^^^ <pattern>:1:2
        has   {"Message":"Regular string message"}
                         ^^^^^^^^^^^^^^^^^^^^^^^^ <event>:1:12
    "#);
}

#[test]
fn a_body_with_records_is_not_taken_apart() {
    let policy = r#"{"Records":{"s3":{"object":{"key":[{"prefix":"auto-"}]}},"eventName":[{"prefix":"ObjectCreated:"}]}}"#;
    let body = r#"{"Records":[{"eventName":"ObjectRemoved:Delete","s3":{"object":{"key":"home-1"}}},{"eventName":"ObjectCreated:Put","s3":{"object":[[{"key":"auto-1"}]]}}]}"#;
    let answer = ask(&["--filter-policy-scope", "MessageBody", "-p", policy, body]);
    assert!(answer.starts_with("exit: Success"), "{answer}");
}

#[test]
fn binary_attributes_are_not_compared() {
    let message = r#"{"Message":"m","MessageAttributes":{"a":{"Type":"Binary","Value":"eA=="}}}"#;
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", r#"{"a":[{"exists":true}]}"#, message]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: the event has no `a`
        wants {"a":[{"exists":true}]}
               ^^^ <pattern>:1:2
      note: the attribute `a` is binary: SNS does not compare it
    "#);
}

#[test]
fn quotes_and_backslashes_of_attributes_are_compared_escaped() {
    let message =
        r#"{"Message":"m","MessageAttributes":{"a":{"Type":"String","Value":"say \"x\""}}}"#;
    let twice = ask(&["--for", "sns", "-p", r#"{"a":["say \\\"x\\\""]}"#, message]);
    assert!(twice.starts_with("exit: Success"), "{twice}");
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", r#"{"a":["say \"x\""]}"#, message]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"say \\\"x\\\""` differs from `"say \"x\""` in two characters
        wants {"a":["say \"x\""]}
                    ^^^^^^^^^^^ <pattern>:1:7
        has   {"Message":"m","MessageAttributes":{"a":{"Type":"String","Value":"say \"x\""}}}
                                                                               ^^^^^^^^^^^ <event>:1:66
        help: if that is what the event should have, write `"say \\\"x\\\""`
      note: the attribute `a` has a quote or a backslash, which SNS compares with a backslash before it
        help: AWS documents that a policy on attributes escapes these twice: `"a\\\"b"` for `a"b`
    "#);
}

#[test]
fn numbers_beyond_what_aws_documents_get_a_note() {
    let message = r#"{"price":{"Type":"Number","Value":"1.123456"}}"#;
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", r#"{"price":[{"numeric":["<",2e9]}]}"#, message]), @r#"
    exit: Success
    --- stdout
    match <event>: price is 1.123456 by {"numeric":["<",2e9]}
      note: AWS documents numbers from -10^9 to 10^9 with five digits behind the point; how SNS compares `1.123456` is not known
    --- stderr
    warning[pattern/number-limits]: AWS documents numbers from -10^9 to 10^9 with five digits behind the point; what SNS does with `2e9` is not known
     --> <pattern>:1:27
      |
    1 | {"price":[{"numeric":["<",2e9]}]}
      |                           ^^^ beyond that
    "#);
}

#[test]
fn an_empty_policy_filters_nothing() {
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", "{}", r#"{"Message":"m"}"#]), @r"
    exit: Success
    --- stdout
    match <event>
    --- stderr
    note[pattern/no-filter]: an empty filter policy removes the filter: every message is delivered
     --> <pattern>:1:1
      |
    1 | {}
      | ^^ no field in here
    ");
}

#[test]
fn refusals_are_answered_as_subscribe_answers() {
    let policy = r#"{"key":[{"anything-but":{"exists":false}}]}"#;
    let answer = Pretend::default().run(&[
        "test-pattern",
        "--for",
        "sns",
        "--format",
        "json",
        "-p",
        policy,
        MESSAGE,
    ]);
    let told: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(told["error"]["code"], "InvalidParameter");
    // Recorded on AWS.
    assert_eq!(
        told["error"]["message"],
        "Invalid parameter: Attributes Reason: FilterPolicy: Unsupported anything-but pattern: exists\n at [Source: (String)\"{\"key\":[{\"anything-but\":{\"exists\":false}}]}\"; line: 1, column: 40]"
    );
}

#[test]
fn the_scope_goes_with_filter_policies_only() {
    insta::assert_snapshot!(ask(&["--for", "pipe", "--filter-policy-scope", "MessageBody", "-p", "{}", "{}"]), @r"
    exit: Failure
    --- stderr
    error[usage]: `--filter-policy-scope` does not go with `--for pipe`
     |
     = help: only filter policies have a scope: `--for sns`
    ");
}

#[test]
fn an_attribute_that_the_policy_does_not_name_is_the_one_that_is_meant() {
    let message = r#"{"Message":"m","MessageAttributes":{"orderType":{"DataType":"String","StringValue":"express"}}}"#;
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", r#"{"order_type":["express"]}"#, message]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      order_type: there is no `order_type`, but there is `orderType`
        wants {"order_type":["express"]}
               ^^^^^^^^^^^^ <pattern>:1:2
        see   …Message":"m","MessageAttributes":{"orderType":{"DataType":"String","StringValue"…
                                                 ^^^^^^^^^^^ <event>:1:37
        help: the field path in this event is `orderType`
    "#);
    insta::assert_snapshot!(ask(&["--for", "sns", "-p", r#"{"kind":["express"]}"#, message]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      kind: there is no `kind`, but `orderType` has the wanted `"express"`
        wants {"kind":["express"]}
               ^^^^^^ <pattern>:1:2
        see   …Message":"m","MessageAttributes":{"orderType":{"DataType":"String","StringValue"…
                                                 ^^^^^^^^^^^ <event>:1:37
        help: the field path in this event is `orderType`
    "#);
}
