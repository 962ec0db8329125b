//! Operators and their operands.

use evb::pattern::Dialect;

use super::of_pattern;

#[test]
fn no_operator() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{}]}"#, Dialect::Bus), @r#"
    error[pattern/no-operator]: an operator is missing
     --> p.json:1:8
      |
    1 | {"a": [{}]}
      |        ^^ an empty object
      |
      = help: write `{"exists": true}`, `{"prefix": "text"}`, …
    "#);
}

#[test]
fn unknown_operator() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"prefx": "x"}]}"#, Dialect::Bus), @r#"
    error[pattern/unknown-operator]: unknown operator `prefx`
     --> p.json:1:9
      |
    1 | {"a": [{"prefx": "x"}]}
      |         ^^^^^^^ not an operator
      |
      = help: did you mean `prefix`?
    "#);
}

#[test]
fn several_operators() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"prefix": "x", "suffix": "y"}]}"#, Dialect::Bus), @r#"
    error[pattern/several-operators]: a second operator, `suffix`, stands in one object
     --> p.json:1:24
      |
    1 | {"a": [{"prefix": "x", "suffix": "y"}]}
      |         --------       ^^^^^^^^ one operator for each object
      |         |
      |         the first one
      |
      = help: write `{"wildcard": "x*y"}`
    "#);
}

#[test]
fn wrong_operand() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"exists": "true"}]}"#, Dialect::Bus), @r#"
    error[pattern/wrong-operand]: `exists` needs `true` or `false`, not a string
     --> p.json:1:19
      |
    1 | {"a": [{"exists": "true"}]}
      |                   ^^^^^^ expected `true` or `false`
      |
      = help: write `true` without quotes
    "#);
}

#[test]
fn bad_numeric() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"numeric": ["<", 5, ">", 1]}]}"#, Dialect::Bus), @r#"
    error[pattern/bad-numeric]: a range begins with its upper end
     --> p.json:1:20
      |
    1 | {"a": [{"numeric": ["<", 5, ">", 1]}]}
      |                    ^^^^^^^^^^^^^^^^ the lower end comes first
      |
      = help: write `[">", 1, "<", 5]`
    "#);
}

#[test]
fn empty_range() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"numeric": [">", 5, "<", 5]}]}"#, Dialect::Bus), @r#"
    error[pattern/empty-range]: the lower end of a range is not below the upper end
     --> p.json:1:20
      |
    1 | {"a": [{"numeric": [">", 5, "<", 5]}]}
      |                    ^^^^^^^^^^^^^^^^ no number lies in this range
      |
      = help: for a single number write `["=", 5]`
    "#);
}

#[test]
fn not_comparable() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"numeric": ["=", 0.12345678901234567890]}]}"#, Dialect::Bus), @r#"
    error[pattern/not-comparable]: the number `0.12345678901234567890` has more digits than EventBridge can compare
     --> p.json:1:26
      |
    1 | {"a": [{"numeric": ["=", 0.12345678901234567890]}]}
      |                          ^^^^^^^^^^^^^^^^^^^^^^ no double is exactly this number
      |
      = help: shorten it to about 15 digits; a plain value in a list is compared by its text
    "#);
}

#[test]
fn mixed_list() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"anything-but": ["x", 1]}]}"#, Dialect::Bus), @r#"
    error[pattern/mixed-list]: the list of `anything-but` mixes strings and numbers
     --> p.json:1:31
      |
    1 | {"a": [{"anything-but": ["x", 1]}]}
      |                          ---  ^ another type
      |                          |
      |                          the first value
      |
      = help: keep those of the type that the field has, texts or numbers: `anything-but` cannot exclude both from one field
    "#);
}

#[test]
fn empty_text() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"anything-but": {"prefix": ""}}]}"#, Dialect::Bus), @r#"
    error[pattern/empty-text]: `prefix` has an empty text inside `anything-but`
     --> p.json:1:36
      |
    1 | {"a": [{"anything-but": {"prefix": ""}}]}
      |                                    ^^ any string begins and ends with nothing
      |
      = help: write at least one character
    "#);
}

#[test]
fn bad_wildcard() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"wildcard": "a**b"}]}"#, Dialect::Bus), @r#"
    error[pattern/bad-wildcard]: a wildcard has two `*` in a row
     --> p.json:1:23
      |
    1 | {"a": [{"wildcard": "a**b"}]}
      |                       ^^ one `*` already stands for any text
      |
      = help: write a single `*`, or `\\*` for a star itself
    "#);
}

#[test]
fn bad_cidr() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"cidr": "1.2.3.4/32"}]}"#, Dialect::Bus), @r#"
    error[pattern/bad-cidr]: `1.2.3.4/32` is no block of addresses that AWS accepts
     --> p.json:1:17
      |
    1 | {"a": [{"cidr": "1.2.3.4/32"}]}
      |                 ^^^^^^^^^^^^ at most 31 bits
      |
      = help: for one address write it as a plain value, `"1.2.3.4"`; `/31` means two
    "#);
}

#[test]
fn unsupported_operator() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"wildcard": "*.jpg"}]}"#, Dialect::Pipe), @r#"
    error[pattern/unsupported-operator]: filters of a pipe do not support `wildcard`
     --> p.json:1:9
      |
    1 | {"a": [{"wildcard": "*.jpg"}]}
      |         ^^^^^^^^^^ not supported here
      |
      = help: use `prefix` or `suffix`
    "#);
}

#[test]
fn undocumented_operator() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"cidr": "10.0.0.0/8"}]}"#, Dialect::Pipe), @r#"
    warning[pattern/undocumented-operator]: AWS does not document `cidr` for filters of a pipe
     --> p.json:1:9
      |
    1 | {"a": [{"cidr": "10.0.0.0/8"}]}
      |         ^^^^^^ may be refused
    "#);
}

#[test]
fn star_in_plain_value() {
    let text = r#"{"a": ["*.jpg", {"exactly": "*"}]}"#;
    insta::assert_snapshot!(of_pattern(text, Dialect::Bus), @r#"
    note[pattern/star-in-plain-value]: the `*` in a plain value stands for itself
     --> p.json:1:8
      |
    1 | {"a": ["*.jpg", {"exactly": "*"}]}
      |        ^^^^^^^ matches only this text, star included
      |
      = help: for any text in its place write `{"wildcard": "*.jpg"}`
    "#);
}

#[test]
fn number_compared_as_text() {
    insta::assert_snapshot!(of_pattern(r#"{"a": [9007199254740993]}"#, Dialect::Bus), @r#"
    note[pattern/number-compared-as-text]: the number has more digits than EventBridge can compare
     --> p.json:1:8
      |
    1 | {"a": [9007199254740993]}
      |        ^^^^^^^^^^^^^^^^ matches only a number that is written just like this
    "#);
}
