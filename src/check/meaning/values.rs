//! Values that fields of AWS's events have, where a few words are all that there are.
//!
//! Only slips are told: services add words, and what is none by far may be new.
//!
//! AWS: EventBridge Events Reference, the page of each service.

use super::Asked;
use crate::check::lints::VALUE_OF_EVENT;
use crate::diagnostic::Diagnostic;
use crate::pattern::ast::SubRule;
use crate::suggest;

/// The words of a field.
struct Words {
    source: &'static str,
    detail_type: &'static str,
    path: &'static str,
    words: &'static [&'static str],
}

/// Declares the words of fields, a line each.
macro_rules! words {
    ($($source:literal $detail_type:literal $path:literal: $($word:literal)*;)*) => {
        const WORDS: &[Words] = &[$(Words {
            source: $source,
            detail_type: $detail_type,
            path: concat!("detail.", $path),
            words: &[$($word),*],
        }),*];
    };
}

words! {
    "aws.batch" "Batch Job State Change" "status": "FAILED" "PENDING" "RUNNABLE" "RUNNING" "STARTING" "SUBMITTED" "SUCCEEDED";
    "aws.cloudwatch" "CloudWatch Alarm State Change" "previousState.value": "ALARM" "INSUFFICIENT_DATA" "OK";
    "aws.cloudwatch" "CloudWatch Alarm State Change" "state.value": "ALARM" "INSUFFICIENT_DATA" "OK";
    "aws.codebuild" "CodeBuild Build State Change" "build-status": "FAILED" "FAULT" "IN_PROGRESS" "STOPPED" "SUCCEEDED" "TIMED_OUT";
    "aws.codedeploy" "CodeDeploy Deployment State-change Notification" "state": "FAILURE" "READY" "START" "STOP" "SUCCESS";
    "aws.codepipeline" "CodePipeline Action Execution State Change" "state": "ABANDONED" "CANCELED" "FAILED" "STARTED" "SUCCEEDED";
    "aws.codepipeline" "CodePipeline Pipeline Execution State Change" "state": "CANCELED" "FAILED" "RESUMED" "STARTED" "STOPPED" "STOPPING" "SUCCEEDED" "SUPERSEDED";
    "aws.codepipeline" "CodePipeline Stage Execution State Change" "state": "CANCELED" "FAILED" "RESUMED" "STARTED" "STOPPED" "STOPPING" "SUCCEEDED";
    "aws.ec2" "EC2 Instance State-change Notification" "state": "pending" "running" "shutting-down" "stopped" "stopping" "terminated";
    "aws.ecs" "ECS Task State Change" "desiredStatus": "ACTIVATING" "DEACTIVATING" "DELETED" "DEPROVISIONING" "PENDING" "PROVISIONING" "RUNNING" "STOPPED" "STOPPING";
    "aws.ecs" "ECS Task State Change" "lastStatus": "ACTIVATING" "DEACTIVATING" "DELETED" "DEPROVISIONING" "PENDING" "PROVISIONING" "RUNNING" "STOPPED" "STOPPING";
    "aws.glue" "Glue Job State Change" "state": "FAILED" "STOPPED" "SUCCEEDED" "TIMEOUT";
    "aws.health" "AWS Health Event" "eventTypeCategory": "accountNotification" "investigation" "issue" "scheduledChange";
    "aws.s3" "Object Created" "reason": "CompleteMultipartUpload" "CopyObject" "POST Object" "PutObject";
    "aws.s3" "Object Deleted" "deletion-type": "Delete Marker Created" "Permanently Deleted";
    "aws.s3" "Object Deleted" "reason": "DeleteObject" "Lifecycle Expiration";
    "aws.states" "Step Functions Execution Status Change" "status": "ABORTED" "FAILED" "PENDING_REDRIVE" "RUNNING" "SUCCEEDED" "TIMED_OUT";
}

/// Words that are nearly those of a field.
pub(super) fn slips(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for sub_rule in &asked.pattern.sub_rules {
        let of_event = WORDS.iter().filter(|words| is_for(sub_rule, words));
        for told in of_event.flat_map(|words| slips_of(sub_rule, words)) {
            if !found.contains(&told) {
                found.push(told);
            }
        }
    }
    found
}

/// Whether it is for events of that type alone.
fn is_for(sub_rule: &SubRule, words: &Words) -> bool {
    let is_only = |path, wanted: &str| {
        let texts = sub_rule
            .field(path)
            .and_then(|field| field.values.exact_texts());
        texts.is_some_and(|texts| texts.iter().all(|(text, _)| *text == wanted))
    };
    is_only("source", words.source) && is_only("detail-type", words.detail_type)
}

fn slips_of(sub_rule: &SubRule, words: &Words) -> Vec<Diagnostic> {
    let Some(field) = sub_rule.field(words.path) else {
        return Vec::new();
    };
    let slips = field.values.comparisons.iter().filter_map(|comparison| {
        let text = comparison.exact_text()?;
        let meant = suggest::nearest(text, words.words).filter(|_| !words.words.contains(&text))?;
        let told = Diagnostic::warning(
            VALUE_OF_EVENT,
            format!(
                "`{}` is never `{text}` in events of `{}`",
                words.path, words.source
            ),
        );
        let told = told.at(comparison.span, "not a value of this field");
        let told = told.help(format!("did you mean `\"{meant}\"`?"));
        Some(match meant.eq_ignore_ascii_case(text) {
            true => told.fix(comparison.span, format!("\"{meant}\"")),
            false => told,
        })
    });
    slips.collect()
}
