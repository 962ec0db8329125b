//! AWS's limits as named constants, each with the place where AWS states it; and the few bounds of evb's own.
//!
//! A number that AWS decided stands here once. A constant's name ends in its unit.
//!
//! # Example
//!
//! ```
//! assert_eq!(evb::quota::MAXIMUM_EVENT_AGE_SECONDS, 86_400);
//! ```

/// The longest time, in seconds, that delivery of one event is attempted: 24 hours.
///
/// AWS: EventBridge API Reference, `RetryPolicy`: "Minimum value of 60. Maximum value of 86400."
pub const MAXIMUM_EVENT_AGE_SECONDS: u32 = 86_400;

/// The shortest value of `MaximumEventAgeInSeconds`.
///
/// AWS: EventBridge API Reference, `RetryPolicy`: "Minimum value of 60."
pub const MINIMUM_EVENT_AGE_SECONDS: u32 = 60;

/// The most retries (not attempts) of one event.
///
/// AWS: EventBridge API Reference, `RetryPolicy`: "Maximum value of 185."
pub const MAXIMUM_RETRY_ATTEMPTS: u32 = 185;

/// The longest event pattern, in characters.
///
/// AWS: EventBridge API Reference, `PutRule`, `EventPattern`: "Maximum length of 4096."
pub const MAXIMUM_EVENT_PATTERN_CHARACTERS: usize = 4096;

/// The highest wildcard complexity that evb accepts; the service refuses above it.
///
/// Recorded on AWS: 7 is accepted and 11 refused. Reported of AWS (2026-04): a pattern that scores 9 was deployed, one that
/// scores 12 refused. So the real limit is 9 or 10.
pub const MAXIMUM_PATTERN_COMPLEXITY: u32 = 10;

/// The highest wildcard complexity that AWS is known to accept.
///
/// Reported of AWS (2026-04): a pattern that scores 9 was deployed.
pub const KNOWN_ACCEPTED_PATTERN_COMPLEXITY: u32 = 9;

/// How many rules with wildcards a bus may have.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge quotas": "Number of rules containing wildcards", 30, not adjustable.
pub const MAXIMUM_WILDCARD_RULES_PER_BUS: usize = 30;

/// How deep JSON may nest: objects, arrays and operators together.
///
/// AWS reads JSON with Jackson, whose `StreamReadConstraints` default is 1000.
pub const MAXIMUM_JSON_DEPTH: usize = 1000;

/// How many levels a schema may have that EventBridge discovers.
///
/// AWS: EventBridge User Guide, quotas of schema registries: "255 levels of nested events".
pub const MAXIMUM_SCHEMA_LEVELS: usize = 255;

/// The longest schedule expression, in characters.
///
/// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `ScheduleExpression`: "Maximum length of 256."
pub const MAXIMUM_SCHEDULE_EXPRESSION_CHARACTERS: usize = 256;

/// The longest number in JSON, in digits of its integer part, fraction and exponent together.
///
/// AWS reads JSON with Jackson, whose `StreamReadConstraints` default is 1000.
pub const MAXIMUM_JSON_NUMBER_DIGITS: usize = 1000;

/// The longest name in JSON, in UTF-16 units.
///
/// AWS reads JSON with Jackson, whose `StreamReadConstraints` default is 50,000.
pub const MAXIMUM_JSON_NAME_UNITS: usize = 50_000;

/// The most bytes that a pipe passes to an enrichment or a target.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes targets": 6 MB, or the target's own limit if that is less.
/// evb renders nothing longer for rules either, whose targets all take less.
pub const MAXIMUM_PIPE_PAYLOAD_BYTES: usize = 6 * 1024 * 1024;

/// The longest `Input` of a rule's target, in characters.
///
/// AWS: EventBridge API Reference, `Target`, `Input`: "Maximum length of 8192."
pub const MAXIMUM_TARGET_INPUT_CHARACTERS: usize = 8192;

/// The longest input template of a rule or a pipe, in characters.
///
/// AWS: EventBridge API Reference, `InputTransformer`, `InputTemplate`, and Pipes API Reference: "Maximum length of 8192."
pub const MAXIMUM_INPUT_TEMPLATE_CHARACTERS: usize = 8192;

/// The longest `InputPath`, and the longest name and path of an `InputPathsMap`, in characters.
///
/// AWS: EventBridge API Reference, `Target` and `InputTransformer`: "Maximum length of 256."
pub const MAXIMUM_INPUT_PATH_CHARACTERS: usize = 256;

/// The most entries of an `InputPathsMap`.
///
/// AWS: EventBridge API Reference, `InputTransformer`: "Maximum number of 100 items"; 101 were refused when it was tried.
pub const MAXIMUM_INPUT_PATHS: usize = 100;

/// The longest `Input` of a Scheduler target, in characters: 256 KB.
///
/// AWS: EventBridge Scheduler User Guide, "Quotas".
pub const MAXIMUM_SCHEDULE_INPUT_CHARACTERS: usize = 262_144;

/// The longest name of a time zone, in characters.
///
/// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `ScheduleExpressionTimezone`: "Maximum length of 50."
pub const MAXIMUM_TIMEZONE_CHARACTERS: usize = 50;

