//! Values as they would stand in a template.

use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// A member that stands at `span`.
pub(super) fn member(name: &str, value: Value) -> Member {
    Member {
        name: JsonString::from(name),
        name_span: value.span,
        value,
    }
}

/// An object.
pub(super) fn object<const N: usize>(members: [(&str, Value); N], span: Span) -> Value {
    let members = members.into_iter().map(|(name, value)| member(name, value));
    let kind = Kind::Object(members.collect());
    Value { span, kind }
}

/// A list of one element.
pub(super) fn list(element: Value, span: Span) -> Value {
    let kind = Kind::Array(vec![element]);
    Value { span, kind }
}

/// `Ref`.
pub(super) fn reference(id: &str, span: Span) -> Value {
    object([("Ref", Value::text(id, span))], span)
}

/// `Fn::GetAtt`.
pub(super) fn get_attribute(id: &str, attribute: &str, span: Span) -> Value {
    let path = Value::text(&format!("{id}.{attribute}"), span);
    object([("Fn::GetAtt", path)], span)
}

/// A resource with its properties. It stands where these do.
pub(super) fn resource(kind: &str, properties: Value, condition: Option<&Member>) -> Value {
    let span = properties.span;
    let mut value = object(
        [
            ("Type", Value::text(kind, span)),
            ("Properties", properties),
        ],
        span,
    );
    if let Kind::Object(members) = &mut value.kind {
        members.extend(condition.cloned());
    }
    value
}

/// The members of an object that have these names, under their new names.
pub(super) fn taken(given: &Value, names: &[(&str, &str)]) -> Vec<Member> {
    let mut members = Vec::new();
    for (name, new) in names {
        let mut all = given.as_object().unwrap_or_default().iter();
        let last = all.rfind(|member| member.name == **name);
        members.extend(last.map(|member| Member {
            name: JsonString::from(*new),
            ..member.clone()
        }));
    }
    members
}

/// The same under their own names.
pub(super) fn kept(given: &Value, names: &[&str]) -> Vec<Member> {
    let names: Vec<(&str, &str)> = names.iter().map(|name| (*name, *name)).collect();
    taken(given, &names)
}

/// A policy by which a service may send messages to a queue, for one source.
pub(super) fn queue_policy(service: &str, queue: &Queue<'_>, source: Value, span: Span) -> Value {
    let service = Value::text(&format!("{service}.amazonaws.com"), span);
    let condition = object(
        [("ArnEquals", object([("aws:SourceArn", source)], span))],
        span,
    );
    let statement = object(
        [
            ("Effect", Value::text("Allow", span)),
            ("Principal", object([("Service", service)], span)),
            ("Action", Value::text("sqs:SendMessage", span)),
            ("Resource", queue.arn.clone()),
            ("Condition", condition),
        ],
        span,
    );
    let document = object(
        [
            ("Version", Value::text("2012-10-17", span)),
            ("Statement", list(statement, span)),
        ],
        span,
    );
    let queues = list(queue.url.clone(), span);
    object([("PolicyDocument", document), ("Queues", queues)], span)
}

/// A queue, as a template refers to it.
pub(super) struct Queue<'q> {
    pub(super) arn: &'q Value,
    pub(super) url: &'q Value,
}
