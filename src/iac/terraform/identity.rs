//! Attributes of resources and data sources: arguments that are set, and what follows from names.
//!
//! # Source
//!
//! hashicorp/terraform-provider-aws, `website/docs/r` and `d`: "Attribute Reference". AWS: Service Authorization Reference:
//! the forms of ARNs.

use std::rc::Rc;

use super::evaluate::{Evaluator, Place, known_text};
use super::instances::MODULE;
use super::load::argument;
use super::memory::Named;
use super::value::{Each, Evaluated, Instance, Piece, Text, Val, What, Written};
use crate::json::{Hole, Shape, TextPart};
use crate::source::Span;

/// The ARNs of types: the service, what stands before the name, and the argument that is the name.
const ARNS: &[(&str, &str, &str, &str)] = &[
    ("aws_cloudwatch_event_archive", "events", "archive/", "name"),
    ("aws_cloudwatch_event_bus", "events", "event-bus/", "name"),
    ("aws_cloudwatch_event_rule", "events", "rule/", "name"),
    ("aws_cloudwatch_log_group", "logs", "log-group:", "name"),
    ("aws_dynamodb_table", "dynamodb", "table/", "name"),
    ("aws_ecs_cluster", "ecs", "cluster/", "name"),
    (
        "aws_kinesis_firehose_delivery_stream",
        "firehose",
        "deliverystream/",
        "name",
    ),
    ("aws_kinesis_stream", "kinesis", "stream/", "name"),
    (
        "aws_lambda_function",
        "lambda",
        "function:",
        "function_name",
    ),
    ("aws_pipes_pipe", "pipes", "pipe/", "name"),
    ("aws_scheduler_schedule", "scheduler", "schedule/", "name"),
    (
        "aws_scheduler_schedule_group",
        "scheduler",
        "schedule-group/",
        "name",
    ),
    ("aws_sfn_state_machine", "states", "stateMachine:", "name"),
    ("aws_sns_topic", "sns", "", "name"),
    ("aws_sqs_queue", "sqs", "", "name"),
];

/// Types whose `id` is their ARN.
const BY_ARN: &[&str] = &[
    "aws_ecs_cluster",
    "aws_kinesis_firehose_delivery_stream",
    "aws_kinesis_stream",
    "aws_sfn_state_machine",
    "aws_sns_topic",
];

