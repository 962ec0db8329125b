//! The way of one event in virtual time, and where it lies in the end.

use std::collections::BTreeMap;

use super::hop::{Hop, Next, Reads, Way};
use super::letters::{Letters, Setting};
use super::lies::LiesIn;
use super::station::Station;
use crate::delivery::{Attempt, EndedBy, FailedAnswer, Latency, Outcome, Pace, Profile};

/// How many times of attempts are kept of each hop.
const KEPT_TIMES: usize = 8;

/// How many attempts are played of a message that goes round.
const MAXIMUM_ATTEMPTS_GOING_ROUND: u64 = 1_000_000;

/// How a hop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// It was accepted.
    Accepted,
    /// It was given up.
    GivenUp,
    /// What was tried is not kept any longer: nothing gives it to anybody.
    Expired,
}

/// A hop that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayedHop {
    /// When it began, since the event arrived.
    pub begins_ms: u64,
    /// When it ended, since the event arrived.
    pub ended_ms: u64,
    /// How it ended.
    pub how: Ended,
    /// Why.
    pub by: EndedBy,
    /// How often the event was tried.
    pub attempts: u64,
    /// How often the target was invoked until then, with what isolated the record that fails.
    pub invocations: u64,
    /// When it was tried, since the event arrived: the first times.
    pub times_ms: Vec<u64>,
    /// The error of the last attempt.
    pub code: Option<String>,
    /// How long what stands behind the event waited.
    pub blocks_ms: Option<u64>,
    /// How often the hop was made: more than once where a message goes round.
    pub rounds: u64,
    /// Whether a retry fell exactly on the maximum age.
    pub is_at_the_limit: bool,
}

/// When a hop begins, since the event arrived.
#[derive(Clone, Copy, Debug, Default)]
struct Begins {
    at_ms: u64,
    /// Since when the age of a message counts.
    sent_ms: u64,
    /// How often it went round before.
    rounds: u64,
    /// The hop from which it went round.
    round: Option<usize>,
}

/// Where an event lies, by one branch of its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lies {
    /// The hop that ended there.
    pub hop: usize,
    /// The hop whose deliveries it came by: one that gives up may put what it had in two places.
    pub delivery: usize,
    /// How it lies.
    pub kind: LiesIn,
    /// Since when, counted from the arrival of the event.
    pub at_ms: u64,
    /// The hop that would be made again, or that was, until nothing kept the message any longer.
    pub round: Option<usize>,
}

/// The way of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// Each hop of the way; `None` for those that were not made.
    pub hops: Vec<Option<PlayedHop>>,
    /// Where the event lies in the end: a place for each branch.
    pub lies: Vec<Lies>,
}

impl Played {
    /// Whether the event came to the end of its way, by every branch.
    #[must_use]
    pub fn arrives(&self) -> bool {
        self.lies.iter().all(|lies| lies.kind.is_arrival())
    }

    /// Whether the event is gone by its first hop, as what kept it, or should keep it then, does so no longer.
    #[must_use]
    pub fn expires_first(&self) -> bool {
        let is_gone = |kind| matches!(kind, LiesIn::Expired | LiesIn::ExpiredOnArrival);
        self.lies
            .iter()
            .any(|lies| lies.hop == 0 && lies.round.is_none() && is_gone(lies.kind))
    }

    /// What became of the event: of several branches the worst. Of what one delivery put in two places, the better one
    /// counts: what lies anywhere is not gone.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let mut deliveries = BTreeMap::new();
        for lies in &self.lies {
            let outcome = lies.kind.outcome();
            let best = deliveries.entry(lies.delivery).or_insert(outcome);
            *best = outcome.min(*best);
        }
        deliveries.into_values().max().unwrap_or(Outcome::Delivered)
    }
}

/// A way while it is played.
struct Playing<'w> {
    way: &'w Way,
    /// The hops that are to be made, and when.
    begins: Vec<Option<Begins>>,
    played: Played,
    /// How many attempts messages made that go round.
    attempts: u64,
}

