//! Fields that are not there, or should not be.

use super::explained;

#[test]
fn absence_outside_an_array() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"exists":false}],"i":{"n":["x"]}}"#, r#"{"a":1,"i":[{"n":"x"}]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: the field is there, with `1`, and should be absent
        wants {"a":[{"exists":false}],"i":{"n":["x"]}}
                   ^^^^^^^^^^^^^^^^^^ <pattern>:1:6
        has   {"a":1,"i":[{"n":"x"}]}
                   ^ <event>:1:6
    "#
    );
}

#[test]
fn absence_in_every_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"m":[{"exists":false}],"n":["x"]}}"#, r#"{"i":[{"n":"x"},{"n":"y","m":1}]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      i.m: the field is there, with `1` in element 1 of its array, and should be absent
        wants {"i":{"m":[{"exists":false}],"n":["x"]}}
                        ^^^^^^^^^^^^^^^^^^ <pattern>:1:11
        has   {"i":[{"n":"x"},{"n":"y","m":1}]}
                                           ^ <event>:1:30
        help: every element of the array counts, as no field whose path sorts before this one chooses an element
      note: the answer rests on how the fields are called: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen
        help: ask for the absence of a field only outside arrays
    "#
    );
}

#[test]
fn absence_in_the_chosen_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"n":["x"],"z":[{"exists":false}]}}"#, r#"{"i":[{"n":"y","z":1},{"n":"x","z":2}]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      i.z: the field is there, with `2` in element 1 of its array, and should be absent
        wants {"i":{"n":["x"],"z":[{"exists":false}]}}
                                  ^^^^^^^^^^^^^^^^^^ <pattern>:1:21
        has   {"i":[{"n":"y","z":1},{"n":"x","z":2}]}
                                                 ^ <event>:1:36
        help: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen, as `i.n` has
    "#
    );
}

#[test]
fn absence_or_a_value_in_the_chosen_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"n":["x"],"z":["q",{"exists":false}]}}"#, r#"{"i":[{"n":"y","z":"q"},{"n":"x","z":2}]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      i.z: in element 1 of its array, where `i.n` is satisfied, `2` is neither `"q"` nor absent; `"q"` stands in element 0 of its array, where it is not
        wants {"i":{"n":["x"],"z":["q",{"exists":false}]}}
                                  ^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:21
        has   {"i":[{"n":"y","z":"q"},{"n":"x","z":2}]}
                                                   ^ <event>:1:38
        help: one and the same array element must satisfy all fields inside that array
    "#
    );
}

#[test]
fn absence_or_another_value_in_the_chosen_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"n":["x"],"z":["q",{"exists":false}]}}"#, r#"{"i":[{"n":"y","z":1},{"n":"x","z":2}]}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      i.z: the field is there, with `2` in element 1 of its array, and is neither absent nor what is wanted
        wants {"i":{"n":["x"],"z":["q",{"exists":false}]}}
                                  ^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:21
        has   {"i":[{"n":"y","z":1},{"n":"x","z":2}]}
                                                 ^ <event>:1:36
        help: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen, as `i.n` has
    "#
    );
}

#[test]
fn absence_is_one_of_two_wishes() {
    insta::assert_snapshot!(
        explained(r#"{"a":["x",{"exists":false}]}"#, r#"{"a":"y"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"y"` is neither `"x"` nor absent
        wants {"a":["x",{"exists":false}]}
                   ^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:6
        has   {"a":"y"}
                   ^^^ <event>:1:6
    "#
    );
}
