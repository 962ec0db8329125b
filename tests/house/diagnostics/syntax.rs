//! Texts that are no JSON.

use evb::pattern::Dialect;

use super::{of_json, of_pattern};

#[test]
fn json_empty() {
    insta::assert_snapshot!(of_json(r#""#), @"
    error[json/empty]: there is no JSON here
     --> p.json:1:1
      |
    1 |
      | ^ the text ends
      |
      = help: give a JSON value: an object `{…}`, say
    ");
}

#[test]
fn text_behind_a_pattern() {
    insta::assert_snapshot!(of_pattern(r#"{"a":[1]} {"b":[2]}"#, Dialect::Bus), @r#"
    note[pattern/trailing-text]: text follows the pattern, and AWS ignores it
     --> p.json:1:11
      |
    1 | {"a":[1]} {"b":[2]}
      |           ^^^^^^^^^ not read
      |
      = help: remove it; if it was to count, put it inside the braces of the pattern
    "#);
}

#[test]
fn trailing_text() {
    insta::assert_snapshot!(of_json(r#"{"a":1} x"#), @r#"
    error[json/trailing-text]: text follows the JSON value
     --> p.json:1:9
      |
    1 | {"a":1} x
      |         ^ the value ends before this
      |
      = help: give one value only
    "#);
}

#[test]
fn unknown_word() {
    insta::assert_snapshot!(of_json(r#"{"a": True}"#), @r#"
    error[json/unknown-word]: unknown word `True`
     --> p.json:1:7
      |
    1 | {"a": True}
      |       ^^^^ not a JSON value
      |
      = help: `True` is Python: write `true`
    "#);
}

#[test]
fn unexpected_character() {
    insta::assert_snapshot!(of_json(r#"{"a": #}"#), @r#"
    error[json/unexpected-character]: `#` begins no JSON value
     --> p.json:1:7
      |
    1 | {"a": #}
      |       ^ expected a value
      |
      = help: write an object, an array, a text in double quotes, a number, `true`, `false` or `null`
    "#);
}

#[test]
fn trailing_comma() {
    insta::assert_snapshot!(of_json(r#"{"a": [1, 2,]}"#), @r#"
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> p.json:1:12
      |
    1 | {"a": [1, 2,]}
      |            ^ nothing follows this comma
      |
      = help: remove the trailing comma
    "#);
}

#[test]
fn missing_comma() {
    insta::assert_snapshot!(of_json(r#"[1 2]"#), @r#"
    error[json/missing-comma]: a comma is missing before `2`
     --> p.json:1:4
      |
    1 | [1 2]
      |    ^ expected `,` or the closing bracket
      |
      = help: write `,` between the two; a double quote inside a string is written `\"`
    "#);
}

#[test]
fn missing_value() {
    insta::assert_snapshot!(of_json(r#"{"a": , "b": 1}"#), @r#"
    error[json/missing-value]: a value is missing before `,`
     --> p.json:1:7
      |
    1 | {"a": , "b": 1}
      |       ^ expected a value
      |
      = help: remove the comma, or write `null`
    "#);
}

#[test]
fn missing_colon() {
    insta::assert_snapshot!(of_json(r#"{"a" 1}"#), @r#"
    error[json/missing-colon]: a colon is missing before `1`
     --> p.json:1:6
      |
    1 | {"a" 1}
      |      ^ expected `:`
      |
      = help: write `:` between a name and its value
    "#);
}

#[test]
fn unquoted_name() {
    insta::assert_snapshot!(of_json(r#"{state: ["running"]}"#), @r#"
    error[json/unquoted-name]: the name `state` is not in double quotes
     --> p.json:1:2
      |
    1 | {state: ["running"]}
      |  ^^^^^ a bare name
      |
      = help: write `"state"`
    "#);
}

#[test]
fn wrong_quotes() {
    insta::assert_snapshot!(of_json(r#"{'a': 1}"#), @r#"
    error[json/wrong-quotes]: `'` is not a JSON quote
     --> p.json:1:2
      |
    1 | {'a': 1}
      |  ^ not a double quote
      |
      = help: use double quotes: `"`
    "#);
}

#[test]
fn mismatched_bracket() {
    insta::assert_snapshot!(of_json(r#"{"a": [1}"#), @r#"
    error[json/mismatched-bracket]: `}` does not close `[`
     --> p.json:1:9
      |
    1 | {"a": [1}
      |       - ^ expected `]`
      |       |
      |       opened here
      |
      = help: write `]` in front of it, or in its place
    "#);
}

#[test]
fn comment() {
    insta::assert_snapshot!(of_json("{\"a\": 1 // one\n}"), @r#"
    error[json/comment]: JSON has no comments
     --> p.json:1:9
      |
    1 | {"a": 1 // one
      |         ^ a comment begins here
      |
      = help: remove the comment
    "#);
}

#[test]
fn byte_order_mark() {
    insta::assert_snapshot!(of_json("\u{feff}{}"), @r#"
    error[json/byte-order-mark]: the text begins with a byte order mark
     --> p.json:1:1
      |
    1 | \ufeff{}
      | ^^^^^^ invisible character
      |
      = help: save the file as UTF-8 without a byte order mark
    "#);
}

#[test]
fn control_character() {
    insta::assert_snapshot!(of_json("{\"a\": \"x\ty\"}"), @r#"
    error[json/control-character]: a tab stands in a string
     --> p.json:1:9
      |
    1 | {"a": "x    y"}
      |         ^^^^ must be escaped
      |
      = help: write `\t`
    "#);
}

#[test]
fn bad_escape() {
    insta::assert_snapshot!(of_json(r#"{"a": "\d+"}"#), @r#"
    error[json/bad-escape]: `d` cannot be escaped
     --> p.json:1:8
      |
    1 | {"a": "\d+"}
      |        ^^ unknown escape sequence
      |
      = help: a backslash itself is written `\\`
    "#);
}

#[test]
fn bad_number() {
    insta::assert_snapshot!(of_json(r#"{"a": 01}"#), @r#"
    error[json/bad-number]: a number begins with a superfluous zero
     --> p.json:1:7
      |
    1 | {"a": 01}
      |       ^ zero before another digit
      |
      = help: remove the zero, or put an id in double quotes
    "#);
}

#[test]
fn unexpected_end() {
    insta::assert_snapshot!(of_json(r#"{"a": [1"#), @r#"
    error[json/unexpected-end]: the text ends inside an array
     --> p.json:1:9
      |
    1 | {"a": [1
      |       - ^ the text ends here
      |       |
      |       opened here
      |
      = help: close it with `]`
    "#);
}

#[test]
fn too_deep() {
    insta::assert_snapshot!(of_json(&"[".repeat(1001)), @"
    error[json/too-deep]: the JSON is nested more than 1000 deep
     --> p.json:1:1001
      |
    1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      |                                                             ^ one open bracket too many
      |
      = help: nest less: AWS reads no more
    ");
}

#[test]
fn json_too_long() {
    insta::assert_snapshot!(of_json(&format!(r#"{{"a": {}}}"#, "1".repeat(1001))), @r#"
    error[json/too-long]: a number has 1001 digits; AWS reads at most 1000
     --> p.json:1:7
      |
    1 | {"a": 111111111111111111111111111111111111111111111...111111111111111111111111111111111111111111111}
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too long
    "#);
}

#[test]
fn what_stands_before_broken_json_is_checked_too() {
    let text =
        r#"{"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}"#;
    insta::assert_snapshot!(of_pattern(text, Dialect::Bus), @r#"
    error[pattern/bare-value]: the field `a` has a string where a list of values must stand
     --> p.json:1:7
      |
    1 | {"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}
      |       ^^^ not in an array
      |
      = help: write `["x"]`: a field has a list of the values that match
    error[pattern/unknown-operator]: unknown operator `prefx`
     --> p.json:1:19
      |
    1 | {"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}
      |                   ^^^^^^^ not an operator
      |
      = help: did you mean `prefix`?
    error[pattern/bad-numeric]: a number is missing in `numeric`
     --> p.json:1:46
      |
    1 | {"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}
      |                                              ^^^^^ no number behind the operator
      |
      = help: write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    error[pattern/wrong-operand]: `exists` needs `true` or `false`, not a number
     --> p.json:1:78
      |
    1 | {"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}
      |                                                                              ^ expected `true` or `false`
      |
      = help: write `true`
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> p.json:1:83
      |
    1 | {"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}
      |                                                                                   ^ nothing follows this comma
      |
      = help: remove the trailing comma
    "#);
}