impl Playing<'_> {
    /// Follows on a hop that was made; the hop to go on with, if that is one before.
    fn made(&mut self, at: usize, begins: Begins, made: PlayedHop) -> Option<usize> {
        let hop = self.way.hops.get(at)?;
        let sent_ms = match made.how {
            Ended::GivenUp if hop.hands_on_its_age() => begins.sent_ms,
            _ => made.ended_ms,
        };
        let expired = [Next::Ends(LiesIn::Expired)];
        let nexts = match made.how {
            Ended::Accepted => hop.accepted.as_slice(),
            Ended::GivenUp => hop.given_up.as_slice(),
            Ended::Expired => &expired,
        };
        let mut again = None;
        for next in nexts {
            let lies = |kind: LiesIn, round| Lies {
                hop: at,
                delivery: self.way.parted(at),
                kind,
                at_ms: made.ended_ms,
                round,
            };
            match *next {
                Next::Hop(next) => {
                    let begins = Begins {
                        at_ms: made.ended_ms,
                        sent_ms,
                        ..begins
                    };
                    if let Some(place) = self.begins.get_mut(next) {
                        *place = Some(begins);
                    }
                }
                Next::Circle(round) if self.way.ages(round, at) => {
                    self.attempts = self.attempts.saturating_add(made.attempts);
                    again = Some(round);
                    if let Some(place) = self.begins.get_mut(round) {
                        *place = Some(self.way.next_round(round, &made, begins, self.attempts));
                    }
                }
                Next::Circle(round) => self.played.lies.push(lies(LiesIn::Circle, Some(round))),
                Next::Ends(LiesIn::Letter) if hop.is_too_old(made.ended_ms, sent_ms) => {
                    self.played
                        .lies
                        .push(lies(LiesIn::ExpiredOnArrival, begins.round));
                }
                Next::Ends(kind) => {
                    // What comes back to the queue with which it began is taken as what that has.
                    let kind = match self.way.came_by(at).is_some() {
                        true => kind.as_letter(),
                        false => kind,
                    };
                    self.played.lies.push(lies(kind, begins.round));
                }
            }
        }
        if let Some(place) = self.played.hops.get_mut(at) {
            match place {
                Some(before) => before.again(made),
                None => *place = Some(made),
            }
        }
        again
    }
}

impl Way {
    /// When a message that goes round begins the next round. What takes no time would have no end, and what has made more
    /// attempts than are played fails on and on until its queue keeps it no longer.
    fn next_round(&self, round: usize, made: &PlayedHop, begins: Begins, attempts: u64) -> Begins {
        let retention_ms = self
            .hops
            .get(round)
            .map_or(0, |hop| match hop.scenario.pace {
                Pace::Receives { retention_ms, .. } => retention_ms,
                _ => 0,
            });
        let at_ms = match attempts > MAXIMUM_ATTEMPTS_GOING_ROUND {
            true => begins.sent_ms.saturating_add(retention_ms),
            false => made.ended_ms.max(begins.at_ms.saturating_add(1_000)),
        };
        Begins {
            at_ms,
            sent_ms: begins.sent_ms,
            rounds: begins.rounds + 1,
            round: Some(round),
        }
    }

