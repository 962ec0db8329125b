//! What a reference refers to is judged as its ARN would be.

use crate::support::Pretend;

/// What is told of permissions, which these files do not have.
const PERMISSIONS: &str = "dead-letter-queue-without-permission,subscription-without-permission,target-without-permission";

/// What is told of a file, a line each.
fn told(name: &str, text: &str) -> String {
    let host = Pretend::default().file(name, text);
    host.evb(&[
        "check",
        name,
        "--format",
        "concise",
        "--ignore",
        PERMISSIONS,
    ])
}

#[test]
fn references_are_judged_by_what_they_refer_to() {
    let template = r#"Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {StreamSpecification: {StreamViewType: NEW_IMAGE}}}
  Fifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  Plain: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Ordered: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
  Cluster: {Type: AWS::ECS::Cluster}
  Jobs: {Type: AWS::Batch::JobQueue}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: b}}
  Flow: {Type: AWS::StepFunctions::StateMachine}
  Pipe: {Type: AWS::KinesisFirehose::DeliveryStream}
  Log: {Type: AWS::Logs::LogGroup}
  Role: {Type: AWS::IAM::Role}
  Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: 300}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets:
        - {Id: stream, Arn: !GetAtt Stream.Arn}
        - {Id: fifo, Arn: !GetAtt Fifo.Arn, DeadLetterConfig: {Arn: !Sub '${Fifo.Arn}'}}
        - {Id: flow, Arn: !Ref Flow}
        - {Id: ecs, Arn: !Sub '${Cluster.Arn}', RoleArn: !GetAtt Role.Arn}
        - {Id: log, Arn: !GetAtt Log.Arn, RoleArn: !GetAtt Role.Arn}
  R2:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets:
        - {Id: bus, Arn: !GetAtt Bus.Arn, RoleArn: !GetAtt Role.Arn, Input: '{}', RetryPolicy: {MaximumRetryAttempts: 1}}
        - {Id: url, Arn: !Ref Plain}
        - {Id: word, Arn: not-an-arn}
        - {Id: hole, Arn: !Sub 'arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/x'}
        - {Id: ok, Arn: !GetAtt Plain.Arn, DeadLetterConfig: {Arn: !GetAtt Topic.TopicArn}}
  S:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: !GetAtt Fifo.Arn, RoleArn: !GetAtt Role.Arn, DeadLetterConfig: {Arn: !GetAtt Fifo.Arn}}
  S2:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: !GetAtt Stream.Arn, RoleArn: !GetAtt Role.Arn}
  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Stream.Arn}}
  M2: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Table.StreamArn, StartingPosition: AT_TIMESTAMP, MaximumRecordAgeInSeconds: 30}}
  M3: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Fifo.Arn, BatchSize: 11, MaximumBatchingWindowInSeconds: 5}}
  P:
    Type: AWS::Pipes::Pipe
    Properties: {RoleArn: !GetAtt Role.Arn, Source: !GetAtt Stream.Arn, Target: !GetAtt Plain.Arn}
  P2:
    Type: AWS::Pipes::Pipe
    Properties: {RoleArn: !GetAtt Role.Arn, Source: !GetAtt Table.StreamArn, Target: !Ref Ordered}
  Sub1: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Fifo.Arn}}
  Sub2: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Ordered, Protocol: lambda, Endpoint: !GetAtt Fn.Arn}}
  Sub3: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: firehose, Endpoint: !GetAtt Pipe.Arn}}
  Sub4: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: firehose, Endpoint: !GetAtt Pipe.Arn, SubscriptionRoleArn: !GetAtt Role.Arn}}
