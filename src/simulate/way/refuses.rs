//! What fails for certain, because nothing is taken where a hop leads.

use super::declared;
use super::station::{IMPOSSIBLE, Station, StationKind};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Inventory};
use crate::simulate::taking::{Sender, TakesNothing};

/// How whatever is sent to a place is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refuses {
    /// What fails, as `--fail` has it. With which code it does is not recorded.
    pub(super) fails: &'static str,
}

/// Whether a place takes nothing of what is sent there, for certain; and why.
pub(super) fn refuses(
    inventory: &Inventory,
    (declared, to): (Option<&Declared<String>>, &Station),
    sender: Sender,
    told: &mut Vec<Diagnostic>,
) -> Option<Refuses> {
    let is_fifo = || declared.and_then(Declared::is_fifo) == Some(true);
    let (queue, is_fifo_topic) = match to.kind {
        StationKind::Queue => (declared::queue(inventory, &mut to.clone()), false),
        StationKind::Topic => (None, is_fifo()),
        _ => return None,
    };
    let takes_nothing = TakesNothing::of(sender, inventory, queue, is_fifo_topic)?;
    let message = takes_nothing.message(Some(&to.name), sender);
    told.push(Diagnostic::warning(IMPOSSIBLE, message).help(takes_nothing.help()));
    let fails = match (sender, takes_nothing) {
        (Sender::Rule, _) => "codes=INVALID_PARAMETER",
        (Sender::Schedule, TakesNothing::Queue) => {
            "codes=AWS.SimpleQueueService.InvalidParameterValue"
        }
        (Sender::Schedule, TakesNothing::Topic) => {
            "codes=AWS.SimpleNotificationService.InvalidParameter"
        }
        (Sender::Pipe, _) => "always",
    };
    Some(Refuses { fails })
}
