//! One kind of declaration each, out of the object that holds its members.
//!
//! APIs and CloudFormation give these members the same names; where they differ, both are looked for.
//!
//! # Source
//!
//! AWS: API References of EventBridge, EventBridge Scheduler, EventBridge Pipes, Lambda and SNS; CloudFormation Template
//! Reference.

use super::reader::Reader;
use crate::api::Operation;
use crate::json::fields::present;
use crate::json::{self, JsonString, Kind, Member, Value};
use crate::model::{
    Archive, Bus, DeadLetter, Declared, EventSourceMapping, InputTransformer, Pipe, RetryPolicy,
    Rule, RuleState, Schedule, ScheduleState, Subscription, Target, Window,
};

/// A rule whose pattern stands in `member`.
pub(super) fn rule(mut reader: Reader<'_>, value: &Value, member: &'static str) -> Rule {
    let targets = reader.array(value, "Targets").iter();
    let targets = targets.map(|one| target(reader.another(), one)).collect();
    let rule = Rule {
        name: reader.text(value, "Name"),
        bus: reader.text(value, "EventBusName"),
        arn: reader.text(value, "Arn"),
        role_arn: reader.text(value, "RoleArn"),
        state: state(&mut reader, value),
        pattern: reader.pattern(value, member),
        schedule: reader.text(value, "ScheduleExpression"),
        targets,
        request: Some(reader.request(Operation::PutRule, &without_targets(value))),
        span: value.span,
        ..Rule::default()
    };
    Rule {
        diagnostics: reader.found(),
        ..rule
    }
}

/// The members of a rule without its targets, which are things of their own.
fn without_targets(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::Object(members) => {
            let members = members.iter().filter(|one| one.name != *"Targets");
            Kind::Object(members.cloned().collect())
        }
        kind => kind.clone(),
    };
    let span = value.span;
    Value { span, kind }
}

/// `State` of a rule.
pub(super) fn state(reader: &mut Reader<'_>, value: &Value) -> Option<Declared<RuleState>> {
    let state = reader.text(value, "State")?;
    Some(state.map(|word| RuleState::named(&word)))
}

/// A target of a rule or of a schedule. Of one that is open nothing is known but that there may be one.
pub(super) fn target(mut reader: Reader<'_>, value: &Value) -> Target {
    if value.as_open().is_some() {
        return Target {
            arn: reader.string(value),
            span: value.span,
            ..Target::default()
        };
    }
    let transformer = reader.object(value, "InputTransformer");
    let target = Target {
        id: reader.text(value, "Id"),
        arn: reader.text(value, "Arn"),
        role_arn: reader.text(value, "RoleArn"),
        input: json_text(&mut reader, value, "Input"),
        input_path: reader.text(value, "InputPath"),
        input_transformer: transformer.map(|one| input_transformer(&mut reader, one)),
        retry_policy: retry_policy(&mut reader, value),
        dead_letter: dead_letter(&mut reader, value),
        request: Some(reader.target_request(value)),
        span: value.span,
        ..Target::default()
    };
    Target {
        diagnostics: reader.found(),
        ..target
    }
}

/// A member that holds JSON in a text, which is easily written as the JSON itself.
fn json_text(reader: &mut Reader<'_>, value: &Value, name: &str) -> Option<Declared<String>> {
    let given = present(value, name)?;
    let is_json = given.as_object().is_some() || given.as_array().is_some();
    match reader.string(given) {
        Some(text) => Some(text),
        None => {
            reader.wrong_type(name, "a string", given, is_json.then_some(&as_text(given)));
            None
        }
    }
}

/// What to do about JSON that stands where AWS takes a text of it.
fn as_text(given: &Value) -> String {
    /// The most characters of a text that a help tells.
    const LONGEST: usize = 160;
    let mut text = String::new();
    json::write_quoted(&given.to_compact(), &mut text);
    match text.chars().count() <= LONGEST && !given.has_open() {
        true => format!("AWS takes JSON here as a text: write `{text}`"),
        false => "AWS takes JSON here as a text: write it in quotes, escaped".to_owned(),
    }
}

/// `InputPathsMap` and `InputTemplate`.
pub(super) fn input_transformer(reader: &mut Reader<'_>, value: &Value) -> InputTransformer {
    let paths = reader.object(value, "InputPathsMap");
    InputTransformer {
        paths: paths.map_or_else(Vec::new, |paths| input_paths(reader, paths)),
        template: json_text(reader, value, "InputTemplate"),
    }
}

