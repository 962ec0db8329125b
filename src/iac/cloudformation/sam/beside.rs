//! What the translator makes of an event beside what sends: queues, roles, permissions, notifications and mappings.

use super::Owner;
use super::made::{Queue, get_attribute, kept, list, member, object, reference, resource};
use crate::iac::cloudformation::members;
use crate::json::fields::first;
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// Longest `Id` of a target.
///
/// AWS: EventBridge API Reference, `Target`, `Id`: "Maximum length of 64."
const MAXIMUM_TARGET_ID_CHARACTERS: usize = 64;

/// Resources by logical id.
pub(super) type Made = Vec<(String, Value)>;

/// A queue that the translator makes.
pub(super) struct MadeQueue {
    pub(super) id: String,
    pub(super) arn: Value,
    url: Value,
    span: Span,
}

impl MadeQueue {
    pub(super) fn new(id: String, span: Span) -> Self {
        Self {
            arn: get_attribute(&id, "Arn", span),
            url: reference(&id, span),
            id,
            span,
        }
    }

    pub(super) fn as_queue(&self) -> Queue<'_> {
        Queue {
            arn: &self.arn,
            url: &self.url,
        }
    }

    /// Puts the queue and its policy behind the others.
    pub(super) fn push(self, owner: &Owner, policy: Option<(String, Value)>, made: &mut Made) {
        let condition = owner.condition.as_ref();
        let queue = resource("AWS::SQS::Queue", object([], self.span), condition);
        made.push((self.id, queue));
        if let Some((id, policy)) = policy {
            made.push((id, resource("AWS::SQS::QueuePolicy", policy, condition)));
        }
    }
}

/// AWS SAM translator: the id of the event and a word for what is invoked, cut in front to 64 characters.
pub(super) fn usual_target_id(owner: &Owner, id: &str, span: Span) -> Value {
    let suffix = match owner.is_state_machine {
        true => "StepFunctionsTarget",
        false => "LambdaTarget",
    };
    let room = MAXIMUM_TARGET_ID_CHARACTERS - suffix.len();
    let kept: String = id.chars().take(room).collect();
    Value::text(&format!("{kept}{suffix}"), span)
}

/// The role by which a state machine or a schedule's target is invoked: the one that is given, else one that is made.
pub(super) fn role(owner: &Owner, id: &str, given: &Value, made: &mut Made) -> Member {
    if let Some(role) = given.get("RoleArn") {
        return member("RoleArn", role.clone());
    }
    let role = format!("{id}Role");
    let span = given.span;
    let body = resource("AWS::IAM::Role", object([], span), owner.condition.as_ref());
    let arn = get_attribute(&role, "Arn", span);
    made.push((role, body));
    member("RoleArn", arn)
}

/// The permission of a service to invoke the function.
pub(super) fn permission(
    owner: &Owner,
    id: &str,
    service: &str,
    source: (&str, Value),
    span: Span,
    made: &mut Made,
) {
    let properties = object(
        [
            ("FunctionName", reference(&owner.invoked, span)),
            ("Action", Value::text("lambda:InvokeFunction", span)),
            (
                "Principal",
                Value::text(&format!("{service}.amazonaws.com"), span),
            ),
            source,
        ],
        span,
    );
    let body = resource(
        "AWS::Lambda::Permission",
        properties,
        owner.condition.as_ref(),
    );
    made.push((format!("{id}Permission"), body));
}

/// AWS SAM translator, `push.py`, `S3`: a notification of a bucket of the same template, by the names that the API has for
/// what configures the notifications of another bucket.
pub(super) fn bucket_notification(
    owner: &Owner,
    id: &str,
    given: &Value,
) -> Option<(String, Value)> {
    let span = given.span;
    let bucket = given.get("Bucket")?.clone();
    let mut members = kept(given, &["Events", "Filter"]);
    members.push(member("Function", reference(&owner.invoked, span)));
    let kind = Kind::Object(members);
    let one = list(Value { span, kind }, span);
    let configuration = object([("LambdaConfigurations", one)], span);
    let properties = object(
        [
            ("BucketName", bucket),
            ("NotificationConfiguration", configuration),
        ],
        span,
    );
    let condition = owner.condition.as_ref();
    let body = resource("Custom::S3BucketNotifications", properties, condition);
    Some((format!("{id}Notification"), body))
}

/// AWS SAM translator, `pull.py`: what a mapping has too is passed on.
pub(super) fn mapping(owner: &Owner, id: &str, given: &Value, made: &mut Made) {
    const SOURCES: [&str; 4] = ["Queue", "Stream", "Broker", "Cluster"];
    let span = given.span;
    let mut members = kept(
        given,
        &members::names("AWS::Lambda::EventSourceMapping").unwrap_or_default(),
    );
    for one in members
        .iter_mut()
        .filter(|one| one.name == *"DestinationConfig")
    {
        without_type_of_destination(&mut one.value);
    }
    if let Some(source) = first(given, &SOURCES) {
        members.push(Member {
            name: JsonString::from("EventSourceArn"),
            name_span: source.span,
            value: source.clone(),
        });
    }
    if !owner.id.is_empty() {
        members.push(member("FunctionName", reference(&owner.invoked, span)));
    }
    let kind = Kind::Object(members);
    let body = resource(
        "AWS::Lambda::EventSourceMapping",
        Value { span, kind },
        owner.condition.as_ref(),
    );
    made.push((id.to_owned(), body));
}

/// AWS SAM translator: `OnFailure.Type` decides which policy the function gets, and is left out of the mapping.
pub(super) fn without_type_of_destination(config: &mut Value) {
    let Kind::Object(members) = &mut config.kind else {
        return;
    };
    for one in members.iter_mut().filter(|one| one.name == *"OnFailure") {
        if let Kind::Object(inside) = &mut one.value.kind {
            inside.retain(|one| one.name != *"Type");
        }
    }
}
