//! What a template that is not JSON was meant to be, where its text shows it.

use super::foreign::{self, Names};
use super::joined::joined;
use super::scan::Position;
use super::template::{Piece, Template};
use crate::diagnostic::{Diagnostic, Fix};
use crate::json::{self, SyntaxError};
use crate::source::Span;

/// The most edits that are made one after the other.
const MOST_EDITS: usize = 8;

/// Longer templates are not mended: each edit is tried by reading the whole again.
const LONGEST: usize = 1 << 13;

/// Marks of quotation that people bring.
const QUOTES: [(char, char); 4] = [('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];

/// The template as JSON with an empty string for each value, as it is written, and where its parts are in the template.
pub(super) struct Written {
    text: String,
    /// For each literal where it begins in the text, where in the template, and how long it is.
    literals: Vec<(usize, usize, usize)>,
}

impl Written {
    pub(super) fn of(template: &Template) -> Self {
        let (mut text, mut literals, mut at) = (String::new(), Vec::new(), 0);
        for piece in &template.pieces {
            match piece {
                Piece::Literal { written, .. } => {
                    literals.push((text.len(), at, written.len()));
                    text.push_str(written);
                    at += written.len();
                }
                Piece::Placeholder(one) => {
                    if one.position == Position::Value {
                        text.push_str("\"\"");
                    }
                    at = one.span.end;
                    // What stands right behind it is not before it.
                    literals.push((text.len(), at, 0));
                }
            }
        }
        Self { text, literals }
    }

    /// Why it is not JSON.
    pub(super) fn error(&self) -> Option<SyntaxError> {
        json::parse(&self.text).err()
    }

    /// The mistake in words; its place lies in the template, and its edit if no placeholder is in its way.
    pub(super) fn diagnostic(&self, error: &SyntaxError) -> Diagnostic {
        let told = error.diagnostic(&self.text);
        let fix = told.fix.as_ref().and_then(|fix| {
            let span = Span::new(self.place(fix.span.start), self.place(fix.span.end));
            (span.len() == fix.span.len()).then(|| (span, fix.replacement.clone()))
        });
        let told = told.placed(|span| {
            let (start, end) = (self.place(span.start), self.place(span.end));
            Span::new(start, end.max(start))
        });
        match fix {
            Some((span, replacement)) => told.fix(span, replacement),
            None => told,
        }
    }

    /// Where a byte of the text is in the template; of what stands for a placeholder, where that begins.
    fn place(&self, at: usize) -> usize {
        let literals = self.literals.iter().rev();
        let mut before = literals.filter(|(start, ..)| *start <= at);
        let Some((start, place, length)) = before.next() else {
            return 0;
        };
        place + (at - start).min(*length)
    }
}

/// The template as it was meant, if edits of what is wrong lead to one that may be JSON and has the same placeholders, and
/// maybe more. `again` reads a text as the template was read.
pub(super) fn mended(
    template: &Template,
    names: Names<'_>,
    again: &dyn Fn(&str) -> Option<Template>,
) -> Option<String> {
    if template.text().len() > LONGEST {
        return None;
    }
    if let Some(text) = unescaped(template.text())
        && again(&text).is_some_and(|again| !again.is_never_json())
    {
        return Some(text);
    }
    let mut current = template.clone();
    for _ in 0..MOST_EDITS {
        let text = edit(&current, names)?.applied(current.text())?;
        current = again(&text)?;
        if !current.is_never_json() {
            let (current, text) = filled(current, names, again);
            let has = |name: &str| current.placeholders().any(|one| one.name == name);
            let has_all = template.placeholders().all(|one| has(&one.name));
            return has_all.then_some(text);
        }
    }
    None
}

/// A text whose quotes are escaped once too often: `{\"id\": <id>}`, as it stands in a file of JSON.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let inside = text.trim().strip_prefix('{')?.trim_start();
    inside.starts_with("\\\"").then(|| {
        let mut unescaped = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied();
            match (letter, next) {
                ('\\', Some('"' | '\\')) => unescaped.extend(letters.next()),
                _ => unescaped.push(letter),
            }
        }
        unescaped
    })
}