    /// Plays the way of the event at `event_index`, telling of each attempt with the number of its hop.
    ///
    /// The result depends on the arguments and the way alone.
    pub fn play(
        &self,
        seed: u64,
        event_index: u64,
        mut tell: impl FnMut(usize, &Attempt<'_>),
    ) -> Played {
        let first = |hop: &Hop| hop.after.is_none().then(Begins::default);
        let mut playing = Playing {
            way: self,
            begins: self.hops.iter().map(first).collect(),
            played: Played {
                hops: vec![None; self.hops.len()],
                lies: Vec::new(),
            },
            attempts: 0,
        };
        let mut at = 0;
        while let Some(hop) = self.hops.get(at) {
            let begins = playing.begins.get_mut(at).and_then(Option::take);
            let again = begins.and_then(|begins| {
                // Every round has luck of its own.
                let draws = (seed.wrapping_add(begins.rounds), event_index);
                let made = hop.play(draws, begins, |attempt| tell(at, attempt));
                playing.made(at, begins, made)
            });
            at = again.unwrap_or(at + 1);
        }
        playing.played
    }

    /// Whether a message that goes round from a hop to another keeps its age all the while: queues hand it on and on.
    fn ages(&self, round: usize, at: usize) -> bool {
        let mut at = at;
        while let Some(hop) = self.hops.get(at).filter(|hop| hop.hands_on_its_age()) {
            match hop.after {
                _ if at == round => return true,
                Some(after) if !after.accepted => at = after.hop,
                _ => return false,
            }
        }
        false
    }

    /// The hop from which on the age of what a hop has counts: the first of the queues that handed it on.
    #[must_use]
    pub fn ages_since(&self, mut at: usize) -> usize {
        while let Some(after) = self.hops.get(at).and_then(|hop| hop.after)
            && !after.accepted
            && self.hops.get(after.hop).is_some_and(Hop::hands_on_its_age)
        {
            at = after.hop;
        }
        at
    }

    /// The hops that may be made at all, whatever fails.
    #[must_use]
    pub fn reachable(&self) -> Vec<bool> {
        let mut is_reached: Vec<bool> = self.hops.iter().map(|hop| hop.after.is_none()).collect();
        for (at, hop) in self.hops.iter().enumerate() {
            if !is_reached.get(at).copied().unwrap_or(false) {
                continue;
            }
            for next in hop.accepted.iter().chain(&hop.given_up) {
                if let Next::Hop(next) = next
                    && let Some(is) = is_reached.get_mut(*next)
                {
                    *is = true;
                }
            }
        }
        is_reached
    }
}

impl PlayedHop {
    /// What a queue deletes before anybody receives it.
    const fn expired(begins_ms: u64) -> Self {
        Self {
            begins_ms,
            ended_ms: begins_ms,
            how: Ended::Expired,
            by: EndedBy::MaximumEventAge,
            attempts: 0,
            invocations: 0,
            times_ms: Vec::new(),
            code: None,
            blocks_ms: None,
            rounds: 1,
            is_at_the_limit: false,
        }
    }

    /// The same hop, made once more.
    fn again(&mut self, made: Self) {
        let Self {
            ended_ms, how, by, ..
        } = made;
        *self = Self {
            begins_ms: self.begins_ms,
            ended_ms,
            how,
            by,
            attempts: self.attempts.saturating_add(made.attempts),
            invocations: self.invocations.saturating_add(made.invocations),
            times_ms: {
                let mut times = std::mem::take(&mut self.times_ms);
                times.extend(made.times_ms);
                times.truncate(KEPT_TIMES);
                times
            },
            code: made.code.or_else(|| self.code.take()),
            blocks_ms: made.blocks_ms,
            rounds: self.rounds.saturating_add(1),
            is_at_the_limit: self.is_at_the_limit || made.is_at_the_limit,
        };
    }
}

impl Hop {
    fn play(
        &self,
        (seed, event_index): (u64, u64),
        begins: Begins,
        mut tell: impl FnMut(&Attempt<'_>),
    ) -> PlayedHop {
        let begins_ms = begins.at_ms;
        let age_ms = begins_ms.saturating_sub(begins.sent_ms);
        let mut times_ms = Vec::new();
        let mut has_function_failed = false;
        let mut is_at_the_limit = false;
        let mut tell = |attempt: &Attempt<'_>| {
            if times_ms.len() < KEPT_TIMES {
                times_ms.push(begins_ms.saturating_add(attempt.at_ms));
            }
            is_at_the_limit |= attempt.number > 1 && attempt.remaining_age_ms == Some(0);
            let failed = attempt.answer.is_some_and(FailedAnswer::is_function_error);
            has_function_failed |= failed;
            tell(attempt);
        };
        let moved;
        let scenario = match begins_ms {
            0 => &self.scenario,
            _ => {
                let mut later = self.scenario.clone();
                later.failures = later.failures.since(begins_ms);
                if begins.rounds > 0 {
                    // Of what is moved from another queue no page says that it is kept back again.
                    later.dispatch_delay_ms = 0;
                }
                if let Pace::Receives { retention_ms, .. } = &mut later.pace {
                    if *retention_ms <= age_ms {
                        return PlayedHop::expired(begins_ms);
                    }
                    *retention_ms -= age_ms;
                }
                moved = later;
                &moved
            }
        };
        let ending = scenario.deliver(seed, event_index, &mut tell);
        let how = match ending.by {
            EndedBy::Delivered => Ended::Accepted,
            EndedBy::MaximumEventAge if self.keeps_no_longer() => Ended::Expired,
            _ => Ended::GivenUp,
        };
        let isolating = match self.reads {
            // AWS: Lambda API Reference, `BisectBatchOnFunctionError`: what cannot be invoked is tried again as a whole.
            Some(Reads::Shard(reads)) if has_function_failed => {
                reads.invocations_until_alone().saturating_sub(1)
            }
            _ => 0,
        };
        PlayedHop {
            begins_ms,
            ended_ms: begins_ms.saturating_add(ending.at_ms),
            how,
            by: ending.by,
            attempts: ending.attempts,
            invocations: ending.attempts.saturating_add(isolating),
            code: ending.answer.map(|answer| answer.code.clone()),
            // What is kept back by its queue blocks nothing.
            blocks_ms: self
                .reads
                .map(|_| ending.at_ms.saturating_sub(scenario.dispatch_delay_ms)),
            times_ms,
            rounds: 1,
            is_at_the_limit: is_at_the_limit && self.scenario.latency == Latency::Fixed(0),
        }
    }

