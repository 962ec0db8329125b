//! Strings that a wildcard nearly takes.

use super::super::hint::Proposal;
use super::super::quote;
use super::essence::reduced;
use super::{Kin, wildcard, write};
use crate::pattern::comparison::{Form, Wildcard};
use crate::pattern::regular::Regular;
use crate::suggest::edit_distance;

use super::super::words::expression;

/// The longest string in which a typo is looked for, in bytes.
const MAXIMUM_TEXT: usize = 256;

/// How near a string comes to a wildcard.
pub(super) fn of(stars: &Wildcard, text: &str) -> Option<Kin> {
    let own = expression(stars);
    let changed = [
        (format!("{own}*"), "goes on behind the end of"),
        (format!("*{own}"), "has more before the start of"),
        (format!("*{own}*"), "has more around"),
    ];
    for (expression, how) in changed {
        if takes(&expression, text) {
            return Some(found(0, how, &own, &expression));
        }
    }
    if own.contains(r"\*") {
        let plain = own.replace(r"\*", "*");
        if takes(&plain, text) {
            return Some(found(
                0,
                r"would pass with a star for each `\*` in",
                &own,
                &plain,
            ));
        }
    }
    a_part_less(&own, text)
        .or_else(|| without_regular_signs(&own, text))
        .or_else(|| by_letters(stars, &own, text))
        .or_else(|| typo(stars, &own, text))
}

fn found(rank: usize, how: &str, own: &str, expression: &str) -> Kin {
    let expression = collapsed(expression);
    let proposals: Vec<Proposal> = vec![write(wildcard(&expression))];
    Kin::new(
        rank,
        format!("{how} `{}`", quote::text(own, None)),
        proposals,
    )
}

/// An expression without two stars side by side, which AWS refuses.
fn collapsed(expression: &str) -> String {
    let mut text = expression.to_owned();
    while text.contains("**") && !text.contains(r"\*") {
        text = text.replace("**", "*");
    }
    text
}

fn takes(expression: &str, text: &str) -> bool {
    let wildcard = Wildcard::new(&collapsed(expression).as_str().into());
    wildcard.is_ok_and(|one| one.matches(Form::string(&text.into()).as_bytes()))
}

/// The expression wants a part more than the string has, behind a sign at its end or before one at its start.
fn a_part_less(own: &str, text: &str) -> Option<Kin> {
    let mut shorter = Vec::new();
    let end = own
        .trim_end_matches('*')
        .trim_end_matches(['/', ':', '-', '_', '.']);
    let start = own
        .trim_start_matches('*')
        .trim_start_matches(['/', ':', '-', '_', '.']);
    shorter.extend((end.len() < own.len()).then(|| format!("{end}*")));
    shorter.extend((start.len() < own.len()).then(|| format!("*{start}")));
    let expression = shorter
        .into_iter()
        .find(|expression| takes(expression, text))?;
    Some(found(1, "lacks a part of", own, &expression))
}

/// The expression has signs of regular expressions, and would take the string without them.
fn without_regular_signs(own: &str, text: &str) -> Option<Kin> {
    let Regular { expression } = Regular::mixed(own)?;
    takes(&expression, text).then(|| {
        let how = "would pass without the signs of regular expressions in";
        found(0, how, own, &expression)
    })
}

/// The same letters and digits, with other signs between them or in another case.
fn by_letters(stars: &Wildcard, own: &str, text: &str) -> Option<Kin> {
    let letters = |piece: &[u8]| reduced(&String::from_utf8_lossy(piece));
    let mut pieces: Vec<String> = stars.pieces.iter().map(|piece| letters(piece)).collect();
    pieces.first_mut()?.insert(0, '"');
    pieces.last_mut()?.push('"');
    let reduced_stars = Wildcard {
        pieces: pieces.iter().map(|piece| piece.as_bytes().into()).collect(),
    };
    let form = Form::string(&reduced(text).as_str().into());
    let has_letters = stars
        .pieces
        .iter()
        .any(|piece| piece.iter().any(u8::is_ascii_alphanumeric));
    (has_letters && reduced_stars.matches(form.as_bytes())).then(|| Kin {
        otherwise: Some(
            "`wildcard` tells cases and signs apart: write the expression as the event has it"
                .to_owned(),
        ),
        ..Kin::new(
            2,
            format!(
                "has the letters of `{}`: only case or the signs between them differ",
                quote::text(own, None)
            ),
            Vec::new(),
        )
    })
}

/// One letter of one piece is another one.
fn typo(stars: &Wildcard, own: &str, text: &str) -> Option<Kin> {
    const SHORTEST: usize = 4;
    if text.len() > MAXIMUM_TEXT {
        return None;
    }
    for piece in &stars.pieces {
        let piece = std::str::from_utf8(piece).ok()?;
        let piece = piece.trim_matches('"');
        if piece.len() < SHORTEST || piece.contains(['\\', '*']) {
            continue;
        }
        for length in [piece.len(), piece.len() + 1, piece.len() - 1] {
            for at in 0..=text.len().saturating_sub(length) {
                let Some(window) = text.get(at..at + length) else {
                    continue;
                };
                let ends_alike = window.as_bytes().first() == piece.as_bytes().first()
                    || window.as_bytes().last() == piece.as_bytes().last();
                if !ends_alike || edit_distance(window, piece) != Some(1) {
                    continue;
                }
                let expression = own.replacen(piece, &super::escaped(window), 1);
                if takes(&expression, text) {
                    let how = "differs in one character from what passes";
                    return Some(found(3, how, own, &expression));
                }
            }
        }
    }
    None
}
