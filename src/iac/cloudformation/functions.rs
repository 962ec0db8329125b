//! Functions that make values of values: `Fn::Sub`, `Fn::Join`, `Fn::Select`, `Fn::Split`, `Fn::FindInMap`, …
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "Intrinsic function reference", each function by its name.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::evaluator::{Evaluator, hole_of, same};
use crate::json::{Hole, Kind, Shape, TextPart, Value};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// `Fn::Sub`: `${Name}` is what `Ref` gives, `${Name.Attribute}` what `Fn::GetAtt` gives, unless the map has the name;
    /// `${!Literal}` is `${Literal}`.
    pub(super) fn substitute(&mut self, argument: &Value, span: Span) -> Value {
        let (text, map) = match argument.as_array() {
            Some([text]) => (text, None),
            Some([text, map]) => (text, Some(map)),
            _ => (argument, None),
        };
        let Some(template) = text.as_str() else {
            return self.malformed("Fn::Sub", "a text, or a text and a map of values", span);
        };
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once("${") {
            let Some((name, after)) = behind.split_once('}') else {
                break;
            };
            parts.push(TextPart::Literal(before.to_owned()));
            match name.strip_prefix('!') {
                Some(literal) => parts.push(TextPart::Literal(format!("${{{literal}}}"))),
                None => parts.extend(self.variable(name.trim(), map, span)),
            }
            rest = after;
        }
        let rest = template.len() - rest.len();
        parts.push(TextPart::Literal(
            template.get(rest..).unwrap_or_default().to_owned(),
        ));
        // The letters around what is put in are those of the text itself.
        self.text(parts, "Sub", text.span)
    }

    /// What a `${Name}` stands for.
    fn variable(&mut self, name: &str, map: Option<&Value>, span: Span) -> Vec<TextPart> {
        let value = match (map.and_then(|map| map.get(name)), name.split_once('.')) {
            (Some(own), _) => self.value(own),
            (None, Some((id, attribute))) => Some(self.attribute(id, attribute, span)),
            (None, None) => self.named(name, span),
        };
        match value {
            Some(value) => self.parts_of(&value, "Fn::Sub", span),
            None => {
                self.malformed("Fn::Sub", "texts alone: `AWS::NoValue` is none", span);
                vec![TextPart::Hole(Hole {
                    from: name.to_owned(),
                    span,
                })]
            }
        }
    }

    /// `Fn::Join`.
    pub(super) fn join(&mut self, argument: &Value, span: Span) -> Value {
        let Some([separator, list]) = argument.as_array() else {
            return self.malformed("Fn::Join", "a separator and a list", span);
        };
        let separator = match self.known_text(separator, "Fn::Join") {
            Ok(text) => text,
            Err(hole) => return self.hole(Shape::Text, &hole.from, span),
        };
        let list = self.value(list);
        let elements = match list.as_ref().map(|list| &list.kind) {
            Some(Kind::Array(elements)) => elements,
            Some(Kind::Open(open)) => {
                return self.hole(Shape::Text, &open.first_hole().from, span);
            }
            _ => return self.malformed("Fn::Join", "a separator and a list", span),
        };
        let mut parts = Vec::new();
        for (number, element) in elements.iter().enumerate() {
            if number > 0 {
                parts.push(TextPart::Literal(separator.clone()));
            }
            parts.extend(self.parts_of(element, "Fn::Join", span));
        }
        self.text(parts, "Join", span)
    }

    /// `Fn::Select`: the element of a list by its number, which may be a text.
    pub(super) fn select(&mut self, argument: &Value, span: Span) -> Value {
        const WANTED: &str = "a number, and a list that has an element of this number";
        let Some([index, list]) = argument.as_array() else {
            return self.malformed("Fn::Select", WANTED, span);
        };
        let index = match self.known_text(index, "Fn::Select") {
            Ok(index) => index.trim().parse::<usize>().ok(),
            Err(hole) => return self.hole(Shape::Text, &hole.from, span),
        };
        // Of a list that is written out only the element that is wanted matters.
        let element = match (index, list.as_array()) {
            (Some(index), Some(elements)) => elements.get(index).and_then(|one| self.value(one)),
            (Some(index), None) => {
                let list = self.value(list);
                match list.map(|list| list.kind) {
                    Some(Kind::Array(elements)) => elements.into_iter().nth(index),
                    Some(Kind::Open(open)) => {
                        return self.hole(Shape::Text, &open.first_hole().from, span);
                    }
                    _ => None,
                }
            }
            (None, _) => None,
        };
        match element {
            Some(element) => element.placed(span),
            None => self.malformed("Fn::Select", WANTED, span),
        }
    }

    /// `Fn::Split`.
    pub(super) fn split(&mut self, argument: &Value, span: Span) -> Value {
        let Some([separator, text]) = argument.as_array() else {
            return self.malformed("Fn::Split", "a separator and a text", span);
        };
        let separator = self.known_text(separator, "Fn::Split");
        match (separator, self.known_text(text, "Fn::Split")) {
            (Ok(separator), Ok(_)) if separator.is_empty() => {
                self.malformed("Fn::Split", "a separator that is not empty", span)
            }
            (Ok(separator), Ok(text)) => {
                self.spend(text.len(), span);
                let pieces = text
                    .split(&*separator)
                    .map(|piece| Value::text(piece, span));
                let kind = Kind::Array(pieces.collect());
                Value { span, kind }
            }
            (Err(hole), _) | (_, Err(hole)) => self.hole(Shape::Structure, &hole.from, span),
        }
    }

    /// `Fn::FindInMap`: what a mapping has under two keys, else its default value. Where a key is open, what all the
    /// values that it may lead to have in common.
    pub(super) fn find_in_map(&mut self, argument: &Value, span: Span) -> Value {
        const WANTED: &str =
            "the name of a mapping, two keys, and perhaps an object with a `DefaultValue`";
        let (Some([map, first, second]), default) = (match argument.as_array() {
            Some([map, first, second, default]) => (
                Some([map, first, second]),
                default.get("DefaultValue").cloned(),
            ),
            Some([map, first, second]) => (Some([map, first, second]), None),
            _ => (None, None),
        }) else {
            return self.malformed("Fn::FindInMap", WANTED, span);
        };
        let keys = [map, first, second].map(|key| self.known_text(key, "Fn::FindInMap"));
        let [Ok(name), first, second] = &keys else {
            let hole = keys.into_iter().find_map(Result::err);
            return self.hole(
                Shape::Structure,
                &hole.map_or_else(String::new, |hole| hole.from),
                span,
            );
        };
        let mapping = self.sections.mappings.get(name);
        let level = |value: &Value, key: &Result<String, Hole>| -> Vec<Value> {
            match key {
                Ok(key) => value.get(key).cloned().into_iter().collect(),
                Err(_) => {
                    let members = value.as_object().unwrap_or_default().iter();
                    members.map(|member| member.value.clone()).collect()
                }
            }
        };
        let mapping = mapping.map_or_else(Vec::new, |mapping| level(&mapping, first));
        let found: Vec<Value> = mapping
            .iter()
            .flat_map(|value| level(value, second))
            .collect();
        let open = [first, second]
            .into_iter()
            .find_map(|key| key.as_ref().err());
        // A key that is not there keeps the template from being deployed, unless there is a default.
        let is_one_of_these = default.is_none();
        match (found.as_slice(), open, default) {
            ([value, others @ ..], open, _)
                if open.is_none()
                    || is_one_of_these && others.iter().all(|other| same(value, other)) =>
            {
                value.placed(span)
            }
            (found, Some(hole), _) => {
                let is_text = |value: &Value| value.as_str().is_some();
                let is_text = is_one_of_these && !found.is_empty() && found.iter().all(is_text);
                let shape = if is_text {
                    Shape::Text
                } else {
                    Shape::Structure
                };
                self.hole(shape, &hole.from, span)
            }
            (_, None, Some(default)) => {
                let default = self.value(&default);
                default.map_or_else(
                    || self.malformed("Fn::FindInMap", WANTED, span),
                    |value| value.placed(span),
                )
            }
            (_, None, None) => {
                let names: Vec<String> = keys.into_iter().flatten().collect();
                let from = format!("FindInMap {}", names.join("."));
                self.hole(Shape::Structure, &from, span)
            }
        }
    }

    /// `Fn::ImportValue`: what another stack exports.
    pub(super) fn import(&mut self, argument: &Value, span: Span) -> Value {
        let name = self.value(argument);
        let name = match name {
            Some(name) => {
                let parts = self.parts_of(&name, "Fn::ImportValue", span);
                display(&parts)
            }
            None => String::new(),
        };
        self.hole(Shape::Text, &format!("ImportValue {name}"), span)
    }

    /// `Fn::GetStackOutput`: an output of another stack.
    pub(super) fn stack_output(&mut self, argument: &Value, span: Span) -> Value {
        let mut part = |name: &str| {
            let value = argument.get(name).and_then(|value| self.value(value))?;
            let parts = self.parts_of(&value, "Fn::GetStackOutput", span);
            Some(display(&parts))
        };
        match (part("StackName"), part("OutputName")) {
            (Some(stack), Some(output)) => self.hole(
                Shape::Text,
                &format!("GetStackOutput {stack}.{output}"),
                span,
            ),
            _ => self.malformed(
                "Fn::GetStackOutput",
                "a `StackName` and an `OutputName`",
                span,
            ),
        }
    }

    /// `Fn::Base64`.
    pub(super) fn base64(&mut self, argument: &Value, span: Span) -> Value {
        match self.known_text(argument, "Fn::Base64") {
            Ok(text) => {
                self.spend(text.len(), span);
                Value::text(&BASE64_STANDARD.encode(&text), span)
            }
            Err(hole) => self.hole(Shape::Text, &hole.from, span),
        }
    }

    /// `Fn::Length`: how many elements a list has.
    pub(super) fn length(&mut self, argument: &Value, span: Span) -> Value {
        let list = self.value(argument);
        match list.as_ref().map(|list| &list.kind) {
            Some(Kind::Array(elements)) => Value {
                span,
                kind: Kind::Number(elements.len().to_string().into()),
            },
            Some(Kind::Open(open)) => self.hole(Shape::Number, &open.first_hole().from, span),
            _ => self.malformed("Fn::Length", "a list", span),
        }
    }

    /// `Fn::ToJsonString`: compact JSON. What is open inside stays open at its place, the JSON around it is known.
    pub(super) fn json_string(&mut self, argument: &Value, span: Span) -> Value {
        match self.value(argument) {
            Some(value) if value.as_object().is_some() || value.as_array().is_some() => {
                let mut parts = Vec::new();
                write_json(&value, &mut parts);
                self.text(parts, "ToJsonString", span)
            }
            Some(value) => match hole_of(&value) {
                Some(hole) => self.hole(Shape::Text, &hole.from.clone(), span),
                None => self.malformed("Fn::ToJsonString", "an object or a list", span),
            },
            None => self.malformed("Fn::ToJsonString", "an object or a list", span),
        }
    }
}

