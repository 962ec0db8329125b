//! What `--generate-cli-skeleton` of the AWS CLI writes, and people forget to delete.
//!
//! A skeleton has every member of a request: `""` for a text, 0 for a number, the start of 1970 for a time. A request that has
//! several of these is one that was filled in, and what is left of the skeleton in it is nobody's wish.
//!
//! # Source
//!
//! AWS: AWS CLI User Guide, "AWS CLI skeletons and input files"; what AWS CLI 1.45 writes.

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Member, Value};
use crate::source::Span;

/// Members that have the value which a skeleton gives them.
const PLACEHOLDER: Code = Code::new("declaration/placeholder");

/// How many texts without a letter, or times at the start of 1970, tell a skeleton.
const TELLING: usize = 2;

/// How many members a message lists.
const LISTED: usize = 16;

/// Members whose value is not that of a request: patterns, input, names that the author chooses.
const OTHERS: [&str; 7] = [
    "EventPattern",
    "pattern",
    "FilterPolicy",
    "Input",
    "Detail",
    "InputPathsMap",
    "Attributes",
];

/// Members for which a text without a letter has a meaning.
///
/// AWS: EventBridge Pipes API Reference, `UpdatePipe`: an empty string removes an enrichment or a template.
const MEANT: [&str; 3] = ["Enrichment", "InputTemplate", "Description"];

/// A request without the placeholders of a skeleton, and what is told of them; `None` if it has none.
pub(super) fn filled_in(request: &Value) -> Option<(Value, Diagnostic)> {
    if telling(request) < TELLING {
        return None;
    }
    let mut filled = Filled::default();
    let request = filled.without_placeholders(request, "")?;
    let first = filled.first?;
    let more = filled.paths.len().saturating_sub(LISTED);
    let listed = filled.paths.iter().take(LISTED);
    let mut listed: Vec<String> = listed.map(|path| format!("`{path}`")).collect();
    if more > 0 {
        listed.push(format!("and {more} more"));
    }
    let message = format!(
        "placeholders of `--generate-cli-skeleton` are left, and are read as if they were not there: {}",
        listed.join(", ")
    );
    let told = Diagnostic::warning(PLACEHOLDER, message)
        .at(first, "this is the first")
        .help("delete these members, or give them values: AWS takes the placeholders as they are");
    Some((request, told))
}

/// How many members only a skeleton has.
fn telling(request: &Value) -> usize {
    let mut found = 0;
    let mut due = vec![request];
    while let Some(value) = due.pop() {
        if found >= TELLING {
            break;
        }
        due.extend(value.as_array().unwrap_or_default());
        let members = value.as_object().unwrap_or_default().iter();
        for member in members.filter(|member| !is_any(member, &OTHERS)) {
            let is_telling = is_empty(member) || is_start_of_time(&member.value);
            found += usize::from(is_telling);
            due.push(&member.value);
        }
    }
    found
}

fn is_any(member: &Member, names: &[&str]) -> bool {
    names.iter().any(|name| member.name == **name)
}

fn is_empty(member: &Member) -> bool {
    member.value.as_str() == Some("") && !is_any(member, &MEANT)
}

fn is_start_of_time(value: &Value) -> bool {
    let text = value.as_str();
    text.is_some_and(|text| text.starts_with("1970-01-01T00:00:00"))
}

fn is_zero(value: &Value) -> bool {
    matches!(&value.kind, Kind::Number(number) if **number == *"0")
}

#[derive(Default)]
struct Filled {
    /// The members that were left out.
    paths: Vec<String>,
    /// Where the first of them stands.
    first: Option<Span>,
}

impl Filled {
    /// A value without placeholders; `None` if nothing else was in it.
    fn without_placeholders(&mut self, value: &Value, path: &str) -> Option<Value> {
        let kind = match &value.kind {
            Kind::Object(members) if !members.is_empty() => {
                let kept = members
                    .iter()
                    .filter_map(|member| self.member(member, path));
                let kept: Vec<Member> = kept.collect();
                (!kept.is_empty()).then_some(Kind::Object(kept))?
            }
            Kind::Array(elements) if !elements.is_empty() => {
                let kept = elements.iter().enumerate();
                let kept = kept.filter_map(|(index, element)| {
                    self.without_placeholders(element, &format!("{path}[{index}]"))
                });
                let kept: Vec<Value> = kept.collect();
                (!kept.is_empty()).then_some(Kind::Array(kept))?
            }
            _ => return Some(value.clone()),
        };
        let span = value.span;
        Some(Value { span, kind })
    }

    fn member(&mut self, member: &Member, path: &str) -> Option<Member> {
        if is_any(member, &OTHERS) && member.value.as_str() != Some("") {
            return Some(member.clone());
        }
        let name = member.name.to_display();
        let path = match path {
            "" => name.into_owned(),
            path => format!("{path}.{name}"),
        };
        let value = &member.value;
        if value.as_str() == Some("") || is_start_of_time(value) || is_zero(value) {
            self.first.get_or_insert(member.name_span);
            self.paths.push(path);
            return None;
        }
        let value = self.without_placeholders(value, &path)?;
        Some(Member {
            value,
            ..member.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn filled(text: &str) -> Option<String> {
        let (value, _) = filled_in(&json::parse(text).unwrap())?;
        Some(value.to_compact())
    }

    #[test]
    fn what_a_skeleton_left_is_not_there() {
        for (text, expected) in [
            (
                r#"{"Name":"mine","GroupName":"","ClientToken":"","StartDate":"1970-01-01T00:00:00","FlexibleTimeWindow":{"MaximumWindowInMinutes":0,"Mode":"OFF"},"Target":{"Arn":"a","DeadLetterConfig":{"Arn":""},"RetryPolicy":{"MaximumRetryAttempts":0}}}"#,
                Some(r#"{"Name":"mine","FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"a"}}"#),
            ),
            (
                r#"{"Name":"r","RoleArn":"","Tags":[{"Key":"","Value":""}]}"#,
                Some(r#"{"Name":"r"}"#),
            ),
            // One is a mistake, and no skeleton.
            (r#"{"Name":"r","RoleArn":""}"#, None),
            (
                r#"{"Name":"p","Enrichment":"","EnrichmentParameters":{"InputTemplate":""}}"#,
                None,
            ),
            (r#"{"Name":"r","EventPattern":{"a":"","b":""}}"#, None),
        ] {
            assert_eq!(filled(text).as_deref(), expected, "{text}");
        }
    }
}