/// The entries of an `InputPathsMap`.
pub(super) fn input_paths(
    reader: &mut Reader<'_>,
    paths: &Value,
) -> Vec<(String, Declared<String>)> {
    let members = paths.as_object().unwrap_or_default().iter();
    let path = |member: &crate::json::Member| {
        let name = member.name.to_display().into_owned();
        match reader.string(&member.value) {
            Some(path) => Some((name, path)),
            None => {
                reader.wrong_type(&name, "a string", &member.value, None);
                None
            }
        }
    };
    members.filter_map(path).collect()
}

/// `RetryPolicy`.
fn retry_policy(reader: &mut Reader<'_>, value: &Value) -> Option<RetryPolicy> {
    let policy = reader.object(value, "RetryPolicy")?;
    Some(retry_limits(reader, policy))
}

/// The members of a `RetryPolicy`.
pub(super) fn retry_limits(reader: &mut Reader<'_>, policy: &Value) -> RetryPolicy {
    RetryPolicy {
        maximum_retry_attempts: reader.integer(policy, "MaximumRetryAttempts"),
        maximum_event_age_seconds: reader.integer(policy, "MaximumEventAgeInSeconds"),
        span: policy.span,
    }
}

/// `DeadLetterConfig`.
pub(super) fn dead_letter(reader: &mut Reader<'_>, value: &Value) -> Option<DeadLetter> {
    place(reader, value, "DeadLetterConfig", "Arn")
}

/// A schedule, or what only says when something fires.
pub(super) fn schedule(mut reader: Reader<'_>, value: &Value) -> Schedule {
    let target_value = reader.object(value, "Target");
    let window = reader.object(value, "FlexibleTimeWindow");
    let schedule = Schedule {
        name: reader.text(value, "Name"),
        group: reader.text(value, "GroupName"),
        arn: reader.text(value, "Arn"),
        bus: reader.text(value, "EventBusName"),
        expression: reader.text(value, "ScheduleExpression"),
        timezone: reader.text(value, "ScheduleExpressionTimezone"),
        start: reader.time(value, "StartDate"),
        end: reader.time(value, "EndDate"),
        after_completion: reader.text(value, "ActionAfterCompletion"),
        created: reader.time(value, "CreationDate"),
        window: window.map(|window| Window {
            mode: reader.text(window, "Mode"),
            maximum_window_minutes: reader.integer(window, "MaximumWindowInMinutes"),
            span: window.span,
        }),
        state: schedule_state(&mut reader, value),
        target: target_value.map(|one| Target {
            request: None,
            ..target(reader.another(), one)
        }),
        request: Some(reader.request(Operation::CreateSchedule, value)),
        span: value.span,
        ..Schedule::default()
    };
    reader.duplicates(value);
    if let Some(window) = window {
        reader.duplicates(window);
    }
    Schedule {
        diagnostics: reader.found(),
        ..schedule
    }
}

fn schedule_state(reader: &mut Reader<'_>, value: &Value) -> Option<Declared<ScheduleState>> {
    let state = reader.text(value, "State")?;
    Some(state.map(|word| match word.as_str() {
        "ENABLED" => ScheduleState::Enabled,
        "DISABLED" => ScheduleState::Disabled,
        _ => ScheduleState::Other(word),
    }))
}

/// A pipe.
pub(super) fn pipe(mut reader: Reader<'_>, value: &Value) -> Pipe {
    let source_parameters = reader.object(value, "SourceParameters");
    let enrichment_parameters = reader.object(value, "EnrichmentParameters");
    let target_parameters = reader.object(value, "TargetParameters");
    let enrichment = reader.text(value, "Enrichment");
    let pipe = Pipe {
        name: reader.text(value, "Name"),
        arn: reader.text(value, "Arn"),
        role_arn: reader.text(value, "RoleArn"),
        desired_state: reader.text(value, "DesiredState"),
        source: reader.text(value, "Source"),
        filters: source_parameters.map_or_else(Vec::new, |one| reader.filters(one)),
        source_dead_letter: source_parameters
            .and_then(|parameters| source_dead_letter(&mut reader, parameters)),
        source_parameters: source_parameters.cloned(),
        enrichment: enrichment.filter(|text| !is_empty(text)),
        enrichment_template: input_template(&mut reader, enrichment_parameters),
        enrichment_parameters: enrichment_parameters.cloned(),
        target: reader.text(value, "Target"),
        target_template: input_template(&mut reader, target_parameters),
        target_parameters: target_parameters.cloned(),
        request: Some(reader.request(Operation::CreatePipe, value)),
        span: value.span,
        ..Pipe::default()
    };
    Pipe {
        diagnostics: reader.found(),
        ..pipe
    }
}

