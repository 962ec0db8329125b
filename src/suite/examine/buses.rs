//! What becomes of a mutant of a bus: one that is called otherwise.
//!
//! What is sent to the old name is lost then, and AWS answers as if all were well; cases with entries for a bus that is not
//! there are told as errors. So it is noticed by cases of entries that are sent to the bus, and by cases of events that a rule
//! has to match which refers to the bus.

use std::collections::BTreeMap;

use super::examined::{Examined, Judgement, SubjectKind};
use super::judging::{Asked, Made, Survivors};
use super::mutants::IsWanted;
use super::rules::{Asking, CaseNumbers, TestedSuite};
use crate::suite::addition::Says;
use crate::suite::mutant::{Edit, Mutator};
use crate::suite::prepared::PreparedKind;
use crate::suite::run::Replacement;
use crate::suite::subject::AddressedBus;

/// What stands behind the name of a bus that is called otherwise.
const OTHER: &str = "-2";

/// A bus that templates declare.
#[derive(Debug)]
pub(super) struct AskedBus {
    asked: Asked<AddressedBus>,
    name: String,
    /// What the first suite calls it.
    address: AddressedBus,
    made: (Mutator, Edit),
}

impl AskedBus {
    /// All buses of suites whose names are known, in the order of the templates.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, '_>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<(String, usize), usize> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut places: BTreeMap<&str, Vec<(usize, AddressedBus)>> = BTreeMap::new();
            for (at, template) in prepared.subject.templates.iter().enumerate() {
                for (number, bus) in template.inventory.buses.iter().enumerate() {
                    let address = AddressedBus {
                        template: at,
                        bus: number,
                    };
                    let Some(declared) = &bus.name else { continue };
                    let Some(name) = declared.get() else { continue };
                    let file = template.source.name_at(bus.span.start).to_owned();
                    let place = *known.entry((file, bus.span.start)).or_insert_with(|| {
                        all.push(Self {
                            asked: Asked {
                                kind: SubjectKind::Bus,
                                label: bus.logical_id.clone().unwrap_or_else(|| name.clone()),
                                source: template.source.clone(),
                                whole: bus.span,
                                suite,
                                cases: Vec::new(),
                                is_open: false,
                            },
                            name: name.clone(),
                            address,
                            made: (
                                Mutator::BusRenamed,
                                Edit {
                                    span: declared.span,
                                    replacement: format!("{name}{OTHER}"),
                                },
                            ),
                        });
                        all.len() - 1
                    });
                    places.entry(name).or_default().push((place, address));
                }
            }
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases).enumerate();
            for (case, (_, prepared)) in cases.filter(|(_, (said, _))| is_asked(&said.name)) {
                for bus in buses_of(&prepared.kind) {
                    let number = numbers.of(suite, case);
                    for (place, address) in places.get(bus).into_iter().flatten() {
                        if let Some(one) = all.get_mut(*place)
                            && one.asked.cases.last() != Some(&(number, *address))
                        {
                            one.asked.cases.push((number, *address));
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
            |(), passing| passing.noticing(Replacement::NoBus),
            |open| {
                let mut survivors = Survivors::new();
                let tested = suites.0.get(self.asked.suite);
                let is_lost = tested.is_some_and(|one| {
                    let subject = &one.prepared.subject;
                    subject.lacks_bus(&self.name, Some(self.address))
                });
                for _ in open {
                    if !is_lost {
                        let reason = "templates name this bus elsewhere too, so that it is taken to be there";
                        let judgement = Judgement::Undecided(reason.to_owned());
                        survivors.judgements.push(judgement);
                        continue;
                    }
                    let name = format!("{} takes what is sent to it", self.asked.label);
                    let says = Says::Answers {
                        bus: self.name.clone(),
                    };
                    let judgement = survivors.survived(self.asked.suite, &name, says);
                    survivors.judgements.push(judgement);
                }
                survivors
            },
        )
    }

    fn made(&self) -> Vec<Made<()>> {
        let (mutator, edit) = self.made.clone();
        vec![Made {
            mutator,
            span: edit.span,
            description: format!("`{}` becomes `{}`", self.name, edit.replacement),
            edit,
            source: None,
            with: (),
        }]
    }
}

/// The buses to which a case sends something.
fn buses_of(case: &PreparedKind) -> Vec<&str> {
    match case {
        PreparedKind::Events(case) => {
            let events = case.events.iter();
            let buses = events.map(|event| event.bus.as_deref().unwrap_or(&case.bus));
            buses.collect()
        }
        PreparedKind::PutEvents(case) => case.buses.iter().map(|(bus, _)| bus.as_str()).collect(),
        _ => Vec::new(),
    }
}
