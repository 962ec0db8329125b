//! Where rules come from: directories, files of patterns, JSON Lines, what the AWS CLI prints.

use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Kind, Value};
use crate::pattern::{self, Dialect, Pattern};
use crate::source::{Source, Span};

/// There is nothing to match with.
const NO_RULES: Code = Code::new("route/no-rules");
/// Something that is no rule.
const NOT_A_RULE: Code = Code::new("route/not-a-rule");
/// A rule that AWS does not match events with.
const DISABLED: Code = Code::new("route/disabled-rule");
/// Two rules of one name.
const SAME_NAME: Code = Code::new("route/same-name");
/// Standard input cannot be read twice.
const STDIN_TWICE: Code = Code::new("input/stdin-twice");

/// The rules that can be used, and what is wrong with the others.
pub(super) struct Rules {
    rules: Vec<Rule>,
    pub(super) findings: Vec<Finding>,
}

struct Rule {
    name: String,
    pattern: Pattern,
}

/// Whether a path that names a file is a glob.
pub(super) fn is_glob(path: &str) -> bool {
    path.contains(['*', '?', '['])
}

/// The files that a glob names.
///
/// # Errors
///
/// `input/unreadable`: it is malformed, or names none.
pub(super) fn files(pattern: &str, context: &Context<'_>) -> Result<Vec<String>, Failure> {
    let files = context
        .host
        .files_under(pattern)
        .map_err(|error| super::super::input::unreadable(pattern, &error))?;
    if files.is_empty() {
        let none = std::io::Error::new(std::io::ErrorKind::NotFound, "it names no file");
        return Err(super::super::input::unreadable(pattern, &none));
    }
    Ok(files)
}

impl Rules {
    /// Reads the rules that the arguments name.
    ///
    /// # Errors
    ///
    /// * `input/…`: an argument cannot be read.
    /// * `route/no-rules`: none of the rules can be used.
    pub(super) fn read(
        arguments: &[String],
        events: &[Input],
        dialect: Dialect,
        context: &Context<'_>,
    ) -> Result<Self, Failure> {
        let mut inputs = Vec::new();
        for argument in arguments {
            match Input::new(argument) {
                Input::File(path) if context.host.is_directory(&path) => {
                    let all = format!("{}/*.json", path.trim_end_matches('/'));
                    inputs.extend(files(&all, context)?.into_iter().map(Input::File));
                }
                Input::File(path) if is_glob(&path) => {
                    inputs.extend(files(&path, context)?.into_iter().map(Input::File));
                }
                other => inputs.push(other),
            }
        }
        let stdin = inputs.iter().chain(events);
        if stdin.filter(|input| **input == Input::Stdin).count() > 1 {
            return Err(Failure::refused(Finding::without_source(
                Diagnostic::error(STDIN_TWICE, "standard input is asked for twice")
                    .help("give the rules or the events as a file"),
            )));
        }
        let mut rules = Self {
            rules: Vec::new(),
            findings: Vec::new(),
        };
        for input in &inputs {
            let source = input.read("--rules", context)?;
            rules.add_text(&source, &stem(source.name()), dialect);
        }
        if rules.rules.is_empty() {
            let none = Diagnostic::error(NO_RULES, "there is no rule to match events with");
            rules.findings.push(Finding::without_source(none));
            return Err(Failure::all(rules.findings));
        }
        rules.note_same_names();
        Ok(rules)
    }

