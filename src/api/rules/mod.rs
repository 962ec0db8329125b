//! What services check beyond their models, one file for each operation. Each rule names its source.
//!
//! A rule is broken only for certain: what is open breaks none.

mod arn;
mod bus;
mod connection;
mod destinations;
mod mapping;
mod override_of_task;
mod pipe;
mod replay;
mod rule;
mod schedule;
mod subscription;
mod targets;

use super::operation::Operation;
use super::path::{MemberPath, Step};
use super::refusal::{Constraint, Found, Refusal, ServiceRule, missed_in};
use crate::json::Value;
use crate::json::fields::present;
use crate::source::Span;
use crate::transform::Refused;

/// What the service refuses in a request beyond its model, by AWS's names.
#[must_use]
pub fn check(operation: Operation, request: &Value) -> Vec<Refusal> {
    let mut found = Rules::default();
    match operation {
        Operation::PutRule => rule::check(request, &mut found),
        Operation::PutTargets => targets::check(request, &mut found),
        Operation::CreateEventBus => bus::check(request, &mut found),
        Operation::CreateEventSourceMapping => mapping::check(request, &mut found),
        Operation::PutFunctionEventInvokeConfig | Operation::UpdateFunctionEventInvokeConfig => {
            destinations::check(request, &mut found);
        }
        Operation::StartReplay => replay::check(request, &mut found),
        Operation::CreateConnection => connection::check(request, &mut found),
        Operation::CreateApiDestination => rule::check_endpoint(request, &mut found),
        Operation::Subscribe => subscription::check(request, &mut found),
        Operation::CreateSchedule | Operation::UpdateSchedule => {
            schedule::check(request, &mut found);
        }
        Operation::CreatePipe | Operation::UpdatePipe => pipe::check(request, &mut found),
        _ => {}
    }
    found.0
}

/// What is found.
#[derive(Default)]
struct Rules(Vec<Refusal>);

/// How much of a service's words is known.
enum Words {
    /// The message was recorded.
    Recorded(String),
    /// The message is made after others, or only a part of it was recorded.
    Modelled(String),
    /// Nothing was recorded but that it refuses.
    Unknown,
}

impl Rules {
    /// A rule is broken at a member that stands at `span`.
    fn broken(&mut self, member: MemberPath, span: Span, words: Words, ours: impl Into<String>) {
        let (message, is_recorded) = match words {
            Words::Recorded(message) => (Some(message), true),
            Words::Modelled(message) => (Some(message), false),
            Words::Unknown => (None, false),
        };
        self.0.push(Refusal {
            member,
            constraint: Constraint::Service(ServiceRule {
                message,
                is_recorded,
                ours: ours.into(),
                help: None,
            }),
            found: Found::Nothing,
            span,
            shape: None,
            meant: Vec::new(),
            home: None,
        });
    }

    /// The rule that was broken last is broken by a text that is no ARN: what it may mean is told.
    fn by(&mut self, value: &Value) {
        if let (Some(last), None) = (self.0.last_mut(), value.as_open()) {
            last.found = Found::of(value);
        }
    }

    /// What to do about the rule that was broken last.
    fn help(&mut self, text: impl Into<String>) {
        if let Some(Refusal {
            constraint: Constraint::Service(rule),
            ..
        }) = self.0.last_mut()
        {
            rule.help = Some(text.into());
        }
    }

    /// What `transform` says of an input, without what the model says too.
    fn refused(&mut self, member: MemberPath, span: Span, refused: Refused) {
        let errors = refused.diagnostics.iter().filter(|one| one.is_error());
        let Some(first) = errors.clone().next() else {
            return;
        };
        if first.code == crate::transform::CONSTRAINT {
            return;
        }
        let is_whole = refused
            .diagnostics
            .iter()
            .all(|one| one.code != crate::transform::MESSAGE_NOT_RECORDED);
        let words = match refused.message {
            Some(message) if is_whole => Words::Recorded(message),
            Some(message) => Words::Modelled(message),
            None => Words::Unknown,
        };
        let (ours, help) = (first.message.clone(), first.help.clone());
        self.broken(member, span, words, ours);
        if let Some(help) = help {
            self.help(help);
        }
    }
}

/// A path of members.
fn path(names: &[&str]) -> MemberPath {
    let steps = names.iter().map(|name| Step::Member((*name).to_owned()));
    MemberPath(steps.collect())
}

