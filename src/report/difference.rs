//! Two texts compared: JSON by its values, anything else by its lines.

use similar::TextDiff;

use crate::json::{self, Kind, Member, Value};

/// Compares what was expected with what came out. `None` if they agree, otherwise the difference in unified form.
///
/// Where both sides hold nothing but JSON values (one or several, white space between them), the values are
/// compared, members in any order and numbers by their text, and the difference shows them indented. A line break
/// at the end does not count.
#[must_use]
pub fn difference(expected: &str, actual: &str) -> Option<String> {
    let (expected, actual) = match (indented(expected), indented(actual)) {
        (Some(expected), Some(actual)) => (expected, actual),
        _ => (ended(expected), ended(actual)),
    };
    if expected == actual {
        return None;
    }
    let diff = TextDiff::from_lines(expected.as_str(), actual.as_str())
        .unified_diff()
        .context_radius(3)
        .header("expected", "delivered")
        .to_string();
    Some(diff)
}

/// The difference line by line and without a header: a line begins with a blank, with `-` if only the first text has it, with
/// `+` if only the second has it. JSON is indented where its values differ. `None` if the texts agree.
pub(super) fn lines(expected: &str, got: &str) -> Option<String> {
    let both = indented(expected).zip(indented(got));
    let both = both.filter(|(expected, got)| expected != got);
    let (expected, got) = both.unwrap_or_else(|| (expected.to_owned(), got.to_owned()));
    let diff = TextDiff::from_lines(expected.as_str(), got.as_str());
    let mut told = String::new();
    for change in diff.iter_all_changes() {
        let line = change.value();
        told.push_str(&format!(
            "{} {}\n",
            change.tag(),
            line.trim_end_matches('\n')
        ));
    }
    (expected != got).then_some(told)
}

fn ended(text: &str) -> String {
    format!("{}\n", text.trim_end_matches(['\n', '\r']))
}

/// The JSON values of a text, indented and with sorted members; `None` if there is anything else.
fn indented(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.trim_ascii();
    while !rest.is_empty() {
        let (value, end) = json::parse_prefix(rest).ok()?;
        indent(&value, 0, &mut out);
        out.push('\n');
        rest = rest.get(end..)?.trim_ascii_start();
    }
    Some(out)
}

/// Recursion is bounded by the depth that the reader accepts.
fn indent(value: &Value, level: usize, out: &mut String) {
    let line = |level: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    };
    match &value.kind {
        Kind::Array(elements) if !elements.is_empty() => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(level + 1, out);
                indent(element, level + 1, out);
            }
            line(level, out);
            out.push(']');
        }
        Kind::Object(members) if !members.is_empty() => {
            let mut members: Vec<&Member> = members.iter().collect();
            members.sort_by(|a, b| a.name.cmp_utf16(&b.name));
            out.push('{');
            for (index, member) in members.into_iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(level + 1, out);
                member.name.write_quoted(out);
                out.push_str(": ");
                indent(&member.value, level + 1, out);
            }
            line(level, out);
            out.push('}');
        }
        _ => value.write_compact(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_compared_by_value_and_text_by_line() {
        assert_eq!(
            difference("{\"b\": 1,\n \"a\": [2]}\n", r#"{"a":[2],"b":1}"#),
            None
        );
        assert_eq!(difference("plain\n", "plain"), None);
        assert!(difference("plain ", "plain").is_some());
        let diff = difference(r#"{"a":1}"#, r#"{"a":2}"#).unwrap();
        assert!(
            diff.contains("-  \"a\": 1") && diff.contains("+  \"a\": 2"),
            "{diff}"
        );
    }
}
