//! Event buses, and archives of their events.

use super::known::Declared;
use super::pattern::DeclaredPattern;
use super::request::Requested;
use super::retry::DeadLetter;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// An event bus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bus {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the name.
    pub arn: Option<Declared<String>>,
    /// `DeadLetterConfig`.
    pub dead_letter: Option<DeadLetter>,
    /// `KmsKeyIdentifier`: the customer's key with which its events are encrypted.
    pub key: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// An archive of the events of a bus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `ArchiveName`.
    pub name: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the name.
    pub arn: Option<Declared<String>>,
    /// `EventSourceArn` or `SourceArn`: its bus.
    pub source: Option<Declared<String>>,
    /// `EventPattern`; all events if it is absent.
    pub pattern: Option<DeclaredPattern>,
    /// `RetentionDays`; 0 is for ever.
    pub retention_days: Option<Declared<i64>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}
