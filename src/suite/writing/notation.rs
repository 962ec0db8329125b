//! Values as text, in the style of what stands around them.

use crate::iac::yaml::{self, Dialect, Form, Layout};
use crate::json::{JsonString, Kind, Member, Value, write_quoted};

use super::style::{Item, Styles};

/// How long a line may become before a block is broken.
const WIDTH: usize = 100;

/// How values in brackets are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Notation {
    /// Quotes around every text.
    is_json: bool,
    /// Blanks behind commas and colons.
    is_spaced: bool,
}

impl Notation {
    /// The notation of what stands in a map or a list.
    pub(super) fn of(node: &Layout, text: &str, styles: &Styles) -> Self {
        let first = match &node.form {
            Form::Map { members, .. } => members.first().map(|one| one.name_span.start),
            Form::List { elements, .. } => elements.first().map(|one| one.span.start),
            _ => None,
        };
        let begins = first.and_then(|at| text.get(at..)).unwrap_or("");
        let begins = begins.strip_prefix('{').unwrap_or(begins).trim_start();
        let is_json = styles.is_json || begins.starts_with('"');
        let own = text.get(node.span.start..node.span.end).unwrap_or("");
        let colons = ["\": ", "\":\n", "\" :", "\":\r"];
        let is_compact = styles.is_json
            && own.contains("\":")
            && !colons.iter().any(|colon| own.contains(colon));
        Self {
            is_json,
            is_spaced: !is_compact,
        }
    }

    /// What stands between two elements.
    pub(super) const fn between(&self) -> &'static str {
        if self.is_spaced { ", " } else { "," }
    }

    const fn colon(&self) -> &'static str {
        if self.is_spaced { ": " } else { ":" }
    }

    /// A value on one line.
    pub(super) fn flow(&self, value: &Value) -> String {
        let mut text = String::new();
        self.write(value, &mut text);
        text
    }

    /// An item on one line.
    pub(super) fn row_item(&self, item: &Item) -> String {
        let value = self.flow(&item.value);
        match &item.name {
            Some(name) => format!("{}{}{value}", self.text(name), self.colon()),
            None => value,
        }
    }

    /// An item on lines of its own that are indented so; JSON is broken where it becomes long.
    pub(super) fn item(&self, item: &Item, indent: &str, styles: &Styles) -> String {
        let row = self.row_item(item);
        if !styles.is_json || indent.len() + row.len() <= WIDTH {
            return row;
        }
        let mut text = String::new();
        if let Some(name) = &item.name {
            text.push_str(&self.text(name));
            text.push_str(": ");
        }
        self.broken(&item.value, indent, styles, &mut text);
        text
    }

    /// JSON over several lines: what does not fit on one is broken.
    fn broken(&self, value: &Value, indent: &str, styles: &Styles, text: &mut String) {
        let row = self.flow(value);
        let parts: Vec<(Option<&JsonString>, &Value)> = match &value.kind {
            Kind::Array(elements) => elements.iter().map(|one| (None, one)).collect(),
            Kind::Object(members) => members
                .iter()
                .map(|one| (Some(&one.name), &one.value))
                .collect(),
            _ => Vec::new(),
        };
        if parts.is_empty() || indent.len() + row.len() <= WIDTH {
            text.push_str(&row);
            return;
        }
        let (open, close) = match value.kind {
            Kind::Array(_) => ('[', ']'),
            _ => ('{', '}'),
        };
        let inside = format!("{indent}{}", styles.unit);
        text.push(open);
        for (number, (name, part)) in parts.into_iter().enumerate() {
            text.push_str(if number > 0 { "," } else { "" });
            text.push_str(styles.line);
            text.push_str(&inside);
            if let Some(name) = name {
                name.write_quoted(text);
                text.push_str(": ");
            }
            self.broken(part, &inside, styles, text);
        }
        text.push_str(styles.line);
        text.push_str(indent);
        text.push(close);
    }

    fn write(&self, value: &Value, text: &mut String) {
        match &value.kind {
            Kind::Array(elements) => {
                text.push('[');
                for (number, element) in elements.iter().enumerate() {
                    text.push_str(if number > 0 { self.between() } else { "" });
                    self.write(element, text);
                }
                text.push(']');
            }
            Kind::Object(members) => {
                text.push('{');
                for (number, member) in members.iter().enumerate() {
                    text.push_str(if number > 0 { self.between() } else { "" });
                    text.push_str(&self.name(member));
                    text.push_str(self.colon());
                    self.write(&member.value, text);
                }
                text.push('}');
            }
            Kind::String(string) => match string.as_str() {
                Some(plain) => text.push_str(&self.text(plain)),
                None => string.write_quoted(text),
            },
            _ => value.write_compact(text),
        }
    }

    fn name(&self, member: &Member) -> String {
        match member.name.as_str() {
            Some(name) => self.text(name),
            None => {
                let mut text = String::new();
                member.name.write_quoted(&mut text);
                text
            }
        }
    }

    fn text(&self, text: &str) -> String {
        match self.is_json {
            true => quoted(text),
            false => yaml_text(text),
        }
    }
}

