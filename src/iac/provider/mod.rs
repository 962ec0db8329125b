//! Resources of the AWS provider of Terraform, as CloudFormation names them. Pulumi's are the same by other spellings.
//!
//! Arguments have names in `snake_case`, and what CloudFormation nests are blocks: an object, or a list of one. Both
//! become members in `PascalCase`; [`names`] has the words that differ.
//!
//! # Source
//!
//! hashicorp/terraform-provider-aws, `internal/service/{events,scheduler,pipes,lambda,s3,sns,sqs}` and `website/docs/r`:
//! arguments and their defaults.

#[cfg(feature = "terraform")]
mod arguments;
mod json_text;
mod names;

use super::resource::Resource;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Hole, JsonString, Kind, Member, Shape, TextPart, Value};
use crate::source::Span;

use json_text::rewritten;

/// What the provider makes of what is given differs from what is written.
pub(super) const REWRITTEN: Code = Code::new("template/rewritten");

/// Blocks and lists may lie in each other only so deep.
const MAXIMUM_DEPTH: usize = 64;

/// Whether a type of the provider holds anything that is read.
#[cfg(feature = "terraform")]
pub(super) fn is_read(kind: &str) -> bool {
    names::TYPES.iter().any(|one| one.terraform == kind)
}

/// Whether an argument is a map or a document, whose members are no names of arguments.
#[cfg(feature = "terraform")]
pub(super) fn is_map(name: &str) -> bool {
    names::MAPS.contains(&name) || names::DOCUMENTS.contains(&name)
}

/// What is told of arguments that a resource of a configuration has not, as far as it is known which it has.
#[cfg(feature = "terraform")]
pub(super) fn unknown(kind: &str, arguments: &Value) -> Vec<Diagnostic> {
    arguments::unknown(kind, arguments)
}

/// What AWS calls an argument, wherever it stands.
#[cfg(feature = "terraform")]
pub(super) fn called(name: &str) -> String {
    names::pascal(name)
}

/// The argument that AWS calls by a name.
pub(super) fn argument(name: &str) -> String {
    names::argument(name)
}

/// What a resource of the provider declares, and what should be told of it; `None` for a type that holds nothing that
/// is read.
///
/// `arguments` are an object: names in `snake_case`; blocks as objects or as lists of them; what is `null` is not there.
/// JSON in a text may also be the object itself, with its holes. `address` becomes the resource's id.
pub(super) fn resource(
    kind: &str,
    address: &str,
    arguments: &Value,
) -> Option<(Resource, Vec<Diagnostic>)> {
    let kind = *names::TYPES.iter().find(|one| one.terraform == kind)?;
    let mut told = Vec::new();
    let mut given = Given {
        members: given(arguments),
        whole: arguments,
        told: &mut told,
    };
    adapt(kind.terraform, &mut given);
    let members = given.members;
    let properties = members.into_iter().map(|one| {
        let name = one.name.to_display();
        let special = kind.renamed.iter().find(|(from, _)| *from == name);
        let to = special.map_or_else(|| names::pascal(&name), |(_, to)| (*to).to_owned());
        renamed((&name, one.name_span), &to, one.value, 0)
    });
    let resource = Resource {
        id: address.to_owned(),
        kind: kind.cloudformation.to_owned(),
        properties: Value {
            span: arguments.span,
            kind: Kind::Object(properties.collect()),
        },
        condition: None,
        span: arguments.span,
    };
    Some((resource, told))
}

/// An argument by CloudFormation's name, and what it nests.
fn renamed((name, name_span): (&str, Span), to: &str, mut value: Value, depth: usize) -> Member {
    let is_kept = names::MAPS.contains(&name) || names::DOCUMENTS.contains(&name);
    if !is_kept && depth < MAXIMUM_DEPTH {
        if !names::REPEATED.contains(&name) {
            unwrap_single(&mut value);
        } else if value.as_object().is_some() {
            let span = value.span;
            let kind = Kind::Array(vec![value]);
            value = Value { span, kind };
        }
        rename_inside(name, &mut value, depth + 1);
    }
    Member {
        name: JsonString::from(to),
        name_span,
        value,
    }
}

