//! Records as other APIs write them, made into what a pipe gets.
//!
//! People keep the answers of `aws sqs receive-message` and of `aws kinesis get-records`, and what a Lambda function
//! got from a stream. They hold what a pipe's record holds, under other names or one level deeper.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::simulate::pipe::{SourceKind, as_a_pipe_gets_it};
//!
//! let message = json::parse(r#"{"MessageId":"m1","Body":"{\"id\":7}","MD5OfBody":"0a"}"#).unwrap();
//! let (record, form) = as_a_pipe_gets_it(&message, SourceKind::Sqs).ok_or("it is a message")?;
//! assert_eq!(record.get("body").and_then(json::Value::as_str), Some(r#"{"id":7}"#));
//! assert_eq!(form.name(), "`aws sqs receive-message`");
//! # Ok::<(), &str>(())
//! ```
//!
//! # What this module does not do
//!
//! It makes nothing up: what the other API does not tell (`eventSource`, the attributes of a message that were not asked
//! for, the id of an event) is absent. It opens no lists, and it leaves alone what could be read in two ways.
//!
//! # Source
//!
//! AWS: SQS API Reference, `Message`; Kinesis API Reference, `Record`; EventBridge User Guide, the pages on each
//! source: the record of a Kinesis stream is flat, and not nested as in Lambda's events.

use super::codes::RECORD_REWRITTEN;
use super::source::SourceKind;
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value};

/// Members of SQS's `Message`, and what a pipe calls them.
const MESSAGE: [(&str, &str); 7] = [
    ("MessageId", "messageId"),
    ("ReceiptHandle", "receiptHandle"),
    ("Body", "body"),
    ("MD5OfBody", "md5OfBody"),
    ("MD5OfMessageAttributes", "md5OfMessageAttributes"),
    ("Attributes", "attributes"),
    ("MessageAttributes", "messageAttributes"),
];

/// Members of SQS's `MessageAttributeValue`, and what a pipe calls them.
const MESSAGE_ATTRIBUTE: [(&str, &str); 5] = [
    ("StringValue", "stringValue"),
    ("BinaryValue", "binaryValue"),
    ("StringListValues", "stringListValues"),
    ("BinaryListValues", "binaryListValues"),
    ("DataType", "dataType"),
];

/// Members of Kinesis's `Record`, and what a pipe calls them.
const STREAM_RECORD: [(&str, &str); 4] = [
    ("SequenceNumber", "sequenceNumber"),
    ("ApproximateArrivalTimestamp", "approximateArrivalTimestamp"),
    ("Data", "data"),
    ("PartitionKey", "partitionKey"),
];

/// How a record was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignForm {
    /// As `ReceiveMessage` answers it.
    ReceivedMessage,
    /// As `GetRecords` answers it.
    StreamRecord,
    /// As a Lambda function gets it from a Kinesis stream.
    LambdaKinesis,
}

impl ForeignForm {
    /// Who writes records like this.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReceivedMessage => "`aws sqs receive-message`",
            Self::StreamRecord => "`aws kinesis get-records`",
            Self::LambdaKinesis => "an event of a Lambda function",
        }
    }

    /// What is said of the first such record.
    #[must_use]
    pub fn note(self) -> Diagnostic {
        Diagnostic::note(
            RECORD_REWRITTEN,
            format!(
                "records are written as in {}: their members are renamed to what a pipe gets",
                self.name()
            ),
        )
        .help("what that form does not tell, as `eventSource`, is absent here")
    }
}

/// The record as a pipe gets it from `source`, and how it was written; `None` if it is written as a pipe gets it
/// already, or in no other form that is known. Places stay those of `record`.
#[must_use]
pub fn as_a_pipe_gets_it(record: &Value, source: SourceKind) -> Option<(Value, ForeignForm)> {
    let members = record.as_object()?;
    let is_text = |name: &str| {
        record
            .get(name)
            .is_some_and(|value| value.as_str().is_some())
    };
    let has = |name: &str| record.get(name).is_some();
    let (members, form) = match source {
        SourceKind::Sqs if is_text("Body") && !has("body") => {
            (renamed(members, &MESSAGE), ForeignForm::ReceivedMessage)
        }
        SourceKind::Kinesis if is_text("Data") && !has("data") && !has("kinesis") => {
            (renamed(members, &STREAM_RECORD), ForeignForm::StreamRecord)
        }
        SourceKind::Kinesis if !has("data") && record.get("kinesis")?.get("data").is_some() => {
            (raised(members, "kinesis"), ForeignForm::LambdaKinesis)
        }
        _ => return None,
    };
    let mut record = Value {
        span: record.span,
        kind: Kind::Object(members),
    };
    if form == ForeignForm::ReceivedMessage {
        rename_attributes(&mut record);
    }
    Some((record, form))
}

