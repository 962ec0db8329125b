//! The pattern of the command line, from its argument to its checked tree.

use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Diagnostic, Finding};
use crate::json::{self, Kind};
use crate::pattern::parse::Wording;
use crate::pattern::{self, Dialect, Pattern};
use crate::source::Source;

/// Reads the text of the pattern: the whole input, or the `EventPattern` of a rule in it.
///
/// # Errors
///
/// * `input/…`: the input cannot be read.
pub(super) fn read(input: &Input, context: &Context<'_>) -> Result<Source, Failure> {
    let source = input.read("<pattern>", context)?;
    // No pattern has a string there, so a string can only be that of a rule.
    let rule = json::parse(source.text()).ok();
    let inner = rule.as_ref().and_then(|rule| rule.get("EventPattern"));
    match inner.map(|pattern| &pattern.kind) {
        Some(Kind::String(text)) => Ok(Source::new(
            format!("{} EventPattern", source.name()),
            &*text.to_java_utf8(),
        )),
        _ => Ok(source),
    }
}

/// Checks the pattern.
///
/// # Errors
///
/// What the service answers, with every mistake as a finding.
pub(super) fn parse(source: &Source, dialect: Dialect) -> Result<Pattern, Failure> {
    let parsed = pattern::parse(source.text(), dialect).map_err(|error| {
        let findings = error
            .diagnostics
            .iter()
            .map(|diagnostic| Finding::new(diagnostic.clone(), source))
            .collect();
        match error.refusal.wording {
            Wording::Aws => {
                let (exception, message) = error.service_answer();
                Failure::aws(exception, message, findings)
            }
            Wording::Own => Failure::all(findings),
        }
    })?;
    let too_long = |text: &str| pattern::check_length(text).filter(Diagnostic::is_error);
    // White space goes when a template is deployed, so only what is left of it counts.
    let compact = json::parse_prefix(source.text()).map(|(pattern, _)| pattern.to_compact());
    match compact.ok().as_deref().and_then(too_long) {
        Some(diagnostic) => Err(Failure::refused(Finding::new(diagnostic, source))),
        None => Ok(parsed),
    }
}
