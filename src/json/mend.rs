//! The edit that undoes a mistake of JSON, where its text shows what was meant.

use super::error::{Fault, SyntaxError};
use super::{parse, write_quoted};
use crate::diagnostic::Fix;
use crate::source::Span;

/// Of longer texts no edit is looked for, because each is tried by reading the whole again.
const MAXIMUM_BYTES: usize = 1 << 16;

/// The most brackets and signs behind a value that are taken for left over.
const MOST_LEFT_OVER: usize = 4;

/// Marks of quotation that people bring, and what closes them.
const QUOTES: &[(char, &[char])] = &[
    ('\'', &['\'']),
    ('`', &['`', '\'']),
    ('‘', &['’', '‘']),
    ('’', &['’']),
    ('“', &['”', '“', '"']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
];

/// Words of other languages for values that JSON has.
const WORDS: &[(&str, &str)] = &[
    ("None", "null"),
    ("nil", "null"),
    ("undefined", "null"),
    ("yes", "true"),
    ("Yes", "true"),
    ("on", "true"),
    ("no", "false"),
    ("No", "false"),
    ("off", "false"),
];

/// The first edit with which the text is JSON, or else the first behind which reading gets further.
pub(super) fn fix(error: &SyntaxError, text: &str) -> Option<Fix> {
    if text.len() > MAXIMUM_BYTES {
        return None;
    }
    let mut helpful = None;
    for (span, replacement) in candidates(error, text) {
        let fix = Fix { span, replacement };
        let Some(edited) = fix.applied(text) else {
            continue;
        };
        match parse(&edited) {
            Ok(_) => return Some(fix),
            Err(next) if next.span.start >= span.start + fix.replacement.len() => {
                helpful = helpful.or(Some(fix));
            }
            Err(_) => {}
        }
    }
    helpful
}

/// The most mistakes that are mended in one text.
const MOST_EDITS: usize = 20;

/// A text with all its mistakes undone one after the other, and how many there were; `None` if one cannot be undone.
///
/// # Example
///
/// ```
/// let (mended, mistakes) = evb::json::mended("{'a': True,}").unwrap();
/// assert_eq!((&*mended, mistakes), (r#"{"a": true}"#, 3));
/// ```
#[must_use]
pub fn mended(text: &str) -> Option<(String, usize)> {
    let mut text = text.to_owned();
    for edits in 0..MOST_EDITS {
        match parse(&text) {
            Ok(_) => return Some((text, edits)),
            Err(error) => text = fix(&error, &text)?.applied(&text)?,
        }
    }
    None
}

type Edit = (Span, String);

fn candidates(error: &SyntaxError, text: &str) -> Vec<Edit> {
    let span = error.span;
    let found = text.get(span.start..span.end).unwrap_or_default();
    let remove = |span| vec![(span, String::new())];
    match error.fault {
        Fault::UnknownWord => word(found, span),
        Fault::ExpectedValue | Fault::ClosedBeforeValue | Fault::ExpectedName => {
            misplaced(error, text, found)
        }
        Fault::WrongCloser => match error.opener {
            None => remove(span),
            Some(opener) => {
                let closer = opener.container.closer();
                vec![
                    (Span::at(span.start), closer.to_string()),
                    (span, closer.to_string()),
                    (span, String::new()),
                ]
            }
        },
        Fault::ExpectedColon => {
            let arrow = text
                .get(span.start..)
                .filter(|rest| rest.starts_with("=>"))
                .map(|_| Span::new(span.start, span.start + 2));
            match found {
                "=" => vec![(arrow.unwrap_or(span), ":".to_owned())],
                "\"" | "[" | "{" => vec![(Span::at(span.start), ": ".to_owned())],
                _ => Vec::new(),
            }
        }
        Fault::ExpectedComma => match found {
            ";" => vec![(span, ",".to_owned())],
            "\"" | "[" | "{" => behind_value(text, span.start),
            ":" => before_member(error, text),
            _ => Vec::new(),
        },
        Fault::Comment => comment(text, span.start),
        Fault::TrailingText => {
            // Brackets and signs that close nothing; words may be what was meant.
            let rest = text.get(span.start..).unwrap_or_default().trim_end();
            let is_left_over =
                rest.len() <= MOST_LEFT_OVER && !rest.contains(|one| !"}]),;".contains(one));
            match is_left_over {
                true => remove(Span::new(span.start, span.start + rest.len())),
                false => Vec::new(),
            }
        }
        Fault::ControlBetweenTokens | Fault::LeadingPlus => remove(span),
        Fault::ControlInString | Fault::ControlInName => match found {
            "\n" | "\r" => Vec::new(),
            _ => vec![(span, escaped(found))],
        },
        Fault::Escape => {
            let backslash = Span::new(span.start.saturating_sub(1), span.end);
            vec![match found {
                "'" | "`" => (backslash, found.to_owned()),
                _ => (backslash, format!("\\\\{found}")),
            }]
        }
        Fault::EndInContainer | Fault::EndInEntry => {
            let closer = error.opener.map(|opener| opener.container.closer());
            let end = text.trim_end().len();
            closer
                .map(|closer| (Span::at(end), closer.to_string()))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A comma behind the value that ends before a byte.
fn behind_value(text: &str, at: usize) -> Vec<Edit> {
    let end = text.get(..at).map_or(at, |before| before.trim_end().len());
    vec![(Span::at(end), ",".to_owned())]
}

/// A member where an array goes on: the bracket that closes it is missing in front of the name.
fn before_member(error: &SyntaxError, text: &str) -> Vec<Edit> {
    let name = || {
        let before = text.get(..error.span.start)?.trim_end();
        let (before, _) = before.strip_suffix('"')?.rsplit_once('"')?;
        let value = before.trim_end().strip_suffix(',')?.trim_end();
        let closer = error.opener?.container.closer();
        Some((Span::at(value.len()), closer.to_string()))
    };
    name().into_iter().collect()
}

fn word(found: &str, span: Span) -> Vec<Edit> {
    let literal = ["true", "false", "null"]
        .into_iter()
        .find(|literal| literal.eq_ignore_ascii_case(found));
    let word = WORDS.iter().find(|(word, _)| *word == found);
    match literal.or(word.map(|(_, meant)| *meant)) {
        Some(literal) => vec![(span, literal.to_owned())],
        None => vec![(span, quoted(found))],
    }
}

/// Something where a value or a name must begin.
fn misplaced(error: &SyntaxError, text: &str, found: &str) -> Vec<Edit> {
    let span = error.span;
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let comma = before.len().saturating_sub(1);
    match found {
        "]" | "}" if before.ends_with(',') => vec![(Span::new(comma, comma + 1), String::new())],
        "," if before.ends_with([',', '[', '{']) => vec![(span, String::new())],
        "\u{FEFF}" if span.start == 0 => vec![(span, String::new())],
        "." => vec![(span, "0.".to_owned())],
        _ => match found.chars().next().and_then(quotes) {
            Some(closers) => requoted(text, span, closers).into_iter().collect(),
            None if error.fault == Fault::ExpectedName => bare_name(text, span.start),
            None => Vec::new(),
        },
    }
}

fn quotes(letter: char) -> Option<&'static [char]> {
    let (_, closers) = QUOTES.iter().find(|(opener, _)| *opener == letter)?;
    Some(closers)
}

/// A text between other quotes, or a whole document that stands between them.
fn requoted(text: &str, opener: Span, closers: &[char]) -> Option<Edit> {
    let inside = text.get(opener.end..)?;
    let begins_a_document = inside.trim_start().starts_with(['{', '[']);
    let is_first = text.get(..opener.start)?.trim().is_empty();
    if is_first && begins_a_document {
        let content = inside.trim_end().trim_end_matches(closers);
        return Some((Span::new(opener.start, text.len()), content.to_owned()));
    }
    let line = inside.split('\n').next()?;
    let mut is_escaped = false;
    let closes = |(_, letter): &(usize, char)| {
        let closes = !is_escaped && closers.contains(letter);
        is_escaped = !is_escaped && *letter == '\\';
        closes
    };
    let (length, closer) = line.char_indices().find(closes)?;
    let content = line.get(..length)?.replace("\\'", "'");
    let end = opener.end + length + closer.len_utf8();
    Some((Span::new(opener.start, end), quoted(&content)))
}

fn bare_name(text: &str, start: usize) -> Vec<Edit> {
    let rest = text.get(start..).unwrap_or_default();
    let is_in_name = |character: char| character.is_alphanumeric() || "_-$.".contains(character);
    let name: String = rest.chars().take_while(|one| is_in_name(*one)).collect();
    match name.is_empty() {
        true => Vec::new(),
        false => vec![(Span::new(start, start + name.len()), quoted(&name))],
    }
}

fn comment(text: &str, start: usize) -> Vec<Edit> {
    let rest = text.get(start..).unwrap_or_default();
    let length = match rest.strip_prefix("/*") {
        Some(inside) => inside.find("*/").map_or(rest.len(), |at| at + 4),
        None => rest.find('\n').unwrap_or(rest.len()),
    };
    vec![(Span::new(start, start + length), String::new())]
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_quoted(text, &mut out);
    out
}

/// A control character as it stands in a string.
fn escaped(found: &str) -> String {
    quoted(found).trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_shows_what_was_meant() {
        for (text, expected) in [
            (r#"{"a":[1,]}"#, Some(r#"{"a":[1]}"#)),
            (r#"{"a":1,}"#, Some(r#"{"a":1}"#)),
            (r#"[1,,2]"#, Some("[1,2]")),
            (r#"["a" "b"]"#, Some(r#"["a", "b"]"#)),
            (r#"{"a":1 "b":2}"#, Some(r#"{"a":1, "b":2}"#)),
            (r#"{"a":1; "b":2}"#, Some(r#"{"a":1, "b":2}"#)),
            (r#"{"a"[1]}"#, Some(r#"{"a": [1]}"#)),
            (r#"{"a" => [1]}"#, Some(r#"{"a" : [1]}"#)),
            (r#"{'a':[1]}"#, Some(r#"{"a":[1]}"#)),
            (r#"{"a":['it\'s "x"']}"#, Some(r#"{"a":["it's \"x\""]}"#)),
            (r#"{"a":[“x”]}"#, Some(r#"{"a":["x"]}"#)),
            (r#"'{"a":[1]}'"#, Some(r#"{"a":[1]}"#)),
            (r#"{a:[1]}"#, Some(r#"{"a":[1]}"#)),
            (r#"{"a":[True]}"#, Some(r#"{"a":[true]}"#)),
            (r#"{"a":[None]}"#, Some(r#"{"a":[null]}"#)),
            (r#"{"a":[running]}"#, Some(r#"{"a":["running"]}"#)),
            (r#"{"a":["x\d"]}"#, Some(r#"{"a":["x\\d"]}"#)),
            ("{\"a\":[\"x\ty\"]}", Some(r#"{"a":["x\ty"]}"#)),
            ("{\"a\":[1] // one\n}", Some("{\"a\":[1] \n}")),
            (r#"{"a":[1} "#, Some(r#"{"a":[1]} "#)),
            (r#"{"a":["x", "b":1}"#, Some(r#"{"a":["x"], "b":1}"#)),
            (r#"{"a":[1]"#, Some(r#"{"a":[1]}"#)),
            (r#"{"a":[.5]}"#, Some(r#"{"a":[0.5]}"#)),
            (r#"{"a":[+5]}"#, Some(r#"{"a":[5]}"#)),
            ("\u{FEFF}{}", Some("{}")),
            (r#"{"a":,"b":1}"#, None),
            (r#"{"a":[007]}"#, None),
            (r#"{"a":[NaN]}"#, None),
            ("{\"a\":\"x\n\"}", None),
        ] {
            let error = parse(text).unwrap_err();
            let mended = fix(&error, text).and_then(|fix| fix.applied(text));
            assert_eq!(mended.as_deref(), expected, "{text}");
        }
    }
}
