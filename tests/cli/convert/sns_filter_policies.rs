//! Filter policies of SNS to patterns, and back.

use evb::commands::Exit;

use super::{evb, on};
use crate::support::Pretend;

fn converted(text: &str, options: &[&str]) -> (Exit, String) {
    let ended =
        Pretend::default().run(&[&["convert", "sns-filter-policy", text], options].concat());
    (ended.exit, ended.stdout.trim_end().to_owned())
}

#[test]
fn policies_become_patterns() {
    for (policy, options, expected) in [
        (
            r#"{"state":["paid",{"prefix":"x"}]}"#,
            &[][..],
            r#"{"detail":{"state":["paid",{"prefix":"x"}]}}"#,
        ),
        (
            r#"{"order":{"state":["paid"]}}"#,
            &["--scope", "body"],
            r#"{"detail":{"order":{"state":["paid"]}}}"#,
        ),
        (
            r#"{"source":["shop"],"detail":{"state":["paid"]}}"#,
            &["--scope", "body", "--holds", "event"],
            r#"{"source":["shop"],"detail":{"state":["paid"]}}"#,
        ),
        (
            r#"{"Attributes":{"FilterPolicy":"{\"a\":{\"b\":[1]}}","FilterPolicyScope":"MessageBody"}}"#,
            &[],
            r#"{"detail":{"a":{"b":[1]}}}"#,
        ),
        (
            r#"{"$or":[{"a":["x"]},{"b":["y"]}]}"#,
            &["--scope", "body"],
            r#"{"detail":{"$or":[{"a":["x"]},{"b":["y"]}]}}"#,
        ),
    ] {
        assert_eq!(
            converted(policy, options),
            (Exit::Success, expected.to_owned()),
            "{policy}"
        );
    }
}

