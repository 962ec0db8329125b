//! Counter-based randomness: a draw is a pure function of where it is made.
//!
//! There is no generator whose state moves on. The draw for one purpose ([`Stream`]) at one attempt of one
//! event on one target is a hash of exactly these four numbers and the seed. Adding an event, a target or a
//! thread therefore shifts no other draw, and two policies compared under one seed see the same luck.
//!
//! # The algorithm
//!
//! It is part of the output contract: the same seed gives the same bytes on every platform and in every release.
//!
//! ```text
//! mix(z)    = splitmix64: z += 0x9e3779b97f4a7c15
//!                         z  = (z ^ z >> 30) * 0xbf58476d1ce4e5b9
//!                         z  = (z ^ z >> 27) * 0x94d049bb133111eb
//!                         z ^ z >> 31                                  (all modulo 2^64)
//! key(text) = FNV-1a, 64 bits, over the UTF-8 bytes of the target's ARN
//! place     = mix(mix(event index) ^ key(target))
//! x         = mix(seed ^ mix(place ^ (attempt * 256 + stream)))
//! u         = (x >> 11) / 2^53                                         in [0, 1)
//! ```
//!
//! A whole number from 0 to n, both included, is the floor of `u * (n + 1)`. A chance p comes true when
//! `x >> 11` is below p times 2^53. An exponential time is `-ln(1 - u)` times its mean, in fixed-point
//! arithmetic. No floating point takes part, but for reading p.
//!
//! # Example
//!
//! ```
//! use evb::delivery::{Draws, Stream, target_key};
//!
//! let draws = Draws::new(42, 0, target_key("arn:aws:sqs:us-east-1:123456789012:orders"));
//! let first = draws.at(1, Stream::JITTER).up_to(1_000);
//! assert!(first <= 1_000);
//! assert_eq!(first, draws.at(1, Stream::JITTER).up_to(1_000));
//! ```
//!
//! # What this module does not do
//!
//! It offers nothing for secrets: the draws are predictable, which is their purpose.
//!
//! # Source
//!
//! splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. FNV-1a:
//! Fowler, Noll and Vo, <http://www.isthe.com/chongo/tech/comp/fnv/>.

/// How many bits of a draw are used: as many as a 64-bit floating-point number holds exactly.
const BITS: u32 = 53;

/// What a draw is for. Two streams never share a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u8);

impl Stream {
    /// The jitter of a delay.
    pub const JITTER: Self = Self(1);
    /// How long the target takes to answer.
    pub const LATENCY: Self = Self(2);
    /// The lengths of the ups and downs of a target that fails at random times.
    pub const OUTAGE: Self = Self(3);
    /// Resampling, when a curve is fitted.
    pub const RESAMPLE: Self = Self(4);
    /// Identifiers that a service makes up.
    pub const IDENTIFIER: Self = Self(5);
    /// The first of the streams that decide whether an attempt fails.
    const FIRST_OUTCOME: u8 = 16;

    /// Whether an attempt fails, for the failure rule at `index`.
    #[must_use]
    pub const fn outcome(index: u8) -> Self {
        Self(Self::FIRST_OUTCOME.saturating_add(index))
    }
}

/// All draws of one event on one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
    place: u64,
}

impl Draws {
    /// The draws of the event at `event_index`; `target` is a [`target_key`].
    #[must_use]
    pub const fn new(seed: u64, event_index: u64, target: u64) -> Self {
        Self {
            seed,
            place: mix(mix(event_index) ^ target),
        }
    }

    /// The draw for one purpose at one attempt.
    #[must_use]
    pub const fn at(&self, attempt: u64, stream: Stream) -> Draw {
        let counter = attempt.wrapping_mul(256).wrapping_add(stream.0 as u64);
        Draw(mix(self.seed ^ mix(self.place ^ counter)))
    }
}

/// One draw: 64 even bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw(u64);

impl Draw {
    /// The upper 53 bits.
    const fn numerator(self) -> u64 {
        self.0 >> (64 - BITS)
    }

    /// All 64 bits.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// A whole number from 0 to `bound`, both included, all equally likely (to within 2^-53).
    #[must_use]
    pub const fn up_to(self, bound: u64) -> u64 {
        // At most 2^53 * 2^64 >> 53, so the result never exceeds `bound`.
        ((self.numerator() as u128 * (bound as u128 + 1)) >> BITS) as u64
    }

    /// Whether something with this chance comes true.
    #[must_use]
    pub const fn comes_true(self, chance: Chance) -> bool {
        self.numerator() < chance.0
    }

