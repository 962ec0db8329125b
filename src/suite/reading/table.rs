//! Cases over a table: `each` has a row for every case, whose values stand in the case for `{column}`.
//!
//! A text that is no more than `{column}` becomes the value, whatever its type; inside a longer text the value stands as
//! it is written. What is in braces and is no column stays.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, wrong_type};
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;
use crate::suggest;

use super::super::codes::{MEMBER, TABLE, TOO_MANY};
use super::members::{Reader, quoted};

/// How many cases a suite may have.
pub const MAXIMUM_CASES: usize = 100_000;

/// How many values all cases of one table may hold together.
const MAXIMUM_VALUES: usize = 4_000_000;

/// A case of a table.
pub(super) struct Row {
    /// `None` where that cannot be told.
    pub(super) value: Option<Value>,
    /// What is to stand behind its name, so that it is told from those of other rows.
    pub(super) name: String,
    pub(super) mistakes: Vec<Diagnostic>,
}

impl Row {
    /// One that cannot be read: its case is there, and says so.
    fn broken(told: Diagnostic, name: String) -> Self {
        Self {
            value: None,
            name,
            mistakes: vec![told],
        }
    }
}

/// What tells the case of a row from those of others.
fn behind(number: usize) -> String {
    format!(" [{number}]")
}

/// The cases that a value is: itself, or one for each row of its table. So many came before it.
pub(super) fn rows(reader: &mut Reader<'_>, case: &Value, before: usize) -> Vec<Row> {
    let left = MAXIMUM_CASES.saturating_sub(before);
    let Some(each) = case.get("each") else {
        if left == 0 {
            reader.tell(too_many(case));
            return Vec::new();
        }
        return vec![Row {
            value: Some(case.clone()),
            name: String::new(),
            mistakes: Vec::new(),
        }];
    };
    let Some(table) = each.as_array() else {
        let told = wrong_type(MEMBER, "`each`", "a list of rows, which are maps", each);
        return vec![Row::broken(told, String::new())];
    };
    if table.is_empty() {
        let told = Diagnostic::error(TABLE, "the table has no row, and so there is no case")
            .at(beginning(each), "a row makes a case")
            .help("write one: `each: [{total: 99}]`");
        return vec![Row::broken(told, String::new())];
    }
    let values = count(case).saturating_sub(count(each)).max(1);
    if table.len() > left || table.len().saturating_mul(values) > MAXIMUM_VALUES {
        reader.tell(too_many(each));
        return Vec::new();
    }
    note_unused(reader, case, table);
    let names = case.get("name").and_then(Value::as_str).unwrap_or("");
    let mut rows: Vec<Row> = Vec::new();
    for (number, row) in (1..).zip(table) {
        let Some(columns) = row.as_object() else {
            let told = wrong_type(MEMBER, "a row of `each`", "a map", row);
            rows.push(Row::broken(told, behind(number)));
            continue;
        };
        rows.push(filled(reader, case, columns, number));
    }
    // Names that tell the rows apart are left as they are.
    let of = |row: &Row| {
        let name = row.value.as_ref().and_then(|value| value.get("name"));
        name.and_then(Value::as_str).unwrap_or(names).to_owned()
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        *seen.entry(of(row)).or_default() += 1;
    }
    for row in &mut rows {
        if seen.get(&of(row)) == Some(&1) {
            row.name.clear();
        }
    }
    rows
}

/// Tells of columns that stand nowhere in the case.
fn note_unused(reader: &mut Reader<'_>, case: &Value, table: &[Value]) {
    let mut columns: BTreeMap<&str, Span> = BTreeMap::new();
    for column in table.iter().filter_map(Value::as_object).flatten() {
        if let Some(name) = column.name.as_str() {
            columns.entry(name).or_insert(column.name_span);
        }
    }
    let members = case.as_object().unwrap_or_default().iter();
    let mut due: Vec<&Member> = members.filter(|member| member.name != *"each").collect();
    let mut values: Vec<&Value> = Vec::new();
    while !columns.is_empty() {
        let text = if let Some(member) = due.pop() {
            values.push(&member.value);
            // Without quotes YAML makes a map of `{column}`.
            if member.value.kind == Kind::Null {
                member.name.as_str().map(|name| columns.remove(name));
            }
            member.name.as_str()
        } else if let Some(value) = values.pop() {
            match &value.kind {
                Kind::Array(elements) => values.extend(elements),
                Kind::Object(members) => due.extend(members),
                _ => {}
            }
            value.as_str()
        } else {
            break;
        };
        for behind in text.unwrap_or_default().split('{').skip(1) {
            if let Some((name, _)) = behind.split_once('}') {
                columns.remove(name);
            }
        }
    }
    for (name, place) in columns {
        let message = format!("nothing in the case stands for the column `{name}`");
        let told = Diagnostic::warning(TABLE, message).at(place, "says nothing");
        reader.tell(told.help(format!(
            "write `\"{{{name}}}\"` where it belongs, or leave it out"
        )));
    }
}

