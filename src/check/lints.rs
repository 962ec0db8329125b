//! Every kind of finding, and which diagnostics are instances of it.

use super::lint::{Confidence, Lint, is_of};
use crate::diagnostic::{Code, Severity};
use crate::iac;

/// A part of an ARN that is separated otherwise.
pub(super) const ARN_PUNCTUATION: Code = Code::new("arn-punctuation");
/// Events of AWS's services on a bus that they do not come to.
pub(super) const AWS_EVENTS_ON_BUS: Code = Code::new("aws-events-on-bus");
/// Accounts that a bus lets in, and that a rule does not ask for.
pub(super) const ACCOUNT_NOT_ASKED: Code = Code::new("account-not-asked");
/// A bus whose logs make events for it.
pub(super) const BUS_LOGS_LOOP: Code = Code::new("bus-logs-loop");
/// A name of events that AWS spells in two ways.
pub(super) const CONSOLE_SIGN_IN: Code = Code::new("console-sign-in");
/// A dead-letter queue that forgets soon.
pub(super) const DEAD_LETTER_RETENTION: Code = Code::new("dead-letter-retention");
/// Schemas that are looked for where they cannot be.
pub(super) const DISCOVERY_ENCRYPTED: Code = Code::new("discovery-on-encrypted-bus");
/// Events of services that are in one Region.
pub(super) const GLOBAL_SERVICE_REGION: Code = Code::new("global-service-region");
/// A condition that AWS advises against.
pub(super) const PERMISSION_SOURCE_ACCOUNT: Code = Code::new("permission-source-account");
/// A target that a rule cannot reach.
pub(super) const TARGET_ELSEWHERE: Code = Code::new("target-elsewhere");
/// A service that cannot be part of a pipe.
pub(super) const PIPE_SERVICE: Code = Code::new("pipe-service");
/// A filter that asks records for what they do not have.
pub(super) const PIPE_FILTER: Code = Code::new("pipe-filter");
/// Calls on objects, which few trails record.
pub(super) const S3_CALLS_NEED_TRAIL: Code = Code::new("s3-calls-need-trail");
/// A rule that fires by another clock than is meant, perhaps.
pub(super) const SCHEDULE_IN_UTC: Code = Code::new("schedule-in-utc");
/// More rules with wildcards than a bus takes.
pub(super) const WILDCARD_RULES: Code = Code::new("wildcard-rules");
/// An alternative that the engine leaves out.
pub(super) const ALTERNATIVE_DROPPED: Code = Code::new("alternative-dropped");
/// A source that is nearly one of AWS.
pub(super) const AWS_SOURCE: Code = Code::new("aws-source");
/// A pattern that everything matches.
pub(super) const BROAD_PATTERN: Code = Code::new("broad-pattern");
/// A service of a call that it is not of.
pub(super) const CLOUDTRAIL_EVENT_SOURCE: Code = Code::new("cloudtrail-event-source");
/// Calls that only read, for a rule that gets none.
pub(super) const CLOUDTRAIL_READ_ONLY: Code = Code::new("cloudtrail-read-only");
/// Resources of calls, which they do not name.
pub(super) const CLOUDTRAIL_RESOURCES: Code = Code::new("cloudtrail-resources");
/// Rules that send the same events to the same target.
pub(super) const DUPLICATE_RULES: Code = Code::new("duplicate-rules");
/// A key that no event has at its top.
pub(super) const ENVELOPE_KEY: Code = Code::new("envelope-key");
/// A value that the envelope of no event has.
pub(super) const ENVELOPE_VALUE: Code = Code::new("envelope-value");
/// A detail-type that its source does not send.
pub(super) const EVENT_TYPE_OF_SOURCE: Code = Code::new("event-type-of-source");
/// A field that an event does not have.
pub(super) const FIELD_OF_EVENT: Code = Code::new("field-of-event");
/// A pattern that nothing matches.
pub(super) const PATTERN_NEVER_MATCHES: Code = Code::new("pattern-never-matches");
/// An ARN where S3 has a name, or a name where it has an ARN.
pub(super) const S3_BUCKET_NAME: Code = Code::new("s3-bucket-name");
/// What only notifications of S3 have.
pub(super) const S3_NOTIFICATION_SHAPE: Code = Code::new("s3-notification-shape");
/// A value that a field of an event does not have.
pub(super) const VALUE_OF_EVENT: Code = Code::new("value-of-event");
/// A dead-letter queue into which nothing may be sent.
pub(super) const DEAD_LETTER_WITHOUT_PERMISSION: Code =
    Code::new("dead-letter-queue-without-permission");
