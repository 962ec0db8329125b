//! What a suite tests: the rules of its templates and its own, by all their names.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Finding};
use crate::json::Written;
use crate::model::{self, Declared, DeclaredPattern, Inventory, PatternText};
use crate::pattern::Dialect;
use crate::simulate::route::{self, Asked, NotAsked, Ready};
use crate::source::Source;
use crate::suggest;

use super::codes::{NOTHING_DECLARED, SEVERAL, UNKNOWN_NAME};
use super::file::{RuleInPlace, Spelled, Suite};
use super::loader::{Loader, Template};

/// How many names a help lists.
const LISTED_NAMES: usize = 10;

/// What is tested.
#[derive(Debug, Default)]
pub struct Subject {
    /// The templates, and the suite itself where it declares rules.
    pub templates: Vec<Template>,
    /// The rules that are asked, in the order of the templates.
    pub rules: Vec<SubjectRule>,
    /// The same rules as the engine has them.
    pub(super) asked: Vec<route::Rule>,
    /// Rules that match nothing, and why: the one that has a name.
    pub(super) silent: Vec<(String, String)>,
    names: BTreeMap<String, Vec<Addressed>>,
}

/// A rule that is asked.
#[derive(Clone, Debug)]
pub struct SubjectRule {
    /// What to call it; no other rule is called so.
    pub label: String,
    /// The number of its template in [`Subject::templates`].
    pub template: usize,
    /// Its number in the inventory of that template.
    pub declared: usize,
}

/// A rule by one of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressed {
    /// One that is asked: its number in [`Subject::rules`].
    Rule(u32),
    /// One that matches nothing, because it is disabled, say.
    Silent(usize),
}

impl Subject {
    /// Reads the templates; what is wrong with them is told beside.
    pub(super) fn read(suite: &Suite, loader: &mut dyn Loader) -> (Self, Vec<Finding>) {
        let mut subject = Self::default();
        let mut told = Vec::new();
        let mut files = Vec::new();
        for path in &suite.templates {
            match loader.template(&path.text) {
                Ok(template) => {
                    if template.inventory.is_empty() {
                        told.push(nothing_declared(path, suite));
                    }
                    files.push((path.text.clone(), template));
                }
                Err(findings) => told.extend(findings.into_iter().map(|one| match one.source {
                    Some(_) => one,
                    None => Finding::new(one.diagnostic.at(path.span, "named here"), &suite.source),
                })),
            }
        }
        if !suite.rules.is_empty() {
            let inventory = Inventory {
                rules: suite.rules.iter().map(|one| in_place(one, suite)).collect(),
                ..Inventory::default()
            };
            let source = suite.source.clone();
            files.push((String::new(), Template { source, inventory }));
        }
        for (file, template) in files {
            subject.add(&file, template, &mut told);
        }
        subject.tell_labels_apart(suite);
        (subject, told)
    }

    /// The rules of one template.
    fn add(&mut self, file: &str, template: Template, told: &mut Vec<Finding>) {
        let Template { source, inventory } = &template;
        let notes = inventory.diagnostics.iter();
        told.extend(notes.map(|one| Finding::new(one.clone(), source)));
        let asked = Asked {
            dialect: Dialect::Bus,
            assumed: None,
            targets: true,
        };
        for (declared, rule) in inventory.rules.iter().enumerate() {
            let Some(label) = rule.label() else {
                continue;
            };
            let notes = rule.diagnostics.iter();
            told.extend(notes.map(|one| Finding::new(one.clone(), source)));
            let address = match route::ready(rule, label.clone(), source, asked) {
                Ok(Ready { rule, .. }) => {
                    let number = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
                    self.asked.push(rule);
                    self.rules.push(SubjectRule {
                        label: label.clone(),
                        template: self.templates.len(),
                        declared,
                    });
                    Addressed::Rule(number)
                }
                Err(why) => {
                    let why = silent(*why, source, told);
                    self.silent.push((label.clone(), why));
                    Addressed::Silent(self.silent.len() - 1)
                }
            };
            self.name(file, rule, &label, address);
        }
        self.templates.push(template);
    }

    /// Gives a rule all its names: those of its own, and each behind its file.
    fn name(&mut self, file: &str, rule: &model::Rule, label: &str, address: Addressed) {
        let own = rule.name.as_ref().and_then(Declared::get).cloned();
        let mut names: Vec<String> = vec![label.to_owned()];
        names.extend(own);
        names.extend(rule.also_called.iter().cloned());
        names.sort_unstable();
        names.dedup();
        for name in names {
            if !file.is_empty() {
                let whole = format!("{file}#{name}");
                self.names.entry(whole).or_default().push(address);
            }
            self.names.entry(name).or_default().push(address);
        }
    }

