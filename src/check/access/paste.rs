//! Statements that are missing, in the notation of the file.

use super::names::Written;

/// Something that a statement names.
#[derive(Clone, Debug)]
pub(super) enum Named {
    /// A text.
    Text(String),
    /// An attribute of a resource, and whether that is what a reference to it alone is.
    Attribute(String, &'static str),
    /// A reference to a resource.
    Reference(String),
}

impl Named {
    /// The ARN of a resource.
    pub(super) fn arn(written: Written, id: Option<&String>, otherwise: &str) -> Self {
        match (id, written) {
            (Some(id), Written::Hcl | Written::Pulumi) => Self::Attribute(id.clone(), "arn"),
            (Some(id), _) => Self::Attribute(id.clone(), "Arn"),
            (None, _) => Self::Text(otherwise.to_owned()),
        }
    }

    /// The same of a topic, which is referred to by its ARN.
    pub(super) fn topic(written: Written, id: Option<&String>, otherwise: &str) -> Self {
        match (id, written) {
            (Some(id), Written::Yaml | Written::Json) => Self::Reference(id.clone()),
            _ => Self::arn(written, id, otherwise),
        }
    }

    /// The name of a resource.
    pub(super) fn name(written: Written, id: &str) -> Self {
        match written {
            Written::Hcl => Self::Attribute(id.to_owned(), "function_name"),
            Written::Pulumi => Self::Attribute(id.to_owned(), "name"),
            _ => Self::Reference(id.to_owned()),
        }
    }

    pub(super) fn write(&self, written: Written) -> String {
        match (self, written) {
            (Self::Text(text), _) => format!("\"{text}\""),
            (Self::Attribute(id, attribute), Written::Hcl) => format!("{id}.{attribute}"),
            (Self::Attribute(id, attribute), Written::Yaml) => format!("!GetAtt {id}.{attribute}"),
            (Self::Attribute(id, attribute), Written::Json) => {
                format!("{{\"Fn::GetAtt\": [\"{id}\", \"{attribute}\"]}}")
            }
            (Self::Reference(id), Written::Hcl) => id.clone(),
            (Self::Attribute(id, attribute), Written::Pulumi) => format!("${{{id}.{attribute}}}"),
            (Self::Reference(id), Written::Pulumi) => format!("${{{id}}}"),
            (Self::Reference(id), Written::Yaml) => format!("!Ref {id}"),
            (Self::Reference(id), Written::Json) => format!("{{\"Ref\": \"{id}\"}}"),
        }
    }
}

/// A statement that is missing.
pub(super) struct Missing<'m> {
    /// The service that it is for; nobody in policies of roles.
    pub(super) service: Option<&'m str>,
    pub(super) actions: &'m [&'m str],
    /// Of trust policies there is none.
    pub(super) of: Option<Named>,
    /// Whose `aws:SourceArn` it is for.
    pub(super) source: Option<Named>,
}

impl Missing<'_> {
    /// The statement, in one line.
    pub(super) fn statement(&self, written: Written) -> String {
        let actions: Vec<String> = self
            .actions
            .iter()
            .map(|one| format!("\"{one}\""))
            .collect();
        let actions = match actions.as_slice() {
            [one] => one.clone(),
            all => format!("[{}]", all.join(", ")),
        };
        let service = self.service.map(|service| {
            let inside = object(written, &[("Service", format!("\"{service}\""))]);
            ("Principal", inside)
        });
        let source = self.source.as_ref().map(|source| {
            let value = source.write(written);
            let inside = object(written, &[("aws:SourceArn", value)]);
            ("Condition", object(written, &[("ArnEquals", inside)]))
        });
        let of = self.of.as_ref().map(|of| ("Resource", of.write(written)));
        let members = [("Effect", "\"Allow\"".to_owned())];
        let members = members.into_iter().chain(service);
        let members = members.chain([("Action", actions)]).chain(of).chain(source);
        object(written, &Vec::from_iter(members))
    }
}

/// An object in one line.
pub(super) fn object(written: Written, members: &[(&str, String)]) -> String {
    let members = members.iter().map(|(name, value)| match written {
        Written::Json => format!("\"{name}\": {value}"),
        Written::Yaml | Written::Pulumi if name.contains(':') => format!("\"{name}\": {value}"),
        Written::Yaml | Written::Pulumi => format!("{name}: {value}"),
        Written::Hcl if name.contains(':') => format!("\"{name}\" = {value}"),
        Written::Hcl => format!("{name} = {value}"),
    });
    let members: Vec<String> = members.collect();
    match written {
        Written::Hcl => format!("{{ {} }}", members.join(", ")),
        _ => format!("{{{}}}", members.join(", ")),
    }
}

/// A permission of a function.
pub(super) fn permission(
    written: Written,
    (service, function): (&str, &str),
    source: &Named,
) -> String {
    let name = Named::name(written, function).write(written);
    let service = format!("\"{service}\"");
    let source = source.write(written);
    if written == Written::Hcl {
        return format!(
            "add an `aws_lambda_permission` with `action = \"lambda:InvokeFunction\"`, `function_name = {name}`, `principal = {service}` and `source_arn = {source}`"
        );
    }
    if written == Written::Pulumi {
        return format!(
            "add an `aws:lambda:Permission` with `action: lambda:InvokeFunction`, `function: {name}`, `principal: {service}` and `sourceArn: {source}`"
        );
    }
    let properties = object(
        written,
        &[
            ("FunctionName", name),
            ("Action", "\"lambda:InvokeFunction\"".to_owned()),
            ("Principal", service),
            ("SourceArn", source),
        ],
    );
    let kind = ("Type", "\"AWS::Lambda::Permission\"".to_owned());
    let resource = object(written, &[kind, ("Properties", properties)]);
    format!("add the resource `{resource}`")
}
