//! Filters that ask records for what they do not have.
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge Pipes sources", the records of each source.

use super::finding::Resource;
use super::judge::{About, Accepted, Judge};
use super::lints::PIPE_FILTER;
use crate::diagnostic::Diagnostic;
use crate::pattern::Dialect;
use crate::simulate::pipe::SourceKind;

/// The members of a record of a queue.
const OF_SQS: [&str; 11] = [
    "attributes",
    "awsRegion",
    "body",
    "eventSource",
    "eventSourceARN",
    "md5OfBody",
    "md5OfMessageAttributes",
    "messageAttributes",
    "messageId",
    "receiptHandle",
    "messageSystemAttributes",
];

/// The members of a record of a stream of DynamoDB.
const OF_DYNAMODB: [&str; 8] = [
    "awsRegion",
    "dynamodb",
    "eventID",
    "eventName",
    "eventSource",
    "eventSourceARN",
    "eventVersion",
    "userIdentity",
];

/// The members of a record of a stream of Kinesis, as pipes have it.
const OF_KINESIS: [&str; 13] = [
    "approximateArrivalTimestamp",
    "awsRegion",
    "data",
    "encryptionType",
    "eventID",
    "eventName",
    "eventSource",
    "eventSourceARN",
    "eventVersion",
    "invokeIdentityArn",
    "kinesisSchemaVersion",
    "partitionKey",
    "sequenceNumber",
];

impl Judge<'_> {
    /// Whether records of a source have what a filter asks for at its top.
    pub(super) fn outside_record(
        &mut self,
        resource: &Resource,
        field: &str,
        accepted: &Accepted,
        (source, dialect): (SourceKind, Dialect),
    ) {
        let (members, payload): (&[&str], &str) = match source {
            SourceKind::Sqs => (&OF_SQS, "body"),
            SourceKind::DynamoDb => (&OF_DYNAMODB, "dynamodb"),
            // What Lambda adds to these it does not document.
            SourceKind::Kinesis if dialect == Dialect::Pipe => (&OF_KINESIS, "data"),
            _ => return,
        };
        let rules = &accepted.pattern.sub_rules;
        let mut told: Vec<Diagnostic> = Vec::new();
        for one in rules.iter().flat_map(|one| &one.fields) {
            let path = one.path.to_display();
            let top = path.split('.').next().unwrap_or_default();
            if members.contains(&top) || one.values.accepts_absence() {
                continue;
            }
            let found = Diagnostic::warning(
                PIPE_FILTER,
                format!(
                    "records of {} have no `{top}`: none of them passes here",
                    source.name()
                ),
            )
            .at(one.values.name_span, "not in a record")
            .help(match source {
                SourceKind::DynamoDb => format!(
                    "the item stands in `{payload}`: `{{\"dynamodb\": {{\"NewImage\": {{…}}}}}}`"
                ),
                _ => format!(
                    "what was sent stands in `{payload}`: `{{\"{payload}\": {{\"{top}\": …}}}}`"
                ),
            });
            if !told.contains(&found) {
                told.push(found);
            }
        }
        let about = About {
            source: &accepted.text,
            ..self.about(Some(resource), field)
        };
        for one in told {
            self.tell(&about, one, None);
        }
    }
}
