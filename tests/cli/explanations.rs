//! What `evb test-pattern` says of misses that people find hard to see.

use crate::support::Pretend;

/// The output for one event, without the note on mandatory fields.
fn explained(pattern: &str, event: &str, more: &[&str]) -> String {
    let arguments = [&["test-pattern", "--pattern", pattern, event], more].concat();
    let output = Pretend::default().evb(&arguments);
    let lines = output
        .lines()
        .filter(|line| !line.contains("AWS refuses an event without"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn texts_in_two_unicode_normal_forms() {
    insta::assert_snapshot!(
        explained(r#"{"a":["caf\u00e9"]}"#, r#"{"a":"cafe\u0301"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"café"` and `"café"` are the same text in different Unicode normal forms: character 4 is U+0065 U+0301 in the event and U+00E9 in the pattern
        wants "café"  <pattern>:1:7
        has   "café"  <event>:1:6
        help: send the characters that the pattern has, or add `"cafe\u0301"` to the list
    "##
    );
}

#[test]
fn a_letter_of_another_script() {
    insta::assert_snapshot!(
        explained(r#"{"a":["paypal"]}"#, r#"{"a":"p\u0430ypal"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"pаypal"` looks like `"paypal"`, but character 2 is U+0430 in the event and U+0061 in the pattern
        wants "paypal"  <pattern>:1:7
        has   "pаypal"  <event>:1:6
        help: send the characters that the pattern has, or add `"p\u0430ypal"` to the list
    "##
    );
}

#[test]
fn a_character_that_cannot_be_seen() {
    insta::assert_snapshot!(
        explained(r#"{"a":["abc"]}"#, r#"{"a":"ab\u200bc"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"ab\u200bc"` looks like `"abc"`, but the event has U+200B (zero width space) behind character 2
        wants "abc"  <pattern>:1:7
        has   "ab\u200bc"  <event>:1:6
        help: send the characters that the pattern has, or add `"ab\u200bc"` to the list
    "##
    );
}

#[test]
fn a_suffix_in_another_normal_form() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"suffix":"caf\u00e9"}]}"#, r#"{"a":"grand cafe\u0301"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"grand café"` has the text of `{"suffix":"café"}` in another Unicode normal form: character 10 is U+0065 U+0301 in the event and U+00E9 in the pattern
        wants {"suffix":"café"}  <pattern>:1:7
        has   "grand café"  <event>:1:6
        help: send the characters that the pattern has, or add `{"suffix": "cafe\u0301"}` to the list
    "##
    );
}

#[test]
fn white_space_is_named() {
    insta::assert_snapshot!(
        explained(r#"{"a":["abc"]}"#, r#"{"a":"\u00a0abc\n"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"\u00a0abc\n"` differs from `"abc"` only in the white space around it: the event has U+00A0 (no-break space) at its start, the event has U+000A (line feed) at its end
        wants "abc"  <pattern>:1:7
        has   "\u00a0abc\n"  <event>:1:6
    "##
    );
}

#[test]
fn white_space_in_the_pattern_can_be_left_out() {
    insta::assert_snapshot!(
        explained(r#"{"a":["abc "]}"#, r#"{"a":"abc"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"abc"` differs from `"abc "` only in the white space around it: the pattern has U+0020 (space) at its end
        wants "abc "  <pattern>:1:7
        has   "abc"  <event>:1:6
        help: write `"abc"`
    "##
    );
}

#[test]
fn a_spelling_that_ignoring_case_matches_only_the_other_way_round() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"equals-ignore-case":"STRASSE"}]}"#, r#"{"a":"straße"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"straße"` differs from `{"equals-ignore-case":"STRASSE"}` only in case, but not letter by letter, as `equals-ignore-case` compares
        wants {"equals-ignore-case":"STRASSE"}  <pattern>:1:7
        has   "straße"  <event>:1:6
        help: write `{"equals-ignore-case": "straße"}`
      note: the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter
        help: list the spellings that occur in the events
    "##
    );
}

#[test]
fn a_final_sigma() {
    insta::assert_snapshot!(
        explained(r#"{"a":["ΟΔΟΣ"]}"#, r#"{"a":"οδος"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"οδος"` differs from `"ΟΔΟΣ"` only in case, but not letter by letter, as `equals-ignore-case` compares
        wants "ΟΔΟΣ"  <pattern>:1:7
        has   "οδος"  <event>:1:6
        help: write `{"equals-ignore-case": "οδος"}`
    "##
    );
}

