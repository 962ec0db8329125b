//! What a role must allow to send somewhere.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Using IAM roles to access resources"; EventBridge Scheduler User Guide, "Managing access using templated targets"; EventBridge Pipes, "permissions
//! for pipes"; the grants of AWS CDK, `aws-events-targets`, `aws-scheduler-targets`, `aws-pipes-targets-alpha`.

use crate::simulate::pipe::Arn;

/// What must be allowed, and whether of the ARN of the target itself.
pub(super) struct Needed {
    /// Of each of these one is enough.
    pub(super) actions: Vec<&'static [&'static str]>,
    /// Whether the resource is the target; otherwise it is something that the target only names.
    pub(super) is_of_target: bool,
}

const fn needed(actions: Vec<&'static [&'static str]>, is_of_target: bool) -> Needed {
    Needed {
        actions,
        is_of_target,
    }
}

/// What the role of a target must allow; `None` of services of which that is not known.
pub(super) fn of_target(arn: &Arn) -> Option<Needed> {
    let (actions, is_of_target): (&'static [&'static str], bool) = match arn.service() {
        "lambda" => (&["lambda:InvokeFunction"], true),
        "sqs" => (&["sqs:SendMessage"], true),
        "sns" => (&["sns:Publish"], true),
        "states" => (
            &["states:StartExecution", "states:StartSyncExecution"],
            true,
        ),
        "events" if arn.resource().starts_with("event-bus/") => (&["events:PutEvents"], true),
        "events" if arn.resource().starts_with("api-destination/") => {
            (&["events:InvokeApiDestination"], true)
        }
        "kinesis" => (&["kinesis:PutRecord", "kinesis:PutRecords"], true),
        "firehose" => (&["firehose:PutRecord", "firehose:PutRecordBatch"], true),
        "ecs" => (&["ecs:RunTask"], false),
        "batch" => (&["batch:SubmitJob"], false),
        "codebuild" => (&["codebuild:StartBuild"], true),
        "codepipeline" => (&["codepipeline:StartPipelineExecution"], true),
        _ => return None,
    };
    Some(needed(vec![actions], is_of_target))
}

/// The same of a rule or a schedule, which starts state machines and does not wait for them.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge identity-based policies", Step Functions: `states:StartExecution`.
pub(super) fn of_started(arn: &Arn) -> Option<Needed> {
    match arn.service() {
        "states" => Some(needed(vec![&["states:StartExecution"]], true)),
        _ => of_target(arn),
    }
}

/// What the role of a pipe must allow of its source.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes permissions".
pub(super) fn of_source(arn: &Arn) -> Option<Needed> {
    let actions: Vec<&'static [&'static str]> = match arn.service() {
        "sqs" => vec![
            &["sqs:ReceiveMessage"],
            &["sqs:DeleteMessage"],
            &["sqs:GetQueueAttributes"],
        ],
        "kinesis" => vec![&["kinesis:GetRecords"], &["kinesis:GetShardIterator"]],
        // The stream of a table has an ARN of its own.
        "dynamodb" => vec![&["dynamodb:GetRecords"], &["dynamodb:GetShardIterator"]],
        _ => return None,
    };
    Some(needed(actions, arn.service() != "dynamodb"))
}

/// The action of a universal target of EventBridge Scheduler, of services that call themselves in IAM as in SDKs.
///
/// AWS: EventBridge Scheduler User Guide, "Using universal targets": `arn:aws:scheduler:::aws-sdk:service:apiAction`.
pub(super) fn of_universal(resource: &str) -> Option<String> {
    const SAME: [&str; 11] = [
        "autoscaling",
        "batch",
        "codebuild",
        "dynamodb",
        "ec2",
        "ecs",
        "glue",
        "rds",
        "sns",
        "sqs",
        "ssm",
    ];
    let (service, action) = resource.strip_prefix("aws-sdk:")?.split_once(':')?;
    let mut letters = action.chars();
    let first = letters.next()?.to_ascii_uppercase();
    // AWS: Service Authorization Reference, SQS, SNS: batches are sent with the permission to send one.
    let action = format!("{first}{}", letters.as_str());
    let action = action.strip_suffix("Batch").unwrap_or(&action);
    SAME.contains(&service)
        .then(|| format!("{service}:{action}"))
}
