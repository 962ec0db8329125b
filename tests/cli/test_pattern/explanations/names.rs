//! Names of fields.

use super::{explained, told};

#[test]
fn an_empty_name_that_ends_a_path() {
    insta::assert_snapshot!(
        explained(r#"{"a":{"":[1]}}"#, r#"{"a":{"":1}}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a.: the value stands under an empty name, and EventBridge does not look behind an empty name that ends a path
        wants {"a":{"":[1]}}
                    ^^ <pattern>:1:7
        has   {"a":{"":1}}
                       ^ <event>:1:10
        help: send the value under another name
    "#
    );
}

#[test]
fn an_empty_name_at_the_top() {
    insta::assert_snapshot!(
        explained(r#"{"":{"a":[1]}}"#, r#"{"":{"a":1}}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: there is no `a`, but the event has that name at `.a`
        wants {"":{"a":[1]}}
                   ^^^ <pattern>:1:6
        see   {"":{"a":1}}
                   ^^^ <event>:1:6
        help: the field path in this event is `.a`: write all of it as one name
    "#
    );
}

#[test]
fn a_field_inside_the_object_that_is_named() {
    insta::assert_snapshot!(
        explained(r#"{"detail":["x"]}"#, r#"{"detail":{"state":"x"}}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail: the value is an object, and comparisons are made on strings, numbers, booleans and nulls
        wants {"detail":["x"]}
               ^^^^^^^^ <pattern>:1:2
        has   {"detail":{"state":"x"}}
                        ^^^^^^^^^^^^^ <event>:1:11
        help: the field path in this event is `detail.state`
    "#
    );
}

#[test]
fn a_value_one_level_up() {
    insta::assert_snapshot!(
        explained(r#"{"user":{"id":["42"]}}"#, r#"{"user":"42"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      user.id: there is no `user.id`, but the event has the wanted value, `"42"`, at `user`
        wants {"user":{"id":["42"]}}
                       ^^^^ <pattern>:1:10
        see   {"user":"42"}
               ^^^^^^ <event>:1:2
        help: the field path in this event is `user`
    "#
    );
}

#[test]
fn a_field_name_in_another_normal_form() {
    insta::assert_snapshot!(
        explained(r#"{"r\u00e9sum\u00e9":["x"]}"#, r#"{"re\u0301sume\u0301":"x"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      résumé: there is no `résumé`, but there is `résumé`: character 2 is U+0065 U+0301 in the event and U+00E9 in the pattern
        wants ["x"]  <pattern>:1:2
        see   {"re\u0301sume\u0301":"x"}
               ^^^^^^^^^^^^^^^^^^^^ <event>:1:2
        help: the field path in this event is `résumé`
    "#
    );
}

#[test]
fn a_field_name_with_a_character_that_cannot_be_seen() {
    insta::assert_snapshot!(
        explained(r#"{"state":["x"]}"#, r#"{"state\u200b":"y"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      state: there is no `state`, but there is `state\u200b`: the event has U+200B (zero width space) at its end
        wants {"state":["x"]}
               ^^^^^^^ <pattern>:1:2
        see   {"state\u200b":"y"}
               ^^^^^^^^^^^^^ <event>:1:2
        help: `state\u200b` has `"y"`, which is not wanted either
    "#
    );
}

#[test]
fn the_empty_name() {
    insta::assert_snapshot!(
        explained(r#"{"":["x"]}"#, r#"{"a":"x"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      "": the event has no `""`
        wants {"":["x"]}
               ^^ <pattern>:1:2
    "#
    );
}

#[test]
fn a_field_name_below_one_with_a_dot() {
    insta::assert_snapshot!(
        explained(r#"{"a":{"b":{"c":["x"]}}}"#, r#"{"a.b":{"C":"x"}}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a.b.c: there is no `a.b.c`, but there is `a.b.C`
        wants {"a":{"b":{"c":["x"]}}}
                         ^^^ <pattern>:1:12
        see   {"a.b":{"C":"x"}}
                      ^^^ <event>:1:9
        help: the field path in this event is `a.b.C`
    "#
    );
}

#[test]
fn nothing_to_name_inside_an_array() {
    insta::assert_snapshot!(told(r#"{"z":[{"exists":true}]}"#, r#"{"z":[[],{},[[{}]]]}"#), @r##"
    z: the array holds no strings, numbers, booleans or nulls, not even inside its elements
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"exists":true}]}"#, r#"{"z":[[],{},[[{"a":1}]]]}"#), @r##"
    z: the array holds no strings, numbers, booleans or nulls of its own
    help: name a field inside the elements
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"exists":true}]}"#, r#"{"z":{"a":[{}]}}"#), @r##"
    z: the value is an object in which there are no strings, numbers, booleans or nulls
    "##);
}
