//! `--collisions`: the minutes in which too many schedules fire.

use chrono::{DateTime, TimeDelta, Utc};

use super::plan::Plan;
use super::times::Times;
use super::{Args, Refused, draw};
use crate::commands::{Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::collisions::{CollisionReport, Collisions, CountedSchedule, HeatMap};
use crate::report::next_fires::utc;
use crate::report::{DiagnosticReport, Format};
use crate::schedule::{self, Load, MOST_FIRES, Schedule, ZoneDatabase};

/// How far is looked if nobody says.
const DEFAULT_DAYS: i64 = 7;

/// There were more fires than are counted.
const CUT: Code = Code::new("schedule/collisions-cut");

/// What is to be counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// Itself outside.
    after: DateTime<Utc>,
    /// Itself inside.
    until: DateTime<Utc>,
    /// More than so many are a collision.
    threshold: u32,
    /// The zone on whose clock the week is drawn.
    timezone: &'a str,
    format: Format,
}

impl<'a> Question<'a> {
    pub(super) fn new(args: &'a Args, times: &Times, threshold: u32) -> Self {
        Self {
            after: times.after,
            until: times
                .until
                .unwrap_or_else(|| times.after + TimeDelta::days(DEFAULT_DAYS)),
            threshold,
            timezone: args.timezone.as_deref().unwrap_or("UTC"),
            format: args.format,
        }
    }
}

/// Counts and reports.
pub(super) fn run(
    question: &Question<'_>,
    plans: &[Plan],
    zones: &ZoneDatabase<'_>,
    refused: Option<&Refused>,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let report = count(question, plans, zones, refused)?;
    if let Some(cut_at) = &report.cut_at {
        draw(&[cut(cut_at)], context)?;
    }
    render::collisions::write(&report, question.format, context.width, context.stdout)?;
    Ok(exit(!report.collisions.is_empty(), report.cut_at.is_some()))
}

/// Nothing found in a search that was cut is no answer.
fn exit(found: bool, cut: bool) -> Exit {
    match (found, cut) {
        (true, _) => Exit::Negative,
        (false, false) => Exit::Success,
        (false, true) => Exit::Failure,
    }
}

fn cut(cut_at: &str) -> Finding {
    Finding::without_source(
        Diagnostic::warning(
            CUT,
            format!(
                "only the minutes before {cut_at} were searched: there are more than {} fires",
                render::words::thousands(MOST_FIRES as u64)
            ),
        )
        .help("set `--until` earlier, and ask again with `--after` for the rest"),
    )
}

fn count<'a>(
    question: &Question<'_>,
    plans: &'a [Plan],
    zones: &ZoneDatabase<'_>,
    refused: Option<&Refused>,
) -> Result<Collisions<'a>, Failure> {
    let zone = zones
        .zone(question.timezone)
        .map_err(|error| Failure::refused(Finding::without_source(error)))?;
    let counted: Vec<(&Plan, &Schedule)> = plans
        .iter()
        .filter_map(|plan| Some((plan, plan.counted()?)))
        .collect();
    let schedules: Vec<&Schedule> = counted.iter().map(|(_, schedule)| *schedule).collect();
    let names: Vec<&str> = counted.iter().map(|(plan, _)| plan.name.as_str()).collect();
    let load = schedule::load(
        &schedules,
        question.after,
        question.until,
        question.threshold,
        &zone,
    );
    let found = load.collisions.iter();
    Ok(Collisions {
        version: 1,
        tzdata: zones.release().to_owned(),
        after: utc(question.after),
        until: utc(question.until),
        threshold: question.threshold,
        collisions: found.map(|one| CollisionReport::new(one, &names)).collect(),
        heat_map: HeatMap::new(&load, question.timezone),
        schedules: counted_schedules(plans, &load),
        cut_at: load.cut_at.map(utc),
        error: refused.map(|refused| refused.error.clone()),
        refused: refused.map_or_else(Vec::new, |refused| refused.each.clone()),
    })
}

fn counted_schedules(plans: &[Plan], load: &Load) -> Vec<CountedSchedule> {
    let mut fires = load.fires.iter().copied();
    let schedules = plans.iter().map(|plan| CountedSchedule {
        name: plan.name.clone(),
        expression: plan.expression.clone(),
        description: plan.description(),
        fires: plan
            .counted()
            .and_then(|_| fires.next())
            .unwrap_or_default(),
        diagnostics: plan.findings.iter().map(DiagnosticReport::new).collect(),
    });
    schedules.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::snippet::{self, Look};

    #[test]
    fn nothing_found_in_a_search_that_was_cut_is_no_yes() {
        assert_eq!(exit(false, false), Exit::Success);
        assert_eq!(exit(false, true), Exit::Failure);
        assert_eq!(exit(true, true), Exit::Negative);
    }

    #[test]
    fn a_search_that_was_cut_says_how_far_it_came() {
        insta::assert_snapshot!(snippet::draw(&cut("2027-11-02T15:21:00Z"), Look::default()), @r"
        warning[schedule/collisions-cut]: only the minutes before 2027-11-02T15:21:00Z were searched: there are more than 5,000,000 fires
         |
         = help: set `--until` earlier, and ask again with `--after` for the rest
        ");
    }
}
