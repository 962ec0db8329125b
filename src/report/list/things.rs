//! Declarations as data, one function a kind.

use super::object::{MemberReport, ObjectReport};
use super::value::ValueReport;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind, Value};
use crate::model::{
    ApiDestination, Archive, Bucket, BucketNotification, Bus, Connection, DeadLetter, Declared,
    DeclaredPattern, EventSourceMapping, InputTransformer, Inventory, InventoryKind, PatternText,
    Permission, Pipe, Policy, Queue, RetryPolicy, Rule, Schedule, ScheduleGroup, Stack,
    Subscription, Target, Window,
};
use crate::source::{Source, Span};

/// How the things of one inventory are told.
pub(super) struct Teller<'s> {
    /// The text in which spans lie.
    pub(super) source: &'s Source,
    pub(super) kind: InventoryKind,
    /// What could not be read of the things.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What nearly all things have: names, the condition under which they are there, where they stand.
macro_rules! begun {
    ($teller:expr, $one:expr) => {{
        $teller.diagnostics.extend($one.diagnostics.iter().cloned());
        let also = $one.also_called.iter().map(|name| value(text_of(name)));
        $teller
            .identity($one.logical_id.as_deref())
            .list("also_called", some(also.collect()))
    }};
}

/// How nearly all things end: whether they are there, and where they stand.
macro_rules! ended {
    ($teller:expr, $report:expr, $one:expr) => {{
        let exists = $one.condition.as_ref().map(ValueReport::boolean);
        $report
            .value("exists", exists)
            .object("place", Some($teller.place($one.span)))
    }};
}

/// A notification of a bucket.
fn notification(one: &BucketNotification) -> MemberReport {
    let events = one.events.iter().map(ValueReport::text);
    let report = ObjectReport::default()
        .value("id", text(&one.name))
        .list("events", Some(events.map(MemberReport::Value).collect()))
        .value("prefix", text(&one.prefix))
        .value("suffix", text(&one.suffix));
    let target = one.target.as_ref();
    MemberReport::Object(referring(report, ("target", "target_resource"), target))
}

/// The text that a tool sends for a pattern.
const SENT: &str = "pattern_sent";

impl<'s> Teller<'s> {
    /// What tells the things of an inventory; its spans lie in `source`.
    pub(super) fn new(inventory: &Inventory, source: &'s Source) -> Self {
        Self {
            source,
            kind: inventory.kind,
            diagnostics: inventory.diagnostics.clone(),
        }
    }

    /// A rule.
    pub(super) fn rule(&mut self, rule: &Rule) -> ObjectReport {
        let bus = rule.bus.as_ref();
        let bus_name = match (rule.is_bare, rule.bus_name(), bus) {
            (true, _, _) => None,
            (false, Some(name), _) => Some(text_of(name)),
            (false, None, bus) => bus.map(ValueReport::text),
        };
        let bus_arn = bus.filter(|bus| bus.to_display().starts_with("arn:"));
        let bus_resource = bus.and_then(|bus| bus.resource.as_deref()).map(text_of);
        let bus_id = if self.has_addresses() {
            "bus_address"
        } else {
            "bus_logical_id"
        };
        let targets = rule.targets.iter();
        let targets: Vec<MemberReport> = targets
            .map(|target| MemberReport::Object(self.target(target)))
            .collect();
        let knows_targets = !rule.has_targets_elsewhere || !targets.is_empty();
        let report = begun!(self, rule)
            .value("name", text(&rule.name))
            .value("arn", text(&rule.arn))
            .value("bus", bus_name)
            .value(bus_id, bus_resource)
            .value("bus_arn", bus_arn.map(ValueReport::text))
            .value(
                "state",
                rule.state
                    .as_ref()
                    .map(|state| ValueReport::word(state, |state| state.as_str().to_owned())),
            )
            .value("managed_by", text(&rule.managed_by))
            .value("role", text(&rule.role_arn))
            .value("schedule", text(&rule.schedule));
        let sent = if self.rewrites_patterns() {
            SENT
        } else {
            "pattern_text"
        };
        let report = self.pattern(report, ("pattern", sent), rule.pattern.as_ref());
        let report = report.list("targets", knows_targets.then_some(targets));
        ended!(self, report, rule)
    }

