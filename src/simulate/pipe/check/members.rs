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

use crate::diagnostic::{Diagnostic, Severity};
use crate::json::fields::present;
use crate::json::{FieldCodes, Fields, Value};
use crate::simulate::pipe::codes::UNKNOWN_MEMBER;
use crate::simulate::pipe::{SourceKind, TargetKind};

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

/// A warning for every member of a pipe that AWS does not know or that is given twice, and for every filter without a
/// pattern.
pub(super) fn unknown(pipe: &Value) -> Vec<Diagnostic> {
    let mut members = Members {
        fields: Fields::new(FieldCodes::all(UNKNOWN_MEMBER)),
    };
    members.check(pipe, "a pipe", PIPE);
    if let Some(parameters) = present(pipe, "SourceParameters") {
        let known: Vec<&str> = source_parameters().collect();
        members.check(parameters, "`SourceParameters`", &known);
        for kind in SourceKind::ALL {
            members.check_block(parameters, kind.parameter_block(), source_block(kind));
        }
        members.check_filters(parameters);
    }
    if let Some(parameters) = present(pipe, "EnrichmentParameters") {
        let known = ["HttpParameters", "InputTemplate"];
        members.check(parameters, "`EnrichmentParameters`", &known);
        members.check_block(parameters, "HttpParameters", HTTP);
    }
    if let Some(parameters) = present(pipe, "TargetParameters") {
        let known: Vec<&str> = target_parameters().collect();
        members.check(parameters, "`TargetParameters`", &known);
        for kind in TARGETS_WITH_BLOCK {
            if let Some(name) = kind.parameter_block() {
                members.check_block(parameters, name, target_block(kind));
            }
        }
    }
    members.fields.found
}

/// Looks over the members of one object after the other.
struct Members {
    fields: Fields,
}

impl Members {
    fn check(&mut self, object: &Value, whole: &str, known: &[&str]) {
        self.fields
            .unknown_as(Severity::Warning, object, whole, known);
        self.fields.duplicates(object);
    }

    fn check_block(&mut self, parent: &Value, name: &str, known: &[&str]) {
        if let Some(block) = present(parent, name) {
            self.check(block, &format!("`{name}`"), known);
        }
    }

    fn check_filters(&mut self, source_parameters: &Value) {
        let Some(criteria) = present(source_parameters, "FilterCriteria") else {
            return;
        };
        self.check(criteria, "`FilterCriteria`", &["Filters"]);
        let filters = present(criteria, "Filters").and_then(Value::as_array);
        for filter in filters.unwrap_or_default() {
            self.check(filter, "a filter", &["Pattern"]);
            if filter.as_object().is_some() && present(filter, "Pattern").is_none() {
                self.fields.found.push(
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
