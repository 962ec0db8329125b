//! What PutEvents answers, and the events that come of it.

use super::evb;

const ENTRY: &str = r#"[{"Source":"my.custom.application","DetailType":"Custom Event","Detail":"{\"key1\":\"value1\",\"key2\":\"value2\"}","EventBusName":"my-custom-event-bus"}]"#;

#[test]
fn an_entry_becomes_an_event() {
    insta::assert_snapshot!(evb(&[ENTRY]), @r#"
    exit: Success
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `my-custom-event-bus`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"Custom Event","source":"my.custom.application","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"key1":"value1","key2":"value2"}}
    FailedEntryCount 0, 66 bytes, seed 0
    --- stderr
    note[put-events/bus-not-checked]: whether there is a bus `my-custom-event-bus` was not checked
     --> <entries>:1:132
      |
    1 | :"{\"key1\":\"value1\",\"key2\":\"value2\"}","EventBusName":"my-custom-event-bus"}]
      |                                                             ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: AWS answers with an event id either way, and loses the event if there is none; name the buses that exist with `--bus`
    "#);
}

#[test]
fn the_answer_in_json() {
    insta::assert_snapshot!(evb(&[ENTRY, "--bus", "my-custom-event-bus", "--format", "json", "--seed", "7", "--region", "eu-central-1", "--account", "111122223333", "--time", "2026-01-02T03:04:05.678Z"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"seed":7,"FailedEntryCount":0,"Entries":[{"EventId":"64bf61b5-12ff-abe7-4e6c-cac83849c89a","size_bytes":66,"event_bus_name":"my-custom-event-bus","notes":[]}],"events":[{"version":"0","id":"64bf61b5-12ff-abe7-4e6c-cac83849c89a","detail-type":"Custom Event","source":"my.custom.application","account":"111122223333","time":"2026-01-02T03:04:05Z","region":"eu-central-1","resources":[],"detail":{"key1":"value1","key2":"value2"}}],"size_bytes":66,"notes":[]}
    "#);
}

#[test]
fn a_bus_of_the_newer_kind_is_not_called_lost() {
    let entries = r#"[{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"arn:aws:events:us-east-1:123456789012:event-busv2/orders/abcd"}]"#;
    let told = evb(&[entries, "--bus", "orders"]);
    assert!(told.starts_with("exit: Failure"), "{told}");
    assert!(
        told.contains("at 'entries.1.member.eventBusName'"),
        "{told}"
    );
    assert!(!told.contains("lost"), "{told}");
    let told = evb(&[entries, "--bus", ""]);
    assert!(told.contains("a bus has a name"), "{told}");
}

#[test]
fn what_is_known_of_a_bus_decides() {
    let entries = r#"[{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"orders"},{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"gone"},{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"arn:aws:events:eu-west-1:999999999999:event-bus/default"}]"#;
    insta::assert_snapshot!(evb(&[entries, "--bus", "orders"]), @r#"
    exit: Negative
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `orders`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"t","source":"s","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{}}
    entry 2: EventId 5e41ab08-7439-611e-6c57-95e14b3b7e33, lost: there is no bus `gone`
    entry 3: EventId 64684c4f-0fd7-84b4-9a1d-04b0a2b0e83a, to the bus `arn:aws:events:eu-west-1:999999999999:event-bus/default`
      {"version":"0","id":"64684c4f-0fd7-84b4-9a1d-04b0a2b0e83a","detail-type":"t","source":"s","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{}}
    FailedEntryCount 0, 12 bytes, seed 0
    --- stderr
    warning[put-events/unknown-bus]: there is no bus `gone`
     --> <entries>:1:132
      |
    1 | {"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"gone"},{"Source":"s","DetailType":"t","Detail":"{}","EventBusName
      |                                                             ^^^^^^
      |
      = help: AWS answers with an event id all the same, and the event is lost: nothing tells the sender
    note[put-events/other-bus]: nothing was checked of the bus `default` of account 999999999999 in eu-west-1
     --> <entries>:1:200
      |
    1 | {"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"arn:aws:events:eu-west-1:999999999999:event-bus/default"}]
      |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: it may not exist, and its policy may not let these events in: AWS refuses a whole request of which it denies one entry
    "#);
    let elsewhere = "arn:aws:events:eu-west-1:999999999999:event-bus/default";
    let told = evb(&[
        entries, "--bus", "orders", "--bus", "gone", "--bus", elsewhere,
    ]);
    assert!(told.starts_with("exit: Success"), "{told}");
    assert!(!told.contains("--- stderr"), "{told}");
}

#[test]
fn json_lines_are_events_for_other_commands() {
    insta::assert_snapshot!(evb(&[ENTRY, "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"Custom Event","source":"my.custom.application","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"key1":"value1","key2":"value2"}}
    --- stderr
    note[put-events/bus-not-checked]: whether there is a bus `my-custom-event-bus` was not checked
     --> <entries>:1:132
      |
    1 | :"{\"key1\":\"value1\",\"key2\":\"value2\"}","EventBusName":"my-custom-event-bus"}]
      |                                                             ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: AWS answers with an event id either way, and loses the event if there is none; name the buses that exist with `--bus`
    "#);
}

#[test]
fn each_entry_gets_its_own_answer() {
    let entries = r#"{"Entries":[
        {"Source":"","DetailType":"t","Detail":"{}"},
        {"Source":"s","DetailType":"t","Detail":"[1]"},
        {"Source":"s","DetailType":"t","Detail":"{\"a\":}"},
        {"Source":"aws.mine","DetailType":"t","Detail":"{}"},
        {"Source":"s","DetailType":"t","Detail":"{\"n\": 9223372036854775808}","Time":"2022-01-01 00:00:00","Resources":["r"]}]}"#;
    insta::assert_snapshot!(evb(&[entries]), @r#"
    exit: Negative
    --- stdout
    entry 1: InvalidArgument: Parameter Source is not valid. Reason: Source is a required argument.
    entry 2: MalformedDetail: Detail is malformed.
    entry 3: MalformedDetail: Detail is malformed.
    entry 4: NotAuthorizedForSourceException: Not authorized for the source.
    entry 5: EventId a0567ef8-0ded-f5cb-1a33-5161b2ba3ad4, to the bus `default`
      {"version":"0","id":"a0567ef8-0ded-f5cb-1a33-5161b2ba3ad4","detail-type":"t","source":"s","account":"123456789012","time":"2022-01-01T00:00:00Z","region":"us-east-1","resources":["r"],"detail":{"n":9223372036854775808}}
    FailedEntryCount 4, 70 bytes, seed 0
    --- stderr
    warning[put-events/malformed-detail]: `Detail` holds an array, not an object
     --> <entries>:3:49
      |
    3 |         {"Source":"s","DetailType":"t","Detail":"[1]"},
      |                                                 ^^^^^ must hold a JSON object
      |
      = help: a detail is an object: give the value a name, and write `"Detail": "{\"key\":[1]}"`, say
    warning[put-events/malformed-detail]: `Detail` is not JSON: a value is missing before `}`
     --> <entries>:4:49
      |
    4 |         {"Source":"s","DetailType":"t","Detail":"{\"a\":}"},
      |                                                 ^^^^^^^^^^ must hold a JSON object
      |
      = help: write an object as a JSON text: `"Detail": "{\"key\": 1}"`
    note[put-events/integer-range]: `Detail` holds an integer beyond 64 bits
     |
     = help: AWS documents integers from -9223372036854775808 to 9223372036854775807; what happens to others is not known
    note[put-events/aws-source]: sources that begin with `aws.` belong to AWS
     --> <entries>:5:19
      |
    5 |         {"Source":"aws.mine","DetailType":"t","Detail":"{}"},
      |                   ^^^^^^^^^^ refused
      |
      = help: for what is your own write `"Source": "mine"`, say; AWS documents the error code; that this is what causes it, and its message, is inferred
    note[put-events/time-format]: `Time` is not RFC 3339
     --> <entries>:6:87
      |
    6 |         {"Source":"s","DetailType":"t","Detail":"{\"n\": 9223372036854775808}","Time":"2022-01-01 00:00:00","Resources":["r"]}]}
      |                                                                                       ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: it was read as Python's SDK and the AWS CLI read it; write `2022-01-01T00:00:00Z`
    "#);
}

#[test]
fn what_aws_lets_through_is_warned_of() {
    let entries = format!(
        r#"[{{"Source":"s","DetailType":"{}","Detail":"{{}}","EventBusName":"arn:aws:events:eu-central-1:123456789012:event-bus/gone"}}]"#,
        "t".repeat(129)
    );
    insta::assert_snapshot!(evb(&[&entries, "--bus", "orders"]), @r#"
    exit: Success
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `arn:aws:events:eu-central-1:123456789012:event-bus/gone`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt","source":"s","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{}}
    FailedEntryCount 0, 132 bytes, seed 0
    --- stderr
    warning[put-events/detail-type-length]: `DetailType` has 129 characters, more than 128
     --> <entries>:1:29
      |
    1 | ...e":"ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt","D...
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too long
      |
      = help: AWS documents the limit and does not say what happens to a longer one
    note[put-events/other-bus]: nothing was checked of the bus `gone` of account 123456789012 in eu-central-1
     --> <entries>:1:190
      |
    1 | ttttttttttttttttttttttttttttt","Detail":"{}","EventBusName":"arn:aws:events:eu-central-1:123456789012:event-bus/gone"}]
      |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: it may not exist, and its policy may not let these events in: AWS refuses a whole request of which it denies one entry
    "#);
}

#[test]
fn a_resource_that_is_null_does_not_count() {
    let told = evb(&[r#"[{"Source":"s","DetailType":"d","Detail":"{}","Resources":["a",null]}]"#]);
    assert!(told.contains(r#"note[put-events/null-resource]"#), "{told}");
    assert!(told.contains(r#""resources":["a"]"#), "{told}");
    assert!(told.contains(r#"FailedEntryCount 0, 5 bytes"#), "{told}");
}
