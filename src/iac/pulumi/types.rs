//! Types of Pulumi's resources, and the spelling of their properties.
//!
//! # Source
//!
//! Pulumi: the AWS provider is bridged from Terraform's: `aws:cloudwatch:EventRule` is `aws_cloudwatch_event_rule`, and its
//! properties are the arguments in camel case. The AWS Native provider has the types of CloudFormation.

use crate::diagnostic::Diagnostic;
use crate::iac::provider;
use crate::iac::resource::Resource;
use crate::json::{JsonString, Kind, Member, Value};

/// Properties whose insides are no properties: names that the author chooses, and JSON.
const KEPT: [&str; 14] = [
    "tags",
    "inputPaths",
    "inputPathsMap",
    "headerParameters",
    "queryStringParameters",
    "pathParameters",
    "pathParameterValues",
    "eventPattern",
    "filterPolicy",
    "redrivePolicy",
    "policy",
    "policyDocument",
    "input",
    "content",
];

/// Modules of AWS Native whose names CloudFormation spells otherwise than with one capital.
const SERVICES: [(&str, &str); 4] = [
    ("eventschemas", "EventSchemas"),
    ("s3", "S3"),
    ("sns", "SNS"),
    ("sqs", "SQS"),
];

/// Blocks may lie in each other only so deep.
const MAXIMUM_DEPTH: usize = 64;

/// A type of resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Of the AWS provider, by Terraform's name.
    Bridged(String),
    /// Of the AWS Native provider, by CloudFormation's name.
    Native(String),
}

impl Type {
    /// The type that a token names: `aws:cloudwatch:EventRule`, `aws:cloudwatch/eventRule:EventRule`.
    pub(super) fn named(token: &str) -> Option<Self> {
        let mut parts = token.split(':');
        let (package, module, name) = (parts.next()?, parts.next()?, parts.next()?);
        let module = module.split('/').next().unwrap_or(module);
        match package {
            "aws" => {
                let name = name.strip_suffix("V2").unwrap_or(name);
                Some(Self::Bridged(format!("aws_{module}_{}", snake(name))))
            }
            "aws-native" => {
                let special = SERVICES.iter().find(|(from, _)| *from == module);
                let service = special.map_or_else(|| pascal(module), |(_, to)| (*to).to_owned());
                Some(Self::Native(format!("AWS::{service}::{name}")))
            }
            _ => None,
        }
    }

    /// The property that holds the name of a thing, if Pulumi makes one up where it is absent.
    pub(super) fn name_property(&self) -> Option<&'static str> {
        match self {
            Self::Bridged(kind) => match kind.as_str() {
                "aws_s3_bucket" => Some("bucket"),
                // AWS Lambda's functions have no argument `name` that is their name.
                "aws_lambda_function" => Some("functionName"),
                "aws_cloudwatch_event_target"
                | "aws_cloudwatch_event_permission"
                | "aws_cloudwatch_event_bus_policy"
                | "aws_lambda_event_source_mapping"
                | "aws_lambda_function_event_invoke_config"
                | "aws_lambda_permission"
                | "aws_s3_bucket_notification"
                | "aws_sns_topic_subscription"
                | "aws_sqs_queue_policy" => None,
                _ => Some("name"),
            },
            Self::Native(kind) => match kind.as_str() {
                "AWS::Events::Archive" => Some("archiveName"),
                "AWS::SQS::Queue" => Some("queueName"),
                "AWS::S3::Bucket" => Some("bucketName"),
                "AWS::Lambda::Function" => Some("functionName"),
                "AWS::Events::EventBusPolicy"
                | "AWS::Lambda::EventInvokeConfig"
                | "AWS::Lambda::EventSourceMapping"
                | "AWS::Lambda::Permission"
                | "AWS::SNS::Subscription"
                | "AWS::SQS::QueuePolicy" => None,
                _ => Some("name"),
            },
        }
    }

    /// What a resource declares, with its properties evaluated; `None` if it holds nothing that is read.
    pub(super) fn resource(
        &self,
        id: &str,
        properties: &Value,
    ) -> Option<(Resource, Vec<Diagnostic>)> {
        match self {
            Self::Bridged(kind) => provider::resource(kind, id, &respelled(properties, snake, 0)),
            Self::Native(kind) => {
                let resource = Resource {
                    id: id.to_owned(),
                    kind: kind.clone(),
                    properties: respelled(properties, pascal, 0),
                    condition: None,
                    span: properties.span,
                };
                Some((resource, Vec::new()))
            }
        }
    }
}

/// The same properties with their names in another spelling.
fn respelled(value: &Value, spell: fn(&str) -> String, depth: usize) -> Value {
    let kind = match &value.kind {
        Kind::Object(members) if depth < MAXIMUM_DEPTH => {
            let members = members.iter().map(|member| {
                let name = member.name.to_display();
                let value = match KEPT.contains(&&*name) {
                    true => member.value.clone(),
                    false => respelled(&member.value, spell, depth + 1),
                };
                Member {
                    name: JsonString::from(spell(&name).as_str()),
                    name_span: member.name_span,
                    value,
                }
            });
            Kind::Object(members.collect())
        }
        Kind::Array(elements) if depth < MAXIMUM_DEPTH => {
            let elements = elements.iter().map(|one| respelled(one, spell, depth + 1));
            Kind::Array(elements.collect())
        }
        kind => kind.clone(),
    };
    let span = value.span;
    Value { span, kind }
}

/// `eventBusName` as `event_bus_name`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// `eventBusName` as `EventBusName`.
fn pascal(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_a_type() {
        let bridged = |name: &str| Some(Type::Bridged(name.to_owned()));
        let native = |name: &str| Some(Type::Native(name.to_owned()));
        for (token, expected) in [
            (
                "aws:cloudwatch:EventRule",
                bridged("aws_cloudwatch_event_rule"),
            ),
            (
                "aws:cloudwatch/eventRule:EventRule",
                bridged("aws_cloudwatch_event_rule"),
            ),
            ("aws:s3:BucketV2", bridged("aws_s3_bucket")),
            ("aws-native:events:Rule", native("AWS::Events::Rule")),
            ("aws-native:sqs:Queue", native("AWS::SQS::Queue")),
            ("random:index:RandomPet", None),
            ("nonsense", None),
        ] {
            assert_eq!(Type::named(token), expected, "{token}");
        }
    }
}
