//! Every event is attempted when its own retry policy says so, and the target refuses what exceeds its capacity.
//!
//! An attempt that the failures let through takes one token of the target's capacity; without a token it is
//! answered with throttling, which is retried and uses up a retry. Random outages are those of the target, the
//! same for all events; all other luck is each event's own.
//!
//! What happens at the same millisecond happens in the order in which it was decided, so a run depends on its
//! arguments alone.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{FleetResult, Point, Traffic};
use crate::delivery::attempts::{AttemptResult, Delivery, EndedBy, Follow, Scenario};
use crate::delivery::codes::Retried;
use crate::delivery::diagnostics::FLEET;
use crate::delivery::failure::{FailedAnswer, Outages};
use crate::delivery::random::Draws;
use crate::diagnostic::Diagnostic;

/// The most events that are simulated: each needs about a hundred bytes.
pub const MAXIMUM_EVENTS: u64 = 1_000_000;

/// What is to happen to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Planned {
    Attempt,
    End(EndedBy),
}

/// Runs the fleet.
///
/// # Errors
///
/// * `delivery/fleet`: more than [`MAXIMUM_EVENTS`].
pub fn run(scenario: &Scenario, seed: u64, traffic: &Traffic) -> Result<FleetResult, Diagnostic> {
    if traffic.events > MAXIMUM_EVENTS {
        let message = format!("{} events are more than {MAXIMUM_EVENTS}", traffic.events);
        return Err(Diagnostic::error(FLEET, message)
            .help("simulate a share of the events at the same share of the rates, or use `--overload queue`"));
    }
    let mut storm = Storm::new(scenario, seed, traffic);
    while let Some(now) = storm.next_time() {
        storm.happen(now);
    }
    let Storm {
        mut result, state, ..
    } = storm;
    result.series.end(state, result.ended_at_ms);
    Ok(result)
}

struct Storm<'a> {
    scenario: &'a Scenario,
    seed: u64,
    traffic: &'a Traffic,
    throttled: FailedAnswer,
    outages: Outages,
    tokens: Tokens,
    /// Of the events that have arrived and not ended.
    deliveries: Vec<Option<Box<Delivery>>>,
    /// By time, then by the order in which it was decided.
    agenda: BinaryHeap<Reverse<(u64, u64, usize, Planned)>>,
    decided: u64,
    state: Point,
    result: FleetResult,
}

impl<'a> Storm<'a> {
    fn new(scenario: &'a Scenario, seed: u64, traffic: &'a Traffic) -> Self {
        let family = scenario.profile.codes();
        Self {
            scenario,
            seed,
            traffic,
            throttled: FailedAnswer {
                code: family.throttling().to_owned(),
                retried: Retried::Yes,
                retry_after_seconds: None,
            },
            outages: Outages::new(Draws::new(seed, u64::MAX, scenario.target)),
            tokens: Tokens::new(traffic),
            deliveries: Vec::new(),
            agenda: BinaryHeap::new(),
            decided: 0,
            state: Point::default(),
            result: FleetResult::default(),
        }
    }

    /// When the next event arrives, if one is left.
    fn next_arrival(&self) -> Option<u64> {
        let number = self.deliveries.len() as u64 + 1;
        (number <= self.traffic.events).then(|| match self.traffic.rate {
            None => 0,
            Some(rate) => {
                let at = u128::from(number) * u128::from(rate.per_ms) / u128::from(rate.events);
                u64::try_from(at).unwrap_or(u64::MAX)
            }
        })
    }

    fn next_time(&self) -> Option<u64> {
        let decided = self.agenda.peek().map(|Reverse((at_ms, ..))| *at_ms);
        match (decided, self.next_arrival()) {
            (Some(decided), Some(arrival)) => Some(decided.min(arrival)),
            (decided, arrival) => decided.or(arrival),
        }
    }

    fn decide(&mut self, at_ms: u64, event: usize, planned: Planned) {
        self.decided += 1;
        self.agenda
            .push(Reverse((at_ms, self.decided, event, planned)));
    }

    /// Does everything that happens at one time.
    fn happen(&mut self, now: u64) {
        self.result.series.hold(self.state, now);
        while self.next_arrival().is_some_and(|arrival| arrival <= now) {
            let event = self.deliveries.len();
            self.deliveries.push(Some(Box::new(Delivery::new(now))));
            self.state.arrived += 1;
            let first = now.saturating_add(self.scenario.dispatch_delay_ms);
            self.decide(first, event, Planned::Attempt);
        }
        while let Some(Reverse((at_ms, _, event, planned))) = self.agenda.peek().copied() {
            if at_ms > now {
                break;
            }
            self.agenda.pop();
            match planned {
                Planned::Attempt => self.attempt(now, event),
                Planned::End(by) => self.end(now, event, by),
            }
        }
        let waiting = self.state.waiting();
        if waiting > self.result.peak_waiting {
            self.result.peak_waiting = waiting;
            self.result.peak_at_ms = now;
            self.result.drained_at_ms = None;
        } else if waiting == 0
            && self.result.peak_waiting > 0
            && self.result.drained_at_ms.is_none()
        {
            self.result.drained_at_ms = Some(now);
        }
        self.result.ended_at_ms = now;
    }

