//! Things of one kind by all their names.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::Absent;
use crate::suggest;

use super::super::codes::{SEVERAL, UNKNOWN_NAME};
use super::super::file::Spelled;

/// How many names a help lists.
const LISTED_NAMES: usize = 10;

/// Things of one kind, by all their names.
#[derive(Debug)]
pub(in crate::suite) struct Names<T> {
    /// What such a thing is: `rule`.
    noun: &'static str,
    named: BTreeMap<String, Vec<T>>,
    /// What to call each of them.
    labels: Vec<String>,
    /// What is declared and not made, whatever it is, and why.
    absent: BTreeMap<String, String>,
}

impl<T: Copy + PartialEq> Names<T> {
    pub(super) const fn new(noun: &'static str) -> Self {
        Self {
            noun,
            named: BTreeMap::new(),
            labels: Vec::new(),
            absent: BTreeMap::new(),
        }
    }

    /// Remembers what is declared and not made.
    pub(super) fn lacks(&mut self, file: &str, absent: &[Absent]) {
        for one in absent {
            let names = [one.name.clone(), format!("{file}#{}", one.name)];
            let all = names.into_iter().map(|name| (name, one.why.clone()));
            self.absent.extend(all);
        }
    }

    /// Gives a thing its names, each also behind its file, unless it has none.
    pub(super) fn add(&mut self, file: &str, label: &str, names: Vec<String>, thing: T) {
        for name in names.into_iter().chain([label.to_owned()]) {
            if !file.is_empty() {
                self.put(format!("{file}#{name}"), thing);
            }
            self.put(name, thing);
        }
        self.labels.push(label.to_owned());
    }

    fn put(&mut self, name: String, thing: T) {
        let all = self.named.entry(name).or_default();
        if !all.contains(&thing) {
            all.push(thing);
        }
    }

    /// What a name means, if anything.
    pub(super) fn get(&self, name: &str) -> Option<&[T]> {
        self.named.get(name).map(Vec::as_slice)
    }

    /// The one thing that a name of the suite means.
    ///
    /// # Errors
    ///
    /// * `suite/unknown-name`: none, with the nearest names.
    /// * `suite/several-of-one-name`: several.
    pub(in crate::suite) fn one(&self, name: &Spelled) -> Result<T, Diagnostic> {
        match self.get(&name.text) {
            Some([one]) => Ok(*one),
            Some(several) => Err(self.several(name, several.len())),
            None => Err(self.unknown(name)),
        }
    }

    fn several(&self, name: &Spelled, count: usize) -> Diagnostic {
        let message = format!("{count} {}s are called `{}`", self.noun, name.text);
        let told = Diagnostic::error(SEVERAL, message).at(name.span, "which of them?");
        let whole = format!("#{}", name.text);
        let known = self.named.keys().filter(|known| known.ends_with(&whole));
        let known: Vec<&str> = known.map(String::as_str).collect();
        match known.is_empty() {
            true => told.help("call it by another of its names"),
            false => told.help(format!("name its file: {}", listed(&known))),
        }
    }

    fn unknown(&self, name: &Spelled) -> Diagnostic {
        let noun = self.noun;
        // What belongs to a thing is called behind it: the target of a rule, one instance of several.
        let ends = name.text.match_indices(['/', '[']).map(|(end, _)| end);
        let mut parts = ends
            .chain([name.text.len()])
            .filter_map(|end| name.text.get(..end));
        if let Some(why) = parts.find_map(|part| self.absent.get(part)) {
            let message = format!("the {noun} `{}` is declared, but not made", name.text);
            return Diagnostic::error(UNKNOWN_NAME, message)
                .at(name.span, format!("{why} with these parameters"))
                .help("give parameters with which it is made, or leave it out");
        }
        let told = Diagnostic::error(UNKNOWN_NAME, format!("no {noun} is called `{}`", name.text))
            .at(name.span, "not declared in what is tested");
        let known: Vec<&str> = self.named.keys().map(String::as_str).collect();
        if let Some(help) = suggest::did_you_mean(&name.text, &known) {
            return told.help(help);
        }
        let labels: Vec<&str> = self.labels.iter().map(String::as_str).collect();
        match labels.as_slice() {
            [] => told.help(format!("there is no {noun} in it")),
            labels => told.help(format!("there are {}", listed(labels))),
        }
    }
}

/// Names for a help, not too many of them.
fn listed(names: &[&str]) -> String {
    let mut all: Vec<String> = names
        .iter()
        .take(LISTED_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > LISTED_NAMES {
        all.push(format!("and {} more", names.len() - LISTED_NAMES));
    }
    all.join(", ")
}