    /// A target, also of a schedule.
    fn target(&mut self, target: &Target) -> ObjectReport {
        let transformer = target.input_transformer.as_ref();
        let report = begun!(self, target).value("id", text(&target.id));
        referring(report, ("arn", "resource"), target.arn.as_ref())
            .value("role", text(&target.role_arn))
            .value("input", text(&target.input))
            .value("input_path", text(&target.input_path))
            .object("input_transformer", transformer.map(input_transformer))
            .object("retry", target.retry_policy.as_ref().map(retry))
            .value("dlq", dead_letter(target.dead_letter.as_ref()))
            .value(
                "dlq_resource",
                dead_letter_resource(target.dead_letter.as_ref()),
            )
    }

    /// A target that stands without its rule.
    pub(super) fn unattached_target(&mut self, target: &Target) -> ObjectReport {
        let bus = match &target.bus {
            Some(bus) => ValueReport::text(bus),
            None => text_of(Rule::DEFAULT_BUS),
        };
        self.target(target)
            .value("rule", text(&target.rule))
            .value("bus", target.rule.as_ref().map(|_| bus))
            .object("place", Some(self.place(target.span)))
    }

    /// A schedule.
    pub(super) fn schedule(&mut self, schedule: &Schedule) -> ObjectReport {
        let group = schedule
            .group
            .as_ref()
            .map_or_else(|| text_of(Schedule::DEFAULT_GROUP), ValueReport::text);
        let time = |time: &Option<Declared<chrono::DateTime<chrono::Utc>>>| {
            let time = time.as_ref()?;
            Some(ValueReport::word(time, |time| {
                time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
            }))
        };
        let target = schedule.target.as_ref().map(|target| self.target(target));
        let report = begun!(self, schedule)
            .value("name", text(&schedule.name))
            .value("group", (!schedule.is_bare).then_some(group))
            .value("arn", text(&schedule.arn))
            .value(
                "state",
                schedule
                    .state
                    .as_ref()
                    .map(|state| ValueReport::word(state, |state| state.as_str().to_owned())),
            )
            .value("expression", text(&schedule.expression))
            .value("timezone", text(&schedule.timezone))
            .value("start", time(&schedule.start))
            .value("end", time(&schedule.end))
            .object("window", schedule.window.as_ref().map(window))
            .value("after_completion", text(&schedule.after_completion))
            .object("target", target);
        ended!(self, report, schedule)
    }

    /// A pipe.
    pub(super) fn pipe(&mut self, pipe: &Pipe) -> ObjectReport {
        let report = begun!(self, pipe)
            .value("name", text(&pipe.name))
            .value("arn", text(&pipe.arn))
            .value("state", text(&pipe.desired_state))
            .value("role", text(&pipe.role_arn));
        let report = referring(report, ("source", "source_resource"), pipe.source.as_ref());
        let source_parameters = without(pipe.source_parameters.as_ref(), "FilterCriteria");
        let report = report.value("source_parameters", source_parameters);
        let report = self.filters(report, &pipe.filters);
        let enrichment = pipe.enrichment.as_ref();
        let report = referring(report, ("enrichment", "enrichment_resource"), enrichment)
            .value("enrichment_template", text(&pipe.enrichment_template));
        let target_parameters = without(pipe.target_parameters.as_ref(), "InputTemplate");
        let report = referring(report, ("target", "target_resource"), pipe.target.as_ref())
            .value("target_template", text(&pipe.target_template))
            .value("target_parameters", target_parameters);
        ended!(self, report, pipe)
    }

