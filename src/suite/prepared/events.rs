//! A case of events whose names are resolved.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::model::{Rule, bus_name};
use crate::source::Span;

use super::super::event::Event;
use super::super::file::{EventCase, Spelled, Wanted};
use super::super::subject::{Addressed, AddressedTarget, Subject};
use super::Preparing;

/// A case of events, ready to run.
#[derive(Debug)]
pub(in crate::suite) struct PreparedEvents {
    pub(in crate::suite) events: Vec<Arc<Event>>,
    /// The bus of events that name none.
    pub(in crate::suite) bus: String,
    pub(in crate::suite) asks: Vec<Ask>,
}

/// An expectation whose names are resolved.
#[derive(Debug)]
pub(in crate::suite) struct Ask {
    /// The word under which it stands in the suite, and where.
    pub(in crate::suite) name: &'static str,
    pub(in crate::suite) span: Span,
    pub(in crate::suite) what: Asks,
}

/// What is expected, by the numbers of rules.
#[derive(Debug)]
pub(in crate::suite) enum Asks {
    Matches(Vec<Addressed>),
    Includes(Vec<Addressed>),
    Excludes(Vec<Addressed>),
    Because(Vec<(Addressed, Vec<String>)>),
    Unknown(Vec<(Addressed, Option<String>)>),
    Delivers(Vec<(AddressedTarget, Value)>),
    Undelivered(Vec<(AddressedTarget, Option<String>)>),
}

impl Asks {
    /// The rules of which an answer is needed; `None` for all.
    pub(in crate::suite) fn asked(&self) -> Option<Vec<Addressed>> {
        Some(match self {
            Self::Matches(_) => return None,
            Self::Includes(rules) | Self::Excludes(rules) => rules.clone(),
            Self::Because(rules) => rules.iter().map(|(rule, _)| *rule).collect(),
            Self::Delivers(targets) => targets.iter().map(|(one, _)| one.rule).collect(),
            Self::Undelivered(targets) => targets.iter().map(|(one, _)| one.rule).collect(),
            Self::Unknown(_) => Vec::new(),
        })
    }
}

pub(super) fn prepare<'s>(
    preparing: &mut Preparing<'s, '_>,
    case: &'s EventCase,
    name: &str,
) -> PreparedEvents {
    let bus = case.bus.as_ref().or(preparing.suite.bus.as_ref());
    let bus = bus.map_or(Rule::DEFAULT_BUS, |bus| bus_name(&bus.text));
    let mut finding = Finding {
        subject: preparing.subject,
        mistakes: Vec::new(),
    };
    let asks = case.wants.iter().map(|want| Ask {
        name: want.what.name(),
        span: want.span,
        what: finding.asks(&want.what),
    });
    let asks: Vec<Ask> = asks.collect();
    finding
        .mistakes
        .into_iter()
        .for_each(|told| preparing.tell(told));
    let events = match preparing.builder.all(&case.events, name) {
        Ok(events) => events,
        Err(findings) => {
            preparing.errors.extend(findings);
            Vec::new()
        }
    };
    PreparedEvents {
        events,
        bus: bus.to_owned(),
        asks,
    }
}

/// Finds what names mean.
struct Finding<'s> {
    subject: &'s Subject,
    mistakes: Vec<Diagnostic>,
}

impl Finding<'_> {
    fn asks(&mut self, wanted: &Wanted) -> Asks {
        let said = |said: &Option<Spelled>| said.as_ref().map(|one| one.text.clone());
        match wanted {
            Wanted::Matches(rules) => Asks::Matches(self.rules(rules)),
            Wanted::Includes(rules) => Asks::Includes(self.rules(rules)),
            Wanted::Excludes(rules) => Asks::Excludes(self.rules(rules)),
            Wanted::Because(rules) => {
                let fields =
                    |fields: &[Spelled]| fields.iter().map(|one| one.text.clone()).collect();
                let all = rules
                    .iter()
                    .filter_map(|(rule, of)| Some((self.rule(rule)?, fields(of))));
                Asks::Because(all.collect())
            }
            Wanted::Unknown(rules) => {
                let all = rules
                    .iter()
                    .filter_map(|(rule, from)| Some((self.rule(rule)?, said(from))));
                Asks::Unknown(all.collect())
            }
            Wanted::Delivers(targets) => {
                let all = targets.iter();
                let all =
                    all.filter_map(|(target, value)| Some((self.target(target)?, value.clone())));
                Asks::Delivers(all.collect())
            }
            Wanted::Undelivered(targets) => {
                let all = targets.iter();
                let all = all.filter_map(|(target, why)| Some((self.target(target)?, said(why))));
                Asks::Undelivered(all.collect())
            }
        }
    }

    fn rules(&mut self, names: &[Spelled]) -> Vec<Addressed> {
        names.iter().filter_map(|name| self.rule(name)).collect()
    }

    fn rule(&mut self, name: &Spelled) -> Option<Addressed> {
        let found = self.subject.rule_names.one(name);
        found.map_err(|told| self.mistakes.push(told)).ok()
    }

    fn target(&mut self, name: &Spelled) -> Option<AddressedTarget> {
        let found = self.subject.target_names.one(name);
        found.map_err(|told| self.mistakes.push(told)).ok()
    }
}
