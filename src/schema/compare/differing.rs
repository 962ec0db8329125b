//! What differs beside types, values and fields: alternatives, places of arrays, patterns of names, dependencies, `not`.

use std::collections::BTreeSet;

use super::{Change, Differences, below};
use crate::schema::node::{Dependency, Node, Others, Types, parts};
use crate::source::Span;

/// How many pairs of alternatives are compared.
const MAXIMUM_PAIRS: usize = 5_000;

/// Two alternatives side by side.
#[derive(Clone, Copy, Default)]
struct Pair {
    /// Whether the new one takes all that the old one takes.
    is_kept: bool,
    /// Whether the old one takes all that the new one takes.
    is_known: bool,
}

impl Differences {
    /// The alternatives of a place: each of the old must be within one of the new for those who send, and each of the new
    /// within one of the old for those who read.
    pub(super) fn alternatives(&mut self, old: &Node, new: &Node, path: &str) {
        let (was, is) = (old.branches(), new.branches());
        self.doubted.clear();
        let mut kept = vec![false; was.len()];
        let mut known = vec![false; is.len()];
        for (one, kept) in was.iter().zip(&mut kept) {
            for (other, known) in is.iter().zip(&mut known) {
                let pair = self.pair(one, other);
                *kept |= pair.is_kept;
                *known |= pair.is_known;
            }
        }
        for (one, kept) in was.iter().zip(&mut kept) {
            *kept = *kept || self.is_covered(one, is, |pair| pair.is_kept, false);
        }
        for (other, known) in is.iter().zip(&mut known) {
            *known = *known || self.is_covered(other, was, |pair| pair.is_known, true);
        }
        let open = |flags: &[bool]| -> Vec<usize> {
            let flags = flags.iter().enumerate();
            flags
                .filter(|(_, is_found)| !**is_found)
                .map(|(at, _)| at)
                .collect()
        };
        let (gone, added) = (open(&kept), open(&known));
        // Where each has found another it does not matter what is not known of the rest.
        let doubted = std::mem::take(&mut self.doubted);
        if !gone.is_empty() || !added.is_empty() {
            self.partly.extend(doubted);
        }
        if was.len() == is.len() && gone.iter().chain(&added).all(|at| was.get(*at).is_some()) {
            let changed: BTreeSet<usize> = gone.iter().chain(&added).copied().collect();
            for at in changed {
                if let (Some(one), Some(other)) = (was.get(at), is.get(at)) {
                    let breaks = (added.contains(&at), gone.contains(&at));
                    self.changed((one, other), path, breaks);
                }
            }
            return;
        }
        let mut due = added.iter();
        for one in gone.iter().filter_map(|at| was.get(*at)) {
            match due.next().and_then(|at| is.get(*at)) {
                Some(other) => self.changed((one, other), path, (true, true)),
                None => {
                    let words = (alternative(one), "no alternative that takes it".to_owned());
                    let places = (Some(one.span), Some(new.span));
                    self.add(path, Change::Alternatives, words, (false, true), places);
                }
            }
        }
        for other in due.filter_map(|at| is.get(*at)) {
            let words = (
                "no alternative that takes it".to_owned(),
                alternative(other),
            );
            let places = (Some(old.span), Some(other.span));
            self.add(path, Change::Alternatives, words, (true, false), places);
        }
    }

    /// What differs between two alternatives that stand for each other; whom that breaks the others of them decide too.
    fn changed(&mut self, (one, other): (&Node, &Node), path: &str, breaks: (bool, bool)) {
        let first = self.found.len();
        self.nodes(one, other, path);
        for told in self.found.iter_mut().skip(first) {
            told.breaks_consumers &= breaks.0;
            told.breaks_producers &= breaks.1;
        }
    }

    fn pair(&mut self, one: &Node, other: &Node) -> Pair {
        if self.pairs >= MAXIMUM_PAIRS {
            self.doubted.insert("anyOf");
            return Pair::default();
        }
        let mut inside = Self {
            pairs: self.pairs + 1,
            ..Self::default()
        };
        inside.nodes(one, other, "");
        self.pairs = inside.pairs;
        if !inside.partly.is_empty() {
            self.doubted.extend(inside.partly);
            return Pair::default();
        }
        Pair {
            is_kept: inside.found.iter().all(|told| !told.breaks_producers),
            is_known: inside.found.iter().all(|told| !told.breaks_consumers),
        }
    }

    /// Whether each part of an alternative is within one of the others.
    fn is_covered(
        &mut self,
        one: &Node,
        others: &[Node],
        is_within: fn(Pair) -> bool,
        is_new: bool,
    ) -> bool {
        let parts = parts(one);
        parts.len() > 1
            && parts.iter().all(|part| {
                others.iter().any(|other| {
                    is_within(match is_new {
                        true => self.pair(other, part),
                        false => self.pair(part, other),
                    })
                })
            })
    }

    /// The places of an array, one by one, and what stands behind them.
    pub(super) fn positions(&mut self, old: &Node, new: &Node, path: &str) {
        let is_free = |node: &Node| node.more.positions.is_empty() && node.elements.is_none();
        if is_free(old) && is_free(new) {
            return;
        }
        let count = old.more.positions.len().max(new.more.positions.len());
        for at in 0..count {
            let path = format!("{path}[{at}]");
            self.places((old, position(old, at)), (new, position(new, at)), &path);
        }
        let path = format!("{path}[]");
        self.places(
            (old, position(old, count)),
            (new, position(new, count)),
            &path,
        );
    }

