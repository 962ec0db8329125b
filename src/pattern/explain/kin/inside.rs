//! Texts of which one has the other inside.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, escaped, wildcard, write, write_if};

/// The fewest characters that are looked for wherever they stand; fewer must stand between signs.
const LONG: usize = 4;

/// A text that has the wanted one somewhere else, or that is a part of it.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    has(wanted, text)
        .or_else(|| is_part(wanted, text))
        .or_else(|| overlaps(wanted, text))
}

/// A text that begins as the wanted start goes on behind one of its signs, or ends as the wanted end begins.
fn overlaps(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    const SHORTEST: usize = 3;
    if wanted.ignores_case {
        return None;
    }
    let own = &*wanted.text;
    let signs = own
        .char_indices()
        .filter(|(_, one)| matches!(one, '/' | ':' | '.' | '-' | '_'));
    let mut parts = signs.filter_map(|(at, sign)| match wanted.part {
        Part::Start => own.get(at + sign.len_utf8()..),
        Part::End => own.get(..at),
        Part::Whole => None,
    });
    let fits = |part: &&str| part.len() >= SHORTEST && wanted.part.fits(text, part);
    let part = match wanted.part {
        Part::End => parts.rfind(fits),
        _ => parts.find(fits),
    }?;
    let (how, side) = match wanted.part {
        Part::End => ("ends", "start"),
        _ => ("begins", "end"),
    };
    let predicate = format!(
        "{how} with only the {side} of `{}`, `{}`",
        quote::text(own, None),
        quote::text(part, None)
    );
    let comparison = wanted.part.comparison(&quote::json_string(part));
    Some(Kin::new(6, predicate, vec![write(comparison)]))
}

fn has(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    let (own, folded);
    let (looked_for, looked_in) = match wanted.ignores_case {
        true => {
            (own, folded) = (wanted.text.to_lowercase(), text.to_lowercase());
            (&*own, &*folded)
        }
        false => (&*wanted.text, text),
    };
    let at = place(looked_in, looked_for)?;
    let operand = quote::json_string(&wanted.text);
    let comparison = |part: Part| match wanted.ignores_case {
        true => part.ignoring_case(&operand),
        false => part.comparison(&operand),
    };
    let around = wildcard(&format!("*{}*", escaped(&wanted.text)));
    let (how, comparison) = match (at, at + looked_for.len() == looked_in.len()) {
        (0, _) => ("begins with", comparison(Part::Start)),
        (_, true) => ("ends with", comparison(Part::End)),
        _ => ("has inside", around.clone()),
    };
    let predicate = match wanted.part {
        Part::Whole => format!("{how} `{}` and has more", quote::text(&wanted.text, None)),
        Part::Start => format!(
            "{how} `{}` and does not begin with it",
            quote::text(&wanted.text, None)
        ),
        Part::End => format!(
            "{how} `{}` and does not end with it",
            quote::text(&wanted.text, None)
        ),
    };
    let proposals = vec![write(comparison), write(around)];
    Some(Kin::new(5, predicate, proposals))
}

fn is_part(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    if wanted.ignores_case {
        return None;
    }
    let at = place(&wanted.text, text)?;
    let how = match (at, at + text.len() == wanted.text.len()) {
        (0, _) => "the start",
        (_, true) => "the end",
        _ => "a part",
    };
    let is_end = wanted.part == Part::End && at > 0;
    let predicate = format!("is only {how} of `{}`", quote::text(&wanted.text, None));
    let own = match is_end {
        true => Part::End.comparison(&quote::json_string(text)),
        false => quote::json_string(text),
    };
    let kin = Kin::new(
        6,
        predicate,
        vec![write_if("that is all there is to be", own)],
    );
    Some(match wanted.part {
        Part::Whole => kin.sending(quote::json_string(&wanted.text)),
        _ => kin,
    })
}

/// Where a text stands in another: a short one only between signs.
fn place(text: &str, part: &str) -> Option<usize> {
    if part.is_empty() || part.len() >= text.len() {
        return None;
    }
    let is_free = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text
            .get(at + part.len()..)
            .and_then(|behind| behind.chars().next());
        let is_sign = |one: Option<char>| one.is_none_or(|one| !one.is_alphanumeric());
        let edge = |one: Option<char>| one.is_none_or(|one| !one.is_alphanumeric());
        let starts = is_sign(before) || edge(part.chars().next());
        let ends = is_sign(behind) || edge(part.chars().next_back());
        starts && ends
    };
    let mut places = text.match_indices(part).map(|(at, _)| at);
    let is_long = part.chars().nth(LONG - 1).is_some();
    let free = places.clone().find(|at| is_free(*at));
    free.or_else(|| is_long.then(|| places.next()).flatten())
}
