//! The way of one event in virtual time, and where it lies in the end.

use super::hop::{Hop, Next, Reads, Way};
use super::lies::LiesIn;
use super::station::Station;
use crate::delivery::{Attempt, EndedBy, Outcome, Profile};

/// How many times of attempts are kept of each hop.
const KEPT_TIMES: usize = 8;

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
}

/// Where an event lies, by one branch of its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lies {
    /// The hop that ended there.
    pub hop: usize,
    /// How it lies.
    pub kind: LiesIn,
    /// Since when, counted from the arrival of the event.
    pub at_ms: u64,
    /// The hop that would be made again.
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

    /// What became of the event: of several branches the worst.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let all = self.lies.iter().map(|lies| lies.kind.outcome());
        all.max().unwrap_or(Outcome::Delivered)
    }
}

impl Way {
    /// Plays the way of the event at `event_index`, telling of each attempt with the number of its hop.
    ///
    /// The result depends on the arguments and the way alone.
    pub fn play(
        &self,
        seed: u64,
        event_index: u64,
        mut tell: impl FnMut(usize, &Attempt<'_>),
    ) -> Played {
        let first = self.hops.iter().map(|hop| hop.after.is_none().then_some(0));
        let mut begins: Vec<Option<u64>> = first.collect();
        let mut played = Played::default();
        for (at, hop) in self.hops.iter().enumerate() {
            let made = begins.get(at).copied().flatten().map(|begins_ms| {
                hop.play((seed, event_index), begins_ms, |attempt| tell(at, attempt))
            });
            if let Some(made) = &made {
                let expired = [Next::Ends(LiesIn::Expired)];
                let nexts = match made.how {
                    Ended::Accepted => hop.accepted.as_slice(),
                    Ended::GivenUp => hop.given_up.as_slice(),
                    Ended::Expired => &expired,
                };
                for next in nexts {
                    let lies = |kind, round| Lies {
                        hop: at,
                        kind,
                        at_ms: made.ended_ms,
                        round,
                    };
                    match *next {
                        Next::Hop(next) => {
                            if let Some(begins) = begins.get_mut(next) {
                                *begins = Some(made.ended_ms);
                            }
                        }
                        Next::Circle(round) => {
                            played.lies.push(lies(LiesIn::Circle, Some(round)));
                        }
                        Next::Ends(kind) => played.lies.push(lies(kind, None)),
                    }
                }
            }
            played.hops.push(made);
        }
        played
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

impl Hop {
    fn play(
        &self,
        (seed, event_index): (u64, u64),
        begins_ms: u64,
        mut tell: impl FnMut(&Attempt<'_>),
    ) -> PlayedHop {
        let mut times_ms = Vec::new();
        let mut tell = |attempt: &Attempt<'_>| {
            if times_ms.len() < KEPT_TIMES {
                times_ms.push(begins_ms.saturating_add(attempt.at_ms));
            }
            tell(attempt);
        };
        let moved;
        let scenario = match begins_ms {
            0 => &self.scenario,
            _ => {
                let mut later = self.scenario.clone();
                later.failures = later.failures.since(begins_ms);
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
            Some(Reads::Shard(reads)) if ending.attempts > 1 || how != Ended::Accepted => {
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
            blocks_ms: self.reads.map(|_| ending.at_ms),
            times_ms,
        }
    }

    /// Whether what is too old is gone with what kept it, in place of being given up.
    ///
    /// AWS: SQS Developer Guide: a message is deleted at the end of the retention period, whatever the redrive policy says.
    /// Lambda Developer Guide, streams: with the default settings records are retried until they expire.
    fn keeps_no_longer(&self) -> bool {
        match (self.scenario.profile, self.reads) {
            (Profile::Sqs, _) => true,
            (Profile::Stream, Some(Reads::Shard(reads))) => !reads.has_maximum_age,
            _ => false,
        }
    }

    /// The place in which what it gives up lies, or would.
    #[must_use]
    pub fn place(&self, kind: LiesIn) -> Option<&Station> {
        match kind {
            LiesIn::Arrived | LiesIn::Waits | LiesIn::NotFollowed => Some(&self.to),
            LiesIn::Letter | LiesIn::Lost => self.letters.place.as_ref(),
            LiesIn::Dropped | LiesIn::Expired | LiesIn::Circle => None,
        }
    }
}
