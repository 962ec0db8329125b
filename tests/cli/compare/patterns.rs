//! Two patterns.

use crate::support::Pretend;

fn compare(old: &str, new: &str, more: &[&str]) -> String {
    let arguments: Vec<&str> = ["compare", old, new].iter().chain(more).copied().collect();
    Pretend::default()
        .file("old.json", r#"{"source": ["shop"]}"#)
        .file("new.json", r#"{"source": [{"prefix": "shop"}]}"#)
        .file(
            "events.jsonl",
            "{\"source\": \"shop\"}\n{\"source\": \"shop.eu\"}\n{\"source\": \"bank\"}\n",
        )
        .evb(&arguments)
}

#[test]
fn the_same_is_equal() {
    insta::assert_snapshot!(compare(r#"{"a":[1,2]}"#, r#"{ "a": [2.0, 1] }"#, &[]), @r"
    exit: Success
    --- stdout
    equal
    ");
}

#[test]
fn what_lets_more_through_is_wider() {
    insta::assert_snapshot!(compare("old.json", "new.json", &[]), @r#"
    exit: Negative
    --- stdout
    wider
    only the new one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    "#);
}

#[test]
fn what_lets_less_through_is_narrower() {
    insta::assert_snapshot!(compare("new.json", "old.json", &[]), @r#"
    exit: Negative
    --- stdout
    narrower
    only the old one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    "#);
}

#[test]
fn an_allowed_relation_is_a_yes() {
    insta::assert_snapshot!(compare("new.json", "old.json", &["--allow", "equal,narrower"]), @r#"
    exit: Success
    --- stdout
    narrower
    only the old one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    "#);
}

#[test]
fn each_lets_something_through_that_the_other_does_not() {
    insta::assert_snapshot!(compare(
        r#"{"source":["a","b"]}"#,
        r#"{"source":["b","c"]}"#,
        &["--format", "json"]
    ), @r#"
    exit: Negative
    --- stdout
    {"version":1,"relation":"overlapping","only_old":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"a","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"only_new":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"c","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"both":{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"b","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}},"bounded_by":null}
    "#);
}

#[test]
fn an_array_can_hold_both_values() {
    insta::assert_snapshot!(compare(
        r#"{"detail":{"a":["x"]}}"#,
        r#"{"detail":{"a":["y"]}}"#,
        &[]
    ), @r#"
    exit: Negative
    --- stdout
    overlapping
    only the new one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"a":"y"}}
    only the old one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"a":"x"}}
    both let this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"a":["x","y"]}}
    note: nothing passes both as long as no array stands at `detail.a`
    "#);
}

#[test]
fn no_event_has_two_sources() {
    insta::assert_snapshot!(compare(r#"{"source":["a"]}"#, r#"{"source":["b"]}"#, &[]), @r#"
    exit: Negative
    --- stdout
    disjoint
    only the new one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"b","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    only the old one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"a","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    "#);
}

#[test]
fn to_drop_a_constraint_can_narrow() {
    insta::assert_snapshot!(compare(
        r#"{"detail":{"i":{"n":["x"],"z":[{"exists":false}]}}}"#,
        r#"{"detail":{"i":{"z":[{"exists":false}]}}}"#,
        &[]
    ), @r#"
    exit: Negative
    --- stdout
    overlapping
    only the new one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    only the old one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"i":[{"n":"x"},{"z":"other"}]}}
    both let this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"i":{"n":"x"}}}
    "#);
}

#[test]
fn real_events_are_counted() {
    insta::assert_snapshot!(compare("old.json", "new.json", &["--events", "events.jsonl"]), @r#"
    exit: Negative
    --- stdout
    wider
    only the new one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    of the events 1 before, 2 now: 1 gained (first events.jsonl:2), 0 lost
    "#);
}

#[test]
fn a_pattern_that_aws_refuses_is_an_error() {
    insta::assert_snapshot!(compare("old.json", r#"{"source":"shop"}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
     --> <new>:1:11
      |
    1 | {"source":"shop"}
      |           ^^^^^^ not in an array
      |
      = help: write `["shop"]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array
     at [Source: (String)"{"source":"shop"}"; line: 1, column: 12]
    "#);
}

#[test]
fn standard_input_is_read_once() {
    insta::assert_snapshot!(compare("-", "-", &[]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: name the file of all but one
    ");
}

#[test]
fn for_a_pull_request() {
    insta::assert_snapshot!(compare("old.json", "new.json", &["--format", "markdown"]), @r#"
    exit: Negative
    --- stdout
    **wider**

    only the new one lets this through:

    ```json
    {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"shopx","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
    ```
    "#);
}

const STATES: &str =
    r#""source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]"#;

#[test]
fn the_question_can_be_asked_of_the_events_that_exist() {
    let old = format!(r#"{{{STATES},"detail":{{"state":["running"]}}}}"#);
    let new =
        format!(r#"{{{STATES},"detail":{{"state":["running"],"sate":[{{"exists":false}}]}}}}"#);
    insta::assert_snapshot!(compare(&old, &new, &[]), @r#"
    exit: Negative
    --- stdout
    narrower
    only the old one lets this through:
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"sate":"other","state":"running"}}
    "#);
    insta::assert_snapshot!(compare(&old, &new, &["--catalogue"]), @r"
    exit: Success
    --- stdout
    equal
    ");
}

#[test]
fn a_schema_tells_which_events_there_are() {
    let schema = r#"{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","required":["detail"],
        "properties":{"source":{"type":"string"},"detail":{"type":"object","required":["state"],
        "properties":{"state":{"type":"string","enum":["open","shut"]}}}}}"#;
    insta::assert_snapshot!(compare(
        r#"{"detail":{"state":[{"anything-but":"shut"}]}}"#,
        r#"{"detail":{"state":["open"]}}"#,
        &["--schema", schema]
    ), @r"
    exit: Success
    --- stdout
    equal
    ");
}