    /// An event source mapping.
    pub(super) fn mapping(&mut self, mapping: &EventSourceMapping) -> ObjectReport {
        let report = begun!(self, mapping)
            .value("id", text(&mapping.uuid))
            .value("function", resource_or_text(&mapping.function));
        let source = mapping.source.as_ref();
        let report = referring(report, ("source", "source_resource"), source)
            .value("batch_size", integer(&mapping.batch_size))
            .value(
                "batching_window",
                integer(&mapping.maximum_batching_window_seconds),
            );
        let report = self.filters(report, &mapping.filters);
        let retry = ObjectReport::default()
            .value("attempts", integer(&mapping.maximum_retry_attempts))
            .value("age", integer(&mapping.maximum_record_age_seconds));
        let report = report
            .object("retry", Some(retry))
            .value("dlq", dead_letter(mapping.on_failure.as_ref()))
            .value(
                "dlq_resource",
                dead_letter_resource(mapping.on_failure.as_ref()),
            )
            .value(
                "enabled",
                mapping.enabled.as_ref().map(ValueReport::boolean),
            );
        ended!(self, report, mapping)
    }

    /// A subscription.
    pub(super) fn subscription(&mut self, one: &Subscription) -> ObjectReport {
        let report = begun!(self, one);
        let report = referring(report, ("topic", "topic_resource"), one.topic.as_ref())
            .value("protocol", text(&one.protocol));
        let endpoint = one.endpoint.as_ref();
        let report = referring(report, ("endpoint", "endpoint_resource"), endpoint);
        let names = ("filter_policy", "filter_policy_text");
        let raw = one.raw_message_delivery.as_ref();
        let report = self
            .pattern(report, names, one.filter_policy.as_ref())
            .value("scope", text(&one.scope))
            .value("raw_message_delivery", raw.map(ValueReport::boolean))
            .value("dlq", dead_letter(one.dead_letter.as_ref()))
            .value(
                "dlq_resource",
                dead_letter_resource(one.dead_letter.as_ref()),
            );
        ended!(self, report, one)
    }

    /// An archive.
    pub(super) fn archive(&mut self, archive: &Archive) -> ObjectReport {
        let report = begun!(self, archive)
            .value("name", text(&archive.name))
            .value("arn", text(&archive.arn));
        let report = referring(
            report,
            ("source", "source_resource"),
            archive.source.as_ref(),
        );
        let names = ("pattern", "pattern_text");
        let report = self
            .pattern(report, names, archive.pattern.as_ref())
            .value("retention_days", integer(&archive.retention_days));
        ended!(self, report, archive)
    }

    /// An event bus.
    pub(super) fn bus(&mut self, bus: &Bus) -> ObjectReport {
        let report = begun!(self, bus)
            .value("name", text(&bus.name))
            .value("arn", text(&bus.arn))
            .value("dlq", dead_letter(bus.dead_letter.as_ref()))
            .value(
                "dlq_resource",
                dead_letter_resource(bus.dead_letter.as_ref()),
            );
        ended!(self, report, bus)
    }

    /// A group of schedules.
    pub(super) fn schedule_group(&mut self, group: &ScheduleGroup) -> ObjectReport {
        let report = begun!(self, group)
            .value("name", text(&group.name))
            .value("arn", text(&group.arn));
        ended!(self, report, group)
    }

    /// An API destination.
    pub(super) fn api_destination(&mut self, one: &ApiDestination) -> ObjectReport {
        let report = begun!(self, one)
            .value("name", text(&one.name))
            .value("arn", text(&one.arn))
            .value("connection", resource_or_text(&one.connection))
            .value("method", text(&one.method))
            .value("endpoint", text(&one.endpoint))
            .value(
                "invocations_per_second",
                integer(&one.invocations_per_second),
            );
        ended!(self, report, one)
    }

    /// A connection.
    pub(super) fn connection(&mut self, one: &Connection) -> ObjectReport {
        let report = begun!(self, one)
            .value("name", text(&one.name))
            .value("arn", text(&one.arn))
            .value("authorization", text(&one.authorization));
        ended!(self, report, one)
    }

    /// A bucket.
    pub(super) fn bucket(&mut self, bucket: &Bucket) -> ObjectReport {
        let report = begun!(self, bucket)
            .value("name", text(&bucket.name))
            .value(
                "eventbridge",
                bucket.eventbridge.as_ref().map(ValueReport::boolean),
            );
        let notifications = bucket.notified.iter().map(notification);
        let report = report.list("notifications", some(notifications.collect()));
        ended!(self, report, bucket)
    }

