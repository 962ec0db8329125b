//! Which of many intervals meet a number that is known only roughly?
//!
//! The number is an interval itself, from the lowest to the highest value that it may have (see
//! [`glance`](super::glance)). What is told too much costs a test on the exact value; nothing may be left out.

/// Intervals of doubles, both ends inside.
///
/// Those without a lower or an upper end are kept sorted by the other one, so that only hits are looked at. The rest
/// is a tree in an array: sorted by lower end, the middle of each part knows the highest end in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Intervals<T> {
    /// By lower end, lowest first.
    from: Vec<(f64, T)>,
    /// By upper end, highest first.
    up_to: Vec<(f64, T)>,
    between: Vec<Between<T>>,
}

#[derive(Clone, Debug)]
struct Between<T> {
    low: f64,
    high: f64,
    /// The highest upper end of the part of which this is the middle.
    highest: f64,
    what: T,
}

impl<T> Intervals<T> {
    /// From `(low, high, what)`; `None` is no end.
    pub(super) fn new(all: Vec<(Option<f64>, Option<f64>, T)>) -> Self {
        let (mut from, mut up_to, mut between) = (Vec::new(), Vec::new(), Vec::new());
        for (low, high, what) in all {
            match (low, high) {
                (low, None) => from.push((low.unwrap_or(f64::NEG_INFINITY), what)),
                (None, Some(high)) => up_to.push((high, what)),
                (Some(low), Some(high)) => between.push(Between {
                    low,
                    high,
                    highest: high,
                    what,
                }),
            }
        }
        from.sort_by(|(left, _), (right, _)| left.total_cmp(right));
        up_to.sort_by(|(left, _), (right, _)| right.total_cmp(left));
        between.sort_by(|left, right| left.low.total_cmp(&right.low));
        note_highest(&mut between);
        Self {
            from,
            up_to,
            between,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.from.is_empty() && self.up_to.is_empty() && self.between.is_empty()
    }

    /// Tells every interval that has a point from `low` to `high`.
    #[inline]
    pub(super) fn each(&self, low: f64, high: f64, mut tell: impl FnMut(&T)) {
        let from = self.from.iter().take_while(|(start, _)| *start <= high);
        from.for_each(|(_, what)| tell(what));
        let up_to = self.up_to.iter().take_while(|(end, _)| *end >= low);
        up_to.for_each(|(_, what)| tell(what));
        if !self.between.is_empty() {
            each_between(&self.between, low, high, &mut tell);
        }
    }
}

/// Halves the part until nothing is left; the depth is the logarithm of the length.
fn note_highest<T>(part: &mut [Between<T>]) -> f64 {
    let middle = part.len() / 2;
    let (before, rest) = part.split_at_mut(middle);
    let Some((own, behind)) = rest.split_first_mut() else {
        return f64::NEG_INFINITY;
    };
    own.highest = own.high.max(note_highest(before)).max(note_highest(behind));
    own.highest
}

/// Up to so many are looked at one by one.
const FEW: usize = 8;

fn each_between<T>(part: &[Between<T>], low: f64, high: f64, tell: &mut impl FnMut(&T)) {
    if part.len() <= FEW {
        let met = part.iter().filter(|own| own.low <= high && own.high >= low);
        met.for_each(|own| tell(&own.what));
        return;
    }
    let (before, rest) = part.split_at(part.len() / 2);
    let Some((own, behind)) = rest.split_first() else {
        return;
    };
    // Nothing in this part reaches up to the number.
    if own.highest < low {
        return;
    }
    each_between(before, low, high, tell);
    // Behind an interval that begins above the number, all others do.
    if own.low <= high {
        if own.high >= low {
            tell(&own.what);
        }
        each_between(behind, low, high, tell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_interval_that_meets_is_told() {
        let ends = [None, Some(-3.0), Some(0.0), Some(1.0), Some(1.5), Some(7.0)];
        let mut all = Vec::new();
        for low in ends {
            for high in ends {
                if low.is_none_or(|low| high.is_none_or(|high| low <= high)) {
                    all.push((low, high, (low, high)));
                }
            }
        }
        let intervals = Intervals::new(all.clone());
        for low in [-9.0, -3.0, -1.0, 0.0, 0.5, 1.5, 2.0, 7.0, 8.0] {
            for width in [0.0, 0.25, 1.0, 20.0] {
                let high = low + width;
                let mut told = Vec::new();
                intervals.each(low, high, |what| told.push(*what));
                let meets = |(start, end): &(Option<f64>, Option<f64>)| {
                    start.is_none_or(|start| start <= high) && end.is_none_or(|end| end >= low)
                };
                let expected = all.iter().map(|(_, _, what)| *what).filter(meets).count();
                assert_eq!(told.len(), expected, "{low} {high}");
                assert!(told.iter().all(meets));
            }
        }
    }
}
