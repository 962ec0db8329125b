//! Patterns: those that are refused, and what is odd about others.

use super::{terminated, test};
use crate::support::Pretend;

#[test]
fn an_invalid_pattern_is_told_in_our_words_and_in_those_of_aws() {
    let pattern = "{\n  \"detail\": {\n    \"state\": \"terminated\",\n    \"code\": [{\"prefx\": \"1\"}]\n  }\n}\n";
    let host = Pretend::default().file("pattern.json", pattern);
    insta::assert_snapshot!(test(&host, &[&terminated()]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `state` has a string where a list of values must stand
     --> pattern.json:3:14
      |
    3 |     "state": "terminated",
      |              ^^^^^^^^^^^^ not in an array
      |
      = help: write `["terminated"]`: a field has a list of the values that match
    error[pattern/unknown-operator]: unknown operator `prefx`
     --> pattern.json:4:15
      |
    4 |     "code": [{"prefx": "1"}]
      |               ^^^^^^^ not an operator
      |
      = help: did you mean `prefix`?
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "state" must be an object or an array
     at [Source: (String)"{
      "detail": {
        "state": "terminated",
        "code": [{"prefx": "1"}]
      }
     }
     "; line: 3, column: 15]
    "#);
}

#[test]
fn a_pattern_is_also_read_out_of_a_rule() {
    let rule = r#"{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","State":"ENABLED"}"#;
    let host = Pretend::default().file("pattern.json", rule);
    insta::assert_snapshot!(test(&host, &[&terminated()]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      source: `"aws.ec2"` is not `"aws.s3"`
        wants "aws.s3"  pattern.json:1:42
        has   "aws.ec2"  <event>:1:52
    "#);
}

#[test]
fn what_is_odd_about_a_pattern_is_drawn_once() {
    let pattern = r#"{"a": ["x"], "a": ["y"]}"#;
    let events = r#"{"a": "x"} {"a": "x"}"#;
    let host = Pretend::default().stdin(events);
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", pattern]), @r#"
    exit: Negative
    --- stdout
    no match <stdin>
      a: `"x"` is not `"y"`
        wants "y"  <pattern>:1:20
        has   "x"  <stdin>:1:7

    no match <stdin>:1:12
      a: `"x"` is not `"y"`
        wants "y"  <pattern>:1:20
        has   "x"  <stdin>:1:18

    2 events do not match
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    warning[pattern/duplicate-field]: the field `a` is written twice
     --> <pattern>:1:14
      |
    1 | {"a": ["x"], "a": ["y"]}
      |  --- ignored ^^^ only these values count
      |
      = help: if any of the values will do, put all into one list; that one field has both cannot be asked in one pattern
    "#);
}
