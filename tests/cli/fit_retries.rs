//! `evb fit-retries`.

use evb::commands::Exit;
use serde_json::Value;

use crate::support::Pretend;

/// Logs of three invocations whose delays triple from 2 s up to 60 s; the target took 30 ms each time.
const LOGS: &str = include_str!("../../fixtures/delivery/logs/three-invocations.jsonl");

fn with_logs() -> Pretend {
    Pretend::default().file("logs.jsonl", LOGS)
}

/// What fits logs that are kept otherwise.
fn fitted(logs: &str) -> Value {
    let ended =
        Pretend::default()
            .file("logs", logs)
            .run(&["fit-retries", "logs", "--format", "json"]);
    assert_eq!(
        (ended.exit, ended.stderr.as_str()),
        (Exit::Success, ""),
        "{logs}"
    );
    serde_json::from_str(&ended.stdout).unwrap()
}

/// The lines of the logs that are records.
fn records() -> Vec<&'static str> {
    LOGS.lines().filter(|line| line.starts_with('{')).collect()
}

#[test]
fn logs_give_a_curve_to_paste() {
    insta::assert_snapshot!(with_logs().evb(&["fit-retries", "logs.jsonl"]), @r"
    exit: Success
    --- stdout
    --backoff initial=2s,multiplier=3,cap=60s,jitter=none

    initial     2 s (95 %: 2 s to 2 s)
    multiplier  3 (95 %: 3 to 3)
    cap         60 s (95 %: 60 s to 60 s)
    jitter      none
    from        21 delays between the attempts of 3 invocations
    seed        0

    retry  delays  shortest  median  longest
    1      3       2 s       2 s     2 s
    2      3       6 s       6 s     6 s
    3      3       18 s      18 s    18 s
    4      3       54 s      54 s    54 s
    5      3       60 s      60 s    60 s
    6      3       60 s      60 s    60 s
    7      3       60 s      60 s    60 s

    note: AWS publishes the limits and the stop rules, but not the delay curve: this one is estimated
          from your logs, for your bus and its time
    note: few invocations, so the intervals are rough: 3
    note: lines or records left out because they cannot be read: 1
    --- stderr
    warning[json/unknown-word]: unknown word `not`
      --> logs.jsonl:49:1
       |
    49 | not json
       | ^^^ not a JSON value
       |
       = help: put text in double quotes
    ");
}

#[test]
fn delays_of_logs_are_a_table() {
    insta::assert_snapshot!(with_logs().evb(&["fit-retries", "logs.jsonl", "--format", "csv"]), @r"
    exit: Success
    --- stdout
    retry,samples,min_seconds,median_seconds,max_seconds
    1,3,2,2,2
    2,3,6,6,6
    3,3,18,18,18
    4,3,54,54,54
    5,3,60,60,60
    6,3,60,60,60
    7,3,60,60,60
    --- stderr
    warning[json/unknown-word]: unknown word `not`
      --> logs.jsonl:49:1
       |
    49 | not json
       | ^^^ not a JSON value
       |
       = help: put text in double quotes
    ");
}

#[test]
fn a_fitted_curve_is_understood_by_simulations() {
    let fitted = with_logs()
        .run(&["fit-retries", "logs.jsonl", "--format", "json"])
        .stdout;
    let fitted: Value = serde_json::from_str(&fitted).unwrap();
    let setting = fitted["fit"]["setting"].as_str().unwrap();
    let simulated = Pretend::default().run(&[
        "simulate-retries",
        "--format",
        "json",
        "--backoff",
        setting,
        "--maximum-retry-attempts",
        "5",
    ]);
    let simulated: Value = serde_json::from_str(&simulated.stdout).unwrap();
    assert_eq!(simulated["ended_at_seconds"], 140.0);
}

#[test]
fn a_picture_shows_the_delays() {
    let picture = with_logs()
        .run(&["fit-retries", "logs.jsonl", "--format", "svg"])
        .stdout;
    assert!(picture.starts_with("<svg ") && picture.contains(">median<"));
}

#[test]
fn logs_are_read_in_every_wrapping() {
    let records = records();
    let plain = fitted(&records.join("\n"));
    let quoted = |record: &&str| {
        let message = serde_json::to_string(record).unwrap();
        format!(r#"{{"timestamp":1,"message":{message}}}"#)
    };
    let messages: Vec<String> = records.iter().map(quoted).collect();
    let pretty = |record: &&str| {
        let value: Value = serde_json::from_str(record).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    };
    let pretty: Vec<String> = records.iter().map(pretty).collect();
    let tail = |record: &&str| format!("2026-11-20T10:00:00.000000+00:00 event-bus {record}");
    let tail: Vec<String> = records.iter().map(tail).collect();
    for wrapped in [
        format!("[{}]", records.join(",\n")),
        records.concat(),
        pretty.join("\n"),
        tail.join("\n"),
        messages.join("\n"),
        format!(r#"{{"events":[{}]}}"#, messages.join(",")),
        format!(
            r#"{{"messageType":"DATA_MESSAGE","logEvents":[{}]}}"#,
            messages.join(",")
        ),
    ] {
        assert_eq!(fitted(&wrapped), plain, "{wrapped}");
    }
    let two = Pretend::default()
        .file("a.jsonl", records[..9].join("\n"))
        .file("b.jsonl", records[9..].join("\n"))
        .run(&["fit-retries", "a.jsonl", "b.jsonl", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&two.stdout).unwrap(), plain);
}

#[test]
fn what_cannot_be_read_is_shown_at_its_place_and_loses_nothing_else() {
    let mut lines = records();
    lines.insert(1, "not json");
    lines.insert(3, r#"{"message_type":"INVOCATION_ATTEMPT_SUCCESS","invocation_id":"x","message_timestamp_ms":5,"details":{"attempt_count":"one"}}"#);
    lines.insert(
        5,
        r#"{"logEvents":[{"message":"{\"message_type\":\"RULE_MATCH\"}"},{"message":"{}"}]}"#,
    );
    lines.push(r#"{"message_type":"#);
    let ended = Pretend::default()
        .file("logs.jsonl", lines.join("\n"))
        .run(&["fit-retries", "logs.jsonl", "--format", "json"]);
    let document: Value = serde_json::from_str(&ended.stdout).unwrap();
    let fit = &document["fit"];
    assert_eq!(
        fit["setting"],
        "initial=2s,multiplier=3,cap=60s,jitter=none"
    );
    assert_eq!(
        (&fit["unreadable"], &fit["other_records"]),
        (&4.into(), &2.into())
    );
    insta::assert_snapshot!(ended.stderr, @r#"
    warning[json/unknown-word]: unknown word `not`
     --> logs.jsonl:2:1
      |
    2 | not json
      | ^^^ not a JSON value
      |
      = help: put text in double quotes
    warning[delivery/log-record]: `attempt_count` is a string, not a whole number
     --> logs.jsonl:4:118
      |
    4 | {"message_type":"INVOCATION_ATTEMPT_SUCCESS","invocation_id":"x","message_timestamp_ms":5,"details":{"attempt_count":"one"}}
      |                                                                                                                      ^^^^^ a whole number was expected
    warning[delivery/log-record]: this is no record of the log of an event bus
     --> logs.jsonl:6:74
      |
    6 | {"logEvents":[{"message":"{\"message_type\":\"RULE_MATCH\"}"},{"message":"{}"}]}
      |                                                                          ^^^^ has no `message_type`
    warning[json/unexpected-end]: the text ends inside an object
      --> logs.jsonl:53:17
       |
    53 | {"message_type":
       | - opened here   ^ the text ends here
       |
       = help: close it with `}`
    "#);
}

#[test]
fn of_very_many_mistakes_only_the_first_are_drawn() {
    let logs = format!("{}\n{}", "nothing\n".repeat(1_000), records().join("\n"));
    let ended = Pretend::default()
        .file("logs", logs)
        .run(&["fit-retries", "logs"]);
    assert_eq!(ended.stderr.matches("warning[").count(), 100);
    assert!(
        ended.stdout.contains("cannot be read: 1000"),
        "{}",
        ended.stdout
    );
}

#[test]
fn logs_without_a_delay_are_refused() {
    let told: String = [("empty", "{}\n"), ("none", "")]
        .map(|(name, logs)| {
            Pretend::default()
                .file(name, logs)
                .evb(&["fit-retries", name])
        })
        .concat();
    insta::assert_snapshot!(told, @r"
    exit: Failure
    --- stderr
    warning[delivery/log-record]: this is no record of the log of an event bus
     --> empty:1:1
      |
    1 | {}
      | ^ has no `message_type`
      |
      = help: records of the logs of an event bus have a `message_type`
    error[delivery/no-samples]: the logs show no delay before a retry
     |
     = help: 0 records of attempts were found, 0 others, 1 unreadable; what is needed are INVOCATION_ATTEMPT_… records of attempts that follow one another, as the log level ERROR writes them for failures
    exit: Failure
    --- stderr
    error[event/none]: there is no record in the input
     |
     = help: give records in files or on standard input
    ");
    let missing = Pretend::default().run(&["fit-retries", "missing.jsonl"]);
    assert_eq!((missing.exit, missing.stdout.as_str()), (Exit::Failure, ""));
    assert!(
        missing.stderr.contains("input/unreadable"),
        "{}",
        missing.stderr
    );
}
