//! The buses that there are, as far as templates tell: those that they declare, and those on which a rule of theirs is by
//! name.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{self, Declared};

use super::super::loader::Template;
use super::Subject;

/// A bus that a template declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressedBus {
    /// The number of its template in [`Subject::templates`].
    pub template: usize,
    /// Its number in the inventory of that template.
    pub bus: usize,
}

/// All buses of which templates speak.
#[derive(Debug, Default)]
pub(super) struct KnownBuses {
    declared: BTreeMap<String, Vec<AddressedBus>>,
    /// On which rules are that name them, in place of referring to what declares them.
    named: BTreeSet<String>,
    /// Whether some name is open, so that any may be one of them.
    is_open: bool,
}

impl KnownBuses {
    pub(super) fn of(templates: &[Template]) -> Self {
        let mut known = Self::default();
        for (number, template) in templates.iter().enumerate() {
            for (bus, declared) in template.inventory.buses.iter().enumerate() {
                let address = AddressedBus {
                    template: number,
                    bus,
                };
                match declared.name.as_ref().and_then(Declared::get) {
                    Some(name) => {
                        let all = known.declared.entry(name.clone()).or_default();
                        all.push(address);
                    }
                    None => known.is_open = true,
                }
            }
            for rule in template.inventory.rules.iter().filter(|one| !one.is_bare) {
                match rule.bus_name() {
                    None => known.is_open = true,
                    Some(_) if bus_of(rule, template).is_some() => {}
                    Some(name) => {
                        known.named.insert(name.to_owned());
                    }
                }
            }
        }
        known
    }
}

/// The number of the bus of the same template to which a rule refers, in place of naming it.
fn bus_of(rule: &model::Rule, template: &Template) -> Option<usize> {
    let bus = rule.bus.as_ref().filter(|bus| !bus.is_verbatim())?;
    let id = bus.resource.as_ref()?;
    let mut buses = template.inventory.buses.iter();
    buses.position(|bus| bus.logical_id.as_ref() == Some(id))
}

impl Subject {
    /// Whether there is no bus of a name, `renamed` called otherwise; never where templates declare none, or leave the name
    /// of one open.
    pub(in crate::suite) fn lacks_bus(&self, name: &str, renamed: Option<AddressedBus>) -> bool {
        let known = &self.known_buses;
        let declared = known.declared.get(name);
        let mut declared = declared.into_iter().flatten();
        !known.is_open
            && !known.declared.is_empty()
            && name != model::Rule::DEFAULT_BUS
            && !known.named.contains(name)
            && declared.all(|one| Some(*one) == renamed)
    }

    /// The names of all of them.
    pub(in crate::suite) fn bus_names(&self) -> Vec<&str> {
        let known = &self.known_buses;
        let all: BTreeSet<&str> = known
            .declared
            .keys()
            .chain(&known.named)
            .map(String::as_str)
            .collect();
        all.into_iter().collect()
    }

    /// Whether a rule that is asked refers to a bus, so that it goes with it when that is called otherwise.
    pub(in crate::suite) fn is_on(&self, rule: u32, bus: AddressedBus) -> bool {
        let found = self.rules.get(rule as usize);
        let declared = self.declaration(rule);
        let (Some(found), Some((declared, _))) = (found, declared) else {
            return false;
        };
        let template = self.templates.get(found.template);
        found.template == bus.template
            && template.and_then(|template| bus_of(declared, template)) == Some(bus.bus)
    }
}