/// AWS: EventBridge Pipes API Reference, `PipeSourceKinesisStreamParameters`, `PipeSourceDynamoDBStreamParameters`:
/// `DeadLetterConfig`.
fn source_dead_letter(reader: &mut Reader<'_>, parameters: &Value) -> Option<DeadLetter> {
    let blocks = parameters.as_object().unwrap_or_default().iter();
    let mut blocks = blocks.filter(|block| block.value.as_object().is_some());
    blocks.find_map(|block| place(reader, &block.value, "DeadLetterConfig", "Arn"))
}

/// AWS: EventBridge Pipes API Reference, `InputTemplate`: an empty string removes the template.
fn input_template(reader: &mut Reader<'_>, parameters: Option<&Value>) -> Option<Declared<String>> {
    json_text(reader, parameters?, "InputTemplate").filter(|text| !is_empty(text))
}

fn is_empty(text: &Declared<String>) -> bool {
    text.get().is_some_and(String::is_empty)
}

/// An event source mapping.
pub(super) fn mapping(mut reader: Reader<'_>, value: &Value) -> EventSourceMapping {
    let mapping = EventSourceMapping {
        source: reader.text(value, "EventSourceArn"),
        function: reader.first_text(value, &["FunctionName", "FunctionArn"]),
        filters: reader.filters(value),
        batch_size: reader.integer(value, "BatchSize"),
        maximum_batching_window_seconds: reader.integer(value, "MaximumBatchingWindowInSeconds"),
        maximum_retry_attempts: reader.integer(value, "MaximumRetryAttempts"),
        maximum_record_age_seconds: reader.integer(value, "MaximumRecordAgeInSeconds"),
        bisects: reader.boolean(value, "BisectBatchOnFunctionError"),
        parallelization_factor: reader.integer(value, "ParallelizationFactor"),
        on_failure: on_failure(&mut reader, value),
        enabled: reader.boolean(value, "Enabled"),
        request: Some(reader.request(Operation::CreateEventSourceMapping, value)),
        span: value.span,
        ..EventSourceMapping::default()
    };
    EventSourceMapping {
        diagnostics: reader.found(),
        ..mapping
    }
}

/// `DestinationConfig.OnFailure`: where goes what failed. What is open may be a place.
pub(super) fn on_failure(reader: &mut Reader<'_>, value: &Value) -> Option<DeadLetter> {
    let config = present(value, "DestinationConfig")?;
    match config.as_open() {
        Some(_) => place(reader, value, "DestinationConfig", "OnFailure"),
        None => place(reader, config, "OnFailure", "Destination"),
    }
}

/// `DestinationConfig.OnSuccess`: where goes a record of what did not fail.
pub(super) fn on_success(reader: &mut Reader<'_>, value: &Value) -> Option<DeadLetter> {
    let config = present(value, "DestinationConfig").filter(|config| config.as_open().is_none())?;
    place(reader, config, "OnSuccess", "Destination")
}

/// A place for what failed, which the member `name` of an object in `member` names. What is open may be one.
pub(super) fn place(
    reader: &mut Reader<'_>,
    value: &Value,
    member: &str,
    name: &str,
) -> Option<DeadLetter> {
    let given = present(value, member)?;
    let arn = match given.as_open() {
        Some(_) => reader.string(given),
        None => reader
            .object(value, member)
            .and_then(|one| reader.text(one, name)),
    };
    Some(DeadLetter {
        arn,
        span: given.span,
    })
}

/// `RedrivePolicy`, an object or JSON in a string.
pub(super) fn redrive_policy(reader: &mut Reader<'_>, value: &Value) -> Option<DeadLetter> {
    let policy = json_member(value, "RedrivePolicy")?;
    Some(DeadLetter {
        arn: match policy.as_open() {
            Some(_) => reader.string(&policy),
            None => reader.text(&policy, "deadLetterTargetArn"),
        },
        span: policy.span,
    })
}

/// A member that is an object or JSON in a string. What is decoded stands where the string does.
pub(super) fn json_member(value: &Value, name: &str) -> Option<Value> {
    let given = present(value, name)?;
    let decoded = given.as_str().and_then(|text| json::parse(text).ok());
    Some(decoded.map_or_else(|| given.clone(), |decoded| decoded.placed(given.span)))
}

