//! The fires of every schedule in the order of time, one by one, and what they give to note.

use chrono::{DateTime, Utc};

use super::plan::Plan;
use crate::commands::Failure;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render::words;
use crate::report::next_fires::{Before, Fire, SkippedFire, utc};
use crate::schedule::{
    ClockEffect, Expression, Occurrence, Resolved, Schedule, Skipped, Timeline, TimelineOccurrence,
    choice, codes,
};

/// Which fires are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// Itself outside.
    pub(super) after: DateTime<Utc>,
    /// Itself inside.
    pub(super) until: Option<DateTime<Utc>>,
    /// Itself outside: those before it are asked for, the newest first.
    pub(super) before: Option<DateTime<Utc>>,
    /// Whether somebody gave `after`, which is now otherwise.
    pub(super) has_start: bool,
    /// At most so many of each schedule.
    pub(super) count: u64,
    /// Or of all together.
    pub(super) is_total: bool,
}

impl Question {
    /// The instant after which fires are asked for, if there is one.
    pub(super) fn begins(&self) -> Option<DateTime<Utc>> {
        (self.before.is_none() || self.has_start).then_some(self.after)
    }

    /// The instant from which the time to a fire is counted.
    pub(super) fn stands_at(&self) -> DateTime<Utc> {
        self.before.unwrap_or(self.after)
    }
}

/// What is said where the count ends lists before `until` does, in a format that does not tell it.
pub(super) fn more(all: &[Seen], question: &Question) -> Option<Finding> {
    let until = question.until?;
    let cut = all.iter().filter(|seen| seen.more).count();
    (cut > 0).then(|| {
        Finding::without_source(
            Diagnostic::note(
                codes::MORE_FIRES,
                format!(
                    "the list is cut: {cut} of {} schedules fire more often until {} than `--count` allows, {}",
                    all.len(),
                    utc(until),
                    question.count
                ),
            )
            .help("give a larger `--count`"),
        )
    })
}

/// What was seen of one schedule on the way.
#[derive(Debug, Default)]
pub(super) struct Seen {
    last: Option<Occurrence>,
    /// Up to here, itself outside, no clock change does anything, if the offset stays.
    calm_until: i64,
    /// Whether more fires follow.
    pub(super) more: bool,
    /// What is left out behind the last fire.
    pub(super) skipped_behind: Vec<SkippedFire>,
    skipped: u64,
    first_skipped: Option<SkippedFire>,
    window_reaches_next: bool,
    open_at_end: bool,
    /// Whether a time that comes twice was held to one.
    held: bool,
    /// Whether the start date lies between the two times that the clock shows the same.
    start_between: bool,
}

/// Hands every fire to `each`, with the index of its plan, and returns what was seen of each plan.
///
/// Memory does not grow with the number of fires. Clock changes are asked about only where there may be one: most fires
/// are far from them.
pub(super) fn follow(
    plans: &[Plan],
    question: Question,
    mut each: impl FnMut(usize, Fire) -> Result<(), Failure>,
) -> Result<Vec<Seen>, Failure> {
    let mut all: Vec<Seen> = plans.iter().map(|_| Seen::default()).collect();
    let known: Vec<(usize, &Schedule)> = (0..)
        .zip(plans)
        .filter_map(|(index, plan)| Some((index, plan.schedule.as_ref()?)))
        .collect();
    let schedules: Vec<&Schedule> = known.iter().map(|(_, schedule)| *schedule).collect();
    let shares = plans
        .iter()
        .map(|plan| plan.share.unwrap_or(question.count));
    let shares: Vec<u64> = shares.collect();
    let shares_of_known: Vec<u64> = known
        .iter()
        .filter_map(|(index, _)| shares.get(*index).copied())
        .collect();
    for step in Timeline::of_shares(&schedules, question.after, question.until, &shares_of_known) {
        let Some((index, schedule)) = known.get(step.index).copied() else {
            continue;
        };
        if let Some(seen) = all.get_mut(index) {
            let fire = seen.step(schedule, &question, step);
            each(index, fire)?;
        }
    }
    for (index, schedule) in known {
        if let Some(seen) = all.get_mut(index) {
            // Of a schedule without a share it is not known whether it fires.
            if shares.get(index) == Some(&0) {
                let next = schedule.occurrences(question.after).next();
                seen.more =
                    next.is_some_and(|fire| question.until.is_none_or(|until| fire.at() <= until));
            }
            seen.end(schedule, &question);
        }
    }
    Ok(all)
}

impl Seen {
    fn step(&mut self, schedule: &Schedule, question: &Question, step: TimelineOccurrence) -> Fire {
        let fire = step.fire;
        let same_offset = |before: Occurrence| before.offset_seconds() == fire.offset_seconds();
        let found = if fire.seconds() < self.calm_until && step.before.is_some_and(same_offset) {
            Fire::calm(schedule, fire)
        } else {
            self.changed(schedule, question, step)
        };
        let window = schedule.window();
        if !window.is_off() {
            let open_until = fire.seconds() + window.seconds();
            self.window_reaches_next |= step.next.is_some_and(|next| next.seconds() < open_until);
            self.open_at_end |= schedule
                .end()
                .is_some_and(|end| open_until > end.timestamp());
        }
        self.more = step.next.is_some();
        self.last = Some(fire);
        found
    }

    /// A fire to which a clock change may have done something.
    #[cold]
    fn changed(
        &mut self,
        schedule: &Schedule,
        question: &Question,
        step: TimelineOccurrence,
    ) -> Fire {
        let fire = step.fire;
        let skipped = self.left_out(schedule, question, fire.at());
        let before = match step.before {
            Some(before) => Before::Fire(before),
            None if matches!(schedule.expression(), Expression::Cron(_)) => Before::Start {
                offset_seconds: schedule
                    .zone()
                    .offset_seconds_at(question.after.timestamp()),
            },
            None => Before::Nothing,
        };
        self.held |= matches!(
            schedule.clock_effect(None, fire),
            Some(ClockEffect::HeldToOne(_))
        );
        self.calm_until = schedule.calm_until(fire.seconds());
        Fire::new(schedule, before, fire, skipped)
    }