/// The same template with placeholders of other languages in its texts written as its own.
fn filled(
    mut template: Template,
    names: Names<'_>,
    again: &dyn Fn(&str) -> Option<Template>,
) -> (Template, String) {
    for _ in 0..MOST_EDITS {
        let found = foreign::found(&template, names).into_iter();
        let mut edits = found.filter_map(|one| one.edit(template.text(), template.kind()));
        let edited = edits.next().and_then(|fix| fix.applied(template.text()));
        let edited = edited.and_then(|text| again(&text));
        match edited.filter(|edited| !edited.is_never_json()) {
            Some(edited) => template = edited,
            None => break,
        }
    }
    let text = template.text().to_owned();
    (template, text)
}

/// The edit of one text that makes another of it, as short as it can be.
pub(super) fn between(old: &str, new: &str) -> Fix {
    let alike = |mut pairs: Box<dyn Iterator<Item = (char, char)> + '_>| {
        let mut length = 0;
        while let Some((one, other)) = pairs.next().filter(|(one, other)| one == other) {
            length += one.len_utf8().min(other.len_utf8());
        }
        length
    };
    let start = alike(Box::new(old.chars().zip(new.chars())));
    let (old_rest, new_rest) = (
        old.get(start..).unwrap_or_default(),
        new.get(start..).unwrap_or_default(),
    );
    let end = alike(Box::new(old_rest.chars().rev().zip(new_rest.chars().rev())));
    let replacement = new_rest.get(..new_rest.len() - end).unwrap_or_default();
    Fix {
        span: Span::new(start, old.len() - end),
        replacement: replacement.to_owned(),
    }
}

/// What undoes the first mistake.
fn edit(template: &Template, names: Names<'_>) -> Option<Fix> {
    let written = Written::of(template);
    let told = written.diagnostic(&written.error()?);
    let at = told.primary.as_ref()?.span.start;
    let foreign = foreign::found(template, names).into_iter();
    let mut here = foreign.filter(|one| one.span.start <= at && at <= one.span.end);
    if let Some(fix) = here
        .next()
        .and_then(|one| one.edit(template.text(), template.kind()))
    {
        return Some(fix);
    }
    let rest = template.text().get(at..)?;
    if rest.starts_with("//") || rest.starts_with("/*") {
        return told.fix.map(|fix| *fix);
    }
    if let Some(fix) = nearly(rest, at, names) {
        return Some(fix);
    }
    let is_sign = rest.starts_with(['+', '&']);
    let joined = is_sign.then(|| joined(template, at)).flatten();
    if let Some((span, replacement)) = joined {
        return Some(Fix { span, replacement });
    }
    let is_comment = told.code == json::explain::COMMENT;
    let text = (!is_comment).then(|| bare_text(template, at)).flatten();
    text.or_else(|| told.fix.map(|fix| *fix))
}

/// The placeholder that is nearly one at a byte: not closed, not opened, with blanks inside or brackets twice, or a path
/// without its brackets.
fn nearly(rest: &str, at: usize, names: Names<'_>) -> Option<Fix> {
    const ENDS: [char; 9] = [',', '}', ']', '"', '<', '>', '\n', '\r', '\t'];
    let opened = rest.trim_start_matches('<');
    let behind_blanks = opened.trim_start_matches(' ');
    let before = rest.len() - behind_blanks.len();
    let end = behind_blanks.find(ENDS).unwrap_or(behind_blanks.len());
    let (inside, behind) = behind_blanks.split_at_checked(end)?;
    let closers = behind.len() - behind.trim_start_matches('>').len();
    let openers = rest.len() - opened.len();
    // One that is whole is none that is nearly one; words alone are texts.
    let is_whole = (openers, closers) == (1, 1) && before == 1 && !inside.ends_with(' ');
    let inside = inside.trim_end();
    let is_word_alone = openers + closers == 0 && !inside.starts_with("$.");
    if openers > 2 || closers > 2 || is_word_alone || inside.is_empty() {
        return None;
    }
    let name = names
        .placeholder(inside)
        .filter(|name| !is_whole || name != inside)?;
    let length = match closers {
        0 => before + inside.len(),
        _ => before + end + closers,
    };
    Some(Fix {
        span: Span::new(at, at + length),
        replacement: format!("<{name}>"),
    })
}