/// The members of a block, or of all blocks of a list, by CloudFormation's names.
fn rename_inside(block: &str, value: &mut Value, depth: usize) {
    match &mut value.kind {
        Kind::Object(members) => {
            let all = std::mem::take(members).into_iter();
            let all = all.filter(|one| is_given(&one.value) && !is_unset(one));
            *members = all
                .map(|one| {
                    let name = one.name.to_display().into_owned();
                    let to = names::inside(block, &name);
                    renamed((&name, one.name_span), &to, one.value, depth)
                })
                .collect();
        }
        Kind::Array(all) => all
            .iter_mut()
            .for_each(|one| rename_inside(block, one, depth)),
        _ => {}
    }
}

/// The arguments that are given.
fn given(arguments: &Value) -> Vec<Member> {
    let members = arguments.as_object().unwrap_or_default().iter();
    members
        .filter(|one| is_given(&one.value))
        .cloned()
        .collect()
}

/// Neither `null` nor a block that is not there (plans have an empty list for that), nor an empty text: the provider's
/// framework cannot tell one from an argument that is not set, and states have it for those.
fn is_given(value: &Value) -> bool {
    let is_empty = value.as_array().is_some_and(<[Value]>::is_empty) || value.as_str() == Some("");
    !matches!(value.kind, Kind::Null) && !is_empty
}

/// Whether a number is 0 where a state has 0 for what is not set: AWS takes none there.
fn is_unset(one: &Member) -> bool {
    const NEVER_ZERO: [&str; 2] = ["maximum_event_age_in_seconds", "maximum_window_in_minutes"];
    let is_zero = matches!(&one.value.kind, Kind::Number(number) if &**number == "0");
    is_zero && NEVER_ZERO.iter().any(|name| one.name == **name)
}

/// The arguments of one resource.
struct Given<'a> {
    members: Vec<Member>,
    whole: &'a Value,
    told: &'a mut Vec<Diagnostic>,
}

impl Given<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        let mut members = self.members.iter();
        members
            .find(|member| member.name == *name)
            .map(|member| &member.value)
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.members.iter().position(|one| one.name == *name)?;
        Some(self.members.remove(at).value)
    }

    fn put(&mut self, name: &str, value: Value) {
        self.members.push(member(name, value));
    }

    /// A default of the provider.
    fn default(&mut self, name: &str, text: &str) {
        if self.get(name).is_none() {
            self.put(name, Value::text(text, self.whole.span));
        }
    }

    /// The name of a resource: given, made from its prefix, or made up.
    fn name(&mut self) {
        let prefix = self.take("name_prefix");
        if self.get("name").is_some() {
            return;
        }
        let at = prefix
            .as_ref()
            .map_or(self.whole.span, |prefix| prefix.span);
        let known = match &prefix {
            None => vec![TextPart::Literal("terraform-".to_owned())],
            Some(prefix) => parts_of(prefix),
        };
        let from = "generated".to_owned();
        let made = TextPart::Hole(Hole { from, span: at });
        let parts = known.into_iter().chain([made]).collect();
        self.put("name", Value::parts(parts, "generated", at));
    }

    /// JSON in a text becomes the JSON, so that what is open in it is open there.
    fn json(&mut self, name: &str) {
        if let Some(value) = self.take(name) {
            self.put(name, around(value));
        }
    }

    /// A pattern becomes what the provider sends.
    fn pattern(&mut self) {
        let Some(value) = self.take("event_pattern") else {
            return;
        };
        let value = around(value);
        let sent = rewritten(&value, self.told);
        self.put("event_pattern", sent);
    }
}

/// The JSON that a text with holes is, if it is any.
fn around(value: Value) -> Value {
    let open = value.as_open().filter(|open| !open.parts.is_empty());
    let read = open.and_then(|open| open.json_around(value.span));
    read.unwrap_or(value)
}

/// The parts of a text, known or not.
fn parts_of(value: &Value) -> Vec<TextPart> {
    match &value.kind {
        Kind::Open(open) if open.parts.is_empty() => vec![TextPart::Hole(open.hole.clone())],
        Kind::Open(open) => open.parts.clone(),
        _ => vec![TextPart::Literal(
            value.as_str().unwrap_or_default().to_owned(),
        )],
    }
}

