//! Estimates with intervals, and the kind of jitter.

use std::collections::BTreeMap;

use super::curve::{Mean, MeanCurve, nearest};
use super::samples::{Delays, Sample};
use crate::delivery::backoff::{Backoff, Jitter, Multiplier};
use crate::delivery::diagnostics::NO_SAMPLES;
use crate::delivery::preset::Preset;
use crate::delivery::random::{Draws, Stream};
use crate::diagnostic::Diagnostic;

/// A value, and the interval that holds it in 95 of 100 resamplings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The delays before one retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelayStatistics {
    /// Which retry, from 1.
    pub retry: u64,
    /// How many delays.
    pub samples: u64,
    /// The shortest.
    pub least_ms: u64,
    /// The one in the middle; of two, the shorter.
    pub median_ms: u64,
    /// The longest.
    pub most_ms: u64,
}

/// An estimated delay curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// How many invocations had a retry.
    pub invocations: u64,
    /// How many delays.
    pub samples: u64,
    /// The nominal delay before the first retry, in milliseconds.
    pub initial_ms: Estimate,
    /// `None` if the logs do not show it.
    pub multiplier: Option<Estimate>,
    /// The longest nominal delay, in milliseconds; `None` if the logs do not reach it.
    pub cap_ms: Option<Estimate>,
    /// How delays are randomised.
    pub jitter: Jitter,
    /// What simulations take. What the logs do not show is as in [`Preset::Nominal`].
    pub backoff: Backoff,
    /// By retry.
    pub delays: Vec<DelayStatistics>,
}

/// How many resamplings give an interval.
const RESAMPLINGS: u64 = 200;

/// How many delays may be looked at for all resamplings together.
const RESAMPLED_DELAYS: u64 = 20_000_000;

/// Deviations below this share of a delay are no jitter: logs are written with some delay of their own.
const NO_JITTER: f64 = 0.02;

/// Estimates the curve.
///
/// # Errors
///
/// * `delivery/no-samples`: no invocation has two attempts that follow one another.
pub fn fit(delays: &Delays, seed: u64) -> Result<Fit, Diagnostic> {
    let all: Vec<&[Sample]> = delays.invocations.iter().map(Vec::as_slice).collect();
    let Some(shape) = FittedCurve::of(&all, None) else {
        return Err(Diagnostic::error(NO_SAMPLES, "the logs show no delay before a retry").help(format!(
            "{} records of attempts were found, {} others, {} unreadable; what is needed are INVOCATION_ATTEMPT_… records of \
             attempts that follow one another, as the log level ERROR writes them for failures",
            delays.records, delays.others, delays.unreadable
        )));
    };
    let samples: u64 = all.iter().map(|invocation| invocation.len() as u64).sum();
    let rounds = RESAMPLINGS.min(RESAMPLED_DELAYS / samples.max(1)).max(40);
    let resampled: Vec<FittedCurve> = (0..rounds)
        .filter_map(|round| FittedCurve::of(&resample(&all, seed, round), Some(shape.jitter)))
        .collect();
    let interval = |of: &dyn Fn(&FittedCurve) -> Option<f64>| {
        let value = of(&shape)?;
        let mut values: Vec<f64> = resampled.iter().filter_map(of).collect();
        values.sort_by(f64::total_cmp);
        let at = |share: usize| {
            values
                .get(values.len().saturating_sub(1) * share / 1_000)
                .copied()
        };
        Some(Estimate {
            value: rounded(value),
            low: rounded(at(25).unwrap_or(value).min(value)),
            high: rounded(at(975).unwrap_or(value).max(value)),
        })
    };
    let initial_ms = interval(&|shape| Some(shape.initial_ms)).unwrap_or(Estimate {
        value: shape.initial_ms,
        low: shape.initial_ms,
        high: shape.initial_ms,
    });
    Ok(Fit {
        invocations: all.len() as u64,
        samples,
        initial_ms,
        multiplier: interval(&|shape| shape.multiplier),
        cap_ms: interval(&|shape| shape.cap_ms),
        jitter: shape.jitter,
        backoff: shape.backoff(),
        delays: statistics(&all),
    })
}

