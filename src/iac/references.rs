//! Which resource of a template a value is of, and what is known of the value by that.
//!
//! The ARN of a resource is known when it is deployed; of which service it is, and whether of a FIFO queue, the template tells.
//! So [`References::tell_in`] puts that into requests, where a literal ARN and a reference are the same to whoever judges them.

use std::collections::BTreeMap;

use super::natures::Nature;
use super::resource::{Resource, Template};
use crate::json::fields::{present, text};
use crate::json::{Hole, Kind, Open, Shape, TextPart, Value};
use crate::model::{Defaults, InventoryKind, NoArn, Referred, is_generated};

/// With what the names of FIFO queues and topics end.
///
/// AWS: SQS API Reference, CreateQueue, `QueueName`; SNS API Reference, CreateTopic, `Name`.
const FIFO: &str = ".fifo";

/// The resources of one template, by what values know them by.
#[derive(Debug, Default)]
pub(super) struct References {
    /// Types by logical ids, and whether it is a FIFO queue or topic, if that is certain.
    ids: BTreeMap<String, (String, Option<bool>)>,
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
        let ids = resources.iter().map(|resource| {
            let is_fifo = is_fifo(resource, &template.defaults);
            (resource.id.clone(), (resource.kind.clone(), is_fifo))
        });
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

    /// The references to resources that are no ARNs, as holes are called by them.
    pub(super) fn no_arns(&self) -> BTreeMap<String, NoArn> {
        let has_ref = super::member_name(self.kind, "Arn") == "Arn";
        let mut all = BTreeMap::new();
        for (id, (kind, _)) in &self.ids {
            let Some(nature) = Nature::of(kind) else {
                continue;
            };
            for (attribute, what) in nature.others(kind, has_ref) {
                let reference = match attribute {
                    "Ref" => format!("Ref {id}"),
                    _ => format!("{id}.{attribute}"),
                };
                let arn = nature.arn_attribute(has_ref);
                let arn = arn.map(|attribute| format!("{id}.{attribute}"));
                all.insert(reference, NoArn { what, arn });
            }
        }
        all
    }

    /// The resource whose ARN, name or other attribute a value is: `Queue` of what is open by `Queue.Arn` or
    /// `Ref Queue`.
    pub(super) fn of(&self, value: &Value) -> Option<String> {
        if let Some(text) = value.as_str() {
            return self.arns.get(text).cloned();
        }
        let open = value.as_open()?;
        let whole = self.split(&open.hole.from);
        let (id, _) = whole.or_else(|| self.split(&naming_hole(&open.parts)?.from))?;
        Some(id.to_owned())
    }

    /// What is known of the resource of which a value is an attribute, whichever it is.
    pub(super) fn referred(&self, value: &Value) -> Option<Referred> {
        let open = value.as_open()?;
        if let Some((nature, _, is_fifo)) = self.nature(&open.hole.from) {
            let end = if is_fifo == Some(true) { FIFO } else { "" };
            let arn = format!("{}{end}", nature.arn().concat());
            return Some(Referred { arn, is_fifo });
        }
        let parts = self.known(open)?.into_iter().filter_map(|part| match part {
            TextPart::Literal(text) => Some(text),
            TextPart::Hole(_) => None,
        });
        let arn: String = parts.collect();
        let is_fifo = arn.ends_with(FIFO).then_some(true);
        arn.starts_with("arn:").then_some(Referred { arn, is_fifo })
    }

    /// Puts into what is open of a value what the resources tell to which it refers.
    pub(super) fn tell_in(&self, value: &mut Value) {
        let mut due = vec![value];
        while let Some(value) = due.pop() {
            if let Kind::Open(open) = &mut value.kind {
                if let Some(parts) = self.known(open) {
                    open.parts = parts;
                }
                continue;
            }
            match &mut value.kind {
                Kind::Array(elements) => due.extend(elements),
                Kind::Object(members) => {
                    due.extend(members.iter_mut().map(|member| &mut member.value));
                }
                _ => {}
            }
        }
    }

