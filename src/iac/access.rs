//! Roles, policies, topics, keys and log groups, out of the object that holds their members. What cannot be read of them is
//! open: nobody is told, who asks them is not answered.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, the types by their names; hashicorp/terraform-provider-aws, `website/docs/r`:
//! `iam_role`, `iam_role_policy`, `iam_policy_attachment`, `sns_topic_policy`, `kms_key_policy`,
//! `cloudwatch_log_resource_policy`.

use super::reader::Reader;
use crate::json::fields::{first, present};
use crate::json::{self, Value};
use crate::model::{
    Access, Attachment, Declared, Key, LogGroup, Policy, Role, TaskDefinition, Topic,
};

/// The members that are read of resources of a type; `None` of a type of which nothing is.
pub(super) fn read_members(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "AWS::IAM::Role" => &[
            "AssumeRolePolicyDocument",
            "ManagedPolicyArns",
            "PermissionsBoundary",
            "Policies",
            "RoleName",
        ],
        "AWS::ECS::TaskDefinition" => &["ExecutionRoleArn", "TaskRoleArn"],
        "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" => &["PolicyDocument", "Roles"],
        "AWS::IAM::RolePolicy" => &["PolicyDocument", "RoleName"],
        "AWS::KMS::Key" => &["KeyPolicy"],
        "AWS::Logs::LogGroup" => &["LogGroupName"],
        "AWS::Logs::ResourcePolicy" => &["PolicyDocument"],
        "AWS::StepFunctions::StateMachine" => &["StateMachineType"],
        "AWS::SNS::TopicPolicy" => &["PolicyDocument", "Topics"],
        "AWS::SNS::TopicInlinePolicy" => &["PolicyDocument", "TopicArn"],
        _ => return None,
    })
}

/// What a resource of such a type declares.
pub(super) fn access(kind: &str, mut reader: Reader<'_>, given: &Value) -> Option<Access> {
    let mut access = Access::default();
    match kind {
        "AWS::IAM::Role" => access.roles.push(role(&mut reader, given)),
        "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" | "AWS::IAM::RolePolicy" | ATTACHMENT => {
            access.attachments.push(attachment(&mut reader, given));
        }
        "AWS::KMS::Key" => access.keys.push(Key {
            policy: document(given, &["KeyPolicy"]),
            span: given.span,
            ..Key::default()
        }),
        "AWS::Logs::LogGroup" => access.log_groups.push(LogGroup {
            name: reader.text(given, "LogGroupName"),
            span: given.span,
            ..LogGroup::default()
        }),
        "AWS::Logs::ResourcePolicy" => access.log_policies.push(policy(&mut reader, given, &[])),
        "AWS::SNS::TopicPolicy" | "AWS::SNS::TopicInlinePolicy" | KEY_POLICY => access
            .policies
            .push(policy(&mut reader, given, &["Topics", "TopicArn", "KeyId"])),
        "AWS::SNS::Topic" => access.topics.push(Topic {
            name: reader.text(given, "TopicName"),
            key: reader.text(given, "KmsMasterKeyId"),
            policy: document(given, &["Policy"]),
            span: given.span,
            ..Topic::default()
        }),
        "AWS::ECS::TaskDefinition" => access.task_definitions.push(TaskDefinition {
            task_role: reader.text(given, "TaskRoleArn"),
            execution_role: reader.text(given, "ExecutionRoleArn"),
            span: given.span,
            ..TaskDefinition::default()
        }),
        "AWS::Serverless::Connector" => access.has_connectors = true,
        _ => return None,
    }
    Some(access)
}

/// What puts a policy on roles in configurations of Terraform.
pub(super) const ATTACHMENT: &str = "aws_iam_policy_attachment";

/// What puts a policy on a key in configurations of Terraform.
pub(super) const KEY_POLICY: &str = "aws_kms_key_policy";

fn role(reader: &mut Reader<'_>, given: &Value) -> Role {
    let (managed, is_open) = texts(reader, given, "ManagedPolicyArns");
    let inline = present(given, "Policies").map(|all| match all.as_object() {
        Some(_) => std::slice::from_ref(all),
        None => all.as_array().unwrap_or_default(),
    });
    let inline = inline.unwrap_or_default();
    let documents = inline.iter();
    let documents = documents.filter_map(|one| document(one, &["PolicyDocument", "Policy"]));
    let documents: Vec<Value> = documents.collect();
    let is_list = |one: &Value| one.as_array().is_some() || one.as_object().is_some();
    let is_listed = present(given, "Policies").is_none_or(is_list);
    Role {
        name: reader.text(given, "RoleName"),
        trust: document(given, &["AssumeRolePolicyDocument"]),
        is_open: is_open
            || !is_listed
            || documents.len() != inline.len()
            || present(given, "PermissionsBoundary").is_some(),
        policies: documents,
        managed,
        span: given.span,
        ..Role::default()
    }
}

fn attachment(reader: &mut Reader<'_>, given: &Value) -> Attachment {
    let (mut roles, is_open) = texts(reader, given, "Roles");
    roles.extend(reader.first_text(given, &["Role", "RoleName"]));
    Attachment {
        roles,
        is_open,
        document: document(given, &["PolicyDocument", "Policy"]),
        policy: reader.text(given, "PolicyArn"),
        span: given.span,
        ..Attachment::default()
    }
}

/// A policy on what the members `on` name.
fn policy(reader: &mut Reader<'_>, given: &Value, on: &[&str]) -> Policy {
    let on = on.iter().flat_map(|name| texts(reader, given, name).0);
    Policy {
        on: on.collect(),
        document: document(given, &["PolicyDocument", "Policy"]),
        span: given.span,
        ..Policy::default()
    }
}

/// A text or a list of them, and whether it may hold others.
fn texts(reader: &Reader<'_>, given: &Value, name: &str) -> (Vec<Declared<String>>, bool) {
    let Some(value) = present(given, name) else {
        return (Vec::new(), false);
    };
    let all = value.as_array().unwrap_or(std::slice::from_ref(value));
    let texts: Vec<_> = all.iter().filter_map(|one| reader.string(one)).collect();
    let is_open = texts.len() != all.len();
    (texts, is_open)
}

/// A document: an object, or JSON in a text, be it with holes.
pub(super) fn document(given: &Value, names: &[&str]) -> Option<Value> {
    let value = first(given, names)?;
    let open = value.as_open().filter(|open| !open.parts.is_empty());
    let read = match open {
        Some(open) => open.json_around(value.span),
        None => value
            .as_str()
            .and_then(|text| json::parse(text).ok())
            .map(|read| read.placed(value.span)),
    };
    Some(read.unwrap_or_else(|| value.clone()))
}