/// A text of several words, or with a placeholder in it, that stands at a byte without quotes where a value belongs.
fn bare_text(template: &Template, at: usize) -> Option<Fix> {
    let text = template.text();
    let own: Vec<Span> = template.placeholders().map(|one| one.span).collect();
    let is_inside = |byte: usize| own.iter().any(|own| own.start <= byte && byte < own.end);
    let (mut start, mut end, mut in_string) = (None, text.len(), false);
    let mut open = Vec::new();
    for (byte, letter) in text.char_indices().filter(|(byte, _)| !is_inside(*byte)) {
        match letter {
            '"' => in_string = !in_string,
            _ if in_string => {}
            ',' | '}' | ']' | '\n' if byte >= at => {
                end = byte;
                break;
            }
            _ if byte >= at => {}
            '{' | '[' => {
                open.push(letter);
                start = (letter == '[').then_some(byte + 1);
            }
            '}' | ']' => {
                open.pop();
                start = None;
            }
            ':' => start = Some(byte + 1),
            // In an object a name follows.
            ',' => start = (open.last() == Some(&'[')).then_some(byte + 1),
            _ => {}
        }
    }
    let start = start?;
    let region = text.get(start..end)?;
    let start = start + (region.len() - region.trim_start().len());
    let region = region.trim();
    let span = Span::new(start, start + region.len());
    let has_own = own
        .iter()
        .any(|own| span.start <= own.start && own.end <= span.end);
    let quotes = QUOTES.iter();
    let mut unquoted = quotes.filter_map(|(open, close)| {
        region
            .strip_prefix(*open)?
            .strip_suffix(*close)
            .filter(|inside| !inside.contains([*open, *close]))
    });
    let unquoted = unquoted.next();
    let inside = unquoted.unwrap_or(region);
    let mut letters = region.char_indices();
    let mut signs = region.char_indices();
    // Brackets that are no placeholder may be meant as one.
    let has_brackets =
        signs.any(|(at, letter)| matches!(letter, '<' | '>') && !is_inside(start + at));
    let has_words = !has_brackets
        && letters.any(|(at, letter)| letter.is_alphabetic() && !is_inside(start + at));
    let is_text = has_words
        && !inside.contains(['"', '\\', '{', '}', '\n'])
        && (has_own || (unquoted.is_none() && inside.contains(' ')));
    is_text.then(|| Fix {
        span,
        replacement: format!("\"{inside}\""),
    })
}

#[cfg(test)]
mod tests {
    use crate::transform::{FOREIGN_SYNTAX, InputPaths, NEVER_JSON, PATH_OR_PLACEHOLDER, Template};

    fn read(text: &str) -> Template {
        let paths = InputPaths::from([("id", "$.detail.id"), ("note", "$.detail.note")]);
        Template::rule(text, &paths, "t").unwrap()
    }

    /// The text with the edits of what is told of it made one after the other.
    fn followed(text: &str, read: impl Fn(&str) -> Template) -> (usize, String) {
        let mut text = text.to_owned();
        for round in 0..5 {
            let read = read(&text);
            let mut told = read.notes().iter();
            let fix = told.find_map(|one| {
                let ours = [NEVER_JSON, FOREIGN_SYNTAX, PATH_OR_PLACEHOLDER];
                let is_ours = ours.contains(&one.code);
                one.fix.as_ref().filter(|_| is_ours)
            });
            match fix {
                Some(fix) => text = fix.applied(&text).unwrap(),
                None => return (round, text),
            }
        }
        panic!("{text}");
    }

