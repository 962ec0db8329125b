//! A schedule as it is declared, judged: what can be asked when it fires, or what is wrong with it.
//!
//! # Example
//!
//! ```
//! use evb::model::{self, Declared};
//! use evb::schedule::{Defaults, Judged, ZoneDatabase};
//!
//! let declared = model::Schedule {
//!     expression: Some(Declared::whole("rate(5 minutes)")),
//!     ..model::Schedule::default()
//! };
//! let now = "2026-11-20T10:00:00Z".parse()?;
//! let judged = Judged::new(&declared, &Defaults::default(), &ZoneDatabase::bundled(), now);
//! assert!(judged.schedule.is_some());
//! # Ok::<(), chrono::ParseError>(())
//! ```
//!
//! # What this module does not do
//!
//! It checks what bears on when a schedule fires, and nothing else: targets and roles are not looked at.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `GetSchedule`; EventBridge API Reference, `PutRule`,
//! `DescribeRule`.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::definition::Schedule;
use super::expression::Expression;
use super::parse::{aws_message, parse, parse_in};
use super::service::{OTHER_BUS, Service};
use super::window::FlexibleTimeWindow;
use super::zone::{Zone, ZoneDatabase};
use super::{choice, codes};
use crate::diagnostic::Diagnostic;
use crate::model::{self, Declared, Hole, ScheduleOwner, ScheduleState, bus_name};
use crate::quota::MAXIMUM_START_DATE_AGE_SECONDS;
use crate::source::Span;
use crate::suggest;

/// What holds for schedules that leave it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Whose schedule it is, where nothing in it tells.
    pub service: Option<Service>,
    /// The time zone.
    pub timezone: Option<String>,
    /// Nothing fires before.
    pub start: Option<DateTime<Utc>>,
    /// Nothing fires behind.
    pub end: Option<DateTime<Utc>>,
    /// When it was created.
    pub created: Option<DateTime<Utc>>,
    /// The flexible time window.
    pub window: Option<FlexibleTimeWindow>,
}

