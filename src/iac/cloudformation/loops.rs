//! `Fn::ForEach`: members that are made once for each element of a list.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "Fn::ForEach": `${Identifier}` and `&{Identifier}` are replaced in names and
//! values, the latter without what is neither a letter nor a digit.

use super::evaluator::{BYTES_A_VALUE, Evaluator, is_function};
use super::text::plain_text;
use crate::json::{Hole, JsonString, Kind, Member, Value};
use crate::source::Span;

const WANTED: &str = "an identifier, a list of texts, and an object with what is to be made";

/// How deep a value is looked through for the identifier of a loop.
const MAXIMUM_DEPTH: usize = 128;

/// For how many values one instance counts: what is made of it later costs more than itself. With it loops in loops end
/// where they have made some ten thousand members; CloudFormation takes 500 resources in a template.
const VALUES_AN_INSTANCE: usize = 100;

impl Evaluator<'_, '_> {
    /// What a loop makes: a member for each element of its list and each member of its body.
    ///
    /// # Errors
    ///
    /// On what the list depends.
    pub(super) fn instances(&mut self, member: &Member) -> Result<Vec<Member>, Hole> {
        self.run_loop(&member.value, &member.name.to_display(), member.name_span)
    }

    /// A loop that is the only member of its object.
    pub(super) fn looped_object(
        &mut self,
        argument: &Value,
        name: &str,
        span: Span,
    ) -> Option<Value> {
        match self.run_loop(argument, name, span) {
            Ok(members) => {
                let kind = Kind::Object(members);
                self.value(&Value { span, kind })
            }
            Err(hole) => Some(self.hole(crate::json::Shape::Structure, &hole.from, span)),
        }
    }

    fn run_loop(&mut self, argument: &Value, name: &str, span: Span) -> Result<Vec<Member>, Hole> {
        let Some([identifier, collection, body]) = argument.as_array() else {
            return Err(self.unusable(name, WANTED, span));
        };
        let (Some(identifier), Some(body)) = (identifier.as_str(), body.as_object()) else {
            return Err(self.unusable(name, WANTED, span));
        };
        let mut members = Vec::new();
        for element in self.collection(collection, name)? {
            let replaced = Replaced {
                identifier,
                raw: [format!("${{{identifier}}}"), format!("&{{{identifier}}}")],
                words: [
                    element.clone(),
                    element
                        .chars()
                        .filter(|letter| letter.is_ascii_alphanumeric())
                        .collect(),
                ],
            };
            for member in body {
                self.left = self.left.saturating_sub(VALUES_AN_INSTANCE);
                let Some(value) = self.replaced(&member.value, &replaced, 0) else {
                    return Err(self.too_many(name, span));
                };
                members.push(Member {
                    name: JsonString::from(&*replaced.text(&member.name.to_display())),
                    name_span: member.name_span,
                    value,
                });
            }
        }
        Ok(members)
    }

    /// The loop that makes more than can be held.
    fn too_many(&mut self, name: &str, span: Span) -> Hole {
        let why = format!(
            "the loops of this template make more than can be held: `{name}` is one too many"
        );
        let help = "shorten the lists of the loops: loops in loops make the product of their lists, and CloudFormation takes 500 resources in a template";
        self.exceeds(&why, help, span);
        let from = name.to_owned();
        Hole { from, span }
    }

    /// The elements of a loop's list.
    fn collection(&mut self, collection: &Value, name: &str) -> Result<Vec<String>, Hole> {
        let list = self.value(collection);
        let elements = match list.as_ref().map(|list| &list.kind) {
            Some(Kind::Array(elements)) => elements,
            Some(Kind::Open(open)) => return Err(open.first_hole().clone()),
            _ => return Err(self.unusable(name, WANTED, collection.span)),
        };
        let mut texts = Vec::new();
        for element in elements {
            match (super::evaluator::hole_of(element), plain_text(element)) {
                (Some(hole), _) => return Err(hole.clone()),
                (None, Some(text)) => texts.push(text),
                (None, None) => return Err(self.unusable(name, WANTED, element.span)),
            }
        }
        Ok(texts)
    }

    /// A value with the element in place of the identifier; `None` if it is too much.
    fn replaced(&mut self, value: &Value, by: &Replaced<'_>, depth: usize) -> Option<Value> {
        if depth >= MAXIMUM_DEPTH {
            return Some(value.clone());
        }
        self.left = self.left.checked_sub(1)?;
        let kind = match &value.kind {
            Kind::String(text) => match text.as_str() {
                Some(text) if text.contains("{") => {
                    let text = by.text(text);
                    self.left = self.left.checked_sub(text.len() / BYTES_A_VALUE)?;
                    Kind::String(JsonString::from(&*text))
                }
                _ => value.kind.clone(),
            },
            Kind::Array(elements) => {
                let elements = elements.iter().map(|one| self.replaced(one, by, depth + 1));
                Kind::Array(elements.collect::<Option<_>>()?)
            }
            Kind::Object(members) => match members.as_slice() {
                [member]
                    if member.name.as_str().is_some_and(is_function)
                        && member.name == *"Ref"
                        && member.value.as_str() == Some(by.identifier) =>
                {
                    Kind::String(JsonString::from(&*by.words[0]))
                }
                _ => {
                    let members = members.iter().map(|member| {
                        Some(Member {
                            name: JsonString::from(&*by.text(&member.name.to_display())),
                            name_span: member.name_span,
                            value: self.replaced(&member.value, by, depth + 1)?,
                        })
                    });
                    Kind::Object(members.collect::<Option<_>>()?)
                }
            },
            other => other.clone(),
        };
        Some(Value {
            span: value.span,
            kind,
        })
    }
}

/// What is replaced, and by what.
struct Replaced<'i> {
    identifier: &'i str,
    raw: [String; 2],
    words: [String; 2],
}

impl Replaced<'_> {
    fn text(&self, text: &str) -> String {
        let [whole, plain] = &self.raw;
        let [word, letters] = &self.words;
        text.replace(whole, word).replace(plain, letters)
    }
}
