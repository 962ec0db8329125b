//! From the filter of an S3 bucket notification to an event pattern.
//!
//! A notification of a bucket is filtered by at most one prefix and one suffix of the object's key. On an event bus
//! the same choice is an event pattern. A prefix *and* a suffix cannot be two values of one list, which is OR: they
//! become one `wildcard`, and beside it the few keys in which the two overlap, which the wildcard does not match.
//!
//! # Example
//!
//! ```
//! use evb::pattern::s3_notification::{S3Event, pattern};
//!
//! assert_eq!(
//!     pattern("images", "in/", ".jpg", S3Event::ObjectCreated),
//!     r#"{"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["images"]},"object":{"key":[{"wildcard":"in/*.jpg"}]}}}"#
//! );
//! ```
//!
//! # What this module does not do
//!
//! It does not narrow to one way of creating or removing (`s3:ObjectCreated:Put`): that would be `detail.reason`, whose
//! values are not recorded in full. It does not ask whether AWS accepts the pattern: [`parse`](super::parse()) does,
//! and a long `wildcard` may be too complex.
//!
//! # Source
//!
//! AWS: Amazon S3 User Guide, "Using EventBridge" and "Configuring event notifications using object key name
//! filtering". Native notifications carry the key URL-encoded; events on a bus carry it as it is, and so do the filters
//! here.

use crate::json::JsonString;

/// A family of S3 notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum S3Event {
    /// `s3:ObjectCreated:*`
    ObjectCreated,
    /// `s3:ObjectRemoved:*`
    ObjectRemoved,
}

impl S3Event {
    /// The `detail-type` of its events.
    #[must_use]
    pub const fn detail_type(self) -> &'static str {
        match self {
            Self::ObjectCreated => "Object Created",
            Self::ObjectRemoved => "Object Deleted",
        }
    }
}

/// The event pattern, as compact JSON, that selects what a notification of `bucket` with this filter would tell.
///
/// An empty prefix or suffix is none. Prefix and suffix are taken as they stand in the key, not URL-encoded.
///
/// Guarantees: as an event pattern it matches an event of the bucket exactly if its key begins with `prefix` and ends
/// with `suffix`.
#[must_use]
pub fn pattern(bucket: &str, prefix: &str, suffix: &str, event: S3Event) -> String {
    let key = key_values(prefix, suffix);
    let object = if key.is_empty() {
        String::new()
    } else {
        format!(r#","object":{{"key":[{}]}}"#, key.join(","))
    };
    format!(
        r#"{{"source":["aws.s3"],"detail-type":["{}"],"detail":{{"bucket":{{"name":[{}]}}{object}}}}}"#,
        event.detail_type(),
        quoted(bucket)
    )
}

/// The values that a key may have.
fn key_values(prefix: &str, suffix: &str) -> Vec<String> {
    match (prefix, suffix) {
        ("", "") => Vec::new(),
        (prefix, "") => vec![format!(r#"{{"prefix":{}}}"#, quoted(prefix))],
        ("", suffix) => vec![format!(r#"{{"suffix":{}}}"#, quoted(suffix))],
        _ => {
            let wildcard = format!("{}*{}", escaped(prefix), escaped(suffix));
            std::iter::once(format!(r#"{{"wildcard":{}}}"#, quoted(&wildcard)))
                .chain(overlaps(prefix, suffix).map(|key| quoted(&key)))
                .collect()
        }
    }
}

/// The keys that begin with `prefix` and end with `suffix` and are shorter than both together.
fn overlaps(prefix: &str, suffix: &str) -> impl Iterator<Item = String> {
    let starts = suffix.char_indices().map(|(at, _)| at).skip(1);
    starts
        .chain(std::iter::once(suffix.len()))
        .filter_map(move |at| {
            let (shared, rest) = suffix.split_at_checked(at)?;
            prefix.ends_with(shared).then(|| format!("{prefix}{rest}"))
        })
}

/// A text whose stars and backslashes stand for themselves in a `wildcard`.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('*', r"\*")
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    JsonString::from(text).write_quoted(&mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::pattern::{Dialect, evaluate, parse};

    #[test]
    fn keys_in_which_prefix_and_suffix_overlap_are_named() {
        assert_eq!(
            key_values("a.jpg", ".jpg"),
            [r#"{"wildcard":"a.jpg*.jpg"}"#, r#""a.jpg""#]
        );
        assert_eq!(
            key_values("aa", "aab"),
            [r#"{"wildcard":"aa*aab"}"#, r#""aaab""#, r#""aab""#]
        );
    }

    #[test]
    fn it_selects_what_the_notification_would_tell() {
        let parts = ["", "a", "aa", "ab", "ba", "*", "a*", r"\", "ä", "/a."];
        let keys = [
            "a", "aa", "ab", "aba", "abba", "*", "a*b*", r"\\", "äa", "/a./a.", "b",
        ];
        for prefix in parts {
            for suffix in parts {
                let text = pattern("b", prefix, suffix, S3Event::ObjectRemoved);
                let pattern = parse(&text, Dialect::Bus).unwrap();
                for key in keys {
                    let event = format!(
                        r#"{{"source":"aws.s3","detail-type":"Object Deleted","detail":{{"bucket":{{"name":"b"}},"object":{{"key":{}}}}}}}"#,
                        quoted(key)
                    );
                    let wanted = key.starts_with(prefix) && key.ends_with(suffix);
                    let matches = evaluate(&pattern, &json::parse(&event).unwrap());
                    assert_eq!(matches, wanted, "{prefix}…{suffix}: {key}");
                }
            }
        }
    }
}
