//! What was found out about rules, for several suites together.

use std::io;
use std::path::Path;

use rayon::ThreadPool;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::added;
use super::arguments::WorthArguments;
use crate::commands::progress::Progress;
use crate::commands::test::chosen::Chosen;
use crate::commands::test::written;
use crate::commands::{Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::coverage::CoverageReport;
use crate::report::mutants::MutantsReport;
use crate::report::mutation_testing::MutationTestingReport;
use crate::suite::examine::{
    AskedRule, CaseNumbers, RuleMutants, TestedSuite, asked_rules, coverage_of, mutants_of,
};
use crate::suite::mutant::diff::ChangedLines;
use crate::suite::mutant::{Mutant, mutants};
use crate::suite::{Prepared, Runner, Suite};

/// Less is covered than is demanded.
const UNDER: Code = Code::new("suite/coverage");

/// What was found out.
#[derive(Debug, Default)]
pub(crate) struct Worth {
    /// What is covered, if that was asked.
    pub(crate) coverage: Option<CoverageReport>,
    /// What became of mutants, if that was asked.
    pub(crate) mutants: Option<MutantsReport>,
}

impl Worth {
    /// Finds out what is asked about suites that were run.
    pub(crate) fn find(
        args: &WorthArguments,
        (chosen, prepared): (&Chosen, &[Prepared]),
        pool: &ThreadPool,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let changed = args.changed(context)?;
        let runners: Vec<Runner<'_>> = prepared.iter().map(Runner::new).collect();
        let suites: Vec<TestedSuite<'_>> = std::iter::zip(prepared, &runners)
            .map(|(prepared, runner)| TestedSuite { prepared, runner })
            .collect();
        let numbers = CaseNumbers::new(&suites);
        let rules = asked_rules(&suites, &numbers, &|name| chosen.takes(name));
        let mut worth = Self::default();
        if let Some(file) = &args.coverage {
            let report = covered(&rules, pool);
            if let Some(file) = file {
                write(file, &report.document(), context)?;
            }
            demand(args, &report, context)?;
            worth.coverage = Some(report);
        }
        if let Some(file) = &args.mutants {
            let found = judged(&rules, (&suites, &numbers), changed.as_ref(), pool, context);
            let mut report = MutantsReport::default();
            for (rule, found) in std::iter::zip(&rules, &found) {
                report.add(rule, found, (&suites, &numbers));
            }
            if let Some(file) = file {
                let report = MutationTestingReport::new(&report, &suites);
                write(file, &report, context)?;
            }
            if report.summary.survived > 0 {
                context.known(Exit::Negative);
            }
            if args.write_survivors {
                let suites: Vec<&Suite> = prepared.iter().map(|one| &one.suite).collect();
                added::add(&mut report, &suites, context)?;
            }
            worth.mutants = Some(report);
        }
        Ok(worth)
    }

    /// The mutants that there are, without asking anything about them.
    pub(crate) fn list(
        args: &WorthArguments,
        prepared: &[Prepared],
        context: &mut Context<'_>,
    ) -> Result<MutantsReport, Failure> {
        let changed = args.changed(context)?;
        let runners: Vec<Runner<'_>> = prepared.iter().map(Runner::new).collect();
        let suites: Vec<TestedSuite<'_>> = std::iter::zip(prepared, &runners)
            .map(|(prepared, runner)| TestedSuite { prepared, runner })
            .collect();
        let numbers = CaseNumbers::new(&suites);
        let mut report = MutantsReport::default();
        for rule in asked_rules(&suites, &numbers, &|_| false) {
            let Some(pattern) = &rule.pattern else {
                continue;
            };
            let made = mutants(pattern, crate::pattern::Dialect::Bus);
            let is_wanted = |one: &&Mutant| is_touched(&rule, one, changed.as_ref());
            let mutants: Vec<&Mutant> = made.all.iter().filter(is_wanted).collect();
            report.list(&rule, &mutants, made.left_out);
        }
        Ok(report)
    }
}

fn covered(rules: &[AskedRule<'_>], pool: &ThreadPool) -> CoverageReport {
    let found: Vec<_> = pool.install(|| rules.par_iter().map(coverage_of).collect());
    let mut report = CoverageReport::default();
    for (rule, found) in std::iter::zip(rules, &found) {
        report.add(rule, found);
    }
    report
}

/// Whether enough is covered; what is not is told elsewhere, with its place.
fn demand(
    args: &WorthArguments,
    report: &CoverageReport,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let (Some(demanded), Some(percent)) = (args.fail_under, report.summary.percent) else {
        return Ok(());
    };
    if percent >= demanded {
        return Ok(());
    }
    context.known(Exit::Negative);
    let message = format!("{percent:.1} % are covered, and {demanded} % are demanded");
    let told = Diagnostic::warning(UNDER, message);
    Ok(context.tell(&Finding::without_source(told))?)
}

/// What becomes of the mutants of every rule.
fn judged(
    rules: &[AskedRule<'_>],
    suites: (&[TestedSuite<'_>], &CaseNumbers),
    changed: Option<&ChangedLines>,
    pool: &ThreadPool,
    context: &mut Context<'_>,
) -> Vec<RuleMutants> {
    let total = rules.len() as u64;
    let mut progress = Progress::new(context.host, context.stderr, total, ("rule", "rules"));
    let mut found = Vec::with_capacity(rules.len());
    for some in rules.chunks(4 * pool.current_num_threads().max(1)) {
        let one = |rule: &AskedRule<'_>| {
            mutants_of(rule, suites, &|mutant| is_touched(rule, mutant, changed))
        };
        found.extend(pool.install(|| some.par_iter().map(one).collect::<Vec<_>>()));
        progress.done(found.len() as u64);
    }
    found
}

/// Whether a mutant is one of those that are wanted.
fn is_touched(rule: &AskedRule<'_>, mutant: &Mutant, changed: Option<&ChangedLines>) -> bool {
    changed.is_none_or(|changed| {
        let (first, last) = rule.source.positions(mutant.span);
        let file = rule.source.name_at(mutant.span.start);
        changed.touches(file, first.line, last.line)
    })
}

fn write(
    file: &Path,
    report: &impl serde::Serialize,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let mut content = serde_json::to_vec_pretty(report).map_err(io::Error::from)?;
    content.push(b'\n');
    written::write(file, &content, context)
}
