//! Many whole numbers in little memory: their count, mean, spread and quantiles.
//!
//! As long as there are at most [`EXACT`] different numbers, everything is exact. Beyond that, numbers are
//! counted in buckets no wider than a 2048th of what they hold. Which of the two it is depends on the numbers
//! alone, not on their order or on how they were divided among threads: merging is commutative and associative.

use std::collections::BTreeMap;

/// How many different numbers are kept apart.
const EXACT: usize = 1_024;

/// Each doubling of the numbers has 2^11 buckets.
const BUCKET_BITS: u32 = 11;

/// A multiset of whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    count: u64,
    sum: u128,
    sum_of_squares: u128,
    least: u64,
    most: u64,
    counts: Counts,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Counts {
    Exact(BTreeMap<u64, u64>),
    /// By bucket, no longer than needed.
    Coarse(Vec<u64>),
}

impl Default for Distribution {
    fn default() -> Self {
        Self {
            count: 0,
            sum: 0,
            sum_of_squares: 0,
            least: u64::MAX,
            most: 0,
            counts: Counts::Exact(BTreeMap::new()),
        }
    }
}

impl Distribution {
    /// Adds a number.
    pub fn add(&mut self, number: u64) {
        self.count += 1;
        self.sum += u128::from(number);
        // Numbers are times below a hundred years: 2^42 squared, times 2^40 of them.
        self.sum_of_squares = self
            .sum_of_squares
            .saturating_add(u128::from(number) * u128::from(number));
        self.least = self.least.min(number);
        self.most = self.most.max(number);
        self.counts.add(number, 1);
    }

    /// Adds all numbers of another one.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        self.count += other.count;
        self.sum += other.sum;
        self.sum_of_squares = self.sum_of_squares.saturating_add(other.sum_of_squares);
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
        match other.counts {
            Counts::Exact(counts) => {
                for (number, count) in counts {
                    self.counts.add(number, count);
                }
            }
            Counts::Coarse(counts) => self.counts.add_coarse(&counts),
        }
        self
    }

    /// How many numbers.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Their sum.
    #[must_use]
    pub const fn sum(&self) -> u128 {
        self.sum
    }

    /// The smallest.
    #[must_use]
    pub fn least(&self) -> Option<u64> {
        (self.count > 0).then_some(self.least)
    }

    /// The largest.
    #[must_use]
    pub fn most(&self) -> Option<u64> {
        (self.count > 0).then_some(self.most)
    }

    /// The mean.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a statistic for people")]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / self.count as f64)
    }

    /// The standard deviation.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a statistic for people")]
    pub fn standard_deviation(&self) -> Option<f64> {
        let mean = self.mean()?;
        let variance = self.sum_of_squares as f64 / self.count as f64 - mean * mean;
        Some(variance.max(0.0).sqrt())
    }

    /// The smallest number that at least `thousandths` of the numbers do not exceed.
    ///
    /// Exact, or the upper end of its bucket: never below the true one, and above it by at most a 2048th.
    /// 0 gives the smallest number, or the upper end of its bucket; 1000 the largest.
    #[must_use]
    pub fn quantile(&self, thousandths: u64) -> Option<u64> {
        self.quantile_bounds(thousandths).map(|(_, upper)| upper)
    }

    /// Between which two numbers the quantile lies, both included; where it is exact they are the same.
    #[must_use]
    pub fn quantile_bounds(&self, thousandths: u64) -> Option<(u64, u64)> {
        let most = self.most()?;
        if thousandths >= 1_000 {
            return Some((most, most));
        }
        let rank = (u128::from(self.count) * u128::from(thousandths))
            .div_ceil(1_000)
            .max(1);
        let mut seen = 0_u128;
        let mut reaches = |count: u64| {
            seen += u128::from(count);
            seen >= rank
        };
        let found = match &self.counts {
            Counts::Exact(counts) => counts
                .iter()
                .find(|(_, count)| reaches(**count))
                .map(|(number, _)| (*number, *number)),
            Counts::Coarse(counts) => {
                counts
                    .iter()
                    .position(|count| reaches(*count))
                    .map(|bucket| {
                        let within = |number: u64| number.clamp(self.least, self.most);
                        (within(lower_end(bucket)), within(upper_end(bucket)))
                    })
            }
        };
        Some(found.unwrap_or((most, most)))
    }
}

impl Counts {
    fn add(&mut self, number: u64, count: u64) {
        match self {
            Self::Exact(counts) => {
                *counts.entry(number).or_insert(0) += count;
                if counts.len() > EXACT {
                    let mut coarse = Vec::new();
                    for (number, count) in counts {
                        add_to(&mut coarse, bucket(*number), *count);
                    }
                    *self = Self::Coarse(coarse);
                }
            }
            Self::Coarse(counts) => add_to(counts, bucket(number), count),
        }
    }

