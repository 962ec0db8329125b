//! What is declared, and nothing else: buses, rules, targets, schedules, pipes, mappings, subscriptions, archives, and what
//! stands around them.
//!
//! A declaration is what a template, a request or an answer of AWS says of one thing. It is data: a fact is a field, and
//! whatever may be left open by a template is a [`Known`] value at its place. Whether a declaration is any good is for the
//! engine to say whose rule it is.
//!
//! # Example
//!
//! ```
//! use evb::model::{Declared, RuleState};
//! use evb::source::Span;
//!
//! let name = Declared::known("orders".to_owned(), Span::new(9, 17));
//! assert_eq!(name.get().map(String::as_str), Some("orders"));
//! assert_eq!(RuleState::named("DISABLED"), RuleState::Disabled);
//! ```
//!
//! # What this module does not do
//!
//! It reads no text: the readers of the formats do. Spans lie in the text that was read.

mod access;
mod archive;
mod defaults;
mod function;
mod inventory;
mod known;
mod mapping;
mod pattern;
mod pipe;
mod request;
mod retry;
mod rule;
mod schedule;
mod surroundings;
mod target;
mod watching;

pub use crate::json::{Hole, Open, Shape, TextPart};
pub use access::{Access, Attachment, Key, LogGroup, Role, TaskDefinition, Topic};
pub use archive::{Archive, Bus};
pub use defaults::Defaults;
pub use function::{AsynchronousInvocation, Function, FunctionAlias};
pub use inventory::{Absent, Inventory, InventoryKind, NoArn, Thing};
pub use known::{Declared, Known, Referred, given_by, is_generated};
pub use mapping::{EventSourceMapping, Subscription};
pub use pattern::{DeclaredPattern, PatternText};
pub use pipe::Pipe;
pub use request::{Extent, Requested};
pub use retry::{DeadLetter, RetryPolicy};
pub use rule::{Rule, RuleState, bus_name};
pub use schedule::{Schedule, ScheduleOwner, ScheduleState, Window};
pub use surroundings::{
    ApiDestination, Bucket, BucketNotification, Connection, Permission, Policy, Queue,
    ScheduleGroup, Stack, StateMachine, Stream,
};
pub use target::{InputTransformer, Target};
pub use watching::{Discoverer, LogDelivery, LogEnd, Trail, Watching};