/// What differs from CloudFormation by more than names.
fn adapt(kind: &str, given: &mut Given<'_>) {
    // What the provider answers, and no argument. An ARN tells what others refer to, if it is known.
    const WITH_ARN: [&str; 2] = ["aws_cloudwatch_event_target", "aws_sns_topic_policy"];
    if !WITH_ARN.contains(&kind) && given.get("arn").is_some_and(|arn| arn.as_open().is_some()) {
        given.take("arn");
    }
    for name in ["id", "tags_all", "timeouts"] {
        given.take(name);
    }
    match kind {
        "aws_cloudwatch_event_rule" => {
            given.name();
            given.pattern();
            if let Some(enabled) = given
                .take("is_enabled")
                .filter(|_| given.get("state").is_none())
            {
                given.put("state", state(&enabled));
            }
        }
        "aws_cloudwatch_event_target" => {
            if given.get("target_id").is_none() {
                let at = given.whole.span;
                let id = Value::open(Shape::Text, "generated", at);
                given.put("target_id", id);
            }
            if let Some(targets) = given.take("run_command_targets") {
                let span = targets.span;
                given.put(
                    "run_command_parameters",
                    object("run_command_targets", targets, span),
                );
            }
        }
        "aws_cloudwatch_event_archive" => {
            given.json("event_pattern");
        }
        "aws_scheduler_schedule" => {
            given.name();
            given.default("schedule_expression_timezone", "UTC");
            given.default("state", "ENABLED");
            retry_defaults(given);
        }
        "aws_scheduler_schedule_group" | "aws_pipes_pipe" | "aws_sqs_queue" => {
            given.name();
            given.json("redrive_policy");
        }
        "aws_sns_topic" => given.json("delivery_policy"),
        "aws_sns_topic_subscription" => {
            given.json("delivery_policy");
            given.json("filter_policy");
            given.json("redrive_policy");
        }
        "aws_sqs_queue_redrive_policy" => {
            if let Some(queue) = given.take("queue_url") {
                given.put("queue_url", queue_of(queue));
            }
            given.json("redrive_policy");
        }
        "aws_sqs_queue_policy" => {
            if let Some(queue) = given.take("queue_url") {
                let span = queue.span;
                let kind = Kind::Array(vec![queue]);
                given.put("queues", Value { span, kind });
            }
            given.json("policy");
        }
        "aws_s3_bucket_notification" => notification(given),
        _ => {}
    }
}

/// The name of a queue, of its URL.
///
/// AWS: SQS Developer Guide, "Queue and message identifiers": a URL ends in the account and the name.
fn queue_of(url: Value) -> Value {
    let name = url.as_str().and_then(|url| url.rsplit_once('/'));
    match name.map(|(_, name)| Value::text(name, url.span)) {
        Some(name) => name,
        None => url,
    }
}

/// `is_enabled` of a rule, which is `state` by its older name.
fn state(enabled: &Value) -> Value {
    match &enabled.kind {
        Kind::Open(open) => {
            let from = &open.first_hole().from;
            Value::open(Shape::Text, from, enabled.span)
        }
        Kind::Bool(false) => Value::text("DISABLED", enabled.span),
        _ if enabled.as_str() == Some("false") => Value::text("DISABLED", enabled.span),
        _ => Value::text("ENABLED", enabled.span),
    }
}

/// Terraform: `aws_scheduler_schedule`, `retry_policy`: `maximum_event_age_in_seconds` is 86400 and
/// `maximum_retry_attempts` 185 where the block does not say otherwise.
fn retry_defaults(given: &mut Given<'_>) {
    let target = given.members.iter_mut().find(|one| one.name == *"target");
    let Some(policy) = target.and_then(|target| inner(&mut target.value, "retry_policy")) else {
        return;
    };
    let span = policy.span;
    let Kind::Object(members) = &mut policy.kind else {
        return;
    };
    members.retain(|one| is_given(&one.value));
    for (name, usual) in [
        ("maximum_event_age_in_seconds", "86400"),
        ("maximum_retry_attempts", "185"),
    ] {
        if !members.iter().any(|one| one.name == *name) {
            let kind = Kind::Number(usual.into());
            members.push(member(name, Value { span, kind }));
        }
    }
}

/// A block inside a block.
fn inner<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    unwrap_single(value);
    let Kind::Object(members) = &mut value.kind else {
        return None;
    };
    let found = members.iter_mut().find(|one| one.name == *name)?;
    unwrap_single(&mut found.value);
    Some(&mut found.value)
}

/// A list of one block becomes the block.
fn unwrap_single(value: &mut Value) {
    if let Kind::Array(all) = &mut value.kind
        && let [one] = all.as_mut_slice()
        && one.as_object().is_some()
    {
        *value = Value {
            span: one.span,
            kind: std::mem::replace(&mut one.kind, Kind::Null),
        };
    }
}

