//! One finding for what a file says once, however many instances a loop makes of it.

use std::collections::BTreeMap;

use super::finding::{Finding, Resource};
use crate::diagnostic;

/// What findings have in common that are one: where they stand, what they are instances of, and what is said but for the
/// names of instances.
type Key = (Place, &'static str, String);
/// The file, the line and the column.
type Place = (String, usize, usize);

/// An instance: a resource, and the member of it.
type Instance = (Option<Resource>, String);

/// A finding, and of which instances it is.
struct Found {
    at: usize,
    first: Instance,
    last: Instance,
    instances: usize,
}

/// The first of those findings that differ only in the instance, each with the number of these. Findings come in the order
/// of the file.
pub(super) fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut seen: BTreeMap<Key, Found> = BTreeMap::new();
    for finding in findings {
        let instance = (finding.resource.clone(), finding.field.clone());
        let at = all.len();
        let found = seen.entry(key(&finding)).or_insert_with(|| Found {
            at,
            first: instance.clone(),
            last: instance.clone(),
            instances: 1,
        });
        if found.first == instance {
            all.push(finding);
        } else if found.last != instance {
            found.instances += 1;
            found.last = instance;
        }
    }
    for found in seen.into_values().filter(|found| found.instances > 1) {
        if let Some(finding) = all.get_mut(found.at) {
            let message = &mut finding.told.diagnostic.message;
            message.push_str(&format!(" (in {} instances)", found.instances));
        }
    }
    all
}

fn key(finding: &Finding) -> Key {
    let address = finding
        .resource
        .as_ref()
        .and_then(|one| one.address.clone());
    let id = finding
        .field
        .split_once('[')
        .and_then(|(_, behind)| behind.rsplit_once(']'));
    let names = [address.as_deref(), id.map(|(id, _)| id)];
    let mut message = finding.told.diagnostic.message.clone();
    for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
        message = message.replace(name, "…");
    }
    (place_in_file(&finding.told), finding.lint.name, message)
}

/// By what things are in the order of the file.
pub(super) fn place_in_file(told: &diagnostic::Finding) -> Place {
    let at = told.diagnostic.primary.as_ref();
    let at = at.map_or(0, |label| label.span.start);
    let place = told.source.as_ref().map(|source| source.position(at));
    let place = place.map_or((0, 0), |place| (place.line, place.column));
    let name = told.source.as_ref().map_or("", |source| source.name_at(at));
    (name.to_owned(), place.0, place.1)
}
