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

/// How many times as long as its function a queue is to hide messages, beside the batching window.
///
/// AWS: Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping": six times the function's timeout,
/// and `MaximumBatchingWindowInSeconds`.
const TIMES: i64 = 6;

impl Judge<'_> {
    /// Whether the queue hides messages for as long as a mapping gathers them, and the function may take that it gives them
    /// to.
    pub(super) fn visibility(&mut self, resource: &Resource, mapping: &EventSourceMapping) {
        let Some((source, seconds)) = self.hidden(mapping) else {
            return;
        };
        let function = mapping
            .function
            .as_ref()
            .and_then(|one| self.function_of(one));
        let timeout = function.and_then(|one| self.certain(one.timeout_seconds.as_ref()?));
        if let Some(timeout) = timeout.filter(|timeout| seconds < *timeout) {
            self.hidden_too_briefly(resource, source, (seconds, timeout));
        } else if let Some(window) = &mapping.maximum_batching_window_seconds {
            self.window(resource, window, (seconds, timeout));
        }
    }

    /// AWS: Lambda Developer Guide, "Using Lambda with Amazon SQS". The message is recorded.
    fn hidden_too_briefly(
        &mut self,
        resource: &Resource,
        source: &Declared<String>,
        (seconds, timeout): (i64, i64),
    ) {
        let told = Diagnostic::error(
            lints::MAPPING_LIMIT,
            format!("the queue hides messages for {seconds} seconds, and the function may take {timeout}"),
        )
        .at(source.span, "hidden too briefly")
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

    /// Whether messages show up again while their batch is gathered.
    fn window(
        &mut self,
        resource: &Resource,
        window: &Declared<i64>,
        (seconds, timeout): (i64, Option<i64>),
    ) {
        let Some(length) = self.certain(window).filter(|length| *length >= seconds) else {
            return;
        };
        let advised = timeout
            .and_then(|timeout| timeout.checked_mul(TIMES)?.checked_add(length))
            .map_or_else(String::new, |advised| format!(", {advised} seconds here"));
        let told = Diagnostic::warning(
            lints::MAPPING_LIMIT,
            format!("batches are gathered for {length} seconds, and the queue hides messages for {seconds}"),
        )
        .at(window.span, "no shorter than that")
        .help(format!(
            "raise the queue's visibility timeout: AWS advises six times the function's timeout and the window{advised}"
        ));
        let about = self.about(Some(resource), "MaximumBatchingWindowInSeconds");
        self.tell(&about, told, None);
    }

    /// The source of a mapping that is a queue of the same file, and how long that hides messages: what is certain.
    fn hidden<'m>(&self, mapping: &'m EventSourceMapping) -> Option<(&'m Declared<String>, i64)> {
        let source = mapping.source.as_ref()?;
        let mut queues = self.inventory.queues.iter();
        let queue =
            queues.find(|one| source.resource.is_some() && one.logical_id == source.resource)?;
        let seconds = match &queue.visibility_timeout_seconds {
            None => DEFAULT_VISIBILITY,
            Some(given) => self.certain(given)?,
        };
        Some((source, seconds))
    }

    /// The function of the same file to which something refers, or to an alias of which.
    pub(super) fn function_of(&self, name: &Declared<String>) -> Option<&Function> {
        let is_called = |one: &&Function| {
            let mut aliases = one.aliases.iter();
            one.logical_id == name.resource
                || aliases.any(|alias| alias.logical_id == name.resource)
        };
        let mut functions = self.inventory.functions.iter();
        functions.find(|one| name.resource.is_some() && is_called(one))
    }

    /// A number, if no parameter may change it.
    pub(super) fn certain(&self, given: &Declared<i64>) -> Option<i64> {
        let is_default = self.defaults.meet(given.span);
        given.get().copied().filter(|_| !is_default)
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

    /// Whether what a subscription says of what fails works.
    ///
    /// AWS: SNS Developer Guide, "Amazon SNS dead-letter queues": "standard topic subscriptions use standard queues";
    /// SNS API Reference, Subscribe, `DeliveryPolicy`: "how Amazon SNS retries failed deliveries to HTTP/S endpoints".
    pub(super) fn undelivered(&mut self, resource: &Resource, subscription: &Subscription) {
        let topic = subscription.topic.as_ref().and_then(Declared::is_fifo);
        let queue = subscription
            .dead_letter
            .as_ref()
            .and_then(|one| one.arn.as_ref());
        let fifo = queue.filter(|queue| queue.is_fifo() == Some(true));
        if let Some(queue) = fifo.filter(|_| topic == Some(false)) {
            let told = Diagnostic::error(
                lints::SUBSCRIPTION,
                "the dead-letter queue is a FIFO queue, and the topic a standard topic",
            )
            .at(queue.span, "")
            .help("name a standard queue");
            let about = self.about(Some(resource), "RedrivePolicy");
            self.tell(&about, told, None);
        }
        let protocol = subscription.protocol.as_ref().and_then(Declared::get);
        let other = protocol.filter(|protocol| !protocol.to_ascii_lowercase().starts_with("http"));
        if let (Some(protocol), Some(policy)) = (other, &subscription.delivery_policy) {
            let told = Diagnostic::warning(
                lints::SUBSCRIPTION,
                format!("a delivery policy is for HTTP and HTTPS, and nothing for `{protocol}`"),
            )
            .at(policy.span, "")
            .help("leave it out: SNS tries other protocols in its own way");
            let about = self.about(Some(resource), "DeliveryPolicy");
            self.tell(&about, told, None);
        }
    }
}
