//! Functions of lists and maps.

use std::collections::BTreeMap;

use super::{Answer, Arguments, known_texts, list, texts};
use crate::iac::terraform::evaluate::{NoText, items, known_bool, known_text, no};
use crate::iac::terraform::value::{Entry, Val, What};
use crate::json::Hole;
use std::rc::Rc;

pub(super) fn call(name: &str, given: &Arguments<'_>) -> Option<Answer> {
    Some(match name {
        "alltrue" => every(given, true),
        "anytrue" => every(given, false),
        "chunklist" => chunks(given),
        "coalesce" => coalesce(given),
        "coalescelist" => coalesce_list(given),
        "compact" => compact(given),
        "concat" => concat(given),
        "contains" => contains(given),
        "distinct" => given
            .list(0)
            .and_then(|all| given.give_list(distinct(all)?)),
        "element" => element(given),
        "flatten" => flatten(given),
        "index" => index(given),
        "keys" => keys(given),
        "length" => texts::length(given),
        "lookup" => lookup(given),
        "matchkeys" => match_keys(given),
        "merge" => merge(given),
        "nonsensitive" => given.get(0).cloned(),
        "one" => one(given),
        "reverse" => given
            .list(0)
            .and_then(|all| given.give_list(all.iter().rev().cloned().collect())),
        "sensitive" => {
            let value = given.get(0);
            value.map(|_| Val::hole(crate::json::Shape::Structure, "sensitive()", given.span))
        }
        "setintersection" => intersection(given),
        "setproduct" => product(given),
        "setsubtract" => subtraction(given),
        "setunion" => concat(given).and_then(|all| to_set(&all, given)),
        "slice" => slice(given),
        "sort" => texts::sorted(given),
        "tolist" => given.list(0).and_then(|all| given.give_list(all.to_vec())),
        "transpose" => transpose(given),
        "tomap" => entries(given, 0).map(|all| Val::map(all.clone(), given.span)),
        "toset" => given.get(0).and_then(|all| to_set(all, given)),
        "values" => given
            .get(0)
            .and_then(items)
            .and_then(|all| given.give_list(all.into_iter().map(|(_, value)| value).collect())),
        "zipmap" => zip_map(given),
        _ => return None,
    })
}

/// How many elements are compared with each other.
pub(super) fn comparisons(name: &str, given: &Arguments<'_>) -> usize {
    let lengths = given.all.iter().map(|one| match &one.kind {
        // Texts of one list are looked up, not compared.
        What::List(all, _) if matches!(name, "distinct" | "setunion" | "toset") => {
            let texts = all.iter().filter(|one| matches!(one.kind, What::Text(_)));
            all.len() - texts.count()
        }
        What::List(all, _) => all.len(),
        _ => 0,
    });
    match name {
        "distinct" | "setunion" | "toset" => {
            let all: usize = lengths.sum();
            all.saturating_mul(all)
        }
        "matchkeys" | "setintersection" | "setsubtract" => {
            let (all, most) = lengths.fold((0_usize, 0), |(all, most), one| {
                (all.saturating_add(one), most.max(one))
            });
            all.saturating_mul(most)
        }
        _ => 0,
    }
}

fn entries<'g>(
    given: &'g Arguments<'_>,
    number: usize,
) -> Result<&'g BTreeMap<String, Entry>, NoText> {
    let value = given.get(number)?;
    match &value.kind {
        What::Map(all, _) => Ok(all),
        _ => Err(no(value)),
    }
}

/// Whether two values are equal.
///
/// # Errors
///
/// That depends on what is not known.
fn equal(left: &Val, right: &Val) -> Result<bool, NoText> {
    left.equals(right).ok_or_else(|| {
        let hole = left.first_hole().or_else(|| right.first_hole());
        NoText::Open(hole.unwrap_or_else(|| {
            let (from, span) = ("a part that is not known".to_owned(), left.span);
            Rc::new(Hole { from, span })
        }))
    })
}

fn distinct(all: &[Val]) -> Result<Vec<Val>, NoText> {
    let mut found: Vec<Val> = Vec::new();
    let mut texts = std::collections::BTreeSet::new();
    for one in all {
        // Texts are looked up, so that long lists of them take no longer than they must.
        if let What::Text(text) = &one.kind
            && let Some(text) = text.known()
        {
            if texts.insert(text) {
                found.push(one.clone());
            }
            continue;
        }
        if found.len() > 2_000 {
            return Err(NoText::Other("a list that is too long"));
        }
        let mut is_new = true;
        for other in &found {
            if equal(one, other)? {
                is_new = false;
                break;
            }
        }
        if is_new {
            found.push(one.clone());
        }
    }
    Ok(found)
}

