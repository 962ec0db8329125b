//! What stands around an expression: quotes, the word of the kind, parentheses of any form, what follows.

use crate::schedule::expression::ExpressionKind;
use crate::suggest::edit_distance;

/// The text without what editors and shells put around it, and with signs in the place of those that look alike.
pub(super) fn cleaned(text: &str) -> String {
    // Shells and Markdown want a backslash before a star.
    let text = text.replace("\\*", "*");
    let plain: String = text
        .chars()
        .map(|one| match one {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '`' | '"' | '\'' => ' ',
            '\u{ff08}' => '(',
            '\u{ff09}' => ')',
            '\u{ff0a}' | '\u{2217}' | '\u{d7}' => '*',
            '\u{ff1f}' => '?',
            '\u{ff0c}' | '\u{3001}' => ',',
            '\u{ff1a}' => ':',
            '\\' => '/',
            one if one.is_whitespace() || one == '\u{feff}' || one == '\u{200b}' => ' ',
            one => one,
        })
        .collect();
    plain
        .trim_matches(|one: char| one == ' ' || one == ';' || one == ',')
        .to_owned()
}

/// A text taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrapped<'a> {
    /// The kind that its word names, also misspelt.
    pub(super) kind: Option<ExpressionKind>,
    /// What stands inside.
    pub(super) body: &'a str,
    /// What follows the closing parenthesis.
    pub(super) behind: &'a str,
}

/// The kind by its word, if there is one that names a kind, and the rest.
pub(super) fn taken_apart(text: &str) -> Wrapped<'_> {
    let text = without_name(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(letters).unwrap_or((text, ""));
    let opens = rest
        .trim_start()
        .starts_with(['(', '[', '{', '<', ':', '=']);
    let kind = kind(word, opens);
    let is_word = kind.is_some() || (opens && !word.is_empty());
    let rest = if is_word { rest } else { text };
    let is_open = |one: char| matches!(one, '(' | '[' | '{' | '<' | ':' | '=' | ' ' | ',');
    let is_close = |one: char| matches!(one, ')' | ']' | '}' | '>');
    let rest = rest.trim_start_matches(is_open);
    let end = match is_word || text.starts_with('(') {
        true => rest.rfind(is_close),
        false => None,
    };
    let (body, behind) = match end {
        // A zone in brackets belongs to the time.
        Some(end) if !rest.get(..end).is_some_and(|body| body.contains('[')) => {
            rest.split_at_checked(end).unwrap_or((rest, ""))
        }
        _ => (rest, ""),
    };
    let body = body.trim_end_matches(|one: char| {
        matches!(one, ')' | '}' | '>' | ' ' | ';' | ',' | '(')
            || (one == ']' && !body.contains('['))
    });
    // A word within: `cron(cron(0 12 * * ? *))`.
    match is_word && body.contains('(') {
        true => Wrapped {
            behind,
            ..taken_apart(body)
        },
        false => Wrapped { kind, body, behind },
    }
}

/// The text behind `ScheduleExpression:` or `schedule =`.
fn without_name(text: &str) -> &str {
    let name = text.split([':', '=']).next().unwrap_or_default();
    let is_name = [
        "schedule",
        "scheduleexpression",
        "schedule_expression",
        "expression",
    ]
    .iter()
    .any(|known| {
        name.trim()
            .trim_start_matches('-')
            .replace('-', "_")
            .eq_ignore_ascii_case(known)
    });
    match is_name {
        true => text
            .get(name.len()..)
            .unwrap_or_default()
            .trim_start_matches([':', '=', ' ']),
        false => text,
    }
}

/// The kind that a word names: as it is, or where a parenthesis follows, by a slip.
fn kind(word: &str, opens: bool) -> Option<ExpressionKind> {
    let lower = word.to_ascii_lowercase();
    let exactly = ExpressionKind::ALL
        .into_iter()
        .find(|(_, known)| *known == lower);
    let others = [
        (ExpressionKind::Cron, "crontab"),
        (ExpressionKind::Cron, "corn"),
        (ExpressionKind::Rate, "every"),
        (ExpressionKind::Rate, "interval"),
        (ExpressionKind::At, "a"),
        (ExpressionKind::At, "t"),
        (ExpressionKind::At, "once"),
        (ExpressionKind::At, "ta"),
        (ExpressionKind::At, "att"),
        (ExpressionKind::At, "on"),
        (ExpressionKind::At, "date"),
    ];
    let slip = || {
        let near = |known: &str| edit_distance(&lower, known).is_some();
        let all = || others.into_iter().chain(ExpressionKind::ALL);
        all()
            .find(|(_, known)| *known == lower)
            .or_else(|| all().find(|(_, known)| known.len() > 3 && near(known)))
    };
    exactly
        .or_else(|| opens.then(slip).flatten())
        .map(|(kind, _)| kind)
}
