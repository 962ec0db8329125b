//! Mappings, functions and subscriptions: what Lambda and SNS refuse, and what they take and nothing comes of.

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

/// What is told of a file, for people.
fn shown(name: &str, text: &str) -> String {
    let host = Pretend::default().file(name, text);
    host.evb(&["check", name, "--ignore", PERMISSIONS])
}

#[test]
fn each_source_of_a_mapping_has_its_own_members() {
    let template = r"Parameters:
  Position: {Type: String, Default: LATEST}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Timeout: 10}}
  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 60}}
  S: {Type: AWS::Kinesis::Stream}
  T: {Type: AWS::SNS::Topic}
  FromQueue: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, StartingPosition: LATEST, BisectBatchOnFunctionError: true}}
  FromQueueToo: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, StartingPosition: !Ref Position, ParallelizationFactor: !Ref AWS::NoValue, BisectBatchOnFunctionError: false}}
  FromStream: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt S.Arn, StartingPosition: AT_TIMESTAMP, ScalingConfig: {MaximumConcurrency: 5}, DestinationConfig: {OnSuccess: {Destination: !GetAtt Q.Arn}}}}
  FromTopic: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !Ref T}}
";
    insta::assert_snapshot!(shown("t.yaml", template), @"
    exit: Negative
    --- stdout
    error[mapping-limit]: the mapping reads from a queue, and has a `StartingPosition`
     --> t.yaml:8:138
      |
    8 | e: !Ref F, EventSourceArn: !GetAtt Q.Arn, StartingPosition: LATEST, BisectBatchOnFunctionError: true}}
      |                                                             ^^^^^^
      |
      = help: leave it out: a queue is read from what lies in it
      AWS answers (CreateEventSourceMapping): InvalidParameterValueException: StartingPosition is not valid for SQS event sources.

    error[mapping-limit]: `BisectBatchOnFunctionError` is for DynamoDB, Kafka and Kinesis, and the mapping reads from SQS
     --> t.yaml:8:174
      |
    8 | .Arn, StartingPosition: LATEST, BisectBatchOnFunctionError: true}}
      |                                                             ^^^^
      |
      = help: leave it out
      AWS answers to this effect (CreateEventSourceMapping): InvalidParameterValueException: Unsupported 'bisectBatchOnFunctionError' parameter for given event source mapping type.

    error[mapping-limit]: the function reads this queue already, by `FromQueue`
     --> t.yaml:9:108
      |
    9 | ...Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, StartingPosition: !Ref Position, ParallelizationFactor: !Ref AWS...
      |                                                       ^^^^^^^^^^^^^ a second time
      |
      = help: leave out one of the two: with filters of several mappings, put them into one

    error[mapping-missing]: `StartingPosition` is `AT_TIMESTAMP`, and there is no `StartingPositionTimestamp`
      --> t.yaml:10:139
       |
    10 | e: !Ref F, EventSourceArn: !GetAtt S.Arn, StartingPosition: AT_TIMESTAMP, ScalingConfig: {MaximumConcurrency: 5}, DestinationConfig:...
       |                                                             ^^^^^^^^^^^^
       |
       = help: give the time to begin at, or write `TRIM_HORIZON` or `LATEST`
      AWS answers (CreateEventSourceMapping): InvalidParameterValueException: Need to specify a timestamp

    error[mapping-limit]: `ScalingConfig` is for SQS, and the mapping reads from Kinesis
      --> t.yaml:10:168
       |
    10 | etAtt S.Arn, StartingPosition: AT_TIMESTAMP, ScalingConfig: {MaximumConcurrency: 5}, DestinationConfig: {OnSuccess: {Destination: !G...
       |                                                             ^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: leave it out
      AWS answers to this effect (CreateEventSourceMapping): InvalidParameterValueException: Unsupported 'scalingConfig' parameter for given event source mapping type.

    error[unknown-member]: `OnSuccess` is refused: `DestinationConfig` has no such member
      --> t.yaml:10:213
       |
    10 | ScalingConfig: {MaximumConcurrency: 5}, DestinationConfig: {OnSuccess: {Destination: !GetAtt Q.Arn}}}}
       |                                                             ^^^^^^^^^ CloudFormation refuses this
       |
       = help: there are `OnFailure`

    error[mapping-limit]: the mapping reads from `sns`, which is no source of events for one
      --> t.yaml:11:105
       |
    11 |   FromTopic: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !Ref T}}
       |                                                                                                         ^^^^^^
       |
       = help: a topic invokes a function by a subscription, and a permission for `sns.amazonaws.com`

    7 errors in 4 event source mappings of 1 file
    ");
}

#[test]
fn a_queue_hides_its_messages_for_longer_than_they_are_gathered() {
    let template = r"Parameters:
  Window: {Type: Number, Default: 300}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Timeout: 10}}
  Q: {Type: AWS::SQS::Queue}
  Long: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 61}}
  A: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, MaximumBatchingWindowInSeconds: 30}}
  B: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Long.Arn, MaximumBatchingWindowInSeconds: 60}}
  C: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, MaximumBatchingWindowInSeconds: !Ref Window}}
  D: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: elsewhere, EventSourceArn: !GetAtt Q.Arn, MaximumBatchingWindowInSeconds: 45}}