"#;
    insta::assert_snapshot!(told("t.yaml", template), @r"
    exit: Negative
    --- stdout
    t.yaml:21:29: error[request-refused]: target `stream` has no `RoleArn`, and `kinesis` needs one
    t.yaml:21:29: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:21:29: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:22:27: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a rule
    t.yaml:22:27: error[request-refused]: target `fifo` has no `SqsParameters`
    t.yaml:22:27: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:22:74: error[dead-letter-queue]: the dead-letter queue of target `fifo` is a FIFO queue, and dead letters go to standard queues only
    t.yaml:22:74: warning[dead-letter-queue-is-target]: the dead-letter queue is the target itself: what that does not take, it does not take there
    t.yaml:23:27: error[request-refused]: target `flow` has no `RoleArn`, and `states` needs one
    t.yaml:23:27: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:23:27: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:24:31: error[request-refused]: target `ecs` has no `EcsParameters`
    t.yaml:24:31: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:24:31: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:25:26: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:25:26: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:31:26: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:31:78: error[input-on-bus]: an event bus takes events as they are, and no input
    t.yaml:31:96: error[retry-policy]: target `bus` is an event bus, which takes no `RetryPolicy`
    t.yaml:32:26: error[request-refused]: the `Arn` of target `url` is no ARN
    t.yaml:32:26: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:32:26: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:33:27: error[request-refused]: the `Arn` of target `word` is no ARN
    t.yaml:33:27: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:33:27: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:34:32: error[request-refused]: target `hole` has no `RoleArn`, and `kinesis` needs one
    t.yaml:34:32: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:34:32: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:35:25: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:35:68: error[dead-letter-queue]: the dead-letter queue of target `ok` is no queue of SQS
    t.yaml:41:21: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a schedule
    t.yaml:41:21: error[request-refused]: the target is a FIFO queue, and has no `MessageGroupId`
    t.yaml:41:21: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:41:90: error[dead-letter-queue]: `Target.DeadLetterConfig.Arn` does not match AWS's pattern for it
    t.yaml:41:90: warning[dead-letter-queue-is-target]: the dead-letter queue is the target itself: what that does not take, it does not take there
    t.yaml:47:21: error[request-refused]: the target has no `KinesisParameters`
    t.yaml:47:21: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:47:21: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:48:98: error[mapping-missing]: the mapping reads from a stream and has no `StartingPosition`
    t.yaml:49:142: error[mapping-limit]: `StartingPosition` is `AT_TIMESTAMP`, from which a stream of DynamoDB cannot be read
    t.yaml:49:183: error[mapping-limit]: `MaximumRecordAgeInSeconds` is 30: -1, or 60 and more
    t.yaml:50:99: error[mapping-limit]: the queue hides messages for 30 seconds, and the function may take 300
    t.yaml:50:128: error[mapping-limit]: `BatchSize` is 11, and a FIFO queue gives at most 10 messages at a time
    t.yaml:50:164: error[mapping-limit]: a batching window of 5 seconds, and a FIFO queue has none
    t.yaml:53:17: error[pipe-missing]: `SourceParameters.KinesisStreamParameters` is missing
    t.yaml:53:53: info[no-dead-letter-queue]: the pipe has no dead-letter queue: records of the stream that it gives up are lost
    t.yaml:56:17: error[pipe-missing]: `SourceParameters.DynamoDBStreamParameters` is missing
    t.yaml:56:53: info[no-dead-letter-queue]: the pipe has no dead-letter queue: records of the stream that it gives up are lost
    t.yaml:56:86: error[pipe-service]: a pipe cannot send to a FIFO topic
    t.yaml:57:100: error[subscription]: the queue is a FIFO queue, to which only FIFO topics deliver
    t.yaml:58:87: error[subscription]: the topic is a FIFO topic, which does not deliver to `lambda`
    t.yaml:59:85: error[subscription]: the subscription has no `SubscriptionRoleArn`, and Firehose needs one
    ");
}

