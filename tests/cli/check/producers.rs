//! Samples of events, judged for those who send them.

use crate::support::Pretend;

/// Events of a shop: the first has all that those who take it need.
const EVENTS: &str = r#"{"source":"com.example.orders","detail-type":"Order Paid","detail":{"version":"1","correlationId":"c-17","idempotencyKey":"k-1","total":25}}
{"source":"com.example.orders","detail-type":"Order Paid","detail":{"total":25,"email":"ada@example.com","users":[{"email":"bob@example.com"},{"email":"eve@example.com"}]}}
{"source":"com.example.orders","detail-type":"Order Paid v2","detail":{"total":25,"email":"eve@example.com","payment":{"card":"4111 1111 1111 1111"}}}
{"version":"0","id":"1","source":"aws.s3","detail-type":"Object Created","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-west-1","resources":[],"detail":{}}
"#;

#[test]
fn each_kind_is_told_once_with_how_many_events_have_it() {
    let host = Pretend::default().file("events.jsonl", EVENTS);
    let concise = ["check", "--events", "events.jsonl", "--format", "concise"];
    insta::assert_snapshot!(host.evb(&concise), @"
    exit: Negative
    --- stdout
    events.jsonl:2:88: warning[event-personal-data]: 2 of 3 events: each holds an e-mail address in `detail.email`
    events.jsonl:3:127: warning[event-personal-data]: 1 of 3 events holds the number of a payment card in `detail.payment.card`
    events.jsonl:2:124: warning[event-personal-data]: 1 of 3 events holds an e-mail address in `detail.users[].email`
    events.jsonl:2:68: info[event-without-correlation]: 2 of 3 events: each has nothing by which the events of one operation are found
    events.jsonl:2:68: info[event-without-idempotency]: 2 of 3 events: each has nothing by which it is known when it comes again
    events.jsonl:2:68: info[event-without-version]: 1 of 3 events says no version of what it holds
    ");
    let personal = [
        "check",
        "--events",
        "events.jsonl",
        "--select",
        "event-personal-data",
    ];
    insta::assert_snapshot!(host.evb(&personal), @r#"
    exit: Negative
    --- stdout
    warning[event-personal-data]: 2 of 3 events: each holds an e-mail address in `detail.email`
     --> events.jsonl:2:88
      |
    2 | ... Paid","detail":{"total":25,"email":"ada@example.com","users":[{"email":"bob@example.com"},{"email":"eve@example.com"}]}}
      |                                        ^^^^^^^^^^^^^^^^^ every rule, archive and log may keep it
      |
      = help: send a reference to where it is kept, and let those ask who may see it

    warning[event-personal-data]: 1 of 3 events holds the number of a payment card in `detail.payment.card`
     --> events.jsonl:3:127
      |
    3 | il":{"total":25,"email":"eve@example.com","payment":{"card":"4111 1111 1111 1111"}}}
      |                                                             ^^^^^^^^^^^^^^^^^^^^^ every rule, archive and log may keep it
      |
      = help: send a reference to where it is kept, and let those ask who may see it

    warning[event-personal-data]: 1 of 3 events holds an e-mail address in `detail.users[].email`
     --> events.jsonl:2:124
      |
    2 | il":{"total":25,"email":"ada@example.com","users":[{"email":"bob@example.com"},{"email":"eve@example.com"}]}}
      |                                                             ^^^^^^^^^^^^^^^^^ every rule, archive and log may keep it
      |
      = help: send a reference to where it is kept, and let those ask who may see it

    3 warnings in 4 events of 1 file
    "#);
}

#[test]
fn entries_are_held_against_what_put_events_answers() {
    let entries = r#"{"Entries":[{"Source":"aws.orders","DetailType":"d","Detail":"{}"},{"Source":"shop","DetailType":"d","Detail":"[]"},{"Source":"shop","DetailType":"d","Detail":"{\"v\":1,\"traceId\":1,\"id\":1}"}]}"#;
    insta::assert_snapshot!(Pretend::default().evb(&["check", "--events", entries]), @r#"
    exit: Negative
    --- stdout
    error[event-entry]: 1 of 3 events: `PutEvents` answers `MalformedDetail`
     --> <event>:1:68
      |
    1 | {"Entries":[{"Source":"aws.orders","DetailType":"d","Detail":"{}"},{"Source":"shop","DetailType":"d","Detail":"[]"},{"Source":"shop",...
      |                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write in `Detail` a text that holds a JSON object: `"{\"key\": 1}"`

    error[event-source-reserved]: 1 of 3 events: `PutEvents` answers `NotAuthorizedForSourceException`
     --> <event>:1:13
      |
    1 | {"Entries":[{"Source":"aws.orders","DetailType":"d","Detail":"{}"},{"Source":"shop","DetailType":"d","Detail":"[]"},{"Source":
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: give an event of AWS as it is delivered, not as an entry

    2 errors in 3 events of 1 file
    "#);
}

#[test]
fn an_input_without_events_is_told() {
    let empty = Pretend::default().stdin("");
    insta::assert_snapshot!(empty.evb(&["check", "--events", "-"]), @"
    exit: Failure
    --- stderr
    error[event/none]: there is no event in the input
     |
     = help: give events as files or JSON behind `--events`
    ");
    let broken = "{\"source\":\n{\"source\":\"a\",\"detail-type\":\"b v1\",\"detail\":{\"id\":1,\"traceId\":2}}\n";
    let host = Pretend::default().file("e.jsonl", broken);
    insta::assert_snapshot!(host.evb(&["check", "--events", "e.jsonl"]), @r#"
    exit: Negative
    --- stdout
    error[event-entry]: 1 of 2 events: the text ends inside an object
     --> e.jsonl:1:11
      |
    1 | {"source":
      |           ^
      |
      = help: close it with `}`

    1 error in 2 events of 1 file
    "#);
}

#[test]
fn every_form_has_them() {
    let host = Pretend::default().file("events.jsonl", EVENTS);
    for format in ["json", "jsonl", "sarif", "github", "gitlab", "junit"] {
        let ended = host.run(&["check", "--events", "events.jsonl", "--format", format]);
        assert_eq!(ended.exit.code(), 1, "{format}");
        assert!(ended.stdout.contains("event-personal-data"), "{format}");
    }
}
