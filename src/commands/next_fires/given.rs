//! What was given: expressions on the command line, and files of schedules.

use super::{Args, Context};
use crate::commands::input::one_standard_input;
use crate::commands::{Failure, Input};
use crate::diagnostic::{Diagnostic, Finding};
use crate::render::words;
use crate::schedule::{Declaration, Located, codes, declarations, listed};
use crate::source::Source;

/// A schedule as it was given.
pub(super) struct Given {
    /// The text in which its spans lie; `None` if it could not be read.
    pub(super) source: Option<Source>,
    /// Whether it stands in a file that declares it, so that the file may say more than the options.
    pub(super) in_file: bool,
    pub(super) declaration: Declaration,
    /// Why it could not be read.
    pub(super) findings: Vec<Finding>,
}

/// Reads every argument. What cannot be read is among the findings; the others are kept.
///
/// # Errors
///
/// * `input/stdin-twice`: standard input is asked for more than once.
pub(super) fn read(args: &Args, context: &Context<'_>) -> Result<Vec<Given>, Failure> {
    let inputs: Vec<Input> = args
        .schedules
        .iter()
        .map(|argument| Input::new(argument))
        .collect();
    one_standard_input(&inputs, "give `-` once: it may hold several schedules")?;
    let several = args.schedules.len() > 1;
    let mut all = Vec::new();
    for (number, argument) in (1..).zip(&args.schedules) {
        if is_expression(argument) {
            let name = if several {
                format!("<expression {number}>")
            } else {
                "<expression>".to_owned()
            };
            all.push(expression(argument, name));
            continue;
        }
        match Input::new(argument).read("schedule", context) {
            Ok(source) => all.extend(in_text(&source)),
            Err(failure) => all.push(unreadable(argument, failure, context)),
        }
    }
    Ok(all)
}

/// The notes on rules that have no schedule: the first one, and how many more there are. A list of all rules of an
/// account may have hundreds.
pub(super) fn shortened(mut notes: Vec<Finding>) -> Vec<Finding> {
    let more = notes.len().saturating_sub(1);
    notes.truncate(1);
    if more > 0 {
        let rules = words::counted(more as u64, "more rule has", "more rules have");
        notes.push(Finding::without_source(Diagnostic::note(
            codes::NO_SCHEDULE,
            format!("{rules} an event pattern and no schedule"),
        )));
    }
    notes
}

/// The schedules in a file or in standard input: JSON, or one expression a line.
fn in_text(source: &Source) -> Vec<Given> {
    let text = source.text();
    let list = is_list(text);
    let all = if list {
        listed(text)
    } else {
        declarations(text)
    };
    let given = all.into_iter().map(|declaration| Given {
        source: Some(source.clone()),
        in_file: !list,
        declaration,
        findings: Vec::new(),
    });
    given.collect()
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
    Given {
        source: Some(Source::new(source_name, text)),
        in_file: false,
        declaration: Declaration {
            expression: Located::whole(text),
            ..Declaration::default()
        },
        findings: Vec::new(),
    }
}

fn unreadable(argument: &str, failure: Failure, context: &Context<'_>) -> Given {
    let mut findings = match failure {
        Failure::Refused(refusal) => refusal.findings,
        Failure::Output(error) => vec![Finding::without_source(Diagnostic::error(
            crate::commands::input::UNREADABLE,
            format!("cannot read `{argument}`: {error}"),
        ))],
    };
    if context.host.is_directory(argument) {
        let files = format!("{}/*.json", argument.trim_end_matches('/'));
        for finding in &mut findings {
            finding.diagnostic.help = Some(format!("name its files: `{files}`"));
        }
    }
    Given {
        source: None,
        in_file: true,
        declaration: Declaration {
            name: argument.to_owned(),
            ..Declaration::default()
        },
        findings,
    }
}