    /// What may stand somewhere in two versions; nothing, where a version lets nothing be there.
    fn places(
        &mut self,
        (old, was): (&Node, Option<Node>),
        (new, is): (&Node, Option<Node>),
        path: &str,
    ) {
        let places = (Some(old.span), Some(new.span));
        let words = |node: &Option<Node>| match node {
            Some(node) => node.types.words(),
            None => "nothing may be there".to_owned(),
        };
        match (&was, &is) {
            (Some(was), Some(is)) => self.nodes(was, is, path),
            (None, None) => {}
            _ => {
                let breaks = (was.is_none(), is.is_none());
                self.add(
                    path,
                    Change::Elements,
                    (words(&was), words(&is)),
                    breaks,
                    places,
                );
            }
        }
    }

    /// Fields by patterns of their names.
    pub(super) fn patterns(&mut self, old: &Node, new: &Node, path: &str) {
        let names = old.more.patterns.keys().chain(new.more.patterns.keys());
        let names: BTreeSet<&String> = names.collect();
        for name in names {
            let of = |node: &Node| match node.more.patterns.get(name) {
                Some(own) => Some(own.clone()),
                None => other(&node.others, node.span),
            };
            let path = below(path, &format!("{{/{name}/}}"));
            self.places((old, of(old)), (new, of(new)), &path);
        }
    }

    /// What an object must keep that has a field.
    pub(super) fn dependencies(&mut self, old: &Node, new: &Node, path: &str) {
        let names = old
            .more
            .dependencies
            .keys()
            .chain(new.more.dependencies.keys());
        let names: BTreeSet<&String> = names.collect();
        for name in names {
            let none = Dependency::Names(BTreeSet::new());
            let was = old.more.dependencies.get(name).unwrap_or(&none);
            let is = new.more.dependencies.get(name).unwrap_or(&none);
            match (was, is) {
                (Dependency::Names(was), Dependency::Names(is)) => {
                    self.dependency((old, was), (new, is), &below(path, name));
                }
                (Dependency::Schema(was), Dependency::Schema(is)) => self.nodes(was, is, path),
                (Dependency::Names(was), Dependency::Schema(is)) if was.is_empty() => {
                    self.nodes(&Node::any(old.span), is, path);
                }
                (Dependency::Schema(was), Dependency::Names(is)) if is.is_empty() => {
                    self.nodes(was, &Node::any(new.span), path);
                }
                _ => {
                    self.partly.insert("dependencies");
                }
            }
        }
    }

    /// The fields that an object must have with a field; what it must have anyway says nothing.
    fn dependency(
        &mut self,
        (old, was): (&Node, &BTreeSet<String>),
        (new, is): (&Node, &BTreeSet<String>),
        path: &str,
    ) {
        let is_required = |node: &Node, name: &String| {
            node.fields.get(name).is_some_and(|field| field.is_required)
        };
        let is_gone = was
            .iter()
            .any(|name| !is.contains(name) && !is_required(new, name));
        let is_added = is
            .iter()
            .any(|name| !was.contains(name) && !is_required(old, name));
        if !is_gone && !is_added {
            return;
        }
        let words = |names: &BTreeSet<String>| match names.is_empty() {
            true => "needs no other field".to_owned(),
            false => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("needs {}", names.join(", "))
            }
        };
        let places = (Some(old.span), Some(new.span));
        let breaks = (is_gone, is_added);
        self.add(
            path,
            Change::Dependencies,
            (words(was), words(is)),
            breaks,
            places,
        );
    }

    /// What may not stand there. Two that differ are not compared.
    pub(super) fn not(&mut self, old: &Node, new: &Node, path: &str) {
        let (was, is) = (&old.more.not, &new.more.not);
        if was == is {
            return;
        }
        if !was.is_subset(is) && !is.is_subset(was) {
            self.partly.insert("not");
            return;
        }
        let words = |not: &BTreeSet<String>| match not.is_empty() {
            true => "nothing is excluded".to_owned(),
            false => {
                let not: Vec<&str> = not.iter().map(String::as_str).collect();
                format!("not {}", not.join(", "))
            }
        };
        let places = (Some(old.span), Some(new.span));
        let breaks = (is.len() < was.len(), is.len() > was.len());
        self.add(path, Change::Not, (words(was), words(is)), breaks, places);
    }
}

/// What may stand at a place of an array; `None` if nothing may.
fn position(node: &Node, at: usize) -> Option<Node> {
    match (node.more.positions.get(at), &node.more.behind) {
        (Some(own), _) => Some(own.clone()),
        (None, Some(behind)) => other(behind, node.span),
        (None, None) => Some(match &node.elements {
            Some(elements) => (**elements).clone(),
            None => Node::any(node.span),
        }),
    }
}

/// What stands where nothing is named.
fn other(others: &Others, span: Span) -> Option<Node> {
    match others {
        Others::Refused => None,
        Others::Map(node) => Some((**node).clone()),
        Others::Unsaid | Others::Allowed => Some(Node::any(span)),
    }
}

/// An alternative in a few words.
fn alternative(node: &Node) -> String {
    let words = node.types.words();
    let required = node.fields.iter().filter(|(_, field)| field.is_required);
    let names: Vec<String> = required.map(|(name, _)| format!("`{name}`")).collect();
    match node.types.meets(Types::OBJECT) && !names.is_empty() {
        true => format!("{words} with {}", names.join(", ")),
        false => words,
    }
}
