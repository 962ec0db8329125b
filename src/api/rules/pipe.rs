//! CreatePipe and UpdatePipe: what hangs together in the parameters of a source.
//!
//! The services that may be source, enrichment and target, their blocks and their batches are checked where pipes are run.

use super::arn::Arn;
use super::{Rules, Words, may_have, path, place};
use crate::api::answer::{MISSING, error_fields};
use crate::json::Value;
use crate::json::fields::{integer, present};

/// The blocks of sources that are streams.
const STREAMS: [&str; 2] = ["DynamoDBStreamParameters", "KinesisStreamParameters"];

/// Sources whose block has members that are required: with what the source begins, and the block.
const WITH_BLOCK: [(&str, &str); 4] = [
    ("dynamodb", "DynamoDBStreamParameters"),
    ("kafka", "ManagedStreamingKafkaParameters"),
    ("kinesis", "KinesisStreamParameters"),
    ("smk", "SelfManagedKafkaParameters"),
];

pub(super) fn check(request: &Value, found: &mut Rules) {
    stream(request, found);
    block(request, found);
    ages(request, found);
}

/// AWS: EventBridge User Guide, "Amazon DynamoDB stream as a source": what is read is the stream of a table.
fn stream(request: &Value, found: &mut Rules) {
    const NAME: &str = "Source";
    if Arn::of(present(request, NAME)).is_some_and(|source| source.is_table()) {
        found.broken(
            path(&[NAME]),
            place(request, NAME),
            Words::Unknown,
            "the pipe reads from a table of DynamoDB, and not from its stream",
        );
        found.help("write the ARN of the stream: `…:table/NAME/stream/…`; `aws dynamodb describe-table` has it as `LatestStreamArn`");
    }
}

/// Recorded of a stream of DynamoDB: without the block of its source a pipe is refused.
fn block(request: &Value, found: &mut Rules) {
    let source = present(request, "Source");
    let service = match source.and_then(Value::as_str) {
        Some(text) if text.starts_with("smk://") => "smk".to_owned(),
        _ => Arn::of(source).map_or_else(String::new, |arn| arn.service().to_owned()),
    };
    let needed = WITH_BLOCK.iter().find(|(start, _)| *start == service);
    let Some((_, block)) = needed else {
        return;
    };
    let parameters = present(request, "SourceParameters");
    if !parameters.map_or(may_have(request, "SourceParameters"), |one| {
        may_have(one, block)
    }) {
        let name = format!("SourceParameters.{block}");
        let message = error_fields(&[(name.clone(), MISSING)]);
        found.broken(
            path(&["SourceParameters", block]),
            place(parameters.unwrap_or(request), block),
            Words::Recorded(message),
            format!("`{name}` is missing"),
        );
    }
}

/// Recorded: both answers of CreatePipe; of the first the beginning is not kept.
fn ages(request: &Value, found: &mut Rules) {
    let parameters = present(request, "SourceParameters");
    let blocks = STREAMS.iter().filter_map(|name| {
        let block = present(parameters?, name)?;
        Some((*name, block))
    });
    for (name, block) in blocks {
        let member =
            |member: &str| present(block, member).and_then(|one| Some((integer(one)?, one.span)));
        let Some((age, place)) = member("MaximumRecordAgeInSeconds") else {
            continue;
        };
        if (0..60).contains(&age) {
            found.broken(
                path(&["SourceParameters", name, "MaximumRecordAgeInSeconds"]),
                place,
                Words::Modelled("MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)".to_owned()),
                format!("`MaximumRecordAgeInSeconds` is {age}: -1, or 60 and more"),
            );
        } else if let Some((window, place)) = member("MaximumBatchingWindowInSeconds")
            && age >= 0
            && window >= age
        {
            found.broken(
                path(&["SourceParameters", name, "MaximumBatchingWindowInSeconds"]),
                place,
                Words::Recorded("MaximumBatchingWindowInSeconds must be less than MaximumRecordAgeInSeconds.".to_owned()),
                format!("a batching window of {window} seconds is not shorter than the record age of {age}"),
            );
        }
    }
}
