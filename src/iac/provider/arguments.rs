//! Which arguments and blocks resources of the AWS provider have: Terraform refuses every other one.
//!
//! Only lists that are whole are here: of an argument of another resource or block nothing is said.
//!
//! # Source
//!
//! hashicorp/terraform-provider-aws, `website/docs/r` and the schemas in `internal/service/{events,scheduler,pipes}`, read
//! 2026-11-28; `region` is one of every resource since version 6.

use super::names::pascal;
use crate::diagnostic::Diagnostic;
use crate::iac::UNKNOWN_MEMBER;
use crate::json::Value;
use crate::suggest;

/// How many names a help lists.
const LISTED: usize = 12;

/// What every resource may have beside its own: `id` and `tags_all` are told by the provider, and some take them.
const EVERYWHERE: [&str; 3] = ["id", "region", "tags_all"];

/// The arguments and blocks of a block; without a block those of the resource itself.
struct Known {
    resource: &'static str,
    block: &'static str,
    names: &'static [&'static str],
}

/// Declares what blocks have, a line each.
macro_rules! known {
    ($($resource:literal $block:literal: $($name:literal)*;)*) => {
        const KNOWN: &[Known] = &[$(Known { resource: $resource, block: $block, names: &[$($name),*] }),*];
    };
}

known! {
    "aws_cloudwatch_event_rule" "": "description" "event_bus_name" "event_pattern" "force_destroy" "is_enabled" "name" "name_prefix" "role_arn" "schedule_expression" "state" "tags";
    "aws_cloudwatch_event_target" "": "appsync_target" "arn" "batch_target" "dead_letter_config" "ecs_target" "event_bus_name" "force_destroy" "http_target" "input" "input_path" "input_transformer" "kinesis_target" "redshift_target" "retry_policy" "role_arn" "rule" "run_command_targets" "sagemaker_pipeline_target" "sqs_target" "target_id";
    "aws_cloudwatch_event_target" "dead_letter_config": "arn";
    "aws_cloudwatch_event_target" "input_transformer": "input_paths" "input_template";
    "aws_cloudwatch_event_target" "kinesis_target": "partition_key_path";
    "aws_cloudwatch_event_target" "retry_policy": "maximum_event_age_in_seconds" "maximum_retry_attempts";
    "aws_cloudwatch_event_target" "sqs_target": "message_group_id";
    "aws_lambda_event_source_mapping" "filter_criteria": "filter";
    "aws_lambda_event_source_mapping" "filter": "pattern";
    "aws_pipes_pipe" "": "description" "desired_state" "enrichment" "enrichment_parameters" "kms_key_identifier" "log_configuration" "name" "name_prefix" "role_arn" "source" "source_parameters" "tags" "target" "target_parameters";
    "aws_pipes_pipe" "dead_letter_config": "arn";
    "aws_pipes_pipe" "dynamodb_stream_parameters": "batch_size" "dead_letter_config" "maximum_batching_window_in_seconds" "maximum_record_age_in_seconds" "maximum_retry_attempts" "on_partial_batch_item_failure" "parallelization_factor" "starting_position";
    "aws_pipes_pipe" "filter": "pattern";
    "aws_pipes_pipe" "filter_criteria": "filter";
    "aws_pipes_pipe" "source_parameters": "activemq_broker_parameters" "dynamodb_stream_parameters" "filter_criteria" "kinesis_stream_parameters" "managed_streaming_kafka_parameters" "rabbitmq_broker_parameters" "self_managed_kafka_parameters" "sqs_queue_parameters";
    "aws_scheduler_schedule" "": "action_after_completion" "description" "end_date" "flexible_time_window" "group_name" "kms_key_arn" "name" "name_prefix" "schedule_expression" "schedule_expression_timezone" "start_date" "state" "target";
    "aws_scheduler_schedule" "dead_letter_config": "arn";
    "aws_scheduler_schedule" "eventbridge_parameters": "detail_type" "source";
    "aws_scheduler_schedule" "flexible_time_window": "maximum_window_in_minutes" "mode";
    "aws_scheduler_schedule" "kinesis_parameters": "partition_key";
    "aws_scheduler_schedule" "retry_policy": "maximum_event_age_in_seconds" "maximum_retry_attempts";
    "aws_scheduler_schedule" "sqs_parameters": "message_group_id";
    "aws_scheduler_schedule" "target": "arn" "dead_letter_config" "ecs_parameters" "eventbridge_parameters" "input" "kinesis_parameters" "retry_policy" "role_arn" "sagemaker_pipeline_parameters" "sqs_parameters";
}

/// What is told of arguments that a resource and its blocks have not, where it is known which they have. What is nearly an
/// argument is told where the request is made.
pub(super) fn unknown(resource: &str, arguments: &Value) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    unknown_in(resource, "", arguments, &mut told);
    told
}

