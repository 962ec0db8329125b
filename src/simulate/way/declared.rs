//! What of a file a place is: the function, the queue or the stream that it names.

use super::station::{Station, StationKind};
use crate::model::{Declared, Function, Inventory, Queue, Stream};

/// The function that a place is, with what it is called: also one that an alias names.
pub(super) fn function<'i>(inventory: &'i Inventory, at: &mut Station) -> Option<&'i Function> {
    let found = inventory.functions.iter().find(|one| is(one, at))?;
    let alias = found
        .aliases
        .iter()
        .find(|alias| alias.logical_id.is_some() && alias.logical_id == at.resource);
    if let Some(alias) = alias {
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
    Some(found)
}

fn is(function: &Function, at: &Station) -> bool {
    let is_resource = |id: &Option<String>| id.is_some() && *id == at.resource;
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
    if let Some(id) = &queue.logical_id {
        let old = std::mem::replace(&mut station.name, id.clone());
        station.call([old]);
        station.resource = Some(id.clone());
    }
    let known = |one: &Option<Declared<String>>| one.as_ref().and_then(Declared::get).cloned();
    station.call(known(&queue.name).into_iter().chain(known(&queue.arn)));
    station.call(queue.also_called.iter().cloned());
}

/// The queue that a place is, with what it is called.
pub(super) fn queue<'i>(inventory: &'i Inventory, at: &mut Station) -> Option<&'i Queue> {
    let is = |queue: &&Queue| {
        queue.logical_id.is_some() && queue.logical_id == at.resource
            || queue.arn.as_ref().is_some_and(|arn| at.is(arn))
            || queue.name.as_ref().is_some_and(|name| at.is(name))
    };
    let found = inventory.queues.iter().find(is)?;
    called(at, found);
    Some(found)
}

/// The stream of Kinesis that a place is.
pub(super) fn stream<'i>(inventory: &'i Inventory, at: &Station) -> Option<&'i Stream> {
    let is = |one: &&Stream| {
        one.logical_id.is_some() && one.logical_id == at.resource
            || one.arn.as_ref().is_some_and(|arn| at.is(arn))
            || one.name.as_ref().is_some_and(|name| at.is(name))
    };
    inventory.streams.iter().find(is)
}