#[test]
fn references_of_terraform_are_judged_by_what_they_refer_to() {
    let configuration = r#"resource "aws_kinesis_stream" "s" { name = "s" }
resource "aws_sqs_queue" "f" {
  name = "f.fifo"
  fifo_queue = true
}
resource "aws_sns_topic" "t" { name = "t" }
resource "aws_sns_topic" "tf" {
 name = "t.fifo"
 fifo_topic = true
}
resource "aws_dynamodb_table" "d" { name = "d" }
resource "aws_cloudwatch_event_rule" "r" { event_pattern = jsonencode({source=["a"]}) }
resource "aws_cloudwatch_event_target" "k" {
  rule = aws_cloudwatch_event_rule.r.name
  arn = aws_kinesis_stream.s.arn
}
resource "aws_cloudwatch_event_target" "f" {
  rule = aws_cloudwatch_event_rule.r.name
  arn = aws_sqs_queue.f.arn
}
resource "aws_cloudwatch_event_target" "sm" {
  rule = aws_cloudwatch_event_rule.r.name
  arn = aws_sfn_state_machine.m.arn
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  timeout = 60
}
resource "aws_lambda_event_source_mapping" "m" {
  function_name = aws_lambda_function.f.arn
  event_source_arn = aws_sqs_queue.f.arn
}
resource "aws_lambda_event_source_mapping" "d" {
  function_name = aws_lambda_function.f.arn
  event_source_arn = aws_dynamodb_table.d.stream_arn
}
resource "aws_pipes_pipe" "p" {
  role_arn = aws_iam_role.r.arn
  source = aws_kinesis_stream.s.arn
  target = aws_sqs_queue.f.arn
}
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "rate(1 day)"
  flexible_time_window { mode = "OFF" }
  target {
    arn = aws_sqs_queue.f.arn
    role_arn = aws_iam_role.r.arn
    dead_letter_config { arn = aws_sqs_queue.f.arn }
  }
}
resource "aws_sns_topic_subscription" "a" {
  topic_arn = aws_sns_topic.t.arn
  protocol = "sqs"
  endpoint = aws_sqs_queue.f.arn
}
resource "aws_sns_topic_subscription" "b" {
  topic_arn = aws_sns_topic.tf.arn
  protocol = "https"
  endpoint = "https://x"
}
"#;
    insta::assert_snapshot!(told("main.tf", configuration), @r"
    exit: Negative
    --- stdout
    main.tf:15:9: error[request-refused]: target `…` has no `role_arn`, and `kinesis` needs one
    main.tf:15:9: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    main.tf:15:9: info[no-retry-policy]: none of the 4 targets has a retry policy: it is tried for 24 hours, up to 185 times
    main.tf:19:9: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a rule
    main.tf:19:9: error[request-refused]: target `…` has no `sqs_target`
    main.tf:19:9: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    main.tf:23:9: error[request-refused]: target `…` has no `role_arn`, and `states` needs one
    main.tf:23:9: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    main.tf:31:22: error[mapping-limit]: the queue hides messages for 30 seconds, and the function may take 60
    main.tf:35:22: error[mapping-missing]: the mapping reads from a stream and has no `starting_position`
    main.tf:37:1: error[pipe-missing]: `source_parameters.kinesis_stream_parameters` is missing
    main.tf:39:12: info[no-dead-letter-queue]: the pipe has no dead-letter queue: records of the stream that it gives up are lost
    main.tf:40:12: warning[pipe-missing]: `message_group_id` is missing: Amazon SQS refuses what has none
    main.tf:40:12: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a pipe without `MessageDeduplicationId`
    main.tf:46:11: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a schedule
    main.tf:46:11: error[request-refused]: the target is a FIFO queue, and has no `message_group_id`
    main.tf:48:32: error[dead-letter-queue]: `target.dead_letter_config.arn` does not match AWS's pattern for it
    main.tf:48:32: warning[dead-letter-queue-is-target]: the dead-letter queue is the target itself: what that does not take, it does not take there
    main.tf:54:14: error[subscription]: the queue is a FIFO queue, to which only FIFO topics deliver
    main.tf:58:15: error[subscription]: the topic is a FIFO topic, which does not deliver to `https`
    ");
}

#[test]
fn references_of_sam_are_judged_by_what_they_refer_to() {
    let template = r#"Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Timeout: 60}}
Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Flow: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: flow.json}}
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.12
      CodeUri: .
      Events:
        Job: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets: [{Id: flow, Arn: !Ref Flow}]
"#;
    insta::assert_snapshot!(told("t.yaml", template), @r"
    exit: Negative
    --- stdout
    t.yaml:13:46: error[mapping-limit]: the queue hides messages for 30 seconds, and the function may take 60
    t.yaml:18:33: error[request-refused]: target `flow` has no `RoleArn`, and `states` needs one
    t.yaml:18:33: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:18:33: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    ");
}

#[test]
fn what_is_right_or_not_known_of_a_reference_is_silent() {
    let template = r#"Parameters:
  Given: {Type: String}
  Order: {Type: String, Default: "true"}
Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
  Fifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, ContentBasedDeduplication: true, VisibilityTimeout: 300}}
  Perhaps: {Type: AWS::SQS::Queue, Properties: {FifoQueue: !Ref Order}}
  Topic: {Type: AWS::SNS::Topic}
  Ordered: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: b}}
  Role: {Type: AWS::IAM::Role}
  Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: 300}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn, FunctionVersion: "1", Name: live}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets:
        - {Id: stream, Arn: !GetAtt Stream.Arn, RoleArn: !GetAtt Role.Arn}
        - {Id: fifo, Arn: !GetAtt Fifo.Arn, SqsParameters: {MessageGroupId: g}}
        - {Id: perhaps, Arn: !GetAtt Perhaps.Arn, DeadLetterConfig: {Arn: !GetAtt Perhaps.Arn}}
        - {Id: function, Arn: !Ref Live}
        - {Id: bus, Arn: !GetAtt Bus.Arn, RoleArn: !GetAtt Role.Arn}
  R2:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets:
        - {Id: given, Arn: !Ref Given}
        - {Id: elsewhere, Arn: !ImportValue stream-arn}
        - {Id: absent, Arn: !GetAtt Nowhere.Arn}
  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Stream.Arn, StartingPosition: LATEST}}
  M2: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Live, EventSourceArn: !GetAtt Fifo.Arn, BatchSize: 10}}
  P:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: !GetAtt Role.Arn
      Source: !GetAtt Stream.Arn
      SourceParameters: {KinesisStreamParameters: {StartingPosition: LATEST}}
      Target: !GetAtt Fifo.Arn
      TargetParameters: {SqsQueueParameters: {MessageGroupId: g}}
  S1: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Ordered, Protocol: sqs, Endpoint: !GetAtt Fifo.Arn}}
  S2: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: lambda, Endpoint: !GetAtt Fn.Arn}}
  S3: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Given, Protocol: sqs, Endpoint: !GetAtt Fifo.Arn}}
  S4: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: firehose, Endpoint: !Ref Given, SubscriptionRoleArn: !GetAtt Role.Arn}}