fn too_many(at: &Value) -> Diagnostic {
    let message = format!(
        "a suite has at most {MAXIMUM_CASES} cases, and {MAXIMUM_VALUES} values in those of one table"
    );
    Diagnostic::error(TOO_MANY, message)
        .at(beginning(at), "what begins here is left out")
        .help("split the suite")
}

/// The case of one row.
fn filled(reader: &Reader<'_>, case: &Value, columns: &[Member], number: usize) -> Row {
    let mut filling = Filling {
        reader,
        columns,
        mistakes: Vec::new(),
    };
    let members = case.as_object().unwrap_or_default().iter();
    let members = members.filter(|member| member.name != *"each");
    let members = members.map(|member| filling.member(member)).collect();
    let value = Value {
        span: case.span,
        kind: Kind::Object(members),
    };
    Row {
        value: Some(value),
        name: behind(number),
        mistakes: filling.mistakes,
    }
}

struct Filling<'r, 's> {
    reader: &'r Reader<'s>,
    columns: &'r [Member],
    mistakes: Vec<Diagnostic>,
}

impl Filling<'_, '_> {
    // Values are at most a thousand deep, which their readers see to.
    fn value(&mut self, value: &Value) -> Value {
        if let Some(name) = self.in_braces(value) {
            return self.column(name, value);
        }
        let kind = match &value.kind {
            Kind::String(text) => match text.as_str().filter(|text| text.contains('{')) {
                Some(text) => Kind::String(JsonString::from(self.text(text).as_str())),
                None => return value.clone(),
            },
            Kind::Array(elements) => {
                Kind::Array(elements.iter().map(|one| self.value(one)).collect())
            }
            Kind::Object(members) => {
                Kind::Object(members.iter().map(|one| self.member(one)).collect())
            }
            _ => return value.clone(),
        };
        Value {
            span: value.span,
            kind,
        }
    }

    fn member(&mut self, member: &Member) -> Member {
        let name = match member.name.as_str().filter(|name| name.contains('{')) {
            Some(name) => JsonString::from(self.text(name).as_str()),
            None => member.name.clone(),
        };
        Member {
            name,
            name_span: member.name_span,
            value: self.value(&member.value),
        }
    }

    /// The name in the braces that a value consists of. Without quotes YAML has a map of one member there.
    fn in_braces<'v>(&self, value: &'v Value) -> Option<&'v str> {
        match &value.kind {
            Kind::String(text) => {
                let name = text.as_str()?.strip_prefix('{')?.strip_suffix('}')?;
                is_name(name).then_some(name)
            }
            Kind::Object(members) => match members.as_slice() {
                [member] if member.value.kind == Kind::Null => {
                    let raw = self.reader.raw(value.span);
                    let inside = raw.strip_prefix('{')?.strip_suffix('}')?;
                    let name = member.name.as_str()?;
                    (inside.trim() == name).then_some(name)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The value of a column.
    fn column(&mut self, name: &str, at: &Value) -> Value {
        if let Some(column) = self.columns.iter().rev().find(|one| one.name == *name) {
            return column.value.clone();
        }
        let all: Vec<String> = self
            .columns
            .iter()
            .map(|one| one.name.to_display().into_owned())
            .collect();
        let known: Vec<&str> = all.iter().map(String::as_str).collect();
        let told = Diagnostic::error(TABLE, format!("this row has no column `{name}`"))
            .at(at.span, "stands for a value of the table");
        self.mistakes
            .push(match suggest::did_you_mean(name, &known) {
                Some(help) => told.help(help),
                None if known.is_empty() => told.help("the row is empty"),
                None => told.help(format!("the row has {}", quoted(&known))),
            });
        at.clone()
    }

    /// A text with the values of columns in it.
    fn text(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            let column = behind.split_once('}').and_then(|(name, after)| {
                let column = self.columns.iter().rev().find(|one| one.name == *name)?;
                Some((column, after))
            });
            match column {
                Some((column, after)) => {
                    write(&column.value, &mut filled);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = behind;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

/// A value as it stands in a text; of a list its elements.
fn write(value: &Value, text: &mut String) {
    if let Some(elements) = value.as_array() {
        for (number, element) in elements.iter().enumerate() {
            text.push_str(if number > 0 { ", " } else { "" });
            match element.as_str() {
                Some(one) => text.push_str(one),
                None => element.write_compact(text),
            }
        }
        return;
    }
    match value.as_str() {
        Some(one) => text.push_str(one),
        None => value.write_compact(text),
    }
}

fn is_name(text: &str) -> bool {
    let is_letter = |one: char| one.is_alphanumeric() || one == '_' || one == '-';
    !text.is_empty() && text.chars().all(is_letter)
}

/// How many values a value consists of.
fn count(value: &Value) -> usize {
    let mut due = vec![value];
    let mut count = 0;
    while let Some(next) = due.pop() {
        count += 1;
        match &next.kind {
            Kind::Array(elements) => due.extend(elements),
            Kind::Object(members) => due.extend(members.iter().map(|one| &one.value)),
            _ => {}
        }
    }
    count
}
