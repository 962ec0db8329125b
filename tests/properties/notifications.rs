//! Filter policies of SNS, and notifications of S3 buckets.

use evb::json;
use evb::model::{Bucket, BucketNotification, Declared};
use evb::pattern::filter_policy::FilterPolicyScope;
use evb::pattern::{Dialect, evaluate, parse};
use evb::simulate::notification::{NotificationFilter, Subject, bucket_filter};
use evb::source::{Source, Span};
use proptest::prelude::*;

use crate::trees::{event_and_fields, pattern_text};

/// A key, a prefix, a suffix: few letters, so that they meet often.
fn text() -> impl Strategy<Value = String> {
    "[ab/%*\\\\+ ä.]{0,4}"
}

/// Every byte that could be taken for something else, URL-encoded.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'/' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

proptest! {
    #[test]
    fn a_policy_on_the_body_answers_as_the_same_pattern_does_for_the_body_itself((event, fields) in event_and_fields()) {
        let text = pattern_text(&fields);
        let scope = FilterPolicyScope::MessageBody;
        let Ok(policy) = parse(&text, Dialect::Sns(scope)) else {
            return Ok(());
        };
        let filter = NotificationFilter::new(&policy, Subject::Message(scope)).logical(true);
        let body = serde_json::to_string(&event.text()).unwrap();
        let message = json::parse(&format!(r#"{{"Message":{body}}}"#)).unwrap();
        let wanted = evaluate(&parse(&text, Dialect::Bus).unwrap(), &event.parsed());
        prop_assert_eq!(filter.verdict(&message).matched, wanted);
        let explanation = filter.explain(&message);
        prop_assert_eq!(explanation.matched, wanted);
        let size = message.span.end;
        for field in explanation.attempts.iter().flat_map(|attempt| &attempt.fields) {
            prop_assert!(field.event_span.is_none_or(|span| span.end <= size));
        }
    }

    #[test]
    fn a_bucket_notifies_of_the_keys_that_begin_and_end_as_asked(prefix in text(), suffix in text(), key in text(), joins in any::<bool>()) {
        let key = if joins { format!("{prefix}{key}{suffix}") } else { key };
        let part = |text: &str| Some(Declared::known(encoded(text), Span::new(0, 1)));
        let notification = BucketNotification {
            events: vec![Declared::known("s3:ObjectCreated:*".to_owned(), Span::new(0, 1))],
            prefix: part(&prefix),
            suffix: part(&suffix),
            ..BucketNotification::default()
        };
        let bucket = Bucket { notified: vec![notification], ..Bucket::default() };
        let file = Source::new("t.yaml", "x");
        let filter = bucket_filter(&bucket, file.text()).unwrap();
        let pattern = parse(filter.json(file.text()).unwrap(), Dialect::Bus).unwrap();
        let filter = NotificationFilter::new(&pattern, Subject::Object).logical(true);
        let wanted = key.starts_with(&prefix) && key.ends_with(&suffix);
        for (event, expected) in [("ObjectCreated:Put", wanted), ("ObjectRemoved:Delete", false)] {
            let record = format!(r#"{{"eventName":"{event}","s3":{{"object":{{"key":"{}"}}}}}}"#, encoded(&key));
            prop_assert_eq!(filter.verdict(&json::parse(&record).unwrap()).matched, expected, "{}", record);
        }
    }
}