    #[test]
    fn what_other_languages_fill_in_or_join_is_led_to_what_aws_fills_in() {
        for (text, rounds, wanted) in [
            (r#"{"a": "{{id}}"}"#, 1, r#"{"a": <id>}"#),
            (r#"{"a": "${ id } came"}"#, 1, r#"{"a": "<id> came"}"#),
            (
                r#"{"a": "{id}", "b": "%note%"}"#,
                2,
                r#"{"a": <id>, "b": <note>}"#,
            ),
            (r#"{"a": {id}}"#, 1, r#"{"a": <id>}"#),
            (r#"{"a": ${$.detail.id}}"#, 1, r#"{"a": <id>}"#),
            (r#"{"a": "{{detail.id}}"}"#, 1, r#"{"a": <id>}"#),
            (
                r#""{{aws.events.rule-name}} fired""#,
                1,
                r#""<aws.events.rule-name> fired""#,
            ),
            (r#"{"a": "$.detail.id"}"#, 1, r#"{"a": <id>}"#),
            (r#""Order " + <id>"#, 1, r#""Order <id>""#),
            (r#"{"m": "Order " + <id>}"#, 1, r#"{"m": "Order <id>"}"#),
            (
                r#"{"a": "{{id}}", "m": "Order " + <note>}"#,
                1,
                r#"{"a": <id>, "m": "Order <note>"}"#,
            ),
            (
                r#"{"m": <id> + ": " + <note> + "!"}"#,
                1,
                r#"{"m": "<id>: <note>!"}"#,
            ),
            (r#"{"m": Note: <note>}"#, 1, r#"{"m": "Note: <note>"}"#),
            (
                r#"{"m": 'Order <id>', "n": 1}"#,
                1,
                r#"{"m": "Order <id>", "n": 1}"#,
            ),
            (
                r#"{"m": [Order <id>, <note>]}"#,
                1,
                r#"{"m": ["Order <id>", <note>]}"#,
            ),
            (r#"{m: <id>,}"#, 1, r#"{"m": <id>}"#),
            (
                r#"{\"m\": <id>, \"n\": \"a <note>\"}"#,
                1,
                r#"{"m": <id>, "n": "a <note>"}"#,
            ),
            (r#"{'m': <id>}"#, 1, r#"{"m": <id>}"#),
            (r#"{"m": "a" "n": <id>}"#, 1, r#"{"m": "a", "n": <id>}"#),
            (r#"{"m": <id>"#, 1, r#"{"m": <id>}"#),
            (r#"{"m": < id >}"#, 1, r#"{"m": <id>}"#),
            (r#"{"m": <id, "n": 1}"#, 1, r#"{"m": <id>, "n": 1}"#),
            (r#"{"m": id>}"#, 1, r#"{"m": <id>}"#),
            (r#"{"m": <<id>>}"#, 1, r#"{"m": <id>}"#),
            (r#"{"m": $.detail.id}"#, 1, r#"{"m": <id>}"#),
            ("{\"m\": <id> // note\n}", 1, "{\"m\": <id> \n}"),
            (
                r#"{"t.$": "States.Format('Order {}: {}', $.detail.id, $.detail.note)"}"#,
                1,
                r#"{"t": "Order <id>: <note>"}"#,
            ),
            (r#"{"t.$": "$.detail.id"}"#, 1, r#"{"t": <id>}"#),
            (
                r#"{"m": "Order $.detail.id."}"#,
                1,
                r#"{"m": "Order <id>."}"#,
            ),
            ("Order $.detail.id came", 1, "Order <id> came"),
            (
                r#"{"t.$": "States.UUID()"}"#,
                0,
                r#"{"t.$": "States.UUID()"}"#,
            ),
            (
                r#"{"m": "in $.detail.other"}"#,
                0,
                r#"{"m": "in $.detail.other"}"#,
            ),
            // Nobody knows what is meant, or it is meant for somebody else.
            (r#"{"m": < id >}"#, 1, r#"{"m": <id>}"#),
            (r#"{"m": , "n": <id>}"#, 0, r#"{"m": , "n": <id>}"#),
            (
                r#""{{name}} {x} 5% of <id>%""#,
                0,
                r#""{{name}} {x} 5% of <id>%""#,
            ),
            (r#""Sum: <id> + <note>""#, 0, r#""Sum: <id> + <note>""#),
            (r#"{"{{id}}": 1}"#, 0, r#"{"{{id}}": 1}"#),
            (r#"{"m": -<id>}"#, 0, r#"{"m": -<id>}"#),
            (r#"Note: <id>"#, 0, r#"Note: <id>"#),
        ] {
            let (round, mended) = followed(text, read);
            assert_eq!((round, mended.as_str()), (rounds, wanted), "{text}");
            let again = read(&mended);
            assert!(rounds == 0 || !again.notes().iter().any(|one| one.code == NEVER_JSON));
        }
    }

    #[test]
    fn a_text_of_a_pipe_that_has_to_be_json_is_told_to_be_none() {
        for (text, is_never, mended) in [
            ("Order <$.body.id>", true, None),
            (r#""a" + <$.body.id>"#, true, Some(r#""a<$.body.id>""#)),
            (r#""Order <$.body.id>""#, false, None),
            ("12<$.body.id>", false, None),
            ("12 <$.body.id>", false, None),
            ("<$.body.id> Order", false, None),
            (r#"{"a": <$.body.id>, "b": }"#, true, None),
            (
                r#"{"a": "{{body.id}}"}"#,
                false,
                Some(r#"{"a": <$.body.id>}"#),
            ),
        ] {
            let read = |text: &str| Template::pipe(text).unwrap().must_be_json();
            let template = read(text);
            let told = template.notes().iter().any(|one| one.code == NEVER_JSON);
            assert_eq!(told, is_never, "{text}");
            let (_, followed) = followed(text, read);
            assert_eq!(followed, mended.unwrap_or(text), "{text}");
        }
    }
}
