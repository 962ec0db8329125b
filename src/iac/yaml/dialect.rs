//! Which rules a YAML text is read by.

/// Whose reader decides what an unquoted word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// CloudFormation and the Serverless Application Model: YAML 1.1.
    CloudFormation,
    /// The Serverless Framework: js-yaml 4, which is the core schema of YAML 1.2 with dates, and numbers of JavaScript.
    Serverless,
    /// Pulumi: yaml.v3 of Go, all numbers floating point.
    Pulumi,
    /// `yamldecode` of Terraform: go-cty-yaml, which types as Go's yaml does and keeps whole numbers as they are.
    Terraform,
    /// What is read as JSON would be, were it written so: the JSON schema of YAML 1.2. Numbers keep their digits, dates and
    /// words are texts, and so are digits behind a leading zero.
    Json,
}
