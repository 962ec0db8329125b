//! What becomes of the mutants of how targets are tried again.

use std::collections::BTreeMap;

use super::examined::{Examined, Judgement, SubjectKind};
use super::instances::{Instances, Place};
use super::judging::{Asked, Made, Survivors};
use super::mutants::IsWanted;
use super::rules::{Asking, CaseNumbers, TestedSuite};
use crate::delivery::{FailureModel, FailureRule, Outcome, Profile};
use crate::model::{Inventory, Target};
use crate::simulate::way::{LiesIn, Next, Start, Way};
use crate::source::Source;
use crate::suite::addition::Says;
use crate::suite::http::may_answer_http;
use crate::suite::mutant::limits::{LimitChange, limit_mutants};
use crate::suite::prepared::{Delivering, PreparedKind};
use crate::suite::run::{Replacement, changed};
use crate::suite::subject::{Addressed, AddressedTarget, Subject};

/// Nothing is accepted.
const ALWAYS: &str = "always";

/// How a target is tried again, of a rule or a schedule.
#[derive(Debug)]
pub(super) struct AskedDelivery<'p> {
    asked: Asked<Delivering>,
    /// What the suite calls the target.
    name: String,
    target: &'p Target,
    inventory: &'p Inventory,
    start: Start<'p>,
    profile: Profile,
}

