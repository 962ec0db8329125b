//! Values, and the comparisons that they miss.

use super::{explained, told};

#[test]
fn a_hint_proposes_only_what_works_where_the_pattern_is_used() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"prefix":"Foo"}]}"#, r#"{"a":"foobar"}"#, &["--for", "lambda"]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"foobar"` differs from `{"prefix":"Foo"}` only in case
        wants {"a":[{"prefix":"Foo"}]}
                    ^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"foobar"}
                   ^^^^^^^^ <event>:1:6
        help: list both spellings: add `{"prefix": "foo"}`
    "#
    );
}

#[test]
fn an_empty_set_excludes_everything() {
    insta::assert_snapshot!(
        explained(r#"{"a":["x",{"anything-but":{"prefix":[]}}]}"#, r#"{"a":"y"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"y"` is neither `"x"` nor what an empty `anything-but` admits, which is nothing
        wants {"a":["x",{"anything-but":{"prefix":[]}}]}
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:6
        has   {"a":"y"}
                   ^^^ <event>:1:6
    --- stderr
    warning[pattern/matches-nothing]: an empty `anything-but` list matches nothing
     --> <pattern>:1:11
      |
    1 | {"a":["x",{"anything-but":{"prefix":[]}}]}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ excludes every value
      |
      = help: name what is to be excluded, or remove it; for any value write `{"exists": true}`
    "#
    );
}

#[test]
fn the_member_that_excludes_is_named() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"anything-but":{"prefix":["x","y"]}}]}"#, r#"{"a":"yes"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"yes"` starts with `"y"`, which `anything-but` excludes
        wants {"a":[{"anything-but":{"prefix":["x","y"]}}]}
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"yes"}
                   ^^^^^ <event>:1:6
        help: if it is to match, write `"yes"`
    "#
    );
}

#[test]
fn a_number_with_too_many_digits_for_a_range() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"numeric":[">",5]}]}"#, r#"{"a":9007199254740993}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `9007199254740993` has more digits than EventBridge can compare, so that no `numeric` is satisfied by it
        wants {"a":[{"numeric":[">",5]}]}
                    ^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":9007199254740993}
                   ^^^^^^^^^^^^^^^^ <event>:1:6
        help: numbers of up to 15 digits are always compared
      note: the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text
        help: send such numbers, long ids say, as strings
    "#
    );
}

#[test]
fn a_value_as_dynamodb_writes_it() {
    insta::assert_snapshot!(
        explained(r#"{"n":[{"numeric":["=",5]}]}"#, r#"{"n":{"N":"5"}}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      n: the value is an object with the one member `N`, as DynamoDB writes values
        wants {"n":[{"numeric":["=",5]}]}
               ^^^ <pattern>:1:2
        has   {"n":{"N":"5"}}
                   ^^^^^^^^^ <event>:1:6
        help: `n.N` is a string, `"5"`: name that path, and compare what it has
    "#
    );
}

#[test]
fn an_address_with_a_port() {
    insta::assert_snapshot!(
        explained(r#"{"a":["10.0.0.1"]}"#, r#"{"a":"10.0.0.1:80"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"10.0.0.1:80"` is not an address as EventBridge reads them: it has a port behind the address
        wants {"a":["10.0.0.1"]}
                    ^^^^^^^^^^ <pattern>:1:7
        has   {"a":"10.0.0.1:80"}
                   ^^^^^^^^^^^^^ <event>:1:6
        help: send the address alone, or write `{"prefix": "10.0.0.1:"}`
    "#
    );
}