#[test]
fn a_letter_that_ignoring_case_never_matches() {
    insta::assert_snapshot!(
        explained(r#"{"a":["😀A"]}"#, r#"{"a":"😀a"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"😀a"` differs from `"😀A"` only in case, but `equals-ignore-case` never matches U+1F600 by itself: it compares UTF-16 units one by one
        wants "😀A"  <pattern>:1:7
        has   "😀a"  <event>:1:6
        help: list both spellings: add `"😀a"`
    "##
    );
}

#[test]
fn an_emoji_compared_with_itself() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"equals-ignore-case":"😀"}]}"#, r#"{"a":"😀"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"😀"` is what `{"equals-ignore-case":"😀"}` spells, but `equals-ignore-case` never matches U+1F600 by itself: it compares UTF-16 units one by one
        wants {"equals-ignore-case":"😀"}  <pattern>:1:7
        has   "😀"  <event>:1:6
        help: write `"😀"`
      note: the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter
        help: list the spellings that occur in the events
    "##
    );
}

#[test]
fn a_hint_proposes_only_what_works_where_the_pattern_is_used() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"prefix":"Foo"}]}"#, r#"{"a":"foobar"}"#, &["--for", "lambda"]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"foobar"` differs from `{"prefix":"Foo"}` only in case
        wants {"prefix":"Foo"}  <pattern>:1:7
        has   "foobar"  <event>:1:6
        help: list both spellings: add `{"prefix": "foo"}`
    "##
    );
}

