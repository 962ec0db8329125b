//! Every diagnostic of the JSON reader and the pattern parser, as it is drawn.

use evb::diagnostic::{Diagnostic, Finding};
use evb::json;
use evb::pattern::{Dialect, check_length, parse};
use evb::render::snippet;
use evb::source::Source;

/// What is wrong with a JSON text.
fn of_json(text: &str) -> String {
    drawn(text, &[json::parse(text).unwrap_err().diagnostic(text)])
}

/// What is wrong with a pattern, or worth saying.
fn of_pattern(text: &str, dialect: Dialect) -> String {
    match parse(text, dialect) {
        Ok(pattern) => drawn(text, &pattern.notes),
        Err(error) => drawn(text, &error.diagnostics),
    }
}

fn of_length(text: &str) -> String {
    drawn(text, &[check_length(text).unwrap()])
}

fn drawn(text: &str, diagnostics: &[Diagnostic]) -> String {
    let source = Source::new("p.json", text);
    let draw =
        |diagnostic: &Diagnostic| snippet::draw(&Finding::new(diagnostic.clone(), &source), false);
    let drawn: Vec<String> = diagnostics.iter().map(draw).collect();
    drawn.join("\n").replace('\u{feff}', "<U+FEFF>")
}

fn fields(count: usize) -> String {
    let fields: Vec<_> = (0..count)
        .map(|index| format!("\"f{index}\":[1]"))
        .collect();
    format!("{{{}}}", fields.join(","))
}

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
    1 | <U+FEFF>{}
      | ^ invisible character
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
      = help: list the values that match; `[{"exists": true}]` matches any
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
      = help: list the values directly: a pattern looks into the arrays of an event by itself
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
      = help: write `"$or": [{"a": [1]}, {"b": [2]}]`
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
      = help: give each an object of its own: any of them then matches
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
      = help: list only strings or only numbers
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
    insta::assert_snapshot!(of_pattern(r#"{"a": [{"wildcard": "*a*a*a*a"}]}"#, Dialect::Bus), @r#"
    note[pattern/nearly-too-complex]: the wildcards score 8: AWS may refuse the pattern as too complex
     --> p.json:1:8
      |
    1 | {"a": [{"wildcard": "*a*a*a*a"}]}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^ the one with the most `*`
      |
      = help: AWS is known to accept 7 and to refuse 11; evb refuses above 10
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
      = help: put all values into one list
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

/// Each text, and of each mistake the code, the message and the remedy.
fn remedies(texts: &[&str]) -> String {
    let mut told = String::new();
    for text in texts {
        told.push_str(&format!("{text}\n"));
        for one in parse(text, Dialect::Bus).unwrap_err().diagnostics {
            let help = one.help.unwrap_or_else(|| "-".to_owned());
            told.push_str(&format!(
                "    {}: {} → {help}\n",
                one.code.as_str(),
                one.message
            ));
        }
    }
    told
}

#[test]
fn the_remedy_fits_the_mistake() {
    let texts = [
        r#"{"a": [{"startsWith": "x"}]}"#,
        r#"{"a": [{"b": ["x"]}]}"#,
        r#"{"a": [{"colour": "x"}]}"#,
        r#"{"a": [{"$or": [{"b": [1]}, {"c": [1]}]}]}"#,
        r#"{"a": [{"prefix": 5}]}"#,
        r#"{"a": [{"prefix": ["x", "y"]}]}"#,
        r#"{"a": [{"prefix": {"suffix": "x"}}]}"#,
        r#"{"a": [{"numeric": [">", "5"]}]}"#,
        r#"{"a": [{"numeric": [">"]}]}"#,
        r#"{"a": [{"numeric": []}]}"#,
        r#"{"a": [{"numeric": ["!=", 5]}]}"#,
        r#"{"a": [{"numeric": ["=", 1, 2]}]}"#,
        r#"{"a": [{"numeric": [5, ">"]}]}"#,
        r#"{"a": [{"numeric": 5}]}"#,
        r#"{"a": [{"numeric": [">", 5, "<", 1]}]}"#,
        r#"{"a": [{"anything-but": null}]}"#,
        r#"{"a": [{"anything-but": true}]}"#,
        r#"{"a": [{"anything-but": []}]}"#,
        r#"{"a": [{"anything-but": {"numeric": [">", 5]}}]}"#,
        r#"{"a": [{"anything-but": {"prefix": {"equals-ignore-case": "x"}}}]}"#,
        r#"{"a": [{"anything-but": ["x", null]}]}"#,
        r#"{"a": [{"cidr": "10.0.0.0"}]}"#,
        r#"{"a": [{"cidr": "10.0.0/8"}]}"#,
        r#"{"a": [{"cidr": "::1/128"}]}"#,
        r#"{"a": [{"cidr": "10.0.0.0/x"}]}"#,
        r#"{"a": [{"wildcard": "C:\\dir"}]}"#,
        r#"{"$or": {"a": [1]}}"#,
        r#"{"$or": ["x", {"a": [1]}]}"#,
        r#"{"a": 5, "b": null, "c": true}"#,
        r#"{"a": [{"exists": 1}]}"#,
        r#"{"a": [{"numeric": ["<", -1.7976931348623157e308]}]}"#,
    ];
    insta::assert_snapshot!(remedies(&texts), @r#"
    {"a": [{"startsWith": "x"}]}
        pattern/unknown-operator: unknown operator `startsWith` → did you mean `prefix`?
    {"a": [{"b": ["x"]}]}
        pattern/unknown-operator: unknown operator `b` → for a field `b` inside, leave the brackets out: `"a": {"b": …}` also looks into arrays
    {"a": [{"colour": "x"}]}
        pattern/unknown-operator: unknown operator `colour` → the operators are `prefix`, `suffix`, `equals-ignore-case`, `wildcard`, `anything-but`, `numeric`, `cidr`, `exists` and `exactly`
    {"a": [{"$or": [{"b": [1]}, {"c": [1]}]}]}
        pattern/unknown-operator: unknown operator `$or` → `$or` stands beside fields, not in a list of values: `{"$or": [{"a": [1]}, {"b": [2]}]}`
    {"a": [{"prefix": 5}]}
        pattern/wrong-operand: `prefix` needs a string, not a number → write `"5"`
    {"a": [{"prefix": ["x", "y"]}]}
        pattern/wrong-operand: `prefix` needs a string, not an array → give each text an operator of its own: `[{"prefix": "a"}, {"prefix": "b"}]`
    {"a": [{"prefix": {"suffix": "x"}}]}
        pattern/unknown-operator: `suffix` cannot stand inside `prefix` → only `equals-ignore-case` may stand here
    {"a": [{"numeric": [">", "5"]}]}
        pattern/wrong-operand: `numeric` needs a number, not a string → write `5` without quotes
    {"a": [{"numeric": [">"]}]}
        pattern/bad-numeric: a number is missing in `numeric` → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": []}]}
        pattern/bad-numeric: the operand of `numeric` is empty → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": ["!=", 5]}]}
        pattern/bad-numeric: `!=` is no operator that may stand here in `numeric` → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": ["=", 1, 2]}]}
        pattern/bad-numeric: the operand of `numeric` has the wrong number of members → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": [5, ">"]}]}
        pattern/bad-numeric: `numeric` has a number where an operator must stand → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": 5}]}
        pattern/wrong-operand: `numeric` needs an array, not a number → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": [">", 5, "<", 1]}]}
        pattern/empty-range: the lower end of a range is not below the upper end → write the smaller number first
    {"a": [{"anything-but": null}]}
        pattern/wrong-operand: `anything-but` needs a string, a number, or a list of either, not null → for a field that is there and not `null`, list what may stand in it
    {"a": [{"anything-but": true}]}
        pattern/wrong-operand: `anything-but` needs a string, a number, or a list of either, not a boolean → for a boolean list the other one: `[false]`
    {"a": [{"anything-but": []}]}
        pattern/mixed-list: the list of `anything-but` is empty → list the values that must not match
    {"a": [{"anything-but": {"numeric": [">", 5]}}]}
        pattern/unknown-operator: `numeric` cannot stand inside `anything-but` → only `prefix`, `suffix`, `equals-ignore-case` and `wildcard` may stand here
    {"a": [{"anything-but": {"prefix": {"equals-ignore-case": "x"}}}]}
        pattern/wrong-operand: `prefix` needs a string or a list of strings, not an object → `anything-but` cannot ignore case in a prefix or a suffix
    {"a": [{"anything-but": ["x", null]}]}
        pattern/wrong-operand: `anything-but` needs strings or numbers, not null → -
    {"a": [{"cidr": "10.0.0.0"}]}
        pattern/bad-cidr: `10.0.0.0` is no block of addresses that AWS accepts → write `10.0.0.0/24`, say, or the address itself as a plain value
    {"a": [{"cidr": "10.0.0/8"}]}
        pattern/bad-cidr: `10.0.0/8` is no block of addresses that AWS accepts → write all four numbers of an IPv4 address, or an IPv6 address without a dotted part
    {"a": [{"cidr": "::1/128"}]}
        pattern/bad-cidr: `::1/128` is no block of addresses that AWS accepts → for one address write it as a plain value, `"::1"`; `/127` means two
    {"a": [{"cidr": "10.0.0.0/x"}]}
        pattern/bad-cidr: `10.0.0.0/x` is no block of addresses that AWS accepts → write a number of bits behind the slash: `10.0.0.0/24`
    {"a": [{"wildcard": "C:\\dir"}]}
        pattern/bad-wildcard: a wildcard has a backslash that escapes nothing → write `\\\\` in the JSON text for a backslash itself
    {"$or": {"a": [1]}}
        pattern/bad-or: `$or` needs a list of alternatives, not an object → write `"$or": [{"a": [1]}, {"b": [2]}]`
    {"$or": ["x", {"a": [1]}]}
        pattern/bad-or: an alternative of `$or` is an object, not a string → write `"$or": [{"a": [1]}, {"b": [2]}]`
    {"a": 5, "b": null, "c": true}
        pattern/bare-value: the field `a` has a number where a list of values must stand → write `[5]`: a field has a list of the values that match
        pattern/bare-value: the field `b` has null where a list of values must stand → write `[null]`: a field has a list of the values that match
        pattern/bare-value: the field `c` has a boolean where a list of values must stand → write `[true]`: a field has a list of the values that match
    {"a": [{"exists": 1}]}
        pattern/wrong-operand: `exists` needs `true` or `false`, not a number → -
    {"a": [{"numeric": ["<", -1.7976931348623157e308]}]}
        pattern/engine-fails: the range begins and ends with the same extreme number → use `=` for a single number; what AWS answers to such a rule is not known
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
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> p.json:1:83
      |
    1 | {"a": "x", "b": [{"prefx": "y"}, {"numeric": [">"]}], "c": {"d": [{"exists": 1}, 2,]}}
      |                                                                                   ^ nothing follows this comma
      |
      = help: remove the trailing comma
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

/// A stranger is told what to do, not only what is wrong.
#[test]
fn what_is_wrong_comes_with_a_remedy() {
    let deep = "[".repeat(1001);
    let texts = [
        "",
        "[1 2]",
        r#"{"a" 1}"#,
        "[1}",
        "]",
        "{]",
        "[12abc]",
        "[-]",
        "[@]",
        "{@}",
        &deep,
    ];
    for text in texts {
        let drawn = of_json(text);
        assert!(drawn.contains("= help: "), "{drawn}");
    }
    let inside = |operator: &str| format!(r#"{{"a":[{{"anything-but":{{"{operator}":"x"}}}}]}}"#);
    let patterns = [
        ("5".to_owned(), Dialect::Bus, "write fields with lists"),
        (inside("prefix"), Dialect::Pipe, "list whole values"),
        (inside("wildcard"), Dialect::Pipe, "list whole values"),
        (
            inside("wildcard"),
            Dialect::Subscriber,
            "use `prefix` or `suffix` inside",
        ),
    ];
    for (pattern, dialect, help) in patterns {
        let drawn = of_pattern(&pattern, dialect);
        assert!(drawn.contains(&format!("= help: {help}")), "{drawn}");
    }
}
