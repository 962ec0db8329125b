//! Events that match, one for each alternative.

use super::{details, evb, headings};
use crate::support::Pretend;

const STATES: &str = r#"{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"],"detail":{"state":["running","stopped"]}}"#;

#[test]
fn events_of_a_service_look_like_its_own() {
    insta::assert_snapshot!(evb(&[STATES]), @r#"
    exit: Success
    --- stdout
    event 1: detail-type "EC2 Instance State-change Notification", detail.state "running", source "aws.ec2"
      {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"instance-id":"i-07c74af0be025221c","state":"running"}}
    event 2: detail.state "stopped"
      {"version":"0","id":"1c825280-d709-44fd-809a-dddd93e50c33","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2026-11-20T10:51:16Z","region":"us-east-1","resources":[],"detail":{"instance-id":"i-0656b041bc0934d74","state":"stopped"}}
    2 events exercise 4 of 4 alternatives, seed 0
    "#);
}

#[test]
fn each_alternative_is_exercised_by_as_few_events_as_can_be() {
    let pattern = r#"{"detail":{"a":["x","y",3],"b":[{"prefix":"p"},{"exists":false}],"$or":[{"c":[1,2]},{"d":[null]}]}}"#;
    insta::assert_snapshot!(headings(&evb(&[pattern])), @r#"
    exit: Success
    --- stdout
    event 1: detail.a "x", detail.b {"prefix":"p"}, detail.c 1
    event 2: detail.a "y", detail.b {"exists":false}, detail.d null
    event 3: detail.a 3, detail.c 2
    3 events exercise 10 of 10 alternatives, seed 0
    "#);
    let told = evb(&[pattern, "--format", "jsonl"]);
    assert_eq!(details(&told).len(), 3);
}

#[test]
fn what_no_event_exercises_is_told() {
    let pattern = r#"{"source":["x",{"exists":false}],"detail":{"a":[{"numeric":[">",4.999999999999999,"<",5]},1],"b":["run",{"prefix":"r"}]},"$or":[{"account":[1]},{"detail":{"c":[1]}}]}"#;
    insta::assert_snapshot!(headings(&evb(&[pattern])), @r#"
    exit: Negative
    --- stdout
    event 1: detail.a 1, detail.b "run", detail.c 1, source "x"
    event 2: detail.b {"prefix":"r"}
    2 events exercise 6 of 10 alternatives, seed 0
    --- stderr
    warning[sample/not-exercised]: no event exercises this part of `source`
     --> <pattern>:1:16
      |
    1 | {"source":["x",{"exists":false}],"detail":{"a":[{"numeric":[">",4.999999999999999,"<",5]},1
      |                ^^^^^^^^^^^^^^^^ no event has such a value there
    warning[sample/not-exercised]: no event exercises this part of `detail.a`
     --> <pattern>:1:49
      |
    1 | {"source":["x",{"exists":false}],"detail":{"a":[{"numeric":[">",4.999999999999999,"<",5]},1],"b":["run",{"prefix":"r"}]},"$or":[{"acc...
      |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no value satisfies it
    warning[sample/not-exercised]: no event exercises this part of `account`
     --> <pattern>:1:141
      |
    1 | 9,"<",5]},1],"b":["run",{"prefix":"r"}]},"$or":[{"account":[1]},{"detail":{"c":[1]}}]}
      |                                                             ^ no event has such a value there
    note[sample/not-alone]: this value of `detail.b` decides nothing
     --> <pattern>:1:99
      |
    1 | ...",4.999999999999999,"<",5]},1],"b":["run",{"prefix":"r"}]},"$or":[{"account":[1]},{"detail":{"c":[1]}}]}
      |                                        ^^^^^ -------------- what satisfies it satisfies this too
      |                                        |
      |                                        no event satisfies it alone
      |
      = help: the pattern matches the same events without it
    "#);
}

#[test]
fn a_defect_of_the_engine_is_the_reason_where_it_is_one() {
    let pattern = r#"{"$or":[{"a":["x"]},{"a":["x","y"]}]}"#;
    insta::assert_snapshot!(headings(&evb(&[pattern])), @r#"
    exit: Negative
    --- stdout
    event 1: a "x"
    event 2: a "x"
    2 events exercise 4 of 5 alternatives, seed 0
    --- stderr
    warning[sample/not-exercised]: no event exercises this part of `a`
     --> <pattern>:1:31
      |
    1 | {"$or":[{"a":["x"]},{"a":["x","y"]}]}
      |                               ^^^ the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them
    "#);
}

#[test]
fn the_document_tells_what_each_event_is_for() {
    let pattern = r#"{"detail":{"$or":[{"a":[1]},{"b":[{"anything-but":"x"}]}]}}"#;
    insta::assert_snapshot!(evb(&[pattern, "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"pattern":"<pattern>","seed":0,"events":[{"kind":"match","event":{"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"a":1}},"fields":[{"path":"detail.a","wanted":1,"first":true,"pattern_span":{"line":1,"column":25,"end_line":1,"end_column":26}}],"or":[{"parent":"detail","alternative":0,"of":2}]},{"kind":"match","event":{"version":"0","id":"1c825280-d709-44fd-809a-dddd93e50c33","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T10:51:16Z","region":"us-east-1","resources":[],"detail":{"b":"other"}},"fields":[{"path":"detail.b","wanted":{"anything-but":"x"},"first":true,"pattern_span":{"line":1,"column":35,"end_line":1,"end_column":55}}],"or":[{"parent":"detail","alternative":1,"of":2}]}],"summary":{"alternatives":4,"exercised":4,"left_out":0},"diagnostics":[]}
    "#);
}

#[test]
fn so_many_events_as_are_asked_for() {
    let one = evb(&[STATES, "-n", "1", "--format", "jsonl"]);
    insta::assert_snapshot!(one, @r#"
    exit: Success
    --- stdout
    {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"instance-id":"i-07c74af0be025221c","state":"running"}}
    --- stderr
    note[sample/left-out]: the events exercise 3 of 4 alternatives
     |
     = help: without `-n` there is an event for each
    "#);
    let five = evb(&[STATES, "-n", "5", "--format", "jsonl"]);
    assert_eq!(details(&five).len(), 5);
}

#[test]
fn a_seed_changes_what_is_made_up_and_nothing_else() {
    let of_seed = |seed: &str| evb(&[STATES, "--seed", seed, "--format", "jsonl"]);
    assert_eq!(of_seed("7"), of_seed("7"));
    assert_ne!(of_seed("7"), of_seed("8"));
    assert_eq!(details(&of_seed("7")).len(), 2);
}

#[test]
fn the_events_are_input_of_the_other_commands() {
    let pattern = r#"{"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["orders"]},"object":{"key":[{"prefix":"in/"},{"wildcard":"*.json"}]}}}"#;
    let events = Pretend::default()
        .run(&["sample", pattern, "--format", "jsonl"])
        .stdout;
    insta::assert_snapshot!(Pretend::default().stdin(events.as_str()).evb(&["test-pattern", "-p", pattern, "--strict"]), @r"
    exit: Success
    --- stdout
    2 events match
    ");
    let near = ["sample", pattern, "--near-miss", "--format", "jsonl"];
    let near = Pretend::default().run(&near).stdout;
    let told = Pretend::default().stdin(near.as_str()).evb(&[
        "test-pattern",
        "-p",
        pattern,
        "--expect",
        "no-match",
        "--strict",
    ]);
    assert!(told.starts_with("exit: Success"), "{told}");
}

#[test]
fn account_and_region_are_where_the_events_come_from() {
    let told = evb(&[
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"]}"#,
        "--account",
        "111122223333",
        "--region",
        "eu-north-1",
        "--format",
        "jsonl",
    ]);
    assert!(told.contains(r#""account":"111122223333""#), "{told}");
    assert!(
        told.contains("arn:aws:ecs:eu-north-1:111122223333:"),
        "{told}"
    );
}

#[test]
fn a_pattern_that_aws_refuses_has_no_events() {
    insta::assert_snapshot!(evb(&[r#"{"detail":{"a":"x"}}"#]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `a` has a string where a list of values must stand
     --> <pattern>:1:16
      |
    1 | {"detail":{"a":"x"}}
      |                ^^^ not in an array
      |
      = help: write `["x"]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"detail":{"a":"x"}}"; line: 1, column: 17]
    "#);
}