/// Terraform: `aws_s3_bucket_notification`, `eventbridge`: whether events go to EventBridge, `false` where it is absent;
/// the blocks `lambda_function`, `queue` and `topic` are the notifications, with `filter_prefix` and `filter_suffix`.
fn notification(given: &mut Given<'_>) {
    const BLOCKS: [(&str, &str); 3] = [
        ("lambda_function", "LambdaFunctionConfigurations"),
        ("queue", "QueueConfigurations"),
        ("topic", "TopicConfigurations"),
    ];
    let span = given.whole.span;
    let enabled = given.take("eventbridge");
    let bucket = given.take("bucket");
    // Pulumi calls them by their plurals.
    let blocks = BLOCKS.map(|(block, list)| {
        let one = given.take(block);
        (list, one.or_else(|| given.take(&format!("{block}s"))))
    });
    given.members.clear();
    if let Some(bucket) = bucket {
        given.put("bucket", bucket);
    }
    let mut configuration = Vec::new();
    if let Some(enabled) = enabled {
        let inside = object("EventBridgeEnabled", enabled, span);
        configuration.push(member("EventBridgeConfiguration", inside));
    }
    for (list, blocks) in blocks {
        let Some(blocks) = blocks else {
            continue;
        };
        let span = blocks.span;
        let kind = match blocks.kind {
            Kind::Array(all) => Kind::Array(all.into_iter().map(notified).collect()),
            Kind::Open(open) => Kind::Open(open),
            kind => Kind::Array(vec![notified(Value { span, kind })]),
        };
        configuration.push(member(list, Value { span, kind }));
    }
    if !configuration.is_empty() {
        let kind = Kind::Object(configuration);
        given.put("notification_configuration", Value { span, kind });
    }
}

/// A block of notifications, as the API has it.
fn notified(block: Value) -> Value {
    let span = block.span;
    let Kind::Object(members) = block.kind else {
        return block;
    };
    let mut rules = Vec::new();
    let mut kept = Vec::new();
    for one in members.into_iter().filter(|one| is_given(&one.value)) {
        let name = one.name.to_display().into_owned();
        match name.strip_prefix("filter_") {
            Some(part @ ("prefix" | "suffix")) => {
                let name = member("Name", Value::text(part, one.value.span));
                let span = one.value.span;
                let kind = Kind::Object(vec![name, member("Value", one.value)]);
                rules.push(Value { span, kind });
            }
            _ => kept.push(member(&names::pascal(&name), one.value)),
        }
    }
    if !rules.is_empty() {
        let kind = Kind::Array(rules);
        let key = object("FilterRules", Value { span, kind }, span);
        kept.push(member("Filter", object("Key", key, span)));
    }
    let kind = Kind::Object(kept);
    Value { span, kind }
}

fn object(name: &str, value: Value, span: crate::source::Span) -> Value {
    let kind = Kind::Object(vec![member(name, value)]);
    Value { span, kind }
}

