//! What things of one file say of each other.

use super::finding::{Answer, Answering, Resource};
use super::judge::Judge;
use super::lints;
use crate::api::Operation;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, EventSourceMapping, Function, Queue, Subscription};
use crate::simulate::taking::{Sender, TakesNothing};

/// How long a queue hides a message that is read, unless it says so.
///
/// AWS: SQS API Reference, CreateQueue, `VisibilityTimeout`: "Default: 30."
const DEFAULT_VISIBILITY: i64 = 30;

/// What a FIFO topic does not deliver to.
///
/// AWS: SNS Developer Guide, "Message delivery for FIFO topics": queues of SQS only.
const NOT_OF_FIFO: [&str; 7] = [
    "application",
    "email",
    "email-json",
    "http",
    "https",
    "lambda",
    "sms",
];

impl Judge<'_> {
    /// Whether the queue hides messages for as long as the function may take that a mapping gives them.
    ///
    /// AWS: Lambda Developer Guide, "Using Lambda with Amazon SQS". The message is recorded.
    pub(super) fn visibility(&mut self, resource: &Resource, mapping: &EventSourceMapping) {
        let Some((place, seconds, timeout)) = self.hidden_and_taken(mapping) else {
            return;
        };
        if seconds >= timeout {
            return;
        }
        let told = Diagnostic::error(
            lints::MAPPING_LIMIT,
            format!("the queue hides messages for {seconds} seconds, and the function may take {timeout}"),
        )
        .at(place.span, "hidden too briefly")
        .help("raise the queue's visibility timeout: AWS advises six times the function's timeout");
        let answer = Answer {
            by: Answering::Service,
            operation: Operation::CreateEventSourceMapping.as_str(),
            code: "InvalidParameterValueException".to_owned(),
            message: format!(
                "Queue visibility timeout: {seconds} seconds is less than Function timeout: {timeout} seconds"
            ),
            is_recorded: true,
        };
        let about = self.about(Some(resource), "EventSourceArn");
        self.tell(&about, told, Some(&answer));
    }

    /// The source of a mapping that is a queue of the same file, how long that hides messages, and how long the function may
    /// take: what is certain.
    fn hidden_and_taken<'m>(
        &self,
        mapping: &'m EventSourceMapping,
    ) -> Option<(&'m Declared<String>, i64, i64)> {
        let source = mapping.source.as_ref()?;
        let (queue, function) = (&source.resource, &mapping.function.as_ref()?.resource);
        let is_called = |one: &Function| {
            let mut aliases = one.aliases.iter();
            one.logical_id == *function || aliases.any(|alias| alias.logical_id == *function)
        };
        let mut queues = self.inventory.queues.iter();
        let queue = queues.find(|one| queue.is_some() && one.logical_id == *queue)?;
        let mut functions = self.inventory.functions.iter();
        let function = functions.find(|one| function.is_some() && is_called(one))?;
        let certain = |given: &Declared<i64>| {
            let is_default = self.defaults.meet(given.span);
            given.get().copied().filter(|_| !is_default)
        };
        let seconds = match &queue.visibility_timeout_seconds {
            None => DEFAULT_VISIBILITY,
            Some(given) => certain(given)?,
        };
        Some((
            source,
            seconds,
            certain(function.timeout_seconds.as_ref()?)?,
        ))
    }

    /// Whether what `sender` sends to takes nothing of it.
    pub(super) fn takes_nothing(
        &mut self,
        resource: &Resource,
        field: &str,
        (sender, target): (Sender, &Declared<String>),
    ) {
        let mut queues = self.inventory.queues.iter();
        let is_it = |one: &&Queue| one.logical_id.is_some() && one.logical_id == target.resource;
        let queue = queues.find(is_it);
        let is_fifo_topic = target.known_arn().contains(":sns:") && target.is_fifo() == Some(true);
        let Some(found) = TakesNothing::of(sender, self.inventory, queue, is_fifo_topic) else {
            return;
        };
        let told = Diagnostic::warning(lints::TAKES_NOTHING, found.message(None, sender))
            .at(target.span, "")
            .help(found.help());
        let about = self.about(Some(resource), field);
        self.tell(&about, told, None);
    }

    /// Whether a topic delivers to what subscribes to it.
    pub(super) fn ordered(&mut self, resource: &Resource, subscription: &Subscription) {
        let topic = subscription.topic.as_ref().and_then(Declared::is_fifo);
        let known =
            |text: &Option<Declared<String>>| text.as_ref().and_then(Declared::get).cloned();
        let protocol = known(&subscription.protocol).unwrap_or_default();
        let endpoint = subscription.endpoint.as_ref();
        let is_fifo = endpoint.and_then(Declared::is_fifo) == Some(true);
        let (place, field, message, help, aws) = match (topic, endpoint, &subscription.protocol) {
            (Some(true), _, Some(place)) if NOT_OF_FIFO.contains(&protocol.as_str()) => (
                place.span,
                "Protocol",
                format!("the topic is a FIFO topic, which does not deliver to `{protocol}`"),
                "let a queue of SQS subscribe, and read from that",
                format!("Invalid parameter: Invalid protocol type: {protocol}"),
            ),
            (Some(false), Some(place), _) if is_fifo && protocol == "sqs" => (
                place.span,
                "Endpoint",
                "the queue is a FIFO queue, to which only FIFO topics deliver".to_owned(),
                "make the topic a FIFO topic, or the queue a standard queue",
                "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics".to_owned(),
            ),
            _ => return,
        };
        let told = Diagnostic::error(lints::SUBSCRIPTION, message)
            .at(place, "")
            .help(help);
        let answer = Answer {
            by: Answering::Service,
            operation: Operation::Subscribe.as_str(),
            code: "InvalidParameter".to_owned(),
            message: aws,
            // Recorded of text messages.
            is_recorded: protocol == "sms",
        };
        let about = self.about(Some(resource), field);
        self.tell(&about, told, Some(&answer));
    }
}
