//! `Ref` and `Fn::GetAtt`: parameters, pseudo parameters, resources.
//!
//! # Source
//!
//! AWS: CloudFormation User Guide, "Pseudo parameters", "CloudFormation template Parameters syntax", "Get values stored in
//! Systems Manager"; CloudFormation Template Reference, "Return values" of each resource type.

use super::evaluator::{Evaluator, FUNCTION};
use super::text::plain_text;
use crate::diagnostic::Diagnostic;
use crate::iac::REFUSED;
use crate::json::fields::text;
use crate::json::{Kind, Shape, Value};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// `Ref`; `None` is `AWS::NoValue`.
    pub(super) fn reference(&mut self, argument: &Value, span: Span) -> Option<Value> {
        match argument.as_str() {
            Some(name) => self.named(name, span),
            None => Some(self.malformed("Ref", "the name of a parameter or a resource", span)),
        }
    }

    /// What a name stands for.
    pub(super) fn named(&mut self, name: &str, span: Span) -> Option<Value> {
        if name == "AWS::NoValue" {
            return None;
        }
        if let Some(hole) = self.enter(span) {
            return Some(hole);
        }
        let value = if name.starts_with("AWS::") {
            self.pseudo_parameter(name, span)
        } else if let Some(declared) = self.sections.parameters.get(name) {
            self.parameter(name, &declared, span)
        } else if self.sections.resources.get(name).is_some() {
            self.is_absent(name, span);
            self.resource_reference(name, span)
        } else if let Some(alias) = self.alias(name) {
            self.resource_reference(&alias, span)
        } else {
            self.is_of_event(name, span);
            self.hole(Shape::Text, name, span)
        };
        self.depth -= 1;
        Some(value)
    }

    /// Tells of a name of the input paths map that is put into the template of the target when the stack is made, and not
    /// when an event comes.
    ///
    /// AWS: such a template is refused: "Unresolved resource dependencies".
    fn is_of_event(&mut self, name: &str, span: Span) {
        if self.input_paths.iter().any(|own| own == name) {
            let message =
                format!("`${{{name}}}` names no parameter and no resource of this template");
            let told =
                Diagnostic::warning(REFUSED, message).at(span, "CloudFormation refuses this");
            self.tell(told.help(format!(
                "the input paths map declares it, and that is filled in for each event: write `<{name}>`"
            )));
        }
    }

    /// AWS: the partition and the suffix follow from the region; the suffix is `amazonaws.com.cn` in China.
    fn pseudo_parameter(&mut self, name: &str, span: Span) -> Value {
        let settings = self.settings;
        let suffix = settings.partition().and_then(|partition| match partition {
            "aws" | "aws-us-gov" => Some("amazonaws.com"),
            "aws-cn" => Some("amazonaws.com.cn"),
            _ => None,
        });
        let known = match name {
            "AWS::AccountId" => settings.account.as_deref(),
            "AWS::Region" => settings.region.as_deref(),
            "AWS::Partition" => settings.partition(),
            "AWS::URLSuffix" => suffix,
            "AWS::StackName" => settings.stack_name.as_deref(),
            _ => None,
        };
        let shape = match name {
            "AWS::NotificationARNs" => Shape::Structure,
            _ => Shape::Text,
        };
        known.map_or_else(
            || self.hole(shape, name, span),
            |known| Value::text(known, span),
        )
    }

    /// A parameter: what is given, else its default, else the one value that is allowed.
    ///
    /// AWS: of `AWS::SSM::Parameter::Value<…>` what is given is only the name under which the value is stored;
    /// `CommaDelimitedList` and `List<…>` are lists, and the blanks around their elements do not count; the text of a
    /// `Number` is kept.
    fn parameter(&mut self, name: &str, declared: &Value, span: Span) -> Value {
        let kind = text(declared, "Type").unwrap_or("String");
        let is_list = kind == "CommaDelimitedList"
            || kind.contains("List<")
            || kind.contains("<CommaDelimitedList");
        let shape = if is_list {
            Shape::Structure
        } else {
            Shape::Text
        };
        let from = format!("{}{name}", self.path);
        if kind.starts_with("AWS::SSM::Parameter::Value") {
            return Value::open(shape, &from, span);
        }
        let allowed = declared.get("AllowedValues").and_then(Value::as_array);
        let only = match allowed {
            Some([only]) => Some(only),
            _ => None,
        };
        let default = declared.get("Default");
        if !self.given.contains_key(name) && default.is_some() {
            self.defaults.add(span);
        }
        let given = self.given.get(name).or(default).or(only);
        let Some(given) = given else {
            return Value::open(shape, &from, span);
        };
        let elements = |text: &str| {
            let elements = text.split(',').map(|one| Value::text(one.trim(), span));
            elements.collect()
        };
        let kind = match (&given.kind, plain_text(given)) {
            (Kind::Open(_), _) => return given.placed(span),
            (_, Some(text)) if !is_list => return Value::text(&text, span),
            (_, Some(text)) if text.trim().is_empty() => Kind::Array(Vec::new()),
            (_, Some(text)) => Kind::Array(elements(&text)),
            (Kind::Array(given), _) => {
                let given: Vec<String> = given.iter().filter_map(plain_text).collect();
                if !is_list {
                    return Value::text(&given.join(","), span);
                }
                Kind::Array(elements(&given.join(",")))
            }
            _ => {
                let message = format!("the parameter `{name}` has a value that is no text");
                self.tell(Diagnostic::warning(FUNCTION, message).at(span, "this stays open"));
                return Value::open(shape, &from, span);
            }
        };
        Value { span, kind }
    }

    /// `Fn::GetAtt`: the logical id ends at the first dot.
    pub(super) fn get_attribute(&mut self, argument: &Value, span: Span) -> Value {
        const WANTED: &str = "the logical id of a resource and the name of an attribute";
        if let Some((id, attribute)) = argument.as_str().and_then(|text| text.split_once('.')) {
            return self.attribute(id, attribute, span);
        }
        let parts: Option<Vec<String>> = argument.as_array().and_then(|parts| {
            parts
                .iter()
                .map(|part| self.known_text(part, "Fn::GetAtt").ok())
                .collect()
        });
        match parts.as_deref() {
            Some([id, attribute @ ..]) if !attribute.is_empty() => {
                self.attribute(id, &attribute.join("."), span)
            }
            _ => self.malformed("Fn::GetAtt", WANTED, span),
        }
    }

    /// An attribute of a resource.
    pub(super) fn attribute(&mut self, id: &str, attribute: &str, span: Span) -> Value {
        if let Some(hole) = self.enter(span) {
            return hole;
        }
        let value = if let Some(alias) = self.alias(&format!("{id}.{attribute}")) {
            // In `Fn::Sub` it stands where attributes do.
            self.resource_reference(&alias, span)
        } else if let Some((alias, attribute)) = self.alias_attribute(id, attribute) {
            self.resource_attribute(&alias, attribute, span)
        } else if self.sections.resources.get(id).is_some() {
            self.is_absent(id, span);
            self.resource_attribute(id, attribute, span)
        } else {
            self.hole(Shape::Text, &format!("{id}.{attribute}"), span)
        };
        self.depth -= 1;
        value
    }

    /// The logical id of what `Function.Alias` means.
    ///
    /// AWS SAM Developer Guide, "Referencing generated resources": `!Ref Function.Alias` is the alias that
    /// `AutoPublishAlias` made, `!Ref Function.Version` the version, whose number nobody knows before it is there.
    fn alias(&self, name: &str) -> Option<String> {
        let id = name.strip_suffix(".Alias")?;
        self.memo.aliases.get(id).cloned()
    }

    /// The same, and the attribute, of `Function.Alias.Attribute`.
    fn alias_attribute<'n>(&self, id: &str, attribute: &'n str) -> Option<(String, &'n str)> {
        let attribute = attribute.strip_prefix("Alias.")?;
        Some((self.memo.aliases.get(id)?.clone(), attribute))
    }

    /// Tells of a reference to a resource that a condition takes away.
    ///
    /// AWS: such a template is refused: "Unresolved resource dependencies".
    fn is_absent(&mut self, id: &str, span: Span) {
        let condition = self.sections.resources.get(id);
        let condition = condition.and_then(|body| Some(text(&body, "Condition")?.to_owned()));
        let Some(condition) = condition else {
            return;
        };
        if self.condition(&condition, span) == super::memo::Truth::Known(false) {
            let message = format!(
                "this names `{id}`, which is not there: its condition `{condition}` is false"
            );
            self.tell(
                Diagnostic::warning(FUNCTION, message).at(span, "CloudFormation refuses this"),
            );
        }
    }
}
