//! What AWS would refuse of the templates, found once for all cases that ask.

use crate::check::{self, World};
use crate::diagnostic::Severity;
use crate::model::Inventory;
use crate::source::Source;

use super::Preparing;

/// Something that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The name of its kind.
    pub(in crate::suite) lint: &'static str,
    pub(in crate::suite) severity: Severity,
    /// Where it stands and what it is.
    pub(in crate::suite) told: String,
    /// What to do about it.
    pub(in crate::suite) help: Option<String>,
}

/// Everything that is found in the templates.
pub(super) fn findings(preparing: &Preparing<'_, '_>) -> Vec<Found> {
    let templates = preparing.subject.templates.iter();
    let all = templates.map(|one| findings_of(&one.inventory, &one.source, preparing.world));
    all.flatten().collect()
}

/// Everything that is found in what one text declares.
pub(in crate::suite) fn findings_of(
    inventory: &Inventory,
    source: &Source,
    world: &World<'_>,
) -> Vec<Found> {
    let judged = check::inventory(inventory, source, world);
    let all = judged.findings.iter().map(|found| {
        let diagnostic = &found.told.diagnostic;
        let place = diagnostic.primary.as_ref().zip(found.told.source.as_ref());
        let place = place.map_or_else(String::new, |(label, source)| {
            let at = source.position(label.span.start);
            let name = source.name_at(label.span.start);
            format!("{name}:{}:{}: ", at.line, at.column)
        });
        Found {
            lint: found.lint.name,
            severity: found.severity,
            told: format!("{}: {place}{}", found.lint.name, diagnostic.message),
            help: diagnostic.help.clone(),
        }
    });
    all.collect()
}
