//! `s3`: buckets and their notifications.
//!
//! # Source
//!
//! serverless 3.40, `lib/plugins/aws/package/compile/events/s3/index.js`: without `event` it is `s3:ObjectCreated:*`.

use super::function::Function;
use super::make::{Made, list, object};
use super::names;
use crate::json::Value;
use crate::json::fields::present;

/// The notification of a bucket that Serverless makes, or with `existing` configures.
pub(super) fn notification(made: &mut Made, function: &Function, event: &Value) {
    let span = event.span;
    let Some(bucket) = event
        .as_str()
        .map(|_| event)
        .or_else(|| present(event, "bucket"))
    else {
        return;
    };
    let usual = || Value::text("s3:ObjectCreated:*", span);
    let kind = present(event, "event").cloned().unwrap_or_else(usual);
    let rules = present(event, "rules").and_then(Value::as_array);
    let rules: Vec<Value> = rules
        .unwrap_or_default()
        .iter()
        .flat_map(|rule| ["prefix", "suffix"].map(|name| (name, present(rule, name))))
        .filter_map(|(name, value)| Some((name, value?)))
        .map(|(name, value)| {
            let name = Some(Value::text(name, value.span));
            object(
                value.span,
                vec![("Name", name), ("Value", Some(value.clone()))],
            )
        })
        .collect();
    let filter = (!rules.is_empty()).then(|| {
        let rules = object(span, vec![("Rules", Some(list(span, rules)))]);
        object(span, vec![("S3Key", Some(rules))])
    });
    let one = object(
        span,
        vec![
            ("Event", Some(kind)),
            ("Function", Some(function.target.placed(span))),
            ("Filter", filter),
        ],
    );
    let configuration = object(
        span,
        vec![("LambdaConfigurations", Some(list(span, vec![one])))],
    );
    let properties = vec![
        ("BucketName", Some(bucket.clone())),
        ("NotificationConfiguration", Some(configuration)),
    ];
    // Several functions may have notifications of one bucket: those are put together by its name.
    let name = bucket
        .as_str()
        .map_or_else(String::new, names::alphanumeric);
    let id = match made.next(&format!("s3 {name}")) {
        1 => format!("S3Bucket{name}"),
        number => format!("S3Bucket{name}Notification{number}"),
    };
    made.push(&id, "AWS::S3::Bucket", object(span, properties));
}
