//! `DestinationConfig` of Lambda: of asynchronous invocations, and of event source mappings.

use super::arn::Arn;
use super::{Rules, Words, path};
use crate::json::Value;
use crate::json::fields::present;

/// AWS: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations" and "Retaining discarded records": a
/// destination is a standard queue of SQS or a standard topic of SNS, FIFO ones are not supported. The words are not recorded.
pub(super) fn check(request: &Value, found: &mut Rules) {
    const CONFIG: &str = "DestinationConfig";
    const NAME: &str = "Destination";
    let config = present(request, CONFIG);
    for which in ["OnFailure", "OnSuccess"] {
        let given = config.and_then(|config| present(config, which));
        let Some(value) = given.and_then(|given| present(given, NAME)) else {
            continue;
        };
        let kind = match Arn::of(Some(value)) {
            Some(arn) if arn.is_fifo() && arn.service() == "sqs" => "queue",
            Some(arn) if arn.is_fifo() && arn.service() == "sns" => "topic",
            _ => continue,
        };
        found.broken(
            path(&[CONFIG, which, NAME]),
            value.span,
            Words::Unknown,
            format!("the destination is a FIFO {kind}, and Lambda sends to standard {kind}s only"),
        );
        found.help(format!("name a standard {kind}"));
    }
}