#[test]
fn patterns_become_policies() {
    let to = ["--to", "filter-policy"];
    for (pattern, options, expected) in [
        (
            r#"{"detail":{"order":{"state":["paid"]}}}"#,
            &[][..],
            r#"{"order":{"state":["paid"]}}"#,
        ),
        (
            r#"{"detail":{"state":[{"exactly":"10.0.0.1"}]}}"#,
            &["--scope", "attributes"],
            r#"{"state":["10.0.0.1"]}"#,
        ),
        (
            r#"{"source":["shop"],"detail":{"a":[1]}}"#,
            &["--holds", "event"],
            r#"{"source":["shop"],"detail":{"a":[1]}}"#,
        ),
    ] {
        let options = [&to[..], options].concat();
        assert_eq!(
            converted(pattern, &options),
            (Exit::Success, expected.to_owned()),
            "{pattern}"
        );
    }
    let envelope = converted(r#"{"source":["shop"],"detail":{"a":[1]}}"#, &to);
    assert_eq!(envelope, (Exit::Negative, r#"{"a":[1]}"#.to_owned()));
}

#[test]
fn what_the_other_side_cannot_say_is_told_with_its_numbers() {
    let to = ["--to", "filter-policy"];
    let told = |pattern: &str| {
        let ended =
            Pretend::default().run(&[&["convert", "sns-filter-policy", pattern], &to[..]].concat());
        assert_eq!(
            (ended.exit, &*ended.stdout),
            (Exit::Negative, ""),
            "{pattern}"
        );
        let message = ended.stderr.lines().next().unwrap_or_default();
        message
            .trim_start_matches("error[convert/not-expressible]: ")
            .to_owned()
    };
    for (detail, expected) in [
        (
            r#"{"a":[{"wildcard":"a*b*c*d*"}]}"#,
            "the wildcard has 4 stars, and in a filter policy it may have 3",
        ),
        (
            r#"{"a":[1],"b":[1],"c":[1],"d":{"e":[1],"f":[1],"g":[1]}}"#,
            "the policy would have 6 keys, and may have 5",
        ),
        (
            r#"{"a":{"b":{"c":[1,2,3,4,5,6,7,8,9,10],"d":[1,2,3]}}}"#,
            "the policy would have 270 combinations (the values of each key, times how deep it lies, multiplied), and may have 150",
        ),
        (
            r#"{"a":[{"prefix":{"equals-ignore-case":"x"}}]}"#,
            "SNS documents no beginning or end without regard to case",
        ),
        (
            r#"{"a":[{"numeric":[">",2e9]}]}"#,
            "`2e9` is beyond the numbers of SNS, which go from -10⁹ to 10⁹",
        ),
        (
            r#"{"a":[1.123456]}"#,
            "`1.123456` has 6 digits behind the point, and SNS looks at 5",
        ),
    ] {
        assert_eq!(
            told(&format!(r#"{{"detail":{detail}}}"#)),
            expected,
            "{detail}"
        );
    }
    assert_eq!(
        told(r#"{"detail":[{"exists":true}]}"#),
        "the pattern filters by nothing that is in the message"
    );
}

#[test]
fn refusals_show_the_place() {
    insta::assert_snapshot!(evb(&["sns-filter-policy", r#"{"order":{"state":["paid"]}}"#]), @r#"
    exit: Failure
    --- stderr
    error[convert/invalid]: `order` nests, and attributes of messages do not
     --> <filter policy>:1:2
      |
    1 | {"order":{"state":["paid"]}}
      |  ^^^^^^^ not in the scope of attributes
      |
      = help: filter by the body: `--scope body`
    "#);
    insta::assert_snapshot!(evb(&["sns-filter-policy", r#"{"$or":[{"prefix":["x"]},{"b":["y"]}]}"#, "--scope", "body"]), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: SNS takes this `$or` for the name of a key, and EventBridge does not
     --> <filter policy>:1:2
      |
    1 | {"$or":[{"prefix":["x"]},{"b":["y"]}]}
      |  ^^^^^ not carried over
    "#);
    insta::assert_snapshot!(evb(&["sns-filter-policy", r#"{"a":"x"}"#, "--to", "filter-policy"]), @r#"
    exit: Failure
    --- stderr
    error[convert/invalid]: this is no event pattern: "a" must be an object or an array
     --> <filter policy>:1:1
      |
    1 | {"a":"x"}
      | ^
    "#);
}

const TEMPLATE: &str = r#"
Parameters: {Tier: {Type: String}}
Resources:
  Paid:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Topic
      Protocol: sqs
      Endpoint: arn:aws:sqs:us-east-1:123456789012:q
      FilterPolicyScope: MessageBody
      FilterPolicy: {state: [paid], customer: {tier: [gold]}}
  Attributes:
    Type: AWS::SNS::Subscription
    Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: q, FilterPolicy: {tier: [!Ref Tier]}}
  Wrong:
    Type: AWS::SNS::Subscription
    Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: q, FilterPolicy: {tier: gold}}
  All:
    Type: AWS::SNS::Subscription
    Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: q}
  Topic: {Type: AWS::SNS::Topic}
  Orders:
    Type: AWS::Events::Rule
    Properties: {EventPattern: {source: [shop], detail: {state: [paid]}}}
"#;

#[test]
fn every_subscription_of_a_template_is_converted() {
    let host = Pretend::default().file("t.yaml", TEMPLATE);
    insta::assert_snapshot!(on(&host, &["sns-filter-policy", "t.yaml"]), @r#"
    exit: Failure
    --- stdout
    {"detail":{"state":["paid"],"customer":{"tier":["gold"]}}}
    --- stderr
    error[convert/not-expressible]: `FilterPolicy` is open: it depends on `Tier`
      --> t.yaml:14:82
       |
    14 |     Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: q, FilterPolicy: {tier: [!Ref Tier]}}
       |                                                                                  ^^^^^^^^^^^^^^^^^^^ not carried over
       |
       = help: give it: `--parameter Tier=VALUE`
    error[convert/invalid]: SNS takes no such filter policy: the field `tier` has a string where a list of values must stand
      --> t.yaml:17:82
       |
    17 |     Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: q, FilterPolicy: {tier: gold}}
       |                                                                                  ^ no filter policy
    "#);
    insta::assert_snapshot!(on(&host, &["sns-filter-policy", "t.yaml#Attributes", "--parameter", "Tier=gold", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"source":"t.yaml","line":14,"name":"Attributes","output":{"detail":{"tier":["gold"]}}}
    --- stderr
    note[convert/note]: events have no attributes: they are taken for members of `detail`
      --> t.yaml:14:82
       |
    14 |     Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: q, FilterPolicy: {tier: [!Ref Tier]}}
       |                                                                                  ^
    "#);
    insta::assert_snapshot!(on(&host, &["sns-filter-policy", "t.yaml#All"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `t.yaml` has no subscription with a filter policy
     |
     = help: give a filter policy, or a template with subscriptions; for the patterns of rules say `--to filter-policy`
    ");
    insta::assert_snapshot!(on(&host, &["sns-filter-policy", "t.yaml#Alle"]), @r"
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Alle` in `t.yaml`
     |
     = help: did you mean `All`? there are `Orders`, `Paid`, `Attributes`, `Wrong`, `All`
    ");
    insta::assert_snapshot!(on(&host, &["sns-filter-policy", "t.yaml", "--to", "filter-policy", "--holds", "event"]), @r#"
    exit: Success
    --- stdout
    {"source":["shop"],"detail":{"state":["paid"]}}
    "#);
}

#[test]
fn what_sns_would_not_take_is_refused() {
    for policy in [
        r#"{"a":"x"}"#,
        r#"{"a":[{"prefx":"x"}]}"#,
        r#"{"a":[]}"#,
        "[]",
        "{",
        r#"{"FilterPolicy":"{"}"#,
    ] {
        let told = evb(&["sns-filter-policy", policy]);
        assert!(told.starts_with("exit: Failure"), "{policy}: {told}");
    }
    insta::assert_snapshot!(evb(&["sns-filter-policy", r#"{"a":[{"prefx":"x"}]}"#]), @r#"
    exit: Failure
    --- stderr
    error[convert/invalid]: SNS takes no such filter policy: unknown operator `prefx`
     --> <filter policy>:1:1
      |
    1 | {"a":[{"prefx":"x"}]}
      | ^ no filter policy
    "#);
}
