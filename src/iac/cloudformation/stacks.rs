//! Nested stacks: templates that a template names.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, `AWS::CloudFormation::Stack`: `Outputs.Name` is an attribute; AWS SAM Developer
//! Guide, `AWS::Serverless::Application`; the AWS CDK has the file of a nested stack in `Metadata`, `aws:asset:path`.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::evaluator::{Evaluator, FUNCTION};
use super::includes::directory_of;
use super::memo::Stack;
use crate::diagnostic::Diagnostic;
use crate::iac::LEFT_OUT;
use crate::iac::Settings;
use crate::json::fields::text;
use crate::json::{Shape, Value};
use crate::source::Span;

/// How deep stacks may be nested.
const MAXIMUM_NESTING: usize = 8;

/// Whether resources of a type are stacks of their own.
pub(super) fn is_stack(kind: &str) -> bool {
    matches!(
        kind,
        "AWS::CloudFormation::Stack" | "AWS::Serverless::Application"
    )
}

impl Evaluator<'_, '_> {
    /// What `Fn::GetAtt` gives of an output of a nested stack.
    pub(super) fn stack_attribute(&mut self, id: &str, output: &str, span: Span) -> Value {
        let from = format!("{}{id}.Outputs.{output}", self.path);
        let stack = self.stack(id, span);
        match stack.as_ref().and_then(|stack| stack.outputs.get(output)) {
            Some(value) => value.placed(span),
            None => self.hole(Shape::Text, &from, span),
        }
    }

    /// The nested stack that a resource is; `None` if its template cannot be read.
    pub(super) fn stack(&mut self, id: &str, span: Span) -> Option<Rc<Stack>> {
        match self.memo.stacks.get(id) {
            Some(Some(stack)) => return Some(Rc::clone(stack)),
            Some(None) => return None,
            None => {}
        }
        self.memo.stacks.insert(id.to_owned(), None);
        let stack = self.read_stack(id, span).map(Rc::new);
        self.memo.stacks.insert(id.to_owned(), stack.clone());
        stack
    }

    fn read_stack(&mut self, id: &str, span: Span) -> Option<Stack> {
        let body = self.sections.resources.get(id)?;
        if !is_stack(text(&body, "Type")?) {
            return None;
        }
        let properties = body.get("Properties");
        let property = |name: &str| properties.and_then(|one| one.get(name));
        let asset = body
            .get("Metadata")
            .and_then(|one| one.get("aws:asset:path"));
        let location = asset
            .or_else(|| property("TemplateURL"))
            .or_else(|| property("Location"));
        let place = location.map_or(span, |location| location.span);
        let path = location.map(|location| self.known_text(location, "TemplateURL"));
        let Some(Ok(path)) = path else {
            self.tell(
                Diagnostic::warning(
                    LEFT_OUT,
                    format!(
                        "the nested stack `{id}` is left out: where its template is stays open"
                    ),
                )
                .at(place, "it may hold rules, schedules or pipes")
                .help("give its template by itself"),
            );
            return None;
        };
        if self.path.split('/').count() > MAXIMUM_NESTING {
            let message = "nested stacks stand too deep in each other, or in a circle";
            self.tell(Diagnostic::warning(FUNCTION, message).at(place, "this one is left out"));
            return None;
        }
        let template = self.file(&path, place)?;
        let mut given = BTreeMap::new();
        for member in property("Parameters")
            .and_then(Value::as_object)
            .unwrap_or_default()
        {
            if let Some(value) = self.value(&member.value) {
                given.insert(member.name.to_display().into_owned(), value);
            }
        }
        Some(self.nested(id, &path, &template, given))
    }

    /// Works out a nested template with what it is given.
    fn nested(
        &mut self,
        id: &str,
        path: &str,
        template: &Value,
        given: BTreeMap<String, Value>,
    ) -> Stack {
        // The name of a nested stack ends in random letters.
        let settings = Settings {
            stack_name: None,
            ..self.settings.clone()
        };
        let mut inner = Evaluator::new(self.files.as_deref_mut(), &settings, template.span.len());
        inner.given = given;
        inner.path = format!("{}{id}/", self.path);
        inner.directory = directory_of(&super::includes::joined(&self.directory, path));
        inner.depth = self.depth;
        inner.left = self.left;
        inner.unknown_parts(template);
        inner.gather(template);
        inner.translate(template);
        let resources = inner.resources();
        let outputs = inner.outputs();
        self.left = inner.left;
        self.too_much = self.too_much.take().or(inner.too_much.take());
        self.diagnostics.append(&mut inner.diagnostics);
        self.defaults.append(inner.defaults);
        self.absent.append(&mut inner.absent);
        Stack { resources, outputs }
    }

    /// The values of the outputs.
    fn outputs(&mut self) -> BTreeMap<String, Value> {
        let mut outputs = BTreeMap::new();
        for entry in self.sections.outputs.entries().to_vec() {
            let value = entry.body.get("Value").and_then(|value| self.value(value));
            if let Some(value) = value {
                outputs.insert(entry.name, value);
            }
        }
        outputs
    }
}
