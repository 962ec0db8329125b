//! Several values in one text.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, escaped, wildcard, write};
use crate::json;

/// A text that lists the wanted value among others, or one of the values that the pattern has in one text.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    if wanted.part != Part::Whole || wanted.ignores_case {
        return None;
    }
    event_lists(wanted, text).or_else(|| pattern_lists(wanted, text))
}

fn event_lists(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    let elements = elements(text)?;
    if !elements.iter().any(|one| *one == wanted.text) {
        return None;
    }
    let array: Vec<String> = elements.iter().map(|one| quote::json_string(one)).collect();
    let mut proposal = write(wildcard(&format!("*{}*", escaped(&wanted.text))));
    proposal.text.push_str(", or send a list");
    let predicate = format!(
        "is one text that lists `{}` among others",
        quote::text(&wanted.text, None)
    );
    let kin = Kin {
        otherwise: Some("send a list: patterns do not look inside texts".to_owned()),
        ..Kin::new(2, predicate, vec![proposal])
    };
    Some(kin.sending(format!("[{}]", array.join(","))))
}

fn pattern_lists(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    let elements = elements(&wanted.text)?;
    if !elements.iter().any(|one| one == text) {
        return None;
    }
    let values: Vec<String> = elements.iter().map(|one| quote::json_string(one)).collect();
    let predicate = format!(
        "is one of the values that the one text `{}` lists",
        quote::text(&wanted.text, None)
    );
    Some(Kin::new(2, predicate, vec![write(values.join(", "))]))
}

/// The values that a text lists: between signs, or as JSON. `None` if there are not several.
fn elements(text: &str) -> Option<Vec<String>> {
    if let Some(read) = text
        .starts_with('[')
        .then(|| json::parse(text).ok())
        .flatten()
    {
        let elements = read.as_array()?.iter();
        return Some(
            elements
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect(),
        );
    }
    let sign = [',', ';', '|']
        .into_iter()
        .find(|sign| text.contains(*sign))?;
    let trimmed = |one: &str| one.trim().trim_matches(['"', '\'']).to_owned();
    Some(text.split(sign).map(trimmed).collect())
}