/// To four decimals, so that platforms whose logarithms differ in the last bit agree.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// As many invocations, drawn with replacement.
fn resample<'a>(all: &[&'a [Sample]], seed: u64, round: u64) -> Vec<&'a [Sample]> {
    let draws = Draws::new(seed, round, 0);
    let last = all.len().saturating_sub(1) as u64;
    (0..all.len() as u64)
        .filter_map(|index| {
            let drawn = draws.at(index, Stream::RESAMPLE).up_to(last);
            all.get(usize::try_from(drawn).ok()?).copied()
        })
        .collect()
}

fn statistics(all: &[&[Sample]]) -> Vec<DelayStatistics> {
    let mut by_retry: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for sample in all.iter().copied().flatten() {
        by_retry
            .entry(sample.retry)
            .or_default()
            .push(sample.delay_ms);
    }
    let of = |(retry, mut delays): (u64, Vec<u64>)| {
        delays.sort_unstable();
        Some(DelayStatistics {
            retry,
            samples: delays.len() as u64,
            least_ms: *delays.first()?,
            median_ms: *delays.get(delays.len().saturating_sub(1) / 2)?,
            most_ms: *delays.last()?,
        })
    };
    by_retry.into_iter().filter_map(of).collect()
}

/// The parameters, without intervals.
#[derive(Clone, Copy, Debug)]
struct FittedCurve {
    initial_ms: f64,
    multiplier: Option<f64>,
    cap_ms: Option<f64>,
    jitter: Jitter,
}

