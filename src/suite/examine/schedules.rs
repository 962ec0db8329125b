//! What becomes of the mutants of a schedule.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::examined::{Examined, Judgement, SubjectKind};
use super::judging::{Asked, Made, Survivors};
use super::mutants::IsWanted;
use super::rules::{Asking, CaseNumbers, TestedSuite};
use crate::check::World;
use crate::model::ScheduleOwner;
use crate::schedule::{Defaults, Expression, Judged, Schedule, Service, codes};
use crate::source::{Source, Span};
use crate::suite::addition::Says;

use crate::suite::mutant::schedule::{FirstDifference, Part, first_difference, schedule_mutants};
use crate::suite::mutant::{Edit, Mutator};
use crate::suite::prepared::{PreparedKind, PreparedSchedule};
use crate::suite::run::Replacement;
use crate::suite::subject::SubjectSchedule;

/// From when on a schedule is asked of which no case asks: 2027-01-01.
const USUALLY_AFTER: i64 = 1_798_761_600;

/// How long before the first date of a schedule it is asked for the first time whether another date makes a difference.
const BEFORE_START_DAYS: i64 = 31;

/// A schedule of one suite or several.
#[derive(Debug)]
pub(super) struct AskedSchedule {
    asked: Asked<usize>,
    expression: (String, Span),
    timezone: Span,
    service: Service,
    schedule: Schedule,
    /// Where it says that it is disabled, if it does.
    disabled: Option<Span>,
    /// Where its first and its last date stand.
    dates: [Option<Span>; 2],
    /// From when on the first case asks.
    after: Option<DateTime<Utc>>,
}