#[test]
fn an_empty_name_that_ends_a_path() {
    insta::assert_snapshot!(
        explained(r#"{"a":{"":[1]}}"#, r#"{"a":{"":1}}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a.: the value stands under an empty name, and EventBridge does not look behind an empty name that ends a path
        wants [1]  <pattern>:1:7
        has   1  <event>:1:10
        help: send the value under another name
    "##
    );
}

#[test]
fn an_empty_name_at_the_top() {
    insta::assert_snapshot!(
        explained(r#"{"":{"a":[1]}}"#, r#"{"":{"a":1}}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: there is no `a`, but the event has that name at `.a`
        wants [1]  <pattern>:1:6
        see   <event>:1:6
        help: the field path in this event is `.a`: write all of it as one name
    "##
    );
}

#[test]
fn an_empty_set_excludes_everything() {
    insta::assert_snapshot!(
        explained(r#"{"a":["x",{"anything-but":{"prefix":[]}}]}"#, r#"{"a":"y"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"y"` is neither `"x"` nor what an empty `anything-but` admits, which is nothing
        wants ["x",{"anything-but":{"prefix":[]}}]  <pattern>:1:6
        has   "y"  <event>:1:6
    --- stderr
    warning[pattern/matches-nothing]: an empty `anything-but` list matches nothing
     --> <pattern>:1:11
      |
    1 | {"a":["x",{"anything-but":{"prefix":[]}}]}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ excludes every value
      |
      = help: name what is to be excluded, or remove it; for any value write `{"exists": true}`
    "##
    );
}

#[test]
fn the_member_that_excludes_is_named() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"anything-but":{"prefix":["x","y"]}}]}"#, r#"{"a":"yes"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"yes"` starts with `"y"`, which `anything-but` excludes
        wants {"anything-but":{"prefix":["x","y"]}}  <pattern>:1:7
        has   "yes"  <event>:1:6
    "##
    );
}

#[test]
fn a_body_is_text_until_the_pipe_reads_it() {
    insta::assert_snapshot!(
        explained(r#"{"body":{"type":["order"]}}"#, r#"{"messageId":"1","body":"{\"type\":\"order\"}"}"#, &["--for", "pipe"]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      body.type: `body` is a string here; the JSON in it has the wanted `"order"` at `type`
        wants ["order"]  <pattern>:1:10
        see   <event>:1:25
        help: a pipe reads the JSON in `body` before it filters: `evb pipe` does so too, while here the record is taken as it stands
    "##
    );
}

#[test]
fn data_is_base64_until_the_pipe_decodes_it() {
    insta::assert_snapshot!(
        explained(r#"{"data":{"type":["order"]}}"#, r#"{"eventID":"1","data":"eyJ0eXBlIjoib3JkZXIifQ=="}"#, &["--for", "pipe"]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      data.type: `data` is a string here, in base64 as its source writes it
        wants ["order"]  <pattern>:1:10
        see   <event>:1:23
        help: a pipe decodes `data` before it filters: `evb pipe` does so too, while here the record is taken as it stands
    "##
    );
}

#[test]
fn a_message_of_a_topic_is_text() {
    insta::assert_snapshot!(
        explained(r#"{"Sns":{"Message":{"type":["order"]}}}"#, r#"{"Sns":{"Message":"{\"type\":\"refund\"}"}}"#, &["--for", "lambda"]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      Sns.Message.type: `Sns.Message` is a string, and patterns do not look inside strings; the JSON in it has `"refund"` at `type`, which is not wanted either
        wants ["order"]  <pattern>:1:20
        see   <event>:1:19
        help: send `Sns.Message` as an object; or, to test what is in it, give that text as the event
    "##
    );
}

#[test]
fn an_entry_was_made_into_an_envelope() {
    insta::assert_snapshot!(
        explained(r#"{"Source":["y"]}"#, r#"{"Source":"y","DetailType":"t","Detail":"{}"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      Source: there is no `Source`, but there is `source`
        wants ["y"]  <pattern>:1:2
        see   <event>:1[as delivered]:1:78
        help: the field path in this event is `source`
      note: the input was taken for an entry of `PutEvents`: the event is what EventBridge makes of it, with `source`, `detail-type` and `detail`
        help: with `--shape event` the input is the event as it stands
    "##
    );
}

#[test]
fn a_message_was_opened() {
    insta::assert_snapshot!(
        explained(r#"{"body":["x"]}"#, r#"{"messageId":"1","body":"{}"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      body: the event has no `body`
        wants ["x"]  <pattern>:1:2
      note: the input was taken for a message: the event is the JSON in its `Body`
        help: with `--shape event` the input is the event as it stands
    "##
    );
}

#[test]
fn a_number_with_too_many_digits_for_a_range() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"numeric":[">",5]}]}"#, r#"{"a":9007199254740993}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `9007199254740993` has more digits than EventBridge can compare, so that no `numeric` is satisfied by it
        wants {"numeric":[">",5]}  <pattern>:1:7
        has   9007199254740993  <event>:1:6
        help: numbers of up to 15 digits are always compared
      note: the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text
        help: send such numbers, long ids say, as strings
    "##
    );
}

#[test]
fn a_field_inside_the_object_that_is_named() {
    insta::assert_snapshot!(
        explained(r#"{"detail":["x"]}"#, r#"{"detail":{"state":"x"}}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      detail: the value is an object, and comparisons are made on strings, numbers, booleans and nulls
        wants ["x"]  <pattern>:1:2
        has   {"state":"x"}  <event>:1:11
        help: the field path in this event is `detail.state`
    "##
    );
}

#[test]
fn a_value_as_dynamodb_writes_it() {
    insta::assert_snapshot!(
        explained(r#"{"n":[{"numeric":["=",5]}]}"#, r#"{"n":{"N":"5"}}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      n: the value is an object with the one member `N`, as DynamoDB writes values
        wants [{"numeric":["=",5]}]  <pattern>:1:2
        has   {"N":"5"}  <event>:1:6
        help: `n.N` is a string, `"5"`: name that path, and compare what it has
    "##
    );
}

#[test]
fn an_address_with_a_port() {
    insta::assert_snapshot!(
        explained(r#"{"a":["10.0.0.1"]}"#, r#"{"a":"10.0.0.1:80"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"10.0.0.1:80"` is not an address as EventBridge reads them: it has a port behind the address
        wants "10.0.0.1"  <pattern>:1:7
        has   "10.0.0.1:80"  <event>:1:6
    "##
    );
}

