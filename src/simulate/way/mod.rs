//! The whole way of an event: hop after hop, each with its own retries, until it lies somewhere.
//!
//! A rule hands an event to a function, and is done: Lambda's queue invokes the function, retries by limits of its own, and
//! has a dead-letter place of its own. A [`Way`] is the list of these hops: who delivers, to what, under which limits, and
//! what follows. [`Way::of`] finds it in what a file declares, [`Way::play`] plays it in virtual time with the engine of
//! [`crate::delivery`], and [`Lies`] tells where the event lies in the end, and whose place that is.
//!
//! # Example
//!
//! ```
//! use evb::model::Inventory;
//! use evb::simulate::way::{Ended, LiesIn, Start, Way};
//!
//! let target = evb::model::Target {
//!     arn: Some(evb::model::Declared::whole("arn:aws:lambda:us-east-1:123456789012:function:f")),
//!     ..Default::default()
//! };
//! let mut way = Way::of(&Inventory::default(), Start::Target(None, &target)).unwrap();
//! way.fail_at(&["function:always".to_owned()], None).unwrap();
//! let played = way.play(0, 0, |_, _| {});
//! let ended: Vec<_> = played.hops.iter().flatten().map(|hop| (hop.attempts, hop.ended_ms)).collect();
//! // The rule delivers at once; Lambda tries three times: after 0, 60 and 180 seconds.
//! assert_eq!(ended, [(1, 0), (3, 180_000)]);
//! assert_eq!(played.lies.first().map(|lies| lies.kind), Some(LiesIn::Dropped));
//! # assert_eq!(played.hops[1].as_ref().unwrap().how, Ended::GivenUp);
//! ```
//!
//! # What this module does not do
//!
//! It looks at no filter: whatever is subscribed or reads gets the event. Where several readers share a queue, a message
//! goes to one of them, here to the first. What a state machine, a task or an endpoint does with an event that it has
//! accepted is not followed.
//!
//! # Source
//!
//! The pages of AWS that state a rule are named where the rule is enforced.

mod beside;
mod declared;
mod fail;
mod find;
mod follow;
mod hop;
mod invoke;
mod letters;
mod lies;
mod limits;
mod made;
mod play;
mod policy;
mod readers;
mod refuses;
mod station;
mod stream;
mod tally;

pub use fail::Wrong;
pub use find::Start;
pub use hop::{After, Hop, Next, Reads, Way};
pub use letters::{Letters, Setting};
pub use lies::LiesIn;
pub use limits::{Limits, Open};
pub use play::{Ended, Lies, Played, PlayedHop};
pub use station::{Station, StationKind};
pub use stream::StreamReads;
pub use tally::WayTally;
