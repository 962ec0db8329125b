//! Which rules an event is for: those of its bus.
//!
//! AWS: EventBridge User Guide, "Event buses": an event goes to one bus, and the rules of that bus are asked. A pattern with
//! a name is the rule of no bus, and is asked whatever the bus.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::router::{Router, Settings};
use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, bus_name};

/// Rules whose bus gets no event.
const NO_EVENTS: Code = Code::new("route/bus-without-events");

/// How many buses a message lists.
const LISTED_BUSES: usize = 5;

/// The rules of every bus.
#[derive(Debug)]
pub struct Buses<'r> {
    rules: &'r [Rule],
    settings: Settings,
    /// The bus of events that name none.
    usual: String,
    /// Whether somebody said so.
    is_told: bool,
    at_usual: Arc<Router<'r>>,
    /// Those of other buses, once an event goes there; all buses that no rule is on are one.
    others: BTreeMap<Option<&'r str>, Router<'r>>,
}

impl<'r> Buses<'r> {
    /// Events that name no bus are on `usual`, a name or an ARN.
    pub fn new(rules: &'r [Rule], usual: Option<&str>, settings: Settings) -> Self {
        let is_told = usual.is_some();
        let usual = bus_name(usual.unwrap_or(model::Rule::DEFAULT_BUS)).to_owned();
        Self {
            is_told,
            rules,
            settings,
            at_usual: Arc::new(router(rules, &usual, settings)),
            usual,
            others: BTreeMap::new(),
        }
    }

    /// The rules for events that name no bus.
    pub fn usual(&self) -> &Arc<Router<'r>> {
        &self.at_usual
    }

    /// The rules for an event of a bus.
    pub fn of(&mut self, bus: Option<&str>) -> &Router<'r> {
        let Some(bus) = bus.filter(|bus| *bus != self.usual) else {
            return &self.at_usual;
        };
        let (rules, settings) = (self.rules, self.settings);
        let known = rules.iter().filter_map(|rule| rule.bus.as_deref());
        let known = known.clone().find(|known| *known == bus);
        self.others
            .entry(known)
            .or_insert_with(|| router(rules, bus, settings))
    }

    /// The rules for an event of a bus, if they were asked for [before](Self::of).
    #[must_use]
    pub fn prepared(&self, bus: Option<&str>) -> Option<&Router<'r>> {
        let Some(bus) = bus.filter(|bus| *bus != self.usual) else {
            return Some(&self.at_usual);
        };
        let known = self.rules.iter().filter_map(|rule| rule.bus.as_deref());
        let known = known.clone().find(|known| *known == bus);
        self.others.get(&known)
    }

    /// How often a rule was not answered with because its state keeps read-only management events from it.
    pub fn withheld(&self) -> u64 {
        let others = self.others.values().map(Router::withheld);
        self.at_usual.withheld() + others.sum::<u64>()
    }

    /// That rules are on buses to which no event went, unless somebody chose the bus.
    pub fn without_events(&self) -> Option<Diagnostic> {
        if self.is_told {
            return None;
        }
        let buses = self.rules.iter().filter_map(|rule| rule.bus.as_deref());
        let is_asked = |bus: &&str| *bus == self.usual || self.others.contains_key(&Some(*bus));
        let unasked: BTreeSet<&str> = buses.filter(|bus| !is_asked(bus)).collect();
        let first = unasked.first()?;
        let mut names: Vec<String> = unasked.iter().map(|bus| format!("`{bus}`")).collect();
        if names.len() > LISTED_BUSES {
            names.truncate(LISTED_BUSES);
            names.push("…".to_owned());
        }
        let message = format!(
            "the rules on {} were not asked: no event went there",
            names.join(", ")
        );
        let help = format!(
            "events that name no bus are taken to be on `{}`: `--bus {first}` says otherwise, and `EventBusName` in an entry",
            self.usual
        );
        Some(Diagnostic::note(NO_EVENTS, message).help(help))
    }
}

/// The rules of one bus.
fn router<'r>(rules: &'r [Rule], bus: &str, settings: Settings) -> Router<'r> {
    let is_on_bus = |rule: &Rule| rule.bus.as_deref().is_none_or(|own| own == bus);
    let numbered = (0_u32..).zip(rules);
    Router::new(numbered.filter(|(_, rule)| is_on_bus(rule)), settings)
}
