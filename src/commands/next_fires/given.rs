//! What was given: expressions on the command line, and files of schedules.

use super::{Args, Context};
use crate::commands::{Failure, Input};
use crate::diagnostic::Finding;
use crate::schedule::{Declaration, Located, declarations};
use crate::source::Source;

/// A schedule as it was given.
pub(super) struct Given {
    /// The text in which its spans lie; `None` if it could not be read.
    pub(super) source: Option<Source>,
    /// Whether it stands in a file.
    pub(super) in_file: bool,
    pub(super) declaration: Declaration,
    /// Why it could not be read.
    pub(super) findings: Vec<Finding>,
}

/// Reads every argument. What cannot be read is among the findings; the others are kept.
pub(super) fn read(args: &Args, context: &Context<'_>) -> Vec<Given> {
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
            Ok(source) => {
                all.extend(
                    declarations(source.text())
                        .into_iter()
                        .map(|declaration| Given {
                            source: Some(source.clone()),
                            in_file: true,
                            declaration,
                            findings: Vec::new(),
                        }),
                )
            }
            Err(failure) => all.push(unreadable(argument, failure)),
        }
    }
    all
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

fn unreadable(argument: &str, failure: Failure) -> Given {
    let findings = match failure {
        Failure::Refused(refusal) => refusal.findings,
        Failure::Output(error) => vec![Finding::without_source(
            crate::diagnostic::Diagnostic::error(
                crate::commands::input::UNREADABLE,
                format!("cannot read `{argument}`: {error}"),
            ),
        )],
    };
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
