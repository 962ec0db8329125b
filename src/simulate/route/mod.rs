//! Events through the rules of buses: which rules match, and what their targets receive.
//!
//! A declared rule becomes one that can be asked by [`ready`]; [`Buses`] has those of every bus compiled, and a [`Router`]
//! answers for one bus, all rules at once. [`Deliveries`] tells what the targets of these rules receive.
//!
//! # What this module does not do
//!
//! It reads no files, and it tells nobody: what keeps a rule from being asked comes back as [`NotAsked`].
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Event buses" and "Rules",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html>, read 2026-11-20.

mod buses;
mod declared;
mod deliver;
mod matched;
mod router;
mod rule;

pub use buses::Buses;
pub use declared::{DISABLED, NEITHER, NotAsked, Ready, checked, ready};
pub use deliver::{Deliveries, Received, Receives};
pub use matched::Match;
pub use router::{Router, Settings};
pub use rule::{Asked, Assumed, Checked, Doubt, Rule};
