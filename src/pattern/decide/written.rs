//! Comparable numbers that are written with given digits.
//!
//! A test on addresses reads a number as hex digits, from its first character on up to one that is none. The digits of a number
//! are its own to choose: 5 is also `0.5e1`, `5e0`, `50e-1` and `5E0`, which are read as `0`, `5`, `50` and `5E0`. So whether a number of
//! an interval can be read so is a question of its decimal digits and of their scale, of which there are some hundred.

use super::double;
use crate::pattern::comparison::comparable;

/// The furthest scale at which digits are tried: a run has up to 32 of them, and doubles have some three hundred places on
/// either side of the point.
const FURTHEST: i32 = 360;

/// How much work a number is.
pub(super) const STEPS: usize = 700;

/// A comparable number between two ranks, both included and not below 0, which tests on addresses read as a run of digits;
/// `None` if there is none.
pub(super) fn number(run: &str, low: i64, high: i64) -> Option<String> {
    let fits = |token: &String| {
        comparable(token).is_some_and(|double| (low..=high).contains(&double::rank(double)))
    };
    match run.split_once('E') {
        Some((digits, "")) => scales()
            .map(|scale| format!("{digits}E{scale:+}"))
            .find(fits),
        Some((digits, exponent)) => {
            let significant = exponent.trim_start_matches('0');
            let zeros = exponent.len() - significant.len();
            (0..=FURTHEST)
                .map(|scale| scale.to_string())
                .filter(|scale| scale.starts_with(significant))
                .map(|scale| format!("{digits}E{}{scale}", "0".repeat(zeros)))
                .find(fits)
        }
        None if run == "0" => some_fraction(low, high).filter(fits),
        None => {
            let mut whole = scales().map(|scale| scaled(run, scale));
            let mut longer = scales().filter_map(|scale| longer(run, scale, (low, high)));
            whole.find(fits).or_else(|| longer.find(fits))
        }
    }
}

/// Numbers that are too large to be compared and begin with a run of digits and an exponent: all that differ to tests on
/// addresses.
pub(super) fn endless(run: &str) -> impl Iterator<Item = String> + use<'_> {
    let has_exponent = run
        .split_once('E')
        .is_some_and(|(_, digits)| !digits.is_empty());
    let widths = has_exponent.then_some(1..=3).into_iter().flatten();
    widths
        .flat_map(move |width| {
            (0..10_u32.pow(width))
                .map(move |more| format!("{run}{more:0width$}", width = width as usize))
        })
        .filter(|token| comparable(token).is_none())
}

/// Numbers that are not comparable, between two ranks or just beside them.
pub(super) fn long(low: i64, high: i64) -> Vec<String> {
    let near = [
        double::readable(low, high),
        double::at(low),
        double::at(high - 1),
    ];
    near.into_iter()
        .filter_map(|double| {
            let sign = if double < 0.0 { "-" } else { "" };
            let (digits, scale) = decimal(double.abs())?;
            Some(format!(
                "{sign}{}",
                scaled(&format!("{digits}.00000000000000000001"), scale)
            ))
        })
        .filter(|token| comparable(token).is_none())
        .collect()
}

/// All scales, the smallest first.
fn scales() -> impl Iterator<Item = i32> {
    std::iter::once(0).chain((1..=FURTHEST).flat_map(|scale| [-scale, scale]))
}

/// A number that is written at a scale.
fn scaled(number: &str, scale: i32) -> String {
    match scale {
        0 => number.to_owned(),
        scale => format!("{number}e{scale}"),
    }
}

/// A number between two ranks, as nothing and a fraction.
fn some_fraction(low: i64, high: i64) -> Option<String> {
    let (digits, scale) = decimal(double::readable(low, high))?;
    let length = i32::try_from(digits.len()).ok()?;
    Some(scaled(&format!("0.{digits}"), scale + length))
}

/// A number between two ranks whose first digits are a run, and which has more of them, at a scale.
fn longer(run: &str, scale: i32, (low, high): (i64, i64)) -> Option<String> {
    let next = run.parse::<u128>().ok()?.checked_add(1)?;
    let rank = |text: String| {
        let double: f64 = text.parse().ok()?;
        Some(if double.is_finite() {
            double::rank(double)
        } else {
            double::LARGEST + 1
        })
    };
    let low = low.max(rank(format!("{run}e{scale}"))? + 1);
    let high = high.min(rank(format!("{next}e{scale}"))? - 1);
    if low > high {
        return None;
    }
    let (digits, scale) = decimal(double::readable(low, high))?;
    let rest = digits.strip_prefix(run)?;
    let length = i32::try_from(rest.len()).ok()?;
    match rest {
        "" => None,
        rest => Some(scaled(&format!("{run}.{rest}"), scale + length)),
    }
}

/// The digits of a double, without zeros around them, and the power of ten of the last one.
fn decimal(double: f64) -> Option<(String, i32)> {
    let token = double::token(double).to_lowercase();
    let (mantissa, exponent) = token.split_once('e').unwrap_or((&token, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i32 = exponent.parse().ok()?;
    let all = format!("{whole}{fraction}");
    let digits = all.trim_end_matches('0');
    let zeros = i32::try_from(all.len() - digits.len()).ok()?;
    let scale = exponent - i32::try_from(fraction.len()).ok()? + zeros;
    match digits.trim_start_matches('0') {
        "" => Some(("0".to_owned(), 0)),
        digits => Some((digits.to_owned(), scale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(run: &str, low: f64, high: f64) -> Option<String> {
        number(run, double::rank(low), double::rank(high))
    }

    rows! { told;
        a_number_with_its_own_digits: "5", 5.0, 5.0 => Some("5".into());
        more_zeros_than_it_has: "5000", 5.0, 5.0 => Some("5000e-3".into());
        no_digit_at_all: "0", 5.0, 5.0 => Some("0.5e1".into());
        the_first_of_its_digits: "12", 123.5, 123.5 => Some("12.35e1".into());
        other_digits: "6", 5.0, 5.0 => None;
        digits_of_a_narrow_interval: "51", 5.15, 5.16 => Some("51.6e-1".into());
        digits_beside_a_narrow_interval: "52", 5.15, 5.16 => None;
        digits_of_a_wide_interval: "10203040", 0.0, 1.0 => Some("10203040e-8".into());
        an_exponent: "1E5", 0.0, 1e9 => Some("1E5".into());
        an_exponent_with_zeros: "1E05", 0.0, 1e9 => Some("1E05".into());
        the_start_of_an_exponent: "1E1", 1e15, 1e16 => Some("1E15".into());
        an_exponent_that_is_too_large: "1E5", 0.0, 10.0 => None;
        an_exponent_with_a_sign: "1E", 0.05, 0.2 => Some("1E-1".into());
        more_digits_than_a_double_has: "1111111111111111111", 0.0, 1e300 => None;
    }
}