    fn attempt(&mut self, now: u64, event: usize) {
        let Some(mut delivery) = self.deliveries.get_mut(event).and_then(Option::take) else {
            return;
        };
        let draws = Draws::new(self.seed, event as u64, self.scenario.target);
        let mut attempt = self
            .scenario
            .attempt(now, &mut delivery, &mut self.outages, &draws);
        if attempt.result == AttemptResult::Success && !self.tokens.take(now) {
            self.result.throttled += 1;
            attempt = self
                .scenario
                .record(now, 0, Some(&self.throttled), &mut delivery);
        }
        self.state.attempts += 1;
        self.result.series.attempt(now);
        let (at_ms, planned) = match self.scenario.follow(&attempt, &mut delivery, &draws) {
            Follow::Attempt { at_ms } => (at_ms, Planned::Attempt),
            Follow::End { by, at_ms } => (at_ms, Planned::End(by)),
        };
        if let Some(slot) = self.deliveries.get_mut(event) {
            *slot = Some(delivery);
        }
        self.decide(at_ms, event, planned);
    }

    fn end(&mut self, now: u64, event: usize, by: EndedBy) {
        let Some(delivery) = self.deliveries.get_mut(event).and_then(Option::take) else {
            return;
        };
        let after_ms = now.saturating_sub(delivery.arrival_ms);
        self.result.tally.record(by, delivery.attempts, after_ms);
        self.result.tally.timed_out += delivery.timed_out;
        if by == EndedBy::Delivered {
            self.state.delivered += 1;
        } else {
            self.state.given_up += 1;
        }
        if by == EndedBy::MaximumEventAge {
            let first = (event as u64 + 1, delivery.arrival_ms);
            self.result.first_too_old.get_or_insert(first);
        }
    }
}

/// The target's capacity: a token bucket, told by the time at which it will be full again, in fractions of a
/// millisecond that divide the rate.
struct Tokens {
    ticks_per_ms: u128,
    step: u128,
    burst: u128,
    full_at: u128,
}

impl Tokens {
    fn new(traffic: &Traffic) -> Self {
        let (events, per_ms) = traffic
            .capacity
            .map_or((1, 0), |rate| (rate.events, rate.per_ms));
        let step = u128::from(per_ms);
        Self {
            ticks_per_ms: u128::from(events),
            step,
            burst: step.saturating_mul(u128::from(traffic.burst.max(1))),
            full_at: 0,
        }
    }

    /// Takes a token, if there is one.
    fn take(&mut self, now_ms: u64) -> bool {
        let now = u128::from(now_ms) * self.ticks_per_ms;
        let full_at = self.full_at.max(now) + self.step;
        let is_there = full_at.saturating_sub(self.burst) <= now;
        if is_there {
            self.full_at = full_at;
        }
        is_there
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{FailureModel, FailureRule, Profile, Rate, RetryPolicy};

    fn scenario(failure: &str) -> Scenario {
        let codes = Profile::Rule.codes();
        let rule = FailureRule::parse(failure, codes, None).unwrap();
        let failures = FailureModel::new(vec![rule], codes, None).unwrap();
        let policy = RetryPolicy::new(Profile::Rule, None, None).unwrap();
        Scenario::new(Profile::Rule, policy, failures)
    }

    fn traffic(events: u64, rate: &str, capacity: &str) -> Traffic {
        Traffic {
            events,
            rate: Some(Rate::parse(rate).unwrap()),
            capacity: Some(Rate::parse(capacity).unwrap()),
            burst: 1,
        }
    }

    #[test]
    fn nothing_is_refused_below_the_capacity() {
        let fleet = run(&scenario("never"), 0, &traffic(1_000, "10/s", "20/s")).unwrap();
        assert_eq!(fleet.tally.delivered, 1_000);
        assert_eq!((fleet.tally.attempts.sum(), fleet.throttled), (1_000, 0));
        assert_eq!((fleet.peak_waiting, fleet.drained_at_ms), (0, None));
    }

    #[test]
    fn refusals_use_up_retries_until_there_is_room() {
        let fleet = run(&scenario("never"), 0, &traffic(1_000, "20/s", "10/s")).unwrap();
        assert_eq!(fleet.tally.runs, 1_000);
        assert!(fleet.throttled > 0);
        let attempts = u128::from(fleet.tally.delivered + fleet.throttled);
        assert_eq!(fleet.tally.attempts.sum(), attempts);
    }

    #[test]
    fn an_outage_ends_in_a_storm() {
        let fleet = run(&scenario("until=1h"), 0, &traffic(20_000, "10/s", "1000/s")).unwrap();
        assert_eq!(fleet.tally.delivered, 20_000);
        assert!(fleet.series.most_attempts_in_a_second() >= 10, "{fleet:?}");
        assert_eq!(fleet.peak_waiting, 20_000);
    }
}
