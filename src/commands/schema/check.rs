//! `evb schema check`: can the pattern match what its events are?

use std::ffi::OsString;

use super::documents;
use crate::commands::answer::Refusals;
use crate::commands::declarations::{Named, Read};
use crate::commands::templates::{StageArgument, TemplateArguments};
use crate::commands::{Context, Exit, Failure, Input, formats, input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::Content;
use crate::model::DeclaredPattern;
use crate::pattern::check as pattern_check;
use crate::pattern::{Dialect, Pattern};
use crate::render;
use crate::report::schema::{CheckReport, CheckedReport};
use crate::report::{Format, Refusal};
use crate::schema::{Document, EventType, Node, ask, ask_known};
use crate::source::{Source, Span};

/// Nothing that was given has a pattern of events.
const NO_PATTERN: Code = Code::new("schema/no-pattern");

/// Check patterns against schemas: fields that no event has, values that it cannot have, patterns that match none.
///
/// Without `--schema` a pattern is checked against AWS's own events, as far as they are known: those of the `source` and
/// the `detail-type` that it names. The catalogue of them is not complete, and services add fields: so what is told is a
/// warning with the nearest name, and of sources that are not AWS's nothing is said.
///
/// Exit codes: 0 nothing to tell, 1 a field or a value that no event has, or a pattern that matches none, 2 a pattern or a
/// schema could not be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The patterns: a file, `-` for standard input, JSON itself, a template with all of its rules and archives, or one thing of it
    /// as `FILE#NAME`.
    #[arg(short, long, value_name = "PATTERN")]
    pattern: OsString,
    /// A schema of the events: a file, a glob, a directory, `-`, JSON itself; repeat it for each.
    #[arg(short, long = "schema", value_name = "SCHEMA")]
    schemas: Vec<OsString>,
    /// The form of the output; `jsonl` prints a line for each pattern.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

const EXAMPLES: &str = r#"Examples:
  evb schema check --pattern pattern.json
  evb schema check --pattern template.yaml --schema schemas/
  evb schema check --pattern '{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"],"detail":{"sate":["running"]}}'"#;

/// Checks every pattern.
///
/// # Errors
///
/// * `schema/…`, `input/…`: a schema or the file of patterns cannot be read.
/// * `schema/no-pattern`: there is no pattern.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let named = Named::new(&args.pattern, context);
    let schemas: Vec<Input> = args.schemas.iter().map(Input::new).collect();
    let inputs = std::iter::once(&named.input).chain(&schemas);
    input::one_standard_input(inputs, "give the pattern or the schema as a file")?;
    let documents = documents::read(&args.schemas, "--schema", context)?;
    let mut checking = Checking {
        format: args.format,
        types: documents.iter().map(event_type).collect(),
        patterns: Vec::new(),
        refusals: Refusals::new(args.format),
    };
    let Read {
        source, content, ..
    } = named.read("--pattern", context)?;
    match &content {
        Content::Declarations(inventory) => {
            for told in &inventory.diagnostics {
                context.tell(&Finding::new(told.clone(), &source))?;
            }
            for (name, pattern) in declared(inventory) {
                checking.declared(&source, name, pattern, context)?;
            }
        }
        Content::Value(value) => checking.text(&source, None, value.span, context)?,
        Content::Broken(error) => {
            let told = error.diagnostic(source.text());
            return Err(Failure::refused(Finding::new(told, &source)));
        }
    }
    if checking.patterns.is_empty()
        && checking.refusals.count() == 0
        && context.exit() != Exit::Failure
    {
        return Err(no_pattern(&source));
    }
    let report = CheckReport::new(checking.patterns, checking.refusals.error());
    render::schema::check::write(&report, args.format, context.color, context.stdout)?;
    Ok(context.exit())
}

fn event_type(document: &Document) -> EventType {
    EventType {
        label: Some(document.label()),
        node: Node::event(document),
    }
}

/// The patterns of events that an inventory declares, with what has them.
fn declared(
    inventory: &crate::model::Inventory,
) -> impl Iterator<Item = (Option<String>, &DeclaredPattern)> {
    let rules = inventory.rules.iter();
    let rules = rules.filter_map(|rule| Some((rule.label(), rule.pattern.as_ref()?)));
    let archives = inventory.archives.iter();
    let archives = archives.filter_map(|archive| {
        let name = archive.logical_id.clone();
        let name = name.or_else(|| Some(archive.name.as_ref()?.to_display()));
        Some((name, archive.pattern.as_ref()?))
    });
    rules.chain(archives)
}

fn no_pattern(source: &Source) -> Failure {
    let message = format!("there is no pattern of events in `{}`", source.name());
    Failure::refused(Finding::without_source(
        Diagnostic::error(NO_PATTERN, message)
            .help("give a pattern, or a template with a rule that has one"),
    ))
}

struct Checking {
    format: Format,
    /// The schemas; none where AWS's own events are meant.
    types: Vec<EventType>,
    patterns: Vec<CheckedReport>,
    refusals: Refusals,
}

impl Checking {
    /// A pattern where it is declared.
    fn declared(
        &mut self,
        file: &Source,
        name: Option<String>,
        pattern: &DeclaredPattern,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some(value) = pattern.open() else {
            return match pattern.source(file) {
                Some(text) => self.asked(&text, (name, file, pattern.span), context),
                None => Ok(()),
            };
        };
        match pattern_check::check_open(value, file, Dialect::Bus) {
            Ok(open) => {
                let written = open.written;
                let text = Source::made(written.text, written.pieces, file);
                self.pattern(&open.most, &text, (name, file, pattern.span), context)
            }
            Err(refusal) => self.refuse(&refusal, context),
        }
    }

    /// A file that is a pattern.
    fn text(
        &mut self,
        source: &Source,
        name: Option<String>,
        span: Span,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.asked(source, (name, source, span), context)
    }

    /// A pattern as text.
    fn asked(
        &mut self,
        text: &Source,
        place: (Option<String>, &Source, Span),
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        match pattern_check::check(text.text(), Dialect::Bus) {
            Ok(pattern) => self.pattern(&pattern, text, place, context),
            Err(refused) => self.refuse(&refused.with_source(text), context),
        }
    }

    fn refuse(&mut self, refusal: &Refusal, context: &mut Context<'_>) -> Result<(), Failure> {
        let told = self.refusals.refuse(refusal, None, None, context);
        told.map(|_| ())
    }

    fn pattern(
        &mut self,
        pattern: &Pattern,
        text: &Source,
        (name, file, span): (Option<String>, &Source, Span),
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let answer = match self.types.as_slice() {
            [] => ask_known(pattern),
            types => ask(pattern, types),
        };
        let findings = answer.diagnostics.iter().map(|told| match told.primary {
            Some(_) => Finding::new(told.clone(), text),
            None => Finding::without_source(told.clone()),
        });
        let findings: Vec<Finding> = findings.collect();
        let report = CheckedReport::new(name, (file, span), &answer, &findings);
        context.known(Exit::answer(report.is_clean()));
        if self.format == Format::Human {
            for finding in &findings {
                context.tell(finding)?;
            }
        }
        self.patterns.push(report);
        Ok(())
    }
}
