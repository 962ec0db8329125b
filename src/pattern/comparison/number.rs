//! Numbers as EventBridge compares them.

use std::cmp::Ordering;

/// A number of a pattern or an event: its text, and its value where EventBridge can compare it.
///
/// EventBridge compares numbers as doubles, but only those that a double holds without loss: a token is
/// *comparable* if the shortest decimal that stands for the nearest double is the very same number. So `300`,
/// `300.0` and `3e2` are one number, while `9007199254740993` (an 18-digit id, say) equals nothing but its own text.
///
/// # Example
///
/// ```
/// use evb::pattern::comparison::Number;
///
/// assert_eq!(Number::new("3e2").comparable, Some(300.0));
/// assert_eq!(Number::new("9007199254740993").comparable, None);
/// ```
///
/// # Source
///
/// event-ruler 2.0.1, `ComparableNumber`: the digits are those of Java's `Double.toString` (JDK 19 and later).
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The token as written.
    pub text: Box<str>,
    /// The double, if the token is *comparable*; -0 is 0.
    pub comparable: Option<f64>,
}

/// The largest exponent that the engine reads, in both directions.
const LARGEST_EXPONENT: i64 = i32::MAX as i64;

impl Number {
    /// Reads a JSON number token. Anything else is a number that is not comparable.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self {
            text: token.into(),
            comparable: comparable(token),
        }
    }

    /// Whether two tokens stand for the very same number, however many digits it takes.
    pub(crate) fn is_same_decimal(&self, other: &Self) -> bool {
        match (Decimal::new(&self.text), Decimal::new(&other.text)) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        }
    }

    /// Why it is not comparable; `None` if it is.
    #[must_use]
    pub fn obstacle(&self) -> Option<Obstacle> {
        if self.comparable.is_some() {
            return None;
        }
        let double = self.text.parse::<f64>().ok();
        Some(match double {
            _ if self.exceeds_limits() => Obstacle::Exponent,
            Some(double) if !double.is_finite() => Obstacle::Magnitude,
            Some(double) if double.abs() < f64::MIN_POSITIVE => Obstacle::Nearness,
            _ => Obstacle::Digits,
        })
    }

    /// How it compares, digit by digit, with a finite double as Java writes it, however many digits it takes; `None`
    /// if its exponent lies outside ±2147483647.
    pub(crate) fn compare_decimal(&self, double: f64) -> Option<Ordering> {
        let java = java_digits(double);
        Some(Decimal::new(&self.text)?.compare(&Decimal::new(&java)?))
    }

    /// Whether the token is refused with "value exceeds limits" where a comparable number is needed
    /// (and not with "Cannot compare number"): its exponent lies outside ±2147483647.
    #[must_use]
    pub fn exceeds_limits(&self) -> bool {
        exponent(&self.text).is_none()
    }
}

/// Why a number is not comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// It has more digits than the nearest double keeps.
    Digits,
    /// It is beyond the largest double, in one direction or the other.
    Magnitude,
    /// It lies so near to 0 that doubles keep none, or only some, of its digits.
    Nearness,
    /// Its exponent lies outside ±2147483647.
    Exponent,
}

impl Obstacle {
    /// What completes "the number …".
    #[must_use]
    pub fn as_predicate(self) -> &'static str {
        match self {
            Self::Digits => "has more digits than EventBridge can compare",
            Self::Magnitude => {
                "is out of the range in which EventBridge can compare numbers: no finite double holds it"
            }
            Self::Nearness => {
                "is nearer to 0 than EventBridge can compare numbers: no double holds it as it is written"
            }
            Self::Exponent => "has an exponent that EventBridge does not read",
        }
    }
}

/// The value of a number token, if EventBridge can compare it; -0 is 0.
#[must_use]
pub(crate) fn comparable(token: &str) -> Option<f64> {
    if let Some(small) = small_integer(token) {
        return Some(small);
    }
    let written = Decimal::new(token)?;
    let double: f64 = token.parse().ok()?;
    if !double.is_finite() {
        return None;
    }
    let java = java_digits(double);
    (Decimal::new(&java)? == written).then_some(if double == 0.0 { 0.0 } else { double })
}

