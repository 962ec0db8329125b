//! An event of an object in S3: as a bucket notifies of it itself, or as EventBridge delivers it.
//!
//! | what stands there | the event | the key |
//! |---|---|---|
//! | a record of a notification: `eventName`, `s3` | its `eventName` | URL-encoded, so it is decoded |
//! | an event of `aws.s3` on a bus | what its `detail-type`, `reason` and `deletion-type` tell | as it is |
//!
//! # Source
//!
//! AWS: S3 User Guide, "Event message structure" ("The object key name value is URL encoded"), "EventBridge event message
//! structure" (`reason`, `deletion-type`).

use super::codes::NOT_AN_OBJECT_EVENT;
use super::seen::Seen;
use crate::convert::s3_notification::decoded;
use crate::diagnostic::Diagnostic;
use crate::json::fields::text;
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// What the filter of a notification sees: `eventName`, and `s3` with the name of the bucket and the key.
pub(super) fn seen(record: &Value) -> Seen {
    let native = || Some((name(record)?.placed_name(), record.get("s3")?, true));
    let of_bus = || {
        let detail = record.get("detail")?;
        Some((bus_event(record, detail)?, detail, false))
    };
    let Some((event, place, is_encoded)) = native().or_else(of_bus) else {
        return no_event(record);
    };
    let span = place.span;
    let key = place.get("object").and_then(|object| object.get("key"));
    let key = key.map(|key| match key.as_str() {
        Some(text) if is_encoded => Value::text(&decoded(&text.replace('+', " ")), key.span),
        _ => key.clone(),
    });
    let bucket = place.get("bucket").and_then(|bucket| bucket.get("name"));
    let bucket = bucket.map(|name| object(vec![("name", name.clone())], span));
    let key = key.map(|key| object(vec![("key", key)], span));
    let s3 = [("bucket", bucket), ("object", key)].into_iter();
    let s3 = s3.filter_map(|(name, value)| Some((name, value?)));
    Seen {
        document: Value {
            span: record.span,
            ..object(
                vec![("eventName", event), ("s3", object(s3.collect(), span))],
                span,
            )
        },
        notes: Vec::new(),
        obstacle: None,
    }
}

struct EventName<'v>(&'v Value, &'v str);

impl EventName<'_> {
    /// Without the `s3:` that some versions of the record have.
    fn placed_name(&self) -> Value {
        Value::text(self.1.strip_prefix("s3:").unwrap_or(self.1), self.0.span)
    }
}

fn name(record: &Value) -> Option<EventName<'_>> {
    let value = record.get("eventName")?;
    Some(EventName(value, value.as_str()?))
}

/// What a notification would call an event that is on a bus.
fn bus_event(record: &Value, detail: &Value) -> Option<Value> {
    let kind = record.get("detail-type")?;
    let reason = text(detail, "reason").unwrap_or_default();
    let deletion = match text(detail, "deletion-type") {
        Some("Delete Marker Created") => "DeleteMarkerCreated",
        _ => "Delete",
    };
    let by_lifecycle = reason.starts_with("Lifecycle");
    let event = match kind.as_str()? {
        "Object Created" => match reason {
            "PutObject" => "ObjectCreated:Put",
            "POST Object" => "ObjectCreated:Post",
            "CopyObject" => "ObjectCreated:Copy",
            "CompleteMultipartUpload" => "ObjectCreated:CompleteMultipartUpload",
            other => return Some(Value::text(&format!("ObjectCreated:{other}"), kind.span)),
        }
        .to_owned(),
        "Object Deleted" if by_lifecycle => format!("LifecycleExpiration:{deletion}"),
        "Object Deleted" => format!("ObjectRemoved:{deletion}"),
        "Object Restore Initiated" => "ObjectRestore:Post".to_owned(),
        "Object Restore Completed" => "ObjectRestore:Completed".to_owned(),
        "Object Restore Expired" => "ObjectRestore:Delete".to_owned(),
        "Object Tags Added" => "ObjectTagging:Put".to_owned(),
        "Object Tags Deleted" => "ObjectTagging:Delete".to_owned(),
        "Object ACL Updated" => "ObjectAcl:Put".to_owned(),
        "Object Storage Class Changed" => "LifecycleTransition".to_owned(),
        _ => return None,
    };
    Some(Value::text(&event, kind.span))
}

fn no_event(record: &Value) -> Seen {
    Seen {
        document: record.clone(),
        notes: vec![
            Diagnostic::warning(NOT_AN_OBJECT_EVENT, "this is no event of an object in S3")
                .at(
                    Span::new(record.span.start, record.span.start + 1),
                    "neither `eventName` and `s3`, nor an event of `aws.s3`",
                )
                .help("give a notification, `{\"Records\": [{\"eventName\": …, \"s3\": {…}}]}`, or the event as EventBridge delivers it"),
        ],
        obstacle: Some("this is no event of an object in S3".to_owned()),
    }
}

fn object(members: Vec<(&str, Value)>, span: Span) -> Value {
    let members = members.into_iter().map(|(name, value)| Member {
        name: JsonString::from(name),
        name_span: value.span,
        value,
    });
    Value {
        span,
        kind: Kind::Object(members.collect()),
    }
}