#[test]
fn a_star_in_a_plain_value() {
    insta::assert_snapshot!(
        explained(r#"{"key":["*.jpg"]}"#, r#"{"key":"cat.jpg"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      key: `"cat.jpg"` is not `"*.jpg"`: the `*` in a plain value stands for itself
        wants "*.jpg"  <pattern>:1:9
        has   "cat.jpg"  <event>:1:8
        help: write `{"wildcard": "*.jpg"}`
    --- stderr
    note[pattern/star-in-plain-value]: the `*` in a plain value stands for itself
     --> <pattern>:1:9
      |
    1 | {"key":["*.jpg"]}
      |         ^^^^^^^ matches only this text, star included
      |
      = help: for any text in its place write `{"wildcard": "*.jpg"}`
    "##
    );
}

#[test]
fn a_star_in_a_plain_value_where_there_are_no_wildcards() {
    insta::assert_snapshot!(
        explained(r#"{"key":["orders/*"]}"#, r#"{"key":"orders/1"}"#, &["--for", "pipe"]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      key: `"orders/1"` is not `"orders/*"`: the `*` in a plain value stands for itself
        wants "orders/*"  <pattern>:1:9
        has   "orders/1"  <event>:1:8
        help: write `{"prefix": "orders/"}`
    --- stderr
    note[pattern/star-in-plain-value]: the `*` in a plain value stands for itself
     --> <pattern>:1:9
      |
    1 | {"key":["orders/*"]}
      |         ^^^^^^^^^^ matches only this text, star included
      |
      = help: filters of a pipe have no `wildcard`: use `prefix` or `suffix`
    "##
    );
}

#[test]
fn a_star_in_a_prefix() {
    insta::assert_snapshot!(
        explained(r#"{"key":[{"prefix":"uploads/*"}]}"#, r#"{"key":"uploads/1"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      key: `"uploads/1"` is not a string that starts with `"uploads/*"`: a `*` stands for itself outside `wildcard`
        wants {"prefix":"uploads/*"}  <pattern>:1:9
        has   "uploads/1"  <event>:1:8
        help: write `{"prefix": "uploads/"}`
    "##
    );
}

#[test]
fn a_star_in_a_suffix() {
    insta::assert_snapshot!(
        explained(r#"{"key":[{"suffix":"-*.jpg"}]}"#, r#"{"key":"a-b.jpg"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      key: `"a-b.jpg"` is not a string that ends with `"-*.jpg"`: a `*` stands for itself outside `wildcard`
        wants {"suffix":"-*.jpg"}  <pattern>:1:9
        has   "a-b.jpg"  <event>:1:8
        help: write `{"wildcard": "*-*.jpg"}`
    "##
    );
}

#[test]
fn a_key_that_begins_with_a_slash() {
    insta::assert_snapshot!(
        explained(r#"{"key":[{"prefix":"/uploads/"}]}"#, r#"{"key":"uploads/cat.jpg"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      key: `"uploads/cat.jpg"` is not a string that starts with `"/uploads/"`: only the pattern has a `/` at the start
        wants {"prefix":"/uploads/"}  <pattern>:1:9
        has   "uploads/cat.jpg"  <event>:1:8
        help: write `{"prefix": "uploads/"}`
    "##
    );
}

#[test]
fn a_text_encoded_as_in_a_url() {
    insta::assert_snapshot!(
        explained(r#"{"key":["my file.txt"]}"#, r#"{"key":"my+file.txt"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      key: `"my+file.txt"` is not `"my file.txt"`: the event has that text encoded as in a URL
        wants "my file.txt"  <pattern>:1:9
        has   "my+file.txt"  <event>:1:8
        help: write `"my+file.txt"`
    "##
    );
}

#[test]
fn tags_are_pairs() {
    insta::assert_snapshot!(
        explained(r#"{"tags":{"env":["prod"]}}"#, r#"{"tags":[{"key":"env","value":"prod"}]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      tags.env: no element of `tags` has `env`
        wants ["prod"]  <pattern>:1:10
        see   <event>:1:2
        help: the elements are pairs: ask for `"env"` in `tags.key`, and for its value in `tags.value`
    "##
    );
}

#[test]
fn a_value_one_level_up() {
    insta::assert_snapshot!(
        explained(r#"{"user":{"id":["42"]}}"#, r#"{"user":"42"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      user.id: there is no `user.id`, but the event has the wanted value, `"42"`, at `user`
        wants ["42"]  <pattern>:1:10
        see   <event>:1:2
        help: the field path in this event is `user`
    "##
    );
}

#[test]
fn a_test_on_strings_that_takes_any_string() {
    insta::assert_snapshot!(
        explained(r#"{"n":[{"wildcard":"*"}]}"#, r#"{"n":5}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      n: `5` is a number, and `{"wildcard":"*"}` is a test on strings
        wants {"wildcard":"*"}  <pattern>:1:7
        has   5  <event>:1:6
        help: for a value of any kind write `{"exists": true}`
    "##
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
fn a_sign_that_looks_like_a_letter() {
    insta::assert_snapshot!(
        explained(r#"{"a":["\u03a9"]}"#, r#"{"a":"\u2126"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"Ω"` and `"Ω"` are the same text in different Unicode normal forms: character 1 is U+2126 in the event and U+03A9 in the pattern
        wants "Ω"  <pattern>:1:7
        has   "Ω"  <event>:1:6
        help: send the characters that the pattern has, or add `"\u2126"` to the list
    "##
    );
}

#[test]
fn a_prefix_that_folds_only_the_other_way_round() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"prefix":{"equals-ignore-case":"STRASSE"}}]}"#, r#"{"a":"straßenbahn"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"straßenbahn"` differs from `{"prefix":{"equals-ignore-case":"STRASSE"}}` only in case, but not letter by letter, as `equals-ignore-case` compares
        wants {"prefix":{"equals-ignore-case":"STRASSE"}}  <pattern>:1:7
        has   "straßenbahn"  <event>:1:6
        help: write `{"prefix": {"equals-ignore-case": "straße"}}`
      note: the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter
        help: list the spellings that occur in the events
    "##
    );
}

#[test]
fn a_field_name_in_another_normal_form() {
    insta::assert_snapshot!(
        explained(r#"{"r\u00e9sum\u00e9":["x"]}"#, r#"{"re\u0301sume\u0301":"x"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      résumé: there is no `résumé`, but there is `résumé`: character 2 is U+0065 U+0301 in the event and U+00E9 in the pattern
        wants ["x"]  <pattern>:1:2
        see   <event>:1:2
        help: the field path in this event is `résumé`
    "##
    );
}

#[test]
fn a_field_name_with_a_character_that_cannot_be_seen() {
    insta::assert_snapshot!(
        explained(r#"{"state":["x"]}"#, r#"{"state\u200b":"y"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      state: there is no `state`, but there is `state\u200b`: the event has U+200B (zero width space) at its end
        wants ["x"]  <pattern>:1:2
        see   <event>:1:2
        help: `state\u200b` has `"y"`, which is not wanted either
    "##
    );
}

#[test]
fn the_empty_name() {
    insta::assert_snapshot!(
        explained(r#"{"":["x"]}"#, r#"{"a":"x"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      "": the event has no `""`
        wants ["x"]  <pattern>:1:2
    "##
    );
}

#[test]
fn an_object_was_taken_for_an_entry_that_put_events_refuses() {
    insta::assert_snapshot!(
        explained(r#"{"Detail":["x"]}"#, r#"{"Detail":"x","id":1}"#, &[]),
        @r##"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[put-events/unknown-member]: an entry has no `id`
     --> <event>:1:15
      |
    1 | {"Detail":"x","id":1}
      |               ^^^^ unknown
      |
      = help: its members are `Time`, `Source`, `Resources`, `DetailType`, `Detail`, `EventBusName`, `TraceHeader`

    note[event/taken-for-entry]: the object is taken for an entry of `PutEvents`, because it has `Detail`
     --> <event>:1:2
      |
    1 | {"Detail":"x","id":1}
      |  ^^^^^^^^ only entries have this
      |
      = help: with `--shape event` every JSON value is the event itself
    "##
    );
}

#[test]
fn the_number_is_nearer_than_the_string() {
    insta::assert_snapshot!(
        explained(r#"{"n":[{"numeric":[">",5]}]}"#, r#"{"n":["no",null,3]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      n: `3` is not a number > 5 (and 2 other values are no nearer)
        wants {"numeric":[">",5]}  <pattern>:1:7
        has   3  <event>:1:17
    "##
    );
}

#[test]
fn a_field_name_below_one_with_a_dot() {
    insta::assert_snapshot!(
        explained(r#"{"a":{"b":{"c":["x"]}}}"#, r#"{"a.b":{"C":"x"}}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a.b.c: there is no `a.b.c`, but there is `a.b.C`
        wants ["x"]  <pattern>:1:12
        see   <event>:1:9
        help: the field path in this event is `a.b.C`
    "##
    );
}

#[test]
fn absence_outside_an_array() {
    insta::assert_snapshot!(
        explained(r#"{"a":[{"exists":false}],"i":{"n":["x"]}}"#, r#"{"a":1,"i":[{"n":"x"}]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: the field is there, with `1`, and should be absent
        wants [{"exists":false}]  <pattern>:1:6
        has   1  <event>:1:6
    "##
    );
}

#[test]
fn absence_in_every_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"m":[{"exists":false}],"n":["x"]}}"#, r#"{"i":[{"n":"x"},{"n":"y","m":1}]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      i.m: the field is there, with `1` in element 1 of its array, and should be absent
        wants [{"exists":false}]  <pattern>:1:11
        has   1  <event>:1:30
        help: every element of the array counts, as no field whose path sorts before this one chooses an element
      note: the answer rests on how the fields are called: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen
        help: ask for the absence of a field only outside arrays
    "##
    );
}

#[test]
fn absence_in_the_chosen_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"n":["x"],"z":[{"exists":false}]}}"#, r#"{"i":[{"n":"y","z":1},{"n":"x","z":2}]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      i.z: the field is there, with `2` in element 1 of its array, and should be absent
        wants [{"exists":false}]  <pattern>:1:21
        has   2  <event>:1:36
        help: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen, as `i.n` has
    "##
    );
}

#[test]
fn absence_or_a_value_in_the_chosen_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"n":["x"],"z":["q",{"exists":false}]}}"#, r#"{"i":[{"n":"y","z":"q"},{"n":"x","z":2}]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      i.z: in element 1 of its array, where `i.n` is satisfied, `2` is neither `"q"` nor absent; `"q"` stands in element 0 of its array, where it is not
        wants ["q",{"exists":false}]  <pattern>:1:21
        has   2  <event>:1:38
        help: one and the same array element must satisfy all fields inside that array
    "##
    );
}

#[test]
fn absence_or_another_value_in_the_chosen_element() {
    insta::assert_snapshot!(
        explained(r#"{"i":{"n":["x"],"z":["q",{"exists":false}]}}"#, r#"{"i":[{"n":"y","z":1},{"n":"x","z":2}]}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      i.z: the field is there, with `2` in element 1 of its array, and is neither absent nor what is wanted
        wants ["q",{"exists":false}]  <pattern>:1:21
        has   2  <event>:1:36
        help: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen, as `i.n` has
    "##
    );
}

#[test]
fn absence_is_one_of_two_wishes() {
    insta::assert_snapshot!(
        explained(r#"{"a":["x",{"exists":false}]}"#, r#"{"a":"y"}"#, &[]),
        @r##"
    exit: Negative
    --- stdout
    no match <event>
      a: `"y"` is neither `"x"` nor absent
        wants ["x",{"exists":false}]  <pattern>:1:6
        has   "y"  <event>:1:6
    "##
    );
}

/// A value and a wish with so many equal characters before they differ.
fn differing_behind(characters: usize) -> (String, String) {
    let same = "x".repeat(characters);
    (
        format!(r#"{{"a":["{same}-1-{same}"]}}"#),
        format!(r#"{{"a":"{same}-2-{same}"}}"#),
    )
}

#[test]
fn a_long_value_is_shown_around_the_first_difference() {
    let (pattern, event) = differing_behind(300);
    let shown = explained(&pattern, &event, &[]);
    assert!(
        shown.contains("they first differ in character 302"),
        "{shown}"
    );
    let has = shown.lines().find(|line| line.contains("has   ")).unwrap();
    assert!(
        has.contains("xxx-2-xxx") && has.contains("…\" (shortened)"),
        "{has}"
    );
    let wants = shown.lines().find(|line| line.contains("wants ")).unwrap();
    assert!(
        wants.contains("xxx-1-xxx") && wants.contains("…\" (shortened)"),
        "{wants}"
    );
}

#[test]
fn json_marks_what_is_shortened_and_keeps_what_is_not() {
    let field = |pattern: &str, event: &str| {
        let arguments = [
            "test-pattern",
            "--pattern",
            pattern,
            "--format",
            "jsonl",
            event,
        ];
        let ended = Pretend::default().run(&arguments);
        let result: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        result["explanation"][0].clone()
    };
    let (pattern, event) = differing_behind(300);
    let long = field(&pattern, &event);
    assert!(
        long["actual"].as_str().unwrap().contains("xxx-2-xxx"),
        "{long}"
    );
    assert_eq!(long["actual_is_shortened"], true);
    assert_eq!(long["wanted_is_shortened"], true);
    let digits = "7".repeat(300);
    let number = field(r#"{"a":["x"]}"#, &format!(r#"{{"a":{digits}}}"#));
    assert_eq!(number["actual_is_shortened"], true);
    for value in [
        "12345678901234567890123",
        r#""\u200b…""#,
        r#"{"b":[1,{"c":null}]}"#,
        "true",
    ] {
        let short = field(r#"{"a":["x"]}"#, &format!(r#"{{"a":{value}}}"#));
        let expected: serde_json::Value = serde_json::from_str(value).unwrap();
        assert_eq!(short["actual"], expected);
        assert_eq!(short["actual_is_shortened"], serde_json::Value::Null);
    }
}

/// The reasons and hints alone, a line each.
fn told(pattern: &str, event: &str) -> String {
    let shown = explained(pattern, event, &[]);
    let result = shown.split("--- stderr").next().unwrap();
    let lines = result.lines().skip(3).filter(|line| {
        let line = line.trim_start();
        !["wants ", "has  ", "see  "]
            .iter()
            .any(|start| line.starts_with(start))
    });
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
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
