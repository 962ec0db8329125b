//! What a suite tests: the rules, targets, schedules and pipes of its templates, and its own rules, by all their names.

mod buses;
mod collapsed;
mod deployed;
mod names;
mod parameters;
mod pipes;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Finding};
use crate::json::Written;
use crate::model::{self, Declared, DeclaredPattern, Inventory, PatternText, Target};
use crate::pattern::{Dialect, ServiceEvaluator};
use crate::simulate::route::{self, Asked, NotAsked, Ready};
use crate::source::{Source, Span};
use crate::transform::Reserved;

use super::codes::{NOTHING_DECLARED, SEVERAL};
use super::event::Event;
use super::file::{RuleInPlace, Spelled, Suite};
use super::loader::{Loader, Template};
use buses::KnownBuses;
use collapsed::collapsed;
use deployed::Deployed;
use names::Names;

pub use buses::AddressedBus;
pub use pipes::SubjectPipe;

/// What is tested.
#[derive(Debug)]
pub struct Subject {
    /// The templates, and the suite itself where it declares rules.
    pub templates: Vec<Template>,
    /// The rules that are asked, in the order of the templates.
    pub rules: Vec<SubjectRule>,
    /// The same rules as the engine has them.
    pub(super) asked: Vec<route::Rule>,
    /// Rules that match nothing: the one that has a name.
    pub(super) silent: Vec<SilentRule>,
    /// Where the templates are deployed.
    deployed: Deployed,
    /// The buses of rules that events can match; `None` stands for any.
    pub(super) buses: BTreeSet<Option<String>>,
    /// All buses of which the templates speak.
    known_buses: KnownBuses,
    /// Where a template is named that could not be read, or a rule stands that is none.
    pub(super) unread: Option<Span>,
    /// The schedules, and the rules that fire by the clock.
    pub schedules: Vec<SubjectSchedule>,
    /// The pipes and event source mappings.
    pub pipes: Vec<SubjectPipe>,
    pub(super) rule_names: Names<Addressed>,
    pub(super) target_names: Names<AddressedTarget>,
    pub(super) schedule_names: Names<usize>,
    pub(super) pipe_names: Names<usize>,
}

/// A schedule.
#[derive(Clone, Debug)]
pub struct SubjectSchedule {
    /// What to call it.
    pub label: String,
    /// The number of its template in [`Subject::templates`].
    pub template: usize,
    /// What declares it.
    pub declared: model::Schedule,
}

/// A target of a rule by one of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressedTarget {
    /// Its rule.
    pub rule: Addressed,
    /// Its number among the targets of the rule.
    pub target: usize,
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

/// A rule that matches nothing.
#[derive(Debug)]
pub(super) struct SilentRule {
    pub(super) label: String,
    /// Why.
    pub(super) why: String,
    /// The number of its template in [`Subject::templates`], and its own in the inventory of that.
    pub(super) place: (usize, usize),
    /// What it would be if it were enabled; `None` if it would not match then either, or that is open.
    pub(super) enabled: Option<Box<route::Rule>>,
    /// Whether no event can match it, whatever its state.
    pub(super) is_deaf: bool,
}

