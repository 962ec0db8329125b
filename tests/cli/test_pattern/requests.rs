//! Requests to TestEventPattern.

use evb::commands::Exit;

use super::{TEST, asked, host, terminated};
use crate::support::Pretend;

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
