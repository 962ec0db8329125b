//! PutTargets.

use super::arn::Arn;
use super::{Rules, Words, may_have, path, place};
use crate::api::path::{MemberPath, Step};
use crate::json::Value;
use crate::json::fields::{present, text};
use crate::transform::{InputPaths, RuleTarget};

/// The most targets of a rule.
///
/// AWS: EventBridge User Guide, quotas: "Targets per rule: 5", not adjustable. The message is recorded.
const MAXIMUM_TARGETS: usize = 5;

/// Services whose targets need a role.
///
/// Recorded: PutTargets answers `RoleArn is required for target …`.
const WITH_ROLE: [&str; 14] = [
    "batch",
    "codebuild",
    "codepipeline",
    "ecs",
    "events",
    "firehose",
    "glue",
    "inspector",
    "kinesis",
    "redshift",
    "sagemaker",
    "ssm",
    "ssm-incidents",
    "states",
];

/// Services whose targets need a block of parameters. Recorded: that PutTargets refuses them without.
const WITH_BLOCK: [(&str, &str); 2] = [("batch", "BatchParameters"), ("ecs", "EcsParameters")];

pub(super) fn check(request: &Value, found: &mut Rules) {
    let list = present(request, "Targets");
    let Some(list) = list.and_then(Value::as_array) else {
        return;
    };
    // Whether something open is a target at all is open too.
    let is_known = list.iter().all(|target| target.as_open().is_none());
    if let Some(sixth) = list.get(MAXIMUM_TARGETS).filter(|_| is_known) {
        found.broken(
            path(&["Targets"]),
            sixth.span,
            Words::Recorded(
                "The requested resource exceeds the maximum number allowed.".to_owned(),
            ),
            format!(
                "there are {} targets, and a rule has at most {MAXIMUM_TARGETS}",
                list.len()
            ),
        );
        found.help("a second rule with the same pattern takes more");
    }
    let mut ids: Vec<&str> = Vec::new();
    for (index, target) in list.iter().enumerate() {
        let at = MemberPath(vec![
            Step::Member("Targets".to_owned()),
            Step::Element(index),
        ]);
        if let Some(id) = text(target, "Id") {
            if ids.contains(&id) {
                found.broken(
                    at.then(Step::Member("Id".to_owned())),
                    place(target, "Id"),
                    Words::Unknown,
                    format!("the id `{id}` is given to two targets of one request"),
                );
            }
            ids.push(id);
        }
        let bus = text(request, "EventBusName");
        Target { target, at, bus }.check(found);
    }
}

struct Target<'v> {
    target: &'v Value,
    at: MemberPath,
    /// The bus of the rule: only an ARN tells which one it is.
    bus: Option<&'v str>,
}

