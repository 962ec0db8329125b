//! How an event lies in the end.

use crate::delivery::Outcome;

/// Where an event lies when nothing follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LiesIn {
    /// What had to do it has done it.
    Arrived,
    /// In a queue or a stream that nothing reads, as far as the file says.
    Waits,
    /// It was given up, and what takes it from the place for that has done it.
    TakenAsLetter,
    /// It was given up, and lies behind the place for that, in a queue or a stream that nothing reads.
    WaitsAsLetter,
    /// In the place for what is given up.
    Letter,
    /// In the other place for what is given up: a function may have two.
    OtherLetter,
    /// Nowhere: there is no such place.
    Dropped,
    /// Nowhere: that place refuses it.
    Lost,
    /// Nowhere: the queue or the stream has kept it for as long as it keeps anything.
    Expired,
    /// Nowhere: when it was given up it was older than the place for that keeps anything.
    ExpiredOnArrival,
    /// It goes round.
    Circle,
    /// What follows is not looked at.
    NotFollowed,
}

impl LiesIn {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Waits => "waits",
            Self::TakenAsLetter => "dead-letter-taken",
            Self::WaitsAsLetter => "dead-letter-waits",
            Self::Letter | Self::OtherLetter => "dead-letter-place",
            Self::Dropped => "dropped",
            Self::Lost => "lost",
            Self::Expired | Self::ExpiredOnArrival => "expired",
            Self::Circle => "circle",
            Self::NotFollowed => "not-followed",
        }
    }

    /// Whether the event has come to the end of its way, as far as that is known.
    #[must_use]
    pub const fn is_arrival(self) -> bool {
        matches!(self, Self::Arrived | Self::Waits)
    }

    /// The same of what was given up before: it came to its end by way of the place for that.
    #[must_use]
    pub(super) const fn as_letter(self) -> Self {
        match self {
            Self::Arrived => Self::TakenAsLetter,
            Self::Waits => Self::WaitsAsLetter,
            other => other,
        }
    }

    /// What became of the event.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Arrived | Self::Waits => Outcome::Delivered,
            Self::TakenAsLetter | Self::WaitsAsLetter | Self::Letter | Self::OtherLetter => {
                Outcome::DeadLettered
            }
            Self::Dropped
            | Self::Expired
            | Self::ExpiredOnArrival
            | Self::Circle
            | Self::NotFollowed => Outcome::Dropped,
            Self::Lost => Outcome::Lost,
        }
    }
}
