//! Declarations as the requests that they become: each fault once, at its place, and nothing that is not known.

use crate::support::Pretend;

/// What is told of a file, a line each.
fn told(name: &str, text: &str) -> String {
    let host = Pretend::default().file(name, text);
    host.evb(&["check", name, "--format", "concise"])
}

/// Whether nothing is told of a file.
fn is_silent(name: &str, text: &str) {
    let advice = [
        "no-dead-letter-queue",
        "no-retry-policy",
        "rule-without-target",
    ]
    .join(",");
    let host = Pretend::default().file(name, text);
    let told = host.evb(&["check", name, "--format", "concise", "--ignore", &advice]);
    assert_eq!(told, "exit: Success\n", "{name}");
}

#[test]
fn what_changes_what_is_there_need_not_say_the_rest() {
    is_silent(
        "update.sh",
        "aws pipes update-pipe --name p --role-arn arn:aws:iam::123456789012:role/p --desired-state STOPPED\n\
         aws events update-archive --archive-name a --retention-days 5\n\
         aws events update-event-bus --name b --description 'the shop'\n\
         aws lambda update-event-source-mapping --uuid 14e0db71-5d35-4eb5-b481-8945cf9d10c2 --batch-size 5\n\
         aws pipes create-pipe --name q --cli-input-json file://pipe.json\n",
    );
    let lacking = "aws pipes update-pipe --name p\n\
        aws pipes create-pipe --name q --role-arn arn:aws:iam::123456789012:role/p\n\
        aws scheduler update-schedule --name s --schedule-expression 'rate(1 day)'\n\
        aws events create-archive --archive-name a\n\
        aws sns subscribe --topic-arn arn:aws:sns:eu-west-1:123456789012:t\n";
    insta::assert_snapshot!(told("lacking.sh", lacking), @r"
    exit: Negative
    --- stdout
    lacking.sh:1:1: error[pipe-missing]: `RoleArn` is missing
    lacking.sh:2:1: error[pipe-missing]: `Source` is missing
    lacking.sh:2:1: error[pipe-missing]: `Target` is missing
    lacking.sh:3:1: error[request-constraint]: `Target` is missing
    lacking.sh:3:1: error[request-constraint]: `FlexibleTimeWindow` is missing
    lacking.sh:4:1: error[request-constraint]: `EventSourceArn` is missing
    lacking.sh:5:1: error[request-constraint]: `Protocol` is missing
    ");
}

#[test]
fn what_the_default_of_a_parameter_leaves_out_is_not_missing() {
    is_silent(
        "main.tf",
        r#"
variable "role" { default = null }
variable "pattern" { default = null }
variable "schedule" { default = null }
variable "ecs" { default = [] }
variable "bus" { default = "default" }
locals { role = var.role }
resource "aws_cloudwatch_event_bus" "b" { name = var.bus }
resource "aws_cloudwatch_event_rule" "r" {
  event_pattern       = var.pattern
  schedule_expression = var.schedule
}
resource "aws_cloudwatch_event_target" "t" {
  rule     = "r"
  arn      = "arn:aws:states:eu-west-1:123456789012:stateMachine:m"
  role_arn = local.role
}
resource "aws_cloudwatch_event_target" "u" {
  rule     = "r"
  arn      = "arn:aws:ecs:eu-west-1:123456789012:cluster/m"
  role_arn = try(var.role, null)
  dynamic "ecs_target" {
    for_each = var.ecs
    content { task_definition_arn = ecs_target.value }
  }
}
"#,
    );
    is_silent(
        "template.yaml",
        r"
Parameters:
  Role: {Type: String, Default: ''}
  Key: {Type: String, Default: ''}
Conditions: {HasRole: !Not [!Equals [!Ref Role, '']]}
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets: [{Id: a, Arn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:m', RoleArn: !If [HasRole, !Ref Role, !Ref AWS::NoValue]}]
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters: {ApiKeyAuthParameters: {ApiKeyName: k, ApiKeyValue: !Ref Key}}
",
    );
    // What nobody can give otherwise counts.
    let fixed = "locals { role = null }\nresource \"aws_cloudwatch_event_target\" \"t\" {\n  rule     = \"r\"\n  arn      = \"arn:aws:states:eu-west-1:123456789012:stateMachine:m\"\n  role_arn = local.role\n}\n";
    insta::assert_snapshot!(told("main.tf", fixed), @r"
    exit: Negative
    --- stdout
    main.tf:4:14: error[request-refused]: target `…` has no `role_arn`, and `states` needs one
    ");
    let host = Pretend::default().file(
        "t.yaml",
        "Parameters: {Stream: {Type: String, Default: none}}\nResources:\n  Mapping:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: {EventSourceArn: !Ref Stream, FunctionName: f, StartingPosition: LATEST}\n",
    );
    let given = [
        "check",
        "t.yaml",
        "--parameter",
        "Stream=nothing",
        "--format",
        "concise",
    ];
    insta::assert_snapshot!(host.evb(&given), @r"
    exit: Negative
    --- stdout
    t.yaml:5:34: error[mapping-limit]: `EventSourceArn` does not match AWS's pattern for it
    ");
}

#[test]
fn what_is_called_alike_and_is_something_else_is_passed_over() {
    let host = [
        ("rules/event.json", r#"{"version": "0", "id": "1", "detail-type": ["Paid"], "source": "shop", "time": "2026-11-20T10:00:00Z", "detail": {"a": 1}}"#),
        ("schema.json", r#"{"pattern": "^(?!arn:aws)"}"#),
        ("glacier.json", r#"{"ArchiveName": "*** the file ***", "VaultName": "v"}"#),
        ("policy.json", r#"{"Version": "2012-10-17", "Id": "p", "Statement": [{"Effect": "Allow", "Resource": "", "Condition": {"StringEquals": {"AWS:SourceArn": ""}}}]}"#),
        ("model.json", r#"{"Id": "1", "Name": "x", "Kind": "y"}"#),
    ]
    .into_iter()
    .fold(Pretend::default(), |host, (name, text)| host.file(format!("all/{name}"), text));
    insta::assert_snapshot!(host.evb(&["check", "all"]), @r"
    exit: Success
    --- stdout
    5 files declare nothing, so far as evb reads them
    ");
}

#[test]
fn a_member_that_aws_does_not_know_is_told_in_the_words_of_the_aws_cli() {
    let host = Pretend::default()
        .file("schedule.json", r#"{"Name": "s", "ScheduleExpression": "rate(1 day)", "Foo": 1, "FlexibelTimeWindow": {"Mode": "OFF"}, "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}"#)
        .file("pipe.json", r#"{"Name": "p", "Source": "arn:aws:sqs:eu-west-1:123456789012:in", "Target": "arn:aws:sqs:eu-west-1:123456789012:out", "RoleArn": "arn:aws:iam::123456789012:role/p", "TargetParameters": {"SqsQueueParameters": {"Bar": 1}}}"#);
    insta::assert_snapshot!(host.evb(&["check", "schedule.json", "pipe.json"]), @r#"
    exit: Negative
    --- stdout
    error[unknown-member]: CreateSchedule has no member `Foo`
     --> schedule.json:1:52
      |
    1 | {"Name": "s", "ScheduleExpression": "rate(1 day)", "Foo": 1, "FlexibelTimeWindow": {"Mode": "OFF"}, "Target": {"Arn": "arn:aws:lambda...
      |                                                    ^^^^^ not known to AWS
      the AWS CLI answers (CreateSchedule): ParamValidation: Parameter validation failed: Unknown parameter in input: "Foo", must be one of: Name, GroupName, ScheduleExpression, StartDate, EndDate, Description, ScheduleExpressionTimezone, State, KmsKeyArn, Target, FlexibleTimeWindow, ClientToken, ActionAfterCompletion

    error[unknown-member]: CreateSchedule has no member `FlexibelTimeWindow`
     --> schedule.json:1:62
      |
    1 | {"Name": "s", "ScheduleExpression": "rate(1 day)", "Foo": 1, "FlexibelTimeWindow": {"Mode": "OFF"}, "Target": {"Arn": "arn:aws:lambda...
      |                                                              ^^^^^^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: did you mean `FlexibleTimeWindow`?
      the AWS CLI answers (CreateSchedule): ParamValidation: Parameter validation failed: Unknown parameter in input: "FlexibelTimeWindow", must be one of: Name, GroupName, ScheduleExpression, StartDate, EndDate, Description, ScheduleExpressionTimezone, State, KmsKeyArn, Target, FlexibleTimeWindow, ClientToken, ActionAfterCompletion

    error[request-constraint]: `Target.RoleArn` is missing
     --> schedule.json:1:111
      |
    1 | ...1, "FlexibelTimeWindow": {"Mode": "OFF"}, "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}
      |                                                        ^ `RoleArn` is needed here
      |
      = help: name the role that EventBridge Scheduler takes on to invoke the target: it trusts `scheduler.amazonaws.com`
      the AWS CLI answers (CreateSchedule): ParamValidation: Parameter validation failed: Missing required parameter in Target: "RoleArn"

    error[unknown-member]: `SqsQueueParameters` has no member `Bar`
     --> pipe.json:1:209
      |
    1 | 789012:role/p", "TargetParameters": {"SqsQueueParameters": {"Bar": 1}}}
      |                                                             ^^^^^ not known to AWS
      the AWS CLI answers (CreatePipe): ParamValidation: Parameter validation failed: Unknown parameter in TargetParameters.SqsQueueParameters: "Bar", must be one of: MessageGroupId, MessageDeduplicationId

    4 errors in 1 pipe and 1 schedule of 2 files
    "#);
    insta::assert_snapshot!(told("targets.json", r#"{"Rule": "r", "Targets": [{"Id": "a", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "Foo": 1}, {"Id": "b"}]}"#), @r"
    exit: Negative
    --- stdout
    targets.json:1:98: error[unknown-member]: PutTargets has no member `Foo`
    targets.json:1:109: error[request-constraint]: `Arn` is missing
    ");
    // What AWS answers has members that requests have not.
    is_silent(
        "answer.json",
        r#"{"Name": "r", "Arn": "arn:aws:events:eu-west-1:123456789012:rule/r", "EventPattern": "{\"source\":[\"shop\"]}", "CreatedBy": "123456789012", "State": "ENABLED", "EventBusName": "default"}"#,
    );
}

#[test]
fn each_fault_is_told_once_and_where_it_stands() {
    let template = r#"
Resources:
  Group: {Type: AWS::Scheduler::ScheduleGroup, Properties: {Name: "a b"}}
  Schedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      GroupName: !Ref Group
      ScheduleExpression: rate(1 day)
      StartDate: 2030-01-02T00:00:00Z
      EndDate: 2030-01-01T00:00:00Z
      FlexibleTimeWindow: {Mode: "Off"}
      Target: {Arn: "arn:aws:lambda:eu-west-1:123456789012:function:f", RoleArn: "arn:aws:iam::123456789012:role/s"}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - Id: a
          Arn: arn:aws:sqs:eu-west-1:123456789012:q
          InputTransformer:
            InputPathsMap: {"a b": $.detail.id}
            InputTemplate: '{"order": 1}'
          DeadLetterConfig: {Arn: !GetAtt Queue.Arn}
  Misspelt: {Type: AWS::Events::Rule, Properties: {EventPatern: {source: [shop]}}}
  Empty: {Type: AWS::Events::Rule}
  Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
"#;
    insta::assert_snapshot!(told("template.yaml", template), @r"
    exit: Negative
    --- stdout
    template.yaml:3:67: error[request-constraint]: `Name` does not match AWS's pattern for it
    template.yaml:9:18: warning[schedule-property]: CloudFormation may refuse `StartDate`: it has no milliseconds
    template.yaml:10:16: warning[schedule-end-before-start]: `EndDate` does not lie behind `StartDate`
    template.yaml:10:16: warning[schedule-property]: CloudFormation may refuse `EndDate`: it has no milliseconds
    template.yaml:11:34: error[schedule-window]: `FlexibleTimeWindow.Mode` is none of the words that AWS knows
    template.yaml:12:22: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    template.yaml:19:16: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    template.yaml:21:29: error[input-constraint]: `Targets[a].InputTransformer.InputPathsMap (key: a b)` does not match AWS's pattern for it
    template.yaml:23:35: error[dead-letter-queue]: the dead-letter queue of target `a` is a FIFO queue, and dead letters go to standard queues only
    template.yaml:24:13: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    template.yaml:24:52: error[unknown-member]: `EventPatern` is refused: `AWS::Events::Rule` has no such member
    template.yaml:25:10: error[rule-without-trigger]: the rule has neither `EventPattern` nor `ScheduleExpression`
    template.yaml:25:10: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    ");
    let serverless = "service: s\nprovider: {name: aws}\nfunctions:\n  f:\n    handler: a.b\n    events:\n      - schedule: rate(10 minute)\n      - schedule: rate(10minutes)\n";
    insta::assert_snapshot!(told("serverless.yml", serverless), @r"
    exit: Negative
    --- stdout
    serverless.yml:7:19: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    serverless.yml:7:19: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    serverless.yml:7:27: error[schedule-expression]: rules want the unit of a rate to agree with its value
    serverless.yml:8:24: error[schedule-expression]: a space is missing in the rate expression
    ");
}

#[test]
fn members_are_called_as_the_file_calls_them() {
    let terraform = r#"
resource "aws_cloudwatch_event_rule" "r" {
  event_pattern = jsonencode({ source = ["shop"] })
  state         = "ON"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = "arn:aws:ecs:eu-west-1:123456789012:cluster/c"
  retry_policy { maximum_retry_attempts = 300 }
}
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "rate(1 day)"
  flexible_time_window { mode = "Off" }
}
resource "aws_pipes_pipe" "p" {
  role_arn = "arn:aws:iam::123456789012:role/p"
  source   = "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s"
  target   = "arn:aws:lambda:eu-west-1:123456789012:function:f"
  source_parameters {
    dynamodb_stream_parameters { batch_size = 0 }
  }
}
"#;
    insta::assert_snapshot!(told("main.tf", terraform), @r"
    exit: Negative
    --- stdout
    main.tf:4:19: error[rule-state]: `state` is none of the words that AWS knows
    main.tf:8:10: error[request-refused]: target `…` has no `role_arn`, and `ecs` needs one
    main.tf:8:10: error[request-refused]: target `…` has no `ecs_target`
    main.tf:8:11: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    main.tf:9:43: error[retry-policy]: `retry_policy.maximum_retry_attempts` is 300
    main.tf:11:1: error[request-constraint]: `target` is missing
    main.tf:13:33: error[schedule-window]: `flexible_time_window.mode` is none of the words that AWS knows
    main.tf:17:15: info[no-dead-letter-queue]: the pipe has no dead-letter queue: records of the stream that it gives up are lost
    main.tf:20:5: error[pipe-missing]: `source_parameters.dynamodb_stream_parameters.starting_position` is missing
    main.tf:20:47: error[pipe-limit]: `source_parameters.dynamodb_stream_parameters.batch_size` is 0
    ");
    let pulumi = "name: x\nruntime: yaml\nresources:\n  t:\n    type: aws:cloudwatch:EventTarget\n    properties: {rule: r}\n  s:\n    type: aws:scheduler:Schedule\n    properties: {scheduleExpression: rate(1 day), flexibleTimeWindow: {mode: \"OFF\"}}\n";
    insta::assert_snapshot!(told("Pulumi.yaml", pulumi), @r"
    exit: Negative
    --- stdout
    Pulumi.yaml:6:17: error[request-constraint]: `arn` is missing
    Pulumi.yaml:9:17: error[request-constraint]: `target` is missing
    ");
}

#[test]
fn hidden_directories_are_named() {
    let host = Pretend::default()
        .file("all/rule.json", r#"{"source": ["shop"]}"#)
        .file("all/.github/deploy.yml", "on: push\n");
    insta::assert_snapshot!(host.evb(&["check", "all"]), @r"
    exit: Success
    --- stdout
    evb finds nothing that AWS refuses in 1 rule of 1 file
    1 hidden directory is not read unless named: .github/
    ");
}

#[test]
fn arguments_that_are_nearly_right_are_told_with_the_right_ones() {
    let terraform = r#"
resource "aws_cloudwatch_event_rule" "r" {
  name         = "r"
  event_patern = jsonencode({ source = ["shop"] })
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = "arn:aws:lambda:eu-west-1:123456789012:function:f"
  retry_polcy { maximum_retry_attempts = 3 }
  dead_letter_config { arm = "arn:aws:sqs:eu-west-1:123456789012:d" }
}
"#;
    insta::assert_snapshot!(told("main.tf", terraform), @r"
    exit: Negative
    --- stdout
    main.tf:4:3: error[unknown-member]: `event_patern` is refused: there is no such argument
    main.tf:8:11: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    main.tf:9:3: error[unknown-member]: `retry_polcy` is refused: there is no such argument
    main.tf:10:24: error[unknown-member]: `arm` is refused: there is no such argument
    ");
    let pulumi = "name: x\nruntime: yaml\nresources:\n  r:\n    type: aws:cloudwatch:EventRule\n    properties: {eventPatern: '{\"source\":[\"shop\"]}'}\n";
    insta::assert_snapshot!(told("Pulumi.yaml", pulumi), @r"
    exit: Negative
    --- stdout
    Pulumi.yaml:6:18: error[unknown-member]: `eventPatern` is refused: there is no such argument
    ");
}

#[test]
fn entries_of_put_events_are_judged_as_aws_answers() {
    let request = r#"{"Entries": [
  {"Source": "shop", "DetailType": "Paid", "Detail": "{\"id\": 7}", "EventBusName": "my bus"},
  {"Source": "shop", "DetailType": "Paid", "Detail": "id 7"},
  {"Source": "shop", "Detail": "{}"}
]}"#;
    insta::assert_snapshot!(told("request.json", request), @r"
    exit: Negative
    --- stdout
    request.json:2:85: error[request-constraint]: `Entries[0].EventBusName` does not match AWS's pattern for it
    request.json:3:54: error[event-entry]: `Detail` is not JSON: unknown word `id`
    request.json:4:3: error[event-entry]: PutEvents does not take this entry: Parameter DetailType is not valid. Reason: DetailType is a required argument.
    ");
    let misspelt = r#"[{"Source": "shop", "DetailTpe": "Paid", "Detail": "{}"}]"#;
    insta::assert_snapshot!(told("entries.json", misspelt), @"
    exit: Negative
    --- stdout
    entries.json:1:21: error[unknown-member]: PutEvents has no member `Entries[0].DetailTpe`
    ");
    // An entry a line is sent in batches.
    let line = "{\"Source\": \"shop\", \"DetailType\": \"Paid\", \"Detail\": \"{}\"}\n";
    let host = Pretend::default().file("entries.jsonl", line.repeat(25));
    insta::assert_snapshot!(host.evb(&["check", "entries.jsonl"]), @r"
    exit: Success
    --- stdout
    evb finds nothing that AWS refuses in 25 entries of 1 file
    ");
    is_silent(
        "event.json",
        r#"{"source": "shop", "detail-type": "Paid", "detail": {}}"#,
    );
}

#[test]
fn services_check_what_hangs_together() {
    let template = r#"
Resources:
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: BASIC
      AuthParameters: {ApiKeyAuthParameters: {ApiKeyName: k, ApiKeyValue: "{{resolve:secretsmanager:k}}"}}
  Loop:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: arn:aws:events:eu-west-1:123456789012:event-bus/orders
      EventPattern: {source: [shop]}
      Targets:
        - Id: itself
          Arn: arn:aws:events:eu-west-1:123456789012:event-bus/orders
          RoleArn: arn:aws:iam::123456789012:role/forward
        - Id: other
          Arn: arn:aws:events:eu-west-1:123456789012:event-bus/other
          RoleArn: arn:aws:iam::123456789012:role/forward
          InputPath: $.detail
  Schedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      StartDate: "2030-01-01T00:00:00Z"
      FlexibleTimeWindow: {Mode: "OFF"}
      Target: {Arn: "arn:aws:events:eu-west-1:123456789012:event-bus/orders", RoleArn: "arn:aws:iam::123456789012:role/s"}
"#;
    insta::assert_snapshot!(told("template.yaml", template), @r"
    exit: Negative
    --- stdout
    template.yaml:7:23: error[request-refused]: the authorization `BASIC` needs `BasicAuthParameters`
    template.yaml:7:46: error[request-refused]: `ApiKeyAuthParameters` do not go with the authorization `BASIC`
    template.yaml:15:16: error[request-refused]: target `itself` is the bus of the rule itself
    template.yaml:15:16: info[no-dead-letter-queue]: none of the 3 targets has a dead-letter queue: what it does not take is lost
    template.yaml:20:22: error[input-on-bus]: an event bus takes events as they are, and no input
    template.yaml:25:18: warning[schedule-property]: CloudFormation may refuse `StartDate`: it has no milliseconds
    template.yaml:27:21: error[request-refused]: the target has no `EventBridgeParameters`
    ");
}

#[test]
fn requests_that_update_are_told_by_what_they_leave_out() {
    is_silent(
        "update-pipe.json",
        r#"{"Name": "p", "RoleArn": "arn:aws:iam::123456789012:role/p", "Target": "arn:aws:sqs:eu-west-1:123456789012:out", "TargetParameters": {"InputTemplate": "{}"}}"#,
    );
    is_silent(
        "update-archive.json",
        r#"{"ArchiveName": "a", "RetentionDays": 5}"#,
    );
    let host = Pretend::default().file(
        "update-pipe.json",
        r#"{"Name": "p", "RoleArn": "arn:aws:iam::123456789012:role/p", "Target": "arn:aws:sqs:eu-west-1:123456789012:out", "TargetParameters": {"InputTemplate": "{}"}}"#,
    );
    insta::assert_snapshot!(host.evb(&["pipe", "--pipe", "update-pipe.json", "--records", "[]"]), @r#"
    exit: Failure
    --- stderr
    error[pipe/missing]: `Source` is missing
     --> update-pipe.json:1:1
      |
    1 | {"Name": "p", "RoleArn": "arn:aws:iam::123456789012:role/p", 
      | ^
      |
      = help: records come from the one, and go to the other: give both
    "#);
}

#[test]
fn members_of_events_of_serverless_and_of_put_targets_are_known() {
    let serverless = "service: s\nprovider: {name: aws}\nfunctions:\n  f:\n    handler: a.b\n    events:\n      - schedule: {rate: rate(1 day), inputs: {a: 1}}\n      - eventBridge: {pattern: {source: [shop]}, retryPolcy: {maximumEventAge: 60}}\n      - sqs: {arn: 'arn:aws:sqs:eu-west-1:123456789012:q', batchsize: 5}\n";
    insta::assert_snapshot!(told("serverless.yml", serverless), @r"
    exit: Negative
    --- stdout
    serverless.yml:7:19: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    serverless.yml:7:19: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    serverless.yml:7:39: warning[unknown-member]: `inputs` is left out: events of `schedule` have no such member
    serverless.yml:8:50: warning[unknown-member]: `retryPolcy` is left out: events of `eventBridge` have no such member
    serverless.yml:9:60: warning[unknown-member]: `batchsize` is left out: events of `sqs` have no such member
    ");
    insta::assert_snapshot!(told("targets.json", r#"{"Rule": "r", "EventBus": "b", "Targets": [{"Id": "a", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f"}]}"#), @r"
    exit: Negative
    --- stdout
    targets.json:1:15: error[unknown-member]: `EventBus` is left out: PutTargets has no such member
    ");
}

#[test]
fn files_of_one_configuration_are_counted_if_they_declare_something() {
    let rule = |name: &str| {
        format!(
            "resource \"aws_cloudwatch_event_rule\" \"{name}\" {{\n  event_pattern = jsonencode({{ source = [\"shop\"] }})\n}}\n"
        )
    };
    let host = Pretend::default()
        .file("all/a.tf", rule("a"))
        .file("all/b.tf", rule("b"))
        .file("all/variables.tf", "variable \"v\" {}\n");
    insta::assert_snapshot!(host.evb(&["check", "all"]), @r#"
    exit: Success
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> all/a.tf:1:1
      |
    1 | resource "aws_cloudwatch_event_rule" "a" {
      | ^

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> all/b.tf:1:1
      |
    1 | resource "aws_cloudwatch_event_rule" "b" {
      | ^

    evb finds nothing that AWS refuses in 2 rules of 2 files
    2 infos
    "#);
}

#[test]
fn attributes_of_a_subscription_are_texts_and_an_answer_of_them_is_no_request() {
    is_silent(
        "subscribe.sh",
        "aws sns subscribe --topic-arn arn:aws:sns:eu-west-1:123456789012:t --protocol sqs \
         --notification-endpoint arn:aws:sqs:eu-west-1:123456789012:q \
         --attributes '{\"FilterPolicy\":\"{\\\"a\\\":[\\\"b\\\"]}\",\"RawMessageDelivery\":\"true\"}'\n\
         aws sns subscribe --topic-arn arn:aws:sns:eu-west-1:123456789012:t --protocol sqs \
         --notification-endpoint arn:aws:sqs:eu-west-1:123456789012:q \
         --attributes RawMessageDelivery=true,FilterPolicyScope=MessageBody\n",
    );
    is_silent(
        "subscribe.json",
        r#"{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Protocol":"sqs","Endpoint":"arn:aws:sqs:eu-west-1:123456789012:q","Attributes":{"RawMessageDelivery":"true"}}"#,
    );
    is_silent(
        "answer.json",
        r#"{"Attributes":{"SubscriptionArn":"arn:aws:sns:eu-west-1:123456789012:t:6b0e71bd-7e97-4d97-80ce-4a0994e55286","TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Protocol":"sqs","RawMessageDelivery":"false","FilterPolicy":"{\"a\":[\"b\"]}","PendingConfirmation":"false","ConfirmationWasAuthenticated":"true"}}"#,
    );
}

#[test]
fn each_command_of_a_script_is_a_request_of_its_own() {
    let script = r#"aws events put-rule --name r --event-pattern '{"source":"a"}'
aws events put-rule --name r --event-pattern '{"source":["a"]}'
aws events put-targets --rule r --targets Id=1,Arn=nope
aws events put-targets --rule r --targets Id=1,Arn=arn:aws:sqs:eu-west-1:123456789012:q
aws scheduler create-schedule --name s --schedule-expression 'rate(1 days)' --flexible-time-window Mode=OFF --target Arn=arn:aws:sqs:eu-west-1:123456789012:q,RoleArn=arn:aws:iam::123456789012:role/r
aws scheduler update-schedule --name s --schedule-expression 'rate(2 days)' --flexible-time-window Mode=OFF --target Arn=arn:aws:sqs:eu-west-1:123456789012:q,RoleArn=arn:aws:iam::123456789012:role/r
aws events put-rule --name gone --event-pattern '{"source":[]}'
aws events delete-rule --name gone
aws events put-events --entries '[{"Source":"aws.shop","DetailType":"x","Detail":"{}"}]'
aws events put-events --entries '[{"Source":"shop","DetailType":"x","Detail":"{\"id\":\"'$ID'\"}"}]'
"#;
    insta::assert_snapshot!(told("s.sh", script), @r"
    exit: Negative
    --- stdout
    s.sh:1:57: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    s.sh:3:52: error[request-refused]: the `Arn` of target `1` is no ARN
    s.sh:7:60: error[pattern-empty]: the field `source` has an empty list of values
    s.sh:9:45: error[event-entry]: sources that begin with `aws.` belong to AWS
    ");
    let wrong = "aws events put-rule --name r --event-pattern '{\"source\":\"a\"}'\naws events put-events --entries Source=shop,DetailType=x,Detail={\n";
    insta::assert_snapshot!(told("w.sh", wrong), @r"
    exit: Negative
    --- stdout
    w.sh:1:57: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    w.sh:2:66: warning[command-line]: the shorthand of this option cannot be read
    ");
}

#[test]
fn what_is_refused_of_a_template_is_an_error_only_to_who_asks_that() {
    let sam = |event: &str| {
        format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      \
             Events:\n        E: {{Type: Schedule, Properties: {{Schedule: rate(1 day)}}}}\n        X: {event}\n"
        )
    };
    let rows = [
        ("t.yaml", sam("{Type: SNS, Properties: {}}")),
        ("t.yaml", sam("{Type: SNS, Properties: []}")),
        ("t.yaml", sam("{Type: Sns, Properties: {Topic: t}}")),
        ("t.yaml", sam("{Type: SNS, Properties: {Topic: t, Foo: 1}}")),
        ("t.yaml", sam("{Type: EventBridgeRule, Properties: {Pattern: '{\"source\": [\"a\"]}'}}")),
        ("t.yaml", sam("{Type: Schedule, Properties: {Schedule: rate(2 days), DeadLetterConfig: {Type: SNS}}}")),
        ("t.yaml", sam("{Type: Schedule, Properties: {Schedule: rate(2 days), State: ENABLED, Enabled: true}}")),
        ("t.yaml", sam("{Type: SNS, Properties: {Topic: t}}\n      DeadLetterQueue: {Type: Foo, TargetArn: a}")),
        (
            "t.yaml",
            "Resources:\n  R: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Description: null}}\n".to_owned(),
        ),
        (
            "serverless.yml",
            "service: s\nprovider: {name: aws}\nfunctions: {f: {handler: a.b, events: [{schedule: rate(1 day)}, {eventBridge: {eventBus: b}}]}}\n".to_owned(),
        ),
    ];
    for (name, text) in rows {
        let host = Pretend::default().file(name, text.clone());
        let checked = host.run(&["check", name, "--format", "concise"]);
        assert!(
            checked.stdout.contains("error["),
            "{text}\n{}",
            checked.stdout
        );
        for asked in [
            &["list", name][..],
            &["next-fires", name],
            &["compare", name, name],
        ] {
            let ended = host.run(asked);
            assert_eq!(ended.exit.code(), 0, "{asked:?} {text}\n{}", ended.stderr);
            assert!(
                ended.stderr.contains("warning["),
                "{asked:?} {text}\n{}",
                ended.stderr
            );
        }
    }
}

#[test]
fn misspelt_members_of_functions_of_sam_are_told() {
    for misspelt in [
        "Event",
        "Evnts",
        "events",
        "\"Eevents\"",
        "DeadLetterConfig",
        "DeadLetterQueu",
        "EventInvokConfig",
    ] {
        let text = format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      \
             Runtmie: x\n      {misspelt}: {{E: {{Type: Schedule, Properties: {{Schedule: rate(1 day)}}}}}}\n"
        );
        let told = told("t.yaml", &text);
        assert!(told.contains("t.yaml:7:7: error[unknown-member]"), "{told}");
        // What else a function has is not for evb to judge.
        assert!(!told.contains("Runtmie"), "{told}");
    }
}

#[test]
fn members_that_stand_too_far_out_are_told_where_they_belong() {
    let target = r#"{"Id": "a", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}"#;
    let host = Pretend::default().file("target.json", target);
    insta::assert_snapshot!(host.evb(&["check", "target.json"]), @r#"
    exit: Negative
    --- stdout
    error[unknown-member]: PutTargets has no member `InputPathsMap`
     --> target.json:1:72
      |
    1 | {"Id": "a", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "{\"i...
      |                                                                        ^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: they belong in `InputTransformer`: write `"InputTransformer": {"InputPathsMap": {"id":"$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}`
      the AWS CLI answers (PutTargets): ParamValidation: Parameter validation failed: Unknown parameter in Targets[0]: "InputPathsMap", must be one of: Id, Arn, RoleArn, Input, InputPath, InputTransformer, KinesisParameters, RunCommandParameters, EcsParameters, BatchParameters, SqsParameters, HttpParameters, RedshiftDataParameters, SageMakerPipelineParam…

    error[unknown-member]: PutTargets has no member `InputTemplate`
     --> target.json:1:112
      |
    1 | ...tion:f", "InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}
      |                                                     ^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: `InputTemplate` belongs in `InputTransformer`
      the AWS CLI answers (PutTargets): ParamValidation: Parameter validation failed: Unknown parameter in Targets[0]: "InputTemplate", must be one of: Id, Arn, RoleArn, Input, InputPath, InputTransformer, KinesisParameters, RunCommandParameters, EcsParameters, BatchParameters, SqsParameters, HttpParameters, RedshiftDataParameters, SageMakerPipelineParam…

    2 errors in 1 target of 1 file
    "#);
    let json = host.evb(&["check", "target.json", "--format", "json"]);
    let edit = r#""replacement":"\"InputTransformer\": {\"InputPathsMap\": {\"id\":\"$.detail.id\"}, \"InputTemplate\": "#;
    assert!(json.matches(edit).count() == 1, "{json}");
    let host = host.file("event.json", r#"{"source": "s", "detail": {"id": "o"}}"#);
    insta::assert_snapshot!(host.evb(&["transform", "--target", "target.json", "event.json"]), @r#"
    exit: Failure
    --- stderr
    error[api/unknown-member]: a target has no member `InputPathsMap`
     --> target.json:1:72
      |
    1 | {"Id": "a", "Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "{\"i...
      |                                                                        ^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: they belong in `InputTransformer`: write `"InputTransformer": {"InputPathsMap": {"id":"$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}`
    error[api/unknown-member]: a target has no member `InputTemplate`
     --> target.json:1:112
      |
    1 | ...tion:f", "InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}
      |                                                     ^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: it belongs in `InputTransformer`
    "#);
    // A bare input transformer has neither an id nor an ARN.
    let bare = r#"{"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}"#;
    is_silent("bare.json", bare);
    let schedule = r#"{"Name": "s", "ScheduleExpression": "rate(1 day)", "Mode": "OFF", "RetryPolicy": {"MaximumRetryAttempts": 3}, "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "RoleArn": "arn:aws:iam::123456789012:role/r", "DeadLetterConfig": {"Arn": "arn:aws:sqs:eu-west-1:123456789012:d"}}}"#;
    let host = Pretend::default().file("schedule.json", schedule);
    insta::assert_snapshot!(host.evb(&["check", "schedule.json"]), @r#"
    exit: Negative
    --- stdout
    error[request-constraint]: `FlexibleTimeWindow` is missing
     --> schedule.json:1:1
      |
    1 | {"Name": "s", "ScheduleExpression": "rate(1 day)", "Mode": "O
      | ^ `FlexibleTimeWindow` is needed here
      |
      = help: add `"FlexibleTimeWindow": {"Mode": "OFF"}`, unless it may fire later than its time
      the AWS CLI answers (CreateSchedule): ParamValidation: Parameter validation failed: Missing required parameter in input: "FlexibleTimeWindow"

    error[unknown-member]: CreateSchedule has no member `Mode`
     --> schedule.json:1:52
      |
    1 | {"Name": "s", "ScheduleExpression": "rate(1 day)", "Mode": "OFF", "RetryPolicy": {"MaximumRetryAttempts": 3}, "Target
      |                                                    ^^^^^^ not known to AWS
      |
      = help: it belongs in `FlexibleTimeWindow`: write `"FlexibleTimeWindow": {"Mode": "OFF"}`
      the AWS CLI answers (CreateSchedule): ParamValidation: Parameter validation failed: Unknown parameter in input: "Mode", must be one of: Name, GroupName, ScheduleExpression, StartDate, EndDate, Description, ScheduleExpressionTimezone, State, KmsKeyArn, Target, FlexibleTimeWindow, ClientToken, ActionAfterCompletion

    error[unknown-member]: CreateSchedule has no member `RetryPolicy`
     --> schedule.json:1:67
      |
    1 | {"Name": "s", "ScheduleExpression": "rate(1 day)", "Mode": "OFF", "RetryPolicy": {"MaximumRetryAttempts": 3}, "Target": {"Arn": "arn:...
      |                                                                   ^^^^^^^^^^^^^ not known to AWS
      |
      = help: it belongs in `Target`: write `"RetryPolicy": {"MaximumRetryAttempts":3}` there
      the AWS CLI answers (CreateSchedule): ParamValidation: Parameter validation failed: Unknown parameter in input: "RetryPolicy", must be one of: Name, GroupName, ScheduleExpression, StartDate, EndDate, Description, ScheduleExpressionTimezone, State, KmsKeyArn, Target, FlexibleTimeWindow, ClientToken, ActionAfterCompletion

    3 errors in 1 schedule of 1 file
    "#);
    let template = "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n      Targets: [{Id: a, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputTemplate: '<a>', MaximumRetryAttempts: 3}]\n";
    let host = Pretend::default().file("template.yaml", template);
    insta::assert_snapshot!(host.evb(&["check", "template.yaml", "--ignore", "no-dead-letter-queue,no-retry-policy"]), @"
    exit: Negative
    --- stdout
    error[unknown-member]: `InputTemplate` is refused: `Targets` has no such member
     --> template.yaml:6:70
      |
    6 |       Targets: [{Id: a, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputTemplate: '<a>', MaximumRetryAttempts: 3}]
      |                                                                      ^^^^^^^^^^^^^ CloudFormation refuses this
      |
      = help: `InputTemplate` belongs in `InputTransformer`

    error[unknown-member]: `MaximumRetryAttempts` is refused: `Targets` has no such member
     --> template.yaml:6:92
      |
    6 |       Targets: [{Id: a, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputTemplate: '<a>', MaximumRetryAttempts: 3}]
      |                                                                                            ^^^^^^^^^^^^^^^^^^^^ CloudFormation refuses this
      |
      = help: `MaximumRetryAttempts` belongs in `RetryPolicy`

    2 errors in 1 rule and 1 target of 1 file
    ");
}

#[test]
fn arguments_that_terraform_does_not_know_are_told() {
    let terraform = r#"
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "cron(0 6 * * ? *)"
  timezone            = "Europe/Rome"
  foo                 = 1
  region              = "eu-west-1"
  count               = 1
  timeouts { create = "5m" }
  lifecycle { ignore_changes = [state] }
  flexible_time_window { mode = "OFF" }
  target {
    arn                    = "arn:aws:lambda:eu-west-1:123456789012:function:f"
    role_arn               = "arn:aws:iam::123456789012:role/r"
    maximum_retry_attempts = 3
  }
}
resource "aws_pipes_pipe" "p" {
  role_arn = "arn:aws:iam::123456789012:role/p"
  source   = "arn:aws:sqs:eu-west-1:123456789012:in"
  target   = "arn:aws:lambda:eu-west-1:123456789012:function:f"
  source_parameters {
    sqs_queue_parameters { batchsize = 10 }
    filter_criteria {
      filters { pattern = jsonencode({ body = { filter = ["eu"], target = [1] } }) }
    }
  }
}
"#;
    let host = Pretend::default().file("main.tf", terraform);
    let advice = "no-dead-letter-queue,no-retry-policy";
    insta::assert_snapshot!(host.evb(&["check", "main.tf", "--ignore", advice]), @r#"
    exit: Negative
    --- stdout
    error[unknown-member]: `timezone` is refused: there is no such argument
     --> main.tf:4:3
      |
    4 |   timezone            = "Europe/Rome"
      |   ^^^^^^^^ Terraform refuses this
      |
      = help: did you mean `schedule_expression_timezone`?

    error[unknown-member]: `foo` is refused: there is no such argument
     --> main.tf:5:3
      |
    5 |   foo                 = 1
      |   ^^^ Terraform refuses this

    error[unknown-member]: `maximum_retry_attempts` is refused: there is no such argument
      --> main.tf:14:5
       |
    14 |     maximum_retry_attempts = 3
       |     ^^^^^^^^^^^^^^^^^^^^^^ Terraform refuses this
       |
       = help: it belongs in the block `retry_policy`: `retry_policy { maximum_retry_attempts = … }`

    error[unknown-member]: `filters` is refused: there is no such argument
      --> main.tf:24:7
       |
    24 |       filters { pattern = jsonencode({ body = { filter = ["eu"], target = [1] } }) }
       |       ^^^^^^^ Terraform refuses this
       |
       = help: did you mean `filter`?

    4 errors in 1 pipe and 1 schedule of 1 file
    "#);
}

#[test]
fn what_sam_does_not_take_for_events_is_told_with_what_it_takes() {
    let events = |events: &str| {
        format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Events:\n{events}"
        )
    };
    let list = "        - eventBridge:\n            eventBus: shop\n            pattern: {source: [shop]}\n";
    let none = "        E: {Properties: {Pattern: {source: [shop]}}}\n";
    let other = "        E: {Type: Foo, Properties: {Pattern: {source: [shop]}}}\n";
    for (text, help) in [
        (events(list), "= help: write each as `NAME: {Type: EventBridgeRule, Properties: {EventBusName: …, Pattern: {…}}}`"),
        (events(none), "= help: the types are `"),
        (events(other), "= help: the types are `"),
        (
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: a.b}\n    Events:\n      E: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}\n".to_owned(),
            "= help: it belongs in `Properties`: move `Events` one level deeper",
        ),
    ] {
        let host = Pretend::default().file("template.yaml", &*text);
        let told = host.evb(&["check", "template.yaml"]);
        assert!(told.starts_with("exit: Negative") && told.contains(help), "{told}");
    }
    // Few places that are open are told one by one.
    let open = "Parameters: {P: {Type: String}}\nResources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: !Ref P\n";
    let host = Pretend::default().file("template.yaml", open);
    insta::assert_snapshot!(host.evb(&["check", "template.yaml", "--ignore", "rule-without-target"]), @"
    exit: Success
    --- stdout
    evb finds nothing that AWS refuses in 1 rule of 1 file
    not judged: 1 place that the files leave open, or that were not read
      template.yaml:6:21: the pattern depends on `P`
    ");
}

#[test]
fn milliseconds_for_seconds_and_names_for_arns_are_told() {
    let template = "Resources:\n  C:\n    Type: AWS::ECS::Cluster\n    Properties: {ClusterName: web}\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern:\n        source: [aws.ecs]\n        detail:\n          clusterArn: [!Ref C]\n          group: [!Ref C]\n      Targets:\n        - Id: a\n          Arn: arn:aws:sqs:eu-west-1:123456789012:q\n          RetryPolicy: {MaximumEventAgeInSeconds: 3600000}\n";
    let host = Pretend::default().file("template.yaml", template);
    insta::assert_snapshot!(host.evb(&["check", "template.yaml", "--ignore", "no-dead-letter-queue"]), @"
    exit: Negative
    --- stdout
    warning[value-of-event]: `clusterArn` is an ARN in events of AWS, and never `web`
      --> template.yaml:11:24
       |
    11 |           clusterArn: [!Ref C]
       |                        ^^^^^^ `Ref C` is the name of the resource
       |
       = help: did you mean `!GetAtt C.Arn`?

    error[retry-policy]: `Targets[a].RetryPolicy.MaximumEventAgeInSeconds` is 3600000
      --> template.yaml:16:51
       |
    16 |           RetryPolicy: {MaximumEventAgeInSeconds: 3600000}
       |                                                   ^^^^^^^ from 60 to 86400 are allowed
       |
       = help: did you mean `3600`? it is in seconds, and this would be milliseconds
      AWS answers to this effect (PutTargets): ValidationException: 1 validation error detected: Value '3600000' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value less than or equal to 86400

    1 error, 1 warning in 1 rule and 1 target of 1 file
    ");
    // What is a parameter may be an ARN when it is deployed, and a queue of one's own has fields of one's own.
    for (before, now) in [("!Ref C", "!GetAtt C.Arn"), ("aws.ecs", "shop.ecs")] {
        let told = told("template.yaml", &template.replace(before, now));
        assert!(!told.contains("value-of-event"), "{told}");
    }
}
