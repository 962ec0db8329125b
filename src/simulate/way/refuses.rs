//! What fails for certain, because nothing is taken where a hop leads.

use super::declared;
use super::station::{IMPOSSIBLE, Station, StationKind};
use crate::delivery::Profile;
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::member_name;
use crate::model::{Declared, Inventory};
use crate::simulate::taking::{Sender, TakesNothing};

/// Whether a function may be invoked at all is open.
const OPEN: Code = Code::new("way/open-setting");

/// AWS's name for how many invocations of a function may run at a time.
const CONCURRENCY: &str = "ReservedConcurrentExecutions";

/// How whatever is sent to a place is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refuses {
    /// What fails, as `--fail` has it. With which code it does is not recorded.
    pub(super) fails: &'static str,
    /// Why.
    pub(super) why: String,
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
    let why = message.clone();
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
    Some(Refuses { fails, why })
}

/// Whether a function that is on a hop is throttled for certain; and why.
///
/// AWS: Lambda Developer Guide, "Configuring reserved concurrency for a function": "To throttle a function, set the reserved
/// concurrency to 0. This stops any events from being processed until you remove the limit."
pub(super) fn throttled(
    inventory: &Inventory,
    (place, profile): (&Station, Profile),
    told: &mut Vec<Diagnostic>,
) -> Option<Refuses> {
    if place.kind != StationKind::Function {
        return None;
    }
    let function = declared::function(inventory, &mut place.clone())?;
    let limit = function.reserved_concurrency.as_ref()?;
    let (name, member) = (&place.name, member_name(inventory.kind, CONCURRENCY));
    let Some(limit) = limit.get() else {
        let from = limit.hole().map_or("", |hole| &hole.from);
        let message = format!(
            "how many invocations of `{name}` may run at a time (`{member}`) depends on `{from}`: here it is not 0"
        );
        told.push(Diagnostic::note(OPEN, message));
        return None;
    };
    if *limit != 0 {
        return None;
    }
    let message = format!(
        "no invocation of the function `{name}` may run (`{member}` is 0): Lambda throttles every one"
    );
    let help = format!("leave `{member}` out, or give it more than 0");
    let why = message.clone();
    told.push(Diagnostic::warning(IMPOSSIBLE, message).help(help));
    let fails = match profile {
        Profile::Sqs => "always",
        _ => "codes=429",
    };
    Some(Refuses { fails, why })
}
