//! Texts that are put together: of literals, of what functions give, of dynamic references.

use super::evaluator::{Evaluator, FUNCTION};
use crate::diagnostic::Diagnostic;
use crate::json::{Hole, Kind, TextPart, Value};
use crate::source::Span;

/// How a dynamic reference begins.
///
/// AWS: CloudFormation User Guide, "Get values stored in other services using dynamic references":
/// `{{resolve:service-name:reference-key}}`.
const DYNAMIC: &str = "{{resolve:";

impl Evaluator<'_, '_> {
    /// A text in which dynamic references stand.
    pub(super) fn dynamic_text(&mut self, text: &str, span: Span) -> Value {
        self.text(vec![TextPart::Literal(text.to_owned())], "resolve", span)
    }

    /// The text that `from` puts together of parts.
    pub(super) fn text(&mut self, parts: Vec<TextPart>, from: &str, span: Span) -> Value {
        let length = |part: &TextPart| match part {
            TextPart::Literal(text) => text.len(),
            TextPart::Hole(hole) => hole.from.len(),
        };
        if self.spend(parts.iter().map(length).sum(), span) {
            return self.hole(crate::json::Shape::Text, from, span);
        }
        let parts = self.resolved(parts, span);
        // A text with one hole depends on nothing else.
        let mut holes = parts.iter().filter_map(|part| match part {
            TextPart::Hole(hole) => Some(hole.from.clone()),
            TextPart::Literal(_) => None,
        });
        let from = match (from, holes.next()) {
            ("resolve", Some(hole)) => hole,
            _ => from.to_owned(),
        };
        Value::parts(parts, &from, span)
    }

    /// What the text of a function's argument is, as parts of another text. `whole` is the function that wants it.
    pub(super) fn parts_of(&mut self, value: &Value, whole: &str, span: Span) -> Vec<TextPart> {
        match &value.kind {
            Kind::Open(open) if !open.parts.is_empty() => open.parts.clone(),
            Kind::Open(open) => vec![TextPart::Hole(open.hole.clone())],
            _ => match plain_text(value) {
                Some(text) => vec![TextPart::Literal(text)],
                None => {
                    let what = value.kind_name();
                    self.tell(
                        Diagnostic::warning(
                            FUNCTION,
                            format!("{what} stands where `{whole}` takes a text"),
                        )
                        .at(span, "this stays open"),
                    );
                    let from = whole.strip_prefix("Fn::").unwrap_or(whole).to_owned();
                    vec![TextPart::Hole(Hole { from, span })]
                }
            },
        }
    }

    /// The text that a function's argument is.
    ///
    /// # Errors
    ///
    /// On what it depends, if it is not known.
    pub(super) fn known_text(&mut self, argument: &Value, whole: &str) -> Result<String, Hole> {
        let span = argument.span;
        let value = self.value(argument).unwrap_or(Value {
            span,
            kind: Kind::Null,
        });
        let parts = self.parts_of(&value, whole, span);
        let mut text = String::new();
        for part in parts {
            match part {
                TextPart::Literal(literal) => text.push_str(&literal),
                TextPart::Hole(hole) => return Err(hole),
            }
        }
        Ok(text)
    }

    /// The parts with every dynamic reference as a hole; it may reach over several parts.
    fn resolved(&mut self, parts: Vec<TextPart>, span: Span) -> Vec<TextPart> {
        let begins =
            |part: &TextPart| matches!(part, TextPart::Literal(text) if text.contains(DYNAMIC));
        // The usual text has none: a beginning may also be put together of two parts.
        let joined = joined(parts);
        if !joined.iter().any(begins) {
            return joined;
        }
        let mut done = Vec::new();
        let mut reference: Option<String> = None;
        for part in joined {
            let text = match part {
                TextPart::Literal(text) => text,
                TextPart::Hole(hole) => {
                    match &mut reference {
                        Some(text) => text.push_str(&format!("${{{}}}", hole.from)),
                        None => done.push(TextPart::Hole(hole)),
                    }
                    continue;
                }
            };
            let mut rest = text.as_str();
            loop {
                match reference.take() {
                    None => match rest.split_once(DYNAMIC) {
                        None => break done.push(TextPart::Literal(rest.to_owned())),
                        Some((before, behind)) => {
                            done.push(TextPart::Literal(before.to_owned()));
                            reference = Some(DYNAMIC.to_owned());
                            rest = behind;
                        }
                    },
                    Some(begun) => match rest.split_once("}}") {
                        None => break reference = Some(begun + rest),
                        Some((inside, behind)) => {
                            let from = format!("{begun}{inside}}}}}");
                            done.push(self.resolved_reference(from, span));
                            rest = behind;
                        }
                    },
                }
            }
        }
        // Without an end it is a text like any other.
        done.extend(reference.map(TextPart::Literal));
        done
    }

    /// A dynamic reference: open, unless its value is given.
    fn resolved_reference(&self, from: String, span: Span) -> TextPart {
        match self.settings.parameters.get(&from).and_then(plain_text) {
            Some(text) => TextPart::Literal(text),
            None => TextPart::Hole(Hole { from, span }),
        }
    }
}

/// The same parts, neighbouring letters in one.
fn joined(parts: Vec<TextPart>) -> Vec<TextPart> {
    let mut all: Vec<TextPart> = Vec::with_capacity(parts.len());
    for part in parts {
        match (all.last_mut(), part) {
            (Some(TextPart::Literal(before)), TextPart::Literal(text)) => before.push_str(&text),
            (_, part) => all.push(part),
        }
    }
    all
}

/// The text of a value that is one, or a number or a boolean that stands for one.
pub(super) fn plain_text(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::String(text) => Some(text.to_display().into_owned()),
        Kind::Number(text) => Some(text.to_string()),
        Kind::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}
