//! The words in which a file says what AWS calls otherwise.
//!
//! Configurations of Terraform and programs of Pulumi have names of their own for members. What evb says of a member, it says
//! in the words of the file; what AWS answers stays as AWS says it.

use std::collections::BTreeSet;

use crate::api::{Held, Operation, Shape, ShapeKind};
use crate::iac;
use crate::model::InventoryKind;

/// A text with the members between its backticks called as the file calls them.
pub(super) fn own(kind: InventoryKind, operation: Operation, text: &str) -> String {
    if iac::member_name(kind, "Name") == "Name" {
        return text.to_owned();
    }
    let mut known = BTreeSet::new();
    names(operation.request(), &mut known, &mut BTreeSet::new());
    let parts = text.split('`').enumerate().map(|(number, part)| {
        let is_quoted = number % 2 == 1;
        match is_quoted {
            true => own_path(kind, &known, part),
            false => part.to_owned(),
        }
    });
    let parts: Vec<String> = parts.collect();
    parts.join("`")
}

/// A path of members by the names of the file; what is none stays as it is.
fn own_path(kind: InventoryKind, known: &BTreeSet<&'static str>, path: &str) -> String {
    // A target is a resource of its own.
    let inside = path.strip_prefix("Targets[");
    let path = inside
        .and_then(|inside| inside.rsplit_once("]."))
        .map_or(path, |(_, inside)| inside);
    let own = path.split('.').map(|step| {
        let name = step.split('[').next().unwrap_or(step);
        let index = step.strip_prefix(name).unwrap_or_default();
        known
            .contains(name)
            .then(|| format!("{}{index}", iac::member_name(kind, name)))
    });
    let own: Option<Vec<String>> = own.collect();
    own.map_or_else(|| path.to_owned(), |own| own.join("."))
}

/// The names of all members in a shape.
fn names(
    shape: &'static Shape,
    found: &mut BTreeSet<&'static str>,
    seen: &mut BTreeSet<&'static str>,
) {
    if !seen.insert(shape.name) {
        return;
    }
    let mut inside = |held: &'static Held| names(held.shape(), found, seen);
    match &shape.kind {
        ShapeKind::Structure(structure) => {
            for member in &structure.members {
                names(member.held.shape(), found, seen);
                found.insert(member.name);
            }
        }
        ShapeKind::List(held) | ShapeKind::Map(_, held) => inside(held),
        _ => {}
    }
}
