//! Events of functions and state machines, one kind each.
//!
//! # Source
//!
//! AWS SAM translator, `samtranslator/model/eventsources/{push,pull,scheduler}.py`, `model/stepfunctions/events.py`,
//! `model/eventbridge_utils.py`; AWS SAM Developer Guide, "EventSource".

use super::Owner;
use super::beside::{
    Made, MadeQueue, bucket_notification, mapping, permission, role, usual_target_id,
};
use super::made::{
    get_attribute, kept, list, member, object, queue_policy, reference, resource, taken,
};
use crate::diagnostic::Diagnostic;
use crate::iac::cloudformation::evaluator::{Evaluator, FUNCTION};
use crate::iac::cloudformation::gather::is_made;
use crate::iac::cloudformation::members;
use crate::iac::{IGNORED_MEMBER, LEFT_OUT, MISSING_MEMBER, REFUSED, UNKNOWN_EVENT};
use crate::json::fields::text;
use crate::json::{Kind, Member, Shape, Value};

/// What SAM has for an event as the Serverless Framework has it.
fn of_serverless(event: &Value) -> Option<&'static str> {
    let kind = &event.as_object()?.first()?.name;
    Some(match &*kind.to_display() {
        "cloudwatchEvent" | "eventBridge" => {
            "{Type: EventBridgeRule, Properties: {EventBusName: …, Pattern: {…}}}"
        }
        "schedule" => "{Type: Schedule, Properties: {Schedule: …}}",
        "sns" => "{Type: SNS, Properties: {Topic: …}}",
        "sqs" => "{Type: SQS, Properties: {Queue: …}}",
        "stream" => "{Type: DynamoDB, Properties: {Stream: …, StartingPosition: …}}",
        _ => return None,
    })
}

impl Evaluator<'_, '_> {
    /// What one event makes; what it is made for comes first.
    pub(super) fn event(&mut self, owner: &Owner, id: &str, event: &Value, made: &mut Made) {
        let kind = text(event, "Type").unwrap_or_default().to_owned();
        if !self.is_event_of(owner, id, &kind, event) {
            return;
        }
        self.beside_properties(owner, &kind, event);
        // AWS SAM translator, `Resource.from_dict`: an event without properties has none that are empty.
        let none = object([], event.span);
        let given = event.get("Properties").unwrap_or(&none);
        if given.as_object().is_none() {
            let message = format!(
                "{} is refused: its properties are no object",
                called(owner, id)
            );
            self.tell(
                Diagnostic::warning(MISSING_MEMBER, message).at(given.span, "SAM refuses this"),
            );
            return;
        }
        let one = format!("an event of type `{kind}`");
        let is_misspelt = self.unknown_members(&owner.events(&kind), &one, "SAM", given);
        let meant = is_misspelt.then(|| members::as_meant(&owner.events(&kind), given));
        let given = meant.as_ref().unwrap_or(given);
        if !is_misspelt && self.lacks(owner, id, &kind, given) {
            return;
        }
        match kind.as_str() {
            "EventBridgeRule" | "CloudWatchEvent" => self.rule(owner, id, given, made),
            "Schedule" => self.scheduled_rule(owner, id, given, made),
            "ScheduleV2" => self.schedule(owner, id, given, made),
            "SQS" | "Kinesis" | "DynamoDB" | "MSK" | "SelfManagedKafka" | "MQ" | "DocumentDB" => {
                mapping(owner, id, given, made);
            }
            "SNS" => self.subscription(owner, id, given, made),
            "S3" => {
                made.extend(bucket_notification(owner, id, given));
                let account = reference("AWS::AccountId", given.span);
                permission(
                    owner,
                    id,
                    "s3",
                    ("SourceAccount", account),
                    given.span,
                    made,
                );
            }
            _ => {}
        }
    }

    /// Tells of members of the properties that stand beside them.
    fn beside_properties(&mut self, owner: &Owner, kind: &str, event: &Value) {
        let known = members::names(&owner.events(kind)).unwrap_or_default();
        for member in event.as_object().unwrap_or_default() {
            let name = member.name.to_display();
            if known.contains(&&*name) && !matches!(&*name, "Type" | "Properties") {
                let message = format!("`{name}` is no member of an event, but of its properties");
                let told = Diagnostic::warning(IGNORED_MEMBER, message)
                    .at(member.name_span, "beside `Properties`")
                    .help("write it below `Properties`");
                self.tell(told);
            }
        }
    }