impl Target<'_> {
    fn check(&self, found: &mut Rules) {
        let arn = Arn::of(present(self.target, "Arn"));
        if let Some(arn) = &arn {
            self.role(arn, found);
            self.blocks(arn, found);
            if arn.service() == "events" && arn.resource().starts_with("event-bus/") {
                self.bus(found);
            }
        }
        let given = present(self.target, "Arn");
        if let (Some(value), Some(text)) = (given, given.and_then(Arn::none)) {
            let words = format!(
                "Parameter {text} is not valid. Reason: Provided Arn is not in correct format."
            );
            let ours = format!("the `Arn` of target `{}` is no ARN", self.id());
            found.broken(self.member("Arn"), value.span, Words::Modelled(words), ours);
            found.by(value);
        }
        self.dead_letters(arn.as_ref(), found);
        self.input(found);
    }

    fn has(&self, name: &str) -> bool {
        may_have(self.target, name)
    }

    fn id(&self) -> &str {
        text(self.target, "Id").unwrap_or("…")
    }

    fn member(&self, name: &str) -> MemberPath {
        self.at.then(Step::Member(name.to_owned()))
    }

    fn role(&self, arn: &Arn, found: &mut Rules) {
        let service = arn.service();
        let is_ops_item = service == "ssm" && arn.resource().starts_with("opsitem");
        if WITH_ROLE.contains(&service) && !is_ops_item && !self.has("RoleArn") {
            let id = self.id();
            let words = format!("RoleArn is required for target {id}.");
            let ours = format!("target `{id}` has no `RoleArn`, and `{service}` needs one");
            found.broken(
                self.member("RoleArn"),
                place(self.target, "Arn"),
                Words::Modelled(words),
                ours,
            );
            found.help("name the role that EventBridge takes on to invoke the target");
        }
        // AWS: EventBridge User Guide, "Resource-based policies": a log group is reached by its own policy; a role is refused.
        if service == "logs"
            && present(self.target, "RoleArn").is_some_and(|role| role.as_open().is_none())
        {
            let ours = format!(
                "target `{}` is a log group, which takes no `RoleArn`",
                self.id()
            );
            found.broken(
                self.member("RoleArn"),
                place(self.target, "RoleArn"),
                Words::Unknown,
                ours,
            );
            found.help("leave it out: a resource policy of CloudWatch Logs lets EventBridge write");
        }
    }

    /// Recorded of a FIFO queue: `Parameter(s) SqsParameters must be specified for target: Target0.`
    fn blocks(&self, arn: &Arn, found: &mut Rules) {
        let is_fifo = arn.service() == "sqs" && arn.is_fifo();
        let other = WITH_BLOCK
            .iter()
            .find(|(service, _)| *service == arn.service());
        let block = match is_fifo {
            true => Some("SqsParameters"),
            false => other.map(|(_, block)| *block),
        };
        let Some(block) = block.filter(|block| !self.has(block)) else {
            // AWS: EventBridge API Reference, `SqsParameters`: a FIFO queue takes no message without its group.
            let given = present(self.target, "SqsParameters").filter(|_| is_fifo);
            // What is no object is told as that.
            let lacks =
                |given: &Value| given.as_object().is_some() && !may_have(given, "MessageGroupId");
            if given.is_some_and(lacks) {
                let ours = format!(
                    "target `{}` is a FIFO queue, and has no `MessageGroupId`",
                    self.id()
                );
                let member = self.member("SqsParameters");
                found.broken(
                    member.then(Step::Member("MessageGroupId".to_owned())),
                    place(self.target, "SqsParameters"),
                    Words::Unknown,
                    ours,
                );
            }
            return;
        };
        let id = self.id();
        let message = format!("Parameter(s) {block} must be specified for target: {id}.");
        let words = match is_fifo {
            true => Words::Recorded(message),
            false => Words::Modelled(message),
        };
        let ours = format!("target `{id}` has no `{block}`");
        found.broken(self.member(block), place(self.target, "Arn"), words, ours);
        if is_fifo {
            found.help("write `\"SqsParameters\": {\"MessageGroupId\": \"…\"}`");
        }
    }

    /// AWS CDK, `aws_events_targets.EventBus`, and captures: a bus retries by itself, so a policy is refused; so is the bus
    /// of the rule itself.
    fn bus(&self, found: &mut Rules) {
        let arn = text(self.target, "Arn");
        if arn.is_some() && arn == self.bus {
            found.broken(
                self.member("Arn"),
                place(self.target, "Arn"),
                Words::Unknown,
                format!("target `{}` is the bus of the rule itself", self.id()),
            );
        }
        if present(self.target, "RetryPolicy").is_some_and(|policy| policy.as_open().is_none()) {
            found.broken(
                self.member("RetryPolicy"),
                place(self.target, "RetryPolicy"),
                Words::Modelled("Retry policy is not supported for Event bus targets".to_owned()),
                format!(
                    "target `{}` is an event bus, which takes no `RetryPolicy`",
                    self.id()
                ),
            );
        }
    }

    /// AWS: EventBridge User Guide, "Using dead-letter queues": a standard queue of SQS in the region of the rule. Recorded:
    /// that anything else is refused. A target that is no bus is in the region of its rule.
    fn dead_letters(&self, target: Option<&Arn>, found: &mut Rules) {
        let config = present(self.target, "DeadLetterConfig");
        let queue = config.and_then(|config| present(config, "Arn"));
        let Some(value) = queue else { return };
        let arn = Arn::of(queue);
        if arn.is_none() && Arn::none(value).is_none() {
            return;
        }
        let region = target
            .filter(|one| one.service() != "events")
            .and_then(Arn::region);
        let ours = match &arn {
            None => "is no ARN",
            Some(arn) if !arn.service().is_empty() && arn.service() != "sqs" => {
                "is no queue of SQS"
            }
            Some(arn) if arn.is_fifo() => {
                "is a FIFO queue, and dead letters go to standard queues only"
            }
            Some(arn) if region.is_some() && arn.region().is_some() && region != arn.region() => {
                "is in another region than the rule"
            }
            Some(_) => return,
        };
        let member = self
            .member("DeadLetterConfig")
            .then(Step::Member("Arn".to_owned()));
        let ours = format!("the dead-letter queue of target `{}` {ours}", self.id());
        found.broken(member, value.span, Words::Unknown, ours);
        if arn.is_none() {
            found.by(value);
        }
    }

    /// The input, as `transform` checks it for PutTargets, if all of it is known.
    fn input(&self, found: &mut Rules) {
        let parts = ["Id", "Arn", "Input", "InputPath", "InputTransformer"];
        let given = parts.iter().filter_map(|name| present(self.target, name));
        if given.clone().any(Value::has_open) {
            return;
        }
        let known = |name: &str| text(self.target, name).map(str::to_owned);
        let transformer = present(self.target, "InputTransformer");
        let target = RuleTarget {
            id: known("Id").unwrap_or_default(),
            arn: known("Arn"),
            input: known("Input"),
            input_path: known("InputPath"),
            input_transformer: transformer.map(|one| {
                let paths = present(one, "InputPathsMap").and_then(Value::as_object);
                let paths = paths.unwrap_or_default().iter().filter_map(|path| {
                    let name = path.name.to_display().into_owned();
                    Some((name, path.value.as_str()?.to_owned()))
                });
                let template = text(one, "InputTemplate").unwrap_or_default();
                (InputPaths(paths.collect()), template.to_owned())
            }),
        };
        if let Err(refused) = target.check() {
            let name = ["Input", "InputPath", "InputTransformer"];
            let name = name
                .into_iter()
                .rev()
                .find(|name| present(self.target, name).is_some());
            let name = name.unwrap_or("Input");
            found.refused(self.member(name), place(self.target, name), refused);
        }
    }
}
