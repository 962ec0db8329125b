//! Where rules come from: directories, files of patterns, JSON Lines, what the AWS CLI prints, templates.

use std::ffi::OsString;
use std::ops::Range;

use super::refused::{bad_rule, not_a_rule, without_pattern};
use super::texts::{
    holds_value, is_broken_pattern, is_nameless_object, next_value, sections, skip_blanks, stem,
};
use crate::commands::declarations::{self, Named, is_template_directory};
use crate::commands::events::Threads;
use crate::commands::input::FileInput;
use crate::commands::walk::Below;
use crate::commands::{Context, Failure, Input, input, walk};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::{self, Content};
use crate::json::{self, Value};
use crate::model::{self, DeclaredPattern, Inventory};
use crate::pattern::Dialect;
use crate::pattern::check::check;
use crate::pattern::parse::codes::TRAILING_TEXT;
use crate::report::Refusal;
use crate::report::RuleReport;
use crate::simulate::route::{self, Asked, NotAsked, Ready, Rule};
use crate::source::{Source, Span};

/// There is nothing to match with.
const NO_RULES: Code = Code::new("route/no-rules");
/// A filter, which no event of a bus meets.
const FILTER: Code = Code::new("route/filter-left-out");
/// Two rules of one name.
const SAME_NAME: Code = Code::new("route/same-name");

/// The rules that can be used, and what is wrong with the others.
pub(super) struct Rules {
    rules: Vec<Rule>,
    pub(super) complaints: Vec<Complaint>,
    asked: Asked,
    /// How many rules have a schedule and no pattern.
    scheduled: usize,
    /// Whether something was left out that may hold rules.
    pub(super) is_incomplete: bool,
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
    /// Reads the rules that the arguments name, many of them on all threads; `help` is what to do if standard input is asked
    /// for the `events` too.
    ///
    /// If none of the rules can be used, [`complaints`](Self::complaints) ends with `route/no-rules`.
    ///
    /// # Errors
    ///
    /// * `input/stdin-twice`: standard input is asked for twice.
    /// * `route/threads`: the machine does not start them.
    pub(super) fn read(
        arguments: &[OsString],
        (events, help): (&[Input], &str),
        (asked, threads): (Asked, &Threads),
        context: &Context<'_>,
    ) -> Result<Self, Failure> {
        let named = arguments.iter().map(|one| Named::new(one, context));
        let (mut inputs, names): (Vec<Input>, Vec<Option<String>>) =
            named.map(|named| (named.input, named.name)).unzip();
        input::number_inline(&mut inputs, "rules");
        input::one_standard_input(inputs.iter().chain(events), help)?;
        let mut rules = Self::none(asked);
        for (input, name) in inputs.into_iter().zip(names) {
            match name {
                Some(name) => rules.add_named(input, name, context)?,
                None => rules.add_input(input, threads, context)?,
            }
        }
        rules.note_same_names();
        rules.note_none();
        Ok(rules)
    }

    fn none(asked: Asked) -> Self {
        Self {
            rules: Vec::new(),
            complaints: Vec::new(),
            asked,
            scheduled: 0,
            is_incomplete: false,
        }
    }

    /// Adds those that come behind these.
    fn append(&mut self, mut behind: Self) {
        self.rules.append(&mut behind.rules);
        self.complaints.append(&mut behind.complaints);
        self.scheduled += behind.scheduled;
        self.is_incomplete |= behind.is_incomplete;
    }

    /// Whether no rule can be used.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules, in their order.
    pub(super) fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The names of the rules.
    pub(super) fn names(&self) -> Vec<String> {
        self.rules.iter().map(|rule| rule.name.clone()).collect()
    }

    /// On what each rule depends that its template leaves open.
    pub(super) fn holes(&self) -> Vec<Vec<String>> {
        let doubts = self.rules.iter().map(|rule| rule.doubt.as_ref());
        doubts
            .map(|doubt| doubt.map_or_else(Vec::new, |doubt| doubt.depends_on.clone()))
            .collect()
    }

    fn complain(&mut self, finding: Finding) {
        self.complaints.push(Complaint::of_finding(finding));
    }

    /// One thing of a file.
    fn add_named(
        &mut self,
        input: Input,
        name: String,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        let named = Named {
            input,
            name: Some(name),
        };
        if let Some(read) = self.readable(named.read("<rules>", context))?
            && let Content::Declarations(inventory) = &read.content
        {
            self.add_inventory(&read.source, inventory, None);
        }
        Ok(())
    }

