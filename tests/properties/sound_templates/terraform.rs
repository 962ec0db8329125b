//! Configurations of Terraform.

use std::fmt::Write as _;

use super::tree::{Resource, Tree};

/// The types, as the provider calls them.
pub const TYPES: [(&str, &str); 25] = [
    (
        "AWS::Events::ApiDestination",
        "aws_cloudwatch_event_api_destination",
    ),
    ("AWS::Events::Archive", "aws_cloudwatch_event_archive"),
    ("AWS::Events::Connection", "aws_cloudwatch_event_connection"),
    ("AWS::Events::EventBus", "aws_cloudwatch_event_bus"),
    (
        "AWS::Events::EventBusPolicy",
        "aws_cloudwatch_event_bus_policy",
    ),
    ("AWS::Events::Rule", "aws_cloudwatch_event_rule"),
    ("AWS::Events::Target", "aws_cloudwatch_event_target"),
    ("AWS::ECS::TaskDefinition", "aws_ecs_task_definition"),
    ("AWS::IAM::Policy", "aws_iam_role_policy"),
    ("AWS::IAM::Role", "aws_iam_role"),
    ("AWS::KMS::Key", "aws_kms_key"),
    ("AWS::Kinesis::Stream", "aws_kinesis_stream"),
    (
        "AWS::Lambda::EventSourceMapping",
        "aws_lambda_event_source_mapping",
    ),
    ("AWS::Lambda::Function", "aws_lambda_function"),
    ("AWS::Lambda::Permission", "aws_lambda_permission"),
    ("AWS::Logs::LogGroup", "aws_cloudwatch_log_group"),
    (
        "AWS::Logs::ResourcePolicy",
        "aws_cloudwatch_log_resource_policy",
    ),
    ("AWS::Pipes::Pipe", "aws_pipes_pipe"),
    ("AWS::SNS::Subscription", "aws_sns_topic_subscription"),
    ("AWS::SNS::Topic", "aws_sns_topic"),
    ("AWS::SNS::TopicPolicy", "aws_sns_topic_policy"),
    ("AWS::SQS::Queue", "aws_sqs_queue"),
    ("AWS::SQS::QueuePolicy", "aws_sqs_queue_policy"),
    ("AWS::Scheduler::Schedule", "aws_scheduler_schedule"),
    (
        "AWS::Scheduler::ScheduleGroup",
        "aws_scheduler_schedule_group",
    ),
];

