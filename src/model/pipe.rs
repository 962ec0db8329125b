//! A pipe.

use super::known::Declared;
use super::pattern::DeclaredPattern;
use super::request::Requested;
use super::retry::DeadLetter;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::source::Span;

/// A pipe, as `CreatePipe` takes it.
///
/// AWS: EventBridge Pipes API Reference, `CreatePipe`, `DescribePipe`. CloudFormation's properties have the same names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pipe {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the name.
    pub arn: Option<Declared<String>>,
    /// `RoleArn`.
    pub role_arn: Option<Declared<String>>,
    /// `DesiredState`.
    pub desired_state: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// `Source`.
    pub source: Option<Declared<String>>,
    /// `SourceParameters`, as written.
    pub source_parameters: Option<Value>,
    /// `DeadLetterConfig` of the source's block of `SourceParameters`.
    pub source_dead_letter: Option<DeadLetter>,
    /// `SourceParameters.FilterCriteria.Filters`: their patterns, in order.
    pub filters: Vec<DeclaredPattern>,
    /// `Enrichment`.
    pub enrichment: Option<Declared<String>>,
    /// `EnrichmentParameters`, as written.
    pub enrichment_parameters: Option<Value>,
    /// `EnrichmentParameters.InputTemplate`; an empty one is none.
    pub enrichment_template: Option<Declared<String>>,
    /// `TargetParameters.InputTemplate`; an empty one is none.
    pub target_template: Option<Declared<String>>,
    /// `Target`.
    pub target: Option<Declared<String>>,
    /// `TargetParameters`, as written.
    pub target_parameters: Option<Value>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Pipe {
    /// What to call it: as its template does, else by its name.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        let name = || self.name.as_ref().map(Declared::to_display);
        self.logical_id.clone().or_else(name)
    }
}