/// The widest flexible time window, in minutes: 24 hours.
///
/// AWS: EventBridge Scheduler API Reference, `FlexibleTimeWindow`, `MaximumWindowInMinutes`: "Maximum value of 1440."
pub const MAXIMUM_FLEXIBLE_WINDOW_MINUTES: u32 = 1_440;

/// How far in the past the start date of a new schedule may lie, in seconds.
///
/// Reported against AWS: "The StartDate you specify cannot be earlier than 5 minutes ago."
pub const MAXIMUM_START_DATE_AGE_SECONDS: i64 = 300;

/// The most entries of a `PutEvents` request.
///
/// AWS: EventBridge API Reference, `PutEvents`, `Entries`: "Maximum number of 10 items."
pub const MAXIMUM_PUT_EVENTS_ENTRIES: usize = 10;

/// The size of all entries of a `PutEvents` request above which evb says that AWS refuses it: 1 MB, read generously.
///
/// AWS: EventBridge API Reference, `PutEvents`: "total entry size must be less than 1MB"; 256 KB until January 2026.
pub const MAXIMUM_PUT_EVENTS_BYTES: usize = 1_048_576;

/// The size of all entries of a `PutEvents` request up to which AWS accepts it however 1 MB is read.
pub const KNOWN_ACCEPTED_PUT_EVENTS_BYTES: usize = 1_000_000;

/// The longest detail type, in characters.
///
/// AWS: EventBridge API Reference, `PutEventsRequestEntry`, `DetailType`: at most 128 characters.
pub const MAXIMUM_DETAIL_TYPE_CHARACTERS: usize = 128;

/// The longest record of a stream, in bytes: 64 MiB.
///
/// evb's own: an event has at most a megabyte, and what AWS's commands print of many is read one by one, so more is a
/// file of something else. It bounds the memory of a run whatever comes in.
pub const MAXIMUM_RECORD_BYTES: usize = 64 << 20;

/// The most bytes of an input that is read whole, counted after decompression: 64 MiB.
///
/// evb's own: what AWS takes of patterns, rules, targets, schedules, pipes, templates and entries has at most a few
/// megabytes (a template 1 MB, a request 1 MB), so that a collection of some thousands fits many times. Without a bound
/// a compressed file of a megabyte takes gigabytes.
pub const MAXIMUM_INPUT_BYTES: usize = 64 << 20;

/// `MaxRetryAttempts` of a subscriber of a Custom Event Bus that sets none.
///
/// AWS: EventBridge User Guide, retries of the Custom Event Bus: 5 retries by default.
pub const DEFAULT_SUBSCRIBER_RETRY_ATTEMPTS: u32 = 5;

/// `MaxEventAgeInSeconds` of a subscriber of a Custom Event Bus that sets none.
///
/// AWS: EventBridge User Guide, retries of the Custom Event Bus: 300 seconds by default.
pub const DEFAULT_SUBSCRIBER_EVENT_AGE_SECONDS: u32 = 300;

/// The most retries of a function error after an asynchronous invocation; also the default.
///
/// AWS: Lambda API Reference, `PutFunctionEventInvokeConfig`, `MaximumRetryAttempts`: 0 to 2.
pub const MAXIMUM_FUNCTION_RETRY_ATTEMPTS: u32 = 2;

/// The longest that Lambda keeps an asynchronous invocation, in seconds; also the default.
///
/// AWS: Lambda API Reference, `PutFunctionEventInvokeConfig`, `MaximumEventAgeInSeconds`: 60 to 21600.
pub const MAXIMUM_FUNCTION_EVENT_AGE_SECONDS: u32 = 21_600;

/// The longest answer of an API destination, in milliseconds; a slower one is a timeout.
///
/// AWS: EventBridge User Guide, "API destinations": requests time out on the client's side after 5 seconds.
pub const API_DESTINATION_TIMEOUT_MILLISECONDS: u64 = 5_000;

/// The most retries of a batch of a stream.
///
/// AWS: Lambda API Reference, `CreateEventSourceMapping`, `MaximumRetryAttempts`: -1 to 10,000.
pub const MAXIMUM_STREAM_RETRY_ATTEMPTS: u32 = 10_000;

/// The greatest age, in seconds, to which a reader of a stream tries its records.
///
/// AWS: Lambda API Reference, `CreateEventSourceMapping`, `MaximumRecordAgeInSeconds`: at most 604,800, and at least 60.
pub const MAXIMUM_RECORD_AGE_SECONDS: u32 = 604_800;

/// How long a stream keeps its records, in seconds, where nothing else is set: 24 hours.
///
/// AWS: Kinesis Data Streams Developer Guide, "Changing the data retention period"; DynamoDB Developer Guide, "Change data
/// capture for DynamoDB Streams".
pub const DEFAULT_STREAM_RETENTION_SECONDS: u32 = 86_400;

/// How long a stream of Kinesis may keep its records, in hours: the least and the most.
///
/// AWS: Kinesis API Reference, `IncreaseStreamRetentionPeriod`: 24 hours to 8,760 (365 days).
pub const STREAM_RETENTION_HOURS: (u64, u64) = (24, 8_760);

