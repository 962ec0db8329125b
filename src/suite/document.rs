//! The text of a suite as a value: YAML, or JSON where the name of the file says so.

use crate::diagnostic::Diagnostic;
use crate::iac::yaml::{self, Dialect};
use crate::json::{self, Value};
use crate::source::Source;

/// Reads the text; what is told of it beside.
///
/// # Errors
///
/// `yaml/…`, `json/…`: it cannot be read.
pub(super) fn value(source: &Source) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
    let text = source.text();
    if is_json(source) {
        let value = json::parse(text).map_err(|error| error.diagnostic(text))?;
        return Ok((value, Vec::new()));
    }
    yaml::parse(text, Dialect::Json)
}

/// Whether the name of the file says that it is JSON.
pub(super) fn is_json(source: &Source) -> bool {
    source.name().ends_with(".json")
}
