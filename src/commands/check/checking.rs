//! A run over all inputs: they are examined on several threads, and what is found is told in their order.

mod producers;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::Args;
use super::baseline::{Baseline, Judgement};
use super::examine::{Asked, Examined, Found, Job, Outcome};
use super::fix::{Asking, Fixing};
use super::output::{Output, Where};
use crate::check::{self, World};
use crate::commands::configuration::Configuration;
use crate::commands::declarations::Named;
use crate::commands::events::Threads;
use crate::commands::fail_on::is_met;
use crate::commands::input::FileInput;
use crate::commands::walk::{self, Below, Skipped};
use crate::commands::{Context, Exit, FailOn, Failure, Input};
use crate::diagnostic::{Diagnostic, Severity};
use crate::render;
use crate::schedule::ZoneDatabase;

/// Hidden directories in which nobody writes declarations.
const OF_TOOLS: [&str; 6] = [
    ".git",
    ".idea",
    ".serverless",
    ".terraform",
    ".venv",
    ".vscode",
];

/// How many inputs are examined before what was found of them is told: all that is found of these is held at once.
const AT_ONCE: usize = 256;

/// Fewer are examined without other threads, which take longer to start.
const FEW: usize = 4;

pub(super) struct Checking<'a> {
    args: &'a Args,
    project: Arc<Configuration>,
    now: DateTime<Utc>,
    threads: Threads,
    output: Output,
    /// The files that some inventory was read from.
    read: BTreeSet<String>,
    /// What baselines have to know of the run.
    judgement: Judgement,
    /// What is fixed, if anything is to be.
    fixing: Option<Fixing>,
}

/// Whether a file is one of the paths that were given, or lies below one; without any, below the working directory.
fn is_named(file: &str, paths: &[OsString]) -> bool {
    let plain = |path: &Path| -> PathBuf {
        let parts = path.components();
        parts.filter(|part| *part != Component::CurDir).collect()
    };
    let file = plain(Path::new(file));
    let is_below = |path: &Path| {
        let rest = file.strip_prefix(plain(path));
        rest.is_ok_and(|rest| {
            rest.components()
                .all(|part| matches!(part, Component::Normal(_)))
        })
    };
    // The name of one thing in a file stands behind its path.
    let is_it = |path: &OsString| {
        let text = path.to_string_lossy();
        let file = text.rsplit_once('#').map(|(file, _)| file);
        is_below(Path::new(path)) || file.is_some_and(|file| is_below(Path::new(file)))
    };
    paths.iter().any(is_it) || (paths.is_empty() && is_below(Path::new("")))
}

impl<'a> Checking<'a> {
    /// What is found goes `to` a stream.
    pub(super) fn new(
        args: &'a Args,
        to: Where,
        baseline: Baseline,
        context: &Context<'_>,
    ) -> Self {
        Self {
            args,
            project: Arc::clone(&context.templates.configuration),
            now: context.host.now(),
            threads: args.threads.threads(context),
            output: Output::new(args.format, to, baseline, args.write_baseline.is_some()),
            read: BTreeSet::new(),
            judgement: Judgement::default(),
            fixing: (args.fix || args.diff).then(Fixing::default),
        }
    }

    /// Everything that is named; without a name, what lies below the working directory.
    pub(super) fn all(
        &mut self,
        named: Vec<Named>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        if named.is_empty() && self.args.events.is_empty() {
            // Files are named as seen from here.
            return self.below(&FileInput::new(""), context);
        }
        let mut jobs = Vec::new();
        for named in named {
            let asked = match &named.input {
                Input::File(directory)
                    if named.name.is_none() && context.host.is_directory(directory.path()) =>
                {
                    self.jobs(&std::mem::take(&mut jobs), context)?;
                    self.below(directory, context)?;
                    continue;
                }
                Input::File(_) => Asked::File,
                Input::Stdin | Input::Inline { .. } => Asked::Text,
            };
            jobs.push(Job { named, asked });
        }
        self.jobs(&jobs, context)
    }

    /// What is told and written when all is read.
    pub(super) fn end(mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let tells = |name: &str, file: &str| self.args.tells(name, file, &self.project);
        let judgement = &self.judgement;
        let host = context.host;
        let is_gone = |one: &_| judgement.is_gone(one, tells, host);
        self.output.summary.gone_from_baseline = self.output.baseline.gone(is_gone);
        if let Some(fixing) = self.fixing.take() {
            fixing.end(self.args.diff, &mut self.output, context)?;
        }
        if let Some(file) = &self.args.write_baseline {
            self.output.keep(file, is_gone, context)?;
        }
        self.output.finish(context)
    }

    /// Every file below a directory.
    fn below(&mut self, directory: &FileInput, context: &mut Context<'_>) -> Result<(), Failure> {
        let below = walk::files_not_ignored_below(directory, context);
        let Below {
            files,
            outside,
            skipped,
        } = match below {
            Ok(below) => below,
            Err(failure) => return self.output.refuse(failure, directory.name(), context),
        };
        for finding in &outside {
            context.tell(finding)?;
        }
        self.hidden(&skipped, directory);
        if self.args.verbose {
            let ignored = walk::ignored_below(directory, context)?;
            for (path, why) in skipped.iter().chain(&ignored) {
                skip(FileInput::new(&**path).name(), why.reason(), context)?;
            }
        }
        self.judgement.walks(directory.name());
        context.templates.walked = Some(directory.path().to_owned());
        let mut jobs = Vec::new();
        for file in files {
            if file.name().ends_with(".md") {
                if self.args.verbose {
                    let why = "a page shows what is wrong as often as what is right";
                    skip(file.name(), why, context)?;
                }
                continue;
            }
            let named = Named {
                input: Input::File(file),
                name: None,
            };
            let asked = Asked::Below;
            jobs.push(Job { named, asked });
        }
        self.jobs(&jobs, context)?;
        context.templates.walked = None;
        Ok(())
    }

