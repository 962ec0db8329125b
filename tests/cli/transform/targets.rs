//! Targets and schedules in files.

use super::evb;
use crate::support::Pretend;

#[test]
fn a_target_is_read_from_a_file_and_tells_the_rule() {
    insta::assert_snapshot!(evb(&["event.json", "--target", "targets.json", "--target-id", "queue"]), @r#"
    exit: Success
    --- stdout
    {"rule":"orders","who":"Ada"}
    "#);
}

#[test]
fn of_several_targets_one_must_be_chosen() {
    insta::assert_snapshot!(evb(&["event.json", "--target", "targets.json"]), @r#"
    exit: Failure
    --- stderr
    error[transform/target-file]: there are several targets
     --> targets.json:1:1
      |
    1 | {"Rule": "orders", "EventBusName": "shop", "Targets": [
      | ^
      |
      = help: choose one behind the file, `FILE#NAME`, or by its id with `--target-id`: `queue`, `log`
    "#);
}

#[test]
fn a_log_group_takes_two_fields_only() {
    insta::assert_snapshot!(evb(&["event.json", "--target", "targets.json", "--target-id", "log"]), @r#"
    exit: Failure
    --- stderr
    error[transform/log-input]: a log group does not take this input
     |
     = help: use the template `{"timestamp": <time>, "message": <text>}` with two strings, or no input at all
    note[transform/message-not-recorded]: of AWS's message only `Input for target … is not a valid JSON text.` was recorded; the rest is modelled
    AWS answers: ValidationException: Input for target log is not a valid JSON text.
    "#);
}

#[test]
fn a_file_that_holds_no_target_is_told() {
    insta::assert_snapshot!(evb(&["event.json", "--target", r#"{"Targets":[{"Id":"a","InputTransformer":{"InputPathsMap":{"a":1},"InputTemplate":"x"}}]}"#]), @r#"
    exit: Failure
    --- stderr
    error[declaration/wrong-type]: `a` is a number, not a string
     --> --target:1:64
      |
    1 | {"Targets":[{"Id":"a","InputTransformer":{"InputPathsMap":{"a":1},"InputTemplate":"x"}}]}
      |                                                                ^ a string was expected
    "#);
    insta::assert_snapshot!(evb(&["event.json", "--target", r#"{"Name":"x"}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/target-file]: this is no target
     --> --target:1:1
      |
    1 | {"Name":"x"}
      | ^
      |
      = help: give a template, what `aws events put-targets` takes or `list-targets-by-rule` prints, a schedule or a pipe
    "#);
}

#[test]
fn a_schedule_needs_no_event() {
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input", r#"{"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.group>"}"#, "--attempt-number", "2"]), @r#"
    exit: Success
    --- stdout
    {"at":"1970-01-01T00:00:00Z","n":"2","x":"<aws.scheduler.group>"}
    --- stderr
    warning[transform/not-a-placeholder]: `<aws.scheduler.group>` is not a placeholder and stays as it is
     --> --input:1:82
      |
    1 | {"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.group>"}
      |                                                                                  ^^^^^^^^^^^^^^^^^^^^^ not a keyword
      |
      = help: keywords are `<aws.scheduler.schedule-arn>`, `<aws.scheduler.scheduled-time>`, `<aws.scheduler.execution-id>`, `<aws.scheduler.attempt-number>`
    note[transform/default-variable]: `<aws.scheduler.scheduled-time>` was not given a value
     --> --input:1:8
      |
    1 | {"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.group>"}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ made up
      |
      = help: give it with `--scheduled-time`: the value shown stands for it on every run
    "#);
}

#[test]
fn a_schedule_is_read_from_a_file() {
    let schedule = r#"{"Name":"nightly","Arn":"arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly","Target":{"Arn":"arn:aws:lambda:eu-central-1:123456789012:function:f"}}"#;
    insta::assert_snapshot!(evb(&["--target", schedule, "--scheduled-time", "2026-11-20T10:00:00Z"]), @r#"
    exit: Success
    --- stdout
    {"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"Scheduled Event","source":"aws.scheduler","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":["arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly"],"detail":"{}"}
    --- stderr
    note[transform/not-settled]: without an input Scheduler sends a default notification
     |
     = help: its shape is not documented; the one shown was reported, its `id` is made up
    "#);
}

#[test]
fn what_create_schedule_refuses() {
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input", "{}", "--target-arn", "arn:aws:scheduler:::aws-sdk:sqs:getQueueUrl"]), @r"
    exit: Failure
    --- stderr
    error[transform/schedule-target]: `getQueueUrl` is one of the operations that only read, which universal targets do not take
    note[transform/message-not-recorded]: of AWS's message only `API is not supported` was recorded; the rest is modelled
    AWS answers: ValidationException: API is not supported
    ");
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input", r#"{"n":<aws.scheduler.attempt-number>}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/input-not-json]: `<` begins no JSON value
     --> --input:1:6
      |
    1 | {"n":<aws.scheduler.attempt-number>}
      |      ^ expected a value
      |
      = help: the input must be JSON before keywords are replaced: put quotes around them
    note[transform/message-not-recorded]: of AWS's message only `JSON syntax error in input for the target` was recorded; the rest is modelled
    AWS answers: ValidationException: JSON syntax error in input for the target
    "#);
}

#[test]
fn targets_that_are_peculiar_about_their_input_are_warned_of() {
    insta::assert_snapshot!(evb(&["event.json", "--input-path", "$.detail.id", "--target-arn", "arn:aws:events:eu-central-1:123456789012:event-bus/other"]), @r"
    exit: Failure
    --- stderr
    error[transform/bus-input]: an event bus takes events as they are, and no input
     |
     = help: leave `Input`, `InputPath` and `InputTransformer` out: what arrives is the event itself
    ");
    insta::assert_snapshot!(evb(&[r#"{"detail":{}}"#, "--target", r#"{"Id":"1","Arn":"arn:aws:ecs:eu-central-1:123456789012:cluster/c"}"#]), @r#"
    exit: Success
    --- stdout
    {"detail":{}}
    --- stderr
    warning[transform/nothing-by-default]: ECS and Run Command receive nothing of the event by default
     |
     = help: give the target an input; what is shown is what other targets would receive
    "#);
}

/// A schedule whose target is an event bus.
const TO_BUS: &str = r#"{"Name":"nightly","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:events:eu-central-1:123456789012:event-bus/orders","RoleArn":"arn:aws:iam::123456789012:role/s","EventBridgeParameters":{"Source":"shop","DetailType":"Closed"},"Input":"{\"at\": \"<aws.scheduler.scheduled-time>\"}"}}"#;

#[test]
fn what_arrives_at_a_bus_is_an_event_that_rules_take() {
    let due = ["--scheduled-time", "2026-11-20T10:00:00Z"];
    let transform = |more: &[&str]| {
        let all = [&["transform", "--target", "schedule.json"], &due[..], more].concat();
        Pretend::default().file("schedule.json", TO_BUS).run(&all)
    };
    let human = transform(&[]);
    insta::assert_snapshot!(human.stdout, @r#"{"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"Closed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"at": "2026-11-20T10:00:00Z"}}"#);
    let lines = transform(&["--format", "jsonl"]);
    insta::assert_snapshot!(lines.stdout, @r#"{"delivered":true,"raw":"{\"version\":\"0\",\"id\":\"00000000-0000-4000-8000-000000000000\",\"detail-type\":\"Closed\",\"source\":\"shop\",\"account\":\"123456789012\",\"time\":\"2026-11-20T10:00:00Z\",\"region\":\"eu-central-1\",\"resources\":[],\"detail\":{\"at\": \"2026-11-20T10:00:00Z\"}}","notes":[]}"#);
    for arrived in [human.stdout, lines.stdout] {
        let host = Pretend::default()
            .file("rules.jsonl", r#"{"name":"closed","pattern":{"source":["shop"],"detail-type":["Closed"],"detail":{"at":[{"prefix":"2026-"}]}}}"#)
            .stdin(arrived);
        let routed = host.run(&["route", "--rules", "rules.jsonl"]);
        assert!(
            routed.stdout.contains("closed"),
            "{}{}",
            routed.stdout,
            routed.stderr
        );
    }
    // What is no event is no event.
    let lambda = TO_BUS
        .replace(
            "events:eu-central-1:123456789012:event-bus/orders",
            "lambda:eu-central-1:123456789012:function:f",
        )
        .replace(
            r#""EventBridgeParameters":{"Source":"shop","DetailType":"Closed"},"#,
            "",
        );
    let told = Pretend::default().file("schedule.json", lambda);
    let line = told
        .run(&[
            "transform",
            "--target",
            "schedule.json",
            "--format",
            "jsonl",
        ])
        .stdout;
    let host = Pretend::default()
        .file(
            "rules.jsonl",
            r#"{"name":"closed","pattern":{"source":["shop"]}}"#,
        )
        .stdin(line);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules.jsonl"]), @r#"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 record could not be read
    --- stderr
    error[event/own-output]: `evb transform --format jsonl` wrote this: it is no event
     --> <stdin>:1:2
      |
    1 | {"delivered":true,"raw":"{\"at\": \"1970-01-01T00:00:00Z\"}","notes":[{"
      |  ^^^^^^^^^^^ an answer of evb
      |
      = help: give this command what was given to that one, not what it answered
    "#);
}

#[test]
fn a_bus_wants_to_know_which_event_and_takes_events_of_rules_as_they_are() {
    let without = TO_BUS.replace(
        r#""EventBridgeParameters":{"Source":"shop","DetailType":"Closed"},"#,
        "",
    );
    let host = Pretend::default().file("schedule.json", without);
    insta::assert_snapshot!(host.evb(&["transform", "--target", "schedule.json"]), @r#"
    exit: Failure
    --- stderr
    error[transform/schedule-target]: an event bus needs `EventBridgeParameters`: what arrives is an event
     |
     = help: write `"EventBridgeParameters": {"Source": "…", "DetailType": "…"}`
    "#);
    let target = r#"{"Id":"1","Arn":"arn:aws:events:eu-central-1:123456789012:event-bus/orders","RoleArn":"arn:aws:iam::123456789012:role/s"}"#;
    insta::assert_snapshot!(evb(&["event.json", "--target", target]), @r#"
    exit: Success
    --- stdout
    {"version":"0","id":"7bf73129","detail-type":"Order Placed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"id":7,"customer":"Ada","items":["a","b"],"remark":"say \"hi\""}}
    "#);
}

#[test]
fn a_variable_without_a_value_is_told_with_its_argument() {
    let host = Pretend::default()
        .file("target.json", r#"{"InputTemplate": "{\"rule\": <aws.events.rule-name>, \"at\": <aws.events.event.ingestion-time>}"}"#)
        .file("event.json", r#"{"source": "s", "detail": {}}"#);
    let told = host.evb(&["transform", "--target", "target.json", "event.json"]);
    for argument in ["`--rule-name`", "`--ingestion-time`"] {
        assert!(
            told.contains(&format!("help: give it with {argument}")),
            "{told}"
        );
    }
    let given = [
        "transform",
        "--target",
        "target.json",
        "event.json",
        "--rule-name",
        "r",
        "--ingestion-time",
        "2026-11-20T10:00:00Z",
    ];
    let told = host.evb(&given);
    assert!(!told.contains("default-variable"), "{told}");
}