";
    insta::assert_snapshot!(shown("t.yaml", template), @"
    exit: Negative
    --- stdout
    warning[mapping-limit]: batches are gathered for 30 seconds, and the queue hides messages for 30
     --> t.yaml:7:144
      |
    7 | ntSourceArn: !GetAtt Q.Arn, MaximumBatchingWindowInSeconds: 30}}
      |                                                             ^^ no shorter than that
      |
      = help: raise the queue's visibility timeout: AWS advises six times the function's timeout and the window, 90 seconds here

    error[mapping-limit]: the function reads this queue already, by `A`
     --> t.yaml:9:97
      |
    9 |   C: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, MaximumBatchingWindowI...
      |                                                                                                 ^^^^^^^^^^^^^ a second time
      |
      = help: leave out one of the two: with filters of several mappings, put them into one

    warning[mapping-limit]: batches are gathered for 45 seconds, and the queue hides messages for 30
      --> t.yaml:10:147
       |
    10 | ntSourceArn: !GetAtt Q.Arn, MaximumBatchingWindowInSeconds: 45}}
       |                                                             ^^ no shorter than that
       |
       = help: raise the queue's visibility timeout: AWS advises six times the function's timeout and the window

    1 error, 2 warnings in 4 event source mappings of 1 file
    ");
}

#[test]
fn a_function_without_concurrency_takes_nothing() {
    let template = r"Parameters:
  Most: {Type: Number, Default: 0}
Resources:
  Off: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 0}}
  Alone: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 0}}
  Open: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: !Ref Most}}
  Paused: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 0}}
  Some: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 1}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Off, FunctionVersion: $LATEST, Name: live}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: none, Arn: !Ref Live}
        - {Id: open, Arn: !GetAtt Open.Arn}
        - {Id: some, Arn: !GetAtt Some.Arn}
  R2:
    Type: AWS::Events::Rule
    Properties:
      State: DISABLED
      EventPattern: {source: [shop]}
      Targets: [{Id: paused, Arn: !GetAtt Paused.Arn}]
";
    insta::assert_snapshot!(shown("t.yaml", template), @r"
    exit: Negative
    --- stdout
    warning[target-takes-nothing]: the function may not run at all, and takes nothing of the rule `R`
     --> t.yaml:4:81
      |
    4 |   Off: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 0}}
      |                                                                                 ^ every invocation is throttled
      |
      = help: leave `ReservedConcurrentExecutions` out, or reserve at least 1

    info[no-dead-letter-queue]: none of the 3 targets has a dead-letter queue: what it does not take is lost
      --> t.yaml:15:27
       |
    15 |         - {Id: none, Arn: !Ref Live}
       |                           ^^^^^^^^^

    info[no-retry-policy]: none of the 3 targets has a retry policy: it is tried for 24 hours, up to 185 times
      --> t.yaml:15:27
       |
    15 |         - {Id: none, Arn: !Ref Live}
       |                           ^^^^^^^^^

    info[rule-disabled]: the rule is disabled: it matches nothing
      --> t.yaml:21:14
       |
    21 |       State: DISABLED
       |              ^^^^^^^^

    1 warning, 3 infos in 2 rules and 4 targets of 1 file
    ");
}

#[test]
fn asynchronous_invocations_have_their_ranges_in_every_format() {
    let template = r"Resources:
  F: {Type: AWS::Lambda::Function}
  C: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref F, Qualifier: $LATEST, MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 30}}
  Ok: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref F, Qualifier: live, MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 21600, DestinationConfig: {OnSuccess: {Destination: !GetAtt F.Arn}}}}
";
    insta::assert_snapshot!(shown("t.yaml", template), @r"
    exit: Negative
    --- stdout
    error[request-constraint]: `MaximumRetryAttempts` is 5
     --> t.yaml:3:122
      |
    3 | tionName: !Ref F, Qualifier: $LATEST, MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 30}}
      |                                                             ^ from 0 to 2 are allowed
      AWS answers to this effect (PutFunctionEventInvokeConfig): ValidationException: 2 validation errors detected: Value '5' at 'maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 2; Value '30' at 'maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60

    error[request-constraint]: `MaximumEventAgeInSeconds` is 30
     --> t.yaml:3:151
      |
    3 | $LATEST, MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 30}}
      |                                                             ^^ from 60 to 21600 are allowed
      AWS answers to this effect (PutFunctionEventInvokeConfig): ValidationException: 2 validation errors detected: Value '5' at 'maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 2; Value '30' at 'maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60

    2 errors in 1 file
    ");
    let sam = r"Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig: {MaximumRetryAttempts: 3, DestinationConfig: {OnFailure: {Type: SQS}}}
