//! `fires`, `count` and `never`: when a schedule fires.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use crate::schedule::{Expression, Schedule};
use crate::source::Span;

use super::super::outcome::{Difference, Failure, Outcome, Remedy, Side};
use super::super::prepared::{PreparedSchedule, ScheduleAsks};
use super::{Replacement, Runner};

/// How many fires beyond the expected are told.
const MORE: usize = 5;

/// How many fires are counted.
pub(super) const COUNTED: usize = 1_000_000;

/// How many fires a remedy proposes.
pub(super) const PROPOSED: usize = 10;

/// A schedule that is asked.
pub(super) struct Asked<'r> {
    pub(super) case: &'r PreparedSchedule,
    pub(super) schedule: &'r Schedule,
    pub(super) is_disabled: bool,
}

impl Runner<'_> {
    /// Asks a schedule.
    pub(super) fn schedule(
        &self,
        case: &PreparedSchedule,
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        let other = match replacement {
            Some(Replacement::Schedule { schedule, with }) if schedule == case.number => Some(with),
            _ => None,
        };
        let asked = Asked {
            case,
            schedule: other.unwrap_or(&case.schedule),
            is_disabled: case.is_disabled && other.is_none(),
        };
        for (span, ask) in &case.asks {
            let failure = match ask {
                ScheduleAsks::Fires(expected) => self.fires(&asked, *span, expected),
                ScheduleAsks::Count(expected) => self.count(&asked, *span, *expected),
                ScheduleAsks::Never => self.never(&asked, *span),
            };
            outcome.failures.extend(failure);
        }
    }

    fn fires(&self, asked: &Asked<'_>, span: Span, expected: &[DateTime<Utc>]) -> Option<Failure> {
        let most = match asked.case.until {
            Some(_) => expected.len().saturating_add(MORE),
            None => expected.len(),
        };
        let got: Vec<DateTime<Utc>> = asked.fires().take(most).collect();
        if got == expected {
            return None;
        }
        let lines = |times: &[DateTime<Utc>]| -> String {
            times
                .iter()
                .map(|time| format!("{}\n", asked.local(*time)))
                .collect()
        };
        let label = self.label(asked);
        let rest = match got.len() == most && asked.case.until.is_some() {
            true => asked.fires().skip(most).take(COUNTED).count(),
            false => 0,
        };
        let quoted = got.iter().map(|time| format!("\"{}\"", asked.local(*time)));
        let quoted: Vec<String> = quoted.collect();
        let suite = match quoted.as_slice() {
            _ if rest >= COUNTED => None,
            [] => Some("`never: true`".to_owned()),
            quoted if rest == 0 && quoted.len() <= PROPOSED => {
                Some(format!("`fires: [{}]`", quoted.join(", ")))
            }
            _ if asked.case.until.is_some() => Some(format!("`count: {}`", got.len() + rest)),
            _ => None,
        };
        let more = match rest {
            0 => String::new(),
            COUNTED => format!("and at least {COUNTED} more times\n"),
            rest => format!("and {rest} more times\n"),
        };
        Some(Failure {
            difference: Some(Difference {
                expected: lines(expected),
                got: lines(&got) + &more,
            }),
            ..self.of_schedule(
                asked,
                ("fires", span),
                format!("`{label}` fires at other times"),
                suite,
            )
        })
    }

    fn count(&self, asked: &Asked<'_>, span: Span, expected: u64) -> Option<Failure> {
        let got = asked.fires().take(COUNTED).count();
        if u64::try_from(got) == Ok(expected) {
            return None;
        }
        let label = self.label(asked);
        let (least, suite) = match got {
            COUNTED => ("at least ", None),
            _ => ("", Some(format!("`count: {got}`"))),
        };
        let message = format!("the fires of `{label}` are {least}{got}, not {expected}");
        Some(self.of_schedule(asked, ("count", span), message, suite))
    }

    fn never(&self, asked: &Asked<'_>, span: Span) -> Option<Failure> {
        let first = asked.fires().next()?;
        let label = self.label(asked);
        let at = asked.local(first);
        let message = format!("`{label}` fires at {at}");
        let suite = Some(format!("`fires: [\"{at}\"]`, say"));
        Some(self.of_schedule(asked, ("never", span), message, suite))
    }

    fn label(&self, asked: &Asked<'_>) -> &str {
        let schedule = self.prepared.subject.schedules.get(asked.case.number);
        schedule.map_or("", |schedule| &schedule.label)
    }

    fn of_schedule(
        &self,
        asked: &Asked<'_>,
        (expectation, span): (&'static str, Span),
        message: String,
        suite: Option<String>,
    ) -> Failure {
        let subject = &self.prepared.subject;
        let schedule = subject.schedules.get(asked.case.number);
        let declared = schedule.and_then(|schedule| {
            let source = &subject.templates.get(schedule.template)?.source;
            let expression = schedule.declared.expression.as_ref();
            let place = expression.map_or(schedule.declared.span, |one| one.span);
            Some((source.clone(), place))
        });
        let suite = suite.into_iter().map(|text| Remedy {
            side: Side::Suite,
            text,
        });
        Failure {
            expectation,
            span,
            event: None,
            message: format!("{message}: {}", asked.why()),
            declared,
            difference: None,
            explanations: Vec::new(),
            remedies: suite.collect(),
        }
    }
}

impl Asked<'_> {
    /// Its fires, ascending; of one that is disabled, none.
    pub(super) fn fires(&self) -> impl Iterator<Item = DateTime<Utc>> {
        let until = self.case.until.unwrap_or(DateTime::<Utc>::MAX_UTC);
        let is_enabled = !self.is_disabled;
        let fires = self.schedule.occurrences(self.case.after);
        let fires = fires.map(|fire| fire.at());
        fires.take_while(move |at| is_enabled && *at <= until)
    }

    /// A time as the clock of the zone shows it.
    pub(super) fn local(&self, at: DateTime<Utc>) -> String {
        let seconds = self.case.zone.offset_seconds_at(at.timestamp());
        let offset = i32::try_from(seconds).ok().and_then(FixedOffset::east_opt);
        match offset.filter(|_| seconds != 0) {
            Some(offset) => at
                .with_timezone(&offset)
                .to_rfc3339_opts(SecondsFormat::Secs, false),
            None => at.to_rfc3339_opts(SecondsFormat::Secs, true),
        }
    }

    /// When it fires, in words.
    fn why(&self) -> String {
        if self.is_disabled {
            return "it is disabled".to_owned();
        }
        let described = self.schedule.expression().describe();
        match self.schedule.expression() {
            Expression::Rate(_) => described,
            Expression::Cron(_) | Expression::At(_) => {
                format!(
                    "{described}, on the clock of {}",
                    self.schedule.zone().name()
                )
            }
        }
    }
}
