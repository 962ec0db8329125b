//! What becomes of the mutants of a pipe, or of an event source mapping.

use std::collections::BTreeMap;

use super::examined::{Examined, Judgement, SubjectKind};
use super::instances::{Instances, Place};
use super::judging::{Asked, Made, Survivors};
use super::mutants::{IsWanted, settled as settled_as};
use super::records::{Records, answer_to};
use super::rules::{Asking, CaseNumbers, TestedSuite};
use super::title::title;
use crate::json::Value;
use crate::pattern::decide::Domain;
use crate::pattern::{Pattern, parse};
use crate::simulate::pipe::Plan;
use crate::source::Source;
use crate::suite::addition::{PipeSays, Says};
use crate::suite::mutant::pipe::{PipeChange, PipeParts, pipe_mutants};
use crate::suite::mutant::{Fate, Mutant, Settled, Witness, settle_within};
use crate::suite::prepared::{PreparedKind, options};
use crate::suite::run::{Replacement, through};
use crate::suite::subject::SubjectPipe;

/// How many records all mutants of a pipe may be given together.
const MOST_RECORDS: usize = 2_000_000;

/// The most records of a case that is missing.
const MOST_IN_CASE: usize = 101;

/// A pipe of one suite or several.
#[derive(Debug)]
pub(super) struct AskedPipe<'p> {
    asked: Asked<usize>,
    pipe: &'p SubjectPipe,
    plan: Plan,
    /// The records of all cases together.
    records: usize,
}

