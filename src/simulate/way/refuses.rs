//! What takes nothing of what is sent to it, as the file declares it.

use super::declared;
use super::station::{IMPOSSIBLE, Station, StationKind};
use crate::delivery::Profile;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Inventory};

/// How whatever is sent to a place is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refuses {
    /// What fails, as `--fail` has it.
    pub(super) fails: &'static str,
}

/// Who sends to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    /// A rule or a schedule: neither gives an id for deduplication.
    EventBridge(Profile),
    /// A pipe; whether it gives such an id.
    Pipe(bool),
}

impl Sender {
    const fn word(self) -> &'static str {
        match self {
            Self::EventBridge(Profile::Scheduler) => "a schedule",
            Self::EventBridge(_) => "a rule",
            Self::Pipe(_) => "a pipe without `MessageDeduplicationId`",
        }
    }
}

/// Whether a place takes nothing of what is sent there so, for certain; and why.
///
/// AWS: EventBridge and Scheduler API References, `SqsParameters`: "If you specify an SQS FIFO queue as a target, the queue
/// must have content-based deduplication enabled"; EventBridge User Guide, targets: FIFO topics of SNS are not supported. With
/// which code either fails is not recorded.
pub(super) fn refuses(
    inventory: &Inventory,
    (declared, to): (Option<&Declared<String>>, &Station),
    sender: Sender,
    told: &mut Vec<Diagnostic>,
) -> Option<Refuses> {
    let queue = || declared::queue(inventory, &mut to.clone());
    let gives_id = sender == Sender::Pipe(true);
    let (message, help, of_scheduler) = match to.kind {
        StationKind::Queue if !gives_id && inventory.wants_deduplication_id(queue()?) => (
            format!(
                "the FIFO queue `{}` has no content-based deduplication, and takes nothing of {}",
                to.name,
                sender.word()
            ),
            "set its `ContentBasedDeduplication`",
            "codes=AWS.SimpleQueueService.InvalidParameterValue",
        ),
        StationKind::Topic if declared.and_then(Declared::is_fifo) == Some(true) => (
            format!(
                "the topic `{}` is a FIFO topic, and takes nothing of {}, which gives no message group",
                to.name,
                sender.word()
            ),
            "send to a standard topic, or to a FIFO queue",
            "codes=AWS.SimpleNotificationService.InvalidParameter",
        ),
        _ => return None,
    };
    told.push(Diagnostic::warning(IMPOSSIBLE, message).help(help));
    let fails = match sender {
        Sender::EventBridge(Profile::Scheduler) => of_scheduler,
        Sender::EventBridge(_) => "codes=INVALID_PARAMETER",
        Sender::Pipe(_) => "always",
    };
    Some(Refuses { fails })
}
