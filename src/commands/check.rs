//! `evb check`: what would AWS refuse of what files declare?

mod baseline;
mod checking;
mod examine;
mod fix;
mod meant;
mod output;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser as _};

use super::configuration::Configuration;
use super::declarations::Named;
use super::events::ThreadArguments;
use super::explain::{names, unknown};
use super::offered::Offered;
use super::templates::{StageArgument, TemplateArguments};
use super::{Context, Exit, Failure, Input, formats, input, written};
use crate::check;
use crate::report::Format;
use baseline::Baseline;
use checking::Checking;
use output::Where;

/// Check what AWS would refuse of every rule, target, schedule, pipe, mapping, subscription and archive that files declare, and
/// of entries for PutEvents.
///
/// Of a pattern that AWS takes it is told what keeps it from doing what it says: keys, sources and detail-types that there are
/// not, fields that the events of AWS's services do not have, values that never occur.
///
/// Nothing is asked of AWS: a file without findings is one of which evb finds nothing that AWS refuses. What it leaves open
/// is not judged, and counted.
///
/// What is not to be told is said in a comment, `# evb: ignore[NAME] reason`, behind a line or above it and what is indented beneath;
/// by `Metadata: {evb: {ignore: [NAME]}}` of a resource or a template; for a project by `ignore` and `per-file-ignores` under
/// `[check]` in `evb.toml`; for what is known by `--write-baseline` and `--baseline`; for a run by `--ignore`. All of it adds up. What
/// files keep back is counted, and a comment that is not needed any more is told.
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
    /// Judge samples of events that are put on a bus, instead of declarations: delivered events, PutEvents entries, and all other
    /// shapes that evb reads; repeat it for each file. Each kind of finding is told once, with the number of events that have it.
    #[arg(long, value_name = "FILE")]
    events: Vec<OsString>,
    /// Tell only findings of these names, and those that `evb.toml` selects; `evb explain` lists them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', value_parser = Offered(names), hide_possible_values = true)]
    select: Vec<String>,
    /// Tell no findings of these names, nor those that `evb.toml` ignores.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', value_parser = Offered(names), hide_possible_values = true)]
    ignore: Vec<String>,
    /// Tell nothing that this file has, which `--write-baseline` wrote. Findings are known by their file, name, resource and
    /// member, so lines may move.
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write what is found to this file instead of telling it: only what comes up later is told by `--baseline`. What the file has
    /// already stays if this run did not ask for it: other files, names that are not selected.
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
    /// Tell every file that is not read, and why, on standard error.
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    threads: ThreadArguments,
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
  evb check --events events.jsonl
  evb check infra/ --diff
  evb check infra/ --fix
  evb explain pattern-scalar"#;

impl Args {
    /// Whether findings of a name are told of a file: what is said here adds to what the project says.
    fn tells(&self, name: &str, file: &str, project: &Configuration) -> bool {
        self.asks(name, project) && !project.ignores(name, file)
    }

    /// Whether findings of a name are told, if the project does not ignore them.
    fn asks(&self, name: &str, project: &Configuration) -> bool {
        let is_in = |names: &[String]| names.iter().any(|one| one == name);
        let selected = &project.check.select;
        let is_selected =
            self.select.is_empty() && selected.is_empty() || is_in(&self.select) || is_in(selected);
        is_selected && !is_in(&self.ignore)
    }

    /// What is known, and not told again.
    fn baseline(&self, context: &Context<'_>) -> Result<Baseline, Failure> {
        let mut known = Baseline::default();
        if self.write_baseline.is_none() {
            let of_project = &context.templates.configuration.check.baseline;
            for file in of_project.iter().chain(&self.baseline) {
                known.add(
                    file,
                    "`evb check --write-baseline FILE` writes one",
                    context,
                )?;
            }
        }
        Ok(known)
    }
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
    let samples: Vec<Input> = args.events.iter().map(Input::new).collect();
    let inputs = named.iter().map(|named| &named.input).chain(&samples);
    input::one_standard_input(inputs, "give `-` once: it may hold several declarations")?;
    let baseline = args.baseline(context)?;
    let fail_on = &context.templates.configuration.check.fail_on;
    context.fail_on.extend(fail_on.iter().copied());
    let is_text = |one: &Named| !matches!(one.input, Input::File(_));
    let to = match (args.diff, args.fix && named.iter().any(is_text)) {
        (true, _) => Where::Nowhere,
        (false, true) => Where::Beside,
        (false, false) => Where::Output,
    };
    let mut checking = Checking::new(args, to, baseline, context);
    checking.all(named, context)?;
    checking.samples(samples, context)?;
    checking.end(context)?;
    Ok(context.exit())
}
