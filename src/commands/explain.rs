//! `evb explain`: what does a finding of `evb check` mean, or a code that another command tells?

use super::offered::Offered;
use super::{Context, Exit, Failure};
use crate::check::{LINTS, Lint, lint, lint_of_code};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::suggest;

/// Nothing is called so.
const UNKNOWN_NAME: Code = Code::new("explain/unknown-name");

/// Explain a finding of `evb check`, or a code that a command tells in brackets: what it means, a bad and a good example, AWS's
/// page.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The name of a finding, `pattern-scalar` say, or a code, `schedule/rate-space`; without one, the list of all.
    #[arg(value_name = "NAME", value_parser = Offered(names), hide_possible_values = true)]
    name: Option<String>,
}

const EXAMPLES: &str = r"Examples:
  evb explain
  evb explain pattern-scalar
  evb explain schedule/rate-space";

/// The pages of codes, by area.
const CODES: &str = include_str!("explain/codes.md");

/// The page of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code, as it is told in brackets.
    pub code: &'static str,
    /// What it means, and commands that tell it and that do not: Markdown.
    pub text: &'static str,
    /// Where the rule is from.
    pub source: &'static str,
}

/// The pages of all codes, in the order of their names.
pub fn pages() -> impl Iterator<Item = Page> {
    let areas = CODES.split("\n# ");
    areas.flat_map(|area| {
        let mut parts = area.split("\n## ");
        let head = parts.next().unwrap_or_default();
        let source = head
            .split_once('\n')
            .map_or("", |(_, source)| source.trim());
        parts.filter_map(move |part| {
            let (code, text) = part.split_once('\n')?;
            let text = text.trim();
            Some(Page { code, text, source })
        })
    })
}

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
        let codes = pages().map(|page| (page.code, page.text.lines().next().unwrap_or_default()));
        let codes: Vec<(&str, &str)> = codes.collect();
        render::explain::codes(&codes, context.color, context.stdout)?;
        return Ok(Exit::Success);
    };
    let width = context.color_stderr.width;
    // Commands that judge one thing tell the names of engines.
    let page = pages().find(|page| page.code == name);
    let found: Option<&Lint> = lint(name).or_else(|| lint_of_code(name));
    match (page, found) {
        (Some(page), lint) => {
            let instance = lint.map(|lint| lint.name);
            render::explain::code(
                page.code,
                page.text,
                page.source,
                instance,
                width,
                context.stdout,
            )?;
        }
        (None, Some(_)) => {}
        (None, None) => return Err(unknown(name)),
    }
    if let Some(lint) = found {
        render::explain::page(lint, width, context.stdout)?;
    }
    Ok(Exit::Success)
}

/// That there is no such finding.
pub(super) fn unknown(name: &str) -> Failure {
    let known: Vec<&str> = names().chain(pages().map(|page| page.code)).collect();
    let told = Diagnostic::error(UNKNOWN_NAME, format!("no finding is called `{name}`"));
    Failure::refused(Finding::without_source(told.help(
        suggest::did_you_mean(name, &known).unwrap_or_else(|| "`evb explain` lists all".to_owned()),
    )))
}