    /// A queue.
    pub(super) fn queue(&mut self, queue: &Queue) -> ObjectReport {
        let report = begun!(self, queue)
            .value("name", text(&queue.name))
            .value("arn", text(&queue.arn))
            .value("dlq", dead_letter(queue.dead_letter.as_ref()))
            .value(
                "dlq_resource",
                dead_letter_resource(queue.dead_letter.as_ref()),
            );
        ended!(self, report, queue)
    }

    /// A permission.
    pub(super) fn permission(&mut self, one: &Permission) -> ObjectReport {
        let report = begun!(self, one)
            .value("function", resource_or_text(&one.function))
            .value("action", text(&one.action))
            .value("principal", text(&one.principal))
            .value("source", resource_or_text(&one.source));
        ended!(self, report, one)
    }

    /// A policy of a bus or a queue.
    pub(super) fn policy(&mut self, policy: &Policy) -> ObjectReport {
        let on = policy.on.iter().map(|one| value(resource_or(one)));
        let report = begun!(self, policy)
            .list("on", some(on.collect()))
            .value("document", policy.document.as_ref().map(ValueReport::json));
        ended!(self, report, policy)
    }

    /// A filter that stands alone.
    pub(super) fn filter(&mut self, filter: &DeclaredPattern) -> ObjectReport {
        let report = ObjectReport::default();
        self.pattern(report, ("pattern", "pattern_text"), Some(filter))
            .object("place", Some(self.place(filter.span)))
    }

    /// What its template calls a thing.
    fn identity(&self, logical_id: Option<&str>) -> ObjectReport {
        let name = if self.has_addresses() {
            "address"
        } else {
            "logical_id"
        };
        ObjectReport::default().value(name, logical_id.map(text_of))
    }

    const fn has_addresses(&self) -> bool {
        matches!(
            self.kind,
            InventoryKind::Terraform | InventoryKind::TerraformPlan | InventoryKind::TerraformState
        )
    }

    /// Whether what reads the file decodes patterns and writes them anew before they are sent.
    const fn rewrites_patterns(&self) -> bool {
        self.has_addresses() || matches!(self.kind, InventoryKind::Pulumi)
    }

    fn place(&self, span: Span) -> ObjectReport {
        let (position, _) = self.source.positions(span);
        let number = |number: usize| {
            Some(ValueReport::Integer(
                i64::try_from(number).unwrap_or(i64::MAX),
            ))
        };
        ObjectReport::default()
            .value("source", Some(text_of(self.source.name_at(span.start))))
            .value("line", number(position.line))
            .value("column", number(position.column))
    }

    /// A pattern as a value, and its text if it stands in one.
    fn pattern(
        &self,
        report: ObjectReport,
        (name, text_name): (&'static str, &'static str),
        pattern: Option<&DeclaredPattern>,
    ) -> ObjectReport {
        let Some(pattern) = pattern else {
            return report;
        };
        let (value, text) = self.pattern_value(pattern);
        // What a tool makes of a pattern before it sends it is told, however it is written.
        let sent = || (text_name == SENT).then(|| pattern.json(self.source.text()))?;
        let sent = text.or_else(sent);
        report
            .value(name, Some(value))
            .value(text_name, sent.map(text_of))
    }