/// A schedule that was judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The expression, as far as it is known; empty if there is none.
    pub expression: Declared<String>,
    /// The time zone on whose clock it is read.
    pub timezone: String,
    /// Who is to accept it.
    pub service: Service,
    /// `None` if something is wrong with it.
    pub schedule: Option<Schedule>,
    /// As it is, it does not fire.
    pub is_disabled: bool,
    /// What AWS answers, if it refuses the expression.
    pub aws_message: Option<String>,
    /// What is wrong with it or worth knowing; places lie in the text that declares it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Judged {
    /// Judges a declaration. `now` is the present: a schedule that is not said to exist is to be created then.
    #[must_use]
    pub fn new(
        declared: &model::Schedule,
        defaults: &Defaults,
        zones: &ZoneDatabase<'_>,
        now: DateTime<Utc>,
    ) -> Self {
        let nothing = || Declared::known(String::new(), Span::default());
        let mut judged = Self {
            expression: declared.expression.clone().unwrap_or_else(nothing),
            timezone: String::new(),
            service: service(declared, defaults),
            schedule: None,
            is_disabled: declared.is_disabled(),
            aws_message: None,
            diagnostics: declared.diagnostics.clone(),
        };
        judged.state(declared);
        judged.bus(declared);
        judged.open(declared);
        if declared.expression.is_none() {
            judged.diagnostics.extend(without_expression(declared));
        }
        if judged.expression.as_str().is_empty() && judged.has_error() {
            return judged;
        }
        let details = judged.details(declared, defaults);
        let zone = zones.zone(&judged.timezone).map_err(|error| {
            judged.diagnostics.push(match &declared.timezone {
                Some(zone) => {
                    let whole = Span::new(0, judged.timezone.len());
                    zone.in_file(error.at(whole, ""))
                }
                None => error,
            });
        });
        judged
            .diagnostics
            .extend(
                without_summer_time(&judged.timezone).map(|note| match &declared.timezone {
                    Some(zone) => note.at(zone.span, ""),
                    None => note,
                }),
            );
        let parsed = match &zone {
            Ok(zone) => judged.parse(zone),
            Err(()) => judged.parse(&Zone::utc()),
        };
        judged
            .diagnostics
            .extend(judged.other_service(declared, defaults, parsed.is_some()));
        if let (Some(parsed), Ok(zone)) = (parsed, zone) {
            let schedule = Schedule::new(parsed)
                .in_zone(Arc::new(zone))
                .between(details.start, details.end)
                .created(details.created)
                .with_window(details.window);
            judged.diagnostics.extend(schedule.notes());
            let is_rate = matches!(schedule.expression(), Expression::Rate(_));
            if judged.service == Service::Rules && is_rate {
                judged.diagnostics.push(choice::RATE_ON_RULES.diagnostic());
            }
            if judged.service == Service::Scheduler && details.created.is_none() {
                judged
                    .diagnostics
                    .extend(start_in_the_past(details.start, now));
            }
            judged.schedule = (!judged.has_error()).then_some(schedule);
        }
        judged
    }

    fn has_error(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    fn parse(&mut self, zone: &Zone) -> Option<Expression> {
        let text = self.expression.get()?.as_str();
        match parse_in(text, self.service, zone) {
            Ok(parsed) => {
                let notes = parsed.notes.into_iter();
                let notes = notes.map(|note| self.expression.in_file(note));
                self.diagnostics.extend(notes);
                Some(parsed.expression)
            }
            Err(refused) => {
                self.aws_message = aws_message(text, self.service, &refused);
                let errors = refused.0.into_iter();
                let errors = errors.map(|error| self.expression.in_file(error));
                self.diagnostics.extend(errors);
                None
            }
        }
    }

    /// That the other service answers otherwise, where nothing tells which of the two is to take the expression.
    fn other_service(
        &self,
        declared: &model::Schedule,
        defaults: &Defaults,
        is_accepted: bool,
    ) -> Option<Diagnostic> {
        if declared.owner != ScheduleOwner::Untold || defaults.service.is_some() {
            return None;
        }
        let text = self.expression.get()?.as_str();
        let (other, name) = match self.service {
            Service::Scheduler => (Service::Rules, "rules"),
            Service::Rules => (Service::Scheduler, "scheduler"),
        };
        let message = match (is_accepted, parse(text, other)) {
            (true, Err(refused)) => {
                let why = refused.0.into_iter().next().map(|one| one.message);
                format!("{} refuse this: {}", other.title(), why.unwrap_or_default())
            }
            (false, Ok(_)) => format!("{} takes this", other.title()),
            _ => return None,
        };
        let note = Diagnostic::note(codes::SERVICES_DIFFER, message)
            .help(format!("`--service {name}` asks for it alone"));
        Some(
            self.expression
                .in_file(note.at(Span::new(0, text.len()), "")),
        )
    }

    /// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `State`; EventBridge API Reference, `PutRule`,
    /// `State`, which has a third value.
    fn state(&mut self, declared: &model::Schedule) {
        let Some(state) = &declared.state else {
            return;
        };
        match state.get() {
            Some(ScheduleState::Disabled) => self.diagnostics.push(
                Diagnostic::warning(
                    codes::DISABLED,
                    "this schedule is disabled: as it is, it does not fire",
                )
                .at(state.span, "what follows holds once it is enabled"),
            ),
            Some(ScheduleState::Other(other)) => {
                let told =
                    Diagnostic::error(codes::PROPERTY, format!("there is no state `{other}`"))
                        .at(state.span, "expected `ENABLED` or `DISABLED`");
                let meant = suggest::nearest(other, &["ENABLED", "DISABLED"]);
                self.diagnostics.push(match meant {
                    Some(meant) => told.help(format!("write `{meant}`")),
                    None => told,
                });
            }
            Some(ScheduleState::Enabled) | None => {}
        }
    }

    /// Recorded on AWS: rules on other buses than the default one have no schedule.
    fn bus(&mut self, declared: &model::Schedule) {
        let Some(bus) = &declared.bus else {
            return;
        };
        let is_default = bus
            .get()
            .is_none_or(|bus| bus_name(bus) == model::Rule::DEFAULT_BUS);
        if is_default || self.service != Service::Rules {
            return;
        }
        self.aws_message = Some(OTHER_BUS.to_owned());
        self.diagnostics.push(
            Diagnostic::error(codes::OTHER_BUS, "only rules on the default event bus have a schedule")
                .at(bus.span, "another event bus")
                .help("move the rule to the default event bus, or make it a schedule of EventBridge Scheduler"),
        );
    }

    /// What its template leaves open. Without its expression nothing can be said; the rest is assumed to be absent.
    fn open(&mut self, declared: &model::Schedule) {
        if let Some(hole) = self.expression.hole() {
            let message = format!("the expression depends on `{}`", hole.from);
            let told = Diagnostic::error(codes::OPEN, message)
                .at(self.expression.span, "when it fires is not known here")
                .help("give a value for what is open, or the schedule as it is deployed: `aws scheduler get-schedule` and `aws events describe-rule` print it");
            self.diagnostics.push(told);
        }
        let zone = declared.timezone.as_ref().and_then(Declared::hole);
        let start = declared.start.as_ref().and_then(Declared::hole);
        let end = declared.end.as_ref().and_then(Declared::hole);
        let state = declared.state.as_ref().and_then(Declared::hole);
        let condition = declared.condition.as_ref().and_then(Declared::hole);
        for (hole, what, assumed) in [
            (zone, "the time zone", "UTC is assumed"),
            (start, "the start date", "none is assumed"),
            (end, "the end date", "none is assumed"),
            (state, "the state", "it is taken as enabled"),
            (
                condition,
                "whether there is such a schedule",
                "it is taken as there",
            ),
        ] {
            self.diagnostics
                .extend(hole.map(|hole| assumption(hole, what, assumed)));
        }
    }

    /// What the declaration says, else what the defaults say. Rules have none of it but the time of creation.
    fn details(&mut self, declared: &model::Schedule, defaults: &Defaults) -> Details {
        let is_rule = !declared.is_bare && declared.owner == ScheduleOwner::Rule;
        let asked = |given: Option<DateTime<Utc>>| given.filter(|_| !is_rule);
        let known = |date: &Option<Declared<DateTime<Utc>>>| date.as_ref()?.get().copied();
        let zone = declared
            .timezone
            .as_ref()
            .and_then(|zone| zone.get().cloned());
        let asked_zone = defaults.timezone.clone().filter(|_| !is_rule);
        let window = self.window(declared);
        self.timezone = zone.or(asked_zone).unwrap_or_else(|| "UTC".to_owned());
        let details = Details {
            start: known(&declared.start).or(asked(defaults.start)),
            end: known(&declared.end).or(asked(defaults.end)),
            created: known(&declared.created).or(defaults.created),
            window: window
                .or(defaults.window.filter(|_| !is_rule))
                .unwrap_or_default(),
        };
        if self.service == Service::Rules {
            self.only_on_scheduler(&details);
        }
        details
    }

    /// AWS: EventBridge Scheduler API Reference, `FlexibleTimeWindow`: `Mode` is required; with `FLEXIBLE`
    /// `MaximumWindowInMinutes` must be given.
    fn window(&mut self, declared: &model::Schedule) -> Option<FlexibleTimeWindow> {
        let window = declared.window.as_ref()?;
        let mode = window.mode.as_ref();
        if let Some(hole) = mode.and_then(Declared::hole) {
            let told = assumption(hole, "the mode of the window", "none is assumed");
            self.diagnostics.push(told);
            return None;
        }
        let minutes = window.maximum_window_minutes.as_ref();
        let wrong = |message: &str, label: &str| {
            Diagnostic::error(codes::WINDOW_MODE, message).at(window.span, label)
        };
        match (mode.map(Declared::as_str), minutes) {
            // Reported of CreateSchedule: it refuses a width beside `OFF`. Its words are not known.
            (Some("OFF"), Some(minutes)) => {
                self.diagnostics.push(
                    Diagnostic::error(codes::WINDOW_MODE, "a window that is off has no width")
                        .at(minutes.span, "refused beside `OFF`")
                        .help(
                            "leave `MaximumWindowInMinutes` out, or write `\"Mode\": \"FLEXIBLE\"`",
                        ),
                );
                None
            }
            (Some("OFF"), None) => Some(FlexibleTimeWindow::OFF),
            (Some("FLEXIBLE"), Some(minutes)) => {
                let count = minutes.get()?;
                FlexibleTimeWindow::flexible(*count)
                    .map_err(|error| self.diagnostics.push(error.at(minutes.span, "")))
                    .ok()
            }
            (Some("FLEXIBLE"), None) => {
                // Of a width that could not be read it has been said.
                if !declared.diagnostics.iter().any(Diagnostic::is_error) {
                    self.diagnostics.push(wrong(
                        "a flexible time window needs its width",
                        "no `MaximumWindowInMinutes`",
                    ));
                }
                None
            }
            (given, _) => {
                let told = wrong(
                    "the mode of a flexible time window is `OFF` or `FLEXIBLE`",
                    "no such `Mode`",
                );
                let meant = given.and_then(|given| suggest::nearest(given, &["OFF", "FLEXIBLE"]));
                self.diagnostics.push(match meant {
                    Some(meant) => told.help(format!("write `\"Mode\": \"{meant}\"`")),
                    None => told,
                });
                None
            }
        }
    }

    /// AWS: EventBridge User Guide, "Setting a schedule pattern": rules run in UTC; `PutRule` has no dates and no window.
    fn only_on_scheduler(&mut self, details: &Details) {
        let given = [
            (self.timezone != "UTC", "time zone"),
            (details.start.is_some(), "start date"),
            (details.end.is_some(), "end date"),
            (!details.window.is_off(), "flexible time window"),
        ];
        for (_, what) in given.into_iter().filter(|(given, _)| *given) {
            self.diagnostics.push(
                Diagnostic::error(codes::ONLY_ON_SCHEDULER, format!("rules have no {what}"))
                    .help("use EventBridge Scheduler: `--service scheduler`"),
            );
        }
    }
}

