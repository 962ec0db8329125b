//! Functions of texts.

use std::rc::Rc;

use super::{Answer, Arguments, format, known_texts, list, pieces_of, yaml};
use crate::iac::terraform::evaluate::{NoText, items, known_bool, no};
use crate::iac::terraform::text;
use crate::iac::terraform::value::{Piece, Text, Val, What, Written};
use crate::json::TextPart;

pub(super) fn call(name: &str, given: &Arguments<'_>) -> Option<Answer> {
    let simple = |change: fn(&str) -> String| {
        let text = given.text(0);
        text.and_then(|text| given.give_text(&change(&text)))
    };
    let both = |change: fn(&str, &str) -> String| {
        let text = given.text(0);
        text.and_then(|text| given.give_text(&change(&text, &given.text(1)?)))
    };
    let asked = |ask: fn(&str, &str) -> bool| {
        let text = given.text(0);
        text.and_then(|text| given.give_bool(ask(&text, &given.text(1)?)))
    };
    Some(match name {
        "basename" => simple(basename),
        "chomp" => simple(|text| text.trim_end_matches(['\n', '\r']).to_owned()),
        "dirname" => simple(dirname),
        "endswith" => asked(|text, end| text.ends_with(end)),
        "indent" => indent(given),
        "lower" => each_piece(given, str::to_lowercase),
        "replace" => replace(given),
        "split" => split(given),
        "startswith" => asked(|text, begin| text.starts_with(begin)),
        "strcontains" => asked(|text, part| text.contains(part)),
        "strrev" => simple(|text| text.chars().rev().collect()),
        "substr" => substr(given),
        "title" => simple(title),
        "tobool" => match given.get(0) {
            Ok(value) if value.kind == What::Null => Ok(value.clone()),
            value => value
                .and_then(known_bool)
                .and_then(|yes| given.give_bool(yes)),
        },
        "tostring" => match given.get(0) {
            Ok(value) if matches!(value.kind, What::Null | What::Text(_)) => Ok(value.clone()),
            _ => simple(str::to_owned),
        },
        "trim" => both(|text, set| text.trim_matches(|one| set.contains(one)).to_owned()),
        "trimprefix" => trim_prefix(given),
        "trimspace" => simple(|text| text.trim().to_owned()),
        "trimsuffix" => both(|text, one| text.strip_suffix(one).unwrap_or(text).to_owned()),
        "upper" => each_piece(given, str::to_uppercase),
        _ => return None,
    })
}

