//! What becomes of a mutant of a dead-letter queue: one that is a FIFO queue, which AWS refuses as such.
//!
//! No event, no schedule and no retry tells it: only a case that wants no such finding notices.

use std::collections::BTreeMap;

use super::examined::{Examined, SubjectKind};
use super::judging::{Asked, Made, Survivors};
use super::mutants::IsWanted;
use super::rules::{Asking, CaseNumbers, TestedSuite};
use crate::check::World;
use crate::json::{Kind, Value};
use crate::model::{Declared, Inventory, Queue, Target};
use crate::source::Span;
use crate::suite::addition::Says;
use crate::suite::loader::Template;
use crate::suite::mutant::{Edit, Mutator};
use crate::suite::prepared::{Found, PreparedKind, findings_of};
use crate::suite::run::Replacement;

/// A queue that targets name for what they do not take.
#[derive(Debug)]
pub(super) struct AskedQueue {
    asked: Asked<()>,
    /// What is found if it is a FIFO queue.
    found: Found,
}

impl AskedQueue {
    /// All dead-letter queues that templates of suites declare and that are no FIFO queues, in the order of the templates.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, '_>) -> Vec<Self> {
        let world = World::default();
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<(String, usize), Option<usize>> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut own = Vec::new();
            for template in &prepared.subject.templates {
                let mut users = users(&template.inventory);
                for queue in &template.inventory.queues {
                    let Some(id) = &queue.logical_id else {
                        continue;
                    };
                    let Some(user) = users.remove(id.as_str()) else {
                        continue;
                    };
                    let file = template.source.name_at(queue.span.start).to_owned();
                    let place = known.entry((file, queue.span.start)).or_insert_with(|| {
                        let found = found(template, queue, user, &world)?;
                        all.push(Self {
                            asked: Asked {
                                kind: SubjectKind::Queue,
                                label: id.clone(),
                                source: template.source.clone(),
                                whole: queue.span,
                                suite,
                                cases: Vec::new(),
                                is_open: false,
                            },
                            found,
                        });
                        Some(all.len() - 1)
                    });
                    own.extend(*place);
                }
            }
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases).enumerate();
            for (case, (said, prepared)) in cases {
                if matches!(prepared.kind, PreparedKind::Check(_)) && is_asked(&said.name) {
                    for place in &own {
                        if let Some(one) = all.get_mut(*place) {
                            one.asked.cases.push((numbers.of(suite, case), ()));
                        }
                    }
                }
            }
        }
        all
    }

    pub(super) fn listed(&self, is_wanted: &IsWanted<'_>) -> Examined {
        self.asked.listed(self.made(), is_wanted)
    }

    pub(super) fn judged(
        &self,
        suites: (&[TestedSuite<'_>], &CaseNumbers),
        is_wanted: &IsWanted<'_>,
    ) -> Examined {
        self.asked.judged(
            self.made(),
            suites,
            is_wanted,
            |(), passing| passing.noticing(|()| Replacement::Found(&self.found)),
            |open| {
                let mut survivors = Survivors::new();
                for _ in open {
                    let name = format!("nothing is wrong with {}", self.asked.label);
                    let says = Says::Never {
                        finding: self.found.lint,
                    };
                    let judgement = survivors.survived(self.asked.suite, &name, says);
                    survivors.judgements.push(judgement);
                }
                survivors
            },
        )
    }

    fn made(&self) -> Vec<Made<()>> {
        let span = Span::at(self.asked.whole.end);
        vec![Made {
            mutator: Mutator::QueueTurned,
            span: self.asked.whole,
            edit: Edit {
                span,
                replacement: "FifoQueue: true".to_owned(),
            },
            source: None,
            description: "the queue becomes a FIFO queue".to_owned(),
            with: (),
        }]
    }
}

/// What names a queue for what is not taken: the first target of each.
#[derive(Clone, Copy)]
enum User {
    Rule(usize),
    Schedule(usize),
}

fn users(inventory: &Inventory) -> BTreeMap<&str, User> {
    let mut users = BTreeMap::new();
    for (number, rule) in inventory.rules.iter().enumerate() {
        for queue in rule.targets.iter().filter_map(letters) {
            users.entry(queue).or_insert(User::Rule(number));
        }
    }
    for (number, schedule) in inventory.schedules.iter().enumerate() {
        if let Some(queue) = schedule.target.as_ref().and_then(letters) {
            users.entry(queue).or_insert(User::Schedule(number));
        }
    }
    users
}

/// The logical id of the queue that a target names.
fn letters(target: &Target) -> Option<&str> {
    let arn: &Declared<String> = target.dead_letter.as_ref()?.arn.as_ref()?;
    arn.resource.as_deref()
}

/// What is found of what names a queue, if that is a FIFO queue, and is not found as it is.
fn found(template: &Template, queue: &Queue, user: User, world: &World<'_>) -> Option<Found> {
    let whole = &template.inventory;
    let id = queue.logical_id.as_deref()?;
    let small = |is_fifo: bool| {
        let (mut rules, mut schedules) = (Vec::new(), Vec::new());
        match user {
            User::Rule(number) => rules.extend(whole.rules.get(number).cloned()),
            User::Schedule(number) => schedules.extend(whole.schedules.get(number).cloned()),
        }
        if is_fifo {
            let of_rules = rules.iter_mut().flat_map(|rule| &mut rule.targets);
            let of_rules = of_rules.filter(|target| letters(target) == Some(id));
            let of_rules = of_rules.filter_map(|target| target.request.as_mut());
            let of_schedules = schedules.iter_mut().filter_map(|one| one.request.as_mut());
            of_rules
                .chain(of_schedules)
                .for_each(|request| turn(&mut request.value, id));
        }
        let inventory = Inventory {
            kind: whole.kind,
            defaults: whole.defaults.clone(),
            rules,
            schedules,
            ..Inventory::default()
        };
        findings_of(&inventory, &template.source, world)
    };
    let before = small(false);
    let is_new = |found: &Found| before.iter().all(|one| one.lint != found.lint);
    small(true).into_iter().find(is_new)
}

/// Names a FIFO queue of this name in a request, in place of another queue for what is not taken.
fn turn(request: &mut Value, id: &str) {
    let mut due = vec![(request, false)];
    while let Some((value, is_letters)) = due.pop() {
        let Kind::Object(members) = &mut value.kind else {
            continue;
        };
        for member in members {
            let is_config = member.name == *"DeadLetterConfig";
            if is_letters && member.name == *"Arn" {
                let arn = format!("arn:aws:sqs:us-east-1:123456789012:{id}.fifo");
                member.value = Value::text(&arn, member.value.span);
            } else if is_config || member.name == *"Target" {
                due.push((&mut member.value, is_config));
            }
        }
    }
}
