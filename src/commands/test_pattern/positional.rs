//! The pattern without its flag: the first argument, if what it holds can be a pattern and no event.
//!
//! An object in which every field leads to a list is a pattern, and so is what declares one. An event that EventBridge
//! delivers has text in its fields, and no pattern has. Where both could be meant, nothing is guessed: the mistake says how
//! to tell them apart.

use std::io::Read as _;

use super::pattern_file::{self, Asked, FoundPattern};
use super::{Args, EventArguments, USAGE};
use crate::commands::declarations::Named;
use crate::commands::{Context, Failure, Input, input};
use crate::diagnostic::{Diagnostic, Finding};
use crate::json::{self, Value};
use crate::quota::MAXIMUM_EVENT_PATTERN_CHARACTERS;

/// How much of an argument is looked at to see whether it could be a pattern too, in bytes: four of the longest patterns, for
/// white space.
const LOOKED_AT_BYTES: u64 = 4 * MAXIMUM_EVENT_PATTERN_CHARACTERS as u64;

/// The pattern and the events that the arguments name.
///
/// # Errors
///
/// * `usage`: no flag names the pattern, and the first argument may be an event, or another one a pattern.
/// * `input/…`: an input cannot be read, or holds no pattern or several.
pub(super) fn read(
    args: &Args,
    asked: Asked,
    context: &Context<'_>,
) -> Result<(FoundPattern, EventArguments), Failure> {
    let (pattern, events) = match (&args.pattern, args.events.events.split_first()) {
        (None, Some((first, others))) => (first.as_os_str(), others),
        (flag, _) => (
            flag.as_deref().unwrap_or_default(),
            args.events.events.as_slice(),
        ),
    };
    let events = EventArguments {
        events: events.to_vec(),
        shape: args.events.shape,
    };
    let named = Named::new(pattern, context);
    let inputs = events.inputs();
    input::one_standard_input(
        std::iter::once(&named.input).chain(&inputs),
        &events.help_on_stdin("pattern"),
    )?;
    let text = pattern_file::read(&named, asked, context)?;
    if args.pattern.is_none() {
        let first = named.input.name("<pattern>");
        if !text.is_declared {
            is_no_event(first, text.source.text())?;
        }
        are_no_patterns(first, &inputs, context)?;
    }
    Ok((text, events))
}

/// Whether a value has the form of a pattern: every field leads to a list.
fn is_pattern(value: &Value) -> bool {
    value.as_object().is_some_and(|members| {
        !members.is_empty()
            && members
                .iter()
                .all(|member| member.value.as_array().is_some() || is_pattern(&member.value))
    })
}

/// Refuses a first argument that may be an event.
fn is_no_event(name: &str, text: &str) -> Result<(), Failure> {
    let value = json::parse(text).ok();
    if value.as_ref().is_some_and(is_pattern) {
        return Ok(());
    }
    let text_of = |field| {
        value
            .as_ref()
            .and_then(|value| json::fields::text(value, field))
    };
    let is_event = text_of("source").is_some() && text_of("detail-type").is_some();
    let diagnostic = if is_event {
        let message = format!("the pattern is missing: `{name}` is an event");
        Diagnostic::error(USAGE, message)
            .help("put the pattern before the events, or name it with `-p`")
    } else {
        let message = format!("it is not clear whether `{name}` is the pattern or an event");
        Diagnostic::error(USAGE, message).help(
            "in a pattern every field has a list of values; behind `-p` it is the pattern, and what is wrong with it is told",
        )
    };
    Err(Failure::refused(Finding::without_source(diagnostic)))
}

/// Refuses events that could be the pattern just as well.
fn are_no_patterns(first: &str, events: &[Input], context: &Context<'_>) -> Result<(), Failure> {
    for event in events {
        if begins_as_pattern(event, context) {
            let event = event.name("<event>");
            let message = format!(
                "it is not clear which is the pattern: `{first}` and `{event}` can both be one"
            );
            let diagnostic = Diagnostic::error(USAGE, message)
                .help("name the pattern with `-p`; what stands without a flag is then an event");
            return Err(Failure::refused(Finding::without_source(diagnostic)));
        }
    }
    Ok(())
}

/// Whether an input begins with what has the form of a pattern. Standard input is not looked at: it is read once. What
/// cannot be read is told when it is read as events.
fn begins_as_pattern(event: &Input, context: &Context<'_>) -> bool {
    if *event == Input::Stdin {
        return false;
    }
    let files = input::expanded(event.clone(), context);
    files.is_ok_and(|files| files.inputs.iter().any(|file| begins_so(file, context)))
}

fn begins_so(file: &Input, context: &Context<'_>) -> bool {
    let mut bytes = Vec::new();
    let read = file.open(context).ok().and_then(|reader| {
        let mut beginning = reader.take(LOOKED_AT_BYTES);
        beginning.read_to_end(&mut bytes).ok()
    });
    let text = String::from_utf8_lossy(&bytes);
    let value = json::parse_prefix(text.trim_start_matches('\u{FEFF}'));
    read.is_some() && value.is_ok_and(|(value, _)| is_pattern(&value))
}
