//! What becomes of the mutants of a schedule.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::examined::{Examined, Judged, Judgement, Missing, SubjectKind};
use super::mutants::IsWanted;
use super::passing::Passing;
use super::rules::{CaseNumbers, TestedSuite};
use crate::model::ScheduleOwner;
use crate::schedule::{Schedule, Service};
use crate::source::{Source, Span};
use crate::suite::addition::{NewCase, Says};
use crate::suite::mutant::Edit;
use crate::suite::mutant::schedule::{
    FirstDifference, Part, ScheduleMutant, first_difference, schedule_mutants,
};
use crate::suite::prepared::PreparedKind;
use crate::suite::run::Replacement;

/// A schedule that cases ask, of one suite or several.
#[derive(Debug)]
pub struct AskedSchedule {
    label: String,
    /// The text that declares it.
    source: Source,
    expression: (String, Span),
    timezone: Span,
    /// The whole declaration.
    whole: Span,
    service: Service,
    schedule: Schedule,
    /// The first suite, and what it calls the schedule.
    suite: usize,
    /// The cases by their numbers among all, with the number of the schedule in their suite.
    cases: Vec<(usize, usize)>,
    /// From when on the first case asks.
    after: DateTime<Utc>,
}

/// All schedules that cases ask whose names `is_asked` takes, in the order of the suites and their cases; each once.
#[must_use]
pub fn asked_schedules(
    suites: &[TestedSuite<'_>],
    numbers: &CaseNumbers,
    is_asked: &dyn Fn(&str) -> bool,
) -> Vec<AskedSchedule> {
    let mut all: Vec<AskedSchedule> = Vec::new();
    let mut known: BTreeMap<(String, usize, String), usize> = BTreeMap::new();
    for (suite, tested) in suites.iter().enumerate() {
        let prepared = tested.prepared;
        for (case, asked) in prepared.cases.iter().enumerate() {
            let name = prepared.suite.cases.get(case).map(|one| one.name.as_str());
            let PreparedKind::Schedule(asked) = &asked.kind else {
                continue;
            };
            let subject = prepared.subject.schedules.get(asked.number);
            let template = subject.and_then(|one| prepared.subject.templates.get(one.template));
            let (Some(subject), Some(template)) = (subject, template) else {
                continue;
            };
            let Some(expression) = subject.declared.expression.as_ref() else {
                continue;
            };
            if asked.is_disabled || !name.is_some_and(is_asked) {
                continue;
            }
            let number = numbers.of(suite, case);
            let file = template.source.name_at(expression.span.start).to_owned();
            let key = (file, expression.span.start, expression.as_str().to_owned());
            let place = *known.entry(key).or_insert_with(|| {
                let timezone = subject.declared.timezone.as_ref();
                all.push(AskedSchedule {
                    label: subject.label.clone(),
                    source: template.source.clone(),
                    expression: (expression.as_str().to_owned(), expression.span),
                    timezone: timezone.map_or(expression.span, |zone| zone.span),
                    whole: subject.declared.span,
                    service: match subject.declared.owner {
                        ScheduleOwner::Rule => Service::Rules,
                        _ => Service::Scheduler,
                    },
                    schedule: asked.schedule.clone(),
                    suite,
                    cases: Vec::new(),
                    after: asked.after,
                });
                all.len() - 1
            });
            if let Some(one) = all.get_mut(place) {
                one.cases.push((number, asked.number));
            }
        }
    }
    all
}

/// The mutants of a schedule that are wanted, of which nothing is asked.
#[must_use]
pub fn list_of_schedule(asked: &AskedSchedule, is_wanted: &IsWanted<'_>) -> Examined {
    let mutants = made(asked, is_wanted).into_iter();
    Examined {
        mutants: mutants
            .map(|one| judged(asked, one, Judgement::NotJudged))
            .collect(),
        ..nothing(asked)
    }
}

/// Judges the mutants of a schedule that are wanted.
#[must_use]
pub fn mutants_of_schedule(
    asked: &AskedSchedule,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    is_wanted: &IsWanted<'_>,
) -> Examined {
    let mut examined = nothing(asked);
    let passing = Passing::of(&asked.cases, (suites, numbers));
    for mutant in made(asked, is_wanted) {
        let by = passing.noticing(|schedule| Replacement::Schedule {
            schedule,
            with: &mutant.schedule,
        });
        let judgement = match by.is_empty() {
            false => Judgement::Killed(by),
            true => survivor(asked, &mutant, &mut examined.missing),
        };
        examined.mutants.push(judged(asked, mutant, judgement));
    }
    examined
}

/// What becomes of a mutant that no case notices; one missing case may notice several.
fn survivor(
    asked: &AskedSchedule,
    mutant: &ScheduleMutant,
    missing: &mut Vec<Missing>,
) -> Judgement {
    let instant = match first_difference(&asked.schedule, &mutant.schedule, asked.after) {
        FirstDifference::At { instant, .. } => instant,
        FirstDifference::Never => return Judgement::Equivalent,
        FirstDifference::NotBefore(count) => {
            return Judgement::Undecided(format!(
                "the first {count} fires are the same, and of those behind it is not known"
            ));
        }
    };
    let after = instant - TimeDelta::seconds(1);
    let next = asked.schedule.occurrences(after).next();
    let next = next.map(|one| one.at());
    let written = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
    let says = Says::Fires {
        schedule: asked.label.clone(),
        after: written(after),
        next: next.map(written),
    };
    let place = missing.iter().position(|one| one.case.says == says);
    let place = place.unwrap_or_else(|| {
        let label = &asked.label;
        let name = match next {
            Some(next) if next == instant => format!("{label} fires at {}", written(next)),
            Some(_) | None => format!("{label} does not fire at {}", written(instant)),
        };
        missing.push(Missing {
            case: NewCase { name, says },
            suite: asked.suite,
            notices: 0,
        });
        missing.len() - 1
    });
    if let Some(missing) = missing.get_mut(place) {
        missing.notices += 1;
    }
    Judgement::Survived(place)
}

fn nothing(asked: &AskedSchedule) -> Examined {
    Examined {
        kind: SubjectKind::Schedule,
        name: asked.label.clone(),
        mutants: Vec::new(),
        missing: Vec::new(),
        left_out: 0,
        is_asked: true,
        is_open: false,
    }
}

fn made(asked: &AskedSchedule, is_wanted: &IsWanted<'_>) -> Vec<ScheduleMutant> {
    let mut made = schedule_mutants(&asked.expression.0, &asked.schedule, asked.service);
    made.retain(|one| is_wanted(&asked.source, asked.place(one.part), asked.whole));
    made
}

impl AskedSchedule {
    /// Where a part of it stands in its file.
    const fn place(&self, part: Part) -> Span {
        match part {
            Part::Expression => self.expression.1,
            Part::Timezone => self.timezone,
        }
    }
}

fn judged(asked: &AskedSchedule, mutant: ScheduleMutant, judgement: Judgement) -> Judged {
    let span = asked.place(mutant.part);
    let replacement = match mutant.part {
        Part::Expression => mutant.edit.apply(&asked.expression.0),
        Part::Timezone => mutant.edit.replacement,
    };
    Judged {
        mutator: mutant.mutator,
        description: mutant.description,
        source: asked.source.clone(),
        span,
        edit: Edit { span, replacement },
        judgement,
    }
}