impl<'p> AskedDelivery<'p> {
    /// All targets of suites that say how they are tried again, in the order of the templates.
    pub(super) fn all((suites, numbers, is_asked): Asking<'_, 'p>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<Place, usize> = BTreeMap::new();
        for (suite, tested) in suites.iter().enumerate() {
            let prepared = tested.prepared;
            let mut places: BTreeMap<Delivering, usize> = BTreeMap::new();
            let mut instances = Instances::default();
            for (of, found) in of_subject(&prepared.subject, suite) {
                let key = instances.next(&found.asked.source, found.target.span.start);
                let place = *known.entry(key).or_insert_with(|| {
                    all.push(found);
                    all.len() - 1
                });
                places.insert(of, place);
            }
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases).enumerate();
            for (case, (said, prepared)) in cases {
                if let PreparedKind::Retries(asking) = &prepared.kind
                    && is_asked(&said.name)
                    && let Some(place) = places.get(&asking.of)
                    && let Some(one) = all.get_mut(*place)
                {
                    one.asked.cases.push((numbers.of(suite, case), asking.of));
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
            |with, passing| passing.noticing(|of| Replacement::Limits { of, with: *with }),
            |open| {
                let mut survivors = Survivors::new();
                let way = if open.is_empty() { None } else { self.way() };
                for one in open {
                    let judgement = self.survivor(way.as_ref(), one.with, &mut survivors);
                    survivors.judgements.push(judgement);
                }
                survivors
            },
        )
    }

    fn made(&self) -> Vec<Made<LimitChange>> {
        let mutants = limit_mutants(self.target, self.profile).into_iter();
        let made = mutants.map(|mutant| Made {
            mutator: mutant.mutator,
            span: mutant.edit.span,
            edit: mutant.edit,
            source: None,
            description: mutant.description,
            with: mutant.change,
        });
        made.collect()
    }

    /// The way of an event to the target; `None` if it is not known.
    fn way(&self) -> Option<Way> {
        let way = failing(&Way::of(self.inventory, self.start.clone())?, ALWAYS)?;
        let is_open = way.open().next().is_some();
        (!is_open).then_some(way)
    }

    /// What becomes of a change that no case notices: of what is tried in vain.
    ///
    /// Whatever fails, attempts are made at the same times until one is accepted, unless the answer asks for more time: so
    /// what always fails tells retries apart, and ages what asks for more time than the shorter of the two. Else, where as many attempts are
    /// made in vain, and nothing follows on giving up for which the time would count, nobody can tell the two apart.
    fn survivor(
        &self,
        way: Option<&Way>,
        change: LimitChange,
        survivors: &mut Survivors,
    ) -> Judgement {
        let Some(way) = way else {
            let reason = "it is not known what becomes of what the target does not take";
            return Judgement::Undecided(reason.to_owned());
        };
        let first = way.hops.first();
        let own = first.and_then(|hop| hop.scenario.policy.maximum_event_age_seconds);
        let later = match change {
            LimitChange::Policy(policy)
                if self.profile == Profile::Rule
                    && may_answer_http(self.target, self.inventory) =>
            {
                own.zip(policy.maximum_event_age_seconds)
            }
            _ => None,
        };
        let later = later.map(|(own, other)| own + u64::from(own < other));
        let later = later.map(|seconds| format!("codes=429:retry-after={seconds}"));
        for fail in [ALWAYS.to_owned()].into_iter().chain(later) {
            let Some(way) = failing(way, &fail) else {
                continue;
            };
            let own = ended(&way);
            if own == ended(&changed(&way, change)) {
                continue;
            }
            let label = &self.name;
            let (outcome, attempts, _) = own;
            let plural = if attempts == 1 { "" } else { "s" };
            let name = format!("{label} gives up after {attempts} attempt{plural}");
            let says = Says::Retries {
                target: label.clone(),
                fail,
                outcome: outcome.name(),
                attempts,
            };
            return survivors.survived(self.asked.suite, &name, says);
        }
        let goes_on = first.is_none_or(|hop| {
            let mut nexts = hop.given_up.iter();
            nexts.any(|next| !matches!(next, Next::Ends(_)))
        });
        match goes_on {
            false => Judgement::Equivalent,
            true => Judgement::Undecided(
                "as many attempts are made in vain, and of what follows then it is not known"
                    .to_owned(),
            ),
        }
    }
}

/// The way if this fails where it begins.
fn failing(way: &Way, fail: &str) -> Option<Way> {
    let mut way = way.clone();
    let hop = way.hops.first_mut()?;
    let family = hop.scenario.profile.codes();
    let rule = FailureRule::parse(fail, family, None).ok()?;
    hop.scenario.failures = FailureModel::new(vec![rule], family, None).ok()?;
    way.fail_for_certain();
    Some(way)
}

/// What cases can say of a way: what becomes of the event, after how many attempts, and where it lies.
fn ended(way: &Way) -> (Outcome, u64, Vec<(usize, LiesIn)>) {
    let played = way.play(0, 0, |_, _| {});
    let first = played.hops.first().and_then(Option::as_ref);
    let lies = played.lies.iter().map(|lies| (lies.hop, lies.kind));
    let attempts = first.map_or(0, |hop| hop.attempts);
    (played.outcome(), attempts, lies.collect())
}

/// The targets of one suite that say how they are tried again.
fn of_subject(
    subject: &Subject,
    suite: usize,
) -> impl Iterator<Item = (Delivering, AskedDelivery<'_>)> {
    let rules = (0_u32..).zip(&subject.rules);
    let of_rules = rules.filter_map(move |(number, rule)| {
        let template = subject.templates.get(rule.template)?;
        let (declared, source) = subject.declaration(number)?;
        let targets = declared.targets.iter().enumerate();
        Some(targets.map(move |(at, target)| {
            let address = AddressedTarget {
                rule: Addressed::Rule(number),
                target: at,
            };
            let name = subject.target_label(address);
            let delivery = AskedDelivery {
                asked: asked(&name, source, (target, suite)),
                name,
                target,
                inventory: &template.inventory,
                start: Start::Target(Some(declared), target),
                profile: Profile::Rule,
            };
            (Delivering::Target(address), delivery)
        }))
    });
    let schedules = subject.schedules.iter().enumerate();
    let of_schedules = schedules.filter_map(move |(number, schedule)| {
        let template = subject.templates.get(schedule.template)?;
        let target = schedule.declared.target.as_ref()?;
        let delivery = AskedDelivery {
            asked: asked(&schedule.label, &template.source, (target, suite)),
            name: schedule.label.clone(),
            target,
            inventory: &template.inventory,
            start: Start::Schedule(&schedule.declared),
            profile: Profile::Scheduler,
        };
        Some((Delivering::Schedule(number), delivery))
    });
    let all = of_rules.flatten().chain(of_schedules);
    all.filter(|(_, one)| one.target.retry_policy.is_some() || one.target.dead_letter.is_some())
}

fn asked(name: &str, source: &Source, (target, suite): (&Target, usize)) -> Asked<Delivering> {
    Asked {
        kind: SubjectKind::Delivery,
        label: format!("retries of {name}"),
        source: source.clone(),
        whole: target.span,
        suite,
        cases: Vec::new(),
        is_open: false,
    }
}
