//! How large and how hard a pattern may be.

use evb::pattern::{Dialect, check_length};

use super::{drawn, fields, of_pattern};

fn of_length(text: &str) -> String {
    drawn(text, &[check_length(text).unwrap()])
}

#[test]
fn too_many_combinations() {
    insta::assert_snapshot!(of_pattern(&format!("{{{}}}", [r#""$or": [{"a": [1]}, {"b": [1]}]"#; 10].join(",")), Dialect::Bus), @r#"
    error[pattern/too-many-combinations]: the `$or`s make 1024 combinations; evb takes at most 1000
     --> p.json:1:2
      |
    1 | {"$or": [{"a": [1]}, {"b": [1]}],"$or": [{"a": [1]}, {"b": [1]}],"
      |  ^^^^^ the first of them
      |
      = help: every `$or` multiplies the number of combinations: split the pattern into several rules
    "#);
}

#[test]
fn too_many_fields() {
    insta::assert_snapshot!(of_pattern(&fields(257), Dialect::Bus), @r#"
    error[pattern/too-many-fields]: the pattern names more than 256 fields
     --> p.json:1:2708
      |
    1 | :[1],"f251":[1],"f252":[1],"f253":[1],"f254":[1],"f255":[1],"f256":[1]}
      |                                                             ^^^^^^ one field too many
      |
      = help: EventBridge cannot build a rule of more: split the pattern into several rules
    "#);
}

#[test]
fn too_long_pattern() {
    insta::assert_snapshot!(of_length(&format!(r#"{{"a": ["{}"]}}"#, "x".repeat(4100))), @r#"
    error[pattern/too-long]: the pattern has 4111 characters; AWS accepts at most 4096
     --> p.json:1:1
      |
    1 | {"a": ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      | ^ the pattern that begins here
      |
      = help: remove white space, or split the pattern into several rules
    "#);
}

#[test]
fn long() {
    insta::assert_snapshot!(of_length(&format!(r#"{{"a": ["{}"]}}"#, "x".repeat(2100))), @r#"
    warning[pattern/long]: the pattern has 2111 characters; by default AWS accepts 2048
     --> p.json:1:1
      |
    1 | {"a": ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      | ^ the pattern that begins here
      |
      = help: ask for a higher quota (up to 4096), or remove white space
    "#);
}

#[test]
fn engine_fails() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"anything-but": {"prefix": []}}]}"#, Dialect::Bus), @r#"
    error[pattern/engine-fails]: an empty `anything-but` list comes first among the values
     --> p.json:1:8
      |
    1 | {"a": [{"anything-but": {"prefix": []}}]}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the engine fails to build a rule from this
      |
      = help: remove it; what AWS answers to such a rule is not known
    "#);
}

#[test]
fn too_complex() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"wildcard": "*:*:*:*:*:event-bus/*"}]}"#, Dialect::Bus), @r#"
    error[pattern/too-complex]: the wildcards are too complex: they score 11, more than 10
     --> p.json:1:8
      |
    1 | {"a": [{"wildcard": "*:*:*:*:*:event-bus/*"}]}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the one with the most `*`
      |
      = help: use fewer `*` in one field, or fewer repeated characters behind a `*`; `prefix` and `suffix` cost nothing
    "#);
}

#[test]
fn nearly_too_complex() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"wildcard": "*a*a*a*a*a"}]}"#, Dialect::Bus), @r#"
    note[pattern/nearly-too-complex]: the wildcards score 10: AWS may refuse the pattern as too complex
     --> p.json:1:8
      |
    1 | {"a": [{"wildcard": "*a*a*a*a*a"}]}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^ the one with the most `*`
      |
      = help: AWS is known to accept 9 and to refuse 11; evb refuses above 10
    "#);
}
