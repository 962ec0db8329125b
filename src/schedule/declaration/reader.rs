//! Reads the declarations out of the values of a file.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Declaration, Located};
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Value};
use crate::schedule::codes;
use crate::schedule::service::Service;
use crate::schedule::window::FlexibleTimeWindow;
use crate::source::Span;

/// Reads values of a text that begin counting at byte `at`.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Reader<'_> {
    /// Adds every schedule in `value`.
    pub(super) fn collect(self, value: &Value, all: &mut Vec<Declaration>) {
        let list = ["Schedules", "Rules"]
            .into_iter()
            .find_map(|name| value.get(name)?.as_array());
        match value.as_array().or(list) {
            Some(several) => all.extend(several.iter().map(|one| self.one(one))),
            None => all.push(self.one(value)),
        }
    }

    /// An object is a declaration, a string an expression without one.
    fn one(self, value: &Value) -> Declaration {
        match value.kind {
            Kind::Object(_) => self.declaration(value),
            Kind::String(_) => {
                let mut found = Vec::new();
                let expression = self.string(value, "ScheduleExpression", &mut found);
                Declaration {
                    expression: expression.unwrap_or_default(),
                    diagnostics: found,
                    ..Declaration::default()
                }
            }
            _ => self.not_a_schedule(value),
        }
    }

    fn span(self, value: &Value) -> Span {
        value.span.shifted(self.at)
    }

    fn not_a_schedule(self, value: &Value) -> Declaration {
        Declaration::broken(
            Diagnostic::error(codes::DECLARATION, "this is no schedule and no rule")
                .at(self.span(value), format!("{} without `ScheduleExpression`", value.kind_name()))
                .help("give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`"),
        )
    }

    fn declaration(self, value: &Value) -> Declaration {
        let Some(expression) = value.get("ScheduleExpression") else {
            let mut declaration = self.not_a_schedule(value);
            if let Some(help) = without_expression(value) {
                for error in &mut declaration.diagnostics {
                    error.help = Some(help.to_owned());
                }
            }
            if value.get("EventPattern").is_some() {
                declaration.name = name(value);
                declaration.diagnostics = vec![
                    Diagnostic::note(
                        codes::NO_SCHEDULE,
                        "this rule has an event pattern and no schedule",
                    )
                    .at(self.span(value), ""),
                ];
            }
            return declaration;
        };
        let mut found = Vec::new();
        let service = service(value);
        let expression = self
            .string(expression, "ScheduleExpression", &mut found)
            .unwrap_or_default();
        let timezone = value
            .get("ScheduleExpressionTimezone")
            .and_then(|zone| self.string(zone, "ScheduleExpressionTimezone", &mut found));
        let mut time = |name: &str| {
            value
                .get(name)
                .and_then(|value| self.time(value, name, &mut found))
        };
        let (start, end, created) = (time("StartDate"), time("EndDate"), time("CreationDate"));
        let window = value
            .get("FlexibleTimeWindow")
            .and_then(|window| self.window(window, &mut found));
        self.state(value, &mut found);
        self.duplicates(value, &mut found);
        if let Some(window) = value.get("FlexibleTimeWindow") {
            self.duplicates(window, &mut found);
        }
        if service == Some(Service::Rules) {
            self.bus(value, &mut found);
        }
        Declaration {
            name: name(value),
            service,
            expression,
            timezone,
            start,
            end,
            created,
            window,
            diagnostics: found,
        }
    }

    fn string(self, value: &Value, name: &str, found: &mut Vec<Diagnostic>) -> Option<Located> {
        let span = self.span(value);
        let Some(text) = value.as_str() else {
            found.push(self.wrong_kind(value, name, "a string"));
            return None;
        };
        let inside = Span::new(span.start + 1, span.end.saturating_sub(1));
        Some(Located {
            text: text.to_owned(),
            span: inside,
            verbatim: self.text.get(inside.start..inside.end) == Some(text),
        })
    }

    /// A time as the API sends it (seconds since 1970, with a fraction), or as the AWS CLI and templates
    /// write it.
    fn time(self, value: &Value, name: &str, found: &mut Vec<Diagnostic>) -> Option<DateTime<Utc>> {
        let read = match &value.kind {
            Kind::Null => return None,
            Kind::Number(number) => seconds(number),
            Kind::String(text) => text
                .as_str()
                .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
                .map(|time| time.to_utc()),
            _ => None,
        };
        if read.is_none() {
            found.push(self.wrong_kind(
                value,
                name,
                "a time like `2026-11-20T10:00:00Z`, or seconds since 1970",
            ));
        }
        read
    }

    fn wrong_kind(self, value: &Value, name: &str, wanted: &str) -> Diagnostic {
        Diagnostic::error(
            codes::PROPERTY,
            format!("`{name}` has a value of the wrong kind"),
        )
        .at(self.span(value), format!("expected {wanted}"))
    }

    /// AWS: EventBridge Scheduler API Reference, `FlexibleTimeWindow`: `Mode` is required; with `FLEXIBLE`
    /// `MaximumWindowInMinutes` must be given.
    fn window(self, value: &Value, found: &mut Vec<Diagnostic>) -> Option<FlexibleTimeWindow> {
        let minutes = value
            .get("MaximumWindowInMinutes")
            .filter(|minutes| minutes.kind != Kind::Null);
        let wrong = |message: &str, label: &str| {
            Diagnostic::error(codes::WINDOW_MODE, message).at(self.span(value), label)
        };
        match (value.get("Mode").and_then(Value::as_str), minutes) {
            (Some("OFF"), _) => Some(FlexibleTimeWindow::OFF),
            (Some("FLEXIBLE"), Some(minutes)) => {
                let count = match &minutes.kind {
                    Kind::Number(number) => number.parse().ok(),
                    _ => None,
                };
                let Some(count) = count else {
                    found.push(self.wrong_kind(
                        minutes,
                        "MaximumWindowInMinutes",
                        "a whole number",
                    ));
                    return None;
                };
                FlexibleTimeWindow::flexible(count)
                    .map_err(|error| found.push(error.at(self.span(minutes), "")))
                    .ok()
            }
            (Some("FLEXIBLE"), None) => {
                found.push(wrong(
                    "a flexible time window needs its width",
                    "no `MaximumWindowInMinutes`",
                ));
                None
            }
            _ => {
                found.push(wrong(
                    "the mode of a flexible time window is `OFF` or `FLEXIBLE`",
                    "no such `Mode`",
                ));
                None
            }
        }
    }

    /// Names that an object has more than once. [`Value::get`] takes the last one.
    ///
    /// The AWS CLI reads `--cli-input-json` with Python's `json`, for which the last one counts too.
    fn duplicates(self, value: &Value, found: &mut Vec<Diagnostic>) {
        let mut last: BTreeMap<&str, Span> = BTreeMap::new();
        for member in value.as_object().unwrap_or_default() {
            let (Some(name), span) = (member.name.as_str(), member.name_span.shifted(self.at))
            else {
                continue;
            };
            if let Some(first) = last.insert(name, span) {
                found.push(
                    Diagnostic::warning(
                        codes::DUPLICATE_PROPERTY,
                        format!("`{name}` is given more than once: the last one counts, as for the AWS CLI"),
                    )
                    .at(span, "this one counts")
                    .related(first, "this one does not"),
                );
            }
        }
    }

    /// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `State`; EventBridge API Reference, `PutRule`,
    /// `State`, which has a third value.
    fn state(self, value: &Value, found: &mut Vec<Diagnostic>) {
        let Some(state) = value.get("State").filter(|state| state.kind != Kind::Null) else {
            return;
        };
        match state.as_str() {
            Some("ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") => {}
            Some("DISABLED") => found.push(
                Diagnostic::warning(
                    codes::DISABLED,
                    "this schedule is disabled: as it is, it does not fire",
                )
                .at(self.span(state), "what follows holds once it is enabled"),
            ),
            Some(other) => found.push(
                Diagnostic::error(codes::PROPERTY, format!("there is no state `{other}`"))
                    .at(self.span(state), "expected `ENABLED` or `DISABLED`"),
            ),
            None => found.push(self.wrong_kind(state, "State", "`ENABLED` or `DISABLED`")),
        }
    }

    /// Recorded on AWS: rules on other buses than the default one have no schedule.
    fn bus(self, value: &Value, found: &mut Vec<Diagnostic>) {
        let Some(bus) = value.get("EventBusName") else {
            return;
        };
        let name = bus.as_str().unwrap_or_default();
        if name != "default" && !name.ends_with(":event-bus/default") {
            found.push(
                Diagnostic::error(codes::OTHER_BUS, "only rules on the default event bus have a schedule")
                    .at(self.span(bus), "another event bus")
                    .help("move the rule to the default event bus, or make it a schedule of EventBridge Scheduler"),
            );
        }
    }
}

