//! What was evaluated already, and what is being evaluated.

use std::collections::BTreeMap;

use super::value::{Each, Evaluated};

/// A module in which names are looked up: one instance of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The module that was read.
    pub(super) module: usize,
    /// What stands before the addresses of its resources: `module.a["x"].`, nothing for the root.
    pub(super) address: String,
    /// Who calls it: a scope, the name of the call, and which of several instances this is.
    pub(super) caller: Option<(usize, String, Option<Each>)>,
    /// How many modules it lies in.
    pub(super) depth: usize,
}

/// What can be named in a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Variable(String),
    Local(String),
    Output(String),
    /// The instances of a resource.
    Resource(String, String),
    /// An attribute of an instance.
    Attribute(String, String, String, String),
}

/// What is known of a name.
pub(super) enum Remembered {
    /// It is being evaluated.
    Begun,
    /// What it is, and whether the default of a variable decides.
    Done(Evaluated, bool),
}

/// Everything that was evaluated.
#[derive(Default)]
pub(super) struct Memory {
    /// By scopes and names.
    pub(super) values: BTreeMap<(usize, Named), Remembered>,
    /// The scopes of modules, by what stands before the addresses of their resources.
    pub(super) scopes: BTreeMap<String, usize>,
}
