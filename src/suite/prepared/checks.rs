//! What AWS would refuse of the templates, found once for all cases that ask.

use crate::check;
use crate::diagnostic::Severity;

use super::Preparing;

/// Something that was found.
#[derive(Clone, Debug)]
pub(in crate::suite) struct Found {
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
    let mut all = Vec::new();
    for template in &preparing.subject.templates {
        let judged = check::inventory(&template.inventory, &template.source, preparing.world);
        all.extend(judged.findings.iter().map(|found| {
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
        }));
    }
    all
}
