//! `evb check`: what would AWS refuse of what files declare?

mod baseline;
mod fix;
mod meant;
mod output;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser as _};

use super::declarations::{Named, Read, bare_pattern};
use super::explain::{names, unknown};
use super::fail_on::is_met;
use super::input::FileInput;
use super::offered::Offered;
use super::templates::{StageArgument, TemplateArguments};
use super::walk::{Below, files_not_ignored_below};
use super::{Context, Exit, FailOn, Failure, Input, formats, input, written};
use crate::check::{self, World};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::iac::{self, Content};
use crate::json::Value;
use crate::model::Inventory;
use crate::report::Format;
use crate::report::check::in_fingerprints;
use crate::schedule::ZoneDatabase;
use crate::source::Source;
use baseline::Baseline;
use fix::{Asking, Fixing};
use output::{Output, Where};

/// Check what AWS would refuse of every rule, target, schedule, pipe, mapping, subscription and archive that files declare, and
/// of entries for PutEvents.
///
/// Of a pattern that AWS takes it is told what keeps it from doing what it says: keys, sources and detail-types that there are
/// not, fields that the events of AWS's services do not have, values that never occur.
///
/// Nothing is asked of AWS: a file without findings is one of which evb finds nothing that AWS refuses. What it leaves open
/// is not judged, and counted.
///
/// Exit codes: 0 nothing was found, 1 there is an error or a warning, 2 something could not be read. `--fail-on error` passes
/// warnings, `--fail-on info` nothing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Templates, scripts, requests and answers of the AWS CLI, patterns, and directories of them; `FILE#NAME` for one thing
    /// in a file, `-` for standard input, JSON itself. Without any, the working directory.
    ///
    /// Of a directory every file below it is read that may declare something, but for pages of documentation and what
    /// `.gitignore` names. What declares nothing is passed over, and JSON that may be an event as well as a pattern, unless the
    /// path says `pattern` or `rule`.
    #[arg(value_name = "PATH")]
    paths: Vec<OsString>,
    /// Tell only findings of these names; `evb explain` lists them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', value_parser = Offered(names), hide_possible_values = true)]
    select: Vec<String>,
    /// Tell no findings of these names.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', value_parser = Offered(names), hide_possible_values = true)]
    ignore: Vec<String>,
    /// Tell nothing that this file has, which `--write-baseline` wrote. Findings are known by their file, name, resource and
    /// member, so lines may move.
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write what is found to this file instead of telling it: only what comes up later is told by `--baseline`.
    #[arg(long, value_name = "FILE", value_parser = PathBufValueParser::new().try_map(written::file))]
    write_baseline: Option<PathBuf>,
    /// Undo what is found where one edit of a file does it for certain, and tell what remains. An edit is made only if the file,
    /// read again with it, has no such finding, no new one that is worse than advice, and declares nothing else otherwise; all
    /// else in the file stays byte for byte. `evb explain NAME` says what has a fix.
    ///
    /// Of standard input and of a text in an argument the fixed text goes to standard output, and what remains to standard
    /// error.
    #[arg(long)]
    fix: bool,
    /// Show as a unified diff what `--fix` would change, and change nothing; exit code 1 if there is anything.
    #[arg(long, conflicts_with_all = ["fix", "format", "write_baseline"])]
    diff: bool,
    /// The form of the output: `concise` prints a line for each finding, `sarif` is for code scanning, `github` marks
    /// findings in a pull request, `gitlab` is for its Code Quality, `junit` for whatever shows test results.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Concise, Format::Json, Format::Jsonl, Format::Sarif, Format::Github, Format::Gitlab, Format::Junit]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

const EXAMPLES: &str = r#"Examples:
  evb check
  evb check template.yaml --parameter stage=prod
  evb check infra/ --format sarif > evb.sarif
  evb check --format gitlab > gl-code-quality-report.json
  evb check --write-baseline evb-baseline.json
  evb check --baseline evb-baseline.json
  evb check '{"source": "aws.ec2"}'
  evb check infra/ --diff
  evb check infra/ --fix
  evb explain pattern-scalar"#;

impl Args {
    /// Whether findings of a kind are told.
    fn tells(&self, lint: &check::Lint) -> bool {
        let is_in = |names: &[String]| names.iter().any(|name| name == lint.name);
        (self.select.is_empty() || is_in(&self.select)) && !is_in(&self.ignore)
    }
}

/// How an input was named: whether it is sure that it declares something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Nobody named it: it lies in a directory.
    Below,
    /// A file: hooks name every file that was changed.
    File,
    /// Just this text.
    Text,
}

