//! The types that are read, and the words that the provider and CloudFormation spell in different ways.

use crate::iac::access::{ATTACHMENT, KEY_POLICY};

/// A type of resource.
#[derive(Clone, Copy)]
pub(super) struct Type {
    /// As the provider calls it.
    pub(super) terraform: &'static str,
    /// As CloudFormation calls it.
    pub(super) cloudformation: &'static str,
    /// Arguments of its outermost level that have names of their own in CloudFormation.
    pub(super) renamed: &'static [(&'static str, &'static str)],
}

const fn plain(terraform: &'static str, cloudformation: &'static str) -> Type {
    special(terraform, cloudformation, &[])
}

const fn special(
    terraform: &'static str,
    cloudformation: &'static str,
    renamed: &'static [(&'static str, &'static str)],
) -> Type {
    Type {
        terraform,
        cloudformation,
        renamed,
    }
}

/// All types that are read.
pub(super) const TYPES: &[Type] = &[
    plain("aws_cloudwatch_event_bus", "AWS::Events::EventBus"),
    plain("aws_cloudwatch_event_rule", "AWS::Events::Rule"),
    special(
        "aws_cloudwatch_event_target",
        "AWS::Events::Target",
        &[("target_id", "Id")],
    ),
    special(
        "aws_cloudwatch_event_archive",
        "AWS::Events::Archive",
        &[("name", "ArchiveName"), ("event_source_arn", "SourceArn")],
    ),
    plain(
        "aws_cloudwatch_event_api_destination",
        "AWS::Events::ApiDestination",
    ),
    plain("aws_cloudwatch_event_connection", "AWS::Events::Connection"),
    plain(
        "aws_cloudwatch_event_bus_policy",
        "AWS::Events::EventBusPolicy",
    ),
    plain(
        "aws_cloudwatch_event_permission",
        "AWS::Events::EventBusPolicy",
    ),
    plain("aws_scheduler_schedule", "AWS::Scheduler::Schedule"),
    plain(
        "aws_scheduler_schedule_group",
        "AWS::Scheduler::ScheduleGroup",
    ),
    plain("aws_pipes_pipe", "AWS::Pipes::Pipe"),
    plain(
        "aws_lambda_event_source_mapping",
        "AWS::Lambda::EventSourceMapping",
    ),
    special(
        "aws_kinesis_stream",
        "AWS::Kinesis::Stream",
        &[("retention_period", "RetentionPeriodHours")],
    ),
    plain("aws_lambda_function", "AWS::Lambda::Function"),
    plain(
        "aws_lambda_function_event_invoke_config",
        "AWS::Lambda::EventInvokeConfig",
    ),
    plain("aws_lambda_alias", "AWS::Lambda::Alias"),
    special(
        "aws_s3_bucket",
        "AWS::S3::Bucket",
        &[("bucket", "BucketName")],
    ),
    special(
        "aws_s3_bucket_notification",
        "AWS::S3::Bucket",
        &[("bucket", "BucketName")],
    ),
    special("aws_sns_topic", "AWS::SNS::Topic", &[("name", "TopicName")]),
    special(
        "aws_sns_topic_policy",
        "AWS::SNS::TopicPolicy",
        &[("arn", "TopicArn")],
    ),
    special(
        "aws_iam_role",
        "AWS::IAM::Role",
        &[
            ("assume_role_policy", "AssumeRolePolicyDocument"),
            ("inline_policy", "Policies"),
            ("name", "RoleName"),
        ],
    ),
    plain("aws_iam_role_policy", "AWS::IAM::RolePolicy"),
    plain("aws_iam_policy", "AWS::IAM::ManagedPolicy"),
    plain("aws_iam_role_policy_attachment", ATTACHMENT),
    plain("aws_iam_policy_attachment", ATTACHMENT),
    special("aws_kms_key", "AWS::KMS::Key", &[("policy", "KeyPolicy")]),
    plain("aws_kms_key_policy", KEY_POLICY),
    special(
        "aws_cloudwatch_log_group",
        "AWS::Logs::LogGroup",
        &[("name", "LogGroupName")],
    ),
    plain(
        "aws_cloudwatch_log_resource_policy",
        "AWS::Logs::ResourcePolicy",
    ),
    plain("aws_sns_topic_subscription", "AWS::SNS::Subscription"),
    special(
        "aws_sqs_queue",
        "AWS::SQS::Queue",
        &[
            ("name", "QueueName"),
            ("visibility_timeout_seconds", "VisibilityTimeout"),
            ("message_retention_seconds", "MessageRetentionPeriod"),
        ],
    ),
    special(
        "aws_sqs_queue_redrive_policy",
        "AWS::SQS::Queue",
        &[("queue_url", "QueueName")],
    ),
    special(
        "aws_sqs_queue_policy",
        "AWS::SQS::QueuePolicy",
        &[("policy", "PolicyDocument")],
    ),
    special(
        "aws_lambda_permission",
        "AWS::Lambda::Permission",
        &[("source_account", "SourceAccount")],
    ),
    plain("aws_schemas_registry", "AWS::EventSchemas::Registry"),
    plain("aws_schemas_schema", "AWS::EventSchemas::Schema"),
    plain("aws_schemas_discoverer", "AWS::EventSchemas::Discoverer"),
    plain("aws_cloudtrail", "AWS::CloudTrail::Trail"),
    special(
        "aws_sfn_state_machine",
        "AWS::StepFunctions::StateMachine",
        &[("type", "StateMachineType")],
    ),
    plain("aws_ecs_task_definition", "AWS::ECS::TaskDefinition"),
    plain(
        "aws_cloudwatch_log_delivery_source",
        "AWS::Logs::DeliverySource",
    ),
    plain(
        "aws_cloudwatch_log_delivery_destination",
        "AWS::Logs::DeliveryDestination",
    ),
    plain("aws_cloudwatch_log_delivery", "AWS::Logs::Delivery"),
];

