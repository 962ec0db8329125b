//! Where inputs come from, and how they are named.

use super::{TEST, host, route, test};

#[test]
fn several_events_in_the_arguments_have_names_of_their_own() {
    insta::assert_snapshot!(test(&host(), &[r#"{"a":2}"#, "events/1.json", r#"{"a":3}"#]), @r#"
    exit: Negative
    --- stdout
    no match <event 1>
      a: `2` is not `1`
        wants {"a":[1]}
                    ^ <pattern>:1:7
        has   {"a":2}
                   ^ <event 1>:1:6

    no match <event 3>
      a: `3` is not `1`
        wants 1  <pattern>:1:7
        has   3  <event 3>:1:6

    3 events: 1 match, 2 do not
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    "#);
    insta::assert_snapshot!(route(&host(), &[r#"{"a":2}"#, "events/1.json", r#"{"a":3}"#]), @r"
    exit: Success
    --- stdout
    <event 1>:1: no rule
    events/1.json:1: a
    <event 3>:1: no rule
    3 events: 1 matches a rule, 2 match none
    ");
    insta::assert_snapshot!(route(&host(), &[r#"{"a":1}"#, "events/1.json"]), @r"
    exit: Success
    --- stdout
    <event>:1: a
    events/1.json:1: a
    2 events: 2 match a rule, 0 match none
    ");
}

#[test]
fn a_diagnostic_shows_the_line_as_it_stands_in_the_file() {
    let host = host()
        .file("array.json", r#"[{"a":1},{"a":01}, {"a":2}]"#)
        .file("line.jsonl", "{\"a\":1} {\"a\":tru} {\"a\":2}\n{\"a\":3}\n");
    insta::assert_snapshot!(test(&host, &["array.json", "line.jsonl", "--expect", "no-match"]), @r#"
    exit: Failure
    --- stdout
    match array.json, though none is expected: a is 1

    match line.jsonl, though none is expected: a is 1

    5 events: 2 match, 3 do not; 2 records could not be answered
    note: AWS refuses 5 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/bad-number]: a number begins with a superfluous zero
     --> array.json:1:15
      |
    1 | [{"a":1},{"a":01}, {"a":2}]
      |               ^ zero before another digit
      |
      = help: remove the zero, or put an id in double quotes
    error[json/unknown-word]: unknown word `tru`
     --> line.jsonl:1:14
      |
    1 | {"a":1} {"a":tru} {"a":2}
      |              ^^^ not a JSON value
      |
      = help: put text in double quotes
    "#);
    insta::assert_snapshot!(route(&host, &["array.json", "line.jsonl"]), @r#"
    exit: Failure
    --- stdout
    array.json:1:2: a
    array.json:1:20: no rule
    line.jsonl:1: a
    line.jsonl:1:19: no rule
    line.jsonl:2: no rule
    5 events: 2 match a rule, 3 match none; 2 records could not be read
    --- stderr
    error[json/bad-number]: a number begins with a superfluous zero
     --> array.json:1:15
      |
    1 | [{"a":1},{"a":01}, {"a":2}]
      |               ^ zero before another digit
      |
      = help: remove the zero, or put an id in double quotes
    error[json/unknown-word]: unknown word `tru`
     --> line.jsonl:1:14
      |
    1 | {"a":1} {"a":tru} {"a":2}
      |              ^^^ not a JSON value
      |
      = help: put text in double quotes
    "#);
}

#[test]
fn a_glob_names_several_files() {
    insta::assert_snapshot!(test(&host(), &["events/*.json"]), @r#"
    exit: Negative
    --- stdout
    no match events/2.json
      a: `2` is not `1`
        wants {"a":[1]}
                    ^ <pattern>:1:7
        has   {"a":2}
                   ^ events/2.json:1:6

    2 events: 1 match, 1 does not
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    "#);
    insta::assert_snapshot!(route(&host(), &["events/*.json"]), @r"
    exit: Success
    --- stdout
    events/1.json:1: a
    events/2.json:1: no rule
    2 events: 1 matches a rule, 1 matches none
    ");
    let literal = host().file("events/*.json", r#"{"a":7}"#);
    insta::assert_snapshot!(test(&literal, &["events/*.json"]), @r#"
    exit: Negative
    --- stdout
    no match events/*.json
      a: `7` is not `1`
        wants {"a":[1]}
                    ^ <pattern>:1:7
        has   {"a":7}
                   ^ events/*.json:1:6
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(test(&host(), &["nothing/*.json"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `nothing/*.json`: no file has such a name
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(route(&host(), &["nothing/*.json"]), @r"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `nothing/*.json`: no file has such a name
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
}

#[test]
fn an_empty_argument_is_told_as_such() {
    insta::assert_snapshot!(test(&host(), &[""]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/empty-argument]: an argument that names an input is empty
     |
     = help: is a variable of the command line without a value? give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "", "{}"]), @r"
    exit: Failure
    --- stderr
    error[input/empty-argument]: an argument that names an input is empty
     |
     = help: is a variable of the command line without a value? give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(host().evb(&["route", "--rules", "", "{}"]), @r"
    exit: Failure
    --- stderr
    error[input/empty-argument]: an argument that names an input is empty
     |
     = help: is a variable of the command line without a value? give the path of a file, `-` for standard input, or JSON itself
    error[route/no-rules]: there is no rule to match events with
    ");
}

#[test]
fn a_directory_stands_for_its_files() {
    insta::assert_snapshot!(test(&host(), &["events"]), @r#"
    exit: Negative
    --- stdout
    no match events/2.json
      a: `2` is not `1`
        wants {"a":[1]}
                    ^ <pattern>:1:7
        has   {"a":2}
                   ^ events/2.json:1:6

    2 events: 1 match, 1 does not
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    "#);
    insta::assert_snapshot!(route(&host(), &["events/"]), @r"
    exit: Success
    --- stdout
    events/1.json:1: a
    events/2.json:1: no rule
    2 events: 1 matches a rule, 1 matches none
    ");
}

#[test]
fn standard_input_is_read_for_one_thing() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: without an EVENT the events are read from there: name their files, or the file of the pattern
    ");
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "-", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: give the pattern or the events as a file or as JSON in the argument
    ");
    insta::assert_snapshot!(host().evb(&["route", "--rules", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: without an EVENT the events are read from there: name their files, or the file of the rules
    ");
    insta::assert_snapshot!(test(&host(), &["-", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: give the pattern or the events as a file or as JSON in the argument
    ");
}

#[test]
fn names_cannot_play_with_the_terminal() {
    let name = "e\u{1b}[31m\n.json";
    let host = host()
        .file(name, r#"[{"a":2},{"a":3}"#)
        .file("r\u{7}.jsonl", "{\"name\":\"\\u001b[2J\",\"pattern\":{\"a\":[2]}}\n{\"name\":\"\\u202e\",\"pattern\":{}}\n");
    insta::assert_snapshot!(test(&host, &["missing\u{1b}[31m\n.json"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `missing\u001b[31m\n.json`: no file has such a name
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(test(&host, &[name]), @r#"
    exit: Failure
    --- stdout
    no match e\u001b[31m\n.json
      a: `2` is not `1`
        wants {"a":[1]}
                    ^ <pattern>:1:7
        has   [{"a":2},{"a":3}
                    ^ e\u001b[31m\n.json:1:7

    no match e\u001b[31m\n.json:1:10
      a: `3` is not `1`
        wants 1  <pattern>:1:7
        has   3  e\u001b[31m\n.json:1:15

    2 events do not match; 1 record could not be answered
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/unclosed-list]: the input ends inside a list of records
     --> e\u001b[31m\n.json:1:17
      |
    1 | [{"a":2},{"a":3}
      |                 ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
    "#);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "r\u{7}.jsonl", name]), @r#"
    exit: Failure
    --- stdout
    e\u001b[31m\n.json:1:2: \u001b[2J
    e\u001b[31m\n.json:1:10: no rule
    2 events: 1 matches a rule, 1 matches none; 1 record could not be read
    --- stderr
    error[pattern/empty-object]: an object of fields is empty
     --> r\u0007.jsonl:2:28
      |
    2 | {"name":"\u202e","pattern":{}}
      |                            ^^ no field in here
      |
      = help: name at least one field, or leave the object out
    AWS answers for the rule `\u202e` (r\u0007.jsonl:2): InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed
     at [Source: (String)"{}"; line: 1, column: 3]
    error[event/unclosed-list]: the input ends inside a list of records
     --> e\u001b[31m\n.json:1:17
      |
    1 | [{"a":2},{"a":3}
      |                 ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
    "#);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "r\u{7}.jsonl", name, "--count"]), @r#"
    exit: Failure
    --- stdout
    matches  rule
    1        \u001b[2J
    2 events: 1 matches a rule, 1 matches none; 1 record could not be read
    --- stderr
    error[pattern/empty-object]: an object of fields is empty
     --> r\u0007.jsonl:2:28
      |
    2 | {"name":"\u202e","pattern":{}}
      |                            ^^ no field in here
      |
      = help: name at least one field, or leave the object out
    AWS answers for the rule `\u202e` (r\u0007.jsonl:2): InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed
     at [Source: (String)"{}"; line: 1, column: 3]
    error[event/unclosed-list]: the input ends inside a list of records
     --> e\u001b[31m\n.json:1:17
      |
    1 | [{"a":2},{"a":3}
      |                 ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
    "#);
}

#[test]
fn a_file_may_be_named_as_for_the_aws_cli() {
    for name in ["file://events/1.json", "fileb://events/1.json"] {
        let ended = host().run(&[&TEST[..], &[name]].concat());
        assert_eq!(ended.exit, evb::commands::Exit::Success, "{}", ended.stderr);
    }
}

#[test]
fn a_file_may_have_brackets_in_its_name() {
    let host = host().file("[id].json", r#"{"a":1}"#);
    let ended = host.run(&[&TEST[..], &["[id].json"]].concat());
    assert_eq!(ended.stdout.lines().next(), Some("match [id].json: a is 1"));
}

#[test]
fn events_on_one_line_have_places_of_their_own() {
    let records = r#"{"Records":[{"body":"{\"a\":2}"},{"body":"{\"a\":1}"},{"body":"{\"a\":3}"}]}"#;
    insta::assert_snapshot!(test(&host(), &[records]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `2` is not `1`
        wants {"a":[1]}
                    ^ <pattern>:1:7
        has   {"a":2}
                   ^ <event>:1:13[body]:1:6
      note: the input was taken for a message: the event is the JSON in its `body`
        help: with `--shape event` the input is the event as it stands

    no match <event>:1:55
      a: `3` is not `1`
        wants 1  <pattern>:1:7
        has   3  <event>:1:55[body]:1:6
      note: the input was taken for a message: the event is the JSON in its `body`
        help: with `--shape event` the input is the event as it stands

    3 events: 1 match, 2 do not
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    "#);
    insta::assert_snapshot!(route(&host(), &[records]), @r#"
    exit: Success
    --- stdout
    <event>:1:13: no rule
    <event>:1:34: a
    <event>:1:55: no rule
    3 events: 1 matches a rule, 2 match none
    "#);
}
