//! Corrections of refused expressions: what the user probably meant, offered only if it is accepted.
//!
//! Every correction is put through the same check as any expression, so that none is offered that the
//! service would refuse.
//!
//! # What this module does not do
//!
//! It does not say what is wrong; the readers of the three kinds do.

mod cron;
mod time;

use super::cron::FIRST_YEAR;
use super::expression::{ExpressionKind, check};
use super::service::Service;

/// The most schedules into which one expression is taken apart.
const MOST_PARTS: usize = 4;

/// A help text with a correction of `text`, if there is one that `service` accepts.
pub(super) fn find(text: &str, service: Service) -> Option<String> {
    let (kind, body) = taken_apart(text);
    let accepted = |candidate: &String| check(candidate, service).is_ok();
    let one = candidates(kind, body, service).into_iter().find(accepted);
    if let Some(one) = one {
        return Some(format!("write `{one}`"));
    }
    let parts = cron::parts(body);
    let several = (2..=MOST_PARTS).contains(&parts.len()) && parts.iter().all(accepted);
    several.then(|| {
        let parts: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
        format!("make a schedule of each: {}", parts.join(", "))
    })
}

/// The kind by its first word, if it says one, and the rest without parentheses, colons and white-space around.
fn taken_apart(text: &str) -> (Option<ExpressionKind>, &str) {
    let text = text.trim();
    let said = ExpressionKind::ALL.into_iter().find_map(|(kind, word)| {
        let rest = text.get(word.len()..)?;
        let head = text.get(..word.len())?;
        (head.eq_ignore_ascii_case(word)
            && !rest.starts_with(|next: char| next.is_ascii_alphabetic()))
        .then_some((kind, rest))
    });
    let (kind, rest) = said.map_or((None, text), |(kind, rest)| (Some(kind), rest));
    let around = |character: char| {
        character.is_whitespace() || matches!(character, '(' | ')' | ':' | '=' | '"' | '\'')
    };
    (kind, rest.trim_matches(around))
}

fn candidates(kind: Option<ExpressionKind>, body: &str, service: Service) -> Vec<String> {
    match kind {
        Some(ExpressionKind::Cron) => cron::candidates(body),
        Some(ExpressionKind::Rate) => time::rate(every_left_out(body)).into_iter().collect(),
        Some(ExpressionKind::At) => at(body, service),
        None => {
            let mut all: Vec<String> = time::rate(every_left_out(body)).into_iter().collect();
            all.extend(at(body, service));
            all.extend(cron::candidates(body));
            all
        }
    }
}

/// `every 5 minutes` without its first word.
fn every_left_out(body: &str) -> &str {
    body.strip_prefix("every ").unwrap_or(body)
}

/// A one-time schedule; rules get a cron expression for that minute instead.
fn at(body: &str, service: Service) -> Vec<String> {
    let Some(local) = time::local(body) else {
        return Vec::new();
    };
    match service {
        Service::Scheduler => vec![format!("at({})", local.format("%Y-%m-%dT%H:%M:%S"))],
        Service::Rules if local.format("%Y").to_string() >= FIRST_YEAR.to_string() => {
            vec![format!("cron({})", local.format("%-M %-H %-d %-m ? %Y"))]
        }
        Service::Rules => Vec::new(),
    }
}
