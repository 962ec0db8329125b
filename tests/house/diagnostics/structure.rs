//! The shape of a pattern: objects, arrays, names.

use evb::pattern::Dialect;

use super::of_pattern;

#[test]
fn not_an_object() {
    insta::assert_snapshot!(of_pattern(r#"["a"]"#, Dialect::Bus), @r#"
    error[pattern/not-an-object]: an event pattern is an object, not an array
     --> p.json:1:1
      |
    1 | ["a"]
      | ^^^^^ expected `{`
      |
      = help: write fields with lists of the values that match: `{"source": ["aws.ec2"]}`
    "#);
}

#[test]
fn empty_object() {
    insta::assert_snapshot!(of_pattern(r#"{"detail": {}}"#, Dialect::Bus), @r#"
    error[pattern/empty-object]: an object of fields is empty
     --> p.json:1:12
      |
    1 | {"detail": {}}
      |            ^^ no field in here
      |
      = help: name at least one field, or leave the object out
    "#);
}

#[test]
fn empty_array() {
    insta::assert_snapshot!(of_pattern(r#"{"a": []}"#, Dialect::Bus), @r#"
    error[pattern/empty-array]: the field `a` has an empty list of values
     --> p.json:1:7
      |
    1 | {"a": []}
      |       ^^ no value can match
      |
      = help: leave the field out if its value does not matter, or list the values that match
    "#);
}

#[test]
fn bare_value() {
    insta::assert_snapshot!(of_pattern(r#"{"detail": {"state": "running"}}"#, Dialect::Bus), @r#"
    error[pattern/bare-value]: the field `state` has a string where a list of values must stand
     --> p.json:1:22
      |
    1 | {"detail": {"state": "running"}}
      |                      ^^^^^^^^^ not in an array
      |
      = help: write `["running"]`: a field has a list of the values that match
    "#);
}

#[test]
fn nested_array() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [["x"]]}"#, Dialect::Bus), @r#"
    error[pattern/nested-array]: a list of values holds another array
     --> p.json:1:8
      |
    1 | {"a": [["x"]]}
      |        ^^^^^ an array in an array
      |
      = help: write `"x"` directly: a pattern looks into the arrays of an event by itself
    "#);
}

#[test]
fn bad_or() {
    insta::assert_snapshot!(of_pattern(r#"{"$or": [{"a": [1]}]}"#, Dialect::Bus), @r#"
    error[pattern/bad-or]: `$or` needs at least two alternatives
     --> p.json:1:9
      |
    1 | {"$or": [{"a": [1]}]}
      |         ^^^^^^^^^^^^ fewer than two
      |
      = help: one alternative is no choice: write `{"a": [1]}`
    "#);
}

#[test]
fn reserved_name() {
    insta::assert_snapshot!(of_pattern(r#"{"$or": [{"prefix": ["x"]}, {"b": [1]}]}"#, Dialect::Bus), @r#"
    error[pattern/reserved-name]: `prefix` is reserved: no field inside `$or` may have this name
     --> p.json:1:11
      |
    1 | {"$or": [{"prefix": ["x"]}, {"b": [1]}]}
      |           ^^^^^^^^ reserved
      |
      = help: an operator stands in the list of values of a field: `"field": [{"prefix": …}]`
    "#);
}

#[test]
fn duplicate_field() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [1], "a": [2]}"#, Dialect::Bus), @r#"
    warning[pattern/duplicate-field]: the field `a` is written twice
     --> p.json:1:12
      |
    1 | {"a": [1], "a": [2]}
      |  ---       ^^^ only these values count
      |  |
      |  ignored
      |
      = help: if any of the values will do, put all into one list; that one field has both cannot be asked in one pattern
    "#);
}

#[test]
fn overwritten_in_or() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [1], "$or": [{"a": [2]}, {"b": [1]}]}"#, Dialect::Bus), @r#"
    warning[pattern/duplicate-field]: this `$or` alternative replaces the field `a`
     --> p.json:1:21
      |
    1 | {"a": [1], "$or": [{"a": [2]}, {"b": [1]}]}
      |  ---                ^^^ only these values count in this alternative
      |  |
      |  ignored in that alternative
      |
      = help: an alternative does not add to a field of the same name outside: repeat what must hold
    "#);
}

#[test]
fn matches_everything() {
    let text = r#"{"a": [{"anything-but": "x"}, {"anything-but": ["y", "z"]}], "b": [{"anything-but": [1, 2]}, {"anything-but": 2.0}]}"#;
    insta::assert_snapshot!(of_pattern(text, Dialect::Bus), @r#"
    warning[pattern/matches-everything]: two `anything-but` in one list together match every value
     --> p.json:1:31
      |
    1 | {"a": [{"anything-but": "x"}, {"anything-but": ["y", "z"]}], "b": [{"anything-but": [1, 2]}, {"anything-but": 2.0}]}
      |        ---------------------  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lets through what the other excludes
      |        |
      |        the other one
      |
      = help: put all values into the list of one `anything-but`
    "#);
}

#[test]
fn matches_everything_of_two_types() {
    let text = r#"{"a": [{"anything-but": 2}, {"anything-but": "2"}]}"#;
    insta::assert_snapshot!(of_pattern(text, Dialect::Bus), @r#"
    warning[pattern/matches-everything]: two `anything-but` in one list together match every value
     --> p.json:1:29
      |
    1 | {"a": [{"anything-but": 2}, {"anything-but": "2"}]}
      |        -------------------  ^^^^^^^^^^^^^^^^^^^^^ lets through what the other excludes
      |        |
      |        the other one
      |
      = help: keep those of the type that the field has, texts or numbers: `anything-but` cannot exclude both from one field
    "#);
}
