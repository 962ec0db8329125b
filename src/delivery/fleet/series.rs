//! The course of a fleet over time, in a fixed number of points.

/// How many points are kept at most.
const MOST: usize = 240;

/// The state at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// In milliseconds.
    pub at_ms: u64,
    /// Arrived up to then.
    pub arrived: u64,
    /// Delivered up to then.
    pub delivered: u64,
    /// Given up up to then.
    pub given_up: u64,
}

impl Point {
    /// Neither delivered nor given up yet.
    #[must_use]
    pub const fn waiting(&self) -> u64 {
        self.arrived
            .saturating_sub(self.delivered)
            .saturating_sub(self.given_up)
    }
}

/// States at even distances of time. The distance doubles whenever there are too many, so that memory is bounded
/// and the points depend on the course alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    points: Vec<Point>,
    step_ms: u64,
}

impl Default for Series {
    fn default() -> Self {
        Self {
            points: Vec::new(),
            step_ms: 1,
        }
    }
}

impl Series {
    /// The points, in the order of time.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Says that the state at its end is `state`.
    pub(super) fn end(&mut self, state: Point, at_ms: u64) {
        self.hold(state, at_ms);
        if self
            .points
            .last()
            .is_none_or(|last| last.at_ms < at_ms || *last != (Point { at_ms, ..state }))
        {
            self.points.push(Point { at_ms, ..state });
        }
    }

    /// Says that the state was `state` from its time up to `until_ms`, not included.
    pub(super) fn hold(&mut self, state: Point, until_ms: u64) {
        loop {
            let next = self.points.len() as u64 * self.step_ms;
            if next >= until_ms {
                return;
            }
            if self.points.len() >= MOST {
                let mut index = 0;
                self.points.retain(|_| {
                    index += 1;
                    index % 2 == 1
                });
                self.step_ms = self.step_ms.saturating_mul(2);
                continue;
            }
            self.points.push(Point {
                at_ms: next,
                ..state
            });
        }
    }
}
