//! The resources of a template, worked out: whole where they matter, by their names and ARNs where others refer to them.

use super::evaluator::Evaluator;
use super::memo::Truth;
use super::stacks::is_stack;
use crate::diagnostic::Diagnostic;
use crate::iac::LEFT_OUT;
use crate::iac::resource::Resource;
use crate::json::fields::text;
use crate::json::{Hole, JsonString, Kind, Member, Value};
use crate::source::Span;

use super::sections::Entry;

impl Evaluator<'_, '_> {
    /// Everything that is there, in the order of the template. What a nested stack holds stands in its place.
    pub(super) fn resources(&mut self) -> Vec<Resource> {
        let mut all = Vec::new();
        for entry in self.sections.resources.entries().to_vec() {
            let Some(kind) = text(&entry.body, "Type").map(str::to_owned) else {
                self.without_type(&entry);
                continue;
            };
            let condition = match self.presence(&entry.body) {
                Truth::Known(false) => continue,
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
                self.property(given).unwrap_or(Value {
                    span,
                    kind: Kind::Object(Vec::new()),
                })
            }
            _ => Value {
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

    /// Something among the resources that is none.
    fn without_type(&mut self, entry: &Entry<'_>) {
        let is_function = entry.body.as_object().is_some_and(|members| {
            members
                .iter()
                .any(|member| member.name.to_display().starts_with("Fn::"))
        });
        if is_function {
            self.tell(
                Diagnostic::warning(LEFT_OUT, "a resource that a function makes is left out")
                    .at(entry.name_span, "it may be a rule, a schedule or a pipe"),
            );
        }
    }
}

/// Whether resources of a type hold something that is read.
fn matters(kind: &str) -> bool {
    let services = ["AWS::Events::", "AWS::Scheduler::", "AWS::Pipes::"];
    services.iter().any(|service| kind.starts_with(service))
        || matches!(
            kind,
            "AWS::Lambda::EventSourceMapping"
                | "AWS::Lambda::Permission"
                | "AWS::SNS::Subscription"
                | "AWS::S3::Bucket"
                | "AWS::SQS::Queue"
                | "AWS::SQS::QueuePolicy"
                | "AWS::SQS::QueueInlinePolicy"
                | "Custom::S3BucketNotifications"
        )
}
