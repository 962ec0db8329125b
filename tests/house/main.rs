//! What stands beside the program keeps its word: diagnostics, reference pages, completion scripts, the README.

mod completions;
mod configuration_schema;
mod diagnostics;
mod docs;
mod findings;
mod hooks;
mod reference;
mod suite_schema;
