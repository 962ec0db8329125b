//! Answers in JSON.

use super::{TEST, delivered, host, terminated, test};
use crate::support::Pretend;

#[test]
fn a_broken_line_is_a_line_of_its_own_in_jsonl() {
    let lines = [terminated(), "{\"a\":01}".to_owned(), delivered("{}")].join("\n");
    insta::assert_snapshot!(test(&host().stdin(lines), &["--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"event":{"source":"<stdin>","index":0,"line":1,"id":"1"},"match":true,"explanation":[{"path":"detail.state","wanted":"terminated","actual":"terminated","reason":"`\"terminated\"` is `\"terminated\"`","hint":null,"pattern_span":{"line":4,"column":15,"end_line":4,"end_column":27},"event_span":{"line":1,"column":152,"end_line":1,"end_column":164},"kind":"satisfied"},{"path":"source","wanted":"aws.ec2","actual":"aws.ec2","reason":"`\"aws.ec2\"` is `\"aws.ec2\"`","hint":null,"pattern_span":{"line":2,"column":14,"end_line":2,"end_column":23},"event_span":{"line":1,"column":52,"end_line":1,"end_column":61},"kind":"satisfied"}],"notes":[]}
    {"version":1,"event":{"source":"<stdin>","index":1,"line":2},"error":{"code":"ValidationException","message":"Parameter Event is not valid.","diagnostics":[{"code":"json/bad-number","severity":"error","message":"a number begins with a superfluous zero","source":"<stdin>","span":{"line":2,"column":6,"end_line":2,"end_column":7},"label":"zero before another digit","help":"remove the zero, or put an id in double quotes"}]}}
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
        "fix": {
          "span": {
            "line": 4,
            "column": 15,
            "end_line": 4,
            "end_column": 27
          },
          "replacement": "{\"equals-ignore-case\": \"terminated\"}"
        },
        "event_fix": {
          "replacement": "\"terminated\""
        },
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
fn an_invalid_pattern_is_an_error_document_in_json() {
    let host = Pretend::default();
    insta::assert_snapshot!(
        host.evb(&["test-pattern", "--pattern", r#"{"a":"b"}"#, "--format", "json", "{}"]),
        @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":\"b\"}\"; line: 1, column: 7]","diagnostics":[{"code":"pattern/bare-value","severity":"error","message":"the field `a` has a string where a list of values must stand","source":"<pattern>","span":{"line":1,"column":6,"end_line":1,"end_column":9},"label":"not in an array","help":"write `[\"b\"]`: a field has a list of the values that match","fix":{"span":{"line":1,"column":6,"end_line":1,"end_column":9},"replacement":"[\"b\"]"}}]}}
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