/// Reads everything and tells what AWS would refuse of it.
///
/// # Errors
///
/// * `input/stdin-twice`: standard input is asked for twice.
/// * `explain/unknown-name`: no finding is called as `--select` or `--ignore` says.
/// * `check/baseline`, `check/baseline-not-written`: a baseline is none, or cannot be written.
/// * What is wrong with the other arguments, or a file of parameters.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let mut named = args.select.iter().chain(&args.ignore);
    if let Some(name) = named.find(|name| check::lint(name).is_none()) {
        return Err(unknown(name));
    }
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let named = args.paths.iter().map(|one| Named::new(one, context));
    let named: Vec<Named> = named.collect();
    let inputs = named.iter().map(|named| &named.input);
    input::one_standard_input(inputs, "give `-` once: it may hold several declarations")?;
    let baseline = match &args.baseline {
        Some(file) => Baseline::read(file, context)?,
        None => Baseline::default(),
    };
    let is_text = |one: &Named| !matches!(one.input, Input::File(_));
    let to = match (args.diff, args.fix && named.iter().any(is_text)) {
        (true, _) => Where::Nowhere,
        (false, true) => Where::Beside,
        (false, false) => Where::Output,
    };
    let mut checking = Checking {
        args,
        world: World {
            zones: ZoneDatabase::bundled(),
            now: context.host.now(),
        },
        output: Output::new(args.format, to, baseline, args.write_baseline.is_some()),
        read: BTreeSet::new(),
        asked: BTreeSet::new(),
        fixing: (args.fix || args.diff).then(Fixing::default),
    };
    for one in &named {
        checking.add(one, context)?;
    }
    if named.is_empty() {
        // Files are named as seen from here.
        checking.below(&FileInput::new(""), context)?;
    }
    checking.end(context)?;
    Ok(context.exit())
}

/// What a text is called that is an argument.
const INPUT: &str = "<input>";

/// Hidden directories in which nobody writes declarations.
const OF_TOOLS: [&str; 6] = [
    ".git/",
    ".idea/",
    ".serverless/",
    ".terraform/",
    ".venv/",
    ".vscode/",
];

struct Checking<'a> {
    args: &'a Args,
    world: World<'static>,
    output: Output,
    /// The files that some inventory was read from.
    read: BTreeSet<String>,
    /// Those of which all was asked, as baselines call them.
    asked: BTreeSet<String>,
    /// What is fixed, if anything is to be.
    fixing: Option<Fixing>,
}

