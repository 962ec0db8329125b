//! The seven kinds of sources, and what differs between them.

use super::Arn;

/// Where a pipe reads from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// An Amazon SQS queue.
    Sqs,
    /// A Kinesis data stream.
    Kinesis,
    /// A DynamoDB stream.
    DynamoDb,
    /// A topic of Amazon Managed Streaming for Apache Kafka.
    Msk,
    /// A topic of a Kafka cluster of one's own.
    SelfManagedKafka,
    /// A queue of an ActiveMQ broker of Amazon MQ.
    ActiveMq,
    /// A queue of a RabbitMQ broker of Amazon MQ.
    RabbitMq,
}

/// How the payload of a record is written inside the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// As text: what SQS does.
    Text,
    /// As base64 of any bytes: Kinesis, Kafka and MQ.
    Base64,
    /// As a JSON object in the record itself: DynamoDB.
    Json,
}

/// What happens when the format of the payload is not the format of the pattern.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes filtering", the tables under "Properly
/// filtering … messages", <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatMismatch {
    /// The filter does not match.
    Drops,
    /// The part of the filter that speaks of the payload is ignored; the rest decides.
    IsIgnored,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Sqs,
        Self::Kinesis,
        Self::DynamoDb,
        Self::Msk,
        Self::SelfManagedKafka,
        Self::ActiveMq,
        Self::RabbitMq,
    ];

    /// The kind that an ARN (or `smk://…`) names. For a broker of Amazon MQ the ARN does not tell which engine it
    /// runs; then `parameter_block`, the block of `SourceParameters` that is given, decides, and ActiveMQ is assumed
    /// without one.
    #[must_use]
    pub fn of(source: &Arn, parameter_block: Option<&str>) -> Option<Self> {
        if source.as_str().starts_with("smk://") {
            return Some(Self::SelfManagedKafka);
        }
        match source.service() {
            "sqs" => Some(Self::Sqs),
            "kinesis" => Some(Self::Kinesis),
            "dynamodb" => Some(Self::DynamoDb),
            "kafka" => Some(Self::Msk),
            "mq" if parameter_block == Some("RabbitMQBrokerParameters") => Some(Self::RabbitMq),
            "mq" => Some(Self::ActiveMq),
            _ => None,
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqs => "Amazon SQS",
            Self::Kinesis => "Kinesis",
            Self::DynamoDb => "DynamoDB stream",
            Self::Msk => "Amazon MSK",
            Self::SelfManagedKafka => "self-managed Kafka",
            Self::ActiveMq => "ActiveMQ",
            Self::RabbitMq => "RabbitMQ",
        }
    }

    /// The block of `SourceParameters` that belongs to it.
    ///
    /// AWS: EventBridge Pipes API Reference, `PipeSourceParameters`.
    #[must_use]
    pub const fn parameter_block(self) -> &'static str {
        match self {
            Self::Sqs => "SqsQueueParameters",
            Self::Kinesis => "KinesisStreamParameters",
            Self::DynamoDb => "DynamoDBStreamParameters",
            Self::Msk => "ManagedStreamingKafkaParameters",
            Self::SelfManagedKafka => "SelfManagedKafkaParameters",
            Self::ActiveMq => "ActiveMQBrokerParameters",
            Self::RabbitMq => "RabbitMQBrokerParameters",
        }
    }

    /// The members of a record that hold what the producer sent.
    #[must_use]
    pub const fn data_fields(self) -> &'static [&'static str] {
        match self {
            Self::Sqs => &["body"],
            Self::Kinesis | Self::ActiveMq | Self::RabbitMq => &["data"],
            Self::DynamoDb => &["dynamodb"],
            Self::Msk | Self::SelfManagedKafka => &["key", "value"],
        }
    }

    /// How those members are written.
    #[must_use]
    pub const fn encoding(self) -> Encoding {
        match self {
            Self::Sqs => Encoding::Text,
            Self::DynamoDb => Encoding::Json,
            Self::Kinesis
            | Self::Msk
            | Self::SelfManagedKafka
            | Self::ActiveMq
            | Self::RabbitMq => Encoding::Base64,
        }
    }

    /// What happens when pattern and payload differ in format.
    #[must_use]
    pub const fn format_mismatch(self) -> FormatMismatch {
        match self {
            Self::Sqs | Self::Kinesis | Self::DynamoDb => FormatMismatch::Drops,
            Self::Msk | Self::SelfManagedKafka | Self::ActiveMq | Self::RabbitMq => {
                FormatMismatch::IsIgnored
            }
        }
    }

    /// Whether CreatePipe refuses a filter that wants the payload to be plain text.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes filtering": for Kinesis and DynamoDB a filter pattern
    /// that is not JSON raises an exception when the pipe is created or updated.
    #[must_use]
    pub const fn refuses_plain_patterns(self) -> bool {
        matches!(self, Self::Kinesis | Self::DynamoDb)
    }

    /// Whether a failed batch stays in order and blocks what is behind it.
    #[must_use]
    pub const fn is_stream(self) -> bool {
        matches!(self, Self::Kinesis | Self::DynamoDb)
    }

    /// The member of a record by which a partial batch failure names it; `None` where the source has no such thing.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes batching and concurrency": partial batch failures work
    /// for Amazon SQS and for stream sources. For streams it is the event id (Lambda's event source mappings use the
    /// sequence number).
    #[must_use]
    pub const fn failure_identifier(self) -> Option<&'static str> {
        self.failure_identifier_path().first().copied()
    }

    /// The same as the path to it.
    pub(super) const fn failure_identifier_path(self) -> &'static [&'static str] {
        match self {
            Self::Sqs => &["messageId"],
            Self::Kinesis | Self::DynamoDb => &["eventID"],
            Self::Msk | Self::SelfManagedKafka | Self::ActiveMq | Self::RabbitMq => &[],
        }
    }

    /// Whether a member of the record is added by the poller after filtering, so that no filter ever sees it.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes filtering": `awsRegion`, `eventSource`,
    /// `eventSourceARN`, `eventVersion`, `eventID`, `eventName`, `invokeIdentityArn` and `eventSourceKey` cannot be
    /// used. The text is not right for DynamoDB: a filter on `eventName` was seen to work on AWS. It comes from the
    /// stream's own records together with `eventID` and `eventVersion`, so those are taken as present there.
    #[must_use]
    pub fn is_added_after_filtering(self, field: &str) -> bool {
        match field {
            "awsRegion" | "eventSource" | "eventSourceARN" | "eventSourceArn"
            | "invokeIdentityArn" | "eventSourceKey" => true,
            "eventVersion" | "eventID" | "eventName" => self != Self::DynamoDb,
            _ => false,
        }
    }

    /// Whether filtering on the field works by observation or likeness, against the words of the documentation.
    #[must_use]
    pub fn is_documented_as_not_filterable(self, field: &str) -> bool {
        self == Self::DynamoDb && matches!(field, "eventVersion" | "eventID" | "eventName")
    }

    /// The batch size that is assumed when the pipe gives none.
    ///
    /// AWS does not say it consistently: the page on SQS names 10 as well as 100. These are the defaults of Lambda's
    /// event source mappings, whose pollers pipes share.
    #[must_use]
    pub const fn assumed_batch_size(self) -> u32 {
        match self {
            Self::Sqs => 10,
            _ => 100,
        }
    }

    /// What becomes of a record that no filter lets through.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes filtering".
    #[must_use]
    pub const fn after_filtered(self) -> &'static str {
        match self {
            Self::Sqs => "deleted from the queue",
            Self::Kinesis | Self::DynamoDb => {
                "the iterator advances past it; it stays in the stream until its retention ends"
            }
            Self::Msk | Self::SelfManagedKafka => {
                "its offset is committed together with those that matched, once the target was invoked successfully"
            }
            Self::ActiveMq | Self::RabbitMq => "acknowledged to the broker when it is filtered",
        }
    }

    /// What becomes of a record that was processed.
    #[must_use]
    pub const fn after_success(self) -> &'static str {
        match self {
            Self::Sqs => "deleted from the queue",
            Self::Kinesis | Self::DynamoDb => "the iterator advances past it",
            Self::Msk | Self::SelfManagedKafka => "its offset is committed",
            Self::ActiveMq | Self::RabbitMq => "acknowledged to the broker",
        }
    }

    /// What becomes of a record whose execution failed.
    ///
    /// AWS: EventBridge User Guide, the pages on each source, "error handling". For Kafka and MQ AWS says only that
    /// progress is recorded after success.
    #[must_use]
    pub const fn after_failure(self) -> &'static str {
        match self {
            Self::Sqs => {
                "visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue"
            }
            Self::Kinesis | Self::DynamoDb => {
                "retried until it succeeds, `MaximumRetryAttempts` is used up or `MaximumRecordAgeInSeconds` is reached; the shard waits"
            }
            Self::Msk | Self::SelfManagedKafka => "its offset is not committed; it is read again",
            Self::ActiveMq | Self::RabbitMq => "not acknowledged; the broker delivers it again",
        }
    }

    /// How the default `detail-type` of an event bus target calls the source: `Event from aws:sqs`.
    ///
    /// AWS: recorded for SQS and DynamoDB; the others follow the `eventSource` of their records.
    #[must_use]
    pub const fn event_source(self) -> &'static str {
        match self {
            Self::Sqs => "aws:sqs",
            Self::Kinesis => "aws:kinesis",
            Self::DynamoDb => "aws:dynamodb",
            Self::Msk => "aws:kafka",
            Self::SelfManagedKafka => "SelfManagedKafka",
            Self::ActiveMq => "aws:amq",
            Self::RabbitMq => "aws:rmq",
        }
    }

    /// Whether AWS was seen to use [`event_source`](Self::event_source) in a default `detail-type`.
    #[must_use]
    pub const fn event_source_is_recorded(self) -> bool {
        matches!(self, Self::Sqs | Self::DynamoDb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arn_names_the_kind() {
        let kind = |arn: &str| SourceKind::of(&Arn::new(arn), None);
        assert_eq!(
            kind("arn:aws:sqs:us-east-1:123456789012:q"),
            Some(SourceKind::Sqs)
        );
        assert_eq!(
            kind("arn:aws:kafka:us-east-1:123456789012:cluster/c/1"),
            Some(SourceKind::Msk)
        );
        assert_eq!(kind("smk://b:9092"), Some(SourceKind::SelfManagedKafka));
        assert_eq!(kind("arn:aws:s3:::bucket"), None);
        let broker = Arn::new("arn:aws:mq:us-east-1:123456789012:broker:b:b-1");
        assert_eq!(
            SourceKind::of(&broker, Some("RabbitMQBrokerParameters")),
            Some(SourceKind::RabbitMq)
        );
    }
}
