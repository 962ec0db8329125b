//! Hops, and the way that they make.

use super::letters::{Letters, Setting};
use super::lies::LiesIn;
use super::limits::{Limits, Open};
use super::refuses::Refuses;
use super::station::{Station, StationKind};
use super::stream::StreamReads;
use crate::delivery::{FailureRule, Profile, RetryPolicy, Scenario};
use crate::diagnostic::Diagnostic;

/// On what a hop follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The hop before.
    pub hop: usize,
    /// Whether that delivered, or gave up and put what it had elsewhere.
    pub accepted: bool,
}

/// What follows when a hop has ended one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// This hop, by its number in the way.
    Hop(usize),
    /// A hop that was made before: the event goes round.
    Circle(usize),
    /// Nothing: it lies there.
    Ends(LiesIn),
}

/// What waits behind an event while a hop is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reads {
    /// The message group of a FIFO queue.
    ///
    /// AWS: SQS Developer Guide, FIFO queues: while a message of a group is in flight, no other of that group is received.
    Group,
    /// A shard of a stream.
    Shard(StreamReads),
}

/// One hop: somebody delivers to something, until it is accepted or given up.
#[derive(Clone, Debug)]
pub struct Hop {
    /// On what it follows; `None` for a hop with which the way begins.
    pub after: Option<After>,
    /// From where the event comes.
    pub by: Station,
    /// What connects the two, if it has a name of its own: a subscription, an event source mapping, a pipe.
    pub via: Option<Station>,
    /// What a pipe asks before it delivers: where that fails, the hop does.
    ///
    /// AWS: EventBridge User Guide, pipes, error handling: a retry runs the whole pipe again, the enrichment included.
    pub enrichment: Option<Station>,
    /// What has to accept it.
    pub to: Station,
    /// Who delivers, and how: limits, pace, failures.
    pub scenario: Scenario,
    /// The limits as they are declared.
    pub limits: Limits,
    /// Where goes what is given up.
    pub letters: Letters,
    /// Where else that goes: a function may have two places.
    pub other_letters: Option<Letters>,
    /// What waits meanwhile.
    pub reads: Option<Reads>,
    /// What follows if it is accepted: several where a topic or a stream hands an event to several.
    pub accepted: Vec<Next>,
    /// What follows if it is given up.
    pub given_up: Vec<Next>,
    /// What fails, as it was written.
    pub fail: Vec<String>,
    /// What is assumed of it.
    pub told: Vec<Diagnostic>,
    /// What is open of it, so that nobody can say how it ends if anything fails.
    pub open: Vec<Open>,
    /// How it fails for certain, as its place takes nothing.
    pub(super) refuses: Option<Refuses>,
}

/// The whole way of an event: hops in the order in which they can be made, each behind the one on which it follows.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// The hops.
    pub hops: Vec<Hop>,
    /// What else is to be told.
    pub told: Vec<Diagnostic>,
    /// The places to which it does not come.
    pub(super) beyond: Vec<Beyond>,
}

/// A place to which a way does not come, as what would lead there is switched off or not followed.
#[derive(Clone, Debug)]
pub(super) struct Beyond {
    pub(super) place: Station,
    /// Why not.
    pub(super) why: String,
}

impl Hop {
    /// Why its place takes nothing for certain, where it fails for that.
    #[must_use]
    pub fn why_it_is_refused(&self) -> Option<&str> {
        self.refuses.as_ref().map(|refuses| refuses.why.as_str())
    }
}

impl Way {
    /// The hops with which it begins: several where a topic or a stream hands an event to several.
    pub fn first(&self) -> impl Iterator<Item = &Hop> {
        self.hops.iter().filter(|hop| hop.after.is_none())
    }