fn unknown_in(resource: &str, block: &str, given: &Value, told: &mut Vec<Diagnostic>) {
    for element in given.as_array().unwrap_or_default() {
        unknown_in(resource, block, element, told);
    }
    let is_it = |one: &&Known| one.resource == resource && one.block == block;
    let known = KNOWN.iter().find(is_it).map(|one| one.names);
    for member in given.as_object().unwrap_or_default() {
        let name = member.name.to_display();
        let is_known = |known: &[&str]| {
            known.contains(&&*name) || block.is_empty() && EVERYWHERE.contains(&&*name)
        };
        let Some(known) = known.filter(|known| !is_known(known)) else {
            // A block that is called so may stand where nothing is known of the others.
            let is_block = |one: &Known| one.resource == resource && one.block == name;
            let is_within = KNOWN.iter().any(is_block) || known.is_none();
            if is_within && !super::is_map(&name) {
                unknown_in(resource, &name, &member.value, told);
            }
            continue;
        };
        let own = pascal(&name);
        let missing = known.iter().filter(|one| given.get(one).is_none());
        let missing: Vec<String> = missing.map(|one| pascal(one)).collect();
        let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
        if suggest::nearest(&own, &missing).is_some_and(|near| near != own) {
            continue;
        }
        let near = known.iter().copied().find(|one| pascal(one) == own);
        let message = format!("`{name}` is refused: there is no such argument");
        let one = Diagnostic::warning(UNKNOWN_MEMBER, message)
            .at(member.name_span, "Terraform refuses this");
        told.push(helped(one, resource, &name, (near, known)));
        if let Some(near) = near {
            unknown_in(resource, near, &member.value, told);
        }
    }
}

/// The same with what may be meant.
fn helped(
    told: Diagnostic,
    resource: &str,
    name: &str,
    (near, known): (Option<&str>, &[&str]),
) -> Diagnostic {
    if let Some(near) = near {
        return told.help(format!("did you mean `{near}`?"));
    }
    let mut homes = KNOWN.iter().filter(|one| {
        one.resource == resource && !one.block.is_empty() && one.names.contains(&name)
    });
    if let (Some(home), None) = (homes.next(), homes.next()) {
        return told.help(format!(
            "it belongs in the block `{block}`: `{block} {{ {name} = … }}`",
            block = home.block
        ));
    }
    let spelled: Vec<String> = known.iter().map(|one| pascal(one)).collect();
    let spelled: Vec<&str> = spelled.iter().map(String::as_str).collect();
    let kindred = suggest::kindred(&pascal(name), &spelled);
    let kindred = known
        .iter()
        .find(|one| Some(pascal(one).as_str()) == kindred);
    match kindred {
        Some(meant) => told.help(format!("did you mean `{meant}`?")),
        None if known.len() <= LISTED => {
            let known: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
            told.help(format!("there are {}", known.join(", ")))
        }
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn every_argument_that_there_is_not_is_told_and_none_that_there_is() {
        let told = |resource: &str, arguments: &str| {
            let told = unknown(resource, &json::parse(arguments).unwrap()).into_iter();
            let told = told.map(|one| {
                let place = one.primary.unwrap().span;
                let place = arguments.get(place.start..place.end).unwrap();
                format!("{place} {}", one.help.unwrap_or_default())
            });
            told.collect::<Vec<_>>()
        };
        for (resource, arguments, expected) in [
            (
                "aws_scheduler_schedule",
                r#"{"timezone":"Europe/Rome","foo":1,"region":"eu-west-1","target":[{"arn":"a","bar":2}]}"#,
                &[
                    r#""timezone" did you mean `schedule_expression_timezone`?"#,
                    r#""foo" "#,
                    r#""bar" there are `arn`, `dead_letter_config`, `ecs_parameters`, `eventbridge_parameters`, `input`, `kinesis_parameters`, `retry_policy`, `role_arn`, `sagemaker_pipeline_parameters`, `sqs_parameters`"#,
                ][..],
            ),
            (
                "aws_pipes_pipe",
                r#"{"source_parameters":{"filter_criteria":{"filters":[{"pattern":"{}","x":1}]},"sqs_queue_parameters":{"any":1}},"target_parameters":{"any":1}}"#,
                &[
                    r#""filters" did you mean `filter`?"#,
                    r#""x" there are `pattern`"#,
                ],
            ),
            (
                "aws_cloudwatch_event_target",
                r#"{"rule":"r","arn":"a","input_template":"<a>","input_paths":{"any":"$.b"},"maximum_retry_attempts":3}"#,
                &[
                    r#""input_template" it belongs in the block `input_transformer`: `input_transformer { input_template = … }`"#,
                    r#""input_paths" it belongs in the block `input_transformer`: `input_transformer { input_paths = … }`"#,
                    r#""maximum_retry_attempts" it belongs in the block `retry_policy`: `retry_policy { maximum_retry_attempts = … }`"#,
                ],
            ),
            // Whoever makes the request tells of this one.
            ("aws_cloudwatch_event_rule", r#"{"event_patern":"{}"}"#, &[]),
            ("aws_sqs_queue", r#"{"anything":1}"#, &[]),
        ] {
            assert_eq!(told(resource, arguments), expected, "{arguments}");
        }
    }
}