    /// A time with the given mean, exponentially distributed, in the unit of the mean; at most 37 times the mean.
    #[must_use]
    pub fn exponential(self, mean: u64) -> u64 {
        // 1 - u lies in (0, 1] and has the same law as u.
        let remaining = (1 << BITS) - self.numerator();
        let bits = (u128::from(BITS) << 32) - u128::from(logarithm_to_base_2(remaining));
        /// ln 2 with 32 fractional bits.
        const LN_2: u128 = 2_977_044_472;
        u64::try_from((bits * LN_2 * u128::from(mean)) >> 64).unwrap_or(u64::MAX)
    }
}

/// The logarithm to base 2 of a number above zero, with 32 fractional bits, rounded down.
///
/// Bit by bit: squaring a number doubles its logarithm. Integers only, so that every platform agrees.
fn logarithm_to_base_2(number: u64) -> u64 {
    let whole = number.max(1).ilog2();
    // The number scaled into [1, 2), with 63 fractional bits.
    let mut mantissa = u128::from(number.max(1)) << (63 - whole);
    let mut logarithm = u64::from(whole);
    for _ in 0..32 {
        mantissa = (mantissa * mantissa) >> 63;
        let bit = mantissa >> 64;
        mantissa >>= bit;
        logarithm = (logarithm << 1) | u64::from(bit != 0);
    }
    logarithm
}

/// A probability, as how many of 2^53 equally likely draws come true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance(u64);

impl Chance {
    /// What always comes true.
    pub const CERTAIN: Self = Self(1 << BITS);

    /// A probability from 0 to 1, both included; `None` for every other number.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the product lies between 0 and 2^53, where f64 is exact"
    )]
    pub fn new(probability: f64) -> Option<Self> {
        (0.0..=1.0)
            .contains(&probability)
            .then(|| Self((probability * (1_u64 << BITS) as f64).round() as u64))
    }

    /// `part` of `whole`; certain if `whole` is not larger.
    #[must_use]
    pub fn ratio(part: u64, whole: u64) -> Self {
        let share = (u128::from(part) << BITS) / u128::from(whole.max(1));
        Self(u64::try_from(share).unwrap_or(u64::MAX).min(1 << BITS))
    }
}

/// The number under which a target's draws are made: FNV-1a over its ARN.
#[must_use]
pub const fn target_key(arn: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut rest = arn.as_bytes();
    while let [byte, others @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
        rest = others;
    }
    hash
}

/// splitmix64: the step and the finaliser.
const fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mix_is_splitmix64() {
        // The first outputs of the published generator for the seed 1234567.
        let outputs: Vec<u64> = (0..3_u64)
            .map(|step| mix(1_234_567_u64.wrapping_add(step.wrapping_mul(0x9e37_79b9_7f4a_7c15))))
            .collect();
        assert_eq!(
            outputs,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn the_key_is_fnv_1a() {
        assert_eq!(target_key(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(target_key("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn draws_are_even() {
        let draws = |event| Draws::new(7, event, 0).at(1, Stream::JITTER);
        let sum: u64 = (0..100_000).map(|event| draws(event).up_to(1_000)).sum();
        // The mean is 500; its standard deviation over 100,000 draws is 0.91.
        assert!((49_600_000..50_400_000).contains(&sum), "{sum}");
        let extremes = (0..100_000).map(|event| draws(event).up_to(9));
        assert_eq!((extremes.clone().min(), extremes.max()), (Some(0), Some(9)));
    }

    #[test]
    fn exponential_times_have_their_mean() {
        let sum: u64 = (0..100_000)
            .map(|event| {
                Draws::new(7, event, 0)
                    .at(1, Stream::OUTAGE)
                    .exponential(60_000)
            })
            .sum();
        // The standard deviation of the mean is 190.
        assert!((59_000..61_000).contains(&(sum / 100_000)), "{sum}");
        assert_eq!(Draw(0).exponential(60_000), 0);
        assert!(Draw(u64::MAX).exponential(60_000) < 37 * 60_000);
    }

    #[test]
    fn chances_are_exact_at_both_ends() {
        let certain = Chance::new(1.0).unwrap();
        assert_eq!(certain, Chance::CERTAIN);
        assert!(Draw(u64::MAX).comes_true(certain));
        assert!(!Draw(0).comes_true(Chance::new(0.0).unwrap()));
        assert_eq!(Chance::new(1.5), None);
        assert_eq!(Chance::new(f64::NAN), None);
        assert_eq!(Chance::ratio(1, 2), Chance::new(0.5).unwrap());
    }
}