fn member(name: &str, value: Value) -> Member {
    Member {
        name: JsonString::from(name),
        name_span: value.span,
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn shown(kind: &str, arguments: &str) -> Option<String> {
        let (resource, told) = resource(kind, "x.y", &json::parse(arguments).unwrap())?;
        let told: String = told
            .iter()
            .map(|one| format!(" ! {}", one.message))
            .collect();
        Some(format!(
            "{} {}{told}",
            resource.kind,
            resource.properties.to_compact()
        ))
    }

    #[test]
    fn arguments_become_properties() {
        for (kind, arguments, expected) in [
            (
                "aws_cloudwatch_event_rule",
                r#"{"name":"r","event_pattern":"{\"a\":[5.0,1e3,12345678901234567890],\"a\":[1.50]}","is_enabled":false,"id":"r","role_arn":null}"#,
                r#"AWS::Events::Rule {"Name":"r","EventPattern":{"a":[1.5]},"State":"DISABLED"} ! `a` is there twice: the provider keeps the last one"#,
            ),
            (
                "aws_cloudwatch_event_rule",
                r#"{"name_prefix":"p-","schedule_expression":"rate(1 day)"}"#,
                r#"AWS::Events::Rule {"ScheduleExpression":"rate(1 day)","Name":"p-${generated}"}"#,
            ),
            (
                "aws_cloudwatch_event_target",
                r#"{"rule":"r","arn":"a","input_transformer":[{"input_paths":{"some_name":"$.a"},"input_template":"<x>"}],"sqs_target":[],"run_command_targets":[{"key":"k","values":["v"]}]}"#,
                r#"AWS::Events::Target {"Rule":"r","Arn":"a","InputTransformer":{"InputPathsMap":{"some_name":"$.a"},"InputTemplate":"<x>"},"Id":"${generated}","RunCommandParameters":{"RunCommandTargets":[{"Key":"k","Values":["v"]}]}}"#,
            ),
            (
                "aws_scheduler_schedule",
                r#"{"name":"s","target":[{"arn":"a","retry_policy":{"maximum_retry_attempts":3}}],"flexible_time_window":{"mode":"OFF"}}"#,
                r#"AWS::Scheduler::Schedule {"Name":"s","Target":{"Arn":"a","RetryPolicy":{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":86400}},"FlexibleTimeWindow":{"Mode":"OFF"},"ScheduleExpressionTimezone":"UTC","State":"ENABLED"}"#,
            ),
            (
                "aws_pipes_pipe",
                r#"{"name":"p","source_parameters":[{"filter_criteria":[{"filter":[{"pattern":"{}"}]}],"dynamodb_stream_parameters":[{"starting_position":"LATEST"}]}]}"#,
                r#"AWS::Pipes::Pipe {"Name":"p","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]},"DynamoDBStreamParameters":{"StartingPosition":"LATEST"}}}"#,
            ),
            (
                "aws_s3_bucket_notification",
                r#"{"bucket":"b","eventbridge":true}"#,
                r#"AWS::S3::Bucket {"BucketName":"b","NotificationConfiguration":{"EventBridgeConfiguration":{"EventBridgeEnabled":true}}}"#,
            ),
            (
                "aws_s3_bucket_notification",
                r#"{"bucket":"b","topics":[{"topic_arn":"t","events":["s3:ObjectCreated:*"]}]}"#,
                r#"AWS::S3::Bucket {"BucketName":"b","NotificationConfiguration":{"TopicConfigurations":[{"TopicArn":"t","Events":["s3:ObjectCreated:*"]}]}}"#,
            ),
            (
                "aws_s3_bucket_notification",
                r#"{"bucket":"b","queue":[{"queue_arn":"q","events":["s3:ObjectCreated:*"],"filter_suffix":".jpg"}]}"#,
                r#"AWS::S3::Bucket {"BucketName":"b","NotificationConfiguration":{"QueueConfigurations":[{"QueueArn":"q","Events":["s3:ObjectCreated:*"],"Filter":{"Key":{"FilterRules":[{"Name":"suffix","Value":".jpg"}]}}}]}}"#,
            ),
            (
                "aws_cloudwatch_event_connection",
                r#"{"name":"c","authorization_type":"API_KEY","auth_parameters":[{"api_key":[{"key":"k","value":"v"}],"invocation_http_parameters":[{"header":[{"key":"h","value":"x"}]}]}]}"#,
                r#"AWS::Events::Connection {"Name":"c","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"},"InvocationHttpParameters":{"HeaderParameters":[{"Key":"h","Value":"x"}]}}}"#,
            ),
        ] {
            assert_eq!(shown(kind, arguments).as_deref(), Some(expected), "{kind}");
        }
        assert_eq!(shown("aws_instance", "{}"), None);
    }

    #[test]
    fn members_are_called_as_arguments() {
        for (name, expected) in [
            ("RoleArn", "role_arn"),
            ("MaximumEventAgeInSeconds", "maximum_event_age_in_seconds"),
            ("EcsParameters", "ecs_target"),
            ("InputPathsMap", "input_paths"),
            ("DynamoDBStreamParameters", "dynamodb_stream_parameters"),
            ("Id", "target_id"),
        ] {
            assert_eq!(argument(name), expected);
        }
    }

    #[test]
    fn numbers_are_those_of_go() {
        for (written, sent) in [
            ("5.0", "5"),
            ("1e3", "1000"),
            ("100.50", "100.5"),
            ("123456789012345678", "123456789012345680"),
            ("1e21", "1e+21"),
            ("0.0000001", "1e-7"),
            ("-0.0", "-0"),
        ] {
            let read = json::parse(&format!("[{written}]")).unwrap();
            let again = rewritten(&read, &mut Vec::new()).to_compact();
            assert_eq!(again, format!("[{sent}]"));
        }
    }
}
