//! What becomes of a mutant of the state of a rule: one that is enabled where it is disabled, or disabled where it says that
//! it is enabled.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::deployed::deployed;
use super::examined::{Examined, Judgement, SubjectKind};
use super::instances::{Instances, Place};
use super::judging::{Asked, Made, Survivors};
use super::mutants::{IsWanted, bus_to_say};
use super::rules::{Asking, CaseNumbers, TestedSuite};
use crate::model::{Rule, RuleState};
use crate::pattern::{Dialect, Pattern, ServiceEvaluator};
use crate::sample::{Bus, Sampler};
use crate::simulate::route;
use crate::source::{Source, Span};
use crate::suite::addition::Says;
use crate::suite::event::Event;
use crate::suite::mutant::{Edit, Mutator};
use crate::suite::prepared::{Prepared, PreparedEvents, PreparedKind};
use crate::suite::run::Replacement;
use crate::suite::subject::{Addressed, Subject};

/// A rule that says in which state it is.
#[derive(Debug)]
pub(super) struct AskedState<'p> {
    asked: Asked<Addressed>,
    label: String,
    declared: &'p Rule,
    pattern: &'p Pattern,
    state: &'p RuleState,
    /// Where the state stands.
    place: Span,
    /// Its bus, if it is known.
    bus: Option<&'p str>,
    /// Whether a case asks about the rule.
    is_asked: bool,
}

