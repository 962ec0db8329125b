//! What the keywords that bound values leave of them, as questions about patterns see it.
//!
//! Only what is sure is taken: a bound that cannot be told exactly, as a number that EventBridge cannot compare, or a regular
//! expression, is loosened, so that no value is left out that may stand there.

use std::sync::Arc;

use super::node::{Node, Types};
use crate::json::write_quoted;
use crate::pattern::ast::ValueList;
use crate::pattern::comparison::{Bound, NumericRange, comparable};
use crate::pattern::decide::Place;
use crate::pattern::{Dialect, parse};

/// Bounds the values of a place by what is said of those that may stand there. `nodes` are all that may be said of it.
pub(super) fn bound(place: &mut Place, nodes: &[&Node]) {
    let only = |types: Types| {
        let mut having = nodes.iter().filter(|node| node.types.meets(types));
        having.next().filter(|_| having.next().is_none())
    };
    if let Some(node) = only(Types::INTEGER.or(Types::FRACTION)) {
        place.range = range(node);
    }
    if let Some(node) = only(Types::STRING) {
        let count = |name: &str| node.bounds.get(name).and_then(|says| says.parse().ok());
        place.shortest = count("minLength").unwrap_or(0);
        place.longest = count("maxLength").unwrap_or(usize::MAX);
        let pattern = node.bounds.get("pattern");
        place.texts = pattern.and_then(|says| texts(says));
    }
}

/// Whether something is said that [`bound`] takes.
pub(super) fn has_bounds(node: &Node) -> bool {
    let mut place = Place::ANY;
    bound(&mut place, &[node]);
    place != Place::ANY
}

/// In which range numbers lie. In draft 4 the exclusive bounds are `true` or `false` and say how the others are meant.
pub(super) fn range(node: &Node) -> NumericRange {
    let bound = |plain: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool| {
        let exclusive = node.bounds.get(exclusive).map(String::as_str);
        let number = |says: &str, inclusive| {
            let value = comparable(says)?;
            Some(Bound { value, inclusive })
        };
        let own = node.bounds.get(plain);
        let own = own.and_then(|says| number(says, exclusive != Some("true")));
        let other = exclusive.and_then(|says| number(says, false));
        match (own, other) {
            (Some(own), Some(other)) if is_tighter(own.value, other.value) => Some(own),
            (own, other) => other.or(own),
        }
    };
    NumericRange {
        low: bound("minimum", "exclusiveMinimum", |own, other| own > other),
        high: bound("maximum", "exclusiveMaximum", |own, other| own < other),
    }
}

/// What strings that a regular expression finds something in look like, in JSON as the keyword has it; `None` if any way.
///
/// A text between `^` and `$` is that text, or one of several with `|` between them in parentheses. Of all else what stands
/// between `^` and the first thing that is more than a letter is told.
fn texts(says: &str) -> Option<Arc<ValueList>> {
    let expression = crate::json::parse(says).ok()?;
    let expression = expression.as_str()?.strip_prefix('^')?;
    let alternatives = expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(")$"));
    if let Some(alternatives) = alternatives {
        let all: Option<Vec<String>> = alternatives
            .split('|')
            .map(|one| match literal(one) {
                (text, "") => Some(test("exactly", &text)),
                _ => None,
            })
            .collect();
        return list(&all?);
    }
    if expression.contains('|') {
        return None;
    }
    let (text, rest) = literal(expression);
    match rest {
        "$" => list(&[test("exactly", &text)]),
        _ if text.is_empty() => None,
        _ => list(&[test("prefix", &text)]),
    }
}

/// The characters with which every text begins that a regular expression finds at its beginning, and what stands behind them.
fn literal(expression: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = expression;
    loop {
        let mut characters = rest.chars();
        let (character, behind) = match characters.next() {
            Some('\\') => match characters.next() {
                // Before a letter or digit a backslash means something else.
                Some(escaped) if !escaped.is_alphanumeric() => (escaped, characters.as_str()),
                _ => return (text, rest),
            },
            Some(plain) if !".[](){}*+?^$|/".contains(plain) => (plain, characters.as_str()),
            Some('/') => ('/', characters.as_str()),
            _ => return (text, rest),
        };
        if behind.starts_with(['*', '?', '{', '+']) {
            return (text, rest);
        }
        text.push(character);
        rest = behind;
    }
}

fn test(operator: &str, text: &str) -> String {
    let mut test = format!(r#"{{"{operator}":"#);
    write_quoted(text, &mut test);
    test + "}"
}

fn list(tests: &[String]) -> Option<Arc<ValueList>> {
    let pattern = parse(&format!(r#"{{"a":[{}]}}"#, tests.join(",")), Dialect::Bus).ok()?;
    let field = pattern.sub_rules.first()?.fields.first()?;
    Some(Arc::clone(&field.values))
}
