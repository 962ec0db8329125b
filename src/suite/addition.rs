//! Cases to be added to a suite: as they are written, and the text of the suite with them.
//!
//! # What this module does not do
//!
//! It changes no other byte of the suite, and writes no file.

use crate::json::{Kind, Value, write_quoted};
use crate::source::{Source, Span};

use super::document;

/// A case that says what something does now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub says: Says,
}

/// What a new case says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Says {
    /// Whether an event matches a rule.
    Matches {
        /// The event.
        event: Value,
        /// The bus to which it goes, where that has to be said.
        bus: Option<String>,
        /// The rule, by its name in the suite.
        rule: String,
        /// Whether it does.
        matches: bool,
    },
    /// What a target receives of an event.
    Delivers {
        /// The event.
        event: Value,
        /// The bus to which it goes, where that has to be said.
        bus: Option<String>,
        /// The target, by its name in the suite.
        target: String,
        /// A value, or a text that is no JSON; `None` if it receives nothing.
        receives: Option<Value>,
    },
    /// When a schedule fires next.
    Fires {
        /// The schedule, by its name in the suite.
        schedule: String,
        /// From when on, itself outside.
        after: String,
        /// The next time; `None` if there is none.
        next: Option<String>,
    },
}

/// A member of a case: its name, and how YAML and JSON have its value.
struct Member {
    name: &'static str,
    yaml: String,
    json: String,
}

impl NewCase {
    /// The lines of the case as an element of a YAML list, without indentation.
    #[must_use]
    pub fn yaml(&self) -> Vec<String> {
        let members = self.members();
        let lines = members.iter().enumerate().map(|(number, member)| {
            let dash = if number == 0 { '-' } else { ' ' };
            format!("{dash} {}: {}", member.name, member.yaml)
        });
        lines.collect()
    }

    /// The case as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let members = self.members();
        let members = members.iter();
        let members: Vec<String> = members
            .map(|one| format!("{}:{}", quoted(one.name), one.json))
            .collect();
        format!("{{{}}}", members.join(","))
    }

    /// The list of the suite to which it belongs.
    const fn list(&self) -> &'static str {
        match self.says {
            Says::Matches { .. } | Says::Delivers { .. } => "cases",
            Says::Fires { .. } => "schedules",
        }
    }

    fn members(&self) -> Vec<Member> {
        let both = |name, text: String| Member {
            name,
            yaml: text.clone(),
            json: text,
        };
        let word = |name, text: &str| Member {
            name,
            yaml: plain(text),
            json: quoted(text),
        };
        let list = |name, text: &str| Member {
            name,
            yaml: format!("[{}]", plain(text)),
            json: format!("[{}]", quoted(text)),
        };
        let mut members = vec![Member {
            name: "name",
            yaml: single_quoted(&self.name),
            json: quoted(&self.name),
        }];
        match &self.says {
            Says::Matches { event, bus, .. } | Says::Delivers { event, bus, .. } => {
                members.push(both("event", event.to_compact()));
                members.extend(bus.iter().map(|bus| word("bus", bus)));
            }
            Says::Fires {
                schedule, after, ..
            } => {
                members.push(word("schedule", schedule));
                members.push(both("after", quoted(after)));
            }
        }
        members.push(match &self.says {
            Says::Matches { rule, matches, .. } => match matches {
                true => list("includes", rule),
                false => list("excludes", rule),
            },
            Says::Delivers {
                target,
                receives: Some(receives),
                ..
            } => {
                let (name, value) = (quoted(target), receives.to_compact());
                both("delivers", format!("{{{name}: {value}}}"))
            }
            Says::Delivers { target, .. } => list("undelivered", target),
            Says::Fires { next: None, .. } => both("never", "true".to_owned()),
            Says::Fires {
                next: Some(next), ..
            } => both("fires", format!("[{}]", quoted(next))),
        });
        members
    }
}

/// The text of a suite with cases behind those that it has; `None` if its cases stand where none can be added.
#[must_use]
pub fn with_cases(suite: &Source, cases: &[NewCase]) -> Option<String> {
    let mut changed = suite.clone();
    for list in ["schedules", "cases"] {
        let own = cases.iter().filter(|case| case.list() == list);
        let own: Vec<&NewCase> = own.collect();
        if !own.is_empty() {
            let text = with_list(&changed, list, &own)?;
            changed = Source::new(suite.name(), text);
        }
    }
    Some(changed.text().to_owned())
}

/// The text with cases in one list.
fn with_list(suite: &Source, list: &str, cases: &[&NewCase]) -> Option<String> {
    let (value, _) = document::value(suite).ok()?;
    let list = value.get(list)?;
    let Kind::Array(elements) = &list.kind else {
        return None;
    };
    let text = suite.text();
    let is_flow = text.get(list.span.start..)?.starts_with('[');
    let (at, added) = match (is_flow, elements.last()) {
        (true, last) => {
            let own: Vec<String> = cases.iter().map(|case| case.json()).collect();
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
            let lines = cases.iter().flat_map(|case| case.yaml());
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
            says: Says::Matches {
                event: json::parse(r#"{"a":1}"#).unwrap(),
                bus: None,
                rule: "Orders".to_owned(),
                matches: false,
            },
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
    fn each_kind_of_case_has_its_words_and_its_list() {
        let (event, bus) = (json::parse("{}").unwrap(), Some("orders".to_owned()));
        let delivers = |receives| NewCase {
            name: "d".to_owned(),
            says: Says::Delivers {
                event: event.clone(),
                bus: bus.clone(),
                target: "Orders/0".to_owned(),
                receives,
            },
        };
        let fires = |next: Option<&str>| NewCase {
            name: "f".to_owned(),
            says: Says::Fires {
                schedule: "Nightly".to_owned(),
                after: "2026-11-20T10:00:00Z".to_owned(),
                next: next.map(str::to_owned),
            },
        };
        let suite = Source::new("s.evb.yaml", "schedules:\n- {}\ncases:\n- {}\n");
        let cases = [
            delivers(Some(json::parse("[1]").unwrap())),
            fires(Some("2026-11-21T10:00:00Z")),
            delivers(None),
            fires(None),
        ];
        assert_eq!(
            with_cases(&suite, &cases).unwrap(),
            "\
schedules:
- {}
- name: 'f'
  schedule: Nightly
  after: \"2026-11-20T10:00:00Z\"
  fires: [\"2026-11-21T10:00:00Z\"]
- name: 'f'
  schedule: Nightly
  after: \"2026-11-20T10:00:00Z\"
  never: true
cases:
- {}
- name: 'd'
  event: {}
  bus: orders
  delivers: {\"Orders/0\": [1]}
- name: 'd'
  event: {}
  bus: orders
  undelivered: [\"Orders/0\"]
"
        );
    }

    #[test]
    fn a_suite_without_a_list_of_cases_stays_as_it_is() {
        assert_eq!(with("s.evb.yaml", "schedules: []\n"), None);
    }
}
