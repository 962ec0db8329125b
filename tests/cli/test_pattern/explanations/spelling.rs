//! Texts that look alike.

use super::{explained, told};

#[test]
fn texts_in_two_unicode_normal_forms() {
    insta::assert_snapshot!(
        explained(r#"{"a":["caf\u00e9"]}"#, r#"{"a":"cafe\u0301"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"café"` and `"café"` are the same text in different Unicode normal forms: character 4 is U+0065 U+0301 in the event and U+00E9 in the pattern
        wants {"a":["caf\u00e9"]}
                    ^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"cafe\u0301"}
                   ^^^^^^^^^^^^ <event>:1:6
        help: send the characters that the pattern has, or add `"cafe\u0301"` to the list
    "#
    );
}

#[test]
fn a_letter_of_another_script() {
    insta::assert_snapshot!(
        explained(r#"{"a":["paypal"]}"#, r#"{"a":"p\u0430ypal"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"pаypal"` looks like `"paypal"`, but character 2 is U+0430 in the event and U+0061 in the pattern
        wants {"a":["paypal"]}
                    ^^^^^^^^ <pattern>:1:7
        has   {"a":"p\u0430ypal"}
                   ^^^^^^^^^^^^^ <event>:1:6
        help: send the characters that the pattern has, or add `"p\u0430ypal"` to the list
    "#
    );
}

#[test]
fn a_character_that_cannot_be_seen() {
    insta::assert_snapshot!(
        explained(r#"{"a":["abc"]}"#, r#"{"a":"ab\u200bc"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"ab\u200bc"` looks like `"abc"`, but the event has U+200B (zero width space) behind character 2
        wants {"a":["abc"]}
                    ^^^^^ <pattern>:1:7
        has   {"a":"ab\u200bc"}
                   ^^^^^^^^^^^ <event>:1:6
        help: send the characters that the pattern has, or add `"ab\u200bc"` to the list
    "#
    );
}

#[test]
fn a_suffix_in_another_normal_form() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"suffix":"caf\u00e9"}]}"#, r#"{"a":"grand cafe\u0301"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"grand café"` has the text of `{"suffix":"café"}` in another Unicode normal form: character 10 is U+0065 U+0301 in the event and U+00E9 in the pattern
        wants {"a":[{"suffix":"caf\u00e9"}]}
                    ^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"grand cafe\u0301"}
                   ^^^^^^^^^^^^^^^^^^ <event>:1:6
        help: send the characters that the pattern has, or add `{"suffix": "cafe\u0301"}` to the list
    "#
    );
}

#[test]
fn white_space_is_named() {
    insta::assert_snapshot!(
        explained(r#"{"a":["abc"]}"#, r#"{"a":"\u00a0abc\n"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"\u00a0abc\n"` differs from `"abc"` only in the white space around it: the event has U+00A0 (no-break space) at its start, the event has U+000A (line feed) at its end
        wants {"a":["abc"]}
                    ^^^^^ <pattern>:1:7
        has   {"a":"\u00a0abc\n"}
                   ^^^^^^^^^^^^^ <event>:1:6
        help: send it without, or write `"\u00a0abc\n"`
    "#
    );
}