    /// Whether an owner has events of a type; if not, that is told.
    fn is_event_of(&mut self, owner: &Owner, id: &str, kind: &str, event: &Value) -> bool {
        let known = members::names(&owner.events("")).unwrap_or_default();
        if known.contains(&kind) {
            return true;
        }
        let place = event.get("Type").map_or(event.span, |kind| kind.span);
        let whose = match owner.is_state_machine {
            true => "a state machine",
            false => "a function",
        };
        let message = match kind {
            "" => format!("{} is refused: it has no `Type`", called(owner, id)),
            _ => format!(
                "{} is refused: {whose} has none of type `{kind}`",
                called(owner, id)
            ),
        };
        let told = Diagnostic::warning(UNKNOWN_EVENT, message).at(place, "SAM refuses this");
        let told = members::helped(told, kind, &known);
        // Nobody knows all of them by heart.
        self.tell(match told.help {
            Some(_) => told,
            None => told.help(format!("the types are {}", members::listed(&known))),
        });
        false
    }

    /// Tells of events that are no map.
    pub(super) fn no_events(&mut self, owner: &Owner, events: &Value) {
        if events.as_open().is_some() {
            let message = format!(
                "the events of `{}` are left out: they are {}",
                owner.id,
                events.kind_name()
            );
            self.tell(
                Diagnostic::warning(LEFT_OUT, message).at(events.span, "an object was expected"),
            );
            return;
        }
        let message = format!(
            "the events of `{}` are refused: they are {}",
            owner.id,
            events.kind_name()
        );
        let first = events.as_array().and_then(<[Value]>::first);
        let written = first.and_then(of_serverless);
        let written = written.unwrap_or("{Type: EventBridgeRule, Properties: {…}}");
        self.tell(
            Diagnostic::warning(UNKNOWN_EVENT, message)
                .at(
                    events.span,
                    "SAM wants a map of events here, each with a name",
                )
                .help(format!("write each as `NAME: {written}`")),
        );
    }

    /// Whether an event lacks what its type must have; that is told.
    fn lacks(&mut self, owner: &Owner, id: &str, kind: &str, given: &Value) -> bool {
        let mut all = given.as_object().unwrap_or_default().iter();
        if all.any(|member| is_made(&member.name.to_display())) {
            return false;
        }
        let needed = required(kind)
            .iter()
            .filter(|name| given.get(name).is_none());
        let missing: Vec<String> = needed.map(|name| format!("`{name}`")).collect();
        if missing.is_empty() {
            return false;
        }
        let missing = missing.join(" and ");
        let message = format!("{} is refused: it lacks {missing}", called(owner, id));
        let label = format!("an event of type `{kind}` needs {missing}");
        self.tell(Diagnostic::warning(MISSING_MEMBER, message).at(given.span, label));
        true
    }

    /// AWS SAM translator: `EventBridgeRule` and `CloudWatchEvent` are the same.
    fn rule(&mut self, owner: &Owner, id: &str, given: &Value, made: &mut Made) {
        let names = [
            ("Pattern", "EventPattern"),
            ("RuleName", "Name"),
            ("EventBusName", "EventBusName"),
        ];
        let target = kept(
            given,
            &["Input", "InputPath", "InputTransformer", "RetryPolicy"],
        );
        if let Some(pattern) = given.get("Pattern").filter(|one| one.as_str().is_some()) {
            self.tell(
                Diagnostic::warning(REFUSED, "a `Pattern` of SAM is an object, no text")
                    .at(pattern.span, "SAM refuses this")
                    .help("write the pattern itself, without quotes around it"),
            );
        }
        self.rule_of(owner, id, given, taken(given, &names), target, made);
    }

    /// AWS SAM translator: `Schedule` is a rule; its `Name` counts, and `RuleName` does not.
    fn scheduled_rule(&mut self, owner: &Owner, id: &str, given: &Value, made: &mut Made) {
        if let Some(ignored) = given.get("RuleName") {
            self.tell(
                Diagnostic::warning(FUNCTION, "`RuleName` does not count for a `Schedule` event")
                    .at(ignored.span, "the rule is not called this")
                    .help("write `Name`"),
            );
        }
        let names = [
            ("Schedule", "ScheduleExpression"),
            ("Name", "Name"),
            ("Description", "Description"),
        ];
        let target = kept(given, &["Input", "RetryPolicy"]);
        self.rule_of(owner, id, given, taken(given, &names), target, made);
    }

