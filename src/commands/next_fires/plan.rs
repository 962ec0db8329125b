//! A given schedule, checked: what can be asked when it fires, or what is wrong with it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::Args;
use super::given::Given;
use crate::diagnostic::{Diagnostic, Finding};
use crate::quota::MAXIMUM_START_DATE_AGE_SECONDS;
use crate::report::DiagnosticReport;
use crate::report::next_fires::{RefusedSchedule, ScheduleFires};
use crate::schedule::{
    Declaration, EXCEPTION, Expression, FlexibleTimeWindow, Located, Schedule, Service,
    ZoneDatabase, aws_message, choice, codes, parse,
};
use crate::source::{Source, Span};

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
}

impl Plan {
    /// Checks a schedule.
    ///
    /// # Errors
    ///
    /// The notes on a rule that has none, of which there is nothing to ask.
    pub(super) fn new(
        given: Given,
        args: &Args,
        zones: &ZoneDatabase<'_>,
        after: DateTime<Utc>,
    ) -> Result<Self, Vec<Finding>> {
        let declaration = given.declaration;
        if declaration
            .diagnostics
            .iter()
            .any(|one| one.code == codes::NO_SCHEDULE)
        {
            let finding = |note| Finding {
                diagnostic: note,
                source: given.source.clone(),
            };
            return Err(declaration.diagnostics.into_iter().map(finding).collect());
        }
        let service = service(&declaration, args);
        let (expression, timezone) = (declaration.expression.clone(), declaration.timezone.clone());
        let mut plan = Self {
            name: if declaration.name.is_empty() {
                expression.text.clone()
            } else {
                declaration.name.clone()
            },
            expression: expression.text.clone(),
            timezone: String::new(),
            expression_span: expression.span,
            service,
            source: given.source,
            schedule: None,
            disabled: is_disabled(&declaration),
            aws_message: None,
            findings: given.findings,
        };
        let readable = plan.findings.is_empty() && !has_error(&declaration.diagnostics);
        let mut found = declaration.diagnostics.clone();
        if args.collisions.is_some() {
            found = found.into_iter().map(left_out).collect();
        }
        if !readable && expression.text.is_empty() {
            plan.tell(found);
            return Ok(plan);
        }
        if declaration
            .diagnostics
            .iter()
            .any(|one| one.code == codes::OTHER_BUS)
        {
            plan.aws_message = Some(crate::schedule::OTHER_BUS.to_owned());
        }
        let details = Details::new(args, &declaration, service, given.in_file, &mut found);
        let zone = zones.zone(&details.timezone).map_err(|error| {
            found.push(match &timezone {
                Some(zone) => error.at(zone.span, ""),
                None => error,
            });
        });
        let parsed = plan.parse(&expression, &mut found);
        plan.timezone = details.timezone;
        if let (Some(parsed), Ok(zone)) = (parsed, zone) {
            let schedule = Schedule::new(parsed)
                .in_zone(Arc::new(zone))
                .between(details.start, details.end)
                .created(details.created)
                .with_window(details.window);
            found.extend(schedule.notes());
            if service == Service::Rules && matches!(schedule.expression(), Expression::Rate(_)) {
                found.push(choice::RATE_ON_RULES.diagnostic());
            }
            // Only the clock tells what is past; a list asked for from another time may be a rehearsal.
            if given.in_file && declaration.created.is_none() && args.after.is_none() {
                found.extend(start_in_the_past(details.start, after));
            }
            plan.schedule = (!has_error(&found)).then_some(schedule);
        }
        plan.tell(found);
        Ok(plan)
    }

    fn parse(&mut self, expression: &Located, found: &mut Vec<Diagnostic>) -> Option<Expression> {
        let text = expression.text.as_str();
        match parse(text, self.service) {
            Ok(parsed) => {
                found.extend(
                    parsed
                        .notes
                        .into_iter()
                        .map(|note| expression.in_file(note)),
                );
                Some(parsed.expression)
            }
            Err(refused) => {
                self.aws_message = aws_message(text, self.service, &refused);
                found.extend(refused.0.into_iter().map(|error| expression.in_file(error)));
                None
            }
        }
    }

