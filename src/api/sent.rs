//! Declarations as the requests that they become: AWS's names for the members, and AWS's types.
//!
//! # Source
//!
//! CloudFormation Template Reference: properties have the names of the API, in other cases here and there, and a few of
//! their own; numbers and booleans may be texts. hashicorp/terraform-provider-aws, `website/docs/r`: blocks that the API has
//! not.

use super::models::{Member as ShapeMember, Shape, ShapeKind, Structure};
use super::operation::Operation;
use crate::json::fields::present;
use crate::json::{JsonString, Kind, Member, Shape as OpenShape, Value};
use crate::model::is_generated;
use crate::source::Span;
use crate::suggest;

/// Members that have another name in a template than in the API: the structure of the API, the name in the template, the
/// name in the API.
const RENAMED: &[(&str, &str, &str)] = &[
    ("CreateArchiveRequest", "SourceArn", "EventSourceArn"),
    (
        "EcsParameters",
        "OrderedPlacementStrategy",
        "PlacementStrategy",
    ),
    (
        "EcsParameters",
        "PlacementConstraint",
        "PlacementConstraints",
    ),
    ("EcsParameters", "PlacementStrategies", "PlacementStrategy"),
    ("EcsParameters", "TagList", "Tags"),
    (
        "RedshiftDataParameters",
        "SecretsManagerArn",
        "SecretManagerArn",
    ),
    (
        "CreateEventSourceMappingRequest",
        "SourceAccessConfiguration",
        "SourceAccessConfigurations",
    ),
    (
        "PipeSourceSelfManagedKafkaParameters",
        "ServersRootCaCertificate",
        "ServerRootCaCertificate",
    ),
    (
        "SelfManagedKafkaAccessConfigurationVpc",
        "SecurityGroups",
        "SecurityGroup",
    ),
];

/// Names that are made when a template is deployed, if it gives none.
const GENERATED: [&str; 2] = ["Name", "ArchiveName"];

/// A member whose name is nearly that of one that the request has.
pub(crate) struct Misspelt {
    /// Where the name stands.
    pub(crate) span: Span,
    /// The name, as CloudFormation would spell it.
    pub(crate) name: String,
    /// The member that is meant.
    pub(crate) meant: &'static str,
}

/// The properties of a resource as the request that it becomes. What has no place in the request is left out: a template is
/// told of members that it may not have by whoever reads it. Everything keeps its place and its holes.
#[must_use]
pub fn sent(operation: Operation, properties: &Value) -> Value {
    sent_with(operation, properties, &mut Vec::new())
}

/// The same; what is nearly the name of a member is told.
pub(crate) fn sent_with(
    operation: Operation,
    properties: &Value,
    misspelt: &mut Vec<Misspelt>,
) -> Value {
    let shape = operation.request();
    let mut request = value(shape, properties, misspelt);
    let ShapeKind::Structure(structure) = &shape.kind else {
        return request;
    };
    for name in GENERATED {
        let is_required = structure
            .members
            .iter()
            .any(|one| one.name == name && one.is_required);
        if is_required && present(&request, name).is_none() {
            put(
                &mut request,
                name,
                Value::open(OpenShape::Text, "generated", properties.span),
            );
        }
    }
    request
}

/// The same of a target of a rule, which is a part of a request.
#[must_use]
pub fn sent_target(properties: &Value) -> Value {
    sent_target_with(properties, &mut Vec::new())
}

/// The same; what is nearly the name of a member is told.
pub(crate) fn sent_target_with(properties: &Value, misspelt: &mut Vec<Misspelt>) -> Value {
    let kind = Kind::Array(vec![properties.clone()]);
    let span = properties.span;
    let request = object(vec![("Targets", Value { span, kind })], span);
    let request = value(Operation::PutTargets.request(), &request, misspelt);
    let first = request.get("Targets").and_then(Value::as_array);
    let first = first.and_then(|all| all.first()).cloned();
    first.unwrap_or_else(|| properties.clone())
}

/// Puts a member behind the others.
pub(super) fn put(object: &mut Value, name: &str, value: Value) {
    if let Kind::Object(members) = &mut object.kind {
        members.push(Member {
            name: JsonString::from(name),
            name_span: value.span,
            value,
        });
    }
}

/// An object of these members.
pub(super) fn object(members: Vec<(&str, Value)>, span: Span) -> Value {
    let kind = Kind::Object(Vec::new());
    let mut object = Value { span, kind };
    for (name, value) in members {
        put(&mut object, name, value);
    }
    object
}