    /// A rule with its one target, and what this needs.
    fn rule_of(
        &mut self,
        owner: &Owner,
        id: &str,
        given: &Value,
        mut rule: Vec<Member>,
        mut target: Vec<Member>,
        made: &mut Made,
    ) {
        let span = given.span;
        rule.extend(self.state(given));
        let target_id = given
            .get("Target")
            .and_then(|target| target.get("Id"))
            .cloned();
        target.push(member(
            "Id",
            target_id.unwrap_or_else(|| usual_target_id(owner, id, span)),
        ));
        target.extend(owner.arn(span).map(|arn| member("Arn", arn)));
        if owner.is_state_machine {
            target.push(role(owner, id, given, made));
        }
        let queue = self.dead_letter_queue(id, given, &mut target);
        let kind = Kind::Object(target);
        rule.push(member("Targets", list(Value { span, kind }, span)));
        let kind = Kind::Object(rule);
        let rule = resource(
            "AWS::Events::Rule",
            Value { span, kind },
            owner.condition.as_ref(),
        );
        made.insert(made.len(), (id.to_owned(), rule));
        let source = get_attribute(id, "Arn", span);
        if let Some(queue) = queue {
            let policy = queue_policy("events", &queue.as_queue(), source.clone(), span);
            queue.push(owner, Some((format!("{id}QueuePolicy"), policy)), made);
        }
        if !owner.is_state_machine {
            permission(owner, id, "events", ("SourceArn", source), span, made);
        }
    }

    /// AWS SAM translator, `scheduler.py`: the name is the logical id unless it is to be left out.
    fn schedule(&mut self, owner: &Owner, id: &str, given: &Value, made: &mut Made) {
        let span = given.span;
        let mut schedule = kept(
            given,
            &[
                "ScheduleExpression",
                "ScheduleExpressionTimezone",
                "GroupName",
                "StartDate",
                "EndDate",
                "State",
                "KmsKeyArn",
                "Description",
                "Name",
                "FlexibleTimeWindow",
            ],
        );
        let has = |name: &str| given.get(name).is_some();
        if !has("FlexibleTimeWindow") {
            let window = object([("Mode", Value::text("OFF", span))], span);
            schedule.push(member("FlexibleTimeWindow", window));
        }
        let omits_name = given.get("OmitName").is_some_and(|omits| {
            self.known_text(omits, "OmitName")
                .is_ok_and(|omits| omits.eq_ignore_ascii_case("true"))
        });
        if !has("Name") && !omits_name && !id.is_empty() {
            self.tell(
                Diagnostic::note(
                    FUNCTION,
                    format!("the schedule `{id}` is called `{id}` in every stack of this template"),
                )
                .at(span, "a second stack in the same account and region fails")
                .help("`OmitName: true` has a name made"),
            );
            schedule.push(member("Name", Value::text(id, span)));
        }
        let mut target = kept(given, &["Input", "RetryPolicy"]);
        target.extend(owner.arn(span).map(|arn| member("Arn", arn)));
        target.push(role(owner, id, given, made));
        let queue = self.dead_letter_queue(id, given, &mut target);
        let kind = Kind::Object(target);
        schedule.push(member("Target", Value { span, kind }));
        let kind = Kind::Object(schedule);
        let schedule = resource(
            "AWS::Scheduler::Schedule",
            Value { span, kind },
            owner.condition.as_ref(),
        );
        made.push((id.to_owned(), schedule));
        if let Some(queue) = queue {
            queue.push(owner, None, made);
        }
    }

    /// `State`, or `Enabled`, which means it.
    fn state(&mut self, given: &Value) -> Option<Member> {
        let state = kept(given, &["State"]).pop();
        let Some(enabled) = given.get("Enabled") else {
            return state;
        };
        let span = enabled.span;
        if state.is_some() {
            self.tell(
                Diagnostic::warning(REFUSED, "an event has `State` or `Enabled`, not both")
                    .at(span, "`State` is taken"),
            );
            return state;
        }
        let state = match self.known_text(enabled, "Enabled") {
            Ok(enabled) if enabled.eq_ignore_ascii_case("false") => Value::text("DISABLED", span),
            Ok(_) => Value::text("ENABLED", span),
            Err(hole) => Value::open(Shape::Text, &hole.from, span),
        };
        Some(member("State", state))
    }

    /// `DeadLetterConfig`: a queue that is named, or one that is made.
    fn dead_letter_queue(
        &mut self,
        id: &str,
        given: &Value,
        target: &mut Vec<Member>,
    ) -> Option<MadeQueue> {
        let config = given.get("DeadLetterConfig")?;
        if config.as_object().is_none() {
            target.extend(kept(given, &["DeadLetterConfig"]));
            return None;
        }
        let kind = config.get("Type");
        let refused = match (config.get("Arn"), kind) {
            (Some(_), Some(_)) => Some((
                "a `DeadLetterConfig` of SAM has either `Arn` or `Type`",
                config,
            )),
            (None, None) => Some((
                "a `DeadLetterConfig` of SAM has `Arn` or `Type: SQS`",
                config,
            )),
            (_, Some(kind)) => Some((
                "the only `Type` of a `DeadLetterConfig` of SAM is `SQS`",
                kind,
            ))
            .filter(|_| {
                self.known_text(kind, "Type")
                    .is_ok_and(|kind| kind != "SQS")
            }),
            (Some(_), None) => None,
        };
        match refused {
            Some((message, place)) => {
                self.tell(Diagnostic::warning(REFUSED, message).at(place.span, "SAM refuses this"));
            }
            None if config.get("Arn").is_some() => self.ignored(config, &["Arn"]),
            None => self.ignored(config, &["Type", "QueueLogicalId"]),
        }
        if text(config, "Type") != Some("SQS") {
            let own = kept(config, &["Arn"]);
            let (span, kind) = (config.span, Kind::Object(own));
            if config.get("Arn").is_some() {
                target.push(member("DeadLetterConfig", Value { span, kind }));
            }
            return None;
        }
        let own = text(config, "QueueLogicalId").map(str::to_owned);
        let queue = MadeQueue::new(own.unwrap_or_else(|| format!("{id}Queue")), config.span);
        let config = object([("Arn", queue.arn.clone())], config.span);
        target.push(member("DeadLetterConfig", config));
        Some(queue)
    }

