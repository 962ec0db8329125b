//! Two texts compared: JSON by its values, anything else by its lines.

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

use crate::json::{self, Kind, Member, Value};

/// How many lines are shown around what differs.
const AROUND: usize = 3;

/// What stands behind a line that has no line break.
const WITHOUT_END: &str = "\\ No newline at end of file\n";

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
    let mut told = "--- expected\n+++ delivered\n".to_owned();
    Lines::of(&expected, &actual).hunks(&mut told);
    Some(told)
}

/// The change of a file in unified form, as `patch` and `git apply` take it: every letter stays, also where a line ends in two
/// of them, and a last line without a break is told to have none. Empty if the texts are the same.
#[must_use]
pub fn unified(file: &str, before: &str, after: &str) -> String {
    let mut told = String::new();
    if before != after {
        told.push_str(&format!("--- {file}\n+++ {file}\n"));
        Lines::of(before, after).hunks(&mut told);
    }
    told
}

/// The difference line by line and without a header: a line begins with a blank, with `-` if only the first text has it, with
/// `+` if only the second has it. JSON is indented where its values differ. `None` if the texts agree.
pub(super) fn lines(expected: &str, got: &str) -> Option<String> {
    let both = indented(expected).zip(indented(got));
    let both = both.filter(|(expected, got)| expected != got);
    let (expected, got) = both.unwrap_or_else(|| (expected.to_owned(), got.to_owned()));
    if expected == got {
        return None;
    }
    let lines = Lines::of(&expected, &got);
    let mut told = String::new();
    for op in lines.compared().into_ops() {
        lines.tell(op, " ", &mut told);
    }
    Some(told)
}

/// The lines of two texts, each with its line break if it has one.
struct Lines<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
}

impl<'t> Lines<'t> {
    fn of(old: &'t str, new: &'t str) -> Self {
        Self {
            old: old.split_inclusive('\n').collect(),
            new: new.split_inclusive('\n').collect(),
        }
    }

    /// What of the one becomes what of the other. One algorithm is enough: each that is compiled takes its room.
    fn compared(&self) -> Capture {
        let (old, new) = (self.old.as_slice(), self.new.as_slice());
        let mut compared = Compact::new(Replace::new(Capture::new()), old, new);
        let told = myers::diff(&mut compared, old, 0..old.len(), new, 0..new.len());
        debug_assert!(told.is_ok(), "whatever is captured is kept");
        compared.into_inner().into_inner()
    }

    /// Adds what differs, with a few lines around it.
    fn hunks(&self, told: &mut String) {
        for hunk in self.compared().into_grouped_ops(AROUND) {
            let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
                continue;
            };
            let old = (first.old_range().start, last.old_range().end);
            let new = (first.new_range().start, last.new_range().end);
            told.push_str(&format!("@@ -{} +{} @@\n", place(old), place(new)));
            for op in hunk {
                self.tell(op, "", told);
            }
        }
    }

    /// Adds the lines of one step, each behind its sign and what follows on that.
    fn tell(&self, op: DiffOp, behind_sign: &str, told: &mut String) {
        let old = self.old.get(op.old_range()).unwrap_or_default();
        let new = self.new.get(op.new_range()).unwrap_or_default();
        let steps = match op {
            DiffOp::Equal { .. } => vec![(' ', old)],
            _ => vec![('-', old), ('+', new)],
        };
        for (sign, lines) in steps {
            for line in lines {
                told.push(sign);
                told.push_str(behind_sign);
                told.push_str(line.trim_end_matches('\n'));
                told.push('\n');
                if !line.ends_with('\n') && behind_sign.is_empty() {
                    told.push_str(WITHOUT_END);
                }
            }
        }
    }
}

/// Lines as the head of a hunk names them: the first, counted from 1, and how many; the one before them if they are none.
fn place((start, end): (usize, usize)) -> String {
    match end.saturating_sub(start) {
        0 => format!("{start},0"),
        1 => (start + 1).to_string(),
        count => format!("{},{count}", start + 1),
    }
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