/// What to do about an object without an expression, if we know what it is.
///
/// AWS: EventBridge Scheduler API Reference, `ScheduleSummary`: what `ListSchedules` answers has no expression.
fn without_expression(value: &Value) -> Option<&'static str> {
    let arn = value.get("Arn").and_then(Value::as_str).unwrap_or_default();
    if arn.contains(":scheduler:") && arn.contains(":schedule/") {
        Some(
            "`aws scheduler list-schedules` leaves the expression out: ask `get-schedule` for each",
        )
    } else if value.get("Resources").is_some() {
        Some(
            "templates are not read: give the expression itself, or the JSON of `get-schedule` or `describe-rule`",
        )
    } else {
        None
    }
}

/// The name, behind a group that is not the default one.
fn name(value: &Value) -> String {
    let text = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let name = text("Name").unwrap_or_default();
    match text("GroupName").filter(|group| *group != "default") {
        Some(group) => format!("{group}/{name}"),
        None => name.to_owned(),
    }
}

/// Whose declaration it is, by properties that only one of the two has.
fn service(value: &Value) -> Option<Service> {
    const SCHEDULER: [&str; 8] = [
        "FlexibleTimeWindow",
        "Target",
        "ScheduleExpressionTimezone",
        "GroupName",
        "StartDate",
        "EndDate",
        "ActionAfterCompletion",
        "CreationDate",
    ];
    const RULES: [&str; 5] = [
        "EventBusName",
        "EventPattern",
        "RoleArn",
        "ManagedBy",
        "CreatedBy",
    ];
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
    let arn = value.get("Arn").and_then(Value::as_str).unwrap_or_default();
    if has(&SCHEDULER) || arn.contains(":scheduler:") {
        Some(Service::Scheduler)
    } else if has(&RULES) || arn.contains(":rule/") {
        Some(Service::Rules)
    } else {
        None
    }
}

/// Seconds since 1970, with a fraction that is dropped.
fn seconds(number: &str) -> Option<DateTime<Utc>> {
    let whole = match number.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => number,
    };
    DateTime::from_timestamp(whole.parse().ok()?, 0)
}
