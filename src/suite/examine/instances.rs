//! Things that one text declares, because of `count` or `for_each`: a change of the text is a change of all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::examined::{Examined, Judged, Judgement, Missing};
use crate::source::{Source, Span};
use crate::suite::mutant::Mutator;

/// A change of a text: of what kind of thing it is a change, where, and what it does there.
type Key = (&'static str, Place, Place, Mutator);

/// A place of a file.
pub(super) type Place = (String, usize, usize);

/// The place of the file from which a place of a text comes.
pub(super) fn place(source: &Source, span: Span) -> Place {
    let (name, span) = match source.origin(span) {
        Some((file, span)) => (file.name().to_owned(), span),
        None => (source.name().to_owned(), span),
    };
    (name, span.start, span.end)
}

/// The things of one suite, each known by its place and by how many others stand there before it.
#[derive(Debug, Default)]
pub(super) struct Instances(BTreeMap<(String, usize), usize>);

impl Instances {
    /// What the next thing at a place is known by in all suites.
    pub(super) fn next(&mut self, source: &Source, at: usize) -> Place {
        let file = source.name_at(at).to_owned();
        let before = self.0.entry((file.clone(), at)).or_default();
        *before += 1;
        (file, at, *before)
    }
}

/// Puts the mutants together that are one change of one text. A case notices it that notices it of one of the things; else it
/// survives if it does of one.
#[must_use]
pub fn together(mut found: Vec<Examined>) -> Vec<Examined> {
    let mut wholes: BTreeMap<(&str, Place), usize> = BTreeMap::new();
    for one in &found {
        *wholes
            .entry((one.kind.as_str(), one.place.clone()))
            .or_default() += 1;
    }
    if wholes.into_values().all(|count| count < 2) {
        return found;
    }
    let mut groups: BTreeMap<Key, Vec<(usize, Vec<usize>)>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        for (number, mutant) in one.mutants.iter().enumerate() {
            let Some(span) = own_text(mutant) else {
                continue;
            };
            let key = (one.kind.as_str(), one.place.clone(), span, mutant.mutator);
            let group = groups.entry(key).or_default();
            match group.last_mut().filter(|(last, _)| *last == at) {
                Some((_, numbers)) => numbers.push(number),
                None => group.push((at, vec![number])),
            }
        }
    }
    let mut gone: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); found.len()];
    for group in groups.into_values() {
        let Some(((first, own), rest)) = group.split_first() else {
            continue;
        };
        // Where one of them has other mutants there, nobody can tell which are one change.
        if rest.iter().any(|(_, numbers)| numbers.len() != own.len()) {
            continue;
        }
        for (at, numbers) in rest {
            for (own, number) in own.iter().zip(numbers) {
                join(&mut found, (*first, *own), (*at, *number));
                if let Some(gone) = gone.get_mut(*at) {
                    gone.insert(*number);
                }
            }
        }
    }
    for (one, gone) in found.iter_mut().zip(&gone) {
        let mutants = std::mem::take(&mut one.mutants).into_iter().enumerate();
        let kept = mutants.filter(|(number, _)| !gone.contains(number));
        one.mutants = kept.map(|(_, mutant)| mutant).collect();
        keep_missing(one);
    }
    found
}

/// Where the file has what a mutant changes, if that is written there: what is only named there is changed elsewhere.
fn own_text(mutant: &Judged) -> Option<Place> {
    let (file, span) = match mutant.source.origin(mutant.span) {
        Some(origin) => origin,
        None => (mutant.source.clone(), mutant.span),
    };
    let written = file.slice(span).trim();
    let is_of_name = |one: char| one.is_ascii_alphanumeric() || "_-".contains(one);
    let behind = written.trim_start_matches(is_of_name).trim_start();
    // A member stands there with its name.
    let is_member = behind.starts_with(['=', ':']);
    let begins = written.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_name = begins && !is_member && written.contains('.');
    (!is_name && !written.is_empty()).then(|| place(&file, span))
}

/// What becomes of a mutant, and of another that is the same change.
fn join(found: &mut [Examined], (first, own): (usize, usize), (at, number): (usize, usize)) {
    let Some(other) = found.get(at) else { return };
    let is_asked = other.is_asked;
    let Some(judged) = other.mutants.get(number) else {
        return;
    };
    let judgement = judged.judgement.clone();
    let missing = match &judgement {
        Judgement::Survived(missing) => other.missing.get(*missing).cloned(),
        _ => None,
    };
    let Some(one) = found.get_mut(first) else {
        return;
    };
    one.is_asked |= is_asked;
    let Some(mutant) = one.mutants.get_mut(own) else {
        return;
    };
    match (&mut mutant.judgement, judgement) {
        (Judgement::Killed(by), Judgement::Killed(more)) => {
            by.extend(more);
            by.sort_unstable();
            by.dedup();
        }
        (own, killed @ Judgement::Killed(_)) => *own = killed,
        (Judgement::Killed(_) | Judgement::Survived(_), _) => {}
        (own, Judgement::Survived(_)) => {
            if let Some(missing) = missing {
                let same = one.missing.iter().position(|one| one.case == missing.case);
                *own = Judgement::Survived(same.unwrap_or(one.missing.len()));
                if same.is_none() {
                    one.missing.push(missing);
                }
            }
        }
        (own @ Judgement::Equivalent, other) => *own = other,
        (Judgement::NotJudged | Judgement::Undecided(_), _) => {}
    }
}

/// Leaves the missing cases out that notice none of the mutants that are left.
fn keep_missing(one: &mut Examined) {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for mutant in &one.mutants {
        if let Judgement::Survived(missing) = mutant.judgement {
            *counts.entry(missing).or_default() += 1;
        }
    }
    let numbers: BTreeMap<usize, usize> = counts.keys().copied().zip(0..).collect();
    for mutant in &mut one.mutants {
        if let Judgement::Survived(missing) = &mut mutant.judgement
            && let Some(number) = numbers.get(missing)
        {
            *missing = *number;
        }
    }
    let missing = std::mem::take(&mut one.missing).into_iter().enumerate();
    let kept = missing.filter_map(|(number, missing)| {
        Some(Missing {
            notices: *counts.get(&number)?,
            ..missing
        })
    });
    one.missing = kept.collect();
}
