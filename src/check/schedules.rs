//! Schedules of EventBridge Scheduler, and of rules.

use chrono::DateTime;

use super::finding::{Answer, Answering, Resource};
use super::judge::{Judge, World};
use super::lints;
use super::requests::asked;
use crate::api::Operation;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Kind;
use crate::json::fields::present;
use crate::model::{
    Declared, Extent, Inventory, InventoryKind, Requested, Schedule, ScheduleOwner,
};
use crate::schedule::{Defaults, EXCEPTION, Judged, Service, choice, codes};
use crate::source::Source;

impl Judge<'_> {
    /// A schedule and its target.
    pub(super) fn schedule(&mut self, schedule: &Schedule) {
        let resource = Resource::new("schedule", Some(schedule.label()), schedule.span);
        self.expression(&resource, schedule);
        self.creation_of_schedule(&resource, schedule);
        if is_requested(schedule) {
            self.dates(&resource, schedule);
        }
    }

    /// What CreateSchedule says of everything but when it fires.
    fn creation_of_schedule(&mut self, resource: &Resource, schedule: &Schedule) {
        if let Some(target) = &schedule.target {
            self.schedule_target(resource, target, created(schedule));
        }
        if is_requested(schedule) {
            let request = self.requested(schedule);
            self.declared(resource, Operation::CreateSchedule, &request);
        }
    }

    /// Recorded: the handler of CloudFormation refuses a date without milliseconds, which the API takes.
    fn dates(&mut self, resource: &Resource, schedule: &Schedule) {
        let is_cloudformation = matches!(
            self.kind,
            InventoryKind::CloudFormation | InventoryKind::Sam | InventoryKind::Cdk
        );
        let Some(request) = schedule.request.as_ref().filter(|_| is_cloudformation) else {
            return;
        };
        for name in ["StartDate", "EndDate"] {
            let Some(date) = present(&request.value, name) else {
                continue;
            };
            let text = date.as_str().unwrap_or_default();
            if DateTime::parse_from_rfc3339(text).is_ok() && !text.contains('.') {
                let message = format!("CloudFormation may refuse `{name}`: it has no milliseconds");
                let told = Diagnostic::warning(lints::SCHEDULE_PROPERTY, message)
                    .at(date.span, "")
                    .help(format!("write `{}.000Z`", text.trim_end_matches('Z')));
                let raw = self.source.slice(date.span);
                let told = match text.strip_suffix('Z') {
                    Some(begin) if raw.matches(text).count() == 1 => {
                        told.fix(date.span, raw.replace(text, &format!("{begin}.000Z")))
                    }
                    _ => told,
                };
                let about = self.about(Some(resource), name);
                self.tell(&about, told, None);
            }
        }
    }

    /// The request of a schedule, without the name of a group that is declared in the same text.
    fn requested(&self, schedule: &Schedule) -> Option<Requested> {
        let mut request = schedule.request.clone()?;
        let group = schedule.group.as_ref().map_or("", Declared::as_str);
        if let (true, Kind::Object(members)) =
            (self.groups.contains(group), &mut request.value.kind)
        {
            members.retain(|member| member.name != *"GroupName");
        }
        Some(request)
    }

    /// When it fires, and within which window.
    pub(super) fn expression(&mut self, resource: &Resource, schedule: &Schedule) {
        let judged = Judged::new(
            schedule,
            &Defaults::default(),
            &self.world.zones,
            self.world.now,
        );
        if let Some(known) = judged.schedule.as_ref().filter(|_| !judged.is_disabled) {
            self.firing(resource, schedule, known);
        }
        let answer = judged.aws_message.map(|message| Answer {
            by: Answering::Service,
            operation: match judged.service {
                Service::Rules => "PutRule",
                Service::Scheduler => created(schedule).as_str(),
            },
            code: EXCEPTION.to_owned(),
            message,
            is_recorded: true,
        });
        let expression = schedule.expression.as_ref();
        // Of rules it is recorded that they take it; and what the request tells is told of it.
        let is_settled = |told: &Diagnostic| {
            judged.service == Service::Rules && told.code == choice::EMPTY_ITEM.code
                || is_requested(schedule) && OF_REQUESTS.contains(&told.code.as_str())
        };
        // What lists schedules leaves their expressions out, and a command may have its members elsewhere.
        let request = schedule.request.as_ref();
        let is_listed = schedule.arn.is_some()
            || request.is_some_and(|request| {
                !matches!(request.extent, Extent::Whole | Extent::Replacement)
            });
        for mut told in judged
            .diagnostics
            .into_iter()
            .filter(|told| !is_settled(told))
        {
            if is_listed && told.code.as_str() == "schedule/declaration" && expression.is_none() {
                told.code = lints::OPEN;
                told.severity = Severity::Note;
            }
            let place = told.primary.as_ref().map(|label| label.span);
            let is_in = |one: &Declared<_>| {
                place.is_none_or(|place| one.span.start <= place.start && place.end <= one.span.end)
            };
            let is_expression = expression.is_some_and(is_in);
            let field = match is_expression {
                true => "ScheduleExpression",
                false => field_of(schedule, place.map(|place| place.start)),
            };
            let mut about = self.about(Some(resource), field);
            if let Some(expression) = expression.filter(|_| is_expression) {
                about.place = expression.span;
            }
            let answer = answer
                .as_ref()
                .filter(|_| is_expression || field == "EventBusName");
            self.tell(&about, told, answer);
        }
    }
}