";
    insta::assert_snapshot!(told("sam.yaml", sam), @r"
    exit: Negative
    --- stdout
    sam.yaml:6:49: error[request-constraint]: `EventInvokeConfig.MaximumRetryAttempts` is 3
    ");
    let serverless = "service: s\nprovider: {name: aws}\nfunctions:\n  f: {handler: h, maximumRetryAttempts: 3, maximumEventAge: 90}\n";
    insta::assert_snapshot!(told("serverless.yml", serverless), @r"
    exit: Negative
    --- stdout
    serverless.yml:4:41: error[request-constraint]: `MaximumRetryAttempts` is 3
    ");
    let script = "aws lambda put-function-event-invoke-config --function-name f --maximum-retry-attempts 3 --maximum-event-age-in-seconds 59\n\
                  aws lambda update-function-event-invoke-config --function-name f --maximum-retry-attempts 2\n";
    insta::assert_snapshot!(shown("s.sh", script), @r"
    exit: Negative
    --- stdout
    error[request-constraint]: `MaximumRetryAttempts` is 3
     --> s.sh:1:88
      |
    1 | aws lambda put-function-event-invoke-config --function-name f --maximum-retry-attempts 3 --maximum-event-age-in-seconds 59
      |                                                                                        ^ from 0 to 2 are allowed
      AWS answers to this effect (PutFunctionEventInvokeConfig): ValidationException: 2 validation errors detected: Value '3' at 'maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 2; Value '59' at 'maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60

    error[request-constraint]: `MaximumEventAgeInSeconds` is 59
     --> s.sh:1:121
      |
    1 | aws lambda put-function-event-invoke-config --function-name f --maximum-retry-attempts 3 --maximum-event-age-in-seconds 59
      |                                                                                                                         ^^ from 60 to 21600 are allowed
      the AWS CLI answers (PutFunctionEventInvokeConfig): ParamValidation: Parameter validation failed: Invalid value for parameter MaximumEventAgeInSeconds, value: 59, valid min value: 60

    2 errors in 1 file
    ");
    let request =
        r#"{"FunctionName": "f", "MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 30000}"#;
    insta::assert_snapshot!(told("request.json", request), @r"
    exit: Negative
    --- stdout
    request.json:1:78: error[request-constraint]: `MaximumEventAgeInSeconds` is 30000
    ");
}

#[cfg(feature = "terraform")]
#[test]
fn asynchronous_invocations_have_their_ranges_in_terraform() {
    let configuration = r#"resource "aws_lambda_function" "f" { function_name = "f" }
resource "aws_lambda_function_event_invoke_config" "c" {
  function_name = aws_lambda_function.f.function_name
  maximum_retry_attempts = 3
  maximum_event_age_in_seconds = 60
}
"#;
    insta::assert_snapshot!(told("main.tf", configuration), @r"
    exit: Negative
    --- stdout
    main.tf:4:28: error[request-constraint]: `maximum_retry_attempts` is 3
    ");
}

#[test]
fn a_subscription_goes_with_its_protocol() {
    let template = r#"Resources:
  F: {Type: AWS::Lambda::Function}
  T: {Type: AWS::SNS::Topic}
  Q: {Type: AWS::SQS::Queue}
  D: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  A: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: SQS, Endpoint: !GetAtt Q.Arn}}
  B: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: lambda, Endpoint: !GetAtt F.Arn, RawMessageDelivery: true}}
  C: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: https, Endpoint: 'http://example.com'}}
  E: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn, FilterPolicyScope: Message, FilterPolicy: {store: shop}}}
  G: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn, RedrivePolicy: {deadLetterTargetArn: !GetAtt D.Arn}}}
  H: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn, DeliveryPolicy: {healthyRetryPolicy: {numRetries: 3}}}}
  I: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: https, Endpoint: !Sub 'https://${T.TopicName}.example.com', DeliveryPolicy: {healthyRetryPolicy: {numRetries: 101, maxDelayTarget: 20}}}}
  J: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn, RawMessageDelivery: true, FilterPolicyScope: MessageBody, RedrivePolicy: {deadLetterTargetArn: !GetAtt Q.Arn}}}
"#;
    insta::assert_snapshot!(shown("t.yaml", template), @r#"
    exit: Negative
    --- stdout
    error[subscription]: SNS has no protocol `SQS`
     --> t.yaml:6:78
      |
    6 |   A: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: SQS, Endpoint: !GetAtt Q.Arn}}
      |                                                                              ^^^
      |
      = help: write `sqs`
      AWS answers to this effect (Subscribe): InvalidParameter: Invalid parameter: Amazon SNS does not support this protocol string: SQS

    error[subscription]: `lambda` does not deliver raw messages
     --> t.yaml:7:131
      |
    7 | tocol: lambda, Endpoint: !GetAtt F.Arn, RawMessageDelivery: true}}
      |                                                             ^^^^
      |
      = help: leave `RawMessageDelivery` out
      AWS answers (Subscribe): InvalidParameter: Invalid parameter: Attributes Reason: Delivery protocol [lambda] does not support raw message delivery.

    error[subscription]: the protocol is `https`, and the endpoint does not begin with `https://`
     --> t.yaml:8:95
      |
    8 |   C: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: https, Endpoint: 'http://example.com'}}
      |                                                                                               ^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `Protocol: http`, or an endpoint that begins with `https://`
      AWS answers (Subscribe): InvalidParameter: Invalid parameter: Endpoint must match the specified protocol

    error[subscription]: a filter policy has no scope `Message`
     --> t.yaml:9:127
      |
    9 |  Protocol: sqs, Endpoint: !GetAtt Q.Arn, FilterPolicyScope: Message, FilterPolicy: {store: shop}}}
      |                                                             ^^^^^^^
      |
      = help: write `MessageBody` or `MessageAttributes`
      AWS answers (Subscribe): InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicyScope: Invalid value [Message]. Please use either MessageBody or MessageAttributes

    error[pattern-scalar]: the field `store` has a string where a list of values must stand
     --> t.yaml:9:158
      |
    9 | tt Q.Arn, FilterPolicyScope: Message, FilterPolicy: {store: shop}}}
      |                                                             ^^^^ not in an array
      |
      = help: write `["shop"]`: a field has a list of the values that match
      AWS answers (Subscribe): InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: "store" must be an object or an array

    error[subscription]: the dead-letter queue is a FIFO queue, and the topic a standard topic
      --> t.yaml:10:145
       |
    10 | dpoint: !GetAtt Q.Arn, RedrivePolicy: {deadLetterTargetArn: !GetAtt D.Arn}}}
       |                                                             ^^^^^^^^^^^^^
       |
       = help: name a standard queue

    warning[subscription]: a delivery policy is for HTTP and HTTPS, and nothing for `sqs`
      --> t.yaml:11:124
       |
    11 |  T, Protocol: sqs, Endpoint: !GetAtt Q.Arn, DeliveryPolicy: {healthyRetryPolicy: {numRetries: 3}}}}
       |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: leave it out: SNS tries other protocols in its own way

    error[subscription]: `numRetries` of the delivery policy is 101, and 100 is the most
      --> t.yaml:12:154
       |
    12 |  !Sub 'https://${T.TopicName}.example.com', DeliveryPolicy: {healthyRetryPolicy: {numRetries: 101, maxDelayTarget: 20}}}}
       |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      AWS answers to this effect (Subscribe): InvalidParameter: Invalid parameter: DeliveryPolicy: healthyRetryPolicy.numRetries must be less than or equal to 100

    7 errors, 1 warning in 8 subscriptions of 1 file
    "#);
}