/// The elements of a set: texts are sorted, equal ones are one. What is not known stays where it is.
pub(in crate::iac::terraform) fn distinct_sorted(all: Vec<Val>) -> Vec<Val> {
    let mut found = distinct(&all).unwrap_or(all);
    if let Ok(mut texts) = known_texts(&found) {
        texts.sort();
        found.sort_by_cached_key(|one| known_text(one).unwrap_or_default());
    }
    found
}

fn to_set(value: &Val, given: &Arguments<'_>) -> Answer {
    given.give_list(distinct_sorted(list(value)?.to_vec()))
}

fn every(given: &Arguments<'_>, wanted: bool) -> Answer {
    let mut open = None;
    for one in given.list(0)? {
        match known_bool(one) {
            Ok(yes) if yes != wanted => return given.give_bool(!wanted),
            Ok(_) => {}
            Err(no) => open = Some(no),
        }
    }
    open.map_or_else(|| given.give_bool(wanted), Err)
}

fn chunks(given: &Arguments<'_>) -> Answer {
    let size = usize::try_from(given.whole(1)?).unwrap_or(0);
    let all = given.list(0)?;
    let size = if size == 0 { all.len().max(1) } else { size };
    let chunks = all
        .chunks(size)
        .map(|chunk| Val::list(chunk.to_vec(), given.span));
    given.give_list(chunks.collect())
}

fn coalesce(given: &Arguments<'_>) -> Answer {
    for one in given.all {
        match &one.kind {
            What::Null => {}
            What::Open(..) => return Err(no(one)),
            What::Text(text) if text.known().as_deref() == Some("") => {}
            _ => return Ok(one.clone()),
        }
    }
    Err(NoText::Other("nothing that has a value"))
}

fn coalesce_list(given: &Arguments<'_>) -> Answer {
    for one in given.all {
        if !list(one)?.is_empty() {
            return Ok(one.clone());
        }
    }
    Err(NoText::Other("nothing but empty lists"))
}

fn compact(given: &Arguments<'_>) -> Answer {
    let mut kept = Vec::new();
    for one in given.list(0)? {
        match &one.kind {
            What::Null => {}
            What::Text(text) if text.known().as_deref() == Some("") => {}
            What::Open(..) => return Err(no(one)),
            _ => kept.push(one.clone()),
        }
    }
    given.give_list(kept)
}

fn concat(given: &Arguments<'_>) -> Answer {
    let mut all = Vec::new();
    for one in given.all {
        all.extend_from_slice(list(one)?);
    }
    given.give_list(all)
}

fn contains(given: &Arguments<'_>) -> Answer {
    let wanted = given.get(1)?;
    let mut open = None;
    for one in given.list(0)? {
        match equal(one, wanted) {
            Ok(true) => return given.give_bool(true),
            Ok(false) => {}
            Err(no) => open = Some(no),
        }
    }
    open.map_or_else(|| given.give_bool(false), Err)
}

fn element(given: &Arguments<'_>) -> Answer {
    let all = given.list(0)?;
    let length = i128::try_from(all.len()).unwrap_or(i128::MAX);
    let index = given.whole(1)?.checked_rem_euclid(length);
    let index = index.and_then(|index| usize::try_from(index).ok());
    let found = index.and_then(|index| all.get(index));
    found.cloned().ok_or(NoText::Other("an empty list"))
}

fn flatten(given: &Arguments<'_>) -> Answer {
    let mut all = Vec::new();
    let mut due: Vec<&Val> = given.list(0)?.iter().rev().collect();
    while let Some(one) = due.pop() {
        match &one.kind {
            What::List(inner, _) => due.extend(inner.iter().rev()),
            What::Open(crate::json::Shape::Structure, hole) => {
                return Err(NoText::Open(Rc::clone(hole)));
            }
            _ => all.push(one.clone()),
        }
    }
    given.give_list(all)
}

fn index(given: &Arguments<'_>) -> Answer {
    let wanted = given.get(1)?;
    for (number, one) in given.list(0)?.iter().enumerate() {
        if equal(one, wanted)? {
            return given.give_number(Some(number.into()));
        }
    }
    Err(NoText::Other("a list that does not hold it"))
}

fn keys(given: &Arguments<'_>) -> Answer {
    let keys = entries(given, 0)?.iter();
    given.give_list(
        keys.map(|(name, entry)| Val::text(name, entry.name_span))
            .collect(),
    )
}