"#;
    insta::assert_snapshot!(told("t.yaml", template), @r"
    exit: Negative
    --- stdout
    t.yaml:19:29: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:19:29: info[no-retry-policy]: none of the 7 targets has a retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:20:27: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:21:75: warning[dead-letter-queue-is-target]: the dead-letter queue is the target itself: what that does not take, it does not take there
    t.yaml:22:31: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:23:26: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:29:28: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:30:32: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:31:29: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:38:15: info[no-dead-letter-queue]: the pipe has no dead-letter queue: records of the stream that it gives up are lost
    ");
}

#[test]
fn a_queue_that_hides_messages_too_briefly_is_told_in_the_words_of_lambda() {
    let template = r#"Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Ship: {Type: AWS::Lambda::Function, Properties: {Timeout: 300}}
  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Ship, EventSourceArn: !GetAtt Jobs.Arn}}
  Ordered: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
  S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Ordered, Protocol: sms, Endpoint: "+4912345"}}
"#;
    let host = Pretend::default().file("t.yaml", template);
    insta::assert_snapshot!(host.evb(&["check", "t.yaml"]), @r#"
    exit: Negative
    --- stdout
    error[mapping-limit]: the queue hides messages for 30 seconds, and the function may take 300
     --> t.yaml:4:100
      |
    4 |   M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Ship, EventSourceArn: !GetAtt Jobs.Arn}}
      |                                                                                                    ^^^^^^^^^^^^^^^^ hidden too briefly
      |
      = help: raise the queue's visibility timeout: AWS advises six times the function's timeout
      AWS answers (CreateEventSourceMapping): InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: 300 seconds

    error[subscription]: the topic is a FIFO topic, which does not deliver to `sms`
     --> t.yaml:6:84
      |
    6 |   S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Ordered, Protocol: sms, Endpoint: "+4912345"}}
      |                                                                                    ^^^
      |
      = help: let a queue of SQS subscribe, and read from that
      AWS answers (Subscribe): InvalidParameter: Invalid parameter: Invalid protocol type: sms

    2 errors in 1 event source mapping and 1 subscription of 1 file
    "#);
}

#[test]
fn a_word_of_yaml_is_told_once_and_only_where_something_is_judged() {
    let template = r#"Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: pk, AttributeType: N}]
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [{prefix: y}]}
      Targets: [{Id: y, Arn: "arn:aws:sqs:eu-west-1:123456789012:q"}]