fn indent(given: &Arguments<'_>) -> Answer {
    let spaces = usize::try_from(given.whole(0)?.clamp(0, 1000)).unwrap_or(0);
    let text = given.text(1)?;
    let lines = text.split('\n').count();
    if lines.saturating_mul(spaces) > 1 << 20 {
        return Err(NoText::Other("a text that is too long"));
    }
    given.give_text(&text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

/// A text between slashes is a regular expression, which stands elsewhere.
fn replace(given: &Arguments<'_>) -> Answer {
    let (text, from, to) = (given.text(0)?, given.text(1)?, given.text(2)?);
    let count = text.matches(from.as_str()).count();
    if count.saturating_mul(to.len()).saturating_add(text.len()) > 1 << 20 {
        return Err(NoText::Other("a text that is too long"));
    }
    given.give_text(&text.replace(&from, &to))
}

/// Letters are changed one by one, so those that are known may be.
fn each_piece(given: &Arguments<'_>, change: fn(&str) -> String) -> Answer {
    let mut pieces = pieces_of(given.get(0)?, given.span)?;
    for piece in &mut pieces {
        match &mut piece.part {
            TextPart::Literal(text) => *text = change(text),
            // What it is changed to is not what it depends on.
            TextPart::Hole(_) => {}
        }
    }
    Ok(Val::pieces(pieces, given.span))
}

/// What a text begins with may be known although the rest is not.
fn trim_prefix(given: &Arguments<'_>) -> Answer {
    let prefix = given.text(1)?;
    let mut pieces = pieces_of(given.get(0)?, given.span)?;
    let is_known = pieces.len() == 1;
    match pieces.first_mut().map(|piece| &mut piece.part) {
        Some(TextPart::Literal(text)) if is_known || text.len() >= prefix.len() => {
            if let Some(rest) = text.strip_prefix(&*prefix) {
                *text = rest.to_owned();
            }
            Ok(Val::pieces(pieces, given.span))
        }
        // It is not known whether it begins so.
        _ => given.give_text(&given.text(0)?),
    }
}

/// Go: `path.Base`.
fn basename(text: &str) -> String {
    let plain = text.trim_end_matches('/');
    match (text, plain.rsplit('/').next()) {
        ("", _) => ".".to_owned(),
        (_, None | Some("")) => "/".to_owned(),
        (_, Some(name)) => name.to_owned(),
    }
}

/// Go: `path.Dir`, of a path that needs no cleaning.
fn dirname(text: &str) -> String {
    match text.rsplit_once('/') {
        None => ".".to_owned(),
        Some((before, _)) => match before.trim_end_matches('/') {
            "" => "/".to_owned(),
            before => before.to_owned(),
        },
    }
}

fn split(given: &Arguments<'_>) -> Answer {
    let (by, text) = (given.text(0)?, given.text(1)?);
    let one = |part: &str| Val::text(part, given.span);
    given.give_list(match by.is_empty() {
        true => text
            .chars()
            .map(|letter| one(letter.encode_utf8(&mut [0; 4])))
            .collect(),
        false => text.split(by.as_str()).map(one).collect(),
    })
}

fn substr(given: &Arguments<'_>) -> Answer {
    let text = given.text(0)?;
    let length = i128::try_from(text.chars().count()).unwrap_or(i128::MAX);
    let (start, count) = (given.whole(1)?, given.whole(2)?);
    let start = if start < 0 {
        (length + start).max(0)
    } else {
        start
    };
    let skipped = usize::try_from(start).unwrap_or(usize::MAX);
    let taken = usize::try_from(count).unwrap_or(usize::MAX);
    given.give_text(&text.chars().skip(skipped).take(taken).collect::<String>())
}

/// Go: `strings.Title`: letters, digits and underscores are words, and so is what stands between other letters than of
/// ASCII.
fn title(text: &str) -> String {
    let mut is_first = true;
    let mut made = String::new();
    for letter in text.chars() {
        match is_first {
            true => made.extend(letter.to_uppercase()),
            false => made.push(letter),
        }
        is_first = match letter.is_ascii() {
            true => !letter.is_ascii_alphanumeric() && letter != '_',
            false => letter.is_whitespace(),
        };
    }
    made
}

/// Functions whose text may be known in part.
pub(super) fn pieces(name: &str, given: &Arguments<'_>) -> Answer {
    match name {
        "format" => {
            let rest = given.all.get(1..).unwrap_or_default();
            let pieces = format::format(&given.text(0)?, rest, given)?;
            Ok(Val::pieces(pieces, given.span))
        }
        "join" => join(given),
        "yamlencode" => yaml::encode(given),
        _ => json_encode(given),
    }
}

fn join(given: &Arguments<'_>) -> Answer {
    let by = given.text(0)?;
    let mut pieces = Vec::new();
    let lists = given.all.get(1..).unwrap_or_default();
    let mut length = 0_usize;
    for all in lists {
        for one in list(all)? {
            if !pieces.is_empty() {
                pieces.push(literal(&by, given));
            }
            let more = pieces_of(one, given.span)?;
            length += by.len() + one.size().values * 64;
            if length > 8 << 20 {
                return Err(NoText::Other("a text that is too long"));
            }
            // An empty text still counts as an element.
            match more.is_empty() {
                true => pieces.push(literal("", given)),
                false => pieces.extend(more),
            }
        }
    }
    Ok(Val::pieces(pieces, given.span))
}

fn literal(text: &str, given: &Arguments<'_>) -> Piece {
    Piece {
        part: TextPart::Literal(text.to_owned()),
        span: given.span,
        written: Written::Elsewhere,
    }
}

/// `jsonencode`: the text, and what it encodes.
fn json_encode(given: &Arguments<'_>) -> Answer {
    let value = given.get(0)?;
    let pieces = text::encoded(value).into_iter().map(|part| Piece {
        part,
        span: given.span,
        written: Written::Elsewhere,
    });
    let text = Text {
        pieces: pieces.collect(),
        encoded: Some(value.clone()),
        from: None,
    };
    Ok(Val::new(What::Text(Rc::new(text)), given.span))
}

/// Texts of a list, sorted.
pub(super) fn sorted(given: &Arguments<'_>) -> Answer {
    let mut all = known_texts(given.list(0)?)?;
    all.sort();
    given.give_list(all.iter().map(|one| Val::text(one, given.span)).collect())
}

/// How many characters a text has, how many elements a list or a map.
pub(super) fn length(given: &Arguments<'_>) -> Answer {
    let value = given.get(0)?;
    let length = match &value.kind {
        What::Text(text) => text.known().ok_or_else(|| no(value))?.chars().count(),
        _ => items(value)?.len(),
    };
    given.give_number(Some(length.into()))
}