#[test]
fn a_path_that_no_document_has_may_lead_nowhere() {
    let template = r"Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: part, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputPath: detail}
        - {Id: all, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputPath: $.detail}
        - Id: template
          Arn: arn:aws:sqs:eu-west-1:123456789012:q
          InputTransformer:
            InputPathsMap: {id: detail.id, time: $.time}
            InputTemplate: '<id> <time>'
";
    insta::assert_snapshot!(shown("t.yaml", template), @r"
    exit: Negative
    --- stdout
    info[no-dead-letter-queue]: none of the 3 targets has a dead-letter queue: what it does not take is lost
     --> t.yaml:7:28
      |
    7 |         - {Id: part, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputPath: detail}
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    info[no-retry-policy]: none of the 3 targets has a retry policy: it is tried for 24 hours, up to 185 times
     --> t.yaml:7:28
      |
    7 |         - {Id: part, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputPath: detail}
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    warning[input-path]: `detail` is outside the documented path language
     --> t.yaml:7:78
      |
    7 |         - {Id: part, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', InputPath: detail}
      |                                                                              ^
      |
      = help: write `$.detail`; AWS does not validate it and its result is not recorded: evb takes it as leading nowhere

    warning[input-path]: `detail.id` is outside the documented path language
      --> t.yaml:12:33
       |
    12 |             InputPathsMap: {id: detail.id, time: $.time}
       |                                 ^^^^^^^^^
       |
       = help: write `$.detail.id`; AWS does not validate it and its result is not recorded: evb takes it as leading nowhere

    2 warnings, 2 infos in 1 rule and 3 targets of 1 file
    ");
}

#[test]
fn a_time_that_the_aws_cli_reads_is_one() {
    let entry = |time: &str| {
        format!(r#"{{"Source":"s","DetailType":"d","Detail":"{{}}","Time":"{time}"}}"#)
    };
    let times = [
        "1767225600",
        "2027",
        "Jan 1 2027 10:00 UTC",
        "20270101T100000Z",
        "the 5th of May",
        "yesterday",
    ];
    let entries = times.map(entry).join(",\n");
    let request = format!("{{\"Entries\": [\n{entries}\n]}}");
    insta::assert_snapshot!(told("request.json", &request), @r"
    exit: Negative
    --- stdout
    request.json:7:53: error[event-entry]: `Time` is no time
    ");
    let script = format!(
        "aws events put-events --entries '[{}]'",
        entry("1767225600")
    );
    insta::assert_snapshot!(told("s.sh", &script), @r"exit: Success");
}

#[test]
fn an_exponent_of_yaml_has_a_sign() {
    let template = r#"Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        detail:
          a: [{numeric: ["<", 1.5e9]}]
          b: [{numeric: ["<", 1e3]}]
          c: [{numeric: ["<", 1.5e+9]}]
          d: [{numeric: ["<", "1.5e9"]}]
"#;
    insta::assert_snapshot!(shown("t.yaml", template), @r#"
    exit: Negative
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> t.yaml:3:5
      |
    3 |     Type: AWS::Events::Rule
      |     ^

    error[pattern-operand]: `numeric` needs a number, not a string
     --> t.yaml:7:31
      |
    7 |           a: [{numeric: ["<", 1.5e9]}]
      |                               ^^^^^ expected a number
      |
      = help: an exponent of YAML 1.1 has a sign, and a point before it: write `1.5e+9` for the number, `"1.5e9"` for the text
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: Value of < must be numeric

    error[pattern-operand]: `numeric` needs a number, not a string
     --> t.yaml:8:31
      |
    8 |           b: [{numeric: ["<", 1e3]}]
      |                               ^^^ expected a number
      |
      = help: an exponent of YAML 1.1 has a sign, and a point before it: write `1.0e+3` for the number, `"1e3"` for the text

    error[pattern-operand]: `numeric` needs a number, not a string
      --> t.yaml:10:31
       |
    10 |           d: [{numeric: ["<", "1.5e9"]}]
       |                               ^^^^^^^ expected a number
       |
       = help: write `1.5e9` without quotes

    3 errors, 1 info in 1 rule of 1 file
    "#);
}

#[test]
fn a_name_or_an_address_is_no_arn() {
    let template = r"Resources:
  Fn: {Type: AWS::Lambda::Function}
  Named: {Type: AWS::Lambda::Function, Properties: {FunctionName: ship}}
  Queue: {Type: AWS::SQS::Queue}
  Stream: {Type: AWS::Kinesis::Stream}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  Topic: {Type: AWS::SNS::Topic}
  Flow: {Type: AWS::StepFunctions::StateMachine}
  Role: {Type: AWS::IAM::Role}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: function, Arn: !Ref Fn}
        - {Id: named, Arn: !Ref Named}
        - {Id: queue, Arn: !Ref Queue, DeadLetterConfig: {Arn: !Ref Queue}}
        - {Id: topic, Arn: !Ref Topic}
        - {Id: flow, Arn: !Ref Flow, RoleArn: !Ref Role}
  S:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: !Ref Fn, RoleArn: !Ref Role, DeadLetterConfig: {Arn: !Ref Queue}}
  P: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: !Ref Role, Source: !Ref Queue, Target: !Ref Fn}}
  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !Ref Queue}}
  M2: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !Ref Stream, StartingPosition: LATEST}}
  Sub: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !Ref Queue}}
  A: {Type: AWS::Events::Archive, Properties: {SourceArn: !Ref Bus}}
  C: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Fn, Qualifier: $LATEST, DestinationConfig: {OnFailure: {Destination: !Ref Queue}}}}