/// A text for people: what is open stands as `${…}`.
fn display(parts: &[TextPart]) -> String {
    let parts = parts.iter().map(|part| match part {
        TextPart::Literal(text) => text.clone(),
        TextPart::Hole(hole) => format!("${{{}}}", hole.from),
    });
    parts.collect()
}

/// A value as compact JSON with holes.
fn write_json(value: &Value, parts: &mut Vec<TextPart>) {
    let literal = |parts: &mut Vec<TextPart>, text: &str| match parts.last_mut() {
        Some(TextPart::Literal(before)) => before.push_str(text),
        _ => parts.push(TextPart::Literal(text.to_owned())),
    };
    match &value.kind {
        Kind::Array(elements) => {
            literal(parts, "[");
            for (number, element) in elements.iter().enumerate() {
                if number > 0 {
                    literal(parts, ",");
                }
                write_json(element, parts);
            }
            literal(parts, "]");
        }
        Kind::Object(members) => {
            literal(parts, "{");
            for (number, member) in members.iter().enumerate() {
                if number > 0 {
                    literal(parts, ",");
                }
                let mut name = String::new();
                crate::json::write_quoted(&member.name.to_display(), &mut name);
                literal(parts, &name);
                literal(parts, ":");
                write_json(&member.value, parts);
            }
            literal(parts, "}");
        }
        Kind::Open(open) if open.shape == Shape::Text => {
            literal(parts, "\"");
            let whole = [TextPart::Hole(open.hole.clone())];
            let inside = if open.parts.is_empty() {
                &whole
            } else {
                open.parts.as_slice()
            };
            for part in inside {
                match part {
                    TextPart::Literal(text) => {
                        let mut quoted = String::new();
                        crate::json::write_quoted(text, &mut quoted);
                        let inside = quoted
                            .strip_prefix('"')
                            .and_then(|text| text.strip_suffix('"'));
                        literal(parts, inside.unwrap_or_default());
                    }
                    TextPart::Hole(hole) => parts.push(TextPart::Hole(hole.clone())),
                }
            }
            literal(parts, "\"");
        }
        Kind::Open(open) => parts.push(TextPart::Hole(open.hole.clone())),
        _ => literal(parts, &value.to_compact()),
    }
}