impl Evaluator<'_, '_, '_> {
    /// An attribute of an instance of a resource, a data source or a module.
    pub(super) fn attribute(
        &mut self,
        instance: &Instance,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        if instance.kind == MODULE {
            return self.output(instance.scope, name, span, depth);
        }
        if instance.is_data {
            if instance.kind == super::policy::DOCUMENT && matches!(name, "json" | "minified_json")
            {
                let each = Each::suffix;
                let each = instance.each.as_ref().map_or_else(String::new, each);
                let kind = format!("data.{}", instance.kind);
                let named = Named::Attribute(kind, instance.name.clone(), each, name.to_owned());
                return self.remembered(instance.scope, named, span, |all| {
                    all.policy_document(instance, span, depth)
                });
            }
            return Ok(self.data(instance, name, span));
        }
        let each = instance
            .each
            .as_ref()
            .map_or_else(String::new, Each::suffix);
        let kind = instance.kind.clone();
        let named = Named::Attribute(kind, instance.name.clone(), each, name.to_owned());
        let value = self.remembered(instance.scope, named, span, |all| {
            all.attribute_value(instance, name, span, depth)
        })?;
        Ok(self.by_its_name(value, instance, name))
    }

    /// A text with holes is told as the attribute that it is.
    fn by_its_name(&self, value: Val, instance: &Instance, name: &str) -> Val {
        let What::Text(text) = &value.kind else {
            return value;
        };
        if text.hole().is_none() || text.from.is_some() {
            return value;
        }
        let text = Text {
            from: Some(format!("{}.{name}", self.address(instance))),
            ..Text::clone(text)
        };
        Val::new(What::Text(Rc::new(text)), value.span)
    }

    /// The whole address of an instance.
    pub(super) fn address(&self, instance: &Instance) -> String {
        let scope = self.scopes.get(instance.scope);
        let before = scope.map_or("", |scope| scope.address.as_str());
        format!("{before}{}", instance.address())
    }

    fn attribute_value(
        &mut self,
        instance: &Instance,
        name: &str,
        span: Span,
        depth: usize,
    ) -> Evaluated {
        if let Some(value) = self.argument_of(instance, name, depth)? {
            return Ok(value);
        }
        let found = match name {
            "arn" => self.arn(instance, span, depth)?,
            "id" => self.id(instance, span, depth)?,
            "name" => self.generated(instance, span, depth)?,
            _ => None,
        };
        Ok(found.unwrap_or_else(|| {
            let from = format!("{}.{name}", self.address(instance));
            Val::hole(shape_of(name), &from, span)
        }))
    }

    /// An argument or the blocks of a name, if they are set.
    fn argument_of(
        &mut self,
        instance: &Instance,
        name: &str,
        depth: usize,
    ) -> Result<Option<Val>, super::value::Stop> {
        let layers = self.resource_layers(instance.scope, &instance.kind, &instance.name);
        let at = Place {
            scope: instance.scope,
            base: 0,
            names: None,
            depth,
        };
        if let Some((base, expression)) = argument(&layers, name) {
            let each = instance.each.as_ref();
            let at = Place { base, ..at };
            let value = self.with_each(each, at, |all, at| all.evaluate(expression, at))?;
            // What is null is left to the provider.
            return Ok(Some(value).filter(|value| value.kind != What::Null));
        }
        let has_blocks = layers.iter().any(|layer| layer.body.has_blocks(name));
        if !has_blocks {
            return Ok(None);
        }
        let each = instance.each.as_ref();
        let all = self.with_each(each, at, |all, at| all.arguments(&layers, at))?;
        Ok(all.get(name).map(|entry| entry.value.clone()))
    }

    /// The name of a resource that has none, or a prefix: in part it is not known.
    fn generated(
        &mut self,
        instance: &Instance,
        span: Span,
        depth: usize,
    ) -> Result<Option<Val>, super::value::Stop> {
        let prefix = self.argument_of(instance, "name_prefix", depth)?;
        let Some(prefix) = prefix else {
            return Ok(None);
        };
        let mut pieces = Vec::new();
        self.interpolated(&prefix, span, &mut pieces)?;
        pieces.push(Piece {
            part: TextPart::Hole(Hole {
                from: format!("{}.name", self.address(instance)),
                span,
            }),
            span,
            written: Written::Elsewhere,
        });
        Ok(Some(Val::pieces(pieces, span)))
    }

    /// A text argument, if it is known.
    fn known(
        &mut self,
        instance: &Instance,
        name: &str,
        depth: usize,
    ) -> Result<Option<String>, super::value::Stop> {
        let value = self.argument_of(instance, name, depth)?;
        Ok(value.and_then(|value| known_text(&value).ok()))
    }

    fn arn(
        &mut self,
        instance: &Instance,
        span: Span,
        depth: usize,
    ) -> Result<Option<Val>, super::value::Stop> {
        let settings = self.settings;
        let Some(partition) = settings.partition() else {
            return Ok(None);
        };
        if instance.kind == "aws_s3_bucket" {
            let bucket = self.known(instance, "bucket", depth)?;
            let arn = bucket.map(|bucket| format!("arn:{partition}:s3:::{bucket}"));
            return Ok(arn.map(|arn| Val::text(&arn, span)));
        }
        let Some(account) = &settings.account else {
            return Ok(None);
        };
        if instance.kind == "aws_iam_role" {
            let path = self
                .known(instance, "path", depth)?
                .unwrap_or_else(|| "/".to_owned());
            let name = self.known(instance, "name", depth)?;
            let arn = name.map(|name| format!("arn:{partition}:iam::{account}:role{path}{name}"));
            return Ok(arn.map(|arn| Val::text(&arn, span)));
        }
        let found = ARNS.iter().find(|(kind, ..)| *kind == instance.kind);
        let (Some(region), Some((_, service, before, argument))) = (&settings.region, found) else {
            return Ok(None);
        };
        let Some(name) = self.known(instance, argument, depth)? else {
            return Ok(None);
        };
        let Some(around) = self.around(instance, depth)? else {
            return Ok(None);
        };
        let arn = format!("arn:{partition}:{service}:{region}:{account}:{before}{around}{name}");
        Ok(Some(Val::text(&arn, span)))
    }

    /// What stands before the name: of a rule its bus, unless that is the default one, of a schedule its group. `None`
    /// if that is not known.
    fn around(
        &mut self,
        instance: &Instance,
        depth: usize,
    ) -> Result<Option<String>, super::value::Stop> {
        let (argument, usual) = match instance.kind.as_str() {
            "aws_cloudwatch_event_rule" => ("event_bus_name", "default"),
            "aws_scheduler_schedule" => ("group_name", "default"),
            _ => return Ok(Some(String::new())),
        };
        let given = self.argument_of(instance, argument, depth)?;
        let name = match given.as_ref().map(known_text) {
            None => usual.to_owned(),
            Some(Ok(name)) => name,
            Some(Err(_)) => return Ok(None),
        };
        let bus = name
            .split_once("event-bus/")
            .map_or(name.as_str(), |(_, bus)| bus);
        let is_left_out = argument == "event_bus_name" && bus == usual;
        Ok(Some(if is_left_out {
            String::new()
        } else {
            format!("{bus}/")
        }))
    }

    fn id(
        &mut self,
        instance: &Instance,
        span: Span,
        depth: usize,
    ) -> Result<Option<Val>, super::value::Stop> {
        let kind = instance.kind.as_str();
        if BY_ARN.contains(&kind) {
            return self.arn(instance, span, depth);
        }
        let argument = match kind {
            "aws_sqs_queue" => return Ok(None),
            "aws_s3_bucket" => "bucket",
            "aws_iam_role" => "name",
            _ => match ARNS.iter().find(|(one, ..)| *one == kind) {
                Some((.., argument)) => argument,
                None => return Ok(None),
            },
        };
        let name = self.known(instance, argument, depth)?;
        let around = self.around(instance, depth)?;
        Ok(name
            .zip(around)
            .map(|(name, around)| Val::text(&format!("{around}{name}"), span)))
    }

    /// What is known of data sources: where the configuration is applied.
    fn data(&self, instance: &Instance, name: &str, span: Span) -> Val {
        let settings = self.settings;
        let found = match (instance.kind.as_str(), name) {
            ("aws_caller_identity", "account_id" | "id") => settings.account.as_deref(),
            ("aws_region", "name" | "region" | "id") => settings.region.as_deref(),
            ("aws_partition", "partition" | "id") => settings.partition(),
            ("aws_partition", "dns_suffix") => {
                settings.partition().map(|partition| match partition {
                    "aws-cn" => "amazonaws.com.cn",
                    _ => "amazonaws.com",
                })
            }
            _ => None,
        };
        match found {
            Some(found) => Val::text(found, span),
            None => {
                let shape = match instance.kind.as_str() {
                    "aws_caller_identity" | "aws_region" | "aws_partition" => Shape::Text,
                    _ => shape_of(name),
                };
                Val::hole(shape, &format!("{}.{name}", self.address(instance)), span)
            }
        }
    }
}

/// What an attribute is that only AWS knows.
fn shape_of(name: &str) -> Shape {
    let is_text = ["arn", "id", "name", "url", "json"].iter().any(|word| {
        let before = name.strip_suffix(word);
        before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    });
    if is_text {
        Shape::Text
    } else {
        Shape::Structure
    }
}
