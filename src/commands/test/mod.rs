//! `evb test`: do the rules do what the suites expect?

mod chosen;
mod directory;
mod files;
mod fill;
mod suites;
mod unread;
mod watch;
mod worth;
mod written;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser as _};

use self::chosen::Chosen;
use self::directory::Stray;
use self::suites::Run;
use self::unread::Unread;
use self::watch::{Again, Touched};
use self::worth::WorthArguments;
use super::templates::{StageArgument, TemplateArguments};
use super::walk::{self, Below};
use super::{Context, Exit, Failure, Input, ThreadArguments, formats};
use crate::commands::input::FileInput;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::Format;
use crate::source::Source;

/// There is no suite.
const NO_SUITE: Code = Code::new("suite/none");

/// Run test suites: events, and the rules that each of them has to match.
///
/// A suite is a file beside a template; `evb help suites` describes it. All cases are run, and what does not pass is told
/// with the reason and with what would make it pass.
///
/// Exit codes: 0 every case passes, 1 an expectation is not met, 2 something could not be answered (the others are).
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Suites, and directories of them. Without any, the working directory.
    ///
    /// Of a directory every suite below it is run, by its name: `*.evb.yaml`, `*.evb.yml`, `*.evb.json`, `evb.yaml`. What
    /// `.gitignore` names is left out. A directory that holds `events/RULE/match/*.json` and `events/RULE/no-match/*.json` is a
    /// suite too: of the template beside it, or that of `--template`.
    #[arg(value_name = "SUITE|DIR")]
    suites: Vec<OsString>,
    /// The template that directories of cases test; suites name their own.
    #[arg(long, value_name = "TEMPLATE")]
    template: Option<OsString>,
    /// Run only cases whose names this regular expression matches; repeat it for more.
    #[arg(long, value_name = "REGEX")]
    run: Vec<String>,
    /// Tell the names of the cases and run none; with `--mutants`, tell the mutants.
    #[arg(long)]
    list: bool,
    /// Fill in expectations that are absent with what there is, in the file: of a case that expects nothing, or of a word
    /// with nothing behind it, `matches:`. Nothing else of the file changes. Read what is written before you keep it.
    #[arg(long, conflicts_with = "list")]
    write: bool,
    /// Run again whenever a file changes that was read, or a glob names other files: those suites that are touched, and of
    /// them, where only events change, the cases that read these. Ends with Ctrl-C.
    #[arg(long, conflicts_with = "list")]
    watch: bool,
    /// Stop behind the first case that does not pass.
    // What the cases are worth is a question about all of them.
    #[arg(long, conflicts_with = "asked")]
    fail_fast: bool,
    /// Tell cases that pass too, and which took longest.
    #[arg(short, long)]
    verbose: bool,
    /// Run cases on so many threads [default: as many as the machine has processors]. The output is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), allow_negative_numbers = true)]
    jobs: Option<u64>,
    /// The form of the output: `jsonl` prints a line for each case, `github` marks what does not pass in a pull request,
    /// `markdown` is a text for one, of at most 64 KiB.
    ///
    /// With `github`, the same text is added to the summary of the step, the file that the environment variable
    /// `GITHUB_STEP_SUMMARY` names.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Github, Format::Markdown]))]
    format: Format,
    /// Write what comes of the cases there as JUnit XML too: `<failure>` is an expectation that is not met, `<error>` what
    /// could not be answered.
    ///
    /// A suite that cannot be read is an `<error>` too, in a case called `(suite)`. Times stand in the file with `--verbose`
    /// only: without it the same answers give the same bytes.
    #[arg(long, value_name = "FILE", conflicts_with = "list", value_parser = PathBufValueParser::new().try_map(super::written::file))]
    junit: Option<PathBuf>,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    worth: WorthArguments,
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

const EXAMPLES: &str = r"Examples:
  evb test
  evb test orders.evb.yaml --parameter Stage=prod
  evb test shop/ --template shop/template.yaml
  evb test --run refund --fail-fast
  evb test --list
  evb test --write orders.evb.yaml
  evb test --mutants --coverage
  git diff -U0 main | evb test --mutants --in-diff -
  evb test --format json > results.json
  evb test --format github --junit results.xml";

