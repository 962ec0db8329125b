//! Functions of texts.

use std::rc::Rc;

use super::{Answer, Arguments, known_texts, list, pieces_of};
use crate::iac::terraform::evaluate::{NoText, items, known_bool, known_number, known_text, no};
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
        "basename" => simple(|text| text.rsplit('/').next().unwrap_or("").to_owned()),
        "chomp" => simple(|text| text.trim_end_matches(['\n', '\r']).to_owned()),
        "dirname" => simple(|text| text.rsplit_once('/').map_or(".", |(one, _)| one).to_owned()),
        "endswith" => asked(|text, end| text.ends_with(end)),
        "indent" => indent(given),
        "lower" => simple(str::to_lowercase),
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
        "trimprefix" => both(|text, one| text.strip_prefix(one).unwrap_or(text).to_owned()),
        "trimspace" => simple(|text| text.trim().to_owned()),
        "trimsuffix" => both(|text, one| text.strip_suffix(one).unwrap_or(text).to_owned()),
        "upper" => simple(str::to_uppercase),
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

/// A text between slashes is a regular expression, which is left open.
fn replace(given: &Arguments<'_>) -> Answer {
    let (text, from, to) = (given.text(0)?, given.text(1)?, given.text(2)?);
    if from.len() > 1 && from.starts_with('/') && from.ends_with('/') {
        let hole = Val::hole(crate::json::Shape::Text, "replace()", given.span);
        return Ok(hole);
    }
    let count = text.matches(from.as_str()).count();
    if count.saturating_mul(to.len()).saturating_add(text.len()) > 1 << 20 {
        return Err(NoText::Other("a text that is too long"));
    }
    given.give_text(&text.replace(&from, &to))
}

fn split(given: &Arguments<'_>) -> Answer {
    let (by, text) = (given.text(0)?, given.text(1)?);
    let one = |part: &str| Val::text(part, given.span);
    given.give_list(match (text.is_empty(), by.is_empty()) {
        (true, _) => Vec::new(),
        (_, true) => text
            .chars()
            .map(|letter| one(letter.encode_utf8(&mut [0; 4])))
            .collect(),
        _ => text.split(by.as_str()).map(one).collect(),
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

fn title(text: &str) -> String {
    let mut is_first = true;
    let letters = text.chars().map(|letter| {
        let upper = is_first && letter.is_alphabetic();
        is_first = letter.is_whitespace();
        if upper {
            letter.to_ascii_uppercase()
        } else {
            letter
        }
    });
    letters.collect()
}

/// Functions whose text may be known in part.
pub(super) fn pieces(name: &str, given: &Arguments<'_>) -> Answer {
    match name {
        "format" => {
            let rest = given.all.get(1..).unwrap_or_default();
            let pieces = format(&given.text(0)?, rest, given)?;
            Ok(Val::pieces(pieces, given.span))
        }
        "join" => join(given),
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

/// Terraform: `format`: `%s`, `%q`, `%d`, `%f`, `%t`, `%v`, `%%`, widths, zeros, and argument numbers are read; of the
/// rest the text is open.
fn format(form: &str, all: &[Val], given: &Arguments<'_>) -> Result<Vec<Piece>, NoText> {
    let mut pieces = Vec::new();
    let mut rest = form;
    let mut next = 0;
    while let Some((before, behind)) = rest.split_once('%') {
        pieces.push(literal(before, given));
        let verb_at = behind.find(|one: char| one.is_ascii_alphabetic() || one == '%');
        let (flags, verb) = match verb_at.and_then(|at| behind.split_at_checked(at)) {
            Some((flags, verb)) => (flags, verb),
            None => return Err(NoText::Other("a verb that is none")),
        };
        let mut letters = verb.chars();
        let verb = letters.next().unwrap_or('%');
        rest = letters.as_str();
        if verb == '%' {
            pieces.push(literal("%", given));
            continue;
        }
        let value = all.get(next).ok_or(NoText::Other("too few arguments"))?;
        next += 1;
        if flags.is_empty() && matches!(verb, 's' | 'v') && is_plain(value) {
            pieces.extend(pieces_of(value, given.span)?);
            continue;
        }
        pieces.push(literal(&formatted(flags, verb, value)?, given));
    }
    pieces.push(literal(rest, given));
    Ok(pieces)
}

fn is_plain(value: &Val) -> bool {
    matches!(
        value.kind,
        What::Text(_) | What::Number(_) | What::Bool(_) | What::Open(..)
    )
}

fn formatted(flags: &str, verb: char, value: &Val) -> Result<String, NoText> {
    let is_left = flags.contains('-');
    let width = flags.trim_start_matches(['-', '+', ' ', '#']);
    let (width, precision) = width.split_once('.').unwrap_or((width, ""));
    let fill = if width.starts_with('0') && !is_left {
        '0'
    } else {
        ' '
    };
    let width: usize = if width.is_empty() {
        0
    } else {
        width.parse().unwrap_or(usize::MAX)
    };
    if width > 1000 {
        return Err(NoText::Other("a width that is too large"));
    }
    let text = match verb {
        's' | 'v' if is_plain(value) => known_text(value)?,
        'v' => crate::iac::terraform::text::encoded_text(value)?,
        'q' => {
            let mut quoted = String::new();
            crate::json::write_quoted(&known_text(value)?, &mut quoted);
            quoted
        }
        'd' => {
            let number = known_number(value)?;
            let whole = number.to_whole();
            whole
                .ok_or(NoText::Other("a number that is not whole"))?
                .to_string()
        }
        'f' => {
            let number: f64 = known_number(value)?.as_str().parse().unwrap_or(0.0);
            let precision = if precision.is_empty() {
                6
            } else {
                precision.parse().unwrap_or(6)
            };
            format!("{number:.0$}", precision.min(100))
        }
        't' => known_bool(value)?.to_string(),
        'x' => format!("{:x}", known_number(value)?.to_whole().unwrap_or(0)),
        _ => return Err(NoText::Other("a verb that is not read")),
    };
    let missing = width.saturating_sub(text.chars().count());
    let filled: String = std::iter::repeat_n(fill, missing).collect();
    Ok(match (is_left, text.strip_prefix('-')) {
        (true, _) => format!("{text}{filled}"),
        (_, Some(digits)) if fill == '0' => format!("-{filled}{digits}"),
        _ => format!("{filled}{text}"),
    })
}

/// `formatlist`: a text for each element of its lists, which are equally long.
pub(super) fn format_list(given: &Arguments<'_>) -> Answer {
    let form = given.text(0)?;
    let rest = given.all.get(1..).unwrap_or_default();
    let mut length = None;
    for one in rest {
        match &one.kind {
            What::List(all, _) => match length {
                Some(length) if length != all.len() => {
                    return Err(NoText::Other("lists of unequal length"));
                }
                _ => length = Some(all.len()),
            },
            What::Open(..) => return Err(no(one)),
            _ => {}
        }
    }
    let mut made = Vec::new();
    for index in 0..length.unwrap_or(1) {
        let arguments: Vec<Val> = rest
            .iter()
            .map(|one| match &one.kind {
                What::List(all, _) => all.get(index).cloned().unwrap_or_else(|| one.clone()),
                _ => one.clone(),
            })
            .collect();
        let pieces = format(&form, &arguments, given)?;
        made.push(Val::pieces(pieces, given.span));
    }
    given.give_list(made)
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