#[test]
fn white_space_in_the_pattern_can_be_left_out() {
    insta::assert_snapshot!(
        explained(r#"{"a":["abc "]}"#, r#"{"a":"abc"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"abc"` differs from `"abc "` only in the white space around it: the pattern has U+0020 (space) at its end
        wants {"a":["abc "]}
                    ^^^^^^ <pattern>:1:7
        has   {"a":"abc"}
                   ^^^^^ <event>:1:6
        help: write `"abc"`
    "#
    );
}

#[test]
fn a_spelling_that_ignoring_case_matches_only_the_other_way_round() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"equals-ignore-case":"STRASSE"}]}"#, r#"{"a":"straße"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"straße"` differs from `{"equals-ignore-case":"STRASSE"}` only in case, but not letter by letter, as `equals-ignore-case` compares
        wants {"a":[{"equals-ignore-case":"STRASSE"}]}
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"straße"}
                   ^^^^^^^^ <event>:1:6
        help: write `{"equals-ignore-case": "straße"}`
      note: the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter
        help: list the spellings that occur in the events
    "#
    );
}

#[test]
fn a_final_sigma() {
    insta::assert_snapshot!(
        explained(r#"{"a":["ΟΔΟΣ"]}"#, r#"{"a":"οδος"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"οδος"` differs from `"ΟΔΟΣ"` only in case, but not letter by letter, as `equals-ignore-case` compares
        wants {"a":["ΟΔΟΣ"]}
                    ^^^^^^ <pattern>:1:7
        has   {"a":"οδος"}
                   ^^^^^^ <event>:1:6
        help: write `{"equals-ignore-case": "οδος"}`
    "#
    );
}

#[test]
fn a_letter_that_ignoring_case_never_matches() {
    insta::assert_snapshot!(
        explained(r#"{"a":["😀A"]}"#, r#"{"a":"😀a"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"😀a"` differs from `"😀A"` only in case, but `equals-ignore-case` never matches U+1F600 by itself: it compares UTF-16 units one by one
        wants {"a":["😀A"]}
                    ^^^^ <pattern>:1:7
        has   {"a":"😀a"}
                   ^^^^ <event>:1:6
        help: list both spellings: add `"😀a"`
    "#
    );
}

#[test]
fn an_emoji_compared_with_itself() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"equals-ignore-case":"😀"}]}"#, r#"{"a":"😀"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"😀"` is what `{"equals-ignore-case":"😀"}` spells, but `equals-ignore-case` never matches U+1F600 by itself: it compares UTF-16 units one by one
        wants {"a":[{"equals-ignore-case":"😀"}]}
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"😀"}
                   ^^^ <event>:1:6
        help: write `"😀"`
      note: the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter
        help: list the spellings that occur in the events
    "#
    );
}

#[test]
fn a_sign_that_looks_like_a_letter() {
    insta::assert_snapshot!(
        explained(r#"{"a":["\u03a9"]}"#, r#"{"a":"\u2126"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"Ω"` and `"Ω"` are the same text in different Unicode normal forms: character 1 is U+2126 in the event and U+03A9 in the pattern
        wants {"a":["\u03a9"]}
                    ^^^^^^^^ <pattern>:1:7
        has   {"a":"\u2126"}
                   ^^^^^^^^ <event>:1:6
        help: send the characters that the pattern has, or add `"\u2126"` to the list
    "#
    );
}

#[test]
fn a_prefix_that_folds_only_the_other_way_round() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"prefix":{"equals-ignore-case":"STRASSE"}}]}"#, r#"{"a":"straßenbahn"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"straßenbahn"` differs from `{"prefix":{"equals-ignore-case":"STRASSE"}}` only in case, but not letter by letter, as `equals-ignore-case` compares
        wants {"a":[{"prefix":{"equals-ignore-case":"STRASSE"}}]}
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"straßenbahn"}
                   ^^^^^^^^^^^^^ <event>:1:6
        help: write `{"prefix": {"equals-ignore-case": "straße"}}`
      note: the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter
        help: list the spellings that occur in the events
    "#
    );
}

#[test]
fn question_marks_are_no_emoji_in_another_case() {
    insta::assert_snapshot!(told(r#"{"z":["a😀b"]}"#, r#"{"z":"a??b"}"#), @r##"
    z: `"a??b"` is not `"a😀b"`: character 2 is U+003F in the event and U+1F600 in the pattern
    "##);
    insta::assert_snapshot!(told(r#"{"z":[{"prefix":"a😀b"}]}"#, r#"{"z":"A??bc"}"#), @r##"
    z: `"A??bc"` is not a string that starts with `"a😀b"`: character 1 is U+0041 in the event and U+0061 U+1F600 in the pattern
    "##);
}