    /// The patterns, in the order of the rules.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.rules.iter().map(|rule| &rule.pattern)
    }

    /// The names of the rules.
    pub(super) fn names(&self) -> Vec<String> {
        self.rules.iter().map(|rule| rule.name.clone()).collect()
    }

    /// Whether a rule could not be used.
    pub(super) fn has_errors(&self) -> bool {
        let mut findings = self.findings.iter();
        findings.any(|finding| finding.diagnostic.is_error())
    }

    /// One JSON value after the other; a broken one ends its line.
    fn add_text(&mut self, source: &Source, stem: &str, dialect: Dialect) {
        let text = source.text();
        let mut at = skip_blanks(text, 0);
        let mut is_only = true;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let line_end = rest.find('\n').map_or(text.len(), |end| at + end);
            let end = match json::parse_prefix(rest) {
                Ok((value, length)) => {
                    let end = at + length;
                    is_only &= skip_blanks(text, end) >= text.len();
                    self.add_value(source, &value, at, is_only.then_some(stem), dialect);
                    end
                }
                Err(error) => {
                    let mut diagnostic = error.diagnostic(rest);
                    shift(&mut diagnostic, at);
                    self.findings.push(Finding::new(diagnostic, source));
                    is_only = false;
                    line_end
                }
            };
            at = skip_blanks(text, end);
        }
    }

    /// A rule, a list of rules, or the pattern of the rule that is called like its file. Spans in `value` begin at `at`.
    fn add_value(
        &mut self,
        source: &Source,
        value: &Value,
        at: usize,
        stem: Option<&str>,
        dialect: Dialect,
    ) {
        let listed = value.get("Rules").filter(|_| is_rule_list(value));
        if let Some(elements) = listed.or(Some(value)).and_then(Value::as_array) {
            for element in elements {
                self.add_value(source, element, at, None, dialect);
            }
            return;
        }
        let span = value.span.shifted(at);
        let name = ["Name", "name", "id"]
            .iter()
            .find_map(|key| Some(value.get(key)?.as_str()?.to_owned()));
        let is_service_rule = value.get("EventPattern").is_some_and(is_string)
            || value.get("ScheduleExpression").is_some_and(is_string);
        if is_service_rule {
            let name = name.or(stem.map(str::to_owned)).unwrap_or_default();
            if value.get("State").and_then(Value::as_str) == Some("DISABLED") {
                let message = format!("the rule `{name}` is disabled and left out");
                let note = Diagnostic::note(DISABLED, message);
                self.findings.push(Finding::new(note.at(span, ""), source));
            } else if let Some(pattern) = value.get("EventPattern") {
                self.add_pattern(source, pattern, at, name, dialect);
            }
            return;
        }
        match (name, value.get("pattern"), stem) {
            (Some(name), Some(pattern), _) => self.add_pattern(source, pattern, at, name, dialect),
            (None, _, Some(stem)) => self.add_pattern(source, value, at, stem.to_owned(), dialect),
            _ => {
                let diagnostic = Diagnostic::error(NOT_A_RULE, "this is not a rule")
                    .at(span, "has no `name` and `pattern`")
                    .help("a rule is `{\"name\": …, \"pattern\": …}`, or what `aws events describe-rule` prints");
                self.findings.push(Finding::new(diagnostic, source));
            }
        }
    }

    /// A pattern: an object, or JSON in a string.
    fn add_pattern(
        &mut self,
        source: &Source,
        pattern: &Value,
        at: usize,
        name: String,
        dialect: Dialect,
    ) {
        let span = pattern.span.shifted(at);
        let (own, text, offset) = match &pattern.kind {
            Kind::String(text) => {
                let text = text.to_java_utf8().into_owned();
                (
                    Some(Source::new(
                        format!("{}: {name}", source.name()),
                        text.clone(),
                    )),
                    text,
                    0,
                )
            }
            _ => (None, source.slice(span).to_owned(), span.start),
        };
        match pattern::parse(&text, dialect) {
            Ok(pattern) => self.rules.push(Rule { name, pattern }),
            Err(error) => {
                let source = own.as_ref().unwrap_or(source);
                for mut diagnostic in error.diagnostics {
                    shift(&mut diagnostic, offset);
                    self.findings.push(Finding::new(diagnostic, source));
                }
            }
        }
    }

    fn note_same_names(&mut self) {
        let mut names: Vec<&str> = self.rules.iter().map(|rule| &*rule.name).collect();
        names.sort_unstable();
        let mut same: Vec<&str> = names
            .windows(2)
            .filter_map(|pair| match pair {
                [left, right] if left == right => Some(*left),
                _ => None,
            })
            .collect();
        same.dedup();
        let notes: Vec<Finding> = same
            .iter()
            .map(|name| {
                let message = format!("several rules are called `{name}`");
                Finding::without_source(Diagnostic::warning(SAME_NAME, message))
            })
            .collect();
        self.findings.extend(notes);
    }
}

/// Whether an object is what `list-rules` prints: no pattern has objects with strings in them.
fn is_rule_list(value: &Value) -> bool {
    let rules = value.get("Rules").and_then(Value::as_array);
    rules.is_some_and(|rules| {
        rules
            .iter()
            .all(|rule| rule.get("Name").is_some_and(is_string))
    })
}

fn is_string(value: &Value) -> bool {
    matches!(value.kind, Kind::String(_))
}

/// The name of a file without directories and without `.json`.
fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".json").unwrap_or(file).to_owned()
}

/// Moves a diagnostic about a part of a text to where the part stands.
fn shift(diagnostic: &mut Diagnostic, by: usize) {
    let labels = diagnostic.primary.iter_mut().chain(&mut diagnostic.related);
    for label in labels {
        label.span = Span::shifted(label.span, by);
    }
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len()
        - rest
            .trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}'])
            .len())
}
