//! `evb list`: what do files declare, and what do they leave open?

use std::collections::BTreeSet;
use std::ffi::OsString;

use super::answer::Refusals;
use super::declarations::{Named, Read, declared};
use super::input::FileInput;
use super::templates::{StageArgument, TemplateArguments};
use super::walk::Below;
use super::{Context, Exit, Failure, Input, formats, input, walk};
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::iac::Content;
use crate::json::fields::beginning;
use crate::model::Inventory;
use crate::render;
use crate::report::Format;
use crate::report::list::{InventoryReport, ListReport};
use crate::source::Source;

/// A file that declares nothing.
const NOTHING_DECLARED: Code = Code::new("input/nothing-declared");

/// List what evb reads in files: buses, rules with their targets, schedules, pipes, filters, and what is open of them.
///
/// Exit codes: 0 everything was read, 2 something could not be read, or declares nothing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Templates, directories of them, requests and answers of the AWS CLI, patterns; `FILE#NAME` for one thing in a file,
    /// `-` for standard input. Without any, the working directory.
    ///
    /// A directory that is one template is read as such: one with `cdk.out`, `serverless.yml`, `Pulumi.yaml`, `*.tf` or
    /// `template.yaml`. Of any other every file below it is read that may declare something.
    #[arg(value_name = "FILE|DIR")]
    files: Vec<OsString>,
    /// The form of the output: `jsonl` prints a line for each thing, `mermaid` and `svg` draw how events flow.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Mermaid, Format::Svg]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

const EXAMPLES: &str = r"Examples:
  evb list template.yaml
  evb list infra/ --parameter stage=prod --format json
  evb list cdk.out --format mermaid
  evb list template.yaml#OrdersRule --account 123456789012 --region eu-west-1";

const WHAT_TO_GIVE: &str = "give a template, a request or an answer of the AWS CLI, or a pattern";

/// What was read so far.
struct Listing {
    format: Format,
    inventories: Vec<InventoryReport>,
    refusals: Refusals,
    /// The files that some inventory was read from.
    read: BTreeSet<String>,
}

/// Reads the files and tells what they declare.
///
/// # Errors
///
/// * `input/stdin-twice`: standard input is asked for twice.
/// * What is wrong with the arguments, or a file of parameters.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let here = [OsString::from(".")];
    let arguments = if args.files.is_empty() {
        &here[..]
    } else {
        &args.files
    };
    let named: Vec<Named> = arguments
        .iter()
        .map(|one| Named::new(one, context))
        .collect();
    let inputs = named.iter().map(|named| &named.input);
    input::one_standard_input(inputs, "give `-` once: it may hold several declarations")?;
    let mut listing = Listing {
        format: args.format,
        inventories: Vec::new(),
        refusals: Refusals::new(args.format),
        read: BTreeSet::new(),
    };
    for named in named {
        listing.add(named, context)?;
    }
    let report = ListReport::new(listing.inventories, listing.refusals.error());
    render::list::write(&report, args.format, context.color, context.stdout)?;
    Ok(context.exit())
}

impl Listing {
    /// What an argument names: a file, one thing in it, a directory.
    fn add(&mut self, named: Named, context: &mut Context<'_>) -> Result<(), Failure> {
        match &named.input {
            Input::File(directory)
                if named.name.is_none()
                    && context.host.is_directory(directory.path())
                    && walk::template_in(directory, context.host).is_none() =>
            {
                self.add_below(directory, context)
            }
            _ => match named.read("<file>", context) {
                Ok(read) => self.add_read(&read, context),
                Err(failure) => self.refuse(failure, context),
            },
        }
    }

    /// Every file below a directory. What declares nothing is counted.
    fn add_below(
        &mut self,
        directory: &FileInput,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let below = match walk::files_below(directory, context) {
            Ok(below) => below,
            Err(failure) => return self.refuse(failure, context),
        };
        let Below { files, outside, .. } = below;
        for finding in &outside {
            context.tell(finding)?;
        }
        let before = self.inventories.len();
        let count = files.len();
        context.templates.walked = Some(directory.path().to_owned());
        for file in files {
            if self.read.contains(file.name()) {
                continue;
            }
            let named = Named {
                input: Input::File(file),
                name: None,
            };
            match named.read("<file>", context) {
                Ok(read) if is_worth_listing(&read) => self.add_read(&read, context)?,
                Ok(_) => {}
                // What is no template may be anything.
                Err(Failure::Refused(refusal)) => {
                    for mut finding in refusal.findings {
                        finding.diagnostic.severity = Severity::Warning;
                        context.tell(&finding)?;
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
        context.templates.walked = None;
        match (self.inventories.len() - before, directory.name()) {
            (0, name) => self.refuse(Failure::refused(nothing_below(name, count)), context),
            _ => Ok(()),
        }
    }

    /// What was read, if it declares anything.
    fn add_read(&mut self, read: &Read, context: &mut Context<'_>) -> Result<(), Failure> {
        let source = &read.source;
        let Some(inventory) = declared(read) else {
            return self.refuse(Failure::refused(nothing_declared(read)), context);
        };
        let files = source.file_names();
        self.read.extend(files.into_iter().map(str::to_owned));
        let told = told(&inventory, source);
        if matches!(self.format, Format::Json | Format::Jsonl) {
            // The others stand in the inventory itself.
            let errors = told.into_iter().filter(|one| one.diagnostic.is_error());
            let errors: Vec<Finding> = errors.collect();
            if !errors.is_empty() {
                self.refuse(Failure::all(errors), context)?;
            }
        } else {
            for finding in told {
                if finding.diagnostic.is_error() {
                    context.known(Exit::Failure);
                }
                context.tell(&finding)?;
            }
        }
        let report = InventoryReport::new(&inventory, source);
        self.inventories.push(report);
        Ok(())
    }

    fn refuse(&mut self, failure: Failure, context: &mut Context<'_>) -> Result<(), Failure> {
        match failure {
            Failure::Refused(refusal) => {
                let told = self.refusals.refuse(&refusal, None, None, context);
                told.map(|_| ())
            }
            other => Err(other),
        }
    }
}

/// What is to be told of an inventory and of the things in it.
fn told(inventory: &Inventory, source: &Source) -> Vec<Finding> {
    let told = crate::report::list::diagnostics(inventory, source).into_iter();
    told.map(|one| Finding::new(one, source)).collect()
}

/// Whether a file that nobody named declares anything.
fn is_worth_listing(read: &Read) -> bool {
    declared(read).is_some_and(|one| !one.is_empty() || !one.diagnostics.is_empty())
}

fn nothing_declared(read: &Read) -> Finding {
    let name = read.source.name();
    match &read.content {
        Content::Broken(error) => Finding::new(error.diagnostic(read.source.text()), &read.source),
        Content::Value(value) => Finding::new(
            Diagnostic::error(NOTHING_DECLARED, format!("`{name}` declares nothing"))
                .at(
                    beginning(value),
                    "neither a declaration nor an event pattern",
                )
                .help(WHAT_TO_GIVE),
            &read.source,
        ),
        Content::Declarations(_) => Finding::without_source(
            Diagnostic::error(NOTHING_DECLARED, format!("`{name}` declares nothing"))
                .help(WHAT_TO_GIVE),
        ),
    }
}

fn nothing_below(directory: &str, files: usize) -> Finding {
    let message = match files {
        0 => format!("no file below `{directory}` may declare anything, by its name"),
        _ => format!("none of the files below `{directory}` declares anything"),
    };
    Finding::without_source(Diagnostic::error(NOTHING_DECLARED, message).help(WHAT_TO_GIVE))
}