/// Words that are not merely spelled in another case.
const WORDS: &[(&str, &str)] = &[
    ("activemq_broker_parameters", "ActiveMQBrokerParameters"),
    ("api_key", "ApiKeyAuthParameters"),
    ("appsync_target", "AppSyncParameters"),
    ("assign_public_ip", "AssignPublicIp"),
    ("basic", "BasicAuthParameters"),
    ("batch_target", "BatchParameters"),
    ("body", "BodyParameters"),
    ("client_id", "ClientID"),
    ("cloudwatch_logs_parameters", "CloudWatchLogsParameters"),
    ("destination_arn", "Destination"),
    ("dynamodb_stream_parameters", "DynamoDBStreamParameters"),
    ("ecs_target", "EcsParameters"),
    (
        "eventbridge_event_bus_parameters",
        "EventBridgeEventBusParameters",
    ),
    ("eventbridge_parameters", "EventBridgeParameters"),
    ("filter", "Filters"),
    ("header", "HeaderParameters"),
    ("http_target", "HttpParameters"),
    ("input_paths", "InputPathsMap"),
    ("kinesis_target", "KinesisParameters"),
    ("oauth", "OAuthParameters"),
    ("oauth_http_parameters", "OAuthHttpParameters"),
    ("pipeline_parameter", "PipelineParameterList"),
    ("pipeline_parameter_list", "PipelineParameterList"),
    ("query_string", "QueryStringParameters"),
    ("rabbitmq_broker_parameters", "RabbitMQBrokerParameters"),
    ("redshift_target", "RedshiftDataParameters"),
    (
        "sagemaker_pipeline_parameters",
        "SageMakerPipelineParameters",
    ),
    ("sagemaker_pipeline_target", "SageMakerPipelineParameters"),
    ("sqs_target", "SqsParameters"),
];

/// Blocks that may be given several times.
pub(super) const REPEATED: &[&str] = &[
    "body",
    "capacity_provider_strategy",
    "filter",
    "filters",
    "header",
    "ordered_placement_strategy",
    "pipeline_parameter",
    "pipeline_parameter_list",
    "placement_constraint",
    "placement_constraints",
    "placement_strategy",
    "query_string",
    "run_command_targets",
    "source_access_configuration",
    "source_access_configurations",
];

/// Maps, whose keys are no names.
pub(super) const MAPS: &[&str] = &[
    "header_parameters",
    "input_paths",
    "path_parameters",
    "path_parameter_values",
    "query_string_parameters",
    "tags",
];

/// JSON in place of a text, whose members are no names; and what is made in CloudFormation's spelling.
pub(super) const DOCUMENTS: &[&str] = &[
    "assume_role_policy",
    "delivery_policy",
    "event_pattern",
    "filter_policy",
    "input",
    "input_template",
    "notification_configuration",
    "pattern",
    "policy",
    "policy_document",
    "redrive_policy",
];

/// The name of a member of a block in CloudFormation's spelling.
pub(super) fn inside(block: &str, name: &str) -> String {
    match (block, name) {
        ("api_key", "key") => "ApiKeyName".to_owned(),
        ("api_key", "value") => "ApiKeyValue".to_owned(),
        _ => pascal(name),
    }
}

/// The argument that has a name in CloudFormation's spelling: the reverse of [`pascal`].
pub(super) fn argument(name: &str) -> String {
    // The members of a target, an archive, a queue and a stream for which the provider has words of its own.
    const OWN: [(&str, &str); 6] = [
        ("Id", "target_id"),
        ("ArchiveName", "name"),
        ("EventSourceArn", "event_source_arn"),
        ("MessageRetentionPeriod", "message_retention_seconds"),
        ("RetentionPeriodHours", "retention_period"),
        ("VisibilityTimeout", "visibility_timeout_seconds"),
    ];
    if let Some((_, word)) = OWN.iter().find(|(from, _)| *from == name) {
        return (*word).to_owned();
    }
    if let Some((word, _)) = WORDS.iter().find(|(_, to)| *to == name) {
        return (*word).to_owned();
    }
    let mut argument = String::new();
    let mut is_inside = false;
    for letter in name.chars() {
        if letter.is_uppercase() && is_inside {
            argument.push('_');
        }
        is_inside = !letter.is_uppercase();
        argument.extend(letter.to_lowercase());
    }
    argument
}

/// A name in CloudFormation's spelling: `dead_letter_config` is `DeadLetterConfig`.
pub(super) fn pascal(name: &str) -> String {
    if let Some((_, word)) = WORDS.iter().find(|(from, _)| *from == name) {
        return (*word).to_owned();
    }
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters)
    });
    words.flatten().collect()
}