fn lookup(given: &Arguments<'_>) -> Answer {
    let all = entries(given, 0)?;
    match (all.get(&given.text(1)?), given.all.get(2)) {
        (Some(entry), _) => Ok(entry.value.clone()),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(NoText::Other("a map that does not hold it")),
    }
}

fn match_keys(given: &Arguments<'_>) -> Answer {
    let (values, keys, wanted) = (given.list(0)?, given.list(1)?, given.list(2)?);
    let mut found = Vec::new();
    for (value, key) in values.iter().zip(keys) {
        for one in wanted {
            if equal(key, one)? {
                found.push(value.clone());
                break;
            }
        }
    }
    given.give_list(found)
}

fn merge(given: &Arguments<'_>) -> Answer {
    let mut all = BTreeMap::new();
    for (number, one) in given.all.iter().enumerate() {
        if one.kind != What::Null {
            all.extend(entries(given, number)?.clone());
        }
    }
    Ok(Val::map(all, given.span))
}

fn one(given: &Arguments<'_>) -> Answer {
    match given.list(0)? {
        [] => Ok(Val::null(given.span)),
        [one] => Ok(one.clone()),
        _ => Err(NoText::Other("more than one element")),
    }
}

fn holds(all: &[Val], wanted: &Val) -> Result<bool, NoText> {
    for one in all {
        if equal(one, wanted)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Comparing every element with every other must have an end.
fn comparable(left: &[Val], right: &[Val]) -> Result<(), NoText> {
    match left.len().saturating_mul(right.len()) > 1_000_000 {
        true => Err(NoText::Other("sets that are too large")),
        false => Ok(()),
    }
}

fn intersection(given: &Arguments<'_>) -> Answer {
    let mut kept = given.list(0)?.to_vec();
    for one in given.all.iter().skip(1) {
        let others = list(one)?;
        comparable(&kept, others)?;
        let mut both = Vec::new();
        for value in kept {
            if holds(others, &value)? {
                both.push(value);
            }
        }
        kept = both;
    }
    given.give_list(distinct_sorted(kept))
}

fn subtraction(given: &Arguments<'_>) -> Answer {
    let (all, others) = (given.list(0)?, given.list(1)?);
    comparable(all, others)?;
    let mut kept = Vec::new();
    for value in all {
        if !holds(others, value)? {
            kept.push(value.clone());
        }
    }
    given.give_list(distinct_sorted(kept))
}

/// Every combination, as long as there are not too many.
fn product(given: &Arguments<'_>) -> Answer {
    let mut made: Vec<Vec<Val>> = vec![Vec::new()];
    for one in given.all {
        let all = list(one)?;
        if made.len().saturating_mul(all.len()) > 20_000 {
            return Err(NoText::Other("sets that are too large"));
        }
        let longer = made.iter().flat_map(|before| {
            all.iter().map(|value| {
                let mut next = before.clone();
                next.push(value.clone());
                next
            })
        });
        made = longer.collect();
    }
    given.give_list(
        made.into_iter()
            .map(|one| Val::list(one, given.span))
            .collect(),
    )
}

fn slice(given: &Arguments<'_>) -> Answer {
    let all = given.list(0)?;
    let (start, end) = (
        usize::try_from(given.whole(1)?),
        usize::try_from(given.whole(2)?),
    );
    let part = start
        .ok()
        .zip(end.ok())
        .and_then(|(start, end)| all.get(start..end));
    given.give_list(
        part.ok_or(NoText::Other("places that are not in the list"))?
            .to_vec(),
    )
}

/// `transpose`: of a map of lists, for each element the names under which it lies.
fn transpose(given: &Arguments<'_>) -> Answer {
    let mut found: BTreeMap<String, Vec<Val>> = BTreeMap::new();
    for (name, entry) in entries(given, 0)? {
        for one in list(&entry.value)? {
            let names = found.entry(known_text(one)?).or_default();
            names.push(Val::text(name, entry.name_span));
        }
    }
    let all = found.into_iter().map(|(name, all)| {
        let name_span = given.span;
        let value = Val::list(all, given.span);
        (name, Entry { name_span, value })
    });
    Ok(Val::map(all.collect(), given.span))
}

fn zip_map(given: &Arguments<'_>) -> Answer {
    let (names, values) = (given.list(0)?, given.list(1)?);
    if names.len() != values.len() {
        return Err(NoText::Other("lists of unequal length"));
    }
    let mut all = BTreeMap::new();
    for (name, value) in names.iter().zip(values) {
        let entry = Entry {
            name_span: name.span,
            value: value.clone(),
        };
        all.insert(known_text(name)?, entry);
    }
    Ok(Val::map(all, given.span))
}
