//! Events of S3, written as its notifications or its ARNs are.
//!
//! AWS: S3 User Guide, "EventBridge event message structure" and "Amazon EventBridge mapping and troubleshooting".

use super::calls::CLOUDTRAIL;
use super::{Asked, lists};
use crate::check::lints::{S3_BUCKET_NAME, S3_NOTIFICATION_SHAPE};
use crate::diagnostic::Diagnostic;
use crate::json::write_quoted;
use crate::pattern::Pattern;
use crate::pattern::ast::{Comparison, Field, Test};

/// What ARNs of buckets and of what is in them begin with, whatever the partition is.
const ARN: &str = "arn:";

/// Where notifications have what events have elsewhere, in one of their records.
const PLACES: [(&str, &str); 7] = [
    ("s3.object", "detail.object"),
    ("s3.bucket", "detail.bucket"),
    ("s3", "detail"),
    ("eventName", "detail-type"),
    ("eventTime", "time"),
    ("eventSource", "source"),
    ("awsRegion", "region"),
];

/// What stands at the top of notifications only.
const AROUND: [&str; 2] = ["Records", "s3"];

/// What notifications are called, and what events are.
const EVENTS: [(&str, &str); 9] = [
    ("ObjectCreated:", "Object Created"),
    ("ObjectRemoved:", "Object Deleted"),
    ("LifecycleExpiration:", "Object Deleted"),
    ("ObjectRestore:", "Object Restore Completed"),
    ("LifecycleTransition", "Object Storage Class Changed"),
    ("IntelligentTiering", "Object Access Tier Changed"),
    ("ObjectTagging:Put", "Object Tags Added"),
    ("ObjectTagging:Delete", "Object Tags Deleted"),
    ("ObjectAcl:Put", "Object ACL Updated"),
];

/// What does not occur in events of S3 so, in a pattern that is for them alone.
pub(super) fn shapes(asked: &Asked<'_>) -> Vec<Diagnostic> {
    if !is_for_s3(asked.pattern) {
        return Vec::new();
    }
    let is_typed = asked
        .pattern
        .sub_rules
        .iter()
        .any(|one| one.field("detail-type").is_some());
    // CloudTrail sends calls with this source too: what both may have says nothing.
    let is_notification = |field: &Field| {
        is_around(&field.path.to_display())
            || field
                .values
                .comparisons
                .iter()
                .any(|one| event(one).is_some())
    };
    if !is_typed
        && !lists(asked.pattern)
            .iter()
            .any(|(field, _)| is_notification(field))
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (field, _) in lists(asked.pattern) {
        let path = field.path.to_display();
        if field
            .values
            .comparisons
            .iter()
            .all(|one| one.test.is_absence())
        {
            continue;
        }
        found.extend(place(&path, field));
        let comparisons = field.values.comparisons.iter();
        found.extend(comparisons.filter_map(|one| value(&path, one)));
    }
    found
}

/// Whether it is for events that S3 sends itself.
fn is_for_s3(pattern: &Pattern) -> bool {
    let all = |path, may_lack: bool, is_it: fn(&str) -> bool| {
        let texts = |field: &Field| {
            let texts = field.values.exact_texts();
            texts.is_some_and(|all| all.iter().all(|(text, _)| is_it(text)))
        };
        let mut rules = pattern.sub_rules.iter();
        rules.all(|rule| rule.field(path).map_or(may_lack, texts))
    };
    // Notifications call their source `aws:s3`.
    all("source", false, |source| {
        matches!(source, "aws.s3" | "aws:s3")
    }) && all("detail-type", true, |name| !name.ends_with(CLOUDTRAIL))
}

/// Whether a name at the top of a pattern is of S3's notifications, and told by [`shapes`].
pub(super) fn is_told(asked: &Asked<'_>, name: &str) -> bool {
    AROUND.contains(&name) && is_for_s3(asked.pattern)
}

/// Whether a path goes through what only notifications have.
fn is_around(path: &str) -> bool {
    let path = path.strip_prefix("detail.").unwrap_or(path);
    path.split('.')
        .next()
        .is_some_and(|first| AROUND.contains(&first))
}

/// The detail-type of events for what notifications call an event.
fn event(comparison: &Comparison) -> Option<&'static str> {
    let name = named(comparison)?;
    let name = name.strip_prefix("s3:").unwrap_or(name);
    let found = EVENTS.iter().find(|(start, _)| name.starts_with(start));
    found.map(|(_, event)| *event)
}