    /// AWS SAM translator: `SqsSubscription` puts a queue between the topic and the function.
    fn subscription(&mut self, owner: &Owner, id: &str, given: &Value, made: &mut Made) {
        let span = given.span;
        let names = [
            ("Topic", "TopicArn"),
            ("FilterPolicy", "FilterPolicy"),
            ("FilterPolicyScope", "FilterPolicyScope"),
            ("RedrivePolicy", "RedrivePolicy"),
        ];
        let mut members = taken(given, &names);
        let topic = given.get("Topic").cloned();
        let through = given
            .get("SqsSubscription")
            .filter(|one| !matches!(one.kind, Kind::Bool(false)));
        let protocol = if through.is_some() { "sqs" } else { "lambda" };
        members.push(member("Protocol", Value::text(protocol, span)));
        let queue = through.map(|_| MadeQueue::new(format!("{id}Queue"), span));
        let own = through.and_then(|through| through.get("QueueArn")).cloned();
        let endpoint = own
            .clone()
            .or_else(|| queue.as_ref().map(|queue| queue.arn.clone()));
        let endpoint = endpoint.or_else(|| owner.arn(span));
        members.extend(
            endpoint
                .clone()
                .map(|endpoint| member("Endpoint", endpoint)),
        );
        let kind = Kind::Object(members);
        let body = resource(
            "AWS::SNS::Subscription",
            Value { span, kind },
            owner.condition.as_ref(),
        );
        made.push((id.to_owned(), body));
        match (queue, topic) {
            (Some(queue), topic) => {
                let mut mapping = through
                    .map_or_else(Vec::new, |through| kept(through, &["BatchSize", "Enabled"]));
                if !mapping.iter().any(|member| member.name == *"BatchSize") {
                    let kind = Kind::Number("10".into());
                    mapping.push(member("BatchSize", Value { span, kind }));
                }
                mapping.push(member("FunctionName", reference(&owner.invoked, span)));
                mapping.extend(endpoint.map(|endpoint| member("EventSourceArn", endpoint)));
                let kind = Kind::Object(mapping);
                let kind = resource(
                    "AWS::Lambda::EventSourceMapping",
                    Value { span, kind },
                    owner.condition.as_ref(),
                );
                made.push((format!("{id}EventSourceMapping"), kind));
                if let (None, Some(topic)) = (own, topic) {
                    let policy = queue_policy("sns", &queue.as_queue(), topic, span);
                    queue.push(owner, Some((format!("{id}QueuePolicy"), policy)), made);
                }
            }
            (None, Some(topic)) => permission(owner, id, "sns", ("SourceArn", topic), span, made),
            (None, None) => {}
        }
    }
}

/// An event as its template names it; the logical id of what it makes has both names.
fn called(owner: &Owner, id: &str) -> String {
    let name = id.strip_prefix(owner.id.as_str()).unwrap_or(id);
    match (name, owner.is_state_machine) {
        ("", _) => "the event".to_owned(),
        (_, true) => format!("the event `{name}` of the state machine `{}`", owner.id),
        (_, false) => format!("the event `{name}` of the function `{}`", owner.id),
    }
}

/// What an event of a type must have.
///
/// AWS SAM translator 1.115, `property_types` of the classes in `eventsources` and `stepfunctions/events.py`. What an `Api` lacks is
/// filled in beforehand, and is not for evb to judge.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "Schedule" => &["Schedule"],
        "ScheduleV2" => &["ScheduleExpression"],
        "SQS" => &["Queue"],
        "Kinesis" | "DynamoDB" | "MSK" => &["Stream", "StartingPosition"],
        "MQ" => &["Broker"],
        "DocumentDB" => &["Cluster", "DatabaseName"],
        "SNS" => &["Topic"],
        "S3" => &["Bucket", "Events"],
        "IoTRule" => &["Sql"],
        "Cognito" => &["UserPool", "Trigger"],
        _ => &[],
    }
}
