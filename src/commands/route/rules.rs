//! Where rules come from: directories, files of patterns, JSON Lines, what the AWS CLI prints.

use crate::commands::{Context, Failure, Input, input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Kind, Value};
use crate::pattern::{self, Dialect, Pattern};
use crate::source::Source;

/// There is nothing to match with.
const NO_RULES: Code = Code::new("route/no-rules");
/// Something that is no rule.
const NOT_A_RULE: Code = Code::new("route/not-a-rule");
/// A rule that AWS does not match events with.
const DISABLED: Code = Code::new("route/disabled-rule");
/// Two rules of one name.
const SAME_NAME: Code = Code::new("route/same-name");

/// The rules that can be used, and what is wrong with the others.
pub(super) struct Rules {
    rules: Vec<Rule>,
    pub(super) findings: Vec<Finding>,
}

struct Rule {
    name: String,
    pattern: Pattern,
}

impl Rules {
    /// Reads the rules that the arguments name; `help` is what to do if standard input is asked for the `events` too.
    ///
    /// # Errors
    ///
    /// * `input/…`: an argument cannot be read.
    /// * `route/no-rules`: none of the rules can be used.
    pub(super) fn read(
        arguments: &[String],
        (events, help): (&[Input], &str),
        dialect: Dialect,
        context: &Context<'_>,
    ) -> Result<Self, Failure> {
        let mut named: Vec<Input> = arguments.iter().map(|one| Input::new(one)).collect();
        input::number_inline(&mut named, "rules");
        let mut inputs = Vec::new();
        for input in named {
            match input {
                Input::File(path) if context.host.is_directory(&path) => {
                    inputs.extend(input::json_files_in(&path, context)?);
                }
                other => inputs.extend(input::expanded(other, context)?),
            }
        }
        input::one_standard_input(inputs.iter().chain(events), help)?;
        let mut rules = Self {
            rules: Vec::new(),
            findings: Vec::new(),
        };
        for input in &inputs {
            let source = input.read("<rules>", context)?;
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
                    let diagnostic = error.diagnostic(rest).shifted(at);
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
                for diagnostic in error.diagnostics {
                    self.findings
                        .push(Finding::new(diagnostic.shifted(offset), source));
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

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len()
        - rest
            .trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}'])
            .len())
}
