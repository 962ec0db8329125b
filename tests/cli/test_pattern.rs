//! `evb test-pattern`.

use evb::commands::Exit;

use crate::support::Pretend;

const PATTERN: &str = r#"{
  "source": ["aws.ec2"],
  "detail": {
    "state": ["terminated"]
  }
}
"#;

/// A delivered event with this detail.
fn delivered(detail: &str) -> String {
    format!(
        r#"{{"version":"0","id":"1","detail-type":"T","source":"aws.ec2","account":"1","time":"2026-11-20T10:00:00Z","region":"r","resources":[],"detail":{detail}}}"#
    )
}

fn terminated() -> String {
    delivered(r#"{"state":"terminated"}"#)
}

fn host() -> Pretend {
    Pretend::default().file("pattern.json", PATTERN)
}

/// A file of `fixtures/events/`.
fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/events/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

const TEST: [&str; 3] = ["test-pattern", "--pattern", "pattern.json"];

fn test(host: &Pretend, more: &[&str]) -> String {
    host.evb(&[&TEST[..], more].concat())
}

#[test]
fn a_match_says_in_one_line_what_matched() {
    let host = host().file("event.json", terminated());
    insta::assert_snapshot!(test(&host, &["event.json"]), @r#"
    exit: Success
    --- stdout
    match event.json: detail.state is "terminated", source is "aws.ec2"
    "#);
}

#[test]
fn a_miss_names_each_field_that_decided_nearest_first() {
    let host = host().file(
        "event.json",
        "{\n  \"source\": \"aws.s3\",\n  \"detail\": {\n    \"state\": \"Terminated\"\n  }\n}\n",
    );
    insta::assert_snapshot!(test(&host, &["event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      detail.state: `"Terminated"` differs from `"terminated"` only in case
        wants "terminated"  pattern.json:4:15
        has   "Terminated"  event.json:4:14
        help: write `{"equals-ignore-case": "terminated"}`
      source: `"aws.s3"` is not `"aws.ec2"`
        wants "aws.ec2"  pattern.json:2:14
        has   "aws.s3"  event.json:2:13
      note: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
    "#);
}

#[test]
fn a_miss_shows_what_each_alternative_of_an_or_wants() {
    let pattern = r#"{"source": ["aws.ec2"], "detail": {"$or": [{"state": ["stopped"]}, {"code": [{"numeric": [">", 5]}]}]}}"#;
    let host = Pretend::default().file("event.json", delivered(r#"{"state":"stoped","code":"7"}"#));
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", pattern, "event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      with alternative 2 of 2 of the `$or` in `detail`:
      detail.code: `"7"` is a string, and `numeric` compares numbers only
        wants {"numeric":[">",5]}  <pattern>:1:78
        has   "7"  event.json:1:168
        help: DynamoDB and many other sources write numbers as strings: compare the text, or send a number
      with alternative 1 of 2 of the `$or` in `detail`:
      detail.state: `"stoped"` differs from `"stopped"` in one character
        wants "stopped"  <pattern>:1:55
        has   "stoped"  event.json:1:152
    "#);
}

#[test]
fn several_events_are_summed_up_and_only_the_unexpected_is_shown() {
    let lines = [terminated(), delivered("{}"), terminated()].join("\n");
    insta::assert_snapshot!(test(&host().file("events.jsonl", lines), &["events.jsonl"]), @r#"
    exit: Negative
    --- stdout
    no match events.jsonl:2
      detail.state: `detail` has no `state`
        wants ["terminated"]  pattern.json:4:5
        see   events.jsonl:2:134

    3 events: 2 match, 1 does not
    "#);
}

#[test]
fn several_events_that_do_as_expected_are_one_line() {
    let host = host()
        .file("a.json", terminated())
        .file("b.json", terminated());
    insta::assert_snapshot!(test(&host, &["a.json", "b.json"]), @"
    exit: Success
    --- stdout
    2 events match
    ");
}

#[test]
fn a_miss_can_be_what_is_expected() {
    let host = host().file("event.json", delivered(r#"{"state":"running"}"#));
    insta::assert_snapshot!(test(&host, &["--expect", "no-match", "event.json"]), @r#"
    exit: Success
    --- stdout
    no match event.json, as expected: detail.state: `"running"` is not `"terminated"`
    "#);
}

#[test]
fn a_match_can_be_what_is_not_expected() {
    let host = host().file("event.json", terminated());
    insta::assert_snapshot!(test(&host, &["--expect", "no-match", "event.json"]), @r#"
    exit: Negative
    --- stdout
    match event.json, though none is expected: detail.state is "terminated", source is "aws.ec2"
    "#);
}

#[test]
fn many_misses_are_counted_after_the_first_twenty() {
    let lines = vec![delivered("{}"); 1234].join("\n");
    let ended = host().stdin(lines).run(&TEST);
    assert_eq!(ended.exit, Exit::Negative);
    assert_eq!(ended.stdout.matches("no match <stdin>").count(), 20);
    let end: Vec<&str> = ended.stdout.lines().rev().take(2).collect();
    insta::assert_snapshot!(end.join("\n"), @"
    1,234 events do not match
    1,214 more are not shown; `--format jsonl` explains every one
    ");
}

#[test]
fn an_event_without_the_mandatory_fields_is_answered_with_a_note() {
    let host = host().stdin(r#"{"source":"aws.ec2","detail":{"state":"terminated"}}"#);
    insta::assert_snapshot!(test(&host, &[]), @r#"
    exit: Success
    --- stdout
    match <stdin>: detail.state is "terminated", source is "aws.ec2"
      note: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
    "#);
}

#[test]
fn strict_refuses_an_event_without_the_mandatory_fields_as_aws_does() {
    let host = host().stdin(format!(
        "{}\n{}",
        r#"{"source":"aws.ec2","detail":{"state":"terminated"}}"#,
        terminated()
    ));
    insta::assert_snapshot!(test(&host, &["--strict"]), @r#"
    exit: Failure
    --- stdout
    1 event matches; 1 record could not be answered
    --- stderr
    error[event/missing-field]: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
     --> <stdin>:1:1
      |
    1 | {"source":"aws.ec2","detail":{"state":"terminated"}}
      | ^ in the event that begins here
      |
      = help: without `--strict` this is a note
    "#);
}

#[test]
fn a_broken_line_is_reported_with_its_number_and_the_others_are_answered() {
    let host = host().file("events.jsonl", fixture("broken-line.jsonl"));
    insta::assert_snapshot!(test(&host, &["events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    no match events.jsonl
      detail.state: `"running"` is not `"terminated"`
        wants "terminated"  pattern.json:4:15
        has   "running"  events.jsonl:1:326

    2 events: 1 match, 1 does not; 1 record could not be answered
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> events.jsonl:2:338
      |
    2 | s:ec2:us-east-1:123456789012:instance/i-abcd1111"],"detail":{"instance-id":"i-abcd1111","state":"terminated"
      |                                                             - opened here                                   ^ the text ends here
      |
      = help: close it with `}`
    "#);
}

#[test]
fn a_broken_line_is_a_line_of_its_own_in_jsonl() {
    let lines = [terminated(), "{\"a\":01}".to_owned(), delivered("{}")].join("\n");
    insta::assert_snapshot!(test(&host().stdin(lines), &["--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"event":{"source":"<stdin>","index":0,"line":1,"id":"1"},"match":true,"explanation":[{"path":"detail.state","wanted":"terminated","actual":"terminated","reason":"`\"terminated\"` is `\"terminated\"`","hint":null,"pattern_span":{"line":4,"column":15,"end_line":4,"end_column":27},"event_span":{"line":1,"column":152,"end_line":1,"end_column":164},"kind":"satisfied"},{"path":"source","wanted":"aws.ec2","actual":"aws.ec2","reason":"`\"aws.ec2\"` is `\"aws.ec2\"`","hint":null,"pattern_span":{"line":2,"column":14,"end_line":2,"end_column":23},"event_span":{"line":1,"column":52,"end_line":1,"end_column":61},"kind":"satisfied"}],"notes":[]}
    {"version":1,"error":{"code":"ValidationException","message":"Parameter Event is not valid.","diagnostics":[{"code":"json/bad-number","severity":"error","message":"a number begins with a superfluous zero","source":"<stdin>","span":{"line":2,"column":6,"end_line":2,"end_column":7},"label":"zero before another digit","help":"remove the zero, or put an id in double quotes"}]}}
    {"event":{"source":"<stdin>","index":2,"line":3,"id":"1"},"match":false,"explanation":[{"path":"detail.state","wanted":["terminated"],"actual":null,"reason":"`detail` has no `state`","hint":null,"pattern_span":{"line":4,"column":5,"end_line":4,"end_column":12},"event_span":{"line":3,"column":134,"end_line":3,"end_column":142},"kind":"missing"}],"notes":[]}
    --- stderr
    error[json/bad-number]: a number begins with a superfluous zero
     --> <stdin>:2:6
      |
    2 | {"a":01}
      |      ^ zero before another digit
      |
      = help: remove the zero, or put an id in double quotes
    "#);
}

#[test]
fn a_json_document_holds_results_summary_and_error() {
    let lines = [terminated(), "{\"a\":01}".to_owned()].join("\n");
    insta::assert_snapshot!(test(&host().stdin(lines), &["--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"results":[
    {"event":{"source":"<stdin>","index":0,"line":1,"id":"1"},"match":true,"explanation":[{"path":"detail.state","wanted":"terminated","actual":"terminated","reason":"`\"terminated\"` is `\"terminated\"`","hint":null,"pattern_span":{"line":4,"column":15,"end_line":4,"end_column":27},"event_span":{"line":1,"column":152,"end_line":1,"end_column":164},"kind":"satisfied"},{"path":"source","wanted":"aws.ec2","actual":"aws.ec2","reason":"`\"aws.ec2\"` is `\"aws.ec2\"`","hint":null,"pattern_span":{"line":2,"column":14,"end_line":2,"end_column":23},"event_span":{"line":1,"column":52,"end_line":1,"end_column":61},"kind":"satisfied"}],"notes":[]}
    ],"summary":{"events":1,"matched":1,"unmatched":0,"broken":1,"unreadable":0},"error":{"code":"ValidationException","message":"Parameter Event is not valid.","diagnostics":[{"code":"json/bad-number","severity":"error","message":"a number begins with a superfluous zero","source":"<stdin>","span":{"line":2,"column":6,"end_line":2,"end_column":7},"label":"zero before another digit","help":"remove the zero, or put an id in double quotes"}]}}
    --- stderr
    error[json/bad-number]: a number begins with a superfluous zero
     --> <stdin>:2:6
      |
    2 | {"a":01}
      |      ^ zero before another digit
      |
      = help: remove the zero, or put an id in double quotes
    "#);
}

#[test]
fn json_explains_a_miss_with_spans_in_both_texts() {
    let event = "{\"source\":\"aws.ec2\",\n\"detail\":{\"state\":\"Terminated\"}}";
    let ended = host()
        .stdin(event)
        .run(&[&TEST[..], &["--format", "json"]].concat());
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&document["results"][0]["explanation"]).unwrap(),
        @r#"
    [
      {
        "path": "detail.state",
        "wanted": "terminated",
        "actual": "Terminated",
        "reason": "`\"Terminated\"` differs from `\"terminated\"` only in case",
        "hint": "write `{\"equals-ignore-case\": \"terminated\"}`",
        "pattern_span": {
          "line": 4,
          "column": 15,
          "end_line": 4,
          "end_column": 27
        },
        "event_span": {
          "line": 2,
          "column": 19,
          "end_line": 2,
          "end_column": 31
        },
        "kind": "case"
      }
    ]
    "#
    );
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["version", "results", "summary"]);
}

#[test]
fn every_shape_gives_the_same_answers() {
    let host = || Pretend::default().file("pattern.json", r#"{"detail":{"state":["terminated"]}}"#);
    for name in [
        "array.json",
        "lines.jsonl",
        "lines.jsonl.gz",
        "firehose.json",
        "entries.json",
        "entries-array.json",
        "sqs-messages.json",
        "lambda-records.json",
        "log-events.json",
    ] {
        let host = host().file(name, fixture(name));
        let ended = host.run(&[&TEST[..], &["--format", "jsonl", name]].concat());
        let answers: Vec<(bool, String)> = ended
            .stdout
            .lines()
            .map(|line| {
                let result: serde_json::Value = serde_json::from_str(line).unwrap();
                let state = result["explanation"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|field| field["path"] == "detail.state")
                    .unwrap()["actual"]
                    .clone();
                (result["match"].as_bool().unwrap(), state.to_string())
            })
            .collect();
        assert_eq!(
            answers,
            [
                (false, "\"running\"".to_owned()),
                (true, "\"terminated\"".to_owned())
            ],
            "{name}: {}",
            ended.stderr
        );
        assert_eq!(ended.exit, Exit::Negative, "{name}");
    }
    for name in ["delivered.json", "entry.json", "sqs-message.json"] {
        let ended = host()
            .file(name, fixture(name))
            .run(&[&TEST[..], &[name]].concat());
        assert_eq!(ended.exit, Exit::Success, "{name}: {}", ended.stderr);
    }
}

#[test]
fn with_shape_event_a_wrapper_is_the_event() {
    let wrapper = r#"{"Records":[{"body":"{}"}]}"#;
    let pattern = r#"{"Records":{"body":["{}"]}}"#;
    for (shape, exit) in [("event", Exit::Success), ("auto", Exit::Negative)] {
        let ended = Pretend::default().run(&[
            "test-pattern",
            "--pattern",
            pattern,
            "--shape",
            shape,
            wrapper,
        ]);
        assert_eq!(
            ended.exit, exit,
            "{shape}: {}{}",
            ended.stdout, ended.stderr
        );
    }
}

#[test]
fn the_records_of_a_pipe_are_the_events() {
    let records = r#"[{"messageId":"1","body":"{}"}]"#;
    let ended = Pretend::default().run(&[
        "test-pattern",
        "--for",
        "pipe",
        "--pattern",
        r#"{"body":["{}"]}"#,
        records,
    ]);
    assert_eq!(
        ended.exit,
        Exit::Success,
        "{}{}",
        ended.stdout,
        ended.stderr
    );
}

#[test]
fn an_operator_that_pipes_do_not_have_is_refused_for_pipes_only() {
    let pattern = r#"{"a":[{"wildcard":"x*"}]}"#;
    let run = |place| {
        Pretend::default().evb(&[
            "test-pattern",
            "--pattern",
            pattern,
            "--for",
            place,
            r#"{"a":"xy"}"#,
        ])
    };
    assert!(run("bus").starts_with("exit: Success"), "{}", run("bus"));
    insta::assert_snapshot!(run("pipe"), @r#"
    exit: Failure
    --- stderr
    error[pattern/unsupported-operator]: filters of a pipe do not support `wildcard`
     --> <pattern>:1:8
      |
    1 | {"a":[{"wildcard":"x*"}]}
      |        ^^^^^^^^^^ not supported here
      |
      = help: use `prefix` or `suffix`
    "#);
}

#[test]
fn an_invalid_pattern_is_told_in_our_words_and_in_those_of_aws() {
    let pattern = "{\n  \"detail\": {\n    \"state\": \"terminated\",\n    \"code\": [{\"prefx\": \"1\"}]\n  }\n}\n";
    let host = Pretend::default().file("pattern.json", pattern);
    insta::assert_snapshot!(test(&host, &[&terminated()]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `state` has a string where a list of values must stand
     --> pattern.json:3:14
      |
    3 |     "state": "terminated",
      |              ^^^^^^^^^^^^ not in an array
      |
      = help: write `["terminated"]`: a field has a list of the values that match
    error[pattern/unknown-operator]: unknown operator `prefx`
     --> pattern.json:4:15
      |
    4 |     "code": [{"prefx": "1"}]
      |               ^^^^^^^ not an operator
      |
      = help: did you mean `prefix`?
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "state" must be an object or an array
     at [Source: (String)"{
      "detail": {
        "state": "terminated",
        "code": [{"prefx": "1"}]
      }
    }
    "; line: 3, column: 15]
    "#);
}

#[test]
fn an_invalid_pattern_is_an_error_document_in_json() {
    let host = Pretend::default();
    insta::assert_snapshot!(
        host.evb(&["test-pattern", "--pattern", r#"{"a":"b"}"#, "--format", "json", "{}"]),
        @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":\"b\"}\"; line: 1, column: 7]","diagnostics":[{"code":"pattern/bare-value","severity":"error","message":"the field `a` has a string where a list of values must stand","source":"<pattern>","span":{"line":1,"column":6,"end_line":1,"end_column":9},"label":"not in an array","help":"write `[\"b\"]`: a field has a list of the values that match"}]}}
    --- stderr
    error[pattern/bare-value]: the field `a` has a string where a list of values must stand
     --> <pattern>:1:6
      |
    1 | {"a":"b"}
      |      ^^^ not in an array
      |
      = help: write `["b"]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"a":"b"}"; line: 1, column: 7]
    "#
    );
}

#[test]
fn a_pattern_is_also_read_out_of_a_rule() {
    let rule = r#"{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","State":"ENABLED"}"#;
    let host = Pretend::default().file("pattern.json", rule);
    insta::assert_snapshot!(test(&host, &[&terminated()]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      source: `"aws.ec2"` is not `"aws.s3"`
        wants "aws.s3"  pattern.json:1 EventPattern:1:12
        has   "aws.ec2"  <event>:1:52
    "#);
}

#[test]
fn an_input_that_cannot_be_read_does_not_stop_the_others() {
    let host = host().file("event.json", terminated());
    insta::assert_snapshot!(test(&host, &["nowhere.json", "event.json"]), @"
    exit: Failure
    --- stdout
    1 event matches; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `nowhere.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
}

#[test]
fn an_input_without_events_is_no_success() {
    insta::assert_snapshot!(test(&host().stdin("\n"), &[]), @"
    exit: Failure
    --- stderr
    error[event/none]: there is no event in the input
     |
     = help: give events as arguments or on standard input
    ");
    insta::assert_snapshot!(test(&host().stdin("{\"Messages\":[]}"), &[]), @"
    exit: Failure
    --- stderr
    error[event/none]: the list in the input is empty: there is no event in it
     |
     = help: a poll that receives nothing prints such a list: poll again, or give another input
    ");
    for format in ["json", "jsonl"] {
        let ended = host()
            .stdin("{\"Messages\":[]}")
            .run(&[&TEST[..], &["--format", format]].concat());
        assert_eq!(ended.exit, Exit::Failure);
        assert!(ended.stdout.contains("event/none"), "{}", ended.stdout);
    }
}

#[test]
fn standard_input_is_read_once() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: without an EVENT the events are read from there: name their files, or the file of the pattern
    ");
}

#[test]
fn an_event_that_is_no_object_is_refused_as_aws_refuses_it() {
    insta::assert_snapshot!(test(&host().stdin("[5]"), &[]), @r#"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[event/not-an-object]: an event is a JSON object, not a number
     --> <stdin>:1:2
      |
    1 | [5]
      |  ^ AWS answers `Parameter Event is not valid.`
      |
      = help: give what targets get: `{"source": …, "detail-type": …, "detail": {…}}`
    "#);
}

#[test]
fn a_message_without_an_event_is_told_and_passed() {
    let queue = r#"{"Messages":[{"Body":"hello"},{"Body":"{\"source\":\"aws.ec2\",\"detail\":{\"state\":\"terminated\"}}"}]}"#;
    insta::assert_snapshot!(test(&host().stdin(queue), &[]), @r#"
    exit: Failure
    --- stdout
    1 event matches; 1 record could not be answered
    note: AWS refuses 1 event for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/message-not-json]: the text in `Body` is not JSON: unknown word `hello`
     --> <stdin>:1:22
      |
    1 | {"Messages":[{"Body":"hello"},{"Body":"{\"source\":\"aws.ec2\",\"detail\":{\"state\":\"terminated\"}}"}]}
      |                      ^^^^^^^ the event should be here
      |
      = help: with `--shape event` every JSON value is the event itself
    "#);
}

#[test]
fn requests_are_answered_as_the_api_answers_them() {
    let request = |id: &str, pattern: &str, event: &str| {
        format!(
            r#"{{"id":{id},"EventPattern":{},"Event":{}}}"#,
            serde_json::Value::from(pattern),
            serde_json::Value::from(event)
        )
    };
    let lines = [
        request("1", r#"{"source":["aws.ec2"]}"#, &terminated()),
        request("\"two\"", r#"{"source":["aws.s3"]}"#, &terminated()),
        request("3", r#"{"source":"aws.ec2"}"#, &terminated()),
        request("4", r#"{"source":["aws.ec2"]}"#, r#"{"source":"aws.ec2"}"#),
        request("5", r#"{"source":["aws.ec2"]}"#, "[]"),
        request(
            "6",
            r#"{"source":["aws.ec2"]} tail"#,
            &format!("{} tail", terminated()),
        ),
        r#"{"EventPattern":"{\"a\":[1]}"}"#.to_owned(),
        "oops".to_owned(),
        "[]".to_owned(),
        String::new(),
    ];
    let host = Pretend::default().stdin(lines.join("\n"));
    insta::assert_snapshot!(host.evb(&["test-pattern", "--requests", "-"]), @r#"
    exit: Failure
    --- stdout
    {"id":1,"Result":true}
    {"id":"two","Result":false}
    {"id":3,"Error":{"Code":"InvalidEventPatternException","Message":"Event pattern is not valid. Reason: \"source\" must be an object or an array\n at [Source: (String)\"{\"source\":\"aws.ec2\"}\"; line: 1, column: 12]"}}
    {"id":4,"Error":{"Code":"ValidationException","Message":"Parameter Event is not valid."}}
    {"id":5,"Error":{"Code":"ValidationException","Message":"Parameter Event is not valid."}}
    {"id":6,"Result":true,"Notes":[{"code":"pattern/trailing-text","message":"text follows the pattern, and AWS ignores it","help":"remove it; if it was to count, put it inside the braces of the pattern"}]}
    {"Error":{"Code":"input/not-a-request","Message":"line 7: the request has no `Event`","Line":7}}
    {"Error":{"Code":"input/not-a-request","Message":"line 8: not JSON: unknown word `oops`","Line":8}}
    {"Error":{"Code":"input/not-a-request","Message":"line 9: a request is a JSON object, not an array","Line":9}}
    --- stderr
    error[input/not-a-request]: the request has no `Event`
     --> <stdin>:7:1
      |
    7 | {"EventPattern":"{\"a\":[1]}"}
      | ^ in the request that begins here
      |
      = help: a request is `{"EventPattern": "…", "Event": "…"}`, both JSON texts in strings
    error[input/not-a-request]: not JSON: unknown word `oops`
     --> <stdin>:8:1
      |
    8 | oops
      | ^^^^ not a JSON value
      |
      = help: put text in double quotes
    error[input/not-a-request]: a request is a JSON object, not an array
     --> <stdin>:9:1
      |
    9 | []
      | ^^ not a request
      |
      = help: a request is `{"EventPattern": "…", "Event": "…"}`, both JSON texts in strings
    "#);
}

#[test]
fn lenient_requests_may_leave_out_mandatory_fields() {
    let line = r#"{"EventPattern":"{\"a\":[1]}","Event":"{\"a\":1.0}"}"#;
    let host = Pretend::default().file("requests.jsonl", line);
    insta::assert_snapshot!(
        host.evb(&["test-pattern", "--requests", "requests.jsonl", "--lenient-events"]),
        @r#"
    exit: Success
    --- stdout
    {"Result":true}
    "#
    );
}

#[test]
fn a_pattern_and_requests_exclude_each_other() {
    let ended = host().run(&[&TEST[..], &["--requests", "-"]].concat());
    assert_eq!(ended.exit, Exit::Failure);
    assert!(ended.stderr.contains("--requests"), "{}", ended.stderr);
}

#[test]
fn where_the_engine_is_known_to_be_wrong_so_is_the_answer_with_a_note() {
    let pattern = r#"{"$or": [{"a": ["x"]}, {"a": ["x", "y"]}]}"#;
    let run = |more: &[&str]| {
        let arguments = [
            &["test-pattern", "--pattern", pattern, r#"{"a": "y"}"#],
            more,
        ]
        .concat();
        Pretend::default().evb(&arguments)
    };
    insta::assert_snapshot!(run(&[]), @r#"
    exit: Negative
    --- stdout
    no match <event>, against what the pattern says: with alternative 2 of 2 of the `$or`, a is "y"
      note: the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them
        help: merge the alternatives into one value list, or let them share no value in at least one field
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(run(&["--format", "jsonl"]), @r##"
    exit: Negative
    --- stdout
    {"event":{"source":"<event>","index":0,"line":1},"match":false,"explanation":[{"path":"a","wanted":"y","actual":"y","reason":"`\"y\"` is `\"y\"`, but the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them","hint":"merge the alternatives into one value list, or let them share no value in at least one field","pattern_span":{"line":1,"column":36,"end_line":1,"end_column":39},"event_span":{"line":1,"column":7,"end_line":1,"end_column":10},"kind":"engine-defect","or":[{"parent":"","alternative":1,"of":2}]}],"notes":[{"code":"engine-defect","message":"the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them","help":"merge the alternatives into one value list, or let them share no value in at least one field"},{"code":"event/missing-field","message":"AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`"}]}
    "##);
    assert!(run(&["--logical"]).starts_with("exit: Success"));
    let misread = r#"{"b": [1], "a": [{"wildcard": "*9"}, {"equals-ignore-case": "a"}]}"#;
    let event = r#"{"a": "zzz", "b": 1}"#;
    insta::assert_snapshot!(Pretend::default().evb(&["test-pattern", "--pattern", misread, event]), @r##"
    exit: Success
    --- stdout
    match <event>: a is "zzz" where [{"wildcard":"*9"},{"equals-ignore-case":"a"}] is wanted
      note: the engine of EventBridge confuses a letter of this comparison with the star of a `wildcard` before it, and takes any text in its place
        help: put this comparison before the `wildcard`
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "##);
}

#[test]
fn what_is_odd_about_a_pattern_is_drawn_once() {
    let pattern = r#"{"a": ["x"], "a": ["y"]}"#;
    let events = r#"{"a": "x"} {"a": "x"}"#;
    let host = Pretend::default().stdin(events);
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", pattern]), @r#"
    exit: Negative
    --- stdout
    no match <stdin>
      a: `"x"` is not `"y"`
        wants "y"  <pattern>:1:20
        has   "x"  <stdin>:1:7

    no match <stdin>:1:12
      a: `"x"` is not `"y"`
        wants "y"  <pattern>:1:20
        has   "x"  <stdin>:1:18

    2 events do not match
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    warning[pattern/duplicate-field]: the field `a` is written twice
     --> <pattern>:1:14
      |
    1 | {"a": ["x"], "a": ["y"]}
      |  --- ignored ^^^ only these values count
      |
      = help: put all values into one list
    "#);
}

#[test]
fn colours_are_there_when_they_are_asked_for() {
    let host = host().file("event.json", terminated());
    let colored = test(&host, &["--color", "always", "event.json"]);
    assert!(
        colored.contains("\u{1b}[1;32mmatch\u{1b}[0m"),
        "{colored:?}"
    );
}

#[test]
fn an_entry_that_put_events_refuses_is_no_event() {
    let entry = r#"{"Source":"aws.ec2","DetailType":"T","Detail":"{}"}"#;
    insta::assert_snapshot!(test(&host().stdin(entry), &[]), @r#"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[event/entry-refused]: `PutEvents` answers `NotAuthorizedForSourceException`
     --> <stdin>:1:1
      |
    1 | {"Source":"aws.ec2","DetailType":"T","Detail":"{}"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Not authorized for the source.
      |
      = help: give an event of AWS as it is delivered, not as an entry

    note[event/taken-for-entry]: the object is taken for an entry of `PutEvents`, because it has `Source`
     --> <stdin>:1:2
      |
    1 | {"Source":"aws.ec2","DetailType":"T","Detail":"{}"}
      |  ^^^^^^^^ only entries have this
      |
      = help: with `--shape event` every JSON value is the event itself
    "#);
}

#[test]
fn records_are_not_told_to_lack_the_fields_of_events() {
    let record = r#"{"messageId":"m","body":"x","eventSource":"aws:sqs"}"#;
    let pattern = r#"{"messageId":["m"]}"#;
    for place in ["pipe", "lambda"] {
        let ended = Pretend::default().run(&[
            "test-pattern",
            "--strict",
            "--for",
            place,
            "--pattern",
            pattern,
            record,
        ]);
        assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
        assert!(!ended.stdout.contains("AWS refuses"), "{}", ended.stdout);
    }
}

/// A request with the event `{}`, on a line of its own.
fn asked(pattern: &str) -> String {
    format!(
        "{{\"id\":1,\"EventPattern\":{},\"Event\":\"{{}}\"}}\n",
        serde_json::Value::from(pattern)
    )
}

#[test]
fn a_request_is_not_answered_where_the_words_of_aws_are_not_known() {
    let or = r#""$or":[{"a":[1]},{"b":[1]}]"#;
    let fields: Vec<String> = (0..257)
        .map(|number| format!("\"f{number}\":[1]"))
        .collect();
    let long = format!(r#"{{"a":["{}"]}}"#, "x".repeat(4086));
    let patterns = [
        format!("{{{}}}", [or; 10].join(",")),
        format!("{{{}}}", fields.join(",")),
        r#"{"a":[{"anything-but":{"prefix":[]}}]}"#.to_owned(),
        r#"{"a":[{"numeric":["<=",-1.7976931348623157e308]}]}"#.to_owned(),
        long.clone(),
        format!("{long}   "),
    ];
    let codes = [
        Some("pattern/too-many-combinations"),
        Some("pattern/too-many-fields"),
        Some("pattern/engine-fails"),
        Some("pattern/engine-fails"),
        None,
        Some("pattern/too-long"),
    ];
    for (pattern, code) in patterns.iter().zip(codes) {
        let requests = format!("\n{}", asked(pattern));
        let ended = Pretend::default().file("q.jsonl", requests).run(&[
            "test-pattern",
            "--lenient-events",
            "--requests",
            "q.jsonl",
        ]);
        let answer: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(answer["id"], 1);
        assert_eq!(answer["Error"]["Code"].as_str(), code, "{pattern}");
        let Some(code) = code else {
            assert_eq!(ended.exit, Exit::Success);
            continue;
        };
        assert_eq!(ended.exit, Exit::Failure);
        assert_eq!(answer["Error"]["Line"], 2);
        assert!(ended.stderr.starts_with(&format!("error[{code}]: ")));
        assert!(
            ended.stderr.contains("--> q.jsonl:2 EventPattern:1:"),
            "{}",
            ended.stderr
        );
        // What is asked as a pattern is refused in the same words.
        let pattern = Pretend::default().file("p.json", &**pattern).run(&[
            "test-pattern",
            "--pattern",
            "p.json",
            "{}",
            "--format",
            "json",
        ]);
        if code != "pattern/too-long" {
            let refused: serde_json::Value = serde_json::from_str(&pattern.stdout).unwrap();
            assert_eq!(refused["error"]["code"].as_str(), Some(code));
        }
    }
}

#[test]
fn a_request_that_is_not_answered_is_drawn() {
    let pattern = r#"{"a":[{"anything-but":{"prefix":[]}}]}"#;
    let host = Pretend::default().stdin(asked(pattern));
    insta::assert_snapshot!(host.evb(&["test-pattern", "--requests", "-"]), @r#"
    exit: Failure
    --- stdout
    {"id":1,"Error":{"Code":"pattern/engine-fails","Message":"line 1: an empty `anything-but` list comes first among the values","Line":1}}
    --- stderr
    error[pattern/engine-fails]: an empty `anything-but` list comes first among the values
     --> <stdin>:1 EventPattern:1:7
      |
    1 | {"a":[{"anything-but":{"prefix":[]}}]}
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the engine fails to build a rule from this
      |
      = help: remove it; what AWS answers to such a rule is not known
    "#);
}

#[test]
fn filters_are_told_where_the_spelling_of_a_number_decides() {
    let ask = |dialect: &str, format: &str| {
        Pretend::default().evb(&[
            "test-pattern",
            "--pattern",
            r#"{"a":[300]}"#,
            r#"{"a":300.0}"#,
            "--for",
            dialect,
            "--format",
            format,
        ])
    };
    insta::assert_snapshot!(ask("lambda", "human"), @"
    exit: Success
    --- stdout
    match <event>: a is 300.0
      note: the answer rests on comparing numbers by value, as a bus does; AWS documents for Lambda that filters compare them as they are written, so that 300 is not 300.0
        help: which of the two holds is not known: list every spelling that occurs
    ");
    insta::assert_snapshot!(ask("pipe", "jsonl"), @r#"
    exit: Success
    --- stdout
    {"event":{"source":"<event>","index":0,"line":1},"match":true,"explanation":[{"path":"a","wanted":300,"actual":300.0,"reason":"`300.0` is `300`","hint":null,"pattern_span":{"line":1,"column":7,"end_line":1,"end_column":10},"event_span":{"line":1,"column":6,"end_line":1,"end_column":11},"kind":"satisfied"}],"notes":[{"code":"pattern/number-spelling","message":"the answer rests on comparing numbers by value, as a bus does; AWS documents for Lambda that filters compare them as they are written, so that 300 is not 300.0","help":"which of the two holds is not known: list every spelling that occurs"}]}
    "#);
}

#[test]
fn every_entry_gets_the_id_that_put_events_gives_it() {
    let entry =
        |source: &str| format!(r#"{{"Source":"{source}","DetailType":"d","Detail":"{{}}"}}"#);
    let request = format!("[{},{}]", entry("a"), entry("b"));
    let host = Pretend::default()
        .file("entries.json", &*request)
        .file("more.jsonl", format!("{}\n{}\n", entry("c"), entry("d")))
        .file(
            "all.json",
            format!(
                "[{},{},{},{}]",
                entry("a"),
                entry("b"),
                entry("c"),
                entry("d")
            ),
        );
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&host.run(arguments).stdout).unwrap()
    };
    let ids = |rows: &serde_json::Value, path: &str| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row.pointer(path).unwrap().as_str().unwrap().to_owned())
            .collect()
    };
    let put = json(&["put-events", "all.json", "--format", "json"]);
    let expected = ids(&put["events"], "/id");
    let tested = json(&[
        "test-pattern",
        "--pattern",
        r#"{"source":["a"]}"#,
        "entries.json",
        "more.jsonl",
        "--format",
        "json",
    ]);
    assert_eq!(ids(&tested["results"], "/event/id"), expected);
    let routed = json(&[
        "route",
        "--rules",
        r#"{"name":"r","pattern":{"source":["a"]}}"#,
        "entries.json",
        "more.jsonl",
        "--format",
        "json",
    ]);
    assert_eq!(ids(&routed["results"], "/event/id"), expected);
}
