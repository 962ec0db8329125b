//! Command lines of the AWS CLI: in a script, on a page, or alone.
//!
//! A text is read as a shell reads it ([`shell`]), each command of the AWS CLI becomes the request that it makes ([`request`]),
//! and the request is read as every request of an API is. Nothing is run.
//!
//! # Source
//!
//! AWS: AWS CLI Command Reference; AWS CLI User Guide, "Specifying parameter values", "Loading a parameter from a file".

mod operations;
mod page;
mod places;
mod request;
#[cfg(test)]
mod rows;
mod settled;
mod shell;
mod shorthand;
mod slips;
mod spelled;
mod written;

use self::operations::Declares;
use self::page::Part;
use self::request::Request;
use self::shell::Session;
use super::reader::Reader;
use super::{LEFT_OUT, Settings, Texts, api_json, parts, skeleton, surroundings};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{JsonString, Kind, Value};
use crate::model::{self, Inventory, InventoryKind, ScheduleOwner};
use crate::source::Span;

/// A command that sends events.
const SENT: Code = Code::new("command-line/sends-events");

/// Whether an argument is a command of the AWS CLI, as one text, and not the name of a file.
#[must_use]
pub fn is_command(argument: &str) -> bool {
    let mut words = argument.split_ascii_whitespace();
    words.next() == Some("aws") && words.nth(1).is_some()
}

/// Reads a text in which commands stand that declare something; `None` if there are none.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Inventory, Diagnostic>> {
    let (requests, told) = requests(texts, settings)?;
    let settled = settled::settled(requests);
    let text = texts.text();
    let mut inventory = Inventory {
        kind: InventoryKind::CommandLine,
        diagnostics: told,
        ..Inventory::default()
    };
    inventory.diagnostics.extend(settled.told);
    for request in &settled.kept {
        inventory.append(declared(request, text));
    }
    api_json::attach_targets(&mut inventory);
    if !settled.replaced.is_empty() {
        let mut replaced = Inventory {
            kind: inventory.kind,
            ..Inventory::default()
        };
        for request in &settled.replaced {
            replaced.append(declared(request, text));
        }
        api_json::attach_targets(&mut replaced);
        inventory.replaced = Some(Box::new(replaced));
    }
    Some(Ok(inventory))
}

/// What one request declares.
fn declared(request: &Request, text: &str) -> Inventory {
    let filled = skeleton::filled_in(&request.value);
    let value = filled.as_ref().map_or(&request.value, |(value, _)| value);
    let mut declared = Inventory::default();
    declare(&mut declared, request, value, text);
    declared.for_each_request(|one| one.extent = request.extent());
    let told = filled.map(|(_, told)| told);
    let slips = slips::slips(&request.value).into_iter();
    let own = std::mem::take(&mut declared.diagnostics);
    declared.diagnostics = slips.chain(own).chain(told).collect();
    declared
}

/// The first `PutEvents` request that the commands of a text make, and what should be told of the commands; `None` if there is
/// none.
#[must_use]
pub fn put_events(texts: &mut Texts<'_>, settings: &Settings) -> Option<(Value, Vec<Diagnostic>)> {
    let (requests, mut told) = requests(texts, settings)?;
    let is_put = |request: &Request| request.declares == Declares::Events;
    let mut requests = requests.into_iter().filter(is_put);
    let first = requests.next()?;
    for other in requests {
        let message = "this is another request, and is left out";
        told.push(Diagnostic::warning(LEFT_OUT, message).at(other.value.span, ""));
    }
    Some((first.value, told))
}

