//! The resources of a template, worked out: whole where they matter, by their names and ARNs where others refer to them.

use super::evaluator::{Evaluator, FUNCTION};
use super::members::{self, GLOBALS, RESOURCE, TEMPLATE};
use super::memo::Truth;
use super::stacks::is_stack;
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::resource::Resource;
use crate::iac::{LEFT_OUT, access, watching, yaml};
use crate::json::fields::text;
use crate::json::{Hole, JsonString, Kind, Member, Value};
use crate::model::Absent;
use crate::source::Span;

use super::sections::Entry;

/// For how many types the nearest is looked for: CloudFormation has some 1,600.
const MAXIMUM_TYPES: usize = 4_000;

impl Evaluator<'_, '_> {
    /// Everything that is there, in the order of the template. What a nested stack holds stands in its place.
    pub(super) fn resources(&mut self) -> Vec<Resource> {
        let mut all = Vec::new();
        for entry in self.sections.resources.entries().to_vec() {
            let Some(kind) = text(&entry.body, "Type").map(str::to_owned) else {
                self.without_type(&entry);
                continue;
            };
            self.unknown_type(&kind, &entry.body);
            let condition = match self.presence(&entry.body) {
                Truth::Known(false) => {
                    self.absent.push(absent(&self.path, &entry));
                    continue;
                }
                Truth::Known(true) => None,
                Truth::Open(hole) => Some(hole),
            };
            if is_stack(&kind) {
                let stack = self.stack(&entry.name, entry.name_span);
                let inner = stack
                    .iter()
                    .flat_map(|stack| stack.resources.iter().cloned());
                all.extend(inner.map(|inner| Resource {
                    condition: inner.condition.or_else(|| condition.clone()),
                    ..inner
                }));
            }
            let properties = self.properties(&entry, &kind);
            all.push(Resource {
                id: format!("{}{}", self.path, entry.name),
                kind,
                properties,
                condition,
                span: entry.body.span,
            });
        }
        all
    }

    /// Whether a resource is there.
    fn presence(&mut self, body: &Value) -> Truth {
        let Some(condition) = body.get("Condition") else {
            return Truth::Known(true);
        };
        let name = condition.as_str().unwrap_or_default();
        match self.condition(name, condition.span) {
            Truth::Open(_) => Truth::Open(Hole {
                from: format!("Condition {name}"),
                span: condition.span,
            }),
            known => known,
        }
    }

    /// The properties of a resource; of one that declares nothing itself, its name. The name and the ARN that follow
    /// from the template stand among them.
    fn properties(&mut self, entry: &Entry<'_>, kind: &str) -> Value {
        let given = entry
            .body
            .get("Properties")
            .filter(|one| one.as_object().is_some());
        let mut properties = match given {
            Some(given) if matters(kind) => {
                let span = given.span;
                let needed = read_members(kind).map(|names| only_members(given, names));
                let mut given = self
                    .property(needed.as_ref().unwrap_or(given))
                    .unwrap_or(Value {
                        span,
                        kind: Kind::Object(Vec::new()),
                    });
                if self.unknown_members(kind, &format!("`{kind}`"), "CloudFormation", &given) {
                    given = members::as_meant(kind, &given);
                }
                match kind {
                    "AWS::Events::Archive" => self.archive_text(&given),
                    "AWS::Events::EventBusPolicy" => self.policy_bus(&given),
                    _ => {}
                }
                given
            }
            Some(given) => {
                let read = access::read_members(kind).or_else(|| watching::read_members(kind));
                let read = read.and_then(|names| self.property(&only_members(given, names)));
                read.unwrap_or(Value {
                    span: given.span,
                    kind: Kind::Object(Vec::new()),
                })
            }
            None => Value {
                span: entry.body.span,
                kind: Kind::Object(Vec::new()),
            },
        };
        let span = properties.span;
        let name = self.name_of(&entry.name);
        let arn = self.arn_of(&entry.name, span).map(|arn| ("Arn", arn));
        if let Kind::Object(members) = &mut properties.kind {
            for (name, value) in name.into_iter().chain(arn) {
                if !members.iter().any(|member| member.name == *name) {
                    members.push(Member {
                        name: JsonString::from(name),
                        name_span: Span::at(span.start),
                        value,
                    });
                }
            }
        }
        properties
    }

    /// Tells of an archive whose pattern is a text.
    ///
    /// cloudformation-coverage-roadmap, issue 1414: one failed validation, although the type's schema takes it.
    fn archive_text(&mut self, given: &Value) {
        let pattern = given.get("EventPattern");
        if let Some(pattern) = pattern.filter(|one| one.as_str().is_some()) {
            let message = "CloudFormation may refuse the pattern of an archive that is a text";
            self.tell(
                Diagnostic::warning(FUNCTION, message)
                    .at(pattern.span, "JSON in a text")
                    .help("write the pattern itself, without quotes around it"),
            );
        }
    }

    /// Tells of a policy that does not say of which bus it is.
    ///
    /// aws-cdk, issue 14371: with `Statement`, `EventBusName` must be given, also for the default bus.
    fn policy_bus(&mut self, given: &Value) {
        let statement = given.get("Statement");
        if let Some(statement) = statement.filter(|_| given.get("EventBusName").is_none()) {
            let message = "an `EventBusPolicy` with a `Statement` needs the name of its bus";
            self.tell(
                Diagnostic::warning(FUNCTION, message)
                    .at(statement.span, "CloudFormation refuses this")
                    .help("write `EventBusName: default` for the default bus"),
            );
        }
    }