impl<'p> AskedState<'p> {
    /// All rules of suites that say in which state they are, enabled ones first.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, 'p>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<Place, usize> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut places: BTreeMap<Addressed, usize> = BTreeMap::new();
            let mut instances = Instances::default();
            for (address, found) in of_subject(prepared, suite) {
                let key = instances.next(&found.asked.source, found.place.start);
                let place = *known.entry(key).or_insert_with(|| {
                    all.push(found);
                    all.len() - 1
                });
                places.insert(address, place);
            }
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases).enumerate();
            for (case, (said, asking)) in cases {
                let PreparedKind::Events(asking) = &asking.kind else {
                    continue;
                };
                if !is_asked(&said.name) {
                    continue;
                }
                for (address, place) in &places {
                    let Some(one) = all.get_mut(*place) else {
                        continue;
                    };
                    if is_about(asking, *address, &prepared.subject) {
                        one.asked.cases.push((numbers.of(suite, case), *address));
                    }
                    one.is_asked = one.is_asked || asks(asking, *address, one.bus);
                }
            }
        }
        all
    }

    pub(super) fn listed(&self, is_wanted: &IsWanted<'_>) -> Examined {
        self.of_rule(self.asked.listed(self.made(), is_wanted))
    }

    pub(super) fn judged(
        &self,
        suites: (&[TestedSuite<'_>], &CaseNumbers),
        is_wanted: &IsWanted<'_>,
    ) -> Examined {
        self.of_rule(self.asked.judged(
            self.made(),
            suites,
            is_wanted,
            |(), passing| passing.noticing(Replacement::State),
            |open| {
                let mut survivors = Survivors::new();
                for _ in open {
                    let tested = suites.0.get(self.asked.suite);
                    let judgement = self.survivor(tested, &mut survivors);
                    survivors.judgements.push(judgement);
                }
                survivors
            },
        ))
    }

    /// It is told with the other mutants of the rule: a case that asks about that asks about its state.
    fn of_rule(&self, examined: Examined) -> Examined {
        Examined {
            is_asked: self.is_asked,
            ..examined
        }
    }

    fn survivor(&self, tested: Option<&TestedSuite<'_>>, survivors: &mut Survivors) -> Judgement {
        let bus = Bus::new(self.pattern, Dialect::Bus, 0);
        let sampled = Sampler::new(self.pattern, &bus, 0).matches(Some(1));
        let event = sampled.events.into_iter().next();
        let (Some(event), Some(tested)) = (event, tested) else {
            let reason =
                "no event was found that the rule matches, and it is not known if there is one";
            return Judgement::Undecided(reason.to_owned());
        };
        let event = deployed(event.event, &tested.prepared.suite, |event| {
            ServiceEvaluator::new(self.pattern).matches(event)
        });
        let label = &self.label;
        let state = if self.is_disabled() {
            "disabled"
        } else {
            "enabled"
        };
        let says = Says::Matches {
            event,
            bus: bus_to_say(self.declared, &tested.prepared.suite),
            rule: label.clone(),
            word: if self.is_disabled() {
                "excludes"
            } else {
                "includes"
            },
        };
        survivors.survived(self.asked.suite, &format!("{label} is {state}"), says)
    }

    fn is_disabled(&self) -> bool {
        *self.state == RuleState::Disabled
    }

    fn made(&self) -> Vec<Made<()>> {
        let other = if self.is_disabled() {
            RuleState::Enabled
        } else {
            RuleState::Disabled
        };
        let (own, other) = (self.state.as_str(), other.as_str());
        vec![Made {
            mutator: Mutator::StateTurned,
            span: self.place,
            edit: Edit {
                span: self.place,
                replacement: other.to_owned(),
            },
            source: None,
            description: format!("`{own}` becomes `{other}`"),
            with: (),
        }]
    }
}

/// The rules of one suite that say in which state they are, and of which it is known what they match, or would.
fn of_subject(
    prepared: &Prepared,
    suite: usize,
) -> impl Iterator<Item = (Addressed, AskedState<'_>)> {
    let subject = &prepared.subject;
    let enabled = (0_u32..)
        .zip(&subject.asked)
        .filter_map(move |(number, rule)| {
            let (declared, source) = subject.declaration(number)?;
            let label = &subject.rules.get(number as usize)?.label;
            let of = (label.as_str(), declared, rule);
            let found = state_of(of, source, suite)?;
            let is_known = rule.doubt.is_none();
            is_known.then_some((Addressed::Rule(number), found))
        });
    let disabled = subject.silent.iter().enumerate();
    let disabled = disabled.filter_map(move |(number, silent)| {
        let rule = silent.enabled.as_ref()?;
        let (template, place) = silent.place;
        let template = subject.templates.get(template)?;
        let declared = template.inventory.rules.get(place)?;
        let of = (silent.label.as_str(), declared, &**rule);
        let found = state_of(of, &template.source, suite)?;
        Some((Addressed::Silent(number), found))
    });
    enabled.chain(disabled)
}

fn state_of<'p>(
    (label, declared, rule): (&str, &'p Rule, &'p route::Rule),
    source: &Source,
    suite: usize,
) -> Option<AskedState<'p>> {
    let state = declared.state.as_ref()?;
    Some(AskedState {
        asked: Asked {
            kind: SubjectKind::Rule,
            label: label.to_owned(),
            source: source.clone(),
            whole: declared.span,
            suite,
            cases: Vec::new(),
            is_open: false,
        },
        label: label.to_owned(),
        declared,
        pattern: &rule.pattern,
        state: state.get()?,
        place: state.span,
        bus: rule.bus.as_deref(),
        is_asked: false,
    })
}

/// Whether a case asks about a rule of a bus.
fn asks(case: &PreparedEvents, rule: Addressed, bus: Option<&str>) -> bool {
    let is_there = |event: &Arc<Event>| {
        let of_event = event.bus.as_deref().unwrap_or(&case.bus);
        bus.is_none_or(|bus| bus == of_event)
    };
    case.asks
        .iter()
        .any(|ask| ask.what.takes(rule) || ask.what.misses(rule))
        && case.events.iter().any(is_there)
}

/// Whether a case may notice that a rule is in another state.
fn is_about(case: &PreparedEvents, rule: Addressed, subject: &Subject) -> bool {
    match rule {
        Addressed::Rule(_) => case.asks.iter().any(|ask| ask.what.takes(rule)),
        Addressed::Silent(number) => {
            let Some(silent) = subject.silent.get(number) else {
                return false;
            };
            let would_match = |event: &Arc<Event>| {
                silent.would_match(event, event.bus.as_deref().unwrap_or(&case.bus))
            };
            case.asks.iter().any(|ask| ask.what.misses(rule)) && case.events.iter().any(would_match)
        }
    }
}