    /// What clock changes left out since the fire before, and not behind `until`.
    fn left_out(
        &mut self,
        schedule: &Schedule,
        question: &Question,
        until: DateTime<Utc>,
    ) -> Vec<SkippedFire> {
        let mut found = Vec::new();
        if self.last.is_none() {
            found = schedule.held_back(question.after, until);
            let shown_after = |skipped: &Skipped| {
                let first = skipped.first_shown_seconds();
                first.is_some_and(|first| first > question.after.timestamp())
            };
            self.start_between = found.iter().any(shown_after);
        }
        let since = self.last.map_or(question.after, Occurrence::at);
        found.extend(schedule.skipped(since, until));
        let found: Vec<SkippedFire> = found.into_iter().map(SkippedFire::new).collect();
        self.skipped += found.len() as u64;
        if self.first_skipped.is_none() {
            self.first_skipped = found.first().cloned();
        }
        found
    }

    /// What stands behind the last fire, if it is not only the count that ends the list.
    fn end(&mut self, schedule: &Schedule, question: &Question) {
        if self.more {
            return;
        }
        // Where the schedule ends, a time that the clock leaves out may be what ends it.
        let until = question.until.unwrap_or(DateTime::<Utc>::MAX_UTC);
        self.skipped_behind = self.left_out(schedule, question, until);
    }

    /// What the fires found give to note.
    pub(super) fn notes(&self, plan: &Plan, question: &Question) -> Vec<Finding> {
        let Some(schedule) = &plan.schedule else {
            return Vec::new();
        };
        let mut notes = Vec::new();
        if self.last.is_none() && !self.more {
            notes.push(nothing_fires(schedule, question));
        }
        // Of a one-time schedule it has been said already.
        if !matches!(schedule.expression(), Expression::At(_)) {
            notes.extend(self.left_out_note());
        }
        if self.window_reaches_next {
            notes.push(window_reaches_next(schedule));
        }
        if self.open_at_end {
            notes.push(choice::WINDOW_AT_END.diagnostic());
        }
        if self.held && schedule.fires_several_times_a_day() {
            notes.push(choice::OVERLAP.diagnostic());
        }
        if self.start_between {
            notes.push(choice::OVERLAP_START.diagnostic());
        }
        notes.into_iter().map(|note| plan.finding(note)).collect()
    }

    fn left_out_note(&self) -> Option<Diagnostic> {
        let first = self.first_skipped.as_ref()?;
        let more = match self.skipped {
            1 => String::new(),
            2 => ", and at 1 more time".to_owned(),
            many => format!(", and at {} more times", many - 1),
        };
        Some(Diagnostic::note(
            codes::SKIPPED,
            format!(
                "a clock change lets nothing fire at {}{more}: {}",
                first.local,
                first.reason()
            ),
        ))
    }
}

/// That nothing fires, and why, where a date of the schedule tells.
fn nothing_fires(schedule: &Schedule, question: &Question) -> Diagnostic {
    let until = question
        .until
        .map_or_else(String::new, |until| format!(" and until {}", utc(until)));
    let asked = match (question.before, question.begins()) {
        (Some(before), Some(after)) => format!("after {} and before {}", utc(after), utc(before)),
        (Some(before), None) => format!("before {}", utc(before)),
        (None, _) => format!("after {}{until}", utc(question.after)),
    };
    let warning = Diagnostic::warning(codes::NEVER_FIRES, format!("nothing fires {asked}"));
    let (start, end) = match schedule.expression() {
        Expression::At(at) => match schedule.zone().resolve(at.local) {
            Resolved::Once(seconds) | Resolved::Twice(seconds, _) => {
                let once = DateTime::from_timestamp(seconds, 0);
                return match once {
                    Some(once) => warning.help(format!("its only time is {}", utc(once))),
                    None => warning,
                };
            }
            Resolved::Never => return warning,
        },
        Expression::Cron(_) | Expression::Rate(_) => (schedule.start(), schedule.end()),
    };
    match (start, end) {
        (Some(start), _) if question.before.is_some_and(|before| before <= start) => {
            warning.help(format!("its start date is {}", utc(start)))
        }
        (_, Some(end)) if end <= question.after && question.before.is_none() => {
            warning.help(format!("its end date is {}", utc(end)))
        }
        (Some(start), _) if question.until.is_some_and(|until| until < start) => {
            warning.help(format!("its start date is {}", utc(start)))
        }
        _ => warning,
    }
}

fn window_reaches_next(schedule: &Schedule) -> Diagnostic {
    Diagnostic::warning(
        codes::WINDOW_REACHES_NEXT,
        format!(
            "a window of {} minutes is still open when the next fire comes; what AWS does then is not documented",
            schedule.window().minutes()
        ),
    )
    .help("choose a window that is not wider than the time between two fires")
}

/// The most fires, of all schedules together, that are held at once: almost two years of minutes.
pub(super) const MOST_HELD: u64 = 1_000_000;

/// More fires than that.
const TOO_MANY: Code = Code::new("input/too-many-fires");

/// That there are more fires than can be held.
pub(super) fn too_many() -> Failure {
    Failure::refused(Finding::without_source(
        Diagnostic::error(
            TOO_MANY,
            format!(
                "there are more than {} fires, which cannot be held at once",
                words::thousands(MOST_HELD)
            ),
        )
        .help("ask for fewer with `--count` or `--until`"),
    ))
}
