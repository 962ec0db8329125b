//! Schedules of EventBridge Scheduler, and of rules.

use chrono::DateTime;

use super::finding::{Answer, Answering, Resource};
use super::judge::Judge;
use super::lints;
use super::requests::asked;
use crate::api::Operation;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Kind;
use crate::json::fields::present;
use crate::model::{Declared, Extent, InventoryKind, Requested, Schedule, ScheduleOwner};
use crate::schedule::{Defaults, EXCEPTION, Judged, Service, choice};

impl Judge<'_> {
    /// A schedule and its target.
    pub(super) fn schedule(&mut self, schedule: &Schedule) {
        let resource = Resource::new("schedule", Some(schedule.label()), schedule.span);
        self.expression(&resource, schedule);
        if let Some(target) = &schedule.target {
            self.schedule_target(&resource, target, created(schedule));
        }
        if is_requested(schedule) {
            let request = self.requested(schedule);
            self.declared(&resource, Operation::CreateSchedule, &request);
            self.dates(&resource, schedule);
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

/// The operation that makes a schedule as it is asked.
pub(super) fn created(schedule: &Schedule) -> Operation {
    let request = schedule.request.as_ref();
    let extent = request.map_or(Extent::Part, |request| request.extent);
    asked(Operation::CreateSchedule, extent)
}

/// What the request of a schedule tells by itself, each at its member.
const OF_REQUESTS: [&str; 5] = [
    "schedule/declaration",
    "schedule/end-before-start",
    "schedule/property",
    "schedule/window-mode",
    "schedule/window-size",
];

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
