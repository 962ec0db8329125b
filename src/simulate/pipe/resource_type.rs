//! The service of a resource, by its type: what a template leaves open of an ARN does not matter to what it is.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, the types; hashicorp/terraform-provider-aws, `website/docs/r`; Service Authorization
//! Reference: the services in ARNs.

use super::Arn;

/// Types of CloudFormation and of Terraform, the service that their ARNs name, and how the rest of those begins.
const TYPES: &[(&[&str], &str, &str)] = &[
    (&["AWS::SQS::Queue", "aws_sqs_queue"], "sqs", ""),
    (
        &[
            "AWS::Kinesis::Stream",
            "AWS::Kinesis::StreamConsumer",
            "aws_kinesis_stream",
            "aws_kinesis_stream_consumer",
        ],
        "kinesis",
        "stream/",
    ),
    (
        &[
            "AWS::DynamoDB::Table",
            "AWS::DynamoDB::GlobalTable",
            "AWS::Serverless::SimpleTable",
            "aws_dynamodb_table",
        ],
        "dynamodb",
        "table/",
    ),
    (
        &[
            "AWS::MSK::Cluster",
            "AWS::MSK::ServerlessCluster",
            "aws_msk_cluster",
            "aws_msk_serverless_cluster",
        ],
        "kafka",
        "cluster/",
    ),
    (&["AWS::AmazonMQ::Broker", "aws_mq_broker"], "mq", "broker:"),
    (
        &[
            "AWS::Lambda::Function",
            "AWS::Lambda::Alias",
            "AWS::Lambda::Version",
            "AWS::Serverless::Function",
            "aws_lambda_function",
            "aws_lambda_alias",
        ],
        "lambda",
        "function:",
    ),
    (
        &[
            "AWS::StepFunctions::StateMachine",
            "AWS::Serverless::StateMachine",
            "aws_sfn_state_machine",
        ],
        "states",
        "stateMachine:",
    ),
    (
        &["AWS::Events::EventBus", "aws_cloudwatch_event_bus"],
        "events",
        "event-bus/",
    ),
    (
        &[
            "AWS::Events::ApiDestination",
            "aws_cloudwatch_event_api_destination",
        ],
        "events",
        "api-destination/",
    ),
    (&["AWS::SNS::Topic", "aws_sns_topic"], "sns", ""),
    (
        &[
            "AWS::KinesisFirehose::DeliveryStream",
            "aws_kinesis_firehose_delivery_stream",
        ],
        "firehose",
        "deliverystream/",
    ),
    (
        &["AWS::Logs::LogGroup", "aws_cloudwatch_log_group"],
        "logs",
        "log-group:",
    ),
    (&["AWS::ECS::Cluster", "aws_ecs_cluster"], "ecs", "cluster/"),
    (
        &["AWS::Batch::JobQueue", "aws_batch_job_queue"],
        "batch",
        "job-queue/",
    ),
    (
        &["AWS::Redshift::Cluster", "aws_redshift_cluster"],
        "redshift",
        "cluster:",
    ),
    (
        &["AWS::SageMaker::Pipeline", "aws_sagemaker_pipeline"],
        "sagemaker",
        "pipeline/",
    ),
    (
        &["AWS::Timestream::Table", "aws_timestreamwrite_table"],
        "timestream",
        "database/",
    ),
    (
        &[
            "AWS::ApiGateway::RestApi",
            "AWS::ApiGatewayV2::Api",
            "AWS::Serverless::Api",
            "AWS::Serverless::HttpApi",
            "aws_api_gateway_rest_api",
        ],
        "execute-api",
        "",
    ),
];

/// What is known of the ARN of a resource of a type: partition, Region, account and name are empty.
pub(super) fn arn(resource_type: &str) -> Option<Arn> {
    let known = TYPES
        .iter()
        .find(|(types, ..)| types.contains(&resource_type));
    let (_, service, rest) = known?;
    Some(Arn::new(format!("arn::{service}:::{rest}")))
}