";
    insta::assert_snapshot!(shown("t.yaml", template), @r#"
    exit: Negative
    --- stdout
    error[request-constraint]: `Arn` is the name of a resource, and an ARN is wanted
      --> t.yaml:15:31
       |
    15 |         - {Id: function, Arn: !Ref Fn}
       |                               ^^^^^^^
       |
       = help: write `!GetAtt Fn.Arn`

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> t.yaml:15:31
       |
    15 |         - {Id: function, Arn: !Ref Fn}
       |                               ^^^^^^^

    info[no-retry-policy]: none of the 6 targets has a retry policy: it is tried for 24 hours, up to 185 times
      --> t.yaml:15:31
       |
    15 |         - {Id: function, Arn: !Ref Fn}
       |                               ^^^^^^^

    error[request-refused]: the `Arn` of target `named` is no ARN
      --> t.yaml:16:28
       |
    16 |         - {Id: named, Arn: !Ref Named}
       |                            ^^^^^^^^^^
       |
       = help: write `!GetAtt Named.Arn`
      AWS answers to this effect (PutTargets): ValidationException: Parameter ship is not valid. Reason: Provided Arn is not in correct format.

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> t.yaml:16:28
       |
    16 |         - {Id: named, Arn: !Ref Named}
       |                            ^^^^^^^^^^

    error[request-refused]: the `Arn` of target `queue` is no ARN
      --> t.yaml:17:28
       |
    17 |         - {Id: queue, Arn: !Ref Queue, DeadLetterConfig: {Arn: !Ref Queue}}
       |                            ^^^^^^^^^^
       |
       = help: write `!GetAtt Queue.Arn`
      AWS answers to this effect (PutTargets): ValidationException: Parameter https://${Ref Queue} is not valid. Reason: Provided Arn is not in correct format.

    error[dead-letter-queue]: the dead-letter queue of target `queue` is no ARN
      --> t.yaml:17:64
       |
    17 |         - {Id: queue, Arn: !Ref Queue, DeadLetterConfig: {Arn: !Ref Queue}}
       |                                                                ^^^^^^^^^^
       |
       = help: write `!GetAtt Queue.Arn`

    warning[dead-letter-queue-is-target]: the dead-letter queue is the target itself: what that does not take, it does not take there
      --> t.yaml:17:64
       |
    17 |         - {Id: queue, Arn: !Ref Queue, DeadLetterConfig: {Arn: !Ref Queue}}
       |                                                                ^^^^^^^^^^
       |
       = help: name another queue

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> t.yaml:18:28
       |
    18 |         - {Id: topic, Arn: !Ref Topic}
       |                            ^^^^^^^^^^

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> t.yaml:19:27
       |
    19 |         - {Id: flow, Arn: !Ref Flow, RoleArn: !Ref Role}
       |                           ^^^^^^^^^

    error[request-constraint]: `RoleArn` is the name of a resource, and an ARN is wanted
      --> t.yaml:19:47
       |
    19 |         - {Id: flow, Arn: !Ref Flow, RoleArn: !Ref Role}
       |                                               ^^^^^^^^^
       |
       = help: write `!GetAtt Role.Arn`

    error[request-constraint]: `Arn` is the name of a resource, and an ARN is wanted
      --> t.yaml:25:21
       |
    25 |       Target: {Arn: !Ref Fn, RoleArn: !Ref Role, DeadLetterConfig: {Arn: !Ref Queue}}
       |                     ^^^^^^^
       |
       = help: write `!GetAtt Fn.Arn`

    error[request-constraint]: `RoleArn` is the name of a resource, and an ARN is wanted
      --> t.yaml:25:39
       |
    25 |       Target: {Arn: !Ref Fn, RoleArn: !Ref Role, DeadLetterConfig: {Arn: !Ref Queue}}
       |                                       ^^^^^^^^^
       |
       = help: write `!GetAtt Role.Arn`

    error[dead-letter-queue]: `Target.DeadLetterConfig.Arn` does not match AWS's pattern for it
      --> t.yaml:25:74
       |
    25 |       Target: {Arn: !Ref Fn, RoleArn: !Ref Role, DeadLetterConfig: {Arn: !Ref Queue}}
       |                                                                          ^^^^^^^^^^ must match arn:aws[a-z-]*:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+
       |
       = help: write `!GetAtt Queue.Arn`
      AWS answers to this effect (CreateSchedule): ValidationException: 1 validation error detected: Value 'https://${Ref Queue}' at 'target.deadLetterConfig.arn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws(-[a-z]+)?:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+

    error[request-constraint]: `RoleArn` is the name of a resource, and an ARN is wanted
      --> t.yaml:26:53
       |
    26 |   P: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: !Ref Role, Source: !Ref Queue, Target: !Ref Fn}}
       |                                                     ^^^^^^^^^
       |
       = help: write `!GetAtt Role.Arn`

    error[pipe-limit]: `Source` does not match AWS's pattern for it
      --> t.yaml:26:72
       |
    26 |   P: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: !Ref Role, Source: !Ref Queue, Target: !Ref Fn}}
       |                                                                        ^^^^^^^^^^ no ARN as AWS wants it
       |
       = help: write `!GetAtt Queue.Arn`
      AWS answers to this effect (CreatePipe): ValidationException: [ECMA 262 regex "smk://(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*[A-Za-z0-9]):[0-9]{1,5}|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-]+):([a-z]{2,4}((-gov)|(-de)|(-iso([a-z]?)))?-[a-z]+(-\\d{1})?)?:(\\d{12})?:(.+)" does not match input string "https://…

    error[request-constraint]: `Target` is the name of a resource, and an ARN is wanted
      --> t.yaml:26:92
       |
    26 |   P: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: !Ref Role, Source: !Ref Queue, Target: !Ref Fn}}
       |                                                                                            ^^^^^^^
       |
       = help: write `!GetAtt Fn.Arn`

    error[mapping-limit]: `EventSourceArn` does not match AWS's pattern for it
      --> t.yaml:27:98
       |
    27 |   M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !Ref Queue}}
       |                                                                                                  ^^^^^^^^^^ must match arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)
       |
       = help: write `!GetAtt Queue.Arn`
      AWS answers to this effect (CreateEventSourceMapping): InvalidParameterValueException: 1 validation error detected: Value 'https://${Ref Queue}' at 'eventSourceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)

    error[request-constraint]: `EventSourceArn` is the name of a resource, and an ARN is wanted
      --> t.yaml:28:99
       |
    28 |   M2: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !Ref Stream, StartingPosition: LAT...
       |                                                                                                   ^^^^^^^^^^^
       |
       = help: write `!GetAtt Stream.Arn`

    error[subscription]: the protocol is `sqs`, and the endpoint is no ARN
      --> t.yaml:29:99
       |
    29 |   Sub: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !Ref Queue}}
       |                                                                                                   ^^^^^^^^^^
       |
       = help: write `!GetAtt Queue.Arn`
      AWS answers to this effect (Subscribe): InvalidParameter: Invalid parameter: SQS endpoint ARN

    info[archive-forever]: the archive keeps every event of its bus for ever
      --> t.yaml:30:6
       |
    30 |   A: {Type: AWS::Events::Archive, Properties: {SourceArn: !Ref Bus}}
       |      ^
       |
       = help: say for how many days, `RetentionDays`, or of which events, `EventPattern`

    error[request-constraint]: `EventSourceArn` does not match AWS's pattern for it
      --> t.yaml:30:59
       |
    30 |   A: {Type: AWS::Events::Archive, Properties: {SourceArn: !Ref Bus}}
       |                                                           ^^^^^^^^ no ARN as AWS wants it
       |
       = help: write `!GetAtt Bus.Arn`
      AWS answers (CreateArchive): ValidationException: 1 validation error detected: Value 'orders' at 'eventSourceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:.+\/.+$

    error[request-constraint]: `DestinationConfig.OnFailure.Destination` does not match AWS's pattern for it
      --> t.yaml:31:146
       |
    31 | fier: $LATEST, DestinationConfig: {OnFailure: {Destination: !Ref Queue}}}}
       |                                                             ^^^^^^^^^^ no ARN as AWS wants it
       |
       = help: write `!GetAtt Queue.Arn`
      AWS answers to this effect (PutFunctionEventInvokeConfig): ValidationException: 1 validation error detected: Value 'https://${Ref Queue}' at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?…

    16 errors, 1 warning, 6 infos in 1 archive, 2 event source mappings, 1 pipe, 1 rule, 1 schedule, 1 subscription and 5 targets of 1 file
    "#);
}