fn value(shape: &'static Shape, given: &Value, misspelt: &mut Vec<Misspelt>) -> Value {
    let kind = match (&shape.kind, &given.kind) {
        (ShapeKind::Structure(structure), Kind::Object(members)) => {
            Kind::Object(self::members(shape, structure, (members, given), misspelt))
        }
        (ShapeKind::List(held), Kind::Array(elements)) => {
            let elements = elements
                .iter()
                .map(|one| value(held.shape(), one, misspelt));
            Kind::Array(elements.collect())
        }
        (ShapeKind::Map(key, held), Kind::Object(members)) => {
            let members = members.iter().map(|member| Member {
                name: key_name(key.shape(), &member.name),
                value: value(held.shape(), &member.value, misspelt),
                ..member.clone()
            });
            Kind::Object(members.collect())
        }
        (ShapeKind::Text(_) | ShapeKind::Timestamp | ShapeKind::Blob, _) => return text(given),
        (ShapeKind::Integer, Kind::String(text)) => {
            let number = text.as_str().map(str::trim);
            match number.filter(|number| number.parse::<i64>().is_ok()) {
                Some(number) => Kind::Number(number.into()),
                None => given.kind.clone(),
            }
        }
        (ShapeKind::Boolean, Kind::String(text)) => match text.as_str() {
            Some("true" | "True") => Kind::Bool(true),
            Some("false" | "False") => Kind::Bool(false),
            _ => given.kind.clone(),
        },
        _ => given.kind.clone(),
    };
    Value {
        span: given.span,
        kind,
    }
}

/// A name of a map whose names are words: `KafkaBootstrapServers` is `KAFKA_BOOTSTRAP_SERVERS`.
fn key_name(shape: &'static Shape, name: &JsonString) -> JsonString {
    let written = name.to_display();
    let is_it = |word: &&&str| word.replace('_', "").eq_ignore_ascii_case(&written);
    match &shape.kind {
        ShapeKind::Text(text) => match text.words.iter().find(is_it) {
            Some(word) => JsonString::from(*word),
            None => name.clone(),
        },
        _ => name.clone(),
    }
}

/// What a template may write as a number, a boolean or JSON, where the API wants a text.
fn text(given: &Value) -> Value {
    match &given.kind {
        Kind::Number(number) => Value::text(number, given.span),
        Kind::Bool(yes) => Value::text(if *yes { "true" } else { "false" }, given.span),
        Kind::Array(_) | Kind::Object(_) if given.has_open() => {
            Value::open(OpenShape::Text, "JSON", given.span)
        }
        Kind::Array(_) | Kind::Object(_) => Value::text(&given.to_compact(), given.span),
        _ => given.clone(),
    }
}

fn members(
    shape: &'static Shape,
    structure: &'static Structure,
    (given, whole): (&[Member], &Value),
    told: &mut Vec<Misspelt>,
) -> Vec<Member> {
    let mut all = Vec::new();
    let mut unknown = Vec::new();
    for member in given {
        let name = member.name.to_display();
        let held = match known(shape, structure, &name) {
            Some(held) => held,
            // A function that stands in place of members leaves open which there are.
            None if name.starts_with("Fn::") || name == "Ref" => {
                all.push(member.clone());
                continue;
            }
            None => {
                unknown.push((name, member));
                continue;
            }
        };
        let sent = value(held.held.shape(), &member.value, told);
        if fits(&held.held.shape().kind, &sent) {
            all.push(Member {
                name: JsonString::from(held.name),
                name_span: member.name_span,
                value: sent,
            });
        }
    }
    let has_network = structure
        .members
        .iter()
        .any(|one| one.name == "awsvpcConfiguration");
    if has_network && all.is_empty() && !given.is_empty() {
        all.extend(network(structure, whole));
    }
    for (name, member) in unknown {
        let Some(meant) = meant(structure, &all, &name) else {
            continue;
        };
        if suggest::nearest(&name, &[meant]).is_some() {
            told.push(Misspelt {
                span: member.name_span,
                name: name.clone().into_owned(),
                meant,
            });
        }
        all.retain(|one| one.name != *meant);
        all.push(Member {
            name: JsonString::from(meant),
            name_span: member.name_span,
            value: Value::open(OpenShape::Structure, &name, member.value.span),
        });
    }
    all
}

