//! ARNs of the same thing elsewhere.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, escaped, wildcard, write, write_if};

/// The parts of an ARN before the one that names the thing, as people call them.
const PARTS: [&str; 5] = ["", "partition", "service", "region", "account"];

/// An ARN that differs from the wanted one in partition, region and account only.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    if !text.starts_with("arn:") || wanted.part == Part::End || wanted.ignores_case {
        return None;
    }
    let (one, other) = (parts(text)?, parts(&wanted.text)?);
    let mut different = Vec::new();
    let mut expression = Vec::new();
    for (at, (one, other)) in one.iter().zip(&other).enumerate() {
        let is_thing = at == PARTS.len();
        let is_same = match (is_thing, wanted.part) {
            (true, Part::Start) => one.starts_with(other),
            _ => one == other,
        };
        if is_same {
            expression.push(escaped(other));
        } else if matches!(at, 1 | 3 | 4) {
            expression.push("*".to_owned());
            different.push((*PARTS.get(at)?, *one));
        } else {
            return None;
        }
    }
    if different.is_empty() {
        return None;
    }
    let names: Vec<&str> = different.iter().map(|(name, _)| *name).collect();
    let names = names.join(" and ");
    let where_else = match different.iter().all(|(_, value)| value.is_empty()) {
        true => format!("without {names}"),
        false => format!("in another {names}"),
    };
    let mut expression = expression.join(":");
    if wanted.part == Part::Start {
        expression.push('*');
    }
    let any =
        write_if(&format!("any {names} will do"), wildcard(&expression)).keeping(&wanted.text);
    let own = match wanted.part {
        Part::Start => {
            let head = text.splitn(6, ':').take(5).collect::<Vec<_>>().join(":");
            Part::Start.comparison(&quote::json_string(&format!("{head}:{}", other.last()?)))
        }
        _ => quote::json_string(text),
    };
    let predicate = format!("is the ARN of the same thing {where_else}");
    Some(Kin::new(1, predicate, vec![any, write(own)]))
}

/// `arn`, partition, service, region, account, thing.
fn parts(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    (parts.len() == 6 && parts.first() == Some(&"arn")).then_some(parts)
}
