//! What is wrong with many things of a template in the same way, told of some.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Finding};

/// Of how many things of one template the same is told.
const TOLD: usize = 10;

/// Leaves out errors that were told of enough others, and says how many those are.
pub(super) fn collapsed(told: Vec<Finding>) -> Vec<Finding> {
    let mut more: BTreeMap<(&'static str, String), (usize, Diagnostic)> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    for finding in told {
        let file = finding.source.as_ref().map(|source| source.name());
        let (Some(file), true) = (file, finding.diagnostic.is_error()) else {
            kept.push(finding);
            continue;
        };
        let key = (finding.diagnostic.code.as_str(), file.to_owned());
        let (count, _) = more
            .entry(key)
            .and_modify(|(count, _)| *count += 1)
            .or_insert_with(|| (1, finding.diagnostic.clone()));
        if *count <= TOLD {
            kept.push(finding);
        }
    }
    for ((_, file), (count, like)) in more {
        let Some(left) = count.checked_sub(TOLD).filter(|left| *left > 0) else {
            continue;
        };
        let message = format!("{left} more errors of this kind are in `{file}`");
        let told = Diagnostic::error(like.code, message);
        let told = told.help(format!("`evb check {file}` tells all of them"));
        kept.push(Finding::without_source(told));
    }
    kept
}