/// Everything beside the expression and the zone that decides when it fires.
struct Details {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    created: Option<DateTime<Utc>>,
    window: FlexibleTimeWindow,
}

/// That a zone keeps the time that its abbreviation names all year: `EST` is five hours behind UTC also in July.
///
/// IANA's `northamerica` file: `EST` and `MST` are kept for those who used them, without summer time.
fn without_summer_time(zone: &str) -> Option<Diagnostic> {
    let zones = match zone {
        "EST" => "`America/New_York`",
        "MST" => "`America/Denver`",
        _ => return None,
    };
    Some(
        Diagnostic::warning(
            codes::WITHOUT_SUMMER_TIME,
            format!("the time zone `{zone}` has no summer time: its clock is the same all year"),
        )
        .help(format!("did you mean {zones}, whose clock changes?")),
    )
}

/// Whose schedule it is: what the declaration tells, else what was asked for.
///
/// `CreateSchedule` wants a target and a window, so a named declaration with neither can only be a rule's, unless
/// something is asked of it that rules do not have.
fn service(declared: &model::Schedule, defaults: &Defaults) -> Service {
    let has_options = defaults.timezone.is_some()
        || defaults.start.is_some()
        || defaults.end.is_some()
        || defaults.window.is_some();
    let expression = declared.expression.as_ref().map_or("", Declared::as_str);
    let is_once = expression.trim_start().starts_with("at");
    // What only a time zone makes a schedule may as well be a rule to which one was given.
    let has_only_a_zone =
        declared.timezone.is_some() && declared.target.is_none() && declared.window.is_none();
    match (declared.owner, defaults.service) {
        (ScheduleOwner::Scheduler, Some(Service::Rules)) if has_only_a_zone => Service::Rules,
        (ScheduleOwner::Scheduler, _) => Service::Scheduler,
        (ScheduleOwner::Rule, _) => Service::Rules,
        (ScheduleOwner::Untold, Some(asked)) => asked,
        (ScheduleOwner::Untold, None) => {
            let is_named = !declared.label().is_empty();
            match is_named && !has_options && !is_once {
                true => Service::Rules,
                false => Service::Scheduler,
            }
        }
    }
}