impl SilentRule {
    /// Whether it would match an event on a bus if it were enabled.
    pub(super) fn would_match(&self, event: &Event, bus: &str) -> bool {
        self.enabled.as_ref().is_some_and(|rule| {
            rule.bus.as_deref().is_none_or(|own| own == bus)
                && ServiceEvaluator::new(&rule.pattern).matches(event.value())
        })
    }
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
        let mut subject = Self {
            unread: suite.unread,
            deployed: Deployed::new(suite),
            ..Self::empty()
        };
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
                Err(findings) => {
                    subject.unread.get_or_insert(path.span);
                    told.extend(findings.into_iter().map(|one| match one.source {
                        Some(_) => one,
                        None => {
                            Finding::new(one.diagnostic.at(path.span, "named here"), &suite.source)
                        }
                    }));
                }
            }
        }
        for (file, template) in files {
            subject.add(&file, template, &mut told);
        }
        if subject.unread.is_none() {
            told.extend(parameters::unknown(suite, &subject.templates));
        }
        subject.known_buses = KnownBuses::of(&subject.templates);
        subject.add_own(suite, &mut told);
        subject.tell_labels_apart(suite);
        (subject, collapsed(told))
    }

    /// The rules that the suite declares itself. What is called as a rule of a template would be taken for it.
    fn add_own(&mut self, suite: &Suite, told: &mut Vec<Finding>) {
        let (taken, own): (Vec<&RuleInPlace>, Vec<&RuleInPlace>) =
            (suite.rules.iter()).partition(|rule| self.rule_names.get(&rule.name.text).is_some());
        for rule in taken {
            let message = format!("a template declares a rule `{}`, too", rule.name.text);
            let one = Diagnostic::error(SEVERAL, message)
                .at(rule.name.span, "the suite's own")
                .help("call it otherwise: nobody could tell which one a case means");
            told.push(Finding::new(one, &suite.source));
            self.unread.get_or_insert(rule.name.span);
        }
        if !own.is_empty() {
            let inventory = Inventory {
                rules: own.iter().map(|one| in_place(one, suite)).collect(),
                ..Inventory::default()
            };
            let source = suite.source.clone();
            self.add("", Template { source, inventory }, told);
        }
    }

    fn empty() -> Self {
        Self {
            templates: Vec::new(),
            rules: Vec::new(),
            asked: Vec::new(),
            silent: Vec::new(),
            deployed: Deployed::NOWHERE,
            buses: BTreeSet::new(),
            known_buses: KnownBuses::default(),
            unread: None,
            schedules: Vec::new(),
            pipes: Vec::new(),
            rule_names: Names::new("rule"),
            target_names: Names::new("target"),
            schedule_names: Names::new("schedule"),
            pipe_names: Names::new("pipe"),
        }
    }

    /// What one template declares.
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
            if rule.schedule.is_none() {
                let bus = (!rule.is_bare).then(|| rule.bus_name().map(str::to_owned));
                self.buses.insert(bus.flatten());
            }
            let address = match route::ready(rule, label.clone(), source, asked) {
                Ok(Ready { mut rule, .. }) => {
                    if let Some(arn) = self.deployed.arn(&rule) {
                        rule.known.set(Reserved::RuleArn, arn);
                    }
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
                    let enabled = enabled(rule, &why, (&label, source), asked);
                    let is_deaf = matches!(enabled, Err(true));
                    self.silent.push(SilentRule {
                        label: label.clone(),
                        why: silent(*why, source, told),
                        place: (self.templates.len(), declared),
                        enabled: enabled.ok(),
                        is_deaf,
                    });
                    Addressed::Silent(self.silent.len() - 1)
                }
            };
            let names = names_of(rule.name.as_ref(), &rule.also_called);
            self.add_targets(file, &rule.targets, &label, &names, address);
            self.rule_names.add(file, &label, names, address);
        }
        self.add_schedules(file, inventory);
        self.add_pipes(file, inventory);
        self.rule_names.lacks(file, &inventory.absent);
        self.target_names.lacks(file, &inventory.absent);
        self.schedule_names.lacks(file, &inventory.absent);
        self.pipe_names.lacks(file, &inventory.absent);
        self.templates.push(template);
    }

    /// The targets of a rule: `Rule/TargetId` by each name of the rule, by their own names, and by that of the rule alone where
    /// it has only one.
    fn add_targets(
        &mut self,
        file: &str,
        targets: &[Target],
        rule_label: &str,
        rule_names: &[String],
        rule: Addressed,
    ) {
        for (number, target) in targets.iter().enumerate() {
            let mut names: Vec<String> = target.also_called.clone();
            names.extend(target.logical_id.clone());
            let id = target.id.as_ref().map(Declared::to_display);
            let id = id.unwrap_or_else(|| number.to_string());
            let of = |name: &String| format!("{name}/{id}");
            names.extend(rule_names.iter().map(of));
            if targets.len() == 1 {
                names.push(rule_label.to_owned());
                names.extend(rule_names.iter().cloned());
            }
            let target = AddressedTarget {
                rule,
                target: number,
            };
            let label = format!("{rule_label}/{id}");
            self.target_names.add(file, &label, names, target);
        }
    }

    fn add_schedules(&mut self, file: &str, inventory: &Inventory) {
        let rules = inventory.rules.iter();
        let of_rules = rules.filter(|rule| rule.schedule.is_some());
        let of_rules = of_rules.map(model::Schedule::from);
        for declared in inventory.schedules.iter().cloned().chain(of_rules) {
            let label = declared.label();
            let names = names_of(declared.name.as_ref(), &declared.also_called);
            let number = self.schedules.len();
            self.schedule_names.add(file, &label, names, number);
            self.schedules.push(SubjectSchedule {
                label,
                template: self.templates.len(),
                declared,
            });
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

    /// What to call what is addressed.
    #[must_use]
    pub fn label(&self, address: Addressed) -> &str {
        let label = match address {
            Addressed::Rule(number) => self.rules.get(number as usize).map(|rule| &rule.label),
            Addressed::Silent(number) => self.silent.get(number).map(|rule| &rule.label),
        };
        label.map_or("", String::as_str)
    }

    /// What to call a target.
    #[must_use]
    pub fn target_label(&self, address: AddressedTarget) -> String {
        let rule = self.label(address.rule);
        let id = self.target(address).and_then(|target| target.id.as_ref());
        match id {
            Some(id) => format!("{rule}/{}", id.to_display()),
            None => format!("{rule}/{}", address.target),
        }
    }

    /// The target of a rule that is asked.
    #[must_use]
    pub fn target(&self, address: AddressedTarget) -> Option<&Target> {
        let Addressed::Rule(rule) = address.rule else {
            return None;
        };
        self.asked.get(rule as usize)?.targets.get(address.target)
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

/// What a rule that is not asked would be if it were enabled.
///
/// # Errors
///
/// It would match nothing: whether that is so for certain.
fn enabled(
    rule: &model::Rule,
    why: &NotAsked,
    (label, source): (&str, &Source),
    asked: Asked,
) -> Result<Box<route::Rule>, bool> {
    let is_deaf = |why: &NotAsked| matches!(why, NotAsked::Scheduled | NotAsked::Neither(_));
    if !matches!(why, NotAsked::Disabled(_)) {
        return Err(is_deaf(why));
    }
    let rule = model::Rule {
        state: None,
        ..rule.clone()
    };
    match route::ready(&rule, label.to_owned(), source, asked) {
        Ok(Ready { rule, .. }) if rule.doubt.is_none() => Ok(Box::new(rule)),
        Ok(_) => Err(false),
        Err(why) => Err(is_deaf(&why)),
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

/// What a thing is called beside its label.
fn names_of(name: Option<&Declared<String>>, also_called: &[String]) -> Vec<String> {
    let own = name.and_then(Declared::get).cloned();
    own.into_iter().chain(also_called.iter().cloned()).collect()
}
