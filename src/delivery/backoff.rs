//! The delay curve: how long to wait before each retry.
//!
//! AWS says of rules, schedules and subscribers that delays grow exponentially and are randomised, and no more:
//! the numbers here are the caller's or those of a [preset](super::Preset). Step Functions publishes its own.
//!
//! The nominal delay before retry k is `min(cap, initial * multiplier^(k-1))`; [`Jitter`] then moves it.
//!
//! # Example
//!
//! ```
//! use evb::delivery::{Backoff, Curve};
//!
//! let backoff = Backoff::parse("initial=1s,multiplier=2,cap=480s")?;
//! let curve = Curve::new(&backoff, 185);
//! assert_eq!(curve.nominal_ms(10), 480_000);
//! assert_eq!(curve.nominal_sum_ms(185), 84_991_000);
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```
//!
//! # Source
//!
//! The names of the jitters: AWS Architecture Blog, "Exponential Backoff And Jitter",
//! <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>, to which the EventBridge User
//! Guide, "How EventBridge retries delivering events", links.

use super::diagnostics::{BACKOFF, SETTING};
use super::duration;
use super::random::Draw;
use super::settings::SettingText;
use crate::diagnostic::Diagnostic;

/// What a list of settings for a curve may hold.
const SETTINGS: &str = "`initial=1s`, `multiplier=2`, `cap=480s` and `jitter=none|equal|full|decorrelated|symmetric:0.25`";

/// One, as a [`Multiplier`] or as a share of a delay.
const ONE_MILLIONTHS: u64 = 1_000_000;

/// By how much each nominal delay exceeds the one before: a decimal number from 1 to 1000, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Multiplier(u64);

impl Multiplier {
    /// Delays double.
    pub const TWO: Self = Self(2 * ONE_MILLIONTHS);

    /// From a number of millionths; `None` below 1 or above 1000.
    #[must_use]
    pub fn from_millionths(millionths: u64) -> Option<Self> {
        (ONE_MILLIONTHS..=1_000 * ONE_MILLIONTHS)
            .contains(&millionths)
            .then_some(Self(millionths))
    }

    /// As a number.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "at most 1,000,000,000, which f64 holds"
    )]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / ONE_MILLIONTHS as f64
    }
}

/// How a nominal delay b is randomised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Jitter {
    /// It is not: the delay is b.
    None,
    /// Between b/2 and b: mean 3b/4.
    Equal,
    /// Between 0 and b: mean b/2.
    Full,
    /// Between the initial delay and three times the delay before, but at most the cap; b plays no part.
    Decorrelated,
    /// Between b(1-j) and b(1+j), with j in millionths, at most 1: mean b.
    Symmetric {
        /// j.
        millionths: u64,
    },
}

impl Jitter {
    /// As in `jitter=…`.
    #[must_use]
    pub fn written(self) -> String {
        match self {
            Self::None => "none".to_owned(),
            Self::Equal => "equal".to_owned(),
            Self::Full => "full".to_owned(),
            Self::Decorrelated => "decorrelated".to_owned(),
            Self::Symmetric { millionths } => {
                format!("symmetric:{}", millionths_written(millionths))
            }
        }
    }

    /// The delay for the nominal delay `nominal_ms`. `previous_ms` is the delay before, or the initial delay.
    fn apply(
        self,
        nominal_ms: u64,
        previous_ms: u64,
        backoff: &Backoff,
        draw: impl FnOnce() -> Draw,
    ) -> u64 {
        match self {
            Self::None => nominal_ms,
            Self::Full => draw().up_to(nominal_ms),
            Self::Equal => {
                let half = nominal_ms / 2;
                half + draw().up_to(nominal_ms - half)
            }
            Self::Decorrelated => {
                let spread = previous_ms
                    .saturating_mul(3)
                    .saturating_sub(backoff.initial_ms);
                let delay = backoff.initial_ms.saturating_add(draw().up_to(spread));
                delay.min(backoff.cap_ms)
            }
            Self::Symmetric { millionths } => {
                let part = share(nominal_ms, millionths);
                nominal_ms - part + draw().up_to(2 * part)
            }
        }
    }
}

/// A share of a delay, rounded down; `millionths` is at most a whole.
fn share(delay_ms: u64, millionths: u64) -> u64 {
    let part = u128::from(delay_ms) * u128::from(millionths) / u128::from(ONE_MILLIONTHS);
    u64::try_from(part).unwrap_or(delay_ms).min(delay_ms)
}

/// The parameters of a delay curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The nominal delay before the first retry.
    pub initial_ms: u64,
    /// Each nominal delay against the one before.
    pub multiplier: Multiplier,
    /// No nominal delay is longer.
    pub cap_ms: u64,
    /// How the delays are randomised.
    pub jitter: Jitter,
}

impl Backoff {
    /// 1 s, doubling up to 480 s, not randomised: see [`Preset::Nominal`](super::Preset::Nominal).
    pub const NOMINAL: Self = Self {
        initial_ms: 1_000,
        multiplier: Multiplier::TWO,
        cap_ms: 480_000,
        jitter: Jitter::None,
    };

    /// Reads `initial=1s,multiplier=2,cap=480s,jitter=none`. What is not given is as in [`Backoff::NOMINAL`].
    ///
    /// # Errors
    ///
    /// * `delivery/setting`: nothing, an unknown setting, one that is given twice, or no `name=value`.
    /// * `delivery/duration`: `initial` or `cap` is no duration.
    /// * `delivery/backoff`: a multiplier below 1 or above 1000, a cap below the initial delay, an unknown jitter.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let mut backoff = Self::NOMINAL;
        if text.trim().is_empty() {
            return Err(Diagnostic::error(SETTING, "a delay curve is missing")
                .help(format!("the settings are {SETTINGS}")));
        }
        let mut given = Vec::new();
        for piece in SettingText::whole(text).split(',') {
            let (name, value) = piece.setting(SETTINGS)?;
            if given.contains(&name.text) {
                let message = format!("the setting `{}` is given twice", name.text);
                return Err(Diagnostic::error(SETTING, message)
                    .at(name.span(), "already given")
                    .help("give each setting once"));
            }
            given.push(name.text);
            match name.text {
                "initial" => backoff.initial_ms = duration::parse(value.text, value.start)?,
                "cap" => backoff.cap_ms = duration::parse(value.text, value.start)?,
                "multiplier" => backoff.multiplier = multiplier(value)?,
                "jitter" => backoff.jitter = jitter(value)?,
                _ => return Err(name.unknown(SETTINGS)),
            }
        }
        if backoff.cap_ms < backoff.initial_ms {
            let Backoff {
                initial_ms, cap_ms, ..
            } = backoff;
            let (initial, cap) = (duration::written(initial_ms), duration::written(cap_ms));
            return Err(Diagnostic::error(
                BACKOFF,
                format!("the cap of {cap} is below the initial delay of {initial}"),
            )
            .at(SettingText::whole(text).span(), "no delay satisfies both")
            .help("give a `cap` that is not shorter than `initial`"));
        }
        Ok(backoff)
    }

    /// A text that [`Backoff::parse`] reads back.
    #[must_use]
    pub fn written(&self) -> String {
        format!(
            "initial={},multiplier={},cap={},jitter={}",
            duration::written(self.initial_ms),
            millionths_written(self.multiplier.0),
            duration::written(self.cap_ms),
            self.jitter.written()
        )
    }
}

/// A decimal number from millionths, without trailing zeros.
fn millionths_written(millionths: u64) -> String {
    let (whole, part) = (millionths / ONE_MILLIONTHS, millionths % ONE_MILLIONTHS);
    if part == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{part:06}")
            .trim_end_matches('0')
            .to_owned()
    }
}

/// A decimal number in millionths, if it has at most six decimals.
fn millionths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if part.is_empty() || part.len() > 6 || !digits(part) || !digits(whole) {
        return None;
    }
    let part: u64 = format!("{part:0<6}").parse().ok()?;
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(ONE_MILLIONTHS)?
        .checked_add(part)
}

fn multiplier(value: SettingText<'_>) -> Result<Multiplier, Diagnostic> {
    millionths(value.text)
        .and_then(Multiplier::from_millionths)
        .ok_or_else(|| {
            Diagnostic::error(BACKOFF, format!("`{}` is not a multiplier", value.text))
                .at(value.span(), "not a number from 1 to 1000")
                .help("below 1 delays would shrink; give at most six decimals")
        })
}

fn jitter(value: SettingText<'_>) -> Result<Jitter, Diagnostic> {
    let symmetric = || {
        let share = millionths(value.text.strip_prefix("symmetric:")?)?;
        (share <= ONE_MILLIONTHS).then_some(Jitter::Symmetric { millionths: share })
    };
    match value.text {
        "none" => Ok(Jitter::None),
        "equal" => Ok(Jitter::Equal),
        "full" => Ok(Jitter::Full),
        "decorrelated" => Ok(Jitter::Decorrelated),
        _ => symmetric().ok_or_else(|| {
            Diagnostic::error(BACKOFF, format!("unknown jitter `{}`", value.text))
                .at(value.span(), "not a jitter")
                .help("`none`, `equal`, `full`, `decorrelated`, or `symmetric:0.25` with a share from 0 to 1")
        }),
    }
}

/// A delay curve with its nominal delays worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    backoff: Backoff,
    /// Nominal delays up to the first that reaches the cap; the last one repeats.
    nominal_ms: Vec<u64>,
}

impl Curve {
    /// The curve of `backoff`, exact for retries 1 to `retries`.
    #[must_use]
    pub fn new(backoff: &Backoff, retries: u64) -> Self {
        /// Fractional bits of the running product: multipliers such as 1.5 stay exact for long.
        const FRACTION: u32 = 32;
        let mut nominal_ms = vec![backoff.initial_ms.min(backoff.cap_ms)];
        // Below 2^42 * 2^32 while under the cap, and the multiplier is below 2^30: no overflow.
        let mut product = u128::from(backoff.initial_ms.min(duration::LONGEST_MS)) << FRACTION;
        let grows = backoff.multiplier > Multiplier(ONE_MILLIONTHS) && backoff.initial_ms > 0;
        while grows
            && (nominal_ms.len() as u64) < retries
            && nominal_ms.last().is_some_and(|last| *last < backoff.cap_ms)
        {
            product = product * u128::from(backoff.multiplier.0) / u128::from(ONE_MILLIONTHS);
            let rounded = (product + (1 << (FRACTION - 1))) >> FRACTION;
            let rounded = u64::try_from(rounded).unwrap_or(u64::MAX);
            nominal_ms.push(rounded.min(backoff.cap_ms));
        }
        Self {
            backoff: *backoff,
            nominal_ms,
        }
    }

    /// The parameters.
    #[must_use]
    pub const fn backoff(&self) -> &Backoff {
        &self.backoff
    }

    /// The delay before retry `retry`, counted from 1, without jitter.
    #[must_use]
    pub fn nominal_ms(&self, retry: u64) -> u64 {
        let index = usize::try_from(retry.saturating_sub(1)).unwrap_or(usize::MAX);
        let of_ramp = self.nominal_ms.get(index).or(self.nominal_ms.last());
        of_ramp.copied().unwrap_or(self.backoff.cap_ms)
    }

    /// The sum of the first `retries` nominal delays: when that retry is made, if attempts take no time.
    ///
    /// Saturates instead of overflowing.
    #[must_use]
    pub fn nominal_sum_ms(&self, retries: u64) -> u64 {
        let ramp = self.nominal_ms.len() as u64;
        let within = usize::try_from(retries.min(ramp)).unwrap_or(usize::MAX);
        let sum: u64 = self
            .nominal_ms
            .iter()
            .take(within)
            .fold(0, |sum, delay| sum.saturating_add(*delay));
        let beyond = retries.saturating_sub(ramp);
        sum.saturating_add(beyond.saturating_mul(self.nominal_ms(u64::MAX)))
    }

    /// How many retries fit into an age, if attempts take no time and nothing is randomised: K(A).
    ///
    /// A retry that falls exactly on the limit counts. At most `at_most`.
    #[must_use]
    pub fn retries_within(&self, age_ms: u64, at_most: u64) -> u64 {
        // The sums grow with the number, so the answer is found by halving.
        let (mut fits, mut exceeds) = (0, at_most.saturating_add(1));
        while exceeds - fits > 1 {
            let middle = fits + (exceeds - fits) / 2;
            if self.nominal_sum_ms(middle) <= age_ms {
                fits = middle;
            } else {
                exceeds = middle;
            }
        }
        fits
    }

    /// The delay before retry `retry`, jitter included. `previous_ms` is the delay before it, if there was one;
    /// `draw` is asked only if the jitter needs luck.
    #[must_use]
    pub fn delay_ms(
        &self,
        retry: u64,
        previous_ms: Option<u64>,
        draw: impl FnOnce() -> Draw,
    ) -> u64 {
        let previous = previous_ms.unwrap_or(self.backoff.initial_ms);
        self.backoff
            .jitter
            .apply(self.nominal_ms(retry), previous, &self.backoff, draw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::random::{Draws, Stream};

    #[test]
    fn a_curve_is_given_and_each_setting_once() {
        for text in [
            "",
            " ",
            "initial=1s,initial=2s",
            "jitter=full,cap=1h,jitter=none",
        ] {
            let refused = Backoff::parse(text).map_err(|one| one.code);
            assert_eq!(refused, Err(SETTING), "{text}");
        }
    }
    fn curve(text: &str) -> Curve {
        Curve::new(&Backoff::parse(text).unwrap(), 1_000)
    }

    #[test]
    fn the_ramp_doubles_up_to_the_cap() {
        let curve = curve("initial=1s,cap=10s");
        let delays: Vec<u64> = (1..=6).map(|retry| curve.nominal_ms(retry)).collect();
        assert_eq!(delays, [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
        assert_eq!(curve.nominal_sum_ms(6), 35_000);
    }

    #[test]
    fn a_multiplier_of_one_keeps_the_delay() {
        assert_eq!(
            curve("initial=20s,multiplier=1,cap=1h").nominal_sum_ms(1_000),
            20_000_000
        );
        assert_eq!(curve("initial=0s,cap=1h").nominal_sum_ms(1_000), 0);
    }

    #[test]
    fn fractional_multipliers_are_rounded_to_the_nearest_millisecond() {
        let curve = curve("initial=1s,multiplier=1.5,cap=1h");
        let delays: Vec<u64> = (1..=6).map(|retry| curve.nominal_ms(retry)).collect();
        assert_eq!(delays, [1_000, 1_500, 2_250, 3_375, 5_063, 7_594]);
    }

    #[test]
    fn retries_that_fit_include_the_one_on_the_limit() {
        let curve = curve("initial=1s");
        let fit = [60, 63, 300, 600, 900, 3_600].map(|age| curve.retries_within(age * 1_000, 185));
        assert_eq!(fit, [5, 6, 8, 9, 9, 15]);
        assert_eq!(curve.retries_within(u64::MAX, 185), 185);
        assert_eq!(curve.retries_within(0, 185), 0);
    }

    #[test]
    fn jitter_stays_inside_its_bounds() {
        let bounds = [
            ("full", 0, 8_000),
            ("equal", 4_000, 8_000),
            ("symmetric:0.25", 6_000, 10_000),
        ];
        for (jitter, low, high) in bounds {
            let curve = curve(&format!("initial=8s,multiplier=1,cap=8s,jitter={jitter}"));
            let delays = (0..10_000).map(|event| {
                curve.delay_ms(1, None, || Draws::new(1, event, 0).at(1, Stream::JITTER))
            });
            let (least, most) = (delays.clone().min().unwrap(), delays.max().unwrap());
            assert!(low <= least && least < low + 20, "{jitter}: {least}");
            assert!(high - 20 < most && most <= high, "{jitter}: {most}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "initial=1s,multiplier=2,cap=480s,jitter=none",
            "initial=250ms,multiplier=1.5,cap=1000s,jitter=symmetric:0.25",
            "initial=0s,multiplier=1,cap=0s,jitter=decorrelated",
        ] {
            assert_eq!(Backoff::parse(text).unwrap().written(), text);
        }
    }

    #[test]
    fn curves_without_sense_are_refused() {
        let refused = [
            "initial",
            "speed=1",
            "initial=x",
            "multiplier=0.5",
            "multiplier=1001",
            "multiplier=1.0000001",
            "cap=1ms",
            "jitter=some",
            "jitter=symmetric:1.5",
            "jitter=symmetric:",
            "multiplier=+2",
            "multiplier=.5",
        ];
        for text in refused {
            assert!(Backoff::parse(text).is_err(), "{text}");
        }
    }
}
