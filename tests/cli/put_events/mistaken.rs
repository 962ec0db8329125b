//! What is no request and is meant as one.

use crate::support::Pretend;

fn evb(request: &str) -> String {
    Pretend::default().evb(&["put-events", request])
}

#[test]
fn a_delivered_event_is_told_as_what_it_is_with_its_entry() {
    let event = r#"{"version":"0","id":"1","source":"shop","detail-type":"Order","account":"123456789012","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":["a"],"detail":{"text":"a \"b\""}}"#;
    insta::assert_snapshot!(evb(event), @r#"
    exit: Failure
    --- stderr
    error[put-events/delivered-event]: this is a delivered event, and no entry
     --> <entries>:1:1
      |
    1 | {"version":"0","id":"1","source":"shop","detail-type":"Order"
      | ^ members of an entry begin with a capital, and `Detail` is a text
      |
      = help: an entry has `Source`, `DetailType` and `Detail`; the bus adds the rest
    "#);
    let list = format!(r#"[{{"Source":"s","DetailType":"d","Detail":"{{}}"}},{event}]"#);
    let ended = Pretend::default().run(&["put-events", &list, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    let fix = &document["error"]["diagnostics"][0]["fix"];
    let column = |name: &str| usize::try_from(fix["span"][name].as_u64().unwrap()).unwrap() - 1;
    let (start, end) = (column("column"), column("end_column"));
    let replacement = fix["replacement"].as_str().unwrap();
    let edited = [&list[..start], replacement, &list[end..]].concat();
    let ended = Pretend::default().run(&[
        "put-events",
        &edited,
        "--format",
        "jsonl",
        "--account",
        "123456789012",
        "--region",
        "us-east-1",
        "--time",
        "2026-01-01T00:00:00Z",
    ]);
    let last = ended.stdout.lines().last().unwrap();
    let made: serde_json::Value = serde_json::from_str(last).unwrap();
    let event: serde_json::Value = serde_json::from_str(event).unwrap();
    for name in [
        "source",
        "detail-type",
        "detail",
        "time",
        "resources",
        "account",
        "region",
    ] {
        assert_eq!(made[name], event[name], "{name}");
    }
}
