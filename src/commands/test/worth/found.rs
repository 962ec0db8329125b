//! What was found out about rules, for several suites together.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rayon::ThreadPool;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::added::{self, Grown};
use super::arguments::WorthArguments;
use super::change::InDiff;
use crate::commands::progress::Progress;
use crate::commands::test::chosen::Chosen;
use crate::commands::test::written;
use crate::commands::{Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::coverage::CoverageReport;
use crate::report::mutants::MutantsReport;
use crate::report::mutation_testing::MutationTestingReport;
use crate::source::{Source, Span};
use crate::suite::examine::{
    AskedRule, AskedThing, CaseNumbers, Examined, TestedSuite, asked_rules, asked_things,
    coverage_of, covered_schedules, covered_targets, list_of, list_of_targets, mutants_of,
    mutants_of_targets, together,
};
use crate::suite::{Prepared, Runner, Suite};

/// Less is covered than is demanded.
const UNDER: Code = Code::new("suite/coverage");

/// Fewer mutants are killed than is demanded.
const ALIVE: Code = Code::new("suite/score");

/// Makes a suite ready that has the number and the place of another.
pub(crate) type Prepare<'p> =
    dyn Fn(usize, Suite, &mut Context<'_>) -> Result<Prepared, Failure> + 'p;

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
        prepare: &Prepare<'_>,
        pool: &ThreadPool,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let changed = args.in_diff(prepared, context)?;
        let runners: Vec<Runner<'_>> = prepared.iter().map(Runner::new).collect();
        let suites = tested(prepared, &runners);
        let numbers = CaseNumbers::new(&suites);
        let is_asked = |name: &str| chosen.takes(name);
        let rules = asked_rules(&suites, &numbers, &is_asked);
        let mut worth = Self::default();
        if let Some(file) = &args.coverage {
            let mut report = covered(&rules, (&suites, &numbers), pool);
            for schedule in covered_schedules(&suites, &is_asked) {
                report.add_thing(&schedule);
            }
            if let Some(file) = file {
                write(file, &report.document(), context)?;
            }
            if let Some(percent) = report.summary.percent {
                demand(args, (UNDER, "are covered"), percent, context)?;
            }
            worth.coverage = Some(report);
        }
        if let Some(file) = &args.mutants {
            let tested = (suites.as_slice(), &numbers, rules.as_slice());
            let mut report = judged(tested, &is_asked, changed.as_ref(), pool, context);
            if let Some(file) = file {
                let report = MutationTestingReport::new(&report, &suites);
                write(file, &report, context)?;
            }
            match (args.fail_under, report.summary.score) {
                (Some(_), Some(score)) => {
                    demand(args, (ALIVE, "of the mutants are killed"), score, context)?;
                }
                _ if report.summary.survived > 0 => context.known(Exit::Negative),
                _ => {}
            }
            if args.write_survivors {
                add(
                    &mut report,
                    prepared,
                    (prepare, changed.as_ref(), pool),
                    context,
                )?;
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
        let changed = args.in_diff(prepared, context)?;
        let runners: Vec<Runner<'_>> = prepared.iter().map(Runner::new).collect();
        let suites = tested(prepared, &runners);
        let numbers = CaseNumbers::new(&suites);
        let mut report = MutantsReport::default();
        let is_wanted = is_wanted(changed.as_ref());
        let mut found = Vec::new();
        for rule in asked_rules(&suites, &numbers, &|_| true) {
            found.push(list_of(&rule, &is_wanted));
            found.extend(list_of_targets(&rule, &suites, &is_wanted));
        }
        let things = asked_things(&suites, &numbers, &|_| true);
        found.extend(things.iter().map(|one| one.listed(&is_wanted)));
        for found in &together(found) {
            report.add(found, &suites, &numbers);
        }
        Ok(report)
    }
}

fn covered(
    rules: &[AskedRule<'_>],
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    pool: &ThreadPool,
) -> CoverageReport {
    let found: Vec<_> = pool.install(|| rules.par_iter().map(coverage_of).collect());
    let mut report = CoverageReport::default();
    for (rule, found) in std::iter::zip(rules, &found) {
        report.add(rule, found);
        for target in covered_targets(rule, found, (suites, numbers)) {
            report.add_thing(&target);
        }
    }
    report
}

/// Whether so many of a hundred are enough; what is missing is told elsewhere, with its place.
fn demand(
    args: &WorthArguments,
    (code, what): (Code, &str),
    percent: f64,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let Some(demanded) = args.fail_under.filter(|demanded| percent < *demanded) else {
        return Ok(());
    };
    context.known(Exit::Negative);
    let message = format!("{percent:.1} % {what}, and {demanded} % are demanded");
    let told = Diagnostic::warning(code, message);
    Ok(context.tell(&Finding::without_source(told))?)
}

/// Adds the missing cases to the suites, but none that others make needless: the new ones are asked alone about all mutants.
fn add(
    report: &mut MutantsReport,
    prepared: &[Prepared],
    (prepare, changed, pool): (&Prepare<'_>, Option<&InDiff<'_>>, &ThreadPool),
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let suites: Vec<&Suite> = prepared.iter().map(|one| &one.suite).collect();
    let grown = Grown::all(report, &suites, context)?;
    let mut kept: BTreeSet<usize> = (0..report.missing_cases.len()).collect();
    if kept.len() > 1 && !grown.is_empty() {
        let mut prepared = Vec::new();
        for one in &grown {
            if let Some(suite) = one.suite() {
                prepared.push(prepare(one.suite, suite, context)?);
            }
        }
        let runners: Vec<Runner<'_>> = prepared.iter().map(Runner::new).collect();
        let suites = tested(&prepared, &runners);
        let numbers = CaseNumbers::new(&suites);
        let is_new = |name: &str| grown.iter().any(|one| one.adds(name));
        let rules = asked_rules(&suites, &numbers, &is_new);
        let asked = (suites.as_slice(), &numbers, rules.as_slice());
        let again = judged(asked, &is_new, changed, pool, context);
        kept = added::keep_needed(report, &again, &grown);
    }
    for one in grown {
        if let Some(suite) = suites.get(one.suite) {
            report.summary.added += one.write(|place| kept.contains(&place), suite, context)?;
        }
    }
    Ok(())
}

fn tested<'p>(prepared: &'p [Prepared], runners: &'p [Runner<'p>]) -> Vec<TestedSuite<'p>> {
    std::iter::zip(prepared, runners)
        .map(|(prepared, runner)| TestedSuite { prepared, runner })
        .collect()
}

