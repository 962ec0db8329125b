//! `regex`, `regexall`, and `replace` between slashes: regular expressions of RE2, with an end in time and memory.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "regex", "replace"; google/re2, "Syntax", of which Go's `regexp` is an implementation.

use std::collections::BTreeMap;

use regex::{Captures, Regex, RegexBuilder};

use super::{Answer, Arguments};
use crate::iac::terraform::evaluate::NoText;
use crate::iac::terraform::value::{Entry, Val};

/// Most bytes of a text in which something is looked for.
const MAXIMUM_TEXT_BYTES: usize = 1 << 15;

/// Sizes of programs, in powers of two. The first that is enough is what a search is reckoned by.
const PROGRAM_BITS: [u32; 3] = [14, 16, 18];

/// Most brackets in each other.
const MAXIMUM_NESTING: u32 = 60;

/// Most bytes that a replacement may make.
const MAXIMUM_MADE_BYTES: usize = 1 << 20;

/// `regex`, `regexall`, `replace`: what they give, and how many steps that took.
pub(super) fn call(name: &str, given: &Arguments<'_>) -> (Answer, usize) {
    let mut steps = 0;
    let answer = answer(name, given, &mut steps);
    (answer, steps)
}

fn answer(name: &str, given: &Arguments<'_>, steps: &mut usize) -> Answer {
    let (form, text) = match name {
        "replace" => (given.text(1)?, given.text(0)?),
        _ => (given.text(0)?, given.text(1)?),
    };
    let form = match name {
        "replace" => form.trim_matches('/'),
        _ => &form,
    };
    if text.len() > MAXIMUM_TEXT_BYTES {
        return Err(NoText::Other("a text that is too long"));
    }
    let (program, bits) = program(form)?;
    *steps = form.len() + (text.len() << bits >> 12);
    match name {
        "replace" => replaced(&program, &text, &given.text(2)?, given),
        "regex" => match program.captures(&text) {
            Some(found) => Ok(value(&program, &found, given)),
            None => Err(NoText::Other("a text in which it is not found")),
        },
        _ => {
            let all = program.captures_iter(&text);
            let all = all.map(|found| value(&program, &found, given));
            given.give_list(all.collect())
        }
    }
}

/// The program of an expression, and the bits of its size.
fn program(form: &str) -> Result<(Regex, u32), NoText> {
    let form = in_our_words(form);
    for bits in PROGRAM_BITS {
        let built = RegexBuilder::new(&form)
            .size_limit(1 << bits)
            .dfa_size_limit(1 << 20)
            .nest_limit(MAXIMUM_NESTING)
            .build();
        match built {
            Ok(program) => return Ok((program, bits)),
            Err(regex::Error::CompiledTooBig(_)) => {}
            Err(_) => return Err(NoText::Other("no regular expression")),
        }
    }
    Err(NoText::Other("a regular expression that is too large"))
}

/// Terraform: `regex`: the text that was found; with groups a list of theirs, with names a map.
fn value(program: &Regex, found: &Captures<'_>, given: &Arguments<'_>) -> Val {
    let text = |number: usize| match found.get(number) {
        Some(part) => Val::text(part.as_str(), given.span),
        None => Val::null(given.span),
    };
    let names: Vec<Option<&str>> = program.capture_names().skip(1).collect();
    if names.is_empty() {
        return text(0);
    }
    if names.iter().all(Option::is_none) {
        return Val::list((1..=names.len()).map(text).collect(), given.span);
    }
    let mut all = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        if let Some(name) = name {
            let entry = Entry {
                name_span: given.span,
                value: text(number + 1),
            };
            all.insert((*name).to_owned(), entry);
        }
    }
    Val::map(all, given.span)
}

fn replaced(program: &Regex, text: &str, to: &str, given: &Arguments<'_>) -> Answer {
    let mut made = String::new();
    let mut end = 0;
    for found in program.captures_iter(text) {
        let Some(whole) = found.get(0) else {
            continue;
        };
        made.push_str(text.get(end..whole.start()).unwrap_or_default());
        found.expand(to, &mut made);
        end = whole.end();
        if made.len() > MAXIMUM_MADE_BYTES {
            return Err(NoText::Other("a text that is too long"));
        }
    }
    made.push_str(text.get(end..).unwrap_or_default());
    given.give_text(&made)
}

/// An expression of RE2 in the words of the crate: `\d`, `\s`, `\w` and `\b` are of ASCII, `\Q…\E` is plain text, and in
/// brackets nothing has a meaning but what closes them and ranges.
fn in_our_words(form: &str) -> String {
    let mut made = String::new();
    let mut is_in_class = false;
    let mut rest = form;
    while let Some(letter) = rest.chars().next() {
        let behind = rest.strip_prefix(letter).unwrap_or_default();
        if let Some((quoted, after)) = rest
            .strip_prefix("\\Q")
            .map(|quoted| quoted.split_once("\\E").unwrap_or((quoted, "")))
        {
            made.push_str(&regex::escape(quoted));
            rest = after;
            continue;
        }
        if letter == '\\' {
            let next = behind.chars().next();
            rest = next.map_or("", |next| behind.strip_prefix(next).unwrap_or_default());
            made.push_str(&next.map_or_else(|| "\\".to_owned(), |next| escape(next, is_in_class)));
            continue;
        }
        let named = rest.starts_with("[:").then(|| rest.find(":]")).flatten();
        match (letter, is_in_class) {
            ('[', true) if named.is_some() => {
                let (class, after) = rest
                    .split_at_checked(named.map_or(0, |end| end + 2))
                    .unwrap_or((rest, ""));
                made.push_str(class);
                rest = after;
                continue;
            }
            ('[' | '&' | '~', true) => {
                made.push('\\');
                made.push(letter);
            }
            ('[', false) => {
                is_in_class = true;
                let (begin, after) = class_begin(behind);
                made.push_str(&begin);
                rest = after;
                continue;
            }
            (']', true) => {
                is_in_class = false;
                made.push(']');
            }
            _ => made.push(letter),
        }
        rest = behind;
    }
    made
}

/// What a class begins with; a bracket that closes stands for itself there.
fn class_begin(behind: &str) -> (String, &str) {
    let (mut begin, mut rest) = ("[".to_owned(), behind);
    if let Some(after) = rest.strip_prefix('^') {
        begin.push('^');
        rest = after;
    }
    if let Some(after) = rest.strip_prefix(']') {
        begin.push_str("\\]");
        rest = after;
    }
    (begin, rest)
}

fn escape(letter: char, is_in_class: bool) -> String {
    match letter {
        'd' => "[0-9]".to_owned(),
        'D' => "[^0-9]".to_owned(),
        's' => r"[\t\n\x0C\r ]".to_owned(),
        'S' => r"[^\t\n\x0C\r ]".to_owned(),
        'w' => "[0-9A-Za-z_]".to_owned(),
        'W' => "[^0-9A-Za-z_]".to_owned(),
        'b' if !is_in_class => r"(?-u:\b)".to_owned(),
        other => format!("\\{other}"),
    }
}