/// Tells in each schedule for which other reasons AWS refuses it than for what says when it fires: the first, and how many there
/// are more. A schedule of which an error is told already stays as it is, and so does one without a target.
pub fn tell_refused(inventory: &mut Inventory, source: &Source) {
    let world = World::default();
    let refused = |schedule: &Schedule, inventory: &Inventory| {
        let mut judge = Judge::new(inventory, source, &world);
        let resource = Resource::new("schedule", Some(schedule.label()), schedule.span);
        judge.creation_of_schedule(&resource, schedule);
        let mut found = judge.judged().findings;
        found.retain(|one| one.severity == Severity::Error && !OF_TIMES.contains(&one.lint.name));
        found
    };
    let told: Vec<Option<Diagnostic>> = inventory
        .schedules
        .iter()
        .map(|schedule| {
            let is_told = schedule.diagnostics.iter().any(Diagnostic::is_error);
            let found = (!is_told && is_whole(schedule)).then(|| refused(schedule, inventory))?;
            let (first, more) = found.split_first()?;
            let first = &first.told.diagnostic;
            let message = match more.len() {
                0 => format!("AWS refuses this schedule all the same: {}", first.message),
                more => format!(
                    "AWS refuses this schedule all the same, for {} reasons: {}",
                    more + 1,
                    first.message
                ),
            };
            let told = Diagnostic::warning(codes::REFUSED, message);
            let told = match &first.primary {
                Some(label) => told.at(label.span, "its times hold once this is mended"),
                None => told,
            };
            let file = source.name();
            // What was given on the command line, or comes through a pipe, is called by a word.
            let all = match !file.contains(['.', '/']) {
                true => "`evb check` tells all".to_owned(),
                false => format!("`evb check {file}` tells all"),
            };
            Some(told.help(match &first.help {
                Some(help) if help.ends_with('?') => format!("{help} {all}"),
                Some(help) => format!("{help}; {all}"),
                None => all,
            }))
        })
        .collect();
    for (schedule, told) in inventory.schedules.iter_mut().zip(told) {
        schedule.diagnostics.extend(told);
    }
}

/// The operation that makes a schedule as it is asked.
pub(super) fn created(schedule: &Schedule) -> Operation {
    let request = schedule.request.as_ref();
    let extent = request.map_or(Extent::Part, |request| request.extent);
    asked(Operation::CreateSchedule, extent)
}

/// Lints of what bears on when a schedule fires: whoever asks for its times is told of it anyway.
const OF_TIMES: [&str; 4] = [
    "schedule-end-before-start",
    "schedule-property",
    "schedule-timezone",
    "schedule-window",
];

/// What the request of a schedule tells by itself, each at its member.
const OF_REQUESTS: [&str; 5] = [
    "schedule/declaration",
    "schedule/end-before-start",
    "schedule/property",
    "schedule/window-mode",
    "schedule/window-size",
];

/// Whether it is meant as a whole schedule: one without anything that it invokes may be there for its times only.
fn is_whole(schedule: &Schedule) -> bool {
    let request = schedule.request.as_ref();
    let members = request.and_then(|request| request.value.as_object());
    let mut names = members.unwrap_or_default().iter();
    let has_target = names.any(|one| {
        let name = one.name.to_display().to_ascii_lowercase();
        name.starts_with("target")
    });
    has_target && schedule.expression.is_some()
}

/// Whether it is the request for a schedule of EventBridge Scheduler.
fn is_requested(schedule: &Schedule) -> bool {
    schedule.owner == ScheduleOwner::Scheduler && !schedule.is_bare && schedule.request.is_some()
}

/// The member of a schedule in which a place is.
fn field_of(schedule: &Schedule, at: Option<usize>) -> &'static str {
    let Some(at) = at else { return "" };
    let is_in = |span: crate::source::Span| span.start <= at && at < span.end;
    let texts = [
        (&schedule.timezone, "ScheduleExpressionTimezone"),
        (&schedule.bus, "EventBusName"),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(text, name)| Some((text.as_ref()?.span, name)));
    let state = schedule.state.as_ref().map(|state| (state.span, "State"));
    let window = schedule.window.as_ref();
    let window = window.map(|window| (window.span, "FlexibleTimeWindow"));
    let members = texts
        .chain(state)
        .chain(window)
        .filter(|(span, _)| is_in(*span));
    // What a tool adds stands where the whole resource does.
    let nearest = members.min_by_key(|(span, _)| span.len());
    nearest.map_or("", |(_, name)| name)
}