impl Checking<'_> {
    /// What is told and written when all is read.
    fn end(mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let tells = |name: &str| check::lint(name).is_none_or(|lint| self.args.tells(lint));
        let was_asked = |file: &str, name: &str| self.asked.contains(file) && tells(name);
        self.output.summary.gone_from_baseline = self.output.baseline.gone(was_asked);
        if let Some(fixing) = self.fixing.take() {
            fixing.end(self.args.diff, &mut self.output, context)?;
        }
        if let Some(file) = &self.args.write_baseline {
            self.output.keep(file, context)?;
        }
        self.output.finish(context)
    }

    /// Remembers that all was asked of the files of a source.
    fn asks(&mut self, source: &Source) {
        let files = source.file_names().into_iter();
        self.asked.extend(files.map(in_fingerprints));
    }

    fn add(&mut self, named: &Named, context: &mut Context<'_>) -> Result<(), Failure> {
        match &named.input {
            Input::File(directory)
                if named.name.is_none() && context.host.is_directory(directory.path()) =>
            {
                self.below(directory, context)
            }
            Input::File(_) => self.one(named, Asked::File, context),
            Input::Stdin | Input::Inline { .. } => self.one(named, Asked::Text, context),
        }
    }

    /// Every file below a directory.
    fn below(&mut self, directory: &FileInput, context: &mut Context<'_>) -> Result<(), Failure> {
        let Below { files, outside } = match files_not_ignored_below(directory, context) {
            Ok(below) => below,
            Err(failure) => return self.output.refuse(failure, directory.name(), context),
        };
        for finding in &outside {
            context.tell(finding)?;
        }
        self.hidden(directory, context);
        context.templates.walked = Some(directory.path().to_owned());
        // A page shows what is wrong as often as what is right.
        let is_page = |file: &FileInput| file.name().ends_with(".md");
        for file in files.into_iter().filter(|file| !is_page(file)) {
            let named = Named {
                input: Input::File(file),
                name: None,
            };
            self.one(&named, Asked::Below, context)?;
        }
        context.templates.walked = None;
        Ok(())
    }

    /// Counts the hidden directories, which are not read unless they are named.
    fn hidden(&mut self, directory: &FileInput, context: &Context<'_>) {
        let names = context.host.names_in(directory.path()).unwrap_or_default();
        let is_hidden = |name: &&String| {
            name.starts_with('.') && name.ends_with('/') && !OF_TOOLS.contains(&name.as_str())
        };
        let hidden = names.iter().filter(is_hidden).cloned();
        self.output.summary.hidden.extend(hidden);
    }

    fn one(
        &mut self,
        named: &Named,
        asked: Asked,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        if let Input::File(file) = &named.input
            && self.read.contains(file.name())
        {
            return Ok(());
        }
        let fixed = self.fixed(named, asked, context)?;
        let named = fixed.as_ref().unwrap_or(named);
        let name = named.input.name(INPUT);
        let read = match named.read(INPUT, context) {
            Ok(read) => read,
            Err(Failure::Refused(refusal))
                if asked != Asked::Text && refusal.findings.iter().all(is_foreign) =>
            {
                self.output.summary.passed_over += 1;
                return Ok(());
            }
            Err(failure) => return self.output.refuse(failure, name, context),
        };
        let requests = meant::entries(&read.content, &read.source);
        if !requests.is_empty() {
            if named.name.is_none() {
                self.asks(&read.source);
            }
            return self.entries(&requests, &read.source, context);
        }
        let declared = declared(&read, asked);
        let is_known = match &declared {
            Ok(Some(_)) => true,
            // All that it declared may be gone.
            Ok(None) => matches!(read.content, Content::Declarations(_)),
            Err(_) => false,
        };
        if named.name.is_none() && is_known {
            self.asks(&read.source);
        }
        match declared {
            Ok(Some(inventory)) => self.judge(&inventory, &read.source, context),
            Ok(None) => {
                self.output.summary.passed_over += 1;
                Ok(())
            }
            Err(finding) => self
                .output
                .refuse(Failure::refused(*finding), name, context),
        }
    }

    /// The input as it is when it is fixed, if that is asked for.
    fn fixed(
        &mut self,
        named: &Named,
        asked: Asked,
        context: &mut Context<'_>,
    ) -> Result<Option<Named>, Failure> {
        let Some(fixing) = &mut self.fixing else {
            return Ok(None);
        };
        let asking = Asking {
            args: self.args,
            world: &self.world,
            is_known: &|fingerprint| self.output.baseline.has(fingerprint),
        };
        fixing.fix(named, asked, &asking, context).map(Some)
    }

    fn judge(
        &mut self,
        inventory: &Inventory,
        source: &Source,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        for file in source.file_names() {
            self.output.judged(file);
            self.read.insert(file.to_owned());
        }
        self.output.summary.read(inventory, source);
        if !inventory.sent.is_empty() {
            let entries = inventory.sent.iter().map(meant::count).sum();
            self.output.summary.entries(entries);
        }
        let judged = check::inventory(inventory, source, &self.world);
        self.tell(&judged, context)
    }

    /// Requests for PutEvents, which declare nothing.
    fn entries(
        &mut self,
        requests: &[Value],
        source: &Source,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.output.judged(source.name());
        self.output
            .summary
            .sends(requests.iter().map(meant::count).sum());
        for request in requests {
            let judged = check::entries(request, source, &self.world);
            self.tell(&judged, context)?;
        }
        Ok(())
    }

    /// Tells what was found.
    fn tell(&mut self, judged: &check::Judged, context: &mut Context<'_>) -> Result<(), Failure> {
        let args = self.args;
        self.output.summary.suppressed += judged.suppressed as u64;
        for finding in judged.findings.iter().filter(|one| args.tells(one.lint)) {
            let Some(mut report) = self.output.report(finding) else {
                continue;
            };
            report.fails = !args.diff && fails(finding, &context.fail_on);
            if report.fails {
                context.known(Exit::Negative);
            }
            self.output.finding(finding, report, context)?;
        }
        for open in &judged.not_judged {
            self.output.not_judged(open, context)?;
        }
        Ok(())
    }
}

/// What a text declares, or the pattern that it is; `None` if it is neither.
fn declared(read: &Read, asked: Asked) -> Result<Option<Inventory>, Box<Finding>> {
    match &read.content {
        // A file of which nothing is read may be anything that is written in the same format.
        Content::Declarations(inventory) => {
            let is_empty = inventory.is_empty() && inventory.sent.is_empty();
            let tells = asked == Asked::Text || !is_empty;
            let tells = tells
                || inventory
                    .diagnostics
                    .iter()
                    .any(|one| one.severity > Severity::Note);
            Ok(tells.then(|| (**inventory).clone()))
        }
        Content::Value(value) => {
            let is_pattern = match asked {
                Asked::Text => true,
                Asked::File => {
                    meant::is_pattern(value, read.source.name())
                        || super::declarations::declared(read).is_some()
                }
                Asked::Below => meant::is_pattern(value, read.source.name()),
            };
            Ok(is_pattern.then(|| bare_pattern(read, value)))
        }
        Content::Broken(error) => {
            let text = read.source.text();
            if asked == Asked::Text || meant::begins_as_pattern(text) {
                Err(Box::new(Finding::new(error.diagnostic(text), &read.source)))
            } else {
                Ok(None)
            }
        }
    }
}

/// Whether a finding makes exit code 1: errors do, and without a word of the user's warnings.
fn fails(finding: &check::Finding, asked: &[FailOn]) -> bool {
    let told = Diagnostic {
        code: finding.code,
        ..finding.told.diagnostic.clone()
    };
    match asked {
        [] => finding.severity >= Severity::Warning,
        asked => told.is_error() || is_met(asked, [&told]),
    }
}

/// Whether a file is recognisably something else.
fn is_foreign(finding: &Finding) -> bool {
    finding.diagnostic.code == iac::FOREIGN
}