impl FittedCurve {
    /// Of some invocations; with a given jitter, or with the one that they show. `None` without delays.
    fn of(invocations: &[&[Sample]], jitter: Option<Jitter>) -> Option<Self> {
        let curve = nearest(&means(invocations))?;
        let jitter = jitter.unwrap_or_else(|| shown_jitter(invocations, &curve));
        Some(match jitter {
            Jitter::Decorrelated => {
                let all = || invocations.iter().copied().flatten();
                let first = means(invocations).into_iter().find(|mean| mean.retry == 1);
                let least = all()
                    .map(|sample| as_f64(sample.delay_ms))
                    .min_by(f64::total_cmp);
                Self {
                    // The first delay lies between the initial one and three times it: twice it on average.
                    initial_ms: first.map(|mean| mean.delay_ms / 2.0).or(least)?,
                    multiplier: None,
                    cap_ms: all()
                        .map(|sample| as_f64(sample.delay_ms))
                        .max_by(f64::total_cmp),
                    jitter,
                }
            }
            _ => {
                let nominal = 1.0 / mean_share(jitter);
                Self {
                    initial_ms: curve.initial_ms * nominal,
                    multiplier: curve.multiplier,
                    cap_ms: curve.cap_ms.map(|cap| cap * nominal),
                    jitter,
                }
            }
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded, not below zero, and far below 2^53"
    )]
    fn backoff(&self) -> Backoff {
        let usual = Preset::Nominal.backoff();
        let initial_ms = self.initial_ms.round() as u64;
        let multiplier = self
            .multiplier
            .map(|multiplier| (multiplier * 1e4).round() as u64 * 100);
        Backoff {
            initial_ms,
            multiplier: multiplier
                .and_then(Multiplier::from_millionths)
                .unwrap_or(usual.multiplier),
            cap_ms: self
                .cap_ms
                .map_or(usual.cap_ms, |cap| cap.round() as u64)
                .max(initial_ms),
            jitter: self.jitter,
        }
    }
}

/// The mean delay as a share of the nominal one.
fn mean_share(jitter: Jitter) -> f64 {
    match jitter {
        Jitter::Full => 0.5,
        Jitter::Equal => 0.75,
        Jitter::None | Jitter::Symmetric { .. } | Jitter::Decorrelated => 1.0,
    }
}

fn means(invocations: &[&[Sample]]) -> Vec<Mean> {
    let mut by_retry: BTreeMap<u64, (u64, u128)> = BTreeMap::new();
    for sample in invocations.iter().copied().flatten() {
        let (count, sum) = by_retry.entry(sample.retry).or_default();
        *count += 1;
        *sum += u128::from(sample.delay_ms);
    }
    let of = |(retry, (count, sum)): (u64, (u64, u128))| Mean {
        retry,
        samples: as_f64(count),
        // Half a millisecond stands for nothing: logarithms need something.
        delay_ms: (as_f64(u64::try_from(sum).unwrap_or(u64::MAX)) / as_f64(count)).max(0.5),
    };
    by_retry.into_iter().map(of).collect()
}

/// Which jitter spreads the delays around their means.
fn shown_jitter(invocations: &[&[Sample]], curve: &MeanCurve) -> Jitter {
    let all = || invocations.iter().copied().flatten();
    // Delays of a second are blurred by the writing of the log; those of many seconds are not.
    let is_long = |sample: &&Sample| sample.delay_ms >= 10_000;
    let longest_only = all().filter(is_long).count() >= 30;
    let (mut count, mut squares) = (0.0, 0.0);
    for sample in all().filter(|sample| !longest_only || is_long(sample)) {
        let deviation = as_f64(sample.delay_ms) / curve.mean_ms(sample.retry) - 1.0;
        count += 1.0;
        squares += deviation * deviation;
    }
    let deviation = (squares / f64::max(count, 1.0)).sqrt();
    // What is even from 1-j to 1+j has the standard deviation j/√3.
    let spread = deviation * 3.0_f64.sqrt();
    if deviation < NO_JITTER {
        Jitter::None
    } else if is_decorrelated(invocations) {
        Jitter::Decorrelated
    } else if spread >= 0.9 {
        Jitter::Full
    } else if (spread - 1.0 / 3.0).abs() < 0.03 {
        Jitter::Equal
    } else {
        Jitter::Symmetric {
            millionths: hundredths(spread) * 10_000,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 100"
)]
fn hundredths(share: f64) -> u64 {
    (share * 100.0).round().clamp(1.0, 100.0) as u64
}

/// Whether each delay depends on the one before: never more than three times as long, and long after long.
fn is_decorrelated(invocations: &[&[Sample]]) -> bool {
    /// Neighbours needed to tell.
    const ENOUGH: f64 = 30.0;
    let pairs = || {
        let neighbours = |invocation: &&[Sample]| {
            let pair = |(before, after): (&Sample, &Sample)| (before.delay_ms, after.delay_ms);
            let later = invocation.iter().skip(1);
            invocation.iter().zip(later).map(pair).collect::<Vec<_>>()
        };
        invocations.iter().flat_map(neighbours)
    };
    // A log is written a little late: a tenth of a second, or a hundredth of the delay.
    if pairs().any(|(before, after)| after > before * 3 + before / 33 + 100) {
        return false;
    }
    let log = |delay: u64| as_f64(delay.max(1)).ln();
    let points = || pairs().map(|(before, after)| (log(before), log(after)));
    let count = as_f64(pairs().count() as u64);
    let (x_mean, y_mean) = points().fold((0.0, 0.0), |(x, y), point| {
        (x + point.0 / count, y + point.1 / count)
    });
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in points() {
        xx += (x - x_mean) * (x - x_mean);
        yy += (y - y_mean) * (y - y_mean);
        xy += (x - x_mean) * (y - y_mean);
    }
    // Exponential delays also grow along an invocation, but they break the bound of three sooner or later.
    count >= ENOUGH
        && xx > 0.0
        && yy > 0.0
        && xy / (xx * yy).sqrt() > 0.3
        && !grows_alike(invocations)
}

/// Whether all invocations have about the same delay before the same retry: then it is the retry that decides.
fn grows_alike(invocations: &[&[Sample]]) -> bool {
    let mut by_retry: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
    for sample in invocations.iter().copied().flatten() {
        let (least, most) = by_retry.entry(sample.retry).or_insert((u64::MAX, 0));
        *least = (*least).min(sample.delay_ms);
        *most = (*most).max(sample.delay_ms);
    }
    // Decorrelated delays before the third retry already differ by up to a factor of 27.
    by_retry
        .values()
        .all(|(least, most)| *most <= least.saturating_mul(4))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "delays and counts are far below 2^53"
)]
fn as_f64(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{FailureModel, FailureRule, Profile, RetryPolicy, Scenario};

    /// The delays of `events` invocations that always fail, as a known curve gives them.
    fn synthesised(backoff: &str, retries: u64, events: u64) -> Delays {
        let backoff = Backoff::parse(backoff).unwrap();
        let policy = RetryPolicy::new(Profile::Custom, Some(retries), Some(4_000_000)).unwrap();
        let failures =
            FailureModel::new(vec![FailureRule::Always], Profile::Rule.codes(), None).unwrap();
        let mut scenario = Scenario::new(Profile::Custom, policy, failures);
        scenario.pace = Profile::Custom.curve_pace(&backoff, Some(retries)).unwrap();
        let invocation = |event| {
            let mut samples = Vec::new();
            scenario.deliver(11, event, |attempt| {
                samples.extend(attempt.delay_ms.map(|delay_ms| Sample {
                    retry: attempt.number - 1,
                    delay_ms,
                }));
            });
            samples
        };
        Delays {
            invocations: (0..events).map(invocation).collect(),
            ..Delays::default()
        }
    }

    #[test]
    fn a_curve_without_jitter_is_recovered_exactly() {
        for text in [
            "initial=1s,multiplier=2,cap=480s,jitter=none",
            "initial=15s,multiplier=2,cap=480s,jitter=none",
            "initial=2s,multiplier=1.5,cap=300s,jitter=none",
        ] {
            let fitted = fit(&synthesised(text, 30, 5), 0).unwrap();
            assert_eq!(fitted.backoff.written(), text);
        }
    }

    #[test]
    fn jittered_curves_are_recovered_within_their_intervals() {
        for (jitter, retries) in [
            ("full", 20),
            ("equal", 20),
            ("symmetric:0.25", 20),
            ("symmetric:0.5", 20),
        ] {
            let text = format!("initial=1s,multiplier=2,cap=480s,jitter={jitter}");
            let fitted = fit(&synthesised(&text, retries, 200), 0).unwrap();
            assert_eq!(fitted.jitter.written(), jitter, "{fitted:?}");
            let near = |value: f64, truth: f64| (value / truth - 1.0).abs() < 0.06;
            assert!(
                near(fitted.initial_ms.value, 1_000.0),
                "{jitter} {fitted:?}"
            );
            assert!(
                near(fitted.multiplier.unwrap().value, 2.0),
                "{jitter} {fitted:?}"
            );
            let cap = fitted.cap_ms.unwrap();
            assert!(near(cap.value, 480_000.0), "{jitter} {fitted:?}");
            assert!(
                cap.low * 0.99 <= 480_000.0 && 480_000.0 <= cap.high * 1.01,
                "{jitter} {cap:?}"
            );
        }
    }

    #[test]
    fn decorrelated_delays_are_told_from_exponential_ones() {
        let text = "initial=1s,multiplier=2,cap=900s,jitter=decorrelated";
        let fitted = fit(&synthesised(text, 30, 200), 0).unwrap();
        assert_eq!(fitted.jitter, Jitter::Decorrelated);
        assert!(
            (fitted.initial_ms.value / 1_000.0 - 1.0).abs() < 0.05,
            "{fitted:?}"
        );
        assert_eq!(fitted.cap_ms.unwrap().value, 900_000.0);
    }

    #[test]
    fn a_cap_that_the_logs_do_not_reach_stays_the_usual_one() {
        let fitted = fit(&synthesised("initial=1s", 5, 3), 0).unwrap();
        assert_eq!(fitted.cap_ms, None);
        assert_eq!(fitted.backoff.cap_ms, 480_000);
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let delays = synthesised("initial=1s,jitter=full", 20, 50);
        assert_eq!(fit(&delays, 3).unwrap(), fit(&delays, 3).unwrap());
        assert_eq!(
            fit(&Delays::default(), 3).map_err(|one| one.code),
            Err(NO_SAMPLES)
        );
    }
}
