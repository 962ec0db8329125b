//! Every command on a file of every kind: how each answers, in a line.

use crate::support::Pretend;

const EVENT: &str = r#"{"id":"1","account":"123456789012","source":"shop","time":"2024-01-01T00:00:00Z","region":"eu-west-1","resources":[],"detail-type":"t","detail":{}}"#;

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:q";

/// A rule with a target, a schedule and a pipe, in every form: the file, and what the three are called in it.
const KINDS: [(&str, &str, [&str; 3]); 10] = [
    (
        "t.yaml",
        "Resources:\n  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [shop]}, Targets: [{Id: t, Arn: QUEUE, InputPath: $.source}]}}\n  S: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: \"cron(0 3 * * ? *)\", FlexibleTimeWindow: {Mode: \"OFF\"}, Target: {Arn: QUEUE, RoleArn: ROLE}}}\n  P: {Type: AWS::Pipes::Pipe, Properties: {Source: QUEUE, Target: QUEUE, RoleArn: ROLE, SourceParameters: {SqsQueueParameters: {BatchSize: 1}}}}\n",
        ["R", "S", "P"],
    ),
    (
        "sam.yaml",
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python3.12, CodeUri: ., Events: {R: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}, InputPath: $.source}}, S: {Type: ScheduleV2, Properties: {ScheduleExpression: \"cron(0 3 * * ? *)\"}}, P: {Type: SQS, Properties: {Queue: QUEUE, BatchSize: 1}}}}}\n",
        ["FR", "FS", "FP"],
    ),
    (
        "main.tf",
        "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = \"r\"\n  event_pattern = jsonencode({ source = [\"shop\"] })\n}\nresource \"aws_cloudwatch_event_target\" \"t\" {\n  rule = aws_cloudwatch_event_rule.r.name\n  target_id = \"t\"\n  arn = \"QUEUE\"\n  input_path = \"$.source\"\n}\nresource \"aws_scheduler_schedule\" \"s\" {\n  name = \"s\"\n  schedule_expression = \"cron(0 3 * * ? *)\"\n  flexible_time_window { mode = \"OFF\" }\n  target {\n    arn = \"QUEUE\"\n    role_arn = \"ROLE\"\n  }\n}\nresource \"aws_pipes_pipe\" \"p\" {\n  name = \"p\"\n  role_arn = \"ROLE\"\n  source = \"QUEUE\"\n  target = \"QUEUE\"\n  source_parameters {\n    sqs_queue_parameters { batch_size = 1 }\n  }\n}\n",
        ["r", "s", "p"],
    ),
    (
        "serverless.yml",
        "service: shop\nprovider: {name: aws, runtime: python3.12}\nfunctions:\n  f:\n    handler: a.b\n    events:\n      - eventBridge: {pattern: {source: [shop]}, inputPath: $.source}\n      - schedule: {rate: [\"cron(0 3 * * ? *)\"], method: scheduler}\n      - sqs: {arn: QUEUE, batchSize: 1}\n",
        [
            "Shopdevfrule1EventBridgeRule",
            "FSchedulerSchedule1",
            "FEventSourceMappingSQSQ",
        ],
    ),
    (
        "Pulumi.yaml",
        "name: shop\nruntime: yaml\nresources:\n  r: {type: aws:cloudwatch:EventRule, properties: {name: r, eventPattern: '{\"source\":[\"shop\"]}'}}\n  t: {type: aws:cloudwatch:EventTarget, properties: {rule: \"${r.name}\", targetId: t, arn: QUEUE, inputPath: $.source}}\n  s: {type: aws:scheduler:Schedule, properties: {name: s, scheduleExpression: \"cron(0 3 * * ? *)\", flexibleTimeWindow: {mode: \"OFF\"}, target: {arn: QUEUE, roleArn: ROLE}}}\n  p: {type: aws:pipes:Pipe, properties: {name: p, roleArn: ROLE, source: QUEUE, target: QUEUE, sourceParameters: {sqsQueueParameters: {batchSize: 1}}}}\n",
        ["r", "s", "p"],
    ),
    (
        "deploy.sh",
        "aws events put-rule --name r --event-pattern '{\"source\":[\"shop\"]}'\naws events put-targets --rule r --targets '[{\"Id\":\"t\",\"Arn\":\"QUEUE\",\"InputPath\":\"$.source\"}]'\naws scheduler create-schedule --name s --schedule-expression 'cron(0 3 * * ? *)' --flexible-time-window Mode=OFF --target Arn=QUEUE,RoleArn=ROLE\naws pipes create-pipe --name p --role-arn ROLE --source QUEUE --target QUEUE --source-parameters SqsQueueParameters={BatchSize=1}\n",
        ["r", "s", "p"],
    ),
    (
        "answers.jsonl",
        "{\"Rules\":[{\"Name\":\"r\",\"EventPattern\":\"{\\\"source\\\":[\\\"shop\\\"]}\"}]}\n{\"Rule\":\"r\",\"Targets\":[{\"Id\":\"t\",\"Arn\":\"QUEUE\",\"InputPath\":\"$.source\"}]}\n{\"Name\":\"s\",\"ScheduleExpression\":\"cron(0 3 * * ? *)\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},\"Target\":{\"Arn\":\"QUEUE\",\"RoleArn\":\"ROLE\"}}\n{\"Name\":\"p\",\"RoleArn\":\"ROLE\",\"Source\":\"QUEUE\",\"Target\":\"QUEUE\",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":1}}}\n",
        ["r", "s", "p"],
    ),
    (
        "item.json",
        "{\"resourceType\":\"AWS::Events::Rule\",\"configuration\":{\"Name\":\"r\",\"EventPattern\":\"{\\\"source\\\":[\\\"shop\\\"]}\"}}",
        ["r", "", ""],
    ),
    ("pattern.json", "{\"source\":[\"shop\"]}", ["", "", ""]),
    (
        "deploy.yml",
        "steps:\n  - run: aws events put-rule --name r --event-pattern '{\"source\":[\"shop\"]}'\n  - run: aws events put-rule --name s --schedule-expression 'cron(0 3 * * ? *)'\n",
        ["r", "s", ""],
    ),
];