#[test]
fn a_reference_is_mended_in_the_form_of_its_file() {
    let json = r#"{"Resources": {
  "Fn": {"Type": "AWS::Lambda::Function"},
  "R": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {"source": ["shop"]}, "Targets": [
    {"Id": "a", "Arn": {"Ref": "Fn"}},
    {"Id": "b", "Arn": {"Fn::GetAtt": ["Fn", "Arn"]}}
  ]}}
}}"#;
    insta::assert_snapshot!(shown("t.json", json), @r#"
    exit: Negative
    --- stdout
    error[request-constraint]: `Arn` is the name of a resource, and an ARN is wanted
     --> t.json:4:24
      |
    4 |     {"Id": "a", "Arn": {"Ref": "Fn"}},
      |                        ^^^^^^^^^^^^^
      |
      = help: write `{"Fn::GetAtt": ["Fn", "Arn"]}`

    info[no-dead-letter-queue]: none of the 2 targets has a dead-letter queue: what it does not take is lost
     --> t.json:4:24
      |
    4 |     {"Id": "a", "Arn": {"Ref": "Fn"}},
      |                        ^^^^^^^^^^^^^

    info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
     --> t.json:4:24
      |
    4 |     {"Id": "a", "Arn": {"Ref": "Fn"}},
      |                        ^^^^^^^^^^^^^

    1 error, 2 infos in 1 rule and 2 targets of 1 file
    "#);
    let sam = r"Transform: AWS::Serverless-2016-10-31
Resources:
  Q: {Type: AWS::SQS::Queue}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Wrong: {Type: SQS, Properties: {Queue: !Ref Q}}
        Right: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}
