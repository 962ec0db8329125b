//! Requests that cannot be answered.

use super::host;
use crate::support::Pretend;

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
    {"version":1,"error":{"code":"usage","message":"the argument '--requests <FILE>' cannot be used with '--format <FORMAT>'","diagnostics":[{"code":"usage","severity":"error","message":"the argument '--requests <FILE>' cannot be used with '--format <FORMAT>'","help":"Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...\n       evb test-pattern [OPTIONS] <PATTERN> [EVENT]...\n       evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]\nFor more information, try '--help'."}]}}
    --- stderr
    error[usage]: the argument '--requests <FILE>' cannot be used with '--format <FORMAT>'
     |
     = help: Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
                    evb test-pattern [OPTIONS] <PATTERN> [EVENT]...
                    evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]
             For more information, try '--help'.
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "{}", "--lenient-events"]), @r"
    exit: Failure
    --- stderr
    error[usage]: the argument '--pattern <PATTERN>' cannot be used with '--lenient-events'
     |
     = help: Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
                    evb test-pattern [OPTIONS] <PATTERN> [EVENT]...
                    evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]
             For more information, try '--help'.
    ");
    insta::assert_snapshot!(host().evb(&["test-pattern"]), @r"
    exit: Failure
    --- stderr
    error[usage]: the following required arguments were not provided: --pattern <PATTERN>
     |
     = help: Usage: evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
                    evb test-pattern [OPTIONS] <PATTERN> [EVENT]...
                    evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]
             For more information, try '--help'.
    ");
}
