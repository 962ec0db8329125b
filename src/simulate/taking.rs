//! What takes nothing of what is sent to it, as its file declares it.

use crate::model::{Inventory, Queue};

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sender {
    /// A rule, whose targets have no member for an id of deduplication.
    Rule,
    /// A schedule, whose target has none either.
    Schedule,
    /// A pipe that gives no such id. It may give one.
    Pipe,
}

/// What takes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TakesNothing {
    /// A FIFO queue that wants an id for deduplication.
    Queue,
    /// A FIFO topic, which wants a message group as well.
    Topic,
}

impl TakesNothing {
    /// What for certain takes nothing of a sender: that queue of the file, or a topic that is a FIFO topic. That a pipe sends to
    /// no FIFO topic at all is said where its services are judged.
    ///
    /// AWS: EventBridge and Scheduler API References, `SqsParameters`: "If you specify an SQS FIFO queue as a target, the queue
    /// must have content-based deduplication enabled"; EventBridge User Guide, targets: FIFO topics of SNS are not supported.
    #[must_use]
    pub fn of(
        sender: Sender,
        inventory: &Inventory,
        queue: Option<&Queue>,
        is_fifo_topic: bool,
    ) -> Option<Self> {
        if queue.is_some_and(|queue| inventory.wants_deduplication_id(queue)) {
            return Some(Self::Queue);
        }
        (is_fifo_topic && sender != Sender::Pipe).then_some(Self::Topic)
    }

    /// What is told of it; `name` is what it is called, if that is worth a word.
    #[must_use]
    pub fn message(self, name: Option<&str>, sender: Sender) -> String {
        let name = name.map_or_else(String::new, |name| format!(" `{name}`"));
        let sender = match sender {
            Sender::Rule => "a rule",
            Sender::Schedule => "a schedule",
            Sender::Pipe => "a pipe without `MessageDeduplicationId`",
        };
        match self {
            Self::Queue => format!(
                "the queue{name} is a FIFO queue without content-based deduplication, and takes nothing of {sender}"
            ),
            Self::Topic => format!(
                "the topic{name} is a FIFO topic, and takes nothing of {sender}, which gives no message group"
            ),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Queue => "turn on the content-based deduplication of the queue",
            Self::Topic => "send to a standard topic, or to a FIFO queue",
        }
    }
}
