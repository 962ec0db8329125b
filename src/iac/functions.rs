//! Functions of a template: what they leave open, and what of a text they make known.
//!
//! `Fn::Sub` and `Fn::Join` put a text together whose literal parts are known; everything else is open as a whole.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "Intrinsic functions".

use crate::json::{Member, Value};
use crate::model::{Hole, TextPart};

/// The function that a value is: an object whose one member is `Ref`, `Condition` or `Fn::…`.
#[must_use]
pub fn function(value: &Value) -> Option<&Member> {
    match value.as_object()? {
        [member] => {
            let name = member.name.as_str()?;
            (name == "Ref" || name == "Condition" || name.starts_with("Fn::")).then_some(member)
        }
        _ => None,
    }
}

/// The first function anywhere in a value.
pub(super) fn first_inside(value: &Value) -> Option<&Member> {
    let mut due = vec![value];
    while let Some(value) = due.pop() {
        if let Some(member) = function(value) {
            return Some(member);
        }
        if let Some(members) = value.as_object() {
            due.extend(members.iter().rev().map(|member| &member.value));
        }
        due.extend(value.as_array().unwrap_or_default().iter().rev());
    }
    None
}

/// What a function leaves open, in the template's words.
#[must_use]
pub fn hole(function: &Member) -> Hole {
    let name = function.name.to_display();
    let argument = match (&*name, function.value.as_array()) {
        (_, None) => function.value.as_str().map(str::to_owned),
        ("Fn::GetAtt", Some(parts)) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            parts.map(|parts| parts.join("."))
        }
        // `Fn::If` depends on its condition, `Fn::FindInMap` on its map, and so on.
        (_, Some(parts)) => parts.first().and_then(Value::as_str).map(str::to_owned),
    };
    Hole {
        from: match argument {
            Some(argument) => format!("{name} {argument}"),
            None => name.into_owned(),
        },
        span: function.name_span,
    }
}

/// The parts of the text that `Fn::Sub` or `Fn::Join` puts together, as far as they are literal.
pub(super) fn parts(function: &Member) -> Option<Vec<TextPart>> {
    let arguments = function.value.as_array();
    match function.name.as_str()? {
        "Fn::Sub" => {
            let text = match arguments {
                Some(arguments) => arguments.first()?.as_str()?,
                None => function.value.as_str()?,
            };
            Some(substituted(text, function))
        }
        "Fn::Join" => {
            let [separator, elements] = arguments? else {
                return None;
            };
            let separator = separator.as_str()?;
            let mut parts = Vec::new();
            for (number, element) in elements.as_array()?.iter().enumerate() {
                if number > 0 {
                    parts.push(TextPart::Literal(separator.to_owned()));
                }
                parts.push(match (element.as_str(), self::function(element)) {
                    (Some(text), _) => TextPart::Literal(text.to_owned()),
                    (None, Some(inner)) => TextPart::Hole(hole(inner)),
                    (None, None) => return None,
                });
            }
            Some(joined(parts))
        }
        _ => None,
    }
}

/// AWS: "Fn::Sub": `${Name}` is replaced, and `${!Literal}` becomes `${Literal}`.
fn substituted(text: &str, function: &Member) -> Vec<TextPart> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${") {
        let Some((name, after)) = behind.split_once('}') else {
            break;
        };
        parts.push(TextPart::Literal(before.to_owned()));
        parts.push(match name.strip_prefix('!') {
            Some(literal) => TextPart::Literal(format!("${{{literal}}}")),
            None => TextPart::Hole(Hole {
                from: name.trim().to_owned(),
                span: function.name_span,
            }),
        });
        rest = after;
    }
    parts.push(TextPart::Literal(rest.to_owned()));
    joined(parts)
}

/// The same parts, neighbouring letters in one.
fn joined(parts: Vec<TextPart>) -> Vec<TextPart> {
    let mut all: Vec<TextPart> = Vec::new();
    for part in parts {
        match (all.last_mut(), part) {
            (_, TextPart::Literal(text)) if text.is_empty() => {}
            (Some(TextPart::Literal(before)), TextPart::Literal(text)) => before.push_str(&text),
            (_, part) => all.push(part),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn shown(text: &str) -> Option<String> {
        let value = json::parse(text).unwrap();
        let parts = parts(function(&value)?)?;
        let parts = parts.iter().map(|part| match part {
            TextPart::Literal(text) => format!("[{text}]"),
            TextPart::Hole(hole) => format!("<{}>", hole.from),
        });
        Some(parts.collect())
    }

    #[test]
    fn literal_parts_of_a_text_are_known() {
        for (text, expected) in [
            (r#"{"Fn::Sub": "a-${B}-c"}"#, Some("[a-]<B>[-c]")),
            (r#"{"Fn::Sub": ["${B}", {"B": 1}]}"#, Some("<B>")),
            (r#"{"Fn::Sub": "a${!b}c"}"#, Some("[a${b}c]")),
            (r#"{"Fn::Sub": "${open"}"#, Some("[${open]")),
            (
                r#"{"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "x"]]}"#,
                Some("[arn:]<Ref AWS::Partition>[:x]"),
            ),
            (r#"{"Fn::Join": [":", {"Ref": "List"}]}"#, None),
            (r#"{"Ref": "A"}"#, None),
        ] {
            assert_eq!(shown(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_hole_says_where_it_comes_from() {
        for (text, expected) in [
            (r#"{"Ref": "Stage"}"#, "Ref Stage"),
            (r#"{"Fn::GetAtt": ["Q", "Arn"]}"#, "Fn::GetAtt Q.Arn"),
            (r#"{"Fn::GetAtt": "Q.Arn"}"#, "Fn::GetAtt Q.Arn"),
            (r#"{"Fn::If": ["IsProd", 1, 2]}"#, "Fn::If IsProd"),
            (r#"{"Fn::Base64": {"Ref": "A"}}"#, "Fn::Base64"),
        ] {
            let value = json::parse(text).unwrap();
            assert_eq!(hole(function(&value).unwrap()).from, expected);
        }
    }
}
