//! A case of retries whose way is found.

use crate::delivery::{FailureModel, FailureRule};
use crate::diagnostic::Diagnostic;
use crate::schedule::Zone;
use crate::simulate::way::{Start, Way};
use crate::source::Span;

use super::super::codes::{CASE, OPEN};
use super::super::file::{RetriesCase, RetriesWanted, Spelled};
use super::super::given::given;
use super::super::http::may_answer_http;
use super::super::subject::{Addressed, AddressedTarget, Subject};
use super::Preparing;
use super::times::instant;

/// What delivers, by its number in the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivering {
    /// A rule, to one of its targets.
    Target(AddressedTarget),
    /// A schedule: its number in [`Subject::schedules`](super::super::Subject::schedules).
    Schedule(usize),
}

/// A case of retries, ready to run.
#[derive(Debug)]
pub(in crate::suite) struct PreparedRetries {
    /// What the target is called in the suite.
    pub(in crate::suite) label: String,
    pub(in crate::suite) of: Delivering,
    pub(in crate::suite) way: Way,
    pub(in crate::suite) seed: u64,
    /// What is expected, and where that stands.
    pub(in crate::suite) asks: Vec<(Span, RetriesWanted)>,
}

pub(super) fn prepare(
    preparing: &mut Preparing<'_, '_>,
    case: &RetriesCase,
) -> Option<PreparedRetries> {
    let arrival = case
        .arrival
        .as_ref()
        .map(|time| instant(time, &Zone::utc()));
    let arrival = arrival.map(|read| preparing.or_tell(read));
    let (of, mut way) = way(preparing, &case.target)?;
    let arrival = match arrival {
        Some(None) => return None,
        Some(Some(arrival)) => Some(arrival),
        None => None,
    };
    let limits = way.hops.first().map(|hop| &hop.limits);
    let holes = limits
        .into_iter()
        .flat_map(|limits| [&limits.retries, &limits.age_seconds]);
    let hole = holes.flatten().find_map(|limit| limit.hole()).cloned();
    if let Some(hole) = hole {
        let message = format!(
            "a limit of `{}` depends on `{}`",
            case.target.text, hole.from
        );
        let told = Diagnostic::error(OPEN, message).at(case.target.span, "this target");
        preparing.tell(match given(&hole.from) {
            Some(how) => told.help(format!("give it: {how}")),
            None => told,
        });
        return None;
    }
    fail_first(preparing, &mut way, case, (of, arrival))?;
    let at: Vec<String> = case.at.iter().map(|one| one.text.clone()).collect();
    if let Err(wrong) = way.fail_at(&at, arrival) {
        for (number, told) in wrong {
            tell_at(preparing, told, case.at.get(number));
        }
        return None;
    }
    way.fail_for_certain();
    if let Some((_, open)) = way.open().next() {
        let told = Diagnostic::error(OPEN, open.told.message.clone());
        let told = told.at(case.target.span, "this target");
        let given = || "give it among the `parameters` of the suite".to_owned();
        let help = open.told.help.clone().filter(|_| open.is_refused);
        preparing.tell(told.help(help.unwrap_or_else(given)));
        return None;
    }
    Some(PreparedRetries {
        label: case.target.text.clone(),
        of,
        way,
        seed: case.seed,
        asks: case.wants.clone(),
    })
}

/// What fails at the target itself.
fn fail_first(
    preparing: &mut Preparing<'_, '_>,
    way: &mut Way,
    case: &RetriesCase,
    (of, arrival): (Delivering, Option<chrono::DateTime<chrono::Utc>>),
) -> Option<()> {
    let hop = way.hops.first_mut()?;
    if case.fail.is_empty() {
        return Some(());
    }
    let family = hop.scenario.profile.codes();
    let answers_http = answers_http(preparing.subject, of);
    let mut rules = Vec::new();
    for text in &case.fail {
        match FailureRule::parse(&text.text, family, arrival) {
            Ok(rule) if !answers_http && asks_for_time(&rule) => {
                let message = "`retry-after` has no meaning here";
                let told = Diagnostic::error(CASE, message)
                    .at(text.span, "an answer of an API destination")
                    .help("EventBridge reads the header of API destinations alone: leave it out");
                preparing.tell(told);
                return None;
            }
            Ok(rule) => rules.push(rule),
            Err(told) => {
                tell_at(preparing, told, Some(text));
                return None;
            }
        }
    }
    match FailureModel::new(rules, family, None) {
        Ok(model) => {
            hop.scenario.failures = model;
            Some(())
        }
        Err(told) => {
            tell_at(preparing, told, case.fail.last());
            None
        }
    }
}

/// Whether an answer asks for more time.
fn asks_for_time(rule: &FailureRule) -> bool {
    let FailureRule::Codes(answers) = rule else {
        return false;
    };
    let mut failed = answers.iter().flatten();
    failed.any(|answer| answer.retry_after_seconds.is_some())
}

/// Whether what is delivered to may answer with HTTP.
fn answers_http(subject: &Subject, of: Delivering) -> bool {
    let Delivering::Target(AddressedTarget {
        rule: Addressed::Rule(rule),
        target,
    }) = of
    else {
        return false;
    };
    let found = subject.rules.get(rule as usize).and_then(|of| {
        let inventory = &subject.templates.get(of.template)?.inventory;
        let target = subject.declaration(rule)?.0.targets.get(target)?;
        Some(may_answer_http(target, inventory))
    });
    found.unwrap_or(true)
}

/// Tells what is wrong with a text of the suite: at the whole of it.
fn tell_at(preparing: &mut Preparing<'_, '_>, mut told: Diagnostic, text: Option<&Spelled>) {
    let label = told
        .primary
        .take()
        .map(|label| label.text)
        .unwrap_or_default();
    told.related.clear();
    preparing.tell(match text {
        Some(text) => told.at(text.span, label),
        None => told,
    });
}

/// The way of an event that a target, or a schedule, hands on.
fn way(preparing: &mut Preparing<'_, '_>, name: &Spelled) -> Option<(Delivering, Way)> {
    let subject = preparing.subject;
    if let Ok(number) = subject.schedule_names.one(name)
        && subject.target_names.one(name).is_err()
    {
        let schedule = subject.schedules.get(number)?;
        let inventory = &subject.templates.get(schedule.template)?.inventory;
        let way = Way::of(inventory, Start::Schedule(&schedule.declared));
        let way = way.or_else(|| nothing(preparing, name))?;
        return Some((Delivering::Schedule(number), way));
    }
    let address = subject.target_names.one(name);
    let address = preparing.or_tell(address)?;
    let Addressed::Rule(rule) = address.rule else {
        let message = format!("the rule of `{}` delivers nothing", name.text);
        preparing.tell(Diagnostic::error(CASE, message).at(name.span, "this target"));
        return None;
    };
    let template = subject.rules.get(rule as usize)?.template;
    let inventory = &subject.templates.get(template)?.inventory;
    let (declared, _) = subject.declaration(rule)?;
    let target = declared.targets.get(address.target)?;
    let way = Way::of(inventory, Start::Target(Some(declared), target));
    let way = way.or_else(|| nothing(preparing, name))?;
    Some((Delivering::Target(address), way))
}

fn nothing(preparing: &mut Preparing<'_, '_>, name: &Spelled) -> Option<Way> {
    let message = format!("nothing is delivered to `{}` that is simulated", name.text);
    preparing.tell(Diagnostic::error(CASE, message).at(name.span, "this target"));
    None
}
