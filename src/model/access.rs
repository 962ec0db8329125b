//! What decides who may do what: roles and their policies, keys, and what has a policy of its own.

use super::known::Declared;
use super::surroundings::Policy;
use crate::json::Value;
use crate::source::Span;

/// Everything of a file that decides who may do what, beside the policies of buses and queues and the permissions of
/// functions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Access {
    /// Roles.
    pub roles: Vec<Role>,
    /// Policies of roles that stand alone, and what puts policies on roles.
    pub attachments: Vec<Attachment>,
    /// Topics.
    pub topics: Vec<Topic>,
    /// Keys of KMS.
    pub keys: Vec<Key>,
    /// Log groups.
    pub log_groups: Vec<LogGroup>,
    /// Policies of topics and keys.
    pub policies: Vec<Policy>,
    /// Policies of CloudWatch Logs, which are those of an account.
    pub log_policies: Vec<Policy>,
    /// Definitions of tasks of ECS.
    pub task_definitions: Vec<TaskDefinition>,
    /// Whether something of the file makes permissions of its own: connectors of SAM.
    pub has_connectors: bool,
}

impl Access {
    /// Takes those of another part of the same text.
    pub(super) fn append(&mut self, other: Self) {
        self.roles.extend(other.roles);
        self.attachments.extend(other.attachments);
        self.topics.extend(other.topics);
        self.keys.extend(other.keys);
        self.log_groups.extend(other.log_groups);
        self.policies.extend(other.policies);
        self.log_policies.extend(other.log_policies);
        self.task_definitions.extend(other.task_definitions);
        self.has_connectors |= other.has_connectors;
    }
}

/// A role.
///
/// AWS: IAM API Reference, `CreateRole`, `PutRolePolicy`, `AttachRolePolicy`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Role {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `RoleName`.
    pub name: Option<Declared<String>>,
    /// `AssumeRolePolicyDocument`: who may take it on.
    pub trust: Option<Value>,
    /// The documents of the policies that stand in it.
    pub policies: Vec<Value>,
    /// The ARNs of managed policies that it names.
    pub managed: Vec<Declared<String>>,
    /// Whether it may have other policies: a list of them is open, or a permissions boundary takes away what they allow.
    pub is_open: bool,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A policy that stands alone, what puts one on roles, or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachment {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// The roles, by their names.
    pub roles: Vec<Declared<String>>,
    /// Whether it may be put on other roles: the list of them is open.
    pub is_open: bool,
    /// The document of the policy, if it is declared here.
    pub document: Option<Value>,
    /// The ARN of the policy, if it stands elsewhere.
    pub policy: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A topic of SNS.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topic {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `TopicName`.
    pub name: Option<Declared<String>>,
    /// `KmsMasterKeyId`.
    pub key: Option<Declared<String>>,
    /// Its policy, where that stands in it.
    pub policy: Option<Value>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A key of KMS.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Key {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `KeyPolicy`; the account may do everything with the key, and nobody else, if it is absent.
    pub policy: Option<Value>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A log group of CloudWatch Logs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogGroup {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `LogGroupName`.
    pub name: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A definition of tasks of ECS: the roles that they run with.
///
/// AWS: ECS API Reference, `RegisterTaskDefinition`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskDefinition {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `TaskRoleArn`.
    pub task_role: Option<Declared<String>>,
    /// `ExecutionRoleArn`.
    pub execution_role: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}
