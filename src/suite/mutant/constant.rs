//! Another constant in place of one.

use crate::json::{self, Kind, Value, write_quoted};

use super::edit::{Edit, told};

/// A constant whose first text, number or word is another, and the change in words; `None` of what is no JSON.
pub(super) fn changed(text: &str) -> Option<(String, String)> {
    let value = json::parse(text).ok()?;
    let mut due = vec![&value];
    let mut place = &value;
    while let Some(next) = due.pop() {
        match &next.kind {
            Kind::Array(elements) => due.extend(elements.iter().rev()),
            Kind::Object(members) => due.extend(members.iter().rev().map(|one| &one.value)),
            _ => {
                place = next;
                break;
            }
        }
    }
    let replacement = another(place);
    let own = text.get(place.span.start..place.span.end)?;
    let words = format!("`{}` becomes `{}`", told(own), told(&replacement));
    let edit = Edit {
        span: place.span,
        replacement,
    };
    Some((edit.apply(text), words))
}

fn another(value: &Value) -> String {
    match &value.kind {
        Kind::String(_) => {
            let mut quoted = String::new();
            let text = value.as_str().unwrap_or_default();
            write_quoted(&format!("{text}-2"), &mut quoted);
            quoted
        }
        Kind::Number(text) if **text == *"0" => "1".to_owned(),
        Kind::Number(_) | Kind::Null => "0".to_owned(),
        Kind::Bool(is_true) => (!is_true).to_string(),
        Kind::Object(_) => "[]".to_owned(),
        _ => "{}".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_leaf_is_another() {
        for (text, expected) in [
            (
                r#"{"a": {}, "b": [[7, 8]]}"#,
                Some(r#"{"a": {}, "b": [[0, 8]]}"#),
            ),
            ("0", Some("1")),
            (r#" "a" "#, Some(r#" "a-2" "#)),
            ("[true]", Some("[false]")),
            ("null", Some("0")),
            ("{}", Some("[]")),
            (r#"{"a": []}"#, Some("[]")),
            ("a", None),
        ] {
            let changed = changed(text).map(|(changed, _)| changed);
            assert_eq!(changed.as_deref(), expected, "{text}");
        }
    }
}
