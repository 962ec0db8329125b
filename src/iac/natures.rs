//! What is known of the resources of templates by their types: which service they are of, and which of their attributes are
//! ARNs.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, the types and their "Return values"; hashicorp/terraform-provider-aws,
//! `website/docs/r`, "Attribute Reference"; Service Authorization Reference: the forms of ARNs.

/// What is known of the resources of some types.
pub(super) struct Nature {
    /// The types, of CloudFormation and of Terraform.
    types: &'static [&'static str],
    /// The service that their ARNs name.
    service: &'static str,
    /// How the rest of those ARNs begins.
    beginning: &'static str,
    /// The attributes that are ARNs; `Ref` for what is referred to by its ARN.
    arns: &'static [&'static str],
}

/// Every type of which something is known.
const NATURES: &[Nature] = &[
    nature(
        &["AWS::SQS::Queue", "aws_sqs_queue"],
        "sqs",
        "",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::Kinesis::Stream", "aws_kinesis_stream"],
        "kinesis",
        "stream/",
        &["Arn", "arn", "id"],
    ),
    nature(
        &[
            "AWS::Kinesis::StreamConsumer",
            "aws_kinesis_stream_consumer",
        ],
        "kinesis",
        "stream/",
        &["Ref", "ConsumerARN", "arn"],
    ),
    nature(
        &[
            "AWS::DynamoDB::Table",
            "AWS::DynamoDB::GlobalTable",
            "AWS::Serverless::SimpleTable",
            "aws_dynamodb_table",
        ],
        "dynamodb",
        "table/",
        &["Arn", "StreamArn", "arn", "stream_arn"],
    ),
    nature(
        &[
            "AWS::MSK::Cluster",
            "AWS::MSK::ServerlessCluster",
            "aws_msk_cluster",
            "aws_msk_serverless_cluster",
        ],
        "kafka",
        "cluster/",
        &["Ref", "Arn", "arn"],
    ),
    nature(
        &["AWS::AmazonMQ::Broker", "aws_mq_broker"],
        "mq",
        "broker:",
        &["Arn", "arn"],
    ),
    nature(
        &[
            "AWS::Lambda::Function",
            "AWS::Serverless::Function",
            "aws_lambda_function",
        ],
        "lambda",
        "function:",
        &["Arn", "arn", "qualified_arn"],
    ),
    nature(
        &[
            "AWS::Lambda::Alias",
            "AWS::Lambda::Version",
            "aws_lambda_alias",
        ],
        "lambda",
        "function:",
        &["Ref", "AliasArn", "FunctionArn", "arn"],
    ),
    nature(
        &[
            "AWS::StepFunctions::StateMachine",
            "AWS::StepFunctions::StateMachineAlias",
            "AWS::StepFunctions::StateMachineVersion",
            "AWS::Serverless::StateMachine",
            "aws_sfn_state_machine",
            "aws_sfn_alias",
        ],
        "states",
        "stateMachine:",
        &["Ref", "Arn", "arn", "id"],
    ),
    nature(
        &["AWS::Events::Rule", "aws_cloudwatch_event_rule"],
        "events",
        "rule/",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::Events::EventBus", "aws_cloudwatch_event_bus"],
        "events",
        "event-bus/",
        &["Arn", "arn"],
    ),
    nature(
        &[
            "AWS::Events::ApiDestination",
            "aws_cloudwatch_event_api_destination",
        ],
        "events",
        "api-destination/",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::Events::Connection", "aws_cloudwatch_event_connection"],
        "events",
        "connection/",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::SNS::Topic", "aws_sns_topic"],
        "sns",
        "",
        &["Ref", "TopicArn", "arn", "id"],
    ),
    nature(
        &[
            "AWS::KinesisFirehose::DeliveryStream",
            "aws_kinesis_firehose_delivery_stream",
        ],
        "firehose",
        "deliverystream/",
        &["Arn", "arn", "id"],
    ),
    nature(
        &["AWS::Logs::LogGroup", "aws_cloudwatch_log_group"],
        "logs",
        "log-group:",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::S3::Bucket", "aws_s3_bucket"],
        "s3",
        "",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::ECS::Cluster", "aws_ecs_cluster"],
        "ecs",
        "cluster/",
        &["Arn", "arn", "id"],
    ),
    nature(
        &["AWS::Batch::JobQueue", "aws_batch_job_queue"],
        "batch",
        "job-queue/",
        &["Ref", "JobQueueArn", "arn", "id"],
    ),
    nature(
        &["AWS::CodeBuild::Project", "aws_codebuild_project"],
        "codebuild",
        "project/",
        &["Arn", "arn", "id"],
    ),
    nature(&["aws_codepipeline"], "codepipeline", "", &["arn"]),
    nature(
        &["AWS::Redshift::Cluster", "aws_redshift_cluster"],
        "redshift",
        "cluster:",
        &["arn"],
    ),
    nature(
        &["AWS::SageMaker::Pipeline", "aws_sagemaker_pipeline"],
        "sagemaker",
        "pipeline/",
        &["arn"],
    ),
    nature(
        &["AWS::Timestream::Table", "aws_timestreamwrite_table"],
        "timestream",
        "database/",
        &["Arn", "arn"],
    ),
    nature(
        &["AWS::IAM::Role", "aws_iam_role"],
        "iam",
        "role/",
        &["Arn", "arn"],
    ),
    nature(
        &[
            "AWS::ApiGateway::RestApi",
            "AWS::ApiGatewayV2::Api",
            "AWS::Serverless::Api",
            "AWS::Serverless::HttpApi",
            "aws_api_gateway_rest_api",
        ],
        "execute-api",
        "",
        &["execution_arn"],
    ),
];