/// The member that is given under a name which is nearly its own: that is told of the name, and it is not missing.
fn meant(structure: &'static Structure, given: &[Member], name: &str) -> Option<&'static str> {
    // A name that is made up is none that is given.
    let is_made = |value: &Value| {
        value
            .as_open()
            .is_some_and(|open| is_generated(&open.hole.from))
    };
    let is_given = |one: &&ShapeMember| {
        let mut given = given.iter();
        given.any(|other| other.name == *one.name && !is_made(&other.value))
    };
    let missing = structure.members.iter().filter(|one| !is_given(one));
    let missing: Vec<&'static str> = missing.map(|one| one.name).collect();
    suggest::nearest(name, &missing).or_else(|| suggest::kindred(name, &missing))
}

/// The member of the API that a name of a template means.
fn known(
    shape: &'static Shape,
    structure: &'static Structure,
    name: &str,
) -> Option<&'static ShapeMember> {
    let by_name = |name: &str| structure.members.iter().find(|one| one.name == name);
    let renamed = RENAMED
        .iter()
        .find(|(of, from, _)| shape.name.ends_with(of) && *from == name);
    by_name(name).or_else(|| by_name(renamed?.2)).or_else(|| {
        let mut members = structure.members.iter();
        members.find(|one| one.name.eq_ignore_ascii_case(name))
    })
}

/// Tags are lists here and maps there, and nothing depends on them.
fn fits(kind: &ShapeKind, sent: &Value) -> bool {
    !matches!(
        (kind, &sent.kind),
        (ShapeKind::Map(..), Kind::Array(_))
            | (ShapeKind::List(_), Kind::Object(_) | Kind::String(_))
    )
}

/// Terraform: `network_configuration` has the members of `awsvpcConfiguration` itself, and `assign_public_ip` is a boolean.
fn network(structure: &'static Structure, whole: &Value) -> Option<Member> {
    let held = structure
        .members
        .iter()
        .find(|one| one.name == "awsvpcConfiguration")?;
    let mut inside = whole.clone();
    if let Kind::Object(members) = &mut inside.kind {
        for member in members
            .iter_mut()
            .filter(|one| one.name == *"AssignPublicIp")
        {
            let word = match member.value.kind {
                Kind::Bool(true) => "ENABLED",
                Kind::Bool(false) => "DISABLED",
                _ => continue,
            };
            member.value = Value::text(word, member.value.span);
        }
    }
    Some(Member {
        name: JsonString::from(held.name),
        name_span: whole.span,
        value: value(held.held.shape(), &inside, &mut Vec::new()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn properties_become_requests() {
        for (operation, properties, expected) in [
            (
                Operation::CreateArchive,
                r#"{"SourceArn":"a","RetentionDays":"7","EventPattern":{"source":["a"]},"Nothing":1}"#,
                r#"{"EventSourceArn":"a","RetentionDays":7,"EventPattern":"{\"source\":[\"a\"]}","ArchiveName":"${generated}"}"#,
            ),
            (
                Operation::CreateSchedule,
                r#"{"Name":5,"Target":{"EcsParameters":{"EnableEcsManagedTags":"true","NetworkConfiguration":{"AwsvpcConfiguration":{"Subnets":["s"]}},"CapacityProviderStrategy":[{"CapacityProvider":"FARGATE","Weight":1}]}}}"#,
                r#"{"Name":"5","Target":{"EcsParameters":{"EnableECSManagedTags":true,"NetworkConfiguration":{"awsvpcConfiguration":{"Subnets":["s"]}},"CapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}]}}}"#,
            ),
            (
                Operation::PutTargets,
                r#"{"Targets":[{"EcsParameters":{"NetworkConfiguration":{"Subnets":["s"],"AssignPublicIp":true},"OrderedPlacementStrategy":[{"Type":"spread"}]}}]}"#,
                r#"{"Targets":[{"EcsParameters":{"NetworkConfiguration":{"awsvpcConfiguration":{"Subnets":["s"],"AssignPublicIp":"ENABLED"}},"PlacementStrategy":[{"type":"spread"}]}}]}"#,
            ),
            (
                Operation::PutRule,
                r#"{"Nam":"a","State":"ENABLED"}"#,
                r#"{"State":"ENABLED","Name":"${Nam}"}"#,
            ),
            (
                Operation::CreateEventSourceMapping,
                r#"{"KmsKeyArn":"k","Tags":[{"Key":"a","Value":"b"}],"SelfManagedEventSource":{"Endpoints":{"KafkaBootstrapServers":["b:9092"]}}}"#,
                r#"{"KMSKeyArn":"k","SelfManagedEventSource":{"Endpoints":{"KAFKA_BOOTSTRAP_SERVERS":["b:9092"]}}}"#,
            ),
        ] {
            let sent = sent(operation, &json::parse(properties).unwrap());
            assert_eq!(sent.to_compact(), expected);
        }
    }
}