/// A key that a service may not use.
pub(super) const KEY_WITHOUT_PERMISSION: Code = Code::new("key-without-permission");
/// A bus on which everybody may put events.
pub(super) const OPEN_BUS_POLICY: Code = Code::new("open-bus-policy");
/// A condition that does not let in what it is for.
pub(super) const PERMISSION_CONDITION: Code = Code::new("permission-condition");
/// A role that a service may not take on.
pub(super) const ROLE_TRUST: Code = Code::new("role-trust");
/// A role that does not allow what it is for.
pub(super) const ROLE_WITHOUT_PERMISSION: Code = Code::new("role-without-permission");
/// A number of an account that is none.
pub(super) const SOURCE_ACCOUNT: Code = Code::new("source-account");
/// A subscription whose topic may not send.
pub(super) const SUBSCRIPTION_WITHOUT_PERMISSION: Code =
    Code::new("subscription-without-permission");
/// A target that does not let its rule invoke it.
pub(super) const TARGET_WITHOUT_PERMISSION: Code = Code::new("target-without-permission");
/// An archive that never forgets.
pub(super) const ARCHIVE_FOREVER: Code = Code::new("archive-forever");
/// A bus that is spelled nearly as another.
pub(super) const BUS_NAME: Code = Code::new("bus-name");
/// A dead-letter queue that is the target.
pub(super) const DEAD_LETTER_QUEUE_IS_TARGET: Code = Code::new("dead-letter-queue-is-target");
/// Events that are forwarded a second time.
pub(super) const FORWARDED_TWICE: Code = Code::new("event-forwarded-twice");
/// A rule that starts itself.
pub(super) const EVENT_LOOP: Code = Code::new("event-loop");
/// A path that leads nowhere.
pub(super) const INPUT_FIELD: Code = Code::new("input-field");
/// A template that makes no JSON of what is matched.
pub(super) const INPUT_OF_MATCH: Code = Code::new("input-of-match");
/// Logs with everything in them.
pub(super) const LOGS_HOLD_EVENTS: Code = Code::new("logs-hold-events");
/// A target without a dead-letter queue.
pub(super) const NO_DEAD_LETTER_QUEUE: Code = Code::new("no-dead-letter-queue");
/// A target without a retry policy.
pub(super) const NO_RETRY_POLICY: Code = Code::new("no-retry-policy");
/// A permission that names no rule.
pub(super) const PERMISSION_FOR_ANY_RULE: Code = Code::new("permission-for-any-rule");
/// A rule that replays send to again.
pub(super) const REPLAYED_EVENTS: Code = Code::new("replayed-events");
/// Retries that an outage outlasts.
pub(super) const RETRY_SHORT: Code = Code::new("retry-short");
/// A rule that is off.
pub(super) const RULE_DISABLED: Code = Code::new("rule-disabled");
/// A rule that sends to nobody.
pub(super) const RULE_WITHOUT_TARGET: Code = Code::new("rule-without-target");
/// A bucket that sends nothing.
pub(super) const S3_NOT_ENABLED: Code = Code::new("s3-not-enabled");
/// A schedule that does not fire.
pub(super) const NEVER_FIRES: Code = Code::new("schedule-never-fires");
/// A schedule that is due too soon.
pub(super) const PILES_UP: Code = Code::new("schedule-piles-up");
/// A secret for everybody to read.
pub(super) const SECRET_IN_FILE: Code = Code::new("secret-in-file");
/// A clock change that leaves a schedule out.
pub(super) const CLOCK_CHANGE: Code = Code::new("schedule-clock-change");
/// A rule that nothing could trigger.
pub(super) const RULE_WITHOUT_TRIGGER: Code = Code::new("rule-without-trigger");
/// A state that rules do not have.
pub(super) const RULE_STATE: Code = Code::new("rule-state");
/// A value that AWS's model of a request does not take.
pub(super) const REQUEST_CONSTRAINT: Code = Code::new("request-constraint");
/// Two targets of one name.
pub(super) const TARGET_ID_TWICE: Code = Code::new("target-id-twice");
/// A retry policy that AWS does not take.
pub(super) const RETRY_POLICY: Code = Code::new("retry-policy");
/// A flexible time window that does not say what it must.
pub(super) const SCHEDULE_WINDOW: Code = Code::new("schedule-window");
/// A schedule that ends before it starts.
pub(super) const END_BEFORE_START: Code = Code::new("schedule-end-before-start");
/// A value of a schedule that AWS does not know.
pub(super) const SCHEDULE_PROPERTY: Code = Code::new("schedule-property");
/// A part of an input that AWS does not take.
pub(super) const INPUT_CONSTRAINT: Code = Code::new("input-constraint");
/// An entry that PutEvents does not take.
pub(super) const EVENT_ENTRY: Code = Code::new("event-entry");
/// A queue that cannot take dead letters.
pub(super) const DEAD_LETTER_QUEUE: Code = Code::new("dead-letter-queue");
/// A value of an event source mapping that Lambda does not take.
pub(super) const MAPPING_LIMIT: Code = crate::simulate::pipe::codes::MAPPING_LIMIT;
/// A target that takes nothing of what is sent to it.
pub(super) const TAKES_NOTHING: Code = Code::new("target-takes-nothing");
/// A detail-type that is longer than AWS documents.
pub(super) const EVENT_DETAIL_TYPE_LONG: Code = Code::new("event-detail-type-long");
/// Data of people in an event.
pub(super) const EVENT_PERSONAL_DATA: Code = Code::new("event-personal-data");
/// An event that is billed as several.
pub(super) const EVENT_SIZE: Code = Code::new("event-size");
/// A source that belongs to AWS.
pub(super) const EVENT_SOURCE_RESERVED: Code = Code::new("event-source-reserved");
/// An event of which nobody finds those that belong to it.
pub(super) const EVENT_WITHOUT_CORRELATION: Code = Code::new("event-without-correlation");
/// An event that nobody knows again.
pub(super) const EVENT_WITHOUT_IDEMPOTENCY: Code = Code::new("event-without-idempotency");
/// An event whose form nobody knows.
pub(super) const EVENT_WITHOUT_VERSION: Code = Code::new("event-without-version");
/// A subscription that its topic does not take.
pub(super) const SUBSCRIPTION: Code = Code::new("subscription");
/// Something that is open, and could not be judged.
pub(super) const OPEN: Code = iac::OPEN;

