//! What the caller gives of what a template leaves open.

use std::collections::BTreeMap;

use crate::json::Value;

/// Values for what a template leaves open. What is not given stays open.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Parameters of CloudFormation and SAM, variables of Terraform, `param`, `opt` and `env` of Serverless (`opt:x`,
    /// `env:X`; a bare name is a `param`), configuration of Pulumi. A value from a command line is a text.
    pub parameters: BTreeMap<String, Value>,
    /// The id of the account.
    pub account: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The partition; it follows from the region where it is not given.
    pub partition: Option<String>,
    /// The name of the stack.
    pub stack_name: Option<String>,
    /// The stage of Serverless, the stack of Pulumi, the workspace of Terraform.
    pub stage: Option<String>,
}

impl Settings {
    /// The partition, given or by the region; `None` while neither is known.
    ///
    /// AWS: General Reference, "Amazon Resource Names": `aws`, `aws-cn` in China, `aws-us-gov` in GovCloud.
    #[must_use]
    pub fn partition(&self) -> Option<&str> {
        if let Some(partition) = &self.partition {
            return Some(partition);
        }
        Some(match self.region.as_deref()? {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        })
    }
}
