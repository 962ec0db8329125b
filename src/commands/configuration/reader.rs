//! Takes `evb.toml` apart: everything that is wrong with it is told, with its place.

use std::collections::BTreeMap;

use clap::ValueEnum as _;
use toml_edit::{Item, TableLike, Value as TomlValue};

use super::paths::Paths;
use super::{
    CheckConfiguration, Configuration, UNKNOWN_KEY, UNKNOWN_NAME, WRONG_PATHS, WRONG_TYPE,
};
use crate::check;
use crate::commands::fail_on::FailOn;
use crate::commands::sam_configuration::parsed;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Value};
use crate::source::{Source, Span};
use crate::suggest;

/// The keys of each table: what it is called, empty for the file as a whole, and its keys. Tables that are not here have keys
/// of the author's own.
pub const KEYS: &[(&str, &[&str])] = &[
    ("", &["check", "parameters", "per-file-parameters"]),
    (
        "check",
        &[
            "select",
            "ignore",
            "fail-on",
            "baseline",
            "per-file-ignores",
        ],
    ),
];

/// Reads a file.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(super) fn read(source: &Source) -> Result<Configuration, Vec<Finding>> {
    let document = parsed(source.text()).map_err(|told| vec![Finding::new(told, source)])?;
    let mut reader = Reader {
        source,
        told: Vec::new(),
    };
    let read = reader.file(document.as_table());
    let mut told = reader.told;
    told.sort_by_key(|one| one.diagnostic.primary.as_ref().map(|label| label.span));
    match told.is_empty() {
        true => Ok(read),
        false => Err(told),
    }
}

struct Reader<'s> {
    source: &'s Source,
    told: Vec<Finding>,
}

impl Reader<'_> {
    fn file(&mut self, table: &dyn TableLike) -> Configuration {
        self.keys("", table);
        let mut read = Configuration::default();
        if let Some(table) = self.table("check", table) {
            read.check = self.check(table);
        }
        if let Some(table) = self.table("parameters", table) {
            read.parameters = self.parameters(table);
        }
        if let Some(table) = self.table("per-file-parameters", table) {
            for (pattern, item, span) in entries(table) {
                let own = self.table_of(pattern, item).map(|one| self.parameters(one));
                let paths = self.paths(pattern, span);
                read.per_file_parameters.extend(paths.zip(own));
            }
        }
        read
    }

    fn check(&mut self, table: &dyn TableLike) -> CheckConfiguration {
        self.keys("check", table);
        let mut read = CheckConfiguration {
            select: self.names("select", table.get("select")),
            ignore: self.names("ignore", table.get("ignore")),
            ..CheckConfiguration::default()
        };
        if let Some(item) = table.get("fail-on") {
            read.fail_on = self.fail_on(item);
        }
        if let Some(item) = table.get("baseline") {
            let text = item.as_str().map(Into::into);
            self.is("baseline", "a path", item, text.is_some());
            read.baseline = text;
        }
        if let Some(table) = self.table("per-file-ignores", table) {
            for (pattern, item, span) in entries(table) {
                let names = self.names(pattern, Some(item));
                let paths = self.paths(pattern, span);
                read.per_file_ignores
                    .extend(paths.map(|paths| (paths, names)));
            }
        }
        read
    }

    fn tell(&mut self, code: Code, message: String, span: Span, help: Option<String>) {
        let told = Diagnostic::error(code, message).at(span, "");
        let told = match help {
            Some(help) => told.help(help),
            None => told,
        };
        self.told.push(Finding::new(told, self.source));
    }

    /// Tells what is no key of a table.
    fn keys(&mut self, of: &str, table: &dyn TableLike) {
        let known = KEYS.iter().find(|(name, _)| *name == of);
        let known = known.map_or(&[][..], |(_, keys)| keys);
        for (key, _, span) in entries(table) {
            if known.contains(&key) {
                continue;
            }
            let message = match of {
                "" => format!("there is no table `{key}`"),
                of => format!("the table `{of}` has no key `{key}`"),
            };
            let keys = known.iter().map(|one| format!("`{one}`"));
            let keys: Vec<String> = keys.collect();
            let help = suggest::did_you_mean(key, known)
                .unwrap_or_else(|| format!("there are {}", keys.join(", ")));
            self.tell(UNKNOWN_KEY, message, span, Some(help));
        }
    }

    /// Tells that a value is not `what` is read there, unless it is.
    fn is(&mut self, key: &str, what: &str, item: &Item, is: bool) {
        if !is {
            let message = format!("`{key}` is {}, not {what}", kind(item.type_name()));
            self.tell(WRONG_TYPE, message, span_of(item), None);
        }
    }

    fn table<'t>(&mut self, key: &str, table: &'t dyn TableLike) -> Option<&'t dyn TableLike> {
        self.table_of(key, table.get(key)?)
    }

    fn table_of<'t>(&mut self, key: &str, item: &'t Item) -> Option<&'t dyn TableLike> {
        let table = item.as_table_like();
        self.is(key, "a table", item, table.is_some());
        table
    }

    /// The texts of a list, each with its place.
    fn texts(&mut self, key: &str, item: &Item) -> Vec<(String, Span)> {
        let list = item.as_array();
        self.is(key, "a list", item, list.is_some());
        let mut texts = Vec::new();
        for one in list.into_iter().flatten() {
            let span = span(one.span());
            match one.as_str() {
                Some(text) => texts.push((text.to_owned(), span)),
                None => {
                    let kind = kind(one.type_name());
                    let message = format!("`{key}` has {kind} in its list, not a name");
                    self.tell(WRONG_TYPE, message, span, None);
                }
            }
        }
        texts
    }

    /// Names of findings.
    fn names(&mut self, key: &str, item: Option<&Item>) -> Vec<String> {
        let texts = item.map_or(Vec::new(), |item| self.texts(key, item));
        for (name, span) in &texts {
            if check::lint(name).is_none() {
                let known: Vec<&str> = check::LINTS.iter().map(|one| one.name).collect();
                let message = format!("no finding is called `{name}`");
                let help = suggest::did_you_mean(name, &known)
                    .unwrap_or_else(|| "`evb explain` lists them".to_owned());
                self.tell(UNKNOWN_NAME, message, *span, Some(help));
            }
        }
        texts.into_iter().map(|(name, _)| name).collect()
    }

    /// One word, or a list of words.
    fn fail_on(&mut self, item: &Item) -> Vec<FailOn> {
        let texts = match item.as_str() {
            Some(text) => vec![(text.to_owned(), span_of(item))],
            None => self.texts("fail-on", item),
        };
        let mut all = Vec::new();
        for (text, span) in texts {
            match FailOn::from_str(&text, false) {
                Ok(one) => all.push(one),
                Err(_) => {
                    let values = FailOn::value_variants().iter();
                    let values = values.filter_map(clap::ValueEnum::to_possible_value);
                    let words: Vec<String> = values.map(|one| one.get_name().to_owned()).collect();
                    let known: Vec<&str> = words.iter().map(String::as_str).collect();
                    let message = format!("nothing of which a run may fail is called `{text}`");
                    let help = suggest::did_you_mean(&text, &known)
                        .unwrap_or_else(|| format!("there are `{}`", known.join("`, `")));
                    self.tell(UNKNOWN_NAME, message, span, Some(help));
                }
            }
        }
        all
    }

    fn paths(&mut self, pattern: &str, span: Span) -> Option<Paths> {
        match Paths::new(pattern) {
            Ok(paths) => Some(paths),
            Err(error) => {
                let message = format!("`{pattern}` is no pattern of paths: {error}");
                let help = "write it as in `.gitignore`: `infra/legacy/`, `*.tf`";
                self.tell(WRONG_PATHS, message, span, Some(help.to_owned()));
                None
            }
        }
    }

    fn parameters(&mut self, table: &dyn TableLike) -> BTreeMap<String, Value> {
        let mut parameters = BTreeMap::new();
        for (name, item, _) in entries(table) {
            let value = json_of(item).and_then(|text| json::parse(&text).ok());
            self.is(name, "a value that JSON has", item, value.is_some());
            parameters.extend(value.map(|value| (name.to_owned(), value)));
        }
        parameters
    }
}