"#;
    let host = Pretend::default().file("t.yaml", template);
    insta::assert_snapshot!(host.evb(&["check", "t.yaml"]), @r#"
    exit: Negative
    --- stdout
    error[pattern-operand]: `prefix` needs a string, not a boolean
     --> t.yaml:9:40
      |
    9 |       EventPattern: {source: [{prefix: y}]}
      |                                        ^ expected a string
      |
      = help: write `"y"` for the text, `true` for the boolean
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: prefix match pattern must be a string

    warning[yaml-value]: `y` without quotes is a boolean to CloudFormation
      --> t.yaml:10:22
       |
    10 |       Targets: [{Id: y, Arn: "arn:aws:sqs:eu-west-1:123456789012:q"}]
       |                      ^ read as `true`, as CloudFormation does
       |
       = help: write `"y"` for the text, `true` for the boolean

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> t.yaml:10:31
       |
    10 |       Targets: [{Id: y, Arn: "arn:aws:sqs:eu-west-1:123456789012:q"}]
       |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
      --> t.yaml:10:31
       |
    10 |       Targets: [{Id: y, Arn: "arn:aws:sqs:eu-west-1:123456789012:q"}]
       |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    1 error, 1 warning, 2 infos in 1 rule and 1 target of 1 file
    "#);
    insta::assert_snapshot!(host.evb(&["list", "t.yaml"]), @r#"
    exit: Success
    --- stdout
    t.yaml (CloudFormation): 1 rule

    rules
      R  t.yaml:7
        name     ${generated}
        bus      default
        pattern  {"source":[{"prefix":true}]}
        target   y → arn:aws:sqs:eu-west-1:123456789012:q
    --- stderr
    warning[yaml/boolean-word]: `y` without quotes is a boolean to CloudFormation
     --> t.yaml:9:40
      |
    9 |       EventPattern: {source: [{prefix: y}]}
      |                                        ^ read as `true`, as CloudFormation does
      |
      = help: write `"y"` for the text, `true` for the boolean
    warning[yaml/boolean-word]: `y` without quotes is a boolean to CloudFormation
      --> t.yaml:10:22
       |
    10 |       Targets: [{Id: y, Arn: "arn:aws:sqs:eu-west-1:123456789012:q"}]
       |                      ^ read as `true`, as CloudFormation does
       |
       = help: write `"y"` for the text, `true` for the boolean
    "#);
}

#[test]
fn a_pipe_without_its_source_is_created_if_it_has_what_only_creation_takes() {
    let pipe = r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Target":"arn:aws:sqs:us-east-1:123456789012:q",
  "SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST"}}}"#;
    insta::assert_snapshot!(told("pipe.json", pipe), @r"
    exit: Negative
    --- stdout
    pipe.json:1:1: error[pipe-missing]: `Source` is missing
    ");
}

#[test]
fn a_schedule_that_is_updated_is_answered_by_that_operation() {
    let script = r#"aws scheduler update-schedule --name s --schedule-expression 'rate(5 minutees)' --flexible-time-window Mode=OFF --target '{"Arn":"arn:aws:lambda:us-east-1:123456789012:function:f","RoleArn":"x"}'
"#;
    let host = Pretend::default().file("s.sh", script);
    insta::assert_snapshot!(host.evb(&["check", "s.sh"]), @r#"
    exit: Negative
    --- stdout
    error[schedule-expression]: `minutees` is no unit of a rate
     --> s.sh:1:70
      |
    1 | aws scheduler update-schedule --name s --schedule-expression 'rate(5 minutees)' --flexible-time-window Mode=OFF --target '{"Arn":"arn...
      |                                                                      ^^^^^^^^ allowed are minutes, hours and days, in lower case
      |
      = help: write `rate(5 minutes)`
      AWS answers (UpdateSchedule): ValidationException: Invalid Schedule Expression rate(5 minutees).

    error[request-constraint]: `Target.RoleArn` does not match AWS's pattern for it
     --> s.sh:1:191
      |
    1 | arn:aws:lambda:us-east-1:123456789012:function:f","RoleArn":"x"}'
      |                                                             ^^^ no ARN as AWS wants it
      |
      = help: give the ARN of the role, and not its name: `arn:aws:iam::…:role/x`
      AWS answers (UpdateSchedule): ValidationException: 1 validation error detected: Value 'x' at 'target.roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@\/-]+

    2 errors in 1 schedule of 1 file
    "#);
}

#[test]
fn urls_and_names_in_place_of_arns_are_told() {
    let template = r#"Resources:
  Q: {Type: AWS::SQS::Queue}
  T: {Type: AWS::SNS::Topic}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: b}}
  Role: {Type: AWS::IAM::Role}
  A: {Type: AWS::Events::Archive, Properties: {SourceArn: !Ref Bus}}
  S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !Ref Q}}
  S5:
    Type: AWS::Scheduler::Schedule
    Properties: {ScheduleExpression: rate(1 day), FlexibleTimeWindow: {Mode: 'OFF'}, Target: {Arn: !Ref Q, RoleArn: !GetAtt Role.Arn}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets: [{Id: a, Arn: !GetAtt Q.Arn, DeadLetterConfig: {Arn: !Ref Q}}]
  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: f, EventSourceArn: !Ref Q}}
  P:
    Type: AWS::Pipes::Pipe
    Properties: {RoleArn: !GetAtt Role.Arn, Source: !Ref T, Target: !GetAtt Q.Arn}
