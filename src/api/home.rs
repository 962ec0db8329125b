//! Where in a request a member belongs that stands in the wrong object.

use super::models::{Shape, ShapeKind};
use super::operation::Operation;

/// How deep objects lie in each other in a request, at most.
const MAXIMUM_DEPTH: usize = 8;

/// The members that lead to the one object of a request that has a member of this name, lists passed through; empty for one at
/// the top. `None` where no object has it, or several have.
///
/// # Example
///
/// ```
/// use evb::api::{Operation, home};
///
/// let batch = home(Operation::CreateEventSourceMapping, "BatchSize");
/// assert_eq!(batch, Some(Vec::new()));
/// let retries = home(Operation::CreateSchedule, "MaximumRetryAttempts");
/// assert_eq!(retries, Some(vec!["Target", "RetryPolicy"]));
/// assert_eq!(home(Operation::CreatePipe, "BatchSize"), None);
/// ```
#[must_use]
pub fn home(operation: Operation, name: &str) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    search(operation.request(), name, &mut Vec::new(), &mut found);
    match found.as_slice() {
        [_] => found.pop(),
        _ => None,
    }
}

fn search(
    shape: &'static Shape,
    name: &str,
    path: &mut Vec<&'static str>,
    found: &mut Vec<Vec<&'static str>>,
) {
    match &shape.kind {
        ShapeKind::List(held) => search(held.shape(), name, path, found),
        ShapeKind::Structure(structure) if path.len() <= MAXIMUM_DEPTH => {
            for member in &structure.members {
                if member.name == name {
                    found.push(path.clone());
                }
                path.push(member.name);
                search(member.held.shape(), name, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}
