//! Where goes what is given up, and whose setting says so: the places that are easily taken for one another.

use super::station::{Station, StationKind};
use crate::json::Shape;
use crate::model::{DeadLetter, Declared, Known};

/// The setting that names a place for what is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Setting {
    /// `DeadLetterConfig` of a rule's target.
    Target,
    /// `DeadLetterConfig` of a schedule's target.
    Schedule,
    /// `RedrivePolicy` of a subscription.
    Subscription,
    /// `DestinationConfig.OnFailure` of a function's asynchronous invocations.
    FunctionDestination,
    /// `DeadLetterConfig` of a function.
    Function,
    /// `RedrivePolicy` of a queue.
    Queue,
    /// `DestinationConfig.OnFailure` of an event source mapping.
    Mapping,
    /// `DeadLetterConfig` of the source of a pipe.
    Pipe,
}

impl Setting {
    /// What it is called, as its owner has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Target | Self::Schedule | Self::Function | Self::Pipe => "DeadLetterConfig",
            Self::Subscription | Self::Queue => "RedrivePolicy",
            Self::FunctionDestination | Self::Mapping => "OnFailure",
        }
    }

    /// Whose it is, in a word.
    #[must_use]
    pub const fn owner(self) -> &'static str {
        match self {
            Self::Target => "rule-target",
            Self::Schedule => "schedule-target",
            Self::Subscription => "subscription",
            Self::FunctionDestination | Self::Function => "function",
            Self::Queue => "queue",
            Self::Mapping => "event-source-mapping",
            Self::Pipe => "pipe",
        }
    }

    /// Whether what lies there is only where the records were, not they themselves.
    ///
    /// AWS: Lambda Developer Guide, "Retain discarded records", and EventBridge User Guide, pipes' sources: the shard and
    /// the sequence numbers of the batch.
    #[must_use]
    pub const fn holds_only_the_place(self) -> bool {
        matches!(self, Self::Mapping | Self::Pipe)
    }
}

/// Where goes what a hop gives up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// The setting that names the place, or that would.
    pub setting: Setting,
    /// Whose setting it is.
    pub owner: String,
    /// The place, if one is named.
    pub place: Option<Station>,
    /// Whether nothing that was read says whether there is a place: none is assumed.
    pub is_assumed: bool,
    /// For how many seconds the place keeps a message, where that counts from when the message was first sent to the queue
    /// that gives it up, so that it may be gone on arrival.
    pub keeps_seconds: Option<u64>,
    /// On what it depends whether there is a place.
    pub depends_on: Option<String>,
}

impl Letters {
    /// As they are declared.
    pub(super) fn new(setting: Setting, owner: &str, declared: Option<&DeadLetter>) -> Self {
        let place = declared.map(|declared| match &declared.arn {
            Some(arn) => Station::of(arn, StationKind::Queue),
            // What a destination names is not known.
            None => Station::named(StationKind::Queue, "queue"),
        });
        Self {
            setting,
            owner: owner.to_owned(),
            place,
            is_assumed: false,
            keeps_seconds: None,
            depends_on: declared.and_then(|one| depends_on(one.arn.as_ref()?)),
        }
    }
}

/// On what it depends whether a place is declared: what is open is a whole configuration then, and not the name of a place.
fn depends_on(place: &Declared<String>) -> Option<String> {
    match &place.value {
        Known::Open(open) if place.resource.is_none() && open.shape != Shape::Text => {
            Some(open.hole.from.clone())
        }
        _ => None,
    }
}
