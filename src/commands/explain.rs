//! `evb explain`: what does a finding of `evb check` mean?

use super::offered::Offered;
use super::{Context, Exit, Failure};
use crate::check::{LINTS, Lint, lint, lint_of_code};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::suggest;

/// Nothing is called so.
const UNKNOWN_NAME: Code = Code::new("explain/unknown-name");

/// Explain a finding of `evb check`: why it matters, a bad and a good example, what it does not find, AWS's page.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The name of a finding, `pattern-scalar` say; without one, the list of all.
    #[arg(value_name = "NAME", value_parser = Offered(names), hide_possible_values = true)]
    name: Option<String>,
}

const EXAMPLES: &str = r"Examples:
  evb explain
  evb explain pattern-scalar";

/// The names of all kinds of findings.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LINTS.iter().map(|lint| lint.name)
}

/// Prints the page, or the list.
///
/// # Errors
///
/// * `explain/unknown-name`: nothing is called so.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let Some(name) = &args.name else {
        render::explain::list(context.color, context.stdout)?;
        return Ok(Exit::Success);
    };
    // Commands that judge one thing tell the names of engines.
    let found = lint(name).or_else(|| lint_of_code(name));
    let found: &Lint = found.ok_or_else(|| unknown(name))?;
    render::explain::page(found, context.color_stderr.width, context.stdout)?;
    Ok(Exit::Success)
}

/// That there is no such finding.
pub(super) fn unknown(name: &str) -> Failure {
    let known: Vec<&str> = names().collect();
    let told = Diagnostic::error(UNKNOWN_NAME, format!("no finding is called `{name}`"));
    Failure::refused(Finding::without_source(told.help(
        suggest::did_you_mean(name, &known).unwrap_or_else(|| "`evb explain` lists all".to_owned()),
    )))
}
