//! Filters of event source mappings and pipes to patterns, to each other, and patterns to filters.

use evb::commands::Exit;

use super::evb;
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
