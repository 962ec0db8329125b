//! What a template of any format declares, its functions resolved.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::json::{Hole, Value};
use crate::model::{Absent, Defaults, InventoryKind};
use crate::source::Span;

/// A resource whose functions are resolved as far as they can be: what is not known is [`crate::json::Kind::Open`].
///
/// Every format has its resources read as those of CloudFormation: types and members have CloudFormation's names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resource {
    /// Its logical id, or its address in a configuration of Terraform.
    pub(super) id: String,
    /// Its type: `AWS::Events::Rule`.
    pub(super) kind: String,
    /// Its properties, named as CloudFormation names them.
    pub(super) properties: Value,
    /// On what it depends whether it is there at all, if that is open.
    pub(super) condition: Option<Hole>,
    /// Where it stands.
    pub(super) span: Span,
}

/// Everything that a template declares.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Template {
    /// The format.
    pub(super) kind: InventoryKind,
    /// In the order of the files.
    pub(super) resources: Vec<Resource>,
    /// What else things are called, by their logical ids.
    pub(super) also_called: BTreeMap<String, String>,
    /// Where it says no more than what holds unless its parameters say otherwise.
    pub(super) defaults: Defaults,
    /// What is declared, and not made.
    pub(super) absent: Vec<Absent>,
    /// What was left out, and what should be told of the template.
    pub(super) diagnostics: Vec<Diagnostic>,
}
