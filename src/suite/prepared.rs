//! A suite whose events are built and whose names are resolved.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Finding};
use crate::model::{Rule, bus_name};
use crate::source::Span;

use super::building::Builder;
use super::event::Event;
use super::file::{EventCase, Kind, Spelled, Suite, Wanted};
use super::loader::Loader;
use super::subject::{Addressed, Subject};

/// A suite, ready to run.
#[derive(Debug)]
pub struct Prepared {
    /// What it says.
    pub suite: Suite,
    /// What it tests.
    pub subject: Subject,
    /// Its cases, in the same order.
    pub(super) cases: Vec<PreparedCase>,
}

/// A case, ready to run.
#[derive(Debug, Default)]
pub(super) struct PreparedCase {
    pub(super) events: Vec<Arc<Event>>,
    /// The bus of events that name none.
    pub(super) bus: String,
    pub(super) asks: Vec<Ask>,
    /// Why it cannot be answered.
    pub(super) errors: Vec<Finding>,
}

/// An expectation whose names are resolved.
#[derive(Debug)]
pub(super) struct Ask {
    /// The word under which it stands in the suite, and where.
    pub(super) name: &'static str,
    pub(super) span: Span,
    pub(super) what: Asks,
}

/// What is expected, by the numbers of rules.
#[derive(Debug)]
pub(super) enum Asks {
    Matches(Vec<Addressed>),
    Includes(Vec<Addressed>),
    Excludes(Vec<Addressed>),
    Because(Vec<(Addressed, Vec<String>)>),
    Unknown(Vec<(Addressed, Option<String>)>),
}

impl Prepared {
    /// Reads the templates, builds the events and finds the names. What is wrong with the templates is told beside, what
    /// is wrong with a case is an error of that case.
    pub fn new(suite: Suite, loader: &mut dyn Loader) -> (Self, Vec<Finding>) {
        let (subject, told) = Subject::read(&suite, loader);
        let mut builder = Builder::new(&suite, loader);
        let mut cases = Vec::new();
        for case in &suite.cases {
            let mut prepared = PreparedCase::default();
            let mistakes = case.mistakes.iter();
            let errors = mistakes.map(|one| Finding::new(one.clone(), &suite.source));
            prepared.errors.extend(errors);
            match &case.kind {
                Kind::Events(events) => {
                    prepare(&mut prepared, events, &suite, &subject);
                    match builder.all(&events.events, &case.name) {
                        Ok(events) => prepared.events = events,
                        Err(findings) => prepared.errors.extend(findings),
                    }
                }
            }
            cases.push(prepared);
        }
        let prepared = Self {
            cases,
            subject,
            suite,
        };
        (prepared, told)
    }

    /// The events of a case; none of a case that is about something else.
    #[must_use]
    pub fn events(&self, case: usize) -> &[Arc<Event>] {
        self.cases.get(case).map_or(&[], |case| &case.events)
    }
}

/// The expectations of a case, with their names resolved.
fn prepare(prepared: &mut PreparedCase, case: &EventCase, suite: &Suite, subject: &Subject) {
    let bus = case.bus.as_ref().or(suite.bus.as_ref());
    let bus = bus.map_or(Rule::DEFAULT_BUS, |bus| bus_name(&bus.text));
    prepared.bus = bus.to_owned();
    let mut mistakes: Vec<Diagnostic> = Vec::new();
    for want in &case.wants {
        let mut one = |name: &Spelled| match subject.rule(name) {
            Ok(address) => Some(address),
            Err(told) => {
                mistakes.push(told);
                None
            }
        };
        let mut all = |names: &[Spelled]| names.iter().filter_map(&mut one).collect();
        let what = match &want.what {
            Wanted::Matches(rules) => Asks::Matches(all(rules)),
            Wanted::Includes(rules) => Asks::Includes(all(rules)),
            Wanted::Excludes(rules) => Asks::Excludes(all(rules)),
            Wanted::Because(rules) => {
                let fields =
                    |fields: &[Spelled]| fields.iter().map(|one| one.text.clone()).collect();
                let all = rules
                    .iter()
                    .filter_map(|(rule, of)| Some((one(rule)?, fields(of))));
                Asks::Because(all.collect())
            }
            Wanted::Unknown(rules) => {
                let from = |from: &Option<Spelled>| from.as_ref().map(|one| one.text.clone());
                let all = rules
                    .iter()
                    .filter_map(|(rule, of)| Some((one(rule)?, from(of))));
                Asks::Unknown(all.collect())
            }
        };
        prepared.asks.push(Ask {
            name: want.what.name(),
            span: want.span,
            what,
        });
    }
    let findings = mistakes.into_iter();
    let findings = findings.map(|told| Finding::new(told, &suite.source));
    prepared.errors.extend(findings);
}