    /// Whether what it gives up keeps its age in the next queue.
    ///
    /// AWS: SQS Developer Guide, "Using dead-letter queues in Amazon SQS": "For standard queues, the expiration of a message is
    /// always based on its original enqueue timestamp"; in FIFO queues the timestamp is reset.
    #[must_use]
    pub fn hands_on_its_age(&self) -> bool {
        self.scenario.profile == Profile::Sqs
            && self.letters.setting == Setting::Queue
            && self.reads.is_none()
    }

    /// Whether what was sent then, and given up now, is older than the place for that keeps anything.
    fn is_too_old(&self, given_up_ms: u64, sent_ms: u64) -> bool {
        let age_ms = given_up_ms.saturating_sub(sent_ms);
        let keeps = self.letters.keeps_seconds;
        keeps.is_some_and(|keeps| keeps.saturating_mul(1_000) <= age_ms)
    }

    /// Whether what is too old is gone with what kept it, in place of being given up.
    ///
    /// AWS: SQS Developer Guide: a message is deleted at the end of the retention period, whatever the redrive policy says.
    /// Lambda Developer Guide, streams: with the default settings records are retried until they expire.
    pub(super) fn keeps_no_longer(&self) -> bool {
        match (self.scenario.profile, self.reads) {
            (Profile::Sqs, _) => true,
            (Profile::Stream, Some(Reads::Shard(reads))) => !reads.has_maximum_age,
            _ => false,
        }
    }

    /// The setting for what it gives up: which of the two, where there are two.
    #[must_use]
    pub fn letters_of(&self, kind: LiesIn) -> &Letters {
        let other = self.other_letters.as_ref();
        let other = other.filter(|_| kind == LiesIn::OtherLetter);
        other.unwrap_or(&self.letters)
    }

    /// The place in which what it gives up lies, or would.
    #[must_use]
    pub fn place(&self, kind: LiesIn) -> Option<&Station> {
        match kind {
            LiesIn::Arrived
            | LiesIn::Waits
            | LiesIn::TakenAsLetter
            | LiesIn::WaitsAsLetter
            | LiesIn::NotFollowed => Some(&self.to),
            LiesIn::Letter | LiesIn::OtherLetter | LiesIn::Lost => {
                self.letters_of(kind).place.as_ref()
            }
            LiesIn::Dropped | LiesIn::Expired | LiesIn::ExpiredOnArrival | LiesIn::Circle => None,
        }
    }
}