    fn pattern_value<'p>(&self, pattern: &'p DeclaredPattern) -> (ValueReport, Option<&'p str>) {
        if let Some(open) = pattern.open() {
            return (ValueReport::json(open), None);
        }
        let text = pattern.json(self.source.text()).unwrap_or_default();
        let value = match json::parse(text) {
            Ok(value) => ValueReport::Json(value),
            Err(_) => text_of(text),
        };
        let encoded = match &pattern.text {
            PatternText::Encoded(text) => Some(text.as_str()),
            _ => None,
        };
        (value, encoded)
    }

    /// The patterns of filters, and their texts: the spelling of numbers is theirs.
    fn filters(&self, report: ObjectReport, filters: &[DeclaredPattern]) -> ObjectReport {
        let told = filters.iter().map(|filter| {
            let (value, text) = self.pattern_value(filter);
            // AWS takes a text: of a value that is none, what its tool makes of it.
            let made = match &filter.text {
                PatternText::Made(written) => Some(written.text.as_str()),
                _ => None,
            };
            (value, text.or(made))
        });
        let (values, texts): (Vec<_>, Vec<_>) = told.unzip();
        let values = values.into_iter().map(value).collect();
        let texts: Option<Vec<&str>> = texts.into_iter().collect();
        let texts = texts.map(|texts| texts.into_iter().map(|text| value(text_of(text))));
        report
            .list("filters", Some(values))
            .list("filter_texts", texts.map(Iterator::collect))
    }
}

/// A stack.
pub(super) fn stack(stack: &Stack) -> ObjectReport {
    ObjectReport::default()
        .value("name", Some(text_of(&stack.name)))
        .value("account", stack.account.as_deref().map(text_of))
        .value("region", stack.region.as_deref().map(text_of))
}

fn input_transformer(transformer: &InputTransformer) -> ObjectReport {
    let paths = transformer.paths.iter();
    let paths = paths.fold(ObjectReport::default(), |report, (name, path)| {
        report.value(name.clone(), Some(ValueReport::text(path)))
    });
    ObjectReport::default()
        .object("paths", Some(paths))
        .value("template", text(&transformer.template))
}

fn retry(policy: &RetryPolicy) -> ObjectReport {
    ObjectReport::default()
        .value("attempts", integer(&policy.maximum_retry_attempts))
        .value("age", integer(&policy.maximum_event_age_seconds))
}

fn window(window: &Window) -> ObjectReport {
    ObjectReport::default()
        .value("mode", text(&window.mode))
        .value("minutes", integer(&window.maximum_window_minutes))
}

fn text(declared: &Option<Declared<String>>) -> Option<ValueReport> {
    declared.as_ref().map(ValueReport::text)
}

fn integer(declared: &Option<Declared<i64>>) -> Option<ValueReport> {
    declared.as_ref().map(ValueReport::integer)
}

fn text_of(text: &str) -> ValueReport {
    ValueReport::Text(text.to_owned())
}

const fn value(value: ValueReport) -> MemberReport {
    MemberReport::Value(value)
}

/// A list, unless it is empty.
fn some(list: Vec<MemberReport>) -> Option<Vec<MemberReport>> {
    (!list.is_empty()).then_some(list)
}

/// An ARN or a name, and the resource of the template whose it is.
fn referring(
    report: ObjectReport,
    (name, resource_name): (&'static str, &'static str),
    declared: Option<&Declared<String>>,
) -> ObjectReport {
    let resource = declared.and_then(|declared| declared.resource.as_deref());
    report
        .value(name, declared.map(ValueReport::text))
        .value(resource_name, resource.map(text_of))
}

/// The resource of the template that is meant, else the ARN or the name.
fn resource_or_text(declared: &Option<Declared<String>>) -> Option<ValueReport> {
    declared.as_ref().map(resource_or)
}

fn resource_or(declared: &Declared<String>) -> ValueReport {
    match &declared.resource {
        Some(resource) => text_of(resource),
        None => ValueReport::text(declared),
    }
}

fn dead_letter(dead_letter: Option<&DeadLetter>) -> Option<ValueReport> {
    text(&dead_letter?.arn)
}

fn dead_letter_resource(dead_letter: Option<&DeadLetter>) -> Option<ValueReport> {
    let resource = dead_letter?.arn.as_ref()?.resource.as_deref();
    resource.map(text_of)
}

/// An object without the member that is told elsewhere; nothing, if nothing is left.
fn without(object: Option<&Value>, name: &str) -> Option<ValueReport> {
    let mut object = object?.clone();
    if let Kind::Object(members) = &mut object.kind {
        members.retain(|member| member.name != *name);
        if members.is_empty() {
            return None;
        }
    }
    Some(ValueReport::json(&object))
}