/// What becomes of all mutants: of the rules and their targets, and of everything else.
fn judged(
    (suites, numbers, rules): (&[TestedSuite<'_>], &CaseNumbers, &[AskedRule<'_>]),
    is_asked: &dyn Fn(&str) -> bool,
    changed: Option<&InDiff<'_>>,
    pool: &ThreadPool,
    context: &mut Context<'_>,
) -> MutantsReport {
    let things = asked_things(suites, numbers, is_asked);
    let suites = (suites, numbers);
    let total = rules.len() as u64;
    let mut progress = Progress::new(context.host, context.stderr, total, ("rule", "rules"));
    let is_wanted = is_wanted(changed);
    let of_rule = |rule: &AskedRule<'_>| {
        let mut found = vec![mutants_of(rule, suites, &is_wanted)];
        found.extend(mutants_of_targets(rule, suites, &is_wanted));
        found
    };
    let mut found: Vec<Examined> = Vec::new();
    let mut done = 0;
    for some in rules.chunks(4 * pool.current_num_threads().max(1)) {
        let each: Vec<_> = pool.install(|| some.par_iter().map(of_rule).collect());
        found.extend(each.into_iter().flatten());
        done += some.len() as u64;
        progress.done(done);
    }
    let of_thing = |one: &AskedThing<'_>| one.judged(suites, &is_wanted);
    let each: Vec<_> = pool.install(|| things.par_iter().map(of_thing).collect());
    found.extend(each);
    let mut report = MutantsReport::default();
    for found in &together(found) {
        report.add(found, suites.0, numbers);
    }
    report
}

/// All mutants, or those that a change touches.
fn is_wanted(changed: Option<&InDiff<'_>>) -> impl Fn(&Source, Span, Span) -> bool + Sync {
    move |source, span, whole| changed.is_none_or(|changed| changed.has(source, span, whole))
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