/// How long a queue may keep a message, in seconds: the least and the most.
///
/// AWS: SQS API Reference, `SetQueueAttributes`, `MessageRetentionPeriod`: 60 seconds to 14 days.
pub const MESSAGE_RETENTION_SECONDS: (u64, u64) = (60, 1_209_600);

/// The longest that SNS retries an HTTP endpoint, in seconds.
///
/// AWS: SNS Developer Guide, "Amazon SNS message delivery retries": a hard limit of 3600 seconds.
pub const MAXIMUM_SNS_HTTP_RETRY_SECONDS: u64 = 3_600;

/// The most retries of an HTTP endpoint in an SNS delivery policy.
///
/// AWS: SNS Developer Guide, "Amazon SNS message delivery retries", `numRetries`: 0 to 100.
pub const MAXIMUM_SNS_HTTP_RETRIES: u64 = 100;

/// `VisibilityTimeout` of a queue that sets none, in seconds.
///
/// AWS: SQS API Reference, `SetQueueAttributes`: 0 to 43200, default 30.
pub const DEFAULT_VISIBILITY_TIMEOUT_SECONDS: u64 = 30;

/// The longest `VisibilityTimeout`, in seconds: 12 hours.
///
/// AWS: SQS API Reference, `SetQueueAttributes`: 0 to 43200.
pub const MAXIMUM_VISIBILITY_TIMEOUT_SECONDS: u64 = 43_200;

/// How long SQS keeps messages of a queue that sets nothing, in seconds: four days.
///
/// AWS: SQS API Reference, `SetQueueAttributes`, `MessageRetentionPeriod`: default 345600.
pub const DEFAULT_MESSAGE_RETENTION_SECONDS: u64 = 345_600;

/// `maxReceiveCount` of a redrive policy that sets none.
///
/// AWS: SQS API Reference, `SetQueueAttributes`, `RedrivePolicy`: default 10.
pub const DEFAULT_MAXIMUM_RECEIVE_COUNT: u64 = 10;

/// The largest `maxReceiveCount`.
///
/// AWS: SQS Developer Guide, dead-letter queues: 1 to 1000.
pub const MAXIMUM_RECEIVE_COUNT: u64 = 1_000;

/// The most seconds for which a queue keeps back what is sent to it.
///
/// AWS: SQS API Reference, `CreateQueue`, `DelaySeconds`.
pub const MAXIMUM_DELAY_SECONDS: u64 = 900;

/// The largest `MaxAttempts` of a Step Functions retrier.
///
/// AWS: Step Functions Developer Guide, "Handling errors": 99999999.
pub const MAXIMUM_RETRIER_ATTEMPTS: u64 = 99_999_999;

/// The largest `IntervalSeconds` of a Step Functions retrier.
///
/// AWS: Step Functions Developer Guide, "Handling errors": 99999999.
pub const MAXIMUM_RETRIER_INTERVAL_SECONDS: u64 = 99_999_999;

/// The largest `MaxDelaySeconds` of a Step Functions retrier: a year.
///
/// AWS: Step Functions Developer Guide, "Handling errors": below 31622400.
pub const MAXIMUM_RETRIER_DELAY_SECONDS: u64 = 31_622_400;

/// The most keys of a filter policy of SNS.
///
/// AWS: SNS Developer Guide, "Filter policy constraints": "A filter policy can have a maximum of five keys."
pub const MAXIMUM_FILTER_POLICY_KEYS: usize = 5;

/// The most combinations of values of a filter policy of SNS.
///
/// AWS: SNS Developer Guide, "Filter policy constraints": "The total combination of values in a filter policy must not
/// exceed 150."
pub const MAXIMUM_FILTER_POLICY_COMBINATIONS: u64 = 150;

/// The largest filter policy of SNS, in bytes: 256 KB.
///
/// AWS: SNS Developer Guide, "Filter policy constraints": "The maximum size of a filter policy is 256 KB."
pub const MAXIMUM_FILTER_POLICY_BYTES: usize = 262_144;

/// The most `*` of one `wildcard` of a filter policy of SNS.
///
/// AWS: SNS Developer Guide, string value matching: at most three wildcards for each pattern.
pub const MAXIMUM_FILTER_POLICY_STARS: usize = 3;

/// The most points that the wildcards of a filter policy of SNS may score together.
///
/// AWS: SNS Developer Guide, string value matching: a limit of 100 points.
pub const MAXIMUM_FILTER_POLICY_POINTS: u64 = 100;

/// The largest number that a filter policy of SNS compares, and with a minus the smallest.
///
/// AWS: SNS Developer Guide, "Filter policy constraints": "the value can range from -10^9 to 10^9".
pub const MAXIMUM_FILTER_POLICY_NUMBER: f64 = 1e9;

/// How many digits behind the point a filter policy of SNS compares.
///
/// AWS: SNS Developer Guide, "Filter policy constraints": "with five digits of accuracy after the decimal point".
pub const MAXIMUM_FILTER_POLICY_DECIMALS: usize = 5;