/// A value in brackets as YAML has it.
const YAML: Notation = Notation {
    is_json: false,
    is_spaced: true,
};

/// `name: value` in a block that is indented by so many columns; what is too long for a line goes below, further in.
pub(super) fn block_member(name: &str, value: &Value, column: usize, line: &str) -> String {
    let name = yaml_text(name);
    let beside = YAML.flow(value);
    let is_long = column + name.len() + 2 + beside.len() > WIDTH;
    match nested(value).filter(|_| is_long) {
        None => format!("{name}: {beside}"),
        Some(parts) => format!("{name}:{}", below(&parts, column + 2, line)),
    }
}

/// What stands behind the colon of a member at that column.
pub(super) fn block_value(value: &Value, column: usize, line: &str) -> String {
    let beside = YAML.flow(value);
    match nested(value).filter(|_| column + beside.len() > WIDTH) {
        None => format!(" {beside}"),
        Some(parts) => below(&parts, column + 2, line),
    }
}

/// `- value` at that column. The members of a map stand on lines of their own.
pub(super) fn block_element(value: &Value, column: usize, line: &str) -> String {
    match nested(value) {
        Some(parts) if matches!(value.kind, Kind::Object(_)) => {
            let inside = below(&parts, column + 2, line);
            format!("- {}", inside.trim_start())
        }
        _ => format!("- {}", YAML.flow(value)),
    }
}

/// Members, or elements without a name.
type Parts<'v> = Vec<(Option<&'v JsonString>, &'v Value)>;

/// What is in a value; `None` of one that has nothing in it.
fn nested(value: &Value) -> Option<Parts<'_>> {
    let parts: Parts<'_> = match &value.kind {
        Kind::Array(elements) => elements.iter().map(|one| (None, one)).collect(),
        Kind::Object(members) => members
            .iter()
            .map(|one| (Some(&one.name), &one.value))
            .collect(),
        _ => return None,
    };
    (!parts.is_empty()).then_some(parts)
}

/// Each on a line of its own, at that column.
fn below(parts: &Parts<'_>, column: usize, line: &str) -> String {
    let mut text = String::new();
    for (name, value) in parts {
        text.push_str(line);
        text.push_str(&" ".repeat(column));
        text.push_str(&match name {
            Some(name) => block_member(&name.to_display(), value, column, line),
            None => block_element(value, column, line),
        });
    }
    text
}

/// A text as YAML: without quotes where every reader takes it for a text.
fn yaml_text(text: &str) -> String {
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "_-./+@ ".contains(one);
    let is_word = begins && !text.ends_with(' ') && text.chars().all(is_plain);
    let is_text = |dialect| {
        let read = yaml::parse(text, dialect);
        read.is_ok_and(|(value, told)| value.as_str() == Some(text) && told.is_empty())
    };
    if is_word && is_text(Dialect::Json) && is_text(Dialect::CloudFormation) {
        return text.to_owned();
    }
    let has_quotes = text.contains(['"', '\\']);
    match has_quotes && !text.chars().any(char::is_control) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}
