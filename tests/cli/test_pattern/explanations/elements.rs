//! Which element of an array is shown.

use super::told;

#[test]
fn a_near_miss_in_the_element_of_the_other_fields() {
    let pattern = r#"{"detail":{"tags":{"key":["env"],"value":["prod"]}}}"#;
    insta::assert_snapshot!(told(pattern, r#"{"detail":{"tags":[{"key":"env","value":"Prod"},{"key":"tier","value":"prod"}]}}"#), @r##"
    detail.tags.value: in element 0 of its array, where `detail.tags.key` is satisfied, `"Prod"` differs from `"prod"` only in case; `"prod"` stands in element 1 of its array, where it is not
    help: write `{"equals-ignore-case": "prod"}`
    "##);
    insta::assert_snapshot!(told(pattern, r#"{"detail":{"tags":[{"key":"tier","value":"prod"},{"key":"env","value":"dev"}]}}"#), @r##"
    detail.tags.key: in element 0 of its array, where `detail.tags.value` is satisfied, `"tier"` is not `"env"`; `"env"` stands in element 1 of its array, where it is not
    help: one and the same array element must satisfy all fields inside that array
    "##);
    insta::assert_snapshot!(told(pattern, r#"{"detail":{"tags":[{"key":"tier","value":"prod"},{"key":"env"}]}}"#), @r##"
    detail.tags.key: in element 0 of its array, where `detail.tags.value` is satisfied, `"tier"` is not `"env"`; `"env"` stands in element 1 of its array, where it is not
    help: one and the same array element must satisfy all fields inside that array
    "##);
}

#[test]
fn the_element_that_comes_nearest_does_not_depend_on_names() {
    let event = r#"{"items":[{"sku":"A","qty":5,"amount":5},{"sku":"B","qty":9,"amount":9}]}"#;
    insta::assert_snapshot!(told(r#"{"items":{"sku":["A"],"qty":[{"numeric":[">",5]}]}}"#, event), @r##"
    items.qty: in element 0 of its array, where `items.sku` is satisfied, `5` is not a number > 5; `9` stands in element 1 of its array, where it is not
    help: one and the same array element must satisfy all fields inside that array
    "##);
    insta::assert_snapshot!(told(r#"{"items":{"sku":[{"prefix":"A"}],"amount":[{"numeric":[">",5]}]}}"#, event), @r##"
    items.amount: in element 0 of its array, where `items.sku` is satisfied, `5` is not a number > 5; `9` stands in element 1 of its array, where it is not
    help: one and the same array element must satisfy all fields inside that array
    "##);
}

#[test]
fn the_element_with_the_most_fields_is_shown() {
    insta::assert_snapshot!(told(
        r#"{"i":{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1]}}"#,
        r#"{"i":[{"a":1,"b":1,"c":2,"d":2,"e":2},{"a":2,"b":2,"c":1,"d":1,"e":1}]}"#
    ), @r##"
    i.a: in element 1 of its array, where `i.c`, `i.d` and others are satisfied, `2` is not `1`; `1` stands in element 0 of its array, where `i.c`, `i.d` and others are not satisfied
    help: one and the same array element must satisfy all fields inside that array
    i.b: in element 1 of its array, where `i.c`, `i.d` and others are satisfied, `2` is not `1`; `1` stands in element 0 of its array, where `i.c`, `i.d` and others are not satisfied
    help: one and the same array element must satisfy all fields inside that array
    "##);
}

#[test]
fn elements_of_arrays_in_arrays() {
    let pattern = r#"{"orders":{"items":{"sku":["A"],"qty":[{"numeric":[">",5]}]}}}"#;
    insta::assert_snapshot!(told(pattern, r#"{"orders":[{"items":[]},{"items":[{"sku":"A","qty":5},{"sku":"B","qty":9}]}]}"#), @r##"
    orders.items.qty: in element 0 of the array in element 1 of the outer one, where `orders.items.sku` is satisfied, `5` is not a number > 5; `9` stands in element 1 of the array in element 1 of the outer one, where it is not
    help: one and the same array element must satisfy all fields inside that array
    "##);
    insta::assert_snapshot!(told(r#"{"a":{"x":[1],"y":[2]}}"#, r#"{"a":[[[{"x":1},{"y":2}]]]}"#), @r##"
    a.y: there is none in element 0 of the array in element 0 of the array in element 0 of the outermost one, where `a.x` is satisfied; `2` stands in element 1 of the array in element 0 of the array in element 0 of the outermost one, where it is not
    help: one and the same array element must satisfy all fields inside that array
    "##);
}
