//! One run: suite after suite, the cases of each on several threads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::chosen::Chosen;
use super::directory::Stray;
use super::files::{Beside, NamedFiles};
use super::fill::{self, Filling};
use super::unread::Unread;
use super::watch::Touched;
use super::worth::Worth;
use super::written;
use super::{Args, Found};
use crate::check::World;
use crate::commands::context::Templates;
use crate::commands::events::Threads;
use crate::commands::input::FileInput;
use crate::commands::{Context, Exit, Failure, Host, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::Settings;
use crate::render;
use crate::render::test::Look;
use crate::report::Format;
use crate::report::test::{
    CaseReport, ListReport, ListedCase, SuiteReport, Summary, TestReport, WrittenReport,
};
use crate::schedule::ZoneDatabase;
use crate::source::Source;
use crate::suite::{self, Outcome, Prepared, Runner, Suite};

/// No case has a name that was asked for.
const NO_CASE: Code = Code::new("suite/no-case");

/// The run.
pub(super) struct Run<'a> {
    args: &'a Args,
    chosen: Chosen,
    unread: Unread,
    /// What may be no case; and the files that suites read: these are what they should be.
    strays: Vec<Stray>,
    read: BTreeSet<PathBuf>,
    threads: Threads,
    /// What the command line says of templates.
    given: Templates,
    look: Look,
    begun: DateTime<Utc>,
    suites: Vec<SuiteReport>,
    listed: Vec<ListedCase>,
    summary: Summary,
    /// The suites, where more is asked than whether their cases pass.
    kept: Vec<Prepared>,
    /// Their files.
    files: Vec<FileInput>,
    /// Whether no further case is run.
    is_over: bool,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        args: &'a Args,
        chosen: Chosen,
        (unread, strays): (Unread, Vec<Stray>),
        threads: Threads,
        context: &Context<'_>,
    ) -> Self {
        Self {
            args,
            chosen,
            unread,
            strays,
            read: BTreeSet::new(),
            threads,
            given: context.templates.clone(),
            look: Look {
                format: args.format,
                color: context.color,
                is_verbose: args.verbose,
                duration: None,
            },
            begun: context.host.now(),
            suites: Vec::new(),
            listed: Vec::new(),
            summary: Summary::default(),
            kept: Vec::new(),
            files: Vec::new(),
            is_over: false,
        }
    }

    /// Runs the suites.
    pub(super) fn all(
        mut self,
        suites: Vec<Touched>,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        for Touched { suite, by } in suites {
            self.one(suite, by.as_ref(), context)?;
        }
        self.note_no_case(context)?;
        self.note_strays(context)?;
        let worth = &self.args.worth;
        if self.args.list && worth.asks_mutants() {
            let report = Worth::list(worth, &self.kept, context)?;
            render::mutants::list(&report, self.args.format, context.stdout)?;
            return Ok(context.exit());
        }
        let prepare = |number: usize, suite: Suite, context: &mut Context<'_>| {
            let file = self.files.get(number).cloned();
            let file = file.unwrap_or_else(|| FileInput::new(""));
            self.prepare(suite, &file, context).map(|(ready, ..)| ready)
        };
        let worth = match worth.is_asked() && !self.args.list && !self.is_over {
            true => Worth::find(
                worth,
                (&self.chosen, &self.kept),
                &prepare,
                self.threads.pool()?,
                context,
            )?,
            false => Worth::default(),
        };
        let error = self.unread.error();
        if self.args.list {
            let report = ListReport::new(self.listed, error);
            render::test::list(&report, self.args.format, context.stdout)?;
            return Ok(context.exit());
        }
        // Somebody at a terminal, or who asks for more, may want to know; a log would differ from run to run.
        if self.args.verbose || context.shows_progress() {
            self.look.duration = Some(since(self.begun, context.host));
        }
        self.summary.suite_errors += self.unread.errors;
        let report = TestReport {
            coverage: worth.coverage,
            mutants: worth.mutants,
            unread: self.unread.reports,
            ..TestReport::new(self.suites, self.summary, error)
        };
        if let Some(file) = &self.args.junit {
            written::write(file, &render::test::junit(&report, self.look)?, context)?;
        }
        if self.look.format == Format::Github {
            written::summary(|room| render::test::page(&report, room), context)?;
        }
        render::test::end(report, self.look, context.stdout)?;
        Ok(context.exit())
    }

    /// Reads a suite and runs its cases.
    fn one(
        &mut self,
        (file, text): Found,
        changed: Option<&BTreeSet<PathBuf>>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let file = &file;
        context.reads.go_on(file.path());
        let input = Input::File(file.clone());
        let read = match text {
            Some(text) => Ok(text),
            None => input.read("<suite>", context),
        };
        let source = match read {
            Ok(source) => source,
            Err(Failure::Refused(refusal)) => {
                return self.unread.refuse(Some(file), &refusal, context);
            }
            Err(other) => return Err(other),
        };
        let (suite, told) = match suite::read(&source) {
            Ok(read) => read,
            Err(told) => {
                let findings = told.into_iter().map(|one| Finding::new(one, &source));
                let Failure::Refused(refusal) = Failure::all(findings.collect()) else {
                    return Ok(());
                };
                return self.unread.refuse(Some(file), &refusal, context);
            }
        };
        self.summary.suites += 1;
        let mut told: Vec<Finding> = told
            .into_iter()
            .map(|one| Finding::new(one, &source))
            .collect();
        let lists_cases = self.args.list && !self.args.worth.asks_mutants();
        if lists_cases {
            self.list(&suite, &source);
            let mistakes = suite.cases.iter().flat_map(|case| &case.mistakes);
            told.extend(mistakes.map(|one| Finding::new(one.clone(), &source)));
            let errors = self.tell(&told, context)?;
            return self.refuse(errors, context);
        }
        let (mut prepared, more, files) = self.prepare(suite, file, context)?;
        told.extend(more);
        let read = files.values().flatten();
        self.read.extend(read.map(|file| real(file, context.host)));
        let touched = changed.and_then(|changed| touched(&prepared.suite, changed, &files));
        let mut written = Vec::new();
        if self.args.write {
            match self.fill(&prepared, file, context) {
                Ok(Some((filled, reports))) => (prepared, written) = (filled, reports),
                Ok(None) => {}
                Err(Failure::Refused(refusal)) => {
                    self.unread.tell(&refusal, context)?;
                }
                Err(other) => return Err(other),
            }
        }
        let errors = self.tell(&told, context)?;
        self.refuse(errors, context)?;
        if !self.args.list {
            self.run(&prepared, (&told, &written), touched.as_ref(), context)?;
        }
        if self.args.worth.is_asked() {
            self.kept.push(prepared);
            self.files.push(file.clone());
        }
        Ok(())
    }

    /// Tells what is wrong with a suite that could be read for the rest.
    fn refuse(&mut self, errors: Vec<Finding>, context: &mut Context<'_>) -> Result<(), Failure> {
        if errors.is_empty() {
            return Ok(());
        }
        self.summary.suite_errors += errors.len() as u64;
        match Failure::all(errors) {
            Failure::Refused(refusal) => self.unread.tell(&refusal, context),
            other => Err(other),
        }
    }

    /// The names of the cases that are asked for.
    fn list(&mut self, suite: &Suite, source: &Source) {
        let cases = suite
            .cases
            .iter()
            .filter(|case| self.chosen.takes(&case.name));
        let listed = cases.map(|case| ListedCase::new(&case.name, source, case.span));
        let listed: Vec<ListedCase> = listed.collect();
        self.summary.cases += listed.len() as u64;
        self.listed.extend(listed);
    }

    /// Reads the templates and the events of a suite.
    fn prepare(
        &self,
        mut suite: Suite,
        file: &FileInput,
        context: &mut Context<'_>,
    ) -> Result<(Prepared, Vec<Finding>, NamedFiles), Failure> {
        let settings = settings(&suite, &self.given.settings);
        suite.account.clone_from(&settings.account);
        suite.region.clone_from(&settings.region);
        context.templates.settings = settings;
        let world = World {
            zones: ZoneDatabase::bundled(),
            now: context.host.now(),
        };
        let mut loader = Beside::new(file, context);
        let (prepared, told) = Prepared::new(suite, &mut loader, &world);
        if let Some(failure) = loader.failed {
            return Err(failure);
        }
        let files = loader.files;
        context.templates = self.given.clone();
        Ok((prepared, told, files))
    }

    /// Fills in what the cases lack that are asked for, in the file; `None` if they lack nothing. It is proved to pass
    /// before it is written.
    fn fill(
        &self,
        prepared: &Prepared,
        file: &FileInput,
        context: &mut Context<'_>,
    ) -> Result<Option<(Prepared, Vec<WrittenReport>)>, Failure> {
        let before = &prepared.suite.source;
        let mut filling = Filling::of(prepared, &self.chosen);
        let written = filling.written(before);
        for finding in &filling.left {
            context.tell(finding)?;
        }
        let Some((written, reports)) = written? else {
            return Ok(None);
        };
        let after = Source::new(before.name(), written.text);
        let read = suite::read(&after).map(|(suite, _)| suite);
        let Ok(suite) = read else {
            return Err(fill::not_passing(before));
        };
        let (filled, ..) = self.prepare(suite, file, context)?;
        let runner = Runner::new(&filled);
        let names: Vec<&String> = reports.iter().flat_map(|one| &one.cases).collect();
        let cases = filled.suite.cases.iter().enumerate();
        let mut written = cases.filter(|(_, case)| names.contains(&&case.name));
        // What else the case expects may fail as it did before.
        if written.any(|(number, _)| !runner.run(number).errors.is_empty()) {
            return Err(fill::not_passing(before));
        }
        drop(runner);
        fill::replace(file, before, after.text(), context)?;
        Ok(Some((filled, reports)))
    }

    /// Runs the cases of a suite.
    fn run(
        &mut self,
        prepared: &Prepared,
        (told, written): (&[Finding], &[WrittenReport]),
        touched: Option<&BTreeSet<usize>>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let cases = prepared.suite.cases.iter().enumerate();
        let cases = cases.filter(|(number, _)| touched.is_none_or(|all| all.contains(number)));
        let asked = cases.filter(|(_, case)| self.chosen.takes(&case.name));
        let asked: Vec<usize> = asked.map(|(number, _)| number).collect();
        if self.is_over {
            self.summary.not_run += asked.len() as u64;
            return Ok(());
        }
        let runner = Runner::new(prepared);
        let outcomes = self.outcomes(&runner, &asked, context.host)?;
        let source = &prepared.suite.source;
        let mut report = SuiteReport::new(source.name(), told);
        let mut rest = outcomes.into_iter();
        for (number, outcome, duration) in rest.by_ref() {
            let Some(case) = prepared.suite.cases.get(number) else {
                continue;
            };
            for finding in &outcome.errors {
                context.tell(finding)?;
            }
            let mut told = CaseReport::new(&case.name, (source, case.span), &outcome);
            told.duration = duration;
            told.expectations = case.expectations();
            let own = written.iter().filter(|one| one.cases.contains(&case.name));
            told.written = own.cloned().collect();
            self.summary.count(&told);
            match told.outcome {
                "passed" => {}
                "failed" => context.known(Exit::Negative),
                _ => context.known(Exit::Failure),
            }
            let passes = told.passes();
            report.cases.push(told);
            if self.args.fail_fast && !passes {
                self.is_over = true;
                break;
            }
        }
        self.summary.not_run += (asked.len() - report.cases.len()) as u64;
        render::test::suite(&report, self.look, context.stdout)?;
        self.suites.push(report);
        Ok(())
    }

    /// What comes of the cases, in their order. Where the first that does not pass ends the run, those behind it need not be
    /// there.
    fn outcomes(
        &self,
        runner: &Runner<'_>,
        cases: &[usize],
        host: &dyn Host,
    ) -> Result<Vec<(usize, Outcome, Duration)>, Failure> {
        let first_bad = AtomicUsize::new(usize::MAX);
        let one = |number: &usize| {
            if self.args.fail_fast && *number > first_bad.load(Ordering::Relaxed) {
                return None;
            }
            let begun = self.args.verbose.then(|| host.now());
            let outcome = runner.run(*number);
            if !outcome.passes() {
                first_bad.fetch_min(*number, Ordering::Relaxed);
            }
            let took = begun.map_or(Duration::ZERO, |begun| since(begun, host));
            Some((*number, outcome, took))
        };
        let pool = self.threads.pool()?;
        Ok(pool.install(|| cases.par_iter().filter_map(one).collect()))
    }

    /// Draws what is to be said of a suite; returns what of it are errors.
    fn tell(&self, told: &[Finding], context: &mut Context<'_>) -> Result<Vec<Finding>, Failure> {
        let errors = told.iter().filter(|one| one.diagnostic.is_error());
        let errors: Vec<Finding> = errors.cloned().collect();
        for finding in told.iter().filter(|one| !one.diagnostic.is_error()) {
            context.tell(finding)?;
        }
        Ok(errors)
    }

    /// Tells of what lies where cases lie, and is none: no suite reads it.
    fn note_strays(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let lists_cases = self.args.list && !self.args.worth.asks_mutants();
        for stray in std::mem::take(&mut self.strays) {
            let mut files = stray.files.iter();
            let is_read = |file: &PathBuf| self.read.contains(&real(file, context.host));
            if lists_cases || files.any(is_read) {
                continue;
            }
            if let Failure::Refused(refusal) = Failure::refused(stray.told) {
                self.unread.stray(&refusal, context)?;
            }
        }
        Ok(())
    }

    /// Tells that no case has a name that was asked for.
    fn note_no_case(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.chosen.takes_all()
            || self.summary.cases + self.summary.not_run > 0
            || self.unread.count() > 0
        {
            return Ok(());
        }
        let expressions: Vec<String> = self.args.run.iter().map(|one| format!("`{one}`")).collect();
        let message = format!(
            "no case has a name that {} matches",
            expressions.join(" or ")
        );
        let told = Diagnostic::error(NO_CASE, message).help("`--list` tells the names");
        match Failure::refused(Finding::without_source(told)) {
            Failure::Refused(refusal) => self.unread.none(&refusal, context),
            other => Err(other),
        }
    }
}

