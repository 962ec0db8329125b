//! What the cases say of each rule: for those who ask whether they would notice another pattern.

use std::sync::Arc;

use crate::source::Span;

use super::super::event::Event;
use super::super::prepared::{Asks, Prepared, PreparedEvents, PreparedKind};
use super::super::subject::Addressed;

/// An event, a rule of its bus, and what a case expects of the two.
#[derive(Clone, Debug)]
pub struct Trial<'p> {
    /// The number of the case in the suite.
    pub case: usize,
    /// Its name.
    pub case_name: &'p str,
    /// Where it stands in the suite.
    pub case_span: Span,
    /// The event.
    pub event: &'p Arc<Event>,
    /// The bus of the event.
    pub bus: &'p str,
    /// The number of the rule in [`Subject::rules`](super::super::Subject::rules).
    pub rule: u32,
    /// Whether the event has to match the pattern of the rule; `None` where the case says nothing of that.
    pub expected: Option<bool>,
    /// The fields that have to decide that it does not, if the case says so.
    pub because: &'p [String],
}

/// All trials of a suite, case by case. Cases that cannot be answered have none.
pub(super) fn all(prepared: &Prepared) -> impl Iterator<Item = Trial<'_>> {
    let cases = prepared.cases.iter().enumerate();
    let cases = cases.filter(|(_, case)| case.errors.is_empty());
    let cases = cases.filter_map(|(number, case)| match &case.kind {
        PreparedKind::Events(case) => Some((number, case)),
        _ => None,
    });
    cases.flat_map(move |(number, case)| {
        case.events.iter().flat_map(move |event| {
            let bus = event.bus.as_deref().unwrap_or(&case.bus);
            let said = prepared.suite.cases.get(number);
            let rules = (0_u32..).zip(&prepared.subject.asked);
            let on_bus =
                rules.filter(move |(_, rule)| rule.bus.as_deref().is_none_or(|own| own == bus));
            on_bus.map(move |(rule, _)| {
                let (expected, because) = expected(case, (rule, prepared));
                Trial {
                    case: number,
                    case_name: said.map_or("", |case| case.name.as_str()),
                    case_span: said.map_or(Span::default(), |case| case.span),
                    event,
                    bus,
                    rule,
                    expected,
                    because,
                }
            })
        })
    })
}

/// What a case expects of a rule, and the fields that it names for a miss.
fn expected<'c>(
    case: &'c PreparedEvents,
    (rule, prepared): (u32, &Prepared),
) -> (Option<bool>, &'c [String]) {
    let address = Addressed::Rule(rule);
    let (mut expected, mut because): (Option<bool>, &[String]) = (None, &[]);
    for ask in &case.asks {
        match &ask.what {
            Asks::Matches(rules) => expected = Some(rules.contains(&address)),
            Asks::Includes(rules) if rules.contains(&address) => expected = Some(true),
            Asks::Excludes(rules) if rules.contains(&address) => expected = Some(false),
            Asks::Because(rules) => {
                if let Some((_, fields)) = rules.iter().find(|(one, _)| *one == address) {
                    (expected, because) = (Some(false), fields);
                }
            }
            // If its pattern is open, that is no answer that another pattern could turn round; if its state is, it matches.
            Asks::Unknown(rules) if rules.iter().any(|(one, _)| *one == address) => {
                let declared = prepared.subject.declaration(rule);
                let pattern = declared.and_then(|(declared, _)| declared.pattern.as_ref());
                let is_closed = pattern.is_some_and(|pattern| pattern.open().is_none());
                return (is_closed.then_some(true), &[]);
            }
            Asks::Delivers(targets) if targets.iter().any(|(one, _)| one.rule == address) => {
                expected = Some(true);
            }
            Asks::Undelivered(targets) if targets.iter().any(|(one, _)| one.rule == address) => {
                expected = Some(true);
            }
            _ => {}
        }
    }
    (expected, because)
}