/// What could not be judged: what files leave open, and what was not read of them.
const OPEN_CODES: &[&str] = &[
    "declaration/incomplete-list",
    "declaration/open",
    "pipe/assumed",
    "pipe/open",
    "schedule/open",
    "template/left-out",
    "command-line/file-not-read",
];

/// What engines tell those who ask them something else: how an answer comes about, what a disabled schedule does, what an
/// ECS task without an input receives. Nothing of it is wrong with a declaration.
const ELSEWHERE: &[&str] = &[
    "put-events/bus-not-checked",
    "put-events/message-not-recorded",
    "put-events/other-bus",
    "put-events/size-not-settled",
    "put-events/time-not-read",
    "schedule/disabled",
    "schedule/refused",
    "schedule/unsettled-*",
    "schedule/at-ignores-dates",
    "transform/not-settled",
    "transform/nothing-by-default",
    "pipe/invalid-template",
    "pipe/unsettled",
];

/// Kinds of which some instances are plain, and told as they are, and others advice.
const MIXED: [&str; 1] = ["pattern-foreign-text"];

/// What becomes of a diagnostic.
pub(super) enum Class {
    /// It is an instance of a lint.
    Finding(&'static Lint),
    /// Something was not judged.
    Open,
    /// It answers another question.
    Elsewhere,
}

/// What becomes of a diagnostic of this code. Of what no list names errors and warnings are told all the same.
pub(super) fn class(code: Code, severity: Severity) -> Class {
    let code = code.as_str();
    let is_in = |codes: &[&str]| codes.iter().any(|one| is_of(one, code));
    let lint_of_code = LINTS.iter().find(|one| one.takes(code));
    // A note beside what is wrong is none of its instances, unless the whole kind is advice or it has its name.
    let is_instance = |lint: &&Lint| {
        lint.name == code
            || MIXED.contains(&lint.name)
            || severity >= lint.severity.min(Severity::Warning)
    };
    if let Some(lint) = lint_of_code.filter(is_instance) {
        Class::Finding(lint)
    } else if is_in(OPEN_CODES) {
        Class::Open
    } else if severity == Severity::Note || is_in(ELSEWHERE) {
        Class::Elsewhere
    } else {
        lint(REFUSED).map_or(Class::Elsewhere, Class::Finding)
    }
}

/// Whether a diagnostic tells of something that could not be judged.
pub(super) fn class_is_open(code: Code) -> bool {
    OPEN_CODES.iter().any(|one| is_of(one, code.as_str()))
}

/// The lint of what has no other.
const REFUSED: &str = "refused";

/// The lint of this name.
#[must_use]
pub fn lint(name: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.name == name)
}