/// Where a member stands; of one that is not there, where it is missed.
fn place(object: &Value, name: &str) -> Span {
    present(object, name).map_or_else(|| missed_in(object), |value| value.span)
}

/// Whether an object has a member, or may have it.
fn may_have(object: &Value, name: &str) -> bool {
    let members = object.as_object().unwrap_or_default();
    let is_made = |name: &str| name.starts_with("Fn::") || name == "Ref";
    present(object, name).is_some()
        || object.as_open().is_some()
        || members.iter().any(|one| is_made(&one.name.to_display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    /// What is broken: the member, and the service's words, or ours in brackets; `~` where they are not recorded.
    fn broken(operation: Operation, request: &str) -> Vec<String> {
        let request = json::parse(request).unwrap();
        let shown = check(operation, &request).into_iter().map(|one| {
            let Constraint::Service(rule) = one.constraint else {
                panic!("{:?}", one.constraint);
            };
            let mark = if rule.is_recorded { "" } else { "~" };
            let words = rule.message.unwrap_or(format!("({})", rule.ours));
            format!("{}: {mark}{words}", one.member)
        });
        shown.collect()
    }

    /// A target of a rule, with its ARN behind `arn:aws:`.
    fn target(arn: &str, more: &str) -> Vec<String> {
        let target = format!(r#"{{"Id":"Target0","Arn":"arn:aws:{arn}"{more}}}"#);
        broken(
            Operation::PutTargets,
            &format!(r#"{{"Rule":"r","Targets":[{target}]}}"#),
        )
    }

    const ROLE: &str = r#","RoleArn":"arn:aws:iam::123456789012:role/r""#;

    #[test]
    fn targets_of_rules_need_what_their_service_needs() {
        let role = |more: &str| format!("{ROLE}{more}");
        let queue = "sqs:eu-west-1:123456789012:q";
        let dead = |arn: &str| format!(r#","DeadLetterConfig":{{"Arn":"arn:aws:{arn}"}}"#);
        for (arn, more, expected) in [
            (queue, String::new(), &[][..]),
            (
                "sqs:eu-west-1:123456789012:q.fifo",
                String::new(),
                &[
                    "Targets[0].SqsParameters: Parameter(s) SqsParameters must be specified for target: Target0.",
                ],
            ),
            (
                "sqs:eu-west-1:123456789012:q.fifo",
                r#","SqsParameters":{"MessageGroupId":"g"}"#.to_owned(),
                &[],
            ),
            (
                "sqs:eu-west-1:123456789012:q.fifo",
                r#","SqsParameters":{}"#.to_owned(),
                &[
                    "Targets[0].SqsParameters.MessageGroupId: ~(target `Target0` is a FIFO queue, and has no `MessageGroupId`)",
                ],
            ),
            (
                "ecs:eu-west-1:123456789012:cluster/c",
                role(""),
                &[
                    "Targets[0].EcsParameters: ~Parameter(s) EcsParameters must be specified for target: Target0.",
                ],
            ),
            (
                "batch:eu-west-1:123456789012:job-queue/q",
                role(""),
                &[
                    "Targets[0].BatchParameters: ~Parameter(s) BatchParameters must be specified for target: Target0.",
                ],
            ),
            (
                "states:eu-west-1:123456789012:stateMachine:m",
                String::new(),
                &["Targets[0].RoleArn: ~RoleArn is required for target Target0."],
            ),
            ("kinesis:eu-west-1:123456789012:stream/s", role(""), &[]),
            ("lambda:eu-west-1:123456789012:function:f", role(""), &[]),
            (
                "logs:eu-west-1:123456789012:log-group:/aws/events/l",
                role(""),
                &[
                    "Targets[0].RoleArn: ~(target `Target0` is a log group, which takes no `RoleArn`)",
                ],
            ),
            (
                "logs:eu-west-1:123456789012:log-group:/aws/events/l",
                r#","Input":"{}""#.to_owned(),
                &["Targets[0].Input: ~Input for target Target0 is not a valid JSON text."],
            ),
            (
                queue,
                r#","Input":"{}","InputPath":"$.a""#.to_owned(),
                &[
                    "Targets[0].InputPath: Only one of Input, InputPath, or InputTransformer must be provided for target Target0.",
                ],
            ),
            (
                queue,
                r#","InputTransformer":{"InputTemplate":"<x>"}"#.to_owned(),
                &[
                    "Targets[0].InputTransformer: InputTemplate for target Target0 contains invalid placeholder x.",
                ],
            ),
            (
                "sqs",
                String::new(),
                &[
                    "Targets[0].Arn: ~Parameter arn:aws:sqs is not valid. Reason: Provided Arn is not in correct format.",
                ],
            ),
            (queue, dead("sqs:eu-west-1:123456789012:d"), &[]),
            (queue, dead("sqs:eu-west-1:210987654321:d"), &[]),
            (
                queue,
                dead("sqs:eu-west-1:123456789012:d.fifo"),
                &[
                    "Targets[0].DeadLetterConfig.Arn: ~(the dead-letter queue of target `Target0` is a FIFO queue, and dead letters go to standard queues only)",
                ],
            ),
            (
                queue,
                r#","DeadLetterConfig":{"Arn":"https://sqs.eu-west-1.amazonaws.com/123456789012/d"}"#
                    .to_owned(),
                &[
                    "Targets[0].DeadLetterConfig.Arn: ~(the dead-letter queue of target `Target0` is no ARN)",
                ],
            ),
            (
                queue,
                dead("sns:eu-west-1:123456789012:d"),
                &[
                    "Targets[0].DeadLetterConfig.Arn: ~(the dead-letter queue of target `Target0` is no queue of SQS)",
                ],
            ),
            (
                queue,
                dead("sqs:us-east-1:123456789012:d"),
                &[
                    "Targets[0].DeadLetterConfig.Arn: ~(the dead-letter queue of target `Target0` is in another region than the rule)",
                ],
            ),
            (
                "events:us-east-1:123456789012:event-bus/b",
                role(r#","RetryPolicy":{"MaximumRetryAttempts":1}"#),
                &["Targets[0].RetryPolicy: ~Retry policy is not supported for Event bus targets"],
            ),
            (
                "events:us-east-1:123456789012:event-bus/b",
                role(&dead("sqs:eu-west-1:123456789012:d")),
                &[],
            ),
        ] {
            assert_eq!(target(arn, &more), expected, "{arn} {more}");
        }
    }

    #[test]
    fn targets_hang_together() {
        let targets = |ids: &[&str]| {
            let all = ids.iter().map(|id| {
                format!(r#"{{"Id":"{id}","Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}}"#)
            });
            let all: Vec<String> = all.collect();
            broken(
                Operation::PutTargets,
                &format!(r#"{{"Rule":"r","Targets":[{}]}}"#, all.join(",")),
            )
        };
        assert_eq!(targets(&["a", "b", "c", "d", "e"]), [""; 0]);
        assert_eq!(
            targets(&["a", "b", "a"]),
            ["Targets[2].Id: ~(the id `a` is given to two targets of one request)"]
        );
        let six = ["Targets: The requested resource exceeds the maximum number allowed."];
        assert_eq!(targets(&["a", "b", "c", "d", "e", "f"]), six);
    }

    #[test]
    fn schedules_need_what_their_target_needs() {
        let schedule = |more: &str, target: &str| {
            let request = format!(
                r#"{{"Name":"s","ScheduleExpression":"rate(1 day)"{more},"Target":{{"RoleArn":"arn:aws:iam::123456789012:role/r",{target}}}}}"#
            );
            broken(Operation::CreateSchedule, &request)
        };
        let ecs = |input: &str| {
            let mut quoted = String::new();
            json::write_quoted(input, &mut quoted);
            format!(
                r#""Arn":"arn:aws:ecs:eu-west-1:123456789012:cluster/c","EcsParameters":{{"TaskDefinitionArn":"t"}},"Input":{quoted}"#
            )
        };
        let lambda = r#""Arn":"arn:aws:lambda:eu-west-1:123456789012:function:f""#;
        let off = r#","FlexibleTimeWindow":{"Mode":"OFF"}"#;
        for (more, target, expected) in [
            (off, lambda.to_owned(), &[][..]),
            (off, ecs(r#"{"containerOverrides":[]}"#), &[]),
            (
                off,
                ecs(r#"{"VAR1": "string"}"#),
                &[
                    r#"Target.Input: Unable to convert target input to TaskOverride, JSON syntax error in input: [Source: (String)"{"VAR1": "string"}"; line: 1, column: 11]"#,
                ],
            ),
            (
                off,
                ecs("{\n \"a\": 12}"),
                &[
                    "Target.Input: ~Unable to convert target input to TaskOverride, JSON syntax error in input: [Source: (String)\"{\n \"a\": 12}\"; line: 2, column: 9]",
                ],
            ),
            (
                off,
                r#""Arn":"arn:aws:events:eu-west-1:123456789012:event-bus/b""#.to_owned(),
                &["Target.EventBridgeParameters: ~(the target has no `EventBridgeParameters`)"],
            ),
            (
                off,
                r#""Arn":"arn:aws:sqs:eu-west-1:123456789012:q.fifo""#.to_owned(),
                &[
                    "Target.SqsParameters.MessageGroupId: ~(the target is a FIFO queue, and has no `MessageGroupId`)",
                ],
            ),
            (
                off,
                r#""Arn":"arn:aws:scheduler:::aws-sdk:sqs:sendMessage""#.to_owned(),
                &["Target.Input: You must provide an input to set this target for your schedule"],
            ),
            (
                r#","FlexibleTimeWindow":{"Mode":"FLEXIBLE"}"#,
                lambda.to_owned(),
                &[
                    "FlexibleTimeWindow.MaximumWindowInMinutes: ~(a flexible time window has no `MaximumWindowInMinutes`)",
                ],
            ),
            (
                r#","FlexibleTimeWindow":{"Mode":"OFF","MaximumWindowInMinutes":5}"#,
                lambda.to_owned(),
                &[
                    "FlexibleTimeWindow.MaximumWindowInMinutes: ~(`MaximumWindowInMinutes` is given, and the flexible time window is off)",
                ],
            ),
            (
                r#","StartDate":"2026-01-02T00:00:00Z","EndDate":"2026-01-02T01:00:00+01:00""#,
                lambda.to_owned(),
                &["EndDate: ~(`EndDate` does not lie behind `StartDate`)"],
            ),
        ] {
            assert_eq!(schedule(more, &target), expected, "{more} {target}");
        }
    }

    #[test]
    fn other_requests_hang_together() {
        let stream = |more: &str| {
            format!(
                r#"{{"SourceParameters":{{"KinesisStreamParameters":{{"StartingPosition":"LATEST"{more}}}}}}}"#
            )
        };
        let mapping = |source: &str, more: &str| {
            format!(r#"{{"FunctionName":"f","EventSourceArn":"arn:aws:{source}",{more}}}"#)
        };
        let age = "SourceParameters.KinesisStreamParameters.MaximumRecordAgeInSeconds: ~MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)";
        for (operation, request, expected) in [
            (Operation::CreatePipe, stream(r#","MaximumRecordAgeInSeconds":0"#), &[age][..]),
            (Operation::CreatePipe, stream(r#","MaximumRecordAgeInSeconds":30"#), &[age]),
            (Operation::CreatePipe, stream(r#","MaximumRecordAgeInSeconds":-1,"MaximumBatchingWindowInSeconds":300"#), &[]),
            (Operation::CreatePipe, stream(r#","MaximumRecordAgeInSeconds":60,"MaximumBatchingWindowInSeconds":120"#), &["SourceParameters.KinesisStreamParameters.MaximumBatchingWindowInSeconds: MaximumBatchingWindowInSeconds must be less than MaximumRecordAgeInSeconds."]),
            (Operation::CreatePipe, r#"{"Source":"arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s"}"#.to_owned(), &[r#"SourceParameters.DynamoDBStreamParameters: {"ValidationErrorFields":[{"Name":"SourceParameters.DynamoDBStreamParameters","Message":"Missing required parameter."}]}"#]),
            (Operation::CreatePipe, r#"{"Source":"arn:aws:sqs:eu-west-1:123456789012:q"}"#.to_owned(), &[]),
            (Operation::CreateEventBus, r#"{"Name":"default"}"#.to_owned(), &["Name: ~(a custom event bus cannot be called `default`)"]),
            (Operation::CreateEventBus, r#"{"Name":"my/bus"}"#.to_owned(), &["Name: ~(the name of a custom event bus has a `/`)"]),
            (Operation::CreateEventBus, r#"{"Name":"aws.partner/a/b","EventSourceName":"aws.partner/a/b"}"#.to_owned(), &[]),
            (Operation::CreateEventSourceMapping, r#"{"FunctionName":"f","EventSourceArn":"arn:aws:kinesis:eu-west-1:123456789012:stream/s"}"#.to_owned(), &["StartingPosition: ~1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."]),
            (Operation::CreateEventSourceMapping, r#"{"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q"}"#.to_owned(), &[]),
            (Operation::PutRule, r#"{"Name":"r"}"#.to_owned(), &["EventPattern: ~Parameter(s) EventPattern or ScheduleExpression must be specified."]),
            (Operation::PutRule, r#"{"Name":"r","Fn::Transform":{}}"#.to_owned(), &[]),
            (Operation::PutRule, r#"{"Name":"r","ScheduleExpression":"rate(1 day)","EventBusName":"default"}"#.to_owned(), &[]),
            (Operation::PutRule, r#"{"Name":"r","ScheduleExpression":"rate(1 day)","EventBusName":"arn:aws:events:eu-west-1:123456789012:event-bus/orders"}"#.to_owned(), &["ScheduleExpression: ~ScheduleExpression is supported only on the default event bus."]),
            (Operation::StartReplay, r#"{"EventStartTime":"2026-01-02T00:00:00Z","EventEndTime":"2026-01-02T00:00:00Z"}"#.to_owned(), &["EventEndTime: ~EventEndTime must be greater than EventStartTime."]),
            (Operation::StartReplay, r#"{"EventSourceArn":"arn:aws:events:eu-west-1:123456789012:archive/a","Destination":{"Arn":"arn:aws:events:eu-west-1:123456789012:event-bus/b"}}"#.to_owned(), &[]),
            (Operation::StartReplay, r#"{"EventSourceArn":"arn:aws:events:eu-west-1:123456789012:archive/a","Destination":{"Arn":"arn:aws:events:eu-west-1:210987654321:event-bus/b"}}"#.to_owned(), &["Destination.Arn: ~Cross event bus replay is not permitted."]),
            (Operation::CreateConnection, r#"{"AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{},"InvocationHttpParameters":{}}}"#.to_owned(), &[]),
            (Operation::CreateConnection, r#"{"AuthorizationType":"BASIC","AuthParameters":{"ApiKeyAuthParameters":{}}}"#.to_owned(), &["AuthParameters.ApiKeyAuthParameters: ~(`ApiKeyAuthParameters` do not go with the authorization `BASIC`)", "AuthParameters.BasicAuthParameters: ~(the authorization `BASIC` needs `BasicAuthParameters`)"]),
            (Operation::PutTargets, r#"{"Rule":"r","EventBusName":"arn:aws:events:eu-west-1:123456789012:event-bus/b","Targets":[{"Id":"a","Arn":"arn:aws:events:eu-west-1:123456789012:event-bus/b","RoleArn":"r"}]}"#.to_owned(), &["Targets[0].Arn: ~(target `a` is the bus of the rule itself)"]),
            (Operation::CreatePipe, r#"{"Source":"arn:aws:dynamodb:eu-west-1:123456789012:table/t","SourceParameters":{"DynamoDBStreamParameters":{"StartingPosition":"LATEST"}}}"#.to_owned(), &["Source: ~(the pipe reads from a table of DynamoDB, and not from its stream)"]),
            (Operation::CreateEventSourceMapping, r#"{"EventSourceArn":"arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s","StartingPosition":"AT_TIMESTAMP","MaximumRecordAgeInSeconds":59}"#.to_owned(), &["StartingPosition: ~Unsupported starting position for arn type: arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s", "MaximumRecordAgeInSeconds: ~(`MaximumRecordAgeInSeconds` is 59: -1, or 60 and more)"]),
            (Operation::CreateEventSourceMapping, r#"{"EventSourceArn":"arn:aws:kinesis:eu-west-1:123456789012:stream/s","StartingPosition":"AT_TIMESTAMP","StartingPositionTimestamp":"t","MaximumRecordAgeInSeconds":-1}"#.to_owned(), &[]),
            (Operation::CreateEventSourceMapping, r#"{"EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q.fifo","BatchSize":11,"MaximumBatchingWindowInSeconds":1}"#.to_owned(), &["BatchSize: ~(`BatchSize` is 11, and a FIFO queue gives at most 10 messages at a time)", "MaximumBatchingWindowInSeconds: ~(a batching window of 1 seconds, and a FIFO queue has none)"]),
            (Operation::CreateEventSourceMapping, r#"{"EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q.fifo","BatchSize":10,"MaximumBatchingWindowInSeconds":0}"#.to_owned(), &[]),
            (Operation::Subscribe, r#"{"Protocol":"firehose","Attributes":{"SubscriptionRoleArn":"r"}}"#.to_owned(), &[]),
            (Operation::Subscribe, r#"{"Protocol":"sqs","Endpoint":"https://sqs.eu-west-1.amazonaws.com/1/q"}"#.to_owned(), &["Endpoint: ~Invalid parameter: SQS endpoint ARN"]),
            (Operation::Subscribe, r#"{"Protocol":"lambda","Endpoint":"arn:aws:sqs:eu-west-1:123456789012:q"}"#.to_owned(), &["Endpoint: ~(the protocol is `lambda`, and the endpoint is of `sqs`)"]),
            (Operation::Subscribe, r#"{"Protocol":"https","Endpoint":"https://example.com"}"#.to_owned(), &[]),
            (Operation::CreateEventSourceMapping, r#"{"EventSourceArn":"arn:aws:dynamodb:eu-west-1:123456789012:table/t","StartingPosition":"LATEST"}"#.to_owned(), &["EventSourceArn: ~(the mapping reads from a table of DynamoDB, and not from its stream)"]),
            (Operation::CreateEventSourceMapping, mapping("kinesis:eu-west-1:123456789012:stream/s", r#""StartingPosition":"AT_TIMESTAMP""#), &["StartingPositionTimestamp: Need to specify a timestamp"]),
            (Operation::CreateEventSourceMapping, mapping("kinesis:eu-west-1:123456789012:stream/s", r#""StartingPosition":"AT_TIMESTAMP","StartingPositionTimestamp":"2027-01-01T00:00:00Z","ParallelizationFactor":2,"TumblingWindowInSeconds":30,"BisectBatchOnFunctionError":true,"FunctionResponseTypes":["ReportBatchItemFailures"],"DestinationConfig":{"OnFailure":{"Destination":"d"}}"#), &[]),
            (Operation::CreateEventSourceMapping, mapping("kinesis:eu-west-1:123456789012:stream/s", r#""StartingPosition":"LATEST","DestinationConfig":{"OnFailure":{"Destination":"arn:aws:sqs:eu-west-1:123456789012:d.fifo"}}"#), &["DestinationConfig.OnFailure.Destination: ~(the destination is a FIFO queue, and Lambda sends to standard queues only)"]),
            (Operation::PutFunctionEventInvokeConfig, r#"{"FunctionName":"f","DestinationConfig":{"OnFailure":{"Destination":"arn:aws:sns:eu-west-1:123456789012:d.fifo"},"OnSuccess":{"Destination":"arn:aws:sqs:eu-west-1:123456789012:d"}}}"#.to_owned(), &["DestinationConfig.OnFailure.Destination: ~(the destination is a FIFO topic, and Lambda sends to standard topics only)"]),
            (Operation::CreateEventSourceMapping, mapping("kinesis:eu-west-1:123456789012:stream/s", r#""StartingPosition":"LATEST","ScalingConfig":{"MaximumConcurrency":2},"Queues":["q"],"Topics":["t"],"DestinationConfig":{"OnSuccess":{"Destination":"d"}}"#), &[
                "Queues: ~Unsupported 'queues' parameter for given event source mapping type.",
                "ScalingConfig: ~Unsupported 'scalingConfig' parameter for given event source mapping type.",
                "Topics: ~Unsupported 'topics' parameter for given event source mapping type.",
                "DestinationConfig.OnSuccess: ~Unsupported DestinationConfig parameter for given event source mapping type.",
            ]),
            (Operation::CreateEventSourceMapping, mapping("sqs:eu-west-1:123456789012:q", r#""StartingPosition":"LATEST","BisectBatchOnFunctionError":true,"ParallelizationFactor":1,"MaximumRetryAttempts":3"#), &[
                "BisectBatchOnFunctionError: ~Unsupported 'bisectBatchOnFunctionError' parameter for given event source mapping type.",
                "MaximumRetryAttempts: ~Unsupported 'maximumRetryAttempts' parameter for given event source mapping type.",
                "ParallelizationFactor: ~Unsupported 'parallelizationFactor' parameter for given event source mapping type.",
                "StartingPosition: StartingPosition is not valid for SQS event sources.",
            ]),
            (Operation::CreateEventSourceMapping, mapping("sqs:eu-west-1:123456789012:q", r#""StartingPosition":null,"BisectBatchOnFunctionError":false,"TumblingWindowInSeconds":0,"MaximumRecordAgeInSeconds":-1,"DestinationConfig":{"OnFailure":{}},"Topics":[],"ScalingConfig":{"MaximumConcurrency":2},"FunctionResponseTypes":["ReportBatchItemFailures"]"#), &[]),
            (Operation::CreateEventSourceMapping, mapping("kafka:eu-west-1:123456789012:cluster/c/1", r#""StartingPosition":"LATEST","Topics":["t"],"MaximumRetryAttempts":3,"DestinationConfig":{"OnFailure":{"Destination":"d"}}"#), &[]),
            (Operation::CreateEventSourceMapping, mapping("mq:eu-west-1:123456789012:broker:b:1", r#""Queues":["q"],"SourceAccessConfigurations":[{"Type":"BASIC_AUTH","URI":"u"}]"#), &[]),
            (Operation::CreateEventSourceMapping, mapping("rds:eu-west-1:123456789012:cluster:c", r#""StartingPosition":"AT_TIMESTAMP","DocumentDBEventSourceConfig":{"DatabaseName":"d"}"#), &[]),
            (Operation::CreateEventSourceMapping, mapping("sns:eu-west-1:123456789012:t", r#""BatchSize":1"#), &["EventSourceArn: ~(the mapping reads from `sns`, which is no source of events for one)"]),
            (Operation::Subscribe, r#"{"Protocol":"SQS","Endpoint":"e"}"#.to_owned(), &["Protocol: ~Invalid parameter: Amazon SNS does not support this protocol string: SQS"]),
            (Operation::Subscribe, r#"{"Protocol":"https","Endpoint":"http://example.com"}"#.to_owned(), &["Endpoint: Invalid parameter: Endpoint must match the specified protocol"]),
            (Operation::Subscribe, r#"{"Protocol":"http","Endpoint":"HTTP://example.com"}"#.to_owned(), &[]),
            (Operation::Subscribe, r#"{"Protocol":"lambda","Attributes":{"RawMessageDelivery":"true","FilterPolicyScope":"Message"}}"#.to_owned(), &[
                "Attributes.FilterPolicyScope: Invalid parameter: Attributes Reason: FilterPolicyScope: Invalid value [Message]. Please use either MessageBody or MessageAttributes",
                "Attributes.RawMessageDelivery: Invalid parameter: Attributes Reason: Delivery protocol [lambda] does not support raw message delivery.",
            ]),
            (Operation::Subscribe, r#"{"Protocol":"lambda","Attributes":{"RawMessageDelivery":"false","FilterPolicyScope":"MessageBody"}}"#.to_owned(), &[]),
            (Operation::Subscribe, r#"{"Protocol":"sqs","Attributes":{"RawMessageDelivery":"true","RedrivePolicy":"{\"deadLetterTargetArn\":\"d\",\"maxReceiveCount\":3}"}}"#.to_owned(), &["Attributes.RedrivePolicy: Invalid parameter: RedrivePolicy: invalid JSON. Attribute maxReceiveCount is unknown."]),
            (Operation::Subscribe, r#"{"Protocol":"https","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"d\"}","DeliveryPolicy":"{\"healthyRetryPolicy\":{\"numRetries\":101,\"minDelayTarget\":1,\"maxDelayTarget\":3600}}"}}"#.to_owned(), &["Attributes.DeliveryPolicy: ~Invalid parameter: DeliveryPolicy: healthyRetryPolicy.numRetries must be less than or equal to 100"]),
            (Operation::Subscribe, r#"{"Protocol":"firehose"}"#.to_owned(), &["Attributes.SubscriptionRoleArn: ~(the subscription has no `SubscriptionRoleArn`, and Firehose needs one)"]),
            (Operation::CreateApiDestination, r#"{"InvocationEndpoint":"http://example.com"}"#.to_owned(), &["InvocationEndpoint: ~(the endpoint of an API destination is not HTTPS)"]),
        ] {
            assert_eq!(broken(operation, &request), expected, "{request}");
        }
    }
}
