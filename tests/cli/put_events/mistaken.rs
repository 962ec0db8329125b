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

#[test]
fn a_list_of_details_is_told_as_an_entry_for_each_and_many_entries_as_requests() {
    let list =
        r#"[{"Source": "shop", "DetailType": "Paid", "Detail": "[{\"id\": 1}, {\"id\": 2}]"}]"#;
    let host = Pretend::default().file("list.json", list);
    let told = host.evb(&["check", "list.json", "--diff"]);
    let entries = r#"+[{"Source": "shop", "DetailType": "Paid", "Detail": "{\"id\":1}"}, {"Source": "shop", "DetailType": "Paid", "Detail": "{\"id\":2}"}]"#;
    insta::assert_snapshot!(host.evb(&["check", "list.json"]), @r#"
    exit: Negative
    --- stdout
    error[event-entry]: `Detail` holds an array, not an object
     --> list.json:1:53
      |
    1 | [{"Source": "shop", "DetailType": "Paid", "Detail": "[{\"id\": 1}, {\"id\": 2}]"}]
      |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ must hold a JSON object
      |
      = help: write 2 entries, one for each: `"Detail": "{\"id\":1}"` and `"Detail": "{\"id\":2}"`
      AWS answers (PutEvents): MalformedDetail: Detail is malformed.

    1 error in 1 entry of 1 file
    "#);
    assert!(told.contains(entries), "{told}");
    let missing = Pretend::default().file(
        "missing.json",
        r#"[{"Source": "shop", "Detail": "{\"type\": \"Paid\"}"}]"#,
    );
    insta::assert_snapshot!(missing.evb(&["check", "missing.json"]), @r#"
    exit: Negative
    --- stdout
    error[event-entry]: PutEvents does not take this entry: Parameter DetailType is not valid. Reason: DetailType is a required argument.
     --> missing.json:1:2
      |
    1 | [{"Source": "shop", "Detail": "{\"type\": \"Paid\"}"}]
      |  ^ `DetailType` is needed here
      |
      = help: add `"DetailType": …`: what stands in `Detail` does not count
      AWS answers (PutEvents): InvalidArgument: Parameter DetailType is not valid. Reason: DetailType is a required argument.

    1 error in 1 entry of 1 file
    "#);
    let entry = r#"{"Source": "shop", "DetailType": "Paid", "Detail": "{\"id\": 1}"}"#;
    let many = format!("[{}]", [entry; 21].join(", "));
    let many = Pretend::default().file("many.json", many);
    let told = many.evb(&["put-events", "many.json"]);
    assert!(
        told.contains("help: send them in 3 requests: each takes 1 to 10 entries"),
        "{told}"
    );
    assert!(told.lines().all(|line| line.len() < 700), "{told}");
}
