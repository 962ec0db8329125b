//! The two patterns between which a pattern with holes lies.

use std::collections::HashMap;
use std::sync::Arc;

use super::{OpenPlace, holds};
use crate::json::{self, Kind, Open, Shape, TextPart, Value, write_quoted};
use crate::pattern::ast::{Comparison, Field, Pattern, SubRule, Test, ValueList};
use crate::pattern::{Dialect, Evaluator, parse};
use crate::source::Span;

/// What becomes of a list whose holes are bounded.
enum Bounded {
    /// It is this list.
    List(Arc<ValueList>),
    /// Nothing satisfies it.
    Nothing,
    /// Everything does, an event without the field too.
    Anything,
}

/// The pattern whose holes match nothing.
pub(super) fn least(shown: &Pattern, places: &[OpenPlace]) -> Pattern {
    bounded(shown, |list| {
        let is_known = |one: &&Comparison| places_in(one.span, places).next().is_none();
        let known: Vec<Comparison> = list.comparisons.iter().filter(is_known).cloned().collect();
        match known.is_empty() {
            true => Bounded::Nothing,
            false => Bounded::List(with(list, known)),
        }
    })
}

/// The pattern whose holes match whatever they could.
pub(super) fn most(shown: &Pattern, places: &[OpenPlace]) -> Pattern {
    bounded(shown, |list| {
        let mut widest = Vec::new();
        for comparison in &list.comparisons {
            let open: Vec<&OpenPlace> = places_in(comparison.span, places).collect();
            let test = match open.as_slice() {
                [] => Some(comparison.test.clone()),
                [first, ..] => widened(shown, comparison, &first.open, &open),
            };
            match test {
                Some(test) => widest.push(Comparison {
                    span: comparison.span,
                    test,
                }),
                None => return Bounded::Anything,
            }
        }
        Bounded::List(with(list, widest))
    })
}

/// Whether an event satisfies the known values of one field.
pub(super) fn field_matches(
    shown: &Pattern,
    field: &Field,
    places: &[OpenPlace],
    event: &Value,
) -> bool {
    let alone = Pattern {
        sub_rules: vec![SubRule {
            fields: vec![field.clone()],
            branches: Vec::new(),
        }],
        ..shown.clone()
    };
    Evaluator::new(&least(&alone, places)).matches(event)
}

/// The pattern with other lists. Sub-rules share lists, and go on sharing them. A sub-rule that nothing satisfies goes, and
/// one that everything satisfies has no fields.
fn bounded(shown: &Pattern, mut bound: impl FnMut(&ValueList) -> Bounded) -> Pattern {
    let mut known: HashMap<*const ValueList, Arc<Bounded>> = HashMap::new();
    let mut sub_rules = Vec::new();
    'sub_rules: for sub_rule in &shown.sub_rules {
        let mut fields = Vec::new();
        for field in &sub_rule.fields {
            let list = known
                .entry(Arc::as_ptr(&field.values))
                .or_insert_with(|| Arc::new(bound(&field.values)));
            match &**list {
                Bounded::List(values) => fields.push(Field {
                    path: Arc::clone(&field.path),
                    values: Arc::clone(values),
                }),
                Bounded::Nothing => continue 'sub_rules,
                Bounded::Anything => {}
            }
        }
        sub_rules.push(SubRule {
            fields,
            branches: sub_rule.branches.clone(),
        });
    }
    Pattern {
        sub_rules,
        ..shown.clone()
    }
}

fn with(list: &ValueList, comparisons: Vec<Comparison>) -> Arc<ValueList> {
    Arc::new(ValueList {
        comparisons,
        ..list.clone()
    })
}

/// The holes that stand in a comparison.
fn places_in(span: Span, places: &[OpenPlace]) -> impl Iterator<Item = &OpenPlace> {
    let from = places.partition_point(|place| place.span.start < span.start);
    let behind = places.get(from..).unwrap_or_default().iter();
    behind.take_while(move |place| holds(span, place.span))
}