/// Whether a number token is an integer as everybody writes it: two of these that have the same value are the same text.
pub(crate) fn is_plain_integer(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    token != "-0" && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// The value of a plain integer of at most 15 digits, which a double always holds.
fn small_integer(token: &str) -> Option<f64> {
    if token.is_empty() || token.len() > 15 {
        return None;
    }
    let value = token.bytes().try_fold(0_u64, |value, digit| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + u64::from(digit - b'0'))
    })?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "15 digits are fewer than the 53 bits that a double holds"
    )]
    Some(value as f64)
}

/// The shortest decimal that stands for a finite double, as Java chooses it.
///
/// Where one digit would do, Java takes the nearest decimal of two digits instead. That makes a difference only
/// for a few of the smallest numbers: the smallest is `4.9e-324` in Java, `5e-324` elsewhere.
pub(crate) fn java_digits(double: f64) -> String {
    let shortest = format!("{double:e}");
    if shortest.contains('.') {
        return shortest;
    }
    let two_digits = format!("{double:.1e}");
    if two_digits.parse() == Ok(double) {
        two_digits
    } else {
        shortest
    }
}

/// The exponent written in a number token, 0 if there is none; `None` outside ±2147483647.
fn exponent(token: &str) -> Option<i64> {
    let Some((_, written)) = token.split_once(['e', 'E']) else {
        return Some(0);
    };
    let (negative, digits) = match written.as_bytes().first() {
        Some(b'-') => (true, written.get(1..)?),
        Some(b'+') => (false, written.get(1..)?),
        _ => (false, written),
    };
    let digits = digits.trim_start_matches('0');
    let magnitude: i64 = if digits.is_empty() {
        0
    } else {
        digits.parse().ok()?
    };
    (magnitude <= LARGEST_EXPONENT).then_some(if negative { -magnitude } else { magnitude })
}

/// A decimal number without its redundant zeros: 0.d₁d₂d₃… × 10^`point`, where d₁ and the last digit are not 0.
///
/// Zero has no digits. The power of ten is never written out, however large it is.
struct Decimal<'a> {
    negative: bool,
    integer: &'a str,
    fraction: &'a str,
    point: i64,
}

impl<'a> Decimal<'a> {
    /// `None` if the exponent lies outside ±2147483647.
    fn new(token: &'a str) -> Option<Self> {
        let exponent = exponent(token)?;
        let unsigned = token.strip_prefix('-').unwrap_or(token);
        let mantissa = unsigned
            .split_once(['e', 'E'])
            .map_or(unsigned, |(mantissa, _)| mantissa);
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut fraction = fraction.trim_end_matches('0');
        let mut integer = integer.trim_start_matches('0');
        let mut point = exponent + i64::try_from(integer.len()).ok()?;
        if integer.is_empty() {
            let digits = fraction.trim_start_matches('0');
            point -= i64::try_from(fraction.len() - digits.len()).ok()?;
            fraction = digits;
        } else if fraction.is_empty() {
            integer = integer.trim_end_matches('0');
        }
        Some(Self {
            negative: token.starts_with('-'),
            integer,
            fraction,
            point,
        })
    }

