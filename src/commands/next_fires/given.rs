//! What was given: expressions on the command line, and files of schedules.

use super::{Args, Context};
use crate::check;
use crate::commands::answer::KEPT;
use crate::commands::declarations::{self, Named, Read, is_template_directory};
use crate::commands::input::one_standard_input;
use crate::commands::{Failure, Input, input};
use crate::diagnostic::{Diagnostic, Finding};
use crate::iac::{self, Content};
use crate::json::{self, Value};
use crate::model::{Declared, Inventory, InventoryKind, Rule, Schedule};
use crate::render::words;
use crate::schedule::{Service, codes, listed, parse};
use crate::source::{Source, Span};

/// A schedule as it was given.
pub(super) struct Given {
    /// The text in which its spans lie; `None` if it could not be read.
    pub(super) source: Option<Source>,
    /// What declares it.
    /// What is known of it is large, and there may be many.
    pub(super) schedule: Box<Schedule>,
    /// Why it could not be read.
    pub(super) findings: Vec<Finding>,
}

/// Everything that was given.
#[derive(Default)]
pub(super) struct AllGiven {
    pub(super) schedules: Vec<Given>,
    /// Notes on rules that have no schedule, and on what was left out of templates.
    pub(super) notes: Vec<Finding>,
    /// How many of `schedules` are no schedules at all.
    refused: usize,
    /// How many more there are of those, which are counted and not kept: a file of something else has any number.
    pub(super) left_out: usize,
}

/// Reads every argument. What cannot be read is among the findings; the others are kept.
///
/// # Errors
///
/// * `input/stdin-twice`: standard input is asked for more than once.
pub(super) fn read(args: &Args, context: &Context<'_>) -> Result<AllGiven, Failure> {
    let inputs: Vec<Input> = args.schedules.iter().map(Input::new).collect();
    one_standard_input(&inputs, "give `-` once: it may hold several schedules")?;
    let several = args.schedules.len() > 1;
    let mut all = AllGiven::default();
    for (number, argument) in (1..).zip(&args.schedules) {
        if let Some(text) = argument.to_str().filter(|text| is_expression(text)) {
            let name = if several {
                format!("<expression {number}>")
            } else {
                "<expression>".to_owned()
            };
            all.schedules.push(expression(text, name));
            continue;
        }
        let named = Named::new(argument, context);
        let is_template = named.name.is_some() || is_template_directory(&named.input, context);
        let read = match is_template {
            true => named.read("schedule", context).map(|read| {
                if let Content::Declarations(inventory) = read.content {
                    all.add(&read.source, *inventory);
                }
            }),
            false => named
                .input
                .read("schedule", context)
                .map(|source| all.add_input(&named.input, source, context)),
        };
        if let Err(failure) = read {
            all.schedules
                .push(unreadable(&named.input, failure, context));
        }
    }
    let without = std::mem::take(&mut all.notes);
    all.notes = shortened(without);
    Ok(all)
}

/// The notes on rules that have no schedule: the first one, and how many more there are. A list of all rules of an
/// account may have hundreds.
fn shortened(notes: Vec<Finding>) -> Vec<Finding> {
    let is_rule = |note: &Finding| note.diagnostic.code == codes::NO_SCHEDULE;
    let (mut rules, mut notes): (Vec<_>, Vec<_>) = notes.into_iter().partition(is_rule);
    let more = rules.len().saturating_sub(1);
    rules.truncate(1);
    notes.append(&mut rules);
    if more > 0 {
        let rules = words::counted(more as u64, "more rule has", "more rules have");
        notes.push(Finding::without_source(Diagnostic::note(
            codes::NO_SCHEDULE,
            format!("{rules} an event pattern and no schedule"),
        )));
    }
    notes
}

impl AllGiven {
    /// The schedules in a template of any format, or in any other text.
    fn add_input(&mut self, input: &Input, source: Source, context: &Context<'_>) {
        if is_list(source.text()) {
            return self.add_text(&source);
        }
        let is_json = source.text().trim_start().starts_with(['{', '[', '"']);
        match declarations::read_text(input, source.clone(), context) {
            Ok(Read {
                source,
                content: Content::Declarations(inventory),
                ..
            }) if inventory.kind.is_template() || inventory.kind == InventoryKind::CommandLine => {
                self.add(&source, *inventory);
            }
            Err(finding) if !is_json => self.refuse(
                finding.source.as_ref().unwrap_or(&source),
                finding.diagnostic.clone(),
            ),
            _ => self.add_text(&source),
        }
    }

