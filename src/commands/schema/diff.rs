//! `evb schema diff`: what does another version of a schema break?

use std::ffi::OsString;

use super::documents;
use crate::commands::{Context, Exit, Failure, Input, formats, input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::Format;
use crate::report::schema::{DiffReport, DiffedReport};
use crate::schema::{Document, partly_compared};

/// Keywords that differ, and are compared in part only.
const PARTLY_COMPARED: Code = Code::new("schema/partly-compared");

/// Compare two versions of schemas: what breaks those who read the events, and those who send them.
///
/// A change breaks consumers where an event by NEW may be none that somebody expects who reads by OLD: a field that goes
/// or can be absent, a type or a value that is new. NEW is then not forward compatible. A change breaks producers where an
/// event by OLD may be none by NEW: a field that becomes required, a type or a value that goes. NEW is then not backward
/// compatible. Fields that a schema does not name are taken for ignored.
///
/// Schemas are paired by source and detail-type; two that stand alone are paired whatever they are for.
///
/// Exit codes: 0 nothing breaks but what `--allow` allows, 1 something does, 2 a schema could not be read, or
/// compared as a whole.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The version that is in use: a file, a glob, a directory, `-` for standard input, JSON itself.
    #[arg(value_name = "OLD")]
    old: OsString,
    /// The version that is to be.
    #[arg(value_name = "NEW")]
    new: OsString,
    /// Whom a change may break.
    #[arg(long, value_name = "WHOM", value_enum, value_delimiter = ',')]
    allow: Vec<Whom>,
    /// The form of the output; `jsonl` prints a line for each change, `markdown` a table for a pull request.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Markdown]))]
    format: Format,
}

/// Whom a change may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Whom {
    /// Those who read the events.
    Consumers,
    /// Those who send them.
    Producers,
}

const EXAMPLES: &str = r"Examples:
  evb schema diff order-1.json order-2.json
  evb schema diff old/ new/ --allow producers --format markdown
  evb schema infer yesterday.jsonl --format openapi3 > old.json && evb schema infer today.jsonl --format openapi3 | evb schema diff old.json -";

/// Compares the versions.
///
/// # Errors
///
/// `schema/…`, `input/…`: a schema cannot be read.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let inputs = [Input::new(&args.old), Input::new(&args.new)];
    input::one_standard_input(&inputs, "give one of the versions as a file")?;
    let old = documents::read(std::slice::from_ref(&args.old), "<old schema>", context)?;
    let new = documents::read(std::slice::from_ref(&args.new), "<new schema>", context)?;
    let pairs = paired(&old, &new);
    for pair in &pairs {
        tell_partly_compared(*pair, context)?;
    }
    let pairs = pairs.into_iter();
    let report = DiffReport::new(
        pairs
            .map(|(old, new)| DiffedReport::new(old, new))
            .collect(),
    );
    let is_allowed = |whom| args.allow.contains(&whom);
    let breaks = (report.breaks_consumers && !is_allowed(Whom::Consumers))
        || (report.breaks_producers && !is_allowed(Whom::Producers));
    context.known(Exit::answer(!breaks));
    render::schema::diff::write(&report, args.format, context.color, context.stdout)?;
    Ok(context.exit())
}

/// Tells by which keywords two versions differ that are compared in part only: nothing else may be wrong, and yet they break.
fn tell_partly_compared(
    pair: (Option<&Document>, Option<&Document>),
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let (Some(old), Some(new)) = pair else {
        return Ok(());
    };
    let keywords = partly_compared(old, new);
    if keywords.is_empty() {
        return Ok(());
    }
    let keywords: Vec<String> = keywords.iter().map(|word| format!("`{word}`")).collect();
    let message = format!(
        "the versions of `{}` differ in {}, which is compared in part only",
        new.label(),
        keywords.join(", ")
    );
    let told = Diagnostic::warning(PARTLY_COMPARED, message)
        .help("look at these yourself: they may break what is not told here");
    context.known(Exit::Failure);
    Ok(context.tell(&Finding::without_source(told))?)
}

/// The versions of each schema: those of the old, and then those that only the new has.
fn paired<'d>(
    old: &'d [Document],
    new: &'d [Document],
) -> Vec<(Option<&'d Document>, Option<&'d Document>)> {
    if let ([one], [other]) = (old, new) {
        return vec![(Some(one), Some(other))];
    }
    let is_same = |one: &Document, other: &Document| {
        (&one.source, &one.detail_type) == (&other.source, &other.detail_type)
    };
    let mut pairs: Vec<_> = old
        .iter()
        .map(|one| (Some(one), new.iter().find(|other| is_same(one, other))))
        .collect();
    let added = new
        .iter()
        .filter(|one| !old.iter().any(|other| is_same(one, other)));
    pairs.extend(added.map(|one| (None, Some(one))));
    pairs
}