/// The lint whose instances the diagnostics of this code are, if one has them.
#[must_use]
pub fn lint_of_code(code: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.takes(code))
}

/// Declares the lints; their pages are files.
macro_rules! lints {
    ($($name:literal, $severity:ident, $confidence:ident, $summary:literal, [$($code:literal),*];)*) => {
        /// Every lint, by name.
        pub const LINTS: &[Lint] = &[$(Lint {
            name: $name,
            severity: Severity::$severity,
            confidence: Confidence::$confidence,
            summary: $summary,
            page: include_str!(concat!("pages/", $name, ".md")),
            codes: &[$($code),*],
        }),*];
    };
}

lints! {
    "account-not-asked", Note, Medium, "A bus lets other accounts in, and a rule of it takes events of every account.",
        ["account-not-asked"];
    "alternative-dropped", Warning, Medium, "EventBridge leaves out an alternative of a pattern, and what only that matches does not match.",
        ["alternative-dropped"];
    "archive-forever", Note, High, "An archive keeps every event of its bus for ever.",
        ["archive-forever"];
    "arn-punctuation", Warning, Medium, "A part of an ARN in `resources` is separated by a colon in place of a slash, or the other way round.",
        ["arn-punctuation"];
    "aws-events-on-bus", Warning, Medium, "A rule waits for events of AWS's services on a bus that they do not come to.",
        ["aws-events-on-bus"];
    "aws-source", Warning, Medium, "A source is spelled nearly as one of AWS is, and no service sends events as it.",
        ["aws-source"];
    "broad-pattern", Note, High, "A rule takes every event of the default bus.",
        ["broad-pattern"];
    "bus-logs-loop", Warning, Medium, "Logs of a bus go to a bucket that tells EventBridge of each of them.",
        ["bus-logs-loop"];
    "bus-name", Warning, Medium, "A bus is named that is spelled nearly as one of the file.",
        ["bus-name"];
    "cloudtrail-event-source", Warning, Medium, "Calls that CloudTrail records are looked for under a service that they are not of.",
        ["cloudtrail-event-source"];
    "cloudtrail-read-only", Error, High, "A rule waits for calls that only read, in a state in which it gets none.",
        ["cloudtrail-read-only"];
    "cloudtrail-resources", Warning, Medium, "Resources are asked for in events that come by way of CloudTrail, which mostly name none.",
        ["cloudtrail-resources"];
    "command-line", Warning, High, "A command of the AWS CLI is not one that the shell runs as it reads.",
        ["command-line/blank-in-arn", "command-line/cut", "command-line/shorthand", "command-line/stray-word", "command-line/unclosed-quote", "command-line/unknown-option"];
    "console-sign-in", Note, Medium, "AWS spells the detail-type of sign-ins in two ways, and a pattern has one of them.",
        ["console-sign-in"];
    "dead-letter-queue", Error, High, "A dead-letter queue is not a standard SQS queue.",
        ["dead-letter-queue"];
    "dead-letter-queue-is-target", Warning, High, "The dead-letter queue of a target is the target itself.",
        ["dead-letter-queue-is-target"];
    "dead-letter-queue-without-permission", Warning, Medium, "A dead-letter queue does not let in what could not be delivered.",
        ["dead-letter-queue-without-permission"];
    "dead-letter-retention", Note, High, "A dead-letter queue keeps what it gets for less than four days.",
        ["dead-letter-retention"];
    "discovery-on-encrypted-bus", Error, High, "Schemas are to be discovered on a bus that is encrypted with a key of the customer, where that does not work.",
        ["discovery-on-encrypted-bus"];
    "duplicate-member", Warning, High, "A name is given twice, and only one of them counts.",
        ["declaration/duplicate-member", "put-events/duplicate-member", "yaml/duplicate-name", "template/rewritten"];
    "duplicate-rules", Warning, Medium, "Two rules send the same events to the same target.",
        ["duplicate-rules"];
    "envelope-key", Error, High, "A key at the top of a pattern is none that events have there.",
        ["envelope-key"];
    "envelope-value", Error, High, "The envelope of no event has such a value.",
        ["envelope-value"];
    "event-detail-type-long", Warning, Medium, "The detail-type of an event is longer than AWS documents.",
        ["event-detail-type-long"];
    "event-entry", Error, High, "PutEvents does not take an entry, or not as it is meant.",
        ["event-entry", "put-events/shape", "put-events/lone-surrogate", "put-events/null-resource", "put-events/time", "put-events/malformed-detail", "put-events/missing-member", "put-events/detail-type-length", "put-events/aws-source", "put-events/integer-range", "put-events/time-format", "put-events/entry-count", "put-events/request-size"];
    "event-forwarded-twice", Warning, Medium, "Events that one rule forwards to a bus are to be forwarded from there, which EventBridge does not do.",
        ["event-forwarded-twice"];
    "event-loop", Error, Medium, "What a rule starts comes back to it, again and again.",
        ["event-loop"];
    "event-personal-data", Warning, Medium, "An event holds data of a person, or a secret.",
        ["event-personal-data"];
    "event-size", Note, High, "An event is billed as several.",
        ["event-size"];
    "event-source-reserved", Error, High, "An event has a source that belongs to AWS.",
        ["event-source-reserved"];
    "event-type-of-source", Warning, Medium, "A source of AWS is not known to send events of this detail-type.",
        ["event-type-of-source"];
    "event-without-correlation", Note, Low, "An event has nothing by which those of one operation are found.",
        ["event-without-correlation"];
    "event-without-idempotency", Note, Low, "An event has nothing by which it is known when it comes again.",
        ["event-without-idempotency"];
    "event-without-version", Note, Low, "An event says no version of what it holds.",
        ["event-without-version"];
    "field-of-event", Warning, Medium, "The events for which a pattern is do not have a field.",
        ["field-of-event"];
    "filter-policy", Error, High, "A filter policy is beyond what SNS takes.",
        ["pattern/nested-policy", "pattern/too-many-keys", "pattern/too-many-stars", "pattern/number-limits", "pattern/ordinary-or", "sns/*"];
    "global-service-region", Warning, Medium, "A rule waits in another Region than us-east-1 for events of a service that is there alone.",
        ["global-service-region"];
    "input-constraint", Error, High, "A part of an input is too long, too many or malformed.",
        ["input-constraint", "transform/constraint"];
    "input-field", Warning, Medium, "A path of an input leads nowhere in the events that the rule matches.",
        ["input-field"];
    "input-never-json", Warning, High, "An input template is not JSON whatever the event holds.",
        ["transform/never-json"];
    "input-not-json", Error, High, "The input of a target is not JSON, or not one that the target takes.",
        ["transform/input-not-json", "transform/log-input"];
    "input-of-match", Warning, High, "For events that a rule matches, the input of a target is not JSON.",
        ["input-of-match"];
    "input-on-bus", Error, Medium, "A rule's target that is an event bus has an input of its own.",
        ["transform/bus-input"];
    "input-path", Warning, Medium, "A path of an input is none that AWS documents, and may lead nowhere.",
        ["transform/undocumented-path"];
    "input-path-unused", Note, High, "A name of an input paths map stands nowhere in the template.",
        ["transform/unused-path"];
    "input-placeholder", Error, High, "A placeholder of an input template is not declared, or stands where it cannot.",
        ["transform/unknown-placeholder", "transform/event-json-in-text", "transform/not-a-placeholder", "transform/foreign-syntax", "transform/path-or-placeholder", "transform/placeholder-in-key", "transform/path-syntax"];
    "input-several", Error, High, "A target has more than one kind of input.",
        ["transform/several-inputs"];
    "key-without-permission", Error, Medium, "The key of a queue or a topic does not let EventBridge or SNS use it.",
        ["key-without-permission"];
    "logs-hold-events", Note, High, "Logs of a bus or a pipe hold events as they are.",
        ["logs-hold-events"];
    "mapping-limit", Error, High, "A value of an event source mapping is outside of its range, or does not go with its source or function.",
        ["mapping/limit", "mapping/many-filters"];
    "mapping-missing", Error, High, "An event source mapping lacks what it must have.",
        ["mapping/missing"];
    "no-dead-letter-queue", Note, High, "What a target does not take is lost: there is no dead-letter queue.",
        ["no-dead-letter-queue"];
    "no-retry-policy", Note, High, "A target has no retry policy: it is tried for a day.",
        ["no-retry-policy"];
    "open-bus-policy", Warning, High, "A policy lets every account of AWS put events on a bus.",
        ["open-bus-policy"];
    "operator-as-field", Warning, Medium, "An operator of a pattern stands outside a list of values, where it is the name of a field.",
        ["pattern/operator-as-field"];
    "pattern-duplicate-field", Warning, High, "A field of a pattern is written twice, and only the last counts.",
        ["pattern/duplicate-field"];
    "pattern-empty", Error, High, "A pattern, a field or a list of it is empty.",
        ["pattern/empty-object", "pattern/empty-array"];
    "pattern-foreign-text", Warning, Medium, "A text of another language is compared as it stands.",
        ["pattern/foreign-text"];
    "pattern-literal-star", Note, Medium, "A `*` in a plain value stands for itself.",
        ["pattern/star-in-plain-value"];
    "pattern-long", Warning, Medium, "A pattern is longer than AWS accepts unless the quota was raised.",
        ["pattern/long"];
    "pattern-matches-everything", Warning, High, "The values of one list together match every value, or every number.",
        ["pattern/matches-everything"];
    "pattern-matches-nothing", Warning, High, "A comparison of a pattern matches nothing.",
        ["pattern/matches-nothing"];
    "pattern-nearly-too-complex", Note, Low, "AWS may refuse the wildcards of a pattern as too complex.",
        ["pattern/nearly-too-complex"];
    "pattern-never-matches", Error, High, "No event matches a pattern.",
        ["pattern-never-matches"];
    "pattern-not-json", Error, High, "The text of a pattern is no JSON object.",
        ["json/*", "pattern/not-an-object", "pattern/wrapped"];
    "pattern-number-text", Note, Medium, "A number of a pattern is compared by its text only.",
        ["pattern/number-compared-as-text"];
    "pattern-operand", Error, High, "An operator of a pattern has an operand that it does not take.",
        ["pattern/wrong-operand", "pattern/bad-numeric", "pattern/empty-range", "pattern/not-comparable", "pattern/mixed-list", "pattern/empty-text", "pattern/bad-wildcard", "pattern/bad-cidr"];
    "pattern-operator", Error, High, "An operator of a pattern does not exist, or there are several in one object.",
        ["pattern/unknown-operator", "pattern/no-operator", "pattern/several-operators"];
    "pattern-operator-undocumented", Note, Low, "AWS does not document an operator where the pattern is used.",
        ["pattern/undocumented-operator"];
    "pattern-operator-unsupported", Error, High, "An operator does not work where the pattern is used.",
        ["pattern/unsupported-operator"];
    "pattern-refused", Error, Medium, "AWS, or its engine, cannot take a pattern.",
        ["pattern/refused", "pattern/engine-fails"];
    "pattern-scalar", Error, High, "A field of a pattern has a value that is not in a list.",
        ["pattern/bare-value"];
    "pattern-shape", Error, High, "Something in a pattern stands where it cannot stand.",
        ["pattern/nested-array", "pattern/bad-or", "pattern/reserved-name"];
    "pattern-too-complex", Error, High, "A pattern has more wildcards, fields or combinations than AWS takes.",
        ["pattern/too-complex", "pattern/too-many-combinations", "pattern/too-many-fields"];
    "pattern-too-long", Error, High, "A pattern is longer than AWS accepts.",
        ["pattern/too-long"];
    "pattern-trailing-text", Note, High, "Text follows a pattern, and AWS ignores it.",
        ["pattern/trailing-text"];
    "permission-condition", Warning, Medium, "A condition of a policy does not let in what the policy is for.",
        ["permission-condition"];
    "permission-for-any-rule", Note, High, "A policy lets EventBridge in for the rules of every account.",
        ["permission-for-any-rule"];
    "permission-source-account", Note, Low, "A permission of a function compares the account of a rule, which AWS advises against.",
        ["permission-source-account"];
    "pipe-filter", Error, High, "A filter asks for what records do not have, or not when filters run.",
        ["pipe-filter", "pipe/invalid-filter", "pipe/field-not-filterable", "pipe/filter-ignored"];
    "pipe-limit", Error, High, "A value of a pipe is outside of its range, or there are too many.",
        ["pipe/outside-model", "pipe/many-filters", "pipe/batch-too-large"];
    "pipe-missing", Error, High, "A pipe lacks what it must have.",
        ["pipe/missing", "pipe/parameter-missing"];
    "pipe-service", Error, High, "A service cannot be the source, enrichment or target of a pipe, or has the parameters of another.",
        ["pipe-service", "pipe/unsupported-service", "pipe/wrong-parameters", "pipe/cross-region"];
    "placeholder", Warning, Medium, "A placeholder stands where a value must.",
        ["declaration/placeholder", "command-line/placeholder"];
    "refused", Error, Medium, "A declaration is refused for a reason without a name of its own.",
        [];
    "replayed-events", Note, Low, "A rule of an archived bus takes replayed events as any others.",
        ["replayed-events"];
    "request-constraint", Error, High, "A member of a request has a value that AWS does not take.",
        ["request-constraint"];
    "request-refused", Error, High, "A request lacks what its service wants beyond what its model says.",
        ["api/service-rule"];
    "retry-policy", Error, High, "A retry policy is outside of what AWS allows.",
        ["retry-policy", "delivery/maximum-retry-attempts", "delivery/maximum-event-age"];
    "retry-short", Note, High, "A target is tried for less than an outage takes.",
        ["retry-short"];
    "role-trust", Error, High, "The trust policy of a role does not name the service that is to take it on.",
        ["role-trust"];
    "role-without-permission", Warning, Medium, "A role does not allow what a rule, a schedule or a pipe needs it for.",
        ["role-without-permission"];
    "rule-disabled", Note, High, "A rule is disabled.",
        ["rule-disabled"];
    "rule-state", Error, High, "There is no such state of a rule.",
        ["rule-state", "route/unknown-state"];
    "rule-without-target", Note, Medium, "A rule has no target.",
        ["rule-without-target"];
    "rule-without-trigger", Error, High, "A rule has neither an event pattern nor a schedule.",
        ["rule-without-trigger"];
    "s3-bucket-name", Error, High, "An ARN stands where events of S3 have the name of a bucket, or a name where they have an ARN.",
        ["s3-bucket-name"];
    "s3-calls-need-trail", Note, High, "A rule waits for calls on objects of S3, which only a trail with data events records.",
        ["s3-calls-need-trail"];
    "s3-not-enabled", Warning, High, "A rule waits for events of a bucket that sends none to EventBridge.",
        ["s3-not-enabled"];
    "s3-notification-shape", Error, High, "A pattern asks events of S3 for what only its notifications have.",
        ["s3-notification-shape"];
    "schedule-clock-change", Warning, High, "A clock change leaves out a time of a schedule, or has it twice.",
        ["schedule-clock-change", "schedule/at-in-gap", "schedule/at-in-overlap"];
    "schedule-cron", Error, High, "A field of a cron expression has a value that it does not take.",
        ["schedule/field-count", "schedule/question-mark", "schedule/empty-list", "schedule/not-a-value", "schedule/out-of-range", "schedule/day-zero", "schedule/full-name", "schedule/range", "schedule/year-range", "schedule/step", "schedule/step-too-large", "schedule/special-form", "schedule/special-in-list", "schedule/nth"];
    "schedule-end-before-start", Warning, High, "The end date of a schedule is before its start date.",
        ["schedule-end-before-start", "schedule/end-before-start"];
    "schedule-expression", Error, High, "A schedule expression is not one that AWS reads.",
        ["schedule/empty", "schedule/too-long", "schedule/unknown-kind", "schedule/kind-case", "schedule/surrounded", "schedule/parenthesis", "schedule/rate-space", "schedule/rate-value", "schedule/rate-unit", "schedule/rate-plural", "schedule/rate-form", "schedule/at-form", "schedule/at-date", "schedule/at-on-rules"];
    "schedule-in-utc", Note, Medium, "A rule fires at an hour of UTC, and seems to mean the hour of another place.",
        ["schedule-in-utc"];
    "schedule-never-fires", Error, High, "A schedule never fires, or not any more.",
        ["schedule-never-fires"];
    "schedule-only-on-scheduler", Error, High, "A rule has a schedule that only EventBridge Scheduler takes.",
        ["schedule/only-on-scheduler", "schedule/other-bus"];
    "schedule-piles-up", Warning, High, "A schedule is due again before its last invocation is over.",
        ["schedule-piles-up"];
    "schedule-property", Error, High, "A schedule lacks what it must have, or has a value that AWS does not know.",
        ["schedule-property", "schedule/property", "schedule/declaration"];
    "schedule-start-in-the-past", Note, High, "The start date of a schedule is past: it cannot be created any more.",
        ["schedule/start-in-the-past"];
    "schedule-sunday-is-one", Warning, Medium, "Days of the week are numbers, counted as if Monday were 1 perhaps: for AWS it is Sunday.",
        ["schedule/sunday-is-one"];
    "schedule-target", Error, High, "The target of a schedule is not one that Scheduler takes.",
        ["transform/schedule-target"];
    "schedule-timezone", Error, High, "A time zone is not one that AWS knows, or not the one that its abbreviation suggests.",
        ["schedule/unknown-timezone", "schedule/without-summer-time"];
    "schedule-unsettled", Note, Low, "AWS may refuse a schedule expression: its texts do not say.",
        ["schedule/unsettled-empty-item", "schedule/unsettled-outer-blank", "schedule/unsettled-large-step", "schedule/unsettled-weekday-step", "schedule/unsettled-lower-case"];
    "schedule-window", Error, High, "A flexible time window does not say what it must.",
        ["schedule-window", "schedule/window-mode", "schedule/window-size"];
    "secret-in-file", Warning, High, "A secret of a connection stands in the file.",
        ["secret-in-file"];
    "source-account", Error, High, "A condition compares the number of an account with something else.",
        ["source-account"];
    "subscription", Error, High, "A topic does not take a subscription of this protocol, or of this endpoint.",
        ["subscription"];
    "subscription-without-permission", Warning, Medium, "A queue or a function does not let its topic send to it.",
        ["subscription-without-permission"];
    "suppression-unused", Warning, High, "A file says that something is to be ignored, and it is not found.",
        ["suppression-unused"];
    "target-elsewhere", Error, Medium, "A target is in an account or a Region to which a rule does not send.",
        ["target-elsewhere"];
    "target-id-twice", Error, High, "Two targets of a rule have the same id.",
        ["target-id-twice"];
    "target-on-other-bus", Warning, High, "A target looks for its rule where the rule is not.",
        ["template/other-bus", "template/rule-by-id"];
    "target-takes-nothing", Warning, High, "A queue, a topic or a function takes nothing of what is sent to it.",
        ["target-takes-nothing"];
    "target-without-permission", Warning, Medium, "A target does not let its rule send to it, and there is no role that may.",
        ["target-without-permission"];
    "template-function", Warning, Medium, "A function or variable of a template cannot do what it is asked.",
        ["template/function", "template/evaluation", "template/escaped-placeholder", "serverless/variable"];
    "template-refused", Error, High, "The tool that deploys a template refuses it.",
        ["serverless/refused", "template/missing-member", "template/refused", "yaml/null"];
    "unknown-member", Error, High, "A member is not one that AWS knows: misspelt, mostly.",
        ["api/unknown-member", "pipe/unknown-member", "template/ignored-member", "template/unknown-event", "template/unknown-member", "put-events/unknown-member"];
    "value-of-event", Warning, Medium, "A field never has this value in the events for which a pattern is.",
        ["value-of-event"];
    "wildcard-rules", Warning, High, "A bus has more rules with wildcards than AWS allows.",
        ["wildcard-rules"];
    "wrong-type", Error, High, "A member has the wrong type.",
        ["declaration/wrong-type", "api/wrong-type", "put-events/member-type"];
    "yaml-syntax", Warning, Medium, "YAML that some tools read and others do not.",
        ["yaml/alias", "yaml/merge", "yaml/plain-in-brackets", "yaml/several-documents", "yaml/escape", "yaml/unknown-tag", "yaml/name"];
    "yaml-value", Warning, High, "YAML makes something else of a value than is written.",
        ["yaml/boolean-word", "yaml/leading-zero", "yaml/base-60", "yaml/rounded-number", "yaml/unsettled-type"];
}
