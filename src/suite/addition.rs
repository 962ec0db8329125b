//! Cases to be added to a suite: as they are written, and the text of the suite with them.
//!
//! # What this module does not do
//!
//! It changes no other byte of the suite, and writes no file.

use crate::json::{Kind, Value, write_quoted};
use crate::source::{Source, Span};

use super::document;

/// A case that says of one event whether it matches one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// What it is called.
    pub name: String,
    /// The event.
    pub event: Value,
    /// The bus to which the event goes, where that has to be said.
    pub bus: Option<String>,
    /// The rule, by its name in the suite.
    pub rule: String,
    /// Whether the event matches it.
    pub matches: bool,
}

impl NewCase {
    /// The lines of the case as an element of a YAML list, without indentation.
    #[must_use]
    pub fn yaml(&self) -> Vec<String> {
        let mut lines = vec![
            format!("- name: {}", single_quoted(&self.name)),
            format!("  event: {}", self.event.to_compact()),
        ];
        lines.extend(self.bus.iter().map(|bus| format!("  bus: {}", plain(bus))));
        lines.push(format!("  {}: [{}]", self.word(), plain(&self.rule)));
        lines
    }

    /// The case as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let bus = self
            .bus
            .iter()
            .map(|bus| format!(r#""bus":{},"#, quoted(bus)));
        format!(
            r#"{{"name":{},"event":{},{}"{}":[{}]}}"#,
            quoted(&self.name),
            self.event.to_compact(),
            bus.collect::<String>(),
            self.word(),
            quoted(&self.rule)
        )
    }

    const fn word(&self) -> &'static str {
        match self.matches {
            true => "includes",
            false => "excludes",
        }
    }
}

/// The text of a suite with cases behind those that it has; `None` if its cases stand where none can be added.
#[must_use]
pub fn with_cases(suite: &Source, cases: &[NewCase]) -> Option<String> {
    let (value, _) = document::value(suite).ok()?;
    let list = value.get("cases")?;
    let Kind::Array(elements) = &list.kind else {
        return None;
    };
    let text = suite.text();
    let is_flow = text.get(list.span.start..)?.starts_with('[');
    let (at, added) = match (is_flow, elements.last()) {
        (true, last) => {
            let own: Vec<String> = cases.iter().map(NewCase::json).collect();
            let behind = last.map_or(list.span.start + 1, |last| last.span.end);
            let between = last.map_or_else(String::new, |_| ",".to_owned());
            let gap = gap(text, elements, list.span)?;
            let rest: Vec<String> = own.iter().map(|one| format!("{gap}{one}")).collect();
            (behind, between + &rest.join(","))
        }
        (false, Some(last)) => {
            let first = elements.first()?;
            let indent = indent(text, first.span.start)?;
            let end = end_of_line(text, last.span)?;
            let lines = cases.iter().flat_map(NewCase::yaml);
            let added = lines.map(|line| format!("\n{indent}{line}"));
            (end, added.collect())
        }
        (false, None) => return None,
    };
    let (before, behind) = text.split_at_checked(at)?;
    Some([before, &added, behind].concat())
}

/// What stands between the elements of a list in brackets: what is before the last one.
fn gap<'t>(text: &'t str, elements: &[Value], list: Span) -> Option<&'t str> {
    let Some(last) = elements.last() else {
        return Some("");
    };
    let before = match elements
        .len()
        .checked_sub(2)
        .and_then(|at| elements.get(at))
    {
        Some(one) => one.span.end,
        None => list.start + 1,
    };
    let between = text.get(before..last.span.start)?;
    Some(between.trim_start_matches([',', '[']))
}

/// The blanks before the dash of the element of a list that stands at `at`.
fn indent(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next()?;
    let dash = line.find('-')?;
    let indent = line.get(..dash)?;
    indent.trim().is_empty().then_some(indent)
}

/// The end of the line on which the last letter of a value stands.
fn end_of_line(text: &str, value: Span) -> Option<usize> {
    let whole = text.get(value.start..value.end)?;
    let end = value.start + whole.trim_end().len();
    let rest = text.get(end..)?;
    let length = rest.find('\n').unwrap_or(rest.len());
    let line = rest.get(..length)?;
    Some(end + line.trim_end_matches('\r').len())
}

/// A name as YAML has it: without quotes where it is surely a text.
fn plain(name: &str) -> String {
    let is_word = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    let begins = name.starts_with(|first: char| first.is_ascii_alphabetic());
    // `true`, `no`, `null`, `on`: the words of YAML are short.
    match begins && name.len() > 5 && name.chars().all(is_word) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// A text in quotes that JSON and YAML read alike.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}

/// A text as YAML: in single quotes, where only they need an escape, or as JSON has it if it has more than one line.
fn single_quoted(text: &str) -> String {
    match text.chars().any(char::is_control) {
        true => quoted(text),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn case() -> NewCase {
        NewCase {
            name: "it's \"new\"".to_owned(),
            event: json::parse(r#"{"a":1}"#).unwrap(),
            bus: None,
            rule: "Orders".to_owned(),
            matches: false,
        }
    }

    fn with(name: &str, text: &str) -> Option<String> {
        with_cases(&Source::new(name, text), &[case(), case()])
    }

    #[test]
    fn cases_stand_behind_those_of_a_block_with_their_indentation() {
        let text = "cases:\n  # one\n  - name: a\n    event: {}  # yes\n\n# end\npipes: []\n";
        let added = "\n  - name: 'it''s \"new\"'\n    event: {\"a\":1}\n    excludes: [Orders]";
        let expected = text.replace("# yes", &format!("# yes{added}{added}"));
        assert_eq!(with("s.evb.yaml", text), Some(expected));
    }

    #[test]
    fn cases_stand_in_the_brackets_of_a_list() {
        let json = r#"{"name":"it's \"new\"","event":{"a":1},"excludes":["Orders"]}"#;
        let text = "{\"cases\": [\n  {\"name\": \"a\"}\n]}";
        let expected = text.replace("\"a\"}", &format!("\"a\"}},\n  {json},\n  {json}"));
        assert_eq!(with("s.evb.json", text), Some(expected));
        assert_eq!(
            with("s.evb.yaml", "cases: []\n"),
            Some(format!("cases: [{json},{json}]\n"))
        );
    }

    #[test]
    fn a_suite_without_a_list_of_cases_stays_as_it_is() {
        assert_eq!(with("s.evb.yaml", "schedules: []\n"), None);
    }
}