    fn add_coarse(&mut self, others: &[u64]) {
        let mut coarse = match self {
            Self::Coarse(counts) => std::mem::take(counts),
            Self::Exact(counts) => {
                let mut coarse = Vec::new();
                for (number, count) in counts {
                    add_to(&mut coarse, bucket(*number), *count);
                }
                coarse
            }
        };
        for (index, count) in others.iter().enumerate().filter(|(_, count)| **count > 0) {
            add_to(&mut coarse, index, *count);
        }
        *self = Self::Coarse(coarse);
    }
}

fn add_to(counts: &mut Vec<u64>, bucket: usize, count: u64) {
    if counts.len() <= bucket {
        counts.resize(bucket + 1, 0);
    }
    if let Some(slot) = counts.get_mut(bucket) {
        *slot += count;
    }
}

/// The bucket of a number: at most 2^17.
fn bucket(number: u64) -> usize {
    let shift = number
        .checked_ilog2()
        .unwrap_or(0)
        .saturating_sub(BUCKET_BITS);
    // `number >> shift` has at most 12 bits, so this is exact on every platform.
    ((u64::from(shift) << BUCKET_BITS) + (number >> shift)) as usize
}

/// The smallest number of a bucket.
fn lower_end(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    let size = 1_u64 << BUCKET_BITS;
    let shift = (bucket >> BUCKET_BITS).saturating_sub(1);
    if bucket < 2 * size {
        bucket
    } else {
        (bucket - (shift << BUCKET_BITS)) << shift
    }
}

/// The largest number of a bucket.
fn upper_end(bucket: usize) -> u64 {
    lower_end(bucket.saturating_add(1)).saturating_sub(1)
}

/// A share with its interval: how often something happened, of how many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share observed.
    pub rate: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The Wilson score interval at 95 %: unlike the usual one it is right near 0 and 1. Of nothing, from 0 to 1.
    ///
    /// Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a statistic for people")]
    pub fn wilson(hits: u64, of: u64) -> Self {
        /// The 97.5 % quantile of the normal distribution.
        const Z: f64 = 1.959_963_984_540_054;
        if of == 0 {
            return Self {
                rate: 0.0,
                low: 0.0,
                high: 1.0,
            };
        }
        let n = of as f64;
        let rate = hits as f64 / n;
        let centre = (rate + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
        Self {
            rate,
            low: if hits == 0 {
                0.0
            } else {
                (centre - half).max(0.0)
            },
            high: if hits == of {
                1.0
            } else {
                (centre + half).min(1.0)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: impl IntoIterator<Item = u64>) -> Distribution {
        let mut distribution = Distribution::default();
        numbers
            .into_iter()
            .for_each(|number| distribution.add(number));
        distribution
    }

    #[test]
    fn few_numbers_are_exact() {
        let distribution = of([3, 1, 4, 1, 5]);
        let quantiles =
            [0, 200, 400, 401, 500, 999, 1_000].map(|q| distribution.quantile(q).unwrap());
        assert_eq!(quantiles, [1, 1, 1, 3, 3, 5, 5]);
        assert_eq!(distribution.mean(), Some(2.8));
        assert_eq!(Distribution::default().quantile(500), None);
    }

    #[test]
    fn many_numbers_are_counted_in_narrow_buckets() {
        let distribution = of((0..200_000).map(|n| n * 431));
        for (thousandths, exact) in [(500, 99_999 * 431), (990, 197_999 * 431), (1, 199 * 431)] {
            let found = distribution.quantile(thousandths).unwrap();
            let (lower, upper) = distribution.quantile_bounds(thousandths).unwrap();
            assert_eq!(found, upper);
            assert!(
                lower <= exact && exact <= upper && upper - lower <= exact / 2_048,
                "{lower} {exact} {upper}"
            );
        }
        assert_eq!(distribution.most(), Some(199_999 * 431));
    }

    #[test]
    fn every_bucket_begins_and_ends_in_itself() {
        for bucket_index in (0..100_000).step_by(7) {
            assert_eq!(bucket(lower_end(bucket_index)), bucket_index);
            assert_eq!(bucket(upper_end(bucket_index)), bucket_index);
        }
        assert!(bucket(u64::MAX) < 1 << 17);
    }

    #[test]
    fn merging_does_not_depend_on_order() {
        let parts = [of(0..700), of((500..1_500).map(|n| n * 977)), of([7, 7, 7])];
        let [a, b, c] = parts.clone();
        let one = a.merged(b).merged(c);
        let [a, b, c] = parts;
        assert_eq!(one, c.merged(b.merged(a)));
    }

    #[test]
    fn wilson_intervals_hold_at_both_ends() {
        let none = Share::wilson(0, 100);
        assert_eq!((none.rate, none.low), (0.0, 0.0));
        assert!((none.high - 0.036_995).abs() < 1e-5, "{none:?}");
        assert_eq!(Share::wilson(100, 100).high, 1.0);
        let half = Share::wilson(50, 100);
        assert!(
            (half.low - 0.403_832).abs() < 1e-5 && (half.high - 0.596_168).abs() < 1e-5,
            "{half:?}"
        );
    }
}
