//! In which words a request is refused.

mod aws_cli;
mod framework;
mod pipes;

pub(super) use pipes::{MISSING, error_fields};

use super::operation::{Operation, Service};
use super::refusal::{Constraint, Refusal, ServiceRule};
use crate::diagnostic::{Code, Diagnostic};

/// Who sends a request, and looks at it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// The AWS CLI, or Python's SDK: it knows the model, and refuses what is missing, unknown, mistyped or too small.
    AwsCli,
    /// One that sends what it is given.
    Other,
}

/// Who refuses a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The AWS CLI: nothing is sent.
    AwsCli,
    /// The service.
    Service(Service),
}

/// What comes back for a request that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who says it.
    pub by: Speaker,
    /// The words.
    pub message: String,
    /// Whether these words were recorded, for this request or another one of the service; else they are made after the
    /// usage of the service.
    pub is_recorded: bool,
}

/// Words that were not recorded.
pub const WORDS_NOT_RECORDED: Code = Code::new("api/words-not-recorded");

/// What is to be told of an answer whose words were not recorded.
#[must_use]
pub fn words_not_recorded() -> Diagnostic {
    let message = "AWS's words for this are not recorded: they are made after its usage";
    Diagnostic::note(WORDS_NOT_RECORDED, message)
}

/// What comes back for a request that is refused for these reasons; `None` if nothing is refused, or in no words that are
/// known.
#[must_use]
pub fn answer(operation: Operation, refusals: &[Refusal], client: Client) -> Option<Answer> {
    if client == Client::AwsCli
        && let Some((message, is_recorded)) = aws_cli::message(refusals)
    {
        return Some(Answer {
            by: Speaker::AwsCli,
            message,
            is_recorded,
        });
    }
    let service = operation.service();
    let by_model = match service {
        Service::Pipes => pipes::message(refusals),
        _ => framework::message(service, refusals),
    };
    let by_rule = || {
        let rule = refusals.iter().find_map(rule)?;
        Some((rule.message.clone()?, rule.is_recorded))
    };
    let (message, is_recorded) = by_model.or_else(by_rule)?;
    Some(Answer {
        by: Speaker::Service(service),
        message,
        is_recorded,
    })
}

/// The rule of the service that is broken.
fn rule(refusal: &Refusal) -> Option<&ServiceRule> {
    match &refusal.constraint {
        Constraint::Service(rule) => Some(rule),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::judge;
    use crate::json;

    fn answered(operation: Operation, request: &str, client: Client) -> (String, bool) {
        let refusals = judge(operation, &json::parse(request).unwrap());
        let answer = answer(operation, &refusals, client).unwrap();
        (answer.message, answer.is_recorded)
    }

    const ROLE: &str = r#""RoleArn":"arn:aws:iam::123456789012:role/r""#;

    #[test]
    fn services_speak_each_in_its_way() {
        let schedule = |target: &str| {
            format!(
                r#"{{"Name":"s","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{{"Mode":"OFF"}},"Target":{{"Arn":"a",{ROLE}{target}}}}}"#
            )
        };
        let pipe = |more: &str| {
            format!(
                r#"{{"Name":"p","Source":"arn:aws:sqs:us-east-1:123456789012:in","Target":"arn:aws:sqs:us-east-1:123456789012:out",{ROLE}{more}}}"#
            )
        };
        for (operation, request, expected, is_recorded) in [
            (
                Operation::PutTargets,
                r#"{"Rule":"r","Targets":[{"Id":"!@#$@!#$","Arn":"a"}]}"#.to_owned(),
                r"1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+",
                true,
            ),
            (
                Operation::PutRule,
                r#"{"State":"ON"}"#.to_owned(),
                "2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]",
                false,
            ),
            (
                Operation::CreateSchedule,
                schedule(r#","DeadLetterConfig":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:d.fifo"}"#),
                r"1 validation error detected: Value 'arn:aws:sqs:eu-west-1:123456789012:d.fifo' at 'target.deadLetterConfig.arn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws(-[a-z]+)?:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+",
                true,
            ),
            (
                Operation::CreateSchedule,
                schedule(r#","RetryPolicy":{"MaximumEventAgeInSeconds":30,"MaximumRetryAttempts":200}"#),
                "2 validation errors detected: Value '30' at 'target.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60; Value '200' at 'target.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185",
                false,
            ),
            (
                Operation::CreatePipe,
                pipe(r#","SourceParameters":{"SqsQueueParameters":{"BatchSize":0}}"#),
                "[numeric instance is lower than the required minimum (minimum: 1, found: 0)]",
                true,
            ),
            (
                Operation::CreatePipe,
                pipe(r#","DesiredState":"ON""#),
                r#"[instance value ("ON") not found in enum (possible values: ["RUNNING","STOPPED"])]"#,
                false,
            ),
            (
                Operation::CreateConnection,
                r#"{"Name":"c","AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":{"Username":"u","Password":"a:b"}}}"#.to_owned(),
                r"1 validation error detected: Value at 'authParameters.basicAuthParameters.password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*$",
                false,
            ),
            (
                Operation::PutTargets,
                r#"{"Rule":"r","Targets":[{"Id":"1","Arn":"a","InputTransformer":{"InputPathsMap":{"a b":"$.a"},"InputTemplate":"<a>"}}]}"#.to_owned(),
                r"1 validation error detected: Value '{…}' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\_\-]+]",
                false,
            ),
        ] {
            let answered = answered(operation, &request, Client::Other);
            assert_eq!(answered, (expected.to_owned(), is_recorded), "{request}");
        }
    }

    #[test]
    fn the_aws_cli_refuses_what_it_knows_before_it_is_sent() {
        for (operation, request, expected) in [
            (
                Operation::CreateSchedule,
                r#"{"Name":"s","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"}}"#,
                "Missing required parameter in input: \"Target\"",
            ),
            (
                Operation::PutTargets,
                r#"{"Rule":"r","Targets":[{"Id":"1"}]}"#,
                "Missing required parameter in Targets[0]: \"Arn\"",
            ),
            (
                Operation::CreateScheduleGroup,
                r#"{"Name":"","Names":"x"}"#,
                "Unknown parameter in input: \"Names\", must be one of: Name, Tags, ClientToken\nInvalid length for parameter Name, value: 0, valid min length: 1",
            ),
            (
                Operation::PutRule,
                r#"{"Name":7,"Tags":{}}"#,
                "Invalid type for parameter Name, value: 7, type: <class 'int'>, valid types: <class 'str'>\nInvalid type for parameter Tags, value: {…}, type: <class 'dict'>, valid types: <class 'list'>, <class 'tuple'>",
            ),
            (
                Operation::CreateArchive,
                r#"{"ArchiveName":"a","EventSourceArn":"x","RetentionDays":-1}"#,
                "Invalid value for parameter RetentionDays, value: -1, valid min value: 0",
            ),
        ] {
            let (message, _) = answered(operation, request, Client::AwsCli);
            let expected = format!("Parameter validation failed:\n{expected}");
            assert_eq!(message, expected, "{request}");
        }
    }
}