/// The requests that the commands of a text make, in their order, and what is wrong with the commands.
fn requests(texts: &mut Texts<'_>, settings: &Settings) -> Option<(Vec<Request>, Vec<Diagnostic>)> {
    let first = texts.parts().first()?;
    let name = first.name.clone();
    let text = texts.first();
    if !["aws ", "awslocal ", "aws\""]
        .iter()
        .any(|one| text.contains(one))
    {
        return None;
    }
    let mut session = Session::new(texts, settings);
    let mut behind = 0;
    for part in page::parts(&name, text, settings) {
        match part {
            Part::Script(part) => session.script(text, part),
            Part::Command(part) if part.start >= behind => behind = session.one(text, part),
            Part::Command(_) => {}
            Part::Written(script) => session.written(script),
        }
    }
    let commands = std::mem::take(&mut session.commands);
    let requests = commands
        .iter()
        .filter_map(|command| request::request(command, &mut session));
    let mut requests: Vec<Request> = requests.collect();
    let places = std::mem::take(&mut session.places);
    for request in &mut requests {
        let value = std::mem::replace(&mut request.value, Value::text("", Span::default()));
        request.value = places.value(value);
    }
    let told = session.told.drain(..).map(|told| places.told(told));
    let told = told.collect();
    let declares = |one: &Request| !matches!(one.declares, Declares::Change(..));
    requests.iter().any(declares).then_some((requests, told))
}

/// Puts what a request declares into the inventory.
fn declare(inventory: &mut Inventory, request: &Request, value: &Value, text: &str) {
    let reader = Reader::api(text);
    match request.declares {
        Declares::Rule => inventory.rules.push(api_json::named_rule(value, text)),
        Declares::Pattern => inventory.rules.push(model::Rule {
            is_bare: true,
            ..parts::rule(reader, value, "EventPattern")
        }),
        Declares::Targets => {
            let targets = api_json::targets(value, text);
            inventory.unattached_targets.extend(targets);
        }
        Declares::Schedule => inventory.schedules.push(model::Schedule {
            owner: ScheduleOwner::Scheduler,
            ..api_json::schedule(value, text)
        }),
        Declares::Pipe => inventory.pipes.push(parts::pipe(reader, value)),
        Declares::Mapping => {
            let mapping = parts::mapping(reader, value);
            inventory.event_source_mappings.push(mapping);
        }
        Declares::Invocation => {
            let function = surroundings::event_invoke_config(reader, value);
            inventory.functions.push(function);
        }
        Declares::Subscription => {
            let subscription = parts::subscription(reader, value);
            inventory.subscriptions.push(subscription);
        }
        Declares::SubscriptionAttribute => {
            let attribute = parts::without_texts(&attribute(value));
            let attribute = parts::subscription(reader, &attribute);
            inventory.subscriptions.push(attribute);
        }
        Declares::Archive => inventory.archives.push(parts::archive(reader, value)),
        Declares::Bus => api_json::bus(inventory, value, text),
        Declares::ApiDestination => {
            let destination = surroundings::api_destination(reader, value);
            inventory.api_destinations.push(destination);
        }
        Declares::Connection => {
            let connection = surroundings::connection(reader, value);
            inventory.connections.push(connection);
        }
        Declares::ScheduleGroup => {
            let group = surroundings::schedule_group(reader, value);
            inventory.schedule_groups.push(group);
        }
        // It is settled by then.
        Declares::Change(..) => {}
        Declares::Events => {
            let told = Diagnostic::note(
                SENT,
                "`aws events put-events` sends events, and declares nothing",
            );
            let told = told.at(value.span, "");
            let told = told.help("`evb put-events` says what AWS answers");
            inventory.diagnostics.push(told);
            // What may hold more is not judged, nor what is open.
            let is_known = request.is_whole && !value.has_open();
            let sent = is_known.then(|| value.clone());
            inventory.sent.extend(sent);
        }
    }
}

/// The subscription of which one attribute is set, with that attribute as its member.
///
/// AWS: SNS API Reference, `SetSubscriptionAttributes`: `AttributeName` and `AttributeValue`.
fn attribute(request: &Value) -> Value {
    let name = request.get("AttributeName").and_then(Value::as_str);
    let members = request.as_object().unwrap_or_default().iter().cloned();
    let members = members.map(|mut member| {
        if let (true, Some(name)) = (member.name == *"AttributeValue", name) {
            member.name = JsonString::from(name);
        }
        member
    });
    let kind = Kind::Object(members.collect());
    Value {
        span: request.span,
        kind,
    }
}