const fn nature(
    types: &'static [&'static str],
    service: &'static str,
    beginning: &'static str,
    arns: &'static [&'static str],
) -> Nature {
    Nature {
        types,
        service,
        beginning,
        arns,
    }
}

impl Nature {
    /// What is known of the resources of a type.
    pub(super) fn of(resource_type: &str) -> Option<&'static Self> {
        let mut all = NATURES.iter();
        all.find(|one| one.types.contains(&resource_type))
    }

    /// What is known of an ARN between its partition, Region, account and name.
    pub(super) fn arn(&self) -> [String; 4] {
        let (service, beginning) = (self.service, self.beginning);
        [
            "arn:".to_owned(),
            format!(":{service}:"),
            ":".to_owned(),
            format!(":{beginning}"),
        ]
    }

    /// Whether an attribute is the ARN.
    pub(super) fn is_arn(&self, attribute: &str) -> bool {
        self.arns.contains(&attribute)
    }

    /// Whether an attribute is the URL of a queue.
    pub(super) fn is_url(&self, attribute: &str) -> bool {
        self.service == "sqs" && ["Ref", "QueueUrl", "id", "url"].contains(&attribute)
    }

    /// The attributes by which others may refer to a resource of a type that are no ARNs, and what they are; `Ref` where that is
    /// how a template does it. Of Terraform an `id` may be anything.
    pub(super) fn others(
        &self,
        resource_type: &str,
        has_ref: bool,
    ) -> Vec<(&'static str, &'static str)> {
        const OF_TERRAFORM: [&str; 4] = ["name", "function_name", "bucket", "url"];
        const WITH_NAMES: [&str; 3] = ["AWS::Lambda::Function", "AWS::SQS::Queue", "aws_iam_role"];
        let named = |attribute: &'static str| match self.is_url(attribute) {
            true => (attribute, "URL"),
            false => (attribute, "name"),
        };
        let own = if has_ref { &["Ref"][..] } else { &OF_TERRAFORM };
        let id = (!has_ref && WITH_NAMES.contains(&resource_type)).then_some("id");
        let all = own.iter().copied().chain(id);
        all.filter(|one| !self.is_arn(one)).map(named).collect()
    }

    /// The attribute that is the ARN; of a table that of its stream.
    pub(super) fn arn_attribute(&self, has_ref: bool) -> Option<&'static str> {
        let wanted = match has_ref {
            true => ["StreamArn", "Arn"],
            false => ["stream_arn", "arn"],
        };
        wanted
            .into_iter()
            .find(|attribute| self.arns.contains(attribute))
    }

    /// Whether an attribute is the name of a queue or a topic.
    pub(super) fn is_name(&self, attribute: &str) -> bool {
        ["QueueName", "TopicName", "name"].contains(&attribute)
    }
}
