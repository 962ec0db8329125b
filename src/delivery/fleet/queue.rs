//! Excess invocations wait in the order of their arrival.
//!
//! The k-th event arrives at k / rate. While the target is up, it takes one event every 1 / capacity; after a
//! pause it takes `burst` at once. An event that would have to wait longer than the maximum age is given up when
//! it reaches that age, and takes up no capacity. All of it is computed in fractions of a millisecond that divide
//! both rates, so these hold exactly (r capacity, b burst, A age, λ rate, D outage):
//!
//! * the i-th of a burst leaves at `max(0, (i - b) / r)`; of N, `min(N, b + r A)` are delivered;
//! * with λ > r, the event that arrives at t waits `t (λ / r - 1)`;
//! * with λ < r, the backlog of an outage is gone `λ D / (r - λ)` after its end.
//!
//! # Source
//!
//! EventBridge User Guide, API destinations: invocations above the rate "are throttled. The invocations will still
//! occur, but are delayed". The depth and the order of that queue are not published.

use super::{FleetResult, Point, Traffic};
use crate::delivery::attempts::EndedBy;
use crate::delivery::diagnostics::FLEET;
use crate::diagnostic::Diagnostic;

/// The most events that are simulated.
pub const MAXIMUM_EVENTS: u64 = 100_000_000;

/// Runs the queue. `outages` are sorted, apart, and in milliseconds; nothing leaves during one. `age_ms` is the
/// maximum age.
///
/// # Errors
///
/// * `delivery/fleet`: more than [`MAXIMUM_EVENTS`], or an outage without end and without a maximum age.
pub fn run(
    traffic: &Traffic,
    outages: &[(u64, u64)],
    age_ms: Option<u64>,
) -> Result<FleetResult, Diagnostic> {
    if traffic.events > MAXIMUM_EVENTS {
        let message = format!("{} events are more than {MAXIMUM_EVENTS}", traffic.events);
        return Err(Diagnostic::error(FLEET, message)
            .help("simulate a share of the events at the same share of the rates"));
    }
    if age_ms.is_none() && outages.last().is_some_and(|(_, end)| *end == u64::MAX) {
        return Err(Diagnostic::error(
            FLEET,
            "the target never recovers, and events have no maximum age",
        )
        .help("give `--maximum-event-age`, or an outage with an end"));
    }
    let clock = TickClock::new(traffic);
    let mut arrivals = (1..=traffic.events)
        .map(|number| clock.arrival(number))
        .peekable();
    let mut departures = Departures::new(clock, traffic, outages, age_ms).peekable();
    let mut result = FleetResult::default();
    let mut state = Point::default();
    let mut seen = Backlog::default();
    while let Some(departure) = departures.peek() {
        let now = arrivals
            .peek()
            .map_or(departure.at, |arrival| (*arrival).min(departure.at));
        result.series.hold(state, clock.milliseconds_up(now));
        while arrivals.next_if(|arrival| *arrival <= now).is_some() {
            state.arrived += 1;
        }
        while let Some(departure) = departures.next_if(|departure| departure.at <= now) {
            depart(departure, clock, &mut state, &mut result, &mut seen);
        }
        if state.waiting() > result.peak_waiting {
            result.peak_waiting = state.waiting();
            result.peak_at_ms = clock.milliseconds(now);
        }
        result.ended_at_ms = clock.milliseconds_up(now);
    }
    result.series.end(state, result.ended_at_ms);
    if seen.exists {
        result.drained_at_ms = Some(
            seen.gone_at
                .map_or(result.ended_at_ms, |at| clock.milliseconds_up(at)),
        );
    }
    Ok(result)
}

/// What is known of the backlog.
#[derive(Default)]
struct Backlog {
    exists: bool,
    gone_at: Option<u128>,
}