    fn tell(&mut self, found: Vec<Diagnostic>) {
        let found = found.into_iter().map(|diagnostic| self.finding(diagnostic));
        let found: Vec<Finding> = found.collect();
        self.findings.extend(found);
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
            fires: Vec::new(),
            more: false,
            skipped: Vec::new(),
            diagnostics: self.findings.iter().map(DiagnosticReport::new).collect(),
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

/// Whose schedule it is: what the file tells, else what was asked for.
///
/// `CreateSchedule` wants a target and a window, so a named declaration with neither can only be a rule's, unless
/// something is asked of it that rules do not have.
fn service(declaration: &Declaration, args: &Args) -> Service {
    let options = args.timezone.is_some()
        || args.start_date.is_some()
        || args.end_date.is_some()
        || args.window.is_some();
    let is_once = declaration.expression.text.trim_start().starts_with("at");
    let asked = args.service.map(Service::from);
    declaration.service.or(asked).unwrap_or({
        if declaration.name.is_empty() || options || is_once {
            Service::Scheduler
        } else {
            Service::Rules
        }
    })
}

/// Everything beside the expression that decides when it fires.
struct Details {
    timezone: String,
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    created: Option<DateTime<Utc>>,
    window: FlexibleTimeWindow,
}

impl Details {
    /// What the file says, else what the options say. Rules have none of it but the time of creation.
    fn new(
        args: &Args,
        declaration: &Declaration,
        service: Service,
        in_file: bool,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let declared_rule = in_file && declaration.service == Some(Service::Rules);
        let asked_window = args.window.filter(|_| !declared_rule);
        let asked_zone = args.timezone.clone().filter(|_| !declared_rule);
        let declared_zone = declaration.timezone.as_ref().map(|zone| zone.text.clone());
        let details = Self {
            timezone: declared_zone
                .or(asked_zone)
                .unwrap_or_else(|| "UTC".to_owned()),
            start: declaration
                .start
                .or(args.start_date.filter(|_| !declared_rule)),
            end: declaration.end.or(args.end_date.filter(|_| !declared_rule)),
            created: declaration.created.or(args.created),
            window: declaration.window.or(asked_window).unwrap_or_default(),
        };
        if service == Service::Rules {
            details.only_on_scheduler(found);
        }
        details
    }

    /// AWS: EventBridge User Guide, "Setting a schedule pattern": rules run in UTC; `PutRule` has no dates
    /// and no window.
    fn only_on_scheduler(&self, found: &mut Vec<Diagnostic>) {
        let given = [
            (self.timezone != "UTC", "time zone"),
            (self.start.is_some(), "start date"),
            (self.end.is_some(), "end date"),
            (!self.window.is_off(), "flexible time window"),
        ];
        for (_, what) in given.into_iter().filter(|(given, _)| *given) {
            found.push(
                Diagnostic::error(codes::ONLY_ON_SCHEDULER, format!("rules have no {what}"))
                    .help("use EventBridge Scheduler: `--service scheduler`"),
            );
        }
    }
}

fn is_disabled(declaration: &Declaration) -> bool {
    let mut found = declaration.diagnostics.iter();
    found.any(|one| one.code == codes::DISABLED)
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

fn has_error(found: &[Diagnostic]) -> bool {
    found.iter().any(Diagnostic::is_error)
}

/// Reported against AWS: `CreateSchedule` refuses a start date earlier than five minutes ago.
fn start_in_the_past(start: Option<DateTime<Utc>>, after: DateTime<Utc>) -> Option<Diagnostic> {
    let earliest = after - TimeDelta::seconds(MAXIMUM_START_DATE_AGE_SECONDS);
    start.filter(|start| *start < earliest).map(|_| {
        Diagnostic::note(
            codes::START_IN_THE_PAST,
            "the start date is past: AWS would refuse to create this schedule now",
        )
        .help("AWS's words: The StartDate you specify cannot be earlier than 5 minutes ago.")
    })
}
