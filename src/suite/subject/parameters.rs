//! Parameters of which no template speaks: they are misspelt, or left over.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Finding};
use crate::suggest;

use super::super::codes::UNKNOWN_NAME;
use super::super::file::Suite;
use super::super::loader::Template;

/// Tells of parameters of the suite whose names stand nowhere in the templates.
pub(super) fn unknown(suite: &Suite, templates: &[Template]) -> Vec<Finding> {
    if suite.parameters.is_empty() || templates.is_empty() {
        return Vec::new();
    }
    let texts = templates.iter().map(|template| template.source.text());
    let words: BTreeSet<&str> = texts
        .flat_map(|text| text.split(|one: char| !is_of_word(one)))
        .collect();
    let known: Vec<&str> = words.iter().copied().collect();
    let unknown = suite.parameters.iter().filter_map(|(name, parameter)| {
        let own = name.rsplit(':').next().unwrap_or(name);
        let own = own.strip_prefix("var.").unwrap_or(own);
        let missing = own.split('.').find(|part| !words.contains(part))?;
        let message = format!("no template speaks of the parameter `{name}`");
        let told =
            Diagnostic::warning(UNKNOWN_NAME, message).at(parameter.name_span, "given to nothing");
        let told = match suggest::did_you_mean(missing, &known) {
            Some(help) => told.help(help),
            None => told.help("leave it out"),
        };
        Some(Finding::new(told, &suite.source))
    });
    unknown.collect()
}

/// Whether a character belongs to a name.
fn is_of_word(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '_' | '-')
}