    /// Counts the hidden directories, which are not read unless they are named.
    fn hidden(&mut self, skipped: &[(PathBuf, Skipped)], directory: &FileInput) {
        let hidden = skipped.iter().filter(|(_, why)| *why == Skipped::Hidden);
        for (path, _) in hidden {
            let is_of_tools = path
                .file_name()
                .is_some_and(|name| OF_TOOLS.iter().any(|tool| name == *tool));
            let below = path.strip_prefix(directory.path()).unwrap_or(path);
            let is_directory = path.as_os_str().as_encoded_bytes().ends_with(b"/");
            if is_directory && !is_of_tools {
                let name = FileInput::new(below)
                    .name()
                    .trim_end_matches('/')
                    .to_owned();
                self.output.summary.hidden.push(name + "/");
            }
        }
    }

    /// Examines inputs, and tells what was found in their order: the same on any number of threads.
    fn jobs(&mut self, jobs: &[Job], context: &mut Context<'_>) -> Result<(), Failure> {
        if self.fixing.is_some() {
            return jobs.iter().try_for_each(|job| self.fixed(job, context));
        }
        let is_worth = jobs.len() >= FEW && self.threads.count() > 1;
        for some in jobs.chunks(AT_ONCE) {
            let reading = context.reading();
            let now = self.now;
            let world = || world(now);
            let examine = |world: &mut World<'_>, job: &Job| job.examine(reading, world);
            let examined: Vec<Examined> = match is_worth {
                true => {
                    let pool = self.threads.pool()?;
                    pool.install(|| some.par_iter().map_init(world, examine).collect())
                }
                false => {
                    let mut world = world();
                    some.iter().map(|job| examine(&mut world, job)).collect()
                }
            };
            for (job, examined) in some.iter().zip(examined) {
                self.take(job, examined, context)?;
            }
        }
        Ok(())
    }

    /// Fixes an input, and tells what is found then. What is edited may be a part of the next, so there is one after the other.
    fn fixed(&mut self, job: &Job, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.is_read(job) {
            return self.already(job, context);
        }
        let Some(fixing) = &mut self.fixing else {
            return Ok(());
        };
        let (args, project) = (self.args, &self.project);
        let world = world(self.now);
        let asking = Asking {
            may_edit: &|file| is_named(file, &args.paths),
            tells: &|one| args.tells(one.lint.name, one.file(), project),
            world: &world,
            is_known: &|fingerprint| self.output.baseline.has(fingerprint),
        };
        let named = fixing.fix(&job.named, job.asked, &asking, context)?;
        let asked = job.asked;
        let job = Job { named, asked };
        let examined = job.examine(context.reading(), &world);
        self.take(&job, examined, context)
    }

    /// Whether the file of an input was read already, alone or with another file.
    fn is_read(&self, job: &Job) -> bool {
        matches!(&job.named.input, Input::File(file) if self.read.contains(file.name()))
    }

    fn already(&self, job: &Job, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.args.verbose {
            let why = "it was read already, alone or with another file";
            skip(job.name(), why, context)?;
        }
        Ok(())
    }

    /// Tells what came of an input.
    fn take(
        &mut self,
        job: &Job,
        examined: Examined,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        if self.is_read(job) {
            return self.already(job, context);
        }
        self.judgement.asks(examined.asked);
        match examined.outcome {
            Outcome::Skipped { reason, is_told } => {
                self.output.summary.passed_over += 1;
                if self.args.verbose || is_told {
                    skip(job.name(), &reason, context)?;
                }
                Ok(())
            }
            Outcome::Refused(failure) => self.output.refuse(failure, job.name(), context),
            Outcome::Found(found) => self.found(found, context),
        }
    }

    fn found(&mut self, found: Found, context: &mut Context<'_>) -> Result<(), Failure> {
        let Found {
            files,
            counts,
            judged,
        } = found;
        self.output.summary.add(&counts);
        for file in &files {
            self.output.judged(file);
        }
        self.read.extend(files);
        judged.iter().try_for_each(|one| self.tell(one, context))
    }

    /// Tells what was found.
    fn tell(&mut self, judged: &check::Judged, context: &mut Context<'_>) -> Result<(), Failure> {
        self.output.summary.suppressed += judged.suppressed as u64;
        for finding in &judged.findings {
            let (name, file) = (finding.lint.name, finding.file());
            if !self.args.asks(name, &self.project) {
                continue;
            }
            if self.project.ignores(name, file) {
                self.output.summary.ignored += 1;
                continue;
            }
            let Some(mut report) = self.output.report(finding) else {
                continue;
            };
            report.fails = !self.args.diff && fails(finding, &context.fail_on);
            if report.fails {
                context.known(Exit::Negative);
            }
            self.output.finding(finding, report, context)?;
        }
        for open in &judged.not_judged {
            self.judgement.leaves_open(open);
            self.output.not_judged(open, context)?;
        }
        Ok(())
    }
}

/// What decides beside the files. What is remembered of zones is not shared among threads.
fn world(now: DateTime<Utc>) -> World<'static> {
    World {
        zones: ZoneDatabase::bundled(),
        now,
    }
}

/// Tells of a file that it is not read, where that is asked for.
fn skip(file: &str, reason: &str, context: &mut Context<'_>) -> io::Result<()> {
    match context.quiet {
        true => Ok(()),
        false => render::check::skipped(file, reason, context.stderr),
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
