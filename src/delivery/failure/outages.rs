//! Targets that go up and down at random.

use crate::delivery::random::{Chance, Draws, Stream};

/// How many ups and downs are drawn one by one; what lies further ahead begins anew. It bounds the work.
const FAR: u64 = 1_000_000;

/// How far the random ups and downs of a target have been drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outages {
    draws: Draws,
    /// How many periods have been drawn.
    periods: u64,
    is_down: bool,
    /// When the present period ends.
    until_ms: u64,
}

impl Outages {
    /// Before anything is drawn.
    #[must_use]
    pub const fn new(draws: Draws) -> Self {
        Self {
            draws,
            periods: 0,
            is_down: false,
            until_ms: 0,
        }
    }

    /// Whether the target is down. `at_ms` must not go back.
    ///
    /// The target has been going up and down for long when the event arrives, so it is down at first with the
    /// chance `mttr / (mtbf + mttr)`; what remains of a period then has the law of a whole one.
    pub(super) fn is_down(&mut self, at_ms: u64, mean_up_ms: u64, mean_down_ms: u64) -> bool {
        if self.periods == 0 {
            let chance = Chance::ratio(mean_down_ms, mean_up_ms.saturating_add(mean_down_ms));
            self.is_down = !self.draws.at(0, Stream::OUTAGE).comes_true(chance);
        }
        let cycle_ms = mean_up_ms.saturating_add(mean_down_ms);
        if at_ms.saturating_sub(self.until_ms) > FAR.saturating_mul(cycle_ms) {
            // So far ahead the present period tells nothing any more: begin anew there.
            self.periods += 1;
            let chance = Chance::ratio(mean_down_ms, cycle_ms);
            self.is_down = !self
                .draws
                .at(self.periods, Stream::OUTAGE)
                .comes_true(chance);
            self.until_ms = at_ms;
        }
        while self.periods == 0 || at_ms >= self.until_ms {
            self.is_down = !self.is_down;
            self.periods += 1;
            let mean = if self.is_down {
                mean_down_ms
            } else {
                mean_up_ms
            };
            let length = self
                .draws
                .at(self.periods, Stream::OUTAGE)
                .exponential(mean);
            // A millisecond at least, so that time moves on.
            self.until_ms = self.until_ms.saturating_add(length.max(1));
        }
        self.is_down
    }
}
