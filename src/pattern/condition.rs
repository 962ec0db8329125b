//! Conditions as other languages write them, `$.detail.status = "PAID"`, and the pattern that asks the same.
//!
//! # What this module does not do
//!
//! It reads no language: what is more than paths, signs and values side by side is no condition here.

use crate::json::{self, Kind, write_quoted};

/// The longest text that is looked at, in bytes.
const MAXIMUM_TEXT: usize = 512;

/// The signs between a path and a value, the longer ones first.
const SIGNS: [&str; 10] = ["===", "!==", "==", "!=", ">=", "<=", "<>", "=", ">", "<"];

/// What stands between conditions that are all wanted.
const AND: [&str; 4] = ["&&", " AND ", " and ", " And "];

/// What a path begins with that is one without a sign for it.
const ROOTS: [&str; 6] = [
    "detail",
    "source",
    "detail-type",
    "account",
    "region",
    "event",
];

/// A field of the pattern that is meant, or an object of more.
enum Node {
    Values(String),
    Fields(Vec<(String, Node)>),
}

/// The pattern that asks what a condition says; `None` if the text is none, or no pattern asks it.
///
/// # Example
///
/// ```
/// use evb::pattern::condition;
///
/// assert_eq!(
///     condition::meant(r#"{ $.detail.total >= 100 && $.source = "shop" }"#).as_deref(),
///     Some(r#"{"detail": {"total": [{"numeric": [">=", 100]}]}, "source": ["shop"]}"#)
/// );
/// assert_eq!(condition::meant("orders.json"), None);
/// ```
#[must_use]
pub fn meant(text: &str) -> Option<String> {
    if text.len() > MAXIMUM_TEXT {
        return None;
    }
    let text = text.trim();
    let inside = [('{', '}'), ('(', ')')].into_iter();
    let mut inside =
        inside.filter_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let mut fields = Vec::new();
    let mut conditions = vec![inside.next().unwrap_or(text)];
    for and in AND {
        let parts = conditions.iter().flat_map(|one| one.split(and));
        conditions = parts.collect();
    }
    for condition in conditions {
        let (path, values) = one(condition.trim())?;
        add(&mut fields, &path, values)?;
    }
    let mut pattern = String::new();
    write(&fields, &mut pattern);
    Some(pattern)
}

/// The names of the field that a condition asks, and what stands in its list.
fn one(condition: &str) -> Option<(Vec<&str>, String)> {
    let is_path = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-' | '.' | '$');
    let end = condition.find(|one| !is_path(one))?;
    let (path, rest) = condition.split_at_checked(end)?;
    let rest = rest.trim_start();
    let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
    let value = rest.strip_prefix(sign)?.trim();
    let root = path.split('.').next()?;
    if !path.starts_with(['$', '.']) && !ROOTS.contains(&root) {
        return None;
    }
    let path = path.strip_prefix('$').unwrap_or(path);
    let path = path.strip_prefix('.').unwrap_or(path);
    let path = path.strip_prefix("event.").unwrap_or(path);
    let names: Vec<&str> = path.split('.').collect();
    let is_name = |name: &&str| !name.is_empty() && !name.contains('$');
    names.iter().all(is_name).then_some(())?;
    Some((names, values(sign, value)?))
}

/// What stands in the list of a field that is compared with a value.
fn values(sign: &str, value: &str) -> Option<String> {
    let text = ['"', '\''].into_iter().find_map(|quote| {
        let inside = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(['"', '\'', '\\'])).then_some(inside)
    });
    let is_word = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-' | '.' | '/' | ':');
    let read = json::parse(value).ok();
    let kind = read.as_ref().map(|value| &value.kind);
    let number = matches!(kind, Some(Kind::Number(_))).then_some(value);
    let json = match (text, kind) {
        (Some(text), _) => quoted(text),
        (None, Some(Kind::Number(_) | Kind::Bool(_) | Kind::Null)) => value.to_owned(),
        (None, None) if !value.is_empty() && value.chars().all(is_word) => quoted(value),
        _ => return None,
    };
    Some(match (sign, number) {
        ("=" | "==" | "===", _) if text.is_some_and(|text| text.contains('*')) => {
            format!("[{{\"wildcard\": {json}}}]")
        }
        ("=" | "==" | "===", _) => format!("[{json}]"),
        ("!=" | "!==" | "<>", _) if read.is_none() || text.is_some() || number.is_some() => {
            format!("[{{\"anything-but\": {json}}}]")
        }
        (">=" | "<=" | ">" | "<", Some(number)) => {
            format!("[{{\"numeric\": [\"{sign}\", {number}]}}]")
        }
        _ => return None,
    })
}

fn quoted(text: &str) -> String {
    let mut json = String::new();
    write_quoted(text, &mut json);
    json
}

/// Adds a field; `None` if there is one already, or something is wanted of its object.
fn add(fields: &mut Vec<(String, Node)>, names: &[&str], values: String) -> Option<()> {
    let (first, rest) = names.split_first()?;
    let at = fields.iter().position(|(name, _)| name == first);
    match (at, rest) {
        (None, []) => fields.push(((*first).to_owned(), Node::Values(values))),
        (None, rest) => {
            let mut inside = Vec::new();
            add(&mut inside, rest, values)?;
            fields.push(((*first).to_owned(), Node::Fields(inside)));
        }
        (Some(at), rest) => match fields.get_mut(at)? {
            (_, Node::Fields(inside)) => add(inside, rest, values)?,
            (_, Node::Values(_)) => return None,
        },
    }
    Some(())
}

fn write(fields: &[(String, Node)], out: &mut String) {
    out.push('{');
    for (at, (name, node)) in fields.iter().enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        write_quoted(name, out);
        out.push_str(": ");
        match node {
            Node::Values(values) => out.push_str(values),
            Node::Fields(inside) => write(inside, out),
        }
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        let pattern = meant(text)?;
        crate::pattern::parse(&pattern, crate::pattern::Dialect::Bus).unwrap();
        Some(pattern)
    }

    rows! { of;
        as_jq_has_it: r#".detail.status == "PAID""# => Some(r#"{"detail": {"status": ["PAID"]}}"#.to_owned());
        as_a_metric_filter_has_it: r#"{ ($.detail.status = "PA*") }"# => None;
        a_star_in_a_metric_filter: r#"{ $.detail.status = "PA*" }"# => Some(r#"{"detail": {"status": [{"wildcard": "PA*"}]}}"#.to_owned());
        bare_words: "source = com.shop AND detail.n > 5" => Some(r#"{"source": ["com.shop"], "detail": {"n": [{"numeric": [">", 5]}]}}"#.to_owned());
        not_equal: "detail.status != 'OPEN'" => Some(r#"{"detail": {"status": [{"anything-but": "OPEN"}]}}"#.to_owned());
        one_field_twice: "detail.n > 5 && detail.n < 9" => None;
        a_text_that_is_compared: r#"detail.n > "5""# => None;
        a_file: "patterns/orders.json" => None;
        a_file_with_a_sign: "dir=a/b.json" => None;
        json: r#"{"a": [1]}"# => None;
        or: "detail.a = 1 OR detail.b = 2" => None;
    }
}