";
    insta::assert_snapshot!(shown("sam.yaml", sam), @r"
    exit: Negative
    --- stdout
    error[mapping-limit]: `EventSourceArn` does not match AWS's pattern for it
     --> sam.yaml:8:48
      |
    8 |         Wrong: {Type: SQS, Properties: {Queue: !Ref Q}}
      |                                                ^^^^^^ must match arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)
      |
      = help: write `!GetAtt Q.Arn`
      AWS answers to this effect (CreateEventSourceMapping): InvalidParameterValueException: 1 validation error detected: Value 'https://${Ref Q}' at 'eventSourceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)

    1 error in 2 event source mappings of 1 file
    ");
}

#[cfg(feature = "terraform")]
#[test]
fn a_reference_of_terraform_is_mended_as_one() {
    let configuration = r#"resource "aws_lambda_function" "f" { function_name = var.name }
resource "aws_sqs_queue" "q" {}
resource "aws_iam_role" "r" {}
resource "aws_cloudwatch_event_rule" "r" { event_pattern = jsonencode({source = ["shop"]}) }
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn = aws_lambda_function.f.function_name
  dead_letter_config { arn = aws_sqs_queue.q.id }
}
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "rate(1 day)"
  flexible_time_window { mode = "OFF" }
  target {
    arn = aws_lambda_function.f.arn
    role_arn = aws_iam_role.r.name
  }
}
variable "name" {}
"#;
    insta::assert_snapshot!(shown("main.tf", configuration), @r"
    exit: Negative
    --- stdout
    error[request-constraint]: `arn` is the name of a resource, and an ARN is wanted
     --> main.tf:7:9
      |
    7 |   arn = aws_lambda_function.f.function_name
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `aws_lambda_function.f.arn`

    info[no-retry-policy]: none of the 2 targets has a retry policy: it is tried for 24 hours, up to 185 times
     --> main.tf:7:9
      |
    7 |   arn = aws_lambda_function.f.function_name
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[dead-letter-queue]: the dead-letter queue of target `…` is no ARN
     --> main.tf:8:30
      |
    8 |   dead_letter_config { arn = aws_sqs_queue.q.id }
      |                              ^^^^^^^^^^^^^^^^^^
      |
      = help: write `aws_sqs_queue.q.arn`

    info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
      --> main.tf:14:11
       |
    14 |     arn = aws_lambda_function.f.arn
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^

    error[request-constraint]: `role_arn` is the name of a resource, and an ARN is wanted
      --> main.tf:15:16
       |
    15 |     role_arn = aws_iam_role.r.name
       |                ^^^^^^^^^^^^^^^^^^^
       |
       = help: write `aws_iam_role.r.arn`

    3 errors, 2 infos in 1 rule, 1 schedule and 1 target of 1 file
    ");
}