impl<'p> AskedPipe<'p> {
    /// All pipes of suites that run, in the order of the templates.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, 'p>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<Place, Option<usize>> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut places: BTreeMap<usize, usize> = BTreeMap::new();
            let mut instances = Instances::default();
            for (number, pipe) in prepared.subject.pipes.iter().enumerate() {
                let Some(template) = prepared.subject.templates.get(pipe.template) else {
                    continue;
                };
                let key = instances.next(&template.source, pipe.span().start);
                let place = *known.entry(key).or_insert_with(|| {
                    all.push(Self::new(pipe, &template.source, suite)?);
                    Some(all.len() - 1)
                });
                places.extend(place.map(|place| (number, place)));
            }
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases).enumerate();
            for (case, (said, prepared)) in cases {
                if let PreparedKind::Pipe(asking) = &prepared.kind
                    && is_asked(&said.name)
                    && let Some(place) = places.get(&asking.number)
                    && let Some(one) = all.get_mut(*place)
                {
                    one.asked
                        .cases
                        .push((numbers.of(suite, case), asking.number));
                    one.records += asking.records.len();
                }
            }
        }
        all
    }

    /// A pipe of which no case asks; `None` if it does not run.
    fn new(pipe: &'p SubjectPipe, source: &Source, suite: usize) -> Option<Self> {
        let plan = pipe.plan(&options()).ok()?;
        Some(Self {
            asked: Asked {
                kind: SubjectKind::Pipe,
                label: pipe.label.clone(),
                source: source.clone(),
                whole: pipe.span(),
                suite,
                cases: Vec::new(),
                is_open: plan.open.is_some(),
            },
            pipe,
            plan,
            records: 0,
        })
    }

    pub(super) fn listed(&self, is_wanted: &IsWanted<'_>) -> Examined {
        self.asked.listed(self.made(), is_wanted)
    }

    pub(super) fn judged(
        &self,
        suites: (&[TestedSuite<'_>], &CaseNumbers),
        is_wanted: &IsWanted<'_>,
    ) -> Examined {
        let mut made = self.made();
        let most = MOST_RECORDS / self.records.max(1);
        let left_out = made.len().saturating_sub(most);
        made.truncate(most);
        let examined = self.asked.judged(
            made,
            suites,
            is_wanted,
            |change, passing| match self.changed(change) {
                Some(with) => passing.noticing(|pipe| Replacement::Pipe { pipe, with: &with }),
                None => Vec::new(),
            },
            |open| self.survivors(open),
        );
        Examined {
            left_out,
            ..examined
        }
    }

    fn changed(&self, change: &PipeChange) -> Option<Plan> {
        self.pipe.changed(change).plan(&options()).ok()
    }

    /// The mutants that AWS takes, and that do something else for what a case can say.
    fn made(&self) -> Vec<Made<PipeChange>> {
        let (filters, dialect) = self.pipe.filters();
        let [batch, window] = self.pipe.batching();
        let template = self.pipe.template();
        let parts = PipeParts {
            filters: if self.asked.is_open { &[] } else { filters },
            dialect,
            batch,
            window: window.filter(|_| self.plan.source.tells_arrival()),
            template: template.as_ref(),
        };
        let sources = filters.iter().map(|one| one.source(&self.asked.source));
        let sources: Vec<Option<Source>> = sources.collect();
        let seen = |plan: &Plan| (plan.batch_size, plan.window_ms);
        let mutants = pipe_mutants(&parts).into_iter().filter_map(|mutant| {
            let changed = self.changed(&mutant.change)?;
            let source = match &mutant.change {
                PipeChange::Filter(number, _) => Some(sources.get(*number)?.clone()?),
                PipeChange::Batch(_) | PipeChange::Window(_)
                    if seen(&changed) == seen(&self.plan) =>
                {
                    return None;
                }
                _ => None,
            };
            Some(Made {
                mutator: mutant.mutator,
                span: mutant.span,
                edit: mutant.edit,
                source,
                description: mutant.description,
                with: mutant.change,
            })
        });
        mutants.collect()
    }

    fn survivors(&self, open: &[&Made<PipeChange>]) -> Survivors {
        let mut survivors = Survivors::new();
        survivors.judgements = vec![Judgement::NotJudged; open.len()];
        if open.is_empty() {
            return survivors;
        }
        let (filters, dialect) = self.pipe.filters();
        let patterns = filters
            .iter()
            .filter_map(|one| parse(one.json("")?, dialect).ok());
        let patterns: Vec<Pattern> = patterns.collect();
        let records = Records::new(&self.plan, &patterns, dialect);
        let mut of_filters: Vec<(usize, Mutant)> = Vec::new();
        for (number, one) in open.iter().enumerate() {
            match &one.with {
                PipeChange::Filter(at, mutant) => {
                    let mut changed = patterns.clone();
                    if let Some(pattern) = changed.get_mut(*at) {
                        pattern.clone_from(&mutant.pattern);
                    }
                    let pattern = together(&changed);
                    of_filters.push((
                        number,
                        Mutant {
                            pattern,
                            ..(**mutant).clone()
                        },
                    ));
                }
                change => {
                    let judgement = self.of_record(change, &records, &mut survivors);
                    put(&mut survivors.judgements, number, judgement);
                }
            }
        }
        let own = together(&patterns);
        records.within(|domain| {
            let among = (&records, domain);
            self.of_filters(&own, (&of_filters, open), among, &mut survivors);
        });
        for judgement in &mut survivors.judgements {
            if *judgement == Judgement::NotJudged {
                let reason =
                    "no record was found that tells it, and it is not known if there is one";
                *judgement = Judgement::Undecided(reason.to_owned());
            }
        }
        survivors
    }

    /// What becomes of mutants of filters: records that tell them are sent through before they are proposed.
    fn of_filters(
        &self,
        own: &Pattern,
        (mutants, open): (&[(usize, Mutant)], &[&Made<PipeChange>]),
        (records, domain): (&Records<'_>, &dyn Domain),
        survivors: &mut Survivors,
    ) {
        let each: Vec<&Mutant> = mutants.iter().map(|(_, mutant)| mutant).collect();
        let Settled {
            fates, witnesses, ..
        } = settle_within(own, &each, domain);
        for ((number, _), fate) in mutants.iter().zip(fates) {
            let Fate::Survived(witness) = fate else {
                put(&mut survivors.judgements, *number, settled_as(fate));
                continue;
            };
            let change = open.get(*number).map(|one| &one.with);
            let (Some(witness), Some(change)) = (witnesses.get(witness), change) else {
                continue;
            };
            let witness = &Witness {
                event: records.sound(witness.event.clone()),
                ..witness.clone()
            };
            let Some(changed) = self.changed(change) else {
                continue;
            };
            let tells = records
                .written(&witness.event)
                .into_iter()
                .find_map(|record| {
                    let record = [record];
                    let events = Records::events(&record);
                    let own = through(&self.plan, &events, None)?;
                    let other = through(&changed, &events, None)?;
                    let [record] = record;
                    (own.passes != other.passes).then_some((record, own))
                });
            let Some((record, run)) = tells else { continue };
            let verbs = ("lets through", "drops");
            let noticed = witness
                .notices
                .iter()
                .filter_map(|at| each.get(*at).copied());
            let noticed: Vec<&Mutant> = noticed.collect();
            let name = title((&self.asked.label, verbs), own, witness, &noticed);
            let wants = match run.passes.is_empty() {
                true => PipeSays::Drops(vec![0]),
                false => PipeSays::Passes(run.passes),
            };
            let judgement = self.missing(&name, (vec![record], None), wants, survivors);
            put(&mut survivors.judgements, *number, judgement);
        }
    }

    /// What becomes of a mutant that records tell which are made for it.
    fn of_record(
        &self,
        change: &PipeChange,
        records: &Records<'_>,
        survivors: &mut Survivors,
    ) -> Judgement {
        let enrichment = match change {
            PipeChange::Template(_) if self.plan.enrichment.is_some() => {
                let template = self.pipe.template();
                template.and_then(|text| answer_to(text.as_str()))
            }
            _ => None,
        };
        let made = match change {
            PipeChange::Batch(_) => {
                let count = self.plan.batch_size.saturating_add(1);
                if count > MOST_IN_CASE {
                    let reason = format!("a case that tells it has {count} records");
                    return Judgement::Undecided(reason);
                }
                records.passing().map(|one| vec![one; count])
            }
            PipeChange::Window(seconds) => {
                let own = self.plan.window_ms.unwrap_or_default() / 1_000;
                let later = u64::try_from(*seconds).unwrap_or_default().max(own);
                let times = [0, later].map(|after| records.arriving(after));
                times.into_iter().collect()
            }
            // The paths of its template lead into what the enrichment answers.
            _ if enrichment.is_some() => records.passing().map(|one| vec![one]),
            _ => {
                let template = self.pipe.template();
                template.and_then(|text| Some(vec![records.revealing(text.as_str())?]))
            }
        };
        let Some((made, changed)) = made.zip(self.changed(change)) else {
            return Judgement::NotJudged;
        };
        let events = Records::events(&made);
        let answer = enrichment.as_ref();
        let runs = through(&self.plan, &events, answer).zip(through(&changed, &events, answer));
        let Some((own, _)) = runs.filter(|(own, other)| own != other) else {
            return Judgement::NotJudged;
        };
        let label = &self.asked.label;
        match change {
            PipeChange::Batch(_) | PipeChange::Window(_) => {
                let name = format!("the batches of {label}");
                self.missing(
                    &name,
                    (made, None),
                    PipeSays::Batches(own.batches),
                    survivors,
                )
            }
            _ => {
                let got = own
                    .invocations
                    .iter()
                    .map(|raw| super::targets::value_of(raw));
                let wants = PipeSays::Invocations(got.collect());
                let name = format!("what {label} sends");
                self.missing(&name, (made, enrichment), wants, survivors)
            }
        }
    }

    fn missing(
        &self,
        name: &str,
        (records, enrichment): (Vec<Value>, Option<Value>),
        wants: PipeSays,
        survivors: &mut Survivors,
    ) -> Judgement {
        let says = Says::Pipe {
            pipe: self.asked.label.clone(),
            records,
            enrichment,
            wants,
        };
        survivors.survived(self.asked.suite, name, says)
    }
}

/// What some filters let through together, as one pattern.
fn together(patterns: &[Pattern]) -> Pattern {
    match patterns {
        [one] => one.clone(),
        several => Pattern::any_of(several.to_vec()),
    }
}

fn put(judgements: &mut [Judgement], number: usize, judgement: Judgement) {
    if let Some(one) = judgements.get_mut(number) {
        *one = judgement;
    }
}
