//! What a value of the wrong type stands for: `"OFF"` for `{"Mode": "OFF"}`, one element for a list of it.
//!
//! AWS's models decide: a text is proposed only if the shape takes it.

use super::models::{Held, Shape, ShapeKind, Structure, Text, shapes};
use super::operation::Operation;
use super::rules;
use crate::json::{self, Kind, Value};

/// What is proposed is at most so long, in characters.
const LONGEST: usize = 100;

/// More readings than these are no help.
const MOST: usize = 3;

/// Whether a value may stand where one of a shape is wanted.
pub(super) type Taken<'t> = &'t dyn Fn(&'static Shape, &Value) -> bool;

/// The values, as JSON, for which one of the wrong type may stand in a member of an object, the likeliest first; none where
/// nothing is evident. One alone is certain as far as AWS's models go. Which request the object is a part of its other
/// members tell.
///
/// `taken`: whether a value may stand where one of a shape is wanted.
pub(super) fn meant(object: &Value, member: &str, value: &Value, taken: Taken<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for shape in shapes_of(object, member) {
        for text in meant_in(shape, value, taken) {
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    match found.len() > MOST {
        true => Vec::new(),
        false => found,
    }
}

/// What the member of that name is in those objects of all requests that have most of the other members too.
fn shapes_of(object: &Value, member: &str) -> Vec<&'static Shape> {
    let structures = shapes().iter().filter_map(|shape| match &shape.kind {
        ShapeKind::Structure(structure) => Some(structure),
        _ => None,
    });
    let given = object.as_object().unwrap_or_default();
    let mut found: Vec<(usize, &'static Shape)> = Vec::new();
    for structure in structures {
        let Some(own) = structure.members.iter().find(|one| one.name == member) else {
            continue;
        };
        let is_known =
            |name: &json::JsonString| structure.members.iter().any(|one| *name == *one.name);
        let common = given.iter().filter(|one| is_known(&one.name)).count();
        found.push((common, own.held.shape()));
    }
    let most = found.iter().map(|(common, _)| *common).max();
    found.retain(|(common, _)| Some(*common) == most);
    found.into_iter().map(|(_, shape)| shape).collect()
}

/// The same for a shape.
pub(super) fn meant_in(shape: &'static Shape, value: &Value, taken: Taken<'_>) -> Vec<String> {
    if value.has_open() {
        return Vec::new();
    }
    let written = spaced(value);
    let is_scalar = matches!(
        value.kind,
        Kind::String(_) | Kind::Number(_) | Kind::Bool(_)
    );
    let texts = match (&shape.kind, &value.kind) {
        (ShapeKind::Structure(structure), _) if is_scalar => held_by(structure, &written),
        (ShapeKind::List(_), Kind::Object(_)) => vec![format!("[{written}]")],
        (ShapeKind::List(held), _) if is_scalar => elements(*held, value, &written, taken),
        // A text that may be anything need not be the one inside.
        (ShapeKind::Text(text), Kind::Object(members)) => match members.as_slice() {
            [only] if is_constrained(text) && only.value.as_str().is_some() => {
                vec![only.value.to_compact()]
            }
            _ => Vec::new(),
        },
        (ShapeKind::Text(_), Kind::Array(all)) => match all.as_slice() {
            [only] if only.as_str().is_some() => vec![only.to_compact()],
            _ => Vec::new(),
        },
        (ShapeKind::Text(text), Kind::Number(number)) if is_constrained(text) => {
            vec![format!("\"{number}\"")]
        }
        (ShapeKind::Integer | ShapeKind::Boolean, Kind::String(text)) => {
            text.as_str().map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let is_short = |text: &String| text.chars().count() <= LONGEST;
    texts
        .into_iter()
        .filter(|text| is_short(text) && is_taken(shape, text, taken))
        .collect()
}

fn is_constrained(text: &Text) -> bool {
    text.pattern.is_some() || !text.words.is_empty()
}

/// An object with a value in one of its members, and with words in those that it needs besides.
fn held_by(structure: &'static Structure, written: &str) -> Vec<String> {
    let mut found = Vec::new();
    let is_scalar = |shape: &ShapeKind| {
        matches!(
            shape,
            ShapeKind::Text(_) | ShapeKind::Integer | ShapeKind::Boolean
        )
    };
    let scalars = structure.members.iter();
    for member in scalars.filter(|one| is_scalar(&one.held.shape().kind)) {
        let needed = structure
            .members
            .iter()
            .filter(|one| one.is_required && one.name != member.name);
        let mut texts = vec![format!("\"{}\": {written}", member.name)];
        for other in needed {
            let ShapeKind::Text(text) = &other.held.shape().kind else {
                continue;
            };
            let with = |text: &String| {
                let text = text.clone();
                move |word: &&str| format!("\"{}\": \"{word}\", {text}", other.name)
            };
            texts = texts
                .iter()
                .flat_map(|had| text.words.iter().map(with(had)))
                .collect();
        }
        found.extend(texts.into_iter().map(|text| format!("{{{text}}}")));
    }
    found
}

/// A list of one element, or of what that stands for.
fn elements(held: Held, value: &Value, written: &str, taken: Taken<'_>) -> Vec<String> {
    let shape = held.shape();
    match &shape.kind {
        ShapeKind::List(_) => Vec::new(),
        ShapeKind::Structure(_) => {
            let inside = meant_in(shape, value, taken).into_iter();
            inside.map(|text| format!("[{text}]")).collect()
        }
        _ => vec![format!("[{written}]")],
    }
}

/// Whether a request may have a text there.
fn is_taken(shape: &'static Shape, text: &str, taken: Taken<'_>) -> bool {
    let Ok(value) = json::parse(text) else {
        return false;
    };
    if !taken(shape, &value) {
        return false;
    }
    let Ok(request) = json::parse(&format!("{{\"{}\": {text}}}", shape.name)) else {
        return false;
    };
    let refused = rules::check(Operation::CreateSchedule, &request);
    !refused
        .iter()
        .any(|one| one.member.to_string().starts_with(shape.name))
}

/// A value as people write it: a blank behind each colon and comma.
fn spaced(value: &Value) -> String {
    match &value.kind {
        Kind::Object(members) => {
            let each = members.iter().map(|one| {
                let mut name = String::new();
                one.name.write_quoted(&mut name);
                format!("{name}: {}", spaced(&one.value))
            });
            format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
        }
        Kind::Array(all) => {
            let each = all.iter().map(spaced);
            format!("[{}]", each.collect::<Vec<_>>().join(", "))
        }
        _ => value.to_compact(),
    }
}

#[cfg(test)]
mod tests {
    use crate::api::meant;
    use crate::json;

    #[test]
    fn a_value_of_the_wrong_type_stands_for_what_aws_takes() {
        for (object, member, value, wanted) in [
            (
                "Name",
                "FlexibleTimeWindow",
                r#""OFF""#,
                &[r#"{"Mode": "OFF"}"#][..],
            ),
            (
                "Name",
                "FlexibleTimeWindow",
                "15",
                &[r#"{"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}"#],
            ),
            ("Name", "FlexibleTimeWindow", r#""NONE""#, &[]),
            (
                "Id",
                "RetryPolicy",
                "3",
                &[r#"{"MaximumRetryAttempts": 3}"#],
            ),
            (
                "Id",
                "RetryPolicy",
                "3600",
                &[r#"{"MaximumEventAgeInSeconds": 3600}"#],
            ),
            (
                "Id",
                "RetryPolicy",
                "100",
                &[
                    r#"{"MaximumRetryAttempts": 100}"#,
                    r#"{"MaximumEventAgeInSeconds": 100}"#,
                ],
            ),
            (
                "RoleArn",
                "DeadLetterConfig",
                r#""arn:aws:sqs:eu-west-1:123456789012:q""#,
                &[r#"{"Arn": "arn:aws:sqs:eu-west-1:123456789012:q"}"#],
            ),
            (
                "Arn",
                "SqsParameters",
                r#""group""#,
                &[r#"{"MessageGroupId": "group"}"#],
            ),
            (
                "DetailType",
                "Resources",
                r#""arn:aws:s3:::b""#,
                &[r#"["arn:aws:s3:::b"]"#],
            ),
            (
                "Rule",
                "Targets",
                r#"{"Id":"q","Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}"#,
                &[r#"[{"Id": "q", "Arn": "arn:aws:sqs:eu-west-1:123456789012:q"}]"#],
            ),
            (
                "Rule",
                "Targets",
                r#""arn:aws:sqs:eu-west-1:123456789012:q""#,
                &[],
            ),
            (
                "Id",
                "KinesisParameters",
                r#""$.detail.id""#,
                &[r#"{"PartitionKeyPath": "$.detail.id"}"#],
            ),
            (
                "Name",
                "ScheduleExpression",
                r#"["rate(1 day)"]"#,
                &[r#""rate(1 day)""#],
            ),
            ("x", "MaximumRetryAttempts", r#""3""#, &["3"]),
            ("x", "MaximumRetryAttempts", r#""many""#, &[]),
            ("x", "Colour", r#""red""#, &[]),
        ] {
            let value = json::parse(value).unwrap();
            let object = json::parse(&format!("{{\"{object}\": 1}}")).unwrap();
            assert_eq!(meant(&object, member, &value), wanted, "{member} {value:?}");
        }
    }
}
