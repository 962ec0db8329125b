//! Physical names of resources, and the ARNs that follow from them.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "Return values" of each type; Service Authorization Reference, the ARN formats
//! of each service; CloudFormation User Guide, "Name type": a generated name is the stack's name, the logical id and random
//! letters.

use super::evaluator::{Evaluator, FUNCTION};
use super::text::plain_text;
use crate::diagnostic::Diagnostic;
use crate::json::fields::text;
use crate::json::{Hole, Kind, Open, Shape, TextPart, Value};
use crate::model::bus_name;
use crate::source::Span;

/// How many letters a generated name ends in at most.
const RANDOM_LETTERS: usize = 13;

/// How resources of a type are named.
struct Naming {
    /// The property that has the name.
    property: &'static str,
    /// The ARN behind its partition, in the words of `Fn::Sub`; `*` is the region and the account.
    arn: &'static str,
    /// What `Ref` gives, in the same words.
    reference: &'static str,
    /// How long a name may be.
    limit: usize,
}

const ARN: &str = "arn";

const fn named(property: &'static str, arn: &'static str, limit: usize) -> Naming {
    Naming {
        property,
        arn,
        reference: "${Name}",
        limit,
    }
}

/// The same where `Ref` gives something else than the name.
const fn referred(reference: &'static str, naming: Naming) -> Naming {
    Naming {
        reference,
        ..naming
    }
}

fn naming(kind: &str) -> Option<Naming> {
    Some(match kind {
        "AWS::Events::EventBus" => named("Name", "events:*:event-bus/${Name}", 256),
        // AWS: `Ref` of a rule on a bus of its own is `bus|name`.
        "AWS::Events::Rule" => referred(
            "${Bus|}${Name}",
            named("Name", "events:*:rule/${Bus/}${Name}", 64),
        ),
        "AWS::Events::Archive" => named("ArchiveName", "events:*:archive/${Name}", 48),
        "AWS::Events::ApiDestination" => {
            named("Name", "events:*:api-destination/${Name}/${Random}", 64)
        }
        "AWS::Events::Connection" => named("Name", "events:*:connection/${Name}/${Random}", 64),
        "AWS::Events::Endpoint" => named("Name", "events:*:endpoint/${Name}", 64),
        "AWS::Scheduler::Schedule" => named("Name", "scheduler:*:schedule/${Group}/${Name}", 64),
        "AWS::Scheduler::ScheduleGroup" => named("Name", "scheduler:*:schedule-group/${Name}", 64),
        "AWS::Pipes::Pipe" => named("Name", "pipes:*:pipe/${Name}", 64),
        "AWS::SQS::Queue" => referred(
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${Name}",
            named("QueueName", "sqs:*:${Name}", 80),
        ),
        "AWS::SNS::Topic" => referred(ARN, named("TopicName", "sns:*:${Name}", 256)),
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => {
            named("FunctionName", "lambda:*:function:${Name}", 64)
        }
        "AWS::Lambda::Alias" => referred(
            ARN,
            named("Name", "lambda:*:function:${Function}:${Name}", 128),
        ),
        "AWS::StepFunctions::StateMachine" => referred(
            ARN,
            named("StateMachineName", "states:*:stateMachine:${Name}", 80),
        ),
        "AWS::Serverless::StateMachine" => {
            referred(ARN, named("Name", "states:*:stateMachine:${Name}", 80))
        }
        "AWS::Kinesis::Stream" => named("Name", "kinesis:*:stream/${Name}", 128),
        "AWS::KinesisFirehose::DeliveryStream" => named(
            "DeliveryStreamName",
            "firehose:*:deliverystream/${Name}",
            64,
        ),
        "AWS::DynamoDB::Table" | "AWS::Serverless::SimpleTable" => {
            named("TableName", "dynamodb:*:table/${Name}", 255)
        }
        "AWS::S3::Bucket" => named("BucketName", "s3:::${Name}", 63),
        "AWS::Logs::LogGroup" => named("LogGroupName", "logs:*:log-group:${Name}:*", 512),
        "AWS::ECS::Cluster" => named("ClusterName", "ecs:*:cluster/${Name}", 255),
        "AWS::IAM::Role" => named("RoleName", "iam::${AWS::AccountId}:role${Path}${Name}", 64),
        "AWS::CloudWatch::Alarm" => named("AlarmName", "cloudwatch:*:alarm:${Name}", 255),
        "AWS::CodeBuild::Project" => named("Name", "codebuild:*:project/${Name}", 255),
        "AWS::CodePipeline::Pipeline" => named("Name", "codepipeline:*:${Name}", 100),
        "AWS::SSM::Parameter" => named("Name", "ssm:*:parameter/${Name}", 2048),
        _ => return None,
    })
}

