//! Notifications of S3 buckets to event patterns.
//!
//! A bucket has notifications: some types of events and a filter on the key, each to a queue, a topic or a function. On an event
//! bus the same choice is an event pattern, and each notification becomes one rule.
//!
//! # Example
//!
//! ```
//! use evb::convert::s3_notification::{Settings, convert};
//! use evb::json;
//!
//! let configuration = json::parse(r#"{"QueueConfigurations": [{"QueueArn": "q", "Events": ["s3:ObjectCreated:Post"],
//!     "Filter": {"Key": {"FilterRules": [{"Name": "suffix", "Value": ".jpg"}]}}}]}"#)?;
//! let settings = Settings { bucket: Some("images".to_owned()), ..Settings::default() };
//! assert_eq!(
//!     convert(&configuration, &settings).outputs[0].text,
//!     r#"{"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["images"]},"reason":["POST Object"],"object":{"key":[{"suffix":".jpg"}]}}}"#
//! );
//! # Ok::<(), evb::json::SyntaxError>(())
//! ```
//!
//! # What this module does not do
//!
//! It does not carry the destination over: a rule has targets, and the permissions are others. It does not switch on
//! EventBridge for the bucket.
//!
//! # Source
//!
//! AWS: Amazon S3 User Guide, "Using EventBridge" and "Configuring event notifications using object key name filtering";
//! S3 API Reference, `NotificationConfiguration`; CloudFormation Template Reference, `AWS::S3::Bucket`
//! `NotificationConfiguration`. Native notifications carry the key URL-encoded; events on a bus carry it as it is.

mod bucket;
mod key;
mod read;
mod types;

use std::fmt::Write as _;

use super::{Conversion, LOST, NOTE, Output};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::beginning;
use crate::pattern::{Dialect, ServiceEvaluator, check_length, parse};
use crate::source::Span;

pub use bucket::wrong_bucket_name;
pub(crate) use key::{decoded, key_values};

use key::quoted;
use types::{Branch, branches};

/// What is known beside the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The bucket.
    pub bucket: Option<String>,
    /// One pattern for all notifications, in place of one for each.
    pub is_one_rule: bool,
    /// Whether the bucket is known to send its events to EventBridge.
    pub sends_events: bool,
}

/// Events of a notification with the values that their keys may have.
type Wanted = (Branch, Vec<String>);

/// The patterns for the notifications of a bucket: the value is a configuration as the S3 API, CloudFormation or the AWS
/// provider of Terraform name its members.
#[must_use]
pub fn convert(configuration: &Value, settings: &Settings) -> Conversion {
    let mut conversion = Conversion::default();
    let mut all: Vec<Wanted> = Vec::new();
    for notification in read::notifications(configuration, &mut conversion) {
        let keys = key_values(&notification.prefix, &notification.suffix);
        let wanted = branches(&notification.looks).into_iter();
        let wanted: Vec<Wanted> = wanted.map(|one| (one, keys.clone())).collect();
        if wanted.is_empty() {
            continue;
        }
        if settings.is_one_rule {
            all.extend(wanted);
        } else {
            let name = notification.name;
            conversion.put(name, notification.span, settings, &wanted);
        }
    }
    if !all.is_empty() {
        conversion.put(None, configuration.span, settings, &all);
    }
    let at = beginning(configuration);
    if conversion.outputs.is_empty() {
        return conversion;
    }
    if settings.bucket.is_none() {
        conversion.lost.push(
            Diagnostic::error(LOST, "the configuration does not say of which bucket it is")
                .at(at, "the patterns take events of every bucket")
                .help("give the bucket with `--bucket`"),
        );
    }
    if !settings.sends_events {
        conversion.notes.push(
            Diagnostic::note(
                NOTE,
                "the bucket sends nothing to EventBridge before it is switched on, and then events of every type",
            )
            .at(at, "")
            .help("put `\"EventBridgeConfiguration\": {}` into its notification configuration"),
        );
    }
    conversion
}

impl Conversion {
    /// Puts a pattern among the results, if AWS takes it.
    fn put(&mut self, name: Option<String>, span: Span, settings: &Settings, wanted: &[Wanted]) {
        let text = pattern(settings.bucket.as_deref(), wanted);
        let refused = match (check_length(&text), parse(&text, Dialect::Bus)) {
            (Some(long), _) if long.is_error() => Some(long.message),
            (_, Err(refused)) => Some(refused.refusal.reason.to_string()),
            (_, Ok(pattern)) if !ServiceEvaluator::new(&pattern).is_logical() => {
                Some("its engine would drop a branch of the `$or`".to_owned())
            }
            _ => None,
        };
        if let Some(why) = refused {
            let told = Diagnostic::error(LOST, format!("AWS would not take the pattern: {why}"));
            let told = told.at(span, "not carried over");
            return self
                .lost
                .push(told.help("filter on a shorter prefix or suffix, or in more rules"));
        }
        self.outputs.push(Output {
            text,
            is_json: true,
            name,
            span,
            ..Output::default()
        });
    }
}

/// The pattern that takes what is wanted of a bucket.
fn pattern(bucket: Option<&str>, wanted: &[Wanted]) -> String {
    let mut text = r#"{"source":["aws.s3"]"#.to_owned();
    let bucket = bucket.map(|name| format!(r#""bucket":{{"name":[{}]}}"#, quoted(name)));
    let keys = wanted
        .first()
        .map(|(_, keys)| keys.as_slice())
        .unwrap_or_default();
    let same_keys = wanted.iter().all(|(_, other)| other == keys);
    if let [(branch, keys)] = wanted {
        let _ = write!(text, r#","detail-type":[{}]"#, list(&branch.detail_types));
        let detail = bucket.into_iter().chain(narrowing(branch)).chain(key(keys));
        put_detail(&mut text, detail);
    } else {
        let branches = wanted.iter().map(|(branch, keys)| {
            let mut text = format!(r#"{{"detail-type":[{}]"#, list(&branch.detail_types));
            let own = key(keys).filter(|_| !same_keys);
            put_detail(&mut text, narrowing(branch).chain(own));
            text + "}"
        });
        let branches: Vec<String> = branches.collect();
        let _ = write!(text, r#","$or":[{}]"#, branches.join(","));
        let shared = key(keys).filter(|_| same_keys);
        put_detail(&mut text, bucket.into_iter().chain(shared));
    }
    text + "}"
}

fn put_detail(text: &mut String, members: impl Iterator<Item = String>) {
    let members: Vec<String> = members.collect();
    if !members.is_empty() {
        let _ = write!(text, r#","detail":{{{}}}"#, members.join(","));
    }
}

/// What tells the events of a branch from others of their `detail-type`.
fn narrowing(branch: &Branch) -> impl Iterator<Item = String> {
    let listed = |name: &str, values: &[&str]| {
        (!values.is_empty()).then(|| format!(r#""{name}":[{}]"#, list(values)))
    };
    let reason = listed("reason", &branch.reasons);
    let deletion = listed("deletion-type", &branch.deletions);
    reason.into_iter().chain(deletion)
}

fn key(keys: &[String]) -> Option<String> {
    (!keys.is_empty()).then(|| format!(r#""object":{{"key":[{}]}}"#, keys.join(",")))
}

fn list(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    quoted.join(",")
}
