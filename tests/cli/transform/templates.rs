//! Templates: warnings and notes.

use super::evb;

#[test]
fn a_value_that_changes_the_json_around_it_is_warned_of() {
    let event = r#"{"detail":{"name":"x\",\"admin\":\"yes"}}"#;
    insta::assert_snapshot!(evb(&[event, "--input-paths-map", r#"{"name":"$.detail.name"}"#, "--input-template", r#"{"name":"<name>"}"#]), @r#"
    exit: Success
    --- stdout
    {"name":"x","admin":"yes"}
    --- stderr
    warning[transform/value-not-escaped]: the value of `<name>` holds a quote or a backslash, and EventBridge does not escape it
     --> --input-template:1:10
      |
    1 | {"name":"<name>"}
      |          ^^^^^^ put into the string as it is
      |
      = help: the value changes the JSON around it: write `<name>` without quotes
    "#);
}

#[test]
fn an_escaped_value_and_a_missing_one_are_noted() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"remark":"$.detail.remark","x":"$.detail.x","bad":"$.detail['x']"}"#, "--input-template", r#"{"remark":<remark>,"x":<x>,"bad":<bad>}"#]), @r#"
    exit: Success
    --- stdout
    {"remark":"say \"hi\"","x":"","bad":""}
    --- stderr
    note[transform/not-settled]: the value of `<remark>` was escaped as JSON
     --> --input-template:1:11
      |
    1 | {"remark":<remark>,"x":<x>,"bad":<bad>}
      |           ^^^^^^^^ a string with characters that JSON escapes
      |
      = help: AWS's guide says that values are not escaped, but does not say it of this place; unescaped the event would be lost
    warning[transform/missing-path]: `$.detail.x` leads to nothing in this event
     --> --input-template:1:24
      |
    1 | {"remark":<remark>,"x":<x>,"bad":<bad>}
      |                        ^^^ nothing there
      |
      = help: an empty string stands for it
    warning[transform/undocumented-path]: `$.detail['x']` is outside the documented path language
     --> --input-template:1:34
      |
    1 | {"remark":<remark>,"x":<x>,"bad":<bad>}
      |                                  ^^^^^ stands for a path that cannot be read
      |
      = help: write `$.detail.x`; AWS does not validate it and its result is not recorded: evb takes it as leading nowhere
    "#);
}

#[test]
fn what_is_not_settled_about_a_template_is_told_before_any_event() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"all":"$.detail.items[*]","one":"$.detail.items.0","root":"$"}"#, "--input-template", r#"{"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}"#]), @r#"
    exit: Success
    --- stdout
    {"a":["a","b"],"time":{"id":"7bf73129","account":"123456789012","detailType":"Order Placed","time":"2026-11-20T10:00:00Z","source":"shop","region":"eu-central-1","resources":[],"version":"0"},"r":{"version":"0","id":"7bf73129","detail-type":"Order Placed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"id":7,"customer":"Ada","items":["a","b"],"remark":"say \"hi\""}},"b":"<br/>","u":"<one>"}
    --- stderr
    note[transform/not-settled]: `\u003c` is not taken for `<`
     --> --input-template:1:70
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                                                                      ^^^^^^ an escaped `<`
      |
      = help: whether AWS sees a placeholder there is not known; write `<` itself (in Terraform: a heredoc, or `replace`)
    warning[transform/not-a-placeholder]: `<br/>` is not a placeholder and stays as it is
     --> --input-template:1:58
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                                                          ^^^^^ not a name
      |
      = help: names hold letters, digits, `_` and `-`; what AWS makes of this is not recorded
    warning[transform/placeholder-in-key]: `<one>` stands in the name of a field
     --> --input-template:1:3
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |   ^^^^^ in a name
      |
      = help: AWS's API reference forbids it; what happens is not recorded
    note[transform/not-settled]: an index after a dot is taken as an index
     --> --input-template:1:3
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |   ^^^^^
      |
      = help: users report that it works; AWS documents `[0]`
    note[transform/not-settled]: what `[*]` yields is not verified
     --> --input-template:1:10
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |          ^^^^^
      |
      = help: AWS's grammar has it, two users report that it fails; evb makes an array of all matches. An enrichment can build the list
    note[transform/not-settled]: the format of `time` in `aws.events.event` is not known
     --> --input-template:1:23
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                       ^^^^^^^^^^^^^^^^^^
      |
      = help: evb writes it as in the event; the order of the fields and `detailType` are as recorded
    note[transform/not-settled]: `$` is taken as the whole event as it came
     --> --input-template:1:46
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                                              ^^^^^^
      |
      = help: AWS's grammar allows it and no result is recorded
    "#);
}

#[test]
fn text_templates_are_noted_where_their_quotes_are_not_settled() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"who":"$.detail.customer"}"#, "--input-template", "<who> ordered"]), @"
    exit: Success
    --- stdout
    Ada ordered
    --- stderr
    note[transform/not-settled]: a text without quotes is delivered as it is
     |
     = help: AWS's guide says that quotes are required for strings, its API reference shows one without; neither was recorded: to be sure write the text in double quotes, which the target gets as well
    ");
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"who":"$.detail.customer"}"#, "--input-template", "[<who>]"]), @r"
    exit: Success
    --- stdout
    [Ada]
    --- stderr
    note[transform/not-settled]: a template that begins with `[` is rendered as text
     |
     = help: seen for rules, where AWS calls only `{…}` a JSON template; how such a text is delivered is not recorded
    ");
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#""order <$.body.order>""#]), @r#"
    exit: Success
    --- stdout
    "order 7"
    --- stderr
    note[transform/not-settled]: the quotes around the text are delivered
     |
     = help: rules do so; for pipes it is not documented
    "#);
}

#[test]
fn a_template_that_is_never_json_is_warned_of_and_explained() {
    insta::assert_snapshot!(evb(&["event.json", "--input-template", r#"{"a":1,}"#]), @r#"
    exit: Negative
    --- stderr
    not delivered: the event at event.json:1
    error[transform/never-json]: the event is lost: the template itself is not JSON
     --> --input-template:1:7
      |
    1 | {"a":1,}
      |       ^ nothing follows this comma
      |
      = help: write `{"a":1}`; as it is, EventBridge accepts such a template and loses every event without a trace
    "#);
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"a":<order>}"#]), @r#"
    exit: Negative
    --- stderr
    warning[transform/not-a-placeholder]: `<order>` is not a placeholder and stays as it is
     --> --input-template:1:6
      |
    1 | {"a":<order>}
      |      ^^^^^^^ no path and no variable
      |
      = help: for a value of the record write `<$.order>`; what AWS makes of this is not recorded
    not delivered: the event at message.json:1
    error[transform/never-json]: the transformation fails: the template itself is not JSON
     --> --input-template:1:6
      |
    1 | {"a":<order>}
      |      ^ expected a value
      |
      = help: write `{"a":<$.order>}`; as it is, the transformation of every record fails
    "#);
}

#[test]
fn a_placeholder_in_a_quoted_key_does_not_make_the_template_never_json() {
    let told = evb(&[
        r#"{"a":"1"}"#,
        "--input-paths-map",
        r#"{"a":"$.a"}"#,
        "--input-template",
        r#"{"v":{"x<a>":1}}"#,
    ]);
    assert!(told.contains(r#"{"v":{"x1":1}}"#), "{told}");
    assert!(!told.contains("never-json"), "{told}");
}
