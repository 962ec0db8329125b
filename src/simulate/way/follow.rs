//! What follows on a hop.

use super::declared;
use super::find::Finder;
use super::hop::{After, Next, Reads};
use super::invoke;
use super::letters::{Letters, Setting};
use super::lies::LiesIn;
use super::limits::Open;
use super::made::{self, Made, perhaps, unknown};
use super::policy;
use super::readers::{self, COMES_BACK, Reader};
use super::refuses::{Refuses, refuses, throttled};
use super::station::{IMPOSSIBLE, Station, StationKind};
use crate::delivery::Profile;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Declared, Subscription};
use crate::simulate::taking::Sender;

/// A way that has more hops than are followed.
const CUT: Code = Code::new("way/cut");
/// Subscriptions that are not followed.
pub(super) const NOT_FOLLOWED: Code = Code::new("way/not-followed");

/// What Lambda makes of an event that a function did not take.
const RECORD: Code = Code::new("way/invocation-record");

/// The most hops of one way: what a topic hands to hundreds, each of which has topics of its own, would have no end that
/// anybody reads.
pub(super) const MAXIMUM_HOPS: usize = 64;

impl Finder<'_> {
    /// Puts a hop behind what is there, and everything that follows on it.
    pub(super) fn add(&mut self, after: Option<After>, made: Made) -> Next {
        if let Some(round) = self.circle(after, &made) {
            self.comes_back_at_once(after, round);
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
        let Some(hop) = made::hop(after, made, self.inventory.kind) else {
            return Next::Ends(LiesIn::NotFollowed);
        };
        let at = self.way.hops.len();
        let to = hop.to.clone();
        let (letters, other) = (hop.letters.clone(), hop.other_letters.clone());
        self.way.hops.push(hop);
        let behind = |accepted| Some(After { hop: at, accepted });
        let accepted = match to.kind {
            // The function has done it.
            StationKind::Function => vec![Next::Ends(LiesIn::Arrived)],
            _ => self.behind(behind(true), &to),
        };
        let mut given_up = self.letters(behind(false), &letters, LiesIn::Letter);
        if let Some(other) = other {
            given_up.extend(self.letters(behind(false), &other, LiesIn::OtherLetter));
        }
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

    /// Tells that what goes round from queue to queue takes no time.
    fn comes_back_at_once(&mut self, after: Option<After>, round: usize) {
        let Some(After { hop: at, .. }) = after else {
            return;
        };
        let mut ring =
            (self.way.hops.iter().enumerate()).filter(|(hop, _)| (round..=at).contains(hop));
        if !ring.all(|(_, hop)| hop.scenario.pace.visibility_timeout_ms() == Some(0)) {
            return;
        }
        if let Some(hop) = self.way.hops.get(round) {
            let message = format!(
                "what goes round from the queue `{}` takes no time: here a round takes a second",
                hop.by.name
            );
            self.way.told.push(Diagnostic::note(COMES_BACK, message));
        }
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
            StationKind::Bus => self.bus(after, place),
            _ => vec![Next::Ends(LiesIn::Arrived)],
        }
    }

    /// What follows where an event is given up. Where only the place of records lies, no record is read.
    fn letters(&mut self, after: Option<After>, letters: &Letters, lies: LiesIn) -> Vec<Next> {
        let Some(place) = &letters.place else {
            return vec![Next::Ends(LiesIn::Dropped)];
        };
        let letter = vec![Next::Ends(lies)];
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
        if !is_read {
            return letter;
        }
        if letters.setting == Setting::FunctionDestination {
            let message = format!(
                "what goes on from the on-failure destination of `{}` is a record of the invocation, which holds the event as \
                 `requestPayload`",
                letters.owner
            );
            self.way.told.push(Diagnostic::note(RECORD, message));
        }
        let mut behind = self.behind(after, &place);
        for next in &mut behind {
            // What nothing that is followed takes lies in the place itself.
            if let Next::Ends(LiesIn::Arrived | LiesIn::Waits) = next {
                *next = Next::Ends(lies);
            }
        }
        behind
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
        let mut told = invocation.told;
        told.extend(invocation.on_success.map(|next| self.succeeds(&to, &next)));
        let refuses = throttled(self.inventory, (&to, Profile::LambdaAsync), &mut told);
        let made = Made::new((by, to), Profile::LambdaAsync, invocation.letters);
        let made = Made {
            refuses,
            limits: invocation.limits,
            other_letters: invocation.other_letters,
            told,
            ..made
        };
        self.add(after, made)
    }

    pub(super) fn subscriptions<'a>(
        &'a self,
        topic: &'a Station,
    ) -> impl Iterator<Item = &'a Subscription> {
        let all = self.inventory.subscriptions.iter();
        let names = |one: &'a Subscription| one.topic.iter().chain(&one.topic_name);
        let is_here = |one: &&Subscription| !topic.is_elsewhere(one.topic.as_ref());
        all.filter(is_here)
            .filter(move |one| names(one).any(|name| topic.is(name)))
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
        let to = self.taken(to);
        unknown(one.endpoint.as_ref(), &to, &mut told);
        let made = Made::new((topic.clone(), to), profile, letters);
        let made = match profile {
            Profile::SnsHttp => policy::with_policy(made, one, (name, self.inventory.kind)),
            _ => made,
        };
        told.extend(made.told);
        let made = Made { via, told, ..made };
        Some(self.add(after, made))
    }

    /// A message of a queue goes to one of its readers.
    fn queue(&mut self, after: Option<After>, place: &Station) -> Next {
        self.switched_off(place);
        let inventory = self.inventory;
        let mut all = readers::of(inventory, place);
        let first = all.next();
        if let Some(first) = &first {
            self.shared(place, first, all.collect());
        }
        match (first, after) {
            (Some(reader), _) => self.receive(after, place, Some(reader)),
            (None, None) if readers::off(inventory, place).next().is_some() => {
                Next::Ends(LiesIn::Waits)
            }
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
        let kind = self.inventory.kind;
        let mut open = queue.map_or_else(Vec::new, |queue| readers::open(kind, queue, &by));
        let (pace, mut letters) = readers::receives(kind, queue, &by, &mut told);
        if let Some(reader) = &reader {
            reader.perhaps(&mut told);
            reader.gathers(kind, pace.visibility_timeout_ms(), &mut told);
        }
        let to = match &reader {
            Some(reader) => self.target_of(reader, &mut told),
            None => Station::named(StationKind::Other, "consumer"),
        };
        let is_fifo = declared::is_fifo(queue, &by);
        open.extend(self.other_kind(is_fifo, &by, &letters));
        let is_fifo = is_fifo == Some(true);
        if let (false, Some(place)) = (is_fifo, &letters.place) {
            letters.keeps_seconds = readers::keeps_seconds(self.inventory, place);
        }
        // Of what is moved from another queue no page says that it is kept back again.
        let is_sent = after.is_none_or(|after| after.accepted);
        let delay_seconds = queue.filter(|_| is_sent);
        let delay_seconds = delay_seconds.map_or(0, |queue| {
            readers::delay_seconds(kind, queue, &by, &mut told)
        });
        let enrichment = reader.as_ref().and_then(|reader| self.enrichment(reader));
        let between = (reader.as_ref(), Profile::Sqs);
        let refuses = self.refused(between, (enrichment.as_ref(), &to), &mut told);
        let made = Made::new((by, to), Profile::Sqs, letters);
        let made = Made {
            refuses,
            via: reader.as_ref().and_then(Reader::station),
            enrichment,
            pace: Some(pace),
            delay_seconds,
            reads: is_fifo.then_some(Reads::Group),
            told,
            open,
            ..made
        };
        self.add(after, made)
    }

    /// A redrive policy that AWS refuses.
    ///
    /// AWS: SQS Developer Guide, "Using dead-letter queues in Amazon SQS": "The dead-letter queue of a FIFO queue must also be a
    /// FIFO queue. Similarly, the dead-letter queue of a standard queue must also be a standard queue."
    fn other_kind(&self, is_fifo: Option<bool>, by: &Station, letters: &Letters) -> Option<Open> {
        let place = letters.place.as_ref()?;
        let mut at = place.clone();
        let queue = declared::queue(self.inventory, &mut at);
        let kind = |is_fifo: bool| if is_fifo { "FIFO" } else { "standard" };
        let (own, other) = (is_fifo?, declared::is_fifo(queue, &at)?);
        if own == other {
            return None;
        }
        let message = format!(
            "the {} queue `{}` cannot have the {} queue `{}` as its dead-letter queue",
            kind(own),
            by.name,
            kind(other),
            place.name
        );
        let told = Diagnostic::error(IMPOSSIBLE, message).help(format!(
            "SQS refuses this: give it a dead-letter queue that is a {} queue, too",
            kind(own)
        ));
        Some(Open::refused("--dead-letter-queue", told))
    }

    /// What a pipe asks before it delivers: a function is invoked there and then.
    fn enrichment(&self, reader: &Reader<'_>) -> Option<Station> {
        let mut at = self.called(reader.enrichment()?, StationKind::Other);
        if at.kind == StationKind::Function {
            declared::function(self.inventory, &mut at);
        }
        Some(at)
    }

    /// What a reader hands records to. A function is invoked there and then, unless a pipe says otherwise.
    fn target_of(&self, reader: &Reader<'_>, told: &mut Vec<Diagnostic>) -> Station {
        let mut to = match reader.target() {
            Some(target) => self.called(target, reader.usual_target()),
            None => Station::named(StationKind::Other, "target"),
        };
        if to.kind == StationKind::Function && !reader.fires_and_forgets() {
            declared::function(self.inventory, &mut to);
            return to;
        }
        unknown(reader.target(), &to, told);
        self.taken(to)
    }

    /// Whether what a reader asks or hands records to takes nothing of it.
    fn refused(
        &self,
        (reader, profile): (Option<&Reader<'_>>, Profile),
        (enrichment, to): (Option<&Station>, &Station),
        told: &mut Vec<Diagnostic>,
    ) -> Option<Refuses> {
        let mut functions = enrichment.into_iter().chain([to]);
        let throttled =
            functions.find_map(|place| throttled(self.inventory, (place, profile), told));
        if throttled.is_some() {
            return throttled;
        }
        let reader = reader?;
        let gives_id = reader.gives_deduplication_id()?;
        let place = (reader.target(), to);
        (!gives_id).then(|| refuses(self.inventory, place, Sender::Pipe, told))?
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
        reader.perhaps(&mut told);
        reader.gathers(self.inventory.kind, None, &mut told);
        let shard = readers::shard(self.inventory, place, reader, &mut told);
        let to = self.target_of(reader, &mut told);
        let enrichment = self.enrichment(reader);
        let between = (Some(reader), Profile::Stream);
        let refuses = self.refused(between, (enrichment.as_ref(), &to), &mut told);
        let made = Made::new((place.clone(), to), Profile::Stream, shard.letters);
        let made = Made {
            refuses,
            via: reader.station(),
            enrichment,
            limits: shard.limits,
            reads: Some(Reads::Shard(shard.reads)),
            retention_seconds: shard.retention_seconds,
            told,
            ..made
        };
        self.add(after, made)
    }
}
