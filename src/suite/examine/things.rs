//! Everything that has mutants beside the patterns of rules and their targets.

use super::buses::AskedBus;
use super::deliveries::AskedDelivery;
use super::examined::Examined;
use super::mutants::IsWanted;
use super::pipes::AskedPipe;
use super::queues::AskedQueue;
use super::rules::{CaseNumbers, TestedSuite};
use super::schedules::AskedSchedule;
use super::states::AskedState;

/// Something that suites test and that has mutants, with the cases that are about it.
#[derive(Debug)]
pub struct AskedThing<'p>(Thing<'p>);

#[derive(Debug)]
enum Thing<'p> {
    Schedule(Box<AskedSchedule>),
    Delivery(AskedDelivery<'p>),
    Pipe(Box<AskedPipe<'p>>),
    Bus(AskedBus),
    Queue(AskedQueue),
    State(AskedState<'p>),
}

/// All schedules, deliveries, pipes, buses and dead-letter queues that suites test, whether or not a case is about them, each
/// once. Only cases count whose names `is_asked` takes.
#[must_use]
pub fn asked_things<'p>(
    suites: &[TestedSuite<'p>],
    numbers: &CaseNumbers,
    is_asked: &dyn Fn(&str) -> bool,
) -> Vec<AskedThing<'p>> {
    let asking = (suites, numbers, is_asked);
    let schedules = AskedSchedule::all(asking).into_iter();
    let schedules = schedules.map(|one| Thing::Schedule(Box::new(one)));
    let deliveries = AskedDelivery::all(asking).into_iter().map(Thing::Delivery);
    let pipes = AskedPipe::all(asking).into_iter();
    let pipes = pipes.map(|one| Thing::Pipe(Box::new(one)));
    let buses = AskedBus::all(asking).into_iter().map(Thing::Bus);
    let queues = AskedQueue::all(asking).into_iter().map(Thing::Queue);
    let states = AskedState::all(asking).into_iter().map(Thing::State);
    let all = states.chain(schedules).chain(deliveries).chain(pipes);
    let all = all.chain(buses).chain(queues);
    all.map(AskedThing).collect()
}

impl AskedThing<'_> {
    /// Its mutants that are wanted, of which nothing is asked.
    #[must_use]
    pub fn listed(&self, is_wanted: &IsWanted<'_>) -> Examined {
        match &self.0 {
            Thing::Schedule(one) => one.listed(is_wanted),
            Thing::Delivery(one) => one.listed(is_wanted),
            Thing::Pipe(one) => one.listed(is_wanted),
            Thing::Bus(one) => one.listed(is_wanted),
            Thing::Queue(one) => one.listed(is_wanted),
            Thing::State(one) => one.listed(is_wanted),
        }
    }

    /// Judges its mutants that are wanted.
    #[must_use]
    pub fn judged(
        &self,
        suites: (&[TestedSuite<'_>], &CaseNumbers),
        is_wanted: &IsWanted<'_>,
    ) -> Examined {
        match &self.0 {
            Thing::Schedule(one) => one.judged(suites, is_wanted),
            Thing::Delivery(one) => one.judged(suites, is_wanted),
            Thing::Pipe(one) => one.judged(suites, is_wanted),
            Thing::Bus(one) => one.judged(suites, is_wanted),
            Thing::Queue(one) => one.judged(suites, is_wanted),
            Thing::State(one) => one.judged(suites, is_wanted),
        }
    }
}
