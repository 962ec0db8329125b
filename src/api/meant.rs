//! What a value of the wrong type stands for: `"OFF"` for `{"Mode": "OFF"}`, one element for a list of it.
//!
//! AWS's models decide: a text is proposed only if the shape takes it.

mod expression;

use chrono::SecondsFormat;

use super::models::{Held, Member, Shape, ShapeKind, Structure, Text, shapes};
use super::offer::Meant;
use super::operation::Operation;
use super::rules;
use crate::event::put_events;
use crate::json::{self, Kind, Value};

/// What is proposed is at most so long, in characters.
const LONGEST: usize = 160;

/// More readings than these are no help.
const MOST: usize = 3;

/// What stands in a proposal for an ARN that only its user knows, and what it is tried with.
const TO_FILL: [&str; 2] = ["\"…\"", "\"arn:aws:iam::123456789012:role/evb\""];

/// Words of AWS that need another member beside them, with a value for it.
///
/// AWS: EventBridge Scheduler API Reference, `FlexibleTimeWindow`: with `FLEXIBLE` `MaximumWindowInMinutes` must be given.
const BESIDE: [(&str, &str); 1] = [("\"FLEXIBLE\"", "\"MaximumWindowInMinutes\": 15")];

/// Whether a value may stand where one of a shape is wanted.
pub(super) type Taken<'t> = &'t dyn Fn(&'static Shape, &Value) -> bool;

/// The values, as JSON, for which one of the wrong type may stand in a member of an object, the likeliest first; none where
/// nothing is evident. One alone is certain as far as AWS's models go. Which request the object is a part of its other
/// members tell.
///
/// `taken`: whether a value may stand where one of a shape is wanted.
pub(super) fn meant(object: &Value, member: &str, value: &Value, taken: Taken<'_>) -> Vec<Meant> {
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
pub(super) fn meant_in(shape: &'static Shape, value: &Value, taken: Taken<'_>) -> Vec<Meant> {
    if value.has_open() {
        return Vec::new();
    }
    let written = spaced(value);
    let is_scalar = matches!(
        value.kind,
        Kind::String(_) | Kind::Number(_) | Kind::Bool(_)
    );
    let whole = |texts: Vec<String>| texts.into_iter().map(Meant::whole).collect::<Vec<_>>();
    let found = match (&shape.kind, &value.kind) {
        (ShapeKind::Structure(structure), _) if is_scalar => held_by(structure, value, &written),
        (ShapeKind::Structure(structure), Kind::Array(_)) => whole(listed_by(structure, &written)),
        (ShapeKind::List(_), Kind::Object(_)) => whole(vec![format!("[{written}]")]),
        (ShapeKind::List(held), _) if is_scalar => elements(*held, value, &written, taken),
        (ShapeKind::Text(_), Kind::Object(_)) if shape.name == "ScheduleExpression" => {
            whole(expression::of(value).into_iter().collect())
        }
        // A text that may be anything need not be the one inside.
        (ShapeKind::Text(text), Kind::Object(members)) => match members.as_slice() {
            [only] if is_constrained(text) && only.value.as_str().is_some() => {
                whole(vec![only.value.to_compact()])
            }
            _ => Vec::new(),
        },
        (ShapeKind::Text(_), Kind::Array(all)) => match all.as_slice() {
            [only] if only.as_str().is_some() => whole(vec![only.to_compact()]),
            _ => Vec::new(),
        },
        (ShapeKind::Text(text), Kind::Number(number)) if is_constrained(text) => {
            whole(vec![format!("\"{number}\"")])
        }
        (ShapeKind::Integer | ShapeKind::Boolean, Kind::String(text)) => {
            whole(text.as_str().map(str::to_owned).into_iter().collect())
        }
        (ShapeKind::Timestamp, Kind::String(text)) => {
            let text = text.as_str().unwrap_or_default();
            let times = put_events::times_meant(text);
            let times = times
                .iter()
                .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
            let meant = times.map(|at| Meant {
                json: format!("\"{at}\""),
                // Whose clock it is on nothing else tells.
                is_whole: text.trim_end().ends_with(['Z', 'z']),
            });
            meant.collect()
        }
        _ => Vec::new(),
    };
    let is_short = |one: &Meant| one.json.chars().count() <= LONGEST;
    found
        .into_iter()
        .filter(|one| is_short(one) && is_taken(shape, &tried(&one.json), taken))
        .collect()
}

/// What is proposed, with something in the place of what its user has to fill in.
fn tried(json: &str) -> String {
    let [open, sample] = TO_FILL;
    json.replace(open, sample)
}

fn is_constrained(text: &Text) -> bool {
    text.pattern.is_some() || !text.words.is_empty()
}

/// An object with a value in one of its members, and with what it needs besides.
fn held_by(structure: &'static Structure, value: &Value, written: &str) -> Vec<Meant> {
    let members = structure.members.iter();
    members
        .flat_map(|member| {
            let written = match &member.held.shape().kind {
                ShapeKind::Text(text) => {
                    word_of_yaml(text, value).unwrap_or_else(|| written.to_owned())
                }
                ShapeKind::Integer | ShapeKind::Boolean => written.to_owned(),
                _ => return Vec::new(),
            };
            with_others(structure, member, value, &written)
        })
        .collect()
}

/// The object whose only member is a list: `{"Filters": […]}`.
fn listed_by(structure: &'static Structure, written: &str) -> Vec<String> {
    match structure.members.as_slice() {
        [only] if matches!(only.held.shape().kind, ShapeKind::List(_)) => {
            vec![format!("{{\"{}\": {written}}}", only.name)]
        }
        _ => Vec::new(),
    }
}

/// The object with a value in this member.
fn with_others(
    structure: &'static Structure,
    member: &'static Member,
    value: &Value,
    written: &str,
) -> Vec<Meant> {
    let is_word =
        matches!(&member.held.shape().kind, ShapeKind::Text(text) if !text.words.is_empty());
    let beside = BESIDE.iter().find(|(word, _)| is_word && *word == written);
    let mut found = vec![Meant {
        json: match beside {
            Some((_, beside)) => format!("\"{}\": {written}, {beside}", member.name),
            None => format!("\"{}\": {written}", member.name),
        },
        is_whole: beside.is_none(),
    }];
    let is_other = |one: &&Member| one.is_required && one.name != member.name;
    for other in structure.members.iter().filter(is_other) {
        let ShapeKind::Text(text) = &other.held.shape().kind else {
            continue;
        };
        let name = other.name;
        let before = |had: &Meant, word: &str| Meant {
            json: format!("\"{name}\": \"{word}\", {}", had.json),
            ..had.clone()
        };
        found = match (name, value.as_str()) {
            ("Id", Some(arn)) => {
                let id = arn.rsplit([':', '/']).next().unwrap_or_default();
                found.iter().map(|had| before(had, id)).collect()
            }
            ("RoleArn", Some(_)) => {
                let behind = |had: Meant| Meant {
                    json: format!("{}, \"{name}\": {}", had.json, TO_FILL[0]),
                    is_whole: false,
                };
                found.into_iter().map(behind).collect()
            }
            _ => {
                let words = |had: &Meant| {
                    let had = had.clone();
                    text.words.iter().map(move |word| before(&had, word))
                };
                found.iter().flat_map(words).collect()
            }
        };
    }
    let whole = |one: Meant| Meant {
        json: format!("{{{}}}", one.json),
        ..one
    };
    found.into_iter().map(whole).collect()
}

/// The word of AWS that YAML 1.1 takes for a boolean: `OFF`.
fn word_of_yaml(text: &Text, value: &Value) -> Option<String> {
    let Kind::Bool(yes) = value.kind else {
        return None;
    };
    let same = if yes { "ON" } else { "OFF" };
    let word = text.words.iter().find(|word| **word == same);
    word.map(|word| format!("\"{word}\""))
}

/// A list of one element, or of what that stands for.
fn elements(held: Held, value: &Value, written: &str, taken: Taken<'_>) -> Vec<Meant> {
    let shape = held.shape();
    match &shape.kind {
        ShapeKind::List(_) => Vec::new(),
        ShapeKind::Structure(_) => {
            let inside = meant_in(shape, value, taken).into_iter();
            inside.map(Meant::listed).collect()
        }
        _ => vec![Meant::whole(format!("[{written}]"))],
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
                &[r#"[{"Id": "q", "Arn": "arn:aws:sqs:eu-west-1:123456789012:q"}]"#],
            ),
            ("Rule", "Targets", r#""orders""#, &[]),
            (
                "EventSourceArn",
                "FilterCriteria",
                r#"[{"Pattern":"{}"}]"#,
                &[r#"{"Filters": [{"Pattern": "{}"}]}"#],
            ),
            (
                "FlexibleTimeWindow",
                "Target",
                r#""arn:aws:sqs:eu-west-1:123456789012:q""#,
                &[r#"{"Arn": "arn:aws:sqs:eu-west-1:123456789012:q", "RoleArn": "…"}"#],
            ),
            (
                "Name",
                "FlexibleTimeWindow",
                r#""FLEXIBLE""#,
                &[r#"{"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}"#],
            ),
            (
                "Name",
                "FlexibleTimeWindow",
                "false",
                &[r#"{"Mode": "OFF"}"#],
            ),
            (
                "Name",
                "ScheduleExpression",
                r#"{"Rate": "5 minutes"}"#,
                &[r#""rate(5 minutes)""#],
            ),
            (
                "ScheduleExpression",
                "StartDate",
                r#""30-11-2026""#,
                &[r#""2026-11-30T00:00:00Z""#],
            ),
            (
                "ScheduleExpression",
                "EndDate",
                r#""2026-30-12T10:00:00Z""#,
                &[r#""2026-12-30T10:00:00Z""#],
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
            let found: Vec<String> = meant(&object, member, &value)
                .into_iter()
                .map(|one| one.json)
                .collect();
            assert_eq!(found, wanted, "{member} {value:?}");
        }
    }
}
