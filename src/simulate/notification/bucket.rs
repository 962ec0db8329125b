//! The notifications of a bucket as a pattern, which is asked about the events that the bucket itself notifies of.

use crate::convert::s3_notification::{decoded, key_values};
use crate::json::{self, JsonString, Kind, Member, Shape, Value, Written};
use crate::model::{
    Bucket, BucketNotification, Declared, DeclaredPattern, PatternText, is_generated,
};
use crate::source::Span;

/// The notifications of a bucket as one pattern, which is asked about an event as a notification has it: `eventName`, and
/// `s3` with `bucket.name` and `object.key`. `file` is the text in which they stand. `None` if there are none.
///
/// Guarantees: a known filter lets an event through exactly if its name is one of the `Events` of a notification (`*` at the
/// end stands for any), and its key begins with the prefix and ends with the suffix of that one.
///
/// AWS: S3 User Guide, "Configuring event notifications using object key name filtering": a prefix or a suffix with special
/// characters is given URL-encoded.
#[must_use]
pub fn bucket_filter(bucket: &Bucket, file: &str) -> Option<DeclaredPattern> {
    let alternatives: Vec<Value> = bucket.notified.iter().map(notification).collect();
    let mut members = match alternatives.as_slice() {
        [] => return None,
        [one] => one.as_object().unwrap_or_default().to_vec(),
        _ => vec![member("$or", list(bucket.span, alternatives))],
    };
    let is_made_up =
        |name: &&Declared<String>| name.hole().is_some_and(|hole| is_generated(&hole.from));
    // A name that is made up when the template is deployed may be any.
    if let Some(name) = bucket.name.as_ref().filter(|name| !is_made_up(name)) {
        let name = list(name.span, vec![name.to_value()]);
        let name = object(bucket.span, vec![member("name", name)]);
        let within = member("bucket", name);
        match members.iter_mut().find(|one| one.name == *"s3") {
            Some(Member {
                value:
                    Value {
                        kind: Kind::Object(of_s3),
                        ..
                    },
                ..
            }) => of_s3.push(within),
            _ => members.push(member("s3", object(bucket.span, vec![within]))),
        }
    }
    let value = object(bucket.span, members);
    Some(DeclaredPattern {
        member: "NotificationConfiguration",
        span: bucket.span,
        text: match value.has_open() {
            true => PatternText::Open(value),
            false => PatternText::Made(Written::new(&value, file)),
        },
    })
}

/// One notification as a pattern.
fn notification(one: &BucketNotification) -> Value {
    let events = one.events.iter().map(event).collect();
    let mut members = vec![member("eventName", list(one.span, events))];
    let keys = declared_keys(one);
    if !keys.is_empty() {
        let key = member("key", list(one.span, keys));
        let key = object(
            one.span,
            vec![member("object", object(one.span, vec![key]))],
        );
        members.push(member("s3", key));
    }
    object(one.span, members)
}

/// The names of events that a type stands for.
fn event(declared: &Declared<String>) -> Value {
    let span = declared.span;
    let Some(event) = declared.get() else {
        return unknown(declared);
    };
    let name = event.strip_prefix("s3:").unwrap_or(event);
    match name.strip_suffix('*') {
        Some(family) => object(span, vec![member("prefix", Value::text(family, span))]),
        None => Value::text(name, span),
    }
}

/// The values that the key may have; none if it may have any.
fn declared_keys(one: &BucketNotification) -> Vec<Value> {
    let is_given = |part: &&Declared<String>| part.get().is_none_or(|text| !text.is_empty());
    let prefix = one.prefix.as_ref().filter(is_given);
    let suffix = one.suffix.as_ref().filter(is_given);
    let affix = |name, part: &Declared<String>| {
        let value = match part.get() {
            Some(text) => Value::text(&decoded(text), part.span),
            None => part.to_value(),
        };
        vec![object(part.span, vec![member(name, value)])]
    };
    match (prefix, suffix) {
        (None, None) => Vec::new(),
        (Some(prefix), None) => affix("prefix", prefix),
        (None, Some(suffix)) => affix("suffix", suffix),
        (Some(prefix), Some(suffix)) => match (prefix.get(), suffix.get()) {
            (Some(begins), Some(ends)) => {
                let values = key_values(&decoded(begins), &decoded(ends));
                let values = values.iter().filter_map(|value| json::parse(value).ok());
                values.map(|value| value.placed(suffix.span)).collect()
            }
            (None, _) => vec![unknown(prefix)],
            (Some(_), None) => vec![unknown(suffix)],
        },
    }
}

/// A value of which nothing is known but what a text depends on.
fn unknown(declared: &Declared<String>) -> Value {
    let from = declared.hole().map_or("", |hole| &hole.from);
    Value::open(Shape::Structure, from, declared.span)
}

fn member(name: &str, value: Value) -> Member {
    Member {
        name: JsonString::from(name),
        name_span: Span::at(value.span.start),
        value,
    }
}

fn object(span: Span, members: Vec<Member>) -> Value {
    let kind = Kind::Object(members);
    Value { span, kind }
}

fn list(span: Span, elements: Vec<Value>) -> Value {
    let kind = Kind::Array(elements);
    Value { span, kind }
}