#[test]
fn a_star_in_a_plain_value() {
    insta::assert_snapshot!(
        explained(r#"{"key":["*.jpg"]}"#, r#"{"key":"cat.jpg"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      key: `"cat.jpg"` is not `"*.jpg"`: the `*` in a plain value stands for itself
        wants {"key":["*.jpg"]}
                      ^^^^^^^ <pattern>:1:9
        has   {"key":"cat.jpg"}
                     ^^^^^^^^^ <event>:1:8
        help: write `{"wildcard": "*.jpg"}`
    --- stderr
    note[pattern/star-in-plain-value]: the `*` in a plain value stands for itself
     --> <pattern>:1:9
      |
    1 | {"key":["*.jpg"]}
      |         ^^^^^^^ matches only this text, star included
      |
      = help: for any text in its place write `{"wildcard": "*.jpg"}`
    "#
    );
}

#[test]
fn a_star_in_a_plain_value_where_there_are_no_wildcards() {
    insta::assert_snapshot!(
        explained(r#"{"key":["orders/*"]}"#, r#"{"key":"orders/1"}"#, &["--for", "pipe"]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      key: `"orders/1"` is not `"orders/*"`: the `*` in a plain value stands for itself
        wants {"key":["orders/*"]}
                      ^^^^^^^^^^ <pattern>:1:9
        has   {"key":"orders/1"}
                     ^^^^^^^^^^ <event>:1:8
        help: write `{"prefix": "orders/"}`
    --- stderr
    note[pattern/star-in-plain-value]: the `*` in a plain value stands for itself
     --> <pattern>:1:9
      |
    1 | {"key":["orders/*"]}
      |         ^^^^^^^^^^ matches only this text, star included
      |
      = help: filters of a pipe have no `wildcard`: use `prefix` or `suffix`
    "#
    );
}

#[test]
fn a_star_in_a_prefix() {
    insta::assert_snapshot!(
        explained(r#"{"key":[{"prefix":"uploads/*"}]}"#, r#"{"key":"uploads/1"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      key: `"uploads/1"` is not a string that starts with `"uploads/*"`: a `*` stands for itself outside `wildcard`
        wants {"key":[{"prefix":"uploads/*"}]}
                      ^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:9
        has   {"key":"uploads/1"}
                     ^^^^^^^^^^^ <event>:1:8
        help: write `{"prefix": "uploads/"}`
    "#
    );
}

#[test]
fn a_star_in_a_suffix() {
    insta::assert_snapshot!(
        explained(r#"{"key":[{"suffix":"-*.jpg"}]}"#, r#"{"key":"a-b.jpg"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      key: `"a-b.jpg"` is not a string that ends with `"-*.jpg"`: a `*` stands for itself outside `wildcard`
        wants {"key":[{"suffix":"-*.jpg"}]}
                      ^^^^^^^^^^^^^^^^^^^ <pattern>:1:9
        has   {"key":"a-b.jpg"}
                     ^^^^^^^^^ <event>:1:8
        help: write `{"wildcard": "*-*.jpg"}`
    "#
    );
}

#[test]
fn a_key_that_begins_with_a_slash() {
    insta::assert_snapshot!(
        explained(r#"{"key":[{"prefix":"/uploads/"}]}"#, r#"{"key":"uploads/cat.jpg"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      key: `"uploads/cat.jpg"` is not a string that starts with `"/uploads/"`: only the pattern has a `/` at the start
        wants {"key":[{"prefix":"/uploads/"}]}
                      ^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:9
        has   {"key":"uploads/cat.jpg"}
                     ^^^^^^^^^^^^^^^^^ <event>:1:8
        help: write `{"prefix": "uploads/"}`
    "#
    );
}

#[test]
fn a_text_encoded_as_in_a_url() {
    insta::assert_snapshot!(
        explained(r#"{"key":["my file.txt"]}"#, r#"{"key":"my+file.txt"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      key: `"my+file.txt"` is not `"my file.txt"`: the event has that text encoded as in a URL
        wants {"key":["my file.txt"]}
                      ^^^^^^^^^^^^^ <pattern>:1:9
        has   {"key":"my+file.txt"}
                     ^^^^^^^^^^^^^ <event>:1:8
        help: write `"my+file.txt"`
    "#
    );
}

#[test]
fn tags_are_pairs() {
    insta::assert_snapshot!(
        explained(r#"{"tags":{"env":["prod"]}}"#, r#"{"tags":[{"key":"env","value":"prod"}]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      tags.env: no element of `tags` has `env`
        wants {"tags":{"env":["prod"]}}
                       ^^^^^ <pattern>:1:10
        see   {"tags":[{"key":"env","value":"prod"}]}
               ^^^^^^ <event>:1:2
        help: the elements are pairs: ask for `"env"` in `tags.key`, and for its value in `tags.value`
    "#
    );
}

#[test]
fn a_test_on_strings_that_takes_any_string() {
    insta::assert_snapshot!(
        explained(r#"{"n":[{"wildcard":"*"}]}"#, r#"{"n":5}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      n: `5` is a number, and `{"wildcard":"*"}` is a test on strings
        wants {"n":[{"wildcard":"*"}]}
                    ^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"n":5}
                   ^ <event>:1:6
        help: for a value of any kind write `{"exists": true}`
    "#
    );
}

#[test]
fn a_match_names_the_alternative_and_the_comparison() {
    insta::assert_snapshot!(
        explained(r#"{"a":["x",{"prefix":"y"}],"$or":[{"b":[1]},{"c":[{"numeric":[">",2]},{"exists":false}]}]}"#, r#"{"a":["n","yes"],"b":2,"c":3}"#, &[]),
        @r##"
    exit: Success
    --- stdout
    match <event>: with alternative 2 of 2 of the `$or`, a is "yes" by {"prefix":"y"}, c is 3 by {"numeric":[">",2]}
    "##
    );
}

#[test]
fn the_number_is_nearer_than_the_string() {
    insta::assert_snapshot!(
        explained(r#"{"n":[{"numeric":[">",5]}]}"#, r#"{"n":["no",null,3]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      n: `3` is not a number > 5 (and 2 other values are no nearer)
        wants {"n":[{"numeric":[">",5]}]}
                    ^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"n":["no",null,3]}
                              ^ <event>:1:17
    "#
    );
}

#[test]
fn a_number_beyond_doubles() {
    insta::assert_snapshot!(told(r#"{"z":[{"numeric":[">",0]}]}"#, r#"{"z":1e400}"#), @r##"
    z: `1e400` is out of the range in which EventBridge can compare numbers: no finite double holds it, so that no `numeric` is satisfied by it
    help: the largest number that is compared is 1.7976931348623157e308
    note: the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text
    help: send such numbers, long ids say, as strings
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"numeric":["<",0]}]}"#, r#"{"z":1e400}"#), @r##"
    z: `1e400` is not a number < 0
    "##);
    insta::assert_snapshot!(told(r#"{"z":[1e400]}"#, r#"{"z":10e399}"#), @r##"
    z: `10e399` is out of the range in which EventBridge can compare numbers: no finite double holds it, so that it equals only a number that is written just so
    help: write it alike in both places
    note: the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text
    help: send such numbers, long ids say, as strings
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"numeric":[">",0]}]}"#, r#"{"z":1e99999999999}"#), @r##"
    z: `1e99999999999` has an exponent that EventBridge does not read, so that no `numeric` is satisfied by it
    help: the largest number that is compared is 1.7976931348623157e308
    note: the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text
    help: send such numbers, long ids say, as strings
    "##);
}

#[test]
fn a_number_nearer_to_zero_than_doubles() {
    insta::assert_snapshot!(told(r#"{"z":[{"numeric":[">",0]}]}"#, r#"{"z":1e-400}"#), @r##"
    z: `1e-400` is nearer to 0 than EventBridge can compare numbers: no double holds it as it is written, so that no `numeric` is satisfied by it
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"numeric":[">",0]}]}"#, r#"{"z":-1e-400}"#), @r##"
    z: `-1e-400` is not a number > 0
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"numeric":["<=",5]}]}"#, r#"{"z":5.0000000000000000001}"#), @r##"
    z: `5.0000000000000000001` is not a number <= 5
    note: the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text
    help: send such numbers, long ids say, as strings
    "##);
}

#[test]
fn a_question_mark_is_no_wildcard() {
    insta::assert_snapshot!(told(r#"{"z":[{"wildcard":"a?c"}]}"#, r#"{"z":"abc"}"#), @r##"
    z: `"abc"` is not a string like `"a?c"`: a `?` stands for itself, `*` is the only wildcard
    help: for any text in its place write `{"wildcard": "a*c"}`
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"wildcard":"?*??.jpg"}]}"#, r#"{"z":"abc.jpg"}"#), @r##"
    z: `"abc.jpg"` is not a string like `"?*??.jpg"`: a `?` stands for itself, `*` is the only wildcard
    help: for any text in its place write `{"wildcard": "*.jpg"}`
    "##);
}

#[test]
fn null_is_asked_for_and_the_field_is_missing() {
    insta::assert_snapshot!(told(r#"{"z":[null]}"#, r#"{"y":1}"#), @r##"
    z: the event has no `z`
    help: `null` is a value; a missing field is matched by `{"exists": false}`
    "##);
    insta::assert_snapshot!(told(r#"{"z":[null]}"#, r#"{"z":{}}"#), @r##"
    z: the value is an empty object, which counts as no value
    help: `null` is a value; a missing field is matched by `{"exists": false}`
    "##);
}

#[test]
fn two_spellings_of_one_address() {
    insta::assert_snapshot!(told(r#"{"z":[{"exactly":"10.0.0.1"}]}"#, r#"{"z":"10.0.0.01"}"#), @r##"
    z: `"10.0.0.01"` is not exactly `"10.0.0.1"`: they are the same address, but `exactly` compares the text
    help: a plain value compares addresses: write `"10.0.0.1"`
    "##);
}

#[test]
fn a_star_in_exactly() {
    insta::assert_snapshot!(told(r#"{"z":[{"exactly":"x*y"}]}"#, r#"{"z":"x-y"}"#), @r##"
    z: `"x-y"` is not exactly `"x*y"`: a `*` stands for itself outside `wildcard`
    help: write `{"wildcard": "x*y"}`
    "##);
}
