//! One file of each kind: correct ones are silent, and mistakes are told where they stand.

use crate::support::Pretend;

/// What is told of a file, a line each.
fn told(name: &str, text: &str) -> String {
    let host = Pretend::default().file(name, text);
    host.evb(&["check", name, "--format", "concise"])
}

/// What is more than advice: none of these files is asked whether it has dead-letter queues.
fn without_advice(told: &str) -> String {
    let lines = told.split_inclusive('\n');
    lines.filter(|line| !line.contains(": info[")).collect()
}

#[test]
fn correct_files_of_every_kind_are_silent() {
    let correct = [
        (
            "template.yaml",
            include_str!("../../../fixtures/check/good/template.yaml"),
        ),
        (
            "sam.yaml",
            include_str!("../../../fixtures/check/good/sam.yaml"),
        ),
        (
            "main.tf",
            include_str!("../../../fixtures/check/good/main.tf"),
        ),
        (
            "serverless.yml",
            include_str!("../../../fixtures/check/good/serverless.yml"),
        ),
        (
            "Pulumi.yaml",
            include_str!("../../../fixtures/check/good/Pulumi.yaml"),
        ),
        (
            "deploy.sh",
            include_str!("../../../fixtures/check/good/deploy.sh"),
        ),
        (
            "schedule.json",
            include_str!("../../../fixtures/check/good/schedule.json"),
        ),
        (
            "rules.json",
            include_str!("../../../fixtures/check/good/rules.json"),
        ),
        (
            "pipe.json",
            include_str!("../../../fixtures/check/good/pipe.json"),
        ),
        (
            "pattern.json",
            include_str!("../../../fixtures/check/good/pattern.json"),
        ),
    ];
    for (name, text) in correct {
        let host = Pretend::default().file(name, text);
        let ended = host.run(&["check", name, "--format", "concise"]);
        assert_eq!(
            (
                ended.exit.code(),
                &*without_advice(&ended.stdout),
                &*ended.stderr
            ),
            (0, "", ""),
            "{name}"
        );
        let ended = host.run(&["check", name, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(report["summary"]["files"], 1, "{name}: {}", ended.stdout);
    }
}

#[test]
fn mistakes_in_files_of_every_kind_are_told_where_they_stand() {
    let wrong = [
        (
            "template.yaml",
            include_str!("../../../fixtures/check/bad/template.yaml"),
        ),
        (
            "sam.yaml",
            include_str!("../../../fixtures/check/bad/sam.yaml"),
        ),
        (
            "main.tf",
            include_str!("../../../fixtures/check/bad/main.tf"),
        ),
        (
            "serverless.yml",
            include_str!("../../../fixtures/check/bad/serverless.yml"),
        ),
        (
            "Pulumi.yaml",
            include_str!("../../../fixtures/check/bad/Pulumi.yaml"),
        ),
        (
            "deploy.sh",
            include_str!("../../../fixtures/check/bad/deploy.sh"),
        ),
        (
            "schedule.json",
            include_str!("../../../fixtures/check/bad/schedule.json"),
        ),
        (
            "pipe.json",
            include_str!("../../../fixtures/check/bad/pipe.json"),
        ),
        (
            "pattern.json",
            include_str!("../../../fixtures/check/bad/pattern.json"),
        ),
    ];
    let host = wrong.iter().fold(Pretend::default(), |host, (name, text)| {
        host.file(format!("bad/{name}"), *text)
    });
    insta::assert_snapshot!(host.evb(&["check", "bad", "--format", "concise"]), @"
    exit: Negative
    --- stdout
    bad/main.tf:7:35: error[pattern-operand]: `prefix` needs a string, not a number
    bad/main.tf:13:10: warning[target-on-other-bus]: `aws_cloudwatch_event_target.queue` is on the default bus, and its rule `paid` is on `orders`
    bad/main.tf:17:36: error[retry-policy]: `retry_policy.maximum_event_age_in_seconds` is 30
    bad/main.tf:18:36: error[retry-policy]: `retry_policy.maximum_retry_attempts` is 200
    bad/main.tf:23:33: error[schedule-expression]: `fortnight` is no unit of a rate
    bad/main.tf:26:12: error[schedule-window]: a flexible time window has no `maximum_window_in_minutes`
    bad/main.tf:30:17: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    bad/main.tf:30:17: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    bad/Pulumi.yaml:5:5: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    bad/Pulumi.yaml:7:62: error[pattern-empty]: an object of fields is empty
    bad/deploy.sh:1:61: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    bad/deploy.sh:2:64: error[schedule-expression]: rules want the unit of a rate to agree with its value
    bad/deploy.sh:3:60: warning[command-line]: a blank stands in the ARN `arn:aws:sqs:eu-west-1: 123456789012:orders`
    bad/pattern.json:2:13: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    bad/pipe.json:6:41: error[pipe-limit]: the batch size is larger than Amazon SQS takes
    bad/pipe.json:7:60: error[pattern-scalar]: the field `body` has a string where a list of values must stand
    bad/pipe.json:9:14: error[pipe-service]: source and target are in different regions
    bad/pipe.json:10:42: warning[input-never-json]: the template is not JSON whatever the event holds: `<` begins no JSON value
    bad/pipe.json:10:42: warning[input-placeholder]: `<$.body.id}` is not a placeholder and stays as it is
    bad/sam.yaml:13:13: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    bad/sam.yaml:13:13: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    bad/sam.yaml:13:31: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    bad/sam.yaml:17:46: error[schedule-cron]: one of day-of-month and day-of-week must be `?`
    bad/sam.yaml:18:41: error[schedule-timezone]: `EST5` is no time zone of the IANA database, release 2026f
    bad/schedule.json:3:34: error[schedule-expression]: there is no month 13
    bad/schedule.json:4:67: error[schedule-window]: `MaximumWindowInMinutes` is given, and the flexible time window is off
    bad/schedule.json:8:15: error[input-not-json]: unknown word `nightly`
    bad/serverless.yml:8:11: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    bad/serverless.yml:8:11: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    bad/serverless.yml:9:23: error[pattern-operator]: unknown operator `starts-with`
    bad/serverless.yml:10:26: error[schedule-cron]: `25` is outside the hours field
    bad/template.yaml:7:42: error[pattern-operand]: `numeric` needs a number, not a string
    bad/template.yaml:7:59: error[pattern-scalar]: the field `state` has a string where a list of values must stand
    bad/template.yaml:10:16: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    bad/template.yaml:10:16: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    bad/template.yaml:11:18: error[input-not-json]: unknown word `hello`
    bad/template.yaml:12:15: error[target-id-twice]: the id `queue` is given to two targets of one request
    bad/template.yaml:15:5: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    bad/template.yaml:17:7: error[unknown-member]: `Patern` is refused: `AWS::Events::Rule` has no such member
    bad/template.yaml:17:7: error[rule-without-trigger]: the rule has neither `EventPattern` nor `ScheduleExpression`
    ");
}

#[test]
fn what_is_deployed_and_what_is_for_others_is_silent() {
    let silent = [
        (
            "pipe.json",
            r#"{"Arn": "arn:aws:pipes:eu-west-1:123456789012:pipe/p", "Name": "p", "CurrentState": "RUNNING", "RoleArn": "arn:aws:iam::123456789012:role/p", "Source": "arn:aws:sqs:eu-west-1:123456789012:in", "Target": "arn:aws:sqs:eu-west-1:123456789012:out", "Description": "", "Tags": {}}"#,
        ),
        (
            "terraform.tfstate",
            r#"{"version": 4, "terraform_version": "1.9.0", "lineage": "a", "resources": [
            {"mode": "managed", "type": "aws_cloudwatch_event_target", "name": "t", "instances": [{"attributes": {"arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "retry_policy": [{"maximum_event_age_in_seconds": 0, "maximum_retry_attempts": 5}], "rule": "r", "target_id": "t", "input": ""}}]},
            {"mode": "managed", "type": "aws_scheduler_schedule", "name": "s", "instances": [{"attributes": {"flexible_time_window": [{"maximum_window_in_minutes": 0, "mode": "OFF"}], "name": "s", "schedule_expression": "rate(1 hours)", "target": [{"arn": "arn:aws:sqs:eu-west-1:123456789012:q", "role_arn": "arn:aws:iam::123456789012:role/s", "input": ""}]}}]}]}"#,
        ),
        (
            "serverless.yml",
            "service: s\nprovider: {name: openwhisk}\nfunctions:\n  f: {handler: a.b, events: [{schedule: '* * * * *'}]}\n",
        ),
        (
            "msk.yaml",
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        M:\n          Type: MSK\n          Properties: {Stream: arn:aws:kafka:eu-west-1:123456789012:cluster/c/1, Topics: [orders], StartingPosition: LATEST, DestinationConfig: {OnFailure: {Type: SQS, Destination: arn:aws:sqs:eu-west-1:123456789012:q}}}\n",
        ),
        (
            "kafka.yaml",
            "Resources:\n  M:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: {FunctionName: f, SelfManagedEventSource: {Endpoints: {KafkaBootstrapServers: ['b:9092']}}, Topics: [orders]}\n",
        ),
        (
            "other.yaml",
            "Resources:\n  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [a]}}}\n  T: {Type: AWS::S3::Bucket, Properties: {BucketName: OFF}, Count: 2}\n",
        ),
        (
            "ecs.tf",
            "resource \"aws_cloudwatch_event_target\" \"t\" {\n  rule = \"r\"\n  arn = \"arn:aws:ecs:eu-west-1:123456789012:cluster/c\"\n  role_arn = \"arn:aws:iam::123456789012:role/r\"\n  ecs_target {\n    task_definition_arn = \"arn:aws:ecs:eu-west-1:123456789012:task-definition/t\"\n    capacity_provider_strategy {\n      capacity_provider = \"FARGATE\"\n    }\n  }\n}\n",
        ),
    ];
    for (name, text) in silent {
        let told = without_advice(&told(name, text)).replace("--- stdout\n", "");
        assert_eq!(told, "exit: Success\n", "{name}");
    }
}

#[test]
fn filters_and_filter_policies_are_judged_as_their_service_does() {
    insta::assert_snapshot!(told("t.yaml", r#"Resources:
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: f
      EventSourceArn: arn:aws:sqs:eu-west-1:123456789012:q
      BatchSize: 100
      FilterCriteria:
        Filters:
          - Pattern: '{"body": "x"}'
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: arn:aws:sns:eu-west-1:123456789012:t
      Protocol: sqs
      FilterPolicy: {a: {b: [c]}}
  Archive:
    Type: AWS::Events::Archive
    Properties:
      SourceArn: arn:aws:events:eu-west-1:123456789012:event-bus/default
      EventPattern: {source: shop}
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/p
      Source: arn:aws:sqs:eu-west-1:123456789012:q
      SourceParameters:
        FilterCriteria:
          Filters:
            - Pattern: '{"body": {"key": [{"wildcard": "a*"}]}}'
      Target: arn:aws:sqs:eu-west-1:123456789012:r
      TargetParameters: {InputTemplate: '{"id": <body.id>}'}
"#), @"
    exit: Negative
    --- stdout
    t.yaml:7:18: error[mapping-limit]: a batch of 100 messages without a batching window
    t.yaml:10:32: error[pattern-scalar]: the field `body` has a string where a list of values must stand
    t.yaml:16:22: error[filter-policy]: `a` nests, and a policy on message attributes cannot
    t.yaml:21:30: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    t.yaml:30:44: error[pattern-operator-unsupported]: filters of a pipe do not support `wildcard`
    t.yaml:32:49: warning[input-never-json]: the template is not JSON whatever the event holds: `<` begins no JSON value
    t.yaml:32:49: warning[input-placeholder]: `<body.id>` is not a placeholder and stays as it is
    ");
}

#[test]
fn what_a_request_lacks_is_told_of_what_declares_all_of_it() {
    let template = r"
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.ec2]}
      Targets:
        - {Id: a, Arn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:m'}
        - {Id: b, Arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', RoleArn: !Ref Role}
        - {Id: c, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q.fifo'}
        - {Id: d, Arn: !Ref Queue}
        - {Id: e, Arn: !Ref Queue}
        - {Id: f, Arn: !Ref Queue}
  Schedule: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day)}}
  Archive: {Type: AWS::Events::Archive, Properties: {ArchiveName: x}}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/s'}}
  Subscription: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic}}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: default}}
  Group: {Type: AWS::Scheduler::ScheduleGroup, Properties: {Name: a b}}
  Policy: {Type: AWS::Events::EventBusPolicy, Properties: {StatementId: s 1, Principal: '1234', Action: 'events:PutEvents'}}
";
    insta::assert_snapshot!(told("template.yaml", template), @r"
    exit: Negative
    --- stdout
    template.yaml:8:24: error[request-refused]: target `a` has no `RoleArn`, and `states` needs one
    template.yaml:8:25: info[no-dead-letter-queue]: none of the 6 targets has a dead-letter queue: what it does not take is lost
    template.yaml:8:25: info[no-retry-policy]: none of the 6 targets has a retry policy: it is tried for 24 hours, up to 185 times
    template.yaml:9:24: error[request-refused]: target `b` has no `EcsParameters`
    template.yaml:10:24: error[request-refused]: target `c` has no `SqsParameters`
    template.yaml:13:11: error[request-refused]: there are 6 targets, and a rule has at most 5
    template.yaml:14:58: error[request-constraint]: `Target` is missing
    template.yaml:14:58: error[request-constraint]: `FlexibleTimeWindow` is missing
    template.yaml:15:12: info[archive-forever]: the archive keeps every event of its bus for ever
    template.yaml:15:53: error[request-constraint]: `EventSourceArn` is missing
    template.yaml:16:64: error[mapping-missing]: `FunctionName` is missing
    template.yaml:16:81: error[mapping-missing]: the mapping reads from a stream and has no `StartingPosition`
    template.yaml:17:60: error[request-constraint]: `Protocol` is missing
    template.yaml:18:57: error[request-refused]: a custom event bus cannot be called `default`
    template.yaml:19:67: error[request-constraint]: `Name` does not match AWS's pattern for it
    template.yaml:20:73: error[request-constraint]: `StatementId` does not match AWS's pattern for it
    template.yaml:20:89: error[request-constraint]: `Principal` does not match AWS's pattern for it
    ");
}

#[test]
fn what_aws_answers_and_commands_that_have_more_elsewhere_lack_nothing() {
    let texts = [
        (
            "schedules.json",
            r#"{"Schedules": [{"Arn": "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/s", "Name": "s", "GroupName": "default", "State": "ENABLED", "Target": {"Arn": "arn:aws:kinesis:eu-west-1:123456789012:stream/s"}, "CreationDate": "2026-01-01T00:00:00Z"}]}"#,
        ),
        (
            "buses.json",
            r#"{"EventBuses": [{"Name": "default", "Arn": "arn:aws:events:eu-west-1:123456789012:event-bus/default"}]}"#,
        ),
        (
            "mappings.json",
            r#"{"EventSourceMappings": [{"UUID": "14e0db71-5d35-4eb5-b481-8945cf9d10c2", "EventSourceArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/s", "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "State": "Enabled"}]}"#,
        ),
        (
            "deploy.sh",
            "aws scheduler create-schedule --name s --cli-input-json file://s.json\naws lambda update-event-source-mapping --uuid 14e0db71-5d35-4eb5-b481-8945cf9d10c2 --batch-size 5\n",
        ),
        (
            "template.yaml",
            "Parameters: {Stream: {Type: String, Default: StreamARNNotPassed}}\nResources:\n  Mapping:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: {EventSourceArn: !Ref Stream, FunctionName: f, StartingPosition: LATEST}\n",
        ),
    ];
    for (name, text) in texts {
        let host = Pretend::default().file(name, text);
        let ended = host.run(&["check", name, "--format", "concise"]);
        assert_eq!((ended.exit.code(), &*ended.stdout), (0, ""), "{name}");
    }
}

#[test]
fn what_a_loop_makes_many_of_is_told_once() {
    let target = r#"
resource "aws_cloudwatch_event_rule" "r" { schedule_expression = "rate(1 day)" }
resource "aws_cloudwatch_event_rule" "s" {
  count               = 3
  name                = "s-${count.index}"
  schedule_expression = "rate(10 minute)"
}
resource "aws_cloudwatch_event_target" "t" {
  count = 4
  rule  = aws_cloudwatch_event_rule.r.name
  target_id = "t${count.index}"
  arn   = "arn:aws:states:eu-west-1:123456789012:stateMachine:m"
}
"#;
    insta::assert_snapshot!(told("main.tf", target), @r"
    exit: Negative
    --- stdout
    main.tf:3:1: info[rule-without-target]: the rule has no target: what it matches goes nowhere (in 3 instances)
    main.tf:6:34: error[schedule-expression]: rules want the unit of a rate to agree with its value (in 3 instances)
    main.tf:12:11: error[request-refused]: target `t0` has no `role_arn`, and `states` needs one (in 4 instances)
    main.tf:12:12: info[no-dead-letter-queue]: none of the 4 targets has a dead-letter queue: what it does not take is lost
    main.tf:12:12: info[no-retry-policy]: none of the 4 targets has a retry policy: it is tried for 24 hours, up to 185 times
    ");
    let template = r"
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Schedules:
    - Name
    - [A, B, C]
    - Schedule${Name}:
        Type: AWS::Scheduler::Schedule
        Properties: {ScheduleExpression: rate(1 dya), FlexibleTimeWindow: {Mode: 'OFF'}}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets: [{Id: a, Arn: !GetAtt Queue.Arn, InputTransformer: {InputPathsMap: {a: $.a}}}]
";
    insta::assert_snapshot!(told("template.yaml", template), @r"
    exit: Negative
    --- stdout
    template.yaml:9:21: error[request-constraint]: `Target` is missing (in 3 instances)
    template.yaml:9:49: error[schedule-expression]: `dya` is no unit of a rate (in 3 instances)
    template.yaml:14:30: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    template.yaml:14:30: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    template.yaml:14:67: error[input-constraint]: `Targets[a].InputTransformer.InputTemplate` is missing
    template.yaml:14:87: warning[input-field]: `$.a` leads nowhere: events have no `a` at their top
    ");
}

#[test]
fn beside_a_misspelt_member_it_is_not_said_that_nothing_is_refused() {
    let template = "Resources:\n  Rule: {Type: AWS::Events::Rule, Properties: {Stat: ENABLED, EventPattern: {source: [shop]}}}\n";
    let host = Pretend::default().file("template.yaml", template);
    let advice = ["--ignore", "rule-without-target"];
    let shown = host.evb(&["check", "template.yaml", advice[0], advice[1]]);
    assert!(shown.contains("1 error in 1 rule of 1 file"), "{shown}");
    assert!(!shown.contains("finds nothing"), "{shown}");
}

#[test]
fn what_pipes_and_mappings_do_not_take_is_told_once() {
    let template = r#"
Resources:
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/r
      Source: arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s
      Target: arn:aws:lambda:eu-west-1:123456789012:function:f
      SourceParameters: {DynamoDBStreamParameters: {StartingPosition: AT_TIMESTAMP}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {FunctionName: f, EventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:q", BatchSize: 20000}
"#;
    insta::assert_snapshot!(told("template.yaml", template), @r"
    exit: Negative
    --- stdout
    template.yaml:7:15: info[no-dead-letter-queue]: the pipe has no dead-letter queue: records of the stream that it gives up are lost
    template.yaml:9:71: error[pipe-limit]: `SourceParameters.DynamoDBStreamParameters.StartingPosition` is none of the words that AWS knows
    template.yaml:12:102: error[mapping-limit]: `BatchSize` is 20000
    ");
}

/// A target with an input template and a schedule in which texts stand for objects.
const OF_OTHERS: &str = r#"Resources:
  Paid:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - Id: queue
          Arn: arn:aws:sqs:eu-west-1:123456789012:paid
          RetryPolicy: 3
          DeadLetterConfig: arn:aws:sqs:eu-west-1:123456789012:dead
          InputTransformer:
            InputPathsMap: {id: $.detail.id}
            InputTemplate: '{"order": "{{id}}", "text": "Order " + <id>}'
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: "OFF"
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:paid
        RoleArn: arn:aws:iam::123456789012:role/s
        RetryPolicy: 100
        DeadLetterConfig: {Arn: "arn:aws:sqs:eu-west-1:123456789012:dead"}
  Copy:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/p
      Source: arn:aws:sqs:eu-west-1:123456789012:in
      Target: arn:aws:lambda:eu-west-1:123456789012:function:f
      TargetParameters:
        InputTemplate: 'Order <$.body.id>'
"#;

#[test]
fn what_other_languages_write_is_told_with_what_aws_takes() {
    let host = Pretend::default().file("shop.yaml", OF_OTHERS);
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml"]), @r#"
    exit: Negative
    --- stdout
    info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
     --> shop.yaml:8:16
      |
    8 |           Arn: arn:aws:sqs:eu-west-1:123456789012:paid
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[wrong-type]: `RetryPolicy` is a number, not an object
     --> shop.yaml:9:24
      |
    9 |           RetryPolicy: 3
      |                        ^ an object was expected
      |
      = help: write `{"MaximumRetryAttempts": 3}`

    error[wrong-type]: `DeadLetterConfig` is a string, not an object
      --> shop.yaml:10:29
       |
    10 |           DeadLetterConfig: arn:aws:sqs:eu-west-1:123456789012:dead
       |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an object was expected
       |
       = help: write `{"Arn": "arn:aws:sqs:eu-west-1:123456789012:dead"}`

    warning[input-never-json]: the template is not JSON whatever the event holds: a comma is missing before `+`
      --> shop.yaml:13:66
       |
    13 |             InputTemplate: '{"order": "{{id}}", "text": "Order " + <id>}'
       |                                                                  ^ expected `,` or the closing bracket
       |
       = help: write `{"order": <id>, "text": "Order <id>"}`; as it is, EventBridge accepts such a template and loses every event without a trace

    error[wrong-type]: `FlexibleTimeWindow` is a string, not an object
      --> shop.yaml:18:27
       |
    18 |       FlexibleTimeWindow: "OFF"
       |                           ^^^^^ an object was expected
       |
       = help: write `{"Mode": "OFF"}`

    error[wrong-type]: `RetryPolicy` is a number, not an object
      --> shop.yaml:22:22
       |
    22 |         RetryPolicy: 100
       |                      ^^^ an object was expected
       |
       = help: did you mean `{"MaximumRetryAttempts": 100}` or `{"MaximumEventAgeInSeconds": 100}`?

    warning[input-never-json]: the template is not JSON whatever the event holds
      --> shop.yaml:31:25
       |
    31 |         InputTemplate: 'Order <$.body.id>'
       |                         ^^^^^^^^^^^^^^^^^ a text
       |
       = help: make it JSON, say `{"text": "Order <$.body.id>"}`; as it is, the transformation of every record fails

    4 errors, 2 warnings, 1 info in 1 pipe, 1 rule, 1 schedule and 1 target of 1 file
    "#);
}
