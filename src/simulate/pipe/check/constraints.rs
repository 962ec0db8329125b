//! What the API's model allows: lengths, ranges, sets, required members.
//!
//! AWS answers all violations of the model at once, in the words of its service framework:
//! `2 validation errors detected: Value '…' at '…' failed to satisfy constraint: …; Value …`.

use super::CheckReport;
use crate::diagnostic::Diagnostic;
use crate::json::fields::{integer, present};
use crate::json::{Kind, Value};
use crate::model::{Declared, Pipe};
use crate::simulate::pipe::SourceKind;
use crate::simulate::pipe::codes::{MANY_FILTERS, MISSING, OUTSIDE_MODEL};
use crate::simulate::pipe::declaration::text;
use crate::source::Span;

/// The most filters of one pipe that the API's model allows.
const DOCUMENTED_FILTERS: usize = 5;
/// The most filters that evb runs: the quota that AWS raises to on request for Lambda.
const MAXIMUM_FILTERS: usize = 10;
/// The longest filter pattern, in characters.
const MAXIMUM_PATTERN_CHARACTERS: usize = 4_096;
/// The longest input template, in characters.
const MAXIMUM_TEMPLATE_CHARACTERS: usize = 8_192;
/// The longest name of a pipe, in characters.
const MAXIMUM_NAME_CHARACTERS: usize = 64;
/// The longest name of a topic, in characters.
const MAXIMUM_TOPIC_CHARACTERS: usize = 249;
/// The longest id of a consumer group, in characters.
const MAXIMUM_CONSUMER_GROUP_CHARACTERS: usize = 200;
/// The most additional bootstrap servers.
const MAXIMUM_BOOTSTRAP_SERVERS: usize = 2;

/// Integers of the source blocks with their ranges, inclusive.
///
/// AWS: EventBridge Pipes API Reference, `PipeSource…Parameters`. The console's older text gives other ranges for the
/// age and the attempts; the API decides.
const RANGES: [(&str, i64, i64); 5] = [
    ("BatchSize", 1, 10_000),
    ("MaximumBatchingWindowInSeconds", 0, 300),
    ("MaximumRecordAgeInSeconds", -1, 604_800),
    ("MaximumRetryAttempts", -1, 10_000),
    ("ParallelizationFactor", 1, 10),
];

/// A violation: AWS's words for it, and ours.
struct Violation {
    aws: String,
    diagnostic: Diagnostic,
    dry_run_possible: bool,
}

/// Everything that the model says.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let mut violations = Vec::new();
    check_names(pipe, &mut violations);
    check_source_block(pipe, &mut violations);
    check_filters(pipe, report, &mut violations);
    for (template, owner) in [
        (pipe.enrichment_template(), "enrichmentParameters"),
        (pipe.target_template(), "targetParameters"),
    ] {
        if let Some(template) = template {
            let place = format!("{owner}.inputTemplate");
            check_length(
                (template.as_str(), template.span),
                &place,
                0,
                MAXIMUM_TEMPLATE_CHARACTERS,
                &mut violations,
            );
        }
    }
    let count = violations.len();
    let detected = violations
        .iter()
        .map(|violation| violation.aws.as_str())
        .collect::<Vec<_>>()
        .join("; ");
    let plural = if count == 1 { "" } else { "s" };
    let message = format!("{count} validation error{plural} detected: {detected}");
    for violation in violations {
        if violation.dry_run_possible {
            report.refuse_to_create(message.as_str(), violation.diagnostic);
        } else {
            report.refuse(message.as_str(), violation.diagnostic);
        }
    }
}