/// SNS API Reference, `Subscribe` and `GetSubscriptionAttributes`: attributes are texts, also where templates have booleans.
pub(super) fn without_texts(attributes: &Value) -> Value {
    let members = attributes.as_object().unwrap_or_default().iter().cloned();
    let members = members.map(|mut member| {
        let word = member.value.as_str();
        if let Some(yes) = word.and_then(|word| word.parse::<bool>().ok()) {
            member.value.kind = Kind::Bool(yes);
        }
        member
    });
    Value {
        span: attributes.span,
        kind: Kind::Object(members.collect()),
    }
}

/// CloudFormation Template Reference, `AWS::SNS::Subscription`: attributes are properties of their own.
fn with_attributes(value: &Value) -> Value {
    const ATTRIBUTES: [&str; 7] = [
        "DeliveryPolicy",
        "FilterPolicy",
        "FilterPolicyScope",
        "RawMessageDelivery",
        "RedrivePolicy",
        "ReplayPolicy",
        "SubscriptionRoleArn",
    ];
    let members = value.as_object().unwrap_or_default().iter().cloned();
    let is_attribute = |one: &Member| ATTRIBUTES.iter().any(|name| one.name == **name);
    let (attributes, mut members): (Vec<Member>, Vec<Member>) = members.partition(is_attribute);
    if attributes.is_empty() || present(value, "Attributes").is_some() {
        return value.clone();
    }
    let span = value.span;
    members.push(Member {
        name: JsonString::from("Attributes"),
        name_span: span,
        value: Value {
            span,
            kind: Kind::Object(attributes),
        },
    });
    Value {
        span,
        kind: Kind::Object(members),
    }
}

/// A delivery policy whose retries are numbers: what parameters give is text in templates.
pub(super) fn with_numbers(mut policy: Value) -> Value {
    let Kind::Object(members) = &mut policy.kind else {
        return policy;
    };
    let retries = members.iter_mut().map(|member| &mut member.value.kind);
    let inside = retries.filter_map(|kind| match kind {
        Kind::Object(inside) => Some(inside),
        _ => None,
    });
    for member in inside.flatten() {
        let text = member.value.as_str();
        let number = text.filter(|text| text.parse::<u64>().is_ok());
        if let Some(number) = number.map(Box::from) {
            member.value.kind = Kind::Number(number);
        }
    }
    policy
}

/// A subscription of a topic.
pub(super) fn subscription(mut reader: Reader<'_>, value: &Value) -> Subscription {
    let attributes = reader.object(value, "Attributes").map(without_texts);
    let given = attributes.as_ref().unwrap_or(value);
    // What the API takes stays as it is written.
    let asked = match reader.is_template() {
        true => with_attributes(value),
        false => value.clone(),
    };
    let subscription = Subscription {
        topic: reader.text(value, "TopicArn"),
        protocol: reader.text(value, "Protocol"),
        endpoint: reader.first_text(value, &["Endpoint", "NotificationEndpoint"]),
        filter_policy: reader.pattern(given, "FilterPolicy"),
        scope: reader.text(given, "FilterPolicyScope"),
        dead_letter: redrive_policy(&mut reader, given),
        delivery_policy: json_member(given, "DeliveryPolicy").map(with_numbers),
        raw_message_delivery: reader.boolean(given, "RawMessageDelivery"),
        request: Some(reader.request(Operation::Subscribe, &asked)),
        span: value.span,
        ..Subscription::default()
    };
    Subscription {
        diagnostics: reader.found(),
        ..subscription
    }
}

/// An archive.
pub(super) fn archive(mut reader: Reader<'_>, value: &Value) -> Archive {
    let archive = Archive {
        name: reader.text(value, "ArchiveName"),
        arn: reader.first_text(value, &["Arn", "ArchiveArn"]),
        source: reader.first_text(value, &["EventSourceArn", "SourceArn"]),
        pattern: reader.pattern(value, "EventPattern"),
        retention_days: reader.integer(value, "RetentionDays"),
        request: Some(reader.request(Operation::CreateArchive, value)),
        span: value.span,
        ..Archive::default()
    };
    Archive {
        diagnostics: reader.found(),
        ..archive
    }
}

/// An event bus.
pub(super) fn bus(mut reader: Reader<'_>, value: &Value) -> Bus {
    Bus {
        name: reader.text(value, "Name"),
        arn: reader.text(value, "Arn"),
        dead_letter: dead_letter(&mut reader, value),
        key: reader.text(value, "KmsKeyIdentifier"),
        request: Some(reader.request(Operation::CreateEventBus, value)),
        span: value.span,
        diagnostics: reader.found(),
        ..Bus::default()
    }
}
