//! JSON in a text of which some letters are open: the value around the holes.

use super::{Hole, JsonString, Kind, Open, Shape, TextPart, Value, parse};
use crate::source::Span;

/// Stands on both sides of the number of a hole inside a string.
const INSIDE: char = '\u{F8FF}';
/// Stands on both sides of the number of a hole that is a whole value, as far as the text tells.
const WHOLE: char = '\u{F8FE}';

impl Open {
    /// The JSON value that a text with holes is. A hole inside a string leaves that string open, a hole elsewhere a value of
    /// unknown shape; a member whose name is open has an open value. Everything stands at `span`.
    ///
    /// `None` if the known letters are no JSON around the holes.
    #[must_use]
    pub fn json_around(&self, span: Span) -> Option<Value> {
        json_around(&self.parts, &self.hole.from, |_, _| span)
    }
}

/// As [`Open::json_around`], of parts that `from` puts together. `place` tells where a span of what is read stands: it
/// is given the span, and where each part begins there.
#[must_use]
pub fn json_around(
    parts: &[TextPart],
    from: &str,
    place: impl Fn(Span, &[usize]) -> Span,
) -> Option<Value> {
    let mut text = String::new();
    let mut holes = Vec::new();
    let mut starts = Vec::new();
    let mut state = State::default();
    for part in parts {
        starts.push(text.len());
        match part {
            TextPart::Literal(literal) if literal.contains([INSIDE, WHOLE]) => return None,
            TextPart::Literal(literal) => {
                literal.chars().for_each(|letter| state.pass(letter));
                text.push_str(literal);
            }
            TextPart::Hole(hole) => {
                let number = holes.len();
                text.push_str(&match state.is_in_string {
                    true => format!("{INSIDE}{number}{INSIDE}"),
                    false => format!("\"{WHOLE}{number}{WHOLE}\""),
                });
                holes.push(hole);
            }
        }
    }
    let holes = Holes {
        all: holes,
        from,
        place: &|span| place(span, &starts),
    };
    Some(holes.put_back(&parse(&text).ok()?))
}

/// Where in a JSON text a letter stands.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    is_in_string: bool,
    is_escaped: bool,
}

impl State {
    fn pass(&mut self, letter: char) {
        match letter {
            _ if self.is_escaped => self.is_escaped = false,
            '\\' if self.is_in_string => self.is_escaped = true,
            '"' => self.is_in_string = !self.is_in_string,
            _ => {}
        }
    }
}

struct Holes<'o> {
    all: Vec<&'o Hole>,
    from: &'o str,
    place: &'o dyn Fn(Span) -> Span,
}

impl Holes<'_> {
    /// The value with its holes in place of their numbers. The reader of the text bounds how deep it is.
    fn put_back(&self, value: &Value) -> Value {
        let span = (self.place)(value.span);
        let kind = match &value.kind {
            Kind::String(text) => return self.text(text, span),
            Kind::Array(elements) => {
                Kind::Array(elements.iter().map(|one| self.put_back(one)).collect())
            }
            Kind::Object(members) => {
                let members = members.iter().cloned().map(|mut member| {
                    member.name_span = (self.place)(member.name_span);
                    member.value = match self.text(&member.name, member.name_span).as_open() {
                        Some(open) => {
                            member.name = JsonString::from(open.to_display().as_str());
                            Value::open(Shape::Structure, &open.first_hole().from, span)
                        }
                        None => self.put_back(&member.value),
                    };
                    member
                });
                Kind::Object(members.collect())
            }
            other => other.clone(),
        };
        Value { span, kind }
    }

    fn text(&self, text: &JsonString, span: Span) -> Value {
        let whole = text.to_display();
        let hole = |number: &str| self.all.get(number.parse::<usize>().ok()?).copied();
        let is_whole = whole
            .strip_prefix(WHOLE)
            .and_then(|rest| rest.strip_suffix(WHOLE));
        if let Some(hole) = is_whole.and_then(hole) {
            return Value::open(Shape::Structure, &hole.from, span);
        }
        if !whole.contains(INSIDE) {
            let kind = Kind::String(text.clone());
            return Value { span, kind };
        }
        let pieces = whole.split(INSIDE).enumerate();
        let parts = pieces.filter_map(|(number, piece)| match number % 2 {
            0 => Some(TextPart::Literal(piece.to_owned())),
            _ => hole(piece).map(|hole| TextPart::Hole(hole.clone())),
        });
        Value::parts(parts.collect(), self.from, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let mut parts = Vec::new();
        for (number, piece) in text.split('?').enumerate() {
            if number > 0 {
                parts.push(TextPart::Hole(Hole {
                    from: format!("H{number}"),
                    span: Span::at(0),
                }));
            }
            parts.push(TextPart::Literal(piece.to_owned()));
        }
        let value = Value::parts(parts, "Sub", Span::at(0));
        let around = value.as_open()?.json_around(Span::at(0))?;
        Some(around.to_compact())
    }

    #[test]
    fn the_json_around_holes_is_known() {
        for (text, expected) in [
            (
                r#"{"a":["x-?","b"],"c":[?]}"#,
                Some(r#"{"a":["x-${H1}","b"],"c":["${H2}"]}"#),
            ),
            (
                r#"{"a":["\"?"],"?":[1]}"#,
                Some(r#"{"a":["\"${H1}"],"${H2}":"${H2}"}"#),
            ),
            (r#"{"a":?}"#, Some(r#"{"a":"${H1}"}"#)),
            (r#"{"a":[?"#, None),
        ] {
            assert_eq!(shown(text).as_deref(), expected, "{text}");
        }
    }
}