fn assumption(hole: &Hole, what: &str, assumed: &str) -> Diagnostic {
    let message = format!("{what} depends on `{}`: {assumed}", hole.from);
    Diagnostic::warning(codes::OPEN, message).at(hole.span, "not known here")
}

/// What to say of a schedule without an expression.
///
/// AWS: EventBridge Scheduler API Reference, `ScheduleSummary`: what `ListSchedules` answers has no expression.
fn without_expression(declared: &model::Schedule) -> Option<Diagnostic> {
    if declared.diagnostics.iter().any(Diagnostic::is_error) {
        return None;
    }
    let beginning = Span::new(declared.span.start, declared.span.start + 1);
    let told = Diagnostic::error(codes::DECLARATION, "this schedule has no expression")
        .at(beginning, "an object without `ScheduleExpression`");
    let request = declared.request.as_ref();
    let members = request.and_then(|request| request.value.as_object());
    let otherwise = members.unwrap_or_default().iter().find(|one| {
        let text = one.value.as_str().unwrap_or_default();
        parse(text, Service::Scheduler).is_ok()
    });
    if let Some(member) = otherwise {
        let name = member.name.to_display();
        return Some(told.help(format!(
            "write `ScheduleExpression` for `{name}`, which holds one"
        )));
    }
    let arn = declared.arn.as_ref().map_or("", Declared::as_str);
    Some(if arn.contains(":scheduler:") {
        told.help(
            "`aws scheduler list-schedules` leaves the expression out: ask `get-schedule` for each",
        )
    } else {
        told.help(
            "give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`",
        )
    })
}

/// Reported against AWS: `CreateSchedule` refuses a start date earlier than five minutes ago.
fn start_in_the_past(start: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Diagnostic> {
    let earliest = now - TimeDelta::seconds(MAXIMUM_START_DATE_AGE_SECONDS);
    start.filter(|start| *start < earliest).map(|_| {
        Diagnostic::warning(
            codes::START_IN_THE_PAST,
            "the start date is past: AWS would refuse to create this schedule now",
        )
        .help("AWS's words: The StartDate you specify cannot be earlier than 5 minutes ago. `--created` tells of a schedule that exists")
    })
}
