//! Every diagnostic of the JSON reader, the pattern parser and the judge of requests, as it is drawn.

mod limits;
mod operators;
mod remedies;
mod requests;
mod structure;
mod syntax;

use evb::diagnostic::{Diagnostic, Finding};
use evb::json;
use evb::pattern::{Dialect, parse};
use evb::render::snippet::{self, Look};
use evb::source::Source;

/// What is wrong with a JSON text.
fn of_json(text: &str) -> String {
    drawn(text, &[json::parse(text).unwrap_err().diagnostic(text)])
}

/// What is wrong with a pattern, or worth saying.
fn of_pattern(text: &str, dialect: Dialect) -> String {
    match parse(text, dialect) {
        Ok(pattern) => drawn(text, &pattern.notes),
        Err(error) => drawn(text, &error.diagnostics),
    }
}

fn drawn(text: &str, diagnostics: &[Diagnostic]) -> String {
    let source = Source::new("p.json", text);
    let draw = |diagnostic: &Diagnostic| {
        snippet::draw(&Finding::new(diagnostic.clone(), &source), Look::default())
    };
    let drawn: Vec<String> = diagnostics.iter().map(draw).collect();
    drawn.join("\n")
}

fn fields(count: usize) -> String {
    let fields: Vec<_> = (0..count)
        .map(|index| format!("\"f{index}\":[1]"))
        .collect();
    format!("{{{}}}", fields.join(","))
}
