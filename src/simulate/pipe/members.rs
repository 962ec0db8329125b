//! Members of a pipe that AWS does not know: misspelt ones, mostly.
//!
//! A misspelt `Filters` makes a pipe without filters, so nothing that is not read goes by in silence.
//!
//! # What this module does not do
//!
//! It does not look into the blocks whose members nothing here depends on: credentials, networks, overrides.
//!
//! # Source
//!
//! AWS: EventBridge Pipes API Reference, `CreatePipe`, `DescribePipe` and the data types that they name, read
//! 2026-11-20.

use super::declaration::UNKNOWN_MEMBER;
use super::{SourceKind, TargetKind};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::suggest::edit_distance;

/// What CreatePipe takes and DescribePipe answers. `ResponseMetadata` is what SDKs add.
const PIPE: &[&str] = &[
    "Arn",
    "CreationTime",
    "CurrentState",
    "Description",
    "DesiredState",
    "Enrichment",
    "EnrichmentParameters",
    "KmsKeyIdentifier",
    "LastModifiedTime",
    "LogConfiguration",
    "Name",
    "ResponseMetadata",
    "RoleArn",
    "Source",
    "SourceParameters",
    "StateReason",
    "Tags",
    "Target",
    "TargetParameters",
];

const HTTP: &[&str] = &[
    "HeaderParameters",
    "PathParameterValues",
    "QueryStringParameters",
];

/// The targets whose blocks differ by name; an API destination stands for API Gateway too.
const TARGETS_WITH_BLOCK: [TargetKind; 12] = [
    TargetKind::ApiDestination,
    TargetKind::Batch,
    TargetKind::CloudWatchLogs,
    TargetKind::Ecs,
    TargetKind::EventBus,
    TargetKind::Kinesis,
    TargetKind::Lambda,
    TargetKind::Redshift,
    TargetKind::SageMaker,
    TargetKind::Sqs,
    TargetKind::StepFunctions,
    TargetKind::Timestream,
];

/// Whether `name` is a member of `SourceParameters`.
pub(super) fn is_source_parameter(name: &str) -> bool {
    source_parameters().any(|known| known == name)
}

/// Whether `name` is a member of `TargetParameters`.
pub(super) fn is_target_parameter(name: &str) -> bool {
    target_parameters().any(|known| known == name)
}

fn source_parameters() -> impl Iterator<Item = &'static str> {
    let blocks = SourceKind::ALL.into_iter();
    std::iter::once("FilterCriteria").chain(blocks.map(SourceKind::parameter_block))
}

fn target_parameters() -> impl Iterator<Item = &'static str> {
    let blocks = TARGETS_WITH_BLOCK.into_iter();
    std::iter::once("InputTemplate").chain(blocks.filter_map(TargetKind::parameter_block))
}

/// A warning for every member of a pipe that AWS does not know, and for every filter without a pattern.
pub(super) fn unknown(pipe: &Value) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    check(pipe, "a pipe", PIPE, &mut warnings);
    if let Some(parameters) = pipe.get("SourceParameters") {
        let known: Vec<&str> = source_parameters().collect();
        check(parameters, "`SourceParameters`", &known, &mut warnings);
        for kind in SourceKind::ALL {
            let name = kind.parameter_block();
            check_block(parameters, name, source_block(kind), &mut warnings);
        }
        check_filters(parameters, &mut warnings);
    }
    if let Some(parameters) = pipe.get("EnrichmentParameters") {
        let known = ["HttpParameters", "InputTemplate"];
        check(parameters, "`EnrichmentParameters`", &known, &mut warnings);
        check_block(parameters, "HttpParameters", HTTP, &mut warnings);
    }
    if let Some(parameters) = pipe.get("TargetParameters") {
        let known: Vec<&str> = target_parameters().collect();
        check(parameters, "`TargetParameters`", &known, &mut warnings);
        for kind in TARGETS_WITH_BLOCK {
            if let Some(name) = kind.parameter_block() {
                check_block(parameters, name, target_block(kind), &mut warnings);
            }
        }
    }
    warnings
}

fn check_filters(source_parameters: &Value, warnings: &mut Vec<Diagnostic>) {
    let Some(criteria) = source_parameters.get("FilterCriteria") else {
        return;
    };
    check(criteria, "`FilterCriteria`", &["Filters"], warnings);
    let filters = criteria.get("Filters").and_then(Value::as_array);
    for filter in filters.unwrap_or_default() {
        check(filter, "a filter", &["Pattern"], warnings);
        if filter.as_object().is_some() && filter.get("Pattern").is_none() {
            warnings.push(
                Diagnostic::warning(
                    UNKNOWN_MEMBER,
                    "a filter has no `Pattern` and is left out here",
                )
                .at(filter.span, "filters nothing")
                .help("write the pattern as `\"Pattern\": \"{…}\"`"),
            );
        }
    }
}