/// Arguments that are not merely spelled in another case: of a type, or of all.
const ARGUMENTS: [(&str, &str, &str); 28] = [
    ("AWS::Events::Archive", "ArchiveName", "name"),
    ("AWS::Events::Archive", "SourceArn", "event_source_arn"),
    ("AWS::Events::EventBusPolicy", "Statement", "policy"),
    ("AWS::Events::Target", "Id", "target_id"),
    ("AWS::Events::Target", "EcsParameters", "ecs_target"),
    ("AWS::Events::Target", "SqsParameters", "sqs_target"),
    ("AWS::Events::Target", "KinesisParameters", "kinesis_target"),
    ("AWS::Events::Target", "BatchParameters", "batch_target"),
    ("AWS::IAM::Policy", "PolicyName", "name"),
    ("AWS::IAM::Policy", "PolicyDocument", "policy"),
    ("AWS::IAM::Policy", "Roles", "role"),
    (
        "AWS::IAM::Role",
        "AssumeRolePolicyDocument",
        "assume_role_policy",
    ),
    ("AWS::KMS::Key", "KeyPolicy", "policy"),
    ("AWS::Logs::LogGroup", "LogGroupName", "name"),
    ("AWS::SNS::TopicPolicy", "Topics", "arn"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", "policy"),
    ("AWS::SQS::Queue", "QueueName", "name"),
    (
        "AWS::SQS::Queue",
        "MessageRetentionPeriod",
        "message_retention_seconds",
    ),
    ("AWS::SQS::QueuePolicy", "Queues", "queue_url"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", "policy"),
    ("", "ApiKeyAuthParameters", "api_key"),
    ("", "ApiKeyName", "key"),
    ("", "ApiKeyValue", "value"),
    ("", "DynamoDBStreamParameters", "dynamodb_stream_parameters"),
    (
        "",
        "EventBridgeEventBusParameters",
        "eventbridge_event_bus_parameters",
    ),
    ("", "Filters", "filter"),
    ("", "InputPathsMap", "input_paths"),
    ("", "StatementId", ""),
];

/// Lists of which Terraform takes one element.
const SINGLE: [&str; 3] = ["Queues", "Topics", "Roles"];

/// A configuration.
pub fn configuration(all: &[Resource]) -> String {
    let mut text = "variable \"secret\" {\n  type = string\n}\n".to_owned();
    for one in all.iter().flat_map(apart) {
        let name = one.id.to_lowercase();
        let _ = writeln!(text, "\nresource \"{}\" \"{name}\" {{", of(one.kind));
        for (name, tree) in &one.properties {
            argument(&mut text, 2, one.kind, (name, tree), all);
        }
        text.push_str("}\n");
    }
    text
}

fn of(kind: &str) -> &'static str {
    let found = TYPES.iter().find(|(from, _)| *from == kind);
    found.unwrap_or_else(|| panic!("{kind}")).1
}

/// A resource, and what Terraform has apart: targets of a rule, policies of a role.
fn apart(one: &Resource) -> Vec<Resource> {
    let mut whole = one.clone();
    if whole.kind == "AWS::Lambda::Function" && whole.properties[0].0 != "FunctionName" {
        let name = Tree::text(whole.id.to_lowercase());
        whole.properties.insert(0, ("FunctionName", name));
    }
    if whole.kind == "AWS::IAM::Role" || whole.kind == "AWS::Scheduler::Schedule" {
        whole
            .properties
            .sort_by_key(|(name, _)| *name == "Policies");
    }
    let (kind, list) = match whole.kind {
        "AWS::Events::Rule" => ("AWS::Events::Target", "Targets"),
        "AWS::IAM::Role" => ("AWS::IAM::Policy", "Policies"),
        _ => return vec![whole],
    };
    let bus = whole
        .properties
        .iter()
        .find(|(name, _)| *name == "EventBusName")
        .cloned();
    let at = whole.properties.iter().position(|(name, _)| *name == list);
    let inside = at.map(|at| whole.properties.remove(at).1);
    let Some(Tree::List(inside)) = inside else {
        return vec![whole];
    };
    let parts = inside.into_iter().enumerate().map(|(number, part)| {
        let Tree::Block(mut properties) = part else {
            panic!("{part:?}")
        };
        match kind {
            "AWS::IAM::Policy" => properties.push(("Roles", Tree::List(vec![Tree::name(&one.id)]))),
            _ => {
                properties.extend(bus.clone());
                properties.push(("Rule", Tree::name(&one.id)));
            }
        }
        Resource {
            id: format!("{}part{number}", one.id),
            kind,
            properties,
        }
    });
    let parts: Vec<Resource> = parts.collect();
    std::iter::once(whole).chain(parts).collect()
}

/// An argument, or a block.
fn argument(
    text: &mut String,
    depth: usize,
    kind: &'static str,
    (name, tree): (&str, &Tree),
    all: &[Resource],
) {
    let special = ARGUMENTS
        .iter()
        .find(|(of, from, _)| *from == name && (of.is_empty() || *of == kind));
    let name = special.map_or_else(|| snake(name), |(.., to)| (*to).to_owned());
    let tree = match tree {
        Tree::List(list)
            if SINGLE
                .iter()
                .any(|one| special.is_some_and(|(_, from, _)| from == one)) =>
        {
            &list[0]
        }
        other => other,
    };
    match tree {
        _ if name.is_empty() => {}
        Tree::Block(members) => {
            let _ = writeln!(text, "{:depth$}{name} {{", "");
            for (name, tree) in members {
                argument(text, depth + 2, kind, (name, tree), all);
            }
            let _ = writeln!(text, "{:depth$}}}", "");
        }
        Tree::List(list) if matches!(list.first(), Some(Tree::Block(_))) => {
            for one in list {
                argument(text, depth, kind, (&name, one), all);
            }
        }
        Tree::Map(_) if kind == "AWS::Events::EventBusPolicy" => {
            let document = Tree::map([
                ("Version", Tree::text("2012-10-17")),
                ("Statement", Tree::List(vec![tree.clone()])),
            ]);
            let document = expression(&Tree::document(document), all);
            let _ = writeln!(text, "{:depth$}{name} = {document}", "");
        }
        other => {
            let _ = writeln!(text, "{:depth$}{name} = {}", "", expression(other, all));
        }
    }
}

/// A value.
fn expression(tree: &Tree, all: &[Resource]) -> String {
    let address = |id: &String, attribute: &str| {
        let found = all.iter().find(|one| one.id == *id);
        let kind = found.unwrap_or_else(|| panic!("{id}")).kind;
        format!("{}.{}.{attribute}", of(kind), id.to_lowercase())
    };
    let kind_of = |id: &String| {
        all.iter()
            .find(|one| one.id == *id)
            .map_or("", |one| one.kind)
    };
    match tree {
        Tree::Text(text) if text.starts_with("{{resolve") => "var.secret".to_owned(),
        Tree::Text(text) => serde_json::to_string(text).unwrap().replace("${", "$${"),
        Tree::Number(number) => number.to_string(),
        Tree::Flag(flag) => flag.to_string(),
        Tree::List(list) => {
            let all: Vec<String> = list.iter().map(|one| expression(one, all)).collect();
            format!("[{}]", all.join(", "))
        }
        Tree::Map(members) => {
            let members = members
                .iter()
                .map(|(name, one)| format!("{name:?} = {}", expression(one, all)));
            let members: Vec<String> = members.collect();
            format!("{{ {} }}", members.join(", "))
        }
        Tree::Block(_) => panic!("a block is no value"),
        Tree::Document(inside) => format!("jsonencode({})", expression(inside, all)),
        Tree::Arn(id) => address(id, "arn"),
        Tree::Name(id) => match kind_of(id) {
            "AWS::SQS::Queue" | "AWS::IAM::Role" => address(id, "id"),
            "AWS::Lambda::Function" => address(id, "function_name"),
            _ => address(id, "name"),
        },
    }
}

/// A name in the provider's spelling.
fn snake(name: &str) -> String {
    let mut made = String::new();
    for (at, letter) in name.chars().enumerate() {
        if letter.is_ascii_uppercase() && at > 0 {
            made.push('_');
        }
        made.extend(letter.to_lowercase());
    }
    made
}