    /// The parts of a text that refers to resources; `None` if these tell nothing of it.
    fn known(&self, open: &Open) -> Option<Vec<TextPart>> {
        if open.shape != Shape::Text {
            return None;
        }
        if open.parts.is_empty() {
            return self.known_of(&open.hole);
        }
        let mut is_told = false;
        let mut all = Vec::new();
        for part in &open.parts {
            match part {
                TextPart::Hole(hole) => match self.known_of(hole) {
                    Some(parts) => {
                        is_told = true;
                        all.extend(parts);
                    }
                    None => all.push(part.clone()),
                },
                TextPart::Literal(_) => all.push(part.clone()),
            }
        }
        is_told.then(|| joined(all))
    }

    /// The same of one reference.
    fn known_of(&self, hole: &Hole) -> Option<Vec<TextPart>> {
        let (nature, attribute, is_fifo) = self.nature(&hole.from)?;
        let is_fifo = is_fifo == Some(true);
        let open = |from: &str| {
            TextPart::Hole(Hole {
                from: from.to_owned(),
                span: hole.span,
            })
        };
        let mut parts = Vec::new();
        if nature.is_arn(attribute) {
            let open = ["partition", "region", "account"].map(open);
            let mut literals = nature.arn().into_iter();
            for (hole, literal) in open.into_iter().zip(literals.by_ref()) {
                parts.push(TextPart::Literal(literal));
                parts.push(hole);
            }
            parts.extend(literals.map(TextPart::Literal));
        } else if nature.is_url(attribute) {
            parts.push(TextPart::Literal("https://".to_owned()));
        } else if !(is_fifo && nature.is_name(attribute)) {
            return None;
        }
        parts.push(TextPart::Hole(hole.clone()));
        if is_fifo {
            parts.push(TextPart::Literal(FIFO.to_owned()));
        }
        Some(parts)
    }

    /// What is known of the resource that a reference names, the attribute, and whether it is FIFO. The type of one that is
    /// not read stands in the reference itself: `aws_dynamodb_table.t.arn`.
    fn nature<'f>(&self, from: &'f str) -> Option<(&'static Nature, &'f str, Option<bool>)> {
        if let Some((id, attribute)) = self.split(from) {
            let (kind, is_fifo) = self.ids.get(id)?;
            return Some((Nature::of(kind)?, attribute, *is_fifo));
        }
        let (before, attribute) = from.rsplit_once('.')?;
        let kind = before.split('.').find(|part| part.starts_with("aws_"))?;
        Some((Nature::of(kind)?, attribute, None))
    }

    /// The logical id in a reference, and the attribute: `Ref` for a reference to the resource itself.
    fn split<'f>(&self, from: &'f str) -> Option<(&'f str, &'f str)> {
        // Only references name resources: `Sub`, of which a text is made, may be the name of one as well.
        if let Some(id) = from.strip_prefix("Ref ") {
            let mut id = id;
            while !self.ids.contains_key(id) {
                id = id.rsplit_once('.')?.0;
            }
            return Some((id, "Ref"));
        }
        if self.ids.contains_key(from) {
            return Some((from, ""));
        }
        let mut ends = from.rmatch_indices('.').map(|(at, _)| from.split_at(at));
        let (id, attribute) = ends.find(|(id, _)| self.ids.contains_key(*id))?;
        Some((id, attribute.trim_start_matches('.')))
    }
}

/// Whether a resource is a FIFO queue or topic, if that is certain: a default decides nothing.
fn is_fifo(resource: &Resource, defaults: &Defaults) -> Option<bool> {
    let (said, named) = match resource.kind.as_str() {
        "AWS::SQS::Queue" => ("FifoQueue", "QueueName"),
        "AWS::SNS::Topic" => ("FifoTopic", "TopicName"),
        _ => return None,
    };
    let given = |name: &str| present(&resource.properties, name);
    let is_certain = |one: &Value| !defaults.meet(one.span);
    let is_said = match given(said) {
        None => Some(false),
        Some(one) if !is_certain(one) => None,
        Some(one) => match (&one.kind, one.as_str()) {
            (Kind::Bool(yes), _) => Some(*yes),
            (_, Some(word)) => word.to_ascii_lowercase().parse().ok(),
            _ => None,
        },
    };
    let name = match given(named).map(|name| (name, &name.kind)) {
        None => Some(String::new()),
        Some((_, Kind::Open(open))) if is_generated(&open.hole.from) => Some(String::new()),
        Some((name, Kind::String(text))) if is_certain(name) => {
            Some(text.to_display().into_owned())
        }
        Some((name, Kind::Open(open))) if is_certain(name) => match open.parts.last() {
            Some(TextPart::Literal(end)) => Some(end.clone()),
            _ => None,
        },
        _ => None,
    };
    match (is_said, name) {
        (Some(true), _) => Some(true),
        (_, Some(name)) if name.ends_with(FIFO) => Some(true),
        (Some(false), Some(_)) => Some(false),
        _ => None,
    }
}