    /// The files that an argument names. One that cannot be read is told, and the others are asked.
    fn add_input(
        &mut self,
        input: Input,
        threads: &Threads,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        if is_template_directory(&input, context) {
            return self.add_file(&input, threads, context);
        }
        if let Input::File(directory) = &input
            && context.host.is_directory(directory.path())
        {
            return self.add_directory(directory, threads, context);
        }
        let Some(expanded) = self.readable(input::expanded(input, context))? else {
            return Ok(());
        };
        if let Some(left_out) = expanded.left_out {
            self.complain(left_out);
        }
        for file in expanded.inputs {
            self.add_file(&file, threads, context)?;
        }
        Ok(())
    }

    /// The files below a directory: everything that is JSON by its name, and what else is a template.
    fn add_directory(
        &mut self,
        directory: &FileInput,
        threads: &Threads,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        let name = directory.name();
        let all = context.host.files_below(directory.path());
        let all = all.map_err(|error| input::unreadable(name, &error));
        let files = all.and_then(|all| Ok((all.len(), walk::files_below(directory, context)?)));
        let Some((count, below)) = self.readable(files)? else {
            return Ok(());
        };
        let Below {
            mut files, outside, ..
        } = below;
        outside.into_iter().for_each(|told| self.complain(told));
        files.sort_by(|one, other| one.path().cmp(other.path()));
        let mut read = 0;
        for file in files {
            let is_json = input::holds_json(file.name());
            let file = Input::File(file);
            if is_json {
                read += 1;
                self.add_file(&file, threads, context)?;
            } else if let Ok((source, Some(inventory))) =
                declarations::template(&file, "<rules>", context)
            {
                read += source.file_names().len();
                self.add_inventory(&source, &inventory, None);
            }
        }
        if read == 0 {
            self.readable::<()>(Err(input::no_file_in(name)))?;
        } else if count > read {
            self.complain(input::files_left_out(
                name,
                count - read,
                ", or is a template",
            ));
        }
        Ok(())
    }

