//! Plain texts that are plainly not meant as texts: what other languages would fill in or work out.
//!
//! The helps are no edits: with them a pattern matches events that it never matched, which somebody should have read.

use super::codes::FOREIGN_TEXT;
use crate::diagnostic::Diagnostic;
use crate::pattern::Dialect;
use crate::pattern::dialect::Support;
use crate::pattern::operator::Operator;
use crate::pattern::regular::Regular;
use crate::source::Span;

/// The longest text that is looked at, in bytes.
const MAXIMUM_TEXT: usize = 256;

/// What to say of a comparison that stands in the pattern as `raw`.
pub(super) fn note(raw: &str, span: Span, dialect: Dialect) -> Option<Diagnostic> {
    if raw.len() > MAXIMUM_TEXT {
        return None;
    }
    filled(raw, span).or_else(|| {
        let text = raw
            .strip_prefix('"')
            .and_then(|raw| raw.strip_suffix('"'))?;
        let text = crate::json::parse(&format!("[\"{text}\"]")).ok()?;
        let text = text.as_array()?.first()?.as_str()?;
        function(text, raw, span)
            .or_else(|| path(text, raw, span))
            .or_else(|| comparison(text, raw, span))
            .or_else(|| negation(text, raw, span))
            .or_else(|| regular(text, raw, span, dialect))
    })
}

/// `${…}`, which templates fill in before a pattern is read, or never.
fn filled(raw: &str, span: Span) -> Option<Diagnostic> {
    let (_, behind) = raw.split_once("${")?;
    let (name, _) = behind.split_once('}')?;
    let message = format!("nothing fills `${{{name}}}` in a pattern: it is compared as it stands");
    Some(
        Diagnostic::note(FOREIGN_TEXT, message)
            .at(span, "compared with this very text")
            .help("write the value; in a template of CloudFormation put the text into `Fn::Sub`"),
    )
}

/// `!Ref Name`: a function of templates in YAML, which in quotes is a text.
fn function(text: &str, raw: &str, span: Span) -> Option<Diagnostic> {
    const FUNCTIONS: [&str; 6] = ["Ref", "Sub", "GetAtt", "ImportValue", "Join", "Select"];
    let (name, behind) = text.strip_prefix('!')?.split_once(' ')?;
    if !FUNCTIONS.contains(&name) || behind.is_empty() {
        return None;
    }
    let long = match name {
        "Ref" => name.to_owned(),
        _ => format!("Fn::{name}"),
    };
    let message = format!("`{raw}` is a text, and no function of a template");
    Some(
        Diagnostic::note(FOREIGN_TEXT, message)
            .at(span, "compared with this very text")
            .help(format!(
                "in YAML write `!{name}` without quotes, in JSON `{{\"{long}\": …}}`; outside a template write the value"
            )),
    )
}

/// `$.detail.x`: a path to another value.
fn path(text: &str, raw: &str, span: Span) -> Option<Diagnostic> {
    let inside = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let path = inside.unwrap_or(text);
    let is_path = path.strip_prefix('$').is_some_and(|rest| {
        let mut letters = rest.chars();
        match (letters.next(), letters.next()) {
            (Some('.'), Some(next)) => next.is_alphabetic() || matches!(next, '_' | '[' | '.'),
            (Some('['), Some(_)) => true,
            _ => false,
        }
    });
    let is_reserved = inside.is_some_and(|inside| inside.starts_with("aws."));
    if !is_path && !is_reserved {
        return None;
    }
    let message = format!("`{raw}` is no path in a pattern: it is compared as it stands");
    Some(
        Diagnostic::note(FOREIGN_TEXT, message)
            .at(span, "compared with this very text")
            .help("write the value that the field should have: a pattern cannot compare two fields with each other"),
    )
}

/// `> 5`
fn comparison(text: &str, raw: &str, span: Span) -> Option<Diagnostic> {
    let operators = [">=", "<=", "==", "!=", ">", "<", "="];
    let (operator, number) = operators
        .into_iter()
        .find_map(|operator| Some((operator, text.strip_prefix(operator)?.trim())))?;
    crate::json::parse(&format!("[{number}]")).ok()?;
    number.parse::<f64>().ok()?;
    let written = match operator {
        "!=" => format!(r#"{{"anything-but": [{number}]}}"#),
        "==" => format!(r#"{{"numeric": ["=", {number}]}}"#),
        operator => format!(r#"{{"numeric": ["{operator}", {number}]}}"#),
    };
    let message = format!("`{raw}` is a text, and compares no numbers");
    Some(
        Diagnostic::note(FOREIGN_TEXT, message)
            .at(span, "compared with this very text")
            .help(format!("to compare numbers write `{written}`")),
    )
}

/// `!OPEN`
fn negation(text: &str, raw: &str, span: Span) -> Option<Diagnostic> {
    let excluded = text.strip_prefix('!')?;
    let is_word = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-' | '.');
    if excluded.is_empty() || !excluded.chars().all(is_word) {
        return None;
    }
    let message = format!("`{raw}` is a text, and excludes nothing");
    Some(
        Diagnostic::note(FOREIGN_TEXT, message)
            .at(span, "compared with this very text")
            .help(format!(
                "to exclude that value write `{{\"anything-but\": \"{excluded}\"}}`"
            )),
    )
}

/// `^order.*$`
fn regular(text: &str, raw: &str, span: Span, dialect: Dialect) -> Option<Diagnostic> {
    let regular = Regular::read(text)?;
    let is_wildcard = |comparison: &String| comparison.starts_with(r#"{"wildcard""#);
    let has_wildcards = dialect.support(Operator::Wildcard) == Support::Yes;
    let mut comparisons = regular.comparisons().into_iter();
    let written = comparisons.find(|one| has_wildcards || !is_wildcard(one));
    let message =
        format!("`{raw}` is no regular expression in a pattern: it is compared as it stands");
    let note = Diagnostic::note(FOREIGN_TEXT, message).at(span, "compared with this very text");
    Some(match written {
        Some(written) => note.help(format!("write `{written}`")),
        None => note.help("use `prefix` or `suffix`"),
    })
}
