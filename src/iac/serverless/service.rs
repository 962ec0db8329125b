//! A service: its functions, and the CloudFormation that stands in it.
//!
//! # Source
//!
//! serverless 3.40, `lib/classes/service.js` and `lib/plugins/aws/package/lib/merge-custom-provider-resources.js`.

use super::events;
use super::function::{Function, left_out, text_parts};
use super::make::{Made, attribute, call, join, merged, object};
use super::names;
use super::resolver::Resolver;
use crate::json::fields::present;
use crate::json::{Kind, Member, TextPart, Value};
use crate::source::Span;

/// The template that a service becomes.
pub(super) fn template(resolver: &mut Resolver<'_, '_>, whole: Span) -> Value {
    let mut made = Made::default();
    let role = role(resolver, whole);
    for functions in several(resolver.get("functions")) {
        match &functions.kind {
            Kind::Object(members) => {
                for member in members {
                    function(resolver, &mut made, member, &role);
                }
            }
            _ => left_out(resolver, &functions, "the functions are left out"),
        }
    }
    if role.get("Fn::GetAtt").is_some() {
        let name = default_role_name(resolver, whole);
        let properties = object(whole, vec![("RoleName", Some(name))]);
        made.push("IamRoleLambdaExecution", "AWS::IAM::Role", properties);
    }
    resolver.also_called = std::mem::take(&mut made.also_called);
    let mut template = made.template(whole);
    let mut extensions = Vec::new();
    for resources in several(resolver.get("resources")) {
        match &resources.kind {
            Kind::Object(_) => {
                extensions.extend(resources.get("extensions").cloned());
                template = merged(template, resources);
            }
            _ => left_out(resolver, &resources, "the resources are left out"),
        }
    }
    extensions.into_iter().fold(template, extended)
}

/// A value, or all of a list: `functions` and `resources` may be given in pieces.
fn several(value: Option<Value>) -> Vec<Value> {
    match value {
        None => Vec::new(),
        Some(Value {
            kind: Kind::Array(pieces),
            ..
        }) => pieces,
        Some(value) => vec![value],
    }
}

fn function(resolver: &mut Resolver<'_, '_>, made: &mut Made, member: &Member, role: &Value) {
    let key = member.name.to_display().into_owned();
    let body = &member.value;
    let span = body.span;
    if body.as_object().is_none() {
        return left_out(resolver, body, &format!("the function `{key}` is left out"));
    }
    let id = names::function(&key);
    let name = match present(body, "name") {
        Some(name) => name.clone(),
        None => full_name(resolver, &key, member.name_span),
    };
    let arn = attribute(&id, "Arn", span);
    let alias = if is_on(body, "provisionedConcurrency") {
        Some("provisioned")
    } else {
        is_on(body, "snapStart").then_some("snapstart")
    };
    let target = match alias {
        Some(alias) => join(":", vec![arn, Value::text(alias, span)], span),
        None => arn,
    };
    let own_role = present(body, "role").map(role_arn);
    let function = Function {
        id: names::normalized(&key),
        name: name.clone(),
        target,
        role: own_role.unwrap_or_else(|| role.placed(span)),
        key,
    };
    made.also_called.insert(id.clone(), function.key.clone());
    made.push(
        &id,
        "AWS::Lambda::Function",
        object(
            span,
            vec![
                ("FunctionName", Some(name)),
                ("DeadLetterConfig", dead_letter_config(body)),
                (
                    "ReservedConcurrentExecutions",
                    present(body, "reservedConcurrency").cloned(),
                ),
            ],
        ),
    );
    if let Some(properties) = event_invoke_config(body, &id) {
        let id = format!("{}LambdaEvConf", names::normalized(&function.key));
        made.push(&id, "AWS::Lambda::EventInvokeConfig", properties);
    }
    match body.get("events").map(|events| (&events.kind, events)) {
        Some((Kind::Array(all), _)) => {
            for (place, event) in all.iter().enumerate() {
                made.event = Some(format!("{}/{place}", function.key));
                events::event(resolver, made, &function, event, place + 1);
                made.event = None;
            }
        }
        Some((Kind::Null, _)) | None => {}
        Some((_, events)) => {
            let what = format!("the events of the function `{}` are left out", function.key);
            left_out(resolver, events, &what);
        }
    }
}

/// serverless 3.40, `lib/plugins/aws/package/compile/functions.js`: `onError` is the ARN of a topic.
fn dead_letter_config(body: &Value) -> Option<Value> {
    let place = present(body, "onError")?;
    let target = vec![("TargetArn", Some(place.clone()))];
    Some(object(place.span, target))
}

