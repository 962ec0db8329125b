//! With what a way begins, and the hop that makes.

use std::collections::BTreeSet;

use super::declared;
use super::hop::{After, Next, Way};
use super::letters::{Letters, Setting};
use super::limits::Limits;
use super::made::{Made, unknown};
use super::readers::{self, Reader};
use super::refuses::refuses;
use super::station::{IMPOSSIBLE, SWITCHED_OFF, Station, StationKind};
use crate::delivery::Profile;
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::json::{TextPart, Value};
use crate::model::{
    Declared, EventSourceMapping, Function, Inventory, Pipe, Queue, Rule, Schedule, Subscription,
    Target,
};
use crate::simulate::taking::Sender;

/// With what a way begins.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Start<'i> {
    /// A target of a rule; the rule, if it is known.
    Target(Option<&'i Rule>, &'i Target),
    /// A schedule.
    Schedule(&'i Schedule),
    /// Lambda's queue of a function.
    Function(&'i Function),
    /// A queue.
    Queue(&'i Queue),
    /// A subscription of a topic.
    Subscription(&'i Subscription),
    /// An event source mapping.
    Mapping(&'i EventSourceMapping),
    /// A pipe.
    Pipe(&'i Pipe),
    /// A topic, a queue or a stream that others name.
    Place(Station),
}

impl Way {
    /// The way of an event that begins there; `None` if nothing delivers there.
    #[must_use]
    pub fn of(inventory: &Inventory, start: Start<'_>) -> Option<Self> {
        let way = Self::found(inventory, start);
        (!way.hops.is_empty()).then_some(way)
    }

    /// Why nothing delivers there, if the file says: what would is switched off.
    #[must_use]
    pub fn why_none(inventory: &Inventory, start: Start<'_>) -> Vec<Diagnostic> {
        Self::found(inventory, start).told
    }

    fn found(inventory: &Inventory, start: Start<'_>) -> Self {
        let mut finder = Finder {
            inventory,
            way: Self::default(),
        };
        match start {
            Start::Target(rule, target) => {
                finder.target(None, rule, target);
            }
            Start::Schedule(schedule) => finder.schedule(schedule),
            Start::Function(function) => {
                let named = function.arn.as_ref().or(function.name.as_ref());
                let mut at = match named {
                    Some(named) => Station::of(named, StationKind::Function),
                    None => Station::named(StationKind::Function, ""),
                };
                at.resource = function.logical_id.clone().or(at.resource);
                finder.behind(None, &at);
            }
            Start::Queue(queue) => {
                finder.behind(None, &declared::station_of_queue(queue));
            }
            Start::Subscription(one) => {
                let topic = one.topic.as_ref();
                let topic = topic.map(|topic| Station::of(topic, StationKind::Topic));
                let topic = topic.unwrap_or_else(|| Station::named(StationKind::Topic, "topic"));
                finder.subscription(None, &topic, one);
            }
            Start::Mapping(one) => finder.read(Reader::Mapping(one)),
            Start::Pipe(one) => finder.read(Reader::Pipe(one)),
            Start::Place(place) => {
                let place = finder.taken(place);
                finder.behind(None, &place);
            }
        }
        finder.way
    }

    /// The topics, queues and streams that subscriptions, mappings and pipes of a file name.
    #[must_use]
    pub fn places(inventory: &Inventory) -> Vec<Station> {
        let topics = inventory.subscriptions.iter();
        let topics = topics.filter_map(|one| Some((one.topic.as_ref()?, StationKind::Topic)));
        let readers = readers::all(inventory);
        let sources = readers.filter_map(|one| Some((one.source()?, StationKind::Other)));
        let mut seen = BTreeSet::new();
        let all = topics.chain(sources);
        let all = all.map(|(declared, usual)| Station::of(declared, usual));
        let all = all.filter(|place| {
            place.kind != StationKind::Other
                && seen.insert((place.kind.word(), place.name.clone(), place.arn.clone()))
        });
        all.collect()
    }
}

/// Finds a way, hop after hop.
pub(super) struct Finder<'i> {
    pub(super) inventory: &'i Inventory,
    pub(super) way: Way,
}

impl Finder<'_> {
    pub(super) fn target(
        &mut self,
        after: Option<After>,
        rule: Option<&Rule>,
        target: &Target,
    ) -> Next {
        let label = rule.and_then(Rule::label);
        let label = label.or_else(|| target.rule.as_ref().map(Declared::to_display));
        let mut by = Station::named(StationKind::Rule, label.as_deref().unwrap_or("rule"));
        by.call(rule.and_then(|rule| rule.name.as_ref()?.get().cloned()));
        by.call(rule.into_iter().flat_map(|rule| rule.also_called.clone()));
        if rule.is_some_and(Rule::is_disabled) && after.is_none() {
            self.is_off(&format!("the rule `{}`", by.name), "delivers");
        }
        let of = (Profile::Rule, Setting::Target);
        let asked = target.request.as_ref().map(|asked| &asked.value);
        self.event_bridge((after, by), of, target, asked)
    }

    fn schedule(&mut self, schedule: &Schedule) {
        let Some(target) = &schedule.target else {
            return;
        };
        let by = Station::named(StationKind::Schedule, &schedule.label());
        if schedule.is_disabled() {
            self.is_off(&format!("the schedule `{}`", by.name), "delivers");
        }
        let of = (Profile::Scheduler, Setting::Schedule);
        let asked = schedule.request.as_ref();
        let asked = asked.and_then(|asked| present(&asked.value, "Target"));
        self.event_bridge((None, by), of, target, asked);
    }

    /// Tells that what a way begins with is switched off: whoever begins there asks what it would do.
    fn is_off(&mut self, what: &str, does: &str) {
        let message = format!(
            "{what} is switched off, and {does} nothing while it is: what is told here is what there would be if it were switched on"
        );
        self.way
            .told
            .push(Diagnostic::warning(SWITCHED_OFF, message));
    }

    fn event_bridge(
        &mut self,
        (after, by): (Option<After>, Station),
        (profile, setting): (Profile, Setting),
        target: &Target,
        asked: Option<&Value>,
    ) -> Next {
        let to = match &target.arn {
            Some(arn) => self.called(arn, StationKind::Other),
            None => Station::named(StationKind::Other, "target"),
        };
        let policy = target.retry_policy.as_ref();
        let mut letters = Letters::new(setting, &by.name, target.dead_letter.as_ref());
        // What is no more than a retry policy says nothing of a queue.
        letters.is_assumed = target.arn.is_none();
        let limits = Limits {
            retries: policy.and_then(|one| one.maximum_retry_attempts.clone()),
            age_seconds: policy.and_then(|one| one.maximum_event_age_seconds.clone()),
        };
        let mut made = Made::new((by, self.taken(to)), profile, letters);
        made.told
            .extend(asked.and_then(|asked| no_arn(asked, target, &made)));
        unknown(target.arn.as_ref(), &made.to, &mut made.told);
        made.told.extend(self.third_bus(after, &made.to));
        let place = (target.arn.as_ref(), &made.to);
        let sender = match profile {
            Profile::Scheduler => Sender::Schedule,
            _ => Sender::Rule,
        };
        let refuses = refuses(self.inventory, place, sender, &mut made.told);
        let made = Made {
            limits,
            refuses,
            ..made
        };
        self.add(after, made)
    }

    /// The place that a declaration names. Where it is a name alone, which does not tell of what it is, the file may.
    pub(super) fn called(&self, declared: &Declared<String>, usual: StationKind) -> Station {
        const KINDS: [StationKind; 5] = [
            StationKind::Function,
            StationKind::Queue,
            StationKind::Topic,
            StationKind::Stream,
            StationKind::Bus,
        ];
        let at = Station::of(declared, usual);
        if at.kind != StationKind::Other
            || declared.get().is_none_or(|name| name.starts_with("arn:"))
        {
            return at;
        }
        let kinds = KINDS.into_iter().map(|kind| Station::of(declared, kind));
        let mut known = kinds.filter(|place| self.is_declared(place));
        match (known.next(), known.next()) {
            (Some(only), None) => only,
            _ => at,
        }
    }

    fn is_declared(&self, place: &Station) -> bool {
        let at = &mut place.clone();
        match place.kind {
            StationKind::Function => declared::function(self.inventory, at).is_some(),
            StationKind::Queue => declared::queue(self.inventory, at).is_some(),
            StationKind::Stream => declared::stream(self.inventory, at).is_some(),
            StationKind::Bus => declared::bus(self.inventory, at).is_some(),
            StationKind::Topic => self.subscriptions(place).next().is_some(),
            _ => false,
        }
    }

    /// What takes an event that is for a place: for a function Lambda's queue.
    ///
    /// AWS: Lambda Developer Guide, "Asynchronous invocation": rules, schedules and topics invoke functions asynchronously.
    pub(super) fn taken(&self, to: Station) -> Station {
        let mut to = self.named(to);
        if to.kind == StationKind::Function {
            to.kind = StationKind::FunctionQueue;
        }
        to
    }

    /// A place with everything that it is called.
    pub(super) fn named(&self, mut to: Station) -> Station {
        match to.kind {
            StationKind::Function => {
                declared::function(self.inventory, &mut to);
            }
            StationKind::Queue => {
                declared::queue(self.inventory, &mut to);
            }
            StationKind::Stream => {
                declared::stream(self.inventory, &mut to);
            }
            StationKind::Bus => {
                declared::bus(self.inventory, &mut to);
            }
            _ => {}
        }
        to
    }

    /// A way that begins with a mapping or a pipe.
    fn read(&mut self, reader: Reader<'_>) {
        let Some(source) = reader.source() else {
            return;
        };
        let place = self.taken(self.called(source, StationKind::Other));
        if reader.is_off() {
            self.is_off(&format!("`{}`", reader.name()), "reads");
        }
        match place.kind {
            StationKind::Queue => {
                self.receive(None, &place, Some(reader));
            }
            StationKind::Stream => {
                self.shard(None, &place, &reader);
            }
            _ => {}
        }
    }
}

/// That a target is named by something else than its ARN: the name of a function, the URL of a queue.
///
/// AWS: EventBridge and Scheduler API References, `Target`: `Arn`. "Provided Arn is not in correct format" is recorded of names.
fn no_arn(asked: &Value, target: &Target, made: &Made) -> Option<Diagnostic> {
    const START: &str = "arn:";
    let arn = present(asked, "Arn")?;
    let start = match arn.as_open() {
        None => arn.as_str()?,
        Some(open) => match open.parts.first()? {
            TextPart::Literal(start) => start,
            TextPart::Hole(_) => return None,
        },
    };
    if start.starts_with(START) || START.starts_with(start) {
        return None;
    }
    let message = format!(
        "the target of the {} `{}` is named by `{}`, which is no ARN: AWS refuses that",
        made.by.kind.word(),
        made.by.name,
        target.arn.as_ref()?.to_display()
    );
    Some(Diagnostic::warning(IMPOSSIBLE, message).help("give the ARN of what is meant"))
}
