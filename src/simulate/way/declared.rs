//! What of a file a place is: the function, the queue or the stream that it names.

use super::station::{Station, StationKind};
use crate::model::{Bus, Declared, Function, Inventory, Queue, Stream};

/// The function that a place is, with what it is called: also one that an alias names.
pub(super) fn function<'i>(inventory: &'i Inventory, at: &mut Station) -> Option<&'i Function> {
    let found = inventory.functions.iter().find(|one| is(one, at))?;
    let alias = found
        .aliases
        .iter()
        .find(|alias| alias.logical_id.is_some() && alias.logical_id == at.resource);
    if let Some(alias) = alias {
        at.call(alias.logical_id.clone());
        at.call(alias.name.as_ref().and_then(Declared::get).cloned());
        at.qualifier = alias.name.as_ref().map(Declared::to_display);
    }
    if let Some(id) = &found.logical_id
        && found
            .name
            .as_ref()
            .is_none_or(|name| name.resource.is_none())
    {
        let old = std::mem::replace(&mut at.name, id.clone());
        at.call([old]);
        at.resource = Some(id.clone());
    }
    let known = |one: &Option<Declared<String>>| one.as_ref().and_then(Declared::get).cloned();
    at.call(known(&found.name).into_iter().chain(known(&found.arn)));
    at.call(found.also_called.iter().cloned());
    at.is_at_home_of(found.arn.as_ref());
    Some(found)
}

fn is(function: &Function, at: &Station) -> bool {
    let is_resource = |id: &Option<String>| id.is_some() && *id == at.resource;
    if !is_resource(&function.logical_id) && at.is_elsewhere(function.arn.as_ref()) {
        return false;
    }
    let is_named = |name: &Declared<String>| match (&name.resource, &at.resource) {
        (Some(one), Some(other)) => one == other,
        _ => at.is(name),
    };
    is_resource(&function.logical_id)
        || function
            .aliases
            .iter()
            .any(|alias| is_resource(&alias.logical_id))
        || function.name.as_ref().is_some_and(is_named)
        || function.arn.as_ref().is_some_and(|arn| at.is(arn))
}

/// A declared queue as a place.
pub(super) fn station_of_queue(queue: &Queue) -> Station {
    let known = queue.arn.as_ref().or(queue.name.as_ref());
    let known = known.filter(|known| known.get().is_some());
    let mut station = match known {
        Some(known) => Station::of(known, StationKind::Queue),
        None => Station::named(StationKind::Queue, ""),
    };
    called(&mut station, queue);
    station
}

fn called(station: &mut Station, queue: &Queue) {
    let names = (&queue.logical_id, &queue.arn, &queue.name);
    called_as(names, &queue.also_called, station);
}

/// The queue that a place is, with what it is called.
pub(super) fn queue<'i>(inventory: &'i Inventory, at: &mut Station) -> Option<&'i Queue> {
    let is = |queue: &&Queue| is_one((&queue.logical_id, &queue.arn, &queue.name), at);
    let found = inventory.queues.iter().find(is)?;
    called(at, found);
    Some(found)
}

/// The bus that a place is, with what it is called.
pub(super) fn bus<'i>(inventory: &'i Inventory, at: &mut Station) -> Option<&'i Bus> {
    let is = |bus: &&Bus| is_one((&bus.logical_id, &bus.arn, &bus.name), at);
    let found = inventory.buses.iter().find(is)?;
    let names = (&found.logical_id, &found.arn, &found.name);
    called_as(names, &found.also_called, at);
    Some(found)
}

/// Whether a queue keeps order; `None` where nothing says.
///
/// AWS: SQS API Reference, `CreateQueue`, `FifoQueue`: a queue that keeps order has a name that ends in `.fifo`.
pub(super) fn is_fifo(queue: Option<&Queue>, at: &Station) -> Option<bool> {
    let declared = queue.and_then(|queue| queue.fifo.as_ref());
    if let Some(declared) = declared {
        return declared.get().copied();
    }
    let is_named = at.bare_name().ends_with(".fifo");
    let is_known = queue.is_some() || at.arn.starts_with("arn:") && !at.arn.contains("${");
    (is_named || is_known).then_some(is_named)
}

/// The stream of Kinesis that a place is, with what it is called.
pub(super) fn stream<'i>(inventory: &'i Inventory, at: &mut Station) -> Option<&'i Stream> {
    let is = |one: &&Stream| is_one((&one.logical_id, &one.arn, &one.name), at);
    let found = inventory.streams.iter().find(is)?;
    let names = (&found.logical_id, &found.arn, &found.name);
    called_as(names, &found.also_called, at);
    Some(found)
}

/// A logical id, an ARN and a name.
type Names<'d> = (
    &'d Option<String>,
    &'d Option<Declared<String>>,
    &'d Option<Declared<String>>,
);

/// Whether what has these names is a place.
fn is_one((id, arn, name): Names<'_>, at: &Station) -> bool {
    if id.is_some() && *id == at.resource {
        return true;
    }
    if at.is_elsewhere(arn.as_ref()) {
        return false;
    }
    arn.as_ref().is_some_and(|arn| at.is(arn)) || name.as_ref().is_some_and(|name| at.is(name))
}

/// Puts these names on a place.
fn called_as((id, arn, name): Names<'_>, also_called: &[String], at: &mut Station) {
    if let Some(id) = id {
        let old = std::mem::replace(&mut at.name, id.clone());
        at.call([old]);
        at.resource = Some(id.clone());
    }
    let known = |one: &Option<Declared<String>>| one.as_ref().and_then(Declared::get).cloned();
    at.call(known(name).into_iter().chain(known(arn)));
    at.call(also_called.iter().cloned());
    at.is_at_home_of(arn.as_ref());
}
