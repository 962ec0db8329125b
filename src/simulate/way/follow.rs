//! What follows on a hop.

use super::declared;
use super::find::Finder;
use super::hop::{After, Next, Reads};
use super::invoke;
use super::letters::{Letters, Setting};
use super::lies::LiesIn;
use super::limits::Limits;
use super::made::{self, Made, perhaps};
use super::readers::{self, Reader};
use super::station::{Station, StationKind};
use crate::delivery::Profile;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Declared, Subscription};

/// A way that has more hops than are followed.
const CUT: Code = Code::new("way/cut");
/// Subscriptions that are not followed.
const NOT_FOLLOWED: Code = Code::new("way/not-followed");
/// What reads a place, and is switched off.
const SWITCHED_OFF: Code = Code::new("way/switched-off");
/// Readers that share a queue.
const SHARED: Code = Code::new("way/shared-queue");

/// The most hops of one way: what a topic hands to hundreds, each of which has topics of its own, would have no end that
/// anybody reads.
const MAXIMUM_HOPS: usize = 64;

impl Finder<'_> {
    /// Puts a hop behind what is there, and everything that follows on it.
    pub(super) fn add(&mut self, after: Option<After>, made: Made) -> Next {
        if let Some(round) = self.circle(after, &made) {
            return Next::Circle(round);
        }
        if self.way.hops.len() >= MAXIMUM_HOPS {
            if !self.way.told.iter().any(|one| one.code == CUT) {
                let message = format!(
                    "the way has more than {MAXIMUM_HOPS} hops: the others are not followed"
                );
                self.way.told.push(Diagnostic::warning(CUT, message));
            }
            return Next::Ends(LiesIn::NotFollowed);
        }
        let Some(hop) = made::hop(after, made) else {
            return Next::Ends(LiesIn::NotFollowed);
        };
        let at = self.way.hops.len();
        let (to, letters) = (hop.to.clone(), hop.letters.clone());
        self.way.hops.push(hop);
        let behind = |accepted| Some(After { hop: at, accepted });
        let accepted = match to.kind {
            // The function has done it.
            StationKind::Function => vec![Next::Ends(LiesIn::Arrived)],
            _ => self.behind(behind(true), &to),
        };
        let given_up = self.letters(behind(false), &letters);
        if let Some(hop) = self.way.hops.get_mut(at) {
            hop.accepted = accepted;
            hop.given_up = given_up;
        }
        Next::Hop(at)
    }

    /// The hop before that is the same.
    fn circle(&self, after: Option<After>, made: &Made) -> Option<usize> {
        let mut after = after;
        while let Some(After { hop: at, .. }) = after {
            let hop = self.way.hops.get(at)?;
            if hop.by == made.by && hop.to == made.to && hop.scenario.profile == made.profile {
                return Some(at);
            }
            after = hop.after;
        }
        None
    }

    /// What follows where a place has an event.
    pub(super) fn behind(&mut self, after: Option<After>, place: &Station) -> Vec<Next> {
        match place.kind {
            StationKind::Function | StationKind::FunctionQueue => {
                vec![self.asynchronous(after, place)]
            }
            StationKind::Topic => self.topic(after, place),
            StationKind::Queue => vec![self.queue(after, place)],
            StationKind::Stream => self.stream(after, place),
            _ => vec![Next::Ends(LiesIn::Arrived)],
        }
    }

    /// What follows where an event is given up. Where only the place of records lies, no record is read.
    fn letters(&mut self, after: Option<After>, letters: &Letters) -> Vec<Next> {
        let Some(place) = &letters.place else {
            return vec![Next::Ends(LiesIn::Dropped)];
        };
        let letter = vec![Next::Ends(LiesIn::Letter)];
        if letters.setting.holds_only_the_place() {
            return letter;
        }
        let place = self.taken(place.clone());
        let is_read = match place.kind {
            StationKind::FunctionQueue => true,
            StationKind::Topic => self.subscriptions(&place).next().is_some(),
            StationKind::Queue => readers::of(self.inventory, &place).next().is_some(),
            _ => false,
        };
        match is_read {
            true => self.behind(after, &place),
            false => letter,
        }
    }

    /// Lambda invokes a function from its queue.
    fn asynchronous(&mut self, after: Option<After>, place: &Station) -> Next {
        let mut to = place.clone();
        let found = declared::function(self.inventory, &mut to);
        let invocation = invoke::asynchronous(found, &to);
        to.kind = StationKind::Function;
        let by = Station {
            kind: StationKind::FunctionQueue,
            ..to.clone()
        };
        self.add(
            after,
            Made {
                by,
                via: None,
                to,
                profile: Profile::LambdaAsync,
                pace: None,
                limits: invocation.limits,
                letters: invocation.letters,
                reads: None,
                retention_seconds: None,
                told: invocation.told,
                open: Vec::new(),
            },
        )
    }

    fn subscriptions<'a>(&'a self, topic: &'a Station) -> impl Iterator<Item = &'a Subscription> {
        let all = self.inventory.subscriptions.iter();
        all.filter(|one| one.topic.as_ref().is_some_and(|one| topic.is(one)))
    }

    /// Every subscription of a topic gets its own.
    fn topic(&mut self, after: Option<After>, topic: &Station) -> Vec<Next> {
        // What is beyond the bound on hops is told once.
        let all = self.subscriptions(topic).take(MAXIMUM_HOPS + 1);
        let all: Vec<Subscription> = all.cloned().collect();
        let nexts = all
            .iter()
            .filter_map(|one| self.subscription(after, topic, one));
        let nexts: Vec<Next> = nexts.collect();
        match nexts.is_empty() {
            true if after.is_some() => vec![Next::Ends(LiesIn::Arrived)],
            _ => nexts,
        }
    }

    /// AWS: SNS Developer Guide, "Amazon SNS message delivery retries": endpoints that AWS manages (Lambda, SQS, Firehose), and
    /// those of the customer (HTTP, …).
    pub(super) fn subscription(
        &mut self,
        after: Option<After>,
        topic: &Station,
        one: &Subscription,
    ) -> Option<Next> {
        let endpoint = one.endpoint.as_ref();
        let kind = |usual| endpoint.map(|endpoint| Station::of(endpoint, usual));
        let protocol = one.protocol.as_ref().map(Declared::to_display);
        let (profile, to) = match protocol.as_deref() {
            Some("http" | "https") => (Profile::SnsHttp, kind(StationKind::Endpoint)),
            Some("lambda") => (Profile::SnsLambda, kind(StationKind::Function)),
            Some("sqs") => (Profile::SnsLambda, kind(StationKind::Queue)),
            Some("firehose") | None => (Profile::SnsLambda, kind(StationKind::Other)),
            Some(other) => {
                let message = format!(
                    "subscriptions of `{}` by `{other}` are not followed",
                    topic.name
                );
                self.way.told.push(Diagnostic::note(NOT_FOLLOWED, message));
                return None;
            }
        };
        let mut told = Vec::new();
        let name = one.logical_id.as_deref().unwrap_or(&topic.name);
        perhaps(
            name,
            one.condition.as_ref(),
            one.filter_policy.is_some(),
            &mut told,
        );
        let via = one.logical_id.as_ref().filter(|id| **id != topic.name);
        let via = via.map(|id| Station::named(StationKind::Other, id));
        let owner = via.as_ref().map_or(&topic.name, |via| &via.name);
        let letters = Letters::new(Setting::Subscription, owner, one.dead_letter.as_ref());
        let to = to.unwrap_or_else(|| Station::named(StationKind::Endpoint, "endpoint"));
        let made = Made {
            by: topic.clone(),
            via,
            to: self.taken(to),
            profile,
            pace: None,
            limits: Limits::default(),
            letters,
            reads: None,
            retention_seconds: None,
            told,
            open: Vec::new(),
        };
        Some(self.add(after, made))
    }

    /// A message of a queue goes to one of its readers.
    fn queue(&mut self, after: Option<After>, place: &Station) -> Next {
        self.switched_off(place);
        let inventory = self.inventory;
        let mut all = readers::of(inventory, place);
        let (first, second) = (all.next(), all.next());
        if let (Some(first), Some(_)) = (&first, &second) {
            let message = format!(
                "several read the queue `{}`: a message goes to one of them, here to `{}`",
                place.name,
                first.name()
            );
            self.way.told.push(Diagnostic::note(SHARED, message));
        }
        match (first, after) {
            (Some(reader), _) => self.receive(after, place, Some(reader)),
            (None, Some(_)) => Next::Ends(LiesIn::Waits),
            // Whoever begins with a queue asks what its consumer does.
            (None, None) => self.receive(after, place, None),
        }
    }

    pub(super) fn receive(
        &mut self,
        after: Option<After>,
        place: &Station,
        reader: Option<Reader<'_>>,
    ) -> Next {
        let mut by = place.clone();
        let queue = declared::queue(self.inventory, &mut by);
        let mut told = Vec::new();
        let open = queue.map_or_else(Vec::new, |queue| readers::open(queue, &by));
        let (pace, mut letters) = readers::receives(queue, &by, &mut told);
        if let Some(reader) = &reader {
            perhaps(
                &reader.name(),
                reader.condition(),
                reader.filters(),
                &mut told,
            );
        }
        let to = match &reader {
            Some(reader) => self.target_of(reader),
            None => Station::named(StationKind::Other, "consumer"),
        };
        let is_fifo = queue.and_then(|queue| queue.fifo.as_ref()?.get()) == Some(&true)
            || by.bare_name().ends_with(".fifo");
        if let (false, Some(place)) = (is_fifo, &letters.place) {
            letters.keeps_seconds = readers::keeps_seconds(self.inventory, place);
        }
        self.add(
            after,
            Made {
                by,
                via: reader.as_ref().and_then(Reader::station),
                to,
                profile: Profile::Sqs,
                pace: Some(pace),
                limits: Limits::default(),
                letters,
                reads: is_fifo.then_some(Reads::Group),
                retention_seconds: None,
                told,
                open,
            },
        )
    }

    /// What a reader hands records to. A function is invoked there and then, unless a pipe says otherwise.
    fn target_of(&self, reader: &Reader<'_>) -> Station {
        let mut to = match reader.target() {
            Some(target) => Station::of(target, reader.usual_target()),
            None => Station::named(StationKind::Other, "target"),
        };
        if to.kind == StationKind::Function && !reader.fires_and_forgets() {
            declared::function(self.inventory, &mut to);
            return to;
        }
        self.taken(to)
    }

    /// Everybody who reads a stream gets every record.
    fn stream(&mut self, after: Option<After>, place: &Station) -> Vec<Next> {
        self.switched_off(place);
        let inventory = self.inventory;
        let all = readers::of(inventory, place).take(MAXIMUM_HOPS + 1);
        let all: Vec<Reader<'_>> = all.collect();
        if all.is_empty() {
            return match after {
                Some(_) => vec![Next::Ends(LiesIn::Waits)],
                None => Vec::new(),
            };
        }
        all.iter()
            .map(|reader| self.shard(after, place, reader))
            .collect()
    }

    pub(super) fn shard(
        &mut self,
        after: Option<After>,
        place: &Station,
        reader: &Reader<'_>,
    ) -> Next {
        let mut told = Vec::new();
        perhaps(
            &reader.name(),
            reader.condition(),
            reader.filters(),
            &mut told,
        );
        let shard = readers::shard(self.inventory, place, reader, &mut told);
        let to = self.target_of(reader);
        self.add(
            after,
            Made {
                by: place.clone(),
                via: reader.station(),
                to,
                profile: Profile::Stream,
                pace: None,
                limits: shard.limits,
                letters: shard.letters,
                reads: Some(Reads::Shard(shard.reads)),
                retention_seconds: shard.retention_seconds,
                told,
                open: Vec::new(),
            },
        )
    }

    /// Tells of what would read a place if it were switched on.
    fn switched_off(&mut self, place: &Station) {
        let mut off = readers::off(self.inventory, place);
        if let Some(reader) = off.next() {
            let message = format!(
                "`{}` reads `{}`, but is switched off",
                reader.name(),
                place.name
            );
            self.way.told.push(Diagnostic::note(SWITCHED_OFF, message));
        }
    }
}