/// The widest test that a comparison with a hole could be; `None` if it could be any.
fn widened(
    shown: &Pattern,
    comparison: &Comparison,
    open: &Open,
    all: &[&OpenPlace],
) -> Option<Test> {
    let (lead, tail) = (quoted(lead(open)), quoted(tail(open)));
    if open.shape == Shape::Structure {
        return None;
    }
    test(&match &comparison.test {
        _ if open.shape == Shape::Number => r#"{"numeric":["<=",5000000000]}"#.to_owned(),
        Test::Prefix(_) => format!(r#"{{"prefix":{lead}}}"#),
        Test::Suffix(_) => format!(r#"{{"suffix":{tail}}}"#),
        Test::PrefixFolded(_) | Test::EqualsIgnoreCase(_) if lead.len() > 2 => {
            format!(r#"{{"prefix":{{"equals-ignore-case":{lead}}}}}"#)
        }
        Test::SuffixFolded(_) | Test::EqualsIgnoreCase(_) if tail.len() > 2 => {
            format!(r#"{{"suffix":{{"equals-ignore-case":{tail}}}}}"#)
        }
        Test::PrefixFolded(_) | Test::SuffixFolded(_) | Test::EqualsIgnoreCase(_) => {
            r#"{"prefix":""}"#.to_owned()
        }
        Test::Wildcard(_) => wildcard(open, str::to_owned),
        Test::AnythingBut(_) => anything_but(shown, comparison, all),
        _ => wildcard(open, |literal| {
            literal.replace('\\', r"\\").replace('*', r"\*")
        }),
    })
}

/// A wildcard with the known letters of a text, holes standing for anything.
fn wildcard(open: &Open, written: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    let anything = [TextPart::Hole(open.hole.clone())];
    let parts = if open.parts.is_empty() {
        &anything[..]
    } else {
        &open.parts
    };
    for part in parts {
        match part {
            TextPart::Literal(literal) => {
                let literal = written(literal);
                let is_twice = text.ends_with('*') && literal.starts_with('*');
                text.push_str(literal.get(usize::from(is_twice)..).unwrap_or(""));
            }
            TextPart::Hole(_) if text.ends_with('*') && !text.ends_with(r"\*") => {}
            TextPart::Hole(_) => text.push('*'),
        }
    }
    format!(r#"{{"wildcard":{}}}"#, quoted(&text))
}

/// `anything-but` without the values that are open; without any it is that the field exists.
fn anything_but(shown: &Pattern, comparison: &Comparison, open: &[&OpenPlace]) -> String {
    let exists = || r#"{"exists":true}"#.to_owned();
    let span = comparison.span;
    let text = shown.text.get(span.start..span.end).unwrap_or("");
    let Ok(value) = json::parse(text) else {
        return exists();
    };
    let Some(Kind::Array(elements)) = value.get("anything-but").map(|one| &one.kind) else {
        return exists();
    };
    let is_known = |one: &&Value| {
        let at = one.span.shifted(span.start);
        !open.iter().any(|place| holds(at, place.span))
    };
    let known: Vec<String> = elements
        .iter()
        .filter(is_known)
        .map(Value::to_compact)
        .collect();
    match known.is_empty() {
        true => exists(),
        false => format!(r#"{{"anything-but":[{}]}}"#, known.join(",")),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}

/// The test that a member of a list is.
fn test(element: &str) -> Option<Test> {
    let pattern = parse(&format!(r#"{{"a":[{element}]}}"#), Dialect::Bus).ok()?;
    let field = pattern.sub_rules.first()?.fields.first()?;
    Some(field.values.comparisons.first()?.test.clone())
}

/// The known letters with which a text begins.
pub(super) fn lead(open: &Open) -> &str {
    literal(open.parts.first())
}

/// The known letters with which a text ends.
pub(super) fn tail(open: &Open) -> &str {
    literal(open.parts.last())
}

fn literal(part: Option<&TextPart>) -> &str {
    match part {
        Some(TextPart::Literal(text)) => text,
        Some(TextPart::Hole(_)) | None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OpenPattern, Outcome};
    use crate::json::{self, Hole, Kind, Shape, TextPart, Value};
    use crate::pattern::Dialect;

    /// The value, its texts with `${…}` open: `${s:…}` is of unknown shape.
    fn with_holes(mut value: Value) -> Value {
        match &mut value.kind {
            Kind::Array(elements) => {
                *elements = elements.drain(..).map(with_holes).collect();
            }
            Kind::Object(members) => {
                for member in members {
                    member.value = with_holes(member.value.clone());
                }
            }
            Kind::String(text) => {
                let text = text.to_display().into_owned();
                if let Some(name) = text.strip_prefix("${s:") {
                    return Value::open(Shape::Structure, name.trim_end_matches('}'), value.span);
                }
                let mut parts = Vec::new();
                for (number, piece) in text.split(['{', '}']).enumerate() {
                    parts.push(match number % 2 {
                        0 => TextPart::Literal(piece.trim_end_matches('$').to_owned()),
                        _ => TextPart::Hole(Hole {
                            from: piece.to_owned(),
                            span: value.span,
                        }),
                    });
                }
                return Value::parts(parts, "Sub", value.span);
            }
            _ => {}
        }
        value
    }

    fn asked(pattern: &str, event: &str) -> (Outcome, Option<Vec<(String, String)>>) {
        let value = with_holes(json::parse(pattern).unwrap());
        let pattern = OpenPattern::new(value, pattern, Dialect::Bus).unwrap();
        let event = json::parse(event).unwrap();
        (pattern.outcome(&event), pattern.would_match(&event))
    }

    #[test]
    fn what_a_hole_could_let_through_is_open() {
        let (yes, no, open) = (Outcome::Yes, Outcome::No, Outcome::Open);
        for (pattern, event, expected) in [
            (r#"{"a":["${X}","b"]}"#, r#"{"a":"b"}"#, yes),
            (r#"{"a":["${X}","b"]}"#, r#"{"a":"c"}"#, open),
            (r#"{"a":["${X}","b"]}"#, r#"{"a":1}"#, no),
            (r#"{"a":["${X}"]}"#, r#"{"b":1}"#, no),
            (r#"{"a":["x-${X}"]}"#, r#"{"a":"x-1"}"#, open),
            (r#"{"a":["x-${X}"]}"#, r#"{"a":"y-1"}"#, no),
            (r#"{"a":["x-${X}-${Y}.z"]}"#, r#"{"a":"x-1-2.z"}"#, open),
            (r#"{"a":["x*-${X}"]}"#, r#"{"a":"xx-1"}"#, no),
            (r#"{"a":[{"prefix":"${X}"}]}"#, r#"{"a":"q"}"#, open),
            (r#"{"a":[{"prefix":"x${X}"}]}"#, r#"{"a":"q"}"#, no),
            (r#"{"a":[{"suffix":"${X}x"}]}"#, r#"{"a":"q"}"#, no),
            (r#"{"a":[{"wildcard":"a*${X}"}]}"#, r#"{"a":"abc"}"#, open),
            (r#"{"a":[{"wildcard":"a*${X}"}]}"#, r#"{"a":"bc"}"#, no),
            (
                r#"{"a":[{"equals-ignore-case":"A-${X}"}]}"#,
                r#"{"a":"a-1"}"#,
                open,
            ),
            (
                r#"{"a":[{"equals-ignore-case":"A-${X}"}]}"#,
                r#"{"a":"b-1"}"#,
                no,
            ),
            (
                r#"{"a":[{"anything-but":["b","${X}"]}]}"#,
                r#"{"a":"b"}"#,
                no,
            ),
            (
                r#"{"a":[{"anything-but":["b","${X}"]}]}"#,
                r#"{"a":"c"}"#,
                open,
            ),
            (r#"{"a":[{"anything-but":"${X}"}]}"#, r#"{"b":1}"#, no),
            (
                r#"{"a":[{"anything-but":{"prefix":"${X}"}}]}"#,
                r#"{"a":"c"}"#,
                open,
            ),
            (r#"{"a":[{"cidr":"${X}"}]}"#, r#"{"a":"10.0.0.1"}"#, open),
            (r#"{"a":[{"numeric":[">","${s:N}"]}]}"#, r#"{"a":1}"#, open),
            (r#"{"a":[{"exists":"${s:E}"}]}"#, "{}", open),
            (r#"{"a":"${s:A}","b":["x"]}"#, r#"{"b":"x"}"#, open),
            (r#"{"a":"${s:A}","b":["x"]}"#, r#"{"b":"y"}"#, no),
            (r#"{"a":{"c":"${s:A}"}}"#, "{}", open),
            (
                r#"{"$or":[{"a":["x"]},{"b":["${X}"]}]}"#,
                r#"{"a":"x"}"#,
                yes,
            ),
            (
                r#"{"$or":[{"a":["x"]},{"b":["${X}"]}]}"#,
                r#"{"b":"x"}"#,
                open,
            ),
            (r#"{"$or":[{"a":["x"]},{"b":["${X}"]}]}"#, "{}", no),
            (
                r#"{"$or":[{"a":["x"]},"${s:B}"],"c":["y"]}"#,
                r#"{"c":"y"}"#,
                open,
            ),
            (r#"{"$or":"${s:B}","c":["y"]}"#, r#"{"c":"z"}"#, no),
            (r#""${s:P}""#, "{}", open),
        ] {
            assert_eq!(asked(pattern, event).0, expected, "{pattern} {event}");
        }
    }

    #[test]
    fn a_value_that_makes_it_match_is_tried() {
        for (pattern, event, expected) in [
            (r#"{"a":["x-${X}"]}"#, r#"{"a":"x-1"}"#, Some(("X", "1"))),
            (
                r#"{"a":["${X}"],"b":["${X}"]}"#,
                r#"{"a":"1","b":"2"}"#,
                None,
            ),
            (
                r#"{"a":["${X}"],"b":["-${X}"]}"#,
                r#"{"a":"1","b":"-1"}"#,
                Some(("X", "1")),
            ),
            (
                r#"{"a":[{"prefix":"${X}"}]}"#,
                r#"{"a":"q"}"#,
                Some(("X", "q")),
            ),
            (r#"{"a":["${s:X}"]}"#, r#"{"a":"q"}"#, None),
        ] {
            let expected = expected.map(|(hole, value)| vec![(hole.to_owned(), value.to_owned())]);
            assert_eq!(asked(pattern, event).1, expected, "{pattern} {event}");
        }
    }
}
