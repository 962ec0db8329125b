//! Filters of event source mappings and pipes to patterns, to each other, and patterns to filters.

use evb::commands::Exit;

use super::{evb, on};
use crate::support::Pretend;

fn converted(text: &str, options: &[&str]) -> (Exit, String) {
    let ended =
        Pretend::default().run(&[&["convert", "event-source-filter", text], options].concat());
    (ended.exit, ended.stdout.trim_end().to_owned())
}

#[test]
fn filters_become_patterns() {
    for (filter, expected) in [
        (
            r#"{"body":{"state":["paid"]}}"#,
            r#"{"detail":{"state":["paid"]}}"#,
        ),
        (
            r#"{"data":{"a":{"b":[1]}}}"#,
            r#"{"detail":{"a":{"b":[1]}}}"#,
        ),
        (r#"{"value":{"a":[null]}}"#, r#"{"detail":{"a":[null]}}"#),
        (
            r#"{"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"a\":[1]}}"},{"Pattern":"{\"body\":{\"b\":[2]}}"}]}}"#,
            "{\"detail\":{\"a\":[1]}}\n{\"detail\":{\"b\":[2]}}",
        ),
        (
            r#"{"dynamodb":{"NewImage":{"state":{"S":["paid"]},"total":{"N":["4567","1.5"]},"m":{"M":{"x":{"BOOL":[true]}}}}}}"#,
            r#"{"detail":{"state":["paid"],"total":[4567,1.5],"m":{"x":[true]}}}"#,
        ),
    ] {
        assert_eq!(
            converted(filter, &[]),
            (Exit::Success, expected.to_owned()),
            "{filter}"
        );
    }
}

#[test]
fn patterns_become_filters_of_their_source() {
    let pattern = r#"{"detail":{"state":["paid"],"total":[4567]}}"#;
    for (source, inside) in [
        (
            "sqs",
            r#"{\"body\":{\"state\":[\"paid\"],\"total\":[4567]}}"#,
        ),
        (
            "kinesis",
            r#"{\"data\":{\"state\":[\"paid\"],\"total\":[4567]}}"#,
        ),
        (
            "kafka",
            r#"{\"value\":{\"state\":[\"paid\"],\"total\":[4567]}}"#,
        ),
        (
            "mq",
            r#"{\"data\":{\"state\":[\"paid\"],\"total\":[4567]}}"#,
        ),
        (
            "dynamodb",
            r#"{\"dynamodb\":{\"NewImage\":{\"state\":{\"S\":[\"paid\"]},\"total\":{\"N\":[\"4567\"]}}}}"#,
        ),
    ] {
        for target in ["lambda", "pipe"] {
            let expected = format!(r#"{{"Filters":[{{"Pattern":"{inside}"}}]}}"#);
            let options = ["--to", target, "--source", source];
            assert_eq!(
                converted(pattern, &options),
                (Exit::Success, expected),
                "{source}"
            );
        }
    }
}

#[test]
fn filters_of_one_kind_become_those_of_the_other() {
    let filter = r#"{"Filters":[{"Pattern":"{\"body\":{\"a\":[{\"prefix\":\"x\"}]}}"}]}"#;
    assert_eq!(
        converted(filter, &["--to", "pipe"]),
        (Exit::Success, filter.to_owned())
    );
    assert_eq!(
        converted(filter, &["--to", "lambda"]),
        (Exit::Success, filter.to_owned())
    );
}

#[test]
fn what_the_other_side_cannot_say_is_told() {
    let wildcard = r#"{"detail":{"a":[{"wildcard":"*x"}]}}"#;
    insta::assert_snapshot!(evb(&["event-source-filter", wildcard, "--to", "pipe", "--source", "sqs"]), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: filters of a pipe would not take it: filters of a pipe do not support `wildcard`
     --> <filter>:1:1
      |
    1 | {"detail":{"a":[{"wildcard":"*x"}]}}
      | ^ not carried over
    "#);
    insta::assert_snapshot!(evb(&["event-source-filter", wildcard, "--to", "lambda", "--source", "sqs"]), @r#"
    exit: Success
    --- stdout
    {"Filters":[{"Pattern":"{\"body\":{\"a\":[{\"wildcard\":\"*x\"}]}}"}]}
    --- stderr
    note[pattern/undocumented-operator]: AWS does not document `wildcard` for filters of a Lambda event source mapping
     --> <filter>:1:1
      |
    1 | {"detail":{"a":[{"wildcard":"*x"}]}}
      | ^
    "#);
    insta::assert_snapshot!(evb(&["event-source-filter", wildcard, "--to", "pipe"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: where records have what a pattern has in `detail` depends on their source
     |
     = help: name it: `--source sqs`, `kinesis`, `dynamodb`, `kafka` or `mq`
    ");
    insta::assert_snapshot!(evb(&["event-source-filter", r#"{"body":{"a":[1]},"messageId":[{"prefix":"x"}]}"#]), @r#"
    exit: Negative
    --- stdout
    {"detail":{"a":[1]}}
    --- stderr
    error[convert/not-expressible]: `messageId` is of the record, and an event has nothing of the kind
     --> <filter>:1:19
      |
    1 | {"body":{"a":[1]},"messageId":[{"prefix":"x"}]}
      |                   ^^^^^^^^^^^ not carried over
    "#);
    insta::assert_snapshot!(evb(&["event-source-filter", r#"{"detail":{"total":[{"numeric":[">",1]}]}}"#, "--to", "pipe", "--source", "dynamodb"]), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: in a record of DynamoDB a list has one type, and numbers are texts, of which only equality can be asked
     --> <filter>:1:12
      |
    1 | {"detail":{"total":[{"numeric":[">",1]}]}}
      |            ^^^^^^^ not carried over
    "#);
    insta::assert_snapshot!(evb(&["event-source-filter", r#"{"body":["x"]}"#]), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: what the producer wrote is a text here, and a detail is an object
     --> <filter>:1:9
      |
    1 | {"body":["x"]}
      |         ^ not carried over
    "#);
}

#[test]
fn what_would_filter_otherwise_is_not_carried_over() {
    let convert = |pattern: &str, source: &str| {
        let asked = [
            "convert",
            "event-source-filter",
            pattern,
            "--to",
            "lambda",
            "--source",
            source,
        ];
        Pretend::default().evb(&asked)
    };
    let either = r#"{"$or":[{"detail":{"n":[1]}},{"detail":{"m":[2]}}]}"#;
    insta::assert_snapshot!(convert(either, "sqs"), @r#"
    exit: Success
    --- stdout
    {"Filters":[{"Pattern":"{\"$or\":[{\"body\":{\"n\":[1]}},{\"body\":{\"m\":[2]}}]}"}]}
    "#);
    insta::assert_snapshot!(convert(r#"{"detail":{"a":["x"],"$or":[{"b":[1.50]},{"c":[1e2,-0.250]}]}}"#, "dynamodb"), @r#"
    exit: Success
    --- stdout
    {"Filters":[{"Pattern":"{\"dynamodb\":{\"NewImage\":{\"a\":{\"S\":[\"x\"]},\"$or\":[{\"b\":{\"N\":[\"1.5\"]}},{\"c\":{\"N\":[\"100\",\"-0.25\"]}}]}}}"}]}
    "#);
    insta::assert_snapshot!(convert(r#"{"detail":{"a":[{"anything-but":[1]}]}}"#, "dynamodb"), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: in a record of DynamoDB a list has one type, and numbers are texts, of which only equality can be asked
     --> <filter>:1:12
      |
    1 | {"detail":{"a":[{"anything-but":[1]}]}}
      |            ^^^ not carried over
    "#);
    insta::assert_snapshot!(convert(r#"{"$or":[{"source":["x"]},{"detail":{"m":[2]}}]}"#, "sqs"), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: `source` is of the envelope, and a record has nothing of the kind
     --> <filter>:1:10
      |
    1 | {"$or":[{"source":["x"]},{"detail":{"m":[2]}}]}
      |          ^^^^^^^^ not carried over
    error[convert/not-expressible]: the pattern asks for nothing in `detail`
     --> <filter>:1:9
      |
    1 | {"$or":[{"source":["x"]},{"detail":{"m":[2]}}]}
      |         ^ not carried over
    "#);
    insta::assert_snapshot!(convert(r#"{"detail":[{"exists":true}]}"#, "sqs"), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: `detail` is of the envelope, and a record has nothing of the kind
     --> <filter>:1:2
      |
    1 | {"detail":[{"exists":true}]}
      |  ^^^^^^^^ not carried over
    error[convert/not-expressible]: the pattern asks for nothing in `detail`
     --> <filter>:1:1
      |
    1 | {"detail":[{"exists":true}]}
      | ^ not carried over
    "#);
    insta::assert_snapshot!(convert(r#"{"Filters":[]}"#, "sqs"), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: there is no filter
     --> <filter>:1:1
      |
    1 | {"Filters":[]}
      | ^ not carried over
    "#);
    let many = format!("[{}]", vec!["1234567890"; 500].join(","));
    insta::assert_snapshot!(convert(&format!(r#"{{"detail":{{"a":{many}}}}}"#), "sqs").lines().last().unwrap_or_default(), @r"  | ^ not carried over");
    let filters = [r#"{"Pattern":"{\"body\":{\"a\":[1]}}"}"#; 11].join(",");
    insta::assert_snapshot!(convert(&format!(r#"{{"Filters":[{filters}]}}"#), "sqs"), @r#"
    exit: Negative
    --- stderr
    error[convert/not-expressible]: these are 11 filters, and AWS takes at most 10
     --> <filter>:1:24
      |
    1 | {"Filters":[{"Pattern":"{\"body\":{\"a\":[1]}}"},{"Pattern":"{\"body\":{\"a\":[1]}}
      |                        ^ not carried over
    "#);
}

const TEMPLATE: &str = r#"
Parameters: {State: {Type: String}}
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: ship
      EventSourceArn: !GetAtt Queue.Arn
      FilterCriteria: {Filters: [{Pattern: '{"body":{"state":["paid"]}}'}, {Pattern: '{"messageId":["x"]}'}]}
  Open:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: ship
      EventSourceArn: !GetAtt Queue.Arn
      FilterCriteria: {Filters: [{Pattern: !Sub '{"body":{"state":["${State}"]}}'}]}
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/r
      Source: arn:aws:kinesis:us-east-1:123456789012:stream/s
      Target: arn:aws:sqs:us-east-1:123456789012:q
      SourceParameters: {FilterCriteria: {Filters: [{Pattern: '{"data":{"state":["paid"]}}'}]}}
  Orders:
    Type: AWS::Events::Rule
    Properties: {EventPattern: {detail: {state: [paid]}}}
"#;

#[test]
fn the_filters_of_a_template_are_converted() {
    let host = Pretend::default().file("t.yaml", TEMPLATE);
    insta::assert_snapshot!(on(&host, &["event-source-filter", "t.yaml"]), @r#"
    exit: Negative
    --- stdout
    {"detail":{"state":["paid"]}}
    {"detail":{"state":["paid"]}}
    --- stderr
    error[convert/not-expressible]: `messageId` is of the record, and an event has nothing of the kind
      --> t.yaml:10:86
       |
    10 |       FilterCriteria: {Filters: [{Pattern: '{"body":{"state":["paid"]}}'}, {Pattern: '{"messageId":["x"]}'}]}
       |                                                                                      ^^^^^^^^^^^^^^^^^^^^^ not carried over
    error[convert/not-expressible]: there is no `body` in the filter
      --> t.yaml:10:86
       |
    10 |       FilterCriteria: {Filters: [{Pattern: '{"body":{"state":["paid"]}}'}, {Pattern: '{"messageId":["x"]}'}]}
       |                                                                                      ^ not carried over
    error[convert/not-expressible]: `Pattern` is open: it depends on `State`
      --> t.yaml:16:49
       |
    16 |       FilterCriteria: {Filters: [{Pattern: !Sub '{"body":{"state":["${State}"]}}'}]}
       |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not carried over
       |
       = help: give it: `--parameter State=VALUE`
    "#);
    insta::assert_snapshot!(on(&host, &["event-source-filter", "t.yaml#Pipe", "--to", "lambda"]), @r#"
    exit: Success
    --- stdout
    {"Filters":[{"Pattern":"{\"data\":{\"state\":[\"paid\"]}}"}]}
    "#);
    insta::assert_snapshot!(on(&host, &["event-source-filter", "t.yaml#Open", "--parameter", "State=open", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"source":"t.yaml","line":16,"name":"Open","output":{"detail":{"state":["open"]}}}
    "#);
    insta::assert_snapshot!(on(&host, &["event-source-filter", "t.yaml#Orders", "--to", "pipe", "--source", "sqs"]), @r#"
    exit: Success
    --- stdout
    {"Filters":[{"Pattern":"{\"body\":{\"state\":[\"paid\"]}}"}]}
    "#);
    insta::assert_snapshot!(on(&host, &["event-source-filter", "t.yaml#Orders"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `t.yaml` has no filter of an event source mapping or a pipe
     |
     = help: give `FilterCriteria`, or a template with mappings or pipes; for the patterns of rules say `--to lambda` or `--to pipe`
    ");
}