/// Books an event that leaves.
fn depart(
    departure: Departure,
    clock: TickClock,
    state: &mut Point,
    result: &mut FleetResult,
    seen: &mut Backlog,
) {
    let waited = departure.at - departure.arrival;
    let waited_ms = clock.milliseconds_up(waited);
    if departure.delivered {
        state.delivered += 1;
        state.attempts += 1;
        result.series.attempt(clock.milliseconds(departure.at));
        result.tally.record(EndedBy::Delivered, 1, waited_ms);
    } else {
        state.given_up += 1;
        result.tally.record(EndedBy::MaximumEventAge, 0, waited_ms);
        let first = (departure.number, clock.milliseconds(departure.arrival));
        result.first_too_old.get_or_insert(first);
    }
    if waited > 0 {
        seen.exists = true;
        seen.gone_at = None;
    } else if seen.exists && seen.gone_at.is_none() {
        seen.gone_at = Some(departure.at);
    }
}

/// Time in ticks so fine that arrivals and departures are whole numbers of them.
#[derive(Clone, Copy)]
struct TickClock {
    ticks_per_ms: u128,
    between_arrivals: u128,
    between_departures: u128,
}

impl TickClock {
    fn new(traffic: &Traffic) -> Self {
        let per_event =
            |rate: Option<super::Rate>| rate.map_or((1, 0), |rate| (rate.events, rate.per_ms));
        let (arriving, arriving_ms) = per_event(traffic.rate);
        let (leaving, leaving_ms) = per_event(traffic.capacity);
        // Each factor is below 2^32, and times in milliseconds below 2^64: all products fit.
        Self {
            ticks_per_ms: u128::from(arriving) * u128::from(leaving),
            between_arrivals: u128::from(arriving_ms) * u128::from(leaving),
            between_departures: u128::from(leaving_ms) * u128::from(arriving),
        }
    }

    fn arrival(self, number: u64) -> u128 {
        u128::from(number) * self.between_arrivals
    }

    fn ticks(self, milliseconds: u64) -> u128 {
        u128::from(milliseconds) * self.ticks_per_ms
    }

    fn milliseconds(self, ticks: u128) -> u64 {
        u64::try_from(ticks / self.ticks_per_ms.max(1)).unwrap_or(u64::MAX)
    }

    fn milliseconds_up(self, ticks: u128) -> u64 {
        u64::try_from(ticks.div_ceil(self.ticks_per_ms.max(1))).unwrap_or(u64::MAX)
    }
}

/// An event that leaves the queue.
#[derive(Clone, Copy)]
struct Departure {
    number: u64,
    arrival: u128,
    at: u128,
    delivered: bool,
}

/// The events in the order in which they leave, which is that of their arrival.
struct Departures<'a> {
    clock: TickClock,
    events: u64,
    burst: u64,
    age: Option<u128>,
    outages: &'a [(u64, u64)],
    number: u64,
    /// Since when the target is up.
    up_since: u128,
    /// When the target will have caught up with everything that it has taken.
    level_at: u128,
}

impl<'a> Departures<'a> {
    fn new(
        clock: TickClock,
        traffic: &Traffic,
        outages: &'a [(u64, u64)],
        age_ms: Option<u64>,
    ) -> Self {
        let mut departures = Self {
            clock,
            events: traffic.events,
            burst: traffic.burst,
            age: age_ms.map(|age| clock.ticks(age)),
            outages,
            number: 0,
            up_since: 0,
            level_at: 0,
        };
        departures.come_up(0);
        departures
    }

    /// The target is up from `at` on, ready for a burst. With a burst of 0 even the first event takes its time.
    fn come_up(&mut self, at: u128) {
        self.up_since = at;
        self.level_at = match self.burst {
            0 => at.saturating_add(self.clock.between_departures),
            _ => at,
        };
    }

