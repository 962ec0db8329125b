//! Which resource of a template a value is of.

use std::collections::BTreeMap;

use super::resource::Template;
use crate::json::Value;
use crate::json::fields::text;
use crate::model::InventoryKind;

/// The resources of one template, by what values know them by.
#[derive(Debug, Default)]
pub(super) struct References {
    /// Types by logical ids.
    ids: BTreeMap<String, String>,
    /// Logical ids by ARN.
    arns: BTreeMap<String, String>,
    /// Whether JSON in a text comes as what it is, with its places.
    pub(super) has_read_texts: bool,
    /// What the template is.
    pub(super) kind: InventoryKind,
}

impl References {
    /// Those to the resources of a template.
    pub(super) fn to(template: &Template) -> Self {
        let resources = &template.resources;
        let ids = resources.iter();
        let ids = ids.map(|resource| (resource.id.clone(), resource.kind.clone()));
        // The ARN of a target that stands alone is that of what it invokes.
        let own = resources
            .iter()
            .filter(|resource| resource.kind != "AWS::Events::Target");
        let arns = own.filter_map(|resource| {
            let arn = text(&resource.properties, "Arn")?;
            Some((arn.to_owned(), resource.id.clone()))
        });
        Self {
            ids: ids.collect(),
            arns: arns.collect(),
            has_read_texts: template.kind == InventoryKind::Terraform,
            kind: template.kind,
        }
    }

    /// The type of the resource of which a value is an attribute, also of one that is not read: what a configuration of
    /// Terraform calls `aws_kinesis_stream.s.arn` tells its type.
    pub(super) fn type_of(&self, value: &Value) -> Option<String> {
        if let Some(id) = self.of(value) {
            return self.ids.get(&id).cloned();
        }
        let from = value.as_open()?.hole.from.as_str();
        let kind = from.split('.').find(|part| part.starts_with("aws_"));
        kind.map(str::to_owned)
    }

    /// The resource whose ARN, name or other attribute a value is: `Queue` of what is open by `Queue.Arn` or
    /// `Ref Queue`.
    pub(super) fn of(&self, value: &Value) -> Option<String> {
        if let Some(text) = value.as_str() {
            return self.arns.get(text).cloned();
        }
        let from = value.as_open()?.hole.from.as_str();
        // Only references name resources: `Sub`, of which a text is made, may be the name of one as well.
        let mut id = match from.strip_prefix("Ref ") {
            Some(id) => id,
            None if from.contains('.') => from,
            None => return None,
        };
        loop {
            if self.ids.contains_key(id) {
                return Some(id.to_owned());
            }
            id = id.rsplit_once('.')?.0;
        }
    }
}
