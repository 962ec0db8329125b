//! What is worked out once for a template.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::iac::resource::Resource;
use crate::json::{Hole, Value};

/// Whether a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// It does, or it does not.
    Known(bool),
    /// It depends on this.
    Open(Hole),
}

/// What a nested stack declares.
pub(super) struct Stack {
    pub(super) resources: Vec<Resource>,
    pub(super) outputs: BTreeMap<String, Value>,
}

/// What is worked out once.
#[derive(Default)]
pub(super) struct Memo {
    /// Conditions by name, and whether the default of a parameter decides; `None` while one is being decided.
    pub(super) conditions: BTreeMap<String, Option<(Truth, bool)>>,
    /// Physical names by logical id; `None` while one is being worked out.
    pub(super) names: BTreeMap<String, Option<Value>>,
    /// Nested stacks by logical id; `None` while one is being read, or if it cannot be.
    pub(super) stacks: BTreeMap<String, Option<Rc<Stack>>>,
    /// The aliases that SAM publishes, by the logical ids of their functions and state machines.
    pub(super) aliases: BTreeMap<String, String>,
    /// Types that may be meant by those that are not known.
    pub(super) near_types: BTreeMap<String, Option<&'static str>>,
    /// Files that were read, by path.
    pub(super) files: BTreeMap<String, Option<Rc<Value>>>,
}
