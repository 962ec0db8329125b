//! How `test-pattern` and `route` take their inputs.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

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
    ");
    insta::assert_snapshot!(route(&host(), &["nothing/*.json"]), @r"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `nothing/*.json`: no file has such a name
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
    ");
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