/// What stands in a table, each with the place of its key.
fn entries(table: &dyn TableLike) -> Vec<(&str, &Item, Span)> {
    let all = table.iter().map(|(name, item)| {
        let key = table.key(name);
        (name, item, span(key.and_then(toml_edit::Key::span)))
    });
    all.collect()
}

fn span(range: Option<std::ops::Range<usize>>) -> Span {
    range.map_or(Span::default(), |range| Span::new(range.start, range.end))
}

fn span_of(item: &Item) -> Span {
    span(item.span())
}

/// What a value is, with its article.
fn kind(type_name: &str) -> String {
    let name = match type_name {
        "array" => "list",
        "array of tables" => "list of tables",
        name => name,
    };
    let article = match name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => "an",
        false => "a",
    };
    format!("{article} {name}")
}

/// A value as JSON, if JSON has it: dates are texts.
fn json_of(item: &Item) -> Option<String> {
    if let Some(table) = item.as_table_like() {
        let members = table
            .iter()
            .map(|(name, item)| Some(format!("{}:{}", quoted(name), json_of(item)?)));
        let members: Option<Vec<String>> = members.collect();
        return Some(format!("{{{}}}", members?.join(",")));
    }
    if let Some(tables) = item.as_array_of_tables() {
        let all = tables.iter().map(|one| json_of(&Item::Table(one.clone())));
        let all: Option<Vec<String>> = all.collect();
        return Some(format!("[{}]", all?.join(",")));
    }
    match item.as_value()? {
        TomlValue::String(text) => Some(quoted(text.value())),
        TomlValue::Integer(number) => Some(number.value().to_string()),
        TomlValue::Float(number) => {
            let number = *number.value();
            number.is_finite().then(|| number.to_string())
        }
        TomlValue::Boolean(is) => Some(is.value().to_string()),
        TomlValue::Datetime(time) => Some(quoted(&time.value().to_string())),
        TomlValue::Array(all) => {
            let all = all.iter().map(|one| json_of(&Item::Value(one.clone())));
            let all: Option<Vec<String>> = all.collect();
            Some(format!("[{}]", all?.join(",")))
        }
        TomlValue::InlineTable(_) => None,
    }
}

fn quoted(text: &str) -> String {
    Value::text(text, Span::default()).to_compact()
}