    /// Something among the resources that is none.
    fn without_type(&mut self, entry: &Entry<'_>) {
        let is_function = entry.body.as_object().is_some_and(|members| {
            members
                .iter()
                .any(|member| member.name.to_display().starts_with("Fn::"))
        });
        let message = match is_function {
            true => "a resource that a function makes is left out".to_owned(),
            false => format!("`{}` is left out: it has no `Type`", entry.name),
        };
        self.tell(
            Diagnostic::warning(LEFT_OUT, message)
                .at(entry.name_span, "it may be a rule, a schedule or a pipe"),
        );
        self.unknown_members(RESOURCE, "a resource", "CloudFormation", &entry.body);
    }

    /// Tells of a type that is not known here, but may be one of those that are read.
    fn unknown_type(&mut self, kind: &str, body: &Value) {
        let near = match self.memo.near_types.get(kind) {
            Some(near) => *near,
            None if self.memo.near_types.len() >= MAXIMUM_TYPES => None,
            None => {
                let near = members::near_type(kind);
                self.memo.near_types.insert(kind.to_owned(), near);
                near
            }
        };
        if let Some(told) = members::unknown_type(body, near) {
            self.tell(told);
        }
        if matters(kind) {
            let told = members::unknown_of_resource(kind, body);
            told.into_iter().for_each(|told| self.tell(told));
        }
    }

    /// Tells of parts that a template has not.
    pub(super) fn unknown_parts(&mut self, template: &Value) {
        self.unknown_members(TEMPLATE, "a template", "CloudFormation", template);
        if let Some(globals) = template.get("Globals") {
            self.unknown_members(GLOBALS, "`Globals`", "SAM", globals);
        }
    }

    /// Tells of members that an object has not, and whether there are any: see [`members::unknown`].
    pub(super) fn unknown_members(
        &mut self,
        object: &str,
        called: &str,
        refuses: &str,
        value: &Value,
    ) -> bool {
        let told = members::unknown(object, called, refuses, value);
        let is_told = !told.is_empty();
        told.into_iter().for_each(|told| self.tell(told));
        is_told
    }
}

/// That a resource is not made, because its condition is false.
fn absent(path: &str, entry: &Entry<'_>) -> Absent {
    let condition = text(&entry.body, "Condition").unwrap_or_default();
    Absent {
        name: format!("{path}{}", entry.name),
        why: format!("its condition `{condition}` is false"),
    }
}

/// Whether resources of a type hold something that is read.
fn matters(kind: &str) -> bool {
    let services = ["AWS::Events::", "AWS::Scheduler::", "AWS::Pipes::"];
    services.iter().any(|service| kind.starts_with(service))
        || matches!(
            kind,
            "AWS::Kinesis::Stream"
                | "AWS::Lambda::Alias"
                | "AWS::Lambda::EventInvokeConfig"
                | "AWS::Lambda::EventSourceMapping"
                | "AWS::Lambda::Function"
                | "AWS::Lambda::Permission"
                | "AWS::Lambda::Version"
                | "AWS::SNS::Subscription"
                | "AWS::SNS::Topic"
                | "AWS::Serverless::Function"
                | "AWS::S3::Bucket"
                | "AWS::SQS::Queue"
                | "AWS::SQS::QueuePolicy"
                | "AWS::SQS::QueueInlinePolicy"
                | "Custom::S3BucketNotifications"
        )
}

/// Whether something is told of how a value is written that nobody reads: of a property of a resource of another type, or
/// of one that is not read of its type.
pub(super) fn is_not_read(template: &Value, told: &Diagnostic) -> bool {
    const OF_VALUES: [Code; 5] = [
        yaml::BOOLEAN_WORD,
        yaml::LEADING_ZERO,
        yaml::BASE_SIXTY,
        yaml::ROUNDED,
        yaml::UNSETTLED,
    ];
    let Some(label) = told
        .primary
        .as_ref()
        .filter(|_| OF_VALUES.contains(&told.code))
    else {
        return false;
    };
    let holds = |one: &&Member| {
        let span = one.value.span;
        span.start <= label.span.start && label.span.end <= span.end
    };
    let inside = |value: &Value| -> Option<Member> {
        let members = value.as_object().unwrap_or_default();
        members.iter().find(holds).cloned()
    };
    let Some(resource) = template.get("Resources").and_then(inside) else {
        return false;
    };
    let Some(kind) = text(&resource.value, "Type") else {
        return false;
    };
    let property = resource.value.get("Properties").and_then(inside);
    let is_read = |names: &[&str]| {
        property
            .as_ref()
            .is_none_or(|property| names.iter().any(|name| property.name == **name))
    };
    let is_event = kind.starts_with("AWS::Serverless::") && is_read(&["Events"]);
    !is_event && (!matters(kind) || !read_members(kind).is_none_or(&is_read))
}

/// The members that are read of resources that hold much else, whose code and environment matter to nobody here; `None` if
/// all are.
fn read_members(kind: &str) -> Option<&'static [&'static str]> {
    match kind {
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => Some(&[
            "AutoPublishAlias",
            "FunctionName",
            "DeadLetterConfig",
            "DeadLetterQueue",
            "EventInvokeConfig",
            "ReservedConcurrentExecutions",
            "Timeout",
        ]),
        "AWS::Kinesis::Stream" => Some(&["Name", "RetentionPeriodHours"]),
        "AWS::Lambda::Alias" => Some(&["FunctionName", "Name"]),
        "AWS::Lambda::Version" => Some(&["FunctionName"]),
        "AWS::SNS::Topic" => Some(&["TopicName", "FifoTopic", "KmsMasterKeyId", "Subscription"]),
        _ => None,
    }
}

/// An object with these members alone.
fn only_members(given: &Value, names: &[&str]) -> Value {
    let members = given.as_object().unwrap_or_default().iter();
    let kept = members.filter(|one| names.iter().any(|name| one.name == **name));
    Value {
        span: given.span,
        kind: Kind::Object(kept.cloned().collect()),
    }
}