    /// Names the template too of rules that are called alike.
    fn tell_labels_apart(&mut self, suite: &Suite) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in &self.rules {
            *counts.entry(&rule.label).or_default() += 1;
        }
        let several = |label: &str| counts.get(label).is_some_and(|count| *count > 1);
        let several: Vec<bool> = self.rules.iter().map(|one| several(&one.label)).collect();
        for (rule, several) in self.rules.iter_mut().zip(several) {
            let file = suite.templates.get(rule.template);
            if let Some(file) = file.filter(|_| several) {
                rule.label = format!("{}#{}", file.text, rule.label);
            }
        }
    }

    /// The rule that a name of the suite means.
    ///
    /// # Errors
    ///
    /// * `suite/unknown-name`: none, with the nearest names.
    /// * `suite/several-of-one-name`: several.
    pub(super) fn rule(&self, name: &Spelled) -> Result<Addressed, Diagnostic> {
        match self.names.get(&name.text).map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some(several) => {
                let message = format!("{} rules are called `{}`", several.len(), name.text);
                let told = Diagnostic::error(SEVERAL, message).at(name.span, "which of them?");
                let whole = format!("#{}", name.text);
                let known = self.names.keys().filter(|known| known.ends_with(&whole));
                let known: Vec<&str> = known.map(String::as_str).collect();
                Err(match known.is_empty() {
                    true => told.help("call it by another of its names"),
                    false => told.help(format!("name its file: {}", listed(&known))),
                })
            }
            None => Err(self.unknown(name)),
        }
    }

    fn unknown(&self, name: &Spelled) -> Diagnostic {
        let told = Diagnostic::error(UNKNOWN_NAME, format!("no rule is called `{}`", name.text))
            .at(name.span, "not declared in what is tested");
        let known: Vec<&str> = self.names.keys().map(String::as_str).collect();
        if let Some(help) = suggest::did_you_mean(&name.text, &known) {
            return told.help(help);
        }
        let labels: Vec<&str> = self.rules.iter().map(|rule| rule.label.as_str()).collect();
        match labels.as_slice() {
            [] => told.help("there are no rules in it that match events"),
            labels => told.help(format!("there are {}", listed(labels))),
        }
    }

    /// What to call what is addressed.
    #[must_use]
    pub fn label(&self, address: Addressed) -> &str {
        let label = match address {
            Addressed::Rule(number) => self.rules.get(number as usize).map(|rule| &rule.label),
            Addressed::Silent(number) => self.silent.get(number).map(|(label, _)| label),
        };
        label.map_or("", String::as_str)
    }

    /// The declaration of a rule that is asked, and the text that declares it.
    #[must_use]
    pub fn declaration(&self, rule: u32) -> Option<(&model::Rule, &Source)> {
        let rule = self.rules.get(rule as usize)?;
        let template = self.templates.get(rule.template)?;
        let declared = template.inventory.rules.get(rule.declared)?;
        Some((declared, &template.source))
    }

    /// The text in which the places of the pattern of a rule lie, drawn where its file has them.
    #[must_use]
    pub fn place(&self, rule: u32) -> Option<Source> {
        let (declared, source) = self.declaration(rule)?;
        let pattern = declared.pattern.as_ref()?;
        match pattern.open() {
            None => pattern.source(source),
            Some(value) => {
                let written = Written::new(value, source.text());
                Some(Source::made(written.text, written.pieces, source))
            }
        }
    }
}

/// Why a rule matches nothing; what AWS refuses of it is told.
fn silent(why: NotAsked, source: &Source, told: &mut Vec<Finding>) -> String {
    match why {
        NotAsked::Disabled(_) => "it is disabled".to_owned(),
        NotAsked::Scheduled => "it fires by the clock, not on events".to_owned(),
        NotAsked::Assumed => "it is open whether it is there".to_owned(),
        NotAsked::Neither(warning) => {
            told.push(Finding::new(warning, source));
            "it has no event pattern".to_owned()
        }
        NotAsked::State(refused) => {
            told.push(Finding::new(refused, source));
            "AWS refuses its state".to_owned()
        }
        NotAsked::Refused(refusal) => {
            told.extend(refusal.findings);
            "AWS refuses its pattern".to_owned()
        }
    }
}

/// A rule of the suite as a declaration.
fn in_place(rule: &RuleInPlace, suite: &Suite) -> model::Rule {
    let span = rule.pattern.span;
    let text = match rule.pattern.as_str() {
        Some(text) => PatternText::Encoded(text.to_owned()),
        None => PatternText::Made(Written::new(&rule.pattern, suite.source.text())),
    };
    let text_of = |one: &Spelled| Declared::known(one.text.clone(), one.span);
    model::Rule {
        logical_id: Some(rule.name.text.clone()),
        bus: rule.bus.as_ref().map(text_of),
        pattern: Some(DeclaredPattern {
            member: "pattern",
            span,
            text,
        }),
        has_targets_elsewhere: true,
        is_bare: rule.bus.is_none(),
        span: rule.name.span,
        ..model::Rule::default()
    }
}

fn nothing_declared(path: &Spelled, suite: &Suite) -> Finding {
    let told = Diagnostic::error(
        NOTHING_DECLARED,
        format!("`{}` declares nothing", path.text),
    )
    .at(path.span, "there is nothing to test in it");
    Finding::new(told, &suite.source)
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
