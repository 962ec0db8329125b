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
    /// Attempts up to then.
    pub attempts: u64,
    /// The most attempts in one second of the clock, of the seconds that begin from then on and before the next point.
    pub busiest_second: u64,
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
    /// The busiest second that begins in each step.
    busiest: Vec<u64>,
    /// The present second, and the attempts in it.
    second: (u64, u64),
}

impl Default for Series {
    fn default() -> Self {
        Self {
            points: Vec::new(),
            step_ms: 1,
            busiest: Vec::new(),
            second: (0, 0),
        }
    }
}

impl Series {
    /// The points, in the order of time.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The most attempts within one second of the clock.
    #[must_use]
    pub fn most_attempts_in_a_second(&self) -> u64 {
        let finished = self.busiest.iter().copied().max().unwrap_or(0);
        finished.max(self.second.1)
    }

    /// Counts an attempt; attempts come in the order of time.
    pub(super) fn attempt(&mut self, at_ms: u64) {
        let second = at_ms / 1_000;
        if self.second.0 == second {
            self.second.1 += 1;
        } else {
            self.end_second();
            self.second = (second, 1);
        }
    }

    /// Books the present second at the step in which it begins.
    fn end_second(&mut self) {
        let (second, attempts) = self.second;
        let step = second.saturating_mul(1_000) / self.step_ms;
        let step = usize::try_from(step).unwrap_or(MOST).min(MOST);
        if self.busiest.len() <= step {
            self.busiest.resize(step + 1, 0);
        }
        if let Some(busiest) = self.busiest.get_mut(step) {
            *busiest = attempts.max(*busiest);
        }
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
        self.end_second();
        self.second = (0, 0);
        for (point, busiest) in self.points.iter_mut().zip(&self.busiest) {
            point.busiest_second = *busiest;
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
                self.double_step();
                continue;
            }
            self.points.push(Point {
                at_ms: next,
                ..state
            });
        }
    }

    /// Leaves out every second point.
    fn double_step(&mut self) {
        let mut index = 0;
        self.points.retain(|_| {
            index += 1;
            index % 2 == 1
        });
        let pairs = self.busiest.chunks(2);
        self.busiest = pairs
            .map(|pair| pair.iter().copied().max().unwrap_or(0))
            .collect();
        self.step_ms = self.step_ms.saturating_mul(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_second_is_kept_however_often_the_step_doubles() {
        let mut series = Series::default();
        for second in 0..5_000_u64 {
            series.hold(Point::default(), second * 1_000);
            let attempts = if second == 1_234 { 9 } else { 2 };
            (0..attempts).for_each(|_| series.attempt(second * 1_000));
        }
        series.end(Point::default(), 5_000_000);
        assert_eq!(series.most_attempts_in_a_second(), 9);
        let points = series.points();
        assert!(points.len() <= MOST + 1);
        let busiest = points
            .iter()
            .find(|point| point.busiest_second == 9)
            .unwrap();
        let step = points[1].at_ms;
        assert!((busiest.at_ms..busiest.at_ms + step).contains(&1_234_000));
    }
}
