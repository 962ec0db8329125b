//! A function of Lambda, as far as it decides what becomes of events.

use super::known::Declared;
use super::request::Requested;
use super::retry::DeadLetter;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A function: what it is called, and where goes what it does not take.
///
/// AWS: Lambda API Reference, `CreateFunction`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `FunctionName`.
    pub name: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the name.
    pub arn: Option<Declared<String>>,
    /// `Timeout`; three seconds if it is absent.
    pub timeout_seconds: Option<Declared<i64>>,
    /// `ReservedConcurrentExecutions`: how many invocations may run at a time.
    pub reserved_concurrency: Option<Declared<i64>>,
    /// `DeadLetterConfig`: its `TargetArn`, a queue or a topic.
    pub dead_letter: Option<DeadLetter>,
    /// How it is invoked asynchronously, for each of its qualifiers that says so.
    pub invocations: Vec<AsynchronousInvocation>,
    /// Its aliases.
    pub aliases: Vec<FunctionAlias>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// How Lambda retries asynchronous invocations of a function.
///
/// AWS: Lambda API Reference, `PutFunctionEventInvokeConfig`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AsynchronousInvocation {
    /// What its template calls it, if it stands alone.
    pub logical_id: Option<String>,
    /// `Qualifier`: a version, an alias or `$LATEST`; whatever is invoked if it is absent.
    pub qualifier: Option<Declared<String>>,
    /// `MaximumRetryAttempts`.
    pub maximum_retry_attempts: Option<Declared<i64>>,
    /// `MaximumEventAgeInSeconds`.
    pub maximum_event_age_seconds: Option<Declared<i64>>,
    /// `DestinationConfig.OnFailure`: its `Destination`.
    pub on_failure: Option<DeadLetter>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// `DestinationConfig.OnSuccess`: its `Destination`.
    pub on_success: Option<DeadLetter>,
    /// The whole configuration.
    pub span: Span,
}

/// An alias of a function, or a version of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionAlias {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `Name`; versions have none.
    pub name: Option<Declared<String>>,
}