fn check_block(parent: &Value, name: &str, known: &[&str], warnings: &mut Vec<Diagnostic>) {
    if let Some(block) = parent.get(name) {
        check(block, &format!("`{name}`"), known, warnings);
    }
}

fn check(object: &Value, whole: &str, known: &[&str], warnings: &mut Vec<Diagnostic>) {
    for member in object.as_object().unwrap_or_default() {
        let name = member.name.to_display();
        if known.contains(&&*name) {
            continue;
        }
        let warning = Diagnostic::warning(
            UNKNOWN_MEMBER,
            format!("`{name}` is no member of {whole} and is not read"),
        )
        .at(member.name_span, "not known to AWS");
        warnings.push(match nearest(&name, known) {
            Some(meant) => warning.help(format!("did you mean `{meant}`?")),
            None => warning,
        });
    }
}

/// The known name that differs in case only, or else in one or two characters.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if let Some(same) = known.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        return Some(same);
    }
    let near = known
        .iter()
        .filter_map(|known| Some((edit_distance(name, known)?, *known)));
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

const fn source_block(kind: SourceKind) -> &'static [&'static str] {
    match kind {
        SourceKind::Sqs => &["BatchSize", "MaximumBatchingWindowInSeconds"],
        SourceKind::Kinesis | SourceKind::DynamoDb => &[
            "BatchSize",
            "DeadLetterConfig",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "OnPartialBatchItemFailure",
            "ParallelizationFactor",
            "StartingPosition",
            "StartingPositionTimestamp",
        ],
        SourceKind::Msk => &[
            "BatchSize",
            "ConsumerGroupID",
            "Credentials",
            "MaximumBatchingWindowInSeconds",
            "StartingPosition",
            "TopicName",
        ],
        SourceKind::SelfManagedKafka => &[
            "AdditionalBootstrapServers",
            "BatchSize",
            "ConsumerGroupID",
            "Credentials",
            "MaximumBatchingWindowInSeconds",
            "ServerRootCaCertificate",
            "StartingPosition",
            "TopicName",
            "Vpc",
        ],
        SourceKind::ActiveMq | SourceKind::RabbitMq => &[
            "BatchSize",
            "Credentials",
            "MaximumBatchingWindowInSeconds",
            "QueueName",
            "VirtualHost",
        ],
    }
}

const fn target_block(kind: TargetKind) -> &'static [&'static str] {
    match kind {
        TargetKind::ApiDestination | TargetKind::ApiGateway => HTTP,
        TargetKind::Batch => &[
            "ArrayProperties",
            "ContainerOverrides",
            "DependsOn",
            "JobDefinition",
            "JobName",
            "Parameters",
            "RetryStrategy",
        ],
        TargetKind::CloudWatchLogs => &["LogStreamName", "Timestamp"],
        TargetKind::Ecs => &[
            "CapacityProviderStrategy",
            "EnableECSManagedTags",
            "EnableExecuteCommand",
            "Group",
            "LaunchType",
            "NetworkConfiguration",
            "Overrides",
            "PlacementConstraints",
            "PlacementStrategy",
            "PlatformVersion",
            "PropagateTags",
            "ReferenceId",
            "Tags",
            "TaskCount",
            "TaskDefinitionArn",
        ],
        TargetKind::EventBus => &["DetailType", "EndpointId", "Resources", "Source", "Time"],
        TargetKind::Kinesis => &["PartitionKey"],
        TargetKind::Lambda | TargetKind::StepFunctions => &["InvocationType"],
        TargetKind::Redshift => &[
            "Database",
            "DbUser",
            "SecretManagerArn",
            "Sqls",
            "StatementName",
            "WithEvent",
        ],
        TargetKind::SageMaker => &["PipelineParameterList"],
        TargetKind::Sqs => &["MessageDeduplicationId", "MessageGroupId"],
        TargetKind::Timestream => &[
            "DimensionMappings",
            "EpochTimeUnit",
            "MultiMeasureMappings",
            "SingleMeasureMappings",
            "TimeFieldType",
            "TimestampFormat",
            "TimeValue",
            "VersionValue",
        ],
        TargetKind::Firehose | TargetKind::Inspector | TargetKind::Sns => &[],
    }
}
