//! A suite whose events are built and whose names are resolved.

mod checks;
mod entries;
mod events;
mod pipe;
mod retries;
mod schedule;
mod times;

use std::sync::Arc;

use crate::check::World;
use crate::diagnostic::{Diagnostic, Finding};
use crate::source::Span;

use super::building::Builder;
use super::codes::CASE;
use super::event::Event;
use super::file::{CheckWanted, Kind, Suite};
use super::loader::Loader;
use super::subject::Subject;

pub use checks::Found;
pub(super) use checks::findings_of;
pub(super) use entries::PreparedEntries;
pub(super) use events::{Ask, Asks, PreparedEvents};
pub(super) use pipe::{PreparedPipe, options};
pub use retries::Delivering;
pub(super) use retries::PreparedRetries;
pub(super) use schedule::{PreparedSchedule, ScheduleAsks};

/// A suite, ready to run.
#[derive(Debug)]
pub struct Prepared {
    /// What it says.
    pub suite: Suite,
    /// What it tests.
    pub subject: Subject,
    /// Its cases, in the same order.
    pub(super) cases: Vec<PreparedCase>,
    /// What AWS would refuse of it, if a case asks.
    pub(super) found: Vec<Found>,
}

/// A case, ready to run.
#[derive(Debug)]
pub(super) struct PreparedCase {
    pub(super) kind: PreparedKind,
    /// Why it cannot be answered.
    pub(super) errors: Vec<Finding>,
}

#[derive(Debug)]
pub(super) enum PreparedKind {
    Events(PreparedEvents),
    Schedule(Box<PreparedSchedule>),
    PutEvents(PreparedEntries),
    Pipe(Box<PreparedPipe>),
    Retries(Box<PreparedRetries>),
    Check(Vec<(Span, CheckWanted)>),
    /// Nothing, for its errors say why.
    Nothing,
}

/// What a case is prepared with.
pub(super) struct Preparing<'s, 'l> {
    pub(super) suite: &'s Suite,
    pub(super) subject: &'s Subject,
    pub(super) world: &'s World<'s>,
    pub(super) builder: Builder<'s, 'l>,
    /// What is wrong with the present case.
    errors: Vec<Finding>,
}

impl Preparing<'_, '_> {
    /// Tells what is wrong with the case; places lie in the suite.
    pub(super) fn tell(&mut self, told: Diagnostic) {
        self.errors.push(Finding::new(told, &self.suite.source));
    }

    /// What was read, unless something was wrong with it.
    pub(super) fn or_tell<T>(&mut self, read: Result<T, Diagnostic>) -> Option<T> {
        read.map_err(|told| self.tell(told)).ok()
    }
}

impl Prepared {
    /// Reads the templates, builds the events and finds the names. What is wrong with the templates is told beside, what
    /// is wrong with a case is an error of that case.
    pub fn new(suite: Suite, loader: &mut dyn Loader, world: &World<'_>) -> (Self, Vec<Finding>) {
        let (subject, told) = Subject::read(&suite, loader);
        let mut preparing = Preparing {
            suite: &suite,
            subject: &subject,
            world,
            builder: Builder::new(&suite, loader),
            errors: Vec::new(),
        };
        let mut cases = Vec::new();
        for case in &suite.cases {
            case.mistakes
                .iter()
                .for_each(|one| preparing.tell(one.clone()));
            let unread = subject.unread.filter(|_| case.asks_templates());
            if let Some(template) = unread {
                let told = Diagnostic::error(CASE, "what the case tests could not be read")
                    .at(case.span, "this case")
                    .related(template, "this");
                preparing.tell(told);
            }
            let kind = match &case.kind {
                _ if unread.is_some() => PreparedKind::Nothing,
                Some(Kind::Events(events)) => {
                    PreparedKind::Events(events::prepare(&mut preparing, events, &case.name))
                }
                Some(Kind::Schedule(schedule)) => {
                    let prepared = schedule::prepare(&mut preparing, schedule).map(Box::new);
                    prepared.map_or(PreparedKind::Nothing, PreparedKind::Schedule)
                }
                Some(Kind::PutEvents(entries)) => {
                    let prepared = entries::prepare(&mut preparing, entries);
                    prepared.map_or(PreparedKind::Nothing, PreparedKind::PutEvents)
                }
                Some(Kind::Pipe(pipe)) => {
                    let prepared = pipe::prepare(&mut preparing, pipe).map(Box::new);
                    prepared.map_or(PreparedKind::Nothing, PreparedKind::Pipe)
                }
                Some(Kind::Retries(retries)) => {
                    let prepared = retries::prepare(&mut preparing, retries).map(Box::new);
                    prepared.map_or(PreparedKind::Nothing, PreparedKind::Retries)
                }
                Some(Kind::Check(wants)) => PreparedKind::Check(wants.clone()),
                None => PreparedKind::Nothing,
            };
            cases.push(PreparedCase {
                kind,
                errors: std::mem::take(&mut preparing.errors),
            });
        }
        let checks = suite
            .cases
            .iter()
            .any(|case| matches!(case.kind, Some(Kind::Check(_))));
        let found = if checks {
            checks::findings(&preparing)
        } else {
            Vec::new()
        };
        let prepared = Self {
            cases,
            found,
            subject,
            suite,
        };
        (prepared, told)
    }

    /// Whether a case cannot be asked, for something is wrong with it.
    #[must_use]
    pub fn has_errors(&self, case: usize) -> bool {
        (self.cases.get(case)).is_some_and(|case| !case.errors.is_empty())
    }

    /// The events of a case; none of a case that is about something else.
    #[must_use]
    pub fn events(&self, case: usize) -> &[Arc<Event>] {
        match self.cases.get(case).map(|case| &case.kind) {
            Some(PreparedKind::Events(events)) => &events.events,
            _ => &[],
        }
    }
}
