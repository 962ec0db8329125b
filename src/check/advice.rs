//! What is well to have: dead-letter queues, retry policies that outlast an outage, targets. It is advice: how often a guide
//! says so does not make it wrong to do without.

use super::finding::Resource;
use super::firing::spelled;
use super::judge::{Judge, beginning};
use super::lints::{
    ARCHIVE_FOREVER, DEAD_LETTER_QUEUE_IS_TARGET, NO_DEAD_LETTER_QUEUE, NO_RETRY_POLICY,
    REPLAYED_EVENTS, RETRY_SHORT, RULE_DISABLED, RULE_WITHOUT_TARGET,
};
use super::targets::member;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Declared, Inventory, InventoryKind, Pipe, Rule, ScheduleState, Target};
use crate::source::Span;

/// What an outage takes that targets should outlast, in seconds.
const OUTAGE: i64 = 3_600;

/// The targets of a file that lack something.
#[derive(Default)]
struct Missing {
    /// Without a dead-letter queue.
    queues: Vec<(Resource, String, Span)>,
    /// Whether others have one.
    has_queue: bool,
    /// Without a retry policy.
    policies: Vec<(Resource, String, Span)>,
    /// Whether others have one.
    has_policy: bool,
}

impl Judge<'_> {
    /// Advice on everything that delivers.
    pub(super) fn advice(&mut self, inventory: &Inventory) {
        // A state is what there is, not what somebody writes.
        let is_written = inventory.kind != InventoryKind::TerraformState;
        if !inventory.kind.is_template() || !is_written {
            return;
        }
        let mut missing = Missing::default();
        for rule in inventory.rules.iter().filter(|rule| !rule.is_bare) {
            self.advice_on_rule(inventory, rule, &mut missing);
        }
        for schedule in &inventory.schedules {
            let state = schedule.state.as_ref().and_then(Declared::get);
            let is_off = state == Some(&ScheduleState::Disabled);
            if let Some(target) = schedule.target.as_ref().filter(|_| !is_off) {
                let resource = Resource::new("schedule", Some(schedule.label()), schedule.span);
                self.delivery(&resource, ("Target", schedule.span), target, &mut missing);
            }
        }
        let queues = (missing.queues, missing.has_queue);
        self.lacking(
            NO_DEAD_LETTER_QUEUE,
            queues,
            "dead-letter queue: what it does not take is lost",
        );
        let policies = (missing.policies, missing.has_policy);
        self.lacking(
            NO_RETRY_POLICY,
            policies,
            "retry policy: it is tried for 24 hours, up to 185 times",
        );
        for pipe in &inventory.pipes {
            self.advice_on_pipe(pipe);
        }
        self.archives(inventory);
    }

    /// What targets lack; once of a file in which none has it.
    fn lacking(
        &mut self,
        code: Code,
        (targets, others_have): (Vec<(Resource, String, Span)>, bool),
        what: &str,
    ) {
        let count = targets.len();
        let is_once = !others_have && count > 1;
        let told = if is_once { 1 } else { count };
        for (resource, field, place) in targets.iter().take(told) {
            let message = match is_once {
                true => format!("none of the {count} targets has a {what}"),
                false => format!("the target has no {what}"),
            };
            let about = self.about(Some(resource), field);
            self.tell(&about, Diagnostic::note(code, message).at(*place, ""), None);
        }
    }

    fn advice_on_rule(&mut self, inventory: &Inventory, rule: &Rule, missing: &mut Missing) {
        let resource = Resource::new("rule", rule.label(), rule.span);
        let place = beginning(rule.span, self.source);
        if rule.is_disabled() {
            let place = rule.state.as_ref().map_or(place, |state| state.span);
            let told = Diagnostic::note(RULE_DISABLED, "the rule is disabled: it matches nothing");
            let about = self.about(Some(&resource), "State");
            self.tell(&about, told.at(place, ""), None);
            return;
        }
        // What is not attached may be a target of it.
        let may_have = rule.has_targets_elsewhere || !inventory.unattached_targets.is_empty();
        if rule.targets.is_empty() && !may_have && rule.diagnostics.is_empty() {
            let told = Diagnostic::note(
                RULE_WITHOUT_TARGET,
                "the rule has no target: what it matches goes nowhere",
            );
            let about = self.about(Some(&resource), "Targets");
            self.tell(&about, told.at(place, ""), None);
        }
        for target in &rule.targets {
            let id = target.id.as_ref().map(Declared::to_display);
            let field = format!("Targets[{}]", id.unwrap_or_default());
            self.delivery(&resource, (&field, target.span), target, missing);
        }
    }

    /// What becomes of what a target does not take.
    fn delivery(
        &mut self,
        resource: &Resource,
        (field, span): (&str, Span),
        target: &Target,
        missing: &mut Missing,
    ) {
        let place = target
            .arn
            .as_ref()
            .map_or(beginning(span, self.source), |arn| arn.span);
        let known = target
            .arn
            .as_ref()
            .map(Declared::known_arn)
            .unwrap_or_default();
        let is_bus = known.contains(":event-bus/");
        match &target.dead_letter {
            None => {
                let field = member(field, "DeadLetterConfig");
                missing.queues.push((resource.clone(), field, place));
            }
            Some(queue) => {
                missing.has_queue = true;
                let named = queue.arn.as_ref();
                let is_same = |one: &Declared<String>, other: &Declared<String>| {
                    let same = one.resource.is_some() && one.resource == other.resource;
                    same || one.get().is_some() && one.get() == other.get()
                };
                if let Some((queue, arn)) = named.zip(target.arn.as_ref())
                    && is_same(queue, arn)
                {
                    let told = Diagnostic::warning(
                        DEAD_LETTER_QUEUE_IS_TARGET,
                        "the dead-letter queue is the target itself: what that does not take, it does not take there",
                    )
                    .at(queue.span, "")
                    .help("name another queue");
                    let about = self.about(Some(resource), &member(field, "DeadLetterConfig"));
                    self.tell(&about, told, None);
                }
            }
        }
        let Some(policy) = &target.retry_policy else {
            if !is_bus {
                let field = member(field, "RetryPolicy");
                missing.policies.push((resource.clone(), field, place));
            }
            return;
        };
        missing.has_policy = true;
        let age = policy.maximum_event_age_seconds.as_ref();
        let retries = policy.maximum_retry_attempts.as_ref();
        let age = age.and_then(|age| Some((age.span, self.certain(age)?)));
        let retries = retries.and_then(|one| Some((one.span, self.certain(one)?)));
        let told = match (retries, age) {
            (Some((span, 0)), _) => (
                span,
                "the target is never tried again: one failure loses the event".to_owned(),
            ),
            (_, Some((span, seconds))) if (60..OUTAGE).contains(&seconds) => (
                span,
                format!(
                    "the target is tried for {}: an outage of an hour lasts longer",
                    spelled(seconds)
                ),
            ),
            _ => return,
        };
        let (place, message) = told;
        // With a queue nothing is lost.
        let message = match target.dead_letter {
            Some(_) => message.replace(
                ": one failure loses the event",
                ": one failure sends the event to the dead-letter queue",
            ),
            None => message,
        };
        let about = self.about(Some(resource), &member(field, "RetryPolicy"));
        self.tell(
            &about,
            Diagnostic::note(RETRY_SHORT, message).at(place, ""),
            None,
        );
    }

    /// A pipe that reads a stream.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes error handling": records of a stream are tried until they expire, unless limits are set, and
    /// those behind them wait.
    fn advice_on_pipe(&mut self, pipe: &Pipe) {
        let Some(source) = &pipe.source else { return };
        let known = source.known_arn();
        let is_stream = known.starts_with("arn:")
            && (known.contains(":kinesis:") || known.contains(":dynamodb:"));
        if !is_stream || pipe.source_dead_letter.is_some() {
            return;
        }
        let resource = Resource::new("pipe", pipe.label(), pipe.span);
        let told = Diagnostic::note(
            NO_DEAD_LETTER_QUEUE,
            "the pipe has no dead-letter queue: records of the stream that it gives up are lost",
        )
        .at(source.span, "");
        let about = self.about(Some(&resource), "SourceParameters");
        self.tell(&about, told, None);
    }

    /// Archives that keep everything for ever, and rules that a replay sends again.
    fn archives(&mut self, inventory: &Inventory) {
        for archive in &inventory.archives {
            let days = archive.retention_days.as_ref();
            let is_forever = match days {
                None => true,
                Some(days) => self.certain(days) == Some(0),
            };
            let name = archive.name.as_ref().map(Declared::to_display);
            let resource =
                Resource::new("archive", archive.logical_id.clone().or(name), archive.span);
            if is_forever && archive.pattern.is_none() {
                let place = days.map_or(beginning(archive.span, self.source), |days| days.span);
                let told = Diagnostic::note(
                    ARCHIVE_FOREVER,
                    "the archive keeps every event of its bus for ever",
                )
                .at(place, "")
                .help("say for how many days, `RetentionDays`, or of which events, `EventPattern`");
                let about = self.about(Some(&resource), "RetentionDays");
                self.tell(&about, told, None);
            }
            let Some(source) = &archive.source else {
                continue;
            };
            for rule in &inventory.rules {
                self.replayed(&resource, source, rule);
            }
        }
    }

    /// A rule of an archived bus that takes replayed events as any others.
    fn replayed(&mut self, archive: &Resource, source: &Declared<String>, rule: &Rule) {
        let is_on = match (&rule.bus, source.resource.as_ref()) {
            (Some(bus), Some(id)) => bus.resource.as_ref() == Some(id),
            _ => {
                let bus = source.get().and_then(|arn| arn.split_once(":event-bus/"));
                bus.is_some_and(|(_, name)| rule.bus_name() == Some(name))
            }
        };
        let (Some(pattern), true) = (&rule.pattern, is_on && !rule.is_disabled()) else {
            return;
        };
        let text = pattern.json(self.source.text()).unwrap_or_default();
        if text.is_empty() || text.contains("replay-name") {
            return;
        }
        let resource = Resource::new("rule", rule.label(), rule.span);
        let told = Diagnostic::note(
            REPLAYED_EVENTS,
            "the bus is archived, and the rule takes replayed events as any others",
        )
        .at(pattern.span, "")
        .related(beginning(archive.span, self.source), "the archive")
        .help("where its targets must not see an event twice, add `\"replay-name\": [{\"exists\": false}]`");
        let about = self.about(Some(&resource), pattern.member);
        self.tell(&about, told, None);
    }
}
