//! What becomes of a mutant of the state of a rule: one that is enabled where it is disabled, or disabled where it says that
//! it is enabled.

use std::collections::BTreeMap;

use super::deployed::deployed;
use super::examined::{Examined, Judgement, SubjectKind};
use super::judging::{Asked, Made, Survivors};
use super::mutants::{IsWanted, bus_to_say};
use super::rules::{Asking, CaseNumbers, TestedSuite};
use crate::model::{Declared, Rule, RuleState};
use crate::pattern::{Dialect, Pattern, ServiceEvaluator};
use crate::sample::{Bus, Sampler};
use crate::source::{Source, Span};
use crate::suite::addition::Says;
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
    /// Where the state stands.
    state: Span,
    is_disabled: bool,
}

impl<'p> AskedState<'p> {
    /// All rules of suites that say in which state they are, enabled ones first.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, 'p>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<(String, usize), usize> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut places: BTreeMap<Addressed, usize> = BTreeMap::new();
            for (address, found) in of_subject(prepared, suite) {
                let file = found.asked.source.name_at(found.state.start).to_owned();
                let place = *known.entry((file, found.state.start)).or_insert_with(|| {
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
                let own = places.iter().filter(|_| is_asked(&said.name));
                for (address, place) in own {
                    if is_about(asking, *address, &prepared.subject)
                        && let Some(one) = all.get_mut(*place)
                    {
                        one.asked.cases.push((numbers.of(suite, case), *address));
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
        )
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
        let state = if self.is_disabled {
            "disabled"
        } else {
            "enabled"
        };
        let says = Says::Matches {
            event,
            bus: bus_to_say(self.declared, &tested.prepared.suite),
            rule: label.clone(),
            word: if self.is_disabled {
                "excludes"
            } else {
                "includes"
            },
        };
        survivors.survived(self.asked.suite, &format!("{label} is {state}"), says)
    }

    fn made(&self) -> Vec<Made<()>> {
        let (own, other) = match self.is_disabled {
            true => ("DISABLED", "ENABLED"),
            false => ("ENABLED", "DISABLED"),
        };
        vec![Made {
            mutator: Mutator::StateTurned,
            span: self.state,
            edit: Edit {
                span: self.state,
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
            let state = declared.state.as_ref()?;
            let is_known = rule.doubt.is_none() && state.get() == Some(&RuleState::Enabled);
            let label = &subject.rules.get(number as usize)?.label;
            let of = (label.as_str(), declared, &rule.pattern);
            is_known.then(|| (Addressed::Rule(number), state_of(of, source, suite)))
        });
    let disabled = subject.silent.iter().enumerate();
    let disabled = disabled.filter_map(move |(number, silent)| {
        let rule = silent.enabled.as_ref()?;
        let (template, place) = silent.place;
        let template = subject.templates.get(template)?;
        let declared = template.inventory.rules.get(place)?;
        let of = (silent.label.as_str(), declared, &rule.pattern);
        Some((
            Addressed::Silent(number),
            state_of(of, &template.source, suite),
        ))
    });
    enabled.chain(disabled)
}

fn state_of<'p>(
    (label, declared, pattern): (&str, &'p Rule, &'p Pattern),
    source: &Source,
    suite: usize,
) -> AskedState<'p> {
    let state = declared.state.as_ref();
    AskedState {
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
        pattern,
        state: state.map_or(declared.span, |state| state.span),
        is_disabled: state.and_then(Declared::get) == Some(&RuleState::Disabled),
    }
}

/// Whether a case may notice that a rule is in another state.
fn is_about(case: &PreparedEvents, rule: Addressed, subject: &Subject) -> bool {
    match rule {
        Addressed::Rule(_) => case.asks.iter().any(|ask| ask.what.takes(rule)),
        Addressed::Silent(number) => {
            let Some(silent) = subject.silent.get(number) else {
                return false;
            };
            let would_match = |event: &std::sync::Arc<crate::suite::Event>| {
                silent.would_match(event, event.bus.as_deref().unwrap_or(&case.bus))
            };
            case.asks.iter().any(|ask| ask.what.misses(rule)) && case.events.iter().any(would_match)
        }
    }
}
