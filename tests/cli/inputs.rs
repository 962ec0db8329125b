//! How `test-pattern` and `route` take their inputs.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use evb::commands::Exit;

use crate::support::Pretend;

fn host() -> Pretend {
    Pretend::default()
        .file("rules/a.json", r#"{"a":[1]}"#)
        .file("events/1.json", r#"{"a":1}"#)
        .file("events/2.json", r#"{"a":2}"#)
}

const TEST: [&str; 3] = ["test-pattern", "--pattern", r#"{"a":[1]}"#];
const ROUTE: [&str; 3] = ["route", "--rules", "rules"];

fn test(host: &Pretend, more: &[&str]) -> String {
    host.evb(&[&TEST[..], more].concat())
}

fn route(host: &Pretend, more: &[&str]) -> String {
    host.evb(&[&ROUTE[..], more].concat())
}

/// The beginning of a gzip file of many events, up to this byte.
fn gzip_cut_at(bytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    for number in 0..50_000 {
        writeln!(encoder, "{{\"a\":{number}}}").unwrap();
    }
    let mut whole = encoder.finish().unwrap();
    whole.truncate(bytes);
    whole
}

#[test]
fn several_events_in_the_arguments_have_names_of_their_own() {
    insta::assert_snapshot!(test(&host(), &[r#"{"a":2}"#, "events/1.json", r#"{"a":3}"#]), @r"
    exit: Negative
    --- stdout
    no match <event 1>
      a: `2` is not `1`
        wants 1  <pattern>:1:7
        has   2  <event 1>:1:6

    no match <event 3>
      a: `3` is not `1`
        wants 1  <pattern>:1:7
        has   3  <event 3>:1:6

    3 events: 1 match, 2 do not
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    ");
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
    insta::assert_snapshot!(test(&host(), &["events/*.json"]), @r"
    exit: Negative
    --- stdout
    no match events/2.json
      a: `2` is not `1`
        wants 1  <pattern>:1:7
        has   2  events/2.json:1:6

    2 events: 1 match, 1 does not
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    ");
    insta::assert_snapshot!(route(&host(), &["events/*.json"]), @r"
    exit: Success
    --- stdout
    events/1.json:1: a
    events/2.json:1: no rule
    2 events: 1 matches a rule, 1 matches none
    ");
    let literal = host().file("events/*.json", r#"{"a":7}"#);
    insta::assert_snapshot!(test(&literal, &["events/*.json"]), @r"
    exit: Negative
    --- stdout
    no match events/*.json
      a: `7` is not `1`
        wants 1  <pattern>:1:7
        has   7  events/*.json:1:6
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    ");
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
    insta::assert_snapshot!(host().evb(&["route", "--rules", "", "{}"]), @r#"
    exit: Failure
    --- stderr
    error[input/empty-argument]: an argument that names an input is empty
     |
     = help: is a variable of the command line without a value? give the path of a file, `-` for standard input, or JSON itself
    error[route/no-rules]: there is no rule to match events with
     |
     = help: give one with `--rules`: `{"name": "orders", "pattern": {"source": ["orders"]}}`, say
    "#);
}

#[test]
fn a_directory_is_no_event() {
    insta::assert_snapshot!(test(&host(), &["events"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `events`: it is a directory
     |
     = help: name the files in it: `events/*.json`, say
    ");
    insta::assert_snapshot!(route(&host(), &["events/"]), @r"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `events/`: it is a directory
     |
     = help: name the files in it: `events/*.json`, say
    ");
}

#[test]
fn utf_16_is_told_as_such() {
    let utf16 = |bytes: &[u8]| host().file("u.json", bytes);
    let little = utf16(b"\xFF\xFE{\0}\0");
    insta::assert_snapshot!(test(&little, &["u.json"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/not-utf8]: `u.json` is UTF-16 text (little-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    ");
    for unmarked in [b"{\0}\0", b"\0{\0}", b"[\0]\0", b"\0[\0]"] {
        let told = utf16(unmarked)
            .run(&[&TEST[..], &["u.json"]].concat())
            .stderr;
        assert!(told.contains("is UTF-16 text"), "{told}");
    }
    insta::assert_snapshot!(route(&utf16(b"\xFE\xFF\0{\0}"), &["u.json"]), @r"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 input could not be read
    --- stderr
    error[input/not-utf8]: `u.json` is UTF-16 text (big-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    ");
    insta::assert_snapshot!(little.evb(&["test-pattern", "--pattern", "u.json", "{}"]), @r"
    exit: Failure
    --- stderr
    error[input/not-utf8]: `u.json` is UTF-16 text (little-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    ");
}

#[test]
fn of_a_gzip_file_that_is_cut_off_the_whole_events_are_answered() {
    let host = host()
        .file("cut.gz", gzip_cut_at(30_000))
        .file("head.gz", gzip_cut_at(5));
    let answers = test(&host, &["cut.gz", "--expect", "no-match"]);
    insta::assert_snapshot!(answers, @r"
    exit: Failure
    --- stdout
    match cut.gz:2, though none is expected: a is 1

    2,826 events: 1 match, 2,825 do not; 1 input could not be read
    note: AWS refuses 2,826 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[input/unreadable]: cannot read `cut.gz`: the gzip stream inside is cut off
     |
     = help: get the whole file; what stands before that place was read
    ");
    insta::assert_snapshot!(route(&host, &["cut.gz", "--count"]), @r"
    exit: Failure
    --- stdout
    matches  rule
    1        a
    2,826 events: 1 matches a rule, 2,825 match none; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `cut.gz`: the gzip stream inside is cut off
     |
     = help: get the whole file; what stands before that place was read
    ");
    insta::assert_snapshot!(test(&host, &["head.gz"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `head.gz`: the gzip stream inside is cut off
     |
     = help: get the whole file; what stands before that place was read
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

/// A run that asks `{"a":1}` with this text in the file of the pattern.
fn of_pattern_file(content: &str, more: &[&str]) -> String {
    let host = host().file("p.json", content);
    let all = ["test-pattern", "--pattern", "p.json", r#"{"a":1}"#];
    host.evb(&[&all[..], more].concat())
}

#[test]
fn the_one_pattern_of_a_declaration_is_asked() {
    let matches = |content: &str| of_pattern_file(content, &["--for", "lambda"]);
    let answer = "exit: Success\n--- stdout\nmatch <event>: a is 1\n";
    for content in [
        r#"{"name":"x","pattern":{"a":[1]}}"#,
        r#"{"FilterCriteria":{"Filters":[{"Pattern":"{\"a\":[1]}"}]}}"#,
        r#"{"Filters":[{"Pattern":"{\"a\":[1]}"}]}"#,
        r#"{"Name":"x","EventPattern":{"a":[1]}}"#,
        r#"{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[1]}}}"#,
        r#"{"Rules":[{"Name":"x","EventPattern":"{\"a\":[1]}"},{"Name":"y","ScheduleExpression":"rate(1 hour)"}]}"#,
        "\u{FEFF}{\"Name\":\"x\",\"EventPattern\":\"{\\\"a\\\":[1]}\"}",
    ] {
        assert_eq!(matches(content), answer, "{content}");
    }
}

#[test]
fn what_holds_no_pattern_or_several_is_refused() {
    insta::assert_snapshot!(of_pattern_file(r#"{"Name":"x","ScheduleExpression":"rate(5 minutes)"}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/no-pattern]: the rule has a schedule and no event pattern
     --> p.json:1:1
      |
    1 | {"Name":"x","ScheduleExpression":"rate(5 minutes)"}
      | ^ the rule that begins here
      |
      = help: `evb next-fires` tells when it fires
    "#);
    insta::assert_snapshot!(of_pattern_file(r#"{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/no-pattern]: there is no event pattern in here
     --> p.json:1:1
      |
    1 | {"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}
      | ^ what is declared here has none
      |
      = help: give the pattern itself, or what `aws events describe-rule` prints
    "#);
    insta::assert_snapshot!(of_pattern_file(r#"{"Filters":[{"Pattern":"{}"},{"Pattern":"{}"}]}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/several-patterns]: there are 2 event patterns in here, and one is asked for
     --> p.json:1:1
      |
    1 | {"Filters":[{"Pattern":"{}"},{"Pattern":"{}"}]}
      | ^ `filter 0`, `filter 1`
      |
      = help: give one of them, or ask all of them with `evb route --rules`
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "events/*.json", "{}"]), @r"
    exit: Failure
    --- stderr
    error[input/several-patterns]: `events/*.json` names 2 files, and one pattern is asked for
     |
     = help: `evb route --rules` asks several patterns at once
    ");
    insta::assert_snapshot!(of_pattern_file(r#"{"source":"aws.ec2","detail-type":"T"}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
     --> p.json:1:11
      |
    1 | {"source":"aws.ec2","detail-type":"T"}
      |           ^^^^^^^^^ not in an array
      |
      = help: write `["aws.ec2"]`: a field has a list of the values that match
    error[pattern/bare-value]: the field `detail-type` has a string where a list of values must stand
     --> p.json:1:35
      |
    1 | {"source":"aws.ec2","detail-type":"T"}
      |                                   ^^^ not in an array
      |
      = help: write `["T"]`: a field has a list of the values that match
    note[input/not-a-pattern]: this is an event, and a pattern is asked for
     |
     = help: `--pattern` names the pattern; events are the arguments without a flag
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array
     at [Source: (String)"{"source":"aws.ec2","detail-type":"T"}"; line: 1, column: 12]
    "#);
}

#[test]
fn what_a_pattern_is_taken_out_of_shows_in_diagnostics_and_notes() {
    insta::assert_snapshot!(of_pattern_file("{\n  \"Name\": \"x\",\n  \"EventPattern\": {\"a\": 1}\n}\n", &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `a` has a number where a list of values must stand
     --> p.json:3:25
      |
    3 |   "EventPattern": {"a": 1}
      |                         ^ not in an array
      |
      = help: write `[1]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"a": 1}"; line: 1, column: 8]
    "#);
    insta::assert_snapshot!(of_pattern_file("{\n  \"Name\": \"x\",\n  \"EventPattern\": \"{\\\"a\\\": 1}\"\n}\n", &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `a` has a number where a list of values must stand
     --> p.json:3 EventPattern:1:7
      |
    1 | {"a": 1}
      |       ^ not in an array
      |
      = help: write `[1]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"a": 1}"; line: 1, column: 8]
    "#);
    insta::assert_snapshot!(of_pattern_file(r#"{"Pattern":"{\"a\":[1]}"}"#, &[]), @r"
    exit: Success
    --- stdout
    match <event>: a is 1
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    note[pattern/filter-for-bus]: a filter of a pipe or an event source mapping is checked like the pattern of a rule
     |
     = help: `--for pipe` and `--for lambda` check it, and take records apart, as these do
    ");
    insta::assert_snapshot!(of_pattern_file(r#"{"EventPattern":{"a":[1]}}"#, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      EventPattern.a: there is no `EventPattern.a`, but the event has that name at `a`
        wants [1]  p.json:1:18
        see   <event>:1:2
        help: the field path in this event is `a`
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    warning[pattern/wrapped]: `EventPattern` is taken for a field of events, and events of a bus have no such field
     --> p.json:1:2
      |
    1 | {"EventPattern":{"a":[1]}}
      |  ^^^^^^^^^^^^^^ a field of the pattern
      |
      = help: if the pattern is what stands inside `EventPattern`, give that
    "#);
}

#[test]
fn text_behind_a_pattern_is_noted() {
    let text = "{\"a\":[1]}\n{\"b\":[2]}\n";
    insta::assert_snapshot!(of_pattern_file(text, &[]), @r#"
    exit: Success
    --- stdout
    match <event>: a is 1
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    note[pattern/trailing-text]: text follows the pattern, and AWS ignores it
     --> p.json:2:1
      |
    2 | {"b":[2]}
      | ^^^^^^^^^ not read
      |
      = help: remove it; if it was to count, put it inside the braces of the pattern
    "#);
    insta::assert_snapshot!(of_pattern_file(text, &["--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"event":{"source":"<event>","index":0,"line":1},"match":true,"explanation":[{"path":"a","wanted":1,"actual":1,"reason":"`1` is `1`","hint":null,"pattern_span":{"line":1,"column":7,"end_line":1,"end_column":8},"event_span":{"line":1,"column":6,"end_line":1,"end_column":7},"kind":"satisfied"}],"notes":[{"code":"pattern/trailing-text","message":"text follows the pattern, and AWS ignores it","help":"remove it; if it was to count, put it inside the braces of the pattern"},{"code":"event/missing-field","message":"AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`"}]}
    "#);
    let host = host().file("rules/b.json", "{\"a\":[1]} and more");
    insta::assert_snapshot!(route(&host, &[r#"{"a":1}"#, "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"results":[{"event":{"source":"<event>","index":0,"line":1},"rules":["a","b"]}],"summary":{"events":1,"matched":1,"unmatched":0,"broken":0,"unreadable":0},"notes":[{"code":"pattern/trailing-text","severity":"note","message":"text follows the pattern, and AWS ignores it","source":"rules/b.json","span":{"line":1,"column":11,"end_line":1,"end_column":19},"label":"not read","help":"remove it; if it was to count, put it inside the braces of the pattern"}]}
    --- stderr
    note[pattern/trailing-text]: text follows the pattern, and AWS ignores it
     --> rules/b.json:1:11
      |
    1 | {"a":[1]} and more
      |           ^^^^^^^^ not read
      |
      = help: remove it; if it was to count, put it inside the braces of the pattern
    "#);
}

#[test]
fn a_byte_order_mark_in_front_of_a_pattern_is_told() {
    let host = host().file("rules/b.json", "\u{FEFF}{\"a\":[1]}");
    let visible = |text: String| text.replace('\u{FEFF}', "<U+FEFF>");
    insta::assert_snapshot!(visible(route(&host, &[r#"{"a":1}"#])), @r#"
    exit: Failure
    --- stdout
    <event>:1: a
    1 event: 1 matches a rule, 0 match none
    --- stderr
    error[json/byte-order-mark]: the text begins with a byte order mark
     --> rules/b.json:1:1
      |
    1 | <U+FEFF>{"a":[1]}
      | ^ invisible character
      |
      = help: save the file as UTF-8 without a byte order mark
    AWS answers for the rule `b` (rules/b.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('<U+FEFF>' (code 65279 / 0xfeff)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
     at [Source: (String)"<U+FEFF>{"a":[1]}"; line: 1, column: 1]
    "#);
    insta::assert_snapshot!(visible(host.evb(&["test-pattern", "--pattern", "rules/b.json", "{}"])), @r#"
    exit: Failure
    --- stderr
    error[json/byte-order-mark]: the text begins with a byte order mark
     --> rules/b.json:1:1
      |
    1 | <U+FEFF>{"a":[1]}
      | ^ invisible character
      |
      = help: save the file as UTF-8 without a byte order mark
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('<U+FEFF>' (code 65279 / 0xfeff)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
     at [Source: (String)"<U+FEFF>{"a":[1]}"; line: 1, column: 1]
    "#);
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
    error[input/unreadable]: cannot read `missing\u{1b}[31m\n.json`: no file has such a name
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(test(&host, &[name]), @r#"
    exit: Failure
    --- stdout
    no match e\u{1b}[31m\n.json
      a: `2` is not `1`
        wants 1  <pattern>:1:7
        has   2  e\u{1b}[31m\n.json:1:7

    no match e\u{1b}[31m\n.json:1:10
      a: `3` is not `1`
        wants 1  <pattern>:1:7
        has   3  e\u{1b}[31m\n.json:1:15

    2 events do not match; 1 record could not be answered
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/unclosed-list]: the input ends inside a list of records
     --> e\u{1b}[31m\n.json:1:17
      |
    1 | [{"a":2},{"a":3}
      |                 ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
    "#);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "r\u{7}.jsonl", name]), @r#"
    exit: Failure
    --- stdout
    e\u{1b}[31m\n.json:1:2: \u{1b}[2J
    e\u{1b}[31m\n.json:1:10: no rule
    2 events: 1 matches a rule, 1 matches none; 1 record could not be read
    --- stderr
    error[pattern/empty-object]: an object of fields is empty
     --> r\u{7}.jsonl:2:28
      |
    2 | {"name":"\u202e","pattern":{}}
      |                            ^^ no field in here
      |
      = help: name at least one field, or leave the object out
    AWS answers for the rule `\u{202e}` (r\u{7}.jsonl:2): InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed
     at [Source: (String)"{}"; line: 1, column: 3]
    error[event/unclosed-list]: the input ends inside a list of records
     --> e\u{1b}[31m\n.json:1:17
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
    1        \u{1b}[2J
    2 events: 1 matches a rule, 1 matches none; 1 record could not be read
    --- stderr
    error[pattern/empty-object]: an object of fields is empty
     --> r\u{7}.jsonl:2:28
      |
    2 | {"name":"\u202e","pattern":{}}
      |                            ^^ no field in here
      |
      = help: name at least one field, or leave the object out
    AWS answers for the rule `\u{202e}` (r\u{7}.jsonl:2): InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed
     at [Source: (String)"{}"; line: 1, column: 3]
    error[event/unclosed-list]: the input ends inside a list of records
     --> e\u{1b}[31m\n.json:1:17
      |
    1 | [{"a":2},{"a":3}
      |                 ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
    "#);
}

#[test]
fn a_line_that_is_no_request_is_told_with_its_line() {
    let good = r#"{"id":1,"EventPattern":"{\"a\":[1]}","Event":"{\"a\":1}"}"#;
    let requests = [
        good,
        "",
        r#"{"id":2,"EventPattern":"{}""#,
        r#"{"id":"three"}"#,
        "[]",
        good,
    ];
    let host = host().file("q.jsonl", requests.join("\r\n"));
    let ask = ["test-pattern", "--lenient-events", "--requests"];
    insta::assert_snapshot!(host.evb(&[&ask[..], &["q.jsonl"]].concat()), @r#"
    exit: Failure
    --- stdout
    {"id":1,"Result":true}
    {"id":2,"Error":{"Code":"input/not-a-request","Message":"line 3: not JSON: the text ends inside an object","Line":3}}
    {"id":"three","Error":{"Code":"input/not-a-request","Message":"line 4: the request has no `EventPattern`","Line":4}}
    {"Error":{"Code":"input/not-a-request","Message":"line 5: a request is a JSON object, not an array","Line":5}}
    {"id":1,"Result":true}
    --- stderr
    error[input/not-a-request]: not JSON: the text ends inside an object
     --> q.jsonl:3:28
      |
    3 | {"id":2,"EventPattern":"{}"
      | - opened here              ^ the text ends here
      |
      = help: close it with `}`
    error[input/not-a-request]: the request has no `EventPattern`
     --> q.jsonl:4:1
      |
    4 | {"id":"three"}
      | ^ in the request that begins here
      |
      = help: a request is `{"EventPattern": "…", "Event": "…"}`, both JSON texts in strings
    error[input/not-a-request]: a request is a JSON object, not an array
     --> q.jsonl:5:1
      |
    5 | []
      | ^^ not a request
      |
      = help: a request is `{"EventPattern": "…", "Event": "…"}`, both JSON texts in strings
    "#);
    let marked = Pretend::default().file("q.jsonl", format!("\u{FEFF}{good}\n"));
    insta::assert_snapshot!(marked.evb(&[&ask[..], &["q.jsonl"]].concat()), @r#"
    exit: Success
    --- stdout
    {"id":1,"Result":true}
    "#);
}

#[test]
fn requests_and_a_pattern_exclude_each_other() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "--requests", "q", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"usage","message":"the argument '--requests <FILE>' cannot be used with '--format <FORMAT>'","diagnostics":[{"code":"usage","severity":"error","message":"the argument '--requests <FILE>' cannot be used with '--format <FORMAT>'","help":"Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...\n       evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]\nFor more information, try '--help'."}]}}
    --- stderr
    error[usage]: the argument '--requests <FILE>' cannot be used with '--format <FORMAT>'
     |
     = help: Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
                    evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]
             For more information, try '--help'.
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "{}", "--lenient-events"]), @r"
    exit: Failure
    --- stderr
    error[usage]: the argument '--pattern <PATTERN>' cannot be used with '--lenient-events'
     |
     = help: Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
                    evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]
             For more information, try '--help'.
    ");
    insta::assert_snapshot!(host().evb(&["test-pattern"]), @r"
    exit: Failure
    --- stderr
    error[usage]: the following required arguments were not provided: --pattern <PATTERN>
     |
     = help: Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
                    evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]
             For more information, try '--help'.
    ");
}

#[test]
fn what_a_shell_made_of_quotes_is_guessed() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "{source:[aws.ec2]}", "{}"]), @r#"
    exit: Failure
    --- stderr
    error[json/unquoted-name]: the name `source` is not in double quotes
     --> <pattern>:1:2
      |
    1 | {source:[aws.ec2]}
      |  ^^^^^^ a bare name
      |
      = help: write `"source"`; if the quotes were there, the shell took them: `\"` keeps them, or put the JSON in a file
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('s' (code 115)): was expecting double-quote to start field name
     at [Source: (String)"{source:[aws.ec2]}"; line: 1, column: 2]
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "'{source:[aws.ec2]}'", "{}"]), @r#"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `'{source:[aws.ec2]}'`: no file has such a name
     |
     = help: JSON in the argument begins with `{` or `[`: `cmd.exe` takes `'` for a part of it, so put it in `"`, and each `"` inside as `\"`
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
fn a_pattern_that_only_its_template_makes_whole_is_not_asked() {
    let template = r#"{"Resources":{"R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"source":{"Fn::GetAtt":["A","B"]}}}}}}"#;
    insta::assert_snapshot!(of_pattern_file(template, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/unresolved-function]: the pattern holds the function `Fn::GetAtt` of its template
     --> p.json:1:87
      |
    1 | {"Resources":{"R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"source":{"Fn::GetAtt":["A","B"]}}}}}}
      |                                                                                       ^^^^^^^^^^^^ what comes of this is not known here
      |
      = help: give the pattern as it is deployed: `aws events describe-rule` prints it
    "#);
    insta::assert_snapshot!(host().evb(&["route", "--rules", template, "--rules", "rules", r#"{"a":1}"#]), @r#"
    exit: Failure
    --- stdout
    <event>:1: a
    1 event: 1 matches a rule, 0 match none
    --- stderr
    error[input/unresolved-function]: the pattern holds the function `Fn::GetAtt` of its template
     --> <rules>:1:87
      |
    1 | {"Resources":{"R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"source":{"Fn::GetAtt":["A","B"]}}}}}}
      |                                                                                       ^^^^^^^^^^^^ what comes of this is not known here
      |
      = help: give the pattern as it is deployed: `aws events describe-rule` prints it
    the rule `R` (<rules>:1) is left out
    "#);
}

#[test]
fn what_is_cut_off_is_no_pattern_if_it_declares_one() {
    insta::assert_snapshot!(of_pattern_file(r#"{"Rules":[{"Name":"n","EventPattern":"{}""#, &[]), @r#"
    exit: Failure
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> p.json:1:42
      |
    1 | {"Rules":[{"Name":"n","EventPattern":"{}"
      |           - opened here                  ^ the text ends here
      |
      = help: close it with `}`
    "#);
    let host = host()
        .file("rules/empty.json", "\n")
        .file("rules/cut.json", r#"{"Name":"n","EventPattern":"{}""#);
    insta::assert_snapshot!(route(&host, &[r#"{"a":1}"#]), @r#"
    exit: Failure
    --- stdout
    <event>:1: a
    1 event: 1 matches a rule, 0 match none
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> rules/cut.json:1:32
      |
    1 | {"Name":"n","EventPattern":"{}"
      | - opened here                  ^ the text ends here
      |
      = help: close it with `}`
    error[json/empty]: there is no JSON here
     --> rules/empty.json:2:1
      |
    2 |
      | ^ the text ends
      |
      = help: give a JSON value: an object `{…}`, say
    AWS answers for the rule `empty` (rules/empty.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object
     at [Source: (String)"
    "; line: 2, column: 1]
    "#);
}

#[test]
fn a_file_may_have_brackets_in_its_name() {
    let host = host().file("[id].json", r#"{"a":1}"#);
    let ended = host.run(&[&TEST[..], &["[id].json"]].concat());
    assert_eq!(ended.stdout.lines().next(), Some("match [id].json: a is 1"));
}

/// Of many broken records a document holds the first hundred, and says how many it leaves out.
#[test]
fn what_a_document_leaves_out_is_counted() {
    let host = Pretend::default()
        .file("broken.jsonl", "5\n".repeat(130))
        .file("few.jsonl", "5\n".repeat(100));
    let left_out = |command: &[&str], file: &str| {
        let ended = host.run(&[command, &[file, "--format", "json"]].concat());
        assert_eq!(ended.exit, Exit::Failure);
        let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let error = &document["error"];
        assert_eq!(error["diagnostics"].as_array().unwrap().len(), 100);
        error["diagnostics_left_out"].as_u64()
    };
    let rule = r#"{"name":"r","pattern":{"a":[1]}}"#;
    let refused = r#"{"name":"r","pattern":{"a":1}}"#;
    let test = ["test-pattern", "--pattern", r#"{"a":[1]}"#];
    let route = ["route", "--rules", rule];
    let complain = ["route", "--rules", rule, "--rules", refused];
    assert_eq!(left_out(&test, "broken.jsonl"), Some(30));
    assert_eq!(left_out(&test, "few.jsonl"), None);
    assert_eq!(left_out(&route, "broken.jsonl"), Some(30));
    assert_eq!(left_out(&route, "few.jsonl"), None);
    assert_eq!(left_out(&complain, "few.jsonl"), Some(1));
}

/// An input that is there and empty is not asked for.
#[test]
fn an_empty_poll_is_told_by_every_command() {
    let host = Pretend::default()
        .file("poll.json", r#"{"Messages":[]}"#)
        .file(
            "pipe.json",
            std::fs::read(format!(
                "{}/fixtures/pipes/sqs.pipe.json",
                env!("CARGO_MANIFEST_DIR")
            ))
            .unwrap(),
        );
    let rule = r#"{"name":"r","pattern":{"a":[1]}}"#;
    let commands: [&[&str]; 4] = [
        &["test-pattern", "--pattern", r#"{"a":[1]}"#, "poll.json"],
        &["route", "--rules", rule, "poll.json"],
        &["transform", "--input-path", "$.a", "poll.json"],
        &["pipe", "--pipe", "pipe.json", "--records", "poll.json"],
    ];
    for command in commands {
        for format in ["human", "json"] {
            let ended = host.run(&[command, &["--format", format]].concat());
            let told = [ended.stdout, ended.stderr].concat();
            assert!(
                told.contains("[event/none]") || told.contains(r#""event/none""#),
                "{command:?}: {told}"
            );
            assert!(
                told.contains("the list in the input is empty: there is no "),
                "{command:?}: {told}"
            );
        }
    }
}

/// A stranger is told what to do, not only what is wrong.
#[test]
fn what_is_wrong_with_an_input_comes_with_a_remedy() {
    let rule = r#"{"name":"r","pattern":{"a":[1]}}"#;
    let entry = |detail: &str| format!(r#"{{"Source":"a","DetailType":"b","Detail":{detail}}}"#);
    let ask = |event: &str| {
        let host = Pretend::default().stdin(event);
        host.run(&["test-pattern", "--pattern", r#"{"a":[1]}"#])
            .stderr
    };
    let bytes = Pretend::default().stdin(b"{\"a\":\"\xff\"}\n".to_vec());
    let told = [
        ("event/not-utf8", bytes.run(&TEST).stderr),
        ("event/not-an-object", ask("5")),
        (
            "event/message-not-json",
            ask(r#"{"Messages":[{"Body":"x"}]}"#),
        ),
        ("event/entry-refused", ask(&entry(r#""x""#))),
        ("event/entry-refused", ask(&entry("null"))),
        ("put-events/member-type", ask(&entry("5"))),
        ("put-events/member-type", ask(&entry("{}"))),
        (
            "route/same-name",
            Pretend::default()
                .stdin("{}")
                .run(&["route", "--rules", rule, "--rules", rule])
                .stderr,
        ),
    ];
    for (code, told) in told {
        assert!(told.contains(&format!("[{code}]: ")), "{told}");
        assert!(told.contains("= help: "), "{told}");
    }
}

/// What is answered of a file of these events.
fn of_events(events: &str) -> String {
    let host = host().file("e", events);
    host.evb(&[&TEST[..], &["e"]].concat())
}

#[test]
fn a_broken_line_among_lines_of_lists_costs_no_other_line() {
    let good = "[{\"a\":1},{\"a\":1}]\n";
    let file = format!("{good}[{{\"a\":\"x}},{{\"a\":1}}]\n{}", good.repeat(1000));
    insta::assert_snapshot!(of_events(&file), @r#"
    exit: Failure
    --- stdout
    2,002 events match; 1 record could not be answered
    note: AWS refuses 2,002 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/missing-comma]: a comma is missing before `a`
     --> e:2:13
      |
    2 | [{"a":"x},{"a":1}]
      |             ^ expected `,` or the closing bracket
      |
      = help: write `,` between the two; a double quote inside a string is written `\"`
    "#);
    let body = |text: &str| format!("{{\"Records\":[{{\"body\":\"{{\\\"a\\\":1}}{text}}}]}}\n");
    let (good, broken) = (body("\""), body(""));
    let file = format!("{good}{broken}{}", good.repeat(3));
    insta::assert_snapshot!(of_events(&file), @r#"
    exit: Failure
    --- stdout
    4 events match; 1 record could not be answered
    note: AWS refuses 4 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/unexpected-end]: the text ends inside a string
     --> e:2:21
      |
    2 | {"Records":[{"body":"{\"a\":1}}]}
      |                     ^ begins here and is not closed
      |
      = help: close it with `"`
    "#);
    insta::assert_snapshot!(of_events("[{\"a\":1]\n[{\"a\":1}]\n[{\"a\":1}]\n[{\"a\":1}]\n"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/mismatched-bracket]: `]` does not close `{`
     --> e:1:8
      |
    1 | [{"a":1]
      |  -     ^ expected `}`
      |  |
      |  opened here
      |
      = help: write `}` in front of it, or in its place
    "#);
    insta::assert_snapshot!(of_events("[{\"a\":1}\n,{\"a\":\"x\n,{\"a\":1}\n,{\"a\":1}\n]"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/unexpected-end]: the text ends inside a string
     --> e:2:7
      |
    2 | ,{"a":"x
      |       ^ begins here and is not closed
      |
      = help: close it with `"`
    "#);
}

#[test]
fn a_list_that_is_not_closed_is_told_where_it_begins() {
    insta::assert_snapshot!(of_events("[{\"a\":1}\n[{\"a\":1}]\n[{\"a\":1}]\n"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/unclosed-list]: a list of records is not closed
     --> e:1:1
      |
    1 | [{"a":1}
      | ^ no bracket closes what begins here
      |
      = help: close what is open at its end; the lines behind it that begin as it does are read as lists of their own
    "#);
    insta::assert_snapshot!(of_events("{\"Records\":[{\"body\":\"{}\"}]\n{\"Records\":[{\"body\":\"{}\"}]}\n"), @r#"
    exit: Failure
    --- stdout
    no match e
      a: the event has no `a`
        wants [1]  <pattern>:1:2
      note: the input was taken for a message: the event is the JSON in its `body`
        help: with `--shape event` the input is the event as it stands

    no match e:2:13
      a: the event has no `a`
        wants [1]  <pattern>:1:2
      note: the input was taken for a message: the event is the JSON in its `body`
        help: with `--shape event` the input is the event as it stands

    2 events do not match; 1 record could not be answered
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/unclosed-list]: a list of records is not closed
     --> e:1:1
      |
    1 | {"Records":[{"body":"{}"}]
      | ^ no bracket closes what begins here
      |
      = help: close what is open at its end; the lines behind it that begin as it does are read as lists of their own
    "#);
}

#[test]
fn a_comma_that_is_missing_is_told_once_and_costs_no_element() {
    insta::assert_snapshot!(of_events("[{\"a\":1}\n{\"a\":1}\n{\"a\":1}\n]"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/missing-comma]: a comma is missing between two elements of a list
     --> e:2:1
      |
    2 | {"a":1}
      | ^ not separated from what is before it
      |
      = help: put a comma between the elements: what JSON reads refuses the list otherwise; this is told once for a list
    "#);
}

#[test]
fn events_on_one_line_have_places_of_their_own() {
    let records = r#"{"Records":[{"body":"{\"a\":2}"},{"body":"{\"a\":1}"},{"body":"{\"a\":3}"}]}"#;
    insta::assert_snapshot!(test(&host(), &[records]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `2` is not `1`
        wants 1  <pattern>:1:7
        has   2  <event>:1:13[body]:1:6
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
