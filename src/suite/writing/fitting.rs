//! How a change of what a file says is written in it: in the quotes, and as deep, as what stands there.

use crate::iac::yaml::{self, Form, Layout};
use crate::json::write_quoted;
use crate::source::{Source, Span};

/// Fits changes into a file.
#[derive(Debug)]
pub struct Fitting<'f> {
    file: &'f Source,
    /// The nodes of the file, outer ones first, and whether each stands in a block; `None` of what is no YAML.
    nodes: Option<Vec<Node>>,
}

#[derive(Debug)]
struct Node {
    span: Span,
    is_scalar: bool,
    /// Whether it holds others that stand on lines of their own.
    is_block: bool,
}

impl<'f> Fitting<'f> {
    /// Of a file: in the language of Terraform, in YAML or in JSON.
    #[must_use]
    pub fn of(file: &'f Source) -> Self {
        let layout = match file.name().ends_with(".tf") {
            true => None,
            false => yaml::layout(file.text()).ok().flatten(),
        };
        let nodes = layout.map(|layout| {
            let mut nodes = Vec::new();
            gather(&layout, &mut nodes);
            nodes
        });
        Self { file, nodes }
    }

    /// What is written in place of what stands at a place, so that it says `text`; `None` where evb does not know how.
    #[must_use]
    pub fn fitted(&self, span: Span, text: &str) -> Option<String> {
        let own = self.file.text().get(span.start..span.end)?;
        if own.is_empty() {
            return None;
        }
        match &self.nodes {
            Some(nodes) => self.in_yaml(nodes, span, text),
            None if self.file.name().ends_with(".tf") => self.in_terraform(own, span, text),
            None => None,
        }
    }

    fn in_yaml(&self, nodes: &[Node], span: Span, text: &str) -> Option<String> {
        let holds = |node: &&Node| node.span.start <= span.start && span.end <= node.span.end;
        let node = nodes.iter().rev().find(holds)?;
        let is_whole = node.span == span;
        if !node.is_scalar {
            // What is taken out goes with the mark behind or before it; anything else on several lines is not known.
            let is_known = !node.is_block || text.is_empty() || is_whole && begins_anew(text);
            let changed = self.changed(span, text)?;
            return (is_known && yaml::layout(&changed).is_ok()).then(|| text.to_owned());
        }
        let first = self.file.text().get(node.span.start..)?.chars().next();
        match first {
            _ if is_whole && text.is_empty() => None,
            Some('\'' | '"') if is_whole => Some(value(text)),
            Some('\'') => (!text.contains('\n')).then(|| text.replace('\'', "''")),
            Some('"') => Some(escaped(text)),
            _ if self.is_of_lines(node) => Some(text.replace('\n', &self.line_break(span))),
            _ if is_plain(text) => Some(text.to_owned()),
            _ => is_whole.then(|| value(text)),
        }
    }

