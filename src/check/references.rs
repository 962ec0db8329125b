//! References to resources of a template that are no ARNs where an ARN is wanted.

use super::finding::Resource;
use super::judge::Judge;
use super::lints;
use crate::diagnostic::Diagnostic;
use crate::iac;
use crate::json::fields::text;
use crate::json::{Kind, Value};
use crate::model::{NoArn, Requested};

/// Members that are ARNs and are not called so, at the top of a request.
const AT_TOP: [&str; 3] = ["Enrichment", "Source", "Target"];

/// The same inside of others.
const INSIDE: [&str; 2] = ["OnFailure.Destination", "OnSuccess.Destination"];

/// Protocols of subscriptions whose endpoints are ARNs.
const PROTOCOLS: [&str; 3] = ["firehose", "lambda", "sqs"];

impl Judge<'_> {
    /// Tells of each, or how it is mended where something is told of it already.
    pub(super) fn references(
        &mut self,
        resource: &Resource,
        request: &Requested,
        named: impl Fn(String) -> String,
    ) {
        let mut due = vec![(String::new(), &request.value)];
        while let Some((path, value)) = due.pop() {
            match &value.kind {
                Kind::Object(members) => {
                    for member in members {
                        let name = member.name.to_display();
                        let path = match path.is_empty() {
                            true => name.clone().into_owned(),
                            false => format!("{path}.{name}"),
                        };
                        if is_arn(value, &path) {
                            self.reference(resource, &named(path.clone()), &member.value);
                        }
                        due.push((path, &member.value));
                    }
                }
                Kind::Array(elements) => {
                    let elements = elements.iter().enumerate();
                    due.extend(elements.map(|(at, one)| (format!("{path}[{at}]"), one)));
                }
                _ => {}
            }
        }
    }

    pub(super) fn reference(&mut self, resource: &Resource, field: &str, value: &Value) {
        let written = self.source.slice(value.span).trim();
        let Some(found) = self.no_arn(written, value).cloned() else {
            return;
        };
        let help = found.arn.map(|arn| self.written_as(written, &arn));
        if self.help_at(resource, value.span, help.as_deref()) {
            return;
        }
        let member = field.rsplit('.').next().unwrap_or(field);
        let member = iac::member_name(self.kind, member);
        let message = format!(
            "`{member}` is the {} of a resource, and an ARN is wanted",
            found.what
        );
        let mut told = Diagnostic::error(lints::REQUEST_CONSTRAINT, message).at(value.span, "");
        told.help = help;
        let about = self.about(Some(resource), field);
        self.tell(&about, told, None);
    }

    /// What a value is that refers to a resource, by its text or by what it depends on.
    fn no_arn(&self, written: &str, value: &Value) -> Option<&NoArn> {
        let by_text = match written.strip_prefix("!Ref ") {
            Some(id) => self.inventory.no_arns.get(&format!("Ref {}", id.trim())),
            None => self.inventory.no_arns.get(written),
        };
        by_text.or_else(|| self.inventory.no_arns.get(&value.as_open()?.hole.from))
    }

    /// A reference in the form in which the other one is written.
    fn written_as(&self, written: &str, reference: &str) -> String {
        let (id, attribute) = reference.rsplit_once('.').unwrap_or((reference, ""));
        if iac::member_name(self.kind, "Arn") != "Arn" {
            format!("write `{reference}`")
        } else if written.starts_with(['{', '"']) {
            format!("write `{{\"Fn::GetAtt\": [\"{id}\", \"{attribute}\"]}}`")
        } else {
            format!("write `!GetAtt {reference}`")
        }
    }
}

/// Whether the member at a path is an ARN; `object` is what has it.
fn is_arn(object: &Value, path: &str) -> bool {
    let has_protocol = || text(object, "Protocol").is_some_and(|one| PROTOCOLS.contains(&one));
    path.ends_with("Arn")
        || AT_TOP.contains(&path)
        || INSIDE.iter().any(|one| path.ends_with(one))
        || path == "Endpoint" && has_protocol()
}