    /// The schedules in a file or in standard input: JSON, one value behind the other, or one expression a line.
    fn add_text(&mut self, source: &Source) {
        let text = source.text();
        if is_list(text) {
            let listed = listed(text);
            self.schedules
                .extend(listed.map(|schedule| Given::new(source, schedule)));
            return;
        }
        if let Some(foreign) = iac::foreign_text(text) {
            return self.refuse(source, foreign);
        }
        let before = self.schedules.len() + self.notes.len();
        let mut at = iac::mark_length(text);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.trim().is_empty()) {
            match json::parse_at(text, at) {
                Ok((value, end)) => {
                    self.add_value(source, &value);
                    at = end.max(at + 1);
                }
                Err(error) => {
                    let is_json = rest.trim_start().starts_with(['{', '[', '"']);
                    return self.refuse(
                        source,
                        match is_json || at > 0 {
                            true => error.diagnostic(text),
                            false => neither(text),
                        },
                    );
                }
            }
        }
        if self.schedules.len() + self.notes.len() == before {
            let none = Diagnostic::error(codes::DECLARATION, "there is no schedule in here");
            self.refuse(source, none.help(WHAT_TO_GIVE));
        }
    }

    /// An object is a declaration, a string an expression without one; an array holds several.
    fn add_value(&mut self, source: &Source, value: &Value) {
        if let Some(elements) = value.as_array() {
            return elements
                .iter()
                .for_each(|element| self.add_element(source, element));
        }
        self.add_element(source, value);
    }

    fn add_element(&mut self, source: &Source, value: &Value) {
        if let Some(foreign) = iac::foreign_value(value) {
            return self.refuse(source, foreign);
        }
        if value.as_str().is_some() {
            let schedule = iac::bare_expression(value, source.text());
            return self.schedules.push(Given::new(source, schedule));
        }
        match iac::element(value, source.text()) {
            Some(inventory) => self.add(source, inventory),
            None => self.refuse(source, not_a_schedule(value)),
        }
    }

    /// The schedules of an inventory and of its rules, in the order of the file.
    fn add(&mut self, source: &Source, mut inventory: Inventory) {
        check::tell_refused(&mut inventory, source);
        for told in inventory.diagnostics {
            match told.is_error() {
                true => self.refuse(source, told),
                false => self.notes.push(Finding::new(told, source)),
            }
        }
        let (scheduled, others): (Vec<&Rule>, Vec<&Rule>) = inventory
            .rules
            .iter()
            .partition(|rule| rule.schedule.is_some());
        let mut all = inventory.schedules;
        all.extend(scheduled.into_iter().map(Schedule::from));
        all.sort_by_key(|schedule| schedule.span.start);
        let is_empty = all.is_empty() && others.is_empty();
        // In a template that has schedules, rules with patterns are nothing to wonder about.
        let is_told = all.is_empty() || !inventory.kind.is_template();
        self.schedules
            .extend(all.into_iter().map(|schedule| Given::new(source, schedule)));
        for rule in others.into_iter().filter(|_| is_told) {
            let message = match rule.pattern {
                Some(_) => "this rule has an event pattern and no schedule",
                None => "this rule has neither a schedule nor an event pattern",
            };
            let note = Diagnostic::note(codes::NO_SCHEDULE, message);
            let beginning = Span::new(rule.span.start, rule.span.start + 1);
            self.notes
                .push(Finding::new(note.at(beginning, ""), source));
        }
        if is_empty && self.notes.is_empty() {
            let none = Diagnostic::error(codes::DECLARATION, "nothing in here has a schedule");
            self.refuse(source, none.at(Span::new(0, 1), "").help(WHAT_TO_GIVE));
        }
    }

    /// Something that is no schedule.
    fn refuse(&mut self, source: &Source, why: Diagnostic) {
        if self.refused == KEPT {
            self.left_out += 1;
            return;
        }
        self.refused += 1;
        let schedule = Schedule {
            diagnostics: vec![why],
            ..Schedule::default()
        };
        self.schedules.push(Given::new(source, schedule));
    }
}

impl Given {
    fn new(source: &Source, schedule: Schedule) -> Self {
        Self {
            source: Some(source.clone()),
            schedule: Box::new(schedule),
            findings: Vec::new(),
        }
    }
}