    /// Whether a text stands under `|` or `>`.
    fn is_of_lines(&self, node: &Node) -> bool {
        let text = self.file.text();
        let before = text.get(..node.span.start).unwrap_or_default().trim_end();
        let head = before.trim_end_matches(['-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        let own = text.get(node.span.start..node.span.end).unwrap_or_default();
        head.ends_with(['|', '>']) || own.starts_with(['|', '>'])
    }

    /// The end of a line, and what stands before the first letter of the one on which a place is.
    fn line_break(&self, span: Span) -> String {
        let before = self.file.text().get(..span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let indent: String = line.chars().take_while(|one| *one == ' ').collect();
        format!("\n{indent}")
    }

    fn in_terraform(&self, own: &str, span: Span, text: &str) -> Option<String> {
        let before = self.file.text().get(..span.start)?;
        let line = before.rsplit('\n').next().unwrap_or_default();
        let quotes = line.replace("\\\\", "").replace("\\\"", "");
        let is_in_quotes = quotes.matches('"').count() % 2 == 1;
        if is_in_quotes && !own.contains('\n') {
            let text = text.replace("${", "$${").replace("%{", "%%{");
            return Some(escaped(&text));
        }
        let is_text = own.starts_with("<<") || own.contains("${");
        let is_expression = own.starts_with(|one: char| one.is_ascii_alphabetic());
        let is_known = text.is_empty() || begins_anew(text) || !is_expression;
        (!is_text && is_known).then(|| text.to_owned())
    }

    fn changed(&self, span: Span, text: &str) -> Option<String> {
        let all = self.file.text();
        Some([all.get(..span.start)?, text, all.get(span.end..)?].concat())
    }
}

/// Whether a text is a value of its own in JSON.
fn begins_anew(text: &str) -> bool {
    text.starts_with(['{', '[', '"']) || text.parse::<f64>().is_ok()
}

/// A value of JSON as it is, any other text in quotes.
fn value(text: &str) -> String {
    match begins_anew(text) {
        true => text.to_owned(),
        false => format!("\"{}\"", escaped(text)),
    }
}

/// Whether a text needs no quotes in YAML, wherever it stands.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    let is_marked = |one: char| "-?:,[]{}#&*!|>'\"%@` ".contains(one);
    !text.is_empty()
        && !first.is_some_and(is_marked)
        && !text.contains([',', '[', ']', '{', '}', '#', '\n'])
        && !text.contains(": ")
        && !text.ends_with([' ', ':'])
}

fn escaped(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    let inside = quoted
        .strip_prefix('"')
        .and_then(|one| one.strip_suffix('"'));
    inside.unwrap_or_default().to_owned()
}

/// The nodes, and the names of members, outer ones first. No file is deeper than its reader takes.
fn gather(layout: &Layout, nodes: &mut Vec<Node>) {
    let mut due = vec![layout];
    while let Some(node) = due.pop() {
        let (is_scalar, is_block) = match &node.form {
            Form::Scalar | Form::Alias => (true, false),
            Form::List { in_brackets, .. } | Form::Map { in_brackets, .. } => (false, !in_brackets),
        };
        nodes.push(Node {
            span: node.span,
            is_scalar,
            is_block,
        });
        match &node.form {
            Form::List { elements, .. } => due.extend(elements),
            Form::Map { members, .. } => {
                nodes.extend(members.iter().map(|member| Node {
                    span: member.name_span,
                    is_scalar: true,
                    is_block: false,
                }));
                due.extend(members.iter().map(|member| &member.value));
            }
            Form::Scalar | Form::Alias => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file with `text` in place of the first `own`.
    fn changed(name: &str, file: &str, own: &str, text: &str) -> Option<String> {
        let source = Source::new(name, file);
        let start = file.find(own).unwrap();
        let span = Span::new(start, start + own.len());
        let fitting = Fitting::of(&source);
        fitting.changed(span, &fitting.fitted(span, text)?)
    }

    #[test]
    fn changes_are_written_as_what_stands_there() {
        for (name, file, own, text, expected) in [
            ("a.yaml", "a: 'x y'", "x y", "it's", Some("a: 'it''s'")),
            ("a.yaml", "a: \"x\"", "x", "\"b\"", Some("a: \"\\\"b\\\"\"")),
            (
                "a.yaml",
                "a: [x, y]",
                "x",
                "{\"prefix\":\"x\"}",
                Some("a: [{\"prefix\":\"x\"}, y]"),
            ),
            ("a.yaml", "a: [x, y]", "x, ", "", Some("a: [y]")),
            (
                "a.yaml",
                "a:\n  - x\n  - y",
                "x\n  - ",
                "",
                Some("a:\n  - y"),
            ),
            (
                "a.yaml",
                "a:\n  - x\n  - y",
                "x\n  - y",
                "\"y\",\"x\"",
                None,
            ),
            ("a.yaml", "a: rate(1 day)", "1", "2", Some("a: rate(2 day)")),
            (
                "a.yaml",
                "a: $.detail.x",
                "$.detail.x",
                "$.detail",
                Some("a: $.detail"),
            ),
            ("a.yaml", "a: x", "x", "a: b", Some("a: \"a: b\"")),
            ("a.yaml", "a: x", "x", "", None),
            ("a.yaml", "a: x y", "y", "a: b", None),
            ("a.yaml", "a: '2'", "'2'", "b", Some("a: \"b\"")),
            (
                "a.yaml",
                "a: |\n  x\n  y",
                "x",
                "{\"b\": \"c\"}",
                Some("a: |\n  {\"b\": \"c\"}\n  y"),
            ),
            (
                "a.json",
                r#"{"a": "{\"b\": 1}"}"#,
                r#"\"b\""#,
                "\"c\"",
                Some(r#"{"a": "{\"c\": 1}"}"#),
            ),
            (
                "a.tf",
                "a = \"x\"",
                "x",
                "\"${b}\"",
                Some("a = \"\\\"$${b}\\\"\""),
            ),
            (
                "a.tf",
                "a = [1, 2]",
                "1",
                "{\"prefix\":\"x\"}",
                Some("a = [{\"prefix\":\"x\"}, 2]"),
            ),
            ("a.tf", "a = <<E\nx\nE\n", "<<E\nx\nE", "y", None),
            ("a.tf", "a = local.x", "local.x", "$.y", None),
        ] {
            let found = changed(name, file, own, text);
            assert_eq!(found.as_deref(), expected, "{file} with {text}");
        }
    }
}
