//! Event buses, and archives of their events.

use super::known::Declared;
use super::pattern::DeclaredPattern;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// An event bus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bus {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
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
    /// `ArchiveName`.
    pub name: Option<Declared<String>>,
    /// `EventSourceArn` or `SourceArn`: its bus.
    pub source: Option<Declared<String>>,
    /// `EventPattern`; all events if it is absent.
    pub pattern: Option<DeclaredPattern>,
    /// `RetentionDays`; 0 is for ever.
    pub retention_days: Option<Declared<i64>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}
