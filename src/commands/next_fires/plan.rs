//! A given schedule, judged: what can be asked when it fires, or what is wrong with it.

use chrono::{DateTime, TimeDelta, Utc};

use super::Args;
use super::given::Given;
use super::times::Times;
use crate::diagnostic::{Diagnostic, Finding};
use crate::report::next_fires::{RefusedSchedule, ScheduleFires};
use crate::schedule::{
    Defaults, EXCEPTION, Expression, Judged, Schedule, Service, ZoneDatabase, choice, codes,
};
use crate::source::{Source, Span};

/// Nothing fires before 1970.
pub(super) const BEGINNING: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A schedule that was given.
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) expression: String,
    pub(super) timezone: String,
    expression_span: Span,
    service: Service,
    source: Option<Source>,
    /// `None` if something is wrong with it.
    pub(super) schedule: Option<Schedule>,
    /// As it is, it does not fire.
    disabled: bool,
    /// What AWS answers, if it refuses the expression.
    pub(super) aws_message: Option<String>,
    pub(super) findings: Vec<Finding>,
    /// How many fires of it are shown, where the number is one of all schedules together.
    pub(super) share: Option<u64>,
}

impl Plan {
    /// Has the engine judge a schedule.
    pub(super) fn new(given: Given, args: &Args, zones: &ZoneDatabase<'_>, times: &Times) -> Self {
        let label = given.schedule.label();
        if !given.findings.is_empty() {
            return Self {
                name: label,
                expression: String::new(),
                timezone: String::new(),
                expression_span: Span::default(),
                service: args.service.map(Service::from).unwrap_or_default(),
                source: given.source,
                schedule: None,
                disabled: false,
                aws_message: None,
                findings: given.findings,
                share: None,
            };
        }
        let judged = Judged::new(
            &given.schedule,
            &defaults(args, times),
            zones,
            times.present,
        );
        let expression = judged.expression.to_display();
        let mut found = judged.diagnostics;
        if args.collisions.is_some() {
            found = found.into_iter().map(left_out).collect();
        }
        let mut plan = Self {
            name: if label.is_empty() {
                expression.clone()
            } else {
                label
            },
            expression,
            timezone: judged.timezone,
            expression_span: judged.expression.span,
            service: judged.service,
            source: given.source,
            schedule: judged.schedule,
            disabled: judged.is_disabled,
            aws_message: judged.aws_message,
            findings: Vec::new(),
            share: None,
        };
        plan.tell(found);
        plan
    }

    fn tell(&mut self, found: Vec<Diagnostic>) {
        let with_flags = |told: Diagnostic| match told.code == codes::RATE_ANCHOR {
            true => told.help("`--start-date` or `--created` gives it for all of the run"),
            false => told,
        };
        let found = found.into_iter().map(with_flags);
        let found = found.map(|diagnostic| self.finding(diagnostic));
        let found: Vec<Finding> = found.collect();
        self.findings.extend(found);
    }

    /// Keeps what is wrong with it only: the rest was told, and there may be a hundred thousand schedules.
    pub(super) fn forget_notes(&mut self) {
        if self.schedule.is_some() {
            self.findings = Vec::new();
        }
    }

    /// A note about the whole schedule is shown at its expression; an error that has no place is in the options.
    pub(super) fn finding(&self, mut diagnostic: Diagnostic) -> Finding {
        if diagnostic.primary.is_none() && !diagnostic.is_error() && !self.expression.is_empty() {
            diagnostic = diagnostic.at(self.expression_span, "");
        }
        match &self.source {
            Some(source) => Finding::new(diagnostic, source),
            None => Finding::without_source(diagnostic),
        }
    }

    /// The same, where it is a rate of which nobody knows the beginning counted back from an instant.
    pub(super) fn anchored(&self, before: DateTime<Utc>) -> Self {
        let schedule = self.schedule.as_ref();
        Self {
            schedule: schedule.map(|schedule| anchored(schedule, before)),
            findings: Vec::new(),
            source: self.source.clone(),
            name: self.name.clone(),
            expression: self.expression.clone(),
            timezone: self.timezone.clone(),
            aws_message: None,
            ..*self
        }
    }

    /// The schedule, if it counts as one that collides: a disabled one invokes nothing.
    pub(super) fn counted(&self) -> Option<&Schedule> {
        self.schedule.as_ref().filter(|_| !self.disabled)
    }

    /// In plain English.
    pub(super) fn description(&self) -> Option<String> {
        self.schedule
            .as_ref()
            .map(|schedule| schedule.expression().describe())
    }

    /// What AWS answers, in a line; it says so where AWS may as well accept the expression.
    pub(super) fn answer(&self) -> Option<String> {
        let message = self.aws_message.as_deref()?;
        let found = || self.findings.iter().map(|finding| &finding.diagnostic);
        let unsettled =
            found().any(|one| [choice::YEAR.code, choice::AT_DATE.code].contains(&one.code));
        let errors = found().filter(|one| one.is_error()).count();
        let certainty = if unsettled && errors == 1 {
            ", if it refuses this"
        } else {
            ""
        };
        Some(format!("AWS answers{certainty}: {EXCEPTION}: {message}"))
    }

    /// What is known of it without its fires.
    pub(super) fn report(&self) -> ScheduleFires {
        ScheduleFires {
            name: self.name.clone(),
            expression: self.expression.clone(),
            service: self.service.as_str(),
            timezone: self.timezone.clone(),
            description: self.description(),
        }
    }

    /// What is answered to it, if it is refused.
    pub(super) fn refused(&self) -> Option<RefusedSchedule> {
        if self.schedule.is_some() {
            return None;
        }
        let mut findings = self.findings.iter().map(|finding| &finding.diagnostic);
        let ours = findings.find(|one| one.is_error());
        let (code, message) = match (&self.aws_message, ours) {
            (Some(message), _) => (EXCEPTION, message.clone()),
            (None, Some(error)) => (error.code.as_str(), error.message.clone()),
            (None, None) => ("", String::new()),
        };
        Some(RefusedSchedule {
            name: self.name.clone(),
            expression: self.expression.clone(),
            code: code.to_owned(),
            message,
        })
    }
}

/// What the options say of schedules that leave it open.
fn defaults(args: &Args, times: &Times) -> Defaults {
    Defaults {
        service: args.service.map(Service::from),
        timezone: args.timezone.clone(),
        start: times.start,
        end: times.end,
        created: times.created,
        window: args.window,
    }
}

/// What is said of a disabled schedule where collisions are counted; anything else stays as it is.
fn left_out(found: Diagnostic) -> Diagnostic {
    if found.code != codes::DISABLED {
        return found;
    }
    let note = Diagnostic::note(
        codes::DISABLED,
        "this schedule is disabled: it is left out of the collisions",
    );
    match found.primary {
        Some(label) => note.at(label.span, ""),
        None => note,
    }
}

/// The schedule, and if it is a rate of which nobody knows the beginning one that is counted back from an instant.
pub(super) fn anchored(schedule: &Schedule, before: DateTime<Utc>) -> Schedule {
    let Expression::Rate(rate) = schedule.expression() else {
        return schedule.clone();
    };
    if schedule.anchor().is_some() {
        return schedule.clone();
    }
    let passed = (before - BEGINNING).num_seconds();
    let intervals = passed / rate.interval_seconds();
    let first = before - TimeDelta::seconds(intervals * rate.interval_seconds());
    schedule.clone().created(Some(first))
}