/// How one command ends: its exit, the first line of its answer, and what it complains of first.
fn ends(host: &Pretend, arguments: &[&str]) -> String {
    let ended = host.run(arguments);
    let first = |text: &str| text.lines().next().unwrap_or("").to_owned();
    format!(
        "{:?} {} {}",
        ended.exit,
        first(&ended.stdout),
        first(&ended.stderr)
    )
    .trim_end()
    .to_owned()
}

/// How every command ends for some kinds.
fn answers(kinds: &[(&str, &str, [&str; 3])]) -> String {
    let mut all = String::new();
    for &(file, text, [rule, schedule, pipe]) in kinds {
        let text = text.replace("QUEUE", QUEUE);
        let text = text.replace("ROLE", "arn:aws:iam::123456789012:role/r");
        let host = Pretend::default()
            .file(file, text)
            .file("event.json", EVENT)
            .file(
                "record.json",
                r#"{"messageId":"m","body":"x","eventSource":"aws:sqs"}"#,
            );
        let named = |name: &str| match name {
            "" => file.to_owned(),
            name => format!("{file}#{name}"),
        };
        let (rule, schedule, pipe) = (named(rule), named(schedule), named(pipe));
        all.push_str(&format!("{file}\n"));
        for arguments in [
            &["test-pattern", "-p", &rule, "event.json"][..],
            &["route", "-r", file, "event.json"],
            &[
                "next-fires",
                &schedule,
                "-n",
                "1",
                "--after",
                "2026-01-01",
                "--format",
                "jsonl",
            ],
            &["transform", "--target", &rule, "event.json"],
            &["pipe", "--pipe", &pipe, "--records", "record.json"],
            &[
                "simulate-retries",
                "--target",
                &rule,
                "--fail",
                "until=1m",
                "--format",
                "json",
            ],
        ] {
            let ended = ends(&host, arguments);
            let ended: String = ended.chars().take(150).collect();
            all.push_str(&format!("  {}: {ended}\n", arguments[0]));
        }
    }
    all
}

#[test]
fn every_command_answers_for_every_kind_of_template() {
    let (templates, _) = KINDS.split_at(5);
    insta::assert_snapshot!(answers(templates), @r#"
    t.yaml
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: R
      next-fires: Success {"name":"S","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop"
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Negative {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_second
    sam.yaml
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: FR note[template/function]: the schedule `FS` is called `FS` in every stack of this template
      next-fires: Success {"name":"FS","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop" note[transform/open]: the ARN of the target depends on `F.Arn`: what such a target takes is not checked
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Success {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_seconds
    main.tf
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: aws_cloudwatch_event_rule.r
      next-fires: Success {"name":"aws_scheduler_schedule.s","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop"
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Negative {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_second
    serverless.yml
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: Shopdevfrule1EventBridgeRule
      next-fires: Success {"name":"FSchedulerSchedule1","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop" note[transform/open]: the ARN of the target depends on `FLambdaFunction.Arn`: what such a target takes is not checked
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Success {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_seconds
    Pulumi.yaml
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: r
      next-fires: Success {"name":"s","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop"
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Negative {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_second
    "#);
}

#[test]
fn every_command_answers_for_what_scripts_and_apis_say() {
    let (_, others) = KINDS.split_at(5);
    insta::assert_snapshot!(answers(others), @r#"
    deploy.sh
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: r
      next-fires: Success {"name":"s","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop"
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Negative {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_second
    answers.jsonl
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: r
      next-fires: Success {"name":"s","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Success "shop"
      pipe: Success record 0 (m): delivered (TargetInvocationSucceeded)
      simulate-retries: Negative {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_second
    item.json
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: r
      next-fires: Success  note[schedule/no-schedule]: this rule has an event pattern and no schedule
      transform: Failure  error[transform/target-file]: there is no target
      pipe: Failure  error[pipe/not-a-pipe]: this is not a pipe
      simulate-retries: Failure {"version":1,"error":{"code":"delivery/no-target","message":"`item.json` declares no target","diagnostics":[{"code":"delivery/no-target","seve
    pattern.json
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: pattern
      next-fires: Failure {"version":1,"error":{"code":"schedule/declaration","message":"this is no schedule and no rule","diagnostics":[{"code":"schedule/declaration",
      transform: Failure  error[transform/target-file]: this is no target
      pipe: Failure  error[pipe/not-a-pipe]: this is not a pipe
      simulate-retries: Failure {"version":1,"error":{"code":"delivery/no-target","message":"`pattern.json` declares no target","diagnostics":[{"code":"delivery/no-target","s
    deploy.yml
      test-pattern: Success match event.json: source is "shop"
      route: Success event.json:1 1: r
      next-fires: Success {"name":"s","at":"2026-01-01T03:00:00Z","local":"2026-01-01T03:00:00+00:00","weekday":"Thursday","window_end":null}
      transform: Failure  error[transform/target-file]: there is no target
      pipe: Failure  error[pipe/not-a-pipe]: this is not a pipe
      simulate-retries: Failure {"version":1,"error":{"code":"delivery/no-target","message":"`deploy.yml` declares no target","diagnostics":[{"code":"delivery/no-target","sev
    "#);
}
