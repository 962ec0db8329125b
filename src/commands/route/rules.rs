//! Where rules come from: directories, files of patterns, JSON Lines, what the AWS CLI prints, templates.

use crate::commands::declared::{self, Declared, DeclaredKind};
use crate::commands::{Context, Failure, Input, input, pattern_check};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Value};
use crate::pattern::parse::codes::TRAILING_TEXT;
use crate::pattern::{Dialect, Pattern};
use crate::report::Refusal;
use crate::report::route::RuleReport;
use crate::source::{Source, Span};

/// There is nothing to match with.
const NO_RULES: Code = Code::new("route/no-rules");
/// Something that is no rule.
const NOT_A_RULE: Code = Code::new("route/not-a-rule");
/// A rule that AWS does not match events with.
const DISABLED: Code = Code::new("route/disabled-rule");
/// A filter, which no event of a bus meets.
const FILTER: Code = Code::new("route/filter-left-out");
/// Two rules of one name.
const SAME_NAME: Code = Code::new("route/same-name");

/// The rules that can be used, and what is wrong with the others.
pub(super) struct Rules {
    rules: Vec<Rule>,
    pub(super) complaints: Vec<Complaint>,
}

struct Rule {
    name: String,
    pattern: Pattern,
}

/// What is to be told about the rules: an error keeps a rule from being used.
pub(super) struct Complaint {
    /// The rule that is refused.
    pub(super) rule: Option<RuleReport>,
    pub(super) refusal: Refusal,
}

impl Complaint {
    /// About no rule that has a pattern.
    fn of_finding(finding: Finding) -> Self {
        Self {
            rule: None,
            refusal: Refusal {
                aws: None,
                findings: vec![finding],
            },
        }
    }

    pub(super) fn is_error(&self) -> bool {
        let mut findings = self.refusal.findings.iter();
        findings.any(|finding| finding.diagnostic.is_error())
    }
}

impl Rules {
    /// Reads the rules that the arguments name; `help` is what to do if standard input is asked for the `events` too.
    ///
    /// If none of the rules can be used, [`complaints`](Self::complaints) ends with `route/no-rules`.
    ///
    /// # Errors
    ///
    /// * `input/stdin-twice`: standard input is asked for twice.
    pub(super) fn read(
        arguments: &[String],
        (events, help): (&[Input], &str),
        dialect: Dialect,
        context: &Context<'_>,
    ) -> Result<Self, Failure> {
        let mut named: Vec<Input> = arguments.iter().map(|one| Input::new(one)).collect();
        input::number_inline(&mut named, "rules");
        input::one_standard_input(named.iter().chain(events), help)?;
        let mut rules = Self {
            rules: Vec::new(),
            complaints: Vec::new(),
        };
        for input in named {
            rules.add_input(input, dialect, context)?;
        }
        rules.note_same_names();
        if rules.is_empty() {
            let none = Diagnostic::error(NO_RULES, "there is no rule to match events with")
                .help("give one with `--rules`: `{\"name\": \"orders\", \"pattern\": {\"source\": [\"orders\"]}}`, say");
            rules.complain(Finding::without_source(none));
        }
        Ok(rules)
    }

