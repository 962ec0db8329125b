//! What stands beside a way: rules of a bus, and readers, of which only some are followed.

use super::find::Finder;
use super::follow::{MAXIMUM_HOPS, NOT_FOLLOWED};
use super::hop::{After, Beyond, Next};
use super::lies::LiesIn;
use super::readers::{self, Reader};
use super::station::{IMPOSSIBLE, SWITCHED_OFF, Station, StationKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Bus, Declared, Inventory, Rule, Target};

/// Readers that share a queue.
const SHARED: Code = Code::new("way/shared-queue");
/// An event that comes from bus to bus to bus.
const THIRD_BUS: Code = Code::new("way/third-bus");

impl Finder<'_> {
    /// Rules of a bus that the file declares, too. Which of them an event matches is not looked at: one is followed.
    pub(super) fn bus(&mut self, after: Option<After>, bus: &Station) -> Vec<Next> {
        let inventory = self.inventory;
        if let Some(told) = self.not_its_own(after, bus) {
            self.way.told.push(told);
            return vec![Next::Ends(LiesIn::Arrived)];
        }
        let matches = |rule: &&Rule| rule.pattern.is_some() && !rule.targets.is_empty();
        let (off, on): (Vec<&Rule>, Vec<&Rule>) = (inventory.rules.iter())
            .filter(|rule| is_on(rule, bus, inventory) && matches(rule))
            .partition(|rule| rule.is_disabled());
        let called = |rule: &&Rule| format!("`{}`", rule.label().unwrap_or_default());
        for rule in off.iter().take(1) {
            let message = format!(
                "the rule {} is on the bus `{}`, but is switched off",
                called(rule),
                bus.name
            );
            let name = rule.label().unwrap_or_default();
            self.way
                .told
                .push(off_on_the_way(message, &name, on.is_empty()));
        }
        for rule in off {
            let why = format!("the rule {} is switched off", called(&rule));
            self.not_reached(&rule.targets, &why);
        }
        let Some((first, others)) = on.split_first() else {
            return vec![Next::Ends(LiesIn::Arrived)];
        };
        for rule in others {
            let why = format!(
                "the rule {} is not followed: begin there with `--target`",
                called(rule)
            );
            self.not_reached(&rule.targets, &why);
        }
        let others: Vec<String> = others.iter().map(called).collect();
        let more = match others.is_empty() {
            true => String::new(),
            false => format!("; not followed: {}", others.join(", ")),
        };
        let message = format!(
            "which rules of the bus `{}` an event matches is not looked at: here it is {}{more}",
            bus.name,
            called(first)
        );
        self.way.told.push(Diagnostic::note(NOT_FOLLOWED, message));
        let targets = first.targets.iter().take(MAXIMUM_HOPS + 1);
        targets
            .map(|target| self.target(after, Some(*first), target))
            .collect()
    }

    /// Keeps targets as places to which the way does not come.
    fn not_reached(&mut self, targets: &[Target], why: &str) {
        for arn in targets.iter().filter_map(|target| target.arn.as_ref()) {
            let place = self.named(Station::of(arn, StationKind::Other));
            let why = why.to_owned();
            self.way.beyond.push(Beyond { place, why });
        }
    }

    /// What a function answers goes on: that is a record of the invocation, and no longer the event.
    pub(super) fn succeeds(&mut self, function: &Station, next: &Declared<String>) -> Diagnostic {
        let place = self.named(Station::of(next, StationKind::Queue));
        let why = format!(
            "what the function `{}` makes of the event goes on to the {} `{}`, its on-success destination, as a record of the \
             invocation: that is not followed",
            function.name,
            place.kind.word(),
            place.name
        );
        let told = Diagnostic::note(NOT_FOLLOWED, why.clone());
        self.way.beyond.push(Beyond { place, why });
        told
    }

    /// Why the bus to which a rule sends is not the one on which that rule is.
    ///
    /// Recorded on AWS: a rule that has its own bus as a target is refused.
    fn not_its_own(&self, after: Option<After>, bus: &Station) -> Option<Diagnostic> {
        let before = self
            .way
            .hops
            .get(after.filter(|after| after.accepted)?.hop)?;
        let sends = |rule: &&Rule| {
            before.by.kind == StationKind::Rule
                && rule
                    .label()
                    .is_some_and(|label| before.by.is_called(&label))
        };
        let mut rules = self.inventory.rules.iter().filter(sends);
        if !rules.any(|rule| is_on(rule, bus, self.inventory)) {
            return None;
        }
        let (rule, name) = (&before.by.name, &bus.name);
        if bus.resource.is_some() {
            let message =
                format!("the rule `{rule}` is on the bus `{name}` itself: AWS refuses that target");
            return Some(Diagnostic::warning(IMPOSSIBLE, message));
        }
        let message = format!(
            "the bus `{name}` to which the rule `{rule}` sends is one of another Region or account, as AWS refuses a rule's own: \
             what follows there is not looked at"
        );
        Some(Diagnostic::note(NOT_FOLLOWED, message))
    }

    /// What a bus does not hand on to another one.
    ///
    /// Recorded on AWS: a second hop from bus to bus in a Region fails, also inside an account.
    pub(super) fn third_bus(&self, after: Option<After>, to: &Station) -> Option<Diagnostic> {
        let before = self.way.hops.get(after?.hop)?;
        let is_bus = |place: &Station| place.kind == StationKind::Bus;
        if before.by.kind != StationKind::Rule || !is_bus(&before.to) || !is_bus(to) {
            return None;
        }
        let message = format!(
            "what a rule has put on the bus `{}` goes no further to the bus `{}` of the same Region: this fails with \
             `THIRD_ACCOUNT_HOP_DETECTED`, which users have recorded, also inside one account",
            before.to.name, to.name
        );
        Some(Diagnostic::note(THIRD_BUS, message))
    }

    /// Tells of others that read the same queue.
    pub(super) fn shared(&mut self, place: &Station, first: &Reader<'_>, others: Vec<Reader<'_>>) {
        if others.is_empty() {
            return;
        }
        let why = format!(
            "several read the queue `{}`: a message goes to one of them, here to `{}`",
            place.name,
            first.name()
        );
        for target in others
            .iter()
            .filter_map(|reader| Some((reader.target()?, reader)))
        {
            let (target, reader) = target;
            let place = self.named(Station::of(target, reader.usual_target()));
            let why = why.clone();
            self.way.beyond.push(Beyond { place, why });
        }
        self.way.told.push(Diagnostic::note(SHARED, why));
    }

    /// Tells of what would read a place if it were switched on.
    pub(super) fn switched_off(&mut self, place: &Station) {
        let is_alone = readers::of(self.inventory, place).next().is_none();
        for (number, reader) in readers::off(self.inventory, place).enumerate() {
            let why = format!(
                "`{}` reads `{}`, but is switched off",
                reader.name(),
                place.name
            );
            if let Some(target) = reader.target() {
                let place = self.named(Station::of(target, reader.usual_target()));
                let why = why.clone();
                self.way.beyond.push(Beyond { place, why });
            }
            if number == 0 {
                let told = off_on_the_way(why, &reader.name(), is_alone);
                self.way.told.push(told);
            }
        }
    }
}

/// That something on the way is switched off: where nothing else takes its place, the event comes no further for that.
fn off_on_the_way(message: String, name: &str, is_alone: bool) -> Diagnostic {
    if !is_alone {
        return Diagnostic::note(SWITCHED_OFF, message);
    }
    Diagnostic::warning(SWITCHED_OFF, message).help(format!(
        "begin with `--target FILE#{name}` to see what it would do"
    ))
}

/// Whether a rule is on a bus.
fn is_on(rule: &Rule, bus: &Station, inventory: &Inventory) -> bool {
    match &rule.bus {
        Some(declared) => {
            let is_resource =
                |one: &&Bus| one.logical_id.is_some() && one.logical_id == declared.resource;
            let own = inventory.buses.iter().find(is_resource);
            bus.is(declared) && !bus.is_elsewhere(own.and_then(|own| own.arn.as_ref()))
        }
        None => bus.is_called(Rule::DEFAULT_BUS) && !rule.is_bare,
    }
}