impl AskedSchedule {
    /// All schedules of suites, in the order of the templates.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, '_>) -> Vec<Self> {
        let world = World::default();
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<(String, usize, String), Option<usize>> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut places: BTreeMap<usize, usize> = BTreeMap::new();
            for (number, subject) in prepared.subject.schedules.iter().enumerate() {
                let template = prepared.subject.templates.get(subject.template);
                let expression = subject.declared.expression.as_ref();
                let (Some(template), Some(expression)) = (template, expression) else {
                    continue;
                };
                let file = template.source.name_at(expression.span.start).to_owned();
                let key = (file, expression.span.start, expression.to_display());
                let place = *known.entry(key).or_insert_with(|| {
                    let new = Self::new(subject, &template.source, suite, &world)?;
                    all.push(new);
                    Some(all.len() - 1)
                });
                places.extend(place.map(|place| (number, place)));
            }
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases).enumerate();
            for (case, (_, prepared)) in cases.filter(|(_, (said, _))| is_asked(&said.name)) {
                let PreparedKind::Schedule(asking) = &prepared.kind else {
                    continue;
                };
                let place = places.get(&asking.number);
                if let Some(one) = place.and_then(|place| all.get_mut(*place)) {
                    one.ask(numbers.of(suite, case), asking);
                }
            }
        }
        all
    }

    /// A schedule of which no case asks; `None` of one of which it is not known when it fires.
    fn new(
        subject: &SubjectSchedule,
        source: &Source,
        suite: usize,
        world: &World<'_>,
    ) -> Option<Self> {
        let declared = &subject.declared;
        let judged = Judged::new(declared, &Defaults::default(), &world.zones, world.now);
        let is_open = |code| code == codes::OPEN;
        let mut told = judged.diagnostics.iter();
        if told.any(|one| one.is_error() || is_open(one.code)) {
            return None;
        }
        let state = declared.state.as_ref().map(|state| state.span);
        let disabled = match judged.is_disabled {
            true => Some(state?),
            false => None,
        };
        let expression = declared.expression.as_ref()?;
        let timezone = declared.timezone.as_ref();
        Some(Self {
            asked: Asked {
                kind: SubjectKind::Schedule,
                label: subject.label.clone(),
                source: source.clone(),
                whole: declared.span,
                suite,
                cases: Vec::new(),
                is_open: false,
            },
            expression: (expression.as_str().to_owned(), expression.span),
            timezone: timezone.map_or(expression.span, |zone| zone.span),
            service: match declared.owner {
                ScheduleOwner::Rule => Service::Rules,
                _ => Service::Scheduler,
            },
            schedule: judged.schedule?,
            disabled,
            dates: [&declared.start, &declared.end].map(|date| Some(date.as_ref()?.span)),
            after: None,
        })
    }

    fn ask(&mut self, number: usize, asking: &PreparedSchedule) {
        if self.asked.cases.is_empty() {
            self.schedule = asking.schedule.clone();
            self.after = Some(asking.after);
        }
        self.asked.cases.push((number, asking.number));
    }

    pub(super) fn listed(&self, is_wanted: &IsWanted<'_>) -> Examined {
        self.asked.listed(self.made(), is_wanted)
    }

    pub(super) fn judged(
        &self,
        suites: (&[TestedSuite<'_>], &CaseNumbers),
        is_wanted: &IsWanted<'_>,
    ) -> Examined {
        self.asked.judged(
            self.made(),
            suites,
            is_wanted,
            |with, passing| passing.noticing(|schedule| Replacement::Schedule { schedule, with }),
            |open| {
                let mut survivors = Survivors::new();
                for one in open {
                    let judgement = self.survivor(&one.with, &mut survivors);
                    survivors.judgements.push(judgement);
                }
                survivors
            },
        )
    }

    /// What becomes of a mutant that no case notices; one missing case may notice several.
    fn survivor(&self, mutant: &Schedule, survivors: &mut Survivors) -> Judgement {
        if self.disabled.is_some() {
            return self.enabled(survivors);
        }
        let instant = match self.difference(mutant) {
            FirstDifference::At { instant, .. } => instant,
            FirstDifference::Never => return Judgement::Equivalent,
            FirstDifference::NotBefore(count) => {
                return Judgement::Undecided(format!(
                    "the first {count} fires are the same, and of those behind it is not known"
                ));
            }
        };
        let after = instant - TimeDelta::seconds(1);
        let next = self.schedule.occurrences(after).next();
        let next = next.map(|one| one.at());
        let label = &self.asked.label;
        let name = match next {
            Some(next) if next == instant => format!("{label} fires at {}", written(next)),
            Some(_) | None => format!("{label} does not fire at {}", written(instant)),
        };
        let says = Says::Fires {
            schedule: label.clone(),
            after: written(after),
            next: next.map(written),
        };
        survivors.survived(self.asked.suite, &name, says)
    }

    /// What becomes of it if it is not disabled any more.
    fn enabled(&self, survivors: &mut Survivors) -> Judgement {
        let mut begins = [self.usually_after(), DateTime::UNIX_EPOCH].into_iter();
        let first = begins.find_map(|after| self.schedule.occurrences(after).next());
        let Some(first) = first else {
            return Judgement::Equivalent;
        };
        let label = &self.asked.label;
        let says = Says::Fires {
            schedule: label.clone(),
            after: written(first.at() - TimeDelta::seconds(1)),
            next: None,
        };
        survivors.survived(self.asked.suite, &format!("{label} never fires"), says)
    }

    fn usually_after(&self) -> DateTime<Utc> {
        let usual = DateTime::from_timestamp(USUALLY_AFTER, 0).unwrap_or_default();
        self.after.unwrap_or(usual)
    }

    /// Where a mutant parts from it: from when on the cases ask, or ever.
    fn difference(&self, mutant: &Schedule) -> FirstDifference {
        let (own, other) = (self.schedule.end(), mutant.end());
        if own != other {
            // Up to the first of the two ends they are the same.
            let first = [own, other].into_iter().flatten().min();
            return first_difference(&self.schedule, mutant, first.unwrap_or_default());
        }
        let (own, other) = (self.schedule.start(), mutant.start());
        if let Some(first) = [own, other].into_iter().flatten().min()
            && own != other
            && let Some(before) = first.checked_sub_signed(TimeDelta::days(BEFORE_START_DAYS))
        {
            let near = first_difference(&self.schedule, mutant, before);
            if matches!(near, FirstDifference::At { .. }) {
                return near;
            }
        }
        match first_difference(&self.schedule, mutant, self.usually_after()) {
            FirstDifference::Never => {
                first_difference(&self.schedule, mutant, DateTime::UNIX_EPOCH)
            }
            other => other,
        }
    }

    fn made(&self) -> Vec<Made<Schedule>> {
        if let Some(span) = self.disabled {
            return vec![Made {
                mutator: Mutator::StateTurned,
                span,
                edit: Edit {
                    span,
                    replacement: "ENABLED".to_owned(),
                },
                source: None,
                description: "`DISABLED` becomes `ENABLED`".to_owned(),
                with: self.schedule.clone(),
            }];
        }
        let (text, place) = &self.expression;
        let mutants = schedule_mutants(text, &self.schedule, self.service);
        let made = mutants.into_iter().map(|mutant| {
            let (span, replacement) = match mutant.part {
                Part::Expression => (*place, mutant.edit.apply(text)),
                Part::Timezone => (self.timezone, mutant.edit.replacement),
            };
            Made {
                mutator: mutant.mutator,
                span,
                edit: Edit { span, replacement },
                source: None,
                description: mutant.description,
                with: mutant.schedule,
            }
        });
        let mut made: Vec<Made<Schedule>> = made.collect();
        made.extend(self.dates());
        made
    }

    /// Each of the two dates a day earlier and later, and left out; one-time schedules ignore them. What a rate is counted from
    /// is moved, and not left out.
    fn dates(&self) -> Vec<Made<Schedule>> {
        let (start, end) = (self.schedule.start(), self.schedule.end());
        let is_ignored = matches!(self.schedule.expression(), Expression::At(_));
        let is_rate = matches!(self.schedule.expression(), Expression::Rate(_));
        let mut made = Vec::new();
        let known = [("StartDate", start), ("EndDate", end)];
        for ((at, (name, date)), place) in known.into_iter().enumerate().zip(self.dates) {
            let (Some(date), Some(span), false) = (date, place, is_ignored) else {
                continue;
            };
            let moved = [1, -1].map(|days| date.checked_add_signed(TimeDelta::days(days)));
            let moved = moved.into_iter().flatten().map(Some);
            let dropped = (at == 1 || !is_rate).then_some(None);
            for other in moved.chain(dropped) {
                let (start, end) = if at == 0 {
                    (other, end)
                } else {
                    (start, other)
                };
                if start.zip(end).is_some_and(|(start, end)| start >= end) {
                    continue;
                }
                let replacement = other.map(written).unwrap_or_default();
                let (mutator, becomes) = match other {
                    Some(_) => (Mutator::DateMoved, format!("becomes `{replacement}`")),
                    None => (Mutator::DateDropped, "is dropped".to_owned()),
                };
                made.push(Made {
                    mutator,
                    span,
                    description: format!("`{name}` `{}` {becomes}", written(date)),
                    edit: Edit { span, replacement },
                    source: None,
                    with: self.schedule.clone().between(start, end),
                });
            }
        }
        made
    }
}

fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