    /// Whether no rule can be used.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
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
        self.complaints.iter().any(Complaint::is_error)
    }

    fn complain(&mut self, finding: Finding) {
        self.complaints.push(Complaint::of_finding(finding));
    }

    /// The files that an argument names. One that cannot be read is told, and the others are asked.
    fn add_input(
        &mut self,
        input: Input,
        dialect: Dialect,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        let files = match input {
            Input::File(path) if context.host.is_directory(&path) => {
                input::json_files_in(&path, context)
            }
            other => input::expanded(other, context),
        };
        let files = self.readable(files)?.unwrap_or_default();
        for file in files {
            if let Some(source) = self.readable(file.read("<rules>", context))? {
                self.add_text(&source, dialect);
            }
        }
        Ok(())
    }

    /// What was read, if anything.
    fn readable<T>(&mut self, read: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match read {
            Ok(read) => Ok(Some(read)),
            Err(Failure::Refused(refusal)) => {
                self.complaints.push(Complaint {
                    rule: None,
                    refusal: *refusal,
                });
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// One JSON value after the other, or the pattern of the rule that is called like its file; a broken value ends its
    /// line.
    fn add_text(&mut self, source: &Source, dialect: Dialect) {
        let text = source.text();
        let stem = stem(source.name());
        let mut at = skip_blanks(text, mark_length(text));
        if at == text.len() && source.name().ends_with(".json") {
            return self.add_bare(source, &stem, dialect);
        }
        let mut is_first = true;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let end = match json::parse_prefix(rest) {
                Ok((value, length)) => {
                    let end = at + length;
                    let is_only = is_first && !holds_value(text, end);
                    if is_only && declared::declared(&value).is_none() && is_nameless_object(&value)
                    {
                        return self.add_bare(source, &stem, dialect);
                    }
                    self.add_value(source, &value, at, is_only.then_some(&stem), dialect);
                    end
                }
                Err(_) if is_first && is_broken_pattern(rest) => {
                    return self.add_bare(source, &stem, dialect);
                }
                Err(error) => {
                    self.complain(Finding::new(error.diagnostic(rest).shifted(at), source));
                    next_value(rest).map_or(text.len(), |next| at + next)
                }
            };
            is_first = false;
            at = skip_blanks(text, end);
        }
    }

    /// A file that is a pattern and nothing else, as AWS takes it: text behind it is not read, and AWS minds a byte order
    /// mark.
    fn add_bare(&mut self, source: &Source, stem: &str, dialect: Dialect) {
        match pattern_check::check(source.text(), dialect) {
            Ok(pattern) => self.add_pattern(stem.to_owned(), pattern, || source.clone()),
            Err(refused) => self.complaints.push(Complaint {
                rule: Some(RuleReport {
                    name: stem.to_owned(),
                    source: source.name().to_owned(),
                    line: 1,
                }),
                refusal: refused.with_source(source),
            }),
        }
    }

    /// Rules that are declared. Spans in `value` begin at `at`.
    fn add_value(
        &mut self,
        source: &Source,
        value: &Value,
        at: usize,
        stem: Option<&String>,
        dialect: Dialect,
    ) {
        if let Some(all) = declared::declared(value) {
            for one in all {
                self.add_declared(source, &one, at, stem, dialect);
            }
            return;
        }
        if let Some(elements) = value.as_array() {
            for element in elements {
                match declared::declared(element) {
                    Some(all) if element.as_object().is_some() => {
                        for one in all {
                            self.add_declared(source, &one, at, None, dialect);
                        }
                    }
                    _ => self.complain(Finding::new(not_a_rule(element).shifted(at), source)),
                }
            }
            return;
        }
        self.complain(Finding::new(not_a_rule(value).shifted(at), source));
    }

    fn add_declared(
        &mut self,
        source: &Source,
        one: &Declared<'_>,
        at: usize,
        stem: Option<&String>,
        dialect: Dialect,
    ) {
        let Some(name) = one.name.clone().or(stem.cloned()) else {
            return self.complain(Finding::new(nameless(one).shifted(at), source));
        };
        if let Some(note) = left_out(one, &name, dialect) {
            self.complain(Finding::new(note.shifted(at), source));
        } else if let Some(pattern) = one.pattern {
            // The place is counted out only where it is told: that takes time in a long file.
            let rule = || RuleReport {
                name: name.clone(),
                source: source.name().to_owned(),
                line: source.position(at + one.span.start).line,
            };
            if let Some(unresolved) = declared::unresolved(one) {
                self.complaints.push(Complaint {
                    rule: Some(rule()),
                    ..Complaint::of_finding(Finding::new(unresolved.shifted(at), source))
                });
                return;
            }
            let pattern_source = || declared::pattern_source(one, pattern, source, at);
            match pattern_check::check(&declared::pattern_text(pattern, source, at), dialect) {
                Ok(pattern) => self.add_pattern(name, pattern, pattern_source),
                Err(refused) => self.complaints.push(Complaint {
                    rule: Some(rule()),
                    refusal: refused.with_source(&pattern_source()),
                }),
            }
        }
    }

    /// A pattern that is accepted, though text may follow it.
    fn add_pattern(&mut self, name: String, pattern: Pattern, source: impl Fn() -> Source) {
        let is_told = |note: &&Diagnostic| note.code == TRAILING_TEXT;
        for note in pattern.notes.iter().filter(is_told) {
            self.complain(Finding::new(note.clone(), &source()));
        }
        self.rules.push(Rule { name, pattern });
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
        let notes: Vec<Complaint> = same
            .iter()
            .map(|name| {
                let message = format!("several rules are called `{name}`");
                let warning = Diagnostic::warning(SAME_NAME, message)
                    .help("give each a name of its own: the answers tell rules by their names");
                Complaint::of_finding(Finding::without_source(warning))
            })
            .collect();
        self.complaints.extend(notes);
    }
}

/// Why a rule is not asked, if there is a reason beside its pattern.
fn left_out(one: &Declared<'_>, name: &str, dialect: Dialect) -> Option<Diagnostic> {
    let note = match one.kind {
        DeclaredKind::Rule {
            is_disabled: true, ..
        } => Diagnostic::note(
            DISABLED,
            format!("the rule `{name}` is disabled and left out"),
        ),
        DeclaredKind::Filter if !takes_filters(dialect) => {
            let what = "filters records of a source, not events of a bus, and is left out";
            Diagnostic::note(FILTER, format!("`{name}` {what}"))
                .help("`--for pipe` and `--for lambda` ask filters")
        }
        DeclaredKind::Rule { .. } | DeclaredKind::Filter => return None,
    };
    Some(note.at(one.span, ""))
}

/// Whether what is asked are the filters of pipes and event source mappings.
fn takes_filters(dialect: Dialect) -> bool {
    match dialect {
        Dialect::Pipe | Dialect::Lambda => true,
        Dialect::Bus | Dialect::Subscriber => false,
    }
}

/// Why a value is no rule.
fn not_a_rule(value: &Value) -> Diagnostic {
    let is_event = ["detail-type", "source"]
        .iter()
        .all(|name| value.get(name).and_then(Value::as_str).is_some());
    let name = ["name", "Name", "id"].iter().find_map(|key| value.get(key));
    let label = match (name, value.get("pattern")) {
        _ if value.as_object().is_none() => format!("{}, not an object", value.kind_name()),
        _ if is_event => "an event".to_owned(),
        (None, None) => "has no `name` and no `pattern`".to_owned(),
        (None, Some(_)) => "has no `name`".to_owned(),
        (Some(name), _) if name.as_str().is_none() => {
            format!("its name is {}, not a string", name.kind_name())
        }
        (Some(_), _) => "has no `pattern`".to_owned(),
    };
    bad_rule(value.span, label)
}

/// A rule that cannot be told from others.
fn nameless(one: &Declared<'_>) -> Diagnostic {
    bad_rule(one.span, "has no name".to_owned())
}

fn bad_rule(span: Span, label: String) -> Diagnostic {
    Diagnostic::error(NOT_A_RULE, "this is not a rule")
        .at(span, label)
        .help("a rule is `{\"name\": …, \"pattern\": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern")
}

/// Whether an object may be a pattern: nothing in it looks like the name of a rule.
fn is_nameless_object(value: &Value) -> bool {
    let has_name = |key: &&str| value.get(key).and_then(Value::as_str).is_some();
    value.as_object().is_some() && !["name", "Name", "id"].iter().any(has_name)
}

/// Whether a text that is no JSON is more like a pattern than like a list of rules.
fn is_broken_pattern(text: &str) -> bool {
    let read = json::parse_partial(text).err().and_then(|(read, _)| read);
    let is_declaration =
        |read: &Value| read.as_array().is_some() || declared::declared(read).is_some();
    next_value(text).is_none() && !read.as_ref().is_some_and(is_declaration)
}

/// Where the next line begins that may hold a value of its own: it begins with a bracket.
fn next_value(text: &str) -> Option<usize> {
    ["\n{", "\n["]
        .iter()
        .filter_map(|begin| text.find(begin))
        .min()
}

/// Whether JSON follows, so that the file is a list of values and not a pattern with text behind it.
fn holds_value(text: &str, at: usize) -> bool {
    let rest = text.get(skip_blanks(text, at)..).unwrap_or_default();
    rest.starts_with(['{', '[']) && json::parse_prefix(rest).is_ok()
}

/// The name of a file without directories and without `.json`.
fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".json").unwrap_or(file).to_owned()
}

/// The length of the byte order mark with which the text begins.
fn mark_length(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{FEFF}').len()
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len())
}