fn renamed(members: &[Member], names: &[(&str, &str)]) -> Vec<Member> {
    let rename = |member: &Member| {
        let known = names.iter().find(|(theirs, _)| member.name == **theirs);
        Member {
            name: known.map_or_else(|| member.name.clone(), |(_, ours)| JsonString::from(*ours)),
            ..member.clone()
        }
    };
    members.iter().map(rename).collect()
}

/// The members with those of the object called `inner` in its place.
fn raised(members: &[Member], inner: &str) -> Vec<Member> {
    let mut flat = Vec::with_capacity(members.len());
    for member in members {
        match member.value.as_object() {
            Some(deeper) if member.name == *inner => flat.extend_from_slice(deeper),
            _ => flat.push(member.clone()),
        }
    }
    flat
}

/// The members of each message attribute are written in another case too.
fn rename_attributes(record: &mut Value) {
    let Kind::Object(members) = &mut record.kind else {
        return;
    };
    for member in members {
        let Kind::Object(attributes) = &mut member.value.kind else {
            continue;
        };
        if member.name != *"messageAttributes" {
            continue;
        }
        for attribute in attributes {
            if let Kind::Object(values) = &mut attribute.value.kind {
                *values = renamed(values, &MESSAGE_ATTRIBUTE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn rewritten(text: &str, source: SourceKind) -> Option<String> {
        let value = parse(text).unwrap();
        as_a_pipe_gets_it(&value, source).map(|(record, _)| record.to_compact())
    }

    #[test]
    fn messages_are_renamed_down_to_their_attributes() {
        let message = r#"{"MessageId":"m","Body":"b","MD5OfBody":"0a","Attributes":{"SentTimestamp":"1"},"MessageAttributes":{"Tenant":{"StringValue":"acme","DataType":"String"}}}"#;
        let record = r#"{"messageId":"m","body":"b","md5OfBody":"0a","attributes":{"SentTimestamp":"1"},"messageAttributes":{"Tenant":{"stringValue":"acme","dataType":"String"}}}"#;
        assert_eq!(rewritten(message, SourceKind::Sqs).as_deref(), Some(record));
    }

    #[test]
    fn records_of_streams_are_renamed_or_made_flat() {
        let answered = r#"{"SequenceNumber":"1","Data":"e30=","PartitionKey":"k"}"#;
        let nested = r#"{"kinesis":{"sequenceNumber":"1","data":"e30=","partitionKey":"k"},"eventID":"s:1"}"#;
        let read = |text| rewritten(text, SourceKind::Kinesis);
        assert_eq!(
            read(answered).as_deref(),
            Some(r#"{"sequenceNumber":"1","data":"e30=","partitionKey":"k"}"#)
        );
        assert_eq!(
            read(nested).as_deref(),
            Some(r#"{"sequenceNumber":"1","data":"e30=","partitionKey":"k","eventID":"s:1"}"#)
        );
    }

    #[test]
    fn what_is_a_record_already_or_could_be_read_twice_is_left_alone() {
        let alone = [
            (r#"{"body":"b"}"#, SourceKind::Sqs),
            (r#"{"body":"b","Body":"c"}"#, SourceKind::Sqs),
            (r#"{"Body":{"id":7}}"#, SourceKind::Sqs),
            (r#"{"Body":"b"}"#, SourceKind::Kinesis),
            (
                r#"{"data":"e30=","kinesis":{"data":"e30="}}"#,
                SourceKind::Kinesis,
            ),
            (r#"{"kinesis":{}}"#, SourceKind::Kinesis),
            ("[1]", SourceKind::Sqs),
        ];
        for (text, source) in alone {
            assert_eq!(rewritten(text, source), None, "{text}");
        }
    }
}