    /// Whether anything follows on what it begins with.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.hops.len() > 1
    }

    /// The first hop on the way to a hop that put what it gave up in two places; the hop itself if none did.
    pub(crate) fn parted(&self, hop: usize) -> usize {
        let mut parted = hop;
        let mut after = self.hops.get(hop).and_then(|hop| hop.after);
        while let Some(before) = after {
            let Some(hop) = self.hops.get(before.hop) else {
                break;
            };
            if !before.accepted && hop.other_letters.is_some() {
                parted = before.hop;
            }
            after = hop.after;
        }
        parted
    }

    /// The setting by which a hop has what another gave up: of all on the way to it the last.
    #[must_use]
    pub fn came_by(&self, mut at: usize) -> Option<&Letters> {
        loop {
            let hop = self.hops.get(at)?;
            let after = hop.after?;
            let before = self.hops.get(after.hop)?;
            if !after.accepted {
                let is_here = |letters: &&Letters| {
                    let place = letters.place.as_ref();
                    place.is_some_and(|place| place.name == hop.by.name)
                };
                let other = before.other_letters.as_ref().filter(is_here);
                return Some(other.unwrap_or(&before.letters));
            }
            at = after.hop;
        }
    }

    /// What is open of the hops that may fail, each with the number of its hop.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Open)> {
        let hops = self.hops.iter().zip(self.reachable()).enumerate();
        let failing = hops.filter(|(_, (hop, is_reached))| {
            let mut rules = hop.scenario.failures.rules().iter();
            *is_reached && rules.any(|rule| !matches!(rule, FailureRule::Never))
        });
        failing.flat_map(|(at, (hop, _))| hop.open.iter().map(move |open| (at, open)))
    }

    /// Whether where the event lies is more than how its first hop ends: something follows, or what is too old is gone.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.goes_on() || self.hops.iter().any(Hop::keeps_no_longer)
    }

    /// The same way where a schedule or a topic delivers in place of a rule; `None` if it does not begin with a rule, or with
    /// another profile.
    #[must_use]
    pub fn delivered_by(mut self, profile: Profile) -> Option<Self> {
        let (kind, setting) = match profile {
            Profile::Scheduler => (StationKind::Schedule, Setting::Schedule),
            Profile::SnsLambda => (StationKind::Topic, Setting::Subscription),
            _ => return None,
        };
        let hop = self.hops.first_mut()?;
        if hop.scenario.profile != Profile::Rule {
            return None;
        }
        hop.by = Station::named(kind, kind.word());
        hop.letters.setting = setting;
        kind.word().clone_into(&mut hop.letters.owner);
        Some(self)
    }

    /// The same way with other limits of the hop with which it begins.
    #[must_use]
    pub fn with_first_policy(mut self, policy: RetryPolicy) -> Self {
        if let Some(hop) = self.hops.first_mut() {
            let retries = policy.maximum_retry_attempts;
            hop.scenario.pace = hop.scenario.profile.usual_pace(retries);
            hop.scenario.policy = policy;
        }
        self
    }

    /// The same way where nothing keeps what the hop with which it begins gives up.
    #[must_use]
    pub fn without_first_letters(mut self) -> Self {
        if let Some(hop) = self.hops.first_mut() {
            hop.letters.place = None;
            hop.other_letters = None;
            hop.given_up = vec![Next::Ends(LiesIn::Dropped)];
        }
        self
    }

    /// The same way without the hop with which it begins: what follows if that is accepted. `None` if nothing does.
    #[must_use]
    pub fn behind_first(mut self) -> Option<Self> {
        let is_rest = |after: &Option<After>| match after {
            Some(after) => after.hop > 0 || after.accepted,
            None => false,
        };
        // Hops that follow on giving the first one up are left out with everything behind them.
        let mut kept: Vec<Option<usize>> = vec![None];
        let mut count = 0;
        for hop in self.hops.iter().skip(1) {
            let before = hop.after.map(|after| after.hop);
            let is_kept = is_rest(&hop.after)
                && before.is_some_and(|at| at == 0 || kept.get(at).is_some_and(Option::is_some));
            kept.push(is_kept.then_some(count));
            count += usize::from(is_kept);
        }
        let place = |at: usize| kept.get(at).copied().flatten();
        let mut hops = Vec::new();
        for (at, mut hop) in std::mem::take(&mut self.hops).into_iter().enumerate() {
            if place(at).is_none() {
                continue;
            }
            hop.after = hop.after.and_then(|after| {
                let hop = place(after.hop)?;
                Some(After { hop, ..after })
            });
            for next in hop.accepted.iter_mut().chain(&mut hop.given_up) {
                // What goes round to what is left out begins again where it came from.
                *next = match *next {
                    Next::Hop(at) => Next::Hop(place(at).unwrap_or(0)),
                    Next::Circle(at) => Next::Circle(place(at).unwrap_or(0)),
                    ends => ends,
                };
            }
            hops.push(hop);
        }
        (!hops.is_empty()).then_some(Self { hops, ..self })
    }
}