impl Evaluator<'_, '_> {
    /// What `Ref` gives of a resource of the template.
    pub(super) fn resource_reference(&mut self, id: &str, span: Span) -> Value {
        let from = format!("Ref {}{id}", self.path);
        match naming(&self.kind_of(id)) {
            Some(naming) if naming.reference == ARN => {
                self.formed(id, &arn_form(&naming), &from, span)
            }
            Some(naming) => self.formed(id, naming.reference, &from, span),
            None => self.hole(Shape::Text, &from, span),
        }
    }

    /// What `Fn::GetAtt` gives of a resource of the template.
    pub(super) fn resource_attribute(&mut self, id: &str, attribute: &str, span: Span) -> Value {
        if let Some(output) = attribute.strip_prefix("Outputs.") {
            return self.stack_attribute(id, output, span);
        }
        let from = format!("{}{id}.{attribute}", self.path);
        if attribute == "StreamArn" {
            self.has_stream(id, span);
        }
        match naming(&self.kind_of(id)) {
            Some(naming) if matches!(attribute, "Arn" | "TopicArn") => {
                self.formed(id, &arn_form(&naming), &from, span)
            }
            Some(naming) if attribute == naming.property || attribute == "Name" => {
                self.formed(id, "${Name}", &from, span)
            }
            _ => self.hole(Shape::Text, &from, span),
        }
    }

    /// Tells of the stream of a table that has none.
    ///
    /// AWS: CloudFormation Template Reference, `AWS::DynamoDB::Table`, `StreamArn`: "you must specify the StreamSpecification property to
    /// use this attribute".
    fn has_stream(&mut self, id: &str, span: Span) {
        let body = self.sections.resources.get(id);
        let has = body.is_some_and(|body| {
            let properties = body.get("Properties");
            // What puts properties together may bring it.
            properties.is_some_and(|one| {
                one.get("StreamSpecification").is_some() || one.get("Fn::Transform").is_some()
            })
        });
        if self.kind_of(id) == "AWS::DynamoDB::Table" && !has {
            self.tell(
                Diagnostic::warning(FUNCTION, format!("the table `{id}` has no stream"))
                    .at(span, "CloudFormation refuses this")
                    .help(
                        "give it one: `StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}`",
                    ),
            );
        }
    }

    /// The property that has a resource's name, and the name; `None` for a type whose resources have none that is known.
    pub(super) fn name_of(&mut self, id: &str) -> Option<(&'static str, Value)> {
        let naming = naming(&self.kind_of(id))?;
        Some((naming.property, self.physical_name(id, &naming)))
    }

    /// The ARN of a resource, if it is known.
    pub(super) fn arn_of(&mut self, id: &str, span: Span) -> Option<Value> {
        let naming = naming(&self.kind_of(id))?;
        let arn = self.formed(id, &arn_form(&naming), "", span);
        arn.as_str().is_some().then_some(arn)
    }

    fn kind_of(&self, id: &str) -> String {
        let body = self.sections.resources.get(id);
        let kind = body.and_then(|body| Some(text(&body, "Type")?.to_owned()));
        kind.unwrap_or_default()
    }

    /// A text in the words of `Fn::Sub` about a resource. It is open as a whole while the account, the region or all of
    /// the name is; where only the end of a generated name is, the rest is known.
    fn formed(&mut self, id: &str, form: &str, from: &str, span: Span) -> Value {
        if self.settings.parameters.contains_key(from) {
            return self.hole(Shape::Text, from, span);
        }
        let mut parts = Vec::new();
        let mut rest = form;
        while let Some((before, behind)) = rest.split_once("${") {
            let (variable, after) = behind.split_once('}').unwrap_or((behind, ""));
            parts.push(TextPart::Literal(before.to_owned()));
            match self.piece(id, variable, span) {
                Some(more) => parts.extend(more),
                None => return self.hole(Shape::Text, from, span),
            }
            rest = after;
        }
        parts.push(TextPart::Literal(rest.to_owned()));
        let mut value = self.text(parts, from, span);
        if let Kind::Open(open) = &mut value.kind {
            from.clone_into(&mut open.hole.from);
        }
        value
    }