    /// When the target takes an event that is there from `arrival` on, and when it will have caught up with it:
    /// a token bucket, told by the time at which it will be full again.
    fn slot(&self, arrival: u128) -> (u128, u128) {
        let step = self.clock.between_departures;
        let level_at = self.level_at.max(arrival).saturating_add(step);
        let burst = u128::from(self.burst.max(1)).saturating_mul(step);
        let at = arrival
            .max(self.up_since)
            .max(level_at.saturating_sub(burst));
        (at, level_at)
    }

    /// The same, past the outages.
    fn available(&mut self, arrival: u128) -> (u128, u128) {
        while let Some(((start_ms, end_ms), rest)) = self.outages.split_first() {
            let slot = self.slot(arrival);
            if slot.0 < self.clock.ticks(*start_ms) {
                return slot;
            }
            self.come_up(self.clock.ticks(*end_ms));
            self.outages = rest;
        }
        self.slot(arrival)
    }
}

impl Iterator for Departures<'_> {
    type Item = Departure;

    fn next(&mut self) -> Option<Departure> {
        if self.number >= self.events {
            return None;
        }
        self.number += 1;
        let arrival = self.clock.arrival(self.number);
        let (at, level_at) = self.available(arrival);
        let deadline = self.age.map(|age| arrival.saturating_add(age));
        let too_late = deadline.filter(|deadline| at > *deadline);
        if too_late.is_none() {
            self.level_at = level_at;
        }
        Some(Departure {
            number: self.number,
            arrival,
            at: too_late.unwrap_or(at),
            delivered: too_late.is_none(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Rate;

    fn traffic(events: u64, rate: Option<&str>, capacity: &str, burst: u64) -> Traffic {
        Traffic {
            events,
            rate: rate.map(|rate| Rate::parse(rate).unwrap()),
            capacity: Some(Rate::parse(capacity).unwrap()),
            burst,
        }
    }

    #[test]
    fn the_i_th_of_a_burst_leaves_at_i_minus_b_over_r() {
        for burst in [0, 1, 5] {
            let traffic = traffic(12, None, "4/s", burst);
            let left: Vec<u128> = Departures::new(TickClock::new(&traffic), &traffic, &[], None)
                .map(|departure| departure.at)
                .collect();
            // One tick is a millisecond here: a departure every 250 ms.
            let expected: Vec<u128> = (1..=12_u64)
                .map(|i| u128::from(i.saturating_sub(burst)) * 250)
                .collect();
            assert_eq!(left, expected, "{burst}");
        }
    }

    #[test]
    fn a_bucket_keeps_parts_of_tokens() {
        // Five tokens, 0.75 earned for each one spent: 20 events leave at once, as 5 / (1 - 0.75).
        let traffic = traffic(30, Some("4/s"), "3/s", 5);
        let waited: Vec<bool> = Departures::new(TickClock::new(&traffic), &traffic, &[], None)
            .map(|departure| departure.at > departure.arrival)
            .collect();
        let first = waited.iter().position(|waited| *waited).unwrap();
        assert!((16..=21).contains(&first), "{first}");
    }

    #[test]
    fn an_outage_delays_and_its_backlog_drains() {
        let fleet = run(
            &traffic(25_000, Some("2/s"), "3/s", 0),
            &[(0, 3_600_000)],
            Some(86_400_000),
        )
        .unwrap();
        assert_eq!(fleet.tally.delivered, 25_000);
        assert_eq!(fleet.drained_at_ms, Some(10_800_000));
        assert_eq!(fleet.peak_waiting, 7_200);
        assert_eq!(fleet.peak_at_ms, 3_600_000);
    }

    #[test]
    fn an_endless_outage_needs_a_maximum_age() {
        let traffic = traffic(10, None, "1/s", 0);
        assert!(run(&traffic, &[(0, u64::MAX)], None).is_err());
        let fleet = run(&traffic, &[(0, u64::MAX)], Some(60_000)).unwrap();
        assert_eq!(
            (
                fleet.tally.delivered,
                fleet.tally.too_old,
                fleet.ended_at_ms
            ),
            (0, 10, 60_000)
        );
    }
}