/// What holds a schedule.
const WHAT_TO_GIVE: &str = "give a template, the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`, or one expression a line";

fn not_a_schedule(value: &Value) -> Diagnostic {
    Diagnostic::error(codes::DECLARATION, "this is no schedule and no rule")
        .at(
            json::fields::beginning(value),
            format!("{} without `ScheduleExpression`", value.kind_name()),
        )
        .help(named_otherwise(value).unwrap_or_else(|| WHAT_TO_GIVE.to_owned()))
}

/// A schedule expression under another name: that of a member of another tool, or in small letters.
fn named_otherwise(value: &Value) -> Option<String> {
    let mut members = value.as_object().unwrap_or_default().iter();
    let member = members.find(|one| {
        let text = one.value.as_str().unwrap_or_default();
        parse(text, Service::Scheduler).is_ok()
    })?;
    let name = member.name.to_display();
    Some(format!(
        "`{name}` holds an expression: a request calls it `ScheduleExpression`, and begins the names of its members with capitals"
    ))
}

/// Of a text that is something else altogether what is no JSON in it is not worth telling.
fn neither(text: &str) -> Diagnostic {
    let start = text.len() - text.trim_start().len();
    let line = text.get(start..).and_then(|rest| rest.lines().next());
    let line = line.unwrap_or_default().trim_end();
    Diagnostic::error(
        codes::DECLARATION,
        "this is neither JSON nor a list of schedule expressions",
    )
    .at(Span::new(start, start + line.len()), "begins like neither")
    .help(WHAT_TO_GIVE)
}

/// Whether a text is a list of expressions and not JSON: its first line that is not blank begins as one does,
/// also as one in the form of Unix.
fn is_list(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next().map(str::trim) else {
        return false;
    };
    let word: String = first
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let is_kind = ["cron", "rate", "at"]
        .iter()
        .any(|kind| word.eq_ignore_ascii_case(kind));
    let is_unix = first.starts_with(|next: char| next.is_ascii_digit() || "*@".contains(next));
    is_expression(first) && (is_kind || is_unix)
}

/// Whether an argument is an expression, however wrong, and not the name of a file.
fn is_expression(argument: &str) -> bool {
    if argument == "-"
        || argument.trim_start().starts_with(['{', '['])
        || argument.starts_with("file://")
        || iac::is_command(argument)
    {
        return false;
    }
    let trimmed = argument.trim();
    let is_file_name = [".json", ".jsonl", ".ndjson", ".gz"]
        .iter()
        .any(|end| trimmed.ends_with(end));
    let letters = trimmed.trim_end_matches(|character: char| !character.is_ascii_alphabetic());
    let rate = trimmed.starts_with(|character: char| character.is_ascii_digit())
        && ["minute", "minutes", "hour", "hours", "day", "days"]
            .iter()
            .any(|unit| letters.ends_with(unit));
    !is_file_name
        && (rate
            || trimmed.is_empty()
            || trimmed.contains(['(', ')', '*', '?', '@', ' ', '\t'])
            || is_time(trimmed))
}

/// Whether it begins like a date: `2026-11-20`.
fn is_time(text: &str) -> bool {
    let form = b"dddd-dd-dd";
    text.len() >= form.len()
        && text.bytes().zip(form).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            _ => byte == *form,
        })
}

fn expression(text: &str, source_name: String) -> Given {
    let schedule = Schedule {
        expression: Some(Declared::whole(text)),
        is_bare: true,
        ..Schedule::default()
    };
    Given::new(&Source::new(source_name, text), schedule)
}

fn unreadable(input: &Input, failure: Failure, context: &Context<'_>) -> Given {
    let name = input.name("schedule");
    let mut findings = match failure {
        Failure::Refused(refusal) => refusal.findings,
        Failure::Output(error) => vec![Finding::without_source(Diagnostic::error(
            input::UNREADABLE,
            format!("cannot read `{name}`: {error}"),
        ))],
    };
    if matches!(input, Input::File(file) if context.host.is_directory(file.path())) {
        let files = format!("{}/*.json", name.trim_end_matches('/'));
        for finding in &mut findings {
            finding.diagnostic.help = Some(format!("name its files: `{files}`"));
        }
    }
    let name = Declared::whole(name);
    Given {
        source: None,
        schedule: Box::new(Schedule {
            name: Some(name),
            ..Schedule::default()
        }),
        findings,
    }
}