#[test]
fn nothing_is_told_of_what_aws_takes() {
    let script = r#"aws sns set-subscription-attributes --subscription-arn arn:aws:sns:eu-west-1:123456789012:t:1 --attribute-name RawMessageDelivery --attribute-value true
aws lambda create-event-source-mapping --function-name f --event-source-arn arn:aws:sqs:eu-west-1:123456789012:q --no-bisect-batch-on-function-error
aws lambda update-event-source-mapping --uuid 14e0db71-5d35-4eb5-b481-8945cf9d10c2 --maximum-retry-attempts 3
aws sns subscribe --topic-arn arn:aws:sns:eu-west-1:123456789012:t --protocol https --notification-endpoint "$URL"
aws lambda put-function-event-invoke-config --function-name f --maximum-retry-attempts 0 --destination-config '{"OnFailure":{"Destination":"arn:aws:sqs:us-east-2:123456789012:d"},"OnSuccess":{}}'
"#;
    insta::assert_snapshot!(told("s.sh", script), @"exit: Success");
    let answer = r#"{"LastModified": 1573687896.493, "FunctionArn": "arn:aws:lambda:us-east-2:123456789012:function:f:$LATEST", "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 3600, "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}}}"#;
    insta::assert_snapshot!(told("answer.json", answer), @"exit: Success");
    let mapping = r#"{"UUID": "a", "StartingPosition": "LATEST", "EventSourceArn": "arn:aws:sqs:eu-west-1:123456789012:q", "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "LastModified": "2026-01-01T00:00:00Z", "MaximumRetryAttempts": 3}"#;
    insta::assert_snapshot!(told("mapping.json", mapping), @"exit: Success");
    let update =
        r#"{"UUID": "a", "FunctionName": "f", "MaximumRetryAttempts": 300, "BatchSize": 5}"#;
    insta::assert_snapshot!(told("update.json", update), @r"exit: Success");
    let state = r#"{"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": [
        {"mode": "managed", "type": "aws_lambda_function_event_invoke_config", "name": "c", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
         "instances": [{"schema_version": 0, "attributes": {"function_name": "f", "maximum_event_age_in_seconds": 0, "maximum_retry_attempts": 2, "qualifier": ""}}]}]}"#;
    insta::assert_snapshot!(told("terraform.tfstate", state), @"exit: Success");
}

#[test]
fn records_that_a_mapping_gives_up_go_to_no_function_and_no_bus() {
    let template = |place: &str| {
        format!(
            "Resources:\n  F: {{Type: AWS::Lambda::Function}}\n  B: {{Type: AWS::Events::EventBus, Properties: {{Name: b}}}}\n  \
             Q: {{Type: AWS::SQS::Queue}}\n  M: {{Type: AWS::Lambda::EventSourceMapping, Properties: {{FunctionName: !Ref F, \
             EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', StartingPosition: LATEST, \
             DestinationConfig: {{OnFailure: {{Destination: {place}}}}}}}}}\n"
        )
    };
    for (place, of) in [
        ("!GetAtt F.Arn", "a function"),
        (
            "'arn:aws:lambda:us-east-1:123456789012:function:g'",
            "a function",
        ),
        ("!GetAtt B.Arn", "an event bus"),
    ] {
        let told = told("t.yaml", &template(place));
        let expected = format!(
            "error[mapping-limit]: what an event source mapping does not get through cannot go to {of}"
        );
        assert!(told.contains(&expected), "{place}: {told}");
    }
    for place in ["!GetAtt Q.Arn", "'arn:aws:s3:::records'"] {
        let told = told("t.yaml", &template(place));
        assert_eq!(told, "exit: Success\n", "{place}");
    }
}

#[test]
fn what_a_function_fails_at_goes_to_no_fifo_queue() {
    let template = r"Resources:
  D: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  Q: {Type: AWS::SQS::Queue}
  F: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {TargetArn: !GetAtt D.Arn}}}
  G: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {TargetArn: !GetAtt Q.Arn}}}
  C: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref F, Qualifier: $LATEST, DestinationConfig: {OnFailure: {Destination: !GetAtt D.Arn}}}}
  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/s', StartingPosition: LATEST, DestinationConfig: {OnFailure: {Destination: !GetAtt D.Arn}}}}
";
    insta::assert_snapshot!(told("t.yaml", template), @r"
    exit: Negative
    --- stdout
    t.yaml:4:79: error[dead-letter-queue]: the function's dead letters go to a FIFO queue, and Lambda sends to standard queues only
    t.yaml:6:145: error[request-refused]: the destination is a FIFO queue, and Lambda sends to standard queues only
    t.yaml:7:219: error[mapping-limit]: the destination is a FIFO queue, and Lambda sends to standard queues only
    ");
}

#[test]
fn a_rule_starts_a_state_machine_and_does_not_wait_for_it() {
    let template = |action: &str| {
        format!(
            r"Resources:
  M: {{Type: AWS::StepFunctions::StateMachine}}
  R: {{Type: AWS::Events::Rule, Properties: {{EventPattern: {{source: [shop]}}, Targets: [{{Id: m, Arn: !Ref M, RoleArn: !GetAtt Role.Arn}}]}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{Statement: [{{Effect: Allow, Principal: {{Service: events.amazonaws.com}}, Action: 'sts:AssumeRole'}}]}}
      Policies: [{{PolicyName: p, PolicyDocument: {{Statement: [{{Effect: Allow, Action: 'states:{action}', Resource: !Ref M}}]}}}}]
"
        )
    };
    let both = ["StartExecution", "StartSyncExecution"];
    let told = both.map(|action| told("t.yaml", &template(action)));
    insta::assert_snapshot!(told.join("---\n"), @r"
    exit: Success
    --- stdout
    t.yaml:3:100: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:3:100: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    ---
    exit: Negative
    --- stdout
    t.yaml:3:100: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:3:100: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:3:117: warning[role-without-permission]: the role `Role` of the rule `R` does not allow `states:StartExecution` of `M`
    ");
}