fn check_names(pipe: &Pipe, violations: &mut Vec<Violation>) {
    let required = [
        (&pipe.name, "name", "Name", true),
        (&pipe.source, "source", "Source", false),
        (&pipe.target, "target", "Target", false),
        (&pipe.role_arn, "roleArn", "RoleArn", true),
    ];
    for (declared, place, name, dry_run_possible) in required {
        match declared {
            None => violations.push(missing(place, name, dry_run_possible)),
            Some(text) if text.get().is_some_and(String::is_empty) => {
                violations.push(empty(text, place, name, dry_run_possible));
            }
            Some(_) => {}
        }
    }
    let Some((name, span)) = pipe.name.as_ref().map(|name| (name.as_str(), name.span)) else {
        return;
    };
    let is_allowed =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
    if !name.chars().all(is_allowed) {
        violations.push(violation(
            name,
            "name",
            r"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+",
            "the name has characters that AWS does not allow".to_owned(),
            span,
            "letters, digits, `.`, `-` and `_` are allowed",
        ));
    }
    if !name.is_empty() {
        check_length((name, span), "name", 1, MAXIMUM_NAME_CHARACTERS, violations);
    }
}

fn check_source_block(pipe: &Pipe, violations: &mut Vec<Violation>) {
    let (Some(kind), Some(block)) = (pipe.source_kind(), pipe.source_block()) else {
        return;
    };
    let path = |member: &str| {
        format!(
            "sourceParameters.{}.{}",
            lower_first(kind.parameter_block()),
            lower_first(member)
        )
    };
    for (name, least, most) in RANGES {
        if let Some(value) = present(block, name).filter(|value| value.as_open().is_none()) {
            check_range(value, name, &path(name), least, most, violations);
        }
    }
    check_sets(kind, block, &path, violations);
    let lengths = [
        ("TopicName", 1, MAXIMUM_TOPIC_CHARACTERS),
        ("ConsumerGroupID", 1, MAXIMUM_CONSUMER_GROUP_CHARACTERS),
    ];
    for (name, least, most) in lengths {
        if let Some(text) = present(block, name).and_then(text) {
            check_length(
                (text.as_str(), text.span),
                &path(name),
                least,
                most,
                violations,
            );
        }
    }
    let servers = block.get("AdditionalBootstrapServers");
    if let Some(servers) = servers
        && servers
            .as_array()
            .is_some_and(|servers| servers.len() > MAXIMUM_BOOTSTRAP_SERVERS)
    {
        violations.push(violation(
            "[…]",
            &path("AdditionalBootstrapServers"),
            &format!("Member must have length less than or equal to {MAXIMUM_BOOTSTRAP_SERVERS}"),
            "there are too many additional bootstrap servers".to_owned(),
            servers.span,
            "at most 2 are allowed",
        ));
    }
    for name in required_members(kind) {
        if present(block, name).is_none() {
            violations.push(missing(&path(name), name, true));
        }
    }
}

/// Members of a source's block without which AWS refuses it.
fn required_members(kind: SourceKind) -> &'static [&'static str] {
    match kind {
        SourceKind::Sqs => &[],
        SourceKind::Kinesis | SourceKind::DynamoDb => &["StartingPosition"],
        SourceKind::Msk | SourceKind::SelfManagedKafka => &["TopicName"],
        SourceKind::ActiveMq | SourceKind::RabbitMq => &["Credentials", "QueueName"],
    }
}