"#;
    insta::assert_snapshot!(told("t.yaml", template), @r"
    exit: Negative
    --- stdout
    t.yaml:6:6: info[archive-forever]: the archive keeps every event of its bus for ever
    t.yaml:6:59: error[request-constraint]: `EventSourceArn` does not match AWS's pattern for it
    t.yaml:7:93: error[subscription]: the protocol is `sqs`, and the endpoint is no ARN
    t.yaml:10:100: error[request-refused]: the `Arn` of the target is no ARN
    t.yaml:10:100: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:15:30: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:15:69: error[dead-letter-queue]: the dead-letter queue of target `a` is no ARN
    t.yaml:15:69: warning[dead-letter-queue-is-target]: the dead-letter queue is the target itself: what that does not take, it does not take there
    t.yaml:16:92: error[mapping-limit]: `EventSourceArn` does not match AWS's pattern for it
    t.yaml:19:53: error[pipe-service]: `sns` cannot be the source of a pipe
    ");
}

#[test]
fn references_of_pulumi_and_serverless_are_judged_by_what_they_refer_to() {
    let pulumi = r#"name: p
runtime: yaml
resources:
  stream: {type: aws:kinesis:Stream, properties: {shardCount: 1}}
  fifo: {type: aws:sqs:Queue, properties: {fifoQueue: true}}
  rule: {type: aws:cloudwatch:EventRule, properties: {eventPattern: '{"source":["a"]}'}}
  t1: {type: aws:cloudwatch:EventTarget, properties: {rule: "${rule.name}", arn: "${stream.arn}"}}
  t2: {type: aws:cloudwatch:EventTarget, properties: {rule: "${rule.name}", arn: "${fifo.arn}"}}
  m: {type: aws:lambda:EventSourceMapping, properties: {functionName: f, eventSourceArn: "${stream.arn}"}}
"#;
    insta::assert_snapshot!(told("Pulumi.yaml", pulumi), @r"
    exit: Negative
    --- stdout
    Pulumi.yaml:7:82: error[request-refused]: target `…` has no `roleArn`, and `kinesis` needs one
    Pulumi.yaml:7:82: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    Pulumi.yaml:7:82: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    Pulumi.yaml:8:82: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a rule
    Pulumi.yaml:8:82: error[request-refused]: target `…` has no `sqsTarget`
    Pulumi.yaml:9:90: error[mapping-missing]: the mapping reads from a stream and has no `startingPosition`
    ");
    let serverless = r#"service: s
provider: {name: aws, runtime: nodejs20.x}
functions:
  ship:
    handler: a.b
    timeout: 60
    events:
      - sqs: {arn: !GetAtt Jobs.Arn}
      - stream: {type: kinesis, arn: !GetAtt Stream.Arn}
resources:
  Resources:
    Jobs: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
    Stream: {Type: AWS::Kinesis::Stream}
    R:
      Type: AWS::Events::Rule
      Properties:
        EventPattern: {source: [a]}
        Targets: [{Id: a, Arn: !GetAtt Jobs.Arn}, {Id: b, Arn: !GetAtt Stream.Arn}]
"#;
    insta::assert_snapshot!(told("serverless.yml", serverless), @r"
    exit: Negative
    --- stdout
    serverless.yml:18:32: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a rule
    serverless.yml:18:32: error[request-refused]: target `a` has no `SqsParameters`
    serverless.yml:18:32: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    serverless.yml:18:32: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    serverless.yml:18:64: error[request-refused]: target `b` has no `RoleArn`, and `kinesis` needs one
    ");
}

#[test]
fn ids_that_are_arns_are_no_names() {
    let configuration = r#"resource "aws_ecs_cluster" "c" { name = "c" }
resource "aws_kinesis_stream" "s" { name = "s" }
resource "aws_cloudwatch_event_rule" "r" { event_pattern = jsonencode({source=["a"]}) }
resource "aws_cloudwatch_event_target" "c" {
  rule     = aws_cloudwatch_event_rule.r.name
  arn      = aws_ecs_cluster.c.id
  role_arn = aws_iam_role.r.arn
  ecs_target { task_definition_arn = aws_ecs_task_definition.t.arn }
}
resource "aws_cloudwatch_event_target" "s" {
  rule     = aws_cloudwatch_event_rule.r.name
  arn      = aws_kinesis_stream.s.id
  role_arn = aws_iam_role.r.arn
}
"#;
    insta::assert_snapshot!(told("main.tf", configuration), @r"
    exit: Success
    --- stdout
    main.tf:6:14: info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
    main.tf:6:14: info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
    ");
}

#[test]
fn a_filter_that_is_updated_is_answered_by_that_operation() {
    let script = r#"aws pipes update-pipe --name p --role-arn arn:aws:iam::123456789012:role/r --source-parameters '{"FilterCriteria":{"Filters":[{"Pattern":"{\"a\":\"b\"}"}]}}'
"#;
    let host = Pretend::default().file("p.sh", script);
    insta::assert_snapshot!(host.evb(&["check", "p.sh"]), @r#"
    exit: Negative
    --- stdout
    error[pattern-scalar]: the field `a` has a string where a list of values must stand
     --> p.sh:1:146
      |
    1 | arameters '{"FilterCriteria":{"Filters":[{"Pattern":"{\"a\":\"b\"}"}]}}'
      |                                                             ^^^^^ not in an array
      |
      = help: write `["b"]`: a field has a list of the values that match
      AWS answers (UpdatePipe): ValidationException: Invalid Event Pattern. Reason: "a" must be an object or an array

    1 error in 1 pipe of 1 file
    "#);
}

#[test]
fn what_takes_nothing_of_a_rule_a_schedule_or_a_pipe_is_told() {
    let template = r#"Parameters:
  Flag: {Type: String, Default: "false"}
Resources:
  Source: {Type: AWS::SQS::Queue}
  Bare: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  Off: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, ContentBasedDeduplication: false}}
  On: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, ContentBasedDeduplication: true}}
  Perhaps: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, ContentBasedDeduplication: !Ref Flag}}
  Topic: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
  Role: {Type: AWS::IAM::Role}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets:
        - {Id: bare, Arn: !GetAtt Bare.Arn, SqsParameters: {MessageGroupId: g}}
        - {Id: without, Arn: !GetAtt Off.Arn, SqsParameters: {MessageGroupId: g}}
        - {Id: with, Arn: !GetAtt On.Arn, SqsParameters: {MessageGroupId: g}}
        - {Id: perhaps, Arn: !GetAtt Perhaps.Arn, SqsParameters: {MessageGroupId: g}}
        - {Id: topic, Arn: !Ref Topic}
  S:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: !GetAtt Bare.Arn, RoleArn: !GetAtt Role.Arn, SqsParameters: {MessageGroupId: g}}
  P:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: !GetAtt Role.Arn
      Source: !GetAtt Source.Arn
      Target: !GetAtt Bare.Arn
      TargetParameters: {SqsQueueParameters: {MessageGroupId: g}}
  Given:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: !GetAtt Role.Arn
      Source: !GetAtt Source.Arn
      Target: !GetAtt Bare.Arn
      TargetParameters: {SqsQueueParameters: {MessageGroupId: g, MessageDeduplicationId: $.messageId}}