/// The cases whose events stand in files that have changed; `None` if something else has that they all may need.
fn touched(
    suite: &Suite,
    changed: &BTreeSet<PathBuf>,
    files: &NamedFiles,
) -> Option<BTreeSet<usize>> {
    let mut known: BTreeSet<&PathBuf> = BTreeSet::new();
    let mut touched = BTreeSet::new();
    for (number, case) in suite.cases.iter().enumerate() {
        let named = suite.files_of(case);
        let own = named.iter().filter_map(|name| files.get(*name)).flatten();
        for file in own.filter(|file| changed.contains(*file)) {
            known.insert(file);
            touched.insert(number);
        }
    }
    (known.len() == changed.len()).then_some(touched)
}

/// A path without links.
fn real(path: &Path, host: &dyn Host) -> PathBuf {
    host.real_path(path).unwrap_or_else(|_| path.to_owned())
}

/// How long ago a time was.
fn since(begun: DateTime<Utc>, host: &dyn Host) -> Duration {
    (host.now() - begun).to_std().unwrap_or_default()
}

/// What the suite says of templates; what the command line says wins.
fn settings(suite: &Suite, given: &Settings) -> Settings {
    let own = suite.parameters.iter();
    let own = own.map(|(name, parameter)| (name.clone(), parameter.value.clone()));
    let mut parameters: BTreeMap<_, _> = own.collect();
    parameters.extend(given.parameters.clone());
    let or = |given: &Option<String>, own: &Option<String>| given.clone().or_else(|| own.clone());
    Settings {
        parameters,
        account: or(&given.account, &suite.account),
        region: or(&given.region, &suite.region),
        partition: given.partition.clone(),
        stack_name: or(&given.stack_name, &suite.stack_name),
        stage: or(&given.stage, &suite.stage),
    }
}