/// serverless 3.40, `lib/plugins/aws/package/compile/functions.js`: a function has a configuration of its asynchronous
/// invocations if it says anything of them. A destination without a `:` is a function of the service.
fn event_invoke_config(body: &Value, id: &str) -> Option<Value> {
    let span = body.span;
    let destinations = present(body, "destinations");
    let given = |name| destinations.and_then(|all| present(all, name));
    let (on_failure, on_success) = (given("onFailure"), given("onSuccess"));
    let retries = present(body, "maximumRetryAttempts");
    let age = present(body, "maximumEventAge");
    let places = [on_failure, on_success];
    if places.iter().all(Option::is_none) && retries.is_none() && age.is_none() {
        return None;
    }
    let destination = |given: &Value| {
        let place = present(given, "arn").unwrap_or(given);
        let function = place.as_str().filter(|name| !name.contains(':'));
        let place = match function {
            Some(name) => attribute(&names::function(name), "Arn", place.span),
            None => place.clone(),
        };
        object(span, vec![("Destination", Some(place))])
    };
    let config = places.iter().any(Option::is_some).then(|| {
        let failed = ("OnFailure", on_failure.map(destination));
        let succeeded = ("OnSuccess", on_success.map(destination));
        object(span, vec![failed, succeeded])
    });
    let function = call("Ref", Value::text(id, span));
    Some(object(
        span,
        vec![
            ("FunctionName", Some(function)),
            ("MaximumRetryAttempts", retries.cloned()),
            ("MaximumEventAgeInSeconds", age.cloned()),
            ("DestinationConfig", config),
        ],
    ))
}

/// Whether a member is there and neither false nor 0.
fn is_on(body: &Value, name: &str) -> bool {
    present(body, name).is_some_and(|value| match &value.kind {
        Kind::Bool(value) => *value,
        Kind::Number(number) => &**number != "0",
        _ => true,
    })
}

/// `<service>-<stage>-<function>`
fn full_name(resolver: &mut Resolver<'_, '_>, key: &str, span: Span) -> Value {
    let service = service_name(resolver, span);
    let stage = resolver.stage(span);
    let mut parts = text_parts(&service);
    parts.push(TextPart::Literal("-".to_owned()));
    parts.extend(text_parts(&stage));
    parts.push(TextPart::Literal(format!("-{key}")));
    Value::parts(parts, "name", span)
}

/// `service`, which older versions had as an object with a name.
fn service_name(resolver: &mut Resolver<'_, '_>, span: Span) -> Value {
    let service = resolver
        .get("service")
        .filter(|service| service.as_object().is_none());
    let service = service.or_else(|| resolver.get("service.name"));
    service.unwrap_or_else(|| Value::text("", span))
}

/// The role of all functions that have none of their own.
fn role(resolver: &mut Resolver<'_, '_>, span: Span) -> Value {
    let is_role = |value: &Value| {
        value.as_object().is_none_or(|members| {
            members
                .iter()
                .any(|member| member.name.to_display().contains("Fn::") || member.name == *"Ref")
        })
    };
    let role = resolver.get("provider.iam.role").filter(is_role);
    let role = role.or_else(|| resolver.get("provider.role"));
    match role {
        Some(role) => role_arn(&role),
        None => attribute("IamRoleLambdaExecution", "Arn", span),
    }
}

/// A role is an ARN, a function, or the logical id of a resource.
fn role_arn(role: &Value) -> Value {
    match role.as_str() {
        Some(id) if !id.starts_with("arn:") => attribute(id, "Arn", role.span),
        _ => role.clone(),
    }
}

/// `<service>-<stage>-<region>-lambdaRole`
fn default_role_name(resolver: &mut Resolver<'_, '_>, span: Span) -> Value {
    if let Some(name) = resolver.get("provider.iam.role.name") {
        return name;
    }
    let service = service_name(resolver, span);
    let stage = resolver.stage(span);
    let region = object(span, vec![("Ref", Some(Value::text("AWS::Region", span)))]);
    join(
        "-",
        vec![service, stage, region, Value::text("lambdaRole", span)],
        span,
    )
}

/// What `extensions` change of resources that were made: their properties one by one, anything else as a whole.
fn extended(template: Value, extensions: Value) -> Value {
    let Kind::Object(all) = extensions.kind else {
        return template;
    };
    let mut template = template;
    let Kind::Object(sections) = &mut template.kind else {
        return template;
    };
    let resources = sections
        .iter_mut()
        .find(|section| section.name == *"Resources");
    let Some(Kind::Object(resources)) = resources.map(|resources| &mut resources.value.kind) else {
        return template;
    };
    for extension in all {
        let resource = resources
            .iter_mut()
            .find(|resource| resource.name == extension.name);
        if let Some((resource, Kind::Object(attributes))) =
            resource.map(|one| (one, extension.value.kind))
        {
            for attribute in attributes {
                extend(&mut resource.value, attribute);
            }
        }
    }
    template
}

fn extend(resource: &mut Value, attribute: Member) {
    let Kind::Object(members) = &mut resource.kind else {
        return;
    };
    let Some(before) = members
        .iter_mut()
        .find(|member| member.name == attribute.name)
    else {
        return members.push(attribute);
    };
    match (&mut before.value.kind, attribute.value.kind) {
        (Kind::Object(before), Kind::Object(own)) => {
            for member in own {
                before.retain(|one| one.name != member.name);
                before.push(member);
            }
        }
        (before, own) => *before = own,
    }
}