/// The same parts, neighbouring literals as one.
fn joined(parts: Vec<TextPart>) -> Vec<TextPart> {
    let mut all: Vec<TextPart> = Vec::new();
    for part in parts {
        match (all.last_mut(), part) {
            (Some(TextPart::Literal(before)), TextPart::Literal(text)) => before.push_str(&text),
            (_, part) => all.push(part),
        }
    }
    all
}

/// What stands in ARNs before names of resources, where it is not the account that does.
///
/// AWS: Service Authorization Reference, the forms of ARNs.
const BEFORE_NAMES: [&str; 4] = [":function:", ":event-bus/", ":stream/", ":table/"];

/// The hole that names the resource of a text that is put together: `Fn.Arn` of `${Fn.Arn}:prod`, and `Q.QueueName` of
/// `arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Q.QueueName}`. Of other texts, such as a name with something behind it, the
/// resource is not the one that is meant.
fn naming_hole(parts: &[TextPart]) -> Option<&Hole> {
    if let [TextPart::Hole(hole), TextPart::Literal(rest)] = parts {
        return rest.starts_with(':').then_some(hole);
    }
    let mut before = String::new();
    for part in parts {
        match part {
            TextPart::Literal(text) => before.push_str(text),
            TextPart::Hole(hole) => {
                if before.starts_with("arn:") && ends_before_a_name(&before) {
                    return Some(hole);
                }
                // It stands for a Region, an account or a partition, which hold no colons.
                before.push('-');
            }
        }
    }
    None
}

fn ends_before_a_name(arn: &str) -> bool {
    let sections: Vec<&str> = arn.splitn(6, ':').collect();
    match sections.as_slice() {
        [_, _, "sqs" | "sns", _, _, ""] => true,
        [_, _, _, _, _, _] => BEFORE_NAMES.iter().any(|one| arn.ends_with(one)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hole_of_a_name_is_that_of_the_resource() {
        let hole = |from: &str| {
            TextPart::Hole(Hole {
                from: from.to_owned(),
                span: crate::source::Span::new(0, 1),
            })
        };
        let literal = |text: &str| TextPart::Literal(text.to_owned());
        let (region, account) = (hole("AWS::Region"), hole("AWS::AccountId"));
        let arn = |service: &str, rest: Vec<TextPart>| {
            let head = [
                literal(service),
                region.clone(),
                literal(":"),
                account.clone(),
            ];
            head.into_iter().chain(rest).collect::<Vec<_>>()
        };
        for (parts, expected) in [
            (vec![hole("Fn.Arn"), literal(":prod")], Some("Fn.Arn")),
            (vec![hole("Q.QueueName"), literal("-letters")], None),
            (
                arn("arn:aws:sqs:", vec![literal(":"), hole("Q.QueueName")]),
                Some("Q.QueueName"),
            ),
            (
                arn(
                    "arn:aws:lambda:",
                    vec![literal(":function:"), hole("Ref Fn"), literal(":live")],
                ),
                Some("Ref Fn"),
            ),
            (
                arn("arn:aws:lambda:", vec![literal(":function:worker")]),
                None,
            ),
            (
                arn("arn:aws:iam:", vec![literal(":role/"), hole("Ref Fn")]),
                None,
            ),
            (
                arn("arn:aws:sqs:", vec![literal(":a-"), hole("Ref Q")]),
                None,
            ),
        ] {
            let found = naming_hole(&parts).map(|hole| hole.from.as_str());
            assert_eq!(found, expected, "{parts:?}");
        }
    }
}
