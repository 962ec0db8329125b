//! The exponential curve with a cap that is nearest to mean delays: least squares of logarithms.

/// The mean delay before one retry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mean {
    /// Which retry, from 1.
    pub(super) retry: u64,
    /// How many delays it is the mean of.
    pub(super) samples: f64,
    /// In milliseconds, above zero.
    pub(super) delay_ms: f64,
}

/// Mean delays `min(cap, initial * multiplier^(retry-1))`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MeanCurve {
    /// In milliseconds.
    pub(super) initial_ms: f64,
    /// `None` if only one retry lies before the cap.
    pub(super) multiplier: Option<f64>,
    /// `None` if no delay seems capped. In milliseconds.
    pub(super) cap_ms: Option<f64>,
}

impl MeanCurve {
    /// The mean delay before a retry.
    pub(super) fn mean_ms(&self, retry: u64) -> f64 {
        let steps = i32::try_from(retry.saturating_sub(1)).unwrap_or(i32::MAX);
        let cap = self.cap_ms.unwrap_or(f64::INFINITY);
        match self.multiplier {
            Some(multiplier) => (self.initial_ms * multiplier.powi(steps)).min(cap),
            None if steps == 0 => self.initial_ms.min(cap),
            None => cap,
        }
    }
}

/// Fits the curve to means in the order of their retries; `None` if there are none.
///
/// Every place at which the cap could begin is tried. A cap must be seen at two retries at least: one delay that
/// is a little short might as well be chance.
pub(super) fn nearest(means: &[Mean]) -> Option<MeanCurve> {
    let mut best: Option<(f64, MeanCurve)> = None;
    // The longest ramp first, so that a cap has to be better, not only as good.
    for ramp in (1..=means.len()).rev() {
        let (growing, capped) = means.split_at(ramp);
        if capped.len() == 1 {
            continue;
        }
        let Some((curve, error)) = fitted(growing, capped) else {
            continue;
        };
        // Rounding makes even exact fits differ from nothing by about this much.
        if best.is_none_or(|(least, _)| error < least - 1e-12) {
            best = Some((error, curve));
        }
    }
    best.map(|(_, curve)| curve)
}

/// The curve with this ramp, and the sum of its squared errors; `None` if it would shrink.
fn fitted(growing: &[Mean], capped: &[Mean]) -> Option<(MeanCurve, f64)> {
    let line = FittedLine::through(
        growing
            .iter()
            .map(|mean| (x(mean), mean.delay_ms.ln(), mean.samples)),
    )?;
    let cap = FittedLine::through(
        capped
            .iter()
            .map(|mean| (0.0, mean.delay_ms.ln(), mean.samples)),
    );
    let top = cap.map(|cap| cap.at_zero);
    // Delays neither shrink nor jump down to the cap.
    let end = growing.last().map_or(0.0, x);
    if line.slope.is_some_and(|slope| slope < -1e-9)
        || top.is_some_and(|top| top + 0.05 < line.at_zero + line.slope.unwrap_or(0.0) * end)
    {
        return None;
    }
    let curve = MeanCurve {
        initial_ms: line.at_zero.exp(),
        multiplier: line.slope.map(f64::exp),
        cap_ms: top.map(f64::exp),
    };
    Some((curve, line.error + cap.map_or(0.0, |cap| cap.error)))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of retries are small")]
fn x(mean: &Mean) -> f64 {
    mean.retry.saturating_sub(1) as f64
}

/// A line of weighted least squares.
#[derive(Clone, Copy, Debug)]
struct FittedLine {
    at_zero: f64,
    /// `None` if all points stand above one place.
    slope: Option<f64>,
    error: f64,
}

impl FittedLine {
    /// Through points with a place, a value and a weight; `None` without points.
    fn through(points: impl Iterator<Item = (f64, f64, f64)> + Clone) -> Option<Self> {
        let sum = |of: &dyn Fn(f64, f64) -> f64| {
            points
                .clone()
                .map(|(x, y, weight)| weight * of(x, y))
                .sum::<f64>()
        };
        let weight = sum(&|_, _| 1.0);
        if weight <= 0.0 {
            return None;
        }
        let (x_mean, y_mean) = (sum(&|x, _| x) / weight, sum(&|_, y| y) / weight);
        let spread = sum(&|x, _| (x - x_mean) * (x - x_mean));
        let slope = (spread > 0.0).then(|| sum(&|x, y| (x - x_mean) * (y - y_mean)) / spread);
        let at_zero = y_mean - slope.unwrap_or(0.0) * x_mean;
        let miss = |x: f64, y: f64| y - at_zero - slope.unwrap_or(0.0) * x;
        Some(Self {
            at_zero,
            slope,
            error: sum(&|x, y| miss(x, y) * miss(x, y)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(delays: &[f64]) -> Vec<Mean> {
        (1..)
            .zip(delays)
            .map(|(retry, delay_ms)| Mean {
                retry,
                samples: 10.0,
                delay_ms: *delay_ms,
            })
            .collect()
    }

    #[test]
    fn exact_delays_give_the_exact_curve() {
        let curve = nearest(&means(&[1e3, 2e3, 4e3, 8e3, 10e3, 10e3, 10e3])).unwrap();
        assert!((curve.initial_ms - 1e3).abs() < 1e-6);
        assert!((curve.multiplier.unwrap() - 2.0).abs() < 1e-9);
        assert!((curve.cap_ms.unwrap() - 10e3).abs() < 1e-6);
    }

    #[test]
    fn a_cap_that_is_not_reached_is_not_invented() {
        let curve = nearest(&means(&[1e3, 2e3, 4e3, 8e3])).unwrap();
        assert_eq!(curve.cap_ms, None);
        assert_eq!(nearest(&[]), None);
        assert_eq!(nearest(&means(&[7.0])).unwrap().multiplier, None);
    }

    #[test]
    fn constant_delays_have_the_multiplier_one() {
        let curve = nearest(&means(&[5e3, 5e3, 5e3, 5e3])).unwrap();
        assert!((curve.mean_ms(1) - 5e3).abs() < 1e-6 && (curve.mean_ms(9) - 5e3).abs() < 1e-6);
    }
}
