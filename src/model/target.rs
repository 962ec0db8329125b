//! A target of a rule or a schedule.

use super::known::Declared;
use super::request::Requested;
use super::retry::{DeadLetter, RetryPolicy};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// `InputTransformer` of a rule's target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputTransformer {
    /// `InputPathsMap`, in the order of the file.
    pub paths: Vec<(String, Declared<String>)>,
    /// `InputTemplate`.
    pub template: Option<Declared<String>>,
}

/// Whom a rule or a schedule invokes, and with what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// What its template calls it, if it is a resource of its own.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Id`, which targets of schedules have not.
    pub id: Option<Declared<String>>,
    /// `Arn`.
    pub arn: Option<Declared<String>>,
    /// `RoleArn`.
    pub role_arn: Option<Declared<String>>,
    /// `Input`: JSON in a text.
    pub input: Option<Declared<String>>,
    /// `InputPath`.
    pub input_path: Option<Declared<String>>,
    /// `InputTransformer`.
    pub input_transformer: Option<InputTransformer>,
    /// `RetryPolicy`.
    pub retry_policy: Option<RetryPolicy>,
    /// `DeadLetterConfig`.
    pub dead_letter: Option<DeadLetter>,
    /// The name of its rule, where the file says no more of the rule.
    pub rule: Option<Declared<String>>,
    /// The bus of that rule; the default bus if it is absent.
    pub bus: Option<Declared<String>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole target.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}