    /// A template, or a file of rules.
    fn add_file(
        &mut self,
        file: &Input,
        threads: &Threads,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        match self.readable(declarations::template(file, "<rules>", context))? {
            Some((source, Some(inventory))) => self.add_inventory(&source, &inventory, None),
            Some((source, None)) => self.add_text(&source, threads)?,
            None => {}
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
    fn add_text(&mut self, source: &Source, threads: &Threads) -> Result<(), Failure> {
        let text = source.text();
        let stem = stem(source.name());
        let start = skip_blanks(text, iac::mark_length(text));
        if start == text.len() && source.name().ends_with(".json") {
            self.add_bare(source, &stem);
        } else if let Some(foreign) = iac::foreign_text(text) {
            self.complain(Finding::new(foreign, source));
        } else if let Some(behind) = self.add_first(source, &stem, start) {
            self.add_values(source, behind, threads)?;
        }
        Ok(())
    }

    /// The first value of a text, which may be all there is; where the next begins, if there may be one.
    fn add_first(&mut self, source: &Source, stem: &String, at: usize) -> Option<usize> {
        let text = source.text();
        let (value, end) = match json::parse_at(text, at) {
            Ok(read) => read,
            Err(_) if is_broken_pattern(text.get(at..).unwrap_or("")) => {
                self.add_bare(source, stem);
                return None;
            }
            Err(_) => return Some(at),
        };
        if holds_value(text, end) {
            return Some(at);
        }
        match (iac::declared(&value, text), iac::foreign_value(&value)) {
            (Some(inventory), _) => self.add_inventory(source, &inventory, Some(stem)),
            (None, Some(told)) => self.complain(Finding::new(told, source)),
            (None, None) if is_nameless_object(&value) => {
                self.add_bare(source, stem);
                return None;
            }
            (None, None) => self.add_elements(source, &value),
        }
        Some(skip_blanks(text, end))
    }

    /// The values from a place on: those of a long text in sections, on all threads.
    fn add_values(
        &mut self,
        source: &Source,
        mut at: usize,
        threads: &Threads,
    ) -> Result<(), Failure> {
        let text = source.text();
        let sections = match threads.count() {
            1 => Vec::new(),
            _ => sections(text, at),
        };
        if sections.len() > 1 {
            let asked = self.asked;
            let read = threads.each(sections, |section| {
                let mut rules = Self::none(asked);
                let end = rules.add_section(source, section.clone());
                (section.start, rules, end)
            })?;
            for (start, rules, end) in read {
                // A value that goes on behind its section makes the next begin at a place that is none.
                if start != at {
                    break;
                }
                self.append(rules);
                at = end;
            }
        }
        self.add_section(source, at..text.len());
        Ok(())
    }

    /// The values that begin in a section; where the next one begins.
    fn add_section(&mut self, source: &Source, section: Range<usize>) -> usize {
        let text = source.text();
        let mut at = section.start;
        while at < section.end {
            let end = match json::parse_at(text, at) {
                Ok((value, end)) => {
                    match iac::declared(&value, text) {
                        Some(inventory) => self.add_inventory(source, &inventory, None),
                        None => self.add_elements(source, &value),
                    }
                    end
                }
                Err(error) => {
                    self.complain(Finding::new(error.diagnostic(text), source));
                    let rest = text.get(at..).unwrap_or("");
                    next_value(rest).map_or(text.len(), |next| at + next)
                }
            };
            at = skip_blanks(text, end);
        }
        at
    }

    /// A file that is a pattern and nothing else, as AWS takes it: text behind it is not read, and AWS minds a byte order
    /// mark.
    fn add_bare(&mut self, source: &Source, stem: &str) {
        match check(source.text(), self.asked.dialect) {
            Ok(pattern) => {
                let rule = Rule::bare(stem.to_owned(), pattern);
                self.add_rule(rule, source);
            }
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

    /// The elements of an array of which some declare nothing, or a value that is no rule.
    fn add_elements(&mut self, source: &Source, value: &Value) {
        let Some(elements) = value.as_array() else {
            return self.complain(Finding::new(not_a_rule(value), source));
        };
        for element in elements {
            match iac::element(element, source.text()) {
                Some(inventory) => self.add_inventory(source, &inventory, None),
                None => self.complain(Finding::new(not_a_rule(element), source)),
            }
        }
    }

    /// The rules of an inventory, and the filters where these are asked.
    fn add_inventory(&mut self, source: &Source, inventory: &Inventory, stem: Option<&String>) {
        for told in &inventory.diagnostics {
            self.is_incomplete |= iac::is_left_out(told.code);
            self.complain(Finding::new(told.clone(), source));
        }
        for rule in &inventory.rules {
            self.add_declared(source, rule, stem);
        }
        self.scheduled += inventory.schedules.len();
        let pipes = inventory.pipes.iter();
        let pipes = pipes.map(|pipe| (pipe.label(), &pipe.filters));
        let mappings = inventory.event_source_mappings.iter();
        let mappings = mappings.map(|one| (one.logical_id.clone(), &one.filters));
        let alone = std::iter::once((None, &inventory.filters));
        for (label, filters) in pipes.chain(mappings).chain(alone) {
            for (number, filter) in filters.iter().enumerate() {
                let of = label
                    .as_ref()
                    .map_or_else(String::new, |label| format!("{label} "));
                self.add_filter(source, format!("{of}filter {number}"), filter);
            }
        }
        for (what, pattern) in other_patterns(inventory) {
            let note = Diagnostic::note(FILTER, format!("the pattern of {what} is left out"));
            self.complain(Finding::new(note.at(beginning(pattern.span), ""), source));
        }
    }

    fn add_declared(&mut self, source: &Source, rule: &model::Rule, stem: Option<&String>) {
        for told in &rule.diagnostics {
            self.complain(Finding::new(told.clone(), source));
        }
        let Some(name) = rule.label().or(stem.cloned()) else {
            let nameless = bad_rule(rule.span, "has no name".to_owned());
            return self.complain(Finding::new(nameless, source));
        };
        match route::ready(rule, name.clone(), source, self.asked) {
            Ok(Ready { rule, place }) => self.add_rule(rule, &place),
            Err(why) => self.not_asked(source, rule, &name, *why),
        }
    }

    /// What is to be told of a rule that is not asked.
    fn not_asked(&mut self, source: &Source, rule: &model::Rule, name: &str, why: NotAsked) {
        match why {
            NotAsked::Scheduled => self.scheduled += 1,
            NotAsked::Assumed => {}
            NotAsked::Disabled(note) => self.complain(Finding::new(note, source)),
            NotAsked::Neither(warning) => {
                self.is_incomplete = true;
                self.complain(Finding::new(warning, source));
            }
            NotAsked::State(refused) => self.refuse(source, name, rule.span, refused),
            NotAsked::Refused(refusal) => self.complaints.push(Complaint {
                rule: Some(report(source, name, rule.span)),
                refusal,
            }),
        }
    }

    /// A filter of a pipe or an event source mapping.
    fn add_filter(&mut self, source: &Source, name: String, filter: &DeclaredPattern) {
        if !takes_filters(self.asked.dialect) {
            let what = "filters records of a source, not events of a bus, and is left out";
            let note = Diagnostic::note(FILTER, format!("`{name}` {what}"))
                .at(filter.span, "")
                .help("`--for pipe` and `--for lambda` ask filters");
            return self.complain(Finding::new(note, source));
        }
        match route::checked(filter, source, self.asked) {
            Ok(checked) => {
                let rule = Rule {
                    doubt: checked.doubt,
                    ..Rule::bare(name, checked.pattern)
                };
                self.add_rule(rule, &checked.place);
            }
            Err(refusal) => self.complaints.push(Complaint {
                rule: Some(report(source, &name, filter.span)),
                refusal,
            }),
        }
    }

    /// Tells why a rule cannot be asked.
    fn refuse(&mut self, source: &Source, name: &str, span: Span, why: Diagnostic) {
        self.complaints.push(Complaint {
            rule: Some(report(source, name, span)),
            ..Complaint::of_finding(Finding::new(why, source))
        });
    }

    /// A rule whose pattern is accepted, though text may follow it.
    fn add_rule(&mut self, rule: Rule, place: &Source) {
        let is_told = |note: &&Diagnostic| note.code == TRAILING_TEXT;
        for note in rule.pattern.notes.iter().filter(is_told) {
            self.complaints
                .push(Complaint::of_finding(Finding::new(note.clone(), place)));
        }
        self.rules.push(rule);
    }

    /// Two rules of one name on the same bus.
    fn note_same_names(&mut self) {
        let mut names: Vec<(&str, Option<&str>)> = self
            .rules
            .iter()
            .map(|rule| (&*rule.name, rule.bus.as_deref()))
            .collect();
        names.sort_unstable();
        let mut same: Vec<&str> = names
            .windows(2)
            .filter_map(|pair| match pair {
                [left, right] if left == right => Some(left.0),
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

    /// That there is nothing to ask.
    fn note_none(&mut self) {
        if !self.is_empty() {
            return;
        }
        let none = Diagnostic::error(NO_RULES, "there is no rule to match events with");
        let none = match self.scheduled {
            // What is wrong with the rules that were given has been said.
            _ if self.is_incomplete || self.complaints.iter().any(Complaint::is_error) => none,
            0 => none.help("give one with `--rules`: `{\"name\": \"orders\", \"pattern\": {\"source\": [\"orders\"]}}`, say"),
            scheduled => without_pattern(none, scheduled),
        };
        self.complain(Finding::without_source(none));
    }
}

/// Patterns that events of a bus meet nowhere, with what has them.
fn other_patterns(inventory: &Inventory) -> Vec<(String, &DeclaredPattern)> {
    let subscriptions = inventory.subscriptions.iter().filter_map(|one| {
        let label = one.logical_id.as_deref().unwrap_or("a topic");
        let pattern = one.filter_policy.as_ref()?;
        Some((format!("the subscription `{label}`"), pattern))
    });
    let archives = inventory.archives.iter().filter_map(|one| {
        let label = one.logical_id.clone();
        let label = label.or_else(|| Some(one.name.as_ref()?.to_display()));
        let label = label.unwrap_or_else(|| "without a name".to_owned());
        Some((format!("the archive `{label}`"), one.pattern.as_ref()?))
    });
    subscriptions.chain(archives).collect()
}

fn report(source: &Source, name: &str, span: Span) -> RuleReport {
    RuleReport {
        name: name.to_owned(),
        source: source.name().to_owned(),
        line: source.position(span.start).line,
    }
}

fn beginning(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

/// Whether what is asked are the filters of pipes and event source mappings.
fn takes_filters(dialect: Dialect) -> bool {
    match dialect {
        Dialect::Pipe | Dialect::Lambda => true,
        Dialect::Bus | Dialect::Subscriber | Dialect::Sns(_) => false,
    }
}