fn check_sets(
    kind: SourceKind,
    block: &Value,
    path: &dyn Fn(&str) -> String,
    violations: &mut Vec<Violation>,
) {
    let positions: &[&str] = match kind {
        SourceKind::Kinesis => &["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
        _ => &["TRIM_HORIZON", "LATEST"],
    };
    for (name, allowed) in [
        ("StartingPosition", positions),
        ("OnPartialBatchItemFailure", &["AUTOMATIC_BISECT"]),
    ] {
        let Some(text) = present(block, name).and_then(text) else {
            continue;
        };
        let word = text.as_str();
        if !allowed.contains(&word) {
            violations.push(violation(
                word,
                &path(name),
                &format!(
                    "Member must satisfy enum value set: [{}]",
                    allowed.join(", ")
                ),
                format!("`{word}` is no value of `{name}`"),
                text.span,
                &format!("one of `{}` was expected", allowed.join("`, `")),
            ));
        }
    }
}

/// AWS's model allows five filters. Lambda's event source mappings may have ten after a quota increase; whether pipes
/// can have that too is not documented, so up to ten are run and named.
fn check_filters(pipe: &Pipe, report: &mut CheckReport, violations: &mut Vec<Violation>) {
    let count = pipe.filters.len();
    if let Some(sixth) = pipe.filters.get(DOCUMENTED_FILTERS) {
        let message = format!("there are {count} filters, and the documented quota is 5");
        if count > MAXIMUM_FILTERS {
            violations.push(violation(
                "[…]",
                "sourceParameters.filterCriteria.filters",
                &format!("Member must have length less than or equal to {DOCUMENTED_FILTERS}"),
                message,
                sixth.span,
                "the sixth filter",
            ));
        } else {
            report.note(
                Diagnostic::warning(MANY_FILTERS, message)
                    .at(sixth.span, "the sixth filter")
                    .help("AWS raises this quota for Lambda on request; for pipes that is not documented"),
            );
        }
    }
    for (index, filter, span) in pipe.known_filters() {
        let place = format!(
            "sourceParameters.filterCriteria.filters.{}.member.pattern",
            index + 1
        );
        check_length(
            (filter, span),
            &place,
            0,
            MAXIMUM_PATTERN_CHARACTERS,
            violations,
        );
    }
}

fn check_range(
    value: &Value,
    name: &str,
    place: &str,
    least: i64,
    most: i64,
    violations: &mut Vec<Violation>,
) {
    let Some(number) = integer(value) else {
        let written = match &value.kind {
            Kind::Number(digits) => format!("`{name}` is {digits}"),
            _ => format!("`{name}` is {}, not an integer", value.kind_name()),
        };
        violations.push(Violation {
            aws: format!(
                "Value at '{place}' failed to satisfy constraint: Member must be an integer"
            ),
            diagnostic: Diagnostic::error(OUTSIDE_MODEL, written).at(
                value.span,
                format!("an integer from {least} to {most} was expected"),
            ),
            dry_run_possible: false,
        });
        return;
    };
    let constraint = if number < least {
        format!("Member must have value greater than or equal to {least}")
    } else if number > most {
        format!("Member must have value less than or equal to {most}")
    } else {
        return;
    };
    violations.push(violation(
        &number.to_string(),
        place,
        &constraint,
        format!("`{name}` is {number}"),
        value.span,
        &format!("it must lie from {least} to {most}"),
    ));
}

/// Lengths count characters as AWS does, in UTF-16 units.
fn check_length(
    (text, span): (&str, Span),
    place: &str,
    least: usize,
    most: usize,
    violations: &mut Vec<Violation>,
) {
    let length = text.encode_utf16().count();
    let constraint = if length < least {
        format!("Member must have length greater than or equal to {least}")
    } else if length > most {
        format!("Member must have length less than or equal to {most}")
    } else {
        return;
    };
    violations.push(violation(
        text,
        place,
        &constraint,
        format!("`{place}` has {length} characters"),
        span,
        &format!("from {least} to {most} are allowed"),
    ));
}

fn violation(
    value: &str,
    place: &str,
    constraint: &str,
    message: String,
    span: Span,
    label: &str,
) -> Violation {
    Violation {
        aws: format!("Value '{value}' at '{place}' failed to satisfy constraint: {constraint}"),
        diagnostic: Diagnostic::error(OUTSIDE_MODEL, message).at(span, label),
        dry_run_possible: false,
    }
}

fn missing(place: &str, name: &str, dry_run_possible: bool) -> Violation {
    Violation {
        aws: format!(
            "Value null at '{place}' failed to satisfy constraint: Member must not be null"
        ),
        diagnostic: Diagnostic::error(MISSING, format!("`{name}` is missing")),
        dry_run_possible,
    }
}

/// A required text that is there and empty: its length is wrong, it is not null.
fn empty(
    declared: &Declared<String>,
    place: &str,
    name: &str,
    dry_run_possible: bool,
) -> Violation {
    Violation {
        dry_run_possible,
        ..violation(
            "",
            place,
            "Member must have length greater than or equal to 1",
            format!("`{name}` is empty"),
            declared.span,
            "at least one character is needed",
        )
    }
}

/// `SqsQueueParameters` as AWS's framework writes it: `sqsQueueParameters`.
fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_ascii_lowercase().to_string() + characters.as_str()
    })
}