/// A field that only notifications have.
fn place(path: &str, field: &Field) -> Option<Diagnostic> {
    // A field at the top is one of the envelope, or none at all.
    if !path.starts_with("detail.") && !is_around(path) {
        return None;
    }
    let bare = path.strip_prefix("detail.").unwrap_or(path);
    let inside = bare.strip_prefix("Records.").unwrap_or(bare);
    let is_it = |place: &str| {
        let rest = inside.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let of_record = PLACES.iter().find(|(place, _)| is_it(place));
    let (rest, meant) = match of_record {
        Some((place, meant)) => (
            inside.strip_prefix(place).unwrap_or_default().to_owned(),
            *meant,
        ),
        None if inside != bare => (format!(".{inside}"), "detail"),
        None if bare == "Records" => (String::new(), "detail"),
        None => return None,
    };
    let event = field.values.comparisons.iter().find_map(event);
    let help = match (event, meant) {
        (Some(event), "detail-type") => {
            format!("the kind of event is its detail-type: `{{\"detail-type\": [\"{event}\"]}}`")
        }
        (None, "detail-type") => {
            "the kind of event is its detail-type: `{\"detail-type\": [\"Object Created\"]}`"
                .to_owned()
        }
        (_, meant) => format!("it is `{meant}{rest}`"),
    };
    let told = Diagnostic::error(
        S3_NOTIFICATION_SHAPE,
        format!("`{path}` is of S3's notifications: its events have no such field"),
    );
    Some(told.at(field.values.name_span, "never there").help(help))
}

/// A value that stands there in notifications, or in policies.
fn value(path: &str, comparison: &Comparison) -> Option<Diagnostic> {
    let text = named(comparison)?;
    match path {
        "detail.bucket.name" if text.starts_with(ARN) || text.starts_with("s3:") => {
            let name = text
                .rsplit([':', '/'])
                .find(|part| !part.is_empty())
                .unwrap_or(text);
            let told = Diagnostic::error(
                S3_BUCKET_NAME,
                "`detail.bucket.name` is the name of a bucket, and no ARN",
            );
            let told = told
                .at(comparison.span, "never so")
                .help(format!("write `\"{name}\"`"));
            let is_bucket = comparison.exact_text().is_some() && is_bucket(text, name);
            Some(match is_bucket {
                true => told.fix(comparison.span, format!("\"{name}\"")),
                false => told,
            })
        }
        "resources"
            if !text.is_empty() && !text.starts_with(ARN) && comparison.exact_text().is_some() =>
        {
            let told = Diagnostic::error(
                S3_BUCKET_NAME,
                "`resources` holds ARNs, and no names of buckets",
            );
            Some(told.at(comparison.span, "never so").help(format!(
                "write `\"arn:aws:s3:::{text}\"`, or name the bucket in `detail.bucket.name`"
            )))
        }
        "detail.object.key" if is_escaped(text) => {
            let told = Diagnostic::warning(
                S3_NOTIFICATION_SHAPE,
                "keys are URL-encoded in S3's notifications, and stand in events as they are",
            );
            let told = told.at(comparison.span, "only this very key");
            let Some(key) = unescaped(text) else {
                return Some(told);
            };
            let mut written = String::new();
            write_quoted(&key, &mut written);
            let told = told.help(format!("write `{written}`"));
            Some(match comparison.exact_text() {
                Some(_) => told.fix(comparison.span, written),
                None => told,
            })
        }
        _ => None,
    }
}

/// Whether a text is the ARN or the address of a bucket as a whole, and of nothing in it.
fn is_bucket(text: &str, name: &str) -> bool {
    let before = text.strip_suffix(name).unwrap_or_default();
    let is_arn = before.starts_with(ARN) && before.ends_with(":s3:::");
    let is_of_names =
        |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || ".-".contains(one);
    (is_arn || before == "s3://") && !name.is_empty() && name.chars().all(is_of_names)
}

/// The letters that a test wants at a place.
fn named(comparison: &Comparison) -> Option<&str> {
    match &comparison.test {
        Test::Exact(_) => comparison.exact_text(),
        Test::Prefix(form) => std::str::from_utf8(form.as_bytes()).ok()?.strip_prefix('"'),
        _ => None,
    }
}

/// A key as it is behind the escapes of URLs, where a `+` is a blank; `None` if that is no text.
fn unescaped(key: &str) -> Option<String> {
    let key = key.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&key).decode_utf8();
    decoded.ok().map(std::borrow::Cow::into_owned)
}

/// Whether a key has letters as URLs escape them.
fn is_escaped(key: &str) -> bool {
    let is_hex = |two: &str| two.len() == 2 && two.bytes().all(|one| one.is_ascii_hexdigit());
    let mut behind = key.split('%').skip(1);
    behind.any(|rest| rest.get(..2).is_some_and(is_hex))
}