"#;
    insta::assert_snapshot!(told("t.yaml", template), @r"
    exit: Negative
    --- stdout
    t.yaml:16:27: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a rule
    t.yaml:16:27: info[no-dead-letter-queue]: none of the 6 targets has a dead-letter queue: what it does not take is lost
    t.yaml:16:27: info[no-retry-policy]: none of the 6 targets has a retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:17:30: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a rule
    t.yaml:20:28: warning[target-takes-nothing]: the topic is a FIFO topic, and takes nothing of a rule, which gives no message group
    t.yaml:26:21: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a schedule
    t.yaml:32:15: warning[target-takes-nothing]: the queue is a FIFO queue without content-based deduplication, and takes nothing of a pipe without `MessageDeduplicationId`
    ");
}

#[test]
fn words_of_yaml_in_an_event_of_sam_are_told_as_in_a_rule() {
    let template = |pattern: &str| {
        format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      \
             Events:\n        E: {{Type: EventBridgeRule, Properties: {{Pattern: {{detail: {{flag: {pattern}}}}}}}}}\n"
        )
    };
    let all = ["[Y, N]", "[No, OFF]", "[{anything-but: [Y]}]", "['Y', yes]"];
    let all = all.map(|pattern| told("t.yaml", &template(pattern)));
    insta::assert_snapshot!(all.join("---\n"), @r"
    exit: Negative
    --- stdout
    t.yaml:7:48: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:7:48: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:7:75: warning[yaml-value]: `Y` without quotes is a boolean to CloudFormation
    t.yaml:7:78: warning[yaml-value]: `N` without quotes is a boolean to CloudFormation
    ---
    exit: Negative
    --- stdout
    t.yaml:7:48: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:7:48: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:7:75: warning[yaml-value]: `No` without quotes is a boolean of YAML 1.1
    t.yaml:7:79: warning[yaml-value]: `OFF` without quotes is a boolean of YAML 1.1
    ---
    exit: Negative
    --- stdout
    t.yaml:7:48: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:7:48: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:7:91: error[pattern-operand]: `anything-but` needs strings or numbers, not a boolean
    ---
    exit: Negative
    --- stdout
    t.yaml:7:48: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:7:48: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:7:80: warning[yaml-value]: `yes` without quotes is a boolean of YAML 1.1
    ");
    let shown = Pretend::default().file("t.yaml", template("[{anything-but: [N]}]"));
    insta::assert_snapshot!(shown.evb(&["check", "t.yaml"]), @r#"
    exit: Negative
    --- stdout
    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
     --> t.yaml:7:48
      |
    7 |         E: {Type: EventBridgeRule, Properties: {Pattern: {detail: {flag: [{anything-but: [N]}]}}}}
      |                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
     --> t.yaml:7:48
      |
    7 |         E: {Type: EventBridgeRule, Properties: {Pattern: {detail: {flag: [{anything-but: [N]}]}}}}
      |                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[pattern-operand]: `anything-but` needs strings or numbers, not a boolean
     --> t.yaml:7:91
      |
    7 |         E: {Type: EventBridgeRule, Properties: {Pattern: {detail: {flag: [{anything-but: [N]}]}}}}
      |                                                                                           ^ expected strings or numbers
      |
      = help: write `"N"` for the text, `false` for the boolean
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: Inside anything but list, start|null|boolean is not supported.

    1 error, 2 infos in 1 rule and 1 target of 1 file
    "#);
}

#[test]
fn a_rule_is_named_by_its_arn_and_a_table_has_a_stream_if_it_says_so() {
    let template = r#"Resources:
  Bill: {Type: AWS::Lambda::Function, Properties: {FunctionName: bill}}
  Paid:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], detail-type: [Order Paid]}
      Targets: [{Id: bill, Arn: !GetAtt Bill.Arn}]
  Allowed:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: !Ref Bill, Action: "lambda:InvokeFunction", Principal: events.amazonaws.com, SourceArn: !Ref Paid}
  Orders: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}
  Kept: {Type: AWS::DynamoDB::Table, Properties: {StreamSpecification: {StreamViewType: KEYS_ONLY}}}
  Reads: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Orders.StreamArn, FunctionName: !Ref Bill, StartingPosition: LATEST}}
  Follows: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Kept.StreamArn, FunctionName: !Ref Bill, StartingPosition: LATEST}}