/// Runs the suites.
///
/// # Errors
///
/// * `suite/none`: there is no suite.
/// * `suite/expression`: `--run` is no regular expression.
/// * What is wrong with the other arguments, or a file of parameters.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    match args.watch {
        true => watch::run(args, context),
        false => Ok(once(args, None, context)?.unwrap_or_default()),
    }
}

/// Runs the suites once; `None` if `again` takes none of them.
fn once(
    args: &Args,
    again: Option<&mut Again>,
    context: &mut Context<'_>,
) -> Result<Option<Exit>, Failure> {
    let chosen = Chosen::new(&args.run)?;
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let mut unread = Unread::new(args.format);
    let mut strays = Vec::new();
    let files = found(args, &mut unread, &mut strays, context)?;
    if files.is_empty() && unread.count() == 0 && strays.is_empty() {
        return Err(Failure::refused(none()));
    }
    let suites = match again {
        None => files.into_iter().map(Touched::whole).collect(),
        Some(again) => {
            let count = files.len();
            let touched = again.of(files, context);
            // What the suites read that are not run again is not known.
            let is_whole = touched.len() == count && touched.iter().all(|one| one.by.is_none());
            strays.retain(|_| is_whole);
            if touched.is_empty() && unread.count() == 0 {
                return Ok(None);
            }
            touched
        }
    };
    let threads = ThreadArguments { threads: args.jobs };
    let run = Run::new(
        args,
        chosen,
        (unread, strays),
        threads.threads(context),
        context,
    );
    run.all(suites, context).map(Some)
}

/// A suite: its file, and its text where a directory stands for one.
type Found = (FileInput, Option<Source>);

/// The files of the suites that are named, or found.
fn found(
    args: &Args,
    unread: &mut Unread,
    strays: &mut Vec<Stray>,
    context: &mut Context<'_>,
) -> Result<Vec<Found>, Failure> {
    let here = [OsString::new()];
    let named = if args.suites.is_empty() {
        &here[..]
    } else {
        &args.suites
    };
    let mut files = Vec::new();
    for argument in named {
        let is_here = argument.is_empty() && args.suites.is_empty();
        let file = match Input::new(argument) {
            _ if is_here => FileInput::new(""),
            Input::File(file) => file,
            Input::Stdin | Input::Inline { .. } => {
                let name = argument.to_string_lossy();
                let told = Diagnostic::error(NO_SUITE, format!("`{name}` is no file"))
                    .help("a suite is a file: what it names lies beside it");
                return Err(Failure::refused(Finding::without_source(told)));
            }
        };
        if !is_here && !context.host.is_directory(file.path()) {
            files.push((file, None));
            continue;
        }
        match directory::read(&file, args.template.as_deref(), strays, context) {
            Ok(suite) => files.extend(suite.map(|(file, text)| (file, Some(text)))),
            Err(finding) => {
                if let Failure::Refused(refusal) = Failure::refused(*finding) {
                    unread.refuse(Some(&file), &refusal, context)?;
                }
            }
        }
        match walk::suites_below(&file, context) {
            Ok(Below {
                files: more,
                outside,
                ..
            }) => {
                for finding in &outside {
                    context.tell(finding)?;
                }
                files.extend(more.into_iter().map(|file| (file, None)));
            }
            Err(Failure::Refused(refusal)) => {
                unread.refuse(None, &refusal, context)?;
            }
            Err(other) => return Err(other),
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|(file, _)| {
        let path = file.path();
        let real = context.host.real_path(path);
        seen.insert(real.unwrap_or_else(|_| path.to_owned()))
    });
    Ok(files)
}

fn none() -> Finding {
    let ends: Vec<String> = walk::SUITE_ENDS
        .iter()
        .map(|end| format!("`*{end}`"))
        .collect();
    let help = format!(
        "suites are called {} or `{}`; `evb help suites` describes them",
        ends.join(", "),
        walk::SUITE
    );
    Finding::without_source(Diagnostic::error(NO_SUITE, "there is no suite").help(help))
}