    /// One variable of a form; `None` if nothing of it is known.
    fn piece(&mut self, id: &str, variable: &str, span: Span) -> Option<Vec<TextPart>> {
        let known = |text: String| Some(vec![TextPart::Literal(text)]);
        let value = match variable {
            "Name" => {
                let naming = naming(&self.kind_of(id))?;
                self.physical_name(id, &naming)
            }
            "Random" => {
                let from = "random".to_owned();
                return Some(vec![TextPart::Hole(Hole { from, span })]);
            }
            "Bus/" | "Bus|" => {
                let separator = variable.strip_prefix("Bus").unwrap_or_default();
                let bus = match self.resource_property(id, "EventBusName") {
                    None => return known(String::new()),
                    Some(bus) => bus,
                };
                return match plain_text(&bus) {
                    Some(bus) if bus_name(&bus) == "default" => known(String::new()),
                    Some(bus) => known(format!("{}{separator}", bus_name(&bus))),
                    None => None,
                };
            }
            "Group" => match self.resource_property(id, "GroupName") {
                None => return known("default".to_owned()),
                Some(group) => group,
            },
            "Path" => match self.resource_property(id, "Path") {
                None => return known("/".to_owned()),
                Some(path) => path,
            },
            "Function" => {
                let function = self.resource_property(id, "FunctionName")?;
                return match plain_text(&function) {
                    Some(name) => known(
                        name.rsplit(":function:")
                            .next()
                            .unwrap_or_default()
                            .to_owned(),
                    ),
                    None => None,
                };
            }
            pseudo => self.named(pseudo, span)?,
        };
        match &value.kind {
            Kind::Open(open) if open.parts.is_empty() => None,
            Kind::Open(open) => Some(open.parts.clone()),
            _ => known(plain_text(&value)?),
        }
    }

    /// The name of a resource: as it is given, else what is known of the one that CloudFormation makes.
    fn physical_name(&mut self, id: &str, naming: &Naming) -> Value {
        let span = self
            .sections
            .resources
            .get(id)
            .map_or(Span::at(0), |body| body.span);
        match self.memo.names.get(id) {
            Some(Some(name)) => return name.clone(),
            Some(None) => {
                let message = format!("the name of `{id}` depends on itself");
                self.tell(Diagnostic::warning(FUNCTION, message).at(span, "it stays open"));
                return Value::open(Shape::Text, &format!("Ref {id}"), span);
            }
            None => {}
        }
        self.memo.names.insert(id.to_owned(), None);
        let name = self.resource_property(id, naming.property);
        let name = name.unwrap_or_else(|| self.generated_name(id, naming, span));
        self.memo.names.insert(id.to_owned(), Some(name.clone()));
        name
    }

    /// AWS: "Name type": the stack's name, the logical id and random letters, cut to what the type takes. Names of
    /// buckets are in small letters.
    fn generated_name(&mut self, id: &str, naming: &Naming, span: Span) -> Value {
        let open = Value::open(Shape::Text, "generated", span);
        let Some(stack) = &self.settings.stack_name else {
            return open;
        };
        let mut known = format!("{stack}-{id}-");
        if known.len() + RANDOM_LETTERS > naming.limit {
            return open;
        }
        if naming.property == "BucketName" {
            known.make_ascii_lowercase();
        }
        let hole = |from: &str| Hole {
            from: from.to_owned(),
            span,
        };
        let open = Open {
            shape: Shape::Text,
            hole: hole("generated"),
            parts: vec![TextPart::Literal(known), TextPart::Hole(hole("random"))],
        };
        let mut open = open;
        if self.is_fifo(id) {
            open.parts.push(TextPart::Literal(".fifo".to_owned()));
        }
        let kind = Kind::Open(Box::new(open));
        Value { span, kind }
    }

    /// Whether it is a FIFO queue or topic: the names that CloudFormation makes for those end so.
    fn is_fifo(&mut self, id: &str) -> bool {
        let mut said = ["FifoQueue", "FifoTopic"].into_iter();
        let said = said.find_map(|name| self.resource_property(id, name));
        said.is_some_and(|said| plain_text(&said).as_deref() == Some("true"))
    }

    /// A property of a resource of the template.
    fn resource_property(&mut self, id: &str, name: &str) -> Option<Value> {
        let body = self.sections.resources.get(id)?;
        let value = body.get("Properties")?.get(name)?;
        self.value(value)
    }
}

/// The whole form of an ARN.
fn arn_form(naming: &Naming) -> String {
    let arn = naming
        .arn
        .replacen('*', "${AWS::Region}:${AWS::AccountId}", 1);
    format!("arn:${{AWS::Partition}}:{arn}")
}