"#;
    let host = Pretend::default().file("t.yaml", template);
    let told = host.evb(&[
        "check",
        "t.yaml",
        "--ignore",
        "no-dead-letter-queue,no-retry-policy",
    ]);
    insta::assert_snapshot!(told, @r#"
    exit: Negative
    --- stdout
    error[request-constraint]: `SourceArn` is the name of a resource, and an ARN is wanted
      --> t.yaml:10:120
       |
    10 |     Properties: {FunctionName: !Ref Bill, Action: "lambda:InvokeFunction", Principal: events.amazonaws.com, SourceArn: !Ref Paid}
       |                                                                                                                        ^^^^^^^^^
       |
       = help: write `!GetAtt Paid.Arn`

    warning[template-function]: the table `Orders` has no stream
      --> t.yaml:13:79
       |
    13 | ...Mapping, Properties: {EventSourceArn: !GetAtt Orders.StreamArn, FunctionName: !Ref Bill, StartingPosition: LATEST}}
       |                                          ^^^^^^^^^^^^^^^^^^^^^^^^ CloudFormation refuses this
       |
       = help: give it one: `StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}`

    1 error, 1 warning in 2 event source mappings, 1 rule and 1 target of 1 file
    "#);
}

#[test]
fn a_topic_is_not_told_of_keys_that_queues_alone_have() {
    let template = r#"Resources:
  Told: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: alias/aws/sns}}
  Let:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Told]
      PolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: "sns:Publish", Resource: !Ref Told, Condition: {ArnEquals: {"aws:SourceArn": !GetAtt Paid.Arn}}}]}
  Paid:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], detail-type: [Order Paid]}
      Targets: [{Id: told, Arn: !Ref Told}]
"#;
    let host = Pretend::default().file("t.yaml", template);
    let told = host.evb(&[
        "check",
        "t.yaml",
        "--ignore",
        "no-dead-letter-queue,no-retry-policy",
    ]);
    insta::assert_snapshot!(told, @"
    exit: Negative
    --- stdout
    error[key-without-permission]: the topic `Told` is encrypted with a key that AWS manages, which does not let the rule `Paid` send to it
      --> t.yaml:12:33
       |
     2 |   Told: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: alias/aws/sns}}
       |                                                              ------------- this key
    ...
    12 |       Targets: [{Id: told, Arn: !Ref Told}]
       |                                 ^^^^^^^^^
       |
       = help: encrypt it with a key of your own that lets the service use it

    1 error in 1 rule and 1 target of 1 file
    ");
}
