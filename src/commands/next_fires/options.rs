//! What the options may be: each by itself, and together.

use std::path::Path;

use super::times::Times;
use super::{Args, Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::quota::MAXIMUM_FLEXIBLE_WINDOW_MINUTES;
use crate::report::Format;
use crate::report::next_fires::utc;
use crate::schedule::FlexibleTimeWindow;

/// A combination of options that makes no sense.
const OPTIONS: Code = Code::new("usage");

/// Reads `--count`.
pub(super) fn count(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err("choose a whole number of fires, 1 or more".to_owned()),
    }
}

/// Reads `--window`.
pub(super) fn window(text: &str) -> Result<FlexibleTimeWindow, String> {
    let minutes = text.parse().ok();
    minutes
        .and_then(|minutes| FlexibleTimeWindow::flexible(minutes).ok())
        .ok_or_else(|| {
            format!(
                "choose 1 to {MAXIMUM_FLEXIBLE_WINDOW_MINUTES} minutes, a number without a unit; without the option there is no window"
            )
        })
}

/// Reads `--collisions`.
pub(super) fn threshold(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| "choose a whole number of schedules, 0 or more, without a unit".to_owned())
}

/// Refuses what makes no sense together.
///
/// # Errors
///
/// * `usage`: `--until` is before `--after`; an expression without quotes; collisions in a format that has none;
///   `--collisions 5`.
pub(super) fn check(args: &Args, times: &Times, context: &Context<'_>) -> Result<(), Failure> {
    let after = times.after;
    if let Some(until) = times.until.filter(|until| *until < after) {
        let from = if args.after.is_some() {
            format!("`--after`, {}", utc(after))
        } else {
            format!("now, {}", utc(after))
        };
        return Err(refused(
            format!("`--until`, {}, is before {from}", utc(until)),
            "give `--after` a time before it",
        ));
    }
    let words = || args.schedules.iter().filter_map(|word| word.to_str());
    let is_file = |word: &str| context.host.open(Path::new(word)).is_ok();
    let is_kind = |word: &&str| ["cron", "rate", "at"].contains(word) && !is_file(word);
    if args.schedules.len() > 1
        && let Some(kind) = words().find(is_kind)
    {
        return Err(refused(
            format!("`{kind}` alone is no schedule and no file"),
            "put the whole expression in quotes: `'cron(0 8 ? * MON *)'`",
        ));
    }
    if args.collisions.is_none() {
        return Ok(());
    }
    if matches!(args.format, Format::Ics | Format::Svg) {
        return Err(refused(
            format!("collisions cannot be written as {}", args.format.as_str()),
            "choose `--format human`, `json`, `jsonl` or `csv`",
        ));
    }
    let is_number = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !is_file(word)
    };
    if let Some(number) = words().find(is_number) {
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        return Err(refused(
            format!("`{number}` is no schedule and no file"),
            format!("the number of schedules follows `=`: `--collisions={digits}`"),
        ));
    }
    Ok(())
}

fn refused(message: String, help: impl Into<String>) -> Failure {
    Failure::refused(Finding::without_source(
        Diagnostic::error(OPTIONS, message).help(help),
    ))
}