    fn digits(&self) -> impl Iterator<Item = u8> + '_ {
        self.integer.bytes().chain(self.fraction.bytes())
    }

    fn is_zero(&self) -> bool {
        self.integer.is_empty() && self.fraction.is_empty()
    }

    /// -1, 0 or 1.
    fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn compare(&self, other: &Decimal<'_>) -> Ordering {
        let by_magnitude = || {
            let points = self.point.cmp(&other.point);
            points.then_with(|| self.digits().cmp(other.digits()))
        };
        self.sign()
            .cmp(&other.sign())
            .then_with(|| match self.sign() {
                0 => Ordering::Equal,
                1 => by_magnitude(),
                _ => by_magnitude().reverse(),
            })
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.is_zero() || other.is_zero() {
            return self.is_zero() && other.is_zero();
        }
        self.negative == other.negative
            && self.point == other.point
            && self.digits().cmp(other.digits()) == Ordering::Equal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    rows! { comparable;
        an_integer: "300" => Some(300.0);
        trailing_zeros: "300.0" => Some(300.0);
        an_exponent: "3e2" => Some(300.0);
        a_negative_exponent: "30000e-2" => Some(300.0);
        a_fraction_and_an_exponent: "0.3E+3" => Some(300.0);
        a_negative_fraction: "-0.5" => Some(-0.5);
        zero: "0" => Some(0.0);
        negative_zero_is_zero: "-0" => Some(0.0);
        zero_with_an_exponent: "0.000e7" => Some(0.0);
        zero_with_an_exponent_beyond_the_limit: "0e99999999999" => None;
        the_last_exact_integer: "9007199254740992" => Some(9_007_199_254_740_992.0);
        one_more_than_doubles_hold: "9007199254740993" => None;
        an_eighteen_digit_id: "123456789012345678" => None;
        a_shortest_decimal_of_17_digits: "123456789012345680" => Some(123_456_789_012_345_680.0);
        more_fraction_than_doubles_hold: "0.1234567890123456789" => None;
        thirty_hundredths_and_a_bit: "0.30000000000000004" => Some(0.300_000_000_000_000_04);
        a_bit_more_than_an_integer: "300.00000000000000000001" => None;
        large: "1e23" => Some(1e23);
        too_large: "1e400" => None;
        too_small: "1e-400" => None;
        the_largest: "1.7976931348623157e308" => Some(f64::MAX);
        a_huge_exponent_that_cancels: "0.00001e5" => Some(1.0);
        a_huge_exponent: "1e2147483647" => None;
        javas_smallest: "4.9e-324" => Some(5e-324);
        the_smallest_in_one_digit: "5e-324" => None;
        javas_second: "9.9e-324" => Some(1e-323);
        the_second_in_one_digit: "1e-323" => None;
        javas_tenth: "4.9e-323" => Some(5e-323);
        the_tenth_in_one_digit: "5e-323" => None;
        the_twentieth_in_one_digit: "1e-322" => None;
        one_digit_of_ordinary_size: "2e23" => Some(2e23);
    }

    fn obstacle(token: &str) -> Option<Obstacle> {
        Number::new(token).obstacle()
    }

    rows! { obstacle;
        none: "300.0" => None;
        a_long_id: "9007199254740993" => Some(Obstacle::Digits);
        a_long_fraction: "0.1234567890123456789" => Some(Obstacle::Digits);
        beyond_doubles: "1e400" => Some(Obstacle::Magnitude);
        beyond_doubles_below: "-10e399" => Some(Obstacle::Magnitude);
        nearer_to_zero_than_doubles: "1e-400" => Some(Obstacle::Nearness);
        another_spelling_of_the_smallest: "5e-324" => Some(Obstacle::Nearness);
        an_exponent_beyond_all: "0e99999999999" => Some(Obstacle::Exponent);
    }

    fn compare(token: &str, double: f64) -> Option<Ordering> {
        Number::new(token).compare_decimal(double)
    }

    rows! { compare;
        a_bit_more: "300.00000000000000000001", 300.0 => Some(Ordering::Greater);
        a_bit_less: "299.99999999999999999999", 300.0 => Some(Ordering::Less);
        a_bit_less_than_nothing: "-1e-400", 0.0 => Some(Ordering::Less);
        a_bit_more_than_nothing: "1e-400", 0.0 => Some(Ordering::Greater);
        nearer_to_zero_below: "-1e-400", -1.0 => Some(Ordering::Greater);
        farther_below: "-1e400", -1.0 => Some(Ordering::Less);
        the_same: "30e1", 300.0 => Some(Ordering::Equal);
        zero: "-0.0", 0.0 => Some(Ordering::Equal);
        more_of_the_same_digits: "1230", 123.0 => Some(Ordering::Greater);
        beyond_all: "1e99999999999", 0.0 => None;
    }

    #[test]
    fn only_the_exponent_exceeds_limits() {
        assert!(Number::new("0e99999999999").exceeds_limits());
        assert!(Number::new("1e-2147483648").exceeds_limits());
        assert!(!Number::new("1e0000000002147483647").exceeds_limits());
        assert!(!Number::new("1e400").exceeds_limits());
    }
}
